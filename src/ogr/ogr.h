/* ogr.h: what the files of this folder share. */
#ifndef ENT_OGR_INTERNAL_H
#define ENT_OGR_INTERNAL_H

#include "atlas/arrange.h"
#include "atlas/atlas_write.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "entente/ogr.h"
#include "ogr/gdal.h"

/* ---- tables of data/ (atlas_tables.c) ---------------------------------------------------- */

typedef enum ent_cut_rule {
    ENT_CUT_OVERLAP,  /* where all states of `base` are drawn at once */
    ENT_CUT_LINE,     /* the part of `base` beyond the claim lines named by `argument` */
    ENT_CUT_PROVINCE, /* the part of `base` beyond the inner border of the provinces named by `argument` */
    ENT_CUT_BOX,      /* the part of `base` inside the box */
    ENT_CUT_GAP,      /* what no state covers inside the box */
    ENT_CUT_SECOND,   /* the part of `base` that the second source draws as `argument` */
    ENT_CUT_SHORE     /* the part of `base` within 12 nautical miles of the islands `argument` */
} ent_cut_rule;

typedef struct ent_cut {
    const char *piece, *title;
    ent_cut_rule rule;
    const char *base[4]; /* codes */
    size_t base_count;
    const char *argument;
    bool has_box;
    double box[4];              /* west, south, east, north */
    double reach;               /* degrees by which open ends of cutting lines are continued */
    ent_lonlat inside, outside; /* a place that must fall in the piece, and one that must not */
    int32_t feature;            /* of the region in the arrangement; -1: none */
} ent_cut;

typedef struct ent_view_row {
    const char *piece, *view, *owner, *note;
    ent_time from, until;
} ent_view_row;

typedef struct ent_tables {
    ent_arena *arena;
    ent_cut *cuts;
    size_t cut_count;
    ent_view *views;
    size_t view_count;
    ent_view_row *rows;
    size_t row_count;
    ent_make_country *countries;
    size_t country_count;
    ent_make_group *groups;
    size_t group_count;
} ent_tables;

/* Read pieces.csv, views.csv, codes.csv and groups.csv of the folder, and the ISO list of the packages. */
ent_status ent_tables_load(const ent_atlas_build_opts *opts, ent_tables *tables, ent_diags *diags,
                           ent_error *err) ENT_MUST_USE;
void ent_tables_done(ent_tables *tables);
/* The state a code belongs to, or the code itself. */
const char *ent_tables_state(const ent_tables *tables, const char *code);

/* ISO 3166-1 from iso-codes (atlas_codes.c): appends to tables->countries. */
ent_status ent_codes_load(const char *path, ent_tables *tables, ent_error *err) ENT_MUST_USE;
/* Make room for one more country and return it zeroed, or NULL. */
ent_make_country *ent_tables_add_country(ent_tables *tables);

/* ---- outlines (atlas_layers.c, atlas_cut.c) ---------------------------------------------- */

#define ENT_MAP_FEATURES_MAX 1000

typedef struct ent_map_draft {
    ent_arrange *arrange;
    char codes[ENT_MAP_FEATURES_MAX][8];       /* of a state's feature; "" for regions */
    OGRGeometryH shapes[ENT_MAP_FEATURES_MAX]; /* kept for states that are cut */
    size_t feature_count;
    uint16_t sea; /* the feature of the sea mask */
} ent_map_draft;

/* Number of the feature of a state, or -1. */
int ent_draft_find(const ent_map_draft *draft, const char *code);
/* A new feature; its number comes back. */
ent_status ent_draft_feature(ent_map_draft *draft, const char *code, uint16_t *out,
                             ent_error *err) ENT_MUST_USE;
/* A position on the grid of the map; what lies within 1e-5 degrees of ±180 is put on it. */
ent_grid_point ent_draft_point(double lon_deg, double lat_deg);
/* Add all polygons inside a geometry of any kind to a feature. */
ent_status ent_draft_add(ent_map_draft *draft, uint16_t feature, OGRGeometryH shape,
                         ent_error *err) ENT_MUST_USE;
void ent_draft_done(ent_map_draft *draft);

/* Read states and sea mask of the packages. */
ent_status ent_layers_load(const ent_atlas_build_opts *opts, const ent_tables *tables, ent_map_draft *draft,
                           ent_error *err) ENT_MUST_USE;
/* Make the regions of all cuts and add them as features. */
ent_status ent_cuts_make(const ent_atlas_build_opts *opts, ent_tables *tables, ent_map_draft *draft,
                         ent_error *err) ENT_MUST_USE;

/* ---- towns (atlas_towns.c) --------------------------------------------------------------- */

typedef struct ent_town_list {
    ent_buf file; /* the names point into it */
    ent_make_town *towns;
    size_t count, cap;
} ent_town_list;

ent_status ent_town_list_load(const char *path, ent_town_list *list, ent_error *err) ENT_MUST_USE;
void ent_town_list_done(ent_town_list *list);

/* ---- shared ------------------------------------------------------------------------------ */

/* "folder/file" in the arena, or NULL. */
char *ent_path_join(ent_arena *arena, const char *folder, const char *file);
/* The message of GDAL's last error, shortened, for an ent_error. */
const char *ent_ogr_reason(void);

#endif
