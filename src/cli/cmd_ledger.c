/* cmd_ledger.c: `entente ledger check CASE`. */
#include "cli/ledger_file.h"

#include <string.h>

static int check(ent_cli *cli, const char *argument)
{
    ent_diags *diags = NULL;
    ent_ledger *ledger = NULL;
    ent_error err = {0};
    if (ent_diags_new(&diags, &err) != ENT_OK) return ent_cli_fail(cli, &err);
    int code = ent_cli_ledger_load(cli, argument, diags, &ledger);
    if (code == ENT_EXIT_OK && ent_ledger_check(ledger, diags, &err) != ENT_OK)
        code = ent_cli_fail(cli, &err);
    if (code == ENT_EXIT_OK) code = ent_cli_diags(cli, diags);
    if (code == ENT_EXIT_OK) {
        size_t count = ent_ledger_count(ledger);
        ent_cli_printf(cli, "%zu entr%s, no contradiction\n", count, count == 1 ? "y" : "ies");
    }
    ent_ledger_free(ledger);
    ent_diags_free(diags);
    return code;
}

static int ledger(ent_cli *cli)
{
    const ent_str known[] = {ENT_STR("check")};
    const char *what = ent_cli_arg(cli, 0);
    if (strcmp(what, "check") == 0) return check(cli, ent_cli_arg(cli, 1));
    return ent_cli_unknown(cli, "action", ent_str_of(what), known, sizeof known / sizeof *known);
}

const ent_command ent_cmd_ledger = {.run = ledger};
