/* edit.c: a text with some of its figures changed. The model is never patched: a new text is written, in
 * which the bytes of a figure are replaced, and read like any other. So whatever depends on the figure
 * follows, and what cannot be read is refused by the same reader, with a place.
 *
 * A figure without a unit takes the place of the digits alone, so that "480" in "500 to 5500 km" stays
 * kilometres. */
#include "lang/doc.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define LABELS_TOLD 8

size_t ent_doc_figure_count(const ent_doc *doc)
{
    return doc->figure_count;
}
const ent_node *ent_doc_figure_at(const ent_doc *doc, size_t index)
{
    return doc->figures[index];
}

const ent_node *ent_doc_figure_find(const ent_doc *doc, ent_str label)
{
    for (size_t i = 0; i < doc->figure_count; i++)
        if (ent_str_is(label, doc->figures[i]->label)) return doc->figures[i];
    return NULL;
}

/* ---- replacements ----------------------------------------------------------------------------------- */

typedef struct patch {
    uint32_t offset, length;
    char *text; /* owned */
} patch;

typedef struct editor {
    const ent_doc *doc;
    patch *patches;
    size_t count, cap;
    ent_error *err;
} editor;

static ent_status out_of_memory(const editor *e)
{
    return ent_fail(e->err, ENT_E_NOMEM, "out of memory");
}

static ent_status add_patch(editor *e, uint32_t offset, uint32_t length, ent_str before, ent_str value)
{
    if (e->count == e->cap) {
        size_t cap = e->cap ? 2 * e->cap : 8;
        patch *grown = ent_realloc(e->patches, cap, sizeof *grown);
        if (!grown) return out_of_memory(e);
        e->patches = grown, e->cap = cap;
    }
    char *text = ent_alloc(before.len + value.len + 1);
    if (!text) return out_of_memory(e);
    if (before.len) memcpy(text, before.ptr, before.len);
    if (value.len) memcpy(text + before.len, value.ptr, value.len);
    text[before.len + value.len] = '\0';
    e->patches[e->count++] = (patch){offset, length, text};
    return ENT_OK;
}

static int by_offset(const void *x, const void *y)
{
    const patch *a = x, *b = y;
    return (a->offset > b->offset) - (a->offset < b->offset);
}

static ent_status write_patched(editor *e, ent_sink sink)
{
    ent_str bytes = e->doc->text.source.bytes;
    uint32_t at = 0;
    bool ok = true;
    if (e->count) qsort(e->patches, e->count, sizeof *e->patches, by_offset);
    for (size_t i = 0; i < e->count && ok; i++) {
        const patch *p = &e->patches[i];
        if (p->offset < at) return ent_fail(e->err, ENT_E_USAGE, "one figure cannot be changed twice");
        ok = sink.write(sink.context, bytes.ptr + at, p->offset - at) &&
             sink.write(sink.context, p->text, strlen(p->text));
        at = p->offset + p->length;
    }
    ok = ok && sink.write(sink.context, bytes.ptr + at, bytes.len - at);
    return ok ? ENT_OK : ent_fail(e->err, ENT_E_IO, "the changed text could not be written");
}

/* ---- values ----------------------------------------------------------------------------------------- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%';
}
static bool is_figure_byte(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == '/';
}

/* How many bytes at the start are the digits of a figure; 0 when a date or anything else stands there. */
static size_t digits_of(ent_str value)
{
    size_t n = 0;
    while (n < value.len && is_figure_byte(value.ptr[n])) n++;
    return n < value.len && value.ptr[n] == '-' ? 0 : n;
}

/* "480km" as the language wants it: "480 km". */
static ent_status spaced(editor *e, ent_str value, ent_buf *out)
{
    size_t n = digits_of(value);
    ent_buf_init(out, ENT_LINE_BYTES_MAX);
    ent_buf_add(out, (ent_str){value.ptr, n});
    if (n && n < value.len && is_letter(value.ptr[n])) ent_buf_addc(out, ' ');
    ent_buf_add(out, (ent_str){value.ptr + n, value.len - n});
    return out->failed ? out_of_memory(e) : ENT_OK;
}

static bool has_unit_of_its_own(const ent_node *n)
{
    return n->unit && n->span.length > strlen(n->text);
}

