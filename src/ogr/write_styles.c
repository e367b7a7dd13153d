/* write_styles.c: how map programs are to draw the layers of a GeoPackage, in the table `layer_styles` that
 * QGIS reads: one row a layer, its default style as QML, categories by verdict or by certainty. Colours are
 * those of the maps; what is only possible has a broken line, so that none is needed. */
#include "ogr/write_styles.h"

#include "base/buf.h"

#include <stdio.h>
#include <string.h>

#define QML_MAX ((size_t)1 << 16)

typedef struct category {
    const char *value, *line, *fill; /* red, green, blue, opacity */
    bool broken;
    const char *marker;
} category;

static const category verdicts[] = {{"breach", "213,94,0,255", "213,94,0,90", false, "diamond"},
                                    {"unclear", "180,120,0,255", "230,159,0,90", true, "square"},
                                    {"kept", "0,121,90,255", "0,158,115,64", false, "circle"},
                                    {"exempt", "102,102,102,255", "102,102,102,50", true, "cross_fill"}};
static const category certainties[] = {{"certain", "0,82,127,255", "0,114,178,90", false, "circle"},
                                       {"possible", "0,82,127,255", "0,114,178,38", true, "circle"}};

static void prop(ent_buf *out, const char *name, const char *value)
{
    ent_buf_printf(out, "<prop k=\"%s\" v=\"%s\"/>", name, value);
}

static void symbol(ent_buf *out, const category *c, size_t index, ent_style_kind kind)
{
    static const char *const types[] = {"marker", "line", "fill"};
    static const char *const classes[] = {"SimpleMarker", "SimpleLine", "SimpleFill"};
    const char *style = c->broken ? "dash" : "solid";
    ent_buf_printf(out, "<symbol type=\"%s\" name=\"%zu\" alpha=\"1\"><layer class=\"%s\" enabled=\"1\">",
                   types[kind], index, classes[kind]);
    if (kind == ENT_STYLE_LINES) {
        prop(out, "line_color", c->line), prop(out, "line_width", "0.6"), prop(out, "line_style", style);
    } else {
        prop(out, "color", c->fill), prop(out, "outline_color", c->line);
        prop(out, "outline_width", "0.5"),
            prop(out, "outline_style", kind == ENT_STYLE_AREAS ? style : "solid");
    }
    if (kind == ENT_STYLE_POINTS) prop(out, "name", c->marker), prop(out, "size", "3");
    ent_buf_adds(out, "</layer></symbol>");
}

static void write_qml(ent_buf *out, const char *attribute, const category *all, size_t count,
                      ent_style_kind kind)
{
    ent_buf_printf(out,
                   "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                   "<qgis styleCategories=\"Symbology\"><renderer-v2 type=\"categorizedSymbol\" attr=\"%s\">"
                   "<categories>",
                   attribute);
    for (size_t k = 0; k < count; k++)
        ent_buf_printf(out, "<category value=\"%s\" label=\"%s\" symbol=\"%zu\" render=\"true\"/>",
                       all[k].value, all[k].value, k);
    ent_buf_adds(out, "</categories><symbols>");
    for (size_t k = 0; k < count; k++) symbol(out, &all[k], k, kind);
    ent_buf_adds(out, "</symbols></renderer-v2></qgis>\n");
}

static OGRLayerH open_table(GDALDatasetH target)
{
    static const char *const texts[] = {"f_table_catalog", "f_table_schema",
                                        "f_table_name",    "f_geometry_column",
                                        "styleName",       "styleQML",
                                        "styleSLD",        "description",
                                        "owner",           "ui"};
    char fid[] = "FID=id", *no_fid[] = {fid, NULL};
    OGRLayerH table = GDALDatasetGetLayerByName(target, "layer_styles");
    if (table) return table;
    table = GDALDatasetCreateLayer(target, "layer_styles", NULL, wkbNone, no_fid);
    for (size_t k = 0; table && k < sizeof texts / sizeof *texts; k++) {
        OGRFieldDefnH field = OGR_Fld_Create(texts[k], OFTString);
        if (!field || OGR_L_CreateField(table, field, 1) != OGRERR_NONE) table = NULL;
        OGR_Fld_Destroy(field);
    }
    OGRFieldDefnH is_default = OGR_Fld_Create("useAsDefault", OFTInteger);
    OGR_Fld_SetSubType(is_default, OFSTBoolean);
    if (table && OGR_L_CreateField(table, is_default, 1) != OGRERR_NONE) table = NULL;
    OGR_Fld_Destroy(is_default);
    return table;
}

static bool add_row(OGRLayerH table, OGRLayerH layer, const char *qml)
{
    const OGRFeatureDefnH defn = OGR_L_GetLayerDefn(table);
    OGRFeatureH row = OGR_F_Create(defn);
    const struct {
        const char *name, *value;
    } values[] = {{"f_table_catalog", ""},
                  {"f_table_schema", ""},
                  {"f_table_name", OGR_L_GetName(layer)},
                  {"f_geometry_column", OGR_L_GetGeometryColumn(layer)},
                  {"styleName", OGR_L_GetName(layer)},
                  {"styleQML", qml},
                  {"styleSLD", ""},
                  {"description", "entente"},
                  {"owner", ""},
                  {"ui", ""}};
    if (!row) return false;
    for (size_t k = 0; k < sizeof values / sizeof *values; k++)
        OGR_F_SetFieldString(row, OGR_F_GetFieldIndex(row, values[k].name), values[k].value);
    OGR_F_SetFieldInteger(row, OGR_F_GetFieldIndex(row, "useAsDefault"), 1);
    const bool good = OGR_L_CreateFeature(table, row) == OGRERR_NONE;
    OGR_F_Destroy(row);
    return good;
}

bool ent_ogr_write_style(GDALDatasetH target, OGRLayerH layer, ent_style_kind kind)
{
    const bool zones = OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(layer), "certainty") >= 0;
    OGRLayerH table = open_table(target);
    ent_buf qml;
    if (!table) return false;
    ent_buf_init(&qml, QML_MAX);
    if (zones)
        write_qml(&qml, "certainty", certainties, sizeof certainties / sizeof *certainties, kind);
    else
        write_qml(&qml, "verdict", verdicts, sizeof verdicts / sizeof *verdicts, kind);
    const bool good = !qml.failed && qml.ptr && add_row(table, layer, qml.ptr);
    ent_buf_done(&qml);
    return good;
}
