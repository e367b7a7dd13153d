/* fuzz_edit.c: any two lines as a label and a value, set in a small agreement. What is accepted must be a
 * text that can be read again and in which no statement has come in through a value. */
#include "base/buf.h"
#include "entente/lang.h"
#include "fuzz.h"

#include <string.h>

static const char text[] =
    "## Article 5\n\n```entente\nparty RUS\nparty members of NATO\nparameter width is length\n"
    "clause 5 prohibits deployment of missile\n  when range is 500 to 5500 km\n"
    "  where position within width of border of RUS\n  from 2 months after 2021-12-17\n```\n";

static ent_str line(const uint8_t *data, size_t size, size_t *at)
{
    size_t from = *at;
    while (*at < size && data[*at] != '\n') ++*at;
    ent_str s = {(const char *)data + from, *at - from};
    *at += *at < size;
    return s;
}

/* Statements are neither added nor taken away, but for a party. */
static void reread(const ent_buf *changed, size_t clauses, ent_diags *diags)
{
    ent_doc *doc = NULL;
    ent_error err = {ENT_OK, ""};
    ent_status st = ent_doc_parse("changed", ent_buf_str(changed), diags, &doc, &err);
    if (st != ENT_OK) return;
    REQUIRE(ent_doc_view(doc)->clause_count <= clauses);
    REQUIRE(ent_doc_view(doc)->article_count == 1);
    REQUIRE(ent_doc_check(doc, NULL, diags, &err) == ENT_OK);
    ent_doc_free(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ent_doc *doc = NULL;
    ent_diags *diags = NULL;
    ent_error err = {ENT_OK, ""};
    size_t at = 0;
    ent_change change;
    change.label = line(data, size, &at);
    change.value = line(data, size, &at);
    REQUIRE(ent_diags_new(&diags, &err) == ENT_OK);
    REQUIRE(ent_doc_parse("text", ent_str_of(text), diags, &doc, &err) == ENT_OK);
    REQUIRE(ent_doc_check(doc, NULL, diags, &err) == ENT_OK && ent_diags_error_count(diags) == 0);
    ent_buf out;
    ent_buf_init(&out, 1u << 20);
    if (ent_doc_edit(doc, &change, 1, ent_buf_sink(&out), &err) == ENT_OK)
        reread(&out, ent_doc_view(doc)->clause_count, diags);
    else
        REQUIRE(err.message[0] != '\0');
    ent_buf_done(&out);
    ent_doc_free(doc);
    ent_diags_free(diags);
    return 0;
}
