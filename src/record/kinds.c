/* kinds.c: the kinds of record that every case may use, and those that an agreement adds. */
#include "record/set.h"

#include <string.h>

#define NEAR_MAX 256 /* kinds looked through for a suggestion */

static const char *const standard[] = {
    "deployment", "holding",   "exercise",      "activity",     "flight",       "passage",
    "fire",       "accession", "withdrawal",    "notification", "consultation", "reply",
    "consent",    "attack",    "access-denied", "complete",
};

#define STANDARD_COUNT (sizeof standard / sizeof *standard)

size_t ent_record_kind_count(void)
{
    return STANDARD_COUNT;
}

const char *ent_record_kind_at(size_t index)
{
    return index < STANDARD_COUNT ? standard[index] : NULL;
}

bool ent_record_is_kind(const ent_records *records, ent_str kind)
{
    for (size_t i = 0; i < STANDARD_COUNT; i++)
        if (ent_str_is(kind, standard[i])) return true;
    for (size_t i = 0; i < records->kind_count; i++)
        if (ent_str_is(kind, records->kinds[i])) return true;
    return false;
}

const char *ent_record_kind_near(const ent_records *records, ent_str kind)
{
    ent_str names[NEAR_MAX];
    size_t count = 0;
    for (size_t i = 0; i < STANDARD_COUNT; i++) names[count++] = ent_str_of(standard[i]);
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
