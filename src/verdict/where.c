/* where.c: conditions on place, judged over the whole position as one set.
 *
 * Every condition becomes a pair of fields: `may` (at most zero wherever the condition could hold, given what is not
 * known) and `must` (at most zero wherever it certainly holds). Conditions that are not about place are constants in
 * such a pair. If `must` is at most zero all over the position the answer is yes; if `may` is nowhere so, no. First
 * each leaf is judged by itself and combined by Kleene's logic, which is exact for a point and gives the reasons;
 * only if that leaves it open, and there is more than one condition on place, the joint field is descended.
 *
 * A binder that a condition introduces ("a party T other than P") is tried with each actor that it may mean. */
#include "verdict/internal.h"

#include <math.h>
#include <string.h>

#define BIT(reason) (1u << (reason))
#define CODES_MAX 320

/* ---- fields with infinite constants ----------------------------------------------------------------- */

typedef struct side {
    const ent_field *field;
    int constant; /* -1 holds everywhere, +1 nowhere, 0: the field */
} side;

typedef struct pair {
    side may, must;
} pair;

static side constant(int c) { return (side){NULL, c}; }
static pair both(side s) { return (pair){s, s}; }
static pair open_pair(void) { return (pair){constant(-1), constant(+1)}; }
static pair truth_pair(ent_truth t) { return ent_is_unclear(t) ? open_pair() : both(constant(ent_is_yes(t) ? -1 : +1)); }

static side side_and(ent_env *env, side a, side b)
{
    if (a.constant > 0 || b.constant > 0) return constant(+1);
    if (a.constant < 0) return b;
    if (b.constant < 0) return a;
    return (side){ent_field_and(env->j->fields, a.field, b.field), 0};
}

static side side_not(ent_env *env, side a)
{
    return a.constant ? constant(-a.constant) : (side){ent_field_not(env->j->fields, a.field), 0};
}

static side side_or(ent_env *env, side a, side b)
{
    return side_not(env, side_and(env, side_not(env, a), side_not(env, b)));
}

/* ---- operands --------------------------------------------------------------------------------------- */

typedef struct operand {
    const ent_tree *tree;
    const ent_node *condition; /* an area defined by a condition on place */
    double parallel;           /* for PARALLEL and MERIDIAN */
    bool known;
} operand;

static size_t codes_of(ent_env *env, const ent_node *actors, const char **codes)
{
    if (ent_node_is(actors, ENT_N_ACTORS)) {
        const ent_binding *bound = ent_env_find_node(env, actors);
        if (bound && bound->actor) {
            codes[0] = bound->actor;
            return 1;
        }
    }
    return actors && actors->kind != ENT_N_NONE ? ent_actor_list(env, actors, codes, CODES_MAX) : 0;
}

static const char *owner_of(ent_env *env, const ent_node *node)
{
    const char *found[2] = {NULL, NULL};
    if (!node->kid_count || node->kids[0]->kind == ENT_N_NONE) return NULL;
    return ent_actor_list(env, node->kids[0], found, 2) == 1 ? found[0] : NULL;
}

static operand declared(ent_env *env, const ent_node *node, ent_decl_kind kind, int depth);

static operand resolve(ent_env *env, const ent_node *node, int depth)
{
    const char *codes[CODES_MAX], *others[CODES_MAX];
    operand o = {.known = true};
    size_t n;
    switch (node->kind) {
    case ENT_N_TERRITORY:
        n = codes_of(env, node->kids[0], codes);
        o.tree = ent_world_territory(env->j, codes, n, node->op - 1, env->t);
        break;
    case ENT_N_BORDER:
    case ENT_N_COAST:
        n = codes_of(env, node->kids[0], codes);
        o.tree = node->kind == ENT_N_COAST
                     ? ent_world_territory(env->j, codes, n, ENT_LAYER_LAND, env->t)
                     : ent_world_border(env->j, codes, n, others,
                                        node->kid_count > 1 ? codes_of(env, node->kids[1], others) : 0, env->t);
        break;
    case ENT_N_AREA:
        o.tree = ent_world_shape(env->j, node->text, owner_of(env, node), false, env->t);
        if (!o.tree) return declared(env, node, ENT_DECL_AREA, depth);
        break;
    case ENT_N_LINE:
        o.tree = ent_world_shape(env->j, node->text, owner_of(env, node), true, env->t);
        if (!o.tree) return declared(env, node, ENT_DECL_LINE, depth);
        break;
    case ENT_N_SITE: o.tree = ent_world_site(env->j, node->text, env->t); break;
    case ENT_N_PARALLEL:
    case ENT_N_MERIDIAN: o.parallel = node->number; return o;
    default: o.condition = node; return o;
    }
    o.known = o.tree != NULL;
    return o;
}

