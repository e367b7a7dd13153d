/* article.c: an article judged as a whole. What is unclear under each of its prohibitions, because the
 * position is wide, may be certain under all of them together: a record that breaches clause B or clause C
 * wherever in its area it is, breaches the article. The clauses' conditions are joined by "or" and judged
 * once over the whole position. Only prohibitions without exceptions are joined: what lifts one clause need
 * not lift another. */
#include "verdict/internal.h"

#include <string.h>

#define JOINED_MAX 16

typedef struct joint { /* findings that may be joined: one a clause, unclear, of one record, under the base
                          reading */
    size_t findings[JOINED_MAX];
    size_t count;
    struct joint *next; /* in the order of their first findings */
} joint;

/* What findings must have in common to be joined. Texts by where they lie. */
typedef struct joint_key {
    const ent_record *record;
    const char *party;
    size_t article;
    int64_t from, until;
} joint_key;

static bool may_join(const ent_finding *f)
{
    if (f->verdict != ENT_VERDICT_UNCLEAR || *f->reading || f->record_count != 1) return false;
    return f->clause->modality == ENT_PROHIBITS && !f->clause->unless && f->clause->where;
}

static joint *joint_of(ent_judgement *j, ent_map *known, const ent_finding *f, joint ***last)
{
    joint_key *key = ent_judge_alloc(j, 1, sizeof *key);
    if (!key) return NULL;
    *key = (joint_key){f->records[0], ent_world_code(j, f->party), f->article, f->period.from.seconds,
                       f->period.until.seconds};
    ent_str name = {(const char *)key, sizeof *key};
    joint *set = ent_map_get(known, name);
    if (set) return set;
    set = ent_judge_alloc(j, 1, sizeof *set);
    if (!set) return NULL;
    if (!ent_map_put(known, name, set)) return ent_judge_fail(j, ENT_E_NOMEM, NULL), NULL;
    **last = set, *last = &set->next;
    return set;
}

static joint *gather(ent_judgement *j)
{
    joint *all = NULL, **last = &all;
    ent_map *known = ent_judge_map(j);
    for (size_t i = 0; known && i < j->finding_count && !j->failed; i++) {
        if (!may_join(&j->findings[i])) continue;
        joint *set = joint_of(j, known, &j->findings[i], &last);
        bool again = false; /* a clause already taken */
        for (size_t k = 0; set && k < set->count; k++)
            again |= j->findings[set->findings[k]].clause == j->findings[i].clause;
        if (set && !again && set->count < JOINED_MAX) set->findings[set->count++] = i;
    }
    return all;
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

static const ent_clause *clause_at(const ent_judgement *j, const joint *set, size_t i)
{
    return j->findings[set->findings[i]].clause;
}

/* (when and where of the first) or (when and where of the second) or … */
static const ent_node *condition_of(ent_judgement *j, const joint *set)
{
    ent_node *any = node_of(j, ENT_N_OR, set->count);
    for (size_t i = 0; any && i < set->count; i++) {
        ent_node *all = node_of(j, ENT_N_AND, 2);
        if (!all) return NULL;
        add_kid(all, clause_at(j, set, i)->when);
        add_kid(all, clause_at(j, set, i)->where);
        add_kid(any, all);
    }
    return any;
}

/* What all of them come to together, judged once over the whole position. */
static ent_outcome judge(ent_judgement *j, const joint *set)
{
    ent_env env;
    const ent_finding *first = &j->findings[set->findings[0]];
    ent_memo_forget(j);
    ent_env_start(&env, j, first->clause, first->records[0]);
    env.t = first->period.from;
    for (size_t i = 0; i < set->count;
         i++) /* each clause is sure to speak of it, and its binder is at hand */
        if (!ent_is_yes(ent_select_head(&env, clause_at(j, set, i), true)))
            return ent_outcome_of(ENT_UNCLEAR, 0);
    const ent_node *condition = condition_of(j, set);
    return condition ? ent_condition_eval(&env, condition, NULL) : ent_outcome_of(ENT_UNCLEAR, 0);
}

/* The finding's clause: the first of them, under the name of all. */
static ent_clause *clause_of(ent_judgement *j, const joint *set)
{
    ent_clause *clause = ent_judge_alloc(j, 1, sizeof *clause);
    const char *id = "";
    if (!clause) return NULL;
    for (size_t i = 0; i < set->count; i++)
        id = ent_judge_printf(j, "%s%s%s", id, i ? " or " : "", clause_at(j, set, i)->id);
    *clause = *clause_at(j, set, 0);
    clause->id = id, clause->title = "";
    return clause;
}

static void add_finding(ent_judgement *j, const joint *set, const ent_outcome *outcome)
{
    const ent_clause *clause = clause_of(j, set), **joined = ent_judge_alloc(j, set->count, sizeof *joined);
    ent_finding *f = ent_finding_add(j); /* the findings may have moved */
    if (!clause || !joined || !f) return;
    const ent_finding *first = &j->findings[set->findings[0]];
    ent_lines because = {0}, none = {0};
    for (size_t i = 0; i < set->count; i++) joined[i] = clause_at(j, set, i);
    f->clause = clause, f->joined = joined, f->joined_count = set->count, f->article = first->article;
    f->period = first->period, f->records = first->records, f->record_count = 1, f->party = first->party;
    f->verdict = ENT_BREACH;
    ent_lines_addf(j, &because, "wherever in its area it is, it breaches clause %s", clause->id);
    ent_finding_margins(j, f, outcome);
    ent_finding_texts(f, &because, &none);
    ent_finding_sources(j, f);
}

void ent_judge_articles(ent_judgement *j)
{
    j->article_first = j->finding_count;
    for (const joint *set = gather(j); set && !j->failed; set = set->next) {
        ent_outcome o = set->count > 1 ? judge(j, set) : ent_outcome_of(ENT_UNCLEAR, 0);
        if (ent_is_yes(o.truth)) add_finding(j, set, &o);
    }
}
