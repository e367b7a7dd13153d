/* json_text.c: a document as canonical JSON, and back.
 *
 * `body` is the text in order: Markdown as it stands, and between it lists of statements. A statement has its
 * text, as laid out, and, for programs, what it was understood to say. Reading takes the texts alone and
 * ignores the rest, so that one thing governs and a program that writes agreements writes the language and
 * not its tree; what was understood can always be had again. Writing what was read gives the same bytes. */
#include "lang/json_tree.h"

#include "base/buf.h"
#include "base/limits.h"
#include "lang/check.h"
#include "lang/json_text.h"
#include "lang/lex.h"
#include "lang/markdown.h"

#include <jansson.h>
#include <string.h>

#define FENCE_OPEN "```entente\n"
#define FENCE_CLOSE "```\n"

/* ---- writing ---------------------------------------------------------------------------------------- */

typedef struct writer {
    ent_json json;
    const ent_doc *doc;
    const ent_text *text;
    ent_diags *diags;
    size_t clause, reading, decl; /* the next of each, in the order of the text */
    bool failed;
} writer;

static ent_str lines_of(const ent_text *text, uint32_t first, uint32_t last)
{
    if (first >= last) return (ent_str){NULL, 0};
    return (ent_str){text->source.bytes.ptr + text->starts[first], text->starts[last] - text->starts[first]};
}

static void markdown(writer *w, ent_str chunk)
{
    if (chunk.len == 0) return;
    ent_json_begin_object(&w->json);
    ent_json_kstr(&w->json, "markdown", chunk);
    ent_json_end_object(&w->json);
}

/* What the statement at a byte was understood to be; nothing for those that say what the document is. */
static void understood(writer *w, uint32_t offset)
{
    const ent_document *d = ent_doc_view(w->doc);
    while (w->clause < d->clause_count && d->clauses[w->clause].span.offset < offset) w->clause++;
    while (w->reading < d->reading_count && d->readings[w->reading].span.offset < offset) w->reading++;
    while (w->decl < d->decl_count && d->decls[w->decl].span.offset < offset) w->decl++;
    bool clause = w->clause < d->clause_count && d->clauses[w->clause].span.offset == offset,
         reading = w->reading < d->reading_count && d->readings[w->reading].span.offset == offset,
         decl = w->decl < d->decl_count && d->decls[w->decl].span.offset == offset;
    if (!clause && !reading && !decl) return;
    ent_json_key(&w->json, clause ? "clause" : reading ? "reading" : "declaration");
    ent_json_begin_object(&w->json);
    if (clause)
        ent_json_clause_members(&w->json, &d->clauses[w->clause]);
    else if (reading)
        ent_json_reading_members(&w->json, &d->readings[w->reading]);
    else
        ent_json_decl_members(&w->json, &d->decls[w->decl]);
    ent_json_end_object(&w->json);
}

static void statement(writer *w, ent_str text, ent_str before, uint32_t offset)
{
    ent_json_begin_object(&w->json);
    if (before.len) ent_json_kstr(&w->json, "before", before);
    ent_json_kstr(&w->json, "text", text);
    understood(w, offset);
    ent_json_end_object(&w->json);
}

/* Where the words of a statement end: the end of the line its last token stands on. */
static size_t end_of(const ent_text *text, const ent_statement *s)
{
    const ent_token *last = (const ent_token *)s->tokens.ptr + s->tokens.count - 1;
    size_t at = (size_t)last->span.offset + last->span.length;
    while (at < text->source.bytes.len && text->source.bytes.ptr[at] != '\n') at++;
    return at < text->source.bytes.len ? at + 1 : at;
}

