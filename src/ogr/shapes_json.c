/* shapes_json.c: a strict JSON scanner that keeps nothing but its place.
 *
 * Checking walks the whole text once by recursive descent, at most ENT_NESTING_MAX deep. Finding walks only
 * what lies before the wanted value and may assume that the text is well-formed, yet never reads past its
 * end. */
#include "ogr/shapes_json.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

typedef struct scanner {
    ent_str text;
    size_t at;
    int depth;
    const char *wrong; /* NULL: nothing yet */
} scanner;

static bool fail(scanner *s, const char *why)
{
    if (!s->wrong) s->wrong = why;
    return false;
}

static char peek(const scanner *s)
{
    return s->at < s->text.len ? s->text.ptr[s->at] : '\0';
}
static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_space(scanner *s)
{
    while (s->at < s->text.len && strchr(" \t\r\n", s->text.ptr[s->at]) && s->text.ptr[s->at]) s->at++;
}

static bool take(scanner *s, char c)
{
    skip_space(s);
    if (peek(s) != c || s->at >= s->text.len) return false;
    s->at++;
    return true;
}

/* ---- scalars ---- */

static bool scan_escape(scanner *s)
{
    s->at++;
    char c = peek(s);
    if (c != 'u') {
        if (c == '\0' || !strchr("\"\\/bfnrt", c)) return fail(s, "unknown escape in a string");
        s->at++;
        return true;
    }
    for (int i = 0; i < 4; i++) {
        s->at++;
        char h = peek(s);
        bool is_hex = is_digit(h) || (h >= 'a' && h <= 'f') || (h >= 'A' && h <= 'F');
        if (!is_hex) return fail(s, "\\u wants four hexadecimal digits");
    }
    s->at++;
    return true;
}

static bool scan_string(scanner *s)
{
    size_t opened = s->at++;
    while (s->at < s->text.len) {
        unsigned char c = (unsigned char)s->text.ptr[s->at];
        if (c == '"') {
            s->at++;
            return true;
        }
        if (c < 0x20)
            return fail(s,
                        c == '\n' ? "a string is not closed on its line" : "a control character in a string");
        uint32_t point;
        size_t n = c < 0x80 ? 1 : ent_utf8_step((ent_str){s->text.ptr + s->at, s->text.len - s->at}, &point);
        if (n == 0) return fail(s, "bytes that are not UTF-8");
        if (c == '\\' ? !scan_escape(s) : (s->at += n, false)) return false;
    }
    s->at = opened;
    return fail(s, "a string is not closed");
}

static bool scan_digits(scanner *s)
{
    if (!is_digit(peek(s))) return fail(s, "a digit is missing");
    while (is_digit(peek(s))) s->at++;
    return true;
}

static bool scan_number(scanner *s)
{
    if (peek(s) == '-') s->at++;
    if (peek(s) == '0')
        s->at++;
    else if (!scan_digits(s))
        return false;
    if (peek(s) == '.') {
        s->at++;
        if (!scan_digits(s)) return false;
    }
    if (peek(s) != 'e' && peek(s) != 'E') return true;
    s->at++;
    if (peek(s) == '+' || peek(s) == '-') s->at++;
    return scan_digits(s);
}

static bool scan_word(scanner *s)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < 3; i++) {
        size_t n = strlen(words[i]);
        if (s->text.len - s->at < n || memcmp(s->text.ptr + s->at, words[i], n) != 0) continue;
        s->at += n;
        return true;
    }
    return fail(s, "a value is missing");
}

/* ---- values ---- */

static bool scan_value(scanner *s);

static bool scan_members(scanner *s, char close)
{
    s->at++;
    if (take(s, close)) return true;
    for (;;) {
        skip_space(s);
        if (close == '}') {
            if (peek(s) != '"') return fail(s, "the name of a member is missing");
            if (!scan_string(s)) return false;
            if (!take(s, ':')) return fail(s, "a colon is missing after the name of a member");
        }
        if (!scan_value(s)) return false;
        if (take(s, close)) return true;
        if (!take(s, ','))
            return fail(s, close == '}' ? "a comma or } is missing" : "a comma or ] is missing");
    }
}

static bool scan_value(scanner *s)
{
    skip_space(s);
    char c = peek(s);
    if (c == '"') return scan_string(s);
    if (c == '-' || is_digit(c)) return scan_number(s);
    if (c != '{' && c != '[') return scan_word(s);
    if (++s->depth > ENT_NESTING_MAX) return fail(s, "nested deeper than 64 levels");
    bool good = scan_members(s, c == '{' ? '}' : ']');
    s->depth--;
    return good;
}

