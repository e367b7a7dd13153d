/* groups.c: dated membership, from the atlas or from a case's groups.csv.
 *
 * A membership holds over [from, until). A date says when it began or ended as finely as its source does: a
 * day means the first moment of that day, anything coarser means the first moment of some day within it.
 * Between the earliest and the latest reading the answer is unclear; several rows for one member (it left and
 * came back) are joined by "or". `reported` and `until_reported` say when a beginning and an end became
 * known, for whoever asks what was known on a day. */
#include "atlas_file.h"
#include "base/arena.h"
#include "base/csv.h"
#include "base/limits.h"
#include "base/mem.h"
#include <string.h>

#define GROUP_ROWS_MAX 1000000

struct ent_groups {
    ent_arena *arena;
    ent_membership *rows;
    size_t count, cap;
};

ent_status ent_groups_new(ent_groups **out, ent_error *err)
{
    ent_groups *groups = ent_alloc_zero(1, sizeof *groups);
    if (groups) groups->arena = ent_arena_new();
    if (!groups || !groups->arena) {
        ent_free(groups);
        return ent_fail(err, ENT_E_NOMEM, "out of memory for groups");
    }
    *out = groups;
    return ENT_OK;
}

void ent_groups_free(ent_groups *groups)
{
    if (!groups) return;
    ent_arena_free(groups->arena);
    ent_free(groups->rows);
    ent_free(groups);
}

static ent_status parse_date(ent_str text, ent_when *out, ent_error *err)
{
    size_t offset = 0;
    memset(out, 0, sizeof *out);
    if (ent_str_trim(text).len == 0) return ENT_OK;
    return ent_when_parse(ent_str_trim(text), out, &offset, err);
}

static ent_status make_room(ent_groups *groups, ent_error *err)
{
    if (groups->count < groups->cap) return ENT_OK;
    if (groups->count >= GROUP_ROWS_MAX)
        return ent_fail(err, ENT_E_LIMIT, "more than %d rows of groups", GROUP_ROWS_MAX);
    const size_t cap = groups->cap ? groups->cap * 2 : 64;
    ent_membership *grown = ent_realloc(groups->rows, cap, sizeof *grown);
    if (!grown) return ent_fail(err, ENT_E_NOMEM, "out of memory for groups");
    groups->rows = grown, groups->cap = cap;
    return ENT_OK;
}

ent_status ent_groups_add(ent_groups *groups, const ent_group_row *row, int *out_wrong, ent_error *err)
{
    ent_status st = make_room(groups, err);
    if (st != ENT_OK) return st;
    ent_membership *m = &groups->rows[groups->count];
    *m = (ent_membership){.group = NULL};
    const ent_str dates[] = {row->from, row->until, row->reported, row->until_reported};
    ent_when *const whens[] = {&m->from, &m->until, &m->reported, &m->until_reported};
    for (*out_wrong = 0; *out_wrong < 4; ++*out_wrong) {
        st = parse_date(dates[*out_wrong], whens[*out_wrong], err);
        if (st != ENT_OK) return st;
    }
    m->group = ent_arena_copy(groups->arena, ent_str_trim(row->group));
    m->member = ent_arena_copy(groups->arena, ent_str_trim(row->member));
    m->source = ent_arena_copy(groups->arena, ent_str_trim(row->source));
    m->from_text = ent_arena_copy(groups->arena, ent_str_trim(row->from));
    m->until_text = ent_arena_copy(groups->arena, ent_str_trim(row->until));
    if (!m->group || !m->member || !m->source || !m->from_text || !m->until_text)
        return ent_fail(err, ENT_E_NOMEM, "out of memory for groups");
    groups->count++;
    return ENT_OK;
}

size_t ent_groups_count(const ent_groups *groups)
{
    return groups->count;
}
const ent_membership *ent_groups_at(const ent_groups *groups, size_t index)
{
    return &groups->rows[index];
}

bool ent_groups_has(const ent_groups *groups, ent_str group)
{
    for (size_t i = 0; i < groups->count; i++)
        if (ent_str_eq_nocase(ent_str_of(groups->rows[i].group), group)) return true;
    return false;
}

