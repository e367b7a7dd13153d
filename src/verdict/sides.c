/* sides.c: from conditions to pairs of plans.
 *
 * Conditions that do not depend on the position are judged as for any record and become constants. A binder
 * that the condition introduces ("any party T other than P") is tried with each that it may mean, and what
 * lifts the verdict with one of them lifts it there alone; but where it is named only once, as the owner of
 * ground to be in or near, the ground of all of them together says the same, and is drawn once. */
#include "verdict/sides.h"

#include <math.h>

#define BIT(reason) (1u << (reason))
#define DEPTH_MAX 40

/* ---- pairs ------------------------------------------------------------------------------------------ */

static ent_sides open_sides(ent_judgement *j)
{
    return (ent_sides){ent_plan_constant(j, true), ent_plan_constant(j, false)};
}

ent_sides ent_sides_of(ent_judgement *j, ent_truth truth)
{
    if (ent_is_unclear(truth)) return open_sides(j);
    const ent_plan *plan = ent_plan_constant(j, ent_is_yes(truth));
    return (ent_sides){plan, plan};
}

ent_sides ent_sides_not(ent_judgement *j, ent_sides a)
{
    return (ent_sides){ent_plan_not(j, a.must), ent_plan_not(j, a.may)};
}

ent_sides ent_sides_and(ent_judgement *j, ent_sides a, ent_sides b)
{
    return (ent_sides){ent_plan_and(j, a.may, b.may), ent_plan_and(j, a.must, b.must)};
}

ent_sides ent_sides_or(ent_judgement *j, ent_sides a, ent_sides b)
{
    return (ent_sides){ent_plan_or(j, a.may, b.may), ent_plan_or(j, a.must, b.must)};
}

/* ---- whose ground ----------------------------------------------------------------------------------- */

/* Those it may mean, and of them those it certainly means. */
static ent_sides ground_sides(ent_env *env, const ent_node *actors, int layer, ent_quantity radius)
{
    const char *may[ENT_CODES_MAX], *must[ENT_CODES_MAX];
    size_t n = ent_operand_codes(env, actors, may), m;
    env->certain = true;
    m = ent_operand_codes(env, actors, must);
    env->certain = false;
    if (m < n) env->reasons |= BIT(ENT_REASON_VALUE_MISSING);
    return (ent_sides){ent_plan_ground(env->j, (ent_ground){may, n, layer}, radius.hi),
                       ent_plan_ground(env->j, (ent_ground){must, m, layer}, radius.lo)};
}

/* Does it turn on whose ground the position is? */
static bool names_host(const ent_node *node)
{
    if (!node) return false;
    if (node->kind == ENT_N_ROLE && node->op == ENT_ROLE_HOST) return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (names_host(node->kids[i])) return true;
    return false;
}

static ent_sides host_is_open(ent_env *env, const ent_node *node)
{
    env->reasons |= BIT(ENT_REASON_VALUE_COARSE);
    ent_lines_addf(env->j, env->settle, "on whose ground it is: %s", ent_judge_say(env->j, node));
    return open_sides(env->j);
}

/* ---- one condition on place ------------------------------------------------------------------------- */

static bool is_ground(const ent_node *operand)
{
    return operand->kind == ENT_N_TERRITORY || operand->kind == ENT_N_COAST;
}

static ent_sides within(ent_env *env, const ent_node *operand, const ent_operand *o, ent_quantity d)
{
    if (!is_ground(operand))
        return (ent_sides){ent_plan_shape(env->j, o->tree, d.hi), ent_plan_shape(env->j, o->tree, d.lo)};
    int layer = operand->kind == ENT_N_COAST ? ENT_LAYER_LAND : operand->op - 1;
    return ground_sides(env, operand->kids[0], layer, d);
}

static bool is_distance(const ent_node *node)
{
    return node->op <= ENT_PLACE_BETWEEN_DISTANCES || node->op == ENT_PLACE_IN_BAND;
}

