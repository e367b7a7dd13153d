/* zones.c: see zones.h. */
#include "cli/zones.h"
#include "cli/length.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

typedef struct reach {
    double lo_m, hi_m, tolerance_m;
} reach;

#define BAR 24 /* characters */

static bool tell(void *context, double done)
{
    char text[96], bar[BAR + 1];
    const int full = (int)(fmax(0, fmin(1, done)) * BAR);
    for (int k = 0; k < BAR; k++) bar[k] = k < full ? '#' : '.';
    bar[BAR] = 0;
    snprintf(text, sizeof text, "zone [%s] %3.0f %%", bar, 100 * done);
    ent_cli_progress(context, text);
    return true;
}

static int read_reach(ent_cli *cli, reach *out)
{
    const char *tolerance = ent_cli_value(cli, "tolerance"), *text = ent_cli_value(cli, "reach");
    out->lo_m = out->hi_m = NAN;
    if (text != NULL && !ent_cli_length(text, &out->lo_m, &out->hi_m))
        return ent_cli_no_length(cli, "reach", text);
    out->tolerance_m = ENT_ZONE_TOLERANCE_M;
    if (tolerance != NULL && !ent_cli_length(tolerance, &out->tolerance_m, NULL))
        return ent_cli_no_length(cli, "tolerance", tolerance);
    const char *error = ent_cli_value(cli, "border-error");
    double off_m = 0;
    if (error != NULL && !ent_cli_length(error, &off_m, NULL))
        return ent_cli_no_length(cli, "border-error", error);
    out->lo_m -= off_m, out->hi_m += off_m;
    if (out->tolerance_m < ENT_ZONE_TOLERANCE_MIN_M)
        return ent_cli_usage(cli, "--tolerance %s: not below %g m", tolerance, ENT_ZONE_TOLERANCE_MIN_M);
    return ENT_EXIT_OK;
}

/* ---- for paper ---- */

#define COARSE_M 20000.0 /* a first look at a zone that is to be drawn */
#define PAPER_PARTS 6000 /* of the width of a zone: what a page cannot show */

/* About how wide a zone is: twice the greatest distance from a place of its outline to another. */
static double width_of(const ent_polygons *polygons)
{
    double most = 0;
    ent_error ignored = {0};
    const size_t rings = ent_polygons_ring_count(polygons);
    const ent_lonlat from = rings > 0 ? ent_polygons_ring_at(polygons, 0).points[0] : (ent_lonlat){0, 0};
    for (size_t k = 0; k < rings; k++) {
        const ent_polygon_ring ring = ent_polygons_ring_at(polygons, k);
        for (size_t i = 0; i < ring.count; i += 1 + ring.count / 200) {
            double metres;
            if (ent_geo_inverse(from, ring.points[i], &metres, NULL, &ignored) == ENT_OK)
                most = fmax(most, metres);
        }
    }
    return most;
}

/* The tolerance that a page needs: from a coarse zone, if it finds any. */
static double paper_tolerance(const ent_field *field)
{
    ent_zone *zone = NULL;
    ent_polygons *polygons = NULL;
    ent_error ignored = {0};
    double width = 0;
    if (ent_zone_build(field, (ent_zone_opts){.tolerance_m = COARSE_M}, &zone, &ignored) == ENT_OK &&
        ent_zone_polygons(zone, ENT_OUTLINE_UNCUT, &polygons, &ignored) == ENT_OK)
        width = width_of(polygons);
    ent_polygons_free(polygons);
    ent_zone_free(zone);
    return fmin(2000, fmax(ENT_ZONE_TOLERANCE_M, width / PAPER_PARTS));
}

static int build_one(ent_cli *cli, ent_cli_zones *z, const ent_field *field, ent_cli_zone what,
                     double tolerance_m)
{
    ent_error err = {0};
    if (z->for_paper && field && !ent_cli_has(cli, "tolerance")) tolerance_m = paper_tolerance(field);
    ent_zone_opts opts = {.tolerance_m = tolerance_m, .progress = {tell, cli}};
    ent_status st = field ? ENT_OK : ent_fail(&err, ENT_E_NOMEM, "out of memory for a field");
    if (st == ENT_OK) st = ent_zone_build(field, opts, &what.zone, &err);
    ent_cli_progress(cli, NULL);
    if (st != ENT_OK) return ent_cli_fail(cli, &err);
    z->items[z->count++] = what;
    return ENT_EXIT_OK;
}

