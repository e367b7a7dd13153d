/* changed.h: the case with the figures changed that a request names. */
#ifndef ENT_SERVER_CHANGED_H
#define ENT_SERVER_CHANGED_H

#include "entente/compare.h"
#include "server/request.h"

/* *out is NULL when nothing is changed. ENT_E_NOT_FOUND: no such label; ENT_E_FORMAT: a value that makes a
 * text wrong, `err` says how. */
ent_status ent_changed_make(const ent_world *world, const ent_request *request, ent_variant **out,
                            ent_error *err) ENT_MUST_USE;
/* The world to ask: the variant's, or `world` itself. */
const ent_world *ent_changed_world(const ent_world *world, const ent_variant *variant);

#endif
