/* internal.h: what the files of the report share.
 *
 * An `ent_sheet` is one judgement made ready to be written: its findings in order, filtered. A `subject` is
 * what one verdict is about: the same records (or the same sum) under one clause and reading; it may have
 * several findings, one a period. The text counts and groups subjects, JSON and CSV list findings. */
#ifndef ENT_REPORT_INTERNAL_H
#define ENT_REPORT_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/map.h"
#include "entente/report.h"

typedef struct ent_subject {
    const ent_finding *worst;        /* the gravest of them; the latest of equals */
    const ent_finding *const *every; /* in order of period */
    size_t count;
    ent_state state; /* of the gravest */
} ent_subject;

typedef struct ent_sheet {
    const ent_judgement *j;
    const ent_report_opts *opts;
    const ent_world *world;
    const ent_document *doc;
    ent_judge_opts judged;
    const char *view;
    ent_arena *arena;
    bool *failed;                 /* memory ran out while words were made; whoever ends a report asks */
    const ent_finding **findings; /* every one, in order */
    size_t finding_count;
    ent_subject *subjects; /* of the base and of every reading, in order */
    size_t subject_count;
    size_t *clause_first; /* subjects of clause c of the document: from clause_first[c] up to clause_first[c +
                             1] */
    const ent_coverage **cover;              /* its rows, by clause, then those of no clause by article */
    size_t *cover_first;                     /* rows of clause c from cover_first[c]; of article a from
                                                cover_first[clauses + 1 + a] */
    size_t joint_first;                      /* findings from here on are of several clauses at once */
    size_t *article_first, *article_clauses; /* clauses of article a: from article_first[a] up to the next */
    ent_map *definitions;                    /* by name (clause.c) */
    struct ent_definition **resting;         /* room for those that one clause rests on */
} ent_sheet;

/* ---- order.c: findings in order; what a filter lets through ---- */
ent_status ent_sheet_init(ent_sheet *sheet, const ent_judgement *j, const ent_report_opts *opts,
                          ent_error *err) ENT_MUST_USE;
void ent_sheet_done(ent_sheet *sheet); /* NULL and all-zero are fine */
ent_status ent_sheet_status(const ent_sheet *sheet,
                            ent_error *err) ENT_MUST_USE;                 /* ENT_E_NOMEM when `failed` */
void *ent_sheet_alloc(const ent_sheet *sheet, size_t count, size_t size); /* zeroed; NULL sets `failed` */
bool ent_sheet_shows(const ent_sheet *sheet, const ent_finding *f);
bool ent_sheet_shows_clause(const ent_sheet *sheet, const ent_clause *clause); /* NULL: what is no clause */
bool ent_sheet_shows_coverage(const ent_sheet *sheet, const ent_coverage *row);
/* Place of a clause in the document, by its id: readings have clauses of their own with the same id. */
size_t ent_sheet_clause_index(const ent_document *doc, const ent_clause *clause);
ent_state ent_finding_state(const ent_finding *f);
/* Place among the parties of the day, in the order of the text; how many they are when it is none of them. */
size_t ent_sheet_party_index(const ent_sheet *sheet, const char *party);

/* ---- subject.c ---- */
int ent_subject_compare(const ent_finding *a,
                        const ent_finding *b); /* 0: about the same; readings left aside */
ent_status ent_sheet_find_subjects(ent_sheet *sheet, ent_error *err) ENT_MUST_USE;

/* ---- cover.c: who keeps what, found by clause: a text may have thousands of them ---- */
typedef struct ent_rows {
    const ent_coverage *const *at;
    size_t count;
} ent_rows;
ent_status ent_sheet_find_cover(ent_sheet *sheet, ent_error *err) ENT_MUST_USE;
ent_rows ent_sheet_rows_of(const ent_sheet *sheet, const ent_clause *clause);
ent_rows ent_sheet_passages_of(const ent_sheet *sheet, size_t article); /* that are no clause */

typedef struct ent_places {
    const size_t *at; /* in the document, in its order */
    size_t count;
} ent_places;
ent_places ent_sheet_clauses_of(const ent_sheet *sheet, size_t article);

/* ---- clause.c: what the document defines, found by name ---- */
ent_status ent_sheet_find_definitions(ent_sheet *sheet, ent_error *err) ENT_MUST_USE;

