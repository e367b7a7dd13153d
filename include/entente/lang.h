/* lang.h: an agreement (or a case) as text, as a tree with places, and checked. It never evaluates.
 *
 * A document is CommonMark with tables. Headings are articles; fenced blocks tagged `entente` hold statements
 * in the grammar of docs/language.md; a statement belongs to the nearest heading above it. Everything lives
 * in the document's arena and dies with it; after ent_document_check it is read-only and any thread may read
 * it. */
#ifndef ENTENTE_LANG_H
#define ENTENTE_LANG_H

#include "entente/base.h"
#include "entente/time.h"
#include "entente/units.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- the tree --------------------------------------------------------------------------------------- */

/* One homogeneous node; what `text`, `number`, `op`, `unit` and the kids mean is said per kind. A kid that
 * may be absent is a node of kind ENT_N_NONE. */
typedef enum ent_node_kind {
    ENT_N_NONE = 0,

    /* values (expressions) */
    ENT_N_NUMBER, /* number, unit (NULL for a bare count); text = digits as written ("2/3"); label when it has
                     one */
    ENT_N_ABOUT,  /* "about X": kid 0 */
    ENT_N_ATTRIBUTE, /* text = attribute name; kid 0: NAME of the binder whose attribute it is, or NONE: the
                        record */
    ENT_N_PARAMETER, /* text = parameter name */
    ENT_N_QUANTITY,  /* text = name of a `quantity` statement */
    ENT_N_TABLE,     /* text = table name; kid 0: NAME of the column */
    ENT_N_LIMIT_OF,  /* text = id of the clause whose ceiling is meant */
    ENT_N_BASELINE,  /* kid 0: DATE; the same sum on that date, for the same `per` group */
    ENT_N_ARITH,     /* op one of + - * / ; kids 0, 1 */
    ENT_N_MIN,
    ENT_N_MAX,       /* kids: values */
    ENT_N_IF,        /* kid 0 condition, kid 1 value when it holds, kid 2 value otherwise */
    ENT_N_AGGREGATE, /* op = ent_aggregate; text = attribute summed (or ""); kids: ACTS, OBJECT, BY (ACTORS or
                        NONE), WHEN (condition or NONE), WHERE (condition or NONE), PER (LIST or NONE), TO
                        (ACTORS or NONE), SPAN or NONE. OBJECT may be NONE. GREATEST: kid 0 is the inner
                        AGGREGATE and kid 5 its PER, over which the greatest is taken */
    ENT_N_DATE,      /* text = EDTF; `when` filled in */
    ENT_N_MOMENT, /* op = ent_moment: start, end, reported of kid 0 (NAME of a binder, or NONE: the record);
                     entry */
    ENT_N_OFFSET, /* kid 0: moment or date; kid 1: duration NUMBER; op: -1 before, +1 after */
    ENT_N_WORD,   /* text: a word as a value of an attribute (launch is ground) */

    /* conditions */
    ENT_N_AND,
    ENT_N_OR,
    ENT_N_NOT,
    ENT_N_COMPARE,  /* op = ent_compare; kid 0 value, kid 1 value */
    ENT_N_BETWEEN,  /* kid 0 value; kid 1 low, kid 2 high; op bit 0: low excluded, bit 1: high excluded */
    ENT_N_IS,       /* kid 0 value (attribute); kids 1..: WORDs, any of them */
    ENT_N_LISTED,   /* kid 0 ATTRIBUTE (a word), kid 1 TABLE with the column that lists it */
    ENT_N_ACTOR_IN, /* kid 0 actor (NAME or ROLE); kid 1 ACTORS: is one of them */
    ENT_N_PLACE,  /* op = ent_place_relation; kid 0 SUBJECT (POSITION); kid 1 operand; kid 2 distance value or
                     NONE; kid 3 second distance (BETWEEN_DISTANCES) or second operand (NEARER_TO) or NONE */
    ENT_N_EXISTS, /* there is …: text = binder or ""; kids: ACTS, BY ACTORS or NONE, TO ACTORS or NONE,
                     ABOUT NAME or NONE, condition or NONE, OBJECT or NONE, LIST of ATTRIBUTEs in which it is
                     the same as the record in hand, or NONE; op: 1 = by every one of the actors; number: bits
                     of ent_exists_flag */
    ENT_N_TERM,   /* text = name of a `define` whose body is a condition */
    ENT_N_OPEN,   /* text = words the text leaves open ("in good faith") */
    ENT_N_CLAUSE, /* text = id: the exception or permission of that clause applies */
    ENT_N_BOOL,   /* number 0 or 1 */

    /* who */
    ENT_N_ACTORS,  /* op = ent_actor_base; text = binder or ""; kids: FILTERs and, for NAMES, NAMEs;
                      number: 1 when taken `together`, 2 when `every` */
    ENT_N_MEMBERS, /* text = group; kid 0: DATE, or NONE: when the act happened */
    ENT_N_FILTER,  /* op = ent_filter; kid 0 ACTORS, NAME or MEMBERS */
    ENT_N_NAME,    /* text = name; ref says what it was found to be */
    ENT_N_ROLE,    /* op = ent_role: of the record */

    /* what and where */
    ENT_N_ACTS,     /* kids: WORDs, record kinds (or TERMs that define kinds); text = binder of the act, or of
                       what does a duty, or "" */
    ENT_N_OBJECT,   /* kids: NAMEs, all must apply ("ground-launched" "missile"); none: any object. op
                       ENT_OBJECT_ANY: any of them will do ("tank, gun or mortar") */
    ENT_N_POSITION, /* text = role or "": a position of the record; kid 0: NAME (binder whose record) or NONE
                     */
    ENT_N_TERRITORY, /* kid 0 ACTORS or NAME; op = layer + 1, or 0 for the agreement's default */
    ENT_N_AREA,
    ENT_N_LINE,
    ENT_N_SITE,     /* text = name of an area, a line, a place; kid 0: NAME (whose: per-party) or NONE */
    ENT_N_BORDER,   /* kid 0 ACTORS, kid 1 ACTORS (or NONE: with anyone) */
    ENT_N_COAST,    /* kid 0 ACTORS */
    ENT_N_PARALLEL, /* number = latitude in degrees, north positive; kid 0: NUMBER as written */
    ENT_N_MERIDIAN, /* number = longitude in degrees, east positive; kid 0: NUMBER as written */
    ENT_N_OUTLINE,  /* an area or line drawn in the text: kids VERTEX */
    ENT_N_VERTEX,   /* kids NUMBER lon, NUMBER lat; op = ent_side: how the side to the next vertex runs */
    ENT_N_LIST,     /* kids */
    ENT_N_EVENT,  /* what a force statement counts from: op = ent_event_by; kids ACTS, OBJECT or NONE, ACTORS;
                     number: how many, for SOME */
    ENT_N_YEARLY, /* "due 15 December in each calendar year": kids WORD, op = 100 * month + day; its own op 1:
                     said of each month, twelve kids for each of its days, 31 being the last day; 2: the last
                     day of each year from a moment, kid 0 */
    ENT_N_YEARS_FROM,      /* "in any 3 years from entry into force": number: how many; kid 0: the moment */
    ENT_N_BETWEEN_MOMENTS, /* a deadline with two ends: kid 0 the earliest, kid 1 the latest moment */
    ENT_N_YEAR_DAY, /* "15 November of the second year before start of E": text = the day, op = 100 * month +
                       day, number = -2, kid 0: the moment */
    ENT_N_ROUND,    /* op -1 down, +1 up to a whole number; kid 0: value */
    ENT_N_SPAN, /* over what time a sum in a condition is taken: op = ent_sum_span; kid 0: NUMBER of BEFORE */
    ENT_N_VERSION /* of an area or line: kids operand, ACTORS or NONE (for), DATE or NONE (from), DATE or NONE
                     (until) */
} ent_node_kind;

