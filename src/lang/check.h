/* check.h: the checker's state and the doors between its files. Shared by check*.c and label.c.
 *
 * The order is fixed: names first (check_names.c turns what is written into what is meant), then circles
 * (check_circles.c), then what things measure (check_units.c), then whether lines fit (check_clauses.c), then
 * labels. A later pass may rely on what an earlier one has settled, and stays silent about what it has
 * reported. */
#ifndef ENT_LANG_CHECK_H
#define ENT_LANG_CHECK_H

#include "lang/doc.h"
#include "lang/vec.h"

/* What a value measures. `known` false: it cannot be told, and has been reported where it should. */
typedef struct ent_measure {
    bool known;
    ent_dimension dimension;
} ent_measure;

typedef struct ent_checker {
    ent_doc *doc;
    ent_diags *diags;
    const ent_names *names; /* NULL: nothing is known outside the text */
    ent_vec binders;        /* const char *: of the clause at hand */
    bool
        binders_free; /* an exception's or a definition's: a name that is not bound here is bound elsewhere */
    bool *decl_used, *clause_used; /* by index */
    unsigned char *state; /* of clauses, then decls: 0 not seen, 1 being walked, 2 done, 3 in a circle */
    uint16_t *height;
    ent_measure *measures; /* of quantities, by index; `known` when it was worked out */
    bool out_of_memory;
} ent_checker;

void ent_complain(ent_checker *c, ent_span span, ent_diag_text text, const char *format, ...)
    ENT_PRINTF(4, 5);
const char *ent_check_text(ent_checker *c, const char *format, ...)
    ENT_PRINTF(2, 3); /* in the arena; NULL: no memory */
/* "Did you mean …?" from declared names of some kinds (a mask of 1 << ent_decl_kind), or NULL. */
const char *ent_suggest_decl(ent_checker *c, ent_str name, uint32_t kinds);
const char *ent_suggest(ent_checker *c, ent_str name, const ent_str *known, size_t count);
const char *ent_suggest_clause(ent_checker *c, ent_str id);

/* The declaration of a name, noted as used; NULL when there is none. */
const ent_decl *ent_use_decl(ent_checker *c, ent_str name);
const ent_clause *ent_use_clause(ent_checker *c, ent_str id);

/* check_binders.c */
bool ent_binder_is_bound(const ent_checker *c, const char *name);
void ent_binders_collect(ent_checker *c, const ent_node *node); /* those that a tree binds, into c->binders */
void ent_binder_need(ent_checker *c, const ent_node *name);     /* report a use of one that is not bound */

/* check_actors.c: give a node its meaning, or report that it has none */
bool ent_name_is_broken(const ent_checker *c, const char *name);
void ent_resolve_actor(ent_checker *c, const ent_node *name);
void ent_resolve_members(ent_checker *c, const ent_node *members);
void ent_resolve_geometry(ent_checker *c, const ent_node *node);
void ent_resolve_act(ent_checker *c, const ent_node *word);
void ent_resolve_object_word(ent_checker *c, const ent_node *name);
void ent_look_at_kind(ent_checker *c, const ent_node *word);
void ent_resolve_sort(ent_checker *c, const ent_node *word); /* B of "kind A is B" */

/* the passes */
void ent_check_names(ent_checker *c);
void ent_check_circles(ent_checker *c);
void ent_check_units(ent_checker *c);
void ent_check_clauses(ent_checker *c);
void ent_check_scenarios(ent_checker *c);
/* That what is assumed is there in `of` to be assumed. */
void ent_check_assumes(ent_checker *c, const ent_document *of, const ent_assume *assumes, size_t count);
void ent_check_document(ent_checker *c); /* duplicates, before all others */
void ent_check_unused(ent_checker *c);   /* after all others */
void ent_label_numbers(ent_checker *c);
bool ent_in_circle(const ent_checker *c, const ent_decl *decl);
bool ent_clause_in_circle(const ent_checker *c, const ent_clause *clause);

/* `clause` may be NULL: needed for `baseline` alone. */
ent_measure ent_measure_of(const ent_checker *c, const ent_node *node, const ent_clause *clause);
/* Report when `node` does not measure `wanted`; `what` is what it is called in messages. */
void ent_need_measure(ent_checker *c, const ent_node *node, ent_dimension wanted, const char *what);
/* The words of a rank or of an attribute with a closed list: declared or standard. False when any word will
 * do. */
bool ent_attribute_words(const ent_checker *c, ent_str name, ent_vec *out_words); /* const char * */
bool ent_attribute_dimension(const ent_checker *c, ent_str name, ent_dimension *out);

#endif
