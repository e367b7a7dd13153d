/* share.c: which records a ceiling adds up, in which groups, from how much to how much.
 *
 * A record that may stand on the ground of two hosts has a share with both, uncertain. Under rival figures a
 * share is certain only if each of them gives it. A part that fails a line of which its whole passes is kept
 * beside it, for it makes the whole less certain: of 100 tanks of which 30 are in store, 70 at least are not.
 */
#include "verdict/sum.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define BIT(reason) (1u << (reason))

/* ---- figures ---------------------------------------------------------------------------------------- */

static ent_quantity count_of(ent_env *env)
{
    if (env->record->quantity.count)
        return ent_value_of(env, &env->record->quantity, env->record->quantity_dimension);
    return (ent_quantity){0, INFINITY, ENT_DIM_NONE, NULL, BIT(ENT_REASON_VALUE_MISSING), false, false};
}

/* An item's attribute counts once for each unit of the record's quantity; a figure of the record's own counts
 * whole. */
static ent_quantity sum_of(ent_env *env, const char *attribute)
{
    ent_dimension dimension;
    const ent_value *value = ent_env_attribute(env, env->record, attribute, &dimension);
    if (!value)
        return (ent_quantity){0, INFINITY, ENT_DIM_NONE, NULL, BIT(ENT_REASON_VALUE_MISSING), false, false};
    ent_quantity q = ent_value_of(env, value, dimension);
    bool own = ent_record_attribute(env->record, ent_str_of(attribute)) || value == &env->record->quantity;
    if (own || !env->record->quantity.count || env->record->quantity_dimension != ENT_DIM_NONE) return q;
    ent_quantity n = count_of(env);
    q.lo = q.lo > 0 && n.lo > 0 ? q.lo * n.lo : 0;
    q.hi = q.hi > 0 && n.hi > 0 ? q.hi * n.hi : 0;
    q.reasons |= n.reasons;
    return q;
}

/* How long it has lasted, up to the end of what is asked about: what is planned beyond that has not happened.
 */
static ent_quantity duration_until(ent_env *env, ent_time end)
{
    const ent_span_time span = {ENT_TIME_MIN, end};
    ent_lasting l = ent_record_lasting(env->j, env->record, env->clause->counting, span, span);
    return ent_quantity_lasting(l);
}

ent_quantity ent_share_figure(ent_env *env, ent_time end)
{
    const ent_node *a = env->clause->aggregate;
    if (!a || a->op == ENT_NUMBER) return count_of(env);
    if (a->op == ENT_RECORD_COUNT) return (ent_quantity){1, 1, ENT_DIM_NONE, NULL, 0, false, false};
    if (a->op == ENT_DURATION) return duration_until(env, end);
    return *a->text ? sum_of(env, a->text) : count_of(env);
}

/* ---- keys ------------------------------------------------------------------------------------------- */

static bool together(const ent_clause *clause)
{
    return clause->by && clause->by->number == 1;
}

static bool key_is(const ent_node *key, const char *word, ent_role role)
{
    if (key->kind == ENT_N_ROLE) return key->op == (int)role;
    return key->text && strcmp(key->text, word) == 0;
}

static bool is_free_binder(const ent_env *env, const ent_node *key)
{
    return key->kind == ENT_N_NAME && key->ref == ENT_REF_BINDER && !ent_env_find(env, key->text);
}

const char *ent_group_part(ent_env *env, const ent_node *key, const char *host)
{
    if (key_is(key, "host", ENT_ROLE_HOST)) return host;
    if (key_is(key, "actor", ENT_ROLE_ACTOR)) return ent_env_actor(env, env->record);
    if (key_is(key, "target", ENT_ROLE_TARGET))
        return ent_world_code(env->j, ent_env_word(env, &env->record->target));
    const ent_binding *bound = ent_env_find(env, key->text);
    if (bound) return bound->actor ? bound->actor : "";
    if (is_free_binder(env, key)) return host; /* bound by `where`: whose ground it is */
    if (strcmp(key->text, "unit") == 0) return env->record->unit;
    if (strcmp(key->text, "item") == 0) return ent_env_word(env, &env->record->item);
    const ent_value *value = ent_env_attribute(env, env->record, key->text, NULL);
    return value && value->kind == ENT_VALUE_WORD ? ent_env_word(env, value) : value ? value->text : "";
}

