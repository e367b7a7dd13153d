/* ndjson.c: a ledger with one JSON object a line, {"id":"q","date":"2022-01-10","speaker":["RUS"],...}.
 *
 * A line becomes the cells that a row of CSV would have had, so that one reader (take.c) judges both, with
 * carets under the value at fault. Lines are flat: a value is a text, null, or, where several names may
 * stand, an array of texts. So no tree is built: a cursor goes over the line once, and undone escapes go to
 * one scratch that never outgrows the line. A line that is no such object is complained about and passed
 * over; the next one is read. */
#include "base/buf.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "ledger/ledger.h"

#include <string.h>

typedef struct line {
    ent_ledger_reader *r;
    const ent_source *source;
    const char *start, *at, *end;
    const char *told; /* a place in the line of which the column is known */
    uint32_t number, told_column;
    ent_buf text; /* values without their escapes */
    ent_cell_text cells[ENT_LEDGER_COLUMN_COUNT];
    bool seen[ENT_LEDGER_COLUMN_COUNT];
} line;

bool ent_ledger_is_ndjson(const char *name)
{
    size_t length = strlen(name), end = strlen(".ndjson");
    return length > end && strcmp(name + length - end, ".ndjson") == 0;
}

static bool is_list(ent_ledger_column column)
{
    return column == ENT_LEDGER_SPEAKER || column == ENT_LEDGER_TO || column == ENT_LEDGER_ARTICLE ||
           column == ENT_LEDGER_ANSWERS;
}

/* ---- places and complaints ---- */

static ent_span span_of(line *l, const char *from, const char *until)
{
    if (from < l->told) l->told = l->start, l->told_column = 1;
    for (; l->told < from; l->told++) l->told_column += ((unsigned char)*l->told & 0xC0) != 0x80;
    return (ent_span){.offset = (uint32_t)(from - l->source->bytes.ptr),
                      .length = (uint32_t)(until - from),
                      .line = l->number,
                      .column = l->told_column};
}

static bool fault(line *l, const char *from, const char *until, ent_diag_text text)
{
    ent_diags_add(l->r->diags, l->source, span_of(l, from, until), text);
    return false;
}

static bool no_json(line *l, const char *message)
{
    return fault(l, l->at, l->at < l->end ? l->at + 1 : l->at,
                 (ent_diag_text){.code = "json",
                                 .message = message,
                                 .hint = "A line is {\"id\":\"E1\",\"date\":\"2022-01-11\",...}."});
}

/* ---- texts ---- */

static void skip_space(line *l)
{
    while (l->at < l->end && (*l->at == ' ' || *l->at == '\t' || *l->at == '\r')) l->at++;
}

static bool accept(line *l, char c)
{
    skip_space(l);
    if (l->at == l->end || *l->at != c) return false;
    l->at++;
    return true;
}

/* The four digits after "\u"; -1 when they are not there. */
static int32_t hex4(line *l)
{
    int32_t code = 0;
    if (l->end - l->at < 4) return -1;
    for (int i = 0; i < 4; i++) {
        char c = l->at[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) return -1;
        code = code * 16 + digit;
    }
    l->at += 4;
    return code;
}

static void add_code_point(ent_buf *out, uint32_t code)
{
    if (code < 0x80) {
        ent_buf_addc(out, (char)code);
        return;
    }
    int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned char heads[] = {0, 0xC0, 0xE0, 0xF0};
    ent_buf_addc(out, (char)(heads[more] | code >> (6 * more)));
    while (more-- > 0) ent_buf_addc(out, (char)(0x80 | (code >> (6 * more) & 0x3F)));
}

/* "\u00e9", and the two halves of a character beyond U+FFFF. */
static bool read_code_point(line *l)
{
    int32_t code = hex4(l);
    if (code >= 0xD800 && code < 0xDC00 && l->end - l->at >= 6 && l->at[0] == '\\' && l->at[1] == 'u') {
        l->at += 2;
        int32_t low = hex4(l);
        code = low >= 0xDC00 && low < 0xE000 ? 0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00) : -1;
    }
    if (code < 0 || (code >= 0xD800 && code < 0xE000)) return no_json(l, "no character has that \\u code");
    add_code_point(&l->text, (uint32_t)code);
    return true;
}

static bool read_escape(line *l)
{
    static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    if (l->at == l->end) return no_json(l, "the text does not end on its line");
    const char *found = *l->at ? strchr(names, *l->at) : NULL;
    if (!found && *l->at != 'u') return no_json(l, "JSON has no such escape");
    l->at++;
    if (!found) return read_code_point(l);
    ent_buf_addc(&l->text, meant[found - names]);
    return true;
}

