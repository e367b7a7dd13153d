/* output.c: where answers and messages go. Answers go to standard output or, with -o, beside the file until
 * the command has ended well; then it is replaced in one step, so that nobody ever reads half an answer.
 * Messages go to standard error, with colours only when that is a terminal and NO_COLOR is not set
 * (https://no-color.org). */
#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"
#include "cli/embed.h"
#include "cli/frame.h"
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RECEIPT_BYTES_MAX (16u * 1024 * 1024)

static bool colors_wanted(const ent_cli *cli, int descriptor)
{
    if (cli->color != ENT_CLI_COLOR_AUTO) return cli->color == ENT_CLI_COLOR_ALWAYS;
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    if (no_color && *no_color) return false;
    return isatty(descriptor) && !(term && strcmp(term, "dumb") == 0);
}

/* ---- answers ---- */

/* Kept and said at the end: what is called before then may fail for another reason. */
static bool note_failure(ent_cli *cli, const ent_error *err)
{
    if (!cli->write_failed) cli->write_error = *err;
    cli->write_failed = true;
    return false;
}

static bool write_file(void *context, const char *bytes, size_t length)
{
    ent_cli *cli = context;
    ent_error err = {0};
    if (cli->write_failed) return false;
    if (!cli->file && ent_new_file_open(cli->common.output, &cli->file, &err) != ENT_OK)
        return note_failure(cli, &err);
    return ent_new_file_write(cli->file, (ent_str){bytes, length}, &err) == ENT_OK || note_failure(cli, &err);
}

static bool stdout_failed(ent_cli *cli)
{
    ent_error err = {0};
    (void)ent_fail(&err, ENT_E_IO, "standard output: %s", errno ? strerror(errno) : "a write failed");
    return note_failure(cli, &err);
}

static bool write_stdout(void *context, const char *bytes, size_t length)
{
    ent_cli *cli = context;
    errno = 0;
    return (fwrite(bytes, 1, length, stdout) == length || stdout_failed(cli)) && !cli->write_failed;
}

/* A flush that fails drops what it could not write, and the next one then succeeds: so each is looked at. */
static void flush_stdout(ent_cli *cli)
{
    errno = 0;
    if (fflush(stdout) != 0) (void)stdout_failed(cli);
}

static bool write_kept(void *context, const char *bytes, size_t length)
{
    ent_cli *cli = context;
    ent_buf_add(&cli->answer, (ent_str){bytes, length});
    return !cli->answer.failed;
}

ent_sink ent_cli_out(ent_cli *cli)
{
    if (ent_cli_wants_receipt(cli)) {
        if (!cli->answer.max) ent_buf_init(&cli->answer, ENT_ARENA_BYTES_MAX);
        return (ent_sink){write_kept, cli};
    }
    if (!cli->common.output) return (ent_sink){write_stdout, cli};
    (void)write_file(
        cli, "", 0); /* an empty answer is one too; and a folder that cannot be written to is told early */
    return (ent_sink){write_file, cli};
}

void ent_cli_printf(ent_cli *cli, const char *format, ...)
{
    ent_buf text;
    ent_buf_init(&text, ENT_LINE_BYTES_MAX);
    char line[512];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    ent_sink sink = ent_cli_out(cli);
    if (length < (int)sizeof line) {
        (void)sink.write(sink.context, line, length < 0 ? 0 : (size_t)length);
    } else if (ent_buf_reserve(&text, (size_t)length)) {
        vsnprintf(text.ptr, (size_t)length + 1, format, again);
        (void)sink.write(sink.context, text.ptr, (size_t)length);
    } else {
        ent_error err = {0};
        (void)ent_fail(&err, ENT_E_NOMEM, "out of memory for the answer");
        (void)note_failure(cli, &err);
    }
    va_end(again);
    ent_buf_done(&text);
}

void ent_cli_keep_file(ent_cli *cli)
{
    cli->file_kept = true;
}

