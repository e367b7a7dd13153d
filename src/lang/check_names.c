/* check_names.c: what the names in a tree mean. The parser takes a bare name for an attribute, a bare
 * condition for a term and quoted words for open words; here they become parameters, quantities, clauses,
 * words of a rank. Names that mean nothing are reported once each place, with the nearest that does.
 *
 * Binders are looked for over the whole clause before anything is resolved, so that the order of its lines is
 * free. */
#include "lang/check.h"

#include "lang/parse.h"
#include "lang/reading.h"
#include "lang/vocabulary.h"
#include <string.h>

static void walk(ent_checker *c, const ent_node *node);

static void walk_kids(ent_checker *c, const ent_node *node)
{
    for (uint32_t i = 0; i < node->kid_count; i++) walk(c, node->kids[i]);
}

/* ---- values ----------------------------------------------------------------------------------------- */

static const char *suggest_value(ent_checker *c, ent_str name)
{
    ent_str known[80];
    size_t count = 0;
    for (; count < ent_standard_attribute_count() && count < 80; count++)
        known[count] = ent_str_of(ent_standard_attribute_at(count)->name);
    const char *hint = ent_suggest_decl(
        c, name, 1u << ENT_DECL_ATTRIBUTE | 1u << ENT_DECL_PARAMETER | 1u << ENT_DECL_QUANTITY);
    return hint ? hint : ent_suggest(c, name, known, count);
}

/* ceilings.group: a table is named in quotation marks. */
static const char *suggest_table(ent_checker *c, ent_str name)
{
    const char *point = memchr(name.ptr, '.', name.len);
    ent_str table = {name.ptr, point ? (size_t)(point - name.ptr) : 0};
    const ent_decl *decl = point ? ent_doc_decl_find(c->doc, ENT_DECL_TABLE, table) : NULL;
    return decl ? ent_check_text(c, "Quote the table's name: \"%s\"%s.", decl->name, point) : NULL;
}

static void resolve_attribute(ent_checker *c, const ent_node *node)
{
    ent_str name = ent_str_of(node->text);
    const ent_node *binder = ent_node_kid(node, 0);
    ent_node *edit = ent_node_edit(node);
    if (ent_node_is(binder, ENT_N_NAME)) ent_binder_need(c, binder);
    const ent_decl *decl = ent_use_decl(c, name);
    bool own = !ent_node_is(binder, ENT_N_NAME);
    if (own && decl && decl->kind == ENT_DECL_PARAMETER)
        edit->kind = ENT_N_PARAMETER, edit->kid_count = 0;
    else if (own && decl && decl->kind == ENT_DECL_QUANTITY)
        edit->kind = ENT_N_QUANTITY, edit->kid_count = 0;
    if (edit->kind != ENT_N_ATTRIBUTE || (decl && decl->kind == ENT_DECL_ATTRIBUTE)) return;
    if (ent_standard_attribute_find(name)) return;
    if (ent_name_is_broken(c, node->text)) return;
    const char *hint = suggest_table(c, name);
    if (!hint) hint = suggest_value(c, name);
    if (!hint && name.len && name.ptr[0] >= '0' && name.ptr[0] <= '9')
        hint = "Write a number and its unit apart: \"500 m\".";
    ent_complain(
        c, node->span,
        (ent_diag_text){
            ENT_SEV_ERROR, "value-unknown", NULL,
            "A value is a number, an attribute of the record or its item, a parameter or a quantity.",
            hint ? hint : "Declare it with \"attribute\", \"parameter\" or \"quantity\"."},
        "no attribute, parameter or quantity is called \"%s\"", node->text);
}

