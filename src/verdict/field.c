/* field.c: from conditions on place to pairs of fields, and the range of such a pair over a position. See
 * field.h. */
#include "verdict/field.h"

#include <math.h>
#include <string.h>

#define BIT(reason) (1u << (reason))

/* ---- halves ------------------------------------------------------------------------------------------ */

static ent_half constant(int c)
{
    return (ent_half){.constant = c};
}
static ent_halves both(ent_half s)
{
    return (ent_halves){s, s};
}
static ent_halves open_sides(void)
{
    return (ent_halves){constant(-1), constant(+1)};
}

ent_halves ent_halves_of(ent_truth t)
{
    return ent_is_unclear(t) ? open_sides() : both(constant(ent_is_yes(t) ? -1 : +1));
}

static ent_half plain(const ent_field *field)
{
    return (ent_half){.field = field};
}

ent_half ent_half_within(ent_env *env, const ent_tree *tree, double metres)
{
    if (isinf(metres)) return constant(metres > 0 ? -1 : +1);
    return (ent_half){
        .field = ent_field_within(env->j->fields, tree, metres), .tree = tree, .radius_m = metres};
}

static ent_half side_not(ent_env *env, ent_half a)
{
    if (a.constant) return constant(-a.constant);
    a.field = ent_field_not(env->j->fields, a.field), a.beyond = !a.beyond;
    return a;
}

/* Within so much of a shape, or beyond no more of it: that is everywhere. */
static bool is_everywhere(const ent_half *a, const ent_half *b)
{
    if (!a->tree || a->tree != b->tree || a->beyond == b->beyond) return false;
    const ent_half *in = a->beyond ? b : a, *out = a->beyond ? a : b;
    return out->radius_m <= in->radius_m;
}

static bool is_ground(const ent_half *a, const ent_half *b)
{
    return a->codes && b->codes && !a->beyond && !b->beyond && a->layer == b->layer &&
           a->radius_m == b->radius_m;
}

/* Within so much of either of two territories: of both, dissolved. */
static ent_half dissolve(ent_env *env, const ent_half *a, const ent_half *b)
{
    const char **codes = ent_judge_alloc(env->j, a->code_count + b->code_count + 1, sizeof *codes);
    if (!codes) return constant(+1);
    size_t n = a->code_count;
    memcpy(codes, a->codes, n * sizeof *codes);
    for (size_t i = 0; i < b->code_count; i++) {
        bool seen = false;
        for (size_t k = 0; k < a->code_count; k++) seen |= strcmp(codes[k], b->codes[i]) == 0;
        if (!seen) codes[n++] = b->codes[i];
    }
    const ent_tree *tree = ent_position_ground(env, (ent_ground){codes, n, a->layer});
    if (!tree) return constant(+1);
    ent_half s = ent_half_within(env, tree, a->radius_m);
    s.codes = codes, s.code_count = n, s.layer = a->layer;
    return s;
}

static ent_half side_or(ent_env *env, ent_half a, ent_half b)
{
    if (a.constant < 0 || b.constant < 0 || is_everywhere(&a, &b)) return constant(-1);
    if (a.constant > 0) return b;
    if (b.constant > 0) return a;
    if (is_ground(&a, &b)) return dissolve(env, &a, &b);
    return plain(ent_field_or(env->j->fields, a.field, b.field));
}

ent_halves ent_halves_not(ent_env *env, ent_halves p)
{
    return (ent_halves){side_not(env, p.must), side_not(env, p.may)};
}

ent_halves ent_halves_or(ent_env *env, ent_halves a, ent_halves b)
{
    return (ent_halves){side_or(env, a.may, b.may), side_or(env, a.must, b.must)};
}

ent_halves ent_halves_and(ent_env *env, ent_halves a, ent_halves b)
{
    return ent_halves_not(env, ent_halves_or(env, ent_halves_not(env, a), ent_halves_not(env, b)));
}

/* ---- operands --------------------------------------------------------------------------------------- */

static bool is_sure_of(ent_env *env, const ent_node *actors)
{
    if (!actors || (actors->kind != ENT_N_ACTORS && actors->kind != ENT_N_MEMBERS)) return true;
    if (env->among && env->among->node == actors)
        return true; /* how sure a choice is, is said where it is made */
    const ent_binding *bound = ent_node_is(actors, ENT_N_ACTORS) ? ent_env_find_node(env, actors) : NULL;
    return (bound && bound->actor) || ent_actor_list_is_sure(env, actors);
}

