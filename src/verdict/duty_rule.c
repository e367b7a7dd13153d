/* duty_rule.c: one duty of one party: is it due, was it done, was it done in time? Silence is a breach only
 * where the list of what was done is complete; before the deadline nothing is due.
 *
 * A deadline in days, weeks or months ends with a day; one in hours is measured by the clock, and so is one
 * in days when the text says `counting elapsed time`. What was done at an hour of which only the day is known
 * may have been done at any hour of it. */
#include "verdict/duty.h"

#include <math.h>
#include <string.h>

#define BIT(reason) (1u << (reason))

static double floor_day(double t)
{
    return floor(t / ENT_DAY_SECONDS) * ENT_DAY_SECONDS;
}

double ent_duty_now(const ent_judgement *j)
{
    return floor_day((double)j->opts.as_of.seconds) + ENT_DAY_SECONDS;
}

/* ---- the deadline ----------------------------------------------------------------------------------- */

/* The moment by which it is due: of a deadline with two ends the later one. */
static const ent_node *latest_of(const ent_clause *clause)
{
    return ent_node_is(clause->due, ENT_N_BETWEEN_MOMENTS) ? clause->due->kids[1] : clause->due;
}

bool ent_duty_is_yearly(const ent_clause *clause)
{
    return ent_node_is(clause->due, ENT_N_YEARLY);
}

static bool is_by_days(const ent_clause *clause)
{
    return clause->counting != ENT_COUNT_ELAPSED || !clause->counting_said;
}

/* Is the deadline so many whole days or months from something, or a date? */
static bool is_of_days(ent_env *env, const ent_node *due)
{
    if (due->kind == ENT_N_DATE || due->kind == ENT_N_YEAR_DAY) return true;
    if (due->kind != ENT_N_OFFSET || due->kid_count < 2) return false;
    return ent_quantity_is_of_days(ent_value_eval(env, due->kids[1]));
}

/* Counting inclusive days, the day from which one counts is the first. */
static ent_quantity end_of(ent_env *env, const ent_clause *clause, const ent_node *due)
{
    ent_quantity q = ent_value_eval(env, due);
    q.is_time = true;
    if (!isfinite(q.lo) || !isfinite(q.hi) || !is_by_days(clause)) return q;
    bool offset = due->kind == ENT_N_OFFSET;
    if (clause->counting != ENT_COUNT_ELAPSED || is_of_days(env, due))
        q.lo = floor_day(q.lo), q.hi = floor_day(q.hi), q.is_day = true;
    double first = due->op < 0 ? ENT_DAY_SECONDS : -ENT_DAY_SECONDS;
    if (clause->counting == ENT_COUNT_INCLUSIVE_DAYS && offset) q.lo += first, q.hi += first;
    return q;
}

static ent_quantity deadline(ent_env *env, const ent_clause *clause)
{
    double day = (double)env->year.until.seconds - ENT_DAY_SECONDS;
    if (ent_duty_is_yearly(clause)) return (ent_quantity){day, day, ENT_DIM_DATE, NULL, 0, true, true};
    if (!clause->due || clause->due->kind == ENT_N_NONE)
        return (ent_quantity){-INFINITY, INFINITY, ENT_DIM_DATE, NULL, 0, true, false};
    return end_of(env, clause, latest_of(clause));
}

/* Late by this much: positive on the breach side. A deadline that is a day ends with that day. */
static ent_bounds lateness(const ent_clause *clause, ent_quantity done, ent_quantity due)
{
    if (due.is_day && is_by_days(clause)) {
        if (!done.is_day) done.lo = floor_day(done.lo), done.hi = floor_day(done.hi), done.is_day = true;
    } else {
        ent_moments_align(&done, &due);
        if (done.is_day && due.is_day) done.hi += ENT_DAY_SECONDS - 1, due.hi += ENT_DAY_SECONDS - 1;
    }
    return (ent_bounds){
        done.lo - due.hi, done.hi - due.lo, ENT_DIM_DURATION, ent_unit_find(ENT_STR("days")), "",
        latest_of(clause)};
}