static void resolve_term(ent_checker *c, const ent_node *node)
{
    ent_str name = ent_str_of(node->text);
    const ent_decl *decl = ent_use_decl(c, name);
    if (decl && decl->kind == ENT_DECL_TERM) {
        ent_node_edit(node)->kind = ENT_N_TERM;
        return;
    }
    if (ent_use_clause(c, name)) {
        ent_node_edit(node)->kind = ENT_N_CLAUSE;
        return;
    }
    if (node->kind == ENT_N_OPEN) return;
    if (ent_name_is_broken(c, node->text)) return;
    bool value = ent_standard_attribute_find(name) ||
                 (decl && (decl->kind == ENT_DECL_ATTRIBUTE || decl->kind == ENT_DECL_PARAMETER ||
                           decl->kind == ENT_DECL_QUANTITY));
    if (value) {
        ent_complain(
            c, node->span,
            (ent_diag_text){ENT_SEV_ERROR, "condition-wanted", NULL, NULL, "Say what it is compared with."},
            "\"%s\" is a value, but a condition is wanted here", node->text);
        return;
    }
    const char *hint = ent_suggest_decl(c, name, 1u << ENT_DECL_TERM);
    if (!hint) hint = ent_suggest_clause(c, name);
    ent_complain(
        c, node->span,
        (ent_diag_text){ENT_SEV_ERROR, "condition-unknown", NULL,
                        "A bare name as a condition is a definition's or an exception's.",
                        hint ? hint
                             : "Define it with \"define NAME is …\"; words the text leaves open are quoted."},
        "no definition or exception is called \"%s\"", node->text);
}

static void resolve_clause_ref(ent_checker *c, const ent_node *node)
{
    const ent_clause *clause = ent_use_clause(c, ent_str_of(node->text));
    bool limit = node->kind == ENT_N_LIMIT_OF;
    if (clause && (!limit || clause->modality == ENT_LIMITS)) return;
    if (ent_name_is_broken(c, node->text)) return;
    const char *hint =
        clause ? "Only a clause that limits has a ceiling." : ent_suggest_clause(c, ent_str_of(node->text));
    ent_complain(c, node->span, (ent_diag_text){ENT_SEV_ERROR, "clause-unknown", NULL, NULL, hint},
                 clause ? "clause %s has no limit" : "no clause or exception has the id %s", node->text);
}

static void resolve_quantity(ent_checker *c, const ent_node *node)
{
    const ent_decl *decl = ent_use_decl(c, ent_str_of(node->text));
    if (decl && decl->kind == ENT_DECL_QUANTITY) return;
    if (ent_name_is_broken(c, node->text)) return;
    ent_complain(c, node->span,
                 (ent_diag_text){ENT_SEV_ERROR, "value-unknown", NULL, NULL,
                                 ent_suggest_decl(c, ent_str_of(node->text), 1u << ENT_DECL_QUANTITY)},
                 "no quantity is called \"%s\"", node->text);
}

static void resolve_parameter(ent_checker *c, const ent_node *node)
{
    const ent_decl *decl = ent_use_decl(c, ent_str_of(node->text));
    if (decl && decl->kind == ENT_DECL_PARAMETER) return;
    if (ent_name_is_broken(c, node->text)) return;
    ent_complain(
        c, node->span,
        (ent_diag_text){ENT_SEV_ERROR, "parameter-unknown", NULL,
                        node->op == 1 ? ENT_MOMENT_HELP : "Only a parameter can be assumed to have a value.",
                        ent_suggest_decl(c, ent_str_of(node->text), 1u << ENT_DECL_PARAMETER)},
        "no parameter is called \"%s\"", node->text);
}

