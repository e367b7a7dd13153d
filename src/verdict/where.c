/* where.c: conditions on place, judged over the whole position as one set.
 *
 * First each leaf is judged by itself and combined by Kleene's logic, which is exact for a point and gives
 * the reasons; only if that leaves it open, and there is more than one condition on place, the joint field is
 * descended (field.c). Limits on the distance to one shape are measured without building fields: those are
 * most of them. */
#include "verdict/field.h"

#include <math.h>
#include <string.h>

#define BIT(reason) (1u << (reason))

/* ---- saying ------------------------------------------------------------------------------------------ */

static bool measures(const ent_node *node)
{
    return node->op == ENT_PLACE_WITHIN || node->op == ENT_PLACE_NEARER_THAN ||
           node->op == ENT_PLACE_BEYOND || node->op == ENT_PLACE_AT_LEAST || node->op == ENT_PLACE_IN_BAND;
}

static void say_relation(ent_env *env, const ent_node *node, const ent_outcome *o, const char *word)
{
    ent_judgement *j = env->j;
    const char *said = ent_judge_say(j, node);
    const char *must = env->denied ? ENT_MUST_NOT : "";
    if (!env->chosen)
        ent_lines_addf(j, env->because, "%s: %s%s", said, word, must);
    else if (!ent_is_no(o->truth))
        ent_lines_addf(j, env->because, "the position is %s the territory of %s: %s%s",
                       node->op == ENT_PLACE_IN ? "in" : "set against", env->chosen, word, must);
    if (ent_is_unclear(o->truth) && o->reasons & BIT(ENT_REASON_VALUE_COARSE) && o->margin_count)
        ent_lines_addf(j, env->settle, "the exact position: whether %s", said);
}

#define DIGITS_MAX 9

/* Do two figures that differ read alike? */
static bool reads_alike(const char *a, const char *b, double x, double y)
{
    return x != y && strcmp(a, b) == 0;
}

static const char *fixed(ent_judgement *j, double v, int digits)
{
    return ent_judge_printf(j, "%.*f", digits, v);
}

/* The distance with as many digits as show on which side of the limit it lies. */
static const char *say_away(ent_judgement *j, ent_quantity away, ent_quantity limit)
{
    const ent_unit *unit = ent_quantity_unit(away, NULL);
    if (!unit || !isfinite(away.lo) || !isfinite(away.hi) || limit.lo != limit.hi)
        return ent_quantity_say(j, away, NULL);
    double lo = away.lo / unit->scale, hi = away.hi / unit->scale, at = limit.lo / unit->scale;
    int usual = fabs(at) >= 1000 ? 0 : 1, digits = usual;
    for (; digits < DIGITS_MAX; digits++) {
        const char *said = fixed(j, at, digits);
        bool alike = reads_alike(fixed(j, lo, digits), said, lo, at) ||
                     reads_alike(fixed(j, hi, digits), said, hi, at);
        if (!alike) break;
    }
    if (digits == usual || digits == DIGITS_MAX) return ent_quantity_say(j, away, NULL);
    const char *first = fixed(j, lo, digits), *last = fixed(j, hi, digits);
    if (strcmp(first, last) == 0) return ent_judge_printf(j, "%s %s", first, unit->name);
    return ent_judge_printf(j, "%s to %s %s", first, last, unit->name);
}

static void settle_distance(ent_env *env, ent_quantity limit, ent_quantity away)
{
    ent_judgement *j = env->j;
    if (limit.hi - limit.lo > away.hi - away.lo)
        ent_lines_addf(
            j, env->settle,
            "the limit that counts: above or below %s, the distance at which it stands (known: %s)",
            say_away(j, away, limit), ent_quantity_say(j, limit, NULL));
    else
        ent_lines_addf(j, env->settle, "the exact position: nearer or farther than %s (known: %s away)",
                       ent_quantity_say(j, limit, NULL), say_away(j, away, limit));
}

