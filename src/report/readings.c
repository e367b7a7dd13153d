/* readings.c: what a rival reading of a clause would change against the base: one line a change of verdict,
 * with whom and which records it concerns. What a reading leaves as it is, is not repeated. */
#include "report/internal.h"

#include <stdlib.h>
#include <string.h>

#define KINDS (ENT_VERDICT_COUNT + 1) /* verdicts, and no finding */

static int kind(const ent_subject *s)
{
    return s ? (int)s->worst->verdict : ENT_VERDICT_COUNT;
}

static const char *kind_name(int k)
{
    return k == ENT_VERDICT_COUNT ? "not spoken of" : ent_verdict_name((ent_verdict)k);
}

typedef struct change {
    ent_listing who[KINDS][KINDS]; /* from the base, to the reading */
    size_t total;
} change;

static void note(const ent_sheet *sheet, change *c, const ent_subject *base, const ent_subject *other)
{
    int from = kind(base), to = kind(other);
    if (from == to) return;
    ent_listing_add(sheet, &c->who[from][to], ent_report_short(sheet, (base ? base : other)->worst));
    c->total++;
}

static int by_subject(const void *x, const void *y)
{
    return ent_subject_compare((*(const ent_subject *const *)x)->worst,
                               (*(const ent_subject *const *)y)->worst);
}

/* Subjects of one reading, sorted so that two readings can be walked side by side. */
static const ent_subject **sorted(const ent_sheet *sheet, size_t clause, const char *reading,
                                  size_t *out_count)
{
    size_t from = sheet->clause_first[clause], to = sheet->clause_first[clause + 1], n = 0;
    const ent_subject **all = ent_sheet_alloc(sheet, to - from + 1, sizeof *all);
    for (size_t i = from; all && i < to; i++)
        if (strcmp(sheet->subjects[i].worst->reading, reading) == 0) all[n++] = &sheet->subjects[i];
    if (n) qsort(all, n, sizeof *all, by_subject);
    *out_count = n;
    return all;
}

/* `all`: also what the filter hides. */
static void compare(const ent_sheet *sheet, size_t clause, const char *reading, bool all, change *c)
{
    size_t n = 0, m = 0;
    const ent_subject **base = sorted(sheet, clause, "", &n), **other = sorted(sheet, clause, reading, &m);
    for (size_t i = 0, k = 0; i < n || k < m;) {
        int order = i == n ? 1 : k == m ? -1 : ent_subject_compare(base[i]->worst, other[k]->worst);
        const ent_subject *a = order <= 0 ? base[i++] : NULL, *b = order >= 0 ? other[k++] : NULL;
        if (all || (a && ent_sheet_shows(sheet, a->worst)) || (b && ent_sheet_shows(sheet, b->worst)))
            note(sheet, c, a, b);
    }
}

static bool is_base(const ent_sheet *sheet, const ent_reading *r)
{
    const ent_document *c = sheet->world->case_doc ? ent_doc_view(sheet->world->case_doc) : NULL;
    for (size_t i = 0; c && i < c->assume_count; i++)
        if (c->assumes[i].kind == ENT_ASSUME_READING && strcmp(c->assumes[i].of, r->of) == 0 &&
            strcmp(c->assumes[i].name, r->name) == 0)
            return true;
    return false;
}

static void one_reading(ent_page *page, const ent_sheet *sheet, size_t clause, const ent_reading *r)
{
    change c = {.total = 0};
    compare(sheet, clause, r->name, false, &c);
    ent_page_blank(page);
    const char *words = r->note && *r->note ? ent_report_printf(sheet, "%s.", r->note) : "";
    const char *source = r->source && *r->source ? ent_report_printf(sheet, " Source: %s.", r->source) : "";
    ent_page_write(page,
                   (ent_line){2, 4, ENT_STYLE_HEAD, ent_report_printf(sheet, "Reading \"%s\":", r->name)},
                   ent_report_printf(sheet, "%s%s", words, source));
    for (int from = 0; from < KINDS; from++)
        for (int to = 0; to < KINDS; to++) {
            const ent_listing *who = &c.who[from][to];
            if (!who->count) continue;
            ent_page_write(page, (ent_line){4, 6, ENT_STYLE_PLAIN, ""},
                           ent_report_printf(sheet, "%s -> %s, %zu: %s", kind_name(from), kind_name(to),
                                             who->count, ent_listing_text(sheet, who)));
        }
    if (!c.total)
        ent_page_write(page, (ent_line){4, 6, ENT_STYLE_PLAIN, ""}, "changes no verdict shown here");
}

static bool is_rival(const ent_sheet *sheet, size_t clause, const ent_reading *r)
{
    return strcmp(r->of, sheet->doc->clauses[clause].id) == 0 && !is_base(sheet, r);
}

void ent_text_readings(ent_page *page, const ent_sheet *sheet, size_t clause)
{
    for (size_t r = 0; r < sheet->doc->reading_count; r++)
        if (is_rival(sheet, clause, &sheet->doc->readings[r]))
            one_reading(page, sheet, clause, &sheet->doc->readings[r]);
}

size_t ent_text_reading_changes(const ent_sheet *sheet, size_t clause)
{
    change c = {.total = 0};
    for (size_t r = 0; r < sheet->doc->reading_count; r++)
        if (is_rival(sheet, clause, &sheet->doc->readings[r]))
            compare(sheet, clause, sheet->doc->readings[r].name, true, &c);
    return c.total;
}
