/* polygons.c: which ring belongs to which. On the map a ring that runs counter-clockwise is an outer one and
 * a clockwise one is a hole of the smallest outer ring around it. On the sphere there is no outside: rings
 * belong together when they bound the same piece of the zone, which the map tells, once pieces that meet
 * across its border are counted as one; the ring with the least on its left is called the outer one. */
#include "zone/cut.h"
#include "base/mem.h"
#include "zone/zone.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DEGREE 0.017453292519943295769

/* ---- on the map ------------------------------------------------------------------------------------- */

static double twice_area(const ent_lonlat *p, size_t count)
{
    double sum = 0;
    for (size_t k = 0; k < count; k++) {
        ent_lonlat a = p[k], b = p[(k + 1) % count];
        sum += (a.lon_deg - p[0].lon_deg) * (b.lat_deg - p[0].lat_deg) -
               (b.lon_deg - p[0].lon_deg) * (a.lat_deg - p[0].lat_deg);
    }
    return sum;
}

static bool is_within(const ent_lonlat *p, size_t count, ent_lonlat place)
{
    bool inside = false;
    for (size_t k = 0; k < count; k++) {
        ent_lonlat a = p[k], b = p[(k + 1) % count];
        if ((a.lat_deg > place.lat_deg) == (b.lat_deg > place.lat_deg)) continue;
        double along = (place.lat_deg - a.lat_deg) / (b.lat_deg - a.lat_deg);
        if (a.lon_deg + along * (b.lon_deg - a.lon_deg) > place.lon_deg) inside = !inside;
    }
    return inside;
}

/* The smallest outer ring around a hole; the hole itself when there is none. */
static size_t outer_of(const ent_flat *flat, const double *area, size_t hole)
{
    size_t best = hole;
    ent_lonlat place = flat->points[flat->rings[hole].from];
    for (size_t k = 0; k < flat->ring_count; k++) {
        const ent_flat_ring *r = &flat->rings[k];
        if (area[k] <= 0 || (best != hole && area[k] >= area[best])) continue;
        if (is_within(flat->points + r->from, r->to - r->from, place)) best = k;
    }
    return best;
}

/* Give every ring the number of its outer ring as its polygon. */
static bool nest(ent_flat *flat)
{
    double *area = ent_alloc_zero(flat->ring_count + 1, sizeof *area);
    if (area == NULL) return false;
    for (size_t k = 0; k < flat->ring_count; k++)
        area[k] = twice_area(flat->points + flat->rings[k].from, flat->rings[k].to - flat->rings[k].from);
    for (size_t k = 0; k < flat->ring_count; k++)
        flat->rings[k].polygon = area[k] > 0 ? k : outer_of(flat, area, k);
    ent_free(area);
    return true;
}

/* ---- output ----------------------------------------------------------------------------------------- */

static int by_polygon(const void *pa, const void *pb)
{
    const ent_polygon_ring *a = pa, *b = pb;
    if (a->polygon != b->polygon) return a->polygon < b->polygon ? -1 : 1;
    if (a->is_hole != b->is_hole) return a->is_hole ? 1 : -1;
    return a->points < b->points ? -1 : a->points > b->points;
}

/* Order the rings and number the polygons 0, 1, 2 … */
static void settle_order(ent_polygons *p)
{
    size_t number = 0, last = SIZE_MAX;
    if (p->ring_count > 1) qsort(p->rings, p->ring_count, sizeof *p->rings, by_polygon);
    for (size_t k = 0; k < p->ring_count; k++) {
        if (k > 0 && p->rings[k].polygon != last) number++;
        last = p->rings[k].polygon;
        p->rings[k].polygon = number;
    }
}

static bool make_cut(ent_flat *flat, ent_polygons *out)
{
    out->rings = ent_alloc_zero(flat->ring_count + 1, sizeof *out->rings);
    if (out->rings == NULL || !nest(flat)) return false;
    out->points = flat->points;
    flat->points = NULL;
    for (size_t k = 0; k < flat->ring_count; k++) {
        const ent_flat_ring *r = &flat->rings[k];
        if (r->to - r->from < 3) continue;
        out->rings[out->ring_count++] =
            (ent_polygon_ring){out->points + r->from, r->to - r->from, r->polygon, r->polygon != k};
    }
    settle_order(out);
    return true;
}

