/* shown.c: what lifts a verdict, in words: 'exception 4.2 ("Consent of every party"), shown by record C1
 * (…)'. An exception is worked out once more with a list at hand that takes in the records of which it holds;
 * what turns out not to hold takes its records off the list again. Only what is lifted pays for it. */
#include "verdict/internal.h"

#include <string.h>

void ent_shown_add(ent_env *env, const ent_record *record)
{
    ent_shown *s = env->shown;
    if (!s) return;
    for (size_t i = 0; i < s->count && i < ENT_SHOWN_MAX; i++)
        if (s->at[i] == record) return;
    if (s->count < ENT_SHOWN_MAX) s->at[s->count] = record;
    s->count++;
}

const char *ent_exception_name(ent_judgement *j, const ent_node *node)
{
    if (node->kind != ENT_N_CLAUSE)
        return ent_judge_printf(j, "the condition that %s", ent_judge_say(j, node));
    const ent_clause *clause = ent_doc_clause_find(j->world.agreement, ent_str_of(node->text));
    bool exception = !clause || clause->modality == ENT_EXCEPTION;
    const char *what = exception ? "exception" : "clause";
    return clause && *clause->title ? ent_judge_printf(j, "%s %s (\"%s\")", what, node->text, clause->title)
                                    : ent_judge_printf(j, "%s %s", what, node->text);
}

static const char *say_records(ent_judgement *j, const ent_shown *s)
{
    const char *text = "";
    for (size_t i = 0; i < s->count && i < ENT_SHOWN_MAX; i++) {
        const ent_record *r = s->at[i];
        text = ent_judge_printf(j, "%s%s%s (%s)", text, i ? ", " : "", r->id,
                                *r->source ? r->source : "unsourced");
    }
    if (s->count > ENT_SHOWN_MAX)
        text = ent_judge_printf(j, "%s and %zu more", text, s->count - ENT_SHOWN_MAX);
    return text;
}

const char *ent_exception_said(ent_env *env, const ent_node *list)
{
    ent_shown shown = {.count = 0}, *before = env->shown;
    ent_lines *because = env->because, *settle = env->settle;
    const char *name = "";
    env->shown = &shown, env->because = env->settle = NULL;
    (void)ent_exception_eval(env, list, &name);
    env->shown = before, env->because = because, env->settle = settle;
    if (shown.count == 0) return name;
    return ent_judge_printf(env->j, "%s, shown by record%s %s", name, shown.count == 1 ? "" : "s",
                            say_records(env->j, &shown));
}
