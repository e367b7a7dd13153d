/* marks.c: records on the map. Each has a symbol whose shape alone says the verdict; what is not known about
 * its place is drawn too: a disc for a radius, the outline of an area, a shading where only the country is
 * known. Symbols that would lie on one another are one with a number, or stand side by side. */
#include "base/limits.h"
#include "base/mem.h"
#include "map/plate.h"
#include "map/text.h"

#include <math.h>
#include <string.h>

#define REACH 3.0     /* of a symbol, points */
#define SOMEWHERE 5.2 /* of the ring around one that stands for somewhere in a country */
#define NEAR 2.4      /* symbols this close are one */
#define LABEL_SIZE 5.6
#define DISC_CORNERS 72

/* Symbols as they stand on the page. */
typedef struct placed {
    ent_xy at, from; /* from: where it should stand; a line leads there when it was moved aside */
    ent_map_look look;
    size_t count;
    const char *label;
    int country; /* it stands for somewhere in it; -1: it does not */
} placed;

/* ---- what is not known of a place ------------------------------------------------------------------- */

static ent_status draw_disc(ent_plate *plate, const ent_map_mark *m, ent_error *err)
{
    ent_lonlat ring[DISC_CORNERS];
    ent_ink path = {0};
    double far_m;
    for (size_t k = 0; k < DISC_CORNERS; k++) {
        const ent_status st =
            ent_geo_direct(m->place, 360.0 * (double)k / DISC_CORNERS, m->radius_m, &ring[k], err);
        if (st != ENT_OK) return st;
    }
    const ent_status st = ent_geo_inverse(m->place, ent_projection_far(plate->projection), &far_m, NULL, err);
    if (st != ENT_OK) return st;
    ent_pane_ring(&plate->pane, (ent_course){ring, DISC_CORNERS, ENT_EDGE_GREAT_CIRCLE, true}, &path);
    ent_pane_finish(&plate->pane, far_m < m->radius_m, &path);
    ent_ink_simplify(&path, 0.1, true);
    ent_svg_path(&plate->out, m->coarser ? "coarser" : "disc", NULL, &path, true);
    plate->shows[m->coarser ? ENT_SHOWN_COARSER : ENT_SHOWN_DISC] = true;
    ent_ink_done(&path);
    return ENT_OK;
}

static ent_status area_ink(ent_plate *plate, const ent_map_mark *m, ent_ink *path, ent_error *err)
{
    const ent_rings *a = m->area;
    for (size_t k = 0; k < a->ring_count; k++) {
        const ent_course course = {a->points + a->starts[k], a->starts[k + 1] - a->starts[k],
                                   m->area_geodesic ? ENT_EDGE_GREAT_CIRCLE : ENT_EDGE_STRAIGHT, false};
        if (m->area_is_line)
            ent_pane_line(&plate->pane, course, path);
        else
            ent_pane_ring(&plate->pane, course, path);
    }
    if (m->area_is_line) return ENT_OK;
    ent_tree *tree = NULL;
    const ent_status st = ent_tree_build(a, 1, (ent_tree_opts){0}, &tree, err);
    if (st != ENT_OK) return st;
    ent_pane_finish(&plate->pane, ent_is_yes(ent_tree_contains(tree, ent_projection_far(plate->projection))),
                    path);
    ent_tree_free(tree);
    return ENT_OK;
}

/* The middle of the longest stretch that lies inside, on a level half way up: where an area's symbol stands.
 */
