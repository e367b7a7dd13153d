/* zone.h: fields: functions on the Earth, in metres, that are at most zero where a condition on place holds;
 * and zones, the sets where they are.
 *
 * A field is built from distances to shapes with max (and), min (or) and negation (not). Every such function
 * is 1-Lipschitz in geodesic distance (comparisons of two distances are 2-Lipschitz), so its value at the
 * middle of a cell bounds it over the whole cell; one descent of the cell tree therefore judges a condition
 * over a position taken as one set, and, in the zone functions, covers, outlines and measures the set {f <=
 * 0}. */
#ifndef ENTENTE_ZONE_H
#define ENTENTE_ZONE_H

#include "entente/tree.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_field ent_field; /* immutable; owned by its builder's arena, see ent_fields */

/* Fields are born in a bag and die with it. Trees are borrowed and must outlive the bag. */
typedef struct ent_fields ent_fields;
ENT_API ent_status ent_fields_new(ent_fields **out, ent_error *err) ENT_MUST_USE;
ENT_API void ent_fields_free(ent_fields *bag);

/* Every constructor returns NULL when memory ran out or an argument is NULL, so calls can be nested and the
 * result checked once. Radii in metres; infinite radii are allowed and make the field constant. */
/* d(p) - radius: at most zero within `radius_m` of the shape (radius 0: inside it). Signed distance. */
ENT_API const ent_field *ent_field_within(ent_fields *bag, const ent_tree *shape, double radius_m);
/* radius - d(p): at least `radius_m` away. */
ENT_API const ent_field *ent_field_beyond(ent_fields *bag, const ent_tree *shape, double radius_m);
/* d(p, a) - d(p, b): nearer to a than to b (2-Lipschitz). */
ENT_API const ent_field *ent_field_nearer(ent_fields *bag, const ent_tree *a, const ent_tree *b);
/* Half-planes of the graticule: signed distance to a parallel (north of it at most zero) … */
ENT_API const ent_field *ent_field_north_of(ent_fields *bag, double lat_deg);
/* … and between two meridians, going east from `west_deg` to `east_deg` (may cross ±180). */
ENT_API const ent_field *ent_field_between_meridians(ent_fields *bag, double west_deg, double east_deg);
ENT_API const ent_field *ent_field_and(ent_fields *bag, const ent_field *a, const ent_field *b);
ENT_API const ent_field *ent_field_or(ent_fields *bag, const ent_field *a, const ent_field *b);
ENT_API const ent_field *ent_field_not(ent_fields *bag, const ent_field *a);
ENT_API const ent_field *ent_field_constant(ent_fields *bag, double value_m);

/* A cap around {field <= 0}: of what is within shapes, and what is joined of that; ENT_HALF_TURN_M where
 * nothing bounds it, a negative radius where there is nothing. */
#define ENT_HALF_TURN_M 20004000.0 /* no two places are farther apart */
ENT_API void ent_field_cap(const ent_field *field, ent_lonlat *out_centre, double *out_radius_m);

/* Is it what ent_field_within made of that shape, and with which radius? */
ENT_API bool ent_field_is_within(const ent_field *field, const ent_tree *shape, double *out_radius_m);

/* The field at one place, as bounds no wider than slack_m (at least 1e-6) and twice the edge errors. */
ENT_API ent_status ent_field_at(const ent_field *field, ent_lonlat place, double slack_m, ent_bounds_m *out,
                                ent_error *err) ENT_MUST_USE;

/* A position taken as one set. Several at once mean their intersection, as statements about one place. */
typedef enum ent_region_kind {
    ENT_REGION_POINT,
    ENT_REGION_DISC,
    ENT_REGION_AREA,
    ENT_REGION_FIELD /* wherever a field is at most zero */
} ent_region_kind;
typedef struct ent_region {
    ent_region_kind kind;
    ent_lonlat centre;      /* POINT, DISC */
    double radius_m;        /* DISC, >= 0 */
    const ent_tree *area;   /* AREA: borrowed */
    const ent_field *field; /* FIELD: borrowed */
} ent_region;

