/* test_map_golden.c: maps as pictures, held against stored ones: block by block, so that another font or a
 * release of Cairo passes and a wrong fill, a lost line or a moved map does not. Needs the map of the world;
 * ENT_GOLDEN_WRITE=1 in the environment writes the pictures anew: look at them before you keep them. */
#include "base/buf.h"
#include "cm.h"
#include "entente/map.h"

#include <cairo.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DPI 30.0
#define BLOCK 10      /* dots */
#define BLOCK_MEAN 24 /* of 255: how far the mean of a block may be off; texts in other fonts move some */
#define ALL_MEAN 1.6  /* and that of the whole picture */

typedef struct scene {
    const char *name;
    const char *country; /* NULL: the points below */
    const ent_lonlat *points;
    size_t count;
    bool is_line;
    const char *agreement, *area; /* or an area that an agreement draws */
    double reach_m, far_m;        /* far: of what is possible; 0: none */
    double tolerance_m;
    const ent_map_mark *marks;
    size_t mark_count;
    ent_map_extent extent;
    const char *projection;
} scene;

static const ent_lonlat line[] = {{37.6, 47.1}, {37.75, 47.5}, {37.5, 47.9},  {37.7, 48.2}, {38.0, 48.4},
                                  {38.4, 48.5}, {38.6, 48.75}, {39.3, 48.75}, {39.8, 48.6}};

static const ent_map_mark marks[] = {
    {ENT_MAP_BREACH, "a", true, {21.0, 52.2}, 0, NULL, false, false, -1, false},
    {ENT_MAP_UNCLEAR, "b", true, {17.0, 51.1}, 90e3, NULL, false, false, -1, false},
    {ENT_MAP_KEPT, "c", true, {24.0, 49.8}, 0, NULL, false, false, -1, false},
    {ENT_MAP_EXEMPT, "d", true, {13.4, 52.5}, 0, NULL, false, false, -1, false}};

static const scene scenes[] = {
    {"russia_5500km", "RUS", NULL, 0, false, NULL, NULL, 5500e3, 0, 5000, NULL, 0, {0}, NULL},
    {"fiji_800km", "FJI", NULL, 0, false, NULL, NULL, 800e3, 0, 1000, NULL, 0, {0}, NULL},
    {"band_20km", NULL, line, 9, true, NULL, NULL, 20e3, 0, 50, NULL, 0, {0}, NULL},
    {"aland_frame", NULL, NULL, 0, false, "aland-1921-1940", "frame", 0, 0, 50, NULL, 0, {0}, NULL},
    {"poland_480_520km", "POL", NULL, 0, false, NULL, NULL, 480e3, 520e3, 1000, marks, 4, {0}, NULL},
    {"globe", "POL", NULL, 0, false, NULL, NULL, 500e3, 0, 5000, NULL, 0, {ENT_MAP_GLOBE, 0, 0, 0, 0}, NULL},
    {"robinson_150e",
     "RUS",
     NULL,
     0,
     false,
     NULL,
     NULL,
     5500e3,
     0,
     5000,
     NULL,
     0,
     {0},
     "+proj=robin +lon_0=150"},
};

static ent_atlas *open_atlas(void)
{
    ent_atlas *atlas = NULL;
    ent_error err = {0};
    const char *path = getenv("ENTENTE_ATLAS");
    if (!path) path = ENT_SOURCE_DIR "/build/atlas/world.atlas";
    return ent_atlas_open(path, &atlas, &err) == ENT_OK ? atlas : NULL;
}

/* The area as the text of the agreement has it: article 2 of the Aaland convention of 1921. */
static ent_tree *tree_of_text(const scene *s, const ent_atlas *atlas)
{
    char path[256];
    ent_diags *diags = NULL;
    ent_doc *doc = NULL;
    ent_drawings *drawings = NULL;
    ent_tree *tree = NULL;
    ent_error err = {0};
    (void)snprintf(path, sizeof path, "%s/agreements/%s/agreement.md", ENT_SOURCE_DIR, s->agreement);
    assert_int_equal(ent_diags_new(&diags, &err), ENT_OK);
    if (ent_doc_load(path, diags, &doc, &err) != ENT_OK) fail_msg("%s", err.message);
    const ent_world world = {.atlas = atlas, .agreement = doc};
    const ent_names names = ent_world_names(&world);
    assert_int_equal(ent_doc_check(doc, &names, diags, &err), ENT_OK);
    assert_int_equal(ent_drawings_find(&world, NULL, (ent_time){0}, &drawings, &err), ENT_OK);
    for (size_t k = 0; k < ent_drawings_count(drawings); k++) {
        const ent_drawing d = ent_drawings_at(drawings, k);
        const ent_tree_opts how = {.kind = ENT_SHAPE_AREA, .edges = ENT_EDGES_GEODESIC};
        if (strcmp(d.name, s->area) != 0 || d.is_line || d.straight) continue;
        assert_int_equal(ent_tree_build(&d.rings, 1, how, &tree, &err), ENT_OK);
    }
    ent_drawings_free(drawings);
    ent_doc_free(doc);
    ent_diags_free(diags);
    assert_non_null(tree);
    return tree;
}

