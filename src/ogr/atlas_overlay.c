/* atlas_overlay.c: a view of the user's own, as an atlas with one view more.
 *
 * The pieces of the atlas and the user's areas are laid over each other by the arrangement that made the
 * atlas itself. The pieces share their borders already, so only the areas cut anything. A piece that areas
 * cover in part is divided: "UKR" keeps what is left, "UKR/1", "UKR/2" are the parts, one for each set of
 * areas that cover it. In the views there were, a part is held as its piece was; in the new one the areas are
 * applied in their order, each over its own time. */
#include "atlas/area.h"
#include "atlas/atlas_file.h"
#include "base/mem.h"
#include "ogr.h"
#include "overlay_areas.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PARTS_MAX 20000

typedef struct part {
    uint32_t piece; /* of the old atlas */
    uint32_t set;   /* of the arrangement; which areas cover it */
    char *name;
    double area_m2[2];
} part;

typedef struct overlay {
    const ent_atlas *atlas;
    const ent_overlay_opts *opts;
    uint32_t base_view;
    ent_overlay_areas areas;
    ent_arrange *arrange;
    uint16_t land; /* features: the pieces, then land, then the areas */
    uint32_t *part_of_set;
    bool *set_is_land;
    part *parts; /* the first are the pieces themselves */
    size_t part_count, part_cap;
    ent_make_arc *arcs;
    size_t arc_count;
    ent_make_holding *rows;
    size_t row_count, row_cap;
    ent_buf names; /* other names of towns */
    ent_make_town *towns;
    char source[512];
} overlay;

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory while laying a view over the map");
}

/* ---- outlines ---------------------------------------------------------------------------- */

static uint16_t land_of(const overlay *o, uint16_t piece)
{
    return piece < o->atlas->piece_count ? o->land : ENT_ARRANGE_NONE;
}

static uint16_t feature_of(const overlay *o, uint16_t piece)
{
    return piece < o->atlas->piece_count ? piece : ENT_ARRANGE_NONE;
}

static ent_status add_borders(overlay *o, ent_error *err)
{
    ent_status st = ENT_OK;
    for (size_t i = 0; st == ENT_OK && i < o->atlas->arc_count; i++) {
        const ent_arc_rec *arc = &o->atlas->arcs[i];
        if (!ent_atlas_arc_is_sound(o->atlas, arc))
            return ent_fail(err, ENT_E_FORMAT, "the borders of the atlas are damaged");
        const ent_grid_point *p = o->atlas->points + arc->first;
        st = ent_arrange_border(o->arrange, feature_of(o, arc->left[1]), feature_of(o, arc->right[1]), p,
                                arc->count, err);
        if (st == ENT_OK)
            st = ent_arrange_border(o->arrange, land_of(o, arc->left[0]), land_of(o, arc->right[0]), p,
                                    arc->count, err);
    }
    return st;
}

static ent_status lay_over(overlay *o, ent_error *err)
{
    if (o->atlas->piece_count + 1 + o->areas.count >= ENT_ARRANGE_NONE)
        return ent_fail(err, ENT_E_LIMIT, "too many areas for one view");
    o->land = (uint16_t)o->atlas->piece_count;
    ent_status st = ent_arrange_new(&o->arrange, err);
    if (st == ENT_OK) st = add_borders(o, err);
    ent_map_draft draft = {.arrange = o->arrange};
    for (size_t i = 0; st == ENT_OK && i < o->areas.count; i++)
        st = ent_draft_add(&draft, (uint16_t)(o->land + 1 + i), o->areas.areas[i].shape, err);
    return st == ENT_OK ? ent_arrange_solve(o->arrange, err) : st;
}

/* ---- parts ------------------------------------------------------------------------------- */