typedef enum ent_compare { ENT_AT_LEAST, ENT_MORE_THAN, ENT_AT_MOST, ENT_LESS_THAN, ENT_EXACTLY } ent_compare;
typedef enum ent_aggregate {
    ENT_SUM,
    ENT_NUMBER,
    ENT_RECORD_COUNT,
    ENT_DURATION,
    ENT_GREATEST
} ent_aggregate;
/* Which records a sum in a condition takes in, set beside the act in hand: those of its calendar year, those
 * of them before it, those of so long a time before it. */
typedef enum ent_sum_span { ENT_SPAN_YEAR, ENT_SPAN_YEAR_SO_FAR, ENT_SPAN_BEFORE } ent_sum_span;
/* How the words of an object go together: all of them apply, or it is a list of which any will do. */
typedef enum ent_object_op { ENT_OBJECT_ALL, ENT_OBJECT_ANY } ent_object_op;
typedef enum ent_exists_flag {
    ENT_EXISTS_BETWEEN = 1, /* BY and TO may be actor and target either way round */
    ENT_EXISTS_THEN = 2     /* in effect when the act in hand happened */
} ent_exists_flag;
typedef enum ent_moment {
    ENT_START,
    ENT_END,
    ENT_REPORTED,
    ENT_ENTRY /* into force, for the bound party */
} ent_moment;
typedef enum ent_actor_base {
    ENT_BASE_PARTY,
    ENT_BASE_STATE,
    ENT_BASE_NON_PARTY,
    ENT_BASE_ANYONE,
    ENT_BASE_NAMES,
    ENT_BASE_BOUND /* a party that the agreement binds, and for which it is not suspended */
} ent_actor_base;
typedef enum ent_filter { ENT_FILTER_IN, ENT_FILTER_NOT_IN, ENT_FILTER_OTHER_THAN } ent_filter;
typedef enum ent_role {
    ENT_ROLE_ACTOR,
    ENT_ROLE_TARGET,
    ENT_ROLE_HOST,
    ENT_ROLE_OWNER,
    ENT_ROLE_PARTICIPANT
} ent_role;
typedef enum ent_side {
    ENT_SIDE_GEODESIC,
    ENT_SIDE_RHUMB,
    ENT_SIDE_PARALLEL,
    ENT_SIDE_MERIDIAN,
    ENT_SIDE_CHART
} ent_side;
typedef enum ent_place_relation {
    ENT_PLACE_IN, /* position in operand */
    ENT_PLACE_OUTSIDE,
    ENT_PLACE_WITHIN,      /* distance at most kid 2 */
    ENT_PLACE_NEARER_THAN, /* distance less than kid 2 */
    ENT_PLACE_BEYOND,      /* distance more than kid 2 */
    ENT_PLACE_AT_LEAST,    /* distance at least kid 2 */
    ENT_PLACE_BETWEEN_DISTANCES,
    ENT_PLACE_NEARER_TO, /* nearer to operand than to kid 3 */
    ENT_PLACE_NORTH_OF,
    ENT_PLACE_SOUTH_OF,
    ENT_PLACE_EAST_OF,
    ENT_PLACE_WEST_OF, /* of a parallel or meridian */
    ENT_PLACE_IN_BAND  /* in the zone of width kid 2 along the operand: half of it on either side */
} ent_place_relation;

