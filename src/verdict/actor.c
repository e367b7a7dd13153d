/* actor.c: who an expression means. Actors are canonical codes; a binder stands for the one it found. */
#include "verdict/field.h"
#include "verdict/internal.h"

#include <string.h>

const ent_binding *ent_env_find(const ent_env *env, const char *name)
{
    for (int i = env->binder_count; i-- > 0;)
        if (strcmp(env->binders[i].name, name) == 0) return &env->binders[i];
    return NULL;
}

bool ent_env_bind(ent_env *env, const char *name, const char *actor, const ent_record *record)
{
    if (!name || !*name) return true;
    if (env->binder_count == ENT_BINDERS_MAX) return false;
    env->binders[env->binder_count++] = (ent_binding){name, actor, record, NULL};
    return true;
}

const ent_binding *ent_env_find_node(const ent_env *env, const ent_node *actors)
{
    if (*actors->text) return ent_env_find(env, actors->text);
    for (int i = env->binder_count; i-- > 0;)
        if (env->binders[i].node == actors) return &env->binders[i];
    return NULL;
}

bool ent_env_bind_node(ent_env *env, const ent_node *actors, const char *actor)
{
    if (env->binder_count == ENT_BINDERS_MAX) return false;
    env->binders[env->binder_count++] = (ent_binding){actors->text, actor, NULL, actors};
    return true;
}

const char *ent_env_word(const ent_env *env, const ent_value *value)
{
    if (!value || value->kind != ENT_VALUE_WORD || !value->count) return "";
    int pick = value->count > 1 ? ent_env_pick(env, value) : -1;
    return value->words[pick < 0 ? 0 : pick];
}

const char *ent_env_actor(const ent_env *env, const ent_record *record)
{
    const char *word = ent_env_word(env, &record->actor);
    return *word ? ent_world_code(env->j, word) : "";
}

static ent_truth same(ent_env *env, const char *a, const char *b)
{
    if (!*a || !*b) return ENT_UNCLEAR;
    return strcmp(ent_world_code(env->j, a), ent_world_code(env->j, b)) == 0 ? ENT_YES : ENT_NO;
}

static ent_truth is_name(ent_env *env, const char *actor, const ent_node *name)
{
    const ent_binding *bound = ent_env_find(env, name->text);
    if (bound) {
        const char *who = bound->actor    ? bound->actor
                          : bound->record ? ent_env_actor(env, bound->record)
                                          : "";
        return same(env, actor, who);
    }
    if (name->ref == ENT_REF_GROUP)
        return ent_world_in_group(env->j, name->text, actor, env->t, env->depth + 1);
    return same(env, actor, name->text);
}

static ent_truth is_member(ent_env *env, const char *actor, const ent_node *members)
{
    ent_time t = env->t;
    if (members->kid_count && members->kids[0]->kind == ENT_N_DATE)
        t = ent_moment_of(env->j, members->kids[0], t);
    return ent_world_in_group(env->j, members->text, actor, t, env->depth + 1);
}

static ent_truth is_role(ent_env *env, const char *actor, const ent_node *role)
{
    if (!env->record) return ENT_UNCLEAR;
    if (role->op == ENT_ROLE_TARGET) return same(env, actor, ent_env_word(env, &env->record->target));
    if (role->op == ENT_ROLE_OWNER) {
        const ent_value *owner = ent_env_attribute(env, env->record, "owner", NULL);
        return same(env, actor, ent_env_word(env, owner));
    }
    if (role->op != ENT_ROLE_HOST) return same(env, actor, ent_env_actor(env, env->record));
    ent_hosts hosts;
    if (!ent_position_hosts(env, &hosts)) return ENT_UNCLEAR;
    bool any = hosts.many;
    for (size_t i = 0; i < hosts.count; i++) any |= strcmp(hosts.code[i], actor) == 0;
    return !any ? ENT_NO : hosts.certain ? ENT_YES : ENT_UNCLEAR;
}

static ent_truth in_filter(ent_env *env, const char *actor, const ent_node *filter)
{
    ent_truth in = ent_actor_in(env, actor, filter->kids[0]);
    return filter->op == ENT_FILTER_IN ? in : ent_not(in);
}

static ent_truth in_base(ent_env *env, const char *actor, const ent_node *actors)
{
    switch ((ent_actor_base)actors->op) {
    case ENT_BASE_PARTY: return ent_world_is_party(env->j, actor, env->t);
    case ENT_BASE_NON_PARTY: return ent_not(ent_world_is_party(env->j, actor, env->t));
    case ENT_BASE_STATE: return ent_world_is_state(env->j, ent_world_code(env->j, actor)) ? ENT_YES : ENT_NO;
    case ENT_BASE_ANYONE: return ENT_YES;
    case ENT_BASE_BOUND: return ent_world_binds(env->j, actor, env->t);
    case ENT_BASE_NAMES: break;
    }
    ent_truth any = ENT_NO;
    for (uint32_t i = 0; i < actors->kid_count; i++)
        if (actors->kids[i]->kind != ENT_N_FILTER)
            any = ent_or(any, ent_actor_in(env, actor, actors->kids[i]));
    return any;
}