static ent_status add_part(overlay *o, uint32_t piece, uint32_t set, const char *name, ent_error *err)
{
    if (o->part_count == PARTS_MAX)
        return ent_fail(err, ENT_E_LIMIT, "the areas divide the map into more than %d parts", PARTS_MAX);
    if (o->part_count == o->part_cap) {
        const size_t cap = o->part_cap ? 2 * o->part_cap : 1024;
        part *grown = ent_realloc(o->parts, cap, sizeof *grown);
        if (!grown) return no_memory(err);
        o->parts = grown, o->part_cap = cap;
    }
    char *copy = ent_arena_copy(o->areas.arena, ent_str_of(name));
    if (!copy) return no_memory(err);
    o->parts[o->part_count++] = (part){piece, set, copy, {0, 0}};
    return ENT_OK;
}

static bool same_areas(const overlay *o, uint32_t a, uint32_t b)
{
    const ent_cover p = ent_arrange_set_at(o->arrange, a), q = ent_arrange_set_at(o->arrange, b);
    size_t i = 0, j = 0;
    for (;;) {
        while (i < p.count && p.features[i] <= o->land) i++;
        while (j < q.count && q.features[j] <= o->land) j++;
        if (i == p.count || j == q.count) return i == p.count && j == q.count;
        if (p.features[i++] != q.features[j++]) return false;
    }
}

/* The part for a set that has a piece and areas: one that is there already, or a new one. */
static ent_status find_part(overlay *o, uint32_t piece, uint32_t set, ent_error *err)
{
    size_t number = 1;
    for (size_t i = o->atlas->piece_count; i < o->part_count; i++) {
        if (o->parts[i].piece != piece) continue;
        number++;
        if (!same_areas(o, o->parts[i].set, set)) continue;
        o->part_of_set[set] = (uint32_t)i;
        return ENT_OK;
    }
    char name[64];
    (void)snprintf(name, sizeof name, "%.40s/%zu", ent_atlas_text(o->atlas, o->atlas->pieces[piece].name),
                   number);
    o->part_of_set[set] = (uint32_t)o->part_count;
    return add_part(o, piece, set, name, err);
}

static ent_status part_of_set(overlay *o, uint32_t set, ent_error *err)
{
    const ent_cover cover = ent_arrange_set_at(o->arrange, set);
    uint32_t piece = ENT_ATLAS_NO_PIECE;
    bool covered = false;
    for (size_t i = 0; i < cover.count; i++) {
        if (cover.features[i] < o->land) piece = cover.features[i];
        o->set_is_land[set] = o->set_is_land[set] || cover.features[i] == o->land;
        covered = covered || cover.features[i] > o->land;
    }
    o->part_of_set[set] = piece;
    if (piece == ENT_ATLAS_NO_PIECE || !covered || o->atlas->pieces[piece].gap) return ENT_OK;
    return find_part(o, piece, set, err);
}

static ent_status make_parts(overlay *o, ent_error *err)
{
    const size_t sets = ent_arrange_set_count(o->arrange);
    o->part_of_set = ent_alloc_zero(sets + 1, sizeof *o->part_of_set);
    o->set_is_land = ent_alloc_zero(sets + 1, sizeof *o->set_is_land);
    if (!o->part_of_set || !o->set_is_land) return no_memory(err);
    ent_status st = ENT_OK;
    for (uint32_t i = 0; st == ENT_OK && i < o->atlas->piece_count; i++)
        st = add_part(o, i, UINT32_MAX, ent_atlas_text(o->atlas, o->atlas->pieces[i].name), err);
    for (uint32_t set = 0; st == ENT_OK && set < sets; set++) st = part_of_set(o, set, err);
    return st;
}

static void add_area(overlay *o, const ent_make_arc *arc)
{
    const double area = ent_arc_area_m2(arc->points, arc->count);
    for (int layer = 0; layer < 2; layer++) {
        if (arc->left[layer] == arc->right[layer]) continue;
        if (arc->left[layer] < o->part_count) o->parts[arc->left[layer]].area_m2[layer] += area;
        if (arc->right[layer] < o->part_count) o->parts[arc->right[layer]].area_m2[layer] -= area;
    }
}

static void set_side(const overlay *o, uint32_t set, uint16_t out[2])
{
    out[1] = (uint16_t)o->part_of_set[set];
    out[0] = o->set_is_land[set] ? out[1] : ENT_ATLAS_NO_PIECE;
}

