/* coverage.c: the state of every clause for every party, and of an article as a whole. */
#include "verdict/internal.h"

#include <string.h>

static void add(ent_judgement *j, ent_coverage row)
{
    if (j->coverage_count == j->coverage_cap) {
        size_t cap = j->coverage_cap ? 2 * j->coverage_cap : 128;
        ent_coverage *grown = ent_judge_alloc(j, cap, sizeof *grown);
        if (!grown) return;
        if (j->coverage_count) memcpy(grown, j->coverage, j->coverage_count * sizeof *grown);
        j->coverage = grown, j->coverage_cap = cap;
    }
    j->coverage[j->coverage_count++] = row;
}

static ent_state state_of(const ent_finding *f)
{
    switch (f->verdict) {
    case ENT_BREACH: return ENT_STATE_BREACH;
    case ENT_KEPT: return ENT_STATE_KEPT;
    case ENT_EXEMPT: return ENT_STATE_EXEMPT;
    case ENT_VERDICT_UNCLEAR: break;
    }
    if (f->none_shown) return ENT_STATE_NONE_SHOWN;
    return f->reasons == 1u << ENT_REASON_NOT_DUE ? ENT_STATE_NOT_DUE : ENT_STATE_UNCLEAR;
}

/* Is the party one of "AAA|BBB", whom sources name in turn? */
static bool is_rival(const char *rivals, const char *party)
{
    size_t n = strlen(party);
    for (const char *at = rivals; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL)
        if (strncmp(at, party, n) == 0 && (at[n] == '|' || !at[n])) return strchr(rivals, '|') != NULL;
    return false;
}

/* Does a finding speak to this party: charged by name, or as one of those who answer together? */
static bool concerns(ent_env *env, const ent_finding *f, const char *party)
{
    if (strcmp(f->party, party) == 0 || is_rival(f->party, party)) return true;
    for (int r = ENT_ROLE_ACTOR; f->clause->binds && r <= ENT_ROLE_OWNER; r++)
        if (ent_actors_is_role(f->clause->binds, (ent_role)r)) return false; /* it names whoever answers */
    if (f->clause->binds) return true; /* bound() has already asked whether the party is one of them */
    return f->clause->by && f->clause->by->number == 1 && ent_is_yes(ent_actor_in(env, party, f->clause->by));
}

/* Does an expression name only a binder? Whoever the binder's own line may mean is then meant. */
static bool is_binder(const ent_node *who)
{
    if (who && who->kind == ENT_N_ACTORS && who->op == ENT_BASE_NAMES && who->kid_count == 1)
        who = who->kids[0];
    return who && who->kind == ENT_N_NAME && who->ref == ENT_REF_BINDER;
}

static bool bound(ent_env *env, const ent_clause *clause, const char *party)
{
    const ent_node *who = clause->binds ? clause->binds : clause->by;
    if (clause->trigger && clause->trigger->kid_count > 1 && (!who || is_binder(who)))
        who = clause->trigger->kids[1];
    if (!who || (who->kind == ENT_N_ACTORS && who->op == ENT_BASE_ANYONE)) return clause->binds || !who;
    return !ent_is_no(ent_actor_in(env, party, who));
}

static ent_state found_state(ent_env *env, const ent_clause *clause, const char *party, bool *out_any)
{
    ent_judgement *j = env->j;
    ent_state best = ENT_STATE_NO_RECORD;
    size_t index = (size_t)(clause - j->doc->clauses);
    for (size_t i = j->clause_first[index]; i < j->clause_first[index + 1]; i++) {
        const ent_finding *f = &j->findings[i];
        if (*f->reading || !concerns(env, f, party)) continue;
        ent_state s = is_rival(f->party, party) ? ENT_STATE_UNCLEAR
                                                : state_of(f); /* somebody's, perhaps not this one's */
        *out_any = true;
        if (s < best) best = s;
    }
    return best;
}

static ent_state clause_state(ent_judgement *j, const ent_clause *clause, const char *party)
{
    ent_env env;
    ent_env_start(&env, j, clause, NULL);
    ent_span_time span = ent_clause_period(&env, clause);
    bool any = false;
    ent_state found = found_state(&env, clause, party, &any);
    if (any) return found;
    if (ent_world_suspended(j, party, env.t)) return ENT_STATE_SUSPENDED;
    if (!ent_is_yes(ent_world_binds(j, party, env.t)) || !bound(&env, clause, party))
        return ENT_STATE_NOT_BOUND;
    if (span.from.seconds >= span.until.seconds) return ENT_STATE_NOT_BOUND;
    bool closed = clause->acts && ent_world_closed(j, (ent_closing){clause->acts, party,
                                                                    ent_clause_scope(clause), NULL, span});
    if (closed && ent_world_denied_to(j, ent_clause_scope(clause), clause->acts, span))
        return ENT_STATE_UNCLEAR;
    return closed ? ENT_STATE_KEPT : ENT_STATE_NO_RECORD;
}

static bool judged(const ent_clause *clause)
{
    return clause->modality != ENT_EXCEPTION && clause->modality != ENT_PERMITS;
}

static void cover_articles(ent_judgement *j)
{
    for (size_t i = 0; i < j->doc->decl_count; i++) {
        const ent_decl *d = &j->doc->decls[i];
        if (d->kind != ENT_DECL_NOT_FORMALISED) continue;
        add(j, (ent_coverage){
                   .passage = d, .article = d->article, .party = "", .state = ENT_STATE_NOT_FORMALISED});
    }
    for (size_t a = 0; a < j->doc->article_count; a++) {
        const ent_article *article = &j->doc->articles[a];
        if (!article->clause_count && article->has_prose && *article->number)
            add(j, (ent_coverage){.article = a, .party = "", .state = ENT_STATE_NOT_FORMALISED});
    }
}

void ent_judge_coverage(ent_judgement *j)
{
    for (size_t c = 0; c < j->doc->clause_count && !j->failed && j->clause_first; c++) {
        const ent_clause *clause = &j->doc->clauses[c];
        for (size_t p = 0; judged(clause) && p < j->party_count; p++)
            add(j, (ent_coverage){clause, NULL, clause->article, j->parties[p].code,
                                  clause_state(j, clause, j->parties[p].code)});
    }
    cover_articles(j);
}

ent_state ent_judgement_article_state(const ent_judgement *j, size_t article)
{
    ent_state best = ENT_STATE_NOT_FORMALISED;
    for (size_t i = 0; i < j->coverage_count; i++)
        if (j->coverage[i].article == article && j->coverage[i].state < best) best = j->coverage[i].state;
    for (size_t i = 0; i < j->finding_count; i++) { /* what nobody is charged with has no row of coverage */
        const ent_finding *f = &j->findings[i];
        if (f->article == article && !*f->reading && state_of(f) < best) best = state_of(f);
    }
    return best;
}
