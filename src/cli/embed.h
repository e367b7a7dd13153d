/* embed.h: a receipt inside an answer. */
#ifndef ENT_CLI_EMBED_H
#define ENT_CLI_EMBED_H

#include "base/buf.h"

/* Put the JSON where the format of `text` has a place for it; where it has none nothing happens. False when
 * memory ran out; the text is then as it was. */
bool ent_embed_put(ent_buf *text, ent_str json) ENT_MUST_USE;
/* Take it out again and append it to `json`: the text is then as it was before. False: there is none, and
 * nothing changed, or memory ran out. */
bool ent_embed_take(ent_buf *text, ent_buf *json) ENT_MUST_USE;

#endif
