/* geo.c: see geo.h. */
#include "cli/geo.h"
#include "base/limits.h"
#include "entente/ogr.h"

#include <string.h>

ent_sink ent_cli_geo_open(ent_cli *cli, ent_cli_geo *out, const char *layer)
{
    *out = (ent_cli_geo){.layer = layer, .gathers = strcmp(ent_cli_common(cli)->format, "gpkg") == 0};
    ent_buf_init(&out->features, ENT_ARENA_BYTES_MAX);
    return out->gathers ? ent_buf_sink(&out->features) : ent_cli_out(cli);
}

ent_status ent_cli_geo_close(ent_cli *cli, ent_cli_geo *geo, ent_status status, ent_error *err)
{
    if (status == ENT_OK && geo->gathers)
        status = ent_ogr_geopackage(ent_buf_str(&geo->features), geo->layer, ent_cli_out(cli), err);
    ent_buf_done(&geo->features);
    return status;
}
