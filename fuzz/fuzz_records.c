/* fuzz_records: tables of records, items and places. The first byte says which. Whatever the bytes, what is
 * kept must be as record.h promises: intervals in order, positions on the Earth, ids once, values that read
 * back. */
#include "base/buf.h"
#include "entente/record.h"
#include "fuzz.h"

#include <math.h>
#include <string.h>

static void look_at_value(const ent_value *v)
{
    REQUIRE(v->text && v->source);
    REQUIRE(v->count <= ENT_VALUE_MAX);
    REQUIRE((v->count == 0) == (v->kind == ENT_VALUE_NONE));
    REQUIRE(v->precision >= 0 && isfinite(v->precision));
    for (uint32_t i = 0; i < v->count; i++) {
        if (v->kind == ENT_VALUE_WORD) REQUIRE(v->words[i][0]);
        if (v->kind == ENT_VALUE_NUMBER) REQUIRE(v->numbers[i].lo <= v->numbers[i].hi);
        if (v->kind == ENT_VALUE_NUMBER) REQUIRE(v->numbers[i].lo < INFINITY && v->numbers[i].hi > -INFINITY);
    }
    if (v->kind != ENT_VALUE_NUMBER) return;
    ent_buf text;
    ent_buf_init(&text, 1u << 16);
    REQUIRE(ent_value_write(v, ent_buf_sink(&text), NULL) == ENT_OK);
    ent_interval storage[ENT_VALUE_MAX];
    ent_value again;
    REQUIRE(ent_value_parse_number(ent_buf_str(&text), storage, &again, NULL) == ENT_OK);
    REQUIRE(again.count == v->count && again.about == v->about);
    for (uint32_t i = 0; i < v->count; i++)
        REQUIRE(again.numbers[i].lo == v->numbers[i].lo && again.numbers[i].hi == v->numbers[i].hi);
    ent_buf_done(&text);
}

static void look_at_attributes(const ent_attribute *attributes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        REQUIRE(attributes[i].name[0]);
        REQUIRE(attributes[i].value.count > 0);
        look_at_value(&attributes[i].value);
    }
}

static void look_at_place(ent_lonlat place, double radius_m)
{
    REQUIRE(fabs(place.lat_deg) <= 90 && fabs(place.lon_deg) <= 360);
    REQUIRE(radius_m >= 0);
}

static void look_at_record(const ent_records *records, size_t index)
{
    const ent_record *r = ent_records_at(records, index);
    REQUIRE(r->id[0] && r->kind[0] && r->index == index);
    REQUIRE(ent_records_find(records, ent_str_of(r->id)) == (int64_t)index);
    REQUIRE(!*r->part_of || ent_records_find(records, ent_str_of(r->part_of)) != (int64_t)index);
    const ent_value *values[] = {&r->actor, &r->target, &r->item, &r->territory, &r->quantity};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) look_at_value(values[i]);
    REQUIRE(r->position_count <= ENT_POSITIONS_MAX);
    for (uint32_t i = 0; i < r->position_count; i++) {
        const ent_position *p = &r->positions[i];
        if (p->kind == ENT_POSITION_POINT) look_at_place(p->centre, p->radius_m);
        look_at_value(&p->name), look_at_value(&p->bearing_deg), look_at_value(&p->distance_m);
    }
    REQUIRE(!r->from->is_interval && !r->to->is_interval);
    if (r->from->count && r->to->count)
        REQUIRE(ent_when_hull(r->from).from.seconds < ent_when_hull(r->to).until.seconds);
    look_at_attributes(r->attributes, r->attribute_count);
}

/* A case that knows a few things: names by their first letter decide what is measured and who is known. */
static bool measure(void *context, ent_str attribute, ent_attribute_rule *out)
{
    (void)context;
    if (attribute.len == 0 || attribute.ptr[0] < 'a' || attribute.ptr[0] > 'm') return false;
    static const ent_dimension dimensions[] = {ENT_DIM_NONE, ENT_DIM_LENGTH, ENT_DIM_WORD, ENT_DIM_RANK,
                                               ENT_DIM_DURATION};
    *out = (ent_attribute_rule){dimensions[attribute.ptr[0] % 5], attribute.ptr[0] < 'g'};
    return true;
}

static const char *rank_at(void *context, ent_str attribute, int index)
{
    (void)context, (void)attribute;
    return index == 0 ? "small" : index == 1 ? "large" : NULL;
}

static int rank(void *context, ent_str attribute, ent_str word)
{
    (void)context, (void)attribute;
    return ent_str_is(word, "small") ? 0 : ent_str_is(word, "large") ? 1 : -1;
}

static bool knows(void *context, ent_name_use use, ent_str name, ent_name_answer *out)
{
    (void)context;
    REQUIRE(name.len > 0);
    *out = (ent_name_answer){.severity = (ent_severity)(name.ptr[0] % 3), .nearest = "RUS"};
    return use != ENT_NAME_ACTOR || name.ptr[0] == 'R';
}

static const ent_record_rules rules = {measure, rank, rank_at, knows, NULL};

static void read_records(ent_str text, bool ruled, ent_diags *diags)
{
    ent_records *records = NULL;
    REQUIRE(ent_records_new(&records, NULL) == ENT_OK);
    if (ruled) ent_records_set_rules(records, &rules);
    REQUIRE(ent_records_load_memory(records, "records.csv", text, diags, NULL) == ENT_OK);
    REQUIRE(ent_records_finish(records, diags, NULL) == ENT_OK);
    for (size_t i = 0; i < ent_records_count(records); i++) look_at_record(records, i);
    ent_records_free(records);
}

static void read_items(ent_str text, ent_diags *diags)
{
    ent_items *items = NULL;
    REQUIRE(ent_items_load_memory("items.csv", text, diags, &items, NULL) == ENT_OK);
    for (size_t i = 0; i < ent_items_count(items); i++) {
        const ent_item *item = ent_items_at(items, i);
        REQUIRE(ent_items_find(items, ent_str_of(item->name)) == item);
        look_at_attributes(item->attributes, item->attribute_count);
    }
    ent_items_free(items);
}

static void read_sites(ent_str text, ent_diags *diags)
{
    ent_sites *sites = NULL;
    REQUIRE(ent_sites_load_memory("places.csv", text, diags, &sites, NULL) == ENT_OK);
    for (size_t i = 0; i < ent_sites_count(sites); i++) {
        const ent_site *site = ent_sites_at(sites, i);
        look_at_place(site->centre, site->radius_m);
        ent_time from = site->from.count ? ent_when_hull(&site->from).from : (ent_time){0};
        if (!site->until.count)
            REQUIRE(ent_sites_find(sites, ent_str_of(site->name), from) != NULL || !site->from.count);
    }
    ent_sites_free(sites);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    ent_str text = {(const char *)data + 1, size - 1};
    ent_diags *diags = NULL;
    REQUIRE(ent_diags_new(&diags, NULL) == ENT_OK);
    if (data[0] % 3 == 0) read_records(text, data[0] & 64, diags);
    if (data[0] % 3 == 1) read_items(text, diags);
    if (data[0] % 3 == 2) read_sites(text, diags);
    ent_buf out;
    ent_buf_init(&out, 1u << 24);
    REQUIRE(ent_diags_write(diags, ent_buf_sink(&out), false, NULL) == ENT_OK);
    ent_buf_done(&out);
    ent_diags_free(diags);
    return 0;
}
