/* territory.c: see territory.h. */
#include "cli/territory.h"
#include "base/mem.h"
#include "entente/ogr.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define COUNTRIES_MAX ENT_CLI_COUNTRIES_MAX

typedef struct asked {
    ent_cli *cli;
    ent_atlas *atlas;
    int countries[COUNTRIES_MAX];
    size_t count;
    ent_time day;
} asked;

/* ---- names ------------------------------------------------------------------------------------------ */

static int add_country(asked *a, int country)
{
    for (size_t k = 0; k < a->count; k++)
        if (a->countries[k] == country) return ENT_EXIT_OK;
    if (a->count == COUNTRIES_MAX) return ent_cli_usage(a->cli, "more than %d countries", COUNTRIES_MAX);
    a->countries[a->count++] = country;
    return ENT_EXIT_OK;
}

/* The members of a group on the day that are on the map. */
static int add_group(asked *a, const ent_groups *groups, ent_str name)
{
    int code = ENT_EXIT_OK;
    for (size_t k = 0; k < ent_groups_count(groups) && code == ENT_EXIT_OK; k++) {
        const ent_membership *m = ent_groups_at(groups, k);
        ent_str member = ent_str_of(m->member);
        int country = ent_atlas_country_find(a->atlas, member);
        if (!ent_str_is(name, m->group) || country < 0) continue;
        ent_truth is_member = ent_groups_is_member(groups, name, member, a->day);
        if (ent_is_yes(is_member)) code = add_country(a, country);
        if (ent_is_unclear(is_member))
            code = ent_cli_usage(a->cli, "whether %s was in " ENT_STR_FMT " on that day is not recorded",
                                 m->member, ENT_STR_ARG(name));
    }
    return code;
}

static int add_name(asked *a, ent_str name)
{
    const ent_groups *groups = ent_atlas_groups(a->atlas);
    int country = ent_atlas_country_find(a->atlas, name);
    if (country >= 0) return add_country(a, country);
    if (groups != NULL && ent_groups_has(groups, name)) return add_group(a, groups, name);
    const char *near = ent_atlas_country_suggest(a->atlas, name);
    ent_str known = ent_str_of(near);
    return ent_cli_unknown(a->cli, "territory", name, &known, near ? 1 : 0);
}

static int add_names(asked *a, ent_str text)
{
    int code = ENT_EXIT_OK;
    while (code == ENT_EXIT_OK) {
        const char *comma = text.len > 0 ? memchr(text.ptr, ',', text.len) : NULL;
        size_t length = comma ? (size_t)(comma - text.ptr) : text.len;
        code = add_name(a, ent_str_trim((ent_str){text.ptr, length}));
        if (comma == NULL) break;
        text = (ent_str){comma + 1, text.len - length - 1};
    }
    return code;
}

/* ---- from the map ----------------------------------------------------------------------------------- */

static int build_views(asked *a, ent_cli_ground *out, size_t *out_count)
{
    const ent_common *common = ent_cli_common(a->cli);
    size_t views[ENT_CLI_VIEWS_MAX], count;
    int code = ent_cli_find_views(a->cli, a->atlas, views, &count);
    for (size_t k = 0; k < count && code == ENT_EXIT_OK; k++) {
        ent_territory_query query = {views[k], common->layer, a->day, common->edges, false};
        ent_error err = {0};
        if (ent_atlas_territory(a->atlas, a->countries, a->count, query, &out[k].tree, &err) != ENT_OK)
            return ent_cli_fail(a->cli, &err);
        *out_count = k + 1;
        out[k].view = views[k];
        ent_cli_rests_under(a->cli, ent_atlas_view_at(a->atlas, views[k]).name,
                            &(ent_cli_ground_rules){common->layer, common->edges, a->day, ENT_TIME_MAX});
        memcpy(out[k].countries, a->countries, a->count * sizeof *a->countries);
        out[k].country_count = a->count;
        snprintf(out[k].map, sizeof out[k].map, "%s", ent_atlas_hash(a->atlas));
        ent_time_format(a->day, out[k].day, sizeof out[k].day);
        snprintf(out[k].view_name, sizeof out[k].view_name, "%s", ent_atlas_view_at(a->atlas, views[k]).name);
        if (ent_tree_segment_count(out[k].tree) == 0)
            code = ent_cli_usage(a->cli, "the territory has no ground on this layer under view %s",
                                 out[k].view_name);
    }
    return code;
}

/* The day of the data that the borders are from, as its source says it; "" where it does not. */
static ent_str map_day(const ent_atlas *atlas)
{
    const char *source = ent_atlas_source_count(atlas) ? ent_atlas_source_at(atlas, 0) : "";
    const char *at = strstr(source, "data of ");
    return at ? ent_str_of(at + strlen("data of ")) : ENT_STR("another day");
}

/* Of the borders of an earlier day the map knows the disputed pieces alone: said once, of the territory that
 * changed last. Days are compared as they are written, year first. */
