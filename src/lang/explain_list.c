/* explain_list.c: several conditions as one list. Conditions that stand alone are joined as English joins
 * them: "A, B and C". Where a part has an "and" or an "or" of its own the parts are lettered as in a legal
 * text, "(a) A; and (b) B or C", and inside those numbered (i), (ii), since English has no precedence;
 * deeper, and inside a phrase that goes on, there are brackets. What is said of one place is said once: "the
 * place is in A and west of B". */
#include "lang/explain.h"

#include <string.h>

enum { CONDITIONS_MAX = 64 };

static bool is_name(const ent_node *a, const ent_node *b)
{
    bool named = ent_node_is(a, ENT_N_NAME), other = ent_node_is(b, ENT_N_NAME);
    return named == other && (!named || strcmp(a->text, b->text) == 0);
}

static bool same_position(const ent_node *a, const ent_node *b)
{
    return a && b && strcmp(a->text, b->text) == 0 && is_name(ent_node_kid(a, 0), ent_node_kid(b, 0));
}

const ent_node *ent_place_spoken_of(const ent_node *node)
{
    if (node->kind == ENT_N_NOT) node = node->kids[0];
    if (node->kind == ENT_N_PLACE) return node->kids[0];
    if ((node->kind != ENT_N_AND && node->kind != ENT_N_OR) || node->kid_count == 0) return NULL;
    const ent_node *place = ent_place_spoken_of(node->kids[0]);
    for (uint32_t i = 1; place && i < node->kid_count; i++)
        if (!same_position(place, ent_place_spoken_of(node->kids[i]))) place = NULL;
    return place;
}

static bool is_mixed(const ent_node *part)
{
    return (part->kind == ENT_N_AND || part->kind == ENT_N_OR) && part->kid_count > 1;
}

/* Has it a list of its own inside ("repair or transit"), behind which a bare "and" would be misread? */
static bool has_list(const ent_node *node)
{
    if (node->kind == ENT_N_IS && node->kid_count > 2) return true;
    if (node->kind == ENT_N_EXISTS) return true;
    size_t names = 0;
    for (uint32_t i = 0; node->kind == ENT_N_ACTORS && i < node->kid_count; i++)
        names += node->kids[i]->kind != ENT_N_FILTER;
    bool found = names > 1;
    for (uint32_t i = 0; !found && i < node->kid_count; i++) found = has_list(node->kids[i]);
    return found;
}

/* How many parts from the first on are said of one place; at least 1. */
static size_t run_of(const ent_saying *out, const ent_node *const *parts, size_t count)
{
    const ent_node *place = out->placed ? NULL : ent_place_spoken_of(parts[0]);
    size_t n = 1;
    while (place && n < count && same_position(place, ent_place_spoken_of(parts[n]))) n++;
    return n;
}

typedef enum style { STYLE_COMMAS, STYLE_LAST_COMMA, STYLE_LETTERS, STYLE_BRACKETS } style;

static style style_of(const ent_saying *out, const ent_node *const *parts, size_t count, size_t units)
{
    bool mixed = false, lists = units < count;
    for (size_t i = 0; i < count; i++) mixed = mixed || is_mixed(parts[i]);
    for (size_t i = 0; i < count && !mixed; i++) lists = lists || has_list(parts[i]);
    size_t numbers = out->depth == 0 ? 26 : 10;
    if (mixed) return out->depth < ENT_LETTERS_DEEP && units <= numbers ? STYLE_LETTERS : STYLE_BRACKETS;
    return lists ? STYLE_LAST_COMMA : STYLE_COMMAS;
}

static void tell_mark(ent_saying *out, style how, size_t index, size_t count, const char *word)
{
    static const char *const numbers[] = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"};
    bool last = index + 1 == count;
    if (index > 0 && how == STYLE_COMMAS) ent_tell_list_mark(out, index, count, word);
    if (index > 0 && how == STYLE_BRACKETS) ent_buf_printf(&out->buf, " %s ", word);
    if (index > 0 && how == STYLE_LAST_COMMA) ent_buf_printf(&out->buf, last ? ", %s " : ", ", word);
    if (how != STYLE_LETTERS) return;
    if (index > 0) ent_buf_printf(&out->buf, last ? "; %s " : "; ", word);
    if (out->depth == 0)
        ent_buf_printf(&out->buf, "(%c) ", (char)('a' + index));
    else
        ent_buf_printf(&out->buf, "(%s) ", numbers[index]);
}

static void tell_units(ent_saying *out, const ent_node *const *parts, size_t count, ent_node_kind joined)
{
    size_t units = 0, index = 0;
    for (size_t i = 0; i < count; i += run_of(out, parts + i, count - i)) units++;
    style how = style_of(out, parts, count, units);
    for (size_t i = 0, n; i < count; i += n) {
        n = run_of(out, parts + i, count - i);
        tell_mark(out, how, index++, units, joined == ENT_N_AND ? "and" : "or");
        bool bracket = how == STYLE_BRACKETS && n == 1 && is_mixed(parts[i]);
        unsigned before = out->depth;
        if (how == STYLE_LETTERS) out->depth++;
        if (bracket) ent_buf_addc(&out->buf, '(');
        if (n > 1)
            ent_tell_list(out, parts + i, n, joined);
        else
            ent_tell_condition(out, parts[i]);
        if (bracket) ent_buf_addc(&out->buf, ')');
        out->depth = before;
    }
}

typedef struct parts { /* of one list */
    const ent_node *at[CONDITIONS_MAX];
    size_t count;
} parts;

/* Parts that are joined by the same word are parts of the same list, as long as `later` ones have room. */
static void gather(parts *all, const ent_node *part, ent_node_kind joined, size_t later)
{
    bool alone = (part->kind == ENT_N_AND || part->kind == ENT_N_OR) && part->kid_count == 1;
    bool flat = (alone || part->kind == joined) && all->count + part->kid_count + later <= CONDITIONS_MAX;
    for (uint32_t i = 0; flat && i < part->kid_count; i++)
        gather(all, part->kids[i], joined, later + part->kid_count - i - 1);
    if (!flat) all->at[all->count++] = part;
}

void ent_tell_list(ent_saying *out, const ent_node *const *list, size_t count, ent_node_kind joined)
{
    parts all = {.count = 0};
    for (size_t i = 0; count <= CONDITIONS_MAX && i < count; i++)
        gather(&all, list[i], joined, count - i - 1);
    if (all.count) list = all.at, count = all.count;
    bool placed = out->placed, whole = !placed && count > 1 && run_of(out, list, count) == count;
    if (count == 1) ent_tell_condition(out, list[0]);
    if (count < 2) return;
    if (whole) {
        ent_tell_position(out, ent_place_spoken_of(list[0]));
        ent_buf_adds(&out->buf, " is ");
        out->placed = true;
    }
    tell_units(out, list, count, joined);
    out->placed = placed;
}

void ent_tell_inside(ent_saying *out, const ent_node *condition)
{
    unsigned before = out->depth;
    out->depth = ENT_LETTERS_DEEP;
    ent_tell_condition(out, condition);
    out->depth = before;
}
