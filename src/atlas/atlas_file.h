/* atlas_file.h: an open atlas as the files of this folder see it: typed arrays that lie in the mapping. */
#ifndef ENT_ATLAS_FILE_H
#define ENT_ATLAS_FILE_H

#include "atlas/atlas_format.h"
#include "entente/atlas.h"

struct ent_atlas {
    const unsigned char *bytes; /* the mapping */
    size_t byte_count;
    char hash[65];
    ent_groups *groups;
    const char *text;
    size_t text_bytes;
    const ent_meta_rec *meta;
    const uint32_t *sources, *borders, *bands, *band_arcs;
    size_t source_count, border_count, band_arc_count;
    const ent_country_rec *countries;
    size_t country_count;
    const ent_piece_rec *pieces;
    size_t piece_count;
    const ent_arc_rec *arcs;
    size_t arc_count;
    const ent_grid_point *points;
    size_t point_count;
    const ent_view_rec *views;
    size_t view_count;
    const ent_holding_rec *holdings;
    size_t holding_count;
    const ent_group_rec *group_rows;
    size_t group_row_count;
    const ent_town_rec *towns;
    size_t town_count;
    const ent_name_rec *names;
    size_t name_count;
};

/* A text of the file; "" when the offset lies outside. */
const char *ent_atlas_text(const ent_atlas *atlas, uint32_t offset);
/* Is the arc's stretch of points inside the file, and no longer than they are made? */
bool ent_atlas_arc_is_sound(const ent_atlas *atlas, const ent_arc_rec *arc);

/* Which pieces are the countries' at the query's moment, under its view, with the gaps that their union
 * encloses on its layer: one flag a piece; NULL: out of memory. */
bool *ent_atlas_chosen(const ent_atlas *atlas, const ent_territory_query *query, const int *countries,
                       size_t count);
/* Does the row of a view hold at the moment, and by somebody? */
bool ent_atlas_holds_on(const ent_holding_rec *holding, ent_time day);
/* The piece in which a place lies, or ENT_ATLAS_NO_PIECE. Borders are straight in longitude and latitude. */
uint16_t ent_atlas_piece_number(const ent_atlas *atlas, ent_layer layer, ent_lonlat place);

/* The band of latitude that holds it; places beyond a pole lie in the last. */
size_t ent_atlas_band(double lat_deg);

/* Groups kept in memory (groups.c): from rows of texts; the texts are borrowed when `borrow`. */
typedef struct ent_group_row {
    ent_str group, member, from, until, source, reported, until_reported;
} ent_group_row;
ent_status ent_groups_new(ent_groups **out, ent_error *err) ENT_MUST_USE;
/* Add a row. ENT_E_FORMAT when a date is not EDTF, with *out_wrong the wrong cell (0 from, 1 until, 2
 * reported, 3 until_reported). */
ent_status ent_groups_add(ent_groups *groups, const ent_group_row *row, int *out_wrong,
                          ent_error *err) ENT_MUST_USE;

#endif
