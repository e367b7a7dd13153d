/* records_load.c: records from a source of features. Each feature becomes a row of column names and texts,
 * exactly as a CSV row, and goes through the same reader; only its geometry is ours. A point fills lon and
 * lat; an area or a line joins the shapes of the case under the name "@id", and the columns area, or line and
 * line_distance_km, point there. */
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "entente/ogr.h"
#include "ogr/shapes_geometry.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Columns of a geometry, behind those of the layer. */
enum { G_LON, G_LAT, G_AREA, G_LINE, G_LINE_DISTANCE, G_COUNT };
static const char *const geometry_columns[G_COUNT] = {"lon", "lat", "area", "line", "line_distance_km"};

typedef struct record_reader {
    ent_features *features;
    ent_records *records;
    ent_shapes *shapes;
    const char *columns[ENT_CSV_COLUMNS_MAX];
    int fields[ENT_CSV_COLUMNS_MAX]; /* of the layer; -1 for a geometry's column */
    int geometry[G_COUNT];           /* columns, or -1 where the layer has a field of that name */
    int id;
    size_t count;
    ent_buf texts[ENT_CSV_COLUMNS_MAX];
    ent_str cells[ENT_CSV_COLUMNS_MAX];
    uint64_t digest[4]; /* sum of the rows' hashes: the order of a database is no one's promise */
} record_reader;

/* ---- columns ---- */

/* What the KML driver adds by itself. */
static bool is_of_kml(const char *name)
{
    static const char *const names[] = {"altitudeMode", "tessellate", "extrude",   "visibility",
                                        "drawOrder",    "icon",       "timestamp", "snippet"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0) return true;
    return false;
}

static bool has_field(OGRFeatureDefnH layer, const char *name)
{
    for (int i = 0; i < OGR_FD_GetFieldCount(layer); i++)
        if (strcmp(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(layer, i)), name) == 0) return true;
    return false;
}

/* KML names its own fields its own way; a field that already has our name wins. */
static const char *column_name(OGRFeatureDefnH layer, const char *field)
{
    static const char *const names[][2] = {
        {"Name", "name"}, {"description", "note"}, {"begin", "from"}, {"end", "to"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(field, names[i][0]) == 0 && !has_field(layer, names[i][1])) return names[i][1];
    return field;
}

static int find_column(const record_reader *r, const char *name)
{
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->columns[i], name) == 0) return (int)i;
    return -1;
}

static void add_column(record_reader *r, const char *name, int field)
{
    r->columns[r->count] = name, r->fields[r->count] = field;
    r->count++;
}

static bool wants(void *context, OGRFeatureDefnH layer)
{
    record_reader *r = context;
    bool is_kml = r->features->is_kml;
    r->count = 0;
    for (int i = 0; i < OGR_FD_GetFieldCount(layer) && r->count + G_COUNT < ENT_CSV_COLUMNS_MAX; i++) {
        const char *field = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(layer, i));
        if (is_kml && is_of_kml(field)) continue;
        add_column(r, is_kml ? column_name(layer, field) : field, i);
    }
    for (int g = 0; g < G_COUNT; g++) {
        r->geometry[g] = find_column(r, geometry_columns[g]) >= 0 ? -1 : (int)r->count;
        if (r->geometry[g] >= 0) add_column(r, geometry_columns[g], -1);
    }
    r->id = find_column(r, "id");
    return r->id >= 0 && find_column(r, "kind") >= 0;
}

/* ---- geometry ---- */

static bool set_cell(record_reader *r, int g, const char *text)
{
    int column = r->geometry[g];
    if (column < 0) return false;
    ent_buf_clear(&r->texts[column]);
    ent_buf_adds(&r->texts[column], text);
    return true;
}

static void set_number(record_reader *r, int g, double number)
{
    char digits[32];
    ent_double_format(number, digits);
    (void)set_cell(r, g, digits);
}

static void complain_of_geometry(record_reader *r, ent_feature_place place, const char *message,
                                 const char *hint)
{
    ent_features_complain(r->features, place, (ent_diag_text){.code = "geometry", .hint = hint}, "%s",
                          message);
}