static ent_status make_arcs(overlay *o, ent_error *err)
{
    const size_t chains = ent_arrange_chain_count(o->arrange);
    o->arcs = ent_alloc_zero(chains + 1, sizeof *o->arcs);
    if (!o->arcs) return no_memory(err);
    for (size_t i = 0; i < chains; i++) {
        const ent_chain *chain = ent_arrange_chain_at(o->arrange, i);
        ent_make_arc arc = {.points = ent_arrange_points(o->arrange) + chain->first, .count = chain->count};
        set_side(o, chain->left, arc.left);
        set_side(o, chain->right, arc.right);
        if (arc.left[0] == arc.right[0] && arc.left[1] == arc.right[1]) continue;
        o->arcs[o->arc_count++] = arc;
        add_area(o, &arc);
    }
    return ENT_OK;
}

/* ---- who holds them ---------------------------------------------------------------------- */

static ent_status add_row(overlay *o, ent_make_holding row, ent_error *err)
{
    if (row.from.seconds >= row.until.seconds) return ENT_OK;
    if (o->row_count == o->row_cap) {
        const size_t cap = o->row_cap ? 2 * o->row_cap : 4096;
        ent_make_holding *grown = ent_realloc(o->rows, cap, sizeof *grown);
        if (!grown) return no_memory(err);
        o->rows = grown, o->row_cap = cap;
    }
    o->rows[o->row_count++] = row;
    return ENT_OK;
}

/* The rows of a part in one of the old views, as rows of view `target`. */
static ent_status copy_rows(overlay *o, uint32_t view, uint32_t target, uint32_t number, ent_error *err)
{
    const ent_view_rec *rec = &o->atlas->views[view];
    for (size_t i = rec->holding_first; i < (size_t)rec->holding_first + rec->holding_count; i++) {
        const ent_holding_rec *h = &o->atlas->holdings[i];
        if (h->piece != o->parts[number].piece) continue;
        const bool nobody = h->owner == ENT_ATLAS_NO_OWNER;
        const ent_make_holding row = {target,
                                      number,
                                      nobody ? ""
                                             : ent_atlas_text(o->atlas, o->atlas->countries[h->owner].code),
                                      ent_atlas_text(o->atlas, h->note),
                                      {h->from},
                                      {h->until},
                                      h->differs || number >= o->atlas->piece_count};
        const ent_status st = add_row(o, row, err);
        if (st != ENT_OK) return st;
    }
    return ENT_OK;
}

/* Let an area take its time out of the rows from `first` on, and hold it. */
static ent_status apply_area(overlay *o, size_t first, uint32_t view, uint32_t number,
                             const ent_overlay_area *area, ent_error *err)
{
    const size_t end = o->row_count;
    for (size_t i = first; i < end; i++) {
        ent_make_holding after = o->rows[i];
        after.from = ent_time_later(after.from, area->until);
        o->rows[i].until = ent_time_earlier(o->rows[i].until, area->from);
        const ent_status st = add_row(o, after, err);
        if (st != ENT_OK) return st;
    }
    size_t kept = first;
    for (size_t i = first; i < o->row_count; i++)
        if (o->rows[i].from.seconds < o->rows[i].until.seconds) o->rows[kept++] = o->rows[i];
    o->row_count = kept;
    return add_row(
        o, (ent_make_holding){view, number, area->owner, area->source, area->from, area->until, true}, err);
}

static ent_status apply_areas(overlay *o, uint32_t view, uint32_t number, ent_error *err)
{
    const size_t first = o->row_count;
    ent_status st = copy_rows(o, o->base_view, view, number, err);
    if (st != ENT_OK || number < o->atlas->piece_count) return st;
    const ent_cover cover = ent_arrange_set_at(o->arrange, o->parts[number].set);
    for (size_t i = 0; st == ENT_OK && i < cover.count; i++)
        if (cover.features[i] > o->land)
            st = apply_area(o, first, view, number, &o->areas.areas[cover.features[i] - o->land - 1], err);
    return st;
}

