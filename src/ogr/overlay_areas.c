/* overlay_areas.c: the areas of a user's view, read from any source that OGR knows. */
#include "base/mem.h"
#include "overlay_areas.h"
#include "records_open.h"
#include <string.h>

typedef struct reader {
    const ent_atlas *atlas;
    ent_features *features;
    ent_overlay_areas *out;
} reader;

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory for the areas of the view");
}

static bool wants(void *context, OGRFeatureDefnH layer)
{
    (void)context;
    return OGR_FD_GetFieldIndex(layer, "owner") >= 0;
}

/* A field as text in the arena; "" when the layer has none or it is empty. NULL without memory. */
static const char *text_of(reader *r, OGRFeatureH feature, const char *field)
{
    const int index = OGR_F_GetFieldIndex(feature, field);
    ent_buf text;
    ent_buf_init(&text, 1 << 16);
    if (index >= 0) (void)ent_feature_text(feature, index, &text);
    const char *copy = ent_arena_copy(r->out->arena, ent_str_trim(ent_buf_str(&text)));
    ent_buf_done(&text);
    return copy;
}

static void complain(reader *r, ent_feature_place place, const char *property, const char *message,
                     const char *hint)
{
    place.property = property;
    ent_features_complain(r->features, place, (ent_diag_text){.code = "view-area", .hint = hint}, "%s",
                          message);
}

static ent_time moment(reader *r, ent_feature_place place, const char *field, const char *text,
                       ent_time otherwise)
{
    ent_when when;
    size_t offset = 0;
    if (!*text) return otherwise;
    if (ent_when_parse(ent_str_of(text), &when, &offset, NULL) == ENT_OK) return ent_when_hull(&when).from;
    complain(r, place, field, "not a date", "Write a day as 2022-02-24.");
    return otherwise;
}

/* The code of the owner; "" for nobody. An unknown one is complained of. */
static const char *owner_code(reader *r, ent_feature_place place, const char *text)
{
    if (!*text) return "";
    const int index = ent_atlas_country_find(r->atlas, ent_str_of(text));
    if (index >= 0) return ent_atlas_country_at(r->atlas, (size_t)index).code;
    const char *near = ent_atlas_country_suggest(r->atlas, ent_str_of(text));
    char message[200], hint[200];
    (void)snprintf(message, sizeof message, "no country \"%.100s\"", text);
    (void)snprintf(hint, sizeof hint, "Did you mean \"%.100s\"?", near ? near : "");
    complain(r, place, "owner", message, near ? hint : "Write a three-letter code, or nothing for nobody.");
    return "";
}

static ent_status make_room(ent_overlay_areas *out, ent_error *err)
{
    if (out->count == ENT_OVERLAY_AREAS_MAX)
        return ent_fail(err, ENT_E_LIMIT, "more than %d areas in one view", ENT_OVERLAY_AREAS_MAX);
    if (out->count < out->cap) return ENT_OK;
    const size_t cap = out->cap ? 2 * out->cap : 16;
    ent_overlay_area *grown = ent_realloc(out->areas, cap, sizeof *grown);
    if (!grown) return no_memory(err);
    out->areas = grown, out->cap = cap;
    return ENT_OK;
}

static bool is_area(OGRGeometryH shape)
{
    const OGRwkbGeometryType type = shape ? wkbFlatten(OGR_G_GetGeometryType(shape)) : wkbNone;
    return type == wkbPolygon || type == wkbMultiPolygon || type == wkbGeometryCollection;
}

static ent_status take(void *context, const char *layer, size_t index, OGRFeatureH feature, ent_error *err)
{
    reader *r = context;
    const ent_feature_place place = {.layer = layer, .feature = index};
    ent_status st = make_room(r->out, err);
    if (st != ENT_OK) return st;
    ent_overlay_area area = {0};
    st = ent_feature_geometry(r->features, feature, &area.shape, err);
    if (st != ENT_OK) return st;
    const char *owner = text_of(r, feature, "owner"), *from = text_of(r, feature, "from");
    const char *until = text_of(r, feature, "until");
    area.name = text_of(r, feature, "name"), area.source = text_of(r, feature, "source");
    if (!owner || !from || !until || !area.name || !area.source) {
        if (area.shape) OGR_G_DestroyGeometry(area.shape);
        return no_memory(err);
    }
    area.owner = owner_code(r, place, owner);
    area.from = moment(r, place, "from", from, ENT_TIME_MIN);
    area.until = moment(r, place, "until", until, ENT_TIME_MAX);
    if (!is_area(area.shape)) complain(r, place, NULL, "not an area", "An owner holds polygons.");
    r->out->areas[r->out->count++] = area;
    return ENT_OK;
}

ent_status ent_overlay_areas_load(const ent_atlas *atlas, const char *source, ent_diags *diags,
                                  ent_overlay_areas *out, ent_error *err)
{
    memset(out, 0, sizeof *out);
    const size_t errors_before = ent_diags_error_count(diags);
    out->arena = ent_arena_new();
    if (!out->arena) return no_memory(err);
    ent_features features;
    ent_status st = ent_features_open(source, diags, &features, err);
    if (st != ENT_OK) return st;
    reader r = {atlas, &features, out};
    const ent_feature_visitor visitor = {wants, take, &r};
    st = ent_features_visit(&features, &visitor, err);
    ent_features_close(&features);
    if (st == ENT_OK && ent_diags_error_count(diags) > errors_before)
        st = ent_fail(err, ENT_E_FORMAT, "%s has wrong areas", source);
    if (st == ENT_OK && out->count == 0)
        st = ent_fail(err, ENT_E_FORMAT, "%s has no areas with a field owner", source);
    return st;
}

void ent_overlay_areas_done(ent_overlay_areas *areas)
{
    for (size_t i = 0; i < areas->count; i++)
        if (areas->areas[i].shape) OGR_G_DestroyGeometry(areas->areas[i].shape);
    ent_free(areas->areas);
    ent_arena_free(areas->arena);
}
