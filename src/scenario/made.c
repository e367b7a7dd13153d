/* made.c: made-up acts as records, in a world that holds nothing else. */
#include "scenario/made.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void ent_made_put(ent_made_act *act, const char *column, const char *cell)
{
    for (size_t i = 0; i < act->count; i++)
        if (strcmp(act->columns[i], column) == 0) {
            act->cells[i] = cell;
            return;
        }
    if (act->count < ENT_MADE_FIELDS) act->columns[act->count] = column, act->cells[act->count++] = cell;
}

const char *ent_made_get(const ent_made_act *act, const char *column)
{
    for (size_t i = 0; i < act->count; i++)
        if (strcmp(act->columns[i], column) == 0) return act->cells[i];
    return "";
}

const char *ent_made_figure(ent_trial *t, double value, const ent_unit *unit)
{
    double v = unit ? value / unit->scale : value;
    char text[64];
    (void)snprintf(text, sizeof text, "%.10g", v);
    return ent_trial_text(t, "%s", text);
}

/* "range_km", "500" -> "range 500 km". */
static const char *field_said(ent_trial *t, const char *column, const char *cell)
{
    const char *cut = strrchr(column, '_');
    const ent_unit *unit = cut ? ent_unit_find(ent_str_of(cut + 1)) : NULL;
    if (strcmp(column, "kind") == 0) return cell;
    if (unit) return ent_trial_text(t, "%.*s %s %s", (int)(cut - column), column, cell, unit->name);
    return ent_trial_text(t, "%s %s", column, cell);
}

const char *ent_made_say(ent_trial *t, const ent_made_act *act)
{
    const char *text = "";
    for (size_t i = 0; i < act->count; i++)
        if (*act->cells[i])
            text = ent_trial_text(t, "%s%s%s", text, *text ? ", " : "",
                                  field_said(t, act->columns[i], act->cells[i]));
    return text;
}

/* ---- judging ---------------------------------------------------------------------------------------- */

typedef struct cells {
    const char *columns[ENT_MADE_FIELDS + 4];
    ent_str at[ENT_MADE_FIELDS + 4];
    size_t count;
} cells;

static void put(cells *c, const char *column, const char *cell)
{
    c->columns[c->count] = column, c->at[c->count++] = ent_str_of(cell);
}

static ent_status add_item(ent_trial *t, const ent_made_act *act, const char *name, ent_stage *stage,
                           ent_error *err)
{
    cells c = {.count = 0};
    put(&c, "name", name);
    for (size_t i = 0; i < act->count; i++)
        if (strncmp(act->columns[i], "item.", 5) == 0) put(&c, act->columns[i] + 5, act->cells[i]);
    if (c.count == 1) return ENT_OK;
    ent_row row = {
        .columns = c.columns, .cells = c.at, .count = c.count, .file = t->path, .where = "a made-up item"};
    ent_status st = stage->items ? ENT_OK : ent_items_new(&stage->items, err);
    return st == ENT_OK ? ent_items_add_row(stage->items, &row, t->diags, err) : st;
}

/* What the column id says, else r1, r2 …, as in a table of scenarios. */
static void made_id(const ent_made_act *act, size_t number, char *out, size_t size)
{
    const char *said = ent_made_get(act, "id");
    if (*said)
        (void)snprintf(out, size, "%.30s", said);
    else
        (void)snprintf(out, size, "r%zu", number + 1);
}

static ent_status add_act(ent_trial *t, const ent_made_act *act, size_t number, ent_stage *stage,
                          ent_error *err)
{
    cells c = {.count = 0};
    char id[32];
    made_id(act, number, id, sizeof id);
    const char *item = ent_trial_text(t, "item %zu", number + 1);
    bool described = false;
    put(&c, "id", id);
    for (size_t i = 0; i < act->count; i++) {
        bool of_item = strncmp(act->columns[i], "item.", 5) == 0;
        described = described || of_item;
        bool of_record =
            !of_item && strcmp(act->columns[i], "id") != 0 && strcmp(act->columns[i], "source") != 0;
        if (of_record) put(&c, act->columns[i], act->cells[i]);
    }
    if (described && !*ent_made_get(act, "item")) put(&c, "item", item);
    put(&c, "source", "made up");
    if (*ent_made_get(act, "item")) item = ent_made_get(act, "item");
    ent_status st = add_item(t, act, item, stage, err);
    ent_row row = {
        .columns = c.columns, .cells = c.at, .count = c.count, .file = t->path, .where = "a made-up record"};
    if (st == ENT_OK) st = ent_records_add_row(stage->records, &row, t->diags, err);
    return st == ENT_E_FORMAT ? ENT_OK : st;
}

