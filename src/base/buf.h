/* buf.h: a growing run of bytes with a ceiling. Once an append fails the buffer remembers it; check `failed`
 * at the end instead of after each append. `ptr` is always terminated when not NULL. */
#ifndef ENT_BUF_H
#define ENT_BUF_H

#include "entente/base.h"
#include <stdio.h>

typedef struct ent_buf {
    char *ptr;
    size_t len, cap, max;
    bool failed; /* out of memory, or past max */
} ent_buf;

void ent_buf_init(ent_buf *buf, size_t max); /* allocates nothing; `max` bytes of content at most */
void ent_buf_done(ent_buf *buf);             /* NULL and all-zero are fine; may be used again afterwards */
void ent_buf_clear(ent_buf *buf);            /* empty, the memory kept, the failure forgotten */
/* Make room for `more` bytes beyond `len`, plus the terminator, which the caller who writes there sets. */
bool ent_buf_reserve(ent_buf *buf, size_t more);
void ent_buf_add(ent_buf *buf, ent_str s);
void ent_buf_adds(ent_buf *buf, const char *terminated);
void ent_buf_addc(ent_buf *buf, char c);
void ent_buf_printf(ent_buf *buf, const char *format, ...) ENT_PRINTF(2, 3);
ent_str ent_buf_str(const ent_buf *buf);
ent_sink ent_buf_sink(ent_buf *buf); /* a sink that appends */
ent_sink
ent_file_sink(FILE *file); /* a sink that writes to an open stream; flushing and closing stay outside */

/* "PATH: WHAT: the reason that errno gives", as ENT_E_IO or ENT_E_NOMEM. */
ent_status ent_file_fail(ent_error *err, const char *path, const char *what);
/* Open for reading what is sure to end: a regular file, symbolic links followed; with `or_pipe`, for a caller
 * that streams, also a pipe (one that nobody writes into is empty). Never waits. ENT_E_IO says what it is
 * instead: a folder, a pipe, a socket, a device. The caller closes *out_fd. */
ent_status ent_file_open(const char *path, bool or_pipe, int *out_fd, ent_error *err) ENT_MUST_USE;
/* Is there a folder at the path, symbolic links followed? False also when it cannot be told. */
bool ent_file_is_folder(const char *path);
/* Read a whole regular file (or "-", standard input) of at most `max` bytes. ENT_E_IO with the reason,
 * ENT_E_LIMIT. `out` is overwritten on success only, without looking at what it held; ent_buf_done frees it.
 */
ent_status ent_file_read(const char *path, size_t max, ent_buf *out, ent_error *err) ENT_MUST_USE;
/* Write all bytes to an open descriptor, going on after interruptions and short writes; false with errno set
 * when it cannot. */
bool ent_file_write_all(int fd, ent_str bytes) ENT_MUST_USE;
/* Replace a file atomically: written beside it, synced, renamed over it. Nothing changes on failure. The mode
 * of an existing file is kept, a symbolic link is followed; what is not a regular file (/dev/stdout) is
 * written in place. */
ent_status ent_file_replace(const char *path, ent_str bytes, ent_error *err) ENT_MUST_USE;

/* The same piece by piece, in constant memory: what was written stands at `path` once `finish` succeeds.
 * Until then, and whatever ends the program, the old file stands there; only where the file system knows no
 * nameless files may a killed program leave a part beside it, called .entente-*.tmp. */
typedef struct ent_new_file ent_new_file;
ent_status ent_new_file_open(const char *path, ent_new_file **out, ent_error *err) ENT_MUST_USE;
/* The first failure is kept: later writes do nothing and give it again, and so does finish. */
ent_status ent_new_file_write(ent_new_file *file, ent_str bytes, ent_error *err) ENT_MUST_USE;
ent_status ent_new_file_finish(ent_new_file *file, ent_error *err) ENT_MUST_USE; /* frees it, come what may */
void ent_new_file_drop(ent_new_file *file); /* forgets what was written; NULL is fine */

#endif
