/* format.c: the statements of a text laid out in one way, everything else byte for byte as it was.
 *
 * The layout works on tokens, not on the tree, so that it can neither lose nor invent anything: a line keeps
 * its words in their order and its comment, and stays a line. What changes is white space: a head at the
 * margin, lines two deep with what they say in one column, what goes on below that column, one space between
 * words, none inside brackets, at most one empty line in a row. Laying out what is laid out changes nothing.
 */
#include "lang/lex.h"
#include "lang/markdown.h"

#include "base/buf.h"
#include "base/limits.h"
#include "entente/lang.h"
#include "lang/parse_document.h"

#include <string.h>

typedef enum role { ROLE_HEAD, ROLE_HEAD_MORE, ROLE_LINE, ROLE_LINE_MORE } role;

typedef struct formatter {
    const ent_text *text;
    ent_buf *out;
    const char *newline;
    int base;      /* indentation of the block */
    bool blank;    /* an empty line is due before the next one */
    bool first;    /* nothing of the block was written yet */
    uint32_t next; /* physical line that comes next, from 0 */
} formatter;

/* ---- words ------------------------------------------------------------------------------------------ */

static bool is_one_of(ent_str word, const char *const *words)
{
    for (; *words; words++)
        if (ent_str_is(word, *words)) return true;
    return false;
}

/* Keywords of one word, whose texts are put in one column. */
static const char *const columned[] = {"by",      "binds",     "for",    "when",   "where", "from",
                                       "until",   "per",       "due",    "unless", "title", "source",
                                       "without", "code",      "status", "text",   "layer", "day",
                                       "view",    "agreement", "known",  "assume", NULL};
static const char *const declared[] = {"from", "until", "title", "source", "code",      "status",
                                       "text", "layer", "day",   "view",   "agreement", NULL};
static const char *const with_lines[] = {"clause", "exception", "reading", "scenarios", NULL};

static const ent_token *token_at(const ent_statement *s, size_t index)
{
    return (const ent_token *)s->tokens.ptr + index;
}

static bool is_punct(const ent_token *t, char c)
{
    return t->kind == ENT_T_PUNCT && t->text.ptr[0] == c;
}

static bool spaced(const ent_token *before, const ent_token *t)
{
    if (is_punct(before, '(') || is_punct(t, ')') || is_punct(t, ',')) return false;
    return is_punct(before, ',') || !t->glued;
}

static void put_token(formatter *f, const ent_token *t)
{
    ent_buf_add(f->out, (ent_str){f->text->source.bytes.ptr + t->span.offset, t->span.length});
}

static size_t columns_of(const ent_token *t)
{
    return t->text.len;
}

/* ---- lines ------------------------------------------------------------------------------------------ */

/* Where the comment of a line starts, or its length. */
static size_t comment_at(ent_str line)
{
    bool quoted = false;
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == '"') quoted = !quoted;
        if (line.ptr[i] == '#' && !quoted) return i;
    }
    return line.len;
}

static void put_indent(formatter *f, int indent)
{
    for (int i = 0; i < f->base + indent; i++) ent_buf_addc(f->out, ' ');
}

static void start_line(formatter *f, int indent)
{
    if (f->blank && !f->first) ent_buf_adds(f->out, f->newline);
    f->blank = f->first = false;
    put_indent(f, indent);
}

static void end_line(formatter *f, uint32_t number, bool code)
{
    ent_str line = ent_text_line(f->text, number);
    size_t at = comment_at(line);
    if (at < line.len) {
        if (code) ent_buf_adds(f->out, "  ");
        ent_buf_add(f->out, ent_str_trim((ent_str){line.ptr + at, line.len - at}));
    }
    ent_buf_adds(f->out, f->newline);
}

/* Empty lines and lines of comments up to a line. */
static void put_between(formatter *f, uint32_t until, int indent)
{
    for (; f->next < until; f->next++) {
        if (ent_str_trim(ent_text_line(f->text, f->next)).len == 0) {
            f->blank = true;
            continue;
        }
        start_line(f, indent);
        end_line(f, f->next, false);
    }
}

/* ---- statements ------------------------------------------------------------------------------------- */

typedef struct shape { /* of a statement */
    const ent_statement *statement;
    bool lines;   /* a clause, an exception, a reading: every further line has a keyword */
    size_t width; /* of the longest keyword of one word */
} shape;

static bool is_line_keyword(const shape *s, const ent_token *t)
{
    return s->lines || (t->kind == ENT_T_WORD && is_one_of(t->text, declared));
}

static shape shape_of(const ent_statement *statement)
{
    const ent_line *lines = statement->lines.ptr;
    shape s = {statement, is_one_of(token_at(statement, 0)->text, with_lines), 0};
    for (size_t i = 1; i < statement->lines.count; i++) {
        if (lines[i].count == 0) continue;
        const ent_token *t = token_at(statement, lines[i].first);
        bool counts = is_line_keyword(&s, t) && is_one_of(t->text, columned);
        if (counts && columns_of(t) > s.width) s.width = columns_of(t);
    }
    return s;
}

static int indent_of(const shape *s, role r)
{
    switch (r) {
    case ROLE_HEAD: return 0;
    case ROLE_LINE: return 2;
    case ROLE_LINE_MORE: return s->width ? (int)s->width + 3 : 4;
    default: return 4;
    }
}