static ent_sides distance_sides(ent_env *env, const ent_node *node, const ent_operand *o)
{
    ent_judgement *j = env->j;
    const ent_node *operand = node->kids[1];
    bool plain = node->op == ENT_PLACE_IN || node->op == ENT_PLACE_OUTSIDE;
    ent_quantity d = plain ? (ent_quantity){0} : ent_place_distance(env, node, 2);
    if (node->op == ENT_PLACE_IN_BAND) d.lo /= 2, d.hi /= 2;
    if (d.lo < d.hi) env->reasons |= d.reasons;
    ent_sides near = within(env, operand, o, d);
    bool inward = node->op == ENT_PLACE_IN || node->op == ENT_PLACE_WITHIN ||
                  node->op == ENT_PLACE_NEARER_THAN || node->op == ENT_PLACE_IN_BAND;
    if (inward) return near;
    if (node->op != ENT_PLACE_BETWEEN_DISTANCES) return ent_sides_not(j, near);
    ent_quantity far = ent_place_distance(env, node, 3);
    if (far.lo < far.hi) env->reasons |= far.reasons;
    return ent_sides_and(j, ent_sides_not(j, near), within(env, operand, o, far));
}

static const ent_plan *plan_of_half(ent_judgement *j, const ent_half *half)
{
    return half->constant ? ent_plan_constant(j, half->constant < 0) : ent_plan_field(j, half->field, NULL);
}

static bool is_graticule(const ent_node *operand)
{
    return operand->kind == ENT_N_PARALLEL || operand->kind == ENT_N_MERIDIAN;
}

static ent_sides place_sides(ent_env *env, const ent_node *node)
{
    if (names_host(node->kids[1])) return host_is_open(env, node);
    if (is_distance(node) && is_ground(node->kids[1])) return distance_sides(env, node, NULL);
    ent_operand o = ent_operand_resolve(env, node->kids[1]);
    if (o.known && o.condition) {
        ent_sides s = ent_sides_of_condition(env, o.condition, NULL);
        return node->op == ENT_PLACE_OUTSIDE ? ent_sides_not(env->j, s) : s;
    }
    if (o.known && o.tree && is_distance(node)) return distance_sides(env, node, &o);
    ent_halves halves = ent_halves_of_place(env, node, &env->reasons);
    if (is_graticule(node->kids[1]) && !halves.may.constant) { /* one line, known, whoever is asked about */
        const ent_plan *plan = ent_plan_field(env->j, halves.may.field, node);
        return (ent_sides){plan, plan};
    }
    return (ent_sides){plan_of_half(env->j, &halves.may), plan_of_half(env->j, &halves.must)};
}

/* ---- trees of conditions ---------------------------------------------------------------------------- */

static const ent_node *term_condition(const ent_judgement *j, const ent_node *node)
{
    if (node->kind != ENT_N_TERM) return NULL;
    const ent_decl *decl = ent_doc_decl_find(j->world.agreement, ENT_DECL_TERM, ent_str_of(node->text));
    return decl ? decl->body : NULL;
}

static ent_sides exception_sides(ent_env *env, const ent_node *node);

/* Is it about the position that is left open, be it by a name for the act? */
static bool is_own(const ent_env *env, const ent_node *node)
{
    if (node->kind != ENT_N_PLACE) return false;
    if (!node->kids[0] || !*node->kids[0]->text) return true;
    const ent_binding *bound = ent_env_find(env, node->kids[0]->text);
    return bound && bound->record == env->record;
}

static ent_sides leaf_sides(ent_env *env, const ent_node *node)
{
    const ent_node *term = term_condition(env->j, node);
    if (term) return ent_sides_of_condition(env, term, NULL);
    if (node->kind == ENT_N_CLAUSE) return exception_sides(env, node);
    if (is_own(env, node)) return place_sides(env, node);
    if (node->kind == ENT_N_ACTOR_IN && names_host(node->kids[0]))
        return ground_sides(env, node->kids[1], -1, (ent_quantity){0});
    ent_outcome o =
        node->kind == ENT_N_PLACE ? ent_condition_eval(env, node, NULL) : ent_condition_leaf(env, node);
    env->reasons |= o.reasons;
    return ent_sides_of(env->j, o.truth);
}