/* The distance itself, for people: the margin put back onto the threshold. */
static void say_place(ent_env *env, const ent_node *node, const ent_outcome *o)
{
    const char *word = ent_is_yes(o->truth) ? "yes" : ent_is_no(o->truth) ? "no" : "unclear";
    ent_judgement *j = env->j;
    if (!measures(node) || !o->margin_count) {
        say_relation(env, node, o, word);
        return;
    }
    ent_quantity limit = ent_place_distance(env, node, 2);
    if (node->op == ENT_PLACE_IN_BAND) limit.lo /= 2, limit.hi /= 2;
    bool inward = node->op != ENT_PLACE_BEYOND && node->op != ENT_PLACE_AT_LEAST;
    const ent_bounds *m = &o->margins[0];
    ent_quantity away = {inward ? limit.hi - m->hi : limit.lo + m->lo,
                         inward ? limit.lo - m->lo : limit.hi + m->hi,
                         ENT_DIM_LENGTH,
                         NULL,
                         0,
                         false,
                         false};
    if (away.lo < 0 && away.hi > 0 && ent_position_is_wide(env))
        away.lo = 0; /* touching: rounding of the descent */
    if (env->chosen && env->measured)
        ent_lines_addf(j, env->measured, "%s %s (%s)", env->chosen, say_away(j, away, limit), word);
    else
        ent_lines_addf(j, env->because, "%s: it is %s away and the limit is %s, so %s%s",
                       ent_judge_say(j, node), say_away(j, away, limit), ent_quantity_say(j, limit, NULL),
                       word, env->denied ? ENT_MUST_NOT : "");
    if (ent_is_unclear(o->truth) && !(limit.reasons & BIT(ENT_REASON_PARAMETER_UNSET)))
        settle_distance(env, limit, away);
}

/* ---- distances -------------------------------------------------------------------------------------- */

/* A shape's own distance over itself is zero at its border, and how deep it goes is told by any disc around
 * it: far cheaper than following the whole border to the metre. */
static bool own_range(ent_env *env, const ent_tree *tree, ent_field_range *out)
{
    ent_regions around = {.count = 1};
    ent_lonlat a, b;
    around.at[0].kind = ENT_REGION_DISC;
    ent_tree_cap(tree, &around.at[0].centre, &around.at[0].radius_m);
    if (!ent_half_range(env, ent_half_within(env, tree, 0), &around, out)) return false;
    ent_tree_segment(tree, 0, &a, &b);
    out->greatest = (ent_bounds_m){0, 0}, out->greatest_at = a;
    return true;
}

static const char *range_key(ent_judgement *j, const ent_tree *tree, const ent_regions *regions)
{
    const char *key = ent_judge_printf(j, "%p", (const void *)tree);
    for (size_t i = 0; i < regions->count; i++) {
        const ent_region *r = &regions->at[i];
        key = ent_judge_printf(j, "%s|%d|%a|%a|%a|%p", key, r->kind, r->centre.lon_deg, r->centre.lat_deg,
                               r->radius_m, (const void *)r->area);
    }
    return key;
}

/* Trees are known by their address, so what a lender has of them is of the same trees. */
static void *kept_range(const ent_judgement *j, const char *key)
{
    void *kept = NULL;
    for (const ent_judgement *k = j; k && !kept; k = k->lender)
        kept = ent_map_get(k->ranges, ent_str_of(key));
    return kept;
}

/* The range of the distance itself between a position and a shape: asked again and again, under other limits,
 * for rival figures and in rival readings, so it is kept. */
static bool distance_range(ent_env *env, const ent_tree *tree, const ent_regions *regions,
                           ent_field_range *out)
{
    ent_judgement *j = env->j;
    const char *key = range_key(j, tree, regions);
    ent_field_range *kept = kept_range(j, key);
    if (kept) {
        *out = *kept;
        return true;
    }
    bool own = regions->count == 1 && regions->at[0].kind == ENT_REGION_AREA && regions->at[0].area == tree;
    if (own ? !own_range(env, tree, out) : !ent_half_range(env, ent_half_within(env, tree, 0), regions, out))
        return false;
    kept = ent_judge_alloc(j, 1, sizeof *kept);
    if (!kept) return false;
    *kept = *out;
    if (!ent_map_put(j->ranges, ent_str_of(key), kept)) ent_judge_fail(j, ENT_E_NOMEM, NULL);
    return true;
}

