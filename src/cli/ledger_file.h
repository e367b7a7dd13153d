/* ledger_file.h: the ledger that a command line names, and that of a case. */
#ifndef ENT_CLI_LEDGER_FILE_H
#define ENT_CLI_LEDGER_FILE_H

#include "cli/cli.h"
#include "entente/case.h"
#include "entente/ledger.h"

/* "CASE/ledger.csv" for a folder, or "CASE/ledger.ndjson" when that is there (both: an error); else the
 * argument itself. */
ent_status ent_cli_ledger_path(const char *argument, char path[ENT_CLI_PATH_MAX],
                               ent_error *err) ENT_MUST_USE;
/* Load and finish it. An ent_exit; wrong rows are in `diags`. */
int ent_cli_ledger_load(ent_cli *cli, const char *argument, ent_diags *diags, ent_ledger **out) ENT_MUST_USE;
/* The ledger of a case that has been read; NULL and ENT_EXIT_OK when it has none. What is wrong in it is
 * said. */
int ent_cli_case_ledger(ent_cli *cli, ent_case *loaded, ent_ledger **out) ENT_MUST_USE;

#endif
