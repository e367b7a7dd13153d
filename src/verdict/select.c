/* select.c: which records a clause speaks of: by kind of act, object, actor and time.
 *
 * Days are the grain of dates without a clock: such a `from` starts with the day and such a `to` ends with
 * it. A date known only to the month starts somewhere in it. That is when a record holds; how long it lasted
 * is another question, and there the hours that a day leaves open count. */
#include "entente/kinds.h"
#include "verdict/internal.h"

#include <math.h>
#include <string.h>

#define BIT(reason) (1u << (reason))

/* Kinds of record that are a state of things: without an end they still hold. Others are events of their day.
 */
static bool is_state(const ent_judgement *j, const char *kind)
{
    for (size_t i = 0; i < ent_kind_count(); i++) {
        const ent_kind *known = ent_kind_at(i);
        if (!known->lasts) continue;
        if (strcmp(kind, known->name) == 0 ||
            ent_doc_kind_is(j->world.agreement, ent_str_of(kind), ent_str_of(known->name)))
            return true;
    }
    return false;
}

static ent_time latest_start(ent_span_time hull)
{
    int64_t width = hull.until.seconds - hull.from.seconds;
    int64_t grain = width >= ENT_DAY_SECONDS ? ENT_DAY_SECONDS : width;
    return (ent_time){hull.until.seconds - grain};
}

/* What ends at an hour and a minute ends as that minute begins, as what begins then does. */
static bool is_clock(ent_span_time hull)
{
    return hull.until.seconds - hull.from.seconds <= 60;
}

static ent_time earliest_end(ent_span_time hull)
{
    int64_t width = hull.until.seconds - hull.from.seconds;
    return (ent_time){hull.from.seconds + (width >= ENT_DAY_SECONDS ? ENT_DAY_SECONDS : width)};
}

/* A date that is only about so ("~"), or doubted ("?"), may lie as far again to either side. */
ent_span_time ent_when_reach(const ent_when *when)
{
    ent_span_time hull = ent_when_hull(when);
    int64_t width = hull.until.seconds - hull.from.seconds;
    bool ends = hull.from.seconds > ENT_TIME_MIN.seconds && hull.until.seconds < ENT_TIME_MAX.seconds;
    if (!ends || !(when->approximate || when->uncertain)) return hull;
    return (ent_span_time){ent_time_add_seconds(hull.from, -width), ent_time_add_seconds(hull.until, width)};
}

static ent_presence presence_of(const ent_record *r, bool state)
{
    ent_presence p = {ENT_TIME_MIN, ENT_TIME_MAX, ENT_TIME_MIN, ENT_TIME_MAX};
    ent_span_time from = ent_when_reach(r->from), to = ent_when_reach(r->to);
    if (r->from->count) p.start_first = from.from, p.start_last = latest_start(from);
    if (r->to->count && !r->to->end_open && is_clock(to) && to.from.seconds > p.start_last.seconds)
        p.end_first = p.end_last = to.from;
    else if (r->to->count && !r->to->end_open && to.until.seconds < ENT_TIME_MAX.seconds)
        p.end_first = earliest_end(to), p.end_last = to.until;
    else if (r->to->count || state)
        p.end_first = ENT_TIME_MAX;
    else if (r->from->count)
        p.end_first = (ent_time){p.start_first.seconds + 1}, p.end_last = from.until;
    if (!r->from->count && r->to->count) p.start_last = p.end_first;
    return p;
}

bool ent_presences_find(ent_judgement *j)
{
    size_t count = ent_records_count(j->world.records);
    ent_presence *all = ent_judge_alloc(j, count + 1, sizeof *all);
    if (!all) return false;
    const char *kind = NULL;
    bool state = false;
    for (size_t i = 0; i < count; i++) { /* kinds come in runs */
        const ent_record *r = ent_records_at(j->world.records, i);
        if (!kind || strcmp(kind, r->kind) != 0) state = is_state(j, r->kind);
        kind = r->kind;
        all[i] = presence_of(r, state);
    }
    j->presences = all;
    return true;
}

