/* fold.h: names made comparable: lower case, Latin letters without their marks, punctuation as single spaces.
 * "Černjachovsk" and "cernjachovsk" are one name; Cyrillic and Greek are only lower-cased (and й, ё kept). */
#ifndef ENT_ATLAS_FOLD_H
#define ENT_ATLAS_FOLD_H

#include "base/buf.h"

/* Append the folded form of `name` to `out`. Bytes that are not UTF-8 are left out. */
void ent_fold_name(ent_str name, ent_buf *out);

#endif
