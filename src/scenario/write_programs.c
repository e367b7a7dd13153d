/* write_programs.c: results for programs: the Test Anything Protocol (version 13, which every reader
 * knows; nothing of 14 is needed), JUnit's XML, and JSON as
 * docs/schema/test.schema.json has it. */
#include "scenario/write.h"

#include "base/json.h"

#include <string.h>

/* ---- TAP -------------------------------------------------------------------------------------------- */

/* A description: no line end, and "#" would begin a directive. */
static void tap_words(ent_buf *buf, const char *text)
{
    for (; *text; text++) {
        if (*text == '#' || *text == '\\') ent_buf_addc(buf, '\\');
        ent_buf_addc(buf, *text == '\n' ? ' ' : *text);
    }
}

/* A scalar of the diagnostic block, quoted as in JSON, which YAML reads alike. */
static void tap_field(ent_buf *buf, const char *name, const char *text)
{
    ent_buf_printf(buf, "  %s: \"", name);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') ent_buf_addc(buf, '\\');
        ent_buf_addc(buf, *text == '\n' ? ' ' : *text);
    }
    ent_buf_adds(buf, "\"\n");
}

static void tap_result(ent_buf *buf, const ent_trial *t, const ent_trial_result *r, size_t number)
{
    ent_buf_printf(buf, "%s %zu - ", r->differs ? "not ok" : "ok", number);
    tap_words(buf, ent_trial_path(t));
    ent_buf_adds(buf, ": ");
    tap_words(buf, r->scenario);
    ent_buf_printf(buf, " (clause %s)\n", r->clause);
    if (!r->differs) return;
    ent_buf_adds(buf, "  ---\n");
    tap_field(buf, "message", r->differs);
    tap_field(buf, "expected", r->expected);
    tap_field(buf, "found", r->found);
    ent_buf_printf(buf, "  line: %u\n  column: %u\n  ...\n", r->span.line, r->span.column);
}

ent_status ent_write_tap(const ent_trial *const *trials, size_t count, ent_sink sink, ent_error *err)
{
    ent_buf buf;
    size_t total = 0, number = 0;
    ent_buf_init(&buf, 1u << 26);
    for (size_t i = 0; i < count; i++) total += ent_trial_result_count(trials[i]);
    ent_buf_printf(&buf, "TAP version 13\n1..%zu\n", total);
    bool good = true;
    for (size_t i = 0; i < count && good; i++) {
        const ent_trial *t = trials[i];
        for (size_t k = 0; k < ent_trial_result_count(t); k++)
            tap_result(&buf, t, ent_trial_result_at(t, k), ++number);
        for (size_t k = 0; k < ent_trial_undecided_count(t); k++) {
            const ent_undecided *u = ent_trial_undecided_at(t, k);
            ent_buf_printf(&buf, "# not decided: %s %s: %s\n", ent_trial_path(t), u->label, u->why);
        }
        good = ent_put(sink, &buf);
    }
    good = good && ent_put(sink, &buf);
    ent_buf_done(&buf);
    return good ? ENT_OK : ent_fail(err, ENT_E_IO, "cannot write");
}

/* ---- JUnit ------------------------------------------------------------------------------------------ */

static void xml(ent_buf *buf, const char *text)
{
    for (; *text; text++) switch (*text) {
        case '&': ent_buf_adds(buf, "&amp;"); break;
        case '<': ent_buf_adds(buf, "&lt;"); break;
        case '>': ent_buf_adds(buf, "&gt;"); break;
        case '"': ent_buf_adds(buf, "&quot;"); break;
        default: ent_buf_addc(buf, (unsigned char)*text < ' ' ? ' ' : *text);
        }
}

static void xml_attribute(ent_buf *buf, const char *name, const char *text)
{
    ent_buf_printf(buf, " %s=\"", name);
    xml(buf, text);
    ent_buf_adds(buf, "\"");
}

static void junit_result(ent_buf *buf, const ent_trial *t, const ent_trial_result *r)
{
    ent_buf_adds(buf, "    <testcase");
    xml_attribute(buf, "classname", r->clause);
    xml_attribute(buf, "name", r->scenario);
    xml_attribute(buf, "file", ent_trial_path(t));
    ent_buf_printf(buf, " line=\"%u\"", r->span.line);
    if (!r->differs) {
        ent_buf_adds(buf, "/>\n");
        return;
    }
    ent_buf_adds(buf, ">\n      <failure");
    xml_attribute(buf, "message", r->differs);
    ent_buf_adds(buf, ">expected: ");
    xml(buf, r->expected);
    ent_buf_adds(buf, "\nfound: ");
    xml(buf, r->found);
    for (size_t i = 0; i < r->because.count; i++) {
        ent_buf_adds(buf, "\nbecause: ");
        xml(buf, r->because.at[i]);
    }
    ent_buf_adds(buf, "</failure>\n    </testcase>\n");
}

