/* plan.c: formulas of grounds, shapes and fields. See plan.h.
 *
 * There is one connective, ANY (or), and a mark that a plan is denied; `and` is what De Morgan makes of them.
 * The kids of an ANY are never ANY themselves unless denied, no two are alike, and grounds on one layer with
 * one radius are one ground, so that what was said twice is drawn once. */
#include "verdict/plan.h"

#include <math.h>
#include <string.h>

typedef enum plan_kind { PLAN_EVERYWHERE, PLAN_GROUND, PLAN_SHAPE, PLAN_FIELD, PLAN_ANY } plan_kind;

struct ent_plan {
    plan_kind kind;
    bool denied;
    ent_ground ground;
    const ent_tree *tree;
    const ent_field *field;
    const ent_node *said; /* of a FIELD: the condition that says no more than it; NULL: not known */
    double radius_m;
    const ent_plan **kids;
    size_t kid_count;
};

static const ent_plan *plan_new(ent_judgement *j, ent_plan plan)
{
    ent_plan *kept = ent_judge_alloc(j, 1, sizeof *kept);
    if (kept) *kept = plan;
    return kept;
}

const ent_plan *ent_plan_constant(ent_judgement *j, bool everywhere)
{
    return plan_new(j, (ent_plan){.kind = PLAN_EVERYWHERE, .denied = !everywhere});
}

const ent_plan *ent_plan_ground(ent_judgement *j, ent_ground ground, double radius_m)
{
    if (isinf(radius_m) || !ground.count) return ent_plan_constant(j, ground.count && radius_m > 0);
    const char **codes = ent_judge_alloc(j, ground.count, sizeof *codes);
    if (!codes) return NULL;
    memcpy(codes, ground.codes, ground.count * sizeof *codes);
    ground.codes = codes;
    return plan_new(j, (ent_plan){.kind = PLAN_GROUND, .ground = ground, .radius_m = radius_m});
}

const ent_plan *ent_plan_shape(ent_judgement *j, const ent_tree *tree, double radius_m)
{
    if (isinf(radius_m)) return ent_plan_constant(j, radius_m > 0);
    return plan_new(j, (ent_plan){.kind = PLAN_SHAPE, .tree = tree, .radius_m = radius_m});
}

const ent_plan *ent_plan_field(ent_judgement *j, const ent_field *field, const ent_node *said)
{
    if (!field) return ent_judge_fail(j, ENT_E_NOMEM, NULL), NULL;
    return plan_new(j, (ent_plan){.kind = PLAN_FIELD, .field = field, .said = said});
}

const ent_plan *ent_plan_not(ent_judgement *j, const ent_plan *a)
{
    if (!a) return NULL;
    ent_plan plan = *a;
    plan.denied = !plan.denied;
    return plan_new(j, plan);
}

int ent_plan_sign(const ent_plan *a)
{
    return !a || a->kind != PLAN_EVERYWHERE ? 0 : a->denied ? -1 : 1;
}

/* ---- alike ------------------------------------------------------------------------------------------ */

static bool has_code(const ent_ground *ground, const char *code)
{
    for (size_t i = 0; i < ground->count; i++)
        if (strcmp(ground->codes[i], code) == 0) return true;
    return false;
}

