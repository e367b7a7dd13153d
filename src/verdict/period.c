/* period.c: while a clause runs.
 *
 * A date and entry into force are days. A day that the text leaves open (`parameter … is date`) is an
 * interval, and all of time while nobody says it. So a clause has three times: before its earliest beginning
 * and after its latest end it does not run; between its latest beginning and its earliest end it does; in
 * between it may. What falls into the last of these is spoken of perhaps, and no finding about it is certain.
 */
#include "verdict/internal.h"

#include <math.h>

typedef struct ends {
    ent_time first, last;
    uint32_t reasons;
} ends;

static bool is_open(const ent_node *moment)
{
    if (moment->kind == ENT_N_PARAMETER) return true;
    for (uint32_t i = 0; i < moment->kid_count; i++)
        if (is_open(moment->kids[i])) return true;
    return false;
}

static ent_time time_of(double seconds)
{
    if (!(seconds > (double)ENT_TIME_MIN.seconds)) return ENT_TIME_MIN;
    return seconds < (double)ENT_TIME_MAX.seconds ? (ent_time){(int64_t)seconds} : ENT_TIME_MAX;
}

static ends ends_of(ent_env *env, const ent_node *moment, ent_time otherwise)
{
    if (!moment || moment->kind == ENT_N_NONE) return (ends){otherwise, otherwise, 0};
    if (!is_open(moment)) {
        ent_time t = ent_moment_of(env->j, moment, otherwise);
        return (ends){t, t, 0};
    }
    ent_quantity q = ent_value_eval(env, moment);
    return (ends){time_of(q.lo), time_of(q.hi), q.reasons};
}

/* Without a word about what is not known. */
static ends ends_quietly(const ent_env *env, const ent_node *moment, ent_time otherwise)
{
    ent_env quiet = *env;
    quiet.because = quiet.settle = NULL;
    return ends_of(&quiet, moment, otherwise);
}

/* The earliest and the latest beginning, and end, within the time for which the text is in force. */
static void find_ends(const ent_env *env, const ent_clause *clause, ends *from, ends *until)
{
    ent_span_time all = {ent_world_force(env->j), ent_judge_day_end(env->j->opts.as_of)};
    *from = ends_quietly(env, clause->from, all.from), *until = ends_quietly(env, clause->until, all.until);
    from->first = ent_time_later(from->first, all.from), from->last = ent_time_later(from->last, from->first);
    until->last = ent_time_earlier(until->last, all.until),
    until->first = ent_time_earlier(until->first, until->last);
}

ent_span_time ent_clause_period(ent_env *env, const ent_clause *clause)
{
    ends from, until;
    find_ends(env, clause, &from, &until);
    return (ent_span_time){from.first, until.last};
}

size_t ent_clause_doubts(ent_env *env, const ent_clause *clause, ent_span_time out[2])
{
    ends from, until;
    find_ends(env, clause, &from, &until);
    const ent_span_time doubts[] = {{from.first, ent_time_earlier(from.last, until.last)},
                                    {ent_time_later(until.first, from.first), until.last}};
    size_t n = 0;
    for (size_t i = 0; i < 2; i++)
        if (doubts[i].from.seconds < doubts[i].until.seconds) out[n++] = doubts[i];
    return n;
}

/* Of a day that is known, but not well enough; of one that nobody says the parameter itself is named. */
static void say_ends(ent_env *env, const ent_node *moment, ends e, const char *which)
{
    ent_judgement *j = env->j;
    if (e.first.seconds <= ENT_TIME_MIN.seconds || e.last.seconds >= ENT_TIME_MAX.seconds) return;
    ent_lines_addf(j, env->settle, "the day %s which it runs, %s: %s to %s", which, ent_judge_say(j, moment),
                   ent_judge_say_date(j, e.first), ent_judge_say_date(j, e.last));
}

/* Does a stretch lie, in part, where it is in doubt whether the end has come? */
static bool touches(ent_span_time stretch, ends e)
{
    bool doubted = e.first.seconds < e.last.seconds;
    return doubted && stretch.from.seconds < e.last.seconds && stretch.until.seconds > e.first.seconds;
}

ent_truth ent_clause_runs(ent_env *env, ent_span_time stretch)
{
    const ent_clause *c = env->clause;
    const struct {
        const ent_node *moment;
        const char *which;
    } lines[] = {{c->from, "from"}, {c->until, "until"}};
    ent_truth runs = ENT_YES;
    for (size_t i = 0; i < 2; i++) {
        if (!lines[i].moment || !is_open(lines[i].moment)) continue;
        ends e = ends_quietly(env, lines[i].moment, ENT_TIME_MIN);
        if (!touches(stretch, e)) continue;
        runs = ENT_UNCLEAR, env->reasons |= e.reasons;
        (void)ends_of(env, lines[i].moment, ENT_TIME_MIN); /* says what nobody has said */
        say_ends(env, lines[i].moment, e, lines[i].which);
    }
    return runs;
}
