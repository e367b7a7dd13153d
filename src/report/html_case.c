/* html_case.c: a case as the web page wants it: what can be chosen and what the choices are called. It judges
 * nothing; the day, the view and what is assumed are those of the judgement it is given. */
#include "report/internal.h"

#include <math.h>
#include <string.h>

/* ---- small things ----------------------------------------------------------------------------------- */

static void when_member(ent_json *json, const char *key, const ent_when *when, bool end)
{
    const ent_span_time hull =
        when && when->count ? ent_when_hull(when) : (ent_span_time){ENT_TIME_MIN, ENT_TIME_MAX};
    ent_report_json_time(json, key, end ? hull.until : hull.from);
}

static void names_member(ent_json *json, const char *key, ent_name_list list)
{
    ent_json_key(json, key);
    ent_json_begin_array(json);
    for (uint32_t i = 0; i < list.count; i++) ent_json_string(json, list.at[i]);
    ent_json_end_array(json);
}

/* Rivals joined as they are written in a cell. */
static void words_member(ent_json *json, const char *key, const ent_value *value)
{
    ent_json_key(json, key);
    ent_json_begin_array(json);
    for (uint32_t i = 0; value->kind == ENT_VALUE_WORD && i < value->count; i++)
        ent_json_string(json, value->words[i]);
    ent_json_end_array(json);
}

/* ---- the agreement ---------------------------------------------------------------------------------- */

static void article_member(ent_json *json, const ent_sheet *sheet, size_t index)
{
    const ent_article *article = &sheet->doc->articles[index];
    ent_json_begin_object(json);
    ent_json_kstring(json, "number", article->number);
    ent_json_kstring(json, "title", article->title);
    ent_json_kint(json, "level", article->level);
    ent_json_kstring(json, "state", ent_state_name(ent_judgement_article_state(sheet->j, index)));
    ent_json_end_object(json);
}

static void articles_member(ent_json *json, const ent_sheet *sheet)
{
    ent_json_key(json, "articles");
    ent_json_begin_array(json);
    for (size_t i = 0; i < sheet->doc->article_count; i++) article_member(json, sheet, i);
    ent_json_end_array(json);
}

/* A text that some writer makes, as one JSON string without the line break at its end. */
static void explained(ent_json *json, const char *key, ent_status made, ent_buf *text)
{
    const bool ok = made == ENT_OK && !text->failed;
    ent_json_kstr(json, key, ok ? ent_str_trim(ent_buf_str(text)) : (ent_str){NULL, 0});
    ent_buf_done(text);
}

static const char *modality_name(ent_modality modality)
{
    static const char *const names[] = {"prohibits",    "limits",     "requires", "permits",
                                        "permits-only", "recommends", "exception"};
    return names[modality];
}

static void reading_member(ent_json *json, const ent_sheet *sheet, const ent_reading *reading)
{
    ent_buf text;
    ent_buf_init(&text, 1u << 20);
    ent_json_begin_object(json);
    ent_json_kstring(json, "name", reading->name);
    ent_json_kstring(json, "note", reading->note);
    ent_json_kstring(json, "source", reading->source);
    explained(json, "text", ent_reading_explain(sheet->world->agreement, reading, ent_buf_sink(&text), NULL),
              &text);
    ent_json_end_object(json);
}

