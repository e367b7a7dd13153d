/* limit.c: ceilings and floors on sums.
 *
 * The world is open, so a sum has only a lower bound unless a sourced record closes it: a ceiling may
 * certainly be broken by what is recorded, but is certainly kept only where nothing unrecorded can stand. A
 * group's sum is followed from moment to moment, or from window to window. What a finding says is true of its
 * whole period: neighbours are joined where verdict, sum, ceiling and records are the same, and windows where
 * each has a day in common with the one that is told. A sum that changes too often to be told so
 * (ENT_SUM_STRETCHES_MAX) is told verdict by verdict, from the least to the greatest that it came to. */
#include "base/figure.h"
#include "verdict/plain.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"

#define BIT(reason) (1u << (reason))

static bool individually(const ent_clause *clause)
{
    return !clause->by || clause->by->number != 1;
}

static bool is_ceiling(const ent_clause *clause)
{
    return clause->ceiling_op == ENT_AT_MOST || clause->ceiling_op == ENT_LESS_THAN;
}

static bool equal_breaks(const ent_clause *clause)
{
    return clause->ceiling_op == ENT_LESS_THAN || clause->ceiling_op == ENT_MORE_THAN;
}

/* ---- one group under judgement ---------------------------------------------------------------------- */

/* What one group's sum comes to at one moment, or over one window. */
typedef struct decision {
    ent_verdict verdict;
    bool none_shown, closed;
    bool doubted;             /* decided, were it not in doubt whether the clause runs */
    const ent_record *denied; /* what closes it is undone by this denial of access */
    uint32_t reasons;
    ent_step step;
    ent_quantity ceiling;
    double past_lo, past_hi; /* past the ceiling: positive on the breach side */
} decision;

/* Neighbouring stretches, or windows, that make one finding. */
typedef struct run {
    decision worst; /* farthest past the ceiling, or nearest to it */
    decision last;
    ent_span_time period, first;
    double sum_lo, sum_hi, past_lo, past_hi; /* over all of it */
    size_t joined;                           /* stretches in it that differ */
} run;

typedef struct run_list { /* of the group in hand */
    run *at;
    size_t count, cap, entries;
    bool coarse;
} run_list;

typedef struct trial {
    ent_judgement *j;
    const ent_clause *clause;
    const char *reading, *unit, *actor; /* actor: whose sum it is, or NULL */
    const ent_group *group;
    ent_span_time span;
    ent_ticks ticks;
    bool window, each, moves; /* the ceiling changes with what is recorded */
    bool doubts;              /* there is a time in which the clause runs perhaps */
    run_list *runs;
    size_t tick; /* the ceiling and the closure in hand hold until this tick */
    bool known;
    decision last;
} trial;

static const char *scope_of(const trial *t)
{
    return *t->group->host ? t->group->host : ent_clause_scope(t->clause);
}

static void start_env(trial *t, ent_env *env, ent_time at)
{
    ent_memo_forget(t->j);
    ent_env_start(env, t->j, t->clause, t->group->first);
    env->t = at, env->key = t->group->key, env->host = t->group->host, env->actor = t->actor;
    if (t->clause->by && *t->group->actor) (void)ent_env_bind_node(env, t->clause->by, t->group->actor);
}

/* ---- one moment ------------------------------------------------------------------------------------- */

static ent_time moment_of(const trial *t, const ent_step *step)
{
    ent_time last = {step->stretch.until.seconds - 1};
    if (!t->window) return step->stretch.from;
    return last.seconds < t->span.until.seconds ? last : (ent_time){t->span.until.seconds - 1};
}

/* What would have to be closed: at the moment, or over as much of the window as can be asked about. */
static ent_closing closing_of(const trial *t, const ent_step *step)
{
    ent_span_time s = {step->stretch.from, {step->stretch.from.seconds + 1}};
    if (t->window) {
        s = step->stretch;
        if (s.from.seconds < t->span.from.seconds) s.from = t->span.from;
        if (s.until.seconds > t->span.until.seconds) s.until = t->span.until;
    }
    return (ent_closing){t->clause->acts, t->actor, scope_of(t), t->unit, s};
}

