/* html_places.c: for the web page, where records are and what the text or the case draws. A record whose
 * finest place is an area or a line has no point: one in the middle would say more than the record does. Its
 * outline is told instead, once for all records that share it, and the record holds its number. */
#include "base/mem.h"
#include "report/internal.h"

#include <math.h>

#define SPOTS_MAX 8     /* rival places of one record */
#define RING_POINTS 400 /* for looking at, not for measuring */

/* ---- outlines that records share -------------------------------------------------------------------- */

static bool has_outline(const ent_spot *spot)
{
    return spot->kind == ENT_SPOT_AREA || spot->kind == ENT_SPOT_LINE;
}

static size_t spots_of(const ent_sheet *sheet, const ent_record *r, ent_spot spots[SPOTS_MAX])
{
    const size_t count = ent_world_spots(sheet->world, r, sheet->judged.as_of, spots, SPOTS_MAX);
    return count < SPOTS_MAX ? count : SPOTS_MAX;
}

/* Its number; how many there are when it is none of them. */
static size_t number_of(const ent_outlines *outlines, const ent_spot *spot)
{
    size_t k = 0;
    while (k < outlines->count &&
           (outlines->at[k].shape != spot->shape || outlines->at[k].drawn != spot->drawn))
        k++;
    return k;
}

static bool add(ent_outlines *outlines, const ent_spot *spot)
{
    if (outlines->count == outlines->cap) {
        const size_t cap = outlines->cap ? outlines->cap * 2 : 16;
        ent_spot *at = ent_realloc(outlines->at, cap, sizeof *at);
        if (!at) return false;
        outlines->at = at, outlines->cap = cap;
    }
    outlines->at[outlines->count++] = *spot;
    return true;
}

void ent_outlines_collect(ent_outlines *outlines, const ent_sheet *sheet)
{
    for (size_t i = 0; i < ent_records_count(sheet->world->records); i++) {
        ent_spot spots[SPOTS_MAX];
        const size_t count = spots_of(sheet, ent_records_at(sheet->world->records, i), spots);
        for (size_t k = 0; k < count; k++)
            if (has_outline(&spots[k]) && number_of(outlines, &spots[k]) == outlines->count &&
                !add(outlines, &spots[k]))
                *sheet->failed = true;
    }
}

void ent_outlines_done(ent_outlines *outlines)
{
    ent_free(outlines->at);
    *outlines = (ent_outlines){0};
}

/* ---- where a record is ------------------------------------------------------------------------------ */

static const char *place_name(const ent_record *r)
{
    for (uint32_t i = 0; i < r->position_count; i++)
        if (r->positions[i].kind != ENT_POSITION_POINT && r->positions[i].kind != ENT_POSITION_TERRITORY)
            return r->positions[i].name.text;
    return "";
}

static void countries_member(ent_json *json, const ent_sheet *sheet, const ent_spot *spots, size_t count)
{
    ent_json_key(json, "countries");
    ent_json_begin_array(json);
    for (size_t i = 0; i < count; i++)
        if (spots[i].kind == ENT_SPOT_COUNTRY)
            ent_json_string(json, ent_atlas_country_at(sheet->world->atlas, (size_t)spots[i].country).code);
    ent_json_end_array(json);
}

static void numbers_member(ent_json *json, const ent_outlines *outlines, const ent_spot *spots, size_t count)
{
    ent_json_key(json, "outlines");
    ent_json_begin_array(json);
    for (size_t i = 0; i < count; i++)
        if (has_outline(&spots[i])) ent_json_int(json, (int64_t)number_of(outlines, &spots[i]));
    ent_json_end_array(json);
}

void ent_report_page_where(ent_json *json, const ent_sheet *sheet, const ent_record *r,
                           const ent_outlines *outlines)
{
    ent_spot spots[SPOTS_MAX];
    const size_t count = spots_of(sheet, r, spots);
    const ent_spot *disc = NULL;
    for (size_t i = 0; i < count && !disc; i++)
        if (spots[i].kind == ENT_SPOT_DISC) disc = &spots[i];
    ent_json_kstring(json, "place", place_name(r));
    ent_json_kdouble(json, "lon", disc ? disc->centre.lon_deg : NAN);
    ent_json_kdouble(json, "lat", disc ? disc->centre.lat_deg : NAN);
    ent_json_kdouble(json, "radius_km", disc ? disc->radius_m / 1000 : NAN);
    countries_member(json, sheet, spots, disc ? 0 : count);
    numbers_member(json, outlines, spots, disc ? 0 : count);
}

/* ---- what is drawn ---------------------------------------------------------------------------------- */

static void place_member(ent_json *json, ent_lonlat at)
{
    ent_json_begin_array(json);
    ent_json_double(json, round(at.lon_deg * 1e4) / 1e4);
    ent_json_double(json, round(at.lat_deg * 1e4) / 1e4);
    ent_json_end_array(json);
}

/* Every so manieth of its points, and the last. */
static void ring_member(ent_json *json, const ent_rings *rings, size_t ring)
{
    const size_t from = rings->starts[ring], count = rings->starts[ring + 1] - from;
    const size_t step = 1 + count / RING_POINTS;
    ent_json_begin_array(json);
    for (size_t k = 0; k + 1 < count; k += step) place_member(json, rings->points[from + k]);
    if (count > 0) place_member(json, rings->points[from + count - 1]);
    ent_json_end_array(json);
}

static void drawing_member(ent_json *json, const char *clause, ent_drawing d)
{
    ent_json_begin_object(json);
    if (clause) ent_json_kstring(json, "clause", clause);
    ent_json_kstring(json, "name", d.name);
    ent_json_kstring(json, "party", d.party);
    ent_json_kbool(json, "area", !d.is_line);
    ent_json_key(json, "rings");
    ent_json_begin_array(json);
    for (size_t k = 0; k < d.rings.ring_count; k++) ring_member(json, &d.rings, k);
    ent_json_end_array(json);
    ent_json_end_object(json);
}

static void give_all(ent_json *json, const ent_sheet *sheet, const char *clause, ent_status found,
                     ent_drawings *drawings)
{
    if (found != ENT_OK) {
        *sheet->failed = true;
        return;
    }
    for (size_t k = 0; k < ent_drawings_count(drawings); k++)
        drawing_member(json, clause, ent_drawings_at(drawings, k));
    ent_drawings_free(drawings);
}

void ent_report_page_drawings(ent_json *json, const ent_sheet *sheet, const ent_outlines *outlines)
{
    ent_drawings *drawings = NULL;
    ent_json_key(json, "outlines");
    ent_json_begin_array(json);
    for (size_t k = 0; k < outlines->count; k++) {
        const ent_status found = ent_spot_rings(&outlines->at[k], &drawings, NULL);
        give_all(json, sheet, NULL, found, drawings);
    }
    ent_json_end_array(json);
    ent_json_key(json, "lines");
    ent_json_begin_array(json);
    for (size_t c = 0; c < sheet->doc->clause_count; c++) {
        const char *id = sheet->doc->clauses[c].id;
        const ent_status found = ent_drawings_find(sheet->world, id, sheet->judged.as_of, &drawings, NULL);
        give_all(json, sheet, id, found, drawings);
    }
    ent_json_end_array(json);
}
