/* check_actors.c: names of actors, groups, areas, lines, places, acts and kinds of item: declared in the
 * text, known to the world outside it, standard, or reported with the nearest that is. */
#include "lang/check.h"

#include "base/map.h"
#include "lang/parse.h"
#include "lang/vocabulary.h"

/* Was a statement of that name left out? Then it has been complained about enough. */
bool ent_name_is_broken(const ent_checker *c, const char *name)
{
    return ent_map_get(c->doc->broken, ent_str_of(name)) != NULL;
}

static bool known_outside(ent_checker *c, const ent_node *name, ent_ref *out, const char **hint)
{
    ent_str text = ent_str_of(name->text);
    const char *near = NULL;
    if (!c->names)
        *out = ent_is_country(text) ? ENT_REF_COUNTRY : ENT_REF_GROUP;
    else
        *out = c->names->find(c->names->context, text, &near);
    if (near) *hint = ent_check_text(c, "Did you mean \"%s\"?", near);
    return *out != ENT_REF_NONE;
}

/* "P5" has the shape of a binder: a built-in group of that name is meant where nothing in the clause is
 * called so. */
static bool is_group_outside(ent_checker *c, const ent_node *name)
{
    ent_ref ref = ENT_REF_NONE;
    const char *hint = NULL;
    return c->names && name->text[0] && name->text[1] && known_outside(c, name, &ref, &hint) &&
           ref == ENT_REF_GROUP;
}

/* A name that stands for an actor or a group. */
void ent_resolve_actor(ent_checker *c, const ent_node *name)
{
    ent_node *edit = ent_node_edit(name);
    const ent_decl *decl = ent_use_decl(c, ent_str_of(name->text));
    bool declared = decl && (decl->kind == ENT_DECL_GROUP || decl->kind == ENT_DECL_ACTOR);
    bool binder = ent_is_binder(ent_str_of(name->text));
    if (binder && (ent_binder_is_bound(c, name->text) || !(declared || is_group_outside(c, name)))) {
        edit->ref = ENT_REF_BINDER;
        ent_binder_need(c, name);
        return;
    }
    edit->ref = ENT_REF_NONE;
    if (decl && decl->kind == ENT_DECL_GROUP)
        edit->ref = ENT_REF_GROUP;
    else if (decl && decl->kind == ENT_DECL_ACTOR)
        edit->ref = ENT_REF_ACTOR;
    if (edit->ref != ENT_REF_NONE) return;
    if (ent_name_is_broken(c, name->text)) return;
    const char *hint =
        ent_suggest_decl(c, ent_str_of(name->text), 1u << ENT_DECL_GROUP | 1u << ENT_DECL_ACTOR);
    if (known_outside(c, name, &edit->ref, &hint)) return;
    ent_complain(c, name->span,
                 (ent_diag_text){
                     ENT_SEV_ERROR, "actor-unknown", NULL,
                     "An actor is a country by its three-letter code, a group, or declared with \"actor\".",
                     hint ? hint : "Declare it with \"actor\" or \"group\"."},
                 "no actor or group is called \"%s\"", name->text);
}

void ent_resolve_members(ent_checker *c, const ent_node *members)
{
    const ent_decl *decl = ent_use_decl(c, ent_str_of(members->text));
    if (decl && decl->kind == ENT_DECL_GROUP) return;
    if (ent_name_is_broken(c, members->text)) return;
    const char *hint = ent_suggest_decl(c, ent_str_of(members->text), 1u << ENT_DECL_GROUP);
    ent_ref ref;
    bool known = known_outside(c, members, &ref, &hint);
    if (known && ref == ENT_REF_GROUP) return;
    ent_complain(c, members->span,
                 (ent_diag_text){ENT_SEV_ERROR, "group-unknown", NULL, NULL,
                                 hint ? hint : "Declare it with \"group\"."},
                 known ? "\"%s\" has no members: it is not a group" : "no group is called \"%s\"",
                 members->text);
}

void ent_resolve_geometry(ent_checker *c, const ent_node *node)
{
    static const char *const nouns[] = {"area", "line", "place"};
    ent_decl_kind kind = node->kind == ENT_N_AREA ? ENT_DECL_AREA : ENT_DECL_LINE;
    const ent_decl *decl = ent_use_decl(c, ent_str_of(node->text));
    if (decl && decl->kind == kind && node->kind != ENT_N_SITE) return;
    if (ent_name_is_broken(c, node->text)) return;
    const char *hint = ent_suggest_decl(c, ent_str_of(node->text), 1u << kind), *near = NULL;
    if (!c->names || c->names->has_geometry(c->names->context, node->kind, ent_str_of(node->text), &near))
        return;
    if (near) hint = ent_check_text(c, "Did you mean \"%s\"?", near);
    ent_complain(c, node->span,
                 (ent_diag_text){ENT_SEV_ERROR, "place-unknown", NULL,
                                 "Areas, lines and places are drawn in the text or in the files of the case.",
                                 hint},
                 "no %s is called \"%s\"", nouns[node->kind - ENT_N_AREA], node->text);
}

static const char *suggest_act(ent_checker *c, ent_str name)
{
    ent_str known[64];
    size_t count = ent_kind_count() < 64 ? ent_kind_count() : 64;
    for (size_t i = 0; i < count; i++) known[i] = ent_str_of(ent_kind_at(i)->name);
    const char *hint = ent_suggest(c, name, known, count);
    return hint ? hint : ent_suggest_decl(c, name, 1u << ENT_DECL_ACTS | 1u << ENT_DECL_KIND);
}

