/* cmd_atlas.c: `entente atlas [build|overlay]`: what the map is made of, making it, and laying a view over
 * it. */
#include "base/json.h"
#include "cli/cli.h"
#include "entente/ogr.h"
#include <stdio.h>

static void progress(void *context, const char *line)
{
    ent_cli_progress(context, line);
}

static int build(ent_cli *cli)
{
    const char *packages = ent_cli_value(cli, "packages"), *tables = ent_cli_value(cli, "tables");
    const ent_atlas_build_opts opts = {.packages = packages ? packages : "build/packages",
                                       .data = tables ? tables : "data",
                                       .out = ent_cli_common(cli)->output,
                                       .progress = progress,
                                       .context = cli};
    if (!opts.out) return ent_cli_usage(cli, "say with -o FILE where the map shall be written");
    ent_error err = {0};
    ent_diags *diags = NULL;
    if (ent_diags_new(&diags, &err) != ENT_OK) return ent_cli_fail(cli, &err);
    const ent_status status = ent_ogr_atlas_build(&opts, diags, &err);
    int code = ent_cli_diags(cli, diags);
    if (status != ENT_OK && code == ENT_EXIT_OK) code = ent_cli_fail(cli, &err);
    ent_diags_free(diags);
    return code;
}

static int overlay(ent_cli *cli)
{
    const ent_common *common = ent_cli_common(cli);
    char base[64] = "un";
    if (common->view_count > 0) (void)snprintf(base, sizeof base, ENT_STR_FMT, ENT_STR_ARG(common->views[0]));
    const ent_overlay_opts opts = {
        .areas = ent_cli_arg(cli, 1), .name = ent_cli_arg(cli, 2), .base_view = base, .out = common->output};
    if (!opts.areas || !opts.name) return ent_cli_usage(cli, "name the areas and the view they make");
    if (!opts.out) return ent_cli_usage(cli, "say with -o FILE where the map shall be written");
    ent_error err = {0};
    ent_diags *diags = NULL;
    ent_atlas *atlas = NULL;
    int code = ent_cli_open_atlas(cli, &atlas);
    if (code != ENT_EXIT_OK) return code;
    ent_status status = ent_diags_new(&diags, &err);
    ent_cli_progress(cli, "laying the areas over the map");
    if (status == ENT_OK) status = ent_ogr_view_overlay(atlas, &opts, diags, &err);
    if (diags) code = ent_cli_diags(cli, diags);
    if (status != ENT_OK && code == ENT_EXIT_OK) code = ent_cli_fail(cli, &err);
    ent_diags_free(diags);
    ent_atlas_close(atlas);
    return code;
}

static int tell_json(ent_cli *cli, const ent_atlas *atlas)
{
    ent_json json;
    ent_json_init(&json, ent_cli_out(cli), true);
    ent_json_begin_object(&json);
    ent_json_kint(&json, "schema", 1);
    ent_json_kstring(&json, "map", ent_atlas_hash(atlas));
    ent_json_kdouble(&json, "error_m", ent_atlas_error_m(atlas));
    ent_json_key(&json, "sources");
    ent_json_begin_array(&json);
    for (size_t i = 0; i < ent_atlas_source_count(atlas); i++)
        ent_json_string(&json, ent_atlas_source_at(atlas, i));
    ent_json_end_array(&json);
    ent_json_end_object(&json);
    ent_error err = {0};
    return ent_json_finish(&json, &err) == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(cli, &err);
}

static int tell(ent_cli *cli)
{
    ent_atlas *atlas = NULL;
    int code = ent_cli_open_atlas(cli, &atlas);
    if (code != ENT_EXIT_OK) return code;
    if (ent_str_is(ent_str_of(ent_cli_common(cli)->format), "json")) {
        code = tell_json(cli, atlas);
    } else {
        ent_cli_printf(cli, "map      %s\n", ent_atlas_hash(atlas));
        ent_cli_printf(cli, "borders  as drawn by their source, simplified by up to %.0f m\n",
                       ent_atlas_error_m(atlas));
        for (size_t i = 0; i < ent_atlas_source_count(atlas); i++)
            ent_cli_printf(cli, "%s %s\n", i == 0 ? "made of " : "        ", ent_atlas_source_at(atlas, i));
    }
    ent_atlas_close(atlas);
    return code;
}

static int atlas(ent_cli *cli)
{
    const char *verb = ent_cli_arg(cli, 0);
    if (!verb) return tell(cli);
    if (ent_str_is(ent_str_of(verb), "build")) return build(cli);
    if (ent_str_is(ent_str_of(verb), "overlay")) return overlay(cli);
    const ent_str known[] = {ENT_STR("build"), ENT_STR("overlay")};
    return ent_cli_unknown(cli, "argument", ent_str_of(verb), known, 2);
}

const ent_command ent_cmd_atlas = {.run = atlas};