static void resolve_table(ent_checker *c, const ent_node *node)
{
    const ent_decl *decl = ent_use_decl(c, ent_str_of(node->text));
    const ent_node *column = ent_node_kid(node, 0);
    if (ent_name_is_broken(c, node->text)) return;
    if (!decl || decl->kind != ENT_DECL_TABLE) {
        ent_complain(c, node->span,
                     (ent_diag_text){ENT_SEV_ERROR, "table-unknown", NULL, NULL,
                                     ent_suggest_decl(c, ent_str_of(node->text), 1u << ENT_DECL_TABLE)},
                     "no table is called \"%s\"", node->text);
        return;
    }
    ent_str known[64];
    size_t count = decl->table->column_count < 64 ? decl->table->column_count : 64;
    for (size_t i = 0; i < decl->table->column_count; i++) {
        if (strcmp(decl->table->columns[i], column->text) == 0) return;
        if (i < count) known[i] = ent_str_of(decl->table->columns[i]);
    }
    ent_complain(c, column->span,
                 (ent_diag_text){ENT_SEV_ERROR, "column-unknown", NULL, NULL,
                                 ent_suggest(c, ent_str_of(column->text), known, count)},
                 "the table \"%s\" has no column \"%s\"", node->text, column->text);
}

/* ---- comparisons with words ------------------------------------------------------------------------- */

/* The words an attribute has, for who wrote another. */
static const char *words_of(ent_checker *c, const char *const *words, size_t count)
{
    const size_t shown = count < 12 ? count : 12;
    const char *text = "Its words are";
    for (size_t i = 0; i < shown && text; i++)
        text = ent_check_text(c, "%s%s \"%s\"", text, i ? "," : "", words[i]);
    if (!text) return NULL;
    return ent_check_text(c, shown < count ? "%s and %zu more." : "%s.", text, count - shown);
}

static void need_word_of(ent_checker *c, const ent_node *attribute, const ent_node *word)
{
    ent_vec words = {0};
    if (ent_attribute_words(c, ent_str_of(attribute->text), &words)) {
        const char *const *list = words.ptr;
        ent_str known[64];
        bool found = false;
        for (size_t i = 0; i < words.count; i++) {
            found = found || strcmp(list[i], word->text) == 0;
            if (i < 64) known[i] = ent_str_of(list[i]);
        }
        size_t count = words.count < 64 ? words.count : 64;
        if (!found)
            ent_complain(c, word->span,
                         (ent_diag_text){ENT_SEV_ERROR, "word-unknown", NULL, words_of(c, list, words.count),
                                         ent_suggest(c, ent_str_of(word->text), known, count)},
                         "\"%s\" is not one of the words of %s", word->text, attribute->text);
    } else if (strcmp(attribute->text, "kind") == 0) {
        const ent_decl *decl = ent_use_decl(c, ent_str_of(word->text));
        if (!decl || decl->kind != ENT_DECL_KIND) ent_look_at_kind(c, word);
    }
    ent_vec_done(&words);
}

/* "echelon above brigade": the bare name on the right is a word when the left side has words. */
static void resolve_compare(ent_checker *c, const ent_node *node)
{
    const ent_node *left = node->kids[0];
    walk(c, left);
    ent_dimension dimension;
    bool words = left->kind == ENT_N_ATTRIBUTE &&
                 ent_attribute_dimension(c, ent_str_of(left->text), &dimension) &&
                 (dimension == ENT_DIM_RANK || dimension == ENT_DIM_WORD);
    for (uint32_t i = 1; i < node->kid_count; i++) {
        const ent_node *right = node->kids[i];
        bool bare = right->kind == ENT_N_ATTRIBUTE && !ent_node_is(ent_node_kid(right, 0), ENT_N_NAME);
        if (words && bare) {
            ent_node_edit(right)->kind = ENT_N_WORD, ent_node_edit(right)->kid_count = 0;
            need_word_of(c, left, right);
        } else if (!words || right->kind != ENT_N_WORD) {
            walk(c, right);
        }
    }
}

