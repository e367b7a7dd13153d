/* shapes_load.c: areas and lines of a case from a source of features. */
#include "base/mem.h"
#include "base/utf8.h"
#include "ogr/shapes_geometry.h"
#include "entente/ogr.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

typedef struct shape_reader {
    ent_features *features;
    ent_shapes *shapes;
    int name, party, from, until, source; /* fields of the layer, or -1 */
    bool outlines;                        /* only they are wanted: whatever the fields, names are numbers */
    ent_buf text;
} shape_reader;

static int field_of(OGRFeatureDefnH layer, const char *name)
{
    for (int i = 0; i < OGR_FD_GetFieldCount(layer); i++)
        if (strcasecmp(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(layer, i)), name) == 0) return i;
    return -1;
}

static bool wants(void *context, OGRFeatureDefnH layer)
{
    shape_reader *r = context;
    r->name = r->party = r->source = r->from = r->until = -1;
    if (r->outlines) return true;
    r->name = field_of(layer, "name"), r->party = field_of(layer, "party"),
    r->source = field_of(layer, "source");
    r->from = field_of(layer, "from"), r->until = field_of(layer, "until");
    if (r->until < 0) r->until = field_of(layer, "to");
    return r->name >= 0 && !(field_of(layer, "id") >= 0 && field_of(layer, "kind") >= 0);
}

/* A field's text, in memory that the caller frees; NULL when memory ran out. */
static char *read_text(shape_reader *r, OGRFeatureH feature, int field)
{
    if (field < 0 || !ent_feature_text(feature, field, &r->text)) ent_buf_clear(&r->text);
    ent_str s = ent_str_trim(ent_buf_str(&r->text));
    char *copy = r->text.failed ? NULL : ent_alloc(s.len + 1);
    if (!copy) return NULL;
    if (s.len) memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    return copy;
}

static bool read_date(shape_reader *r, ent_feature_place place, OGRFeatureH feature, int field, ent_when *out)
{
    *out = (ent_when){0};
    if (field < 0 || !ent_feature_text(feature, field, &r->text)) return true;
    ent_error err = {0};
    size_t at;
    if (ent_when_parse(ent_str_trim(ent_buf_str(&r->text)), out, &at, &err) == ENT_OK) return true;
    place.property = OGR_Fld_GetNameRef(OGR_F_GetFieldDefnRef(feature, field));
    ent_features_complain(r->features, place,
                          (ent_diag_text){.code = "date", .hint = "Dates are ISO 8601: \"2014-09-19\"."},
                          "%s", err.message);
    return false;
}

/* ---- is the name free? ---- */

static ent_span_time validity(const ent_shape *s)
{
    ent_span_time span = {ENT_TIME_MIN, ENT_TIME_MAX};
    if (s->from.count) span.from = ent_when_hull(&s->from).from;
    if (s->until.count) span.until = ent_when_hull(&s->until).until;
    return span;
}

static bool is_same(const ent_shape *a, const ent_shape *b)
{
    if (a->is_line != b->is_line || strcmp(a->name, b->name) != 0 || strcmp(a->party, b->party) != 0)
        return false;
    ent_span_time s = validity(a), t = validity(b);
    return s.from.seconds < t.until.seconds && t.from.seconds < s.until.seconds;
}

static bool is_free(shape_reader *r, ent_feature_place place, const ent_shape *shape)
{
    place.property = "name";
    if (!*shape->name) {
        ent_features_complain(
            r->features, place,
            (ent_diag_text){.code = "shape-name", .hint = "The agreement speaks of it by its name."},
            "the shape has no name");
        return false;
    }
    ent_span_time span = validity(shape);
    if (span.from.seconds >= span.until.seconds) {
        ent_features_complain(
            r->features, place,
            (ent_diag_text){.code = "period", .hint = "from is the first day, until the last."},
            "the end lies before the start");
        return false;
    }
    for (size_t i = 0; i < ent_shapes_count(r->shapes); i++) {
        if (!is_same(ent_shapes_at(r->shapes, i), shape)) continue;
        ent_features_complain(r->features, place,
                              (ent_diag_text){.code = "shape-twice",
                                              .hint = "Part them by party, or by from and until; parts of "
                                                      "one shape go into one multi-geometry."},
                              "\"%.60s\" is drawn twice for one time", shape->name);
        return false;
    }
    return true;
}