/* Least and greatest value of the field over the region: `out->least` bounds min f, `out->greatest` bounds
 * max f. If greatest.hi <= 0 the condition holds everywhere in the region; if least.lo > 0, nowhere. Refined
 * until each bound is at most `slack_m` wide (0.05 and four edge errors at least; less is read as that), or,
 * with `sign_only`, until the sign of both is decided or they are within slack_m of zero. `least_at` and
 * `greatest_at` are places of the region where the field is least and greatest within the slack. Where
 * several regions meet at a sharp angle a bound may stay somewhat wider than asked.
 *
 * Regions are closed: neighbours touch, and the distance to a neighbour is zero along the common border, so
 * its least value over the region is [-slack, 0], never above zero. Who means overlap and not touch compares
 * with -slack_m.
 *
 * An empty intersection: `empty` is set and the bounds are (+inf, -inf). When no place of the intersection
 * could be found though it may have some (regions that touch in a point), the bounds cover what it may hold,
 * and the places are NaN. ENT_E_LIMIT after ENT_RANGE_CELLS_MAX cells: the bounds so far hold and are
 * written. ENT_E_DOMAIN: no region, a centre that is no place, a negative radius. Cost: a few cells for a
 * sign that is plain, some hundreds to thousands for a bound, microseconds each. Any thread. */
typedef struct ent_range_opts {
    double slack_m;
    bool sign_only;
} ent_range_opts;
typedef struct ent_field_range {
    ent_bounds_m least, greatest;
    ent_lonlat least_at, greatest_at;
    bool empty;
} ent_field_range;
ENT_API ent_status ent_field_range_over(const ent_field *field, const ent_region *regions,
                                        size_t region_count, ent_range_opts opts, ent_field_range *out,
                                        ent_error *err) ENT_MUST_USE;

/* The nearest and the farthest pair of places, one of shape a, one of shape b. Areas count with their
 * insides: where two overlap or touch the nearest distance is 0, and both places are one that they have in
 * common. */
typedef struct ent_place_pair {
    ent_bounds_m distance;
    ent_lonlat at_a, at_b; /* about as far apart: within the bounds and a millimetre */
} ent_place_pair;
/* Bounds at most slack_m wide (a millimetre at least) and the strays of both shapes' edges either way. Where
 * the antipode of a place of one shape lies in the other, the farthest distance is half a meridian, the
 * greatest there is. ENT_E_DOMAIN: a shape without a border (the empty one, the whole Earth). ENT_E_LIMIT:
 * the budget (ENT_PAIR_CELLS_MAX, ENT_PAIR_LOOKS_MAX) was not enough for one of them: both pairs are written
 * and their bounds hold, but are wider. Cost: some thousands of looks, a few microseconds each; up to ten
 * seconds where long borders run level with each other. Any thread. */
ENT_API ent_status ent_tree_pairs(const ent_tree *a, const ent_tree *b, double slack_m,
                                  ent_place_pair *out_nearest, ent_place_pair *out_farthest,
                                  ent_error *err) ENT_MUST_USE;

/* ---- zones ------------------------------------------------------------------------------------------ */

/* The set where a field is at most zero, found by one descent of the cell tree: a cover by cells, an outline,
 * an area, and the answer for one position. Immutable once built; any thread. It borrows the field, whose bag
 * and trees must outlive it. */
typedef struct ent_zone ent_zone;

/* Told now and then which part of the work is done (0 to 1, roughly); false stops it. */
typedef struct ent_zone_progress {
    bool (*tell)(void *context, double done);
    void *context;
} ent_zone_progress;

typedef struct ent_zone_opts {
    double tolerance_m; /* of the outline; 0 means ENT_ZONE_TOLERANCE_M; at least ENT_ZONE_TOLERANCE_MIN_M and
                           eleven edge errors (of a line: 22) of the shapes */
    uint64_t cells_max; /* 0 means ENT_ZONE_CELLS_MAX */
    ent_zone_progress progress;
} ent_zone_opts;
#define ENT_ZONE_TOLERANCE_M 10.0
#define ENT_ZONE_TOLERANCE_MIN_M 0.25

/* Build the zone. ENT_E_DOMAIN: a tolerance out of range. ENT_E_LIMIT: more cells than allowed, or stopped by
 * `progress`. Cost: about two cells for each stretch of sqrt(5 * reach * tolerance) of the outline, a few
 * microseconds each; where a reach is zero in a field of several parts, for each stretch of the tolerance
 * itself. The inside or outside of one area has its own border as outline, whatever the tolerance (some five
 * microseconds an arc), its area to a square metre, and a cover as for a tolerance of a kilometre if that is
 * wider. */
ENT_API ent_status ent_zone_build(const ent_field *field, ent_zone_opts opts, ent_zone **out,
                                  ent_error *err) ENT_MUST_USE;
ENT_API void ent_zone_free(ent_zone *zone);
ENT_API double ent_zone_tolerance_m(const ent_zone *zone);

/* The cover. Cells in no range lie outside. Ranges are those of S2 cell ids (cell.h), ascending and disjoint,
 * never across the change of sign that ids have when read as signed numbers. */
