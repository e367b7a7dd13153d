/* subject.c: findings about the same thing put together. A record that is unclear for a week, because its
 * date is, and a breach from then on is one subject, counted once by its gravest verdict; likewise a sum
 * whose records come and go, told by the finding that stands farthest past its limit. */
#include "report/internal.h"

#include <stdlib.h>
#include <string.h>

typedef struct keyed {
    const ent_finding *f;
    size_t place; /* in the order of findings */
} keyed;

static const char *unit_of(const ent_finding *f)
{
    return f->margin_count ? f->margins[0].unit : "";
}
static bool is_sum(const ent_finding *f)
{
    return f->clause->modality == ENT_LIMITS;
}

static int by_records(const ent_finding *a, const ent_finding *b)
{
    if (a->record_count != b->record_count) return a->record_count < b->record_count ? -1 : 1;
    for (size_t i = 0; i < a->record_count; i++) {
        int c = strcmp(a->records[i]->id, b->records[i]->id);
        if (c) return c;
    }
    return 0;
}

/* A sum is known by whose it is, where, and in which unit; anything else by its records. */
int ent_subject_compare(const ent_finding *a, const ent_finding *b)
{
    int c = strcmp(a->clause->id, b->clause->id);
    if (!c) c = strcmp(a->party, b->party);
    if (c) return c;
    if (!is_sum(a) || !is_sum(b)) return by_records(a, b);
    c = strcmp(a->target, b->target);
    return c ? c : strcmp(unit_of(a), unit_of(b));
}

static int by_key(const void *x, const void *y)
{
    const keyed *a = x, *b = y;
    int c = ent_subject_compare(a->f, b->f);
    if (!c) c = strcmp(a->f->reading, b->f->reading);
    return c ? c : (a->place > b->place) - (a->place < b->place);
}

static int by_place(const void *x, const void *y)
{
    const keyed *a = *(const keyed *const *)x, *b = *(const keyed *const *)y;
    return (a->place > b->place) - (a->place < b->place);
}

static void fill(ent_subject *s, const ent_finding **every, const keyed *first, size_t count)
{
    *s = (ent_subject){.every = every, .count = count, .state = ENT_STATE_NOT_FORMALISED};
    for (size_t i = 0; i < count; i++) {
        every[i] = first[i].f;
        ent_state state = ent_finding_state(every[i]);
        if (state == s->state && is_sum(every[i]) && ent_finding_is_farther(s->worst, every[i])) continue;
        if (state <= s->state) s->state = state, s->worst = every[i];
    }
}

/* Subjects are in the order of clauses, so those of one clause stand together. */
static ent_status find_clauses(ent_sheet *sheet, ent_error *err)
{
    size_t clauses = sheet->doc->clause_count, at = 0;
    sheet->clause_first = ent_arena_alloc(sheet->arena, clauses + 2, sizeof *sheet->clause_first);
    if (!sheet->clause_first) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t c = 0; c < clauses; c++) {
        sheet->clause_first[c] = at;
        while (at < sheet->subject_count &&
               strcmp(sheet->subjects[at].worst->clause->id, sheet->doc->clauses[c].id) == 0)
            at++;
    }
    sheet->clause_first[clauses] = at;
    return ENT_OK;
}

ent_status ent_sheet_find_subjects(ent_sheet *sheet, ent_error *err)
{
    size_t n = sheet->finding_count, heads = 0;
    keyed *keys = ent_arena_alloc(sheet->arena, n + 1, sizeof *keys);
    const keyed **starts = ent_arena_alloc(sheet->arena, n + 1, sizeof *starts);
    const ent_finding **every = ent_arena_alloc(sheet->arena, n + 1, sizeof *every);
    sheet->subjects = ent_arena_alloc(sheet->arena, n + 1, sizeof *sheet->subjects);
    if (!keys || !starts || !every || !sheet->subjects) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t i = 0; i < n; i++) keys[i] = (keyed){sheet->findings[i], i};
    qsort(keys, n, sizeof *keys, by_key);
    for (size_t i = 0; i < n; i++) {
        bool same = i && ent_subject_compare(keys[i - 1].f, keys[i].f) == 0 &&
                    strcmp(keys[i - 1].f->reading, keys[i].f->reading) == 0;
        if (!same) starts[heads++] = &keys[i];
    }
    starts[heads] = keys + n;
    size_t *lengths =
        ent_arena_alloc(sheet->arena, n + 1, sizeof *lengths); /* by the index of the first key */
    if (!lengths) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t h = 0; h < heads; h++) lengths[starts[h] - keys] = (size_t)(starts[h + 1] - starts[h]);
    qsort(starts, heads, sizeof *starts, by_place);
    for (size_t h = 0; h < heads; h++) {
        size_t first = (size_t)(starts[h] - keys);
        fill(&sheet->subjects[h], every + first, starts[h], lengths[first]);
    }
    sheet->subject_count = heads;
    return find_clauses(sheet, err);
}
