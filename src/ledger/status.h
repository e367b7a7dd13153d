/* status.h: the inside of ent_ledger_ask, in three steps: threads.c walks the entries and keeps one thread
 * for each article, asker and asked; cells.c makes from them what a party stands for and what is open;
 * meetings.c the calendar. */
#ifndef ENT_LEDGER_STATUS_H
#define ENT_LEDGER_STATUS_H

#include "ledger/ledger.h"

/* An article between who asks and who is asked, while walking. */
typedef struct ent_thread {
    uint32_t key[3]; /* article, asker, party, as numbered on first sight */
    ent_talk talk;
    const ent_entry *first_open;
} ent_thread;

/* What a party itself said of an article. */
typedef struct ent_stand {
    uint32_t key[2];
    uint32_t article, party;
    const ent_entry *proposed, *red_line;
} ent_stand;

/* A growing set of names, each with a number. Names that repeat are mostly the same pointer, so the last ones
 * seen are found without reading them. */
#define ENT_NUMBER_MEMO_SLOTS 256
typedef struct ent_numbered {
    struct {
        const char *name;
        uint32_t number;
    } memo[ENT_NUMBER_MEMO_SLOTS];
    ent_map *numbers; /* name -> its number + 1, as a pointer */
    const char **names;
    size_t count, cap;
} ent_numbered;

#define ENT_THREAD_MEMO_SLOTS 4096

struct ent_ledger_status {
    ent_arena *arena;
    const ent_ledger *ledger;
    ent_ledger_query query;
    ent_numbered articles, parties, forums;
    uint32_t *article_rank;          /* number on first sight -> place in order */
    ent_map *thread_map, *stand_map; /* by their numbers as bytes */
    ent_thread *thread_memo[ENT_THREAD_MEMO_SLOTS];
    ent_thread **threads;
    size_t thread_count, thread_cap;
    ent_stand **stands;
    size_t stand_count, stand_cap;
    ent_question *questions;
    ent_meeting *meetings;
    size_t meeting_cap;
    const ent_entry **perhaps;
    size_t entry_count;
    ent_talks talks;
};

/* Under the query: did it happen, was it known? */
bool ent_status_happened(const ent_ledger_status *s, const ent_entry *e);
bool ent_status_known(const ent_ledger_status *s, const ent_entry *e);
/* The number of a name, given on first sight; -1 when memory ran out. */
int64_t ent_status_number(ent_numbered *set, const char *name);
/* A thread by its three numbers; NULL when there is none. */
ent_thread *ent_status_thread(ent_ledger_status *s, uint32_t article, uint32_t asker, uint32_t party);

bool ent_status_asks(const ent_entry *e);
/* Each returns false when memory ran out. */
bool ent_status_walk(ent_ledger_status *s);
bool ent_status_make_cells(ent_ledger_status *s);
bool ent_status_make_questions(ent_ledger_status *s);
bool ent_status_make_meetings(ent_ledger_status *s);

#endif