static bool inner_point(const ent_ink *path, ent_xy *out)
{
    double top = INFINITY, low = -INFINITY, best = 0;
    for (size_t k = 0; k < path->count; k++) {
        top = fmin(top, path->points[k].y);
        low = fmax(low, path->points[k].y);
    }
    for (int level = 1; level < 8; level++) {
        double x[64];
        size_t count = 0;
        const double y = top + (low - top) * level / 8 + 0.0137;
        for (size_t part = 0; part < path->part_count; part++) {
            const size_t start = path->starts[part], end = ent_ink_end(path, part);
            for (size_t k = start; k < end && count < 64; k++) {
                const ent_xy a = path->points[k], b = path->points[k + 1 < end ? k + 1 : start];
                if ((a.y <= y) != (b.y <= y)) x[count++] = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
            }
        }
        for (size_t i = 1; i < count; i++)
            for (size_t k = i; k > 0 && x[k] < x[k - 1]; k--) {
                const double swap = x[k];
                x[k] = x[k - 1], x[k - 1] = swap;
            }
        for (size_t k = 0; k + 1 < count; k += 2)
            if (x[k + 1] - x[k] > best) best = x[k + 1] - x[k], *out = (ent_xy){(x[k] + x[k + 1]) / 2, y};
    }
    return best > 0;
}

static ent_status draw_area(ent_plate *plate, const ent_map_mark *m, ent_xy *out_at, bool *out_there,
                            ent_error *err)
{
    ent_ink path = {0};
    const ent_status st = area_ink(plate, m, &path, err);
    if (st == ENT_OK) {
        ent_ink_simplify(&path, 0.1, !m->area_is_line);
        ent_svg_path(&plate->out,
                     m->area_is_line ? "area-line"
                     : m->coarser    ? "coarser"
                                     : "area",
                     NULL, &path, !m->area_is_line);
        plate->shows[m->coarser ? ENT_SHOWN_COARSER : ENT_SHOWN_AREA] = true;
        *out_there = m->area_is_line ? path.count > 0 : inner_point(&path, out_at);
        if (m->area_is_line && path.count > 0) *out_at = path.points[path.count / 2];
    }
    ent_ink_done(&path);
    return st;
}

/* Countries that are all that is known: shaded once each, whatever the number of records. */
static ent_status shade_countries(ent_plate *plate, ent_error *err)
{
    int countries[256];
    size_t count = 0;
    for (size_t k = 0; k < plate->map->mark_count; k++) {
        const ent_map_mark *m = &plate->map->marks[k];
        bool known = m->country < 0 || m->has_place || m->area != NULL;
        for (size_t i = 0; i < count && !known; i++) known = countries[i] == m->country;
        if (!known && count < 256) countries[count++] = m->country;
    }
    if (count == 0) return ENT_OK;
    ent_ink path = {0};
    const ent_status st = ent_plate_rings_of(plate, countries, count, &path, err);
    if (st == ENT_OK) ent_svg_path(&plate->out, "country-only", NULL, &path, true);
    plate->shows[ENT_SHOWN_COUNTRY] = path.part_count > 0;
    ent_ink_done(&path);
    return st;
}

static ent_status country_spot(ent_plate *plate, int country, ent_xy *out, bool *out_there, ent_error *err)
{
    ent_tally t;
    double best = 0;
    if (!ent_tally_make(&plate->raster, country, &t))
        return ent_fail(err, ENT_E_NOMEM, "out of memory for a mark");
    for (size_t y = t.y0; y < t.y1; y++)
        for (size_t x = t.x0; x < t.x1; x++) {
            const ent_xy at = {plate->window.x0 + ((double)x + 0.5) * ENT_RASTER_CELL,
                               plate->window.y0 + ((double)y + 0.5) * ENT_RASTER_CELL};
            const double off = hypot(at.x - t.middle.x, at.y - t.middle.y);
            const double score =
                ent_tally_share(&t, (ent_rect){at.x - 8, at.y - 8, at.x + 8, at.y + 8}) + 1 / (1 + off / 40);
            if (score > best) best = score, *out = at;
        }
    *out_there = best > 0;
    ent_tally_done(&t);
    return ENT_OK;
}

/* ---- symbols ---------------------------------------------------------------------------------------- */

