/* sweep_svg.c: the curve of closed ground as a drawing: possibly closed as a light band, certainly closed as
 * a dark line (both as wide as their bounds), and a vertical line where a verdict flips. Text is text; title
 * and description say what a reader who cannot see it needs. */
#include "report/sweep.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define WIDTH 800.0
#define HEIGHT 420.0
#define LEFT 90.0
#define RIGHT 20.0
#define TOP 50.0
#define BOTTOM 60.0

typedef struct drawing {
    const ent_sweep *sweep;
    ent_buf *out;
    double from, to, top_m2;
} drawing;

static double x_of(const drawing *d, double v)
{
    return LEFT + (v - d->from) / (d->to - d->from) * (WIDTH - LEFT - RIGHT);
}
static double y_of(const drawing *d, double m2)
{
    return HEIGHT - BOTTOM - m2 / d->top_m2 * (HEIGHT - TOP - BOTTOM);
}

static void escaped(ent_buf *out, const char *text)
{
    for (const char *p = text; *p; p++) {
        if (*p == '&')
            ent_buf_adds(out, "&amp;");
        else if (*p == '<')
            ent_buf_adds(out, "&lt;");
        else if (*p == '"')
            ent_buf_adds(out, "&quot;");
        else
            ent_buf_addc(out, *p);
    }
}

/* A figure of one or two digits and noughts that is at least as great. */
static double round_up(double v)
{
    double size = pow(10, floor(log10(v)));
    static const double steps[] = {1, 1.5, 2, 3, 4, 5, 6, 8, 10};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i] * size >= v) return steps[i] * size;
    return 10 * size;
}

static double top_of(const ent_sweep *sweep)
{
    double top = 0;
    for (size_t i = 0; i < ent_sweep_point_count(sweep); i++)
        top = fmax(top, ent_sweep_point_at(sweep, i)->possible.hi_m2);
    return top > 0 ? round_up(top) : 1e6;
}

