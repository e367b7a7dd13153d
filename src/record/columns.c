/* columns.c: the header of a table; its units are understood in column_unit.c.
 *
 * A column is known to the table; or says the source or the precision of another ("range_km.source"); or is
 * an attribute, with its unit at the end of its name ("range_km"). A name close to a known one is read as an
 * attribute and warned about, because a misspelt "territry" would otherwise silently say nothing. */
#include "record/columns.h"
#include "base/diag.h"
#include "base/limits.h"
#include "record/value.h"

#include <stdio.h>
#include <string.h>

/* ---- complaints ---- */

void ent_columns_complain(const ent_header *h, ent_span span, ent_diag_text text, const char *message)
{
    char file[512];
    snprintf(file, sizeof file, "%s%s%s%s", h->file, h->where ? " (" : "", h->where ? h->where : "",
             h->where ? ")" : "");
    ent_diag_place place = {.file = file, .span = span, .line = h->line};
    if (h->spans && span.offset >= h->spans[0].offset) place.at = span.offset - h->spans[0].offset;
    if (place.at > h->line.len) place.at = h->line.len;
    text.message = message;
    ent_diags_add_at(h->diags, &place, text);
}

static void complain(const ent_header *h, size_t column, ent_diag_text text, const char *message)
{
    ent_span none = {0};
    ent_columns_complain(h, h->spans ? h->spans[column] : none, text, message);
}

/* ---- one name ---- */

int ent_column_known(const ent_table_kind *kind, ent_str name)
{
    for (size_t i = 0; i < kind->known_count; i++) {
        const ent_known_column *known = &kind->known[i];
        if (ent_str_is(name, known->name) || (known->alias && ent_str_is(name, known->alias))) return (int)i;
    }
    return -1;
}

/* Cut a trailing ".source" or ".precision"; role SKIPPED for another ending, ATTRIBUTE without one. */
static ent_column_role cut_facet(ent_str name, ent_str *stem)
{
    *stem = name;
    for (size_t i = name.len; i-- > 0;) {
        if (name.ptr[i] != '.') continue;
        ent_str ending = {name.ptr + i + 1, name.len - i - 1};
        stem->len = i;
        if (ent_str_is(ending, "source")) return ENT_COLUMN_SOURCE;
        return ent_str_is(ending, "precision") ? ENT_COLUMN_PRECISION : ENT_COLUMN_SKIPPED;
    }
    return ENT_COLUMN_ATTRIBUTE;
}

/* Has the agreement an attribute of that name? Then it is no slip of the pen. */
static bool is_declared(const ent_columns *columns, ent_str stem)
{
    const ent_record_rules *rules = columns->rules;
    ent_attribute_rule rule;
    return rules && rules->measure && rules->measure(rules->context, stem, &rule);
}

static void warn_when_near(const ent_columns *columns, const ent_header *h, size_t column, ent_str stem)
{
    ent_str names[ENT_KNOWN_COLUMNS_MAX];
    const ent_table_kind *kind = columns->kind;
    for (size_t i = 0; i < kind->known_count; i++) names[i] = ent_str_of(kind->known[i].name);
    int near = stem.len > 3 ? ent_nearest_name(stem, names, kind->known_count) : -1;
    if (near < 0 || is_declared(columns, stem)) return;
    char message[200], hint[120];
    snprintf(message, sizeof message, "column \"%.60s\" is read as an attribute",
             columns->at[column].written);
    snprintf(hint, sizeof hint, "If \"%s\" is meant, write it so.", kind->known[near].name);
    complain(h, column, (ent_diag_text){.severity = ENT_SEV_WARNING, .code = "column-near", .hint = hint},
             message);
}

/* Fill in columns->at[column] from its name. */
static ent_status read_name(ent_columns *columns, const ent_header *h, ent_pool *pool, size_t column,
                            ent_error *err)
{
    ent_column *c = &columns->at[column];
    ent_str stem;
    ent_str written = ent_str_trim(h->names[column]);
    c->source = c->precision = c->known = -1;
    c->role = cut_facet(written, &stem);
    if (c->role == ENT_COLUMN_ATTRIBUTE) c->unit = ent_column_cut_unit(written, &stem);
    c->written = ent_pool_copy(pool, written), c->name = ent_pool_copy(pool, stem);
    if (!c->written || !c->name) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (c->role == ENT_COLUMN_SKIPPED) {
        complain(h, column,
                 (ent_diag_text){.code = "column-facet",
                                 .hint = "Only \".source\" and \".precision\" may follow a column's name."},
                 "a column's name ends with an unknown part");
        return ENT_E_FORMAT;
    }
    if (c->role != ENT_COLUMN_ATTRIBUTE) return ENT_OK;
    c->known = ent_column_known(columns->kind, written);
    if (c->known >= 0)
        c->name = columns->kind->known[c->known].name, c->unit = NULL;
    else
        c->known = ent_column_known(columns->kind, stem);
    if (c->known < 0 && !columns->kind->keeps_attributes) c->role = ENT_COLUMN_SKIPPED;
    if (c->known >= 0) c->role = ENT_COLUMN_KNOWN;
    if (!ent_column_unit_fits(columns, h, column)) return ENT_E_FORMAT;
    if (c->known < 0) warn_when_near(columns, h, column, stem);
    return ENT_OK;
}

