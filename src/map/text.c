/* text.c: see text.h. Thousandths of the size, ASCII 32 to 126; letters beyond are put at a width that few of
 * their alphabet pass. */
#include "map/text.h"
#include "base/utf8.h"

static const uint16_t widths[2][95] = {
    {278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
     556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
     611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
     667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
     222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584},
    {278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
     556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
     611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
     667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
     278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584}};

/* The code point at `at` and how many bytes it takes; what is no UTF-8 counts a byte at a time. */
static size_t decode(ent_str text, size_t at, uint32_t *out)
{
    const size_t length = ent_utf8_step((ent_str){text.ptr + at, text.len - at}, out);
    if (length == 0) *out = 0xFFFD;
    return length ? length : 1;
}

static unsigned width_of(uint32_t c, bool bold)
{
    if (c >= 32 && c < 127) return widths[bold][c - 32];
    if (c < 32) return 0;
    if (c >= 0xA0 && c < 0xC0) return 500; /* signs: ° · « */
    if (c >= 0x300 && c < 0x370) return 0; /* marks that stand over a letter */
    if (c >= 0x2010 && c <= 0x2027) return c == 0x2014 || c == 0x2026 ? 1000 : 556;
    if (c >= 0x2E80) return 1000;
    return bold ? 760 : 700;
}

double ent_text_width(ent_str text, double size, bool bold, double spacing)
{
    double sum = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t c;
        at += decode(text, at, &c);
        sum += width_of(c, bold) * size / 1000 + spacing;
    }
    return sum;
}

size_t ent_text_break(ent_str text, double size, bool bold, double width)
{
    double sum = 0;
    size_t blank = 0, at = 0;
    while (at < text.len) {
        uint32_t c;
        const size_t length = decode(text, at, &c);
        sum += width_of(c, bold) * size / 1000;
        if (c == ' ' && at > 0) blank = at;
        if (sum > width && c != ' ') return blank > 0 ? blank : at > 0 ? at : length;
        at += length;
    }
    return text.len;
}
