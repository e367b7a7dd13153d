/* box_who.c: who does it and in whose territory, as words that exclude each other. Only names count: of a
 * group one cannot tell from the text who is in it, and "any party" may be anybody. Two territories exclude
 * each other when they are of different states and the map draws no ground for both at once. */
#include "scenario/box.h"

#include <string.h>

static const char *const territory_words[] = {"position.territory", "position.territory on land",
                                              "position.territory with sea"};

static bool is_somebody(const ent_node *name)
{
    return name->kind == ENT_N_NAME && (name->ref == ENT_REF_COUNTRY || name->ref == ENT_REF_ACTOR);
}

/* One of the names; false when one of them is no single actor, or there are too many. */
static bool add_named(const ent_node *actors, bool holds, ent_box_words *out)
{
    for (uint32_t i = 0; i < actors->kid_count; i++) {
        const ent_node *name = actors->kids[i];
        size_t *count = holds ? &out->is_count : &out->isnt_count;
        if (!is_somebody(name) || *count == ENT_BOX_WORDS) return false;
        (holds ? out->is : out->isnt)[(*count)++] = name->text;
    }
    return actors->kid_count > 0;
}

/* "any party other than RUS": not RUS. Denied, it says nothing of who it is. */
static bool add_others(const ent_node *actors, ent_box_words *out)
{
    for (uint32_t i = 0; i < actors->kid_count; i++) {
        const ent_node *filter = actors->kids[i];
        const ent_node *of =
            filter->kind == ENT_N_FILTER && filter->op == ENT_FILTER_OTHER_THAN ? filter->kids[0] : NULL;
        if (of && of->kind == ENT_N_ACTORS && of->op == ENT_BASE_NAMES) {
            ent_box_words more = *out;
            if (add_named(of, false, &more)) *out = more;
        }
    }
    return out->isnt_count > 0;
}

static bool is_the_actor(const ent_node *subject, const char *who)
{
    if (subject->kind == ENT_N_ROLE) return subject->op == ENT_ROLE_ACTOR;
    return subject->kind == ENT_N_NAME && *who && strcmp(subject->text, who) == 0;
}

bool ent_box_actor(const ent_wish *wish, const char *who, ent_box_words *out)
{
    const ent_node *actors = wish->node;
    ent_box_words words = {.name = "actor", .by = ent_wish_said(wish)};
    if (actors->kind == ENT_N_ACTOR_IN) {
        if (!is_the_actor(actors->kids[0], who)) return false;
        actors = actors->kids[1];
    }
    if (actors->kind != ENT_N_ACTORS || actors->number != 0) return false; /* together, every one */
    bool good = actors->op == ENT_BASE_NAMES
                    ? add_named(actors, wish->holds, &words)
                    : wish->holds && wish->node == actors && add_others(actors, &words);
    if (good) *out = words;
    return good;
}

/* ---- territories ------------------------------------------------------------------------------------ */

/* TERRITORY of one country named, or NULL. */
static const ent_node *country_of(const ent_node *operand)
{
    const ent_node *of = operand->kind == ENT_N_TERRITORY && operand->kid_count ? operand->kids[0] : NULL;
    if (of && of->kind == ENT_N_ACTORS)
        of = of->op == ENT_BASE_NAMES && of->kid_count == 1 ? of->kids[0] : NULL;
    return of && of->kind == ENT_N_NAME && of->ref == ENT_REF_COUNTRY ? of : NULL;
}

bool ent_box_territory(const ent_wish *wish, ent_box_words *out)
{
    const ent_node *node = wish->node, *subject = node->kids[0], *country = country_of(node->kids[1]);
    bool in = node->op == ENT_PLACE_IN, outside = node->op == ENT_PLACE_OUTSIDE;
    bool own = *subject->text == '\0' && (!subject->kid_count || subject->kids[0]->kind == ENT_N_NONE);
    int layer = node->kids[1]->op;
    if (!country || !own || !(in || outside) || layer < 0 || layer > 2) return false;
    *out = (ent_box_words){.name = territory_words[layer], .by = ent_wish_said(wish)};
    if (in == wish->holds)
        out->is[out->is_count++] = country->text;
    else
        out->isnt[out->isnt_count++] = country->text;
    return true;
}

/* Along most borders the source draws slivers for both sides, no wider than it errs. Nobody means those. */
#define SLIVER_M2 1e6

/* Is there ground that the map draws for both, "AUT+ITA"? */
static bool share_ground(const ent_atlas *atlas, const char *a, const char *b)
{
    for (size_t i = 0; i < ent_atlas_piece_count(atlas); i++) {
        ent_piece piece = ent_atlas_piece_at(atlas, i);
        bool both = strchr(piece.name, '+') && strstr(piece.name, a) && strstr(piece.name, b);
        if (both && piece.area_m2[ENT_LAYER_LAND] >= SLIVER_M2) return true;
    }
    return false;
}

bool ent_box_may_be_both(const ent_trial *t, const char *attribute, const char *a, const char *b)
{
    if (strncmp(attribute, "position.", 9) != 0) return false;
    int at[2] = {t->atlas ? ent_atlas_country_find(t->atlas, ent_str_of(a)) : -1,
                 t->atlas ? ent_atlas_country_find(t->atlas, ent_str_of(b)) : -1};
    if (at[0] < 0 || at[1] < 0) return true;
    ent_country one = ent_atlas_country_at(t->atlas, (size_t)at[0]),
                other = ent_atlas_country_at(t->atlas, (size_t)at[1]);
    return strcmp(one.state, other.state) == 0 || share_ground(t->atlas, one.code, other.code);
}
