/* check_units.c: what every value measures, and whether what is compared, added or limited measures the same.
 * A figure without a unit is reported as that, not as a wrong dimension, since that is what was forgotten. */
#include "base/limits.h"
#include "lang/check.h"

#include "lang/vocabulary.h"
#include <string.h>

static const ent_measure unknown = {false, ENT_DIM_NONE};

static ent_measure known(ent_dimension dimension)
{
    return (ent_measure){true, dimension};
}

static const ent_decl *decl_of(const ent_checker *c, const char *name, ent_decl_kind kind)
{
    return ent_doc_decl_find(c->doc, kind, ent_str_of(name));
}

bool ent_attribute_dimension(const ent_checker *c, ent_str name, ent_dimension *out)
{
    const ent_decl *decl = ent_doc_decl_find(c->doc, ENT_DECL_ATTRIBUTE, name);
    const ent_standard_attribute *standard = ent_standard_attribute_find(name);
    if (!decl && !standard) return false;
    *out = decl ? decl->dimension : standard->dimension;
    return true;
}

bool ent_attribute_words(const ent_checker *c, ent_str name, ent_vec *out_words)
{
    const ent_decl *decl = ent_doc_decl_find(c->doc, ENT_DECL_ATTRIBUTE, name);
    const ent_standard_attribute *standard = ent_standard_attribute_find(name);
    for (uint32_t i = 0; decl && decl->body && i < decl->body->kid_count; i++)
        if (!ent_vec_push(out_words, &decl->body->kids[i]->text, sizeof(char *))) return false;
    if (decl) return out_words->count > 0;
    for (size_t i = 0; standard && standard->words && standard->words[i]; i++)
        if (!ent_vec_push(out_words, &standard->words[i], sizeof(char *))) return false;
    return out_words->count > 0;
}

/* ---- what a value measures -------------------------------------------------------------------------- */

static ent_measure measure_product(ent_measure a, ent_measure b, int op)
{
    bool bare_a = a.dimension == ENT_DIM_NONE || a.dimension == ENT_DIM_FRACTION;
    bool bare_b = b.dimension == ENT_DIM_NONE || b.dimension == ENT_DIM_FRACTION;
    if (!a.known || !b.known) return unknown;
    if (bare_b) return a;
    if (op == '/') return a.dimension == b.dimension ? known(ENT_DIM_NONE) : unknown;
    return bare_a ? b : unknown;
}

static ent_measure measure_arith(const ent_checker *c, const ent_node *node, const ent_clause *clause)
{
    ent_measure a = ent_measure_of(c, node->kids[0], clause), b = ent_measure_of(c, node->kids[1], clause);
    if (node->op == '*' || node->op == '/') return measure_product(a, b, node->op);
    if (a.known && a.dimension == ENT_DIM_DATE && b.known)
        return known(node->op == '-' && b.dimension == ENT_DIM_DATE ? ENT_DIM_DURATION : ENT_DIM_DATE);
    return a.known ? a : b;
}

static ent_measure measure_aggregate(const ent_checker *c, const ent_node *node, const ent_clause *clause)
{
    ent_dimension dimension;
    switch (node->op) {
    case ENT_SUM:
        return ent_attribute_dimension(c, ent_str_of(node->text), &dimension) ? known(dimension) : unknown;
    case ENT_DURATION: return known(ENT_DIM_DURATION);
    case ENT_GREATEST: return ent_measure_of(c, node->kids[0], clause);
    default: return known(ENT_DIM_NONE);
    }
}

/* The first cell of a column that is not empty says what the column measures. */
static ent_measure measure_table(const ent_checker *c, const ent_node *node)
{
    const ent_decl *decl = decl_of(c, node->text, ENT_DECL_TABLE);
    if (!decl || !decl->table) return unknown;
    const ent_table *t = decl->table;
    for (size_t column = 0; column < t->column_count; column++) {
        if (strcmp(t->columns[column], node->kids[0]->text) != 0) continue;
        for (size_t row = 0; row < t->row_count; row++) {
            const ent_node *cell = t->cells[row * t->column_count + column];
            if (cell->kind == ENT_N_NUMBER) return known(cell->unit ? cell->unit->dimension : ENT_DIM_NONE);
        }
    }
    return unknown;
}

