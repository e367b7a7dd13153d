/* compare_entente.c: the comparison from our side. exchange.h says which files go to and fro.
 *
 *   compare_entente prepare FOLDER countries-10m.json   territories and positions, with fixed seeds
 *   compare_entente run FOLDER                          our own works, and the truth the others are held
 * against compare_entente judge FOLDER                        one line a work: how fast, how wrong, how many
 * times ours compare_entente cap FOLDER LAND                     middle of the territory, for the projection
 *   compare_entente sql FOLDER LAND COUNT               territory and the first positions of each kind as SQL
 *   compare_entente pack FOLDER WORK TOOL LAND KIND     WORK.txt, an answer a line, as an answer file
 *
 * Edges are geodesics of WGS84, as PostGIS has them. The truth is our exact distance; a part of it is worked
 * out once more by brute force over every arc with PROJ's routines alone (tests/support/brute.h). */
#define _DEFAULT_SOURCE
#include "entente/zone.h"

#include "../../tests/support/brute.h"
#include "../topojson.h"
#include "exchange.h"

#include <math.h>

#define TRUTHS 100000 /* positions whose exact distance is worked out */
#define MILLIONS_10 ((size_t)10 * 1000 * 1000)

typedef struct land {
    const char *name;
    const char *const *ids;
    size_t id_count;
    double decide_km;
    double zone_km[4]; /* up to a zero */
    size_t brute_count;
} land;

static const char *const RUSSIA[] = {"643"}, *const POLAND[] = {"616"};
static const char *const NATO_2021[] = {"008", "056", "100", "124", "191", "203", "208", "233", "250", "276",
                                        "300", "348", "352", "380", "428", "440", "442", "499", "528", "578",
                                        "616", "620", "642", "703", "705", "724", "792", "807", "826", "840"};
static const land LANDS[] = {{"russia", RUSSIA, 1, 500, {500, 2500, 5500, 0}, 300},
                             {"poland", POLAND, 1, 20, {500, 0}, 1000},
                             {"nato30", NATO_2021, 30, 500, {500, 0}, 60}};
#define LAND_COUNT (sizeof LANDS / sizeof *LANDS)
static const char *const KINDS[] = {"globe", "cap", "near", "hotspot"};
enum { GLOBE, CAP, NEAR, HOTSPOT, KIND_COUNT };

static void must(ent_status st, const ent_error *err)
{
    if (st == ENT_OK) return;
    fprintf(stderr, "%s\n", err->message);
    exit(1);
}

/* ---- territories ------------------------------------------------------------------------------------- */

static size_t trimmed(const ent_lonlat *v, size_t n)
{
    while (n > 1 && v[0].lon_deg == v[n - 1].lon_deg && v[0].lat_deg == v[n - 1].lat_deg) n--;
    return n;
}

/* Rings that quantising has collapsed to a point or a line are left out, for every tool alike; a polygon
 * whose outer ring is one is left out whole. How many polygons were written. */
static uint32_t write_polygon(FILE *file, const topology *t, const json_t *polygon)
{
    rings_buffer b = {0};
    topology_add_polygon(t, polygon, &b);
    uint32_t rings = 0, kept = 0;
    for (size_t r = 0; r < b.ring_count; r++)
        rings += trimmed(b.points + b.starts[r], b.starts[r + 1] - b.starts[r]) > 2;
    bool whole = trimmed(b.points, b.starts[1]) > 2;
    if (whole) fwrite(&rings, 4, 1, file);
    for (size_t r = 0; whole && r < b.ring_count; r++) {
        const ent_lonlat *v = b.points + b.starts[r];
        uint32_t n = (uint32_t)trimmed(v, b.starts[r + 1] - b.starts[r]);
        if (n <= 2) continue;
        fwrite(&n, 4, 1, file);
        fwrite(v, sizeof *v, n, file);
        kept++;
    }
    free(b.points), free(b.starts);
    return kept > 0;
}

