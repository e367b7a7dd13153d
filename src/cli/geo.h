/* geo.h: answers for map programs: GeoPackage is made of the GeoJSON that would have been written. */
#ifndef ENT_CLI_GEO_H
#define ENT_CLI_GEO_H

#include "base/buf.h"
#include "cli/cli.h"

typedef struct ent_cli_geo {
    ent_buf features;
    const char *layer;
    bool gathers; /* the features are kept until the GeoPackage is made */
} ent_cli_geo;

/* Where to write: into the answer, or for --format gpkg into `out`. Call ent_cli_geo_close whatever came of
 * it, with the status so far; it gives the status of the whole. */
ent_sink ent_cli_geo_open(ent_cli *cli, ent_cli_geo *out, const char *layer);
ent_status ent_cli_geo_close(ent_cli *cli, ent_cli_geo *geo, ent_status status, ent_error *err) ENT_MUST_USE;

#endif