/* Does one version of an area or line hold now, for this owner? */
static bool version_applies(ent_env *env, const ent_node *v, const char *owner)
{
    if (v->kind != ENT_N_VERSION || v->kid_count < 4) return false;
    if (v->kids[1]->kind != ENT_N_NONE && !(owner && ent_is_yes(ent_actor_in(env, owner, v->kids[1])))) return false;
    return ent_moment_of(env->j, v->kids[2], ENT_TIME_MIN).seconds <= env->t.seconds &&
           ent_moment_of(env->j, v->kids[3], ENT_TIME_MAX).seconds > env->t.seconds;
}

/* An area or line declared in the text: drawn, or another one for each party. */
static operand declared(ent_env *env, const ent_node *node, ent_decl_kind kind, int depth)
{
    const ent_decl *decl = ent_doc_decl_find(env->j->world.agreement, kind, ent_str_of(node->text));
    const ent_node *body = decl ? decl->body : NULL;
    if (!body || depth > 8) return (operand){.known = false};
    if (body->kind == ENT_N_OUTLINE)
        return (operand){.tree = ent_world_outline(env->j, node->text, body, kind == ENT_DECL_LINE), .known = true};
    const char *owner = owner_of(env, node);
    for (uint32_t i = 0; body->kind == ENT_N_LIST && i < body->kid_count; i++)
        if (version_applies(env, body->kids[i], owner)) return resolve(env, body->kids[i]->kids[0], depth + 1);
    if (body->kind == ENT_N_LIST) return (operand){.known = false};
    return resolve(env, body, depth + 1);
}

/* ---- one condition on place ------------------------------------------------------------------------- */

static pair build(ent_env *env, const ent_node *node, uint32_t *reasons);

static ent_quantity distance_of(ent_env *env, const ent_node *node, uint32_t kid)
{
    ent_quantity q = node->kid_count > kid ? ent_value_eval(env, node->kids[kid])
                                           : (ent_quantity){0, 0, ENT_DIM_LENGTH, NULL, 0, false};
    return q;
}

static side within(ent_env *env, const ent_tree *tree, double metres)
{
    if (isinf(metres)) return constant(metres > 0 ? -1 : +1);
    return (side){ent_field_within(env->j->fields, tree, metres), 0};
}

static pair within_pair(ent_env *env, const ent_tree *tree, double lo, double hi)
{
    return (pair){within(env, tree, hi), within(env, tree, lo)};
}

static pair not_pair(ent_env *env, pair p) { return (pair){side_not(env, p.must), side_not(env, p.may)}; }

static pair and_pair(ent_env *env, pair a, pair b)
{
    return (pair){side_and(env, a.may, b.may), side_and(env, a.must, b.must)};
}

static pair graticule(ent_env *env, const ent_node *node, double degrees)
{
    ent_fields *bag = env->j->fields;
    if (node->op == ENT_PLACE_NORTH_OF) return both((side){ent_field_north_of(bag, degrees), 0});
    if (node->op == ENT_PLACE_SOUTH_OF) return not_pair(env, both((side){ent_field_north_of(bag, degrees), 0}));
    double west = node->op == ENT_PLACE_EAST_OF ? degrees : degrees - 180;
    return both((side){ent_field_between_meridians(bag, west, west + 180), 0});
}

