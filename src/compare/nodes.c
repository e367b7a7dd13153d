/* nodes.c: do two trees say the same? Places in the text, labels and spelling of figures do not count. */
#include "compare/redline.h"

#include <string.h>

static bool nothing(const ent_node *n)
{
    return !n || n->kind == ENT_N_NONE;
}

static bool same_unit(const ent_unit *a, const ent_unit *b)
{
    return (a ? a->dimension : ENT_DIM_NONE) == (b ? b->dimension : ENT_DIM_NONE);
}

static bool same_value(const ent_node *a, const ent_node *b)
{
    if (a->kind == ENT_N_NUMBER) return a->number == b->number && same_unit(a->unit, b->unit);
    return a->number == b->number && strcmp(a->text, b->text) == 0;
}

bool ent_node_same(const ent_node *a, const ent_node *b)
{
    if (nothing(a) || nothing(b)) return nothing(a) && nothing(b);
    if (a->kind != b->kind || a->op != b->op || a->kid_count != b->kid_count || !same_value(a, b))
        return false;
    for (uint32_t i = 0; i < a->kid_count; i++)
        if (!ent_node_same(a->kids[i], b->kids[i])) return false;
    return true;
}