/* A point; false after a complaint. A layer with columns lon and lat of its own keeps those. */
static bool take_point(record_reader *r, ent_feature_place place, OGRGeometryH geometry)
{
    OGRGeometryH point = OGR_G_GetGeometryCount(geometry) ? OGR_G_GetGeometryRef(geometry, 0) : geometry;
    ent_lonlat p = {OGR_G_GetX(point, 0), OGR_G_GetY(point, 0)};
    if (r->geometry[G_LON] < 0 || r->geometry[G_LAT] < 0) return true;
    if (!ent_outline_position(r->features, place, p)) return false;
    set_number(r, G_LON, p.lon_deg), set_number(r, G_LAT, p.lat_deg);
    return true;
}

/* An area or a line; *outline is filled and the columns point to "@id". */
static ent_status take_shape(record_reader *r, ent_feature_place place, OGRGeometryH geometry,
                             ent_ogr_outline *outline, ent_error *err)
{
    char name[300];
    ent_str id = ent_str_trim(ent_buf_str(&r->texts[r->id]));
    snprintf(name, sizeof name, "@%.*s", (int)(id.len < 290 ? id.len : 290), id.ptr ? id.ptr : "");
    ent_status st = ent_outline_take(r->features, place, geometry, outline, err);
    if (st != ENT_OK || outline->is_wrong) return st;
    bool is_set = outline->is_line ? set_cell(r, G_LINE, name) && set_cell(r, G_LINE_DISTANCE, "0")
                                   : set_cell(r, G_AREA, name);
    if (is_set) return ENT_OK;
    complain_of_geometry(r, place, "the layer has a column and a geometry for one thing",
                         "Rename the column area, line or line_distance_km.");
    outline->is_wrong = true;
    return ENT_OK;
}

static ent_status take_geometry(record_reader *r, ent_feature_place place, OGRFeatureH feature,
                                ent_ogr_outline *outline, ent_error *err)
{
    OGRGeometryH geometry = NULL;
    ent_status st = ent_feature_geometry(r->features, feature, &geometry, err);
    if (st == ENT_E_FORMAT) {
        complain_of_geometry(r, place, err->message, "Save it in longitude and latitude (EPSG:4326).");
        outline->is_wrong = true;
        return ENT_OK;
    }
    if (st != ENT_OK || !geometry) return st;
    ent_outline_kind kind = ent_outline_kind_of(geometry);
    if (kind == ENT_OUTLINE_POINT) {
        outline->is_wrong = !take_point(r, place, geometry);
    } else if (kind == ENT_OUTLINE_OTHER || !r->shapes) {
        complain_of_geometry(r, place, "the position is neither a point, a line nor an area",
                             "Give each position a record of its own.");
        outline->is_wrong = true;
    } else {
        st = take_shape(r, place, geometry, outline, err);
    }
    OGR_G_DestroyGeometry(geometry);
    return st;
}

/* ---- one feature ---- */

typedef struct row_place {
    record_reader *reader;
    size_t feature;
} row_place;

static ent_span locate(void *context, const char *column)
{
    row_place *at = context;
    ent_features *f = at->reader->features;
    if (!f->is_geojson) return (ent_span){0};
    for (int g = 0; g < G_COUNT; g++)
        if (at->reader->geometry[g] >= 0 && strcmp(column, geometry_columns[g]) == 0)
            return ent_geojson_position(&f->finder, at->feature, NULL, 0);
    return ent_geojson_property(&f->finder, at->feature, column);
}

static ent_status add_shape(record_reader *r, const ent_ogr_outline *outline, ent_error *err)
{
    int column = r->geometry[outline->is_line ? G_LINE : G_AREA];
    ent_shape shape = {.party = "",
                       .source = "",
                       .is_line = outline->is_line,
                       .points = outline->points,
                       .starts = outline->starts,
                       .ring_count = outline->ring_count};
    shape.name = r->texts[column].ptr;
    return ent_shapes_add(r->shapes, &shape, err);
}

static void add_digest(record_reader *r, const ent_ogr_outline *outline)
{
    ent_sha256 sha;
    char hex[65];
    ent_sha256_init(&sha);
    for (size_t i = 0; i < r->count; i++) {
        ent_sha256_add(&sha, r->columns[i], strlen(r->columns[i]) + 1);
        if (r->cells[i].len) ent_sha256_add(&sha, r->cells[i].ptr, r->cells[i].len);
        ent_sha256_add(&sha, "", 1);
    }
    if (outline->point_count)
        ent_sha256_add(&sha, outline->points, outline->point_count * sizeof *outline->points);
    ent_sha256_done(&sha, hex);
    for (int i = 0; i < 64; i++) {
        uint64_t nibble = (uint64_t)(hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'a' + 10);
        r->digest[i / 16] += nibble << 4 * (15 - i % 16);
    }
}

