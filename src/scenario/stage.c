/* stage.c: a scene as a world of its own: its rows become records and items, its statement a case, and the
 * engine judges them as it judges any case. */
#include "scenario/internal.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"

/* ---- rows as rows of records.csv -------------------------------------------------------------------- */

typedef struct row_place { /* where the cells of a row stand in the text */
    const ent_scene_table *table;
    size_t row;
    ent_role_of_column role;
} row_place;

static ent_span locate(void *context, const char *column)
{
    const row_place *place = context;
    const ent_scene_table *table = place->table;
    for (size_t i = 0; i < table->said->column_count; i++)
        if (table->columns[i].role == place->role && strcmp(table->columns[i].name, column) == 0)
            return ent_scene_cell_span(table, place->row, (int)i);
    return ent_scene_cell_span(table, place->row, place->role == ENT_COL_ITEM ? table->item : -1);
}

typedef struct row_cells {
    const char *columns[ENT_CSV_COLUMNS_MAX + 4];
    ent_str cells[ENT_CSV_COLUMNS_MAX + 4];
    size_t count;
} row_cells;

static void put(row_cells *r, const char *column, ent_str cell)
{
    r->columns[r->count] = column, r->cells[r->count++] = cell;
}

static void put_role(row_cells *r, const ent_scene_table *table, size_t row, ent_role_of_column role)
{
    for (size_t i = 0; i < table->said->column_count; i++)
        if (table->columns[i].role == role)
            put(r, table->columns[i].name, ent_scene_cell(table, row, (int)i));
}

static bool is_blank(const ent_scene_table *table, size_t row, ent_role_of_column role)
{
    for (size_t i = 0; i < table->said->column_count; i++)
        if (table->columns[i].role == role && ent_scene_cell(table, row, (int)i).len) return false;
    return true;
}

static bool is_record(const ent_scene_table *table, size_t row)
{
    if (table->kind >= 0) return ent_scene_cell(table, row, table->kind).len > 0;
    return *table->act && !is_blank(table, row, ENT_COL_RECORD);
}

const char *ent_scene_id(ent_trial *t, const ent_scene_table *table, const ent_scene *scene, size_t row)
{
    ent_str said = ent_scene_cell(table, row, table->at[ENT_COL_ID]);
    if (said.len) return ent_trial_text(t, ENT_STR_FMT, ENT_STR_ARG(said));
    for (size_t i = 0; i < scene->row_count; i++)
        if (scene->rows[i] == row) return ent_trial_text(t, "r%zu", i + 1);
    for (size_t i = 0; i < table->every_count; i++)
        if (table->every[i] == row) return ent_trial_text(t, "e%zu", i + 1);
    return "";
}

/* ---- items ------------------------------------------------------------------------------------------ */

/* Does the agreement speak of things of this kind? Then a word in the column `item` is enough. */
static bool speaks_of_kind(const ent_trial *t, const ent_node *node, ent_str kind)
{
    if (!node) return false;
    bool names =
        node->kind == ENT_N_OBJECT || (node->kind == ENT_N_IS && node->kids[0]->kind == ENT_N_ATTRIBUTE &&
                                       strcmp(node->kids[0]->text, "kind") == 0);
    for (uint32_t i = node->kind == ENT_N_IS ? 1 : 0; names && i < node->kid_count; i++)
        if (ent_doc_kind_is(t->doc, kind, ent_str_of(node->kids[i]->text))) return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (speaks_of_kind(t, node->kids[i], kind)) return true;
    return false;
}

static bool is_kind(const ent_trial *t, ent_str word)
{
    const ent_document *d = ent_doc_view(t->doc);
    for (size_t i = 0; i < d->clause_count; i++) {
        const ent_clause *c = &d->clauses[i];
        const ent_node *roots[] = {c->object, c->aggregate, c->trigger, c->when,
                                   c->where,  c->unless,    c->without, c->ceiling};
        for (size_t k = 0; k < sizeof roots / sizeof *roots; k++)
            if (speaks_of_kind(t, roots[k], word)) return true;
    }
    for (size_t i = 0; i < d->decl_count; i++) {
        if (d->decls[i].kind == ENT_DECL_KIND && ent_str_is(word, d->decls[i].name)) return true;
        if (speaks_of_kind(t, d->decls[i].body, word)) return true;
    }
    return false;
}

/* What the row's item is called; empty: it has none. */
static ent_str item_of(ent_trial *t, const ent_scene_table *table, size_t row)
{
    ent_str name = ent_scene_cell(table, row, table->item);
    if (name.len || is_blank(table, row, ENT_COL_ITEM)) return name;
    return ent_str_of(ent_trial_text(t, "item of line %u", ent_scene_cell_span(table, row, -1).line));
}