/* Whether nothing unrecorded can stand. */
static void find_closure(trial *t, const ent_step *step, decision *d)
{
    ent_closing what = closing_of(t, step);
    d->closed = t->each || ent_world_closed(t->j, what);
    if (!d->closed && !t->actor && t->j->closers.count) {
        ent_env env;
        start_env(t, &env, what.span.from);
        d->closed = ent_world_closed_by(&env, t->clause->by, what);
    }
    d->denied = d->closed ? ent_world_denied_to(t->j, what.where, t->clause->acts, what.span) : NULL;
    if (d->denied) d->closed = false;
}

static size_t ticks_until(const trial *t, ent_time at)
{
    size_t lo = 0, hi = t->ticks.count;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (t->ticks.at[middle].seconds <= at.seconds)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo;
}

static void find_terms(trial *t, const ent_step *step, decision *d)
{
    ent_time at = moment_of(t, step);
    size_t tick = ticks_until(t, at);
    bool same = t->known && tick == t->tick && !t->window;
    d->closed = t->last.closed, d->denied = t->last.denied, d->ceiling = t->last.ceiling;
    if (!same) find_closure(t, step, d);
    if (!same || t->moves) {
        ent_env env;
        start_env(t, &env, at);
        d->ceiling = ent_value_eval(&env, t->clause->ceiling);
    }
    t->known = true, t->tick = tick, t->last = *d;
}

static void compare(const trial *t, decision *d)
{
    const ent_total *sum = &d->step.total;
    double sum_hi = d->closed ? sum->hi : INFINITY;
    d->past_lo = is_ceiling(t->clause) ? ent_figure_past(sum->lo, d->ceiling.hi)
                                       : ent_figure_past(d->ceiling.lo, sum_hi);
    d->past_hi = is_ceiling(t->clause) ? ent_figure_past(sum_hi, d->ceiling.lo)
                                       : ent_figure_past(d->ceiling.hi, sum->lo);
    if (isnan(d->past_lo)) d->past_lo = -INFINITY;
    if (isnan(d->past_hi)) d->past_hi = INFINITY;
}

static void give_reasons(const trial *t, decision *d)
{
    bool equal = equal_breaks(t->clause);
    double recorded = ent_figure_past(d->step.total.hi, d->ceiling.lo);
    d->none_shown =
        !d->closed && !d->denied && is_ceiling(t->clause) && (equal ? recorded < 0 : recorded <= 0);
    d->reasons = d->none_shown ? 0 : d->step.total.reasons | d->ceiling.reasons;
    if (!d->closed) d->reasons |= BIT(d->denied ? ENT_REASON_ACCESS_DENIED : ENT_REASON_COMPLETENESS);
    if (!d->reasons) d->reasons = BIT(ENT_REASON_VALUE_COARSE);
}

static ent_verdict verdict_of(const trial *t, decision *d)
{
    bool equal = equal_breaks(t->clause);
    compare(t, d);
    if (equal ? d->past_lo >= 0 : d->past_lo > 0) return ENT_BREACH;
    return (equal ? d->past_hi < 0 : d->past_hi <= 0) ? ENT_KEPT : ENT_VERDICT_UNCLEAR;
}

/* What is decided for a time in which the clause runs perhaps is not. */
static decision doubt(trial *t, decision d)
{
    if (!t->doubts || d.verdict == ENT_VERDICT_UNCLEAR) return d;
    ent_env env;
    start_env(t, &env, moment_of(t, &d.step));
    if (ent_is_yes(ent_clause_runs(&env, d.step.stretch))) return d;
    d.verdict = ENT_VERDICT_UNCLEAR, d.reasons = env.reasons, d.doubted = true;
    return d;
}

static decision decide(trial *t, const ent_step *step)
{
    decision d = {.step = *step};
    find_terms(t, step, &d);
    d.verdict = verdict_of(t, &d);
    if (d.verdict == ENT_BREACH && !is_ceiling(t->clause) && t->window &&
        step->stretch.until.seconds > t->span.until.seconds) { /* the window is not over: more may come */
        d.verdict = ENT_VERDICT_UNCLEAR, d.reasons = BIT(ENT_REASON_NOT_DUE);
        return d;
    }
    bool breach = d.verdict == ENT_BREACH;
    if (d.verdict == ENT_VERDICT_UNCLEAR) give_reasons(t, &d);
    double with_lifted = ent_figure_past(step->total.lo + step->total.lifted, d.ceiling.hi);
    if (!breach && is_ceiling(t->clause) && step->total.lifted > 0 && with_lifted > 0) {
        d.verdict = ENT_EXEMPT, d.reasons = 0, d.none_shown = false;
        d.past_lo = with_lifted, d.past_hi += step->total.lifted;
    }
    return doubt(t, d);
}

