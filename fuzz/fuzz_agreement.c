/* fuzz_agreement.c: any bytes as an agreement, once as a Markdown document and once as one block of
 * statements. What comes out must be a tree as the header says: every kid there, as many as its kind has,
 * every place inside the text, no deeper than can be walked; it must check and read back in UTF-8; and a
 * second reading must say the same. */
#include "base/buf.h"
#include "base/utf8.h"
#include "entente/lang.h"
#include "fuzz.h"
#include "lang/parse_document.h"

#include <string.h>

#define INPUT_BYTES_MAX (1u << 16)
#define DEPTH_MAX 10000

static uint32_t kids_at_least(const ent_node *node)
{
    switch (node->kind) {
    case ENT_N_ABOUT:
    case ENT_N_ATTRIBUTE: return node->label ? 0 : 1;
    case ENT_N_BASELINE:
    case ENT_N_TABLE:
    case ENT_N_NOT:
    case ENT_N_FILTER:
    case ENT_N_TERRITORY:
    case ENT_N_MOMENT:
    case ENT_N_MEMBERS: return 1;
    case ENT_N_ARITH:
    case ENT_N_COMPARE:
    case ENT_N_OFFSET:
    case ENT_N_IS:
    case ENT_N_LISTED:
    case ENT_N_ACTOR_IN:
    case ENT_N_VERTEX: return 2;
    case ENT_N_IF:
    case ENT_N_BETWEEN: return 3;
    case ENT_N_PLACE:
    case ENT_N_VERSION: return 4;
    case ENT_N_AGGREGATE:
    case ENT_N_EXISTS: return 6;
    default: return 0;
    }
}

static void check_node(const ent_node *node, size_t size, unsigned depth)
{
    REQUIRE(node && node->text && depth < DEPTH_MAX);
    REQUIRE(node->kid_count >= kids_at_least(node));
    REQUIRE((size_t)node->span.offset + node->span.length <= size + 1);
    REQUIRE(node->kind != ENT_N_DATE || node->when);
    for (uint32_t i = 0; i < node->kid_count; i++) check_node(node->kids[i], size, depth + 1);
}

static void check_clause(const ent_clause *c, size_t size)
{
    const ent_node *const lines[] = {c->aggregate, c->acts,    c->object,  c->to,     c->by,
                                     c->binds,     c->trigger, c->when,    c->where,  c->from,
                                     c->until,     c->per,     c->ceiling, c->window, c->due,
                                     c->unless,    c->without, c->instead, c->source};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (lines[i]) check_node(lines[i], size, 0);
}

static void check_tree(const ent_document *d, size_t size)
{
    for (size_t i = 0; i < d->clause_count; i++) {
        const ent_clause *c = &d->clauses[i];
        REQUIRE(c->id && c->title && c->article < d->article_count);
        REQUIRE(c->modality == ENT_EXCEPTION || (c->acts && c->object));
        REQUIRE((c->modality == ENT_LIMITS) == (c->aggregate != NULL));
        check_clause(c, size);
    }
    for (size_t i = 0; i < d->reading_count; i++) check_clause(&d->readings[i].lines, size);
    for (size_t i = 0; i < d->decl_count; i++)
        if (d->decls[i].body) check_node(d->decls[i].body, size, 0);
}

static void explain_all(const ent_doc *doc, ent_buf *out)
{
    const ent_document *d = ent_doc_view(doc);
    ent_sink sink = ent_buf_sink(out);
    for (size_t i = 0; i < d->clause_count; i++)
        REQUIRE(ent_clause_explain(doc, &d->clauses[i], sink, NULL) == ENT_OK);
    for (size_t i = 0; i < d->decl_count; i++) REQUIRE(ent_decl_explain(&d->decls[i], sink, NULL) == ENT_OK);
    for (size_t i = 0; i < d->reading_count; i++) {
        ent_status st = ent_reading_explain(doc, &d->readings[i], sink, NULL);
        REQUIRE(st == ENT_OK || st == ENT_E_NOT_FOUND);
    }
}

static bool read_meaning(ent_str text, ent_buf *out)
{
    ent_diags *diags = NULL;
    ent_doc *doc = NULL;
    REQUIRE(ent_diags_new(&diags, NULL) == ENT_OK);
    bool read = ent_doc_parse("fuzz", text, diags, &doc, NULL) == ENT_OK &&
                ent_doc_check(doc, NULL, diags, NULL) == ENT_OK;
    if (read) explain_all(doc, out);
    ent_doc_free(doc);
    ent_diags_free(diags);
    return read;
}

/* Everything that is said about a text, into `out`; false when it could not be read at all. */
static bool read_once(ent_str text, bool block, ent_buf *out)
{
    ent_diags *diags = NULL;
    ent_doc *doc = NULL;
    ent_error err = {0};
    REQUIRE(ent_diags_new(&diags, NULL) == ENT_OK);
    ent_status st = block ? ent_doc_parse_block("fuzz", text, diags, &doc, &err)
                          : ent_doc_parse("fuzz", text, diags, &doc, &err);
    REQUIRE(st == ENT_OK || st == ENT_E_FORMAT || st == ENT_E_LIMIT);
    REQUIRE(st == ENT_OK || err.message[0]);
    if (st == ENT_OK) {
        check_tree(ent_doc_view(doc), text.len);
        REQUIRE(ent_doc_check(doc, NULL, diags, NULL) == ENT_OK);
        check_tree(ent_doc_view(doc), text.len);
        explain_all(doc, out);
        REQUIRE(ent_diags_write(diags, ent_buf_sink(out), false, NULL) == ENT_OK);
    }
    ent_doc_free(doc);
    ent_diags_free(diags);
    return st == ENT_OK;
}

/* The layout of a text without errors: again the same, and it means the same. */
static void lay_out(ent_str text)
{
    ent_diags *diags = NULL;
    ent_buf once, twice, before, after;
    ent_buf *const all[] = {&once, &twice, &before, &after};
    for (size_t i = 0; i < 4; i++) ent_buf_init(all[i], 1u << 30);
    REQUIRE(ent_diags_new(&diags, NULL) == ENT_OK);
    ent_status st = ent_doc_format("fuzz", text, ent_buf_sink(&once), diags, NULL);
    REQUIRE(st == ENT_OK || once.len == 0);
    if (st == ENT_OK) {
        REQUIRE(ent_doc_format("fuzz", ent_buf_str(&once), ent_buf_sink(&twice), diags, NULL) == ENT_OK);
        REQUIRE(ent_str_eq(ent_buf_str(&once), ent_buf_str(&twice)));
        REQUIRE(read_meaning(text, &before) && read_meaning(ent_buf_str(&once), &after));
        REQUIRE(ent_str_eq(ent_buf_str(&before), ent_buf_str(&after)));
    }
    ent_diags_free(diags);
    for (size_t i = 0; i < 4; i++) ent_buf_done(all[i]);
}

static void read_twice(ent_str text, bool block)
{
    ent_buf first, second;
    ent_buf_init(&first, 1u << 30);
    ent_buf_init(&second, 1u << 30);
    bool read = read_once(text, block, &first);
    REQUIRE(read_once(text, block, &second) == read);
    REQUIRE(ent_str_eq(ent_buf_str(&first), ent_buf_str(&second)));
    REQUIRE(ent_utf8_check(ent_buf_str(&first)) == first.len);
    ent_buf_done(&first);
    ent_buf_done(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > INPUT_BYTES_MAX) return 0;
    ent_str text = {(const char *)data, size};
    read_twice(text, true);
    read_twice(text, false);
    lay_out(text);
    return 0;
}
