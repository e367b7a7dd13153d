/* records_open.c: opening through OGR without letting it speak for itself.
 *
 * GDAL is registered when the first source is opened and not before. A handler of our own is pushed around
 * every run of calls: nothing is printed, the first failure is kept. A GeoJSON text is checked by us first,
 * because OGR says of a file that breaks off no more than that it could not be read. */
#include "ogr/records_open.h"
#include "base/json.h"
#include "base/limits.h"

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

/* ---- GDAL's errors ---- */

static void CPL_STDCALL catch_error(CPLErr level, CPLErrorNum number, const char *message)
{
    (void)number;
    ent_error *caught = CPLGetErrorHandlerUserData();
    if (level < CE_Failure || caught->status != ENT_OK) return;
    (void)ent_fail(caught, ENT_E_FORMAT, "%.400s", message);
    for (char *c = caught->message; *c; c++)
        if ((unsigned char)*c < 0x20) *c = ' ';
}

static void start_catching(ent_features *f)
{
    CPLPushErrorHandlerEx(catch_error, &f->caught);
}
static void stop_catching(void)
{
    CPLPopErrorHandler();
}

/* ---- complaints ---- */

static ent_span span_of(ent_features *f, ent_feature_place place)
{
    if (!f->is_geojson) return (ent_span){0};
    if (place.property) return ent_geojson_property(&f->finder, place.feature, place.property);
    return ent_geojson_position(&f->finder, place.feature, place.path, place.path_count);
}

void ent_features_complain(ent_features *f, ent_feature_place place, ent_diag_text text, const char *format,
                           ...)
{
    char message[300], detail[300];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    int n = snprintf(detail, sizeof detail, "Layer \"%.60s\", feature %zu", place.layer, place.feature + 1);
    for (size_t i = 0; i < place.path_count && n > 0 && (size_t)n < sizeof detail; i++)
        n += snprintf(detail + n, sizeof detail - (size_t)n, "%s %zu", i == 0 ? ", position" : ",",
                      place.path[i] + 1);
    if (n > 0 && (size_t)n < sizeof detail)
        snprintf(detail + n, sizeof detail - (size_t)n, ".%s%s", text.detail ? " " : "",
                 text.detail ? text.detail : "");
    text.message = message, text.detail = detail;
    ent_span span = span_of(f, place);
    if (span.line)
        ent_diags_add(f->diags, &f->source, span, text);
    else
        ent_diags_add(f->diags, &(ent_source){.file = f->name}, span, text);
}

static void complain_of_source(ent_features *f, const char *code, const char *message, const char *hint)
{
    const char *said = f->caught.status == ENT_OK ? NULL : f->caught.message;
    ent_diags_add(f->diags, &(ent_source){.file = f->name}, (ent_span){0},
                  (ent_diag_text){.code = code, .message = message, .detail = said, .hint = hint});
}

/* ---- opening ---- */

static bool ends_with(ent_str s, const char *ending)
{
    size_t n = strlen(ending);
    return s.len > n && ent_str_eq_nocase((ent_str){s.ptr + s.len - n, n}, ent_str_of(ending));
}

/* A connection string, not a file: "PG:host=…". A drive letter does not count. */
static bool is_connection(ent_str s)
{
    size_t n = 0;
    while (n < s.len && ((s.ptr[n] >= 'A' && s.ptr[n] <= 'Z') || (s.ptr[n] >= 'a' && s.ptr[n] <= 'z'))) n++;
    return n > 1 && n < s.len && s.ptr[n] == ':';
}

/* "cases.gpkg|layer=bases": what to open and which layer. */
static ent_status split_name(ent_features *f, const char *name, char *path, size_t size, ent_error *err)
{
    const char *bar = strstr(name, "|layer=");
    size_t length = bar ? (size_t)(bar - name) : strlen(name);
    if (length >= size)
        return ent_fail(err, ENT_E_LIMIT, "the name of a source is longer than %zu bytes", size - 1);
    memcpy(path, name, length);
    path[length] = '\0';
    const char *layer = bar ? bar + strlen("|layer=") : "";
    if (strlen(layer) >= sizeof f->only_layer)
        return ent_fail(err, ENT_E_LIMIT, "the name of a layer is longer than %zu bytes",
                        sizeof f->only_layer - 1);
    memcpy(f->only_layer, layer, strlen(layer) + 1);
    return ENT_OK;
}