/* Tokens first .. last of one physical line. */
static void put_line(formatter *f, const shape *s, role r, size_t first, size_t last)
{
    const ent_token *t = token_at(s->statement, first);
    uint32_t number = t->span.line - 1;
    put_between(f, number, indent_of(s, r == ROLE_LINE_MORE ? ROLE_LINE_MORE : r));
    start_line(f, indent_of(s, r));
    for (size_t i = first; i < last; i++) {
        const ent_token *here = token_at(s->statement, i);
        if (i > first && spaced(here - 1, here)) ent_buf_addc(f->out, ' ');
        put_token(f, here);
        bool pad = r == ROLE_LINE && i == first && last > first + 1 && is_one_of(here->text, columned);
        for (size_t n = columns_of(here); pad && n < s->width; n++) ent_buf_addc(f->out, ' ');
    }
    end_line(f, number, true);
    f->next = number + 1;
}

/* One logical line, physical line by physical line. */
static void put_logical(formatter *f, const shape *s, const ent_line *line, bool head)
{
    role r = head ? ROLE_HEAD : ROLE_LINE;
    if (!head && !is_line_keyword(s, token_at(s->statement, line->first))) r = ROLE_HEAD_MORE;
    size_t end = line->first + line->count;
    for (size_t first = line->first, last; first < end; first = last) {
        last = first + 1;
        while (last < end &&
               token_at(s->statement, last)->span.line == token_at(s->statement, first)->span.line)
            last++;
        put_line(f, s, r, first, last);
        r = r == ROLE_HEAD || r == ROLE_HEAD_MORE ? ROLE_HEAD_MORE : ROLE_LINE_MORE;
    }
}

static void put_statement(formatter *f, const ent_statement *statement)
{
    const ent_line *lines = statement->lines.ptr;
    if (statement->tokens.count == 0) return;
    shape s = shape_of(statement);
    for (size_t i = 0; i < statement->lines.count; i++)
        if (lines[i].count) put_logical(f, &s, &lines[i], i == 0);
}

static int fence_indent(const ent_text *text, const ent_md_item *block)
{
    ent_str fence = ent_text_line(text, block->first - 1);
    int indent = 0;
    while ((size_t)indent < fence.len && fence.ptr[indent] == ' ') indent++;
    return indent;
}

static bool put_block(formatter *f, const ent_md_item *block, ent_diags *diags)
{
    ent_lexer lexer = {f->text, diags, NULL, block->first, block->last, false};
    ent_statement statement = {0};
    f->base = fence_indent(f->text, block), f->blank = false, f->first = true, f->next = block->first;
    while (ent_lexer_next(&lexer, &statement)) put_statement(f, &statement);
    put_between(f, block->last, 0);
    ent_statement_done(&statement);
    return !lexer.out_of_memory;
}

/* ---- the text --------------------------------------------------------------------------------------- */

static void put_verbatim(formatter *f, uint32_t first, uint32_t last)
{
    const ent_text *t = f->text;
    if (first < last)
        ent_buf_add(f->out,
                    (ent_str){t->source.bytes.ptr + t->starts[first], t->starts[last] - t->starts[first]});
}

static const char *newline_of(ent_str bytes)
{
    const char *end = bytes.len ? memchr(bytes.ptr, '\n', bytes.len) : NULL;
    return end && end > bytes.ptr && end[-1] == '\r' ? "\r\n" : "\n";
}

static ent_status put_text(const ent_text *text, ent_buf *out, ent_diags *diags, ent_error *err)
{
    ent_arena *arena = ent_arena_new();
    ent_vec items = {0};
    formatter f = {.text = text, .out = out, .newline = newline_of(text->source.bytes)};
    ent_status st =
        arena ? ent_md_read(text, arena, &items, err) : ent_fail(err, ENT_E_NOMEM, "out of memory");
    uint32_t done = 0;
    for (size_t i = 0; st == ENT_OK && i < items.count; i++) {
        const ent_md_item *item = (const ent_md_item *)items.ptr + i;
        if (item->kind != ENT_MD_BLOCK) continue;
        put_verbatim(&f, done, item->first);
        if (!put_block(&f, item, diags)) st = ent_fail(err, ENT_E_NOMEM, "out of memory");
        done = item->last;
    }
    put_verbatim(&f, done, text->line_count);
    ent_vec_done(&items);
    ent_arena_free(arena);
    return st == ENT_OK && out->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory") : st;
}

/* A text that does not parse is not laid out: what it means is not known. */
static ent_status verify(const char *name, ent_str text, ent_diags *diags, ent_error *err)
{
    ent_doc *doc = NULL;
    size_t errors = ent_diags_error_count(diags);
    ent_status st = ent_doc_parse(name, text, diags, &doc, err);
    ent_doc_free(doc);
    if (st == ENT_OK && ent_diags_error_count(diags) > errors)
        st = ent_fail(err, ENT_E_FORMAT, "%s: not laid out: it has errors", name);
    return st;
}

ent_status ent_doc_format(const char *name, ent_str bytes, ent_sink sink, ent_diags *diags, ent_error *err)
{
    ent_text text = {0};
    ent_buf out;
    ent_buf_init(&out, 8 * (size_t)ENT_AGREEMENT_BYTES_MAX);
    ent_status st = verify(name, bytes, diags, err);
    if (st == ENT_OK) st = ent_text_init(&text, (ent_source){name, bytes}, err);
    if (st == ENT_OK) st = put_text(&text, &out, diags, err);
    if (st == ENT_OK && out.len && !sink.write(sink.context, out.ptr, out.len))
        st = ent_fail(err, ENT_E_IO, "cannot write");
    ent_text_done(&text);
    ent_buf_done(&out);
    return st;
}
