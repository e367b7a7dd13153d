/* judge.h: a case judged as the command line asks: its atlas, the case, one judgement a view. For every
 * command that starts from a judged case. */
#ifndef ENT_CLI_JUDGE_H
#define ENT_CLI_JUDGE_H

#include "cli/cli.h"
#include "entente/case.h"
#include "entente/report.h"

#define ENT_CLI_FILES_MAX 64

typedef struct ent_cli_judged {
    ent_atlas *atlas;
    ent_case *loaded;
    ent_judgement *judgements[ENT_CLI_VIEWS_MAX];
    size_t count;
    ent_report_file files[ENT_CLI_FILES_MAX]; /* for the receipt */
    ent_report_opts report;                   /* title and files filled in */
} ent_cli_judged;

/* Load the case (or an agreement alone) at `path` and judge it on the day, under the views, layer and edges
 * of the command line, else of the case. 0, or the exit code after having said what is wrong: then nothing
 * was judged. Call ent_cli_judged_done either way. */
int ent_cli_judge(ent_cli *cli, const char *path, ent_cli_judged *out) ENT_MUST_USE;
/* The same without judging: the case loaded, and what to judge it with, once for each view. */
int ent_cli_case(ent_cli *cli, const char *path, ent_cli_judged *out, ent_judge_opts opts[ENT_CLI_VIEWS_MAX],
                 size_t *out_count) ENT_MUST_USE;
void ent_cli_judged_done(ent_cli_judged *judged);
/* What a comparison calls the case: as it was named; with a receipt, which tells no paths, its title. */
const char *ent_cli_case_name(const ent_cli *cli, const char *word, const ent_case *loaded);
/* Columns for text: of the terminal, if the answer goes to one; 80 otherwise. */
int ent_cli_width(const ent_cli *cli);

#endif
