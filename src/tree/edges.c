/* edges.c: see edges.h. */
#include "tree/edges.h"

#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>

void ent_outline_done(ent_outline *o)
{
    ent_free(o->borders.items);
    ent_free(o->rim_lons.items);
    ent_free(o->seam_lats.items);
    *o = (ent_outline){0};
}

bool ent_edge_list_add(ent_edge_list *list, ent_arc edge)
{
    if (list->count == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 64;
        ent_arc *grown = ent_realloc(list->items, cap, sizeof *grown);
        if (!grown) return false;
        list->items = grown, list->cap = cap;
    }
    list->items[list->count++] = edge;
    return true;
}

static bool number_add(ent_number_list *list, double v)
{
    if (list->count == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 16;
        double *grown = ent_realloc(list->items, cap, sizeof *grown);
        if (!grown) return false;
        list->items = grown, list->cap = cap;
    }
    list->items[list->count++] = v;
    return true;
}

/* ---- one ring ------------------------------------------------------------------------------------------ */

typedef struct ring_reader {
    const ent_tree_opts *opts;
    ent_outline *o;
    bool winds;           /* an odd number of times round the Earth so far? */
    double turn, sines;   /* sum of longitude steps; the same weighted with the sine of latitude */
    double lat_deg, sine; /* the latitude met last and its sine: the next edge starts there */
    bool drew;            /* an edge of some length, or a rim */
} ring_reader;

static bool on_seam(ent_lonlat p)
{
    return fabs(p.lon_deg) == 180.0;
}
static bool on_pole(ent_lonlat p)
{
    return fabs(p.lat_deg) == 90.0;
}

static ent_lonlat reduced(ent_lonlat p)
{
    return (ent_lonlat){ent_lon_reduce(p.lon_deg), p.lat_deg + 0.0};
}

static bool same_place(ent_lonlat a, ent_lonlat b)
{
    return a.lat_deg == b.lat_deg && ent_lon_canonical(a.lon_deg) == ent_lon_canonical(b.lon_deg);
}

static double short_turn(ent_lonlat a, ent_lonlat b)
{
    double d = b.lon_deg - a.lon_deg;
    return fabs(d) > 180.0 ? d - copysign(360.0, d) : d;
}

static double sine_of(ring_reader *r, double lat_deg)
{
    if (r->lat_deg != lat_deg) r->lat_deg = lat_deg, r->sine = sin(lat_deg * ENT_DEG_RAD);
    return r->sine;
}

static void take_turn(ring_reader *r, double turn, ent_lonlat a, ent_lonlat b)
{
    double from = sine_of(r, a.lat_deg);
    r->turn += turn;
    r->sines += turn * 0.5 * (from + sine_of(r, b.lat_deg));
}

/* Both ends on the same pole: along the rim of the cylinder. `whole` is a full circle. */
static bool take_rim(ring_reader *r, ent_lonlat a, ent_lonlat b, bool whole)
{
    bool north = a.lat_deg > 0.0;
    double from = ent_lon_canonical(a.lon_deg), to = ent_lon_canonical(b.lon_deg);
    r->drew = true;
    if (whole) {
        r->winds = !r->winds;
        if (north) r->o->top = !r->o->top;
        take_turn(r, b.lon_deg - a.lon_deg, a, b);
        return true;
    }
    take_turn(r, short_turn(a, b), a, b);
    if (ent_passes_seam(from, to)) {
        r->winds = !r->winds;
        if (north) r->o->top = !r->o->top;
    }
    return !north || (number_add(&r->o->rim_lons, from) && number_add(&r->o->rim_lons, to));
}

/* Which way round a long geodesic edge goes is known only from its arcs: close to a pole their longitudes are
 * all rounding, and the winding must agree with what a ray will meet. Returns the turn in degrees. */
static double long_turn(const ring_reader *r, ent_lonlat a, ent_lonlat b, bool *out_passes)
{
    ent_split split;
    ent_split_init(&split, r->o->g, (ent_arc){a, b}, (ent_joining){r->opts->edges, r->opts->stray_m});
    ent_lonlat last = ent_split_joint(&split, 0);
    double turn = 0.0;
    for (uint32_t i = 1; i <= split.count; i++) {
        ent_lonlat next = ent_split_joint(&split, i);
        *out_passes ^= ent_passes_seam(last.lon_deg, next.lon_deg);
        turn += short_turn(last, next);
        last = next;
    }
    return turn;
}

static void take_winding(ring_reader *r, ent_lonlat a, ent_lonlat b)
{
    double from = ent_lon_canonical(a.lon_deg), to = ent_lon_canonical(b.lon_deg);
    double turn = short_turn(a, b);
    bool passes = ent_passes_seam(from, to);
    if (r->opts->edges ==
        ENT_EDGES_PLANAR) /* the unwrapped end differs from the canonical one by whole turns */
        passes = fabs(from + turn - to) > 180.0 && fmod(rint(fabs(from + turn - to) / 360.0), 2.0) == 1.0;
    else if (fabs(turn) >= 90.0) {
        passes = false;
        turn = long_turn(r, a, b, &passes);
    }
    r->winds ^= passes;
    take_turn(r, turn, a, b);
}

