/* check.c: what a register cannot mean. Only what contradicts itself is complained about; a party may well
 * refuse today what it accepts tomorrow, if the later entry says that it answers the earlier. */
#include "ledger/ledger.h"

#include "base/mem.h"

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
    if (question != row && share_name(row->entry.speaker, question->entry.speaker))
        ent_ledger_complain(to, row, ENT_MARK_ANSWERS,
                            (ent_diag_text){.severity = ENT_SEV_WARNING,
                                            .code = "answer-own",
                                            .detail = detail,
                                            .hint = "Is another id meant?"},
                            "\"%.60s\" is answered by who asked it", question->entry.id);
}

/* ---- circles ---- */

/* Answers point back in time. Where every one does, there is no circle and nothing to walk. */
static bool points_forward(const ent_ledger_row *row)
{
    for (uint32_t i = 0; i < row->entry.answers.count; i++)
        if (row->answered[i]->entry.index >= row->entry.index) return true;
    return false;
}

enum { UNSEEN, ON_THE_WAY, LEFT };

typedef struct step {
    const ent_ledger_row *row;
    uint32_t next; /* of its answers */
} step;

static void complain_circle(ent_ledger_complainer *to, const ent_ledger_row *row, const ent_ledger_row *back)
{
    char detail[200];
    snprintf(detail, sizeof detail, "\"%.60s\" leads to \"%.60s\", in line %u, and that back to it.",
             row->entry.id, back->entry.id, (unsigned)back->entry.span.line);
    ent_ledger_complain(to, row, ENT_MARK_ANSWERS,
                        (ent_diag_text){.code = "answers-circle",
                                        .detail = row == back ? NULL : detail,
                                        .hint = "The first question answers nothing."},
                        row == back ? "\"%.60s\" answers itself"
                                    : "answers run in a circle through \"%.60s\"",
                        row->entry.id);
}

/* Depth first along the answers, without recursion: chains may be as long as the ledger. An answer that leads
 * to what is still on the way closes a circle. */
static void walk(ent_ledger_complainer *to, const ent_ledger_row *start, step *way, unsigned char *state)
{
    size_t depth = 0;
    way[depth++] = (step){start, 0};
    state[start->entry.index] = ON_THE_WAY;
    while (depth) {
        step *at = &way[depth - 1];
        if (at->next == at->row->entry.answers.count) {
            state[at->row->entry.index] = LEFT, depth--;
            continue;
        }
        const ent_ledger_row *to_row = at->row->answered[at->next++];
        if (state[to_row->entry.index] == ON_THE_WAY) complain_circle(to, at->row, to_row);
        if (state[to_row->entry.index] != UNSEEN) continue;
        way[depth++] = (step){to_row, 0};
        state[to_row->entry.index] = ON_THE_WAY;
    }
}

static bool check_circles(ent_ledger_complainer *to, const ent_ledger_row *only)
{
    const ent_ledger *ledger = to->ledger;
    bool possible = false;
    for (size_t i = 0; !possible && i < ledger->count; i++) possible = points_forward(ledger->rows[i]);
    if (!possible) return true;
    unsigned char *state = ent_alloc_zero(ledger->count, sizeof *state);
    step *way = ent_alloc_zero(ledger->count, sizeof *way);
    bool good = state && way;
    for (size_t i = 0; good && i < ledger->count; i++)
        if ((!only || ledger->rows[i] == only) && state[i] == UNSEEN) walk(to, ledger->rows[i], way, state);
    ent_free(way);
    ent_free(state);
    return good;
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
    }
    good = good && check_circles(&to, only) && ent_ledger_doubt(&to, only);
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
