/* zones.c: zones and the lines a map is about. Certain ground is hatched densely inside a solid outline,
 * possible ground sparsely, the other way, inside a broken one: no colour is needed to tell them apart. */
#include "base/mem.h"
#include "map/plate.h"
#include "map/text.h"

#include <stdio.h>

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

void ent_plate_line_class(size_t index, char out[24])
{
    (void)snprintf(out, 24, "shape shape-%u", (unsigned)(index % 6));
}

/* Points spread along what is seen of a line, the middle first: its name stands at the first with room. */
static void find_anchors(ent_plate *plate, const ent_ink *path, struct ent_anchor *out)
{
    static const double parts[ENT_ANCHORS_MAX] = {0.5,  0.35, 0.65, 0.25, 0.75, 0.15, 0.85, 0.43,
                                                  0.57, 0.3,  0.7,  0.2,  0.8,  0.08, 0.92};
    for (size_t k = 0; k < ENT_ANCHORS_MAX && path->count > 0; k++) {
        const ent_xy at = path->points[(size_t)(parts[k] * (double)(path->count - 1))];
        if (ent_plate_in_window(plate, at)) out->at[out->count++] = at;
    }
}

/* A tree holds its arcs in no order that helps: joined by their ends they are lines again. */
static ent_status draw_shape(ent_plate *plate, size_t index, bool halo, ent_error *err)
{
    const ent_tree *tree = plate->map->lines[index].shape;
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
    if (halo) find_anchors(plate, &path, &plate->anchors[index]);
    ent_ink_simplify(&path, ZONE_TOLERANCE, false);
    ent_raster_trace(&plate->lines, &path, 1);
    if (st == ENT_OK && path.failed) st = ent_fail(err, ENT_E_NOMEM, "out of memory for a line on a map");
    char class_name[24];
    ent_plate_line_class(index, class_name);
    if (st == ENT_OK) ent_svg_path(&plate->out, halo ? "shape-halo" : class_name, NULL, &path, false);
    ent_ink_done(&path);
    ent_free(points);
    ent_free(starts);
    return st;
}

/* All of the halos first, so that of two lines in one place both are seen. */
ent_status ent_plate_lines(ent_plate *plate, ent_error *err)
{
    ent_status st = ENT_OK;
    for (int pass = 0; pass < 2; pass++)
        for (size_t k = plate->map->line_count; k-- > 0 && st == ENT_OK;)
            st = draw_shape(plate, k, pass == 0, err);
    return st;
}

#define NAME_SIZE 6.2

static bool name_line(ent_plate *plate, const struct ent_anchor *anchor, ent_str name)
{
    static const double dx[6] = {1, -1, 1, -1, 0, 0}, dy[6] = {-1, -1, 1, 1, -1.6, 1.6};
    const double width = ent_text_width(name, NAME_SIZE, false, 0);
    for (size_t k = 0; k < anchor->count; k++)
        for (int side = 0; side < 6; side++) {
            const ent_xy at = {anchor->at[k].x + dx[side] * (width / 2 + 3),
                               anchor->at[k].y + dy[side] * 4.6};
            const ent_rect box = {at.x - width / 2 - 1, at.y - 3, at.x + width / 2 + 1, at.y + 3};
            if (!ent_plate_in_window(plate, (ent_xy){box.x0, box.y0}) ||
                !ent_plate_in_window(plate, (ent_xy){box.x1, box.y1}) ||
                !ent_labels_free_at(&plate->labels, box))
                continue;
            ent_labels_take(&plate->labels, box);
            ent_svg_write_text(&plate->out,
                               &(ent_svg_text){"line-name", {at.x, at.y + 2.1}, NAME_SIZE, 0, ENT_SVG_MIDDLE},
                               name);
            return true;
        }
    return false;
}

void ent_plate_line_names(ent_plate *plate)
{
    ent_buf_adds(&plate->out, "<g id=\"line-names\">\n");
    for (size_t k = 0; k < plate->map->line_count; k++)
        if (plate->map->lines[k].label)
            (void)name_line(plate, &plate->anchors[k], ent_str_of(plate->map->lines[k].label));
    ent_buf_adds(&plate->out, "</g>\n");
}