/* ---- saying ----------------------------------------------------------------------------------------- */

static ent_quantity sum_of(const decision *d)
{
    double lifted = d->verdict == ENT_EXEMPT ? d->step.total.lifted : 0; /* it stands there, and is lifted */
    return (ent_quantity){d->step.total.lo + lifted,
                          d->step.total.hi + lifted,
                          d->ceiling.dimension,
                          d->ceiling.unit,
                          0,
                          false,
                          false};
}

static const char *unit_shown(const trial *t)
{
    const ent_node *a = t->clause->aggregate;
    if (a && a->op == ENT_SUM && *a->text) return a->text; /* never the unit of some record's quantity */
    return a && a->op == ENT_RECORD_COUNT ? "records" : t->unit;
}

#define LEFT_SHOWN 12

/* How much of it is lifted, and by what: each exception once, with the records that it lifts. */
static void say_lifted(const trial *t, const decision *d, ent_lines *because)
{
    ent_judgement *j = t->j;
    double n = d->step.total.lifted;
    ent_quantity much = {n, n, d->ceiling.dimension, d->ceiling.unit, 0, false, false};
    size_t shown = 0;
    ent_lines_addf(j, because, "lifted of it: %s", ent_quantity_say(j, much, NULL));
    for (size_t i = 0; i < t->group->share_count && shown < LEFT_SHOWN; i++) {
        const ent_share *s = &t->group->shares[i];
        bool there = s->span.from.seconds < d->step.stretch.until.seconds &&
                     s->span.until.seconds > d->step.stretch.from.seconds;
        if (!there || !s->by || !ent_is_yes(s->lifted)) continue;
        ent_lines_addf(j, because, "record %s is lifted by %s", s->record->id, s->by), shown++;
    }
}

static void say_total(const trial *t, const decision *d, ent_lines *because)
{
    ent_judgement *j = t->j;
    ent_quantity sum = sum_of(d);
    const char *unit = sum.dimension == ENT_DIM_NONE ? unit_shown(t) : "";
    size_t count = d->step.total.count;
    ent_lines_addf(j, because, "recorded: %s%s%s in %zu record%s%s", ent_quantity_say(j, sum, NULL),
                   *unit ? " " : "", unit, count, count == 1 ? "" : "s",
                   d->closed && !t->each ? "; the list is complete" : "");
    if (d->verdict == ENT_EXEMPT) say_lifted(t, d, because);
    if (isinf(d->ceiling.hi)) {
        ent_lines_addf(j, because, "how much it may be is not known: %s",
                       ent_quantity_say(j, d->ceiling, NULL));
        return;
    }
    static const char *const said[] = {[ENT_AT_MOST] = "it may be at most",
                                       [ENT_LESS_THAN] = "it must be less than",
                                       [ENT_AT_LEAST] = "it must be at least",
                                       [ENT_MORE_THAN] = "it must be more than"};
    bool known = (size_t)t->clause->ceiling_op < sizeof said / sizeof *said && said[t->clause->ceiling_op];
    ent_lines_addf(j, because, "%s %s", known ? said[t->clause->ceiling_op] : "it must be",
                   ent_quantity_say(j, d->ceiling, NULL));
}

/* What `without` leaves out of this sum, at this time. */
static void say_left(const trial *t, const decision *d, ent_lines *because)
{
    ent_judgement *j = t->j;
    const char *text = "", *by = "";
    size_t shown = 0, count = 0;
    for (const ent_left *l = t->group->left; l; l = l->next) {
        ent_presence p = ent_record_presence(j, l->record);
        if (p.start_first.seconds >= d->step.stretch.until.seconds ||
            p.end_last.seconds <= d->step.stretch.from.seconds)
            continue;
        if (count++ == 0) by = l->by;
        if (shown < LEFT_SHOWN)
            text = ent_judge_printf(j, "%s%s%s", text, shown++ ? ", " : "", l->record->id);
    }
    if (count > shown) text = ent_judge_printf(j, "%s and %zu more", text, count - shown);
    if (count) ent_lines_addf(j, because, "left out of the sum (%s): %s", by, text);
}

