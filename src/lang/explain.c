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

/* " if A, B and C": when and where lines together. Returns whether there was one. */
static bool tell_conditions(ent_saying *out, const ent_clause *k, const char *word)
{
    const ent_node *lines[2];
    size_t count = 0;
    if (k->when && k->when->kid_count) lines[count++] = k->when;
    if (k->where && k->where->kid_count) lines[count++] = k->where;
    if (count == 0) return false;
    ent_buf_adds(&out->buf, word);
    ent_tell_list(out, lines, count, ENT_N_AND);
    return true;
}

/* "from X until Y": before conditions, which it must not seem to belong to. */
static bool tell_period(ent_saying *out, const ent_clause *k, const char *before)
{
    if (!k->from && !k->until) return false;
    ent_buf_adds(&out->buf, before);
    tell_prefix(out, "from ", k->from, ent_tell_moment);
    tell_prefix(out, k->from ? " until " : "until ", k->until, ent_tell_moment);
    return true;
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
    tell_period(out, k, " ");
    tell_conditions(out, k, " if ");
}

static void tell_permits_only(ent_saying *out, const ent_clause *k)
{
    tell_what(out, k, "any");
    if (k->to) ent_tell_to(out, k->acts, k->to);
    tell_ground(out, k);
    ent_tell_by(out, k->acts, k->by);
    ent_buf_adds(&out->buf, " is permitted");
    if (tell_period(out, k, " ")) ent_buf_addc(&out->buf, ',');
    ent_buf_adds(&out->buf, " only");
    if (!tell_conditions(out, k, " if ")) ent_buf_adds(&out->buf, " as listed");
    ent_buf_adds(&out->buf, ". Everything else of the kind is prohibited");
}

static bool is_said(const ent_node *node)
{
    return node && node->kind != ENT_N_NONE;
}

/* "every exercise (E) by P" */
static void tell_event(ent_saying *out, const ent_node *e)
{
    ent_tell_acts(out, e->kids[0], "every");
    if (e->text[0]) ent_buf_printf(&out->buf, " (%s)", e->text);
    const ent_node *object = ent_node_kid(e, 5);
    if (ent_node_is(object, ENT_N_OBJECT)) ent_buf_adds(&out->buf, " of "), ent_tell_an_object(out, object);
    if (is_said(ent_node_kid(e, 1))) ent_tell_by(out, e->kids[0], e->kids[1]);
    if (is_said(ent_node_kid(e, 2))) ent_tell_to(out, e->kids[0], e->kids[2]);
    tell_prefix(out, " for which ", ent_node_kid(e, 4), ent_tell_inside);
}

/* The host or the target of an event is a state, and which one is said: for a duty with a named event. */
static bool owes_by_event(const ent_clause *k, int *role)
{
    const ent_node *by = k->by;
    if (ent_node_is(by, ENT_N_ACTORS) && by->op == ENT_BASE_NAMES && by->kid_count == 1) by = by->kids[0];
    if (!ent_node_is(by, ENT_N_ROLE) || !k->trigger || !k->trigger->text[0]) return false;
    *role = by->op;
    return by->op == ENT_ROLE_HOST || by->op == ENT_ROLE_TARGET;
}

static void tell_state_of(ent_saying *out, const ent_clause *k, int role)
{
    bool host = role == ENT_ROLE_HOST;
    ent_buf_adds(&out->buf, "for ");
    tell_event(out, k->trigger);
    ent_buf_adds(&out->buf, host ? ", the state on whose territory " : ", the state to which ");
    ent_buf_printf(&out->buf, host ? "%s takes place" : "%s is addressed", k->trigger->text);
}

static void tell_who_owes(ent_saying *out, const ent_clause *k)
{
    out->owing = true;
    if (k->by)
        ent_tell_actors(out, k->by);
    else
        ent_buf_adds(&out->buf, "each party");
    out->owing = false;
}

static void tell_due(ent_saying *out, const ent_clause *k)
{
    if (!k->due) return;
    ent_node_kind kind = k->due->kind;
    bool day = kind == ENT_N_DATE || kind == ENT_N_YEAR_DAY || kind == ENT_N_YEARLY;
    bool latest = day || kind == ENT_N_MOMENT || k->due->op < 0;
    ent_buf_adds(&out->buf, kind == ENT_N_BETWEEN_MOMENTS ? ", not earlier than "
                            : latest                      ? ", at the latest "
                                                          : ", within ");
    ent_buf_adds(&out->buf, day ? "on " : kind == ENT_N_MOMENT ? "at " : "");
    ent_tell_moment(out, k->due);
}

