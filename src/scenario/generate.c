/* generate.c: boundary scenarios as Markdown. For each figure of a clause: an act that the clause speaks of,
 * taken from the scenarios there are (one that breaches, if there is one), else made up; its variants on
 * either side; and what the engine finds of each. The tables are what the clause says today, for somebody to
 * read over. */
#include "scenario/generate.h"

#include <math.h>
#include <string.h>

typedef struct writer {
    ent_trial *t;
    ent_buf buf;
    ent_sink sink;
} writer;

/* ---- where to start from ---------------------------------------------------------------------------- */

static bool add_act(ent_trial *t, const ent_scene_case *c, size_t row, ent_made *out)
{
    const ent_scene_table *table = c->scene->table;
    if (out->count == ENT_MADE_ACTS) return false;
    ent_made_act *act = &out->acts[out->count];
    *act = (ent_made_act){.count = 0};
    ent_made_put(act, "id", ent_scene_id(t, table, c->scene, row));
    if (table->kind < 0) ent_made_put(act, "kind", table->act);
    for (size_t i = 0; i < table->said->column_count; i++) {
        ent_role_of_column role = table->columns[i].role;
        ent_str cell = ent_scene_cell(table, row, (int)i);
        if ((role != ENT_COL_RECORD && role != ENT_COL_ITEM) || !cell.len) continue;
        const char *name = table->columns[i].name;
        if (act->count == ENT_MADE_FIELDS) return false;
        ent_made_put(act, role == ENT_COL_ITEM ? ent_trial_text(t, "item.%s", name) : name,
                     ent_trial_text(t, ENT_STR_FMT, ENT_STR_ARG(cell)));
    }
    if (!*ent_made_get(act, "kind")) return true; /* an expectation alone */
    if (row == c->row) out->look = out->count;
    out->count++;
    return true;
}

static bool from_scene(ent_trial *t, const ent_scene_case *c, ent_made *out)
{
    const ent_scene_table *table = c->scene->table;
    bool good = true;
    *out = (ent_made){.day = c->day, .said = table->said};
    for (size_t i = 0; i < table->every_count && good; i++) good = add_act(t, c, table->every[i], out);
    for (size_t i = 0; i < c->scene->row_count && good; i++) good = add_act(t, c, c->scene->rows[i], out);
    return good && out->count > 0;
}

#define BASES_MAX 6

/* The n-th act to start from: of scenarios that breach, then of the others, then one made up. */
static bool find_base(ent_trial *t, const ent_clause *clause, size_t n, ent_made *out)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < t->case_count; i++) {
            const ent_scene_case *c = &t->cases[i];
            bool wanted = c->clause == clause && (c->verdict == ENT_BREACH) == (pass == 0);
            if (wanted && from_scene(t, c, out) && n-- == 0) return true;
        }
    ent_wishes wishes = {.binder = ""};
    ent_solution s;
    if (n) return false;
    ent_wish_add(&wishes, clause->object, true);
    ent_wish_add(&wishes, clause->when, true);
    ent_wish_add(&wishes, clause->where, true);
    ent_box_solve(t, &wishes, &s);
    return s.possible &&
           (ent_made_find(t, clause, &s.box, ENT_BREACH, out) || ent_made_act_of(t, clause, &s.box, 0, out));
}

/* The gravest verdict on a variant; -1: no finding. */
static int verdict_of(ent_trial *t, const ent_figure *f, const ent_made *made)
{
    ent_stage stage;
    ent_error err;
    int verdict = -1;
    if (ent_made_judge(t, made, &stage, &err) == ENT_OK && stage.judgement) {
        const ent_finding *found = ent_made_finding(made, &stage, f->clause->id);
        if (found) verdict = (int)found->verdict;
    }
    ent_stage_done(&stage);
    return verdict;
}

static bool decides(ent_trial *t, const ent_figure *f, const ent_variants *v)
{
    int first = v->count ? verdict_of(t, f, &v->at[0].made) : 0;
    for (size_t i = 1; i < v->count; i++)
        if (verdict_of(t, f, &v->at[i].made) != first) return true;
    return false;
}

/* Variants of the first act whose verdict the figure decides; else of the first that can be varied. */
static void find_variants(ent_trial *t, const ent_figure *f, ent_variants *out)
{
    ent_variants *tried = ent_alloc_zero(1, sizeof *tried);
    ent_made *base = ent_alloc_zero(1, sizeof *base);
    out->count = 0, out->reason = "no scenario is of the clause, and no act could be made up";
    if (!tried || !base) t->out_of_memory = true;
    for (size_t n = 0; tried && base && n < BASES_MAX && find_base(t, f->clause, n, base); n++) {
        ent_vary(t, f, base, tried);
        bool better = tried->count && (!out->count || decides(t, f, tried));
        if (better || (!out->count && tried->reason)) *out = *tried;
        if (better && decides(t, f, tried)) break;
    }
    ent_free(tried);
    ent_free(base);
}

