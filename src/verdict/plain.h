/* plain.h: sums of records that leave nothing open, in one pass. */
#ifndef ENT_VERDICT_PLAIN_H
#define ENT_VERDICT_PLAIN_H

#include "base/buf.h"
#include "verdict/sum.h"

typedef struct ent_plain {
    ent_judgement *j;
    ent_span_time span;
    ent_group *groups; /* in the order of their first records */
    size_t group_count;
    uint32_t *group_of; /* by record; UINT32_MAX: none */
    bool counts_records, has_object;
} ent_plain;

/* The groups of a clause whose records are all plain; NULL when one is not, when the clause asks more than
 * who, what and when, or when the judgement failed. One pass, 4 bytes a record. */
ent_plain *ent_plain_gather(ent_judgement *j, const ent_clause *clause, ent_span_time span);
void ent_plain_free(ent_plain *plain);
/* The same steps that ent_sweep_moments or ent_sweep_windows would take. At most 16 bytes a record of the
 * group. */
void ent_plain_sweep(const ent_plain *plain, const ent_clause *clause, const ent_group *group,
                     ent_ticks ticks, ent_stepper step);
/* Stretches of time in order, neither their beginnings nor their ends ever going back, and the records in
 * each, in their own order. */
typedef struct ent_plain_list {
    ent_span_time stretch;
    const ent_record **records;
    size_t count;
} ent_plain_list;
typedef struct ent_plain_lists {
    ent_plain_list *at; /* `records` and `count` zero */
    size_t count;
    bool windows; /* a record is in those in which it began; else in those in which it stands */
} ent_plain_lists;
/* What ent_group_records would find for each: two passes over the records, however many stretches. The lists
 * are the judgement's. False when memory ran out, and the judgement has failed. */
bool ent_plain_records(const ent_plain *plain, const ent_group *group, ent_plain_lists to);

#endif
