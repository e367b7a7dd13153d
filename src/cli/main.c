/* main.c: `entente COMMAND ...` looks the command up in the table that the build makes from man/ and
 * src/cli/cmd_*.c, parses the rest of the line against its page, runs it and hands on its exit code. Nothing
 * here knows what any command does. */
#include "base/map.h"
#include "base/mem.h"
#include "cli/frame.h"
#include <signal.h>
#include <string.h>

static const ent_page *find_page(ent_str name)
{
    for (size_t i = 0; i < ent_page_count; i++)
        if (ent_str_is(name, ent_pages[i].name)) return &ent_pages[i];
    return NULL;
}

const ent_page *ent_cli_page(ent_str name)
{
    const ent_page *page = find_page(name);
    return page && page->command ? page : NULL;
}

void ent_cli_print_page(const ent_page *page, FILE *out)
{
    fprintf(out, "%s%s: %s\n\n", page->command ? "entente " : "", page->name, page->summary);
    for (size_t i = 0; page->usage[i]; i++)
        fprintf(out, "%s %s\n", i == 0 ? "usage:" : "      ", page->usage[i]);
    fputc('\n', out);
    for (size_t i = 0; page->text[i]; i++) fprintf(out, "%s\n", page->text[i]);
}

int ent_cli_unknown_command(ent_cli *cli, const char *name)
{
    ent_str known[64];
    size_t count = 0;
    for (size_t i = 0; i < ent_page_count && count < 64; i++)
        if (ent_pages[i].command) known[count++] = ent_str_of(ent_pages[i].name);
    int nearest = ent_nearest_name(ent_str_of(name), known, count);
    if (nearest >= 0) return ent_cli_unknown(cli, "command", ent_str_of(name), known, count);
    return ent_cli_usage(cli, "unknown command \"%s\"", name);
}

int ent_cli_run(ent_cli *cli, const ent_page *page, int argc, char **argv)
{
    cli->page = page;
    snprintf(cli->program, sizeof cli->program, "entente %s", page->name);
    bool help = false;
    int code = ent_cli_parse(cli, argc, argv, &help);
    if (code == 0 && !help) code = ent_cli_check_output(cli);
    for (size_t i = 0; i < cli->given_count; i++)
        if (strcmp(cli->given[i].option->name, "receipt") == 0) cli->basis.receipt = cli->given[i].value;
    if (help) {
        ent_cli_print_page(page, stdout);
    } else if (code == 0) {
        code = page->command->run(cli);
    }
    return code;
}

static int dispatch(ent_cli *cli, int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : NULL;
    cli->page = find_page(ENT_STR("entente"));
    if (!word) return ent_cli_usage(cli, "no command given");
    if (strcmp(word, "--version") == 0) {
        printf("entente %s\n", ENT_VERSION);
        return ENT_EXIT_OK;
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        ent_cli_print_page(cli->page, stdout);
        return ENT_EXIT_OK;
    }
    if (word[0] == '-') return ent_cli_usage(cli, "unknown option %s; options follow the command", word);
    const ent_page *page = ent_cli_page(ent_str_of(word));
    return page ? ent_cli_run(cli, page, argc - 2, argv + 2) : ent_cli_unknown_command(cli, word);
}

int main(int argc, char **argv)
{
    /* A reader that goes away (`entente ... | head`) ends the program without a word, whatever the caller
     * set. A file that grows past the limit of the shell does not: the write fails, and that is told. */
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_IGN);
    ent_cli cli = {.program = "entente"};
    int code = ent_cli_finish(&cli, dispatch(&cli, argc, argv));
    ent_free(cli.args);
    ent_free(cli.basis.inputs);
    return code;
}