static pair place_pair(ent_env *env, const ent_node *node, uint32_t *reasons)
{
    if (node->op != ENT_PLACE_NEARER_TO && node->kid_count > 2 && node->kids[2]->kind != ENT_N_NONE) {
        ent_quantity d = distance_of(env, node, 2);
        if (isinf(d.lo) && isinf(d.hi) && d.lo < d.hi) { /* nothing is known of the limit: no need to look at the map */
            *reasons |= d.reasons;
            return open_pair();
        }
    }
    operand o = resolve(env, node->kids[1], 0);
    if (!o.known) {
        *reasons |= BIT(ENT_REASON_VALUE_MISSING);
        return open_pair();
    }
    if (node->kids[1]->kind == ENT_N_PARALLEL || node->kids[1]->kind == ENT_N_MERIDIAN) return graticule(env, node, o.parallel);
    if (o.condition) {
        pair p = build(env, o.condition, reasons);
        return node->op == ENT_PLACE_OUTSIDE ? not_pair(env, p) : p;
    }
    if (node->op == ENT_PLACE_IN) return within_pair(env, o.tree, 0, 0);
    if (node->op == ENT_PLACE_OUTSIDE) return not_pair(env, within_pair(env, o.tree, 0, 0));
    if (node->op == ENT_PLACE_NEARER_TO) {
        operand other = resolve(env, node->kids[3], 0);
        return other.tree ? both((side){ent_field_nearer(env->j->fields, o.tree, other.tree), 0}) : open_pair();
    }
    ent_quantity d = distance_of(env, node, 2);
    *reasons |= d.reasons;
    if (node->op == ENT_PLACE_IN_BAND) return within_pair(env, o.tree, d.lo / 2, d.hi / 2);
    if (node->op == ENT_PLACE_WITHIN || node->op == ENT_PLACE_NEARER_THAN) return within_pair(env, o.tree, d.lo, d.hi);
    pair beyond = not_pair(env, within_pair(env, o.tree, d.lo, d.hi));
    if (node->op != ENT_PLACE_BETWEEN_DISTANCES) return beyond;
    ent_quantity far = distance_of(env, node, 3);
    *reasons |= far.reasons;
    return and_pair(env, beyond, within_pair(env, o.tree, far.lo, far.hi));
}

/* What the record itself says of its territory settles "in territory of", whatever the map would say of a disc that
 * laps over a border or into the sea. */
static bool settled_by_host(ent_env *env, const ent_node *node, ent_truth *out)
{
    if (node->op != ENT_PLACE_IN && node->op != ENT_PLACE_OUTSIDE) return false;
    const ent_node *ground = node->kids[1];
    if (ground->kind != ENT_N_TERRITORY) return false;
    ent_hosts hosts;
    if (!ent_position_hosts(env, &hosts) || !hosts.certain || !(hosts.stated || hosts.inside)) return false;
    const char *codes[CODES_MAX];
    size_t n = codes_of(env, ground->kids[0], codes);
    ent_truth in = ENT_NO;
    for (size_t i = 0; i < n; i++)
        if (strcmp(codes[i], hosts.code[0]) == 0) in = ENT_YES;
    *out = node->op == ENT_PLACE_IN ? in : ent_not(in);
    return true;
}

static pair build(ent_env *env, const ent_node *node, uint32_t *reasons)
{
    ent_truth settled;
    if (node->kind == ENT_N_PLACE)
        return settled_by_host(env, node, &settled) ? truth_pair(settled) : place_pair(env, node, reasons);
    if (node->kind == ENT_N_NOT) return not_pair(env, build(env, node->kids[0], reasons));
    if (node->kind == ENT_N_AND || node->kind == ENT_N_OR) {
        pair p = build(env, node->kids[0], reasons);
        for (uint32_t i = 1; i < node->kid_count; i++) {
            pair q = build(env, node->kids[i], reasons);
            p = node->kind == ENT_N_AND ? and_pair(env, p, q)
                                        : (pair){side_or(env, p.may, q.may), side_or(env, p.must, q.must)};
        }
        return p;
    }
    ent_outcome o = ent_condition_leaf(env, node);
    *reasons |= o.reasons;
    return truth_pair(o.truth);
}

/* ---- over the position ------------------------------------------------------------------------------ */

