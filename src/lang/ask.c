/* ask.c: what a document and the standard vocabulary know of words, for whoever judges by them.
 *
 * Kinds form sorts: what the document declares (`kind a is b`), the few standard sorts below, and the rule
 * that a compound is a sort of its last word: a ballistic-missile is a missile, a heavy-bomber a bomber. */
#include "entente/lang.h"

#include <string.h>

#include "lang/doc.h"
#include "lang/vocabulary.h"

#define SORTS_DEEP 16 /* how far a chain of sorts is followed; the checker refuses circles */

static const struct {
    const char *kind, *of;
} sorts[] = {
    {"gun", "artillery"},
    {"howitzer", "gun"},
    {"mortar", "artillery"},
    {"mlrs", "artillery"},
    {"apc", "acv"},
    {"ifv", "acv"},
    {"hacv", "acv"},
    {"icbm", "ballistic-missile"},
    {"slbm", "ballistic-missile"},
    {"fighter", "combat-aircraft"},
    {"bomber", "combat-aircraft"},
    {"capital-ship", "warship"},
    {"destroyer", "warship"},
    {"frigate", "warship"},
    {"corvette", "warship"},
    {"cruiser", "warship"},
    {"submarine", "warship"},
    {"aircraft-carrier", "warship"},
    {"light-surface-vessel", "warship"},
    {"minor-war-vessel", "warship"},
    {"warship", "ship"},
    {"auxiliary", "ship"},
    {"tank", "weapon"},
    {"artillery", "weapon"},
    {"missile", "weapon"},
    {"overflight", "flight"},
    {"attack", "fire"},
};

static const char *standard_sort(const char *kind)
{
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        if (strcmp(sorts[i].kind, kind) == 0) return sorts[i].of;
    const char *hyphen = strchr(kind, '-');
    return hyphen && hyphen[1] && !ent_kind_find(ent_str_of(kind)) ? hyphen + 1 : NULL;
}

/* What the kind is a sort of, NULL: of nothing. What the text declares goes before what the word is made of.
 */
static const char *sort_of(const ent_doc *doc, const char *kind)
{
    const ent_decl *decl = ent_doc_decl_find(doc, ENT_DECL_KIND, ent_str_of(kind));
    if (!decl) return standard_sort(kind);
    return decl->body && *decl->body->text ? decl->body->text : NULL;
}

bool ent_doc_kind_is(const ent_doc *doc, ent_str kind, ent_str of)
{
    char word[128];
    if (ent_str_eq(kind, of)) return true;
    if (!kind.len || kind.len >= sizeof word) return false;
    memcpy(word, kind.ptr, kind.len);
    word[kind.len] = '\0';
    const char *at = word;
    for (int i = 0; at && i < SORTS_DEEP; i++) {
        if (ent_str_is(of, at)) return true;
        at = sort_of(doc, at);
    }
    return false;
}

bool ent_doc_attribute(const ent_doc *doc, ent_str name, ent_dimension *out_dimension)
{
    const ent_decl *decl = doc ? ent_doc_decl_find(doc, ENT_DECL_ATTRIBUTE, name) : NULL;
    const ent_standard_attribute *standard = decl ? NULL : ent_standard_attribute_find(name);
    if (!decl && !standard) return false;
    if (out_dimension) *out_dimension = decl ? decl->dimension : standard->dimension;
    return true;
}

const char *ent_doc_rank_at(const ent_doc *doc, ent_str attribute, int index)
{
    const ent_decl *decl = doc ? ent_doc_decl_find(doc, ENT_DECL_ATTRIBUTE, attribute) : NULL;
    if (decl) {
        bool has = decl->dimension == ENT_DIM_RANK && decl->body && index >= 0 &&
                   (uint32_t)index < decl->body->kid_count;
        return has ? decl->body->kids[index]->text : NULL;
    }
    const ent_standard_attribute *standard = ent_standard_attribute_find(attribute);
    for (int i = 0; standard && standard->words && standard->words[i]; i++)
        if (i == index) return standard->words[i];
    return NULL;
}

int ent_doc_rank(const ent_doc *doc, ent_str attribute, ent_str word)
{
    const char *at;
    for (int i = 0; (at = ent_doc_rank_at(doc, attribute, i)) != NULL; i++)
        if (ent_str_is(word, at)) return i;
    return -1;
}
