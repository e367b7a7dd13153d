/* judge.c: from a command line to judgements. The day is the command line's or the case's, never today's: a
 * verdict that changes overnight by itself would be no verdict. */
#include "cli/judge.h"
#include "base/buf.h"
#include "entente/scenario.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_MIN 60
#define WIDTH_MAX 120

int ent_cli_width(const ent_cli *cli)
{
    struct winsize size = {0};
    if (ent_cli_out_is_file(cli) || !isatty(STDOUT_FILENO)) return 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 0;
    return size.ws_col < WIDTH_MIN ? WIDTH_MIN : size.ws_col > WIDTH_MAX ? WIDTH_MAX : size.ws_col;
}

/* ---- the options ------------------------------------------------------------------------------------ */

static int find_day(ent_cli *cli, const ent_case *loaded, ent_judge_opts *opts)
{
    const ent_common *common = ent_cli_common(cli);
    opts->as_of = common->as_of_given ? common->as_of.from : ent_case_day(loaded);
    opts->as_known = common->as_known_given ? common->as_known.from : ENT_TIME_MAX;
    if (opts->as_of.seconds < ENT_TIME_MAX.seconds) return ENT_EXIT_OK;
    return ent_cli_usage(
        cli, "%s: the case names no day; give one with --as-of DATE, or write \"day DATE\" into its case.md",
        ent_case_folder(loaded));
}

static int find_views(ent_cli *cli, const ent_cli_judged *judged, size_t views[ENT_CLI_VIEWS_MAX],
                      size_t *count)
{
    const char *name = ent_case_view_name(judged->loaded);
    if (ent_cli_common(cli)->view_count || !*name)
        return ent_cli_find_views(cli, judged->atlas, views, count);
    int view = ent_atlas_view_find(judged->atlas, ent_str_of(name));
    ent_str known[64];
    size_t n = 0;
    for (size_t i = 0; i < ent_atlas_view_count(judged->atlas) && n < 64; i++)
        known[n++] = ent_str_of(ent_atlas_view_at(judged->atlas, i).name);
    if (view < 0) return ent_cli_unknown(cli, "view", ent_str_of(name), known, n);
    views[0] = (size_t)view, *count = 1;
    return ENT_EXIT_OK;
}

/* ---- the case --------------------------------------------------------------------------------------- */

/* Names as the receipt has them: relative to the folder; of an agreement given alone, the last part of its
 * path. */
static void name_files(ent_cli *cli, const char *path, ent_cli_judged *judged)
{
    size_t n = ent_case_file_count(judged->loaded);
    for (size_t i = 0; i < n && i < ENT_CLI_FILES_MAX; i++) {
        ent_case_file file = ent_case_file_at(judged->loaded, i);
        const char *slash = strrchr(file.name, '/');
        bool alone = strcmp(file.name, ent_case_folder(judged->loaded)) == 0;
        judged->files[judged->report.file_count++] =
            (ent_report_file){alone && slash ? slash + 1 : file.name, file.sha256};
        ent_cli_rests_on(cli, path, alone ? NULL : file.name, file.sha256);
    }
    judged->report.files = judged->files;
    judged->report.case_title = ent_case_title(judged->loaded);
}

static int load(ent_cli *cli, const char *path, ent_cli_judged *judged)
{
    ent_error err = {0};
    ent_diags *diags = NULL;
    ent_status st = ent_diags_new(&diags, &err);
    if (st == ENT_OK) st = ent_case_load(path, judged->atlas, diags, &judged->loaded, &err);
    if (st == ENT_OK && !ent_diags_error_count(diags))
        st = ent_text_check(ent_case_world(judged->loaded), diags, &err);
    int code = diags ? ent_cli_diags(cli, diags) : ENT_EXIT_OK;
    ent_diags_free(diags);
    if (code == ENT_EXIT_OK && st != ENT_OK) code = ent_cli_fail(cli, &err);
    if (code == ENT_EXIT_OK) name_files(cli, path, judged);
    return code;
}

static int judge(ent_cli *cli, ent_cli_judged *judged, ent_judge_opts opts)
{
    ent_error err = {0};
    char text[120];
    (void)snprintf(text, sizeof text, "judging under the view \"%s\" ...",
                   ent_atlas_view_at(judged->atlas, opts.view).name);
    ent_cli_progress(cli, text);
    ent_status st =
        ent_judge(ent_case_world(judged->loaded), &opts, &judged->judgements[judged->count], &err);
    ent_cli_progress(cli, NULL);
    if (st != ENT_OK) return ent_cli_fail(cli, &err);
    judged->count++;
    return ENT_EXIT_OK;
}

int ent_cli_case(ent_cli *cli, const char *path, ent_cli_judged *out, ent_judge_opts opts[ENT_CLI_VIEWS_MAX],
                 size_t *out_count)
{
    const ent_common *common = ent_cli_common(cli);
    size_t views[ENT_CLI_VIEWS_MAX], count = 0;
    *out = (ent_cli_judged){.atlas = NULL}, *out_count = 0;
    int code = ent_cli_open_atlas(cli, &out->atlas);
    if (code == ENT_EXIT_OK) code = load(cli, path, out);
    ent_judge_opts first = {.edges = common->edges};
    if (code == ENT_EXIT_OK) code = find_day(cli, out->loaded, &first);
    if (code == ENT_EXIT_OK) code = find_views(cli, out, views, &count);
    if (code != ENT_EXIT_OK) return code;
    first.layer = common->layer_given ? common->layer : ent_case_layer(out->loaded);
    for (size_t i = 0; i < count; i++) {
        opts[i] = first, opts[i].view = views[i];
        ent_cli_rests_under(cli, ent_atlas_view_at(out->atlas, views[i]).name,
                            &(ent_cli_ground_rules){first.layer, first.edges, first.as_of, first.as_known});
    }
    *out_count = count;
    return ENT_EXIT_OK;
}

int ent_cli_judge(ent_cli *cli, const char *path, ent_cli_judged *out)
{
    ent_judge_opts opts[ENT_CLI_VIEWS_MAX];
    size_t count;
    int code = ent_cli_case(cli, path, out, opts, &count);
    for (size_t i = 0; i < count && code == ENT_EXIT_OK; i++) code = judge(cli, out, opts[i]);
    return code;
}

void ent_cli_judged_done(ent_cli_judged *judged)
{
    for (size_t i = 0; i < judged->count; i++) ent_judgement_free(judged->judgements[i]);
    ent_case_free(judged->loaded);
    ent_atlas_close(judged->atlas);
    *judged = (ent_cli_judged){.atlas = NULL};
}

const char *ent_cli_case_name(const ent_cli *cli, const char *word, const ent_case *loaded)
{
    const char *slash = word ? strrchr(word, '/') : NULL;
    if (!ent_cli_wants_receipt(cli) || !word) return word;
    if (!loaded) return slash ? slash + 1 : word;
    return *ent_case_title(loaded) ? ent_case_title(loaded) : "the case";
}
