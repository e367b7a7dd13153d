/* append.c: one more entry, safe against a crash at any moment and against any number of writers.
 *
 * The register is only ever appended to, but not by appending: a write to the end of a file may be cut short,
 * and then a reader finds half a row, perhaps with an open quote that swallows whatever follows. So the new
 * ledger (the old bytes and one row) is written beside the old one, synced, and renamed over it. A reader has
 * the one or the other; a power cut leaves the one or the other. A million entries take a quarter of a second
 * to copy.
 *
 * Writers are kept apart by flock(2) on the *folder*: the lock goes with the process, however it ends, needs
 * no file of its own, and unlike a lock on the ledger it survives the rename. Under the lock the name
 * the ledger's name with ".new" belongs to the one writer, so what a killed one left there is simply written
 * over. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "ledger/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static ent_status fail_errno(ent_error *err, const char *path, const char *what)
{
    int number = errno;
    char reason[128];
    if (strerror_r(number, reason, sizeof reason)) snprintf(reason, sizeof reason, "error %d", number);
    return ent_fail(err, ENT_E_IO, "%.300s: %s: %s", path, what, reason);
}

/* ---- the folder and its lock ---- */

typedef struct place {
    char path[PATH_MAX];  /* of the ledger, symbolic links followed */
    char fresh[PATH_MAX]; /* of the new one until it is whole */
    int folder;           /* locked; -1: not open */
} place;

static ent_status find_place(const char *path, place *p, ent_error *err)
{
    bool exists = realpath(path, p->path) != NULL;
    if (!exists && errno != ENOENT) return fail_errno(err, path, "cannot open");
    struct stat link;
    if (!exists && lstat(path, &link) == 0 && S_ISLNK(link.st_mode)) /* it would be replaced, not followed */
        return ent_fail(err, ENT_E_IO, "%.300s: a link to a file that is not there", path);
    int n = exists ? 0 : snprintf(p->path, sizeof p->path, "%s", path);
    int m = snprintf(p->fresh, sizeof p->fresh, "%.*s.new", PATH_MAX - 8, p->path);
    if (n < 0 || m < 0 || (size_t)n >= sizeof p->path || (size_t)m >= sizeof p->fresh)
        return ent_fail(err, ENT_E_LIMIT, "a path is longer than %d bytes", PATH_MAX - 8);
    return ENT_OK;
}

static ent_status lock_folder(place *p, ent_error *err)
{
    char folder[PATH_MAX] = ".";
    const char *slash = strrchr(p->path, '/');
    if (slash)
        snprintf(folder, sizeof folder, "%.*s", slash == p->path ? 1 : (int)(slash - p->path), p->path);
    p->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (p->folder < 0) return fail_errno(err, folder, "cannot open");
    while (flock(p->folder, LOCK_EX) != 0)
        if (errno != EINTR) return fail_errno(err, folder, "cannot be locked");
    return ENT_OK;
}

/* ---- the new text ---- */

static ent_status read_old(const place *p, ent_buf *text, ent_error *err)
{
    if (access(p->path, F_OK) == 0) return ent_file_read(p->path, ENT_LEDGER_BYTES_MAX, text, err);
    ent_buf_init(text, ENT_LEDGER_BYTES_MAX);
    if (ent_ledger_is_ndjson(p->path)) return ENT_OK;
    for (int i = 0; i < ENT_LEDGER_COLUMN_COUNT; i++)
        ent_buf_printf(text, "%s%s", i ? "," : "", ent_ledger_column_name((ent_ledger_column)i));
    ent_buf_addc(text, '\n');
    return text->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory") : ENT_OK;
}

const ent_ledger_cell *ent_ledger_cell_find(const ent_ledger_new_entry *entry, ent_str column)
{
    for (size_t i = 0; i < entry->count; i++)
        if (ent_str_is(column, entry->cells[i].column)) return &entry->cells[i];
    return NULL;
}

static bool has(ent_str text, char c)
{
    return text.len && memchr(text.ptr, c, text.len);
}

/* A ledger in CSV has the columns of its header, one in JSON all that there are. */
static bool has_column(const ent_csv *csv, const char *column)
{
    if (csv) return ent_csv_column_find(csv, column) >= 0;
    for (int i = 0; i < ENT_LEDGER_COLUMN_COUNT; i++)
        if (strcmp(column, ent_ledger_column_name((ent_ledger_column)i)) == 0) return true;
    return false;
}