static ent_status make_rows(overlay *o, ent_error *err)
{
    ent_status st = ENT_OK;
    const uint32_t views = (uint32_t)o->atlas->view_count;
    for (uint32_t view = 0; view <= views; view++)
        for (uint32_t i = 0; st == ENT_OK && i < o->part_count; i++)
            st = view < views ? copy_rows(o, view, view, i, err) : apply_areas(o, views, i, err);
    return st;
}

/* ---- towns ------------------------------------------------------------------------------- */

static int compare_names(const void *left, const void *right)
{
    const ent_name_rec *a = left, *b = right;
    if (a->town != b->town) return a->town < b->town ? -1 : 1;
    return (a->folded > b->folded) - (a->folded < b->folded);
}

/* Folding a folded name changes nothing, so the names in the table serve as the other names of their towns.
 */
static ent_status make_towns(overlay *o, ent_error *err)
{
    const ent_atlas *atlas = o->atlas;
    o->towns = ent_alloc_zero(atlas->town_count + 1, sizeof *o->towns);
    ent_name_rec *names = ent_alloc_zero(atlas->name_count + 1, sizeof *names);
    size_t *starts = ent_alloc_zero(atlas->town_count + 2, sizeof *starts);
    ent_status st = o->towns && names && starts ? ENT_OK : no_memory(err);
    if (st != ENT_OK) goto done;
    if (atlas->name_count > 0) memcpy(names, atlas->names, atlas->name_count * sizeof *names);
    qsort(names, atlas->name_count, sizeof *names, compare_names);
    size_t at = 0;
    for (size_t i = 0; i < atlas->town_count; i++) {
        for (; at < atlas->name_count && names[at].town == i; at++) {
            ent_buf_adds(&o->names, ent_atlas_text(atlas, names[at].folded));
            ent_buf_addc(&o->names, ',');
        }
        starts[i + 1] = o->names.len;
    }
    if (o->names.failed) st = no_memory(err);
    for (size_t i = 0; st == ENT_OK && i < atlas->town_count; i++) {
        const ent_town_rec *t = &atlas->towns[i];
        o->towns[i] = (ent_make_town){.name = ent_atlas_text(atlas, t->name),
                                      .code2 = t->code2,
                                      .other_names = {o->names.ptr + starts[i], starts[i + 1] - starts[i]},
                                      .place = t->place,
                                      .population = t->population,
                                      .id = t->id};
    }
done:
    ent_free(names);
    ent_free(starts);
    return st;
}

/* ---- the file ---------------------------------------------------------------------------- */

typedef struct tables {
    ent_make_country *countries;
    ent_make_piece *pieces;
    ent_make_group *groups;
    ent_view *views;
    const char **sources;
} tables;

static void fill_tables(const overlay *o, tables *t)
{
    const ent_atlas *a = o->atlas;
    for (size_t i = 0; i < a->country_count; i++) {
        const ent_country c = ent_atlas_country_at(a, i);
        t->countries[i] = (ent_make_country){
            c.code, c.code2, c.name, c.full_name, c.state, ent_atlas_text(a, a->countries[i].other_names)};
    }
    for (size_t i = 0; i < o->part_count; i++) {
        const ent_piece_rec *rec = &a->pieces[o->parts[i].piece];
        t->pieces[i] =
            (ent_make_piece){o->parts[i].name, ent_atlas_text(a, rec->title), {0, 0}, rec->gap != 0};
        memcpy(t->pieces[i].area_m2, o->parts[i].area_m2, sizeof t->pieces[i].area_m2);
    }
    for (size_t i = 0; i < a->group_row_count; i++) {
        const ent_group_rec *g = &a->group_rows[i];
        t->groups[i] = (ent_make_group){ent_atlas_text(a, g->group), ent_atlas_text(a, g->member),
                                        ent_atlas_text(a, g->from), ent_atlas_text(a, g->until),
                                        ent_atlas_text(a, g->source)};
    }
    for (size_t i = 0; i < a->view_count; i++) t->views[i] = ent_atlas_view_at(a, i);
    t->views[a->view_count] = (ent_view){o->opts->name, o->source};
    for (size_t i = 0; i < a->source_count; i++) t->sources[i] = ent_atlas_source_at(a, i);
    t->sources[a->source_count] = o->source;
}

