/* explain_condition.c: conditions in English. Mixed "and" and "or" get brackets, since English has no
 * precedence. */
#include "lang/explain.h"

#include "lang/parse.h"
#include <string.h>

/* ---- comparisons ------------------------------------------------------------------------------------ */

static void tell_compare(ent_buf *out, const ent_node *node, bool negated)
{
    static const char *const words[] = {"at least ", "more than ", "at most ", "less than ", "exactly "};
    static const char *const ranks[] = {"at least ", "above ", "at most ", "below ", ""};
    const ent_node *right = node->kids[1];
    bool bare = right->kind == ENT_N_NUMBER && !right->unit;
    if (bare && node->kids[0]->kind == ENT_N_ATTRIBUTE)
        ent_tell_count(out, node->kids[0]);
    else
        ent_tell_value(out, node->kids[0]);
    ent_buf_adds(out, negated ? " is not " : " is ");
    ent_buf_adds(out, right->kind == ENT_N_WORD ? ranks[node->op] : words[node->op]);
    ent_tell_value(out, right);
}

static void tell_between(ent_buf *out, const ent_node *node, bool negated)
{
    ent_tell_value(out, node->kids[0]);
    ent_buf_adds(out, negated ? " is not " : " is ");
    ent_buf_adds(out, node->op & 1 ? "above " : "from ");
    ent_tell_value(out, node->kids[1]);
    ent_buf_adds(out, node->op & 1 ? " and up to " : node->op & 2 ? " to below " : " to ");
    if ((node->op & 3) == 3) ent_buf_adds(out, "but below ");
    ent_tell_value(out, node->kids[2]);
    if ((node->op & 3) == 0) ent_buf_adds(out, ", both included,");
}

static void tell_is(ent_buf *out, const ent_node *node, bool negated)
{
    ent_tell_value(out, node->kids[0]);
    ent_buf_adds(out, negated ? " is not " : " is ");
    for (uint32_t i = 1; i < node->kid_count; i++) {
        ent_tell_list_mark(out, i - 1, node->kid_count - 1, "or");
        ent_tell_name(out, node->kids[i]->text);
    }
}

static bool is_group(const ent_node *actors)
{
    return actors->kind == ENT_N_ACTORS && actors->op == ENT_BASE_NAMES && actors->kid_count == 1 &&
           (actors->kids[0]->kind == ENT_N_MEMBERS || actors->kids[0]->ref == ENT_REF_GROUP);
}

static void tell_actor_in(ent_buf *out, const ent_node *node, bool negated)
{
    const ent_node *who = node->kids[0], *set = node->kids[1];
    if (who->kind == ENT_N_ROLE)
        ent_tell_role(out, (ent_role)who->op);
    else
        ent_tell_name(out, who->text);
    ent_buf_adds(out, negated ? " is not " : " is ");
    if (is_group(set)) ent_buf_adds(out, set->kids[0]->kind == ENT_N_MEMBERS ? "one of " : "in ");
    ent_tell_actors(out, set);
}

/* ---- places ----------------------------------------------------------------------------------------- */

static void tell_named(ent_buf *out, const char *noun, const ent_node *node)
{
    ent_buf_printf(out, "the %s \"%s\"", noun, node->text);
    const ent_node *owner = ent_node_kid(node, 0);
    if (ent_node_is(owner, ENT_N_NAME)) ent_buf_printf(out, " as it runs for %s", owner->text);
}

static void tell_circle(ent_buf *out, const ent_node *node, const char *noun)
{
    const ent_node *number = ent_node_kid(node, 0);
    ent_buf_printf(out, "the %s ", noun);
    if (number) ent_tell_number(out, number);
}

void ent_tell_operand(ent_buf *out, const ent_node *node)
{
    switch (node->kind) {
    case ENT_N_TERRITORY:
        ent_buf_adds(out, node->op == 1   ? "the land territory of "
                          : node->op == 2 ? "the territory (with territorial sea) of "
                                          : "the territory of ");
        ent_tell_actors(out, node->kids[0]);
        break;
    case ENT_N_BORDER:
        ent_buf_adds(out, "the border of ");
        ent_tell_actors(out, node->kids[0]);
        if (node->kids[1]->kind == ENT_N_NONE) break;
        ent_buf_adds(out, " with ");
        ent_tell_actors(out, node->kids[1]);
        break;
    case ENT_N_COAST:
        ent_buf_adds(out, "the coast of ");
        ent_tell_actors(out, node->kids[0]);
        break;
    case ENT_N_AREA: tell_named(out, "area", node); break;
    case ENT_N_LINE: tell_named(out, "line", node); break;
    case ENT_N_SITE: tell_named(out, "place", node); break;
    case ENT_N_PARALLEL: tell_circle(out, node, "parallel"); break;
    case ENT_N_MERIDIAN: tell_circle(out, node, "meridian"); break;
    default: ent_tell_value(out, node); break;
    }
}

