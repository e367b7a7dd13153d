/* cmd_help.c: `entente help [COMMAND]`, the same text as `entente COMMAND --help`. */
#include "cli/frame.h"

static int help(ent_cli *cli)
{
    const char *name = ent_cli_arg(cli, 0);
    if (!name) name = "entente";
    for (size_t i = 0; i < ent_page_count; i++) {
        if (!ent_str_is(ent_str_of(name), ent_pages[i].name)) continue;
        ent_cli_print_page(&ent_pages[i], stdout);
        return ENT_EXIT_OK;
    }
    return ent_cli_unknown_command(cli, name);
}

const ent_command ent_cmd_help = {.run = help};
