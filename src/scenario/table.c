/* table.c: the header of a table of scenarios, and its rows as scenes.
 *
 * Rows with the same name are one scene, wherever in the table they stand; an empty name goes on with the
 * scene above. Rows of the scene "every" belong to each scene of the table. */
#include "scenario/internal.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/map.h"

static const char *const role_names[ENT_COL_COUNT] = {
    [ENT_COL_SCENARIO] = "scenario", [ENT_COL_ID] = "id",
    [ENT_COL_DAY] = "day",           [ENT_COL_EXPECT] = "expect",
    [ENT_COL_CLAUSE] = "clause",     [ENT_COL_MARGIN] = "margin",
    [ENT_COL_REASON] = "reason",     [ENT_COL_PARTY] = "party",
    [ENT_COL_READING] = "reading",   [ENT_COL_AT] = "at",
    [ENT_COL_WHY] = "why",
};

ent_str ent_scene_cell(const ent_scene_table *table, size_t row, int column)
{
    if (column < 0) return (ent_str){NULL, 0};
    return ent_str_trim(
        ent_str_of(table->said->cells[row * table->said->column_count + (size_t)column].text));
}

ent_span ent_scene_cell_span(const ent_scene_table *table, size_t row, int column)
{
    return table->said->cells[row * table->said->column_count + (column < 0 ? 0 : (size_t)column)].span;
}

/* ---- headers ---------------------------------------------------------------------------------------- */

/* "altitude (m)" -> "altitude_m"; what has no unit in brackets stays. */
static const char *with_unit(ent_trial *t, ent_str name)
{
    const char *open = name.len && name.ptr[name.len - 1] == ')' ? memchr(name.ptr, '(', name.len) : NULL;
    if (!open) return ent_trial_text(t, ENT_STR_FMT, ENT_STR_ARG(name));
    ent_str stem = ent_str_trim((ent_str){name.ptr, (size_t)(open - name.ptr)});
    ent_str unit = ent_str_trim((ent_str){open + 1, name.len - (size_t)(open - name.ptr) - 2});
    return ent_trial_text(t, ENT_STR_FMT "_" ENT_STR_FMT, ENT_STR_ARG(stem), ENT_STR_ARG(unit));
}

static ent_scene_column read_column(ent_trial *t, ent_str name)
{
    for (int r = ENT_COL_SCENARIO; r < ENT_COL_COUNT; r++)
        if (ent_str_is(name, role_names[r])) return (ent_scene_column){(ent_role_of_column)r, role_names[r]};
    if (name.len > 5 && memcmp(name.ptr, "item.", 5) == 0)
        return (ent_scene_column){ENT_COL_ITEM, with_unit(t, (ent_str){name.ptr + 5, name.len - 5})};
    return (ent_scene_column){ENT_COL_RECORD, with_unit(t, name)};
}

static void say_column_twice(ent_trial *t, const ent_scene_table *table, size_t column)
{
    ent_trial_say(t, ent_scene_cell_span(table, 0, (int)column),
                  (ent_diag_text){ENT_SEV_ERROR, "column-twice", NULL, NULL, "Keep one of them."},
                  "the column \"" ENT_STR_FMT "\" stands twice",
                  ENT_STR_ARG(ent_scene_cell(table, 0, (int)column)));
}

static void say_item_name(ent_trial *t, const ent_scene_table *table, size_t column)
{
    ent_trial_say(t, ent_scene_cell_span(table, 0, (int)column),
                  (ent_diag_text){ENT_SEV_ERROR, "column-twice", NULL,
                                  "An item goes by the name in the column \"item\".",
                                  "Write the name there, and ask for it with \"item is …\"."},
                  "the column \"item.name\" says what \"item\" says");
}

