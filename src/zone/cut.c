/* cut.c: rings on the map.
 *
 * Edges. Along a great circle latitude bends over longitude by at most 2 sin(lat) cos(lat)^3 / C^2 (C the
 * cosine of the greatest latitude it would reach), and an edge of length s spans at most C s / cos(lat)^2 of
 * longitude. So the straight line strays from the edge by at most s^2 tan(lat) / 2 where lat is the largest
 * on it, once s <= cos(lat) / 4. Longer edges are halved; next to a pole until they are so short that nothing
 * on them can be far from anything else.
 *
 * The border of the map. A ring that crosses ±180 falls into pieces that enter the map at its border and
 * leave it there. The zone lies on the left of every piece; so at the end of a piece it goes on
 * counter-clockwise along the border up to the next place where a piece enters, whatever ring that belonged
 * to. Poles need no care: the top and the bottom of the map are stretches of its border like the sides. */
#include "zone/cut.h"
#include "base/mem.h"
#include "zone/path.h"

#include <math.h>
#include <stdlib.h>

#define POLAR_RADIUS_M 6399593.6259
#define DEGREE 0.017453292519943295769
#define HALVINGS_MAX 40
#define AROUND 1080.0 /* degrees along the border of the map */

typedef struct piece {
    size_t from, to;     /* points */
    size_t source;       /* ring */
    double enter, leave; /* along the border; NaN for a ring that never meets it */
    bool used;
} piece;

typedef struct cutting {
    ent_path path;   /* the pieces */
    ent_path places; /* one ring with its edges halved as needed … */
    ent_vec *vecs;   /* … and the directions */
    size_t vec_cap;
    piece *pieces;
    size_t piece_count, piece_cap;
    double straight_m;
    size_t source, from; /* of the piece being written */
    double enter;
    ent_flat *out;
    ent_error *err;
} cutting;

static ent_status no_memory(cutting *c)
{
    return ent_fail(c->err, ENT_E_NOMEM, "out of memory for polygons");
}

/* ---- edges ------------------------------------------------------------------------------------------ */

static bool is_straight(const cutting *c, ent_vec a, ent_vec b)
{
    double s = ent_vec_angle(a, b), z = fmin(1, fmax(fabs(a.z), fabs(b.z)));
    double lat = asin(z) + s;
    if (4 * POLAR_RADIUS_M * s <= c->straight_m) return true;
    if (lat >= 1.57 || s > 0.25 * cos(lat)) return false;
    return 0.5 * POLAR_RADIUS_M * s * s * tan(lat) <= c->straight_m;
}

static void add_vec(cutting *c, ent_vec v)
{
    if (c->places.count >= c->vec_cap) {
        size_t cap = c->vec_cap ? 2 * c->vec_cap : 1024;
        ent_vec *vecs = ent_realloc(c->vecs, cap, sizeof *vecs);
        if (vecs == NULL) {
            c->places.failed = true;
            return;
        }
        c->vecs = vecs;
        c->vec_cap = cap;
    }
    c->vecs[c->places.count] = v;
    ent_path_add(&c->places, 0, ent_vec_lonlat(v));
}

static void follow(cutting *c, ent_vec a, ent_vec b, int halvings)
{
    if (halvings >= HALVINGS_MAX || is_straight(c, a, b)) {
        add_vec(c, b);
        return;
    }
    ent_vec middle = ent_vec_unit((ent_vec){a.x + b.x, a.y + b.y, a.z + b.z});
    follow(c, a, middle, halvings + 1);
    follow(c, middle, b, halvings + 1);
}

/* ---- pieces ----------------------------------------------------------------------------------------- */

static void end_piece(cutting *c, double leave)
{
    if (c->piece_count == c->piece_cap) {
        size_t cap = c->piece_cap ? 2 * c->piece_cap : 64;
        piece *pieces = ent_realloc(c->pieces, cap, sizeof *pieces);
        if (pieces == NULL) {
            c->path.failed = true;
            return;
        }
        c->pieces = pieces;
        c->piece_cap = cap;
    }
    c->pieces[c->piece_count++] = (piece){c->from, c->path.count, c->source, c->enter, leave, false};
    c->from = c->path.count;
}