static bool take_border(ring_reader *r, ent_lonlat a, ent_lonlat b)
{
    r->drew = true;
    if (r->opts->kind == ENT_SHAPE_AREA) {
        if (on_seam(a) && on_seam(b))
            return number_add(&r->o->seam_lats, a.lat_deg) && number_add(&r->o->seam_lats, b.lat_deg);
        take_winding(r, a, b);
    }
    return ent_edge_list_add(&r->o->borders, (ent_arc){a, b});
}

/* A full circle straight in longitude and latitude, in quarters. */
static bool take_circle(ring_reader *r, ent_lonlat a, ent_lonlat b)
{
    ent_lonlat from = reduced(a);
    for (int i = 1; i <= 4; i++) {
        double t = 0.25 * i;
        ent_lonlat to = {a.lon_deg + t * (b.lon_deg - a.lon_deg), a.lat_deg + t * (b.lat_deg - a.lat_deg)};
        to = reduced(i == 4 ? b : to);
        if (!take_border(r, from, to)) return false;
        from = to;
    }
    return true;
}

/* Half a circle of latitude to the east and half a one to the west have the same ends, and dissolving would
 * take them for one border drawn twice: so each goes by its own middle. */
static bool take_edge(ring_reader *r, ent_lonlat a, ent_lonlat b)
{
    double turn = short_turn(a, b);
    if (r->opts->edges != ENT_EDGES_PLANAR || fabs(turn) != 180.0) return take_border(r, a, b);
    ent_lonlat middle = {ent_lon_reduce(a.lon_deg + 0.5 * turn), 0.5 * (a.lat_deg + b.lat_deg)};
    return take_border(r, a, middle) && take_border(r, middle, b);
}

/* One step of a ring; a and b as given. `band`: every vertex of the ring lies on one meridian, so that a step
 * of 360 degrees can only mean a whole parallel; elsewhere it is a jump across the seam and has no length. */
static bool take_step(ring_reader *r, ent_lonlat a, ent_lonlat b, bool band)
{
    ent_lonlat from = reduced(a), to = reduced(b);
    bool whole = fabs(b.lon_deg - a.lon_deg) == 360.0;
    if (on_pole(from) && from.lat_deg == to.lat_deg) {
        if (r->opts->kind != ENT_SHAPE_AREA || (!whole && same_place(from, to))) return true;
        return take_rim(r, whole ? a : from, whole ? b : to, whole);
    }
    if (whole && band) return take_circle(r, a, b);
    if (same_place(from, to)) return true;
    return take_edge(r, from, to);
}

static bool is_band(const ent_lonlat *v, size_t n, const ent_tree_opts *opts)
{
    if (opts->kind != ENT_SHAPE_AREA || opts->edges != ENT_EDGES_PLANAR) return false;
    for (size_t i = 1; i < n; i++)
        if (ent_lon_canonical(v[i].lon_deg) != ent_lon_canonical(v[0].lon_deg)) return false;
    return true;
}

/* A ring that goes round the Earth holds one pole; which one, it does not say. It is read as the nearer: the
 * one on the side of its mean sine of latitude, so that it closes the smaller part of the Earth. */
static void close_round(ring_reader *r)
{
    if (r->winds && (r->turn != 0.0 ? r->sines / r->turn : 0.0) > 0.0) r->o->top = !r->o->top;
}

static bool take_ring(ring_reader *r, const ent_lonlat *v, size_t n)
{
    bool area = r->opts->kind == ENT_SHAPE_AREA;
    bool band = is_band(v, n, r->opts);
    for (size_t i = 0; i < n; i++) {
        if (i + 1 == n && !area) break;
        if (!take_step(r, v[i], v[i + 1 < n ? i + 1 : 0], band)) return false;
    }
    if (area) close_round(r);
    if (n > 0 && !r->drew) return ent_edge_list_add(&r->o->borders, (ent_arc){reduced(v[0]), reduced(v[0])});
    return true;
}

static bool take_points(ent_outline *o, const ent_lonlat *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!ent_edge_list_add(&o->borders, (ent_arc){reduced(v[i]), reduced(v[i])})) return false;
    return true;
}

/* ---- the seam ------------------------------------------------------------------------------------------ */

static int double_order(const void *p, const void *q)
{
    double a = *(const double *)p, b = *(const double *)q;
    return (a > b) - (a < b);
}

/* What lies an odd number of times on a stretch of ±180 is a border there; the rest was a cut. */
static bool seam_borders(ent_outline *o)
{
    ent_number_list *lats = &o->seam_lats;
    if (lats->count > 0) qsort(lats->items, lats->count, sizeof(double), double_order);
    for (size_t i = 0; i + 1 < lats->count; i += 2) {
        if (lats->items[i] == lats->items[i + 1]) continue;
        ent_arc edge = {{-180.0, lats->items[i]}, {-180.0, lats->items[i + 1]}};
        if (!ent_edge_list_add(&o->borders, edge)) return false;
    }
    return true;
}

