/* cmd_group.c: `entente group [GROUP]`: groups of the map with dated membership. */
#include "base/json.h"
#include "cli/cli.h"
#include <time.h>

#define GROUPS_MAX 64

static ent_time day_of(const ent_cli *cli)
{
    const ent_common *common = ent_cli_common(cli);
    return common->as_of_given ? common->as_of.from
                               : (ent_time){(int64_t)time(NULL) / ENT_DAY_SECONDS * ENT_DAY_SECONDS};
}

/* The names of the groups, each once, in the order of the rows. */
static size_t group_names(const ent_groups *groups, ent_str *names)
{
    size_t count = 0;
    for (size_t i = 0; i < ent_groups_count(groups) && count < GROUPS_MAX; i++) {
        const ent_str name = ent_str_of(ent_groups_at(groups, i)->group);
        size_t seen = 0;
        while (seen < count && !ent_str_eq(names[seen], name)) seen++;
        if (seen == count) names[count++] = name;
    }
    return count;
}

typedef struct head_count {
    size_t yes, unclear;
} head_count;

static head_count count_members(const ent_groups *groups, ent_str name, ent_time day)
{
    head_count count = {0};
    for (size_t i = 0; i < ent_groups_count(groups); i++) {
        const ent_membership *m = ent_groups_at(groups, i);
        if (!ent_str_eq(ent_str_of(m->group), name)) continue;
        const ent_truth truth = ent_membership_holds(m, day);
        count.yes += ent_is_yes(truth);
        count.unclear += ent_is_unclear(truth);
    }
    return count;
}

static const char *member_name(const ent_atlas *atlas, const char *code)
{
    const int index = ent_atlas_country_find(atlas, ent_str_of(code));
    return index < 0 ? code : ent_atlas_country_at(atlas, (size_t)index).name;
}

/* ---- JSON -------------------------------------------------------------------------------- */

static void members_json(ent_json *json, const ent_atlas *atlas, ent_str name, ent_time day)
{
    const ent_groups *groups = ent_atlas_groups(atlas);
    ent_json_kstr(json, "group", name);
    ent_json_key(json, "members");
    ent_json_begin_array(json);
    for (size_t i = 0; i < ent_groups_count(groups); i++) {
        const ent_membership *m = ent_groups_at(groups, i);
        if (!ent_str_eq_nocase(ent_str_of(m->group), name)) continue;
        const ent_truth truth = ent_membership_holds(m, day);
        if (ent_is_no(truth)) continue;
        ent_json_begin_object(json);
        ent_json_kstring(json, "member", m->member);
        ent_json_kstring(json, "name", member_name(atlas, m->member));
        ent_json_kstring(json, "is_member", ent_is_yes(truth) ? "yes" : "unclear");
        ent_json_kstring(json, "from", *m->from_text ? m->from_text : NULL);
        ent_json_kstring(json, "until", *m->until_text ? m->until_text : NULL);
        ent_json_kstring(json, "source", m->source);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

static void groups_json(ent_json *json, const ent_groups *groups, ent_time day)
{
    ent_str names[GROUPS_MAX];
    const size_t count = group_names(groups, names);
    ent_json_key(json, "groups");
    ent_json_begin_array(json);
    for (size_t i = 0; i < count; i++) {
        const head_count members = count_members(groups, names[i], day);
        ent_json_begin_object(json);
        ent_json_kstr(json, "group", names[i]);
        ent_json_kint(json, "members", (int64_t)members.yes);
        ent_json_kint(json, "unclear", (int64_t)members.unclear);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

static int answer_json(ent_cli *cli, const ent_atlas *atlas, const ent_str *name, ent_time day)
{
    ent_json json;
    char text[40];
    ent_time_format(day, text, sizeof text);
    ent_json_init(&json, ent_cli_out(cli), true);
    ent_json_begin_object(&json);
    ent_json_kint(&json, "schema", 1);
    ent_json_kstring(&json, "map", ent_atlas_hash(atlas));
    ent_json_kstring(&json, "as_of", text);
    if (name)
        members_json(&json, atlas, *name, day);
    else
        groups_json(&json, ent_atlas_groups(atlas), day);
    ent_json_end_object(&json);
    ent_error err = {0};
    return ent_json_finish(&json, &err) == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(cli, &err);
}

/* ---- text -------------------------------------------------------------------------------- */

static void groups_text(ent_cli *cli, const ent_groups *groups, ent_time day)
{
    ent_str names[GROUPS_MAX];
    char text[40];
    ent_time_format(day, text, sizeof text);
    const size_t count = group_names(groups, names);
    for (size_t i = 0; i < count; i++) {
        const head_count members = count_members(groups, names[i], day);
        ent_cli_printf(cli, "%-18.*s %zu member%s on %s", ENT_STR_ARG(names[i]), members.yes,
                       members.yes == 1 ? "" : "s", text);
        if (members.unclear > 0) ent_cli_printf(cli, ", %zu unclear", members.unclear);
        ent_cli_printf(cli, "\n");
    }
}

static void members_text(ent_cli *cli, const ent_atlas *atlas, ent_str name, ent_time day)
{
    const ent_groups *groups = ent_atlas_groups(atlas);
    for (size_t i = 0; i < ent_groups_count(groups); i++) {
        const ent_membership *m = ent_groups_at(groups, i);
        if (!ent_str_eq_nocase(ent_str_of(m->group), name)) continue;
        const ent_truth truth = ent_membership_holds(m, day);
        if (ent_is_no(truth)) continue;
        ent_cli_printf(cli, "%-4s %-20s from %s%s%s%s\n     %s\n", m->member, member_name(atlas, m->member),
                       m->from_text, *m->until_text ? " until " : "", m->until_text,
                       ent_is_unclear(truth) ? "  unclear: the date is too coarse to tell" : "", m->source);
    }
}

static int show(ent_cli *cli, const ent_atlas *atlas)
{
    const ent_groups *groups = ent_atlas_groups(atlas);
    const char *arg = ent_cli_arg(cli, 0);
    const ent_str name = ent_str_of(arg);
    const ent_time day = day_of(cli);
    if (arg && !ent_groups_has(groups, name)) {
        ent_str names[GROUPS_MAX];
        return ent_cli_unknown(cli, "group", name, names, group_names(groups, names));
    }
    if (ent_str_is(ent_str_of(ent_cli_common(cli)->format), "json"))
        return answer_json(cli, atlas, arg ? &name : NULL, day);
    if (arg)
        members_text(cli, atlas, name, day);
    else
        groups_text(cli, groups, day);
    return ENT_EXIT_OK;
}

static int group(ent_cli *cli)
{
    ent_atlas *atlas = NULL;
    int code = ent_cli_open_atlas(cli, &atlas);
    if (code != ENT_EXIT_OK) return code;
    code = show(cli, atlas);
    ent_atlas_close(atlas);
    return code;
}

const ent_command ent_cmd_group = {.run = group};
