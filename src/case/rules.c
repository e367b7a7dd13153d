/* rules.c: what a case knows when its rows are read: what attributes measure, and who and where its names
 * are.
 *
 * A code that is nobody's would not be wrong in a verdict, it would only be silent: the record of "RUZ" is
 * simply not one of Russia's. So it is an error where it stands. A place that neither the case nor the
 * gazetteer knows, or an item that the catalogue lacks, is a warning: the record is then judged without it.
 */
#include "case/rules.h"

#include "base/map.h"
#include "entente/case.h"

#include <stdio.h>
#include <string.h>

#define NEAR_MAX 512 /* names looked at for a suggestion */

/* ---- attributes ------------------------------------------------------------------------------------- */

static bool measure(void *context, ent_str attribute, ent_attribute_rule *out)
{
    const ent_case_rules *r = context;
    const ent_doc *doc = r->world->agreement;
    ent_dimension dimension;
    if (!ent_doc_attribute(doc, attribute, &dimension)) return false;
    bool is_declared = doc && ent_doc_decl_find(doc, ENT_DECL_ATTRIBUTE, attribute);
    *out = (ent_attribute_rule){dimension, dimension == ENT_DIM_NONE && !is_declared};
    return true;
}

static int rank(void *context, ent_str attribute, ent_str word)
{
    const ent_case_rules *r = context;
    return ent_doc_rank(r->world->agreement, attribute, word);
}

static const char *rank_at(void *context, ent_str attribute, int index)
{
    const ent_case_rules *r = context;
    return ent_doc_rank_at(r->world->agreement, attribute, index);
}

/* ---- names ------------------------------------------------------------------------------------------ */

typedef struct near_names {
    ent_str at[NEAR_MAX];
    size_t count;
} near_names;

static void add_name(near_names *names, const char *name)
{
    if (names->count < NEAR_MAX) names->at[names->count++] = ent_str_of(name);
}

static void add_groups(near_names *names, const ent_groups *groups)
{
    const char *last = "";
    for (size_t i = 0; groups && i < ent_groups_count(groups); i++) {
        const char *group = ent_groups_at(groups, i)->group;
        if (strcmp(group, last) != 0) add_name(names, group);
        last = group;
    }
}

static void add_declared(near_names *names, const ent_doc *doc)
{
    const ent_document *d = doc ? ent_doc_view(doc) : NULL;
    for (size_t i = 0; d && i < d->decl_count; i++)
        if (d->decls[i].kind == ENT_DECL_ACTOR || d->decls[i].kind == ENT_DECL_GROUP)
            add_name(names, d->decls[i].name);
}

static bool suggest(near_names *names, ent_str name, ent_name_answer *out)
{
    int near = ent_nearest_name(name, names->at, names->count);
    if (near >= 0)
        (void)snprintf(out->nearest, sizeof out->nearest, "%.*s", (int)names->at[near].len,
                       names->at[near].ptr);
    return near >= 0;
}

static void suggest_country(const ent_case_rules *r, ent_str name, ent_name_answer *out)
{
    const char *near = ent_atlas_country_suggest(r->world->atlas, name);
    if (near) (void)snprintf(out->nearest, sizeof out->nearest, "%s", near);
}

static bool declares(const ent_doc *doc, ent_str name)
{
    return doc &&
           (ent_doc_decl_find(doc, ENT_DECL_ACTOR, name) || ent_doc_decl_find(doc, ENT_DECL_GROUP, name));
}

/* A party need be no state: `party "Coastal Command"` in the text declares it. */
static bool is_named_party(const ent_doc *doc, ent_str name)
{
    const ent_document *d = doc ? ent_doc_view(doc) : NULL;
    for (size_t i = 0; d && i < d->decl_count; i++) {
        const ent_decl *decl = &d->decls[i];
        if (decl->kind != ENT_DECL_PARTY || !decl->body) continue;
        for (uint32_t k = 0; k < decl->body->kid_count; k++)
            if (decl->body->kids[k]->kind == ENT_N_NAME && ent_str_is(name, decl->body->kids[k]->text))
                return true;
    }
    return false;
}

