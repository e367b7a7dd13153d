/* diag.c: the list of diagnostics. Printing is in diag_write.c.
 *
 * Everything that comes from a file is made harmless when it is taken in, so that whoever prints it later, in
 * whatever format, can trust it: valid UTF-8, one line, no control characters (nor those that turn the
 * direction of writing), each replaced by U+FFFD; a tab becomes a space. A code point in stays a code point
 * out, and a byte that is not UTF-8 becomes one.
 *
 * Only CONTEXT_BYTES to either side of a place are looked at and only SHOWN_COLUMNS kept, so a diagnostic
 * costs the same in a line of a megabyte. */
#include "base/diag.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag_list.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <string.h>

#define CONTEXT_BYTES 1024
#define SHOWN_COLUMNS 100
#define LEFT_COLUMNS 50 /* kept before the caret when the line is too long */
#define TEXT_BYTES_MAX 2000
#define ELLIPSIS "\xE2\x80\xA6"
#define REPLACEMENT "\xEF\xBF\xBD"

ent_status ent_diags_new(ent_diags **out, ent_error *err)
{
    ent_diags *diags = ent_alloc_zero(1, sizeof *diags);
    ent_arena *arena = diags ? ent_arena_new() : NULL;
    if (!arena) {
        ent_free(diags);
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    }
    diags->arena = arena;
    *out = diags;
    return ENT_OK;
}

void ent_diags_free(ent_diags *diags)
{
    if (!diags) return;
    ent_arena_free(diags->arena);
    ent_free(diags->items);
    ent_free(diags);
}

size_t ent_diags_count(const ent_diags *diags)
{
    return diags->count;
}
size_t ent_diags_error_count(const ent_diags *diags)
{
    return diags->error_total;
}
const ent_diag *ent_diags_at(const ent_diags *diags, size_t index)
{
    return &diags->items[index];
}

/* ---- making text harmless ----------------------------------------------------------------------------- */

static bool is_unsafe(uint32_t c)
{
    bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
    bool turns_writing = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                         (c >= 0x2066 && c <= 0x2069) || (c >= 0xFFF9 && c <= 0xFFFB);
    return control || turns_writing;
}

/* Appends `s`, made harmless; returns the number of code points. */
static uint32_t add_clean(ent_buf *buf, ent_str s)
{
    uint32_t points = 0;
    for (size_t at = 0; at < s.len; points++) {
        uint32_t c = 0;
        size_t n = ent_utf8_step((ent_str){s.ptr + at, s.len - at}, &c);
        if (c == '\t')
            ent_buf_addc(buf, ' ');
        else if (n == 0 || is_unsafe(c))
            ent_buf_adds(buf, REPLACEMENT);
        else
            ent_buf_add(buf, (ent_str){s.ptr + at, n});
        at += n ? n : 1;
    }
    return points;
}

static const char *keep_clean(ent_diags *diags, const char *text)
{
    if (!text) return NULL;
    ent_buf buf;
    ent_buf_init(&buf, 4 * TEXT_BYTES_MAX);
    ent_str s = ent_str_of(text);
    bool cut = s.len > TEXT_BYTES_MAX;
    if (cut) s.len = TEXT_BYTES_MAX;
    while (cut && s.len && ((unsigned char)s.ptr[s.len] & 0xC0) == 0x80) s.len--;
    add_clean(&buf, s);
    if (cut) ent_buf_adds(&buf, ELLIPSIS);
    char *kept = buf.failed ? NULL : ent_arena_copy(diags->arena, ent_buf_str(&buf));
    if (!kept) diags->out_of_memory = true;
    ent_buf_done(&buf);
    return kept;
}

/* ---- the source line, shortened around the caret ------------------------------------------------------ */

/* Bytes of clean text that fill at most `columns` from its start, and how many code points that is. */
static size_t prefix_within(ent_str s, size_t columns, uint32_t *points)
{
    size_t at = 0;
    *points = 0;
    while (at < s.len) {
        uint32_t c;
        size_t n = ent_utf8_step((ent_str){s.ptr + at, s.len - at}, &c);
        size_t width = ent_utf8_columns((ent_str){s.ptr + at, n});
        if (width > columns) break;
        columns -= width;
        at += n;
        (*points)++;
    }
    return at;
}

static uint32_t count_points(ent_str s)
{
    uint32_t points;
    prefix_within(s, SIZE_MAX, &points);
    return points;
}

