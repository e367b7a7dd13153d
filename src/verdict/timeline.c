/* timeline.c: the acts that a sum in a condition speaks of, by who did them and when they began. Such a sum
 * is worked out anew for each act in hand; without this each would read all records, and as many acts as
 * records take the square of their number.
 *
 * One list for each ACTS of the text, made when it is first asked for: its records that count, sorted by
 * actor and first possible beginning. A lane is the stretch of one actor; whose actor is not known, or of
 * whom sources differ, is in the lane of "". Beside each record stands the latest beginning and the latest
 * end of all before it in its lane, so that both ends of the stretch that may matter are found by halving.
 * Making one costs n log n, asking log n and what lies in the stretch. */
#include "verdict/timeline.h"

#include <stdlib.h>
#include <string.h>

typedef struct dated {
    const ent_record *record;
    const char *actor;
    int64_t from, begun, ended; /* `begun`, `ended`: the latest up to here */
} dated;

typedef struct lane {
    const char *actor;
    const dated *at;
    size_t count;
} lane;

struct ent_timeline {
    const ent_node *acts;
    lane *lanes; /* sorted by actor */
    size_t lane_count;
    ent_timeline *next;
};

static int by_actor_and_day(const void *x, const void *y)
{
    const dated *a = x, *b = y;
    int c = strcmp(a->actor, b->actor);
    if (c == 0) c = (a->from > b->from) - (a->from < b->from);
    return c ? c : (a->record > b->record) - (a->record < b->record);
}

/* Those of the records that are such acts; without `out` they are counted. */
static size_t list(ent_env *env, const ent_node *acts, dated *out)
{
    ent_judgement *j = env->j;
    size_t all = ent_records_count(j->world.records), count = 0;
    for (size_t i = 0; i < all; i++) {
        const ent_record *r = ent_records_at(j->world.records, i);
        if (!ent_record_counts(j, r) || ent_is_no(ent_select_acts(env, acts, r))) continue;
        ent_presence p = ent_record_presence(j, r);
        const char *actor = r->actor.count == 1 ? ent_world_code(j, r->actor.words[0]) : "";
        if (out)
            out[count] = (dated){r, actor, p.start_first.seconds, p.start_last.seconds, p.end_last.seconds};
        count++;
    }
    return count;
}

static size_t lane_end(const dated *at, size_t first, size_t count)
{
    size_t end = first + 1;
    while (end < count && strcmp(at[end].actor, at[first].actor) == 0) end++;
    return end;
}

static bool cut_lanes(ent_judgement *j, ent_timeline *t, dated *at, size_t count)
{
    for (size_t i = 0; i < count; i = lane_end(at, i, count)) t->lane_count++;
    t->lanes = t->lane_count ? ent_judge_alloc(j, t->lane_count, sizeof *t->lanes) : NULL;
    if (t->lane_count && !t->lanes) return false;
    for (size_t i = 0, n = 0; i < count;) {
        size_t end = lane_end(at, i, count);
        t->lanes[n++] = (lane){at[i].actor, at + i, end - i};
        for (size_t k = i + 1; k < end; k++) {
            if (at[k].begun < at[k - 1].begun) at[k].begun = at[k - 1].begun;
            if (at[k].ended < at[k - 1].ended) at[k].ended = at[k - 1].ended;
        }
        i = end;
    }
    return true;
}

const ent_timeline *ent_timeline_of(ent_env *env, const ent_node *acts)
{
    ent_judgement *j = env->j;
    for (const ent_timeline *t = j->timelines; t; t = t->next)
        if (t->acts == acts) return t;
    ent_timeline *t = ent_judge_alloc(j, 1, sizeof *t);
    size_t count = list(env, acts, NULL);
    dated *at = count ? ent_judge_alloc(j, count, sizeof *at) : NULL;
    if (!t || (count && !at)) return NULL;
    t->acts = acts;
    if (count) {
        (void)list(env, acts, at);
        qsort(at, count, sizeof *at, by_actor_and_day);
    }
    if (j->failed || !cut_lanes(j, t, at, count)) return NULL;
    t->next = j->timelines;
    return j->timelines = t;
}

/* The first of a lane that begins after `t`; nothing from there on matters. */
static size_t past(const lane *l, int64_t t)
{
    size_t lo = 0, hi = l->count;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (l->at[mid].from > t)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

/* The first up to which something has begun, or lasts, at `t` or later; nothing before it matters. */
static size_t reaching(const lane *l, int64_t t, bool lasting)
{
    size_t lo = 0, hi = l->count;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if ((lasting ? l->at[mid].ended : l->at[mid].begun) >= t)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

static bool walk_lane(const lane *l, const ent_stretch *of, ent_record_taker taker)
{
    size_t end = past(l, of->until.seconds);
    for (size_t i = reaching(l, of->from.seconds, of->lasting); i < end; i++)
        if (!taker.take(taker.context, l->at[i].record)) return false;
    return true;
}

static const lane *find_lane(const ent_timeline *t, const char *actor)
{
    size_t lo = 0, hi = t->lane_count;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = strcmp(t->lanes[mid].actor, actor);
        if (c == 0) return &t->lanes[mid];
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

void ent_timeline_walk(const ent_timeline *t, const ent_stretch *of, ent_record_taker taker)
{
    if (!of->actor || !*of->actor) {
        for (size_t i = 0; i < t->lane_count; i++)
            if (!walk_lane(&t->lanes[i], of, taker)) return;
        return;
    }
    const lane *own = find_lane(t, of->actor), *unknown = find_lane(t, "");
    if (own && !walk_lane(own, of, taker)) return;
    if (unknown) (void)walk_lane(unknown, of, taker);
}
