/* check_days.c: a deadline so many days before or after an event, or a stay of so many days, where the text
 * does not say how days are counted. An event at noon shows it: an answer given late in the evening of the
 * last day comes a quarter of a day too late as time elapses, and in time by the calendar; a stay until that
 * evening is as much too long. */
#include "scenario/made.h"

#include <string.h>

/* The deadline; of one with two ends the later, after which an answer is too late. */
static const ent_node *latest_of(const ent_clause *c)
{
    return ent_node_is(c->due, ENT_N_BETWEEN_MOMENTS) ? c->due->kids[1] : c->due;
}

static bool is_days(const ent_node *length)
{
    return length && length->kind == ENT_N_NUMBER && length->unit &&
           length->unit->dimension == ENT_DIM_DURATION && length->unit->scale >= ENT_DAY_SECONDS;
}

static const ent_node *days_of(const ent_clause *c)
{
    const ent_node *due = latest_of(c);
    if (!due || due->kind != ENT_N_OFFSET || due->kid_count < 2) return NULL;
    const ent_node *length = due->kids[1];
    bool event = due->kids[0]->kind == ENT_N_MOMENT && due->kids[0]->op != ENT_ENTRY;
    return is_days(length) && event ? length : NULL;
}

static const char *moment(ent_trial *t, ent_time day, int64_t seconds)
{
    char text[32];
    ent_time_format((ent_time){day.seconds + seconds}, text, sizeof text);
    return ent_trial_text(t, "%s", text);
}

/* The event at noon, and the answer at 18:00 of the last day (before) or of the day after which none is left.
 */
static void make(ent_trial *t, const ent_clause *c, const ent_node *length, ent_made *made)
{
    int64_t days = (int64_t)(length->number / ENT_DAY_SECONDS), shift = latest_of(c)->op < 0 ? -days : days;
    ent_time start = {made->day.seconds - (days + 30) * ENT_DAY_SECONDS};
    bool end = latest_of(c)->kids[0]->op == ENT_END;
    ent_made_put(&made->acts[0], "from", moment(t, start, 43200));
    if (end) ent_made_put(&made->acts[0], "to", moment(t, start, 43200));
    ent_made_act *answer = &made->acts[made->count++];
    *answer = (ent_made_act){.count = 0};
    const ent_node *acts = c->acts;
    ent_made_put(answer, "kind", acts && acts->kid_count ? acts->kids[0]->text : "notification");
    ent_made_put(answer, "actor", ent_made_get(&made->acts[0], "actor"));
    ent_made_put(answer, "about", "r1");
    ent_made_put(answer, "from", moment(t, start, shift * ENT_DAY_SECONDS + 64800));
}

static void check_deadline(ent_trial *t, const ent_clause *c)
{
    const ent_node *length = days_of(c);
    ent_wishes w = {.binder = c->trigger ? c->trigger->text : ""};
    ent_solution s;
    ent_made made;
    bool duty = c->modality == ENT_REQUIRES || c->modality == ENT_RECOMMENDS;
    if (!duty || !length || c->counting_said || c->incomplete || !c->trigger) return;
    ent_wish_add(&w, c->trigger->kid_count > 5 ? c->trigger->kids[5] : NULL, true);
    ent_wish_add(&w, c->trigger->kid_count > 4 ? c->trigger->kids[4] : NULL, true);
    ent_wish_add(&w, c->when, true);
    ent_box_solve(t, &w, &s);
    if (!ent_made_act_of(t, c, &s.box, 0, &made)) return;
    make(t, c, length, &made);
    const char *days = ent_trial_text(t, "%s %s", length->text, length->unit->name);
    ent_trial_say(
        t, c->due->span,
        (ent_diag_text){
            ENT_SEV_WARNING, "counting-unsaid", NULL,
            ent_trial_text(t,
                           "Counter-example: %s; answered by: %s. As time elapses it is six hours %s; by the "
                           "calendar the %s are kept.",
                           ent_made_say(t, &made.acts[0]), ent_made_say(t, &made.acts[1]), "too late", days),
            "Say \"counting calendar days\", \"counting inclusive days\" or \"counting elapsed time\"."},
        "clause %s does not say how its days are counted", c->id);
}

/* A ceiling or floor in days on how long something lasts. */
static void check_stay(ent_trial *t, const ent_clause *c)
{
    const ent_node *length = c->ceiling;
    ent_wishes w = {.binder = ""};
    ent_solution s;
    ent_made made;
    bool stay = c->modality == ENT_LIMITS && c->aggregate && c->aggregate->op == ENT_DURATION;
    if (!stay || !is_days(length) || c->counting_said || c->incomplete) return;
    ent_wish_add(&w, c->object, true);
    ent_wish_add(&w, c->when, true);
    ent_box_solve(t, &w, &s);
    if (!ent_made_act_of(t, c, &s.box, 0, &made)) return;
    int64_t seconds = (int64_t)length->number;
    ent_time start = {made.day.seconds - seconds - 30 * ENT_DAY_SECONDS};
    bool floor = c->ceiling_op == ENT_AT_LEAST || c->ceiling_op == ENT_LESS_THAN;
    ent_made_put(&made.acts[0], "from", moment(t, start, floor ? 64800 : 43200));
    ent_made_put(&made.acts[0], "to", moment(t, start, seconds + (floor ? 43200 : 64800)));
    const char *days = ent_trial_text(t, "%s %s", length->text, length->unit->name);
    ent_trial_say(
        t, length->span,
        (ent_diag_text){ENT_SEV_WARNING, "counting-unsaid", NULL,
                        ent_trial_text(t,
                                       "Counter-example: %s. As time elapses it lasts six hours %s than %s; "
                                       "by the calendar it lasts "
                                       "%s, and a day more if the first day counts.",
                                       ent_made_say(t, &made.acts[0]), floor ? "less" : "more", days, days),
                        "Say \"counting calendar days\", \"counting inclusive days\" or \"counting elapsed "
                        "time\"."},
        "clause %s does not say how its days are counted", c->id);
}

void ent_check_days(ent_trial *t, const ent_clause *c)
{
    check_deadline(t, c);
    check_stay(t, c);
}
