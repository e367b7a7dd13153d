/* cmd_lsp.c: `entente lsp`: the language server, over standard input and output. */
#include "cli/cli.h"
#include "entente/lsp.h"

#include "base/buf.h"
#include <errno.h>
#include <unistd.h>

static long read_standard_input(void *context, char *buffer, size_t most)
{
    (void)context;
    ssize_t got;
    do got = read(STDIN_FILENO, buffer, most);
    while (got < 0 && errno == EINTR);
    return (long)got;
}

/* Past the frame's buffer: an answer must be on its way before the next question is read. */
static bool write_standard_output(void *context, const char *bytes, size_t length)
{
    (void)context;
    return ent_file_write_all(STDOUT_FILENO, (ent_str){bytes, length});
}

static int lsp(ent_cli *cli)
{
    ent_error err = {0};
    bool orderly = false;
    ent_lsp_stream stream = {.read = read_standard_input, .out = {.write = write_standard_output}};
    ent_status st = ent_lsp_serve(stream, &orderly, &err);
    if (st != ENT_OK) return ent_cli_fail(cli, &err);
    return orderly ? ENT_EXIT_OK : ENT_EXIT_BREACH;
}

const ent_command ent_cmd_lsp = {.run = lsp};
