/* figure.c: see figure.h. */
#include "base/figure.h"

#include <math.h>

#define WHOLE_MAX 9007199254740992.0 /* 2^53: beyond it doubles are whole for want of bits */
#define SAME 0x1p-42
#define NEXT 0x1p-40

static int is_whole(double v)
{
    return fabs(v) < WHOLE_MAX && v == floor(v);
}

double ent_figure_past(double a, double b)
{
    double past = a - b, size = fmax(fabs(a), fabs(b));
    if (!isfinite(size) || (is_whole(a) && is_whole(b))) return past;
    return fabs(past) <= SAME * size ? 0 : past;
}

double ent_figure_beyond(double bound, int up)
{
    double step = fabs(bound) * NEXT, next = up ? bound + step : bound - step;
    return next != bound ? next : nextafter(bound, up ? INFINITY : -INFINITY);
}
