/* parse.c: the command line against the page's declaration. Options may stand anywhere after the command's
 * name;
 * "--" ends them; "-" alone is an argument (standard input). A value follows after "=" or as the next word,
 * whatever that word starts with, so that "--set x -5" needs no quoting. */
#include "base/map.h"
#include "base/mem.h"
#include "cli/frame.h"
#include <assert.h>
#include <string.h>

static const ent_option *find_option(const ent_page *page, ent_str name)
{
    for (const ent_option *const *o = page->options; *o; o++)
        if (ent_str_is(name, (*o)->name)) return *o;
    return NULL;
}

static const ent_option *find_letter(const ent_page *page, char letter)
{
    for (const ent_option *const *o = page->options; *o; o++)
        if ((*o)->letter == letter) return *o;
    return NULL;
}

static int unknown_option(ent_cli *cli, ent_str name)
{
    ent_str known[64];
    size_t count = 0;
    for (const ent_option *const *o = cli->page->options; *o && count < 63; o++)
        known[count++] = ent_str_of((*o)->name);
    known[count++] = ENT_STR("help");
    int nearest = ent_nearest_name(name, known, count);
    if (nearest < 0) return ent_cli_usage(cli, "unknown option --" ENT_STR_FMT, ENT_STR_ARG(name));
    return ent_cli_usage(cli, "unknown option --" ENT_STR_FMT "; did you mean --" ENT_STR_FMT "?",
                         ENT_STR_ARG(name), ENT_STR_ARG(known[nearest]));
}

static int keep(ent_cli *cli, const ent_option *option, const char *value)
{
    if (!option->repeats && ent_cli_has(cli, option->name))
        return ent_cli_usage(cli, "--%s is given twice", option->name);
    if (cli->given_count == ENT_CLI_VALUES_MAX)
        return ent_cli_usage(cli, "more than %d options", ENT_CLI_VALUES_MAX);
    cli->given[cli->given_count].option = option;
    cli->given[cli->given_count++].value = value;
    return 0;
}

/* One option with its value: `glued` is what stood in the same word, `next` the word after (NULL at the end).
 * Returns the number of further words used, or minus the exit code. */
static int take(ent_cli *cli, const ent_option *option, const char *glued, const char *next)
{
    if (!option->value) {
        if (glued) return -ent_cli_usage(cli, "--%s takes no value", option->name);
        return -keep(cli, option, "");
    }
    const char *value = glued ? glued : next;
    if (!value) return -ent_cli_usage(cli, "--%s needs a value: %s", option->name, option->value);
    int code = keep(cli, option, value);
    if (code != 0) return -code;
    return glued ? 0 : 1;
}

static int take_long(ent_cli *cli, const char *word, const char *next)
{
    const char *equals = strchr(word, '=');
    ent_str name = {word, equals ? (size_t)(equals - word) : strlen(word)};
    const ent_option *option = find_option(cli->page, name);
    if (!option) return -unknown_option(cli, name);
    return take(cli, option, equals ? equals + 1 : NULL, next);
}

/* "-o FILE", "-oFILE"; letters without a value may stand together. */
static int take_letters(ent_cli *cli, const char *letters, const char *next)
{
    for (; *letters; letters++) {
        const ent_option *option = find_letter(cli->page, *letters);
        if (!option) return -ent_cli_usage(cli, "unknown option -%c", *letters);
        if (option->value) return take(cli, option, letters[1] ? letters + 1 : NULL, next);
        int used = take(cli, option, NULL, NULL);
        if (used < 0) return used;
    }
    return 0;
}

static bool asks_help(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return true;
    return false;
}

static int check_arg_count(ent_cli *cli)
{
    int count = (int)cli->arg_count;
    if (count < cli->page->args_min)
        return ent_cli_usage(cli, count == 0 ? "an argument is missing" : "too few arguments");
    if (cli->page->args_max >= 0 && count > cli->page->args_max)
        return ent_cli_usage(cli, "unexpected argument \"%s\"", cli->args[cli->page->args_max]);
    return 0;
}

/* "-77.03,38.9" and "-5" are figures: no option is called by a digit. */
static bool is_figure(const char *word)
{
    return word[0] == '-' && word[1] != '\0' && strchr("0123456789.", word[1]) != NULL;
}

static int take_words(ent_cli *cli, int argc, char **argv)
{
    bool options_ended = false;
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i], *next = i + 1 < argc ? argv[i + 1] : NULL;
        if (options_ended || word[0] != '-' || word[1] == '\0' || is_figure(word)) {
            cli->args[cli->arg_count++] = word;
            continue;
        }
        if (strcmp(word, "--") == 0) {
            options_ended = true;
            continue;
        }
        int used = word[1] == '-' ? take_long(cli, word + 2, next) : take_letters(cli, word + 1, next);
        if (used < 0) return -used;
        i += used;
    }
    return check_arg_count(cli);
}

int ent_cli_parse(ent_cli *cli, int argc, char **argv, bool *out_help)
{
    *out_help = asks_help(argc, argv);
    if (*out_help) return 0;
    cli->args = ent_alloc_zero((size_t)argc + 1, sizeof *cli->args);
    if (!cli->args) return ent_cli_fail(cli, &(ent_error){ENT_E_NOMEM, "out of memory"});
    int code = take_words(cli, argc, argv);
    return code != 0 ? code : ent_cli_parse_common(cli);
}

/* ---- what was asked ---- */

const ent_common *ent_cli_common(const ent_cli *cli)
{
    return &cli->common;
}
const char *ent_cli_program(const ent_cli *cli)
{
    return cli->program;
}
size_t ent_cli_arg_count(const ent_cli *cli)
{
    return cli->arg_count;
}

const char *ent_cli_arg(const ent_cli *cli, size_t index)
{
    return index < cli->arg_count ? cli->args[index] : NULL;
}

const char *ent_cli_value_at(const ent_cli *cli, const char *option, size_t index)
{
    assert(find_option(cli->page, ent_str_of(option)) && "the command's page does not declare this option");
    for (size_t i = 0; i < cli->given_count; i++)
        if (strcmp(cli->given[i].option->name, option) == 0 && index-- == 0) return cli->given[i].value;
    return NULL;
}

size_t ent_cli_value_count(const ent_cli *cli, const char *option)
{
    size_t count = 0;
    while (ent_cli_value_at(cli, option, count)) count++;
    return count;
}

bool ent_cli_has(const ent_cli *cli, const char *option)
{
    return ent_cli_value_at(cli, option, 0) != NULL;
}

const char *ent_cli_value(const ent_cli *cli, const char *option)
{
    size_t count = ent_cli_value_count(cli, option);
    return count ? ent_cli_value_at(cli, option, count - 1) : NULL;
}
