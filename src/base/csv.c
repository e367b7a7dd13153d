/* csv.c: the streaming reader around csv_scan.c: input, header, cell counts, diagnostics.
 *
 * The buffer holds the current record and whatever was read behind it. It starts at READ_BYTES and grows only
 * while a single record does not fit, at most to ENT_LINE_BYTES_MAX and one read more; so memory is constant
 * whatever the file. Text in memory is read in place, through the same scan, and never copied. Nothing is
 * allocated per cell or per record, except a scratch once for the cells with doubled quotes.
 *
 * Measured on one core, -O2, file in cache: 24 million records a second of 3 cells (29 bytes), 4 million of
 * 21 cells with two quoted (148 bytes); about 0.65 GB/s. */
#include "base/csv.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/csv_scan.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define READ_BYTES ((size_t)256 * 1024)
#define DIAG_BYTES 4096 /* of a line behind a fault: more than a diagnostic shows */

typedef struct column {
    ent_str name;
    ent_span span;
} column;

struct ent_csv {
    ent_arena *arena; /* name, columns, cells */
    ent_diags *diags;
    const char *name;
    ent_csv_input input; /* read NULL: the bytes are all in memory */
    int fd;              /* to be closed; -1: none */
    const char *bytes;   /* the run at hand; == buffer when streaming */
    char *buffer;
    size_t buffer_size;
    size_t at, end;     /* what is not yet read of the run */
    uint64_t at_offset; /* of `at` in the file */
    uint64_t at_line;
    bool is_last; /* nothing follows `end` */
    column *columns;
    size_t column_count;
    csv_scan scan; /* of the current record */
    char *scratch; /* cells whose doubled quotes were undone */
    size_t scratch_size;
    ent_error failure; /* status ENT_OK: none */
};

/* ---- input -------------------------------------------------------------------------------------------- */

static bool fail(ent_csv *csv, ent_status status, const char *reason)
{
    ent_fail(&csv->failure, status, "%.300s: %s", csv->name, reason);
    return false;
}

static bool make_room(ent_csv *csv)
{
    size_t left = csv->end - csv->at;
    if (csv->at > 0) memmove(csv->buffer, csv->buffer + csv->at, left);
    csv->at = 0, csv->end = left;
    if (left < csv->buffer_size) return true;
    size_t size = csv->buffer_size ? csv->buffer_size * 2 : READ_BYTES;
    char *buffer = ent_realloc(csv->buffer, size, 1);
    if (!buffer) return fail(csv, ENT_E_NOMEM, "out of memory");
    csv->buffer = buffer, csv->buffer_size = size, csv->bytes = buffer;
    return true;
}

/* Gets more bytes behind those at hand. False, with the failure noted, when that fails. */
static bool refill(ent_csv *csv)
{
    char reason[200] = "cannot be read";
    if (!make_room(csv)) return false;
    ptrdiff_t n =
        csv->input.read(csv->input.context, csv->buffer + csv->end, csv->buffer_size - csv->end, reason);
    if (n < 0) return fail(csv, ENT_E_IO, reason);
    if (n == 0) csv->is_last = true;
    csv->end += (size_t)n;
    if (csv->at_offset + (csv->end - csv->at) > ENT_CSV_BYTES_MAX)
        return fail(csv, ENT_E_LIMIT, "larger than a CSV file may be (1 TiB)");
    return true;
}

static void advance(ent_csv *csv, size_t bytes, uint64_t line)
{
    csv->at += bytes, csv->at_offset += bytes;
    csv->at_line = line;
}

/* Goes on behind the next line end at or after `from`, which may lie past the bytes at hand. */
static bool skip_line(ent_csv *csv, const char *from, uint64_t line)
{
    size_t at = (size_t)(from - csv->bytes);
    uint64_t most = csv->at_offset + ENT_LINE_SKIP_BYTES_MAX;
    for (;;) {
        const char *end = at < csv->end ? memchr(csv->bytes + at, '\n', csv->end - at) : NULL;
        if (end) {
            advance(csv, (size_t)(end + 1 - csv->bytes) - csv->at, line + 1);
            return true;
        }
        advance(csv, csv->end - csv->at, line);
        if (csv->is_last) return true;
        if (csv->at_offset > most)
            return fail(csv, ENT_E_LIMIT, "a line does not end within 1 GiB; given up");
        if (!refill(csv)) return false;
        at = csv->at;
    }
}

