/* diff_text.c: a comparison for people: what the words and the model say otherwise, article by article, then
 * what that changes for the case under each view, and one line that sums it up. Nothing that stays as it is
 * is told, but for a few words around each change of the prose. */
#include "report/diff.h"

#include <string.h>

#define CONTEXT_WORDS 6

typedef struct teller {
    ent_page *page;
    const ent_diff_sheet *sheet;
    const ent_diff_view *view;
} teller;

static void line(teller *t, int indent, ent_style style, const char *label, const char *text)
{
    ent_page_write(t->page, (ent_line){indent, indent + 4, style, label}, text);
}

/* ---- prose ------------------------------------------------------------------------------------------ */

/* The first or the last few words of a run that both texts have. */
static const char *cut(const ent_sheet *s, const char *text, bool head, bool tail)
{
    size_t n = strlen(text), from = n, to = 0, words = 0;
    if (head)
        for (to = 0, words = 0; to < n && words < CONTEXT_WORDS; to++)
            words += text[to] == ' ' || text[to] == '\n';
    words = 0;
    if (tail)
        while (from > 0 && words < CONTEXT_WORDS) from--, words += text[from] == ' ' || text[from] == '\n';
    if ((head && tail && to >= from) || (head && !tail && to == n) || (tail && !head && from == 0))
        return text;
    const char *first = head ? ent_report_printf(s, "%.*s", (int)to, text) : "";
    return ent_report_printf(s, "%s ... %s", first, tail ? text + from : "");
}

static const char *marked(const ent_sheet *s, const ent_prose_run *p)
{
    switch (p->mark) {
    case ENT_MARK_GONE: return ent_report_printf(s, "[-%s-]", p->text);
    case ENT_MARK_NEW: return ent_report_printf(s, "{+%s+}", p->text);
    case ENT_MARK_MOVED_AWAY: return ent_report_printf(s, "[-%s-](moved, %zu)", p->text, p->move);
    case ENT_MARK_MOVED_HERE: return ent_report_printf(s, "{+%s+}(moved, %zu)", p->text, p->move);
    case ENT_MARK_SAME: break;
    }
    return p->text;
}

static void tell_prose(teller *t, const ent_article_pair *pair)
{
    const ent_sheet *s = t->sheet->words;
    const char *text = "";
    bool any = false;
    for (size_t i = 0; i < pair->piece_count; i++) {
        const ent_prose_run *p = &pair->pieces[i];
        bool same = p->mark == ENT_MARK_SAME;
        any |= !same;
        const char *part = same ? cut(s, p->text, i > 0, i + 1 < pair->piece_count) : marked(s, p);
        text = ent_report_printf(s, "%s%s%s", text, *text ? " " : "", part);
    }
    if (any) line(t, 2, ENT_STYLE_PLAIN, "", text);
}

/* ---- model ------------------------------------------------------------------------------------------ */

static void tell_change(teller *t, const ent_model_change *c)
{
    const ent_sheet *s = t->sheet->words;
    const char *place = ent_diff_place(s, c);
    if (*c->label) {
        const char *in = *c->context ? ent_report_printf(s, " (%s)", c->context) : "";
        line(t, 2, ENT_STYLE_PLAIN, "",
             ent_report_printf(s, "%s: %s  %s -> %s%s", place, c->label, c->before, c->after, in));
    } else if (!*c->before)
        line(t, 2, ENT_STYLE_PLAIN, "", ent_report_printf(s, "%s: {+%s+}", place, c->after));
    else if (!*c->after)
        line(t, 2, ENT_STYLE_PLAIN, "", ent_report_printf(s, "%s: [-%s-]", place, c->before));
    else
        line(t, 2, ENT_STYLE_PLAIN, "",
             ent_report_printf(s, "%s: [-%s-] {+%s+}", place, c->before, c->after));
}

static bool tell_changes(teller *t, size_t article)
{
    const ent_redline *r = t->sheet->diff->redline;
    bool any = false;
    for (size_t i = 0; i < ent_redline_change_count(r); i++) {
        const ent_model_change *c = ent_redline_change_at(r, i);
        if (c->article != article) continue;
        if (t->page) tell_change(t, c);
        any = true;
    }
    return any;
}

static void tell_article(teller *t, size_t index)
{
    const ent_article_pair *pair = ent_redline_article_at(t->sheet->diff->redline, index);
    teller silent = {NULL, t->sheet, NULL};
    if (!pair->is_changed && !tell_changes(&silent, index)) return;
    const char *note = ent_diff_article_note(t->sheet, pair);
    const char *title = ent_diff_article(t->sheet, pair);
    ent_page_blank(t->page);
    ent_page_rule(t->page, *note ? ent_report_printf(t->sheet->words, "%s (%s)", title, note) : title);
    tell_prose(t, pair);
    (void)tell_changes(t, index);
}

static void tell_declarations(teller *t)
{
    teller silent = {NULL, t->sheet, NULL};
    if (!tell_changes(&silent, ENT_NOWHERE)) return;
    ent_page_blank(t->page);
    ent_page_rule(t->page, "Declarations and readings");
    (void)tell_changes(t, ENT_NOWHERE);
}