ent_presence ent_record_presence(const ent_judgement *j, const ent_record *r)
{
    return j->presences[r->index];
}

ent_presence ent_record_stay(const ent_judgement *j, const ent_record *r, ent_counting counting)
{
    ent_presence p = ent_record_presence(j, r);
    if (counting != ENT_COUNT_ELAPSED) return p;
    ent_span_time from = ent_when_reach(r->from), to = ent_when_reach(r->to);
    if (r->from->count && !is_clock(from)) p.start_last = from.until;
    if (r->to->count && !r->to->end_open && to.until.seconds < ENT_TIME_MAX.seconds) p.end_first = to.from;
    return p;
}

static double lasting(ent_counting counting, double from, double until)
{
    if (until <= from) return 0;
    if (counting == ENT_COUNT_ELAPSED) return until - from;
    double touched = floor((until - 1) / ENT_DAY_SECONDS) - floor(from / ENT_DAY_SECONDS) + 1;
    return (counting == ENT_COUNT_INCLUSIVE_DAYS ? touched : touched - 1) * ENT_DAY_SECONDS;
}

static double lasting_within(ent_counting counting, ent_time from, ent_time until, ent_span_time span)
{
    return lasting(counting, (double)ent_time_later(from, span.from).seconds,
                   (double)ent_time_earlier(until, span.until).seconds);
}

ent_lasting ent_record_lasting(const ent_judgement *j, const ent_record *r, ent_counting counting,
                               ent_span_time must, ent_span_time may)
{
    ent_presence p = ent_record_stay(j, r, counting);
    ent_lasting l = {lasting_within(counting, p.start_last, p.end_first, must),
                     lasting_within(counting, p.start_first, p.end_last, may)};
    l.lo = fmin(l.lo, l.hi);
    return l;
}

ent_truth ent_presence_overlaps(ent_presence p, ent_span_time span)
{
    if (span.from.seconds >= span.until.seconds) return ENT_NO;
    if (p.start_first.seconds >= span.until.seconds || p.end_last.seconds <= span.from.seconds) return ENT_NO;
    bool begun = p.start_last.seconds<span.until.seconds, lasting = p.end_first.seconds> span.from.seconds;
    return begun && lasting ? ENT_YES : ENT_UNCLEAR;
}

ent_time ent_judge_day_end(ent_time t)
{
    return (ent_time){(ent_time_day(t) + 1) * ENT_DAY_SECONDS};
}

ent_truth ent_record_known(const ent_judgement *j, const ent_record *r)
{
    if (j->opts.as_known.seconds >= ENT_TIME_MAX.seconds || !r->reported->count) return ENT_YES;
    return ent_when_come(r->reported, ent_judge_day_end(j->opts.as_known));
}

bool ent_record_counts(const ent_judgement *j, const ent_record *r)
{
    if (ent_is_no(ent_record_known(j, r))) return false;
    return ent_record_presence(j, r).start_first.seconds < ent_judge_day_end(j->opts.as_of).seconds;
}

/* ---- what ------------------------------------------------------------------------------------------- */

static ent_truth is_act(ent_env *env, const char *word, const ent_record *record, int depth)
{
    const ent_decl *decl = ent_doc_decl_find(env->j->world.agreement, ENT_DECL_ACTS, ent_str_of(word));
    if (decl && decl->body && depth < 8) {
        ent_truth any = ENT_NO;
        for (uint32_t i = 0; i < decl->body->kid_count; i++)
            any = ent_or(any, is_act(env, decl->body->kids[i]->text, record, depth + 1));
        return any;
    }
    bool is = ent_doc_kind_is(env->j->world.agreement, ent_str_of(record->kind), ent_str_of(word));
    return is ? ENT_YES : ENT_NO;
}

