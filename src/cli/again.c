/* again.c: see again.h. The receipt's command line is put together again with the paths that hold now, and
 * run in this program with its answer kept in memory; the receipt that comes of it is compared with the one
 * that was, member by member. A receipt may come from anywhere: only commands that write receipts are run,
 * and no option that writes a file is taken from it. */
#include "cli/again.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/mem.h"
#include "cli/embed.h"
#include "cli/frame.h"

#include <string.h>

#define WORDS_MAX 512
#define RECEIPT_BYTES_MAX (16u * 1024 * 1024)
#define SHOWN 120 /* bytes of a line that differs */

typedef struct running {
    ent_cli *cli;
    ent_again *again;
    ent_arena *arena;
    ent_cli inner;
    char *words[WORDS_MAX];
    int count;
    ent_error err;
} running;

bool ent_again_is(const json_t *receipt)
{
    return json_is_object(receipt) && json_is_string(json_object_get(receipt, "command"));
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s ? s : "";
}

static void say(const running *r, const char *what, const char *name, const char *was, const char *is)
{
    if (strcmp(was, is) == 0) return;
    ent_receipt_change change = {what, name, was, is};
    r->again->say(r->again->context, &change);
}

/* ---- the command line ------------------------------------------------------------------------------- */

static bool add_word(running *r, const char *word)
{
    char *copy = word ? ent_arena_copy(r->arena, ent_str_of(word)) : NULL;
    if (!copy || r->count == WORDS_MAX) {
        (void)ent_fail(&r->err, copy ? ENT_E_LIMIT : ENT_E_FORMAT,
                       "not a receipt: its command line is broken");
        return false;
    }
    r->words[r->count++] = copy;
    return true;
}

/* Where an input lies now. */
static const char *path_of(running *r, const json_t *number)
{
    const json_t *input =
        json_array_get(json_object_get(r->again->was, "inputs"), (size_t)json_integer_value(number));
    size_t at = 1 + (size_t)json_integer_value(number);
    const char *receipt = ent_cli_arg(r->cli, 0), *slash = strrchr(receipt, '/');
    const char *name = text_of(input, "name"), *folder = ".";
    if (!input || strchr(name, '/')) return NULL;
    if (at < ent_cli_arg_count(r->cli)) return ent_cli_arg(r->cli, at);
    if (slash)
        folder = ent_arena_printf(r->arena, "%.*s", (int)(slash - receipt) + (slash == receipt), receipt);
    return !folder || strcmp(name, ".") == 0 ? folder : ent_arena_printf(r->arena, "%s/%s", folder, name);
}

static const char *word_of(running *r, const json_t *word)
{
    return json_is_integer(word) ? path_of(r, word) : json_string_value(word);
}

static bool add_option(running *r, const json_t *option)
{
    static const char *const refused[] = {"output", "receipt", "atlas", "jobs"};
    const char *name = json_string_value(json_array_get(option, 0));
    for (size_t i = 0; name && i < sizeof refused / sizeof *refused; i++)
        if (strcmp(name, refused[i]) == 0) name = NULL;
    bool has_value = json_array_size(option) > 1;
    return add_word(r, name ? ent_arena_printf(r->arena, "--%s", name) : NULL) &&
           (!has_value || add_word(r, word_of(r, json_array_get(option, 1))));
}

static bool make_words(running *r)
{
    const json_t *options = json_object_get(r->again->was, "options"),
                 *arguments = json_object_get(r->again->was, "arguments");
    bool good = true;
    for (size_t i = 0; good && i < json_array_size(options); i++)
        good = add_option(r, json_array_get(options, i));
    if (good && r->cli->atlas) good = add_word(r, "--atlas") && add_word(r, r->cli->atlas);
    good = good && add_word(r, "--");
    for (size_t i = 0; good && i < json_array_size(arguments); i++)
        good = add_word(r, word_of(r, json_array_get(arguments, i)));
    return good;
}

static const ent_page *find_page(running *r)
{
    const ent_page *page = ent_cli_page(ent_str_of(text_of(r->again->was, "command")));
    for (const ent_option *const *o = page ? page->options : NULL; o && *o; o++)
        if (strcmp((*o)->name, "receipt") == 0) return page;
    (void)ent_fail(&r->err, ENT_E_FORMAT, "not a receipt: no command \"%.60s\" writes one",
                   text_of(r->again->was, "command"));
    return NULL;
}

