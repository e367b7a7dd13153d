/* sweep.h: what the files that vary one figure share. */
#ifndef ENT_COMPARE_SWEEP_H
#define ENT_COMPARE_SWEEP_H

#include "compare/effect.h"

/* The state of one topic at one value. */
typedef struct ent_snap_row {
    const char *key; /* shared by all snaps of a sweep: equal keys are one pointer */
    const char *clause, *reading, *party, *target, *records;
    ent_state state;
} ent_snap_row;

/* Every verdict at one value, in order of key. */
typedef struct ent_snap {
    ent_snap_row *rows;
    size_t count;
} ent_snap;

struct ent_sweep {
    ent_arena *arena;
    ent_world world;
    ent_judge_opts judge_opts;
    ent_sweep_opts opts;
    ent_diags *diags;
    ent_judgement *base;       /* lends its territories and distances */
    ent_variant *base_variant; /* its text, or NULL */
    ent_map *keys;             /* key -> itself */
    double *candidates;
    size_t candidate_count, candidate_cap;
    double resolution;
    bool whole; /* only whole days, weeks, months … of what varies are judged */
    ent_rows breaks, points;
    size_t probes;
    ent_error *err;
};

/* probe.c */
/* The text with the figure at v; NULL for a day. The caller frees the variant. */
ent_status ent_sweep_variant(ent_sweep *s, double v, ent_variant **out) ENT_MUST_USE;
/* Judge at v. The caller frees it, then the variant. */
ent_status ent_sweep_judge(ent_sweep *s, double v, ent_variant **out_variant,
                           ent_judgement **out) ENT_MUST_USE;
ent_status ent_sweep_probe(ent_sweep *s, double v, ent_snap *out) ENT_MUST_USE;
bool ent_snap_same(const ent_snap *a, const ent_snap *b);
/* whole.c */
/* Is what varies tried in whole steps? Sets `whole`, and moves the ends onto them. */
void ent_sweep_find_whole(ent_sweep *s);
double ent_sweep_down(const ent_sweep *s, double v); /* the last value tried up to v */
double ent_sweep_step(const ent_sweep *s, double v); /* from v to the next value that is told apart */
/* depends.c */
/* The clause whose figure it is, by its index: the longest id that the label begins with; clause_count: none.
 */
size_t ent_sweep_clause_of(const ent_document *d, const char *label);
ent_status
ent_sweep_find_clauses(ent_sweep *s) ENT_MUST_USE; /* that the figure reaches: only they are judged */
/* candidates.c */
bool ent_sweep_add_candidate(ent_sweep *s, double v);
ent_status ent_sweep_find_candidates(ent_sweep *s) ENT_MUST_USE;
/* days.c */
/* Every day on which a verdict may flip becomes a candidate. */
ent_status ent_sweep_find_days(ent_sweep *s) ENT_MUST_USE;
/* curve.c */
ent_status ent_sweep_draw(ent_sweep *s) ENT_MUST_USE;

#endif
