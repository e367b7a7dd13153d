/* lex.c: the lexer. A chunk is a run of letters, digits, `_`, `-` and `.`, where `-` and `.` must be followed
 * by a letter or digit to belong to it; it is a number, a date or a word by its shape. So `18.1.a`,
 * `ground-launched` and `E.personnel` are one token each, and a minus needs a space before it. Whatever is
 * wrong is reported here and marks the line, so that the parser does not complain about it a second time.
 *
 * Columns are counted while scanning, in code points: nothing is looked at twice, however long a line is. */
#include "lang/lex.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

void ent_statement_done(ent_statement *statement)
{
    ent_vec_done(&statement->tokens);
    ent_vec_done(&statement->lines);
}

/* ---- one physical line ------------------------------------------------------------------------------ */

typedef struct scan {
    ent_lexer *lexer;
    ent_statement *statement;
    ent_str line;
    size_t at;
    ent_span here; /* of the byte at `at`; length unused */
    bool bad;
} scan;

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static bool is_word_byte(int c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}

static int byte_at(const scan *s, size_t at)
{
    return at < s->line.len ? (unsigned char)s->line.ptr[at] : 0;
}

static void advance(scan *s, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) s->here.column += (byte_at(s, s->at + i) & 0xC0) != 0x80;
    s->at += bytes, s->here.offset += (uint32_t)bytes;
}

static void report(scan *s, size_t bytes, ent_diag_text text)
{
    ent_span span = s->here;
    span.length = (uint32_t)bytes;
    ent_diags_add(s->lexer->diags, &s->lexer->text->source, span, text);
    s->bad = true;
}

static void add(scan *s, ent_token_kind kind, size_t bytes, bool glued)
{
    ent_token token = {kind, glued, {s->line.ptr + s->at, bytes}, s->here};
    token.span.length = (uint32_t)bytes;
    if (kind == ENT_T_STRING) token.text = (ent_str){token.text.ptr + 1, bytes - 2};
    if (kind == ENT_T_PUNCT && token.text.ptr[0] == '(') s->statement->depth++;
    if (kind == ENT_T_PUNCT && token.text.ptr[0] == ')') s->statement->depth--;
    if (!ent_vec_push(&s->statement->tokens, &token, sizeof token)) s->lexer->out_of_memory = true;
    advance(s, bytes);
}

/* dddd-dd: what only a date looks like. */
static bool starts_date(const scan *s)
{
    for (size_t i = 0; i < 7; i++)
        if (i == 4 ? byte_at(s, s->at + i) != '-' : !is_digit(byte_at(s, s->at + i))) return false;
    int after = byte_at(s, s->at + 7);
    return after == '-' || !is_word_byte(after);
}

static size_t date_length(const scan *s)
{
    size_t n = 7;
    bool time = false;
    for (;; n++) {
        int c = byte_at(s, s->at + n), next = byte_at(s, s->at + n + 1);
        if (c == 'T') time = true;
        if (is_word_byte(c)) continue;
        if ((c == '-' || (time && (c == ':' || c == '+' || c == '.'))) && is_digit(next)) continue;
        return n;
    }
}

static size_t chunk_length(const scan *s)
{
    size_t n = 0;
    for (;; n++) {
        int c = byte_at(s, s->at + n), next = byte_at(s, s->at + n + 1);
        if (is_word_byte(c)) continue;
        if (n > 0 && (c == '-' || c == '.') && is_word_byte(next)) continue;
        return n;
    }
}

static bool is_number(const char *p, size_t n)
{
    unsigned points = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '.')
            points++;
        else if (!is_digit(p[i]))
            return false;
    }
    return points <= 1 && is_digit(p[0]);
}

static void scan_string(scan *s, bool glued)
{
    size_t n = 1;
    while (s->at + n < s->line.len && s->line.ptr[s->at + n] != '"') n++;
    if (s->at + n < s->line.len) {
        add(s, ENT_T_STRING, n + 1, glued);
        return;
    }
    report(s, n,
           (ent_diag_text){ENT_SEV_ERROR, "quote-open", "the quotation is not closed",
                           "Quoted words end with \" on the line on which they begin.",
                           "Add the closing \"."});
    advance(s, n);
}

