/* index.c: records by what they are and by what they speak of, so that nothing is looked for by reading them
 * all. Lists keep the order of the records. */
#include "verdict/internal.h"

#include <string.h>

static bool list_add(ent_judgement *j, ent_record_list *list, const ent_record *record)
{
    if (list->count == list->cap) {
        size_t cap = list->cap ? 2 * list->cap : 4;
        const ent_record **grown = ent_judge_alloc(j, cap, sizeof *grown);
        if (!grown) return false;
        if (list->count) memcpy(grown, list->at, list->count * sizeof *grown);
        list->at = grown, list->cap = cap;
    }
    list->at[list->count++] = record;
    return true;
}

/* The report that the others of one act are the same as; NULL for a record that is no report beside another.
 * A chain ends: circles are refused on reading. */
static const ent_record *named_by(const ent_judgement *j, const ent_record *r)
{
    int64_t at = *r->same_as ? ent_records_find(j->world.records, ent_str_of(r->same_as)) : -1;
    return at < 0 ? NULL : ent_records_at(j->world.records, (size_t)at);
}

static const ent_record *first_report(const ent_judgement *j, const ent_record *r)
{
    for (const ent_record *next = named_by(j, r); next; next = named_by(j, r)) r = next;
    return r;
}

/* An id under which all that speaks of one act is kept, whichever report it names. */
static const char *act_id(const ent_judgement *j, const char *id)
{
    int64_t at = j->has_reports ? ent_records_find(j->world.records, ent_str_of(id)) : -1;
    return at < 0 ? id : first_report(j, ent_records_at(j->world.records, (size_t)at))->id;
}

bool ent_index_is_of(const ent_judgement *j, const char *about, const ent_record *record)
{
    return strcmp(about, record->id) == 0 ||
           (j->has_reports && strcmp(act_id(j, about), first_report(j, record)->id) == 0);
}

const char *ent_index_reported_with(const ent_judgement *j, const ent_record *record)
{
    return j->has_reports ? first_report(j, record)->id : NULL;
}

static bool map_add(ent_judgement *j, ent_map *map, const char *key, const ent_record *record)
{
    ent_record_list *list = ent_map_get(map, ent_str_of(key));
    if (!list) {
        list = ent_judge_alloc(j, 1, sizeof *list);
        if (!list) return false;
        if (!ent_map_put(map, ent_str_of(key), list)) {
            ent_judge_fail(j, ENT_E_NOMEM, NULL);
            return false;
        }
    }
    return list_add(j, list, record);
}

static bool is_kind(const ent_judgement *j, const char *kind, const char *of)
{
    return strcmp(kind, of) == 0 || ent_doc_kind_is(j->world.agreement, ent_str_of(kind), ent_str_of(of));
}

static ent_kind_list *kind_of(const ent_judgement *j, ent_kind_list *last, const char *kind)
{
    if (last && strcmp(last->kind, kind) == 0) return last; /* kinds come in runs */
    return ent_map_get(j->by_kind, ent_str_of(kind));
}

static ent_kind_list *add_kind(ent_judgement *j, const char *kind)
{
    ent_kind_list *list = ent_judge_alloc(j, 1, sizeof *list);
    if (!list) return NULL;
    list->kind = kind;
    list->is_consent = is_kind(j, kind, "consent");
    if (!ent_map_put(j->by_kind, ent_str_of(kind), list)) return ent_judge_fail(j, ENT_E_NOMEM, NULL), NULL;
    list->next = j->kinds;
    return j->kinds = list;
}

/* The kinds are few: they are asked about once, not record by record. What speaks of nothing in particular is
 * counted, so that its lists take no more room than they need. */
static bool find_kinds(ent_judgement *j)
{
    size_t count = ent_records_count(j->world.records);
    ent_kind_list *last = NULL;
    for (size_t i = 0; i < count; i++) {
        const ent_record *r = ent_records_at(j->world.records, i);
        last = kind_of(j, last, r->kind);
        if (!last) last = add_kind(j, r->kind);
        if (!last) return false;
        last->idle.cap += !*r->about;
        j->has_reports |= *r->same_as != 0;
    }
    for (ent_kind_list *k = j->kinds; k; k = k->next)
        if (k->idle.cap && !(k->idle.at = ent_judge_alloc(j, k->idle.cap, sizeof *k->idle.at))) return false;
    return true;
}

static bool enter(ent_judgement *j, ent_kind_list *kind, const ent_record *r)
{
    bool ok = true;
    if (strcmp(r->kind, "complete") == 0) return list_add(j, &j->closers, r);
    if (strcmp(r->kind, "access-denied") == 0) return list_add(j, &j->deniers, r);
    if (kind->is_consent) ok = list_add(j, &j->consents, r);
    if (ok && *r->part_of) ok = map_add(j, j->parts, r->part_of, r);
    if (ok && *r->about) ok = map_add(j, j->about, act_id(j, r->about), r);
    if (ok && !*r->about) ok = list_add(j, &kind->idle, r);
    return ok;
}

bool ent_index_build(ent_judgement *j)
{
    if (!find_kinds(j)) return false;
    size_t count = ent_records_count(j->world.records);
    ent_kind_list *kind = NULL;
    for (size_t i = 0; i < count; i++) {
        const ent_record *r = ent_records_at(j->world.records, i);
        kind = kind_of(j, kind, r->kind);
        if (!enter(j, kind, r)) return false;
    }
    return true;
}

static const ent_record *const *listed(const ent_map *map, const char *key, size_t *out_count)
{
    const ent_record_list *list = ent_map_get(map, ent_str_of(key));
    *out_count = list ? list->count : 0;
    return list ? list->at : NULL;
}

const ent_record *const *ent_index_parts(const ent_judgement *j, const ent_record *whole, size_t *out_count)
{
    return listed(j->parts, whole->id, out_count);
}

const ent_record *const *ent_index_about(const ent_judgement *j, const char *about, size_t *out_count)
{
    return listed(j->about, act_id(j, about), out_count);
}