static void warn_of_day(const asked *a)
{
    char day[40], why[200];
    const char *since = ENT_ATLAS_SILENT_UNTIL;
    int latest = -1;
    ent_time_format(a->day, day, sizeof day);
    for (size_t k = 0; k < a->count; k++) {
        const char *own = ent_atlas_ground_since(a->atlas, a->countries[k]);
        if (own && strcmp(own, since) > 0) since = own, latest = a->countries[k];
    }
    if (strncmp(day, since, strlen(since)) >= 0) return;
    if (latest >= 0)
        (void)snprintf(why, sizeof why, "%s has had its ground since %s only",
                       ent_atlas_country_at(a->atlas, (size_t)latest).name, since);
    else
        (void)snprintf(why, sizeof why, "what changed before %.4s it does not know", since);
    const ent_str drawn = map_day(a->atlas);
    (void)fprintf(stderr,
                  "%s: warning: %s: the map draws the borders of " ENT_STR_FMT
                  ", and %s; bring those of the day as "
                  "a drawing (GeoJSON)\n",
                  ent_cli_program(a->cli), day, ENT_STR_ARG(drawn), why);
}

static int from_map(ent_cli *cli, const char *text, ent_cli_ground *out, size_t *out_count)
{
    const ent_common *common = ent_cli_common(cli);
    asked a = {.cli = cli};
    int code = ent_cli_open_atlas(cli, &a.atlas);
    if (code != ENT_EXIT_OK) return code;
    a.day = common->as_of_given ? common->as_of.from
                                : (ent_time){(int64_t)time(NULL) / ENT_DAY_SECONDS * ENT_DAY_SECONDS};
    if (!common->as_of_given) ent_cli_took_day(cli, a.day);
    code = add_names(&a, ent_str_of(text));
    if (code == ENT_EXIT_OK) code = build_views(&a, out, out_count);
    if (code == ENT_EXIT_OK) warn_of_day(&a);
    ent_atlas_close(a.atlas);
    return code;
}

/* ---- from a file ------------------------------------------------------------------------------------ */

/* All shapes of one file as one: areas when there is any, else lines. */
static ent_status join_shapes(const ent_shapes *shapes, ent_edges edges, ent_tree **out, size_t *out_dropped,
                              ent_error *err)
{
    size_t count = ent_shapes_count(shapes), kept = 0;
    bool areas = false;
    ent_rings *rings = ent_alloc_zero(count + 1, sizeof *rings);
    if (rings == NULL) return ent_fail(err, ENT_E_NOMEM, "out of memory for shapes");
    for (size_t k = 0; k < count; k++) areas = areas || !ent_shapes_at(shapes, k)->is_line;
    for (size_t k = 0; k < count; k++) {
        const ent_shape *s = ent_shapes_at(shapes, k);
        if (s->is_line != areas) rings[kept++] = (ent_rings){s->points, s->starts, s->ring_count};
    }
    ent_tree_opts opts = {.kind = areas ? ENT_SHAPE_AREA : ENT_SHAPE_LINE,
                          .edges = edges,
                          .dissolve = areas,
                          .stray_m = ENT_PLANAR_FINE_M};
    ent_status st = ent_tree_build(rings, kept, opts, out, err);
    ent_free(rings);
    *out_dropped = count - kept;
    return st;
}

static int from_file(ent_cli *cli, const char *path, ent_cli_ground *out, size_t *out_count)
{
    ent_diags *diags = NULL;
    ent_shapes *shapes = NULL;
    ent_error err = {0};
    int code = ENT_EXIT_OK;
    ent_status st = ent_diags_new(&diags, &err);
    if (st == ENT_OK) st = ent_shapes_new(&shapes, &err);
    if (st == ENT_OK) st = ent_ogr_outlines_load(path, shapes, diags, &err);
    if (diags != NULL) code = ent_cli_diags(cli, diags);
    if (st == ENT_OK && code == ENT_EXIT_OK) {
        size_t dropped = 0;
        st = join_shapes(shapes, ent_cli_common(cli)->edges, &out->tree, &dropped, &err);
        if (dropped)
            (void)fprintf(stderr, "%s: warning: %s: it has areas, so its %zu lines are left out\n",
                          ent_cli_program(cli), path, dropped);
        *out_count = st == ENT_OK;
        out->from_file = true;
        ent_cli_rests_on(cli, path, NULL, NULL);
        if (st == ENT_OK && ent_tree_segment_count(out->tree) == 0)
            st = ent_fail(&err, ENT_E_FORMAT,
                          ent_shapes_count(shapes) == 0
                              ? "%.200s: there is no area and no line in it"
                              : "%.200s: its areas have no border: they are the whole Earth, or nothing",
                          path);
    }
    if (st != ENT_OK && code == ENT_EXIT_OK) code = ent_cli_fail(cli, &err);
    ent_shapes_free(shapes);
    ent_diags_free(diags);
    return code;
}

/* ---- */

int ent_cli_grounds(ent_cli *cli, const char *text, ent_cli_ground out[ENT_CLI_VIEWS_MAX], size_t *out_count)
{
    memset(out, 0, ENT_CLI_VIEWS_MAX * sizeof *out);
    *out_count = 0;
    return ent_ogr_is_source(text) ? from_file(cli, text, out, out_count)
                                   : from_map(cli, text, out, out_count);
}

void ent_cli_grounds_done(ent_cli_ground *grounds, size_t count)
{
    for (size_t k = 0; k < count; k++) ent_tree_free(grounds[k].tree);
}
