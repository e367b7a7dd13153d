/* cells.c: threads as a table of articles and parties, and the questions that are open. */
#include "ledger/status.h"

#include <stdlib.h>
#include <string.h>

/* ---- one talk ---- */

static ent_talk_state state_of(const ent_thread *t)
{
    if (t->first_open) return t->talk.silence ? ENT_TALK_SILENT : ENT_TALK_UNANSWERED;
    switch (t->talk.answer->kind) {
    case ENT_ENTRY_ACCEPTANCE: return ENT_TALK_ACCEPTED;
    case ENT_ENTRY_COUNTER: return ENT_TALK_COUNTERED;
    case ENT_ENTRY_REFUSAL: return ENT_TALK_REFUSED;
    default: return ENT_TALK_ANSWERED;
    }
}

/* Whole calendar days from the question, as early and as late as it may have been, to the day asked for. */
static void count_days(const ent_ledger_status *s, ent_talk *talk)
{
    ent_span_time asked = ent_when_hull(talk->asked->date);
    int64_t today = ent_time_day((ent_time){s->query.as_of.seconds - 1});
    int64_t first = ent_time_day(asked.from), last = ent_time_day((ent_time){asked.until.seconds - 1});
    if (last > today) last = today;
    talk->days_hi = today - first, talk->days_lo = today - last;
}

/* False for a thread that only a silence without a question has opened. */
static bool settle(const ent_ledger_status *s, ent_thread *t)
{
    if (!t->first_open && !t->talk.answer) return false;
    t->talk.state = state_of(t);
    t->talk.asked = t->first_open ? t->first_open : t->talk.last_asked;
    if (!t->first_open) return true;
    count_days(s, &t->talk);
    const ent_when *due = t->talk.last_asked->due->count ? t->talk.last_asked->due : t->first_open->due;
    t->talk.is_overdue = due->count && ent_when_hull(due).until.seconds <= s->query.as_of.seconds;
    return true;
}

/* ---- numbers of articles in order ---- */

/* "2" before "10", "4.1" before "4.2": runs of digits as numbers, the rest bytewise; nothing last. */
static int by_number(const char *a, const char *b)
{
    if (!*a || !*b) return *a ? -1 : *b ? 1 : 0;
    while (*a && *b) {
        size_t m = strspn(a, "0123456789"), n = strspn(b, "0123456789");
        if (m && n) {
            while (m > 1 && *a == '0') a++, m--;
            while (n > 1 && *b == '0') b++, n--;
            int order = m != n ? (m < n ? -1 : 1) : memcmp(a, b, m);
            if (order) return order;
            a += m, b += n;
        } else if (*a != *b) {
            return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        } else {
            a++, b++;
        }
    }
    return *a ? 1 : *b ? -1 : 0;
}

typedef struct ranked {
    const char *name;
    uint32_t was;
} ranked;

static int by_rank(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    int order = by_number(x->name, y->name);
    return order ? order : x->was < y->was ? -1 : x->was > y->was;
}

/* Put the articles in order; everything that names one by number follows. */
static bool order_articles(ent_ledger_status *s)
{
    size_t count = s->articles.count;
    ranked *order = ent_arena_alloc(s->arena, count + 1, sizeof *order);
    uint32_t *now = ent_arena_alloc(s->arena, count + 1, sizeof *now);
    if (!order || !now) return false;
    for (size_t i = 0; i < count; i++) order[i] = (ranked){s->articles.names[i], (uint32_t)i};
    qsort(order, count, sizeof *order, by_rank);
    for (size_t i = 0; i < count; i++) now[order[i].was] = (uint32_t)i, s->articles.names[i] = order[i].name;
    for (size_t i = 0; i < s->thread_count; i++)
        s->threads[i]->talk.article = now[s->threads[i]->talk.article];
    for (size_t i = 0; i < s->stand_count; i++) s->stands[i]->article = now[s->stands[i]->article];
    s->article_rank = now;
    return true;
}

/* ---- cells ---- */

static int by_cell(const void *a, const void *b)
{
    const ent_talk *x = *(const ent_talk *const *)a, *y = *(const ent_talk *const *)b;
    if (x->article != y->article) return x->article < y->article ? -1 : 1;
    if (x->party != y->party) return x->party < y->party ? -1 : 1;
    return x->asker < y->asker ? -1 : x->asker > y->asker;
}

static int by_stand(const void *a, const void *b)
{
    const ent_stand *x = *(ent_stand *const *)a, *y = *(ent_stand *const *)b;
    if (x->article != y->article) return x->article < y->article ? -1 : 1;
    return x->party < y->party ? -1 : x->party > y->party;
}

static void add_talk(ent_talk_cell *cell, const ent_talk *talk)
{
    cell->talk_count++;
    if (talk->state < cell->state) cell->state = talk->state;
    if (talk->days_hi > cell->days_hi) cell->days_lo = talk->days_lo, cell->days_hi = talk->days_hi;
}

/* Merge sorted talks and sorted stands into cells. */
static size_t merge(ent_ledger_status *s, const ent_talk **talks, size_t talk_count, ent_talk_cell *cells)
{
    size_t count = 0, t = 0, st = 0;
    while (t < talk_count || st < s->stand_count) {
        uint64_t next_talk = UINT64_MAX, next_stand = UINT64_MAX;
        if (t < talk_count) next_talk = (uint64_t)talks[t]->article << 32 | talks[t]->party;
        if (st < s->stand_count) next_stand = (uint64_t)s->stands[st]->article << 32 | s->stands[st]->party;
        uint64_t key = next_talk < next_stand ? next_talk : next_stand;
        ent_talk_cell *cell = &cells[count++];
        *cell = (ent_talk_cell){.article = (uint32_t)(key >> 32),
                                .party = (uint32_t)key,
                                .state = ENT_TALK_NONE,
                                .talks = talks + t};
        if (next_stand == key) {
            cell->proposed = s->stands[st]->proposed, cell->red_line = s->stands[st]->red_line;
            if (cell->proposed) cell->state = ENT_TALK_PROPOSED;
            st++;
        }
        while (t < talk_count && ((uint64_t)talks[t]->article << 32 | talks[t]->party) == key)
            add_talk(cell, talks[t++]);
    }
    return count;
}

bool ent_status_make_cells(ent_ledger_status *s)
{
    if (!order_articles(s)) return false;
    const ent_talk **talks = ent_arena_alloc(s->arena, s->thread_count + 1, sizeof *talks);
    ent_talk_cell *cells = ent_arena_alloc(s->arena, s->thread_count + s->stand_count + 1, sizeof *cells);
    if (!talks || !cells) return false;
    size_t count = 0;
    for (size_t i = 0; i < s->thread_count; i++)
        if (settle(s, s->threads[i])) talks[count++] = &s->threads[i]->talk;
    qsort(talks, count, sizeof *talks, by_cell);
    if (s->stand_count) qsort(s->stands, s->stand_count, sizeof *s->stands, by_stand);
    s->talks.cells = cells, s->talks.cell_count = merge(s, talks, count, cells);
    s->talks.articles = s->articles.names, s->talks.article_count = s->articles.count;
    s->talks.parties = s->parties.names, s->talks.party_count = s->parties.count;
    return true;
}
