/* cmd_verify.c: `entente verify RECEIPT [CASE]`: answer again as the receipt says, and say what is not as it
 * was. The receipt of a command has the command run again (again.c); that of a judgement, which stands in the
 * JSON of `check`, has the case judged again. */
#include "base/buf.h"
#include "base/json.h"
#include "cli/again.h"
#include "cli/embed.h"
#include "cli/judge.h"

#include <string.h>

#define RECEIPT_BYTES_MAX (256u * 1024 * 1024)
#define CHANGES_MAX 128

typedef struct verifying {
    ent_cli *cli;
    ent_atlas *atlas;
    ent_case *loaded;
    ent_report_file files[ENT_CLI_FILES_MAX];
    size_t file_count;
    ent_json json;
    bool as_json;
    size_t failed;
} verifying;

/* The folder that holds the receipt, unless another case is named. */
static void case_path(const ent_cli *cli, char out[ENT_CLI_PATH_MAX])
{
    const char *receipt = ent_cli_arg(cli, 0), *given = ent_cli_arg(cli, 1), *slash = strrchr(receipt, '/');
    if (given)
        (void)snprintf(out, ENT_CLI_PATH_MAX, "%s", given);
    else if (slash)
        (void)snprintf(out, ENT_CLI_PATH_MAX, "%.*s", (int)(slash - receipt),
                       slash == receipt ? "/" : receipt);
    else
        (void)snprintf(out, ENT_CLI_PATH_MAX, ".");
}

static int load(verifying *v)
{
    char path[ENT_CLI_PATH_MAX];
    ent_error err = {0};
    ent_diags *diags = NULL;
    case_path(v->cli, path);
    int code = ent_cli_open_atlas(v->cli, &v->atlas);
    if (code != ENT_EXIT_OK) return code;
    ent_status st = ent_diags_new(&diags, &err);
    if (st == ENT_OK) st = ent_case_load(path, v->atlas, diags, &v->loaded, &err);
    if (diags && (st != ENT_OK || ent_diags_error_count(diags))) code = ent_cli_diags(v->cli, diags);
    ent_diags_free(diags);
    if (code == ENT_EXIT_OK && st != ENT_OK) code = ent_cli_fail(v->cli, &err);
    for (size_t i = 0; code == ENT_EXIT_OK && i < ent_case_file_count(v->loaded) && i < ENT_CLI_FILES_MAX;
         i++) {
        ent_case_file f = ent_case_file_at(v->loaded, i);
        const char *slash = strcmp(f.name, path) == 0 ? strrchr(f.name, '/') : NULL;
        v->files[v->file_count++] = (ent_report_file){slash ? slash + 1 : f.name, f.sha256};
    }
    return code;
}

/* ---- judging again ---------------------------------------------------------------------------------- */

/* ENT_E_NOT_FOUND: the view, layer or edges of the receipt are not known any more. */
static ent_status options_of(const verifying *v, const ent_receipt *r, ent_judge_opts *out, ent_error *err)
{
    int view = ent_atlas_view_find(v->atlas, ent_str_of(r->view));
    bool land = strcmp(r->layer, "land") == 0, planar = strcmp(r->edges, "planar") == 0;
    if (view < 0) return ent_fail(err, ENT_E_NOT_FOUND, "the map has no view \"%s\"", r->view);
    if (!land && strcmp(r->layer, "land+sea") != 0)
        return ent_fail(err, ENT_E_NOT_FOUND, "there is no layer \"%s\"", r->layer);
    if (!planar && strcmp(r->edges, "geodesic") != 0)
        return ent_fail(err, ENT_E_NOT_FOUND, "there are no edges \"%s\"", r->edges);
    *out = (ent_judge_opts){.as_of = r->as_of,
                            .as_known = r->as_known,
                            .view = (size_t)view,
                            .layer = land ? ENT_LAYER_LAND : ENT_LAYER_LAND_SEA,
                            .edges = planar ? ENT_EDGES_PLANAR : ENT_EDGES_GEODESIC};
    return ENT_OK;
}

static ent_status judge_again(const verifying *v, const ent_receipt *r, ent_receipts **out, ent_error *err)
{
    ent_judge_opts opts;
    ent_judgement *j = NULL;
    ent_buf text;
    ent_status st = options_of(v, r, &opts, err);
    if (st == ENT_OK) st = ent_judge(ent_case_world(v->loaded), &opts, &j, err);
    if (st != ENT_OK) return st;
    ent_buf_init(&text, RECEIPT_BYTES_MAX);
    ent_report_opts report = {.version = ENT_VERSION, .files = v->files, .file_count = v->file_count};
    st = ent_report_receipt(j, &report, ent_buf_sink(&text), err);
    if (st == ENT_OK) st = ent_receipts_parse(ent_buf_str(&text), out, err);
    ent_buf_done(&text);
    ent_judgement_free(j);
    return st;
}