bool ent_case_knows_actor(const ent_case_rules *r, ent_str name, ent_name_answer *out)
{
    const ent_world *w = r->world;
    if (!w->atlas || r->is_broken[ENT_CASE_GROUPS]) return true;
    if (ent_atlas_country_find(w->atlas, name) >= 0 || ent_groups_has(ent_atlas_groups(w->atlas), name))
        return true;
    if (w->groups && ent_groups_has(w->groups, name)) return true;
    if (declares(w->agreement, name) || declares(w->case_doc, name) || is_named_party(w->agreement, name))
        return true;
    out->severity = ENT_SEV_ERROR;
    out->detail = "It is no state or group of the map, no group of groups.csv and no actor of the texts; a "
                  "formation or "
                  "organisation is declared in case.md: actor \"NAME\".";
    near_names names = {.count = 0};
    add_declared(&names, w->agreement), add_declared(&names, w->case_doc);
    add_groups(&names, w->groups), add_groups(&names, ent_atlas_groups(w->atlas));
    if (!suggest(&names, name, out)) suggest_country(r, name, out);
    return false;
}

static bool knows_territory(const ent_case_rules *r, ent_str name, ent_name_answer *out)
{
    if (!r->world->atlas || ent_world_country_find(r->world, name) >= 0) return true;
    out->severity = ENT_SEV_ERROR;
    if (ent_atlas_country_find(r->world->atlas, name) >= 0) {
        out->detail =
            "It is declared as an actor, and is no state here: write the state's other code or name.";
        return false;
    }
    out->detail = "A territory is that of a state of the map, by its code or name.";
    suggest_country(r, name, out);
    return false;
}

static bool has_shape(const ent_world *w, ent_str name, bool is_line, near_names *names)
{
    for (size_t i = 0; w->shapes && i < ent_shapes_count(w->shapes); i++) {
        const ent_shape *s = ent_shapes_at(w->shapes, i);
        if (s->is_line != is_line) continue;
        if (ent_str_is(name, s->name)) return true;
        add_name(names, s->name);
    }
    const ent_document *d = w->agreement ? ent_doc_view(w->agreement) : NULL;
    for (size_t i = 0; d && i < d->decl_count; i++) {
        if (d->decls[i].kind != (is_line ? ENT_DECL_LINE : ENT_DECL_AREA)) continue;
        if (ent_str_is(name, d->decls[i].name)) return true;
        add_name(names, d->decls[i].name);
    }
    return false;
}

static bool knows_shape(const ent_case_rules *r, ent_str name, bool is_line, ent_name_answer *out)
{
    near_names names = {.count = 0};
    if (r->is_broken[ENT_CASE_SHAPES] || has_shape(r->world, name, is_line, &names)) return true;
    if (name.len && name.ptr[0] == '@') return true; /* drawn in the record itself */
    out->severity = ENT_SEV_ERROR;
    out->detail = is_line ? "Lines stand in lines.geojson or in the agreement."
                          : "Areas stand in areas.geojson or in the agreement.";
    (void)suggest(&names, name, out);
    return false;
}

static bool knows_place(const ent_case_rules *r, ent_str name, ent_name_answer *out)
{
    const ent_world *w = r->world;
    near_names names = {.count = 0};
    ent_town town;
    for (size_t i = 0; w->sites && i < ent_sites_count(w->sites); i++) {
        if (ent_str_is(name, ent_sites_at(w->sites, i)->name)) return true;
        add_name(&names, ent_sites_at(w->sites, i)->name);
    }
    if (!w->atlas || r->is_broken[ENT_CASE_PLACES] || ent_atlas_towns_find(w->atlas, name, &town, 1) > 0)
        return true;
    if (has_shape(w, name, false, &names)) return true; /* an area may be named as a place */
    out->severity = ENT_SEV_WARNING;
    out->detail = "It stands neither in places.csv nor in the gazetteer, so it says nothing about where.";
    const char *town_near = suggest(&names, name, out) ? NULL : ent_atlas_town_suggest(w->atlas, name);
    if (town_near) (void)snprintf(out->nearest, sizeof out->nearest, "%s", town_near);
    return false;
}

static bool asks_kind(const ent_node *node)
{
    if (!node) return false;
    if (node->kind == ENT_N_OBJECT && node->kid_count) return true;
    bool word = node->kind == ENT_N_IS || node->kind == ENT_N_LISTED;
    if (word && node->kids[0]->kind == ENT_N_ATTRIBUTE && strcmp(node->kids[0]->text, "kind") == 0)
        return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (asks_kind(node->kids[i])) return true;
    return false;
}

/* Does anything in the agreement hang on what kind of thing an item is? */
static bool text_asks_kind(const ent_doc *doc)
{
    const ent_document *d = doc ? ent_doc_view(doc) : NULL;
    for (size_t i = 0; d && i < d->clause_count; i++) {
        const ent_clause *c = &d->clauses[i];
        const ent_node *lines[] = {c->object, c->aggregate, c->trigger, c->when,
                                   c->where,  c->unless,    c->without, c->ceiling};
        for (size_t k = 0; k < sizeof lines / sizeof *lines; k++)
            if (asks_kind(lines[k])) return true;
    }
    for (size_t i = 0; d && i < d->decl_count; i++)
        if (asks_kind(d->decls[i].body)) return true;
    return false;
}

