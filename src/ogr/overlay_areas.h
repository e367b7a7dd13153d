/* overlay_areas.h: the areas of a user's view as they were drawn. */
#ifndef ENT_OGR_OVERLAY_AREAS_H
#define ENT_OGR_OVERLAY_AREAS_H

#include "base/arena.h"
#include "entente/ogr.h"
#include "ogr/gdal.h"

#define ENT_OVERLAY_AREAS_MAX 1000

typedef struct ent_overlay_area {
    OGRGeometryH shape;
    const char *owner; /* a code; "" for nobody */
    const char *name, *source;
    ent_time from, until;
} ent_overlay_area;

typedef struct ent_overlay_areas {
    ent_arena *arena;
    ent_overlay_area *areas;
    size_t count, cap;
} ent_overlay_areas;

/* Read them; wrong ones leave diagnostics and ENT_E_FORMAT. Call ent_overlay_areas_done in any case. */
ent_status ent_overlay_areas_load(const ent_atlas *atlas, const char *source, ent_diags *diags,
                                  ent_overlay_areas *out, ent_error *err) ENT_MUST_USE;
void ent_overlay_areas_done(ent_overlay_areas *areas);

#endif
