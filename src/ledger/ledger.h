/* ledger.h: the inside of a ledger, for the files of this folder alone. */
#ifndef ENT_LEDGER_INTERNAL_H
#define ENT_LEDGER_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/map.h"
#include "entente/ledger.h"

typedef enum ent_ledger_column {
    ENT_LEDGER_ID,
    ENT_LEDGER_DATE,
    ENT_LEDGER_KIND,
    ENT_LEDGER_SPEAKER,
    ENT_LEDGER_TO,
    ENT_LEDGER_FORUM,
    ENT_LEDGER_PLACE,
    ENT_LEDGER_ARTICLE,
    ENT_LEDGER_ABOUT,
    ENT_LEDGER_ANSWERS,
    ENT_LEDGER_DUE,
    ENT_LEDGER_STATEMENT,
    ENT_LEDGER_AGENCY,
    ENT_LEDGER_QUOTED_AGENCY,
    ENT_LEDGER_REPORTED,
    ENT_LEDGER_SOURCE,
    ENT_LEDGER_COLUMN_COUNT
} ent_ledger_column;

const char *ent_ledger_column_name(ent_ledger_column column);

/* Where a cell stands in its row: enough to draw a caret under it when the file is read again. Cells further
 * than 64 KiB into the row are shown at its start. */
typedef struct ent_cell_mark {
    uint16_t offset, length;
} ent_cell_mark;

/* A date kept once, with its text. */
typedef struct ent_ledger_when {
    ent_when when;
    const char *text;
} ent_ledger_when;

/* The cells that a complaint may point at. */
enum {
    ENT_MARK_DATE,
    ENT_MARK_KIND,
    ENT_MARK_ARTICLE,
    ENT_MARK_ANSWERS,
    ENT_MARK_DUE,
    ENT_MARK_AGENCY,
    ENT_MARK_QUOTED,
    ENT_MARK_REPORTED,
    ENT_MARK_COUNT
};

/* An entry with what only this folder needs. `entry` comes first: a pointer to it is a pointer to this. */
typedef struct ent_ledger_row {
    ent_entry entry;
    const struct ent_ledger_row **answered; /* entry.answers, followed */
    uint32_t order;                         /* in which the rows were read */
    int64_t from_seconds;                   /* the earliest that its date may mean */
    bool names_answers;                     /* also when none of them is known */
    ent_cell_mark marks[ENT_MARK_COUNT];    /* ENT_MARK_… */
} ent_ledger_row;

typedef struct ent_ledger_file_name {
    const char *name;
    bool is_on_disk;
    ent_str bytes; /* of a file held in memory as long as the ledger */
} ent_ledger_file_name;

struct ent_ledger {
    ent_arena *arena;
    ent_map *texts, *lists, *dates; /* each kept once */
    ent_map *ids;                   /* id -> ent_ledger_row */
    ent_ledger_row **rows;
    size_t count, cap;
    ent_ledger_file_name *files;
    size_t file_count, file_cap;
    bool finished;
};

/* Make room for one more in a growing array. */
bool ent_ledger_room(void *array_pointer, size_t count, size_t *cap, size_t size);
/* A text, a list of names, a date, each kept once; NULL when memory ran out. */
const char *ent_ledger_text(ent_ledger *ledger, ent_str text);
/* "a; b;c" as a list; ENT_E_FORMAT with a reason. */
ent_status ent_ledger_list(ent_ledger *ledger, ent_str text, const ent_name_list **out,
                           ent_error *err) ENT_MUST_USE;
/* The same for lists that hardly repeat: not looked for among those already there. */
ent_status ent_ledger_list_fresh(ent_ledger *ledger, ent_str text, ent_name_list *out,
                                 ent_error *err) ENT_MUST_USE;
ent_status ent_ledger_date(ent_ledger *ledger, ent_str text, const ent_ledger_when **out, size_t *out_offset,
                           ent_error *err) ENT_MUST_USE;

/* What a column said lately. Names and dates repeat from row to row, so most cells are found here and not in
 * a map of the whole ledger. */
#define ENT_LEDGER_MEMO_SLOTS 64
typedef struct ent_ledger_memo {
    ent_str key; /* in the arena */
    const void *value;
} ent_ledger_memo;

/* Read one row; complaints go to the reader's diagnostics. */
typedef struct ent_ledger_reader {
    ent_ledger *ledger;
    ent_csv *csv;             /* NULL: the entries are lines of JSON */
    const ent_source *source; /* of those */
    ent_diags *diags;
    const ent_cell_text *cells;
    int columns[ENT_LEDGER_COLUMN_COUNT]; /* -1: not there */
    ent_span row;                         /* the entry at hand */
    uint32_t file;
    bool bad, out_of_memory;
    ent_ledger_memo memos[ENT_LEDGER_COLUMN_COUNT][ENT_LEDGER_MEMO_SLOTS];
} ent_ledger_reader;
ent_status ent_ledger_take(ent_ledger_reader *reader, ent_error *err) ENT_MUST_USE;

#define ENT_LEDGER_BYTES_MAX ((size_t)1 << 31)

/* Is a file of that name read as one JSON object a line? */
bool ent_ledger_is_ndjson(const char *name);
/* Take every line of the text; wrong lines are complained about and left out. */
ent_status ent_ledger_read_ndjson(ent_ledger_reader *reader, const ent_source *source,
                                  ent_error *err) ENT_MUST_USE;
/* Add the entry to the text of such a ledger; `id` when it has none itself. */
ent_status ent_ledger_add_line(const ent_ledger_new_entry *entry, const char *id, ent_buf *text,
                               ent_error *err) ENT_MUST_USE;
const ent_ledger_cell *ent_ledger_cell_find(const ent_ledger_new_entry *entry, ent_str column); /* NULL */

/* Complaints about entries once the text of their file is gone; it is read again. Zero to start with. */
typedef struct ent_ledger_complainer {
    const ent_ledger *ledger;
    ent_diags *diags;
    char *text; /* of file `text_file` - 1 */
    size_t text_length;
    uint32_t text_file; /* 0: none yet */
} ent_ledger_complainer;
/* mark: ENT_MARK_…; -1 the whole row. */
void ent_ledger_complain(ent_ledger_complainer *to, const ent_ledger_row *row, int mark, ent_diag_text text,
                         const char *format, ...) ENT_PRINTF(5, 6);
/* As ent_ledger_load_memory, with bytes that outlive the ledger, so that later complaints have their line. */
ent_status ent_ledger_load_held(ent_ledger *ledger, const char *name, ent_str bytes, ent_diags *diags,
                                ent_error *err) ENT_MUST_USE;
/* As ent_ledger_check, for what one entry contradicts. */
ent_status ent_ledger_check_one(const ent_ledger *ledger, const ent_ledger_row *row, ent_diags *diags,
                                ent_error *err) ENT_MUST_USE;

/* What is doubtful about all entries, or about one of them; false when memory ran out. */
bool ent_ledger_doubt(ent_ledger_complainer *to, const ent_ledger_row *only) ENT_MUST_USE;

void ent_ledger_complainer_done(ent_ledger_complainer *to);

#endif