/* Every cell must have its column and be one line, so that the register stays one line an entry. */
static ent_status check_cells(const ent_csv *csv, const ent_ledger_new_entry *entry, ent_error *err)
{
    for (size_t i = 0; i < entry->count; i++) {
        const ent_ledger_cell *cell = &entry->cells[i];
        if (!has_column(csv, cell->column))
            return ent_fail(err, ENT_E_NOT_FOUND, "the ledger has no column \"%.60s\"", cell->column);
        if (has(cell->text, '\n') || has(cell->text, '\r') || has(cell->text, '\0'))
            return ent_fail(err, ENT_E_DOMAIN, "%.60s: a cell of the ledger is one line", cell->column);
        if (has(cell->text, '\t') || ent_utf8_has_control(cell->text))
            return ent_fail(err, ENT_E_DOMAIN, "%.60s: a control character (such as ESC) in the text",
                            cell->column);
    }
    return ENT_OK;
}

static void add_cell(ent_buf *text, ent_str cell)
{
    bool trimmed = ent_str_trim(cell).len == cell.len;
    if (trimmed && !has(cell, ',') && !has(cell, '"')) {
        ent_buf_add(text, cell);
        return;
    }
    ent_buf_addc(text, '"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] == '"') ent_buf_addc(text, '"');
        ent_buf_addc(text, cell.ptr[i]);
    }
    ent_buf_addc(text, '"');
}

/* Is the old ledger ended by "\r\n" lines? The new row follows suit. */
static const char *line_end(ent_str old)
{
    const char *first = memchr(old.ptr, '\n', old.len);
    return first && first > old.ptr && first[-1] == '\r' ? "\r\n" : "\n";
}

static ent_status add_row(const ent_csv *csv, const ent_ledger_new_entry *entry, const char *id,
                          ent_buf *text, ent_error *err)
{
    const char *end = line_end(ent_buf_str(text));
    if (text->len && text->ptr[text->len - 1] != '\n') ent_buf_adds(text, end);
    for (size_t i = 0; i < ent_csv_column_count(csv); i++) {
        ent_str column = ent_csv_column_name(csv, i);
        const ent_ledger_cell *cell = ent_ledger_cell_find(entry, column);
        if (i) ent_buf_addc(text, ',');
        if (cell)
            add_cell(text, cell->text);
        else if (ent_str_is(column, "id"))
            add_cell(text, ent_str_of(id));
    }
    ent_buf_adds(text, end);
    return text->failed
               ? ent_fail(err, ENT_E_LIMIT, "the ledger is larger than %zu bytes", ENT_LEDGER_BYTES_MAX)
               : ENT_OK;
}

/* ---- checking ---- */

static ent_status read_ledger(const char *name, ent_str text, ent_diags *diags, ent_ledger **out,
                              ent_error *err)
{
    ent_ledger *ledger = NULL;
    ent_status st = ent_ledger_new(&ledger, err);
    if (st == ENT_OK) st = ent_ledger_load_held(ledger, name, text, diags, err);
    if (st == ENT_OK) st = ent_ledger_finish(ledger, diags, err);
    if (st == ENT_OK) st = ent_diags_status(diags, err);
    if (st == ENT_OK)
        *out = ledger;
    else
        ent_ledger_free(ledger);
    return st;
}

/* "E81": the first free one from the number of entries on. What is wrong with the ledger is for the reading
 * after. */
static ent_status make_id(const char *path, ent_str text, ent_ledger_added *out, ent_error *err)
{
    ent_ledger *ledger = NULL;
    ent_diags *unsaid = NULL;
    ent_status st = ent_diags_new(&unsaid, err);
    if (st == ENT_OK) st = ent_ledger_new(&ledger, err);
    if (st == ENT_OK) st = ent_ledger_load_held(ledger, path, text, unsaid, err);
    for (size_t n = ledger ? ent_ledger_count(ledger) + 1 : 0; st == ENT_OK; n++) {
        snprintf(out->id, sizeof out->id, "E%zu", n);
        if (!ent_ledger_find(ledger, ent_str_of(out->id))) break;
    }
    ent_ledger_free(ledger);
    ent_diags_free(unsaid);
    return st;
}

