/* duty_year.c: duties that arise of themselves: clause × party, and clause × party × day of the calendar for
 * those that come back every year. */
#include "verdict/duty.h"

#include "base/limits.h"
#include "verdict/sum.h"

#include <string.h>

/* ---- parties ---------------------------------------------------------------------------------------- */

typedef struct own_duty {
    const char *party;
    ent_span_time span, year;
    ent_time year_late;
} own_duty;

static ent_ruling rule_party(ent_env *env, const void *context)
{
    const own_duty *duty = context;
    const ent_clause *clause = env->clause;
    ent_ruling r = {.target = "", .party = duty->party};
    env->binder_count = 0, env->reasons = 0;
    env->because = &r.because, env->settle = &r.settle, env->year = duty->year,
    env->year_late = duty->year_late;
    ent_truth arises = ent_world_binds(env->j, duty->party, env->t);
    if (clause->by) arises = ent_and(arises, ent_actor_in(env, duty->party, clause->by));
    if (ent_is_no(arises)) return r;
    arises = ent_and(arises, ent_clause_runs(env, (ent_span_time){env->t, {env->t.seconds + 1}}));
    if (clause->by) (void)ent_env_bind_node(env, clause->by, duty->party);
    ent_duty_rule(env, &r, arises, duty->span);
    return r;
}

/* The end of the time in which the clause certainly runs, or of all of it when there is none. */
static ent_time last_certain(ent_env *env, ent_span_time span)
{
    ent_span_time doubts[2];
    size_t n = ent_clause_doubts(env, env->clause, doubts);
    bool before = n && doubts[n - 1].until.seconds == span.until.seconds &&
                  doubts[n - 1].from.seconds > span.from.seconds;
    return before ? doubts[n - 1].from : span.until;
}

void ent_duty_of_party(ent_judgement *j, const ent_clause *clause, const char *reading, const char *party,
                       ent_span_time span)
{
    ent_env env;
    own_duty duty = {.party = party, .span = span};
    ent_env_start(&env, j, clause, NULL);
    env.t = (ent_time){last_certain(&env, span).seconds - 1};
    ent_ruling r = ent_rule_rivals(&env, rule_party, &duty);
    if (r.speaks) ent_duty_emit(&env, reading, span, &r);
}

/* ---- every year ------------------------------------------------------------------------------------- */

/* The last day of the year that is counted from a moment and ends in this one. */
static size_t last_of_year(ent_judgement *j, const ent_node *due, int32_t year, ent_time *out)
{
    ent_periods of = ent_periods_from(j, due->kids[0]);
    ent_span_time span;
    if (!ent_period_span(&of, year - ent_time_to_civil(of.origin).year - 1, &span)) return 0;
    out[0] = ent_time_add_seconds(span.until, -ENT_DAY_SECONDS);
    return 1;
}

/* The days of one year on which it is due, in order, each by its first second. */
static size_t days_of_year(ent_judgement *j, const ent_node *due, int32_t year, ent_time *out)
{
    size_t n = 0;
    if (due->op == 2) return last_of_year(j, due, year, out);
    for (uint32_t i = 0; i < due->kid_count && n < ENT_DUE_YEARLY_MAX; i++) {
        int month = due->kids[i]->op / 100, day = due->kids[i]->op % 100;
        ent_time first;
        if (!ent_time_from_civil((ent_civil){year, (uint8_t)month, 1, 0, 0, 0}, &first)) continue;
        ent_time next = ent_time_add_months(first, 1),
                 t = ent_time_add_seconds(first, (day - 1) * ENT_DAY_SECONDS);
        out[n++] =
            t.seconds < next.seconds ? t : ent_time_add_seconds(next, -ENT_DAY_SECONDS); /* 29 February */
    }
    return ent_times_sort_once(out, n);
}

/* The end of the first due day after this one. */
static ent_time next_end(ent_judgement *j, const ent_node *due, int32_t year, ent_time day)
{
    for (int32_t y = year; y <= year + 1; y++) {
        ent_time days[ENT_DUE_YEARLY_MAX];
        size_t n = days_of_year(j, due, y, days);
        for (size_t i = 0; i < n; i++)
            if (days[i].seconds > day.seconds) return ent_time_add_seconds(days[i], ENT_DAY_SECONDS);
    }
    return ENT_TIME_MAX;
}

static int64_t day_after(ent_time t)
{
    int64_t into = ((t.seconds % ENT_DAY_SECONDS) + ENT_DAY_SECONDS) % ENT_DAY_SECONDS;
    return t.seconds - into + ENT_DAY_SECONDS;
}

/* One due day of one party; `*used`: what was done up to there has answered the days before. */
static void judge_day(ent_judgement *j, own_duty *duty, const ent_clause *clause, const char *reading,
                      int64_t *used)
{
    ent_env env;
    ent_env_start(&env, j, clause, NULL);
    if (duty->year.from.seconds < *used) duty->year.from.seconds = *used;
    int64_t now = (int64_t)ent_duty_now(j), end = duty->year.until.seconds;
    env.t = (ent_time){(end < now ? end : now) - 1};
    ent_ruling r = ent_rule_rivals(&env, rule_party, duty);
    if (!r.speaks) return;
    ent_duty_emit(&env, reading, duty->year, &r);
    if (r.answer && ent_record_presence(j, r.answer).start_last.seconds >= end)
        *used = day_after(ent_record_presence(j, r.answer).start_last);
}

/* Every due day since the clause runs, and the next one. */
void ent_duty_of_years(ent_judgement *j, const ent_clause *clause, const char *reading, const char *party,
                       ent_span_time span)
{
    int32_t first = ent_time_to_civil(span.from).year,
            last = ent_time_to_civil((ent_time){span.until.seconds - 1}).year;
    int64_t before = INT64_MIN, used = INT64_MIN, now = (int64_t)ent_duty_now(j);
    ent_time begin = clause->due->op == 2 ? ent_periods_from(j, clause->due->kids[0]).origin : span.from;
    if (begin.seconds > span.from.seconds) span.from = begin; /* no year ends before the first has begun */
    bool open = span.until.seconds >= now;                    /* the clause still runs */
    for (int32_t year = first - 1; year <= last + 1 && !j->failed; year++) {
        ent_time days[ENT_DUE_YEARLY_MAX];
        size_t n = days_of_year(j, clause->due, year, days);
        for (size_t i = 0; i < n; i++) {
            int64_t end = days[i].seconds + ENT_DAY_SECONDS;
            own_duty duty = {party, span, {{before}, {end}}, next_end(j, clause->due, year, days[i])};
            bool runs =
                days[i].seconds >= span.from.seconds && (days[i].seconds < span.until.seconds || open);
            if (runs && before != INT64_MIN) judge_day(j, &duty, clause, reading, &used);
            if (end > now) return;
            before = end;
        }
    }
}
