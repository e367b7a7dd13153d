/* limits.h: the ceilings of everything that input controls. Each has a message and a test. */
#ifndef ENT_LIMITS_H
#define ENT_LIMITS_H

#define ENT_TEXT_BYTES_MAX (64u * 1024 * 1024)     /* one text that is held in memory as a whole */
#define ENT_AGREEMENT_BYTES_MAX (8u * 1024 * 1024) /* one agreement or case text */
#define ENT_PARAGRAPH_BYTES_MAX (64u * 1024)       /* lines of prose without an empty one between */
#define ENT_LINE_BYTES_MAX (1u * 1024 * 1024)      /* one line of text or CSV record */
#define ENT_LINE_SKIP_BYTES_MAX                                                                              \
    ((uint64_t)1 << 30) /* a wrong line of CSV that is passed over; then it is given up */
#define ENT_CSV_BYTES_MAX ((uint64_t)1 << 40) /* one CSV file */
#define ENT_CSV_COLUMNS_MAX 512
#define ENT_NESTING_MAX 64 /* parentheses, exceptions to exceptions, part_of chains */
#define ENT_DIAGS_MAX 200  /* diagnostics kept per run; the rest are counted */
#define ENT_CLAUSES_MAX 20000
#define ENT_HEADINGS_MAX 20000
#define ENT_DECLARATIONS_MAX 20000
#define ENT_STATEMENT_TOKENS_MAX 20000 /* words and signs of one statement of an agreement */
#define ENT_RECORDS_MAX 20000000
#define ENT_ZONE_CELLS_MAX 12000000      /* cells visited for one zone: a minute of work */
#define ENT_ZONE_TANGLE_CELLS_MAX 300000 /* for an area whose border crosses itself without end */
#define ENT_RANGE_CELLS_MAX 300000       /* cells visited for one field over one position */
#define ENT_PAIR_CELLS_MAX 100000        /* cells visited for the nearest pair of two shapes */
#define ENT_PAIR_LOOKS_MAX 1000000       /* parts held against each other for the farthest pair */
#define ENT_STRIPS_CELLS_MAX 400000      /* boxes looked at for areas by territory: a second or two of work */
#define ENT_VERTICES_MAX 100000000       /* of all geometry in one file */
#define ENT_WINDOW_YEARS_MAX 1000        /* over which a sum is taken */
#define ENT_DUE_YEARLY_MAX 48            /* days of one year on which a duty falls due */
#define ENT_SHAPE_VERTICES_MAX 2000000   /* of one drawn area or line */
#define ENT_ARCS_MAX 60000000            /* geodesic arcs that one shape's edges are split into */
#define ENT_ALTERNATIVES_MAX 16          /* values in a set `480|2350|…` */
#define ENT_MAP_BYTES_MAX (64u * 1024 * 1024) /* one drawn map, as SVG */
#define ENT_MAP_MARKS_MAX 20000               /* records on one map */
#define ENT_SUM_STRETCHES_MAX                                                                                \
    256 /* of one sum, told one by one; with more, those of one verdict are joined */
#define ENT_SUM_ENTRIES_MAX 200000 /* records in all of them together */
#define ENT_ARENA_BYTES_MAX ((size_t)4 << 30)

#define ENT_ACTOR_BYTES_MAX 256 /* one of several actors joined by "+" */

#endif
