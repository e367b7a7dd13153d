/* join.c: lines that end where others begin become long ones. Ends are the same when they have the same
 * numbers, but for those on ±180, where east and west are one, and the sources differ by the last digit. */
#include "base/limits.h"
#include "base/mem.h"
#include "map/ground.h"

#include <math.h>
#include <stdlib.h>

#define SEAM_STEP 5e-3 /* degrees: how far apart ends on ±180 may be and still meet */

typedef struct end {
    double x, y;
    size_t line;
    bool tail;
} end;

typedef struct joiner {
    const ent_loose *in;
    bool rings;
    end *ends; /* by place */
    bool *used;
    ent_lonlat *chain;
    size_t count, cap;
    bool failed;
} joiner;

static end end_of(const ent_loose *in, size_t line, bool tail)
{
    const ent_lonlat p = in->points[tail ? in->starts[line + 1] - 1 : in->starts[line]];
    if (fabs(p.lon_deg) == 180) return (end){-180, floor(p.lat_deg / SEAM_STEP), line, tail};
    if (fabs(p.lat_deg) >= 90) return (end){0, p.lat_deg, line, tail};
    return (end){p.lon_deg, p.lat_deg, line, tail};
}

static int compare_places(const end *a, const end *b)
{
    if (a->x != b->x) return a->x < b->x ? -1 : 1;
    return (a->y > b->y) - (a->y < b->y);
}

static int compare_ends(const void *left, const void *right)
{
    const end *a = left, *b = right;
    const int order = compare_places(a, b);
    if (order != 0) return order;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    return (int)a->tail - (int)b->tail;
}

/* The first of the ends at the same place. */
static size_t first_at(const joiner *j, const end *at)
{
    size_t low = 0, high = 2 * j->in->line_count;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;
        if (compare_places(&j->ends[mid], at) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The end of an unused line to go on with at the place, or NULL. */
static const end *go_on(const joiner *j, const end *at)
{
    const size_t first = first_at(j, at), total = 2 * j->in->line_count;
    size_t meeting = 0;
    const end *next = NULL;
    for (size_t k = first; k < total && compare_places(&j->ends[k], at) == 0; k++) {
        meeting++;
        if (!next && !j->used[j->ends[k].line]) next = &j->ends[k];
    }
    return j->rings || meeting == 2 ? next : NULL;
}

static void add(joiner *j, ent_lonlat p)
{
    if (j->failed) return;
    if (j->count == j->cap) {
        const size_t cap = j->cap ? j->cap * 2 : 1024;
        ent_lonlat *grown = ent_realloc(j->chain, cap, sizeof *grown);
        if (!grown) {
            j->failed = true;
            return;
        }
        j->chain = grown, j->cap = cap;
    }
    j->chain[j->count++] = p;
}

/* Append a line from the end it is entered by; its other end comes back. */
static end append(joiner *j, const end *from)
{
    const size_t first = j->in->starts[from->line], past = j->in->starts[from->line + 1];
    j->used[from->line] = true;
    for (size_t k = first + (j->count > 0); k < past && !j->failed; k++)
        add(j, j->in->points[from->tail ? past - 1 - (k - first) : k]);
    return end_of(j->in, from->line, !from->tail);
}

static void reverse(joiner *j)
{
    for (size_t a = 0, b = j->count; a + 1 < b; a++) {
        b--;
        const ent_lonlat swap = j->chain[a];
        j->chain[a] = j->chain[b], j->chain[b] = swap;
    }
}

/* Follow on from `from` until it closes or ends; where it began comes back true when it closed. */
static bool follow(joiner *j, end from, const end *start)
{
    end at = append(j, &from);
    while (!j->failed) {
        if (compare_places(&at, start) == 0) return true;
        const end *next = go_on(j, &at);
        if (!next) return false;
        at = append(j, next);
    }
    return false;
}

static void join_from(joiner *j, size_t line, ent_joined_sink sink)
{
    const end start = end_of(j->in, line, false);
    j->count = 0;
    bool closed = follow(j, start, &start);
    const end *back = closed || j->failed ? NULL : go_on(j, &start);
    if (back) { /* it goes on at the other end too */
        reverse(j);
        const end far = {NAN, NAN, 0, false};
        (void)follow(j, *back, &far);
    }
    const ent_joined joined = {j->chain, j->count, closed || j->rings};
    if (!j->failed) sink.take(sink.context, &joined);
}

ent_status ent_lines_join(const ent_loose *lines, bool rings, ent_joined_sink sink, ent_error *err)
{
    joiner j = {.in = lines, .rings = rings};
    j.ends = ent_alloc_zero(2 * lines->line_count + 1, sizeof *j.ends);
    j.used = ent_alloc_zero(lines->line_count + 1, sizeof *j.used);
    j.failed = !j.ends || !j.used;
    for (size_t k = 0; k < lines->line_count && !j.failed; k++) {
        j.ends[2 * k] = end_of(lines, k, false);
        j.ends[2 * k + 1] = end_of(lines, k, true);
    }
    if (!j.failed && lines->line_count > 0)
        qsort(j.ends, 2 * lines->line_count, sizeof *j.ends, compare_ends);
    for (size_t k = 0; k < lines->line_count && !j.failed; k++)
        if (!j.used[k]) join_from(&j, k, sink);
    ent_free(j.ends);
    ent_free(j.used);
    ent_free(j.chain);
    return j.failed ? ent_fail(err, ENT_E_NOMEM, "out of memory while joining lines of a map") : ENT_OK;
}