/* What would settle it: the recorded figure, where it straddles the ceiling; and whether the records are all
 * there is. */
static void settle_total(const trial *t, const decision *d, ent_lines *settle)
{
    ent_judgement *j = t->j;
    ent_quantity sum = sum_of(d);
    const char *unit = unit_shown(t);
    ent_group_settle(j, t->clause, t->group, d->step.stretch, settle);
    if (sum.lo < sum.hi && sum.hi > d->ceiling.lo && isfinite(d->ceiling.hi))
        ent_lines_addf(j, settle, "the recorded number%s%s: above %s, or not (known: %s)",
                       *unit ? " of " : "", unit, ent_quantity_say(j, d->ceiling, NULL),
                       ent_quantity_say(j, sum, NULL));
    if (d->reasons == BIT(ENT_REASON_NOT_DUE)) {
        ent_lines_addf(j, settle, "what is done until %s", ent_judge_say_date(j, d->step.stretch.until));
        return;
    }
    if (d->denied)
        ent_world_say_denied(j, d->denied, settle);
    else if (!d->closed) {
        ent_lines_addf(
            j, settle,
            "whether more stands there than is recorded: a sourced record that the list is complete");
        ent_world_say_open(j, closing_of(t, &d->step), settle);
    }
}

#define RIVALS_SHOWN 4 /* records of which the verdict is told under each source */

/* The share of a record that is certainly in the sum by itself, without parts or wholes; else NULL. */
static const ent_share *lone_share(const trial *t, const decision *d, const ent_record *r)
{
    size_t parts;
    (void)ent_index_parts(t->j, r, &parts);
    if (parts || *r->part_of || *r->same_as) return NULL;
    for (size_t i = 0; i < t->group->share_count; i++) {
        const ent_share *s = &t->group->shares[i];
        bool there = s->span.from.seconds < d->step.stretch.until.seconds &&
                     s->span.until.seconds > d->step.stretch.from.seconds;
        if (s->record == r && there) return ent_is_yes(s->counts) && ent_is_no(s->lifted) ? s : NULL;
    }
    return NULL;
}

/* What the sum comes to under each source of one record's figure. */
static void settle_sources(trial *t, const decision *d, const ent_record *r, ent_lines *settle)
{
    const ent_share *s = lone_share(t, d, r);
    for (uint32_t i = 0; s && i < r->quantity.count; i++) {
        ent_interval v = r->quantity.numbers[i];
        decision with = *d;
        with.step.total.lo += v.lo - s->lo, with.step.total.hi += v.hi - s->hi;
        ent_verdict verdict = verdict_of(t, &with);
        ent_lines_addf(
            t->j, settle, "which source is right: with quantity %s of record %s it is %s",
            ent_quantity_say(t->j, (ent_quantity){v.lo, v.hi, ENT_DIM_NONE, NULL, 0, false, false}, NULL),
            r->id, ent_verdict_name(verdict));
    }
}

static void settle_rivals(trial *t, const decision *d, const ent_finding *f, ent_lines *settle)
{
    const ent_node *a = t->clause->aggregate;
    size_t shown = 0;
    if (t->group->plain || (a && a->op != ENT_NUMBER) || !(d->reasons & BIT(ENT_REASON_SOURCES_CONFLICT)))
        return;
    for (size_t i = 0; i < f->record_count && shown < RIVALS_SHOWN; i++)
        if (f->records[i]->quantity.count > 1 && !f->records[i]->quantity.about)
            settle_sources(t, d, f->records[i], settle), shown++;
}

