/* explain.c: a clause as one or two sentences. The sentences come from the tree alone, never from the prose
 * around it, so that a reader who compares them with the official text checks what the program will do. */
#include "lang/explain.h"

#include "lang/reading.h"
#include <string.h>

static void tell_prefix(ent_saying *out, const char *word, const ent_node *node,
                        void (*tell)(ent_saying *, const ent_node *))
{
    if (!node || node->kind == ENT_N_NONE) return;
    ent_buf_adds(&out->buf, word);
    tell(out, node);
}

enum { CONDITIONS_MAX = 64 };

/* " if A, B and C": when and where lines together. Returns whether there was one. */
static bool tell_conditions(ent_saying *out, const ent_clause *k, const char *word)
{
    const ent_node *lines[2] = {k->when, k->where}, *all[CONDITIONS_MAX];
    size_t count = 0;
    for (int i = 0; i < 2; i++)
        for (uint32_t n = 0; lines[i] && n < lines[i]->kid_count; n++) {
            const ent_node *one = lines[i]->kids[n];
            bool flat = one->kind == ENT_N_AND && count + one->kid_count <= CONDITIONS_MAX;
            for (uint32_t m = 0; flat && m < one->kid_count; m++) all[count++] = one->kids[m];
            if (!flat && count < CONDITIONS_MAX) all[count++] = one;
        }
    if (count == 0) return false;
    ent_buf_adds(&out->buf, word);
    ent_tell_all_of(out, all, count);
    return true;
}

static void tell_period(ent_saying *out, const ent_clause *k)
{
    tell_prefix(out, ", from ", k->from, ent_tell_moment);
    tell_prefix(out, k->from ? " until " : ", until ", k->until, ent_tell_moment);
}

static void tell_counting(ent_saying *out, const ent_clause *k)
{
    static const char *const words[] = {"as time elapses", "in calendar days",
                                        "in days, the first and the last included"};
    if (k->counting_said) ent_buf_printf(&out->buf, ", counted %s", words[k->counting]);
}

/* "naval base" says "base" already. */
static bool says_the_act(const ent_clause *k)
{
    bool one = k->acts->kid_count == 1 && k->object && k->object->kid_count == 1;
    if (!one) return false;
    const char *act = k->acts->kids[0]->text, *object = k->object->kids[0]->text;
    size_t n = strlen(act), m = strlen(object);
    return m > n && object[m - n - 1] == ' ' && strcmp(object + m - n, act) == 0;
}

/* "any deployment or exercise of a missile" */
static void tell_what(ent_saying *out, const ent_clause *k, const char *article)
{
    if (says_the_act(k)) {
        ent_buf_printf(&out->buf, "%s %s", article, k->object->kids[0]->text);
        return;
    }
    ent_tell_acts(out, k->acts, article);
    if (k->acts->text[0]) ent_buf_printf(&out->buf, " (%s)", k->acts->text);
    if (k->object && k->object->kid_count)
        ent_buf_adds(&out->buf, ent_object_joint(k->acts)), ent_tell_an_object(out, k->object);
}

static void capitalise(ent_saying *out, size_t at)
{
    if (at < out->buf.len && out->buf.ptr[at] >= 'a' && out->buf.ptr[at] <= 'z')
        out->buf.ptr[at] = (char)(out->buf.ptr[at] - 'a' + 'A');
}

/* ---- one sentence a modality ------------------------------------------------------------------------ */

static void tell_ground(ent_saying *out, const ent_clause *k)
{
    if (!k->in) return;
    ent_buf_adds(&out->buf, k->in->op == ENT_PLACE_OUTSIDE ? " outside " : " in ");
    ent_tell_operand(out, k->in->kids[1]);
}

static void tell_prohibits(ent_saying *out, const ent_clause *k, const char *verdict)
{
    tell_what(out, k, "any");
    if (k->to) ent_tell_to(out, k->acts, k->to);
    tell_ground(out, k);
    ent_tell_by(out, k->acts, k->by);
    ent_buf_adds(&out->buf, verdict);
    tell_conditions(out, k, " if ");
    tell_period(out, k);
}