/* One zone, or two where what is certain and what is possible part. */
static int build_pair(ent_cli *cli, ent_cli_zones *z, const ent_field *pair[2], ent_cli_zone what,
                      double tolerance_m)
{
    if (pair[0] == pair[1]) return build_one(cli, z, pair[0], what, tolerance_m);
    what.certainty = "certain";
    int code = build_one(cli, z, pair[0], what, tolerance_m);
    what.certainty = "possible";
    return code == ENT_EXIT_OK ? build_one(cli, z, pair[1], what, tolerance_m) : code;
}

/* ---- around a territory ----------------------------------------------------------------------------- */

static void say_what(ent_cli *cli, ent_cli_zones *z)
{
    const ent_common *common = ent_cli_common(cli);
    ent_time day = common->as_of_given ? common->as_of.from
                                       : (ent_time){(int64_t)time(NULL) / ENT_DAY_SECONDS * ENT_DAY_SECONDS};
    if (!common->as_of_given) ent_cli_took_day(cli, day);
    snprintf(z->name, sizeof z->name, "within %s of %s", ent_cli_value(cli, "reach"),
             ent_cli_value(cli, "of"));
    ent_time_format(day, z->day, sizeof z->day);
}

static int build_around(ent_cli *cli, ent_cli_zones *z, const reach *r, const ent_cli_ground *ground)
{
    ent_cli_zone what = {.layer = ent_cli_layer_name(ent_cli_common(cli)->layer)};
    if (!ground->from_file) what.map = ground->map, what.view = ground->view_name;
    const ent_field *near = ent_field_within(z->fields, ground->tree, r->lo_m);
    const ent_field *far = r->lo_m < r->hi_m ? ent_field_within(z->fields, ground->tree, r->hi_m) : near;
    return build_pair(cli, z, (const ent_field *[2]){near, far}, what, r->tolerance_m);
}

static int zones_around(ent_cli *cli, const reach *r, ent_cli_zones *z)
{
    ent_error err = {0};
    if (ent_cli_value(cli, "of") == NULL || isnan(r->lo_m))
        return ent_cli_usage(cli,
                             "say what the zone lies around with --of, and how far it reaches with --reach");
    if (ent_cli_value(cli, "item") || ent_cli_value(cli, "by") || ent_cli_value(cli, "reading"))
        return ent_cli_usage(cli, "--item, --by and --reading go with a case and a clause");
    if (ent_cli_common(cli)->as_known_given)
        return ent_cli_usage(cli, "--as-known goes with a case: borders are not reported");
    say_what(cli, z);
    int code = ent_cli_grounds(cli, ent_cli_value(cli, "of"), z->grounds, &z->ground_count);
    if (code != ENT_EXIT_OK) return code;
    if (ent_fields_new(&z->fields, &err) != ENT_OK) return ent_cli_fail(cli, &err);
    for (size_t k = 0; k < z->ground_count && code == ENT_EXIT_OK; k++)
        code = build_around(cli, z, r, &z->grounds[k]);
    return code;
}

/* ---- closed by a clause ----------------------------------------------------------------------------- */

/* A clause, reading, item or actor that is not there is a wrong command line. */
static int fail_closed(ent_cli *cli, const ent_error *err)
{
    if (err->status == ENT_E_NOT_FOUND || err->status == ENT_E_DOMAIN)
        return ent_cli_usage(cli, "%s", err->message);
    return ent_cli_fail(cli, err);
}

