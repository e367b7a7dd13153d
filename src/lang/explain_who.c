/* explain_who.c: actors in English: "any party (P) among the members of NATO other than Turkey". A binder is
 * introduced where it is first met, wherever in the clause it is bound; from then on its letter is enough. */
#include "lang/explain.h"

#include "lang/check.h"
#include <string.h>

/* ---- binders ---------------------------------------------------------------------------------------- */

static const ent_node *find_source(const ent_node *node, const char *binder)
{
    bool binds = node->kind == ENT_N_ACTORS || node->kind == ENT_N_EXISTS;
    if (binds && strcmp(node->text, binder) == 0) return node;
    for (uint32_t i = 0; i < node->kid_count; i++) {
        const ent_node *found = find_source(node->kids[i], binder);
        if (found) return found;
    }
    return NULL;
}

const ent_node *ent_binder_source(const ent_clause *clause, const char *binder)
{
    const ent_node *roots[ENT_CLAUSE_ROOTS], *found = NULL;
    size_t count = clause ? ent_clause_roots(clause, roots) : 0;
    for (size_t i = 0; !found && i < count; i++) found = find_source(roots[i], binder);
    return found;
}

static uint32_t bit_of(const char *binder)
{
    bool letter = binder[0] >= 'A' && binder[0] <= 'Z' && !binder[1];
    return letter ? 1u << (binder[0] - 'A') : 0;
}

static void tell_binder(ent_saying *out, const char *binder)
{
    const ent_node *source = out->told & bit_of(binder) ? NULL : ent_binder_source(out->clause, binder);
    if (source && source->kind == ENT_N_ACTORS && bit_of(binder))
        ent_tell_actors(out, source);
    else
        ent_buf_adds(&out->buf, binder);
}

void ent_tell_role(ent_saying *out, ent_role role)
{
    static const char *const words[] = {"the actor", "the target", "the host", "the owner",
                                        "the participant"};
    ent_buf_adds(&out->buf, words[role]);
}

/* ---- names ------------------------------------------------------------------------------------------ */

static void tell_country(ent_saying *out, const char *code)
{
    const char *name = ent_country_name(code);
    ent_buf_adds(&out->buf, name);
    if (out->codes && name != code) ent_buf_printf(&out->buf, " (%s)", code);
}

/* "the armed formations"; a code by its title: "the United Nations Command". */
static void tell_declared(ent_saying *out, const char *name)
{
    const ent_decl *decl = out->doc ? ent_doc_decl_find(out->doc, ENT_DECL_ACTOR, ent_str_of(name)) : NULL;
    bool code = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen(name);
    if (code && decl && decl->title[0]) name = decl->title;
    if (strncmp(name, "The ", 4) == 0)
        ent_buf_printf(&out->buf, "the %s", name + 4);
    else
        ent_buf_printf(&out->buf, strchr(name, ' ') ? "the %s" : "%s", name);
}

static bool is_small(const char *name)
{
    return name[0] >= 'a' && name[0] <= 'z';
}

/* NATO as it is; what the text itself puts together in quotes; "the" before what is no proper name, like the
 * "allies" and the "Black Sea powers". */
static void tell_group(ent_saying *out, const char *name)
{
    bool known = strpbrk(name, "abcdefghijklmnopqrstuvwxyz ") == NULL;
    bool common = !known && (is_small(name) || ent_noun_is_plural(name)) && strncmp(name, "the ", 4) != 0;
    ent_buf_printf(&out->buf, known ? "%s" : common ? "the \"%s\"" : "\"%s\"", name);
}

void ent_tell_actor(ent_saying *out, const ent_node *name)
{
    switch (name->ref) {
    case ENT_REF_COUNTRY: tell_country(out, name->text); break;
    case ENT_REF_BINDER: tell_binder(out, name->text); break;
    case ENT_REF_ACTOR: tell_declared(out, name->text); break;
    case ENT_REF_GROUP: tell_group(out, name->text); break;
    default: ent_tell_name(out, name->text); break;
    }
}