static bool range(ent_env *env, side s, const ent_regions *regions, ent_field_range *out)
{
    if (s.constant) {
        double v = s.constant > 0 ? INFINITY : -INFINITY;
        *out = (ent_field_range){.least = {v, v}, .greatest = {v, v}};
        return true;
    }
    ent_error err = {0};
    ent_range_opts opts = {.slack_m = 1.0};
    ent_status st = s.field ? ent_field_range_over(s.field, regions->at, regions->count, opts, out, &err)
                            : ent_fail(&err, ENT_E_NOMEM, "out of memory");
    if (st == ENT_OK || st == ENT_E_LIMIT) return true;
    ent_judge_fail(env->j, st, &err);
    return false;
}

static ent_outcome over_position(ent_env *env, pair p, uint32_t reasons, const ent_node *node)
{
    ent_regions regions;
    ent_field_range may, must;
    if (p.may.constant && p.may.constant == p.must.constant)
        return ent_outcome_of(p.may.constant < 0 ? ENT_YES : ENT_NO, 0);
    if (p.may.constant && p.must.constant && ent_position_is_known(env))
        return ent_outcome_of(ENT_UNCLEAR, reasons ? reasons : BIT(ENT_REASON_VALUE_MISSING));
    if (!ent_position_regions(env, &regions)) {
        ent_lines_addf(env->j, env->settle, "where it is: no source says");
        return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_VALUE_MISSING));
    }
    if (!range(env, p.may, &regions, &may) || !range(env, p.must, &regions, &must))
        return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_VALUE_MISSING));
    ent_truth truth = must.greatest.hi_m <= 0 ? ENT_YES : may.least.lo_m > 0 ? ENT_NO : ENT_UNCLEAR;
    bool coarse = must.least.lo_m <= 0 && must.greatest.hi_m > 0;
    ent_outcome o = ent_outcome_of(truth, reasons | (coarse || !reasons ? BIT(ENT_REASON_VALUE_COARSE) : 0));
    ent_bounds m = {-must.greatest.hi_m, -may.least.lo_m, ENT_DIM_LENGTH, ent_unit_find(ENT_STR("km")), "", node};
    if (isfinite(m.lo) || isfinite(m.hi)) o.margins[o.margin_count++] = m;
    return o;
}

static bool measures(const ent_node *node)
{
    return node->op == ENT_PLACE_WITHIN || node->op == ENT_PLACE_NEARER_THAN || node->op == ENT_PLACE_BEYOND ||
           node->op == ENT_PLACE_AT_LEAST || node->op == ENT_PLACE_IN_BAND;
}

/* The distance itself, for people: the margin put back onto the threshold. */
static void say_place(ent_env *env, const ent_node *node, const ent_outcome *o)
{
    const char *word = ent_is_yes(o->truth) ? "yes" : ent_is_no(o->truth) ? "no" : "unclear";
    ent_judgement *j = env->j;
    const char *said = ent_judge_say(j, node);
    if (!measures(node) || !o->margin_count) {
        if (env->chosen && !ent_is_no(o->truth))
            ent_lines_addf(j, env->because, "the position is %s the territory of %s: %s", node->op == ENT_PLACE_IN ? "in" : "set against", env->chosen, word);
        else if (!env->chosen)
            ent_lines_addf(j, env->because, "%s: %s", said, word);
        return;
    }
    ent_quantity limit = distance_of(env, node, 2);
    if (node->op == ENT_PLACE_IN_BAND) limit.lo /= 2, limit.hi /= 2;
    bool inward = node->op != ENT_PLACE_BEYOND && node->op != ENT_PLACE_AT_LEAST;
    const ent_bounds *m = &o->margins[0];
    ent_quantity away = {inward ? limit.hi - m->hi : limit.lo + m->lo, inward ? limit.lo - m->lo : limit.hi + m->hi,
                         ENT_DIM_LENGTH, NULL, 0, false};
    if (away.lo < 0 && away.hi > 0 && ent_position_is_wide(env)) away.lo = 0; /* touching: rounding of the descent */
    if (env->chosen && env->measured)
        ent_lines_addf(j, env->measured, "%s %s (%s)", env->chosen, ent_quantity_say(j, away, NULL), word);
    else
        ent_lines_addf(j, env->because, "%s: it is %s away and the limit is %s, so %s", said, ent_quantity_say(j, away, NULL),
                       ent_quantity_say(j, limit, NULL), word);
    if (!ent_is_unclear(o->truth) || !env->settle || limit.reasons & BIT(ENT_REASON_PARAMETER_UNSET)) return;
    if (limit.hi - limit.lo > away.hi - away.lo)
        ent_lines_addf(j, env->settle, "the limit that counts: above or below %s, the distance at which it stands (known: %s)",
                       ent_quantity_say(j, away, NULL), ent_quantity_say(j, limit, NULL));
    else
        ent_lines_addf(j, env->settle, "the exact position: nearer or farther than %s (known: %s away)",
                       ent_quantity_say(j, limit, NULL), ent_quantity_say(j, away, NULL));
}

