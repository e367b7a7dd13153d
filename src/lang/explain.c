/* explain.c: a clause as one or two sentences. The sentences come from the tree alone, never from the prose
 * around it, so that a reader who compares them with the official text checks what the program will do. */
#include "lang/explain.h"

#include "lang/reading.h"
#include <string.h>

static void tell_prefix(ent_buf *out, const char *word, const ent_node *node,
                        void (*tell)(ent_buf *, const ent_node *))
{
    if (!node || node->kind == ENT_N_NONE) return;
    ent_buf_adds(out, word);
    tell(out, node);
}

/* " if A and B": when and where lines together. Returns whether there was one. */
static bool tell_conditions(ent_buf *out, const ent_clause *k, const char *word)
{
    const ent_node *lines[2] = {k->when, k->where};
    bool any = false;
    for (int i = 0; i < 2; i++) {
        const ent_node *line = lines[i];
        if (!line || line->kid_count == 0) continue;
        ent_buf_adds(out, any ? " and " : word);
        bool bracket =
            line->kid_count == 1 && line->kids[0]->kind == ENT_N_OR && (any || (i == 0 && k->where));
        if (bracket) ent_buf_addc(out, '(');
        ent_tell_condition(out, line->kid_count == 1 ? line->kids[0] : line);
        if (bracket) ent_buf_addc(out, ')');
        any = true;
    }
    return any;
}

static void tell_period(ent_buf *out, const ent_clause *k)
{
    tell_prefix(out, ", from ", k->from, ent_tell_moment);
    tell_prefix(out, k->from ? " until " : ", until ", k->until, ent_tell_moment);
}

static void tell_counting(ent_buf *out, const ent_clause *k)
{
    static const char *const words[] = {"as time elapses", "in calendar days",
                                        "in days, the first and the last included"};
    if (k->counting_said) ent_buf_printf(out, ", counted %s", words[k->counting]);
}

/* "deployment or exercise of missiles" */
static void tell_what(ent_buf *out, const ent_clause *k, const char *article, bool plural)
{
    ent_tell_acts(out, k->acts, article);
    if (k->object && k->object->kid_count) ent_buf_adds(out, " of "), ent_tell_object(out, k->object, plural);
}

static void tell_by(ent_buf *out, const ent_clause *k)
{
    ent_buf_adds(out, " by ");
    if (k->by)
        ent_tell_actors(out, k->by);
    else
        ent_buf_adds(out, "any party");
}

static void capitalise(ent_buf *out, size_t at)
{
    if (at < out->len && out->ptr[at] >= 'a' && out->ptr[at] <= 'z')
        out->ptr[at] = (char)(out->ptr[at] - 'a' + 'A');
}

/* Attacks are on somebody, all else is to somebody. */
static void tell_to(ent_buf *out, const ent_clause *k)
{
    bool on = k->acts && k->acts->kid_count == 1 && strcmp(k->acts->kids[0]->text, "attack") == 0;
    tell_prefix(out, on ? " on " : " to ", k->to, ent_tell_actors);
}

/* ---- one sentence a modality ------------------------------------------------------------------------ */

static void tell_prohibits(ent_buf *out, const ent_clause *k, const char *verdict)
{
    tell_what(out, k, "", true);
    tell_to(out, k);
    tell_by(out, k);
    ent_buf_adds(out, verdict);
    tell_conditions(out, k, " if ");
    tell_period(out, k);
}

static void tell_permits_only(ent_buf *out, const ent_clause *k)
{
    tell_what(out, k, "", true);
    tell_by(out, k);
    ent_buf_adds(out, " is permitted only");
    if (!tell_conditions(out, k, " if ")) ent_buf_adds(out, " as listed");
    tell_period(out, k);
    ent_buf_adds(out, "; everything else of the kind is prohibited");
}

static void tell_exists_noun(ent_buf *out, const ent_node *e)
{
    ent_tell_acts(out, e->kids[0], "every");
    if (e->text[0]) ent_buf_printf(out, " (%s)", e->text);
    const ent_node *object = ent_node_kid(e, 5);
    if (ent_node_is(object, ENT_N_OBJECT)) ent_buf_adds(out, " of "), ent_tell_object(out, object, true);
    tell_prefix(out, " by ", ent_node_kid(e, 1), ent_tell_actors);
    tell_prefix(out, " to ", ent_node_kid(e, 2), ent_tell_actors);
    tell_prefix(out, " for which ", ent_node_kid(e, 4), ent_tell_condition);
}

