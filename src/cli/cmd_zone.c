/* cmd_zone.c: `entente zone`: the ground within a distance, or the ground that a clause closes, as polygons.
 */
#include "cli/geo.h"
#include "cli/zones.h"
#include "entente/report.h"

#include <stdio.h>
#include <string.h>

static bool format_is(ent_cli *cli, const char *name)
{
    return strcmp(ent_cli_common(cli)->format, name) == 0;
}

/* GeoJSON, KML, or the GeoPackage that is made of the GeoJSON. */
static int write_features(ent_cli *cli, const ent_cli_zones *z)
{
    ent_report_zone items[ENT_CLI_ZONES_MAX];
    ent_error err = {0};
    ent_outline_kind kind = ent_cli_has(cli, "uncut") ? ENT_OUTLINE_UNCUT : ENT_OUTLINE_CUT;
    for (size_t k = 0; k < z->count; k++) {
        const ent_cli_zone *zone = &z->items[k];
        items[k] = (ent_report_zone){.zone = zone->zone,
                                     .name = z->name,
                                     .certainty = zone->certainty,
                                     .edges = ent_cli_edges_name(cli)};
        if (!zone->map) continue;
        items[k].map = zone->map, items[k].view = zone->view, items[k].layer = zone->layer;
        items[k].as_of = z->day;
        if (*z->known) items[k].as_known = z->known;
    }
    ent_cli_geo geo;
    ent_sink sink = ent_cli_geo_open(cli, &geo, "zones");
    ent_status st = format_is(cli, "kml") ? ent_report_zones_kml(items, z->count, sink, &err)
                                          : ent_report_zones_geojson(items, z->count, kind, sink, &err);
    st = ent_cli_geo_close(cli, &geo, st, &err);
    return st == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(cli, &err);
}

/* Groups of three digits, as people read areas. */
static void spaced(double value, char *out, size_t size)
{
    char digits[40];
    int length = snprintf(digits, sizeof digits, "%.3f", value), point = length - 4;
    size_t at = 0;
    for (int k = 0; k < length && at + 2 < size; k++) {
        if (k > 0 && k < point && (point - k) % 3 == 0) out[at++] = ' ';
        out[at++] = digits[k];
    }
    out[at] = 0;
}

static void write_lines(ent_cli *cli, const char *what, ent_texts lines)
{
    for (size_t k = 0; k < lines.count; k++) ent_cli_printf(cli, "    %-8s %s\n", k ? "" : what, lines.at[k]);
}

static int write_text(ent_cli *cli, const ent_cli_zones *z, const ent_cli_zone *item)
{
    ent_polygons *polygons = NULL;
    ent_error err = {0};
    char lo_text[64], hi_text[64];
    double lo, hi;
    size_t vertices = 0, count = 0;
    ent_status st = ent_zone_polygons(item->zone, ENT_OUTLINE_CUT, &polygons, &err);
    if (st != ENT_OK) return ent_cli_fail(cli, &err);
    size_t rings = ent_polygons_ring_count(polygons);
    for (size_t k = 0; k < rings; k++) {
        vertices += ent_polygons_ring_at(polygons, k).count;
        count += !ent_polygons_ring_at(polygons, k).is_hole;
    }
    ent_zone_area(item->zone, &lo, &hi);
    spaced(lo / 1e6, lo_text, sizeof lo_text);
    spaced(hi / 1e6, hi_text, sizeof hi_text);
    ent_cli_printf(cli, "%s%s%s\n", z->name, item->certainty ? ", " : "",
                   item->certainty ? item->certainty : "");
    if (!item->map)
        ent_cli_printf(cli, "    edges    %s\n", ent_cli_edges_name(cli));
    else
        ent_cli_printf(cli, "    map      %s, view %s, layer %s, edges %s, on %s%s%s\n", item->map,
                       item->view, item->layer, ent_cli_edges_name(cli), z->day,
                       *z->known ? ", as far as reported by " : "", z->known);
    ent_cli_printf(cli, "    area     %s to %s km2\n", lo_text, hi_text);
    ent_cli_printf(cli, "    outline  %s%zu polygon%s, %zu hole%s, %zu vertices, to within %g m\n",
                   ent_polygons_is_everything(polygons) ? "the whole Earth: "
                   : rings == 0 && hi == 0              ? "no area: "
                                                        : "",
                   count, count == 1 ? "" : "s", rings - count, rings - count == 1 ? "" : "s", vertices,
                   ent_zone_tolerance_m(item->zone));
    bool last = !item->certainty || strcmp(item->certainty, "possible") == 0;
    if (item->told && last) {
        write_lines(cli, "because", item->told->because);
        write_lines(cli, "settle", item->told->settle);
    }
    ent_polygons_free(polygons);
    return ENT_EXIT_OK;
}

static int zone(ent_cli *cli)
{
    ent_cli_zones z;
    if (ent_cli_has(cli, "uncut") && !format_is(cli, "geojson"))
        return ent_cli_usage(cli, "--uncut is for --format geojson");
    int code = ent_cli_zones_build(cli, &z);
    if (code == ENT_EXIT_OK && !format_is(cli, "text")) {
        code = write_features(cli, &z);
    } else {
        for (size_t k = 0; k < z.count && code == ENT_EXIT_OK; k++) code = write_text(cli, &z, &z.items[k]);
    }
    ent_cli_zones_done(&z);
    return code;
}

const ent_command ent_cmd_zone = {.run = zone};