/* The range of the distance itself between a position and a shape: asked again and again, under other limits, for
 * rival figures and in rival readings, so it is kept. */
static bool distance_range(ent_env *env, const ent_tree *tree, const ent_regions *regions, ent_field_range *out)
{
    ent_judgement *j = env->j;
    const ent_region *r = &regions->at[0];
    const char *key = ent_judge_printf(j, "%p|%zu|%d|%.17g|%.17g|%.17g|%p", (const void *)tree, regions->count, r->kind,
                                 r->centre.lon_deg, r->centre.lat_deg, r->radius_m, (const void *)r->area);
    ent_field_range *kept = regions->count == 1 ? ent_map_get(j->ranges, ent_str_of(key)) : NULL;
    if (kept) {
        *out = *kept;
        return true;
    }
    side distance = {ent_field_within(j->fields, tree, 0), 0};
    if (!range(env, distance, regions, out)) return false;
    kept = ent_judge_alloc(j, 1, sizeof *kept);
    if (!kept) return false;
    *kept = *out;
    if (!ent_map_put(j->ranges, ent_str_of(key), kept)) ent_judge_fail(j, ENT_E_NOMEM, NULL);
    return true;
}

/* The same for a territory and a point or disc, from the map itself. For a disc the far end is a bound that a territory
 * wrapped around it may not reach: exact when it decides, and when it does not, the field is descended. */
static bool quick_range(ent_env *env, const ent_node *ground, const ent_regions *regions, ent_field_range *out)
{
    const ent_region *r = &regions->at[0];
    if (ground->kind != ENT_N_TERRITORY || regions->count != 1 || r->kind == ENT_REGION_AREA) return false;
    ent_judgement *j = env->j;
    const char *codes[CODES_MAX];
    size_t n = codes_of(env, ground->kids[0], codes);
    const char *key = ent_judge_printf(j, "quick|%lld|%d|%.17g|%.17g", (long long)env->t.seconds, ground->op,
                                       r->centre.lon_deg, r->centre.lat_deg);
    for (size_t i = 0; i < n; i++) key = ent_judge_printf(j, "%s|%s", key, codes[i]);
    ent_bounds_m *d = ent_map_get(j->ranges, ent_str_of(key));
    if (!d) {
        d = ent_judge_alloc(j, 1, sizeof *d);
        if (!d || !ent_world_distance(j, codes, n, ground->op - 1, env->t, r->centre, d)) return false;
        if (!ent_map_put(j->ranges, ent_str_of(key), d)) ent_judge_fail(j, ENT_E_NOMEM, NULL);
    }
    double radius = r->kind == ENT_REGION_DISC ? r->radius_m : 0;
    *out = (ent_field_range){.least = {d->lo_m - radius, d->hi_m - radius}, .greatest = {d->lo_m + radius, d->hi_m + radius}};
    return true;
}

