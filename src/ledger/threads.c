/* threads.c: who asked whom about which article, and what came back.
 *
 * A thread is one article between one who asks and one who is asked. Entries are walked in order of time; a
 * question opens the thread, an answer closes it together with whatever was asked before, and a later
 * question opens it again. So nobody has to note for each of five requests which sentence of the one reply
 * meets it, and yet what is asked after the reply is open. A question that names no article is a thread of
 * the article "". */
#include "ledger/status.h"

#include <string.h>

static bool happened(const ent_entry *e, ent_ledger_query query)
{
    return ent_when_hull(e->date).from.seconds < query.as_of.seconds;
}

ent_truth ent_ledger_known(const ent_entry *e, ent_ledger_query query)
{
    if (query.as_known.seconds >= ENT_TIME_MAX.seconds) return ENT_YES;
    return ent_when_come(e->reported->count ? e->reported : e->date, query.as_known);
}

static bool known(const ent_entry *e, ent_ledger_query query)
{
    return ent_is_yes(ent_ledger_known(e, query));
}

bool ent_status_happened(const ent_ledger_status *s, const ent_entry *e)
{
    return happened(e, s->query);
}

bool ent_status_known(const ent_ledger_status *s, const ent_entry *e)
{
    return known(e, s->query);
}

bool ent_ledger_shows(const ent_entry *entry, ent_ledger_query query)
{
    return happened(entry, query) && known(entry, query);
}

bool ent_status_asks(const ent_entry *e)
{
    return e->kind == ENT_ENTRY_PROPOSAL || e->kind == ENT_ENTRY_COUNTER || e->kind == ENT_ENTRY_REQUEST;
}

/* ---- names and threads by number ---- */

static int64_t number_slowly(ent_numbered *set, const char *name)
{
    ent_str key = ent_str_of(name);
    uintptr_t known = (uintptr_t)ent_map_get(set->numbers, key);
    if (known) return (int64_t)known - 1;
    if (!ent_ledger_room(&set->names, set->count, &set->cap, sizeof *set->names)) return -1;
    if (!ent_map_put(set->numbers, key, (void *)(uintptr_t)(set->count + 1))) return -1;
    set->names[set->count] = name;
    return (int64_t)set->count++;
}

int64_t ent_status_number(ent_numbered *set, const char *name)
{
    size_t slot = ((uintptr_t)name >> 3 ^ (uintptr_t)name >> 11) % ENT_NUMBER_MEMO_SLOTS;
    if (set->memo[slot].name == name) return set->memo[slot].number;
    int64_t number = number_slowly(set, name);
    if (number >= 0) set->memo[slot].name = name, set->memo[slot].number = (uint32_t)number;
    return number;
}

ent_thread *ent_status_thread(ent_ledger_status *s, uint32_t article, uint32_t asker, uint32_t party)
{
    uint32_t key[3] = {article, asker, party};
    ent_thread **memo = &s->thread_memo[(article * 2654435761u ^ asker * 40503u ^ party * 2246822519u) >> 7 &
                                        (ENT_THREAD_MEMO_SLOTS - 1)];
    ent_thread *t = *memo;
    if (t && t->key[0] == article && t->key[1] == asker && t->key[2] == party) return t;
    t = ent_map_get(s->thread_map, (ent_str){(const char *)key, sizeof key});
    if (t) *memo = t;
    return t;
}

static ent_thread *open_thread(ent_ledger_status *s, uint32_t article, uint32_t asker, uint32_t party)
{
    ent_thread *known = ent_status_thread(s, article, asker, party);
    if (known) return known;
    ent_thread *fresh = ent_arena_alloc(s->arena, 1, sizeof *fresh);
    if (!fresh || !ent_ledger_room(&s->threads, s->thread_count, &s->thread_cap, sizeof *s->threads))
        return NULL;
    fresh->key[0] = fresh->talk.article = article;
    fresh->key[1] = fresh->talk.asker = asker;
    fresh->key[2] = fresh->talk.party = party;
    if (!ent_map_put(s->thread_map, (ent_str){(const char *)fresh->key, sizeof fresh->key}, fresh))
        return NULL;
    return s->threads[s->thread_count++] = fresh;
}

