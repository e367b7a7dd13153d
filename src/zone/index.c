/* index.c: the sign of a field by longitude and latitude.
 *
 * A table of 1024 x 512 boxes of about a third of a degree, and below the boxes that the outline runs
 * through, blocks of 8 x 8 smaller ones, down to four times over. An entry says outside, inside, unclear, or
 * which block is below. A position needs two multiplications and one look-up, and mostly that is all: what
 * the table says of whole boxes is kept once more with a byte each, half a megabyte that stays in a
 * processor's second cache where two do not.
 *
 * boxes.c finds the boxes. */
#include "base/mem.h"
#include "geo/ellipsoid.h"
#include "geo/wide.h"
#include "zone/boxes.h"

#include <math.h>

#define TABLE_LEVEL 5 /* 1024 columns */
#define COLUMNS (32u << TABLE_LEVEL)
#define ROWS (COLUMNS / 2)
#define BLOCK_BITS 3
#define BLOCK_SIDE (1u << BLOCK_BITS)
#define BLOCK_ENTRIES (BLOCK_SIDE * BLOCK_SIDE)
#define BLOCK_LEVELS 4
#define LEVEL_MAX (TABLE_LEVEL + BLOCK_BITS * BLOCK_LEVELS)
#define CELLS_USUAL 150000

enum { IS_OUTSIDE = 0, IS_INSIDE = 1, IS_UNCLEAR = 2, FIRST_BLOCK = 3 };

struct ent_zone_index {
    const ent_field *field;
    signed char *signs; /* COLUMNS * ROWS: -1 outside, 1 inside, 0 look in the table */
    uint32_t *table;    /* COLUMNS * ROWS */
    uint32_t *blocks;   /* BLOCK_ENTRIES each */
    size_t block_count, block_cap;
};

/* ---- writing ---------------------------------------------------------------------------------------- */

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory for the index");
}

/* A new block, all its entries as its parent was. */
static uint32_t new_block(ent_zone_index *index, uint32_t state)
{
    if (index->block_count == index->block_cap) {
        size_t cap = index->block_cap ? 2 * index->block_cap : 256;
        uint32_t *blocks = ent_realloc(index->blocks, cap * BLOCK_ENTRIES, sizeof *blocks);
        if (blocks == NULL) return IS_UNCLEAR;
        index->blocks = blocks;
        index->block_cap = cap;
    }
    for (size_t k = 0; k < BLOCK_ENTRIES; k++) index->blocks[index->block_count * BLOCK_ENTRIES + k] = state;
    return FIRST_BLOCK + (uint32_t)index->block_count++;
}

static uint32_t *entry_in(const ent_zone_index *index, uint32_t block, uint32_t x, uint32_t y)
{
    size_t at = (size_t)(block - FIRST_BLOCK) * BLOCK_ENTRIES;
    return &index->blocks[at + (y & (BLOCK_SIDE - 1)) * BLOCK_SIDE + (x & (BLOCK_SIDE - 1))];
}

/* Write the state of a box that is one entry, or several of the table or of one block. */
static ent_status write_box(ent_zone_index *index, const ent_box *one, uint32_t state, ent_error *err)
{
    int level = one->level;
    uint32_t x = one->x, y = one->y;
    int top = level <= TABLE_LEVEL
                  ? TABLE_LEVEL
                  : TABLE_LEVEL + (level - TABLE_LEVEL + BLOCK_BITS - 1) / BLOCK_BITS * BLOCK_BITS;
    uint32_t side = 1u << (top - level), block = 0;
    x *= side, y *= side;
    for (int at = TABLE_LEVEL; at < top; at += BLOCK_BITS) {
        uint32_t bx = x >> (top - at), by = y >> (top - at);
        uint32_t *entry =
            at == TABLE_LEVEL ? &index->table[by * COLUMNS + bx] : entry_in(index, block, bx, by);
        size_t where = (size_t)(entry - index->blocks); /* the blocks may move */
        if (*entry < FIRST_BLOCK) {
            uint32_t made = new_block(index, *entry);
            if (made < FIRST_BLOCK) return no_memory(err);
            if (at != TABLE_LEVEL) entry = &index->blocks[where];
            *entry = made;
        }
        block = *entry;
    }
    for (uint32_t j = 0; j < side; j++)
        for (uint32_t i = 0; i < side; i++) {
            if (top == TABLE_LEVEL)
                index->table[(y + j) * COLUMNS + x + i] = state;
            else
                *entry_in(index, block, x + i, y + j) = state;
        }
    return ENT_OK;
}

/* ---- building --------------------------------------------------------------------------------------- */

static ent_status tell(void *context, const ent_box *one, ent_truth state, ent_error *err)
{
    return write_box(context, one,
                     ent_is_yes(state)  ? IS_INSIDE
                     : ent_is_no(state) ? IS_OUTSIDE
                                        : IS_UNCLEAR,
                     err);
}

