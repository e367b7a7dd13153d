/* boxes.h: a field looked at in boxes of longitude and latitude, level by level. */
#ifndef ENT_ZONE_BOXES_H
#define ENT_ZONE_BOXES_H

#include "zone/look.h"

/* At level k the Earth has ENT_BOX_COLUMNS(k) columns, from -180 east, and half as many rows, from -90 north.
 */
#define ENT_BOX_COLUMNS(level) (32u << (level))
#define ENT_BOX_START_LEVEL 0 /* boxes of 11.25 degrees */

#define ENT_BOX_ASK_LEVEL 5 /* of a third of a degree */

typedef struct ent_box {
    uint32_t x, y;
    int level;
    const ent_field *field; /* the part of it that matters there */
} ent_box;

/* `tell` learns of every box what the field says all over it: yes (at most zero), no, or unclear at the last
 * level. Together the boxes are the Earth. */
typedef struct ent_boxes_opts {
    int level_max;
    uint64_t cells_max; /* a level is begun only while four times the boxes still open are within it */
    /* Does it matter what the field says in a disc? Asked of boxes of ENT_BOX_ASK_LEVEL that are open; where
     * not, they are told as unclear then and there. NULL: everywhere. */
    bool (*matters)(void *context, ent_lonlat middle, double radius_m);
    ent_status (*tell)(void *context, const ent_box *box, ent_truth state, ent_error *err);
    void *context;
} ent_boxes_opts;

ent_status ent_boxes_look(const ent_field *field, const ent_boxes_opts *opts, ent_error *err) ENT_MUST_USE;

#endif