size_t ent_operand_codes(ent_env *env, const ent_node *actors, const char **codes)
{
    if (!actors || actors->kind == ENT_N_NONE) return 0;
    if (env->among && env->among->node == actors) {
        memcpy(codes, env->among->code, env->among->count * sizeof *codes);
        return env->among->count;
    }
    if (ent_node_is(actors, ENT_N_ACTORS)) {
        const ent_binding *bound = ent_env_find_node(env, actors);
        if (bound && bound->actor) return codes[0] = bound->actor, 1;
    }
    size_t n = ent_actor_list(env, actors, codes, ENT_CODES_MAX), kept = 0;
    if (!env->certain || is_sure_of(env, actors)) return n;
    for (size_t i = 0; i < n; i++)
        if (ent_is_yes(ent_actor_in(env, codes[i], actors))) codes[kept++] = codes[i];
    return kept;
}

bool ent_ground_is_sure(ent_env *env, const ent_node *ground)
{
    if (ground->kind != ENT_N_TERRITORY && ground->kind != ENT_N_COAST && ground->kind != ENT_N_BORDER)
        return true;
    for (uint32_t i = 0; i < ground->kid_count; i++)
        if (!is_sure_of(env, ground->kids[i])) return false;
    return true;
}

/* Whose line or area: as it is said ("for P"), else the actor's. */
static const char *owner_of(ent_env *env, const ent_node *node)
{
    const char *found[2] = {NULL, NULL};
    if (node->kid_count && node->kids[0]->kind != ENT_N_NONE)
        return ent_actor_list(env, node->kids[0], found, 2) == 1 ? found[0] : NULL;
    if (env->owner) return env->owner;
    const char *actor = env->record ? ent_env_actor(env, env->record) : "";
    return *actor ? actor : NULL;
}

static ent_operand territory(ent_env *env, const ent_node *node)
{
    const char *codes[ENT_CODES_MAX];
    size_t n = ent_operand_codes(env, node->kids[0], codes);
    int layer = node->kind == ENT_N_COAST ? ENT_LAYER_LAND : node->op - 1;
    ent_operand o = {.tree = ent_position_ground(env, (ent_ground){codes, n, layer}), .layer = layer};
    const char **kept = ent_judge_alloc(env->j, n + 1, sizeof *kept);
    if (kept) memcpy(kept, codes, n * sizeof *kept);
    o.codes = kept, o.code_count = n, o.known = o.tree != NULL;
    return o;
}

static ent_operand border(ent_env *env, const ent_node *node)
{
    const char *codes[ENT_CODES_MAX], *others[ENT_CODES_MAX];
    size_t n = ent_operand_codes(env, node->kids[0], codes);
    size_t m = node->kid_count > 1 ? ent_operand_codes(env, node->kids[1], others) : 0;
    const ent_tree *tree =
        ent_world_border(env->j, (ent_ground){codes, n, -1}, (ent_ground){others, m, -1}, env->t);
    return (ent_operand){.tree = tree, .known = tree != NULL};
}

static ent_operand declared(ent_env *env, const ent_node *node, ent_decl_kind kind, int depth);

static ent_operand drawn(ent_env *env, const ent_node *node, int depth)
{
    bool line = node->kind == ENT_N_LINE;
    const ent_tree *tree = ent_world_shape(env->j, node->text, owner_of(env, node), line, env->t);
    if (!tree) return declared(env, node, line ? ENT_DECL_LINE : ENT_DECL_AREA, depth);
    return (ent_operand){.tree = tree, .known = true};
}

static ent_operand resolve(ent_env *env, const ent_node *node, int depth)
{
    switch (node->kind) {
    case ENT_N_TERRITORY:
    case ENT_N_COAST: return territory(env, node);
    case ENT_N_BORDER: return border(env, node);
    case ENT_N_AREA:
    case ENT_N_LINE: return drawn(env, node, depth);
    case ENT_N_SITE: {
        const ent_tree *tree = ent_world_site(env->j, node->text, env->t);
        return (ent_operand){.tree = tree, .known = tree != NULL};
    }
    case ENT_N_PARALLEL:
    case ENT_N_MERIDIAN: return (ent_operand){.parallel = node->number, .known = true};
    default: return (ent_operand){.condition = node, .known = true};
    }
}

