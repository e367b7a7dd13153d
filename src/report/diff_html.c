/* diff_html.c: a comparison as one page of HTML that needs nothing else: ins and del for words, tables for
 * the model and the effect. No script, no font, no address outside the page. */
#include "report/diff.h"

#include <string.h>

typedef struct writer {
    ent_buf *out;
    const ent_diff_sheet *sheet;
} writer;

static const char style[] =
    "body{font:16px/1.5 Georgia,serif;max-width:52rem;margin:2rem auto;padding:0 "
    "1rem;color:#222;background:#fff}"
    "h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem;border-bottom:1px solid #ccc}h3{font-size:1rem}"
    ".scroll{overflow:auto}ins{background:#dff3df;text-decoration:none;border-bottom:2px solid #2a7a2a}"
    "del{background:#fbe3e3;color:#7a2a2a}.moved{border-style:dashed}"
    "table{border-collapse:collapse;width:100%;margin:.5rem "
    "0}th,td{text-align:left;vertical-align:top;padding:.2rem .6rem "
    ".2rem 0;border-bottom:1px solid #eee}td.n{text-align:right;white-space:nowrap}.summary{font-weight:bold}"
    "@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}ins{background:#123d12}del{"
    "background:#421717;"
    "color:#f0b0b0}h2{border-color:#555}td,th{border-color:#333}}";

static void escaped(writer *w, const char *text)
{
    for (const char *p = text; *p; p++) {
        switch (*p) {
        case '&': ent_buf_adds(w->out, "&amp;"); break;
        case '<': ent_buf_adds(w->out, "&lt;"); break;
        case '>': ent_buf_adds(w->out, "&gt;"); break;
        case '"': ent_buf_adds(w->out, "&quot;"); break;
        default: ent_buf_addc(w->out, *p);
        }
    }
}

static void element(writer *w, const char *tag, const char *text)
{
    ent_buf_printf(w->out, "<%s>", tag);
    escaped(w, text);
    ent_buf_printf(w->out, "</%.*s>", (int)strcspn(tag, " "), tag);
}

static void row(writer *w, const char *const *cells, size_t count)
{
    ent_buf_adds(w->out, "<tr>");
    for (size_t i = 0; i < count; i++) element(w, "td", cells[i]);
    ent_buf_adds(w->out, "</tr>\n");
}