static ent_measure measure_declared(const ent_checker *c, const ent_node *node)
{
    ent_dimension dimension;
    if (node->kind == ENT_N_ATTRIBUTE)
        return ent_attribute_dimension(c, ent_str_of(node->text), &dimension) ? known(dimension) : unknown;
    if (node->kind == ENT_N_PARAMETER) {
        const ent_decl *decl = decl_of(c, node->text, ENT_DECL_PARAMETER);
        return decl ? known(decl->dimension) : unknown;
    }
    const ent_decl *decl = decl_of(c, node->text, ENT_DECL_QUANTITY);
    if (!decl || ent_in_circle(c, decl)) return unknown;
    ent_measure *memo =
        &c->measures[decl - c->doc->document.decls]; /* one that names another twice, and so on */
    if (!memo->known) *memo = ent_measure_of(c, decl->body, NULL);
    return *memo;
}

static ent_measure measure_limit_of(const ent_checker *c, const ent_node *node)
{
    const ent_clause *clause = ent_doc_clause_find(c->doc, ent_str_of(node->text));
    return clause && clause->aggregate ? ent_measure_of(c, clause->aggregate, NULL) : unknown;
}

ent_measure ent_measure_of(const ent_checker *c, const ent_node *node, const ent_clause *clause)
{
    switch (node->kind) {
    case ENT_N_NUMBER: return known(node->unit ? node->unit->dimension : ENT_DIM_NONE);
    case ENT_N_ABOUT:
    case ENT_N_ROUND:
    case ENT_N_MIN:
    case ENT_N_MAX: return ent_measure_of(c, node->kids[0], clause);
    case ENT_N_IF: return ent_measure_of(c, node->kids[1], clause);
    case ENT_N_ATTRIBUTE:
    case ENT_N_PARAMETER:
    case ENT_N_QUANTITY: return measure_declared(c, node);
    case ENT_N_TABLE: return measure_table(c, node);
    case ENT_N_LIMIT_OF: return measure_limit_of(c, node);
    case ENT_N_BASELINE:
        return clause && clause->aggregate ? ent_measure_of(c, clause->aggregate, NULL) : unknown;
    case ENT_N_ARITH: return measure_arith(c, node, clause);
    case ENT_N_AGGREGATE: return measure_aggregate(c, node, clause);
    case ENT_N_DATE:
    case ENT_N_MOMENT:
    case ENT_N_EVENT:
    case ENT_N_YEAR_DAY:
    case ENT_N_YEARLY:
    case ENT_N_YEARS_FROM:
    case ENT_N_BETWEEN_MOMENTS:
    case ENT_N_OFFSET: return known(ENT_DIM_DATE);
    case ENT_N_WORD: return known(ENT_DIM_WORD);
    default: return unknown;
    }
}

/* ---- do two fit ------------------------------------------------------------------------------------- */

static bool is_time(ent_dimension d)
{
    return d == ENT_DIM_DURATION || d == ENT_DIM_MONTHS;
}

static bool fits(ent_dimension a, ent_dimension b)
{
    return a == b || (is_time(a) && is_time(b)) || (a == ENT_DIM_RANK && b == ENT_DIM_WORD);
}

static const char *units_of(ent_checker *c, ent_dimension dimension)
{
    const char *list = NULL;
    for (size_t i = 0; dimension != ENT_DIM_NONE && i < ent_unit_count(); i++) {
        const ent_unit *unit = ent_unit_at(i);
        bool match = unit->dimension == dimension || (is_time(dimension) && is_time(unit->dimension));
        if (match) list = list ? ent_check_text(c, "%s, %s", list, unit->name) : unit->name;
        if (c->out_of_memory) return NULL;
    }
    return list;
}