/* Whose records count: each one's own, anyone's first, all of them, more than half of them, so many of them.
 */
typedef enum ent_event_by { ENT_BY_EACH, ENT_BY_ANY, ENT_BY_ALL, ENT_BY_HALF, ENT_BY_SOME } ent_event_by;

/* What a NAME was found to be. */
typedef enum ent_ref {
    ENT_REF_NONE,
    ENT_REF_BINDER,
    ENT_REF_COUNTRY,
    ENT_REF_ACTOR,
    ENT_REF_GROUP,
    ENT_REF_TERM,
    ENT_REF_KIND,
    ENT_REF_COLUMN
} ent_ref;

typedef struct ent_node ent_node;
struct ent_node {
    ent_node_kind kind;
    ent_span span;
    const char *text; /* terminated, "" when unused */
    double number;    /* in the unit of `unit->dimension` after scaling */
    double written;   /* as written, before scaling */
    const ent_unit *unit;
    int op;
    ent_ref ref;
    const char *label;    /* stable label of a number or date that diff and sweep can point at, or NULL */
    const ent_when *when; /* DATE */
    uint32_t kid_count;
    const ent_node *const *kids;
};
static inline bool ent_node_is(const ent_node *n, ent_node_kind kind)
{
    return n && n->kind == kind;
}

/* ---- the statements --------------------------------------------------------------------------------- */

