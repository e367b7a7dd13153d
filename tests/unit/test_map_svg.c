/* test_map_svg.c: a map of the square world: well-formed, the same bytes twice, names that do not overlap,
 * what is said in words, memory running out, limits. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "cm.h"
#include "entente/map.h"
#include "map/text.h"
#include "square_world.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct scene {
    ent_atlas *atlas;
    ent_tree *tree;
    ent_fields *fields;
    ent_zone *sure, *may;
    ent_map_zone zones[2];
    ent_map_mark marks[64];
    int subject;
    const char *notes[1];
    ent_map map;
} scene;

static ent_zone *zone_within(scene *s, double radius_m)
{
    ent_zone *zone = NULL;
    ent_error err = {0};
    const ent_field *field = ent_field_within(s->fields, s->tree, radius_m);
    assert_int_equal(ent_zone_build(field, (ent_zone_opts){.tolerance_m = 2000}, &zone, &err), ENT_OK);
    return zone;
}

static void scene_init(scene *s)
{
    ent_error err = {0};
    memset(s, 0, sizeof *s);
    s->atlas = square_open();
    s->subject = SQUARE_AAA;
    const ent_territory_query query = {.view = SQUARE_VIEW_UN, .day = {1600000000}};
    assert_int_equal(ent_atlas_territory(s->atlas, &s->subject, 1, query, &s->tree, &err), ENT_OK);
    assert_int_equal(ent_fields_new(&s->fields, &err), ENT_OK);
    s->sure = zone_within(s, 500e3), s->may = zone_within(s, 700e3);
    s->zones[0] = (ent_map_zone){s->sure, false, "certain"},
    s->zones[1] = (ent_map_zone){s->may, true, "possible"};
    for (size_t k = 0; k < 64; k++)
        s->marks[k] = (ent_map_mark){.look = (ent_map_look)(k % ENT_MAP_LOOK_COUNT),
                                     .label = k % 2 ? "R-1 <&>" : "a longer name",
                                     .has_place = k != 7,
                                     .place = {(double)(k % 8) * 1.3, (double)(k / 8) - 4},
                                     .radius_m = k % 5 ? 0 : 60e3,
                                     .country = k == 7 ? SQUARE_BBB : -1};
    s->notes[0] =
        "A note that is long enough to need more than one line of the narrow column beside the map & so on.";
    s->map = (ent_map){.atlas = s->atlas,
                       .query = query,
                       .title = "Within <500 km> & \"more\"",
                       .zones = s->zones,
                       .zone_count = 2,
                       .marks = s->marks,
                       .mark_count = 64,
                       .subject = &s->subject,
                       .subject_count = 1,
                       .subject_label = "Alpha",
                       .notes = s->notes,
                       .note_count = 1,
                       .description = "All places \x01 near."};
}

static void scene_done(scene *s)
{
    ent_zone_free(s->sure);
    ent_zone_free(s->may);
    ent_fields_free(s->fields);
    ent_tree_free(s->tree);
    ent_atlas_close(s->atlas);
}

static ent_buf draw(const ent_map *map)
{
    ent_buf out;
    ent_error err = {0};
    ent_buf_init(&out, 1 << 26);
    if (ent_map_svg(map, ent_buf_sink(&out), &err) != ENT_OK) fail_msg("%s", err.message);
    return out;
}

/* ---- well-formed ------------------------------------------------------------------------------------ */

#define DEPTH 32

static const char *skip_attributes(const char *p)
{
    while (isspace((unsigned char)*p)) {
        while (isspace((unsigned char)*p)) p++;
        if (*p == '/' || *p == '>' || *p == '?') break;
        while (isalnum((unsigned char)*p) || strchr(":-_", *p)) p++;
        assert_int_equal(*p++, '=');
        assert_int_equal(*p++, '"');
        for (; *p != '"'; p++) assert_true(*p && *p != '<');
        p++;
    }
    return p;
}

