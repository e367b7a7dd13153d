/* cmd_ledger.c: `entente ledger check CASE` and `entente ledger add CASE COLUMN=TEXT...`. */
#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "cli/ledger_file.h"
#include "entente/case.h"

#include <string.h>
#include <unistd.h>

/* ---- articles ---- */

/* The agreement's articles and clauses by number, or a count of 0 when there is no case around the ledger. */
typedef struct articles {
    ent_case *texts;
    ent_str *names;
    size_t count;
} articles;

static bool collect(articles *a, const ent_document *d)
{
    a->names = ent_alloc_zero(d->article_count + d->clause_count + 1, sizeof *a->names);
    if (!a->names) return false;
    for (size_t i = 0; i < d->article_count; i++)
        if (*d->articles[i].number) a->names[a->count++] = ent_str_of(d->articles[i].number);
    for (size_t i = 0; i < d->clause_count; i++) a->names[a->count++] = ent_str_of(d->clauses[i].id);
    return true;
}

static int find_articles(ent_cli *cli, articles *a, const char *argument)
{
    ent_error err = {0};
    ent_diags *unsaid = NULL; /* what is wrong with the texts is for "check" to say */
    bool good = true;
    *a = (articles){.texts = NULL};
    if (!ent_file_is_folder(argument)) return ENT_EXIT_OK;
    if (ent_diags_new(&unsaid, &err) != ENT_OK) return ent_cli_fail(cli, &err);
    if (ent_case_load_texts(argument, unsaid, &a->texts, &err) == ENT_OK &&
        ent_diags_error_count(unsaid) == 0)
        good = collect(a, ent_doc_view(ent_case_world(a->texts)->agreement));
    ent_diags_free(unsaid);
    if (!good) (void)ent_fail(&err, ENT_E_NOMEM, "out of memory");
    return good ? ENT_EXIT_OK : ent_cli_fail(cli, &err);
}

static void articles_done(articles *a)
{
    ent_free(a->names);
    ent_case_free(a->texts);
}

static bool has_article(const articles *a, ent_str name)
{
    for (size_t i = 0; i < a->count; i++)
        if (ent_str_eq(a->names[i], name)) return true;
    return a->count == 0;
}

/* Every article of "4;5;6" must be one of the agreement. */
static int check_articles(ent_cli *cli, const char *argument, const ent_ledger_new_entry *entry)
{
    articles a;
    int code = find_articles(cli, &a, argument);
    for (size_t i = 0; i < entry->count; i++) {
        if (strcmp(entry->cells[i].column, "article") != 0) continue;
        for (ent_str rest = entry->cells[i].text; rest.len && code == ENT_EXIT_OK;) {
            const char *end = memchr(rest.ptr, ';', rest.len);
            size_t n = end ? (size_t)(end - rest.ptr) : rest.len;
            ent_str name = ent_str_trim((ent_str){rest.ptr, n});
            if (name.len && !has_article(&a, name))
                code = ent_cli_unknown(cli, "article", name, a.names, a.count);
            n += end != NULL;
            rest.ptr += n, rest.len -= n;
        }
    }
    articles_done(&a);
    return code;
}

/* The same for the entries that are there; without an agreement around them nothing is known of articles. */
static int check_old_articles(ent_cli *cli, const char *argument, const ent_ledger *ledger, ent_diags *diags)
{
    articles a;
    ent_error err = {0};
    int code = find_articles(cli, &a, argument);
    if (code == ENT_EXIT_OK && a.count &&
        ent_ledger_check_articles(ledger, (ent_articles){a.names, a.count}, diags, &err) != ENT_OK)
        code = ent_cli_fail(cli, &err);
    articles_done(&a);
    return code;
}

/* ---- check ---- */

static int check(ent_cli *cli, const char *argument)
{
    ent_diags *diags = NULL;
    ent_ledger *ledger = NULL;
    ent_error err = {0};
    if (ent_diags_new(&diags, &err) != ENT_OK) return ent_cli_fail(cli, &err);
    int code = ent_cli_ledger_load(cli, argument, diags, &ledger);
    if (code == ENT_EXIT_OK && ent_ledger_check(ledger, diags, &err) != ENT_OK)
        code = ent_cli_fail(cli, &err);
    if (code == ENT_EXIT_OK) code = check_old_articles(cli, argument, ledger, diags);
    if (code == ENT_EXIT_OK) code = ent_cli_diags(cli, diags);
    if (code == ENT_EXIT_OK) {
        size_t count = ent_ledger_count(ledger), unsourced = ent_ledger_unsourced(ledger);
        ent_cli_printf(cli, "%zu entr%s, no contradiction", count, count == 1 ? "y" : "ies");
        if (unsourced) ent_cli_printf(cli, "; %zu unsourced", unsourced);
        ent_cli_printf(cli, "\n");
    }
    ent_ledger_free(ledger);
    ent_diags_free(diags);
    return code;
}

