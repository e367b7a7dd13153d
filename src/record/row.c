/* row.c: the cells of one row as values. What is common to records, items and places stands here. */
#include "record/row.h"
#include "base/diag.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define MESSAGE_BYTES 400
#define LON_LIMIT_DEG 360.0 /* both -180..180 and 0..360 are in use; beyond lies a slip of the pen */

/* ---- complaints ---- */

/* A place inside a cell: the byte of the record at which it goes wrong, its line and column. A cell whose
 * doubled quotes were undone, or one beyond 4 GiB into the file, is shown from its start. */
static bool place_inside(const ent_row_reader *row, const ent_cell_text *cell, size_t at, ent_diag_place *out)
{
    ent_str record = ent_csv_record_text(row->csv), trimmed = ent_str_trim(cell->text);
    size_t quote = cell->quoted ? 1 : 0, offset = cell->span.offset - row->cells[0].span.offset + quote;
    bool plain = cell->span.length == cell->text.len + 2 * quote && offset + cell->text.len <= record.len;
    if (at == 0 || at > trimmed.len || !plain) return false;
    size_t skip = (size_t)(trimmed.ptr - cell->text.ptr) + at;
    ent_span span = cell->span;
    span.offset += (uint32_t)(quote + skip), span.column += (uint32_t)quote;
    for (size_t i = 0; i < skip; i++)
        if (((unsigned char)cell->text.ptr[i] & 0xC0) != 0x80) span.column++;
    span.length = at < trimmed.len ? (uint32_t)(trimmed.len - at) : 1;
    size_t from = offset + skip, until = from;
    if (memchr(record.ptr, '\n', from)) return false; /* a record of several lines */
    while (until < record.len && record.ptr[until] != '\n' && record.ptr[until] != '\r') until++;
    *out = (ent_diag_place){.file = row->file, .span = span, .line = {record.ptr, until}, .at = from};
    return true;
}

static void complain_foreign(ent_row_reader *row, size_t column, ent_diag_text text)
{
    char detail[512];
    const ent_row *foreign = row->foreign;
    const char *where = foreign->where ? foreign->where : "", *name = row->columns->at[column].written;
    snprintf(detail, sizeof detail, "%s%scolumn \"%.60s\".%s%s", where, *where ? ", " : "", name,
             text.detail ? " " : "", text.detail ? text.detail : "");
    if (detail[0] >= 'a' && detail[0] <= 'z') detail[0] = (char)(detail[0] - 'a' + 'A');
    text.detail = detail;
    ent_span span = {0};
    if (foreign->source && foreign->locate) span = foreign->locate(foreign->context, name);
    if (span.line)
        ent_diags_add(row->diags, foreign->source, span, text);
    else
        ent_diags_add(row->diags, &(ent_source){.file = row->file}, span, text);
}

static void say(ent_row_reader *row, size_t column, ent_diag_text text, size_t at)
{
    ent_diag_place place;
    if (!row->csv)
        complain_foreign(row, column, text);
    else if (place_inside(row, &row->cells[column], at, &place))
        ent_diags_add_at(row->diags, &place, text);
    else
        ent_csv_complain(row->csv, &row->cells[column], text);
}

static ent_diag_text text_of(ent_severity severity, ent_complaint what, const char *message)
{
    return (ent_diag_text){severity, what.code, message, what.detail, what.hint};
}

/* A known column that the table lacks can still be complained about (a missing id): then at the first cell.
 */
static size_t column_of(const ent_row_reader *row, int known)
{
    int column = row->columns->known[known];
    return column < 0 ? 0 : (size_t)column;
}

