/* cmd_status.c: `entente status CASE`. Of the case it needs the ledger, the day and the headings of the
 * articles; no map and no record is opened. */
#include "cli/ledger_file.h"
#include "entente/lang.h"

#include <stdio.h>
#include <string.h>

typedef struct talk_case {
    ent_doc *case_doc, *agreement; /* NULL: not there, or not readable */
    ent_ledger *ledger;
    ent_diags *diags;
} talk_case;

/* A document of the case, for its headings only: what is wrong in it is for `check` to say. */
static ent_doc *read_doc(const char *folder, const char *name)
{
    char path[ENT_CLI_PATH_MAX];
    ent_diags *unsaid = NULL;
    ent_doc *doc = NULL;
    bool is_whole = *name == '/';
    int n = snprintf(path, sizeof path, "%s%s%s", is_whole ? "" : folder, is_whole ? "" : "/", name);
    if (n < 0 || (size_t)n >= sizeof path || ent_diags_new(&unsaid, NULL) != ENT_OK) return NULL;
    if (ent_doc_load(path, unsaid, &doc, NULL) != ENT_OK) doc = NULL;
    ent_diags_free(unsaid);
    return doc;
}

static void read_docs(talk_case *c, const char *folder)
{
    c->case_doc = read_doc(folder, "case.md");
    const char *file = c->case_doc ? ent_doc_view(c->case_doc)->agreement_file : NULL;
    c->agreement = read_doc(folder, file && *file ? file : "agreement.md");
}

static const char *article_title(void *context, const char *article)
{
    const talk_case *c = context;
    if (!c->agreement) return NULL;
    const ent_document *document = ent_doc_view(c->agreement);
    for (size_t i = 0; i < document->article_count; i++)
        if (document->articles[i].number && strcmp(document->articles[i].number, article) == 0)
            return document->articles[i].title;
    return NULL;
}

/* The day asked for, else the case's, else that of the last entry: the moment it ends. */
static ent_time end_of_day(const ent_cli *cli, const talk_case *c)
{
    const ent_common *common = ent_cli_common(cli);
    if (common->as_of_given) return common->as_of.until;
    const ent_when *day = c->case_doc ? ent_doc_view(c->case_doc)->day : NULL;
    if (day && day->count) return ent_when_hull(day).until;
    size_t count = ent_ledger_count(c->ledger);
    return count ? ent_when_hull(ent_ledger_at(c->ledger, count - 1)->date).until : (ent_time){0};
}

static int answer(ent_cli *cli, talk_case *c)
{
    const ent_common *common = ent_cli_common(cli);
    ent_ledger_query query = {end_of_day(cli, c),
                              common->as_known_given ? common->as_known.until : ENT_TIME_MAX};
    char as_of[32];
    ent_time_format((ent_time){(query.as_of.seconds - 1) / ENT_DAY_SECONDS * ENT_DAY_SECONDS}, as_of,
                    sizeof as_of);
    const char *title = c->agreement ? ent_doc_view(c->agreement)->title : NULL;
    ent_ledger_report report = {.title = title ? title : "",
                                .as_of = common->as_of_given ? common->as_of_text : as_of,
                                .as_known = common->as_known_text,
                                .article_title = article_title,
                                .context = c};
    ent_error err = {0};
    ent_ledger_status *status = NULL;
    ent_status st = ent_ledger_ask(c->ledger, query, &status, &err);
    if (st == ENT_OK)
        st = strcmp(common->format, "json") == 0
                 ? ent_ledger_write_json(status, &report, ent_cli_out(cli), &err)
                 : ent_ledger_write_text(status, &report, ent_cli_out(cli), &err);
    ent_ledger_status_free(status);
    return st == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(cli, &err);
}

static int status(ent_cli *cli)
{
    talk_case c = {0};
    ent_error err = {0};
    if (ent_diags_new(&c.diags, &err) != ENT_OK) return ent_cli_fail(cli, &err);
    const char *argument = ent_cli_arg(cli, 0);
    int code = ent_cli_ledger_load(cli, argument, c.diags, &c.ledger);
    if (code == ENT_EXIT_OK) {
        read_docs(&c, argument);
        code = answer(cli, &c);
    }
    int said = ent_cli_diags(cli, c.diags);
    ent_doc_free(c.case_doc);
    ent_doc_free(c.agreement);
    ent_ledger_free(c.ledger);
    ent_diags_free(c.diags);
    return code == ENT_EXIT_OK ? said : code;
}

const ent_command ent_cmd_status = {.run = status};
