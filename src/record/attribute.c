/* attribute.c: cells of the columns that a table does not know by name.
 *
 * Where the case knows what an attribute measures, its cells have to say that: a figure with a unit, a count,
 * a word, a rank. Else the cell itself tells: what starts as a figure and reads as one is a number, whatever
 * else a word. But what is written in the notation of figures and makes no sense in it ("7000..6000",
 * "1e309", "~") is an error and never a word, since as a word it would silently be no figure. */
#include "record/row.h"

#include <stdio.h>
#include <string.h>

static void complain(ent_row_reader *row, size_t column, ent_complaint what, const char *name, const char *is)
{
    ent_row_complain_column(row, column, what, "%.60s %s", name, is);
}

/* ---- what is known to be measured ---- */

static void complain_unit(ent_row_reader *row, size_t column, const ent_unit *unit)
{
    const ent_column *c = &row->columns->at[column];
    char detail[240], hint[200], units[160], message[120];
    ent_dimension_units(c->rule.dimension, units);
    snprintf(detail, sizeof detail, "Units of %s are %s.", ent_dimension_name(c->rule.dimension), units);
    snprintf(hint, sizeof hint,
             "End the column's name with the unit, or write it behind the figure: \"%s%.*s\".",
             unit ? "480 " : "480 ", (int)strcspn(units, ","), units);
    snprintf(message, sizeof message, "is a %s and %s", ent_dimension_name(c->rule.dimension),
             unit ? "this unit measures something else" : "has no unit");
    complain(row, column, (ent_complaint){.code = "unit-missing", .detail = detail, .hint = hint}, c->name,
             message);
}

static void read_measured(ent_row_reader *row, size_t column, ent_attribute *out)
{
    const ent_column *c = &row->columns->at[column];
    ent_str text = ent_row_cell(row, column), number = text;
    const ent_unit *unit = c->unit ? c->unit : ent_value_cut_unit(text, &number);
    ent_interval storage[ENT_VALUE_MAX];
    ent_value value;
    bool is_number = unit || ent_value_parse_number(text, storage, &value, NULL) == ENT_OK;
    if (is_number && (!unit || !ent_dimension_fits(c->rule.dimension, unit->dimension))) {
        complain_unit(row, column, unit);
        return;
    }
    ent_number_rules rules = {unit ? unit->scale : 1,
                              c->rule.not_negative || ent_value_is_amount(c->rule.dimension)};
    out->dimension = unit ? unit->dimension : c->rule.dimension;
    ent_row_read_numbers(row, column, number, rules, &out->value);
}

static void complain_rank(ent_row_reader *row, size_t column, ent_str word)
{
    const ent_record_rules *rules = row->columns->rules;
    const ent_column *c = &row->columns->at[column];
    ent_str names[64] = {ENT_STR("")};
    size_t count = 0;
    const char *name;
    while (rules->rank_at && count < 64 &&
           (name = rules->rank_at(rules->context, ent_str_of(c->name), (int)count)))
        names[count++] = ent_str_of(name);
    int near = ent_nearest_name(word, names, count);
    char hint[400] = "";
    int at = 0;
    if (near >= 0) snprintf(hint, sizeof hint, "Did you mean \"%s\"?", names[near].ptr);
    for (size_t i = 0; near < 0 && i < count && at >= 0 && (size_t)at < sizeof hint; i++)
        at +=
            snprintf(hint + at, sizeof hint - (size_t)at, "%s%s", i ? ", " : "Its words are ", names[i].ptr);
    ent_row_complain_column(row, column, (ent_complaint){.code = "rank", .hint = *hint ? hint : NULL},
                            "\"%.*s\" is no %.60s", (int)(word.len < 60 ? word.len : 60), word.ptr, c->name);
}

static void read_rank(ent_row_reader *row, size_t column, ent_attribute *out)
{
    const ent_record_rules *rules = row->columns->rules;
    const char *name = row->columns->at[column].name;
    out->dimension = ENT_DIM_WORD;
    ent_row_read_words(row, column, &out->value);
    for (uint32_t i = 0; rules->rank && i < out->value.count; i++) {
        ent_str word = ent_str_of(out->value.words[i]);
        if (rules->rank(rules->context, ent_str_of(name), word) < 0) complain_rank(row, column, word);
    }
}

