/* expect.c: what a row expects beside what the engine found.
 *
 * The findings of a row are those of its clause, reading and party that speak of its record; of several, over
 * time, the one whose period holds the date `at`, else the gravest. A row that is no record looks at all
 * findings of its clause; of two of one verdict, the one nearer to a breach. Words that are no verdict are
 * states of the clause for a party. */
#include "scenario/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef enum expected_kind { WANT_VERDICT, WANT_STATE, WANT_NOTHING } expected_kind;

typedef struct expectation {
    const ent_scene *scene;
    size_t row;
    expected_kind kind;
    ent_verdict verdict;
    ent_state state;
    const ent_clause *clause;
    const char *party, *reading; /* "" for any party, for the base */
    const char *margin, *reason; /* "" when not said */
    ent_time at;
    bool has_at;
} expectation;

/* ---- reading ---------------------------------------------------------------------------------------- */

static ent_str cell(const expectation *e, ent_role_of_column role)
{
    return ent_scene_cell(e->scene->table, e->row, e->scene->table->at[role]);
}

static ent_span span_of(const expectation *e, ent_role_of_column role)
{
    return ent_scene_cell_span(e->scene->table, e->row, e->scene->table->at[role]);
}

static const char *kept_text(ent_trial *t, ent_str text)
{
    return ent_trial_text(t, ENT_STR_FMT, ENT_STR_ARG(text));
}

static void say(ent_trial *t, const expectation *e, ent_role_of_column role, const char *code,
                const char *hint)
{
    ent_str text = cell(e, role);
    const char *what = strcmp(code, "expect-clause") == 0 ? "there is no clause" : "this is not known here:";
    ent_trial_say(t, span_of(e, role), (ent_diag_text){ENT_SEV_ERROR, code, NULL, NULL, hint},
                  "%s \"" ENT_STR_FMT "\"", what, ENT_STR_ARG(text));
}

static bool read_expect(ent_trial *t, expectation *e)
{
    ent_str text = cell(e, ENT_COL_EXPECT);
    if (ent_str_is(text, "no finding")) {
        e->kind = WANT_NOTHING;
        return true;
    }
    for (int v = 0; v < ENT_VERDICT_COUNT; v++)
        if (ent_str_is(text, ent_verdict_name((ent_verdict)v))) {
            e->kind = WANT_VERDICT, e->verdict = (ent_verdict)v;
            return true;
        }
    for (int s = 0; s < ENT_STATE_NOT_FORMALISED; s++)
        if (ent_str_is(text, ent_state_name((ent_state)s))) {
            e->kind = WANT_STATE, e->state = (ent_state)s;
            return true;
        }
    say(t, e, ENT_COL_EXPECT, "expect",
        "Expect breach, kept, unclear, exempt, none-shown, no-record, not-due, suspended, not-bound or \"no "
        "finding\".");
    return false;
}

/* The clause of the column, else of the statement; of an article with a single clause, that one. */
static bool read_clause(ent_trial *t, expectation *e)
{
    const ent_document *d = ent_doc_view(t->doc);
    ent_str said = cell(e, ENT_COL_CLAUSE);
    const char *of = e->scene->table->said->of;
    e->clause = ent_doc_clause_find(t->doc, said.len ? said : ent_str_of(of));
    if (e->clause) return true;
    if (said.len) {
        say(t, e, ENT_COL_CLAUSE, "expect-clause", NULL);
        return false;
    }
    size_t found = 0;
    for (size_t i = 0; i < d->clause_count; i++)
        if (strcmp(d->articles[d->clauses[i].article].number, of) == 0 &&
            d->clauses[i].modality != ENT_EXCEPTION)
            e->clause = &d->clauses[i], found++;
    if (found == 1) return true;
    ent_trial_say(
        t, span_of(e, ENT_COL_EXPECT),
        (ent_diag_text){ENT_SEV_ERROR, "expect-clause", NULL, NULL, "Name it in a column \"clause\"."},
        "of which clause is this expected?");
    return false;
}

