/* verdict.h: agreement × map × records -> findings and coverage, each with its margin and its reasons.
 *
 * Meaning: docs/language.md and docs/truth.md. Everything that a judgement points at (documents, records,
 * atlas …) is borrowed and must outlive it; the judgement owns its own texts. Judging changes none of its
 * inputs; several judgements may run at once. Same input, same bytes. */
#ifndef ENTENTE_VERDICT_H
#define ENTENTE_VERDICT_H

#include "entente/atlas.h"
#include "entente/lang.h"
#include "entente/record.h"
#include "entente/zone.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a judgement looks at. `agreement` must be checked. */
typedef struct ent_world {
    const ent_atlas *atlas;
    ent_doc *agreement;      /* not changed but for readings that it caches */
    const ent_doc *case_doc; /* assumptions; NULL: none */
    const ent_records *records;
    const ent_items *items;   /* NULL: none */
    const ent_sites *sites;   /* NULL: none */
    const ent_shapes *shapes; /* NULL: none */
    const ent_groups *groups; /* of the case, looked at before the atlas's own; NULL: none */
} ent_world;

/* Names known outside the text, for ent_doc_check. `world` is borrowed; agreement and records need not be set
 * yet. */
ENT_API ent_names ent_world_names(const ent_world *world);

/* The country of the map that a word in a record, a table or an option means, by code or name as in
 * ent_atlas_country_find; -1: none, or there is no map, or the agreement or the case declares an actor of
 * that very name, which is then meant. Logarithmic in the declarations, linear in the countries. */
ENT_API int ent_world_country_find(const ent_world *world, ent_str name);

typedef struct ent_judge_opts {
    ent_time as_of;    /* law and facts up to the end of this day */
    ent_time as_known; /* only what had been reported by the end of this day; ENT_TIME_MAX: everything */
    size_t view;
    ent_layer layer;
    ent_edges edges;
    bool trace; /* keep what each condition came to: ent_tried_at */
    const char
        *clause; /* only findings of the clause with this id, for answers while a figure is dragged: coverage
                    and states of articles then mean nothing. Borrowed while judging. NULL: all of them */
    const char *const *clauses; /* the same of these ids, judged together where they stand in one article;
                                   borrowed while judging. clause_count 0: all of them */
    size_t clause_count;
    const struct ent_judgement *with; /* an earlier one of the same records on the same map, view, layer and
                                         edges, whatever the text and the day, whose territories and distances
                                         are used again and which must outlive this one; NULL: none */
} ent_judge_opts;

typedef enum ent_verdict { ENT_BREACH, ENT_KEPT, ENT_VERDICT_UNCLEAR, ENT_EXEMPT } ent_verdict;
#define ENT_VERDICT_COUNT 4

/* In this order when several apply. */
typedef enum ent_state {
    ENT_STATE_BREACH,
    ENT_STATE_UNCLEAR,
    ENT_STATE_NOT_DUE,
    ENT_STATE_KEPT,
    ENT_STATE_EXEMPT,
    ENT_STATE_NONE_SHOWN,
    ENT_STATE_NO_RECORD,
    ENT_STATE_SUSPENDED,
    ENT_STATE_NOT_BOUND,
    ENT_STATE_NOT_FORMALISED
} ent_state;
#define ENT_STATE_COUNT 10

/* Why something is unclear: the closed list. */
typedef enum ent_reason {
    ENT_REASON_VALUE_MISSING,
    ENT_REASON_VALUE_COARSE,
    ENT_REASON_SOURCES_CONFLICT,
    ENT_REASON_ACCESS_DENIED,
    ENT_REASON_TEXTS_CONFLICT,
    ENT_REASON_WORDS_OPEN,
    ENT_REASON_PARAMETER_UNSET,
    ENT_REASON_READINGS_DIFFER,
    ENT_REASON_VIEWS_DIFFER,
    ENT_REASON_SAME_EVENT,
    ENT_REASON_COMPLETENESS,
    ENT_REASON_NOT_DUE
} ent_reason;
#define ENT_REASON_COUNT 12

ENT_API const char *ent_verdict_name(ent_verdict verdict); /* "breach" … */
ENT_API const char *ent_state_name(ent_state state);       /* "none-shown" … */
ENT_API const char *ent_reason_name(ent_reason reason);    /* "sources conflict" … */

/* How far a condition is from turning over: positive on the breach side, in `unit`. Ends may be infinite. */
typedef struct ent_margin {
    double lo, hi;
    const char *unit;      /* "km", "personnel", "days" … */
    const char *condition; /* in plain English */
} ent_margin;

typedef struct ent_texts {
    const char *const *at;
    size_t count;
} ent_texts;

