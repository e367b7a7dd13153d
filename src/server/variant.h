/* variant.h: the case with some figures changed, read anew from its changed text. */
#ifndef ENT_SERVER_VARIANT_H
#define ENT_SERVER_VARIANT_H

#include "entente/case.h"
#include "server/request.h"

typedef struct ent_variant {
    ent_world world;               /* the case's, but for the documents that were changed */
    ent_doc *agreement, *case_doc; /* owned; NULL: as in the case */
} ent_variant;

/* ENT_E_NOT_FOUND: a label that neither text has; ENT_E_FORMAT: a value that makes a text wrong, `err` says
 * how. */
ent_status ent_variant_make(const ent_world *world, const ent_request *request, ent_variant *out,
                            ent_error *err) ENT_MUST_USE;
void ent_variant_done(ent_variant *variant);

#endif
