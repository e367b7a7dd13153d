/* check.c: what a register cannot mean. Only what contradicts itself is complained about; a party may well
 * refuse today what it accepts tomorrow, if the later entry says that it answers the earlier. */
#include "ledger/ledger.h"

#include "base/limits.h"

#include <stdio.h>
#include <string.h>

static ent_span_time hull(const ent_when *when)
{
    return ent_when_hull(when);
}

static bool has_name(ent_name_list list, const char *name)
{
    for (uint32_t i = 0; i < list.count; i++)
        if (strcmp(list.at[i], name) == 0) return true;
    return false;
}

static bool share_name(ent_name_list a, ent_name_list b)
{
    for (uint32_t i = 0; i < a.count; i++)
        if (has_name(b, a.at[i])) return true;
    return false;
}

/* ---- dates ---- */

static void check_dates(ent_ledger_complainer *to, const ent_ledger_row *row)
{
    const ent_entry *e = &row->entry;
    ent_span_time date = hull(e->date);
    char day[32];
    ent_time_format(date.from, day, sizeof day);
    if (e->due->count && hull(e->due).until.seconds <= date.from.seconds)
        ent_ledger_complain(
            to, row, ENT_MARK_DUE,
            (ent_diag_text){.code = "due-before", .hint = "due is the last day for an answer."},
            "the answer is due before the entry's own date, %s", day);
    if (e->kind != ENT_ENTRY_CONSULTATION && e->reported->count &&
        hull(e->reported).until.seconds <= date.from.seconds)
        ent_ledger_complain(to, row, ENT_MARK_REPORTED,
                            (ent_diag_text){.code = "reported-before",
                                            .hint = "Only a meeting can be reported before it takes place."},
                            "it was reported before it happened, %s", day);
}

/* ---- answers ---- */

static void check_answer(ent_ledger_complainer *to, const ent_ledger_row *row, const ent_ledger_row *question)
{
    ent_span_time asked = hull(question->entry.date), said = hull(row->entry.date);
    char day[32], detail[160];
    ent_time_format(asked.from, day, sizeof day);
    snprintf(detail, sizeof detail, "\"%.60s\" is dated %s, in line %u.", question->entry.id, day,
             (unsigned)question->entry.span.line);
    if (said.until.seconds <= asked.from.seconds)
        ent_ledger_complain(to, row, ENT_MARK_ANSWERS,
                            (ent_diag_text){.code = "answer-before",
                                            .detail = detail,
                                            .hint = "Is one of the dates wrong, or the id?"},
                            "\"%.60s\" is answered before it is asked", question->entry.id);
    if (share_name(row->entry.speaker, question->entry.speaker))
        ent_ledger_complain(to, row, ENT_MARK_ANSWERS,
                            (ent_diag_text){.severity = ENT_SEV_WARNING,
                                            .code = "answer-own",
                                            .detail = detail,
                                            .hint = "Is another id meant?"},
                            "\"%.60s\" is answered by who asked it", question->entry.id);
}

/* Answers that lead back to where they start; one diagnostic a circle, at its entry with the least index. */
static void check_circle(ent_ledger_complainer *to, const ent_ledger_row *row)
{
    const ent_ledger_row *at = row;
    for (int i = 0; i < ENT_NESTING_MAX && at->entry.answers.count; i++) {
        at = at->answered[0];
        if (at->entry.index < row->entry.index) return;
        if (at != row) continue;
        ent_ledger_complain(
            to, row, ENT_MARK_ANSWERS,
            (ent_diag_text){.code = "answers-circle", .hint = "The first question answers nothing."},
            "answers run in a circle through \"%.60s\"", row->entry.id);
        return;
    }
}

/* ---- accepted and refused ---- */

static bool takes_a_side(const ent_entry *e)
{
    return e->kind == ENT_ENTRY_ACCEPTANCE || e->kind == ENT_ENTRY_REFUSAL;
}

static bool share_article(const ent_entry *a, const ent_entry *b)
{
    return a->articles.count == 0 || b->articles.count == 0 || share_name(a->articles, b->articles);
}

static void check_pair(ent_ledger_complainer *to, const ent_ledger_row *earlier, const ent_ledger_row *later)
{
    const ent_entry *a = &earlier->entry, *b = &later->entry;
    if (a->kind == b->kind || !share_name(a->speaker, b->speaker) || !share_article(a, b)) return;
    if (has_name(b->answers, a->id) || has_name(a->answers, b->id)) return;
    char day[32], detail[200];
    ent_time_format(hull(a->date).from, day, sizeof day);
    snprintf(detail, sizeof detail, "\"%.60s\" of %s, in line %u, says the contrary.", a->id, day,
             (unsigned)a->span.line);
    ent_ledger_complain(to, later, ENT_MARK_ANSWERS,
                        (ent_diag_text){.code = "both-ways",
                                        .detail = detail,
                                        .hint = "If the party changed its mind, let the later entry answer "
                                                "the earlier; if not, name the articles of each."},
                        "%.60s both accepted and refused the same thing", b->speaker.at[0]);
}

/* The sides taken on one question are chained, the newest first. */
typedef struct side {
    const ent_ledger_row *row;
    struct side *older;
} side;

typedef struct side_list {
    const ent_ledger_row *only; /* complain about pairs with this one alone; NULL: about all */
    ent_arena *arena;
    ent_map *by_question; /* id -> side */
} side_list;

static bool check_sides(ent_ledger_complainer *to, side_list *sides, const ent_ledger_row *row)
{
    if (!takes_a_side(&row->entry)) return true;
    for (uint32_t i = 0; i < row->entry.answers.count; i++) {
        ent_str question = ent_str_of(row->answered[i]->entry.id);
        side *older = ent_map_get(sides->by_question, question);
        int looked_at = 0;
        for (const side *s = older; s && looked_at < 100; s = s->older, looked_at++)
            check_pair(to, s->row, row);
        side *fresh = ent_arena_alloc(sides->arena, 1, sizeof *fresh);
        if (!fresh || !ent_map_put(sides->by_question, question, fresh)) return false;
        *fresh = (side){row, older};
    }
    return true;
}

static ent_status check(const ent_ledger *ledger, const ent_ledger_row *only, ent_diags *diags,
                        ent_error *err)
{
    ent_ledger_complainer to = {.ledger = ledger, .diags = diags};
    side_list sides = {only, ent_arena_new(), ent_map_new()};
    bool good = sides.arena && sides.by_question;
    for (size_t i = 0; good && i < ledger->count; i++) {
        const ent_ledger_row *row = ledger->rows[i];
        good = check_sides(&to, &sides, row);
        if (only && row != only) continue;
        check_dates(&to, row);
        for (uint32_t k = 0; k < row->entry.answers.count; k++) check_answer(&to, row, row->answered[k]);
        check_circle(&to, row);
    }
    ent_map_free(sides.by_question);
    ent_arena_free(sides.arena);
    ent_ledger_complainer_done(&to);
    return good ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

ent_status ent_ledger_check(const ent_ledger *ledger, ent_diags *diags, ent_error *err)
{
    return check(ledger, NULL, diags, err);
}

ent_status ent_ledger_check_one(const ent_ledger *ledger, const ent_ledger_row *row, ent_diags *diags,
                                ent_error *err)
{
    return check(ledger, row, diags, err);
}
