#include "cli/zones.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

typedef struct reach {
    double lo_m, hi_m, tolerance_m;
} reach;

static bool tell(void *context, double done)
{
    char text[48];
    snprintf(text, sizeof text, "zone: %.0f %%", 100 * done);
    ent_cli_progress(context, text);
    return true;
}

static int read_options(ent_cli *cli, reach *out)
{
    const char *tolerance = ent_cli_value(cli, "tolerance"), *text = ent_cli_value(cli, "reach");
    if (ent_cli_value(cli, "of") == NULL || text == NULL)
        return ent_cli_usage(cli,
                             "say what the zone lies around with --of, and how far it reaches with --reach");
    if (!ent_cli_length(text, &out->lo_m, &out->hi_m))
        return ent_cli_usage(cli, "--reach %s is no distance: 500km, 12nmi or 480..520km", text);
    out->tolerance_m = ENT_ZONE_TOLERANCE_M;
    if (tolerance != NULL && !ent_cli_length(tolerance, &out->tolerance_m, NULL))
        return ent_cli_usage(cli, "--tolerance %s is no distance: 10m", tolerance);
    if (out->tolerance_m < ENT_ZONE_TOLERANCE_MIN_M)
        return ent_cli_usage(cli, "--tolerance %s: not below %g m", tolerance, ENT_ZONE_TOLERANCE_MIN_M);
    return ENT_EXIT_OK;
}

static int build_one(ent_cli *cli, ent_cli_zones *z, const ent_cli_ground *ground, double radius_m,
                     double tolerance_m)
{
    ent_error err = {0};
    const ent_field *field = ent_field_within(z->fields, ground->tree, radius_m);
    ent_zone_opts opts = {.tolerance_m = tolerance_m, .progress = {tell, cli}};
    ent_status st = field ? ENT_OK : ent_fail(&err, ENT_E_NOMEM, "out of memory for a field");
    if (st == ENT_OK) st = ent_zone_build(field, opts, &z->items[z->count].zone, &err);
    ent_cli_progress(cli, NULL);
    if (st != ENT_OK) return ent_cli_fail(cli, &err);
    z->items[z->count++].ground = ground;
    return ENT_EXIT_OK;
}

static void say_what(ent_cli *cli, ent_cli_zones *z)
{
    const ent_common *common = ent_cli_common(cli);
    ent_time day = common->as_of_given ? common->as_of.from
                                       : (ent_time){(int64_t)time(NULL) / ENT_DAY_SECONDS * ENT_DAY_SECONDS};
    snprintf(z->name, sizeof z->name, "within %s of %s", ent_cli_value(cli, "reach"),
             ent_cli_value(cli, "of"));
    ent_time_format(day, z->day, sizeof z->day);
}

int ent_cli_zones_build(ent_cli *cli, ent_cli_zones *out)
{
    reach r;
    ent_error err = {0};
    memset(out, 0, sizeof *out);
    int code = read_options(cli, &r);
    if (code != ENT_EXIT_OK) return code;
    say_what(cli, out);
    code = ent_cli_grounds(cli, ent_cli_value(cli, "of"), out->grounds, &out->ground_count);
    if (code != ENT_EXIT_OK) return code;
    if (ent_fields_new(&out->fields, &err) != ENT_OK) return ent_cli_fail(cli, &err);
    bool interval = r.lo_m < r.hi_m;
    for (size_t k = 0; k < out->ground_count && code == ENT_EXIT_OK; k++) {
        code = build_one(cli, out, &out->grounds[k], r.lo_m, r.tolerance_m);
        if (!interval || code != ENT_EXIT_OK) continue;
        out->items[out->count - 1].certainty = "certain";
        code = build_one(cli, out, &out->grounds[k], r.hi_m, r.tolerance_m);
        if (code == ENT_EXIT_OK) out->items[out->count - 1].certainty = "possible";
    }
    return code;
}

void ent_cli_zones_done(ent_cli_zones *zones)
{
    for (size_t k = 0; k < zones->count; k++) ent_zone_free(zones->items[k].zone);
    ent_fields_free(zones->fields);
    ent_cli_grounds_done(zones->grounds, zones->ground_count);
}