static bool key_has_host(const ent_env *env)
{
    const ent_node *per = env->clause->per;
    for (uint32_t i = 0; per && i < per->kid_count; i++)
        if (key_is(per->kids[i], "host", ENT_ROLE_HOST) || is_free_binder(env, per->kids[i])) return true;
    return false;
}

bool ent_clause_is_floor(const ent_clause *clause)
{
    return clause->ceiling_op == ENT_AT_LEAST || clause->ceiling_op == ENT_MORE_THAN;
}

bool ent_clause_by_actor(const ent_clause *clause)
{
    if (!clause->per || !clause->per->kid_count) return !together(clause);
    for (uint32_t i = 0; i < clause->per->kid_count; i++) {
        const ent_node *key = clause->per->kids[i];
        if (key_is(key, "actor", ENT_ROLE_ACTOR)) return true;
        if (clause->by && *clause->by->text && strcmp(key->text, clause->by->text) == 0) return true;
    }
    return false;
}

static bool is_each(const ent_clause *clause)
{
    const ent_node *a = clause->aggregate;
    return clause->window_kind == ENT_WINDOW_EACH ||
           (a && a->op == ENT_DURATION && clause->window_kind == ENT_WINDOW_MOMENT);
}

/* Counts of different things are never added: the unit is always part of the key. */
void ent_share_key(ent_env *env, const char *host, ent_buf *key)
{
    const ent_clause *clause = env->clause;
    const ent_node *a = clause->aggregate;
    const char *unit = !a || a->op == ENT_NUMBER ? env->record->unit : "";
    ent_buf_clear(key);
    if (is_each(clause)) {
        ent_buf_printf(key, "record %s", env->record->id);
        return;
    }
    bool has_unit = false, any = clause->per && clause->per->kid_count;
    if (!any && !together(clause)) ent_buf_adds(key, ent_env_actor(env, env->record)), any = true;
    for (uint32_t i = 0; clause->per && i < clause->per->kid_count; i++) {
        const char *part = ent_group_part(env, clause->per->kids[i], host);
        has_unit |= part == env->record->unit;
        if (i) ent_buf_adds(key, ", ");
        ent_buf_adds(key, part);
    }
    if (!has_unit && *unit) ent_buf_printf(key, "%s%s", any ? ", " : "", unit);
}

/* ---- collecting ------------------------------------------------------------------------------------- */

typedef struct collection {
    ent_judgement *j;
    ent_sheet *sheet;
    ent_sheet_kind kind;
    ent_span_time piece;
    ent_time end; /* of the whole span */
    ent_share *shares;
    uint32_t *seen; /* under how many choices of rivals each share was found */
    size_t count, cap, group_cap;
    size_t first; /* shares of the record and piece in hand start here */
    uint32_t step;
    ent_left *left, **left_end, *last_left;
    ent_buf key;
} collection;

static uint32_t group_of(collection *c, ent_env *env, const char *host)
{
    ent_sheet *s = c->sheet;
    ent_share_key(env, host, &c->key);
    if (c->key.failed) return ent_judge_fail(c->j, ENT_E_NOMEM, NULL), UINT32_MAX;
    ent_group *known = ent_map_get(s->by_key, ent_buf_str(&c->key));
    if (known) {
        uint32_t index = (uint32_t)(uintptr_t)known - 1;
        if (*s->groups[index].actor && strcmp(s->groups[index].actor, ent_env_actor(env, env->record)) != 0)
            s->groups[index].actor = "";
        return index;
    }
    if (s->group_count == c->group_cap) {
        size_t cap = c->group_cap ? 2 * c->group_cap : 16;
        ent_group *grown = ent_judge_alloc(c->j, cap, sizeof *grown);
        if (!grown) return UINT32_MAX;
        if (s->group_count) memcpy(grown, s->groups, s->group_count * sizeof *grown);
        s->groups = grown, c->group_cap = cap;
    }
    const char *key = ent_judge_printf(c->j, "%s", c->key.ptr ? c->key.ptr : "");
    if (!ent_map_put(s->by_key, ent_str_of(key), (void *)(uintptr_t)(s->group_count + 1)))
        ent_judge_fail(c->j, ENT_E_NOMEM, NULL);
    s->groups[s->group_count] = (ent_group){.key = key,
                                            .host = host,
                                            .actor = ent_env_actor(env, env->record),
                                            .unit = env->record->unit,
                                            .first = env->record};
    return (uint32_t)s->group_count++;
}

