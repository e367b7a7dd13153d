/* kml.c: findings and zones as KML 2.2 (OGC 12-007r2), written by ourselves: styled by verdict, with the
 * period as a TimeSpan, properties as ExtendedData, no link to anything. Colours are those of the maps, in
 * KML's order of opacity, blue, green, red. */
#include "base/buf.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "report/feature.h"

#include <math.h>
#include <string.h>

typedef struct kml {
    ent_buf out;
    ent_sink sink;
} kml;

static void escape(ent_buf *out, const char *text)
{
    ent_str rest = ent_str_of(text);
    while (rest.len > 0) {
        uint32_t c = 0xFFFF;
        size_t length = ent_utf8_step(rest, &c);
        if (length == 0) c = 0xFFFF, length = 1;
        const bool bad = (c < 32 && c != '\n' && c != '\t') || c == 127 || c >= 0xFFFE;
        if (c == '&')
            ent_buf_adds(out, "&amp;");
        else if (c == '<')
            ent_buf_adds(out, "&lt;");
        else if (c == '>')
            ent_buf_adds(out, "&gt;");
        else if (c == '"')
            ent_buf_adds(out, "&quot;");
        else if (bad && c != 0x10000 && c < 0x10000)
            ent_buf_adds(out, "\xEF\xBF\xBD");
        else
            ent_buf_add(out, (ent_str){rest.ptr, length});
        rest.ptr += length, rest.len -= length;
    }
}

static void element(ent_buf *out, const char *name, const char *text)
{
    if (!*text) return;
    ent_buf_printf(out, "<%s>", name);
    escape(out, text);
    ent_buf_printf(out, "</%s>\n", name);
}

static ent_status flush(kml *k, ent_error *err)
{
    if (k->out.failed) return ent_fail(err, ENT_E_NOMEM, "out of memory for KML");
    if (k->out.len && !k->sink.write(k->sink.context, k->out.ptr, k->out.len))
        return ent_fail(err, ENT_E_IO, "the KML could not be written");
    ent_buf_clear(&k->out);
    return ENT_OK;
}

/* ---- geometry --------------------------------------------------------------------------------------- */

static void place(ent_buf *out, ent_lonlat p)
{
    char lon[32], lat[32];
    ent_double_format(p.lon_deg, lon);
    ent_double_format(p.lat_deg, lat);
    ent_buf_printf(out, "%s,%s ", lon, lat);
}

static void coordinates(ent_buf *out, const ent_polygon_ring *ring, bool closed)
{
    ent_buf_adds(out, "<coordinates>");
    for (size_t k = 0; k < ring->count; k++) place(out, ring->points[k]);
    if (closed) place(out, ring->points[0]);
    ent_buf_adds(out, "</coordinates>");
}

static void boundary(ent_buf *out, const ent_polygon_ring *ring)
{
    const char *name = ring->is_hole ? "innerBoundaryIs" : "outerBoundaryIs";
    ent_buf_printf(out, "<%s><LinearRing>", name);
    coordinates(out, ring, true);
    ent_buf_printf(out, "</LinearRing></%s>\n", name);
}

static void geometry(ent_buf *out, const ent_geometry *g)
{
    if (g->kind == ENT_GEOMETRY_NONE) return;
    if (g->kind == ENT_GEOMETRY_POINT) {
        const ent_polygon_ring ring = {&g->point, 1, 0, false};
        ent_buf_adds(out, "<Point>");
        coordinates(out, &ring, false);
        ent_buf_adds(out, "</Point>\n");
        return;
    }
    ent_buf_adds(out, "<MultiGeometry>\n");
    for (size_t k = 0; k < g->ring_count; k++) {
        if (g->kind == ENT_GEOMETRY_LINES) {
            ent_buf_adds(out, "<LineString><tessellate>1</tessellate>");
            coordinates(out, &g->rings[k], false);
            ent_buf_adds(out, "</LineString>\n");
            continue;
        }
        if (!g->rings[k].is_hole) ent_buf_adds(out, "<Polygon><tessellate>1</tessellate>");
        boundary(out, &g->rings[k]);
        if (k + 1 == g->ring_count || !g->rings[k + 1].is_hole) ent_buf_adds(out, "</Polygon>\n");
    }
    ent_buf_adds(out, "</MultiGeometry>\n");
}

/* ---- features --------------------------------------------------------------------------------------- */

static void styles(ent_buf *out)
{
    static const struct {
        const char *id, *line, *fill, *width;
    } all[] = {{"breach", "ff005ed5", "59005ed5", "2"},  {"unclear", "ff009fe6", "59009fe6", "2"},
               {"kept", "ff739e00", "40739e00", "1.5"},  {"exempt", "ff666666", "33666666", "1.5"},
               {"certain", "ff7f5200", "59b27200", "2"}, {"possible", "cc7f5200", "26b27200", "1.5"},
               {"zone", "ff7f5200", "40b27200", "2"}};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        ent_buf_printf(out,
                       "<Style id=\"%s\"><IconStyle><color>%s</color></IconStyle><LineStyle><color>%s</color>"
                       "<width>%s</width></LineStyle><PolyStyle><color>%s</color></PolyStyle></Style>\n",
                       all[k].id, all[k].line, all[k].line, all[k].width, all[k].fill);
}

