/* cmd_place.c: `entente place NAME|LON,LAT`: the gazetteer, and whose ground a place is under a view. */
#include "base/json.h"
#include "cli/cli.h"
#include <math.h>
#include <string.h>
#include <time.h>

#define TOWNS_MAX 20

typedef struct asked {
    ent_cli *cli;
    const ent_atlas *atlas;
    size_t views[ENT_CLI_VIEWS_MAX];
    size_t view_count;
    ent_time day;
} asked;

typedef struct owner {
    const char *code, *name; /* NULL: nobody */
    bool at_sea; /* not on the layer's ground, but on land and sea of the owner or in the open sea */
} owner;

static owner owner_of(const asked *a, size_t view, ent_lonlat place)
{
    ent_territory_query query = {
        .view = view, .layer = ent_cli_common(a->cli)->layer, .day = a->day, .own_only = true};
    owner found = {0};
    int index = ent_atlas_owner_at(a->atlas, query, place);
    if (index < 0 && query.layer == ENT_LAYER_LAND) {
        /* Either ground that nobody holds or water: the other layer tells whose water, the piece would tell
         * the rest. */
        query.layer = ENT_LAYER_LAND_SEA;
        index = ent_atlas_owner_at(a->atlas, query, place);
        found.at_sea = index >= 0;
    }
    if (index < 0) return found;
    const ent_country country = ent_atlas_country_at(a->atlas, (size_t)index);
    found.code = country.code, found.name = country.name;
    return found;
}

/* ---- JSON -------------------------------------------------------------------------------- */

static void owners_json(ent_json *json, const asked *a, ent_lonlat place)
{
    ent_json_key(json, "owners");
    ent_json_begin_array(json);
    for (size_t i = 0; i < a->view_count; i++) {
        const owner o = owner_of(a, a->views[i], place);
        ent_json_begin_object(json);
        ent_json_kstring(json, "view", ent_atlas_view_at(a->atlas, a->views[i]).name);
        ent_json_kstring(json, "owner", o.code);
        ent_json_kstring(json, "name", o.name);
        ent_json_kbool(json, "at_sea", o.at_sea);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

static void town_json(ent_json *json, const asked *a, const ent_town *town)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "name", town->name);
    ent_json_kint(json, "id", (int64_t)town->id);
    ent_json_kdouble(json, "lon", town->place.lon_deg);
    ent_json_kdouble(json, "lat", town->place.lat_deg);
    ent_json_kint(json, "population", town->population);
    owners_json(json, a, town->place);
    ent_json_end_object(json);
}

static int towns_json(const asked *a, const ent_town *towns, size_t found)
{
    ent_json json;
    char day[40];
    ent_time_format(a->day, day, sizeof day);
    ent_json_init(&json, ent_cli_out(a->cli), true);
    ent_json_begin_object(&json);
    ent_json_kint(&json, "schema", 1);
    ent_json_kstring(&json, "map", ent_atlas_hash(a->atlas));
    ent_json_kstring(&json, "as_of", day);
    ent_json_kstring(&json, "layer", ent_cli_layer_name(ent_cli_common(a->cli)->layer));
    ent_json_kint(&json, "found", (int64_t)found);
    ent_json_key(&json, "places");
    ent_json_begin_array(&json);
    for (size_t i = 0; i < found && i < TOWNS_MAX; i++) town_json(&json, a, &towns[i]);
    ent_json_end_array(&json);
    ent_json_end_object(&json);
    ent_error err = {0};
    return ent_json_finish(&json, &err) == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(a->cli, &err);
}

/* ---- text -------------------------------------------------------------------------------- */

static void owners_text(const asked *a, ent_lonlat place)
{
    for (size_t i = 0; i < a->view_count; i++) {
        const owner o = owner_of(a, a->views[i], place);
        ent_cli_printf(a->cli, "    %s: ", ent_atlas_view_at(a->atlas, a->views[i]).name);
        if (!o.code)
            ent_cli_printf(a->cli, "nobody's ground on this map\n");
        else
            ent_cli_printf(a->cli, "%s (%s)%s\n", o.name, o.code,
                           o.at_sea ? ", in its sea: no land on this map" : "");
    }
}

static void town_text(const asked *a, const ent_town *town)
{
    ent_cli_printf(a->cli, "%s  %.5f,%.5f", town->name, town->place.lon_deg, town->place.lat_deg);
    if (town->population > 0) ent_cli_printf(a->cli, "  population %lld", (long long)town->population);
    ent_cli_printf(a->cli, "\n");
    owners_text(a, town->place);
}

static void towns_text(const asked *a, const ent_town *towns, size_t found)
{
    for (size_t i = 0; i < found && i < TOWNS_MAX; i++) town_text(a, &towns[i]);
    if (found > TOWNS_MAX) ent_cli_printf(a->cli, "and %zu less populous\n", found - TOWNS_MAX);
}

/* ---- what is asked ----------------------------------------------------------------------- */

/* "LON,LAT"; false when it is not two numbers. */
static bool read_position(ent_str text, ent_lonlat *out)
{
    const char *comma = text.len > 0 ? memchr(text.ptr, ',', text.len) : NULL;
    if (!comma) return false;
    const size_t at = (size_t)(comma - text.ptr);
    return ent_str_to_double(ent_str_trim((ent_str){text.ptr, at}), &out->lon_deg) &&
           ent_str_to_double(ent_str_trim((ent_str){comma + 1, text.len - at - 1}), &out->lat_deg);
}

static int answer(const asked *a, const ent_town *towns, size_t found)
{
    if (ent_str_is(ent_str_of(ent_cli_common(a->cli)->format), "json")) return towns_json(a, towns, found);
    towns_text(a, towns, found);
    return ENT_EXIT_OK;
}

static int look_up(asked *a)
{
    ent_town towns[TOWNS_MAX];
    const ent_str name = ent_str_of(ent_cli_arg(a->cli, 0));
    ent_town position = {.name = "position", .code2 = ""};
    if (read_position(name, &position.place)) {
        if (!(fabs(position.place.lat_deg) <= 90.0) || !(fabs(position.place.lon_deg) <= 360.0))
            return ent_cli_usage(a->cli, "no such position: longitude first, latitude from -90 to 90");
        return answer(a, &position, 1);
    }
    const size_t found = ent_atlas_towns_find(a->atlas, name, towns, TOWNS_MAX);
    if (found > 0) return answer(a, towns, found);
    const char *near = ent_atlas_town_suggest(a->atlas, name);
    const ent_str known = ent_str_of(near);
    return ent_cli_unknown(a->cli, "place", name, &known, near ? 1 : 0);
}

static int place(ent_cli *cli)
{
    ent_atlas *atlas = NULL;
    int code = ent_cli_open_atlas(cli, &atlas);
    if (code != ENT_EXIT_OK) return code;
    asked a = {.cli = cli, .atlas = atlas};
    const ent_common *common = ent_cli_common(cli);
    a.day = common->as_of_given ? common->as_of.from
                                : (ent_time){(int64_t)time(NULL) / ENT_DAY_SECONDS * ENT_DAY_SECONDS};
    if (common->view_count > 0) {
        code = ent_cli_find_views(cli, atlas, a.views, &a.view_count);
    } else { /* a look-up shows every view: choosing one is for verdicts */
        for (; a.view_count < ent_atlas_view_count(atlas) && a.view_count < ENT_CLI_VIEWS_MAX; a.view_count++)
            a.views[a.view_count] = a.view_count;
    }
    if (code == ENT_EXIT_OK) code = look_up(&a);
    ent_atlas_close(atlas);
    return code;
}

const ent_command ent_cmd_place = {.run = place};