typedef enum ent_zone_state { ENT_ZONE_OUTSIDE = 0, ENT_ZONE_INSIDE, ENT_ZONE_BOUNDARY } ent_zone_state;
typedef struct ent_zone_range {
    uint64_t min_id, max_id; /* cells of level 30, both included */
    ent_zone_state state;    /* INSIDE: all of it; BOUNDARY: to be decided place by place */
} ent_zone_range;
ENT_API size_t ent_zone_range_count(const ent_zone *zone);
ENT_API ent_zone_range ent_zone_range_at(const ent_zone *zone, size_t index);
/* The state of the cell that holds a place, by the cover alone; OUTSIDE for what is no place. */
ENT_API ent_zone_state ent_zone_look(const ent_zone *zone, ent_lonlat place);
/* Is the field at most zero there? Exact: the cover where it decides, the field itself elsewhere; unclear
 * only within 1e-6 m of zero. */
ENT_API ent_status ent_zone_contains(const ent_zone *zone, ent_lonlat place, ent_truth *out,
                                     ent_error *err) ENT_MUST_USE;

/* Bounds of the area of {f <= 0} on the ellipsoid, in square metres. They close as the tolerance falls. */
ENT_API void ent_zone_area(const ent_zone *zone, double *out_lo_m2, double *out_hi_m2);

/* The outline as polygons. Let Z be what they enclose: {f <= -t} is in Z and Z in {f <= t} for the zone's
 * tolerance t. CUT    edges straight in longitude and latitude, cut at ±180, the pole enclosed by edges along
 * ±90; outer rings counter-clockwise, holes clockwise (RFC 7946). UNCUT  edges great circles of the sphere
 * whose latitude is the geodetic one, nothing cut; the zone lies on the right of every ring, as spherical
 * readers such as d3-geo want it (outer rings clockwise). Rings are simple, do not meet (those of an area
 * itself may touch in a vertex), and come polygon by polygon, the outer ring first; the first vertex is not
 * repeated. The whole Earth is, CUT, one ring around the map; UNCUT it has no ring at all, like the empty
 * zone: `everything` tells them apart. */
typedef enum ent_outline_kind { ENT_OUTLINE_CUT = 0, ENT_OUTLINE_UNCUT } ent_outline_kind;
typedef struct ent_polygons ent_polygons;
typedef struct ent_polygon_ring {
    const ent_lonlat *points;
    size_t count;
    size_t polygon; /* which polygon it belongs to, from 0 */
    bool is_hole;
} ent_polygon_ring;
ENT_API ent_status ent_zone_polygons(const ent_zone *zone, ent_outline_kind kind, ent_polygons **out,
                                     ent_error *err) ENT_MUST_USE;
ENT_API void ent_polygons_free(ent_polygons *polygons);
ENT_API size_t ent_polygons_ring_count(const ent_polygons *polygons);
ENT_API ent_polygon_ring ent_polygons_ring_at(const ent_polygons *polygons, size_t index);
ENT_API bool ent_polygons_is_everything(const ent_polygons *polygons);

/* ---- deciding many positions --------------------------------------------------------------------- */

/* Is a field at most zero? A grid of longitude and latitude that knows the answer for all but a thin band
 * along the outline, so that most positions cost a look-up and no trigonometry; in the band the field itself
 * is asked. Quicker than a zone where no outline is wanted. Immutable once built; any thread. Borrows the
 * field. */
typedef struct ent_zone_index ent_zone_index;
/* `cells_max`: how many cells to examine, 0 for 150,000 (a few tenths of a second); more make the band
 * thinner. */
ENT_API ent_status ent_zone_index_build(const ent_field *field, uint64_t cells_max, ent_zone_index **out,
                                        ent_error *err) ENT_MUST_USE;
ENT_API void ent_zone_index_free(ent_zone_index *index);
/* By the grid alone: yes, no, or unclear in the band and for what is no place. About 10 ns. */
ENT_API ent_truth ent_zone_index_look(const ent_zone_index *index, ent_lonlat place);
/* Exact: +1, 0 or -1 for each place (0 only within 1e-6 m of zero). ENT_E_DOMAIN: one of them is no place. */
ENT_API ent_status ent_zone_index_decide(const ent_zone_index *index, const ent_lonlat *places, size_t count,
                                         signed char *out, ent_error *err) ENT_MUST_USE;
/* The same for one place without any preparation: stops as early as bounds allow. */
ENT_API ent_status ent_field_holds(const ent_field *field, ent_lonlat place, ent_truth *out,
                                   ent_error *err) ENT_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
