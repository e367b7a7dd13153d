/* html_summary.c: the answer in a sentence, counts by article and clause, what all of it rests on, and who is
 * bound by what. */
#include "report/html.h"

#include <string.h>

static const ent_state columns[] = {ENT_STATE_BREACH,     ENT_STATE_UNCLEAR, ENT_STATE_NOT_DUE,
                                    ENT_STATE_NONE_SHOWN, ENT_STATE_KEPT,    ENT_STATE_EXEMPT};
#define COLUMN_COUNT (sizeof columns / sizeof columns[0])

/* ---- the answer ------------------------------------------------------------------------------------- */

static void answer(ent_html *h)
{
    const ent_sheet *sheet = h->sheet;
    size_t n[ENT_STATE_COUNT] = {0};
    ent_text_count(sheet, SIZE_MAX, n);
    ent_html_raw(h, "<p class=\"answer\">");
    ent_html_text(
        h, ent_report_printf(sheet, "On %s, under the view \"%s\": ", ent_report_days(sheet), sheet->view));
    for (size_t i = 0, said = 0; i < COLUMN_COUNT; i++) {
        if (!n[columns[i]]) continue;
        if (said++) ent_html_raw(h, ", ");
        ent_buf_printf(&h->out, "<b>%zu</b> ", n[columns[i]]);
        ent_html_state(h, columns[i]);
    }
    ent_html_raw(h, ".</p>\n");
}

static void count_cells(ent_html *h, const size_t n[ENT_STATE_COUNT])
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (n[columns[i]])
            ent_buf_printf(&h->out, "<td class=\"num s-%s\">%zu</td>", ent_state_name(columns[i]),
                           n[columns[i]]);
        else
            ent_html_raw(h, "<td class=\"num quiet\">–</td>");
    }
}

static void clause_row(ent_html *h, size_t c)
{
    const ent_clause *clause = &h->sheet->doc->clauses[c];
    size_t n[ENT_STATE_COUNT] = {0};
    if (!ent_clause_is_judged(clause)) return;
    ent_text_count(h->sheet, c, n);
    ent_buf_printf(&h->out, "<tr><th scope=\"row\"><a href=\"#clause-%zu\">", c);
    ent_html_text(h, clause->id);
    ent_html_raw(h, "</a> ");
    ent_html_text(h, clause->title);
    ent_html_raw(h, "</th>");
    count_cells(h, n);
    const size_t changed = ent_text_reading_changes(h->sheet, c);
    ent_html_element(h, "td class=\"num\"", changed ? ent_report_printf(h->sheet, "%zu", changed) : "–");
    ent_html_raw(h, "</tr>\n");
}

static void article_row(ent_html *h, size_t a)
{
    const ent_article *article = &h->sheet->doc->articles[a];
    size_t clauses = 0;
    for (size_t c = 0; c < h->sheet->doc->clause_count; c++)
        clauses += h->sheet->doc->clauses[c].article == a && ent_clause_is_judged(&h->sheet->doc->clauses[c]);
    if (!article->clause_count && article->level <= 1) return;
    ent_buf_printf(&h->out, "<tr class=\"article\"><th scope=\"row\" colspan=\"%zu\">", COLUMN_COUNT + 2);
    ent_html_text(h, article->title);
    ent_html_raw(h, " — ");
    ent_html_state(h, ent_judgement_article_state(h->sheet->j, a));
    ent_html_raw(h, "</th></tr>\n");
    for (size_t c = 0; c < h->sheet->doc->clause_count && clauses; c++)
        if (h->sheet->doc->clauses[c].article == a) clause_row(h, c);
}

static void by_article(ent_html *h)
{
    const char *heads[COLUMN_COUNT + 2] = {"Article and clause"};
    for (size_t i = 0; i < COLUMN_COUNT; i++) heads[i + 1] = ent_state_name(columns[i]);
    heads[COLUMN_COUNT + 1] = "changed by a rival reading";
    ent_html_table(h, "summary", "Verdicts by article and clause", heads, COLUMN_COUNT + 2);
    for (size_t a = 0; a < h->sheet->doc->article_count; a++) article_row(h, a);
    ent_html_end_table(h);
}

/* ---- what it rests on ------------------------------------------------------------------------------- */

static void rest(ent_html *h, const char *name, const char *text)
{
    if (!*text) return;
    ent_html_element(h, "dt", name);
    ent_html_element(h, "dd", text);
}