static bool read_reading(ent_trial *t, expectation *e)
{
    const ent_document *d = ent_doc_view(t->doc);
    ent_str said = cell(e, ENT_COL_READING);
    e->reading = "";
    if (!said.len) return true;
    for (size_t i = 0; i < d->reading_count; i++)
        if (strcmp(d->readings[i].of, e->clause->id) == 0 && ent_str_is(said, d->readings[i].name)) {
            e->reading = d->readings[i].name;
            return true;
        }
    say(t, e, ENT_COL_READING, "expect-reading", "Name a reading of this clause as the text does.");
    return false;
}

static bool read_reason(ent_trial *t, expectation *e)
{
    ent_str said = cell(e, ENT_COL_REASON);
    e->reason = "";
    if (!said.len) return true;
    for (int r = 0; r < ENT_REASON_COUNT; r++)
        if (ent_str_is(said, ent_reason_name((ent_reason)r))) {
            e->reason = ent_reason_name((ent_reason)r);
            return true;
        }
    say(t, e, ENT_COL_REASON, "expect-reason",
        "The reasons are value missing, value too coarse, sources conflict, access denied, texts conflict, "
        "words left "
        "open, parameter not set, readings differ, views differ, perhaps the same event, completeness not "
        "shown, not "
        "yet due.");
    return false;
}

static bool read_at(ent_trial *t, expectation *e)
{
    ent_str said = cell(e, ENT_COL_AT);
    ent_when when;
    ent_error why = {0};
    if (!said.len) return true;
    if (ent_when_parse(said, &when, NULL, &why) != ENT_OK || !when.count) {
        say(t, e, ENT_COL_AT, "date", "A date is written as in 1997-05-27.");
        return false;
    }
    e->at = ent_when_hull(&when).from, e->has_at = true;
    return true;
}

/* Whom it is about, as findings call it: the column, else the row's actor; "" for nobody in particular. */
static void read_party(ent_trial *t, expectation *e)
{
    const ent_scene_table *table = e->scene->table;
    ent_str said = cell(e, ENT_COL_PARTY);
    if (!said.len && e->kind == WANT_STATE) said = ent_scene_cell(table, e->row, table->actor);
    int country = said.len ? ent_world_country_find(&t->world, said) : -1;
    e->party = country < 0 ? kept_text(t, said) : ent_atlas_country_at(t->atlas, (size_t)country).code;
}

/* ---- margins ---------------------------------------------------------------------------------------- */

typedef struct bound { /* "any", or a figure with what its last digit leaves open */
    bool any;
    double value, slack;
} bound;

static bool read_bound(ent_str text, bound *out)
{
    text = ent_str_trim(text);
    *out = (bound){.any = ent_str_is(text, "any")};
    if (out->any) return true;
    const char *point = memchr(text.ptr ? text.ptr : "", '.', text.len);
    size_t decimals = point ? (size_t)(text.ptr + text.len - point - 1) : 0;
    out->slack = 0.5000001 * pow(10, -(double)decimals);
    return ent_str_to_double(text, &out->value);
}

typedef struct margin_wanted {
    int sign;    /* 2: figures are said */
    bool single; /* one figure for both ends */
    bound lo, hi;
    ent_str unit; /* empty: any */
} margin_wanted;

static bool read_margin(ent_str text, margin_wanted *out)
{
    *out = (margin_wanted){.sign = 2};
    if (text.len == 1 && strchr("+-0", text.ptr[0])) {
        out->sign = text.ptr[0] == '+' ? 1 : text.ptr[0] == '-' ? -1 : 0;
        return true;
    }
    size_t end = 0, dots = 0;
    while (end < text.len && text.ptr[end] != ' ') end++;
    ent_str figures = {text.ptr, end};
    out->unit = ent_str_trim((ent_str){text.ptr + end, text.len - end});
    for (size_t i = 1; i + 1 < end && !dots; i++)
        if (figures.ptr[i] == '.' && figures.ptr[i + 1] == '.') dots = i;
    out->single = !dots;
    if (!dots) return read_bound(figures, &out->lo) && read_bound(figures, &out->hi);
    return read_bound((ent_str){figures.ptr, dots}, &out->lo) &&
           read_bound((ent_str){figures.ptr + dots + 2, end - dots - 2}, &out->hi);
}

