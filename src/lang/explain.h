/* explain.h: saying trees in English. Shared by explain*.c. Everything is written into a buffer; the public
 * calls hand it to a sink at the end. */
#ifndef ENT_LANG_EXPLAIN_H
#define ENT_LANG_EXPLAIN_H

#include "base/buf.h"
#include "lang/doc.h"

#define ENT_EXPLAIN_BYTES_MAX (4u << 20)

#define ENT_LETTERS_DEEP 2 /* lists inside (a) and (i) have brackets */

/* What is being said, and what has been said already. */
typedef struct ent_saying {
    ent_buf buf;
    const ent_doc *doc;       /* NULL: titles, tables and names of actors are not at hand */
    const ent_clause *clause; /* NULL: a declaration, or a condition alone */
    const char *subject;      /* name of the event that attributes without a name belong to, NULL: "its" */
    uint32_t told;            /* binders introduced so far, one bit a letter */
    const ent_node *parted;   /* the keys by which sums in a ceiling are parted too, or NULL */
    bool each;                /* every record is taken by itself */
    bool codes;               /* say the code of a country behind its name */
    bool whole;               /* a group is meant as a whole, not any one of it */
    bool owing;               /* "each party owes", not "any party" */
    bool placed;              /* the place has been named; "is in A" goes on */
    unsigned depth;           /* how many lettered lists the sentence is in */
} ent_saying;

/* country.c: "the Netherlands"; a code that is not known as it is. */
const char *ent_country_name(const char *code);
/* explain_word.c */
void ent_tell_list_mark(ent_saying *out, size_t index, size_t count,
                        const char *last); /* "", ", " or " or " before a part */
void ent_tell_noun(ent_saying *out, const char *noun, bool plural);
bool ent_noun_has_plural(const char *noun);               /* not "artillery", "personnel" */
bool ent_noun_is_plural(const char *noun);                /* "arms", not "status" */
const char *ent_noun_in_full(const char *noun);           /* "armoured-combat-vehicle" for "acv" */
void ent_tell_article(ent_saying *out, const char *noun); /* "a " or "an " */
void ent_tell_name(ent_saying *out, const char *name);    /* quoted when it has a space in it */
void ent_tell_number(ent_saying *out, const ent_node *number);
void ent_tell_date(ent_saying *out, const ent_node *date);
/* An attribute that is compared with a bare number: "the number of brigades of E". */
void ent_tell_count(ent_saying *out, const ent_node *attribute);
/* A word of the vocabulary as it stands in a sentence: "light-surface-vessel" without its strokes. */
void ent_tell_words(ent_saying *out, const char *word);
void ent_tell_degrees(ent_saying *out, const ent_node *number); /* 60° 41.0′ N */
/* explain_act.c */
void ent_tell_acts(ent_saying *out, const ent_node *acts,
                   const char *article); /* "every deployment or exercise" */
void ent_tell_object(ent_saying *out, const ent_node *object, bool plural);
void ent_tell_an_object(ent_saying *out, const ent_node *object); /* "a submarine", "artillery" */
void ent_tell_by(ent_saying *out, const ent_node *acts,
                 const ent_node *by); /* " by any party", " of Turkey" */
void ent_tell_to(ent_saying *out, const ent_node *acts,
                 const ent_node *to);               /* " to", " on", " against" whom */
const char *ent_object_joint(const ent_node *acts); /* " of ", " with " */
/* explain_who.c */
void ent_tell_actors(ent_saying *out, const ent_node *actors);
void ent_tell_role(ent_saying *out, ent_role role);
void ent_tell_actor(ent_saying *out, const ent_node *name); /* a NAME: country, actor, group or binder */
/* The ACTORS or EXISTS node of the clause that introduces a binder; NULL. */
const ent_node *ent_binder_source(const ent_clause *clause, const char *binder);
/* explain_value.c */
bool ent_is_count(const ent_saying *out, const char *attribute); /* "tanks": the number of them */
void ent_tell_value(ent_saying *out, const ent_node *value);
void ent_tell_keys(ent_saying *out, const ent_node *keys);
void ent_tell_moment(ent_saying *out, const ent_node *moment);
void ent_tell_aggregate(ent_saying *out, const ent_node *aggregate);
/* explain_condition.c */
void ent_tell_condition(ent_saying *out, const ent_node *condition);
void ent_tell_position(ent_saying *out, const ent_node *position); /* "the place of E" */
void ent_tell_operand(ent_saying *out, const ent_node *operand);
/* explain_list.c */
void ent_tell_list(ent_saying *out, const ent_node *const *list, size_t count,
                   ent_node_kind joined); /* AND, OR or LIST */
/* A condition inside a phrase that goes on behind it: brackets, no letters. */
void ent_tell_inside(ent_saying *out, const ent_node *condition);
/* The POSITION that all of a condition speaks of; NULL: it speaks of other things, or of several places. */
const ent_node *ent_place_spoken_of(const ent_node *condition);
/* explain_exception.c */
void ent_tell_exception_head(ent_saying *out, const ent_clause *exception);
void ent_tell_lifted(ent_saying *out, const ent_clause *clause); /* what stands in unless, without, instead */
void ent_tell_letters(ent_saying *out, const ent_clause *exception); /* " P is that of clause 5." */
/* explain_table.c: " has 2 rows: …" */
void ent_tell_table(ent_saying *out, const ent_decl *decl);
/* explain.c: hand a finished buffer over and free it */
ent_status ent_tell_end(ent_saying *out, ent_sink sink, ent_error *err);
/* explain_defaults.c */
void ent_tell_defaults(ent_saying *out, const ent_doc *doc, const ent_clause *clause);

#endif
