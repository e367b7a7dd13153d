/* file.c: opening and reading whole files; file_new.c writes them.
 *
 * Opening. A name may belong to something that never ends (/dev/zero) or on which opening already waits for
 * ever (a named pipe that nobody writes into); so it is looked at before and after it is opened, without
 * waiting, and only a regular file is let through: or a pipe, where the caller streams. */
#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_BYTES ((size_t)1 << 16)

ent_status ent_file_fail(ent_error *err, const char *path, const char *what)
{
    int number = errno;
    char reason[128];
    if (strerror_r(number, reason, sizeof reason)) snprintf(reason, sizeof reason, "error %d", number);
    ent_status status = number == ENOMEM ? ENT_E_NOMEM : ENT_E_IO;
    return ent_fail(err, status, "%.300s: %s: %s", path, what, reason);
}

static ssize_t read_some(int fd, char *bytes, size_t size)
{
    for (;;) {
        ssize_t n = read(fd, bytes, size);
        if (n >= 0 || errno != EINTR) return n;
    }
}

static ent_status read_all(int fd, const char *path, ent_buf *buf, ent_error *err)
{
    for (;;) {
        size_t room = buf->max - buf->len;
        if (!ent_buf_reserve(buf, room < READ_BYTES ? room : READ_BYTES))
            return ent_fail(err, ENT_E_NOMEM, "%.300s: out of memory", path);
        /* A full buffer asks for one byte more, so that a file of exactly `max` bytes still ends well. */
        char extra;
        ssize_t n =
            room ? read_some(fd, buf->ptr + buf->len, buf->cap - 1 - buf->len) : read_some(fd, &extra, 1);
        if (n < 0) return ent_file_fail(err, path, "cannot read");
        if (n == 0) return ENT_OK;
        if (!room) return ent_fail(err, ENT_E_LIMIT, "%.300s: larger than %zu bytes", path, buf->max);
        buf->len += (size_t)n;
        buf->ptr[buf->len] = '\0';
    }
}

/* ---- opening ---- */

static const char *kind_of(mode_t mode)
{
    if (S_ISDIR(mode)) return "a folder";
    if (S_ISFIFO(mode)) return "a pipe";
    if (S_ISSOCK(mode)) return "a socket";
    return "a device";
}

static bool may_read(const struct stat *info, bool or_pipe)
{
    return S_ISREG(info->st_mode) || (or_pipe && S_ISFIFO(info->st_mode));
}

static ent_status refuse(ent_error *err, const char *path, const struct stat *info, bool or_pipe)
{
    bool hint = !or_pipe && (S_ISFIFO(info->st_mode) || S_ISCHR(info->st_mode));
    return ent_fail(err, ENT_E_IO, "%.300s: cannot be read: it is %s, not a file%s", path,
                    kind_of(info->st_mode), hint ? "; save what it gives and name that" : "");
}

bool ent_file_is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

ent_status ent_file_open(const char *path, bool or_pipe, int *out_fd, ent_error *err)
{
    struct stat info;
    if (stat(path, &info)) return ent_file_fail(err, path, "cannot open");
    if (!may_read(&info, or_pipe)) return refuse(err, path, &info, or_pipe);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) return ent_file_fail(err, path, "cannot open");
    ent_status st = ENT_OK;
    if (fstat(fd, &info))
        st = ent_file_fail(err, path, "cannot open");
    else if (!may_read(&info, or_pipe)) /* it was another thing a moment ago */
        st = refuse(err, path, &info, or_pipe);
    else if (fcntl(fd, F_SETFL, O_RDONLY) < 0)
        st = ent_file_fail(err, path, "cannot open");
    if (st == ENT_OK)
        *out_fd = fd;
    else
        close(fd);
    return st;
}

/* ---- reading ---- */

ent_status ent_file_read(const char *path, size_t max, ent_buf *out, ent_error *err)
{
    ent_buf buf;
    ent_buf_init(&buf, max);
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = STDIN_FILENO;
    ent_status st = is_stdin ? ENT_OK : ent_file_open(path, false, &fd, err);
    if (st != ENT_OK) return st;
    st = read_all(fd, is_stdin ? "standard input" : path, &buf, err);
    if (!is_stdin) close(fd);
    if (st == ENT_OK)
        *out = buf;
    else
        ent_buf_done(&buf);
    return st;
}

bool ent_file_write_all(int fd, ent_str bytes)
{
    for (size_t at = 0; at < bytes.len;) {
        ssize_t n = write(fd, bytes.ptr + at, bytes.len - at);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        at += (size_t)n;
    }
    return true;
}
