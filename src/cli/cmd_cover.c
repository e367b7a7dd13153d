/* cmd_cover.c: `entente cover`: the zone of `entente zone` as a table of ranges of cell ids. */
#include "base/json.h"
#include "cli/zones.h"

#include <inttypes.h>
#include <stdio.h>

static const char *state_name(ent_zone_state state)
{
    return state == ENT_ZONE_INSIDE ? "inside" : "boundary";
}

static void write_csv(ent_cli *cli, const ent_cli_zones *z)
{
    bool several = z->count > 1;
    ent_cli_printf(cli, "%smin_id,max_id,state\n", several ? "view,certainty," : "");
    for (size_t k = 0; k < z->count; k++) {
        const ent_cli_zone *item = &z->items[k];
        for (size_t r = 0; r < ent_zone_range_count(item->zone); r++) {
            ent_zone_range range = ent_zone_range_at(item->zone, r);
            if (several)
                ent_cli_printf(cli, "%s,%s,", item->view ? item->view : "",
                               item->certainty ? item->certainty : "");
            ent_cli_printf(cli, "%" PRId64 ",%" PRId64 ",%s\n", (int64_t)range.min_id, (int64_t)range.max_id,
                           state_name(range.state));
        }
    }
}

static void id_json(ent_json *json, const char *key, uint64_t id)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRId64, (int64_t)id);
    ent_json_kstring(json, key, text);
}

static void zone_json(ent_json *json, const char *edges, const ent_cli_zones *z, const ent_cli_zone *item)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "name", z->name);
    ent_json_kstring(json, "certainty", item->certainty);
    ent_json_kstring(json, "map", item->map);
    ent_json_kstring(json, "view", item->view);
    ent_json_kstring(json, "layer", item->map ? item->layer : NULL);
    ent_json_kstring(json, "edges", edges);
    ent_json_kstring(json, "as_of", item->map ? z->day : NULL);
    ent_json_kstring(json, "as_known", *z->known ? z->known : NULL);
    ent_json_kdouble(json, "tolerance_m", ent_zone_tolerance_m(item->zone));
    ent_json_key(json, "ranges");
    ent_json_begin_array(json);
    for (size_t r = 0; r < ent_zone_range_count(item->zone); r++) {
        ent_zone_range range = ent_zone_range_at(item->zone, r);
        ent_json_begin_object(json);
        id_json(json, "min_id", range.min_id);
        id_json(json, "max_id", range.max_id);
        ent_json_kstring(json, "state", state_name(range.state));
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
    ent_json_end_object(json);
}

static int write_json(ent_cli *cli, const ent_cli_zones *z)
{
    ent_json json;
    ent_error err = {0};
    ent_json_init(&json, ent_cli_out(cli), false);
    ent_json_begin_object(&json);
    ent_json_kint(&json, "schema", 1);
    ent_json_key(&json, "zones");
    ent_json_begin_array(&json);
    for (size_t k = 0; k < z->count; k++) zone_json(&json, ent_cli_edges_name(cli), z, &z->items[k]);
    ent_json_end_array(&json);
    ent_json_end_object(&json);
    return ent_json_finish(&json, &err) == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(cli, &err);
}

static int cover(ent_cli *cli)
{
    ent_cli_zones z;
    int code = ent_cli_zones_build(cli, &z);
    if (code == ENT_EXIT_OK) {
        if (ent_str_is(ent_str_of(ent_cli_common(cli)->format), "json"))
            code = write_json(cli, &z);
        else
            write_csv(cli, &z);
    }
    ent_cli_zones_done(&z);
    return code;
}

const ent_command ent_cmd_cover = {.run = cover};
