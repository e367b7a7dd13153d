/* cmd_status.c: `entente status CASE`. Of the case it needs the ledger, the day and the headings of the
 * articles; only deadlines of duties and red lines need it judged. */
#include "cli/judge.h"
#include "cli/ledger_file.h"
#include "entente/lang.h"

#include <stdio.h>
#include <string.h>

typedef struct talk_case {
    ent_doc *case_doc, *agreement; /* NULL: not there, or not readable */
    ent_ledger *ledger;
    ent_diags *diags;
    ent_atlas *atlas; /* of the judged case; NULL: not judged */
    ent_case *loaded;
    ent_judgement *judgement;
    ent_red_lines *red_lines; /* NULL: not judged */
} talk_case;

/* A document of the case, for its headings only: what is wrong in it is for `check` to say. */
static ent_doc *read_doc(ent_cli *cli, const char *folder, const char *name)
{
    char path[ENT_CLI_PATH_MAX];
    ent_diags *unsaid = NULL;
    ent_doc *doc = NULL;
    bool is_whole = *name == '/';
    int n = snprintf(path, sizeof path, "%s%s%s", is_whole ? "" : folder, is_whole ? "" : "/", name);
    if (n < 0 || (size_t)n >= sizeof path || ent_diags_new(&unsaid, NULL) != ENT_OK) return NULL;
    if (ent_doc_load(path, unsaid, &doc, NULL) != ENT_OK) doc = NULL;
    if (doc && !is_whole) ent_cli_rests_on(cli, folder, name, NULL);
    ent_diags_free(unsaid);
    return doc;
}

static void read_docs(ent_cli *cli, talk_case *c, const char *folder)
{
    c->case_doc = read_doc(cli, folder, "case.md");
    const char *file = c->case_doc ? ent_doc_view(c->case_doc)->agreement_file : NULL;
    c->agreement = read_doc(cli, folder, file && *file ? file : "agreement.md");
}

static const char *article_title(void *context, const char *article)
{
    const talk_case *c = context;
    if (!c->agreement || !*article) return NULL; /* what is above the first article has no number either */
    const ent_document *document = ent_doc_view(c->agreement);
    for (size_t i = 0; i < document->article_count; i++)
        if (document->articles[i].number && strcmp(document->articles[i].number, article) == 0)
            return document->articles[i].title;
    return NULL;
}

static ent_near_list nearest(void *context, const ent_entry *red_line)
{
    const talk_case *c = context;
    return ent_red_lines_at(c->red_lines, red_line);
}

