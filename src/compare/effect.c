/* effect.c: what a changed text or day changes for a case: verdicts that flip, margins that move, coverage,
 * parties. */
#include "compare/effect.h"

#include <string.h>

#include "base/mem.h"

/* ---- verdicts --------------------------------------------------------------------------------------- */

static bool same_margin(const ent_finding *a, const ent_finding *b)
{
    if (!a->margin_count || !b->margin_count) return a->margin_count == b->margin_count;
    const ent_margin *m = &a->margins[0], *n = &b->margins[0];
    return m->lo == n->lo && m->hi == n->hi && strcmp(m->unit, n->unit) == 0;
}

static bool add_change(ent_effect *e, const ent_topic *a, const ent_topic *b)
{
    ent_state before = a ? a->state : ENT_STATE_NO_RECORD, after = b ? b->state : ENT_STATE_NO_RECORD;
    bool flips = before != after;
    if (!flips && (!a || !b || same_margin(a->worst, b->worst))) return true;
    ent_verdict_change *c = ent_rows_add(&e->verdicts, e->arena, sizeof *c);
    if (!c) return false;
    *c = (ent_verdict_change){a ? a->worst : NULL, b ? b->worst : NULL, before, after, flips, false};
    return true;
}

static const ent_finding *either(const ent_verdict_change *c)
{
    return c->after ? c->after : c->before;
}

static bool same_subject(const ent_finding *a, const ent_finding *b)
{
    if (strcmp(a->clause->id, b->clause->id) != 0 || strcmp(a->party, b->party) != 0) return false;
    if (a->clause->modality == ENT_LIMITS) return strcmp(a->target, b->target) == 0;
    if (a->record_count != b->record_count) return false;
    for (size_t i = 0; i < a->record_count; i++)
        if (strcmp(a->records[i]->id, b->records[i]->id) != 0) return false;
    return true;
}

/* A reading that changes as its clause does says nothing of its own. */
static void mark_as_base(ent_effect *e)
{
    ent_verdict_change *all = e->verdicts.at;
    for (size_t i = 0; i < e->verdicts.count; i++) {
        if (!*either(&all[i])->reading) continue;
        for (size_t k = 0; k < e->verdicts.count && !all[i].as_base; k++)
            all[i].as_base = !*either(&all[k])->reading && all[k].state_before == all[i].state_before &&
                             all[k].state_after == all[i].state_after &&
                             same_subject(either(&all[k]), either(&all[i]));
    }
}

static bool compare_verdicts(ent_effect *e)
{
    if (!ent_topics_find(e, e->before, false, &e->topics_a) ||
        !ent_topics_find(e, e->after, true, &e->topics_b))
        return false;
    for (size_t i = 0; i < e->topics_b.count; i++) {
        const ent_topic *b = &e->topics_b.at[i], *a = ent_map_get(e->topics_a.by_key, ent_str_of(b->key));
        if (!add_change(e, a, b)) return false;
    }
    for (size_t i = 0; i < e->topics_a.count; i++) {
        const ent_topic *a = &e->topics_a.at[i];
        if (!ent_map_get(e->topics_b.by_key, ent_str_of(a->key)) && !add_change(e, a, NULL)) return false;
    }
    mark_as_base(e);
    return true;
}

/* ---- coverage --------------------------------------------------------------------------------------- */

static const char *coverage_key(ent_effect *e, const ent_coverage *c, bool is_after)
{
    const char *name = c->clause    ? ent_effect_clause(e, c->clause->id, is_after)
                       : c->passage ? c->passage->name
                                    : "";
    return name ? ent_arena_printf(e->arena, "%s\036%s\036%s", c->clause ? "c" : "p", name, c->party) : NULL;
}

static bool index_coverage(ent_effect *e, const ent_judgement *j, bool is_after, ent_map *map)
{
    for (size_t i = 0; i < ent_coverage_count(j); i++) {
        const ent_coverage *c = ent_coverage_at(j, i);
        const char *key = coverage_key(e, c, is_after);
        if (!key || !ent_map_put(map, ent_str_of(key), (void *)(uintptr_t)c)) return false;
    }
    return true;
}

static bool add_coverage(ent_effect *e, const ent_coverage *a, const ent_coverage *b)
{
    if (a && b && a->state == b->state) return true;
    if (!(a && a->clause) && !(b && b->clause)) return true; /* prose: the redline tells */
    ent_coverage_change *c = ent_rows_add(&e->coverage, e->arena, sizeof *c);
    if (c) *c = (ent_coverage_change){a, b};
    return c != NULL;
}