ent_operand ent_operand_resolve(ent_env *env, const ent_node *node)
{
    return resolve(env, node, 0);
}

/* Does one version of an area or line hold now, for this owner? */
static bool version_applies(ent_env *env, const ent_node *v, const char *owner)
{
    if (v->kind != ENT_N_VERSION || v->kid_count < 4) return false;
    if (v->kids[1]->kind != ENT_N_NONE && !(owner && ent_is_yes(ent_actor_in(env, owner, v->kids[1]))))
        return false;
    return ent_moment_of(env->j, v->kids[2], ENT_TIME_MIN).seconds <= env->t.seconds &&
           ent_moment_of(env->j, v->kids[3], ENT_TIME_MAX).seconds > env->t.seconds;
}

/* An area or line declared in the text: drawn, or another one for each party or time. */
static ent_operand declared(ent_env *env, const ent_node *node, ent_decl_kind kind, int depth)
{
    const ent_decl *decl = ent_doc_decl_find(env->j->world.agreement, kind, ent_str_of(node->text));
    const ent_node *body = decl ? decl->body : NULL;
    if (!body || depth > 8) return (ent_operand){.known = false};
    if (body->kind == ENT_N_OUTLINE)
        return (ent_operand){.tree = ent_world_outline(env->j, node->text, body, kind == ENT_DECL_LINE),
                             .known = true};
    const char *before = env->owner;
    env->owner = owner_of(env, node);
    ent_operand o = {.known = false};
    if (body->kind != ENT_N_LIST) o = resolve(env, body, depth + 1);
    for (uint32_t i = 0; body->kind == ENT_N_LIST && i < body->kid_count && !o.known; i++)
        if (version_applies(env, body->kids[i], env->owner))
            o = resolve(env, body->kids[i]->kids[0], depth + 1);
    env->owner = before;
    return o;
}

/* ---- the subject ------------------------------------------------------------------------------------ */

static const ent_record *with_role(ent_judgement *j, const ent_record *whole, const char *role)
{
    if (strcmp(whole->role, role) == 0) return whole;
    size_t count = 0;
    const ent_record *const *parts = ent_index_parts(j, whole, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(parts[i]->role, role) == 0 && ent_record_counts(j, parts[i])) return parts[i];
    return NULL;
}

bool ent_place_subject(const ent_env *env, const ent_node *node, ent_env *out)
{
    const ent_node *subject = node->kids[0];
    *out = *env;
    if (!subject || !*subject->text || !env->record) return true;
    const ent_binding *bound = ent_env_find(env, subject->text);
    out->record = bound ? bound->record : with_role(env->j, env->record, subject->text);
    out->item = NULL, out->spot = NULL;
    return out->record != NULL;
}

static bool is_own(const ent_node *node)
{
    return !node->kids[0] || !*node->kids[0]->text;
}

/* ---- one condition on place ------------------------------------------------------------------------- */

ent_quantity ent_place_distance(ent_env *env, const ent_node *node, uint32_t kid)
{
    return node->kid_count > kid ? ent_value_eval(env, node->kids[kid])
                                 : (ent_quantity){0, 0, ENT_DIM_LENGTH, NULL, 0, false, false};
}

static ent_half within(ent_env *env, const ent_operand *o, double metres)
{
    ent_half s = ent_half_within(env, o->tree, metres);
    if (!s.constant) s.codes = o->codes, s.code_count = o->code_count, s.layer = o->layer;
    return s;
}

static ent_halves within_sides(ent_env *env, const ent_operand *o, double lo, double hi)
{
    return (ent_halves){within(env, o, hi), within(env, o, lo)};
}

static ent_halves graticule(ent_env *env, const ent_node *node, double degrees)
{
    ent_fields *bag = env->j->fields;
    if (node->op == ENT_PLACE_NORTH_OF) return both(plain(ent_field_north_of(bag, degrees)));
    if (node->op == ENT_PLACE_SOUTH_OF)
        return ent_halves_not(env, both(plain(ent_field_north_of(bag, degrees))));
    double west = node->op == ENT_PLACE_EAST_OF ? degrees : degrees - 180;
    return both(plain(ent_field_between_meridians(bag, west, west + 180)));
}