static ent_status read_text(ent_features *f, const char *path, ent_error *err)
{
    ent_status st = ent_file_read(path, ENT_TEXT_BYTES_MAX, &f->text, err);
    if (st != ENT_OK) return st;
    f->source = (ent_source){f->name, ent_buf_str(&f->text)};
    f->finder.text = f->source.bytes;
    return ent_geojson_check(&f->source, f->diags)
               ? ENT_OK
               : ent_fail(err, ENT_E_FORMAT, "%.300s: this is not JSON", f->name);
}

/* The value of a "password=": up to a space or the layer, or, when it is quoted, to the closing quote. */
static size_t secret_length(const char *value)
{
    if (*value != '\'' && *value != '"') {
        const char *layer = strstr(value, "|layer=");
        size_t n = strcspn(value, " \t");
        return layer && (size_t)(layer - value) < n ? (size_t)(layer - value) : n;
    }
    size_t n = 1;
    while (value[n] && value[n] != *value) n += value[n] == '\\' && value[n + 1] ? 2 : 1;
    return n + (value[n] == *value);
}

/* Three asterisks for any length, which is nobody's business either. */
static void hide(char *value, size_t length)
{
    size_t shown = length < 3 ? length : 3;
    memset(value, '*', shown);
    memmove(value + shown, value + length, strlen(value + length) + 1);
}

static char *find_value(char *text, const char *key)
{
    size_t n = strlen(key);
    if (strlen(text) < n || !ent_str_eq_nocase((ent_str){text, n}, ent_str_of(key))) return NULL;
    char *sign = text + n + strspn(text + n, " \t");
    return *sign == '=' ? sign + 1 + strspn(sign + 1, " \t") : NULL;
}

/* A connection string as it may be shown: passwords as asterisks, after "password=" (or "pwd=") and in
 * "scheme://user:password@host". */
static void hide_passwords(char *text)
{
    static const char *const keys[] = {"password", "passwd", "pwd"};
    for (char *c = text; *c; c++)
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            char *value = find_value(c, keys[k]);
            if (value) hide(value, secret_length(value));
        }
    char *host = strstr(text, "://"), *colon = host ? strchr(host + 3, ':') : NULL;
    char *at = colon ? strrchr(colon, '@') : NULL;
    if (at) hide(colon + 1, (size_t)(at - colon - 1));
}

static ent_status fail_to_connect(const ent_features *f, const char *said, ent_error *err)
{
    char name[4096], why[sizeof err->message];
    snprintf(name, sizeof name, "%s", f->name);
    snprintf(why, sizeof why, "%s", said);
    hide_passwords(name);
    hide_passwords(why);
    return ent_fail(err, ENT_E_IO, "%.200s: cannot connect: %.250s", name, why);
}

static ent_status open_set(ent_features *f, const char *path, bool is_file, ent_error *err)
{
    static const char *const options[] = {"DATE_AS_STRING=YES", NULL};
    start_catching(f);
    f->set = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, f->is_geojson ? options : NULL, NULL);
    stop_catching();
    if (f->set) {
        f->caught = (ent_error){0};
        return ENT_OK;
    }
    const char *said = f->caught.status == ENT_OK ? "no driver knows it" : f->caught.message;
    if (!is_file) return fail_to_connect(f, said, err);
    bool too_large = strstr(said, "too complex") != NULL;
    complain_of_source(
        f, "source", "no features can be read from it",
        too_large ? "Simplify its shapes, or save it as GeoPackage."
                  : "GeoJSON, GeoPackage and KML are read, and whatever else the installed GDAL knows.");
    return ent_fail(err, ENT_E_FORMAT, "%.300s: no features can be read from it", f->name);
}