/* A bare figure below `node` to point at when the unit is what is missing. */
static const ent_node *bare_figure(const ent_node *node)
{
    if (node->kind == ENT_N_NUMBER) return node->unit ? NULL : node;
    if (node->kind == ENT_N_ABOUT) return bare_figure(node->kids[0]);
    return NULL;
}

/* The unit that most texts would mean. */
static const char *usual_unit(ent_dimension dimension)
{
    switch (dimension) {
    case ENT_DIM_LENGTH: return "km";
    case ENT_DIM_MASS: return "t";
    case ENT_DIM_DURATION: return "days";
    case ENT_DIM_MONTHS: return "months";
    case ENT_DIM_SPEED: return "km/h";
    case ENT_DIM_YIELD: return "kiloton";
    case ENT_DIM_FRACTION: return "percent";
    default: return "deg";
    }
}

static void say_missing_unit(ent_checker *c, const ent_node *figure, ent_dimension wanted, const char *what)
{
    const char *units = units_of(c, wanted);
    ent_complain(
        c, figure->span,
        (ent_diag_text){
            ENT_SEV_ERROR, "unit-missing", NULL,
            units ? ent_check_text(c, "The units of a %s are %s.", ent_dimension_name(wanted), units) : NULL,
            ent_check_text(c, "Write \"%s %s\" if that is the unit that is meant.", figure->text,
                           usual_unit(wanted))},
        "%s is a %s and has no unit", what, ent_dimension_name(wanted));
}

void ent_need_measure(ent_checker *c, const ent_node *node, ent_dimension wanted, const char *what)
{
    ent_measure m = ent_measure_of(c, node, NULL);
    if (!m.known || fits(wanted, m.dimension) || fits(m.dimension, wanted)) return;
    const ent_node *figure = bare_figure(node);
    if (figure && wanted != ENT_DIM_NONE && wanted != ENT_DIM_WORD && wanted != ENT_DIM_RANK &&
        wanted != ENT_DIM_DATE) {
        say_missing_unit(c, figure, wanted, what);
        return;
    }
    const char *units = units_of(c, wanted);
    ent_complain(
        c, node->span,
        (ent_diag_text){
            ENT_SEV_ERROR, "dimension", NULL,
            units ? ent_check_text(c, "The units of a %s are %s.", ent_dimension_name(wanted), units) : NULL,
            wanted == ENT_DIM_NONE ? "A count stands without a unit." : NULL},
        "%s is a %s, but this is a %s", what, ent_dimension_name(wanted), ent_dimension_name(m.dimension));
}

static const char *name_of(const ent_node *node)
{
    switch (node->kind) {
    case ENT_N_ATTRIBUTE:
    case ENT_N_PARAMETER:
    case ENT_N_QUANTITY: return node->text;
    case ENT_N_MOMENT:
        return node->op == ENT_REPORTED ? "reported" : node->op == ENT_END ? "the end" : "the start";
    case ENT_N_AGGREGATE: return "the sum";
    default: return "the left side";
    }
}

static void say_order_of_words(ent_checker *c, const ent_node *node, const char *name)
{
    ent_complain(c, node->span,
                 (ent_diag_text){ENT_SEV_ERROR, "dimension", NULL,
                                 "Only the words of a rank are in an order.",
                                 "Write \"is\", or declare it with \"attribute … is rank of …\"."},
                 "the words of %s have no order", name);
}

static void check_compare(ent_checker *c, const ent_node *node)
{
    const ent_node *left = node->kids[0];
    ent_measure m = ent_measure_of(c, left, NULL);
    bool exact = node->kind == ENT_N_COMPARE && node->op == ENT_EXACTLY;
    if (m.known && m.dimension == ENT_DIM_WORD && !exact) {
        say_order_of_words(c, left, name_of(left));
        return;
    }
    bool bare = node->kind == ENT_N_BETWEEN && bare_figure(node->kids[1]) && bare_figure(node->kids[2]);
    uint32_t last =
        bare && m.dimension != ENT_DIM_NONE ? 2 : node->kid_count; /* one missing unit is said once */
    for (uint32_t i = 1; i < last && m.known; i++)
        ent_need_measure(c, node->kids[i], m.dimension, name_of(left));
    bool ends = node->kind == ENT_N_BETWEEN && node->kids[1]->kind == ENT_N_NUMBER &&
                node->kids[2]->kind == ENT_N_NUMBER;
    if (ends && node->kids[1]->number > node->kids[2]->number)
        ent_complain(c, node->kids[1]->span,
                     (ent_diag_text){ENT_SEV_ERROR, "interval-empty", NULL, "Nothing lies between them.",
                                     "Exchange the two."},
                     "the lower end is above the upper end");
}

