/* base.c: status, error and text slices. Numbers are read in number.c. */
#include "entente/base.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *ent_status_name(ent_status status)
{
    switch (status) {
    case ENT_OK: return "ok";
    case ENT_E_NOMEM: return "out of memory";
    case ENT_E_IO: return "input or output failed";
    case ENT_E_FORMAT: return "malformed input";
    case ENT_E_LIMIT: return "limit exceeded";
    case ENT_E_DOMAIN: return "out of range";
    case ENT_E_NOT_FOUND: return "not found";
    case ENT_E_UNSUPPORTED: return "not supported";
    case ENT_E_USAGE: return "wrong usage";
    case ENT_E_INTERNAL: return "internal error";
    }
    return "unknown status";
}

/* Messages quote file names and input, so they are made one line of UTF-8 here, once: a control character
 * becomes a space, a byte that is not UTF-8 (also a sequence cut by the end of the buffer) a question mark.
 */
static void make_one_line(char *text)
{
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        uint32_t c = 0;
        size_t n = ent_utf8_step((ent_str){text + at, length - at}, &c);
        if (n == 0)
            text[at] = '?';
        else if (c < 0x20 || c == 0x7F)
            text[at] = ' ';
        at += n ? n : 1;
    }
}

ent_status ent_fail(ent_error *err, ent_status status, const char *format, ...)
{
    if (!err) return status;
    char text[sizeof err->message]; /* apart, since an argument may be err->message itself */
    va_list args;
    va_start(args, format);
    if (vsnprintf(text, sizeof text, format, args) < 0)
        snprintf(text, sizeof text, "%s", ent_status_name(status));
    va_end(args);
    make_one_line(text);
    memcpy(err->message, text, sizeof text);
    err->status = status;
    return status;
}

ent_str ent_str_of(const char *terminated)
{
    return terminated ? (ent_str){terminated, strlen(terminated)} : (ent_str){NULL, 0};
}

bool ent_str_eq(ent_str a, ent_str b)
{
    return a.len == b.len && (a.len == 0 || !memcmp(a.ptr, b.ptr, a.len));
}

bool ent_str_is(ent_str a, const char *terminated)
{
    return ent_str_eq(a, ent_str_of(terminated));
}

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool ent_str_eq_nocase(ent_str a, ent_str b)
{
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++)
        if (fold(a.ptr[i]) != fold(b.ptr[i])) return false;
    return true;
}

int ent_str_cmp(ent_str a, ent_str b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
    if (order) return order < 0 ? -1 : 1;
    return a.len < b.len ? -1 : a.len > b.len;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

ent_str ent_str_trim(ent_str s)
{
    while (s.len && is_blank(s.ptr[s.len - 1])) s.len--;
    while (s.len && is_blank(s.ptr[0])) s.ptr++, s.len--;
    return s;
}
