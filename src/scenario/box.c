/* box.c: can conditions hold together? Case by case: a disjunction opens cases, a conjunction narrows one.
 * Whatever is no comparison with a figure or a word stands for itself, and only its own denial excludes it.
 * So "impossible" is proved, and "possible" only means that nothing here excludes it.
 *
 * A comparison of a distance from something fixed (an area, a line, a place) narrows that distance as a
 * figure; from "any party" it does not, as each comparison may find another one. */
#include "scenario/box.h"

#include <math.h>
#include <string.h>

#define CASES_MAX 4000
#define DEPTH_MAX 200

typedef struct pending {
    ent_wish wish;
    const struct pending *next;
} pending;

typedef struct solver {
    ent_trial *t;
    const char *binder, *who;
    ent_solution *out;
    unsigned cases, depth;
    bool found, cut;
    size_t furthest; /* how many conditions the longest case took in before it failed */
} solver;

void ent_wish_add(ent_wishes *w, const ent_node *node, bool holds)
{
    if (!node || node->kind == ENT_N_NONE || w->count == ENT_WISHES_MAX) return;
    w->at[w->count++] = (ent_wish){node, holds, NULL};
}

const ent_node *ent_wish_said(const ent_wish *wish)
{
    return wish->said ? wish->said : wish->node;
}

/* ---- narrowing -------------------------------------------------------------------------------------- */

static bool clash(solver *s, const ent_box *box, const ent_node *a, const ent_node *b)
{
    size_t size = box->range_count + box->word_count + box->literal_count;
    if (!s->out->clash[0] || size > s->furthest)
        s->out->box = *box, s->out->clash[0] = a, s->out->clash[1] = b, s->furthest = size;
    return false;
}

static ent_box_range *range_of(ent_box *box, const char *name)
{
    for (size_t i = 0; i < box->range_count; i++)
        if (strcmp(box->ranges[i].name, name) == 0) return &box->ranges[i];
    if (box->range_count == ENT_BOX_MAX) return NULL;
    ent_box_range *r = &box->ranges[box->range_count++];
    *r = (ent_box_range){.name = name, .lo = -INFINITY, .hi = INFINITY};
    return r;
}

static bool narrow(solver *s, ent_box *box, const ent_box_range *with)
{
    ent_box_range *r = range_of(box, with->name);
    if (!r) return true;
    const ent_node *before = r->by;
    if (with->lo > r->lo || (with->lo == r->lo && with->lo_open))
        r->lo = with->lo, r->lo_open = with->lo_open;
    if (with->hi < r->hi || (with->hi == r->hi && with->hi_open))
        r->hi = with->hi, r->hi_open = with->hi_open;
    r->place = with->place, r->is_rank = with->is_rank;
    if (with->unit) r->unit = with->unit;
    if (r->lo > r->hi || (r->lo == r->hi && (r->lo_open || r->hi_open)))
        return clash(s, box, before, with->by);
    r->by = with->by;
    return true;
}

static bool word_fits(const solver *s, const char *attribute, const char *word, const char *of)
{
    if (strcmp(word, of) == 0) return true;
    return strcmp(attribute, "kind") == 0 && ent_doc_kind_is(s->t->doc, ent_str_of(word), ent_str_of(of));
}

static ent_box_words *words_of(ent_box *box, const char *name)
{
    for (size_t i = 0; i < box->word_count; i++)
        if (strcmp(box->words[i].name, name) == 0) return &box->words[i];
    if (box->word_count == ENT_BOX_MAX) return NULL;
    ent_box_words *w = &box->words[box->word_count++];
    *w = (ent_box_words){.name = name};
    return w;
}

/* Those of `have` that are one of `with`, and those of `with` that are one of `have`: the narrower of two
 * sorts. */