/* The set of items that holds the row's own; the file's, read anew, when the first one is added. */
static ent_status own_items(ent_trial *t, ent_stage *stage, ent_error *err)
{
    if (stage->items) return ENT_OK;
    if (!t->items) return ent_items_new(&stage->items, err);
    return ent_items_load(ent_trial_text(t, "%s/items.csv", t->folder), t->diags, &stage->items, err);
}

static ent_status add_item(ent_trial *t, const ent_scene_table *table, size_t row, ent_stage *stage,
                           ent_error *err)
{
    ent_str name = item_of(t, table, row);
    const ent_items *known = stage->items ? stage->items : t->items;
    bool described = !is_blank(table, row, ENT_COL_ITEM);
    if (!name.len || (!described && ((known && ent_items_find(known, name)) || !is_kind(t, name))))
        return ENT_OK;
    row_cells *r = ent_alloc_zero(1, sizeof *r);
    ent_status st = r ? own_items(t, stage, err) : ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (st == ENT_OK) {
        put(r, "name", name);
        if (described)
            put_role(r, table, row, ENT_COL_ITEM);
        else
            put(r, "kind", name);
        row_place place = {table, row, ENT_COL_ITEM};
        ent_row foreign = {
            r->columns, r->cells, r->count, t->path, "an item of scenarios", &ent_doc_view(t->doc)->source,
            locate,     &place};
        st = ent_items_add_row(stage->items, &foreign, t->diags, err);
    }
    ent_free(r);
    return st;
}

/* ---- records ---------------------------------------------------------------------------------------- */

static ent_status add_record(ent_trial *t, const ent_scene *scene, size_t row, ent_stage *stage,
                             ent_error *err)
{
    const ent_scene_table *table = scene->table;
    if (!is_record(table, row)) return ENT_OK;
    row_cells *r = ent_alloc_zero(1, sizeof *r);
    if (!r) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    put_role(r, table, row, ENT_COL_RECORD);
    put(r, "id", ent_str_of(ent_scene_id(t, table, scene, row)));
    if (table->kind < 0) put(r, "kind", ent_str_of(table->act));
    if (table->item < 0) put(r, "item", item_of(t, table, row));
    if (table->source < 0) put(r, "source", ENT_STR("scenario"));
    for (size_t i = 0; i < r->count; i++) {
        if (strcmp(r->columns[i], "source") == 0 && !r->cells[i].len) r->cells[i] = ENT_STR("scenario");
        if (strcmp(r->columns[i], "item") == 0) r->cells[i] = item_of(t, table, row);
    }
    row_place place = {table, row, ENT_COL_RECORD};
    ent_row foreign = {
        r->columns, r->cells, r->count, t->path, "a record of scenarios", &ent_doc_view(t->doc)->source,
        locate,     &place};
    ent_status st = ent_records_add_row(stage->records, &foreign, t->diags, err);
    ent_free(r);
    return st == ENT_E_FORMAT ? ENT_OK : st;
}

static ent_status add_row(ent_trial *t, const ent_scene *scene, size_t row, ent_stage *stage, ent_error *err)
{
    ent_status st = add_item(t, scene->table, row, stage, err);
    return st == ENT_OK ? add_record(t, scene, row, stage, err) : st;
}

static ent_status add_rows(ent_trial *t, const ent_scene *scene, ent_stage *stage, ent_error *err)
{
    const ent_document *d = ent_doc_view(t->doc);
    ent_status st = ent_records_new(&stage->records, err);
    for (size_t i = 0; st == ENT_OK && i < d->decl_count; i++)
        if (d->decls[i].kind == ENT_DECL_KIND)
            st = ent_records_allow_kind(stage->records, ent_str_of(d->decls[i].name), err);
    for (size_t i = 0; st == ENT_OK && i < scene->table->every_count; i++)
        st = add_row(t, scene, scene->table->every[i], stage, err);
    for (size_t i = 0; st == ENT_OK && i < scene->row_count; i++)
        st = add_row(t, scene, scene->rows[i], stage, err);
    if (st == ENT_OK) st = ent_records_finish(stage->records, t->diags, err);
    return st;
}

const ent_record *ent_stage_record(const ent_stage *stage, const ent_scene *scene, size_t row)
{
    char id[32];
    ent_str said = ent_scene_cell(scene->table, row, scene->table->at[ENT_COL_ID]);
    for (size_t i = 0; !said.len && i < scene->row_count; i++)
        if (scene->rows[i] == row) {
            (void)snprintf(id, sizeof id, "r%zu", i + 1);
            said = ent_str_of(id);
        }
    int64_t at = ent_records_find(stage->records, said);
    return at < 0 || !is_record(scene->table, row) ? NULL : ent_records_at(stage->records, (size_t)at);
}

