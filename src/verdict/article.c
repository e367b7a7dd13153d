/* article.c: an article judged as a whole. What is unclear under each of its prohibitions, because the position is wide,
 * may be certain under all of them together: a record that breaches clause B or clause C wherever in its area it is,
 * breaches the article. The clauses' conditions are joined by "or" and judged once over the whole position. Only
 * prohibitions without exceptions are joined: what lifts one clause need not lift another. */
#include "verdict/internal.h"

#include <string.h>

#define JOINED_MAX 16

typedef struct joint {
    const ent_finding *findings[JOINED_MAX]; /* one a clause: unclear, of one record, under the base reading */
    size_t count;
} joint;

static bool joins(const ent_finding *f, const ent_finding *first)
{
    if (f->verdict != ENT_VERDICT_UNCLEAR || *f->reading || f->record_count != 1) return false;
    if (f->clause->modality != ENT_PROHIBITS || f->clause->unless || !f->clause->where) return false;
    return f->article == first->article && f->records[0] == first->records[0] && strcmp(f->party, first->party) == 0 &&
           f->period.from.seconds == first->period.from.seconds && f->period.until.seconds == first->period.until.seconds;
}

static joint gather(const ent_judgement *j, size_t first)
{
    joint set = {.count = 0};
    for (size_t i = first; i < j->finding_count && set.count < JOINED_MAX; i++) {
        const ent_finding *f = &j->findings[i];
        bool again = false; /* a clause already taken, or the group already judged from an earlier start */
        for (size_t k = 0; k < set.count; k++) again |= set.findings[k]->clause == f->clause;
        if (joins(f, &j->findings[first]) && !again) set.findings[set.count++] = f;
    }
    for (size_t i = 0; i < first; i++)
        if (joins(&j->findings[i], &j->findings[first])) set.count = 0;
    return set;
}

static ent_node *node_of(ent_judgement *j, ent_node_kind kind, size_t kids)
{
    ent_node *node = ent_judge_alloc(j, 1, sizeof *node);
    const ent_node **list = ent_judge_alloc(j, kids, sizeof *list);
    if (!node || !list) return NULL;
    *node = (ent_node){.kind = kind, .text = "", .kids = list};
    return node;
}

static void add_kid(ent_node *node, const ent_node *kid)
{
    if (kid) ((const ent_node **)node->kids)[node->kid_count++] = kid;
}

/* (when and where of the first) or (when and where of the second) or … */
static const ent_node *condition_of(ent_judgement *j, const joint *set)
{
    ent_node *any = node_of(j, ENT_N_OR, set->count);
    for (size_t i = 0; any && i < set->count; i++) {
        ent_node *all = node_of(j, ENT_N_AND, 2);
        if (!all) return NULL;
        add_kid(all, set->findings[i]->clause->when);
        add_kid(all, set->findings[i]->clause->where);
        add_kid(any, all);
    }
    return any;
}

static bool breaches(ent_judgement *j, const joint *set)
{
    ent_env env;
    const ent_finding *first = set->findings[0];
    ent_env_start(&env, j, first->clause, first->records[0]);
    env.t = first->period.from;
    for (size_t i = 0; i < set->count; i++) { /* each clause is sure to speak of it, and its binder is at hand */
        const ent_clause *clause = set->findings[i]->clause;
        if (!ent_is_yes(ent_select_head(&env, clause, true))) return false;
    }
    const ent_node *condition = condition_of(j, set);
    return condition && ent_is_yes(ent_condition_eval(&env, condition, NULL).truth);
}

static const char *clauses_of(ent_judgement *j, const joint *set)
{
    const char *text = "";
    for (size_t i = 0; i < set->count; i++)
        text = ent_judge_printf(j, "%s%s%s", text, i ? " or " : "", set->findings[i]->clause->id);
    return text;
}

void ent_judge_articles(ent_judgement *j)
{
    j->article_breaches = ent_judge_alloc(j, j->doc->article_count + 1, sizeof *j->article_breaches);
    for (size_t i = 0; j->article_breaches && i < j->finding_count && !j->failed; i++) {
        if (!joins(&j->findings[i], &j->findings[i])) continue;
        joint set = gather(j, i);
        if (set.count < 2 || !breaches(j, &set)) continue;
        const ent_finding *f = set.findings[0];
        j->article_breaches[f->article] = true, j->any_article_breach = true;
        ent_lines_addf(j, &j->remarks, "%s is breached by record %s (%s): wherever in its area it is, it breaches clause %s",
                       j->doc->articles[f->article].title, f->records[0]->id, f->party, clauses_of(j, &set));
    }
}
