/* ground.c: the ground a clause closes to an item, before and after, and the difference: everywhere, and on
 * each territory that it touches.
 *
 * Which items? Those of the verdicts that flip (when none does: of the margins that move), once for each
 * clause and actor. The difference is a field of its own, max(after, -before), measured like any zone; a
 * territory's share is the same field on that territory. */
#include "compare/effect.h"
#include "compare/shares.h"
#include "zone/field.h"

#include <string.h>

#define QUERIES_MAX 8
#define QUERIES_OF_MARGINS 2

typedef struct question {
    const char *clause_a, *clause_b; /* NULL: not in that text */
    const char *actor, *item;
} question;

typedef struct side {
    ent_closed *closed; /* NULL: closes nothing */
    ent_zone *zone;
    const ent_field *field; /* NULL: nowhere */
} side;

/* Two fields, and the rows that tell of their difference. */
typedef struct told {
    const ent_field *before, *after;
    size_t first, count;
} told;

typedef struct measuring {
    ent_effect *e;
    const ent_atlas *atlas;
    ent_territory_query query;
    ent_closed *kept[2 * QUERIES_MAX]; /* each lends its territories to the next */
    size_t kept_count;
    told told[2 * QUERIES_MAX]; /* items of one kind often have their ground in common */
    size_t told_count;
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

static ent_status find_shares(const measuring *m, const ent_field *field, ent_shares **out)
{
    const ent_shares_ask ask = {m->atlas, m->query, field, m->e->opts.tolerance_m};
    return field ? ent_shares_find(&ask, out, m->err) : ENT_OK;
}

static ent_share share_of(const ent_shares *shares, size_t country, ent_area all)
{
    const ent_share none = {{0, 0}, false};
    if (!shares) return none;
    if (country == ENT_NOWHERE) return (ent_share){ent_shares_of_nobody(shares, all), false};
    return ent_shares_of(shares, country);
}

/* What depends on a state is its ground: it has a row of its own only if it is its own state. */
static bool has_row(const measuring *m, size_t country)
{
    ent_country c = ent_atlas_country_at(m->atlas, country);
    return strcmp(c.code, c.state) == 0;
}

/* Every territory that the change touches, then what is on none. */
static ent_status share_out(const measuring *m, const question *q, bool certain, const differences *d)
{
    ent_shares *closed = NULL, *opened = NULL;
    const size_t n = ent_atlas_country_count(m->atlas);
    ent_status st = find_shares(m, d->closed.field, &closed);
    if (st == ENT_OK) st = find_shares(m, d->opened.field, &opened);
    for (size_t i = 0; i <= n && st == ENT_OK; i++) {
        const size_t country = i < n ? i : ENT_NOWHERE;
        if (i < n && !has_row(m, i)) continue;
        const ent_share c = share_of(closed, country, area_of(d->closed.zone)),
                        o = share_of(opened, country, area_of(d->opened.zone));
        if (c.area.hi_m2 == 0 && o.area.hi_m2 == 0) continue;
        const char *code = i < n ? ent_atlas_country_at(m->atlas, i).code : ENT_GROUND_NOBODYS;
        ent_ground_change *row = add_row(m, q, certain, code);
        if (!row) st = ent_fail(m->err, ENT_E_NOMEM, "out of memory");
        if (row) row->closed = c.area, row->opened = o.area, row->is_whole = c.is_whole || o.is_whole;
    }
    ent_shares_free(closed);
    ent_shares_free(opened);
    return st;
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
        st = share_out(m, q, certain, &d);
    }
    if (d.closed.zone != b->zone) ent_zone_free(d.closed.zone);
    if (d.opened.zone != a->zone) ent_zone_free(d.opened.zone);
    ent_fields_free(bag);
    return st;
}

/* What was measured for another item, under this one's name. */
static ent_status tell_again(measuring *m, const question *q, const told *t)
{
    for (size_t i = 0; i < t->count; i++) {
        const ent_ground_change *old = (const ent_ground_change *)m->e->ground.at + t->first + i;
        const ent_ground_change copy = *old; /* the rows may move */
        ent_ground_change *row = add_row(m, q, copy.certain, copy.territory);
        if (!row) return ent_fail(m->err, ENT_E_NOMEM, "out of memory");
        row->before = copy.before, row->after = copy.after, row->closed = copy.closed,
        row->opened = copy.opened, row->is_whole = copy.is_whole;
    }
    return ENT_OK;
}

static ent_status compare_sides(measuring *m, const question *q, bool certain, side *a, side *b)
{
    for (size_t i = 0; i < m->told_count; i++)
        if (ent_field_is_same(m->told[i].before, a->field) && ent_field_is_same(m->told[i].after, b->field))
            return tell_again(m, q, &m->told[i]);
    const size_t first = m->e->ground.count;
    ent_status st = build(m, a->field, &a->zone);
    if (st == ENT_OK) st = build(m, b->field, &b->zone);
    if (st == ENT_OK && !same_zone(a->zone, b->zone)) st = tell_difference(m, q, certain, a, b);
    ent_zone_free(a->zone);
    ent_zone_free(b->zone);
    a->zone = b->zone = NULL;
    m->told[m->told_count++] = (told){a->field, b->field, first, m->e->ground.count - first};
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
    m.query =
        (ent_territory_query){.view = opts.view, .layer = opts.layer, .day = opts.as_of, .edges = opts.edges};
    size_t n = find_questions(e, true, questions);
    if (!n) n = find_questions(e, false, questions);
    ent_status st = ENT_OK;
    for (size_t i = 0; i < n && st == ENT_OK; i++) st = answer(&m, &questions[i]);
    for (size_t i = m.kept_count; i > 0; i--) ent_closed_free(m.kept[i - 1]);
    return st;
}