/* On one side of a line. */
static ent_halves side_of_line(ent_env *env, const ent_node *node, const ent_operand *line, uint32_t *reasons)
{
    bool is_east = node->op == ENT_PLACE_EAST_OF || node->op == ENT_PLACE_WEST_OF;
    const ent_tree *side = line->tree ? ent_world_side(env->j, line->tree, is_east) : NULL;
    if (!side) {
        ent_lines_addf(env->j, &env->j->remarks, "line \"%s\" is not in one piece: it has no sides",
                       node->kids[1]->text);
        *reasons |= BIT(ENT_REASON_VALUE_MISSING);
        return open_sides();
    }
    ent_halves in = both(ent_half_within(env, side, 0));
    bool over = node->op == ENT_PLACE_NORTH_OF || node->op == ENT_PLACE_EAST_OF;
    return over ? in : ent_halves_not(env, in);
}

/* Is nothing known of the limit? Then there is no need to look at the map. */
static bool limit_is_open(ent_env *env, const ent_node *node, uint32_t *reasons)
{
    if (node->op == ENT_PLACE_NEARER_TO || node->kid_count <= 2 || node->kids[2]->kind == ENT_N_NONE)
        return false;
    ent_quantity d = ent_place_distance(env, node, 2);
    if (!isinf(d.lo) || !isinf(d.hi) || d.lo == d.hi) return false;
    *reasons |= d.reasons;
    return true;
}

static ent_halves sides_of_distance(ent_env *env, const ent_node *node, const ent_operand *o,
                                    uint32_t *reasons)
{
    ent_quantity d = ent_place_distance(env, node, 2);
    *reasons |= d.reasons;
    if (node->op == ENT_PLACE_IN_BAND) return within_sides(env, o, d.lo / 2, d.hi / 2);
    if (node->op == ENT_PLACE_WITHIN || node->op == ENT_PLACE_NEARER_THAN)
        return within_sides(env, o, d.lo, d.hi);
    ent_halves beyond = ent_halves_not(env, within_sides(env, o, d.lo, d.hi));
    if (node->op != ENT_PLACE_BETWEEN_DISTANCES) return beyond;
    ent_quantity far = ent_place_distance(env, node, 3);
    *reasons |= far.reasons;
    return ent_halves_and(env, beyond, within_sides(env, o, far.lo, far.hi));
}

ent_halves ent_halves_of_place(ent_env *env, const ent_node *node, uint32_t *reasons)
{
    if (limit_is_open(env, node, reasons)) return open_sides();
    ent_operand o = resolve(env, node->kids[1], 0);
    if (!o.known || (!o.tree && !o.condition && env->j->failed)) {
        *reasons |= BIT(ENT_REASON_VALUE_MISSING);
        return open_sides();
    }
    if (node->kids[1]->kind == ENT_N_PARALLEL || node->kids[1]->kind == ENT_N_MERIDIAN)
        return graticule(env, node, o.parallel);
    if (node->op >= ENT_PLACE_NORTH_OF && node->op <= ENT_PLACE_WEST_OF)
        return side_of_line(env, node, &o, reasons);
    if (o.condition) {
        ent_halves p = ent_area_is_said(env, node->kids[1]) ? ent_halves_of(ENT_YES)
                                                            : ent_halves_build(env, o.condition, reasons);
        return node->op == ENT_PLACE_OUTSIDE ? ent_halves_not(env, p) : p;
    }
    if (node->op == ENT_PLACE_IN) return within_sides(env, &o, 0, 0);
    if (node->op == ENT_PLACE_OUTSIDE) return ent_halves_not(env, within_sides(env, &o, 0, 0));
    if (node->op != ENT_PLACE_NEARER_TO) return sides_of_distance(env, node, &o, reasons);
    ent_operand other = resolve(env, node->kids[3], 0);
    return other.tree ? both(plain(ent_field_nearer(env->j->fields, o.tree, other.tree))) : open_sides();
}