/* Too early by this much: positive on the breach side; nothing is, without an earlier end. */
static ent_bounds earliness(ent_env *env, ent_quantity done)
{
    const ent_clause *clause = env->clause;
    if (!ent_node_is(clause->due, ENT_N_BETWEEN_MOMENTS))
        return (ent_bounds){.lo = -INFINITY, .hi = -INFINITY};
    ent_bounds late = lateness(clause, done, end_of(env, clause, clause->due->kids[0]));
    late.node = clause->due->kids[0];
    double lo = -late.hi;
    late.hi = -late.lo, late.lo = lo;
    return late;
}

/* ---- what was done ---------------------------------------------------------------------------------- */

/* Does what was told to `target` reach those it was owed to? What names nobody is told to all. */
static ent_truth reaches(ent_env *env, const ent_node *to, const ent_record *r)
{
    const char *target = to ? ent_env_word(env, &r->target) : "";
    if (!*target) return ENT_YES;
    ent_truth all = ENT_YES;
    if (to->number != 2)
        return ent_actor_in(env, ent_world_code(env->j, target), to); /* not every one of them */
    for (size_t i = 0; i < env->j->party_count; i++) {
        const char *code = env->j->parties[i].code;
        ent_truth told = strcmp(code, ent_world_code(env->j, target)) == 0
                             ? ENT_YES
                             : ent_world_in_group(env->j, target, code, env->t, 0);
        all = ent_and(all, ent_or(told, ent_not(ent_actor_in(env, code, to))));
    }
    return ent_is_yes(all) ? ENT_YES : ENT_UNCLEAR; /* others may have been told otherwise */
}

/* Is it as the duty wants what does it? The binder of the head stands for it. */
static ent_truth is_such(ent_env *env, const ent_record *r)
{
    const ent_clause *clause = env->clause;
    if (!clause->such) return ENT_YES;
    ent_env inner = *env;
    inner.because = inner.settle = NULL;
    if (!ent_env_bind(&inner, clause->acts->text, NULL, r)) return ENT_UNCLEAR;
    return ent_condition_eval(&inner, clause->such, NULL).truth;
}

static ent_truth answers(ent_env *env, const ent_record *r, const char *party)
{
    const ent_record *event = env->record;
    if (!ent_record_counts(env->j, r) || r == event) return ENT_NO;
    ent_env inner = *env;
    inner.record = r, inner.item = NULL, inner.because = inner.settle = NULL;
    ent_truth t = ent_and(ent_record_known(env->j, r), ent_select_acts(&inner, env->clause->acts, r));
    if (!ent_is_no(t) && !event) t = ent_and(t, ent_select_object(&inner, env->clause->object));
    if (ent_is_no(t)) return t;
    const char *by = ent_env_actor(&inner, r);
    if (!*by || !*party)
        t = ent_and(t, *by ? ENT_YES : ENT_UNCLEAR);
    else
        t = strcmp(by, party) == 0 ? ent_and(t, reaches(env, env->clause->to, r)) : ENT_NO;
    return ent_is_no(t) ? t : ent_and(t, is_such(env, r));
}

/* The earliest answer, and the earliest of what may be one. */
typedef struct answered {
    const ent_record *record, *perhaps;
    ent_quantity done, perhaps_done;
    size_t after; /* of a yearly duty: how many came after its day and before the next */
} answered;

static void note(answered *a, const ent_record *r, ent_quantity when, bool certain)
{
    const ent_record **record = certain ? &a->record : &a->perhaps;
    ent_quantity *done = certain ? &a->done : &a->perhaps_done;
    if (!*record) {
        *record = r, *done = when;
        return;
    }
    ent_moments_align(done, &when);
    if (when.hi < done->hi) *record = r;
    done->lo = fmin(done->lo, when.lo), done->hi = fmin(done->hi, when.hi);
}

/* Done between the due day before and the next one. */
static bool is_of_year(const ent_env *env, const ent_record *r)
{
    int64_t start = ent_record_presence(env->j, r).start_first.seconds;
    return start >= env->year.from.seconds && start < env->year_late.seconds;
}

