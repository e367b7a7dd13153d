/* cmd_explain.c: `entente explain CASE|FILE [CLAUSE [RECORD]]`: what the program has understood, article by
 * article; why the verdict on a record.
 */
#include "base/buf.h"
#include "base/json.h"
#include "cli/judge.h"
#include "entente/lang.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define TEXT_WIDTH 96
#define SENTENCE_BYTES_MAX (8u << 20)

/* ---- which file ------------------------------------------------------------------------------------- */

static bool is_there(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

/* The agreement's path: the argument, or what case.md in that folder says, or agreement.md. */
static ent_status find_agreement(const char *argument, ent_buf *path, ent_error *err)
{
    ent_buf_clear(path);
    ent_buf_adds(path, argument);
    if (!ent_file_is_folder(argument))
        return path->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory") : ENT_OK;
    ent_buf_adds(path, "/case.md");
    ent_diags *diags = NULL;
    ent_doc *doc = NULL;
    const char *name = "agreement.md";
    ent_status st = ent_diags_new(&diags, err);
    if (st == ENT_OK && !path->failed && is_there(path->ptr)) st = ent_doc_load(path->ptr, diags, &doc, err);
    if (doc && ent_doc_view(doc)->agreement_file[0]) name = ent_doc_view(doc)->agreement_file;
    ent_buf_clear(path);
    if (*name == '/')
        ent_buf_adds(path, name);
    else
        ent_buf_printf(path, "%s/%s", argument, name);
    ent_doc_free(doc);
    ent_diags_free(diags);
    return st == ENT_OK && path->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory") : st;
}

/* ---- text ------------------------------------------------------------------------------------------- */

/* Words wrapped to TEXT_WIDTH, each line behind `indent` spaces. Widths are counted in code points. */
static void wrap(ent_cli *cli, const char *text, int indent)
{
    int column = 0;
    while (*text) {
        while (*text == ' ' || *text == '\n') text++;
        size_t n = strcspn(text, " \n");
        if (n == 0) break;
        int width = 0;
        for (size_t i = 0; i < n; i++) width += ((unsigned char)text[i] & 0xC0) != 0x80;
        if (column > 0 && column + 1 + width > TEXT_WIDTH) {
            ent_cli_printf(cli, "\n");
            column = 0;
        }
        ent_cli_printf(cli, "%*s%.*s", column == 0 ? indent : 1, "", (int)n, text);
        column += (column == 0 ? indent : 1) + width;
        text += n;
    }
    ent_cli_printf(cli, "\n");
}

typedef ent_status teller(const ent_doc *doc, const void *what, ent_sink sink, ent_error *err);

static ent_status tell_clause(const ent_doc *doc, const void *what, ent_sink sink, ent_error *err)
{
    return ent_clause_explain(doc, what, sink, err);
}

static ent_status tell_reading(const ent_doc *doc, const void *what, ent_sink sink, ent_error *err)
{
    return ent_reading_explain(doc, what, sink, err);
}

static ent_status tell_decl(const ent_doc *doc, const void *what, ent_sink sink, ent_error *err)
{
    (void)doc;
    return ent_decl_explain(what, sink, err);
}

/* What `tell` says, into a cleared buffer. */
static ent_status say(ent_buf *out, teller *tell, const ent_doc *doc, const void *what, ent_error *err)
{
    ent_buf_clear(out);
    ent_status st = tell(doc, what, ent_buf_sink(out), err);
    return st == ENT_OK && out->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory") : st;
}

typedef struct page {
    ent_cli *cli;
    const ent_doc *doc;
    const ent_document *d;
    ent_buf words;
    ent_error err;
} page;

static ent_status print_readings(page *p, const ent_clause *clause)
{
    for (size_t i = 0; i < p->d->reading_count; i++) {
        const ent_reading *r = &p->d->readings[i];
        if (strcmp(r->of, clause->id) != 0) continue;
        ent_status st = say(&p->words, tell_reading, p->doc, r, &p->err);
        if (st != ENT_OK) return st;
        ent_cli_printf(p->cli, "    Reading \"%s\"\n", r->name);
        if (r->note[0]) wrap(p->cli, r->note, 8);
        wrap(p->cli, p->words.ptr, 8);
        if (r->source[0]) ent_cli_printf(p->cli, "        Source: %s\n", r->source);
    }
    return ENT_OK;
}

static ent_status print_clause(page *p, const ent_clause *clause)
{
    ent_cli_printf(p->cli, "  %s%s%s\n", clause->id, clause->title[0] ? "  " : "", clause->title);
    ent_status st = say(&p->words, tell_clause, p->doc, clause, &p->err);
    if (st != ENT_OK) return st;
    char *defaults = strstr(p->words.ptr, "\nDefaults:");
    if (defaults) *defaults = '\0';
    wrap(p->cli, p->words.ptr, 4);
    if (defaults) wrap(p->cli, defaults + 1, 4);
    if (clause->source) ent_cli_printf(p->cli, "    Source: %s\n", clause->source->text);
    return print_readings(p, clause);
}

/* Declarations and clauses stand in the order of their articles: the first that is not before this one. */
static size_t first_decl(const page *p, size_t article)
{
    size_t lo = 0, hi = p->d->decl_count;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (p->d->decls[middle].article < article)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo;
}

static size_t first_clause(const page *p, size_t article)
{
    size_t lo = 0, hi = p->d->clause_count;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (p->d->clauses[middle].article < article)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo;
}

static void print_not_formalised(page *p, size_t article)
{
    const ent_article *a = &p->d->articles[article];
    for (size_t i = first_decl(p, article); i < p->d->decl_count && p->d->decls[i].article == article; i++) {
        const ent_decl *decl = &p->d->decls[i];
        if (decl->kind != ENT_DECL_NOT_FORMALISED) continue;
        ent_buf_clear(&p->words);
        ent_buf_printf(&p->words, "Not formalised: %s: %s.", decl->name, decl->title);
        wrap(p->cli, p->words.ptr ? p->words.ptr : "", 2);
    }
    if (a->has_prose && a->clause_count == 0 && a->number[0])
        ent_cli_printf(p->cli,
                       "  Not formalised: prose without a statement below it, and no reason is given.\n");
}

static bool is_shown(const ent_decl *decl)
{
    return decl->kind != ENT_DECL_NOT_FORMALISED;
}

static ent_status print_declarations(page *p, size_t article)
{
    for (size_t i = first_decl(p, article); i < p->d->decl_count && p->d->decls[i].article == article; i++) {
        const ent_decl *decl = &p->d->decls[i];
        if (!is_shown(decl)) continue;
        ent_status st = say(&p->words, tell_decl, p->doc, decl, &p->err);
        if (st != ENT_OK) return st;
        wrap(p->cli, p->words.ptr, 2);
    }
    return ENT_OK;
}

static ent_status print_article(page *p, size_t article)
{
    const ent_article *a = &p->d->articles[article];
    ent_cli_printf(p->cli, "\n%s\n", a->title[0] ? a->title : "(before the first heading)");
    ent_status st = print_declarations(p, article);
    for (size_t i = first_clause(p, article); i < p->d->clause_count && p->d->clauses[i].article == article;
         i++)
        if (st == ENT_OK) st = print_clause(p, &p->d->clauses[i]);
    print_not_formalised(p, article);
    return st;
}

static void print_head(page *p)
{
    const ent_document *d = p->d;
    ent_cli_printf(p->cli, "%s\n", d->title[0] ? d->title : d->source.file);
    if (d->status[0]) ent_cli_printf(p->cli, "  status: %s", d->status);
    if (d->status[0] && d->status_date.count) {
        char day[40];
        ent_time_format(d->status_date.spans[0].from, day, sizeof day);
        ent_cli_printf(p->cli, ", %s", day);
    }
    if (d->status[0]) ent_cli_printf(p->cli, "\n");
    if (d->locator[0]) ent_cli_printf(p->cli, "  official text: %s\n", d->locator);
    if (d->paraphrase) ent_cli_printf(p->cli, "  the prose of the file is a paraphrase\n");
}

static ent_status print_text(page *p, const ent_clause *only)
{
    if (only) return print_clause(p, only);
    print_head(p);
    ent_status st = ENT_OK;
    for (size_t i = 0; st == ENT_OK && i < p->d->article_count; i++) st = print_article(p, i);
    ent_cli_printf(p->cli, "\n");
    wrap(p->cli,
         "Whether every clause can be breached, every exception used and all of them kept together is looked "
         "at "
         "by \"entente check\" and \"entente test\", which have the map.",
         0);
    return st;
}

/* ---- JSON ------------------------------------------------------------------------------------------- */

static ent_status json_said(page *p, ent_json *json, teller *tell, const void *what)
{
    ent_status st = say(&p->words, tell, p->doc, what, &p->err);
    if (st != ENT_OK) return st;
    char *defaults = strstr(p->words.ptr, "\nDefaults:");
    if (defaults) *defaults = '\0', defaults += strlen("\nDefaults: ");
    ent_json_kstr(json, "text", ent_str_trim(ent_str_of(p->words.ptr)));
    if (defaults) ent_json_kstr(json, "defaults", ent_str_trim(ent_str_of(defaults)));
    return ENT_OK;
}

static ent_status json_readings(page *p, ent_json *json, const ent_clause *clause)
{
    ent_status st = ENT_OK;
    ent_json_key(json, "readings");
    ent_json_begin_array(json);
    for (size_t i = 0; st == ENT_OK && i < p->d->reading_count; i++) {
        const ent_reading *r = &p->d->readings[i];
        if (strcmp(r->of, clause->id) != 0) continue;
        ent_json_begin_object(json);
        ent_json_kstring(json, "name", r->name);
        ent_json_kstring(json, "note", r->note);
        ent_json_kstring(json, "source", r->source);
        st = json_said(p, json, tell_reading, r);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
    return st;
}

static ent_status json_clause(page *p, ent_json *json, const ent_clause *clause)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "id", clause->id);
    ent_json_kstring(json, "title", clause->title);
    ent_json_kstring(json, "article", p->d->articles[clause->article].title);
    ent_status st = json_said(p, json, tell_clause, clause);
    if (st == ENT_OK) st = json_readings(p, json, clause);
    ent_json_end_object(json);
    return st;
}