void ent_cli_plain(const char *text, char *out, size_t size)
{
    size_t used = 0;
    for (ent_str rest = ent_str_of(text); rest.len;) {
        uint32_t c = 0;
        size_t n = ent_utf8_step(rest, &c), taken = n ? n : 1;
        if (used + taken >= size) break;
        bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
        if (n == 0 || control)
            out[used++] = n ? ' ' : '?';
        else
            memcpy(out + used, rest.ptr, n), used += n;
        rest = (ent_str){rest.ptr + taken, rest.len - taken};
    }
    out[used] = '\0';
}

bool ent_cli_color(const ent_cli *cli)
{
    if (ent_cli_out_is_file(cli) && cli->color == ENT_CLI_COLOR_AUTO) return false;
    return colors_wanted(cli, STDOUT_FILENO);
}

bool ent_cli_out_is_file(const ent_cli *cli)
{
    return cli->common.output != NULL || ent_cli_wants_receipt(cli);
}

/* ---- what -o must not overwrite ---- */

static bool is_same_file(const char *path, const struct stat *file)
{
    struct stat info;
    return stat(path, &info) == 0 && info.st_dev == file->st_dev && info.st_ino == file->st_ino;
}

/* Is it called like something that a case is read from? */
static bool is_part_name(const char *name)
{
    static const char *const stems[] = {"records.", "items.", "groups.", "places.",
                                        "lines.",   "areas.", "ledger."};
    size_t n = strlen(name);
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (strncmp(name, stems[i], strlen(stems[i])) == 0) return true;
    return n > 3 && strcmp(name + n - 3, ".md") == 0;
}

static bool is_part_of(const char *folder, const struct stat *file)
{
    DIR *dir = opendir(folder);
    if (!dir) return false;
    bool found = false;
    for (const struct dirent *entry; !found && (entry = readdir(dir)) != NULL;) {
        char path[ENT_CLI_PATH_MAX];
        int n = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        found = is_part_name(entry->d_name) && n > 0 && (size_t)n < sizeof path && is_same_file(path, file);
    }
    closedir(dir);
    return found;
}

/* The same of a word that may name one layer of a file: "x.gpkg|layer=y". */
static bool is_source(const char *word, const struct stat *file)
{
    char path[ENT_CLI_PATH_MAX];
    (void)snprintf(path, sizeof path, "%.*s", (int)strcspn(word, "|"), word);
    return is_same_file(word, file) || is_same_file(path, file);
}

/* Does another word of the command line name this file, or a case that it is part of? */
static bool is_named_elsewhere(const ent_cli *cli, const char *out)
{
    struct stat file;
    if (stat(out, &file) != 0 || !S_ISREG(file.st_mode)) return false;
    for (size_t i = 0; i < cli->arg_count; i++)
        if (is_source(cli->args[i], &file) || is_part_of(cli->args[i], &file)) return true;
    for (size_t i = 0; i < cli->given_count; i++) {
        const char *value = cli->given[i].value;
        if (value && *value && value != out && is_source(value, &file)) return true;
    }
    return false;
}