static void look_through(ent_env *env, answered *a, const char *party, const ent_record *const *list,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ent_truth t = answers(env, list[i], party);
        bool before = ent_duty_is_yearly(env->clause) && !is_of_year(env, list[i]);
        ent_quantity when = ent_moment_start(env->j, list[i]);
        if (a->record && !before && earliness(env, when).lo > 0) continue; /* one too early, and another */
        if (a->record && earliness(env, a->done).lo > 0) a->record = NULL;
        if (ent_duty_is_yearly(env->clause) && !before && ent_is_yes(t))
            a->after += ent_record_presence(env->j, list[i]).start_first.seconds >= env->year.until.seconds;
        if (!ent_is_no(t) && !before) note(a, list[i], ent_moment_start(env->j, list[i]), ent_is_yes(t));
    }
}

/* What speaks of the event; of a duty that arises of itself, what speaks of its clause or of nothing in
 * particular. */
static answered look_for_answers(ent_env *env, const char *party)
{
    answered a = {0};
    size_t count;
    const ent_record *const *list =
        ent_index_about(env->j, env->record ? env->record->id : env->clause->id, &count);
    look_through(env, &a, party, list, count);
    for (const ent_kind_list *k = env->record ? NULL : env->j->kinds; k; k = k->next)
        look_through(env, &a, party, k->idle.at, k->idle.count);
    return a;
}

/* What came after the day of a yearly duty is for the next one, unless that has another or is not over, or
 * the day missed is the nearer one: a day late is late, and not half a year early. */
static answered find_answers(ent_env *env, const char *party)
{
    answered a = look_for_answers(env, party);
    bool over = (double)env->year_late.seconds <= ent_duty_now(env->j);
    if (!ent_duty_is_yearly(env->clause) || !over || a.after > 1 || !a.record) return a;
    int64_t start = ent_record_presence(env->j, a.record).start_first.seconds,
            late = start - env->year.until.seconds;
    if (late >= 0 && env->year_late.seconds - start <= late) a.record = a.perhaps = NULL;
    return a;
}

/* ---- in time? --------------------------------------------------------------------------------------- */

static void judge_answer(ent_env *env, ent_ruling *r, ent_quantity done, ent_quantity due)
{
    ent_judgement *j = env->j;
    ent_lines_addf(j, &r->because, "done by record %s, on %s", r->answer->id,
                   ent_quantity_say(j, done, NULL));
    r->verdict = ENT_KEPT, r->reasons = 0;
    if (isinf(due.lo) && isinf(due.hi) && !due.reasons) return;
    ent_bounds m = lateness(env->clause, done, due);
    if (!isinf(m.lo) || !isinf(m.hi)) r->outcome.margins[r->outcome.margin_count++] = m;
    ent_lines_addf(j, &r->because, "it was due by %s", ent_quantity_say(j, due, NULL));
    ent_bounds early = earliness(env, done);
    if (!isinf(early.lo) && early.hi > m.lo) r->outcome.margins[r->outcome.margin_count - 1] = early;
    if (early.lo > 0) ent_lines_addf(j, &r->because, "that is too early");
    if (m.lo > 0 || early.lo > 0) r->verdict = ENT_BREACH;
    if (m.lo > 0 || early.lo > 0 || (m.hi <= 0 && early.hi <= 0)) return;
    r->verdict = ENT_VERDICT_UNCLEAR, r->reasons = due.reasons | done.reasons;
    if (!r->reasons) r->reasons = BIT(ENT_REASON_VALUE_COARSE);
    ent_lines_addf(j, &r->settle, "the date on which it was done: by %s, or later",
                   ent_quantity_say(j, due, NULL));
}

/* The time over which silence must be shown: from the cause to the deadline; for what is due before its
 * cause, the deadline itself. */
static ent_span_time silence_of(const ent_env *env, ent_quantity due, ent_span_time span)
{
    double now = ent_duty_now(env->j),
           last = isfinite(due.hi) ? fmin(due.hi + (due.is_day ? ENT_DAY_SECONDS : 1), now) : now;
    if (ent_duty_is_yearly(env->clause)) span.from = env->year.from;
    double first = env->record ? (double)ent_record_presence(env->j, env->record).start_first.seconds
                               : (double)span.from.seconds;
    if (first >= last) first = fmin(isfinite(due.lo) ? due.lo : last - 1, last - 1);
    return (ent_span_time){{(int64_t)first}, {(int64_t)last}};
}