/* ---- diagnostics -------------------------------------------------------------------------------------- */

static uint32_t clip(uint64_t v)
{
    return v < UINT32_MAX ? (uint32_t)v : UINT32_MAX;
}

/* The line around a byte of the run, cut where the record or the bytes at hand begin and end. */
static ent_diag_place diag_place(const ent_csv *csv, csv_place place, uint32_t length)
{
    const char *run_end = csv->bytes + csv->end;
    const char *line_end = place.at < run_end ? memchr(place.at, '\n', (size_t)(run_end - place.at)) : NULL;
    bool is_cut = !line_end && !csv->is_last;
    if (!line_end) line_end = run_end;
    if (line_end > place.at && line_end[-1] == '\r') line_end--;
    uint64_t offset = csv->scan.offset + (uint64_t)(place.at - csv->scan.start);
    return (ent_diag_place){.file = csv->name,
                            .span = {clip(offset), length, clip(place.line), clip(place.column)},
                            .line = {place.line_start, (size_t)(line_end - place.line_start)},
                            .at = (size_t)(place.at - place.line_start),
                            .cut_right = is_cut};
}

static void report(ent_csv *csv, csv_place place, uint32_t length, ent_diag_text text)
{
    ent_diag_place where = diag_place(csv, place, length);
    ent_diags_add_at(csv->diags, &where, text);
}

static void reportf(ent_csv *csv, csv_place place, ent_diag_text text, const char *format, ...)
    ENT_PRINTF(4, 5);
static void reportf(ent_csv *csv, csv_place place, ent_diag_text text, const char *format, ...)
{
    ent_diag_place where = diag_place(csv, place, 1);
    va_list args;
    va_start(args, format);
    ent_diags_vadd_at(csv->diags, &where, text, format, args);
    va_end(args);
}

static const ent_diag_text *fault_text(csv_fault fault)
{
    static const ent_diag_text texts[] = {
        [CSV_FAULT_QUOTE_IN_CELL] =
            {ENT_SEV_ERROR, "csv-quote-in-cell", "quote inside a bare cell",
             "A cell that holds a quote is quoted as a whole, and the quotes inside it are doubled.",
             "Write \"the \"\"Nord\"\" line\" for the \"Nord\" line."},
        [CSV_FAULT_TEXT_AFTER_QUOTE] =
            {ENT_SEV_ERROR, "csv-text-after-quote", "text after the closing quote", NULL,
             "Double the quote if it belongs to the text, or put a comma behind it."},
        [CSV_FAULT_QUOTE_OPEN] =
            {ENT_SEV_ERROR, "csv-quote-open", "quote is not closed",
             "The cell would run to the end of the file or past the longest record allowed.",
             "Close the quote, or double it if it belongs to the text."},
        [CSV_FAULT_NUL] = {ENT_SEV_ERROR, "csv-nul", "NUL byte in text", NULL,
                           "Save the file as UTF-8 text; files in UTF-16 hold NUL bytes."},
        [CSV_FAULT_ENCODING] = {ENT_SEV_ERROR, "csv-encoding", "bytes are not UTF-8", NULL,
                                "Save the file as UTF-8 text."},
        [CSV_FAULT_RETURN] = {ENT_SEV_ERROR, "csv-return", "carriage return inside a bare cell",
                              "A line ends with a line feed, alone or after a carriage return.",
                              "Save the file with Unix or Windows line ends, or quote the cell."},
        [CSV_FAULT_TOO_LONG] = {ENT_SEV_ERROR, "csv-record-size", "record is longer than 1048576 bytes", NULL,
                                "Split the record, or look for a quote that is not closed."},
    };
    return &texts[fault];
}

