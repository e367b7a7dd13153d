/* diag.h: a diagnostic at a line that is at hand, for readers that stream and never hold the whole file. */
#ifndef ENT_DIAG_H
#define ENT_DIAG_H

#include "entente/base.h"
#include <stdarg.h>

typedef struct ent_diag_place {
    const char *file;
    ent_span span;
    ent_str line;             /* the source line or a part of it around the place; without its line end */
    size_t at;                /* byte of `line` at which the span starts; at most line.len */
    bool cut_left, cut_right; /* `line` is a part: there is more before, after */
} ent_diag_place;

/* Like ent_diags_add. A `format` other than NULL makes the message, from `args`. */
void ent_diags_add_at(ent_diags *diags, const ent_diag_place *place, ent_diag_text text);
void ent_diags_vadd_at(ent_diags *diags, const ent_diag_place *place, ent_diag_text text, const char *format,
                       va_list args);

#endif
