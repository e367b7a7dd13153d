/* sweep.c: one group's sum from moment to moment, and over windows of time.
 *
 * Shares come and go at moments that are sorted once; between two of them the sum stays what it is. A window
 * is swept by its end: a record that begins at s is in the window that ends at e when s lies in [e - width,
 * e), which is one stretch of e. The fullest windows are those that end when something has just come in; no
 * other need be looked at. */
#include "verdict/sum.h"

#include "base/limits.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* ---- comings and goings ----------------------------------------------------------------------------- */

typedef struct happening {
    int64_t at;
    uint32_t share; /* UINT32_MAX: nothing happens, but it is to be looked at */
    bool must, on;
} happening;

typedef struct happenings {
    happening *list;
    size_t count;
    bool *may, *must; /* by share */
} happenings;

static int by_moment(const void *a, const void *b)
{
    const happening *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return (x->share > y->share) - (x->share < y->share);
}

static void add(happenings *h, int64_t from, int64_t until, uint32_t share, bool must)
{
    if (from >= until) return;
    h->list[h->count++] = (happening){from, share, must, true};
    h->list[h->count++] = (happening){until, share, must, false};
}

static bool open_happenings(ent_judgement *j, happenings *h, size_t shares, size_t more)
{
    *h = (happenings){.list = ent_alloc_zero(4 * shares + more + 1, sizeof *h->list),
                      .may = ent_alloc_zero(shares + 1, sizeof *h->may),
                      .must = ent_alloc_zero(shares + 1, sizeof *h->must)};
    if (h->list && h->may && h->must) return true;
    ent_judge_fail(j, ENT_E_NOMEM, NULL);
    return false;
}

static void close_happenings(happenings *h)
{
    ent_free(h->list);
    ent_free(h->may);
    ent_free(h->must);
}

/* A record that goes as one stretch of it ends and comes as the next begins has not moved. */
static bool has_moved(const happenings *h, const ent_group *group, size_t first, size_t end)
{
    for (size_t i = first; i < end;) {
        int may = 0, must = 0;
        const ent_record *record = NULL;
        for (; i < end; i++) {
            happening e = h->list[i];
            if (e.share == UINT32_MAX || ent_is_no(group->shares[e.share].counts)) continue;
            if (record && group->shares[e.share].record != record) break;
            record = group->shares[e.share].record;
            *(e.must ? &must : &may) += e.on ? 1 : -1;
        }
        if (may || must) return true;
    }
    return false;
}

/* Everything that happens at one moment, from `i` on; returns what comes after. *out_came: has anything come
 * in? */
static size_t apply(happenings *h, ent_adder *adder, size_t i, bool *out_came)
{
    int64_t now = h->list[i].at;
    *out_came = false;
    for (; i < h->count && h->list[i].at == now; i++) {
        happening e = h->list[i];
        if (e.share == UINT32_MAX) continue;
        *(e.must ? &h->must[e.share] : &h->may[e.share]) = e.on;
        *out_came |= e.on;
        ent_adder_set(adder, e.share, h->may[e.share], h->must[e.share]);
    }
    return i;
}

/* ---- at any moment ---------------------------------------------------------------------------------- */

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}
static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void enter_moments(ent_judgement *j, happenings *h, const ent_group *group, ent_span_time span)
{
    for (size_t i = 0; i < group->share_count; i++) {
        const ent_share *s = &group->shares[i];
        ent_presence p = ent_record_presence(j, s->record);
        int64_t from = later(span.from.seconds, s->span.from.seconds),
                until = earlier(span.until.seconds, s->span.until.seconds);
        add(h, later(from, p.start_first.seconds), earlier(until, p.end_last.seconds), (uint32_t)i, false);
        add(h, later(from, p.start_last.seconds), earlier(until, p.end_first.seconds), (uint32_t)i, true);
    }
}

