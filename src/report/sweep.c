/* sweep.c: the breakpoints of one figure or of the day, for people, as JSON, and the curve of closed ground
 * as CSV. */
#include "report/sweep.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void ent_sweep_value(const ent_sweep *sweep, double v, char out[64])
{
    if (!ent_sweep_opts_of(sweep)->label) {
        ent_time_format((ent_time){(int64_t)v * ENT_DAY_SECONDS}, out, 64);
        return;
    }
    int n = snprintf(out, 64, "%.9f", v);
    while (n > 0 && out[n - 1] == '0') out[--n] = '\0';
    if (n > 0 && out[n - 1] == '.') out[--n] = '\0';
}

const char *ent_sweep_unit(const ent_sweep *sweep)
{
    const char *unit = ent_sweep_opts_of(sweep)->unit;
    return ent_sweep_opts_of(sweep)->label && unit ? unit : "";
}

const char *ent_sweep_name(const ent_sweep *sweep)
{
    const char *label = ent_sweep_opts_of(sweep)->label;
    return label ? label : "as-of";
}

/* ---- text ------------------------------------------------------------------------------------------- */

/* "480 km: up to and with it the one, past it the other" */
static void where_words(const ent_sweep *sweep, const ent_breakpoint *b, char *out, size_t size)
{
    char lo[64], hi[64];
    const char *unit = ent_sweep_unit(sweep), *space = *unit ? " " : "";
    ent_sweep_value(sweep, b->lo, lo);
    ent_sweep_value(sweep, b->hi, hi);
    if (!ent_sweep_opts_of(sweep)->label)
        (void)snprintf(out, size, "from %s on", hi);
    else if (b->is_exact && b->holds_below)
        (void)snprintf(out, size, "above %s%s%s", lo, space, unit);
    else if (b->is_exact)
        (void)snprintf(out, size, "from %s%s%s on", lo, space, unit);
    else
        (void)snprintf(out, size, "past %s to %s%s%s", lo, hi, space, unit);
}

static void flip_words(ent_buf *out, const ent_sweep_flip *f)
{
    ent_buf_printf(out, "  %s", f->clause);
    if (*f->reading) ent_buf_printf(out, " read as \"%s\"", f->reading);
    ent_buf_printf(out, "  %s", f->party);
    if (*f->target) ent_buf_printf(out, " in %s", f->target);
    if (*f->records) ent_buf_printf(out, " %s", f->records);
    ent_buf_printf(out, ": %s -> %s\n", f->before, f->after);
}

static void area_words(ent_buf *out, ent_area a)
{
    ent_buf_printf(out, "%.0f to %.0f", a.lo_m2 / 1e6, a.hi_m2 / 1e6);
}

static void curve_words(ent_buf *out, const ent_sweep *sweep)
{
    const ent_sweep_opts *o = ent_sweep_opts_of(sweep);
    if (!ent_sweep_point_count(sweep)) return;
    ent_buf_printf(out, "\nGround that %s closes to %s%s%s, km2: certainly; possibly\n", o->clause,
                   o->item ? o->item : "any item", o->actor ? " of " : "", o->actor ? o->actor : "");
    for (size_t i = 0; i < ent_sweep_point_count(sweep); i++) {
        const ent_sweep_point *p = ent_sweep_point_at(sweep, i);
        char v[64];
        ent_sweep_value(sweep, p->value, v);
        ent_buf_printf(out, "  %s: ", v);
        area_words(out, p->certain);
        ent_buf_adds(out, "; ");
        area_words(out, p->possible);
        ent_buf_adds(out, "\n");
    }
}

/* The days, but for one that varies. */
static void day_words(ent_buf *out, const ent_sweep_opts *o)
{
    char day[32];
    ent_time_format(o->judge.as_of, day, sizeof day);
    if (o->label) ent_buf_printf(out, "as of %s\n", day);
    ent_time_format(o->judge.as_known, day, sizeof day);
    if (o->judge.as_known.seconds < ENT_TIME_MAX.seconds)
        ent_buf_printf(out, "as far as reported by %s\n", day);
}

static ent_status finish(ent_buf *out, ent_sink sink, ent_error *err)
{
    ent_status st = out->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory") : ENT_OK;
    if (st == ENT_OK && out->len && !sink.write(sink.context, out->ptr, out->len))
        st = ent_fail(err, ENT_E_IO, "the report could not be written");
    ent_buf_done(out);
    return st;
}

ent_status ent_report_sweep_text(const ent_sweep *sweep, const ent_report_opts *opts, ent_sink sink,
                                 ent_error *err)
{
    (void)opts;
    ent_buf out;
    char from[64], to[64], where[200];
    const ent_sweep_opts *o = ent_sweep_opts_of(sweep);
    const char *unit = ent_sweep_unit(sweep);
    ent_buf_init(&out, (size_t)1 << 28);
    ent_sweep_value(sweep, o->from, from);
    ent_sweep_value(sweep, o->to, to);
    ent_buf_printf(&out, "%s from %s to %s%s%s\n", ent_sweep_name(sweep), from, to, *unit ? " " : "", unit);
    day_words(&out, o);
    size_t flips = 0;
    for (size_t i = 0; i < ent_sweep_break_count(sweep); i++) {
        const ent_breakpoint *b = ent_sweep_break_at(sweep, i);
        where_words(sweep, b, where, sizeof where);
        ent_buf_printf(&out, "\n%s\n", where);
        for (size_t k = 0; k < b->flip_count; k++) flip_words(&out, &b->flips[k]);
        flips += b->flip_count;
    }
    curve_words(&out, sweep);
    if (flips)
        ent_buf_printf(&out, "\n%zu verdict%s at %zu value%s.\n", flips, flips == 1 ? " flips" : "s flip",
                       ent_sweep_break_count(sweep), ent_sweep_break_count(sweep) == 1 ? "" : "s");
    else
        ent_buf_adds(&out, "\nNo verdict flips.\n");
    return finish(&out, sink, err);
}