/* Tags close in order, attributes are quoted, references are those of XML, no character that XML forbids. */
static void assert_well_formed(const char *p)
{
    char open[DEPTH][32];
    int depth = 0;
    while (*p) {
        if (*p == '&') {
            assert_true(!strncmp(p, "&amp;", 5) || !strncmp(p, "&lt;", 4) || !strncmp(p, "&gt;", 4) ||
                        !strncmp(p, "&quot;", 6));
        } else if (*p == '<') {
            const bool closes = p[1] == '/', declares = p[1] == '?';
            const char *name = p + 1 + (closes || declares);
            size_t length = strcspn(name, " />?\n");
            assert_in_range(length, 1, 31);
            p = skip_attributes(name + length);
            if (closes) {
                assert_true(depth-- > 0);
                assert_true(strlen(open[depth]) == length && !strncmp(open[depth], name, length));
            } else if (*p != '/' && !declares) {
                assert_true(depth < DEPTH);
                (void)snprintf(open[depth++], 32, "%.*s", (int)length, name);
            }
            p += strcspn(p, ">");
            assert_int_equal(*p, '>');
        }
        assert_true((unsigned char)*p >= 32 || *p == '\n');
        p++;
    }
    assert_int_equal(depth, 0);
}

static void test_map_svg__well_formed_with_words(void **state)
{
    (void)state;
    scene s;
    scene_init(&s);
    ent_buf out = draw(&s.map);
    assert_well_formed(out.ptr);
    assert_non_null(
        strstr(out.ptr, "<title id=\"map-title\">Within &lt;500 km&gt; &amp; &quot;more&quot;</title>"));
    assert_non_null(strstr(out.ptr, "<desc id=\"map-desc\">All places \xEF\xBF\xBD near.</desc>"));
    assert_non_null(strstr(out.ptr, ">possible</text>"));
    assert_non_null(strstr(out.ptr, "breach (11)"));
    assert_non_null(strstr(out.ptr, "somewhere in this country"));
    assert_non_null(strstr(out.ptr, "Lambert azimuthal equal-area"));
    assert_non_null(strstr(out.ptr, "class=\"elsewhere\""));
    assert_null(strstr(out.ptr, "href"));
    ent_buf_done(&out);
    scene_done(&s);
}

static void test_map_svg__same_bytes_twice(void **state)
{
    (void)state;
    scene s, t;
    scene_init(&s), scene_init(&t);
    ent_buf a = draw(&s.map), b = draw(&t.map);
    assert_true(ent_str_eq(ent_buf_str(&a), ent_buf_str(&b)));
    ent_buf_done(&a), ent_buf_done(&b);
    scene_done(&s), scene_done(&t);
}

/* ---- names ------------------------------------------------------------------------------------------ */

typedef struct box {
    double x0, y0, x1, y1;
    char text[80];
} box;

static double attribute(const char *tag, const char *name)
{
    char wanted[32];
    (void)snprintf(wanted, sizeof wanted, " %s=\"", name);
    const char *at = strstr(tag, wanted), *end = strchr(tag, '>');
    double value = 0;
    if (!at || at > end) return 0;
    at += strlen(wanted);
    assert_true(ent_str_to_double((ent_str){at, strcspn(at, "\"")}, &value));
    return value;
}

/* What is written as "&lt;" is one character wide. */
static double width_of(const char *text, double size, double spacing)
{
    char plain[80];
    size_t n = 0;
    for (const char *at = text; *at && n + 1 < sizeof plain; at++) {
        plain[n++] = *at == '&' ? '+' : *at;
        if (*at == '&') at += strcspn(at, ";");
    }
    plain[n] = '\0';
    return ent_text_width(ent_str_of(plain), size, false, spacing);
}

