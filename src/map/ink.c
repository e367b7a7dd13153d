/* ink.c: runs of points on paper: growing, thinning out, writing. */
#include "map/ink.h"
#include "base/limits.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

void ent_ink_done(ent_ink *path)
{
    ent_free(path->points);
    ent_free(path->starts);
    *path = (ent_ink){0};
}

static bool grow(void **block, size_t *cap, size_t size)
{
    const size_t more = *cap ? *cap * 2 : 256;
    void *grown = ent_realloc(*block, more, size);
    if (grown) *block = grown, *cap = more;
    return grown != NULL;
}

void ent_ink_start(ent_ink *path)
{
    if (path->part_count > 0 && path->starts[path->part_count - 1] == path->count) return;
    if (path->part_count == path->part_cap &&
        !grow((void **)&path->starts, &path->part_cap, sizeof *path->starts)) {
        path->failed = true;
        return;
    }
    path->starts[path->part_count++] = path->count;
}

void ent_ink_add(ent_ink *path, ent_xy point)
{
    if (path->failed) return;
    if (path->count >= ENT_VERTICES_MAX ||
        (path->count == path->cap && !grow((void **)&path->points, &path->cap, sizeof *path->points))) {
        path->failed = true;
        return;
    }
    path->points[path->count++] = point;
}

size_t ent_ink_end(const ent_ink *path, size_t part)
{
    return part + 1 < path->part_count ? path->starts[part + 1] : path->count;
}

/* ---- thinning out (D. H. Douglas, T. K. Peucker, 1973) ---------------------------------------------- */

static double off_line(ent_xy p, ent_xy a, ent_xy b)
{
    const double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? fmax(0, fmin(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2)) : 0;
    return hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

typedef struct stretch {
    size_t from, to;
} stretch;

/* Mark what stays between two points that do. The stack never holds more than the depth of halving, and the
 * longer half waits, so that depth is the logarithm of the length. */
static void mark(const ent_xy *p, size_t from, size_t to, double tolerance, unsigned char *stays)
{
    stretch stack[64];
    size_t depth = 0;
    stack[depth++] = (stretch){from, to};
    while (depth > 0) {
        const stretch s = stack[--depth];
        size_t best = s.from;
        double most = tolerance;
        for (size_t k = s.from + 1; k < s.to; k++) {
            const double off = off_line(p[k], p[s.from], p[s.to]);
            if (off > most) most = off, best = k;
        }
        if (best == s.from) continue;
        stays[best] = 1;
        const stretch low = {s.from, best}, high = {best, s.to};
        const bool low_is_longer = best - s.from > s.to - best;
        stack[depth++] = low_is_longer ? low : high;
        stack[depth++] = low_is_longer ? high : low;
    }
}

/* The point farthest from the first: where a ring is cut in two. */
static size_t opposite(const ent_xy *p, size_t count)
{
    size_t best = 0;
    double most = 0;
    for (size_t k = 1; k < count; k++) {
        const double off = hypot(p[k].x - p[0].x, p[k].y - p[0].y);
        if (off > most) most = off, best = k;
    }
    return best;
}

/* Thin out one part in place; how many points stay (0: the part goes). A ring's last edge counts as one from
 * its last point to its first, which always stay. */
static size_t thin(ent_xy *p, size_t count, double tolerance, bool closed, unsigned char *stays)
{
    if (count < 2) return 0;
    for (size_t k = 0; k < count; k++) stays[k] = 0;
    stays[0] = stays[count - 1] = 1;
    if (closed) {
        const size_t far = opposite(p, count);
        if (hypot(p[far].x - p[0].x, p[far].y - p[0].y) < tolerance) return 0;
        stays[far] = 1;
        mark(p, 0, far, tolerance, stays);
        mark(p, far, count - 1, tolerance, stays);
    } else {
        mark(p, 0, count - 1, tolerance, stays);
    }
    size_t kept = 0;
    for (size_t k = 0; k < count; k++)
        if (stays[k]) p[kept++] = p[k];
    return closed && kept < 3 ? 0 : kept;
}

void ent_ink_simplify(ent_ink *path, double tolerance, bool closed)
{
    unsigned char *stays = ent_alloc(path->count + 1);
    if (!stays) path->failed = true;
    if (path->failed) {
        ent_free(stays);
        return;
    }
    size_t to = 0, parts = 0;
    for (size_t part = 0; part < path->part_count; part++) {
        const size_t from = path->starts[part], end = ent_ink_end(path, part);
        const size_t kept = thin(path->points + from, end - from, tolerance, closed, stays);
        if (kept == 0) continue;
        for (size_t k = 0; k < kept; k++) path->points[to + k] = path->points[from + k];
        path->starts[parts++] = to;
        to += kept;
    }
    path->count = to, path->part_count = parts;
    ent_free(stays);
}

/* ---- writing ---------------------------------------------------------------------------------------- */

/* Tenths of a point, without a needless zero: "-3.5", ".2", "7". Preceded by a blank where one is needed. */
static void write_tenths(ent_buf *out, long tenths, bool first)
{
    char text[32];
    const unsigned long size = tenths < 0 ? (unsigned long)-tenths : (unsigned long)tenths;
    int length = 0;
    if (tenths < 0)
        text[length++] = '-';
    else if (!first)
        text[length++] = ' ';
    if (size >= 10 || size == 0)
        length += snprintf(text + length, sizeof text - (size_t)length, "%lu", size / 10);
    if (size % 10 != 0) length += snprintf(text + length, sizeof text - (size_t)length, ".%lu", size % 10);
    ent_buf_add(out, (ent_str){text, (size_t)length});
}

static void write_part(const ent_xy *p, size_t count, bool closed, ent_buf *out)
{
    const size_t before = out->len;
    long x = lround(p[0].x * 10), y = lround(p[0].y * 10);
    size_t steps = 0;
    ent_buf_addc(out, 'M');
    write_tenths(out, x, true);
    write_tenths(out, y, false);
    for (size_t k = 1; k < count; k++) {
        const long nx = lround(p[k].x * 10), ny = lround(p[k].y * 10);
        if (nx == x && ny == y) continue;
        if (steps == 0) ent_buf_addc(out, 'l');
        write_tenths(out, nx - x, steps++ == 0);
        write_tenths(out, ny - y, false);
        x = nx, y = ny;
    }
    if (steps < (closed ? 2 : 1) && !out->failed) /* it has shrunk to a point or a line */
        out->len = before;
    else if (closed)
        ent_buf_addc(out, 'z');
}

void ent_ink_write(const ent_ink *path, bool closed, ent_buf *out)
{
    for (size_t part = 0; part < path->part_count; part++) {
        const size_t start = path->starts[part], end = ent_ink_end(path, part);
        if (end > start) write_part(path->points + start, end - start, closed, out);
    }
    if (out->ptr && !out->failed) out->ptr[out->len] = 0;
}
