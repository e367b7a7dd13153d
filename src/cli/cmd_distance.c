/* cmd_distance.c: `entente distance --to TERRITORY POINTS.csv`: how far each position is, or whether it is
 * within. */
#include "cli/positions.h"
#include "cli/territory.h"
#include "entente/zone.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SLICE 1024

static ent_status measure(const void *context, const ent_lonlat *places, size_t count, ent_cli_added *out,
                          ent_error *err)
{
    const ent_tree *tree = context;
    for (size_t k = 0; k < count; k++) {
        ent_bounds_m d;
        ent_status st = ent_tree_distance(tree, places[k], 0, &d, err);
        if (st != ENT_OK) return st;
        snprintf(out[k].text, sizeof out[k].text, "%.3f", 0.5 * (d.lo_m + d.hi_m));
    }
    return ENT_OK;
}

static ent_status decide(const void *context, const ent_lonlat *places, size_t count, ent_cli_added *out,
                         ent_error *err)
{
    static const char *const words[3] = {"no", "unclear", "yes"};
    const ent_zone_index *index = context;
    signed char sign[SLICE];
    for (size_t from = 0; from < count; from += SLICE) {
        size_t some = count - from < SLICE ? count - from : SLICE;
        ent_status st = ent_zone_index_decide(index, places + from, some, sign, err);
        if (st != ENT_OK) return st;
        for (size_t k = 0; k < some; k++)
            memcpy(out[from + k].text, words[sign[k] + 1], strlen(words[sign[k] + 1]) + 1);
    }
    return ENT_OK;
}

static int decide_all(ent_cli *cli, const ent_tree *tree, double within_m, const char *path)
{
    ent_fields *fields = NULL;
    ent_zone_index *index = NULL;
    ent_error err = {0};
    int code = ENT_EXIT_OK;
    ent_status st = ent_fields_new(&fields, &err);
    if (st == ENT_OK) {
        const ent_field *field = ent_field_within(fields, tree, within_m);
        st = field ? ent_zone_index_build(field, 0, &index, &err)
                   : ent_fail(&err, ENT_E_NOMEM, "out of memory for a field");
    }
    if (st == ENT_OK) {
        ent_cli_answerer answerer = {decide, index, "within", ent_cli_common(cli)->jobs};
        code = ent_cli_positions(cli, path, &answerer);
    } else {
        code = ent_cli_fail(cli, &err);
    }
    ent_zone_index_free(index);
    ent_fields_free(fields);
    return code;
}

static int answer_all(ent_cli *cli, const ent_cli_ground *grounds, size_t count)
{
    const char *within = ent_cli_value(cli, "within"),
               *path = ent_cli_arg_count(cli) > 0 ? ent_cli_arg(cli, 0) : "-";
    double within_m;
    if (count > 1) return ent_cli_usage(cli, "distances are measured under one view at a time");
    if (within == NULL) {
        ent_cli_answerer answerer = {measure, grounds[0].tree, "distance_m", ent_cli_common(cli)->jobs};
        return ent_cli_positions(cli, path, &answerer);
    }
    if (!ent_cli_length(within, &within_m, NULL))
        return ent_cli_usage(cli, "--within %s is no distance: 500km or 12nmi", within);
    return decide_all(cli, grounds[0].tree, within_m, path);
}

static int distance(ent_cli *cli)
{
    ent_cli_ground grounds[ENT_CLI_VIEWS_MAX];
    size_t count;
    const char *to = ent_cli_value(cli, "to");
    if (to == NULL) return ent_cli_usage(cli, "say with --to what to measure to");
    int code = ent_cli_grounds(cli, to, grounds, &count);
    if (code == ENT_EXIT_OK) code = answer_all(cli, grounds, count);
    ent_cli_grounds_done(grounds, count);
    return code;
}

const ent_command ent_cmd_distance = {.run = distance};