static void block(writer *w, const ent_md_item *item)
{
    ent_arena *arena = ent_arena_new();
    ent_statement s = {0};
    ent_lexer lexer = {w->text, w->diags, arena, item->first, item->last, false};
    ent_str bytes = w->text->source.bytes;
    size_t at = item->first < item->last ? w->text->starts[item->first] : 0,
           end = item->first < item->last ? w->text->starts[item->last] : 0;
    ent_json_begin_object(&w->json);
    ent_json_key(&w->json, "statements");
    ent_json_begin_array(&w->json);
    while (arena && !lexer.out_of_memory && ent_lexer_next(&lexer, &s)) {
        const ent_token *first = s.tokens.ptr;
        size_t begins = first->span.offset, stops = end_of(w->text, &s);
        statement(w, (ent_str){bytes.ptr + begins, stops - begins}, (ent_str){bytes.ptr + at, begins - at},
                  first->span.offset);
        at = stops;
    }
    ent_json_end_array(&w->json);
    if (at < end) ent_json_kstr(&w->json, "after", (ent_str){bytes.ptr + at, end - at});
    ent_json_end_object(&w->json);
    w->failed |= !arena || lexer.out_of_memory;
    ent_statement_done(&s);
    ent_arena_free(arena);
}

static ent_status body(writer *w, ent_error *err)
{
    ent_arena *arena = ent_arena_new();
    ent_vec items = {0};
    uint32_t done = 0;
    ent_status st =
        arena ? ent_md_read(w->text, arena, &items, err) : ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_json_key(&w->json, "body");
    ent_json_begin_array(&w->json);
    for (size_t i = 0; st == ENT_OK && i < items.count; i++) {
        const ent_md_item *item = (const ent_md_item *)items.ptr + i;
        if (item->kind != ENT_MD_BLOCK) continue;
        markdown(w, lines_of(w->text, done, item->first - 1));
        block(w, item);
        done = item->last < w->text->line_count ? item->last + 1 : item->last;
    }
    markdown(w, lines_of(w->text, done, w->text->line_count));
    ent_json_end_array(&w->json);
    ent_vec_done(&items);
    ent_arena_free(arena);
    return st == ENT_OK && w->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory") : st;
}

static void head(writer *w)
{
    const ent_document *d = ent_doc_view(w->doc);
    char day[40] = "";
    if (d->status_date.count) ent_time_format(d->status_date.spans[0].from, day, sizeof day);
    ent_json_kint(&w->json, "schema", 1);
    ent_json_kstring(&w->json, "title", d->title);
    ent_json_kstring(&w->json, "code", d->code);
    ent_json_kstring(&w->json, "status", d->status);
    ent_json_kstring(&w->json, "status_date", *day ? day : NULL);
    ent_json_kstring(&w->json, "source", d->locator);
    ent_json_kbool(&w->json, "paraphrase", d->paraphrase);
    ent_json_kstring(&w->json, "layer", d->layer ? "land+sea" : "land");
}

static void add_ended(ent_buf *out, ent_str text)
{
    ent_buf_add(out, text);
    if (text.len && text.ptr[text.len - 1] != '\n') ent_buf_addc(out, '\n');
}

/* The fences and line ends of a text as they come back from JSON. */
static ent_status settle(const char *name, ent_str text, ent_buf *out, ent_diags *diags, ent_error *err)
{
    ent_buf laid_out;
    ent_text lines = {0};
    ent_vec items = {0};
    ent_arena *arena = ent_arena_new();
    ent_buf_init(&laid_out, 8 * (size_t)ENT_AGREEMENT_BYTES_MAX);
    ent_status st = arena ? ent_doc_format(name, text, ent_buf_sink(&laid_out), diags, err)
                          : ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (st == ENT_OK) st = ent_text_init(&lines, (ent_source){name, ent_buf_str(&laid_out)}, err);
    if (st == ENT_OK) st = ent_md_read(&lines, arena, &items, err);
    uint32_t done = 0;
    for (size_t i = 0; st == ENT_OK && i < items.count; i++) {
        const ent_md_item *item = (const ent_md_item *)items.ptr + i;
        if (item->kind != ENT_MD_BLOCK) continue;
        ent_buf_add(out, lines_of(&lines, done, item->first - 1));
        ent_buf_adds(out, FENCE_OPEN);
        add_ended(out, lines_of(&lines, item->first, item->last));
        ent_buf_adds(out, FENCE_CLOSE);
        done = item->last < lines.line_count ? item->last + 1 : item->last;
    }
    if (st == ENT_OK) ent_buf_add(out, lines_of(&lines, done, lines.line_count));
    if (st == ENT_OK && out->failed) st = ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_vec_done(&items);
    ent_text_done(&lines);
    ent_arena_free(arena);
    ent_buf_done(&laid_out);
    return st;
}