typedef enum ent_modality {
    ENT_PROHIBITS,
    ENT_LIMITS,
    ENT_REQUIRES,
    ENT_PERMITS,
    ENT_PERMITS_ONLY,
    ENT_RECOMMENDS,
    ENT_EXCEPTION
} ent_modality;

typedef enum ent_counting {
    ENT_COUNT_ELAPSED,
    ENT_COUNT_CALENDAR_DAYS,
    ENT_COUNT_INCLUSIVE_DAYS
} ent_counting;
typedef enum ent_window_kind {
    ENT_WINDOW_MOMENT,
    ENT_WINDOW_SLIDING,
    ENT_WINDOW_CALENDAR,
    ENT_WINDOW_EACH,
    ENT_WINDOW_PERIOD
} ent_window_kind;

/* The periods of the calendar over which a sum may be taken. */
typedef enum ent_calendar {
    ENT_CALENDAR_YEAR,
    ENT_CALENDAR_QUARTER,
    ENT_CALENDAR_MONTH,
    ENT_CALENDAR_WEEK, /* from Monday to Sunday */
    ENT_CALENDAR_DAY,
    ENT_CALENDAR_FROM /* years counted from a moment of the text, not from 1 January */
} ent_calendar;

typedef struct ent_clause {
    const char *id;    /* "18.1.a" */
    const char *title; /* quoted words after the head, or "" */
    size_t article;    /* index into the document's articles */
    ent_span span;
    ent_modality modality;
    const ent_node *aggregate; /* LIMITS: AGGREGATE node (acts, object also below) */
    const ent_node *acts;      /* ACTS, or NULL for an exception */
    const ent_node *object;    /* OBJECT (possibly empty) */
    const ent_node *to;        /* target ACTORS of the head ("accession to NATO"), or NULL */
    const ent_node *in; /* PLACE of the head, which selects ("passage of warship in area Straits"), or NULL */
    const ent_node *by; /* ACTORS; who does it */
    const ent_node *binds;   /* ACTORS; who answers for it, NULL: whoever does it */
    const ent_node *trigger; /* REQUIRES: EXISTS node of the `for` line (text = binder), or NULL */
    const ent_node *when;    /* AND of the `when` lines, or NULL */
    const ent_node *where;   /* AND of the `where` lines, or NULL */
    const ent_node *from,
        *until;          /* DATE, OFFSET or moment expressions, or NULL: entry into force / for ever */
    const ent_node *per; /* LIST of NAMEs (binders), ROLEs and ATTRIBUTEs (item, unit, kind …), or NULL */
    ent_compare ceiling_op;  /* LIMITS: what keeps: AT_MOST, LESS_THAN, AT_LEAST or MORE_THAN */
    const ent_node *ceiling; /* LIMITS: value */
    ent_window_kind window_kind;
    const ent_node
        *window; /* SLIDING: duration NUMBER; CALENDAR: NUMBER of periods, NULL: one, or YEARS_FROM */
    ent_calendar calendar; /* CALENDAR: of which period */
    bool window_said;
    const ent_node *such; /* REQUIRES: AND of the `such that` lines, of the record that does it: its binder is
                             the text of `acts`; or NULL */
    const ent_node *due;  /* REQUIRES: a moment: DATE, MOMENT, OFFSET; NULL: no deadline */
    ent_counting counting;
    bool counting_said;
    const ent_node *unless;  /* LIST of conditions: each lifts the verdict */
    const ent_node *without; /* LIST of conditions: what is left out of the sum */
    const ent_node *instead; /* LIST of CLAUSE nodes: duties that this one replaces */
    const ent_node *source;  /* WORD: locator in the official text, or NULL */
    bool incomplete;         /* a line of it was wrong and left out; there is a diagnostic */
} ent_clause;

/* A rival interpretation of one clause: lines that replace the clause's lines of the same keyword. */
typedef struct ent_reading {
    const char *name, *of, *note, *source;
    ent_span span;
    ent_clause lines; /* only the members that the reading says are non-NULL */
    bool has_counting, has_window, has_ceiling;
    const ent_node *assumes; /* LIST of ASSUME-like COMPARE nodes: parameter = value; or NULL */
} ent_reading;

