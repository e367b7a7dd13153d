/* report_data.c: the questions are asked as a browser would, and the answers put into one object:
 *
 *   case    /api/case
 *   checks  by view, /api/check
 *   land    by view, [coarse, fine], /api/land
 *   zones   by "view|clause|reading|item|by|set", /api/zone; each outline is a number
 *   shapes  the outlines: many steps of a figure close the same ground
 *   sweeps  by "clause|label", the steps of that figure: {view, value} and /api/step
 *
 * A question that is refused is left out: the page says then that it was not computed. */
#include "cli/report_data.h"

#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"

#include <math.h>
#include <string.h>

#define PAIRS_MAX 5 /* systems and parties whose zones are kept, of one clause */
#define STEPS 10    /* of a figure, to either side */
#define ZONE_TOLERANCE_M "25000"
#define LAND_COARSE_M "30000"
#define LAND_FINE_M "9000"
#define DATA_MAX ((size_t)256 << 20)

typedef struct pair {
    const char *item, *by;
    size_t count;
} pair;

typedef struct maker {
    ent_cli *cli;
    const ent_cli_judged *judged;
    ent_asker *asker;
    ent_buf *out, answer;
    ent_map *shapes; /* outline -> its number + 1 */
    char **kept;     /* the outlines, owned */
    size_t shape_count, shape_cap;
    ent_error *err;
    bool first; /* of the members being written */
} maker;

/* ---- writing ---------------------------------------------------------------------------------------- */

static void quoted(maker *m, const char *text)
{
    ent_json json;
    ent_json_init(&json, ent_buf_sink(m->out), false);
    ent_json_string(&json, text);
}

static void begin(maker *m, const char *name, char bracket)
{
    ent_buf_adds(m->out, m->out->len > 1 ? ",\n" : "");
    quoted(m, name);
    ent_buf_printf(m->out, ":%c", bracket);
    m->first = true;
}

static void part(maker *m)
{
    if (!m->first) ent_buf_addc(m->out, ',');
    m->first = false;
}

static void escape_into(ent_buf *target, const char *text)
{
    for (const char *p = text; *p; p++) {
        const unsigned char c = (unsigned char)*p;
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._~", c);
        if (plain)
            ent_buf_addc(target, *p);
        else
            ent_buf_printf(target, "%%%02X", c);
    }
}

/* ---- asking ----------------------------------------------------------------------------------------- */

typedef struct param {
    const char *name, *value;
} param;

/* False: it was refused, or memory ran out (then `out` has failed). */
static bool ask(maker *m, const char *path, const param *params, size_t count)
{
    ent_buf target;
    ent_error unsaid = {0};
    ent_buf_init(&target, 1u << 16);
    ent_buf_adds(&target, path);
    for (size_t i = 0, n = 0; i < count; i++) {
        if (!params[i].value || !*params[i].value) continue;
        ent_buf_printf(&target, "%c%s=", n++ ? '&' : '?', params[i].name);
        escape_into(&target, params[i].value);
    }
    ent_buf_clear(&m->answer);
    const bool ok =
        !target.failed && ent_ask(m->asker, target.ptr, ent_buf_sink(&m->answer), &unsaid) == ENT_OK;
    if (unsaid.status == ENT_E_NOMEM) m->out->failed = true;
    ent_buf_done(&target);
    return ok;
}

static void add_answer(maker *m)
{
    ent_buf_add(m->out, ent_str_trim(ent_buf_str(&m->answer)));
}

static const char *view_name(const maker *m, size_t k)
{
    return ent_atlas_view_at(m->judged->atlas, ent_judgement_opts(m->judged->judgements[k]).view).name;
}

/* ---- the case and its views ------------------------------------------------------------------------- */

static void add_case(maker *m)
{
    ent_buf_adds(m->out, "\"case\":");
    if (ask(m, "/api/case", NULL, 0))
        add_answer(m);
    else
        ent_buf_adds(m->out, "null");
}

