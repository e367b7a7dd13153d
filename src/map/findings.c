/* findings.c: from a judgement to the marks of a map. */
#include "base/limits.h"
#include "base/mem.h"
#include "entente/map.h"

#include <string.h>

#define SPOTS_MAX 16

struct ent_map_marks {
    ent_map_mark *marks;
    size_t count, cap, nowhere;
    ent_rings *rings;        /* one a mark */
    ent_drawings **outlines; /* one a mark: what the rings borrow, or NULL */
};

void ent_map_marks_free(ent_map_marks *m)
{
    if (!m) return;
    ent_free(m->marks);
    for (size_t k = 0; k < m->count; k++) ent_drawings_free(m->outlines[k]);
    ent_free(m->outlines);
    ent_free(m->rings);
    ent_free(m);
}

const ent_map_mark *ent_map_marks_at(const ent_map_marks *marks, size_t *out_count)
{
    *out_count = marks->count;
    return marks->marks;
}

size_t ent_map_marks_nowhere(const ent_map_marks *marks)
{
    return marks->nowhere;
}

static ent_map_look look_of(const ent_finding *f)
{
    if (f->none_shown) return ENT_MAP_NONE_SHOWN;
    switch (f->verdict) {
    case ENT_BREACH: return ENT_MAP_BREACH;
    case ENT_VERDICT_UNCLEAR: return ENT_MAP_UNCLEAR;
    case ENT_KEPT: return ENT_MAP_KEPT;
    case ENT_EXEMPT: break;
    }
    return ENT_MAP_EXEMPT;
}

/* From the worst down; plain is the look of a record with no finding. */
static int weight(unsigned char look)
{
    static const int weights[ENT_MAP_LOOK_COUNT] = {0, 5, 4, 3, 2, 1};
    return weights[look];
}

/* The worst look of every record, under the base readings. */
static void look_up(const ent_judgement *j, const char *clause, unsigned char *looks, size_t records)
{
    for (size_t k = 0; k < ent_finding_count(j); k++) {
        const ent_finding *f = ent_finding_at(j, k);
        if (*f->reading || (clause && strcmp(f->clause->id, clause) != 0)) continue;
        const unsigned char look = (unsigned char)look_of(f);
        for (size_t i = 0; i < f->record_count; i++) {
            const size_t index = f->records[i]->index;
            if (index < records && weight(look) > weight(looks[index])) looks[index] = look;
        }
    }
}

static ent_status make_room(ent_map_marks *m, ent_error *err)
{
    if (m->count >= ENT_MAP_MARKS_MAX)
        return ent_fail(err, ENT_E_LIMIT, "more than %d records on one map: name a clause",
                        ENT_MAP_MARKS_MAX);
    if (m->count < m->cap) return ENT_OK;
    const size_t cap = m->cap ? m->cap * 2 : 64;
    ent_map_mark *marks = ent_realloc(m->marks, cap, sizeof *marks);
    if (marks) m->marks = marks;
    ent_rings *rings = marks ? ent_realloc(m->rings, cap, sizeof *rings) : NULL;
    if (rings) m->rings = rings;
    ent_drawings **outlines = rings ? ent_realloc(m->outlines, cap, sizeof *outlines) : NULL;
    if (!outlines) return ent_fail(err, ENT_E_NOMEM, "out of memory for the records of a map");
    m->outlines = outlines, m->cap = cap;
    return ENT_OK;
}

static ent_status add(ent_map_marks *m, const ent_spot *spot, ent_map_mark mark, ent_error *err)
{
    const ent_status st = make_room(m, err);
    if (st != ENT_OK) return st;
    m->rings[m->count] = (ent_rings){0};
    m->outlines[m->count] = NULL;
    if (spot->kind == ENT_SPOT_DISC) {
        mark.has_place = true, mark.place = spot->centre, mark.radius_m = spot->radius_m;
    } else if (spot->kind == ENT_SPOT_COUNTRY) {
        mark.country = spot->country;
    } else {
        const ent_status drawn = ent_spot_rings(spot, &m->outlines[m->count], err);
        if (drawn != ENT_OK) return drawn;
        const ent_drawing outline = ent_drawings_at(m->outlines[m->count], 0);
        m->rings[m->count] = outline.rings;
        mark.area_is_line = outline.is_line, mark.area_geodesic = !outline.straight;
    }
    m->marks[m->count++] = mark;
    return ENT_OK;
}

static ent_status add_record(ent_map_marks *m, const ent_judgement *j, const ent_record *r, ent_map_look look,
                             ent_error *err)
{
    ent_spot spots[SPOTS_MAX];
    const size_t count =
        ent_world_spots(ent_judgement_world(j), r, ent_judgement_opts(j).as_of, spots, SPOTS_MAX);
    ent_map_mark mark = {.look = look, .label = r->id, .country = -1};
    ent_status st = ENT_OK;
    m->nowhere += count == 0;
    for (size_t k = 0; k < count && k < SPOTS_MAX && st == ENT_OK; k++) st = add(m, &spots[k], mark, err);
    const size_t more =
        ent_world_coarser_spots(ent_judgement_world(j), r, ent_judgement_opts(j).as_of, spots, SPOTS_MAX);
    mark.coarser = true;
    for (size_t k = 0; k < more && k < SPOTS_MAX && st == ENT_OK; k++) st = add(m, &spots[k], mark, err);
    return st;
}

static ent_status fill(ent_map_marks *m, const ent_judgement *j, const char *clause, ent_error *err)
{
    const ent_records *records = ent_judgement_world(j)->records;
    const size_t count = records ? ent_records_count(records) : 0;
    unsigned char *looks = ent_alloc_zero(count + 1, sizeof *looks);
    if (!looks) return ent_fail(err, ENT_E_NOMEM, "out of memory for the records of a map");
    look_up(j, clause, looks, count);
    ent_status st = ENT_OK;
    for (size_t k = 0; k < count && st == ENT_OK; k++)
        if (looks[k] != ENT_MAP_PLAIN)
            st = add_record(m, j, ent_records_at(records, k), (ent_map_look)looks[k], err);
    ent_free(looks);
    for (size_t k = 0; k < m->count; k++) /* the array no longer moves */
        if (m->rings[k].ring_count > 0) m->marks[k].area = &m->rings[k];
    return st;
}

ent_status ent_map_marks_of(const ent_judgement *judgement, const char *clause, ent_map_marks **out,
                            ent_error *err)
{
    const ent_world *world = ent_judgement_world(judgement);
    if (clause && !ent_doc_clause_find(world->agreement, ent_str_of(clause)))
        return ent_fail(err, ENT_E_NOT_FOUND, "the agreement has no clause %.100s", clause);
    ent_map_marks *m = ent_alloc_zero(1, sizeof *m);
    if (!m) return ent_fail(err, ENT_E_NOMEM, "out of memory for the records of a map");
    const ent_status st = fill(m, judgement, clause, err);
    if (st == ENT_OK)
        *out = m;
    else
        ent_map_marks_free(m);
    return st;
}