typedef enum ent_decl_kind {
    ENT_DECL_PARTY, /* body ACTORS; from, until */
    ENT_DECL_GROUP, /* body ACTORS or MEMBERS */
    ENT_DECL_ACTOR, /* an actor that is not a state: name, title */
    ENT_DECL_TERM,  /* define: body a condition (applies to a record and its item) */
    ENT_DECL_ACTS,  /* define: body ACTS */
    ENT_DECL_KIND,  /* a record kind or item kind of the document's own; body WORD: the kind it is a sort of,
                       or NULL */
    ENT_DECL_ATTRIBUTE, /* dimension; for RANK and WORD: body LIST of WORDs in order */
    ENT_DECL_PARAMETER, /* dimension; body value, or NULL: the text leaves it open */
    ENT_DECL_QUANTITY,  /* body value */
    ENT_DECL_AREA,
    ENT_DECL_LINE,  /* body: OUTLINE, a place condition, or LIST of VERSION */
    ENT_DECL_TABLE, /* rows below */
    ENT_DECL_FORCE, /* in force from body (a moment, an EVENT, an OFFSET from one) for actors; op 0 from, 1
                       suspended, 2 resumed, 3 ended */
    ENT_DECL_NOT_FORMALISED /* name = number or words of the passage; title = reason */
} ent_decl_kind;

typedef struct ent_table {
    size_t column_count, row_count;
    const char **columns;   /* header texts */
    const ent_node **cells; /* row-major: NUMBER, DATE, WORD or NONE (empty) */
} ent_table;

typedef struct ent_decl {
    ent_decl_kind kind;
    const char *name, *title, *source;
    size_t article;
    ent_span span, name_span;
    const ent_node *body, *actors, *from, *until;
    ent_dimension dimension;
    int op;
    const ent_table *table;
} ent_decl;

/* Statements of a case. */
typedef enum ent_assume_kind {
    ENT_ASSUME_FORCE,     /* in force from `from` for `actors` (NULL: every party) */
    ENT_ASSUME_PARAMETER, /* name = body */
    ENT_ASSUME_WORDS,     /* the open words `name` hold (op 1) or do not (op 0) */
    ENT_ASSUME_READING,   /* take reading `name` of clause `of` as the base */
    ENT_ASSUME_TOLERANCE  /* figures said to be "about" are taken within `body` (a fraction) */
} ent_assume_kind;
typedef struct ent_assume {
    ent_assume_kind kind;
    const char *name, *of, *source;
    const ent_node *body, *actors, *from, *until;
    int op;
    ent_span span, name_span;
} ent_assume;

/* A cell of a table as it is written, without marks. */
typedef struct ent_table_cell {
    const char *text;
    ent_span span;
} ent_table_cell;

/* scenarios of ID, with the table below it: records and what the clause must find of them. What the columns
 * mean is settled by the scenario module; the text alone knows what is assumed. */
typedef struct ent_scenarios {
    const char *of; /* a clause's id, or the number of an article; "" when a column says it */
    ent_span span, of_span;
    size_t article;
    const ent_when *day, *known; /* NULL: not said */
    const char *view, *source;   /* "" when not said */
    int layer;                   /* -1: not said */
    const ent_assume *assumes;
    size_t assume_count;
    size_t column_count, row_count; /* rows with the header */
    const ent_table_cell *cells;    /* row-major, the header first */
} ent_scenarios;

typedef struct ent_article {
    const char *title;  /* text of the heading, without marks */
    const char *number; /* "5" of "Article 5", "IV", or "" */
    int level;
    ent_span span;
    size_t clause_count; /* clauses and not-formalised statements directly below it */
    bool has_prose;
} ent_article;

#define ENT_CASE_SOURCES_MAX 16

