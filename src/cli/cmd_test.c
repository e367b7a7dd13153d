/* cmd_test.c: `entente test FILE|FOLDER...`: the scenarios beside the clauses, played. A folder stands for
 * every agreement.md below it, in the order of their paths, so that the same tree gives the same answer. */
#include "base/buf.h"
#include "cli/cli.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/mem.h"
#include "entente/scenario.h"

#define FILES_MAX 1000

typedef struct files {
    ent_cli *cli;
    ent_arena *arena;
    const char *at[FILES_MAX], *word[FILES_MAX]; /* word: of the command line, that it was found by */
    size_t count;
    ent_error err;
} files;

/* ---- which files ------------------------------------------------------------------------------------ */

static bool add_file(files *f, const char *path)
{
    if (f->count == FILES_MAX) {
        (void)ent_fail(&f->err, ENT_E_LIMIT, "more than %d agreements", FILES_MAX);
        return false;
    }
    const char *kept = ent_arena_copy(f->arena, ent_str_of(path));
    if (!kept) (void)ent_fail(&f->err, ENT_E_NOMEM, "out of memory");
    f->at[f->count] = kept, f->count += kept != NULL;
    return kept != NULL;
}

static bool is_link(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
}

static bool add_folder(files *f, const char *path, int depth);

static bool add_entry(files *f, const char *folder, const char *name, int depth)
{
    if (name[0] == '.') return true;
    const char *path = ent_arena_printf(f->arena, "%s/%s", folder, name);
    if (!path) {
        (void)ent_fail(&f->err, ENT_E_NOMEM, "out of memory");
        return false;
    }
    if (ent_file_is_folder(path)) return is_link(path) || add_folder(f, path, depth + 1);
    return strcmp(name, "agreement.md") != 0 || add_file(f, path);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, sorted, in the arena; false after a failure. */
static bool read_names(files *f, const char *path, const char ***out, size_t *out_count)
{
    const char **names = NULL;
    size_t count = 0, cap = 0;
    DIR *folder = opendir(path);
    if (!folder) {
        (void)ent_fail(&f->err, ENT_E_IO, "%s: the folder cannot be read", path);
        return false;
    }
    bool good = true;
    for (const struct dirent *e; good && (e = readdir(folder)); count++) {
        if (count == cap) {
            const char **grown = ent_arena_alloc(f->arena, cap = cap ? 2 * cap : 64, sizeof *grown);
            if (grown && count) memcpy(grown, names, count * sizeof *grown);
            names = grown;
        }
        good = names && (names[count] = ent_arena_copy(f->arena, ent_str_of(e->d_name)));
    }
    (void)closedir(folder);
    if (!good) (void)ent_fail(&f->err, ENT_E_NOMEM, "out of memory");
    if (good && count) qsort(names, count, sizeof *names, by_name);
    *out = names, *out_count = count;
    return good;
}

static bool add_folder(files *f, const char *path, int depth)
{
    const char **names = NULL;
    size_t count = 0;
    if (depth > ENT_NESTING_MAX) {
        (void)ent_fail(&f->err, ENT_E_LIMIT, "%s: folders are nested more than %d deep", path,
                       ENT_NESTING_MAX);
        return false;
    }
    bool good = read_names(f, path, &names, &count);
    for (size_t i = 0; i < count && good; i++) good = add_entry(f, path, names[i], depth);
    return good;
}

static bool find_files(files *f)
{
    for (size_t i = 0; i < ent_cli_arg_count(f->cli); i++) {
        const char *path = ent_cli_arg(f->cli, i);
        size_t before = f->count;
        if (!(ent_file_is_folder(path) ? add_folder(f, path, 0) : add_file(f, path))) return false;
        for (size_t k = before; k < f->count; k++) f->word[k] = path;
        if (f->count > before) continue;
        (void)ent_fail(&f->err, ENT_E_IO, "%s: there is no agreement.md in this folder or below it", path);
        return false;
    }
    return true;
}

/* ---- playing ---------------------------------------------------------------------------------------- */

typedef struct played {
    ent_trial *at[FILES_MAX];
    size_t count;
    bool wrong; /* a text was */
} played;

/* The text and what scenarios may use beside it, for the receipt; returns the name below the word. */
static const char *note_files(ent_cli *cli, const char *word, const char *path)
{
    static const char *const beside[] = {"items.csv",     "groups.csv", "places.csv", "areas.geojson",
                                         "lines.geojson", "areas.gpkg", "lines.gpkg"};
    if (!ent_cli_wants_receipt(cli)) return path;
    const char *slash = strrchr(path, '/'), *last = strrchr(word, '/');
    size_t before = ent_file_is_folder(word) ? strlen(word) + 1 : last ? (size_t)(last - word) + 1 : 0;
    size_t folder = slash && (size_t)(slash - path) + 1 > before ? (size_t)(slash - path) + 1 : before;
    ent_cli_rests_on(cli, word, path + before, NULL);
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        char name[ENT_CLI_PATH_MAX];
        int n = snprintf(name, sizeof name, "%.*s%s", (int)folder, path, beside[i]);
        if (n > 0 && (size_t)n < sizeof name && access(name, R_OK) == 0)
            ent_cli_rests_on(cli, word, name + before, NULL);
    }
    return path + before;
}

