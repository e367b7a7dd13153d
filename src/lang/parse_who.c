/* parse_who.c: who: parties, states, names, members of groups, roles, and the filters behind them. */
#include "lang/parse.h"

static const struct {
    const char *word;
    ent_role role;
} roles[] = {{"actor", ENT_ROLE_ACTOR},
             {"target", ENT_ROLE_TARGET},
             {"host", ENT_ROLE_HOST},
             {"owner", ENT_ROLE_OWNER},
             {"participant", ENT_ROLE_PARTICIPANT}};

bool ent_take_role(ent_parser *p, ent_role *out)
{
    size_t skip = ent_at(p, "the") ? 1 : 0;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (!ent_token_is(ent_peek_at(p, skip), roles[i].word)) continue;
        p->pos += skip + 1;
        *out = roles[i].role;
        return true;
    }
    return false;
}

const ent_node *ent_parse_binder(ent_parser *p)
{
    const ent_token *t = ent_peek(p);
    if (t->kind != ENT_T_WORD || !ent_is_binder(t->text)) return NULL;
    p->pos++;
    ent_node *name = ent_node_text(p, ENT_N_NAME, t->text, t->span);
    if (name) name->ref = ENT_REF_BINDER;
    return name;
}

/* members of NATO [on 1997-05-27], after "members of" */
static const ent_node *parse_members(ent_parser *p, ent_span start)
{
    const ent_node *group = ent_parse_name(p, "the name of a group");
    if (!group) return NULL;
    const ent_node *date = NULL;
    if (ent_take(p, "on") && !(date = ent_parse_date(p))) return NULL;
    ent_node *members = ent_node_new(p, ENT_N_MEMBERS, ent_span_join(start, group->span));
    if (!members) return NULL;
    members->text = group->text;
    return ent_node_with(p, members, &date, 1);
}

static bool at_members(const ent_parser *p)
{
    return ent_at2(p, "members", "of") || ent_at2(p, "member", "of");
}

const ent_node *ent_parse_group(ent_parser *p)
{
    ent_span start = ent_here(p);
    ent_take(p, "the");
    if (ent_take2(p, "members", "of")) return parse_members(p, start);
    return ent_parse_name(p, "the name of a group");
}

/* One of a list of names: RUS, "armed formations", P, the host, members of NATO. */
static const ent_node *parse_one(ent_parser *p)
{
    ent_span start = ent_here(p);
    ent_role role;
    if (ent_take2(p, "members", "of")) return parse_members(p, start);
    if (ent_take_role(p, &role)) {
        ent_node *node = ent_node_new(p, ENT_N_ROLE, start);
        if (node) node->op = (int)role;
        return node;
    }
    const ent_node *name = ent_parse_binder(p);
    return name ? name : ent_parse_name(p, "a party, a state or a group");
}

/* Does a list of names go on behind "," or "or"? Not when what follows begins another condition: "or
 * territory of …", "or position in …", "or tanks at least …". */
static bool list_goes_on(const ent_parser *p)
{
    static const char *const others[] = {"position", "any", "all", "area", "line", "place", "land"};
    bool separator = ent_at(p, "or") || (ent_at(p, ",") && p->brackets == 0);
    const ent_token *next = ent_peek_at(p, 1);
    bool name = ent_token_is_name(next);
    if (!separator || !name) return false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (ent_token_is(next, others[i])) return false;
    if (ent_token_is(ent_peek_at(p, 2), "of")) return ent_token_is(next, "members");
    return !ent_at_comparator(p, 2);
}

static const ent_node *parse_names(ent_parser *p)
{
    size_t mark = ent_kids_mark(p);
    ent_node *actors = ent_node_new(p, ENT_N_ACTORS, ent_here(p));
    if (!actors) return NULL;
    actors->op = ENT_BASE_NAMES;
    do {
        if (!ent_kids_push(p, parse_one(p))) return ent_kids_drop(p, mark);
    } while (list_goes_on(p) && ++p->pos);
    return ent_kids_take(p, actors, mark);
}

