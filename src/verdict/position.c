/* position.c: where a record is, as one set, and whose ground that is.
 *
 * A point with a radius is a disc; a named place is a site of the case or, failing that, a town of the gazetteer with
 * ENT_TOWN_RADIUS_M around it; a record that says only the country is the whole territory, never its middle. A
 * territory named beside a point does not narrow the disc (a larger set only makes verdicts less certain, never
 * wrong), but it says who the host is, as long as this map and view put that territory within reach of the point. */
#include "verdict/internal.h"

#include <math.h>
#include <string.h>

/* A town is where its name points to, give or take this: most towns of the gazetteer are smaller. */
#define ENT_TOWN_RADIUS_M 5000.0
/* Points on a quay fall into the water of a map that is good to some hundred metres: see docs/limits.md. */
#define ENT_SHORE_M 1000.0

static bool site_region(ent_env *env, const char *name, ent_region *out)
{
    const ent_site *site = env->j->world.sites ? ent_sites_find(env->j->world.sites, ent_str_of(name), env->t) : NULL;
    if (site) {
        *out = (ent_region){site->radius_m > 0 ? ENT_REGION_DISC : ENT_REGION_POINT, site->centre, site->radius_m, NULL};
        return true;
    }
    ent_town town;
    if (ent_atlas_towns_find(env->j->world.atlas, ent_str_of(name), &town, 1) == 0) {
        ent_lines_addf(env->j, &env->j->remarks, "record %s: the place \"%s\" is not known; its position is left open",
                       env->record->id, name);
        return false;
    }
    *out = (ent_region){ENT_REGION_DISC, town.place, ENT_TOWN_RADIUS_M, NULL};
    return true;
}

static bool area_region(ent_env *env, const char *name, ent_region *out)
{
    const ent_tree *tree = ent_world_shape(env->j, name, NULL, false, env->t);
    if (!tree) return false;
    *out = (ent_region){.kind = ENT_REGION_AREA, .area = tree};
    return true;
}

/* So far from a named place on a bearing: a disc around the middle of what that allows. Without a bearing it may be
 * anywhere around the place. */
static bool bearing_region(ent_env *env, const ent_position *p, ent_region *out)
{
    ent_region base;
    const char *name = ent_env_word(env, &p->name);
    if (!*name || !site_region(env, name, &base)) return false;
    ent_quantity far = ent_value_of(env, &p->distance_m, ENT_DIM_LENGTH);
    if (!isfinite(far.hi)) return false;
    ent_quantity bearing = ent_value_of(env, &p->bearing_deg, ENT_DIM_ANGLE);
    double spread = fabs(bearing.hi - bearing.lo) / 2;
    *out = (ent_region){ENT_REGION_DISC, base.centre, far.hi + base.radius_m, NULL};
    if (!isfinite(spread) || spread >= 30) return true;
    ent_error err;
    double middle = (fmax(far.lo, 0) + far.hi) / 2;
    if (ent_geo_direct(base.centre, (bearing.lo + bearing.hi) / 2, middle, &out->centre, &err) != ENT_OK) return true;
    /* the arc of half-angle `spread` at distance far.hi is nowhere farther from its middle than far.hi * spread */
    out->radius_m = base.radius_m + (far.hi - middle) + far.hi * spread * (3.14159265358979324 / 180);
    return true;
}

static bool position_region(ent_env *env, const ent_position *p, ent_region *out)
{
    if (p->kind == ENT_POSITION_POINT) {
        *out = (ent_region){p->radius_m > 0 ? ENT_REGION_DISC : ENT_REGION_POINT, p->centre, p->radius_m, NULL};
        return true;
    }
    const char *name = ent_env_word(env, &p->name);
    if (!*name || p->kind == ENT_POSITION_TERRITORY || p->kind == ENT_POSITION_LINE) return false;
    if (p->kind == ENT_POSITION_BEARING) return bearing_region(env, p, out);
    if (p->kind == ENT_POSITION_AREA) return area_region(env, name, out);
    return site_region(env, name, out) || area_region(env, name, out);
}

static const char *stated_territory(const ent_env *env)
{
    const ent_record *r = env->record;
    const char *word = ent_env_word(env, &r->territory);
    for (uint32_t i = 0; !*word && i < r->position_count; i++)
        if (r->positions[i].kind == ENT_POSITION_TERRITORY) word = ent_env_word(env, &r->positions[i].name);
    return word;
}

/* The state whose ground a stated territory is at the moment. A disputed piece may be named as such. */
static const char *stated_host(ent_env *env)
{
    const char *word = stated_territory(env);
    const char *owner = *word ? ent_world_piece_owner(env->j, word, env->t) : NULL;
    return owner ? owner : *word ? ent_world_code(env->j, word) : "";
}

