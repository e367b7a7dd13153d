/* text.h: a text cut into physical lines, and spans in it. Lines end at LF, CRLF or a lone CR, as in
 * CommonMark, so that line numbers agree with those of the Markdown front. */
#ifndef ENT_LANG_TEXT_H
#define ENT_LANG_TEXT_H

#include "entente/base.h"

typedef struct ent_text {
    ent_source source;
    uint32_t *starts;    /* byte offset of each line, and one more: the end of the text */
    uint32_t line_count; /* an empty text has none */
} ent_text;

/* Cut `source.bytes`, which is borrowed. ENT_E_LIMIT: a line is too long; ENT_E_FORMAT: not UTF-8 or a NUL
 * in it; the reason is in `err`. */
ent_status ent_text_init(ent_text *text, ent_source source, ent_error *err) ENT_MUST_USE;
void ent_text_done(ent_text *text);
/* Line `index` from 0, without its line end. */
ent_str ent_text_line(const ent_text *text, uint32_t index);
/* The span of a whole line without its indentation. */
ent_span ent_text_line_span(const ent_text *text, uint32_t index);
/* The span from the start of `a` to the end of `b`, which do not precede each other in vain: a is not after
 * b. */
ent_span ent_span_join(ent_span a, ent_span b);

#endif