static bool check_margin(ent_trial *t, expectation *e)
{
    margin_wanted m;
    ent_str said = cell(e, ENT_COL_MARGIN);
    e->margin = kept_text(t, said);
    bool good = !said.len || read_margin(said, &m);
    for (size_t i = 0; good && said.len && i < m.unit.len; i++)
        good = m.unit.ptr[i] < '0' || m.unit.ptr[i] > '9'; /* "3 or 4" is no figure with its unit */
    if (good) return true;
    say(t, e, ENT_COL_MARGIN, "expect-margin", "Write \"3 km\", \"-1 km\", \"0..40 personnel\", +, - or 0.");
    return false;
}

static bool bound_is(const bound *b, double value)
{
    return b->any ? isinf(value) != 0 : fabs(b->value - value) <= b->slack;
}

/* One figure stands for both ends, or for the one that is not open: a sum may be known from below only. */
static bool bounds_are(const margin_wanted *w, const ent_margin *m)
{
    if (w->single && isinf(m->lo) && !isinf(m->hi)) return bound_is(&w->hi, m->hi);
    if (w->single && isinf(m->hi) && !isinf(m->lo)) return bound_is(&w->lo, m->lo);
    return bound_is(&w->lo, m->lo) && bound_is(&w->hi, m->hi);
}

/* The margin in the unit that is said, if it is of that dimension: "1 day" is 24 hours. */
static bool in_unit(ent_str wanted, ent_margin *m)
{
    const ent_unit *a = ent_unit_find(wanted), *b = ent_unit_find(ent_str_of(m->unit));
    if (wanted.len == 0 || ent_str_is(wanted, m->unit)) return true;
    if (!a || !b || a->dimension != b->dimension) return false;
    m->lo *= b->scale / a->scale, m->hi *= b->scale / a->scale;
    return true;
}

static bool margin_is(const char *text, const ent_finding *f)
{
    margin_wanted m;
    if (!read_margin(ent_str_of(text), &m)) return false;
    if (m.sign != 2) {
        if (!f->margin_count) return false;
        double lo = f->margins[0].lo, hi = f->margins[0].hi;
        return m.sign > 0 ? hi > 0 && lo >= 0 : m.sign < 0 ? lo < 0 && hi <= 0 : lo <= 0 && hi >= 0;
    }
    for (size_t i = 0; i < f->margin_count; i++) {
        ent_margin have = f->margins[i];
        if (in_unit(m.unit, &have)) return bounds_are(&m, &have);
    }
    return false;
}

/* ---- what was found --------------------------------------------------------------------------------- */

static const char *bound_say(ent_trial *t, double v)
{
    if (isinf(v)) return "any";
    double rounded = fabs(v) >= 100 ? round(v) : fabs(v) >= 1 ? round(v * 10) / 10 : round(v * 1000) / 1000;
    return ent_trial_text(t, "%.15g", rounded == 0 ? 0 : rounded);
}

static const char *margin_say(ent_trial *t, const ent_margin *m)
{
    const char *lo = bound_say(t, m->lo), *hi = bound_say(t, m->hi);
    const char *space = *m->unit ? " " : "";
    if (strcmp(lo, hi) == 0) return ent_trial_text(t, "%s%s%s", lo, space, m->unit);
    return ent_trial_text(t, "%s..%s%s%s", lo, hi, space, m->unit);
}

const char *ent_finding_say(ent_trial *t, const ent_finding *f)
{
    const char *text = ent_verdict_name(f->verdict), *comma = "";
    if (f->reasons) text = ent_trial_text(t, "%s (", text);
    for (unsigned r = 0; r < ENT_REASON_COUNT; r++)
        if (f->reasons >> r & 1u) {
            text = ent_trial_text(t, "%s%s%s", text, comma, ent_reason_name((ent_reason)r));
            comma = ", ";
        }
    if (f->reasons) text = ent_trial_text(t, "%s)", text);
    for (size_t i = 0; i < f->margin_count; i++)
        text = ent_trial_text(t, "%s, margin %s", text, margin_say(t, &f->margins[i]));
    return *f->party ? ent_trial_text(t, "%s, party %s", text, f->party) : text;
}

