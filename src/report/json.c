/* json.c: judgements as JSON and NDJSON, in the shape of docs/schema/check.schema.json. Keys are never left
 * out: what is not known is null, an empty list is []. Numbers are written whole, in the unit they name; text
 * is rounded elsewhere. */
#include "report/internal.h"

#include <math.h>
#include <string.h>

#define SCHEMA 1

const char *ent_report_layer(ent_layer layer)
{
    return layer == ENT_LAYER_LAND ? "land" : "land+sea";
}
const char *ent_report_edges(ent_edges edges)
{
    return edges == ENT_EDGES_PLANAR ? "planar" : "geodesic";
}

void ent_report_json_text(ent_json *json, const char *key, const char *text)
{
    ent_json_kstring(json, key, text && *text ? text : NULL);
}

void ent_report_json_area(ent_json *json, const char *key, ent_area area)
{
    ent_json_key(json, key);
    ent_json_begin_object(json);
    ent_json_kdouble(json, "lo_m2", area.lo_m2);
    ent_json_kdouble(json, "hi_m2", area.hi_m2);
    ent_json_end_object(json);
}

void ent_report_json_time(ent_json *json, const char *key, ent_time t)
{
    char buffer[32];
    ent_time_format(t, buffer, sizeof buffer);
    bool open = t.seconds <= ENT_TIME_MIN.seconds || t.seconds >= ENT_TIME_MAX.seconds;
    ent_json_kstring(json, key, open ? NULL : buffer);
}

void ent_report_json_texts(ent_json *json, const char *key, ent_texts texts)
{
    ent_json_key(json, key);
    ent_json_begin_array(json);
    for (size_t i = 0; i < texts.count; i++) ent_json_string(json, texts.at[i]);
    ent_json_end_array(json);
}

/* ---- findings --------------------------------------------------------------------------------------- */

static void margin_members(ent_json *json, const ent_margin *m)
{
    ent_json_begin_object(json);
    ent_json_kdouble(json, "lo", m->lo); /* an open end is null */
    ent_json_kdouble(json, "hi", m->hi);
    ent_report_json_text(json, "unit", m->unit);
    ent_json_kstring(json, "condition", m->condition ? m->condition : "");
    ent_json_end_object(json);
}

static void margins(ent_json *json, const ent_finding *f)
{
    ent_json_key(json, "margin"); /* the binding one */
    if (f->margin_count)
        margin_members(json, &f->margins[0]);
    else
        ent_json_null(json);
    ent_json_key(json, "margins"); /* across units, all of them */
    ent_json_begin_array(json);
    for (size_t i = 0; i < f->margin_count; i++) margin_members(json, &f->margins[i]);
    ent_json_end_array(json);
}

static void subject(ent_json *json, const ent_sheet *sheet, const ent_finding *f)
{
    const ent_article *article =
        f->article < sheet->doc->article_count ? &sheet->doc->articles[f->article] : NULL;
    ent_json_kstring(json, "clause", f->clause->id);
    ent_json_key(json, "joined");
    ent_json_begin_array(json);
    for (size_t i = 0; i < f->joined_count; i++) ent_json_string(json, f->joined[i]->id);
    ent_json_end_array(json);
    ent_json_kstring(json, "article", !article ? NULL : *article->number ? article->number : article->title);
    ent_report_json_text(json, "reading", f->reading);
    ent_json_key(json, "period");
    ent_json_begin_object(json);
    ent_report_json_time(json, "from", f->period.from);
    ent_report_json_time(json, "until", f->period.until);
    ent_json_end_object(json);
    ent_json_kstring(json, "record", f->record_count == 1 ? f->records[0]->id : NULL);
    ent_json_key(json, "records");
    ent_json_begin_array(json);
    for (size_t i = 0; i < f->record_count; i++) ent_json_string(json, f->records[i]->id);
    ent_json_end_array(json);
    ent_report_json_text(json, "party", f->party);
    ent_report_json_text(json, "target", f->target);
}