static ent_outcome against_limit(const ent_field_range *d, ent_quantity limit, const ent_node *node)
{
    double lo = limit.lo - d->greatest.hi_m, hi = limit.hi - d->least.lo_m; /* positive: within */
    ent_truth truth = lo >= 0 ? ENT_YES : hi < 0 ? ENT_NO : ENT_UNCLEAR;
    uint32_t reasons = limit.reasons;
    if (d->least.lo_m <= limit.lo && d->greatest.hi_m > limit.lo) reasons |= BIT(ENT_REASON_VALUE_COARSE);
    ent_outcome o = ent_outcome_of(truth, reasons ? reasons : BIT(ENT_REASON_VALUE_COARSE));
    if (isfinite(lo) || isfinite(hi))
        o.margins[o.margin_count++] = (ent_bounds){lo, hi, ENT_DIM_LENGTH, ent_unit_find(ENT_STR("km")), "", node};
    return o;
}

/* A limit on the distance to one shape, without building fields for it. */
static bool measure(ent_env *env, const ent_node *node, ent_outcome *out)
{
    bool inward = node->op == ENT_PLACE_IN || node->op == ENT_PLACE_WITHIN || node->op == ENT_PLACE_NEARER_THAN;
    bool outward = node->op == ENT_PLACE_OUTSIDE || node->op == ENT_PLACE_BEYOND || node->op == ENT_PLACE_AT_LEAST;
    if (!inward && !outward) return false;
    bool plain = node->op == ENT_PLACE_IN || node->op == ENT_PLACE_OUTSIDE;
    ent_quantity limit = plain ? (ent_quantity){0} : distance_of(env, node, 2);
    if (!isfinite(limit.lo) || !isfinite(limit.hi)) return false;
    ent_regions regions;
    ent_field_range d;
    if (!ent_position_regions(env, &regions)) return false;
    bool decided = false;
    if (quick_range(env, node->kids[1], &regions, &d)) {
        *out = against_limit(&d, limit, node);
        /* the middle of the disc is itself too far to be certainly within: descending would not help */
        double middle = (d.least.lo_m + d.greatest.lo_m) / 2;
        decided = !ent_is_unclear(out->truth) || regions.at[0].kind == ENT_REGION_POINT || middle > limit.lo;
    }
    if (!decided) {
        operand o = resolve(env, node->kids[1], 0);
        if (!o.known || !o.tree || !distance_range(env, o.tree, &regions, &d)) return false;
        *out = against_limit(&d, limit, node);
    }
    if (outward) *out = ent_outcome_not(*out);
    return true;
}

