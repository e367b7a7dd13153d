/* create.c: a new case folder, whole or not at all. The files are written into a folder beside the one asked
 * for, synced, and the folder is renamed into place: rename(2) takes an empty folder's place and refuses any
 * other, so two who create the same case at once cannot mix their files, and whoever is killed half-way
 * leaves a folder whose name ends in ".tmp" and nothing else. */
#include "case/template.h"
#include "entente/case.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_BYTES 4096

static ent_status fail_errno(ent_error *err, const char *path, const char *what)
{
    int number = errno;
    char reason[128];
    if (strerror_r(number, reason, sizeof reason)) snprintf(reason, sizeof reason, "error %d", number);
    return ent_fail(err, ENT_E_IO, "%.300s: %s: %s", path, what, reason);
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        ssize_t n = write(fd, bytes + at, length - at);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        at += (size_t)n;
    }
    return true;
}

static ent_status write_file(int folder, const ent_template_file *file, const char *path, ent_error *err)
{
    int fd = openat(folder, file->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) return fail_errno(err, path, "cannot create a file in it");
    bool good = write_all(fd, file->text, strlen(file->text)) && fsync(fd) == 0;
    ent_status st = good ? ENT_OK : fail_errno(err, path, "cannot write");
    if (close(fd) && st == ENT_OK) st = fail_errno(err, path, "cannot write");
    return st;
}

static ent_status fill(const char *path, ent_error *err)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return fail_errno(err, path, "cannot open");
    ent_status st = ENT_OK;
    for (size_t i = 0; st == ENT_OK && i < ent_case_template_count; i++)
        st = write_file(folder, &ent_case_template[i], path, err);
    if (st == ENT_OK && fsync(folder) != 0) st = fail_errno(err, path, "cannot write");
    close(folder);
    return st;
}

/* Take away what a failure left of our own files. */
static void sweep(const char *path)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (size_t i = 0; folder >= 0 && i < ent_case_template_count; i++)
        unlinkat(folder, ent_case_template[i].name, 0);
    if (folder >= 0) close(folder);
    rmdir(path);
}

static ent_status move(const char *from, const char *to, ent_error *err)
{
    if (rename(from, to) == 0) return ENT_OK;
    if (errno == ENOTEMPTY || errno == EEXIST)
        return ent_fail(err, ENT_E_IO,
                        "%.300s: the folder is not empty, and nothing in it is touched; name another", to);
    if (errno == ENOTDIR)
        return ent_fail(err, ENT_E_IO, "%.300s: there is a file of that name; name another", to);
    return fail_errno(err, to, "cannot create");
}

/* "CASE" without slashes at its end, and the name of the folder to write into first. */
static ent_status name_folders(const char *folder, char target[PATH_BYTES], char fresh[PATH_BYTES],
                               ent_error *err)
{
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/') length--;
    int n = snprintf(target, PATH_BYTES, "%.*s", (int)length, folder);
    int m = snprintf(fresh, PATH_BYTES, "%.*s.entente-%ld.tmp", (int)length, folder, (long)getpid());
    if (length == 0 || n < 0 || m < 0 || length >= PATH_BYTES || m >= PATH_BYTES)
        return ent_fail(err, ENT_E_LIMIT, "the name of the folder is empty or longer than %d bytes",
                        PATH_BYTES - 32);
    return ENT_OK;
}

ent_status ent_case_create(const char *folder, ent_error *err)
{
    char target[PATH_BYTES], fresh[PATH_BYTES];
    ent_status st = name_folders(folder, target, fresh, err);
    if (st != ENT_OK) return st;
    if (mkdir(fresh, 0777) != 0) return fail_errno(err, target, "cannot create");
    st = fill(fresh, err);
    if (st == ENT_OK) st = move(fresh, target, err);
    if (st != ENT_OK) sweep(fresh);
    return st;
}

size_t ent_case_template_file_count(void)
{
    return ent_case_template_count;
}
const char *ent_case_template_file_at(size_t index)
{
    return index < ent_case_template_count ? ent_case_template[index].name : NULL;
}
