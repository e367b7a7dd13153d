/* sheets.c: judgements of one case under several views, side by side. They look at the same clauses and
 * records, so a subject of one is found in another by comparing; what only one view finds (a sum in a
 * territory that the other view gives to somebody else) differs too. */
#include "report/internal.h"

#include <stdlib.h>
#include <string.h>

typedef struct entry {
    const ent_subject *subject;
    size_t sheet, clause;
} entry;

static int by_subject(const entry *a, const entry *b)
{
    const ent_finding *f = a->subject->worst, *g = b->subject->worst;
    if (f->article != g->article) return f->article < g->article ? -1 : 1;
    if (a->clause != b->clause) return a->clause < b->clause ? -1 : 1;
    int c = strcmp(f->reading, g->reading);
    return c ? c : ent_subject_compare(f, g);
}

static int by_subject_and_sheet(const void *x, const void *y)
{
    const entry *a = x, *b = y;
    int c = by_subject(a, b);
    return c ? c : (a->sheet > b->sheet) - (a->sheet < b->sheet);
}

static entry *collect(const ent_sheets *s, size_t *out_count)
{
    size_t n = 0, k = 0;
    for (size_t i = 0; i < s->count; i++) n += s->at[i].subject_count;
    entry *all = ent_arena_alloc(s->at[0].arena, n + 1, sizeof *all);
    for (size_t i = 0; all && i < s->count; i++)
        for (size_t m = 0; m < s->at[i].subject_count; m++) {
            const ent_subject *subject = &s->at[i].subjects[m];
            all[k++] = (entry){subject, i, ent_sheet_clause_index(s->at[i].doc, subject->worst->clause)};
        }
    *out_count = n;
    return all;
}

static bool differs(const ent_sheets *s, const ent_difference *d)
{
    bool differ = false, shown = false;
    for (size_t i = 0; i < s->count; i++) {
        differ |= !d->at[i] || d->at[i]->worst->verdict != d->any->worst->verdict;
        shown |= d->at[i] && ent_sheet_shows(&s->at[i], d->at[i]->worst);
    }
    return differ && shown;
}

static ent_status compare(ent_sheets *s, ent_error *err)
{
    size_t n = 0;
    entry *all = collect(s, &n);
    s->differences = all ? ent_arena_alloc(s->at[0].arena, n + 1, sizeof *s->differences) : NULL;
    if (!s->differences) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    qsort(all, n, sizeof *all, by_subject_and_sheet);
    for (size_t i = 0, end; i < n; i = end) {
        ent_difference d = {.any = all[i].subject};
        for (end = i; end < n && by_subject(&all[i], &all[end]) == 0; end++)
            d.at[all[end].sheet] = all[end].subject;
        if (differs(s, &d)) s->differences[s->difference_count++] = d;
    }
    return ENT_OK;
}

ent_status ent_sheets_init(ent_sheets *sheets, const ent_judgement *const *judgements, size_t count,
                           const ent_report_opts *opts, ent_error *err)
{
    *sheets = (ent_sheets){.count = 0};
    if (count > ENT_REPORT_VIEWS_MAX)
        return ent_fail(err, ENT_E_LIMIT, "a report shows at most %d views", ENT_REPORT_VIEWS_MAX);
    ent_status st = ENT_OK;
    for (; sheets->count < count && st == ENT_OK; sheets->count += st == ENT_OK)
        st = ent_sheet_init(&sheets->at[sheets->count], judgements[sheets->count], opts, err);
    if (st == ENT_OK && count > 1) st = compare(sheets, err);
    if (st != ENT_OK) ent_sheets_done(sheets);
    return st;
}

void ent_sheets_done(ent_sheets *sheets)
{
    for (size_t i = 0; i < sheets->count; i++) ent_sheet_done(&sheets->at[i]);
    *sheets = (ent_sheets){.count = 0};
}