static bool speaks_of(const ent_finding *f, const ent_record *record)
{
    for (size_t i = 0; i < f->record_count; i++)
        if (f->records[i] == record) return true;
    return record == NULL;
}

static bool is_chosen(const expectation *e, const ent_finding *f, const ent_record *record)
{
    if (strcmp(f->clause->id, e->clause->id) != 0 || strcmp(f->reading, e->reading) != 0) return false;
    if (*e->party && strcmp(f->party, e->party) != 0) return false;
    if (e->has_at && (e->at.seconds < f->period.from.seconds || e->at.seconds >= f->period.until.seconds))
        return false;
    return speaks_of(f, record);
}

static int gravity(ent_verdict v)
{
    return v == ENT_BREACH ? 3 : v == ENT_VERDICT_UNCLEAR ? 2 : v == ENT_KEPT ? 1 : 0;
}

/* Of two with one verdict the one that is nearer to a breach, or further into it. */
static bool is_graver(const ent_finding *f, const ent_finding *than)
{
    if (gravity(f->verdict) != gravity(than->verdict)) return gravity(f->verdict) > gravity(than->verdict);
    return ent_finding_is_farther(f, than);
}

static const ent_finding *find(const expectation *e, const ent_stage *stage)
{
    const ent_record *record = ent_stage_record(stage, e->scene, e->row);
    const ent_finding *best = NULL;
    for (size_t i = 0; i < ent_finding_count(stage->judgement); i++) {
        const ent_finding *f = ent_finding_at(stage->judgement, i);
        if (!is_chosen(e, f, record)) continue;
        if (!best || is_graver(f, best)) best = f;
    }
    return best;
}

/* The state of the clause for the party; of several parties, when none is named, the first in the order of
 * states. */
static int find_state(const expectation *e, const ent_stage *stage, const char *party)
{
    int best = -1;
    for (size_t i = 0; i < ent_coverage_count(stage->judgement); i++) {
        const ent_coverage *c = ent_coverage_at(stage->judgement, i);
        if (!c->clause || strcmp(c->clause->id, e->clause->id) != 0) continue;
        if (*party && strcmp(c->party, party) != 0) continue;
        if (best < 0 || (int)c->state < best) best = (int)c->state;
    }
    return best;
}

/* ---- comparing -------------------------------------------------------------------------------------- */

static const char *expected_text(ent_trial *t, const expectation *e)
{
    const char *text = kept_text(t, cell(e, ENT_COL_EXPECT));
    if (*e->reason) text = ent_trial_text(t, "%s (%s)", text, e->reason);
    if (*e->margin) text = ent_trial_text(t, "%s, margin %s", text, e->margin);
    if (*e->party) text = ent_trial_text(t, "%s, party %s", text, e->party);
    return *e->reading ? ent_trial_text(t, "%s, reading %s", text, e->reading) : text;
}

static bool has_reason(const ent_finding *f, const char *reason)
{
    for (unsigned r = 0; r < ENT_REASON_COUNT; r++)
        if (strcmp(reason, ent_reason_name((ent_reason)r)) == 0) return f->reasons >> r & 1u;
    return false;
}

static const char *mismatch(const expectation *e, const ent_finding *f)
{
    if (e->kind == WANT_NOTHING) return f ? "a finding was not expected" : NULL;
    if (!f) return "there is no finding";
    if (f->verdict != e->verdict) return "the verdict differs";
    if (*e->margin && !margin_is(e->margin, f)) return "the margin differs";
    if (*e->reason && !has_reason(f, e->reason)) return "the reason differs";
    return NULL;
}

static ent_texts keep_texts(ent_trial *t, ent_texts texts)
{
    const char **kept = ent_arena_alloc(t->arena, texts.count + 1, sizeof *kept);
    if (!kept) {
        t->out_of_memory = true;
        return (ent_texts){NULL, 0};
    }
    for (size_t i = 0; i < texts.count; i++) kept[i] = ent_trial_text(t, "%s", texts.at[i]);
    return (ent_texts){kept, texts.count};
}

/* A row without a record may expect a verdict where there is no finding at all: then it is the state that has
 * it. */