/* Cuts columns from the front of clean text until at most `columns` are left. */
static ent_str suffix_within(ent_str s, size_t columns)
{
    size_t total = ent_utf8_columns(s);
    if (total <= columns) return s;
    uint32_t points;
    size_t cut = prefix_within(s, total - columns, &points);
    if (ent_utf8_columns((ent_str){s.ptr, cut}) < total - columns) { /* a wide character straddles the cut */
        uint32_t c;
        cut += ent_utf8_step((ent_str){s.ptr + cut, s.len - cut}, &c);
    }
    return (ent_str){s.ptr + cut, s.len - cut};
}

/* The clean line in two parts at the caret; `run` code points of the right part lie under the carets. */
typedef struct split_line {
    ent_str left, right;
    uint32_t run;
    bool cut_left, cut_right;
} split_line;

static void shorten(split_line *s)
{
    size_t left = ent_utf8_columns(s->left), right = ent_utf8_columns(s->right);
    if (left + right > SHOWN_COLUMNS && left > LEFT_COLUMNS) {
        s->left = suffix_within(s->left, right < SHOWN_COLUMNS - LEFT_COLUMNS ? SHOWN_COLUMNS - 1 - right
                                                                              : LEFT_COLUMNS);
        s->cut_left = true;
        left = ent_utf8_columns(s->left) + 1;
    }
    if (left + right > SHOWN_COLUMNS) {
        uint32_t points;
        s->right.len = prefix_within(s->right, SHOWN_COLUMNS - 1 - left, &points);
        if (s->run > points) s->run = points;
        s->cut_right = true;
    }
}

/* At least `length` bytes of `s`, and as many more as the code point needs in which they end. */
static size_t whole_points(ent_str s, size_t length)
{
    size_t at = 0;
    while (at < length && at < s.len) {
        uint32_t c;
        size_t n = ent_utf8_step((ent_str){s.ptr + at, s.len - at}, &c);
        at += n ? n : 1;
    }
    return at;
}

/* Pieces of the place's line within reach of the caret. */
static void cut_context(const ent_diag_place *place, ent_str parts[3], split_line *split)
{
    size_t at = place->at < place->line.len ? place->at : place->line.len;
    size_t from = at > CONTEXT_BYTES ? at - CONTEXT_BYTES : 0;
    size_t until = place->line.len - at > CONTEXT_BYTES ? at + CONTEXT_BYTES : place->line.len;
    /* Do not start or end inside a code point. */
    while (from > 0 && from < at && ((unsigned char)place->line.ptr[from] & 0xC0) == 0x80) from++;
    while (until < place->line.len && until > at && ((unsigned char)place->line.ptr[until] & 0xC0) == 0x80)
        until--;
    split->cut_left = place->cut_left || from > 0;
    split->cut_right = place->cut_right || until < place->line.len;
    const char *base = place->line.ptr ? place->line.ptr : "";
    size_t run = whole_points((ent_str){base + at, until - at}, place->span.length);
    parts[0] = (ent_str){base + from, at - from};
    parts[1] = (ent_str){base + at, run};
    parts[2] = (ent_str){base + at + run, until - at - run};
}

/* Fills line, caret and caret_length. */
static void keep_line(ent_diags *diags, const ent_diag_place *place, ent_diag *diag)
{
    split_line split = {0};
    ent_str parts[3];
    ent_buf clean, shown;
    ent_buf_init(&clean, 8 * CONTEXT_BYTES);
    ent_buf_init(&shown, 8 * CONTEXT_BYTES);
    cut_context(place, parts, &split);
    add_clean(&clean, parts[0]);
    size_t middle = clean.len;
    split.run = add_clean(&clean, parts[1]);
    add_clean(&clean, parts[2]);
    char *kept = NULL;
    if (clean.failed) goto done;
    if (clean.ptr) {
        split.left = (ent_str){clean.ptr, middle};
        split.right = (ent_str){clean.ptr + middle, clean.len - middle};
    }
    shorten(&split);
    if (split.cut_left) ent_buf_adds(&shown, ELLIPSIS);
    ent_buf_add(&shown, split.left);
    ent_buf_add(&shown, split.right);
    if (split.cut_right) ent_buf_adds(&shown, ELLIPSIS);
    diag->caret = count_points(split.left) + (split.cut_left ? 1 : 0);
    diag->caret_length = split.run ? split.run : 1;
    if (!shown.failed) kept = ent_arena_copy(diags->arena, ent_buf_str(&shown));
done:
    if (!kept) diags->out_of_memory = true;
    diag->line = kept ? kept : "";
    ent_buf_done(&clean);
    ent_buf_done(&shown);
}