static void add_share(collection *c, const ent_share *share)
{
    if (c->count == c->cap) {
        size_t cap = c->cap ? 2 * c->cap : 64;
        ent_share *grown = ent_judge_alloc(c->j, cap, sizeof *grown);
        uint32_t *seen = ent_judge_alloc(c->j, cap, sizeof *seen);
        if (!grown || !seen) return;
        if (c->count)
            memcpy(grown, c->shares, c->count * sizeof *grown),
                memcpy(seen, c->seen, c->count * sizeof *seen);
        c->shares = grown, c->seen = seen, c->cap = cap;
    }
    c->seen[c->count] = 1;
    c->shares[c->count++] = *share;
}

static void merge_share(ent_share *into, const ent_share *s)
{
    if (into->counts.sign != s->counts.sign)
        into->counts = ENT_UNCLEAR, into->reasons |= BIT(ENT_REASON_SOURCES_CONFLICT);
    if (into->lifted.sign != s->lifted.sign) into->lifted = ENT_UNCLEAR;
    if (into->lo != s->lo || into->hi != s->hi) into->reasons |= BIT(ENT_REASON_SOURCES_CONFLICT);
    into->left_out &= s->left_out;
    into->lo = fmin(into->lo, s->lo), into->hi = fmax(into->hi, s->hi);
    into->reasons |= s->reasons;
}

static void keep_share(collection *c, ent_env *env, ent_share share, const char *host)
{
    share.group = group_of(c, env, host);
    if (share.group == UINT32_MAX) return;
    for (size_t i = c->first; i < c->count; i++)
        if (c->shares[i].group == share.group) {
            merge_share(&c->shares[i], &share);
            c->seen[i]++;
            return;
        }
    add_share(c, &share);
}

static ent_share share_of(collection *c, ent_env *env, ent_truth counts, uint32_t reasons)
{
    const char *id;
    ent_quantity q = ent_share_figure(env, c->end);
    bool lifts = env->clause->unless && !ent_is_no(counts);
    ent_outcome lifted =
        lifts ? ent_exception_eval(env, env->clause->unless, &id) : ent_outcome_of(ENT_NO, 0);
    const char *by = ent_is_yes(lifted.truth) ? ent_exception_said(env, env->clause->unless) : NULL;
    return (ent_share){.record = env->record,
                       .by = by,
                       .span = c->piece,
                       .counts = counts,
                       .lifted = lifted.truth,
                       .lo = fmax(q.lo, 0),
                       .hi = q.hi,
                       .reasons = (ent_is_unclear(counts) ? reasons : 0) | q.reasons | lifted.reasons};
}

/* A part that is not counted: kept with the group of its whole, if that is counted. */
static void keep_left(collection *c, ent_env *env, bool left_out)
{
    const ent_node *a = env->clause->aggregate;
    if (!*env->record->part_of || (a && (a->op == ENT_RECORD_COUNT || a->op == ENT_DURATION))) return;
    ent_share share = share_of(c, env, ENT_NO, 0);
    share.left_out = left_out, share.group = UINT32_MAX;
    if (c->count > c->first) return; /* under another choice of rivals it is counted */
    add_share(c, &share);
}

/* Shares by host: with whose ground the condition on place may hold. */
static void share_by_host(collection *c, ent_env *env, ent_truth counts, uint32_t reasons)
{
    ent_found found = {.count = 0};
    ent_outcome where = ent_condition_eval(env, env->clause->where, &found);
    counts = ent_and(counts, where.truth), reasons |= where.reasons;
    if (ent_is_no(counts)) {
        keep_left(c, env, false);
        return;
    }
    ent_hosts hosts = {.count = 0};
    bool by_host = key_has_host(env);
    if (!found.count && by_host && ent_position_hosts(env, &hosts))
        for (size_t i = 0; i < hosts.count; i++) {
            found.code[found.count] = hosts.code[i];
            found.sign[found.count++] = hosts.certain ? 1 : 0;
        }
    if (!by_host || !found.count) keep_share(c, env, share_of(c, env, counts, reasons), "");
    for (size_t i = 0; by_host && i < found.count; i++) {
        ent_truth here = {found.sign[i]};
        if (found.count > 1) here = ent_and(here, ENT_UNCLEAR);
        int mark = env->binder_count;
        if (found.actors) (void)ent_env_bind_node(env, found.actors, found.code[i]);
        keep_share(c, env, share_of(c, env, ent_and(counts, here), reasons | BIT(ENT_REASON_VALUE_COARSE)),
                   found.code[i]);
        env->binder_count = mark;
    }
}