/* ---- spans ---- */

static ent_span span_at(ent_str text, size_t at, size_t length)
{
    ent_span span = {
        .offset = (uint32_t)at, .length = (uint32_t)(length ? length : 1), .line = 1, .column = 1};
    for (size_t i = 0; i < at; i++) {
        if (text.ptr[i] == '\n')
            span.line++, span.column = 1;
        else if (((unsigned char)text.ptr[i] & 0xC0) != 0x80)
            span.column++;
    }
    return span;
}

bool ent_geojson_check(const ent_source *source, ent_diags *diags)
{
    scanner s = {.text = source->bytes};
    if (s.text.len >= 3 && memcmp(s.text.ptr, "\xEF\xBB\xBF", 3) == 0) s.at = 3;
    if (scan_value(&s)) {
        skip_space(&s);
        if (s.at == s.text.len) return true;
        (void)fail(&s, "text after the end of the value");
    }
    bool breaks_off = s.at >= s.text.len;
    char message[160];
    snprintf(message, sizeof message, "%s%s",
             breaks_off ? "the file breaks off: " : "this is not JSON: ", s.wrong);
    ent_diags_add(
        diags, source, span_at(s.text, s.at, 1),
        (ent_diag_text){
            .code = "json",
            .message = message,
            .hint = breaks_off
                        ? "Fetch or save the file again; its end is missing."
                        : "GeoJSON is written by RFC 8259: no comments, no NaN, no comma before a bracket."});
    return false;
}

/* ---- finding ---- */

/* Go to the member of the object at s->at; its value follows. */
static bool enter_member(scanner *s, const char *name)
{
    size_t length = strlen(name);
    if (!take(s, '{')) return false;
    while (!take(s, '}')) {
        skip_space(s);
        size_t from = s->at + 1;
        if (!scan_string(s)) return false;
        bool found = s->at - 1 - from == length && memcmp(s->text.ptr + from, name, length) == 0;
        if (!take(s, ':')) return false;
        skip_space(s);
        if (found) return true;
        if (!scan_value(s)) return false;
        (void)take(s, ',');
    }
    return false;
}

static bool enter_element(scanner *s, size_t index)
{
    if (!take(s, '[')) return false;
    for (size_t i = 0; i < index; i++)
        if (!scan_value(s) || !take(s, ',')) return false;
    skip_space(s);
    return peek(s) != ']';
}

/* Stand on the feature. A text may also be a single feature or geometry. */
static bool enter_feature(ent_geojson_finder *finder, size_t feature, scanner *s)
{
    *s = (scanner){.text = finder->text, .at = finder->feature_at};
    size_t index = finder->feature_index;
    if (finder->feature_at == 0 || feature < index) {
        s->at = s->text.len >= 3 && (unsigned char)s->text.ptr[0] == 0xEF ? 3 : 0, index = 0;
        scanner whole = *s;
        if (!enter_member(s, "features") || !take(s, '[')) {
            *s = whole;
            skip_space(s);
            return feature == 0;
        }
        skip_space(s);
    }
    for (; index < feature; index++) {
        if (!scan_value(s) || !take(s, ',')) return false;
        skip_space(s);
    }
    finder->feature_at = s->at, finder->feature_index = index;
    return true;
}

static ent_span value_span(scanner *s)
{
    size_t from = s->at;
    bool is_big = peek(s) == '{' || (peek(s) == '[' && s->text.len - from > 200);
    bool good = !is_big && scan_value(s);
    return span_at(s->text, from, good ? s->at - from : 1);
}

ent_span ent_geojson_property(ent_geojson_finder *finder, size_t feature, const char *name)
{
    scanner s;
    if (!enter_feature(finder, feature, &s)) return (ent_span){0};
    scanner at_feature = s;
    if (enter_member(&s, "properties") && enter_member(&s, name)) return value_span(&s);
    return span_at(finder->text, at_feature.at, 1);
}

ent_span ent_geojson_position(ent_geojson_finder *finder, size_t feature, const size_t *path,
                              size_t path_count)
{
    scanner s;
    if (!enter_feature(finder, feature, &s)) return (ent_span){0};
    scanner at_feature = s;
    bool found = enter_member(&s, "geometry");
    if (!found) s = at_feature;
    found = enter_member(&s, "coordinates");
    for (size_t i = 0; found && i < path_count; i++) found = enter_element(&s, path[i]);
    if (!found) return span_at(finder->text, at_feature.at, 1);
    size_t from = s.at;
    return span_at(finder->text, from, scan_value(&s) ? s.at - from : 1);
}