static uint32_t write_country(FILE *file, const topology *t, const char *id)
{
    for (size_t i = 0; i < json_array_size(t->countries); i++) {
        const json_t *country = json_array_get(t->countries, i);
        const char *its = json_string_value(json_object_get(country, "id"));
        if (!its || strcmp(its, id) != 0) continue;
        const json_t *arcs = json_object_get(country, "arcs");
        bool multi = strcmp(json_string_value(json_object_get(country, "type")), "MultiPolygon") == 0;
        if (!multi) return write_polygon(file, t, arcs);
        uint32_t written = 0;
        for (size_t k = 0; k < json_array_size(arcs); k++)
            written += write_polygon(file, t, json_array_get(arcs, k));
        return written;
    }
    fprintf(stderr, "no country %s\n", id);
    exit(1);
}

static void write_land(const char *folder, const topology *t, const land *l)
{
    char name[128];
    snprintf(name, sizeof name, "%s.land", l->name);
    FILE *file = exchange_open(folder, name, "wb");
    uint32_t polygons = 0;
    fwrite(&polygons, 4, 1, file);
    for (size_t i = 0; i < l->id_count; i++) polygons += write_country(file, t, l->ids[i]);
    rewind(file);
    fwrite(&polygons, 4, 1, file);
    fclose(file);
}

static ent_tree *read_land(const char *folder, const char *land_name, double *out_build_s)
{
    char name[128];
    snprintf(name, sizeof name, "%s.land", land_name);
    FILE *file = exchange_open(folder, name, "rb");
    rings_buffer b = {0};
    uint32_t polygons = 0, rings = 0, n = 0;
    if (!file || fread(&polygons, 4, 1, file) != 1) exit(1);
    for (uint32_t p = 0; p < polygons; p++) {
        if (fread(&rings, 4, 1, file) != 1) exit(1);
        for (uint32_t r = 0; r < rings; r++, rings_end(&b)) {
            if (fread(&n, 4, 1, file) != 1) exit(1);
            for (uint32_t i = 0; i < n; i++) {
                ent_lonlat v;
                if (fread(&v, sizeof v, 1, file) != 1) exit(1);
                rings_add_point(&b, v);
            }
        }
    }
    fclose(file);
    ent_rings all = {b.points, b.starts, b.ring_count};
    ent_tree_opts opts = {.edges = ENT_EDGES_GEODESIC, .dissolve = true};
    ent_tree *tree = NULL;
    ent_error err;
    double start = cpu_now();
    must(ent_tree_build(&all, 1, opts, &tree, &err), &err);
    *out_build_s = cpu_now() - start;
    free(b.points), free(b.starts);
    return tree;
}

/* ---- positions --------------------------------------------------------------------------------------- */

static double next_random(uint64_t *state)
{
    *state ^= *state >> 12, *state ^= *state << 25, *state ^= *state >> 27;
    return (double)((*state * 0x2545F4914F6CDD1Du) >> 11) / 9007199254740992.0;
}

static ent_lonlat in_cap(ent_lonlat centre, double radius_m, uint64_t *state)
{
    double least = cos(fmin(radius_m / 6371000.0, 3.14159265358979));
    double arc = acos(1.0 - (1.0 - least) * next_random(state)) * 6371000.0;
    ent_lonlat p = centre;
    if (ent_geo_direct(centre, 360.0 * next_random(state), arc, &p, NULL) != ENT_OK) exit(1);
    return p;
}

static ent_lonlat near_reach(const ent_tree *tree, ent_lonlat centre, double cap_m, double reach_m,
                             uint64_t *state)
{
    for (;;) {
        ent_lonlat p = in_cap(centre, cap_m, state), at;
        double wanted = reach_m * (1.0 + 0.01 * (next_random(state) - 0.5)), azimuth;
        for (int step = 0; step < 12; step++) {
            ent_bounds_m d;
            if (ent_tree_nearest(tree, p, &d, &at, &azimuth, NULL) != ENT_OK) exit(1);
            if (d.lo_m <= 0.0 || isnan(azimuth)) break;
            if (fabs(d.lo_m - reach_m) < 0.005 * reach_m) return p;
            if (ent_geo_direct(p, azimuth, d.lo_m - wanted, &p, NULL) != ENT_OK) exit(1);
        }
    }
}