/* ---- adding ------------------------------------------------------------------------------------------- */

/* Counts the diagnostic; false when it is not to be kept. */
static bool count_in(ent_diags *diags, ent_severity severity)
{
    diags->total++;
    if (severity == ENT_SEV_ERROR) diags->error_total++;
    return diags->count < ENT_DIAGS_MAX;
}

static bool make_room(ent_diags *diags)
{
    if (diags->count < diags->cap) return true;
    size_t cap = diags->cap ? diags->cap * 2 : 8;
    ent_diag *items = ent_realloc(diags->items, cap, sizeof *items);
    if (!items) {
        diags->out_of_memory = true;
        return false;
    }
    diags->items = items, diags->cap = cap;
    return true;
}

static void keep(ent_diags *diags, const ent_diag_place *place, ent_diag_text text)
{
    if (!make_room(diags)) return;
    ent_diag diag = {.severity = text.severity, .span = place->span, .line = ""};
    diag.file = keep_clean(diags, place->file ? place->file : "");
    diag.code = keep_clean(diags, text.code);
    diag.message = keep_clean(diags, text.message ? text.message : "");
    diag.detail = keep_clean(diags, text.detail);
    diag.hint = keep_clean(diags, text.hint);
    if (!diag.file || !diag.message) return; /* remembered as lack of memory */
    if (place->span.line > 0) keep_line(diags, place, &diag);
    diags->items[diags->count++] = diag;
}

void ent_diags_add_at(ent_diags *diags, const ent_diag_place *place, ent_diag_text text)
{
    if (count_in(diags, text.severity)) keep(diags, place, text);
}

void ent_diags_vadd_at(ent_diags *diags, const ent_diag_place *place, ent_diag_text text, const char *format,
                       va_list args)
{
    if (!count_in(diags, text.severity)) return;
    text.message = ent_arena_vprintf(diags->arena, format, args);
    if (text.message)
        keep(diags, place, text);
    else
        diags->out_of_memory = true;
}

/* The part of the source's line around the span. It looks no further than keep_line will, plus a byte. */
static ent_diag_place place_in(const ent_source *source, ent_span span)
{
    ent_str text = source ? source->bytes : (ent_str){NULL, 0};
    size_t at = span.offset < text.len ? span.offset : text.len;
    size_t from = at, until = at;
    while (from > 0 && at - from <= CONTEXT_BYTES && text.ptr[from - 1] != '\n') from--;
    while (until < text.len && until - at <= CONTEXT_BYTES && text.ptr[until] != '\n') until++;
    if (until < text.len && until > at && text.ptr[until] == '\n' && text.ptr[until - 1] == '\r') until--;
    return (ent_diag_place){.file = source ? source->file : "",
                            .span = span,
                            .line = {text.ptr ? text.ptr + from : "", until - from},
                            .at = at - from};
}

void ent_diags_add(ent_diags *diags, const ent_source *source, ent_span span, ent_diag_text text)
{
    ent_diag_place place = place_in(source, span);
    ent_diags_add_at(diags, &place, text);
}

void ent_diags_addf(ent_diags *diags, const ent_source *source, ent_span span, ent_diag_text text,
                    const char *format, ...)
{
    ent_diag_place place = place_in(source, span);
    va_list args;
    va_start(args, format);
    ent_diags_vadd_at(diags, &place, text, format, args);
    va_end(args);
}

static const ent_diag *first_error(const ent_diags *diags)
{
    for (size_t i = 0; i < diags->count; i++)
        if (diags->items[i].severity == ENT_SEV_ERROR) return &diags->items[i];
    return NULL;
}

ent_status ent_diags_status(const ent_diags *diags, ent_error *err)
{
    if (diags->out_of_memory) return ent_fail(err, ENT_E_NOMEM, "out of memory while noting what is wrong");
    if (diags->error_total == 0) return ENT_OK;
    const ent_diag *d = first_error(diags);
    if (!d) return ent_fail(err, ENT_E_FORMAT, "%zu errors", diags->error_total);
    size_t others = diags->error_total - 1;
    char more[48] = "";
    if (others) snprintf(more, sizeof more, " (and %zu more error%s)", others, others == 1 ? "" : "s");
    if (d->span.line == 0) return ent_fail(err, ENT_E_FORMAT, "%.200s: %.240s%s", d->file, d->message, more);
    return ent_fail(err, ENT_E_FORMAT, "%.180s:%u:%u: %.240s%s", d->file, (unsigned)d->span.line,
                    (unsigned)d->span.column, d->message, more);
}