/* The host or the target of an event is a state, and which one is said: for a duty with a named event. */
static bool tell_state_of(ent_buf *out, const ent_clause *k)
{
    const ent_node *by = k->by;
    if (ent_node_is(by, ENT_N_ACTORS) && by->op == ENT_BASE_NAMES && by->kid_count == 1) by = by->kids[0];
    if (!ent_node_is(by, ENT_N_ROLE) || !k->trigger || !k->trigger->text[0]) return false;
    const char *event = k->trigger->text;
    if (by->op == ENT_ROLE_HOST)
        ent_buf_printf(out, "the state on whose territory %s takes place", event);
    else if (by->op == ENT_ROLE_TARGET)
        ent_buf_printf(out, "the state to which %s is addressed", event);
    else
        return false;
    return true;
}

static void tell_who_owes(ent_buf *out, const ent_clause *k)
{
    if (tell_state_of(out, k)) return;
    if (k->by)
        ent_tell_actors(out, k->by);
    else
        ent_buf_adds(out, "any party");
}

static void tell_duty(ent_buf *out, const ent_clause *k, const char *verb)
{
    tell_who_owes(out, k);
    ent_buf_printf(out, " %s ", verb);
    tell_what(out, k, "a", true);
    tell_prefix(out, " to ", k->to, ent_tell_actors);
    if (k->trigger) ent_buf_adds(out, " for "), tell_exists_noun(out, k->trigger);
    if (k->due) {
        bool fixed = k->due->kind == ENT_N_DATE || k->due->kind == ENT_N_MOMENT || k->due->op < 0;
        bool two = k->due->kind == ENT_N_BETWEEN_MOMENTS, yearly = k->due->kind == ENT_N_YEARLY;
        ent_buf_adds(out, two ? ", not earlier than " : fixed || yearly ? ", at the latest " : ", within ");
        if (k->due->kind == ENT_N_DATE || yearly) ent_buf_adds(out, "on ");
        if (k->due->kind == ENT_N_MOMENT) ent_buf_adds(out, "at ");
        ent_tell_moment(out, k->due);
    }
    tell_counting(out, k);
    tell_conditions(out, k, ", if ");
    tell_period(out, k);
}

static void tell_window(ent_buf *out, const ent_clause *k)
{
    switch (k->window_kind) {
    case ENT_WINDOW_MOMENT: ent_buf_adds(out, " at any moment"); break;
    case ENT_WINDOW_SLIDING: tell_prefix(out, " over any period of ", k->window, ent_tell_value); break;
    case ENT_WINDOW_CALENDAR_YEAR:
        ent_buf_adds(out, k->window ? " in any " : " in each calendar year");
        if (k->window) ent_tell_value(out, k->window), ent_buf_adds(out, " calendar years in a row");
        break;
    case ENT_WINDOW_EACH: ent_buf_adds(out, " for each record by itself"); break;
    case ENT_WINDOW_PERIOD: ent_buf_adds(out, " over the whole period"); break;
    }
}

static void tell_limits(ent_buf *out, const ent_clause *k)
{
    static const char *const words[] = {"at least ", "more than ", "at most ", "less than ", "exactly "};
    ent_tell_aggregate(out, k->aggregate);
    bool in_head = k->by && k->by == ent_node_kid(k->aggregate, 2);
    if (!in_head) tell_by(out, k);
    bool narrowed = tell_conditions(out, k, ", counting only where ");
    bool summed = k->aggregate->op == ENT_SUM || k->aggregate->op == ENT_NUMBER;
    ent_buf_adds(out, narrowed || summed ? ", must" : " must");
    tell_window(out, k);
    ent_buf_adds(out, " be ");
    if (k->ceiling) ent_buf_adds(out, words[k->ceiling_op]), ent_tell_value(out, k->ceiling);
    tell_prefix(out, ", separately for each ", k->per, ent_tell_keys);
    tell_counting(out, k);
    tell_period(out, k);
}

static void tell_exception(ent_buf *out, const ent_clause *k)
{
    ent_buf_printf(out, "exception %s applies", k->id);
    tell_prefix(out, " to what is done by ", k->by, ent_tell_actors);
    tell_conditions(out, k, " if ");
    tell_period(out, k);
}

static void tell_main(ent_buf *out, const ent_clause *k)
{
    size_t start = out->len;
    switch (k->modality) {
    case ENT_PROHIBITS: tell_prohibits(out, k, " is prohibited"); break;
    case ENT_PERMITS: tell_prohibits(out, k, " is permitted"); break;
    case ENT_PERMITS_ONLY: tell_permits_only(out, k); break;
    case ENT_REQUIRES: tell_duty(out, k, "owes"); break;
    case ENT_RECOMMENDS: tell_duty(out, k, "should, without being bound to, give"); break;
    case ENT_LIMITS: tell_limits(out, k); break;
    case ENT_EXCEPTION: tell_exception(out, k); break;
    }
    capitalise(out, start);
}