static void tell_permits_only(ent_saying *out, const ent_clause *k)
{
    tell_what(out, k, "any");
    if (k->to) ent_tell_to(out, k->acts, k->to);
    tell_ground(out, k);
    ent_tell_by(out, k->acts, k->by);
    ent_buf_adds(&out->buf, " is permitted only");
    if (!tell_conditions(out, k, " if ")) ent_buf_adds(&out->buf, " as listed");
    tell_period(out, k);
    ent_buf_adds(&out->buf, "; everything else of the kind is prohibited");
}

static bool is_said(const ent_node *node)
{
    return node && node->kind != ENT_N_NONE;
}

static void tell_exists_noun(ent_saying *out, const ent_node *e)
{
    ent_tell_acts(out, e->kids[0], "every");
    if (e->text[0]) ent_buf_printf(&out->buf, " (%s)", e->text);
    const ent_node *object = ent_node_kid(e, 5);
    if (ent_node_is(object, ENT_N_OBJECT)) ent_buf_adds(&out->buf, " of "), ent_tell_an_object(out, object);
    if (is_said(ent_node_kid(e, 1))) ent_tell_by(out, e->kids[0], e->kids[1]);
    if (is_said(ent_node_kid(e, 2))) ent_tell_to(out, e->kids[0], e->kids[2]);
    tell_prefix(out, " for which ", ent_node_kid(e, 4), ent_tell_condition);
}

/* The host or the target of an event is a state, and which one is said: for a duty with a named event. */
static bool tell_state_of(ent_saying *out, const ent_clause *k)
{
    const ent_node *by = k->by;
    if (ent_node_is(by, ENT_N_ACTORS) && by->op == ENT_BASE_NAMES && by->kid_count == 1) by = by->kids[0];
    if (!ent_node_is(by, ENT_N_ROLE) || !k->trigger || !k->trigger->text[0]) return false;
    const char *event = k->trigger->text;
    if (by->op == ENT_ROLE_HOST)
        ent_buf_printf(&out->buf, "the state on whose territory %s takes place", event);
    else if (by->op == ENT_ROLE_TARGET)
        ent_buf_printf(&out->buf, "the state to which %s is addressed", event);
    else
        return false;
    return true;
}

static void tell_who_owes(ent_saying *out, const ent_clause *k)
{
    if (tell_state_of(out, k)) return;
    if (k->by)
        ent_tell_actors(out, k->by);
    else
        ent_buf_adds(&out->buf, "any party");
}

static void tell_duty(ent_saying *out, const ent_clause *k, const char *verb)
{
    tell_who_owes(out, k);
    ent_buf_printf(&out->buf, " %s ", verb);
    ent_tell_acts(out, k->acts, "a");
    if (k->acts->text[0]) ent_buf_printf(&out->buf, " (%s)", k->acts->text);
    if (k->object && k->object->kid_count)
        ent_buf_adds(&out->buf, " of "), ent_tell_object(out, k->object, true);
    if (k->to) ent_tell_to(out, k->acts, k->to);
    if (k->trigger && k->trigger->text[0]) out->subject = k->trigger->text;
    if (k->trigger) ent_buf_adds(&out->buf, " for "), tell_exists_noun(out, k->trigger);
    if (k->due) {
        bool fixed = k->due->kind == ENT_N_DATE || k->due->kind == ENT_N_MOMENT ||
                     k->due->kind == ENT_N_YEAR_DAY || k->due->op < 0;
        bool two = k->due->kind == ENT_N_BETWEEN_MOMENTS, yearly = k->due->kind == ENT_N_YEARLY;
        ent_buf_adds(&out->buf, two               ? ", not earlier than "
                                : fixed || yearly ? ", at the latest "
                                                  : ", within ");
        if (k->due->kind == ENT_N_DATE || k->due->kind == ENT_N_YEAR_DAY || yearly)
            ent_buf_adds(&out->buf, "on ");
        if (k->due->kind == ENT_N_MOMENT) ent_buf_adds(&out->buf, "at ");
        ent_tell_moment(out, k->due);
    }
    tell_counting(out, k);
    tell_conditions(out, k, ", if ");
    if (k->such) ent_buf_adds(&out->buf, ", such that "), ent_tell_condition(out, k->such);
    tell_period(out, k);
}

static void tell_years_from(ent_saying *out, const ent_node *years)
{
    if (years->number > 1)
        ent_buf_printf(&out->buf, " in any %d years in a row, counted from ", (int)years->number);
    else
        ent_buf_adds(&out->buf, " in each year counted from ");
    ent_tell_moment(out, years->kids[0]);
}

