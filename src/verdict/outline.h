/* outline.h: an OUTLINE of the text as places. */
#ifndef ENT_VERDICT_OUTLINE_H
#define ENT_VERDICT_OUTLINE_H

#include "base/arena.h"
#include "entente/lang.h"
#include "entente/geo.h"

/* One ring (an area) or one run (a line) along geodesics, within a metre of the sides as said; in the arena.
 * false: out of memory. */
bool ent_outline_rings(const ent_node *outline, bool is_line, ent_arena *arena, ent_rings *out);

/* What lies north (or east) of a line of one run, as one ring; two places at least. See outline.c for what is
 * beyond its ends. false: out of memory. */
bool ent_outline_side(const ent_rings *line, ent_edges edges, bool is_east, ent_arena *arena, ent_rings *out);

#endif
