/* record.h: what is said to be so: records, items, places, as plain memory. Every value keeps its rival
 * figures, its source and its place in the file. Nothing here knows an agreement or a map. */
#ifndef ENTENTE_RECORD_H
#define ENTENTE_RECORD_H

#include "entente/geo.h"
#include "entente/time.h"
#include "entente/units.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- values ---- */

typedef struct ent_interval {
    double lo, hi; /* inclusive; -INFINITY, INFINITY for open ends */
} ent_interval;

#define ENT_VALUE_MAX 16

typedef enum ent_value_kind { ENT_VALUE_NONE = 0, ENT_VALUE_NUMBER, ENT_VALUE_WORD } ent_value_kind;

/* `480..500` one interval; `480|2350` two rival statements of one quantity; `~5000` about; `>=500`, `<300`,
 * `..500`, `480..` open at one end; `CAN|USA` rival words. Numbers are in the unit of the column's or the
 * row's dimension once the unit is known (metres, tonnes ...). A bound that is left out (`<300`) is the next
 * double inside it, and the low end of `<300` and `..300` is 0 for a quantity and for whatever cannot be
 * negative (lengths, masses, times, speeds, yields). `X.precision` is already in `numbers`: 480 known to 20
 * is 460..500. */
typedef struct ent_value {
    ent_value_kind kind;
    uint32_t count;              /* rivals, at most ENT_VALUE_MAX; 0 when nothing is said */
    const ent_interval *numbers; /* `count` of them, for NUMBER */
    const char *const *words;    /* `count` of them, terminated, for WORD */
    bool about;
    const char *text;   /* as written; "" when nothing is said */
    const char *source; /* of this value ("X.source"), else the row's; "" for none */
    double precision;   /* "X.precision", in the same unit; 0 when not said */
    ent_span span;      /* in the file */
} ent_value;

/* A named value. A column "range_km" is the attribute `range` in km (kept in metres); "personnel" a count. A
 * cell of a column without a unit may carry one itself: "480 km". */
typedef struct ent_attribute {
    const char *name;
    ent_dimension dimension; /* of the suffix's unit or the cell's; NONE for a bare number, WORD for words */
    ent_value value;
} ent_attribute;

/* ---- items ---- */

typedef struct ent_item {
    const char *name;
    const ent_attribute *attributes; /* kind, launch, range, calibre, displacement, owner … */
    size_t attribute_count;
    const char *source;
    ent_span span;
} ent_item;
typedef struct ent_items ent_items;

/* ---- places ---- */

typedef struct ent_site { /* a named place of the case */
    const char *name;
    ent_lonlat centre;
    double radius_m;
    ent_when from, until;
    const char *source;
} ent_site;
typedef struct ent_sites ent_sites;

/* A shape of the case: an area or a line with a name, perhaps dated, perhaps drawn for one party only. */
typedef struct ent_shape {
    const char *name, *party, *source; /* party "" for everyone */
    bool is_line;
    ent_when from, until;
    const ent_lonlat *points;
    const uint32_t *starts; /* ring_count + 1 */
    size_t ring_count;
} ent_shape;
typedef struct ent_shapes ent_shapes;

/* ---- records ---- */

/* One statement about where; several in one record speak of the same place and intersect. */
typedef enum ent_position_kind {
    ENT_POSITION_POINT,     /* centre, radius_m (0: exact) */
    ENT_POSITION_SITE,      /* named: a site of the case, else a town of the gazetteer; radius_m around it */
    ENT_POSITION_TERRITORY, /* named: only the country is known */
    ENT_POSITION_AREA,      /* named: an area of the case */
    ENT_POSITION_BEARING,   /* distance_m from a named site on bearing_deg; no bearing: anywhere around it */
    ENT_POSITION_LINE       /* distance_m from a named line of the case, on either side */
} ent_position_kind;
typedef struct ent_position {
    ent_position_kind kind;
    ent_lonlat centre;
    double radius_m;
    ent_value name;        /* words: rivals */
    ent_value bearing_deg; /* clockwise from north; BEARING; may be empty */
    ent_value distance_m;  /* BEARING, LINE */
} ent_position;

#define ENT_POSITIONS_MAX 5 /* point, site or bearing, territory, area, line */

/* "X.source" and "X.precision" of a column, for those that are no ent_value (lon, from, part_of ...). */
typedef struct ent_said {
    const char *column, *source, *precision; /* "" when not said */
} ent_said;

