/* lang_read.h: texts read and checked in one call, for the tests of the language. */
#ifndef ENT_TESTS_LANG_READ_H
#define ENT_TESTS_LANG_READ_H

#include "base/buf.h"
#include "cm.h"
#include "entente/lang.h"
#include "lang/parse_document.h"

#include <string.h>

typedef struct lang_read {
    ent_doc *doc;
    ent_diags *diags;
    const ent_document *d;
} lang_read;

static inline lang_read lang_read_text(ent_str text, bool block, const ent_names *names)
{
    lang_read r = {0};
    assert_int_equal(ent_diags_new(&r.diags, NULL), ENT_OK);
    ent_status st = block ? ent_doc_parse_block("t", text, r.diags, &r.doc, NULL)
                          : ent_doc_parse("t", text, r.diags, &r.doc, NULL);
    assert_int_equal(st, ENT_OK);
    assert_int_equal(ent_doc_check(r.doc, names, r.diags, NULL), ENT_OK);
    r.d = ent_doc_view(r.doc);
    return r;
}

/* A whole document; may have errors. */
static inline lang_read lang_read_markdown(const char *text)
{
    return lang_read_text(ent_str_of(text), false, NULL);
}

static inline void lang_read_done(lang_read *r)
{
    ent_doc_free(r->doc);
    ent_diags_free(r->diags);
}

/* Statements without an error. */
static inline lang_read lang_read_good(const char *text)
{
    lang_read r = lang_read_text(ent_str_of(text), true, NULL);
    for (size_t i = 0; i < ent_diags_count(r.diags); i++)
        if (ent_diags_at(r.diags, i)->severity == ENT_SEV_ERROR)
            print_message("%s\n", ent_diags_at(r.diags, i)->message);
    assert_int_equal(ent_diags_error_count(r.diags), 0);
    return r;
}

/* The code of the first error of a wrong text. */
static inline void lang_wrong(const char *text, const char *code)
{
    lang_read r = lang_read_text(ent_str_of(text), true, NULL);
    assert_true(ent_diags_error_count(r.diags) > 0);
    size_t i = 0;
    while (ent_diags_at(r.diags, i)->severity != ENT_SEV_ERROR) i++;
    assert_string_equal(ent_diags_at(r.diags, i)->code, code);
    lang_read_done(&r);
}

static inline const ent_clause *lang_only(const lang_read *r)
{
    assert_int_equal(r->d->clause_count, 1);
    return &r->d->clauses[0];
}

/* The first `when` and the first `where` line of the only clause. */
static inline const ent_node *lang_when(const lang_read *r)
{
    assert_non_null(lang_only(r)->when);
    return lang_only(r)->when->kids[0];
}

static inline const ent_node *lang_where(const lang_read *r)
{
    assert_non_null(lang_only(r)->where);
    return lang_only(r)->where->kids[0];
}

/* The only clause reads back with these words in it. */
static inline void lang_explains(const char *text, const char *words)
{
    lang_read r = lang_read_good(text);
    ent_buf out;
    ent_buf_init(&out, 1 << 16);
    assert_int_equal(ent_clause_explain(r.doc, lang_only(&r), ent_buf_sink(&out), NULL), ENT_OK);
    if (!strstr(out.ptr, words)) fail_msg("\"%s\" is not in: %s", words, out.ptr);
    ent_buf_done(&out);
    lang_read_done(&r);
}

#endif
