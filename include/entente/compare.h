/* compare.h: two texts and two judgements side by side: what the words say otherwise, what the model says
 * otherwise, and what that changes for a case.
 *
 * Everything an answer points at (documents, judgements) is borrowed and must outlive it; it owns its own
 * texts. Same input, same answer. Calls change nothing but readings that an agreement caches, so two of them
 * must not share one agreement at the same time. */
#ifndef ENTENTE_COMPARE_H
#define ENTENTE_COMPARE_H

#include "entente/verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ENT_NOWHERE ((size_t)-1) /* an index of something that the other text does not have */

/* ---- a case with other words ------------------------------------------------------------------------ */

typedef struct ent_changes {
    const ent_change *at;
    size_t count;
} ent_changes;

typedef struct ent_variant
    ent_variant; /* owns its texts; records, map and all else are those of the base, which must outlive it */

/* The case with figures, dates, parameters or parties changed (ent_doc_edit): what the case assumes under a
 * label is changed in the case, all else in the agreement. Texts that came out wrong leave diagnostics,
 * placed in the changed text; ENT_OK even then, ask ent_diags_status. ENT_E_NOT_FOUND: no such label;
 * ENT_E_USAGE; ENT_E_NOMEM. Cost: the texts are read and checked once more, no record is. */
ENT_API ent_status ent_variant_new(const ent_world *base, ent_changes changes, ent_diags *diags,
                                   ent_variant **out, ent_error *err) ENT_MUST_USE;
/* The case with another agreement, read from a file; what the case assumes stays. */
ENT_API ent_status ent_variant_load(const ent_world *base, const char *path, ent_diags *diags,
                                    ent_variant **out, ent_error *err) ENT_MUST_USE;
ENT_API void ent_variant_free(ent_variant *variant);
ENT_API const ent_world *ent_variant_world(const ent_variant *variant);

/* ---- the words -------------------------------------------------------------------------------------- */

typedef enum ent_mark {
    ENT_MARK_SAME,
    ENT_MARK_GONE,
    ENT_MARK_NEW,
    ENT_MARK_MOVED_AWAY, /* these words stand elsewhere in the new text, in the piece with the same `move` */
    ENT_MARK_MOVED_HERE
} ent_mark;

/* A run of words under one mark, parted by single spaces; a paragraph's end is a word of its own, "\n\n". */
typedef struct ent_prose_run {
    ent_mark mark;
    const char *text;
    size_t move; /* number of the move, from 1; 0: not moved */
} ent_prose_run;

/* An article of the old text beside the one it became. */
typedef struct ent_article_pair {
    size_t before, after; /* indexes into the documents' articles, or ENT_NOWHERE */
    double likeness;      /* of their words, 0 to 1; 1 when nothing differs */
    bool renumbered, retitled, reordered;
    bool is_changed;             /* words, number, title or place */
    const ent_prose_run *pieces; /* of the prose; statements are compared as a model */
    size_t piece_count;
} ent_article_pair;

/* ---- the model -------------------------------------------------------------------------------------- */

/* One line of a clause, or one declaration, that says something else. `before` or `after` is "" when it was
 * not there. Where only one figure differs, `label` names it and the texts are the figures alone. */
typedef struct ent_model_change {
    const char *clause_before,
        *clause_after;          /* ids; of a declaration or reading its name; "" when there is none */
    const char *line;           /* "when", "at most", "clause" (all of it), "define", "party" … */
    const char *label;          /* as in the old text, or "" */
    const char *before, *after; /* as written, white space folded */
    const char *context;        /* the condition that holds the figure, as it was; or "" */
    size_t article;             /* index into the pairs, or ENT_NOWHERE */
} ent_model_change;

typedef struct ent_clause_pair {
    const ent_clause *before, *after; /* NULL: not in this text */
} ent_clause_pair;

typedef struct ent_redline ent_redline;
/* Compare two checked agreements. Articles are matched by number, title and words, also when renumbered or
 * reordered; clauses inside matched articles by id, then by what they say. Cost: the product of the numbers
 * of articles; within an article, its words times the words that differ. ENT_E_NOMEM. */