/* An item need not be in the catalogue: it is spoken of when it looks like a slip of the pen, or when the
 * agreement asks for kinds, since each clause on a kind may then speak of it. */
static bool knows_item(ent_case_rules *r, ent_str name, ent_name_answer *out)
{
    const ent_items *items = r->world->items;
    if (r->is_broken[ENT_CASE_ITEMS] || (items && ent_items_find(items, name))) return true;
    near_names names = {.count = 0};
    for (size_t i = 0; items && i < ent_items_count(items); i++)
        add_name(&names, ent_items_at(items, i)->name);
    bool near = name.len > 3 && suggest(&names, name, out), asked = text_asks_kind(r->world->agreement);
    if (!near && !asked) return true;
    out->severity = r->unlisted++ < ENT_CASE_UNLISTED_SHOWN ? ENT_SEV_WARNING : ENT_SEV_NOTE;
    out->detail =
        asked ? "It is not in items.csv, so nothing says what kind of thing it is: each clause on things "
                "of a kind may speak of it or not."
              : "It is not in items.csv, so nothing is known of it.";
    out->remedy = "List it in items.csv with its kind: columns item, kind and source.";
    return false;
}

static bool knows(void *context, ent_name_use use, ent_str name, ent_name_answer *out)
{
    ent_case_rules *r = context;
    switch (use) {
    case ENT_NAME_ACTOR: return ent_case_knows_actor(r, name, out);
    case ENT_NAME_TERRITORY: return knows_territory(r, name, out);
    case ENT_NAME_PLACE: return knows_place(r, name, out);
    case ENT_NAME_AREA: return knows_shape(r, name, false, out);
    case ENT_NAME_LINE: return knows_shape(r, name, true, out);
    case ENT_NAME_ITEM: return knows_item(r, name, out);
    case ENT_NAME_USES: break;
    }
    return true;
}

ent_record_rules ent_case_record_rules(ent_case_rules *rules)
{
    return (ent_record_rules){measure, rank, rank_at, knows, rules};
}

ent_record_rules ent_case_standard_rules(void)
{
    static const ent_world nothing;
    static const ent_case_rules standard = {.world = &nothing};
    return (ent_record_rules){measure, rank, rank_at, NULL, (void *)(uintptr_t)&standard};
}

/* ---- members of groups ------------------------------------------------------------------------------ */

bool ent_case_check_member(void *context, ent_str group, ent_str member, ent_group_fault *out)
{
    const ent_case_rules *r = context;
    const ent_world *w = r->world;
    if (!w->atlas) return true;
    int country = ent_world_country_find(w, member);
    const char *code = country < 0 ? NULL : ent_atlas_country_at(w->atlas, (size_t)country).code;
    if (code && ent_str_is(member, code)) return true;
    ent_name_answer answer = {.nearest = ""};
    (void)snprintf(out->message, sizeof out->message, "unknown member \"%.*s\"",
                   (int)(member.len < 60 ? member.len : 60), member.ptr);
    if (code) {
        (void)snprintf(out->message, sizeof out->message, "a member that is a state is written by its code");
        (void)snprintf(out->hint, sizeof out->hint, "Write \"%s\".", code);
        return false;
    }
    if (ent_groups_has(ent_atlas_groups(w->atlas), member) || ent_str_eq_nocase(group, member)) {
        (void)snprintf(out->message, sizeof out->message, "a group as the member of a group");
        (void)snprintf(
            out->hint, sizeof out->hint,
            "List its members, or write in the agreement: group \"A\" is members of B, members of C.");
        return false;
    }
    if (declares(w->agreement, member) || declares(w->case_doc, member) ||
        is_named_party(w->agreement, member))
        return true;
    near_names names = {.count = 0};
    add_declared(&names, w->agreement), add_declared(&names, w->case_doc);
    if (!suggest(&names, member, &answer)) suggest_country(r, member, &answer);
    if (*answer.nearest)
        (void)snprintf(out->hint, sizeof out->hint, "Did you mean \"%s\"?", answer.nearest);
    else
        (void)snprintf(out->hint, sizeof out->hint,
                       "A member is a state by its code, or an actor: actor \"NAME\" in case.md.");
    return false;
}