static const ent_node *new_filter(ent_parser *p, ent_filter op, const ent_node *what)
{
    ent_node *filter = what ? ent_node_new(p, ENT_N_FILTER, what->span) : NULL;
    if (filter) filter->op = (int)op;
    return filter ? ent_node_with(p, filter, &what, 1) : NULL;
}

static const ent_node *parse_other_than(ent_parser *p)
{
    size_t mark = ent_kids_mark(p);
    ent_node *names = ent_node_new(p, ENT_N_ACTORS, ent_here(p));
    if (!names) return NULL;
    names->op = ENT_BASE_NAMES;
    do {
        if (!ent_kids_push(p, parse_one(p))) return ent_kids_drop(p, mark);
    } while (list_goes_on(p) && ++p->pos);
    return new_filter(p, ENT_FILTER_OTHER_THAN, ent_kids_take(p, names, mark));
}

/* A filter at the place, or NULL: `*none` tells whether there simply is none. */
static const ent_node *parse_filter(ent_parser *p, bool *none)
{
    *none = ent_at_ground(p) || (ent_at2(p, "in", "the") && !ent_token_is(ent_peek_at(p, 2), "members"));
    if (*none) return NULL; /* where, or over what time: no filter */
    if (ent_take(p, "in")) return new_filter(p, ENT_FILTER_IN, ent_parse_group(p));
    if (ent_take2(p, "not", "in")) return new_filter(p, ENT_FILTER_NOT_IN, ent_parse_group(p));
    if (ent_take2(p, "other", "than")) return parse_other_than(p);
    *none = true;
    return NULL;
}

static bool parse_filters(ent_parser *p, ent_node *actors)
{
    for (bool none = false; !none;) {
        if (ent_take(p, "together")) {
            actors->number = 1;
            continue;
        }
        const ent_node *filter = parse_filter(p, &none);
        if (!filter && !none) return false;
        if (filter && !ent_kids_push(p, filter)) return false;
    }
    return true;
}

static const struct {
    const char *word;
    ent_actor_base base;
} nouns[] = {
    {"party", ENT_BASE_PARTY},  {"parties", ENT_BASE_PARTY},       {"state", ENT_BASE_STATE},
    {"states", ENT_BASE_STATE}, {"non-party", ENT_BASE_NON_PARTY}, {"non-parties", ENT_BASE_NON_PARTY},
    {"one", ENT_BASE_ANYONE},   {"actor", ENT_BASE_ANYONE},        {"member", ENT_BASE_ANYONE}};

static int noun_at(const ent_parser *p, size_t ahead)
{
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (ent_token_is(ent_peek_at(p, ahead), nouns[i].word)) return (int)i;
    return -1;
}

/* "any", "every" …: 1 for one of them, 2 for every one, 3 for any other than the actor; 0 when there is none.
 */
static int quantifier_at(const ent_parser *p)
{
    static const struct {
        const char *word;
        int value;
    } words[] = {{"any", 1}, {"a", 1}, {"an", 1}, {"each", 1}, {"all", 1}, {"every", 2}, {"another", 3}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ent_at(p, words[i].word)) return words[i].value;
    return 0;
}

static bool push_other_than_actor(ent_parser *p, ent_span span)
{
    ent_node *role = ent_node_new(p, ENT_N_ROLE, span);
    ent_node *names = ent_node_new(p, ENT_N_ACTORS, span);
    if (!role || !names) return false;
    role->op = ENT_ROLE_ACTOR, names->op = ENT_BASE_NAMES;
    const ent_node *kid = role;
    return ent_kids_push(p, new_filter(p, ENT_FILTER_OTHER_THAN, ent_node_with(p, names, &kid, 1)));
}