static void check_names(ent_trial *t, const ent_scene_table *table)
{
    for (size_t i = 0; i < table->said->column_count; i++) {
        const ent_scene_column *c = &table->columns[i];
        if (!*c->name)
            ent_trial_say(
                t, ent_scene_cell_span(table, 0, (int)i),
                (ent_diag_text){ENT_SEV_ERROR, "column-name", NULL, NULL, "Name it, or leave it out."},
                "a column has no name");
        if (c->role == ENT_COL_ITEM && strcmp(c->name, "name") == 0) say_item_name(t, table, i);
        for (size_t k = 0; k < i; k++)
            if (table->columns[k].role == c->role && strcmp(table->columns[k].name, c->name) == 0) {
                say_column_twice(t, table, i);
                break;
            }
    }
}

static void find_columns(ent_scene_table *table)
{
    for (int r = 0; r < ENT_COL_COUNT; r++) table->at[r] = -1;
    table->kind = table->item = table->actor = table->source = -1;
    for (size_t i = table->said->column_count; i-- > 0;) {
        const ent_scene_column *c = &table->columns[i];
        int at = (int)i;
        table->at[c->role] = at;
        if (c->role != ENT_COL_RECORD) continue;
        if (strcmp(c->name, "kind") == 0) table->kind = at;
        if (strcmp(c->name, "item") == 0) table->item = at;
        if (strcmp(c->name, "actor") == 0) table->actor = at;
        if (strcmp(c->name, "source") == 0) table->source = at;
    }
}

static void need_column(ent_trial *t, const ent_scene_table *table, ent_role_of_column role, const char *hint)
{
    if (table->at[role] >= 0) return;
    ent_trial_say(t, ent_scene_cell_span(table, 0, 0),
                  (ent_diag_text){ENT_SEV_ERROR, "column-missing", NULL, NULL, hint},
                  "the table of scenarios has no column \"%s\"", role_names[role]);
}

/* The kind of the rows when no column says it: the act of the clause. */
static const char *default_act(ent_trial *t, const ent_scene_table *table)
{
    const ent_clause *clause = ent_doc_clause_find(t->doc, ent_str_of(table->said->of));
    const ent_node *acts = clause ? clause->acts : NULL;
    if (clause && clause->trigger && clause->trigger->kid_count) acts = clause->trigger->kids[0];
    const char *word = acts && acts->kid_count ? acts->kids[0]->text : "";
    const ent_decl *decl = ent_doc_decl_find(t->doc, ENT_DECL_ACTS, ent_str_of(word));
    if (decl && decl->body && decl->body->kid_count) word = decl->body->kids[0]->text;
    if (table->kind < 0 && !*word)
        ent_trial_say(t, ent_scene_cell_span(table, 0, 0),
                      (ent_diag_text){ENT_SEV_ERROR, "column-missing", NULL, NULL,
                                      "Add it, or let the scenarios be of one clause, whose act it then is."},
                      "the table of scenarios has no column \"kind\"");
    return word;
}

static bool read_header(ent_trial *t, ent_scene_table *table)
{
    ent_scene_column *columns = ent_arena_alloc(t->arena, table->said->column_count + 1, sizeof *columns);
    if (!columns) return false;
    for (size_t i = 0; i < table->said->column_count; i++)
        columns[i] = read_column(t, ent_str_trim(ent_str_of(table->said->cells[i].text)));
    table->columns = columns;
    find_columns(table);
    check_names(t, table);
    need_column(t, table, ENT_COL_SCENARIO, "Its first column names the scenarios.");
    need_column(t, table, ENT_COL_EXPECT, "It says what is to come out: breach, kept, unclear, exempt …");
    table->act = table->kind < 0 ? default_act(t, table) : "";
    return true;
}

/* ---- rows ------------------------------------------------------------------------------------------- */

static ent_scene *add_scene(ent_trial *t, const ent_scene_table *table, ent_str name)
{
    ent_scene *scenes = ent_trial_room(t, t->scenes, t->scene_count, &t->scene_cap, sizeof *scenes);
    if (!scenes) return NULL;
    t->scenes = scenes;
    ent_scene *s = &scenes[t->scene_count];
    *s = (ent_scene){.table = table, .name = ent_arena_copy(t->arena, name)};
    if (!s->name) return NULL;
    t->scene_count++;
    return s;
}