static ent_tree *shape_of(const scene *s, const ent_atlas *atlas, ent_territory_query query, int *out_country)
{
    ent_tree *tree = NULL;
    ent_error err = {0};
    *out_country = -1;
    const uint32_t starts[] = {0, (uint32_t)s->count};
    const ent_rings rings = {s->points, starts, 1};
    if (s->agreement) return tree_of_text(s, atlas);
    *out_country = s->country ? ent_atlas_country_find(atlas, ent_str_of(s->country)) : -1;
    const ent_status st =
        s->country
            ? ent_atlas_territory(atlas, out_country, 1, query, &tree, &err)
            : ent_tree_build(&rings, 1, (ent_tree_opts){.kind = s->is_line ? ENT_SHAPE_LINE : ENT_SHAPE_AREA},
                             &tree, &err);
    if (st != ENT_OK) fail_msg("%s", err.message);
    return tree;
}

static ent_zone *zone_of(ent_fields *fields, const ent_tree *tree, double reach_m, double tolerance_m)
{
    ent_zone *zone = NULL;
    ent_error err = {0};
    const ent_zone_opts opts = {.tolerance_m = tolerance_m};
    assert_int_equal(ent_zone_build(ent_field_within(fields, tree, reach_m), opts, &zone, &err), ENT_OK);
    return zone;
}

/* The scene as PNG. */
static void paint(const scene *s, const ent_atlas *atlas, ent_buf *out)
{
    const int view = ent_atlas_view_find(atlas, ENT_STR("un"));
    const ent_territory_query query = {.view = (size_t)view, .day = {1641859200}};
    int country;
    ent_tree *tree = shape_of(s, atlas, query, &country);
    ent_fields *fields = NULL;
    ent_error err = {0};
    assert_int_equal(ent_fields_new(&fields, &err), ENT_OK);
    ent_zone *sure = zone_of(fields, tree, s->reach_m, s->tolerance_m);
    ent_zone *may = s->far_m > 0 ? zone_of(fields, tree, s->far_m, s->tolerance_m) : NULL;
    const ent_map_zone zones[] = {{sure, false, "certain"}, {may, true, "possible"}};
    const ent_map_line lines[] = {{tree, "line"}};
    const ent_map map = {.atlas = atlas,
                         .query = query,
                         .title = s->name,
                         .zones = zones,
                         .zone_count = may ? 2 : 1,
                         .marks = s->marks,
                         .mark_count = s->mark_count,
                         .lines = lines,
                         .line_count = s->country ? 0 : 1,
                         .subject = &country,
                         .subject_count = s->country ? 1 : 0,
                         .extent = s->extent,
                         .projection = s->projection};
    ent_buf svg;
    ent_buf_init(&svg, 1 << 26), ent_buf_init(out, 1 << 26);
    if (ent_map_svg(&map, ent_buf_sink(&svg), &err) != ENT_OK) fail_msg("%s: %s", s->name, err.message);
    if (ent_map_render(ent_buf_str(&svg), ENT_MAP_PNG, DPI, ent_buf_sink(out), &err) != ENT_OK)
        fail_msg("%s: %s", s->name, err.message);
    ent_buf_done(&svg);
    ent_zone_free(sure);
    ent_zone_free(may);
    ent_fields_free(fields);
    ent_tree_free(tree);
}

/* ---- comparing -------------------------------------------------------------------------------------- */

typedef struct reader {
    ent_str bytes;
    size_t at;
} reader;

static cairo_status_t read_bytes(void *context, unsigned char *out, unsigned int length)
{
    reader *r = context;
    if (r->at + length > r->bytes.len) return CAIRO_STATUS_READ_ERROR;
    memcpy(out, r->bytes.ptr + r->at, length);
    r->at += length;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *picture(ent_str png)
{
    reader r = {png, 0};
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_bytes, &r);
    assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    return surface;
}

