/* trace.c: marching triangles.
 *
 * Each leaf is a fan of triangles about its middle. In a triangle with corners on both sides of zero the
 * outline runs from the edge where, going counter-clockwise, the field turns from at most zero to above, to
 * the edge where it turns back: so the zone is on its left, and in the next triangle the second edge is a
 * first one. Vertices are named by the mesh edge they lie on, hence shared; every one has one way in and one
 * way out, so rings close, and since each lies strictly inside its edge (PULL) no two rings meet and none
 * meets itself. */
#include "zone/trace.h"
#include "base/mem.h"
#include "cell/extent.h"

#include <math.h>

#define PULL 1e-7 /* a vertex keeps this part of its edge from either end */
#define RIM_START 64

typedef struct tracing {
    ent_mesh *mesh;
    const ent_field *field;
    ent_keymap edges; /* vertices by the edge they lie on */
    uint32_t *next;
    size_t next_cap;
    uint32_t *rim;
    size_t rim_cap;
    ent_trace *out;
    ent_error *err;
} tracing;

typedef struct corner {
    uint32_t number;
    double f;
    ent_vec r;
    ent_face_uv uv;
} corner;

/* ---- vertices --------------------------------------------------------------------------------------- */

static ent_status no_memory(tracing *t)
{
    return ent_fail(t->err, ENT_E_NOMEM, "out of memory for the outline");
}

static uint32_t vertex_on(tracing *t, uint32_t a, uint32_t b)
{
    uint64_t key = a < b ? (uint64_t)a << 31 | b : (uint64_t)b << 31 | a;
    uint32_t vertex = ent_keymap_add(&t->edges, key);
    if (vertex == ENT_KEY_NONE) return ENT_KEY_NONE;
    if (vertex >= t->next_cap) {
        size_t cap = t->next_cap ? 2 * t->next_cap : 1024;
        uint32_t *next = ent_realloc(t->next, cap, sizeof *next);
        if (next == NULL) return ENT_KEY_NONE;
        for (size_t k = t->next_cap; k < cap; k++) next[k] = ENT_KEY_NONE;
        t->next = next;
        t->next_cap = cap;
    }
    return vertex;
}

static ent_vec on_chord(ent_vec a, ent_vec b, double fa, double fb)
{
    double along = fmin(1 - PULL, fmax(PULL, fa / (fa - fb)));
    return (ent_vec){a.x + along * (b.x - a.x), a.y + along * (b.y - a.y), a.z + along * (b.z - a.z)};
}

/* Where the outline crosses the edge of a vertex: from the corner with the smaller number, always. */
static ent_vec vertex_place(const tracing *t, uint32_t vertex)
{
    uint64_t key = t->edges.keys[vertex];
    uint32_t a = (uint32_t)(key >> 31), b = (uint32_t)(key & 0x7fffffff);
    double fa = t->mesh->values[a] - t->mesh->level_m, fb = t->mesh->values[b] - t->mesh->level_m;
    return ent_vec_unit(on_chord(ent_mesh_vec(t->mesh, a), ent_mesh_vec(t->mesh, b), fa, fb));
}

static ent_status link_triangle(tracing *t, const corner *const tri[3])
{
    int falls = -1, rises = -1;
    for (int k = 0; k < 3; k++) {
        bool in = tri[k]->f <= 0, then = tri[(k + 1) % 3]->f <= 0;
        if (in && !then) rises = k;
        if (!in && then) falls = k;
    }
    if (rises < 0) return ENT_OK;
    uint32_t from = vertex_on(t, tri[rises]->number, tri[(rises + 1) % 3]->number);
    uint32_t to = vertex_on(t, tri[falls]->number, tri[(falls + 1) % 3]->number);
    if (from == ENT_KEY_NONE || to == ENT_KEY_NONE) return no_memory(t);
    t->next[from] = to;
    return ENT_OK;
}

/* ---- areas ------------------------------------------------------------------------------------------ */

/* Area of the part of a triangle where the model plus `lift` is at most zero. The part is cut out in the
 * plane of the face, where great circles are straight, and weighed with the density at its centroid. */
static double part_area(const corner *const tri[3], double lift_m)
{
    ent_face_uv p[4];
    int count = 0;
    for (int k = 0; k < 3; k++) {
        const corner *a = tri[k], *b = tri[(k + 1) % 3];
        double fa = a->f + lift_m, fb = b->f + lift_m;
        if (fa <= 0) p[count++] = a->uv;
        if ((fa <= 0) != (fb <= 0)) p[count++] = ent_face_project(a->uv.face, on_chord(a->r, b->r, fa, fb));
    }
    double twice = 0, u = 0, v = 0;
    for (int k = 1; k + 1 < count; k++) {
        double part = (p[k].u - p[0].u) * (p[k + 1].v - p[0].v) - (p[k + 1].u - p[0].u) * (p[k].v - p[0].v);
        twice += part;
        u += part * (p[0].u + p[k].u + p[k + 1].u) / 3;
        v += part * (p[0].v + p[k].v + p[k + 1].v) / 3;
    }
    if (!(twice > 0)) return 0;
    return 0.5 * twice * ent_uv_density(p[0].face, u / twice, v / twice);
}

