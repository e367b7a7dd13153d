/* cmd_new.c: `entente new CASE`. */
#include "cli/cli.h"
#include "entente/case.h"

static int new_case(ent_cli *cli)
{
    const char *folder = ent_cli_arg(cli, 0);
    ent_error err = {0};
    if (!*folder) return ent_cli_usage(cli, "the name of the case is empty");
    if (ent_case_create(folder, &err) != ENT_OK) return ent_cli_fail(cli, &err);
    char plain[ENT_CLI_PATH_MAX];
    ent_cli_plain(folder, plain, sizeof plain);
    ent_cli_printf(cli, "%s: a case to start from; read case.md in it, then run: entente check %s\n", plain,
                   plain);
    return ENT_EXIT_OK;
}

const ent_command ent_cmd_new = {.run = new_case};
