/* ground.c: the ground a clause closes to an item, before and after, and the difference: everywhere, and on
 * each territory that it touches.
 *
 * Which items? Those of the verdicts that flip (when none does: of the margins that move), once for each
 * clause and actor. The difference is a field of its own, max(after, -before), measured like any zone; a
 * territory's share is the same field on that territory. */
#include "compare/effect.h"
#include "compare/shares.h"

#include <string.h>

#define QUERIES_MAX 8
#define QUERIES_OF_MARGINS 2
#define TERRITORIES_MAX 32

typedef struct question {
    const char *clause_a, *clause_b; /* NULL: not in that text */
    const char *actor, *item;
} question;

typedef struct side {
    ent_closed *closed; /* NULL: closes nothing */
    ent_zone *zone;
    const ent_field *field; /* NULL: nowhere */
} side;

typedef struct measuring {
    ent_effect *e;
    const ent_atlas *atlas;
    ent_closed *kept[2 * QUERIES_MAX]; /* each lends its territories to the next */
    size_t kept_count;
    ent_shares *shares;
    ent_error *err;
} measuring;

/* ---- which questions -------------------------------------------------------------------------------- */

static const char *item_of(const ent_finding *f)
{
    if (!f || !f->record_count || f->records[0]->item.count == 0 || f->records[0]->item.words == NULL)
        return NULL;
    return f->records[0]->item.words[0];
}

static bool closes_ground(const ent_finding *f)
{
    return f && !*f->reading &&
           (f->clause->modality == ENT_PROHIBITS || f->clause->modality == ENT_PERMITS_ONLY);
}

static bool is_asked(const question *all, size_t count, const question *q)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].clause_b ? all[i].clause_b : "", q->clause_b ? q->clause_b : "") == 0 &&
            strcmp(all[i].clause_a ? all[i].clause_a : "", q->clause_a ? q->clause_a : "") == 0 &&
            strcmp(all[i].actor, q->actor) == 0 && strcmp(all[i].item, q->item) == 0)
            return true;
    return false;
}

static question question_of(const ent_effect *e, const ent_verdict_change *c)
{
    const ent_finding *f = closes_ground(c->after) ? c->after : c->before;
    question q = {.actor = f->party, .item = item_of(f)};
    for (size_t i = 0; i < ent_redline_clause_count(e->redline); i++) {
        const ent_clause_pair *p = ent_redline_clause_at(e->redline, i);
        const ent_clause *own = f == c->after ? p->after : p->before;
        if (!own || strcmp(own->id, f->clause->id) != 0) continue;
        q.clause_a = p->before ? p->before->id : NULL, q.clause_b = p->after ? p->after->id : NULL;
    }
    return q;
}

static size_t find_questions(const ent_effect *e, bool flips, question out[QUERIES_MAX])
{
    size_t n = 0, max = flips ? QUERIES_MAX : QUERIES_OF_MARGINS;
    for (size_t i = 0; i < e->verdicts.count && n < max; i++) {
        const ent_verdict_change *c = (const ent_verdict_change *)e->verdicts.at + i;
        if (c->flips != flips || (!closes_ground(c->after) && !closes_ground(c->before))) continue;
        question q = question_of(e, c);
        if (q.item && *q.item && *q.actor && !is_asked(out, n, &q)) out[n++] = q;
    }
    return n;
}

/* ---- one question ----------------------------------------------------------------------------------- */

static ent_status build(const measuring *m, const ent_field *field, ent_zone **out)
{
    ent_zone_opts opts = {.tolerance_m = m->e->opts.tolerance_m};
    return field ? ent_zone_build(field, opts, out, m->err) : ENT_OK;
}

static ent_area area_of(const ent_zone *zone)
{
    ent_area a = {0, 0};
    if (zone) ent_zone_area(zone, &a.lo_m2, &a.hi_m2);
    return a;
}

/* The same field gives the same cells. */
static bool same_zone(const ent_zone *a, const ent_zone *b)
{
    if (!a || !b) return a == b;
    size_t n = ent_zone_range_count(a);
    if (n != ent_zone_range_count(b)) return false;
    for (size_t i = 0; i < n; i++) {
        ent_zone_range x = ent_zone_range_at(a, i), y = ent_zone_range_at(b, i);
        if (x.min_id != y.min_id || x.max_id != y.max_id || x.state != y.state) return false;
    }
    ent_area p = area_of(a), q = area_of(b);
    return p.lo_m2 == q.lo_m2 && p.hi_m2 == q.hi_m2;
}

/* Where the one holds and the other does not. Where the other closes nothing that is the one's zone as it is.
 */