ENT_API ent_status ent_redline_find(const ent_doc *before, const ent_doc *after, ent_redline **out,
                                    ent_error *err) ENT_MUST_USE;
ENT_API void ent_redline_free(ent_redline *redline);
/* In the order of the new text; articles that are gone stand where they stood. */
ENT_API size_t ent_redline_article_count(const ent_redline *redline);
ENT_API const ent_article_pair *ent_redline_article_at(const ent_redline *redline, size_t index);
ENT_API size_t ent_redline_change_count(const ent_redline *redline);
ENT_API const ent_model_change *ent_redline_change_at(const ent_redline *redline, size_t index);
ENT_API size_t ent_redline_clause_count(const ent_redline *redline);
ENT_API const ent_clause_pair *ent_redline_clause_at(const ent_redline *redline, size_t index);
ENT_API const ent_doc *ent_redline_before(const ent_redline *redline);
ENT_API const ent_doc *ent_redline_after(const ent_redline *redline);

/* ---- the effect on a case --------------------------------------------------------------------------- */

/* What one verdict is about, before and after: the same records, or the same sum, under the same clause and
 * reading. Of several periods the gravest counts. */
typedef struct ent_verdict_change {
    const ent_finding *before, *after;   /* the gravest of each; NULL: the clause does not speak of it */
    ent_state state_before, state_after; /* NO_RECORD when there is no finding */
    bool flips;                          /* the states differ; otherwise only the margin moved */
    bool as_base;                        /* a reading's, and the base changes in the same way */
} ent_verdict_change;

typedef struct ent_coverage_change {
    const ent_coverage *before, *after; /* NULL: not in this judgement */
} ent_coverage_change;

/* How much ground a clause closes to one item of one actor, before and after, in square metres with bounds:
 * for the items of verdicts that flip (at most 8), or, when none does, of margins that move (2). Where what
 * is certainly closed does not change, what is possibly closed is compared instead. After the row for
 * anywhere come those of every state on whose territory the change lies, and that of what is on none:
 * together they are all of it, but for ground that the map draws for two states at once, which counts with
 * both. */
typedef struct ent_area {
    double lo_m2, hi_m2;
} ent_area;
#define ENT_GROUND_NOBODYS "-" /* the sea, and ground that the view gives to nobody */
typedef struct ent_ground_change {
    const char *clause, *actor, *item;
    const char *territory;   /* "": anywhere; a state's code: on its territory; ENT_GROUND_NOBODYS: on none */
    bool certain;            /* where it certainly breaches; else where it may */
    ent_area before, after;  /* on a territory: not measured, zero */
    ent_area closed, opened; /* closed after and not before; the reverse */
    bool is_whole;           /* on a territory: closed, or opened, all over it */
} ent_ground_change;

typedef struct ent_effect_opts {
    bool no_ground;     /* leave areas out */
    double tolerance_m; /* of the zones, and of territories' shares; 0: ENT_EFFECT_TOLERANCE_M */
} ent_effect_opts;
#define ENT_EFFECT_TOLERANCE_M 2000.0

typedef struct ent_effect ent_effect;
typedef struct ent_judged_pair {
    const ent_judgement *before, *after;
} ent_judged_pair;
/* Compare two judgements, of the two texts of a redline, under one view each. ENT_E_NOMEM, ENT_E_LIMIT. */
ENT_API ent_status ent_effect_find(const ent_redline *redline, ent_judged_pair judged,
                                   const ent_effect_opts *opts, ent_effect **out,
                                   ent_error *err) ENT_MUST_USE;