static void judge_silence(ent_env *env, ent_ruling *r, ent_quantity due, ent_span_time span)
{
    ent_judgement *j = env->j;
    double now = ent_duty_now(j), end = due.hi + (due.is_day ? ENT_DAY_SECONDS : 1),
           begin = due.lo + (due.is_day ? ENT_DAY_SECONDS : 1);
    r->verdict = ENT_VERDICT_UNCLEAR;
    if (begin >= now) {
        r->reasons = BIT(ENT_REASON_NOT_DUE);
        ent_lines_addf(j, &r->settle, "time: it is due by %s", ent_quantity_say(j, due, NULL));
        return;
    }
    bool closed = ent_world_closed(j, (ent_closing){env->clause->acts, *r->party ? r->party : NULL, NULL,
                                                    NULL, silence_of(env, due, span)});
    ent_lines_addf(j, &r->because, "no record shows that it was done%s",
                   closed ? ", and the list is complete" : "");
    if (closed && end < now) {
        r->verdict = ENT_BREACH;
        r->outcome.margins[r->outcome.margin_count++] = (ent_bounds){
            now - end, now - begin, ENT_DIM_DURATION, ent_unit_find(ENT_STR("days")), "", env->clause->due};
        return;
    }
    r->reasons = due.reasons | (closed ? 0 : BIT(ENT_REASON_COMPLETENESS));
    if (isfinite(due.hi) && end >= now) r->reasons |= BIT(ENT_REASON_NOT_DUE);
    if (!r->reasons) r->reasons = BIT(ENT_REASON_NOT_DUE);
    ent_lines_addf(j, &r->settle, "%s: a record of it, or a sourced record that the list is complete",
                   env->clause->acts ? ent_judge_say(j, env->clause->acts) : "the act");
}

/* What may be an answer, and in time, may yet make it kept. */
static void judge_perhaps(ent_env *env, ent_ruling *r, const answered *a, ent_quantity due)
{
    if (!a->perhaps || r->verdict == ENT_KEPT || lateness(env->clause, a->perhaps_done, due).lo > 0) return;
    r->verdict = ENT_VERDICT_UNCLEAR, r->reasons |= BIT(ENT_REASON_VALUE_MISSING);
    ent_lines_addf(env->j, &r->settle, "whether record %s is such an act", a->perhaps->id);
}

/* ---- does it arise? --------------------------------------------------------------------------------- */

/* Does another duty stand instead of this one? */
static ent_truth replaced(ent_env *env, const char **out_by)
{
    ent_truth any = ENT_NO;
    for (size_t i = 0; i < env->j->doc->clause_count; i++) {
        const ent_clause *other = &env->j->doc->clauses[i];
        for (uint32_t k = 0; other->instead && k < other->instead->kid_count; k++) {
            if (strcmp(other->instead->kids[k]->text, env->clause->id) != 0) continue;
            ent_env inner = *env;
            inner.because = inner.settle = NULL;
            const ent_node *trigger = other->trigger ? other->trigger : env->clause->trigger;
            if (trigger && !ent_env_bind(&inner, trigger->text, NULL, env->record)) return ENT_UNCLEAR;
            ent_truth t = ent_and(ent_condition_eval(&inner, ent_given_kid(other->trigger, 4), NULL).truth,
                                  ent_condition_eval(&inner, other->when, NULL).truth);
            if (!ent_is_no(t)) *out_by = other->id;
            any = ent_or(any, t);
        }
    }
    return any;
}

static void doubt(ent_ruling *r, uint32_t reasons)
{
    if (r->verdict == ENT_KEPT) return;
    r->verdict = ENT_VERDICT_UNCLEAR, r->reasons |= reasons ? reasons : BIT(ENT_REASON_VALUE_COARSE);
}

/* What came after the day of one year may be meant for the next: it is late only where nothing else can have
 * come. */
static void doubt_late(ent_env *env, ent_ruling *r, ent_quantity due, ent_span_time span)
{
    if (!ent_duty_is_yearly(env->clause) || r->verdict != ENT_BREACH) return;
    ent_closing what = {env->clause->acts, *r->party ? r->party : NULL, NULL, NULL,
                        silence_of(env, due, span)};
    if (ent_world_closed(env->j, what)) return;
    r->verdict = ENT_VERDICT_UNCLEAR, r->reasons = BIT(ENT_REASON_COMPLETENESS), r->outcome.margin_count = 0;
    ent_lines_addf(env->j, &r->settle,
                   "whether something came by %s that is not recorded: a sourced record that the list "
                   "is complete",
                   ent_quantity_say(env->j, due, NULL));
}

