/* position.c: where a record is, as one set, and whose ground that is.
 *
 * A point with a radius is a disc; a named place is a site of the case or, failing that, a town of the
 * gazetteer with ENT_TOWN_RADIUS_M around it; a record that says only the country is the whole territory,
 * never its middle. A territory named beside a point does not narrow the disc (a larger set only makes
 * verdicts less certain, never wrong), but it says who the host is, as long as this map and view put that
 * territory within reach of the point. */
#include "verdict/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A town is where its name points to, give or take this: most towns of the gazetteer are smaller. */
#define ENT_TOWN_RADIUS_M 5000.0
/* Points on a quay fall into the water of a map that is good to some hundred metres: see docs/limits.md. */
#define ENT_SHORE_M 1000.0
#define TOWNS_MAX 16

static const char *stated_host(ent_env *env);

static bool is_owner_near(ent_env *env, const char *state, ent_lonlat place)
{
    ent_territory_query query = {env->j->opts.view, env->j->opts.layer, env->t, env->j->opts.edges, false};
    int found[ENT_HOSTS_MAX];
    size_t n =
        ent_atlas_owners_near(env->j->world.atlas, query, place, ENT_TOWN_RADIUS_M, found, ENT_HOSTS_MAX);
    for (size_t i = 0; i < n && i < ENT_HOSTS_MAX; i++)
        if (strcmp(ent_atlas_country_at(env->j->world.atlas, (size_t)found[i]).state, state) == 0)
            return true;
    return false;
}

/* Of several towns of a name the one in the stated territory is meant; failing that, the most populous, and
 * said so. */
static bool find_town(ent_env *env, const char *name, ent_town *out)
{
    ent_town towns[TOWNS_MAX];
    size_t n = ent_atlas_towns_find(env->j->world.atlas, ent_str_of(name), towns, TOWNS_MAX);
    if (!n) return false;
    const char *stated = stated_host(env);
    *out = towns[0];
    for (size_t i = 0; n > 1 && *stated && i < n && i < TOWNS_MAX; i++)
        if (is_owner_near(env, stated, towns[i].place)) return *out = towns[i], true;
    if (n > 1)
        ent_lines_addf(env->j, &env->j->remarks,
                       "record %s: %zu towns are called \"%s\"; the largest is taken", env->record->id, n,
                       name);
    return true;
}

/* `radius_m` is what the record says itself: it goes around a site of the case, and stands instead of the
 * general width of a town. */
static bool site_region(ent_env *env, const char *name, double radius_m, ent_region *out)
{
    const ent_site *site =
        env->j->world.sites ? ent_sites_find(env->j->world.sites, ent_str_of(name), env->t) : NULL;
    double radius = site ? site->radius_m + radius_m : radius_m > 0 ? radius_m : ENT_TOWN_RADIUS_M;
    ent_town town = {0};
    if (!site && !find_town(env, name, &town)) return false;
    *out = (ent_region){radius > 0 ? ENT_REGION_DISC : ENT_REGION_POINT, site ? site->centre : town.place,
                        radius, NULL, NULL};
    return true;
}

/* So far from a named place on a bearing: a disc around the middle of what that allows. Without a bearing it
 * may be anywhere around the place. */
static bool bearing_region(ent_env *env, const ent_position *p, ent_region *out)
{
    ent_region base;
    const char *name = ent_env_word(env, &p->name);
    if (!*name || !site_region(env, name, 0, &base)) return false;
    ent_quantity far = ent_value_of(env, &p->distance_m, ENT_DIM_LENGTH);
    if (!isfinite(far.hi)) return false;
    ent_quantity bearing = ent_value_of(env, &p->bearing_deg, ENT_DIM_ANGLE);
    double spread = fabs(bearing.hi - bearing.lo) / 2;
    *out = (ent_region){ENT_REGION_DISC, base.centre, far.hi + base.radius_m, NULL, NULL};
    if (!isfinite(spread) || spread >= 30) return true;
    ent_error err;
    double middle = (fmax(far.lo, 0) + far.hi) / 2;
    if (ent_geo_direct(base.centre, (bearing.lo + bearing.hi) / 2, middle, &out->centre, &err) != ENT_OK)
        return true;
    /* the arc of half-angle `spread` at distance far.hi is nowhere farther from its middle than far.hi *
     * spread */
    out->radius_m = base.radius_m + (far.hi - middle) + far.hi * spread * (3.14159265358979324 / 180);
    return true;
}