/* Where a text of the map itself stands; texts of the column have classes of their own. */
static bool read_box(const char *tag, box *out)
{
    static const char *const classes[] = {"country", "sea", "town", "mark-name", "net-number", "line-name"};
    bool wanted = false;
    for (size_t k = 0; k < 6; k++) {
        char class_is[48];
        (void)snprintf(class_is, sizeof class_is, "<text class=\"%s\"", classes[k]);
        wanted = wanted || strncmp(tag, class_is, strlen(class_is)) == 0;
    }
    if (!wanted) return false;
    const char *text = strchr(tag, '>') + 1;
    (void)snprintf(out->text, sizeof out->text, "%.*s", (int)strcspn(text, "<"), text);
    const double size = attribute(tag, "font-size"), spacing = attribute(tag, "letter-spacing");
    const double width = 0.9 * width_of(out->text, size, spacing);
    const double x = attribute(tag, "x"), y = attribute(tag, "y") - 0.35 * size;
    *out = (box){x - width / 2, y - size * 0.35, x + width / 2, y + size * 0.35, {0}};
    (void)snprintf(out->text, sizeof out->text, "%.*s", (int)strcspn(text, "<"), text);
    return true;
}

static size_t assert_apart(const char *svg)
{
    static box boxes[1000];
    size_t count = 0;
    for (const char *tag = svg; (tag = strstr(tag, "<text")) != NULL && count < 1000; tag++)
        count += read_box(tag, &boxes[count]);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++) {
            const box *a = &boxes[i], *b = &boxes[k];
            if (a->x0 < b->x1 && b->x0 < a->x1 && a->y0 < b->y1 && b->y0 < a->y1)
                fail_msg("\"%s\" lies on \"%s\"", a->text, b->text);
        }
    return count;
}

static void test_map_svg__names_do_not_overlap(void **state)
{
    static const char *const projections[] = {NULL, "+proj=ortho +lon_0=15", "+proj=robin", "+proj=merc"};
    (void)state;
    scene s;
    scene_init(&s);
    for (size_t k = 0; k < 4; k++) {
        s.map.projection = projections[k];
        ent_buf out = draw(&s.map);
        assert_well_formed(out.ptr);
        assert_true(assert_apart(out.ptr) > 10);
        ent_buf_done(&out);
    }
    scene_done(&s);
}

static void test_map_svg__extents(void **state)
{
    static const ent_map_extent extents[] = {
        {ENT_MAP_GLOBE, 0, 0, 0, 0},         {ENT_MAP_WORLD, 0, 0, 0, 0},
        {ENT_MAP_BOX, 170, -10, -170, 10},   {ENT_MAP_BOX, -180, -90, 180, 90},
        {ENT_MAP_BOX, 10, 0, 10.001, 0.001}, {ENT_MAP_BOX, 0, 80, 10, 90}};
    (void)state;
    scene s;
    scene_init(&s);
    for (size_t k = 0; k < sizeof extents / sizeof *extents; k++) {
        s.map.extent = extents[k];
        ent_buf out = draw(&s.map);
        assert_well_formed(out.ptr);
        ent_buf_done(&out);
    }
    scene_done(&s);
}

/* ---- what goes wrong -------------------------------------------------------------------------------- */

static void assert_refused(const ent_map *map, ent_status wanted, const char *word)
{
    ent_buf out;
    ent_error err = {0};
    ent_buf_init(&out, 1 << 26);
    assert_int_equal(ent_map_svg(map, ent_buf_sink(&out), &err), wanted);
    if (!strstr(err.message, word)) fail_msg("\"%s\" does not say \"%s\"", err.message, word);
    assert_int_equal(out.len, 0);
    ent_buf_done(&out);
}