static bool add_row(ent_trial *t, ent_scene_table *table, ent_map *names, ent_str name, size_t row)
{
    if (ent_str_is(name, "every")) {
        table->every[table->every_count++] = row;
        return true;
    }
    uintptr_t at = (uintptr_t)ent_map_get(names, name); /* index + 1 */
    if (!at) {
        ent_scene *added = add_scene(t, table, name);
        at = t->scene_count;
        if (!added || !ent_map_put(names, name, (void *)at)) return false;
    }
    ent_scene *s = &t->scenes[at - 1];
    size_t *rows = ent_trial_room(t, s->rows, s->row_count, &s->row_cap, sizeof *rows);
    if (!rows) return false;
    s->rows = rows, s->rows[s->row_count++] = row;
    return true;
}

static bool read_rows(ent_trial *t, ent_scene_table *table, ent_map *names)
{
    ent_str name = {NULL, 0};
    table->every = ent_arena_alloc(t->arena, table->said->row_count + 1, sizeof *table->every);
    if (!table->every) return false;
    for (size_t row = 1; row < table->said->row_count; row++) {
        ent_str own = ent_scene_cell(table, row, table->at[ENT_COL_SCENARIO]);
        if (own.len) name = own;
        if (!name.len) {
            ent_trial_say(t, ent_scene_cell_span(table, row, table->at[ENT_COL_SCENARIO]),
                          (ent_diag_text){ENT_SEV_ERROR, "scenario-name", NULL, NULL,
                                          "An empty cell goes on with the scenario above."},
                          "the first scenario has no name");
            return true;
        }
        if (!add_row(t, table, names, name, row)) return false;
    }
    return true;
}

static bool read_table(ent_trial *t, ent_scene_table *table)
{
    if (table->said->column_count > ENT_CSV_COLUMNS_MAX) {
        ent_trial_say(t, ent_scene_cell_span(table, 0, 0),
                      (ent_diag_text){ENT_SEV_ERROR, "column-count", NULL, NULL, NULL},
                      "a table of scenarios has at most %d columns", ENT_CSV_COLUMNS_MAX);
        return true;
    }
    if (!read_header(t, table)) return false;
    if (table->at[ENT_COL_SCENARIO] < 0 || table->at[ENT_COL_EXPECT] < 0) return true;
    ent_map *names = ent_map_new();
    bool good = names && read_rows(t, table, names);
    ent_map_free(names);
    return good;
}

static void look_for_expectations(ent_trial *t, size_t first)
{
    for (size_t i = first; i < t->scene_count; i++) {
        const ent_scene *s = &t->scenes[i];
        size_t expected = 0;
        for (size_t r = 0; r < s->row_count; r++)
            expected += ent_scene_cell(s->table, s->rows[r], s->table->at[ENT_COL_EXPECT]).len > 0;
        if (!expected && s->row_count)
            ent_trial_say(t, ent_scene_cell_span(s->table, s->rows[0], s->table->at[ENT_COL_SCENARIO]),
                          (ent_diag_text){ENT_SEV_ERROR, "scenario-idle", NULL, NULL,
                                          "Say in the column \"expect\" what is to come out."},
                          "the scenario \"%s\" expects nothing", s->name);
    }
}

bool ent_scenes_read(ent_trial *t)
{
    const ent_document *d = ent_doc_view(t->doc);
    t->tables = ent_arena_alloc(t->arena, d->scenario_count + 1, sizeof *t->tables);
    if (!t->tables) return false;
    for (size_t i = 0; i < d->scenario_count; i++) {
        ent_scene_table *table = &t->tables[t->table_count++];
        size_t first = t->scene_count;
        table->said = &d->scenarios[i];
        if (!read_table(t, table)) return false;
        look_for_expectations(t, first);
    }
    return true;
}
