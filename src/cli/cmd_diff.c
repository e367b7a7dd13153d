/* cmd_diff.c: `entente diff CASE --against FILE|CASE | --set LABEL=VALUE | --party +X | --date DATE`: what
 * another text, another figure, another party or another day changes. Both sides are judged under the same
 * views, layer and edges; the records are those of CASE unless --against names a case with its own. */
#include "base/buf.h"
#include "cli/judge.h"
#include "cli/length.h"

#include <stdio.h>
#include <string.h>

#define CHANGES_MAX 64

typedef struct other {
    ent_case *loaded;            /* --against CASE */
    ent_variant *text, *changed; /* --against FILE; --set and --party on top of it */
    const ent_world *world;
    ent_judge_opts opts; /* but for the view */
    double tolerance_m;
    ent_judgement *judgements[ENT_CLI_VIEWS_MAX];
    size_t count;
} other;

typedef struct answer {
    ent_redline *redline;
    ent_effect *effects[ENT_CLI_VIEWS_MAX];
    size_t count;
    char asked[CHANGES_MAX + 1][256];
    const char *asked_list[CHANGES_MAX + 1];
    size_t asked_count;
} answer;

/* ---- the changes asked for -------------------------------------------------------------------------- */

static int read_set(ent_cli *cli, ent_change *out, size_t *count, answer *a)
{
    for (size_t i = 0; i < ent_cli_value_count(cli, "set"); i++) {
        const char *text = ent_cli_value_at(cli, "set", i), *equals = strrchr(text, '=');
        if (!equals || equals == text)
            return ent_cli_usage(cli, "--set %s: write LABEL=VALUE, as in 5.range.lo=480", text);
        if (*count == CHANGES_MAX) return ent_cli_usage(cli, "at most %d changes at once", CHANGES_MAX);
        out[*count] = (ent_change){{text, (size_t)(equals - text)}, ent_str_of(equals + 1)};
        (void)snprintf(a->asked[*count], sizeof a->asked[0], "%.*s = %s", (int)(equals - text), text,
                       equals + 1);
        ++*count;
    }
    return ENT_EXIT_OK;
}

static int read_parties(ent_cli *cli, ent_change *out, size_t *count, answer *a)
{
    for (const char *p = ent_cli_value(cli, "party"); p && *p;) {
        size_t n = strcspn(p, ",");
        if (*p != '+' && *p != '-')
            return ent_cli_usage(cli, "--party %s: write +UKR for one that joins, -POL for one that leaves",
                                 p);
        if (*count == CHANGES_MAX) return ent_cli_usage(cli, "at most %d changes at once", CHANGES_MAX);
        out[*count] = (ent_change){{NULL, 0}, {p, n}};
        (void)snprintf(a->asked[*count], sizeof a->asked[0], "party %.*s", (int)n, p);
        ++*count;
        p += n + (p[n] == ',');
    }
    return ENT_EXIT_OK;
}

static int read_date(ent_cli *cli, other *o, answer *a)
{
    const char *text = ent_cli_value(cli, "date");
    ent_when when;
    ent_error err = {0};
    if (!text) return ENT_EXIT_OK;
    if (ent_when_parse(ent_str_of(text), &when, NULL, &err) != ENT_OK || !when.count)
        return ent_cli_usage(cli, "--date %s: %s", text, *err.message ? err.message : "no date");
    o->opts.as_of = ent_when_hull(&when).from;
    (void)snprintf(a->asked[a->asked_count++], sizeof a->asked[0], "as of %s", text);
    return ENT_EXIT_OK;
}

static int read_tolerance(ent_cli *cli, other *o)
{
    const char *text = ent_cli_value(cli, "tolerance");
    if (text && !ent_cli_length(text, &o->tolerance_m, NULL))
        return ent_cli_no_length(cli, "tolerance", text);
    if (text && o->tolerance_m < ENT_ZONE_TOLERANCE_MIN_M)
        return ent_cli_usage(cli, "--tolerance %s: write a distance of at least %g m, as in 500m", text,
                             ENT_ZONE_TOLERANCE_MIN_M);
    return ENT_EXIT_OK;
}

/* ---- the other side --------------------------------------------------------------------------------- */

/* Of a second reading of the same texts only errors are new. */
static int say(ent_cli *cli, const ent_diags *diags, ent_status st, const ent_error *err, bool warnings)
{
    int code = warnings || ent_diags_error_count(diags) ? ent_cli_diags(cli, diags) : ENT_EXIT_OK;
    if (code != ENT_EXIT_OK || st == ENT_OK) return code;
    if (st == ENT_E_NOT_FOUND || st == ENT_E_USAGE) return ent_cli_usage(cli, "%s", err->message);
    return ent_cli_fail(cli, err);
}

static int load_against(ent_cli *cli, const ent_cli_judged *judged, ent_diags *diags, other *o)
{
    const char *path = ent_cli_value(cli, "against");
    ent_error err = {0};
    ent_status st;
    if (ent_file_is_folder(path)) {
        st = ent_case_load(path, judged->atlas, diags, &o->loaded, &err);
        if (st == ENT_OK) o->world = ent_case_world(o->loaded);
        for (size_t i = 0; st == ENT_OK && i < ent_case_file_count(o->loaded); i++)
            ent_cli_rests_on(cli, path, ent_case_file_at(o->loaded, i).name,
                             ent_case_file_at(o->loaded, i).sha256);
        bool own_day = st == ENT_OK && !ent_cli_common(cli)->as_of_given &&
                       ent_case_day(o->loaded).seconds < ENT_TIME_MAX.seconds;
        if (own_day) o->opts.as_of = ent_case_day(o->loaded);
    } else {
        st = ent_variant_load(o->world, path, diags, &o->text, &err);
        if (st == ENT_OK) o->world = ent_variant_world(o->text);
        if (st == ENT_OK) ent_cli_rests_on(cli, path, NULL, NULL);
    }
    return say(cli, diags, st, &err, true);
}

