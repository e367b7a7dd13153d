/* finish.c: entries in order of time, and `answers` followed. An entry stands at its earliest date; of one
 * date, in the order written, so that what a register says first stays first. */
#include "base/mem.h"
#include "ledger/ledger.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_after(const ent_ledger_row *x, const ent_ledger_row *y)
{
    return x->from_seconds > y->from_seconds || (x->from_seconds == y->from_seconds && x->order > y->order);
}

static int by_time(const void *a, const void *b)
{
    const ent_ledger_row *x = *(ent_ledger_row *const *)a, *y = *(ent_ledger_row *const *)b;
    return is_after(x, y) ? 1 : is_after(y, x) ? -1 : 0;
}

static void sort(ent_ledger *ledger)
{
    bool sorted = true;
    for (size_t i = 1; sorted && i < ledger->count; i++)
        sorted = is_after(ledger->rows[i], ledger->rows[i - 1]);
    if (!sorted) qsort(ledger->rows, ledger->count, sizeof *ledger->rows, by_time);
    for (size_t i = 0; i < ledger->count; i++) ledger->rows[i]->entry.index = (uint32_t)i;
}

static void complain_unknown(ent_ledger_complainer *to, const ent_ledger_row *row, const char *id)
{
    const ent_ledger *ledger = to->ledger;
    ent_str *ids = ent_alloc_zero(ledger->count, sizeof *ids);
    size_t others = 0; /* no entry answers itself */
    for (size_t i = 0; ids && i < ledger->count; i++)
        if (ledger->rows[i] != row) ids[others++] = ent_str_of(ledger->rows[i]->entry.id);
    int near = ids ? ent_nearest_name(ent_str_of(id), ids, others) : -1;
    char hint[160] = "It must be the id of an entry of this ledger.";
    if (near >= 0) snprintf(hint, sizeof hint, "Did you mean \"%.80s\"?", ids[near].ptr);
    ent_ledger_complain(to, row, ENT_MARK_ANSWERS, (ent_diag_text){.code = "answers-unknown", .hint = hint},
                        "there is no entry \"%.80s\"", id);
    ent_free(ids);
}

/* Point the row at what it answers; unknown ids are taken out of its list. False when memory ran out. */
static bool follow(ent_ledger *ledger, ent_ledger_row *row, ent_ledger_complainer *to)
{
    ent_name_list list = row->entry.answers;
    if (list.count == 0) return true;
    row->answered = ent_arena_alloc(ledger->arena, list.count, sizeof *row->answered);
    const char **kept = ent_arena_alloc(ledger->arena, list.count, sizeof *kept);
    if (!row->answered || !kept) return false;
    uint32_t count = 0;
    for (uint32_t i = 0; i < list.count; i++) {
        const ent_ledger_row *question = ent_map_get(ledger->ids, ent_str_of(list.at[i]));
        if (question)
            kept[count] = list.at[i], row->answered[count++] = question;
        else
            complain_unknown(to, row, list.at[i]);
    }
    row->entry.answers = (ent_name_list){kept, count};
    return true;
}

ent_status ent_ledger_finish(ent_ledger *ledger, ent_diags *diags, ent_error *err)
{
    assert(!ledger->finished);
    ent_ledger_complainer to = {.ledger = ledger, .diags = diags};
    sort(ledger);
    bool good = true;
    for (size_t i = 0; good && i < ledger->count; i++) good = follow(ledger, ledger->rows[i], &to);
    ent_ledger_complainer_done(&to);
    ledger->finished = true;
    return good ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}
