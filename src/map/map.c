/* map.c: a map from its paper up: water, land, net, borders, zones, lines, marks, names, neat line, column.
 */
#include "base/limits.h"
#include "map/plate.h"
#include "map/style.h"

#include <string.h>

static void open_svg(ent_plate *plate)
{
    const ent_map *map = plate->map;
    ent_buf *out = &plate->out;
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
    if (plate->round)
        ent_svg_circle(out, "paper", plate->pane.centre, plate->radius);
    else
        ent_svg_rect(out, "paper", plate->window);
    ent_buf_adds(out, "</clipPath>\n</defs>\n");
    ent_svg_rect(out, "paper", plate->page);
}

static ent_status draw_earth(ent_plate *plate, ent_error *err)
{
    ent_ink limb = {0};
    ent_pane_limb(&plate->pane, &limb);
    ent_buf_adds(&plate->out, "<g id=\"earth\" clip-path=\"url(#window)\">\n");
    ent_svg_path(&plate->out, "water", NULL, &limb, true);
    ent_status st = ent_plate_land(plate, err);
    ent_plate_graticule(plate);
    if (st == ENT_OK) st = ent_plate_sea_limits(plate, err);
    if (st == ENT_OK) st = ent_plate_borders(plate, err);
    if (st == ENT_OK) st = ent_plate_zones(plate, err);
    if (st == ENT_OK) st = ent_plate_lines(plate, err);
    ent_buf_adds(&plate->out, "</g>\n");
    if (plate->whole) ent_svg_path(&plate->out, "limb", NULL, &limb, true);
    ent_ink_done(&limb);
    return st;
}

static ent_status draw(ent_plate *plate, ent_error *err)
{
    ent_status st = ent_plate_frame(plate, err);
    if (st != ENT_OK) return st;
    ent_territory_query query = plate->map->query;
    query.layer = ENT_LAYER_LAND;
    st = ent_ground_load(plate->map->atlas, query, plate->focus, &plate->ground, err);
    if (st != ENT_OK) return st;
    if (!ent_raster_blank(plate->window, &plate->lines))
        return ent_fail(err, ENT_E_NOMEM, "out of memory for a map");
    open_svg(plate);
    st = draw_earth(plate, err);
    if (st == ENT_OK) st = ent_raster_make(&plate->ground, &plate->pane, plate->window, &plate->raster, err);
    if (st == ENT_OK && !ent_tally_make(&plate->lines, 1, &plate->lines_tally))
        st = ent_fail(err, ENT_E_NOMEM, "out of memory for the names of a map");
    if (st == ENT_OK) st = ent_plate_marks(plate, err);
    if (st == ENT_OK) ent_plate_line_names(plate);
    if (st == ENT_OK) st = ent_plate_names(plate, err);
    if (!plate->whole) ent_svg_rect(&plate->out, "neat", plate->window);
    ent_buf_adds(&plate->out, "<g id=\"graticule-numbers\">\n");
    ent_buf_add(&plate->out, ent_buf_str(&plate->numbers));
    ent_buf_adds(&plate->out, "</g>\n");
    if (st == ENT_OK) ent_plate_column(plate);
    ent_buf_adds(&plate->out, "</svg>\n");
    return st;
}

ent_status ent_map_svg(const ent_map *map, ent_sink sink, ent_error *err)
{
    ent_plate plate = {.map = map};
    if (map->mark_count > ENT_MAP_MARKS_MAX)
        return ent_fail(err, ENT_E_LIMIT, "%zu records on one map: at most %d", map->mark_count,
                        ENT_MAP_MARKS_MAX);
    if (map->line_count > ENT_MAP_LINES_MAX)
        return ent_fail(err, ENT_E_LIMIT, "%zu lines on one map: at most %d", map->line_count,
                        ENT_MAP_LINES_MAX);
    if (map->query.view >= ent_atlas_view_count(map->atlas))
        return ent_fail(err, ENT_E_DOMAIN, "no view number %zu", map->query.view);
    ent_buf_init(&plate.out, ENT_MAP_BYTES_MAX);
    ent_buf_init(&plate.numbers, ENT_MAP_BYTES_MAX);
    ent_status st = draw(&plate, err);
    if (st == ENT_OK && (plate.out.failed || plate.numbers.failed || plate.labels.failed))
        st = ent_fail(err, ENT_E_LIMIT, "the map does not fit into %u bytes or into memory",
                      ENT_MAP_BYTES_MAX);
    if (st == ENT_OK && !sink.write(sink.context, plate.out.ptr, plate.out.len))
        st = ent_fail(err, ENT_E_IO, "the map could not be written");
    ent_buf_done(&plate.out);
    ent_buf_done(&plate.numbers);
    ent_labels_done(&plate.labels);
    ent_ground_done(&plate.ground);
    ent_raster_done(&plate.raster);
    ent_raster_done(&plate.lines);
    ent_tally_done(&plate.lines_tally);
    ent_projection_free(plate.projection);
    return st;
}
