/* stage.h: a case put together in memory: statements, rows and shapes in, a judgement out. Used by the reader
 * of case files and by the properties of verdicts. Whatever is wrong with what is put in ends the test with
 * its reason. */
#ifndef ENT_TESTS_STAGE_H
#define ENT_TESTS_STAGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "cm.h"
#include "entente/verdict.h"

#include <string.h>

#define STAGE_COLUMNS_MAX 64
#define STAGE_POINTS_MAX 64

/* A table that grows row by row; a cell that nobody sets is empty. */
typedef struct stage_table {
    const char *columns[STAGE_COLUMNS_MAX];
    size_t column_count, row_count, cap;
    const char *(*rows)[STAGE_COLUMNS_MAX];
} stage_table;

typedef struct stage {
    ent_arena *arena;
    ent_buf agreement, assumes; /* statements of agreement.md and case.md */
    stage_table records, items, places;
    ent_shapes *shapes;
    /* filled in by stage_judge */
    ent_diags *diags;
    ent_doc *agreement_doc, *case_doc;
    ent_records *record_set;
    ent_items *item_set;
    ent_sites *site_set;
    ent_judgement *judgement;
    ent_error err;
} stage;

static inline void stage_init(stage *s)
{
    *s = (stage){.arena = ent_arena_new()};
    assert_non_null(s->arena);
    ent_buf_init(&s->agreement, 1u << 20);
    ent_buf_init(&s->assumes, 1u << 20);
    assert_int_equal(ent_shapes_new(&s->shapes, NULL), ENT_OK);
}

static inline void stage_done(stage *s)
{
    ent_judgement_free(s->judgement);
    ent_doc_free(s->agreement_doc);
    ent_doc_free(s->case_doc);
    ent_records_free(s->record_set);
    ent_items_free(s->item_set);
    ent_sites_free(s->site_set);
    ent_shapes_free(s->shapes);
    ent_diags_free(s->diags);
    ent_buf_done(&s->agreement);
    ent_buf_done(&s->assumes);
    ent_arena_free(s->arena);
}

/* ---- tables ----------------------------------------------------------------------------------------- */

static inline size_t stage_column(stage *s, stage_table *t, const char *name)
{
    for (size_t i = 0; i < t->column_count; i++)
        if (strcmp(t->columns[i], name) == 0) return i;
    assert_true(t->column_count < STAGE_COLUMNS_MAX);
    t->columns[t->column_count] = ent_arena_copy(s->arena, ent_str_of(name));
    return t->column_count++;
}

static inline size_t stage_row(stage *s, stage_table *t)
{
    if (t->row_count == t->cap) {
        size_t cap = t->cap ? 2 * t->cap : 16;
        const char *(*grown)[STAGE_COLUMNS_MAX] = ent_arena_alloc(s->arena, cap, sizeof *grown);
        assert_non_null(grown);
        if (t->row_count) memcpy(grown, t->rows, t->row_count * sizeof *grown);
        t->rows = grown, t->cap = cap;
    }
    return t->row_count++;
}

static inline void stage_set(stage *s, stage_table *t, size_t row, const char *column, const char *value)
{
    assert_non_null(column);
    t->rows[row][stage_column(s, t, column)] = ent_arena_copy(s->arena, ent_str_of(value));
}

static inline void stage_write_cell(ent_buf *out, const char *cell)
{
    if (!cell) return;
    bool plain = !strpbrk(cell, ",\"\n");
    if (!plain) ent_buf_addc(out, '"');
    for (const char *c = cell; *c; c++) {
        if (*c == '"') ent_buf_addc(out, '"');
        ent_buf_addc(out, *c);
    }
    if (!plain) ent_buf_addc(out, '"');
}

static inline void stage_write_table(const stage_table *t, ent_buf *out)
{
    for (size_t c = 0; c < t->column_count; c++) {
        if (c) ent_buf_addc(out, ',');
        stage_write_cell(out, t->columns[c]);
    }
    ent_buf_addc(out, '\n');
    for (size_t r = 0; r < t->row_count; r++) {
        for (size_t c = 0; c < t->column_count; c++) {
            if (c) ent_buf_addc(out, ',');
            stage_write_cell(out, t->rows[r][c]);
        }
        ent_buf_addc(out, '\n');
    }
}

/* ---- from tables to a world ------------------------------------------------------------------------- */

static inline void stage_complain(const stage *s)
{
    ent_buf text;
    ent_buf_init(&text, 1u << 20);
    ent_error err;
    if (ent_diags_write(s->diags, ent_buf_sink(&text), false, &err) == ENT_OK && text.ptr)
        print_message("%s", text.ptr);
    ent_buf_done(&text);
    fail_msg("the case itself is wrong");
}

static inline ent_status stage_load_records(stage *s)
{
    ent_buf csv;
    ent_buf_init(&csv, 1u << 30);
    stage_write_table(&s->records, &csv);
    ent_status st = ent_records_new(&s->record_set, &s->err);
    const ent_document *d = ent_doc_view(s->agreement_doc);
    for (size_t i = 0; st == ENT_OK && i < d->decl_count; i++)
        if (d->decls[i].kind == ENT_DECL_KIND)
            st = ent_records_allow_kind(s->record_set, ent_str_of(d->decls[i].name), &s->err);
    if (st == ENT_OK && s->records.row_count)
        st = ent_records_load_memory(s->record_set, "records", ent_buf_str(&csv), s->diags, &s->err);
    if (st == ENT_OK) st = ent_records_finish(s->record_set, s->diags, &s->err);
    ent_buf_done(&csv);
    return st;
}

