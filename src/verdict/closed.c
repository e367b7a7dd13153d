/* closed.c: the ground a clause closes: where an act would breach a prohibition.
 *
 * The clause is asked about an act that nobody has recorded: of a kind that it names, on the day of the
 * judgement, with an item, by an actor, at a position left open. What it says of the act is judged as for any
 * record (select.c, condition.c); what it says of the position becomes a pair of plans (sides.c), and these
 * become fields at the very end. Rival figures of the item are tried one by one: it certainly breaches where
 * it does with each of them, and may where it does with one. */
#include "verdict/sides.h"

#include <math.h>
#include <string.h>

#define BIT(reason) (1u << (reason))
#define LINES_MAX 40

struct ent_closed {
    ent_judgement *j;
    ent_closed_view view;
};

/* One question under way. */
typedef struct asking {
    ent_judgement *j;
    const ent_clause *clause;
    const ent_closed_query *query;
    const ent_item *item;
    const ent_node *scope; /* the conditions on place, where they alone are asked about */
    ent_lines because, settle;
    uint32_t reasons;
} asking;

/* ---- the act that is imagined ----------------------------------------------------------------------- */

static ent_value word_value(ent_judgement *j, const char *word)
{
    const char **words = ent_judge_alloc(j, 1, sizeof *words);
    if (!words || !word) return (ent_value){.text = "", .source = ""};
    words[0] = word;
    return (ent_value){.kind = ENT_VALUE_WORD, .count = 1, .words = words, .text = word, .source = ""};
}

/* The first kind of record that the clause names, through its own words for several. */
static const char *act_of(const ent_judgement *j, const ent_node *acts, int depth)
{
    if (!acts || !acts->kid_count || depth > 8) return "deployment";
    const char *word = acts->kids[0]->text;
    const ent_decl *decl = ent_doc_decl_find(j->world.agreement, ENT_DECL_ACTS, ent_str_of(word));
    return decl && decl->body ? act_of(j, decl->body, depth + 1) : word;
}

static bool has_range(const ent_closed_query *q)
{
    bool unset = isnan(q->range_lo_m) || isnan(q->range_hi_m) || (q->range_lo_m == 0 && q->range_hi_m == 0);
    return !unset;
}

static void set_range(ent_judgement *j, const ent_closed_query *q, ent_record *record)
{
    ent_interval *interval = ent_judge_alloc(j, 1, sizeof *interval);
    ent_attribute *attribute = ent_judge_alloc(j, 1, sizeof *attribute);
    if (!interval || !attribute) return;
    *interval = (ent_interval){q->range_lo_m, q->range_hi_m};
    *attribute = (ent_attribute){
        "range",
        ENT_DIM_LENGTH,
        {.kind = ENT_VALUE_NUMBER, .count = 1, .numbers = interval, .text = "", .source = ""}};
    record->attributes = attribute, record->attribute_count = 1;
}

/* It begins on the day, and how long it lasts is not said. Its index is the one after the last record. */
static const ent_record *imagine(asking *a, const char *actor)
{
    static const ent_when never = {0};
    ent_judgement *j = a->j;
    ent_record *r = ent_judge_alloc(j, 1, sizeof *r);
    ent_when *from = ent_judge_alloc(j, 1, sizeof *from);
    if (!r || !from) return NULL;
    ent_time day = j->opts.as_of, next = ent_time_add_seconds(day, ENT_DAY_SECONDS);
    from->count = 1, from->spans[0] = (ent_span_time){day, next};
    *r = (ent_record){.id = "",
                      .unit = "",
                      .role = "",
                      .part_of = "",
                      .same_as = "",
                      .about = "",
                      .note = "",
                      .source = "",
                      .from = from,
                      .to = &never,
                      .reported = &never};
    r->kind = a->query->act ? a->query->act : act_of(j, a->clause->acts, 0);
    r->actor = word_value(j, actor), r->item = word_value(j, a->query->item);
    r->target = r->territory = r->quantity = word_value(j, NULL);
    r->index = (uint32_t)ent_records_count(j->world.records);
    j->presences[r->index] = (ent_presence){day, day, ent_time_add_seconds(day, 1), ENT_TIME_MAX};
    if (has_range(a->query)) set_range(j, a->query, r);
    return r;
}

/* ---- one actor, one choice of rivals ---------------------------------------------------------------- */

static void refuse(asking *a, const char *what)
{
    ent_lines_addf(a->j, &a->because, "%s", what);
}

