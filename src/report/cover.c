/* cover.c: the rows of coverage sorted once, by clause and, for what is no clause, by article. Every clause
 * of a text asks for its own; looking through all of them each time made a report quadratic in clauses. */
#include "report/internal.h"

/* Where an article's own come; what is of none comes behind all of them. */
static size_t article_place(const ent_sheet *sheet, size_t article)
{
    return article < sheet->doc->article_count ? article : sheet->doc->article_count;
}

static size_t bucket_of(const ent_sheet *sheet, const ent_coverage *row)
{
    const size_t clauses = sheet->doc->clause_count;
    if (row->clause) return ent_sheet_clause_index(sheet->doc, row->clause);
    return clauses + 1 + article_place(sheet, row->article);
}

/* Clauses by article: counted, then laid out from the last. */
static bool sort_clauses(ent_sheet *sheet)
{
    const ent_document *doc = sheet->doc;
    size_t *first = ent_arena_alloc(sheet->arena, doc->article_count + 2, sizeof *first);
    size_t *clauses = ent_arena_alloc(sheet->arena, doc->clause_count + 1, sizeof *clauses);
    if (!first || !clauses) return false;
    for (size_t c = 0; c < doc->clause_count; c++) first[article_place(sheet, doc->clauses[c].article)]++;
    for (size_t a = 0; a <= doc->article_count; a++) first[a + 1] += first[a];
    for (size_t c = doc->clause_count; c-- > 0;)
        clauses[--first[article_place(sheet, doc->clauses[c].article)]] = c;
    sheet->article_first = first, sheet->article_clauses = clauses;
    return true;
}

/* Counted, then laid out: rows of one bucket stay in their order. */
ent_status ent_sheet_find_cover(ent_sheet *sheet, ent_error *err)
{
    const size_t rows = ent_coverage_count(sheet->j);
    const size_t buckets = sheet->doc->clause_count + 1 + sheet->doc->article_count + 1;
    size_t *first = ent_arena_alloc(sheet->arena, buckets + 1, sizeof *first);
    size_t *next = ent_arena_alloc(sheet->arena, buckets + 1, sizeof *next);
    const ent_coverage **cover = ent_arena_alloc(sheet->arena, rows + 1, sizeof *cover);
    if (!first || !next || !cover || !sort_clauses(sheet)) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t i = 0; i < rows; i++) first[bucket_of(sheet, ent_coverage_at(sheet->j, i)) + 1]++;
    for (size_t b = 0; b < buckets; b++) first[b + 1] += first[b], next[b] = first[b];
    for (size_t i = 0; i < rows; i++) {
        const ent_coverage *row = ent_coverage_at(sheet->j, i);
        cover[next[bucket_of(sheet, row)]++] = row;
    }
    sheet->cover = cover, sheet->cover_first = first;
    for (sheet->joint_first = sheet->finding_count; sheet->joint_first > 0; sheet->joint_first--)
        if (!sheet->findings[sheet->joint_first - 1]->joined_count) break;
    return ENT_OK;
}

static ent_rows bucket(const ent_sheet *sheet, size_t b)
{
    const size_t from = sheet->cover_first[b];
    return (ent_rows){sheet->cover + from, sheet->cover_first[b + 1] - from};
}

ent_rows ent_sheet_rows_of(const ent_sheet *sheet, const ent_clause *clause)
{
    return bucket(sheet, ent_sheet_clause_index(sheet->doc, clause));
}

ent_rows ent_sheet_passages_of(const ent_sheet *sheet, size_t article)
{
    return bucket(sheet, sheet->doc->clause_count + 1 + article);
}

ent_places ent_sheet_clauses_of(const ent_sheet *sheet, size_t article)
{
    const size_t from = sheet->article_first[article];
    return (ent_places){sheet->article_clauses + from, sheet->article_first[article + 1] - from};
}
