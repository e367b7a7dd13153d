/* rivals.c: sources that contradict each other. A value with rivals stays a set: each is judged, and if they
 * agree the verdict is certain. The choices form a tree that is walked like an odometer: a value joins the
 * choice when it is first asked for, and leaves it again when one that was asked for before it turns over.
 * What no rule asks for is never tried, so rivals that do not matter neither multiply the work nor disturb
 * the answer. */
#include "verdict/internal.h"

#include <string.h>

#define BIT(reason) (1u << (reason))
#define CHOICES_SHOWN 6

int ent_env_pick(const ent_env *env, const ent_value *value)
{
    ent_picks *p = env->picks;
    if (!p) return -1;
    for (int i = 0; i < p->count; i++)
        if (p->at[i].value == value) return (int)p->at[i].index;
    if (p->count == ENT_PICKS_MAX) {
        p->cut = true;
        return -1;
    }
    p->at[p->count++] = (ent_pick){value, 0};
    return 0;
}

bool ent_env_choose(ent_env *env, uint32_t *step)
{
    ent_picks *p = env->picks;
    ent_memo_forget(env->j);
    if ((*step)++ == 0) return p->count = 0, true;
    while (p->count && p->at[p->count - 1].index + 1 == p->at[p->count - 1].value->count) p->count--;
    if (!p->count) return false;
    if (*step > ENT_COMBINATIONS_MAX) {
        p->cut = true;
        return false;
    }
    p->at[p->count - 1].index++;
    return true;
}

/* ---- saying ----------------------------------------------------------------------------------------- */

typedef struct figure {
    const char *name;
    ent_dimension dimension;
} figure;

static const ent_attribute *attribute_of(const ent_attribute *list, size_t count, const ent_value *value)
{
    for (size_t i = 0; i < count; i++)
        if (&list[i].value == value) return &list[i];
    return NULL;
}

static figure figure_of(ent_env *env, const ent_value *value)
{
    const ent_record *r = env->record;
    const ent_attribute *a = r ? attribute_of(r->attributes, r->attribute_count, value) : NULL;
    if (!a && env->item) a = attribute_of(env->item->attributes, env->item->attribute_count, value);
    for (uint32_t i = 0; r && !a && env->j->world.items && i < r->item.count; i++) {
        const ent_item *item = ent_items_find(env->j->world.items, ent_str_of(r->item.words[i]));
        if (item) a = attribute_of(item->attributes, item->attribute_count, value);
    }
    if (a) return (figure){a->name, a->dimension};
    if (r && value == &r->actor) return (figure){"actor", ENT_DIM_NONE};
    if (r && value == &r->target) return (figure){"target", ENT_DIM_NONE};
    if (r && value == &r->item) return (figure){"item", ENT_DIM_NONE};
    if (r && value == &r->quantity) return (figure){"quantity", r->quantity_dimension};
    return (figure){value->kind == ENT_VALUE_WORD ? "place" : "distance",
                    value->kind == ENT_VALUE_WORD ? ENT_DIM_NONE : ENT_DIM_LENGTH};
}

static const char *describe_choice(ent_env *env)
{
    const char *text = "";
    for (int i = 0; i < env->picks->count; i++) {
        const ent_value *v = env->picks->at[i].value;
        figure f = figure_of(env, v);
        const char *said = v->kind == ENT_VALUE_WORD
                               ? v->words[env->picks->at[i].index]
                               : ent_quantity_say(env->j, ent_value_of(env, v, f.dimension), NULL);
        text = ent_judge_printf(env->j, "%s%s%s %s", text, i ? ", " : "", f.name, said);
    }
    return text;
}

static void absorb(ent_env *env, ent_ruling *conflict, const ent_ruling *r, size_t index)
{
    const char *choice = describe_choice(env),
               *said = r->speaks ? ent_verdict_name(r->verdict) : "not spoken of";
    if (index < CHOICES_SHOWN)
        ent_lines_addf(env->j, &conflict->settle, "which source is right: with %s it is %s", choice, said);
    for (size_t i = 0; index < CHOICES_SHOWN && r->speaks && i < r->because.count; i++)
        (i < r->because.telling ? ent_lines_add : ent_lines_add_plain)(
            env->j, &conflict->because, ent_judge_printf(env->j, "with %s, %s", choice, r->because.at[i]));
}

/* ---- all choices ------------------------------------------------------------------------------------ */

static void widen(ent_outcome *into, const ent_outcome *from)
{
    for (int i = 0; i < from->margin_count; i++) {
        bool found = false;
        for (int k = 0; k < into->margin_count; k++) {
            if (into->margins[k].dimension != from->margins[i].dimension) continue;
            if (strcmp(into->margins[k].unit_name, from->margins[i].unit_name) != 0) continue;
            found = true;
            if (from->margins[i].lo < into->margins[k].lo) into->margins[k].lo = from->margins[i].lo;
            if (from->margins[i].hi > into->margins[k].hi) into->margins[k].hi = from->margins[i].hi;
        }
        if (!found && into->margin_count < ENT_MARGINS_MAX)
            into->margins[into->margin_count++] = from->margins[i];
    }
}

/* Another choice's ruling joins what was found so far; false when they differ. */
static bool join(ent_ruling *whole, const ent_ruling *r)
{
    bool same = r->speaks == whole->speaks && (!r->speaks || r->verdict == whole->verdict);
    whole->reasons |= r->reasons;
    if (r->speaks) widen(&whole->outcome, &r->outcome);
    if (r->speaks && (*r->target || !whole->speaks)) whole->target = r->target;
    if (!whole->answer) whole->answer = r->answer;
    if (!*whole->party) whole->party = r->party;
    if (whole->due.from.seconds >= whole->due.until.seconds) whole->due = r->due;
    return same;
}

/* A condition that shows its margin under one choice alone was asked under each: its margin covers them all.
 */
static void cover(ent_outcome *whole, const ent_outcome *asked)
{
    for (int i = 0; i < whole->margin_count; i++)
        for (int k = 0; k < asked->margin_count; k++)
            if (whole->margins[i].node == asked->margins[k].node) whole->margins[i] = asked->margins[k];
}

ent_ruling ent_rule_rivals(ent_env *env, ent_rule rule, const void *context)
{
    ent_picks picks = {.count = 0};
    ent_ruling whole = {.target = "", .party = ""}, conflict = {.target = "", .party = ""};
    uint32_t step = 0;
    bool same = true;
    env->picks = &picks;
    while (!env->j->failed && ent_env_choose(env, &step)) {
        ent_ruling r = rule(env, context);
        if (picks.count) absorb(env, &conflict, &r, step - 1);
        if (r.speaks) widen(&conflict.asked, &r.asked);
        if (step == 1)
            whole = r;
        else
            same &= join(&whole, &r);
    }
    env->picks = NULL;
    if (same && !picks.cut) return whole;
    whole.speaks = true, whole.verdict = ENT_VERDICT_UNCLEAR;
    whole.reasons = BIT(ENT_REASON_SOURCES_CONFLICT);
    whole.because = conflict.because, whole.settle = conflict.settle;
    cover(&whole.outcome, &conflict.asked);
    return whole;
}