typedef struct ent_finding {
    const ent_clause *clause; /* of a joint finding: the first of `joined` under the id "7.1 or 7.2" */
    const ent_clause *const
        *joined;         /* the clauses of one article of which it breaches one or another, wherever it is */
    size_t joined_count; /* 0: the finding is of `clause` alone */
    size_t article;
    const char *reading; /* "" for the base */
    ent_span_time period;
    const ent_record *const *records; /* one, or the group that was summed */
    size_t record_count;
    const char *party, *target; /* codes; "" when nobody is charged or there is none */
    ent_verdict verdict;
    bool none_shown; /* unclear only because completeness is not shown, nothing pointing to a breach */
    bool differs;    /* a reading's finding that differs from the base's */
    const ent_margin *margins; /* the binding one first; one a unit */
    size_t margin_count;
    uint32_t reasons; /* bits 1 << ent_reason */
    ent_texts because, settle, sources;
    size_t telling; /* of `because`, the first so many decide; the rest go without saying */
} ent_finding;

typedef struct ent_coverage {
    const ent_clause *clause; /* NULL: a passage that is not formalised */
    const ent_decl *passage;  /* then this one (NULL: an article of prose alone) */
    size_t article;
    const char *party;
    ent_state state;
} ent_coverage;

typedef struct ent_judgement ent_judgement;

ENT_API ent_status ent_judge(const ent_world *world, const ent_judge_opts *opts, ent_judgement **out,
                             ent_error *err) ENT_MUST_USE;
ENT_API void ent_judgement_free(ent_judgement *judgement);

ENT_API size_t ent_finding_count(const ent_judgement *judgement);
ENT_API const ent_finding *ent_finding_at(const ent_judgement *judgement, size_t index);
/* Of two findings of one verdict: does `a` stand farther past its limit than `b`, or nearer to it? By the
 * first margin of each; one without a margin never does. */
ENT_API bool ent_finding_is_farther(const ent_finding *a, const ent_finding *b);
ENT_API size_t ent_coverage_count(const ent_judgement *judgement);
ENT_API const ent_coverage *ent_coverage_at(const ent_judgement *judgement, size_t index);
/* What is assumed, one sentence each; parties bound on the day; remarks (a place off its territory …). */
ENT_API ent_texts ent_judgement_assumptions(const ent_judgement *judgement);
ENT_API ent_texts ent_judgement_parties(const ent_judgement *judgement);
ENT_API ent_texts ent_judgement_remarks(const ent_judgement *judgement);
/* State of an article as a whole: the first in the order of ent_state that any of its clauses has for any
 * party. */
ENT_API ent_state ent_judgement_article_state(const ent_judgement *judgement, size_t article);
/* Records that no clause spoke of, records without a primary source ("unsourced"). */
ENT_API size_t ent_judgement_unspoken(const ent_judgement *judgement);
ENT_API size_t ent_judgement_unsourced(const ent_judgement *judgement);
/* The worst that was found under the base readings: breach, else unclear, else kept. */
ENT_API ent_verdict ent_judgement_worst(const ent_judgement *judgement);
/* What a condition of the text (a leaf of its tree: COMPARE, PLACE, EXISTS, TERM …) came to for one record,
 * while judging with opts.trace: whoever tests a text asks which of its conditions nothing decides. */
typedef struct ent_tried {
    const ent_node *condition;
    const ent_record *record;   /* NULL: it was asked of no record */
    bool held, failed, unclear; /* at some time, with some choice of binders */
} ent_tried;
ENT_API size_t ent_tried_count(const ent_judgement *judgement); /* 0 without opts.trace */
ENT_API const ent_tried *ent_tried_at(const ent_judgement *judgement, size_t index);
ENT_API ent_judge_opts ent_judgement_opts(const ent_judgement *judgement);
ENT_API const ent_world *ent_judgement_world(const ent_judgement *judgement);

/* ---- the ground a clause closes --------------------------------------------------------------------- */

/* Where on Earth would an act breach a prohibition? The act is an imagined one on the day of the judgement:
 * of the kind the clause names, with an item of the catalogue, by an actor. Texts are borrowed during the
 * call. */
typedef struct ent_closed_query {
    const char *clause;  /* its id */
    const char *reading; /* name of a reading of it; NULL: as the case reads it */
    const char *item;    /* name in the catalogue of items; NULL: whatever the clause speaks of */
    const char *actor;   /* code or name; NULL: whoever the clause speaks of, whichever of them it is */
    const char *act;     /* a kind of record; NULL: the first that the clause names */
    double range_lo_m, range_hi_m; /* of the item, in place of its own; NaN, or both 0: its own */
    bool
        scope; /* of any clause: where an act lies on the ground that the clause speaks of, by its
                  conditions on place alone, in force or not; `has_place` is false where that is everywhere */
    const struct ent_closed
        *with; /* an earlier answer on the same map, view, layer and edges, whose territories are used
                  again and which must outlive this one; NULL: none */
} ent_closed_query;