/* A text between quotes, added to the scratch. */
static bool read_string(line *l)
{
    const char *from = l->at;
    size_t start = l->text.len;
    if (!accept(l, '"')) return no_json(l, "a text in quotes is wanted here");
    while (l->at < l->end && *l->at != '"') {
        const char *plain = l->at;
        while (l->at < l->end && *l->at != '"' && *l->at != '\\') l->at++;
        ent_buf_add(&l->text, (ent_str){plain, (size_t)(l->at - plain)});
        if (l->at == l->end || *l->at == '"') break;
        l->at++;
        if (!read_escape(l)) return false;
    }
    if (l->at == l->end) return no_json(l, "the text does not end on its line");
    l->at++;
    ent_str text = {l->text.ptr ? l->text.ptr + start : "", l->text.len - start};
    if (!ent_utf8_has_control(text)) return true;
    return fault(l, from, l->at,
                 (ent_diag_text){.code = "control-character",
                                 .message = "a control character (such as ESC) in the text",
                                 .hint = "Write the words alone."});
}

/* ---- values ---- */

/* One name of an array; a semicolon in it would be read as two. */
static bool read_name(line *l)
{
    size_t start = l->text.len;
    skip_space(l);
    const char *from = l->at;
    if (!read_string(l)) return false;
    if (l->text.len == start || !memchr(l->text.ptr + start, ';', l->text.len - start)) return true;
    return fault(l, from, l->at,
                 (ent_diag_text){.code = "names",
                                 .message = "a name has no semicolon",
                                 .hint = "Each name is a text of its own in the array."});
}

/* ["4","5"] as "4;5". */
static bool read_array(line *l)
{
    l->at++;
    if (accept(l, ']')) return true;
    for (bool first = true; first || accept(l, ','); first = false) {
        if (!first) ent_buf_addc(&l->text, ';');
        if (!read_name(l)) return false;
    }
    return accept(l, ']') || no_json(l, "the array does not end");
}

static bool read_null(line *l)
{
    if (l->end - l->at < 4 || memcmp(l->at, "null", 4) != 0) return false;
    l->at += 4;
    return true;
}

static bool read_value(line *l, bool may_be_list)
{
    skip_space(l);
    if (l->at < l->end && *l->at == '"') return read_string(l);
    if (l->at < l->end && *l->at == '[' && may_be_list) return read_array(l);
    if (read_null(l)) return true;
    return no_json(l, may_be_list ? "a value is a text, an array of texts, or null"
                                  : "a value is a text or null");
}

static int find_column(ent_str key)
{
    for (int i = 0; i < ENT_LEDGER_COLUMN_COUNT; i++)
        if (ent_str_is(key, ent_ledger_column_name((ent_ledger_column)i))) return i;
    return -1;
}

static void warn_of_key(line *l, const char *from, ent_str key)
{
    ent_str known[ENT_LEDGER_COLUMN_COUNT];
    for (int i = 0; i < ENT_LEDGER_COLUMN_COUNT; i++)
        known[i] = ent_str_of(ent_ledger_column_name((ent_ledger_column)i));
    int near = ent_nearest_name(key, known, ENT_LEDGER_COLUMN_COUNT);
    char hint[80] = "A ledger has no use for it.";
    if (near >= 0) snprintf(hint, sizeof hint, "Did you mean \"%s\"?", known[near].ptr);
    fault(l, from, l->at,
          (ent_diag_text){.severity = ENT_SEV_WARNING,
                          .code = "column-unknown",
                          .message = "the key is passed over",
                          .hint = hint});
}

/* "key": value. The value of a key without a column is read as any other and let go. */
static bool read_member(line *l)
{
    skip_space(l);
    const char *from = l->at;
    size_t start = l->text.len;
    if (!read_string(l)) return false;
    int column = find_column((ent_str){l->text.ptr ? l->text.ptr + start : "", l->text.len - start});
    if (column < 0)
        warn_of_key(l, from, (ent_str){l->text.ptr ? l->text.ptr + start : "", l->text.len - start});
    else if (l->seen[column])
        return fault(l, from, l->at,
                     (ent_diag_text){.code = "key-twice", .message = "the key stands twice on the line"});
    if (!accept(l, ':')) return no_json(l, "a colon is wanted after the key");
    skip_space(l);
    from = l->at;
    start = l->text.len;
    if (!read_value(l, column < 0 || is_list((ent_ledger_column)column))) return false;
    if (column < 0) return true;
    l->seen[column] = true;
    l->cells[column] = (ent_cell_text){.text = {l->text.ptr ? l->text.ptr + start : "", l->text.len - start},
                                       .span = span_of(l, from, l->at),
                                       .quoted = true};
    return true;
}

/* ---- lines ---- */