static void tell_position(ent_buf *out, const ent_node *node)
{
    const ent_node *binder = ent_node_kid(node, 0);
    ent_buf_adds(out, "the place");
    if (node->text[0]) ent_buf_printf(out, " of the %s", node->text);
    if (ent_node_is(binder, ENT_N_NAME)) ent_buf_printf(out, " of %s", binder->text);
}

/* The record's own range reads better with "own". */
static void tell_distance(ent_buf *out, const ent_node *node)
{
    bool own = node->kind == ENT_N_ATTRIBUTE && !ent_node_is(ent_node_kid(node, 0), ENT_N_NAME);
    if (own)
        ent_buf_printf(out, "its own %s", node->text);
    else
        ent_tell_value(out, node);
}

static void tell_far(ent_buf *out, const ent_node *node, const char *before, const char *after)
{
    ent_buf_adds(out, before);
    tell_distance(out, node->kids[2]);
    ent_buf_adds(out, after);
    ent_tell_operand(out, node->kids[1]);
}

static void tell_relation(ent_buf *out, const ent_node *node)
{
    static const char *const sides[] = {"north of ", "south of ", "east of ", "west of "};
    switch (node->op) {
    case ENT_PLACE_IN: ent_buf_adds(out, "in "), ent_tell_operand(out, node->kids[1]); break;
    case ENT_PLACE_OUTSIDE: ent_buf_adds(out, "outside "), ent_tell_operand(out, node->kids[1]); break;
    case ENT_PLACE_WITHIN: tell_far(out, node, "within ", " of "); break;
    case ENT_PLACE_NEARER_THAN: tell_far(out, node, "nearer than ", " to "); break;
    case ENT_PLACE_BEYOND: tell_far(out, node, "more than ", " from "); break;
    case ENT_PLACE_AT_LEAST: tell_far(out, node, "at least ", " from "); break;
    case ENT_PLACE_BETWEEN_DISTANCES:
        ent_buf_adds(out, "between "), tell_distance(out, node->kids[2]);
        ent_buf_adds(out, " and "), tell_distance(out, node->kids[3]);
        ent_buf_adds(out, ", both included, from "), ent_tell_operand(out, node->kids[1]);
        break;
    case ENT_PLACE_NEARER_TO:
        ent_buf_adds(out, "nearer to "), ent_tell_operand(out, node->kids[1]);
        ent_buf_adds(out, " than to "), ent_tell_operand(out, node->kids[3]);
        break;
    case ENT_PLACE_IN_BAND:
        tell_far(out, node, "in the zone ", " wide along ");
        ent_buf_adds(out, " (half of the width on either side)");
        break;
    default:
        ent_buf_adds(out, sides[node->op - ENT_PLACE_NORTH_OF]), ent_tell_operand(out, node->kids[1]);
        break;
    }
}

/* ---- the rest --------------------------------------------------------------------------------------- */

static void tell_exists(ent_buf *out, const ent_node *node, bool negated)
{
    const ent_node *object = ent_node_kid(node, 5);
    ent_buf_adds(out, "there is ");
    ent_tell_acts(out, node->kids[0], negated ? "no" : "a");
    if (node->text[0]) ent_buf_printf(out, " (%s)", node->text);
    if (ent_node_is(object, ENT_N_OBJECT)) ent_buf_adds(out, " of "), ent_tell_object(out, object, true);
    if (node->kids[1]->kind != ENT_N_NONE) ent_buf_adds(out, " by "), ent_tell_actors(out, node->kids[1]);
    if (node->kids[2]->kind != ENT_N_NONE) ent_buf_adds(out, " to "), ent_tell_actors(out, node->kids[2]);
    if (node->kids[3]->kind != ENT_N_NONE) ent_buf_printf(out, " about %s", node->kids[3]->text);
    if (node->kids[4]->kind != ENT_N_NONE)
        ent_buf_adds(out, " for which "), ent_tell_condition(out, node->kids[4]);
}

