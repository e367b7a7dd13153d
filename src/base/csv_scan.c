/* csv_scan.c: one record out of a run of bytes.
 *
 * Most bytes of a CSV file mean nothing to its structure. They are passed over eight at a time: in a word of
 * eight bytes a few subtractions and masks mark the first that is a comma, a quote, a control character or
 * not ASCII (see `marks`), and only there does the slow way look closer. The lowest mark in a word is exact;
 * marks above it may be false, through borrows, and are never used.
 *
 * A column counts code points, so the scan keeps how many continuation bytes the current line has had.
 *
 * When the bytes at hand end inside a record the answer is CSV_MORE and the caller comes again with the same
 * record from its start; with buffers of a quarter of a megabyte that happens once in thousands of records.
 *
 * Where to go on after a fault of the quoting: at the line end after it; but in a quoted cell at the line end
 * after its opening quote, since that quote may be the stray one. This does not make the work quadratic: a
 * line that can open a quote and leave it open has an odd run of quotes, and so would have closed the one
 * before. */
#include "base/csv_scan.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

#define EACH_BYTE(b) (UINT64_C(0x0101010101010101) * (b))

typedef struct cursor {
    const char *p, *line_start;
    uint64_t line, tails; /* tails: continuation bytes since line_start */
} cursor;

static uint64_t zero_bytes(uint64_t x)
{
    return (x - EACH_BYTE(0x01)) & ~x & EACH_BYTE(0x80);
}

/* The top bit of each byte that is below 0x20, from 0x80 up, a comma or a quote. */
static uint64_t marks(uint64_t x)
{
    uint64_t below_space = (x - EACH_BYTE(0x20)) & ~x & EACH_BYTE(0x80);
    uint64_t not_ascii = x & EACH_BYTE(0x80);
    return below_space | not_ascii | zero_bytes(x ^ EACH_BYTE(',')) | zero_bytes(x ^ EACH_BYTE('"'));
}

static bool is_marked(unsigned char c)
{
    return c < 0x20 || c >= 0x80 || c == ',' || c == '"';
}

static const char *skip_plain(const char *p, const char *end)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    while (end - p >= 8) {
        uint64_t x;
        memcpy(&x, p, 8);
        uint64_t m = marks(x);
        if (m) return p + __builtin_ctzll(m) / 8;
        p += 8;
    }
#endif
    while (p < end && !is_marked((unsigned char)*p)) p++;
    return p;
}

static csv_place place_of(const cursor *c)
{
    uint64_t column = (uint64_t)(c->p - c->line_start) - c->tails + 1;
    return (csv_place){c->p, c->line_start, c->line, column};
}

static uint32_t clip(uint64_t v)
{
    return v < UINT32_MAX ? (uint32_t)v : UINT32_MAX;
}

static csv_outcome spoil(csv_scan *s, const cursor *c, csv_fault fault, size_t length)
{
    bool is_quoted = s->opened.at != NULL;
    s->fault = fault;
    s->place = fault == CSV_FAULT_QUOTE_OPEN ? s->opened : place_of(c);
    s->fault_length = length;
    s->resume = is_quoted ? s->opened.at : c->p;
    s->resume_line = is_quoted ? s->opened.line : c->line;
    return CSV_BAD;
}

/* A byte that cannot be text does not hide where the record ends: the first one is noted, and reading goes
 * on. */
static void note(csv_scan *s, cursor *c, csv_fault fault)
{
    if (s->fault == CSV_FAULT_NONE) s->fault = fault, s->place = place_of(c), s->fault_length = 1;
    c->p++;
}

/* At a marked byte that is not part of the structure where it stands. CSV_RECORD: passed it. */
static csv_outcome pass_marked(csv_scan *s, cursor *c)
{
    unsigned char b = (unsigned char)*c->p;
    if (b == '\0') {
        note(s, c, CSV_FAULT_NUL);
        return CSV_RECORD;
    }
    if (b < 0x80) {
        c->p++;
        return CSV_RECORD;
    }
    uint32_t point;
    size_t left = (size_t)(s->end - c->p), n = ent_utf8_step((ent_str){c->p, left}, &point);
    if (n == 0 && left < 4 && !s->is_last) return CSV_MORE;
    if (n == 0) {
        note(s, c, CSV_FAULT_ENCODING);
        return CSV_RECORD;
    }
    c->p += n;
    c->tails += n - 1;
    return CSV_RECORD;
}

/* Whether a line end stands at the cursor: CSV_RECORD yes, CSV_EMPTY no, CSV_MORE or CSV_BAD. */
static csv_outcome at_line_end(csv_scan *s, const cursor *c)
{
    if (*c->p == '\n') return CSV_RECORD;
    if (*c->p != '\r') return CSV_EMPTY;
    if (c->p + 1 < s->end && c->p[1] == '\n') return CSV_RECORD;
    if (c->p + 1 == s->end && !s->is_last) return CSV_MORE;
    return spoil(s, c, CSV_FAULT_RETURN, 1);
}

