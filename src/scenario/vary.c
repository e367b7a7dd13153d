/* vary.c: acts on either side of a figure.
 *
 * An attribute is set to the figure and a step to either side; a sum is made of one act that is as large; an
 * answer to an event is given at the deadline and a day (an hour) to either side. What else the act says
 * stays as it was, so that the figure alone decides, if it decides anything. */
#include "scenario/generate.h"

#include <math.h>
#include <string.h>

double ent_figure_step(const ent_node *number)
{
    const char *point = strchr(number->text, '.');
    double step = point ? pow(10, -(double)strlen(point + 1)) : 1;
    return number->unit ? step * number->unit->scale : step;
}

ent_variant *ent_variant_add(ent_variants *out, const ent_made *made, const char *name)
{
    ent_variant *v = &out->at[out->count++];
    v->made = *made, v->name = name;
    return v;
}

static const char *shown(ent_trial *t, double value, const ent_unit *unit)
{
    return ent_trial_text(t, "%s%s%s", ent_made_figure(t, value, unit), unit ? " " : "",
                          unit ? unit->name : "");
}

static double step_of(int side, double step)
{
    return side * step;
}

/* ---- attributes ------------------------------------------------------------------------------------- */

/* The column of an attribute: "range_km", or "item.range_km" where the act describes its item in such a
 * column; columns that say the same in another unit are emptied. */
static void put_attribute(ent_trial *t, ent_made_act *act, const char *name, const char *unit,
                          const char *cell)
{
    size_t n = strlen(name);
    const char *prefix = "";
    for (size_t i = 0; i < act->count; i++) {
        const char *column = act->columns[i];
        bool of_item = strncmp(column, "item.", 5) == 0;
        const char *stem = of_item ? column + 5 : column;
        bool same = strncmp(stem, name, n) == 0 &&
                    (stem[n] == '\0' || (stem[n] == '_' && ent_unit_find(ent_str_of(stem + n + 1))));
        if (!same) continue;
        act->cells[i] = "";
        if (of_item) prefix = "item.";
    }
    ent_made_put(act, ent_trial_text(t, *unit ? "%s%s_%s" : "%s%s", prefix, name, unit), cell);
}

static bool is_own(const ent_clause *c, const ent_node *attribute)
{
    const ent_node *owner = attribute->kid_count ? attribute->kids[0] : NULL;
    if (!owner || owner->kind != ENT_N_NAME) return true;
    return c->trigger && strcmp(owner->text, c->trigger->text) == 0;
}

static void vary_attribute(ent_trial *t, const ent_figure *f, const ent_made *base, ent_variants *out)
{
    const ent_node *attribute = f->in->kids[0], *number = f->number;
    double step = ent_figure_step(number);
    if (attribute->kind != ENT_N_ATTRIBUTE || !is_own(f->clause, attribute)) {
        out->reason = "what is compared is no attribute of the act itself";
        return;
    }
    for (int side = -1; side <= 1; side++) {
        double value = number->number + step_of(side, step);
        if (value < 0) continue;
        ent_variant *v = ent_variant_add(
            out, base, ent_trial_text(t, "%s %s", attribute->text, shown(t, value, number->unit)));
        put_attribute(t, &v->made.acts[base->look], attribute->text, number->unit ? number->unit->name : "",
                      ent_made_figure(t, value, number->unit));
    }
}

/* ---- sums ------------------------------------------------------------------------------------------- */

/* The act looked at, and what says that the list is complete: the sum is then that of the one act. */
static void keep_one(ent_made *made)
{
    size_t kept = 0, look = made->look;
    for (size_t i = 0; i < made->count; i++) {
        bool complete = strcmp(ent_made_get(&made->acts[i], "kind"), "complete") == 0;
        if (i != look && !complete) continue;
        if (i == look) made->look = kept;
        made->acts[kept++] = made->acts[i];
    }
    made->count = kept;
}

/* So many acts alike. */
static bool repeat(ent_made *made, double count)
{
    if (count < 1 || count + (double)made->count - 1 > ENT_MADE_ACTS) return false;
    for (int i = 1; i < (int)count; i++) {
        ent_made_act *copy = &made->acts[made->count++];
        *copy = made->acts[made->look];
        ent_made_put(copy, "id", "");
    }
    return true;
}

static bool vary_amount(ent_trial *t, const ent_figure *f, ent_variant *v, double value)
{
    const ent_node *sum = f->clause->aggregate, *number = f->number;
    ent_made_act *act = &v->made.acts[v->made.look];
    const char *cell = ent_made_figure(t, value, number->unit);
    if (sum->op == ENT_RECORD_COUNT) return repeat(&v->made, value);
    if (sum->op == ENT_NUMBER) {
        ent_made_put(act, "quantity", cell);
        return true;
    }
    if (sum->op != ENT_SUM) return false;
    ent_made_put(act, "quantity", "1");
    put_attribute(t, act, sum->text, number->unit ? number->unit->name : "", cell);
    return true;
}