/* The answer: {certain <= 0} are the positions at which the act certainly breaches, {possible <= 0} those at
 * which it may (an interval, rival figures, an unset parameter, an exception that cannot be excluded). The
 * first lies in the second. What does not depend on the position (range band, kind, launch mode, who, when)
 * is judged from the item and the day: if that fails, both are empty, and `because` says why. */
typedef struct ent_closed_view {
    const ent_field *certain, *possible; /* never NULL; each may be constant: everywhere or nowhere */
    bool differ;                         /* are they two fields, or the same one? */
    bool certain_empty, possible_empty;  /* known to hold nowhere, without asking the map */
    bool has_place;            /* false: the clause has no condition on place; everywhere or nowhere */
    const char *what;          /* "positions at which deployment of 9M729 by RUS would breach 5" */
    uint32_t reasons;          /* why the two part: bits 1 << ent_reason */
    ent_texts because, settle; /* what was judged from the item and the day; what would make it certain */
} ent_closed_view;

/* Owns the fields, the trees under them and the texts; immutable; any thread. The world must outlive it. */
typedef struct ent_closed ent_closed;

/* ENT_E_NOT_FOUND: no such clause, reading, item or actor. ENT_E_DOMAIN: without `scope`, a clause that is no
 * prohibition (a ceiling or a duty closes no ground by itself), or a range that is none (negative, ends
 * swapped). Cost: that of dissolving the territories it names, up to some seconds; judges no record. Not at
 * the same time as another call on the same world->agreement, which caches readings. */
ENT_API ent_status ent_closed_find(const ent_world *world, const ent_judge_opts *opts,
                                   const ent_closed_query *query, ent_closed **out,
                                   ent_error *err) ENT_MUST_USE;
/* The same for a judgement's world, day and view. */
ENT_API ent_status ent_judgement_closed(const ent_judgement *judgement, const ent_closed_query *query,
                                        ent_closed **out, ent_error *err) ENT_MUST_USE;
ENT_API const ent_closed_view *ent_closed_of(const ent_closed *closed);
ENT_API void ent_closed_free(ent_closed *closed);

/* ---- what a text draws, for showing ------------------------------------------------------------------ */

/* A line or an area that the text draws by its corners or a file of the case holds. Texts and places are
 * borrowed from the world and the list. */
typedef struct ent_drawing {
    const char *name, *party; /* party "" for everyone */
    bool is_line;
    bool straight; /* sides run straight in longitude and latitude; else along geodesics */
    ent_rings rings;
} ent_drawing;
typedef struct ent_drawings ent_drawings;
/* Those that a clause names as they are on a day, itself, in its readings or through what it names; with
 * `clause` NULL those of any clause; each once, in the order of the text, 64 at most. An area that is defined
 * by a condition is not drawn, what it names is. ENT_E_NOT_FOUND: no such clause. ENT_E_NOMEM. Microseconds.
 */
ENT_API ent_status ent_drawings_find(const ent_world *world, const char *clause, ent_time day,
                                     ent_drawings **out, ent_error *err) ENT_MUST_USE;
ENT_API void ent_drawings_free(ent_drawings *drawings);
ENT_API size_t ent_drawings_count(const ent_drawings *drawings);
ENT_API ent_drawing ent_drawings_at(const ent_drawings *drawings, size_t index);

/* ---- where a record is, for showing ------------------------------------------------------------------ */

typedef enum ent_spot_kind { ENT_SPOT_DISC, ENT_SPOT_AREA, ENT_SPOT_LINE, ENT_SPOT_COUNTRY } ent_spot_kind;
typedef struct ent_spot {
    ent_spot_kind kind;
    ent_lonlat centre;      /* DISC */
    double radius_m;        /* DISC: 0 for an exact point */
    const ent_shape *shape; /* AREA, LINE: of the case, borrowed */
    int country;            /* COUNTRY: all of its territory; else meaningless */
    const ent_decl *drawn;  /* AREA, LINE with no shape: by the text, borrowed */
} ent_spot;
/* The rings of an AREA or a LINE, as a list of one drawing that the caller frees; what it borrows of the
 * world is what the spot borrows. ENT_E_DOMAIN: neither of the two. ENT_E_NOMEM. Microseconds. */
ENT_API ent_status ent_spot_rings(const ent_spot *spot, ent_drawings **out, ent_error *err) ENT_MUST_USE;

/* The finest statement that a record makes of its place, as of a day: a point, else a named place, a bearing,
 * an area, a line, at last the country. Rival names give a spot each. Returns how many there are (may exceed
 * `max`); 0 when nothing is said or known. Judging takes all statements at once and is not bound by this.
 * Microseconds. */
ENT_API size_t ent_world_spots(const ent_world *world, const ent_record *record, ent_time day, ent_spot *out,
                               size_t max);
/* The other statements that it makes of the same place, coarser ones, but for its country. */
ENT_API size_t ent_world_coarser_spots(const ent_world *world, const ent_record *record, ent_time day,
                                       ent_spot *out, size_t max);

#ifdef __cplusplus
}
#endif
#endif