/* Along the border of the map, from the lower right corner up. */
static double border_of(double lon_deg, double lat_deg)
{
    return lon_deg > 0 ? lat_deg + 90.0 : 630.0 - lat_deg;
}

static bool crosses_seam(ent_lonlat a, ent_lonlat b)
{
    return fabs(a.lon_deg - b.lon_deg) > 180.0;
}

/* Latitude at which the great circle from a to b passes ±180. */
static double seam_latitude(ent_vec a, ent_vec b)
{
    double along = a.y == b.y ? 0.5 : a.y / (a.y - b.y);
    along = fmin(1, fmax(0, along));
    double x = a.x + along * (b.x - a.x), z = a.z + along * (b.z - a.z);
    return atan2(z, fabs(x)) / DEGREE;
}

/* From dense place k to the next: out of the map on one side and in again on the other, when it crosses the
 * seam. */
static void pass_edge(cutting *c, size_t k, bool starting)
{
    size_t next = (k + 1) % c->places.count;
    ent_lonlat from = c->places.points[k], to = c->places.points[next];
    if (!crosses_seam(from, to)) return;
    double lat = seam_latitude(c->vecs[k], c->vecs[next]), side = from.lon_deg > 0 ? 180.0 : -180.0;
    if (!starting) {
        ent_path_add(&c->path, c->from, (ent_lonlat){side, lat});
        end_piece(c, border_of(side, lat));
    }
    c->enter = border_of(-side, lat);
    ent_path_add(&c->path, c->from, (ent_lonlat){-side, lat});
}

static size_t first_crossing(const cutting *c)
{
    size_t count = c->places.count;
    for (size_t k = 0; k < count; k++)
        if (crosses_seam(c->places.points[k], c->places.points[(k + 1) % count])) return k;
    return count;
}

static void cut_ring(cutting *c, const ent_vec *points, size_t count)
{
    c->places.count = 0;
    for (size_t k = 0; k < count; k++) follow(c, points[k], points[(k + 1) % count], 0);
    if (c->places.failed) return;
    size_t dense = c->places.count, first = first_crossing(c);
    c->from = c->path.count;
    c->enter = NAN;
    if (first < dense) pass_edge(c, first, true);
    for (size_t k = 1; k <= dense; k++) {
        size_t at = (first + k) % dense;
        ent_path_add(&c->path, c->from, c->places.points[at]);
        pass_edge(c, at, false);
    }
    if (first == dense)
        end_piece(c, NAN);
    else
        c->path.count = c->from; /* the way in of the first piece once more */
}

/* ---- along the border of the map -------------------------------------------------------------------- */

static bool add_ring(cutting *c, size_t from)
{
    ent_flat_ring *rings = ent_realloc(c->out->rings, c->out->ring_count + 1, sizeof *rings);
    if (rings == NULL) return false;
    c->out->rings = rings;
    rings[c->out->ring_count++] = (ent_flat_ring){from, c->path.count, 0};
    return true;
}

static bool add_source(cutting *c, size_t source)
{
    ent_flat_source *sources = ent_realloc(c->out->sources, c->out->source_count + 1, sizeof *sources);
    if (sources == NULL) return false;
    c->out->sources = sources;
    sources[c->out->source_count++] = (ent_flat_source){source, c->out->ring_count};
    return true;
}

static bool add_shore(cutting *c, double from, double to)
{
    ent_flat_shore *shores = ent_realloc(c->out->shores, c->out->shore_count + 1, sizeof *shores);
    if (shores == NULL) return false;
    c->out->shores = shores;
    shores[c->out->shore_count++] = (ent_flat_shore){from, to, c->out->ring_count};
    return true;
}

/* The corners of the map between two places of its border, counter-clockwise; `to` may lie a round further.
 */
