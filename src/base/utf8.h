/* utf8.h: strict UTF-8 (no overlongs, no surrogates, at most U+10FFFF). */
#ifndef ENT_UTF8_H
#define ENT_UTF8_H

#include "entente/base.h"

/* Length of the code point at s[0], 1..4, or 0 when the bytes are not UTF-8 (or s is empty). */
size_t ent_utf8_step(ent_str s, uint32_t *out_code_point);
/* Offset of the first byte that is not UTF-8, or s.len. */
size_t ent_utf8_check(ent_str s);
/* Terminal columns of a slice: 0 for combining marks, 2 for wide East Asian characters and emoji, else 1. */
size_t ent_utf8_columns(ent_str s);

/* Has the text a control character other than tab, line feed and carriage return: C0, DEL, or C1 (U+0080 to
 * U+009F)? */
bool ent_utf8_has_control(ent_str s);

#endif