static ent_outcome without(ent_env *env, const char **out_id)
{
    return env->clause->without ? ent_exception_eval(env, env->clause->without, out_id)
                                : ent_outcome_of(ENT_NO, 0);
}

#define DOUBTS_SHOWN 4 /* records of which it is said what is not known of them */

/* What leaves it open whether a record counts at all, its place aside. Where sources differ, the sum under
 * each of them is told instead. */
static void settle_share(ent_judgement *j, const ent_clause *clause, const ent_share *s, ent_lines *wanted)
{
    ent_env env;
    const char *id;
    ent_memo_forget(j);
    ent_env_start(&env, j, clause, s->record);
    env.t = s->span.from, env.settle = wanted;
    if (ent_is_no(ent_select_head(&env, clause, true))) return;
    if (ent_is_no(ent_condition_eval(&env, clause->when, NULL).truth)) return;
    (void)without(&env, &id);
}

void ent_group_settle(ent_judgement *j, const ent_clause *clause, const ent_group *group,
                      ent_span_time stretch, ent_lines *settle)
{
    ent_lines told = {0};
    size_t shown = 0;
    for (size_t i = 0; group->shares && i < group->share_count && shown < DOUBTS_SHOWN; i++) {
        const ent_share *s = &group->shares[i];
        bool there =
            s->span.from.seconds < stretch.until.seconds && s->span.until.seconds > stretch.from.seconds;
        if (!there || !ent_is_unclear(s->counts) || s->reasons & BIT(ENT_REASON_SOURCES_CONFLICT)) continue;
        ent_lines wanted = {0};
        settle_share(j, clause, s, &wanted);
        for (size_t k = 0; k < wanted.count; k++) {
            size_t before = told.count;
            ent_lines_add(j, &told, wanted.at[k]);
            if (told.count > before)
                ent_lines_addf(j, settle, "for record %s, %s", s->record->id, wanted.at[k]);
        }
        shown += wanted.count > 0;
    }
}

/* A record that is left out is named with the sum that it would be in. Pieces and choices of one follow each
 * other. */
static void note_left(collection *c, ent_env *env, const char *by)
{
    if (c->kind != ENT_SHEET_ACTS || (c->last_left && c->last_left->record == env->record)) return;
    ent_left *left = ent_judge_alloc(c->j, 1, sizeof *left);
    ent_share_key(env, "", &c->key);
    if (!left) return;
    *left = (ent_left){env->record, by, ent_judge_printf(c->j, "%s", c->key.ptr ? c->key.ptr : ""), NULL};
    *c->left_end = left, c->left_end = &left->next, c->last_left = left;
}

static void place_left(collection *c)
{
    ent_sheet *s = c->sheet;
    for (ent_left *left = c->left, *next; left; left = next) {
        uintptr_t index = (uintptr_t)ent_map_get(s->by_key, ent_str_of(left->key));
        next = left->next, left->next = NULL;
        if (!index) continue;
        const ent_left **at = &s->groups[index - 1].left;
        while (*at) at = (const ent_left **)&((ent_left *)(uintptr_t)*at)->next;
        *at = left;
    }
}

/* Who acts is asked as of the act; for a baseline as of the day of the judgement. */
static ent_truth select_head(collection *c, ent_env *env)
{
    if (c->kind != ENT_SHEET_BASELINE) return ent_select_head(env, env->clause, c->kind == ENT_SHEET_ACTS);
    ent_time day = env->t;
    env->t = c->j->opts.as_of;
    ent_truth speaks = ent_select_head(env, env->clause, false);
    env->t = day;
    return speaks;
}

static void collect_choice(collection *c, ent_env *env)
{
    env->binder_count = 0, env->reasons = 0;
    ent_truth counts = select_head(c, env);
    uint32_t reasons = env->reasons;
    if (ent_is_no(counts)) {
        keep_left(c, env, false);
        return;
    }
    ent_outcome when = ent_condition_eval(env, env->clause->when, NULL);
    counts = ent_and(counts, when.truth), reasons |= when.reasons;
    const char *by = "";
    ent_outcome out = ent_is_no(counts) ? ent_outcome_of(ENT_NO, 0) : without(env, &by);
    if (ent_is_yes(out.truth)) note_left(c, env, by);
    counts = ent_and(counts, ent_not(out.truth)), reasons |= out.reasons;
    if (ent_is_no(counts))
        keep_left(c, env, ent_is_yes(out.truth));
    else
        share_by_host(c, env, counts, reasons);
}