typedef struct ent_document {
    ent_source source;
    const char *title, *status, *code; /* status: draft, signed, in force … */
    ent_when status_date;
    const char *locator; /* of the official text */
    bool paraphrase;
    int layer; /* ent_layer that "territory" means, default 0 = land */
    const ent_article *articles;
    size_t article_count;
    const ent_clause *clauses;
    size_t clause_count;
    const ent_reading *readings;
    size_t reading_count;
    const ent_decl *decls;
    size_t decl_count;
    const ent_scenarios *scenarios;
    size_t scenario_count;
    /* of a case */
    const char *case_title, *view, *agreement_file;
    ent_span view_span;
    const char
        *records_from[ENT_CASE_SOURCES_MAX]; /* records "SOURCE": files beside the case's own, or databases */
    ent_span records_from_span[ENT_CASE_SOURCES_MAX];
    size_t records_from_count;
    const ent_when *day;
    const ent_assume *assumes;
    size_t assume_count;
    int case_layer; /* -1: not said */
} ent_document;

/* ---- calls ------------------------------------------------------------------------------------------ */

typedef struct ent_doc ent_doc; /* owns a document and its text */

/* Parse a text, Markdown or an agreement in canonical JSON. Wrong statements leave diagnostics and are left
 * out; ENT_OK even then, unless nothing could be read (ENT_E_FORMAT: not UTF-8, binary; ENT_E_LIMIT). `name`
 * is what diagnostics call it. */
ENT_API ent_status ent_doc_parse(const char *name, ent_str text, ent_diags *diags, ent_doc **out,
                                 ent_error *err) ENT_MUST_USE;
/* The same from a file. */
ENT_API ent_status ent_doc_load(const char *path, ent_diags *diags, ent_doc **out,
                                ent_error *err) ENT_MUST_USE;
ENT_API void ent_doc_free(ent_doc *doc);
ENT_API const ent_document *ent_doc_view(const ent_doc *doc);

/* The same text with its statements laid out in one way, prose and tables byte for byte as they are; laying
 * out what is laid out changes nothing, and what it means stays the same. A text with errors is refused with
 * ENT_E_FORMAT and the diagnostics, and nothing is written. */
ENT_API ent_status ent_doc_format(const char *name, ent_str text, ent_sink sink, ent_diags *diags,
                                  ent_error *err) ENT_MUST_USE;

/* An agreement as canonical JSON (docs/schema/agreement.schema.json), or one in JSON as the Markdown it
 * stands for; which, the text tells by its first sign. There and back gives the same bytes once a text is
 * laid out; what is read is the text of each statement, not its tree. ENT_E_FORMAT with diagnostics for a
 * text with errors, and nothing is written. */
ENT_API ent_status ent_doc_convert(const char *name, ent_str text, ent_sink sink, ent_diags *diags,
                                   ent_error *err) ENT_MUST_USE;

/* ---- changed texts ---- */

/* The numbers and dates of a checked text that carry a label, in the order of clauses, readings,
 * declarations. */
ENT_API size_t ent_doc_figure_count(const ent_doc *doc);
ENT_API const ent_node *ent_doc_figure_at(const ent_doc *doc, size_t index);    /* NUMBER or DATE */
ENT_API const ent_node *ent_doc_figure_find(const ent_doc *doc, ent_str label); /* NULL */
/* Does this text have something that ent_doc_edit can change under the label? */
ENT_API bool ent_doc_has_label(const ent_doc *doc, ent_str label);

/* One change. `label` names a figure; or an interval ("5.range" for 5.range.lo and 5.range.hi; the value is
 * then "480..5500 km"); or a parameter that the text leaves open; or, in a case, what it assumes: the name of
 * a parameter, "about", or "in-force" for the first day. A figure without a unit keeps the unit that stands
 * there. The empty label changes the parties: "+UKR", "-POL". */
typedef struct ent_change {
    ent_str label, value;
} ent_change;
/* The bytes of a checked text with these changes, to be parsed like any other; all else byte for byte as it
 * was. ENT_E_NOT_FOUND: no such label; ENT_E_USAGE: not one line, or one figure twice; ENT_E_NOMEM, ENT_E_IO.
 * What a value means is for the parser to say. */
ENT_API ent_status ent_doc_edit(const ent_doc *doc, const ent_change *changes, size_t count, ent_sink sink,
                                ent_error *err) ENT_MUST_USE;

/* What the world outside the text knows of a name: countries, built-in groups, areas, lines and places of the
 * case. Returns its ref, ENT_REF_NONE when unknown (then *out_suggestion may be set, static or long-lived).
 */
