/* html_article.c: article by article, every finding with its reasons and sources. What breaches or is unclear
 * stands open; what is kept is folded into a line that opens. */
#include "report/html.h"

#include <string.h>

/* ---- a finding -------------------------------------------------------------------------------------- */

static void fact(ent_html *h, const char *name, const char *text)
{
    if (!*text) return;
    ent_html_element(h, "dt", name);
    ent_html_element(h, "dd", text);
}

static void facts(ent_html *h, const ent_finding *f)
{
    const ent_sheet *sheet = h->sheet;
    ent_html_raw(h, "<dl>");
    fact(h, "Charged", *f->party ? ent_report_party(sheet, f->party) : "nobody");
    if (*f->target) fact(h, "Concerns", ent_report_codes(sheet, f->target));
    fact(h, "When", ent_report_period(sheet, f->period));
    for (size_t i = 0; i < f->margin_count; i++)
        fact(h, "Margin",
             ent_report_printf(sheet, "%s: %s", ent_report_margin(sheet, &f->margins[i], f->verdict),
                               f->margins[i].condition ? f->margins[i].condition : ""));
    fact(h, "Why unclear", ent_report_reasons(sheet, f->reasons));
    ent_html_raw(h, "</dl>\n");
}

static void records(ent_html *h, const ent_finding *f)
{
    ent_html_raw(h, "<ul class=\"records\">");
    for (size_t i = 0; i < f->record_count; i++) {
        ent_html_raw(h, "<li>");
        ent_html_element(h, "b", f->records[i]->id);
        ent_html_raw(h, " ");
        ent_html_text(h, ent_report_record_line(h->sheet, f->records[i], NULL));
        if (*f->records[i]->note) {
            ent_html_raw(h, " <span class=\"quiet\">");
            ent_html_text(h, f->records[i]->note);
            ent_html_raw(h, "</span>");
        }
        ent_html_raw(h, "</li>");
    }
    ent_html_raw(h, "</ul>\n");
}

static void subject(ent_html *h, const ent_subject *s, bool open)
{
    const ent_finding *f = s->worst;
    ent_html_raw(h,
                 open ? "<details class=\"finding\" open><summary>" : "<details class=\"finding\"><summary>");
    ent_html_state(h, s->state);
    ent_html_raw(h, " ");
    ent_html_element(h, "b", ent_report_short(h->sheet, f));
    ent_html_raw(h, "</summary>\n");
    records(h, f);
    facts(h, f);
    ent_html_list(h, "Because", f->because);
    ent_html_list(h, "What would settle it", f->settle);
    ent_html_list(h, "Sources", f->sources);
    if (s->count > 1)
        ent_html_element(
            h, "p class=\"hint\"",
            ent_report_printf(h->sheet, "The gravest of %zu findings for different periods.", s->count));
    ent_html_raw(h, "</details>\n");
}

/* ---- a clause --------------------------------------------------------------------------------------- */

static size_t subjects_in(ent_html *h, size_t c, ent_state state, bool write)
{
    size_t n = 0;
    for (size_t i = h->sheet->clause_first[c]; i < h->sheet->clause_first[c + 1]; i++) {
        const ent_subject *s = &h->sheet->subjects[i];
        if (s->state != state || *s->worst->reading) continue;
        n++;
        if (write) subject(h, s, state <= ENT_STATE_NOT_DUE);
    }
    return n;
}

/* What breaches or is unclear stands open; the rest is folded into one line a state. */
static void one_state(ent_html *h, size_t c, ent_state state, size_t n)
{
    const bool open = state <= ENT_STATE_NOT_DUE;
    ent_html_raw(h, open ? "<h4>" : "<details class=\"folded\"><summary>");
    ent_html_state(h, state);
    ent_buf_printf(&h->out, " <span class=\"quiet\">%zu</span>%s\n", n, open ? "</h4>" : "</summary>");
    (void)subjects_in(h, c, state, true);
    if (!open) ent_html_raw(h, "</details>\n");
}

static void states(ent_html *h, size_t c)
{
    size_t all = 0;
    for (int state = 0; state < ENT_STATE_COUNT; state++) {
        const size_t n = subjects_in(h, c, (ent_state)state, false);
        all += n;
        if (n) one_state(h, c, (ent_state)state, n);
    }
    if (!all)
        ent_html_element(h, "p class=\"quiet\"", ent_text_quiet_words(h->sheet, &h->sheet->doc->clauses[c]));
}