ENT_API void ent_effect_free(ent_effect *effect);
ENT_API size_t ent_effect_verdict_count(const ent_effect *effect);
ENT_API const ent_verdict_change *ent_effect_verdict_at(const ent_effect *effect, size_t index);
ENT_API size_t ent_effect_coverage_count(const ent_effect *effect);
ENT_API const ent_coverage_change *ent_effect_coverage_at(const ent_effect *effect, size_t index);
ENT_API size_t ent_effect_ground_count(const ent_effect *effect);
ENT_API const ent_ground_change *ent_effect_ground_at(const ent_effect *effect, size_t index);
ENT_API ent_texts ent_effect_parties_won(const ent_effect *effect);
ENT_API ent_texts ent_effect_parties_lost(const ent_effect *effect);
ENT_API const ent_judgement *ent_effect_before(const ent_effect *effect);
ENT_API const ent_judgement *ent_effect_after(const ent_effect *effect);
ENT_API double ent_effect_tolerance_m(const ent_effect *effect);

/* ---- the figures of a clause ------------------------------------------------------------------------ */

/* A number that can be changed, and how a slider for it would run: from nought to `top` in steps. */
typedef struct ent_figure {
    const char *label; /* what ent_variant_new and `set` take; borrowed, like unit */
    const char *unit;  /* "" for what is counted */
    double value;      /* as the case takes it, in the unit; NaN: a parameter that is left open */
    double top, step;  /* in the unit; top at twice the value or above */
    bool whole;        /* things, days or months that are counted by ones */
} ent_figure;

typedef struct ent_figures ent_figures; /* owned; borrows from the agreement and the case */
/* The numbers that the verdicts of one clause of the world's checked agreement rest on, dates apart: of the
 * clause, its readings, exceptions and whatever they name; each once. ENT_E_NOMEM. Cost: the size of the
 * text. */
ENT_API ent_status ent_figures_find(const ent_world *world, const ent_clause *clause, ent_figures **out,
                                    ent_error *err) ENT_MUST_USE;
ENT_API void ent_figures_free(ent_figures *figures); /* NULL is fine */
ENT_API size_t ent_figures_count(const ent_figures *figures);
ENT_API const ent_figure *ent_figures_at(const ent_figures *figures, size_t index); /* NULL past the end */

/* ---- one figure or the day, varied ------------------------------------------------------------------ */

/* Vary one figure between two values, or the day of the judgement. */
typedef struct ent_sweep_opts {
    ent_judge_opts judge; /* view, layer, edges and days of every judgement; of `as_of` the day when a figure
                             is varied */
    const char *label;    /* of a figure, a parameter, or what the case assumes; NULL: the day */
    double from, to;      /* in `unit`, from < to */
    const char *unit;     /* "" or NULL: none, or the one the figure has */
    ent_time day_from, day_to; /* the first and the last day, midnights; with `label` NULL */
    const char *clause, *item,
        *actor;         /* whose closed ground the curve shows; NULL: those of the first verdict that flips */
    size_t steps;       /* points of the curve beside the breakpoints, at most 1000; 0: no curve */
    double tolerance_m; /* of its zones; 0: ENT_EFFECT_TOLERANCE_M */
    bool (*tell)(void *context, double done); /* progress, 0 to 1; false stops with ENT_E_LIMIT; or NULL */
    void *context;
} ent_sweep_opts;

/* A verdict that flips at a breakpoint. */
typedef struct ent_sweep_flip {
    const char *clause, *reading, *party, *target, *records; /* ids, parted by spaces */
    const char *before, *after; /* names of states; "not spoken of" without a finding */
} ent_sweep_flip;

/* Below `lo` the one holds, above `hi` the other. `is_exact`: lo and hi are the same figure, and the verdicts
 * turn within a billionth of it; at it hold those below (`holds_below`) or those above. Otherwise they are
 * apart by at most a millionth of the unit (of the value, past 1). For days: hi is the first day of the new
 * verdicts, lo the day before. A deadline that ends with a day, and any length in months, is tried in whole
 * days or months alone; both are then the first of the new verdicts, exactly. */
typedef struct ent_breakpoint {
    double lo, hi;
    bool is_exact, holds_below;
    const ent_sweep_flip *flips;
    size_t flip_count;
} ent_breakpoint;

typedef struct ent_sweep_point {
    double value;
    ent_area certain, possible; /* of the ground closed */
} ent_sweep_point;