/* What was not found under every choice is there perhaps. */
static void settle_choices(collection *c, const ent_picks *picks, uint32_t choices)
{
    for (size_t i = c->first; i < c->count; i++) {
        ent_share *s = &c->shares[i];
        if ((c->seen[i] == choices && !picks->cut) || s->group == UINT32_MAX) continue;
        if (ent_is_yes(s->counts)) s->counts = ENT_UNCLEAR;
        s->reasons |= BIT(ENT_REASON_SOURCES_CONFLICT);
    }
}

static bool same_share(const ent_share *a, const ent_share *b)
{
    return a->record == b->record && a->group == b->group && a->counts.sign == b->counts.sign &&
           a->lifted.sign == b->lifted.sign && a->left_out == b->left_out && a->lo == b->lo &&
           a->hi == b->hi && a->reasons == b->reasons && a->span.until.seconds == b->span.from.seconds;
}

/* A stretch that brought the same share as the one before it only makes that longer. */
static void join_pieces(collection *c, size_t before)
{
    if (c->count != c->first + 1 || c->first != before + 1) return;
    if (!same_share(&c->shares[before], &c->shares[c->first])) return;
    c->shares[before].span.until = c->shares[c->first].span.until;
    c->count = c->first, c->first = before;
}

static void collect_piece(collection *c, ent_env *env, ent_time start)
{
    ent_picks picks = {.count = 0};
    uint32_t choices = 0;
    size_t before = c->first;
    env->picks = &picks;
    env->t = c->kind == ENT_SHEET_ACTS && c->piece.from.seconds < start.seconds ? start : c->piece.from;
    c->first = c->count, c->step = 0;
    while (!c->j->failed && ent_env_choose(env, &c->step)) collect_choice(c, env), choices++;
    settle_choices(c, &picks, choices);
    env->picks = NULL;
    if (c->count > c->first) join_pieces(c, before);
}

static void collect_record(collection *c, const ent_record *record, ent_span_time span)
{
    ent_presence p = ent_record_presence(c->j, record);
    if (ent_is_no(ent_presence_overlaps(p, span)) || !ent_record_counts(c->j, record)) return;
    ent_env env;
    ent_env_start(&env, c->j, c->sheet->clause, record);
    if (ent_is_no(ent_select_acts(&env, c->sheet->clause->acts, record))) return;
    ent_span_time own = {p.start_first.seconds > span.from.seconds ? p.start_first : span.from,
                         p.end_last.seconds < span.until.seconds ? p.end_last : span.until};
    const ent_time *breaks = NULL;
    size_t n = ent_breaks_of(&env, own, &breaks), mark = c->count;
    c->first = c->count;
    for (size_t k = 0; k <= n && !c->j->failed; k++) {
        c->piece = (ent_span_time){k ? breaks[k - 1] : own.from, k < n ? breaks[k] : own.until};
        collect_piece(c, &env, p.start_first);
    }
    for (size_t i = mark; i < c->count; i++)
        c->j->spoken[record->index] |= c->kind == ENT_SHEET_ACTS && c->shares[i].group != UINT32_MAX;
}

/* ---- the sheet -------------------------------------------------------------------------------------- */

static int by_record(const void *a, const void *b)
{
    const ent_share *x = a, *y = b;
    if (x->record->index != y->record->index) return x->record->index < y->record->index ? -1 : 1;
    return (x->span.from.seconds > y->span.from.seconds) - (x->span.from.seconds < y->span.from.seconds);
}

/* The first of the `count` shares, in the order of records, that is not before this record's. */
static size_t shares_of(const collection *c, size_t count, uint32_t record)
{
    size_t lo = 0, hi = count;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (c->shares[middle].record->index < record)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo;
}

static bool is_in_group(const collection *c, size_t count, uint32_t record, uint32_t group)
{
    for (size_t i = shares_of(c, count, record); i < count && c->shares[i].record->index == record; i++)
        if (c->shares[i].group == group) return true;
    return false;
}

/* The part is entered, uncounted, with every group that counts its whole but not it. What was left out by its
 * own conditions is so in every such group; what is counted elsewhere is only perhaps not in the whole. */