void ent_resolve_act(ent_checker *c, const ent_node *word)
{
    ent_str name = ent_str_of(word->text);
    const ent_decl *decl = ent_use_decl(c, name);
    if (decl && decl->kind == ENT_DECL_ACTS) {
        ent_node_edit(word)->kind = ENT_N_TERM;
        return;
    }
    if ((decl && decl->kind == ENT_DECL_KIND) || ent_kind_find(name)) return;
    if (ent_name_is_broken(c, word->text)) return;
    const char *hint = suggest_act(c, name);
    ent_complain(
        c, word->span,
        (ent_diag_text){ENT_SEV_ERROR, "act-unknown", NULL,
                        "An act is a kind of record: deployment, exercise, holding, flight, notification …",
                        hint ? hint
                             : "Declare it with \"kind\", or name several with \"define NAME is acts …\"."},
        "no kind of act is called \"%s\"", word->text);
}

/* "patrol-ship": a sort of its last word. */
static bool is_compound(ent_str name)
{
    size_t at = name.len;
    while (at && name.ptr[at - 1] != '-' && name.ptr[at - 1] != ' ') at--;
    return at && ent_item_kind_is((ent_str){name.ptr + at, name.len - at});
}

/* A word for a kind of item; one that is nearly a known one is probably that one. */
void ent_look_at_kind(ent_checker *c, const ent_node *word)
{
    ent_str known[80], name = ent_str_of(word->text);
    size_t count = 0;
    for (; count < ent_item_kind_count() && count < 80; count++)
        known[count] = ent_str_of(ent_item_kind_at(count));
    if (ent_item_kind_is(name) || ent_name_is_broken(c, word->text)) return;
    const char *hint = ent_suggest_decl(c, name, 1u << ENT_DECL_TERM | 1u << ENT_DECL_KIND);
    if (!hint && name.len > 3) hint = ent_suggest(c, name, known, count);
    if (!hint && is_compound(name)) return;
    if (!hint)
        hint = ent_check_text(c, "If it is meant, declare it: kind \"%s\". Else say it with \"define\".",
                              word->text);
    ent_complain(c, word->span,
                 (ent_diag_text){ENT_SEV_WARNING, "kind-unusual", NULL,
                                 "A word that is not defined is taken for a kind of item.", hint},
                 "\"%s\" is not a usual kind of item", word->text);
}

void ent_resolve_sort(ent_checker *c, const ent_node *word)
{
    ent_str known[160], name = ent_str_of(word->text);
    const ent_decl *decl = ent_use_decl(c, name);
    if ((decl && decl->kind == ENT_DECL_KIND) || ent_item_kind_is(name) || ent_kind_find(name)) return;
    if (is_compound(name) || ent_name_is_broken(c, word->text)) return;
    size_t count = 0;
    for (size_t i = 0; i < ent_item_kind_count() && count < 160; i++)
        known[count++] = ent_str_of(ent_item_kind_at(i));
    for (size_t i = 0; i < ent_kind_count() && count < 160; i++)
        known[count++] = ent_str_of(ent_kind_at(i)->name);
    const char *hint = ent_suggest_decl(c, name, 1u << ENT_DECL_KIND);
    if (!hint) hint = ent_suggest(c, name, known, count);
    if (!hint) hint = ent_check_text(c, "If it is meant, declare it: kind \"%s\".", word->text);
    ent_complain(c, word->span,
                 (ent_diag_text){ENT_SEV_ERROR, "kind-undeclared", NULL,
                                 "What a kind is a sort of is a usual kind, or declared with \"kind\".",
                                 hint},
                 "no kind is called \"%s\"", word->text);
}

static bool is_quoted(const ent_checker *c, const ent_node *name)
{
    return c->doc->text.source.bytes.ptr[name->span.offset] == '"';
}

static void say_undeclared_kind(ent_checker *c, const ent_node *name)
{
    if (ent_name_is_broken(c, name->text)) return;
    const char *hint = ent_suggest_decl(c, ent_str_of(name->text), 1u << ENT_DECL_TERM | 1u << ENT_DECL_KIND);
    ent_complain(
        c, name->span,
        (ent_diag_text){ENT_SEV_ERROR, "kind-undeclared", NULL,
                        "A kind of item whose name is quoted is declared with \"kind\" or \"define\".",
                        hint ? hint
                             : "If it is the clause's title, put it behind the id or in a \"title\" line."},
        "no kind of item is declared as \"%s\"", name->text);
}

void ent_resolve_object_word(ent_checker *c, const ent_node *name)
{
    ent_node *edit = ent_node_edit(name);
    const ent_decl *decl = ent_use_decl(c, ent_str_of(name->text));
    edit->ref = decl && decl->kind == ENT_DECL_TERM ? ENT_REF_TERM : ENT_REF_KIND;
    if (edit->ref == ENT_REF_TERM || (decl && decl->kind == ENT_DECL_KIND)) return;
    if (is_quoted(c, name) && !ent_item_kind_is(ent_str_of(name->text)))
        say_undeclared_kind(c, name);
    else
        ent_look_at_kind(c, name);
}
