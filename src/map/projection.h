/* projection.h: from the Earth to the plane, by PROJ, and what of the Earth a projection can show.
 *
 * Two kinds are told apart, because they are cut open in different ways. An *azimuthal* one shows what lies
 * within its horizon, a circle around its centre; the rest of the Earth is folded onto that circle, so that
 * the whole map is continuous but at the point opposite the centre. Any other one is cut along the meridian
 * opposite its central one, and between two parallels: a *strip*. */
#ifndef ENT_MAP_PROJECTION_H
#define ENT_MAP_PROJECTION_H

#include "map/sphere.h"

typedef struct ent_projection ent_projection;

typedef struct ent_xy {
    double x, y;
} ent_xy;

/* What of the Earth it shows. */
typedef struct ent_domain {
    bool azimuthal;
    ent_lonlat centre;                           /* azimuthal; of a strip only its longitude counts */
    double horizon_deg;                          /* azimuthal: how far from the centre */
    double south_deg, north_deg, half_width_deg; /* strip: parallels, and longitudes from the centre */
} ent_domain;

/* From a PROJ string ("+proj=laea +lat_0=52 +lon_0=19") or the name of a coordinate system that PROJ knows
 * ("EPSG:3035"). Without an ellipsoid WGS84 is meant. ENT_E_USAGE with PROJ's reason when it cannot be had.
 */
ent_status ent_projection_new(const char *definition, ent_projection **out, ent_error *err) ENT_MUST_USE;
void ent_projection_free(ent_projection *projection);
const ent_domain *ent_projection_domain(const ent_projection *projection);
/* Show less than the projection could. */
void ent_projection_narrow(ent_projection *projection, double horizon_deg);

/* Is the place on the map, and where, in metres? False outside the domain or where PROJ has no answer. */
bool ent_projection_at(const ent_projection *projection, ent_lonlat place, ent_xy *out);
/* Without regard to the domain's edge: azimuthal ones fold what lies beyond the horizon onto it, strips
 * answer for longitudes up to their edges on either side. */
bool ent_projection_folded(const ent_projection *projection, ent_lonlat place, ent_xy *out);
/* Back from the plane; false where nothing is. */
bool ent_projection_back(const ent_projection *projection, ent_xy at, ent_lonlat *out);
/* A place that lies outside or on the very edge of every map of this projection: what is filled there is
 * filled to infinity. */
ent_lonlat ent_projection_far(const ent_projection *projection);
const char *ent_projection_definition(const ent_projection *projection);

#endif
