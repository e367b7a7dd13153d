/* ledger.h: the dated register of the talks: who proposed, asked, met, answered or stayed silent, on which
 * article, and through whom it is known. It knows no map and no clause: parties, forums and articles are
 * names as written.
 *
 * A ledger file is CSV with the columns
 *   id, date, kind, speaker, to, forum, place, article, about, answers, due, statement, agency,
 * quoted_agency, reported, source of which id, date, kind and speaker must be there and filled in. Several
 * names in speaker, to, article and answers are parted by semicolons. Dates are EDTF (time.h).
 *
 * A file whose name ends in ".ndjson" is one JSON object a line with the same names as keys: a value is a
 * text, null, or in those four columns also an array of texts. What is left out is empty. */
#ifndef ENTENTE_LEDGER_H
#define ENTENTE_LEDGER_H

#include "entente/time.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ent_entry_kind {
    ENT_ENTRY_PROPOSAL, /* asks for an answer */
    ENT_ENTRY_COUNTER,  /* "counter-proposal": answers, and asks for an answer itself */
    ENT_ENTRY_REQUEST,  /* asks for an answer */
    ENT_ENTRY_RED_LINE,
    ENT_ENTRY_CONSULTATION, /* a meeting: speaker and `to` took part, the articles are its agenda */
    ENT_ENTRY_STATEMENT,    /* answers only what it names in `answers` */
    ENT_ENTRY_REPLY,
    ENT_ENTRY_ACCEPTANCE,
    ENT_ENTRY_REFUSAL,
    ENT_ENTRY_SILENCE /* it is known that no answer came; answers nothing */
} ent_entry_kind;
#define ENT_ENTRY_KIND_COUNT 10
/* "counter-proposal", "red-line" ...; static storage. -1 for an unknown name. */
ENT_API const char *ent_entry_kind_name(ent_entry_kind kind);
ENT_API int ent_entry_kind_find(ent_str name);

typedef struct ent_name_list {
    const char *const *at;
    uint32_t count;
} ent_name_list;

#define ENT_NAMES_MAX 64 /* in one cell */

/* One line of the register. A missing text is "", a missing date has count 0; nothing is NULL. */
typedef struct ent_entry {
    const char *id;
    ent_entry_kind kind;
    const ent_when *date, *due, *reported;
    const char *date_text, *due_text, *reported_text; /* as written */
    ent_name_list speaker, to, articles, answers;     /* answers: ids of entries */
    const char *forum, *place, *about, *statement;
    const char *agency, *quoted_agency, *source; /* `agency` says it, quoting `quoted_agency` */
    ent_span span;                               /* of the row */
    uint32_t file;                               /* index into ent_ledger_file */
    uint32_t index;                              /* its own */
} ent_entry;

typedef struct ent_ledger ent_ledger;

/* Several files may follow each other into one ledger. A wrong cell is a diagnostic and its row is left out;
 * ENT_OK even then. ENT_E_IO, ENT_E_NOMEM, ENT_E_LIMIT otherwise. After ent_ledger_finish it is read-only,
 * for any thread. A million entries take about a second. */
ENT_API ent_status ent_ledger_new(ent_ledger **out, ent_error *err) ENT_MUST_USE;
ENT_API void ent_ledger_free(ent_ledger *ledger);
ENT_API ent_status ent_ledger_load(ent_ledger *ledger, const char *path, ent_diags *diags,
                                   ent_error *err) ENT_MUST_USE;
ENT_API ent_status ent_ledger_load_memory(ent_ledger *ledger, const char *name, ent_str bytes,
                                          ent_diags *diags, ent_error *err) ENT_MUST_USE;
/* Once, after the last file: puts the entries in order of their earliest date (of one day: as written) and
 * follows `answers`, which must name known ids; an entry that does not is kept, its answer forgotten, and
 * complained about. */
ENT_API ent_status ent_ledger_finish(ent_ledger *ledger, ent_diags *diags, ent_error *err) ENT_MUST_USE;
ENT_API size_t ent_ledger_count(const ent_ledger *ledger);
ENT_API const ent_entry *ent_ledger_at(const ent_ledger *ledger, size_t index);
ENT_API const ent_entry *ent_ledger_find(const ent_ledger *ledger, ent_str id); /* NULL */
ENT_API const char *ent_ledger_file(const ent_ledger *ledger, size_t file);

/* What contradicts itself, as errors: an answer dated before its question; one party that accepted and
 * refused the same article of the same question (unless the later entry answers the earlier: then it changed
 * its mind); a reply that is due before the question; a report before the event; answers in a circle. What is
 * doubtful, as warnings: an answer to oneself; an answer to nothing that was asked; a meeting without
 * participants, or with neither place nor forum; a report by nobody, quoting nobody or itself; the same
 * entered twice, whoever reports it. Cost: about that of loading. ENT_E_NOMEM. */