/* ---- words.c: names and figures for people, in the sheet's arena; "" when memory ran out ---- */
const char *ent_report_printf(const ent_sheet *sheet, const char *format, ...) ENT_PRINTF(2, 3);
const char *ent_report_day(const ent_sheet *sheet, ent_time t); /* "2022-01-11" */
/* The day that is judged, and the day that reports were looked at until, if any: "2022-01-11, as far as
 * reported by 2022-01-05". */
const char *ent_report_days(const ent_sheet *sheet);
const char *ent_report_period(const ent_sheet *sheet, ent_span_time p); /* "since 2021-12-17" … */
const char *ent_report_when(const ent_sheet *sheet, const ent_when *w); /* "2017-01", "2021" … */
const char *ent_report_figure(const ent_sheet *sheet, double v);        /* "3,890", "12.4" */
const char *ent_report_margin(const ent_sheet *sheet, const ent_margin *m, ent_verdict verdict);
const char *ent_report_party(const ent_sheet *sheet, const char *code); /* "Canada (CAN)" */
const char *ent_report_codes(const ent_sheet *sheet,
                             const char *list); /* "POL,LTU" -> "POL, LTU" or "Poland (POL)" */
const char *ent_report_reasons(const ent_sheet *sheet, uint32_t reasons); /* "value missing, access denied" */
const char *ent_report_target(const ent_sheet *sheet, const ent_finding *f); /* " in Poland (POL)", or "" */
const char *ent_report_short(const ent_sheet *sheet,
                             const ent_finding *f); /* "USA in DEU (personnel)", "RUS MB-12" */
/* "CAN, deployment, 500 to 600 personnel, …"; the actor is left out when it is `party`, which may be NULL. */
const char *ent_report_record_line(const ent_sheet *sheet, const ent_record *r, const char *party);

/* A list of names that grows; past a number of them it only counts on, unless everything is asked for. */
typedef struct ent_listing {
    char *text;
    size_t length, cap, count, hidden;
} ent_listing;
void ent_listing_add(const ent_sheet *sheet, ent_listing *list, const char *name);
const char *ent_listing_text(const ent_sheet *sheet, const ent_listing *list); /* "a, b and 3 more" */

/* ---- page.c: lines that fit ---- */
typedef enum ent_style {
    ENT_STYLE_PLAIN,
    ENT_STYLE_HEAD,
    ENT_STYLE_BREACH,
    ENT_STYLE_UNCLEAR,
    ENT_STYLE_KEPT,
    ENT_STYLE_FAINT
} ent_style;
typedef struct ent_page {
    ent_buf text;
    int width;
    bool color;
    bool begun; /* something has been written before what `text` holds */
} ent_page;
void ent_page_init(ent_page *page, const ent_report_opts *opts);
void ent_page_done(ent_page *page);
ent_status ent_page_flush(ent_page *page, ent_sink sink, ent_error *err) ENT_MUST_USE;
void ent_page_blank(ent_page *page); /* an empty line, unless there is one already */
#define ENT_GLUE "\037"              /* a space at which no line is broken */
/* `label` in a style, then the text, wrapped; every line after the first starts at column `hang`. The label
 * stands at `indent` and the text after it, at `hang` at least. */
typedef struct ent_line {
    int indent, hang;
    ent_style style; /* of the label */
    const char *label;
} ent_line;
void ent_page_write(ent_page *page, ent_line line, const char *text);
void ent_page_rule(ent_page *page, const char *title);                /* a heading over a line of dashes */
void ent_page_raw(ent_page *page, ent_style style, const char *text); /* one line as it is */

/* ---- sheets.c: sheets of several views, and what they answer differently ---- */
#define ENT_REPORT_VIEWS_MAX 8
typedef struct ent_difference {
    const ent_subject *at[ENT_REPORT_VIEWS_MAX]; /* one a sheet; NULL where nothing is found */
    const ent_subject *any;                      /* the first that is not NULL */
} ent_difference;
typedef struct ent_sheets {
    ent_sheet at[ENT_REPORT_VIEWS_MAX];
    size_t count;
    ent_difference *differences; /* in the order of findings */
    size_t difference_count;
} ent_sheets;
ent_status ent_sheets_init(ent_sheets *sheets, const ent_judgement *const *judgements, size_t count,
                           const ent_report_opts *opts, ent_error *err) ENT_MUST_USE;