/* Mean of the three colours over a block. */
static void block_mean(cairo_surface_t *s, int x0, int y0, double out[3])
{
    const unsigned char *data = cairo_image_surface_get_data(s);
    const int stride = cairo_image_surface_get_stride(s), w = cairo_image_surface_get_width(s);
    const int h = cairo_image_surface_get_height(s);
    double count = 0;
    out[0] = out[1] = out[2] = 0;
    for (int y = y0; y < y0 + BLOCK && y < h; y++)
        for (int x = x0; x < x0 + BLOCK && x < w; x++, count++)
            for (int c = 0; c < 3; c++)
                out[c] += data[(size_t)y * (size_t)stride + 4 * (size_t)x + (size_t)c];
    for (int c = 0; c < 3; c++) out[c] /= count;
}

static double off_at(cairo_surface_t *a, cairo_surface_t *b, int x, int y)
{
    double p[3], q[3];
    block_mean(a, x, y, p), block_mean(b, x, y, q);
    return fmax(fabs(p[0] - q[0]), fmax(fabs(p[1] - q[1]), fabs(p[2] - q[2])));
}

static void compare(const char *name, ent_str drawn, ent_str stored)
{
    cairo_surface_t *a = picture(drawn), *b = picture(stored);
    const int w = cairo_image_surface_get_width(a), h = cairo_image_surface_get_height(a);
    double sum = 0, count = 0;
    assert_int_equal(w, cairo_image_surface_get_width(b));
    assert_int_equal(h, cairo_image_surface_get_height(b));
    for (int y = 0; y < h; y += BLOCK)
        for (int x = 0; x < w; x += BLOCK) {
            const double off = off_at(a, b, x, y);
            if (off > BLOCK_MEAN) fail_msg("%s: the block at %d,%d is off by %.1f", name, x, y, off);
            sum += off, count++;
        }
    if (sum / count > ALL_MEAN) fail_msg("%s: off by %.2f on the whole", name, sum / count);
    cairo_surface_destroy(a);
    cairo_surface_destroy(b);
}

static void test_map_golden__pictures(void **state)
{
    ent_atlas *atlas = *state;
    for (size_t k = 0; k < sizeof scenes / sizeof *scenes; k++) {
        char path[256];
        ent_buf drawn, stored;
        ent_error err = {0};
        (void)snprintf(path, sizeof path, "%s/tests/fixtures/maps/%s.png", ENT_SOURCE_DIR, scenes[k].name);
        paint(&scenes[k], atlas, &drawn);
        if (getenv("ENT_GOLDEN_WRITE"))
            assert_int_equal(ent_file_replace(path, ent_buf_str(&drawn), &err), ENT_OK);
        if (ent_file_read(path, 1 << 20, &stored, &err) != ENT_OK) fail_msg("%s", err.message);
        compare(scenes[k].name, ent_buf_str(&drawn), ent_buf_str(&stored));
        ent_buf_done(&drawn), ent_buf_done(&stored);
    }
}

/* Fontconfig keeps what it has read until the process ends. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

/* A comparison that lets everything pass would be none: two different maps must not. */
static void test_map_golden__tells_maps_apart(void **state)
{
    ent_atlas *atlas = *state;
    ent_buf a, b;
    paint(&scenes[1], atlas, &a);
    scene moved = scenes[1];
    moved.reach_m = 400e3;
    paint(&moved, atlas, &b);
    cairo_surface_t *p = picture(ent_buf_str(&a)), *q = picture(ent_buf_str(&b));
    double most = 0;
    for (int y = 0; y < cairo_image_surface_get_height(p); y += BLOCK)
        for (int x = 0; x < cairo_image_surface_get_width(p); x += BLOCK)
            most = fmax(most, off_at(p, q, x, y));
    assert_true(most > BLOCK_MEAN);
    cairo_surface_destroy(p), cairo_surface_destroy(q);
    ent_buf_done(&a), ent_buf_done(&b);
}

int main(void)
{
    ent_atlas *atlas = open_atlas();
    if (!atlas) {
        (void)fprintf(stderr, "skipped: no map of the world; ./dev atlas makes it\n");
        return 77;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test_prestate(test_map_golden__pictures, atlas),
                                       cmocka_unit_test_prestate(test_map_golden__tells_maps_apart, atlas)};
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    ent_atlas_close(atlas);
    return failed;
}