ENT_API ent_status ent_ledger_check(const ent_ledger *ledger, ent_diags *diags, ent_error *err) ENT_MUST_USE;

/* The numbers of an agreement's articles and the ids of its clauses; borrowed. */
typedef struct ent_articles {
    const ent_str *at;
    size_t count;
} ent_articles;
/* Each article that an entry names and that is not among the known ones, as an error. ENT_E_NOMEM. */
ENT_API ent_status ent_ledger_check_articles(const ent_ledger *ledger, ent_articles known, ent_diags *diags,
                                             ent_error *err) ENT_MUST_USE;
/* Entries without source and agency. */
ENT_API size_t ent_ledger_unsourced(const ent_ledger *ledger);

/* ---- adding to it ---- */

/* The columns of a ledger, in the order of a new file; NULL past the last. */
ENT_API size_t ent_ledger_column_count(void);
ENT_API const char *ent_ledger_column_at(size_t index);

typedef struct ent_ledger_cell {
    const char *column;
    ent_str text;
} ent_ledger_cell;

typedef struct ent_ledger_new_entry {
    const ent_ledger_cell *cells; /* each column at most once */
    size_t count;
} ent_ledger_new_entry;

/* What was added: its id (given or made) and its line. */
typedef struct ent_ledger_added {
    char id[64];
    uint32_t line;
} ent_ledger_added;

/* Append one entry to the file of a ledger, which is made when it is not there. Without the cell `id` it gets
 * the next free "E<number>". The entry is checked as a reader and ent_ledger_check would; whatever is wrong
 * is a diagnostic at the line it would have had, ENT_E_FORMAT, and nothing is written, nor when the ledger
 * itself has wrong rows.
 *
 * Any number of writers may run at once: they wait for each other. A reader sees the old ledger or the new
 * one, whole. Once ENT_OK is returned the entry is on the disk; a writer killed before that has changed
 * nothing or added the whole entry. ENT_E_NOT_FOUND: the ledger has no such column; ENT_E_IO. Cost: the
 * ledger is read and written once. */
ENT_API ent_status ent_ledger_append(const char *path, const ent_ledger_new_entry *entry, ent_diags *diags,
                                     ent_ledger_added *out, ent_error *err) ENT_MUST_USE;

/* ---- where the talks stand ---- */

typedef struct ent_ledger_query {
    ent_time as_of;    /* what was dated before this moment: the end of the day asked for */
    ent_time as_known; /* and reported before this one (without a date of report: dated); ENT_TIME_MAX:
                          everything */
} ent_ledger_query;

/* How a party stands to an article, the first that applies of those it is asked about. */
typedef enum ent_talk_state {
    ENT_TALK_UNANSWERED, /* asked, and no answer since */
    ENT_TALK_SILENT,     /* the same, and the silence is on record */
    ENT_TALK_ACCEPTED,
    ENT_TALK_COUNTERED,
    ENT_TALK_REFUSED,
    ENT_TALK_ANSWERED, /* by a reply, or by a statement that names what it answers */
    ENT_TALK_PROPOSED, /* nobody asked it, it asked others */
    ENT_TALK_NONE
} ent_talk_state;
#define ENT_TALK_STATE_COUNT 8
ENT_API const char *ent_talk_state_name(ent_talk_state state); /* "unanswered" ...; static storage */

/* One article between one who asks and one who is asked. An answer closes everything that the same party
 * asked before about that article; what is asked after it is open again. */
typedef struct ent_talk {
    uint32_t article, asker, party; /* indexes into articles and parties */
    ent_talk_state state;
    const ent_entry *asked;      /* the first open question, else the last one; NULL: answered unasked */
    const ent_entry *last_asked; /* the last question, open or not; NULL likewise */
    const ent_entry *answer;     /* the last answer, or NULL */
    const ent_entry *silence;    /* the last silence after the question, or NULL */
    const ent_entry *reaction; /* the last statement or red line on the article since, that answers nothing */
    int64_t days_lo, days_hi;  /* whole days since the first open question; 0 when there is none */
    bool is_overdue;           /* open, and past its `due` */
} ent_talk;

/* An article and a party. */
typedef struct ent_talk_cell {
    uint32_t article, party;
    ent_talk_state state;
    const ent_talk *const *talks; /* in which it is asked */
    uint32_t talk_count;
    const ent_entry
        *proposed; /* the last proposal or counter-proposal of its own, else the last request, or NULL */
    const ent_entry *red_line; /* the last of its own, or NULL */
    int64_t days_lo, days_hi;  /* the longest open of them */
} ent_talk_cell;

