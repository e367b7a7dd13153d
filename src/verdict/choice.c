/* choice.c: binders that a condition introduces. "A party T other than P" is tried with each actor that it
 * may mean; the condition holds if it holds with one of them. Where it is denied ("outside the territory of
 * any party", "not (in the territory of a party)") and the actor is named nowhere else, it is the ground of
 * all of them that is meant. A binder that is named below one `not` alone is tried there: "not (in the
 * territory of any state H and there is consent by H)" holds where there is no such H, not where some H is
 * not so. */
#include "verdict/field.h"

#include <math.h>
#include <string.h>

#define BIT(reason) (1u << (reason))
#define CODES_MAX ENT_CODES_MAX

/* ---- which binder is open --------------------------------------------------------------------------- */

typedef struct opening {
    const ent_node *actors;   /* the expression, NULL: none is open */
    const ent_node *at;       /* the condition on place it stands in */
    bool denied;              /* under a `not`, or outside or beyond */
    bool either;              /* under an `or`: the whole may hold without it */
    const ent_node *negation; /* the outermost `not` that it is under, or NULL */
} opening;

static bool is_outward(const ent_node *place)
{
    return place->op == ENT_PLACE_OUTSIDE || place->op == ENT_PLACE_BEYOND || place->op == ENT_PLACE_AT_LEAST;
}

static size_t uses_of(const ent_node *node, const char *binder)
{
    if (!node) return 0;
    size_t n = node->kind == ENT_N_NAME && strcmp(node->text, binder) == 0;
    for (uint32_t i = 0; i < node->kid_count; i++) n += uses_of(node->kids[i], binder);
    return n;
}

/* Is the binder named, and below the `not` alone? */
static bool is_scope(const ent_node *negation, const ent_node *root, const char *binder)
{
    size_t uses = negation && *binder ? uses_of(negation, binder) : 0;
    return uses > 0 && uses == uses_of(root, binder);
}

static bool has_scope(const ent_env *env, const ent_node *root, const ent_node *node)
{
    if (!node || node->kind == ENT_N_EXISTS || node->kind == ENT_N_AGGREGATE) return false;
    if (node->kind == ENT_N_ACTORS && is_scope(root, root, node->text) && !ent_env_find_node(env, node))
        return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (has_scope(env, root, node->kids[i])) return true;
    return false;
}

bool ent_condition_is_scope(const ent_env *env, const ent_node *denied)
{
    return has_scope(env, denied, denied);
}

/* The first actor expression below that introduces a binder not yet bound. An unnamed "a party other than P"
 * as owner of ground is a choice too, so that each is judged by itself. */
static opening open_below(ent_env *env, const ent_node *root, const ent_node *node, opening above)
{
    if (!node || node->kind == ENT_N_EXISTS || node->kind == ENT_N_AGGREGATE) return (opening){0};
    if (node->kind == ENT_N_NOT) {
        above.denied = !above.denied;
        if (!above.negation) above.negation = node;
    }
    if (node->kind == ENT_N_OR) above.either = true;
    if (node->kind == ENT_N_PLACE) above.at = node, above.denied ^= is_outward(node);
    bool chooses = node->kind == ENT_N_ACTORS && (*node->text || (above.at && node->op != ENT_BASE_NAMES));
    if (chooses && !is_scope(above.negation, root, node->text) && !ent_env_find_node(env, node)) {
        bool all_of_them = above.at && above.denied && (!*node->text || !uses_of(root, node->text));
        if (!all_of_them) return (opening){node, above.at, above.denied, above.either, NULL};
    }
    for (uint32_t i = 0; i < node->kid_count; i++) {
        opening found = open_below(env, root, node->kids[i], above);
        if (found.actors) return found;
    }
    return (opening){0};
}

ent_choice ent_condition_choice(ent_env *env, const ent_node *node)
{
    opening open = open_below(env, node, node, (opening){0});
    return (ent_choice){open.actors, open.at, open.denied};
}

size_t ent_condition_uses(const ent_node *node, const char *binder)
{
    return uses_of(node, binder);
}

bool ent_condition_introduces(const ent_node *node, const char *binder)
{
    if (!node) return false;
    if (node->kind == ENT_N_ACTORS && strcmp(node->text, binder) == 0) return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (ent_condition_introduces(node->kids[i], binder)) return true;
    return false;
}