/* The same for a territory and a point or disc, from the map itself. For a disc the far end is a bound that a
 * territory wrapped around it may not reach: exact when it decides, and when it does not, the field is
 * descended. */
static bool quick_range(ent_env *env, const ent_node *ground, const ent_regions *regions,
                        ent_field_range *out)
{
    const ent_region *r = &regions->at[0];
    if (ground->kind != ENT_N_TERRITORY || regions->count != 1 || r->kind == ENT_REGION_AREA) return false;
    ent_judgement *j = env->j;
    const char *codes[ENT_CODES_MAX];
    size_t n = ent_operand_codes(env, ground->kids[0], codes);
    const char *key = ent_judge_printf(j, "quick|%lld|%d|%a|%a", (long long)env->t.seconds, ground->op,
                                       r->centre.lon_deg, r->centre.lat_deg);
    for (size_t i = 0; i < n; i++) key = ent_judge_printf(j, "%s|%s", key, codes[i]);
    ent_bounds_m *d = kept_range(j, key);
    if (!d) {
        d = ent_judge_alloc(j, 1, sizeof *d);
        if (!d || !ent_world_distance(j, (ent_ground){codes, n, ground->op - 1}, env->t, r->centre, d))
            return false;
        if (!ent_map_put(j->ranges, ent_str_of(key), d)) ent_judge_fail(j, ENT_E_NOMEM, NULL);
    }
    double radius = r->kind == ENT_REGION_DISC ? r->radius_m : 0;
    *out = (ent_field_range){.least = {d->lo_m - radius, d->hi_m - radius},
                             .greatest = {d->lo_m + radius, d->hi_m + radius}};
    return true;
}

/* `strict`: the distance itself is not enough. */
static ent_outcome against_limit(const ent_field_range *d, ent_quantity limit, bool strict,
                                 const ent_node *node)
{
    double lo = limit.lo - d->greatest.hi_m, hi = limit.hi - d->least.lo_m; /* positive: within */
    ent_truth truth = (strict ? lo > 0 : lo >= 0)   ? ENT_YES
                      : (strict ? hi <= 0 : hi < 0) ? ENT_NO
                                                    : ENT_UNCLEAR;
    uint32_t reasons = limit.reasons;
    if (d->least.lo_m <= limit.lo && d->greatest.hi_m > limit.lo) reasons |= BIT(ENT_REASON_VALUE_COARSE);
    ent_outcome o = ent_outcome_of(truth, reasons ? reasons : BIT(ENT_REASON_VALUE_COARSE));
    if (isfinite(lo) || isfinite(hi))
        o.margins[o.margin_count++] =
            (ent_bounds){lo, hi, ENT_DIM_LENGTH, ent_unit_find(ENT_STR("km")), "", node};
    return o;
}

typedef struct limit_of_place {
    ent_quantity distance;
    bool strict, outward;
} limit_of_place;

/* Conditions that limit the distance to one shape. */
static bool limit_of(ent_env *env, const ent_node *node, limit_of_place *out)
{
    bool plain = node->op == ENT_PLACE_IN || node->op == ENT_PLACE_OUTSIDE;
    bool band = node->op == ENT_PLACE_IN_BAND;
    bool inward = node->op == ENT_PLACE_WITHIN || node->op == ENT_PLACE_NEARER_THAN || band;
    bool outward = node->op == ENT_PLACE_BEYOND || node->op == ENT_PLACE_AT_LEAST;
    if (!plain && !inward && !outward) return false;
    *out = (limit_of_place){.strict = node->op == ENT_PLACE_NEARER_THAN || node->op == ENT_PLACE_AT_LEAST,
                            .outward = outward || node->op == ENT_PLACE_OUTSIDE};
    if (!plain) out->distance = ent_place_distance(env, node, 2);
    if (band) out->distance.lo /= 2, out->distance.hi /= 2;
    return isfinite(out->distance.lo) && isfinite(out->distance.hi);
}

