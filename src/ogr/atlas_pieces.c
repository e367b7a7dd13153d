/* atlas_pieces.c: which piece a run of border has on either side.
 *
 * The arrangement says which features cover the two sides. Every such set of features is given its piece, by
 * the first rule that fits:
 *   1. a territory inside its own state (New Caledonia in France) is the territory;
 *   2. a cut of pieces.csv, in the order of the table;
 *   3. one state alone is a piece of the state's code;
 *   4. several states at once are a piece "A+B", which in every view belongs to all of them, as the source
 * draws it. The land layer has a piece where the sea mask does not cover it. */
#include "atlas/area.h"
#include "atlas_make.h"
#include "base/mem.h"
#include <stdio.h>
#include <string.h>

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory while naming the pieces of the map");
}

ent_status ent_maker_piece(ent_maker *m, const char *name, uint16_t *out, ent_error *err)
{
    for (size_t i = 0; i < m->piece_count; i++)
        if (strcmp(m->pieces[i].name, name) == 0) {
            *out = (uint16_t)i;
            return ENT_OK;
        }
    if (m->piece_count == ENT_PIECES_MAX)
        return ent_fail(err, ENT_E_LIMIT, "more than %d pieces", ENT_PIECES_MAX);
    ent_draft_piece *added = &m->pieces[m->piece_count];
    (void)snprintf(added->name, sizeof added->name, "%s", name);
    *out = (uint16_t)m->piece_count++;
    return ENT_OK;
}

static const char *country_name(const ent_maker *m, const char *code)
{
    for (size_t i = 0; i < m->tables.country_count; i++)
        if (strcmp(m->tables.countries[i].code, code) == 0) return m->tables.countries[i].name;
    return code;
}

/* The states and regions of a set, the sea left out and states dropped where one of their territories is
 * there too. */
typedef struct mix {
    const char *states[ENT_MIX_MAX];
    size_t state_count;
    bool sea;
} mix;