/* The last part of a path; what stands before it goes to *folder, "." for nothing. */
static const char *split_path(const char *path, char folder[ENT_CLI_PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    snprintf(folder, ENT_CLI_PATH_MAX, "%.*s", slash ? (int)(slash - path + 1) : 1, slash ? path : ".");
    return slash ? slash + 1 : path;
}

/* Would two files that are not there yet be one? */
static bool is_same_place(const char *a, const char *b)
{
    char folder_a[ENT_CLI_PATH_MAX], folder_b[ENT_CLI_PATH_MAX];
    struct stat info;
    bool same_name = strcmp(split_path(a, folder_a), split_path(b, folder_b)) == 0;
    return same_name && stat(folder_a, &info) == 0 && S_ISDIR(info.st_mode) && is_same_file(folder_b, &info);
}

/* -o and --receipt into one file: the second would take the place of the first. */
static bool are_both_written(const ent_cli *cli)
{
    const char *output = cli->common.output, *receipt = NULL;
    for (size_t i = 0; i < cli->given_count; i++)
        if (strcmp(cli->given[i].option->name, "receipt") == 0) receipt = cli->given[i].value;
    struct stat info;
    if (!output || !receipt || (stat(output, &info) == 0 && !S_ISREG(info.st_mode))) return false;
    return is_same_place(output, receipt);
}

int ent_cli_spare(ent_cli *cli, const char *path)
{
    struct stat file;
    if (stat(path, &file) != 0) return 0;
    for (size_t i = 0; i < cli->given_count; i++) {
        const char *option = cli->given[i].option->name, *out = cli->given[i].value;
        bool writes = strcmp(option, "output") == 0 || strcmp(option, "receipt") == 0;
        if (writes && is_same_file(out, &file))
            return ent_cli_usage(cli, "--%s \"%s\": this is the map, which the command reads; name another",
                                 option, out);
    }
    return 0;
}

int ent_cli_check_output(ent_cli *cli)
{
    if (are_both_written(cli))
        return ent_cli_usage(cli, "--output \"%s\": --receipt writes this file too; name another",
                             cli->common.output);

    for (size_t i = 0; i < cli->given_count; i++) {
        const char *option = cli->given[i].option->name, *out = cli->given[i].value;
        bool writes = strcmp(option, "output") == 0 || strcmp(option, "receipt") == 0;
        if (writes && is_named_elsewhere(cli, out))
            return ent_cli_usage(cli, "--%s \"%s\": the command reads or writes this file too; name another",
                                 option, out);
    }
    return 0;
}

ent_status ent_cli_seal(ent_cli *cli, int code, ent_buf *out, ent_error *err)
{
    ent_buf inside;
    ent_buf_init(&inside, RECEIPT_BYTES_MAX);
    ent_status st = cli->basis.error.status;
    if (st != ENT_OK)
        *err = cli->basis.error;
    else
        st = ent_cli_write_basis(cli, code, NULL, &inside, err);
    if (st == ENT_OK && !ent_embed_put(&cli->answer, ent_buf_str(&inside)))
        st = ent_fail(err, ENT_E_NOMEM, "out of memory for a receipt");
    ent_buf_done(&inside);
    const ent_str answer = ent_buf_str(&cli->answer);
    return st == ENT_OK ? ent_cli_write_basis(cli, code, &answer, out, err) : st;
}

static ent_status write_receipt(ent_cli *cli, int code, ent_error *err)
{
    ent_buf text;
    ent_buf_init(&text, RECEIPT_BYTES_MAX);
    ent_status st = ent_cli_seal(cli, code, &text, err);
    ent_buf_addc(&text, '\n');
    if (st == ENT_OK && text.failed) st = ent_fail(err, ENT_E_NOMEM, "out of memory for a receipt");
    if (st == ENT_OK) st = ent_file_replace(cli->basis.receipt, ent_buf_str(&text), err);
    ent_buf_done(&text);
    return st;
}

/* What was kept in memory: with its receipt, to the file or to standard output. */
static void deliver(ent_cli *cli, int code)
{
    ent_error err = {0};
    ent_status st = ENT_OK;
    if (cli->answer.failed)
        st = ent_fail(&err, ENT_E_LIMIT, "--receipt: the answer does not fit into memory");
    if (st == ENT_OK && code <= ENT_EXIT_UNCLEAR && !cli->file_kept) st = write_receipt(cli, code, &err);
    if (st != ENT_OK)
        (void)note_failure(cli, &err);
    else if (cli->common.output)
        (void)write_file(cli, cli->answer.ptr ? cli->answer.ptr : "", cli->answer.len);
    else if (cli->answer.len)
        (void)write_stdout(cli, cli->answer.ptr, cli->answer.len);
}

int ent_cli_finish(ent_cli *cli, int code)
{
    ent_error err = {0};
    ent_cli_progress(cli, NULL);
    if (cli->basis.receipt && code <= ENT_EXIT_TEXT) deliver(cli, code);
    ent_buf_done(&cli->answer);
    ent_new_file *file = cli->file;
    cli->file = NULL;
    if (!file || cli->write_failed || cli->file_kept || code > ENT_EXIT_TEXT)
        ent_new_file_drop(file);
    else if (ent_new_file_finish(file, &err) != ENT_OK)
        (void)note_failure(cli, &err);
    flush_stdout(cli);
    if (!cli->write_failed) return code;
    cli->write_failed = false; /* so that it is said */
    return ent_cli_fail(cli, &cli->write_error);
}

/* ---- messages ---- */

/* "entente check: error: " */
static void start_message(ent_cli *cli)
{
    ent_cli_progress(cli, NULL);
    flush_stdout(cli);
    bool color = colors_wanted(cli, STDERR_FILENO);
    fprintf(stderr, "%s: %serror:%s ", cli->program, color ? "\033[1;31m" : "", color ? "\033[0m" : "");
}

static int exit_code_of(ent_status status)
{
    switch (status) {
    case ENT_OK: return ENT_EXIT_OK;
    case ENT_E_FORMAT:
    case ENT_E_LIMIT: return ENT_EXIT_TEXT;
    case ENT_E_DOMAIN:
    case ENT_E_NOT_FOUND:
    case ENT_E_USAGE: return ENT_EXIT_USAGE;
    case ENT_E_NOMEM:
    case ENT_E_IO:
    case ENT_E_UNSUPPORTED:
    case ENT_E_INTERNAL: break;
    }
    return ENT_EXIT_FAILED;
}

int ent_cli_fail(ent_cli *cli, const ent_error *err)
{
    if (cli->write_failed && err->status == ENT_E_IO)
        return ENT_EXIT_FAILED; /* said at the end, with the reason */
    start_message(cli);
    fprintf(stderr, "%s\n", err->message[0] ? err->message : ent_status_name(err->status));
    return exit_code_of(err->status);
}

static void print_usage(const ent_cli *cli)
{
    if (!cli->page) return;
    for (size_t i = 0; cli->page->usage[i]; i++)
        fprintf(stderr, "%s %s\n", i == 0 ? "usage:" : "      ", cli->page->usage[i]);
    fprintf(stderr, "hint: \"%s --help\" tells more.\n", cli->program);
}

int ent_cli_usage(ent_cli *cli, const char *format, ...)
{
    char text[ENT_CLI_PATH_MAX], plain[ENT_CLI_PATH_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    ent_cli_plain(text, plain, sizeof plain);
    start_message(cli);
    fprintf(stderr, "%s\n", plain);
    print_usage(cli);
    return ENT_EXIT_USAGE;
}

int ent_cli_unknown(ent_cli *cli, const char *what, ent_str name, const ent_str *known, size_t count)
{
    char text[ENT_CLI_PATH_MAX], plain[ENT_CLI_PATH_MAX];
    snprintf(text, sizeof text, ENT_STR_FMT, ENT_STR_ARG(name));
    ent_cli_plain(text, plain, sizeof plain);
    start_message(cli);
    fprintf(stderr, "unknown %s \"%s\"", what, plain);
    int nearest = ent_nearest_name(name, known, count);
    if (nearest >= 0) {
        fprintf(stderr, "; did you mean \"" ENT_STR_FMT "\"?\n", ENT_STR_ARG(known[nearest]));
        return ENT_EXIT_USAGE;
    }
    for (size_t i = 0; i < count && count <= 16; i++)
        fprintf(stderr, "%s" ENT_STR_FMT, i == 0 ? "; known: " : ", ", ENT_STR_ARG(known[i]));
    fputc('\n', stderr);
    return ENT_EXIT_USAGE;
}

int ent_cli_diags(ent_cli *cli, const ent_diags *diags)
{
    ent_cli_progress(cli, NULL);
    flush_stdout(cli);
    ent_error err = {0};
    if (ent_diags_write(diags, ent_file_sink(stderr), colors_wanted(cli, STDERR_FILENO), &err) != ENT_OK)
        return ENT_EXIT_FAILED;
    ent_status status = ent_diags_status(diags, &err);
    if (status == ENT_E_NOMEM) return ent_cli_fail(cli, &err);
    return status == ENT_OK ? ENT_EXIT_OK : ENT_EXIT_TEXT;
}
