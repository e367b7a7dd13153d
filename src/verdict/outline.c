/* outline.c: areas and lines that a text draws by their corners, as rings of geodesics: a side that runs
 * otherwise (a parallel, a rhumb line, a chart's straight line) is cut finely enough. */
#include "verdict/outline.h"

#include "entente/lang.h"

#include <math.h>

/* A side that is no geodesic is cut into geodesics; rhumb lines and parallels stay within a metre of the true
 * side when cut every tenth of a degree of longitude or latitude (sagitta of a parallel arc: see
 * docs/numerics.md). */
#define SIDE_STEP_DEG 0.02
#define PI 3.14159265358979323846

static double wrap_deg(double d)
{
    return d > 180 ? d - 360 : d < -180 ? d + 360 : d;
}

static double mercator(double lat_deg)
{
    double phi = lat_deg * (PI / 180), e = 0.08181919084262149; /* WGS84 */
    return asinh(tan(phi)) - e * atanh(e * sin(phi));
}

/* The place a fraction f along a side; a chart line is straight in longitude and latitude, a rhumb line
 * straight on the Mercator chart of the ellipsoid. */
static ent_lonlat along(ent_lonlat a, ent_lonlat b, int side, double f)
{
    double dlon = wrap_deg(b.lon_deg - a.lon_deg);
    ent_lonlat p = {wrap_deg(a.lon_deg + f * dlon), a.lat_deg + f * (b.lat_deg - a.lat_deg)};
    if (side == ENT_SIDE_RHUMB && fabs(b.lat_deg - a.lat_deg) > 1e-9) {
        /* parametrised by latitude, so that both ends of every step lie exactly on the line */
        double q = (mercator(p.lat_deg) - mercator(a.lat_deg)) / (mercator(b.lat_deg) - mercator(a.lat_deg));
        p.lon_deg = wrap_deg(a.lon_deg + q * dlon);
    }
    return p;
}

static size_t steps_of(ent_lonlat a, ent_lonlat b, int side)
{
    if (side == ENT_SIDE_GEODESIC || side == ENT_SIDE_MERIDIAN) return 1;
    double span = fmax(fabs(wrap_deg(b.lon_deg - a.lon_deg)), fabs(b.lat_deg - a.lat_deg));
    return (size_t)ceil(span / SIDE_STEP_DEG) + 1;
}

static ent_lonlat vertex_of(const ent_node *v)
{
    return (ent_lonlat){v->kids[0]->number, v->kids[1]->number};
}

bool ent_outline_rings(const ent_node *outline, bool is_line, ent_arena *arena, ent_rings *out)
{
    size_t n = outline->kid_count, sides = is_line ? (n ? n - 1 : 0) : n, total = 1, used = 0;
    for (size_t i = 0; i < sides; i++)
        total += steps_of(vertex_of(outline->kids[i]), vertex_of(outline->kids[(i + 1) % n]),
                          outline->kids[i]->op);
    ent_lonlat *points = ent_arena_alloc(arena, total, sizeof *points);
    uint32_t *starts = ent_arena_alloc(arena, 2, sizeof *starts);
    if (!points || !starts) return false;
    for (size_t i = 0; i < sides; i++) {
        ent_lonlat a = vertex_of(outline->kids[i]), b = vertex_of(outline->kids[(i + 1) % n]);
        size_t steps = steps_of(a, b, outline->kids[i]->op);
        for (size_t k = 0; k < steps; k++)
            points[used++] = along(a, b, outline->kids[i]->op, (double)k / (double)steps);
    }
    if (is_line && n) points[used++] = vertex_of(outline->kids[n - 1]);
    starts[1] = (uint32_t)used;
    *out = (ent_rings){points, starts, 1};
    return true;
}