static void add_corners(cutting *c, size_t from, double at, double to)
{
    static const double corner_at[4] = {0, 180, 540, 720};
    static const ent_lonlat corner[4] = {{180, -90}, {180, 90}, {-180, 90}, {-180, -90}};
    for (int round = 0; round < 2; round++) {
        for (int k = 0; k < 4; k++) {
            double where = corner_at[k] + AROUND * round;
            if (where >= at && where <= to) ent_path_add(&c->path, from, corner[k]);
        }
    }
}

/* The open piece that enters next at or after `at`; *out_to is where, a round further if it came past the
 * start. */
static piece *next_piece(cutting *c, double at, double *out_to)
{
    piece *best = NULL;
    for (size_t k = 0; k < c->piece_count; k++) {
        piece *p = &c->pieces[k];
        if (isnan(p->enter)) continue;
        double to = p->enter >= at ? p->enter : p->enter + AROUND;
        if (best == NULL || to < *out_to) best = p, *out_to = to;
    }
    return best;
}

static void copy_piece(cutting *c, size_t from, const piece *p)
{
    for (size_t k = p->from; k < p->to && !c->path.failed; k++)
        ent_path_add(&c->path, from, c->path.points[k]);
}

/* From a piece along the border to the next until it is the first again. */
static bool close_ring(cutting *c, piece *first)
{
    size_t from = c->path.count;
    piece *p = first;
    do {
        double to = 0;
        p->used = true;
        copy_piece(c, from, p);
        piece *next = next_piece(c, p->leave, &to);
        add_corners(c, from, p->leave, to);
        if (!add_source(c, p->source) || !add_shore(c, p->leave, to)) return false;
        p = next;
    } while (p != first && !p->used);
    return add_ring(c, from);
}

static bool join_pieces(cutting *c)
{
    size_t pieces = c->piece_count;
    for (size_t k = 0; k < pieces; k++) {
        piece *p = &c->pieces[k];
        if (p->used) continue;
        if (!isnan(p->enter)) {
            c->out->crosses = true;
            if (!close_ring(c, p)) return false;
            continue;
        }
        size_t from = c->path.count;
        copy_piece(c, from, p);
        if (!add_source(c, p->source) || !add_ring(c, from)) return false;
    }
    return true;
}

static bool add_border(cutting *c)
{
    size_t from = c->path.count;
    add_corners(c, from, 0, AROUND - 1);
    return add_shore(c, 0, AROUND) && add_ring(c, from);
}

/* A ring that ends where it began says so once. */
static void trim_rings(ent_flat *flat)
{
    for (size_t k = 0; k < flat->ring_count; k++) {
        ent_flat_ring *r = &flat->rings[k];
        while (r->to > r->from + 1 && flat->points[r->to - 1].lon_deg == flat->points[r->from].lon_deg &&
               flat->points[r->to - 1].lat_deg == flat->points[r->from].lat_deg)
            r->to--;
    }
}

void ent_flat_done(ent_flat *flat)
{
    ent_free(flat->points);
    ent_free(flat->rings);
    ent_free(flat->shores);
    ent_free(flat->sources);
    *flat = (ent_flat){0};
}

ent_status ent_flat_make(const ent_trace *trace, double straight_m, bool border_inside, ent_flat *out,
                         ent_error *err)
{
    cutting c = {.straight_m = straight_m, .out = out, .err = err};
    for (size_t k = 0; k < trace->ring_count; k++) {
        c.source = k;
        cut_ring(&c, trace->points + trace->starts[k], trace->starts[k + 1] - trace->starts[k]);
    }
    bool good = !c.path.failed && !c.places.failed && join_pieces(&c);
    if (good && !out->crosses && border_inside) good = add_border(&c);
    good = good && !c.path.failed;
    out->points = c.path.points;
    out->point_count = c.path.count;
    if (good) trim_rings(out);
    ent_free(c.vecs);
    ent_free(c.pieces);
    ent_path_done(&c.places);
    return good ? ENT_OK : no_memory(&c);
}
