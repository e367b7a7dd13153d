/* world.c: who is who and who is a party: names, groups, parties, moments of the text. */
#include "verdict/internal.h"

#include <math.h>
#include <string.h>

/* ---- names ------------------------------------------------------------------------------------------ */

/* Whoever declares an actor RS means that one by RS, and not the state that the map knows by it. */
static bool is_declared(const ent_doc *doc, ent_str name)
{
    return doc && ent_doc_decl_find(doc, ENT_DECL_ACTOR, name);
}

int ent_world_country_find(const ent_world *world, ent_str name)
{
    if (!world->atlas || is_declared(world->agreement, name) || is_declared(world->case_doc, name)) return -1;
    return ent_atlas_country_find(world->atlas, name);
}

/* What a name was found to be, looked up once. */
typedef struct ent_identity {
    const char *code;
    int country;
    bool is_state;
} ent_identity;

static const ent_identity *identify(ent_judgement *j, const char *name)
{
    static const ent_identity nobody = {"", -1, false};
    ent_identity *known = ent_map_get(j->codes, ent_str_of(name));
    if (known) return known;
    known = ent_judge_alloc(j, 1, sizeof *known);
    const char *key = ent_judge_printf(j, "%s", name);
    if (!known || j->failed) return &nobody;
    *known = (ent_identity){key, ent_world_country_find(&j->world, ent_str_of(name)), false};
    if (known->country >= 0) {
        ent_country country = ent_atlas_country_at(j->world.atlas, (size_t)known->country);
        known->code = country.code, known->is_state = strcmp(country.code, country.state) == 0;
    }
    if (!ent_map_put(j->codes, ent_str_of(key), known)) ent_judge_fail(j, ENT_E_NOMEM, NULL);
    return known;
}

const char *ent_world_code(ent_judgement *j, const char *name)
{
    return identify(j, name)->code;
}
bool ent_world_is_state(ent_judgement *j, const char *code)
{
    return identify(j, code)->is_state;
}
int ent_world_country(ent_judgement *j, const char *name)
{
    return identify(j, name)->country;
}

const char *ent_world_named(ent_judgement *j, const char *code)
{
    int index = ent_world_country(j, code);
    const char *name = index < 0 ? code : ent_atlas_country_at(j->world.atlas, (size_t)index).name;
    return strcmp(name, code) == 0 ? code : ent_judge_printf(j, "%s (%s)", name, code);
}

/* ---- groups ----------------------------------------------------------------------------------------- */

static const ent_groups *groups_of(const ent_judgement *j, const char *group)
{
    if (j->world.groups && ent_groups_has(j->world.groups, ent_str_of(group))) return j->world.groups;
    return ent_atlas_groups(j->world.atlas);
}

static const ent_decl *decl_of(const ent_judgement *j, ent_decl_kind kind, const char *name)
{
    return ent_doc_decl_find(j->world.agreement, kind, ent_str_of(name));
}

/* Texts by where they lie: they are those of the document, the map and the judgement, none of which moves. */
typedef struct membership {
    const char *group, *actor; /* group NULL: the parties */
    size_t tide, asking_force;
} membership;

typedef struct known_membership {
    membership key;
    ent_truth truth;
} known_membership;

static ent_truth know(ent_judgement *j, membership key, ent_truth truth)
{
    known_membership *known = ent_judge_alloc(j, 1, sizeof *known);
    if (!known) return truth;
    *known = (known_membership){key, truth};
    if (!ent_map_put(j->members, (ent_str){(const char *)&known->key, sizeof key}, known))
        ent_judge_fail(j, ENT_E_NOMEM, NULL);
    return truth;
}

/* Membership of a declared group, or of a listed one. */
static ent_truth find_membership(ent_judgement *j, const char *group, const char *actor, ent_time t,
                                 int depth)
{
    const ent_decl *decl = decl_of(j, ENT_DECL_GROUP, group);
    if (!decl) return ent_groups_is_member(groups_of(j, group), ent_str_of(group), ent_str_of(actor), t);
    ent_env env;
    ent_env_start(&env, j, NULL, NULL);
    env.t = t, env.depth = depth + 1;
    return ent_actor_in(&env, actor, decl->body);
}

ent_truth ent_world_in_group(ent_judgement *j, const char *group, const char *actor, ent_time t, int depth)
{
    if (depth > 16) return ENT_UNCLEAR;
    membership key = {group, actor, ent_tide_of(j, t), j->asking_force > 0};
    const known_membership *known = ent_map_get(j->members, (ent_str){(const char *)&key, sizeof key});
    return known ? known->truth : know(j, key, find_membership(j, group, actor, t, depth));
}

/* ---- who is a party, and when bound ----------------------------------------------------------------- */

ent_time ent_date_of(const ent_node *node, ent_time otherwise)
{
    if (!node || node->kind != ENT_N_DATE || !node->when) return otherwise;
    return ent_when_hull(node->when).from;
}

ent_truth ent_world_is_named(ent_judgement *j, const char *actor, ent_time t)
{
    ent_truth result = ENT_NO;
    for (size_t i = 0; i < j->doc->decl_count; i++) {
        const ent_decl *d = &j->doc->decls[i];
        if (d->kind != ENT_DECL_PARTY) continue;
        if (t.seconds < ent_date_of(d->from, ENT_TIME_MIN).seconds) continue;
        if (t.seconds >= ent_date_of(d->until, ENT_TIME_MAX).seconds) continue;
        result = ent_or(result, ent_covers(j, d->body, actor, t));
    }
    return result;
}

ent_truth ent_world_is_party(ent_judgement *j, const char *actor, ent_time t)
{
    if (j->asking_force) return ent_world_is_named(j, actor, t);
    membership key = {NULL, actor, ent_tide_of(j, t), 0};
    const known_membership *known = ent_map_get(j->members, (ent_str){(const char *)&key, sizeof key});
    if (known) return known->truth;
    ent_truth named = ent_world_is_named(j, actor, t);
    bool begun = t.seconds >= ent_world_force(j).seconds;
    return know(j, key, begun ? ent_and(named, ent_force_at(j, actor, t).bound) : named);
}

ent_time ent_moment_of(ent_judgement *j, const ent_node *node, ent_time otherwise)
{
    if (!node) return otherwise;
    if (node->kind == ENT_N_DATE) return ent_date_of(node, otherwise);
    if (node->kind == ENT_N_OFFSET && node->kid_count == 2) {
        ent_time base = ent_moment_of(j, node->kids[0], ent_world_force(j));
        const ent_node *by = node->kids[1];
        int64_t amount = (int64_t)llround(by->number) * (node->op < 0 ? -1 : 1);
        if (by->unit && by->unit->dimension == ENT_DIM_MONTHS) return ent_time_add_months(base, amount);
        return ent_time_add_seconds(base, amount);
    }
    if (node->kind == ENT_N_MOMENT && node->op == ENT_ENTRY) return ent_world_force(j);
    if ((node->kind != ENT_N_MIN && node->kind != ENT_N_MAX) || node->op != 1) return otherwise;
    ent_time t = ent_moment_of(j, node->kids[0], otherwise);
    for (uint32_t i = 1; i < node->kid_count; i++) {
        ent_time k = ent_moment_of(j, node->kids[i], otherwise);
        if ((k.seconds > t.seconds) == (node->kind == ENT_N_MAX)) t = k;
    }
    return t;
}