void ent_plate_symbol(ent_buf *out, ent_map_look look, ent_xy at)
{
    static const char *const forms[ENT_MAP_LOOK_COUNT] = {
        "<circle class=\"plain\" r=\"1.9\"/>",
        "<path class=\"breach\" d=\"M0-3.9L3.9 0 0 3.9-3.9 0Z\"/>",
        "<path class=\"unclear-paper\" d=\"M-2.9-2.9H2.9V2.9H-2.9Z\"/><path class=\"unclear\" "
        "d=\"M-2.9-2.9H2.9L-2.9 2.9Z\"/>",
        "<path class=\"none-shown\" d=\"M0-3.4L3.3 2.6H-3.3Z\"/>",
        "<circle class=\"kept\" r=\"2.8\"/>",
        "<path class=\"exempt-paper\" d=\"M-2.6-2.6L2.6 2.6M-2.6 2.6L2.6-2.6\"/>"
        "<path class=\"exempt\" d=\"M-2.6-2.6L2.6 2.6M-2.6 2.6L2.6-2.6\"/>"};
    ent_buf_adds(out, "<g transform=\"translate(");
    ent_svg_number(out, at.x);
    ent_buf_addc(out, ' ');
    ent_svg_number(out, at.y);
    ent_buf_printf(out, ")\">%s</g>\n", forms[look]);
}

/* One symbol more: joined to one like it, or moved aside from another. */
static void place(placed *list, size_t *count, const ent_map_mark *m, ent_xy at)
{
    const int country = m->has_place || m->area ? -1 : m->country;
    for (size_t k = 0; k < *count; k++) {
        if (list[k].look != m->look || list[k].country != country) continue;
        if (country < 0 && hypot(list[k].at.x - at.x, list[k].at.y - at.y) > NEAR) continue;
        list[k].count++;
        return;
    }
    const ent_xy from = at;
    for (size_t tries = 0, k = 0; k < *count && tries < 12; k++) {
        const double apart = country >= 0 || list[k].country >= 0 ? 2 * SOMEWHERE : 2 * REACH;
        if (hypot(list[k].at.x - at.x, list[k].at.y - at.y) > apart) continue;
        at.x = list[k].at.x + apart + 0.6;
        k = (size_t)-1, tries++; /* look at all of them again */
    }
    list[(*count)++] = (placed){at, from, m->look, 1, m->label ? m->label : "", country};
}

static void text_of(const placed *p, char *out, size_t size)
{
    if (p->count > 1)
        snprintf(out, size, "%s%s+%zu", p->label, *p->label ? " " : "", p->count - 1);
    else
        snprintf(out, size, "%s", p->label);
}

static bool has_room(const ent_plate *plate, ent_rect box)
{
    return ent_plate_in_window(plate, (ent_xy){box.x0, box.y0}) &&
           ent_plate_in_window(plate, (ent_xy){box.x1, box.y1}) && ent_labels_free_at(&plate->labels, box);
}

/* From a symbol's edge to what has been moved away from it. */
static void lead(ent_plate *plate, ent_xy from, ent_xy to, double reach)
{
    const double far = hypot(to.x - from.x, to.y - from.y);
    if (far <= reach) return;
    const ent_xy start = {from.x + (to.x - from.x) * reach / far, from.y + (to.y - from.y) * reach / far};
    ent_svg_line(&plate->out, "leader", start, to);
}

