/* outline.h: an OUTLINE of the text as places. */
#ifndef ENT_VERDICT_OUTLINE_H
#define ENT_VERDICT_OUTLINE_H

#include "base/arena.h"
#include "entente/lang.h"
#include "entente/geo.h"

/* Drawn with edges that lie within `off_m` of the sides that are meant. */
typedef struct ent_drawn_rings {
    ent_rings rings;
    double off_m;
} ent_drawn_rings;

/* One ring (an area) or one run (a line) along geodesics, in the arena: a side that is none is cut so that
 * they lie within about ENT_PLANAR_FINE_M of it. false: out of memory. */
bool ent_outline_rings(const ent_node *outline, bool is_line, ent_arena *arena, ent_drawn_rings *out);

/* What lies north (or east) of a line of one run, as one ring; two places at least. See outline.c for what is
 * beyond its ends. false: out of memory. */
bool ent_outline_side(const ent_drawn_rings *drawn, ent_edges edges, bool is_east, ent_arena *arena,
                      ent_drawn_rings *out);

#endif
