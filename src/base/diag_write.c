/* diag_write.c: diagnostics as text. All strings were made harmless when they were added (diag.c), so they
 * are written as they are. Nothing is allocated. */
#include "base/diag_list.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

typedef struct output {
    ent_sink sink;
    bool color, failed;
} output;

static void put(output *o, ent_str s)
{
    if (!o->failed && s.len && !o->sink.write(o->sink.context, s.ptr, s.len)) o->failed = true;
}

static void puts_to(output *o, const char *s)
{
    put(o, ent_str_of(s));
}

static void put_color(output *o, const char *code)
{
    if (!o->color) return;
    puts_to(o, "\x1b[");
    puts_to(o, code);
    puts_to(o, "m");
}

static void put_number(output *o, const char *format, unsigned n)
{
    char text[32];
    snprintf(text, sizeof text, "%*u", format[0] == '5' ? 5 : 0, n);
    puts_to(o, text);
}

static void put_many(output *o, char c, size_t count)
{
    char run[64];
    memset(run, c, sizeof run);
    for (; count > sizeof run; count -= sizeof run) put(o, (ent_str){run, sizeof run});
    put(o, (ent_str){run, count});
}

/* Bytes taken by the first `points` code points of a terminated, valid text. */
static size_t bytes_of_points(ent_str s, uint32_t points)
{
    size_t at = 0;
    while (points-- > 0 && at < s.len) {
        uint32_t c;
        at += ent_utf8_step((ent_str){s.ptr + at, s.len - at}, &c);
    }
    return at;
}

static const char *severity_name(ent_severity severity)
{
    return severity == ENT_SEV_ERROR ? "error" : severity == ENT_SEV_WARNING ? "warning" : "note";
}

static const char *severity_color(ent_severity severity)
{
    return severity == ENT_SEV_ERROR ? "1;31" : severity == ENT_SEV_WARNING ? "1;35" : "1;36";
}

static void put_head(output *o, const ent_diag *d)
{
    put_color(o, "1");
    puts_to(o, d->file);
    if (d->span.line) {
        puts_to(o, ":");
        put_number(o, "", d->span.line);
        puts_to(o, ":");
        put_number(o, "", d->span.column);
    }
    puts_to(o, *d->file ? ": " : "");
    put_color(o, severity_color(d->severity));
    puts_to(o, severity_name(d->severity));
    puts_to(o, ":");
    put_color(o, "0");
    puts_to(o, " ");
    puts_to(o, d->message);
    if (d->code) {
        puts_to(o, " [");
        puts_to(o, d->code);
        puts_to(o, "]");
    }
    puts_to(o, "\n");
}

static void put_snippet(output *o, const ent_diag *d)
{
    ent_str line = ent_str_of(d->line);
    size_t at = bytes_of_points(line, d->caret);
    ent_str rest = {line.ptr + at, line.len - at};
    size_t run = ent_utf8_columns((ent_str){rest.ptr, bytes_of_points(rest, d->caret_length)});
    char number[16];
    int width = snprintf(number, sizeof number, "%5u", (unsigned)d->span.line);
    puts_to(o, number);
    puts_to(o, " | ");
    put(o, line);
    puts_to(o, "\n");
    put_many(o, ' ', (size_t)width);
    puts_to(o, " | ");
    put_many(o, ' ', ent_utf8_columns((ent_str){line.ptr, at}));
    put_color(o, severity_color(d->severity));
    put_many(o, '^', run ? run : 1);
    put_color(o, "0");
    puts_to(o, "\n");
}

static void put_remark(output *o, const char *label, const char *text)
{
    if (!text) return;
    put_color(o, "1");
    puts_to(o, label);
    put_color(o, "0");
    puts_to(o, " ");
    puts_to(o, text);
    puts_to(o, "\n");
}

static void put_diag(output *o, const ent_diag *d)
{
    put_head(o, d);
    if (d->line[0]) put_snippet(o, d);
    put_remark(o, "detail:", d->detail);
    put_remark(o, "hint:", d->hint);
}

/* By file name, line and column; a diagnostic of the whole file (line 0) stands before those with a place. */
static bool is_before(const ent_diag *a, const ent_diag *b)
{
    int order = strcmp(a->file, b->file);
    if (order) return order < 0;
    if (a->span.line != b->span.line) return a->span.line < b->span.line;
    return a->span.column < b->span.column;
}

ent_status ent_diags_write(const ent_diags *diags, ent_sink sink, bool color, ent_error *err)
{
    output o = {.sink = sink, .color = color};
    uint16_t order[ENT_DIAGS_MAX];
    for (size_t i = 0; i < diags->count; i++) { /* insertion: stable, and the list is short */
        size_t at = i;
        for (; at > 0 && is_before(&diags->items[i], &diags->items[order[at - 1]]); at--)
            order[at] = order[at - 1];
        order[at] = (uint16_t)i;
    }
    for (size_t i = 0; i < diags->count; i++) put_diag(&o, &diags->items[order[i]]);
    size_t hidden = diags->total - diags->count;
    if (hidden) {
        char text[64];
        snprintf(text, sizeof text, "note: %zu more not shown\n", hidden);
        puts_to(&o, text);
    }
    return o.failed ? ent_fail(err, ENT_E_IO, "diagnostics could not be written") : ENT_OK;
}