/* "width is 25 km" never comes here; "launch is ground or submarine" and "growth is allowance" do. */
static void resolve_is(ent_checker *c, const ent_node *node)
{
    const ent_node *left = node->kids[0];
    walk(c, left);
    ent_dimension dimension;
    if (left->kind != ENT_N_ATTRIBUTE || !ent_attribute_dimension(c, ent_str_of(left->text), &dimension))
        return;
    if (dimension != ENT_DIM_WORD && dimension != ENT_DIM_RANK) {
        ent_complain(
            c, node->kids[1]->span,
            (ent_diag_text){ENT_SEV_ERROR, "dimension", NULL,
                            ent_check_text(c, "%s measures a %s.", left->text, ent_dimension_name(dimension)),
                            "Compare it with a number: \"is 500 km to 5500 km\", \"at least 100\"."},
            "%s is compared with a word", left->text);
        return;
    }
    for (uint32_t i = 1; i < node->kid_count; i++) need_word_of(c, left, node->kids[i]);
}

/* Only words are listed. */
static void resolve_listed(ent_checker *c, const ent_node *node)
{
    const ent_node *left = node->kids[0];
    ent_dimension dimension = ENT_DIM_WORD;
    (void)ent_attribute_dimension(c, ent_str_of(left->text), &dimension);
    if (dimension == ENT_DIM_WORD || dimension == ENT_DIM_RANK) return;
    ent_complain(
        c, left->span,
        (ent_diag_text){ENT_SEV_ERROR, "dimension", NULL,
                        ent_check_text(c, "%s measures a %s.", left->text, ent_dimension_name(dimension)),
                        "Compare it with a figure of the table: at most \"ceilings\".tanks."},
        "%s is no word that a table can list", left->text);
}

/* ---- the walk --------------------------------------------------------------------------------------- */

static void walk_named(ent_checker *c, const ent_node *node)
{
    switch (node->kind) {
    case ENT_N_NAME: ent_resolve_actor(c, node); break;
    case ENT_N_ATTRIBUTE: resolve_attribute(c, node); break;
    case ENT_N_TERM:
    case ENT_N_OPEN: resolve_term(c, node); break;
    case ENT_N_CLAUSE:
    case ENT_N_LIMIT_OF: resolve_clause_ref(c, node); break;
    case ENT_N_QUANTITY: resolve_quantity(c, node); break;
    case ENT_N_PARAMETER: resolve_parameter(c, node); break;
    case ENT_N_TABLE: resolve_table(c, node); break;
    default: break;
    }
}

static void walk(ent_checker *c, const ent_node *node)
{
    switch (node->kind) {
    case ENT_N_ACTS:
        for (uint32_t i = 0; i < node->kid_count; i++) ent_resolve_act(c, node->kids[i]);
        break;
    case ENT_N_OBJECT:
        for (uint32_t i = 0; i < node->kid_count; i++) ent_resolve_object_word(c, node->kids[i]);
        break;
    case ENT_N_COMPARE:
    case ENT_N_BETWEEN: resolve_compare(c, node); break;
    case ENT_N_IS: resolve_is(c, node); break;
    case ENT_N_LISTED:
        walk_kids(c, node);
        resolve_listed(c, node);
        break;
    case ENT_N_MEMBERS: ent_resolve_members(c, node); break;
    case ENT_N_AREA:
    case ENT_N_LINE:
    case ENT_N_SITE:
        ent_resolve_geometry(c, node);
        walk_kids(c, node);
        break;
    case ENT_N_AGGREGATE:
        if (node->op == ENT_SUM) {
            ent_dimension d;
            ent_use_decl(c, ent_str_of(node->text));
            if (!ent_attribute_dimension(c, ent_str_of(node->text), &d))
                ent_complain(c, node->span,
                             (ent_diag_text){ENT_SEV_ERROR, "value-unknown", NULL, NULL,
                                             suggest_value(c, ent_str_of(node->text))},
                             "no attribute is called \"%s\"", node->text);
        }
        walk_kids(c, node);
        break;
    case ENT_N_NAME:
    case ENT_N_ATTRIBUTE:
    case ENT_N_TERM:
    case ENT_N_OPEN:
    case ENT_N_CLAUSE:
    case ENT_N_LIMIT_OF:
    case ENT_N_QUANTITY:
    case ENT_N_PARAMETER:
    case ENT_N_TABLE: walk_named(c, node); break;
    default: walk_kids(c, node); break;
    }
}