typedef struct ent_names {
    ent_ref (*find)(void *context, ent_str name, const char **out_suggestion);
    bool (*has_geometry)(void *context, ent_node_kind kind, ent_str name,
                         const char **out_suggestion); /* AREA LINE SITE */
    void *context;
} ent_names;
/* Resolve names, check units, binders, references, labels. `names` NULL: three capital letters are a country,
 * and any other undeclared name is accepted as a group. Diagnostics; ENT_OK unless memory ran out. */
ENT_API ent_status ent_doc_check(ent_doc *doc, const ent_names *names, ent_diags *diags,
                                 ent_error *err) ENT_MUST_USE;

/* Check a case's text against the agreement it is about (NULL: could not be read), which has been checked:
 * that the parameters, words, readings and actors it assumes are there, and that what is assumed of a
 * parameter measures what it should. Groups and actors that the agreement declares are known in the case. */
ENT_API ent_status ent_doc_check_case(ent_doc *case_doc, const ent_doc *agreement, const ent_names *names,
                                      ent_diags *diags, ent_error *err) ENT_MUST_USE;

/* What scenarios assume, as the text of a case that ent_judge can be given. The agreement has been checked
 * and must outlive it. */
ENT_API ent_status ent_doc_case_of(const ent_doc *agreement, const ent_scenarios *scenarios, ent_doc **out,
                                   ent_error *err) ENT_MUST_USE;

ENT_API const ent_clause *ent_doc_clause_find(const ent_doc *doc, ent_str id);
ENT_API bool ent_clause_is_judged(const ent_clause *clause); /* exceptions and rights have no findings */
/* The trees of a clause (or of a reading's lines), those that are there; returns how many. */
#define ENT_CLAUSE_ROOTS 20
ENT_API size_t ent_clause_roots(const ent_clause *clause, const ent_node *roots[ENT_CLAUSE_ROOTS]);
ENT_API const ent_decl *ent_doc_decl_find(const ent_doc *doc, ent_decl_kind kind, ent_str name);

/* What the document, or else the standard vocabulary, knows of words (src/lang/vocabulary.c). The verdict
 * engine asks: */
/* The dimension of an attribute; false when the name is neither declared nor standard. `doc` NULL, here and
 * for ranks: the standard vocabulary alone. */
ENT_API bool ent_doc_attribute(const ent_doc *doc, ent_str name, ent_dimension *out_dimension);
/* Place of a word in a ranked attribute (echelon), from 0 upwards; -1 when the word is none of its ranks. */
ENT_API const char *ent_doc_rank_at(const ent_doc *doc, ent_str attribute,
                                    int index); /* NULL past the last */
ENT_API int ent_doc_rank(const ent_doc *doc, ent_str attribute, ent_str word);
/* Is `kind` the same as `of`, or by declaration (`kind a is b`) or by the vocabulary a sort of it? */
ENT_API bool ent_doc_kind_is(const ent_doc *doc, ent_str kind, ent_str of);

/* A clause as one or two plain English sentences made from the checked tree, then one line "Defaults: …" that
 * names every default that applies. */
ENT_API ent_status ent_clause_explain(const ent_doc *doc, const ent_clause *clause, ent_sink sink,
                                      ent_error *err) ENT_MUST_USE;
/* A reading as its clause would then be said, in one or two sentences, without defaults; a reading of an
 * unknown clause gives ENT_E_NOT_FOUND. */
ENT_API ent_status ent_reading_explain(const ent_doc *doc, const ent_reading *reading, ent_sink sink,
                                       ent_error *err) ENT_MUST_USE;
/* A declaration in one sentence: "ground-launched means: its launch is ground." */
ENT_API ent_status ent_decl_explain(const ent_decl *decl, ent_sink sink, ent_error *err) ENT_MUST_USE;
/* One condition or value in plain English, for reasons: "range at least 500 km". */
ENT_API ent_status ent_node_explain(const ent_node *node, ent_sink sink, ent_error *err) ENT_MUST_USE;
/* A clause of the document in which a reading's lines have replaced its own; lives as long as the document.
 */
ENT_API ent_status ent_clause_with_reading(ent_doc *doc, const ent_clause *clause, const ent_reading *reading,
                                           const ent_clause **out, ent_error *err) ENT_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
