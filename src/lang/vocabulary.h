/* vocabulary.h: the words that every agreement may use without declaring them: kinds of record, attributes
 * with what they measure, kinds of item. Listed for readers in docs/language.md. */
#ifndef ENT_LANG_VOCABULARY_H
#define ENT_LANG_VOCABULARY_H

#include "entente/kinds.h"
#include "entente/lang.h"

typedef struct ent_standard_attribute {
    const char *name;
    ent_dimension dimension;
    const char *meaning;      /* for the manual and for completion */
    const char *const *words; /* RANK: in order, lowest first, NULL at the end; else NULL */
} ent_standard_attribute;

const ent_standard_attribute *ent_standard_attribute_find(ent_str name);
size_t ent_standard_attribute_count(void);
const ent_standard_attribute *ent_standard_attribute_at(size_t index);

/* Kinds of item that catalogues commonly use; an agreement may name others. */
bool ent_item_kind_is(ent_str name);
size_t ent_item_kind_count(void);
const char *ent_item_kind_at(size_t index);

#endif
