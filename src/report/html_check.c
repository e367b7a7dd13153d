/* html_check.c: an answer as the web page wants it while something is dragged: findings, coverage and counts,
 * on one line, without what does not change. And the ground that a clause closes. */
#include "report/internal.h"

#include <math.h>
#include <string.h>

/* ---- findings --------------------------------------------------------------------------------------- */

/* How many subjects of the base readings are in each state, of one clause or of all. */
static void counts_member(ent_json *json, const ent_sheet *sheet, size_t clause)
{
    size_t count[ENT_STATE_COUNT] = {0};
    ent_text_count(sheet, clause, count);
    ent_json_begin_object(json);
    for (int s = 0; s < ENT_STATE_COUNT; s++)
        if (count[s]) ent_json_kint(json, ent_state_name((ent_state)s), (int64_t)count[s]);
    ent_json_end_object(json);
}

static void clause_counts(ent_json *json, const ent_sheet *sheet)
{
    ent_json_key(json, "counts");
    ent_json_begin_object(json);
    for (size_t c = 0; c < sheet->doc->clause_count; c++) {
        const ent_clause *clause = &sheet->doc->clauses[c];
        if (!ent_clause_is_judged(clause) || !ent_sheet_shows_clause(sheet, clause)) continue;
        ent_json_key(json, clause->id);
        counts_member(json, sheet, c);
    }
    ent_json_end_object(json);
}

static void article_states(ent_json *json, const ent_sheet *sheet)
{
    ent_json_key(json, "articles");
    ent_json_begin_array(json);
    for (size_t i = 0; i < sheet->doc->article_count; i++)
        ent_json_string(json, ent_state_name(ent_judgement_article_state(sheet->j, i)));
    ent_json_end_array(json);
}

static void whole_members(ent_json *json, const ent_sheet *sheet)
{
    article_states(json, sheet);
    ent_json_key(json, "coverage");
    ent_report_json_coverage(json, sheet, false);
    ent_json_kint(json, "unspoken", (int64_t)ent_judgement_unspoken(sheet->j));
    ent_json_kint(json, "unsourced", (int64_t)ent_judgement_unsourced(sheet->j));
    ent_report_json_texts(json, "remarks", ent_judgement_remarks(sheet->j));
}

ent_status ent_report_page_check(const ent_judgement *judgement, const ent_report_opts *opts, ent_sink sink,
                                 ent_error *err)
{
    ent_sheet sheet;
    ent_json json;
    ent_status st = ent_sheet_init(&sheet, judgement, opts, err);
    if (st != ENT_OK) return st;
    ent_json_init(&json, sink, false);
    ent_json_begin_object(&json);
    ent_report_json_time(&json, "as_of", sheet.judged.as_of);
    ent_report_json_time(&json, "as_known", sheet.judged.as_known);
    ent_json_kstring(&json, "view", sheet.view);
    ent_json_kstring(&json, "layer", ent_report_layer(sheet.judged.layer));
    ent_report_json_texts(&json, "assumptions", ent_judgement_assumptions(judgement));
    ent_report_json_texts(&json, "parties", ent_judgement_parties(judgement));
    clause_counts(&json, &sheet);
    ent_json_key(&json, "findings");
    ent_report_json_findings(&json, &sheet, false);
    if (!opts->clause || !*opts->clause) whole_members(&json, &sheet);
    ent_json_end_object(&json);
    st = ent_sheet_status(&sheet, err);
    if (st == ENT_OK) st = ent_json_finish(&json, err);
    ent_sheet_done(&sheet);
    return st;
}

/* ---- a changed figure ------------------------------------------------------------------------------- */

static bool same_finding(const ent_finding *a, const ent_finding *b)
{
    return a->period.from.seconds == b->period.from.seconds && strcmp(a->reading, b->reading) == 0 &&
           ent_subject_compare(a, b) == 0;
}

/* The place of a finding in the other sheet, from where the last one was found: they stand in one order. */
static size_t place_in(const ent_sheet *sheet, const ent_finding *f, size_t from)
{
    for (size_t k = 0; k < sheet->finding_count; k++) {
        const size_t at = (from + k) % sheet->finding_count;
        if (same_finding(sheet->findings[at], f)) return at;
    }
    return sheet->finding_count;
}

/* Where the findings of the clause begin: a sheet may be of one clause or of all. */
static size_t first_of(const ent_sheet *sheet)
{
    size_t at = 0;
    while (at < sheet->finding_count && strcmp(sheet->findings[at]->clause->id, sheet->opts->clause) != 0)
        at++;
    return at;
}

static void turned_member(ent_json *json, const ent_sheet *base, const ent_sheet *step)
{
    ent_json_key(json, "states");
    ent_json_begin_array(json);
    const size_t first = first_of(base);
    for (size_t i = 0, at = 0; i < step->finding_count; i++) {
        if (!ent_sheet_shows(step, step->findings[i])) continue;
        at = place_in(base, step->findings[i], at);
        if (at == base->finding_count) continue;
        if (ent_finding_state(base->findings[at]) == ent_finding_state(step->findings[i])) continue;
        ent_json_begin_array(json);
        ent_json_int(json, (int64_t)(at - first));
        ent_json_string(json, ent_state_name(ent_finding_state(step->findings[i])));
        ent_json_end_array(json);
    }
    ent_json_end_array(json);
}