/* A missing text is "", never NULL. */
typedef struct ent_record {
    const char *id, *kind;
    ent_value actor, target, item, territory; /* words, rivals */
    ent_value quantity;
    const char *unit;                 /* as written: personnel, launchers, t … */
    ent_dimension quantity_dimension; /* of `unit` when it is a unit of measure: the quantity is then in
                                         tonnes, metres …; else NONE: a count */
    const char *role;
    const ent_position *positions;
    uint32_t position_count;
    const ent_when *from, *to,
        *reported; /* never NULL; count 0: not said. `to` empty: still, as far as known. An interval
                      in the column `from` has been split: `from` holds its start, `to` its end */
    const char *part_of, *same_as,
        *about; /* ids, or for `complete` and `access-denied` the kind meant; "" for none */
    const char *note, *source;
    const ent_attribute *attributes; /* every other column that is not empty */
    size_t attribute_count;
    const ent_said *said; /* columns with a source or precision of their own */
    size_t said_count;
    ent_span span;  /* of the row */
    uint32_t file;  /* index into ent_records_file */
    uint32_t index; /* its own in the set, settled by ent_records_finish */
} ent_record;
typedef struct ent_records ent_records;

/* ---- what the readers of a case know ----
 *
 * Rows are read against what the case knows beside them: what an attribute measures, and whether a name is
 * anyone's. What does not fit is then complained about at its cell. Either function may be NULL: then nothing
 * is asked. */
typedef struct ent_attribute_rule {
    ent_dimension dimension;
    bool not_negative; /* a count of things */
} ent_attribute_rule;

typedef enum ent_name_use {
    ENT_NAME_ACTOR,     /* of the columns actor and target */
    ENT_NAME_TERRITORY, /* ground of the map */
    ENT_NAME_PLACE,
    ENT_NAME_AREA,
    ENT_NAME_LINE,
    ENT_NAME_ITEM,
    ENT_NAME_USES
} ent_name_use;

typedef struct ent_name_answer {
    ent_severity severity; /* of the complaint when the name is not known; NOTE: none */
    char nearest[80];      /* a known name near it, or "" */
    const char *detail;    /* what is known of such names, static storage, or NULL */
    const char *remedy;    /* where no name is near, static storage, or NULL */
} ent_name_answer;

typedef struct ent_record_rules {
    /* False: nothing is known of an attribute of this name. */
    bool (*measure)(void *context, ent_str attribute, ent_attribute_rule *out);
    /* Place of a word among those of a ranked attribute, -1: none of them. `index` from 0 lists them; NULL
     * past the last. */
    int (*rank)(void *context, ent_str attribute, ent_str word);
    const char *(*rank_at)(void *context, ent_str attribute, int index);
    /* True: the name is known. Else *out says what to complain. Asked once for each name. */
    bool (*knows)(void *context, ent_name_use use, ent_str name, ent_name_answer *out);
    void *context;
} ent_record_rules;

/* ---- loading records ----
 *
 * Several files may follow each other into one set. Every wrong cell is a diagnostic with its place and
 * remedy, and its row is left out; the call still returns ENT_OK, ask ent_diags_status. It fails only when
 * nothing more can be read: ENT_E_IO, ENT_E_NOMEM, ENT_E_LIMIT (more than ENT_RECORDS_MAX rows). Ids are
 * unique over all files. After ent_records_finish the set is read-only and any thread may read it; all of it
 * is owned by the set. A million rows take about a second. */
ENT_API ent_status ent_records_new(ent_records **out, ent_error *err) ENT_MUST_USE;
ENT_API void ent_records_free(ent_records *records);
/* A kind beyond the standard ones (an agreement's `kind` declarations), before loading. */
ENT_API ent_status ent_records_allow_kind(ent_records *records, ent_str kind, ent_error *err) ENT_MUST_USE;
/* What to read rows against, before loading; copied, its context borrowed while rows are read. */
ENT_API void ent_records_set_rules(ent_records *records, const ent_record_rules *rules);
/* The standard kinds: deployment, holding, exercise … */
ENT_API size_t ent_record_kind_count(void);
ENT_API const char *ent_record_kind_at(size_t index);
ENT_API ent_status ent_records_load(ent_records *records, const char *path, ent_diags *diags,
                                    ent_error *err) ENT_MUST_USE;
/* The same from bytes in memory, borrowed during the call; diagnostics call them `name`. */
ENT_API ent_status ent_records_load_memory(ent_records *records, const char *name, ent_str bytes,
                                           ent_diags *diags, ent_error *err) ENT_MUST_USE;
/* Once, after the last file: part_of and same_as must name known ids, and part_of must not run in a circle or
 * deeper than ENT_NESTING_MAX; rows that offend are left out. Indexes are stable from here on. */
ENT_API ent_status ent_records_finish(ent_records *records, ent_diags *diags, ent_error *err) ENT_MUST_USE;
ENT_API size_t ent_records_count(const ent_records *records);
ENT_API const ent_record *ent_records_at(const ent_records *records, size_t index);
ENT_API int64_t ent_records_find(const ent_records *records, ent_str id); /* -1 */
ENT_API size_t ent_records_file_count(const ent_records *records);
ENT_API const char *ent_records_file(const ent_records *records, size_t file);
/* Attribute of a record by name, NULL when not said. */
ENT_API const ent_attribute *ent_record_attribute(const ent_record *record, ent_str name);
/* The source of one column of a record: its own, else the row's; "" for none. */
ENT_API const char *ent_record_source(const ent_record *record, ent_str column);