void ent_sheets_done(ent_sheets *sheets);

/* ---- json.c, receipt.c ---- */
void ent_report_json_findings(ent_json *json, const ent_sheet *sheet, bool everything);
void ent_report_json_coverage(ent_json *json, const ent_sheet *sheet, bool everything);
void ent_report_json_time(ent_json *json, const char *key, ent_time t);       /* null when open */
void ent_report_json_text(ent_json *json, const char *key, const char *text); /* null when "" or NULL */
void ent_report_json_area(ent_json *json, const char *key, ent_area area); /* its bounds, in square metres */
void ent_report_json_texts(ent_json *json, const char *key, ent_texts texts);
const char *ent_report_layer(ent_layer layer);
const char *ent_report_edges(ent_edges edges);
/* The receipt as a value; only its hash. */
ent_status ent_report_json_receipt(ent_json *json, const ent_sheet *sheet, ent_error *err) ENT_MUST_USE;
ent_status ent_sheet_receipt_hash(const ent_sheet *sheet, char out_hex[65], ent_error *err) ENT_MUST_USE;

/* ---- html_places.c: for the web page, where records are and what is drawn ---- */
/* Areas and lines that are all that is known of where records are, each once. All-zero: none yet. */
typedef struct ent_outlines {
    ent_spot *at;
    size_t count, cap;
} ent_outlines;
void ent_outlines_collect(ent_outlines *outlines, const ent_sheet *sheet);
void ent_outlines_done(ent_outlines *outlines);
void ent_report_page_where(ent_json *json, const ent_sheet *sheet, const ent_record *r,
                           const ent_outlines *outlines);
/* The members `outlines`, in the order of their numbers, and `lines`: what each clause names. */
void ent_report_page_drawings(ent_json *json, const ent_sheet *sheet, const ent_outlines *outlines);

/* ---- summary.c, article.c, finding.c: parts of the page ---- */
void ent_text_head(ent_page *page, const ent_sheet *sheet);
void ent_text_summary(ent_page *page, const ent_sheet *sheet);
void ent_text_close(ent_page *page, const ent_sheet *sheet, const char *receipt);
/* Subjects of the base by state, of the clause with that index (SIZE_MAX: all); returns how many. */
size_t ent_text_count(const ent_sheet *sheet, size_t clause, size_t out[ENT_STATE_COUNT]);
bool ent_text_shows_article(const ent_sheet *sheet, size_t article);
const char *ent_text_quiet_words(const ent_sheet *sheet,
                                 const ent_clause *clause); /* why it has no finding */
size_t ent_text_reading_changes(const ent_sheet *sheet,
                                size_t clause); /* verdicts that rival readings change */

/* Sources are numbered within an article and listed below it. */
typedef struct ent_notes {
    const char **at;
    size_t count, cap;
} ent_notes;
const char *ent_notes_mark(const ent_sheet *sheet, ent_notes *notes, ent_texts sources); /* " [1][4]" */
/* Subjects with the same verdict for the same reasons, told once. */
typedef struct ent_group {
    const ent_subject *const *at;
    size_t count;
} ent_group;
/* What would settle several entries of one part of the page: told once, with a letter, above them. */
#define ENT_SHARED_MAX 8
typedef struct ent_shared {
    const char *at[ENT_SHARED_MAX];
    size_t count;
} ent_shared;
void ent_text_group(ent_page *page, const ent_sheet *sheet, ent_notes *notes, const ent_shared *shared,
                    ent_group group);
void ent_text_group_line(ent_page *page, const ent_sheet *sheet, ent_group group); /* the same in a line */
const char *ent_text_group_party(const ent_sheet *sheet,
                                 ent_group group); /* "Canada (CAN)", "31 parties: RUS, …" */
void ent_text_clause(ent_page *page, const ent_sheet *sheet,
                     const ent_clause *clause); /* its id, title and plain English */
void ent_text_sources(ent_page *page, const ent_sheet *sheet, const ent_notes *notes, const char *title);
void ent_text_readings(ent_page *page, const ent_sheet *sheet, size_t clause);
void ent_text_article(ent_page *page, const ent_sheet *sheet, size_t article);

#endif
