/* text.c: physical lines. One pass over the bytes; the table of line starts is the only memory. */
#include "lang/text.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <string.h>

/* Terminals obey some of them, and whatever the text says is printed again. */
static ent_status refuse_control(ent_source source, ent_error *err)
{
    unsigned line = 1;
    const char *at = source.bytes.ptr, *end = at + source.bytes.len;
    for (const char *next; (next = memchr(at, '\n', (size_t)(end - at))) != NULL; at = next + 1, line++)
        if (ent_utf8_has_control((ent_str){at, (size_t)(next - at)})) break;
    return ent_fail(err, ENT_E_FORMAT, "%s:%u: a control character in the text; take it out", source.file,
                    line);
}

static ent_status verify(ent_source source, ent_error *err)
{
    ent_str bytes = source.bytes;
    const char *nul = bytes.len ? memchr(bytes.ptr, 0, bytes.len) : NULL;
    if (nul)
        return ent_fail(err, ENT_E_FORMAT, "%s: not a text: byte %zu is zero", source.file,
                        (size_t)(nul - bytes.ptr));
    size_t good = ent_utf8_check(bytes);
    if (good < bytes.len)
        return ent_fail(err, ENT_E_FORMAT, "%s: not UTF-8 at byte %zu; save the text as UTF-8", source.file,
                        good);
    if (ent_utf8_has_control(bytes)) return refuse_control(source, err);
    return ENT_OK;
}

static bool is_line_end(ent_str bytes, size_t at)
{
    if (bytes.ptr[at] == '\n') return true;
    return bytes.ptr[at] == '\r' && (at + 1 == bytes.len || bytes.ptr[at + 1] != '\n');
}

static uint32_t line_ends(ent_str bytes)
{
    uint32_t count = 0;
    for (size_t i = 0; i < bytes.len; i++) count += is_line_end(bytes, i);
    return count;
}

ent_status ent_text_init(ent_text *text, ent_source source, ent_error *err)
{
    ent_status st = verify(source, err);
    if (st != ENT_OK) return st;
    ent_str bytes = source.bytes;
    uint32_t *starts = ent_alloc_zero((size_t)line_ends(bytes) + 2, sizeof *starts);
    if (!starts) return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", source.file);
    uint32_t count = 0;
    for (size_t i = 0; i < bytes.len; i++)
        if (is_line_end(bytes, i)) starts[++count] = (uint32_t)i + 1;
    if (bytes.len && starts[count] < bytes.len) starts[++count] = (uint32_t)bytes.len;
    for (uint32_t i = 0; i < count; i++) {
        if (starts[i + 1] - starts[i] <= ENT_LINE_BYTES_MAX) continue;
        ent_free(starts);
        return ent_fail(err, ENT_E_LIMIT, "%s:%u: the line has more than %u bytes", source.file, i + 1,
                        ENT_LINE_BYTES_MAX);
    }
    *text = (ent_text){source, starts, count};
    return ENT_OK;
}

void ent_text_done(ent_text *text)
{
    if (!text) return;
    ent_free(text->starts);
    *text = (ent_text){0};
}

ent_str ent_text_line(const ent_text *text, uint32_t index)
{
    if (index >= text->line_count) return (ent_str){0};
    const char *begin = text->source.bytes.ptr + text->starts[index];
    const char *end = text->source.bytes.ptr + text->starts[index + 1];
    while (end > begin && (end[-1] == '\n' || end[-1] == '\r')) end--;
    return (ent_str){begin, (size_t)(end - begin)};
}

ent_span ent_text_line_span(const ent_text *text, uint32_t index)
{
    ent_str line = ent_text_line(text, index);
    uint32_t indent = 0;
    while (indent < line.len && line.ptr[indent] == ' ') indent++;
    uint32_t length = (uint32_t)ent_str_trim(line).len;
    return (ent_span){text->starts[index] + indent, length, index + 1, indent + 1};
}

ent_span ent_span_join(ent_span a, ent_span b)
{
    if (b.offset + b.length > a.offset + a.length) a.length = b.offset + b.length - a.offset;
    return a;
}
