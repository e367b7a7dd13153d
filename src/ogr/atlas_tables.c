/* atlas_tables.c: the project's own tables in data/: how pieces are cut, who holds them under which view,
 * codes that ISO lacks, groups. Wrong rows give located diagnostics and the build stops before it touches a
 * package. */
#include "ogr.h"
#include "base/csv.h"
#include "base/mem.h"
#include <string.h>

#define COLUMNS_MAX 12

typedef struct table {
    ent_csv *csv;
    const ent_cell_text *cells;
    int columns[COLUMNS_MAX];
    ent_arena *arena;
    bool no_memory;
} table;

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory for the tables of the atlas");
}

/* Open a table and find its columns, every one of which it must have. */
static ent_status open_table(table *t, const char *path, const char *const *names, size_t count,
                             ent_diags *diags, ent_error *err)
{
    ent_status st = ent_csv_open(path, diags, &t->csv, err);
    for (size_t i = 0; st == ENT_OK && i < count; i++) {
        t->columns[i] = ent_csv_column_find(t->csv, names[i]);
        if (t->columns[i] < 0) st = ent_fail(err, ENT_E_FORMAT, "%s has no column %s", path, names[i]);
    }
    return st;
}

static const char *cell(table *t, int column)
{
    char *copy = ent_arena_copy(t->arena, ent_str_trim(t->cells[t->columns[column]].text));
    if (!copy) t->no_memory = true;
    return copy ? copy : "";
}

static void complain(table *t, int column, const char *message, const char *hint)
{
    ent_csv_complain(t->csv, &t->cells[t->columns[column]],
                     (ent_diag_text){ENT_SEV_ERROR, "atlas-table", message, NULL, hint});
}

static ent_status close_table(table *t, ent_status st, ent_error *err)
{
    if (st == ENT_OK && t->csv) st = ent_csv_status(t->csv, err);
    if (st == ENT_OK && t->no_memory) st = no_memory(err);
    ent_csv_close(t->csv);
    return st;
}

/* Grow an array that lives in the arena's lifetime but is counted by itself. */
static void *grow(void *items, size_t count, size_t size)
{
    if (count != 0 && (count & (count - 1)) != 0) return items; /* room is doubled at powers of two */
    return ent_realloc(items, count == 0 ? 1 : count * 2, size);
}

ent_make_country *ent_tables_add_country(ent_tables *tables)
{
    ent_make_country *grown = grow(tables->countries, tables->country_count, sizeof *grown);
    if (!grown) return NULL;
    tables->countries = grown;
    ent_make_country *added = &grown[tables->country_count++];
    memset(added, 0, sizeof *added);
    return added;
}

/* ---- pieces.csv -------------------------------------------------------------------------- */

/* Up to `max` numbers parted by spaces; false when something else is in it. */
static bool read_numbers(ent_str text, double *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        text = ent_str_trim(text);
        size_t length = 0;
        while (length < text.len && text.ptr[length] != ' ') length++;
        if (!ent_str_to_double((ent_str){text.ptr, length}, &out[i])) return false;
        text = (ent_str){text.ptr + length, text.len - length};
    }
    return ent_str_trim(text).len == 0;
}

static bool read_rule(ent_str name, ent_cut_rule *out)
{
    static const char *const names[] = {"overlap", "line", "province", "box", "gap", "second", "shore"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ent_str_is(name, names[i])) {
            *out = (ent_cut_rule)i;
            return true;
        }
    return false;
}

static void read_base(table *t, ent_str text, ent_cut *cut)
{
    for (size_t i = 0; i < text.len && cut->base_count < 4;) {
        size_t end = i;
        while (end < text.len && text.ptr[end] != ' ') end++;
        if (end > i) {
            char *code = ent_arena_copy(t->arena, (ent_str){text.ptr + i, end - i});
            if (!code) t->no_memory = true;
            cut->base[cut->base_count++] = code ? code : "";
        }
        i = end + 1;
    }
}

enum { P_PIECE, P_TITLE, P_RULE, P_BASE, P_ARGUMENT, P_BOX, P_INSIDE, P_OUTSIDE, P_REACH, P_COUNT };