static void add_checks(maker *m)
{
    begin(m, "checks", '{');
    for (size_t k = 0; k < m->judged->count; k++) {
        const param params[] = {{"view", view_name(m, k)}};
        if (!ask(m, "/api/check", params, 1)) continue;
        part(m);
        quoted(m, view_name(m, k));
        ent_buf_addc(m->out, ':');
        add_answer(m);
    }
    ent_buf_addc(m->out, '}');
}

static void add_land(maker *m)
{
    begin(m, "land", '{');
    for (size_t k = 0; k < m->judged->count; k++) {
        const param coarse[] = {{"view", view_name(m, k)}, {"tolerance", LAND_COARSE_M}};
        const param fine[] = {{"view", view_name(m, k)}, {"tolerance", LAND_FINE_M}};
        if (!ask(m, "/api/land", coarse, 2)) continue;
        part(m);
        quoted(m, view_name(m, k));
        ent_buf_adds(m->out, ":[");
        add_answer(m);
        if (ask(m, "/api/land", fine, 2)) ent_buf_addc(m->out, ','), add_answer(m);
        ent_buf_addc(m->out, ']');
    }
    ent_buf_addc(m->out, '}');
}

/* ---- zones ------------------------------------------------------------------------------------------ */

/* The number of an outline; a new one is kept. */
static size_t shape_number(maker *m, ent_str outline)
{
    const uintptr_t known = (uintptr_t)ent_map_get(m->shapes, outline);
    if (known) return known - 1;
    if (m->shape_count == m->shape_cap) {
        const size_t cap = m->shape_cap ? 2 * m->shape_cap : 64;
        char **grown = ent_realloc(m->kept, cap, sizeof *grown);
        if (!grown) return m->out->failed = true, 0;
        m->kept = grown, m->shape_cap = cap;
    }
    char *copy = ent_alloc(outline.len + 1);
    if (!copy) return m->out->failed = true, 0;
    memcpy(copy, outline.ptr, outline.len);
    copy[outline.len] = '\0';
    m->kept[m->shape_count++] = copy;
    if (!ent_map_put(m->shapes, (ent_str){copy, outline.len}, (void *)(uintptr_t)m->shape_count))
        m->out->failed = true;
    return m->shape_count - 1;
}

/* The length of a JSON object at the start of the text; there are no braces in the strings of an outline. */
static size_t object_length(const char *text)
{
    size_t depth = 0, n = 0;
    do {
        depth += text[n] == '{';
        depth -= text[n] == '}';
        n++;
    } while (depth > 0 && text[n]);
    return n;
}

/* The answer with numbers in place of its outlines. */
static void add_zone(maker *m)
{
    static const char mark[] = "\"geometry\":";
    const char *at = m->answer.ptr, *found;
    while ((found = strstr(at, mark))) {
        const char *object = found + sizeof mark - 1;
        const size_t length = object_length(object);
        ent_buf_add(m->out, (ent_str){at, (size_t)(object - at)});
        ent_buf_printf(m->out, "%zu", shape_number(m, (ent_str){object, length}));
        at = object + length;
    }
    ent_buf_add(m->out, ent_str_trim(ent_str_of(at)));
}

static void zone_of(maker *m, const char *view, const ent_clause *clause, const pair *p, const char *set)
{
    const param params[] = {{"view", view}, {"clause", clause->id}, {"item", p->item},
                            {"by", p->by},  {"set", set},           {"tolerance", ZONE_TOLERANCE_M}};
    if (!ask(m, "/api/zone", params, 6)) return;
    ent_buf key;
    ent_buf_init(&key, 1u << 12);
    ent_buf_printf(&key, "%s|%s||%s|%s|%s", view, clause->id, p->item, p->by, set);
    part(m);
    quoted(m, key.ptr ? key.ptr : "");
    ent_buf_done(&key);
    ent_buf_addc(m->out, ':');
    add_zone(m);
}

static const char *item_of(const ent_finding *f)
{
    const ent_record *r = f->record_count ? f->records[0] : NULL;
    return r && r->item.kind == ENT_VALUE_WORD && r->item.count ? r->item.words[0] : "";
}