static void test_map_svg__refuses(void **state)
{
    (void)state;
    scene s;
    scene_init(&s);
    s.map.projection = "+proj=nonsense";
    assert_refused(&s.map, ENT_E_USAGE, "nonsense");
    s.map.projection = "EPSG:4326";
    assert_refused(&s.map, ENT_E_USAGE, "EPSG:4326");
    s.map.projection = "+proj=gnom +lat_0=-80 +lon_0=180";
    assert_refused(&s.map, ENT_E_USAGE, "shows nothing");
    char long_one[1200];
    memset(long_one, 'x', sizeof long_one), long_one[sizeof long_one - 1] = 0;
    s.map.projection = long_one;
    assert_refused(&s.map, ENT_E_LIMIT, "characters");
    s.map.projection = NULL;
    s.map.mark_count = ENT_MAP_MARKS_MAX + 1;
    assert_refused(&s.map, ENT_E_LIMIT, "20001 records");
    s.map.mark_count = 1, s.map.line_count = ENT_MAP_LINES_MAX + 1;
    assert_refused(&s.map, ENT_E_LIMIT, "65 lines");
    s.map.line_count = 0, s.map.query.view = 99;
    assert_refused(&s.map, ENT_E_DOMAIN, "99");
    scene_done(&s);
}

static bool refuse(void *context, const char *bytes, size_t length)
{
    (void)context, (void)bytes, (void)length;
    return false;
}

static void test_map_svg__a_sink_that_stops(void **state)
{
    (void)state;
    scene s;
    ent_error err = {0};
    scene_init(&s);
    assert_int_equal(ent_map_svg(&s.map, (ent_sink){refuse, NULL}, &err), ENT_E_IO);
    scene_done(&s);
}

static void test_map_svg__memory_runs_out(void **state)
{
    (void)state;
    scene s;
    scene_init(&s);
    uint64_t n = 0;
    for (bool reached = true; reached;) {
        ent_buf out;
        ent_error err = {0};
        ent_buf_init(&out, 1 << 26);
        assert_true(ent_buf_reserve(&out, 1 << 22));
        ent_mem_fail_at(++n);
        const ent_status st = ent_map_svg(&s.map, ent_buf_sink(&out), &err);
        reached = ent_mem_count() >= n;
        ent_mem_fail_at(0);
        const bool said = st == ENT_E_NOMEM || st == ENT_E_LIMIT || st == ENT_E_USAGE;
        if (said != reached) fail_msg("allocation %d: status %d, %s", (int)n, (int)st, err.message);
        assert_true(st == ENT_OK || out.len == 0);
        ent_buf_done(&out);
    }
    assert_true(n > 30);
    scene_done(&s);
}

static void test_map_svg__renders_only_svg(void **state)
{
    (void)state;
    ent_buf out;
    ent_error err = {0};
    ent_buf_init(&out, 1 << 20);
    const ent_sink sink = ent_buf_sink(&out);
    assert_int_equal(ent_map_render(ENT_STR("no svg"), ENT_MAP_PNG, 50, sink, &err), ENT_E_FORMAT);
    assert_int_equal(ent_map_render(ENT_STR("<svg/>"), ENT_MAP_PNG, 5, sink, &err), ENT_E_DOMAIN);
    assert_int_equal(ent_map_render(ENT_STR("<svg/>"), ENT_MAP_PNG, NAN, sink, &err), ENT_E_DOMAIN);
    assert_int_equal(
        ent_map_render(ENT_STR("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"),
                       ENT_MAP_PNG, 1000, sink, &err),
        ENT_E_LIMIT);
    assert_int_equal(out.len, 0);
    ent_buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_map_svg__well_formed_with_words),
        cmocka_unit_test(test_map_svg__same_bytes_twice),
        cmocka_unit_test(test_map_svg__names_do_not_overlap),
        cmocka_unit_test(test_map_svg__extents),
        cmocka_unit_test(test_map_svg__refuses),
        cmocka_unit_test(test_map_svg__a_sink_that_stops),
        cmocka_unit_test(test_map_svg__memory_runs_out),
        cmocka_unit_test(test_map_svg__renders_only_svg),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