/* ---- comparing -------------------------------------------------------------------------------------- */

/* As the writer wrote it, so that its hash comes out again. */
static void write_value(ent_json *json, const json_t *v)
{
    const char *key;
    json_t *member;
    if (json_is_object(v)) {
        ent_json_begin_object(json);
        json_object_foreach((json_t *)(uintptr_t)v, key, member)
        {
            ent_json_key(json, key);
            write_value(json, member);
        }
        ent_json_end_object(json);
    } else if (json_is_array(v)) {
        ent_json_begin_array(json);
        for (size_t i = 0; i < json_array_size(v); i++) write_value(json, json_array_get(v, i));
        ent_json_end_array(json);
    } else if (json_is_string(v)) {
        ent_json_str(json, (ent_str){json_string_value(v), json_string_length(v)});
    } else if (json_is_integer(v)) {
        ent_json_int(json, json_integer_value(v));
    } else {
        ent_json_null(json);
    }
}

static void compare_hash(running *r)
{
    ent_buf text;
    ent_json json;
    char hex[65];
    json_t *copy = json_copy((json_t *)(uintptr_t)r->again->was);
    if (!copy || json_object_del(copy, "sha256") != 0) say(r, "hash of the receipt", "", "one", "");
    ent_buf_init(&text, RECEIPT_BYTES_MAX);
    ent_json_init(&json, ent_buf_sink(&text), false);
    write_value(&json, copy);
    ent_cli_prefix(ent_buf_str(&text), SIZE_MAX, hex);
    if (*text_of(r->again->was, "sha256")) say(r, "receipt", "", text_of(r->again->was, "sha256"), hex);
    ent_buf_done(&text);
    json_decref(copy);
}

static const json_t *file_in(const json_t *files, const char *name)
{
    for (size_t i = 0; i < json_array_size(files); i++)
        if (strcmp(text_of(json_array_get(files, i), "name"), name) == 0) return json_array_get(files, i);
    return NULL;
}

static void compare_files(const running *r, const json_t *was, const json_t *is)
{
    for (size_t i = 0; i < json_array_size(was); i++) {
        const json_t *f = json_array_get(was, i);
        say(r, "file", text_of(f, "name"), text_of(f, "sha256"),
            text_of(file_in(is, text_of(f, "name")), "sha256"));
    }
    for (size_t i = 0; i < json_array_size(is); i++) {
        const json_t *f = json_array_get(is, i);
        if (!file_in(was, text_of(f, "name"))) say(r, "file", text_of(f, "name"), "", text_of(f, "sha256"));
    }
}

static void compare_inputs(const running *r, const json_t *is)
{
    const json_t *a = json_object_get(r->again->was, "inputs"), *b = json_object_get(is, "inputs");
    for (size_t i = 0; i < json_array_size(a) || i < json_array_size(b); i++)
        compare_files(r, json_object_get(json_array_get(a, i), "files"),
                      json_object_get(json_array_get(b, i), "files"));
    const json_t *views = json_object_get(r->again->was, "views"), *now = json_object_get(is, "views");
    for (size_t i = 0; i < json_array_size(views); i++) {
        const char *other = json_string_value(json_array_get(now, i));
        say(r, "view", "", json_string_value(json_array_get(views, i)), other ? other : "");
    }
    static const char *const members[] = {"map", "layer", "edges", "as_of", "as_known"};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        say(r, members[i], "", text_of(r->again->was, members[i]), text_of(is, members[i]));
    const json_t *program = json_object_get(r->again->was, "program"), *mine = json_object_get(is, "program");
    say(r, "version", "", text_of(program, "version"), text_of(mine, "version"));
    r->again->other_build = strcmp(text_of(program, "version"), text_of(mine, "version")) == 0 &&
                            strcmp(text_of(program, "sha256"), text_of(mine, "sha256")) != 0;
}

/* ---- where two answers part ------------------------------------------------------------------------- */

static void show_line(ent_str text, size_t start, char out[SHOWN + 1])
{
    char line[SHOWN + 1];
    size_t n = 0;
    while (start + n < text.len && text.ptr[start + n] != '\n' && n < SHOWN) n++;
    (void)snprintf(line, sizeof line, "%.*s", (int)n, n ? text.ptr + start : "");
    ent_cli_plain(line, out, SHOWN + 1);
}