static bool walk_coverage(ent_effect *e, const ent_map *a, const ent_map *b)
{
    for (size_t i = 0; i < ent_coverage_count(e->after); i++) {
        const char *key = coverage_key(e, ent_coverage_at(e->after, i), true);
        if (!key || !add_coverage(e, ent_map_get(a, ent_str_of(key)), ent_coverage_at(e->after, i)))
            return false;
    }
    for (size_t i = 0; i < ent_coverage_count(e->before); i++) {
        const char *key = coverage_key(e, ent_coverage_at(e->before, i), false);
        if (!key) return false;
        if (!ent_map_get(b, ent_str_of(key)) && !add_coverage(e, ent_coverage_at(e->before, i), NULL))
            return false;
    }
    return true;
}

static bool compare_coverage(ent_effect *e)
{
    ent_map *a = ent_map_new(), *b = ent_map_new();
    bool ok = a && b && index_coverage(e, e->before, false, a) && index_coverage(e, e->after, true, b) &&
              walk_coverage(e, a, b);
    ent_map_free(a);
    ent_map_free(b);
    return ok;
}

/* ---- parties ---------------------------------------------------------------------------------------- */

static bool has(ent_texts texts, const char *word)
{
    for (size_t i = 0; i < texts.count; i++)
        if (strcmp(texts.at[i], word) == 0) return true;
    return false;
}

static bool add_missing(ent_effect *e, ent_texts from, ent_texts in, ent_rows *out)
{
    for (size_t i = 0; i < from.count; i++) {
        if (has(in, from.at[i])) continue;
        const char **at = ent_rows_add(out, e->arena, sizeof *at);
        if (!at) return false;
        *at = from.at[i];
    }
    return true;
}

static bool compare_parties(ent_effect *e)
{
    ent_texts a = ent_judgement_parties(e->before), b = ent_judgement_parties(e->after);
    return add_missing(e, b, a, &e->won) && add_missing(e, a, b, &e->lost);
}

/* ---- the whole -------------------------------------------------------------------------------------- */

ent_status ent_effect_find(const ent_redline *redline, ent_judged_pair judged, const ent_effect_opts *opts,
                           ent_effect **out, ent_error *err)
{
    static const ent_effect_opts defaults = {0};
    ent_effect *e = ent_alloc_zero(1, sizeof *e);
    if (!e) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    e->arena = ent_arena_new();
    e->redline = redline, e->before = judged.before, e->after = judged.after;
    e->opts = opts ? *opts : defaults;
    if (e->opts.tolerance_m == 0) e->opts.tolerance_m = ENT_EFFECT_TOLERANCE_M;
    bool ok = e->arena && compare_parties(e) && compare_verdicts(e) && compare_coverage(e);
    ent_status st = ok ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (st == ENT_OK && !e->opts.no_ground) st = ent_effect_find_ground(e, err);
    ent_topics_free(&e->topics_a);
    ent_topics_free(&e->topics_b);
    if (st == ENT_OK)
        *out = e;
    else
        ent_effect_free(e);
    return st;
}

void ent_effect_free(ent_effect *e)
{
    if (!e) return;
    ent_arena_free(e->arena);
    ent_free(e);
}

size_t ent_effect_verdict_count(const ent_effect *e)
{
    return e->verdicts.count;
}
const ent_verdict_change *ent_effect_verdict_at(const ent_effect *e, size_t i)
{
    return i < e->verdicts.count ? (const ent_verdict_change *)e->verdicts.at + i : NULL;
}
size_t ent_effect_coverage_count(const ent_effect *e)
{
    return e->coverage.count;
}
const ent_coverage_change *ent_effect_coverage_at(const ent_effect *e, size_t i)
{
    return i < e->coverage.count ? (const ent_coverage_change *)e->coverage.at + i : NULL;
}
size_t ent_effect_ground_count(const ent_effect *e)
{
    return e->ground.count;
}
const ent_ground_change *ent_effect_ground_at(const ent_effect *e, size_t i)
{
    return i < e->ground.count ? (const ent_ground_change *)e->ground.at + i : NULL;
}
ent_texts ent_effect_parties_won(const ent_effect *e)
{
    return (ent_texts){e->won.at, e->won.count};
}
ent_texts ent_effect_parties_lost(const ent_effect *e)
{
    return (ent_texts){e->lost.at, e->lost.count};
}
const ent_judgement *ent_effect_before(const ent_effect *e)
{
    return e->before;
}
const ent_judgement *ent_effect_after(const ent_effect *e)
{
    return e->after;
}
double ent_effect_tolerance_m(const ent_effect *e)
{
    return e->opts.tolerance_m;
}