static void meet_words(const solver *s, ent_box_words *have, const ent_box_words *with)
{
    const char *kept[ENT_BOX_WORDS];
    size_t count = 0;
    for (size_t i = 0; i < have->is_count; i++)
        for (size_t k = 0; k < with->is_count && count < ENT_BOX_WORDS; k++) {
            const char *a = have->is[i], *b = with->is[k];
            if (word_fits(s, have->name, a, b))
                kept[count++] = a;
            else if (word_fits(s, have->name, b, a) || ent_box_may_be_both(s->t, have->name, a, b))
                kept[count++] = b;
        }
    memcpy(have->is, kept, count * sizeof *kept);
    have->is_count = count;
}

static void drop_denied(const solver *s, ent_box_words *w)
{
    size_t kept = 0;
    for (size_t i = 0; i < w->is_count; i++) {
        bool denied = false;
        for (size_t k = 0; k < w->isnt_count; k++)
            denied = denied || word_fits(s, w->name, w->is[i], w->isnt[k]);
        if (!denied) w->is[kept++] = w->is[i];
    }
    w->is_count = kept;
}

static bool add_words(solver *s, ent_box *box, const ent_box_words *with)
{
    ent_box_words *w = words_of(box, with->name);
    if (!w) return true;
    const ent_node *before = w->by;
    bool had = w->is_count > 0;
    w->by = with->by;
    for (size_t i = 0; i < with->isnt_count && w->isnt_count < ENT_BOX_WORDS; i++)
        w->isnt[w->isnt_count++] = with->isnt[i];
    if (with->is_count && had)
        meet_words(s, w, with);
    else if (with->is_count) {
        memcpy(w->is, with->is, with->is_count * sizeof *w->is);
        w->is_count = with->is_count, had = true;
    }
    if (had) drop_denied(s, w);
    return !had || w->is_count ? true : clash(s, box, before, with->by);
}

static const char *said_of(ent_trial *t, const ent_node *node)
{
    ent_buf buf;
    ent_error err = {0};
    ent_buf_init(&buf, 1u << 20);
    bool good = ent_node_explain(node, ent_buf_sink(&buf), &err) == ENT_OK;
    const char *text = good && buf.ptr ? ent_trial_text(t, "%s", buf.ptr) : "";
    ent_buf_done(&buf);
    return text;
}

static bool add_literal(solver *s, ent_box *box, ent_wish wish)
{
    const char *said = said_of(s->t, wish.node);
    for (size_t i = 0; i < box->literal_count; i++)
        if (strcmp(box->literals[i].said, said) == 0)
            return box->literals[i].holds == wish.holds ||
                   clash(s, box, box->literals[i].node, ent_wish_said(&wish));
    if (box->literal_count < ENT_BOX_MAX)
        box->literals[box->literal_count++] = (ent_box_literal){ent_wish_said(&wish), wish.holds, said};
    return true;
}

/* ---- leaves ----------------------------------------------------------------------------------------- */

/* The name of an attribute, with its binder unless that is the clause's event. */
static const char *name_of(solver *s, const ent_node *attribute)
{
    const ent_node *owner = attribute->kid_count ? attribute->kids[0] : NULL;
    if (!owner || owner->kind != ENT_N_NAME || strcmp(owner->text, s->binder) == 0) return attribute->text;
    return ent_trial_text(s->t, "%s.%s", owner->text, attribute->text);
}

static ent_box_range above(double value, bool open)
{
    return (ent_box_range){.lo = value, .hi = INFINITY, .lo_open = open};
}
static ent_box_range below(double value, bool open)
{
    return (ent_box_range){.lo = -INFINITY, .hi = value, .hi_open = open};
}

/* A comparison as an interval; what is denied turned round. False for "not exactly". */
static bool interval_of(int op, double value, bool holds, ent_box_range *out)
{
    static const int denied[] = {ENT_LESS_THAN, ENT_AT_MOST, ENT_MORE_THAN, ENT_AT_LEAST};
    if (op == ENT_EXACTLY && !holds) return false;
    if (!holds) op = denied[op];
    switch (op) {
    case ENT_AT_LEAST: *out = above(value, false); return true;
    case ENT_MORE_THAN: *out = above(value, true); return true;
    case ENT_AT_MOST: *out = below(value, false); return true;
    case ENT_LESS_THAN: *out = below(value, true); return true;
    default: *out = (ent_box_range){.lo = value, .hi = value}; return true;
    }
}

