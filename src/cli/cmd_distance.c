/* cmd_distance.c: `entente distance --to TERRITORY POINTS.csv`: how far each position is, or whether it is
 * within; and with --from, how far one territory is from another. */
#include "cli/length.h"
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

/* From 0 to below 360, also once it is rounded. */
static double clockwise(double azimuth_deg)
{
    double turned = azimuth_deg < 0 ? azimuth_deg + 360 : azimuth_deg;
    return turned < 359.9995 ? turned + 0.0 : 0; /* -0 becomes 0 */
}

static ent_status point_out(const void *context, const ent_lonlat *places, size_t count, ent_cli_added *out,
                            ent_error *err)
{
    const ent_tree *tree = context;
    for (size_t k = 0; k < count; k++) {
        ent_bounds_m d;
        ent_lonlat at;
        double azimuth;
        ent_status st = ent_tree_nearest(tree, places[k], &d, &at, &azimuth, err);
        if (st != ENT_OK) return st;
        char *text = out[k].text;
        size_t size = sizeof out[k].text;
        int n = snprintf(text, size, "%.3f,%.8f,%.8f,", 0.5 * (d.lo_m + d.hi_m), at.lon_deg, at.lat_deg);
        if (n < 0 || (size_t)n >= size) return ent_fail(err, ENT_E_INTERNAL, "a row too long to write");
        if (!isnan(azimuth)) (void)snprintf(text + n, size - (size_t)n, "%.3f", clockwise(azimuth));
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

/* What every answer rests on: the same in all rows, so that a row can be read alone. */
typedef struct basis {
    char columns[80], cells[288];
} basis;

/* `metres`: before it how far off the distances may be, from how closely the border is followed and from
 * rounding to a millimetre; or NULL. */
static void name_basis(ent_cli *cli, const ent_cli_ground *g, const double *metres, basis *out)
{
    const bool in_full = ent_cli_has(cli, "basis"),
               edges = in_full || ent_cli_has(cli, "nearest") || ent_cli_has(cli, "from");
    const char *layer = g->from_file ? "" : ent_cli_layer_name(ent_cli_common(cli)->layer);
    size_t at = 0, size = sizeof out->cells;
    out->cells[0] = 0;
    snprintf(out->columns, sizeof out->columns, "%s%s%s", metres ? ",plus_minus_m" : "",
             edges ? ",edges" : "", in_full ? ",map,view,layer,as_of" : "");
    if (metres) at += (size_t)snprintf(out->cells, size, ",%.3f", ceil(1000 * *metres + 0.501) / 1000);
    if (edges) at += (size_t)snprintf(out->cells + at, size - at, ",%s", ent_cli_edges_name(cli));
    if (in_full) snprintf(out->cells + at, size - at, ",%s,%s,%s,%s", g->map, g->view_name, layer, g->day);
}

static int answer_positions(ent_cli *cli, const ent_cli_answerer *answerer)
{
    return ent_cli_positions(cli, ent_cli_arg_count(cli) > 0 ? ent_cli_arg(cli, 0) : "-", answerer);
}

static int decide_all(ent_cli *cli, const ent_tree *tree, double within_m, ent_cli_answerer answerer)
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
        answerer.answer = decide, answerer.context = index, answerer.columns = "within";
        code = answer_positions(cli, &answerer);
    } else {
        code = ent_cli_fail(cli, &err);
    }
    ent_zone_index_free(index);
    ent_fields_free(fields);
    return code;
}

/* ---- from one territory to another -------------------------------------------------------------------- */

/* How far apart the two places are: known to a micrometre, where the pair may only be known within bounds. */

static void write_pair(ent_cli *cli, const char *which, const ent_place_pair *p, const basis *said)
{
    double metres, azimuth = NAN;
    ent_error err;
    if (ent_geo_inverse(p->at_a, p->at_b, &metres, &azimuth, &err) != ENT_OK || metres == 0) azimuth = NAN;
    metres = fmin(fmax(metres, p->distance.lo_m), p->distance.hi_m);
    ent_cli_printf(cli, "%s,%.3f,%.8f,%.8f,%.8f,%.8f,", which, metres, p->at_a.lon_deg, p->at_a.lat_deg,
                   p->at_b.lon_deg, p->at_b.lat_deg);
    if (!isnan(azimuth)) ent_cli_printf(cli, "%.3f", clockwise(azimuth));
    ent_cli_printf(cli, ",%.3f,%.3f%s\n", p->distance.lo_m, p->distance.hi_m, said->cells);
}

static int measure_pairs(ent_cli *cli, const ent_cli_ground *to)
{
    ent_cli_ground from[ENT_CLI_VIEWS_MAX];
    ent_error err = {0};
    ent_place_pair nearest, farthest;
    size_t count;
    basis said;
    if (ent_cli_value(cli, "within") || ent_cli_has(cli, "nearest") || ent_cli_arg_count(cli) > 0)
        return ent_cli_usage(cli, "--from goes without positions, --within and --nearest");
    int code = ent_cli_grounds(cli, ent_cli_value(cli, "from"), from, &count);
    if (code == ENT_EXIT_OK) {
        ent_cli_progress(cli, "measuring ...");
        ent_status st = ent_tree_pairs(from[0].tree, to->tree, 0.01, &nearest, &farthest, &err);
        ent_cli_progress(cli, NULL);
        if (st == ENT_E_LIMIT)
            fprintf(stderr, "%s: %s; between distance_m_lo and distance_m_hi is what is known\n",
                    ent_cli_program(cli), err.message);
        else if (st != ENT_OK)
            code = ent_cli_fail(cli, &err);
    }
    if (code == ENT_EXIT_OK) {
        name_basis(cli, to, NULL, &said);
        ent_cli_printf(cli,
                       "pair,distance_m,from_lon,from_lat,to_lon,to_lat,azimuth_deg,"
                       "distance_m_lo,distance_m_hi%s\n",
                       said.columns);
        write_pair(cli, "nearest", &nearest, &said);
        write_pair(cli, "farthest", &farthest, &said);
    }
    ent_cli_grounds_done(from, count);
    return code;
}

static int answer_all(ent_cli *cli, const ent_cli_ground *grounds, size_t count)
{
    const char *within = ent_cli_value(cli, "within");
    double within_m;
    bool nearest = ent_cli_has(cli, "nearest");
    basis said;
    if (count > 1) return ent_cli_usage(cli, "distances are measured under one view at a time");
    if (ent_cli_value(cli, "from")) return measure_pairs(cli, &grounds[0]);
    if (nearest && within)
        return ent_cli_usage(cli, "--nearest measures, --within only decides: one of them");
    const double off_m = ent_tree_edge_error_m(grounds[0].tree);
    name_basis(cli, &grounds[0], within ? NULL : &off_m, &said);
    ent_cli_answerer answerer = {.answer = nearest ? point_out : measure,
                                 .context = grounds[0].tree,
                                 .columns = nearest ? "distance_m,nearest_lon,nearest_lat,azimuth_deg"
                                                    : "distance_m",
                                 .same_columns = said.columns,
                                 .same_cells = said.cells,
                                 .jobs = ent_cli_common(cli)->jobs};
    if (within == NULL) return answer_positions(cli, &answerer);
    if (!ent_cli_length(within, &within_m, NULL)) return ent_cli_no_length(cli, "within", within);
    return decide_all(cli, grounds[0].tree, within_m, answerer);
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