/* Reports the fault and goes on at the next record. */
static bool recover(ent_csv *csv)
{
    const csv_scan *s = &csv->scan;
    ent_diag_text text = *fault_text(s->fault);
    char detail[80];
    if (s->fault == CSV_FAULT_TEXT_AFTER_QUOTE && s->opened.line != s->place.line) {
        snprintf(detail, sizeof detail, "The cell's opening quote stands on line %llu.",
                 (unsigned long long)s->opened.line);
        text.detail = detail;
    }
    report(csv, s->place, clip(s->fault_length), text);
    return skip_line(csv, s->resume, s->resume_line);
}

/* ---- records ------------------------------------------------------------------------------------------ */

/* Moves the cells with doubled quotes to the scratch, undoubled. */
static bool undouble(ent_csv *csv)
{
    csv_scan *s = &csv->scan;
    size_t used = 0, kept = s->count < s->cells_max ? s->count : s->cells_max;
    if (csv->scratch_size < s->length) {
        ent_free(csv->scratch);
        csv->scratch = ent_alloc(s->length);
        csv->scratch_size = csv->scratch ? s->length : 0;
        if (!csv->scratch) return fail(csv, ENT_E_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < kept; i++) {
        ent_str *text = &s->cells[i].text;
        if (!s->cells[i].quoted || text->len == 0 || !memchr(text->ptr, '"', text->len)) continue;
        size_t length = ent_csv_undouble(*text, csv->scratch + used);
        *text = (ent_str){csv->scratch + used, length};
        used += length;
    }
    return true;
}

/* Whether as much of the fault's line is at hand as a diagnostic shows, so that it reads the same however the
 * bytes came in. Else more is read and the record scanned again. */
static bool has_line_of_fault(const ent_csv *csv)
{
    size_t left = (size_t)(csv->scan.end - csv->scan.place.at);
    return csv->is_last || left > DIAG_BYTES || (left && memchr(csv->scan.place.at, '\n', left));
}

/* The next record of any number of cells: CSV_RECORD or CSV_END, the latter also on failure. */
static csv_outcome next_record(ent_csv *csv)
{
    csv_scan *s = &csv->scan;
    while (csv->failure.status == ENT_OK) {
        s->start = csv->bytes + csv->at, s->end = csv->bytes + csv->end;
        s->is_last = csv->is_last, s->line = csv->at_line, s->offset = csv->at_offset;
        csv_outcome o = ent_csv_scan(s);
        if (o == CSV_END) return o;
        bool wants_more = o == CSV_MORE || (o == CSV_BAD && !has_line_of_fault(csv));
        if (wants_more && !refill(csv)) return CSV_END;
        if (o == CSV_BAD && !wants_more && !recover(csv)) return CSV_END;
        if (o == CSV_RECORD || o == CSV_EMPTY) advance(csv, (size_t)(s->after - s->start), s->after_line);
        if (o != CSV_RECORD) continue;
        return s->has_doubled && !undouble(csv) ? CSV_END : o;
    }
    return CSV_END;
}

/* The end of the current record, found anew: only records with too few cells need it. */
static csv_place record_end(const ent_csv *csv)
{
    const csv_scan *s = &csv->scan;
    csv_place place = {s->start + s->length, s->start, s->line, 1};
    for (const char *p = s->start; p < place.at; p++) {
        if (*p == '\n')
            place.line_start = p + 1, place.line++, place.column = 1;
        else if (((unsigned char)*p & 0xC0) != 0x80)
            place.column++;
    }
    return place;
}

static void complain_of_count(ent_csv *csv)
{
    const csv_scan *s = &csv->scan;
    bool too_many = s->count > csv->column_count;
    ent_diag_text text = {ENT_SEV_ERROR, "csv-cell-count", NULL, NULL,
                          too_many ? "Quote a cell that holds a comma, or take the extra cells out."
                                   : "Write a comma for each empty cell at the end."};
    reportf(csv, too_many ? s->excess : record_end(csv), text, "record has %zu cell%s, the header has %zu",
            s->count, s->count == 1 ? "" : "s", csv->column_count);
}

/* What a terminal might obey, when an answer quotes it, is no text. */
static void complain_of_control(ent_csv *csv)
{
    const csv_scan *s = &csv->scan;
    size_t i = 0;
    while (i + 1 < s->count && !ent_utf8_has_control(s->cells[i].text)) i++;
    ent_csv_complain(csv, &s->cells[i],
                     (ent_diag_text){ENT_SEV_ERROR, "csv-control", "control character in text",
                                     "Of the control characters only tabs and line ends may stand in a cell.",
                                     "Take it out; an editor shows it as ^[ or \\x1b."});
}

bool ent_csv_next(ent_csv *csv, const ent_cell_text **out_cells)
{
    while (next_record(csv) == CSV_RECORD) {
        if (csv->scan.count != csv->column_count) {
            complain_of_count(csv);
        } else if (ent_utf8_has_control((ent_str){csv->scan.start, csv->scan.length})) {
            complain_of_control(csv);
        } else {
            *out_cells = csv->scan.cells;
            return true;
        }
    }
    csv->scan.count = 0, csv->scan.length = 0; /* no current record */
    return false;
}

uint64_t ent_csv_record_line(const ent_csv *csv)
{
    return csv->scan.line;
}

ent_str ent_csv_record_text(const ent_csv *csv)
{
    return (ent_str){csv->scan.start, csv->scan.length};
}

ent_status ent_csv_status(const ent_csv *csv, ent_error *err)
{
    if (csv->failure.status != ENT_OK && err) *err = csv->failure;
    return csv->failure.status;
}

/* The place of a cell of the current record; line 0 when it is none of them. */
static ent_diag_place cell_place(const ent_csv *csv, const ent_cell_text *cell)
{
    const csv_scan *s = &csv->scan;
    for (size_t i = 0; i < s->count && i < s->cells_max; i++) {
        const ent_span *span = &s->cells[i].span;
        if (span->line != cell->span.line || span->column != cell->span.column) continue;
        csv_place place = {.at = s->start + s->cell_at[i], .line = span->line, .column = span->column};
        place.line_start = place.at;
        while (place.line_start > s->start && place.line_start[-1] != '\n') place.line_start--;
        return diag_place(csv, place, span->length);
    }
    return (ent_diag_place){.file = csv->name, .span = cell->span};
}

void ent_csv_complain(ent_csv *csv, const ent_cell_text *cell, ent_diag_text text)
{
    ent_diag_place place = cell_place(csv, cell);
    ent_diags_add_at(csv->diags, &place, text);
}

void ent_csv_complainf(ent_csv *csv, const ent_cell_text *cell, ent_diag_text text, const char *format, ...)
{
    ent_diag_place place = cell_place(csv, cell);
    va_list args;
    va_start(args, format);
    ent_diags_vadd_at(csv->diags, &place, text, format, args);
    va_end(args);
}

/* ---- header ------------------------------------------------------------------------------------------- */

size_t ent_csv_column_count(const ent_csv *csv)
{
    return csv->column_count;
}
ent_str ent_csv_column_name(const ent_csv *csv, size_t index)
{
    return csv->columns[index].name;
}
ent_span ent_csv_column_span(const ent_csv *csv, size_t index)
{
    return csv->columns[index].span;
}

int ent_csv_column_find(const ent_csv *csv, const char *name)
{
    for (size_t i = 0; i < csv->column_count; i++)
        if (ent_str_is(csv->columns[i].name, name)) return (int)i;
    return -1;
}

static ent_status header_wrong(ent_csv *csv, ent_error *err)
{
    if (csv->failure.status != ENT_OK) return ent_csv_status(csv, err);
    ent_status st = ent_diags_status(csv->diags, err);
    return st == ENT_E_NOMEM ? st : ent_fail(err, ENT_E_FORMAT, "%.300s: the header is wrong", csv->name);
}

/* Column names: none empty, none twice. */
static bool check_names(ent_csv *csv)
{
    bool ok = true;
    for (size_t i = 0; i < csv->column_count; i++) {
        ent_str name = csv->columns[i].name;
        size_t first = 0;
        while (!ent_str_eq(csv->columns[first].name, name)) first++;
        if (name.len > 0 && first == i) continue;
        ok = false;
        ent_diag_text text = {ENT_SEV_ERROR, "csv-column-name", "column has no name", NULL,
                              "Give each column a name."};
        if (name.len > 0)
            text.message = "column name stands twice", text.hint = "Give each column a name of its own.";
        ent_csv_complain(csv, &csv->scan.cells[i], text);
    }
    return ok;
}

/* Spreadsheets part cells by semicolons where the comma is the decimal sign, and by tabs when pasted. A
 * header of one name with one of those in it is such a file; quoted, it is a name. */
static bool check_separator(ent_csv *csv)
{
    static const struct {
        char byte;
        const char *message;
    } others[] = {{';', "cells are parted by semicolons"},
                  {'\t', "cells are parted by tabs"},
                  {'|', "cells are parted by bars"}};
    const ent_cell_text *cell = &csv->scan.cells[0];
    if (csv->scan.count != 1 || cell->quoted || !cell->text.len) return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (!memchr(cell->text.ptr, others[i].byte, cell->text.len)) continue;
        ent_csv_complain(csv, cell,
                         (ent_diag_text){ENT_SEV_ERROR, "csv-separator", others[i].message, NULL,
                                         "Save the file as CSV with commas between cells, and points in "
                                         "numbers."});
        return false;
    }
    return true;
}