ent_status ent_features_open(const char *name, ent_diags *diags, ent_features *out, ent_error *err)
{
    ent_features f = {.name = name, .diags = diags};
    char path[4096];
    ent_status st = split_name(&f, name, path, sizeof path, err);
    if (st != ENT_OK) return st;
    ent_str whole = ent_str_of(path);
    bool is_file = !is_connection(whole);
    f.is_geojson = is_file && (ends_with(whole, ".geojson") || ends_with(whole, ".json"));
    f.is_kml = ends_with(whole, ".kml") || ends_with(whole, ".kmz");
    int fd = -1;
    if (is_file) st = ent_file_open(path, false, &fd, err);
    if (fd >= 0) close(fd); /* GDAL opens by name; now it is known not to wait there */
    if (st != ENT_OK) return st;
    if (f.is_geojson) st = read_text(&f, path, err);
    if (st == ENT_OK) st = ent_gdal_open(err);
    if (st == ENT_OK) st = open_set(&f, path, is_file, err);
    if (st == ENT_OK)
        *out = f;
    else
        ent_features_close(&f);
    return st;
}

void ent_features_close(ent_features *f)
{
    if (f->set) GDALClose(f->set);
    if (f->wgs84) OSRRelease(f->wgs84);
    ent_buf_done(&f->text);
    f->set = NULL, f->wgs84 = NULL;
}

/* ---- visiting ---- */

/* What exceeds a limit is told with the feature that does. */
static ent_status fail_at(const char *file, const char *layer, size_t index, ent_error *err)
{
    ent_error why = *err;
    return ent_fail(err, why.status, "%.150s: layer \"%.60s\", feature %zu: %.200s", file, layer, index + 1,
                    why.message);
}

static ent_status visit_layer(const ent_features *f, OGRLayerH layer, const ent_feature_visitor *visitor,
                              ent_error *err)
{
    const char *name = OGR_L_GetName(layer);
    ent_status st = ENT_OK;
    OGR_L_ResetReading(layer);
    for (size_t i = 0; st == ENT_OK; i++) {
        OGRFeatureH feature = OGR_L_GetNextFeature(layer);
        if (!feature) break;
        st = visitor->take(visitor->context, name, i, feature, err);
        OGR_F_Destroy(feature);
        if (st == ENT_E_LIMIT && err) st = fail_at(f->name, name, i, err);
    }
    return st;
}

static void complain_of_layers(ent_features *f)
{
    if (*f->only_layer)
        complain_of_source(f, "layer", "there is no such layer with the columns that are needed",
                           "Look with ogrinfo what it holds.");
    else
        complain_of_source(f, "layer", "no layer has the columns that are needed",
                           "Records need id and kind, shapes a name.");
}

/* A drawing with nothing on it yet is in order, whatever columns it lacks. */
static bool has_features(const ent_features *f)
{
    if (*f->only_layer) return true;
    for (int i = 0; i < GDALDatasetGetLayerCount(f->set); i++)
        if (OGR_L_GetFeatureCount(GDALDatasetGetLayer(f->set, i), true) != 0) return true;
    return false;
}

ent_status ent_features_visit(ent_features *f, const ent_feature_visitor *visitor, ent_error *err)
{
    ent_status st = ENT_OK;
    bool any = false;
    start_catching(f);
    int count = GDALDatasetGetLayerCount(f->set);
    for (int i = 0; st == ENT_OK && i < count; i++) {
        OGRLayerH layer = GDALDatasetGetLayer(f->set, i);
        bool is_meant = !*f->only_layer || strcmp(OGR_L_GetName(layer), f->only_layer) == 0;
        if (!is_meant || !visitor->wants(visitor->context, OGR_L_GetLayerDefn(layer))) continue;
        any = true;
        st = visit_layer(f, layer, visitor, err);
    }
    stop_catching();
    if (st != ENT_OK) return st;
    if (f->caught.status != ENT_OK)
        complain_of_source(f, "source", "reading it went wrong", "What was read so far may be incomplete.");
    else if (!any && has_features(f))
        complain_of_layers(f);
    return ENT_OK;
}

/* ---- fields ---- */

static void add_date(OGRFeatureH feature, int field, bool has_time, ent_buf *out)
{
    int year, month, day, hour, minute, zone;
    float second;
    if (!OGR_F_GetFieldAsDateTimeEx(feature, field, &year, &month, &day, &hour, &minute, &second, &zone))
        return;
    ent_buf_printf(out, "%04d-%02d-%02d", year, month, day);
    if (!has_time) return;
    ent_buf_printf(out, "T%02d:%02d:%02d", hour, minute, (int)second);
    int offset = (zone - 100) * 15; /* 100 is UTC, each step a quarter of an hour; 0 and 1 say nothing */
    if (zone <= 1 || offset == 0)
        ent_buf_addc(out, 'Z');
    else
        ent_buf_printf(out, "%c%02d:%02d", offset < 0 ? '-' : '+', (offset < 0 ? -offset : offset) / 60,
                       (offset < 0 ? -offset : offset) % 60);
}