static void make_points(const ent_tree *tree, double reach_m, int kind, ent_lonlat *out, size_t n)
{
    uint64_t state = 88172645463325252u + (uint64_t)kind;
    ent_lonlat centre, spot = {0, 0};
    double radius;
    ent_tree_cap(tree, &centre, &radius);
    radius += 1.3 * reach_m;
    for (size_t i = 0; i < n; i++) {
        if (kind == GLOBE) out[i] = in_cap(centre, 2.1e7, &state);
        if (kind == CAP) out[i] = in_cap(centre, radius, &state);
        if (kind == NEAR) out[i] = near_reach(tree, centre, radius, reach_m, &state);
        if (kind == HOTSPOT && i % 1000 == 0) spot = in_cap(centre, radius, &state);
        if (kind == HOTSPOT) out[i] = in_cap(spot, 3000.0, &state);
    }
}

static int prepare(const char *folder, const char *json)
{
    topology t;
    if (!topology_open(&t, json)) return fprintf(stderr, "no TopoJSON at %s\n", json), 1;
    for (size_t k = 0; k < LAND_COUNT; k++) {
        double build_s;
        write_land(folder, &t, &LANDS[k]);
        ent_tree *tree = read_land(folder, LANDS[k].name, &build_s);
        for (int kind = 0; kind < KIND_COUNT; kind++) {
            size_t n = kind == NEAR ? 100000 : 1000000;
            ent_lonlat *points = malloc(n * sizeof *points);
            char name[128];
            if (!points) exit(1);
            make_points(tree, LANDS[k].decide_km * 1000, kind, points, n);
            snprintf(name, sizeof name, "%s.%s.points", LANDS[k].name, KINDS[kind]);
            exchange_write(folder, name, points, sizeof *points, n);
            free(points);
        }
        ent_tree_free(tree);
    }
    json_decref(t.root);
    return 0;
}

/* ---- our own works ----------------------------------------------------------------------------------- */

typedef struct task {
    const char *folder;
    const land *land;
    const ent_tree *tree;
    ent_fields *fields;
    double build_s;
} task;

static ent_lonlat *points_of(const task *t, int kind, size_t most, size_t *out_count)
{
    char name[128];
    snprintf(name, sizeof name, "%s.%s.points", t->land->name, KINDS[kind]);
    ent_lonlat *points = exchange_read(t->folder, name, sizeof *points, out_count);
    if (!points) exit(1);
    if (*out_count > most) *out_count = most;
    return points;
}

static void save(const task *t, const char *tool, const char *work, int kind, const void *answers,
                 size_t size, size_t count, double build_s, double seconds)
{
    char name[128];
    exchange_write(t->folder, exchange_name(name, tool, work, t->land->name, KINDS[kind]), answers, size,
                   count);
    exchange_result(t->folder, (work_done){tool, work, t->land->name, KINDS[kind], count, build_s, seconds});
}

/* The exact distance, and of some positions the distance by brute force. */
static void find_truth(const task *t, int kind)
{
    size_t n;
    ent_lonlat *points = points_of(t, kind, TRUTHS, &n);
    double *truth = malloc(n * sizeof *truth), worst = 0;
    for (size_t i = 0; i < n; i++) {
        ent_bounds_m d = {0, 0};
        ent_error err;
        must(ent_tree_distance(t->tree, points[i], 0, &d, &err), &err);
        truth[i] = (d.lo_m + d.hi_m) / 2;
    }
    brute b;
    brute_init(&b, 1);
    size_t arcs = ent_tree_segment_count(t->tree), looked = t->land->brute_count / KIND_COUNT;
    for (size_t k = 0; k < looked; k++) {
        size_t i = k * (n / looked);
        double best = INFINITY;
        for (size_t a = 0; a < arcs; a++) { /* no arc is nearer than its end less its length */
            ent_lonlat p, q;
            ent_tree_segment(t->tree, a, &p, &q);
            if (brute_inverse(&b, points[i], p) - brute_inverse(&b, p, q) < best)
                best = fmin(best, brute_arc(&b, points[i], p, q, 1));
        }
        worst = fmax(worst, fabs(best - fabs(truth[i])));
    }
    exchange_write(t->folder, exchange_name((char[128]){0}, "truth", "distance", t->land->name, KINDS[kind]),
                   truth, sizeof *truth, n);
    fprintf(stderr, "   truth, %s, %s: %zu positions by brute force agree to %.1e m\n", t->land->name,
            KINDS[kind], looked, worst);
    free(points), free(truth);
}

