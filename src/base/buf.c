/* buf.c: the growing buffer. Doubling, with one byte always kept for the terminator; `cap` counts that byte.
 */
#include "base/buf.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define CAP_FIRST 64

void ent_buf_init(ent_buf *buf, size_t max)
{
    *buf = (ent_buf){.max = max < SIZE_MAX ? max : SIZE_MAX - 1};
}

void ent_buf_done(ent_buf *buf)
{
    if (!buf) return;
    ent_free(buf->ptr);
    *buf = (ent_buf){.max = buf->max};
}

void ent_buf_clear(ent_buf *buf)
{
    buf->len = 0;
    buf->failed = false;
    if (buf->ptr) buf->ptr[0] = '\0';
}

bool ent_buf_reserve(ent_buf *buf, size_t more)
{
    if (buf->failed) return false;
    if (more > buf->max - buf->len) {
        buf->failed = true;
        return false;
    }
    size_t needed = buf->len + more + 1;
    if (needed <= buf->cap) return true;
    size_t cap = buf->cap ? buf->cap : CAP_FIRST;
    while (cap < needed) cap = cap > SIZE_MAX / 2 ? needed : cap * 2;
    if (cap > buf->max + 1) cap = buf->max + 1;
    char *ptr = ent_realloc(buf->ptr, cap, 1);
    if (!ptr) {
        buf->failed = true;
        return false;
    }
    buf->ptr = ptr, buf->cap = cap;
    ptr[buf->len] = '\0';
    return true;
}

void ent_buf_add(ent_buf *buf, ent_str s)
{
    if (!ent_buf_reserve(buf, s.len)) return;
    if (s.len) memcpy(buf->ptr + buf->len, s.ptr, s.len);
    buf->len += s.len;
    buf->ptr[buf->len] = '\0';
}

void ent_buf_adds(ent_buf *buf, const char *terminated)
{
    ent_buf_add(buf, ent_str_of(terminated));
}

void ent_buf_addc(ent_buf *buf, char c)
{
    ent_buf_add(buf, (ent_str){&c, 1});
}

void ent_buf_printf(ent_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) buf->failed = true;
    if (length < 0 || !ent_buf_reserve(buf, (size_t)length)) return;
    va_start(args, format);
    vsnprintf(buf->ptr + buf->len, (size_t)length + 1, format, args);
    va_end(args);
    buf->len += (size_t)length;
}

ent_str ent_buf_str(const ent_buf *buf)
{
    return (ent_str){buf->ptr, buf->len};
}

static bool buf_write(void *context, const char *bytes, size_t length)
{
    ent_buf *buf = context;
    ent_buf_add(buf, (ent_str){bytes, length});
    return !buf->failed;
}

ent_sink ent_buf_sink(ent_buf *buf)
{
    return (ent_sink){buf_write, buf};
}

static bool file_write(void *context, const char *bytes, size_t length)
{
    return fwrite(bytes, 1, length, context) == length;
}

ent_sink ent_file_sink(FILE *file)
{
    return (ent_sink){file_write, file};
}
