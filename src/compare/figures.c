/* figures.c: the numbers that a clause rests on, which are those that somebody may want to see changed: its
 * own, those of its readings, those of the exceptions it names, and those of the parameters, quantities,
 * definitions, areas and tables that any of these name. Names are looked for wherever a text stands in a
 * tree: one too many is a slider without effect, one too few would hide what a verdict hangs on. An exception
 * has no findings of its own, so its figures can be seen at work in the clause alone that names it.
 *
 * A parameter has the value that the case assumes, else the one of the text; of one that both leave open,
 * and of a ceiling of nought, only the order of magnitude of what might be put there is known. */
#include "base/mem.h"
#include "compare/sweep.h"
#include "entente/compare.h"

#include <math.h>
#include <string.h>

struct ent_figures {
    ent_figure *at;
    size_t count;
};

typedef struct finder {
    const ent_document *doc;
    const ent_document *assumes; /* of the case, or NULL */
    bool *clauses, *decls;       /* those that the clause rests on */
} finder;

/* ---- what it rests on ------------------------------------------------------------------------------- */

static void follow_clause(finder *f, size_t index);

static void follow(finder *f, const ent_node *n)
{
    if (!n) return;
    for (size_t i = 0; n->text && *n->text && i < f->doc->decl_count; i++) {
        const ent_decl *d = &f->doc->decls[i];
        if (f->decls[i] || !d->name || strcmp(d->name, n->text) != 0) continue;
        f->decls[i] = true;
        follow(f, d->body), follow(f, d->actors), follow(f, d->from), follow(f, d->until);
    }
    for (size_t i = 0; n->text && *n->text && i < f->doc->clause_count; i++) {
        const ent_clause *k = &f->doc->clauses[i];
        if (!f->clauses[i] && !ent_clause_is_judged(k) && strcmp(k->id, n->text) == 0) follow_clause(f, i);
    }
    for (uint32_t i = 0; i < n->kid_count; i++) follow(f, n->kids[i]);
}

static void follow_lines(finder *f, const ent_clause *k)
{
    const ent_node *roots[ENT_CLAUSE_ROOTS];
    const size_t count = ent_clause_roots(k, roots);
    for (size_t i = 0; i < count; i++) follow(f, roots[i]);
}

static void follow_clause(finder *f, size_t index)
{
    const ent_clause *k = &f->doc->clauses[index];
    f->clauses[index] = true;
    follow_lines(f, k);
    for (size_t i = 0; i < f->doc->reading_count; i++) {
        if (strcmp(f->doc->readings[i].of, k->id) != 0) continue;
        follow_lines(f, &f->doc->readings[i].lines);
        follow(f, f->doc->readings[i].assumes);
    }
}

/* The declaration whose figure it is: the longest name that the label begins with. */
static bool rests_on_decl(const finder *f, const char *label)
{
    size_t longest = 0;
    bool found = false;
    for (size_t i = 0; i < f->doc->decl_count; i++) {
        const char *name = f->doc->decls[i].name;
        const size_t n = name ? strlen(name) : 0;
        if (n <= longest || strncmp(name, label, n) != 0 || (label[n] != '.' && label[n] != '\0')) continue;
        longest = n, found = f->decls[i];
    }
    return found;
}

static bool rests_on(const finder *f, const char *label)
{
    const size_t own = ent_sweep_clause_of(f->doc, label);
    return own < f->doc->clause_count ? f->clauses[own] : rests_on_decl(f, label);
}

/* ---- values ----------------------------------------------------------------------------------------- */

/* The unit of what is left open, and how far one would try it. */
static bool unset(ent_dimension dimension, ent_figure *out)
{
    static const struct {
        const char *unit;
        double top;
    } usual[] = {[ENT_DIM_NONE] = {"", 100},           [ENT_DIM_LENGTH] = {"km", 250},
                 [ENT_DIM_MASS] = {"t", 100000},       [ENT_DIM_DURATION] = {"days", 60},
                 [ENT_DIM_MONTHS] = {"months", 24},    [ENT_DIM_ANGLE] = {"deg", 90},
                 [ENT_DIM_SPEED] = {"km/h", 1000},     [ENT_DIM_YIELD] = {"kiloton", 500},
                 [ENT_DIM_FRACTION] = {"percent", 100}};
    if (dimension == ENT_DIM_WORD || dimension == ENT_DIM_RANK || dimension == ENT_DIM_DATE) return false;
    out->unit = usual[dimension].unit, out->top = usual[dimension].top, out->value = NAN;
    return true;
}