static void json_not_formalised(page *p, ent_json *json)
{
    ent_json_key(json, "not_formalised");
    ent_json_begin_array(json);
    for (size_t i = 0; i < p->d->decl_count; i++) {
        if (p->d->decls[i].kind != ENT_DECL_NOT_FORMALISED) continue;
        ent_json_begin_object(json);
        ent_json_kstring(json, "passage", p->d->decls[i].name);
        ent_json_kstring(json, "because", p->d->decls[i].title);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

static ent_status print_json(page *p, const ent_clause *only)
{
    ent_json json;
    ent_status st = ENT_OK;
    ent_json_init(&json, ent_cli_out(p->cli), true);
    ent_json_begin_object(&json);
    ent_json_kint(&json, "schema", 1);
    ent_json_kstring(&json, "agreement", p->d->title);
    ent_json_key(&json, "clauses");
    ent_json_begin_array(&json);
    for (size_t i = 0; st == ENT_OK && i < p->d->clause_count; i++)
        if (!only || only == &p->d->clauses[i]) st = json_clause(p, &json, &p->d->clauses[i]);
    ent_json_end_array(&json);
    if (!only) json_not_formalised(p, &json);
    ent_json_end_object(&json);
    ent_status end = ent_json_finish(&json, st == ENT_OK ? &p->err : NULL);
    return st == ENT_OK ? end : st;
}

/* ---- the command ------------------------------------------------------------------------------------ */

static int unknown_clause(ent_cli *cli, const ent_document *d, const char *id)
{
    ent_str known[512];
    size_t count = d->clause_count < 512 ? d->clause_count : 512;
    for (size_t i = 0; i < count; i++) known[i] = ent_str_of(d->clauses[i].id);
    return ent_cli_unknown(cli, "clause", ent_str_of(id), known, count);
}

static int print(ent_cli *cli, const ent_doc *doc)
{
    page p = {.cli = cli, .doc = doc, .d = ent_doc_view(doc)};
    const char *id = ent_cli_arg(cli, 1);
    const ent_clause *only = id ? ent_doc_clause_find(doc, ent_str_of(id)) : NULL;
    if (id && !only) return unknown_clause(cli, p.d, id);
    ent_buf_init(&p.words, SENTENCE_BYTES_MAX);
    bool json = strcmp(ent_cli_common(cli)->format, "json") == 0;
    ent_status st = json ? print_json(&p, only) : print_text(&p, only);
    ent_buf_done(&p.words);
    return st == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(cli, &p.err);
}

/* CASE CLAUSE RECORD: why the verdict, under each of the views. */
static int explain_record(ent_cli *cli)
{
    ent_error err = {0};
    ent_cli_judged judged;
    int code = ent_cli_judge(cli, ent_cli_arg(cli, 0), &judged);
    judged.report.clause = ent_cli_arg(cli, 1), judged.report.version = ENT_VERSION;
    judged.report.color = ent_cli_color(cli), judged.report.width = ent_cli_width(cli);
    for (size_t i = 0; i < judged.count && code == ENT_EXIT_OK; i++) {
        if (i) ent_cli_printf(cli, "\n");
        if (ent_report_record(judged.judgements[i], ent_cli_arg(cli, 2), &judged.report, ent_cli_out(cli),
                              &err) != ENT_OK)
            code = ent_cli_fail(cli, &err);
    }
    ent_cli_judged_done(&judged);
    return code;
}

/* For the receipt; a file that the case names elsewhere is not part of it. */
static void note_agreement(ent_cli *cli, const char *path)
{
    const char *word = ent_cli_arg(cli, 0);
    size_t n = strlen(word);
    if (strcmp(word, path) == 0)
        ent_cli_rests_on(cli, word, NULL, NULL);
    else if (strncmp(word, path, n) == 0 && path[n] == '/')
        ent_cli_rests_on(cli, word, path + n + 1, NULL);
}

static int explain(ent_cli *cli)
{
    if (ent_cli_arg(cli, 2)) return explain_record(cli);
    ent_error err = {0};
    ent_buf path;
    ent_diags *diags = NULL;
    ent_doc *doc = NULL;
    ent_buf_init(&path, ENT_CLI_PATH_MAX);
    ent_status st = find_agreement(ent_cli_arg(cli, 0), &path, &err);
    if (st == ENT_OK) st = ent_diags_new(&diags, &err);
    if (st == ENT_OK) st = ent_doc_load(path.ptr, diags, &doc, &err);
    if (st == ENT_OK) st = ent_doc_check(doc, NULL, diags, &err);
    if (st == ENT_OK) note_agreement(cli, path.ptr);
    int code = diags ? ent_cli_diags(cli, diags) : ENT_EXIT_OK;
    if (st != ENT_OK)
        code = ent_cli_fail(cli, &err);
    else if (code == ENT_EXIT_OK)
        code = print(cli, doc);
    ent_doc_free(doc);
    ent_diags_free(diags);
    ent_buf_done(&path);
    return code;
}

const ent_command ent_cmd_explain = {.run = explain};