/* What the record says itself of its distance to that line. */
static bool said_range(ent_env *env, const ent_node *node, ent_field_range *out)
{
    const ent_node *line = node->kids[1];
    for (uint32_t i = 0; line->kind == ENT_N_LINE && i < env->record->position_count; i++) {
        const ent_position *p = &env->record->positions[i];
        if (p->kind != ENT_POSITION_LINE || strcmp(ent_env_word(env, &p->name), line->text) != 0) continue;
        ent_quantity d = ent_value_of(env, &p->distance_m, ENT_DIM_LENGTH);
        if (!isfinite(d.hi)) return false;
        *out = (ent_field_range){.least = {d.lo, d.lo}, .greatest = {d.hi, d.hi}};
        return true;
    }
    return false;
}

static bool measure_exactly(ent_env *env, const ent_node *node, const limit_of_place *limit,
                            ent_regions *regions, ent_outcome *out)
{
    ent_field_range d;
    ent_operand o = ent_operand_resolve(env, node->kids[1]);
    if (!o.known || !o.tree || !distance_range(env, o.tree, regions, &d)) return false;
    *out = against_limit(&d, limit->distance, limit->strict, node);
    if (!ent_is_unclear(out->truth) || !ent_position_narrow(env, regions)) return true;
    if (distance_range(env, o.tree, regions, &d))
        *out = against_limit(&d, limit->distance, limit->strict, node);
    return true;
}

/* A limit on the distance to one shape, without building fields for it. */
static bool measure(ent_env *env, const ent_node *node, ent_outcome *out)
{
    limit_of_place limit;
    ent_regions regions;
    ent_field_range d;
    if (!limit_of(env, node, &limit)) return false;
    bool decided = env->record && said_range(env, node, &d);
    if (decided) *out = against_limit(&d, limit.distance, limit.strict, node);
    if (!decided && !ent_position_regions(env, &regions)) return false;
    if (!decided && quick_range(env, node->kids[1], &regions, &d)) {
        *out = against_limit(&d, limit.distance, limit.strict, node);
        /* the middle of the disc is itself too far to be certainly within: descending would not help */
        double middle = (d.least.lo_m + d.greatest.lo_m) / 2;
        decided = !ent_is_unclear(out->truth) || regions.at[0].kind == ENT_REGION_POINT ||
                  middle > limit.distance.lo;
        if (ent_is_unclear(out->truth) && ent_position_may_narrow(env, &regions)) decided = false;
    }
    if (!decided && !measure_exactly(env, node, &limit, &regions, out)) return false;
    if (limit.outward) *out = ent_outcome_not(*out);
    return true;
}

/* ---- one condition ---------------------------------------------------------------------------------- */

/* The margin of what is settled already: only where a finding shows it, for a point or a disc, for which it
 * costs little, and on the side that was settled. */
static ent_outcome with_margin(ent_env *env, const ent_node *node, ent_truth settled)
{
    ent_outcome o = ent_outcome_of(settled, 0);
    ent_regions regions;
    ent_field_range d;
    if (!env->wants_margin || !ent_position_regions(env, &regions)) return o;
    if (!quick_range(env, node->kids[1], &regions, &d)) return o;
    ent_outcome measured = against_limit(&d, (ent_quantity){0}, false, node);
    if (node->op == ENT_PLACE_OUTSIDE) measured = ent_outcome_not(measured);
    for (int i = 0; i < measured.margin_count; i++) {
        ent_bounds m = measured.margins[i];
        if (ent_is_yes(settled)) m.lo = fmax(m.lo, 0), m.hi = fmax(m.hi, 0);
        if (ent_is_no(settled)) m.lo = fmin(m.lo, 0), m.hi = fmin(m.hi, 0);
        o.margins[o.margin_count++] = m;
    }
    return o;
}

