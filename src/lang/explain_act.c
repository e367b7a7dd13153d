/* explain_act.c: acts and what they are done with: "any deployment of a warship by", "a war of", "an attack
 * on". */
#include "lang/explain.h"

#include "lang/vocabulary.h"
#include <string.h>

/* How whoever acts and whomever it meets are joined to an act; " by" and " to" when it is not here. */
static const struct {
    const char *act, *by, *to;
} joints[] = {
    {"assistance", " by ", " for "}, {"attack", " by ", " on "},     {"base", " of ", " to "},
    {"detention", " by ", " of "},   {"fire", " by ", " on "},       {"holding", " of ", " to "},
    {"inspection", " by ", " of "},  {"membership", " of ", " in "}, {"observation", " by ", " of "},
    {"presence", " of ", " to "},    {"release", " by ", " of "},    {"storage", " by ", " for "},
    {"training", " by ", " of "},    {"war", " of ", " against "}};

static const char *joint(const ent_node *acts, bool to)
{
    const char *plain = to ? " to " : " by ", *found = NULL;
    for (uint32_t i = 0; acts && i < acts->kid_count; i++) {
        const char *one = plain;
        for (size_t k = 0; k < sizeof joints / sizeof *joints; k++)
            if (strcmp(acts->kids[i]->text, joints[k].act) == 0) one = to ? joints[k].to : joints[k].by;
        if (found && strcmp(found, one) != 0) return plain;
        found = one;
    }
    return found ? found : plain;
}

const char *ent_object_joint(const ent_node *acts)
{
    bool attack = acts && acts->kid_count == 1 && strcmp(acts->kids[0]->text, "attack") == 0;
    return attack ? " with " : " of ";
}

void ent_tell_by(ent_saying *out, const ent_node *acts, const ent_node *by)
{
    ent_buf_adds(&out->buf, joint(acts, false));
    if (by)
        ent_tell_actors(out, by);
    else
        ent_buf_adds(&out->buf, "any party");
}

void ent_tell_to(ent_saying *out, const ent_node *acts, const ent_node *to)
{
    ent_buf_adds(&out->buf, joint(acts, true));
    ent_tell_actors(out, to);
}

/* A kind is a word like any other; what the text defines keeps its quotes. */
static void tell_act(ent_saying *out, const ent_node *act)
{
    if (act->ref == ENT_REF_TERM)
        ent_tell_name(out, act->text);
    else
        ent_tell_words(out, act->text);
}

void ent_tell_acts(ent_saying *out, const ent_node *acts, const char *article)
{
    for (uint32_t i = 0; i < acts->kid_count; i++) {
        ent_tell_list_mark(out, i, acts->kid_count, "or");
        if (i == 0 && strcmp(article, "a") == 0)
            ent_tell_article(out, acts->kids[0]->text);
        else if (i == 0 && article[0])
            ent_buf_printf(&out->buf, "%s ", article);
        tell_act(out, acts->kids[i]);
    }
}

/* A word of the text's own for what something is like ("long-range") wants a noun behind it. */
static bool is_quality(const ent_node *name)
{
    return name->ref == ENT_REF_TERM && !ent_item_kind_is(ent_str_of(name->text));
}

/* "yearly report on the Straits": words of the text's own that no plural can be made of; they are quoted. */
static bool is_phrase(const char *noun)
{
    static const char *const small[] = {" of ", " on ", " for ", " in ", " to ", " with ", " by ", " from "};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (strstr(noun, small[i])) return true;
    return false;
}

/* "treaty-limited": says what a thing is like and not what it is. */
static bool is_participle(const char *noun)
{
    const char *last = strrchr(noun, '-');
    size_t n = last ? strlen(last) : 0;
    return n > 5 && strcmp(last + n - 2, "ed") == 0;
}

static void tell_word(ent_saying *out, const ent_node *name, bool last, bool plural)
{
    if (is_quality(name) || is_phrase(name->text))
        ent_tell_name(out, name->text);
    else if (last && !is_participle(name->text))
        ent_tell_noun(out, name->text, plural);
    else
        ent_tell_words(out, name->text);
    bool described = is_quality(name) || (is_participle(name->text) && !is_phrase(name->text));
    if (last && described) ent_buf_adds(&out->buf, plural ? " items" : " item");
}

/* Words that all apply, as many as there are. */
static void tell_words(ent_saying *out, const ent_node *const *words, uint32_t count, bool plural)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) ent_buf_addc(&out->buf, ' ');
        tell_word(out, words[i], i + 1 == count, plural);
    }
}

static void tell_with_article(ent_saying *out, const ent_node *const *words, uint32_t count)
{
    const ent_node *noun = words[count - 1];
    bool counted = is_quality(noun) || (ent_noun_has_plural(noun->text) && !is_phrase(noun->text));
    if (counted) ent_tell_article(out, words[0]->text);
    tell_words(out, words, count, false);
}

void ent_tell_object(ent_saying *out, const ent_node *object, bool plural)
{
    if (!object) return;
    if (object->op != ENT_OBJECT_ANY) tell_words(out, object->kids, object->kid_count, plural);
    for (uint32_t i = 0; object->op == ENT_OBJECT_ANY && i < object->kid_count; i++) {
        ent_tell_list_mark(out, i, object->kid_count, "or");
        tell_words(out, &object->kids[i], 1, plural);
    }
}

void ent_tell_an_object(ent_saying *out, const ent_node *object)
{
    if (!object || object->kid_count == 0) return;
    if (object->op != ENT_OBJECT_ANY) tell_with_article(out, object->kids, object->kid_count);
    for (uint32_t i = 0; object->op == ENT_OBJECT_ANY && i < object->kid_count; i++) {
        ent_tell_list_mark(out, i, object->kid_count, "or");
        tell_with_article(out, &object->kids[i], 1);
    }
}
