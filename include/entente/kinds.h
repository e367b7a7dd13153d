/* kinds.h: the standard kinds of record: what may be said to be so, and what an agreement may speak of as an
 * act. */
#ifndef ENTENTE_KINDS_H
#define ENTENTE_KINDS_H

#include "entente/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_kind {
    const char *name, *meaning; /* "deployment", "forces or weapons are brought to …"; static storage */
    bool lasts; /* a state of things: without an end it still holds; else an event of its day */
} ent_kind;

/* The kind of that name, exactly; NULL when it is not a standard one. */
ENT_API const ent_kind *ent_kind_find(ent_str name);
/* All of them, for listing and suggestions; NULL past the last. */
ENT_API size_t ent_kind_count(void);
ENT_API const ent_kind *ent_kind_at(size_t index);

#ifdef __cplusplus
}
#endif
#endif
