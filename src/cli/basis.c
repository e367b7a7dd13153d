/* basis.c: what an answer rests on, noted while a command runs and written as its receipt.
 *
 * A command says which files it read and for which word of the command line (ent_cli_rests_on), under which
 * view, layer, edges and days (ent_cli_rests_under); the frame adds the command, its options, the map and the
 * program. Nothing in it tells where the files lie: a word that named a file becomes its number among the
 * inputs, so that two runs on two folders give the same bytes, and `entente verify` can put other paths in.
 *
 *   {"receipt":2,"program":{…},"command":…,"arguments":[0,"5"],"options":[["item","X"]],"inputs":[{"name":".",
 *    "files":[{"name":…,"sha256":…}]}],"map":…,"views":[…],"layer":…,"edges":…,"as_of":…,"as_known":…,
 *    "exit":0,"output":{"bytes":…,"lines":…,"sha256":…,"step":…,"prefixes":[…]},"sha256":…}
 *
 * `output.prefixes` are hashes of the first step, 2 step … lines, so that whoever gets another answer can say
 * between which lines it starts to differ. The last member is the hash of the object without it. What stands
 * inside an answer (embed.c) has no `exit` and no `output`: it cannot hold its own hash. */
#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "cli/frame.h"

#include <string.h>

#define INPUTS_MAX 8192
#define PREFIXES_MAX 64
#define PREFIX_DIGITS 16

struct ent_cli_input {
    const char *word; /* of the command line */
    char name[256], sha256[65];
};

/* ---- noting ----------------------------------------------------------------------------------------- */

bool ent_cli_wants_receipt(const ent_cli *cli)
{
    return cli->basis.receipt != NULL || cli->basis.again;
}

static bool is_noted(const ent_cli_basis *b, const char *word, const char *name)
{
    for (size_t i = 0; i < b->count; i++)
        if (strcmp(b->inputs[i].word, word) == 0 && strcmp(b->inputs[i].name, name) == 0) return true;
    return false;
}