void ent_row_complain_column(ent_row_reader *row, size_t column, ent_complaint what, const char *format, ...)
{
    char message[MESSAGE_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    row->bad = true;
    say(row, column, text_of(ENT_SEV_ERROR, what, message), what.at);
}

void ent_row_say(ent_row_reader *row, int known, ent_severity severity, ent_complaint what,
                 const char *message)
{
    say(row, column_of(row, known), text_of(severity, what, message), what.at);
}

void ent_row_complain(ent_row_reader *row, int known, ent_complaint what, const char *format, ...)
{
    char message[MESSAGE_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    row->bad = true;
    say(row, column_of(row, known), text_of(ENT_SEV_ERROR, what, message), what.at);
}

/* ---- texts ---- */

ent_str ent_row_cell(const ent_row_reader *row, size_t column)
{
    return ent_str_trim(row->cells[column].text);
}

ent_str ent_row_text(const ent_row_reader *row, int known)
{
    int column = row->columns->known[known];
    return column < 0 ? (ent_str){NULL, 0} : ent_row_cell(row, (size_t)column);
}

ent_span ent_row_span(const ent_row_reader *row, int known)
{
    int column = row->columns->known[known];
    return column < 0 ? (ent_span){0} : row->cells[column].span;
}

static const char *keep(ent_row_reader *row, ent_str text)
{
    const char *kept = ent_pool_copy(row->pool, text);
    if (!kept) row->out_of_memory = true;
    return kept ? kept : "";
}

const char *ent_row_word(ent_row_reader *row, int known)
{
    return keep(row, ent_row_text(row, known));
}

const char *ent_row_copy(ent_row_reader *row, int known)
{
    ent_str text = ent_row_text(row, known);
    const char *kept = text.len ? ent_arena_copy(row->pool->arena, text) : "";
    if (!kept) row->out_of_memory = true;
    return kept ? kept : "";
}

/* The source of one column, else the row's. */
static const char *source_of(ent_row_reader *row, size_t column)
{
    int source = row->columns->at[column].source;
    ent_str text = source < 0 ? (ent_str){NULL, 0} : ent_row_cell(row, (size_t)source);
    return text.len ? keep(row, text) : row->source;
}

/* Complain about what a reader of values said. */
static void complain_value(ent_row_reader *row, size_t column, ent_complaint what, const ent_error *err)
{
    if (err->status == ENT_E_NOMEM)
        row->out_of_memory = row->bad = true;
    else
        ent_row_complain_column(row, column, what, "%s", err->message);
}

static void finish_value(ent_row_reader *row, size_t column, ent_value *value)
{
    if (value->kind != ENT_VALUE_WORD)
        value->text = keep(row, ent_row_cell(row, column)); /* words have theirs */
    value->source = source_of(row, column);
    value->span = row->cells[column].span;
}

/* ---- words ---- */

static bool has_precision(const ent_row_reader *row, size_t column)
{
    int precision = row->columns->at[column].precision;
    return precision >= 0 && ent_row_cell(row, (size_t)precision).len > 0;
}

void ent_row_read_words(ent_row_reader *row, size_t column, ent_value *out)
{
    ent_error err = {0};
    if (ent_pool_words(row->pool, ent_row_cell(row, column), out, &err) != ENT_OK) {
        complain_value(row, column,
                       (ent_complaint){.code = "value", .hint = "Rival words are written \"CAN|USA\"."},
                       &err);
        return;
    }
    if (has_precision(row, column))
        ent_row_complain_column(
            row, (size_t)row->columns->at[column].precision,
            (ent_complaint){.code = "precision", .hint = "Write what else it may be as rivals: \"CAN|USA\"."},
            "a word has no precision");
    finish_value(row, column, out);
}

void ent_row_words(ent_row_reader *row, int known, ent_value *out)
{
    *out = (ent_value){.text = "", .source = ""};
    if (ent_row_text(row, known).len) ent_row_read_words(row, (size_t)row->columns->known[known], out);
}

/* ---- numbers ---- */

/* The cell "X.precision" in the kept unit; 0 when not said. */
static double read_precision(ent_row_reader *row, size_t column, double scale)
{
    if (!has_precision(row, column)) return 0;
    size_t precision = (size_t)row->columns->at[column].precision;
    double by;
    if (ent_str_to_double(ent_row_cell(row, precision), &by) && by >= 0 && isfinite(by * scale))
        return by * scale;
    ent_row_complain_column(
        row, precision,
        (ent_complaint){.code = "precision",
                        .hint = "Write how far the value may be off, in its own unit: \"20\"."},
        "the precision is no number of at least 0");
    return 0;
}

void ent_row_read_numbers(ent_row_reader *row, size_t column, ent_str text, ent_number_rules rules,
                          ent_value *out)
{
    ent_interval storage[ENT_VALUE_MAX];
    ent_error err = {0};
    ent_value value;
    if (ent_value_parse_ruled(text, rules, storage, &value, &err) != ENT_OK) {
        complain_value(row, column, (ent_complaint){.code = "number", .hint = ent_value_number_hint(text)},
                       &err);
        return;
    }
    value.precision = read_precision(row, column, rules.scale);
    if (value.precision > 0) ent_value_widen(storage, value.count, value.precision, rules.not_negative);
    ent_interval *kept = ent_arena_alloc(row->pool->arena, value.count, sizeof *kept);
    if (!kept) {
        row->out_of_memory = row->bad = true;
        return;
    }
    memcpy(kept, storage, value.count * sizeof *kept);
    value.numbers = kept;
    finish_value(row, column, &value);
    *out = value;
}

void ent_row_numbers(ent_row_reader *row, int known, ent_number_rules rules, ent_value *out)
{
    *out = (ent_value){.text = "", .source = ""};
    ent_str text = ent_row_text(row, known);
    if (text.len == 0) return;
    size_t column = (size_t)row->columns->known[known];
    const ent_unit *unit = row->columns->at[column].unit;
    if (unit) rules.scale = unit->scale;
    ent_row_read_numbers(row, column, text, rules, out);
}

/* A single plain number; false when the cell is empty or wrong. */
static bool read_plain(ent_row_reader *row, int known, const char *hint, double *out)
{
    ent_str text = ent_row_text(row, known);
    if (text.len == 0) return false;
    if (ent_str_to_double(text, out)) return true;
    ent_row_complain(row, known, (ent_complaint){.code = "number", .hint = hint}, "the cell is not a number");
    return false;
}

double ent_row_length(ent_row_reader *row, int known)
{
    double length = 0;
    if (!read_plain(row, known, "Write a plain number: \"25\".", &length)) return 0;
    const ent_column *column = &row->columns->at[row->columns->known[known]];
    if (length < 0) {
        ent_row_complain(row, known,
                         (ent_complaint){.code = "negative", .hint = "Leave it empty when it is not known."},
                         "the %s is negative", column->name);
        return 0;
    }
    return length * column->unit->scale;
}

/* ---- places ---- */

static void complain_latitude(ent_row_reader *row, int known, double lon, double lat)
{
    bool swapped = fabs(lon) <= 90;
    char number[64];
    snprintf(number, sizeof number, "%.10g", lat);
    ent_row_complain(
        row, known,
        (ent_complaint){.code = "latitude",
                        .detail = "Latitude runs from -90 at the south pole to 90 at the north pole.",
                        .hint = swapped ? "Are lon and lat swapped? Longitude stands in the column lon."
                                        : "Write decimal degrees, south negative."},
        "the latitude %s lies beyond 90", number);
}

bool ent_row_lonlat(ent_row_reader *row, int lon, int lat, ent_lonlat *out)
{
    static const char *const hint = "Write decimal degrees, south and west negative: \"37.62\".";
    bool has_lon = ent_row_text(row, lon).len > 0, has_lat = ent_row_text(row, lat).len > 0;
    if (!has_lon && !has_lat) return false;
    if (!has_lon || !has_lat) {
        ent_row_complain(
            row, has_lon ? lon : lat,
            (ent_complaint){.code = "lonlat", .hint = "Give both, or neither and a place or territory."},
            "%s", has_lon ? "a longitude without a latitude" : "a latitude without a longitude");
        return false;
    }
    ent_lonlat read;
    bool good_lon = read_plain(row, lon, hint, &read.lon_deg),
         good_lat = read_plain(row, lat, hint, &read.lat_deg);
    if (!good_lon || !good_lat) return false;
    bool lat_in = fabs(read.lat_deg) <= 90, lon_in = fabs(read.lon_deg) <= LON_LIMIT_DEG;
    if (!lat_in) complain_latitude(row, lat, read.lon_deg, read.lat_deg);
    if (!lon_in)
        ent_row_complain(row, lon, (ent_complaint){.code = "longitude", .hint = hint},
                         "the longitude lies beyond 360");
    if (lat_in && lon_in) *out = read;
    return lat_in && lon_in;
}

/* ---- dates ---- */

static ent_time moved(ent_time t, const ent_unit *unit, double by, int sign)
{
    if (t.seconds <= ENT_TIME_MIN.seconds || t.seconds >= ENT_TIME_MAX.seconds) return t;
    int64_t amount = (int64_t)ceil(by * unit->scale);
    return unit->dimension == ENT_DIM_MONTHS ? ent_time_add_months(t, sign * amount)
                                             : ent_time_add_seconds(t, sign * amount);
}

/* "from.precision": how far a date may be off, as a duration. */
static ent_when widened(const ent_when *when, const ent_unit *unit, double by)
{
    ent_when w = *when;
    ent_span_time hull = ent_when_hull(when);
    if (w.is_interval) {
        w.start = (ent_span_time){moved(w.start.from, unit, by, -1), moved(w.start.until, unit, by, +1)};
        w.end = (ent_span_time){moved(w.end.from, unit, by, -1), moved(w.end.until, unit, by, +1)};
    }
    w.count = 1,
    w.spans[0] = (ent_span_time){moved(hull.from, unit, by, -1), moved(hull.until, unit, by, +1)};
    return w;
}

static void widen_date(ent_row_reader *row, size_t column, const ent_when **when)
{
    size_t precision = (size_t)row->columns->at[column].precision;
    ent_str text = ent_row_cell(row, precision), number;
    const ent_unit *unit = ent_value_cut_unit(text, &number);
    double by = -1;
    bool is_time = unit && (unit->dimension == ENT_DIM_DURATION || unit->dimension == ENT_DIM_MONTHS);
    if (!is_time || !ent_str_to_double(number, &by) || by < 0 || by * unit->scale > 1e11) {
        ent_row_complain_column(
            row, precision,
            (ent_complaint){.code = "precision", .hint = "Write a duration: \"3 days\" or \"1 month\"."},
            "the precision of a date is a duration");
        return;
    }
    ent_when *wide = ent_arena_alloc(row->pool->arena, 1, sizeof *wide);
    if (!wide) {
        row->out_of_memory = row->bad = true;
        return;
    }
    *wide = widened(*when, unit, by);
    *when = wide;
}

/* The commonest other ways to write a date. */
static const char *date_hint(ent_str text)
{
    bool has_dash = memchr(text.ptr, '-', text.len) != NULL;
    if (!has_dash && (memchr(text.ptr, '/', text.len) || memchr(text.ptr, '.', text.len)))
        return "A date is year-month-day: \"2022-01-11\".";
    return "Write \"2022-01-11\", \"2022-01\", \"2022-01-10/2022-01-25\" or \"2022-01~\".";
}

void ent_row_date(ent_row_reader *row, int known, const ent_when **out)
{
    static const ent_when nothing_said;
    *out = &nothing_said;
    ent_str text = ent_row_text(row, known);
    if (text.len == 0) return;
    size_t column = (size_t)row->columns->known[known], at = 0;
    ent_error err = {0};
    if (ent_pool_date(row->pool, text, out, &at, &err) != ENT_OK) {
        complain_value(row, column, (ent_complaint){.code = "date", .hint = date_hint(text), .at = at}, &err);
        return;
    }
    if (has_precision(row, column)) widen_date(row, column, out);
}

/* ---- sources of the other columns ---- */

static bool says(const ent_row_reader *row, const ent_column *c, uint32_t known)
{
    if (c->role != ENT_COLUMN_KNOWN || !(known & 1u << c->known)) return false;
    return (c->source >= 0 && ent_row_cell(row, (size_t)c->source).len) ||
           (c->precision >= 0 && ent_row_cell(row, (size_t)c->precision).len);
}

void ent_row_said(ent_row_reader *row, uint32_t known, const ent_said **out, size_t *out_count)
{
    *out = NULL, *out_count = 0;
    size_t count = 0, at = 0;
    for (size_t i = 0; i < row->columns->count; i++)
        if (says(row, &row->columns->at[i], known)) count++;
    if (count == 0) return;
    ent_said *said = ent_arena_alloc(row->pool->arena, count, sizeof *said);
    if (!said) {
        row->out_of_memory = row->bad = true;
        return;
    }
    for (size_t i = 0; i < row->columns->count; i++) {
        const ent_column *c = &row->columns->at[i];
        if (!says(row, c, known)) continue;
        ent_str none = {NULL, 0};
        said[at++] =
            (ent_said){c->name, keep(row, c->source < 0 ? none : ent_row_cell(row, (size_t)c->source)),
                       keep(row, c->precision < 0 ? none : ent_row_cell(row, (size_t)c->precision))};
    }
    *out = said, *out_count = count;
}