/* ---- whom it may mean ------------------------------------------------------------------------------- */

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
    if (regions.at[0].kind == ENT_REGION_FIELD) ent_field_cap(regions.at[0].field, &here, &spread);
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

/* Nobody else's ground comes near than that of the hosts. Where the whole may hold without being on
 * anybody's, one of the others stands for all of them, unless the binder is named elsewhere too. */
static void keep_hosts(candidates *c, const ent_hosts *hosts, opening open, bool named)
{
    size_t kept = 0, others = 0;
    for (size_t i = 0; i < c->count; i++) {
        bool is_host = false;
        for (size_t h = 0; h < hosts->count; h++) is_host |= strcmp(c->code[i], hosts->code[h]) == 0;
        if (is_host || (open.either && (named || !others++))) c->code[kept++] = c->code[i];
    }
    c->count = kept;
}

static void gather(ent_env *env, const ent_node *node, opening open, candidates *c)
{
    const ent_node *at = open.at;
    c->count = ent_actor_list(env, open.actors, c->code, CODES_MAX);
    c->reach_m = INFINITY;
    ent_hosts hosts;
    if (at && at->op == ENT_PLACE_IN && ent_position_hosts(env, &hosts)) {
        keep_hosts(c, &hosts, open, *open.actors->text && uses_of(node, open.actors->text));
    } else if (at && (at->op == ENT_PLACE_WITHIN || at->op == ENT_PLACE_NEARER_THAN) && !open.either &&
               at->kids[1]->kind == ENT_N_TERRITORY) {
        c->reach_m = ent_place_distance(env, at, 2).hi;
        bound_distances(env, c);
        sort_candidates(c);
    }
}

static void note_found(ent_found *found, const char *code, const ent_outcome *o)
{
    if (!found || ent_is_no(o->truth) || found->count == sizeof found->code / sizeof *found->code) return;
    found->code[found->count] = code;
    found->sign[found->count] = o->truth.sign;
    found->count++;
}

#define MEASURED_SHOWN 12

/* One line for all distances: "distances, against a limit of 500 km: POL 28.2 to 38.2 km (yes); …". */
static void say_measured(ent_env *env, const ent_node *at, const ent_lines *measured)
{
    if (!measured->count || !at) return;
    const char *text = "";
    size_t shown = measured->count < MEASURED_SHOWN ? measured->count : MEASURED_SHOWN;
    for (size_t i = 0; i < shown; i++)
        text = ent_judge_printf(env->j, "%s%s%s", text, i ? "; " : "", measured->at[i]);
    if (measured->count > shown)
        text = ent_judge_printf(env->j, "%s; and %zu more", text, measured->count - shown);
    ent_lines_addf(env->j, env->because, "distances to territory, against a limit of %s: %s",
                   ent_quantity_say(env->j, ent_place_distance(env, at, 2), NULL), text);
}

static ent_outcome try_one(ent_env *env, const ent_node *node, const ent_node *actors, const char *code)
{
    int mark = env->binder_count;
    const char *before = env->chosen;
    if (!ent_env_bind_node(env, actors, code))
        return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_VALUE_MISSING));
    env->chosen = code;
    ent_outcome o = ent_condition_eval(env, node, NULL);
    env->chosen = before, env->binder_count = mark;
    return o;
}

/* The candidates are sorted: can none of those from the i-th on hold, nor come nearer than the best so far?
 */
static bool is_settled(const candidates *c, size_t i, const ent_outcome *best)
{
    if (!(c->nearest_m[i] > c->reach_m) || !best->margin_count) return false;
    return best->margins[0].dimension == ENT_DIM_LENGTH && c->reach_m - c->nearest_m[i] < best->margins[0].lo;
}

/* The reasons of one candidate among many are kept only when it may hold, or when it is the nearest that does
 * not. */
