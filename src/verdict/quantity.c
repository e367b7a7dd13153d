/* quantity.c: values that rest on sums: what stood on a baseline date, another clause's ceiling, a quantity
 * of the text. Each is worked out once, for all moments at which it is asked for. */
#include "verdict/sum.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BIT(reason) (1u << (reason))

static ent_quantity unknown(uint32_t reasons)
{
    return (ent_quantity){-INFINITY, INFINITY, ENT_DIM_NONE, NULL, reasons, false, false};
}

static void *kept(ent_judgement *j, const char *key, size_t size, bool *out_new)
{
    void *have = ent_map_get(j->sheets, ent_str_of(key));
    *out_new = !have;
    if (have) return have;
    have = ent_judge_alloc(j, 1, size);
    if (have && !ent_map_put(j->sheets, ent_str_of(key), have)) {
        ent_judge_fail(j, ENT_E_NOMEM, NULL);
        return NULL;
    }
    return have;
}

/* ---- baselines -------------------------------------------------------------------------------------- */

typedef struct baseline {
    ent_sheet *sheet;
    ent_total *totals;
    bool *known;
} baseline;

static ent_total baseline_total(ent_judgement *j, baseline *b, const char *key, ent_time day)
{
    const ent_group *group = ent_sheet_find(b->sheet, key);
    if (!group) return (ent_total){0};
    size_t index = (size_t)(group - b->sheet->groups);
    if (!b->known[index]) b->totals[index] = ent_group_total(j, group, day), b->known[index] = true;
    return b->totals[index];
}

static baseline *baseline_of(ent_env *env, ent_time day)
{
    bool is_new;
    const char *key = ent_judge_printf(env->j, "B%p/%p@%lld", (const void *)env->clause,
                                       (const void *)env->j->reading, (long long)day.seconds);
    baseline *b = kept(env->j, key, sizeof *b, &is_new);
    if (!b || !is_new) return b && b->totals && b->known ? b : NULL;
    b->sheet =
        ent_sheet_collect(env->j, env->clause, (ent_span_time){day, {day.seconds + 1}}, ENT_SHEET_BASELINE);
    if (!b->sheet) return NULL;
    b->totals = ent_judge_alloc(env->j, b->sheet->group_count + 1, sizeof *b->totals);
    b->known = ent_judge_alloc(env->j, b->sheet->group_count + 1, sizeof *b->known);
    return b->totals && b->known ? b : NULL;
}

static const char *scope_of(const ent_env *env)
{
    return env->host && *env->host ? env->host : ent_clause_scope(env->clause);
}

static void say_baseline(ent_env *env, ent_time day, ent_quantity q, size_t count, bool closed)
{
    ent_judgement *j = env->j;
    ent_lines_addf(j, env->because, "on %s: %s%s, from %zu record%s", ent_judge_say_date(j, day),
                   ent_quantity_say(j, q, NULL),
                   closed ? " (the list for that day is complete)"
                          : " (the list for that day is not shown to be complete)",
                   count, count == 1 ? "" : "s");
    if (!closed)
        ent_lines_addf(j, env->settle,
                       "what stood there on %s: a sourced record that the list is complete (known: %s)",
                       ent_judge_say_date(j, day), ent_quantity_say(j, q, NULL));
}

static ent_quantity eval_baseline(ent_env *env, const ent_node *node)
{
    if (!env->clause || !env->key || !node->kid_count) return unknown(BIT(ENT_REASON_VALUE_MISSING));
    ent_time day = ent_moment_of(env->j, node->kids[0], ENT_TIME_MIN);
    baseline *b = baseline_of(env, day);
    if (!b) return unknown(BIT(ENT_REASON_VALUE_MISSING));
    ent_total total = baseline_total(env->j, b, env->key, day);
    const char *unit = env->record ? env->record->unit : NULL;
    bool closed = ent_world_closed_by(
        env, env->clause->by,
        (ent_closing){env->clause->acts, env->actor, scope_of(env), unit, {day, {day.seconds + 1}}});
    const ent_unit *as = env->clause->ceiling ? env->clause->ceiling->unit : NULL;
    ent_quantity q = {total.lo, total.hi + total.lifted, as ? as->dimension : ENT_DIM_NONE,
                      as,       total.reasons,           false,
                      false};
    if (!closed) q.hi = INFINITY, q.reasons |= BIT(ENT_REASON_COMPLETENESS);
    if (q.lo == q.hi) q.reasons = 0;
    if (env->because || env->settle) say_baseline(env, day, q, total.count, closed);
    return q;
}