ent_truth ent_actor_in(ent_env *env, const char *actor, const ent_node *node)
{
    if (!node || node->kind == ENT_N_NONE) return ENT_YES;
    if (node->kind == ENT_N_NAME) return is_name(env, actor, node);
    if (node->kind == ENT_N_MEMBERS) return is_member(env, actor, node);
    if (node->kind == ENT_N_ROLE) return is_role(env, actor, node);
    if (node->kind != ENT_N_ACTORS) return ENT_UNCLEAR;
    ent_truth result = in_base(env, actor, node);
    for (uint32_t i = 0; i < node->kid_count && !ent_is_no(result); i++)
        if (node->kids[i]->kind == ENT_N_FILTER)
            result = ent_and(result, in_filter(env, actor, node->kids[i]));
    return result;
}

/* ---- everyone an expression may mean ---------------------------------------------------------------- */

typedef struct list {
    const char **out;
    size_t count, max;
} list;

static void list_add(list *l, const char *code)
{
    for (size_t i = 0; i < l->count; i++)
        if (strcmp(l->out[i], code) == 0) return;
    if (l->count < l->max) l->out[l->count++] = code;
}

static void list_groups(ent_env *env, list *l, const ent_groups *groups, const char *group)
{
    for (size_t i = 0; groups && i < ent_groups_count(groups); i++) {
        const ent_membership *m = ent_groups_at(groups, i);
        if (strcmp(m->group, group) == 0) list_add(l, ent_world_code(env->j, m->member));
    }
}

static void list_node(ent_env *env, list *l, const ent_node *node, int depth);

static void list_group(ent_env *env, list *l, const char *group, int depth)
{
    const ent_decl *decl = ent_doc_decl_find(env->j->world.agreement, ENT_DECL_GROUP, ent_str_of(group));
    if (decl)
        list_node(env, l, decl->body, depth + 1);
    else if (env->j->world.groups && ent_groups_has(env->j->world.groups, ent_str_of(group)))
        list_groups(env, l, env->j->world.groups, group);
    else
        list_groups(env, l, ent_atlas_groups(env->j->world.atlas), group);
}

static void list_name(ent_env *env, list *l, const ent_node *name, int depth)
{
    const ent_binding *bound = ent_env_find(env, name->text);
    if (bound && bound->actor)
        list_add(l, bound->actor);
    else if (bound && bound->record)
        list_add(l, ent_env_actor(env, bound->record));
    else if (name->ref == ENT_REF_GROUP)
        list_group(env, l, name->text, depth);
    else
        list_add(l, ent_world_code(env->j, name->text));
}

/* No two states have one code: an empty list need not be searched. */
static void list_states(ent_env *env, list *l)
{
    bool fresh = l->count == 0;
    size_t count = ent_atlas_country_count(env->j->world.atlas);
    for (size_t i = 0; i < count; i++) {
        ent_country c = ent_atlas_country_at(env->j->world.atlas, i);
        if (strcmp(c.code, c.state) != 0) continue;
        if (!fresh)
            list_add(l, c.code);
        else if (l->count < l->max)
            l->out[l->count++] = c.code;
    }
}

static void list_node(ent_env *env, list *l, const ent_node *node, int depth)
{
    if (!node || depth > 16) return;
    if (node->kind == ENT_N_NAME) list_name(env, l, node, depth);
    if (node->kind == ENT_N_MEMBERS) list_group(env, l, node->text, depth);
    if (node->kind == ENT_N_ROLE && node->op == ENT_ROLE_HOST) {
        ent_hosts hosts;
        if (ent_position_hosts(env, &hosts))
            for (size_t i = 0; i < hosts.count; i++) list_add(l, hosts.code[i]);
    } else if (node->kind == ENT_N_ROLE && env->record) {
        const char *code = node->op == ENT_ROLE_TARGET ? ent_env_word(env, &env->record->target)
                                                       : ent_env_actor(env, env->record);
        if (*code) list_add(l, ent_world_code(env->j, code));
    }
    if (node->kind != ENT_N_ACTORS) return;
    if (node->op == ENT_BASE_PARTY || node->op == ENT_BASE_BOUND)
        for (size_t i = 0; i < env->j->party_count; i++) list_add(l, env->j->parties[i].code);
    else if (node->op != ENT_BASE_NAMES)
        list_states(env, l);
    for (uint32_t i = 0; node->op == ENT_BASE_NAMES && i < node->kid_count; i++)
        if (node->kids[i]->kind != ENT_N_FILTER) list_node(env, l, node->kids[i], depth + 1);
}

/* ---- who answers for it ------------------------------------------------------------------------------ */

