/* explain_who.c: actors in English: "any party (P) in NATO97 other than USA". */
#include "lang/explain.h"

#include <string.h>

void ent_tell_role(ent_buf *out, ent_role role)
{
    static const char *const words[] = {"the actor", "the target", "the host", "the owner",
                                        "the participant"};
    ent_buf_adds(out, words[role]);
}

static void tell_members(ent_buf *out, const ent_node *members)
{
    const ent_node *date = ent_node_kid(members, 0);
    if (ent_node_is(date, ENT_N_DATE)) {
        ent_buf_adds(out, "the states that were members of ");
        ent_tell_name(out, members->text);
        ent_buf_adds(out, " on ");
        ent_tell_date(out, date);
        return;
    }
    ent_buf_adds(out, "the members of ");
    ent_tell_name(out, members->text);
}

static void tell_one(ent_buf *out, const ent_node *node)
{
    switch (node->kind) {
    case ENT_N_MEMBERS: tell_members(out, node); break;
    case ENT_N_ROLE: ent_tell_role(out, (ent_role)node->op); break;
    case ENT_N_ACTORS: ent_tell_actors(out, node); break;
    default: ent_tell_name(out, node->text); break;
    }
}

static void tell_filter(ent_buf *out, const ent_node *filter)
{
    static const char *const words[] = {" in ", " not in ", " other than "};
    const ent_node *what = filter->kids[0];
    bool members = what->kind == ENT_N_MEMBERS;
    if (members && filter->op == ENT_FILTER_IN)
        ent_buf_adds(out, " among ");
    else if (members && filter->op == ENT_FILTER_NOT_IN)
        ent_buf_adds(out, " not among ");
    else
        ent_buf_adds(out, words[filter->op]);
    tell_one(out, what);
}

static void tell_names(ent_buf *out, const ent_node *actors)
{
    size_t count = 0, index = 0;
    for (uint32_t i = 0; i < actors->kid_count; i++) count += actors->kids[i]->kind != ENT_N_FILTER;
    for (uint32_t i = 0; i < actors->kid_count; i++) {
        if (actors->kids[i]->kind == ENT_N_FILTER) continue;
        ent_tell_list_mark(out, index++, count, actors->number == 1 ? "and" : "or");
        tell_one(out, actors->kids[i]);
    }
}

void ent_tell_actors(ent_buf *out, const ent_node *actors)
{
    static const char *const nouns[] = {"party", "state", "non-party", "anyone", ""};
    if (actors->kind != ENT_N_ACTORS) {
        tell_one(out, actors);
        return;
    }
    bool together = actors->number == 1;
    if (actors->op == ENT_BASE_NAMES)
        tell_names(out, actors);
    else if (actors->op == ENT_BASE_ANYONE)
        ent_buf_adds(out, together ? "all" : actors->number == 2 ? "everyone" : "anyone");
    else {
        ent_buf_adds(out, together ? "all " : actors->number == 2 ? "every " : "any ");
        ent_tell_noun(out, nouns[actors->op], together);
    }
    if (actors->text[0]) ent_buf_printf(out, " (%s)", actors->text);
    for (uint32_t i = 0; i < actors->kid_count; i++)
        if (actors->kids[i]->kind == ENT_N_FILTER) tell_filter(out, actors->kids[i]);
    if (together) ent_buf_adds(out, ", taken together");
}