/* For readers of other formats (OGR): a row as column names and cell texts, treated exactly as a CSV row; all
 * is copied. `where` says where it came from, for diagnostics ("layer bases, feature 17"). */
typedef struct ent_row {
    const char *const *columns;
    const ent_str *cells;
    size_t count;
    const char *file, *where;
    /* Where the cell of a column stands in a text, for carets; both may be NULL. */
    const ent_source *source;
    ent_span (*locate)(void *context, const char *column);
    void *context;
} ent_row;
ENT_API ent_status ent_records_add_row(ent_records *records, const ent_row *row, ent_diags *diags,
                                       ent_error *err) ENT_MUST_USE;

/* A table of items or of places, whole: wrong rows leave diagnostics and are left out, ENT_OK even then. */
ENT_API ent_status ent_items_load(const char *path, ent_diags *diags, ent_items **out,
                                  ent_error *err) ENT_MUST_USE;
/* The same, read against what is known of attributes; `rules` may be NULL. */
ENT_API ent_status ent_items_load_ruled(const char *path, const ent_record_rules *rules, ent_diags *diags,
                                        ent_items **out, ent_error *err) ENT_MUST_USE;
ENT_API ent_status ent_items_load_memory(const char *name, ent_str bytes, ent_diags *diags, ent_items **out,
                                         ent_error *err) ENT_MUST_USE;
/* No items at all, to be added to; and one more from elsewhere than a file: a row as ent_records_add_row
 * takes it, with a column `name`. A wrong row leaves diagnostics and is left out, ENT_OK even then. */
ENT_API ent_status ent_items_new(ent_items **out, ent_error *err) ENT_MUST_USE;
ENT_API ent_status ent_items_add_row(ent_items *items, const ent_row *row, ent_diags *diags,
                                     ent_error *err) ENT_MUST_USE;
ENT_API void ent_items_free(ent_items *items);
ENT_API size_t ent_items_count(const ent_items *items);
ENT_API const ent_item *ent_items_at(const ent_items *items, size_t index);
ENT_API const ent_item *ent_items_find(const ent_items *items, ent_str name); /* NULL */
ENT_API const ent_attribute *ent_item_attribute(const ent_item *item, ent_str name);

ENT_API ent_status ent_sites_load(const char *path, ent_diags *diags, ent_sites **out,
                                  ent_error *err) ENT_MUST_USE;
ENT_API ent_status ent_sites_load_memory(const char *name, ent_str bytes, ent_diags *diags, ent_sites **out,
                                         ent_error *err) ENT_MUST_USE;
ENT_API void ent_sites_free(ent_sites *sites);
ENT_API size_t ent_sites_count(const ent_sites *sites);
ENT_API const ent_site *ent_sites_at(const ent_sites *sites, size_t index);
ENT_API const ent_site *ent_sites_find(const ent_sites *sites, ent_str name,
                                       ent_time at); /* valid then; NULL */

/* Shapes are read by the ogr module (GeoJSON and the rest) into this set. */
ENT_API ent_status ent_shapes_new(ent_shapes **out, ent_error *err) ENT_MUST_USE;
ENT_API void ent_shapes_free(ent_shapes *shapes);
ENT_API ent_status ent_shapes_add(ent_shapes *shapes, const ent_shape *shape,
                                  ent_error *err) ENT_MUST_USE; /* copies */
/* What to read shapes against (the names of parties), before loading; copied, its context borrowed while they
 * are read. */
ENT_API void ent_shapes_set_rules(ent_shapes *shapes, const ent_record_rules *rules);
ENT_API const ent_record_rules *ent_shapes_rules(const ent_shapes *shapes);
ENT_API size_t ent_shapes_count(const ent_shapes *shapes);
ENT_API const ent_shape *ent_shapes_at(const ent_shapes *shapes, size_t index);

/* Parse one number cell: `480..500`, `480|2350`, `~5000`, `>=500`, `<300`, `..500`, `480..`. `storage`
 * receives the intervals that out->numbers points to; text and source of *out are "". ENT_E_FORMAT with a
 * reason in err. */
ENT_API ent_status ent_value_parse_number(ent_str text, ent_interval storage[ENT_VALUE_MAX], ent_value *out,
                                          ent_error *err) ENT_MUST_USE;
/* Write a value as a cell that reads back to the same value: numbers in the unit they are kept in. */
ENT_API ent_status ent_value_write(const ent_value *value, ent_sink sink, ent_error *err) ENT_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