static void measure_distances(const task *t, int kind)
{
    size_t n;
    ent_lonlat *points = points_of(t, kind, 200000, &n);
    double *far = malloc(n * sizeof *far), start = cpu_now();
    for (size_t i = 0; i < n; i++) {
        ent_bounds_m d = {0, 0};
        if (ent_tree_distance(t->tree, points[i], 1e-3, &d, NULL) != ENT_OK) exit(1);
        far[i] = (d.lo_m + d.hi_m) / 2;
    }
    save(t, "entente", "distance", kind, far, sizeof *far, n, t->build_s, cpu_now() - start);
    free(points), free(far);
}

static void decide_plainly(const task *t, const ent_field *field, int kind)
{
    size_t n;
    ent_lonlat *points = points_of(t, kind, 1000000, &n);
    char *yes = malloc(n);
    double start = cpu_now();
    for (size_t i = 0; i < n; i++) {
        ent_truth truth = ENT_NO;
        if (ent_field_holds(field, points[i], &truth, NULL) != ENT_OK) exit(1);
        yes[i] = !ent_is_no(truth);
    }
    save(t, "entente-plain", "decide", kind, yes, 1, n, t->build_s, cpu_now() - start);
    free(points), free(yes);
}

static void decide_by_index(const task *t, const ent_field *field, int kind)
{
    size_t n;
    ent_zone_index *index = NULL;
    ent_error err;
    ent_lonlat *points = points_of(t, kind, 1000000, &n);
    if (kind == CAP) { /* ten million, as the issue of the index is */
        points = realloc(points, MILLIONS_10 * sizeof *points);
        make_points(t->tree, t->land->decide_km * 1000, kind, points, MILLIONS_10);
        n = MILLIONS_10;
    }
    signed char *answers = malloc(n);
    double start = cpu_now();
    must(ent_zone_index_build(field, 0, &index, &err), &err);
    double built = cpu_now();
    must(ent_zone_index_decide(index, points, n, answers, &err), &err);
    double seconds = cpu_now() - built;
    for (size_t i = 0; i < n; i++) answers[i] = answers[i] >= 0;
    save(t, "entente", "decide", kind, answers, 1, n, t->build_s + built - start, seconds);
    ent_zone_index_free(index);
    free(points), free(answers);
}

static void draw_zone(const task *t, double km, double tolerance_m, const char *tool)
{
    ent_zone *zone = NULL;
    ent_polygons *polygons = NULL;
    ent_error err;
    char name[128], reach[32];
    snprintf(reach, sizeof reach, "%.0f", km);
    const ent_field *field = ent_field_within(t->fields, t->tree, km * 1000);
    double start = cpu_now();
    must(ent_zone_build(field, (ent_zone_opts){.tolerance_m = tolerance_m}, &zone, &err), &err);
    must(ent_zone_polygons(zone, ENT_OUTLINE_UNCUT, &polygons, &err), &err);
    double seconds = cpu_now() - start;
    FILE *file = exchange_open(t->folder, exchange_name(name, tool, "zone", t->land->name, reach), "w");
    size_t vertices = 0;
    for (size_t k = 0; k < ent_polygons_ring_count(polygons); k++, fputc('\n', file)) {
        ent_polygon_ring ring = ent_polygons_ring_at(polygons, k);
        for (size_t i = 0; i < ring.count; i++)
            fprintf(file, "%.12f %.12f\n", ring.points[i].lon_deg, ring.points[i].lat_deg);
        vertices += ring.count;
    }
    fclose(file);
    exchange_result(t->folder,
                    (work_done){tool, "zone", t->land->name, reach, vertices, t->build_s, seconds});
    ent_polygons_free(polygons);
    ent_zone_free(zone);
}

