/* plain.c: sums of records that leave nothing open, in one pass.
 *
 * Most records of a large set are plain: one actor, a whole number, days that are known, no total or part,
 * nothing that may be the same event; and most ceilings only ask who, what and when. Then a sum has no bounds
 * to carry and no forest to climb: it is a whole number that rises as a record begins and falls as it ends.
 * Who is meant is asked once for each combination of words and each stretch between two changes of law. What
 * is kept of a record is the number of its group, and while a group is swept its beginning and its end, each
 * as one number of 64 bits: seconds since the first, then the record; they are sorted byte by byte, in place.
 * Periods of the calendar need no order: each has a sum of its own that a record is added to. The records of
 * all stretches of a group are found in one pass, since a record's are neighbours.
 *
 * Whole numbers below 2^53 are added and taken away without error, so the answer is the one that sum.c would
 * give. A single record that is not plain, and the whole clause is left to share.c and sum.c. */
#include "verdict/plain.h"

#include <math.h>
#include <string.h>

#define NOBODY UINT32_MAX
#define WORDS 4
#define RECENT 8
#define SUM_MAX 9007199254740992.0 /* 2^53 */
#define SECONDS_MAX ((int64_t)UINT32_MAX)

/* ---- which clauses, which records --------------------------------------------------------------------- */

static bool is_actor_key(const ent_clause *clause)
{
    for (uint32_t i = 0; clause->per && i < clause->per->kid_count; i++) {
        const ent_node *key = clause->per->kids[i];
        bool actor = key->kind == ENT_N_ROLE && key->op == ENT_ROLE_ACTOR;
        bool binder =
            clause->by && key->text && *clause->by->text && strcmp(key->text, clause->by->text) == 0;
        if (!actor && !binder) return false;
    }
    return true;
}

static bool is_plain_clause(const ent_clause *c)
{
    const ent_node *a = c->aggregate;
    if (a && a->op != ENT_NUMBER && a->op != ENT_RECORD_COUNT) return false;
    if (c->when || c->where || c->without || c->unless || (c->to && c->to->kind != ENT_N_NONE)) return false;
    if (ent_clause_is_floor(c) && c->window_kind == ENT_WINDOW_CALENDAR)
        return false; /* empty periods count */
    return c->window_kind != ENT_WINDOW_EACH && c->window_kind != ENT_WINDOW_PERIOD && is_actor_key(c);
}

static double figure_of(const ent_plain *p, const ent_record *r)
{
    return p->counts_records ? 1 : r->quantity.numbers[0].lo;
}

static bool is_plain_record(const ent_plain *p, const ent_record *r)
{
    ent_presence at = ent_record_presence(p->j, r);
    const ent_value *q = &r->quantity;
    if (ent_is_unclear(ent_record_known(p->j, r))) return false;
    if (r->actor.count != 1 || r->item.count > 1 || *r->part_of || *r->same_as) return false;
    if (at.start_first.seconds != at.start_last.seconds || at.end_first.seconds != at.end_last.seconds)
        return false;
    if (p->has_object && ent_record_attribute(r, ENT_STR("kind"))) return false;
    if (p->counts_records) return true;
    return q->kind == ENT_VALUE_NUMBER && q->count == 1 && !q->about &&
           q->numbers[0].lo == q->numbers[0].hi && q->numbers[0].lo >= 0 && q->numbers[0].lo <= UINT32_MAX &&
           floor(q->numbers[0].lo) == q->numbers[0].lo;
}

/* ---- who is meant, by words and stretches of law ------------------------------------------------------- */

typedef struct combination {
    const char *words[WORDS]; /* kind, actor, item, unit */
    uint32_t group;
    signed char *speaks; /* one a stretch between two breaks: 0 not asked yet, 1 yes, -1 no */
} combination;

typedef struct gathering {
    ent_plain *p;
    const ent_clause *clause;
    ent_span_time span;
    combination *recent[RECENT];
    size_t next;
    ent_map *known; /* words -> combination */
    size_t group_cap;
    ent_buf key;
    double total; /* of all figures: no sum can be more */
    bool plain;
} gathering;

static bool has_words(const combination *c, const char *const *words)
{
    for (int i = 0; i < WORDS; i++)
        if (c->words[i] != words[i] && strcmp(c->words[i], words[i]) != 0) return false;
    return true;
}