static bool keep_columns(ent_csv *csv)
{
    const csv_scan *s = &csv->scan;
    csv->columns = ent_arena_alloc(csv->arena, s->count, sizeof *csv->columns);
    if (!csv->columns) return fail(csv, ENT_E_NOMEM, "out of memory");
    for (size_t i = 0; i < s->count; i++) {
        char *name = ent_arena_copy(csv->arena, s->cells[i].text);
        if (!name) return fail(csv, ENT_E_NOMEM, "out of memory");
        csv->columns[i] = (column){{name, s->cells[i].text.len}, s->cells[i].span};
    }
    csv->column_count = s->count;
    return check_names(csv);
}

static ent_status read_header(ent_csv *csv, ent_error *err)
{
    size_t errors_before = ent_diags_error_count(csv->diags);
    csv->scan.wanted = csv->scan.cells_max;
    bool found = next_record(csv) == CSV_RECORD;
    /* A header passed over for a fault of its own must not be replaced by the first record. */
    if (csv->failure.status != ENT_OK || ent_diags_error_count(csv->diags) > errors_before)
        return header_wrong(csv, err);
    if (!found) {
        ent_diag_place place = {.file = csv->name};
        ent_diags_add_at(csv->diags, &place,
                         (ent_diag_text){ENT_SEV_ERROR, "csv-empty", "file has no header", NULL,
                                         "Write the column names into the first line."});
        return header_wrong(csv, err);
    }
    if (csv->scan.count > ENT_CSV_COLUMNS_MAX) {
        reportf(csv, csv->scan.excess, (ent_diag_text){ENT_SEV_ERROR, "csv-column-count", NULL, NULL, NULL},
                "more than %d columns", ENT_CSV_COLUMNS_MAX);
        return header_wrong(csv, err);
    }
    if (!check_separator(csv) || !keep_columns(csv)) return header_wrong(csv, err);
    csv->scan.wanted = csv->column_count;
    return ENT_OK;
}

