/* status.c: where the talks stand on a day, as far as was known by another. */
#include "ledger/status.h"
#include "base/mem.h"

void ent_ledger_status_free(ent_ledger_status *s)
{
    if (!s) return;
    ent_map_free(s->articles.numbers);
    ent_map_free(s->parties.numbers);
    ent_map_free(s->forums.numbers);
    ent_map_free(s->thread_map);
    ent_map_free(s->stand_map);
    ent_free(s->articles.names);
    ent_free(s->parties.names);
    ent_free(s->forums.names);
    ent_free(s->threads);
    ent_free(s->stands);
    ent_free(s->meetings);
    ent_free(s->questions);
    ent_free(s->perhaps);
    ent_arena_free(s->arena);
    ent_free(s);
}

static bool init(ent_ledger_status *s)
{
    s->arena = ent_arena_new();
    s->articles.numbers = ent_map_new(), s->parties.numbers = ent_map_new(),
    s->forums.numbers = ent_map_new();
    s->thread_map = ent_map_new(), s->stand_map = ent_map_new();
    return s->arena && s->articles.numbers && s->parties.numbers && s->forums.numbers && s->thread_map &&
           s->stand_map;
}

/* What was perhaps known, a meeting announced for later too. */
static bool make_perhaps(ent_ledger_status *s)
{
    size_t cap = 0, count = 0;
    for (size_t i = 0; s->query.as_known.seconds < ENT_TIME_MAX.seconds && i < s->ledger->count; i++) {
        const ent_entry *e = &s->ledger->rows[i]->entry;
        bool told = ent_status_happened(s, e) || e->kind == ENT_ENTRY_CONSULTATION;
        if (!told || !ent_is_unclear(ent_ledger_known(e, s->query))) continue;
        if (!ent_ledger_room(&s->perhaps, count, &cap, sizeof *s->perhaps)) return false;
        s->perhaps[count++] = e;
    }
    s->talks.perhaps = s->perhaps, s->talks.perhaps_count = count;
    return true;
}

ent_status ent_ledger_ask(const ent_ledger *ledger, ent_ledger_query query, ent_ledger_status **out,
                          ent_error *err)
{
    ent_ledger_status *s = ent_alloc_zero(1, sizeof *s);
    bool good = s && init(s);
    if (good) {
        s->ledger = ledger, s->query = query;
        good = ent_status_walk(s) && ent_status_make_cells(s) && ent_status_make_questions(s) &&
               ent_status_make_meetings(s) && make_perhaps(s);
    }
    if (!good) {
        ent_ledger_status_free(s);
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    }
    s->talks.entry_count = s->entry_count;
    *out = s;
    return ENT_OK;
}

const ent_talks *ent_ledger_talks(const ent_ledger_status *status)
{
    return &status->talks;
}