static void vary_ceiling(ent_trial *t, const ent_figure *f, const ent_made *base, ent_variants *out)
{
    ent_made *one = ent_alloc_zero(1, sizeof *one);
    if (!one) {
        t->out_of_memory = true;
        return;
    }
    *one = *base;
    keep_one(one);
    for (int side = -1; side <= 1 && !out->reason; side++) {
        double value = f->number->number + step_of(side, ent_figure_step(f->number));
        if (value < 0) continue;
        ent_variant *v =
            ent_variant_add(out, one, ent_trial_text(t, "in all %s", shown(t, value, f->number->unit)));
        if (vary_amount(t, f, v, value)) continue;
        out->count--; /* of a count of records: none of them, or too many to write down */
        if (f->clause->aggregate->op == ENT_RECORD_COUNT) continue;
        out->reason = "the sum is a duration or a greatest one";
    }
    if (!out->count && !out->reason) out->reason = "it is a count of more records than are written down";
    ent_free(one);
}

/* ---- deadlines -------------------------------------------------------------------------------------- */

static bool moment_of(const ent_made *base, const ent_node *moment, ent_time *out, bool *clock)
{
    static const char *const columns[] = {
        [ENT_START] = "from", [ENT_END] = "to", [ENT_REPORTED] = "reported"};
    if (moment->kind != ENT_N_MOMENT || moment->op > ENT_REPORTED) return false;
    const char *cell = ent_made_get(&base->acts[base->look], columns[moment->op]);
    ent_when when;
    if (!*cell || ent_when_parse(ent_str_of(cell), &when, NULL, NULL) != ENT_OK || !when.count) return false;
    *out = ent_when_hull(&when).from, *clock = strchr(cell, 'T') != NULL;
    return true;
}

/* The act that answers: one of the clause's kind, else a new one. */
static size_t answer_of(ent_trial *t, const ent_clause *c, ent_made *made)
{
    const char *kind = c->acts && c->acts->kid_count ? c->acts->kids[0]->text : "notification";
    for (size_t i = 0; i < made->count; i++)
        if (i != made->look && strcmp(ent_made_get(&made->acts[i], "kind"), kind) == 0) return i;
    if (made->count == ENT_MADE_ACTS) return made->look;
    ent_made_act *act = &made->acts[made->count];
    const ent_made_act *event = &made->acts[made->look];
    *act = (ent_made_act){.count = 0};
    ent_made_put(act, "kind", kind);
    ent_made_put(act, "actor", ent_made_get(event, "actor"));
    const char *id = ent_made_get(event, "id");
    ent_made_put(act, "about", *id ? id : ent_trial_text(t, "r%zu", made->look + 1));
    return made->count++;
}

static const char *date_cell(ent_trial *t, ent_time at, bool clock)
{
    char text[32];
    if (!clock) at.seconds -= ((at.seconds % ENT_DAY_SECONDS) + ENT_DAY_SECONDS) % ENT_DAY_SECONDS;
    ent_time_format(at, text, sizeof text);
    return ent_trial_text(t, "%s", text);
}

static ent_time shift(ent_time from, const ent_node *length, int direction)
{
    if (length->unit->dimension == ENT_DIM_MONTHS)
        return ent_time_add_months(from, (int64_t)(direction * length->number));
    return ent_time_add_seconds(from, (int64_t)(direction * length->number));
}

static void vary_deadline(ent_trial *t, const ent_figure *f, const ent_made *base, ent_variants *out)
{
    const ent_node *due = f->clause->due;
    ent_time from;
    bool clock = false;
    if (due->kind != ENT_N_OFFSET || !f->number->unit || !moment_of(base, due->kids[0], &from, &clock)) {
        out->reason = "no scenario has an event with the moment that it counts from";
        return;
    }
    int direction = due->op < 0 ? -1 : 1;
    bool hours = f->number->unit->dimension == ENT_DIM_DURATION && f->number->unit->scale < ENT_DAY_SECONDS;
    for (int side = -1; side <= 1; side++) {
        ent_time at = shift(from, f->number, direction);
        at.seconds += side * (hours ? 3600 : ENT_DAY_SECONDS);
        const char *cell = date_cell(t, at, clock || hours);
        ent_variant *v = ent_variant_add(out, base, ent_trial_text(t, "answered %s", cell));
        size_t answer = answer_of(t, f->clause, &v->made);
        ent_made_put(&v->made.acts[answer], "from", cell);
        ent_made_put(&v->made.acts[answer], "reported", "");
    }
}

void ent_vary(ent_trial *t, const ent_figure *f, const ent_made *base, ent_variants *out)
{
    out->count = 0, out->reason = NULL;
    if (f->in == f->clause->due)
        vary_deadline(t, f, base, out);
    else if (f->in == f->clause->ceiling)
        vary_ceiling(t, f, base, out);
    else if (f->in->kind == ENT_N_PLACE)
        ent_vary_place(t, f, base, out);
    else
        vary_attribute(t, f, base, out);
}
