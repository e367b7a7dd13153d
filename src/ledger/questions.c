/* questions.c: every question with something open, and the calendar of meetings. */
#include "ledger/status.h"

#include <stdlib.h>
#include <string.h>

/* ---- questions ---- */

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Is what `e` asked of the party about the article open: asked by anyone who speaks in it, and not answered
 * since? */
static bool is_open(ent_ledger_status *s, const ent_entry *e, uint32_t article, uint32_t party)
{
    for (uint32_t i = 0; i < e->speaker.count; i++) {
        int64_t asker = ent_status_number(&s->parties, e->speaker.at[i]);
        const ent_thread *t = asker < 0 ? NULL : ent_status_thread(s, article, (uint32_t)asker, party);
        if (t && t->first_open && t->first_open->index <= e->index) return true;
    }
    return false;
}

/* The open articles of one question to one party. False when memory ran out. */
static bool fill(ent_ledger_status *s, const ent_entry *e, const char *party, ent_question *out)
{
    static const char *const none[] = {""};
    ent_name_list articles = e->articles.count ? e->articles : (ent_name_list){none, 1};
    uint32_t open[ENT_NAMES_MAX], count = 0;
    int64_t asked = ent_status_number(&s->parties, party);
    if (asked < 0) return false;
    for (uint32_t i = 0; i < articles.count; i++) {
        int64_t article = ent_status_number(&s->articles, articles.at[i]);
        if (article < 0) return false;
        if (is_open(s, e, (uint32_t)article, (uint32_t)asked)) open[count++] = s->article_rank[article];
    }
    *out = (ent_question){
        .entry = e, .party = (uint32_t)asked, .open_count = count, .article_count = e->articles.count};
    if (count == 0) return true;
    qsort(open, count, sizeof *open, by_value);
    uint32_t *kept = ent_arena_alloc(s->arena, count, sizeof *kept);
    if (kept) memcpy(kept, open, count * sizeof *kept);
    out->open = kept;
    return kept != NULL;
}

static bool add_questions(ent_ledger_status *s, const ent_entry *e, size_t *cap)
{
    for (uint32_t p = 0; p < e->to.count; p++) {
        ent_question question;
        if (!fill(s, e, e->to.at[p], &question)) return false;
        if (question.open_count == 0) continue;
        if (!ent_ledger_room(&s->questions, s->talks.question_count, cap, sizeof question)) return false;
        s->questions[s->talks.question_count++] = question;
    }
    return true;
}

bool ent_status_make_questions(ent_ledger_status *s)
{
    size_t cap = 0;
    for (size_t i = 0; i < s->ledger->count; i++) {
        const ent_entry *e = &s->ledger->rows[i]->entry;
        if (!ent_status_asks(e) || !ent_status_happened(s, e) || !ent_status_known(s, e)) continue;
        if (!add_questions(s, e, &cap)) return false;
    }
    s->talks.questions = s->questions;
    return true;
}

/* ---- meetings ---- */

static ent_meeting *meeting_of(ent_ledger_status *s, const char *forum)
{
    int64_t number = ent_status_number(&s->forums, forum);
    if (number < 0) return NULL;
    if ((size_t)number < s->talks.meeting_count) return &s->meetings[number];
    if (!ent_ledger_room(&s->meetings, s->talks.meeting_count, &s->meeting_cap, sizeof *s->meetings))
        return NULL;
    s->meetings[number] = (ent_meeting){.forum = forum};
    return &s->meetings[s->talks.meeting_count++];
}

static int64_t last_day(const ent_meeting *m)
{
    return m->last ? ent_when_hull(m->last->date).from.seconds : INT64_MIN;
}

static int by_last(const void *a, const void *b)
{
    const ent_meeting *x = a, *y = b;
    int64_t s = last_day(x), t = last_day(y);
    if (s != t) return s > t ? -1 : 1;
    return strcmp(x->forum, y->forum);
}

bool ent_status_make_meetings(ent_ledger_status *s)
{
    for (size_t i = 0; i < s->ledger->count; i++) {
        const ent_entry *e = &s->ledger->rows[i]->entry;
        if (e->kind != ENT_ENTRY_CONSULTATION || !ent_status_known(s, e)) continue;
        ent_meeting *meeting = meeting_of(s, e->forum);
        if (!meeting) return false;
        bool happened = ent_status_happened(s, e);
        if (happened) meeting->last = e;
        if (!happened && !meeting->next) meeting->next = e;
        if (!happened && !s->talks.next_meeting) s->talks.next_meeting = e;
    }
    if (s->talks.meeting_count) qsort(s->meetings, s->talks.meeting_count, sizeof *s->meetings, by_last);
    s->talks.meetings = s->meetings;
    return true;
}