static ent_status write_json(const char *name, ent_str text, ent_sink sink, ent_diags *diags, ent_error *err)
{
    ent_buf settled;
    ent_text lines = {0};
    ent_doc *doc = NULL;
    writer w = {.diags = diags};
    ent_buf_init(&settled, 8 * (size_t)ENT_AGREEMENT_BYTES_MAX);
    ent_status st = settle(name, text, &settled, diags, err);
    if (st == ENT_OK) st = ent_doc_parse(name, ent_buf_str(&settled), diags, &doc, err);
    if (st == ENT_OK) st = ent_doc_check(doc, NULL, diags, err);
    if (st == ENT_OK) st = ent_diags_status(diags, err);
    if (st == ENT_OK) st = ent_text_init(&lines, (ent_source){name, ent_buf_str(&settled)}, err);
    if (st == ENT_OK) {
        w.doc = doc, w.text = &lines;
        ent_json_init(&w.json, sink, true);
        ent_json_begin_object(&w.json);
        head(&w);
        st = body(&w, err);
        ent_json_end_object(&w.json);
        ent_status end = ent_json_finish(&w.json, st == ENT_OK ? err : NULL);
        if (st == ENT_OK) st = end;
    }
    ent_text_done(&lines);
    ent_doc_free(doc);
    ent_buf_done(&settled);
    return st;
}

/* ---- reading ---------------------------------------------------------------------------------------- */

typedef struct reader {
    const char *name;
    ent_str bytes;
    ent_diags *diags;
    ent_buf *out;
    size_t part; /* of the body, from 0 */
} reader;

static void complain(const reader *r, const char *what, const char *detail)
{
    ent_source source = {r->name, r->bytes};
    ent_diags_addf(r->diags, &source, (ent_span){0, 0, 0, 0},
                   (ent_diag_text){ENT_SEV_ERROR, "json-agreement", NULL, detail,
                                   "docs/schema/agreement.schema.json says what belongs where."},
                   "body[%zu]: %s", r->part, what);
}

/* Text of a member; the empty one when it is not there. False when it is there and no string. */
static bool text_of(const reader *r, const json_t *object, const char *key, ent_str *out)
{
    const json_t *value = json_object_get(object, key);
    *out = (ent_str){json_string_value(value), json_string_length(value)};
    if (!value || json_is_string(value)) return true;
    complain(r, "a text is not a string", NULL);
    return false;
}

/* A fence inside a statement would end its block. */
static bool holds_fence(ent_str text)
{
    for (size_t i = 0; i + 3 <= text.len; i++) {
        bool starts = i == 0 || text.ptr[i - 1] == '\n' || text.ptr[i - 1] == ' ' || text.ptr[i - 1] == '\r';
        if (starts && (memcmp(text.ptr + i, "```", 3) == 0 || memcmp(text.ptr + i, "~~~", 3) == 0))
            return true;
    }
    return false;
}

/* What stands before a statement ends in the indentation of its line, if it has one. */
static void add_before(ent_buf *out, ent_str before)
{
    size_t end = before.len;
    while (end && before.ptr[end - 1] == ' ') end--;
    if (end && before.ptr[end - 1] != '\n') end = before.len;
    ent_buf_add(out, before);
    if (before.len && end == before.len && before.ptr[end - 1] != '\n') ent_buf_addc(out, '\n');
}

static void read_statement(const reader *r, const json_t *object)
{
    ent_str before, text;
    if (!json_is_object(object)) {
        complain(r, "a statement is not an object", NULL);
        return;
    }
    if (!text_of(r, object, "before", &before) || !text_of(r, object, "text", &text)) return;
    if (text.len == 0) complain(r, "a statement without text", "Only the text of a statement is read.");
    if (holds_fence(before) || holds_fence(text)) {
        complain(r, "a statement holds a fence",
                 "Three backticks or tildes at the start of a line end a block.");
        return;
    }
    add_before(r->out, before);
    add_ended(r->out, text);
}