/* ---- opening ------------------------------------------------------------------------------------------ */

void ent_csv_close(ent_csv *csv)
{
    if (!csv) return;
    if (csv->fd >= 0) close(csv->fd);
    ent_arena_free(csv->arena);
    ent_free(csv->buffer);
    ent_free(csv->scratch);
    ent_free(csv);
}

static ent_csv *csv_new(const char *name, ent_diags *diags)
{
    ent_csv *csv = ent_alloc_zero(1, sizeof *csv);
    if (!csv) return NULL;
    csv->fd = -1;
    csv->diags = diags;
    csv->at_line = 1;
    csv->bytes = "";
    csv->arena = ent_arena_new();
    if (csv->arena) {
        csv->name = ent_arena_copy(csv->arena, ent_str_of(name));
        csv->scan.cells = ent_arena_alloc(csv->arena, ENT_CSV_COLUMNS_MAX, sizeof *csv->scan.cells);
        csv->scan.cell_at = ent_arena_alloc(csv->arena, ENT_CSV_COLUMNS_MAX, sizeof *csv->scan.cell_at);
        csv->scan.cells_max = ENT_CSV_COLUMNS_MAX;
    }
    if (csv->name && csv->scan.cells && csv->scan.cell_at) return csv;
    ent_csv_close(csv);
    return NULL;
}