/* ---- quantities of the text ------------------------------------------------------------------------- */

ent_clause ent_clause_of_sum(const ent_node *node)
{
    ent_clause c = {.id = "", .title = "", .modality = ENT_LIMITS, .aggregate = node};
    const ent_node *const *k = node->kids;
    uint32_t n = node->kid_count;
#define KID(i) (n > (i) && k[i]->kind != ENT_N_NONE ? k[i] : NULL)
    c.acts = KID(0), c.object = KID(1), c.by = KID(2), c.when = KID(3), c.where = KID(4), c.per = KID(5);
    c.to = KID(6);
#undef KID
    return c;
}

/* The greatest of all groups' sums, from moment to moment. */
typedef struct point {
    ent_time from;
    double lo, hi;
    uint32_t reasons;
} point;

typedef struct course {
    ent_clause clause;
    point *points; /* sorted; each holds until the next */
    size_t count;
    ent_span_time span;
    bool mixed; /* of one sum: it would add what is counted in different units */
} course;

typedef struct change {
    int64_t at;
    uint32_t group;
    double lo, hi;
    uint32_t reasons;
} change;

typedef struct changes {
    ent_judgement *j;
    change *list;
    size_t count, cap;
    uint32_t group;
} changes;

static void add_change(changes *c, int64_t at, const ent_total *t)
{
    if (c->count == c->cap) {
        size_t cap = c->cap ? 2 * c->cap : 64;
        change *grown = ent_judge_alloc(c->j, cap, sizeof *grown);
        if (!grown) return;
        if (c->count) memcpy(grown, c->list, c->count * sizeof *grown);
        c->list = grown, c->cap = cap;
    }
    c->list[c->count++] = (change){at, c->group, t->lo, t->hi + t->lifted, t->reasons};
}

static void note_step(void *context, const ent_step *step)
{
    changes *c = context;
    const ent_total nothing = {0};
    bool follows = c->count && c->list[c->count - 1].group == c->group &&
                   c->list[c->count - 1].at == step->stretch.from.seconds;
    if (follows) c->count--; /* the end of the stretch before, which is none */
    add_change(c, step->stretch.from.seconds, &step->total);
    add_change(c, step->stretch.until.seconds, &nothing);
}

static int by_moment(const void *a, const void *b)
{
    const change *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return (x->group > y->group) - (x->group < y->group);
}

/* A tree of the greatest: leaf by group. */
static void set_greatest(point *tree, size_t width, const change *c)
{
    size_t at = width + c->group;
    tree[at] = (point){{0}, c->lo, c->hi, c->reasons};
    for (at /= 2; at; at /= 2) {
        const point *a = &tree[2 * at], *b = &tree[2 * at + 1];
        tree[at] = (point){{0}, fmax(a->lo, b->lo), fmax(a->hi, b->hi), a->reasons | b->reasons};
    }
}

static void merge_changes(ent_judgement *j, course *out, changes *c, size_t groups)
{
    point *tree = ent_judge_alloc(j, 2 * groups + 2, sizeof *tree);
    out->points = ent_judge_alloc(j, c->count + 1, sizeof *out->points);
    if (!tree || !out->points) return;
    if (c->count) qsort(c->list, c->count, sizeof *c->list, by_moment);
    for (size_t i = 0; i < c->count;) {
        int64_t now = c->list[i].at;
        for (; i < c->count && c->list[i].at == now; i++) set_greatest(tree, groups, &c->list[i]);
        point p = tree[1];
        p.from = (ent_time){now};
        out->points[out->count++] = p;
    }
}