/* ---- effect ----------------------------------------------------------------------------------------- */

static const char *subject(const teller *t, const ent_finding *f)
{
    const char *reading =
        *f->reading ? ent_report_printf(t->sheet->words, " read as \"%s\"", f->reading) : "";
    return ent_report_printf(t->sheet->words, "%s%s  %s", f->clause->id, reading,
                             ent_report_short(t->sheet->words, f));
}

static ent_style style_of(ent_state state)
{
    return state == ENT_STATE_BREACH    ? ENT_STYLE_BREACH
           : state == ENT_STATE_UNCLEAR ? ENT_STYLE_UNCLEAR
                                        : ENT_STYLE_KEPT;
}

static const char *first_record(const teller *t, const ent_finding *f)
{
    if (f->clause->modality == ENT_LIMITS || f->record_count != 1) return "";
    return ent_report_printf(t->sheet->words, " %s;",
                             ent_report_record_line(t->sheet->words, f->records[0], f->party));
}

static void tell_flip(teller *t, const ent_verdict_change *c)
{
    const ent_sheet *s = t->sheet->words;
    const ent_finding *f = ent_diff_finding(c);
    const char *was = ent_diff_margin(s, c->before), *is = ent_diff_margin(s, c->after);
    const char *margin =
        *was || *is ? ent_report_printf(s, " %s -> %s", *was ? was : "-", *is ? is : "-") : "";
    const char *from = ent_diff_state(c->before, c->state_before),
               *to = ent_diff_state(c->after, c->state_after);
    const char *change = c->flips ? ent_report_printf(s, "%s -> %s", from, to) : to;
    line(t, 2, style_of(c->state_after), ent_report_printf(s, "%s: %s.", subject(t, f), change),
         ent_report_printf(s, "%s%s", first_record(t, f), margin));
}

static size_t tell_verdicts(teller *t, bool flips, bool readings)
{
    const ent_effect *e = t->view->effect;
    size_t n = 0;
    for (size_t i = 0; i < ent_effect_verdict_count(e); i++) {
        const ent_verdict_change *c = ent_effect_verdict_at(e, i);
        bool reading = *ent_diff_finding(c)->reading != '\0';
        if (c->flips != flips || reading != readings || (reading && c->as_base)) continue;
        if (!n++) {
            ent_page_blank(t->page);
            line(t, 0, ENT_STYLE_HEAD,
                 !flips ? "Margins that move"
                 : readings
                     ? "Verdicts that flip under a rival reading, and not in the same way under the base"
                     : "Verdicts that flip",
                 "");
        }
        tell_flip(t, c);
    }
    return n;
}

static void tell_parties(teller *t)
{
    ent_texts won = ent_effect_parties_won(t->view->effect), lost = ent_effect_parties_lost(t->view->effect);
    if (!won.count && !lost.count) return;
    const char *text = "";
    for (size_t i = 0; i < won.count; i++)
        text = ent_report_printf(t->sheet->words, "%s +%s", text, won.at[i]);
    for (size_t i = 0; i < lost.count; i++)
        text = ent_report_printf(t->sheet->words, "%s -%s", text, lost.at[i]);
    line(t, 0, ENT_STYLE_HEAD, "Parties", text);
}

static const char *coverage_words(const ent_coverage *c)
{
    return c ? ent_state_name(c->state) : "-";
}

/* Parties whose coverage of one clause changes in the same way are told together. */
static void tell_coverage(teller *t)
{
    const ent_effect *e = t->view->effect;
    const ent_sheet *s = t->sheet->words;
    size_t n = ent_effect_coverage_count(e);
    if (n) ent_page_blank(t->page), line(t, 0, ENT_STYLE_HEAD, "Coverage", "");
    for (size_t i = 0; i < n;) {
        const ent_coverage_change *first = ent_effect_coverage_at(e, i);
        const ent_coverage *any = first->after ? first->after : first->before;
        ent_listing who = {0};
        for (; i < n; i++) {
            const ent_coverage_change *c = ent_effect_coverage_at(e, i);
            const ent_coverage *own = c->after ? c->after : c->before;
            if (own->clause != any->clause ||
                strcmp(coverage_words(c->before), coverage_words(first->before)) != 0 ||
                strcmp(coverage_words(c->after), coverage_words(first->after)) != 0)
                break;
            ent_listing_add(s, &who, own->party);
        }
        line(t, 2, ENT_STYLE_PLAIN,
             ent_report_printf(s, "%s: %s -> %s.", any->clause ? any->clause->id : "",
                               coverage_words(first->before), coverage_words(first->after)),
             ent_listing_text(s, &who));
    }
}

/* "closed 3 to 4 km2, opened 7 to 8 km2" */
static const char *both_areas(const ent_sheet *s, ent_area closed, ent_area opened)
{
    const bool c = !ent_diff_area_is_nothing(closed), o = !ent_diff_area_is_nothing(opened);
    return ent_report_printf(s, "%s%s%s%s%s", c ? "closed " : "", c ? ent_diff_area(s, closed) : "",
                             c && o ? ", " : "", o ? "opened " : "", o ? ent_diff_area(s, opened) : "");
}

