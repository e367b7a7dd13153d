/* row.h: one row of a table under its header, from CSV or from a layer, and its cells as values. Each reader
 * here complains at the cell when it is wrong and marks the row as bad; the caller goes on with the other
 * cells, so that one run tells all that is wrong with a row. */
#ifndef ENT_RECORD_ROW_H
#define ENT_RECORD_ROW_H

#include "record/columns.h"
#include "record/value.h"

typedef struct ent_row_reader {
    const ent_columns *columns;
    ent_pool *pool;
    ent_diags *diags;
    const ent_cell_text *cells; /* one a column */
    const char *file;
    ent_csv *csv; /* NULL: the row came from a layer: */
    const ent_row *foreign;
    const char *source; /* of the row; "" for none */
    bool bad, out_of_memory;
} ent_row_reader;

/* ---- complaints ---- */

typedef struct ent_complaint {
    const char *code, *detail, *hint;
    size_t at; /* byte of the trimmed cell at which it goes wrong */
} ent_complaint;
/* Complain at a cell of the row, by its column or by a known column; the row is bad from then on. */
void ent_row_complain_column(ent_row_reader *row, size_t column, ent_complaint what, const char *format, ...)
    ENT_PRINTF(4, 5);
void ent_row_complain(ent_row_reader *row, int known, ent_complaint what, const char *format, ...)
    ENT_PRINTF(4, 5);

/* The same without giving the row up: what it says is well-formed, and others may speak of it. */
void ent_row_say(ent_row_reader *row, int known, ent_severity severity, ent_complaint what,
                 const char *message);

/* ---- cells ---- */

/* The text of a known column, trimmed; empty when there is no such column. */
ent_str ent_row_text(const ent_row_reader *row, int known);
ent_span ent_row_span(const ent_row_reader *row, int known);
/* The same, kept in the pool; "" when memory ran out, which the row remembers. */
const char *ent_row_word(ent_row_reader *row, int known);
/* The same for texts that hardly repeat, which the pool need not look up. */
const char *ent_row_copy(ent_row_reader *row, int known);
/* Rival words of a known column. */
void ent_row_words(ent_row_reader *row, int known, ent_value *out);
/* Numbers of a known column, in `scale` or else the unit of the column's name. */
void ent_row_numbers(ent_row_reader *row, int known, ent_number_rules rules, ent_value *out);
/* The columns lon and lat; true when both are good, false when both are empty or something is wrong. */
bool ent_row_lonlat(ent_row_reader *row, int lon, int lat, ent_lonlat *out);
/* One length that is not negative, in metres; 0 when not said. */
double ent_row_length(ent_row_reader *row, int known);
/* Never NULL: nothing said, or something wrong, gives the empty date. Lives as long as the pool. */
void ent_row_date(ent_row_reader *row, int known, const ent_when **out);
/* By the index of a column: its trimmed text, as rival words, as numbers (of `text`, the cell or a part of
 * it). */
ent_str ent_row_cell(const ent_row_reader *row, size_t column);
void ent_row_read_words(ent_row_reader *row, size_t column, ent_value *out);
void ent_row_read_numbers(ent_row_reader *row, size_t column, ent_str text, ent_number_rules rules,
                          ent_value *out);
/* Every attribute cell that says something. */
void ent_row_attributes(ent_row_reader *row, const ent_attribute **out, size_t *out_count);
/* Sources and precisions of columns whose values are no ent_value, of the known columns in the bit set. */
void ent_row_said(ent_row_reader *row, uint32_t known, const ent_said **out, size_t *out_count);

#endif
