/* report_data.h: what the application in a report shows without a server behind it: the server's own answers
 * to the questions it is likely to ask, as one JSON object. */
#ifndef ENT_CLI_REPORT_DATA_H
#define ENT_CLI_REPORT_DATA_H

#include "base/buf.h"
#include "cli/judge.h"
#include "entente/server.h"

/* For every judgement of `judged` (a view each) the findings and two maps; zones for the systems and parties
 * that findings are about; steps of the figures of the text. Says on standard error how far it is. */
ent_status ent_cli_report_data(ent_cli *cli, const ent_cli_judged *judged, const ent_server_opts *opts,
                               ent_buf *out, ent_error *err) ENT_MUST_USE;

#endif
