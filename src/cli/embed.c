/* embed.c: a receipt inside an answer, where its format has a place for such things, and taken out again.
 *
 *   SVG       <metadata id="entente-receipt">, behind the description
 *   GeoJSON   a foreign member "entente-receipt" of the collection (RFC 7946, 6.1), the last one
 *   HTML      <meta name="entente-receipt"> in the head
 *   KML       a comment behind the XML declaration
 *   iCalendar a property X-ENTENTE-RECEIPT of the calendar, folded (RFC 5545, 3.1)
 *
 * The format is told by its first bytes, for putting in as for taking out. What was put in and is taken out
 * leaves the bytes as they were. Other formats have no place; the receipt is then beside the answer alone. */
#include "cli/embed.h"

#include <string.h>

#define HEAD_BYTES 512
#define FOLD 74 /* bytes of a folded line, the space before it not counted */

typedef enum shape { SHAPE_NONE, SHAPE_SVG, SHAPE_GEOJSON, SHAPE_HTML, SHAPE_KML, SHAPE_ICS } shape;

static const struct {
    const char *before, *after;
} marks[] = {[SHAPE_NONE] = {"", ""},
             [SHAPE_SVG] = {"<metadata id=\"entente-receipt\">", "</metadata>\n"},
             [SHAPE_GEOJSON] = {",\"entente-receipt\":", ""},
             [SHAPE_HTML] = {"<meta name=\"entente-receipt\" content=\"", "\">"},
             [SHAPE_KML] = {"<!-- entente-receipt ", " -->\n"},
             [SHAPE_ICS] = {"X-ENTENTE-RECEIPT:", "\r\n"}};

static const char *find(ent_str text, const char *word)
{
    size_t n = strlen(word);
    const char *p = text.ptr, *end = text.ptr + text.len;
    while (p && (size_t)(end - p) >= n && (p = memchr(p, *word, (size_t)(end - p) - n + 1)) != NULL) {
        if (memcmp(p, word, n) == 0) return p;
        p++;
    }
    return NULL;
}

static shape shape_of(ent_str text)
{
    ent_str head = {text.ptr, text.len < HEAD_BYTES ? text.len : HEAD_BYTES};
    if (find(head, "<svg ")) return SHAPE_SVG;
    if (find(head, "<kml ") || find(head, marks[SHAPE_KML].before)) return SHAPE_KML;
    if (find(head, "<!doctype html>")) return SHAPE_HTML;
    if (find(head, "BEGIN:VCALENDAR\r\n") == text.ptr) return SHAPE_ICS;
    return find(head, "{\"type\":\"FeatureCollection\"") == text.ptr ? SHAPE_GEOJSON : SHAPE_NONE;
}

static size_t behind(ent_str text, const char *word)
{
    const char *at = find(text, word);
    return at ? (size_t)(at - text.ptr) + strlen(word) : SIZE_MAX;
}

