/* ledger_file.c: the ledger that a command line names: a case folder or a file. */
#include "base/buf.h"
#include "cli/ledger_file.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static ent_status join(const char *folder, const char *name, char path[ENT_CLI_PATH_MAX], ent_error *err)
{
    size_t length = strlen(folder);
    const char *slash = length == 0 || folder[length - 1] == '/' ? "" : "/";
    int n = snprintf(path, ENT_CLI_PATH_MAX, "%s%s%s", folder, slash, name);
    if (n < 0 || n >= ENT_CLI_PATH_MAX)
        return ent_fail(err, ENT_E_LIMIT, "a path is longer than %d bytes", ENT_CLI_PATH_MAX - 1);
    return ENT_OK;
}

ent_status ent_cli_ledger_path(const char *argument, char path[ENT_CLI_PATH_MAX], ent_error *err)
{
    char other[ENT_CLI_PATH_MAX];
    if (!ent_file_is_folder(argument)) return join("", argument, path, err);
    ent_status st = join(argument, "ledger.csv", path, err);
    if (st == ENT_OK) st = join(argument, "ledger.ndjson", other, err);
    if (st != ENT_OK || access(other, F_OK) != 0) return st;
    if (access(path, F_OK) == 0)
        return ent_fail(err, ENT_E_DOMAIN, "%.300s: both ledger.csv and ledger.ndjson are there; keep one",
                        argument);
    memcpy(path, other, sizeof other);
    return ENT_OK;
}

static int load(ent_cli *cli, const char *word, const char *argument, ent_diags *diags, ent_ledger **out)
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
        ent_cli_rests_on(cli, word, strrchr(path, '/') ? strrchr(path, '/') + 1 : path, NULL);
        return ENT_EXIT_OK;
    }
    ent_ledger_free(ledger);
    return ent_cli_fail(cli, &err);
}

int ent_cli_ledger_load(ent_cli *cli, const char *argument, ent_diags *diags, ent_ledger **out)
{
    return load(cli, argument, argument, diags, out);
}

int ent_cli_case_ledger(ent_cli *cli, ent_case *loaded, ent_ledger **out)
{
    ent_diags *diags = NULL;
    ent_error err = {0};
    const char *csv = ent_case_path(loaded, "ledger.csv"), *ndjson = ent_case_path(loaded, "ledger.ndjson");
    if (!csv && !ndjson) return ENT_EXIT_OK;
    if (ent_diags_new(&diags, &err) != ENT_OK) return ent_cli_fail(cli, &err);
    const char *folder = ent_case_folder(loaded);
    int code = load(cli, ent_cli_arg(cli, 0), csv && ndjson ? folder : csv ? csv : ndjson, diags, out);
    const int said = ent_cli_diags(cli, diags);
    ent_diags_free(diags);
    return code == ENT_EXIT_OK ? said : code;
}
