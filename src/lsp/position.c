/* position.c: bytes of UTF-8 against lines and UTF-16 units, which is how editors count columns. */
#include "lsp/internal.h"

static size_t line_start(ent_str text, size_t line)
{
    size_t at = 0;
    for (size_t i = 0; i < line && at < text.len; at++) i += text.ptr[at] == '\n';
    return at;
}

/* Bytes of the character at `at`, and how many UTF-16 units it takes. */
static size_t step(ent_str text, size_t at, size_t *out_units)
{
    unsigned char lead = (unsigned char)text.ptr[at];
    size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    *out_units = bytes == 4 ? 2 : 1;
    return at + bytes <= text.len ? bytes : text.len - at;
}

uint32_t ent_lsp_offset_of(ent_str text, ent_lsp_place place)
{
    size_t at = line_start(text, place.line), units = 0;
    while (at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r' && units < place.unit) {
        size_t more;
        size_t bytes = step(text, at, &more);
        if (units + more > place.unit) break;
        at += bytes, units += more;
    }
    return (uint32_t)at;
}

ent_lsp_place ent_lsp_place_of(ent_str text, size_t offset)
{
    if (offset > text.len) offset = text.len;
    ent_lsp_place place = {0, 0};
    size_t start = 0;
    for (size_t i = 0; i < offset; i++)
        if (text.ptr[i] == '\n') place.line++, start = i + 1;
    for (size_t at = start; at < offset;) {
        size_t units;
        at += step(text, at, &units);
        place.unit += units;
    }
    return place;
}
