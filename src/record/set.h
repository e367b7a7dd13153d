/* set.h: the inside of a set of records, shared by the files of this folder alone. */
#ifndef ENT_RECORD_SET_H
#define ENT_RECORD_SET_H

#include "record/columns.h"

/* A `part_of` or `same_as` that ent_records_finish has to follow. */
typedef struct ent_record_link {
    ent_record *record;
    bool is_part; /* else same_as or about */
    const char *column, *to;
    ent_span span;
} ent_record_link;

/* A file that rows came from; one on disk can be read again to show a line. */
typedef struct ent_record_file {
    const char *name;
    bool is_on_disk;
} ent_record_file;

struct ent_records {
    ent_pool pool;
    ent_record **items;
    size_t count, cap;
    ent_map *ids;     /* id -> ent_record */
    ent_map *dropped; /* ids of rows that were left out; NULL: none */
    ent_record_file *files;
    size_t file_count, file_cap;
    const char **kinds; /* allowed beyond the standard ones */
    size_t kind_count, kind_cap;
    ent_record_link *links;
    size_t link_count, link_cap;
    ent_record_rules rules;
    ent_map *names[ENT_NAME_USES];                 /* those already found to be known */
    const char *const *known_words[ENT_NAME_USES]; /* of the last cell that was */
    ent_columns foreign;                           /* header of the last row given by ent_records_add_row */
    bool finished;
};

bool ent_record_is_kind(const ent_records *records, ent_str kind);
/* The nearest known kind, or NULL. */
const char *ent_record_kind_near(const ent_records *records, ent_str kind);
/* Add what a row says. ENT_E_NOMEM, ENT_E_LIMIT; a wrong row is only complained about. */
struct ent_row_reader;
ent_status ent_records_take(ent_records *records, struct ent_row_reader *row, uint32_t file, ent_span span,
                            ent_error *err) ENT_MUST_USE;
extern const ent_table_kind ent_record_table;
/* Make room for one more in a growing array. */
bool ent_record_room(void *array_pointer, size_t count, size_t *cap, size_t size);

#endif