static mix sort_out(const ent_maker *m, ent_cover cover)
{
    mix found = {0};
    for (size_t i = 0; i < cover.count; i++) {
        const char *code = m->draft.codes[cover.features[i]];
        if (cover.features[i] == m->draft.sea)
            found.sea = true;
        else if (*code && found.state_count < ENT_MIX_MAX)
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

static ent_status cut_piece(ent_maker *m, const ent_cut *cut, uint16_t *out, ent_error *err)
{
    const ent_status st = ent_maker_piece(m, cut->piece, out, err);
    if (st != ENT_OK) return st;
    ent_draft_piece *p = &m->pieces[*out];
    p->title = cut->title;
    p->owner_count = 0;
    if (cut->rule == ENT_CUT_SHORE)
        p->owners[p->owner_count++] = cut->piece; /* a territory with a code of its own */
    else if (cut->base_count > 0)
        p->owners[p->owner_count++] = cut->base[0];
    return ENT_OK;
}

static ent_status state_piece(ent_maker *m, const mix *states, uint16_t *out, ent_error *err)
{
    char name[40] = "";
    size_t length = 0;
    for (size_t i = 0; i < states->state_count; i++) {
        const int more =
            snprintf(name + length, sizeof name - length, "%s%s", i ? "+" : "", states->states[i]);
        length += more > 0 && length + (size_t)more < sizeof name ? (size_t)more : 0;
    }
    const ent_status st = ent_maker_piece(m, name, out, err);
    if (st != ENT_OK) return st;
    ent_draft_piece *p = &m->pieces[*out];
    p->mixed = states->state_count > 1;
    p->title = p->mixed ? "drawn for each of them by the source" : country_name(m, name);
    p->owner_count = states->state_count;
    memcpy(p->owners, states->states, sizeof p->owners);
    return ENT_OK;
}

static ent_status piece_of_cover(ent_maker *m, ent_cover cover, bool *out_sea, uint16_t *out, ent_error *err)
{
    const mix states = sort_out(m, cover);
    *out_sea = states.sea;
    *out = ENT_ATLAS_NO_PIECE;
    for (size_t i = 0; i < m->tables.cut_count; i++)
        if (cut_fits(&m->tables.cuts[i], cover, &states)) return cut_piece(m, &m->tables.cuts[i], out, err);
    return states.state_count == 0 ? ENT_OK : state_piece(m, &states, out, err);
}

ent_status ent_maker_name_pieces(ent_maker *m, ent_error *err)
{
    const size_t sets = ent_arrange_set_count(m->draft.arrange);
    m->pieces = ent_alloc_zero(ENT_PIECES_MAX, sizeof *m->pieces);
    m->piece_of_set = ent_alloc_zero(sets + 1, sizeof *m->piece_of_set);
    m->set_is_sea = ent_alloc_zero(sets + 1, sizeof *m->set_is_sea);
    if (!m->pieces || !m->piece_of_set || !m->set_is_sea) return no_memory(err);
    uint16_t number; /* disputed pieces first, in the order of their table */
    for (size_t i = 0; i < m->tables.cut_count; i++) {
        const ent_status st = ent_maker_piece(m, m->tables.cuts[i].piece, &number, err);
        if (st != ENT_OK) return st;
    }
    for (size_t i = 0; i < sets; i++) {
        const ent_status st = piece_of_cover(m, ent_arrange_set_at(m->draft.arrange, i), &m->set_is_sea[i],
                                             &m->piece_of_set[i], err);
        if (st != ENT_OK) return st;
    }
    return ENT_OK;
}

static void add_area(ent_maker *m, const ent_make_arc *arc)
{
    const double area = ent_arc_area_m2(arc->points, arc->count);
    for (int layer = 0; layer < 2; layer++) {
        if (arc->left[layer] == arc->right[layer]) continue;
        if (arc->left[layer] < m->piece_count) m->pieces[arc->left[layer]].area_m2[layer] += area;
        if (arc->right[layer] < m->piece_count) m->pieces[arc->right[layer]].area_m2[layer] -= area;
    }
}

/* What an arc has on one side, on both layers. */
static void set_side(const ent_maker *m, uint32_t set, uint16_t gap, uint16_t out[2])
{
    out[1] = gap != ENT_ATLAS_NO_PIECE ? gap : m->piece_of_set[set];
    out[0] = m->set_is_sea[set] ? ENT_ATLAS_NO_PIECE : out[1];
}

/* A piece of the table without ground means that the packages are not those the table was written for. */
static ent_status check_cuts(const ent_maker *m, ent_error *err)
{
    for (size_t i = 0; i < m->piece_count; i++)
        if (!(m->pieces[i].area_m2[1] > 0) && !m->pieces[i].mixed && !m->pieces[i].gap)
            return ent_fail(err, ENT_E_FORMAT, "piece %s came out empty", m->pieces[i].name);
    return ENT_OK;
}

ent_status ent_maker_make_arcs(ent_maker *m, ent_error *err)
{
    const size_t chains = ent_arrange_chain_count(m->draft.arrange);
    m->arcs = ent_alloc_zero(chains + 1, sizeof *m->arcs);
    if (!m->arcs) return no_memory(err);
    for (size_t i = 0; i < chains; i++) {
        const ent_chain *chain = ent_arrange_chain_at(m->draft.arrange, i);
        ent_make_arc arc = {.points = ent_arrange_points(m->draft.arrange) + chain->first,
                            .count = chain->count};
        set_side(m, chain->left, m->gap_left[i], arc.left);
        set_side(m, chain->right, m->gap_right[i], arc.right);
        if (arc.left[0] == arc.right[0] && arc.left[1] == arc.right[1]) continue;
        m->arcs[m->arc_count++] = arc;
        add_area(m, &arc);
    }
    return check_cuts(m, err);
}
