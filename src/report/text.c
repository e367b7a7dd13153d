/* text.c: the page that people read. The first view is told in full; of every other view what it answers
 * differently, unless all is asked for. Start reading here. */
#include "report/internal.h"

#include <string.h>

static const char *verdict_of(const ent_subject *s)
{
    return s ? ent_verdict_name(s->worst->verdict) : "not spoken of";
}

static void differences(ent_page *page, const ent_sheets *all)
{
    const ent_sheet *first = &all->at[0];
    const char *views = "";
    for (size_t i = 0; i < all->count; i++)
        views = ent_report_printf(first, "%s%s%s", views, i ? ", " : "", all->at[i].view);
    ent_page_write(page,
                   (ent_line){0, 0, ENT_STYLE_HEAD,
                              ent_report_printf(first, "Views %s: %zu of the verdicts shown differ", views,
                                                all->difference_count)},
                   "");
    for (size_t d = 0; d < all->difference_count; d++) {
        const ent_finding *f = all->differences[d].any->worst;
        const char *label =
            ent_report_printf(first, "%s%s%s%s:", f->clause->id, *f->reading ? " as read in \"" : "",
                              f->reading, *f->reading ? "\"" : "");
        const char *text = ent_report_short(first, f);
        for (size_t i = 0; i < all->count; i++)
            text = ent_report_printf(first, "%s%s %s under %s", text, i ? "," : ":",
                                     verdict_of(all->differences[d].at[i]), all->at[i].view);
        ent_page_write(page, (ent_line){2, 4, ENT_STYLE_PLAIN, label}, text);
    }
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