/* Several members are meant as any one of them, unless they are spoken of as a whole. */
static void tell_members(ent_saying *out, const ent_node *members, bool one)
{
    const ent_node *date = ent_node_kid(members, 0);
    bool dated = ent_node_is(date, ENT_N_DATE);
    const char *which = !one ? "the" : out->owing ? "each" : "any";
    ent_buf_adds(&out->buf, which);
    if (dated)
        ent_buf_adds(&out->buf, one ? " state that was a member of " : " states that were members of ");
    else
        ent_buf_adds(&out->buf, one ? " member of " : " members of ");
    tell_group(out, members->text);
    if (dated) ent_buf_adds(&out->buf, " on "), ent_tell_date(out, date);
}

static void tell_one(ent_saying *out, const ent_node *node, bool one)
{
    bool group = node->kind == ENT_N_NAME && node->ref == ENT_REF_GROUP && is_small(node->text);
    switch (node->kind) {
    case ENT_N_MEMBERS: tell_members(out, node, one); break;
    case ENT_N_ROLE: ent_tell_role(out, (ent_role)node->op); break;
    case ENT_N_ACTORS: ent_tell_actors(out, node); break;
    default:
        if (one && group) ent_buf_adds(&out->buf, out->owing ? "each of " : "any of ");
        ent_tell_actor(out, node);
        break;
    }
}

/* "the members of NATO", "the Black Sea powers": one is among them; one is in a region. */
static bool is_many(const ent_node *what)
{
    size_t n = strlen(what->text);
    return what->kind == ENT_N_MEMBERS || (what->ref == ENT_REF_GROUP && n && what->text[n - 1] == 's');
}

static void tell_filter(ent_saying *out, const ent_node *filter)
{
    static const char *const words[] = {" in ", " not in ", " other than "};
    const ent_node *what = filter->kids[0];
    bool members = is_many(what);
    if (members && filter->op == ENT_FILTER_IN)
        ent_buf_adds(&out->buf, " among ");
    else if (members && filter->op == ENT_FILTER_NOT_IN)
        ent_buf_adds(&out->buf, " not among ");
    else
        ent_buf_adds(&out->buf, words[filter->op]);
    tell_one(out, what, false);
}

static void tell_names(ent_saying *out, const ent_node *actors)
{
    size_t count = 0, index = 0;
    bool all = actors->number == 1;
    for (uint32_t i = 0; i < actors->kid_count; i++) count += actors->kids[i]->kind != ENT_N_FILTER;
    if (out->owing && !all && count > 1) ent_buf_adds(&out->buf, "each of "), all = true;
    for (uint32_t i = 0; i < actors->kid_count; i++) {
        if (actors->kids[i]->kind == ENT_N_FILTER) continue;
        ent_tell_list_mark(out, index++, count, all ? "and" : "or");
        tell_one(out, actors->kids[i], !all && !out->whole);
    }
}

void ent_tell_actors(ent_saying *out, const ent_node *actors)
{
    static const char *const nouns[] = {"party", "state", "non-party", "anyone", "", "bound party"};
    if (actors->kind != ENT_N_ACTORS) {
        tell_one(out, actors, false);
        return;
    }
    if (actors->text[0] && out->told & bit_of(actors->text)) {
        ent_buf_adds(&out->buf, actors->text);
        return;
    }
    out->told |= bit_of(actors->text);
    bool together = actors->number == 1;
    if (actors->op == ENT_BASE_NAMES)
        tell_names(out, actors);
    else if (actors->op == ENT_BASE_ANYONE)
        ent_buf_adds(&out->buf, together ? "all" : actors->number == 2 ? "everyone" : "anyone");
    else {
        ent_buf_adds(&out->buf, together              ? "all "
                                : actors->number == 2 ? "every "
                                : out->owing          ? "each "
                                                      : "any ");
        ent_tell_noun(out, nouns[actors->op], together);
    }
    if (actors->text[0]) ent_buf_printf(&out->buf, " (%s)", actors->text);
    for (uint32_t i = 0; i < actors->kid_count; i++)
        if (actors->kids[i]->kind == ENT_N_FILTER) tell_filter(out, actors->kids[i]);
    if (together) ent_buf_adds(&out->buf, ", taken together");
}
