/* table.c: header once, then row by row. */
#include "record/table.h"
#include "base/limits.h"

static ent_status read_header(const ent_table *table, const ent_csv *csv, ent_diags *diags, ent_columns *out,
                              ent_error *err)
{
    ent_str names[ENT_CSV_COLUMNS_MAX];
    ent_span spans[ENT_CSV_COLUMNS_MAX];
    size_t count = ent_csv_column_count(csv);
    for (size_t i = 0; i < count; i++)
        names[i] = ent_csv_column_name(csv, i), spans[i] = ent_csv_column_span(csv, i);
    ent_header header = {.diags = diags,
                         .file = table->path,
                         .names = names,
                         .spans = spans,
                         .count = count,
                         .line = ent_csv_record_text(csv),
                         .rules = table->rules};
    return ent_columns_read(table->kind, &header, table->pool, out, err);
}

/* The whole record as a span: from its first cell to its last. */
static ent_span row_span(const ent_cell_text *cells, size_t count)
{
    ent_span first = cells[0].span, last = cells[count - 1].span;
    first.length = last.offset + last.length - first.offset;
    return first;
}

static ent_status read_rows(const ent_table *table, ent_csv *csv, ent_row_reader *row, ent_error *err)
{
    while (ent_csv_next(csv, &row->cells)) {
        row->bad = false, row->source = "";
        ent_status st = table->take(table->context, row, row_span(row->cells, row->columns->count), err);
        if (st != ENT_OK) return st;
    }
    return ent_csv_status(csv, err);
}

ent_status ent_table_read(const ent_table *table, ent_diags *diags, ent_error *err)
{
    ent_csv *csv = NULL;
    ent_columns columns = {0};
    ent_status st = table->bytes ? ent_csv_open_memory(table->path, *table->bytes, diags, &csv, err)
                                 : ent_csv_open(table->path, diags, &csv, err);
    if (st != ENT_OK) return st == ENT_E_FORMAT ? ENT_OK : st; /* the diagnostics say it */
    st = read_header(table, csv, diags, &columns, err);
    if (st == ENT_OK) {
        ent_row_reader row = {
            .columns = &columns, .pool = table->pool, .diags = diags, .csv = csv, .file = table->path};
        st = read_rows(table, csv, &row, err);
    }
    ent_csv_close(csv);
    return st == ENT_E_FORMAT ? ENT_OK : st;
}
