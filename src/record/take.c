/* take.c: one row as a record. Everything that is wrong with the row is said before it is given up. */
#include "base/limits.h"
#include "record/row.h"
#include "record/set.h"

#include <stdio.h>
#include <string.h>

enum {
    K_ID,
    K_KIND,
    K_ACTOR,
    K_TARGET,
    K_ITEM,
    K_QUANTITY,
    K_UNIT,
    K_PLACE,
    K_LON,
    K_LAT,
    K_RADIUS,
    K_TERRITORY,
    K_AREA,
    K_BEARING,
    K_DISTANCE,
    K_LINE,
    K_LINE_DISTANCE,
    K_ROLE,
    K_FROM,
    K_TO,
    K_REPORTED,
    K_PART_OF,
    K_SAME_AS,
    K_ABOUT,
    K_NOTE,
    K_SOURCE,
    K_COUNT
};

static const ent_known_column known[K_COUNT] = {
    [K_ID] = {"id", ENT_DIM_NONE, NULL},
    [K_KIND] = {"kind", ENT_DIM_NONE, NULL},
    [K_ACTOR] = {"actor", ENT_DIM_NONE, NULL},
    [K_TARGET] = {"target", ENT_DIM_NONE, NULL},
    [K_ITEM] = {"item", ENT_DIM_NONE, NULL},
    [K_QUANTITY] = {"quantity", ENT_DIM_NONE, NULL},
    [K_UNIT] = {"unit", ENT_DIM_NONE, NULL},
    [K_PLACE] = {"place", ENT_DIM_NONE, NULL},
    [K_LON] = {"lon", ENT_DIM_NONE, NULL},
    [K_LAT] = {"lat", ENT_DIM_NONE, NULL},
    [K_RADIUS] = {"radius", ENT_DIM_LENGTH, NULL},
    [K_TERRITORY] = {"territory", ENT_DIM_NONE, NULL},
    [K_AREA] = {"area", ENT_DIM_NONE, NULL},
    [K_BEARING] = {"bearing", ENT_DIM_ANGLE, NULL},
    [K_DISTANCE] = {"distance", ENT_DIM_LENGTH, NULL},
    [K_LINE] = {"line", ENT_DIM_NONE, NULL},
    [K_LINE_DISTANCE] = {"line_distance", ENT_DIM_LENGTH, NULL},
    [K_ROLE] = {"role", ENT_DIM_NONE, NULL},
    [K_FROM] = {"from", ENT_DIM_NONE, NULL},
    [K_TO] = {"to", ENT_DIM_NONE, NULL},
    [K_REPORTED] = {"reported", ENT_DIM_NONE, NULL},
    [K_PART_OF] = {"part_of", ENT_DIM_NONE, NULL},
    [K_SAME_AS] = {"same_as", ENT_DIM_NONE, NULL},
    [K_ABOUT] = {"about", ENT_DIM_NONE, NULL},
    [K_NOTE] = {"note", ENT_DIM_NONE, NULL},
    [K_SOURCE] = {"source", ENT_DIM_NONE, NULL},
};

#define SAID_COLUMNS                                                                                         \
    (1u << K_KIND | 1u << K_LON | 1u << K_LAT | 1u << K_RADIUS | 1u << K_ROLE | 1u << K_FROM | 1u << K_TO |  \
     1u << K_REPORTED | 1u << K_PART_OF | 1u << K_SAME_AS | 1u << K_ABOUT)

const ent_table_kind ent_record_table = {
    .what = "records",
    .known = known,
    .known_count = K_COUNT,
    .required = 1u << K_ID | 1u << K_KIND,
    .keeps_attributes = true,
};

/* ---- who, what ---- */

static void take_id(const ent_records *records, ent_row_reader *row, ent_record *r)
{
    ent_str id = ent_row_text(row, K_ID);
    r->id = ent_row_copy(row, K_ID);
    if (id.len == 0) {
        ent_row_complain(
            row, K_ID,
            (ent_complaint){.code = "id-missing", .hint = "Any short name that no other record has."},
            "the record has no id");
        return;
    }
    const ent_record *other = ent_map_get(records->ids, id);
    if (!other) return;
    char detail[400];
    snprintf(detail, sizeof detail, "It is used in %.300s, line %u.", records->files[other->file].name,
             (unsigned)other->span.line);
    ent_row_complain(
        row, K_ID,
        (ent_complaint){.code = "id-twice",
                        .detail = detail,
                        .hint = "Give one of them another id; \"same_as\" links reports of one event."},
        "the id \"%.60s\" is taken", r->id);
}

