/* frame.c: what of the Earth a map shows, how it is projected, and where on the page it lies.
 *
 * The window is fitted to what there is to be seen. As long as that lies within FLAT_DEG of a middle it is
 * drawn in an equal-area projection around it; more is a disc, equidistant from the middle, so that reaches
 * are true along its radii; and what leaves little of the Earth out is drawn on the whole of it. */
#include "base/limits.h"
#include "base/mem.h"
#include "map/sheet.h"

#include <math.h>
#include <string.h>

#define FLAT_DEG 55.0  /* how far from the middle an equal-area map may reach */
#define DISC_DEG 135.0 /* and a disc */
#define LEAST_DEG 0.12 /* no map shows less around its middle */
#define MARGIN 0.07    /* around what is to be seen, as a part of it */
#define EDGE 26.0      /* of the page, points */
#define COLUMN 196.0   /* width of the column */
#define GUTTER 16.0
#define BEYOND 12.0      /* how far past the window things are drawn */
#define POINTS_MAX 60000 /* directions looked at to fit the window */

/* ---- what there is to be seen ----------------------------------------------------------------------- */

typedef struct seen {
    ent_unit3 *at;
    size_t count, cap;
    bool failed;
} seen;

static void see(seen *s, ent_unit3 v)
{
    if (s->count == s->cap) {
        const size_t cap = s->cap ? s->cap * 2 : 1024;
        ent_unit3 *grown = ent_realloc(s->at, cap, sizeof *grown);
        if (!grown) s->failed = true;
        if (s->failed) return;
        s->at = grown, s->cap = cap;
    }
    s->at[s->count++] = v;
}

static void see_cap(seen *s, ent_lonlat centre, double radius_m)
{
    const ent_unit3 middle = ent_unit3_of(centre);
    see(s, middle);
    if (!(radius_m > 0)) return;
    const double angle = fmin(180, radius_m / 111195.0);
    for (int k = 0; k < 48; k++) see(s, ent_unit3_around(middle, 7.5 * k, angle));
}

static ent_status see_zone(seen *s, const ent_zone *zone, ent_error *err)
{
    ent_polygons *polygons = NULL;
    const ent_status st = ent_zone_polygons(zone, ENT_OUTLINE_UNCUT, &polygons, err);
    if (st != ENT_OK) return st;
    const size_t rings = ent_polygons_ring_count(polygons);
    for (size_t k = 0; k < rings; k++) {
        const ent_polygon_ring ring = ent_polygons_ring_at(polygons, k);
        const size_t step = 1 + ring.count / 2000;
        for (size_t i = 0; i < ring.count && s->count < POINTS_MAX; i += step)
            see(s, ent_unit3_of(ring.points[i]));
    }
    if (ent_polygons_is_everything(polygons))
        for (int k = 0; k < 3; k++) see_cap(s, (ent_lonlat){120.0 * k, 0}, 1e7);
    ent_polygons_free(polygons);
    return ENT_OK;
}

static void see_country(seen *s, const ent_map *map, int country)
{
    ent_lonlat centre;
    double radius;
    ent_atlas_country_cap(map->atlas, map->query, country, &centre, &radius);
    if (radius >= 0) see_cap(s, centre, radius);
}

/* Of a country alone its middle: large ones would take the whole map. */
static void see_mark(seen *s, const ent_map *map, const ent_map_mark *m)
{
    if (!m->has_place && !m->area && m->country >= 0) {
        ent_lonlat centre;
        double radius;
        ent_atlas_country_cap(map->atlas, map->query, m->country, &centre, &radius);
        if (radius >= 0) see_cap(s, centre, fmin(radius, 300e3));
    }
    if (m->has_place) see_cap(s, m->place, m->radius_m);
    if (!m->area) return;
    const size_t count = m->area->starts[m->area->ring_count], step = 1 + count / 1000;
    for (size_t k = 0; k < count; k += step) see(s, ent_unit3_of(m->area->points[k]));
}

static void see_tree(seen *s, const ent_tree *tree)
{
    const size_t count = ent_tree_segment_count(tree), step = 1 + count / 4000;
    for (size_t k = 0; k < count; k += step) {
        ent_lonlat a, b;
        ent_tree_segment(tree, k, &a, &b);
        see(s, ent_unit3_of(a));
    }
}

static void see_box(seen *s, const ent_map_extent *e)
{
    const double wide = e->east_deg - e->west_deg + (e->east_deg <= e->west_deg ? 360 : 0);
    for (int i = 0; i <= 40; i++)
        for (int k = 0; k <= 40; k++) {
            const ent_lonlat p = {e->west_deg + wide * i / 40,
                                  e->south_deg + (e->north_deg - e->south_deg) * k / 40};
            see(s, ent_unit3_of(p));
        }
}

static ent_status see_zones(seen *s, const ent_map *map, ent_error *err)
{
    for (size_t k = 0; k < map->zone_count; k++) {
        const ent_status st = see_zone(s, map->zones[k].zone, err);
        if (st != ENT_OK) return st;
    }
    return ENT_OK;
}