/* Up to the comma, line end or end of input after a bare cell. CSV_RECORD: it stands there. */
static csv_outcome scan_bare(csv_scan *s, cursor *c)
{
    for (;;) {
        c->p = skip_plain(c->p, s->end);
        if (c->p == s->end) return s->is_last ? CSV_RECORD : CSV_MORE;
        if (*c->p == ',') return CSV_RECORD;
        if (*c->p == '"') return spoil(s, c, CSV_FAULT_QUOTE_IN_CELL, 1);
        csv_outcome o = at_line_end(s, c);
        if (o != CSV_EMPTY) return o;
        o = pass_marked(s, c);
        if (o != CSV_RECORD) return o;
    }
}

/* What may follow a closing quote: the cursor stands behind it. */
static csv_outcome check_after_quote(csv_scan *s, cursor *c)
{
    if (c->p - s->start > (ptrdiff_t)ENT_LINE_BYTES_MAX) return spoil(s, c, CSV_FAULT_QUOTE_OPEN, 1);
    if (c->p == s->end || *c->p == ',') return CSV_RECORD;
    csv_outcome o = at_line_end(s, c);
    return o == CSV_EMPTY ? spoil(s, c, CSV_FAULT_TEXT_AFTER_QUOTE, 1) : o;
}

/* From the opening quote to behind the closing one. */
static csv_outcome scan_quoted(csv_scan *s, cursor *c)
{
    s->opened = place_of(c);
    c->p++;
    for (;;) {
        c->p = skip_plain(c->p, s->end);
        if (c->p == s->end) return s->is_last ? spoil(s, c, CSV_FAULT_QUOTE_OPEN, 1) : CSV_MORE;
        if (*c->p == '"') {
            if (c->p + 1 == s->end && !s->is_last) return CSV_MORE;
            c->p++;
            if (c->p == s->end || *c->p != '"') return check_after_quote(s, c);
            s->has_doubled = true;
            c->p++;
            continue;
        }
        csv_outcome o = pass_marked(s, c);
        if (o != CSV_RECORD) return o;
        if (c->p[-1] == '\n') c->line_start = c->p, c->line++, c->tails = 0;
    }
}

static csv_outcome scan_cell(csv_scan *s, cursor *c)
{
    csv_place from = place_of(c);
    bool quoted = c->p < s->end && *c->p == '"';
    s->opened.at = NULL;
    csv_outcome o = quoted ? scan_quoted(s, c) : scan_bare(s, c);
    if (o != CSV_RECORD) return o;
    size_t size = (size_t)(c->p - from.at), quotes = quoted ? 1 : 0;
    if (s->count == s->wanted) s->excess = from;
    if (s->count < s->cells_max) {
        uint64_t at = (uint64_t)(from.at - s->start);
        s->cell_at[s->count] = clip(at);
        s->cells[s->count] =
            (ent_cell_text){.text = {from.at + quotes, size - 2 * quotes},
                            .span = {clip(s->offset + at), clip(size), clip(from.line), clip(from.column)},
                            .quoted = quoted};
    }
    s->count++;
    return CSV_RECORD;
}

static void pass_line_end(csv_scan *s, const cursor *c)
{
    const char *p = c->p;
    if (p < s->end && *p == '\r') p++;
    if (p < s->end && *p == '\n') p++;
    s->after = p;
    s->after_line = c->line + (p > c->p ? 1 : 0);
}

/* A record that is cut by the end of the bytes may already be too long to be waited for. */
static csv_outcome check_size(csv_scan *s, const cursor *c, csv_outcome o)
{
    if (c->p - s->start <= (ptrdiff_t)ENT_LINE_BYTES_MAX) return o;
    if (o == CSV_MORE && s->opened.at) return spoil(s, c, CSV_FAULT_QUOTE_OPEN, 1);
    cursor from = {.p = s->start, .line_start = s->start, .line = s->line};
    csv_place opened = s->opened;
    s->opened.at = NULL;
    spoil(s, &from, CSV_FAULT_TOO_LONG, 1);
    s->opened = opened;
    s->resume = c->p, s->resume_line = c->line;
    return CSV_BAD;
}

csv_outcome ent_csv_scan(csv_scan *s)
{
    cursor c = {.p = s->start, .line_start = s->start, .line = s->line};
    s->count = 0, s->has_doubled = false, s->opened.at = NULL, s->fault = CSV_FAULT_NONE;
    if (c.p == s->end) return s->is_last ? CSV_END : CSV_MORE;
    csv_outcome o = at_line_end(s, &c);
    if (o == CSV_RECORD) {
        pass_line_end(s, &c);
        return CSV_EMPTY;
    }
    if (o != CSV_EMPTY) return o;
    for (;;) {
        o = scan_cell(s, &c);
        if (o == CSV_RECORD && c.p < s->end && *c.p == ',') {
            c.p++;
            continue;
        }
        break;
    }
    if (o == CSV_RECORD) {
        s->length = (size_t)(c.p - s->start);
        pass_line_end(s, &c);
    }
    if (o == CSV_BAD) return o;
    o = check_size(s, &c, o);
    if (o != CSV_RECORD || s->fault == CSV_FAULT_NONE) return o;
    s->resume = c.p, s->resume_line = c.line;
    return CSV_BAD;
}

size_t ent_csv_undouble(ent_str text, char *out)
{
    size_t length = 0;
    for (size_t at = 0; at < text.len; at++) {
        out[length++] = text.ptr[at];
        if (text.ptr[at] == '"') at++; /* the second of the pair */
    }
    return length;
}
