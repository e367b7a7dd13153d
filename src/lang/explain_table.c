/* explain_table.c: a table row by row, since clauses speak of its figures by column alone: "tank: group
 * 20,000, one state 13,300". Long tables are only counted; they stand in the text. */
#include "lang/explain.h"

#include <string.h>

enum { ROWS_MAX = 40 };

static const ent_node *cell_at(const ent_table *t, size_t row, size_t column)
{
    return t->cells[row * t->column_count + column];
}

/* Words and days say which row it is; figures are what it says. */
static bool is_head(const ent_node *cell)
{
    return cell->kind == ENT_N_WORD || cell->kind == ENT_N_DATE;
}

static void tell_head(ent_saying *out, const ent_table *t, size_t row)
{
    bool first = true;
    for (size_t i = 0; i < t->column_count; i++) {
        const ent_node *cell = cell_at(t, row, i);
        if (!is_head(cell)) continue;
        bool ends = strcmp(t->columns[i], "from") == 0 || strcmp(t->columns[i], "until") == 0;
        if (!first) ent_buf_addc(&out->buf, ' ');
        if (ends) ent_buf_printf(&out->buf, "%s ", t->columns[i]);
        if (cell->kind == ENT_N_DATE)
            ent_tell_date(out, cell);
        else
            ent_tell_noun(out, cell->text, false);
        first = false;
    }
    if (!first) ent_buf_adds(&out->buf, ": ");
}

static void tell_row(ent_saying *out, const ent_table *t, size_t row)
{
    bool first = true;
    tell_head(out, t, row);
    for (size_t i = 0; i < t->column_count; i++) {
        const ent_node *cell = cell_at(t, row, i);
        if (is_head(cell) || cell->kind == ENT_N_NONE) continue;
        if (!first) ent_buf_adds(&out->buf, ", ");
        ent_tell_words(out, t->columns[i]), ent_buf_addc(&out->buf, ' ');
        ent_tell_value(out, cell);
        first = false;
    }
}

void ent_tell_table(ent_saying *out, const ent_decl *d)
{
    const ent_table *t = d->table;
    ent_buf_printf(&out->buf, "The table \"%s\" has %zu %s of ", d->name, t->row_count,
                   t->row_count == 1 ? "row" : "rows");
    for (size_t i = 0; i < t->column_count; i++) {
        ent_tell_list_mark(out, i, t->column_count, "and");
        ent_tell_words(out, t->columns[i]);
    }
    for (size_t row = 0; row < t->row_count && t->row_count <= ROWS_MAX; row++) {
        ent_buf_adds(&out->buf, row == 0 ? ": " : "; ");
        tell_row(out, t, row);
    }
}