ent_truth ent_select_acts(ent_env *env, const ent_node *acts, const ent_record *record)
{
    if (!acts || acts->kind == ENT_N_NONE || !acts->kid_count) return ENT_YES;
    ent_truth any = ENT_NO;
    for (uint32_t i = 0; i < acts->kid_count; i++)
        any = ent_or(any, is_act(env, acts->kids[i]->text, record, 0));
    return any;
}

void ent_item_kind_open(ent_env *env, const char *item)
{
    ent_lines_addf(env->j, env->settle, "what kind of thing %s is: no source says", item);
}

/* A record that names no item, and says nothing of a kind itself, is of no particular object: not spoken of.
 * An item that the catalogue lacks may be anything: unclear. */
static ent_truth is_object(ent_env *env, const ent_node *name)
{
    ent_node term = *name;
    term.kind = ENT_N_TERM;
    if (ent_doc_decl_find(env->j->world.agreement, ENT_DECL_TERM, ent_str_of(name->text))) {
        ent_outcome o = ent_condition_leaf(env, &term);
        env->reasons |= o.reasons;
        return o.truth;
    }
    const char *item = ent_env_word(env, &env->record->item);
    if (strcmp(item, name->text) == 0) return ENT_YES;
    const char *kind = ent_env_word(env, ent_env_attribute(env, env->record, "kind", NULL));
    if (!*kind) kind = env->record->unit;
    if (!*kind && !*item) return ENT_NO;
    if (!*kind) {
        ent_item_kind_open(env, item);
        env->reasons |= BIT(ENT_REASON_VALUE_MISSING);
        return ENT_UNCLEAR;
    }
    return ent_doc_kind_is(env->j->world.agreement, ent_str_of(kind), ent_str_of(name->text)) ? ENT_YES
                                                                                              : ENT_NO;
}

/* Of a record that names no item and no kind only what its unit says ("tanks", "launchers") can tell. */
static ent_truth unit_is(ent_env *env, const ent_node *name)
{
    const char *unit = env->record->unit;
    bool is = *unit && ent_doc_kind_is(env->j->world.agreement, ent_str_of(unit), ent_str_of(name->text));
    return is ? ENT_YES : ENT_NO;
}

ent_truth ent_select_object(ent_env *env, const ent_node *object)
{
    if (!object || !object->kid_count) return ENT_YES;
    const ent_record *r = env->record;
    bool told = r->item.count || ent_record_attribute(r, ENT_STR("kind"));
    bool any = object->op == ENT_OBJECT_ANY;
    unsigned before = env->reasons;
    ent_truth t = any ? ENT_NO : ENT_YES;
    for (uint32_t i = 0; i < object->kid_count && !(any ? ent_is_yes(t) : ent_is_no(t)); i++) {
        ent_truth one = told ? is_object(env, object->kids[i]) : unit_is(env, object->kids[i]);
        t = any ? ent_or(t, one) : ent_and(t, one);
    }
    if (any && ent_is_yes(t)) env->reasons = before; /* what left another of the list open is no matter */
    return t;
}

/* ---- who -------------------------------------------------------------------------------------------- */

/* Must whoever acts be bound by the text? Not when the clause speaks of states, of non-parties or of anyone:
 * their acts count and are told, and nobody is charged who is not bound. Nor for a named actor that never was
 * a party. */
static bool binding_needed(ent_env *env, const ent_clause *clause, const char *actor)
{
    if (clause->binds) return false;
    if (!clause->by || clause->by->kind != ENT_N_ACTORS) return true;
    if (clause->by->op == ENT_BASE_PARTY || clause->by->op == ENT_BASE_BOUND) return true;
    if (clause->by->op != ENT_BASE_NAMES) return false;
    for (size_t i = 0; i < env->j->party_count; i++)
        if (strcmp(env->j->parties[i].code, actor) == 0) return true;
    return false;
}

/* What has ended for all of its parties speaks of nobody any more. */
static ent_truth binds_anyone(ent_judgement *j, ent_time t)
{
    ent_truth any = j->party_count ? ENT_NO : ENT_YES;
    for (size_t i = 0; i < j->party_count && !ent_is_yes(any); i++)
        any = ent_or(any, ent_world_binds(j, j->parties[i].code, t));
    return any;
}

