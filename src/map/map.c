/* map.c: a map from its paper up: water, land, net, borders, zones, lines, marks, names, neat line, column.
 */
#include "base/limits.h"
#include "map/sheet.h"
#include "map/style.h"

#include <string.h>

static void open_svg(ent_sheet *sheet)
{
    const ent_map *map = sheet->map;
    ent_buf *out = &sheet->out;
    ent_buf_adds(out,
                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"297mm\" height=\"210mm\" "
                 "viewBox=\"0 0 841.89 595.28\" role=\"img\" aria-labelledby=\"map-title map-desc\">\n");
    ent_buf_adds(out, "<title id=\"map-title\">");
    ent_svg_escape(out, ent_str_of(map->title ? map->title : "Map"));
    ent_buf_adds(out, "</title>\n<desc id=\"map-desc\">");
    ent_svg_escape(out, ent_str_of(map->description ? map->description : map->subtitle));
    ent_buf_adds(out, "</desc>\n<style>" ENT_STYLE_CSS "</style>\n<defs>\n" ENT_STYLE_PATTERNS
                      "<clipPath id=\"window\">");
    if (sheet->round)
        ent_svg_circle(out, "paper", sheet->pane.centre, sheet->radius);
    else
        ent_svg_rect(out, "paper", sheet->window);
    ent_buf_adds(out, "</clipPath>\n</defs>\n");
    ent_svg_rect(out, "paper", sheet->page);
}

static ent_status draw_earth(ent_sheet *sheet, ent_error *err)
{
    ent_ink limb = {0};
    ent_pane_limb(&sheet->pane, &limb);
    ent_buf_adds(&sheet->out, "<g id=\"earth\" clip-path=\"url(#window)\">\n");
    ent_svg_path(&sheet->out, "water", NULL, &limb, true);
    ent_status st = ent_sheet_land(sheet, err);
    ent_sheet_graticule(sheet);
    if (st == ENT_OK) st = ent_sheet_borders(sheet, err);
    if (st == ENT_OK) st = ent_sheet_zones(sheet, err);
    if (st == ENT_OK) st = ent_sheet_lines(sheet, err);
    ent_buf_adds(&sheet->out, "</g>\n");
    if (sheet->whole) ent_svg_path(&sheet->out, "limb", NULL, &limb, true);
    ent_ink_done(&limb);
    return st;
}

static ent_status draw(ent_sheet *sheet, ent_error *err)
{
    ent_status st = ent_sheet_frame(sheet, err);
    if (st != ENT_OK) return st;
    ent_territory_query query = sheet->map->query;
    query.layer = ENT_LAYER_LAND;
    st = ent_ground_load(sheet->map->atlas, query, sheet->focus, &sheet->ground, err);
    if (st != ENT_OK) return st;
    if (!ent_raster_blank(sheet->window, &sheet->lines))
        return ent_fail(err, ENT_E_NOMEM, "out of memory for a map");
    open_svg(sheet);
    st = draw_earth(sheet, err);
    if (st == ENT_OK) st = ent_raster_make(&sheet->ground, &sheet->pane, sheet->window, &sheet->raster, err);
    if (st == ENT_OK && !ent_tally_make(&sheet->lines, 1, &sheet->lines_tally))
        st = ent_fail(err, ENT_E_NOMEM, "out of memory for the names of a map");
    if (st == ENT_OK) st = ent_sheet_marks(sheet, err);
    if (st == ENT_OK) st = ent_sheet_names(sheet, err);
    if (!sheet->whole) ent_svg_rect(&sheet->out, "neat", sheet->window);
    ent_buf_adds(&sheet->out, "<g id=\"graticule-numbers\">\n");
    ent_buf_add(&sheet->out, ent_buf_str(&sheet->numbers));
    ent_buf_adds(&sheet->out, "</g>\n");
    if (st == ENT_OK) ent_sheet_column(sheet);
    ent_buf_adds(&sheet->out, "</svg>\n");
    return st;
}

ent_status ent_map_svg(const ent_map *map, ent_sink sink, ent_error *err)
{
    ent_sheet sheet = {.map = map};
    ent_buf_init(&sheet.out, ENT_MAP_BYTES_MAX);
    ent_buf_init(&sheet.numbers, ENT_MAP_BYTES_MAX);
    ent_status st = draw(&sheet, err);
    if (st == ENT_OK && (sheet.out.failed || sheet.numbers.failed || sheet.labels.failed))
        st = ent_fail(err, ENT_E_LIMIT, "the map does not fit into %u bytes or into memory",
                      ENT_MAP_BYTES_MAX);
    if (st == ENT_OK && !sink.write(sink.context, sheet.out.ptr, sheet.out.len))
        st = ent_fail(err, ENT_E_IO, "the map could not be written");
    ent_buf_done(&sheet.out);
    ent_buf_done(&sheet.numbers);
    ent_labels_done(&sheet.labels);
    ent_ground_done(&sheet.ground);
    ent_raster_done(&sheet.raster);
    ent_raster_done(&sheet.lines);
    ent_tally_done(&sheet.lines_tally);
    ent_projection_free(sheet.projection);
    return st;
}
