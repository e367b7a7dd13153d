/* check_pairs.c: two clauses that no act can satisfy together: a duty to do what another clause prohibits
 * whatever it is done with, a floor above a ceiling of the same sum, a floor under what is prohibited. Only
 * clauses that bind the same actors over a common time are compared. */
#include "scenario/made.h"

#include <math.h>
#include <string.h>

/* ---- do they speak of the same? --------------------------------------------------------------------- */

static const char *text_of(ent_trial *t, const ent_node *node)
{
    ent_buf buf;
    ent_error err = {0};
    if (!node) return "";
    ent_buf_init(&buf, 1u << 20);
    bool good = ent_node_explain(node, ent_buf_sink(&buf), &err) == ENT_OK;
    const char *text = good && buf.ptr ? ent_trial_text(t, "%s", buf.ptr) : "?";
    ent_buf_done(&buf);
    return text;
}

static bool is_any_party(const ent_node *by)
{
    return !by || (by->kind == ENT_N_ACTORS && by->op == ENT_BASE_PARTY && !by->kid_count);
}

static bool is_together(const ent_node *by)
{
    return by && by->kind == ENT_N_ACTORS && by->number == 1;
}

static bool names(const ent_node *by, const char *name)
{
    for (uint32_t i = 0; i < by->kid_count; i++)
        if (by->kids[i]->kind == ENT_N_NAME && strcmp(by->kids[i]->text, name) == 0) return true;
    return false;
}

static bool is_names(const ent_node *by)
{
    return by && by->kind == ENT_N_ACTORS && by->op == ENT_BASE_NAMES;
}

/* Is whoever `a` speaks of certainly among those of `b`, for someone at least? */
static bool same_actors(ent_trial *t, const ent_clause *a, const ent_clause *b)
{
    if (is_together(a->by) && !is_together(b->by)) return false; /* what all do together no one need do */
    if (is_any_party(a->by) && is_any_party(b->by)) return true;
    if (is_names(a->by) && is_names(b->by)) {
        for (uint32_t i = 0; i < a->by->kid_count; i++)
            if (a->by->kids[i]->kind == ENT_N_NAME && names(b->by, a->by->kids[i]->text)) return true;
        return false;
    }
    return a->by && b->by && strcmp(text_of(t, a->by), text_of(t, b->by)) == 0;
}

static bool date_of(const ent_node *node, ent_time otherwise, ent_time *out)
{
    *out = otherwise;
    if (!node) return true;
    if (node->kind != ENT_N_DATE || !node->when || !node->when->count) return false;
    *out = ent_when_hull(node->when).from;
    return true;
}

/* Do both certainly run at one time? */
static bool same_time(const ent_clause *a, const ent_clause *b)
{
    ent_time from_a, from_b, until_a, until_b;
    if (!date_of(a->from, ENT_TIME_MIN, &from_a) || !date_of(b->from, ENT_TIME_MIN, &from_b) ||
        !date_of(a->until, ENT_TIME_MAX, &until_a) || !date_of(b->until, ENT_TIME_MAX, &until_b))
        return false;
    return from_a.seconds < until_b.seconds && from_b.seconds < until_a.seconds;
}

static bool same_acts(const ent_trial *t, const ent_node *wide, const ent_node *narrow)
{
    if (!wide || !narrow || !narrow->kid_count) return false;
    for (uint32_t i = 0; i < narrow->kid_count; i++) {
        bool covered = false;
        for (uint32_t k = 0; k < wide->kid_count; k++)
            covered = covered || ent_doc_kind_is(t->doc, ent_str_of(narrow->kids[i]->text),
                                                 ent_str_of(wide->kids[k]->text));
        if (!covered) return false;
    }
    return true;
}

static bool some_is(const ent_trial *t, const ent_node *const *words, uint32_t count, const char *sort)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(words[i]->text, sort) == 0 ||
            ent_doc_kind_is(t->doc, ent_str_of(words[i]->text), ent_str_of(sort)))
            return true;
    return false;
}