static ent_status difference(const measuring *m, ent_fields *bag, const side *in, const side *out_of,
                             side *out)
{
    if (!in->field || !out_of->field) {
        *out = *in;
        return ENT_OK;
    }
    out->field = ent_field_and(bag, in->field, ent_field_not(bag, out_of->field));
    if (!out->field) return ent_fail(m->err, ENT_E_NOMEM, "out of memory");
    return build(m, out->field, &out->zone);
}

static ent_ground_change *add_row(const measuring *m, const question *q, bool certain, const char *territory)
{
    ent_ground_change *row = ent_rows_add(&m->e->ground, m->e->arena, sizeof *row);
    if (!row) return NULL;
    *row = (ent_ground_change){.clause = q->clause_b ? q->clause_b : q->clause_a,
                               .actor = q->actor,
                               .item = q->item,
                               .territory = territory,
                               .certain = certain};
    return row;
}

typedef struct differences {
    side closed, opened;
} differences;

/* ---- territories ------------------------------------------------------------------------------------- */

static void add_state(const measuring *m, const char *code, int out[TERRITORIES_MAX], size_t *count)
{
    int country = ent_atlas_country_find(m->atlas, ent_str_of(code));
    for (size_t i = 0; i < *count; i++)
        if (out[i] == country) return;
    if (country >= 0 && *count < TERRITORIES_MAX) out[(*count)++] = country;
}

/* Those asked for; else the actor's own, and those on which the records that flip say to stand. */
static size_t states_of(const measuring *m, const question *q, int out[TERRITORIES_MAX])
{
    size_t n = 0;
    const ent_effect_opts *opts = &m->e->opts;
    for (size_t i = 0; i < opts->territories.count; i++) add_state(m, opts->territories.at[i], out, &n);
    if (opts->territories.count) return n;
    add_state(m, q->actor, out, &n);
    for (size_t i = 0; i < m->e->verdicts.count; i++) {
        const ent_verdict_change *c = (const ent_verdict_change *)m->e->verdicts.at + i;
        const ent_finding *f = c->after ? c->after : c->before;
        const char *item = item_of(f);
        if (!c->flips || !item || strcmp(item, q->item) != 0 || strcmp(f->party, q->actor) != 0) continue;
        const ent_value *said = &f->records[0]->territory;
        for (uint32_t k = 0; said->words && k < said->count; k++) add_state(m, said->words[k], out, &n);
    }
    return n;
}

static bool is_wanted(const measuring *m, int country, const int *states, size_t count)
{
    ent_country c = ent_atlas_country_at(m->atlas, (size_t)country);
    if (m->e->opts.every_territory)
        return strcmp(c.code, c.state) == 0; /* what depends on a state is its ground */
    for (size_t i = 0; i < count; i++)
        if (states[i] == country) return true;
    return false;
}

/* What is on no territory: the sum without the shares, and with what counts in more than one of them. */
static ent_area rest_of(ent_area sum, ent_area shares, double joint_m2)
{
    double lo = sum.lo_m2 - shares.hi_m2, hi = sum.hi_m2 - shares.lo_m2 + joint_m2;
    return (ent_area){lo > 0 ? lo : 0, hi < 0 ? 0 : hi < sum.hi_m2 ? hi : sum.hi_m2};
}

static void add_area(ent_area *sum, ent_area a)
{
    sum->lo_m2 += a.lo_m2, sum->hi_m2 += a.hi_m2;
}

/* Every territory that the change touches, then what is on none. `all` are the areas of the whole change. */
static ent_status share_out(measuring *m, const question *q, bool certain, const ent_share_ask *ask,
                            ent_share all)
{
    ent_share sum = {{0, 0}, {0, 0}};
    if (m->e->opts.every_territory) ent_shares_look(m->shares, ask);
    int states[TERRITORIES_MAX];
    const size_t count = states_of(m, q, states);
    const bool every = m->e->opts.every_territory;
    for (size_t i = 0; i < ent_atlas_country_count(m->atlas); i++) {
        const char *code = ent_atlas_country_at(m->atlas, i).code;
        ent_share own = {{0, 0}, {0, 0}};
        if (!is_wanted(m, (int)i, states, count)) continue;
        ent_status st = ent_shares_of(m->shares, (int)i, ask, &own, m->err);
        if (st != ENT_OK) return st;
        if (every && own.closed.hi_m2 == 0 && own.opened.hi_m2 == 0) continue;
        add_area(&sum.closed, own.closed), add_area(&sum.opened, own.opened);
        ent_ground_change *row = add_row(m, q, certain, code);
        if (!row) return ent_fail(m->err, ENT_E_NOMEM, "out of memory");
        row->closed = own.closed, row->opened = own.opened;
    }
    if (!every) return ENT_OK;
    ent_ground_change *row = add_row(m, q, certain, ENT_GROUND_NOBODYS);
    if (!row) return ent_fail(m->err, ENT_E_NOMEM, "out of memory");
    const double joint_m2 = ent_shares_joint_m2(m->shares);
    row->closed = rest_of(all.closed, sum.closed, joint_m2),
    row->opened = rest_of(all.opened, sum.opened, joint_m2);
    return ENT_OK;
}

