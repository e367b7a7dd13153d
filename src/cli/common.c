/* common.c: the common options, one function each, called for those that the command's page declares. */
#include "cli/frame.h"
#include <string.h>
#include <unistd.h>

#define JOBS_MAX 1024

/* A day, or a moment: what the law and the facts are asked for must be one point of the calendar. */
static int parse_day(ent_cli *cli, const char *option, const char *text, ent_span_time *out)
{
    ent_when when;
    ent_error err = {0};
    size_t offset = 0;
    if (ent_when_parse(ent_str_of(text), &when, &offset, &err) != ENT_OK)
        return ent_cli_usage(cli, "--%s \"%s\": %s", option, text, err.message);
    ent_span_time hull = ent_when_hull(&when);
    if (when.count != 1 || when.is_interval || when.approximate || when.uncertain ||
        hull.until.seconds - hull.from.seconds > ENT_DAY_SECONDS)
        return ent_cli_usage(cli, "--%s \"%s\": one day is wanted, like 2022-01-11", option, text);
    *out = hull;
    return 0;
}

static int set_as_of(ent_cli *cli, const char *value)
{
    cli->common.as_of_given = true, cli->common.as_of_text = value;
    return parse_day(cli, "as-of", value, &cli->common.as_of);
}

static int set_as_known(ent_cli *cli, const char *value)
{
    cli->common.as_known_given = true, cli->common.as_known_text = value;
    return parse_day(cli, "as-known", value, &cli->common.as_known);
}

static int set_view(ent_cli *cli, const char *value)
{
    for (const char *at = value;; at++) {
        size_t len = strcspn(at, ",");
        if (len == 0) return ent_cli_usage(cli, "--view \"%s\": a name is missing", value);
        if (cli->common.view_count == ENT_CLI_VIEWS_MAX)
            return ent_cli_usage(cli, "--view: more than %d names", ENT_CLI_VIEWS_MAX);
        for (size_t i = 0; i < cli->common.view_count; i++)
            if (ent_str_eq(cli->common.views[i], (ent_str){at, len}))
                return ent_cli_usage(cli, "--view \"%s\": \"%.*s\" stands twice", value, (int)len, at);
        cli->common.views[cli->common.view_count++] = (ent_str){at, len};
        at += len;
        if (*at == '\0') return 0;
    }
}

/* Index of the value in `choices`, or -1 after having said what is wrong. */
static int choose(ent_cli *cli, const char *option, const char *value, const ent_str *choices, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ent_str_is(choices[i], value)) return (int)i;
    char what[64];
    snprintf(what, sizeof what, "value of --%s", option);
    (void)!ent_cli_unknown(cli, what, ent_str_of(value), choices, count);
    return -1;
}

const char *ent_cli_layer_name(ent_layer layer)
{
    return layer == ENT_LAYER_LAND ? "land" : "land+sea";
}

const char *ent_cli_edges_name(const ent_cli *cli)
{
    return cli->common.edges == ENT_EDGES_PLANAR ? "planar" : "geodesic";
}

static int set_layer(ent_cli *cli, const char *value)
{
    const ent_str names[] = {ENT_STR("land"), ENT_STR("land+sea")};
    int chosen = choose(cli, "layer", value, names, 2);
    if (chosen < 0) return ENT_EXIT_USAGE;
    cli->common.layer = chosen == 0 ? ENT_LAYER_LAND : ENT_LAYER_LAND_SEA;
    cli->common.layer_given = true;
    return 0;
}

static int set_edges(ent_cli *cli, const char *value)
{
    const ent_str names[] = {ENT_STR("planar"), ENT_STR("geodesic")};
    int chosen = choose(cli, "edges", value, names, 2);
    if (chosen < 0) return ENT_EXIT_USAGE;
    cli->common.edges = chosen == 0 ? ENT_EDGES_PLANAR : ENT_EDGES_GEODESIC;
    cli->common.edges_given = true;
    return 0;
}

static int set_color(ent_cli *cli, const char *value)
{
    const ent_str names[] = {ENT_STR("auto"), ENT_STR("always"), ENT_STR("never")};
    int chosen = choose(cli, "color", value, names, 3);
    if (chosen < 0) return ENT_EXIT_USAGE;
    cli->color = (ent_cli_color_mode)chosen;
    return 0;
}

static int set_format(ent_cli *cli, const char *value)
{
    ent_str names[32];
    size_t count = 0;
    while (count < 32 && cli->page->formats[count])
        names[count] = ent_str_of(cli->page->formats[count]), count++;
    int chosen = choose(cli, "format", value, names, count);
    if (chosen < 0) return ENT_EXIT_USAGE;
    cli->common.format = cli->page->formats[chosen];
    return 0;
}

static int set_jobs(ent_cli *cli, const char *value)
{
    int64_t jobs = 0;
    if (!ent_str_to_int64(ent_str_of(value), &jobs) || jobs < 1 || jobs > JOBS_MAX)
        return ent_cli_usage(cli, "--jobs \"%s\": a number from 1 to %d is wanted", value, JOBS_MAX);
    cli->common.jobs = (unsigned)jobs;
    return 0;
}

static int set_output(ent_cli *cli, const char *value)
{
    if (*value == '\0') return ent_cli_usage(cli, "--output needs the name of a file");
    cli->common.output = strcmp(value, "-") == 0 ? NULL : value;
    return 0;
}

static int set_atlas(ent_cli *cli, const char *value)
{
    cli->atlas = value;
    return 0;
}

static int set_strict(ent_cli *cli, const char *value)
{
    (void)value;
    cli->common.strict = true;
    return 0;
}

static const struct {
    const char *option;
    int (*set)(ent_cli *cli, const char *value);
} setters[] = {
    {"as-of", set_as_of},   {"as-known", set_as_known}, {"view", set_view},     {"layer", set_layer},
    {"edges", set_edges},   {"color", set_color},       {"format", set_format}, {"jobs", set_jobs},
    {"output", set_output}, {"atlas", set_atlas},       {"strict", set_strict},
};

static void set_defaults(ent_cli *cli)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    cli->common.jobs = processors < 1 ? 1 : processors > JOBS_MAX ? JOBS_MAX : (unsigned)processors;
    cli->common.format = cli->page->formats[0];
}

int ent_cli_parse_common(ent_cli *cli)
{
    set_defaults(cli);
    for (size_t i = 0; i < cli->given_count; i++) {
        for (size_t k = 0; k < sizeof setters / sizeof setters[0]; k++) {
            if (strcmp(setters[k].option, cli->given[i].option->name) != 0) continue;
            int code = setters[k].set(cli, cli->given[i].value);
            if (code != 0) return code;
        }
    }
    return 0;
}
