/* records.c: the set of records: what it holds, and the doors by which rows come in. */
#include "base/mem.h"
#include "record/set.h"
#include "record/table.h"

#include <string.h>

bool ent_record_room(void *array_pointer, size_t count, size_t *cap, size_t size)
{
    if (count < *cap) return true;
    void *array;
    memcpy(&array, array_pointer, sizeof array);
    size_t wanted = *cap ? *cap * 2 : 16;
    array = ent_realloc(array, wanted, size);
    if (!array) return false;
    memcpy(array_pointer, &array, sizeof array);
    *cap = wanted;
    return true;
}

/* ---- the set ---- */

ent_status ent_records_new(ent_records **out, ent_error *err)
{
    ent_records *records = ent_alloc_zero(1, sizeof *records);
    if (records && ent_pool_init(&records->pool)) records->ids = ent_map_new();
    if (!records || !records->ids) {
        ent_records_free(records);
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    }
    *out = records;
    return ENT_OK;
}

void ent_records_set_rules(ent_records *records, const ent_record_rules *rules)
{
    records->rules = *rules;
}

void ent_records_free(ent_records *records)
{
    if (!records) return;
    for (int i = 0; i < ENT_NAME_USES; i++) ent_map_free(records->names[i]);
    ent_map_free(records->ids);
    ent_map_free(records->dropped);
    ent_free(records->items);
    ent_free(records->files);
    ent_free(records->kinds);
    ent_free(records->links);
    ent_pool_done(&records->pool);
    ent_free(records);
}

size_t ent_records_count(const ent_records *records)
{
    return records->count;
}
const ent_record *ent_records_at(const ent_records *records, size_t index)
{
    return records->items[index];
}
size_t ent_records_file_count(const ent_records *records)
{
    return records->file_count;
}
const char *ent_records_file(const ent_records *records, size_t file)
{
    return records->files[file].name;
}

int64_t ent_records_find(const ent_records *records, ent_str id)
{
    const ent_record *r = ent_map_get(records->ids, id);
    return r ? (int64_t)r->index : -1;
}

const ent_attribute *ent_record_attribute(const ent_record *record, ent_str name)
{
    for (size_t i = 0; i < record->attribute_count; i++)
        if (ent_str_is(name, record->attributes[i].name)) return &record->attributes[i];
    return NULL;
}

/* The value behind a column that has one. */
static const ent_value *value_of(const ent_record *r, ent_str column)
{
    if (ent_str_is(column, "actor")) return &r->actor;
    if (ent_str_is(column, "target")) return &r->target;
    if (ent_str_is(column, "item")) return &r->item;
    if (ent_str_is(column, "territory")) return &r->territory;
    if (ent_str_is(column, "quantity")) return &r->quantity;
    for (uint32_t i = 0; i < r->position_count; i++) {
        ent_position_kind kind = r->positions[i].kind;
        bool is_place = kind == ENT_POSITION_SITE || kind == ENT_POSITION_BEARING;
        if (is_place && ent_str_is(column, "place")) return &r->positions[i].name;
        if (kind == ENT_POSITION_AREA && ent_str_is(column, "area")) return &r->positions[i].name;
        if (kind == ENT_POSITION_LINE && ent_str_is(column, "line")) return &r->positions[i].name;
    }
    const ent_attribute *attribute = ent_record_attribute(r, column);
    return attribute ? &attribute->value : NULL;
}

const char *ent_record_source(const ent_record *record, ent_str column)
{
    const ent_value *value = value_of(record, column);
    if (value && value->count) return value->source;
    for (size_t i = 0; i < record->said_count; i++)
        if (ent_str_is(column, record->said[i].column) && *record->said[i].source)
            return record->said[i].source;
    return record->source;
}