static void finding_members(ent_json *json, const ent_sheet *sheet, const ent_finding *f)
{
    subject(json, sheet, f);
    ent_json_kstring(json, "verdict", ent_verdict_name(f->verdict));
    ent_json_kstring(json, "state", ent_state_name(ent_finding_state(f)));
    margins(json, f);
    ent_json_key(json, "reasons");
    ent_json_begin_array(json);
    for (int r = 0; r < ENT_REASON_COUNT; r++)
        if (f->reasons >> r & 1u) ent_json_string(json, ent_reason_name((ent_reason)r));
    ent_json_end_array(json);
    ent_report_json_texts(json, "settle", f->settle);
    ent_report_json_texts(json, "because", f->because);
    ent_report_json_texts(json, "sources", f->sources);
    ent_json_kbool(json, "differs", f->differs);
}

void ent_report_json_findings(ent_json *json, const ent_sheet *sheet, bool everything)
{
    ent_json_begin_array(json);
    for (size_t i = 0; i < sheet->finding_count; i++) {
        if (!everything && !ent_sheet_shows(sheet, sheet->findings[i])) continue;
        ent_json_begin_object(json);
        finding_members(json, sheet, sheet->findings[i]);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

/* ---- coverage --------------------------------------------------------------------------------------- */

static void coverage_members(ent_json *json, const ent_sheet *sheet, const ent_coverage *row)
{
    const ent_article *article =
        row->article < sheet->doc->article_count ? &sheet->doc->articles[row->article] : NULL;
    const char *number = !article ? NULL : *article->number ? article->number : article->title;
    ent_json_kstring(json, "clause",
                     row->clause    ? row->clause->id
                     : row->passage ? row->passage->name
                                    : number);
    ent_json_kstring(json, "article", number);
    ent_report_json_text(json, "party", row->party);
    ent_json_kstring(json, "state", ent_state_name(row->state));
    ent_report_json_text(json, "reason", row->passage ? row->passage->title : NULL);
}

void ent_report_json_coverage(ent_json *json, const ent_sheet *sheet, bool everything)
{
    ent_json_begin_array(json);
    for (size_t i = 0; i < ent_coverage_count(sheet->j); i++) {
        const ent_coverage *row = ent_coverage_at(sheet->j, i);
        if (!everything && !ent_sheet_shows_coverage(sheet, row)) continue;
        ent_json_begin_object(json);
        coverage_members(json, sheet, row);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

/* ---- the whole -------------------------------------------------------------------------------------- */

static void map_member(ent_json *json, const ent_sheet *sheet)
{
    const ent_atlas *atlas = sheet->world->atlas;
    const char *text = "";
    for (size_t i = 0; atlas && i < ent_atlas_source_count(atlas); i++)
        text = ent_report_printf(sheet, "%s%s%s", text, i ? "; " : "", ent_atlas_source_at(atlas, i));
    ent_json_kstring(json, "map", text);
}

static ent_status head_members(ent_json *json, const ent_sheet *sheet, ent_error *err)
{
    ent_json_kint(json, "schema", SCHEMA);
    ent_json_kstring(json, "agreement",
                     sheet->doc->title && *sheet->doc->title ? sheet->doc->title : sheet->doc->source.file);
    ent_report_json_time(json, "as_of", sheet->judged.as_of);
    ent_report_json_time(json, "as_known", sheet->judged.as_known);
    ent_json_kstring(json, "view", sheet->view);
    ent_json_kstring(json, "layer", ent_report_layer(sheet->judged.layer));
    map_member(json, sheet);
    ent_report_json_texts(json, "assumptions", ent_judgement_assumptions(sheet->j));
    ent_json_kstring(json, "version", sheet->opts->version ? sheet->opts->version : "");
    ent_json_key(json, "receipt");
    return ent_report_json_receipt(json, sheet, err);
}

static void tail_members(ent_json *json, const ent_sheet *sheet)
{
    ent_json_kstring(json, "worst", ent_verdict_name(ent_judgement_worst(sheet->j)));
    ent_report_json_texts(json, "parties", ent_judgement_parties(sheet->j));
    ent_json_kint(json, "records", (int64_t)ent_records_count(sheet->world->records));
    ent_json_kint(json, "unspoken", (int64_t)ent_judgement_unspoken(sheet->j));
    ent_json_kint(json, "unsourced", (int64_t)ent_judgement_unsourced(sheet->j));
    ent_report_json_texts(json, "remarks", ent_judgement_remarks(sheet->j));
}

static void verdicts_member(ent_json *json, const ent_sheets *all, const ent_difference *d)
{
    ent_json_key(json, "verdicts");
    ent_json_begin_object(json);
    for (size_t i = 0; i < all->count; i++)
        ent_json_kstring(json, all->at[i].view, d->at[i] ? ent_verdict_name(d->at[i]->worst->verdict) : NULL);
    ent_json_end_object(json);
}

static void differences_member(ent_json *json, const ent_sheets *all)
{
    ent_json_key(json, "differences");
    ent_json_begin_array(json);
    for (size_t i = 0; i < all->difference_count; i++) {
        ent_json_begin_object(json);
        subject(json, &all->at[0], all->differences[i].any->worst);
        verdicts_member(json, all, &all->differences[i]);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

static ent_status whole(ent_json *json, const ent_sheets *all, size_t at, ent_error *err)
{
    const ent_sheet *sheet = &all->at[at];
    ent_json_begin_object(json);
    ent_status st = head_members(json, sheet, err);
    if (st != ENT_OK) return st;
    ent_json_key(json, "findings");
    ent_report_json_findings(json, sheet, false);
    ent_json_key(json, "coverage");
    ent_report_json_coverage(json, sheet, false);
    tail_members(json, sheet);
    differences_member(json, all);
    ent_json_end_object(json);
    return ent_sheet_status(sheet, err);
}

ent_status ent_report_json(const ent_judgement *const *judgements, size_t count, const ent_report_opts *opts,
                           ent_sink sink, ent_error *err)
{
    ent_sheets all;
    ent_status st = ent_sheets_init(&all, judgements, count, opts, err);
    if (st != ENT_OK) return st;
    ent_json json;
    ent_json_init(&json, sink, true);
    if (count > 1) ent_json_begin_array(&json);
    for (size_t i = 0; i < count && st == ENT_OK; i++) st = whole(&json, &all, i, err);
    if (count > 1) ent_json_end_array(&json);
    if (st == ENT_OK) st = ent_json_finish(&json, err);
    ent_sheets_done(&all);
    return st;
}

/* ---- a line each ------------------------------------------------------------------------------------ */

static void begin_line(ent_json *json, ent_sink sink, const char *type)
{
    ent_json_init(json, sink, false);
    ent_json_begin_object(json);
    ent_json_kstring(json, "type", type);
}

static ent_status end_line(ent_json *json, ent_error *err)
{
    ent_json_end_object(json);
    return ent_json_finish(json, err);
}

static ent_status lines(const ent_sheet *sheet, ent_sink sink, ent_error *err)
{
    ent_json json;
    begin_line(&json, sink, "judgement");
    ent_status st = head_members(&json, sheet, err);
    tail_members(&json, sheet);
    if (st == ENT_OK) st = end_line(&json, err);
    for (size_t i = 0; i < sheet->finding_count && st == ENT_OK; i++) {
        if (!ent_sheet_shows(sheet, sheet->findings[i])) continue;
        begin_line(&json, sink, "finding");
        ent_json_kstring(&json, "view", sheet->view);
        finding_members(&json, sheet, sheet->findings[i]);
        st = end_line(&json, err);
    }
    for (size_t i = 0; i < ent_coverage_count(sheet->j) && st == ENT_OK; i++) {
        if (!ent_sheet_shows_coverage(sheet, ent_coverage_at(sheet->j, i))) continue;
        begin_line(&json, sink, "coverage");
        ent_json_kstring(&json, "view", sheet->view);
        coverage_members(&json, sheet, ent_coverage_at(sheet->j, i));
        st = end_line(&json, err);
    }
    return st;
}

ent_status ent_report_ndjson(const ent_judgement *const *judgements, size_t count,
                             const ent_report_opts *opts, ent_sink sink, ent_error *err)
{
    ent_status st = ENT_OK;
    for (size_t i = 0; i < count && st == ENT_OK; i++) {
        ent_sheet sheet;
        st = ent_sheet_init(&sheet, judgements[i], opts, err);
        if (st != ENT_OK) return st;
        st = lines(&sheet, sink, err);
        if (st == ENT_OK) st = ent_sheet_status(&sheet, err);
        ent_sheet_done(&sheet);
    }
    return st;
}