static ent_stand *find_stand(ent_ledger_status *s, uint32_t article, uint32_t party)
{
    uint32_t key[2] = {article, party};
    ent_stand *known = ent_map_get(s->stand_map, (ent_str){(const char *)key, sizeof key});
    if (known) return known;
    ent_stand *fresh = ent_arena_alloc(s->arena, 1, sizeof *fresh);
    if (!fresh || !ent_ledger_room(&s->stands, s->stand_count, &s->stand_cap, sizeof *s->stands)) return NULL;
    fresh->key[0] = fresh->article = article;
    fresh->key[1] = fresh->party = party;
    if (!ent_map_put(s->stand_map, (ent_str){(const char *)fresh->key, sizeof fresh->key}, fresh))
        return NULL;
    return s->stands[s->stand_count++] = fresh;
}

/* ---- lists of names as numbers ---- */

typedef struct numbers {
    uint32_t at[ENT_NAMES_MAX];
    uint32_t count;
} numbers;

static bool number_all(ent_numbered *set, ent_name_list names, numbers *out)
{
    out->count = 0;
    for (uint32_t i = 0; i < names.count; i++) {
        int64_t number = ent_status_number(set, names.at[i]);
        if (number < 0) return false;
        out->at[out->count++] = (uint32_t)number;
    }
    return true;
}

/* Articles, or the article "" when there is none. */
static bool number_articles(ent_ledger_status *s, ent_name_list names, numbers *out)
{
    static const char *const none[] = {""};
    return number_all(&s->articles, names.count ? names : (ent_name_list){none, 1}, out);
}

/* ---- what an entry does to threads ---- */

typedef enum deed { DEED_ASK, DEED_ANSWER, DEED_SILENCE, DEED_REACT } deed;

static void mark(ent_thread *t, deed what, const ent_entry *e)
{
    switch (what) {
    case DEED_ASK:
        if (!t->first_open) t->first_open = e;
        t->talk.last_asked = e;
        break;
    case DEED_ANSWER:
        t->talk.answer = e, t->talk.silence = NULL, t->talk.reaction = NULL;
        t->first_open = NULL;
        break;
    case DEED_SILENCE: t->talk.silence = e; break;
    case DEED_REACT: t->talk.reaction = e; break;
    }
}

/* Which threads: each of the articles between each who asks and each who is asked. */
typedef struct thread_set {
    const numbers *articles, *askers, *parties;
} thread_set;

static bool mark_one(ent_ledger_status *s, deed what, const ent_entry *e, const uint32_t key[3])
{
    if (key[1] == key[2]) return true;
    bool opens = what != DEED_REACT;
    ent_thread *t =
        opens ? open_thread(s, key[0], key[1], key[2]) : ent_status_thread(s, key[0], key[1], key[2]);
    if (t) mark(t, what, e);
    return t || !opens;
}

static bool mark_all(ent_ledger_status *s, deed what, const ent_entry *e, thread_set set)
{
    for (uint32_t a = 0; a < set.articles->count; a++)
        for (uint32_t i = 0; i < set.askers->count; i++)
            for (uint32_t p = 0; p < set.parties->count; p++) {
                const uint32_t key[3] = {set.articles->at[a], set.askers->at[i], set.parties->at[p]};
                if (!mark_one(s, what, e, key)) return false;
            }
    return true;
}

/* "5" and "5.1" speak of the same: one is the other or a part of it. */
static bool overlap(const char *a, const char *b)
{
    size_t m = strlen(a), n = strlen(b), k = m < n ? m : n;
    return memcmp(a, b, k) == 0 && (m == n || (m < n ? b : a)[k] == '.');
}

/* The articles on which `e` answers `q`: its own, else those of the question. What a counter-proposal adds to
 * the question answers nobody. */
static ent_name_list answered_on(const ent_entry *e, const ent_entry *q, const char *room[ENT_NAMES_MAX])
{
    if (!q->articles.count || !e->articles.count) return q->articles;
    if (e->kind != ENT_ENTRY_COUNTER) return e->articles;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < e->articles.count && kept < ENT_NAMES_MAX; i++)
        for (uint32_t k = 0; k < q->articles.count; k++)
            if (overlap(e->articles.at[i], q->articles.at[k])) {
                room[kept++] = e->articles.at[i];
                break;
            }
    return kept ? (ent_name_list){room, kept} : q->articles;
}