static bool position_region(ent_env *env, const ent_position *p, ent_region *out)
{
    if (p->kind == ENT_POSITION_POINT) {
        *out = (ent_region){p->radius_m > 0 ? ENT_REGION_DISC : ENT_REGION_POINT, p->centre, p->radius_m,
                            NULL, NULL};
        return true;
    }
    const char *name = ent_env_word(env, &p->name);
    if (!*name || p->kind == ENT_POSITION_TERRITORY || p->kind == ENT_POSITION_LINE) return false;
    if (p->kind == ENT_POSITION_BEARING) return bearing_region(env, p, out);
    if (p->kind == ENT_POSITION_AREA) return ent_area_region(env, name, out);
    if (site_region(env, name, p->radius_m, out) || ent_area_region(env, name, out)) return true;
    ent_lines_addf(env->j, &env->j->remarks,
                   "record %s: the place \"%s\" is not known; its position is left open", env->record->id,
                   name);
    return false;
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

/* As far as a disc is concerned, if one is given. */
static const ent_tree *stated_ground(ent_env *env, const ent_region *disc)
{
    const char *word = stated_territory(env);
    if (ent_world_piece_owner(env->j, word, env->t)) {
        const ent_tree *piece = ent_world_piece(env->j, word);
        if (piece) return piece;
    }
    const char *code = ent_world_code(env->j, word);
    if (!disc) return ent_world_territory(env->j, &code, 1, -1, env->t);
    return ent_world_territory_near(env->j, (ent_ground){&code, 1, -1}, env->t, disc->centre, disc->radius_m);
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

/* Statements about one place meet; when they cannot, one of them is wrong and nothing is known. */
static bool have_nothing_in_common(ent_env *env, const ent_regions *regions)
{
    ent_error err = {0};
    ent_field_range range;
    const ent_field *zero = ent_field_constant(env->j->fields, 0);
    if (!zero) return ent_judge_fail(env->j, ENT_E_NOMEM, NULL), false;
    ent_range_opts opts = {.slack_m = 1, .sign_only = true};
    ent_status st = ent_field_range_over(zero, regions->at, regions->count, opts, &range, &err);
    if (st != ENT_OK && st != ENT_E_LIMIT) ent_judge_fail(env->j, st, &err);
    return st == ENT_OK && range.empty;
}

bool ent_position_regions(ent_env *env, ent_regions *out)
{
    *out = (ent_regions){.described = "no position"};
    if (!env->record) return false;
    if (env->spot) {
        out->at[out->count++] = (ent_region){.kind = ENT_REGION_POINT, .centre = *env->spot};
        return true;
    }
    for (uint32_t i = 0; i < env->record->position_count && out->count < ENT_POSITIONS_MAX; i++)
        if (position_region(env, &env->record->positions[i], &out->at[out->count])) out->count++;
    if (out->count > 1 && have_nothing_in_common(env, out)) {
        *out = (ent_regions){.conflict = true, .described = "statements that cannot all be true"};
        ent_lines_addf(env->j, &env->j->remarks,
                       "record %s: what it says of its position cannot all be true; it is left open",
                       env->record->id);
        return false;
    }
    const char *territory = stated_territory(env);
    if (!out->count && *territory) {
        const ent_tree *tree = stated_ground(env, NULL);
        if (tree && ent_tree_segment_count(tree))
            out->at[out->count++] = (ent_region){.kind = ENT_REGION_AREA, .area = tree};
        out->described = "the whole territory, as only the country is said";
    }
    return out->count > 0;
}

bool ent_position_may_narrow(ent_env *env, const ent_regions *regions)
{
    ent_hosts hosts;
    if (!env->record || env->spot || !*stated_territory(env) || regions->count > ENT_POSITIONS_MAX)
        return false;
    if (regions->count == 1 && regions->at[0].kind != ENT_REGION_DISC) return false;
    return ent_position_hosts(env, &hosts) && hosts.stated && !hosts.inside;
}

bool ent_position_narrow(ent_env *env, ent_regions *regions)
{
    if (!ent_position_may_narrow(env, regions)) return false;
    const ent_tree *ground =
        stated_ground(env, regions->at[0].kind == ENT_REGION_DISC ? &regions->at[0] : NULL);
    if (!ground || !ent_tree_segment_count(ground)) return false;
    regions->at[regions->count++] = (ent_region){.kind = ENT_REGION_AREA, .area = ground};
    if (!have_nothing_in_common(env, regions)) return true;
    regions->count--; /* on the quay, and so off the map's ground: the disc alone */
    return false;
}

/* A cap that holds the region. */
static void region_cap(const ent_region *r, ent_lonlat *centre, double *radius_m)
{
    *centre = r->centre, *radius_m = r->kind == ENT_REGION_DISC ? r->radius_m : 0;
    if (r->kind == ENT_REGION_AREA) ent_tree_cap(r->area, centre, radius_m);
    if (r->kind == ENT_REGION_FIELD) ent_field_cap(r->field, centre, radius_m);
}

const ent_tree *ent_position_ground(ent_env *env, ent_ground ground)
{
    ent_regions regions;
    ent_lonlat centre;
    double radius_m;
    if (!ent_position_regions(env, &regions))
        return ent_world_territory(env->j, ground.codes, ground.count, ground.layer, env->t);
    region_cap(&regions.at[0], &centre, &radius_m);
    return ent_world_territory_near(env->j, ground, env->t, centre, radius_m);
}

/* Are two regions certainly apart, by their caps alone? */
static bool are_apart(const ent_region *a, const ent_region *b)
{
    ent_lonlat ca, cb;
    double ra, rb, away;
    ent_error err;
    region_cap(a, &ca, &ra);
    region_cap(b, &cb, &rb);
    return ent_geo_inverse(ca, cb, &away, NULL, &err) == ENT_OK && away > ra + rb + 1e-3;
}

bool ent_position_touches(ent_env *env, const ent_record *other)
{
    ent_env theirs = *env;
    theirs.record = other, theirs.item = NULL, theirs.settle = theirs.because = NULL;
    ent_regions mine, yours;
    if (ent_position_is_wide(env)) return true; /* it may be anywhere in its territory, there too */
    if (!ent_position_regions(env, &mine) || !ent_position_regions(&theirs, &yours)) return true;
    for (size_t i = 0; i < yours.count; i++) {
        const ent_region *r = &yours.at[i];
        if (are_apart(&mine.at[0], r)) return false;
        bool disc = r->kind == ENT_REGION_POINT || r->kind == ENT_REGION_DISC;
        if (disc && mine.at[0].kind != ENT_REGION_AREA && mine.at[0].kind != ENT_REGION_FIELD)
            continue; /* two discs: that is all */
        const ent_tree *tree = r->kind == ENT_REGION_AREA ? r->area : ent_world_point(env->j, r->centre);
        ent_field_range range;
        ent_error err;
        const ent_field *field =
            r->kind == ENT_REGION_FIELD ? r->field
            : tree ? ent_field_within(env->j->fields, tree, r->kind == ENT_REGION_DISC ? r->radius_m : 0)
                   : NULL;
        if (!field) return true;
        ent_range_opts opts = {.slack_m = 1, .sign_only = true};
        ent_status st = ent_field_range_over(field, mine.at, mine.count, opts, &range, &err);
        if (st == ENT_OK && range.least.lo_m > 0) return false;
    }
    return true;
}

/* ---- whose ground ----------------------------------------------------------------------------------- */

static void hosts_of_place(ent_env *env, const ent_region *region, ent_hosts *out)
{
    ent_territory_query query = {env->j->opts.view, env->j->opts.layer, env->t, env->j->opts.edges, false};
    int found[ENT_HOSTS_MAX];
    ent_lonlat centre;
    double radius;
    region_cap(region, &centre, &radius);
    size_t n = ent_atlas_owners_near(env->j->world.atlas, query, centre, radius, found, ENT_HOSTS_MAX);
    out->inside = n == 1 && ent_atlas_is_interior(env->j->world.atlas, query, centre, radius);
    if (!n)
        n = ent_atlas_owners_near(env->j->world.atlas, query, centre, radius + ENT_SHORE_M, found,
                                  ENT_HOSTS_MAX);
    out->many = n > ENT_HOSTS_MAX;
    for (size_t i = 0; i < n && i < ENT_HOSTS_MAX; i++) {
        const char *state = ent_atlas_country_at(env->j->world.atlas, (size_t)found[i]).state;
        bool seen = false;
        for (size_t k = 0; k < out->count; k++) seen |= strcmp(out->code[k], state) == 0;
        if (!seen) out->code[out->count++] = state;
    }
}

/* By the distance of its centre, where that tells: no territory is built for it. */
static bool disc_is_on(ent_env *env, const ent_region *disc, const char *const *codes, size_t count)
{
    ent_bounds_m d;
    double radius = disc->kind == ENT_REGION_DISC ? disc->radius_m : 0;
    return ent_world_distance(env->j, (ent_ground){codes, count, -1}, env->t, disc->centre, &d) &&
           d.hi_m + radius <= ENT_SHORE_M;
}

bool ent_position_is_on(ent_env *env, const char *const *codes, size_t count)
{
    ent_regions regions;
    if (!ent_position_regions(env, &regions)) return false;
    for (size_t i = 0; i < regions.count; i++)
        if (regions.at[i].kind == ENT_REGION_POINT || regions.at[i].kind == ENT_REGION_DISC)
            return disc_is_on(env, &regions.at[i], codes, count);
    ent_field_range range;
    ent_error err = {0};
    const ent_tree *ground = ent_world_territory(env->j, codes, count, -1, env->t);
    const ent_field *field = ground ? ent_field_within(env->j->fields, ground, ENT_SHORE_M) : NULL;
    if (!field) return ent_judge_fail(env->j, ENT_E_NOMEM, NULL), false;
    ent_range_opts opts = {.slack_m = 1, .sign_only = true};
    ent_status st = ent_field_range_over(field, regions.at, regions.count, opts, &range, &err);
    if (st != ENT_OK && st != ENT_E_LIMIT) ent_judge_fail(env->j, st, &err);
    return st == ENT_OK && range.greatest.hi_m <= 0;
}

static bool among(const ent_hosts *hosts, const char *code)
{
    for (size_t i = 0; i < hosts->count; i++)
        if (strcmp(hosts->code[i], code) == 0) return true;
    return false;
}

static void hosts_on_map(ent_env *env, ent_hosts *out)
{
    ent_regions regions;
    if (!ent_position_regions(env, &regions)) return;
    hosts_of_place(env, &regions.at[0], out);
    out->placed = true;
}

/* One alone, and the whole position on its ground; or none at all. */
static bool are_certain(ent_env *env, const ent_hosts *hosts)
{
    if (!hosts->placed || hosts->many || hosts->count > 1) return false;
    return hosts->count == 0 || hosts->inside || ent_position_is_on(env, hosts->code, 1);
}

static bool is_placed(const ent_record *r)
{
    for (uint32_t i = 0; i < r->position_count; i++)
        if (r->positions[i].kind != ENT_POSITION_TERRITORY) return true;
    return false;
}

/* Of the whole position, whichever place of it is asked about. */
static void find_hosts(ent_env *env, ent_hosts *out)
{
    ent_env whole = *env;
    whole.spot = NULL, env = &whole;
    const char *stated = stated_host(env);
    if (is_placed(env->record)) hosts_on_map(env, out);
    bool contradicted = out->placed && !out->many && !among(out, stated);
    if (*stated && !contradicted) {
        *out = (ent_hosts){.code = {stated},
                           .count = 1,
                           .certain = true,
                           .stated = true,
                           .placed = out->placed,
                           .inside = out->inside};
        return;
    }
    out->certain = are_certain(env, out);
    if (*stated)
        ent_lines_addf(
            env->j, &env->j->remarks,
            "record %s: it says %s, but this map and view put its position %s%s; the map is followed",
            env->record->id, stated, out->count ? "in " : "at sea", out->count ? out->code[0] : "");
}

static bool is_single(const ent_record *r)
{
    for (uint32_t i = 0; i < r->position_count; i++) {
        const ent_position *p = &r->positions[i];
        if (p->name.count > 1 || p->bearing_deg.count > 1 || p->distance_m.count > 1) return false;
    }
    return true;
}

bool ent_position_hosts(ent_env *env, ent_hosts *out)
{
    *out = (ent_hosts){.count = 0};
    if (!env->record) return false;
    char key[128];
    (void)snprintf(key, sizeof key, "H%u@%lld", (unsigned)env->record->index, (long long)env->t.seconds);
    bool single = is_single(env->record); /* else it depends on the choice among rivals, and is not kept */
    const ent_hosts *had = NULL;
    for (const ent_judgement *k = env->j; k && single && !had; k = k->lender)
        had = ent_map_get(k->hosts, ent_str_of(key));
    if (had) {
        *out = *had;
        return out->count > 0 || out->certain;
    }
    find_hosts(env, out);
    ent_hosts *kept = single ? ent_judge_alloc(env->j, 1, sizeof *kept) : NULL;
    if (kept) {
        *kept = *out;
        if (!ent_map_put(env->j->hosts, ent_str_of(ent_judge_printf(env->j, "%s", key)), kept))
            ent_judge_fail(env->j, ENT_E_NOMEM, NULL);
    }
    return out->count > 0 || out->certain;
}