static double spread_of(const seen *s)
{
    ent_unit3 middle;
    double radius = 180;
    if (s->count > 0 && !s->failed) ent_unit3_cap(s->at, s->count, &middle, &radius);
    return radius;
}

/* Records come first: a zone that reaches round the Earth is shown as far as they lie. */
static ent_status see_all(seen *s, const ent_map *map, ent_error *err)
{
    if (map->extent.kind == ENT_MAP_BOX) see_box(s, &map->extent);
    if (map->extent.kind == ENT_MAP_BOX) return ENT_OK;
    for (size_t k = 0; k < map->mark_count; k++) see_mark(s, map, &map->marks[k]);
    const size_t marks = s->count;
    const ent_status st = see_zones(s, map, err);
    if (st != ENT_OK) return st;
    if (marks > 0 && spread_of(s) > FLAT_DEG) s->count = marks;
    for (size_t k = 0; k < map->line_count; k++) see_tree(s, map->lines[k].shape);
    for (size_t k = 0; k < map->subject_count && s->count == 0; k++) see_country(s, map, map->subject[k]);
    if (s->failed) return ent_fail(err, ENT_E_NOMEM, "out of memory for the extent of a map");
    return ENT_OK;
}

/* ---- the projection --------------------------------------------------------------------------------- */

static double rounded(double v, double step)
{
    return round(v / step) * step;
}

static void choose(const ent_map *map, ent_unit3 middle, double radius_deg, char *out, size_t size)
{
    const ent_lonlat at = ent_unit3_place(middle);
    const double step = radius_deg > 10 ? 0.5 : radius_deg > 1 ? 0.05 : 0.005;
    const double lat = rounded(at.lat_deg, step), lon = rounded(at.lon_deg, step);
    if (map->extent.kind == ENT_MAP_WORLD)
        snprintf(out, size, "+proj=eqearth +lon_0=%.12g", rounded(at.lon_deg, 5));
    else if (map->extent.kind == ENT_MAP_GLOBE)
        snprintf(out, size, "+proj=ortho +lat_0=%.12g +lon_0=%.12g", lat, lon);
    else if (radius_deg > DISC_DEG)
        snprintf(out, size, "+proj=eqearth +lon_0=%.12g", rounded(at.lon_deg, 5));
    else if (radius_deg > FLAT_DEG)
        snprintf(out, size, "+proj=aeqd +lat_0=%.12g +lon_0=%.12g", lat, lon);
    else
        snprintf(out, size, "+proj=laea +lat_0=%.12g +lon_0=%.12g", lat, lon);
}

/* ---- the window ------------------------------------------------------------------------------------- */

/* Everything the projection shows, on the plane. */
static void see_domain(const ent_projection *p, seen *s)
{
    const ent_domain *d = ent_projection_domain(p);
    if (d->azimuthal) {
        see_cap(s, d->centre, (d->horizon_deg - 0.01) * 111195.0);
        return;
    }
    for (int i = 0; i <= 72; i++)
        for (int k = 0; k <= 36; k++) {
            const double off = d->half_width_deg * (i - 36) / 36.0 * 0.999999;
            const double lat = d->south_deg + (d->north_deg - d->south_deg) * k / 36;
            see(s, ent_unit3_of((ent_lonlat){d->centre.lon_deg + off, lat}));
        }
}

static bool bounds(const ent_projection *p, const seen *s, ent_rect *out)
{
    ent_rect r = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t k = 0; k < s->count; k++) {
        ent_xy at;
        if (!ent_projection_at(p, ent_unit3_place(s->at[k]), &at)) continue;
        r.x0 = fmin(r.x0, at.x), r.x1 = fmax(r.x1, at.x);
        r.y0 = fmin(r.y0, at.y), r.y1 = fmax(r.y1, at.y);
    }
    if (!(r.x1 >= r.x0)) return false;
    *out = r;
    return true;
}

static void lay_out(ent_sheet *sheet, ent_rect plane, double margin)
{
    const double room_x = sheet->window.x1 - sheet->window.x0, room_y = sheet->window.y1 - sheet->window.y0;
    const double least = 2 * LEAST_DEG * 111195;
    const double wide = fmax(plane.x1 - plane.x0, least) * (1 + 2 * margin);
    const double high = fmax(plane.y1 - plane.y0, least) * (1 + 2 * margin);
    sheet->pane.projection = sheet->projection;
    sheet->pane.scale = fmin(room_x / wide, room_y / high);
    sheet->pane.middle = (ent_xy){(plane.x0 + plane.x1) / 2, (plane.y0 + plane.y1) / 2};
    sheet->pane.centre =
        (ent_xy){(sheet->window.x0 + sheet->window.x1) / 2, (sheet->window.y0 + sheet->window.y1) / 2};
    sheet->pane.clip = (ent_rect){sheet->window.x0 - BEYOND, sheet->window.y0 - BEYOND,
                                  sheet->window.x1 + BEYOND, sheet->window.y1 + BEYOND};
    sheet->pane.tolerance = 0.08;
}

