/* cmd_convert.c: `entente convert FILE`: an agreement as canonical JSON, or back as Markdown. */
#include "base/buf.h"
#include "base/limits.h"
#include "cli/cli.h"
#include "entente/lang.h"

static ent_status convert_text(ent_cli *cli, const char *path, ent_diags *diags, ent_error *err)
{
    ent_buf text = {0}, answer;
    ent_sink out = ent_cli_out(cli);
    ent_buf_init(&answer, ENT_TEXT_BYTES_MAX * (size_t)8);
    ent_status st = ent_file_read(path, ENT_TEXT_BYTES_MAX, &text, err);
    if (st == ENT_OK) st = ent_doc_convert(path, ent_buf_str(&text), ent_buf_sink(&answer), diags, err);
    if (st == ENT_OK && answer.failed) st = ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (st == ENT_OK && answer.len && !out.write(out.context, answer.ptr, answer.len))
        st = ent_fail(err, ENT_E_IO, "cannot write");
    ent_buf_done(&text);
    ent_buf_done(&answer);
    return st;
}

static int convert(ent_cli *cli)
{
    ent_error err = {0};
    ent_diags *diags = NULL;
    ent_status st = ent_diags_new(&diags, &err);
    if (st == ENT_OK) st = convert_text(cli, ent_cli_arg(cli, 0), diags, &err);
    int code = diags ? ent_cli_diags(cli, diags) : ENT_EXIT_OK;
    if (st != ENT_OK && code == ENT_EXIT_OK) code = ent_cli_fail(cli, &err);
    ent_diags_free(diags);
    return code;
}

const ent_command ent_cmd_convert = {.run = convert};