void ent_sweep_moments(ent_judgement *j, const ent_group *group, ent_span_time span, ent_ticks ticks,
                       ent_stepper step)
{
    happenings h;
    ent_adder *adder = NULL;
    if (!open_happenings(j, &h, group->share_count, ticks.count)) goto done;
    adder = ent_adder_new(j, group);
    if (!adder) goto done;
    enter_moments(j, &h, group, span);
    for (size_t i = 0; i < ticks.count; i++)
        if (ticks.at[i].seconds > span.from.seconds && ticks.at[i].seconds < span.until.seconds)
            h.list[h.count++] = (happening){ticks.at[i].seconds, UINT32_MAX, false, false};
    qsort(h.list, h.count, sizeof *h.list, by_moment);
    for (size_t i = 0; i < h.count && !j->failed;) {
        bool came;
        size_t first = i;
        int64_t now = h.list[i].at;
        i = apply(&h, adder, i, &came);
        if (i == h.count) break;
        ent_step here = {{{now}, {h.list[i].at}}, ent_adder_total(adder), has_moved(&h, group, first, i)};
        if (here.total.count) step.take(step.context, &here);
    }
done:
    ent_adder_free(adder);
    close_happenings(&h);
}

ent_total ent_group_total(ent_judgement *j, const ent_group *group, ent_time t)
{
    ent_adder *adder = ent_adder_new(j, group);
    ent_total total = {0};
    for (size_t i = 0; adder && i < group->share_count; i++) {
        const ent_share *s = &group->shares[i];
        ent_presence p = ent_record_presence(j, s->record);
        if (s->span.from.seconds > t.seconds || s->span.until.seconds <= t.seconds) continue;
        if (p.start_first.seconds > t.seconds || p.end_last.seconds <= t.seconds) continue;
        ent_adder_set(adder, i, true, p.start_last.seconds <= t.seconds && t.seconds < p.end_first.seconds);
    }
    if (adder) total = ent_adder_total(adder);
    ent_adder_free(adder);
    return total;
}

#define WINDOW_MAX 1e12 /* seconds, or months: longer than the calendar */

/* ---- windows ---------------------------------------------------------------------------------------- */

ent_window ent_window_of(const ent_clause *clause)
{
    const ent_node *w = clause->window;
    int64_t amount = w ? (int64_t)llround(fmin(fmax(w->number, 0), WINDOW_MAX)) : 0;
    bool months = w && w->unit && w->unit->dimension == ENT_DIM_MONTHS;
    return (ent_window){amount, months || amount % ENT_DAY_SECONDS == 0 ? ENT_DAY_SECONDS : 1, months};
}

ent_time ent_window_start(ent_window w, int64_t end)
{
    return w.months ? ent_time_add_months((ent_time){end}, -w.amount)
                    : ent_time_add_seconds((ent_time){end}, -w.amount);
}

static int64_t floor_to(int64_t t, int64_t grain)
{
    return t - (t % grain + grain) % grain;
}

int64_t ent_window_end(ent_window w, int64_t begin)
{
    return floor_to(begin, w.grain) + w.grain;
}

/* The first end of a window that begins after x. */
int64_t ent_window_past(ent_window w, int64_t x)
{
    if (!w.months) return ent_time_add_seconds((ent_time){x}, w.amount + w.grain).seconds;
    int64_t end = ent_time_add_months((ent_time){x}, w.amount).seconds - 4 * w.grain;
    while (ent_window_start(w, end).seconds <= x) end += w.grain; /* months are of up to four lengths */
    return end;
}

/* When the record began, as far as this share speaks of it: certainly within [first, last]. */
typedef struct beginning {
    int64_t first, last;
    bool all; /* the share speaks of every moment at which it may have begun */
} beginning;

static beginning beginning_of(ent_judgement *j, const ent_share *s)
{
    ent_presence p = ent_record_presence(j, s->record);
    return (beginning){later(p.start_first.seconds, s->span.from.seconds),
                       earlier(p.start_last.seconds, s->span.until.seconds - 1),
                       p.start_first.seconds >= s->span.from.seconds &&
                           p.start_last.seconds < s->span.until.seconds};
}