static ent_span_time time_for_it(const ent_env *env, ent_quantity due, ent_span_time span)
{
    if (!isfinite(due.lo) || !isfinite(due.hi)) return (ent_span_time){{0}, {0}};
    double grain = due.is_day ? ENT_DAY_SECONDS : 1, end = due.hi + grain, begin = due.lo;
    double cause = env->record ? (double)ent_record_presence(env->j, env->record).start_first.seconds
                               : (double)span.from.seconds;
    if (ent_duty_is_yearly(env->clause)) return env->year;
    return (ent_span_time){{(int64_t)fmin(begin, cause)},
                           {(int64_t)fmax(end, cause + (env->record ? grain : 0))}};
}

/* The duty of one party, arisen for certain or perhaps. */
void ent_duty_rule(ent_env *env, ent_ruling *r, ent_truth arises, ent_span_time span)
{
    const ent_clause *clause = env->clause;
    ent_outcome lines = ent_outcome_and(ent_condition_eval(env, clause->when, NULL),
                                        ent_condition_eval(env, clause->where, NULL));
    uint32_t reasons = lines.reasons | env->reasons;
    r->speaks = true, r->outcome = r->asked = lines;
    arises = ent_and(arises, lines.truth);
    if (ent_is_no(arises)) {
        r->verdict = ENT_KEPT;
        ent_lines_addf(env->j, &r->because, "the duty does not arise");
        return;
    }
    const char *by = NULL;
    ent_truth instead = replaced(env, &by);
    if (ent_is_yes(instead)) {
        r->verdict = ENT_EXEMPT;
        ent_lines_addf(env->j, &r->because, "replaced by the duty of %s", by);
        return;
    }
    ent_quantity due = deadline(env, clause);
    answered a = find_answers(env, r->party);
    r->outcome.margin_count = 0, r->answer = a.record, r->due = time_for_it(env, due, span);
    if (a.record)
        judge_answer(env, r, a.done, due), doubt_late(env, r, due, span);
    else
        judge_silence(env, r, due, span);
    judge_perhaps(env, r, &a, due);
    if (ent_is_unclear(arises)) doubt(r, reasons);
    if (ent_is_unclear(instead)) doubt(r, BIT(ENT_REASON_VALUE_MISSING));
    ent_ruling_lift(env, r);
}

/* ---- findings --------------------------------------------------------------------------------------- */

void ent_duty_emit(ent_env *env, const char *reading, ent_span_time period, const ent_ruling *r)
{
    ent_judgement *j = env->j;
    const ent_clause *clause = env->clause;
    bool ignored =
        clause->modality == ENT_RECOMMENDS && r->verdict == ENT_BREACH; /* not followed: no breach */
    ent_finding *f = ent_finding_add(j);
    const ent_record **records = ent_judge_alloc(j, 2, sizeof *records);
    if (!f || !records) return;
    if (env->record) records[f->record_count++] = env->record;
    if (r->answer) records[f->record_count++] = r->answer;
    f->clause = clause, f->article = clause->article, f->reading = reading, f->records = records;
    f->period = r->due.from.seconds < r->due.until.seconds ? r->due : period;
    f->party = r->party, f->verdict = ignored ? ENT_EXEMPT : r->verdict;
    f->reasons = f->verdict == ENT_VERDICT_UNCLEAR ? r->reasons : 0;
    f->none_shown = f->reasons == BIT(ENT_REASON_COMPLETENESS);
    ent_finding_margins(j, f, &r->outcome);
    ent_lines because = r->because, none = {0};
    if (ignored) ent_lines_addf(j, &because, "recommended, and not followed");
    ent_finding_texts(f, &because, f->verdict == ENT_VERDICT_UNCLEAR ? &r->settle : &none);
    ent_finding_sources(j, f);
    for (size_t i = 0; i < f->record_count; i++) j->spoken[records[i]->index] = 1;
}
