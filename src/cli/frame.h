/* frame.h: the inside of the frame, for main.c and its helpers; commands see cli.h alone. The tables are
 * written by tools/manual.awk from man/. */
#ifndef ENT_CLI_FRAME_H
#define ENT_CLI_FRAME_H

#include "base/buf.h"
#include "cli/cli.h"

typedef struct ent_option {
    const char *name;  /* long, without dashes */
    char letter;       /* 0: none */
    const char *value; /* what the value is called, NULL: it takes none */
    bool repeats;
} ent_option;

typedef struct ent_page {
    const char *name, *summary;
    const ent_command *command;
    int args_min, args_max;   /* -1: no upper end */
    const char *const *usage; /* whole lines; this and the rest end with NULL */
    const ent_option *const *options;
    const char *const *formats; /* the default first */
    const char *const *text;
} ent_page;

extern const ent_option ent_options[];
extern const ent_page ent_pages[]; /* sorted by name; "entente" is the program's own */
extern const size_t ent_page_count;

typedef enum ent_cli_color {
    ENT_CLI_COLOR_AUTO = 0,
    ENT_CLI_COLOR_ALWAYS,
    ENT_CLI_COLOR_NEVER
} ent_cli_color_mode;

typedef struct ent_cli_input ent_cli_input;
typedef struct ent_cli_basis {
    const char *receipt; /* the file of --receipt, or NULL */
    bool again;          /* run to see whether a receipt still holds: the answer stays in memory */
    ent_cli_input *inputs;
    size_t count, cap;
    char map[80], views[ENT_CLI_VIEWS_MAX][64];
    size_t view_count;
    bool has_rules, has_clock_day;
    ent_cli_ground_rules rules;
    ent_time clock_day;
    const char *format;
    ent_error error; /* of what could not be noted */
} ent_cli_basis;

struct ent_cli {
    const ent_page *page;
    char program[64];
    ent_common common;
    const char *atlas;
    ent_cli_color_mode color;
    const char **args;
    size_t arg_count;
    struct {
        const ent_option *option;
        const char *value;
    } given[ENT_CLI_VALUES_MAX];
    size_t given_count;
    ent_new_file *file; /* what -o FILE is to become; NULL until something is written */
    bool file_kept, write_failed;
    struct ent_cli_line *line; /* about what is under way (progress.c); NULL until there is one */
    ent_error write_error; /* of the first write that failed */
    ent_buf answer;        /* all of it, when a receipt is written for it */
    ent_cli_basis basis;
};

void ent_cli_progress_end(ent_cli *cli); /* clears the line and frees it */

const ent_page *ent_cli_page(ent_str name); /* a command's page, or NULL */
/* Print a page as --help does. */
void ent_cli_print_page(const ent_page *page, FILE *out);
/* "unknown command", with the nearest one; exit code 4. */
int ent_cli_unknown_command(ent_cli *cli, const char *name);

/* Fill `cli` from the words after the command's name. 0, or the exit code after having said what is wrong.
 * The arrays borrow from argv. Sets *out_help when --help or -h is among them, and then checks nothing else.
 */
int ent_cli_parse(ent_cli *cli, int argc, char **argv, bool *out_help);
/* Refuse a FILE of -o that the same run reads; 0 or the exit code. After parsing. */
int ent_cli_check_output(ent_cli *cli) ENT_MUST_USE;
/* Refuse a FILE of -o or --receipt that is this file; 0 or the exit code. */
int ent_cli_spare(ent_cli *cli, const char *path) ENT_MUST_USE;
int ent_cli_parse_common(ent_cli *cli);
/* Append the receipt to `out`; `answer` NULL: the one that stands inside the answer. ENT_E_NOMEM. */
ent_status ent_cli_write_basis(const ent_cli *cli, int code, const ent_str *answer, ent_buf *out,
                               ent_error *err) ENT_MUST_USE;
/* SHA-256 of the first so many lines; SIZE_MAX: of all of it. */
void ent_cli_prefix(ent_str text, size_t lines, char hex[65]);
/* Put the receipt into the answer, where its format has a place for it, and write it to `out`. */
ent_status ent_cli_seal(ent_cli *cli, int code, ent_buf *out, ent_error *err) ENT_MUST_USE;
/* Run a command as from the command line, words after its name; its exit code. Whoever calls frees
 * cli->args, cli->answer and cli->basis.inputs. */
int ent_cli_run(ent_cli *cli, const ent_page *page, int argc, char **argv) ENT_MUST_USE;

/* Flush standard output or put -o FILE in its place; gives the exit code, 5 if that failed. */
int ent_cli_finish(ent_cli *cli, int code);

#endif
