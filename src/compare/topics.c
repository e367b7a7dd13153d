/* topics.c: findings of a judgement put together by what they are about, under keys that both judgements
 * share. A sum is known by whose it is, where, and in which unit; anything else by its records. */
#include "compare/effect.h"

#include "base/buf.h"
#include "base/limits.h"

#include <string.h>

ent_state ent_topic_state(const ent_finding *f)
{
    if (!f) return ENT_STATE_NO_RECORD;
    if (f->verdict == ENT_BREACH) return ENT_STATE_BREACH;
    if (f->verdict == ENT_KEPT) return ENT_STATE_KEPT;
    if (f->verdict == ENT_EXEMPT) return ENT_STATE_EXEMPT;
    if (f->none_shown) return ENT_STATE_NONE_SHOWN;
    return f->reasons == 1u << ENT_REASON_NOT_DUE ? ENT_STATE_NOT_DUE : ENT_STATE_UNCLEAR;
}

const char *ent_effect_clause(ent_effect *e, const char *id, bool is_after)
{
    for (size_t i = 0; i < ent_redline_clause_count(e->redline); i++) {
        const ent_clause_pair *p = ent_redline_clause_at(e->redline, i);
        const ent_clause *own = is_after ? p->after : p->before;
        if (!own || strcmp(own->id, id) != 0) continue;
        return p->after ? p->after->id : ent_arena_printf(e->arena, "-%s", id);
    }
    return id;
}

static void add_records(ent_buf *key, const ent_finding *f)
{
    for (size_t i = 0; i < f->record_count; i++) {
        ent_buf_addc(key, '\037');
        ent_buf_adds(key, f->records[i]->id);
    }
}

void ent_topic_key(const ent_finding *f, const char *clause, ent_buf *key)
{
    ent_buf_clear(key);
    ent_buf_printf(key, "%s\036%s\036%s\036", clause, f->reading, f->party);
    if (f->clause->modality == ENT_LIMITS)
        ent_buf_printf(key, "%s\036%s", f->target, f->margin_count ? f->margins[0].unit : "");
    else
        add_records(key, f);
}

static const char *key_of(ent_effect *e, const ent_finding *f, bool is_after, ent_buf *key)
{
    const char *clause = ent_effect_clause(e, f->clause->id, is_after);
    if (!clause) return NULL;
    ent_topic_key(f, clause, key);
    return key->failed ? NULL : ent_arena_copy(e->arena, ent_buf_str(key));
}

static bool add_finding(ent_effect *e, ent_topics *t, const ent_finding *f, bool is_after, ent_buf *buffer)
{
    const char *key = key_of(e, f, is_after, buffer);
    if (!key) return false;
    ent_topic *known = ent_map_get(t->by_key, ent_str_of(key));
    ent_state state = ent_topic_state(f);
    if (!known) {
        known = &t->at[t->count++];
        *known = (ent_topic){key, f, state};
        return ent_map_put(t->by_key, ent_str_of(key), known);
    }
    bool sum = f->clause->modality == ENT_LIMITS, same = state == known->state;
    if (same && sum && ent_finding_is_farther(known->worst, f)) return true;
    if (state <= known->state) known->state = state, known->worst = f; /* else the latest of equals */
    return true;
}

bool ent_topics_find(ent_effect *e, const ent_judgement *j, bool is_after, ent_topics *out)
{
    size_t n = ent_finding_count(j);
    ent_buf buffer;
    ent_buf_init(&buffer, ENT_LINE_BYTES_MAX);
    out->at = ent_arena_alloc(e->arena, n + 1, sizeof *out->at);
    out->by_key = ent_map_new();
    bool ok = out->at && out->by_key;
    for (size_t i = 0; ok && i < n; i++) ok = add_finding(e, out, ent_finding_at(j, i), is_after, &buffer);
    ent_buf_done(&buffer);
    return ok;
}

void ent_topics_free(ent_topics *topics)
{
    ent_map_free(topics->by_key);
    topics->by_key = NULL;
}
