/* shapes.c: the drawn areas and lines of a case, copied into one set. Who reads them from a file has checked
 * them. */
#include "base/mem.h"
#include "record/set.h"

#include <string.h>

struct ent_shapes {
    ent_pool pool;
    ent_shape *at;
    size_t count, cap;
    ent_record_rules rules;
};

void ent_shapes_set_rules(ent_shapes *shapes, const ent_record_rules *rules)
{
    shapes->rules = *rules;
}
const ent_record_rules *ent_shapes_rules(const ent_shapes *shapes)
{
    return &shapes->rules;
}

ent_status ent_shapes_new(ent_shapes **out, ent_error *err)
{
    ent_shapes *shapes = ent_alloc_zero(1, sizeof *shapes);
    if (!shapes || !ent_pool_init(&shapes->pool)) {
        ent_free(shapes);
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    }
    *out = shapes;
    return ENT_OK;
}

void ent_shapes_free(ent_shapes *shapes)
{
    if (!shapes) return;
    ent_free(shapes->at);
    ent_pool_done(&shapes->pool);
    ent_free(shapes);
}

static bool copy_rings(ent_pool *pool, const ent_shape *from, ent_shape *to)
{
    size_t point_count = from->ring_count ? from->starts[from->ring_count] : 0;
    ent_lonlat *points = ent_arena_alloc(pool->arena, point_count ? point_count : 1, sizeof *points);
    uint32_t *starts = ent_arena_alloc(pool->arena, from->ring_count + 1, sizeof *starts);
    if (!points || !starts) return false;
    if (point_count) memcpy(points, from->points, point_count * sizeof *points);
    if (from->ring_count) memcpy(starts, from->starts, (from->ring_count + 1) * sizeof *starts);
    to->points = points, to->starts = starts;
    return true;
}

static bool copy_texts(ent_pool *pool, const ent_shape *from, ent_shape *to)
{
    to->name = ent_pool_copy(pool, ent_str_of(from->name));
    to->party = ent_pool_copy(pool, ent_str_of(from->party));
    to->source = ent_pool_copy(pool, ent_str_of(from->source));
    return to->name && to->party && to->source;
}

ent_status ent_shapes_add(ent_shapes *shapes, const ent_shape *shape, ent_error *err)
{
    ent_shape copy = *shape;
    bool good = copy_texts(&shapes->pool, shape, &copy) && copy_rings(&shapes->pool, shape, &copy) &&
                ent_record_room(&shapes->at, shapes->count, &shapes->cap, sizeof *shapes->at);
    if (!good) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    shapes->at[shapes->count++] = copy;
    return ENT_OK;
}

size_t ent_shapes_count(const ent_shapes *shapes)
{
    return shapes->count;
}
const ent_shape *ent_shapes_at(const ent_shapes *shapes, size_t index)
{
    return &shapes->at[index];
}