/* ---- the answer ------------------------------------------------------------------------------------- */

static void say(verifying *v, const ent_receipt_change *c)
{
    v->failed++;
    if (v->as_json) {
        ent_json_begin_object(&v->json);
        ent_json_kstring(&v->json, "what", c->what);
        ent_json_kstring(&v->json, "name", *c->name ? c->name : NULL);
        ent_json_kstring(&v->json, "was", *c->was ? c->was : NULL);
        ent_json_kstring(&v->json, "is", *c->is ? c->is : NULL);
        ent_json_end_object(&v->json);
        return;
    }
    const char *space = *c->name ? " " : "";
    if (!*c->is)
        ent_cli_printf(v->cli, "gone: %s%s%s, was %s\n", c->what, space, c->name, c->was);
    else if (!*c->was)
        ent_cli_printf(v->cli, "new: %s%s%s, is %s\n", c->what, space, c->name, c->is);
    else
        ent_cli_printf(v->cli, "changed: %s%s%s, was %s, is %s\n", c->what, space, c->name, c->was, c->is);
}

static ent_status verify_one(verifying *v, const ent_receipt *was, ent_error *err)
{
    ent_receipt_change changes[CHANGES_MAX];
    ent_receipts *fresh = NULL;
    char hash[65];
    ent_status st = ent_receipt_hash(was, hash, err);
    if (st == ENT_OK && strcmp(hash, was->sha256) != 0)
        say(v, &(ent_receipt_change){"receipt", "", was->sha256, hash});
    if (st == ENT_OK) st = judge_again(v, was, &fresh, err);
    if (st == ENT_E_NOT_FOUND) {
        say(v, &(ent_receipt_change){"view", "", was->view, ""});
        return ENT_OK;
    }
    if (st != ENT_OK) return st;
    size_t n = ent_receipt_compare(was, ent_receipts_at(fresh, 0), changes, CHANGES_MAX);
    for (size_t i = 0; i < n && i < CHANGES_MAX; i++) say(v, &changes[i]);
    ent_receipts_free(fresh);
    return ENT_OK;
}

static ent_status verify_all(verifying *v, const ent_receipts *receipts, ent_error *err)
{
    ent_status st = ENT_OK;
    for (size_t i = 0; i < ent_receipts_count(receipts) && st == ENT_OK; i++) {
        const ent_receipt *r = ent_receipts_at(receipts, i);
        size_t before = v->failed;
        if (v->as_json) {
            ent_json_begin_object(&v->json);
            ent_json_kstring(&v->json, "sha256", r->sha256);
            ent_json_kstring(&v->json, "view", r->view);
            ent_json_key(&v->json, "changes");
            ent_json_begin_array(&v->json);
        }
        st = verify_one(v, r, err);
        if (v->as_json) {
            ent_json_end_array(&v->json);
            ent_json_kbool(&v->json, "holds", v->failed == before);
            ent_json_end_object(&v->json);
        } else if (v->failed == before && st == ENT_OK)
            ent_cli_printf(v->cli, "holds: %s, view %s\n", r->sha256, r->view);
    }
    return st;
}

static int answer(verifying *v, const ent_receipts *receipts)
{
    ent_error err = {0};
    v->as_json = strcmp(ent_cli_common(v->cli)->format, "json") == 0;
    if (v->as_json) {
        ent_json_init(&v->json, ent_cli_out(v->cli), true);
        ent_json_begin_object(&v->json);
        ent_json_kint(&v->json, "schema", 1);
        ent_json_key(&v->json, "receipts");
        ent_json_begin_array(&v->json);
    }
    ent_status st = verify_all(v, receipts, &err);
    if (v->as_json && st == ENT_OK) {
        ent_json_end_array(&v->json);
        ent_json_kbool(&v->json, "holds", v->failed == 0);
        ent_json_end_object(&v->json);
        st = ent_json_finish(&v->json, &err);
    }
    if (st != ENT_OK) return ent_cli_fail(v->cli, &err);
    return v->failed ? ENT_EXIT_BREACH : ENT_EXIT_OK;
}

/* ---- of a command ----------------------------------------------------------------------------------- */

static void say_change(void *context, const ent_receipt_change *change)
{
    say(context, change);
}