/* Drawn for somebody who is nobody, a shape would never be looked at. */
static bool is_party_known(shape_reader *r, ent_feature_place place, const ent_shape *shape)
{
    const ent_record_rules *rules = ent_shapes_rules(r->shapes);
    ent_name_answer answer = {.severity = ENT_SEV_ERROR};
    if (!*shape->party || !rules->knows ||
        rules->knows(rules->context, ENT_NAME_ACTOR, ent_str_of(shape->party), &answer))
        return true;
    char hint[160];
    (void)snprintf(hint, sizeof hint, "Did you mean \"%s\"?", answer.nearest);
    place.property = "party";
    ent_features_complain(
        r->features, place,
        (ent_diag_text){.code = "name-unknown",
                        .hint = *answer.nearest ? hint : "Leave the party out if it holds for everyone."},
        "unknown party \"%.60s\"", shape->party);
    return false;
}

/* What a terminal might obey is no name and no source. */
static bool is_plain(shape_reader *r, ent_feature_place place, const ent_shape *shape)
{
    const char *wrong = ent_utf8_has_control(ent_str_of(shape->name))     ? "name"
                        : ent_utf8_has_control(ent_str_of(shape->source)) ? "source"
                                                                          : NULL;
    if (!wrong) return true;
    place.property = wrong;
    ent_features_complain(r->features, place, (ent_diag_text){.code = "control", .hint = "Take it out."},
                          "a control character in the %s", wrong);
    return false;
}

/* ---- one feature ---- */

static ent_status take_outline(shape_reader *r, ent_feature_place place, OGRFeatureH feature,
                               ent_shape *shape, ent_error *err)
{
    OGRGeometryH geometry = NULL;
    ent_status st = ent_feature_geometry(r->features, feature, &geometry, err);
    if (st == ENT_E_FORMAT) {
        ent_features_complain(
            r->features, place,
            (ent_diag_text){.code = "projection", .hint = "Save it in longitude and latitude (EPSG:4326)."},
            "%s", err->message);
        return ENT_OK;
    }
    if (st != ENT_OK) return st;
    ent_ogr_outline outline = {0};
    ent_outline_kind kind = geometry ? ent_outline_kind_of(geometry) : ENT_OUTLINE_OTHER;
    if (kind == ENT_OUTLINE_LINE || kind == ENT_OUTLINE_AREA)
        st = ent_outline_take(r->features, place, geometry, &outline, err);
    else
        ent_features_complain(
            r->features, place,
            (ent_diag_text){.code = "geometry",
                            .hint = r->outlines ? "Take it out." : "Points belong into places.csv."},
            "%s", geometry ? "the shape is neither an area nor a line" : "the shape has no geometry");
    shape->is_line = outline.is_line;
    shape->points = outline.points, shape->starts = outline.starts, shape->ring_count = outline.ring_count;
    if (st == ENT_OK && outline.ring_count && !outline.is_wrong && is_plain(r, place, shape) &&
        is_free(r, place, shape) && is_party_known(r, place, shape))
        st = ent_shapes_add(r->shapes, shape, err);
    ent_ogr_outline_done(&outline);
    if (geometry) OGR_G_DestroyGeometry(geometry);
    return st;
}

static ent_status take(void *context, const char *layer, size_t index, OGRFeatureH feature, ent_error *err)
{
    shape_reader *r = context;
    ent_feature_place place = {.layer = layer, .feature = index};
    ent_shape shape = {0};
    char *name = read_text(r, feature, r->name), *party = read_text(r, feature, r->party);
    char *source = read_text(r, feature, r->source);
    ent_status st = ENT_OK;
    if (!name || !party || !source) {
        st = ent_fail(err, ENT_E_NOMEM, "out of memory");
        goto done;
    }
    char number[96];
    (void)snprintf(number, sizeof number, "%.60s %zu", layer, index + 1);
    shape.name = r->outlines ? number : name, shape.party = party, shape.source = source;
    bool dated = read_date(r, place, feature, r->from, &shape.from);
    if (read_date(r, place, feature, r->until, &shape.until) && dated)
        st = take_outline(r, place, feature, &shape, err);
done:
    ent_free(name);
    ent_free(party);
    ent_free(source);
    return st;
}

static ent_status load(const char *source, bool outlines, ent_shapes *shapes, ent_diags *diags,
                       ent_error *err)
{
    ent_features features;
    ent_status st = ent_features_open(source, diags, &features, err);
    if (st != ENT_OK) return st == ENT_E_FORMAT ? ENT_OK : st;
    shape_reader reader = {.features = &features, .shapes = shapes, .outlines = outlines};
    ent_buf_init(&reader.text, 1u << 20);
    st = ent_features_visit(&features, &(ent_feature_visitor){wants, take, &reader}, err);
    ent_buf_done(&reader.text);
    ent_features_close(&features);
    return st;
}

ent_status ent_ogr_shapes_load(const char *source, ent_shapes *shapes, ent_diags *diags, ent_error *err)
{
    return load(source, false, shapes, diags, err);
}

ent_status ent_ogr_outlines_load(const char *source, ent_shapes *shapes, ent_diags *diags, ent_error *err)
{
    return load(source, true, shapes, diags, err);
}
