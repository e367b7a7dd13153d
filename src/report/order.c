/* order.c: the one order of findings, and what a filter lets through. A clause as read otherwise is a copy
 * with the same id, so clauses are compared by their place in the document, found by id; nothing is ordered
 * by address. */
#include "report/internal.h"

#include <stdlib.h>
#include <string.h>

typedef struct keyed {
    const ent_finding *f;
    size_t clause, reading;
} keyed;

size_t ent_sheet_clause_index(const ent_document *doc, const ent_clause *clause)
{
    uintptr_t at = (uintptr_t)clause, first = (uintptr_t)doc->clauses;
    if (at >= first && at < first + doc->clause_count * sizeof *clause) return (at - first) / sizeof *clause;
    for (size_t i = 0; i < doc->clause_count; i++)
        if (strcmp(doc->clauses[i].id, clause->id) == 0) return i;
    return doc->clause_count;
}

/* The base is 0, readings follow in the order of the text. */
static size_t reading_index(const ent_document *doc, const ent_finding *f)
{
    if (!*f->reading) return 0;
    for (size_t i = 0; i < doc->reading_count; i++)
        if (strcmp(doc->readings[i].name, f->reading) == 0 && strcmp(doc->readings[i].of, f->clause->id) == 0)
            return i + 1;
    return doc->reading_count + 1;
}

static int by_size(size_t a, size_t b)
{
    return (a > b) - (a < b);
}
static int by_time(ent_time a, ent_time b)
{
    return (a.seconds > b.seconds) - (a.seconds < b.seconds);
}

static int by_records(const ent_finding *a, const ent_finding *b)
{
    for (size_t i = 0; i < a->record_count && i < b->record_count; i++) {
        int c = strcmp(a->records[i]->id, b->records[i]->id);
        if (c) return c;
    }
    return by_size(a->record_count, b->record_count);
}

static int in_order(const void *x, const void *y)
{
    const keyed *a = x, *b = y;
    int c =
        by_size(a->f->joined_count > 0, b->f->joined_count > 0); /* what clauses breach together comes last */
    if (!c) c = by_size(a->f->article, b->f->article);
    if (!c) c = by_size(a->clause, b->clause);
    if (!c) c = by_size(a->reading, b->reading);
    if (!c) c = by_time(a->f->period.from, b->f->period.from);
    if (!c) c = by_time(a->f->period.until, b->f->period.until);
    if (!c) c = by_records(a->f, b->f);
    if (!c) c = strcmp(a->f->party, b->f->party);
    return c ? c : strcmp(a->f->target, b->f->target);
}

static ent_status sort_findings(ent_sheet *s, ent_error *err)
{
    size_t n = ent_finding_count(s->j);
    keyed *keys = ent_arena_alloc(s->arena, n + 1, sizeof *keys);
    s->findings = ent_arena_alloc(s->arena, n + 1, sizeof *s->findings);
    if (!keys || !s->findings) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t i = 0; i < n; i++) {
        const ent_finding *f = ent_finding_at(s->j, i);
        bool same = i && keys[i - 1].f->clause == f->clause; /* findings of a clause come together */
        keys[i] = (keyed){f, same ? keys[i - 1].clause : ent_sheet_clause_index(s->doc, f->clause),
                          reading_index(s->doc, f)};
    }
    qsort(keys, n, sizeof *keys, in_order);
    for (size_t i = 0; i < n; i++) s->findings[i] = keys[i].f;
    s->finding_count = n;
    return ENT_OK;
}

ent_status ent_sheet_init(ent_sheet *sheet, const ent_judgement *j, const ent_report_opts *opts,
                          ent_error *err)
{
    static const ent_report_opts defaults = {0};
    ent_sheet s = {.j = j,
                   .opts = opts ? opts : &defaults,
                   .world = ent_judgement_world(j),
                   .judged = ent_judgement_opts(j)};
    s.doc = ent_doc_view(s.world->agreement);
    s.view = s.world->atlas ? ent_atlas_view_at(s.world->atlas, s.judged.view).name : "";
    s.arena = ent_arena_new();
    s.failed = s.arena ? ent_arena_alloc(s.arena, 1, sizeof *s.failed) : NULL;
    ent_status st = s.failed ? sort_findings(&s, err) : ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (st == ENT_OK) st = ent_sheet_find_subjects(&s, err);
    if (st == ENT_OK) st = ent_sheet_find_cover(&s, err);
    if (st == ENT_OK) st = ent_sheet_find_definitions(&s, err);
    if (st == ENT_OK)
        *sheet = s;
    else
        ent_sheet_done(&s);
    return st;
}

void ent_sheet_done(ent_sheet *sheet)
{
    if (!sheet) return;
    ent_map_free(sheet->definitions);
    ent_arena_free(sheet->arena);
    *sheet = (ent_sheet){0};
}

ent_status ent_sheet_status(const ent_sheet *sheet, ent_error *err)
{
    return *sheet->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory") : ENT_OK;
}

void *ent_sheet_alloc(const ent_sheet *sheet, size_t count, size_t size)
{
    void *block = ent_arena_alloc(sheet->arena, count, size);
    if (!block) *sheet->failed = true;
    return block;
}

/* ---- filters ---------------------------------------------------------------------------------------- */

static bool given(const char *text)
{
    return text && *text;
}

bool ent_sheet_shows_clause(const ent_sheet *s, const ent_clause *clause)
{
    return !given(s->opts->clause) || (clause && strcmp(clause->id, s->opts->clause) == 0);
}

static bool shows_any_clause(const ent_sheet *s, const ent_finding *f)
{
    for (size_t i = 0; i < f->joined_count; i++)
        if (ent_sheet_shows_clause(s, f->joined[i])) return true;
    return ent_sheet_shows_clause(s, f->clause);
}

bool ent_sheet_shows(const ent_sheet *s, const ent_finding *f)
{
    if (!shows_any_clause(s, f)) return false;
    if (given(s->opts->party) && strcmp(f->party, s->opts->party) != 0) return false;
    return !s->opts->verdicts || (s->opts->verdicts >> f->verdict & 1u);
}

bool ent_sheet_shows_coverage(const ent_sheet *s, const ent_coverage *row)
{
    if (!ent_sheet_shows_clause(s, row->clause)) return false;
    return !given(s->opts->party) || strcmp(row->party, s->opts->party) == 0;
}

size_t ent_sheet_party_index(const ent_sheet *sheet, const char *party)
{
    ent_texts parties = ent_judgement_parties(sheet->j);
    for (size_t i = 0; i < parties.count; i++)
        if (strcmp(parties.at[i], party) == 0) return i;
    return parties.count;
}

ent_state ent_finding_state(const ent_finding *f)
{
    switch (f->verdict) {
    case ENT_BREACH: return ENT_STATE_BREACH;
    case ENT_KEPT: return ENT_STATE_KEPT;
    case ENT_EXEMPT: return ENT_STATE_EXEMPT;
    case ENT_VERDICT_UNCLEAR: break;
    }
    if (f->none_shown) return ENT_STATE_NONE_SHOWN;
    return f->reasons == 1u << ENT_REASON_NOT_DUE ? ENT_STATE_NOT_DUE : ENT_STATE_UNCLEAR;
}