static int make_other(ent_cli *cli, const ent_cli_judged *judged, other *o, answer *a)
{
    ent_change changes[CHANGES_MAX];
    ent_diags *diags = NULL;
    ent_error err = {0};
    size_t n = 0;
    o->world = ent_case_world(judged->loaded);
    o->opts = ent_judgement_opts(judged->judgements[0]);
    int code = ent_diags_new(&diags, &err) == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(cli, &err);
    if (code == ENT_EXIT_OK && ent_cli_has(cli, "against")) code = load_against(cli, judged, diags, o);
    if (code == ENT_EXIT_OK) code = read_set(cli, changes, &n, a);
    if (code == ENT_EXIT_OK) code = read_parties(cli, changes, &n, a);
    a->asked_count = n;
    if (code == ENT_EXIT_OK) code = read_date(cli, o, a);
    if (code == ENT_EXIT_OK && n) {
        ent_status st = ent_variant_new(o->world, (ent_changes){changes, n}, diags, &o->changed, &err);
        code = say(cli, diags, st, &err, false);
        if (code == ENT_EXIT_OK) o->world = ent_variant_world(o->changed);
    }
    ent_diags_free(diags);
    return code;
}

static void other_done(other *o)
{
    for (size_t i = 0; i < o->count; i++) ent_judgement_free(o->judgements[i]);
    ent_variant_free(o->changed);
    ent_variant_free(o->text);
    ent_case_free(o->loaded);
}

/* ---- the answer ------------------------------------------------------------------------------------- */

static ent_status compare(const ent_cli *cli, const ent_cli_judged *judged, other *o, answer *a,
                          ent_error *err)
{
    const ent_effect_opts opts = {.no_ground = ent_cli_has(cli, "no-area"), .tolerance_m = o->tolerance_m};
    ent_status st =
        ent_redline_find(ent_case_world(judged->loaded)->agreement, o->world->agreement, &a->redline, err);
    for (size_t i = 0; i < judged->count && st == ENT_OK; i++) {
        o->opts.view = ent_judgement_opts(judged->judgements[i]).view;
        st = ent_judge(o->world, &o->opts, &o->judgements[i], err);
        if (st != ENT_OK) break;
        o->count++;
        st = ent_effect_find(a->redline, (ent_judged_pair){judged->judgements[i], o->judgements[i]}, &opts,
                             &a->effects[i], err);
        if (st == ENT_OK) a->count++;
    }
    return st;
}

static int write_answer(ent_cli *cli, const ent_cli_judged *judged, const other *o, answer *a)
{
    const ent_effect *effects[ENT_CLI_VIEWS_MAX];
    for (size_t i = 0; i < a->count; i++) effects[i] = a->effects[i];
    for (size_t i = 0; i < a->asked_count; i++) a->asked_list[i] = a->asked[i];
    ent_report_diff diff = {.redline = a->redline,
                            .effects = effects,
                            .effect_count = a->count,
                            .before_name = ent_cli_case_name(cli, ent_cli_arg(cli, 0), judged->loaded),
                            .after_name = ent_cli_case_name(cli, ent_cli_value(cli, "against"), o->loaded),
                            .asked = {a->asked_list, a->asked_count}};
    ent_report_opts opts = judged->report;
    opts.version = ENT_VERSION, opts.color = ent_cli_color(cli), opts.width = ent_cli_width(cli);
    const char *format = ent_cli_common(cli)->format;
    ent_error err = {0};
    ent_status st = strcmp(format, "json") == 0 ? ent_report_diff_json(&diff, &opts, ent_cli_out(cli), &err)
                    : strcmp(format, "html") == 0
                        ? ent_report_diff_html(&diff, &opts, ent_cli_out(cli), &err)
                        : ent_report_diff_text(&diff, &opts, ent_cli_out(cli), &err);
    if (st != ENT_OK) return ent_cli_fail(cli, &err);
    return ent_cli_has(cli, "exit-code") && ent_report_diff_differs(&diff) ? ENT_EXIT_BREACH : ENT_EXIT_OK;
}

static int diff(ent_cli *cli)
{
    static answer a; /* large, and a command runs once */
    ent_cli_judged judged = {.atlas = NULL};
    other o = {.loaded = NULL};
    ent_error err = {0};
    if (!ent_cli_has(cli, "against") && !ent_cli_has(cli, "set") && !ent_cli_has(cli, "party") &&
        !ent_cli_has(cli, "date"))
        return ent_cli_usage(cli, "nothing to compare with: give --against, --set, --party or --date");
    int code = read_tolerance(cli, &o);
    if (code == ENT_EXIT_OK) code = ent_cli_judge(cli, ent_cli_arg(cli, 0), &judged);
    if (code == ENT_EXIT_OK) code = make_other(cli, &judged, &o, &a);
    if (code == ENT_EXIT_OK) {
        ent_cli_progress(cli, "comparing ...");
        ent_status st = compare(cli, &judged, &o, &a, &err);
        ent_cli_progress(cli, NULL);
        code = st == ENT_OK ? write_answer(cli, &judged, &o, &a) : ent_cli_fail(cli, &err);
    }
    for (size_t i = 0; i < a.count; i++) ent_effect_free(a.effects[i]);
    ent_redline_free(a.redline);
    other_done(&o);
    ent_cli_judged_done(&judged);
    return code;
}

const ent_command ent_cmd_diff = {.run = diff};