static void tell_joined(ent_buf *out, const ent_node *node)
{
    bool all = node->kind == ENT_N_AND;
    for (uint32_t i = 0; i < node->kid_count; i++) {
        const ent_node *kid = node->kids[i];
        bool mixed = (kid->kind == ENT_N_AND || kid->kind == ENT_N_OR) && kid->kind != node->kind &&
                     kid->kid_count > 1;
        if (i > 0)
            ent_buf_adds(out, all ? " and " : node->kid_count > 2 && i + 1 < node->kid_count ? ", " : " or ");
        if (mixed) ent_buf_addc(out, '(');
        ent_tell_condition(out, kid);
        if (mixed) ent_buf_addc(out, ')');
    }
}

static void tell_not(ent_buf *out, const ent_node *node)
{
    const ent_node *kid = node->kids[0];
    switch (kid->kind) {
    case ENT_N_COMPARE: tell_compare(out, kid, true); break;
    case ENT_N_BETWEEN: tell_between(out, kid, true); break;
    case ENT_N_IS: tell_is(out, kid, true); break;
    case ENT_N_ACTOR_IN: tell_actor_in(out, kid, true); break;
    case ENT_N_EXISTS: tell_exists(out, kid, true); break;
    case ENT_N_TERM:
        ent_buf_adds(out, "it is not ");
        ent_tell_name(out, kid->text);
        break;
    default:
        ent_buf_adds(out, "it is not so that ");
        ent_tell_condition(out, kid);
        break;
    }
}

static bool is_value(const ent_node *node)
{
    return (node->kind >= ENT_N_NUMBER && node->kind <= ENT_N_WORD) || node->kind == ENT_N_NAME;
}

void ent_tell_condition(ent_buf *out, const ent_node *node)
{
    switch (node->kind) {
    case ENT_N_AND:
    case ENT_N_OR:
    case ENT_N_LIST: tell_joined(out, node); break;
    case ENT_N_NOT: tell_not(out, node); break;
    case ENT_N_COMPARE: tell_compare(out, node, false); break;
    case ENT_N_BETWEEN: tell_between(out, node, false); break;
    case ENT_N_IS: tell_is(out, node, false); break;
    case ENT_N_ACTOR_IN: tell_actor_in(out, node, false); break;
    case ENT_N_PLACE:
        tell_position(out, node->kids[0]);
        ent_buf_adds(out, " is ");
        tell_relation(out, node);
        break;
    case ENT_N_EXISTS: tell_exists(out, node, false); break;
    case ENT_N_TERM:
        ent_buf_adds(out, "it is ");
        ent_tell_name(out, node->text);
        break;
    case ENT_N_OPEN:
        ent_buf_printf(out, "the words \"%s\", which the text leaves open, apply", node->text);
        break;
    case ENT_N_CLAUSE: ent_buf_printf(out, "%s applies", node->text); break;
    case ENT_N_BOOL: ent_buf_adds(out, node->number != 0 ? "always" : "never"); break;
    case ENT_N_ACTORS: ent_tell_actors(out, node); break;
    case ENT_N_TERRITORY:
    case ENT_N_BORDER:
    case ENT_N_COAST:
    case ENT_N_AREA:
    case ENT_N_LINE:
    case ENT_N_SITE:
    case ENT_N_PARALLEL:
    case ENT_N_MERIDIAN: ent_tell_operand(out, node); break;
    case ENT_N_POSITION: tell_position(out, node); break;
    case ENT_N_ACTS: ent_tell_acts(out, node, ""); break;
    case ENT_N_OBJECT: ent_tell_object(out, node, false); break;
    case ENT_N_ROLE:
    case ENT_N_MEMBERS: ent_tell_actors(out, node); break;
    default:
        if (is_value(node)) ent_tell_value(out, node);
        break;
    }
}

ent_status ent_node_explain(const ent_node *node, ent_sink sink, ent_error *err)
{
    ent_buf out;
    ent_buf_init(&out, ENT_EXPLAIN_BYTES_MAX);
    if (node->kind == ENT_N_AND && node->kid_count == 1) node = node->kids[0];
    ent_tell_condition(&out, node);
    return ent_tell_end(&out, sink, err);
}