static void sum_up(ent_zone_index *index)
{
    for (size_t k = 0; k < (size_t)COLUMNS * ROWS; k++)
        index->signs[k] = (signed char)((index->table[k] == IS_INSIDE) - (index->table[k] == IS_OUTSIDE));
}

void ent_zone_index_free(ent_zone_index *index)
{
    if (index == NULL) return;
    ent_free(index->signs);
    ent_free(index->table);
    ent_free(index->blocks);
    ent_free(index);
}

ent_status ent_zone_index_build(const ent_field *field, uint64_t cells_max, ent_zone_index **out,
                                ent_error *err)
{
    ent_zone_index *index = ent_alloc_zero(1, sizeof *index);
    if (index == NULL) return no_memory(err);
    index->field = field;
    index->table = ent_alloc_zero((size_t)COLUMNS * ROWS, sizeof *index->table);
    index->signs = ent_alloc_zero((size_t)COLUMNS * ROWS, sizeof *index->signs);
    ent_status st = index->table != NULL && index->signs != NULL ? ENT_OK : no_memory(err);
    const ent_boxes_opts opts = {.level_max = LEVEL_MAX,
                                 .cells_max = cells_max ? cells_max : CELLS_USUAL,
                                 .tell = tell,
                                 .context = index};
    if (st == ENT_OK) st = ent_boxes_look(field, &opts, err);
    if (st == ENT_OK) sum_up(index);
    if (st == ENT_OK)
        *out = index;
    else
        ent_zone_index_free(index);
    return st;
}

/* ---- asking ----------------------------------------------------------------------------------------- */

static bool is_place(ent_lonlat place)
{
    return fabs(place.lat_deg) <= 90.0 && isfinite(place.lon_deg);
}

/* Columns are numbered in boxes of the last level; those of each level above are its upper bits. */
static uint32_t column_of(double lon_deg)
{
    const double per_degree = (double)(32u << LEVEL_MAX) / 360.0;
    if (!(lon_deg >= -180.0 && lon_deg < 180.0)) lon_deg = ent_lon_canonical(lon_deg);
    return (uint32_t)((lon_deg + 180.0) * per_degree) & ((32u << LEVEL_MAX) - 1);
}

static uint32_t row_of(double lat_deg)
{
    const double per_degree = (double)(32u << LEVEL_MAX) / 360.0;
    uint32_t row = (uint32_t)((lat_deg + 90.0) * per_degree), last = (16u << LEVEL_MAX) - 1;
    return row < last ? row : last;
}

static uint32_t state_at(const ent_zone_index *index, ent_lonlat place)
{
    uint32_t x = column_of(place.lon_deg), y = row_of(place.lat_deg);
    int below = LEVEL_MAX - TABLE_LEVEL;
    uint32_t state = index->table[(y >> below) * COLUMNS + (x >> below)];
    while (state >= FIRST_BLOCK) {
        below -= BLOCK_BITS;
        state = *entry_in(index, state, x >> below, y >> below);
    }
    return state;
}

static ent_truth truth_of(uint32_t state)
{
    return state == IS_INSIDE ? ENT_YES : state == IS_OUTSIDE ? ENT_NO : ENT_UNCLEAR;
}

ent_truth ent_zone_index_look(const ent_zone_index *index, ent_lonlat place)
{
    return is_place(place) ? truth_of(state_at(index, place)) : ENT_UNCLEAR;
}

/* ---- many at once ------------------------------------------------------------------------------------ */

/* How deep a position has to look is as good as random, and a processor that guesses wrong waits longer than
 * a look takes. So a batch goes down together, level by level, and those that have to go on are gathered
 * without a branch. */
#define BATCH 256

typedef struct batch {
    int32_t x[BATCH], y[BATCH];
    uint32_t at[BATCH]; /* in the table */
    uint32_t state[BATCH];
    uint32_t open[BATCH]; /* those that the table's boxes do not decide */
    uint32_t deep[BATCH]; /* those that have to go down once more */
} batch;

/* Columns and rows of places within the usual bounds, several at a time; false when one is outside of them.
 * The same products, rounded alike, as in column_of and row_of. */
