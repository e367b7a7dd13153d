/* position.c: bytes of UTF-8 against lines and UTF-16 units, which is how editors count columns. */
#include "lsp/internal.h"

bool ent_lsp_find_lines(ent_str text, ent_vec *out)
{
    uint32_t start = 0;
    bool good = ent_vec_push(out, &start, sizeof start);
    for (size_t i = 0; good && i < text.len; i++) {
        start = (uint32_t)i + 1;
        if (text.ptr[i] == '\n') good = ent_vec_push(out, &start, sizeof start);
    }
    return good;
}

/* The last line that begins at or before a byte. */
static size_t line_of(const ent_lsp_doc *doc, size_t offset)
{
    const uint32_t *starts = doc->lines.ptr;
    size_t low = 0, high = doc->lines.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Bytes of the character at `at`, and how many UTF-16 units it takes. */
static size_t step(ent_str text, size_t at, size_t *out_units)
{
    unsigned char lead = (unsigned char)text.ptr[at];
    size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    *out_units = bytes == 4 ? 2 : 1;
    return at + bytes <= text.len ? bytes : text.len - at;
}

uint32_t ent_lsp_offset_of(const ent_lsp_doc *doc, ent_lsp_place place)
{
    ent_str text = ent_buf_str(&doc->text);
    const uint32_t *starts = doc->lines.ptr;
    size_t at = place.line < doc->lines.count ? starts[place.line] : text.len, units = 0;
    while (at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r' && units < place.unit) {
        size_t more;
        size_t bytes = step(text, at, &more);
        if (units + more > place.unit) break;
        at += bytes, units += more;
    }
    return (uint32_t)at;
}

ent_lsp_place ent_lsp_place_of(const ent_lsp_doc *doc, size_t offset)
{
    ent_str text = ent_buf_str(&doc->text);
    if (offset > text.len) offset = text.len;
    if (doc->lines.count == 0) return (ent_lsp_place){0, 0}; /* memory ran out while it was read */
    ent_lsp_place place = {line_of(doc, offset), 0};
    for (size_t at = ((const uint32_t *)doc->lines.ptr)[place.line]; at < offset;) {
        size_t units;
        at += step(text, at, &units);
        place.unit += units;
    }
    return place;
}