static bool make_room(ent_cli_basis *b)
{
    if (b->count < b->cap) return true;
    size_t cap = b->cap ? 2 * b->cap : 64;
    ent_cli_input *grown = cap <= INPUTS_MAX ? ent_realloc(b->inputs, cap, sizeof *grown) : NULL;
    if (!grown) return false;
    b->inputs = grown, b->cap = cap;
    return true;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void ent_cli_rests_on(ent_cli *cli, const char *word, const char *name, const char *sha256)
{
    ent_cli_basis *b = &cli->basis;
    char path[ENT_CLI_PATH_MAX];
    if (!ent_cli_wants_receipt(cli) || b->error.status != ENT_OK) return;
    bool folder = ent_file_is_folder(word);
    int before =
        folder ? (int)strlen(word) : (int)(last_part(word) - word); /* of the word, before the name */
    if (!name) name = last_part(word);
    if (is_noted(b, word, name)) return;
    if (!make_room(b)) {
        (void)ent_fail(&b->error, ENT_E_LIMIT, "a receipt names at most %d files", INPUTS_MAX);
        return;
    }
    ent_cli_input *in = &b->inputs[b->count];
    *in = (ent_cli_input){.word = word};
    int n = snprintf(in->name, sizeof in->name, "%s", name);
    int m = snprintf(path, sizeof path, "%.*s%s%s", before, word, folder ? "/" : "", name);
    if (n < 0 || (size_t)n >= sizeof in->name || m < 0 || (size_t)m >= sizeof path) {
        (void)ent_fail(&b->error, ENT_E_LIMIT, "%s: the name is too long for a receipt", name);
        return;
    }
    if (sha256)
        memcpy(in->sha256, sha256, sizeof in->sha256);
    else if (ent_file_hash(path, in->sha256, &b->error) != ENT_OK)
        return;
    b->count++;
}

void ent_cli_rests_on_map(ent_cli *cli, const ent_atlas *atlas)
{
    (void)snprintf(cli->basis.map, sizeof cli->basis.map, "%s", ent_atlas_hash(atlas));
}

void ent_cli_rests_under(ent_cli *cli, const char *view, const ent_cli_ground_rules *rules)
{
    ent_cli_basis *b = &cli->basis;
    b->rules = *rules, b->has_rules = true;
    for (size_t i = 0; i < b->view_count; i++)
        if (strcmp(b->views[i], view) == 0) return;
    if (b->view_count < ENT_CLI_VIEWS_MAX)
        (void)snprintf(b->views[b->view_count++], sizeof b->views[0], "%s", view);
}

void ent_cli_took_format(ent_cli *cli, const char *format)
{
    cli->basis.format = format;
}

void ent_cli_took_day(ent_cli *cli, ent_time day)
{
    cli->basis.clock_day = day, cli->basis.has_clock_day = true;
}

/* ---- the words of the command line ------------------------------------------------------------------ */

/* Which of the inputs a word names: numbered by arguments first, then by options; -1: none. */
static int number_of(const ent_cli *cli, const char *word)
{
    const char *seen[ENT_CLI_VALUES_MAX];
    int count = 0;
    bool is_input = false;
    for (size_t i = 0; i < cli->basis.count; i++) is_input |= strcmp(cli->basis.inputs[i].word, word) == 0;
    for (size_t i = 0; is_input && i < cli->arg_count + cli->given_count; i++) {
        const char *w = i < cli->arg_count ? cli->args[i] : cli->given[i - cli->arg_count].value;
        bool counts = false, again = false;
        for (size_t k = 0; k < cli->basis.count; k++) counts |= strcmp(cli->basis.inputs[k].word, w) == 0;
        for (int k = 0; k < count; k++) again |= strcmp(seen[k], w) == 0;
        if (!counts || again) continue;
        if (strcmp(w, word) == 0) return count;
        if (count == ENT_CLI_VALUES_MAX) return -1;
        seen[count++] = w;
    }
    return -1;
}

static void write_word(ent_json *json, const ent_cli *cli, const char *word)
{
    int number = number_of(cli, word);
    if (number >= 0)
        ent_json_int(json, number);
    else
        ent_json_string(json, word);
}

static void write_option(ent_json *json, const ent_cli *cli, const ent_option *option, const char *value)
{
    ent_json_begin_array(json);
    ent_json_string(json, option->name);
    if (option->value) write_word(json, cli, value);
    ent_json_end_array(json);
}

/* Those that say where the answer goes, how fast and in which colours do not make it another. */
static bool is_told(const ent_option *option)
{
    static const char *const untold[] = {"output", "receipt", "jobs", "atlas", "format"};
    for (size_t i = 0; i < sizeof untold / sizeof *untold; i++)
        if (strcmp(option->name, untold[i]) == 0) return false;
    return true;
}

static void write_options(ent_json *json, const ent_cli *cli)
{
    ent_json_key(json, "options");
    ent_json_begin_array(json);
    for (const ent_option *const *o = cli->page->options; *o; o++) {
        bool told = false;
        for (size_t i = 0; i < cli->given_count; i++)
            if (cli->given[i].option == *o && is_told(*o))
                write_option(json, cli, *o, cli->given[i].value), told = true;
        char day[32];
        ent_time_format(cli->basis.clock_day, day, sizeof day);
        const char *format = cli->basis.format ? cli->basis.format : cli->common.format;
        if (strcmp((*o)->name, "format") == 0 && format) write_option(json, cli, *o, format);
        if (strcmp((*o)->name, "as-of") == 0 && !told && cli->basis.has_clock_day)
            write_option(json, cli, *o, day);
    }
    ent_json_end_array(json);
}

static void write_input(ent_json *json, const ent_cli *cli, const char *word)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "name", ent_file_is_folder(word) ? "." : last_part(word));
    ent_json_key(json, "files");
    ent_json_begin_array(json);
    for (size_t i = 0; i < cli->basis.count; i++) {
        const ent_cli_input *in = &cli->basis.inputs[i];
        if (strcmp(in->word, word) != 0) continue;
        ent_json_begin_object(json);
        ent_json_kstring(json, "name", in->name);
        ent_json_kstring(json, "sha256", in->sha256);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
    ent_json_end_object(json);
}

static void write_inputs(ent_json *json, const ent_cli *cli)
{
    int next = 0;
    ent_json_key(json, "inputs");
    ent_json_begin_array(json);
    for (size_t i = 0; i < cli->arg_count + cli->given_count; i++) {
        const char *w = i < cli->arg_count ? cli->args[i] : cli->given[i - cli->arg_count].value;
        if (number_of(cli, w) == next) write_input(json, cli, w), next++;
    }
    ent_json_end_array(json);
}

/* ---- the receipt ------------------------------------------------------------------------------------ */

static void write_time(ent_json *json, const char *key, ent_time t)
{
    char text[32];
    ent_time_format(t, text, sizeof text);
    ent_json_kstring(json, key, t.seconds < ENT_TIME_MAX.seconds ? text : NULL);
}