bool ent_actors_is_role(const ent_node *actors, ent_role role)
{
    if (actors->kind == ENT_N_ACTORS && actors->op == ENT_BASE_NAMES && actors->kid_count == 1)
        actors = actors->kids[0];
    return actors->kind == ENT_N_ROLE && actors->op == (int)role;
}

const char *ent_world_answers_for(ent_env *env, const ent_node *binds)
{
    bool role = false;
    for (int r = ENT_ROLE_ACTOR; r <= ENT_ROLE_OWNER; r++) role |= ent_actors_is_role(binds, (ent_role)r);
    if (!role) return ent_judge_say(env->j, binds);
    const char *codes[ENT_HOSTS_MAX], *text = "";
    size_t n = ent_actor_list(env, binds, codes, ENT_HOSTS_MAX);
    for (size_t i = 0; i < n; i++)
        if (!ent_is_no(ent_world_binds(env->j, codes[i], env->t)))
            text = ent_judge_printf(env->j, "%s%s%s", text, *text ? "|" : "", codes[i]);
    return text;
}

/* ---- lists that are asked for again ------------------------------------------------------------------- */

/* All that a list depends on, when it does not depend on the record. Texts by where they lie, as elsewhere.
 */
typedef struct list_key {
    const ent_node *actors;
    size_t tide, parties, max;
    const void *binders[3 * ENT_BINDERS_MAX];
} list_key;

typedef struct known_list {
    list_key key;
    const char **codes;
    size_t count;
    bool sure; /* every one of them is certainly meant */
} known_list;

/* Does an expression speak of a role, which another record would fill otherwise? */
static bool has_role(ent_judgement *j, const ent_node *node, int depth)
{
    if (!node) return false;
    if (node->kind == ENT_N_ROLE || depth > 16) return true;
    bool group = node->kind == ENT_N_MEMBERS || (node->kind == ENT_N_NAME && node->ref == ENT_REF_GROUP);
    const ent_decl *decl =
        group ? ent_doc_decl_find(j->world.agreement, ENT_DECL_GROUP, ent_str_of(node->text)) : NULL;
    if (decl && has_role(j, decl->body, depth + 1)) return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (has_role(j, node->kids[i], depth + 1)) return true;
    return false;
}

static bool list_key_of(const ent_env *env, const ent_node *actors, size_t max, list_key *out)
{
    *out = (list_key){actors, ent_tide_of(env->j, env->t), env->j->party_count, max, {NULL}};
    for (int i = 0; i < env->binder_count; i++) {
        const ent_binding *b = &env->binders[i];
        if (b->record) return false;
        out->binders[3 * i] = b->name, out->binders[3 * i + 1] = b->actor, out->binders[3 * i + 2] = b->node;
    }
    return !has_role(env->j, actors, 0);
}

static size_t find_list(ent_env *env, const ent_node *actors, const char **out, size_t max, bool *out_sure)
{
    list l = {out, 0, max};
    list_node(env, &l, actors, 0);
    size_t kept = 0;
    *out_sure = true;
    for (size_t i = 0; i < l.count; i++) {
        ent_truth in = ent_actor_in(env, out[i], actors);
        if (ent_is_no(in)) continue;
        *out_sure = *out_sure && ent_is_yes(in);
        out[kept++] = out[i];
    }
    return kept;
}

static void know_list(ent_judgement *j, const list_key *key, const char *const *codes, size_t count,
                      bool sure)
{
    known_list *known = ent_judge_alloc(j, 1, sizeof *known);
    if (!known) return;
    *known = (known_list){*key, ent_judge_alloc(j, count + 1, sizeof *known->codes), count, sure};
    if (!known->codes) return;
    memcpy(known->codes, codes, count * sizeof *codes);
    if (!ent_map_put(j->lists, (ent_str){(const char *)&known->key, sizeof *key}, known))
        ent_judge_fail(j, ENT_E_NOMEM, NULL);
}

static size_t actor_list(ent_env *env, const ent_node *actors, const char **out, size_t max, bool *out_sure)
{
    list_key key;
    if (!list_key_of(env, actors, max, &key)) return find_list(env, actors, out, max, out_sure);
    const known_list *known = ent_map_get(env->j->lists, (ent_str){(const char *)&key, sizeof key});
    if (known) {
        memcpy(out, known->codes, known->count * sizeof *out);
        *out_sure = known->sure;
        return known->count;
    }
    size_t count = find_list(env, actors, out, max, out_sure);
    know_list(env->j, &key, out, count, *out_sure);
    return count;
}

size_t ent_actor_list(ent_env *env, const ent_node *actors, const char **out, size_t max)
{
    bool sure;
    return actor_list(env, actors, out, max, &sure);
}

bool ent_actor_list_is_sure(ent_env *env, const ent_node *actors)
{
    const char *codes[ENT_CODES_MAX];
    bool sure;
    (void)actor_list(env, actors, codes, ENT_CODES_MAX, &sure);
    return sure;
}