/* A comma before the full stop is left over from ", both included,". */
static void stop(ent_buf *out)
{
    while (out->len && (out->ptr[out->len - 1] == ',' || out->ptr[out->len - 1] == ' ')) out->len--;
    ent_buf_addc(out, '.');
}

/* ---- exceptions ------------------------------------------------------------------------------------- */

static void tell_lifted(ent_buf *out, const ent_node *condition)
{
    if (condition->kind == ENT_N_CLAUSE)
        ent_buf_printf(out, "%s is shown to apply", condition->text);
    else
        ent_tell_condition(out, condition);
}

static void tell_list(ent_buf *out, const char *words, const ent_node *list)
{
    if (!list || list->kid_count == 0) return;
    ent_buf_adds(out, words);
    for (uint32_t i = 0; i < list->kid_count; i++) {
        ent_tell_list_mark(out, i, list->kid_count, "or");
        tell_lifted(out, list->kids[i]);
    }
    stop(out);
}

static void tell_without(ent_buf *out, const ent_node *list)
{
    for (uint32_t i = 0; list && i < list->kid_count; i++) {
        const ent_node *kid = list->kids[i];
        ent_buf_adds(out, i == 0 ? " Left out of the sum is " : ", and ");
        if (kid->kind == ENT_N_CLAUSE)
            ent_buf_printf(out, "what is shown to fall under %s", kid->text);
        else
            ent_buf_adds(out, "whatever fits this: "), ent_tell_condition(out, kid);
    }
    if (list && list->kid_count) stop(out);
}

static void tell_instead(ent_buf *out, const ent_node *list)
{
    if (!list || list->kid_count == 0) return;
    ent_buf_adds(out, " Where its own conditions hold, this takes the place of clause ");
    for (uint32_t i = 0; i < list->kid_count; i++) {
        ent_tell_list_mark(out, i, list->kid_count, "and");
        ent_buf_adds(out, list->kids[i]->text);
    }
    stop(out);
}

static void tell_sentences(ent_buf *out, const ent_clause *k)
{
    tell_main(out, k);
    stop(out);
    if (k->binds) ent_buf_adds(out, " Answerable for it: "), ent_tell_actors(out, k->binds), stop(out);
    tell_list(out, k->modality == ENT_EXCEPTION ? " It does not apply if " : " This is lifted if ",
              k->unless);
    tell_without(out, k->without);
    tell_instead(out, k->instead);
    if (k->modality == ENT_PERMITS) ent_buf_adds(out, " This is a right: nothing breaches it.");
    if (k->modality == ENT_RECOMMENDS) ent_buf_adds(out, " Not following it is no breach.");
    ent_buf_addc(out, '\n');
}

ent_status ent_tell_end(ent_buf *out, ent_sink sink, ent_error *err)
{
    ent_status st = ENT_OK;
    if (out->failed)
        st = ent_fail(err, ENT_E_NOMEM, "out of memory while explaining");
    else if (out->len && !sink.write(sink.context, out->ptr, out->len))
        st = ent_fail(err, ENT_E_IO, "cannot write");
    ent_buf_done(out);
    return st;
}

ent_status ent_clause_explain(const ent_doc *doc, const ent_clause *clause, ent_sink sink, ent_error *err)
{
    ent_buf out;
    ent_buf_init(&out, ENT_EXPLAIN_BYTES_MAX);
    tell_sentences(&out, clause);
    ent_tell_defaults(&out, doc, clause);
    return ent_tell_end(&out, sink, err);
}

/* What a reading assumes: "with the parameter width taken as 25 km" */
static void tell_assumes(ent_buf *out, const ent_node *assumes)
{
    for (uint32_t i = 0; assumes && i < assumes->kid_count; i++) {
        ent_buf_adds(out, i == 0 ? " Taken for it: " : "; ");
        ent_tell_value(out, assumes->kids[i]->kids[0]);
        ent_buf_adds(out, " is ");
        ent_tell_value(out, assumes->kids[i]->kids[1]);
    }
    if (assumes && assumes->kid_count) stop(out);
}

ent_status ent_reading_explain(const ent_doc *doc, const ent_reading *reading, ent_sink sink, ent_error *err)
{
    const ent_clause *of = ent_doc_clause_find(doc, ent_str_of(reading->of));
    if (!of) return ent_fail(err, ENT_E_NOT_FOUND, "no clause has the id %s", reading->of);
    ent_clause merged = ent_clause_merge(of, reading);
    ent_buf out;
    ent_buf_init(&out, ENT_EXPLAIN_BYTES_MAX);
    tell_sentences(&out, &merged);
    if (out.len && !out.failed) out.len--;
    tell_assumes(&out, reading->assumes);
    ent_buf_addc(&out, '\n');
    return ent_tell_end(&out, sink, err);
}
