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
                       node->op == ENT_PLACE_IN        ? "in"
                       : node->op == ENT_PLACE_OUTSIDE ? "outside"
                                                       : "set against",
                       ent_world_named(j, env->chosen), word, must);
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

/* A shape's own distance over itself is zero at its border, and over all that is within so much of it just
 * that much; how deep it goes is told by any disc around it: far cheaper than following the whole border to
 * the metre. */
static bool own_range(ent_env *env, const ent_tree *tree, double radius_m, ent_field_range *out)
{
    ent_regions around = {.count = 1};
    ent_lonlat a, b;
    around.at[0].kind = ENT_REGION_DISC;
    ent_tree_cap(tree, &around.at[0].centre, &around.at[0].radius_m);
    if (!ent_half_range(env, ent_half_within(env, tree, 0), &around, out)) return false;
    ent_tree_segment(tree, 0, &a, &b);
    out->greatest = (ent_bounds_m){radius_m, radius_m}, out->greatest_at = a;
    return true;
}

/* Is the position the shape itself, or all that is within so much of it? */
static bool is_own(const ent_tree *tree, const ent_regions *regions, double *radius_m)
{
    const ent_region *r = &regions->at[0];
    *radius_m = 0;
    if (regions->count != 1) return false;
    if (r->kind == ENT_REGION_FIELD) return ent_field_is_within(r->field, tree, radius_m) && *radius_m >= 0;
    return r->kind == ENT_REGION_AREA && r->area == tree;
}

