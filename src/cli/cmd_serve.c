/* cmd_serve.c: `entente serve CASE`: read and judge the case once, so that what is wrong is said at once;
 * then answer until a signal asks to stop. */
#include "cli/judge.h"
#include "cli/ledger_file.h"
#include "entente/server.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#define PORT 8462

static int read_port(ent_cli *cli, uint16_t *out)
{
    const char *text = ent_cli_value(cli, "port");
    int64_t port = PORT;
    if (text && (!ent_str_to_int64(ent_str_of(text), &port) || port < 0 || port > 65535))
        return ent_cli_usage(cli, "--port \"%s\": a number from 0 to 65535 is wanted", text);
    *out = (uint16_t)port;
    return ENT_EXIT_OK;
}

/* Wait for Ctrl-C or a polite kill. The signals are blocked before any thread is made, so none of them takes
 * it. */
static void wait_for_end(const sigset_t *signals)
{
    int got;
    while (sigwait(signals, &got) != 0) {}
}

static int answer_until_told(ent_cli *cli, const ent_server_opts *opts)
{
    sigset_t signals;
    ent_server *server = NULL;
    ent_error err = {0};
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    if (ent_server_start(opts, &server, &err) != ENT_OK) {
        sigprocmask(SIG_UNBLOCK, &signals, NULL);
        return err.status == ENT_E_DOMAIN ? ent_cli_usage(cli, "--listen %s", err.message)
                                          : ent_cli_fail(cli, &err);
    }
    const char *where = opts->address ? opts->address : "127.0.0.1";
    const bool six = strchr(where, ':') != NULL;
    printf("http://%s%s%s:%u/\n", six ? "[" : "", where, six ? "]" : "", (unsigned)ent_server_port(server));
    fflush(stdout);
    wait_for_end(&signals);
    ent_server_stop(server);
    return ENT_EXIT_OK;
}

static int serve(ent_cli *cli)
{
    ent_cli_judged judged;
    ent_ledger *ledger = NULL;
    uint16_t port = PORT;
    int code = read_port(cli, &port);
    if (code != ENT_EXIT_OK) return code;
    code = ent_cli_judge(cli, ent_cli_arg(cli, 0), &judged);
    if (code == ENT_EXIT_OK) code = ent_cli_case_ledger(cli, judged.loaded, &ledger);
    if (code == ENT_EXIT_OK) {
        judged.report.version = ENT_VERSION;
        const ent_server_opts opts = {.loaded = judged.loaded,
                                      .ledger = ledger,
                                      .judge = ent_judgement_opts(judged.judgements[0]),
                                      .report = judged.report,
                                      .address = ent_cli_value(cli, "listen"),
                                      .port = port};
        code = answer_until_told(cli, &opts);
    }
    ent_ledger_free(ledger);
    ent_cli_judged_done(&judged);
    return code;
}

const ent_command ent_cmd_serve = {.run = serve};