static ent_status write_file(const overlay *o, const tables *t, ent_error *err)
{
    const ent_atlas_content content = {.sources = t->sources,
                                       .source_count = o->atlas->source_count + 1,
                                       .error_m = ent_atlas_error_m(o->atlas),
                                       .countries = t->countries,
                                       .country_count = o->atlas->country_count,
                                       .pieces = t->pieces,
                                       .piece_count = o->part_count,
                                       .arcs = o->arcs,
                                       .arc_count = o->arc_count,
                                       .views = t->views,
                                       .view_count = o->atlas->view_count + 1,
                                       .holdings = o->rows,
                                       .holding_count = o->row_count,
                                       .groups = t->groups,
                                       .group_count = o->atlas->group_row_count,
                                       .towns = o->towns,
                                       .town_count = o->atlas->town_count};
    return ent_atlas_write(o->opts->out, &content, err);
}

static ent_status write_overlay(overlay *o, ent_error *err)
{
    const ent_atlas *a = o->atlas;
    (void)snprintf(o->source, sizeof o->source, "areas of %.300s over the view %.60s", o->opts->areas,
                   ent_atlas_view_at(a, o->base_view).name);
    tables t = {ent_alloc_zero(a->country_count + 1, sizeof *t.countries),
                ent_alloc_zero(o->part_count + 1, sizeof *t.pieces),
                ent_alloc_zero(a->group_row_count + 1, sizeof *t.groups),
                ent_alloc_zero(a->view_count + 2, sizeof *t.views),
                ent_alloc_zero(a->source_count + 2, sizeof *t.sources)};
    ent_status st = no_memory(err);
    if (t.countries && t.pieces && t.groups && t.views && t.sources) {
        fill_tables(o, &t);
        st = write_file(o, &t, err);
    }
    void *blocks[] = {t.countries, t.pieces, t.groups, t.views, t.sources};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) ent_free(blocks[i]);
    return st;
}

static ent_status find_base(overlay *o, ent_error *err)
{
    const char *base = o->opts->base_view ? o->opts->base_view : "un";
    const int view = ent_atlas_view_find(o->atlas, ent_str_of(base));
    if (view < 0) return ent_fail(err, ENT_E_NOT_FOUND, "no view \"%s\" to start from", base);
    if (ent_atlas_view_find(o->atlas, ent_str_of(o->opts->name)) >= 0)
        return ent_fail(err, ENT_E_DOMAIN, "the map has a view \"%s\" already", o->opts->name);
    o->base_view = (uint32_t)view;
    return ENT_OK;
}

static void overlay_done(overlay *o)
{
    ent_overlay_areas_done(&o->areas);
    ent_arrange_free(o->arrange);
    ent_buf_done(&o->names);
    void *blocks[] = {o->part_of_set, o->set_is_land, o->parts, o->arcs, o->rows, o->towns};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) ent_free(blocks[i]);
}

ent_status ent_ogr_view_overlay(const ent_atlas *atlas, const ent_overlay_opts *opts, ent_diags *diags,
                                ent_error *err)
{
    overlay o = {.atlas = atlas, .opts = opts};
    ent_buf_init(&o.names, (size_t)1 << 30);
    ent_status st = ent_gdal_open(err);
    if (st == ENT_OK) st = find_base(&o, err);
    if (st == ENT_OK) st = ent_overlay_areas_load(atlas, opts->areas, diags, &o.areas, err);
    if (st == ENT_OK) st = lay_over(&o, err);
    if (st == ENT_OK) st = make_parts(&o, err);
    if (st == ENT_OK) st = make_arcs(&o, err);
    if (st == ENT_OK) st = make_rows(&o, err);
    if (st == ENT_OK) st = make_towns(&o, err);
    if (st == ENT_OK) st = write_overlay(&o, err);
    overlay_done(&o);
    return st;
}