static bool run_course(ent_judgement *j, course *out)
{
    ent_sheet *sheet = ent_sheet_collect(j, &out->clause, out->span, ENT_SHEET_QUANTITY);
    changes c = {.j = j};
    for (size_t g = 0; sheet && g < sheet->group_count && !j->failed; g++) {
        c.group = (uint32_t)g;
        ent_sweep_moments(j, &sheet->groups[g], out->span, (ent_ticks){NULL, 0},
                          (ent_stepper){note_step, &c});
    }
    if (sheet && !j->failed && sheet->group_count) merge_changes(j, out, &c, sheet->group_count);
    out->mixed = sheet && sheet->group_count > 1;
    return sheet && !j->failed;
}

static point point_at(const course *c, ent_time t)
{
    size_t lo = 0, hi = c->count;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (c->points[middle].from.seconds <= t.seconds)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo ? c->points[lo - 1] : (point){.lo = 0};
}

/* Of all who are meant, as one: a sum in a value is one figure, and only `greatest of` tells actors apart. */
static const ent_node *all_together(ent_judgement *j, const ent_node *by)
{
    ent_node *all = ent_judge_alloc(j, 1, sizeof *all);
    if (!all) return by;
    *all = by ? *by : (ent_node){.kind = ENT_N_ACTORS, .op = ENT_BASE_ANYONE, .text = ""};
    all->number = 1;
    return all;
}

/* The course of a sum over the time for which the text is in force; for a moment outside it, of that moment
 * alone. */
static const course *course_of(ent_env *env, const ent_node *node, const ent_node *inner)
{
    ent_judgement *j = env->j;
    ent_span_time force = {ent_world_force(j), {j->opts.as_of.seconds + ENT_DAY_SECONDS}};
    bool within = env->t.seconds >= force.from.seconds && env->t.seconds < force.until.seconds, is_new;
    const char *key = ent_judge_printf(j, "Q%p/%p@%lld", (const void *)node, (const void *)j->reading,
                                       within ? 0LL : (long long)env->t.seconds);
    course *c = kept(j, key, sizeof *c, &is_new);
    if (!c || !is_new) return c;
    *c = (course){.clause = ent_clause_of_sum(inner),
                  .span = within ? force : (ent_span_time){env->t, {env->t.seconds + 1}}};
    if (node == inner) c->clause.per = NULL, c->clause.by = all_together(j, c->clause.by);
    return run_course(j, c) ? c : NULL;
}

static ent_quantity eval_aggregate(ent_env *env, const ent_node *node)
{
    const ent_node *inner = node;
    while (inner->op == ENT_GREATEST && inner->kid_count && inner->kids[0]->kind == ENT_N_AGGREGATE)
        inner = inner->kids[0];
    const course *c = course_of(env, node, inner);
    if (!c) return unknown(BIT(ENT_REASON_VALUE_MISSING));
    if (c->mixed && node == inner) return unknown(BIT(ENT_REASON_VALUE_COARSE));
    ent_span_time now = {env->t, {env->t.seconds + 1}};
    bool closed = ent_world_closed_by(
        env, c->clause.by, (ent_closing){c->clause.acts, NULL, ent_clause_scope(&c->clause), NULL, now});
    point p = point_at(c, env->t);
    ent_quantity q = {p.lo,
                      closed ? p.hi : INFINITY,
                      inner->op == ENT_DURATION ? ENT_DIM_DURATION : ENT_DIM_NONE,
                      NULL,
                      p.reasons,
                      false,
                      false};
    if (!closed) q.reasons |= BIT(ENT_REASON_COMPLETENESS);
    if (q.dimension == ENT_DIM_NONE && *inner->text)
        (void)ent_doc_attribute(env->j->world.agreement, ent_str_of(inner->text), &q.dimension);
    return q;
}

/* ---- all of them ------------------------------------------------------------------------------------ */

static ent_quantity eval_limit(ent_env *env, const ent_node *node)
{
    const ent_clause *clause = ent_doc_clause_find(env->j->world.agreement, ent_str_of(node->text));
    return clause && clause->ceiling ? ent_memo_value(env, clause, clause->ceiling)
                                     : unknown(BIT(ENT_REASON_VALUE_MISSING));
}

