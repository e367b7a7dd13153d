/* file_new.c: writing files whole, or not at all.
 *
 * The bytes go to a file in the same folder, are synced, and that file is renamed over the old one: a reader
 * sees the old bytes or the new, never a part, also after a power cut (the folder is synced last). Until it
 * is complete the file has no name (O_TMPFILE), so that nothing is left of it whatever ends the program, even
 * a signal that nobody can catch; the name that it needs for the renaming carries the process id and the
 * clock, and links never overwrite. Where the file system has no nameless files, or /proc is not there to
 * give one a name, it is called so from the start. What is no regular file (/dev/stdout) has nothing beside
 * it, and is written in place. */
#define _GNU_SOURCE /* O_TMPFILE */
#include "base/buf.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define HELD_BYTES ((size_t)1 << 18) /* gathered before they are handed to the system */
#define NAME_TRIES 100

struct ent_new_file {
    int fd;
    bool in_place, has_name;
    ent_error failure;    /* the first; status ENT_OK: none */
    char path[PATH_MAX];  /* where it is to stand, symbolic links followed */
    char named[PATH_MAX]; /* what it is called until then, if has_name */
    char given[304];      /* for messages */
    ent_buf held;
};

/* ---- names ----------------------------------------------------------------------------------------------
 */

static void folder_of(const char *path, char folder[PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    int length = !slash ? 1 : slash == path ? 1 : (int)(slash - path);
    snprintf(folder, PATH_MAX, "%.*s", length, slash ? path : ".");
}

static bool next_name(ent_new_file *f, unsigned attempt)
{
    const char *slash = strrchr(f->path, '/');
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_REALTIME, &now);
    int n = snprintf(f->named, sizeof f->named, "%.*s.entente-%ld-%ld-%u.tmp",
                     slash ? (int)(slash + 1 - f->path) : 0, f->path, (long)getpid(), now.tv_nsec, attempt);
    if (n > 0 && (size_t)n < sizeof f->named) return true;
    errno = ENAMETOOLONG;
    return false;
}

static void proc_name(int fd, char name[64])
{
    snprintf(name, 64, "/proc/self/fd/%d", fd);
}

/* A file without a name that can be given one; -1 where there is no such thing. */
static int open_nameless(const char *path)
{
    char folder[PATH_MAX], proc[64];
    struct stat info;
    folder_of(path, folder);
    int fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    if (fd < 0) return -1;
    proc_name(fd, proc);
    if (stat(proc, &info) == 0) return fd;
    close(fd);
    return -1;
}