/* The low end of "500 to 5500 km" lives on the unit of the high end: a new unit there would change both. */
static ent_status keeps_neighbour(editor *e, const ent_node *figure)
{
    size_t n = strlen(figure->label);
    if (n < 3 || strcmp(figure->label + n - 3, ".hi") != 0) return ENT_OK;
    char low[256];
    if (n >= sizeof low) return ENT_OK;
    memcpy(low, figure->label, n - 3);
    memcpy(low + n - 3, ".lo", 4);
    const ent_node *neighbour = ent_doc_figure_find(e->doc, ent_str_of(low));
    if (!neighbour || has_unit_of_its_own(neighbour) || !neighbour->unit) return ENT_OK;
    for (size_t i = 0; i < e->count; i++)
        if (e->patches[i].offset == neighbour->span.offset) return ENT_OK;
    ent_str unit = ent_str_of(neighbour->unit->name), digits = ent_str_of(neighbour->text);
    char both[128];
    int length =
        snprintf(both, sizeof both, ENT_STR_FMT " " ENT_STR_FMT, ENT_STR_ARG(digits), ENT_STR_ARG(unit));
    if (length < 0 || (size_t)length >= sizeof both) return ENT_OK;
    return add_patch(e, neighbour->span.offset, neighbour->span.length, (ent_str){0}, ent_str_of(both));
}

static ent_status replace(editor *e, const ent_node *node, ent_str value)
{
    ent_buf text;
    ent_status st = spaced(e, value, &text);
    bool bare = node->kind == ENT_N_NUMBER && text.len == digits_of(ent_buf_str(&text)) && text.len > 0;
    uint32_t length = bare ? (uint32_t)strlen(node->text) : node->span.length;
    if (st == ENT_OK && !bare && node->label && node->kind == ENT_N_NUMBER) st = keeps_neighbour(e, node);
    if (st == ENT_OK) st = add_patch(e, node->span.offset, length, (ent_str){0}, ent_buf_str(&text));
    ent_buf_done(&text);
    return st;
}

/* ---- what a label names ------------------------------------------------------------------------------ */

/* The value that a case assumes under this name. */
static const ent_node *assumed(const ent_doc *doc, ent_str label)
{
    for (size_t i = 0; i < doc->document.assume_count; i++) {
        const ent_assume *a = &doc->document.assumes[i];
        if (a->kind == ENT_ASSUME_PARAMETER && ent_str_is(label, a->name)) return a->body;
        if (a->kind == ENT_ASSUME_TOLERANCE && ent_str_is(label, "about")) return a->body;
        if (a->kind == ENT_ASSUME_FORCE && ent_str_is(label, "in-force")) return a->from;
    }
    return NULL;
}

static const ent_decl *open_parameter(const ent_doc *doc, ent_str label)
{
    const ent_decl *d = ent_doc_decl_find(doc, ENT_DECL_PARAMETER, label);
    return d && !d->body ? d : NULL;
}

/* Behind "parameter width is length". */
static uint32_t end_of_dimension(const ent_doc *doc, const ent_decl *d)
{
    ent_str bytes = doc->text.source.bytes;
    uint32_t at = d->name_span.offset + d->name_span.length;
    for (int word = 0; word < 2; word++) {
        while (at < bytes.len && bytes.ptr[at] == ' ') at++;
        while (at < bytes.len && is_letter(bytes.ptr[at])) at++;
    }
    return at;
}

static ent_status fill_parameter(editor *e, const ent_decl *d, ent_str value)
{
    ent_buf text;
    ent_status st = spaced(e, value, &text);
    if (st == ENT_OK) st = add_patch(e, end_of_dimension(e->doc, d), 0, ENT_STR(" = "), ent_buf_str(&text));
    ent_buf_done(&text);
    return st;
}

/* How far two labels agree, in whole parts: "5.1.range" and "5.range.lo" agree in "5.". */
static size_t parts_shared(ent_str a, ent_str b)
{
    size_t shared = 0, i = 0;
    while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i])
        if (a.ptr[i++] == '.') shared = i;
    bool ends = i == a.len && i < b.len && b.ptr[i] == '.';
    return ends ? i : shared;
}

