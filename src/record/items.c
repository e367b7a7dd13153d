/* items.c: the catalogue of systems: a name, a source, and attributes with their units. */
#include "base/mem.h"
#include "record/set.h"
#include "record/table.h"

#include <stdio.h>

enum { K_NAME, K_NOTE, K_SOURCE, K_COUNT };

static const ent_known_column known[K_COUNT] = {
    [K_NAME] = {"name", ENT_DIM_NONE, "item"},
    [K_NOTE] = {"note", ENT_DIM_NONE, NULL},
    [K_SOURCE] = {"source", ENT_DIM_NONE, NULL},
};

static const ent_table_kind item_table = {.what = "items",
                                          .known = known,
                                          .known_count = K_COUNT,
                                          .required = 1u << K_NAME,
                                          .keeps_attributes = true};

struct ent_items {
    ent_pool pool;
    ent_item **at;
    size_t count, cap;
    ent_map *names;
};

static void take_name(const ent_items *items, ent_row_reader *row, ent_item *item)
{
    item->name = ent_row_copy(row, K_NAME);
    ent_str name = ent_row_text(row, K_NAME);
    if (name.len == 0)
        ent_row_complain(
            row, K_NAME,
            (ent_complaint){.code = "item-name", .hint = "Records name the item by it: \"9M729\"."},
            "the item has no name");
    const ent_item *other = name.len ? ent_map_get(items->names, name) : NULL;
    if (!other) return;
    char detail[80];
    snprintf(detail, sizeof detail, "It stands on line %u already.", (unsigned)other->span.line);
    ent_row_complain(row, K_NAME,
                     (ent_complaint){.code = "item-twice",
                                     .detail = detail,
                                     .hint = row->foreign
                                                 ? "Describe it once; its other rows need the name alone."
                                                 : "Write rival figures into one row: \"480|2350\"."},
                     "the item \"%.60s\" is listed twice", item->name);
}

static ent_status take(void *context, ent_row_reader *row, ent_span span, ent_error *err)
{
    ent_items *items = context;
    ent_item item = {.span = span};
    row->source = item.source = ent_row_word(row, K_SOURCE);
    take_name(items, row, &item);
    ent_row_attributes(row, &item.attributes, &item.attribute_count);
    if (!row->out_of_memory && row->bad) return ENT_OK;
    ent_item *kept = row->out_of_memory ? NULL : ent_arena_alloc(items->pool.arena, 1, sizeof *kept);
    if (!kept || !ent_record_room(&items->at, items->count, &items->cap, sizeof *items->at))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    *kept = item;
    if (!ent_map_put(items->names, ent_str_of(item.name), kept))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    items->at[items->count++] = kept;
    return ENT_OK;
}

ent_status ent_items_new(ent_items **out, ent_error *err)
{
    ent_items *items = ent_alloc_zero(1, sizeof *items);
    if (items && ent_pool_init(&items->pool)) items->names = ent_map_new();
    if (!items || !items->names) {
        ent_items_free(items);
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    }
    *out = items;
    return ENT_OK;
}

typedef struct item_source {
    const char *path;
    const ent_str *bytes; /* NULL: read the file */
    const ent_record_rules *rules;
} item_source;

static ent_status load(item_source from, ent_diags *diags, ent_items **out, ent_error *err)
{
    ent_items *items = NULL;
    ent_status st = ent_items_new(&items, err);
    if (st != ENT_OK) return st;
    ent_table table = {.kind = &item_table,
                       .path = from.path,
                       .bytes = from.bytes,
                       .rules = from.rules,
                       .pool = &items->pool,
                       .take = take,
                       .context = items};
    st = ent_table_read(&table, diags, err);
    if (st == ENT_OK) *out = items, items = NULL;
    ent_items_free(items);
    return st;
}

ent_status ent_items_add_row(ent_items *items, const ent_row *foreign, ent_diags *diags, ent_error *err)
{
    ent_columns columns = {0};
    ent_str *names = ent_alloc_zero(foreign->count + 1, sizeof *names);
    ent_cell_text *cells = ent_alloc_zero(foreign->count + 1, sizeof *cells);
    ent_header header = {.diags = diags,
                         .file = foreign->file,
                         .where = foreign->where,
                         .names = names,
                         .count = foreign->count};
    ent_status st = names && cells ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t i = 0; st == ENT_OK && i < foreign->count; i++)
        names[i] = ent_str_of(foreign->columns[i]), cells[i].text = foreign->cells[i];
    if (st == ENT_OK) st = ent_columns_read(&item_table, &header, &items->pool, &columns, err);
    ent_row_reader row = {.columns = &columns,
                          .pool = &items->pool,
                          .diags = diags,
                          .cells = cells,
                          .file = foreign->file,
                          .foreign = foreign,
                          .source = ""};
    ent_span span = foreign->locate ? foreign->locate(foreign->context, "name") : (ent_span){0};
    if (st == ENT_OK) st = take(items, &row, span, err);
    ent_free(names);
    ent_free(cells);
    return st == ENT_E_FORMAT ? ENT_OK : st;
}

ent_status ent_items_load(const char *path, ent_diags *diags, ent_items **out, ent_error *err)
{
    return load((item_source){.path = path}, diags, out, err);
}

ent_status ent_items_load_ruled(const char *path, const ent_record_rules *rules, ent_diags *diags,
                                ent_items **out, ent_error *err)
{
    return load((item_source){.path = path, .rules = rules}, diags, out, err);
}

ent_status ent_items_load_memory(const char *name, ent_str bytes, ent_diags *diags, ent_items **out,
                                 ent_error *err)
{
    return load((item_source){.path = name, .bytes = &bytes}, diags, out, err);
}

void ent_items_free(ent_items *items)
{
    if (!items) return;
    ent_map_free(items->names);
    ent_free(items->at);
    ent_pool_done(&items->pool);
    ent_free(items);
}

size_t ent_items_count(const ent_items *items)
{
    return items->count;
}
const ent_item *ent_items_at(const ent_items *items, size_t index)
{
    return items->at[index];
}
const ent_item *ent_items_find(const ent_items *items, ent_str name)
{
    return ent_map_get(items->names, name);
}

const ent_attribute *ent_item_attribute(const ent_item *item, ent_str name)
{
    for (size_t i = 0; i < item->attribute_count; i++)
        if (ent_str_is(name, item->attributes[i].name)) return &item->attributes[i];
    return NULL;
}