static combination *find_combination(gathering *g, const ent_record *r)
{
    const char *words[WORDS] = {r->kind, r->actor.words[0], r->item.count ? r->item.words[0] : "", r->unit};
    for (size_t i = 0; i < RECENT; i++)
        if (g->recent[i] && has_words(g->recent[i], words)) return g->recent[i];
    ent_judgement *j = g->p->j;
    ent_buf_clear(&g->key);
    for (int i = 0; i < WORDS; i++) ent_buf_printf(&g->key, "%s\n", words[i]);
    const char *name = ent_judge_printf(j, "%s", g->key.ptr ? g->key.ptr : "");
    combination *c = ent_map_get(g->known, ent_str_of(name));
    if (!c) {
        c = ent_judge_alloc(j, 1, sizeof *c);
        signed char *speaks = ent_judge_alloc(j, j->break_count + 1, sizeof *speaks);
        if (!c || !speaks || g->key.failed || !ent_map_put(g->known, ent_str_of(name), c))
            return ent_judge_fail(j, ENT_E_NOMEM, NULL), NULL;
        *c = (combination){.group = NOBODY, .speaks = speaks};
        memcpy(c->words, words, sizeof words);
    }
    g->recent[g->next++ % RECENT] = c;
    return c;
}

/* The group of the env's record, by the key under which share.c would keep it. */
static uint32_t group_of(gathering *g, ent_env *env)
{
    ent_plain *p = g->p;
    ent_share_key(env, "", &g->key);
    const char *key = ent_judge_printf(p->j, "%s", g->key.ptr ? g->key.ptr : "");
    if (g->key.failed) return ent_judge_fail(p->j, ENT_E_NOMEM, NULL), NOBODY;
    for (uint32_t i = 0; i < p->group_count; i++)
        if (strcmp(p->groups[i].key, key) == 0) {
            if (strcmp(p->groups[i].actor, ent_env_actor(env, env->record)) != 0) p->groups[i].actor = "";
            return i;
        }
    if (p->group_count == g->group_cap) {
        size_t cap = g->group_cap ? 2 * g->group_cap : 16;
        ent_group *grown = ent_judge_alloc(p->j, cap, sizeof *grown);
        if (!grown) return NOBODY;
        if (p->group_count) memcpy(grown, p->groups, p->group_count * sizeof *grown);
        p->groups = grown, g->group_cap = cap;
    }
    p->groups[p->group_count] = (ent_group){.key = key,
                                            .host = "",
                                            .actor = ent_env_actor(env, env->record),
                                            .unit = env->record->unit,
                                            .first = env->record,
                                            .plain = p,
                                            .index = (uint32_t)p->group_count};
    return (uint32_t)p->group_count++;
}

static signed char ask(gathering *g, combination *c, const ent_record *r, ent_time t)
{
    ent_env env;
    ent_memo_forget(g->p->j);
    ent_env_start(&env, g->p->j, g->clause, r);
    env.t = t;
    ent_truth speaks = ent_select_head(&env, g->clause, true);
    if (ent_is_unclear(speaks)) g->plain = false;
    if (ent_is_yes(speaks) && c->group == NOBODY) c->group = group_of(g, &env);
    return ent_is_yes(speaks) ? 1 : -1;
}

/* The record's group; NOBODY when the clause does not speak of it. Clears g->plain when that changes in its
 * time. */
static uint32_t place(gathering *g, const ent_record *r)
{
    ent_judgement *j = g->p->j;
    ent_presence at = ent_record_presence(j, r);
    ent_time from = at.start_first.seconds > g->span.from.seconds ? at.start_first : g->span.from;
    ent_time until = at.end_last.seconds < g->span.until.seconds ? at.end_last : g->span.until;
    if (from.seconds >= until.seconds || !ent_record_counts(j, r)) return NOBODY;
    if (strcmp(r->kind, g->recent[0] ? g->recent[0]->words[0] : "") != 0) {
        ent_env env;
        ent_env_start(&env, j, g->clause, r);
        if (ent_is_no(ent_select_acts(&env, g->clause->acts, r))) return NOBODY;
    }
    if (!is_plain_record(g->p, r)) return g->plain = false, NOBODY;
    combination *c = find_combination(g, r);
    if (!c) return NOBODY;
    size_t first = ent_breaks_before(j, from), last = ent_breaks_before(j, (ent_time){until.seconds - 1});
    for (size_t k = first; k <= last; k++) {
        if (!c->speaks[k]) c->speaks[k] = ask(g, c, r, k == first ? from : j->breaks[k - 1]);
        if (c->speaks[k] != c->speaks[first]) g->plain = false;
    }
    return c->speaks[first] > 0 ? c->group : NOBODY;
}