static inline ent_status stage_load_tables(stage *s)
{
    ent_buf csv;
    ent_buf_init(&csv, 1u << 20);
    ent_status st = ENT_OK;
    stage_write_table(&s->items, &csv);
    if (s->items.row_count)
        st = ent_items_load_memory("items", ent_buf_str(&csv), s->diags, &s->item_set, &s->err);
    ent_buf_clear(&csv);
    stage_write_table(&s->places, &csv);
    if (st == ENT_OK && s->places.row_count)
        st = ent_sites_load_memory("places", ent_buf_str(&csv), s->diags, &s->site_set, &s->err);
    ent_buf_done(&csv);
    return st;
}

static inline ent_status stage_parse(stage *s)
{
    ent_buf text;
    ent_buf_init(&text, 1u << 20);
    ent_buf_printf(&text, "# Agreement\n\n```entente\n%s\n```\n", s->agreement.ptr ? s->agreement.ptr : "");
    ent_status st = ent_doc_parse("agreement", ent_buf_str(&text), s->diags, &s->agreement_doc, &s->err);
    ent_buf_clear(&text);
    ent_buf_printf(&text, "```entente\ncase \"a case\"\n%s\n```\n", s->assumes.ptr ? s->assumes.ptr : "");
    if (st == ENT_OK) st = ent_doc_parse("case", ent_buf_str(&text), s->diags, &s->case_doc, &s->err);
    ent_buf_done(&text);
    return st;
}

static inline ent_world stage_world(const stage *s, const ent_atlas *atlas)
{
    return (ent_world){atlas,       s->agreement_doc, s->case_doc, s->record_set,
                       s->item_set, s->site_set,      s->shapes,   NULL};
}

static inline ent_status stage_check(stage *s, const ent_atlas *atlas)
{
    ent_world world = stage_world(s, atlas);
    ent_names names = ent_world_names(&world);
    ent_status st = ent_doc_check(s->agreement_doc, &names, s->diags, &s->err);
    return st == ENT_OK ? ent_doc_check_case(s->case_doc, s->agreement_doc, &names, s->diags, &s->err) : st;
}

/* Everything read and checked, ready for ent_judge. */
static inline void stage_load(stage *s, const ent_atlas *atlas)
{
    ent_status st = ent_diags_new(&s->diags, &s->err);
    if (st == ENT_OK) st = stage_parse(s);
    if (st == ENT_OK) st = stage_load_records(s);
    if (st == ENT_OK) st = stage_load_tables(s);
    if (st == ENT_OK) st = stage_check(s, atlas);
    if (st != ENT_OK) fail_msg("%s", s->err.message);
    if (ent_diags_error_count(s->diags)) stage_complain(s);
}

static inline const ent_judgement *stage_judge(stage *s, const ent_atlas *atlas, ent_judge_opts opts)
{
    stage_load(s, atlas);
    ent_world world = stage_world(s, atlas);
    if (ent_judge(&world, &opts, &s->judgement, &s->err) != ENT_OK) fail_msg("%s", s->err.message);
    return s->judgement;
}

/* ---- telling ---------------------------------------------------------------------------------------- */

static inline void stage_say_finding(ent_buf *out, const ent_finding *f)
{
    char from[32], until[32];
    ent_time_format(f->period.from, from, sizeof from);
    ent_time_format(f->period.until, until, sizeof until);
    ent_buf_printf(out, "%s clause %s", ent_verdict_name(f->verdict), f->clause ? f->clause->id : "-");
    for (size_t i = 0; i < f->record_count; i++)
        ent_buf_printf(out, "%s%s", i ? "+" : " record ", f->records[i]->id);
    if (*f->party) ent_buf_printf(out, " party %s", f->party);
    if (*f->target) ent_buf_printf(out, " target %s", f->target);
    if (*f->reading) ent_buf_printf(out, " reading \"%s\"", f->reading);
    for (size_t i = 0; i < f->margin_count; i++)
        ent_buf_printf(out, " margin %g..%g %s", f->margins[i].lo, f->margins[i].hi, f->margins[i].unit);
    for (unsigned r = 0; r < ENT_REASON_COUNT; r++)
        if (f->reasons & 1u << r) ent_buf_printf(out, " reason \"%s\"", ent_reason_name((ent_reason)r));
    ent_buf_printf(out, " period %s/%s%s\n", from, until, f->none_shown ? " none-shown" : "");
}

static inline void stage_say_texts(ent_buf *out, const char *what, ent_texts texts)
{
    for (size_t i = 0; i < texts.count; i++) ent_buf_printf(out, "        %s \"%s\"\n", what, texts.at[i]);
}

/* Every finding on a line, with its reasons below it; then the coverage. */
static inline void stage_say(const ent_judgement *j, ent_buf *out)
{
    for (size_t i = 0; i < ent_finding_count(j); i++) {
        const ent_finding *f = ent_finding_at(j, i);
        ent_buf_adds(out, "    ");
        stage_say_finding(out, f);
        stage_say_texts(out, "because", f->because);
        stage_say_texts(out, "settle", f->settle);
    }
    for (size_t i = 0; i < ent_coverage_count(j); i++) {
        const ent_coverage *c = ent_coverage_at(j, i);
        if (c->clause)
            ent_buf_printf(out, "    state %s clause %s party %s\n", ent_state_name(c->state), c->clause->id,
                           c->party);
    }
    stage_say_texts(out, "assumption", ent_judgement_assumptions(j));
    stage_say_texts(out, "remark", ent_judgement_remarks(j));
}

#endif