static ent_status tell_difference(measuring *m, const question *q, bool certain, side *a, side *b)
{
    ent_fields *bag = NULL;
    differences d = {0};
    ent_status st = ent_fields_new(&bag, m->err);
    if (st == ENT_OK) st = difference(m, bag, b, a, &d.closed);
    if (st == ENT_OK) st = difference(m, bag, a, b, &d.opened);
    ent_ground_change *row = st == ENT_OK ? add_row(m, q, certain, "") : NULL;
    if (st == ENT_OK && !row) st = ent_fail(m->err, ENT_E_NOMEM, "out of memory");
    if (row) {
        row->before = area_of(a->zone), row->after = area_of(b->zone);
        row->closed = area_of(d.closed.zone), row->opened = area_of(d.opened.zone);
        const ent_share all = {row->closed, row->opened};
        st =
            share_out(m, q, certain,
                      &(ent_share_ask){bag, d.closed.field, d.opened.field, m->e->opts.every_territory}, all);
    }
    if (d.closed.zone != b->zone) ent_zone_free(d.closed.zone);
    if (d.opened.zone != a->zone) ent_zone_free(d.opened.zone);
    ent_fields_free(bag);
    return st;
}

static ent_status compare_sides(measuring *m, const question *q, bool certain, side *a, side *b)
{
    ent_status st = build(m, a->field, &a->zone);
    if (st == ENT_OK) st = build(m, b->field, &b->zone);
    if (st == ENT_OK && !same_zone(a->zone, b->zone)) st = tell_difference(m, q, certain, a, b);
    ent_zone_free(a->zone);
    ent_zone_free(b->zone);
    a->zone = b->zone = NULL;
    return st;
}

/* NULL in *out: the clause closes nothing, or there is none, or no row for the item. */
static ent_status ask(measuring *m, const ent_judgement *j, const char *clause, const question *q,
                      const ent_closed **out)
{
    const ent_closed *lender = m->kept_count ? m->kept[m->kept_count - 1] : NULL;
    ent_closed_query query = {.clause = clause, .item = q->item, .actor = q->actor, .with = lender};
    ent_closed *closed = NULL;
    *out = NULL;
    if (!clause) return ENT_OK;
    ent_error unsaid = {0};
    ent_status st = ent_judgement_closed(j, &query, &closed, &unsaid);
    if (st == ENT_E_DOMAIN || st == ENT_E_NOT_FOUND) return ENT_OK;
    if (st != ENT_OK) return *m->err = unsaid, st;
    *out = m->kept[m->kept_count++] = closed;
    return ENT_OK;
}

static side side_of(const ent_closed *closed, bool certain)
{
    const ent_closed_view *v = closed ? ent_closed_of(closed) : NULL;
    bool empty = !v || (certain ? v->certain_empty : v->possible_empty);
    return (side){.field = empty ? NULL : certain ? v->certain : v->possible};
}

static ent_status answer(measuring *m, const question *q)
{
    const ent_closed *before = NULL, *after = NULL;
    ent_status st = ask(m, m->e->before, q->clause_a, q, &before);
    if (st == ENT_OK) st = ask(m, m->e->after, q->clause_b, q, &after);
    for (int certain = 1; certain >= 0 && st == ENT_OK; certain--) {
        size_t had = m->e->ground.count;
        side a = side_of(before, certain), b = side_of(after, certain);
        if (a.field || b.field) st = compare_sides(m, q, certain, &a, &b);
        if (m->e->ground.count > had) break; /* what is certain has changed: that is the answer */
    }
    return st;
}

ent_status ent_effect_find_ground(ent_effect *e, ent_error *err)
{
    question questions[QUERIES_MAX];
    const ent_world *world = ent_judgement_world(e->after);
    ent_judge_opts opts = ent_judgement_opts(e->after);
    if (!world->atlas) return ENT_OK;
    measuring m = {.e = e, .atlas = world->atlas, .err = err};
    const ent_territory_query query = {
        .view = opts.view, .layer = opts.layer, .day = opts.as_of, .edges = opts.edges};
    size_t n = find_questions(e, true, questions);
    if (!n) n = find_questions(e, false, questions);
    ent_status st = ent_shares_new(m.atlas, query, e->opts.tolerance_m, &m.shares, err);
    for (size_t i = 0; i < n && st == ENT_OK; i++) st = answer(&m, &questions[i]);
    for (size_t i = m.kept_count; i > 0; i--) ent_closed_free(m.kept[i - 1]);
    ent_shares_free(m.shares);
    return st;
}