/* ---- Markdown --------------------------------------------------------------------------------------- */

static void put_cell(ent_buf *buf, const char *text)
{
    for (; *text; text++) {
        if (*text == '|') ent_buf_addc(buf, '\\');
        ent_buf_addc(buf, *text);
    }
}

/* The lines below `scenarios` as they stand in the text. */
static void put_statement(writer *w, const ent_made *made, const ent_clause *clause)
{
    char day[32];
    ent_time_format(made->day, day, sizeof day);
    ent_buf_printf(&w->buf, "```entente\nscenarios of %s\n", clause->id);
    ent_str bytes = ent_doc_view(w->t->doc)->source.bytes;
    size_t at = made->said ? made->said->span.offset : bytes.len;
    while (at < bytes.len && bytes.ptr[at] != '\n') at++;
    for (at++; at < bytes.len && (bytes.ptr[at] == ' ' || bytes.ptr[at] == '\n');) {
        size_t end = at;
        while (end < bytes.len && bytes.ptr[end] != '\n') end++;
        ent_str line = {bytes.ptr + at, end - at}, words = ent_str_trim(line);
        bool day_line = words.len > 4 && memcmp(words.ptr, "day ", 4) == 0;
        if (words.len && !day_line) ent_buf_printf(&w->buf, ENT_STR_FMT "\n", ENT_STR_ARG(line));
        at = end + 1;
    }
    if (!made->said) ent_buf_adds(&w->buf, "  in force from 1800-01-01 for every party\n");
    ent_buf_printf(&w->buf, "  day %s\n```\n\n", day);
}

typedef struct table_columns {
    const char *names[ENT_MADE_FIELDS * 2];
    size_t count;
} table_columns;

static void add_columns(table_columns *c, const ent_made *made)
{
    for (size_t a = 0; a < made->count; a++)
        for (size_t i = 0; i < made->acts[a].count; i++) {
            bool seen = !*made->acts[a].cells[i];
            for (size_t k = 0; k < c->count; k++)
                seen = seen || strcmp(c->names[k], made->acts[a].columns[i]) == 0;
            if (!seen && c->count < ENT_MADE_FIELDS * 2) c->names[c->count++] = made->acts[a].columns[i];
        }
}

static void put_head(writer *w, const table_columns *c)
{
    ent_buf_adds(&w->buf, "| scenario |");
    for (size_t i = 0; i < c->count; i++) ent_buf_printf(&w->buf, " %s |", c->names[i]);
    ent_buf_adds(&w->buf, " expect | margin | reason |\n|---|");
    for (size_t i = 0; i < c->count; i++) ent_buf_adds(&w->buf, "---|");
    ent_buf_adds(&w->buf, "---|---|---|\n");
}

static const char *margin_of(ent_trial *t, const ent_finding *f)
{
    if (!f || !f->margin_count) return "";
    const ent_margin *m = &f->margins[0];
    const char *unit = *m->unit ? ent_trial_text(t, " %s", m->unit) : "";
    if (isinf(m->lo) && isinf(m->hi)) return "";
    double known = isinf(m->lo) ? m->hi : m->lo, other = isinf(m->hi) ? m->lo : m->hi;
    bool counted = !ent_unit_find(ent_str_of(m->unit)) && fabs(known - nearbyint(known)) < 1e-9;
    if (known == other && counted) return ent_trial_text(t, "%.0f%s", known == 0 ? 0 : known, unit);
    if (fabs(known - other) < 5e-4) return ent_trial_text(t, "%.3f%s", known == 0 ? 0 : known, unit);
    return ent_trial_text(t, "%.3f..%.3f%s", m->lo, m->hi, unit);
}

static void put_expectation(writer *w, const ent_finding *f)
{
    const char *reason = "";
    for (unsigned r = 0; f && r < ENT_REASON_COUNT && !*reason; r++)
        if (f->reasons >> r & 1u) reason = ent_reason_name((ent_reason)r);
    ent_buf_printf(&w->buf, " %s | %s | %s |\n", f ? ent_verdict_name(f->verdict) : "no finding",
                   margin_of(w->t, f), reason);
}

static void put_acts(writer *w, const ent_variant *v, const table_columns *c, const ent_finding *f)
{
    for (size_t a = 0; a < v->made.count; a++) {
        ent_buf_adds(&w->buf, "| ");
        put_cell(&w->buf, a ? "" : v->name);
        ent_buf_adds(&w->buf, " |");
        for (size_t i = 0; i < c->count; i++) {
            ent_buf_addc(&w->buf, ' ');
            put_cell(&w->buf, ent_made_get(&v->made.acts[a], c->names[i]));
            ent_buf_adds(&w->buf, " |");
        }
        if (a == v->made.look)
            put_expectation(w, f);
        else
            ent_buf_adds(&w->buf, " | | |\n");
    }
}