/* Characters that word processors put in place of plain ones. */
static const struct {
    uint32_t first, last;
    const char *message, *hint;
} look_alikes[] = {
    {0x00A0, 0x00A0, "there is a no-break space here", "Put an ordinary space in its place."},
    {0x00D7, 0x00D7, "the sign × is not used", "Write *."},
    {0x2010, 0x2015, "there is a typographic dash here", "Put the plain hyphen - in its place."},
    {0x2018, 0x2019, "there is a typographic quotation mark here", "Names are quoted with plain \" marks."},
    {0x201A, 0x201F, "there is a typographic quotation mark here", "Names are quoted with plain \" marks."},
    {0x2000, 0x206F, "there is an unprintable or typographic character here", "Remove it."},
    {0x2212, 0x2212, "there is a typographic minus here", "Put the plain hyphen - in its place."},
    {0x2264, 0x2265, "comparisons are written in words", "Write \"at most\" or \"at least\"."},
    {0xFEFF, 0xFEFF, "there is a byte order mark here", "Remove it."},
    {0xFF00, 0xFFEF, "there is a full-width character here", "Put the ordinary one in its place."},
};

/* Length of the look-alike at the place, reported; 0 when the character is fine. */
static size_t scan_look_alike(scan *s, size_t at)
{
    uint32_t code = 0;
    size_t step = ent_utf8_step((ent_str){s->line.ptr + at, s->line.len - at}, &code);
    for (size_t i = 0; i < sizeof look_alikes / sizeof *look_alikes; i++) {
        if (code < look_alikes[i].first || code > look_alikes[i].last) continue;
        advance(s, at - s->at);
        report(
            s, step,
            (ent_diag_text){ENT_SEV_ERROR, "character", look_alikes[i].message, NULL, look_alikes[i].hint});
        advance(s, step);
        return step;
    }
    return 0;
}

static void scan_chunk(scan *s, bool glued)
{
    bool date = starts_date(s);
    size_t n = date ? date_length(s) : chunk_length(s);
    for (size_t i = 0; i < n; i++) {
        int c = byte_at(s, s->at + i);
        if (c >= 0xC2 && scan_look_alike(s, s->at + i)) return;
    }
    ent_token_kind kind = date ? ENT_T_DATE : is_number(s->line.ptr + s->at, n) ? ENT_T_NUMBER : ENT_T_WORD;
    add(s, kind, n, glued);
}

static void scan_strange(scan *s)
{
    int c = byte_at(s, s->at);
    if (c == '<' || c == '>') {
        size_t n = byte_at(s, s->at + 1) == '=' ? 2 : 1;
        report(s, n,
               (ent_diag_text){ENT_SEV_ERROR, "comparison-sign", "comparisons are written in words", NULL,
                               c == '>' ? "Write \"more than\" or \"at least\"."
                                        : "Write \"less than\" or \"at most\"."});
        advance(s, n);
        return;
    }
    if (c == '\'')
        report(s, 1,
               (ent_diag_text){ENT_SEV_ERROR, "character", "names are not quoted with '", NULL,
                               "Quote with \" instead."});
    else
        report(s, 1,
               (ent_diag_text){ENT_SEV_ERROR, "character", "this character has no meaning here",
                               "Outside quotes a statement holds words, numbers and ( ) , . : + - * / = %.",
                               "Remove it, or quote the name it belongs to."});
    advance(s, 1);
}

static void scan_rest(scan *s)
{
    bool glued = false;
    while (s->at < s->line.len && !s->lexer->out_of_memory) {
        int c = byte_at(s, s->at);
        if (c == '#') return;
        if (c == ' ' || c == '\t') {
            advance(s, 1);
            glued = false;
            continue;
        }
        if (c == '"')
            scan_string(s, glued);
        else if (is_word_byte(c))
            scan_chunk(s, glued);
        else if (strchr("(),.:+-*/=%", c))
            add(s, ENT_T_PUNCT, 1, glued);
        else
            scan_strange(s);
        glued = true;
    }
}

/* Spaces before the first word. A tab is reported and counted as one step deeper. */
static uint32_t scan_indent(scan *s)
{
    uint32_t indent = 0;
    bool told = false;
    while (byte_at(s, s->at) == ' ' || byte_at(s, s->at) == '\t') {
        bool tab = byte_at(s, s->at) == '\t';
        if (tab && !told)
            report(s, 1,
                   (ent_diag_text){ENT_SEV_ERROR, "indent-tab", "there is a tab in the indentation",
                                   "How wide a tab is depends on who looks at it.", "Indent with spaces."});
        told = told || tab;
        indent += tab ? 8 : 1;
        advance(s, 1);
    }
    return indent;
}

/* ---- statements ------------------------------------------------------------------------------------- */

static bool is_blank(ent_str line)
{
    ent_str t = ent_str_trim(line);
    return t.len == 0 || t.ptr[0] == '#';
}