/* Greenland and Denmark: two territories of one state, of which a host tells the state alone. */
static bool shares_state(ent_judgement *j, const char *a, const char *b)
{
    int x = ent_world_country(j, a), y = ent_world_country(j, b);
    if (x < 0 || y < 0 || x == y) return false;
    return strcmp(ent_atlas_country_at(j->world.atlas, (size_t)x).state,
                  ent_atlas_country_at(j->world.atlas, (size_t)y).state) == 0;
}

/* What the record itself says of its territory settles "in territory of", whatever the map would say of a
 * disc that laps over a border or into the sea. */
bool ent_place_settled(ent_env *env, const ent_node *node, ent_truth *out)
{
    if (node->op != ENT_PLACE_IN && node->op != ENT_PLACE_OUTSIDE) return false;
    const ent_node *ground = node->kids[1];
    if (ground->kind != ENT_N_TERRITORY || (ground->op && ground->op - 1 != (int)env->j->opts.layer))
        return false;
    ent_hosts hosts;
    if (!ent_position_hosts(env, &hosts) || !hosts.certain || !(hosts.stated || hosts.inside)) return false;
    const char *codes[ENT_CODES_MAX];
    size_t n = ent_operand_codes(env, ground->kids[0], codes);
    ent_truth in = ENT_NO;
    for (size_t i = 0; i < n; i++)
        if (strcmp(codes[i], hosts.code[0]) == 0) in = ENT_YES;
    for (size_t i = 0; i < n && ent_is_no(in); i++)
        if (shares_state(env->j, codes[i], hosts.code[0])) return false; /* the map tells which of them */
    *out = node->op == ENT_PLACE_IN ? in : ent_not(in);
    return true;
}

static ent_halves settled_or_measured(ent_env *env, const ent_node *node, uint32_t *reasons)
{
    ent_truth settled;
    return ent_place_settled(env, node, &settled) ? ent_halves_of(settled)
                                                  : ent_halves_of_place(env, node, reasons);
}

/* When one of a group may not be a member, there are two grounds: of all who may be meant and of those who
 * certainly are. What lies outside the first does so for certain, what lies inside the second too. */
static ent_halves own_place(ent_env *env, const ent_node *node, uint32_t *reasons)
{
    ent_halves all = settled_or_measured(env, node, reasons);
    if (env->certain || ent_ground_is_sure(env, node->kids[1])) return all;
    *reasons |= BIT(ENT_REASON_VALUE_COARSE);
    ent_env sure = *env;
    sure.certain = true;
    ent_halves some = settled_or_measured(&sure, node, reasons);
    switch (node->op) {
    case ENT_PLACE_IN:
    case ENT_PLACE_WITHIN: return (ent_halves){some.must, all.may};
    case ENT_PLACE_OUTSIDE:
    case ENT_PLACE_BEYOND: return (ent_halves){all.must, some.may};
    default: return open_sides();
    }
}

ent_halves ent_halves_build(ent_env *env, const ent_node *node, uint32_t *reasons)
{
    if (node->kind == ENT_N_PLACE && is_own(node)) return own_place(env, node, reasons);
    bool scope = node->kind == ENT_N_NOT && ent_condition_is_scope(env, node->kids[0]);
    if (node->kind == ENT_N_NOT && !scope)
        return ent_halves_not(env, ent_halves_build(env, node->kids[0], reasons));
    if (node->kind == ENT_N_AND || node->kind == ENT_N_OR) {
        ent_halves p = ent_halves_build(env, node->kids[0], reasons);
        for (uint32_t i = 1; i < node->kid_count; i++) {
            ent_halves q = ent_halves_build(env, node->kids[i], reasons);
            p = node->kind == ENT_N_AND ? ent_halves_and(env, p, q) : ent_halves_or(env, p, q);
        }
        return p;
    }
    ent_outcome o = scope                       ? ent_condition_scope(env, node->kids[0])
                    : node->kind == ENT_N_PLACE ? ent_condition_eval(env, node, NULL)
                                                : ent_condition_leaf(env, node);
    if (scope) o.truth = ent_not(o.truth);
    *reasons |= o.reasons;
    return ent_halves_of(o.truth);
}

/* ---- over the position ------------------------------------------------------------------------------ */