/* "did you mean" the nearest one; else the labels that begin like it; else only where to find them. */
static void suggest_labels(const ent_doc *doc, ent_str label, ent_str *known, ent_buf *out)
{
    size_t n = doc->figure_count, most = 0, told = 0;
    for (size_t i = 0; i < n; i++) {
        known[i] = ent_str_of(doc->figures[i]->label);
        size_t shared = parts_shared(label, known[i]);
        most = shared > most ? shared : most;
    }
    int near = ent_nearest_name(label, known, n);
    if (near >= 0) ent_buf_printf(out, "; did you mean \"" ENT_STR_FMT "\"?", ENT_STR_ARG(known[near]));
    for (size_t i = 0; near < 0 && most > 0 && i < n && told < LABELS_TOLD; i++)
        if (parts_shared(label, known[i]) == most)
            ent_buf_printf(out, "%s" ENT_STR_FMT, told++ ? ", " : "; there are ", ENT_STR_ARG(known[i]));
}

static ent_status unknown_label(editor *e, ent_str label)
{
    ent_str *known = ent_alloc_zero(e->doc->figure_count + 1, sizeof *known);
    if (!known) return out_of_memory(e);
    ent_buf hint;
    ent_buf_init(&hint, sizeof e->err->message);
    suggest_labels(e->doc, label, known, &hint);
    ent_status st = ent_fail(e->err, ENT_E_NOT_FOUND, "no figure has the label \"" ENT_STR_FMT "\"%s",
                             ENT_STR_ARG(label), hint.ptr ? hint.ptr : "");
    ent_buf_done(&hint);
    ent_free(known);
    return st;
}

/* "5.range=480..5500km": both ends, or one of them when the other is left empty. A unit behind the high end
 * is also that of the low one. */
static ent_status change_ends(editor *e, ent_str label, ent_str value, size_t dots)
{
    ent_str lo = ent_str_trim((ent_str){value.ptr, dots});
    ent_str hi = ent_str_trim((ent_str){value.ptr + dots + 2, value.len - dots - 2});
    char low[256], high[256], first[256];
    int a = snprintf(low, sizeof low, ENT_STR_FMT ".lo", ENT_STR_ARG(label));
    int b = snprintf(high, sizeof high, ENT_STR_FMT ".hi", ENT_STR_ARG(label));
    const ent_node *lower = ent_doc_figure_find(e->doc, ent_str_of(low));
    const ent_node *upper = ent_doc_figure_find(e->doc, ent_str_of(high));
    if (a < 0 || b < 0 || (size_t)a >= sizeof low || (size_t)b >= sizeof high || !lower || !upper)
        return unknown_label(e, label);
    size_t n = digits_of(hi);
    bool lend = lo.len && digits_of(lo) == lo.len && n < hi.len;
    int c = snprintf(first, sizeof first, ENT_STR_FMT ENT_STR_FMT, ENT_STR_ARG(lo),
                     (int)(lend ? hi.len - n : 0), hi.ptr + n);
    if (c < 0 || (size_t)c >= sizeof first) return ent_fail(e->err, ENT_E_USAGE, "the value is too long");
    ent_status st = lo.len ? replace(e, lower, ent_str_of(first)) : ENT_OK;
    if (st == ENT_OK && hi.len) st = replace(e, upper, hi);
    return st;
}

static size_t find_dots(ent_str value)
{
    for (size_t i = 0; i + 1 < value.len; i++)
        if (value.ptr[i] == '.' && value.ptr[i + 1] == '.') return i;
    return value.len;
}

bool ent_doc_has_label(const ent_doc *doc, ent_str label)
{
    char low[256];
    int n = snprintf(low, sizeof low, ENT_STR_FMT ".lo", ENT_STR_ARG(label));
    return ent_doc_figure_find(doc, label) || assumed(doc, label) || open_parameter(doc, label) ||
           (n > 0 && (size_t)n < sizeof low && ent_doc_figure_find(doc, ent_str_of(low)));
}

static bool is_one_line(ent_str value)
{
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.ptr[i] < 0x20 || value.ptr[i] == '`' || value.ptr[i] == '#') return false;
    return value.len > 0;
}

static bool is_negative(ent_str value)
{
    return value.len > 1 && value.ptr[0] == '-' && value.ptr[1] >= '0' && value.ptr[1] <= '9';
}