static bool compare(solver *s, ent_box *box, ent_wish w)
{
    const ent_node *left = w.node->kids[0], *right = w.node->kids[1];
    ent_box_range r;
    bool rank = left->kind == ENT_N_ATTRIBUTE && right->kind == ENT_N_WORD;
    bool figure = left->kind == ENT_N_ATTRIBUTE && right->kind == ENT_N_NUMBER;
    double value =
        rank ? ent_doc_rank(s->t->doc, ent_str_of(left->text), ent_str_of(right->text)) : right->number;
    if ((!rank && !figure) || (rank && value < 0) || !interval_of(w.node->op, value, w.holds, &r))
        return add_literal(s, box, w);
    r.name = name_of(s, left), r.by = ent_wish_said(&w), r.unit = right->unit, r.is_rank = rank;
    return narrow(s, box, &r);
}

static bool is(solver *s, ent_box *box, ent_wish w)
{
    const ent_node *left = w.node->kids[0];
    if (left->kind != ENT_N_ATTRIBUTE || w.node->kid_count - 1 > ENT_BOX_WORDS) return add_literal(s, box, w);
    ent_box_words words = {.name = name_of(s, left), .by = ent_wish_said(&w)};
    for (uint32_t i = 1; i < w.node->kid_count; i++)
        if (w.holds)
            words.is[words.is_count++] = w.node->kids[i]->text;
        else
            words.isnt[words.isnt_count++] = w.node->kids[i]->text;
    return add_words(s, box, &words);
}

static bool actor(solver *s, ent_box *box, ent_wish w)
{
    ent_box_words words;
    if (ent_box_actor(&w, s->who, &words)) return add_words(s, box, &words);
    return w.node->kind == ENT_N_ACTORS || add_literal(s, box, w);
}

static bool is_fixed(const ent_node *operand)
{
    bool shape = operand->kind == ENT_N_AREA || operand->kind == ENT_N_LINE || operand->kind == ENT_N_SITE;
    return shape && (!operand->kid_count || operand->kids[0]->kind == ENT_N_NONE);
}

static bool place(solver *s, ent_box *box, ent_wish w)
{
    static const int ops[] = {[ENT_PLACE_IN] = ENT_AT_MOST,       [ENT_PLACE_OUTSIDE] = ENT_MORE_THAN,
                              [ENT_PLACE_WITHIN] = ENT_AT_MOST,   [ENT_PLACE_NEARER_THAN] = ENT_LESS_THAN,
                              [ENT_PLACE_BEYOND] = ENT_MORE_THAN, [ENT_PLACE_AT_LEAST] = ENT_AT_LEAST};
    const ent_node *node = w.node, *distance = node->kid_count > 2 ? node->kids[2] : NULL;
    ent_box_range r;
    ent_box_words words;
    if (ent_box_territory(&w, &words)) return add_words(s, box, &words);
    bool plain = node->op == ENT_PLACE_IN || node->op == ENT_PLACE_OUTSIDE;
    bool own = *node->kids[0]->text == '\0' &&
               (!node->kids[0]->kid_count || node->kids[0]->kids[0]->kind == ENT_N_NONE);
    if (node->op > ENT_PLACE_AT_LEAST || !own || !is_fixed(node->kids[1]) ||
        (!plain && !(distance && distance->kind == ENT_N_NUMBER)) ||
        !interval_of(ops[node->op], plain ? 0 : distance->number, w.holds, &r))
        return add_literal(s, box, w);
    r.name = ent_trial_text(s->t, "distance from %s", said_of(s->t, node->kids[1]));
    r.by = ent_wish_said(&w), r.place = node, r.unit = plain ? NULL : distance->unit;
    return narrow(s, box, &r);
}

/* ---- cases ------------------------------------------------------------------------------------------ */

static void solve(solver *s, const ent_box *box, const pending *todo);