static ent_sides tree_sides(ent_env *env, const ent_node *node)
{
    ent_judgement *j = env->j;
    const ent_node *kid = node->kind == ENT_N_NOT ? node->kids[0] : NULL;
    if (kid)
        return ent_sides_not(j, ent_condition_is_scope(env, kid) ? ent_sides_of_condition(env, kid, NULL)
                                                                 : tree_sides(env, kid));
    if (node->kind != ENT_N_AND && node->kind != ENT_N_OR) return leaf_sides(env, node);
    ent_sides s = ent_sides_of(j, node->kind == ENT_N_AND ? ENT_YES : ENT_NO);
    for (uint32_t i = 0; i < node->kid_count; i++) {
        ent_sides k = tree_sides(env, node->kids[i]);
        s = node->kind == ENT_N_AND ? ent_sides_and(j, s, k) : ent_sides_or(j, s, k);
    }
    return s;
}

/* ---- what lifts it ---------------------------------------------------------------------------------- */

static ent_sides clause_sides(ent_env *env, const ent_clause *clause)
{
    ent_judgement *j = env->j;
    ent_truth speaks = ENT_YES;
    if (clause->acts) speaks = ent_select_acts(env, clause->acts, env->record);
    if (clause->object && !ent_is_no(speaks))
        speaks = ent_and(speaks, ent_select_object(env, clause->object));
    if (clause->by && !ent_is_no(speaks))
        speaks = ent_and(speaks, ent_actor_in(env, ent_env_actor(env, env->record), clause->by));
    if (ent_is_no(speaks)) return ent_sides_of(j, ENT_NO);
    if (ent_is_unclear(speaks)) env->reasons |= BIT(ENT_REASON_VALUE_MISSING);
    ent_sides lines = ent_sides_and(j, ent_sides_of_condition(env, clause->when, NULL),
                                    ent_sides_of_condition(env, clause->where, clause->unless));
    return ent_sides_and(j, ent_sides_of(j, speaks), lines);
}

static ent_sides exception_side(ent_env *env, const ent_node *node)
{
    if (node->kind != ENT_N_CLAUSE) return ent_sides_of_condition(env, node, NULL);
    const ent_clause *clause = ent_doc_clause_find(env->j->world.agreement, ent_str_of(node->text));
    return clause ? clause_sides(env, clause) : open_sides(env->j);
}

/* Exceptions and consents count only when shown. */
static ent_sides exception_sides(ent_env *env, const ent_node *list)
{
    bool before = env->shown_only, single = list->kind != ENT_N_LIST;
    int mark = env->binder_count;
    ent_sides any = ent_sides_of(env->j, ENT_NO);
    env->shown_only = true;
    for (uint32_t i = 0; i < (single ? 1 : list->kid_count); i++) {
        any = ent_sides_or(env->j, any, exception_side(env, single ? list : list->kids[i]));
        env->binder_count = mark;
    }
    env->shown_only = before;
    return any;
}

/* ---- whom it may mean ------------------------------------------------------------------------------- */

/* How often a binder is named in what lifts the verdict, the clauses meant by their ids included. */
static size_t uses_in_exceptions(const ent_judgement *j, const ent_node *list, const char *binder, int depth)
{
    if (!list || depth > DEPTH_MAX) return 0;
    const ent_clause *c =
        list->kind == ENT_N_CLAUSE ? ent_doc_clause_find(j->world.agreement, ent_str_of(list->text)) : NULL;
    size_t n = ent_condition_uses(list, binder);
    if (c)
        n += ent_condition_uses(c->when, binder) + ent_condition_uses(c->where, binder) +
             ent_condition_uses(c->by, binder) + uses_in_exceptions(j, c->unless, binder, depth + 1);
    for (uint32_t i = 0; i < list->kid_count; i++)
        n += uses_in_exceptions(j, list->kids[i], binder, depth + 1);
    return n;
}