static void sweep_sliding(ent_judgement *j, const ent_clause *clause, const ent_group *group,
                          ent_stepper step)
{
    ent_window w = ent_window_of(clause);
    happenings h;
    ent_adder *adder = NULL;
    if (!open_happenings(j, &h, group->share_count, 0)) goto done;
    adder = ent_adder_new(j, group);
    if (!adder) goto done;
    for (size_t i = 0; i < group->share_count; i++) {
        beginning b = beginning_of(j, &group->shares[i]);
        if (b.first > b.last || b.last <= ENT_TIME_MIN.seconds || b.first >= ENT_TIME_MAX.seconds) continue;
        int64_t first = floor_to(b.first, w.grain), last = floor_to(b.last, w.grain);
        add(&h, first + w.grain, ent_window_past(w, last), (uint32_t)i, false);
        if (b.all) add(&h, last + w.grain, ent_window_past(w, first), (uint32_t)i, true);
    }
    qsort(h.list, h.count, sizeof *h.list, by_moment);
    for (size_t i = 0; i < h.count && !j->failed;) {
        bool came;
        int64_t end = h.list[i].at;
        i = apply(&h, adder, i, &came);
        ent_step here = {{ent_window_start(w, end), {end}}, ent_adder_total(adder), true};
        if (came && here.total.count) step.take(step.context, &here);
    }
done:
    ent_adder_free(adder);
    close_happenings(&h);
}

/* ---- one window ------------------------------------------------------------------------------------- */

/* How much of a stay falls into a window. */
static void cut(ent_judgement *j, const ent_clause *clause, ent_share *s, ent_span_time w)
{
    const ent_span_time within = {{later(w.from.seconds, s->span.from.seconds)},
                                  {earlier(w.until.seconds, s->span.until.seconds)}};
    ent_lasting l = ent_record_lasting(j, s->record, clause->counting, within, within);
    s->lo = l.lo, s->hi = l.hi;
}

static bool is_duration(const ent_clause *clause)
{
    return clause->aggregate && clause->aggregate->op == ENT_DURATION;
}

typedef struct windowed {
    ent_judgement *j;
    const ent_clause *clause;
    const ent_group *group; /* for durations its shares are a copy, cut to the window in hand */
    ent_share *cut;
    ent_adder *adder;
} windowed;

/* Is the share in the window: perhaps, certainly? */
static void place(windowed *x, size_t i, ent_span_time w, bool *may, bool *must)
{
    const ent_share *s = &x->group->shares[i];
    if (x->cut) {
        cut(x->j, x->clause, &x->cut[i], w);
        *may = s->hi > 0, *must = s->lo > 0;
        return;
    }
    beginning b = beginning_of(x->j, s);
    *may = b.first <= b.last && b.first < w.until.seconds && b.last >= w.from.seconds;
    *must = *may && b.all && b.last < w.until.seconds && b.first >= w.from.seconds;
}

static void take_window(windowed *x, const uint32_t *shares, size_t count, ent_span_time w, ent_step *out)
{
    for (size_t i = 0; i < count; i++) {
        bool may, must;
        place(x, shares[i], w, &may, &must);
        ent_adder_set(x->adder, shares[i], may, must);
    }
    *out = (ent_step){w, ent_adder_total(x->adder), true};
    for (size_t i = 0; i < count; i++) ent_adder_set(x->adder, shares[i], false, false);
}

static bool open_windowed(windowed *x, ent_group *copy)
{
    if (is_duration(x->clause)) {
        x->cut = ent_judge_alloc(x->j, copy->share_count + 1, sizeof *x->cut);
        if (!x->cut) return false;
        if (copy->share_count) memcpy(x->cut, copy->shares, copy->share_count * sizeof *x->cut);
        copy->shares = x->cut;
    }
    x->group = copy;
    x->adder = ent_adder_new(x->j, copy);
    return x->adder != NULL;
}

/* ---- periods of the calendar, the whole span --------------------------------------------------------- */

typedef struct dated {
    int32_t period;
    uint32_t share;
} dated;

static int by_period(const void *a, const void *b)
{
    const dated *x = a, *y = b;
    if (x->period != y->period) return x->period < y->period ? -1 : 1;
    return (x->share > y->share) - (x->share < y->share);
}

/* The stretch in which a share may touch a window. */
static ent_span_time reach_of(const windowed *x, const ent_share *s, ent_span_time span)
{
    ent_presence p = ent_record_presence(x->j, s->record);
    int64_t last = x->cut ? p.end_last.seconds : p.start_last.seconds + 1;
    return (ent_span_time){{later(later(p.start_first.seconds, s->span.from.seconds), span.from.seconds)},
                           {earlier(earlier(last, s->span.until.seconds), span.until.seconds)}};
}

