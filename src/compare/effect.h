/* effect.h: what the files that compare two judgements share. */
#ifndef ENT_COMPARE_EFFECT_H
#define ENT_COMPARE_EFFECT_H

#include "base/buf.h"
#include "compare/redline.h"

/* What one verdict is about: findings of one judgement with the same key. */
typedef struct ent_topic {
    const char *key;
    const ent_finding *worst;
    ent_state state;
} ent_topic;

typedef struct ent_topics {
    ent_topic *at; /* in the order in which they were found */
    size_t count;
    ent_map *by_key;
} ent_topics;

struct ent_effect {
    ent_arena *arena;
    const ent_redline *redline;
    const ent_judgement *before, *after;
    ent_effect_opts opts;
    ent_topics topics_a, topics_b;
    ent_rows verdicts, coverage, ground;
    ent_rows won, lost; /* const char * */
};

/* topics.c: `clause_name` gives the name under which a clause is known in both texts. */
bool ent_topics_find(ent_effect *e, const ent_judgement *j, bool is_after, ent_topics *out);
void ent_topics_free(ent_topics *topics);
/* The key of one finding of the clause that has this name; in `key`, which is cleared first. */
void ent_topic_key(const ent_finding *f, const char *clause, ent_buf *key);
ent_state ent_topic_state(const ent_finding *f);
/* The id of the clause in the new text, else that in the old one with a mark before it. */
const char *ent_effect_clause(ent_effect *e, const char *id, bool is_after);
/* ground.c: areas, after verdicts are known. */
ent_status ent_effect_find_ground(ent_effect *e, ent_error *err);

#endif