static int run(const char *folder)
{
    for (size_t k = 0; k < LAND_COUNT; k++) {
        task t = {.folder = folder, .land = &LANDS[k]};
        ent_tree *tree = read_land(folder, t.land->name, &t.build_s);
        ent_error err;
        t.tree = tree;
        must(ent_fields_new(&t.fields, &err), &err);
        const ent_field *field = ent_field_within(t.fields, tree, t.land->decide_km * 1000);
        for (int kind = 0; kind < KIND_COUNT; kind++) {
            find_truth(&t, kind);
            measure_distances(&t, kind);
            decide_plainly(&t, field, kind);
            decide_by_index(&t, field, kind);
        }
        for (size_t z = 0; t.land->zone_km[z] > 0; z++) {
            draw_zone(&t, t.land->zone_km[z], 1, "entente-1m");
            draw_zone(&t, t.land->zone_km[z], 100, "entente-100m");
        }
        ent_fields_free(t.fields);
        ent_tree_free(tree);
    }
    return 0;
}

/* ---- how wrong --------------------------------------------------------------------------------------- */

typedef struct errors {
    size_t looked, wrong;
    double worst_m;
} errors;

static double reach_of(const char *name)
{
    for (size_t k = 0; k < LAND_COUNT; k++)
        if (strcmp(LANDS[k].name, name) == 0) return LANDS[k].decide_km * 1000;
    return NAN;
}

static errors errors_of_decisions(const char *folder, const work_done *w)
{
    errors e = {0};
    size_t n, m;
    char *yes =
        exchange_read(folder, exchange_name((char[128]){0}, w->tool, w->work, w->land, w->kind), 1, &n);
    double *truth =
               exchange_read(folder, exchange_name((char[128]){0}, "truth", "distance", w->land, w->kind),
                             sizeof *truth, &m),
           reach = reach_of(w->land);
    if (!yes || !truth) exit(1);
    for (e.looked = 0; e.looked < n && e.looked < m; e.looked++) {
        double off = truth[e.looked] - reach;
        if (fabs(off) <= 1e-6 || (off <= 0) == (yes[e.looked] != 0)) continue;
        e.wrong++;
        e.worst_m = fmax(e.worst_m, fabs(off));
    }
    free(yes), free(truth);
    return e;
}

/* Others do not say how deep inside a position is: there it is nought. */
static errors errors_of_distances(const char *folder, const work_done *w)
{
    errors e = {0};
    size_t n, m;
    double *far = exchange_read(folder, exchange_name((char[128]){0}, w->tool, w->work, w->land, w->kind),
                                sizeof *far, &n);
    double *truth = exchange_read(
        folder, exchange_name((char[128]){0}, "truth", "distance", w->land, w->kind), sizeof *truth, &m);
    if (!far || !truth) exit(1);
    for (e.looked = 0; e.looked < n && e.looked < m; e.looked++) {
        double off = fabs(fmax(far[e.looked], 0) - fmax(truth[e.looked], 0));
        e.wrong += off > 1;
        e.worst_m = fmax(e.worst_m, off);
    }
    free(far), free(truth);
    return e;
}

static ent_lonlat middle(ent_lonlat a, ent_lonlat b)
{
    double m, azimuth;
    ent_lonlat p = a;
    if (ent_geo_inverse(a, b, &m, &azimuth, NULL) != ENT_OK || m == 0) return a;
    if (ent_geo_direct(a, azimuth, m / 2, &p, NULL) != ENT_OK) exit(1);
    return p;
}

static double off_by(const ent_tree *tree, ent_lonlat p, double reach_m)
{
    ent_bounds_m d = {0, 0};
    if (ent_tree_distance(tree, p, 1e-3, &d, NULL) != ENT_OK) exit(1);
    return fabs((d.lo_m + d.hi_m) / 2 - reach_m);
}