/* Numbers that can be changed: what `set=LABEL=VALUE` may name. */
static void figures_member(ent_json *json, const ent_sheet *sheet, const ent_clause *clause)
{
    ent_figures *figures = NULL;
    if (ent_figures_find(sheet->world, clause, &figures, NULL) != ENT_OK) *sheet->failed = true;
    ent_json_key(json, "figures");
    ent_json_begin_array(json);
    for (size_t i = 0; figures && i < ent_figures_count(figures); i++) {
        const ent_figure *figure = ent_figures_at(figures, i);
        ent_json_begin_object(json);
        ent_json_kstring(json, "label", figure->label);
        ent_json_kdouble(json, "value", figure->value); /* left open: null */
        ent_json_kstring(json, "unit", figure->unit);
        ent_json_kdouble(json, "top", figure->top);
        ent_json_kdouble(json, "step", figure->step);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
    ent_figures_free(figures);
}

/* A condition on place, in the clause itself. */
static bool mentions_place(const ent_node *node)
{
    if (!node || node->kind == ENT_N_PLACE) return node;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (mentions_place(node->kids[i])) return true;
    return false;
}

static void clause_member(ent_json *json, const ent_sheet *sheet, const ent_clause *clause)
{
    ent_buf text;
    ent_buf_init(&text, 1u << 20);
    ent_json_begin_object(json);
    ent_json_kstring(json, "id", clause->id);
    ent_json_kstring(json, "title", clause->title);
    ent_json_kint(json, "article", (int64_t)clause->article);
    ent_json_kstring(json, "modality", modality_name(clause->modality));
    ent_json_kbool(json, "judged", ent_clause_is_judged(clause));
    ent_json_kbool(json, "has_place", clause->where || mentions_place(clause->when));
    explained(json, "text", ent_clause_explain(sheet->world->agreement, clause, ent_buf_sink(&text), NULL),
              &text);
    ent_json_key(json, "readings");
    ent_json_begin_array(json);
    for (size_t i = 0; i < sheet->doc->reading_count; i++)
        if (strcmp(sheet->doc->readings[i].of, clause->id) == 0)
            reading_member(json, sheet, &sheet->doc->readings[i]);
    ent_json_end_array(json);
    figures_member(json, sheet, clause);
    ent_json_end_object(json);
}

static void clauses_member(ent_json *json, const ent_sheet *sheet)
{
    ent_json_key(json, "clauses");
    ent_json_begin_array(json);
    for (size_t i = 0; i < sheet->doc->clause_count; i++) clause_member(json, sheet, &sheet->doc->clauses[i]);
    ent_json_end_array(json);
}

/* What the text leaves open and the case may fill. */
static void parameters_member(ent_json *json, const ent_sheet *sheet)
{
    ent_json_key(json, "parameters");
    ent_json_begin_array(json);
    for (size_t i = 0; i < sheet->doc->decl_count; i++) {
        const ent_decl *decl = &sheet->doc->decls[i];
        if (decl->kind != ENT_DECL_PARAMETER) continue;
        ent_json_begin_object(json);
        ent_json_kstring(json, "name", decl->name);
        ent_json_kstring(json, "dimension", ent_dimension_name(decl->dimension));
        ent_json_kbool(json, "open", decl->body == NULL);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

static void agreement_members(ent_json *json, const ent_sheet *sheet)
{
    const ent_document *doc = sheet->doc;
    ent_json_kstring(json, "title", doc->title && *doc->title ? doc->title : doc->source.file);
    ent_json_kstring(json, "code", doc->code);
    ent_json_kstring(json, "status", doc->status);
    when_member(json, "status_date", &doc->status_date, false);
    ent_json_kstring(json, "locator", doc->locator);
    ent_json_kbool(json, "paraphrase", doc->paraphrase);
    articles_member(json, sheet);
    clauses_member(json, sheet);
    parameters_member(json, sheet);
}

/* ---- items, names ----------------------------------------------------------------------------------- */

static const char *word_of(const ent_attribute *attribute)
{
    return attribute && attribute->value.kind == ENT_VALUE_WORD && attribute->value.count
               ? attribute->value.words[0]
               : "";
}

static void range_members(ent_json *json, const ent_attribute *range)
{
    double lo = INFINITY, hi = -INFINITY;
    for (uint32_t i = 0; range && range->value.kind == ENT_VALUE_NUMBER && i < range->value.count; i++) {
        lo = fmin(lo, range->value.numbers[i].lo);
        hi = fmax(hi, range->value.numbers[i].hi);
    }
    ent_json_kdouble(json, "range_lo_km", lo / 1000); /* infinite: null */
    ent_json_kdouble(json, "range_hi_km", hi / 1000);
}

static void items_member(ent_json *json, const ent_sheet *sheet)
{
    const ent_items *items = sheet->world->items;
    ent_json_key(json, "items");
    ent_json_begin_array(json);
    for (size_t i = 0; items && i < ent_items_count(items); i++) {
        const ent_item *item = ent_items_at(items, i);
        ent_json_begin_object(json);
        ent_json_kstring(json, "name", item->name);
        ent_json_kstring(json, "kind", word_of(ent_item_attribute(item, ENT_STR("kind"))));
        ent_json_kstring(json, "launch", word_of(ent_item_attribute(item, ENT_STR("launch"))));
        ent_json_kstring(json, "owner", word_of(ent_item_attribute(item, ENT_STR("owner"))));
        range_members(json, ent_item_attribute(item, ENT_STR("range")));
        ent_json_kstring(json, "source", item->source);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

static void names_of_countries(ent_json *json, const ent_atlas *atlas)
{
    ent_json_key(json, "names");
    ent_json_begin_object(json);
    for (size_t i = 0; atlas && i < ent_atlas_country_count(atlas); i++) {
        const ent_country country = ent_atlas_country_at(atlas, i);
        ent_json_kstring(json, country.code, country.name);
    }
    ent_json_end_object(json);
}

static void views_member(ent_json *json, const ent_atlas *atlas)
{
    ent_json_key(json, "views");
    ent_json_begin_array(json);
    for (size_t i = 0; atlas && i < ent_atlas_view_count(atlas); i++) {
        ent_json_begin_object(json);
        ent_json_kstring(json, "name", ent_atlas_view_at(atlas, i).name);
        ent_json_kstring(json, "note", ent_atlas_view_at(atlas, i).note);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

/* ---- records ---------------------------------------------------------------------------------------- */

static void record_member(ent_json *json, const ent_sheet *sheet, const ent_record *r,
                          const ent_outlines *outlines)
{
    const ent_attribute *name = ent_record_attribute(r, ENT_STR("name"));
    ent_json_begin_object(json);
    ent_json_kstring(json, "id", r->id);
    ent_json_kstring(json, "kind", r->kind);
    ent_json_kstring(json, "name", name ? name->value.text : "");
    words_member(json, "actor", &r->actor);
    words_member(json, "target", &r->target);
    words_member(json, "item", &r->item);
    ent_json_kstring(json, "quantity", r->quantity.text);
    ent_json_kstring(json, "unit", r->unit);
    words_member(json, "territory", &r->territory);
    ent_report_page_where(json, sheet, r, outlines);
    when_member(json, "from", r->from, false);
    when_member(json, "to", r->to, true);
    ent_json_kstring(json, "line", ent_report_record_line(sheet, r, NULL));
    ent_json_kstring(json, "note", r->note);
    ent_json_kstring(json, "source", r->source);
    ent_json_end_object(json);
}

static void places_members(ent_json *json, const ent_sheet *sheet)
{
    ent_outlines outlines = {0};
    ent_outlines_collect(&outlines, sheet);
    ent_json_key(json, "records");
    ent_json_begin_array(json);
    for (size_t i = 0; i < ent_records_count(sheet->world->records); i++)
        record_member(json, sheet, ent_records_at(sheet->world->records, i), &outlines);
    ent_json_end_array(json);
    ent_report_page_drawings(json, sheet, &outlines);
    ent_outlines_done(&outlines);
}

/* ---- the talks -------------------------------------------------------------------------------------- */

static void entry_member(ent_json *json, const ent_entry *e)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "id", e->id);
    ent_json_kstring(json, "kind", ent_entry_kind_name(e->kind));
    when_member(json, "date", e->date, false);
    ent_json_kstring(json, "written", e->date_text);
    names_member(json, "speaker", e->speaker);
    names_member(json, "to", e->to);
    names_member(json, "articles", e->articles);
    ent_json_kstring(json, "about", e->about);
    ent_json_kstring(json, "statement", e->statement);
    ent_json_kstring(json, "source", e->source);
    ent_json_end_object(json);
}

static void ledger_member(ent_json *json, const ent_ledger *ledger)
{
    ent_json_key(json, "ledger");
    ent_json_begin_array(json);
    for (size_t i = 0; ledger && i < ent_ledger_count(ledger); i++)
        entry_member(json, ent_ledger_at(ledger, i));
    ent_json_end_array(json);
}

/* ---- the map ---------------------------------------------------------------------------------------- */

static void map_member(ent_json *json, const ent_atlas *atlas)
{
    ent_json_key(json, "map");
    ent_json_begin_array(json);
    for (size_t i = 0; atlas && i < ent_atlas_source_count(atlas); i++)
        ent_json_string(json, ent_atlas_source_at(atlas, i));
    ent_json_end_array(json);
}

static void case_members(ent_json *json, const ent_sheet *sheet)
{
    const char *given = sheet->opts->case_title;
    ent_json_kint(json, "schema", 1);
    ent_json_kstring(json, "case_title", given ? given : "");
    ent_json_kstring(json, "version", sheet->opts->version ? sheet->opts->version : "");
    ent_report_json_time(json, "day", sheet->judged.as_of);
    ent_json_kstring(json, "view", sheet->view);
    ent_json_kstring(json, "layer", ent_report_layer(sheet->judged.layer));
    ent_report_json_texts(json, "assumptions", ent_judgement_assumptions(sheet->j));
    ent_report_json_texts(json, "parties", ent_judgement_parties(sheet->j));
}

ent_status ent_report_page_case(const ent_judgement *judgement, const ent_ledger *ledger,
                                const ent_report_opts *opts, ent_sink sink, ent_error *err)
{
    ent_sheet sheet;
    ent_json json;
    ent_status st = ent_sheet_init(&sheet, judgement, opts, err);
    if (st != ENT_OK) return st;
    ent_json_init(&json, sink, false);
    ent_json_begin_object(&json);
    case_members(&json, &sheet);
    agreement_members(&json, &sheet);
    items_member(&json, &sheet);
    places_members(&json, &sheet);
    ledger_member(&json, ledger);
    views_member(&json, sheet.world->atlas);
    names_of_countries(&json, sheet.world->atlas);
    map_member(&json, sheet.world->atlas);
    ent_json_end_object(&json);
    st = ent_sheet_status(&sheet, err);
    if (st == ENT_OK) st = ent_json_finish(&json, err);
    ent_sheet_done(&sheet);
    return st;
}