/* ---- JSON ------------------------------------------------------------------------------------------- */

static void value_member(ent_json *json, const ent_sweep *sweep, const char *key, double v)
{
    char text[64];
    ent_sweep_value(sweep, v, text);
    if (ent_sweep_opts_of(sweep)->label)
        ent_json_kdouble(json, key, v);
    else
        ent_json_kstring(json, key, text);
}

static void flip_members(ent_json *json, const ent_sweep_flip *f)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "clause", f->clause);
    ent_report_json_text(json, "reading", f->reading);
    ent_report_json_text(json, "party", f->party);
    ent_report_json_text(json, "target", f->target);
    ent_report_json_text(json, "records", f->records);
    ent_json_kstring(json, "before", f->before);
    ent_json_kstring(json, "after", f->after);
    ent_json_end_object(json);
}

static void breaks_member(ent_json *json, const ent_sweep *sweep)
{
    ent_json_key(json, "breakpoints");
    ent_json_begin_array(json);
    for (size_t i = 0; i < ent_sweep_break_count(sweep); i++) {
        const ent_breakpoint *b = ent_sweep_break_at(sweep, i);
        ent_json_begin_object(json);
        value_member(json, sweep, "lo", b->lo);
        value_member(json, sweep, "hi", b->hi);
        ent_json_kbool(json, "exact", b->is_exact);
        ent_json_kstring(json, "at", !b->is_exact ? NULL : b->holds_below ? "before" : "after");
        ent_json_key(json, "flips");
        ent_json_begin_array(json);
        for (size_t k = 0; k < b->flip_count; k++) flip_members(json, &b->flips[k]);
        ent_json_end_array(json);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

static void curve_member(ent_json *json, const ent_sweep *sweep)
{
    const ent_sweep_opts *o = ent_sweep_opts_of(sweep);
    ent_json_key(json, "curve");
    if (!ent_sweep_point_count(sweep)) {
        ent_json_null(json);
        return;
    }
    ent_json_begin_object(json);
    ent_report_json_text(json, "clause", o->clause);
    ent_report_json_text(json, "item", o->item);
    ent_report_json_text(json, "actor", o->actor);
    ent_json_kdouble(json, "tolerance_m", o->tolerance_m);
    ent_json_key(json, "points");
    ent_json_begin_array(json);
    for (size_t i = 0; i < ent_sweep_point_count(sweep); i++) {
        const ent_sweep_point *p = ent_sweep_point_at(sweep, i);
        ent_json_begin_object(json);
        value_member(json, sweep, "value", p->value);
        ent_report_json_area(json, "certain", p->certain);
        ent_report_json_area(json, "possible", p->possible);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
    ent_json_end_object(json);
}

ent_status ent_report_sweep_json(const ent_sweep *sweep, const ent_report_opts *opts, ent_sink sink,
                                 ent_error *err)
{
    (void)opts;
    const ent_sweep_opts *o = ent_sweep_opts_of(sweep);
    ent_json json;
    ent_json_init(&json, sink, true);
    ent_json_begin_object(&json);
    ent_json_kint(&json, "schema", 1);
    ent_json_kstring(&json, "vary", ent_sweep_name(sweep));
    value_member(&json, sweep, "from", o->from);
    value_member(&json, sweep, "to", o->to);
    ent_report_json_text(&json, "unit", ent_sweep_unit(sweep));
    ent_report_json_time(&json, "as_of", o->label ? o->judge.as_of : ENT_TIME_MAX);
    ent_report_json_time(&json, "as_known", o->judge.as_known);
    breaks_member(&json, sweep);
    curve_member(&json, sweep);
    ent_json_end_object(&json);
    return ent_json_finish(&json, err);
}

/* ---- CSV -------------------------------------------------------------------------------------------- */

ent_status ent_report_sweep_csv(const ent_sweep *sweep, const ent_report_opts *opts, ent_sink sink,
                                ent_error *err)
{
    (void)opts;
    ent_buf out;
    ent_buf_init(&out, (size_t)1 << 28);
    ent_buf_adds(&out, "value,unit,certain_km2_lo,certain_km2_hi,possible_km2_lo,possible_km2_hi\r\n");
    for (size_t i = 0; i < ent_sweep_point_count(sweep); i++) {
        const ent_sweep_point *p = ent_sweep_point_at(sweep, i);
        char v[64];
        ent_sweep_value(sweep, p->value, v);
        ent_buf_printf(&out, "%s,%s,%.3f,%.3f,%.3f,%.3f\r\n", v, ent_sweep_unit(sweep),
                       p->certain.lo_m2 / 1e6, p->certain.hi_m2 / 1e6, p->possible.lo_m2 / 1e6,
                       p->possible.hi_m2 / 1e6);
    }
    return finish(&out, sink, err);
}