ent_quantity ent_limit_value(ent_env *env, const ent_node *node)
{
    if (node->kind == ENT_N_BASELINE) return eval_baseline(env, node);
    if (node->kind == ENT_N_LIMIT_OF) return eval_limit(env, node);
    if (node->kind == ENT_N_AGGREGATE)
        return ent_sum_hangs(env, node) ? ent_sum_reckon(env, node) : eval_aggregate(env, node);
    if (node->kind == ENT_N_QUANTITY) {
        const ent_decl *decl =
            ent_doc_decl_find(env->j->world.agreement, ENT_DECL_QUANTITY, ent_str_of(node->text));
        if (!decl || !decl->body) return unknown(BIT(ENT_REASON_VALUE_MISSING));
        bool before = env->whole;
        env->whole = true;
        ent_quantity q = ent_memo_value(env, decl, decl->body);
        env->whole = before;
        return q;
    }
    return unknown(BIT(ENT_REASON_VALUE_MISSING));
}

bool ent_value_moves(const ent_judgement *j, const ent_node *node, int depth)
{
    if (!node || depth > 16) return node != NULL;
    if (node->kind == ENT_N_AGGREGATE || node->kind == ENT_N_EXISTS) return true;
    if (node->kind == ENT_N_QUANTITY) {
        const ent_decl *decl =
            ent_doc_decl_find(j->world.agreement, ENT_DECL_QUANTITY, ent_str_of(node->text));
        return !decl || ent_value_moves(j, decl->body, depth + 1);
    }
    if (node->kind == ENT_N_LIMIT_OF) {
        const ent_clause *clause = ent_doc_clause_find(j->world.agreement, ent_str_of(node->text));
        return !clause || ent_value_moves(j, clause->ceiling, depth + 1);
    }
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (ent_value_moves(j, node->kids[i], depth + 1)) return true;
    return false;
}

/* ---- when a value may change ------------------------------------------------------------------------ */

/* Marks the records that the sums of a value, and of what it rests on, may speak of. */
static void mark_records(ent_judgement *j, const ent_node *node, unsigned char *marks, int depth)
{
    if (!node || depth > 16) return;
    ent_env env;
    ent_env_start(&env, j, NULL, NULL);
    bool counts = node->kind == ENT_N_AGGREGATE || node->kind == ENT_N_EXISTS;
    for (size_t i = 0; counts && node->op != ENT_GREATEST && i < ent_records_count(j->world.records); i++) {
        const ent_record *r = ent_records_at(j->world.records, i);
        if (!marks[i] && ent_record_counts(j, r) && !ent_is_no(ent_select_acts(&env, node->kids[0], r)))
            marks[i] = 1;
    }
    ent_str name = ent_str_of(node->text);
    const ent_decl *decl =
        node->kind == ENT_N_QUANTITY ? ent_doc_decl_find(j->world.agreement, ENT_DECL_QUANTITY, name)
        : node->kind == ENT_N_TERM   ? ent_doc_decl_find(j->world.agreement, ENT_DECL_TERM, name)
                                     : NULL;
    const ent_clause *clause =
        node->kind == ENT_N_LIMIT_OF ? ent_doc_clause_find(j->world.agreement, name) : NULL;
    if (decl) mark_records(j, decl->body, marks, depth + 1);
    if (clause) mark_records(j, clause->ceiling, marks, depth + 1);
    for (uint32_t i = 0; i < node->kid_count; i++) mark_records(j, node->kids[i], marks, depth + 1);
}

size_t ent_value_ticks(ent_judgement *j, const ent_node *node, const ent_time **out)
{
    size_t count = ent_records_count(j->world.records), marked = 0, n = 0;
    unsigned char *marks = ent_judge_alloc(j, count + 1, 1);
    if (!marks) return 0;
    mark_records(j, node, marks, 0);
    for (size_t i = 0; i < count; i++) marked += marks[i];
    ent_time *at = ent_judge_alloc(j, j->tick_count + 4 * marked + 1, sizeof *at);
    if (!at) return 0;
    for (size_t i = 0; i < count; i++) {
        if (!marks[i]) continue;
        ent_presence p = ent_record_presence(j, ent_records_at(j->world.records, i));
        at[n++] = p.start_first, at[n++] = p.start_last, at[n++] = p.end_first, at[n++] = p.end_last;
    }
    if (j->tick_count) memcpy(at + n, j->ticks, j->tick_count * sizeof *at);
    *out = at;
    return ent_times_sort_once(at, n + j->tick_count);
}
