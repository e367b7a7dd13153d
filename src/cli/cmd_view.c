/* cmd_view.c: `entente view [VIEW]`: the views of the map and the pieces on which they differ. */
#include "base/json.h"
#include "cli/cli.h"
#include <math.h>

/* A time as JSON and people write it: a date, null or "..". */
static void json_time(ent_json *json, const char *key, ent_time t)
{
    char text[40];
    ent_time_format(t, text, sizeof text);
    ent_json_kstring(json, key, ent_str_is(ent_str_of(text), "..") ? NULL : text);
}

static bool is_shown(const ent_cli *cli, const ent_holding *h)
{
    const ent_common *common = ent_cli_common(cli);
    if (!common->as_of_given) return true;
    return h->from.seconds < common->as_of.until.seconds && common->as_of.from.seconds < h->until.seconds;
}

static void list_json(ent_json *json, const ent_atlas *atlas)
{
    ent_json_key(json, "views");
    ent_json_begin_array(json);
    for (size_t i = 0; i < ent_atlas_view_count(atlas); i++) {
        const ent_view view = ent_atlas_view_at(atlas, i);
        ent_json_begin_object(json);
        ent_json_kstring(json, "view", view.name);
        ent_json_kstring(json, "note", view.note);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

static void holding_json(ent_json *json, const ent_holding *h)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "piece", h->piece);
    ent_json_kstring(json, "name", h->piece_name);
    ent_json_kstring(json, "owner", *h->owner ? h->owner : NULL);
    json_time(json, "from", h->from);
    json_time(json, "until", h->until);
    ent_json_kdouble(json, "area_km2", round(h->area_m2 / 1e5) / 10);
    ent_json_kstring(json, "note", h->note);
    ent_json_end_object(json);
}

static int answer_json(ent_cli *cli, const ent_atlas *atlas, int view)
{
    ent_json json;
    ent_json_init(&json, ent_cli_out(cli), true);
    ent_json_begin_object(&json);
    ent_json_kint(&json, "schema", 1);
    ent_json_kstring(&json, "map", ent_atlas_hash(atlas));
    if (view < 0) {
        list_json(&json, atlas);
    } else {
        ent_json_kstring(&json, "view", ent_atlas_view_at(atlas, (size_t)view).name);
        ent_json_kstring(&json, "note", ent_atlas_view_at(atlas, (size_t)view).note);
        ent_json_key(&json, "holdings");
        ent_json_begin_array(&json);
        for (size_t i = 0; i < ent_atlas_holding_count(atlas, (size_t)view); i++) {
            const ent_holding h = ent_atlas_holding_at(atlas, (size_t)view, i);
            if (is_shown(cli, &h)) holding_json(&json, &h);
        }
        ent_json_end_array(&json);
    }
    ent_json_end_object(&json);
    ent_error err = {0};
    return ent_json_finish(&json, &err) == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(cli, &err);
}

static void list_text(ent_cli *cli, const ent_atlas *atlas)
{
    for (size_t i = 0; i < ent_atlas_view_count(atlas); i++) {
        const ent_view view = ent_atlas_view_at(atlas, i);
        ent_cli_printf(cli, "%-10s %s\n", view.name, view.note);
    }
    ent_cli_printf(cli, "\n\"%s NAME\" shows the disputed pieces and their owners.\n", ent_cli_program(cli));
}

static void holdings_text(ent_cli *cli, const ent_atlas *atlas, size_t view)
{
    const ent_view about = ent_atlas_view_at(atlas, view);
    ent_cli_printf(cli, "view %s: %s\n\n", about.name, about.note);
    for (size_t i = 0; i < ent_atlas_holding_count(atlas, view); i++) {
        const ent_holding h = ent_atlas_holding_at(atlas, view, i);
        char from[40], until[40];
        if (!is_shown(cli, &h)) continue;
        ent_time_format(h.from, from, sizeof from);
        ent_time_format(h.until, until, sizeof until);
        ent_cli_printf(cli, "%-8s %-7s %10s to %-10s %8.0f km2  %s%s%s\n", h.piece,
                       *h.owner ? h.owner : "nobody", from, until, h.area_m2 / 1e6, h.piece_name,
                       *h.note ? "; " : "", h.note);
    }
}

static int show(ent_cli *cli, const ent_atlas *atlas)
{
    const char *name = ent_cli_arg(cli, 0);
    const int view = name ? ent_atlas_view_find(atlas, ent_str_of(name)) : -1;
    if (name && view < 0) {
        ent_str known[ENT_CLI_VIEWS_MAX];
        size_t count = 0;
        for (; count < ent_atlas_view_count(atlas) && count < ENT_CLI_VIEWS_MAX; count++)
            known[count] = ent_str_of(ent_atlas_view_at(atlas, count).name);
        return ent_cli_unknown(cli, "view", ent_str_of(name), known, count);
    }
    if (ent_str_is(ent_str_of(ent_cli_common(cli)->format), "json")) return answer_json(cli, atlas, view);
    if (view < 0)
        list_text(cli, atlas);
    else
        holdings_text(cli, atlas, (size_t)view);
    return ENT_EXIT_OK;
}

static int view(ent_cli *cli)
{
    ent_atlas *atlas = NULL;
    int code = ent_cli_open_atlas(cli, &atlas);
    if (code != ENT_EXIT_OK) return code;
    code = show(cli, atlas);
    ent_atlas_close(atlas);
    return code;
}

const ent_command ent_cmd_view = {.run = view};
