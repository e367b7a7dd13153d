/* svg.h: the few words of SVG that a map is written in. Numbers have two decimals at most, texts are escaped
 * and stay texts; what XML cannot hold becomes U+FFFD. */
#ifndef ENT_MAP_SVG_H
#define ENT_MAP_SVG_H

#include "base/buf.h"
#include "map/ink.h"

void ent_svg_number(ent_buf *out, double value);
void ent_svg_escape(ent_buf *out, ent_str text);
/* ` name="12.3"` */
void ent_svg_attribute(ent_buf *out, const char *name, double value);
/* `<name>text</name>` */
void ent_svg_element(ent_buf *out, const char *name, ent_str text);
/* `<path class="…" d="…"/>`; nothing for an empty path. `extra`: further attributes, or NULL. */
void ent_svg_path(ent_buf *out, const char *class_name, const char *extra, const ent_ink *path, bool closed);
void ent_svg_line(ent_buf *out, const char *class_name, ent_xy a, ent_xy b);
void ent_svg_rect(ent_buf *out, const char *class_name, ent_rect r);
void ent_svg_circle(ent_buf *out, const char *class_name, ent_xy middle, double radius);

/* A line of text. */
typedef struct ent_svg_text {
    const char *class_name;
    ent_xy at;      /* of the base line */
    double size;    /* points */
    double spacing; /* between letters */
    enum { ENT_SVG_START = 0, ENT_SVG_MIDDLE, ENT_SVG_END } anchor;
} ent_svg_text;
void ent_svg_write_text(ent_buf *out, const ent_svg_text *how, ent_str text);

#endif