static void complain_kind(const ent_records *records, ent_row_reader *row, int column, const char *what)
{
    ent_str kind = ent_row_text(row, column);
    const char *near = ent_record_kind_near(records, kind);
    char hint[200];
    if (near)
        snprintf(hint, sizeof hint, "Did you mean \"%s\"?", near);
    else
        snprintf(hint, sizeof hint,
                 "Kinds of record are deployment, holding, exercise ...; an agreement may declare more with "
                 "\"kind\".");
    ent_row_complain(row, column, (ent_complaint){.code = "kind", .hint = hint}, "unknown %s \"%.*s\"", what,
                     (int)(kind.len < 60 ? kind.len : 60), kind.ptr);
}

static void take_kind(const ent_records *records, ent_row_reader *row, ent_record *r)
{
    ent_str kind = ent_row_text(row, K_KIND);
    r->kind = ent_row_word(row, K_KIND);
    if (kind.len == 0)
        ent_row_complain(row, K_KIND,
                         (ent_complaint){.code = "kind", .hint = "Write \"deployment\", \"exercise\" ..."},
                         "the record has no kind");
    else if (!ent_record_is_kind(records, kind))
        complain_kind(records, row, K_KIND, "kind");
}

static void take_about(const ent_records *records, ent_row_reader *row, ent_record *r)
{
    r->about = ent_row_word(row, K_ABOUT);
    bool names_kind = strcmp(r->kind, "complete") == 0 || strcmp(r->kind, "access-denied") == 0;
    ent_str about = ent_row_text(row, K_ABOUT);
    if (names_kind && about.len && !ent_record_is_kind(records, about))
        complain_kind(records, row, K_ABOUT, "kind of record");
}

static void take_quantity(ent_row_reader *row, ent_record *r)
{
    r->unit = ent_row_word(row, K_UNIT);
    const ent_unit *unit = ent_value_unit(ent_row_text(row, K_UNIT));
    r->quantity_dimension = unit ? unit->dimension : ENT_DIM_NONE;
    ent_row_numbers(row, K_QUANTITY, (ent_number_rules){unit ? unit->scale : 1, true}, &r->quantity);
}

/* ---- are the names anyone's? ---- */

static void complain_name(ent_row_reader *row, int column, const char *word, const ent_name_answer *answer)
{
    if (answer->severity == ENT_SEV_NOTE) return;
    char hint[160], message[120];
    snprintf(hint, sizeof hint, "Did you mean \"%s\"?", answer->nearest);
    snprintf(message, sizeof message, "unknown %s \"%.60s\"", known[column].name, word);
    ent_complaint what = {
        .code = "name-unknown", .detail = answer->detail, .hint = *answer->nearest ? hint : answer->remedy};
    ent_row_say(row, column, answer->severity, what, message);
}

static bool knows(ent_records *records, ent_row_reader *row, ent_name_use use, ent_str word,
                  ent_name_answer *answer)
{
    if (ent_map_get(records->names[use], word)) return true;
    if (!records->rules.knows(records->rules.context, use, word, answer)) return false;
    if (!ent_map_put(records->names[use], word, records)) row->out_of_memory = row->bad = true;
    return true;
}

typedef struct asked {
    char text[ENT_ACTOR_BYTES_MAX];
    ent_name_answer answer;
} asked;

/* The list of `complete` may be of several actors, "RUS+UKR": each is somebody. `out` is the first who is
 * not. */