/* Has the moment that `when` tells of come by `t`? Nothing said: `unsaid`. */
static ent_truth has_come(const ent_when *when, ent_time t, ent_truth unsaid)
{
    if (when->count == 0) return unsaid;
    const ent_span_time hull = ent_when_hull(when);
    int64_t latest = hull.until.seconds - ENT_DAY_SECONDS;
    if (latest < hull.from.seconds) latest = hull.from.seconds;
    if (t.seconds < hull.from.seconds) return ENT_NO;
    return t.seconds >= latest ? ENT_YES : ENT_UNCLEAR;
}

static ent_truth is_reported(const ent_when *reported, ent_time t)
{
    return reported->count == 0 ? ENT_YES : ent_when_come(reported, t);
}

ent_status ent_groups_known(const ent_groups *groups, ent_time t, ent_groups **out, ent_error *err)
{
    ent_groups *known = NULL;
    ent_status st = ent_groups_new(&known, err);
    if (st != ENT_OK) return st;
    known->rows = ent_alloc((groups->count + 1) * sizeof *known->rows);
    if (!known->rows) {
        ent_groups_free(known);
        return ent_fail(err, ENT_E_NOMEM, "out of memory for groups");
    }
    for (size_t i = 0; i < groups->count; i++) {
        ent_membership m = groups->rows[i];
        const ent_truth heard = is_reported(&m.reported, t), ended = is_reported(&m.until_reported, t);
        m.unheard |= ent_is_no(heard), m.perhaps_unheard |= ent_is_unclear(heard);
        if (ent_is_no(ended)) m.until = (ent_when){0}, m.until_text = "";
        m.perhaps_lasting |= ent_is_unclear(ended);
        known->rows[known->count++] = m;
    }
    *out = known;
    return ENT_OK;
}

ent_truth ent_membership_holds(const ent_membership *m, ent_time t)
{
    if (m->unheard) return ENT_NO;
    ent_truth joined = ent_and(m->perhaps_unheard ? ENT_UNCLEAR : ENT_YES, has_come(&m->from, t, ENT_YES));
    ent_truth left = ent_and(m->perhaps_lasting ? ENT_UNCLEAR : ENT_YES, has_come(&m->until, t, ENT_NO));
    return ent_and(joined, ent_not(left));
}

ent_truth ent_groups_is_member(const ent_groups *groups, ent_str group, ent_str member, ent_time t)
{
    ent_truth found = ENT_NO;
    for (size_t i = 0; i < groups->count; i++) {
        const ent_membership *m = &groups->rows[i];
        if (!ent_str_eq_nocase(ent_str_of(m->member), member) ||
            !ent_str_eq_nocase(ent_str_of(m->group), group))
            continue;
        found = ent_or(found, ent_membership_holds(m, t));
    }
    return found;
}

/* ---- groups.csv -------------------------------------------------------------------------- */

enum {
    COLUMN_GROUP,
    COLUMN_MEMBER,
    COLUMN_FROM,
    COLUMN_UNTIL,
    COLUMN_REPORTED,
    COLUMN_UNTIL_REPORTED,
    COLUMN_SOURCE,
    COLUMN_COUNT
};
static const char *const column_names[COLUMN_COUNT] = {"group",    "member",         "from",  "until",
                                                       "reported", "until_reported", "source"};

static bool find_columns(const ent_csv *csv, const char *path, ent_diags *diags, int *columns)
{
    bool all = true;
    for (int i = 0; i < COLUMN_COUNT; i++) {
        columns[i] = ent_csv_column_find(csv, column_names[i]);
        if (columns[i] >= 0 || i > COLUMN_MEMBER) continue;
        const ent_source source = {path, {NULL, 0}};
        ent_diags_addf(diags, &source, (ent_span){0},
                       (ent_diag_text){ENT_SEV_ERROR, "column-missing", NULL, NULL,
                                       "A groups file starts with: group,member,from,until,source"},
                       "no column \"%s\"", column_names[i]);
        all = false;
    }
    return all;
}

/* A table being read. */
typedef struct group_table {
    ent_groups *groups;
    ent_csv *csv;
    int columns[COLUMN_COUNT];
    ent_group_checker checker;
} group_table;