/* The round figure at twice the value or above. */
static double top_of(double value)
{
    const double wanted = 2 * fabs(value), power = pow(10, floor(log10(wanted)));
    return ceil(wanted / power) * power;
}

/* Days, months and things are counted: where the text says a whole number, so does whoever changes it. */
static bool is_counted(const ent_figure *figure, ent_dimension dimension)
{
    const bool counted =
        dimension == ENT_DIM_NONE || dimension == ENT_DIM_DURATION || dimension == ENT_DIM_MONTHS;
    return counted && (isnan(figure->value) || figure->value == floor(figure->value));
}

static void find_step(ent_figure *figure, ent_dimension dimension)
{
    const double fine = figure->top / 200;
    figure->whole = is_counted(figure, dimension);
    figure->step = fine >= 1 ? pow(10, floor(log10(2 * fine))) : figure->whole ? 1 : fine;
}

static bool number(const char *label, const ent_node *node, ent_figure *out)
{
    const ent_dimension dimension = node->unit ? node->unit->dimension : ENT_DIM_NONE;
    ent_figure figure = {.label = label, .value = node->written};
    if (node->kind != ENT_N_NUMBER || !unset(dimension, &figure)) return false;
    figure.value = node->written;
    if (figure.value != 0) figure.top = top_of(figure.value);
    if (node->unit) figure.unit = node->unit->name;
    find_step(&figure, dimension);
    *out = figure;
    return true;
}

static const ent_node *assumed(const finder *f, const char *name)
{
    for (size_t i = 0; f->assumes && i < f->assumes->assume_count; i++)
        if (f->assumes->assumes[i].kind == ENT_ASSUME_PARAMETER &&
            strcmp(f->assumes->assumes[i].name, name) == 0)
            return f->assumes->assumes[i].body;
    return NULL;
}

/* Of a parameter that the text fills there is a figure already. */
static bool parameter(const finder *f, const ent_decl *d, ent_figure *out)
{
    const ent_node *given = assumed(f, d->name);
    if (given) return number(d->name, given, out);
    ent_figure figure = {.label = d->name};
    if (d->body || !unset(d->dimension, &figure)) return false;
    find_step(&figure, d->dimension);
    *out = figure;
    return true;
}

/* ---- all of them ------------------------------------------------------------------------------------ */

static void collect(const finder *f, const ent_doc *agreement, ent_figures *out)
{
    for (size_t i = 0; i < ent_doc_figure_count(agreement); i++) {
        const ent_node *node = ent_doc_figure_at(agreement, i);
        if (!rests_on(f, node->label) || assumed(f, node->label)) continue;
        out->count += number(node->label, node, &out->at[out->count]);
    }
    for (size_t i = 0; i < f->doc->decl_count; i++) {
        const ent_decl *d = &f->doc->decls[i];
        if (d->kind == ENT_DECL_PARAMETER && f->decls[i]) out->count += parameter(f, d, &out->at[out->count]);
    }
}

ent_status ent_figures_find(const ent_world *world, const ent_clause *clause, ent_figures **out,
                            ent_error *err)
{
    finder f = {.doc = ent_doc_view(world->agreement),
                .assumes = world->case_doc ? ent_doc_view(world->case_doc) : NULL};
    const size_t most = ent_doc_figure_count(world->agreement) + f.doc->decl_count + 1;
    ent_figures *made = ent_alloc_zero(1, sizeof *made);
    f.clauses = ent_alloc_zero(f.doc->clause_count + 1, sizeof *f.clauses);
    f.decls = ent_alloc_zero(f.doc->decl_count + 1, sizeof *f.decls);
    if (made) made->at = ent_alloc_zero(most, sizeof *made->at);
    const bool whole = made && made->at && f.clauses && f.decls;
    if (whole) {
        follow_clause(&f, (size_t)(clause - f.doc->clauses));
        collect(&f, world->agreement, made);
        *out = made, made = NULL;
    }
    ent_figures_free(made);
    ent_free(f.clauses);
    ent_free(f.decls);
    return whole ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

void ent_figures_free(ent_figures *figures)
{
    if (!figures) return;
    ent_free(figures->at);
    ent_free(figures);
}

size_t ent_figures_count(const ent_figures *figures)
{
    return figures->count;
}

const ent_figure *ent_figures_at(const ent_figures *figures, size_t index)
{
    return index < figures->count ? &figures->at[index] : NULL;
}