static void rests(ent_html *h)
{
    const ent_sheet *sheet = h->sheet;
    const ent_document *d = sheet->doc;
    const ent_atlas *atlas = sheet->world->atlas;
    const ent_texts parties = ent_judgement_parties(sheet->j);
    ent_html_raw(h, "<dl>");
    rest(h, "Text",
         ent_report_printf(
             sheet, "%s%s%s%s%s", d->title ? d->title : "", d->status && *d->status ? "; " : "",
             d->status ? d->status : "", d->paraphrase ? "; here in paraphrase" : "",
             d->locator && *d->locator ? ent_report_printf(sheet, "; official text: %s", d->locator) : ""));
    const ent_texts assumed = ent_judgement_assumptions(sheet->j);
    for (size_t i = 0; i < assumed.count; i++) rest(h, "Assumed", assumed.at[i]);
    rest(h, "Facts",
         ent_report_printf(sheet,
                           "%zu records, %zu of them without a primary source; %zu that no clause speaks of",
                           ent_records_count(sheet->world->records), ent_judgement_unsourced(sheet->j),
                           ent_judgement_unspoken(sheet->j)));
    rest(h, "Bound", ent_report_printf(sheet, "%zu parties on that day", parties.count));
    rest(h, "View", atlas ? ent_atlas_view_at(atlas, sheet->judged.view).note : sheet->view);
    rest(h, "Ground",
         sheet->judged.layer == ENT_LAYER_LAND ? "territory is land, without territorial sea"
                                               : "territory is land with territorial sea");
    for (size_t i = 0; atlas && i < ent_atlas_source_count(atlas); i++)
        rest(h, "Map", ent_atlas_source_at(atlas, i));
    ent_html_raw(h, "</dl>\n");
}

void ent_html_summary(ent_html *h)
{
    ent_html_raw(
        h,
        "<section id=\"summary\" aria-labelledby=\"summary-title\"><h2 id=\"summary-title\">Summary</h2>\n");
    answer(h);
    by_article(h);
    ent_html_raw(
        h,
        "<p class=\"hint\">Breach and kept hold whatever the records leave open. Unclear: the records allow "
        "both, and it is said what would settle it. None shown: nothing recorded points to a breach, but "
        "nothing shows that all is recorded. Exempt: an exception is shown to apply.</p>\n");
    ent_html_list(h, "Remarks", ent_judgement_remarks(h->sheet->j));
    ent_html_raw(
        h,
        "</section>\n<section id=\"basis\" aria-labelledby=\"basis-title\"><h2 id=\"basis-title\">What this "
        "rests on</h2>\n");
    rests(h);
    ent_html_raw(h, "</section>\n");
}

/* ---- coverage --------------------------------------------------------------------------------------- */

static ent_state state_of(const ent_sheet *sheet, const ent_clause *clause, const char *party)
{
    const ent_rows rows = ent_sheet_rows_of(sheet, clause);
    for (size_t i = 0; i < rows.count; i++)
        if (strcmp(rows.at[i]->party, party) == 0) return rows.at[i]->state;
    return ENT_STATE_NOT_BOUND;
}

static void coverage_row(ent_html *h, const ent_clause *clause, ent_texts parties)
{
    ent_html_raw(h, "<tr><th scope=\"row\">");
    ent_html_text(h, clause->id);
    ent_html_raw(h, " ");
    ent_html_element(h, "span class=\"quiet\"", clause->title);
    ent_html_raw(h, "</th>");
    for (size_t p = 0; p < parties.count; p++) {
        const ent_state state = state_of(h->sheet, clause, parties.at[p]);
        ent_buf_printf(
            &h->out,
            "<td class=\"cell s-%s\"><span aria-hidden=\"true\">%s</span><span class=\"sr\">%s</span></td>",
            ent_state_name(state), ent_html_state_mark(state), ent_state_name(state));
    }
    ent_html_raw(h, "</tr>\n");
}

void ent_html_coverage(ent_html *h)
{
    const ent_texts parties = ent_judgement_parties(h->sheet->j);
    ent_html_raw(
        h, "<section id=\"cover\" aria-labelledby=\"cover-title\"><h2 id=\"cover-title\">Coverage</h2>\n"
           "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Coverage, clause by party\">"
           "<table class=\"coverage\"><caption class=\"sr\">The state of each clause for each party</caption>"
           "<thead><tr><th scope=\"col\">Clause</th>");
    for (size_t p = 0; p < parties.count; p++) ent_html_element(h, "th scope=\"col\"", parties.at[p]);
    ent_html_raw(h, "</tr></thead><tbody>\n");
    for (size_t c = 0; c < h->sheet->doc->clause_count; c++)
        if (ent_clause_is_judged(&h->sheet->doc->clauses[c]))
            coverage_row(h, &h->sheet->doc->clauses[c], parties);
    ent_html_end_table(h);
    ent_html_raw(h, "<p class=\"key\">");
    for (int s = 0; s < ENT_STATE_NOT_FORMALISED; s++) ent_html_state(h, (ent_state)s);
    ent_html_raw(h, "</p></section>\n");
}
