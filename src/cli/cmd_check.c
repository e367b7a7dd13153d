/* cmd_check.c: `entente check CASE|FILE`: findings and coverage. The exit code says the worst that was found
 * under any of the views; what is shown does not change it. */
#include "base/map.h"
#include "cli/geo.h"
#include "cli/judge.h"

#include <string.h>

/* ---- what is shown ---------------------------------------------------------------------------------- */

static int read_verdicts(ent_cli *cli, const char *list, unsigned *out)
{
    ent_str known[ENT_VERDICT_COUNT];
    for (int v = 0; v < ENT_VERDICT_COUNT; v++) known[v] = ent_str_of(ent_verdict_name((ent_verdict)v));
    if (list && !*list) return ent_cli_unknown(cli, "verdict", ENT_STR(""), known, ENT_VERDICT_COUNT);
    for (const char *p = list; p && *p;) {
        size_t n = strcspn(p, ",");
        int found = -1;
        for (int v = 0; v < ENT_VERDICT_COUNT; v++)
            if (ent_str_eq((ent_str){p, n}, known[v])) found = v;
        if (found < 0) return ent_cli_unknown(cli, "verdict", (ent_str){p, n}, known, ENT_VERDICT_COUNT);
        *out |= 1u << found;
        p += n + (p[n] == ',');
    }
    return ENT_EXIT_OK;
}

static int check_clause(ent_cli *cli, const ent_cli_judged *judged, const char *id)
{
    const ent_document *doc = ent_doc_view(ent_case_world(judged->loaded)->agreement);
    ent_str known[512];
    size_t n = 0;
    for (size_t i = 0; i < doc->clause_count; i++) {
        if (id && strcmp(doc->clauses[i].id, id) == 0) return ENT_EXIT_OK;
        if (n < 512) known[n++] = ent_str_of(doc->clauses[i].id);
    }
    return id ? ent_cli_unknown(cli, "clause", ent_str_of(id), known, n) : ENT_EXIT_OK;
}

static bool declares(const ent_cli_judged *judged, ent_str name)
{
    const ent_world *w = ent_case_world(judged->loaded);
    return ent_doc_decl_find(w->agreement, ENT_DECL_ACTOR, name) ||
           (w->case_doc && ent_doc_decl_find(w->case_doc, ENT_DECL_ACTOR, name));
}

/* A country by any of its names; else a party or an actor as the findings call it. */
static int find_party(ent_cli *cli, const ent_cli_judged *judged, const char *name, const char **out)
{
    *out = name;
    if (!name) return ENT_EXIT_OK;
    int index = ent_world_country_find(ent_case_world(judged->loaded), ent_str_of(name));
    if (index >= 0) *out = ent_atlas_country_at(judged->atlas, (size_t)index).code;
    if (index >= 0 || declares(judged, ent_str_of(name))) return ENT_EXIT_OK;
    ent_str known[256];
    size_t n = 0;
    for (size_t i = 0; i < judged->count; i++) {
        ent_texts parties = ent_judgement_parties(judged->judgements[i]);
        for (size_t k = 0; k < parties.count; k++) {
            if (strcmp(parties.at[k], name) == 0) return ENT_EXIT_OK;
            if (i == 0 && n < 255) known[n++] = ent_str_of(parties.at[k]);
        }
    }
    const char *near = ent_atlas_country_suggest(judged->atlas, ent_str_of(name));
    if (near && ent_nearest_name(ent_str_of(name), known, n) < 0) known[n++] = ent_str_of(near);
    return ent_cli_unknown(cli, "party", ent_str_of(name), known, n);
}

static int read_filters(ent_cli *cli, ent_cli_judged *judged)
{
    ent_report_opts *r = &judged->report;
    r->version = ENT_VERSION;
    r->clause = ent_cli_value(cli, "clause");
    r->verbose = ent_cli_has(cli, "verbose");
    r->color = ent_cli_color(cli);
    r->width = ent_cli_width(cli);
    int code = find_party(cli, judged, ent_cli_value(cli, "party"), &r->party);
    return code == ENT_EXIT_OK ? check_clause(cli, judged, r->clause) : code;
}

/* ---- the answer ------------------------------------------------------------------------------------- */

typedef ent_status writer(const ent_judgement *const *judgements, size_t count, const ent_report_opts *opts,
                          ent_sink sink, ent_error *err);

static writer *find_writer(const char *format)
{
    static const struct {
        const char *name;
        writer *write;
    } writers[] = {{"text", ent_report_text},       {"json", ent_report_json},
                   {"ndjson", ent_report_ndjson},   {"csv", ent_report_csv},
                   {"geojson", ent_report_geojson}, {"gpkg", ent_report_geojson}, /* made of it */
                   {"kml", ent_report_kml}};
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (strcmp(writers[i].name, format) == 0) return writers[i].write;
    return ent_report_text;
}

static int exit_code(const ent_cli *cli, const ent_cli_judged *judged)
{
    bool unclear = false;
    for (size_t i = 0; i < judged->count; i++) {
        ent_verdict worst = ent_judgement_worst(judged->judgements[i]);
        if (worst == ENT_BREACH) return ENT_EXIT_BREACH;
        unclear |= worst == ENT_VERDICT_UNCLEAR;
    }
    return unclear && ent_cli_common(cli)->strict ? ENT_EXIT_UNCLEAR : ENT_EXIT_OK;
}

static int answer(ent_cli *cli, const ent_cli_judged *judged)
{
    ent_error err = {0};
    const ent_judgement *list[ENT_CLI_VIEWS_MAX];
    for (size_t i = 0; i < judged->count; i++) list[i] = judged->judgements[i];
    const char *format = ent_cli_common(cli)->format;
    ent_cli_geo geo;
    ent_sink sink = ent_cli_geo_open(cli, &geo, "findings");
    ent_status st = find_writer(format)(list, judged->count, &judged->report, sink, &err);
    st = ent_cli_geo_close(cli, &geo, st, &err);
    return st == ENT_OK ? exit_code(cli, judged) : ent_cli_fail(cli, &err);
}

static int check(ent_cli *cli)
{
    ent_cli_judged judged = {.atlas = NULL};
    unsigned verdicts = 0;
    int code = read_verdicts(cli, ent_cli_value(cli, "verdict"), &verdicts);
    if (code == ENT_EXIT_OK) code = ent_cli_judge(cli, ent_cli_arg(cli, 0), &judged);
    if (code == ENT_EXIT_OK) code = read_filters(cli, &judged);
    judged.report.verdicts = verdicts;
    if (code == ENT_EXIT_OK) code = answer(cli, &judged);
    ent_cli_judged_done(&judged);
    return code;
}

const ent_command ent_cmd_check = {.run = check};