static void explain(trial *t, const decision *d, ent_lines *because, ent_lines *settle)
{
    ent_env env;
    ent_lines ceiling = {0};
    start_env(t, &env, moment_of(t, &d->step));
    env.because = &ceiling, env.settle = settle;
    (void)ent_value_eval(&env, t->clause->ceiling);
    say_total(t, d, because);
    for (size_t i = 0; i < ceiling.count; i++) ent_lines_add(t->j, because, ceiling.at[i]);
    say_left(t, d, because);
    if (d->doubted)
        settle->count = 0, (void)ent_clause_runs(&env, d->step.stretch);
    else if (d->verdict == ENT_VERDICT_UNCLEAR)
        settle_total(t, d, settle);
    else
        settle->count = 0;
}

static const char *charged(const trial *t)
{
    if (t->clause->binds && ent_actors_is_role(t->clause->binds, ENT_ROLE_HOST)) return t->group->host;
    if (t->clause->binds) return ent_judge_say(t->j, t->clause->binds);
    return individually(t->clause) ? t->group->actor : "";
}

/* Of what is joined although it differs: how far it goes. */
static void say_joined(const trial *t, const run *r, ent_lines *because)
{
    ent_judgement *j = t->j;
    const decision *d = &r->worst;
    ent_quantity sum = {r->sum_lo, r->sum_hi, d->ceiling.dimension, d->ceiling.unit, 0, false, false};
    const char *which = d->past_lo > 0 ? "farthest past the limit" : "nearest to the limit";
    ent_time first = d->step.stretch.from, last = {r->period.until.seconds - 1};
    if (t->window)
        ent_lines_addf(j, because, "of %zu windows of this verdict, the last of them up to %s, the one %s",
                       r->joined, ent_judge_say_date(j, last), which);
    else
        ent_lines_addf(j, because, "the sum changes %zu times and comes to %s; %s from %s on", r->joined - 1,
                       ent_quantity_say(j, sum, NULL), which, ent_judge_say_date(j, first));
}

static ent_span_time told_of(const trial *t, const run *r)
{
    return t->window ? r->worst.step.stretch : r->period;
}

/* `plain`: its records, when they are known already. */
static void add_finding(trial *t, const run *r, const ent_plain_list *plain)
{
    ent_judgement *j = t->j;
    const decision *d = &r->worst;
    ent_span_time period = told_of(t, r);
    ent_lines because = {0}, settle = {0};
    ent_finding *f = ent_finding_add(j);
    if (!f) return;
    f->clause = t->clause, f->article = t->clause->article, f->reading = t->reading, f->period = period;
    f->record_count = plain ? plain->count : 0;
    f->records = plain ? plain->records : ent_group_records(j, t->clause, t->group, period, &f->record_count);
    f->party = charged(t), f->target = t->group->host;
    f->verdict = d->verdict, f->none_shown = d->none_shown,
    f->reasons = d->verdict == ENT_VERDICT_UNCLEAR ? d->reasons : 0;
    ent_outcome o = ent_outcome_of(ENT_UNCLEAR, 0);
    ent_bounds past = {d->past_lo,      d->past_hi,    d->ceiling.dimension,
                       d->ceiling.unit, unit_shown(t), t->clause->ceiling};
    if (r->joined > 1 && !t->window) past.lo = r->past_lo, past.hi = r->past_hi;
    if (!isinf(past.lo) || !isinf(past.hi)) o.margins[o.margin_count++] = past;
    ent_finding_margins(j, f, &o);
    if (r->joined > 1) say_joined(t, r, &because);
    explain(t, d, &because, &settle);
    if (d->verdict == ENT_VERDICT_UNCLEAR) settle_rivals(t, d, f, &settle);
    ent_finding_texts(f, &because, &settle);
    ent_finding_sources(j, f);
}

/* ---- runs ------------------------------------------------------------------------------------------- */

static bool is_alike(const decision *a, const decision *b)
{
    return a->verdict == b->verdict && a->none_shown == b->none_shown && a->doubted == b->doubted &&
           a->reasons == b->reasons;
}

static bool is_same(const decision *a, const decision *b)
{
    return is_alike(a, b) && a->closed == b->closed && a->denied == b->denied && a->past_lo == b->past_lo &&
           a->past_hi == b->past_hi && a->step.total.lo == b->step.total.lo &&
           a->step.total.hi == b->step.total.hi && a->ceiling.lo == b->ceiling.lo &&
           a->ceiling.hi == b->ceiling.hi;
}