/* ---- statements ------------------------------------------------------------------------------------- */

static void check_roots(ent_checker *c, const ent_clause *clause)
{
    const ent_node *roots[ENT_CLAUSE_ROOTS];
    size_t count = ent_clause_roots(clause, roots);
    for (size_t i = 0; i < count; i++) walk(c, roots[i]);
}

static void collect_clause(ent_checker *c, const ent_clause *clause)
{
    const ent_node *roots[ENT_CLAUSE_ROOTS];
    size_t count = ent_clause_roots(clause, roots);
    for (size_t i = 0; i < count; i++) ent_binders_collect(c, roots[i]);
}

static void check_clause(ent_checker *c, const ent_clause *clause)
{
    c->binders.count = 0;
    c->binders_free = clause->modality == ENT_EXCEPTION;
    collect_clause(c, clause);
    check_roots(c, clause);
}

/* A reading's lines may use the binders of the lines that stay. */
static void check_reading(ent_checker *c, const ent_reading *reading)
{
    const ent_clause *of = ent_use_clause(c, ent_str_of(reading->of));
    c->binders.count = 0, c->binders_free = false;
    if (!of && ent_name_is_broken(c, reading->of)) return;
    if (!of) {
        ent_complain(c, reading->span,
                     (ent_diag_text){ENT_SEV_ERROR, "clause-unknown", NULL, NULL,
                                     ent_suggest_clause(c, ent_str_of(reading->of))},
                     "reading \"%s\" is of clause %s, which does not exist", reading->name, reading->of);
        return;
    }
    c->binders_free = of->modality == ENT_EXCEPTION;
    ent_clause merged = ent_clause_merge(of, reading);
    collect_clause(c, &merged);
    check_roots(c, &reading->lines);
    if (reading->assumes) walk_kids(c, reading->assumes);
}

static void check_decl(ent_checker *c, const ent_decl *decl)
{
    const ent_node *from = decl->from == decl->body ? NULL : decl->from; /* of force both are the same tree */
    const ent_node *roots[4] = {decl->body, decl->actors, from, decl->until};
    c->binders.count = 0;
    c->binders_free = decl->kind == ENT_DECL_TERM;
    for (int i = 0; i < 4; i++)
        if (roots[i]) ent_binders_collect(c, roots[i]);
    if (decl->kind == ENT_DECL_KIND && decl->body) ent_resolve_sort(c, decl->body);
    bool words = decl->kind == ENT_DECL_ATTRIBUTE || decl->kind == ENT_DECL_KIND;
    for (int i = words ? 4 : 0; i < 4; i++)
        if (roots[i]) walk(c, roots[i]);
}

static void check_assume(ent_checker *c, const ent_assume *assume)
{
    const ent_node *roots[4] = {assume->body, assume->actors, assume->from, assume->until};
    c->binders.count = 0, c->binders_free = false;
    for (int i = 0; i < 4; i++)
        if (roots[i]) walk(c, roots[i]);
}

void ent_check_names(ent_checker *c)
{
    const ent_document *d = &c->doc->document;
    for (size_t i = 0; i < d->decl_count; i++) check_decl(c, &d->decls[i]);
    for (size_t i = 0; i < d->clause_count; i++) check_clause(c, &d->clauses[i]);
    for (size_t i = 0; i < d->reading_count; i++) check_reading(c, &d->readings[i]);
    for (size_t i = 0; i < d->assume_count; i++) check_assume(c, &d->assumes[i]);
    for (size_t i = 0; i < d->scenario_count; i++)
        for (size_t k = 0; k < d->scenarios[i].assume_count; k++)
            check_assume(c, &d->scenarios[i].assumes[k]);
}