static void compare_texts(const running *r, ent_str was, ent_str is)
{
    size_t i = 0, line = 1, start = 0;
    while (i < was.len && i < is.len && was.ptr[i] == is.ptr[i])
        if (was.ptr[i++] == '\n') line++, start = i;
    if (i == was.len && i == is.len) return;
    char a[SHOWN + 1], b[SHOWN + 1], where[48];
    size_t from = i - start > SHOWN / 2 ? i - SHOWN / 2 : start;
    show_line(was, from, a);
    show_line(is, from, b);
    (void)snprintf(where, sizeof where, "(line %zu)", line);
    ent_receipt_change change = {"answer", where, *a ? a : "nothing", *b ? b : "nothing"};
    r->again->say(r->again->context, &change);
}

static void compare_hashes(const running *r, const json_t *is)
{
    const json_t *was = json_object_get(r->again->was, "output"), *now = json_object_get(is, "output");
    const json_t *prefixes = json_object_get(was, "prefixes");
    json_int_t step = json_integer_value(json_object_get(was, "step"));
    ent_str text = ent_buf_str(&r->inner.answer);
    char where[96], hex[65];
    if (strcmp(text_of(was, "sha256"), text_of(now, "sha256")) == 0) return;
    size_t n = json_array_size(prefixes), same = 0;
    for (; same < n && step > 0; same++) {
        const char *old = json_string_value(json_array_get(prefixes, same));
        ent_cli_prefix(text, (same + 1) * (size_t)step, hex);
        if (!old || strncmp(old, hex, strlen(old)) != 0) break;
    }
    (void)snprintf(where, sizeof where, same < n ? "(first in lines %zu to %zu)" : "(from line %zu on)",
                   same * (size_t)step + 1, (same + 1) * (size_t)step);
    say(r, "answer", where, text_of(was, "sha256"), text_of(now, "sha256"));
}

static void compare_answers(running *r, const json_t *is)
{
    char was[32], now[32];
    if (r->again->answer.ptr) {
        ent_buf unused;
        ent_buf_init(&unused, RECEIPT_BYTES_MAX);
        bool had = ent_embed_take(&r->inner.answer, &unused);
        ent_buf_done(&unused);
        if (had) compare_texts(r, r->again->answer, ent_buf_str(&r->inner.answer));
        return;
    }
    (void)snprintf(was, sizeof was, "%d", (int)json_integer_value(json_object_get(r->again->was, "exit")));
    (void)snprintf(now, sizeof now, "%d", (int)json_integer_value(json_object_get(is, "exit")));
    say(r, "exit", "", was, now);
    compare_hashes(r, is);
}

/* ---- running ---------------------------------------------------------------------------------------- */

static ent_status compare(running *r, int code)
{
    ent_buf text;
    ent_buf_init(&text, RECEIPT_BYTES_MAX);
    ent_status st = ent_cli_seal(&r->inner, code, &text, &r->err);
    json_t *is = st == ENT_OK ? json_loadb(text.ptr, text.len, 0, NULL) : NULL;
    if (st == ENT_OK && !is) st = ent_fail(&r->err, ENT_E_NOMEM, "out of memory for a receipt");
    if (st == ENT_OK) compare_hash(r), compare_inputs(r, is), compare_answers(r, is);
    json_decref(is);
    ent_buf_done(&text);
    return st;
}

static int run(running *r)
{
    const ent_page *page = find_page(r);
    if (!page || !make_words(r)) return ent_cli_fail(r->cli, &r->err);
    int code = ent_cli_run(&r->inner, page, r->count, r->words);
    ent_cli_progress(&r->inner, NULL);
    if (code > ENT_EXIT_UNCLEAR) {
        say(r, "answer", "", "one", "none, for the reason told");
        return ENT_EXIT_OK;
    }
    return compare(r, code) == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(r->cli, &r->err);
}

int ent_again_run(ent_cli *cli, ent_again *again)
{
    running *r = ent_alloc_zero(1, sizeof *r);
    ent_error err = {ENT_E_NOMEM, "out of memory"};
    if (r) r->arena = ent_arena_new();
    if (!r || !r->arena) {
        ent_free(r);
        return ent_cli_fail(cli, &err);
    }
    r->cli = cli, r->again = again, r->inner.basis.again = true;
    int code = run(r);
    ent_free(r->inner.args);
    ent_free(r->inner.basis.inputs);
    ent_buf_done(&r->inner.answer);
    ent_arena_free(r->arena);
    ent_free(r);
    return code;
}