/* Is what all these words apply to one of `wide`? */
static bool covers_words(const ent_trial *t, const ent_node *wide, const ent_node *const *words,
                         uint32_t count)
{
    bool any = wide->op == ENT_OBJECT_ANY;
    for (uint32_t i = 0; i < wide->kid_count; i++)
        if (some_is(t, words, count, wide->kids[i]->text) == any) return any;
    return !any;
}

/* Is every object of `narrow` one of `wide`? */
static bool covers_object(const ent_trial *t, const ent_node *wide, const ent_node *narrow)
{
    if (!wide || !wide->kid_count) return true;
    if (!narrow || !narrow->kid_count) return false;
    if (narrow->op != ENT_OBJECT_ANY) return covers_words(t, wide, narrow->kids, narrow->kid_count);
    for (uint32_t i = 0; i < narrow->kid_count; i++)
        if (!covers_words(t, wide, &narrow->kids[i], 1)) return false;
    return true;
}

static bool covers_target(ent_trial *t, const ent_clause *wide, const ent_clause *narrow)
{
    bool any = !wide->to || wide->to->kind == ENT_N_NONE;
    return any || (narrow->to && strcmp(text_of(t, wide->to), text_of(t, narrow->to)) == 0);
}

static bool is_unconditional(const ent_clause *c)
{
    return !c->when && !c->where && !c->unless;
}

/* ---- showing it ------------------------------------------------------------------------------------- */

typedef struct pair {
    const ent_clause *a, *b; /* the second is where the warning stands */
    const char *message, *hint;
} pair;

/* What an act of so many makes of a clause; NULL: the engine gives no verdict. */
static const char *found_of(ent_trial *t, const ent_made *made, const ent_clause *c)
{
    ent_stage stage;
    ent_error err;
    const char *found = NULL;
    if (ent_made_judge(t, made, &stage, &err) == ENT_OK && ent_made_finding(made, &stage, c->id))
        found = ent_check_finding(t, ent_made_finding(made, &stage, c->id));
    ent_stage_done(&stage);
    return found;
}

static void say(ent_trial *t, const pair *p, const char *detail)
{
    ent_trial_say(t, p->b->span, (ent_diag_text){ENT_SEV_WARNING, "clauses-conflict", NULL, detail, p->hint},
                  "%s", p->message);
}

static bool make(ent_trial *t, const ent_clause *c, ent_made *made)
{
    ent_wishes w = {.binder = ""};
    ent_solution s;
    ent_wish_add(&w, c->object, true);
    ent_wish_add(&w, c->when, true);
    ent_wish_add(&w, c->where, true);
    ent_box_solve(t, &w, &s);
    for (size_t n = 0; s.possible && n < 8 && ent_made_act_of(t, c, &s.box, n, made); n++)
        if (found_of(t, made, c)) return true;
    return s.possible && ent_made_act_of(t, c, &s.box, 0, made);
}

/* ---- a prohibition and a duty ----------------------------------------------------------------------- */

static void duty_and_prohibition(ent_trial *t, const ent_clause *ban, const ent_clause *duty)
{
    ent_made made;
    if (!is_unconditional(ban) || !same_acts(t, ban->acts, duty->acts) ||
        !covers_object(t, ban->object, duty->object) || !covers_target(t, ban, duty) ||
        !same_actors(t, duty, ban) || !same_time(ban, duty) || !make(t, ban, &made))
        return;
    const char *found = found_of(t, &made, ban);
    if (found && strncmp(found, "breach", 6) != 0) return;
    pair p = {ban, duty, ent_trial_text(t, "what clause %s requires clause %s prohibits", duty->id, ban->id),
              "Except the one from the other, or name different acts."};
    say(t, &p,
        ent_trial_text(t, "Counter-example: %s: without it clause %s is breached, with it clause %s.",
                       ent_made_say(t, &made.acts[0]), duty->id, ban->id));
}

/* ---- sums ------------------------------------------------------------------------------------------- */

