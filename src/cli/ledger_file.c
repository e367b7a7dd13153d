/* ledger_file.c: the ledger that a command line names: a case folder or a file. */
#include "cli/ledger_file.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

ent_status ent_cli_ledger_path(const char *argument, char path[ENT_CLI_PATH_MAX], ent_error *err)
{
    size_t length = strlen(argument);
    const char *slash = length && argument[length - 1] == '/' ? "" : "/";
    bool folder = is_folder(argument);
    int n =
        snprintf(path, ENT_CLI_PATH_MAX, "%s%s%s", argument, folder ? slash : "", folder ? "ledger.csv" : "");
    if (n < 0 || n >= ENT_CLI_PATH_MAX)
        return ent_fail(err, ENT_E_LIMIT, "a path is longer than %d bytes", ENT_CLI_PATH_MAX - 1);
    return ENT_OK;
}

int ent_cli_ledger_load(ent_cli *cli, const char *argument, ent_diags *diags, ent_ledger **out)
{
    char path[ENT_CLI_PATH_MAX];
    ent_error err = {0};
    ent_ledger *ledger = NULL;
    ent_status st = ent_cli_ledger_path(argument, path, &err);
    if (st == ENT_OK) st = ent_ledger_new(&ledger, &err);
    if (st == ENT_OK) st = ent_ledger_load(ledger, path, diags, &err);
    if (st == ENT_OK) st = ent_ledger_finish(ledger, diags, &err);
    if (st == ENT_OK) {
        *out = ledger;
        return ENT_EXIT_OK;
    }
    ent_ledger_free(ledger);
    return ent_cli_fail(cli, &err);
}
