/* kinds.c: the kinds of record that every case may use, and those that an agreement adds. */
#include "entente/kinds.h"
#include "record/set.h"

#include <string.h>

#define NEAR_MAX 256 /* kinds looked through for a suggestion */

size_t ent_record_kind_count(void)
{
    return ent_kind_count();
}

const char *ent_record_kind_at(size_t index)
{
    const ent_kind *kind = ent_kind_at(index);
    return kind ? kind->name : NULL;
}

bool ent_record_is_kind(const ent_records *records, ent_str kind)
{
    if (ent_kind_find(kind)) return true;
    for (size_t i = 0; i < records->kind_count; i++)
        if (ent_str_is(kind, records->kinds[i])) return true;
    return false;
}

const char *ent_record_kind_near(const ent_records *records, ent_str kind)
{
    ent_str names[NEAR_MAX];
    size_t count = 0;
    for (size_t i = 0; i < ent_kind_count(); i++) names[count++] = ent_str_of(ent_kind_at(i)->name);
    for (size_t i = 0; i < records->kind_count && count < NEAR_MAX; i++)
        names[count++] = ent_str_of(records->kinds[i]);
    int near = ent_nearest_name(kind, names, count);
    return near < 0 ? NULL : names[near].ptr;
}

ent_status ent_records_allow_kind(ent_records *records, ent_str kind, ent_error *err)
{
    if (ent_record_is_kind(records, kind)) return ENT_OK;
    const char *kept = ent_pool_copy(&records->pool, kind);
    if (!kept ||
        !ent_record_room(&records->kinds, records->kind_count, &records->kind_cap, sizeof *records->kinds))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    records->kinds[records->kind_count++] = kept;
    return ENT_OK;
}
