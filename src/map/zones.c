/* zones.c: zones and the lines a map is about. Certain ground is hatched densely inside a solid outline,
 * possible ground sparsely, the other way, inside a broken one: no colour is needed to tell them apart. */
#include "base/mem.h"
#include "map/plate.h"

#define ZONE_TOLERANCE 0.12

/* `fill` is to be filled; `edge` to be stroked: in a strip a ring that is cut has edges that are no outline.
 */
static ent_status zone_path(const ent_plate *plate, const ent_zone *zone, ent_ink *out, ent_ink *edge,
                            ent_error *err)
{
    const bool strip = !ent_projection_domain(plate->projection)->azimuthal;
    ent_polygons *polygons = NULL;
    ent_truth inside;
    ent_status st = ent_zone_polygons(zone, ENT_OUTLINE_UNCUT, &polygons, err);
    if (st != ENT_OK) return st;
    for (size_t k = 0; k < ent_polygons_ring_count(polygons); k++) {
        const ent_polygon_ring ring = ent_polygons_ring_at(polygons, k);
        const ent_course course = {ring.points, ring.count, ENT_EDGE_GREAT_CIRCLE, true};
        ent_pane_ring(&plate->pane, course, out);
        if (strip) ent_pane_line(&plate->pane, course, edge);
    }
    ent_polygons_free(polygons);
    st = ent_zone_contains(zone, ent_projection_far(plate->projection), &inside, err);
    if (st != ENT_OK) return st;
    ent_pane_finish(&plate->pane, ent_is_yes(inside), out);
    ent_ink_simplify(out, ZONE_TOLERANCE, true);
    ent_ink_simplify(edge, ZONE_TOLERANCE, false);
    out->failed |= edge->failed;
    return out->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory for a zone on a map") : ENT_OK;
}

/* Append what another path fills: even-odd, what both hold is then outside. */
static void take_out(ent_ink *path, const ent_ink *less)
{
    for (size_t part = 0; part < less->part_count; part++) {
        ent_ink_start(path);
        for (size_t k = less->starts[part]; k < ent_ink_end(less, part); k++)
            ent_ink_add(path, less->points[k]);
    }
}

/* What is certain lies within what is possible: the hatching of the possible is left out there. */
static ent_status leave_certain_out(const ent_plate *plate, ent_ink *path, ent_error *err)
{
    for (size_t k = 0; k < plate->map->zone_count; k++) {
        if (plate->map->zones[k].possible) continue;
        ent_ink less = {0}, edge = {0};
        const ent_status st = zone_path(plate, plate->map->zones[k].zone, &less, &edge, err);
        if (st == ENT_OK) take_out(path, &less);
        ent_ink_done(&less);
        ent_ink_done(&edge);
        return st;
    }
    return ENT_OK;
}

static ent_status draw_zone(ent_plate *plate, const ent_map_zone *z, ent_error *err)
{
    const bool lines = !ent_projection_domain(plate->projection)->azimuthal;
    ent_ink path = {0}, edge = {0}, outline = {0};
    ent_status st = zone_path(plate, z->zone, &path, &edge, err);
    ent_raster_trace(&plate->lines, &path, 1);
    take_out(&outline, lines ? &edge : &path);
    if (st == ENT_OK && z->possible) st = leave_certain_out(plate, &path, err);
    if (st == ENT_OK) {
        ent_svg_path(&plate->out, z->possible ? "possible" : "certain", NULL, &path, true);
        ent_svg_path(&plate->out, z->possible ? "possible-hatch" : "certain-hatch", NULL, &path, true);
        ent_svg_path(&plate->out, z->possible ? "possible-edge" : "certain-edge", NULL, &outline, !lines);
    }
    ent_ink_done(&path);
    ent_ink_done(&edge);
    ent_ink_done(&outline);
    return st;
}

ent_status ent_plate_zones(ent_plate *plate, ent_error *err)
{
    for (int pass = 0; pass < 2; pass++) /* the possible below the certain */
        for (size_t k = 0; k < plate->map->zone_count; k++) {
            if (plate->map->zones[k].possible != (pass == 0)) continue;
            const ent_status st = draw_zone(plate, &plate->map->zones[k], err);
            if (st != ENT_OK) return st;
        }
    return ENT_OK;
}

/* ---- lines ------------------------------------------------------------------------------------------ */

typedef struct drawn {
    const ent_plate *plate;
    ent_ink *path;
} drawn;

static void take_line(void *context, const ent_joined *line)
{
    drawn *d = context;
    ent_pane_line(&d->plate->pane, (ent_course){line->points, line->count, ENT_EDGE_GREAT_CIRCLE, false},
                  d->path);
}

/* A tree holds its arcs in no order that helps: joined by their ends they are lines again. */
static ent_status draw_shape(ent_plate *plate, const ent_tree *tree, ent_error *err)
{
    const size_t count = ent_tree_segment_count(tree);
    ent_lonlat *points = ent_alloc_zero(2 * count + 1, sizeof *points);
    size_t *starts = ent_alloc_zero(count + 1, sizeof *starts);
    ent_ink path = {0};
    drawn d = {plate, &path};
    ent_status st =
        points && starts ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory for a line on a map");
    for (size_t k = 0; k < count && st == ENT_OK; k++) {
        ent_tree_segment(tree, k, &points[2 * k], &points[2 * k + 1]);
        starts[k + 1] = 2 * k + 2;
    }
    if (st == ENT_OK)
        st =
            ent_lines_join(&(ent_loose){points, starts, count}, false, (ent_joined_sink){take_line, &d}, err);
    ent_ink_simplify(&path, ZONE_TOLERANCE, false);
    if (st == ENT_OK && path.failed) st = ent_fail(err, ENT_E_NOMEM, "out of memory for a line on a map");
    if (st == ENT_OK) ent_svg_path(&plate->out, "shape", NULL, &path, false);
    ent_ink_done(&path);
    ent_free(points);
    ent_free(starts);
    return st;
}

ent_status ent_plate_lines(ent_plate *plate, ent_error *err)
{
    ent_status st = ENT_OK;
    for (size_t k = 0; k < plate->map->line_count && st == ENT_OK; k++)
        st = draw_shape(plate, plate->map->lines[k].shape, err);
    return st;
}