/* Every vertex of the outline and the middle of every edge should be as far away as the zone reaches. */
static errors errors_of_zone(const char *folder, const work_done *w)
{
    errors e = {0};
    double build_s, reach = atof(w->kind) * 1000;
    ent_tree *tree = read_land(folder, w->land, &build_s);
    FILE *file =
        exchange_open(folder, exchange_name((char[128]){0}, w->tool, w->work, w->land, w->kind), "r");
    char line[128];
    ent_lonlat last = {NAN, NAN}, p;
    if (!file) exit(1);
    while (fgets(line, sizeof line, file)) {
        bool good = sscanf(line, "%lf %lf", &p.lon_deg, &p.lat_deg) == 2 && fabs(p.lat_deg) <= 90;
        if (!good) {
            last.lon_deg = NAN;
            continue;
        }
        double off = off_by(tree, p, reach);
        if (!isnan(last.lon_deg)) off = fmax(off, off_by(tree, middle(last, p), reach));
        e.looked++, e.wrong += off > 1.01;
        e.worst_m = fmax(e.worst_m, off);
        last = p;
    }
    fclose(file);
    ent_tree_free(tree);
    return e;
}

/* ---- the table --------------------------------------------------------------------------------------- */

typedef struct row {
    char tool[32], work[32], land[32], kind[32];
    size_t count;
    double build_s, seconds;
} row;

static double speed(const row *r)
{
    bool zone = strcmp(r->work, "zone") == 0;
    return zone ? 1 / fmax(r->seconds, 1e-4) : (double)r->count / fmax(r->seconds, 1e-9);
}

/* Ours of the same work, to hold it against: by the index, or the zone to a metre. */
static double ours(const row *rows, size_t count, const row *r)
{
    bool zone = strcmp(r->work, "zone") == 0;
    for (size_t i = 0; i < count; i++) {
        const row *o = &rows[i];
        if (strcmp(o->tool, zone ? "entente-1m" : "entente") != 0 || strcmp(o->work, r->work) != 0) continue;
        if (strcmp(o->land, r->land) == 0 && strcmp(o->kind, r->kind) == 0) return speed(o);
    }
    return NAN;
}

static void tell(const char *folder, const row *rows, size_t count, const row *r)
{
    work_done w = {r->tool, r->work, r->land, r->kind, r->count, r->build_s, r->seconds};
    bool zone = strcmp(r->work, "zone") == 0, decide = strcmp(r->work, "decide") == 0;
    errors e = zone     ? errors_of_zone(folder, &w)
               : decide ? errors_of_decisions(folder, &w)
                        : errors_of_distances(folder, &w);
    char fast[64], off[96];
    if (zone)
        snprintf(fast, sizeof fast, "%.3f s", r->seconds);
    else
        snprintf(fast, sizeof fast, "%.4g /s", speed(r));
    if (decide)
        snprintf(off, sizeof off, "%zu of %zu wrong", e.wrong, e.looked);
    else
        snprintf(off, sizeof off, "%.3g m off, %zu of %zu by over a metre", e.worst_m, e.wrong, e.looked);
    printf("| %s | %s | %s%s | %s | %.3f | %s | %s | %.2f |\n", r->work, r->land, r->kind, zone ? " km" : "",
           r->tool, r->build_s, fast, off, ours(rows, count, r) / speed(r));
}

static int judge(const char *folder)
{
    static row rows[512];
    size_t count = 0;
    FILE *file = exchange_open(folder, "results.tsv", "r");
    if (!file) return 1;
    while (count < 512 && fscanf(file, "%31s %31s %31s %31s %zu %lf %lf", rows[count].tool, rows[count].work,
                                 rows[count].land, rows[count].kind, &rows[count].count, &rows[count].build_s,
                                 &rows[count].seconds) == 7)
        count++;
    fclose(file);
    printf("| work | territory | positions, reach | tool | built, s | speed | error | ours is so many times "
           "faster |\n"
           "|---|---|---|---|---|---|---|---|\n");
    static const char *const works[] = {"decide", "distance", "zone"};
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; i < count; i++)
            if (strcmp(rows[i].work, works[k]) == 0) tell(folder, rows, count, &rows[i]);
    return 0;
}

static int cap(const char *folder, const char *land_name)
{
    double build_s, radius;
    ent_lonlat centre;
    ent_tree *tree = read_land(folder, land_name, &build_s);
    ent_tree_cap(tree, &centre, &radius);
    printf("%.6f %.6f\n", centre.lon_deg, centre.lat_deg);
    ent_tree_free(tree);
    return 0;
}