/* Does the clause speak of the act? Without an item, of whatever object it speaks of. */
static ent_truth speaks_of(asking *a, ent_env *env)
{
    ent_judgement *j = a->j;
    ent_clause spoken = *a->clause;
    if (!a->query->item) spoken.object = NULL;
    if (ent_is_no(ent_select_acts(env, spoken.acts, env->record))) {
        refuse(a, ent_judge_printf(j, "the clause does not speak of %s", env->record->kind));
        return ENT_NO;
    }
    if (spoken.object && ent_is_no(ent_select_object(env, spoken.object))) {
        refuse(a, ent_judge_printf(j, "the clause does not speak of %s", a->query->item));
        return ENT_NO;
    }
    ent_truth speaks = ent_select_head(env, &spoken, true);
    if (ent_is_no(speaks))
        refuse(a, ent_judge_printf(j, "on that day the clause does not speak of acts of %s",
                                   ent_env_actor(env, env->record)));
    if (ent_is_unclear(speaks) && !env->reasons) env->reasons |= BIT(ENT_REASON_VALUE_MISSING);
    return speaks;
}

/* `where` and `when` as one, so that each may use what the other introduces. */
static ent_sides lines_sides(ent_env *env)
{
    const ent_clause *c = env->clause;
    const ent_node *unless = c->modality == ENT_PROHIBITS ? c->unless : NULL;
    const ent_node *lines[2];
    uint32_t n = 0;
    if (c->where) lines[n++] = c->where;
    if (c->when) lines[n++] = c->when;
    const ent_node both = {.kind = ENT_N_AND, .text = "", .kid_count = n, .kids = lines};
    ent_sides s = ent_sides_of_condition(env, n == 1 ? lines[0] : n ? &both : NULL, unless);
    if (c->modality != ENT_PERMITS_ONLY) return s;
    s = ent_sides_not(env->j, s);
    if (!c->unless) return s;
    return ent_sides_and(env->j, s, ent_sides_not(env->j, ent_sides_of_condition(env, c->unless, NULL)));
}

/* The act is the one that a duty is owed for, too. */
static ent_sides scope_sides(const asking *a, ent_env *env)
{
    const ent_node *trigger = a->clause->trigger, *by = a->clause->by;
    const char *actor = ent_env_actor(env, env->record);
    const bool bound = (!trigger || ent_env_bind(env, trigger->text, NULL, env->record)) &&
                       (!by || !actor || !*actor || ent_env_bind_node(env, by, actor));
    return bound ? ent_sides_of_condition(env, a->scope, NULL) : ent_sides_of(a->j, ENT_UNCLEAR);
}

static ent_sides rule(asking *a, ent_env *env)
{
    env->binder_count = 0;
    if (a->query->scope) return scope_sides(a, env);
    ent_truth speaks = speaks_of(a, env);
    if (ent_is_no(speaks)) return ent_sides_of(a->j, ENT_NO);
    ent_time day = a->j->opts.as_of;
    speaks = ent_and(speaks, ent_clause_runs(env, (ent_span_time){day, {day.seconds + 1}}));
    return ent_sides_and(a->j, ent_sides_of(a->j, speaks), lines_sides(env));
}

static void keep_lines(ent_judgement *j, ent_lines *into, const ent_lines *from)
{
    for (size_t i = 0; i < from->count && into->count < LINES_MAX; i++) {
        bool seen = false;
        for (size_t k = 0; k < into->count && !seen; k++) seen = strcmp(into->at[k], from->at[i]) == 0;
        if (!seen) ent_lines_add(j, into, from->at[i]);
    }
}

static ent_sides ask_actor(asking *a, const char *actor)
{
    ent_judgement *j = a->j;
    ent_sides whole = {ent_plan_constant(j, false), ent_plan_constant(j, true)};
    ent_lines because = {0}, settle = {0};
    ent_picks picks = {.count = 0};
    ent_env env;
    const ent_record *record = imagine(a, actor);
    if (!record) return whole;
    ent_env_start(&env, j, a->clause, record);
    env.item = a->item, env.picks = &picks, env.because = &because, env.settle = &settle;
    for (uint32_t step = 0; !j->failed && ent_env_choose(&env, &step);) {
        ent_sides s = rule(a, &env);
        if (step > 1) a->reasons |= BIT(ENT_REASON_SOURCES_CONFLICT);
        whole.may = ent_plan_or(j, whole.may, s.may), whole.must = ent_plan_and(j, whole.must, s.must);
    }
    if (picks.cut) whole = ent_sides_of(j, ENT_UNCLEAR);
    a->reasons |= env.reasons;
    keep_lines(j, &a->because, &because);
    keep_lines(j, &a->settle, &settle);
    return whole;
}

/* ---- whoever it is ---------------------------------------------------------------------------------- */

