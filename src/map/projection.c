/* projection.c: see projection.h. The table says for PROJ's projections what it does not say itself: which
 * are azimuthal and how far they reach. What is not in it is taken for a strip around its central meridian.
 */
#include "map/projection.h"
#include "base/mem.h"

#include <math.h>
#include <proj.h>
#include <stdio.h>
#include <string.h>

#define DEFINITION_MAX 1000
#define FOLD 0.02 /* how far beyond the horizon, as a part of its radius, the unseen is put */

struct ent_projection {
    PJ_CONTEXT *context;
    PJ *pj;
    bool in_degrees; /* the transformation takes degrees, not radians */
    ent_domain domain;
    ent_unit3 centre;
    ent_xy middle; /* where the centre falls */
    char definition[DEFINITION_MAX];
};

typedef struct kind {
    const char *name;
    bool azimuthal;
    double horizon_deg, north_deg, half_width_deg; /* south: -north */
} kind;

static const kind kinds[] = {
    {"aeqd", true, 179.5, 90, 180}, {"laea", true, 175, 90, 180},   {"ortho", true, 89.9, 90, 180},
    {"stere", true, 140, 90, 180},  {"sterea", true, 140, 90, 180}, {"ups", true, 140, 90, 180},
    {"gnom", true, 70, 90, 180},    {"airy", true, 89.9, 90, 180},  {"merc", false, 0, 85, 180},
    {"webmerc", false, 0, 85, 180}, {"tmerc", false, 0, 89.9, 80},  {"utm", false, 0, 89.9, 80},
    {"etmerc", false, 0, 89.9, 80}, {"poly", false, 0, 89.9, 80},   {"cass", false, 0, 89.9, 80},
    {"mill", false, 0, 90, 180},    {"gstmerc", false, 0, 85, 80},
};
static const kind other = {"", false, 0, 90, 180};

/* ---- reading the definition ------------------------------------------------------------------------- */

/* The value of "+name=" in a PROJ string, as far as the next blank; false when it is not there. */
static bool parameter(const char *definition, const char *name, char *out, size_t size)
{
    const size_t length = strlen(name);
    for (const char *at = definition; (at = strstr(at, name)) != NULL; at += length) {
        const bool starts = at == definition || at[-1] == '+' || at[-1] == ' ';
        if (!starts || at[length] != '=') continue;
        snprintf(out, size, "%.*s", (int)strcspn(at + length + 1, " "), at + length + 1);
        return true;
    }
    return false;
}

static double number(const char *definition, const char *name, double otherwise)
{
    char text[64];
    double value;
    if (!parameter(definition, name, text, sizeof text)) return otherwise;
    return ent_str_to_double(ent_str_of(text), &value) ? value : otherwise;
}

static const kind *kind_of(const char *definition)
{
    char name[64];
    if (!parameter(definition, "proj", name, sizeof name)) return &other;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (strcmp(kinds[k].name, name) == 0) return &kinds[k];
    return &other;
}

/* How much a satellite sees: the horizon from `h` metres above the sphere. */
static double horizon_of(const char *definition, const kind *k)
{
    char name[64];
    if (!parameter(definition, "proj", name, sizeof name)) return k->horizon_deg;
    if (strcmp(name, "nsper") != 0 && strcmp(name, "tpers") != 0 && strcmp(name, "geos") != 0)
        return k->horizon_deg;
    const double h = number(definition, "h", 35785831), r = 6371000;
    return h > 0 ? acos(r / (r + h)) / ENT_DEGREE - 0.1 : 10;
}

/* Conic projections come to a point at one pole and run to infinity at the other. */
static void limit_conic(ent_domain *d, const char *definition)
{
    char name[64];
    if (!parameter(definition, "proj", name, sizeof name)) return;
    if (strcmp(name, "lcc") != 0 && strcmp(name, "eqdc") != 0) return;
    if (number(definition, "lat_1", number(definition, "lat_0", 45)) >= 0)
        d->south_deg = -60;
    else
        d->north_deg = 60;
}

