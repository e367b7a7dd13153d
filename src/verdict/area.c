/* area.c: a record that names an area. One that is drawn is a shape. One that the text declares by a
 * condition is the set where the condition may hold, asked without any record: what depends on the record
 * itself (the range of its missile) is left open, and a set that only grows by that makes no verdict wrong.
 * Whether the record is in the area that it names needs no map: it says so. */
#include "verdict/field.h"

#include <string.h>

/* One that nobody's record stands in: territories are then built whole, and no host is known. */
static ent_env without_record(const ent_env *env)
{
    const char *actor = env->record ? ent_env_actor(env, env->record) : "";
    ent_env empty = *env;
    empty.record = NULL, empty.item = NULL, empty.because = empty.settle = empty.measured = NULL;
    empty.chosen = NULL, empty.among = NULL, empty.granted = NULL, empty.tally = NULL;
    if (!empty.owner && *actor) empty.owner = actor;
    return empty;
}

/* Where a condition may hold. Without a record it may rest on the day, the owner and the reading. */
static const ent_field *may_hold(ent_env *env, const char *name, const ent_node *condition)
{
    ent_judgement *j = env->j;
    ent_env empty = without_record(env);
    const char *key = ent_judge_printf(j, "may|%s|%s|%lld|%p", name, empty.owner ? empty.owner : "",
                                       (long long)env->t.seconds, (const void *)j->reading);
    const ent_field **kept = ent_map_get(j->ranges, ent_str_of(key));
    if (kept) return *kept;
    uint32_t reasons = 0;
    ent_half may = ent_halves_build(&empty, condition, &reasons).may;
    kept = ent_judge_alloc(j, 1, sizeof *kept);
    if (!kept) return NULL;
    *kept = may.constant ? ent_field_constant(j->fields, may.constant) : may.field;
    if (!*kept || !ent_map_put(j->ranges, ent_str_of(key), (void *)kept))
        ent_judge_fail(j, ENT_E_NOMEM, NULL);
    return *kept;
}

static bool is_bounded(const ent_field *field)
{
    ent_lonlat centre;
    double radius_m;
    ent_field_cap(field, &centre, &radius_m);
    return radius_m >= 0 && radius_m < ENT_HALF_TURN_M;
}

bool ent_area_region(ent_env *env, const char *name, ent_region *out)
{
    ent_node area = {.kind = ENT_N_AREA, .text = name};
    ent_env empty = without_record(env);
    const ent_tree *tree = ent_world_shape(env->j, name, NULL, false, env->t);
    ent_operand o = tree ? (ent_operand){.tree = tree, .known = true} : ent_operand_resolve(&empty, &area);
    if (!o.known) return false;
    if (o.tree) {
        *out = (ent_region){.kind = ENT_REGION_AREA, .area = o.tree};
        return true;
    }
    const ent_field *field = o.condition ? may_hold(env, name, o.condition) : NULL;
    if (!field || !is_bounded(field)) return false;
    *out = (ent_region){.kind = ENT_REGION_FIELD, .field = field};
    return true;
}

bool ent_area_is_said(ent_env *env, const ent_node *area)
{
    bool said = false;
    ent_regions regions;
    if (area->kind != ENT_N_AREA || (area->kid_count && area->kids[0]->kind != ENT_N_NONE)) return false;
    for (uint32_t i = 0; env->record && i < env->record->position_count && !said; i++) {
        const ent_position *p = &env->record->positions[i];
        said = p->kind == ENT_POSITION_AREA && strcmp(ent_env_word(env, &p->name), area->text) == 0;
    }
    return said && (ent_position_regions(env, &regions) || !regions.conflict);
}