static size_t actors_of(asking *a, const char **codes)
{
    ent_judgement *j = a->j;
    if (a->query->actor) return codes[0] = ent_world_code(j, a->query->actor), 1;
    ent_env env;
    ent_env_start(&env, j, a->clause, NULL);
    if (a->clause->by) return ent_actor_list(&env, a->clause->by, codes, ENT_CODES_MAX);
    size_t n = 0;
    for (size_t i = 0; i < j->party_count && n < ENT_CODES_MAX; i++)
        if (!ent_is_no(ent_world_is_party(j, j->parties[i].code, j->opts.as_of)))
            codes[n++] = j->parties[i].code;
    return n;
}

/* Is the clause in force on the day? */
static bool in_force(asking *a)
{
    ent_env env;
    ent_env_start(&env, a->j, a->clause, NULL);
    ent_span_time span = ent_clause_period(&env, a->clause);
    ent_time day = a->j->opts.as_of;
    if (span.from.seconds <= day.seconds && day.seconds < span.until.seconds) return true;
    refuse(a, "the clause is not in force on that day");
    ent_lines_addf(a->j, &a->settle,
                   "another day, or a case that assumes it to be in force (assume in force from …)");
    return false;
}

static ent_sides ask(asking *a)
{
    ent_judgement *j = a->j;
    ent_sides any = ent_sides_of(j, ENT_NO);
    const char *codes[ENT_CODES_MAX];
    if (!a->query->scope && !in_force(a)) return any;
    size_t n = actors_of(a, codes);
    if (!n && a->query->scope) codes[n++] = NULL; /* such as the host, whoever that will be */
    if (!n) refuse(a, "the clause speaks of nobody on that day");
    for (size_t i = 0; i < n && !j->failed; i++) any = ent_sides_or(j, any, ask_actor(a, codes[i]));
    return any;
}

/* ---- the answer ------------------------------------------------------------------------------------- */

static const char *what_of(const asking *a)
{
    const ent_closed_query *q = a->query;
    ent_judgement *j = a->j;
    if (q->scope) return ent_judge_printf(j, "the ground that %s speaks of", a->clause->id);
    const char *act = q->act ? q->act : act_of(j, a->clause->acts, 0);
    const char *reach = "";
    if (has_range(q)) {
        ent_quantity range = {q->range_lo_m, q->range_hi_m, ENT_DIM_LENGTH, NULL, 0, false, false};
        reach = ent_judge_printf(j, " with a range of %s", ent_quantity_say(j, range, NULL));
    }
    return ent_judge_printf(j, "positions at which %s%s%s%s by %s would breach %s%s%s%s", act,
                            q->item || has_range(q) ? " of " : "",
                            q->item        ? q->item
                            : has_range(q) ? "an item"
                                           : "",
                            reach, q->actor ? ent_world_code(j, q->actor) : "someone it speaks of",
                            a->clause->id, q->reading ? " read as \"" : "", q->reading ? q->reading : "",
                            q->reading ? "\"" : "");
}

static ent_status draw(asking *a, ent_sides sides, ent_closed *closed, ent_error *err)
{
    ent_closed_view *v = &closed->view;
    ent_judgement *j = a->j;
    v->differ = !ent_plan_is_same(sides.may, sides.must);
    v->certain_empty = ent_plan_sign(sides.must) < 0, v->possible_empty = ent_plan_sign(sides.may) < 0;
    v->has_place = a->query->scope ? ent_plan_sign(sides.may) <= 0
                                   : ent_condition_has_place(j, a->clause->where) ||
                                         ent_condition_has_place(j, a->clause->when);
    v->what = what_of(a);
    v->possible = ent_plan_draw(j, sides.may, j->opts.as_of);
    v->certain = v->differ ? ent_plan_draw(j, sides.must, j->opts.as_of) : v->possible;
    v->reasons = v->differ ? a->reasons : 0;
    if (!v->has_place && !v->possible_empty)
        refuse(a, "the clause has no condition on place: it is the same everywhere");
    if (!v->differ) a->settle.count = v->possible_empty ? a->settle.count : 0;
    v->because = ent_lines_texts(&a->because), v->settle = ent_lines_texts(&a->settle);
    return ent_judgement_status(j, err);
}

static const char *modality_says(ent_modality modality)
{
    if (modality == ENT_LIMITS) return "sets a ceiling";
    if (modality == ENT_REQUIRES || modality == ENT_RECOMMENDS) return "asks for something";
    return "allows something";
}