ent_status ent_write_junit(const ent_trial *const *trials, size_t count, ent_sink sink, ent_error *err)
{
    ent_buf buf;
    ent_buf_init(&buf, 1u << 26);
    ent_buf_adds(&buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    bool good = true;
    for (size_t i = 0; i < count && good; i++) {
        const ent_trial *t = trials[i];
        ent_buf_adds(&buf, "  <testsuite");
        xml_attribute(&buf, "name", ent_trial_path(t));
        ent_buf_printf(&buf, " tests=\"%zu\" failures=\"%zu\">\n", ent_trial_result_count(t),
                       ent_trial_failed_count(t));
        for (size_t k = 0; k < ent_trial_result_count(t); k++)
            junit_result(&buf, t, ent_trial_result_at(t, k));
        ent_buf_adds(&buf, "  </testsuite>\n");
        good = ent_put(sink, &buf);
    }
    ent_buf_adds(&buf, "</testsuites>\n");
    good = good && ent_put(sink, &buf);
    ent_buf_done(&buf);
    return good ? ENT_OK : ent_fail(err, ENT_E_IO, "cannot write");
}

/* ---- JSON ------------------------------------------------------------------------------------------- */

static void json_texts(ent_json *json, const char *key, ent_texts texts)
{
    ent_json_key(json, key);
    ent_json_begin_array(json);
    for (size_t i = 0; i < texts.count; i++) ent_json_string(json, texts.at[i]);
    ent_json_end_array(json);
}

static void json_result(ent_json *json, const ent_trial_result *r)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "scenario", r->scenario);
    ent_json_kstring(json, "clause", r->clause);
    ent_json_kbool(json, "passed", !r->differs);
    ent_json_kstring(json, "expected", r->expected);
    ent_json_kstring(json, "found", r->found);
    if (r->differs) ent_json_kstring(json, "differs", r->differs);
    json_texts(json, "because", r->because);
    json_texts(json, "settle", r->settle);
    ent_json_kint(json, "line", r->span.line);
    ent_json_kint(json, "column", r->span.column);
    ent_json_end_object(json);
}

static void json_undecided(ent_json *json, const ent_undecided *u)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "clause", u->clause);
    ent_json_kstring(json, "condition", u->label);
    ent_json_kstring(json, "text", u->text);
    ent_json_kstring(json, "why", u->why);
    ent_json_kint(json, "line", u->span.line);
    ent_json_end_object(json);
}

static void json_trial(ent_json *json, const ent_trial *t)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "agreement", ent_trial_path(t));
    ent_json_kint(json, "scenarios", (int64_t)ent_trial_scenario_count(t));
    ent_json_kint(json, "passed", (int64_t)(ent_trial_result_count(t) - ent_trial_failed_count(t)));
    ent_json_kint(json, "failed", (int64_t)ent_trial_failed_count(t));
    ent_json_key(json, "results");
    ent_json_begin_array(json);
    for (size_t k = 0; k < ent_trial_result_count(t); k++) json_result(json, ent_trial_result_at(t, k));
    ent_json_end_array(json);
    ent_json_kint(json, "conditions", (int64_t)ent_trial_condition_count(t));
    ent_json_key(json, "undecided");
    ent_json_begin_array(json);
    for (size_t k = 0; k < ent_trial_undecided_count(t); k++)
        json_undecided(json, ent_trial_undecided_at(t, k));
    ent_json_end_array(json);
    ent_json_end_object(json);
}

ent_status ent_write_json(const ent_trial *const *trials, size_t count, ent_sink sink, ent_error *err)
{
    ent_json json;
    ent_json_init(&json, sink, true);
    ent_json_begin_object(&json);
    ent_json_kstring(&json, "schema", "entente/test/1");
    ent_json_key(&json, "agreements");
    ent_json_begin_array(&json);
    for (size_t i = 0; i < count; i++) json_trial(&json, trials[i]);
    ent_json_end_array(&json);
    ent_json_end_object(&json);
    return ent_json_finish(&json, err);
}
