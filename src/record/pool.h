/* pool.h: the texts and dates of a table, each kept once. A million rows repeat a few thousand words and
 * dates; a row then costs its own figures only. Everything lives in the arena of the set. */
#ifndef ENT_RECORD_POOL_H
#define ENT_RECORD_POOL_H

#include "base/arena.h"
#include "base/map.h"
#include "entente/record.h"

/* One distinct text. `words` is filled in when it was first asked for as rival words. */
typedef struct ent_pooled {
    const char *text;
    const char *const *words;
    uint32_t word_count; /* 0: not split yet */
} ent_pooled;

typedef struct ent_pool {
    ent_arena *arena;
    ent_map *texts, *dates;
} ent_pool;

bool ent_pool_init(ent_pool *pool); /* false when memory ran out */
void ent_pool_done(ent_pool *pool); /* all-zero is fine */

ent_pooled *ent_pool_text(ent_pool *pool, ent_str text); /* NULL when memory ran out */
const char *ent_pool_copy(ent_pool *pool, ent_str text); /* the text alone; NULL when memory ran out */
/* The rival words of a text; ENT_E_FORMAT with a reason, ENT_E_NOMEM. Fills kind, count, words and text. */
ent_status ent_pool_words(ent_pool *pool, ent_str text, ent_value *out, ent_error *err) ENT_MUST_USE;
/* A date; as ent_when_parse. The result is owned by the pool. */
ent_status ent_pool_date(ent_pool *pool, ent_str text, const ent_when **out, size_t *out_offset,
                         ent_error *err) ENT_MUST_USE;

#endif
