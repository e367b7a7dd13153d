/* json.c: the canonical writer. It keeps no text: each piece goes straight to the sink, and one bit a level
 * says whether a comma is due. A nesting past 256 levels, or an end without a beginning, is a mistake of the
 * caller: it asserts, and in a release build turns into a failed finish rather than into broken JSON. */
#include "base/json.h"
#include "base/utf8.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define DEPTH_MAX (64 * ENT_JSON_WORDS)

void ent_json_init(ent_json *json, ent_sink sink, bool pretty)
{
    *json = (ent_json){.sink = sink, .pretty = pretty};
}

static void put(ent_json *json, const char *bytes, size_t length)
{
    if (!json->failed && length && !json->sink.write(json->sink.context, bytes, length)) json->failed = true;
}

static void break_line(ent_json *json)
{
    static const char spaces[] = "                                ";
    if (!json->pretty) return;
    put(json, "\n", 1);
    for (int left = 2 * json->depth; left > 0; left -= (int)sizeof spaces - 1)
        put(json, spaces, left < (int)sizeof spaces - 1 ? (size_t)left : sizeof spaces - 1);
}

/* The bit of the level at hand, which is at least 1 deep. */
static uint64_t *word_of(ent_json *json)
{
    return &json->has_items[(json->depth - 1) / 64];
}

static uint64_t bit_of(const ent_json *json)
{
    return UINT64_C(1) << ((json->depth - 1) % 64);
}

static bool has_items(ent_json *json)
{
    return (*word_of(json) & bit_of(json)) != 0;
}

/* What stands before a value or a key: nothing after a key, else a comma if it is not the first. */
static void begin_item(ent_json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->depth == 0) return;
    if (has_items(json)) put(json, ",", 1);
    *word_of(json) |= bit_of(json);
    break_line(json);
}

static void begin_level(ent_json *json, const char *bracket)
{
    begin_item(json);
    assert(json->depth < DEPTH_MAX);
    if (json->depth >= DEPTH_MAX) {
        json->failed = true;
        return;
    }
    put(json, bracket, 1);
    json->depth++;
    *word_of(json) &= ~bit_of(json);
}

static void end_level(ent_json *json, const char *bracket)
{
    assert(json->depth > 0 || json->failed);
    if (json->depth <= 0) {
        json->failed = true;
        return;
    }
    bool had_items = has_items(json);
    json->depth--;
    if (had_items) break_line(json);
    put(json, bracket, 1);
}

void ent_json_begin_object(ent_json *json)
{
    begin_level(json, "{");
}
void ent_json_end_object(ent_json *json)
{
    end_level(json, "}");
}
void ent_json_begin_array(ent_json *json)
{
    begin_level(json, "[");
}
void ent_json_end_array(ent_json *json)
{
    end_level(json, "]");
}

static void put_escape(ent_json *json, unsigned char c)
{
    static const char named[] = "\bb\tt\nn\ff\rr\"\"\\\\";
    for (size_t i = 0; i + 1 < sizeof named; i += 2) {
        if ((unsigned char)named[i] != c) continue;
        put(json, (char[2]){'\\', named[i + 1]}, 2);
        return;
    }
    char text[8];
    snprintf(text, sizeof text, "\\u%04x", c);
    put(json, text, 6);
}

static void put_string(ent_json *json, ent_str s)
{
    put(json, "\"", 1);
    size_t from = 0; /* what lies before it is written */
    for (size_t at = 0; at < s.len;) {
        unsigned char c = (unsigned char)s.ptr[at];
        uint32_t point;
        size_t n = c < 0x80 ? 1 : ent_utf8_step((ent_str){s.ptr + at, s.len - at}, &point);
        bool plain = n > 0 && c >= 0x20 && c != '"' && c != '\\';
        if (!plain) {
            put(json, s.ptr + from, at - from);
            if (n == 0)
                put(json, "\xEF\xBF\xBD", 3); /* not UTF-8: U+FFFD, as JSON has no other way to say it */
            else
                put_escape(json, c);
            from = at + 1;
        }
        at += n ? n : 1;
    }
    if (s.len > from) put(json, s.ptr + from, s.len - from);
    put(json, "\"", 1);
}

void ent_json_key(ent_json *json, const char *key)
{
    begin_item(json);
    put_string(json, ent_str_of(key));
    put(json, ": ", json->pretty ? 2 : 1);
    json->after_key = true;
}

void ent_json_str(ent_json *json, ent_str s)
{
    begin_item(json);
    put_string(json, s);
}

static void put_word(ent_json *json, const char *word)
{
    begin_item(json);
    put(json, word, strlen(word));
}

void ent_json_null(ent_json *json)
{
    put_word(json, "null");
}
void ent_json_bool(ent_json *json, bool v)
{
    put_word(json, v ? "true" : "false");
}

void ent_json_string(ent_json *json, const char *terminated)
{
    if (terminated)
        ent_json_str(json, ent_str_of(terminated));
    else
        ent_json_null(json);
}

void ent_json_double(ent_json *json, double v)
{
    char text[32] = "null";
    if (isfinite(v)) ent_double_format(v, text);
    put_word(json, text);
}

void ent_json_int(ent_json *json, int64_t v)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)v);
    put_word(json, text);
}

void ent_json_kstring(ent_json *json, const char *key, const char *terminated)
{
    ent_json_key(json, key);
    ent_json_string(json, terminated);
}

void ent_json_kstr(ent_json *json, const char *key, ent_str s)
{
    ent_json_key(json, key);
    ent_json_str(json, s);
}

void ent_json_kdouble(ent_json *json, const char *key, double v)
{
    ent_json_key(json, key);
    ent_json_double(json, v);
}

void ent_json_kint(ent_json *json, const char *key, int64_t v)
{
    ent_json_key(json, key);
    ent_json_int(json, v);
}

void ent_json_kbool(ent_json *json, const char *key, bool v)
{
    ent_json_key(json, key);
    ent_json_bool(json, v);
}

ent_status ent_json_finish(ent_json *json, ent_error *err)
{
    assert((json->depth == 0 && !json->after_key) || json->failed);
    if (json->depth != 0 && !json->failed) return ent_fail(err, ENT_E_INTERNAL, "JSON ends inside a value");
    put(json, "\n", 1);
    return json->failed ? ent_fail(err, ENT_E_IO, "JSON could not be written") : ENT_OK;
}