static int play_one(ent_cli *cli, const char *word, const char *path, const ent_atlas *atlas, played *out)
{
    ent_error err = {0};
    ent_diags *diags = NULL;
    ent_status st = ent_diags_new(&diags, &err);
    ent_cli_progress(cli, path);
    if (st == ENT_OK) st = ent_trial_play(path, atlas, diags, &out->at[out->count], &err);
    ent_cli_progress(cli, NULL);
    int code = diags ? ent_cli_diags(cli, diags) : ENT_EXIT_OK;
    ent_diags_free(diags);
    if (st != ENT_OK && code == ENT_EXIT_OK) return ent_cli_fail(cli, &err);
    const char *below = note_files(cli, word, path);
    if (st == ENT_OK && code == ENT_EXIT_OK) {
        ent_trial_rename(out->at[out->count], below);
        out->count++;
        return ENT_EXIT_OK;
    }
    if (st == ENT_OK) ent_trial_free(out->at[out->count]); /* nothing of it was played */
    out->wrong = true;
    return ENT_EXIT_OK;
}

static ent_trial_format format_of(const char *name)
{
    static const char *const names[] = {"text", "tap", "junit", "json"};
    for (int i = 0; i < 4; i++)
        if (strcmp(name, names[i]) == 0) return (ent_trial_format)i;
    return ENT_TRIAL_TEXT;
}

static ent_status answer(ent_cli *cli, const played *p, ent_error *err)
{
    ent_status st = ENT_OK;
    if (!ent_cli_has(cli, "generate"))
        return ent_trials_write(
            (const ent_trial *const *)p->at, p->count,
            (ent_trial_opts){format_of(ent_cli_common(cli)->format), ent_cli_has(cli, "verbose")},
            ent_cli_out(cli), err);
    for (size_t i = 0; i < p->count && st == ENT_OK; i++)
        st = ent_trial_generate(p->at[i], ent_cli_out(cli), err);
    return st;
}

static int exit_code(ent_cli *cli, const played *p)
{
    if (p->wrong) return ENT_EXIT_TEXT;
    for (size_t i = 0; i < p->count && !ent_cli_has(cli, "generate"); i++)
        if (ent_trial_failed_count(p->at[i])) return ENT_EXIT_BREACH;
    return ENT_EXIT_OK;
}

static int play_all(ent_cli *cli, const files *f, played *p)
{
    ent_atlas *atlas = NULL;
    ent_error err = {0};
    int code = ent_cli_open_atlas(cli, &atlas);
    for (size_t i = 0; i < f->count && code == ENT_EXIT_OK; i++)
        code = play_one(cli, f->word[i], f->at[i], atlas, p);
    if (code == ENT_EXIT_OK && p->count && answer(cli, p, &err) != ENT_OK) code = ent_cli_fail(cli, &err);
    if (code == ENT_EXIT_OK) code = exit_code(cli, p);
    for (size_t i = 0; i < p->count; i++) ent_trial_free(p->at[i]);
    ent_atlas_close(atlas);
    return code;
}

static int test(ent_cli *cli)
{
    int code = ENT_EXIT_FAILED;
    files *f = ent_alloc_zero(1, sizeof *f);
    played *p = ent_alloc_zero(1, sizeof *p);
    ent_error err = {ENT_E_NOMEM, "out of memory"};
    if (f) f->cli = cli, f->arena = ent_arena_new(), f->err = err;
    if (!f || !p || !f->arena)
        code = ent_cli_fail(cli, &err);
    else
        code = find_files(f) ? play_all(cli, f, p) : ent_cli_fail(cli, &f->err);
    if (f) ent_arena_free(f->arena);
    ent_free(f);
    ent_free(p);
    return code;
}

const ent_command ent_cmd_test = {.run = test};