static ent_outcome try_each(ent_env *env, const ent_node *node, const candidates *c, ent_found *found)
{
    ent_outcome any = ent_outcome_of(ENT_NO, 0);
    ent_lines *because = env->because, *settle = env->settle, measured = {0};
    const char *missed = NULL; /* the nearest of those that are certainly not */
    double missed_by = -INFINITY;
    for (size_t i = 0; i < c->count; i++) {
        if (i > 0 && is_settled(c, i, &any)) break;
        ent_lines mine = {0}, wanted = {0}, near = {0};
        env->because = because ? &mine : NULL, env->settle = settle ? &wanted : NULL, env->measured = &near;
        ent_outcome o = try_one(env, node, c->actors, c->code[i]);
        note_found(found, c->code[i], &o);
        bool tell = !ent_is_no(o.truth) || i == 0;
        for (size_t k = 0; tell && k < mine.count; k++)
            (k < mine.telling ? ent_lines_add : ent_lines_add_plain)(env->j, because, mine.at[k]);
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

/* A position that lies over several candidates' ground is certainly on one of them: those with whom all the
 * rest holds are taken together, dissolved, and the condition on place is judged once more. */
static ent_outcome try_together(ent_env *env, const ent_node *node, const candidates *c,
                                const ent_found *found)
{
    ent_among set = {.node = c->actors};
    ent_lines *because = env->because, *settle = env->settle;
    const ent_node *granted = env->granted;
    env->because = env->settle = NULL, env->granted = c->at;
    for (size_t i = 0; i < found->count && set.count < ENT_AMONG_MAX; i++)
        if (ent_is_yes(try_one(env, node, c->actors, found->code[i]).truth))
            set.code[set.count++] = found->code[i];
    env->granted = granted;
    ent_outcome o = ent_outcome_of(ENT_UNCLEAR, 0);
    if (set.count > 1) {
        env->among = &set;
        o = ent_condition_tree(env, c->at);
        env->among = NULL;
    }
    env->because = because, env->settle = settle;
    return o;
}

static ent_outcome eval_choices(ent_env *env, const ent_node *node, opening open, ent_found *found)
{
    candidates *c = ent_judge_alloc(env->j, 1, sizeof *c);
    if (!c) return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_VALUE_MISSING));
    c->actors = open.actors, c->at = open.at;
    if (open.at && open.at->op == ENT_PLACE_IN && !ent_position_is_known(env)) {
        ent_lines_addf(env->j, env->settle, "where it is: no source says");
        return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_VALUE_MISSING));
    }
    gather(env, node, open, c);
    if (!c->count && open.at) (void)ent_tried_note(env, open.at, ent_outcome_of(ENT_NO, 0));
    ent_found mine = {.count = 0};
    ent_outcome any = try_each(env, node, c, &mine);
    if (found) *found = mine, found->actors = open.actors;
    if (!ent_is_unclear(any.truth) || !open.at || open.denied || mine.count < 2 || env->tally) return any;
    ent_outcome together = try_together(env, node, c, &mine);
    if (!ent_is_yes(together.truth)) return any;
    ent_lines_addf(env->j, env->because, "wherever in its position it is, it is with one of them: yes");
    return together;
}

/* All binders have someone: the condition itself, and what lifts it for this choice (see exception.c). */
static ent_outcome eval_bound(ent_env *env, const ent_node *node)
{
    ent_tally *tally = env->tally;
    env->tally = NULL;
    ent_outcome o = ent_condition_tree(env, node);
    if (tally) ent_exception_count(env, &o, tally);
    env->tally = tally;
    return o;
}

ent_outcome ent_condition_eval(ent_env *env, const ent_node *node, ent_found *out_found)
{
    if (!node || node->kind == ENT_N_NONE) return ent_outcome_of(ENT_YES, 0);
    if (env->depth > 48) return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_VALUE_MISSING));
    opening open = open_below(env, node, node, (opening){0});
    env->depth++;
    ent_outcome o = open.actors ? eval_choices(env, node, open, out_found) : eval_bound(env, node);
    env->depth--;
    return o;
}

/* Exceptions are counted by the choices outside, and distances told with them. */
ent_outcome ent_condition_scope(ent_env *env, const ent_node *denied)
{
    ent_tally *tally = env->tally;
    ent_lines *measured = env->measured;
    const char *chosen = env->chosen;
    env->tally = NULL, env->measured = NULL, env->chosen = NULL;
    ent_outcome o = ent_condition_eval(env, denied, NULL);
    env->tally = tally, env->measured = measured, env->chosen = chosen;
    return o;
}