static bool read_object(line *l)
{
    if (!accept(l, '{')) return no_json(l, "a line of the ledger is one JSON object");
    if (!accept(l, '}')) {
        do {
            if (!read_member(l)) return false;
        } while (accept(l, ','));
        if (!accept(l, '}')) return no_json(l, "a comma or the end of the object is wanted here");
    }
    skip_space(l);
    return l->at == l->end || no_json(l, "something follows the object on its line");
}

/* Is the line one that can be looked at: not too long, and text? */
static bool is_text(line *l)
{
    size_t length = (size_t)(l->end - l->start);
    if (length > ENT_LINE_BYTES_MAX)
        return fault(l, l->start, l->start + 1,
                     (ent_diag_text){.code = "line-too-long", .message = "the line is longer than 1 MiB"});
    size_t good = ent_utf8_check((ent_str){l->start, length});
    if (good < length)
        return fault(l, l->start + good, l->start + good + 1,
                     (ent_diag_text){.code = "utf-8", .message = "the bytes are not UTF-8"});
    if (!ent_utf8_has_control((ent_str){l->start, length})) return true;
    for (const char *p = l->start; p < l->end; p++)
        if ((unsigned char)*p < 0x20 && *p != '\t' && *p != '\r')
            return fault(l, p, p + 1,
                         (ent_diag_text){.code = "control-character", .message = "a control character"});
    return true;
}

static ent_status take_line(line *l, ent_error *err)
{
    const ent_span whole = span_of(l, l->start, l->end);
    ent_buf_clear(&l->text);
    memset(l->seen, 0, sizeof l->seen);
    for (int i = 0; i < ENT_LEDGER_COLUMN_COUNT; i++)
        l->cells[i] = (ent_cell_text){.text = {"", 0}, .span = whole};
    skip_space(l);
    if (l->at == l->end || !is_text(l)) return ENT_OK;
    /* Values point into the scratch, so it must not move. */
    if (!ent_buf_reserve(&l->text, (size_t)(l->end - l->start)))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (!read_object(l)) return ENT_OK;
    l->r->row = whole;
    return ent_ledger_take(l->r, err);
}

ent_status ent_ledger_read_ndjson(ent_ledger_reader *r, const ent_source *source, ent_error *err)
{
    static const char mark[] = "\xEF\xBB\xBF";
    ent_str rest = source->bytes;
    ent_status st = ENT_OK;
    line l = {.r = r, .source = source};
    ent_buf_init(&l.text, ENT_LINE_BYTES_MAX + 1);
    for (int i = 0; i < ENT_LEDGER_COLUMN_COUNT; i++) r->columns[i] = i;
    r->cells = l.cells, r->source = source;
    if (rest.len >= 3 && memcmp(rest.ptr, mark, 3) == 0) rest.ptr += 3, rest.len -= 3;
    while (st == ENT_OK && rest.len) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        size_t length = end ? (size_t)(end - rest.ptr) : rest.len;
        l.start = l.at = l.told = rest.ptr, l.end = rest.ptr + length;
        l.number++, l.told_column = 1;
        st = take_line(&l, err);
        length += end != NULL;
        rest.ptr += length, rest.len -= length;
    }
    ent_buf_done(&l.text);
    return st;
}

/* ---- writing one ---- */

static void write_names(ent_json *json, ent_str text)
{
    ent_json_begin_array(json);
    for (bool more = text.len > 0; more;) {
        const char *mark = memchr(text.ptr, ';', text.len);
        size_t n = mark ? (size_t)(mark - text.ptr) : text.len;
        ent_json_str(json, ent_str_trim((ent_str){text.ptr, n}));
        more = mark != NULL;
        if (more) text = (ent_str){mark + 1, text.len - n - 1};
    }
    ent_json_end_array(json);
}

ent_status ent_ledger_add_line(const ent_ledger_new_entry *entry, const char *id, ent_buf *text,
                               ent_error *err)
{
    ent_json json;
    if (text->len && text->ptr[text->len - 1] != '\n') ent_buf_addc(text, '\n');
    ent_json_init(&json, ent_buf_sink(text), false);
    ent_json_begin_object(&json);
    for (int i = 0; i < ENT_LEDGER_COLUMN_COUNT; i++) {
        const char *name = ent_ledger_column_name((ent_ledger_column)i);
        const ent_ledger_cell *cell = ent_ledger_cell_find(entry, ent_str_of(name));
        if (!cell && i != ENT_LEDGER_ID) continue;
        ent_json_key(&json, name);
        if (cell && is_list((ent_ledger_column)i))
            write_names(&json, cell->text);
        else
            ent_json_str(&json, cell ? cell->text : ent_str_of(id));
    }
    ent_json_end_object(&json);
    return ent_json_finish(&json, err);
}