static void table(writer *w, const char *const *heads, size_t count)
{
    ent_buf_adds(w->out, "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
    for (size_t i = 0; i < count; i++) element(w, "th scope=\"col\"", heads[i]);
    ent_buf_adds(w->out, "</tr></thead><tbody>\n");
}

static void end_table(writer *w)
{
    ent_buf_adds(w->out, "</tbody></table></div>\n");
}

/* ---- texts ------------------------------------------------------------------------------------------ */

static void piece(writer *w, const ent_prose_run *p)
{
    bool gone = p->mark == ENT_MARK_GONE || p->mark == ENT_MARK_MOVED_AWAY, same = p->mark == ENT_MARK_SAME;
    const char *tag = gone ? "del" : "ins";
    if (!same && p->move)
        ent_buf_printf(w->out, "<%s class=\"moved\" title=\"moved (%zu)\">", tag, p->move);
    else if (!same)
        ent_buf_printf(w->out, "<%s>", tag);
    for (const char *at = p->text; *at;) {
        const char *end = strstr(at, "\n\n");
        size_t n = end ? (size_t)(end - at) : strlen(at);
        escaped(w, ent_report_printf(w->sheet->words, "%.*s", (int)n, at));
        if (end) ent_buf_adds(w->out, "<br><br>");
        at += n + (end ? 2 : 0);
    }
    if (!same) ent_buf_printf(w->out, "</%s>", tag);
    ent_buf_addc(w->out, ' ');
}

static void prose(writer *w, const ent_article_pair *p)
{
    bool any = false;
    for (size_t i = 0; i < p->piece_count; i++) any |= p->pieces[i].mark != ENT_MARK_SAME;
    if (!any) return;
    ent_buf_adds(w->out, "<p>");
    for (size_t i = 0; i < p->piece_count; i++) piece(w, &p->pieces[i]);
    ent_buf_adds(w->out, "</p>\n");
}

static size_t change_count(const writer *w, size_t article)
{
    size_t n = 0;
    const ent_redline *r = w->sheet->diff->redline;
    for (size_t i = 0; i < ent_redline_change_count(r); i++)
        n += ent_redline_change_at(r, i)->article == article;
    return n;
}

static void changes(writer *w, size_t article)
{
    static const char *const heads[] = {"Clause", "Figure", "Before and after"};
    const ent_redline *r = w->sheet->diff->redline;
    if (!change_count(w, article)) return;
    table(w, heads, 3);
    for (size_t i = 0; i < ent_redline_change_count(r); i++) {
        const ent_model_change *c = ent_redline_change_at(r, i);
        if (c->article != article) continue;
        ent_buf_adds(w->out, "<tr>");
        element(w, "td", ent_diff_place(w->sheet->words, c));
        element(w, "td", c->label);
        ent_buf_adds(w->out, "<td>");
        if (*c->before) element(w, "del", c->before);
        if (*c->after) ent_buf_addc(w->out, ' '), element(w, "ins", c->after);
        if (*c->label && *c->context)
            escaped(w, ent_report_printf(w->sheet->words, " in \"%s\"", c->context));
        ent_buf_adds(w->out, "</td></tr>\n");
    }
    end_table(w);
}

static void articles(writer *w)
{
    const ent_redline *r = w->sheet->diff->redline;
    for (size_t i = 0; i < ent_redline_article_count(r); i++) {
        const ent_article_pair *p = ent_redline_article_at(r, i);
        if (!p->is_changed && !change_count(w, i)) continue;
        const char *note = ent_diff_article_note(w->sheet, p), *title = ent_diff_article(w->sheet, p);
        element(w, "h2", *note ? ent_report_printf(w->sheet->words, "%s (%s)", title, note) : title);
        prose(w, p);
        changes(w, i);
    }
    if (change_count(w, ENT_NOWHERE)) element(w, "h2", "Declarations and readings");
    changes(w, ENT_NOWHERE);
}

/* ---- effect ----------------------------------------------------------------------------------------- */

static void verdicts(writer *w, const ent_effect *e, bool flips)
{
    static const char *const heads[] = {"Clause", "Whom and what", "Verdict", "Margin before",
                                        "Margin after"};
    size_t n = 0;
    for (size_t i = 0; i < ent_effect_verdict_count(e); i++) {
        const ent_verdict_change *c = ent_effect_verdict_at(e, i);
        const ent_finding *f = ent_diff_finding(c);
        if (c->flips != flips || (*f->reading && c->as_base) || (*f->reading && !flips)) continue;
        if (!n++) element(w, "h3", flips ? "Verdicts that flip" : "Margins that move"), table(w, heads, 5);
        const char *before = ent_diff_state(c->before, c->state_before),
                   *after = ent_diff_state(c->after, c->state_after);
        const char *clause = *f->reading
                                 ? ent_report_printf(w->sheet->words, "%s (%s)", f->clause->id, f->reading)
                                 : f->clause->id;
        const char *const cells[] = {
            clause, ent_report_short(w->sheet->words, f),
            flips ? ent_report_printf(w->sheet->words, "%s \xE2\x86\x92 %s", before, after) : after,
            ent_diff_margin(w->sheet->words, c->before), ent_diff_margin(w->sheet->words, c->after)};
        row(w, cells, 5);
    }
    if (n) end_table(w);
}

static void coverage(writer *w, const ent_effect *e)
{
    static const char *const heads[] = {"Clause", "Party", "Before", "After"};
    if (!ent_effect_coverage_count(e)) return;
    element(w, "h3", "Coverage");
    table(w, heads, 4);
    for (size_t i = 0; i < ent_effect_coverage_count(e); i++) {
        const ent_coverage_change *c = ent_effect_coverage_at(e, i);
        const ent_coverage *any = c->after ? c->after : c->before;
        const char *const cells[] = {any->clause ? any->clause->id : "", any->party,
                                     c->before ? ent_state_name(c->before->state) : "-",
                                     c->after ? ent_state_name(c->after->state) : "-"};
        row(w, cells, 4);
    }
    end_table(w);
}

static void ground_row(writer *w, const char *where, ent_area closed, ent_area opened)
{
    const ent_sheet *s = w->sheet->words;
    const ent_area areas[] = {closed, opened};
    ent_buf_adds(w->out, "<tr>");
    element(w, "td", where);
    for (int i = 0; i < 2; i++)
        element(w, "td class=\"n\"", ent_diff_area_is_nothing(areas[i]) ? "" : ent_diff_area(s, areas[i]));
    ent_buf_adds(w->out, "</tr>\n");
}

static void ground_wholes(writer *w, const ent_effect *e, const ent_diff_ground *g, bool opened)
{
    const ent_sheet *s = w->sheet->words;
    const ent_diff_wholes all = ent_diff_ground_wholes(s, e, g, opened);
    const ent_area none = {0, 0};
    if (!all.count) return;
    const char *who = all.count == 1 ? ent_report_party(s, all.codes)
                                     : ent_report_printf(s, "%zu states: %s", all.count, all.codes);
    ground_row(w, ent_report_printf(s, "all of %s", who), opened ? none : all.area, opened ? all.area : none);
}

static void ground(writer *w, const ent_effect *e)
{
    static const char *const heads[] = {"Where", "Closed", "Opened"};
    const ent_sheet *s = w->sheet->words;
    for (ent_diff_ground g = {0}; ent_diff_ground_next(s, e, &g);) {
        const ent_ground_change *all = ent_effect_ground_at(e, g.first);
        element(w, "h3",
                ent_report_printf(s, "Ground %s closed to %s of %s by clause %s",
                                  all->certain ? "certainly" : "possibly", g.items, all->actor, all->clause));
        table(w, heads, 3);
        for (size_t i = g.first; i < g.end; i++) {
            const ent_ground_change *r = ent_effect_ground_at(e, i);
            if (r->is_whole) continue;
            if (i > g.first && i + 1 == g.end) ground_wholes(w, e, &g, false), ground_wholes(w, e, &g, true);
            ground_row(w, ent_diff_ground_where(s, r), r->closed, r->opened);
        }
        end_table(w);
    }
}

static void parties(writer *w, const ent_effect *e)
{
    ent_texts won = ent_effect_parties_won(e), lost = ent_effect_parties_lost(e);
    if (!won.count && !lost.count) return;
    ent_buf_adds(w->out, "<p>Parties: ");
    for (size_t i = 0; i < won.count; i++) element(w, "ins", won.at[i]), ent_buf_addc(w->out, ' ');
    for (size_t i = 0; i < lost.count; i++) element(w, "del", lost.at[i]), ent_buf_addc(w->out, ' ');
    ent_buf_adds(w->out, "</p>\n");
}

/* What is compared with what. */
static void compared(writer *w)
{
    const ent_report_diff *d = w->sheet->diff;
    ent_buf_adds(w->out, "<p>Before: ");
    escaped(w, d->before_name);
    ent_buf_adds(w->out, "<br>After: ");
    escaped(w, d->after_name ? d->after_name : "");
    for (size_t i = 0; i < d->asked.count; i++) {
        ent_buf_adds(w->out, i || d->after_name ? "; " : "");
        escaped(w, d->asked.at[i]);
    }
    ent_buf_adds(w->out, "</p>\n");
}

static void head(writer *w)
{
    const char *title = w->sheet->b->title && *w->sheet->b->title ? w->sheet->b->title : "Comparison";
    ent_buf_adds(w->out, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                         "<meta name=\"viewport\" content=\"width=device-width\">");
    element(w, "title", title);
    ent_buf_printf(w->out, "<style>%s</style></head><body>\n", style);
    element(w, "h1", title);
    compared(w);
}

static void body(writer *w)
{
    articles(w);
    for (size_t i = 0; i < w->sheet->view_count; i++) {
        const ent_effect *e = w->sheet->views[i].effect;
        element(w, "h2",
                ent_report_printf(w->sheet->words, "Effect on the case, under the view \"%s\", as of %s",
                                  w->sheet->views[i].b.view, ent_report_days(&w->sheet->views[i].b)));
        parties(w, e);
        verdicts(w, e, true);
        verdicts(w, e, false);
        coverage(w, e);
        ground(w, e);
    }
    element(w, "p class=\"summary\"", ent_diff_summary(w->sheet));
}

ent_status ent_diff_html_body(const ent_report_diff *diff, const ent_report_opts *opts, ent_buf *out,
                              ent_error *err)
{
    ent_diff_sheet sheet;
    ent_status st = ent_diff_sheet_init(&sheet, diff, opts, err);
    if (st != ENT_OK) return st;
    writer w = {out, &sheet};
    compared(&w);
    body(&w);
    st = ent_diff_sheet_status(&sheet, err);
    ent_diff_sheet_done(&sheet);
    return st;
}

ent_status ent_report_diff_html(const ent_report_diff *diff, const ent_report_opts *opts, ent_sink sink,
                                ent_error *err)
{
    ent_diff_sheet sheet;
    ent_buf out;
    ent_status st = ent_diff_sheet_init(&sheet, diff, opts, err);
    if (st != ENT_OK) return st;
    ent_buf_init(&out, (size_t)1 << 30);
    writer w = {&out, &sheet};
    head(&w);
    body(&w);
    ent_buf_adds(&out, "\n</body></html>\n");
    st = ent_diff_sheet_status(&sheet, err);
    if (st == ENT_OK && out.failed) st = ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (st == ENT_OK && !sink.write(sink.context, out.ptr, out.len))
        st = ent_fail(err, ENT_E_IO, "the page could not be written");
    ent_buf_done(&out);
    ent_diff_sheet_done(&sheet);
    return st;
}