/* What an entry's `answers` close, or its silence leaves open. A meeting answers for all who took part. */
static bool follow_answers(ent_ledger_status *s, deed what, const ent_ledger_row *row)
{
    const ent_entry *e = &row->entry;
    numbers articles, askers, parties, others = {.count = 0};
    if (!number_all(&s->parties, e->speaker, &parties)) return false;
    if (e->kind == ENT_ENTRY_CONSULTATION && !number_all(&s->parties, e->to, &others)) return false;
    for (uint32_t i = 0; i < e->answers.count; i++) {
        const ent_entry *q = &row->answered[i]->entry;
        const char *room[ENT_NAMES_MAX];
        if (!number_articles(s, answered_on(e, q, room), &articles)) return false;
        if (!number_all(&s->parties, q->speaker, &askers)) return false;
        if (!mark_all(s, what, e, (thread_set){&articles, &askers, &parties}) ||
            !mark_all(s, what, e, (thread_set){&articles, &askers, &others}))
            return false;
    }
    return true;
}

static bool takes_a_side(const ent_entry *e)
{
    return e->kind == ENT_ENTRY_REPLY || e->kind == ENT_ENTRY_ACCEPTANCE || e->kind == ENT_ENTRY_REFUSAL;
}

/* Does it answer what it names, or (a reply without `answers`) whomever it is addressed to? */
static bool take_answer(ent_ledger_status *s, const ent_ledger_row *row, const numbers *articles)
{
    const ent_entry *e = &row->entry;
    if (e->kind == ENT_ENTRY_SILENCE) return follow_answers(s, DEED_SILENCE, row);
    if (e->kind == ENT_ENTRY_REQUEST) return true; /* a question put against a question answers nothing */
    if (e->answers.count) return follow_answers(s, DEED_ANSWER, row);
    numbers parties, to;
    if (!number_all(&s->parties, e->speaker, &parties) || !number_all(&s->parties, e->to, &to)) return false;
    if (takes_a_side(e)) return mark_all(s, DEED_ANSWER, e, (thread_set){articles, &to, &parties});
    bool reacts = e->kind == ENT_ENTRY_STATEMENT || e->kind == ENT_ENTRY_RED_LINE;
    return !reacts || mark_all(s, DEED_REACT, e, (thread_set){articles, &to, &parties});
}

static bool take_question(ent_ledger_status *s, const ent_entry *e, const numbers *articles)
{
    bool asks = ent_status_asks(e), warns = e->kind == ENT_ENTRY_RED_LINE;
    if (!asks && !warns) return true;
    numbers speakers, to;
    if (!number_all(&s->parties, e->speaker, &speakers) || !number_all(&s->parties, e->to, &to)) return false;
    for (uint32_t a = 0; a < articles->count; a++)
        for (uint32_t p = 0; p < speakers.count; p++) {
            ent_stand *stand = find_stand(s, articles->at[a], speakers.at[p]);
            if (!stand) return false;
            /* What a party proposed stays on the table when it later asks for an answer. */
            bool only_asks =
                e->kind == ENT_ENTRY_REQUEST && stand->proposed && stand->proposed->kind != ENT_ENTRY_REQUEST;
            if (warns) stand->red_line = e;
            if (asks && !only_asks) stand->proposed = e;
        }
    return !asks || mark_all(s, DEED_ASK, e, (thread_set){articles, &speakers, &to});
}

bool ent_status_walk(ent_ledger_status *s)
{
    for (size_t i = 0; i < s->ledger->count; i++) {
        const ent_ledger_row *row = s->ledger->rows[i];
        if (!ent_status_happened(s, &row->entry) || !ent_status_known(s, &row->entry)) continue;
        s->entry_count++;
        numbers articles;
        if (!number_articles(s, row->entry.articles, &articles)) return false;
        /* A counter-proposal answers first and asks then. */
        if (!take_answer(s, row, &articles) || !take_question(s, &row->entry, &articles)) return false;
    }
    return true;
}
