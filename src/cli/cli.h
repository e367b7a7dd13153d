/* cli.h: what the frame gives a command.
 *
 * A command `entente foo` is two files and nothing else: src/cli/cmd_foo.c, which defines
 *
 *     const ent_command ent_cmd_foo = {.run = foo};
 *
 * and man/foo.txt, which says in one place what it takes (how many arguments, which options, which formats)
 * and what it does. The build makes the table of commands, the --help text and the man page from the two. The
 * frame parses the command line against that declaration before `run` is called, so a command never sees an
 * option it did not declare, a format it cannot write or a wrong number of arguments. How to write the page:
 * man/README.md.
 *
 * A command returns its exit code. The codes are a promise and no flag changes them. */
#ifndef ENT_CLI_H
#define ENT_CLI_H

#include "entente/atlas.h"
#include "entente/base.h"
#include "entente/geo.h"
#include "entente/time.h"

typedef enum ent_exit {
    ENT_EXIT_OK = 0,      /* no breach, or the question was answered */
    ENT_EXIT_BREACH = 1,  /* a breach; a difference with --exit-code; a scenario or a receipt that fails */
    ENT_EXIT_UNCLEAR = 2, /* no breach but something unclear, with --strict only */
    ENT_EXIT_TEXT = 3,    /* a text or datum is wrong: any located diagnostic of severity error */
    ENT_EXIT_USAGE = 4,   /* the command line is wrong */
    ENT_EXIT_FAILED = 5   /* a file, memory or the program itself failed */
} ent_exit;

#define ENT_CLI_VIEWS_MAX 8
#define ENT_CLI_VALUES_MAX 256 /* options given on one command line */
#define ENT_CLI_PATH_MAX 4096

/* The common options, parsed. What was not given has its zero or default value; `*_given` tells. */
typedef struct ent_common {
    bool as_of_given, as_known_given, layer_given, edges_given;
    ent_span_time as_of;    /* the day of --as-of, [midnight, midnight), or the instant as one second */
    ent_span_time as_known; /* likewise: what was reported before .until was known */
    const char *as_of_text, *as_known_text; /* as typed */
    size_t view_count;                      /* 0: the case's own, else the default */
    ent_str views[ENT_CLI_VIEWS_MAX];
    ent_layer layer;
    ent_edges edges;
    const char
        *format; /* one of the page's `formats:`, the first of them when not given; NULL if it has none */
    const char *output; /* -o FILE, or NULL */
    unsigned jobs;      /* -j N; the number of processors when not given; 1..1024 */
    bool strict;
} ent_common;

typedef struct ent_cli ent_cli;

typedef struct ent_command {
    int (*run)(ent_cli *cli); /* returns an ent_exit */
} ent_command;

/* ---- what was asked --------------------------------------------------------------------------------- */

const ent_common *ent_cli_common(const ent_cli *cli);
const char *ent_cli_edges_name(const ent_cli *cli); /* what --edges says: "planar" or "geodesic" */
const char *ent_cli_layer_name(ent_layer layer);    /* "land" or "land+sea" */
const char *ent_cli_program(const ent_cli *cli);    /* "entente check": for messages */
size_t ent_cli_arg_count(const ent_cli *cli); /* arguments that are not options, within the page's bounds */
const char *ent_cli_arg(const ent_cli *cli, size_t index); /* NULL past the last */
/* The command's own options by their long name without dashes. Naming one that the page does not declare is a
 * bug (assert). An option that may be repeated ("..." in its declaration) has several values, in order. */
bool ent_cli_has(const ent_cli *cli, const char *option);
const char *ent_cli_value(const ent_cli *cli, const char *option); /* the last one given, or NULL */
size_t ent_cli_value_count(const ent_cli *cli, const char *option);
const char *ent_cli_value_at(const ent_cli *cli, const char *option, size_t index);

/* ---- answering -------------------------------------------------------------------------------------- */

/* Where the answer goes: standard output, or a file beside -o FILE that takes its place once the command has
 * returned 0 to 3. Opened on first use, buffered; a command that fails before writing leaves FILE as it was.
 */