/* ---- the whole header ---- */

static bool same_thing(const ent_column *a, const ent_column *b)
{
    if (a->role != b->role || a->role == ENT_COLUMN_SKIPPED) return false;
    return strcmp(a->name, b->name) == 0;
}

static bool find_doubles(const ent_columns *columns, const ent_header *h)
{
    bool any = false;
    for (size_t i = 0; i < columns->count; i++)
        for (size_t j = 0; j < i; j++) {
            if (!same_thing(&columns->at[i], &columns->at[j])) continue;
            char message[200];
            snprintf(message, sizeof message, "columns \"%.60s\" and \"%.60s\" say the same",
                     columns->at[j].written, columns->at[i].written);
            complain(
                h, i,
                (ent_diag_text){.code = "column-twice",
                                .hint = "Keep one of them; rival values stand in one cell: \"480|2350\"."},
                message);
            any = true;
            break;
        }
    return any;
}

/* The column that "X.source" speaks of, by its written name or its name without the unit. */
static int find_base(const ent_columns *columns, const char *name)
{
    for (size_t i = 0; i < columns->count; i++) {
        const ent_column *c = &columns->at[i];
        if (c->role != ENT_COLUMN_KNOWN && c->role != ENT_COLUMN_ATTRIBUTE) continue;
        if (strcmp(c->written, name) == 0 || strcmp(c->name, name) == 0) return (int)i;
    }
    return -1;
}

static void suggest_base(const ent_columns *columns, const ent_header *h, size_t column)
{
    ent_str names[ENT_CSV_COLUMNS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < columns->count && count < ENT_CSV_COLUMNS_MAX; i++)
        if (columns->at[i].role == ENT_COLUMN_KNOWN || columns->at[i].role == ENT_COLUMN_ATTRIBUTE)
            names[count++] = ent_str_of(columns->at[i].written);
    int near = ent_nearest_name(ent_str_of(columns->at[column].name), names, count);
    char message[200], hint[120] = "Put it beside the column it speaks of.";
    snprintf(message, sizeof message, "there is no column \"%.60s\"", columns->at[column].name);
    if (near >= 0) snprintf(hint, sizeof hint, "Did you mean \"%.60s\"?", names[near].ptr);
    complain(h, column, (ent_diag_text){.code = "column-facet", .hint = hint}, message);
}

/* Join each source and precision with its column. False after a complaint. */
static bool join_facets(ent_columns *columns, const ent_header *h)
{
    bool good = true;
    for (size_t i = 0; i < columns->count; i++) {
        ent_column_role role = columns->at[i].role;
        if (role != ENT_COLUMN_SOURCE && role != ENT_COLUMN_PRECISION) continue;
        int base = find_base(columns, columns->at[i].name);
        if (base < 0) {
            suggest_base(columns, h, i);
            good = false;
        } else if (role == ENT_COLUMN_SOURCE) {
            columns->at[base].source = (int)i;
        } else {
            columns->at[base].precision = (int)i;
        }
    }
    return good;
}

static bool has_required(const ent_columns *columns, const ent_header *h)
{
    bool good = true;
    const ent_table_kind *kind = columns->kind;
    for (size_t i = 0; i < kind->known_count; i++) {
        if (!(kind->required & 1u << i) || columns->known[i] >= 0) continue;
        char message[200];
        snprintf(message, sizeof message, "the column \"%s\" is missing", kind->known[i].name);
        ent_span span = {0};
        if (h->spans) span = (ent_span){.length = (uint32_t)h->line.len, .line = 1, .column = 1};
        ent_columns_complain(
            h, span,
            (ent_diag_text){.code = "column-missing", .hint = "The first line of a table names its columns."},
            message);
        good = false;
    }
    return good;
}

static void index_columns(ent_columns *columns)
{
    for (size_t i = 0; i < ENT_KNOWN_COLUMNS_MAX; i++) columns->known[i] = -1;
    for (size_t i = 0; i < columns->count; i++) {
        if (columns->at[i].role == ENT_COLUMN_KNOWN) columns->known[columns->at[i].known] = (int)i;
        if (columns->at[i].role == ENT_COLUMN_ATTRIBUTE) columns->attribute_count++;
    }
}

ent_status ent_columns_read(const ent_table_kind *kind, const ent_header *header, ent_pool *pool,
                            ent_columns *out, ent_error *err)
{
    ent_columns columns = {.kind = kind, .rules = header->rules, .count = header->count};
    columns.at = ent_arena_alloc(pool->arena, header->count ? header->count : 1, sizeof *columns.at);
    if (!columns.at) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    bool good = true;
    for (size_t i = 0; i < header->count; i++) {
        ent_status st = read_name(&columns, header, pool, i, err);
        if (st == ENT_E_NOMEM) return st;
        if (st != ENT_OK) good = false;
    }
    index_columns(&columns);
    if (find_doubles(&columns, header)) good = false;
    if (!join_facets(&columns, header)) good = false;
    if (!has_required(&columns, header)) good = false;
    if (!good) return ent_fail(err, ENT_E_FORMAT, "%.300s: the header is wrong", header->file);
    *out = columns;
    return ENT_OK;
}
