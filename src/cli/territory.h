/* territory.h: what the command line calls a territory: countries and groups of the map, or a file of shapes.
 */
#ifndef ENT_CLI_TERRITORY_H
#define ENT_CLI_TERRITORY_H

#include "cli/cli.h"

#define ENT_CLI_COUNTRIES_MAX 512 /* that one territory is made of */

typedef struct ent_cli_ground {
    ent_tree *tree;
    size_t view; /* of the atlas; meaningless for a file */
    bool from_file;
    char map[80]; /* hash of the map, or "" */
    char view_name[64];
    char day[40];                         /* the borders of which day, or "" */
    int countries[ENT_CLI_COUNTRIES_MAX]; /* indexes into the atlas; none for a file */
    size_t country_count;
} ent_cli_ground;

/* The shape of `text`: codes, names or groups of the map, parted by commas (one territory, inner borders
 * dissolved), on the day, layer and edges of the command line, once for each view asked for; or the shapes of
 * a file that OGR reads, areas, lines or points by what they are. 0, or the exit code after having said what
 * is wrong. The caller frees the trees, also those of a failed call. */
int ent_cli_grounds(ent_cli *cli, const char *text, ent_cli_ground out[ENT_CLI_VIEWS_MAX],
                    size_t *out_count) ENT_MUST_USE;
void ent_cli_grounds_done(ent_cli_ground *grounds, size_t count);

#endif