static bool knows_each(ent_records *records, ent_row_reader *row, ent_str all, asked *out)
{
    while (all.ptr) {
        const char *plus = memchr(all.ptr, '+', all.len);
        size_t n = plus ? (size_t)(plus - all.ptr) : all.len,
               kept = n < sizeof out->text ? n : sizeof out->text - 1;
        memcpy(out->text, all.ptr, kept), out->text[kept] = 0;
        out->answer = (ent_name_answer){.severity = ENT_SEV_ERROR};
        if (kept < n || !knows(records, row, ENT_NAME_ACTOR, ent_str_of(out->text), &out->answer))
            return false;
        all = plus ? (ent_str){plus + 1, all.len - n - 1} : (ent_str){NULL, 0};
    }
    return true;
}

/* Ask the case for each word that was not asked for before. */
static void check_names(ent_records *records, ent_row_reader *row, int column, ent_name_use use,
                        const ent_value *value)
{
    if (!records->rules.knows || value->count == 0 || value->words == records->known_words[use]) return;
    bool all = true, list = column == K_ACTOR && ent_str_is(ent_row_text(row, K_KIND), "complete");
    if (!records->names[use]) records->names[use] = ent_map_new();
    if (!records->names[use]) row->out_of_memory = row->bad = true;
    for (uint32_t i = 0; records->names[use] && i < value->count; i++) {
        const char *word = value->words[i];
        asked one = {.answer = {.severity = ENT_SEV_ERROR}};
        if (knows(records, row, use, ent_str_of(word), &one.answer)) continue;
        bool several = list && strchr(word, '+');
        all = all && !several; /* the same cell may stand where no list may */
        if (several && knows_each(records, row, ent_str_of(word), &one)) continue;
        complain_name(row, column, several ? one.text : word, &one.answer);
        if (use == ENT_NAME_ITEM && !ent_map_put(records->names[use], ent_str_of(word), records))
            row->out_of_memory = row->bad = true; /* once is enough: it is no error */
        all = all && one.answer.severity == ENT_SEV_NOTE;
    }
    if (all && records->names[use]) records->known_words[use] = value->words;
}

static void check_all_names(ent_records *records, ent_row_reader *row, const ent_record *r)
{
    check_names(records, row, K_ACTOR, ENT_NAME_ACTOR, &r->actor);
    check_names(records, row, K_TARGET, ENT_NAME_ACTOR, &r->target);
    check_names(records, row, K_ITEM, ENT_NAME_ITEM, &r->item);
    for (uint32_t i = 0; i < r->position_count; i++) {
        const ent_value *name = &r->positions[i].name;
        switch (r->positions[i].kind) {
        case ENT_POSITION_POINT: break;
        case ENT_POSITION_SITE:
        case ENT_POSITION_BEARING: check_names(records, row, K_PLACE, ENT_NAME_PLACE, name); break;
        case ENT_POSITION_TERRITORY: check_names(records, row, K_TERRITORY, ENT_NAME_TERRITORY, name); break;
        case ENT_POSITION_AREA: check_names(records, row, K_AREA, ENT_NAME_AREA, name); break;
        case ENT_POSITION_LINE: check_names(records, row, K_LINE, ENT_NAME_LINE, name); break;
        }
    }
}

/* ---- where ---- */

static void add_named(ent_row_reader *row, ent_position *positions, uint32_t *count, ent_position_kind kind,
                      int column)
{
    ent_position p = {.kind = kind};
    p.bearing_deg = p.distance_m = (ent_value){.text = "", .source = ""};
    ent_row_words(row, column, &p.name);
    if (p.name.count) positions[(*count)++] = p;
}

/* place, with radius, or with distance and bearing from it. */
static void add_place(ent_row_reader *row, ent_position *positions, uint32_t *count, double radius_m)
{
    uint32_t before = *count;
    add_named(row, positions, count, ENT_POSITION_SITE, K_PLACE);
    bool has_distance = ent_row_text(row, K_DISTANCE).len > 0,
         has_bearing = ent_row_text(row, K_BEARING).len > 0;
    if (*count == before) {
        if (has_distance || has_bearing)
            ent_row_complain(
                row, has_distance ? K_DISTANCE : K_BEARING,
                (ent_complaint){.code = "bearing",
                                .hint = "Name the place it is measured from in the column place."},
                "a %s from no place", has_distance ? "distance" : "bearing");
        return;
    }
    ent_position *p = &positions[before];
    p->radius_m = radius_m;
    if (!has_distance && has_bearing)
        ent_row_complain(
            row, K_BEARING,
            (ent_complaint){.code = "bearing", .hint = "Fill in the column distance_km as well."},
            "a bearing without a distance");
    if (!has_distance) return;
    p->kind = ENT_POSITION_BEARING;
    ent_row_numbers(row, K_DISTANCE, (ent_number_rules){.scale = 1, .not_negative = true}, &p->distance_m);
    ent_row_numbers(row, K_BEARING, (ent_number_rules){.scale = 1}, &p->bearing_deg);
}