static ent_domain domain_of(const char *definition)
{
    const kind *k = kind_of(definition);
    const double horizon = horizon_of(definition, k), zone = number(definition, "zone", 0);
    double lon = number(definition, "lon_0", number(definition, "lonc", 0));
    if (zone >= 1) lon = 6 * zone - 183;
    ent_domain d = {.azimuthal = k->azimuthal || horizon > 0,
                    .centre = {ent_lon_near(lon, 0), number(definition, "lat_0", 0)},
                    .horizon_deg = horizon,
                    .south_deg = -k->north_deg,
                    .north_deg = k->north_deg,
                    .half_width_deg = k->half_width_deg};
    if (strcmp(k->name, "ups") == 0) d.centre.lat_deg = strstr(definition, "+south") ? -90 : 90;
    limit_conic(&d, definition);
    return d;
}

/* ---- having it from PROJ ---------------------------------------------------------------------------- */

static bool is_pipeline_free(const char *definition)
{
    return strstr(definition, "+proj=") != NULL && strstr(definition, "pipeline") == NULL;
}

static ent_status from_string(ent_projection *p, ent_error *err)
{
    char full[DEFINITION_MAX + 32];
    char value[8];
    const bool shaped = parameter(p->definition, "ellps", value, sizeof value) ||
                        parameter(p->definition, "R", value, sizeof value) ||
                        parameter(p->definition, "a", value, sizeof value) ||
                        parameter(p->definition, "datum", value, sizeof value);
    snprintf(full, sizeof full, "%s%s", p->definition, shaped ? "" : " +ellps=WGS84");
    p->pj = proj_create(p->context, full);
    if (p->pj && proj_angular_input(p->pj, PJ_FWD)) return ENT_OK;
    const int number = proj_context_errno(p->context);
    return ent_fail(err, ENT_E_USAGE, "\"%s\" is no projection for a map: %s", p->definition,
                    number ? proj_context_errno_string(p->context, number)
                           : "it does not start from longitude and latitude");
}

/* A coordinate system by its name: PROJ's data base says what it is. */
static ent_status from_name(ent_projection *p, char *proj_string, size_t size, ent_error *err)
{
    PJ *crs = proj_create(p->context, p->definition);
    const char *text = crs ? proj_as_proj_string(p->context, crs, PJ_PROJ_5, NULL) : NULL;
    snprintf(proj_string, size, "%s", text ? text : "");
    proj_destroy(crs);
    if (!*proj_string || strstr(proj_string, "longlat"))
        return ent_fail(err, ENT_E_USAGE, "\"%s\" is no projection that PROJ knows", p->definition);
    PJ *raw = proj_create_crs_to_crs(p->context, "OGC:CRS84", p->definition, NULL);
    p->pj = raw ? proj_normalize_for_visualization(p->context, raw) : NULL;
    proj_destroy(raw);
    p->in_degrees = true;
    return p->pj ? ENT_OK : ent_fail(err, ENT_E_USAGE, "PROJ has no way to \"%s\"", p->definition);
}

static void quiet(void *context, int level, const char *message)
{
    (void)context, (void)level, (void)message;
}

static ent_status open_proj(ent_projection *p, ent_error *err)
{
    char text[DEFINITION_MAX];
    ent_status st;
    p->context = proj_context_create();
    if (!p->context) return ent_fail(err, ENT_E_NOMEM, "out of memory for PROJ");
    proj_log_func(p->context, NULL, quiet);
    if (is_pipeline_free(p->definition)) {
        snprintf(text, sizeof text, "%s", p->definition);
        st = from_string(p, err);
    } else {
        st = from_name(p, text, sizeof text, err);
    }
    if (st != ENT_OK) return st;
    p->domain = domain_of(text);
    p->centre = ent_unit3_of(p->domain.centre);
    if (p->domain.azimuthal && !ent_projection_at(p, p->domain.centre, &p->middle))
        return ent_fail(err, ENT_E_USAGE, "\"%s\" cannot show its own centre", p->definition);
    return ENT_OK;
}

ent_status ent_projection_new(const char *definition, ent_projection **out, ent_error *err)
{
    if (strlen(definition) >= DEFINITION_MAX)
        return ent_fail(err, ENT_E_LIMIT, "a projection of more than %d characters", DEFINITION_MAX - 1);
    ent_projection *p = ent_alloc_zero(1, sizeof *p);
    if (!p) return ent_fail(err, ENT_E_NOMEM, "out of memory for a projection");
    snprintf(p->definition, sizeof p->definition, "%s", definition);
    const ent_status st = open_proj(p, err);
    if (st != ENT_OK) {
        ent_projection_free(p);
        return st;
    }
    *out = p;
    return ENT_OK;
}