ENT_WIDE static bool locate_usual(const ent_lonlat *places, uint32_t count, batch *b)
{
    const double per_degree = (double)(32u << LEVEL_MAX) / 360.0;
    const int32_t last = (16 << LEVEL_MAX) - 1, below = LEVEL_MAX - TABLE_LEVEL;
    int32_t outside = 0;
    for (uint32_t k = 0; k < count; k++) {
        double lon = places[k].lon_deg, lat = places[k].lat_deg;
        bool usual = (lon >= -180.0) & (lon < 180.0) & (lat >= -90.0) & (lat <= 90.0);
        lon = usual ? lon : 0.0, lat = usual ? lat : 0.0;
        outside |= !usual;
        int32_t x = (int32_t)((lon + 180.0) * per_degree) & ((32 << LEVEL_MAX) - 1);
        int32_t y = (int32_t)((lat + 90.0) * per_degree);
        y = y < last ? y : last;
        b->x[k] = x, b->y[k] = y;
        b->at[k] = (uint32_t)(y >> below) * COLUMNS + (uint32_t)(x >> below);
    }
    return outside == 0;
}

/* False when one of them is no place. */
static bool locate(const ent_lonlat *places, uint32_t count, batch *b)
{
    const int below = LEVEL_MAX - TABLE_LEVEL;
    if (locate_usual(places, count, b)) return true;
    for (uint32_t k = 0; k < count; k++) {
        if (!is_place(places[k])) return false;
        uint32_t x = column_of(places[k].lon_deg), y = row_of(places[k].lat_deg);
        b->x[k] = (int32_t)x, b->y[k] = (int32_t)y, b->at[k] = (y >> below) * COLUMNS + (x >> below);
    }
    return true;
}

/* Answer those that the table's boxes decide; gather the others. How many these are. */
static uint32_t start_batch(const ent_zone_index *index, uint32_t count, batch *b, signed char *out)
{
    uint32_t open = 0;
    for (uint32_t k = 0; k < count; k++) {
        signed char sign = index->signs[b->at[k]];
        out[k] = sign;
        b->open[open] = k;
        open += sign == 0;
    }
    return open;
}

static void sink_batch(const ent_zone_index *index, batch *b, uint32_t open)
{
    uint32_t deep = 0;
    for (uint32_t i = 0; i < open; i++) {
        uint32_t k = b->open[i];
        b->state[k] = index->table[b->at[k]];
        b->deep[deep] = k;
        deep += b->state[k] >= FIRST_BLOCK;
    }
    for (int below = LEVEL_MAX - TABLE_LEVEL - BLOCK_BITS; deep > 0 && below >= 0; below -= BLOCK_BITS) {
        uint32_t kept = 0;
        for (uint32_t i = 0; i < deep; i++) {
            uint32_t k = b->deep[i];
            b->state[k] =
                *entry_in(index, b->state[k], (uint32_t)(b->x[k] >> below), (uint32_t)(b->y[k] >> below));
            b->deep[kept] = k;
            kept += b->state[k] >= FIRST_BLOCK;
        }
        deep = kept;
    }
}

static ent_status end_batch(const ent_zone_index *index, const ent_lonlat *places, uint32_t open, batch *b,
                            signed char *out, ent_error *err)
{
    static const signed char signs[] = {[IS_OUTSIDE] = -1, [IS_INSIDE] = 1, [IS_UNCLEAR] = 0};
    uint32_t unclear = 0;
    for (uint32_t i = 0; i < open; i++) {
        uint32_t k = b->open[i];
        out[k] = signs[b->state[k]];
        b->deep[unclear] = k;
        unclear += b->state[k] == IS_UNCLEAR;
    }
    for (uint32_t i = 0; i < unclear; i++) {
        ent_truth truth = ENT_UNCLEAR;
        ent_status st = ent_field_holds(index->field, places[b->deep[i]], &truth, err);
        if (st != ENT_OK) return st;
        out[b->deep[i]] = truth.sign;
    }
    return ENT_OK;
}

/* A batch is a page of memory, where processors stop reading ahead: ask for the next while this one is worked
 * on. */
static void fetch(const ent_lonlat *places, size_t count)
{
    for (size_t k = 0; k < count && k < BATCH; k += 4) __builtin_prefetch(&places[k]);
}

static ent_status refuse(const ent_lonlat *places, size_t from, size_t count, ent_error *err)
{
    size_t k = from;
    while (k < count && is_place(places[k])) k++;
    return ent_fail(err, ENT_E_DOMAIN, "place %zu: (%.17g, %.17g) is no longitude and latitude", k,
                    places[k].lon_deg, places[k].lat_deg);
}

ent_status ent_zone_index_decide(const ent_zone_index *index, const ent_lonlat *places, size_t count,
                                 signed char *out, ent_error *err)
{
    batch b;
    for (size_t from = 0; from < count; from += BATCH) {
        uint32_t n = count - from < BATCH ? (uint32_t)(count - from) : BATCH;
        if (!locate(places + from, n, &b)) return refuse(places, from, count, err);
        fetch(places + from + n, count - from - n);
        uint32_t open = start_batch(index, n, &b, out + from);
        sink_batch(index, &b, open);
        ent_status st = end_batch(index, places + from, open, &b, out + from, err);
        if (st != ENT_OK) return st;
    }
    return ENT_OK;
}
