/* atlas_path.c: where the map of the world is: what the user names, else the places where the build, an
 * unpacked archive and an installation leave it, taken from where the program itself lies. */
#include "cli/frame.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Beside the program; in build/atlas next to build/release; in the share folder next to bin. */
static const char *const beside[] = {"world.atlas", "../atlas/world.atlas", "../share/entente/world.atlas"};

static bool readable(const char *path)
{
    return access(path, R_OK) == 0;
}

static bool copy(char path[ENT_CLI_PATH_MAX], const char *text)
{
    int length = snprintf(path, ENT_CLI_PATH_MAX, "%s", text);
    return length >= 0 && length < ENT_CLI_PATH_MAX;
}

static bool find_beside_program(char path[ENT_CLI_PATH_MAX])
{
    char program[ENT_CLI_PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0) return false;
    program[length] = '\0';
    char *slash = strrchr(program, '/');
    if (!slash) return false;
    *slash = '\0';
    for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
        int n = snprintf(path, ENT_CLI_PATH_MAX, "%s/%s", program, beside[i]);
        if (n > 0 && n < ENT_CLI_PATH_MAX && readable(path)) return true;
    }
    return false;
}

ent_status ent_cli_atlas_path(const ent_cli *cli, char path[ENT_CLI_PATH_MAX], ent_error *err)
{
    const char *variable = getenv("ENTENTE_ATLAS");
    const char *named = cli->atlas ? cli->atlas : variable && *variable ? variable : NULL;
    if (named) {
        if (!copy(path, named)) return ent_fail(err, ENT_E_IO, "the name of the atlas is too long");
        if (readable(path)) return ENT_OK;
        return ent_fail(err, ENT_E_IO,
                        "%s \"%s\": no such atlas; \"./dev atlas\" in the source folder builds one",
                        cli->atlas ? "--atlas" : "$ENTENTE_ATLAS", path);
    }
    if (find_beside_program(path)) return ENT_OK;
    if (copy(path, ENT_DATA_DIR "/world.atlas") && readable(path)) return ENT_OK;
    return ent_fail(
        err, ENT_E_IO,
        "no map of the world found; \"./dev atlas\" in the source folder builds one, and --atlas or "
        "$ENTENTE_ATLAS says where it is");
}