static ent_outcome eval_place(ent_env *env, const ent_node *node)
{
    ent_truth settled;
    uint32_t reasons = 0;
    ent_outcome o;
    if (settled_by_host(env, node, &settled)) {
        o = ent_outcome_of(settled, 0);
    } else if (!measure(env, node, &o)) {
        pair p = place_pair(env, node, &reasons);
        o = over_position(env, p, reasons, node);
    }
    if (env->because) say_place(env, node, &o);
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

bool ent_condition_is_spatial(ent_env *env, const ent_node *node)
{
    (void)env;
    return place_count(node) > 0;
}

static ent_outcome eval_tree(ent_env *env, const ent_node *node)
{
    if (node->kind == ENT_N_PLACE) return eval_place(env, node);
    if (node->kind == ENT_N_NOT) return ent_outcome_not(eval_tree(env, node->kids[0]));
    if (node->kind != ENT_N_AND && node->kind != ENT_N_OR) return ent_condition_leaf(env, node);
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
    return ent_position_regions(env, &regions) && regions.count == 1 && regions.at[0].kind == ENT_REGION_POINT;
}

static ent_outcome eval_bound(ent_env *env, const ent_node *node)
{
    ent_outcome o = eval_tree(env, node);
    if (!ent_is_unclear(o.truth) || place_count(node) < 2 || is_point(env)) return o;
    uint32_t reasons = 0;
    ent_lines *settle = env->settle;
    env->settle = NULL;
    pair p = build(env, node, &reasons);
    ent_outcome joint = over_position(env, p, reasons, node);
    env->settle = settle;
    return ent_is_unclear(joint.truth) ? o : joint;
}

/* ---- binders ---------------------------------------------------------------------------------------- */

/* The first actor expression below that introduces a binder not yet bound; *out_at: the PLACE it stands in. */
static const ent_node *unbound(ent_env *env, const ent_node *node, const ent_node *at, const ent_node **out_at)
{
    if (!node) return NULL;
    if (node->kind == ENT_N_EXISTS || node->kind == ENT_N_AGGREGATE) return NULL;
    if (node->kind == ENT_N_PLACE) at = node;
    /* an unnamed "a party other than P" as owner of ground is a choice too, so that each is judged by itself */
    bool chooses = node->kind == ENT_N_ACTORS && (*node->text || (at && node->op != ENT_BASE_NAMES));
    if (chooses && !ent_env_find_node(env, node)) {
        *out_at = at;
        return node;
    }
    for (uint32_t i = 0; i < node->kid_count; i++) {
        const ent_node *found = unbound(env, node->kids[i], at, out_at);
        if (found) return found;
    }
    return NULL;
}

typedef struct candidates {
    const ent_node *actors, *at; /* the expression, and the condition on place it stands in */
    const char *code[CODES_MAX];
    double nearest_m[CODES_MAX]; /* a lower bound of the distance to it */
    size_t count;
    double reach_m; /* beyond this it is certainly out of reach; infinite when that cannot be said */
} candidates;

static void bound_distances(ent_env *env, candidates *c)
{
    ent_regions regions;
    if (!ent_position_regions(env, &regions)) {
        c->reach_m = INFINITY;
        return;
    }
    ent_lonlat here = regions.at[0].centre;
    double spread = regions.at[0].kind == ENT_REGION_POINT ? 0 : regions.at[0].radius_m;
    if (regions.at[0].kind == ENT_REGION_AREA) ent_tree_cap(regions.at[0].area, &here, &spread);
    for (size_t i = 0; i < c->count; i++) {
        ent_lonlat centre;
        double radius = -1, away = 0;
        ent_world_cap(env->j, c->code[i], env->t, &centre, &radius);
        ent_error err;
        if (radius >= 0 && ent_geo_inverse(here, centre, &away, NULL, &err) == ENT_OK)
            c->nearest_m[i] = fmax(0, away - radius - spread - 1);
    }
}

static void sort_candidates(candidates *c)
{
    for (size_t i = 1; i < c->count; i++)
        for (size_t k = i; k > 0 && c->nearest_m[k] < c->nearest_m[k - 1]; k--) {
            double d = c->nearest_m[k];
            const char *code = c->code[k];
            c->nearest_m[k] = c->nearest_m[k - 1], c->code[k] = c->code[k - 1];
            c->nearest_m[k - 1] = d, c->code[k - 1] = code;
        }
}

static void gather(ent_env *env, const ent_node *actors, const ent_node *at, candidates *c)
{
    c->count = ent_actor_list(env, actors, c->code, CODES_MAX);
    c->reach_m = INFINITY;
    ent_hosts hosts;
    if (at && at->op == ENT_PLACE_IN && ent_position_hosts(env, &hosts)) {
        size_t kept = 0;
        for (size_t i = 0; i < c->count; i++)
            for (size_t h = 0; h < hosts.count; h++)
                if (strcmp(c->code[i], hosts.code[h]) == 0) c->code[kept++] = c->code[i];
        c->count = kept;
    } else if (at && (at->op == ENT_PLACE_WITHIN || at->op == ENT_PLACE_NEARER_THAN) && at->kids[1]->kind == ENT_N_TERRITORY) {
        c->reach_m = distance_of(env, at, 2).hi;
        bound_distances(env, c);
        sort_candidates(c);
    }
}

static void note_found(ent_found *found, const char *code, const ent_outcome *o)
{
    if (!found || ent_is_no(o->truth) || found->count == sizeof found->code / sizeof *found->code) return;
    found->code[found->count] = code;
    found->sign[found->count] = o->truth.sign;
    found->margin_hi[found->count++] = o->margin_count ? o->margins[0].hi : INFINITY;
}

#define MEASURED_SHOWN 12

/* One line for all distances: "distances, against a limit of 500 km: POL 28.2 to 38.2 km (yes); …". */
static void say_measured(ent_env *env, const ent_node *at, const ent_lines *measured)
{
    if (!measured->count || !at) return;
    const char *text = "";
    size_t shown = measured->count < MEASURED_SHOWN ? measured->count : MEASURED_SHOWN;
    for (size_t i = 0; i < shown; i++) text = ent_judge_printf(env->j, "%s%s%s", text, i ? "; " : "", measured->at[i]);
    if (measured->count > shown) text = ent_judge_printf(env->j, "%s; and %zu more", text, measured->count - shown);
    ent_lines_addf(env->j, env->because, "distances to territory, against a limit of %s: %s",
                   ent_quantity_say(env->j, distance_of(env, at, 2), NULL), text);
}

static ent_outcome try_one(ent_env *env, const ent_node *node, const ent_node *actors, const char *code)
{
    int mark = env->binder_count;
    const char *before = env->chosen;
    if (!ent_env_bind_node(env, actors, code)) return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_VALUE_MISSING));
    env->chosen = code;
    ent_outcome o = ent_condition_eval(env, node, NULL);
    env->chosen = before, env->binder_count = mark;
    return o;
}