static void write_rules(ent_json *json, const ent_cli_basis *b)
{
    const ent_cli_ground_rules *r = &b->rules;
    ent_json_kstring(json, "map", *b->map ? b->map : NULL);
    ent_json_key(json, "views");
    ent_json_begin_array(json);
    for (size_t i = 0; i < b->view_count; i++) ent_json_string(json, b->views[i]);
    ent_json_end_array(json);
    ent_json_kstring(json, "layer", b->has_rules ? ent_cli_layer_name(r->layer) : NULL);
    ent_json_kstring(json, "edges",
                     !b->has_rules                  ? NULL
                     : r->edges == ENT_EDGES_PLANAR ? "planar"
                                                    : "geodesic");
    write_time(json, "as_of", b->has_rules ? r->as_of : ENT_TIME_MAX);
    write_time(json, "as_known", b->has_rules ? r->as_known : ENT_TIME_MAX);
}

static void write_program(ent_json *json)
{
    char hash[65] = "";
    ent_error unsaid = {0};
    if (ent_file_hash("/proc/self/exe", hash, &unsaid) != ENT_OK) hash[0] = '\0';
    ent_json_key(json, "program");
    ent_json_begin_object(json);
    ent_json_kstring(json, "version", ENT_VERSION);
    ent_json_kstring(json, "sha256", *hash ? hash : NULL);
    ent_json_end_object(json);
}

void ent_cli_prefix(ent_str text, size_t lines, char hex[65])
{
    size_t at = 0;
    for (size_t i = 0; i < lines && at < text.len; i++) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        at = end ? (size_t)(end - text.ptr) + 1 : text.len;
    }
    ent_sha256 sha;
    ent_sha256_init(&sha);
    if (at) ent_sha256_add(&sha, text.ptr, at);
    ent_sha256_done(&sha, hex);
}

static size_t count_lines(ent_str text)
{
    size_t lines = 0;
    for (const char *p = text.ptr, *end = p + text.len; p && p < end; lines++) {
        const char *next = memchr(p, '\n', (size_t)(end - p));
        p = next ? next + 1 : end;
    }
    return lines;
}

/* Hashes of the first step, 2 step … lines, in one pass. */
static void write_prefixes(ent_json *json, ent_str text, size_t step)
{
    ent_sha256 so_far;
    size_t hashed = 0, at = 0;
    ent_sha256_init(&so_far);
    for (size_t line = 1; at < text.len; line++) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        at = end ? (size_t)(end - text.ptr) + 1 : text.len;
        if (line % step) continue;
        ent_sha256_add(&so_far, text.ptr + hashed, at - hashed);
        hashed = at;
        ent_sha256 here = so_far;
        char hex[65];
        ent_sha256_done(&here, hex);
        ent_json_str(json, (ent_str){hex, PREFIX_DIGITS});
    }
}

static void write_output(ent_json *json, ent_str text)
{
    char hex[65];
    size_t lines = count_lines(text), step = lines / PREFIXES_MAX + 1;
    ent_cli_prefix(text, SIZE_MAX, hex);
    ent_json_key(json, "output");
    ent_json_begin_object(json);
    ent_json_kint(json, "bytes", (int64_t)text.len);
    ent_json_kint(json, "lines", (int64_t)lines);
    ent_json_kstring(json, "sha256", hex);
    ent_json_kint(json, "step", (int64_t)step);
    ent_json_key(json, "prefixes");
    ent_json_begin_array(json);
    write_prefixes(json, text, step);
    ent_json_end_array(json);
    ent_json_end_object(json);
}

/* `text` NULL: what stands inside the answer. Ends without a line break. */
ent_status ent_cli_write_basis(const ent_cli *cli, int code, const ent_str *text, ent_buf *out,
                               ent_error *err)
{
    ent_json json;
    char hex[65];
    ent_json_init(&json, ent_buf_sink(out), false);
    ent_json_begin_object(&json);
    ent_json_kint(&json, "receipt", 2);
    write_program(&json);
    ent_json_kstring(&json, "command", cli->page->name);
    ent_json_key(&json, "arguments");
    ent_json_begin_array(&json);
    for (size_t i = 0; i < cli->arg_count; i++) write_word(&json, cli, cli->args[i]);
    ent_json_end_array(&json);
    write_options(&json, cli);
    write_inputs(&json, cli);
    write_rules(&json, &cli->basis);
    if (text) ent_json_kint(&json, "exit", code);
    if (text) write_output(&json, *text);
    ent_json_end_object(&json);
    if (json.failed || out->failed) return ent_fail(err, ENT_E_NOMEM, "out of memory for a receipt");
    ent_cli_prefix(ent_buf_str(out), SIZE_MAX, hex);
    out->len--;
    ent_buf_printf(out, ",\"sha256\":\"%s\"}", hex);
    return out->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory for a receipt") : ENT_OK;
}