/* A date is kept as it is written; what is none is said at once. */
static void read_date(ent_row_reader *row, size_t column, ent_attribute *out)
{
    out->dimension = ENT_DIM_WORD;
    ent_row_read_words(row, column, &out->value);
    for (uint32_t i = 0; i < out->value.count; i++) {
        ent_when when;
        size_t at = 0;
        ent_error why = {0};
        const char *word = out->value.words[i];
        if (ent_when_parse(ent_str_of(word), &when, &at, &why) == ENT_OK) continue;
        ent_row_complain_column(
            row, column, (ent_complaint){.code = "date", .hint = "A date is written as in 1997-05-27."},
            "\"%.60s\" is not a date", word);
    }
}

static void read_ruled(ent_row_reader *row, size_t column, ent_attribute *out)
{
    switch (row->columns->at[column].rule.dimension) {
    case ENT_DIM_RANK: read_rank(row, column, out); return;
    case ENT_DIM_NONE: {
        ent_number_rules rules = {1, row->columns->at[column].rule.not_negative};
        ent_row_read_numbers(row, column, ent_row_cell(row, column), rules, &out->value);
        return;
    }
    case ENT_DIM_DATE: read_date(row, column, out); return;
    case ENT_DIM_WORD:
        out->dimension = ENT_DIM_WORD;
        ent_row_read_words(row, column, &out->value);
        return;
    default: read_measured(row, column, out);
    }
}

/* ---- what the cell itself tells ---- */

static bool is_nothing(ent_str s)
{
    if (s.len && (s.ptr[0] == '-' || s.ptr[0] == '+')) s.ptr++, s.len--;
    return ent_str_eq_nocase(s, ENT_STR("nan")) || ent_str_eq_nocase(s, ENT_STR("inf")) ||
           ent_str_eq_nocase(s, ENT_STR("infinity"));
}

/* Written as a figure is: only signs of figures, and among them a mark of ours or an exponent; or a mark at
 * the start. */
static bool is_notation(ent_str s)
{
    if (memchr("~<>", s.ptr[0], 3)) return true;
    bool has_mark = false, has_digit = false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c < '0' || c > '9') {
            if (!memchr("+-.eE|~<>= ", c, 11)) return false;
            has_mark |= c == 'e' || c == 'E' || (c == '.' && i + 1 < s.len && s.ptr[i + 1] == '.');
        } else {
            has_digit = true;
        }
    }
    return has_mark && has_digit;
}

static void read_free(ent_row_reader *row, size_t column, ent_attribute *out)
{
    const ent_column *c = &row->columns->at[column];
    ent_str text = ent_row_cell(row, column), number = text;
    const ent_unit *unit = c->unit ? c->unit : ent_value_cut_unit(text, &number);
    if (unit) {
        out->dimension = unit->dimension;
        ent_row_read_numbers(row, column, number,
                             (ent_number_rules){unit->scale, ent_value_is_amount(unit->dimension)},
                             &out->value);
        return;
    }
    ent_interval storage[ENT_VALUE_MAX];
    ent_value value;
    bool is_number =
        ent_value_looks_numeric(text) && ent_value_parse_number(text, storage, &value, NULL) == ENT_OK;
    if (is_number || ent_value_is_parted_figure(text) || is_notation(text)) {
        ent_row_read_numbers(row, column, text, (ent_number_rules){.scale = 1}, &out->value);
    } else if (is_nothing(text)) {
        complain(
            row, column,
            (ent_complaint){.code = "number", .hint = "Leave the cell empty when the value is not known."},
            c->name, "is not a number");
    } else {
        out->dimension = ENT_DIM_WORD;
        ent_row_read_words(row, column, &out->value);
    }
}

void ent_row_attributes(ent_row_reader *row, const ent_attribute **out, size_t *out_count)
{
    *out = NULL, *out_count = 0;
    size_t count = 0, at = 0;
    for (size_t i = 0; i < row->columns->count; i++)
        if (row->columns->at[i].role == ENT_COLUMN_ATTRIBUTE && ent_row_cell(row, i).len) count++;
    if (count == 0) return;
    ent_attribute *attributes = ent_arena_alloc(row->pool->arena, count, sizeof *attributes);
    if (!attributes) {
        row->out_of_memory = row->bad = true;
        return;
    }
    for (size_t i = 0; i < row->columns->count; i++) {
        const ent_column *c = &row->columns->at[i];
        if (c->role != ENT_COLUMN_ATTRIBUTE || !ent_row_cell(row, i).len) continue;
        ent_attribute *a = &attributes[at++];
        *a = (ent_attribute){.name = c->name, .value = {.text = "", .source = ""}};
        if (c->is_ruled)
            read_ruled(row, i, a);
        else
            read_free(row, i, a);
    }
    *out = attributes, *out_count = count;
}