/* ---- add ---- */

static int unknown_column(ent_cli *cli, ent_str name)
{
    ent_str known[32];
    size_t count = 0;
    while (count < 32 && count < ent_ledger_column_count())
        known[count] = ent_str_of(ent_ledger_column_at(count)), count++;
    return ent_cli_unknown(cli, "column", name, known, count);
}

/* "kind=proposal": the column by its own name, or an exit code. */
static int read_cell(ent_cli *cli, const char *argument, ent_ledger_cell *out)
{
    const char *sign = strchr(argument, '=');
    if (!sign) return ent_cli_usage(cli, "\"%s\": an entry is written column=text", argument);
    ent_str name = {argument, (size_t)(sign - argument)};
    for (size_t i = 0; i < ent_ledger_column_count(); i++) {
        if (!ent_str_is(name, ent_ledger_column_at(i))) continue;
        *out = (ent_ledger_cell){ent_ledger_column_at(i), ent_str_of(sign + 1)};
        return ENT_EXIT_OK;
    }
    return unknown_column(cli, name);
}

static int read_cells(ent_cli *cli, ent_ledger_cell *cells, size_t max, size_t *out_count)
{
    size_t count = 0;
    for (size_t i = 2; i < ent_cli_arg_count(cli); i++) {
        if (count == max) return ent_cli_usage(cli, "more than %zu columns", max);
        int code = read_cell(cli, ent_cli_arg(cli, i), &cells[count]);
        if (code != ENT_EXIT_OK) return code;
        for (size_t k = 0; k < count; k++)
            if (strcmp(cells[k].column, cells[count].column) == 0)
                return ent_cli_usage(cli, "the column \"%s\" is given twice", cells[k].column);
        count++;
    }
    *out_count = count;
    return ENT_EXIT_OK;
}

/* A ledger may be made anew, but not by mistyping the name of a case. */
static bool may_be_ledger(const char *path)
{
    size_t length = strlen(path);
    return access(path, F_OK) == 0 || (length > 4 && strcmp(path + length - 4, ".csv") == 0) ||
           (length > 7 && strcmp(path + length - 7, ".ndjson") == 0);
}

static int append(ent_cli *cli, const char *path, const ent_ledger_new_entry *entry)
{
    ent_diags *diags = NULL;
    ent_ledger_added added;
    ent_error err = {0};
    if (ent_diags_new(&diags, &err) != ENT_OK) return ent_cli_fail(cli, &err);
    ent_status st = ent_ledger_append(path, entry, diags, &added, &err);
    int code = ent_cli_diags(cli, diags);
    if (st == ENT_OK) ent_cli_printf(cli, "%s:%u: added \"%s\"\n", path, (unsigned)added.line, added.id);
    if (st != ENT_OK && code == ENT_EXIT_OK) code = ent_cli_fail(cli, &err);
    ent_diags_free(diags);
    return code;
}

static int add(ent_cli *cli, const char *argument)
{
    char path[ENT_CLI_PATH_MAX];
    ent_error err = {0};
    ent_ledger_cell cells[32];
    ent_ledger_new_entry entry = {.cells = cells};
    int code = read_cells(cli, cells, sizeof cells / sizeof *cells, &entry.count);
    if (code != ENT_EXIT_OK) return code;
    if (entry.count == 0) return ent_cli_usage(cli, "nothing to add: say column=text, like kind=proposal");
    if (ent_cli_ledger_path(argument, path, &err) != ENT_OK) return ent_cli_fail(cli, &err);
    code = check_articles(cli, argument, &entry);
    if (code != ENT_EXIT_OK) return code;
    if (may_be_ledger(path)) return append(cli, path, &entry);
    (void)ent_fail(&err, ENT_E_IO, "%.300s: there is no such case folder or ledger", argument);
    return ent_cli_fail(cli, &err);
}

static int ledger(ent_cli *cli)
{
    const ent_str known[] = {ENT_STR("add"), ENT_STR("check")};
    const char *what = ent_cli_arg(cli, 0);
    if (strcmp(what, "add") == 0) return add(cli, ent_cli_arg(cli, 1));
    if (strcmp(what, "check") != 0)
        return ent_cli_unknown(cli, "action", ent_str_of(what), known, sizeof known / sizeof *known);
    if (ent_cli_arg_count(cli) > 2) return ent_cli_usage(cli, "check takes one case");
    return check(cli, ent_cli_arg(cli, 1));
}

const ent_command ent_cmd_ledger = {.run = ledger};