static void time_span(ent_buf *out, const ent_feature *f)
{
    if (!*f->begin && !*f->end) return;
    ent_buf_adds(out, "<TimeSpan>");
    element(out, "begin", f->begin);
    element(out, "end", f->end);
    ent_buf_adds(out, "</TimeSpan>\n");
}

static void data(ent_buf *out, const ent_property *p)
{
    char number[32] = "";
    if (!p->text && isfinite(p->number)) ent_double_format(p->number, number);
    const char *value = p->text ? p->text : number;
    if (!*value) return;
    ent_buf_printf(out, "<Data name=\"%s\"><value>", p->name);
    escape(out, value);
    ent_buf_adds(out, "</value></Data>\n");
}

static ent_status take(void *context, const ent_feature *f, ent_error *err)
{
    kml *k = context;
    ent_buf *out = &k->out;
    ent_buf_printf(out, "<Placemark id=\"f%s\">\n", f->id);
    element(out, "name", f->name);
    time_span(out, f);
    ent_buf_printf(out, "<styleUrl>#%s</styleUrl>\n<ExtendedData>\n", f->style);
    for (size_t i = 0; i < f->property_count; i++) data(out, &f->properties[i]);
    ent_buf_adds(out, "</ExtendedData>\n");
    geometry(out, f->geometry);
    ent_buf_adds(out, "</Placemark>\n");
    return flush(k, err);
}

static void open_document(kml *k, const char *name)
{
    ent_buf_adds(
        &k->out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n"
        "<Document>\n");
    element(&k->out, "name", name);
    styles(&k->out);
}

static ent_status close_document(kml *k, ent_error *err)
{
    ent_buf_adds(&k->out, "</Document>\n</kml>\n");
    return flush(k, err);
}

ent_status ent_report_kml(const ent_judgement *const *judgements, size_t count, const ent_report_opts *opts,
                          ent_sink sink, ent_error *err)
{
    kml k = {.sink = sink};
    ent_status st = ENT_OK;
    ent_buf_init(&k.out, ENT_ARENA_BYTES_MAX);
    open_document(&k, opts->case_title && *opts->case_title ? opts->case_title : "Findings");
    for (size_t i = 0; i < count && st == ENT_OK; i++)
        st = ent_features_of(judgements[i], opts, (ent_feature_taker){take, &k}, err);
    if (st == ENT_OK) st = close_document(&k, err);
    ent_buf_done(&k.out);
    return st;
}

/* ---- zones ------------------------------------------------------------------------------------------ */

static void zone_text(ent_feature *f, const char *name, const char *text)
{
    if (text) f->properties[f->property_count++] = (ent_property){name, text, 0};
}

static ent_status give_zone(kml *k, const ent_report_zone *z, size_t number, ent_error *err)
{
    ent_geometry g = {0};
    double lo, hi;
    char id[32];
    ent_status st = ent_geometry_zone(z->zone, &g, err);
    if (st != ENT_OK) return st;
    snprintf(id, sizeof id, "zone-%zu", number);
    ent_feature f = {.id = id,
                     .name = z->name ? z->name : "",
                     .style = z->certainty ? z->certainty : "zone",
                     .begin = z->as_of ? z->as_of : "",
                     .end = z->as_of ? z->as_of : "",
                     .geometry = &g};
    ent_zone_area(z->zone, &lo, &hi);
    zone_text(&f, "certainty", z->certainty);
    f.properties[f.property_count++] = (ent_property){"area_m2_lo", NULL, lo};
    f.properties[f.property_count++] = (ent_property){"area_m2_hi", NULL, hi};
    f.properties[f.property_count++] = (ent_property){"tolerance_m", NULL, ent_zone_tolerance_m(z->zone)};
    zone_text(&f, "edges", z->edges);
    zone_text(&f, "map", z->map);
    zone_text(&f, "view", z->view);
    zone_text(&f, "layer", z->layer);
    zone_text(&f, "as_of", z->as_of);
    zone_text(&f, "as_known", z->as_known);
    st = take(k, &f, err);
    ent_geometry_done(&g);
    return st;
}

ent_status ent_report_zones_kml(const ent_report_zone *zones, size_t count, ent_sink sink, ent_error *err)
{
    kml k = {.sink = sink};
    ent_status st = ENT_OK;
    ent_buf_init(&k.out, ENT_ARENA_BYTES_MAX);
    open_document(&k, count > 0 && zones[0].name ? zones[0].name : "Zones");
    for (size_t i = 0; i < count && st == ENT_OK; i++) st = give_zone(&k, &zones[i], i + 1, err);
    if (st == ENT_OK) st = close_document(&k, err);
    ent_buf_done(&k.out);
    return st;
}