static size_t list_periods(const windowed *x, ent_span_time span, const ent_periods *of, dated **out)
{
    size_t count = 0, cap = 0;
    dated *list = NULL;
    for (size_t i = 0; i < x->group->share_count; i++) {
        ent_span_time r = reach_of(x, &x->group->shares[i], span);
        if (r.from.seconds >= r.until.seconds) continue;
        int32_t last = ent_period_index(of, (ent_time){r.until.seconds - 1});
        for (int32_t period = ent_period_index(of, r.from) - of->count + 1; period <= last; period++) {
            if (count == cap) {
                cap = cap ? 2 * cap : 64;
                dated *grown = ent_judge_alloc(x->j, cap, sizeof *grown);
                if (!grown) return 0;
                if (count) memcpy(grown, list, count * sizeof *grown);
                list = grown;
            }
            list[count++] = (dated){period, (uint32_t)i};
        }
    }
    if (count) qsort(list, count, sizeof *list, by_period);
    *out = list;
    return count;
}

/* Periods in which nothing falls below a floor, from `period` up to before `until`: those that begin within
 * the span. */
static void pass_empty(const ent_periods *of, int32_t period, int32_t until, ent_span_time span,
                       ent_stepper step)
{
    for (; period < until; period++) {
        ent_step here = {.moved = true};
        bool known = ent_period_span(of, period, &here.stretch);
        if (known && here.stretch.from.seconds >= span.from.seconds &&
            here.stretch.from.seconds < span.until.seconds)
            step.take(step.context, &here);
    }
}

static void sweep_periods(windowed *x, ent_span_time span, ent_stepper step)
{
    ent_periods of = ent_periods_of(x->j, x->clause);
    bool floor = ent_clause_is_floor(x->clause);
    int32_t next = ent_period_index(&of, span.from),
            last = ent_period_index(&of, (ent_time){span.until.seconds - 1});
    dated *list = NULL;
    size_t count = list_periods(x, span, &of, &list);
    uint32_t *shares = ent_judge_alloc(x->j, count + 1, sizeof *shares);
    for (size_t i = 0; shares && i < count;) {
        size_t first = i;
        ent_span_time w;
        for (; i < count && list[i].period == list[first].period; i++) shares[i - first] = list[i].share;
        if (floor) pass_empty(&of, next, list[first].period, span, step);
        next = list[first].period + 1;
        if (!ent_period_span(&of, list[first].period, &w)) continue;
        ent_step here;
        take_window(x, shares, i - first, w, &here);
        if (here.total.count || floor) step.take(step.context, &here);
    }
    if (floor) pass_empty(&of, next, last + 1, span, step);
}

static void sweep_span(windowed *x, ent_span_time span, ent_stepper step)
{
    uint32_t *shares = ent_judge_alloc(x->j, x->group->share_count + 1, sizeof *shares);
    if (!shares) return;
    for (size_t i = 0; i < x->group->share_count; i++) shares[i] = (uint32_t)i;
    ent_step here;
    take_window(x, shares, x->group->share_count, span, &here);
    if (here.total.count) step.take(step.context, &here);
}

/* ---- stays in a sliding window ---------------------------------------------------------------------- */