/* What a meeting is held and a notification given. */
static const char *verb_for(const ent_node *acts)
{
    static const char *const held[] = {"meeting", "consultation", "exercise"};
    for (size_t i = 0; i < sizeof held / sizeof *held; i++)
        if (acts->kid_count && strcmp(acts->kids[0]->text, held[i]) == 0) return "hold";
    return "give";
}

static void tell_duty(ent_saying *out, const ent_clause *k)
{
    int role = 0;
    bool state = owes_by_event(k, &role);
    if (tell_period(out, k, "")) ent_buf_adds(&out->buf, ", ");
    if (state)
        tell_state_of(out, k, role);
    else
        tell_who_owes(out, k);
    if (k->modality == ENT_REQUIRES)
        ent_buf_adds(&out->buf, " owes ");
    else
        ent_buf_printf(&out->buf, " should, without being bound to, %s ", verb_for(k->acts));
    ent_tell_acts(out, k->acts, "a");
    if (k->acts->text[0]) ent_buf_printf(&out->buf, " (%s)", k->acts->text);
    if (k->object && k->object->kid_count)
        ent_buf_adds(&out->buf, " of "), ent_tell_an_object(out, k->object);
    if (k->to) ent_tell_to(out, k->acts, k->to);
    if (k->trigger && k->trigger->text[0]) out->subject = k->trigger->text;
    if (k->trigger && !state) ent_buf_adds(&out->buf, " for "), tell_event(out, k->trigger);
    tell_due(out, k);
    tell_counting(out, k);
    tell_conditions(out, k, ", if ");
    if (!k->such) return;
    ent_buf_adds(&out->buf, ". It is fulfilled only if ");
    ent_tell_condition(out, k->such);
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
    bool narrowed = tell_conditions(out, k, out->each ? ", if " : ", counting only where ");
    bool summed = k->aggregate->op == ENT_SUM || k->aggregate->op == ENT_NUMBER;
    ent_buf_adds(&out->buf, narrowed || summed ? ", must" : " must");
    tell_window(out, k);
    ent_buf_adds(&out->buf, " be ");
    out->parted = k->per;
    if (k->ceiling) ent_buf_adds(&out->buf, words[k->ceiling_op]), ent_tell_value(out, k->ceiling);
    out->parted = NULL;
    tell_prefix(out, ", separately for each ", k->per, ent_tell_keys);
    tell_counting(out, k);
    tell_period(out, k, ", ");
}

static void tell_exception(ent_saying *out, const ent_clause *k)
{
    ent_tell_exception_head(out, k);
    tell_period(out, k, " ");
    tell_conditions(out, k, " if ");
}

static void tell_main(ent_saying *out, const ent_clause *k)
{
    size_t start = out->buf.len;
    switch (k->modality) {
    case ENT_PROHIBITS: tell_prohibits(out, k, " is prohibited"); break;
    case ENT_PERMITS: tell_prohibits(out, k, " is permitted"); break;
    case ENT_PERMITS_ONLY: tell_permits_only(out, k); break;
    case ENT_REQUIRES:
    case ENT_RECOMMENDS: tell_duty(out, k); break;
    case ENT_LIMITS: tell_limits(out, k); break;
    case ENT_EXCEPTION: tell_exception(out, k); break;
    }
    capitalise(out, start);
}

static void stop(ent_saying *out)
{
    ent_buf_addc(&out->buf, '.');
}

/* " Norway answers for it." */
static void tell_answerable(ent_saying *out, const ent_node *binds)
{
    if (!binds) return;
    const ent_node *one = binds->kind == ENT_N_ACTORS && binds->op == ENT_BASE_NAMES && binds->kid_count == 1
                              ? binds->kids[0]
                              : binds;
    bool many = one->kind == ENT_N_MEMBERS, host = one->kind == ENT_N_ROLE && one->op == ENT_ROLE_HOST;
    ent_buf_addc(&out->buf, ' ');
    size_t start = out->buf.len;
    out->whole = true;
    if (host)
        ent_buf_adds(&out->buf, "the state on whose territory it is");
    else
        ent_tell_actors(out, binds);
    out->whole = false;
    capitalise(out, start);
    ent_buf_adds(&out->buf, many ? " answer for it." : " answers for it.");
}

static void tell_sentences(ent_saying *out, const ent_clause *k)
{
    tell_main(out, k);
    stop(out);
    if (k->modality == ENT_EXCEPTION) ent_tell_letters(out, k);
    tell_answerable(out, k->binds);
    ent_tell_lifted(out, k);
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
