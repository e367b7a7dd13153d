/* diff.c: words and figures for comparisons. */
#include "report/diff.h"

#include <math.h>
#include <string.h>

ent_status ent_diff_sheet_init(ent_diff_sheet *sheet, const ent_report_diff *diff,
                               const ent_report_opts *opts, ent_error *err)
{
    ent_diff_sheet s = {.diff = diff,
                        .a = ent_doc_view(ent_redline_before(diff->redline)),
                        .b = ent_doc_view(ent_redline_after(diff->redline))};
    ent_status st = ENT_OK;
    if (diff->effect_count == 0 || diff->effect_count > ENT_REPORT_VIEWS_MAX)
        return ent_fail(err, ENT_E_DOMAIN, "a comparison has one to %d views", ENT_REPORT_VIEWS_MAX);
    for (size_t i = 0; i < diff->effect_count && st == ENT_OK; i++) {
        ent_diff_view *v = &s.views[s.view_count++];
        v->effect = diff->effects[i];
        st = ent_sheet_init(&v->a, ent_effect_before(v->effect), opts, err);
        if (st == ENT_OK) st = ent_sheet_init(&v->b, ent_effect_after(v->effect), opts, err);
    }
    *sheet = s;
    sheet->words = &sheet->views[0].b;
    if (st != ENT_OK) ent_diff_sheet_done(sheet);
    return st;
}

void ent_diff_sheet_done(ent_diff_sheet *sheet)
{
    for (size_t i = 0; i < sheet->view_count; i++) {
        ent_sheet_done(&sheet->views[i].a);
        ent_sheet_done(&sheet->views[i].b);
    }
    sheet->view_count = 0;
}

ent_status ent_diff_sheet_status(const ent_diff_sheet *sheet, ent_error *err)
{
    ent_status st = ENT_OK;
    for (size_t i = 0; i < sheet->view_count && st == ENT_OK; i++) {
        st = ent_sheet_status(&sheet->views[i].a, err);
        if (st == ENT_OK) st = ent_sheet_status(&sheet->views[i].b, err);
    }
    return st;
}

/* ---- counting --------------------------------------------------------------------------------------- */

static size_t word_count(const char *text)
{
    size_t n = 0;
    for (const char *p = text; *p;) {
        while (*p == ' ' || *p == '\n') p++;
        n += *p != '\0';
        while (*p && *p != ' ' && *p != '\n') p++;
    }
    return n;
}

static void count_prose(const ent_article_pair *p, ent_diff_counts *c)
{
    c->articles += p->is_changed;
    for (size_t i = 0; i < p->piece_count; i++) {
        size_t n = word_count(p->pieces[i].text);
        c->words_gone += p->pieces[i].mark == ENT_MARK_GONE ? n : 0;
        c->words_new += p->pieces[i].mark == ENT_MARK_NEW ? n : 0;
        c->moves += p->pieces[i].mark == ENT_MARK_MOVED_AWAY;
    }
}

ent_diff_counts ent_diff_count(const ent_diff_sheet *sheet)
{
    ent_diff_counts c = {0};
    const ent_redline *r = sheet->diff->redline;
    for (size_t i = 0; i < ent_redline_article_count(r); i++) count_prose(ent_redline_article_at(r, i), &c);
    c.changes = ent_redline_change_count(r);
    const ent_effect *e = sheet->views[0].effect;
    for (size_t i = 0; i < ent_effect_verdict_count(e); i++) {
        const ent_verdict_change *v = ent_effect_verdict_at(e, i);
        bool reading = *ent_diff_finding(v)->reading != '\0';
        c.flips += v->flips && !reading, c.margins += !v->flips && !reading;
    }
    c.coverage = ent_effect_coverage_count(e);
    c.parties = ent_effect_parties_won(e).count + ent_effect_parties_lost(e).count;
    return c;
}

bool ent_report_diff_differs(const ent_report_diff *diff)
{
    const ent_redline *r = diff->redline;
    if (ent_redline_change_count(r)) return true;
    for (size_t i = 0; i < ent_redline_article_count(r); i++)
        if (ent_redline_article_at(r, i)->is_changed) return true;
    for (size_t i = 0; i < diff->effect_count; i++) {
        const ent_effect *e = diff->effects[i];
        if (ent_effect_verdict_count(e) || ent_effect_coverage_count(e) || ent_effect_parties_won(e).count ||
            ent_effect_parties_lost(e).count)
            return true;
    }
    return false;
}

/* ---- words ------------------------------------------------------------------------------------------ */

static const char *plural(const ent_sheet *s, size_t n, const char *one, const char *many)
{
    return ent_report_printf(s, "%zu %s", n, n == 1 ? one : many);
}

