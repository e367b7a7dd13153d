/* text.c: the page that people read. The first view is told in full; of every other view what it answers
 * differently, unless all is asked for. Start reading here. */
#include "report/internal.h"

#include <string.h>

static const char *verdict_of(const ent_subject *s)
{
    return s ? ent_verdict_name(s->worst->verdict) : "not spoken of";
}

/* The same clause, the same reading, the same verdict under each view: told on one line. */
static bool alike(const ent_sheets *all, const ent_difference *a, const ent_difference *b)
{
    const ent_finding *f = a->any->worst, *g = b->any->worst;
    if (strcmp(f->clause->id, g->clause->id) != 0 || strcmp(f->reading, g->reading) != 0) return false;
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(verdict_of(a->at[i]), verdict_of(b->at[i])) != 0) return false;
    return true;
}

static void line(ent_page *page, const ent_sheets *all, size_t first, bool *told)
{
    const ent_sheet *sheet = &all->at[0];
    const ent_difference *d = &all->differences[first];
    const ent_finding *f = d->any->worst;
    ent_listing names = {.count = 0};
    for (size_t k = first; k < all->difference_count; k++) {
        if (strcmp(all->differences[k].any->worst->clause->id, f->clause->id) != 0)
            break; /* they stand together */
        if (told[k] || !alike(all, d, &all->differences[k])) continue;
        ent_listing_add(sheet, &names, ent_report_short(sheet, all->differences[k].any->worst));
        told[k] = true;
    }
    const char *text = "";
    for (size_t i = 0; i < all->count; i++)
        text = ent_report_printf(sheet, "%s%s%s under %s", text, i ? ", " : "", verdict_of(d->at[i]),
                                 all->at[i].view);
    const char *reading = *f->reading ? ent_report_printf(sheet, " as read in \"%s\"", f->reading) : "";
    ent_page_write(
        page, (ent_line){2, 4, ENT_STYLE_PLAIN, ent_report_printf(sheet, "%s%s:", f->clause->id, reading)},
        ent_report_printf(sheet, "%s: %s", text, ent_listing_text(sheet, &names)));
}

/* Rival readings are left out unless all is asked for: they repeat most of what the base says. */
static void differences(ent_page *page, const ent_sheets *all)
{
    const ent_sheet *sheet = &all->at[0];
    const char *views = "";
    size_t hidden = 0;
    bool *told = ent_sheet_alloc(sheet, all->difference_count + 1, sizeof *told);
    for (size_t i = 0; i < all->count; i++)
        views = ent_report_printf(sheet, "%s%s%s", views, i ? ", " : "", all->at[i].view);
    for (size_t d = 0; told && d < all->difference_count; d++) {
        told[d] = *all->differences[d].any->worst->reading && !sheet->opts->verbose;
        hidden += told[d];
    }
    const char *more =
        hidden ? ent_report_printf(sheet, ", and %zu of rival readings (--verbose)", hidden) : "";
    const char *head = ent_report_printf(sheet, "Views %s: %zu of the verdicts shown differ%s", views,
                                         all->difference_count - hidden, more);
    ent_page_write(page, (ent_line){0, 0, ENT_STYLE_HEAD, head}, "");
    for (size_t d = 0; told && d < all->difference_count; d++)
        if (!told[d]) line(page, all, d, told);
    ent_page_blank(page);
}

static ent_status sheet_text(ent_page *page, const ent_sheet *sheet, bool articles, ent_error *err)
{
    char receipt[65];
    ent_status st = ent_sheet_receipt_hash(sheet, receipt, err);
    if (st != ENT_OK) return st;
    ent_text_head(page, sheet);
    ent_text_summary(page, sheet);
    for (size_t a = 0; articles && a < sheet->doc->article_count; a++) ent_text_article(page, sheet, a);
    ent_text_close(page, sheet, receipt);
    return ent_sheet_status(sheet, err);
}

ent_status ent_report_text(const ent_judgement *const *judgements, size_t count, const ent_report_opts *opts,
                           ent_sink sink, ent_error *err)
{
    ent_sheets all;
    ent_status st = ent_sheets_init(&all, judgements, count, opts, err);
    if (st != ENT_OK) return st;
    ent_page page;
    ent_page_init(&page, all.at[0].opts);
    if (count > 1) differences(&page, &all);
    for (size_t i = 0; i < count && st == ENT_OK; i++) {
        if (i) ent_page_blank(&page);
        st = sheet_text(&page, &all.at[i], i == 0 || all.at[i].opts->verbose, err);
        if (st == ENT_OK) st = ent_page_flush(&page, sink, err);
    }
    ent_page_done(&page);
    ent_sheets_done(&all);
    return st;
}
