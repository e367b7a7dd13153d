/* parse_document.c: a whole text: Markdown blocks to statements to the document's arrays. */
#include "lang/parse_document.h"
#include "lang/parse.h"

#include "base/map.h"
#include "base/mem.h"
#include <string.h>

/* In the order in which the nearest is looked for: of two that are as near, the first. */
static const char *const keywords[] = {"clause",    "exception", "reading", "define", "party",    "group",
                                       "agreement", "case",      "assume",  "actor",  "kind",     "attribute",
                                       "parameter", "quantity",  "area",    "line",   "table",    "in",
                                       "suspended", "resumed",   "ended",   "not",    "scenarios"};
#define KEYWORD_COUNT (sizeof keywords / sizeof *keywords)

static void say_unknown_statement(ent_parser *p, const ent_token *t)
{
    ent_str names[KEYWORD_COUNT];
    for (size_t i = 0; i < KEYWORD_COUNT; i++) names[i] = ent_str_of(keywords[i]);
    int near = t->kind == ENT_T_WORD ? ent_nearest_name(t->text, names, KEYWORD_COUNT) : -1;
    const char *hint = near < 0 ? "If it belongs to the statement above, indent it deeper than that one."
                                : ent_hint(p, "Did you mean \"" ENT_STR_FMT "\"?", ENT_STR_ARG(names[near]));
    ent_diags_addf(
        p->diags, &p->doc->text.source, t->span,
        (ent_diag_text){
            ENT_SEV_ERROR, "statement-unknown", NULL,
            "A statement begins with agreement, party, group, actor, define, kind, attribute, "
            "parameter, quantity, area, line, table, clause, exception, reading, in force, suspended, "
            "resumed, ended, not formalised, scenarios, case or assume.",
            hint},
        "no statement begins with \"" ENT_STR_FMT "\"", ENT_STR_ARG(ent_shown(p, t)));
}

static const char *keyword_of(const ent_token *t)
{
    for (size_t i = 0; i < KEYWORD_COUNT; i++)
        if (ent_token_is(t, keywords[i])) return keywords[i];
    return NULL;
}

static ent_article *article_of(ent_parser *p)
{
    return p->articles.count ? (ent_article *)p->articles.ptr + p->article : NULL;
}

static void count_in_article(ent_parser *p)
{
    ent_article *article = article_of(p);
    if (article) article->clause_count++;
}

static void parse_statement(ent_parser *p, const ent_statement *statement)
{
    ent_lines lines = {statement->lines.ptr, statement->lines.count};
    p->tokens = statement->tokens.ptr;
    if (lines.count == 0 || lines.at[0].count == 0) return;
    p->statement = p->tokens[0].span;
    p->end = lines.at[0].count;
    const char *keyword = keyword_of(&p->tokens[0]);
    if (!keyword) {
        say_unknown_statement(p, &p->tokens[0]);
        return;
    }
    bool clause = strcmp(keyword, "clause") == 0 || strcmp(keyword, "exception") == 0;
    if (clause || strcmp(keyword, "not") == 0) count_in_article(p);
    if (clause)
        ent_parse_clause(p, lines);
    else if (strcmp(keyword, "reading") == 0)
        ent_parse_reading(p, lines);
    else if (strcmp(keyword, "agreement") == 0)
        ent_parse_agreement(p, lines);
    else if (strcmp(keyword, "case") == 0)
        ent_parse_case(p, lines);
    else if (strcmp(keyword, "assume") == 0)
        ent_parse_assume(p, lines);
    else if (strcmp(keyword, "scenarios") == 0)
        ent_parse_scenarios(p, lines);
    else
        ent_parse_declaration(p, keyword, lines);
}

static void parse_block(ent_parser *p, const ent_md_item *block)
{
    ent_lexer lexer = {&p->doc->text, p->diags, p->doc->arena, block->first, block->last, false};
    ent_statement statement = {0};
    while (!p->out_of_memory && ent_lexer_next(&lexer, &statement)) parse_statement(p, &statement);
    if (lexer.out_of_memory) p->out_of_memory = true;
    ent_statement_done(&statement);
}

/* ---- articles --------------------------------------------------------------------------------------- */

/* "5", "18.1", "IV", "II.A": figures, or a Roman numeral and perhaps parts of it. */
static bool is_numeral(ent_str word)
{
    if (word.len == 0) return false;
    if (word.ptr[0] >= '0' && word.ptr[0] <= '9') return true;
    for (size_t i = 0; i < word.len; i++) {
        bool lone = i > 0 && word.ptr[i - 1] == '.' && (i + 1 == word.len || word.ptr[i + 1] == '.');
        bool letter = word.ptr[i] >= 'A' && word.ptr[i] <= 'Z';
        if (!(lone && letter) && !strchr("IVXLCDM.", word.ptr[i])) return false;
    }
    return true;
}

static ent_str next_word(ent_str *rest)
{
    ent_str t = ent_str_trim(*rest), word = {t.ptr, 0};
    while (word.len < t.len && t.ptr[word.len] != ' ') word.len++;
    *rest = (ent_str){t.ptr + word.len, t.len - word.len};
    while (word.len > 0 && strchr(".,:;)", word.ptr[word.len - 1])) word.len--;
    return word;
}

