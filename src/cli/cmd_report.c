/* cmd_report.c: `entente report CASE -o x.html`: one file with everything in it. */
#include "cli/judge.h"
#include "cli/ledger_file.h"
#include "cli/report_data.h"
#include "entente/compare.h"

#include <string.h>

#define DATA_MAX ((size_t)256 << 20)

typedef struct papers {
    ent_cli_judged judged;
    ent_ledger *ledger;
    ent_variant *other; /* --against */
    ent_redline *redline;
    ent_judgement *after[ENT_CLI_VIEWS_MAX];
    ent_effect *effects[ENT_CLI_VIEWS_MAX];
    size_t effect_count;
    ent_buf data;
} papers;

/* ---- what it is made of ----------------------------------------------------------------------------- */

static int load_other(ent_cli *cli, papers *p)
{
    ent_diags *diags = NULL;
    ent_error err = {0};
    if (!ent_cli_has(cli, "against")) return ENT_EXIT_OK;
    ent_status st = ent_diags_new(&diags, &err);
    if (st == ENT_OK)
        st = ent_variant_load(ent_case_world(p->judged.loaded), ent_cli_value(cli, "against"), diags,
                              &p->other, &err);
    if (st == ENT_OK) ent_cli_rests_on(cli, ent_cli_value(cli, "against"), NULL, NULL);
    int code = diags ? ent_cli_diags(cli, diags) : ENT_EXIT_OK;
    ent_diags_free(diags);
    return code == ENT_EXIT_OK && st != ENT_OK ? ent_cli_fail(cli, &err) : code;
}

static ent_status compare(papers *p, ent_error *err)
{
    const ent_effect_opts opts = {.no_ground = false};
    const ent_world *after = ent_variant_world(p->other);
    ent_status st =
        ent_redline_find(ent_case_world(p->judged.loaded)->agreement, after->agreement, &p->redline, err);
    for (size_t i = 0; i < p->judged.count && st == ENT_OK; i++) {
        const ent_judge_opts judge = ent_judgement_opts(p->judged.judgements[i]);
        st = ent_judge(after, &judge, &p->after[i], err);
        if (st == ENT_OK)
            st = ent_effect_find(p->redline, (ent_judged_pair){p->judged.judgements[i], p->after[i]}, &opts,
                                 &p->effects[i], err);
        if (st == ENT_OK) p->effect_count++;
    }
    return st;
}

static int compare_drafts(ent_cli *cli, papers *p)
{
    ent_error err = {0};
    int code = load_other(cli, p);
    if (code != ENT_EXIT_OK || !p->other) return code;
    ent_cli_progress(cli, "comparing the two drafts ...");
    const ent_status st = compare(p, &err);
    ent_cli_progress(cli, NULL);
    return st == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(cli, &err);
}

static int make_data(ent_cli *cli, papers *p)
{
    ent_error err = {0};
    const ent_server_opts opts = {.loaded = p->judged.loaded,
                                  .ledger = p->ledger,
                                  .judge = ent_judgement_opts(p->judged.judgements[0]),
                                  .report = p->judged.report};
    ent_buf_init(&p->data, DATA_MAX);
    if (ent_cli_has(cli, "plain")) return ENT_EXIT_OK;
    return ent_cli_report_data(cli, &p->judged, &opts, &p->data, &err) == ENT_OK ? ENT_EXIT_OK
                                                                                 : ent_cli_fail(cli, &err);
}

/* ---- the file --------------------------------------------------------------------------------------- */

static int write_report(ent_cli *cli, papers *p)
{
    ent_error err = {0};
    const ent_effect *effects[ENT_CLI_VIEWS_MAX];
    for (size_t i = 0; i < p->effect_count; i++) effects[i] = p->effects[i];
    const ent_report_diff diff = {.redline = p->redline,
                                  .effects = effects,
                                  .effect_count = p->effect_count,
                                  .before_name =
                                      ent_cli_case_name(cli, ent_cli_arg(cli, 0), p->judged.loaded),
                                  .after_name = ent_cli_case_name(cli, ent_cli_value(cli, "against"), NULL)};
    const ent_report_html_opts html = {
        .ledger = p->ledger, .diff = p->redline ? &diff : NULL, .data = ent_buf_str(&p->data)};
    const ent_status st =
        ent_report_html(p->judged.judgements[0], &html, &p->judged.report, ent_cli_out(cli), &err);
    return st == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(cli, &err);
}

static void papers_done(papers *p)
{
    ent_buf_done(&p->data);
    for (size_t i = 0; i < ENT_CLI_VIEWS_MAX; i++) {
        ent_effect_free(p->effects[i]);
        ent_judgement_free(p->after[i]);
    }
    ent_redline_free(p->redline);
    ent_variant_free(p->other);
    ent_ledger_free(p->ledger);
    ent_cli_judged_done(&p->judged);
}

static int report(ent_cli *cli)
{
    papers p = {.ledger = NULL};
    int code = ent_cli_judge(cli, ent_cli_arg(cli, 0), &p.judged);
    p.judged.report.version = ENT_VERSION;
    if (code == ENT_EXIT_OK) code = ent_cli_case_ledger(cli, p.judged.loaded, &p.ledger);
    if (code == ENT_EXIT_OK) code = compare_drafts(cli, &p);
    if (code == ENT_EXIT_OK) code = make_data(cli, &p);
    if (code == ENT_EXIT_OK) code = write_report(cli, &p);
    papers_done(&p);
    return code;
}

const ent_command ent_cmd_report = {.run = report};