/* The reasons of one candidate among many are kept only when it may hold, or when it is the nearest that does not. */
static ent_outcome try_each(ent_env *env, const ent_node *node, const candidates *c, ent_found *found)
{
    ent_outcome any = ent_outcome_of(ENT_NO, 0);
    ent_lines *because = env->because, *settle = env->settle, measured = {0};
    const char *missed = NULL; /* the nearest of those that are certainly not */
    double missed_by = -INFINITY;
    for (size_t i = 0; i < c->count; i++) {
        if (i > 0 && c->nearest_m[i] > c->reach_m && any.margin_count) break; /* sorted: the rest is farther still */
        ent_lines mine = {0}, wanted = {0}, near = {0};
        env->because = because ? &mine : NULL, env->settle = settle ? &wanted : NULL, env->measured = &near;
        ent_outcome o = try_one(env, node, c->actors, c->code[i]);
        note_found(found, c->code[i], &o);
        bool tell = !ent_is_no(o.truth) || i == 0;
        for (size_t k = 0; tell && k < mine.count; k++) ent_lines_add(env->j, because, mine.at[k]);
        if (!ent_is_no(o.truth))
            for (size_t k = 0; k < near.count; k++) ent_lines_add(env->j, &measured, near.at[k]);
        else if (near.count && (!missed || (o.margin_count && o.margins[0].hi > missed_by)))
            missed = near.at[0], missed_by = o.margin_count ? o.margins[0].hi : -INFINITY;
        for (size_t k = 0; ent_is_unclear(o.truth) && k < wanted.count; k++)
            ent_lines_addf(env->j, settle, c->count > 1 ? "for %s, %s" : "%.0s%s", c->code[i], wanted.at[k]);
        any = i ? ent_outcome_or(any, o) : o;
    }
    env->because = because, env->settle = settle, env->measured = NULL;
    if (missed) ent_lines_add(env->j, &measured, missed);
    if (because) say_measured(env, c->at, &measured);
    return any;
}

static ent_outcome eval_choices(ent_env *env, const ent_node *node, const ent_node *actors, const ent_node *at, ent_found *found)
{
    candidates *c = ent_judge_alloc(env->j, 1, sizeof *c);
    if (!c) return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_VALUE_MISSING));
    c->actors = actors, c->at = at;
    if (at && at->op == ENT_PLACE_IN && !ent_position_is_known(env)) {
        ent_lines_addf(env->j, env->settle, "where it is: no source says");
        return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_VALUE_MISSING));
    }
    gather(env, actors, at, c);
    return try_each(env, node, c, found);
}

ent_outcome ent_condition_eval(ent_env *env, const ent_node *node, ent_found *out_found)
{
    if (!node || node->kind == ENT_N_NONE) return ent_outcome_of(ENT_YES, 0);
    if (env->depth > 48) return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_VALUE_MISSING));
    const ent_node *at = NULL;
    const ent_node *actors = unbound(env, node, NULL, &at);
    env->depth++;
    ent_outcome o = actors ? eval_choices(env, node, actors, at, out_found) : eval_bound(env, node);
    env->depth--;
    return o;
}