static void tell_window(ent_saying *out, const ent_clause *k)
{
    static const char *const periods[] = {"year", "quarter", "month", "week", "day"};
    switch (k->window_kind) {
    case ENT_WINDOW_MOMENT: ent_buf_adds(&out->buf, " at any moment"); break;
    case ENT_WINDOW_SLIDING: tell_prefix(out, " over any period of ", k->window, ent_tell_value); break;
    case ENT_WINDOW_CALENDAR:
        if (k->calendar == ENT_CALENDAR_FROM) {
            tell_years_from(out, k->window);
            break;
        }
        ent_buf_adds(&out->buf, k->window ? " in any " : " in each");
        if (k->window) ent_tell_value(out, k->window);
        ent_buf_printf(&out->buf, " calendar %s%s", periods[k->calendar], k->window ? "s in a row" : "");
        break;
    case ENT_WINDOW_EACH: break;
    case ENT_WINDOW_PERIOD: ent_buf_adds(&out->buf, " over the whole period"); break;
    }
}

static void tell_limits(ent_saying *out, const ent_clause *k)
{
    static const char *const words[] = {"at least ", "more than ", "at most ", "less than ", "exactly "};
    out->each = k->window_kind == ENT_WINDOW_EACH;
    ent_tell_aggregate(out, k->aggregate);
    bool in_head = k->by && k->by == ent_node_kid(k->aggregate, 2);
    if (!in_head) ent_tell_by(out, k->acts, k->by);
    if (out->each && k->aggregate->op != ENT_DURATION) ent_buf_adds(&out->buf, ", each taken by itself");
    bool narrowed = tell_conditions(out, k, ", counting only where ");
    bool summed = k->aggregate->op == ENT_SUM || k->aggregate->op == ENT_NUMBER;
    ent_buf_adds(&out->buf, narrowed || summed ? ", must" : " must");
    tell_window(out, k);
    ent_buf_adds(&out->buf, " be ");
    if (k->ceiling) ent_buf_adds(&out->buf, words[k->ceiling_op]), ent_tell_value(out, k->ceiling);
    tell_prefix(out, ", separately for each ", k->per, ent_tell_keys);
    tell_counting(out, k);
    tell_period(out, k);
}

static void tell_exception(ent_saying *out, const ent_clause *k)
{
    ent_buf_printf(&out->buf, "exception %s applies", k->id);
    tell_prefix(out, " to what is done by ", k->by, ent_tell_actors);
    tell_conditions(out, k, " if ");
    tell_period(out, k);
}

