/* svg.c: see svg.h. */
#include "map/svg.h"
#include "base/utf8.h"

#include <math.h>

void ent_svg_number(ent_buf *out, double value)
{
    char text[64];
    if (!isfinite(value)) value = 0;
    value = fmax(-1e9, fmin(1e9, value));
    const long long hundredths = llround(value * 100);
    const unsigned long long size = (unsigned long long)(hundredths < 0 ? -hundredths : hundredths);
    int length = snprintf(text, sizeof text, "%s%llu", hundredths < 0 ? "-" : "", size / 100);
    if (size % 100 != 0)
        length += snprintf(text + length, sizeof text - (size_t)length, size % 10 ? ".%02llu" : ".%llu",
                           size % 10 ? size % 100 : size % 100 / 10);
    ent_buf_add(out, (ent_str){text, (size_t)length});
}

static void escape_one(ent_buf *out, ent_str bytes, uint32_t c)
{
    if (c == '&')
        ent_buf_adds(out, "&amp;");
    else if (c == '<')
        ent_buf_adds(out, "&lt;");
    else if (c == '>')
        ent_buf_adds(out, "&gt;");
    else if (c == '"')
        ent_buf_adds(out, "&quot;");
    else if (c == '\n' || c == '\t')
        ent_buf_addc(out, ' ');
    else if (c < 32 || c == 127 || c == 0xFFFE || c == 0xFFFF)
        ent_buf_adds(out, "\xEF\xBF\xBD");
    else
        ent_buf_add(out, bytes);
}

void ent_svg_escape(ent_buf *out, ent_str text)
{
    while (text.len > 0) {
        uint32_t c = 0xFFFF;
        size_t length = ent_utf8_step(text, &c);
        if (length == 0) c = 0xFFFF, length = 1;
        escape_one(out, (ent_str){text.ptr, length}, c);
        text.ptr += length, text.len -= length;
    }
}

void ent_svg_attribute(ent_buf *out, const char *name, double value)
{
    ent_buf_addc(out, ' ');
    ent_buf_adds(out, name);
    ent_buf_adds(out, "=\"");
    ent_svg_number(out, value);
    ent_buf_addc(out, '"');
}

void ent_svg_element(ent_buf *out, const char *name, ent_str text)
{
    ent_buf_printf(out, "<%s>", name);
    ent_svg_escape(out, text);
    ent_buf_printf(out, "</%s>\n", name);
}

void ent_svg_path(ent_buf *out, const char *class_name, const char *extra, const ent_ink *path, bool closed)
{
    if (path->failed) out->failed = true;
    if (path->part_count == 0 || path->failed) return;
    ent_buf_printf(out, "<path class=\"%s\"%s%s d=\"", class_name, extra ? " " : "", extra ? extra : "");
    ent_ink_write(path, closed, out);
    ent_buf_adds(out, "\"/>\n");
}

void ent_svg_line(ent_buf *out, const char *class_name, ent_xy a, ent_xy b)
{
    ent_buf_printf(out, "<path class=\"%s\" d=\"M", class_name);
    ent_svg_number(out, a.x);
    ent_buf_addc(out, ' ');
    ent_svg_number(out, a.y);
    ent_buf_addc(out, 'L');
    ent_svg_number(out, b.x);
    ent_buf_addc(out, ' ');
    ent_svg_number(out, b.y);
    ent_buf_adds(out, "\"/>\n");
}

void ent_svg_rect(ent_buf *out, const char *class_name, ent_rect r)
{
    ent_buf_printf(out, "<rect class=\"%s\"", class_name);
    ent_svg_attribute(out, "x", r.x0);
    ent_svg_attribute(out, "y", r.y0);
    ent_svg_attribute(out, "width", r.x1 - r.x0);
    ent_svg_attribute(out, "height", r.y1 - r.y0);
    ent_buf_adds(out, "/>\n");
}

void ent_svg_circle(ent_buf *out, const char *class_name, ent_xy middle, double radius)
{
    ent_buf_printf(out, "<circle class=\"%s\"", class_name);
    ent_svg_attribute(out, "cx", middle.x);
    ent_svg_attribute(out, "cy", middle.y);
    ent_svg_attribute(out, "r", radius);
    ent_buf_adds(out, "/>\n");
}

void ent_svg_write_text(ent_buf *out, const ent_svg_text *how, ent_str text)
{
    static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    ent_buf_printf(out, "<text class=\"%s\"%s", how->class_name, anchors[how->anchor]);
    ent_svg_attribute(out, "x", how->at.x);
    ent_svg_attribute(out, "y", how->at.y);
    ent_svg_attribute(out, "font-size", how->size);
    if (how->spacing > 0) ent_svg_attribute(out, "letter-spacing", how->spacing);
    ent_buf_addc(out, '>');
    ent_svg_escape(out, text);
    ent_buf_adds(out, "</text>\n");
}