static void check_place(ent_checker *c, const ent_node *node)
{
    const ent_node *distance = ent_node_kid(node, 2), *second = ent_node_kid(node, 3);
    const char *what = node->op == ENT_PLACE_IN_BAND ? "the width" : "the distance";
    if (distance->kind != ENT_N_NONE) ent_need_measure(c, distance, ENT_DIM_LENGTH, what);
    if (node->op == ENT_PLACE_BETWEEN_DISTANCES && second->kind != ENT_N_NONE)
        ent_need_measure(c, second, ENT_DIM_LENGTH, what);
}

static void check_arith(ent_checker *c, const ent_node *node)
{
    ent_measure a = ent_measure_of(c, node->kids[0], NULL), b = ent_measure_of(c, node->kids[1], NULL);
    if (!a.known || !b.known) return;
    if (node->op == '*' || node->op == '/') {
        if (measure_product(a, b, node->op).known) return;
        ent_complain(
            c, node->span,
            (ent_diag_text){ENT_SEV_ERROR, "dimension", NULL, NULL, "Multiply and divide by plain numbers."},
            "a %s %s a %s measures nothing known", ent_dimension_name(a.dimension),
            node->op == '*' ? "times" : "divided by", ent_dimension_name(b.dimension));
        return;
    }
    bool moved = a.dimension == ENT_DIM_DATE &&
                 (is_time(b.dimension) || (node->op == '-' && b.dimension == ENT_DIM_DATE));
    if (!moved) ent_need_measure(c, node->kids[1], a.dimension, "the first part");
}

/* What a length of time is counted from is a moment. */
static void check_offset(ent_checker *c, const ent_node *node)
{
    ent_need_measure(c, node->kids[0], ENT_DIM_DATE, "what time is counted from");
}

static void check_alike(ent_checker *c, const ent_node *node, uint32_t first)
{
    ent_measure m = ent_measure_of(c, node->kids[first], NULL);
    for (uint32_t i = first + 1; m.known && i < node->kid_count; i++)
        ent_need_measure(c, node->kids[i], m.dimension, "the first value");
}

/* Tonnes have no whole number: what is rounded is a count. */
static void check_round(ent_checker *c, const ent_node *node)
{
    ent_measure m = ent_measure_of(c, node->kids[0], NULL);
    if (!m.known || m.dimension == ENT_DIM_NONE || m.dimension == ENT_DIM_FRACTION) return;
    ent_complain(c, node->span,
                 (ent_diag_text){ENT_SEV_ERROR, "dimension", NULL, "Only a count is rounded.",
                                 "Divide by one of its units: \"round up (displacement / 1000 t)\"."},
                 "a %s has no whole number", ent_dimension_name(m.dimension));
}

static void check_sum(ent_checker *c, const ent_node *node)
{
    ent_dimension d;
    if (node->op != ENT_SUM || !ent_attribute_dimension(c, ent_str_of(node->text), &d)) return;
    if (d != ENT_DIM_WORD && d != ENT_DIM_RANK && d != ENT_DIM_DATE) return;
    ent_complain(
        c, node->span,
        (ent_diag_text){ENT_SEV_ERROR, "dimension", NULL, NULL, "Use \"number of\" or \"count of\"."},
        "%s cannot be summed: it is a %s", node->text, ent_dimension_name(d));
}