static ent_outcome eval_own_place(ent_env *env, const ent_node *node)
{
    ent_truth settled;
    uint32_t reasons = 0;
    ent_outcome o;
    if (ent_place_settled(env, node, &settled)) {
        o = with_margin(env, node, settled);
    } else if (!measure(env, node, &o)) {
        ent_halves p = ent_halves_of_place(env, node, &reasons);
        o = ent_halves_over_position(env, p, reasons, node);
    }
    if (env->because) say_place(env, node, &o);
    return o;
}

static ent_outcome eval_place(ent_env *env, const ent_node *node)
{
    if (env->granted == node) return ent_outcome_of(ENT_YES, 0);
    ent_env subject;
    if (!ent_place_subject(env, node, &subject)) {
        ent_lines_addf(env->j, env->settle, "where its %s is: no record says", node->kids[0]->text);
        return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_VALUE_MISSING));
    }
    if (subject.record == env->record) return eval_own_place(env, node);
    ent_outcome o = eval_own_place(&subject, node);
    env->reasons |= subject.reasons;
    return o;
}

/* ---- trees of conditions ---------------------------------------------------------------------------- */

static int place_count(const ent_node *node)
{
    if (!node) return 0;
    int n = node->kind == ENT_N_PLACE;
    if (node->kind == ENT_N_AND || node->kind == ENT_N_OR || node->kind == ENT_N_NOT)
        for (uint32_t i = 0; i < node->kid_count; i++) n += place_count(node->kids[i]);
    return n;
}

static ent_outcome eval_tree(ent_env *env, const ent_node *node);

/* What is denied: margins are named by what is said, the `not` with it. */
static ent_outcome eval_denied(ent_env *env, const ent_node *node)
{
    env->denied = !env->denied;
    ent_outcome o = ent_outcome_not(eval_tree(env, node->kids[0]));
    env->denied = !env->denied;
    for (int i = 0; i < o.margin_count; i++)
        if (o.margins[i].node == node->kids[0]) o.margins[i].node = node;
    return o;
}

static ent_outcome eval_tree(ent_env *env, const ent_node *node)
{
    if (node->kind == ENT_N_PLACE) return ent_tried_note(env, node, eval_place(env, node));
    if (node->kind == ENT_N_NOT) return eval_denied(env, node);
    if (node->kind != ENT_N_AND && node->kind != ENT_N_OR)
        return ent_tried_note(env, node, ent_condition_leaf(env, node));
    ent_outcome o = eval_tree(env, node->kids[0]);
    for (uint32_t i = 1; i < node->kid_count; i++) {
        ent_outcome k = eval_tree(env, node->kids[i]);
        o = node->kind == ENT_N_AND ? ent_outcome_and(o, k) : ent_outcome_or(o, k);
    }
    return o;
}

static bool is_point(ent_env *env)
{
    ent_regions regions;
    return ent_position_regions(env, &regions) && regions.count == 1 &&
           regions.at[0].kind == ENT_REGION_POINT;
}

ent_outcome ent_condition_tree(ent_env *env, const ent_node *node)
{
    ent_outcome o = eval_tree(env, node);
    if (!ent_is_unclear(o.truth) || place_count(node) < 2 || is_point(env)) return o;
    uint32_t reasons = 0;
    ent_lines *because = env->because, *settle = env->settle;
    env->because = env->settle = NULL;
    ent_halves p = ent_halves_build(env, node, &reasons);
    ent_truth truth =
        ent_halves_truth(env, p); /* margins cost more, and are wanted only of what it decides */
    ent_outcome joint = ent_is_unclear(truth) ? ent_outcome_of(truth, reasons)
                                              : ent_halves_over_position(env, p, reasons, node);
    env->because = because, env->settle = settle;
    if (ent_is_unclear(joint.truth)) return o;
    ent_lines_addf(env->j, because, "wherever in its position it is: %s",
                   ent_is_yes(joint.truth) ? "yes" : "no");
    return joint;
}