static int open_named(ent_new_file *f)
{
    for (unsigned i = 0; i < NAME_TRIES && next_name(f, i); i++) {
        int fd = open(f->named, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        f->has_name = fd >= 0;
        if (fd >= 0 || errno != EEXIST) return fd;
    }
    return -1;
}

static bool give_name(ent_new_file *f)
{
    char proc[64];
    proc_name(f->fd, proc);
    for (unsigned i = 0; !f->has_name && i < NAME_TRIES && next_name(f, i); i++) {
        f->has_name = linkat(AT_FDCWD, proc, AT_FDCWD, f->named, AT_SYMLINK_FOLLOW) == 0;
        if (!f->has_name && errno != EEXIST) return false;
    }
    return f->has_name;
}

/* Best effort: a folder that cannot be synced (some network file systems) does not undo the rename. */
static void sync_folder(const char *path)
{
    char folder[PATH_MAX];
    folder_of(path, folder);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    fsync(fd);
    close(fd);
}

/* ---- opening --------------------------------------------------------------------------------------------
 */

static ent_status open_beside(ent_new_file *f, const mode_t *mode, ent_error *err)
{
    f->fd = open_nameless(f->path);
    if (f->fd < 0) f->fd = open_named(f);
    if (f->fd < 0) return ent_file_fail(err, f->given, "cannot create a file beside it");
    return mode && fchmod(f->fd, *mode) ? ent_file_fail(err, f->given, "cannot write") : ENT_OK;
}

/* A link to nothing would be replaced itself, or a file made where nobody sees it: neither is asked for. */
static bool is_dangling(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0 && S_ISLNK(info.st_mode);
}

static ent_status open_for(ent_new_file *f, const char *path, ent_error *err)
{
    struct stat old;
    bool is_new = stat(path, &old) != 0;
    if (is_new && errno != ENOENT) return ent_file_fail(err, path, "cannot replace");
    if (is_new && is_dangling(path))
        return ent_fail(err, ENT_E_IO,
                        "%.300s: is a symbolic link to a file that is not there; make that file, or take the "
                        "link away",
                        path);
    f->in_place = !is_new && !S_ISREG(old.st_mode);
    if (is_new || f->in_place) {
        if (strlen(path) >= sizeof f->path)
            return ent_fail(err, ENT_E_IO, "%.300s: the name is too long", path);
        memcpy(f->path, path, strlen(path) + 1);
    } else if (!realpath(path, f->path)) {
        return ent_file_fail(err, path, "cannot follow");
    }
    mode_t mode = is_new ? 0 : old.st_mode & 07777;
    if (!f->in_place) return open_beside(f, is_new ? NULL : &mode, err);
    f->fd = open(path, O_WRONLY | O_CLOEXEC);
    return f->fd < 0 ? ent_file_fail(err, path, "cannot open for writing") : ENT_OK;
}

void ent_new_file_drop(ent_new_file *f)
{
    if (!f) return;
    if (f->fd >= 0) close(f->fd);
    if (f->has_name) unlink(f->named);
    ent_buf_done(&f->held);
    ent_free(f);
}

ent_status ent_new_file_open(const char *path, ent_new_file **out, ent_error *err)
{
    ent_new_file *f = ent_alloc_zero(1, sizeof *f);
    if (!f) return ent_fail(err, ENT_E_NOMEM, "%.300s: out of memory", path);
    f->fd = -1;
    snprintf(f->given, sizeof f->given, "%.300s", path);
    ent_buf_init(&f->held, HELD_BYTES);
    ent_status st = open_for(f, path, err);
    if (st == ENT_OK)
        *out = f;
    else
        ent_new_file_drop(f);
    return st;
}

/* ---- writing --------------------------------------------------------------------------------------------
 */

static ent_status failed(const ent_new_file *f, ent_error *err)
{
    if (err) *err = f->failure;
    return f->failure.status;
}

static void put(ent_new_file *f, ent_str bytes)
{
    if (f->failure.status == ENT_OK && !ent_file_write_all(f->fd, bytes))
        (void)ent_file_fail(&f->failure, f->given, "cannot write");
}

ent_status ent_new_file_write(ent_new_file *f, ent_str bytes, ent_error *err)
{
    if (f->failure.status != ENT_OK) return failed(f, err);
    if (f->held.len + bytes.len > HELD_BYTES) {
        put(f, ent_buf_str(&f->held));
        ent_buf_clear(&f->held);
    }
    if (bytes.len > HELD_BYTES)
        put(f, bytes);
    else
        ent_buf_add(&f->held, bytes);
    if (f->held.failed) (void)ent_fail(&f->failure, ENT_E_NOMEM, "%.300s: out of memory", f->given);
    return failed(f, err);
}

ent_status ent_new_file_finish(ent_new_file *f, ent_error *err)
{
    put(f, ent_buf_str(&f->held));
    if (f->failure.status == ENT_OK && !f->in_place && fsync(f->fd))
        (void)ent_file_fail(&f->failure, f->given, "cannot write");
    if (f->failure.status == ENT_OK && !f->in_place && !give_name(f))
        (void)ent_file_fail(&f->failure, f->given, "cannot create a file beside it");
    int fd = f->fd;
    f->fd = -1;
    if (close(fd) && f->failure.status == ENT_OK) (void)ent_file_fail(&f->failure, f->given, "cannot write");
    if (f->failure.status == ENT_OK && !f->in_place) {
        if (rename(f->named, f->path))
            (void)ent_file_fail(&f->failure, f->given, "cannot replace");
        else
            f->has_name = false, sync_folder(f->path);
    }
    ent_status st = failed(f, err);
    ent_new_file_drop(f);
    return st;
}

ent_status ent_file_replace(const char *path, ent_str bytes, ent_error *err)
{
    ent_new_file *file = NULL;
    ent_status st = ent_new_file_open(path, &file, err);
    if (st != ENT_OK) return st;
    st = ent_new_file_write(file, bytes, err);
    if (st == ENT_OK) return ent_new_file_finish(file, err);
    ent_new_file_drop(file);
    return st;
}