static void gather(gathering *g)
{
    ent_plain *p = g->p;
    size_t count = ent_records_count(p->j->world.records);
    for (size_t i = 0; i < count && g->plain && !p->j->failed; i++) {
        const ent_record *r = ent_records_at(p->j->world.records, i);
        p->group_of[i] = place(g, r);
        if (p->group_of[i] == NOBODY) continue;
        p->groups[p->group_of[i]].share_count++;
        g->total += figure_of(p, r);
    }
    if (!(g->total < SUM_MAX)) g->plain = false;
}

ent_plain *ent_plain_gather(ent_judgement *j, const ent_clause *clause, ent_span_time span)
{
    size_t count = ent_records_count(j->world.records);
    if (!is_plain_clause(clause) || count >= NOBODY || span.until.seconds - span.from.seconds > SECONDS_MAX)
        return NULL;
    ent_plain *p = ent_alloc_zero(1, sizeof *p);
    gathering g = {.p = p, .clause = clause, .span = span, .plain = true, .known = ent_judge_map(j)};
    if (p) p->group_of = ent_alloc_zero(count + 1, sizeof *p->group_of);
    if (!p || !p->group_of || !g.known) {
        ent_judge_fail(j, ENT_E_NOMEM, NULL);
        ent_plain_free(p);
        return NULL;
    }
    p->j = j, p->span = span;
    p->counts_records = clause->aggregate && clause->aggregate->op == ENT_RECORD_COUNT;
    p->has_object = clause->object && clause->object->kid_count;
    ent_buf_init(&g.key, 1u << 16);
    gather(&g);
    ent_buf_done(&g.key);
    if (g.plain && !j->failed) {
        for (size_t i = 0; i < count; i++) j->spoken[i] |= p->group_of[i] != NOBODY;
        return p;
    }
    ent_plain_free(p);
    return NULL;
}

void ent_plain_free(ent_plain *p)
{
    if (!p) return;
    ent_free(p->group_of);
    ent_free(p);
}

/* ---- moments ------------------------------------------------------------------------------------------- */

/* What begins or ends in a group, in order of time: seconds since `zero`, then the record. */
typedef struct course {
    uint64_t *at;
    size_t count;
    int64_t zero;
} course;

static int64_t when(const course *c, size_t i)
{
    return c->zero + (int64_t)(c->at[i] >> 32);
}

static void insert_in_order(uint64_t *at, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        uint64_t moved = at[i];
        size_t k = i;
        for (; k > 0 && at[k - 1] > moved; k--) at[k] = at[k - 1];
        at[k] = moved;
    }
}

#define FEW 48

/* In place, by one byte after the other from the highest of the seconds on: each number is put where its byte
 * belongs, and the one that lay there is taken up. Records of one second are left in any order. */
static void sort_seconds(uint64_t *at, size_t count, int shift)
{
    if (count <= FEW) {
        insert_in_order(at, count);
        return;
    }
    size_t next[256], end[256] = {0}, sum = 0;
    for (size_t i = 0; i < count; i++) end[at[i] >> shift & 255]++;
    for (int k = 0; k < 256; k++) next[k] = sum, sum += end[k], end[k] = sum;
    for (uint64_t k = 0; k < 256; k++)
        while (next[k] < end[k]) {
            uint64_t hand = at[next[k]];
            for (uint64_t byte = hand >> shift & 255; byte != k; byte = hand >> shift & 255) {
                uint64_t lay = at[next[byte]];
                at[next[byte]++] = hand, hand = lay;
            }
            at[next[k]++] = hand;
        }
    for (int k = 0; k < 256 && shift > 32; k++) {
        size_t first = k ? end[k - 1] : 0;
        sort_seconds(at + first, end[k] - first, shift - 8);
    }
}

/* Beginnings, or ends, of the group's records within the span. False when memory ran out, or time is too
 * long. */
