/* timeline.h: records of one kind of act, by actor and by time. Internal to verdict. */
#ifndef ENT_VERDICT_TIMELINE_H
#define ENT_VERDICT_TIMELINE_H

#include "verdict/internal.h"

/* What may matter: begun at `until` at the latest, and begun at `from` or later; `lasting`: not over before
 * `from`. */
typedef struct ent_stretch {
    ent_time from, until;
    bool lasting;
    const char *actor; /* a code: done by it, or by nobody knows whom; NULL: by anyone */
} ent_stretch;

/* False: enough. */
typedef struct ent_record_taker {
    bool (*take)(void *context, const ent_record *record);
    void *context;
} ent_record_taker;

/* The records that count and are such acts; made once a judgement and freed with it. NULL when memory ran
 * out. n log n in the records when it is made. */
const ent_timeline *ent_timeline_of(ent_env *env, const ent_node *acts);
/* All that may matter, and perhaps more; in no order that means anything. */
void ent_timeline_walk(const ent_timeline *timeline, const ent_stretch *of, ent_record_taker taker);

#endif