static void read_part(const reader *r, const json_t *part)
{
    const json_t *statements = json_object_get(part, "statements");
    ent_str markdown, after;
    if (!json_is_object(part) || (!statements && !json_object_get(part, "markdown"))) {
        complain(r, "neither \"markdown\" nor \"statements\"", NULL);
        return;
    }
    if (!text_of(r, part, "markdown", &markdown) || !text_of(r, part, "after", &after)) return;
    add_ended(r->out, markdown);
    if (!statements) return;
    if (!json_is_array(statements)) complain(r, "\"statements\" is not an array", NULL);
    if (holds_fence(after)) complain(r, "\"after\" holds a fence", NULL);
    ent_buf_adds(r->out, FENCE_OPEN);
    for (size_t i = 0; i < json_array_size(statements); i++) read_statement(r, json_array_get(statements, i));
    if (!holds_fence(after)) add_ended(r->out, after);
    ent_buf_adds(r->out, FENCE_CLOSE);
}

static void complain_of_syntax(const reader *r, const json_error_t *why)
{
    size_t at = why->position > 0 && (size_t)why->position <= r->bytes.len ? (size_t)why->position - 1 : 0;
    ent_span span = {(uint32_t)at, 1, why->line > 0 ? (uint32_t)why->line : 1,
                     why->column > 0 ? (uint32_t)why->column : 1};
    ent_source source = {r->name, r->bytes};
    ent_diags_addf(
        r->diags, &source, span,
        (ent_diag_text){
            ENT_SEV_ERROR, "json-syntax", NULL, NULL,
            "A file that begins with \"{\" is read as an agreement in JSON; Markdown begins otherwise."},
        "this is not JSON: %s", why->text);
}

bool ent_text_is_json(ent_str text)
{
    text = ent_str_trim(text);
    return text.len && text.ptr[0] == '{';
}

ent_status ent_doc_read_json(const char *name, ent_str text, ent_diags *diags, ent_buf *out, ent_error *err)
{
    json_error_t why;
    reader r = {.name = name, .bytes = text, .diags = diags, .out = out};
    size_t errors = ent_diags_error_count(diags);
    json_t *root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &why);
    const json_t *body = json_object_get(root, "body"), *schema = json_object_get(root, "schema");
    if (!root)
        complain_of_syntax(&r, &why);
    else if (!json_is_integer(schema) || json_integer_value(schema) != 1 || !json_is_array(body))
        complain(&r, "an agreement has \"schema\": 1 and an array \"body\"", NULL);
    for (; r.part < json_array_size(body); r.part++) read_part(&r, json_array_get(body, r.part));
    json_decref(root);
    if (ent_diags_error_count(diags) > errors)
        return ent_fail(err, ENT_E_FORMAT, "%s: not an agreement in JSON", name);
    return out->failed ? ent_fail(err, out->len + 1 >= out->max ? ENT_E_LIMIT : ENT_E_NOMEM,
                                  "%s: the text has more than %u bytes, or memory ran out", name,
                                  ENT_AGREEMENT_BYTES_MAX)
                       : ENT_OK;
}

ent_status ent_doc_convert(const char *name, ent_str text, ent_sink sink, ent_diags *diags, ent_error *err)
{
    if (!ent_text_is_json(text)) return write_json(name, text, sink, diags, err);
    ent_buf markdown;
    ent_doc *doc = NULL;
    ent_buf_init(&markdown, ENT_AGREEMENT_BYTES_MAX);
    ent_status st = ent_doc_read_json(name, text, diags, &markdown, err);
    if (st == ENT_OK) st = ent_doc_parse(name, ent_buf_str(&markdown), diags, &doc, err);
    if (st == ENT_OK) st = ent_diags_status(diags, err);
    if (st == ENT_OK && markdown.len && !sink.write(sink.context, markdown.ptr, markdown.len))
        st = ent_fail(err, ENT_E_IO, "cannot write");
    ent_doc_free(doc);
    ent_buf_done(&markdown);
    return st;
}