static ent_status fill(ent_trial *t, const ent_made *made, ent_stage *stage, ent_error *err)
{
    const ent_document *d = ent_doc_view(t->doc);
    ent_status st = ent_records_new(&stage->records, err);
    for (size_t i = 0; st == ENT_OK && i < d->decl_count; i++)
        if (d->decls[i].kind == ENT_DECL_KIND)
            st = ent_records_allow_kind(stage->records, ent_str_of(d->decls[i].name), err);
    for (size_t i = 0; st == ENT_OK && i < made->count; i++) st = add_act(t, &made->acts[i], i, stage, err);
    return st == ENT_OK ? ent_records_finish(stage->records, t->diags, err) : st;
}

/* In force since long ago, for every party. */
static ent_status assume_force(ent_trial *t, ent_stage *stage, ent_error *err)
{
    ent_assume *a = ent_arena_alloc(t->arena, 1, sizeof *a);
    ent_node *date = ent_arena_alloc(t->arena, 1, sizeof *date);
    ent_when *when = ent_arena_alloc(t->arena, 1, sizeof *when);
    if (!a || !date || !when) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_status st = ent_when_parse(ENT_STR("1800-01-01"), when, NULL, err);
    *date = (ent_node){.kind = ENT_N_DATE, .text = "1800-01-01", .when = when};
    *a = (ent_assume){.kind = ENT_ASSUME_FORCE, .name = "", .of = "", .source = "", .from = date};
    ent_scenarios said = {.of = "", .view = "", .source = "", .layer = -1, .assumes = a, .assume_count = 1};
    return st == ENT_OK ? ent_doc_case_of(t->doc, &said, &stage->case_doc, err) : st;
}

ent_status ent_made_judge(ent_trial *t, const ent_made *made, ent_stage *stage, ent_error *err)
{
    const ent_document *d = ent_doc_view(t->doc);
    ent_diags *diags = t->diags;
    *stage = (ent_stage){.judgement = NULL};
    ent_status st =
        ent_diags_new(&t->diags, err); /* what a made-up record has wrong is no fault of the text */
    if (st == ENT_OK) st = fill(t, made, stage, err);
    bool good = st == ENT_OK && ent_diags_error_count(t->diags) == 0;
    ent_diags_free(t->diags);
    t->diags = diags;
    if (!good) return st;
    st =
        made->said ? ent_doc_case_of(t->doc, made->said, &stage->case_doc, err) : assume_force(t, stage, err);
    const char *name = made->said && *made->said->view ? made->said->view : "un";
    int view = ent_atlas_view_find(t->atlas, ent_str_of(name));
    ent_judge_opts opts = {
        .as_of = made->day,
        .as_known = ENT_TIME_MAX,
        .view = view < 0 ? 0 : (size_t)view,
        .layer = (ent_layer)(made->said && made->said->layer >= 0 ? made->said->layer : d->layer),
        .trace = true};
    if (made->said && made->said->known) opts.as_known = ent_when_hull(made->said->known).from;
    ent_world world = t->world;
    world.case_doc = stage->case_doc, world.records = stage->records;
    if (stage->items) world.items = stage->items;
    return st == ENT_OK ? ent_judge(&world, &opts, &stage->judgement, err) : st;
}

const ent_record *ent_made_record(const ent_made *made, const ent_stage *stage, size_t act)
{
    char id[32];
    if (!stage->judgement || act >= made->count) return NULL;
    made_id(&made->acts[act], act, id, sizeof id);
    int64_t at = ent_records_find(stage->records, ent_str_of(id));
    return at < 0 ? NULL : ent_records_at(stage->records, (size_t)at);
}

static bool speaks_of(const ent_finding *f, const ent_record *record)
{
    for (size_t i = 0; i < f->record_count; i++)
        if (f->records[i] == record) return true;
    return false;
}

const ent_finding *ent_made_finding(const ent_made *made, const ent_stage *stage, const char *clause)
{
    static const int gravity[] = {
        [ENT_BREACH] = 3, [ENT_VERDICT_UNCLEAR] = 2, [ENT_KEPT] = 1, [ENT_EXEMPT] = 0};
    const ent_finding *best = NULL;
    const ent_record *record = ent_made_record(made, stage, made->look);
    for (size_t i = 0; record && i < ent_finding_count(stage->judgement); i++) {
        const ent_finding *f = ent_finding_at(stage->judgement, i);
        if (*f->reading || strcmp(f->clause->id, clause) != 0 || !speaks_of(f, record)) continue;
        if (!best || gravity[f->verdict] > gravity[best->verdict]) best = f;
    }
    return best;
}
