/* load.c: the doors by which rows come into a set of records: a CSV file, CSV in memory, a row of a layer. */
#include "base/mem.h"
#include "base/utf8.h"
#include "record/set.h"
#include "record/table.h"

#include <assert.h>
#include <string.h>

/* Index of a file, added when it is new. */
static ent_status file_index(ent_records *records, const char *name, bool is_on_disk, uint32_t *out,
                             ent_error *err)
{
    for (size_t i = records->file_count; i-- > 0;) {
        if (strcmp(records->files[i].name, name) != 0) continue;
        *out = (uint32_t)i;
        return ENT_OK;
    }
    const char *kept = ent_arena_copy(records->pool.arena, ent_str_of(name));
    if (!kept ||
        !ent_record_room(&records->files, records->file_count, &records->file_cap, sizeof *records->files))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    *out = (uint32_t)records->file_count;
    records->files[records->file_count++] = (ent_record_file){kept, is_on_disk};
    return ENT_OK;
}

typedef struct load_context {
    ent_records *records;
    uint32_t file;
} load_context;

static ent_status take(void *context, ent_row_reader *row, ent_span span, ent_error *err)
{
    load_context *load = context;
    return ent_records_take(load->records, row, load->file, span, err);
}

static ent_status load_table(ent_records *records, const char *name, const ent_str *bytes, ent_diags *diags,
                             ent_error *err)
{
    assert(!records->finished);
    load_context context = {.records = records};
    bool is_on_disk = !bytes && strcmp(name, "-") != 0;
    ent_status st = file_index(records, name, is_on_disk, &context.file, err);
    if (st != ENT_OK) return st;
    ent_table table = {.kind = &ent_record_table,
                       .path = name,
                       .bytes = bytes,
                       .pool = &records->pool,
                       .rules = &records->rules,
                       .take = take,
                       .context = &context};
    return ent_table_read(&table, diags, err);
}

ent_status ent_records_load(ent_records *records, const char *path, ent_diags *diags, ent_error *err)
{
    return load_table(records, path, NULL, diags, err);
}

ent_status ent_records_load_memory(ent_records *records, const char *name, ent_str bytes, ent_diags *diags,
                                   ent_error *err)
{
    return load_table(records, name, &bytes, diags, err);
}

/* ---- rows of layers ---- */

/* Is it the header understood last? Features of a layer share theirs. */
static bool same_header(const ent_columns *columns, const ent_row *row)
{
    if (!columns->at || columns->count != row->count) return false;
    for (size_t i = 0; i < row->count; i++)
        if (strcmp(columns->at[i].written, row->columns[i]) != 0) return false;
    return true;
}

static ent_status read_header(ent_records *records, const ent_row *row, ent_diags *diags, ent_error *err)
{
    ent_str *names = ent_alloc_zero(row->count ? row->count : 1, sizeof *names);
    if (!names) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t i = 0; i < row->count; i++) names[i] = ent_str_of(row->columns[i]);
    ent_header header = {.diags = diags,
                         .file = row->file,
                         .where = row->where,
                         .names = names,
                         .count = row->count,
                         .rules = &records->rules};
    ent_status st = ent_columns_read(&ent_record_table, &header, &records->pool, &records->foreign, err);
    ent_free(names);
    return st;
}

/* The CSV reader refuses control characters by itself; so must the reader of layers. */
static bool is_plain(ent_row_reader *row)
{
    for (size_t i = 0; i < row->columns->count; i++)
        if (ent_utf8_has_control(row->cells[i].text))
            ent_row_complain_column(row, i, (ent_complaint){.code = "control", .hint = "Take it out."},
                                    "a control character in the text");
    return !row->bad;
}

ent_status ent_records_add_row(ent_records *records, const ent_row *foreign, ent_diags *diags, ent_error *err)
{
    assert(!records->finished);
    uint32_t file = 0;
    ent_status st = file_index(records, foreign->file, false, &file, err);
    if (st == ENT_OK && !same_header(&records->foreign, foreign))
        st = read_header(records, foreign, diags, err);
    if (st != ENT_OK) return st;
    ent_cell_text *cells = ent_alloc_zero(foreign->count ? foreign->count : 1, sizeof *cells);
    if (!cells) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t i = 0; i < foreign->count; i++) cells[i].text = foreign->cells[i];
    ent_row_reader row = {.columns = &records->foreign,
                          .pool = &records->pool,
                          .diags = diags,
                          .cells = cells,
                          .file = foreign->file,
                          .foreign = foreign,
                          .source = ""};
    if (is_plain(&row)) st = ent_records_take(records, &row, file, (ent_span){0}, err);
    ent_free(cells);
    return st;
}
