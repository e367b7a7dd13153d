/* shares.c: see shares.h.
 *
 * Most states are not touched by a change, or lie in it whole. One descent of the cells tells which: where
 * the field is above zero all over a cell no state near it is touched there, where it is at most zero all
 * over it they all are, and the rest is split, down to cells of some seventy kilometres. A state that is
 * touched everywhere has its own area for its share, which the atlas knows. Only the others are drawn, and
 * measured as a zone: the field on that territory. */
#include "compare/shares.h"

#include "base/mem.h"
#include "entente/cell.h"

#include <string.h>

#define SLACK_M 1000.0
#define LEVEL_MAX 7 /* cells of some 70 km */
#define NEAR_MAX 400
#define AREA_SLACK 1e-6 /* of an area that the atlas gives: it is measured on chords of a metre's error */

struct ent_shares {
    const ent_atlas *atlas;
    ent_territory_query query;
    double tolerance_m;
    ent_tree **trees;           /* one a country, NULL: not drawn yet */
    double *whole_m2, joint_m2; /* of each state with what depends on it; what several hold */
    int *states;                /* of each country the index of the state that it belongs to */
    unsigned char *touch[2];    /* one a country, bits of TOUCH_: of what is closed, of what is opened */
};

enum { TOUCH_SOME = 1, TOUCH_NONE = 2, TOUCH_MIXED = 4 };

void ent_shares_free(ent_shares *s)
{
    if (!s) return;
    for (size_t i = 0; s->trees && i < ent_atlas_country_count(s->atlas); i++) ent_tree_free(s->trees[i]);
    ent_free(s->trees);
    ent_free(s->states);
    ent_free(s->whole_m2);
    ent_free(s->touch[0]);
    ent_free(s->touch[1]);
    ent_free(s);
}

/* ---- a state's own area ----------------------------------------------------------------------------- */

/* Is `code` among the parts of "AUT+ITA"? */
static bool is_part(const char *names, const char *code)
{
    size_t n = strlen(code);
    for (const char *p = names; *p;) {
        size_t length = strcspn(p, "+");
        if (length == n && memcmp(p, code, n) == 0) return true;
        p += length + (p[length] == '+');
    }
    return false;
}

/* Who holds the piece: by the view where it is disputed, else by its name. */
static const char *holder(const ent_shares *s, const ent_holding *rows, size_t count, const char *piece)
{
    const char *found = piece;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].piece, piece) != 0) continue;
        if (found == piece) found = "";
        if (rows[i].from.seconds <= s->query.day.seconds && s->query.day.seconds < rows[i].until.seconds)
            found = rows[i].owner;
    }
    return found;
}

/* A piece counts once for each state among its holders; what counts more than once is joint ground. */
static void add_piece(ent_shares *s, ent_piece piece, const char *holders)
{
    size_t times = 0;
    for (size_t i = 0; i < ent_atlas_country_count(s->atlas); i++) {
        if (!is_part(holders, ent_atlas_country_at(s->atlas, i).code)) continue;
        s->whole_m2[s->states[i]] += piece.area_m2[s->query.layer];
        times++;
    }
    if (times > 1) s->joint_m2 += piece.area_m2[s->query.layer] * (double)(times - 1);
}

static ent_status find_areas(ent_shares *s, ent_error *err)
{
    const size_t n = ent_atlas_holding_count(s->atlas, s->query.view);
    ent_holding *rows = ent_alloc_zero(n + 1, sizeof *rows);
    if (!rows) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t i = 0; i < n; i++) rows[i] = ent_atlas_holding_at(s->atlas, s->query.view, i);
    for (size_t i = 0; i < ent_atlas_piece_count(s->atlas); i++) {
        ent_piece piece = ent_atlas_piece_at(s->atlas, i);
        add_piece(s, piece, holder(s, rows, n, piece.name));
    }
    ent_free(rows);
    return ENT_OK;
}

double ent_shares_joint_m2(const ent_shares *s)
{
    return s->joint_m2 * (1 + AREA_SLACK);
}

