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
        if (!ent_text_is_judged(clause) || !ent_sheet_shows_clause(sheet, clause)) continue;
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

/* ---- zones ------------------------------------------------------------------------------------------ */

static double rounded(double degrees)
{
    return round(degrees * 1e5) / 1e5;
}

static void ring_member(ent_json *json, ent_polygon_ring ring)
{
    ent_json_begin_array(json);
    for (size_t k = 0; k <= ring.count; k++) {
        const ent_lonlat at = ring.points[k < ring.count ? k : 0];
        ent_json_begin_array(json);
        ent_json_double(json, rounded(at.lon_deg));
        ent_json_double(json, rounded(at.lat_deg));
        ent_json_end_array(json);
    }
    ent_json_end_array(json);
}

static void polygons_member(ent_json *json, const ent_polygons *polygons)
{
    const size_t count = ent_polygons_ring_count(polygons);
    ent_json_kstring(json, "type", "MultiPolygon");
    ent_json_key(json, "coordinates");
    ent_json_begin_array(json);
    for (size_t k = 0; k < count; k++) {
        const ent_polygon_ring ring = ent_polygons_ring_at(polygons, k);
        if (!ring.is_hole) ent_json_begin_array(json);
        ring_member(json, ring);
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
        polygons_member(json, polygons);
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
