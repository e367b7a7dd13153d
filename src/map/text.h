/* text.h: how wide a text is on paper, and where to break it. Widths are those of Helvetica, which Arial and
 * Liberation Sans share; a map is set in those, so that no font need be opened to lay it out. */
#ifndef ENT_MAP_TEXT_H
#define ENT_MAP_TEXT_H

#include "entente/base.h"

/* Of the text in points, letters spaced by `spacing`. */
double ent_text_width(ent_str text, double size, bool bold, double spacing);
/* How many bytes of `text` go on a line of `width`: up to a blank, or as far as fits when there is none. 0
 * only for an empty text. The blank is not among them. */
size_t ent_text_break(ent_str text, double size, bool bold, double width);

#endif