static void walk(ent_checker *c, const ent_node *node)
{
    for (uint32_t i = 0; i < node->kid_count; i++) walk(c, node->kids[i]);
    switch (node->kind) {
    case ENT_N_COMPARE:
    case ENT_N_BETWEEN: check_compare(c, node); break;
    case ENT_N_PLACE: check_place(c, node); break;
    case ENT_N_ARITH: check_arith(c, node); break;
    case ENT_N_MIN:
    case ENT_N_MAX: check_alike(c, node, 0); break;
    case ENT_N_IF: check_alike(c, node, 1); break;
    case ENT_N_AGGREGATE: check_sum(c, node); break;
    case ENT_N_ROUND: check_round(c, node); break;
    case ENT_N_OFFSET:
    case ENT_N_YEAR_DAY: check_offset(c, node); break;
    default: break;
    }
}

/* A window of no length holds nothing, and one that is longer than history begins before it. */
static void check_window_length(ent_checker *c, const ent_node *window, bool sliding)
{
    if (window->kind != ENT_N_NUMBER && window->kind != ENT_N_YEARS_FROM) return;
    double years = sliding ? window->number / (365.2425 * ENT_DAY_SECONDS) : window->number; /* or months */
    if (window->number > 0 && years <= ENT_WINDOW_YEARS_MAX) return;
    ent_complain(c, window->span,
                 (ent_diag_text){ENT_SEV_ERROR, "window", NULL, NULL,
                                 "Write for instance \"over any 90 days\" or \"in any 3 calendar years\"."},
                 "a sum is taken over a period of more than nothing and at most %d years",
                 ENT_WINDOW_YEARS_MAX);
}

static void check_window(ent_checker *c, const ent_clause *clause)
{
    if (!clause->window) return;
    check_window_length(c, clause->window, clause->window_kind == ENT_WINDOW_SLIDING);
    if (clause->window_kind == ENT_WINDOW_SLIDING)
        ent_need_measure(c, clause->window, ENT_DIM_DURATION, "the period");
    else if (clause->calendar != ENT_CALENDAR_FROM)
        ent_need_measure(c, clause->window, ENT_DIM_NONE, "the number of periods");
}

static void check_clause(ent_checker *c, const ent_clause *clause, const ent_clause *whole)
{
    const ent_node *roots[ENT_CLAUSE_ROOTS];
    size_t count = ent_clause_roots(clause, roots);
    for (size_t i = 0; i < count; i++) walk(c, roots[i]);
    check_window(c, clause);
    if (!clause->ceiling || !whole->aggregate) return;
    ent_measure m = ent_measure_of(c, whole->aggregate, NULL);
    bool summable = m.dimension != ENT_DIM_WORD && m.dimension != ENT_DIM_RANK && m.dimension != ENT_DIM_DATE;
    if (m.known && summable) ent_need_measure(c, clause->ceiling, m.dimension, "the sum");
}

static void check_decl(ent_checker *c, const ent_decl *d)
{
    bool value = d->kind == ENT_DECL_PARAMETER || d->kind == ENT_DECL_QUANTITY || d->kind == ENT_DECL_TERM ||
                 d->kind == ENT_DECL_AREA || d->kind == ENT_DECL_LINE;
    if (!value || !d->body) return;
    walk(c, d->body);
    if (d->kind == ENT_DECL_PARAMETER) ent_need_measure(c, d->body, d->dimension, d->name);
}

static void check_assumes(ent_checker *c, const ent_node *assumes)
{
    for (uint32_t i = 0; assumes && i < assumes->kid_count; i++) check_compare(c, assumes->kids[i]);
}

void ent_check_units(ent_checker *c)
{
    const ent_document *d = &c->doc->document;
    for (size_t i = 0; i < d->decl_count; i++) check_decl(c, &d->decls[i]);
    for (size_t i = 0; i < d->clause_count; i++) check_clause(c, &d->clauses[i], &d->clauses[i]);
    for (size_t i = 0; i < d->reading_count; i++) {
        const ent_clause *of = ent_doc_clause_find(c->doc, ent_str_of(d->readings[i].of));
        if (of) check_clause(c, &d->readings[i].lines, of);
        check_assumes(c, d->readings[i].assumes);
    }
}