static int build_closed(ent_cli *cli, ent_cli_zones *z, const reach *r, const ent_judge_opts *opts)
{
    ent_error err = {0};
    ent_closed_query query = {.clause = ent_cli_arg(cli, 1),
                              .reading = ent_cli_value(cli, "reading"),
                              .item = ent_cli_value(cli, "item"),
                              .actor = ent_cli_value(cli, "by"),
                              .scope = z->scope,
                              .range_lo_m = r->lo_m,
                              .range_hi_m = r->hi_m};
    ent_cli_progress(cli, "drawing the territories ...");
    ent_status st =
        ent_closed_find(ent_case_world(z->judged.loaded), opts, &query, &z->closed[z->closed_count], &err);
    ent_cli_progress(cli, NULL);
    if (st != ENT_OK) return fail_closed(cli, &err);
    const ent_closed_view *view = ent_closed_of(z->closed[z->closed_count++]);
    ent_cli_zone what = {.map = ent_atlas_hash(z->judged.atlas),
                         .view = ent_atlas_view_at(z->judged.atlas, opts->view).name,
                         .layer = ent_cli_layer_name(opts->layer),
                         .told = view};
    if (z->scope && !view->has_place) return ENT_EXIT_OK;
    snprintf(z->name, sizeof z->name, "%s", view->what);
    if (z->for_paper && view->certain_empty && !view->possible_empty) { /* nothing of it would be seen */
        what.certainty = "possible";
        return build_one(cli, z, view->possible, what, r->tolerance_m);
    }
    return build_pair(cli, z, (const ent_field *[2]){view->certain, view->possible}, what, r->tolerance_m);
}

/* One that is not there is left to whoever looks it up. */
static bool closes_ground(const ent_cli_zones *z, const char *clause)
{
    const ent_doc *doc = ent_case_world(z->judged.loaded)->agreement;
    const ent_clause *found = ent_doc_clause_find(doc, ent_str_of(clause));
    return !found || (found->modality == ENT_PROHIBITS && found->where);
}

static int zones_closed(ent_cli *cli, const reach *r, ent_cli_zones *z)
{
    ent_judge_opts opts[ENT_CLI_VIEWS_MAX];
    size_t count;
    if (ent_cli_value(cli, "border-error"))
        return ent_cli_usage(cli, "--border-error goes with --of and --reach");
    if (ent_cli_value(cli, "of"))
        return ent_cli_usage(cli, "--of goes without a case: the clause says what the zone lies around");
    int code = ent_cli_case(cli, ent_cli_arg(cli, 0), &z->judged, opts, &count);
    if (code != ENT_EXIT_OK) return code;
    ent_time_format(opts[0].as_of, z->day, sizeof z->day);
    if (ent_cli_common(cli)->as_known_given) ent_time_format(opts[0].as_known, z->known, sizeof z->known);
    z->opts = opts[0];
    if (z->for_paper && !ent_cli_arg(cli, 1)) return ENT_EXIT_OK;
    z->scope = z->for_paper && !closes_ground(z, ent_cli_arg(cli, 1));
    for (size_t k = 0; k < count && code == ENT_EXIT_OK; k++) code = build_closed(cli, z, r, &opts[k]);
    return code;
}

static int build(ent_cli *cli, ent_cli_zones *out)
{
    reach r;
    int code = read_reach(cli, &r);
    if (code != ENT_EXIT_OK) return code;
    out->reach_lo_m = r.lo_m, out->reach_hi_m = r.hi_m;
    return ent_cli_arg_count(cli) ? zones_closed(cli, &r, out) : zones_around(cli, &r, out);
}

int ent_cli_zones_build(ent_cli *cli, ent_cli_zones *out)
{
    memset(out, 0, sizeof *out);
    if (ent_cli_arg_count(cli) == 1)
        return ent_cli_usage(cli, "which clause of %s? (or --of TERRITORY without a case)",
                             ent_cli_arg(cli, 0));
    return build(cli, out);
}

int ent_cli_zones_draw(ent_cli *cli, ent_cli_zones *out)
{
    memset(out, 0, sizeof *out);
    out->for_paper = true;
    if (ent_cli_common(cli)->view_count > 1)
        return ent_cli_usage(cli, "a map has one view: several were given");
    return build(cli, out);
}

void ent_cli_zones_done(ent_cli_zones *zones)
{
    for (size_t k = 0; k < zones->count; k++) ent_zone_free(zones->items[k].zone);
    ent_fields_free(zones->fields);
    for (size_t k = 0; k < zones->closed_count; k++) ent_closed_free(zones->closed[k]);
    ent_cli_judged_done(&zones->judged);
    ent_cli_grounds_done(zones->grounds, zones->ground_count);
}