ent_sink ent_cli_out(ent_cli *cli);
void ent_cli_printf(ent_cli *cli, const char *format, ...) ENT_PRINTF(2, 3); /* into the same sink */
/* The answer broke off: FILE of -o stays as it was, whatever the command returns. */
void ent_cli_keep_file(ent_cli *cli);
/* A text of the command line as one line for a message or an answer: a control character becomes a space, a
 * byte that is not UTF-8 a question mark; cut at `size` - 1 bytes, never inside a character. */
void ent_cli_plain(const char *text, char *out, size_t size);
bool ent_cli_color(
    const ent_cli *cli); /* may the answer have terminal colours: --color, a terminal, NO_COLOR */
bool ent_cli_out_is_file(const ent_cli *cli); /* -o was given: the answer needs no width and no colour */

/* Say on standard error that a call failed, and give the exit code for it. */
int ent_cli_fail(ent_cli *cli, const ent_error *err) ENT_MUST_USE;
/* The command line is wrong: "entente check: message", the usage line, exit code 4. */
int ent_cli_usage(ent_cli *cli, const char *format, ...) ENT_PRINTF(2, 3) ENT_MUST_USE;
/* The same for a name that is not known: adds the nearest of `known`, if one is near. what: "view". */
int ent_cli_unknown(ent_cli *cli, const char *what, ent_str name, const ent_str *known,
                    size_t count) ENT_MUST_USE;
/* Print diagnostics with carets on standard error; ENT_EXIT_TEXT when an error is among them, else
 * ENT_EXIT_OK. */
int ent_cli_diags(ent_cli *cli, const ent_diags *diags);
/* One line on standard error, replaced by the next, once a second has passed since the first; NULL clears it.
 * On a terminal only, never with --quiet. */
void ent_cli_progress(ent_cli *cli, const char *text);

/* ---- what the answer rests on, for --receipt (basis.c); cheap when none is wanted ---------------------- */

/* The days and the ground that the map and the law are asked for. */
typedef struct ent_cli_ground_rules {
    ent_layer layer;
    ent_edges edges;
    ent_time as_of, as_known; /* ENT_TIME_MAX: none */
} ent_cli_ground_rules;

/* A file was read: `word` is an argument or the value of an option as it was given; `name` is that of the
 * file inside it, or beside it when it is a file itself; NULL: the word is the file. sha256 in hex, or NULL:
 * of the file as it is now. A failure is told at the end. */
void ent_cli_rests_on(ent_cli *cli, const char *word, const char *name, const char *sha256);
void ent_cli_rests_on_map(ent_cli *cli, const ent_atlas *atlas); /* ent_cli_open_atlas does it */
void ent_cli_rests_under(ent_cli *cli, const char *view, const ent_cli_ground_rules *rules);
/* The format was not --format's; the day was the clock's. */
void ent_cli_took_format(ent_cli *cli, const char *format);
void ent_cli_took_day(ent_cli *cli, ent_time day);
bool ent_cli_wants_receipt(const ent_cli *cli);

/* ---- the map ---------------------------------------------------------------------------------------- */

/* Open the map of the world that --atlas, $ENTENTE_ATLAS or the usual places name; the caller closes it. 0,
 * or the exit code after having said what is wrong and how to build one. */
int ent_cli_open_atlas(ent_cli *cli, ent_atlas **out_atlas) ENT_MUST_USE;
/* The views that --view names as indexes into the atlas, or "un" alone when it was not given (a case may say
 * another: look at view_count first). 0, or the exit code after having named the nearest known view. */
int ent_cli_find_views(ent_cli *cli, const ent_atlas *atlas, size_t out_views[ENT_CLI_VIEWS_MAX],
                       size_t *out_count) ENT_MUST_USE;
/* Only the path; ENT_E_IO says how to build one. */
ent_status ent_cli_atlas_path(const ent_cli *cli, char path[ENT_CLI_PATH_MAX], ent_error *err) ENT_MUST_USE;

#endif
