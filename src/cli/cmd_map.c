/* cmd_map.c: `entente map`: zones and records drawn as an atlas draws them. */
#include "cli/zones.h"
#include "base/buf.h"
#include "base/limits.h"
#include "entente/map.h"

#include <string.h>

#define DPI 150.0

static bool ends_in(const char *text, const char *end)
{
    const size_t length = text ? strlen(text) : 0, tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* --format, else what the name of the file says. */
static const char *format_of(ent_cli *cli)
{
    const ent_common *common = ent_cli_common(cli);
    if (ent_cli_has(cli, "format")) return common->format;
    if (ends_in(common->output, ".pdf")) return "pdf";
    return ends_in(common->output, ".png") ? "png" : "svg";
}

static int read_dpi(ent_cli *cli, double *out)
{
    const char *text = ent_cli_value(cli, "dpi");
    *out = DPI;
    if (!text) return ENT_EXIT_OK;
    if (ent_str_to_double(ent_str_of(text), out) && *out >= ENT_MAP_DPI_MIN && *out <= ENT_MAP_DPI_MAX)
        return ENT_EXIT_OK;
    return ent_cli_usage(cli, "--dpi %s: a number from %g to %g is wanted", text, ENT_MAP_DPI_MIN,
                         ENT_MAP_DPI_MAX);
}

static int write_map(ent_cli *cli, const ent_map *map)
{
    ent_buf svg;
    ent_error err = {0};
    const char *format = format_of(cli);
    double dpi;
    const int code = read_dpi(cli, &dpi);
    if (code != ENT_EXIT_OK) return code;
    ent_buf_init(&svg, ENT_MAP_BYTES_MAX);
    ent_status st = ent_map_svg(map, ent_buf_sink(&svg), &err);
    ent_sink out = ent_cli_out(cli);
    if (st == ENT_OK && strcmp(format, "svg") == 0)
        (void)out.write(out.context, svg.ptr, svg.len);
    else if (st == ENT_OK)
        st = ent_map_render(ent_buf_str(&svg), strcmp(format, "pdf") == 0 ? ENT_MAP_PDF : ENT_MAP_PNG, dpi,
                            out, &err);
    ent_buf_done(&svg);
    return st == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(cli, &err);
}

static int map_zone(ent_cli *cli)
{
    ent_cli_zones z;
    ent_atlas *atlas = NULL;
    int code = ent_cli_open_atlas(cli, &atlas);
    if (code != ENT_EXIT_OK) return code;
    code = ent_cli_zones_build(cli, &z);
    if (code == ENT_EXIT_OK) {
        ent_map_zone zones[ENT_CLI_ZONES_MAX];
        for (size_t k = 0; k < z.count; k++) zones[k] = (ent_map_zone){.zone = z.items[k].zone};
        ent_map map = {.atlas = atlas,
                       .query = {.view = z.grounds[0].view, .day = {1700000000}},
                       .title = z.name,
                       .zones = zones,
                       .zone_count = z.count};
        map.projection = ent_cli_value(cli, "projection");
        code = write_map(cli, &map);
    }
    ent_cli_zones_done(&z);
    ent_atlas_close(atlas);
    return code;
}

const ent_command ent_cmd_map = {.run = map_zone};