ent_status ent_shares_new(const ent_atlas *atlas, ent_territory_query query, double tolerance_m,
                          ent_shares **out, ent_error *err)
{
    ent_shares *s = ent_alloc_zero(1, sizeof *s);
    if (!s) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    const size_t n = ent_atlas_country_count(atlas) + 1;
    s->atlas = atlas;
    s->trees = ent_alloc_zero(n, sizeof *s->trees);
    s->whole_m2 = ent_alloc_zero(n, sizeof *s->whole_m2);
    s->states = ent_alloc_zero(n, sizeof *s->states);
    s->touch[0] = ent_alloc_zero(n, 1), s->touch[1] = ent_alloc_zero(n, 1);
    if (!s->trees || !s->states || !s->whole_m2 || !s->touch[0] || !s->touch[1]) {
        ent_shares_free(s);
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    }
    s->query = query, s->tolerance_m = tolerance_m;
    for (size_t i = 0; i + 1 < n; i++) {
        int state = ent_atlas_country_find(atlas, ent_str_of(ent_atlas_country_at(atlas, i).state));
        s->states[i] = state < 0 ? (int)i : state;
    }
    ent_status st = find_areas(s, err);
    if (st == ENT_OK)
        *out = s;
    else
        ent_shares_free(s);
    return st;
}

/* ---- one state -------------------------------------------------------------------------------------- */

/* The part of a territory on which the field holds. */
static ent_status measure(ent_shares *s, int country, ent_fields *bag, const ent_field *field, ent_area *out,
                          ent_error *err)
{
    ent_tree **tree = &s->trees[country];
    ent_status st = *tree ? ENT_OK : ent_atlas_territory(s->atlas, &country, 1, s->query, tree, err);
    if (st != ENT_OK) return st;
    const ent_field *part = ent_field_and(bag, field, ent_field_within(bag, *tree, 0));
    ent_zone *zone = NULL;
    if (!part) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    st = ent_zone_build(part, (ent_zone_opts){.tolerance_m = s->tolerance_m}, &zone, err);
    if (st == ENT_OK) ent_zone_area(zone, &out->lo_m2, &out->hi_m2);
    ent_zone_free(zone);
    return st;
}

/* ---- which states are touched ----------------------------------------------------------------------- */

static void descend(ent_shares *s, const ent_field *field, unsigned char *touch, ent_cell cell)
{
    int near[NEAR_MAX];
    ent_region disc = {.kind = ENT_REGION_DISC};
    ent_field_range range;
    ent_error unsaid = {0};
    ent_cell_cap(cell, &disc.centre, &disc.radius_m);
    size_t n = ent_atlas_owners_near(s->atlas, s->query, disc.centre, disc.radius_m, near, NEAR_MAX);
    if (!n) return;
    ent_status st = ent_field_range_over(field, &disc, 1, (ent_range_opts){SLACK_M, true}, &range, &unsaid);
    unsigned char told = TOUCH_MIXED;
    if (st == ENT_OK && range.least.lo_m > 0) told = TOUCH_NONE;
    if (st == ENT_OK && range.greatest.hi_m <= 0) told = TOUCH_SOME;
    bool split = told == TOUCH_MIXED && ent_cell_level(cell) < LEVEL_MAX;
    for (int i = 0; (split || n > NEAR_MAX) && i < 4; i++) descend(s, field, touch, ent_cell_child(cell, i));
    for (size_t i = 0; !split && i < n && n <= NEAR_MAX; i++) touch[s->states[near[i]]] |= told;
}

void ent_shares_look(ent_shares *s, const ent_share_ask *ask)
{
    const ent_field *fields[2] = {ask->closed, ask->opened};
    for (int k = 0; k < 2; k++) {
        memset(s->touch[k], 0, ent_atlas_country_count(s->atlas));
        for (int face = 0; fields[k] && face < 6; face++)
            descend(s, fields[k], s->touch[k], ent_cell_face(face));
    }
}

static ent_status share(ent_shares *s, int country, const ent_share_ask *ask, int which, ent_area *out,
                        ent_error *err)
{
    const ent_field *field = which ? ask->opened : ask->closed;
    const unsigned char touch = s->touch[which][country];
    const double m2 = s->whole_m2[country];
    *out = (ent_area){0, 0};
    if (!field || (ask->looked && !(touch & (TOUCH_SOME | TOUCH_MIXED)))) return ENT_OK;
    if (!ask->looked || touch != TOUCH_SOME) return measure(s, country, ask->bag, field, out, err);
    *out = (ent_area){m2 * (1 - AREA_SLACK), m2 * (1 + AREA_SLACK)};
    return ENT_OK;
}

ent_status ent_shares_of(ent_shares *s, int country, const ent_share_ask *ask, ent_share *out, ent_error *err)
{
    ent_share found;
    ent_status st = share(s, country, ask, 0, &found.closed, err);
    if (st == ENT_OK) st = share(s, country, ask, 1, &found.opened, err);
    if (st == ENT_OK) *out = found;
    return st;
}