static void compare_state(ent_trial *t, const expectation *e, const ent_stage *stage, ent_trial_result *r)
{
    int state = find_state(e, stage, e->party);
    const char *wanted = e->kind == WANT_STATE ? ent_state_name(e->state) : ent_verdict_name(e->verdict);
    r->found =
        state < 0 ? "no state: the clause is not judged for that party" : ent_state_name((ent_state)state);
    r->differs = state >= 0 && strcmp(r->found, wanted) == 0 ? NULL : "the state differs";
    (void)t;
}

static void note_case(ent_trial *t, const expectation *e, const ent_stage *stage)
{
    if (*e->reading || !ent_stage_record(stage, e->scene, e->row)) return;
    ent_scene_case *cases = ent_trial_room(t, t->cases, t->case_count, &t->case_cap, sizeof *cases);
    if (!cases) return;
    t->cases = cases;
    const ent_finding *f = find(e, stage);
    t->cases[t->case_count++] =
        (ent_scene_case){e->clause, e->scene, e->row, f->verdict, ent_judgement_opts(stage->judgement).as_of};
}

/* A clause without a finding where one is expected: its state, and what keeps the finding away. */
static const char *say_state(ent_trial *t, const expectation *e, const ent_stage *stage, ent_state state)
{
    const char *text = ent_trial_text(t, "no finding; the clause as a whole: %s", ent_state_name(state));
    if (state == ENT_STATE_NOT_BOUND)
        return ent_trial_text(t, "%s (whoever it speaks of is no party, or not yet or no longer bound)",
                              text);
    for (size_t i = 0; i < ent_finding_count(stage->judgement); i++) {
        const ent_finding *f = ent_finding_at(stage->judgement, i);
        if (strcmp(f->clause->id, e->clause->id) != 0 || strcmp(f->reading, e->reading) != 0) continue;
        return ent_trial_text(t, "%s; the row has no part in its finding, which is %s", text,
                              ent_finding_say(t, f));
    }
    return text;
}

static void compare(ent_trial *t, const expectation *e, const ent_stage *stage, ent_trial_result *r)
{
    const ent_finding *f = find(e, stage);
    bool bare = !ent_stage_record(stage, e->scene, e->row);
    if (e->kind == WANT_STATE || (e->kind == WANT_VERDICT && bare && !f)) {
        compare_state(t, e, stage, r);
        if (r->differs && f)
            r->found = ent_trial_text(t, "%s (the finding: %s)", r->found, ent_finding_say(t, f));
    } else {
        int state = f ? -1 : find_state(e, stage, e->party);
        r->differs = mismatch(e, f);
        r->found = f ? ent_finding_say(t, f) : "no finding";
        if (r->differs && state >= 0) r->found = say_state(t, e, stage, (ent_state)state);
    }
    if (f) note_case(t, e, stage);
    if (f) r->because = keep_texts(t, f->because), r->settle = keep_texts(t, f->settle);
}

static bool read_row(ent_trial *t, const ent_scene *scene, size_t row, expectation *e)
{
    *e = (expectation){.scene = scene, .row = row};
    if (!cell(e, ENT_COL_EXPECT).len || !read_expect(t, e)) return false;
    read_party(t, e);
    return read_clause(t, e) && read_reading(t, e) && read_reason(t, e) && read_at(t, e) &&
           check_margin(t, e);
}

void ent_expect_check(ent_trial *t, const ent_scene *scene)
{
    expectation e;
    for (size_t i = 0; i < scene->row_count; i++) (void)read_row(t, scene, scene->rows[i], &e);
}

bool ent_expect_row(ent_trial *t, const ent_scene *scene, size_t row, const ent_stage *stage)
{
    expectation e;
    if (!read_row(t, scene, row, &e)) return true;
    ent_trial_result *results =
        ent_trial_room(t, t->results, t->result_count, &t->result_cap, sizeof *results);
    if (!results) return false;
    t->results = results;
    ent_trial_result *r = &results[t->result_count++];
    *r = (ent_trial_result){
        .scenario = scene->name, .clause = e.clause->id, .span = span_of(&e, ENT_COL_EXPECT)};
    r->expected = expected_text(t, &e);
    compare(t, &e, stage, r);
    t->failed_count += r->differs != NULL;
    return true;
}