static const char *range_key(ent_judgement *j, const ent_tree *tree, const ent_regions *regions)
{
    const char *key = ent_judge_printf(j, "%p", (const void *)tree);
    for (size_t i = 0; i < regions->count; i++) {
        const ent_region *r = &regions->at[i];
        key = ent_judge_printf(j, "%s|%d|%a|%a|%a|%p|%p", key, r->kind, r->centre.lon_deg, r->centre.lat_deg,
                               r->radius_m, (const void *)r->area, (const void *)r->field);
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
    double radius_m;
    if (is_own(tree, regions, &radius_m) ? !own_range(env, tree, radius_m, out)
                                         : !ent_half_range(env, ent_half_within(env, tree, 0), regions, out))
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
    if (ground->kind != ENT_N_TERRITORY || regions->count != 1) return false;
    if (r->kind == ENT_REGION_AREA || r->kind == ENT_REGION_FIELD) return false;
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

/* ---- limits on a distance ---------------------------------------------------------------------------- */

typedef struct limit_of_place {
    ent_quantity distance, far; /* far: where `ring` */
    bool strict, outward;       /* strict: the distance itself is not enough */
    bool ring;                  /* between two distances, which belong to it */
} limit_of_place;

/* Conditions that limit the distance to one shape. */
static bool limit_of(ent_env *env, const ent_node *node, limit_of_place *out)
{
    bool plain = node->op == ENT_PLACE_IN || node->op == ENT_PLACE_OUTSIDE;
    bool band = node->op == ENT_PLACE_IN_BAND, ring = node->op == ENT_PLACE_BETWEEN_DISTANCES;
    bool inward = node->op == ENT_PLACE_WITHIN || node->op == ENT_PLACE_NEARER_THAN || band;
    bool outward = node->op == ENT_PLACE_BEYOND || node->op == ENT_PLACE_AT_LEAST;
    if (!plain && !inward && !outward && !ring) return false;
    *out = (limit_of_place){.strict = node->op == ENT_PLACE_NEARER_THAN || node->op == ENT_PLACE_AT_LEAST,
                            .outward = outward || node->op == ENT_PLACE_OUTSIDE,
                            .ring = ring};
    if (!plain) out->distance = ent_place_distance(env, node, 2);
    if (ring) out->far = ent_place_distance(env, node, 3);
    if (band) out->distance.lo /= 2, out->distance.hi /= 2;
    return isfinite(out->distance.lo) && isfinite(out->distance.hi) && isfinite(out->far.lo) &&
           isfinite(out->far.hi);
}

static ent_outcome outcome_of(ent_truth truth, uint32_t reasons, ent_bounds margin)
{
    ent_outcome o = ent_outcome_of(truth, reasons ? reasons : BIT(ENT_REASON_VALUE_COARSE));
    margin.dimension = ENT_DIM_LENGTH, margin.unit = ent_unit_find(ENT_STR("km")), margin.unit_name = "";
    if (isfinite(margin.lo) || isfinite(margin.hi)) o.margins[o.margin_count++] = margin;
    return o;
}

static ent_outcome against_reach(const ent_field_range *d, const limit_of_place *limit, const ent_node *node)
{
    ent_quantity reach = limit->distance;
    double lo = reach.lo - d->greatest.hi_m, hi = reach.hi - d->least.lo_m; /* positive: within */
    ent_truth truth = (limit->strict ? lo > 0 : lo >= 0)   ? ENT_YES
                      : (limit->strict ? hi <= 0 : hi < 0) ? ENT_NO
                                                           : ENT_UNCLEAR;
    uint32_t reasons = reach.reasons;
    if (d->least.lo_m <= reach.lo && d->greatest.hi_m > reach.lo) reasons |= BIT(ENT_REASON_VALUE_COARSE);
    ent_outcome o = outcome_of(truth, reasons, (ent_bounds){.lo = lo, .hi = hi, .node = node});
    return limit->outward ? ent_outcome_not(o) : o;
}

/* The deepest that a distance from `least` to `greatest` gets between two others. */
static double deepest(double least, double greatest, double near, double far)
{
    double d = fmin(fmax((near + far) / 2, least), greatest);
    return fmin(d - near, far - d);
}

/* Of a position in one piece, so that every distance between the least and the greatest occurs. */
static ent_outcome against_ring(const ent_field_range *d, const limit_of_place *limit, const ent_node *node)
{
    double least = d->least.lo_m, greatest = d->greatest.hi_m;
    ent_quantity near = limit->distance, far = limit->far;
    double lo = fmin(least - near.hi, far.lo - greatest), hi = deepest(least, greatest, near.lo, far.hi);
    ent_truth truth = lo >= 0 ? ENT_YES : hi < 0 ? ENT_NO : ENT_UNCLEAR;
    uint32_t reasons = near.reasons | far.reasons;
    if (lo < 0 && deepest(least, greatest, near.hi, far.lo) >= 0) reasons |= BIT(ENT_REASON_VALUE_COARSE);
    return outcome_of(truth, reasons, (ent_bounds){.lo = lo, .hi = hi, .node = node});
}

static ent_outcome against_limit(const ent_field_range *d, const limit_of_place *limit, const ent_node *node)
{
    return limit->ring ? against_ring(d, limit, node) : against_reach(d, limit, node);
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

/* ---- a point or a disc against one shape -------------------------------------------------------------- */

#define TIGHT_M 1.0 /* as close as a descent comes */

static bool is_tight(const ent_field_range *d)
{
    return d->least.hi_m - d->least.lo_m <= TIGHT_M && d->greatest.hi_m - d->greatest.lo_m <= TIGHT_M;
}

static bool find_nearest(const ent_tree *tree, ent_lonlat place, ent_bounds_m *out, double *out_azimuth_deg)
{
    ent_lonlat nearest;
    ent_error err;
    return ent_tree_nearest(tree, place, out, &nearest, out_azimuth_deg, &err) == ENT_OK;
}

/* A distance changes by no more than one moves: so it lies within a radius of that of the centre, everywhere
 * on a disc. The two places of the rim towards what is nearest and away from it, where it is measured, show
 * how much of that is reached: all of it, where the shape runs straight. */
static bool near_range(const ent_tree *tree, const ent_regions *regions, ent_field_range *out)
{
    const ent_region *r = &regions->at[0];
    double azimuth, radius = r->kind == ENT_REGION_DISC ? r->radius_m : 0;
    ent_bounds_m d;
    if (regions->count != 1 || r->kind == ENT_REGION_AREA || !ent_tree_segment_count(tree)) return false;
    if (!find_nearest(tree, r->centre, &d, &azimuth)) return false;
    *out = (ent_field_range){.least = {d.lo_m - radius, d.hi_m}, .greatest = {d.lo_m, d.hi_m + radius}};
    for (int k = 0; k < 2 && radius > 0 && isfinite(azimuth); k++) {
        ent_lonlat rim;
        ent_error err;
        if (ent_geo_direct(r->centre, azimuth + 180.0 * k, radius, &rim, &err) != ENT_OK ||
            ent_tree_distance(tree, rim, 0, &d, &err) != ENT_OK)
            return false;
        out->least.hi_m = fmin(out->least.hi_m, d.hi_m);
        out->greatest.lo_m = fmax(out->greatest.lo_m, d.lo_m);
    }
    return true;
}

/* Is it plain that the position has places on both sides of the limit? Distances are reached that are known
 * not to be more than least.hi, and not to be less than greatest.lo. */
static bool lies_on_both_sides(const ent_field_range *d, const limit_of_place *limit)
{
    ent_quantity near = limit->distance, far = limit->far;
    double least = d->least.hi_m, greatest = d->greatest.lo_m;
    if (near.lo != near.hi || far.lo != far.hi) return false;
    if (!limit->ring) return least < near.lo && greatest > near.lo;
    return least <= far.lo && greatest >= near.lo && (least < near.lo || greatest > far.lo);
}

/* The k-th of the places of a disc that are tried for what holds at one and not at another: its centre, then
 * the rim, each next one far from those before. */
#define PLACES 17
static bool place_of_disc(const ent_region *disc, int k, ent_lonlat *out)
{
    static const double sixteenths[PLACES - 1] = {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15};
    ent_error err;
    *out = disc->centre;
    if (k == 0) return true;
    return ent_geo_direct(disc->centre, 22.5 * sixteenths[k - 1], disc->radius_m, out, &err) == ENT_OK;
}

/* Whoever shows margins wants them to the metre. */
static bool shows(const ent_env *env)
{
    return env->wants_margin || env->because;
}

/* By the distance of the centre, where that tells: thousands of discs are decided without a descent. */
static bool measure_near(ent_env *env, const ent_tree *tree, const ent_regions *regions,
                         const limit_of_place *limit, const ent_node *node, ent_outcome *out)
{
    ent_field_range d;
    if (!near_range(tree, regions, &d) || (shows(env) && !is_tight(&d))) return false;
    ent_outcome o = against_limit(&d, limit, node);
    if (ent_is_unclear(o.truth) && !is_tight(&d) && !lies_on_both_sides(&d, limit)) return false;
    *out = o;
    return true;
}

static bool measure_exactly(ent_env *env, const ent_node *node, const limit_of_place *limit,
                            ent_regions *regions, ent_outcome *out)
{
    ent_field_range d;
    ent_operand o = ent_operand_resolve(env, node->kids[1]);
    if (!o.known || !o.tree) return false;
    if (limit->ring && (regions->count != 1 || regions->at[0].kind == ENT_REGION_AREA)) return false;
    if (!measure_near(env, o.tree, regions, limit, node, out)) {
        if (!distance_range(env, o.tree, regions, &d)) return false;
        *out = against_limit(&d, limit, node);
    }
    if (!ent_is_unclear(out->truth) || !ent_position_may_narrow(env, regions)) return true;
    if (limit->ring) return false; /* what is left of the disc may be in several pieces */
    if (ent_position_narrow(env, regions) && distance_range(env, o.tree, regions, &d))
        *out = against_limit(&d, limit, node);
    return true;
}

/* The middle of a disc is near enough to a territory: is some place of its rim too far? Then there is no need
 * to draw the territory around it. */
static bool leaves_ground(ent_env *env, const ent_node *node, const ent_region *disc, double limit_m)
{
    const char *codes[ENT_CODES_MAX];
    size_t n = ent_operand_codes(env, node->kids[1]->kids[0], codes);
    for (int k = 1; !shows(env) && disc->kind == ENT_REGION_DISC && k < PLACES; k++) {
        ent_bounds_m d;
        ent_lonlat rim;
        if (!place_of_disc(disc, k, &rim) ||
            !ent_world_distance(env->j, (ent_ground){codes, n, node->kids[1]->op - 1}, env->t, rim, &d))
            return false;
        if (d.lo_m > limit_m) return true;
    }
    return false;
}

/* A limit on the distance to one shape, without building fields for it. */
static bool measure(ent_env *env, const ent_node *node, ent_outcome *out)
{
    limit_of_place limit;
    ent_regions regions;
    ent_field_range d;
    if (!limit_of(env, node, &limit)) return false;
    bool decided = env->record && said_range(env, node, &d);
    if (decided) *out = against_limit(&d, &limit, node);
    if (!decided && !ent_position_regions(env, &regions)) return false;
    if (!decided && !limit.ring && quick_range(env, node->kids[1], &regions, &d)) {
        *out = against_limit(&d, &limit, node);
        /* the middle of the disc is itself too far to be certainly within: descending would not help */
        double middle = (d.least.lo_m + d.greatest.lo_m) / 2;
        decided = !ent_is_unclear(out->truth) || regions.at[0].kind == ENT_REGION_POINT ||
                  middle > limit.distance.lo || leaves_ground(env, node, &regions.at[0], limit.distance.lo);
        if (ent_is_unclear(out->truth) && ent_position_may_narrow(env, &regions)) decided = false;
    }
    return decided || measure_exactly(env, node, &limit, &regions, out);
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
    ent_outcome measured =
        against_limit(&d, &(limit_of_place){.outward = node->op == ENT_PLACE_OUTSIDE}, node);
    for (int i = 0; i < measured.margin_count; i++) {
        ent_bounds m = measured.margins[i];
        if (ent_is_yes(settled)) m.lo = fmax(m.lo, 0), m.hi = fmax(m.hi, 0);
        if (ent_is_no(settled)) m.lo = fmin(m.lo, 0), m.hi = fmin(m.hi, 0);
        o.margins[o.margin_count++] = m;
    }
    return o;
}

static ent_outcome eval_tree(ent_env *env, const ent_node *node);

static bool says_distance(const ent_record *record)
{
    for (uint32_t i = 0; record && i < record->position_count; i++)
        if (record->positions[i].kind == ENT_POSITION_LINE) return true;
    return false;
}

/* A record that says how far from a line it is has no place to descend over; of an area that the text
 * declares by a condition it is asked that condition. */
static bool by_said_distance(ent_env *env, const ent_node *node, ent_outcome *out)
{
    bool outside = node->op == ENT_PLACE_OUTSIDE;
    if ((node->op != ENT_PLACE_IN && !outside) || !ent_node_is(node->kids[1], ENT_N_AREA) ||
        !says_distance(env->record))
        return false;
    const ent_node *condition = ent_operand_resolve(env, node->kids[1]).condition;
    if (!condition) return false;
    ent_env inner = *env;
    inner.because = inner.settle = NULL;
    ent_outcome o = eval_tree(&inner, condition);
    if (ent_is_unclear(o.truth) && !o.margin_count) return false;
    for (int i = 0; i < o.margin_count; i++) o.margins[i].node = node;
    *out = outside ? ent_outcome_not(o) : o;
    return true;
}

static ent_outcome settled_or_measured(ent_env *env, const ent_node *node)
{
    ent_truth settled;
    uint32_t reasons = 0;
    ent_outcome o;
    if (ent_place_settled(env, node, &settled)) return with_margin(env, node, settled);
    if (by_said_distance(env, node, &o) || measure(env, node, &o)) return o;
    ent_halves p = ent_halves_of_place(env, node, &reasons);
    return ent_halves_over_position(env, p, reasons, node);
}

/* Someone of a group may not be a member: what lies outside the ground of all who may be does so for certain,
 * and so does what lies inside the ground of those who certainly are (field.c). */
static ent_outcome unsure(ent_env *env, const ent_node *node, ent_outcome all)
{
    bool outward = node->op == ENT_PLACE_OUTSIDE || node->op == ENT_PLACE_BEYOND;
    bool inward = node->op == ENT_PLACE_IN || node->op == ENT_PLACE_WITHIN;
    if ((outward && ent_is_yes(all.truth)) || (inward && ent_is_no(all.truth))) return all;
    ent_env sure = *env;
    sure.certain = true;
    ent_outcome some = settled_or_measured(&sure, node);
    if ((outward && ent_is_no(some.truth)) || (inward && ent_is_yes(some.truth))) return some;
    return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_VALUE_COARSE));
}

static ent_outcome eval_own_place(ent_env *env, const ent_node *node)
{
    ent_outcome o = settled_or_measured(env, node);
    if (!env->certain && !ent_ground_is_sure(env, node->kids[1])) o = unsure(env, node, o);
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

/* What is denied: margins are named by what is said, the `not` with it. */
static ent_outcome eval_denied(ent_env *env, const ent_node *node)
{
    env->denied = !env->denied;
    const ent_node *kid = node->kids[0];
    ent_outcome o = ent_outcome_not(ent_condition_is_scope(env, kid) ? ent_condition_scope(env, kid)
                                                                     : eval_tree(env, kid));
    env->denied = !env->denied;
    for (int i = 0; i < o.margin_count; i++)
        if (o.margins[i].node == node->kids[0]) o.margins[i].node = node;
    return o;
}

static ent_outcome eval_node(ent_env *env, const ent_node *node)
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

/* Records that show what does not hold in the end show nothing. */
static ent_outcome eval_tree(ent_env *env, const ent_node *node)
{
    size_t shown = env->shown ? env->shown->count : 0;
    ent_outcome o = eval_node(env, node);
    if (env->shown && !ent_is_yes(o.truth)) env->shown->count = shown;
    return o;
}

static bool is_point(ent_env *env)
{
    ent_regions regions;
    return ent_position_regions(env, &regions) && regions.count == 1 &&
           regions.at[0].kind == ENT_REGION_POINT;
}

/* Does it hold at one place of the disc and not at another? Then no descent would tell more. */
static bool holds_in_part(ent_env *env, const ent_node *node)
{
    ent_regions regions;
    bool held = false, failed = false;
    if (env->spot || !ent_position_regions(env, &regions) || regions.count != 1 ||
        regions.at[0].kind != ENT_REGION_DISC || ent_position_may_narrow(env, &regions))
        return false;
    ent_env at = *env;
    ent_lonlat place;
    at.spot = &place;
    for (int k = 0; k < PLACES && !(held && failed) && place_of_disc(&regions.at[0], k, &place); k++) {
        ent_truth truth = eval_tree(&at, node).truth;
        held |= ent_is_yes(truth), failed |= ent_is_no(truth);
    }
    env->reasons |= at.reasons;
    return held && failed;
}

ent_outcome ent_condition_tree(ent_env *env, const ent_node *node)
{
    ent_outcome o = eval_tree(env, node);
    if (!ent_is_unclear(o.truth) || place_count(node) < 2 || is_point(env)) return o;
    uint32_t reasons = 0;
    ent_lines *because = env->because, *settle = env->settle;
    env->because = env->settle = NULL;
    if (!because && !env->wants_margin && holds_in_part(env, node)) return o;
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
