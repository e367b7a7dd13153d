/* explain.h: saying trees in English. Shared by explain*.c. Everything is written into a buffer; the public
 * calls hand it to a sink at the end. */
#ifndef ENT_LANG_EXPLAIN_H
#define ENT_LANG_EXPLAIN_H

#include "base/buf.h"
#include "lang/doc.h"

#define ENT_EXPLAIN_BYTES_MAX (4u << 20)

/* explain_word.c */
void ent_tell_list_mark(ent_buf *out, size_t index, size_t count,
                        const char *last); /* "", ", " or " or " before a part */
void ent_tell_noun(ent_buf *out, const char *noun, bool plural);
void ent_tell_article(ent_buf *out, const char *noun); /* "a " or "an " */
void ent_tell_name(ent_buf *out, const char *name);    /* quoted when it has a space in it */
void ent_tell_number(ent_buf *out, const ent_node *number);
void ent_tell_date(ent_buf *out, const ent_node *date);
void ent_tell_acts(ent_buf *out, const ent_node *acts,
                   const char *article); /* "every deployment or exercise" */
/* An attribute that is compared with a bare number: "the number of brigades of E". */
void ent_tell_count(ent_buf *out, const ent_node *attribute);
void ent_tell_object(ent_buf *out, const ent_node *object, bool plural);
/* explain_who.c */
void ent_tell_actors(ent_buf *out, const ent_node *actors);
void ent_tell_role(ent_buf *out, ent_role role);
/* explain_value.c */
void ent_tell_value(ent_buf *out, const ent_node *value);
void ent_tell_keys(ent_buf *out, const ent_node *keys);
void ent_tell_moment(ent_buf *out, const ent_node *moment);
void ent_tell_aggregate(ent_buf *out, const ent_node *aggregate);
/* explain_condition.c */
void ent_tell_condition(ent_buf *out, const ent_node *condition);
void ent_tell_operand(ent_buf *out, const ent_node *operand);
/* explain.c: hand a finished buffer over and free it */
ent_status ent_tell_end(ent_buf *out, ent_sink sink, ent_error *err);
/* explain_defaults.c */
void ent_tell_defaults(ent_buf *out, const ent_doc *doc, const ent_clause *clause);

#endif
