/* sum.h: what a ceiling adds up, between the files that collect it, add it up, and judge it.
 *
 * A *share* is one record's part in one group's sum over a stretch of time in which no membership changes. A
 * *group* is one sum: "per P, H". A *sheet* holds all groups of one clause over a span. An *adder* holds one
 * group's sum at one moment and follows it from moment to moment. */
#ifndef ENT_VERDICT_SUM_H
#define ENT_VERDICT_SUM_H

#include "base/buf.h"
#include "verdict/internal.h"

typedef struct ent_share {
    const ent_record *record;
    uint32_t group;
    ent_span_time span; /* the stretch it was judged for */
    ent_truth counts;   /* does it belong to the sum? no: it is here as a part of what does */
    ent_truth lifted;   /* an exception lifts it */
    bool left_out;      /* by `without`: what is left out of a part is left out of the whole */
    double lo, hi;
    uint32_t reasons;
    const char *by; /* what lifts it, when it is lifted, or NULL */
} ent_share;

typedef struct ent_left { /* what `without` leaves out of a sum */
    const ent_record *record;
    const char *by;  /* which exception */
    const char *key; /* of the group it would be in */
    struct ent_left *next;
} ent_left;

typedef struct ent_group {
    const char *key, *host; /* host "" when hosts do not tell groups apart */
    const char *actor;      /* "" when actors do not tell groups apart and several act */
    const char *unit;
    const ent_record *first;
    const ent_share *shares; /* in the order of records and time; NULL of a plain group */
    size_t share_count;
    const ent_left *left;          /* left out, in the order of records */
    const struct ent_plain *plain; /* NULL: not plain (plain.h) */
    uint32_t index;                /* of a plain group: its place among them */
} ent_group;

typedef struct ent_sheet {
    const ent_clause *clause;
    ent_group *groups;
    size_t group_count;
    ent_map *by_key; /* key -> ent_group; freed with the judgement */
} ent_sheet;

/* Who is meant, and when: of the act itself; as of the day of the judgement, for what stood on an earlier
 * day; or at the moment asked about, whoever is bound. */
typedef enum ent_sheet_kind { ENT_SHEET_ACTS, ENT_SHEET_BASELINE, ENT_SHEET_QUANTITY } ent_sheet_kind;

/* Everything the clause's aggregate adds up within `span`; NULL when the judgement failed. Linear in records.
 */
ent_sheet *ent_sheet_collect(ent_judgement *j, const ent_clause *clause, ent_span_time span,
                             ent_sheet_kind kind);
/* Does it set a floor, below which a sum is a breach, and not a ceiling? */
bool ent_clause_is_floor(const ent_clause *clause);
/* Do actors tell the groups of a clause apart? */
bool ent_clause_by_actor(const ent_clause *clause);
/* The key of the group in which the env's record stands. */
void ent_share_key(ent_env *env, const char *host, ent_buf *out);
const ent_group *ent_sheet_find(const ent_sheet *sheet, const char *key);
/* A sum that stands alone in the text: a clause of its own for as long as it is evaluated. */
ent_clause ent_clause_of_sum(const ent_node *aggregate);
/* How much the env's record is of what the env's clause sums; a duration up to `end`. */
ent_quantity ent_share_figure(ent_env *env, ent_time end);
/* What would settle whether those of its records count that perhaps do, in that stretch: one line each. */
void ent_group_settle(ent_judgement *j, const ent_clause *clause, const ent_group *group,
                      ent_span_time stretch, ent_lines *settle);
/* What a key of `per` is for the record in hand, whose host is that: "RUS", "tank"; "" when it is not known.
 */
const char *ent_group_part(ent_env *env, const ent_node *key, const char *host);

/* ---- one group's sum ---- */
typedef struct ent_total {
    double lo, hi; /* hi: of what is recorded; the world may hold more unless it is closed */
    double lifted; /* at most this much is lifted by exceptions */
    uint32_t reasons;
    size_t count; /* records in it */
} ent_total;
typedef struct ent_adder ent_adder;
ent_adder *ent_adder_new(ent_judgement *j,
                         const ent_group *group); /* nothing is in it yet; NULL sets failed */
void ent_adder_free(ent_adder *adder);
/* The share is perhaps there, or certainly. Logarithmic. */
void ent_adder_set(ent_adder *adder, size_t share, bool may, bool must);
ent_total ent_adder_total(const ent_adder *adder);

/* ---- through time (sweep.c) ---- */
/* A window in days or months is made of whole days: the hour of the day on which something began does not
 * matter. */
typedef struct ent_window {
    int64_t amount, grain;
    bool months;
} ent_window;
ent_window ent_window_of(const ent_clause *clause);
ent_time ent_window_start(ent_window w, int64_t end);
int64_t ent_window_end(ent_window w, int64_t begin);  /* of the first window that holds what began then */
int64_t ent_window_past(ent_window w, int64_t begin); /* of the first that does not hold it any more */
/* ---- calendar.c: the number of the period that holds a moment; the stretch of `count` periods from one on,
 * false outside the calendar. */
typedef struct ent_periods {
    ent_calendar unit;
    ent_time origin; /* of years that are counted from a moment: the day of that moment */
    int32_t count;   /* how many in a row a window holds */
} ent_periods;
ent_periods ent_periods_of(ent_judgement *j, const ent_clause *clause);
ent_periods ent_periods_from(ent_judgement *j, const ent_node *moment);
int32_t ent_period_index(const ent_periods *p, ent_time t);
bool ent_period_span(const ent_periods *p, int32_t index, ent_span_time *out);
typedef struct ent_step {
    ent_span_time stretch; /* while the sum stays so; or the window it was taken over */
    ent_total total;
    bool moved; /* other records are in it than in the step before, or they are in it for certain */
} ent_step;
typedef struct ent_ticks {
    const ent_time *at;
    size_t count;
} ent_ticks;
typedef struct ent_stepper { /* what is told each step */
    void (*take)(void *context, const ent_step *step);
    void *context;
} ent_stepper;
/* Every stretch of `span` over which the sum stays the same, cut at the moments `ticks` too; empty ones are
 * left out. */
void ent_sweep_moments(ent_judgement *j, const ent_group *group, ent_span_time span, ent_ticks ticks,
                       ent_stepper step);
/* The fullest windows of the clause's width, or its calendar years, or the whole span. */
void ent_sweep_windows(ent_judgement *j, const ent_clause *clause, const ent_group *group, ent_span_time span,
                       ent_stepper step);
ent_total ent_group_total(ent_judgement *j, const ent_group *group, ent_time t);
/* The records that are in a sum: in order, each once; of a window those that began (for durations: were) in
 * the stretch. */
bool ent_clause_has_window(const ent_clause *clause);
const ent_record **ent_group_records(ent_judgement *j, const ent_clause *clause, const ent_group *group,
                                     ent_span_time stretch, size_t *out_count);

#endif