static void tell_wholes(teller *t, const ent_diff_ground *g, bool opened)
{
    const ent_sheet *s = t->sheet->words;
    const ent_diff_wholes w = ent_diff_ground_wholes(s, t->view->effect, g, opened);
    const ent_area none = {0, 0};
    if (!w.count) return;
    const char *who =
        w.count == 1 ? ent_report_party(s, w.codes) : ent_report_printf(s, "%zu states", w.count);
    line(t, 6, ENT_STYLE_PLAIN, ent_report_printf(s, "all of %s:", who),
         ent_report_printf(s, "%s%s%s", both_areas(s, opened ? none : w.area, opened ? w.area : none),
                           w.count > 1 ? "; " : "", w.count > 1 ? w.codes : ""));
}

static void tell_territories(teller *t, const ent_diff_ground *g)
{
    const ent_sheet *s = t->sheet->words;
    for (size_t i = g->first + 1; i < g->end; i++) {
        const ent_ground_change *row = ent_effect_ground_at(t->view->effect, i);
        if (row->is_whole) continue;
        if (i + 1 == g->end) tell_wholes(t, g, false), tell_wholes(t, g, true);
        line(t, 6, ENT_STYLE_PLAIN, ent_report_printf(s, "%s:", ent_diff_ground_where(s, row)),
             both_areas(s, row->closed, row->opened));
    }
}

static void tell_ground(teller *t)
{
    const ent_effect *e = t->view->effect;
    const ent_sheet *s = t->sheet->words;
    for (ent_diff_ground all = {0}; ent_diff_ground_next(s, e, &all);) {
        const ent_ground_change *g = ent_effect_ground_at(e, all.first);
        if (!all.first) ent_page_blank(t->page), line(t, 0, ENT_STYLE_HEAD, "Ground", "");
        line(t, 2, ENT_STYLE_PLAIN,
             ent_report_printf(s, "%s  %s of %s, %s closed:", g->clause, all.items, g->actor,
                               g->certain ? "certainly" : "possibly"),
             ent_report_printf(s, "%s -> %s; %s", ent_diff_area(s, g->before), ent_diff_area(s, g->after),
                               both_areas(s, g->closed, g->opened)));
        tell_territories(t, &all);
    }
}

static void tell_view(teller *t)
{
    const ent_sheet *s = &t->view->b;
    ent_page_blank(t->page);
    ent_page_rule(t->page,
                  ent_report_printf(t->sheet->words, "Effect on the case, under the view \"%s\", as of %s",
                                    s->view, ent_report_days(s)));
    ent_time a = t->view->a.judged.as_of, b = s->judged.as_of;
    if (a.seconds != b.seconds)
        line(t, 0, ENT_STYLE_HEAD, "Day",
             ent_report_printf(t->sheet->words, "%s -> %s", ent_report_day(s, a), ent_report_day(s, b)));
    tell_parties(t);
    size_t n = tell_verdicts(t, true, false);
    n += tell_verdicts(t, true, true) + tell_verdicts(t, false, false);
    tell_coverage(t);
    tell_ground(t);
    if (!n && !ent_effect_coverage_count(t->view->effect))
        line(t, 0, ENT_STYLE_PLAIN, "", "no verdict, margin or coverage changes");
}

static void tell_head(teller *t)
{
    const ent_report_diff *d = t->sheet->diff;
    const ent_sheet *s = t->sheet->words;
    line(t, 0, ENT_STYLE_HEAD, "Before", ent_report_printf(s, "  %s", d->before_name));
    const char *text = d->after_name ? d->after_name : "";
    for (size_t i = 0; i < d->asked.count; i++)
        text = ent_report_printf(s, "%s%s%s", text, *text ? "; " : "", d->asked.at[i]);
    line(t, 0, ENT_STYLE_HEAD, "After ", ent_report_printf(s, "  %s", text));
}

ent_status ent_report_diff_text(const ent_report_diff *diff, const ent_report_opts *opts, ent_sink sink,
                                ent_error *err)
{
    ent_diff_sheet sheet;
    ent_status st = ent_diff_sheet_init(&sheet, diff, opts, err);
    if (st != ENT_OK) return st;
    ent_page page;
    ent_page_init(&page, opts);
    teller t = {&page, &sheet, NULL};
    tell_head(&t);
    for (size_t i = 0; i < ent_redline_article_count(diff->redline); i++) tell_article(&t, i);
    tell_declarations(&t);
    for (size_t i = 0; i < sheet.view_count; i++) {
        t.view = &sheet.views[i];
        tell_view(&t);
    }
    ent_page_blank(&page);
    ent_page_write(&page, (ent_line){0, 2, ENT_STYLE_HEAD, ""}, ent_diff_summary(&sheet));
    st = ent_diff_sheet_status(&sheet, err);
    if (st == ENT_OK) st = ent_page_flush(&page, sink, err);
    ent_page_done(&page);
    ent_diff_sheet_done(&sheet);
    return st;
}
