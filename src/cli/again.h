/* again.h: a command run again as its receipt says, and what has changed since. For `entente verify`. */
#ifndef ENT_CLI_AGAIN_H
#define ENT_CLI_AGAIN_H

#include "cli/cli.h"
#include "entente/compare.h"

#include <jansson.h>

typedef struct ent_again {
    const json_t *was; /* the receipt */
    ent_str answer;    /* that it stood in, without it; ptr NULL: it stood in a file of its own */
    void (*say)(void *context, const ent_receipt_change *change);
    void *context;
    bool other_build; /* out: the same version of the program, but not the same program */
} ent_again;

/* Is it the receipt of a command? */
bool ent_again_is(const json_t *receipt);
/* Run and compare; each change is said. The arguments behind the receipt name its inputs, in their order;
 * those that are not given lie beside the receipt. 0, or the exit code after having said why nothing could be
 * compared. */
int ent_again_run(ent_cli *cli, ent_again *again) ENT_MUST_USE;

#endif
