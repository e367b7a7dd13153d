/* pool.c: texts and dates kept once, in an arena, found again by hash. */
#include "record/pool.h"
#include "record/value.h"

bool ent_pool_init(ent_pool *pool)
{
    *pool = (ent_pool){.arena = ent_arena_new(), .texts = ent_map_new(), .dates = ent_map_new()};
    if (pool->arena && pool->texts && pool->dates) return true;
    ent_pool_done(pool);
    return false;
}

void ent_pool_done(ent_pool *pool)
{
    ent_map_free(pool->texts);
    ent_map_free(pool->dates);
    ent_arena_free(pool->arena);
    *pool = (ent_pool){0};
}

ent_pooled *ent_pool_text(ent_pool *pool, ent_str text)
{
    ent_pooled *known = ent_map_get(pool->texts, text);
    if (known) return known;
    ent_pooled *fresh = ent_arena_alloc(pool->arena, 1, sizeof *fresh);
    char *copy = fresh ? ent_arena_copy(pool->arena, text) : NULL;
    if (!copy || !ent_map_put(pool->texts, (ent_str){copy, text.len}, fresh)) return NULL;
    fresh->text = copy;
    return fresh;
}

const char *ent_pool_copy(ent_pool *pool, ent_str text)
{
    if (text.len == 0) return "";
    ent_pooled *pooled = ent_pool_text(pool, text);
    return pooled ? pooled->text : NULL;
}

static ent_status split(ent_pool *pool, ent_pooled *pooled, ent_error *err)
{
    ent_str rivals[ENT_VALUE_MAX];
    uint32_t count = 0;
    ent_status st = ent_value_split_words(ent_str_of(pooled->text), rivals, &count, err);
    if (st != ENT_OK) return st;
    const char **words = ent_arena_alloc(pool->arena, count, sizeof *words);
    bool kept = words != NULL;
    for (uint32_t i = 0; kept && i < count; i++) {
        words[i] = count == 1 ? pooled->text : ent_pool_copy(pool, rivals[i]);
        kept = words[i] != NULL;
    }
    if (!kept) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    pooled->words = words, pooled->word_count = count;
    return ENT_OK;
}

ent_status ent_pool_words(ent_pool *pool, ent_str text, ent_value *out, ent_error *err)
{
    ent_pooled *pooled = ent_pool_text(pool, text);
    if (!pooled) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (pooled->word_count == 0) {
        ent_status st = split(pool, pooled, err);
        if (st != ENT_OK) return st;
    }
    out->kind = ENT_VALUE_WORD;
    out->count = pooled->word_count, out->words = pooled->words, out->text = pooled->text;
    return ENT_OK;
}

ent_status ent_pool_date(ent_pool *pool, ent_str text, const ent_when **out, size_t *out_offset,
                         ent_error *err)
{
    const ent_when *known = ent_map_get(pool->dates, text);
    if (known) {
        *out = known;
        return ENT_OK;
    }
    ent_when read;
    ent_status st = ent_when_parse(text, &read, out_offset, err);
    if (st != ENT_OK) return st;
    ent_when *fresh = ent_arena_alloc(pool->arena, 1, sizeof *fresh);
    const char *key = fresh ? ent_pool_copy(pool, text) : NULL;
    if (!key || !ent_map_put(pool->dates, (ent_str){key, text.len}, fresh))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    *fresh = read;
    *out = fresh;
    return ENT_OK;
}