static uint32_t indent_of(ent_str line)
{
    uint32_t indent = 0;
    for (size_t i = 0; i < line.len && (line.ptr[i] == ' ' || line.ptr[i] == '\t'); i++)
        indent += line.ptr[i] == '\t' ? 8 : 1;
    return indent;
}

static scan scan_of(ent_lexer *lexer, ent_statement *statement, uint32_t line)
{
    return (scan){.lexer = lexer,
                  .statement = statement,
                  .line = ent_text_line(lexer->text, line),
                  .here = {lexer->text->starts[line], 0, line + 1, 1}};
}

/* A head goes on below when it ends in a comma or inside brackets. */
static bool head_is_open(const ent_statement *statement)
{
    if (statement->lines.count != 1 || statement->tokens.count == 0) return false;
    const ent_token *last = (const ent_token *)statement->tokens.ptr + statement->tokens.count - 1;
    return statement->depth > 0 || (last->kind == ENT_T_PUNCT && last->text.ptr[0] == ',');
}

static void add_line(ent_lexer *lexer, ent_statement *statement, uint32_t number)
{
    scan s = scan_of(lexer, statement, number);
    size_t first = statement->tokens.count;
    ent_line line = {.first = first, .indent = scan_indent(&s)};
    scan_rest(&s);
    line.count = statement->tokens.count - first, line.bad = s.bad;
    ent_line *lines = statement->lines.ptr;
    ent_line *previous = statement->lines.count > 1 ? &lines[statement->lines.count - 1] : NULL;
    if (previous && line.indent > previous->indent) {
        previous->count += line.count;
        previous->bad = previous->bad || line.bad;
    } else if (!ent_vec_push(&statement->lines, &line, sizeof line)) {
        lexer->out_of_memory = true;
    }
}

static void add_to_head(ent_lexer *lexer, ent_statement *statement, uint32_t number)
{
    scan s = scan_of(lexer, statement, number);
    scan_indent(&s);
    size_t before = statement->tokens.count;
    scan_rest(&s);
    ent_line *head = statement->lines.ptr;
    head->count += statement->tokens.count - before;
    head->bad = head->bad || s.bad;
}

static bool too_long(ent_lexer *lexer, ent_statement *statement)
{
    if (statement->tokens.count <= ENT_STATEMENT_TOKENS_MAX) return false;
    const ent_token *first = statement->tokens.ptr;
    ent_diags_addf(lexer->diags, &lexer->text->source, first->span,
                   (ent_diag_text){ENT_SEV_ERROR, "statement-length", NULL,
                                   "The rest of the statement was not read.",
                                   "Split it into several statements."},
                   "the statement has more than %d words and signs", ENT_STATEMENT_TOKENS_MAX);
    return true;
}

/* Leave out what is left of a statement that was given up. */
static void skip_statement(ent_lexer *lexer, uint32_t base)
{
    while (lexer->next < lexer->last) {
        ent_str line = ent_text_line(lexer->text, lexer->next);
        if (!is_blank(line) && indent_of(line) <= base) return;
        lexer->next++;
    }
}

bool ent_lexer_next(ent_lexer *lexer, ent_statement *statement)
{
    statement->tokens.count = statement->lines.count = 0, statement->depth = 0;
    while (lexer->next < lexer->last && is_blank(ent_text_line(lexer->text, lexer->next))) lexer->next++;
    if (lexer->next >= lexer->last) return false;
    uint32_t base = indent_of(ent_text_line(lexer->text, lexer->next));
    bool open = false;
    for (bool first = true; lexer->next < lexer->last && !lexer->out_of_memory; first = false) {
        ent_str line = ent_text_line(lexer->text, lexer->next);
        if (!is_blank(line)) {
            if (!first && indent_of(line) <= base) break;
            if (open)
                add_to_head(lexer, statement, lexer->next);
            else
                add_line(lexer, statement, lexer->next);
            open = head_is_open(statement);
        }
        lexer->next++;
        if (!too_long(lexer, statement)) continue;
        ((ent_line *)statement->lines.ptr)[0].bad = true;
        skip_statement(lexer, base);
        break;
    }
    return !lexer->out_of_memory;
}

bool ent_lexer_cell(ent_lexer *lexer, ent_str text, ent_span span, ent_statement *statement)
{
    statement->tokens.count = statement->lines.count = 0, statement->depth = 0;
    scan s = {.lexer = lexer, .statement = statement, .line = text, .here = span};
    scan_rest(&s);
    ent_line line = {0, statement->tokens.count, 0, s.bad};
    if (!ent_vec_push(&statement->lines, &line, sizeof line)) lexer->out_of_memory = true;
    return !lexer->out_of_memory;
}
