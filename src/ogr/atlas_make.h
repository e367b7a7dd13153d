/* atlas_make.h: the atlas while it is being made: what atlas_build.c, atlas_pieces.c and atlas_gaps.c share.
 */
#ifndef ENT_ATLAS_MAKE_H
#define ENT_ATLAS_MAKE_H

#include "atlas/atlas_format.h"
#include "ogr.h"

#define ENT_PIECES_MAX 4000
#define ENT_MIX_MAX 8
#define ENT_SLIVER_M2                                                                                        \
    1e6 /* borders drawn twice leave slivers; what is smaller is not listed, gaps are mended */

typedef struct ent_draft_piece {
    char name[40];
    const char *title;
    const char *owners[ENT_MIX_MAX]; /* who holds it where no view says otherwise */
    size_t owner_count;
    bool mixed; /* drawn for several states at once */
    bool gap;   /* drawn for none of the states around it */
    double area_m2[2];
} ent_draft_piece;

typedef struct ent_maker {
    const ent_atlas_build_opts *opts;
    ent_tables tables;
    ent_map_draft draft;
    ent_draft_piece *pieces;
    size_t piece_count;
    uint16_t *piece_of_set; /* on land and sea; the land layer has it unless the sea covers the set */
    bool *set_is_sea;
    uint16_t *gap_left, *gap_right; /* for each chain: the gap beside it, or ENT_ATLAS_NO_PIECE */
    ent_make_arc *arcs;
    size_t arc_count;
    ent_make_holding *holdings;
    size_t holding_count, holding_cap;
    ent_town_list towns;
} ent_maker;

/* The number of a piece by its name, made when it is new. */
ent_status ent_maker_piece(ent_maker *m, const char *name, uint16_t *out, ent_error *err) ENT_MUST_USE;
/* Give every set of features its piece (atlas_pieces.c). */
ent_status ent_maker_name_pieces(ent_maker *m, ent_error *err) ENT_MUST_USE;
/* Find the gaps between neighbours (atlas_gaps.c); after the pieces are named. */
ent_status ent_maker_find_gaps(ent_maker *m, ent_error *err) ENT_MUST_USE;
/* Turn chains into arcs and sum the areas; after the gaps are found. */
ent_status ent_maker_make_arcs(ent_maker *m, ent_error *err) ENT_MUST_USE;

#endif
