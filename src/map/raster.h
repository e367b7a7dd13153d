/* raster.h: whose ground every small square of the window is: where names can stand. */
#ifndef ENT_MAP_RASTER_H
#define ENT_MAP_RASTER_H

#include "map/ground.h"
#include "map/ink.h"

#define ENT_RASTER_CELL 2.0 /* points */
#define ENT_RASTER_OFF (-3) /* not on the map; else a country or ENT_SIDE_* */

typedef struct ent_raster {
    ent_rect window;
    size_t columns, rows;
    int32_t *owner; /* rows * columns */
} ent_raster;

ent_status ent_raster_make(const ent_ground *ground, const ent_pane *pane, ent_rect window, ent_raster *out,
                           ent_error *err) ENT_MUST_USE;
/* All zero; false: out of memory. */
bool ent_raster_blank(ent_rect window, ent_raster *out);
/* Write `value` along a run of ink. */
void ent_raster_trace(ent_raster *raster, const ent_ink *path, int32_t value);
void ent_raster_done(ent_raster *raster);

/* The squares of one owner, summed so that any box of them is counted at once. */
typedef struct ent_tally {
    const ent_raster *raster;
    size_t x0, y0, x1, y1; /* columns and rows that hold some, past the last */
    size_t count;
    ent_xy middle; /* of all of them, on the page */
    uint32_t *sums;
} ent_tally;
bool ent_tally_make(const ent_raster *raster, int owner, ent_tally *out); /* false: out of memory */
void ent_tally_done(ent_tally *tally);
/* What part of the box is the owner's, 0 to 1. */
double ent_tally_share(const ent_tally *tally, ent_rect box);

#endif
