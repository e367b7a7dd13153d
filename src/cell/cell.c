/* cell.c: ids. The curve on each square visits its four quarters in an order given by two bits of orientation
 * (swap the axes, invert both); the tables below are the whole curve. An id is face, then two bits a level,
 * then a one:
 *
 *   fff pp pp pp ... pp 1 00 00          level k has 2k position bits, and the last one bit at 2 * (30 - k)
 */
#include "entente/cell.h"
#include "cell/face.h"

#include <math.h>
#include <string.h>

/* quarter_at[orientation][position] is (i bit) * 2 + (j bit); position_of is its inverse. */
static const unsigned char quarter_at[4][4] = {{0, 1, 3, 2}, {0, 2, 3, 1}, {3, 2, 0, 1}, {3, 1, 0, 2}};
static const unsigned char position_of[4][4] = {{0, 1, 3, 2}, {0, 3, 1, 2}, {2, 3, 1, 0}, {2, 1, 3, 0}};
/* What a step to the quarter at a position does to the orientation: bit 0 swaps, bit 1 inverts. */
static const unsigned char turn_at[4] = {1, 0, 0, 3};

static uint64_t last_bit(uint64_t id)
{
    return id & (~id + 1);
}
static uint64_t level_bit(int level)
{
    return (uint64_t)1 << (2 * (ENT_CELL_LEVEL_MAX - level));
}

uint64_t ent_square_id(ent_square q)
{
    unsigned orientation = (unsigned)q.face & 1;
    uint64_t id = (uint64_t)q.face;
    for (int bit = 29; bit >= 30 - q.level; bit--) {
        unsigned quarter = ((q.i >> bit & 1) << 1) | (q.j >> bit & 1);
        unsigned position = position_of[orientation][quarter];
        id = id << 2 | position;
        orientation ^= turn_at[position];
    }
    return (id << 1 | 1) << (2 * (30 - q.level));
}

ent_square ent_square_of(uint64_t id)
{
    ent_cell cell = {id};
    ent_square q = {ent_cell_face_of(cell), ent_cell_level(cell), 0, 0};
    unsigned orientation = (unsigned)q.face & 1;
    for (int k = 0; k < q.level; k++) {
        unsigned position = (unsigned)(id >> (59 - 2 * k)) & 3;
        unsigned quarter = quarter_at[orientation][position];
        q.i |= (uint32_t)(quarter >> 1) << (29 - k);
        q.j |= (uint32_t)(quarter & 1) << (29 - k);
        orientation ^= turn_at[position];
    }
    return q;
}

ent_curve ent_curve_face(int face)
{
    ent_square q = {.face = face};
    return (ent_curve){q, ent_square_id(q), (unsigned)face & 1};
}

ent_curve ent_curve_child(const ent_curve *parent, int position)
{
    ent_curve child = *parent;
    uint64_t bit = last_bit(parent->id) >> 2;
    unsigned quarter = quarter_at[parent->orientation][position];
    uint32_t half = ENT_IJ_SIZE >> (parent->square.level + 1);
    child.square.level++;
    child.square.i += (quarter >> 1) * half;
    child.square.j += (quarter & 1) * half;
    child.id += 2 * bit * (uint64_t)position - 3 * bit;
    child.orientation ^= turn_at[position];
    return child;
}

ent_cell ent_cell_at(ent_lonlat place, int level)
{
    if (!(fabs(place.lat_deg) <= 90.0) || !isfinite(place.lon_deg) || level < 0 || level > ENT_CELL_LEVEL_MAX)
        return ENT_CELL_NONE;
    ent_face_uv p = ent_face_of(ent_vec_of(place));
    ent_square q = {p.face, level, ent_ij_of_st(ent_st_of_uv(p.u)), ent_ij_of_st(ent_st_of_uv(p.v))};
    return (ent_cell){ent_square_id(q)};
}

ent_cell ent_cell_face(int face)
{
    if (face < 0 || face > 5) return ENT_CELL_NONE;
    return (ent_cell){((uint64_t)face << 61) + level_bit(0)};
}

bool ent_cell_is_valid(ent_cell cell)
{
    return cell.id >> 61 < 6 && (last_bit(cell.id) & UINT64_C(0x1555555555555555)) != 0;
}

int ent_cell_level(ent_cell cell)
{
    int zeros = 0;
    for (uint64_t bit = last_bit(cell.id); bit > 1; bit >>= 2) zeros++;
    return ENT_CELL_LEVEL_MAX - zeros;
}

int ent_cell_face_of(ent_cell cell)
{
    return (int)(cell.id >> 61);
}

ent_cell ent_cell_parent(ent_cell cell, int level)
{
    uint64_t bit = level_bit(level);
    return (ent_cell){(cell.id & (~bit + 1)) | bit};
}

ent_cell ent_cell_child(ent_cell cell, int index)
{
    uint64_t bit = last_bit(cell.id) >> 2;
    return (ent_cell){cell.id - 3 * bit + 2 * bit * (uint64_t)index};
}

uint64_t ent_cell_range_min(ent_cell cell)
{
    return cell.id - (last_bit(cell.id) - 1);
}
uint64_t ent_cell_range_max(ent_cell cell)
{
    return cell.id + (last_bit(cell.id) - 1);
}

bool ent_cell_contains(ent_cell outer, ent_cell inner)
{
    return ent_cell_range_min(outer) <= inner.id && inner.id <= ent_cell_range_max(outer);
}

void ent_cell_neighbours(ent_cell cell, ent_cell out[4])
{
    ent_square q = ent_square_of(cell.id);
    int64_t i = q.i, j = q.j, size = (int64_t)1 << (30 - q.level);
    ent_square near[4] = {ent_square_wrap(q.face, i, j - 1), ent_square_wrap(q.face, i + size, j),
                          ent_square_wrap(q.face, i, j + size), ent_square_wrap(q.face, i - 1, j)};
    for (int k = 0; k < 4; k++) {
        near[k].level = q.level;
        out[k].id = ent_square_id(near[k]);
    }
}

ent_cell_text_token ent_cell_token(ent_cell cell)
{
    ent_cell_text_token token = {{0}};
    if (cell.id == 0) {
        token.text[0] = 'X';
        return token;
    }
    int digit = 0;
    for (uint64_t rest = cell.id; rest != 0; rest <<= 4) token.text[digit++] = "0123456789abcdef"[rest >> 60];
    return token;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

ent_cell ent_cell_from_token(ent_str token)
{
    uint64_t id = 0;
    if (token.len == 0 || token.len > 16) return ENT_CELL_NONE;
    for (size_t k = 0; k < token.len; k++) {
        int value = hex_value(token.ptr[k]);
        if (value < 0) return ENT_CELL_NONE;
        id |= (uint64_t)value << (60 - 4 * k);
    }
    return ent_cell_is_valid((ent_cell){id}) ? (ent_cell){id} : ENT_CELL_NONE;
}
