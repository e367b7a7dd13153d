/* check_binders.c: capital letters that stand for what a line has found. They are looked for over the whole
 * clause before anything is resolved, so that the order of its lines is free. */
#include "lang/check.h"

#include <string.h>

bool ent_binder_is_bound(const ent_checker *c, const char *name)
{
    const char *const *names = c->binders.ptr;
    for (size_t i = 0; i < c->binders.count; i++)
        if (strcmp(names[i], name) == 0) return true;
    return false;
}

static void bind(ent_checker *c, const ent_node *node)
{
    if (ent_binder_is_bound(c, node->text)) {
        ent_complain(c, node->span,
                     (ent_diag_text){ENT_SEV_ERROR, "binder-twice", NULL,
                                     "A binder names the one that was found, and there is one for each name.",
                                     "Use another letter."},
                     "%s is bound twice in this clause", node->text);
        return;
    }
    if (!ent_vec_push(&c->binders, &node->text, sizeof node->text)) c->out_of_memory = true;
}

/* A capital behind a list of names ("RUS, BLR P") binds too; a bare NAME is a use. */
void ent_binders_collect(ent_checker *c, const ent_node *node)
{
    bool binds = node->kind == ENT_N_ACTORS || node->kind == ENT_N_EXISTS || node->kind == ENT_N_ACTS;
    if (binds && node->text[0]) bind(c, node);
    for (uint32_t i = 0; i < node->kid_count; i++) ent_binders_collect(c, node->kids[i]);
}

void ent_binder_need(ent_checker *c, const ent_node *name)
{
    if (ent_binder_is_bound(c, name->text) || c->binders_free) return;
    const char *hint = c->binders.count
                           ? ent_check_text(c, "Bound here: %s.", ((const char *const *)c->binders.ptr)[0])
                           : "Bind it first: \"by any party P\", \"for exercise E\".";
    ent_complain(c, name->span,
                 (ent_diag_text){
                     ENT_SEV_ERROR, "binder-unbound", NULL,
                     "A single capital letter stands for what another line of the clause has found.", hint},
                 "nothing in this clause is called %s", name->text);
}
