/* status_lines.c: red lines beside what comes nearest to crossing them. A red line names an article; the
 * findings of the clauses of that article, breaches first and then by how little is missing, say how near it
 * is. */
#include "base/mem.h"
#include "report/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN_MAX 3

/* Greater is nearer: a breach by its depth, then what may be one, then what is kept by its distance. Margins
 * of different units cannot be compared; as a share of a day or a kilometre they at least have an order. */
static double nearness(const ent_finding *f)
{
    double margin = f->margin_count ? f->margins[0].hi : 0;
    if (!isfinite(margin)) margin = 0;
    double squeezed = margin / (1 + fabs(margin));
    ent_state state = ent_finding_state(f);
    double rank = state == ENT_STATE_BREACH       ? 6
                  : state == ENT_STATE_UNCLEAR    ? 3
                  : state == ENT_STATE_NONE_SHOWN ? 1
                                                  : 0;
    return rank + squeezed;
}

static int by_nearness(const void *x, const void *y)
{
    const ent_finding *a = *(const ent_finding *const *)x, *b = *(const ent_finding *const *)y;
    double p = nearness(a), q = nearness(b);
    if (p != q) return p > q ? -1 : 1;
    const char *r = a->record_count ? a->records[0]->id : a->party,
               *s = b->record_count ? b->records[0]->id : b->party;
    return strcmp(r, s);
}

static bool is_about(const ent_sheet *sheet, const ent_entry *e, const ent_finding *f)
{
    const char *number =
        f->article < sheet->doc->article_count ? sheet->doc->articles[f->article].number : "";
    for (uint32_t i = 0; i < e->articles.count; i++)
        if (strcmp(e->articles.at[i], f->clause->id) == 0 ||
            (number && strcmp(e->articles.at[i], number) == 0))
            return true;
    return false;
}

/* The findings on its article, the nearest first; how many. */
static size_t find_near(const ent_sheet *sheet, const ent_entry *e, const ent_finding ***out)
{
    const ent_finding **near = ent_sheet_alloc(sheet, sheet->finding_count + 1, sizeof *near);
    size_t n = 0;
    for (size_t i = 0; near && i < sheet->finding_count; i++)
        if (!*sheet->findings[i]->reading && is_about(sheet, e, sheet->findings[i]))
            near[n++] = sheet->findings[i];
    if (n) qsort(near, n, sizeof *near, by_nearness);
    *out = near;
    return n;
}

static void tell(ent_page *page, const ent_sheet *sheet, const ent_entry *e)
{
    const ent_finding **near = NULL;
    const size_t n = find_near(sheet, e, &near);
    const char *said = *e->statement ? e->statement : e->about;
    ent_page_write(
        page,
        (ent_line){0, 4, ENT_STYLE_HEAD, ent_report_printf(sheet, "%s, %s:", e->speaker.at[0], e->date_text)},
        said);
    for (size_t i = 0; i < n && i < SHOWN_MAX; i++) {
        const char *margin =
            near[i]->margin_count ? ent_report_margin(sheet, &near[i]->margins[0], near[i]->verdict) : "";
        ent_page_write(
            page, (ent_line){2, 6, ENT_STYLE_PLAIN, ""},
            ent_report_printf(sheet, "%s  %s: %s%s%s", near[i]->clause->id, ent_report_short(sheet, near[i]),
                              ent_state_name(ent_finding_state(near[i])), *margin ? ", " : "", margin));
    }
    if (!n)
        ent_page_write(page, (ent_line){2, 6, ENT_STYLE_PLAIN, ""},
                       "no record comes near it, or none is about it");
    if (n > SHOWN_MAX)
        ent_page_write(page, (ent_line){2, 6, ENT_STYLE_PLAIN, ""},
                       ent_report_printf(sheet, "and %zu more", n - SHOWN_MAX));
}

ent_status ent_report_red_lines(const ent_report_calendar *what, const ent_report_opts *opts, ent_sink sink,
                                ent_error *err)
{
    ent_sheet sheet;
    ent_page page;
    ent_status st = ent_sheet_init(&sheet, what->judgement, opts, err);
    if (st != ENT_OK) return st;
    ent_page_init(&page, opts);
    size_t n = 0;
    ent_time day_end = {what->as_of.seconds + ENT_DAY_SECONDS};
    for (size_t i = 0; i < ent_ledger_count(what->ledger); i++) {
        const ent_entry *e = ent_ledger_at(what->ledger, i);
        if (e->kind != ENT_ENTRY_RED_LINE ||
            !ent_ledger_shows(e, (ent_ledger_query){day_end, what->as_known}))
            continue;
        if (!n++)
            ent_buf_addc(&page.text, '\n'),
                ent_page_rule(&page, "Red lines, and what comes nearest to crossing them");
        tell(&page, &sheet, e);
    }
    st = ent_sheet_status(&sheet, err);
    if (st == ENT_OK) st = ent_page_flush(&page, sink, err);
    ent_page_done(&page);
    ent_sheet_done(&sheet);
    return st;
}

/* ---- as data ---- */

struct ent_red_lines {
    ent_sheet sheet;
    ent_report_opts opts;
    ent_near_list *lists; /* by index of the entry */
    size_t count;
};

static ent_near near_of(const ent_sheet *sheet, const ent_finding *f)
{
    const ent_margin *m = f->margin_count ? &f->margins[0] : NULL;
    return (ent_near){.clause = f->clause->id,
                      .what = ent_report_short(sheet, f),
                      .record = f->record_count == 1 ? f->records[0]->id : "",
                      .state = ent_state_name(ent_finding_state(f)),
                      .margin = m ? ent_report_margin(sheet, m, f->verdict) : "",
                      .margin_lo = m ? m->lo : 0,
                      .margin_hi = m ? m->hi : 0,
                      .unit = m ? m->unit : NULL};
}

static ent_near_list list_of(const ent_sheet *sheet, const ent_entry *e)
{
    const ent_finding **near = NULL;
    const size_t total = find_near(sheet, e, &near), count = total < SHOWN_MAX ? total : SHOWN_MAX;
    ent_near *at = ent_sheet_alloc(sheet, count + 1, sizeof *at);
    for (size_t i = 0; at && i < count; i++) at[i] = near_of(sheet, near[i]);
    return (ent_near_list){at, at ? count : 0, total};
}

ent_status ent_red_lines_find(const ent_judgement *judgement, const ent_ledger *ledger, ent_red_lines **out,
                              ent_error *err)
{
    ent_red_lines *lines = ent_alloc_zero(1, sizeof *lines);
    if (!lines) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_status st = ent_sheet_init(&lines->sheet, judgement, &lines->opts, err);
    if (st != ENT_OK) {
        ent_free(lines);
        return st;
    }
    lines->count = ent_ledger_count(ledger);
    lines->lists = ent_sheet_alloc(&lines->sheet, lines->count + 1, sizeof *lines->lists);
    for (size_t i = 0; lines->lists && i < lines->count; i++)
        if (ent_ledger_at(ledger, i)->kind == ENT_ENTRY_RED_LINE)
            lines->lists[i] = list_of(&lines->sheet, ent_ledger_at(ledger, i));
    st = ent_sheet_status(&lines->sheet, err);
    if (st == ENT_OK)
        *out = lines;
    else
        ent_red_lines_free(lines);
    return st;
}

void ent_red_lines_free(ent_red_lines *lines)
{
    if (!lines) return;
    ent_sheet_done(&lines->sheet);
    ent_free(lines);
}

ent_near_list ent_red_lines_at(const ent_red_lines *lines, const ent_entry *red_line)
{
    return lines->lists[red_line->index];
}
