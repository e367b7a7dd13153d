/* parse_table.c: a Markdown table as rows of values. A unit may stand in the header, "range (km)", and then
 * serves every bare number of the column. */
#include "lang/parse.h"

#include <string.h>

/* "range (km)" -> "range" and km. */
static const char *column_name(ent_parser *p, ent_str header, const ent_unit **unit)
{
    *unit = NULL;
    ent_str name = header;
    for (size_t i = header.len; i > 0 && header.ptr[header.len - 1] == ')'; i--) {
        if (header.ptr[i - 1] != '(') continue;
        ent_str inside = ent_str_trim((ent_str){header.ptr + i, header.len - i - 1});
        *unit = ent_unit_find(inside);
        if (*unit) name = ent_str_trim((ent_str){header.ptr, i - 1});
        break;
    }
    return ent_copy(p, name);
}

static const ent_node *word_cell(ent_parser *p, const ent_md_cell *cell)
{
    return ent_node_text(p, ENT_N_WORD, ent_str_of(cell->text), cell->span);
}

static bool is_plain_number(ent_str text)
{
    double ignored;
    return text.len > 0 && text.ptr[0] >= '0' && text.ptr[0] <= '9' && ent_str_to_double(text, &ignored);
}

static const ent_node *number_cell(ent_parser *p, const ent_md_cell *cell, ent_str digits,
                                   const ent_unit *unit)
{
    ent_node *node = ent_node_text(p, ENT_N_NUMBER, digits, cell->span);
    if (!node) return NULL;
    (void)ent_str_to_double(digits, &node->written);
    node->unit = unit, node->number = unit ? node->written * unit->scale : node->written;
    return node;
}

static const ent_node *date_cell(ent_parser *p, const ent_md_cell *cell)
{
    ent_when when, *kept;
    size_t at;
    ent_str text = ent_str_of(cell->text);
    bool shape = text.len >= 7 && text.ptr[0] >= '0' && text.ptr[0] <= '9' && text.ptr[4] == '-';
    if (!shape) return word_cell(p, cell);
    ent_error why = {0};
    if (ent_when_parse(text, &when, &at, &why) != ENT_OK) {
        ent_diags_addf(p->diags, &p->doc->text.source, cell->span,
                       (ent_diag_text){ENT_SEV_ERROR, "date", NULL, ent_hint(p, "%s.", why.message),
                                       "A date is written as in 1997-05-27."},
                       "this is not a date: %s", cell->text);
        return NULL;
    }
    ent_node *node = ent_node_text(p, ENT_N_DATE, text, cell->span);
    kept = ent_arena_alloc(p->doc->arena, 1, sizeof *kept);
    if (!node || !kept) {
        p->out_of_memory = true;
        return NULL;
    }
    *kept = when, node->when = kept;
    return node;
}

/* A cell: empty, a number, a number with a unit, a date, or words. NULL: reported, or memory ran out. */
static const ent_node *parse_cell(ent_parser *p, const ent_md_cell *cell, const ent_unit *unit)
{
    ent_str text = ent_str_of(cell->text);
    if (text.len == 0) return ent_node_none(p, cell->span);
    if (is_plain_number(text)) return number_cell(p, cell, text, unit);
    size_t space = 0;
    while (space < text.len && text.ptr[space] != ' ') space++;
    ent_str digits = {text.ptr, space};
    ent_str rest = ent_str_trim((ent_str){text.ptr + space, text.len - space});
    if (!is_plain_number(digits)) return date_cell(p, cell);
    const ent_unit *own = ent_unit_find(rest);
    if (own) return number_cell(p, cell, digits, own);
    ent_diags_addf(p->diags, &p->doc->text.source, cell->span,
                   (ent_diag_text){ENT_SEV_ERROR, "unit-unknown", NULL,
                                   "A cell is empty, a number, a number with its unit, a date, or words.",
                                   NULL},
                   "unknown unit \"" ENT_STR_FMT "\" in a table", ENT_STR_ARG(rest));
    return NULL;
}

static bool fill_rows(ent_parser *p, const ent_md_item *item, const ent_unit *const *units,
                      const ent_node **cells)
{
    bool good = true;
    for (size_t i = item->column_count; i < item->column_count * item->row_count; i++) {
        const ent_node *cell = parse_cell(p, &item->cells[i], units[i % item->column_count]);
        if (!cell && p->out_of_memory) return false;
        good = good && cell;
        cells[i - item->column_count] = cell;
    }
    return good;
}

const ent_table *ent_parse_table(ent_parser *p, const ent_md_item *item)
{
    ent_arena *arena = p->doc->arena;
    size_t columns = item->column_count, rows = item->row_count - 1;
    ent_table *table = ent_arena_alloc(arena, 1, sizeof *table);
    const char **names = ent_arena_alloc(arena, columns, sizeof *names);
    const ent_unit **units = ent_arena_alloc(arena, columns, sizeof *units);
    const ent_node **cells = ent_arena_alloc(arena, rows ? rows * columns : 1, sizeof *cells);
    if (!table || !names || !units || !cells) {
        p->out_of_memory = true;
        return NULL;
    }
    for (size_t i = 0; i < columns; i++)
        if (!(names[i] = column_name(p, ent_str_of(item->cells[i].text), &units[i]))) return NULL;
    if (!fill_rows(p, item, units, cells)) return NULL;
    *table = (ent_table){columns, rows, names, cells};
    return table;
}
