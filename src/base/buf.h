/* buf.h: a growing run of bytes with a ceiling. Once an append fails the buffer remembers it; check `failed` at the
 * end instead of after each append. `ptr` is always terminated when not NULL. */
#ifndef ENT_BUF_H
#define ENT_BUF_H

#include "entente/base.h"

typedef struct ent_buf {
    char *ptr;
    size_t len, cap, max;
    bool failed; /* out of memory, or past max */
} ent_buf;

void ent_buf_init(ent_buf *buf, size_t max);
void ent_buf_done(ent_buf *buf);
void ent_buf_clear(ent_buf *buf);
void ent_buf_add(ent_buf *buf, ent_str s);
void ent_buf_adds(ent_buf *buf, const char *terminated);
void ent_buf_addc(ent_buf *buf, char c);
void ent_buf_printf(ent_buf *buf, const char *format, ...) ENT_PRINTF(2, 3);
ent_str ent_buf_str(const ent_buf *buf);
ent_sink ent_buf_sink(ent_buf *buf); /* a sink that appends */

/* Read a whole file (or "-", standard input) of at most `max` bytes. ENT_E_IO with the reason, ENT_E_LIMIT. */
ent_status ent_file_read(const char *path, size_t max, ent_buf *out, ent_error *err) ENT_MUST_USE;
/* Replace a file atomically: written beside it, synced, renamed over it. Nothing changes on failure. */
ent_status ent_file_replace(const char *path, ent_str bytes, ent_error *err) ENT_MUST_USE;

#endif
