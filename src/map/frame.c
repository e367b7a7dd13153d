/* frame.c: what of the Earth a map shows, how it is projected, and where on the page it lies.
 *
 * The window is fitted to what there is to be seen. As long as that lies within FLAT_DEG of a middle it is
 * drawn in an equal-area projection around it (small parts of a zone far from the others may then lie
 * outside the window); more is a disc, equidistant from the middle, so that reaches
 * are true along its radii; and what leaves little of the Earth out is drawn on the whole of it. */
#include "base/limits.h"
#include "base/mem.h"
#include "map/plate.h"

#include <math.h>
#include <string.h>

#define FLAT_DEG 55.0  /* how far from the middle an equal-area map may reach */
#define DISC_DEG 135.0 /* and a disc */
#define LEAST_DEG 0.12 /* no map shows less around its middle */
#define MAIN_PART 0.22 /* of the greatest ring of a zone: smaller ones may be left out of the extent */
#define AROUND 1.25    /* ground that a clause speaks of is seen to so often the spread of its records */
#define AROUND_DEG 5.0 /* or as far as this from their middle */
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
    if (s->failed) return;
    if (s->count == s->cap) {
        const size_t cap = s->cap ? s->cap * 2 : 1024;
        ent_unit3 *grown = ent_realloc(s->at, cap, sizeof *grown);
        if (!grown) {
            s->failed = true;
            return;
        }
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

/* How far a ring reaches from a middle of its own, in degrees: by some of its corners. */
static double reach_of(ent_polygon_ring ring)
{
    ent_unit3 some[64], middle;
    double radius = 0;
    size_t count = 0;
    for (size_t i = 0; i < ring.count && count < 64; i += 1 + ring.count / 64)
        some[count++] = ent_unit3_of(ring.points[i]);
    if (count > 0) ent_unit3_cap(some, count, &middle, &radius);
    return radius;
}

static void see_ring(seen *s, ent_polygon_ring ring)
{
    const size_t step = 1 + ring.count / 2000;
    for (size_t i = 0; i < ring.count && s->count < POINTS_MAX; i += step)
        see(s, ent_unit3_of(ring.points[i]));
}

/* `main_only`: without the rings that are small beside the greatest, such as islands overseas. */
static ent_status see_zone(seen *s, const ent_zone *zone, bool main_only, ent_error *err)
{
    ent_polygons *polygons = NULL;
    const ent_status st = ent_zone_polygons(zone, ENT_OUTLINE_UNCUT, &polygons, err);
    if (st != ENT_OK) return st;
    const size_t rings = ent_polygons_ring_count(polygons);
    double greatest = 0;
    for (size_t k = 0; k < rings && main_only; k++)
        greatest = fmax(greatest, reach_of(ent_polygons_ring_at(polygons, k)));
    for (size_t k = 0; k < rings; k++) {
        const ent_polygon_ring ring = ent_polygons_ring_at(polygons, k);
        if (!main_only || reach_of(ring) >= MAIN_PART * greatest) see_ring(s, ring);
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
    if (isinf(radius))
        s->failed = true; /* its way to say that memory ran out */
    else if (radius >= 0)
        see_cap(s, centre, radius);
}

/* Of a country alone its middle: large ones would take the whole map. */
static void see_mark(seen *s, const ent_map *map, const ent_map_mark *m)
{
    if (!m->has_place && !m->area && m->country >= 0) {
        ent_lonlat centre;
        double radius;
        ent_atlas_country_cap(map->atlas, map->query, m->country, &centre, &radius);
        s->failed |= isinf(radius);
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

static double spread_of(const seen *s)
{
    ent_unit3 middle;
    double radius = 180;
    if (s->count > 0 && !s->failed) ent_unit3_cap(s->at, s->count, &middle, &radius);
    return radius;
}

/* Zones that are too wide for a flat map are seen without their small parts, if they fit then. */
static ent_status see_zones(seen *s, const ent_map *map, ent_error *err)
{
    const size_t before = s->count;
    for (int pass = 0; pass < 3; pass++) { /* all of them; the main parts; all of them after all */
        s->count = before;
        for (size_t k = 0; k < map->zone_count; k++) {
            const ent_status st = see_zone(s, map->zones[k].zone, pass == 1, err);
            if (st != ENT_OK) return st;
        }
        if (s->count == before || spread_of(s) <= FLAT_DEG) break;
    }
    return ENT_OK;
}

/* What is seen from `first` on, but no farther than about that which is before: what lies beyond is seen up
 * to there. */
static void keep_near(seen *s, size_t first)
{
    ent_unit3 middle;
    double radius;
    if (first == 0 || s->failed) return;
    ent_unit3_cap(s->at, first, &middle, &radius);
    const double reach = fmax(AROUND * radius, AROUND_DEG);
    for (size_t k = first; k < s->count; k++)
        if (ent_unit3_angle_deg(middle, s->at[k]) > reach)
            s->at[k] = ent_unit3_towards(middle, s->at[k], reach);
}

/* Records come first: a zone or a line that reaches round the Earth is shown as far as they lie, and such a
 * zone as far as the lines of a clause where there are no records. (A line that is itself the subject is
 * another matter.) */
static ent_status see_all(seen *s, const ent_map *map, ent_error *err)
{
    if (map->extent.kind == ENT_MAP_BOX) see_box(s, &map->extent);
    if (map->extent.kind == ENT_MAP_BOX) return ENT_OK;
    for (size_t k = 0; k < map->mark_count; k++) see_mark(s, map, &map->marks[k]);
    const size_t marks = s->count;
    const ent_status st = see_zones(s, map, err);
    if (st != ENT_OK) return st;
    if (map->zones_are_ground) keep_near(s, marks);
    const bool by_lines = map->line_count > 0 && !map->subject_label;
    if (marks > 0 ? spread_of(s) > FLAT_DEG : by_lines && spread_of(s) > DISC_DEG) s->count = marks;
    const size_t before = s->count;
    for (size_t k = 0; k < map->line_count; k++) see_tree(s, map->lines[k].shape);
    if (before > 0 && spread_of(s) > FLAT_DEG) s->count = before;
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

static void lay_out(ent_plate *plate, ent_rect plane, double margin)
{
    const double room_x = plate->window.x1 - plate->window.x0, room_y = plate->window.y1 - plate->window.y0;
    const double least = 2 * LEAST_DEG * 111195;
    const double wide = fmax(plane.x1 - plane.x0, least) * (1 + 2 * margin);
    const double high = fmax(plane.y1 - plane.y0, least) * (1 + 2 * margin);
    plate->pane.projection = plate->projection;
    plate->pane.scale = fmin(room_x / wide, room_y / high);
    plate->pane.middle = (ent_xy){(plane.x0 + plane.x1) / 2, (plane.y0 + plane.y1) / 2};
    plate->pane.centre =
        (ent_xy){(plate->window.x0 + plate->window.x1) / 2, (plate->window.y0 + plate->window.y1) / 2};
    plate->pane.clip = (ent_rect){plate->window.x0 - BEYOND, plate->window.y0 - BEYOND,
                                  plate->window.x1 + BEYOND, plate->window.y1 + BEYOND};
    plate->pane.tolerance = 0.08;
}

/* Where the whole Earth is shown it is cut opposite what the map is about, else so that few lands are. */
static ent_status world_middle(const ent_map *map, ent_unit3 *out, ent_error *err)
{
    ent_lonlat centre = {10, 20};
    double radius = -1;
    if (map->subject_count > 0)
        ent_atlas_country_cap(map->atlas, map->query, map->subject[0], &centre, &radius);
    if (isinf(radius)) return ent_fail(err, ENT_E_NOMEM, "out of memory for the extent of a map");
    *out = ent_unit3_of(radius >= 0 ? centre : (ent_lonlat){10, 20});
    return ENT_OK;
}

static ent_status open_projection(ent_plate *plate, const seen *s, double *out_radius, ent_error *err)
{
    char chosen[128];
    ent_unit3 middle = ent_unit3_of((ent_lonlat){10, 20});
    double radius = 180;
    if (s->count > 0) ent_unit3_cap(s->at, s->count, &middle, &radius);
    *out_radius = radius;
    const ent_status st = radius > DISC_DEG ? world_middle(plate->map, &middle, err) : ENT_OK;
    if (st != ENT_OK) return st;
    choose(plate->map, middle, radius, chosen, sizeof chosen);
    return ent_projection_new(plate->map->projection ? plate->map->projection : chosen, &plate->projection,
                              err);
}

/* Much of what the projection can show is to be seen: then show all of it. */
static bool wants_all(const ent_plate *plate, double radius_deg)
{
    const ent_map *map = plate->map;
    if (map->extent.kind == ENT_MAP_BOX) return radius_deg > DISC_DEG;
    return map->extent.kind != ENT_MAP_FIT || radius_deg > FLAT_DEG;
}

static ent_status fit(ent_plate *plate, seen *s, double radius_deg, ent_error *err)
{
    const ent_domain *d = ent_projection_domain(plate->projection);
    ent_rect plane;
    const bool all = wants_all(plate, radius_deg);
    if (all && d->azimuthal && !plate->map->projection && plate->map->extent.kind == ENT_MAP_FIT)
        ent_projection_narrow(plate->projection, fmin(179, radius_deg * 1.04 + 1));
    if (all) {
        s->count = 0;
        see_domain(plate->projection, s);
        plate->whole = true, plate->round = d->azimuthal;
    }
    if (s->failed) return ent_fail(err, ENT_E_NOMEM, "out of memory for the extent of a map");
    if (!bounds(plate->projection, s, &plane))
        return ent_fail(err, ENT_E_USAGE, "the projection \"%s\" shows nothing of what the map is about",
                        ent_projection_definition(plate->projection));
    lay_out(plate, plane, all ? 0.004 : MARGIN);
    plate->radius = (plane.x1 - plane.x0) / 2 * plate->pane.scale;
    return ENT_OK;
}

ent_status ent_plate_frame(ent_plate *plate, ent_error *err)
{
    seen s = {0};
    double radius = 180;
    plate->page = (ent_rect){0, 0, ENT_MAP_WIDTH_PT, ENT_MAP_HEIGHT_PT};
    plate->window =
        (ent_rect){EDGE, EDGE, ENT_MAP_WIDTH_PT - EDGE - COLUMN - GUTTER, ENT_MAP_HEIGHT_PT - EDGE};
    plate->column =
        (ent_rect){plate->window.x1 + GUTTER, EDGE, ENT_MAP_WIDTH_PT - EDGE, ENT_MAP_HEIGHT_PT - EDGE};
    ent_status st = see_all(&s, plate->map, err);
    if (st == ENT_OK) st = open_projection(plate, &s, &radius, err);
    if (st == ENT_OK) st = fit(plate, &s, radius, err);
    ent_free(s.at);
    if (st == ENT_OK) ent_plate_focus(plate);
    return st;
}

/* ---- what can be seen ------------------------------------------------------------------------------- */

void ent_plate_focus(ent_plate *plate)
{
    const ent_domain *d = ent_projection_domain(plate->projection);
    ent_unit3 at[21 * 21];
    size_t count = 0;
    for (int i = 0; i < 21 && !plate->round; i++)
        for (int k = 0; k < 21; k++) {
            const ent_rect *c = &plate->pane.clip;
            const ent_xy p = {c->x0 + (c->x1 - c->x0) * i / 20, c->y0 + (c->y1 - c->y0) * k / 20};
            ent_lonlat place;
            if (ent_pane_back(&plate->pane, p, &place)) at[count++] = ent_unit3_of(place);
        }
    plate->focus = (ent_focus){ent_unit3_of(d->centre), d->azimuthal ? d->horizon_deg : 180, 0};
    if (count > 0) ent_unit3_cap(at, count, &plate->focus.middle, &plate->focus.radius_deg);
    plate->focus.radius_deg += 1;
    plate->focus.step_deg = 0.3 / plate->pane.scale / 111195;
}

bool ent_plate_in_window(const ent_plate *plate, ent_xy p)
{
    if (plate->round) {
        const double dx = p.x - plate->pane.centre.x, dy = p.y - plate->pane.centre.y;
        return hypot(dx, dy) <= plate->radius;
    }
    return p.x >= plate->window.x0 && p.x <= plate->window.x1 && p.y >= plate->window.y0 &&
           p.y <= plate->window.y1;
}