static ent_status add_row(record_reader *r, const char *layer, size_t index, const ent_ogr_outline *outline,
                          ent_error *err)
{
    char where[160];
    snprintf(where, sizeof where, "layer %.100s, feature %zu", layer, index + 1);
    for (size_t i = 0; i < r->count; i++) {
        if (r->texts[i].failed)
            return ent_fail(err, ENT_E_LIMIT, "%.200s: %s: a field is longer than a megabyte",
                            r->features->name, where);
        r->cells[i] = ent_buf_str(&r->texts[i]);
    }
    add_digest(r, outline);
    row_place at = {r, index};
    ent_row row = {.columns = r->columns,
                   .cells = r->cells,
                   .count = r->count,
                   .file = r->features->name,
                   .where = where,
                   .source = r->features->is_geojson ? &r->features->source : NULL,
                   .locate = locate,
                   .context = &at};
    size_t before = ent_records_count(r->records);
    ent_status st = ent_records_add_row(r->records, &row, r->features->diags, err);
    bool was_taken = ent_records_count(r->records) > before;
    if (st == ENT_OK && was_taken && outline->ring_count) st = add_shape(r, outline, err);
    return st;
}

static ent_status take(void *context, const char *layer, size_t index, OGRFeatureH feature, ent_error *err)
{
    record_reader *r = context;
    for (size_t i = 0; i < r->count; i++) {
        ent_buf_clear(&r->texts[i]);
        if (r->fields[i] >= 0) (void)ent_feature_text(feature, r->fields[i], &r->texts[i]);
    }
    ent_ogr_outline outline = {0};
    ent_status st =
        take_geometry(r, (ent_feature_place){.layer = layer, .feature = index}, feature, &outline, err);
    if (st == ENT_OK && !outline.is_wrong) st = add_row(r, layer, index, &outline, err);
    ent_ogr_outline_done(&outline);
    return st;
}

/* ---- doors ---- */

bool ent_ogr_is_source(const char *name)
{
    const char *bar = strstr(name, "|layer=");
    size_t length = bar ? (size_t)(bar - name) : strlen(name), colon = 0;
    while (colon < length &&
           ((name[colon] >= 'A' && name[colon] <= 'Z') || (name[colon] >= 'a' && name[colon] <= 'z')))
        colon++;
    if (bar || (colon > 1 && colon < length && name[colon] == ':')) return true;
    static const char *const endings[] = {".geojson", ".json", ".gpkg", ".kml",   ".kmz",
                                          ".shp",     ".fgb",  ".gml",  ".sqlite"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (length > n && strcasecmp(name + length - n, endings[i]) == 0) return true;
    }
    return false;
}

static ent_status read_records(ent_features *features, ent_ogr_into *into, ent_error *err)
{
    record_reader *r = ent_alloc_zero(1, sizeof *r);
    if (!r) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    r->features = features, r->records = into->records, r->shapes = into->shapes;
    for (size_t i = 0; i < ENT_CSV_COLUMNS_MAX; i++) ent_buf_init(&r->texts[i], ENT_LINE_BYTES_MAX);
    ent_status st = ent_features_visit(features, &(ent_feature_visitor){wants, take, r}, err);
    for (size_t i = 0; i < ENT_CSV_COLUMNS_MAX; i++) ent_buf_done(&r->texts[i]);
    snprintf(into->sha256, sizeof into->sha256, "%016" PRIx64 "%016" PRIx64 "%016" PRIx64 "%016" PRIx64,
             r->digest[0], r->digest[1], r->digest[2], r->digest[3]);
    ent_free(r);
    return st;
}

ent_status ent_ogr_records_load(const char *source, ent_records *records, ent_shapes *shapes,
                                ent_diags *diags, ent_error *err)
{
    ent_ogr_into into = {.records = records, .shapes = shapes};
    return ent_ogr_records_read(source, &into, diags, err);
}

ent_status ent_ogr_records_read(const char *source, ent_ogr_into *into, ent_diags *diags, ent_error *err)
{
    ent_features features;
    ent_status st = ent_features_open(source, diags, &features, err);
    if (st == ENT_OK) {
        st = read_records(&features, into, err);
        ent_features_close(&features);
    }
    return st == ENT_E_FORMAT ? ENT_OK : st; /* the diagnostics say it */
}