static void count_pair(pair *pairs, size_t *count, const char *item, const char *by)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(pairs[i].item, item) == 0 && strcmp(pairs[i].by, by) == 0) {
            pairs[i].count++;
            return;
        }
    if (*count < 64) pairs[(*count)++] = (pair){item, by, 1};
}

/* What most findings of the clause are about, kept ones last; at least one pair. */
static size_t find_pairs(const ent_judgement *judgement, const ent_clause *clause, pair out[PAIRS_MAX])
{
    pair pairs[64];
    size_t count = 0, n = 0;
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < ent_finding_count(judgement); i++) {
            const ent_finding *f = ent_finding_at(judgement, i);
            if (strcmp(f->clause->id, clause->id) != 0 || *f->reading ||
                (f->verdict == ENT_KEPT) != (round == 1))
                continue;
            count_pair(pairs, &count, item_of(f), f->party);
        }
    while (n < PAIRS_MAX && n < count) {
        size_t best = n;
        for (size_t i = n; i < count; i++)
            if (pairs[i].count > pairs[best].count) best = i;
        const pair moved = pairs[best];
        pairs[best] = pairs[n], pairs[n] = moved;
        out[n++] = moved;
    }
    if (n == 0) out[n++] = (pair){"", "", 0};
    return n;
}

static void add_zones_of_view(maker *m, size_t k)
{
    const ent_document *doc = ent_doc_view(ent_judgement_world(m->judged->judgements[k])->agreement);
    for (size_t c = 0; c < doc->clause_count; c++) {
        pair pairs[PAIRS_MAX];
        if (doc->clauses[c].modality != ENT_PROHIBITS) continue;
        ent_cli_progress(m->cli, "drawing the ground that clauses close ...");
        const size_t n = find_pairs(m->judged->judgements[k], &doc->clauses[c], pairs);
        for (size_t i = 0; i < n; i++) zone_of(m, view_name(m, k), &doc->clauses[c], &pairs[i], "");
    }
}

/* ---- steps of figures ------------------------------------------------------------------------------- */

/* A round number near a twenty-fifth of the figure. */
static double step_of(const ent_figure *figure)
{
    const double wanted = fabs(figure->value) / 25, power = pow(10, floor(log10(wanted))),
                 step = wanted / power < 2   ? power
                        : wanted / power < 5 ? 2 * power
                                             : 5 * power;
    return figure->whole ? fmax(1, step) : step;
}

/* The value of a step, as `set` takes it. Of one that is left open, or nought, there are half as many, from
 * nought on: their outlines are all new. False: there is no such step. */
static bool step_at(const ent_figure *figure, int s, char out[32])
{
    const bool from_nought = !(figure->value > 0);
    double value = from_nought ? figure->top * s / STEPS : figure->value + s * step_of(figure);
    if (figure->whole) value = round(value);
    ent_double_format(value, out);
    return from_nought ? s > 0 : value >= 0;
}

static void set_of(const ent_figure *figure, const char *digits, char out[400])
{
    (void)snprintf(out, 400, "%s=%s%s%s", figure->label, digits, isnan(figure->value) ? " " : "",
                   isnan(figure->value) ? figure->unit : "");
}

static void add_step(maker *m, size_t k, const ent_clause *clause, const ent_figure *figure,
                     const char *digits)
{
    char set[400];
    set_of(figure, digits, set);
    const param params[] = {{"view", view_name(m, k)}, {"clause", clause->id}, {"set", set}};
    if (!ask(m, "/api/step", params, 3)) return;
    part(m);
    ent_buf_adds(m->out, "{\"view\":");
    quoted(m, view_name(m, k));
    ent_buf_printf(m->out, ",\"value\":%s,", digits);
    const ent_str rest = ent_str_trim(ent_buf_str(&m->answer));
    ent_buf_add(m->out, (ent_str){rest.ptr + 1, rest.len - 1}); /* without its opening brace */
}