static int by_seconds(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The time spent in a window is greatest when it ends as a stay ends, or begins as one begins. */
static size_t ends_of_stays(windowed *x, ent_window w, ent_span_time span, int64_t *out)
{
    size_t n = 0;
    for (size_t i = 0; i < x->group->share_count; i++) {
        ent_presence p = ent_record_stay(x->j, x->group->shares[i].record, x->clause->counting);
        const int64_t at[] = {p.end_first.seconds, p.end_last.seconds,
                              ent_window_past(w, p.start_first.seconds) - 1,
                              ent_window_past(w, p.start_last.seconds) - 1};
        for (size_t k = 0; k < 4; k++)
            out[n++] = earlier(later(at[k], span.from.seconds + 1), span.until.seconds);
    }
    qsort(out, n, sizeof *out, by_seconds);
    return n;
}

typedef struct stay {
    int64_t from, until;
    uint32_t share;
} stay;

static int by_start(const void *a, const void *b)
{
    const stay *x = a, *y = b;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    return (x->share > y->share) - (x->share < y->share);
}

static stay *list_stays(const windowed *x, ent_span_time span)
{
    stay *list = ent_judge_alloc(x->j, x->group->share_count + 1, sizeof *list);
    for (size_t i = 0; list && i < x->group->share_count; i++) {
        ent_span_time r = reach_of(x, &x->group->shares[i], (ent_span_time){ENT_TIME_MIN, span.until});
        list[i] = (stay){r.from.seconds, r.until.seconds, (uint32_t)i};
    }
    if (list) qsort(list, x->group->share_count, sizeof *list, by_start);
    return list;
}

/* Windows move forward, and with them those that have begun and not yet ended. */
static void sweep_stays(windowed *x, ent_span_time span, ent_stepper step)
{
    ent_window w = ent_window_of(x->clause);
    size_t count = x->group->share_count, begun = 0, inside = 0;
    int64_t *ends = ent_judge_alloc(x->j, 4 * count + 1, sizeof *ends);
    uint32_t *shares = ent_judge_alloc(x->j, count + 1, sizeof *shares);
    stay *stays = list_stays(x, span), *current = ent_judge_alloc(x->j, count + 1, sizeof *current);
    size_t n = ends && shares && stays && current ? ends_of_stays(x, w, span, ends) : 0;
    for (size_t i = 0; i < n && !x->j->failed; i++) {
        if (i && ends[i] == ends[i - 1]) continue;
        ent_span_time window = {ent_window_start(w, ends[i]), {ends[i]}};
        size_t kept = 0;
        for (size_t k = 0; k < inside; k++)
            if (current[k].until > window.from.seconds) current[kept++] = current[k];
        for (; begun < count && stays[begun].from < ends[i]; begun++)
            if (stays[begun].until > window.from.seconds) current[kept++] = stays[begun];
        inside = kept;
        for (size_t k = 0; k < inside; k++) shares[k] = current[k].share;
        ent_step here;
        take_window(x, shares, inside, window, &here);
        if (here.total.count) step.take(step.context, &here);
    }
}

void ent_sweep_windows(ent_judgement *j, const ent_clause *clause, const ent_group *group, ent_span_time span,
                       ent_stepper step)
{
    if (clause->window_kind == ENT_WINDOW_SLIDING && !is_duration(clause)) {
        sweep_sliding(j, clause, group, step);
        return;
    }
    ent_group copy = *group;
    windowed x = {.j = j, .clause = clause};
    if (open_windowed(&x, &copy)) {
        if (clause->window_kind == ENT_WINDOW_CALENDAR)
            sweep_periods(&x, span, step);
        else if (clause->window_kind == ENT_WINDOW_SLIDING)
            sweep_stays(&x, span, step);
        else
            sweep_span(&x, span, step);
    }
    ent_adder_free(x.adder);
}

/* ---- which records ---------------------------------------------------------------------------------- */

static bool is_in(ent_judgement *j, const ent_clause *clause, const ent_share *s, ent_span_time stretch,
                  bool window)
{
    ent_presence p = ent_record_presence(j, s->record);
    if (ent_is_no(s->counts) || s->span.from.seconds >= stretch.until.seconds ||
        s->span.until.seconds <= stretch.from.seconds)
        return false;
    if (!window || is_duration(clause))
        return p.start_first.seconds < stretch.until.seconds && p.end_last.seconds > stretch.from.seconds;
    beginning b = beginning_of(j, s);
    return b.first <= b.last && b.first < stretch.until.seconds && b.last >= stretch.from.seconds;
}

bool ent_clause_has_window(const ent_clause *clause)
{
    return clause->window_kind == ENT_WINDOW_SLIDING || clause->window_kind == ENT_WINDOW_CALENDAR ||
           clause->window_kind == ENT_WINDOW_PERIOD;
}

const ent_record **ent_group_records(ent_judgement *j, const ent_clause *clause, const ent_group *group,
                                     ent_span_time stretch, size_t *out_count)
{
    bool window = ent_clause_has_window(clause);
    size_t n = 0;
    for (size_t i = 0; i < group->share_count; i++) n += is_in(j, clause, &group->shares[i], stretch, window);
    const ent_record **list = ent_judge_alloc(j, n + 1, sizeof *list);
    *out_count = 0;
    for (size_t i = 0; list && i < group->share_count; i++) {
        const ent_share *s = &group->shares[i];
        if (!is_in(j, clause, s, stretch, window)) continue;
        if (!*out_count || list[*out_count - 1] != s->record) list[(*out_count)++] = s->record;
    }
    return list;
}
