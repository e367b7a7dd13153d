/* ledger_file.h: the ledger that a command line names, for `status` and `ledger`. */
#ifndef ENT_CLI_LEDGER_FILE_H
#define ENT_CLI_LEDGER_FILE_H

#include "cli/cli.h"
#include "entente/ledger.h"

/* "CASE/ledger.csv" for a folder, else the argument itself. */
ent_status ent_cli_ledger_path(const char *argument, char path[ENT_CLI_PATH_MAX],
                               ent_error *err) ENT_MUST_USE;
/* Load and finish it. An ent_exit; wrong rows are in `diags`. */
int ent_cli_ledger_load(ent_cli *cli, const char *argument, ent_diags *diags, ent_ledger **out) ENT_MUST_USE;

#endif