/* Make text, the old ledger, the new one: the id is taken or made, the row added. */
static ent_status extend(const char *path, const ent_ledger_new_entry *entry, ent_buf *text,
                         ent_ledger_added *out, ent_error *err)
{
    ent_csv *csv = NULL;
    ent_diags *unsaid = NULL;
    const ent_ledger_cell *id = ent_ledger_cell_find(entry, ENT_STR("id"));
    ent_status st = ent_diags_new(&unsaid, err);
    if (st == ENT_OK && !id) st = make_id(path, ent_buf_str(text), out, err);
    if (id)
        snprintf(out->id, sizeof out->id, "%.*s", (int)(id->text.len < 63 ? id->text.len : 63),
                 id->text.ptr ? id->text.ptr : "");
    const bool is_ndjson = ent_ledger_is_ndjson(path);
    if (st == ENT_OK && !is_ndjson) st = ent_csv_open_memory(path, ent_buf_str(text), unsaid, &csv, err);
    if (st == ENT_OK) st = check_cells(csv, entry, err);
    if (st == ENT_OK)
        st = is_ndjson ? ent_ledger_add_line(entry, out->id, text, err)
                       : add_row(csv, entry, out->id, text, err);
    ent_csv_close(csv);
    ent_diags_free(unsaid);
    return st == ENT_E_FORMAT ? ENT_OK : st; /* a wrong header: the reading after says it */
}

static ent_status check_new(const char *path, ent_str text, ent_ledger_added *out, ent_diags *diags,
                            ent_error *err)
{
    ent_ledger *ledger = NULL;
    ent_status st = read_ledger(path, text, diags, &ledger, err);
    if (st != ENT_OK) return st;
    const ent_entry *entry = ent_ledger_find(ledger, ent_str_of(out->id));
    if (!entry) st = ent_fail(err, ENT_E_DOMAIN, "an id has at most %zu bytes", sizeof out->id - 1);
    if (st == ENT_OK) out->line = entry->span.line;
    if (st == ENT_OK) st = ent_ledger_check_one(ledger, (const ent_ledger_row *)entry, diags, err);
    if (st == ENT_OK) st = ent_diags_status(diags, err);
    ent_ledger_free(ledger);
    return st;
}

/* ---- writing ---- */

static ent_status put_in_place(const place *p, ent_str text, ent_error *err)
{
    struct stat old;
    bool had_one = stat(p->path, &old) == 0;
    int fd = open(p->fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0) return fail_errno(err, p->fresh, "cannot create");
    bool good =
        (!had_one || fchmod(fd, old.st_mode & 07777) == 0) && ent_file_write_all(fd, text) && fsync(fd) == 0;
    ent_status st = good ? ENT_OK : fail_errno(err, p->fresh, "cannot write");
    if (close(fd) && st == ENT_OK) st = fail_errno(err, p->fresh, "cannot write");
    if (st == ENT_OK && rename(p->fresh, p->path)) st = fail_errno(err, p->path, "cannot replace");
    if (st == ENT_OK && fsync(p->folder) != 0 && errno != EINVAL)
        st = fail_errno(err, p->path, "cannot be made to last");
    if (st != ENT_OK) unlink(p->fresh);
    return st;
}

ent_status ent_ledger_append(const char *path, const ent_ledger_new_entry *entry, ent_diags *diags,
                             ent_ledger_added *out, ent_error *err)
{
    place p = {.folder = -1};
    ent_buf text = {0};
    ent_ledger_added added = {0};
    ent_status st = find_place(path, &p, err);
    if (st == ENT_OK) st = lock_folder(&p, err);
    if (st == ENT_OK) st = read_old(&p, &text, err);
    if (st == ENT_OK) st = extend(path, entry, &text, &added, err);
    if (st == ENT_OK) st = check_new(path, ent_buf_str(&text), &added, diags, err);
    if (st == ENT_OK) st = put_in_place(&p, ent_buf_str(&text), err);
    if (st == ENT_OK) *out = added;
    ent_buf_done(&text);
    if (p.folder >= 0) close(p.folder); /* and unlocked */
    return st;
}
