/* atlas_write.h: what goes into an atlas, in plain memory, and the writer that makes the file. Same content,
 * same bytes. */
#ifndef ENT_ATLAS_WRITE_H
#define ENT_ATLAS_WRITE_H

#include "atlas/arrange.h"
#include "entente/atlas.h"

typedef struct ent_make_country {
    const char *code, *code2, *name, *full_name, *state; /* state: a code; "" for itself */
    const char *other_names;                             /* parted by semicolons */
} ent_make_country;

typedef struct ent_make_piece {
    const char *name, *title;
    double area_m2[2]; /* land; land and sea */
    bool gap;          /* held by nobody, taken into a union that holds all around it */
} ent_make_piece;

/* Numbers of pieces, or ENT_ATLAS_NO_PIECE; [0] land, [1] land and sea. */
typedef struct ent_make_arc {
    const ent_grid_point *points;
    uint32_t count;
    uint16_t left[2], right[2];
} ent_make_arc;

typedef struct ent_make_holding {
    uint32_t view, piece;
    const char *owner; /* a country's code; "" for nobody */
    const char *note;
    ent_time from, until;
    bool differs;
} ent_make_holding;

typedef struct ent_make_group {
    const char *group, *member, *from, *until, *source;
} ent_make_group;

typedef struct ent_make_town {
    const char *name, *code2;
    ent_str other_names; /* separated by commas */
    ent_grid_point place;
    uint32_t population, id;
} ent_make_town;

typedef struct ent_atlas_content {
    const char *const *sources;
    size_t source_count;
    double error_m;
    const ent_make_country *countries;
    size_t country_count;
    const ent_make_piece *pieces;
    size_t piece_count;
    const ent_make_arc *arcs;
    size_t arc_count;
    const ent_view *views;
    size_t view_count;
    const ent_make_holding *holdings;
    size_t holding_count;
    const ent_make_group *groups;
    size_t group_count;
    const ent_make_town *towns;
    size_t town_count;
} ent_atlas_content;

/* Write the file, replacing an older one at once. ENT_E_DOMAIN when the content contradicts itself (an owner
 * without country, a piece that is not there). */
ent_status ent_atlas_write(const char *path, const ent_atlas_content *content, ent_error *err) ENT_MUST_USE;

#endif