static void changes(ent_html *h, size_t c, const ent_reading *reading)
{
    size_t n = 0;
    for (size_t i = h->sheet->clause_first[c]; i < h->sheet->clause_first[c + 1]; i++) {
        const ent_subject *s = &h->sheet->subjects[i];
        if (strcmp(s->worst->reading, reading->name) != 0 || !s->worst->differs) continue;
        ent_html_raw(h, n++ ? "; " : " Then ");
        ent_html_text(h, ent_report_short(h->sheet, s->worst));
        ent_html_raw(h, ": ");
        ent_html_state(h, s->state);
    }
    ent_html_raw(h, n ? "." : " It changes no verdict.");
}

static void readings(ent_html *h, size_t c)
{
    const ent_document *doc = h->sheet->doc;
    size_t n = 0;
    for (size_t r = 0; r < doc->reading_count; r++) {
        const ent_reading *reading = &doc->readings[r];
        if (strcmp(reading->of, doc->clauses[c].id) != 0) continue;
        if (!n++) ent_html_raw(h, "<h4>Rival readings</h4><ul>");
        ent_html_raw(h, "<li>");
        ent_html_element(h, "b", reading->name);
        ent_html_raw(h, ": ");
        ent_html_text(h, reading->note);
        ent_html_raw(h, ".");
        changes(h, c, reading);
        if (*reading->source) {
            ent_html_raw(h, " <span class=\"quiet\">Source: ");
            ent_html_text(h, reading->source);
            ent_html_raw(h, "</span>");
        }
        ent_html_raw(h, "</li>\n");
    }
    if (n) ent_html_raw(h, "</ul>\n");
}

static void clause_text(ent_html *h, const ent_clause *clause)
{
    ent_buf text;
    ent_buf_init(&text, 1u << 20);
    if (ent_clause_explain(h->sheet->world->agreement, clause, ent_buf_sink(&text), NULL) == ENT_OK) {
        ent_html_raw(h, "<p class=\"clause-text\">");
        ent_html_string(h, ent_str_trim(ent_buf_str(&text)));
        ent_html_raw(h, "</p>\n");
    }
    ent_buf_done(&text);
}

static void clause(ent_html *h, size_t c)
{
    const ent_clause *given = &h->sheet->doc->clauses[c];
    ent_buf_printf(&h->out, "<h3 id=\"clause-%zu\">", c);
    ent_html_text(h, given->id);
    ent_html_raw(h, " ");
    ent_html_text(h, given->title);
    ent_html_raw(h, "</h3>\n");
    clause_text(h, given);
    if (!ent_clause_is_judged(given)) return;
    states(h, c);
    readings(h, c);
}

/* ---- an article ------------------------------------------------------------------------------------- */

static void passages(ent_html *h, size_t article)
{
    size_t n = 0;
    for (size_t i = 0; i < h->sheet->doc->decl_count; i++) {
        const ent_decl *d = &h->sheet->doc->decls[i];
        if (d->kind != ENT_DECL_NOT_FORMALISED || d->article != article) continue;
        if (!n++) ent_html_raw(h, "<p>Not formalised:</p><ul>");
        ent_html_raw(h, "<li>");
        ent_html_element(h, "b", d->name);
        ent_html_raw(h, " ");
        ent_html_text(h, d->title);
        ent_html_raw(h, "</li>");
    }
    if (n) ent_html_raw(h, "</ul>\n");
}

static void article(ent_html *h, size_t a)
{
    const ent_article *given = &h->sheet->doc->articles[a];
    if (!given->clause_count) return;
    ent_buf_printf(
        &h->out,
        "<section id=\"article-%zu\" aria-labelledby=\"article-%zu-title\"><h2 id=\"article-%zu-title\">", a,
        a, a);
    ent_html_text(h, given->title);
    ent_html_raw(h, " <span class=\"of-article\">");
    ent_html_state(h, ent_judgement_article_state(h->sheet->j, a));
    ent_html_raw(h, "</span></h2>\n");
    passages(h, a);
    for (size_t c = 0; c < h->sheet->doc->clause_count; c++)
        if (h->sheet->doc->clauses[c].article == a) clause(h, c);
    ent_html_raw(h, "</section>\n");
}

void ent_html_articles(ent_html *h)
{
    for (size_t a = 0; a < h->sheet->doc->article_count; a++) article(h, a);
}
