/* cmd_cell.c: `entente cell POINTS.csv`: the id of the cell that each position lies in. */
#include "cli/positions.h"
#include "entente/cell.h"

#include <inttypes.h>
#include <stdio.h>

static ent_status answer(const void *context, const ent_lonlat *places, size_t count, ent_cli_added *out,
                         ent_error *err)
{
    int level = *(const int *)context;
    (void)err;
    for (size_t k = 0; k < count; k++)
        snprintf(out[k].text, sizeof out[k].text, "%" PRId64, (int64_t)ent_cell_at(places[k], level).id);
    return ENT_OK;
}

static int cell(ent_cli *cli)
{
    int64_t wanted = ENT_CELL_LEVEL_MAX;
    const char *text = ent_cli_value(cli, "level");
    if (text != NULL &&
        (!ent_str_to_int64(ent_str_of(text), &wanted) || wanted < 0 || wanted > ENT_CELL_LEVEL_MAX))
        return ent_cli_usage(cli, "--level %s is not one of 0 to %d", text, ENT_CELL_LEVEL_MAX);
    int level = (int)wanted;
    ent_cli_answerer answerer = {answer, &level, "cell_id", "", "", ent_cli_common(cli)->jobs};
    return ent_cli_positions(cli, ent_cli_arg_count(cli) > 0 ? ent_cli_arg(cli, 0) : "-", &answerer);
}

const ent_command ent_cmd_cell = {.run = cell};