static bool has_table(const ent_node *node)
{
    if (!node) return false;
    if (node->kind == ENT_N_TABLE) return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (has_table(node->kids[i])) return true;
    return false;
}

static bool holds_below(const ent_node *node, const ent_node *wanted)
{
    if (node == wanted) return true;
    for (uint32_t i = 0; node && i < node->kid_count; i++)
        if (holds_below(node->kids[i], wanted)) return true;
    return false;
}

/* Is "with one of them" the same as "with the ground of all of them"? In it or near it: yes. Beyond it,
 * between two distances of it, nearer to it than to something: no. */
static bool may_be_joined(const ent_env *env, const ent_choice *choice, const ent_node *root,
                          const ent_node *unless)
{
    const ent_node *at = choice->at;
    if (!at || choice->denied || !is_ground(at->kids[1]) || !holds_below(at->kids[1], choice->actors))
        return false;
    if (at->op != ENT_PLACE_IN && at->op != ENT_PLACE_WITHIN && at->op != ENT_PLACE_NEARER_THAN &&
        at->op != ENT_PLACE_IN_BAND)
        return false;
    const char *binder = choice->actors->text;
    return !has_table(root) &&
           !(*binder && (ent_condition_uses(root, binder) || uses_in_exceptions(env->j, unless, binder, 0)));
}

static ent_sides condition_sides(ent_env *env, const ent_node *node, const ent_node *unless);

static ent_sides each_sides(ent_env *env, const ent_node *actors, const ent_node *node,
                            const ent_node *unless)
{
    const char *codes[ENT_CODES_MAX];
    size_t n = ent_actor_list(env, actors, codes, ENT_CODES_MAX);
    ent_sides any = ent_sides_of(env->j, ENT_NO);
    int mark = env->binder_count;
    for (size_t i = 0; i < n && !env->j->failed; i++) {
        ent_truth meant = ent_actor_in(env, codes[i], actors);
        if (!ent_env_bind_node(env, actors, codes[i])) return open_sides(env->j);
        ent_sides s = ent_sides_and(env->j, ent_sides_of(env->j, meant), condition_sides(env, node, unless));
        any = ent_sides_or(env->j, any, s);
        env->binder_count = mark;
    }
    return any;
}

/* Bound to nobody in particular, an actor expression stands for all whom it may mean. */
static ent_sides joint_sides(ent_env *env, const ent_node *actors, const ent_node *node,
                             const ent_node *unless)
{
    int mark = env->binder_count;
    if (!ent_env_bind_node(env, actors, NULL)) return open_sides(env->j);
    ent_sides s = condition_sides(env, node, unless);
    env->binder_count = mark;
    return s;
}

static ent_sides condition_sides(ent_env *env, const ent_node *node, const ent_node *unless)
{
    ent_choice choice = ent_condition_choice(env, node);
    if (choice.actors)
        return may_be_joined(env, &choice, node, unless) ? joint_sides(env, choice.actors, node, unless)
                                                         : each_sides(env, choice.actors, node, unless);
    ent_sides s = tree_sides(env, node);
    if (unless) s = ent_sides_and(env->j, s, ent_sides_not(env->j, exception_sides(env, unless)));
    return s;
}

ent_sides ent_sides_of_condition(ent_env *env, const ent_node *node, const ent_node *unless)
{
    static const ent_node always = {.kind = ENT_N_BOOL, .number = 1, .text = ""};
    if (!node || node->kind == ENT_N_NONE) node = &always;
    if (env->depth > DEPTH_MAX) return open_sides(env->j);
    env->depth++;
    ent_sides s = condition_sides(env, node, unless);
    env->depth--;
    return s;
}

bool ent_condition_has_place(const ent_judgement *j, const ent_node *node)
{
    if (!node) return false;
    if (node->kind == ENT_N_PLACE || (node->kind == ENT_N_ACTOR_IN && names_host(node->kids[0]))) return true;
    const ent_node *term = term_condition(j, node);
    if (term) return ent_condition_has_place(j, term);
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (ent_condition_has_place(j, node->kids[i])) return true;
    return false;
}