/* A question, and the part of it that a party has answered. */
typedef struct ent_question {
    const ent_entry *entry;
    uint32_t party;       /* who is asked */
    const uint32_t *open; /* articles without an answer since */
    uint32_t open_count, article_count;
} ent_question;

typedef struct ent_meeting {
    const char *forum;
    const ent_entry *last, *next; /* NULL: none; `next` is the earliest that is not over */
} ent_meeting;

/* All owned by the status; entries by the ledger. */
typedef struct ent_talks {
    const char *const *articles; /* in order of their numbers */
    size_t article_count;
    const char *const *parties; /* in order of their first word */
    size_t party_count;
    const ent_talk_cell *cells; /* only those that say something, by article, then party */
    size_t cell_count;
    const ent_question *questions; /* in order of time, with something open */
    size_t question_count;
    const ent_meeting *meetings; /* by forum, the latest first; meetings without a forum have the forum "" */
    size_t meeting_count;
    const ent_entry *next_meeting;   /* of any forum, or NULL */
    const ent_entry *const *perhaps; /* those perhaps known (ent_ledger_known); nothing above counts them */
    size_t perhaps_count;
    size_t entry_count; /* seen under the query */
} ent_talks;

/* Was it known: reported, or without a date of report dated, before query.as_known? Unclear when only some of
 * the days that the date may mean lie before it. */
ENT_API ent_truth ent_ledger_known(const ent_entry *entry, ent_ledger_query query);
/* Was it said before the day ended, and certainly known by then? */
ENT_API bool ent_ledger_shows(const ent_entry *entry, ent_ledger_query query);

typedef struct ent_ledger_status ent_ledger_status;
/* Cost: one pass over the entries. 20,000 take some milliseconds. */
ENT_API ent_status ent_ledger_ask(const ent_ledger *ledger, ent_ledger_query query, ent_ledger_status **out,
                                  ent_error *err) ENT_MUST_USE;
ENT_API void ent_ledger_status_free(ent_ledger_status *status);
ENT_API const ent_talks *ent_ledger_talks(const ent_ledger_status *status);

/* ---- the answer in words and in JSON ---- */

/* What comes near to crossing a red line: words and figures of a finding, made by whoever judges (report.h).
 */
typedef struct ent_near {
    const char *clause, *what, *record; /* "" when it is not exactly one record */
    const char *state, *margin;         /* "breach"; the margin in words, "" when there is none */
    double margin_lo, margin_hi;        /* positive on the breach side, in `unit`; ends may be infinite */
    const char *unit;                   /* NULL: no margin */
} ent_near;
typedef struct ent_near_list {
    const ent_near *at;  /* the nearest first */
    size_t count, total; /* how many are told, of how many on the article */
} ent_near_list;

typedef struct ent_ledger_report {
    const char *title;            /* of the agreement; "" when not known */
    const char *as_of, *as_known; /* as asked, for the heading; as_known NULL: everything */
    /* The heading of an article, or NULL; may itself be NULL. */
    const char *(*article_title)(void *context, const char *article);
    void *context;
    /* What comes nearest to crossing a red line, NULL when nobody has judged. */
    ent_near_list (*nearest)(void *context, const ent_entry *red_line);
    size_t width; /* columns of the table; 0: 100 */
} ent_ledger_report;

/* For people: the table of articles and parties, each talk in words, meetings, red lines. ENT_E_IO when the
 * sink stops, ENT_E_NOMEM. */
ENT_API ent_status ent_ledger_write_text(const ent_ledger_status *status, const ent_ledger_report *report,
                                         ent_sink sink, ent_error *err) ENT_MUST_USE;
/* The same for programs:
 * {"schema":1,"agreement","as_of","as_known","articles":[{"article","title"}],"parties":[…],
 * "cells":[{"article","party","state","days","proposed","red_line","talks":[{"asker","state","asked","last_asked","answer",
 * "silence","reaction","days_lo","days_hi","overdue"}]}],"open":[{"entry","party","articles":[…],"of"}],
 * "meetings":[{"forum","last","next"}],"next_meeting","red_lines":[{"entry","nearest":[{"clause","what","record","state",
 * "margin":{"lo","hi","unit"}}],"of"}],"perhaps":[…],"entries":{id:{…}}};
 * docs/schema/status.schema.json says it in full.
 * Entries are named by id and given once. */
ENT_API ent_status ent_ledger_write_json(const ent_ledger_status *status, const ent_ledger_report *report,
                                         ent_sink sink, ent_error *err) ENT_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