static void add_sweep(maker *m, const ent_clause *clause, const ent_figure *figure)
{
    char digits[32], name[400];
    (void)snprintf(name, sizeof name, "%s|%s", clause->id, figure->label);
    part(m);
    quoted(m, name);
    ent_buf_adds(m->out, ":[");
    m->first = true;
    for (size_t k = 0; k < m->judged->count; k++)
        for (int s = -STEPS; s <= STEPS; s++)
            if (step_at(figure, s, digits)) add_step(m, k, clause, figure, digits);
    ent_buf_addc(m->out, ']');
    m->first = false;
}

/* The zone of the likeliest pair for every step of a prohibition's figures, under the first view. */
static void add_stepped_zones(maker *m, const ent_clause *clause, const ent_figure *figure)
{
    pair pairs[PAIRS_MAX];
    char digits[32], set[400];
    if (clause->modality != ENT_PROHIBITS || strchr(figure->label, '/')) return;
    (void)find_pairs(m->judged->judgements[0], clause, pairs);
    for (int s = -STEPS; s <= STEPS; s++) {
        if (!step_at(figure, s, digits) || (s == 0 && figure->value > 0)) continue;
        ent_cli_progress(m->cli, "drawing the ground that other figures would close ...");
        set_of(figure, digits, set);
        zone_of(m, view_name(m, 0), clause, &pairs[0], set);
    }
}

typedef void add_figure(maker *m, const ent_clause *clause, const ent_figure *figure);

/* Of every clause that is judged, every figure it rests on. */
static void each_figure(maker *m, add_figure *add)
{
    const ent_world *world = ent_case_world(m->judged->loaded);
    const ent_document *doc = ent_doc_view(world->agreement);
    for (size_t c = 0; c < doc->clause_count; c++) {
        ent_figures *figures = NULL;
        if (!ent_clause_is_judged(&doc->clauses[c])) continue;
        if (ent_figures_find(world, &doc->clauses[c], &figures, NULL) != ENT_OK) {
            m->out->failed = true;
            return;
        }
        ent_cli_progress(m->cli, "trying the figures of the text ...");
        for (size_t i = 0; i < ent_figures_count(figures); i++)
            add(m, &doc->clauses[c], ent_figures_at(figures, i));
        ent_figures_free(figures);
    }
}

/* ---- all of it -------------------------------------------------------------------------------------- */

static void add_shapes(maker *m)
{
    begin(m, "shapes", '[');
    for (size_t i = 0; i < m->shape_count; i++) {
        part(m);
        ent_buf_adds(m->out, m->kept[i]);
    }
    ent_buf_addc(m->out, ']');
}

static void add_all(maker *m)
{
    ent_buf_addc(m->out, '{');
    add_case(m);
    add_checks(m);
    add_land(m);
    begin(m, "sweeps", '{');
    each_figure(m, add_sweep);
    ent_buf_addc(m->out, '}');
    begin(m, "zones", '{');
    for (size_t k = 0; k < m->judged->count; k++) add_zones_of_view(m, k);
    each_figure(m, add_stepped_zones);
    ent_buf_addc(m->out, '}');
    add_shapes(m);
    ent_buf_addc(m->out, '}');
}

ent_status ent_cli_report_data(ent_cli *cli, const ent_cli_judged *judged, const ent_server_opts *opts,
                               ent_buf *out, ent_error *err)
{
    maker m = {.cli = cli, .judged = judged, .out = out, .err = err};
    ent_status st = ent_asker_new(opts, &m.asker, err);
    if (st != ENT_OK) return st;
    ent_buf_init(&m.answer, DATA_MAX);
    m.shapes = ent_map_new();
    if (m.shapes)
        add_all(&m);
    else
        out->failed = true;
    ent_cli_progress(cli, NULL);
    for (size_t i = 0; i < m.shape_count; i++) ent_free(m.kept[i]);
    ent_free(m.kept);
    ent_map_free(m.shapes);
    ent_buf_done(&m.answer);
    ent_asker_free(m.asker);
    return out->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory for the report") : ENT_OK;
}