static void read_cut(table *t, ent_cut *cut)
{
    double inside[2] = {0}, outside[2] = {0};
    *cut = (ent_cut){
        .piece = cell(t, P_PIECE), .title = cell(t, P_TITLE), .argument = cell(t, P_ARGUMENT), .feature = -1};
    if (!read_rule(ent_str_of(cell(t, P_RULE)), &cut->rule))
        complain(t, P_RULE, "no such way to cut a piece",
                 "Use overlap, line, province, box, gap, second or shore.");
    read_base(t, ent_str_of(cell(t, P_BASE)), cut);
    const ent_str box = ent_str_of(cell(t, P_BOX)), reach = ent_str_of(cell(t, P_REACH));
    cut->has_box = box.len > 0;
    if (cut->has_box && !read_numbers(box, cut->box, 4))
        complain(t, P_BOX, "not a box", "Write west south east north in degrees.");
    if (reach.len > 0 && !read_numbers(reach, &cut->reach, 1))
        complain(t, P_REACH, "not a number of degrees", NULL);
    if (cut->rule == ENT_CUT_SHORE) return;
    if (!read_numbers(ent_str_of(cell(t, P_INSIDE)), inside, 2))
        complain(t, P_INSIDE, "not a place", "Write longitude latitude in degrees.");
    if (!read_numbers(ent_str_of(cell(t, P_OUTSIDE)), outside, 2))
        complain(t, P_OUTSIDE, "not a place", "Write longitude latitude in degrees.");
    cut->inside = (ent_lonlat){inside[0], inside[1]}, cut->outside = (ent_lonlat){outside[0], outside[1]};
}

static ent_status load_cuts(const char *path, ent_tables *tables, ent_diags *diags, ent_error *err)
{
    static const char *const names[P_COUNT] = {"piece", "title",  "rule",    "base", "argument",
                                               "box",   "inside", "outside", "reach"};
    table t = {.arena = tables->arena};
    ent_status st = open_table(&t, path, names, P_COUNT, diags, err);
    while (st == ENT_OK && ent_csv_next(t.csv, &t.cells)) {
        ent_cut *grown = grow(tables->cuts, tables->cut_count, sizeof *grown);
        if (!grown)
            st = no_memory(err);
        else
            tables->cuts = grown, read_cut(&t, &grown[tables->cut_count++]);
    }
    return close_table(&t, st, err);
}

/* ---- views.csv --------------------------------------------------------------------------- */

enum { V_PIECE, V_VIEW, V_OWNER, V_FROM, V_UNTIL, V_NOTE, V_COUNT };

/* The first moment of a date; `otherwise` for an empty cell. Coarse dates begin with their first day. */
static ent_time read_moment(table *t, int column, ent_time otherwise)
{
    ent_when when;
    size_t offset = 0;
    const ent_str text = ent_str_of(cell(t, column));
    if (text.len == 0) return otherwise;
    if (ent_when_parse(text, &when, &offset, NULL) == ENT_OK) return ent_when_hull(&when).from;
    complain(t, column, "not a date", "Write a date as 2014-03-18.");
    return otherwise;
}

static ent_status read_view_row(table *t, ent_tables *tables, ent_error *err)
{
    if (strcmp(cell(t, V_PIECE), "*") == 0) {
        ent_view *grown = grow(tables->views, tables->view_count, sizeof *grown);
        if (!grown) return no_memory(err);
        tables->views = grown;
        grown[tables->view_count++] = (ent_view){cell(t, V_VIEW), cell(t, V_NOTE)};
        return ENT_OK;
    }
    ent_view_row *grown = grow(tables->rows, tables->row_count, sizeof *grown);
    if (!grown) return no_memory(err);
    tables->rows = grown;
    grown[tables->row_count++] = (ent_view_row){cell(t, V_PIECE),
                                                cell(t, V_VIEW),
                                                cell(t, V_OWNER),
                                                cell(t, V_NOTE),
                                                read_moment(t, V_FROM, ENT_TIME_MIN),
                                                read_moment(t, V_UNTIL, ENT_TIME_MAX)};
    return ENT_OK;
}

static ent_status load_views(const char *path, ent_tables *tables, ent_diags *diags, ent_error *err)
{
    static const char *const names[V_COUNT] = {"piece", "view", "owner", "from", "until", "note"};
    table t = {.arena = tables->arena};
    ent_status st = open_table(&t, path, names, V_COUNT, diags, err);
    while (st == ENT_OK && ent_csv_next(t.csv, &t.cells)) st = read_view_row(&t, tables, err);
    return close_table(&t, st, err);
}

/* ---- codes.csv --------------------------------------------------------------------------- */

enum { C_CODE, C_CODE2, C_NAME, C_FULL, C_STATE, C_OTHER, C_COUNT };