/* ---- on the sphere ---------------------------------------------------------------------------------- */

/* Area on the left of a ring on the unit sphere, in (0, 4 pi): the turn in longitude less the integral of the
 * sine of latitude over it, edge by edge. */
static double left_area(const ent_vec *p, size_t count)
{
    double sum = 0, all = 4 * 3.14159265358979323846;
    for (size_t k = 0; k < count; k++) {
        ent_vec a = p[k], b = p[(k + 1) % count];
        double turn = atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y), half = tan(0.5 * turn);
        double ta = a.z / (1 + sqrt(a.x * a.x + a.y * a.y)), tb = b.z / (1 + sqrt(b.x * b.x + b.y * b.y));
        sum += turn - 2 * atan2(half * (ta + tb), 1 + ta * tb);
    }
    sum = fmod(sum, all);
    return sum < 0 ? sum + all : sum;
}

static size_t root_of(size_t *parent, size_t k)
{
    while (parent[k] != k) k = parent[k] = parent[parent[k]];
    return k;
}

static void unite(size_t *parent, size_t a, size_t b)
{
    size_t ra = root_of(parent, a), rb = root_of(parent, b);
    parent[ra > rb ? ra : rb] = ra > rb ? rb : ra;
}

/* The part of a stretch of border that lies on the map's right or left side, as latitudes. */
static bool side_of(ent_flat_shore s, bool right, int round, double *lo, double *hi)
{
    double from = s.from - 1080.0 * round, to = s.to - 1080.0 * round;
    double a = fmax(from, right ? 0.0 : 540.0), b = fmin(to, right ? 180.0 : 720.0);
    if (!(a < b)) return false;
    *lo = right ? a - 90.0 : 630.0 - b;
    *hi = right ? b - 90.0 : 630.0 - a;
    return true;
}

static bool meet(ent_flat_shore a, ent_flat_shore b)
{
    double a_lo = 0, a_hi = 0, b_lo = 0, b_hi = 0;
    for (int k = 0; k < 4; k++)
        if (side_of(a, true, k & 1, &a_lo, &a_hi) && side_of(b, false, k >> 1, &b_lo, &b_hi) && a_lo < b_hi &&
            b_lo < a_hi)
            return true;
    return false;
}

/* Pieces of the zone as sets of flat rings. */
static void find_pieces(const ent_flat *flat, size_t *parent)
{
    for (size_t k = 0; k < flat->ring_count; k++) parent[k] = k;
    for (size_t k = 0; k < flat->ring_count; k++) unite(parent, k, flat->rings[k].polygon);
    for (size_t a = 0; a < flat->shore_count; a++)
        for (size_t b = 0; b < flat->shore_count; b++)
            if (meet(flat->shores[a], flat->shores[b]))
                unite(parent, flat->shores[a].ring, flat->shores[b].ring);
    for (size_t a = 0; a < flat->source_count; a++)
        for (size_t b = a + 1; b < flat->source_count && flat->sources[b].source == flat->sources[a].source;
             b++)
            unite(parent, flat->sources[a].ring, flat->sources[b].ring);
}

static int by_source(const void *pa, const void *pb)
{
    const ent_flat_source *a = pa, *b = pb;
    if (a->source != b->source) return a->source < b->source ? -1 : 1;
    return (a->ring > b->ring) - (a->ring < b->ring);
}

static void write_backwards(const ent_vec *from, size_t count, ent_lonlat *to)
{
    for (size_t k = 0; k < count; k++) to[k] = ent_vec_lonlat(from[count - 1 - k]);
}

/* Of the rings of one piece, the one with the least on its left is the outer one. */
static void choose_outer(ent_polygons *out, const double *left)
{
    for (size_t k = 0; k < out->ring_count; k++) {
        out->rings[k].is_hole = false;
        for (size_t m = 0; m < out->ring_count; m++) {
            if (m == k || out->rings[m].polygon != out->rings[k].polygon) continue;
            if (left[m] < left[k] || (left[m] == left[k] && m < k)) out->rings[k].is_hole = true;
        }
    }
}