/* A UTF-8 byte order mark is passed over, without counting as a column. */
static bool skip_mark(ent_csv *csv)
{
    while (!csv->is_last && csv->end - csv->at < 3)
        if (!refill(csv)) return false;
    if (csv->end - csv->at >= 3 && memcmp(csv->bytes + csv->at, "\xEF\xBB\xBF", 3) == 0) advance(csv, 3, 1);
    return true;
}

/* Every second byte of a text in UTF-16 would be a fault of its own: its mark is enough to say it once. */
static bool is_utf16(const ent_csv *csv)
{
    if (csv->at_offset > 0 || csv->end - csv->at < 2) return false; /* behind a mark of UTF-8 it is none */
    const char *first = csv->bytes + csv->at;
    return memcmp(first, "\xFF\xFE", 2) == 0 || memcmp(first, "\xFE\xFF", 2) == 0;
}

static ent_status refuse_utf16(ent_csv *csv, ent_error *err)
{
    ent_diag_place place = {.file = csv->name};
    ent_diags_add_at(csv->diags, &place,
                     (ent_diag_text){ENT_SEV_ERROR, "csv-encoding", "the file is UTF-16", NULL,
                                     "Save the file as UTF-8 text."});
    return header_wrong(csv, err);
}

/* Takes the half-open reader over, whatever comes of it. */
static ent_status finish_open(ent_csv *csv, ent_csv **out, ent_error *err)
{
    ent_status st = skip_mark(csv) ? ENT_OK : ent_csv_status(csv, err);
    if (st == ENT_OK) st = is_utf16(csv) ? refuse_utf16(csv, err) : read_header(csv, err);
    if (st == ENT_OK)
        *out = csv;
    else
        ent_csv_close(csv);
    return st;
}

ent_status ent_csv_open_memory(const char *name, ent_str bytes, ent_diags *diags, ent_csv **out,
                               ent_error *err)
{
    ent_csv *csv = csv_new(name, diags);
    if (!csv) return ent_fail(err, ENT_E_NOMEM, "%.300s: out of memory", name);
    if (bytes.len) csv->bytes = bytes.ptr;
    csv->end = bytes.len;
    csv->is_last = true;
    return finish_open(csv, out, err);
}

ent_status ent_csv_open_input(const char *name, ent_csv_input input, ent_diags *diags, ent_csv **out,
                              ent_error *err)
{
    ent_csv *csv = csv_new(name, diags);
    if (!csv) return ent_fail(err, ENT_E_NOMEM, "%.300s: out of memory", name);
    csv->input = input;
    return finish_open(csv, out, err);
}

static ptrdiff_t read_file(void *context, char *bytes, size_t size, char reason[200])
{
    const ent_csv *csv = context;
    int fd = csv->fd >= 0 ? csv->fd : STDIN_FILENO;
    for (;;) {
        ssize_t n = read(fd, bytes, size);
        if (n >= 0) return n;
        if (errno == EINTR) continue;
        if (strerror_r(errno, reason, 200)) snprintf(reason, 200, "cannot be read");
        return -1;
    }
}

static ent_status open_path(const char *path, bool or_pipe, ent_diags *diags, ent_csv **out, ent_error *err)
{
    bool is_stdin = strcmp(path, "-") == 0;
    ent_csv *csv = csv_new(is_stdin ? "standard input" : path, diags);
    if (!csv) return ent_fail(err, ENT_E_NOMEM, "%.300s: out of memory", path);
    csv->input = (ent_csv_input){read_file, csv};
    ent_status st = is_stdin ? ENT_OK : ent_file_open(path, or_pipe, &csv->fd, err);
    if (st == ENT_OK) return finish_open(csv, out, err);
    ent_csv_close(csv);
    return st;
}

ent_status ent_csv_open(const char *path, ent_diags *diags, ent_csv **out, ent_error *err)
{
    return open_path(path, false, diags, out, err);
}

ent_status ent_csv_open_stream(const char *path, ent_diags *diags, ent_csv **out, ent_error *err)
{
    return open_path(path, true, diags, out, err);
}
