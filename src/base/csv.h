/* csv.h: strict RFC 4180. A reader that streams: one record at a time in constant memory, each cell with its
 * line and column. CRLF or LF; a UTF-8 byte order mark is skipped; quotes only around whole cells, doubled
 * inside. What it refuses, with place and remedy, going on at the next record where it can: a quote inside a
 * bare cell, text after a closing quote, an unclosed quote, a NUL byte, bytes that are not UTF-8, control
 * characters other than tabs and line ends, a record with more or fewer cells than the header (fewer: also an
 * error), text in UTF-16, a line that does not end within 1 GiB, a repeated or empty column name, a record
 * past ENT_LINE_BYTES_MAX, more than ENT_CSV_COLUMNS_MAX columns. Empty lines are skipped. Lines whose first
 * byte is '#' are NOT comments. */
#ifndef ENT_CSV_H
#define ENT_CSV_H

#include "entente/base.h"

typedef struct ent_csv ent_csv;

typedef struct ent_cell_text {
    ent_str text;  /* unquoted; valid until the next ent_csv_next */
    ent_span span; /* of the cell in the file, quotes included; offset and line stop at UINT32_MAX */
    bool quoted;
} ent_cell_text;

/* Open a regular file ("-": standard input) and read its header record. ENT_E_FORMAT when the header is
 * wrong, the diagnostics say how; ENT_E_IO, ENT_E_NOMEM. `diags` is borrowed and must outlive the reader. */
ent_status ent_csv_open(const char *path, ent_diags *diags, ent_csv **out, ent_error *err) ENT_MUST_USE;
/* The same for a caller that answers row by row as they come: the path may also be that of a pipe. */
ent_status ent_csv_open_stream(const char *path, ent_diags *diags, ent_csv **out,
                               ent_error *err) ENT_MUST_USE;
/* The same over bytes in memory, which are borrowed; `name` is what diagnostics call it. */
ent_status ent_csv_open_memory(const char *name, ent_str bytes, ent_diags *diags, ent_csv **out,
                               ent_error *err) ENT_MUST_USE;

/* The same over anything that gives bytes: `read` puts up to `size` of them into `bytes` and returns how
 * many, 0 at the end, or -1 with a reason. */
typedef struct ent_csv_input {
    ptrdiff_t (*read)(void *context, char *bytes, size_t size, char reason[200]);
    void *context;
} ent_csv_input;
ent_status ent_csv_open_input(const char *name, ent_csv_input input, ent_diags *diags, ent_csv **out,
                              ent_error *err) ENT_MUST_USE;

void ent_csv_close(ent_csv *csv); /* NULL is fine */

size_t ent_csv_column_count(const ent_csv *csv);
ent_str ent_csv_column_name(const ent_csv *csv, size_t column);
ent_span ent_csv_column_span(const ent_csv *csv, size_t column);
/* Index of a column by exact name, or -1. */
int ent_csv_column_find(const ent_csv *csv, const char *name);

/* The next good record: true with *out_cells (one per column); false at the end of the file. A bad record
 * adds a diagnostic and is passed over; reading errors and lack of memory turn up in ent_csv_status after the
 * end. */
bool ent_csv_next(ent_csv *csv, const ent_cell_text **out_cells);
uint64_t ent_csv_record_line(const ent_csv *csv); /* line on which the current record starts */
ent_str
ent_csv_record_text(const ent_csv *csv); /* the raw bytes of the current record without its line end */
ent_status ent_csv_status(const ent_csv *csv, ent_error *err);
/* A diagnostic at a cell of the current record, source line and caret included. */
void ent_csv_complain(ent_csv *csv, const ent_cell_text *cell, ent_diag_text text);
/* The same with a formatted message. */
void ent_csv_complainf(ent_csv *csv, const ent_cell_text *cell, ent_diag_text text, const char *format, ...)
    ENT_PRINTF(4, 5);

#endif