static bool make_uncut(const ent_zone *zone, ent_flat *flat, ent_polygons *out)
{
    const ent_trace *t = &zone->trace;
    size_t *parent = ent_alloc_zero(flat->ring_count + 1, sizeof *parent);
    double *left = ent_alloc_zero(t->ring_count + 1, sizeof *left);
    bool good = parent != NULL && left != NULL && nest(flat);
    if (good) {
        out->rings = ent_alloc_zero(t->ring_count + 1, sizeof *out->rings);
        out->points = ent_alloc_zero(t->starts[t->ring_count] + 1, sizeof *out->points);
        good = out->rings != NULL && out->points != NULL;
    }
    if (good) {
        if (flat->source_count > 1)
            qsort(flat->sources, flat->source_count, sizeof *flat->sources, by_source);
        find_pieces(flat, parent);
        for (size_t k = 0; k < flat->source_count; k++) {
            size_t source = flat->sources[k].source, from = t->starts[source],
                   count = t->starts[source + 1] - from;
            if (k > 0 && flat->sources[k - 1].source == source) continue;
            write_backwards(t->points + from, count, out->points + from);
            left[out->ring_count] = left_area(t->points + from, count);
            size_t piece = root_of(parent, flat->sources[k].ring);
            out->rings[out->ring_count++] = (ent_polygon_ring){out->points + from, count, piece, false};
        }
        choose_outer(out, left);
        settle_order(out);
    }
    ent_free(parent);
    ent_free(left);
    return good;
}

/* ---- public ----------------------------------------------------------------------------------------- */

void ent_polygons_free(ent_polygons *polygons)
{
    if (polygons == NULL) return;
    ent_free(polygons->points);
    ent_free(polygons->rings);
    ent_free(polygons);
}

size_t ent_polygons_ring_count(const ent_polygons *polygons)
{
    return polygons->ring_count;
}

ent_polygon_ring ent_polygons_ring_at(const ent_polygons *polygons, size_t index)
{
    return polygons->rings[index];
}

bool ent_polygons_is_everything(const ent_polygons *polygons)
{
    return polygons->everything;
}

/* Is the border of the map in the zone, when no ring meets it? The cover knows, unless all of it lies within
 * the tolerance of the outline: then the places where the field is farthest from zero tell. */
static ent_status is_border_inside(const ent_zone *zone, bool *out, ent_error *err)
{
    double plainest = -1;
    for (int lat = -90; lat <= 90; lat += 5) {
        ent_zone_state state = ent_zone_look(zone, (ent_lonlat){180, lat});
        if (state == ENT_ZONE_BOUNDARY) continue;
        *out = state == ENT_ZONE_INSIDE;
        return ENT_OK;
    }
    for (int lat = -90; lat <= 90; lat += 5) {
        ent_bounds_m f;
        ent_status st = ent_field_at(zone->field, (ent_lonlat){180, lat}, 1e-3, &f, err);
        if (st != ENT_OK) return st;
        double middle_m = 0.5 * (f.lo_m + f.hi_m);
        if (fabs(middle_m) > plainest) plainest = fabs(middle_m), *out = middle_m <= 0;
    }
    return ENT_OK;
}

ent_status ent_zone_polygons(const ent_zone *zone, ent_outline_kind kind, ent_polygons **out, ent_error *err)
{
    ent_flat flat = {0};
    bool border = false;
    ent_polygons *polygons = ent_alloc_zero(1, sizeof *polygons);
    if (polygons == NULL) return ent_fail(err, ENT_E_NOMEM, "out of memory for polygons");
    ent_status st = is_border_inside(zone, &border, err);
    if (st == ENT_OK)
        st = ent_flat_make(&zone->trace, ENT_STRAIGHT_SHARE * zone->tolerance_m, border, &flat, err);
    if (st == ENT_OK) {
        bool good = kind == ENT_OUTLINE_CUT ? make_cut(&flat, polygons) : make_uncut(zone, &flat, polygons);
        if (!good) st = ent_fail(err, ENT_E_NOMEM, "out of memory for polygons");
        polygons->everything = zone->trace.ring_count == 0 && border;
    }
    ent_flat_done(&flat);
    if (st == ENT_OK)
        *out = polygons;
    else
        ent_polygons_free(polygons);
    return st;
}