typedef struct ent_sweep ent_sweep;
/* Find every value at which a verdict of the case flips, under the base and under each reading. Candidates
 * come from the margins and the records (for days: from the dates of records, groups, texts and findings);
 * the verdicts are judged at each of them and between; where they differ the flip is closed in on. A figure
 * that a clause uses once turns each verdict over at most twice and in one direction, so nothing is missed;
 * of days, a verdict that turns over and back between two neighbouring candidates would be.
 *
 * ENT_E_FORMAT: the text is wrong with that value, see the diagnostics; ENT_E_NOT_FOUND: no such label,
 * clause, item or actor; ENT_E_DOMAIN: from >= to; ENT_E_LIMIT: more than ENT_SWEEP_PROBES_MAX judgements, or
 * stopped; ENT_E_NOMEM. */
#define ENT_SWEEP_PROBES_MAX 20000
ENT_API ent_status ent_sweep_find(const ent_world *world, const ent_sweep_opts *opts, ent_diags *diags,
                                  ent_sweep **out, ent_error *err) ENT_MUST_USE;
ENT_API void ent_sweep_free(ent_sweep *sweep);
ENT_API size_t ent_sweep_break_count(const ent_sweep *sweep); /* ascending */
ENT_API const ent_breakpoint *ent_sweep_break_at(const ent_sweep *sweep, size_t index);
ENT_API size_t
ent_sweep_point_count(const ent_sweep *sweep); /* ascending; at a breakpoint one before and one after it */
ENT_API const ent_sweep_point *ent_sweep_point_at(const ent_sweep *sweep, size_t index);
ENT_API const ent_sweep_opts *
ent_sweep_opts_of(const ent_sweep *sweep);               /* with clause, item, actor, unit filled in */
ENT_API size_t ent_sweep_probes(const ent_sweep *sweep); /* how many judgements it took */

/* ---- receipts --------------------------------------------------------------------------------------- */

/* What a receipt says an answer rested on (report.h, ent_report_receipt). A missing text is "". */
typedef struct ent_receipt_file {
    const char *name, *sha256;
} ent_receipt_file;
typedef struct ent_receipt {
    const char *version, *map, *view, *layer, *edges, *answer, *sha256;
    ent_time as_of, as_known; /* ENT_TIME_MAX: everything known */
    const ent_receipt_file *files;
    size_t file_count;
    ent_texts assumptions;
} ent_receipt;

typedef struct ent_receipts ent_receipts; /* owns its texts */
/* Read a receipt, or what holds receipts: the JSON of `check`, one judgement or several. ENT_E_FORMAT says
 * what is wrong with it; ENT_E_LIMIT: more than 64 of them; ENT_E_NOMEM. */
ENT_API ent_status ent_receipts_parse(ent_str json, ent_receipts **out, ent_error *err) ENT_MUST_USE;
ENT_API void ent_receipts_free(ent_receipts *receipts);
ENT_API size_t ent_receipts_count(const ent_receipts *receipts);
ENT_API const ent_receipt *ent_receipts_at(const ent_receipts *receipts, size_t index);
/* The hash that belongs to what it says: another one than its own means that somebody has written in it. */
ENT_API ent_status ent_receipt_hash(const ent_receipt *receipt, char out_hex[65],
                                    ent_error *err) ENT_MUST_USE;

/* One thing that is no longer as the receipt has it. `name` is that of a file, else "". "" where there was or
 * is nothing. */
typedef struct ent_receipt_change {
    const char *what; /* "receipt", "file", "map", "version", "view", "layer", "edges", "as_of", "as_known",
                         "assumption", "answer" */
    const char *name, *was, *is;
} ent_receipt_change;
/* Compare a receipt with a fresh one: what differs, in that order, at most `max` of them (returns how many
 * there are). The texts are those of the two receipts. */
ENT_API size_t ent_receipt_compare(const ent_receipt *was, const ent_receipt *is, ent_receipt_change *out,
                                   size_t max);

#ifdef __cplusplus
}
#endif
#endif