/* Beside the symbol, else farther off with a line that leads there, else not at all. */
static void label(ent_plate *plate, const placed *p)
{
    static const double dx[8] = {1, -1, 1, 1, -1, -1, 0, 0}, dy[8] = {0, 0, -1, 1, -1, 1, -1.2, 1.2};
    static const double off[] = {0, 6, 11, 17, 24};
    const double reach = p->country >= 0 ? SOMEWHERE : REACH;
    char text[160];
    text_of(p, text, sizeof text);
    const double width = ent_text_width(ent_str_of(text), LABEL_SIZE, false, 0);
    for (size_t k = 0; k < 8 * sizeof off / sizeof *off && width > 0; k++) {
        const double more = off[k / 8];
        const ent_xy at = {p->at.x + dx[k % 8] * (reach + 1.8 + more + width / 2),
                           p->at.y + dy[k % 8] * (reach + 1.6 + more)};
        const ent_rect box = {at.x - width / 2 - 0.8, at.y - 2.8, at.x + width / 2 + 0.8, at.y + 2.8};
        if (!has_room(plate, box)) continue;
        ent_labels_take(&plate->labels, box);
        if (more > 0) lead(plate, p->at, (ent_xy){at.x - dx[k % 8] * width / 2, at.y - dy[k % 8] * 2}, reach);
        const ent_svg_text how = {"mark-name", {at.x, at.y + 2}, LABEL_SIZE, 0, ENT_SVG_MIDDLE};
        ent_svg_write_text(&plate->out, &how, ent_str_of(text));
        return;
    }
}

static void draw_symbols(ent_plate *plate, const placed *list, size_t count)
{
    ent_buf_adds(&plate->out, "<g id=\"symbols\">\n");
    for (size_t k = 0; k < count; k++)
        if (hypot(list[k].at.x - list[k].from.x, list[k].at.y - list[k].from.y) > 1) {
            ent_svg_circle(&plate->out, "leader-foot", list[k].from, 0.9);
            ent_svg_line(&plate->out, "leader", list[k].from, list[k].at);
        }
    for (size_t k = 0; k < count; k++) {
        const ent_xy at = list[k].at;
        const double reach = list[k].country >= 0 ? SOMEWHERE : REACH;
        if (list[k].country >= 0) ent_svg_circle(&plate->out, "somewhere", at, SOMEWHERE);
        ent_plate_symbol(&plate->out, list[k].look, at);
        ent_labels_take(&plate->labels, (ent_rect){at.x - reach, at.y - reach, at.x + reach, at.y + reach});
    }
    for (int look = ENT_MAP_BREACH; look <= ENT_MAP_LOOK_COUNT;
         look++) /* breaches get the room first, plain ones last */
        for (size_t k = 0; k < count; k++)
            if ((int)list[k].look == look % ENT_MAP_LOOK_COUNT) label(plate, &list[k]);
    ent_buf_adds(&plate->out, "</g>\n");
}

static ent_status draw_mark(ent_plate *plate, const ent_map_mark *m, placed *list, size_t *count,
                            ent_error *err)
{
    ent_xy at = {0, 0};
    bool there = false;
    ent_status st = ENT_OK;
    if (m->has_place) {
        there = ent_pane_at(&plate->pane, m->place, &at);
        if (m->radius_m * plate->pane.scale > REACH) st = draw_disc(plate, m, err);
    } else if (m->area) {
        st = draw_area(plate, m, &at, &there, err);
    } else if (m->country >= 0) {
        st = country_spot(plate, m->country, &at, &there, err);
    }
    if (m->coarser) return st;
    plate->looks[m->look]++;
    if (st != ENT_OK || !there || !ent_plate_in_window(plate, at)) return st;
    place(list, count, m, at);
    return ENT_OK;
}

ent_status ent_plate_marks(ent_plate *plate, ent_error *err)
{
    const ent_map *map = plate->map;
    if (map->mark_count == 0) return ENT_OK;
    placed *list = ent_alloc_zero(map->mark_count, sizeof *list);
    size_t count = 0;
    ent_status st = list ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory for the records of a map");
    ent_buf_adds(&plate->out, "<g id=\"records\" clip-path=\"url(#window)\">\n");
    if (st == ENT_OK) st = shade_countries(plate, err);
    for (size_t k = 0; k < map->mark_count && st == ENT_OK; k++)
        st = draw_mark(plate, &map->marks[k], list, &count, err);
    ent_buf_adds(&plate->out, "</g>\n");
    if (st == ENT_OK) draw_symbols(plate, list, count);
    ent_free(list);
    return st;
}
