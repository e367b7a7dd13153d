/* zones.h: the zones that `zone` and `cover` are asked for: around a territory, or closed by a clause of a
 * case. */
#ifndef ENT_CLI_ZONES_H
#define ENT_CLI_ZONES_H

#include "cli/judge.h"
#include "cli/territory.h"
#include "entente/zone.h"

#define ENT_CLI_ZONES_MAX (2 * ENT_CLI_VIEWS_MAX)

typedef struct ent_cli_zone {
    ent_zone *zone;
    const char *certainty;       /* NULL, or "certain" and "possible" where the two part */
    const char *map, *view;      /* NULL where no map was asked */
    const char *layer;           /* "land", "land+sea" */
    const ent_closed_view *told; /* of a clause: what was judged on the way; NULL: nothing to tell */
} ent_cli_zone;

typedef struct ent_cli_zones {
    ent_cli_ground grounds[ENT_CLI_VIEWS_MAX];
    size_t ground_count;
    ent_fields *fields;
    ent_cli_judged judged;
    ent_closed *closed[ENT_CLI_VIEWS_MAX];
    size_t closed_count;
    ent_cli_zone items[ENT_CLI_ZONES_MAX];
    size_t count;
    ent_judge_opts opts;           /* of a case, for the first view */
    bool for_paper;                /* see ent_cli_zones_draw */
    bool scope;                    /* the ground a clause speaks of, not one that it closes */
    double reach_lo_m, reach_hi_m; /* of --reach, NaN without it */
    char name[1024];               /* "within 500 km of RUS" */
    char day[40], known[40];       /* known: "" without --as-known */
} ent_cli_zones;

/* Build what --of, --reach and --tolerance name, or what the case and the clause among the arguments close,
 * with progress. 0, or the exit code after having said what is wrong. Call ent_cli_zones_done either way. */
int ent_cli_zones_build(ent_cli *cli, ent_cli_zones *out) ENT_MUST_USE;
/* The same for drawing: without --tolerance one that a page of paper cannot tell from the exact outline; one
 * view only; of a clause that closes no ground by itself, the ground it speaks of, if that is not everywhere;
 * a case without a clause has no zones. */
int ent_cli_zones_draw(ent_cli *cli, ent_cli_zones *out) ENT_MUST_USE;
void ent_cli_zones_done(ent_cli_zones *zones);

#endif