static bool range_over(ent_env *env, ent_half s, const ent_regions *regions, ent_range_opts opts,
                       ent_field_range *out)
{
    if (s.constant) {
        double v = s.constant > 0 ? INFINITY : -INFINITY;
        *out = (ent_field_range){.least = {v, v}, .greatest = {v, v}};
        return true;
    }
    ent_error err = {0};
    ent_status st = s.field ? ent_field_range_over(s.field, regions->at, regions->count, opts, out, &err)
                            : ent_fail(&err, ENT_E_NOMEM, "out of memory");
    if (st == ENT_OK || st == ENT_E_LIMIT) return true;
    ent_judge_fail(env->j, st, &err);
    return false;
}

bool ent_half_range(ent_env *env, ent_half s, const ent_regions *regions, ent_field_range *out)
{
    return range_over(env, s, regions, (ent_range_opts){.slack_m = 1.0}, out);
}

/* Yes or no alone: the descent stops as soon as that is plain, and where it is not after some thousand cells
 * it says so. */
static ent_truth truth_over(ent_env *env, ent_halves p, const ent_regions *regions)
{
    ent_field_range may, must;
    ent_range_opts opts = {.slack_m = 1.0, .sign_only = true};
    if (!range_over(env, p.must, regions, opts, &must)) return ENT_UNCLEAR;
    if (must.greatest.hi_m <= 0) return ENT_YES;
    if (must.least.hi_m <= 0 && p.may.field == p.must.field) return ENT_UNCLEAR;
    return range_over(env, p.may, regions, opts, &may) && may.least.lo_m > 0 ? ENT_NO : ENT_UNCLEAR;
}

ent_truth ent_halves_truth(ent_env *env, ent_halves p)
{
    ent_regions regions;
    if (p.may.constant && p.must.constant)
        return p.may.constant != p.must.constant ? ENT_UNCLEAR : p.may.constant < 0 ? ENT_YES : ENT_NO;
    if (!ent_position_regions(env, &regions)) return ENT_UNCLEAR;
    ent_truth t = truth_over(env, p, &regions);
    return ent_is_unclear(t) && ent_position_narrow(env, &regions) ? truth_over(env, p, &regions) : t;
}

static ent_outcome outcome_over(ent_env *env, ent_halves p, const ent_regions *regions, uint32_t reasons,
                                const ent_node *node)
{
    ent_field_range may, must;
    if (!ent_half_range(env, p.may, regions, &may) || !ent_half_range(env, p.must, regions, &must))
        return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_VALUE_MISSING));
    ent_truth truth = must.greatest.hi_m <= 0 ? ENT_YES : may.least.lo_m > 0 ? ENT_NO : ENT_UNCLEAR;
    bool coarse = must.least.lo_m <= 0 && must.greatest.hi_m > 0;
    ent_outcome o = ent_outcome_of(truth, reasons | (coarse || !reasons ? BIT(ENT_REASON_VALUE_COARSE) : 0));
    ent_bounds m = {
        -must.greatest.hi_m, -may.least.lo_m, ENT_DIM_LENGTH, ent_unit_find(ENT_STR("km")), "", node};
    if (isfinite(m.lo) || isfinite(m.hi)) o.margins[o.margin_count++] = m;
    return o;
}

ent_outcome ent_halves_over_position(ent_env *env, ent_halves p, uint32_t reasons, const ent_node *node)
{
    ent_regions regions;
    if (p.may.constant && p.may.constant == p.must.constant)
        return ent_outcome_of(p.may.constant < 0 ? ENT_YES : ENT_NO, 0);
    if (p.may.constant && p.must.constant && ent_position_is_known(env))
        return ent_outcome_of(ENT_UNCLEAR, reasons ? reasons : BIT(ENT_REASON_VALUE_MISSING));
    if (!ent_position_regions(env, &regions)) {
        ent_lines_addf(env->j, env->settle,
                       regions.conflict ? "where it is: what is said about it cannot all be true"
                                        : "where it is: no source says");
        return ent_outcome_of(ENT_UNCLEAR,
                              BIT(regions.conflict ? ENT_REASON_SOURCES_CONFLICT : ENT_REASON_VALUE_MISSING));
    }
    ent_outcome o = outcome_over(env, p, &regions, reasons, node);
    if (ent_is_unclear(o.truth) && ent_position_narrow(env, &regions))
        o = outcome_over(env, p, &regions, reasons, node);
    return o;
}