/* Farther past the ceiling, or nearer to it. */
static bool is_worse(const decision *a, const decision *b)
{
    if (a->past_lo != b->past_lo) return a->past_lo > b->past_lo;
    return a->past_hi > b->past_hi;
}

static bool is_joined(const trial *t, const run *into, const run *r)
{
    bool touches = t->window || into->period.until.seconds == r->period.from.seconds;
    if (!touches || !is_alike(&into->worst, &r->worst)) return false;
    if (t->clause->window_kind == ENT_WINDOW_CALENDAR)
        return false; /* each has its records, and its day of reckoning */
    if (t->runs->coarse) return true;
    return t->window ? r->period.from.seconds < into->first.until.seconds
                     : !r->worst.step.moved && is_same(&into->last, &r->worst);
}

static void join(const trial *t, run *into, const run *r)
{
    bool same = !t->window && !r->worst.step.moved && is_same(&into->last, &r->worst);
    into->last = r->last;
    into->period.until = r->period.until;
    into->sum_lo = fmin(into->sum_lo, r->sum_lo), into->sum_hi = fmax(into->sum_hi, r->sum_hi);
    into->past_lo = fmin(into->past_lo, r->past_lo), into->past_hi = fmax(into->past_hi, r->past_hi);
    if (same) return;
    into->joined += r->joined;
    if (is_worse(&r->worst, &into->worst)) into->worst = r->worst;
}

static void push_run(trial *t, const run *r)
{
    run_list *list = t->runs;
    if (list->count && is_joined(t, &list->at[list->count - 1], r)) {
        join(t, &list->at[list->count - 1], r);
        return;
    }
    if (list->count == list->cap) {
        size_t cap = list->cap ? 2 * list->cap : 16;
        run *grown = ent_realloc(list->at, cap, sizeof *grown);
        if (!grown) {
            ent_judge_fail(t->j, ENT_E_NOMEM, NULL);
            return;
        }
        list->at = grown, list->cap = cap;
    }
    list->at[list->count++] = *r;
    list->entries += r->worst.step.total.count;
}

/* There are too many to be told one by one. */
static void coarsen(trial *t)
{
    size_t count = t->runs->count;
    t->runs->count = 0, t->runs->coarse = true;
    for (size_t i = 0; i < count; i++) {
        run r = t->runs->at[i]; /* the list is never longer than what has been read of it */
        push_run(t, &r);
    }
}

static void take_step(void *context, const ent_step *step)
{
    trial *t = context;
    decision d = decide(t, step);
    ent_quantity sum = sum_of(&d);
    run r = {.worst = d,
             .last = d,
             .period = step->stretch,
             .first = step->stretch,
             .sum_lo = sum.lo,
             .sum_hi = sum.hi,
             .past_lo = d.past_lo,
             .past_hi = d.past_hi,
             .joined = 1};
    push_run(t, &r);
    if (!t->runs->coarse &&
        (t->runs->count > ENT_SUM_STRETCHES_MAX || t->runs->entries > ENT_SUM_ENTRIES_MAX))
        coarsen(t);
}

/* ---- all groups ------------------------------------------------------------------------------------- */

/* The records of every run; NULL when memory ran out. */
static ent_plain_list *list_plain(const trial *t)
{
    size_t count = t->runs->count;
    ent_plain_list *lists = ent_judge_alloc(t->j, count + 1, sizeof *lists);
    for (size_t i = 0; lists && i < count; i++)
        lists[i] = (ent_plain_list){.stretch = told_of(t, &t->runs->at[i])};
    if (!lists || !ent_plain_records(t->group->plain, t->group, (ent_plain_lists){lists, count, t->window}))
        return NULL;
    return lists;
}

static void judge_group(trial *t)
{
    if (t->group->plain)
        ent_plain_sweep(t->group->plain, t->clause, t->group, t->ticks, (ent_stepper){take_step, t});
    else if (t->window)
        ent_sweep_windows(t->j, t->clause, t->group, t->span, (ent_stepper){take_step, t});
    else
        ent_sweep_moments(t->j, t->group, t->span, t->ticks, (ent_stepper){take_step, t});
    ent_plain_list *lists = t->group->plain ? list_plain(t) : NULL;
    for (size_t i = 0; i < t->runs->count && !t->j->failed; i++)
        add_finding(t, &t->runs->at[i], lists ? &lists[i] : NULL);
    t->runs->count = t->runs->entries = 0, t->runs->coarse = false;
}