static bool same_ground(const ent_ground *a, const ent_ground *b)
{
    if (a->layer != b->layer || a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (!has_code(b, a->codes[i])) return false;
    return true;
}

static bool has_kid(const ent_plan *any, const ent_plan *kid)
{
    for (size_t i = 0; i < any->kid_count; i++)
        if (ent_plan_is_same(any->kids[i], kid)) return true;
    return false;
}

/* The same but for the radius and the mark. */
static bool same_subject(const ent_plan *a, const ent_plan *b)
{
    if (a->kind != b->kind) return false;
    if (a->kind == PLAN_GROUND) return same_ground(&a->ground, &b->ground);
    return a->kind == PLAN_SHAPE && a->tree == b->tree;
}

bool ent_plan_is_same(const ent_plan *a, const ent_plan *b)
{
    if (!a || !b || a->kind != b->kind || a->denied != b->denied) return false;
    if (a->kind == PLAN_EVERYWHERE) return true;
    if (a->kind == PLAN_FIELD) return a->field == b->field || (a->said && a->said == b->said);
    if (a->kind != PLAN_ANY) return a->radius_m == b->radius_m && same_subject(a, b);
    if (a->kid_count != b->kid_count) return false;
    for (size_t i = 0; i < a->kid_count; i++)
        if (!has_kid(b, a->kids[i])) return false;
    return true;
}

/* ---- joining ---------------------------------------------------------------------------------------- */

/* Within so much of something, or beyond no more of it: everywhere. */
static bool are_everywhere(const ent_plan *a, const ent_plan *b)
{
    if (a->denied == b->denied || !same_subject(a, b)) return false;
    return a->denied ? a->radius_m <= b->radius_m : b->radius_m <= a->radius_m;
}

static bool are_one_ground(const ent_plan *a, const ent_plan *b)
{
    return a->kind == PLAN_GROUND && b->kind == PLAN_GROUND && !a->denied && !b->denied &&
           a->radius_m == b->radius_m && a->ground.layer == b->ground.layer;
}

static const ent_plan *join_grounds(ent_judgement *j, const ent_plan *a, const ent_plan *b)
{
    const char **codes = ent_judge_alloc(j, a->ground.count + b->ground.count, sizeof *codes);
    if (!codes) return NULL;
    size_t n = a->ground.count;
    memcpy(codes, a->ground.codes, n * sizeof *codes);
    for (size_t i = 0; i < b->ground.count; i++)
        if (!has_code(&a->ground, b->ground.codes[i])) codes[n++] = b->ground.codes[i];
    return plan_new(
        j, (ent_plan){.kind = PLAN_GROUND, .ground = {codes, n, a->ground.layer}, .radius_m = a->radius_m});
}

/* Adds a kid to a growing ANY with room for it; false when the whole is everywhere, or memory ran out. */
static bool take(ent_judgement *j, ent_plan *any, const ent_plan *kid)
{
    if (!kid || ent_plan_sign(kid) > 0) return false;
    if (ent_plan_sign(kid) < 0 || has_kid(any, kid)) return true;
    for (size_t i = 0; i < any->kid_count; i++) {
        if (are_everywhere(any->kids[i], kid)) return false;
        if (!are_one_ground(any->kids[i], kid)) continue;
        any->kids[i] = join_grounds(j, any->kids[i], kid);
        return any->kids[i] != NULL;
    }
    any->kids[any->kid_count++] = kid;
    return true;
}

static bool is_any(const ent_plan *a)
{
    return a->kind == PLAN_ANY && !a->denied;
}

static bool take_all(ent_judgement *j, ent_plan *any, const ent_plan *a)
{
    if (!is_any(a)) return take(j, any, a);
    for (size_t i = 0; i < a->kid_count; i++)
        if (!take(j, any, a->kids[i])) return false;
    return true;
}

const ent_plan *ent_plan_or(ent_judgement *j, const ent_plan *a, const ent_plan *b)
{
    if (!a || !b) return NULL;
    size_t most = (is_any(a) ? a->kid_count : 1) + (is_any(b) ? b->kid_count : 1);
    ent_plan any = {.kind = PLAN_ANY, .kids = ent_judge_alloc(j, most, sizeof *any.kids)};
    if (!any.kids) return NULL;
    if (!take_all(j, &any, a) || !take_all(j, &any, b)) return j->failed ? NULL : ent_plan_constant(j, true);
    if (any.kid_count == 1) return any.kids[0];
    return any.kid_count ? plan_new(j, any) : ent_plan_constant(j, false);
}

const ent_plan *ent_plan_and(ent_judgement *j, const ent_plan *a, const ent_plan *b)
{
    return ent_plan_not(j, ent_plan_or(j, ent_plan_not(j, a), ent_plan_not(j, b)));
}

/* ---- drawing ---------------------------------------------------------------------------------------- */

static const ent_field *draw_any(ent_judgement *j, const ent_plan *a, ent_time t)
{
    const ent_field *field = ent_plan_draw(j, a->kids[0], t);
    for (size_t i = 1; i < a->kid_count && field; i++) {
        const ent_field *next = ent_plan_draw(j, a->kids[i], t);
        field = next ? ent_field_or(j->fields, field, next) : NULL;
    }
    return field;
}

static const ent_field *draw_plain(ent_judgement *j, const ent_plan *a, ent_time t)
{
    switch (a->kind) {
    case PLAN_EVERYWHERE: return ent_field_constant(j->fields, -INFINITY);
    case PLAN_FIELD: return a->field;
    case PLAN_ANY: return draw_any(j, a, t);
    case PLAN_SHAPE: return ent_field_within(j->fields, a->tree, a->radius_m);
    case PLAN_GROUND: break;
    }
    const ent_tree *tree = ent_world_territory(j, a->ground.codes, a->ground.count, a->ground.layer, t);
    return tree ? ent_field_within(j->fields, tree, a->radius_m) : NULL;
}

const ent_field *ent_plan_draw(ent_judgement *j, const ent_plan *a, ent_time t)
{
    const ent_field *field = a ? draw_plain(j, a, t) : NULL;
    if (field && a->denied) field = ent_field_not(j->fields, field);
    if (!field && !j->failed) ent_judge_fail(j, ENT_E_NOMEM, NULL);
    return field;
}