static bool open_course(const ent_plain *p, const ent_group *group, bool ends, bool began_within, course *out)
{
    ent_judgement *j = p->j;
    size_t count = ent_records_count(j->world.records);
    *out = (course){.at = ent_alloc(group->share_count * sizeof *out->at + 1), .zero = p->span.from.seconds};
    for (size_t i = 0; out->at && i < count; i++) {
        if (p->group_of[i] != group->index) continue;
        ent_presence at = j->presences[i];
        int64_t t = ends ? at.end_last.seconds : at.start_first.seconds;
        if (began_within && at.start_first.seconds < p->span.from.seconds) continue;
        if (t < p->span.from.seconds) t = p->span.from.seconds;
        if (t > p->span.until.seconds) t = p->span.until.seconds;
        out->at[out->count++] = (uint64_t)(t - out->zero) << 32 | i;
    }
    if (!out->at) return ent_judge_fail(j, ENT_E_NOMEM, NULL), false;
    sort_seconds(out->at, out->count, 56);
    return true;
}

static double figure_at(const ent_plain *p, const course *c, size_t i)
{
    return figure_of(p, ent_records_at(p->j->world.records, (size_t)(c->at[i] & UINT32_MAX)));
}

/* ---- sweeps -------------------------------------------------------------------------------------------- */

typedef struct running {
    double sum;
    size_t count;
} running;

