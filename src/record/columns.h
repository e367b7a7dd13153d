/* columns.h: the header of a table, understood once: which column is which. */
#ifndef ENT_RECORD_COLUMNS_H
#define ENT_RECORD_COLUMNS_H

#include "base/csv.h"
#include "record/pool.h"

/* A column that a table knows by name. With a dimension, the column's name ends with a unit: `radius` is
 * known as radius_km or radius_m. */
typedef struct ent_known_column {
    const char *name;
    ent_dimension dimension;
    const char *alias; /* another name for it, or NULL */
} ent_known_column;

/* One kind of table: records, items, places. */
typedef struct ent_table_kind {
    const char *what; /* "records" */
    const ent_known_column *known;
    size_t known_count;    /* at most ENT_KNOWN_COLUMNS_MAX */
    uint32_t required;     /* bits 1 << index */
    bool keeps_attributes; /* other columns become attributes; else they are passed over */
} ent_table_kind;

#define ENT_KNOWN_COLUMNS_MAX 32

typedef enum ent_column_role {
    ENT_COLUMN_SKIPPED,
    ENT_COLUMN_KNOWN,
    ENT_COLUMN_ATTRIBUTE,
    ENT_COLUMN_SOURCE,
    ENT_COLUMN_PRECISION
} ent_column_role;

typedef struct ent_column {
    ent_column_role role;
    const char *written; /* the column's name in the file */
    const char *name;    /* without the unit, or without ".source" */
    const ent_unit *unit;
    int known;             /* KNOWN: index into the kind's table */
    int source, precision; /* columns with those of this one, or -1 */
    bool is_ruled;         /* ATTRIBUTE: what it measures is known */
    ent_attribute_rule rule;
} ent_column;

typedef struct ent_columns {
    const ent_table_kind *kind;
    const ent_record_rules *rules; /* NULL: nothing is known beside the table */
    ent_column *at;
    size_t count;
    size_t attribute_count;
    int known[ENT_KNOWN_COLUMNS_MAX]; /* column of each known one, or -1 */
} ent_columns;

/* Where diagnostics about a header go: a CSV file's header record, or a layer without one. */
typedef struct ent_header {
    ent_diags *diags;
    const char *file, *where; /* where: NULL for CSV */
    const ent_str *names;
    const ent_span *spans; /* NULL without a text */
    size_t count;
    ent_str line; /* the header record as written */
    const ent_record_rules *rules;
} ent_header;

/* Index of a known column by its name or alias; -1. */
int ent_column_known(const ent_table_kind *kind, ent_str name);
/* Complain at a span of the header. */
void ent_columns_complain(const ent_header *header, ent_span span, ent_diag_text text, const char *message);
/* Cut a trailing "_km"; NULL, and *stem = name, when it is not a unit. */
const ent_unit *ent_column_cut_unit(ent_str name, ent_str *stem);
/* May a value of the one dimension stand where the other is wanted? Months and seconds are both time. */
bool ent_dimension_fits(ent_dimension wanted, ent_dimension have);
/* "m, km, nmi": the units of a dimension. */
void ent_dimension_units(ent_dimension dimension, char list[160]);
/* Has the column the unit that a known column or a known attribute wants? Notes what is known of the
 * attribute. False after a complaint. */
bool ent_column_unit_fits(ent_columns *columns, const ent_header *header, size_t column);

/* Understand a header. ENT_E_FORMAT, with diagnostics, when a required column is missing or two columns say
 * the same; ENT_E_NOMEM. Everything lives in the pool. */
ent_status ent_columns_read(const ent_table_kind *kind, const ent_header *header, ent_pool *pool,
                            ent_columns *out, ent_error *err) ENT_MUST_USE;

#endif
