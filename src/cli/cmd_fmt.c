/* cmd_fmt.c: `entente fmt FILE...`: statements laid out in one way, in place. */
#include "base/buf.h"
#include "cli/cli.h"
#include "entente/lang.h"

#include "base/limits.h"
#include <string.h>

/* What became of a file: its exit code, and whether its layout differed. */
typedef struct outcome {
    int code;
    bool differs;
} outcome;

static outcome failed(ent_cli *cli, ent_diags *diags, const ent_error *err)
{
    int code = ent_cli_diags(cli, diags);
    return (outcome){code == ENT_EXIT_OK ? ent_cli_fail(cli, err) : code, false};
}

static ent_status put(ent_cli *cli, const char *path, const ent_buf *laid_out, bool differs, ent_error *err)
{
    ent_str bytes = ent_buf_str(laid_out);
    ent_sink out = ent_cli_out(cli);
    if (ent_cli_has(cli, "check")) return ENT_OK;
    if (strcmp(path, "-") != 0) return differs ? ent_file_replace(path, bytes, err) : ENT_OK;
    if (bytes.len && !out.write(out.context, bytes.ptr, bytes.len))
        return ent_fail(err, ENT_E_IO, "cannot write");
    return ENT_OK;
}

static outcome format_one(ent_cli *cli, const char *path)
{
    ent_error err = {0};
    ent_buf text = {0}, laid_out;
    ent_diags *diags = NULL;
    outcome result = {ENT_EXIT_OK, false};
    ent_buf_init(&laid_out, 8 * (size_t)ENT_AGREEMENT_BYTES_MAX);
    ent_status st = ent_diags_new(&diags, &err);
    if (st != ENT_OK) return (outcome){ent_cli_fail(cli, &err), false};
    st = ent_file_read(path, ENT_AGREEMENT_BYTES_MAX, &text, &err);
    if (st == ENT_OK) st = ent_doc_format(path, ent_buf_str(&text), ent_buf_sink(&laid_out), diags, &err);
    if (st == ENT_OK) {
        result.differs = !ent_str_eq(ent_buf_str(&text), ent_buf_str(&laid_out));
        st = put(cli, path, &laid_out, result.differs, &err);
    }
    if (st != ENT_OK) result = failed(cli, diags, &err);
    ent_diags_free(diags);
    ent_buf_done(&text);
    ent_buf_done(&laid_out);
    return result;
}

static int fmt(ent_cli *cli)
{
    int code = ENT_EXIT_OK;
    for (size_t i = 0; i < ent_cli_arg_count(cli); i++) {
        outcome one = format_one(cli, ent_cli_arg(cli, i));
        if (one.differs && ent_cli_has(cli, "check")) {
            ent_cli_printf(cli, "%s\n", ent_cli_arg(cli, i));
            one.code = ENT_EXIT_BREACH;
        }
        if (one.code > code) code = one.code;
    }
    return code;
}

const ent_command ent_cmd_fmt = {.run = fmt};