static void add_line(ent_row_reader *row, ent_position *positions, uint32_t *count)
{
    uint32_t before = *count;
    add_named(row, positions, count, ENT_POSITION_LINE, K_LINE);
    bool has_distance = ent_row_text(row, K_LINE_DISTANCE).len > 0;
    if (has_distance != (*count > before))
        ent_row_complain(
            row, has_distance ? K_LINE_DISTANCE : K_LINE,
            (ent_complaint){.code = "line", .hint = "Fill in both line and line_distance_km, or neither."},
            "%s", has_distance ? "a distance from no line" : "a line without a distance from it");
    if (has_distance && *count > before)
        ent_row_numbers(row, K_LINE_DISTANCE, (ent_number_rules){.scale = 1, .not_negative = true},
                        &positions[before].distance_m);
}

static void take_positions(ent_row_reader *row, ent_record *r)
{
    ent_position positions[ENT_POSITIONS_MAX];
    uint32_t count = 0;
    double radius_m = ent_row_length(row, K_RADIUS);
    ent_value none = {.text = "", .source = ""};
    r->territory = none;
    ent_position point = {.kind = ENT_POSITION_POINT,
                          .radius_m = radius_m,
                          .name = none,
                          .bearing_deg = none,
                          .distance_m = none};
    if (ent_row_lonlat(row, K_LON, K_LAT, &point.centre)) positions[count++] = point;
    add_place(row, positions, &count, count ? 0 : radius_m);
    if (radius_m > 0 && count == 0 && !row->bad)
        ent_row_complain(row, K_RADIUS,
                         (ent_complaint){.code = "radius", .hint = "Give lon and lat, or a place."},
                         "a radius around nothing");
    add_named(row, positions, &count, ENT_POSITION_TERRITORY, K_TERRITORY);
    add_named(row, positions, &count, ENT_POSITION_AREA, K_AREA);
    add_line(row, positions, &count);
    for (uint32_t i = 0; i < count; i++)
        if (positions[i].kind == ENT_POSITION_TERRITORY) r->territory = positions[i].name;
    if (count == 0 || row->bad) return;
    ent_position *kept = ent_arena_alloc(row->pool->arena, count, sizeof *kept);
    if (!kept) {
        row->out_of_memory = row->bad = true;
        return;
    }
    memcpy(kept, positions, count * sizeof *kept);
    r->positions = kept, r->position_count = count;
}

/* ---- when ---- */

static const ent_when *one_span(ent_row_reader *row, const ent_when *like, ent_span_time span)
{
    ent_when *w = ent_arena_alloc(row->pool->arena, 1, sizeof *w);
    if (!w) {
        row->out_of_memory = row->bad = true;
        return like;
    }
    w->count = 1, w->uncertain = like->uncertain, w->approximate = like->approximate;
    w->spans[0] = span;
    return w;
}

/* "2022-01-10/2022-01-25" in the column from: its start and its end, each as far as it is known. */
static void split_period(ent_row_reader *row, ent_record *r)
{
    const ent_when *period = r->from;
    ent_span_time start = period->start, end = period->end;
    if (period->start_open) start = (ent_span_time){ENT_TIME_MIN, {ENT_TIME_MIN.seconds + 1}};
    if (period->start_unknown) start = (ent_span_time){ENT_TIME_MIN, period->end.until};
    if (period->end_unknown) end = (ent_span_time){period->start.from, ENT_TIME_MAX};
    r->from = one_span(row, period, start);
    if (!period->end_open) r->to = one_span(row, period, end); /* else it is empty already */
}