static const char *area_words(const ent_diff_sheet *sheet)
{
    const ent_effect *e = sheet->views[0].effect;
    const char *text = "";
    for (ent_diff_ground all = {0}; ent_diff_ground_next(sheet->words, e, &all);) {
        const ent_ground_change *g = ent_effect_ground_at(e, all.first);
        const char *what = g->certain ? "" : "possibly ";
        if (!ent_diff_area_is_nothing(g->closed))
            text = ent_report_printf(sheet->words, "%s; %s %sclosed to %s of %s", text,
                                     ent_diff_area(sheet->words, g->closed), what, all.items, g->actor);
        if (!ent_diff_area_is_nothing(g->opened))
            text = ent_report_printf(sheet->words, "%s; %s %sopened to %s of %s", text,
                                     ent_diff_area(sheet->words, g->opened), what, all.items, g->actor);
    }
    return text;
}

static void add_part(const ent_sheet *s, const char **text, const char *part)
{
    *text = ent_report_printf(s, "%s%s%s", *text, **text ? "; " : "", part);
}

const char *ent_diff_summary(const ent_diff_sheet *sheet)
{
    const ent_sheet *s = sheet->words;
    ent_diff_counts c = ent_diff_count(sheet);
    const char *text = "";
    if (!ent_report_diff_differs(sheet->diff)) return "Nothing differs.";
    if (c.articles)
        add_part(s, &text,
                 ent_report_printf(
                     s, "%s, +%zu -%zu words%s", plural(s, c.articles, "article", "articles"), c.words_new,
                     c.words_gone,
                     c.moves ? ent_report_printf(s, ", %s moved", plural(s, c.moves, "passage", "passages"))
                             : ""));
    if (c.changes)
        add_part(s, &text,
                 ent_report_printf(s, "%s in the model", plural(s, c.changes, "change", "changes")));
    if (c.parties) add_part(s, &text, plural(s, c.parties, "party more or less", "parties more or less"));
    add_part(s, &text, c.flips ? plural(s, c.flips, "verdict flips", "verdicts flip") : "no verdict flips");
    if (c.margins) add_part(s, &text, plural(s, c.margins, "margin moves", "margins move"));
    if (c.coverage)
        add_part(s, &text,
                 ent_report_printf(s, "coverage changes for %s",
                                   plural(s, c.coverage, "clause and party", "clauses and parties")));
    return ent_report_printf(s, "%s%s.", text, area_words(sheet));
}

const char *ent_diff_article(const ent_diff_sheet *sheet, const ent_article_pair *pair)
{
    const ent_article *a =
        pair->after != ENT_NOWHERE ? &sheet->b->articles[pair->after] : &sheet->a->articles[pair->before];
    return a->title && *a->title ? a->title : "(no title)";
}

const char *ent_diff_article_note(const ent_diff_sheet *sheet, const ent_article_pair *pair)
{
    if (pair->before == ENT_NOWHERE) return "new";
    if (pair->after == ENT_NOWHERE) return "gone";
    const char *moved = pair->reordered ? "moved" : "";
    if (!pair->renumbered && !pair->retitled) return moved;
    const ent_article *was = &sheet->a->articles[pair->before];
    return ent_report_printf(sheet->words, "was \"%s\"%s%s", was->title ? was->title : "", *moved ? ", " : "",
                             moved);
}

bool ent_diff_area_is_nothing(ent_area area)
{
    return area.hi_m2 <= 0;
}

/* Square kilometres, with no more digits than the bounds are apart. */
static const char *square_km(const ent_sheet *s, double m2, double step)
{
    double km2 = m2 / 1e6;
    return ent_report_figure(s, step >= 1 ? round(km2 / step) * step : km2);
}

const char *ent_diff_area(const ent_sheet *words, ent_area area)
{
    double width = (area.hi_m2 - area.lo_m2) / 1e6;
    double step = width > 10 ? pow(10, floor(log10(width)) - 1) : 1;
    double lo = floor(area.lo_m2 / 1e6 / step) * step * 1e6, hi = ceil(area.hi_m2 / 1e6 / step) * step * 1e6;
    if (area.hi_m2 <= 0) return "0 km2";
    if (lo <= 0) return ent_report_printf(words, "at most %s km2", square_km(words, hi, step));
    return ent_report_printf(words, "%s to %s km2", square_km(words, lo, step), square_km(words, hi, step));
}

const char *ent_diff_margin(const ent_sheet *words, const ent_finding *f)
{
    return f && f->margin_count ? ent_report_margin(words, &f->margins[0], f->verdict) : "";
}

const char *ent_diff_state(const ent_finding *f, ent_state state)
{
    return f ? ent_state_name(state) : "not spoken of";
}

const ent_finding *ent_diff_finding(const ent_verdict_change *c)
{
    return c->after ? c->after : c->before;
}

const char *ent_diff_place(const ent_sheet *words, const ent_model_change *c)
{
    const char *id = *c->clause_after ? c->clause_after : c->clause_before;
    if (!*id) return c->line;
    return c->article == ENT_NOWHERE ? ent_report_printf(words, "%s %s", c->line, id)
                                     : ent_report_printf(words, "%s, %s", id, c->line);
}