static const ent_tree *stated_ground(ent_env *env)
{
    const char *word = stated_territory(env);
    if (ent_world_piece_owner(env->j, word, env->t)) {
        const ent_tree *piece = ent_world_piece(env->j, word);
        if (piece) return piece;
    }
    const char *code = ent_world_code(env->j, word);
    return ent_world_territory(env->j, &code, 1, -1, env->t);
}

bool ent_position_is_wide(const ent_env *env)
{
    for (uint32_t i = 0; env->record && i < env->record->position_count; i++) {
        ent_position_kind kind = env->record->positions[i].kind;
        if (kind != ENT_POSITION_TERRITORY && kind != ENT_POSITION_AREA) return false;
    }
    return true;
}

bool ent_position_is_known(const ent_env *env)
{
    if (!env->record) return false;
    return *stated_territory(env) || env->record->position_count > 0;
}

bool ent_position_regions(ent_env *env, ent_regions *out)
{
    *out = (ent_regions){.described = "no position"};
    if (!env->record) return false;
    for (uint32_t i = 0; i < env->record->position_count && out->count < ENT_POSITIONS_MAX; i++)
        if (position_region(env, &env->record->positions[i], &out->at[out->count])) out->count++;
    const char *territory = stated_territory(env);
    if (!out->count && *territory) {
        const ent_tree *tree = stated_ground(env);
        if (tree) out->at[out->count++] = (ent_region){.kind = ENT_REGION_AREA, .area = tree};
        out->described = "the whole territory, as only the country is said";
    }
    return out->count > 0;
}

/* ---- whose ground ----------------------------------------------------------------------------------- */

static void hosts_of_place(ent_env *env, const ent_region *region, ent_hosts *out)
{
    ent_territory_query query = {env->j->opts.view, env->j->opts.layer, env->t, env->j->opts.edges, false};
    int found[ENT_HOSTS_MAX];
    double radius = region->kind == ENT_REGION_DISC ? region->radius_m : 0;
    size_t n = ent_atlas_owners_near(env->j->world.atlas, query, region->centre, radius, found, ENT_HOSTS_MAX);
    out->inside = n == 1 && ent_atlas_is_interior(env->j->world.atlas, query, region->centre, radius);
    if (!n) n = ent_atlas_owners_near(env->j->world.atlas, query, region->centre, radius + ENT_SHORE_M, found, ENT_HOSTS_MAX);
    for (size_t i = 0; i < n && i < ENT_HOSTS_MAX; i++) {
        const char *state = ent_atlas_country_at(env->j->world.atlas, (size_t)found[i]).state;
        bool seen = false;
        for (size_t k = 0; k < out->count; k++) seen |= strcmp(out->code[k], state) == 0;
        if (!seen) out->code[out->count++] = state;
    }
}

static bool among(const ent_hosts *hosts, const char *code)
{
    for (size_t i = 0; i < hosts->count; i++)
        if (strcmp(hosts->code[i], code) == 0) return true;
    return false;
}

static void find_hosts(ent_env *env, ent_hosts *out)
{
    const char *stated = stated_host(env);
    for (uint32_t i = 0; i < env->record->position_count; i++) {
        ent_region region;
        const ent_position *p = &env->record->positions[i];
        if (!position_region(env, p, &region) || region.kind == ENT_REGION_AREA) continue;
        hosts_of_place(env, &region, out);
        break;
    }
    out->certain = out->count == 1;
    if (!*stated || (out->count && !among(out, stated))) {
        if (*stated)
            ent_lines_addf(env->j, &env->j->remarks,
                           "record %s: it says %s, but this map and view put its position in %s; the map is followed",
                           env->record->id, stated, out->code[0]);
        return;
    }
    *out = (ent_hosts){.code = {stated}, .count = 1, .certain = true, .stated = true, .inside = out->inside};
}

bool ent_position_hosts(ent_env *env, ent_hosts *out)
{
    *out = (ent_hosts){.count = 0};
    if (!env->record) return false;
    const char *key = ent_judge_printf(env->j, "H%p@%lld|%s", (const void *)env->record, (long long)env->t.seconds,
                                 stated_territory(env));
    bool plain = env->record->position_count == 0 || env->record->positions[0].name.count <= 1;
    ent_hosts *kept = plain ? ent_map_get(env->j->hosts, ent_str_of(key)) : NULL;
    if (kept) {
        *out = *kept;
        return out->count > 0;
    }
    find_hosts(env, out);
    ent_hosts *copy = ent_judge_alloc(env->j, 1, sizeof *copy);
    if (copy && plain) {
        *copy = *out;
        if (!ent_map_put(env->j->hosts, ent_str_of(key), copy)) ent_judge_fail(env->j, ENT_E_NOMEM, NULL);
    }
    return out->count > 0;
}
