/* zones.c: zones and the lines a map is about. Certain ground is hatched densely inside a solid outline,
 * possible ground sparsely, the other way, inside a broken one: no colour is needed to tell them apart. */
#include "map/sheet.h"

#define ZONE_TOLERANCE 0.12

/* `fill` is to be filled; `edge` to be stroked: in a strip a ring that is cut has edges that are no outline.
 */
static ent_status zone_path(const ent_sheet *sheet, const ent_zone *zone, ent_ink *out, ent_ink *edge,
                            ent_error *err)
{
    const bool strip = !ent_projection_domain(sheet->projection)->azimuthal;
    ent_polygons *polygons = NULL;
    ent_truth inside;
    ent_status st = ent_zone_polygons(zone, ENT_OUTLINE_UNCUT, &polygons, err);
    if (st != ENT_OK) return st;
    for (size_t k = 0; k < ent_polygons_ring_count(polygons); k++) {
        const ent_polygon_ring ring = ent_polygons_ring_at(polygons, k);
        const ent_course course = {ring.points, ring.count, ENT_EDGE_GREAT_CIRCLE, true};
        ent_pane_ring(&sheet->pane, course, out);
        if (strip) ent_pane_line(&sheet->pane, course, edge);
    }
    ent_polygons_free(polygons);
    st = ent_zone_contains(zone, ent_projection_far(sheet->projection), &inside, err);
    if (st != ENT_OK) return st;
    ent_pane_finish(&sheet->pane, ent_is_yes(inside), out);
    ent_ink_simplify(out, ZONE_TOLERANCE, true);
    ent_ink_simplify(edge, ZONE_TOLERANCE, false);
    out->failed |= edge->failed;
    return out->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory for a zone on a map") : ENT_OK;
}

ent_status ent_sheet_zones(ent_sheet *sheet, ent_error *err)
{
    for (int pass = 0; pass < 2; pass++) { /* the possible below the certain */
        for (size_t k = 0; k < sheet->map->zone_count; k++) {
            const ent_map_zone *z = &sheet->map->zones[k];
            if (z->possible != (pass == 0)) continue;
            ent_ink path = {0}, edge = {0};
            const ent_status st = zone_path(sheet, z->zone, &path, &edge, err);
            const bool possible = z->possible;
            if (st == ENT_OK) {
                ent_svg_path(&sheet->out, possible ? "possible" : "certain", NULL, &path, true);
                ent_svg_path(&sheet->out, possible ? "possible-hatch" : "certain-hatch", NULL, &path, true);
                const bool lines = !ent_projection_domain(sheet->projection)->azimuthal;
                ent_svg_path(&sheet->out, possible ? "possible-edge" : "certain-edge", NULL,
                             lines ? &edge : &path, !lines);
            }
            ent_ink_done(&path);
            ent_ink_done(&edge);
            if (st != ENT_OK) return st;
        }
    }
    return ENT_OK;
}

ent_status ent_sheet_lines(ent_sheet *sheet, ent_error *err)
{
    (void)sheet, (void)err;
    return ENT_OK;
}
