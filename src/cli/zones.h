/* zones.h: the zones that `zone` and `cover` are asked for. */
#ifndef ENT_CLI_ZONES_H
#define ENT_CLI_ZONES_H

#include "cli/territory.h"
#include "entente/zone.h"

#define ENT_CLI_ZONES_MAX (2 * ENT_CLI_VIEWS_MAX)

typedef struct ent_cli_zone {
    ent_zone *zone;
    const ent_cli_ground *ground;
    const char *certainty; /* NULL, or "certain" and "possible" of a reach that is an interval */
} ent_cli_zone;

typedef struct ent_cli_zones {
    ent_cli_ground grounds[ENT_CLI_VIEWS_MAX];
    size_t ground_count;
    ent_fields *fields;
    ent_cli_zone items[ENT_CLI_ZONES_MAX];
    size_t count;
    char name[256]; /* "within 500 km of RUS" */
    char day[40];
} ent_cli_zones;

/* Build what --of, --reach and --tolerance name, with progress. 0, or the exit code after having said what is
 * wrong. Call ent_cli_zones_done either way. */
int ent_cli_zones_build(ent_cli *cli, ent_cli_zones *out) ENT_MUST_USE;
void ent_cli_zones_done(ent_cli_zones *zones);

#endif
