/* table.h: a CSV file of any kind of table, walked row by row. */
#ifndef ENT_RECORD_TABLE_H
#define ENT_RECORD_TABLE_H

#include "record/row.h"

typedef struct ent_table {
    const ent_table_kind *kind;
    const char *path;     /* or the name of the bytes */
    const ent_str *bytes; /* NULL: read the file */
    ent_pool *pool;
    const ent_record_rules *rules; /* NULL: nothing is known beside the table */
    /* Take what a row says; a status other than ENT_OK stops the walk. */
    ent_status (*take)(void *context, ent_row_reader *row, ent_span span, ent_error *err);
    void *context;
} ent_table;

/* Read a table. A wrong header or row leaves diagnostics and ENT_OK. */
ent_status ent_table_read(const ent_table *table, ent_diags *diags, ent_error *err) ENT_MUST_USE;

#endif
