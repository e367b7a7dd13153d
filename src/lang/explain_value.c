/* explain_value.c: values in English: "two thirds of the limit of clause 18.1.a". */
#include "lang/explain.h"

#include "lang/vocabulary.h"
#include <string.h>

/* "tanks" is short for their number; "quantity" is a number already. */
static bool is_count(const char *attribute)
{
    const ent_standard_attribute *standard = ent_standard_attribute_find(ent_str_of(attribute));
    return standard && standard->dimension == ENT_DIM_NONE && strcmp(attribute, "quantity") != 0;
}

/* Attributes that are short for the number of something, in full. */
static void tell_counted(ent_buf *out, const char *attribute)
{
    static const char *const words[][2] = {{"acvs", "armoured combat vehicles"},
                                           {"artillery", "artillery pieces"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(attribute, words[i][0]) == 0) {
            ent_buf_adds(out, words[i][1]);
            return;
        }
    ent_tell_name(out, attribute);
}

static void tell_attribute_as(ent_buf *out, const ent_node *node, bool count)
{
    const ent_node *binder = ent_node_kid(node, 0);
    bool bound = ent_node_is(binder, ENT_N_NAME);
    ent_buf_adds(out, bound ? count ? "the number of " : "the " : count ? "its number of " : "its ");
    if (count)
        tell_counted(out, node->text);
    else
        ent_tell_name(out, node->text);
    if (bound) ent_buf_printf(out, " of %s", binder->text);
}

static void tell_attribute(ent_buf *out, const ent_node *node)
{
    tell_attribute_as(out, node, is_count(node->text));
}

void ent_tell_count(ent_buf *out, const ent_node *attribute)
{
    size_t n = strlen(attribute->text);
    tell_attribute_as(out, attribute, is_count(attribute->text) || (n > 1 && attribute->text[n - 1] == 's'));
}

void ent_tell_keys(ent_buf *out, const ent_node *keys)
{
    for (uint32_t i = 0; i < keys->kid_count; i++) {
        const ent_node *key = keys->kids[i];
        ent_tell_list_mark(out, i, keys->kid_count, "and");
        if (key->kind == ENT_N_ROLE) {
            static const char *const words[] = {"actor", "target", "host", "owner", "participant"};
            ent_buf_adds(out, words[key->op]);
        } else {
            ent_tell_name(out, key->text);
        }
    }
}

/* ---- moments ---------------------------------------------------------------------------------------- */

static void tell_moment_word(ent_buf *out, const ent_node *node)
{
    static const char *const words[] = {"the start", "the end", "the reporting", "entry into force"};
    const ent_node *of = ent_node_kid(node, 0);
    ent_buf_adds(out, words[node->op]);
    if (ent_node_is(of, ENT_N_NAME)) ent_buf_printf(out, " of %s", of->text);
}

static void tell_event(ent_buf *out, const ent_node *e)
{
    static const char *const words[] = {" by ", " by ", " by all of ", " by more than half of ", ""};
    ent_buf_adds(out, e->op == ENT_BY_EACH  ? "the day of a "
                      : e->op == ENT_BY_ANY ? "the day of the first "
                                            : "the day on which there has been a ");
    ent_tell_acts(out, e->kids[0], "");
    if (ent_node_is(e->kids[1], ENT_N_OBJECT))
        ent_buf_adds(out, " of "), ent_tell_object(out, e->kids[1], false);
    if (e->op == ENT_BY_SOME)
        ent_buf_printf(out, " by %d of ", (int)e->number);
    else
        ent_buf_adds(out, words[e->op]);
    ent_tell_actors(out, e->kids[2]);
}

static void tell_yearly(ent_buf *out, const ent_node *yearly)
{
    for (uint32_t i = 0; i < yearly->kid_count; i++) {
        ent_tell_list_mark(out, i, yearly->kid_count, "and");
        ent_buf_adds(out, yearly->kids[i]->text);
    }
    ent_buf_adds(out, " of each calendar year");
}

void ent_tell_moment(ent_buf *out, const ent_node *moment)
{
    switch (moment->kind) {
    case ENT_N_EVENT: tell_event(out, moment); break;
    case ENT_N_YEARLY: tell_yearly(out, moment); break;
    case ENT_N_BETWEEN_MOMENTS:
        ent_tell_moment(out, moment->kids[0]);
        ent_buf_adds(out, ", and at the latest ");
        ent_tell_moment(out, moment->kids[1]);
        break;
    case ENT_N_MOMENT: tell_moment_word(out, moment); break;
    case ENT_N_OFFSET:
        ent_tell_value(out, moment->kids[1]);
        ent_buf_adds(out, moment->op < 0 ? " before " : " after ");
        ent_tell_moment(out, moment->kids[0]);
        break;
    default: ent_tell_value(out, moment); break;
    }
}

/* ---- sums ------------------------------------------------------------------------------------------- */

static void tell_objects(ent_buf *out, const char *word, const ent_node *object)
{
    if (!ent_node_is(object, ENT_N_OBJECT) || object->kid_count == 0) return;
    ent_buf_adds(out, word);
    ent_tell_object(out, object, true);
}

/* "inspections or evaluations" */
static void tell_acts_plural(ent_buf *out, const ent_node *acts)
{
    for (uint32_t i = 0; i < acts->kid_count; i++) {
        ent_tell_list_mark(out, i, acts->kid_count, "or");
        if (strchr(acts->kids[i]->text, ' '))
            ent_tell_name(out, acts->kids[i]->text);
        else
            ent_tell_noun(out, acts->kids[i]->text, true);
    }
}

/* "the number of tanks, summed over every holding" */
static void tell_what_is_summed(ent_buf *out, const ent_node *node)
{
    const ent_node *object = ent_node_kid(node, 1);
    bool some = ent_node_is(object, ENT_N_OBJECT) && object->kid_count > 0;
    if (node->op == ENT_DURATION || node->op == ENT_RECORD_COUNT) {
        ent_buf_adds(out, node->op == ENT_DURATION ? "the duration of " : "the number of ");
        if (node->op == ENT_DURATION)
            ent_tell_acts(out, node->kids[0], "every");
        else
            tell_acts_plural(out, node->kids[0]);
        tell_objects(out, " of ", object);
        return;
    }
    if (node->op == ENT_SUM)
        ent_buf_printf(out, is_count(node->text) ? "the total number of %s" : "the total %s", node->text);
    else
        ent_buf_adds(out, some ? "the number" : "the total quantity");
    tell_objects(out, " of ", object);
    ent_buf_adds(out, ", summed over ");
    ent_tell_acts(out, node->kids[0], "every");
}

void ent_tell_aggregate(ent_buf *out, const ent_node *node)
{
    if (node->op == ENT_GREATEST) {
        ent_buf_adds(out, "the greatest, for any one ");
        ent_tell_keys(out, node->kids[5]);
        ent_buf_adds(out, ", of ");
        ent_node inner = *node->kids[0];
        const ent_node none = {.kind = ENT_N_NONE};
        const ent_node *kids[6];
        for (int i = 0; i < 6; i++) kids[i] = i == 5 ? &none : inner.kids[i];
        inner.kids = kids;
        ent_tell_aggregate(out, &inner);
        return;
    }
    tell_what_is_summed(out, node);
    if (node->kids[2]->kind == ENT_N_ACTORS) ent_buf_adds(out, " by "), ent_tell_actors(out, node->kids[2]);
    for (int i = 3; i < 5; i++) {
        if (node->kids[i]->kind == ENT_N_NONE) continue;
        ent_buf_adds(out, i == 3 ? " for which " : " of which ");
        ent_tell_condition(out, node->kids[i]);
    }
    if (node->kids[5]->kind == ENT_N_LIST)
        ent_buf_adds(out, ", for each "), ent_tell_keys(out, node->kids[5]);
}

/* ---- arithmetic ------------------------------------------------------------------------------------- */

static bool is_fraction(const ent_node *node)
{
    return node->kind == ENT_N_NUMBER && !node->unit && strchr(node->text, '/');
}

static void tell_part(ent_buf *out, const ent_node *node)
{
    bool bracket = node->kind == ENT_N_ARITH || node->kind == ENT_N_IF;
    if (bracket) ent_buf_addc(out, '(');
    ent_tell_value(out, node);
    if (bracket) ent_buf_addc(out, ')');
}

static void tell_arith(ent_buf *out, const ent_node *node)
{
    const char *word = node->op == '+'   ? " plus "
                       : node->op == '-' ? " less "
                       : node->op == '*' ? " times "
                                         : " divided by ";
    if (node->op == '*' && is_fraction(node->kids[0])) word = " of ";
    tell_part(out, node->kids[0]);
    ent_buf_adds(out, word);
    tell_part(out, node->kids[1]);
}

static void tell_extreme(ent_buf *out, const ent_node *node)
{
    bool two = node->kid_count == 2, least = node->kind == ENT_N_MIN;
    ent_buf_adds(out, two ? (least ? "the lesser of " : "the greater of ")
                          : (least ? "the least of " : "the greatest of "));
    for (uint32_t i = 0; i < node->kid_count; i++) {
        ent_tell_list_mark(out, i, node->kid_count, "and");
        tell_part(out, node->kids[i]);
    }
}

static void tell_if(ent_buf *out, const ent_node *node)
{
    ent_tell_value(out, node->kids[1]);
    ent_buf_adds(out, " if ");
    ent_tell_condition(out, node->kids[0]);
    ent_buf_adds(out, ", and ");
    ent_tell_value(out, node->kids[2]);
    ent_buf_adds(out, " otherwise");
}

void ent_tell_value(ent_buf *out, const ent_node *node)
{
    switch (node->kind) {
    case ENT_N_NUMBER: ent_tell_number(out, node); break;
    case ENT_N_ABOUT:
        ent_buf_adds(out, "about ");
        ent_tell_value(out, node->kids[0]);
        break;
    case ENT_N_ATTRIBUTE: tell_attribute(out, node); break;
    case ENT_N_PARAMETER: ent_buf_printf(out, "the parameter \"%s\"", node->text); break;
    case ENT_N_QUANTITY: ent_buf_printf(out, "the quantity \"%s\"", node->text); break;
    case ENT_N_TABLE:
        ent_buf_printf(out, "the figure for %s in the table \"%s\"", node->kids[0]->text, node->text);
        break;
    case ENT_N_LIMIT_OF: ent_buf_printf(out, "the limit of clause %s", node->text); break;
    case ENT_N_BASELINE:
        ent_buf_adds(out, "what the same sum was on ");
        ent_tell_date(out, node->kids[0]);
        break;
    case ENT_N_ARITH: tell_arith(out, node); break;
    case ENT_N_MIN:
    case ENT_N_MAX: tell_extreme(out, node); break;
    case ENT_N_IF: tell_if(out, node); break;
    case ENT_N_AGGREGATE: ent_tell_aggregate(out, node); break;
    case ENT_N_DATE: ent_tell_date(out, node); break;
    case ENT_N_MOMENT:
    case ENT_N_EVENT:
    case ENT_N_YEARLY:
    case ENT_N_BETWEEN_MOMENTS:
    case ENT_N_OFFSET: ent_tell_moment(out, node); break;
    case ENT_N_WORD:
    case ENT_N_NAME: ent_tell_name(out, node->text); break;
    default: ent_tell_condition(out, node); break;
    }
}
