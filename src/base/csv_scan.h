/* csv_scan.h: one record out of a run of bytes; no input, no memory, no diagnostics. Used by csv.c alone. */
#ifndef ENT_CSV_SCAN_H
#define ENT_CSV_SCAN_H

#include "base/csv.h"

typedef enum csv_fault {
    CSV_FAULT_NONE,
    CSV_FAULT_QUOTE_IN_CELL,
    CSV_FAULT_TEXT_AFTER_QUOTE,
    CSV_FAULT_QUOTE_OPEN,
    CSV_FAULT_NUL,
    CSV_FAULT_ENCODING,
    CSV_FAULT_RETURN,
    CSV_FAULT_TOO_LONG
} csv_fault;

typedef enum csv_outcome {
    CSV_RECORD, /* cells, count, length, after, after_line */
    CSV_EMPTY,  /* an empty line: after, after_line */
    CSV_END,    /* no bytes left */
    CSV_MORE,   /* the record goes on past the bytes at hand */
    CSV_BAD     /* fault, place, resume */
} csv_outcome;

/* A byte of the run with its line and column. */
typedef struct csv_place {
    const char *at, *line_start;
    uint64_t line, column;
} csv_place;

typedef struct csv_scan {
    /* Given: */
    const char *start, *end;
    bool is_last;    /* no bytes follow `end` */
    uint64_t line;   /* of `start` */
    uint64_t offset; /* of `start` in the file */
    ent_cell_text *cells;
    uint32_t *cell_at; /* where each cell starts, in bytes from `start` */
    size_t cells_max;  /* cells past it are counted, not kept */
    /* Told: */
    size_t count;      /* cells of the record */
    size_t length;     /* bytes of the record without its line end */
    bool has_doubled;  /* some cell holds doubled quotes; its text is still as in the file */
    csv_place excess;  /* of the first cell past `wanted`, when there is one */
    size_t wanted;     /* given: cells a record should have; 0: any number */
    const char *after; /* where the next record starts */
    uint64_t after_line;
    csv_fault fault;
    csv_place place; /* of the fault */
    size_t fault_length;
    csv_place opened;   /* the quote of the cell that the fault is in; at NULL when it is bare */
    const char *resume; /* look from here for the line end after which reading goes on */
    uint64_t resume_line;
} csv_scan;

csv_outcome ent_csv_scan(csv_scan *scan);

/* Undo the doubling of quotes; returns the length written. `out` has room for text.len bytes. */
size_t ent_csv_undouble(ent_str text, char *out);

#endif