static ent_status check(asking *a, ent_error *err)
{
    const ent_closed_query *q = a->query;
    ent_modality modality = a->clause->modality;
    if (!q->scope && modality != ENT_PROHIBITS && modality != ENT_PERMITS_ONLY)
        return ent_fail(err, ENT_E_DOMAIN, "clause %s %s: it closes no ground to an act by itself", q->clause,
                        modality_says(modality));
    if (has_range(q) && !(q->range_lo_m >= 0 && q->range_lo_m <= q->range_hi_m))
        return ent_fail(err, ENT_E_DOMAIN, "a range goes from its lower to its upper end, neither below 0");
    if (q->item && a->j->world.items) a->item = ent_items_find(a->j->world.items, ent_str_of(q->item));
    if (q->item && !a->item)
        return ent_fail(err, ENT_E_NOT_FOUND, "no item \"%s\" in the catalogue of the case", q->item);
    if (!q->actor) return ENT_OK;
    ent_names names = ent_world_names(&a->j->world);
    const char *near = NULL;
    bool known = names.find(names.context, ent_str_of(q->actor), &near) != ENT_REF_NONE ||
                 ent_doc_decl_find(a->j->world.agreement, ENT_DECL_ACTOR, ent_str_of(q->actor));
    if (known) return ENT_OK;
    return ent_fail(err, ENT_E_NOT_FOUND, "no actor \"%s\"%s%s%s", q->actor, near ? "; did you mean \"" : "",
                    near ? near : "", near ? "\"?" : "");
}

/* The clause under the reading that is asked for, else the one the case takes. */
static ent_status find_clause(asking *a, ent_error *err)
{
    ent_judgement *j = a->j;
    const ent_closed_query *q = a->query;
    const ent_clause *clause = ent_doc_clause_find(j->world.agreement, ent_str_of(q->clause));
    if (!clause) return ent_fail(err, ENT_E_NOT_FOUND, "no clause %s in the agreement", q->clause);
    const ent_reading *reading = q->reading ? NULL : ent_reading_of_case(j, clause);
    for (size_t i = 0; q->reading && i < j->doc->reading_count; i++)
        if (strcmp(j->doc->readings[i].name, q->reading) == 0 &&
            strcmp(j->doc->readings[i].of, clause->id) == 0)
            reading = &j->doc->readings[i];
    if (q->reading && !reading)
        return ent_fail(err, ENT_E_NOT_FOUND, "clause %s has no reading \"%s\"", q->clause, q->reading);
    j->reading = reading;
    a->clause = ent_clause_read_as(j, clause, reading);
    return ent_judgement_status(j, err);
}

/* Of the head and the lines of the clause those that speak of the position. */
static void find_scope(asking *a)
{
    const ent_clause *c = a->clause;
    const ent_node *roots[3] = {c->in, c->where, c->when};
    size_t most = 0;
    for (int k = 0; k < 3; k++) most += roots[k] ? 1 + roots[k]->kid_count : 0;
    const ent_node **kids = ent_judge_alloc(a->j, most + 1, sizeof *kids);
    ent_node *all = ent_judge_alloc(a->j, 1, sizeof *all);
    if (!kids || !all) return;
    uint32_t n = 0;
    for (int k = 0; k < 3; k++) {
        const bool lines = roots[k] && roots[k]->kind == ENT_N_AND;
        for (uint32_t i = 0; roots[k] && i < (lines ? roots[k]->kid_count : 1); i++) {
            const ent_node *line = lines ? roots[k]->kids[i] : roots[k];
            if (ent_condition_has_place(a->j, line)) kids[n++] = line;
        }
    }
    *all = (ent_node){.kind = ENT_N_AND, .text = "", .kid_count = n, .kids = kids};
    a->scope = all;
}

ent_status ent_closed_find(const ent_world *world, const ent_judge_opts *opts, const ent_closed_query *query,
                           ent_closed **out, ent_error *err)
{
    ent_closed *closed = ent_alloc_zero(1, sizeof *closed);
    if (!closed) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_status st = ent_judgement_open(world, opts, &closed->j, err);
    if (st == ENT_OK && query->with && ent_judgement_may_lend(query->with->j, closed->j))
        closed->j->lender = query->with->j;
    asking a = {.j = closed->j, .query = query};
    if (st == ENT_OK) st = query->clause ? find_clause(&a, err) : ent_fail(err, ENT_E_DOMAIN, "no clause");
    if (st == ENT_OK) st = check(&a, err);
    if (st == ENT_OK && query->scope) find_scope(&a);
    if (st == ENT_OK) st = ent_judgement_status(closed->j, err);
    if (st == ENT_OK) st = draw(&a, ask(&a), closed, err);
    if (st == ENT_OK) *out = closed, closed = NULL;
    ent_closed_free(closed);
    return st;
}

ent_status ent_judgement_closed(const ent_judgement *judgement, const ent_closed_query *query,
                                ent_closed **out, ent_error *err)
{
    return ent_closed_find(&judgement->world, &judgement->opts, query, out, err);
}

const ent_closed_view *ent_closed_of(const ent_closed *closed)
{
    return &closed->view;
}

void ent_closed_free(ent_closed *closed)
{
    if (!closed) return;
    ent_judgement_free(closed->j);
    ent_free(closed);
}