/* Whoever owes so much a year and of whom nothing is recorded falls below it: a group without records, for
 * each party of which there is none. */
static void judge_silent(ent_judgement *j, trial *t, const ent_sheet *sheet)
{
    const ent_clause *clause = t->clause;
    bool own = !clause->per || (clause->per->kid_count == 1 && ent_clause_by_actor(clause));
    if (clause->window_kind != ENT_WINDOW_CALENDAR || !own || !individually(clause) || t->each) return;
    for (size_t i = 0; i < j->party_count && !j->failed; i++) {
        const char *party = j->parties[i].code;
        bool heard = false;
        for (size_t g = 0; g < sheet->group_count; g++) heard |= strcmp(sheet->groups[g].actor, party) == 0;
        ent_env env;
        ent_env_start(&env, j, clause, NULL);
        if (heard || !ent_is_yes(ent_world_binds(j, party, env.t)) ||
            (clause->by && !ent_is_yes(ent_actor_in(&env, party, clause->by))))
            continue;
        ent_group *silent = ent_judge_alloc(j, 1, sizeof *silent);
        if (!silent) return;
        *silent = (ent_group){.key = party, .host = "", .actor = party, .unit = ""};
        t->group = silent, t->actor = party, t->known = false;
        judge_group(t);
    }
}

/* The ends of the time in which the clause runs perhaps are moments to look at too. */
static bool add_doubts(ent_env *env, ent_ticks *ticks)
{
    ent_span_time doubts[2];
    size_t n = ent_clause_doubts(env, env->clause, doubts);
    ent_time *all = n ? ent_judge_alloc(env->j, ticks->count + 4, sizeof *all) : NULL;
    if (!all) return n > 0;
    if (ticks->count) memcpy(all, ticks->at, ticks->count * sizeof *all);
    for (size_t i = 0; i < n; i++)
        all[ticks->count + 2 * i] = doubts[i].from, all[ticks->count + 2 * i + 1] = doubts[i].until;
    *ticks = (ent_ticks){all, ent_times_sort_once(all, ticks->count + 2 * n)};
    return true;
}

void ent_judge_limit(ent_judgement *j, const ent_clause *clause, const char *reading)
{
    ent_env env;
    ent_env_start(&env, j, clause, NULL);
    ent_span_time span = ent_clause_period(&env, clause);
    if (span.from.seconds >= span.until.seconds || !clause->ceiling) return;
    ent_plain *plain = ent_plain_gather(j, clause, span);
    ent_sheet *sheet = plain || j->failed ? NULL : ent_sheet_collect(j, clause, span, ENT_SHEET_ACTS);
    const ent_group *groups = plain ? plain->groups : sheet ? sheet->groups : NULL;
    size_t count = plain ? plain->group_count : sheet ? sheet->group_count : 0;
    bool moves = ent_value_moves(j, clause->ceiling, 0), by_actor = ent_clause_by_actor(clause);
    run_list runs = {0};
    ent_ticks ticks = {j->ticks, j->tick_count};
    if (moves) ticks.count = ent_value_ticks(j, clause->ceiling, &ticks.at);
    bool doubts = add_doubts(&env, &ticks);
    for (size_t g = 0; g < count && !j->failed; g++) {
        const ent_group *group = &groups[g];
        trial t = {.j = j, .clause = clause, .reading = reading, .group = group, .span = span, .runs = &runs};
        t.unit = group->unit;
        t.actor = by_actor && *group->actor ? group->actor : NULL;
        t.window = ent_clause_has_window(clause), t.each = strncmp(group->key, "record ", 7) == 0;
        t.ticks = ticks, t.moves = moves, t.doubts = doubts;
        judge_group(&t);
    }
    if (sheet && ent_clause_is_floor(clause)) {
        trial t = {.j = j, .clause = clause, .reading = reading, .span = span, .runs = &runs};
        t.unit = "", t.window = true;
        t.ticks = ticks, t.moves = moves, t.doubts = doubts;
        judge_silent(j, &t, sheet);
    }
    ent_free(runs.at);
    ent_plain_free(plain);
}