/* Bounds that a constant floor or ceiling sets. */
static bool bounds_of(const ent_clause *c, double *lo, double *hi)
{
    *lo = -INFINITY, *hi = INFINITY;
    if (c->modality != ENT_LIMITS || !c->ceiling || c->ceiling->kind != ENT_N_NUMBER) return false;
    double v = c->ceiling->number, step = c->ceiling->unit ? 0 : 1;
    switch (c->ceiling_op) {
    case ENT_AT_LEAST: *lo = v; return true;
    case ENT_MORE_THAN: *lo = v + step; return true;
    case ENT_AT_MOST: *hi = v; return true;
    case ENT_LESS_THAN: *hi = v - step; return true;
    default: *lo = *hi = v; return true;
    }
}

static bool same_sum(ent_trial *t, const ent_clause *a, const ent_clause *b)
{
    return strcmp(text_of(t, a->aggregate), text_of(t, b->aggregate)) == 0 &&
           strcmp(text_of(t, a->when), text_of(t, b->when)) == 0 &&
           strcmp(text_of(t, a->where), text_of(t, b->where)) == 0 &&
           strcmp(text_of(t, a->per), text_of(t, b->per)) == 0 && !a->unless && !b->unless && !a->without &&
           !b->without && a->window_kind == b->window_kind &&
           strcmp(text_of(t, a->window), text_of(t, b->window)) == 0;
}

/* Does whatever `narrow` counts satisfy the condition? Proved, or false. */
static bool always(ent_trial *t, const ent_clause *narrow, const ent_node *condition)
{
    ent_wishes w = {.binder = ""};
    ent_solution s;
    ent_wish_add(&w, narrow->object, true);
    ent_wish_add(&w, narrow->when, true);
    ent_wish_add(&w, narrow->where, true);
    ent_wish_add(&w, condition, false);
    ent_box_solve(t, &w, &s);
    return !condition || !s.possible;
}

/* A word of an object: what is defined by it, or the kind. */
static bool always_is(ent_trial *t, const ent_clause *narrow, const ent_node *word)
{
    const ent_node attribute = {.kind = ENT_N_ATTRIBUTE, .text = "kind"};
    const ent_node kind = {.kind = ENT_N_WORD, .text = word->text};
    const ent_node *kids[] = {&attribute, &kind};
    const ent_node is = {.kind = ENT_N_IS, .text = "", .kids = kids, .kid_count = 2};
    const ent_decl *term = ent_doc_decl_find(t->doc, ENT_DECL_TERM, ent_str_of(word->text));
    return always(t, narrow, term && term->body ? term->body : &is);
}

/* Is whatever `narrow` speaks of such an object? */
static bool always_of(ent_trial *t, const ent_clause *narrow, const ent_node *object)
{
    if (covers_object(t, object, narrow->object)) return true;
    bool any = object->op == ENT_OBJECT_ANY;
    for (uint32_t i = 0; i < object->kid_count; i++)
        if (always_is(t, narrow, object->kids[i]) == any) return any;
    return !any;
}

/* Do both sum the same up, whatever of? */
static bool same_measure(ent_trial *t, const ent_clause *a, const ent_clause *b)
{
    const ent_node *x = a->aggregate, *y = b->aggregate;
    return x && y && x->op == y->op && strcmp(x->text, y->text) == 0 &&
           same_acts(t, x->kids[0], y->kids[0]) && a->window_kind == b->window_kind &&
           strcmp(text_of(t, a->window), text_of(t, b->window)) == 0 && covers_target(t, a, b);
}

/* Is whatever counts towards `part` counted towards `whole` too, sum by sum? */
static bool is_part_of(ent_trial *t, const ent_clause *part, const ent_clause *whole)
{
    bool open = whole->unless || whole->without || part->unless || whole->in;
    bool sums = !whole->per || strcmp(text_of(t, whole->per), text_of(t, part->per)) == 0;
    if (open || !sums || !same_measure(t, whole, part)) return false;
    if (!always_of(t, part, whole->object)) return false;
    return always(t, part, whole->when) && always(t, part, whole->where);
}