static void add_areas(tracing *t, const ent_mesh_leaf *leaf, const corner *const tri[3])
{
    double chord = ent_vec_angle(tri[1]->r, tri[2]->r), other = ent_vec_angle(tri[0]->r, tri[1]->r);
    double edge = fmax(chord, fmax(other, ent_vec_angle(tri[0]->r, tri[2]->r)));
    double error = 32 * edge * edge + 1e-12 / edge; /* second order of the density; rounding of the corners */
    t->out->lo_m2 += part_area(tri, leaf->above_m) * fmax(0, 1 - error);
    t->out->hi_m2 += part_area(tri, -leaf->below_m) * (1 + error);
}

/* ---- leaves ----------------------------------------------------------------------------------------- */

static ent_status corner_of(tracing *t, const ent_mesh_leaf *leaf, uint32_t number, corner *out)
{
    double f;
    ent_status st = ent_mesh_value(t->mesh, number, t->field, &f, t->err);
    if (st != ENT_OK) return st;
    ent_vec r = ent_mesh_vec(t->mesh, number);
    *out = (corner){number, f - t->mesh->level_m, r, ent_face_project(leaf->square.face, r)};
    return ENT_OK;
}

static ent_status rim_of(tracing *t, const ent_mesh_leaf *leaf, size_t *out_count)
{
    size_t count = ent_mesh_rim(t->mesh, leaf, t->rim, t->rim_cap);
    if (count > t->rim_cap) {
        size_t cap = count > RIM_START ? 2 * count : RIM_START;
        uint32_t *rim = ent_realloc(t->rim, cap, sizeof *rim);
        if (rim == NULL) return no_memory(t);
        t->rim = rim;
        t->rim_cap = cap;
        ent_mesh_rim(t->mesh, leaf, t->rim, t->rim_cap);
    }
    *out_count = count;
    return ENT_OK;
}

static ent_status trace_leaf(tracing *t, const ent_mesh_leaf *leaf)
{
    size_t count = 0;
    corner middle = {0}, first = {0}, a, b;
    ent_status st = rim_of(t, leaf, &count);
    if (st == ENT_OK) st = corner_of(t, leaf, leaf->middle, &middle);
    if (st == ENT_OK) st = corner_of(t, leaf, t->rim[0], &first);
    a = first;
    for (size_t k = 1; k <= count && st == ENT_OK; k++) {
        b = first;
        if (k < count) st = corner_of(t, leaf, t->rim[k], &b);
        if (st != ENT_OK) break;
        const corner *const tri[3] = {&middle, &a, &b};
        add_areas(t, leaf, tri);
        st = link_triangle(t, tri);
        a = b;
    }
    return st;
}

/* ---- rings ------------------------------------------------------------------------------------------ */

static size_t count_rings(const tracing *t, bool *seen)
{
    size_t rings = 0;
    for (uint32_t k = 0; k < t->edges.count; k++) {
        if (seen[k]) continue;
        rings++;
        for (uint32_t v = k; v != ENT_KEY_NONE && !seen[v]; v = t->next[v]) seen[v] = true;
    }
    return rings;
}

static ent_status gather_rings(tracing *t)
{
    uint32_t count = t->edges.count, filled = 0;
    bool *seen = ent_alloc_zero(count + 1, sizeof *seen);
    if (seen == NULL) return no_memory(t);
    size_t rings = count_rings(t, seen);
    ent_trace *out = t->out;
    out->points = ent_alloc_zero(count + 1, sizeof *out->points);
    out->starts = ent_alloc_zero(rings + 1, sizeof *out->starts);
    ent_status st = out->points && out->starts ? ENT_OK : no_memory(t);
    for (uint32_t k = 0; k < count && st == ENT_OK; k++) {
        if (!seen[k]) continue; /* counting marked all; here marks are taken away again */
        uint32_t v = k;
        for (; v != ENT_KEY_NONE && seen[v]; v = t->next[v]) {
            seen[v] = false;
            out->points[filled++] = vertex_place(t, v);
        }
        if (v != k) st = ent_fail(t->err, ENT_E_INTERNAL, "an outline that does not close");
        out->starts[++out->ring_count] = filled;
    }
    ent_free(seen);
    return st;
}

void ent_trace_done(ent_trace *trace)
{
    ent_free(trace->points);
    ent_free(trace->starts);
    *trace = (ent_trace){0};
}

ent_status ent_trace_mesh(ent_mesh *mesh, const ent_field *field, ent_trace *out, ent_error *err)
{
    tracing t = {.mesh = mesh, .field = field, .out = out, .err = err};
    ent_status st = ENT_OK;
    for (size_t k = 0; k < mesh->leaf_count && st == ENT_OK; k++) st = trace_leaf(&t, &mesh->leaves[k]);
    if (st == ENT_OK) st = gather_rings(&t);
    ent_keymap_done(&t.edges);
    ent_free(t.next);
    ent_free(t.rim);
    return st;
}
