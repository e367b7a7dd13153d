/* column_unit.c: the unit at the end of a column's name, and whether it is one that the column can have.
 *
 * A unit that is not understood must not turn "range_parsec" into an attribute of that name, of which no
 * clause knows anything: then a range was written down and nothing is said. So when the part of a name before
 * an underscore is something that is measured, what follows has to be a unit of it. */
#include "record/columns.h"
#include "record/value.h"

#include <stdio.h>
#include <string.h>

const ent_unit *ent_column_cut_unit(ent_str name, ent_str *stem)
{
    *stem = name;
    for (size_t i = name.len; i-- > 1;) {
        if (name.ptr[i] != '_') continue;
        const ent_unit *unit = ent_value_unit((ent_str){name.ptr + i + 1, name.len - i - 1});
        if (unit) stem->len = i;
        return unit;
    }
    return NULL;
}

/* ---- dimensions ---- */

static bool is_time(ent_dimension d)
{
    return d == ENT_DIM_DURATION || d == ENT_DIM_MONTHS;
}

static bool has_units(ent_dimension d)
{
    return d != ENT_DIM_NONE && d != ENT_DIM_WORD && d != ENT_DIM_RANK && d != ENT_DIM_DATE;
}

bool ent_dimension_fits(ent_dimension wanted, ent_dimension have)
{
    return wanted == have || (is_time(wanted) && is_time(have));
}

void ent_dimension_units(ent_dimension dimension, char list[160])
{
    size_t at = 0;
    list[0] = '\0';
    for (size_t i = 0; i < ent_unit_count(); i++) {
        const ent_unit *unit = ent_unit_at(i);
        if (!ent_dimension_fits(dimension, unit->dimension)) continue;
        int n = snprintf(list + at, 160 - at, "%s%s", at ? ", " : "", unit->name);
        if (n < 0 || (size_t)n >= 160 - at) return;
        at += (size_t)n;
    }
}

static const char *usual_unit(ent_dimension dimension)
{
    switch (dimension) {
    case ENT_DIM_LENGTH: return "km";
    case ENT_DIM_ANGLE: return "deg";
    case ENT_DIM_MASS: return "t";
    case ENT_DIM_DURATION: return "days";
    case ENT_DIM_MONTHS: return "months";
    case ENT_DIM_SPEED: return "km/h";
    case ENT_DIM_YIELD: return "kiloton";
    default: return "percent";
    }
}

/* ---- complaints ---- */

static void complain(const ent_header *h, size_t column, ent_diag_text text, const char *message)
{
    ent_span none = {0};
    text.code = "column-unit";
    ent_columns_complain(h, h->spans ? h->spans[column] : none, text, message);
}

/* `stem` is measured in `wanted`, but the name does not end with a unit of it. */
static void complain_unit(const ent_header *h, size_t column, ent_str stem, ent_dimension wanted)
{
    char message[300], detail[240], hint[160], units[160];
    ent_str written = ent_str_trim(h->names[column]);
    ent_dimension_units(wanted, units);
    snprintf(message, sizeof message, "column \"%.*s\" has no unit of %s",
             (int)(written.len < 60 ? written.len : 60), written.ptr, ent_dimension_name(wanted));
    snprintf(detail, sizeof detail, "Units of %s are %s.", ent_dimension_name(wanted), units);
    snprintf(hint, sizeof hint, "Call the column \"%.*s_%s\".", (int)(stem.len < 60 ? stem.len : 60),
             stem.ptr, usual_unit(wanted));
    complain(h, column, (ent_diag_text){.detail = detail, .hint = hint}, message);
}

static void complain_bare(const ent_header *h, size_t column, const ent_column *c)
{
    char message[200], hint[200];
    snprintf(message, sizeof message, "column \"%.60s\": %.60s takes no unit in its name", c->written,
             c->name);
    snprintf(hint, sizeof hint, "Call the column \"%.60s\"%s.", c->name,
             strcmp(c->name, "quantity") == 0 ? " and put the unit into the column \"unit\"" : "");
    complain(h, column, (ent_diag_text){.hint = hint}, message);
}

/* ---- what a column wants ---- */

static bool find_rule(const ent_columns *columns, ent_str name, ent_attribute_rule *out)
{
    const ent_record_rules *rules = columns->rules;
    return rules && rules->measure && columns->kind->keeps_attributes &&
           rules->measure(rules->context, name, out);
}

/* What "range" measures; NONE when it is nothing that has units. */
static ent_dimension measured_as(const ent_columns *columns, ent_str name)
{
    int known = ent_column_known(columns->kind, name);
    if (known >= 0) return columns->kind->known[known].dimension;
    ent_attribute_rule rule;
    return find_rule(columns, name, &rule) && has_units(rule.dimension) ? rule.dimension : ENT_DIM_NONE;
}

/* Units that people write and nobody here reads; NONE for any other word. */
static ent_dimension foreign_unit(ent_str name)
{
    static const struct {
        const char *name;
        ent_dimension dimension;
    } units[] = {{"kms", ENT_DIM_LENGTH},     {"parsec", ENT_DIM_LENGTH},  {"furlongs", ENT_DIM_LENGTH},
                 {"fathoms", ENT_DIM_LENGTH}, {"leagues", ENT_DIM_LENGTH}, {"stone", ENT_DIM_MASS},
                 {"cwt", ENT_DIM_MASS},       {"mph", ENT_DIM_SPEED}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (ent_str_eq_nocase(name, ent_str_of(units[i].name))) return units[i].dimension;
    return ENT_DIM_NONE;
}

/* A name without a unit: is there something measured before one of its underscores? */
static bool has_no_lost_unit(const ent_columns *columns, const ent_header *h, size_t column)
{
    ent_str name = ent_str_trim(h->names[column]);
    for (size_t i = name.len; i-- > 1;) {
        if (name.ptr[i] != '_') continue;
        ent_str stem = {name.ptr, i}, ending = {name.ptr + i + 1, name.len - i - 1};
        ent_dimension wanted = measured_as(columns, stem);
        if (wanted == ENT_DIM_NONE && columns->kind->keeps_attributes) wanted = foreign_unit(ending);
        if (wanted == ENT_DIM_NONE) continue;
        complain_unit(h, column, stem, wanted);
        return false;
    }
    return true;
}

static bool attribute_fits(const ent_columns *columns, const ent_header *h, size_t column)
{
    ent_column *c = &columns->at[column];
    c->is_ruled = find_rule(columns, ent_str_of(c->name), &c->rule);
    if (!c->unit) return c->is_ruled || has_no_lost_unit(columns, h, column);
    if (!c->is_ruled || ent_dimension_fits(c->rule.dimension, c->unit->dimension)) return true;
    if (has_units(c->rule.dimension))
        complain_unit(h, column, ent_str_of(c->name), c->rule.dimension);
    else
        complain_bare(h, column, c);
    return false;
}

bool ent_column_unit_fits(ent_columns *columns, const ent_header *h, size_t column)
{
    const ent_column *c = &columns->at[column];
    if (c->role == ENT_COLUMN_ATTRIBUTE) return attribute_fits(columns, h, column);
    if (c->role != ENT_COLUMN_KNOWN) return has_no_lost_unit(columns, h, column);
    ent_dimension wanted = columns->kind->known[c->known].dimension;
    if (wanted == ENT_DIM_NONE ? c->unit == NULL : c->unit && c->unit->dimension == wanted) return true;
    if (wanted == ENT_DIM_NONE)
        complain_bare(h, column, c);
    else
        complain_unit(h, column, ent_str_of(c->name), wanted);
    return false;
}