/* Findings of one sheet that the other has not: their places, or they themselves. */
static void missing_member(ent_json *json, const char *key, const ent_sheet *sheet, const ent_sheet *other)
{
    ent_json_key(json, key);
    ent_json_begin_array(json);
    const size_t first = first_of(sheet);
    for (size_t i = 0, at = 0; i < sheet->finding_count; i++) {
        if (!ent_sheet_shows(sheet, sheet->findings[i])) continue;
        at = place_in(other, sheet->findings[i], at);
        if (at == other->finding_count) ent_json_int(json, (int64_t)(i - first));
    }
    ent_json_end_array(json);
}

static void step_members(ent_json *json, const ent_sheet *base, const ent_sheet *step)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "clause", step->opts->clause);
    clause_counts(json, step);
    turned_member(json, base, step);
    missing_member(json, "gone", base, step);
    missing_member(json, "new", step, base);
    ent_json_end_object(json);
}

ent_status ent_report_page_step(const ent_judgement *base, const ent_judgement *step,
                                const ent_report_opts *opts, ent_sink sink, ent_error *err)
{
    ent_sheet a, b;
    ent_json json;
    ent_status st = ent_sheet_init(&a, base, opts, err);
    if (st != ENT_OK) return st;
    st = ent_sheet_init(&b, step, opts, err);
    if (st != ENT_OK) return ent_sheet_done(&a), st;
    ent_json_init(&json, sink, false);
    step_members(&json, &a, &b);
    st = ent_json_finish(&json, err);
    ent_sheet_done(&a);
    ent_sheet_done(&b);
    return st;
}

/* ---- zones ------------------------------------------------------------------------------------------ */

/* A step of the grid on which the outline is written: a tenth of the tolerance and less. */
static double grid_of(const ent_zone *zone)
{
    double grid = 100;
    while (grid < 1e7 && 111.2e3 / grid > ent_zone_tolerance_m(zone) / 10) grid *= 10;
    return grid;
}

static void ring_member(ent_json *json, ent_polygon_ring ring, double grid)
{
    ent_json_begin_array(json);
    for (size_t k = 0; k <= ring.count; k++) {
        const ent_lonlat at = ring.points[k < ring.count ? k : 0];
        ent_json_begin_array(json);
        ent_json_double(json, round(at.lon_deg * grid) / grid);
        ent_json_double(json, round(at.lat_deg * grid) / grid);
        ent_json_end_array(json);
    }
    ent_json_end_array(json);
}

static void polygons_member(ent_json *json, const ent_polygons *polygons, double grid)
{
    const size_t count = ent_polygons_ring_count(polygons);
    ent_json_kstring(json, "type", "MultiPolygon");
    ent_json_key(json, "coordinates");
    ent_json_begin_array(json);
    for (size_t k = 0; k < count; k++) {
        const ent_polygon_ring ring = ent_polygons_ring_at(polygons, k);
        if (!ring.is_hole) ent_json_begin_array(json);
        ring_member(json, ring, grid);
        if (k + 1 == count || !ent_polygons_ring_at(polygons, k + 1).is_hole) ent_json_end_array(json);
    }
    ent_json_end_array(json);
}

static ent_status zone_member(ent_json *json, const char *key, const ent_zone *zone, ent_error *err)
{
    ent_polygons *polygons = NULL;
    double lo, hi;
    ent_json_key(json, key);
    if (!zone) return ent_json_null(json), ENT_OK;
    const ent_status st = ent_zone_polygons(zone, ENT_OUTLINE_UNCUT, &polygons, err);
    if (st != ENT_OK) return st;
    ent_zone_area(zone, &lo, &hi);
    ent_json_begin_object(json);
    ent_json_kdouble(json, "area_km2_lo", lo / 1e6);
    ent_json_kdouble(json, "area_km2_hi", hi / 1e6);
    ent_json_kdouble(json, "tolerance_m", ent_zone_tolerance_m(zone));
    ent_json_key(json, "geometry");
    ent_json_begin_object(json);
    if (ent_polygons_is_everything(polygons))
        ent_json_kstring(json, "type", "Sphere");
    else
        polygons_member(json, polygons, grid_of(zone));
    ent_json_end_object(json);
    ent_json_end_object(json);
    ent_polygons_free(polygons);
    return ENT_OK;
}

static void reasons_member(ent_json *json, uint32_t reasons)
{
    ent_json_key(json, "reasons");
    ent_json_begin_array(json);
    for (int r = 0; r < ENT_REASON_COUNT; r++)
        if (reasons >> r & 1u) ent_json_string(json, ent_reason_name((ent_reason)r));
    ent_json_end_array(json);
}

ent_status ent_report_page_zone(const ent_closed_view *closed, const ent_zone *certain,
                                const ent_zone *possible, ent_sink sink, ent_error *err)
{
    ent_json json;
    ent_json_init(&json, sink, false);
    ent_json_begin_object(&json);
    ent_json_kstring(&json, "what", closed->what);
    ent_json_kbool(&json, "differ", closed->differ);
    ent_json_kbool(&json, "has_place", closed->has_place);
    reasons_member(&json, closed->reasons);
    ent_report_json_texts(&json, "because", closed->because);
    ent_report_json_texts(&json, "settle", closed->settle);
    ent_status st = zone_member(&json, "certain", certain, err);
    if (st == ENT_OK) st = zone_member(&json, "possible", possible, err);
    ent_json_end_object(&json);
    return st == ENT_OK ? ent_json_finish(&json, err) : st;
}
