/* file.c: whole files in, whole files out.
 *
 * Opening. A name may belong to something that never ends (/dev/zero) or on which opening already waits for
 * ever (a named pipe that nobody writes into); so it is looked at before and after it is opened, without
 * waiting, and only a regular file is let through: or a pipe, where the caller streams.
 *
 * Replacing. The bytes go to a fresh file in the same folder, are synced, and the new file is renamed over
 * the old: a reader sees the old bytes or the new, never a part, also after a power cut (the folder is synced
 * last). The temporary name carries the process id and the clock; O_EXCL makes a clash harmless. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define READ_BYTES ((size_t)1 << 16)
#define NAME_TRIES 100

static ent_status fail_errno(ent_error *err, const char *path, const char *what)
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
        if (n < 0) return fail_errno(err, path, "cannot read");
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
    if (stat(path, &info)) return fail_errno(err, path, "cannot open");
    if (!may_read(&info, or_pipe)) return refuse(err, path, &info, or_pipe);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) return fail_errno(err, path, "cannot open");
    ent_status st = ENT_OK;
    if (fstat(fd, &info))
        st = fail_errno(err, path, "cannot open");
    else if (!may_read(&info, or_pipe)) /* it was another thing a moment ago */
        st = refuse(err, path, &info, or_pipe);
    else if (fcntl(fd, F_SETFL, O_RDONLY) < 0)
        st = fail_errno(err, path, "cannot open");
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

static ent_status write_in_place(const char *path, ent_str bytes, ent_error *err)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return fail_errno(err, path, "cannot open for writing");
    bool ok = ent_file_write_all(fd, bytes);
    ent_status st = ok ? ENT_OK : fail_errno(err, path, "cannot write");
    if (close(fd) && st == ENT_OK) st = fail_errno(err, path, "cannot write");
    return st;
}

/* Opens a new file beside `path` and writes its name into `name`. */
static int open_beside(const char *path, char name[PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    int folder = slash ? (int)(slash + 1 - path) : 0;
    for (unsigned i = 0; i < NAME_TRIES; i++) {
        struct timespec now = {0, 0};
        clock_gettime(CLOCK_REALTIME, &now);
        int n = snprintf(name, PATH_MAX, "%.*s.entente-%ld-%ld-%u.tmp", folder, path, (long)getpid(),
                         now.tv_nsec, i);
        if (n < 0 || n >= PATH_MAX) {
            errno = ENAMETOOLONG;
            return -1;
        }
        int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST) return fd;
    }
    return -1;
}

/* Best effort: a folder that cannot be synced (some network file systems) does not undo the rename. */
static void sync_folder(const char *path)
{
    char folder[PATH_MAX] = ".";
    const char *slash = strrchr(path, '/');
    if (slash) snprintf(folder, sizeof folder, "%.*s", slash == path ? 1 : (int)(slash - path), path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    fsync(fd);
    close(fd);
}

static ent_status replace_at(const char *path, ent_str bytes, const mode_t *mode, ent_error *err)
{
    char name[PATH_MAX];
    int fd = open_beside(path, name);
    if (fd < 0) return fail_errno(err, path, "cannot create a file beside it");
    bool ok = (!mode || fchmod(fd, *mode) == 0) && ent_file_write_all(fd, bytes) && fsync(fd) == 0;
    ent_status st = ok ? ENT_OK : fail_errno(err, path, "cannot write");
    if (close(fd) && st == ENT_OK) st = fail_errno(err, path, "cannot write");
    if (st == ENT_OK && rename(name, path)) st = fail_errno(err, path, "cannot replace");
    if (st == ENT_OK)
        sync_folder(path);
    else
        unlink(name);
    return st;
}

ent_status ent_file_replace(const char *path, ent_str bytes, ent_error *err)
{
    struct stat old;
    if (stat(path, &old)) {
        if (errno != ENOENT) return fail_errno(err, path, "cannot replace");
        return replace_at(path, bytes, NULL, err);
    }
    if (!S_ISREG(old.st_mode)) return write_in_place(path, bytes, err);
    char target[PATH_MAX];
    if (!realpath(path, target)) return fail_errno(err, path, "cannot follow");
    mode_t mode = old.st_mode & 07777;
    return replace_at(target, bytes, &mode, err);
}