/* Where it goes; SIZE_MAX: nowhere. */
static size_t place_in(shape s, ent_str text)
{
    size_t at = SIZE_MAX;
    const char *found = NULL;
    switch (s) {
    case SHAPE_SVG: at = behind(text, "</desc>\n"); break;
    case SHAPE_KML: at = behind(text, "?>\n"); break;
    case SHAPE_HTML: at = behind(text, "<meta charset=\"utf-8\">"); break;
    case SHAPE_ICS: at = behind(text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"); break;
    case SHAPE_GEOJSON:
        for (size_t i = text.len; i > 0 && !found; i--)
            if (text.ptr[i - 1] == '}') found = text.ptr + i - 1;
        if (found) at = (size_t)(found - text.ptr);
        break;
    case SHAPE_NONE: break;
    }
    return at;
}

/* ---- putting in ------------------------------------------------------------------------------------- */

static void add_xml(ent_buf *out, ent_str json)
{
    for (size_t i = 0; i < json.len; i++) {
        char c = json.ptr[i];
        if (c == '&' || c == '<' || c == '"')
            ent_buf_adds(out, c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&quot;");
        else
            ent_buf_addc(out, c);
    }
}

/* Two hyphens end a comment; in JSON they stand in strings alone, where one may be written as a number. */
static void add_comment(ent_buf *out, ent_str json)
{
    for (size_t i = 0; i < json.len; i++)
        if (json.ptr[i] == '-')
            ent_buf_adds(out, "\\u002d");
        else
            ent_buf_addc(out, json.ptr[i]);
}

/* TEXT of RFC 5545, folded where no character is broken. */
static void add_folded(ent_buf *out, ent_str json)
{
    size_t used = strlen(marks[SHAPE_ICS].before);
    for (size_t i = 0; i < json.len; i++) {
        unsigned char c = (unsigned char)json.ptr[i];
        bool escaped = c == '\\' || c == ',' || c == ';', inside = (c & 0xC0) == 0x80;
        if (used + 4 > FOLD && !inside) ent_buf_adds(out, "\r\n "), used = 0;
        if (escaped) ent_buf_addc(out, '\\'), used++;
        ent_buf_addc(out, (char)c), used++;
    }
}

bool ent_embed_put(ent_buf *text, ent_str json)
{
    shape s = shape_of(ent_buf_str(text));
    size_t at = place_in(s, ent_buf_str(text));
    if (at == SIZE_MAX) return !text->failed;
    ent_buf out;
    ent_buf_init(&out, text->max);
    ent_buf_add(&out, (ent_str){text->ptr, at});
    ent_buf_adds(&out, marks[s].before);
    if (s == SHAPE_SVG || s == SHAPE_HTML)
        add_xml(&out, json);
    else if (s == SHAPE_KML)
        add_comment(&out, json);
    else if (s == SHAPE_ICS)
        add_folded(&out, json);
    else
        ent_buf_add(&out, json);
    ent_buf_adds(&out, marks[s].after);
    ent_buf_add(&out, (ent_str){text->ptr + at, text->len - at});
    if (out.failed) {
        ent_buf_done(&out);
        return false;
    }
    ent_buf_done(text);
    *text = out;
    return true;
}

/* ---- taking out ------------------------------------------------------------------------------------- */

static void take_xml(ent_buf *out, ent_str in)
{
    static const struct {
        const char *name, text;
    } names[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&quot;", '"'}};
    for (size_t i = 0; i < in.len;) {
        char c = in.ptr[i];
        size_t n = 1;
        for (size_t k = 0; c == '&' && k < 3 && n == 1; k++) {
            size_t length = strlen(names[k].name);
            if (in.len - i < length || memcmp(in.ptr + i, names[k].name, length) != 0) continue;
            c = names[k].text, n = length;
        }
        ent_buf_addc(out, c);
        i += n;
    }
}

static void take_folded(ent_buf *out, ent_str in)
{
    for (size_t i = 0; i < in.len; i++) {
        if (in.len - i > 2 && memcmp(in.ptr + i, "\r\n ", 3) == 0) {
            i += 2;
            continue;
        }
        if (in.ptr[i] == '\\' && i + 1 < in.len) i++;
        ent_buf_addc(out, in.ptr[i]);
    }
}

/* The end of what stands behind the mark. */
static const char *end_of(shape s, ent_str rest)
{
    if (s == SHAPE_GEOJSON) {
        size_t at = place_in(s, rest);
        return at == SIZE_MAX ? NULL : rest.ptr + at;
    }
    const char *p = find(rest, marks[s].after);
    while (s == SHAPE_ICS && p && p + 2 < rest.ptr + rest.len && p[2] == ' ')
        p = find((ent_str){p + 3, rest.len - (size_t)(p + 3 - rest.ptr)}, marks[s].after);
    return p;
}

bool ent_embed_take(ent_buf *text, ent_buf *json)
{
    shape s = shape_of(ent_buf_str(text));
    const char *start = s == SHAPE_NONE ? NULL : find(ent_buf_str(text), marks[s].before);
    if (!start) return false;
    const char *from = start + strlen(marks[s].before), *stop = text->ptr + text->len;
    const char *end = end_of(s, (ent_str){from, (size_t)(stop - from)});
    if (!end) return false;
    ent_str in = {from, (size_t)(end - from)};
    if (s == SHAPE_SVG || s == SHAPE_HTML)
        take_xml(json, in);
    else if (s == SHAPE_ICS)
        take_folded(json, in);
    else
        ent_buf_add(json, in);
    const char *rest = end + strlen(marks[s].after);
    size_t head = (size_t)(start - text->ptr), tail = (size_t)(stop - rest);
    memmove(text->ptr + head, rest, tail + 1);
    text->len = head + tail;
    return !json->failed;
}