/* "any member M of NATO on 1997-05-27": the rest after the binder. */
static bool push_membership(ent_parser *p)
{
    ent_span start = ent_here(p);
    if (!ent_need(p, "of", "and the group")) return false;
    return ent_kids_push(p, new_filter(p, ENT_FILTER_IN, parse_members(p, start)));
}

static const ent_node *parse_quantified(ent_parser *p, int quantifier)
{
    size_t mark = ent_kids_mark(p);
    ent_span start = ent_here(p);
    ent_node *actors = ent_node_new(p, ENT_N_ACTORS, start);
    if (!actors) return NULL;
    if (ent_at(p, "the")) p->pos++; /* all the parties */
    bool bound = ent_at(p, "bound") && noun_at(p, 1) >= 0 && nouns[noun_at(p, 1)].base == ENT_BASE_PARTY;
    if (bound) p->pos++;
    int noun = noun_at(p, 0);
    if (noun < 0) return ent_expected(p, "\"party\", \"state\", \"non-party\" or \"member\"", NULL);
    bool member = ent_at(p, "member");
    p->pos++;
    actors->op = (int)(bound ? ENT_BASE_BOUND : nouns[noun].base), actors->number = quantifier == 2 ? 2 : 0;
    const ent_node *binder = ent_parse_binder(p);
    if (binder) actors->text = binder->text;
    if (member && !push_membership(p)) return ent_kids_drop(p, mark);
    if (quantifier == 3 && !push_other_than_actor(p, start)) return ent_kids_drop(p, mark);
    if (!parse_filters(p, actors)) return ent_kids_drop(p, mark);
    return ent_kids_take(p, actors, mark);
}

static const ent_node *parse_anyone(ent_parser *p)
{
    size_t mark = ent_kids_mark(p);
    ent_node *actors = ent_node_new(p, ENT_N_ACTORS, ent_here(p));
    if (!actors) return NULL;
    p->pos++;
    actors->op = ENT_BASE_ANYONE;
    const ent_node *binder = ent_parse_binder(p);
    if (binder) actors->text = binder->text;
    if (!parse_filters(p, actors)) return ent_kids_drop(p, mark);
    return ent_kids_take(p, actors, mark);
}

/* Filters behind a list of names: they join its kids. */
static const ent_node *parse_filtered_names(ent_parser *p)
{
    const ent_node *names = parse_names(p);
    if (!names) return NULL;
    ent_node *actors = ent_node_edit(names);
    size_t mark = ent_kids_mark(p);
    for (uint32_t i = 0; i < names->kid_count; i++)
        if (!ent_kids_push(p, names->kids[i])) return ent_kids_drop(p, mark);
    const ent_node *binder = ent_parse_binder(p);
    if (binder) actors->text = binder->text;
    if (!parse_filters(p, actors)) return ent_kids_drop(p, mark);
    return ent_kids_take(p, actors, mark);
}

/* "all north together": every one of a group by its name. */
static bool at_all_of_group(const ent_parser *p)
{
    const ent_token *next = ent_peek_at(p, 1);
    bool name = ent_token_is_name(next);
    return ent_at(p, "all") && name && noun_at(p, 1) < 0 && ent_token_is(ent_peek_at(p, 2), "together");
}

const ent_node *ent_parse_actors(ent_parser *p)
{
    int quantifier = quantifier_at(p);
    if (ent_at(p, "anyone")) return parse_anyone(p);
    if (at_all_of_group(p)) {
        p->pos++;
        return parse_filtered_names(p);
    }
    if (quantifier) p->pos++;
    if (quantifier) return parse_quantified(p, quantifier);
    if (ent_at(p, "party") || ent_at(p, "parties"))
        return parse_quantified(p, 1); /* "parties other than …" */
    if (at_members(p) && ent_at(p, "member")) return ent_expected(p, "\"any\" before \"member\"", NULL);
    return parse_filtered_names(p);
}