/* ---- for a database ---------------------------------------------------------------------------------- */

static void write_ring_sql(FILE *file, bool first)
{
    uint32_t n = 0;
    ent_lonlat v, start = {0, 0};
    if (fread(&n, 4, 1, file) != 1) exit(1);
    printf("%s(", first ? "" : ",");
    for (uint32_t i = 0; i < n; i++) {
        if (fread(&v, sizeof v, 1, file) != 1) exit(1);
        if (i == 0) start = v;
        printf("%s%.12f %.12f", i ? "," : "", v.lon_deg, v.lat_deg);
    }
    printf(",%.12f %.12f)", start.lon_deg, start.lat_deg);
}

static void write_land_sql(const char *folder, const char *name)
{
    char path[128];
    uint32_t polygons = 0, rings = 0;
    snprintf(path, sizeof path, "%s.land", name);
    FILE *file = exchange_open(folder, path, "rb");
    if (!file || fread(&polygons, 4, 1, file) != 1) exit(1);
    printf("CREATE TABLE %s_land AS SELECT ST_GeogFromText('MULTIPOLYGON(", name);
    for (uint32_t p = 0; p < polygons; p++) {
        if (fread(&rings, 4, 1, file) != 1) exit(1);
        printf("%s(", p ? "," : "");
        for (uint32_t r = 0; r < rings; r++) write_ring_sql(file, r == 0);
        printf(")");
    }
    printf(")') AS g;\n");
    fclose(file);
}

static int write_sql(const char *folder, const char *name, size_t most)
{
    write_land_sql(folder, name);
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        size_t n;
        char path[128];
        snprintf(path, sizeof path, "%s.%s.points", name, KINDS[kind]);
        ent_lonlat *points = exchange_read(folder, path, sizeof *points, &n);
        if (!points) exit(1);
        printf("CREATE TABLE %s_%s (id int, lon float8, lat float8);\nCOPY %s_%s FROM stdin;\n", name,
               KINDS[kind], name, KINDS[kind]);
        for (size_t i = 0; i < n && i < most; i++)
            printf("%zu\t%.17g\t%.17g\n", i, points[i].lon_deg, points[i].lat_deg);
        printf("\\.\nALTER TABLE %s_%s ADD COLUMN g geography;\n"
               "UPDATE %s_%s SET g = ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography;\nVACUUM FULL "
               "ANALYZE %s_%s;\n",
               name, KINDS[kind], name, KINDS[kind], name, KINDS[kind]);
        free(points);
    }
    return 0;
}

static int pack(const char *folder, const char *work, const char *tool, const char *const *where)
{
    char path[128];
    double value;
    snprintf(path, sizeof path, "%s.txt", work);
    FILE *in = exchange_open(folder, path, "r");
    if (!in) return 1;
    FILE *out = exchange_open(folder, exchange_name(path, tool, work, where[0], where[1]), "wb");
    while (fscanf(in, "%lf", &value) == 1) {
        char yes = value != 0;
        if (strcmp(work, "decide") == 0)
            fwrite(&yes, 1, 1, out);
        else
            fwrite(&value, sizeof value, 1, out);
    }
    fclose(in), fclose(out);
    return 0;
}

int main(int argc, char **argv)
{
    const char *what = argc > 2 ? argv[1] : "";
    if (strcmp(what, "prepare") == 0 && argc == 4) return prepare(argv[2], argv[3]);
    if (strcmp(what, "run") == 0) return run(argv[2]);
    if (strcmp(what, "judge") == 0) return judge(argv[2]);
    if (strcmp(what, "cap") == 0 && argc == 4) return cap(argv[2], argv[3]);
    if (strcmp(what, "sql") == 0 && argc == 5) return write_sql(argv[2], argv[3], (size_t)atol(argv[4]));
    if (strcmp(what, "pack") == 0 && argc == 7)
        return pack(argv[2], argv[3], argv[4], (const char *const *)argv + 5);
    fprintf(stderr, "usage: compare_entente prepare|run|judge|cap|sql|pack FOLDER ...\n");
    return 2;
}
