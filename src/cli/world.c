/* world.c: the atlas and the views that the command line asks for. */
#include "cli/frame.h"

int ent_cli_open_atlas(ent_cli *cli, ent_atlas **out_atlas)
{
    char path[ENT_CLI_PATH_MAX];
    ent_error err = {0};
    if (ent_cli_atlas_path(cli, path, &err) != ENT_OK) return ent_cli_fail(cli, &err);
    int code = ent_cli_spare(cli, path);
    if (code != ENT_EXIT_OK) return code;
    ent_status status = ent_atlas_open(path, out_atlas, &err);
    if (status == ENT_OK) ent_cli_rests_on_map(cli, *out_atlas);
    if (status == ENT_OK) return ENT_EXIT_OK;
    if (status != ENT_E_NOMEM)
        err.status = ENT_E_IO; /* a broken map is no mistake in the user's texts: not exit 3 */
    return ent_cli_fail(cli, &err);
}

static int unknown_view(ent_cli *cli, const ent_atlas *atlas, ent_str name)
{
    ent_str known[64];
    size_t count = 0;
    for (size_t i = 0; i < ent_atlas_view_count(atlas) && count < 64; i++)
        known[count++] = ent_str_of(ent_atlas_view_at(atlas, i).name);
    return ent_cli_unknown(cli, "view", name, known, count);
}

int ent_cli_find_views(ent_cli *cli, const ent_atlas *atlas, size_t out_views[ENT_CLI_VIEWS_MAX],
                       size_t *out_count)
{
    const ent_common *common = ent_cli_common(cli);
    const ent_str usual = ENT_STR("un");
    size_t count = common->view_count ? common->view_count : 1, found[ENT_CLI_VIEWS_MAX];
    for (size_t i = 0; i < count; i++) {
        ent_str name = common->view_count ? common->views[i] : usual;
        int view = ent_atlas_view_find(atlas, name);
        if (view < 0) return unknown_view(cli, atlas, name);
        found[i] = (size_t)view;
    }
    for (size_t i = 0; i < count; i++) out_views[i] = found[i];
    *out_count = count;
    return ENT_EXIT_OK;
}