void ent_projection_free(ent_projection *p)
{
    if (!p) return;
    proj_destroy(p->pj);
    proj_context_destroy(p->context);
    ent_free(p);
}

const ent_domain *ent_projection_domain(const ent_projection *p)
{
    return &p->domain;
}

void ent_projection_narrow(ent_projection *p, double horizon_deg)
{
    if (horizon_deg < p->domain.horizon_deg) p->domain.horizon_deg = horizon_deg;
}

const char *ent_projection_definition(const ent_projection *p)
{
    return p->definition;
}

/* ---- places ----------------------------------------------------------------------------------------- */

static bool forward(const ent_projection *p, ent_lonlat place, ent_xy *out)
{
    const double unit = p->in_degrees ? 1 : ENT_DEGREE;
    PJ_COORD in = proj_coord(place.lon_deg * unit, place.lat_deg * unit, 0, HUGE_VAL);
    const PJ_COORD to = proj_trans(p->pj, PJ_FWD, in);
    if (!isfinite(to.xy.x) || !isfinite(to.xy.y)) return false;
    *out = (ent_xy){to.xy.x, to.xy.y};
    return true;
}

bool ent_projection_at(const ent_projection *p, ent_lonlat place, ent_xy *out)
{
    const ent_domain *d = &p->domain;
    if (d->azimuthal) {
        if (ent_unit3_dot(ent_unit3_of(place), p->centre) < cos(d->horizon_deg * ENT_DEGREE)) return false;
    } else {
        const double off = ent_lon_near(place.lon_deg, d->centre.lon_deg) - d->centre.lon_deg;
        if (place.lat_deg < d->south_deg || place.lat_deg > d->north_deg || fabs(off) > d->half_width_deg)
            return false;
    }
    return forward(p, place, out);
}

/* Beyond the horizon a place goes to the horizon's point in its direction, or a little farther out, smoothly.
 */
static bool fold(const ent_projection *p, ent_unit3 v, ent_xy *out)
{
    const double horizon = p->domain.horizon_deg;
    if (!forward(p, ent_unit3_place(ent_unit3_towards(p->centre, v, horizon)), out)) return false;
    const double beyond = ent_unit3_angle_deg(p->centre, v) - horizon;
    const double factor = 1 + FOLD * fmin(1, fmax(0, beyond));
    out->x = p->middle.x + (out->x - p->middle.x) * factor;
    out->y = p->middle.y + (out->y - p->middle.y) * factor;
    return true;
}

bool ent_projection_folded(const ent_projection *p, ent_lonlat place, ent_xy *out)
{
    const ent_domain *d = &p->domain;
    if (!d->azimuthal) {
        /* Just inside the edges: PROJ would bring the far edge round to the near one. */
        const double most = d->half_width_deg - 1e-7;
        double off = place.lon_deg - d->centre.lon_deg;
        if (fabs(off) > 180 + 1e-9) off = ent_lon_near(off, 0);
        off = fmax(-most, fmin(most, off));
        const double lat = fmax(d->south_deg, fmin(d->north_deg, place.lat_deg));
        return forward(p, (ent_lonlat){d->centre.lon_deg + off, lat}, out);
    }
    const ent_unit3 v = ent_unit3_of(place);
    if (ent_unit3_dot(v, p->centre) >= cos(d->horizon_deg * ENT_DEGREE)) return forward(p, place, out);
    return fold(p, v, out);
}

bool ent_projection_back(const ent_projection *p, ent_xy at, ent_lonlat *out)
{
    const double unit = p->in_degrees ? 1 : ENT_DEGREE;
    const PJ_COORD from = proj_trans(p->pj, PJ_INV, proj_coord(at.x, at.y, 0, HUGE_VAL));
    const ent_lonlat place = {from.lp.lam / unit, from.lp.phi / unit};
    if (!isfinite(place.lon_deg) || !isfinite(place.lat_deg) || fabs(place.lat_deg) > 90.0001) return false;
    ent_xy again; /* some inverses answer for points that no place falls on */
    if (!ent_projection_at(p, place, &again)) return false;
    if (hypot(again.x - at.x, again.y - at.y) > 1000) return false;
    *out = place;
    return true;
}

ent_lonlat ent_projection_far(const ent_projection *p)
{
    if (!p->domain.azimuthal) return (ent_lonlat){p->domain.centre.lon_deg, 90};
    return ent_unit3_place((ent_unit3){-p->centre.x, -p->centre.y, -p->centre.z});
}