/* "5" of "Article 5. Missiles", "IV" of "Chapter IV", "18.1" of "18.1 Tonnage"; empty when there is none. */
static ent_str article_number(ent_str title)
{
    static const char *const words[] = {"article", "art",  "section",  "chapter", "paragraph", "point",
                                        "annex",   "part", "protocol", "item",    "§"};
    ent_str rest = title, first = next_word(&rest);
    if (is_numeral(first)) return first;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ent_str_eq_nocase(first, ent_str_of(words[i]))) {
            ent_str second = next_word(&rest);
            return is_numeral(second) || second.len == 1 ? second : (ent_str){0};
        }
    return (ent_str){0};
}

static void add_article(ent_parser *p, const ent_md_item *item)
{
    ent_article article = {.level = item->level, .span = item->span};
    article.title = item->text;
    article.number = ent_copy(p, article_number(ent_str_of(item->text)));
    if (!article.number || !ent_vec_push(&p->articles, &article, sizeof article)) {
        p->out_of_memory = true;
        return;
    }
    p->article = p->articles.count - 1;
}

/* Before the first heading there is an article without a title. */
static void ensure_article(ent_parser *p)
{
    ent_article none = {.title = "", .number = ""};
    if (p->articles.count == 0 && !ent_vec_push(&p->articles, &none, sizeof none)) p->out_of_memory = true;
}

/* ---- Markdown items --------------------------------------------------------------------------------- */

static void say_nested(ent_parser *p, ent_span span)
{
    ent_say(p, span,
            (ent_diag_text){ENT_SEV_ERROR, "block-nested",
                            "a block of statements inside a list or a quotation is not read", NULL,
                            "Put the block at the top level of the document."});
}

static void look_at_fence(ent_parser *p, const ent_md_item *item)
{
    ent_str name = ENT_STR("entente");
    if (ent_nearest_name(ent_str_of(item->text), &name, 1) < 0) return;
    ent_diags_addf(p->diags, &p->doc->text.source, item->span,
                   (ent_diag_text){ENT_SEV_WARNING, "fence-tag", NULL, "Its lines are taken for prose.",
                                   "Did you mean \"entente\"?"},
                   "the block is tagged \"%s\"", item->text);
}

static void parse_item(ent_parser *p, const ent_md_item *item, const ent_md_item *next)
{
    ent_article *article;
    switch (item->kind) {
    case ENT_MD_HEADING: add_article(p, item); break;
    case ENT_MD_NESTED: say_nested(p, item->span); break;
    case ENT_MD_FENCE: look_at_fence(p, item); break;
    case ENT_MD_TABLE:
    case ENT_MD_PROSE:
        ensure_article(p);
        if ((article = article_of(p))) article->has_prose = true;
        break;
    case ENT_MD_BLOCK:
        ensure_article(p);
        p->table = next && next->kind == ENT_MD_TABLE ? next : NULL;
        p->table_used = false;
        if (!p->out_of_memory) parse_block(p, item);
        break;
    }
}

static bool seal(ent_parser *p)
{
    ent_document *d = &p->doc->document;
    ent_arena *arena = p->doc->arena;
    d->articles = ent_vec_seal(&p->articles, arena, sizeof(ent_article)),
    d->article_count = p->articles.count;
    d->clauses = ent_vec_seal(&p->clauses, arena, sizeof(ent_clause)), d->clause_count = p->clauses.count;
    d->readings = ent_vec_seal(&p->readings, arena, sizeof(ent_reading)),
    d->reading_count = p->readings.count;
    d->decls = ent_vec_seal(&p->decls, arena, sizeof(ent_decl)), d->decl_count = p->decls.count;
    d->assumes = ent_vec_seal(&p->assumes, arena, sizeof(ent_assume)), d->assume_count = p->assumes.count;
    d->scenarios = ent_vec_seal(&p->scenarios, arena, sizeof(ent_scenarios)),
    d->scenario_count = p->scenarios.count;
    return d->articles && d->clauses && d->readings && d->decls && d->assumes && d->scenarios;
}

ent_status ent_parse_document(ent_doc *doc, const ent_md_item *items, size_t count, ent_diags *diags,
                              ent_error *err)
{
    ent_parser p = {.doc = doc, .diags = diags};
    for (size_t i = 0; i < count && !p.out_of_memory; i++)
        parse_item(&p, &items[i], i + 1 < count ? &items[i + 1] : NULL);
    if (!p.out_of_memory && !seal(&p)) p.out_of_memory = true;
    ent_vec_done(&p.kids);
    ent_vec_done(&p.articles);
    ent_vec_done(&p.clauses);
    ent_vec_done(&p.readings);
    ent_vec_done(&p.decls);
    ent_vec_done(&p.assumes);
    ent_vec_done(&p.scenarios);
    if (p.out_of_memory) return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", doc->text.source.file);
    return ENT_OK;
}
