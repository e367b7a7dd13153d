/* ink.h: rings and lines on the Earth become rings and lines on paper.
 *
 * Edges are drawn as they run on the Earth: each is halved until the paper's straight line is within the
 * pane's tolerance. Rings are read even-odd, and stay rings whatever the projection cuts; so a fill is right
 * when it is right at one place, for which ent_projection_far is taken: see ent_pane_finish. */
#ifndef ENT_MAP_INK_H
#define ENT_MAP_INK_H

#include "base/buf.h"
#include "map/projection.h"

typedef struct ent_rect {
    double x0, y0, x1, y1;
} ent_rect;

/* Where the map lies on the page. Paper units are points (1/72 inch), y downwards. */
typedef struct ent_pane {
    const ent_projection *projection;
    double scale;  /* points a metre */
    ent_xy middle; /* in metres of the projection; falls on `centre` of the page */
    ent_xy centre;
    ent_rect clip;    /* what is drawn is cut off here, well outside what is seen */
    double tolerance; /* points */
} ent_pane;

typedef enum ent_edge { ENT_EDGE_STRAIGHT = 0, ENT_EDGE_GREAT_CIRCLE } ent_edge;

/* Runs of points on paper. Once something fails it stays failed; look at the end. */
typedef struct ent_ink {
    ent_xy *points;
    size_t count, cap;
    size_t *starts; /* part k is points[starts[k]] up to the next start or the end */
    size_t part_count, part_cap;
    bool odd; /* closed over the north an odd number of times: see ent_pane_finish */
    bool failed;
} ent_ink;

void ent_ink_done(ent_ink *path);
void ent_ink_start(ent_ink *path);
void ent_ink_add(ent_ink *path, ent_xy point);
size_t ent_ink_end(const ent_ink *path, size_t part); /* one past its last point */

/* A place on the page; false when the map does not show it. */
bool ent_pane_at(const ent_pane *pane, ent_lonlat place, ent_xy *out);
bool ent_pane_back(const ent_pane *pane, ent_xy at, ent_lonlat *out);

/* A run of places on the Earth. */
typedef struct ent_course {
    const ent_lonlat *points;
    size_t count;
    ent_edge edge;
    bool closed; /* of a line: it goes back to where it began */
} ent_course;

/* Add a closed ring, for filling even-odd, cut off at `clip`. */
void ent_pane_ring(const ent_pane *pane, ent_course course, ent_ink *path);
/* After the last ring: `inside` is whether what they enclose holds ent_projection_far. Turns inside and
 * outside over where it must be. */
void ent_pane_finish(const ent_pane *pane, bool inside, ent_ink *path);
/* Add the edge of all that the projection shows, as a ring. */
void ent_pane_limb(const ent_pane *pane, ent_ink *path);
/* Add a line in as many parts as are seen. */
void ent_pane_line(const ent_pane *pane, ent_course course, ent_ink *path);

/* Leave out points so that no line moves by more than `tolerance` points on paper, and rings that are then
 * smaller than it. */
void ent_ink_simplify(ent_ink *path, double tolerance, bool closed);
/* As the value of an SVG path's "d", in tenths of a point. */
void ent_ink_write(const ent_ink *path, bool closed, ent_buf *out);

#endif