static ent_truth select_by(ent_env *env, const ent_clause *clause, bool party_needed)
{
    const char *actor = ent_env_actor(env, env->record);
    bool anyone = clause->by && clause->by->kind == ENT_N_ACTORS && clause->by->op == ENT_BASE_ANYONE;
    if (!*actor && !(anyone && ent_is_yes(ent_actor_in(env, actor, clause->by)))) {
        ent_lines_addf(env->j, env->settle, "who it is: no source names the actor");
        env->reasons |= BIT(ENT_REASON_VALUE_MISSING);
        return ENT_UNCLEAR;
    }
    ent_truth in =
        clause->by ? ent_actor_in(env, actor, clause->by) : ent_world_is_party(env->j, actor, env->t);
    if (party_needed && binding_needed(env, clause, actor))
        in = ent_and(in, ent_world_binds(env->j, actor, env->t));
    else if (party_needed && !ent_is_no(in))
        in = ent_and(in, binds_anyone(env->j, env->t));
    if (clause->by && !ent_is_no(in)) (void)ent_env_bind_node(env, clause->by, actor);
    return in;
}

static ent_truth select_to(ent_env *env, const ent_clause *clause)
{
    if (!clause->to || clause->to->kind == ENT_N_NONE) return ENT_YES;
    const char *target = ent_env_word(env, &env->record->target);
    if (!*target) return ENT_UNCLEAR;
    for (uint32_t i = 0; i < clause->to->kid_count; i++) /* a group as such: "accession to NATO" */
        if (clause->to->kids[i]->kind == ENT_N_NAME && strcmp(clause->to->kids[i]->text, target) == 0)
            return ENT_YES;
    const char *code = ent_world_code(env->j, target);
    ent_truth in = ent_actor_in(env, code, clause->to);
    bool binds = clause->to->kind == ENT_N_ACTORS && *clause->to->text; /* "attack to any party Q" */
    if (binds && !ent_is_no(in)) (void)ent_env_bind_node(env, clause->to, code);
    return in;
}

/* Perhaps known by the day asked for is perhaps spoken of: it is said what would settle it. */
static ent_truth select_known(ent_env *env)
{
    ent_truth known = ent_record_known(env->j, env->record);
    if (!ent_is_unclear(known)) return known;
    env->reasons |= BIT(ENT_REASON_VALUE_COARSE);
    ent_lines_addf(env->j, env->settle, "when it was reported: by %s or after",
                   ent_judge_say_date(env->j, env->j->opts.as_known));
    return known;
}

ent_truth ent_select_head(ent_env *env, const ent_clause *clause, bool party_needed)
{
    ent_truth speaks = ent_select_acts(env, clause->acts, env->record);
    if (!ent_is_no(speaks)) speaks = ent_and(speaks, select_known(env));
    if (clause->acts && !ent_env_bind(env, clause->acts->text, NULL, env->record)) return ENT_UNCLEAR;
    if (!ent_is_no(speaks)) speaks = ent_and(speaks, ent_select_object(env, clause->object));
    if (!ent_is_no(speaks)) speaks = ent_and(speaks, select_to(env, clause));
    if (!ent_is_no(speaks)) speaks = ent_and(speaks, select_by(env, clause, party_needed));
    if (ent_is_no(speaks) || !clause->in) return speaks;
    ent_outcome there = ent_condition_eval(env, clause->in, NULL);
    env->reasons |= there.reasons;
    return ent_and(speaks, there.truth);
}

/* ---- a case under judgement ------------------------------------------------------------------------- */

void ent_env_start(ent_env *env, ent_judgement *j, const ent_clause *clause, const ent_record *record)
{
    *env = (ent_env){.j = j, .clause = clause, .record = record, .t = j->opts.as_of};
    if (!record) return;
    if (record->item.count == 1 && j->world.items)
        env->item = ent_items_find(j->world.items, ent_str_of(record->item.words[0]));
}