/* ---- the day and the map ---------------------------------------------------------------------------- */

static bool read_date(ent_trial *t, ent_str text, ent_span span, ent_when *out)
{
    ent_error why = {0};
    if (ent_when_parse(text, out, NULL, &why) == ENT_OK && out->count) return true;
    ent_trial_say(
        t, span,
        (ent_diag_text){ENT_SEV_ERROR, "date", NULL, why.message, "A date is written as in 1997-05-27."},
        "this is not a date: " ENT_STR_FMT, ENT_STR_ARG(text));
    return false;
}

static ent_time day_of(ent_time t)
{
    return (ent_time){ent_time_day(t) * ENT_DAY_SECONDS};
}

/* The last day that is named of the record, or the one before. */
static ent_time later(ent_time last, const ent_when *when)
{
    if (!when->count) return last;
    ent_span_time hull = ent_when_hull(when);
    ent_time end =
        hull.until.seconds >= ENT_TIME_MAX.seconds ? hull.from : (ent_time){hull.until.seconds - 1};
    if (end.seconds <= ENT_TIME_MIN.seconds) return last;
    ent_time day = day_of(end);
    return day.seconds > last.seconds ? day : last;
}

static bool find_day(ent_trial *t, const ent_scene *scene, const ent_stage *stage, ent_time *out)
{
    const ent_scene_table *table = scene->table;
    ent_when when;
    for (size_t i = 0; i < scene->row_count; i++) {
        ent_str said = ent_scene_cell(table, scene->rows[i], table->at[ENT_COL_DAY]);
        if (!said.len) continue;
        bool good =
            read_date(t, said, ent_scene_cell_span(table, scene->rows[i], table->at[ENT_COL_DAY]), &when);
        if (good) *out = ent_when_hull(&when).from;
        return good;
    }
    if (table->said->day) {
        *out = ent_when_hull(table->said->day).from;
        return true;
    }
    ent_time last = ENT_TIME_MIN;
    for (size_t i = 0; i < ent_records_count(stage->records); i++) {
        const ent_record *r = ent_records_at(stage->records, i);
        last = later(later(later(last, r->from), r->to), r->reported);
    }
    *out = last;
    if (last.seconds > ENT_TIME_MIN.seconds) return true;
    ent_trial_say(
        t, ent_scene_cell_span(table, scene->row_count ? scene->rows[0] : 0, table->at[ENT_COL_SCENARIO]),
        (ent_diag_text){ENT_SEV_ERROR, "scenario-day", NULL, NULL,
                        "Write \"day DATE\" below \"scenarios\", or a column \"day\"."},
        "the scenario \"%s\" names no day", scene->name);
    return false;
}

static bool find_view(ent_trial *t, const ent_scenarios *said, size_t *out)
{
    const char *name = *said->view ? said->view : "un";
    int view = ent_atlas_view_find(t->atlas, ent_str_of(name));
    if (view >= 0) {
        *out = (size_t)view;
        return true;
    }
    ent_trial_say(t, said->span,
                  (ent_diag_text){ENT_SEV_ERROR, "view", NULL, NULL, "\"entente view\" lists them."},
                  "the map has no view \"%s\"", name);
    return false;
}

ent_status ent_stage_play(ent_trial *t, const ent_scene *scene, ent_stage *stage, ent_error *err)
{
    const ent_scenarios *said = scene->table->said;
    const ent_document *d = ent_doc_view(t->doc);
    size_t errors = ent_diags_error_count(t->diags);
    ent_judge_opts opts = {.as_known = ENT_TIME_MAX, .trace = true};
    *stage = (ent_stage){.judgement = NULL};
    ent_status st = add_rows(t, scene, stage, err);
    if (st == ENT_OK) st = ent_doc_case_of(t->doc, said, &stage->case_doc, err);
    if (st != ENT_OK) return st;
    if (!t->atlas) return ENT_OK; /* only read */
    if (ent_diags_error_count(t->diags) > errors || !find_day(t, scene, stage, &opts.as_of) ||
        !find_view(t, said, &opts.view))
        return ENT_OK;
    if (said->known) opts.as_known = ent_when_hull(said->known).from;
    opts.layer = (ent_layer)(said->layer >= 0 ? said->layer : d->layer);
    ent_world world = t->world;
    world.case_doc = stage->case_doc, world.records = stage->records;
    if (stage->items) world.items = stage->items;
    return ent_judge(&world, &opts, &stage->judgement, err);
}

void ent_stage_done(ent_stage *stage)
{
    ent_judgement_free(stage->judgement);
    ent_records_free(stage->records);
    ent_items_free(stage->items);
    ent_doc_free(stage->case_doc);
    *stage = (ent_stage){.judgement = NULL};
}
