/* tried.c: what each condition of the text came to, record by record, for whoever tests the text: a condition
 * that no scenario lets hold and fail decides nothing. Kept only when asked for (opts.trace). */
#include "verdict/internal.h"

#include <string.h>

typedef struct entry { /* the key stands beside what it names: a map borrows its keys */
    ent_tried tried;
    const void *key[2];
} entry;

struct ent_trials {
    ent_map *at; /* condition and record -> entry */
    ent_tried **list;
    size_t count, cap;
};

bool ent_tried_begin(ent_judgement *j)
{
    j->tried = ent_judge_alloc(j, 1, sizeof *j->tried);
    return j->tried && (j->tried->at = ent_judge_map(j)) != NULL;
}

static ent_tried *find_or_add(ent_judgement *j, const ent_node *condition, const ent_record *record)
{
    struct ent_trials *trials = j->tried;
    const void *key[2] = {condition, record};
    entry *e = ent_map_get(trials->at, (ent_str){(const char *)key, sizeof key});
    if (e) return &e->tried;
    if (trials->count == trials->cap) {
        size_t cap = trials->cap ? 2 * trials->cap : 32;
        ent_tried **grown = ent_judge_alloc(j, cap, sizeof *grown);
        if (!grown) return NULL;
        if (trials->count) memcpy(grown, trials->list, trials->count * sizeof *grown);
        trials->list = grown, trials->cap = cap;
    }
    e = ent_judge_alloc(j, 1, sizeof *e);
    if (e) *e = (entry){{.condition = condition, .record = record}, {condition, record}};
    if (!e || !ent_map_put(trials->at, (ent_str){(const char *)e->key, sizeof e->key}, e)) {
        ent_judge_fail(j, ENT_E_NOMEM, NULL);
        return NULL;
    }
    return trials->list[trials->count++] = &e->tried;
}

ent_outcome ent_tried_note(ent_env *env, const ent_node *condition, ent_outcome outcome)
{
    ent_tried *t = env->j->tried && !env->spot ? find_or_add(env->j, condition, env->record) : NULL;
    if (!t) return outcome;
    t->held = t->held || ent_is_yes(outcome.truth);
    t->failed = t->failed || ent_is_no(outcome.truth);
    t->unclear = t->unclear || ent_is_unclear(outcome.truth);
    return outcome;
}

size_t ent_tried_count(const ent_judgement *j)
{
    return j->tried ? j->tried->count : 0;
}

const ent_tried *ent_tried_at(const ent_judgement *j, size_t index)
{
    return index < ent_tried_count(j) ? j->tried->list[index] : NULL;
}