static ent_status put_variant(writer *w, const ent_figure *f, const ent_variant *v, const table_columns *c,
                              ent_error *err)
{
    ent_stage stage;
    ent_status st = ent_made_judge(w->t, &v->made, &stage, err);
    if (st == ENT_OK && stage.judgement) put_acts(w, v, c, ent_made_finding(&v->made, &stage, f->clause->id));
    ent_stage_done(&stage);
    return st;
}

static ent_status put_figure(writer *w, const ent_figure *f, ent_error *err)
{
    ent_variants *variants = ent_alloc_zero(1, sizeof *variants);
    ent_status st = variants ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
    const char *label = f->number->label ? f->number->label : f->clause->id;
    table_columns c = {.count = 0};
    if (st == ENT_OK) find_variants(w->t, f, variants);
    for (size_t i = 0; st == ENT_OK && i < variants->count; i++) add_columns(&c, &variants->at[i].made);
    if (st == ENT_OK && variants->count) {
        ent_buf_printf(&w->buf, "At the figure %s of clause %s:\n\n", label, f->clause->id);
        put_statement(w, &variants->at[0].made, f->clause);
        put_head(w, &c);
    } else if (st == ENT_OK)
        ent_buf_printf(&w->buf, "None for the figure %s of clause %s: %s.\n", label, f->clause->id,
                       variants->reason ? variants->reason : "");
    for (size_t i = 0; st == ENT_OK && i < variants->count; i++)
        st = put_variant(w, f, &variants->at[i], &c, err);
    ent_buf_adds(&w->buf, "\n");
    if (st == ENT_OK &&
        !(w->buf.len && !w->buf.failed && w->sink.write(w->sink.context, w->buf.ptr, w->buf.len)))
        st = ent_fail(err, ENT_E_IO, "cannot write");
    ent_buf_clear(&w->buf);
    ent_free(variants);
    return st;
}

/* ---- figures ---------------------------------------------------------------------------------------- */

static bool is_condition_of(const ent_node *node)
{
    return node->kind == ENT_N_COMPARE || node->kind == ENT_N_BETWEEN || node->kind == ENT_N_PLACE;
}

static ent_status put_figures(writer *w, const ent_clause *clause, const ent_node *node, const ent_node *in,
                              ent_error *err)
{
    ent_status st = ENT_OK;
    if (!node || node->kind == ENT_N_EXISTS) return st;
    if (is_condition_of(node)) in = node;
    if (node->kind == ENT_N_NUMBER && in) {
        ent_figure f = {clause, node, in};
        return put_figure(w, &f, err);
    }
    for (uint32_t i = 0; i < node->kid_count && st == ENT_OK; i++)
        st = put_figures(w, clause, node->kids[i], in, err);
    return st;
}

/* A ceiling that is a figure, a deadline that is a length of time. */
static ent_status put_bounds(writer *w, const ent_clause *c, ent_error *err)
{
    ent_status st = ENT_OK;
    if (c->ceiling && c->ceiling->kind == ENT_N_NUMBER) st = put_figures(w, c, c->ceiling, c->ceiling, err);
    if (st == ENT_OK && c->ceiling && c->ceiling->kind != ENT_N_NUMBER)
        ent_buf_printf(&w->buf, "None for the ceiling of clause %s: it is worked out from other figures.\n\n",
                       c->id);
    if (st == ENT_OK && c->due && c->due->kind == ENT_N_OFFSET && c->due->kids[1]->kind == ENT_N_NUMBER)
        st = put_figures(w, c, c->due->kids[1], c->due, err);
    return st;
}

ent_status ent_trial_generate(ent_trial *t, ent_sink sink, ent_error *err)
{
    writer *w = ent_alloc_zero(1, sizeof *w);
    if (!w) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    const ent_document *d = ent_doc_view(t->doc);
    ent_status st = ENT_OK;
    w->t = t, w->sink = sink;
    ent_buf_init(&w->buf, 1u << 24);
    ent_buf_printf(&w->buf,
                   "# Boundary scenarios of %s\n\nGenerated: read them over before you keep them.\n\n",
                   t->path);
    for (size_t i = 0; i < d->clause_count && st == ENT_OK; i++) {
        const ent_clause *c = &d->clauses[i];
        if (c->modality == ENT_EXCEPTION || c->modality == ENT_PERMITS) continue;
        st = put_figures(w, c, c->when, NULL, err);
        if (st == ENT_OK) st = put_figures(w, c, c->where, NULL, err);
        if (st == ENT_OK) st = put_bounds(w, c, err);
    }
    if (st == ENT_OK && w->buf.len && !sink.write(sink.context, w->buf.ptr, w->buf.len))
        st = ent_fail(err, ENT_E_IO, "cannot write");
    if (st == ENT_OK && t->out_of_memory) st = ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_buf_done(&w->buf);
    ent_free(w);
    return st;
}
