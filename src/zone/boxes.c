/* boxes.c: see boxes.h.
 *
 * The boxes are found level by level from coarse ones, each box kept with the part of the field that matters
 * in it. The next level is begun only while the number of cells examined allows for four times the boxes that
 * are still unclear; so a short outline is known to metres and a long one to some hundred. A box lies within
 * c * angle of its middle, where the angle is that to a corner nearer to the equator
 * (docs/numerics-cells.md). */
#include "zone/boxes.h"
#include "base/mem.h"
#include "cell/face.h"
#include "geo/ellipsoid.h"

typedef struct looking {
    const ent_boxes_opts *opts;
    ent_arena *scratch;
    ent_box *next; /* still unclear */
    size_t next_count, next_cap;
    uint64_t cells;
    ent_error *err;
} looking;

static ent_spot spot_of(const ent_box *b)
{
    double side = 360.0 / (double)ENT_BOX_COLUMNS(b->level), lon = -180.0 + side * b->x,
           lat = -90.0 + side * b->y;
    ent_lonlat middle = {lon + 0.5 * side, lat + 0.5 * side};
    ent_vec centre = ent_vec_of(middle);
    double low = ent_vec_angle(centre, ent_vec_of((ent_lonlat){lon, lat}));
    double high = ent_vec_angle(centre, ent_vec_of((ent_lonlat){lon, lat + side}));
    return (ent_spot){middle, ENT_RADIUS_MOST_M * fmax(low, high) + 1e-6};
}

static ent_status keep(looking *l, const ent_box *kept)
{
    if (l->next_count == l->next_cap) {
        size_t cap = l->next_cap ? 2 * l->next_cap : 1024;
        ent_box *next = ent_realloc(l->next, cap, sizeof *next);
        if (next == NULL) return ent_fail(l->err, ENT_E_NOMEM, "out of memory for boxes");
        l->next = next;
        l->next_cap = cap;
    }
    l->next[l->next_count++] = *kept;
    return ENT_OK;
}

static ent_status examine(looking *l, ent_box one)
{
    ent_look seen;
    const ent_boxes_opts *opts = l->opts;
    const ent_spot spot = spot_of(&one);
    ent_status st = ent_look_at(l->scratch, one.field, spot, &seen, l->err);
    l->cells++;
    if (st != ENT_OK) return st;
    if (seen.bounds.lo_m > ENT_SURE_M) return opts->tell(opts->context, &one, ENT_NO, l->err);
    if (seen.bounds.hi_m < -ENT_SURE_M) return opts->tell(opts->context, &one, ENT_YES, l->err);
    if (one.level == ENT_BOX_ASK_LEVEL && opts->matters &&
        !opts->matters(opts->context, spot.middle, spot.radius_m))
        return opts->tell(opts->context, &one, ENT_UNCLEAR, l->err);
    one.field = seen.field;
    return keep(l, &one);
}

static ent_status next_level(looking *l)
{
    ent_status st = ENT_OK;
    ent_box *open = l->next;
    size_t count = l->next_count;
    l->next = NULL, l->next_count = l->next_cap = 0;
    for (size_t k = 0; k < count && st == ENT_OK; k++)
        for (uint32_t q = 0; q < 4 && st == ENT_OK; q++)
            st = examine(l, (ent_box){2 * open[k].x + (q & 1), 2 * open[k].y + (q >> 1), open[k].level + 1,
                                      open[k].field});
    ent_free(open);
    return st;
}

static ent_status first_level(looking *l, const ent_field *field)
{
    ent_status st = ENT_OK;
    const uint32_t columns = ENT_BOX_COLUMNS(ENT_BOX_START_LEVEL);
    for (uint32_t y = 0; y < columns / 2 && st == ENT_OK; y++)
        for (uint32_t x = 0; x < columns && st == ENT_OK; x++)
            st = examine(l, (ent_box){x, y, ENT_BOX_START_LEVEL, field});
    return st;
}

ent_status ent_boxes_look(const ent_field *field, const ent_boxes_opts *opts, ent_error *err)
{
    looking l = {.opts = opts, .scratch = ent_arena_new(), .err = err};
    if (l.scratch == NULL) return ent_fail(err, ENT_E_NOMEM, "out of memory for boxes");
    ent_status st = first_level(&l, field);
    for (int level = ENT_BOX_START_LEVEL; st == ENT_OK && l.next_count > 0 && level < opts->level_max &&
                                          l.cells + 4 * l.next_count <= opts->cells_max;
         level++)
        st = next_level(&l);
    for (size_t k = 0; k < l.next_count && st == ENT_OK; k++)
        st = opts->tell(opts->context, &l.next[k], ENT_UNCLEAR, err);
    ent_arena_free(l.scratch);
    ent_free(l.next);
    return st;
}
