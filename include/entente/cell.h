/* cell.h: the Earth in 64-bit cells: the six faces of a cube, each split in four again and again, thirty
 * times.
 *
 * The ids are those of the S2 geometry library, so that positions and zones can be joined in any database
 * that can compare integers: three bits of face, two bits a level along a Hilbert curve, a final one bit. As
 * users of S2 do, geodetic latitude is read as the latitude of a sphere; everything metric below is
 * nevertheless said about the WGS84 ellipsoid (a cell is the set of places whose longitude and geodetic
 * latitude fall in it). A cell at level k and its descendants are the ids within [range_min, range_max]. All
 * functions are pure; any thread. Since 0.1. */
#ifndef ENTENTE_CELL_H
#define ENTENTE_CELL_H

#include "entente/geo.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ENT_CELL_LEVEL_MAX 30

/* A struct, so that a cell is not mistaken for a number. Id 0 is no cell. */
typedef struct ent_cell {
    uint64_t id;
} ent_cell;

#define ENT_CELL_NONE ((ent_cell){0})

/* The cell of a level (0..30) that holds the place; cells own their lower and left edges. Any finite
 * longitude will do; -180 is read as 180, so the two names of the seam share a cell. A NaN or infinity, a
 * latitude beyond ±90 or a level out of range gives ENT_CELL_NONE. About 60 ns. */
ENT_API ent_cell ent_cell_at(ent_lonlat place, int level);
/* The whole face 0..5; ENT_CELL_NONE otherwise. */
ENT_API ent_cell ent_cell_face(int face);

/* Is it a cell at all: face below 6, and a last one bit where a level has it. The functions below want a
 * valid one. */
ENT_API bool ent_cell_is_valid(ent_cell cell);
ENT_API int ent_cell_level(ent_cell cell);
ENT_API int ent_cell_face_of(ent_cell cell);
/* The ancestor of a level (at most the cell's own). */
ENT_API ent_cell ent_cell_parent(ent_cell cell, int level);
/* Child 0..3 along the curve, of a cell above level 30. */
ENT_API ent_cell ent_cell_child(ent_cell cell, int index);
/* First and last cell of level 30 inside. */
ENT_API uint64_t ent_cell_range_min(ent_cell cell);
ENT_API uint64_t ent_cell_range_max(ent_cell cell);
ENT_API bool ent_cell_contains(ent_cell outer, ent_cell inner);
/* The cells of the same level across the four edges: below, right, above and left as the face's axes run. */
ENT_API void ent_cell_neighbours(ent_cell cell, ent_cell out[4]);

/* Hex digits without trailing zeros ("89c25"); "X" for ENT_CELL_NONE. */
typedef struct ent_cell_text_token {
    char text[17]; /* terminated */
} ent_cell_text_token;
ENT_API ent_cell_text_token ent_cell_token(ent_cell cell);
/* The inverse. Anything that is not a token of a valid cell (17 digits, blanks; capitals are fine) gives
 * none. */
ENT_API ent_cell ent_cell_from_token(ent_str token);

/* The middle (of the square in the cube's own s, t; not the centroid). */
ENT_API ent_lonlat ent_cell_centre(ent_cell cell);
/* The four corners, counter-clockwise seen from outside; the edges between them are great circles of the
 * sphere of geodetic latitudes. */
ENT_API void ent_cell_corners(ent_cell cell, ent_lonlat out[4]);
/* A cap that holds the cell: its centre and a radius such that no place of the cell is farther from the
 * centre in geodesic distance on the ellipsoid (proof: docs/numerics-cells.md). At most 1 % too large. */
ENT_API void ent_cell_cap(ent_cell cell, ent_lonlat *out_centre, double *out_radius_m);
/* Area on the ellipsoid in square metres, as bounds that hold, apart by at most 5e-8 of it down to
 * level 20, where the rounding of the corners begins to show (1e-6 at level 30). Milliseconds at level 0,
 * tens of nanoseconds from level 8 on. */
ENT_API void ent_cell_area(ent_cell cell, double *out_lo_m2, double *out_hi_m2);

#ifdef __cplusplus
}
#endif
#endif