static void label(drawing *d, double x, double y, const char *anchor, const char *text)
{
    ent_buf_printf(d->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
    escaped(d->out, text);
    ent_buf_adds(d->out, "</text>\n");
}

static void axes(drawing *d)
{
    char text[96];
    ent_buf_printf(d->out, "<path d=\"M%.1f %.1fV%.1fH%.1f\" fill=\"none\" stroke=\"#444\"/>\n", LEFT, TOP,
                   HEIGHT - BOTTOM, WIDTH - RIGHT);
    for (int i = 0; i <= 4; i++) {
        double m2 = d->top_m2 * i / 4, v = d->from + (d->to - d->from) * i / 4;
        (void)snprintf(text, sizeof text, "%g", m2 / 1e6);
        label(d, LEFT - 8, y_of(d, m2) + 4, "end", text);
        if (!ent_sweep_opts_of(d->sweep)->label) v = floor(v);
        ent_sweep_value(d->sweep, ent_sweep_opts_of(d->sweep)->label ? round(v * 1e3) / 1e3 : v, text);
        label(d, x_of(d, v), HEIGHT - BOTTOM + 18, "middle", text);
    }
    const char *unit = ent_sweep_unit(d->sweep);
    (void)snprintf(text, sizeof text, "%.60s%s%.20s", ent_sweep_name(d->sweep), *unit ? ", " : "", unit);
    label(d, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16, "middle", text);
    label(d, LEFT - 8, TOP - 14, "end", "km\xC2\xB2");
}

/* Up along the upper bounds, back along the lower ones: as wide as what is not known. */
static void band(drawing *d, bool certain, const char *style)
{
    size_t n = ent_sweep_point_count(d->sweep);
    ent_buf_adds(d->out, "<path d=\"");
    for (size_t i = 0; i < 2 * n; i++) {
        const ent_sweep_point *p = ent_sweep_point_at(d->sweep, i < n ? i : 2 * n - 1 - i);
        ent_area a = certain ? p->certain : p->possible;
        ent_buf_printf(d->out, "%c%.2f %.2f", i ? 'L' : 'M', x_of(d, p->value),
                       y_of(d, i < n ? a.hi_m2 : a.lo_m2));
    }
    ent_buf_printf(d->out, "Z\" %s/>\n", style);
}

static void breaks(drawing *d)
{
    char value[64], text[200];
    for (size_t i = 0; i < ent_sweep_break_count(d->sweep); i++) {
        const ent_breakpoint *b = ent_sweep_break_at(d->sweep, i);
        double x = x_of(d, b->hi);
        ent_sweep_value(d->sweep, b->hi, value);
        ent_buf_printf(d->out, "<g><path d=\"M%.2f %.1fV%.1f\" stroke=\"#b03a2e\" stroke-dasharray=\"4 3\"/>",
                       x, TOP, HEIGHT - BOTTOM);
        (void)snprintf(text, sizeof text, "%.60s: %zu verdict%s", value, b->flip_count,
                       b->flip_count == 1 ? " flips" : "s flip");
        ent_buf_adds(d->out, "<title>");
        escaped(d->out, text);
        ent_buf_adds(d->out, "</title></g>\n");
    }
}

static void head(drawing *d)
{
    const ent_sweep_opts *o = ent_sweep_opts_of(d->sweep);
    char from[64], to[64];
    ent_sweep_value(d->sweep, o->from, from);
    ent_sweep_value(d->sweep, o->to, to);
    ent_buf_printf(d->out,
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" "
                   "aria-labelledby=\"title desc\" font-family=\"sans-serif\" font-size=\"13\" "
                   "fill=\"#222\">\n<title id=\"title\">",
                   WIDTH, HEIGHT);
    escaped(d->out, ent_sweep_name(d->sweep));
    ent_buf_adds(d->out, " and the ground it closes</title>\n<desc id=\"desc\">");
    ent_buf_printf(d->out, "From %s to %s%s%s; %zu value%s at which a verdict flips. Ground that clause ",
                   from, to, *ent_sweep_unit(d->sweep) ? " " : "", ent_sweep_unit(d->sweep),
                   ent_sweep_break_count(d->sweep), ent_sweep_break_count(d->sweep) == 1 ? "" : "s");
    escaped(d->out, o->clause ? o->clause : "-");
    ent_buf_adds(d->out, " closes to ");
    escaped(d->out, o->item ? o->item : "any item");
    ent_buf_adds(d->out, ", in square kilometres: certainly (dark) and possibly (light).</desc>\n");
    ent_buf_printf(d->out, "<rect width=\"%.0f\" height=\"%.0f\" fill=\"#fff\"/>\n", WIDTH, HEIGHT);
}

ent_status ent_report_sweep_svg(const ent_sweep *sweep, const ent_report_opts *opts, ent_sink sink,
                                ent_error *err)
{
    (void)opts;
    ent_buf out;
    ent_buf_init(&out, (size_t)1 << 28);
    drawing d = {sweep, &out, ent_sweep_opts_of(sweep)->from, ent_sweep_opts_of(sweep)->to, top_of(sweep)};
    head(&d);
    if (ent_sweep_point_count(sweep)) {
        band(&d, false, "fill=\"#9ec5e8\" stroke=\"#9ec5e8\"");
        band(&d, true, "fill=\"#1f5a91\" stroke=\"#1f5a91\" stroke-width=\"1.5\"");
    }
    axes(&d);
    breaks(&d);
    ent_buf_adds(&out, "</svg>\n");
    ent_status st = out.failed ? ent_fail(err, ENT_E_NOMEM, "out of memory") : ENT_OK;
    if (st == ENT_OK && !sink.write(sink.context, out.ptr, out.len))
        st = ent_fail(err, ENT_E_IO, "the drawing could not be written");
    ent_buf_done(&out);
    return st;
}