static void begin_again(verifying *v, const json_t *receipt)
{
    v->as_json = strcmp(ent_cli_common(v->cli)->format, "json") == 0;
    if (!v->as_json) return;
    ent_json_init(&v->json, ent_cli_out(v->cli), true);
    ent_json_begin_object(&v->json);
    ent_json_kint(&v->json, "schema", 1);
    ent_json_key(&v->json, "receipts");
    ent_json_begin_array(&v->json);
    ent_json_begin_object(&v->json);
    ent_json_kstring(&v->json, "sha256", json_string_value(json_object_get(receipt, "sha256")));
    ent_json_kstring(&v->json, "command", json_string_value(json_object_get(receipt, "command")));
    ent_json_key(&v->json, "changes");
    ent_json_begin_array(&v->json);
}

static int end_again(verifying *v, const ent_again *again)
{
    ent_error err = {0};
    const char *hash = json_string_value(json_object_get(again->was, "sha256"));
    if (v->as_json) {
        ent_json_end_array(&v->json);
        ent_json_kbool(&v->json, "other_build", again->other_build);
        ent_json_kbool(&v->json, "holds", v->failed == 0);
        ent_json_end_object(&v->json);
        ent_json_end_array(&v->json);
        ent_json_kbool(&v->json, "holds", v->failed == 0);
        ent_json_end_object(&v->json);
        if (ent_json_finish(&v->json, &err) != ENT_OK) return ent_cli_fail(v->cli, &err);
    } else {
        if (v->failed == 0)
            ent_cli_printf(v->cli, "holds: %s, %s\n", hash ? hash : "",
                           json_string_value(json_object_get(again->was, "command")));
        if (again->other_build)
            ent_cli_printf(v->cli, "note: another build of the same version of the program\n");
    }
    return v->failed ? ENT_EXIT_BREACH : ENT_EXIT_OK;
}

/* The receipt of a command, in a file of its own or inside an answer. */
static int verify_again(verifying *v, const json_t *receipt, ent_str answer)
{
    ent_again again = {.was = receipt, .answer = answer, .say = say_change, .context = v};
    begin_again(v, receipt);
    int code = ent_again_run(v->cli, &again);
    return code == ENT_EXIT_OK ? end_again(v, &again) : code;
}

/* An answer without a receipt, and not a receipt that was damaged? */
static bool is_bare_answer(ent_str text, const json_t *json)
{
    text = ent_str_trim(text);
    return json_is_string(json_object_get(json, "type")) || !text.len ||
           (text.ptr[0] != '{' && text.ptr[0] != '[');
}

static int verify_judgements(verifying *v, ent_str text, const json_t *json)
{
    ent_receipts *receipts = NULL;
    ent_error err = {0};
    ent_status st = ent_receipts_parse(text, &receipts, &err);
    if (st == ENT_E_FORMAT && is_bare_answer(text, json))
        st = ent_fail(&err, ENT_E_FORMAT,
                      "%.200s: carries no receipt; write the answer again with --receipt FILE and verify "
                      "FILE; an SVG, GeoJSON, HTML, KML or iCalendar file then carries it too",
                      ent_cli_arg(v->cli, 0));
    int code = st == ENT_OK ? load(v) : ent_cli_fail(v->cli, &err);
    if (code == ENT_EXIT_OK) code = answer(v, receipts);
    ent_receipts_free(receipts);
    ent_case_free(v->loaded);
    ent_atlas_close(v->atlas);
    return code;
}

static int verify(ent_cli *cli)
{
    verifying v = {.cli = cli};
    ent_error err = {0};
    ent_buf text = {0}, inside;
    if (ent_file_read(ent_cli_arg(cli, 0), RECEIPT_BYTES_MAX, &text, &err) != ENT_OK)
        return ent_cli_fail(cli, &err);
    ent_buf_init(&inside, RECEIPT_BYTES_MAX);
    bool embedded = ent_embed_take(&text, &inside);
    const ent_str found = ent_buf_str(embedded ? &inside : &text);
    json_t *receipt = json_loadb(found.ptr ? found.ptr : "", found.len, JSON_REJECT_DUPLICATES, NULL);
    int code = ent_again_is(receipt)
                   ? verify_again(&v, receipt, embedded ? ent_buf_str(&text) : (ent_str){NULL, 0})
                   : verify_judgements(&v, found, receipt);
    json_decref(receipt);
    ent_buf_done(&inside);
    ent_buf_done(&text);
    return code;
}

const ent_command ent_cmd_verify = {.run = verify};