/* The midnight that the day asked for begins with. */
static ent_time day_of(ent_ledger_query query)
{
    return (ent_time){(query.as_of.seconds - 1) / ENT_DAY_SECONDS * ENT_DAY_SECONDS};
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

/* The case judged on the day, for duties and red lines. They are left out when there is no map, no agreement,
 * or one that `check` would not judge: the talks can be told without. */
static void judge(ent_cli *cli, talk_case *c, const char *argument, ent_ledger_query query)
{
    const ent_common *common = ent_cli_common(cli);
    char path[ENT_CLI_PATH_MAX];
    ent_error unsaid = {0};
    ent_diags *diags = NULL;
    if (!c->agreement || ent_cli_atlas_path(cli, path, &unsaid) != ENT_OK ||
        ent_atlas_open(path, &c->atlas, &unsaid) != ENT_OK || ent_diags_new(&diags, &unsaid) != ENT_OK)
        return;
    ent_cli_rests_on_map(cli, c->atlas);
    ent_status st = ent_case_load(argument, c->atlas, diags, &c->loaded, &unsaid);
    for (size_t i = 0; st == ENT_OK && i < ent_case_file_count(c->loaded); i++)
        ent_cli_rests_on(cli, argument, ent_case_file_at(c->loaded, i).name,
                         ent_case_file_at(c->loaded, i).sha256);
    if (st == ENT_OK && !ent_diags_error_count(diags)) {
        int view = ent_atlas_view_find(
            c->atlas, ent_str_of(*ent_case_view_name(c->loaded) ? ent_case_view_name(c->loaded) : "un"));
        ent_judge_opts opts = {.as_of = day_of(query),
                               .as_known = common->as_known_given ? common->as_known.from : ENT_TIME_MAX,
                               .view = view < 0 ? 0 : (size_t)view,
                               .layer = ent_case_layer(c->loaded)};
        ent_cli_rests_under(cli, ent_atlas_view_at(c->atlas, opts.view).name,
                            &(ent_cli_ground_rules){opts.layer, opts.edges, opts.as_of, opts.as_known});
        if (ent_judge(ent_case_world(c->loaded), &opts, &c->judgement, &unsaid) != ENT_OK)
            c->judgement = NULL;
    }
    ent_diags_free(diags);
}

static ent_status write_answer(ent_cli *cli, talk_case *c, const ent_ledger_status *status,
                               ent_ledger_query query, ent_error *err)
{
    const ent_common *common = ent_cli_common(cli);
    char as_of[32];
    ent_time_format(day_of(query), as_of, sizeof as_of);
    const ent_document *text = c->agreement ? ent_doc_view(c->agreement) : NULL;
    ent_ledger_report report = {.title = text && text->title ? text->title : "",
                                .as_of = common->as_of_given ? common->as_of_text : as_of,
                                .as_known = common->as_known_text,
                                .article_title = article_title,
                                .nearest = c->red_lines ? nearest : NULL,
                                .context = c};
    ent_report_calendar calendar = {.ledger = c->ledger,
                                    .talks = ent_ledger_talks(status),
                                    .judgement = c->judgement,
                                    .as_of = day_of(query),
                                    .as_known = query.as_known,
                                    .title = report.title,
                                    .scope = text && text->code && *text->code ? text->code : report.title};
    if (strcmp(common->format, "json") == 0)
        return ent_ledger_write_json(status, &report, ent_cli_out(cli), err);
    if (strcmp(common->format, "html") == 0)
        return ent_report_status_html(&calendar, &report, ent_cli_out(cli), err);
    if (strcmp(common->format, "ics") == 0) return ent_report_ics(&calendar, ent_cli_out(cli), err);
    ent_status st = ent_ledger_write_text(status, &report, ent_cli_out(cli), err);
    if (st != ENT_OK || !c->judgement) return st;
    ent_report_opts opts = {.width = ent_cli_width(cli), .color = ent_cli_color(cli)};
    return ent_report_red_lines(&calendar, &opts, ent_cli_out(cli), err);
}

static bool has_red_line(const ent_ledger *ledger)
{
    for (size_t i = 0; i < ent_ledger_count(ledger); i++)
        if (ent_ledger_at(ledger, i)->kind == ENT_ENTRY_RED_LINE) return true;
    return false;
}

static int answer(ent_cli *cli, talk_case *c, const char *argument)
{
    const ent_common *common = ent_cli_common(cli);
    ent_ledger_query query = {end_of_day(cli, c),
                              common->as_known_given ? common->as_known.until : ENT_TIME_MAX};
    ent_error err = {0};
    ent_ledger_status *status = NULL;
    bool ics = strcmp(common->format, "ics") == 0, text = strcmp(common->format, "text") == 0;
    if (ics || has_red_line(c->ledger)) judge(cli, c, argument, query);
    ent_status st = ENT_OK;
    if (c->judgement && !ics && !text) st = ent_red_lines_find(c->judgement, c->ledger, &c->red_lines, &err);
    if (st == ENT_OK) st = ent_ledger_ask(c->ledger, query, &status, &err);
    if (st == ENT_OK) st = write_answer(cli, c, status, query, &err);
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
    if (code == ENT_EXIT_OK && ent_diags_error_count(c.diags) == 0) {
        read_docs(cli, &c, argument);
        code = answer(cli, &c, argument);
    }
    int said = ent_cli_diags(cli, c.diags);
    ent_doc_free(c.case_doc);
    ent_doc_free(c.agreement);
    ent_red_lines_free(c.red_lines);
    ent_judgement_free(c.judgement);
    ent_case_free(c.loaded);
    ent_atlas_close(c.atlas);
    ent_ledger_free(c.ledger);
    ent_diags_free(c.diags);
    return code == ENT_EXIT_OK ? said : code;
}

const ent_command ent_cmd_status = {.run = status};