static void leaf(solver *s, const ent_box *box, ent_wish w, const pending *rest)
{
    ent_box *own = ent_alloc_zero(1, sizeof *own);
    if (!own) {
        s->t->out_of_memory = s->cut = true;
        return;
    }
    *own = *box;
    bool who = w.node->kind == ENT_N_ACTORS || w.node->kind == ENT_N_ACTOR_IN;
    bool good = w.node->kind == ENT_N_COMPARE ? compare(s, own, w)
                : w.node->kind == ENT_N_IS    ? is(s, own, w)
                : w.node->kind == ENT_N_PLACE ? place(s, own, w)
                : who                         ? actor(s, own, w)
                                              : add_literal(s, own, w);
    if (good) solve(s, own, rest);
    ent_free(own);
}

/* All of the kids, one behind the other. */
static void every(solver *s, const ent_box *box, const ent_node *node, bool holds, const pending *rest)
{
    pending links[ENT_BOX_MAX];
    if (node->kid_count > ENT_BOX_MAX) {
        s->cut = true;
        return;
    }
    for (uint32_t i = node->kid_count; i-- > 0;) {
        links[i] = (pending){{node->kids[i], holds, NULL}, rest};
        rest = &links[i];
    }
    solve(s, box, rest);
}

static void each(solver *s, const ent_box *box, const ent_node *node, bool holds, const pending *rest)
{
    for (uint32_t i = 0; i < node->kid_count && !s->found && !s->cut; i++) {
        pending one = {{node->kids[i], holds, NULL}, rest};
        solve(s, box, &one);
    }
}

static void between(solver *s, const ent_box *box, ent_wish w, const pending *rest)
{
    const ent_node *n = w.node, *low[2] = {n->kids[0], n->kids[1]}, *high[2] = {n->kids[0], n->kids[2]};
    ent_node *lower = ent_arena_alloc(s->t->arena, 1, sizeof *lower),
             *upper = ent_arena_alloc(s->t->arena, 1, sizeof *upper);
    const ent_node **kids = ent_arena_alloc(s->t->arena, 6, sizeof *kids);
    if (!lower || !upper || !kids) {
        s->t->out_of_memory = s->cut = true;
        return;
    }
    memcpy(kids, low, sizeof low), memcpy(kids + 2, high, sizeof high);
    *lower = (ent_node){.kind = ENT_N_COMPARE,
                        .span = n->span,
                        .text = "",
                        .op = n->op & 1 ? ENT_MORE_THAN : ENT_AT_LEAST,
                        .kid_count = 2,
                        .kids = kids};
    *upper = (ent_node){.kind = ENT_N_COMPARE,
                        .span = n->span,
                        .text = "",
                        .op = n->op & 2 ? ENT_LESS_THAN : ENT_AT_MOST,
                        .kid_count = 2,
                        .kids = kids + 2};
    kids[4] = lower, kids[5] = upper;
    const ent_node both = {.kind = ENT_N_AND, .text = "", .kid_count = 2, .kids = kids + 4};
    if (w.holds)
        every(s, box, &both, true, rest);
    else
        each(s, box, &both, false, rest);
}

/* The lines of an exception, as one condition. */
static void exception(solver *s, const ent_box *box, ent_wish w, const pending *rest)
{
    const ent_clause *c = ent_doc_clause_find(s->t->doc, ent_str_of(w.node->text));
    const ent_node *lines[2];
    ent_node all = {.kind = ENT_N_AND, .text = "", .kids = lines};
    if (c && c->when) lines[all.kid_count++] = c->when;
    if (c && c->where) lines[all.kid_count++] = c->where;
    if (!c || c->modality != ENT_EXCEPTION || c->unless)
        leaf(s, box, w, rest); /* a permission, or one with exceptions of its own, stands for itself */
    else if (w.holds)
        every(s, box, &all, true, rest);
    else
        each(s, box, &all, false, rest);
}

