/* cmd_sweep.c: `entente sweep CASE --vary LABEL=A..B`: the values at which a verdict flips, and the ground
 * that is closed in between. One view. */
#include "cli/judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEPS_DEFAULT 16
#define STEPS_MAX 1000

typedef struct asked {
    char label[256];
    char unit[64];
    ent_sweep_opts opts;
} asked;

static int wrong(ent_cli *cli, const char *text)
{
    return ent_cli_usage(cli,
                         "--vary %s: write LABEL=A..B with a unit behind B, as in 5.range.lo=300..700km, or "
                         "as-of=2021-01-01..2021-12-31",
                         text);
}

static bool read_day(ent_str text, ent_time *out)
{
    ent_when when;
    if (ent_when_parse(text, &when, NULL, NULL) != ENT_OK || !when.count) return false;
    *out = (ent_time){ent_when_hull(&when).from.seconds / ENT_DAY_SECONDS * ENT_DAY_SECONDS};
    return true;
}

static bool read_number(ent_str text, double *out, ent_str *unit)
{
    size_t n = 0;
    while (n < text.len && ((text.ptr[n] >= '0' && text.ptr[n] <= '9') || text.ptr[n] == '.')) n++;
    *unit = ent_str_trim((ent_str){text.ptr + n, text.len - n});
    return ent_str_to_double((ent_str){text.ptr, n}, out);
}

static int read_vary(ent_cli *cli, asked *a)
{
    const char *text = ent_cli_value(cli, "vary"), *equals = text ? strrchr(text, '=') : NULL;
    const char *dots = equals ? strstr(equals, "..") : NULL;
    if (!text) return ent_cli_usage(cli, "--vary LABEL=A..B is needed");
    if (!dots || equals == text || (size_t)(equals - text) >= sizeof a->label) return wrong(cli, text);
    ent_str low = ent_str_trim((ent_str){equals + 1, (size_t)(dots - equals - 1)}),
            high = ent_str_trim(ent_str_of(dots + 2));
    (void)snprintf(a->label, sizeof a->label, "%.*s", (int)(equals - text), text);
    if (strcmp(a->label, "as-of") == 0)
        return read_day(low, &a->opts.day_from) && read_day(high, &a->opts.day_to) ? ENT_EXIT_OK
                                                                                   : wrong(cli, text);
    ent_str unit_low, unit_high;
    if (!read_number(low, &a->opts.from, &unit_low) || !read_number(high, &a->opts.to, &unit_high))
        return wrong(cli, text);
    if ((unit_low.len && !ent_str_eq(unit_low, unit_high)) || unit_high.len >= sizeof a->unit)
        return wrong(cli, text);
    (void)snprintf(a->unit, sizeof a->unit, ENT_STR_FMT, ENT_STR_ARG(unit_high));
    a->opts.label = a->label, a->opts.unit = a->unit;
    return ENT_EXIT_OK;
}

static int read_steps(ent_cli *cli, asked *a)
{
    const char *format = ent_cli_common(cli)->format, *text = ent_cli_value(cli, "steps");
    int64_t steps = strcmp(format, "csv") == 0 || strcmp(format, "svg") == 0 ? STEPS_DEFAULT : 0;
    if (text && (!ent_str_to_int64(ent_str_of(text), &steps) || steps < 0 || steps > STEPS_MAX))
        return ent_cli_usage(cli, "--steps %s: a number from 0 to %d", text, STEPS_MAX);
    a->opts.steps = (size_t)steps;
    a->opts.clause = ent_cli_value(cli, "clause");
    a->opts.item = ent_cli_value(cli, "item");
    a->opts.actor = ent_cli_value(cli, "by");
    return ENT_EXIT_OK;
}

static bool tell(void *context, double done)
{
    char text[64];
    (void)snprintf(text, sizeof text, "sweeping ... %.0f %%", 100 * done);
    ent_cli_progress(context, text);
    return true;
}

static int write_answer(ent_cli *cli, const ent_sweep *sweep, const ent_report_opts *opts)
{
    const char *format = ent_cli_common(cli)->format;
    ent_error err = {0};
    ent_status st = strcmp(format, "json") == 0  ? ent_report_sweep_json(sweep, opts, ent_cli_out(cli), &err)
                    : strcmp(format, "csv") == 0 ? ent_report_sweep_csv(sweep, opts, ent_cli_out(cli), &err)
                    : strcmp(format, "svg") == 0 ? ent_report_sweep_svg(sweep, opts, ent_cli_out(cli), &err)
                                                 : ent_report_sweep_text(sweep, opts, ent_cli_out(cli), &err);
    if (st != ENT_OK) return ent_cli_fail(cli, &err);
    return ent_cli_has(cli, "exit-code") && ent_sweep_break_count(sweep) ? ENT_EXIT_BREACH : ENT_EXIT_OK;
}

static int run(ent_cli *cli, const ent_cli_judged *judged, asked *a)
{
    ent_error err = {0};
    ent_diags *diags = NULL;
    ent_sweep *sweep = NULL;
    if (judged->count != 1) return ent_cli_usage(cli, "a sweep has one view");
    if (ent_diags_new(&diags, &err) != ENT_OK) return ent_cli_fail(cli, &err);
    a->opts.judge = ent_judgement_opts(judged->judgements[0]);
    a->opts.tell = tell, a->opts.context = cli;
    ent_status st = ent_sweep_find(ent_case_world(judged->loaded), &a->opts, diags, &sweep, &err);
    ent_cli_progress(cli, NULL);
    int code = st == ENT_E_FORMAT ? ent_cli_diags(cli, diags) : ENT_EXIT_OK;
    if (code == ENT_EXIT_OK && (st == ENT_E_NOT_FOUND || st == ENT_E_DOMAIN))
        code = ent_cli_usage(cli, "%s", err.message);
    else if (code == ENT_EXIT_OK && st != ENT_OK)
        code = ent_cli_fail(cli, &err);
    if (code == ENT_EXIT_OK) code = write_answer(cli, sweep, &judged->report);
    ent_sweep_free(sweep);
    ent_diags_free(diags);
    return code;
}

static int sweep(ent_cli *cli)
{
    asked a = {.opts = {.label = NULL}};
    ent_cli_judged judged = {.atlas = NULL};
    int code = read_vary(cli, &a);
    if (code == ENT_EXIT_OK) code = read_steps(cli, &a);
    if (code == ENT_EXIT_OK) code = ent_cli_judge(cli, ent_cli_arg(cli, 0), &judged);
    if (code == ENT_EXIT_OK) code = run(cli, &judged, &a);
    ent_cli_judged_done(&judged);
    return code;
}

const ent_command ent_cmd_sweep = {.run = sweep};