static void take_times(ent_row_reader *row, ent_record *r)
{
    ent_row_date(row, K_FROM, &r->from);
    ent_row_date(row, K_TO, &r->to);
    ent_row_date(row, K_REPORTED, &r->reported);
    if (row->bad) return;
    if (r->to->is_interval || (r->from->is_interval && r->to->count)) {
        ent_row_complain(
            row, K_TO,
            (ent_complaint){.code = "period", .hint = "Write the first day into from and the last into to."},
            "%s", r->to->is_interval ? "the end is a period" : "a period in from and an end in to");
        return;
    }
    if (r->from->is_interval) split_period(row, r);
    if (r->from->count == 0 || r->to->count == 0) return;
    if (ent_when_hull(r->to).until.seconds > ent_when_hull(r->from).from.seconds) return;
    char from[32];
    ent_time_format(ent_when_hull(r->from).from, from, sizeof from);
    ent_row_complain(row, K_TO,
                     (ent_complaint){.code = "period", .hint = "from is the first day, to the last."},
                     "the end lies before the start, %s", from);
}

/* ---- links ---- */

static bool add_link(ent_records *records, ent_row_reader *row, ent_record *r, int column, const char *to)
{
    if (!*to) return true;
    if (!ent_record_room(&records->links, records->link_count, &records->link_cap, sizeof *records->links))
        return false;
    records->links[records->link_count++] = (ent_record_link){.record = r,
                                                              .is_part = column == K_PART_OF,
                                                              .column = known[column].name,
                                                              .to = to,
                                                              .span = ent_row_span(row, column)};
    return true;
}

static bool keep_record(ent_records *records, ent_row_reader *row, ent_record *r)
{
    size_t links_before = records->link_count;
    if (!ent_record_room(&records->items, records->count, &records->cap, sizeof *records->items))
        return false;
    if (!add_link(records, row, r, K_PART_OF, r->part_of) ||
        !add_link(records, row, r, K_SAME_AS, r->same_as) ||
        !ent_map_put(records->ids, ent_str_of(r->id), r)) {
        records->link_count = links_before;
        return false;
    }
    r->index = (uint32_t)records->count;
    records->items[records->count++] = r;
    return true;
}

/* What others say of a row that was left out is not wrong for that. */
static ent_status note_dropped(ent_records *records, const char *id, ent_error *err)
{
    if (!*id) return ENT_OK;
    if (!records->dropped) records->dropped = ent_map_new();
    bool kept = records->dropped && ent_map_put(records->dropped, ent_str_of(id), records);
    return kept ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

ent_status ent_records_take(ent_records *records, ent_row_reader *row, uint32_t file, ent_span span,
                            ent_error *err)
{
    if (records->count >= ENT_RECORDS_MAX)
        return ent_fail(err, ENT_E_LIMIT, "more than %d records", ENT_RECORDS_MAX);
    ent_record r = {.file = file, .span = span};
    row->source = "";
    row->source = r.source = ent_row_word(row, K_SOURCE);
    take_id(records, row, &r);
    take_kind(records, row, &r);
    take_about(records, row, &r);
    ent_row_words(row, K_ACTOR, &r.actor);
    ent_row_words(row, K_TARGET, &r.target);
    ent_row_words(row, K_ITEM, &r.item);
    take_quantity(row, &r);
    take_positions(row, &r);
    check_all_names(records, row, &r);
    take_times(row, &r);
    r.role = ent_row_word(row, K_ROLE), r.note = ent_row_copy(row, K_NOTE);
    r.part_of = ent_row_word(row, K_PART_OF), r.same_as = ent_row_word(row, K_SAME_AS);
    ent_row_attributes(row, &r.attributes, &r.attribute_count);
    ent_row_said(row, SAID_COLUMNS, &r.said, &r.said_count);
    if (row->out_of_memory) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (row->bad) return note_dropped(records, r.id, err);
    ent_record *kept = ent_arena_alloc(records->pool.arena, 1, sizeof *kept);
    if (!kept) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    *kept = r;
    return keep_record(records, row, kept) ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}