static ent_status change_figure(editor *e, ent_str label, ent_str value)
{
    const ent_node *node = ent_doc_figure_find(e->doc, label);
    if (!node) node = assumed(e->doc, label);
    size_t dots = find_dots(value);
    if (!is_one_line(value))
        return ent_fail(e->err, ENT_E_USAGE,
                        "\"" ENT_STR_FMT "\" cannot be set to that: one figure or date in one line",
                        ENT_STR_ARG(label));
    if (is_negative(value) ||
        (dots < value.len && is_negative((ent_str){value.ptr + dots + 2, value.len - dots - 2})))
        return ent_fail(e->err, ENT_E_USAGE,
                        "\"" ENT_STR_FMT "\" cannot be set to " ENT_STR_FMT
                        ": no figure of a text lies below 0",
                        ENT_STR_ARG(label), ENT_STR_ARG(value));
    if (node) return replace(e, node, value);
    if (dots < value.len) return change_ends(e, label, value, dots);
    const ent_decl *parameter = open_parameter(e->doc, label);
    return parameter ? fill_parameter(e, parameter, value) : unknown_label(e, label);
}

/* ---- parties ---------------------------------------------------------------------------------------- */

static const ent_decl *next_party(const ent_document *d, const ent_decl *after)
{
    for (size_t i = after ? (size_t)(after - d->decls) + 1 : 0; i < d->decl_count; i++)
        if (d->decls[i].kind == ENT_DECL_PARTY) return &d->decls[i];
    return NULL;
}

/* A statement of its own before the first party: same block, same margin. */
static ent_status add_party(editor *e, ent_str code)
{
    const ent_decl *first = next_party(&e->doc->document, NULL);
    if (!first)
        return ent_fail(e->err, ENT_E_NOT_FOUND, "the text names no party beside which another could stand");
    char text[128];
    int n = snprintf(text, sizeof text, "party " ENT_STR_FMT "\n%*s", ENT_STR_ARG(code),
                     (int)first->span.column - 1, "");
    if (n < 0 || (size_t)n >= sizeof text)
        return ent_fail(e->err, ENT_E_USAGE, "the name of the party is too long");
    return add_patch(e, first->span.offset, 0, (ent_str){0}, ent_str_of(text));
}

/* Where a tree ends; the span of an actor expression is its first word. */
static uint32_t end_of(const ent_node *node)
{
    uint32_t end = node->span.offset + node->span.length;
    for (uint32_t i = 0; i < node->kid_count; i++) {
        uint32_t kid = node->kids[i]->kind == ENT_N_NONE ? 0 : end_of(node->kids[i]);
        if (kid > end) end = kid;
    }
    return end;
}

/* Whoever the text says is a party, other than this one. */
static ent_status remove_party(editor *e, ent_str code)
{
    ent_status st = ENT_OK;
    const ent_decl *d = next_party(&e->doc->document, NULL);
    if (!d) return ent_fail(e->err, ENT_E_NOT_FOUND, "the text names no party");
    for (; d && st == ENT_OK; d = next_party(&e->doc->document, d))
        st = add_patch(e, end_of(d->body), 0, ENT_STR(" other than "), code);
    return st;
}

static bool is_party_code(ent_str code)
{
    for (size_t i = 0; i < code.len; i++)
        if (!is_letter(code.ptr[i]) || code.ptr[i] == '%') return false;
    return code.len > 0 && code.len < 40;
}

static ent_status change_party(editor *e, ent_str value)
{
    ent_str code = {value.ptr + 1, value.len ? value.len - 1 : 0};
    if (!value.len || !is_party_code(code) || (value.ptr[0] != '+' && value.ptr[0] != '-'))
        return ent_fail(e->err, ENT_E_USAGE,
                        "\"" ENT_STR_FMT "\" is no change of parties; write +UKR or -POL",
                        ENT_STR_ARG(value));
    return value.ptr[0] == '+' ? add_party(e, code) : remove_party(e, code);
}

/* ---- the whole -------------------------------------------------------------------------------------- */

ent_status ent_doc_edit(const ent_doc *doc, const ent_change *changes, size_t count, ent_sink sink,
                        ent_error *err)
{
    editor e = {.doc = doc, .err = err};
    ent_status st = ENT_OK;
    for (size_t i = 0; i < count && st == ENT_OK; i++)
        st = changes[i].label.len ? change_figure(&e, changes[i].label, ent_str_trim(changes[i].value))
                                  : change_party(&e, changes[i].value);
    if (st == ENT_OK) st = write_patched(&e, sink);
    for (size_t i = 0; i < e.count; i++) ent_free(e.patches[i].text);
    ent_free(e.patches);
    return st;
}