static void add_double(ent_buf *out, double value)
{
    char digits[32];
    ent_double_format(value, digits);
    ent_buf_adds(out, digits);
}

static void add_list(OGRFeatureH feature, int field, OGRFieldType type, ent_buf *out)
{
    int count = 0;
    char **strings = type == OFTStringList ? OGR_F_GetFieldAsStringList(feature, field) : NULL;
    const int *ints = type == OFTIntegerList ? OGR_F_GetFieldAsIntegerList(feature, field, &count) : NULL;
    const GIntBig *longs =
        type == OFTInteger64List ? OGR_F_GetFieldAsInteger64List(feature, field, &count) : NULL;
    const double *reals = type == OFTRealList ? OGR_F_GetFieldAsDoubleList(feature, field, &count) : NULL;
    for (int i = 0; strings ? strings[i] != NULL : i < count; i++) {
        if (i) ent_buf_addc(out, '|');
        if (strings) ent_buf_adds(out, strings[i]);
        if (ints) ent_buf_printf(out, "%d", ints[i]);
        if (longs) ent_buf_printf(out, "%lld", (long long)longs[i]);
        if (reals) add_double(out, reals[i]);
    }
}

bool ent_feature_text(OGRFeatureH feature, int field, ent_buf *out)
{
    ent_buf_clear(out);
    if (!OGR_F_IsFieldSetAndNotNull(feature, field)) return false;
    OGRFieldType type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field));
    switch (type) {
    case OFTDate: add_date(feature, field, false, out); break;
    case OFTDateTime: add_date(feature, field, true, out); break;
    case OFTReal: add_double(out, OGR_F_GetFieldAsDouble(feature, field)); break;
    case OFTIntegerList:
    case OFTInteger64List:
    case OFTRealList:
    case OFTStringList: add_list(feature, field, type, out); break;
    default: ent_buf_adds(out, OGR_F_GetFieldAsString(feature, field));
    }
    return out->len > 0;
}

/* ---- geometry ---- */

static bool is_wgs84(OGRSpatialReferenceH from, OGRSpatialReferenceH wgs84)
{
    static const char *const options[] = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", "CRITERION=EQUIVALENT",
                                          NULL};
    return OSRIsSameEx(from, wgs84, options);
}

/* Longitude and latitude on WGS84, in this order; made on first use. */
static OGRSpatialReferenceH wgs84_of(ent_features *f)
{
    if (f->wgs84) return f->wgs84;
    OGRSpatialReferenceH made = OSRNewSpatialReference(NULL);
    if (made && OSRImportFromEPSG(made, 4326) == OGRERR_NONE) {
        OSRSetAxisMappingStrategy(made, OAMS_TRADITIONAL_GIS_ORDER);
        f->wgs84 = made;
    } else if (made) {
        OSRRelease(made);
    }
    return f->wgs84;
}

ent_status ent_feature_geometry(ent_features *f, OGRFeatureH feature, OGRGeometryH *out, ent_error *err)
{
    OGRGeometryH shape = OGR_F_GetGeometryRef(feature);
    if (!shape || OGR_G_IsEmpty(shape)) {
        *out = NULL;
        return ENT_OK;
    }
    OGRwkbGeometryType linear = wkbFlatten(OGR_GT_GetLinear(OGR_G_GetGeometryType(shape)));
    OGRGeometryH copy = OGR_G_ForceTo(OGR_G_Clone(shape), linear, NULL);
    if (!copy) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    OGRSpatialReferenceH from = OGR_G_GetSpatialReference(copy), to = from ? wgs84_of(f) : NULL;
    bool good = !from || (to && (is_wgs84(from, to) || OGR_G_TransformTo(copy, to) == OGRERR_NONE));
    if (!good) {
        OGR_G_DestroyGeometry(copy);
        return ent_fail(err, ENT_E_FORMAT, "the geometry cannot be brought to longitude and latitude");
    }
    *out = copy;
    return ENT_OK;
}