static void put_amount(ent_trial *t, ent_made *made, const ent_clause *c, double amount)
{
    const char *text = ent_made_figure(t, amount, c->ceiling->unit);
    if (c->aggregate->op == ENT_SUM && c->ceiling->unit) {
        ent_made_put(&made->acts[0], "quantity", "1");
        ent_made_put(&made->acts[0], ent_trial_text(t, "%s_%s", c->aggregate->text, c->ceiling->unit->name),
                     text);
    } else
        ent_made_put(&made->acts[0], c->aggregate->op == ENT_SUM ? c->aggregate->text : "quantity", text);
}

/* `low` wants at least what `high` does not allow. */
static void floor_and_ceiling(ent_trial *t, const ent_clause *low, const ent_clause *high)
{
    double lo, hi, other;
    ent_made made;
    if (!bounds_of(low, &lo, &other) || !bounds_of(high, &other, &hi) || !(lo > hi) ||
        !(same_sum(t, low, high) || is_part_of(t, low, high)) || !same_actors(t, low, high) ||
        !same_time(low, high) || low->aggregate->op == ENT_DURATION || !make(t, low, &made))
        return;
    put_amount(t, &made, low, lo);
    const char *found = found_of(t, &made, high);
    if (found && strncmp(found, "breach", 6) != 0) return;
    pair p = {high, low, ent_trial_text(t, "clauses %s and %s cannot both be kept", high->id, low->id),
              "Change one of the figures, or part their times."};
    bool same = same_sum(t, low, high);
    say(t, &p,
        ent_trial_text(t, "%s must be at least %s and %sat most %s. Counter-example: %s: clause %s: %s.",
                       same ? "The same sum" : "A part of the sum",
                       ent_made_figure(t, lo, low->ceiling->unit), same ? "" : "the whole ",
                       ent_made_figure(t, hi, high->ceiling->unit), ent_made_say(t, &made.acts[0]), high->id,
                       found ? found : "breached"));
}

static void floor_and_prohibition(ent_trial *t, const ent_clause *ban, const ent_clause *low)
{
    double lo, hi;
    ent_made made;
    if (!bounds_of(low, &lo, &hi) || !(lo > 0) || isinf(lo) || !is_unconditional(ban) ||
        !same_acts(t, ban->acts, low->acts) || !covers_object(t, ban->object, low->object) ||
        !same_actors(t, low, ban) || !same_time(ban, low) || !make(t, ban, &made))
        return;
    put_amount(t, &made, low, lo);
    const char *found = found_of(t, &made, ban);
    if (found && strncmp(found, "breach", 6) != 0) return;
    pair p = {ban, low, ent_trial_text(t, "what clause %s asks for clause %s prohibits", low->id, ban->id),
              "Except the one from the other, or part their times."};
    say(t, &p,
        ent_trial_text(t, "Counter-example: %s: it keeps clause %s and breaches clause %s.",
                       ent_made_say(t, &made.acts[0]), low->id, ban->id));
}

/* Documents of more clauses are not compared pair by pair. */
#define CLAUSES_COMPARED_MAX 500

void ent_check_pairs(ent_trial *t)
{
    const ent_document *d = ent_doc_view(t->doc);
    if (d->clause_count > CLAUSES_COMPARED_MAX) return;
    for (size_t i = 0; i < d->clause_count; i++)
        for (size_t k = 0; k < d->clause_count && !t->out_of_memory; k++) {
            const ent_clause *a = &d->clauses[i], *b = &d->clauses[k];
            if (i == k || a->incomplete || b->incomplete) continue;
            if (a->modality == ENT_PROHIBITS && b->modality == ENT_REQUIRES) duty_and_prohibition(t, a, b);
            if (a->modality == ENT_LIMITS && b->modality == ENT_LIMITS) floor_and_ceiling(t, a, b);
            if (a->modality == ENT_PROHIBITS && b->modality == ENT_LIMITS) floor_and_prohibition(t, a, b);
        }
}