static ent_status open_projection(ent_sheet *sheet, const seen *s, double *out_radius, ent_error *err)
{
    char chosen[128];
    ent_unit3 middle = ent_unit3_of((ent_lonlat){10, 20});
    double radius = 180;
    if (s->count > 0) ent_unit3_cap(s->at, s->count, &middle, &radius);
    *out_radius = radius;
    choose(sheet->map, middle, radius, chosen, sizeof chosen);
    return ent_projection_new(sheet->map->projection ? sheet->map->projection : chosen, &sheet->projection,
                              err);
}

/* Much of what the projection can show is to be seen: then show all of it. */
static bool wants_all(const ent_sheet *sheet, double radius_deg)
{
    const ent_map *map = sheet->map;
    if (map->extent.kind == ENT_MAP_BOX) return radius_deg > DISC_DEG;
    return map->extent.kind != ENT_MAP_FIT || radius_deg > FLAT_DEG;
}

static ent_status fit(ent_sheet *sheet, seen *s, double radius_deg, ent_error *err)
{
    const ent_domain *d = ent_projection_domain(sheet->projection);
    ent_rect plane;
    const bool all = wants_all(sheet, radius_deg);
    if (all && d->azimuthal && !sheet->map->projection && sheet->map->extent.kind == ENT_MAP_FIT)
        ent_projection_narrow(sheet->projection, fmin(179, radius_deg * 1.04 + 1));
    if (all) {
        s->count = 0;
        see_domain(sheet->projection, s);
        sheet->whole = true, sheet->round = d->azimuthal;
    }
    if (s->failed) return ent_fail(err, ENT_E_NOMEM, "out of memory for the extent of a map");
    if (!bounds(sheet->projection, s, &plane))
        return ent_fail(err, ENT_E_USAGE, "the projection \"%s\" shows nothing of what the map is about",
                        ent_projection_definition(sheet->projection));
    lay_out(sheet, plane, all ? 0.004 : MARGIN);
    sheet->radius = (plane.x1 - plane.x0) / 2 * sheet->pane.scale;
    return ENT_OK;
}

ent_status ent_sheet_frame(ent_sheet *sheet, ent_error *err)
{
    seen s = {0};
    double radius = 180;
    sheet->page = (ent_rect){0, 0, ENT_MAP_WIDTH_PT, ENT_MAP_HEIGHT_PT};
    sheet->window =
        (ent_rect){EDGE, EDGE, ENT_MAP_WIDTH_PT - EDGE - COLUMN - GUTTER, ENT_MAP_HEIGHT_PT - EDGE};
    sheet->column =
        (ent_rect){sheet->window.x1 + GUTTER, EDGE, ENT_MAP_WIDTH_PT - EDGE, ENT_MAP_HEIGHT_PT - EDGE};
    ent_status st = see_all(&s, sheet->map, err);
    if (st == ENT_OK) st = open_projection(sheet, &s, &radius, err);
    if (st == ENT_OK) st = fit(sheet, &s, radius, err);
    ent_free(s.at);
    if (st == ENT_OK) ent_sheet_focus(sheet);
    return st;
}

/* ---- what can be seen ------------------------------------------------------------------------------- */

void ent_sheet_focus(ent_sheet *sheet)
{
    const ent_domain *d = ent_projection_domain(sheet->projection);
    ent_unit3 at[21 * 21];
    size_t count = 0;
    for (int i = 0; i < 21 && !sheet->round; i++)
        for (int k = 0; k < 21; k++) {
            const ent_rect *c = &sheet->pane.clip;
            const ent_xy p = {c->x0 + (c->x1 - c->x0) * i / 20, c->y0 + (c->y1 - c->y0) * k / 20};
            ent_lonlat place;
            if (ent_pane_back(&sheet->pane, p, &place)) at[count++] = ent_unit3_of(place);
        }
    sheet->focus = (ent_focus){ent_unit3_of(d->centre), d->azimuthal ? d->horizon_deg : 180, 0};
    if (count > 0) ent_unit3_cap(at, count, &sheet->focus.middle, &sheet->focus.radius_deg);
    sheet->focus.radius_deg += 1;
    sheet->focus.step_deg = 0.3 / sheet->pane.scale / 111195;
}

bool ent_sheet_in_window(const ent_sheet *sheet, ent_xy p)
{
    if (sheet->round) {
        const double dx = p.x - sheet->pane.centre.x, dy = p.y - sheet->pane.centre.y;
        return hypot(dx, dy) <= sheet->radius;
    }
    return p.x >= sheet->window.x0 && p.x <= sheet->window.x1 && p.y >= sheet->window.y0 &&
           p.y <= sheet->window.y1;
}