/* Is a membership over before it begins, however its dates are read? */
static bool is_backwards(const ent_membership *m)
{
    if (m->from.count == 0 || m->until.count == 0) return false;
    int64_t latest_end = ent_when_hull(&m->until).until.seconds - ENT_DAY_SECONDS;
    if (latest_end < ent_when_hull(&m->until).from.seconds)
        latest_end = ent_when_hull(&m->until).from.seconds;
    return latest_end <= ent_when_hull(&m->from).from.seconds;
}

static void check_added(const group_table *t, const ent_cell_text *cells)
{
    const ent_membership *m = &t->groups->rows[t->groups->count - 1];
    ent_group_fault fault = {.hint = ""};
    if (is_backwards(m))
        ent_csv_complain(
            t->csv, &cells[t->columns[COLUMN_UNTIL]],
            (ent_diag_text){ENT_SEV_ERROR, "period", "the membership ends before it begins", NULL,
                            "from is the first day of the membership, until the first day after it."});
    if (t->checker.check &&
        !t->checker.check(t->checker.context, ent_str_of(m->group), ent_str_of(m->member), &fault))
        ent_csv_complain(
            t->csv, &cells[t->columns[COLUMN_MEMBER]],
            (ent_diag_text){ENT_SEV_ERROR, "member", fault.message, NULL, *fault.hint ? fault.hint : NULL});
}

static ent_status read_row(group_table *t, const ent_cell_text *cells, ent_error *err)
{
    ent_csv *csv = t->csv;
    const int *columns = t->columns;
    ent_str values[COLUMN_COUNT] = {{NULL, 0}};
    for (int i = 0; i < COLUMN_COUNT; i++)
        if (columns[i] >= 0) values[i] = cells[columns[i]].text;
    for (int i = COLUMN_GROUP; i <= COLUMN_MEMBER; i++)
        if (ent_str_trim(values[i]).len == 0) {
            ent_csv_complain(csv, &cells[columns[i]],
                             (ent_diag_text){ENT_SEV_ERROR, "cell-empty",
                                             "a group and its member must be named", NULL, NULL});
            return ENT_OK;
        }
    const ent_group_row row = {.group = values[COLUMN_GROUP],
                               .member = values[COLUMN_MEMBER],
                               .from = values[COLUMN_FROM],
                               .until = values[COLUMN_UNTIL],
                               .reported = values[COLUMN_REPORTED],
                               .until_reported = values[COLUMN_UNTIL_REPORTED],
                               .source = values[COLUMN_SOURCE]};
    int wrong = 0;
    const ent_status st = ent_groups_add(t->groups, &row, &wrong, err);
    if (st == ENT_OK) check_added(t, cells);
    if (st != ENT_E_FORMAT) return st;
    const char *why = err ? err->message : "not a date";
    ent_csv_complain(
        csv, &cells[columns[COLUMN_FROM + wrong]],
        (ent_diag_text){ENT_SEV_ERROR, "date", why, NULL, "Write a date as 2004-03-29, 2004-03 or 2004."});
    return ENT_OK;
}

ent_status ent_groups_load(const char *path, ent_diags *diags, ent_groups **out, ent_error *err)
{
    return ent_groups_load_checked(path, (ent_group_checker){NULL, NULL}, diags, out, err);
}

ent_status ent_groups_load_checked(const char *path, ent_group_checker checker, ent_diags *diags,
                                   ent_groups **out, ent_error *err)
{
    ent_error local;
    if (!err) err = &local;
    group_table t = {.checker = checker};
    const size_t errors_before = ent_diags_error_count(diags);
    ent_status st = ent_groups_new(&t.groups, err);
    if (st == ENT_OK) st = ent_csv_open(path, diags, &t.csv, err);
    if (st == ENT_OK && !find_columns(t.csv, path, diags, t.columns))
        st = ent_fail(err, ENT_E_FORMAT, "%s lacks a column", path);
    const ent_cell_text *cells = NULL;
    while (st == ENT_OK && ent_csv_next(t.csv, &cells)) st = read_row(&t, cells, err);
    if (st == ENT_OK) st = ent_csv_status(t.csv, err);
    if (st == ENT_OK && ent_diags_error_count(diags) > errors_before)
        st = ent_fail(err, ENT_E_FORMAT, "%s has wrong rows", path);
    if (st == ENT_OK) *out = t.groups, t.groups = NULL;
    ent_csv_close(t.csv);
    ent_groups_free(t.groups);
    return st;
}