static void enter_part(collection *c, size_t count, ent_share part)
{
    int64_t whole = ent_records_find(c->j->world.records, ent_str_of(part.record->part_of));
    uint32_t last = UINT32_MAX;
    if (whole < 0) return;
    part.left_out &= part.group == UINT32_MAX;
    part.counts = part.lifted = ENT_NO;
    for (size_t i = shares_of(c, count, (uint32_t)whole);
         i < count && c->shares[i].record->index == (uint32_t)whole; i++) {
        ent_share w = c->shares[i];
        if (w.group == UINT32_MAX || w.group == last || strcmp(w.record->unit, part.record->unit) != 0)
            continue;
        last = part.group = w.group;
        if (!is_in_group(c, count, part.record->index, w.group)) add_share(c, &part);
    }
}

static void enter_parts(collection *c)
{
    const ent_node *a = c->sheet->clause->aggregate;
    if (is_each(c->sheet->clause) || (a && (a->op == ENT_RECORD_COUNT || a->op == ENT_DURATION))) return;
    size_t count = c->count;
    for (size_t i = 0; i < count && !c->j->failed; i++)
        if (*c->shares[i].record->part_of) enter_part(c, count, c->shares[i]);
}

/* Shares of a group side by side, by counting. */
static void sort_groups(collection *c)
{
    ent_sheet *s = c->sheet;
    ent_share *sorted = ent_judge_alloc(c->j, c->count + 1, sizeof *sorted);
    size_t *at = ent_judge_alloc(c->j, s->group_count + 1, sizeof *at);
    if (!sorted || !at) return;
    for (size_t i = 0; i < c->count; i++)
        if (c->shares[i].group != UINT32_MAX) s->groups[c->shares[i].group].share_count++;
    for (size_t g = 0, start = 0; g < s->group_count; g++) {
        s->groups[g].shares = sorted + start, at[g] = start;
        start += s->groups[g].share_count;
    }
    for (size_t i = 0; i < c->count; i++)
        if (c->shares[i].group != UINT32_MAX) sorted[at[c->shares[i].group]++] = c->shares[i];
}

ent_sheet *ent_sheet_collect(ent_judgement *j, const ent_clause *clause, ent_span_time span,
                             ent_sheet_kind kind)
{
    ent_sheet *sheet = ent_judge_alloc(j, 1, sizeof *sheet);
    if (!sheet) return NULL;
    *sheet = (ent_sheet){.clause = clause, .by_key = ent_judge_map(j)};
    if (!sheet->by_key) return NULL;
    collection c = {.j = j, .sheet = sheet, .kind = kind, .end = span.until};
    c.left_end = &c.left;
    ent_buf_init(&c.key, 1u << 16);
    size_t count = ent_records_count(j->world.records);
    for (size_t i = 0; i < count && !j->failed; i++)
        collect_record(&c, ent_records_at(j->world.records, i), span);
    place_left(&c);
    enter_parts(&c);
    if (c.count) qsort(c.shares, c.count, sizeof *c.shares, by_record);
    if (!j->failed) sort_groups(&c);
    ent_buf_done(&c.key);
    return j->failed ? NULL : sheet;
}

const ent_group *ent_sheet_find(const ent_sheet *sheet, const char *key)
{
    uintptr_t index = (uintptr_t)ent_map_get(sheet->by_key, ent_str_of(key));
    return index ? &sheet->groups[index - 1] : NULL;
}
const char *ent_clause_scope(const ent_clause *clause)
{
    const ent_node *w = clause->where;
    for (int guard = 0; w && guard < 8; guard++) {
        if (w->kind == ENT_N_AND && w->kid_count) {
            w = w->kids[0];
            continue;
        }
        if (w->kind != ENT_N_PLACE || w->op != ENT_PLACE_IN) return NULL;
        const ent_node *ground = w->kids[1];
        if (ground->kind == ENT_N_AREA) return ground->text;
        const ent_node *who = ground->kind == ENT_N_TERRITORY && ground->kid_count ? ground->kids[0] : NULL;
        if (who && who->kind == ENT_N_NAME) return who->text;
        return who && who->kind == ENT_N_ACTORS && who->op == ENT_BASE_NAMES && who->kid_count == 1 &&
                       who->kids[0]->kind == ENT_N_NAME
                   ? who->kids[0]->text
                   : NULL;
    }
    return NULL;
}