static ent_make_country *find_country(ent_tables *tables, const char *code)
{
    for (size_t i = 0; i < tables->country_count; i++)
        if (strcmp(tables->countries[i].code, code) == 0) return &tables->countries[i];
    return NULL;
}

static void overlay(const char **field, const char *value)
{
    if (*value || !*field) *field = value;
}

static ent_status load_codes(const char *path, ent_tables *tables, ent_diags *diags, ent_error *err)
{
    static const char *const names[C_COUNT] = {"code", "code2", "name", "full_name", "state", "other_names"};
    table t = {.arena = tables->arena};
    ent_status st = open_table(&t, path, names, C_COUNT, diags, err);
    while (st == ENT_OK && ent_csv_next(t.csv, &t.cells)) {
        const char *code = cell(&t, C_CODE);
        ent_make_country *country = find_country(tables, code);
        if (!country) country = ent_tables_add_country(tables);
        if (!country) {
            st = no_memory(err);
            break;
        }
        country->code = code;
        overlay(&country->code2, cell(&t, C_CODE2));
        overlay(&country->name, cell(&t, C_NAME));
        overlay(&country->full_name, cell(&t, C_FULL));
        overlay(&country->state, cell(&t, C_STATE));
        overlay(&country->other_names, cell(&t, C_OTHER));
    }
    return close_table(&t, st, err);
}

const char *ent_tables_state(const ent_tables *tables, const char *code)
{
    for (size_t i = 0; i < tables->country_count; i++) {
        const ent_make_country *country = &tables->countries[i];
        if (strcmp(country->code, code) == 0)
            return country->state && *country->state ? country->state : country->code;
    }
    return code;
}

/* ---- groups.csv -------------------------------------------------------------------------- */

enum { G_GROUP, G_MEMBER, G_FROM, G_UNTIL, G_SOURCE, G_COUNT };

static ent_status load_groups(const char *path, ent_tables *tables, ent_diags *diags, ent_error *err)
{
    static const char *const names[G_COUNT] = {"group", "member", "from", "until", "source"};
    table t = {.arena = tables->arena};
    ent_status st = open_table(&t, path, names, G_COUNT, diags, err);
    while (st == ENT_OK && ent_csv_next(t.csv, &t.cells)) {
        ent_make_group *grown = grow(tables->groups, tables->group_count, sizeof *grown);
        if (!grown) {
            st = no_memory(err);
            break;
        }
        tables->groups = grown;
        (void)read_moment(&t, G_FROM, ENT_TIME_MIN); /* for its complaint */
        (void)read_moment(&t, G_UNTIL, ENT_TIME_MAX);
        if (!find_country(tables, cell(&t, G_MEMBER)))
            complain(&t, G_MEMBER, "no such country code", "Members are three-letter codes.");
        grown[tables->group_count++] = (ent_make_group){
            cell(&t, G_GROUP), cell(&t, G_MEMBER), cell(&t, G_FROM), cell(&t, G_UNTIL), cell(&t, G_SOURCE)};
    }
    return close_table(&t, st, err);
}

/* ---- all --------------------------------------------------------------------------------- */

ent_status ent_tables_load(const ent_atlas_build_opts *opts, ent_tables *tables, ent_diags *diags,
                           ent_error *err)
{
    memset(tables, 0, sizeof *tables);
    tables->arena = ent_arena_new();
    if (!tables->arena) return no_memory(err);
    const char *iso = ent_path_join(tables->arena, opts->packages, "iso-codes/iso_3166-1.json");
    const char *cuts = ent_path_join(tables->arena, opts->data, "pieces.csv");
    const char *views = ent_path_join(tables->arena, opts->data, "views.csv");
    const char *codes = ent_path_join(tables->arena, opts->data, "codes.csv");
    const char *groups = ent_path_join(tables->arena, opts->data, "groups.csv");
    if (!iso || !cuts || !views || !codes || !groups) return no_memory(err);
    ent_status st = ent_codes_load(iso, tables, err);
    if (st == ENT_OK) st = load_codes(codes, tables, diags, err);
    if (st == ENT_OK) st = load_cuts(cuts, tables, diags, err);
    if (st == ENT_OK) st = load_views(views, tables, diags, err);
    if (st == ENT_OK) st = load_groups(groups, tables, diags, err);
    return st == ENT_OK ? ent_diags_status(diags, err) : st;
}

void ent_tables_done(ent_tables *tables)
{
    ent_arena_free(tables->arena);
    ent_free(tables->cuts);
    ent_free(tables->views);
    ent_free(tables->rows);
    ent_free(tables->countries);
    ent_free(tables->groups);
}
