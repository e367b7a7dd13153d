/* write.c: results for people: each failure at its row, then what nothing decides. */
#include "scenario/write.h"

#include <string.h>

bool ent_put(ent_sink sink, ent_buf *buf)
{
    bool good = !buf->failed && (buf->len == 0 || sink.write(sink.context, buf->ptr, buf->len));
    ent_buf_clear(buf);
    return good;
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void put_texts(ent_buf *buf, const char *label, ent_texts texts)
{
    for (size_t i = 0; i < texts.count; i++)
        ent_buf_printf(buf, "%s %s\n", i ? "        " : label, texts.at[i]);
}

static ent_status put_caret(const ent_trial *t, const ent_trial_result *r, ent_sink sink, ent_error *err)
{
    ent_diags *diags = NULL;
    ent_status st = ent_diags_new(&diags, err);
    if (st != ENT_OK) return st;
    ent_diags_addf(diags, &ent_trial_document(t)->source, r->span,
                   (ent_diag_text){.severity = ENT_SEV_ERROR, .code = "scenario"}, "\"%s\", clause %s: %s",
                   r->scenario, r->clause, r->differs);
    st = ent_diags_write(diags, sink, false, err);
    ent_diags_free(diags);
    return st;
}

static ent_status put_failure(const ent_trial *t, const ent_trial_result *r, ent_sink sink, ent_error *err)
{
    ent_buf buf;
    ent_status st = put_caret(t, r, sink, err);
    if (st != ENT_OK) return st;
    ent_buf_init(&buf, 1u << 24);
    ent_buf_printf(&buf, "expected: %s\nfound:    %s\n", r->expected, r->found);
    put_texts(&buf, "because:", r->because);
    put_texts(&buf, "settle: ", r->settle);
    ent_buf_adds(&buf, "\n");
    if (!ent_put(sink, &buf)) st = ent_fail(err, ENT_E_IO, "cannot write");
    ent_buf_done(&buf);
    return st;
}

static void put_undecided(const ent_trial *t, ent_buf *buf)
{
    size_t open = ent_trial_undecided_count(t), all = ent_trial_condition_count(t);
    if (!open) {
        ent_buf_printf(buf, "  every condition is decided (%zu)\n", all);
        return;
    }
    ent_buf_printf(buf, "  %zu of %zu condition%s not decided:\n", open, all, all == 1 ? " is" : "s are");
    for (size_t i = 0; i < open; i++) {
        const ent_undecided *u = ent_trial_undecided_at(t, i);
        ent_buf_printf(buf, "    %s (line %u), %s: %s\n", u->label, u->span.line, u->text, u->why);
    }
}

static void put_passed(const ent_trial *t, ent_buf *buf)
{
    for (size_t i = 0; i < ent_trial_result_count(t); i++) {
        const ent_trial_result *r = ent_trial_result_at(t, i);
        if (!r->differs)
            ent_buf_printf(buf, "  passed: \"%s\", clause %s: %s\n", r->scenario, r->clause, r->found);
    }
}

static ent_status put_trial(const ent_trial *t, bool verbose, ent_sink sink, ent_error *err)
{
    ent_buf buf;
    size_t scenes = ent_trial_scenario_count(t), results = ent_trial_result_count(t),
           failed = ent_trial_failed_count(t);
    ent_status st = ENT_OK;
    for (size_t i = 0; i < results && st == ENT_OK; i++)
        if (ent_trial_result_at(t, i)->differs) st = put_failure(t, ent_trial_result_at(t, i), sink, err);
    if (st != ENT_OK) return st;
    ent_buf_init(&buf, 1u << 26);
    ent_buf_printf(&buf, "%s: %zu scenario%s, %zu passed, %zu failed\n", ent_trial_path(t), scenes,
                   plural(scenes), results - failed, failed);
    if (verbose) put_passed(t, &buf);
    put_undecided(t, &buf);
    if (!ent_put(sink, &buf)) st = ent_fail(err, ENT_E_IO, "cannot write");
    ent_buf_done(&buf);
    return st;
}

static ent_status write_text(const ent_trial *const *trials, size_t count, bool verbose, ent_sink sink,
                             ent_error *err)
{
    size_t passed = 0, failed = 0, undecided = 0;
    ent_buf buf;
    for (size_t i = 0; i < count; i++) {
        ent_status st = put_trial(trials[i], verbose, sink, err);
        if (st != ENT_OK) return st;
        failed += ent_trial_failed_count(trials[i]);
        passed += ent_trial_result_count(trials[i]) - ent_trial_failed_count(trials[i]);
        undecided += ent_trial_undecided_count(trials[i]);
    }
    if (count < 2) return ENT_OK;
    ent_buf_init(&buf, 1000);
    ent_buf_printf(&buf, "\n%zu agreements: %zu passed, %zu failed, %zu condition%s not decided\n", count,
                   passed, failed, undecided, plural(undecided));
    bool good = ent_put(sink, &buf);
    ent_buf_done(&buf);
    return good ? ENT_OK : ent_fail(err, ENT_E_IO, "cannot write");
}

ent_status ent_trials_write(const ent_trial *const *trials, size_t count, ent_trial_opts opts, ent_sink sink,
                            ent_error *err)
{
    switch (opts.format) {
    case ENT_TRIAL_TAP: return ent_write_tap(trials, count, sink, err);
    case ENT_TRIAL_JUNIT: return ent_write_junit(trials, count, sink, err);
    case ENT_TRIAL_JSON: return ent_write_json(trials, count, sink, err);
    default: return write_text(trials, count, opts.verbose, sink, err);
    }
}
