/* plate.h: one map while it is drawn: the page, the window in it, what has been written and what room is
 * taken. The files of this folder each add a layer to it. */
#ifndef ENT_MAP_PLATE_H
#define ENT_MAP_PLATE_H

#include "entente/map.h"
#include "map/ground.h"
#include "map/label.h"
#include "map/raster.h"
#include "map/svg.h"

/* What the legend has to explain. */
typedef enum ent_shown {
    ENT_SHOWN_BORDER,
    ENT_SHOWN_DISPUTED,
    ENT_SHOWN_ELSEWHERE,
    ENT_SHOWN_SEA_LIMIT,
    ENT_SHOWN_SUBJECT,
    ENT_SHOWN_DISC,
    ENT_SHOWN_AREA,
    ENT_SHOWN_COUNTRY,
    ENT_SHOWN_COARSER,
    ENT_SHOWN_COUNT
} ent_shown;

#define ENT_ANCHORS_MAX 15

typedef struct ent_plate {
    const ent_map *map;
    ent_buf out;
    ent_buf numbers;       /* of the net, written over everything else */
    ent_rect page, column; /* column: title, legend, scale, notes */
    ent_rect window;       /* where the Earth is seen */
    bool whole;            /* all that the projection shows is in the window; then there is no neat line */
    bool round;            /* and is a disc */
    double radius;         /* of the disc */
    ent_projection *projection;
    ent_pane pane;
    ent_focus focus;
    ent_ground ground;
    ent_labels labels;
    ent_raster raster;
    ent_raster lines; /* 1 where an outline runs: names rather stand elsewhere */
    ent_tally lines_tally;
    bool shows[ENT_SHOWN_COUNT];
    size_t looks[ENT_MAP_LOOK_COUNT]; /* marks of each look */
    struct ent_anchor {
        ent_xy at[ENT_ANCHORS_MAX]; /* points of a line at which its name may stand */
        size_t count;
    } anchors[ENT_MAP_LINES_MAX];
} ent_plate;

/* Choose the projection and lay out the page (frame.c). */
ent_status ent_plate_frame(ent_plate *plate, ent_error *err) ENT_MUST_USE;
/* The width and reach of what is on the page, in degrees (frame.c). */
void ent_plate_focus(ent_plate *plate);

/* Layers, from below (layers.c, zones.c, marks.c). */
ent_status ent_plate_land(ent_plate *plate, ent_error *err) ENT_MUST_USE;
ent_status ent_plate_sea_limits(ent_plate *plate, ent_error *err) ENT_MUST_USE; /* of layer land+sea */
ent_status ent_plate_borders(ent_plate *plate, ent_error *err) ENT_MUST_USE;
void ent_plate_graticule(ent_plate *plate);
ent_status ent_plate_zones(ent_plate *plate, ent_error *err) ENT_MUST_USE;
ent_status ent_plate_lines(ent_plate *plate, ent_error *err) ENT_MUST_USE;
void ent_plate_line_names(ent_plate *plate);
ent_status ent_plate_marks(ent_plate *plate, ent_error *err) ENT_MUST_USE;
ent_status ent_plate_names(ent_plate *plate, ent_error *err) ENT_MUST_USE;
void ent_plate_column(ent_plate *plate); /* title, legend, scale, notes */
void ent_plate_symbol(ent_buf *out, ent_map_look look, ent_xy at);
void ent_plate_line_class(size_t index, char out[24]); /* of the legend's sample too */

/* Rings of a set of countries: those with one side in it. */
ent_status ent_plate_rings_of(ent_plate *plate, const int *countries, size_t count, ent_ink *out,
                              ent_error *err) ENT_MUST_USE;
bool ent_plate_in_window(const ent_plate *plate, ent_xy p);

#endif
