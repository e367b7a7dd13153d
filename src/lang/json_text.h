/* json_text.h: reading canonical JSON; its writer is in the public header. */
#ifndef ENT_LANG_JSON_TEXT_H
#define ENT_LANG_JSON_TEXT_H

#include "base/buf.h"
#include "entente/lang.h"

/* Does a text begin as JSON does? Markdown with statements does not. */
bool ent_text_is_json(ent_str text);
/* The Markdown that an agreement in JSON stands for, into `out`. ENT_E_FORMAT and diagnostics when it is
 * none. */
ent_status ent_doc_read_json(const char *name, ent_str text, ent_diags *diags, ent_buf *out,
                             ent_error *err) ENT_MUST_USE;

#endif