static void tell_main(ent_saying *out, const ent_clause *k)
{
    size_t start = out->buf.len;
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

static void stop(ent_saying *out)
{
    ent_buf_addc(&out->buf, '.');
}

/* ---- exceptions ------------------------------------------------------------------------------------- */

/* 'exception 4.2 ("Consent of every party")' */
static void tell_named(ent_saying *out, const char *id)
{
    const ent_clause *named = out->doc ? ent_doc_clause_find(out->doc, ent_str_of(id)) : NULL;
    bool exception = !named || named->modality == ENT_EXCEPTION;
    ent_buf_printf(&out->buf, exception ? "exception %s" : "clause %s", id);
    if (named && named->title[0]) ent_buf_printf(&out->buf, " (\"%s\")", named->title);
}

static void tell_list(ent_saying *out, const char *words, const ent_node *list)
{
    if (!list || list->kid_count == 0) return;
    ent_buf_adds(&out->buf, words);
    for (uint32_t i = 0; i < list->kid_count; i++) {
        const ent_node *kid = list->kids[i], *next = ent_node_kid(list, i + 1);
        ent_tell_list_mark(out, i, list->kid_count, "or");
        if (kid->kind != ENT_N_CLAUSE)
            ent_tell_condition(out, kid);
        else
            tell_named(out, kid->text);
        bool last = kid->kind == ENT_N_CLAUSE && !ent_node_is(next, ENT_N_CLAUSE);
        if (last) ent_buf_adds(&out->buf, " is shown to apply");
    }
    stop(out);
}

static void tell_without(ent_saying *out, const ent_node *list)
{
    for (uint32_t i = 0; list && i < list->kid_count; i++) {
        const ent_node *kid = list->kids[i];
        bool named = kid->kind == ENT_N_CLAUSE, again = named && i && list->kids[i - 1]->kind == ENT_N_CLAUSE;
        if (i == 0) ent_buf_adds(&out->buf, " Left out of the sum is ");
        if (again)
            ent_tell_list_mark(out, i, list->kid_count, "or");
        else if (i > 0)
            ent_buf_adds(&out->buf, ", and ");
        if (named && !again) ent_buf_adds(&out->buf, "whatever is shown to fall under ");
        if (named)
            tell_named(out, kid->text);
        else
            ent_buf_adds(&out->buf, "whatever fits this: "), ent_tell_condition(out, kid);
    }
    if (list && list->kid_count) stop(out);
}

static void tell_instead(ent_saying *out, const ent_node *list)
{
    if (!list || list->kid_count == 0) return;
    ent_buf_adds(&out->buf, " Where its own conditions hold, this takes the place of ");
    for (uint32_t i = 0; i < list->kid_count; i++) {
        ent_tell_list_mark(out, i, list->kid_count, "and");
        tell_named(out, list->kids[i]->text);
    }
    stop(out);
}

static const char *lifting(const ent_clause *k)
{
    return k->modality == ENT_EXCEPTION ? " It does not apply if "
           : k->modality == ENT_PERMITS ? " The right falls away if "
                                        : " This is lifted if ";
}

static void tell_sentences(ent_saying *out, const ent_clause *k)
{
    tell_main(out, k);
    stop(out);
    if (k->binds) ent_buf_adds(&out->buf, " Answerable for it: "), ent_tell_actors(out, k->binds), stop(out);
    tell_list(out, lifting(k), k->unless);
    tell_without(out, k->without);
    tell_instead(out, k->instead);
    if (k->modality == ENT_PERMITS) ent_buf_adds(&out->buf, " This is a right: nothing breaches it.");
    if (k->modality == ENT_RECOMMENDS) ent_buf_adds(&out->buf, " Not following it is no breach.");
    ent_buf_addc(&out->buf, '\n');
}

ent_status ent_tell_end(ent_saying *out, ent_sink sink, ent_error *err)
{
    ent_status st = ENT_OK;
    if (out->buf.failed)
        st = ent_fail(err, ENT_E_NOMEM, "out of memory while explaining");
    else if (out->buf.len && !sink.write(sink.context, out->buf.ptr, out->buf.len))
        st = ent_fail(err, ENT_E_IO, "cannot write");
    ent_buf_done(&out->buf);
    return st;
}

ent_status ent_clause_explain(const ent_doc *doc, const ent_clause *clause, ent_sink sink, ent_error *err)
{
    ent_saying out = {.doc = doc, .clause = clause};
    ent_buf_init(&out.buf, ENT_EXPLAIN_BYTES_MAX);
    tell_sentences(&out, clause);
    ent_tell_defaults(&out, doc, clause);
    return ent_tell_end(&out, sink, err);
}

/* What a reading assumes: "with the parameter width taken as 25 km" */
static void tell_assumes(ent_saying *out, const ent_node *assumes)
{
    for (uint32_t i = 0; assumes && i < assumes->kid_count; i++) {
        ent_buf_adds(&out->buf, i == 0 ? " Taken for it: " : "; ");
        ent_tell_value(out, assumes->kids[i]->kids[0]);
        ent_buf_adds(&out->buf, " is ");
        ent_tell_value(out, assumes->kids[i]->kids[1]);
    }
    if (assumes && assumes->kid_count) stop(out);
}

ent_status ent_reading_explain(const ent_doc *doc, const ent_reading *reading, ent_sink sink, ent_error *err)
{
    const ent_clause *of = ent_doc_clause_find(doc, ent_str_of(reading->of));
    if (!of) return ent_fail(err, ENT_E_NOT_FOUND, "no clause has the id %s", reading->of);
    ent_clause merged = ent_clause_merge(of, reading);
    ent_saying out = {.doc = doc, .clause = &merged};
    ent_buf_init(&out.buf, ENT_EXPLAIN_BYTES_MAX);
    tell_sentences(&out, &merged);
    if (out.buf.len && !out.buf.failed) out.buf.len--;
    tell_assumes(&out, reading->assumes);
    ent_buf_addc(&out.buf, '\n');
    return ent_tell_end(&out, sink, err);
}
