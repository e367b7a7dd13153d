/* positions.h: a CSV of positions streamed through: every row comes out as it went in, with cells added at
 * its end. */
#ifndef ENT_CLI_POSITIONS_H
#define ENT_CLI_POSITIONS_H

#include "cli/cli.h"

#define ENT_CLI_CELL_SIZE 64

/* The text of the added cells of one row, commas between them included. */
typedef struct ent_cli_added {
    char text[ENT_CLI_CELL_SIZE];
} ent_cli_added;

/* Fill in what is added to `count` rows. Called from several threads at once, each with rows of its own. */
typedef struct ent_cli_answerer {
    ent_status (*answer)(const void *context, const ent_lonlat *places, size_t count, ent_cli_added *out,
                         ent_error *err);
    const void *context;
    const char *columns; /* the names of what is added: "distance_m" */
    const char *same_columns,
        *same_cells; /* and behind it what is the same in every row: ",edges" and ",planar"; "" */
    unsigned jobs;
} ent_cli_answerer;

/* Stream the file ("-": standard input), which has columns lon and lat (or longitude and latitude), in
 * constant memory. A row whose position cannot be read is said with line and column, gets empty cells and
 * makes the exit code 3. */
int ent_cli_positions(ent_cli *cli, const char *path, const ent_cli_answerer *answerer) ENT_MUST_USE;

#endif
