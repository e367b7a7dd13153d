/* length.h: lengths on the command line. */
#ifndef ENT_CLI_LENGTH_H
#define ENT_CLI_LENGTH_H

#include "cli/cli.h"

/* "500 km", "500km", "12 nmi", or "480..520 km" where `out_hi_m` is not NULL. A length of 0 or more. */
bool ent_cli_length(const char *text, double *out_lo_m, double *out_hi_m) ENT_MUST_USE;
/* Say of the value of an option that ent_cli_length refused why it is no length, what the units are and what
 * was probably meant; exit code 4. */
int ent_cli_no_length(ent_cli *cli, const char *option, const char *text) ENT_MUST_USE;

#endif
