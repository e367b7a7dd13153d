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
} ent_column;

typedef struct ent_columns {
    const ent_table_kind *kind;
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
} ent_header;

/* Understand a header. ENT_E_FORMAT, with diagnostics, when a required column is missing or two columns say
 * the same; ENT_E_NOMEM. Everything lives in the pool. */
ent_status ent_columns_read(const ent_table_kind *kind, const ent_header *header, ent_pool *pool,
                            ent_columns *out, ent_error *err) ENT_MUST_USE;

#endif