static void tell(const running *r, ent_span_time stretch, bool moved, ent_stepper step)
{
    ent_step here = {stretch, {.lo = r->sum, .hi = r->sum, .count = r->count}, moved};
    if (r->count) step.take(step.context, &here);
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void sweep_moments(const ent_plain *p, const course *begin, const course *end, ent_ticks ticks,
                          ent_stepper step)
{
    running r = {0};
    size_t b = 0, e = 0, t = 0;
    int64_t now = p->span.from.seconds, last = p->span.until.seconds;
    while (now < last && !p->j->failed) {
        size_t before = b + e;
        for (; b < begin->count && when(begin, b) <= now; b++) r.sum += figure_at(p, begin, b), r.count++;
        for (; e < end->count && when(end, e) <= now; e++) r.sum -= figure_at(p, end, e), r.count--;
        while (t < ticks.count && ticks.at[t].seconds <= now) t++;
        int64_t next = last;
        if (b < begin->count) next = least(next, when(begin, b));
        if (e < end->count) next = least(next, when(end, e));
        if (t < ticks.count) next = least(next, ticks.at[t].seconds);
        tell(&r, (ent_span_time){{now}, {next}}, b + e != before, step);
        now = next;
    }
}

/* A record is in the windows that end after it began, until they begin after it did. */
static void sweep_sliding(const ent_plain *p, const ent_clause *clause, const course *begin, ent_stepper step)
{
    ent_window w = ent_window_of(clause);
    running r = {0};
    for (size_t in = 0, out = 0; in < begin->count && !p->j->failed;) {
        int64_t end = ent_window_end(w, when(begin, in));
        while (out < in && ent_window_past(w, ent_window_end(w, when(begin, out)) - w.grain) <= end)
            r.sum -= figure_at(p, begin, out++), r.count--;
        for (; in < begin->count && ent_window_end(w, when(begin, in)) == end; in++)
            r.sum += figure_at(p, begin, in), r.count++;
        tell(&r, (ent_span_time){ent_window_start(w, end), {end}}, true, step);
    }
}

/* The calendar's periods from the one that the span begins in to the one that it ends in: what began in each.
 */
typedef struct bins {
    int32_t first;
    size_t count;
    int64_t *from; /* one more than there are periods */
    running *at;
} bins;

static bool open_bins(const ent_plain *p, ent_periods of, bins *y)
{
    of.count = 1;
    y->first = ent_period_index(&of, p->span.from);
    y->count = (size_t)(ent_period_index(&of, (ent_time){p->span.until.seconds - 1}) - y->first) + 1;
    y->from = ent_alloc((y->count + 1) * sizeof *y->from);
    y->at = ent_alloc_zero(y->count, sizeof *y->at);
    if (!y->from || !y->at) return ent_judge_fail(p->j, ENT_E_NOMEM, NULL), false;
    for (size_t i = 0; i <= y->count; i++) {
        ent_span_time w = {p->span.until, p->span.until}; /* past the calendar */
        (void)ent_period_span(&of, y->first + (int32_t)i, &w);
        y->from[i] = w.from.seconds;
    }
    return true;
}

/* The last of those that begin at or before t. */
static size_t bin_of(const bins *y, int64_t t)
{
    size_t lo = 0, hi = y->count;
    while (hi - lo > 1) {
        size_t middle = lo + (hi - lo) / 2;
        if (y->from[middle] <= t)
            lo = middle;
        else
            hi = middle;
    }
    return lo;
}

static void enter_bins(const ent_plain *p, const ent_group *group, const bins *y)
{
    size_t count = ent_records_count(p->j->world.records);
    for (size_t i = 0; i < count; i++) {
        int64_t t = p->j->presences[i].start_first.seconds;
        if (p->group_of[i] != group->index || t < p->span.from.seconds) continue;
        running *r = &y->at[bin_of(y, t)];
        r->sum += figure_of(p, ent_records_at(p->j->world.records, i)), r->count++;
    }
}

/* Windows of so many periods in a row, from the first that holds a record to the last. */
static void sweep_periods(const ent_plain *p, const ent_clause *clause, const ent_group *group,
                          ent_stepper step)
{
    ent_periods of = ent_periods_of(p->j, clause);
    running r = {0};
    bins y = {0};
    if (open_bins(p, of, &y)) enter_bins(p, group, &y);
    for (int64_t k = 1 - (int64_t)of.count; k < (int64_t)y.count && !p->j->failed; k++) {
        ent_span_time w;
        size_t in = (size_t)(k + of.count - 1);
        if (in < y.count) r.sum += y.at[in].sum, r.count += y.at[in].count;
        if (k > 0) r.sum -= y.at[k - 1].sum, r.count -= y.at[k - 1].count;
        if (r.count && ent_period_span(&of, y.first + (int32_t)k, &w)) tell(&r, w, true, step);
    }
    ent_free(y.from);
    ent_free(y.at);
}

void ent_plain_sweep(const ent_plain *p, const ent_clause *clause, const ent_group *group, ent_ticks ticks,
                     ent_stepper step)
{
    bool moments = clause->window_kind == ENT_WINDOW_MOMENT;
    course begin = {0}, end = {0};
    if (clause->window_kind == ENT_WINDOW_CALENDAR) {
        sweep_periods(p, clause, group, step);
        return;
    }
    if (!open_course(p, group, false, !moments, &begin)) goto done;
    if (moments && !open_course(p, group, true, false, &end)) goto done;
    if (moments)
        sweep_moments(p, &begin, &end, ticks, step);
    else
        sweep_sliding(p, clause, &begin, step);
done:
    ent_free(begin.at);
    ent_free(end.at);
}

/* ---- whose they are ------------------------------------------------------------------------------------ */

/* The first stretch that ends after t; they stand in order. */
static size_t first_after(const ent_plain_list *lists, size_t count, int64_t t)
{
    size_t lo = 0, hi = count;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (lists[middle].stretch.until.seconds <= t)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo;
}

/* Each record to the stretches that it is in; without `fill` it is only counted. */
static void hand_out(const ent_plain *p, const ent_group *group, ent_plain_lists to, bool fill)
{
    size_t all = ent_records_count(p->j->world.records);
    for (size_t i = 0; i < all; i++) {
        if (p->group_of[i] != group->index) continue;
        const ent_presence *at = &p->j->presences[i];
        int64_t start = at->start_first.seconds, last = to.windows ? start : at->end_last.seconds - 1;
        if (to.windows && start < p->span.from.seconds) continue;
        for (size_t k = first_after(to.at, to.count, start);
             k < to.count && to.at[k].stretch.from.seconds <= last; k++) {
            if (fill) to.at[k].records[to.at[k].count] = ent_records_at(p->j->world.records, i);
            to.at[k].count++;
        }
    }
}

bool ent_plain_records(const ent_plain *p, const ent_group *group, ent_plain_lists to)
{
    size_t sum = 0;
    hand_out(p, group, to, false);
    for (size_t k = 0; k < to.count; k++) sum += to.at[k].count;
    const ent_record **room = ent_judge_alloc(p->j, sum + 1, sizeof *room);
    for (size_t k = 0; room && k < to.count; k++)
        to.at[k].records = room, room += to.at[k].count, to.at[k].count = 0;
    if (room) hand_out(p, group, to, true);
    return room != NULL;
}