/* ---- all rings ----------------------------------------------------------------------------------------- */

static ent_status check_ring(const ent_rings *rings, size_t ring, ent_error *err)
{
    uint32_t from = rings->starts[ring], to = rings->starts[ring + 1];
    if (to < from) return ent_fail(err, ENT_E_DOMAIN, "ring %zu starts after it ends", ring);
    for (uint32_t i = from; i < to; i++) {
        ent_lonlat p = rings->points[i];
        if (ent_lonlat_is_valid(p)) continue;
        return ent_fail(err, ENT_E_DOMAIN, "ring %zu, vertex %u: (%.17g, %.17g) is no longitude and latitude",
                        ring, i - from, p.lon_deg, p.lat_deg);
    }
    return ENT_OK;
}

static ent_status check_all(const ent_rings *rings, size_t count, ent_error *err)
{
    uint64_t vertices = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; r < rings[i].ring_count; r++) {
            ent_status st = check_ring(&rings[i], r, err);
            if (st != ENT_OK) return st;
            vertices += rings[i].starts[r + 1] - rings[i].starts[r];
            if (vertices > ENT_VERTICES_MAX)
                return ent_fail(err, ENT_E_LIMIT, "a shape has more than %d vertices", ENT_VERTICES_MAX);
        }
    return ENT_OK;
}

ent_status ent_outline_read(ent_outline *o, const ent_rings *rings, size_t count, const ent_tree_opts *opts,
                            ent_error *err)
{
    ent_status st = check_all(rings, count, err);
    bool good = true;
    for (size_t i = 0; st == ENT_OK && i < count; i++)
        for (size_t k = 0; good && k < rings[i].ring_count; k++) {
            const ent_lonlat *v = rings[i].points + rings[i].starts[k];
            size_t n = rings[i].starts[k + 1] - rings[i].starts[k];
            ring_reader r = {.opts = opts, .o = o};
            good = opts->kind == ENT_SHAPE_POINTS ? take_points(o, v, n) : take_ring(&r, v, n);
        }
    if (st != ENT_OK) return st;
    good = good && seam_borders(o);
    if (!good) return ent_fail(err, ENT_E_NOMEM, "no memory for %zu edges", o->borders.count);
    if (o->rim_lons.count > 0) qsort(o->rim_lons.items, o->rim_lons.count, sizeof(double), double_order);
    return ENT_OK;
}

/* ---- dissolving ---------------------------------------------------------------------------------------- */

/* An edge by its two ends in a fixed order; equal for both directions. */
static ent_arc edge_key(ent_arc e)
{
    e.a.lon_deg = ent_lon_canonical(e.a.lon_deg), e.b.lon_deg = ent_lon_canonical(e.b.lon_deg);
    bool swap = e.b.lon_deg < e.a.lon_deg || (e.b.lon_deg == e.a.lon_deg && e.b.lat_deg < e.a.lat_deg);
    return swap ? (ent_arc){e.b, e.a} : e;
}

static bool edge_equal(ent_arc p, ent_arc q)
{
    return p.a.lon_deg == q.a.lon_deg && p.a.lat_deg == q.a.lat_deg && p.b.lon_deg == q.b.lon_deg &&
           p.b.lat_deg == q.b.lat_deg;
}

static uint64_t mix(uint64_t h, double v)
{
    union {
        double d;
        uint64_t u;
    } bits = {v};
    h = (h ^ bits.u) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

static uint64_t edge_hash(ent_arc key)
{
    return mix(mix(mix(mix(0, key.a.lon_deg), key.a.lat_deg), key.b.lon_deg), key.b.lat_deg);
}

/* Walk the edges with a table of those that stand so far an odd number of times. A removed one leaves its
 * slot (index + 1) in place with its parity off, so that probing needs no tombstones. */
ent_status ent_outline_dissolve(ent_outline *o, ent_error *err)
{
    size_t n = o->borders.count, slots = 16;
    while (slots < 2 * n) slots *= 2;
    uint32_t *table = ent_alloc_zero(slots, sizeof *table);
    unsigned char *odd = ent_alloc_zero(n + 1, 1);
    if (!table || !odd) {
        ent_free(table), ent_free(odd);
        return ent_fail(err, ENT_E_NOMEM, "no memory to dissolve %zu edges", n);
    }
    for (size_t i = 0; i < n; i++) {
        ent_arc key = edge_key(o->borders.items[i]);
        size_t at = (size_t)(edge_hash(key) & (slots - 1));
        while (table[at] && !edge_equal(edge_key(o->borders.items[table[at] - 1]), key))
            at = (at + 1) & (slots - 1);
        if (!table[at]) table[at] = (uint32_t)(i + 1);
        odd[table[at] - 1] ^= 1;
    }
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (odd[i]) o->borders.items[kept++] = o->borders.items[i];
    o->borders.count = kept;
    ent_free(table), ent_free(odd);
    return ENT_OK;
}