static void term(solver *s, const ent_box *box, ent_wish w, const pending *rest)
{
    const ent_decl *decl = ent_doc_decl_find(s->t->doc, ENT_DECL_TERM, ent_str_of(w.node->text));
    if (!decl || !decl->body) {
        leaf(s, box, w, rest);
        return;
    }
    pending one = {{decl->body, w.holds, NULL}, rest};
    solve(s, box, &one);
}

/* "ground-launched missile": definitions, and a kind. */
static void every_word(solver *s, const ent_box *box, const ent_node *const *words, uint32_t count,
                       const pending *rest)
{
    ent_box *own = ent_alloc_zero(1, sizeof *own);
    pending links[ENT_BOX_MAX];
    bool good = own && count <= ENT_BOX_MAX;
    if (!good) s->cut = true;
    if (good) *own = *box;
    for (uint32_t i = 0; good && i < count; i++) {
        const ent_node *word = words[i];
        const ent_decl *decl = ent_doc_decl_find(s->t->doc, ENT_DECL_TERM, ent_str_of(word->text));
        ent_box_words kind = {.name = "kind", .is = {word->text}, .is_count = 1, .by = word};
        if (decl && decl->body)
            links[i] = (pending){{decl->body, true, NULL}, rest}, rest = &links[i];
        else
            good = add_words(s, own, &kind);
    }
    if (good) solve(s, own, rest);
    ent_free(own);
}

static void object(solver *s, const ent_box *box, const ent_node *node, const pending *rest)
{
    if (node->op != ENT_OBJECT_ANY) {
        every_word(s, box, node->kids, node->kid_count, rest);
        return;
    }
    for (uint32_t i = 0; i < node->kid_count && !s->found && !s->cut; i++)
        every_word(s, box, &node->kids[i], 1, rest);
}

static void take(solver *s, const ent_box *box, ent_wish w, const pending *rest)
{
    bool all = (w.node->kind == ENT_N_AND) == w.holds;
    switch (w.node->kind) {
    case ENT_N_AND:
    case ENT_N_OR:
    case ENT_N_LIST:
        if (all)
            every(s, box, w.node, w.holds, rest);
        else
            each(s, box, w.node, w.holds, rest);
        break;
    case ENT_N_NOT:
        solve(s, box, &(pending){{w.node->kids[0], !w.holds, w.holds ? w.node : NULL}, rest});
        break;
    case ENT_N_BOOL:
        if ((w.node->number != 0) == w.holds)
            solve(s, box, rest);
        else
            (void)clash(s, box, ent_wish_said(&w), NULL);
        break;
    case ENT_N_BETWEEN: between(s, box, w, rest); break;
    case ENT_N_CLAUSE: exception(s, box, w, rest); break;
    case ENT_N_TERM: term(s, box, w, rest); break;
    case ENT_N_OBJECT: object(s, box, w.node, rest); break;
    default: leaf(s, box, w, rest); break;
    }
}

static void solve(solver *s, const ent_box *box, const pending *todo)
{
    if (s->found || s->cut) return;
    if (!todo) {
        s->found = true, s->out->box = *box;
        return;
    }
    if (++s->cases > CASES_MAX || s->depth >= DEPTH_MAX) {
        s->cut = true;
        return;
    }
    s->depth++;
    take(s, box, todo->wish, todo->next);
    s->depth--;
}

void ent_box_solve(ent_trial *t, const ent_wishes *wishes, ent_solution *out)
{
    pending links[ENT_WISHES_MAX];
    const pending *todo = NULL;
    ent_box *empty = ent_alloc_zero(1, sizeof *empty);
    solver s = {.t = t,
                .binder = wishes->binder ? wishes->binder : "",
                .who = wishes->who ? wishes->who : "",
                .out = out};
    *out = (ent_solution){.possible = true};
    if (!empty) {
        t->out_of_memory = true;
        return;
    }
    for (size_t i = wishes->count; i-- > 0;) {
        links[i] = (pending){wishes->at[i], todo};
        todo = &links[i];
    }
    solve(&s, empty, todo);
    out->possible = s.found || s.cut;
    ent_free(empty);
}
