/* receipt.c: what a judgement rests on, so that anybody can repeat it and see that it is the same. The object
 * is written in canonical JSON on one line; its last member is the SHA-256 of the object as it would be
 * without that member. Names of files are relative to the case and no clock is read: same input, same bytes,
 * wherever and whenever. */
#include "report/internal.h"

#include "base/sha256.h"

static bool hash_bytes(void *context, const char *bytes, size_t length)
{
    ent_sha256_add(context, bytes, length);
    return true;
}

/* All findings and coverage, whatever is shown. */
static ent_status hash_answer(const ent_sheet *sheet, char hex[65], ent_error *err)
{
    ent_sha256 sha;
    ent_sha256_init(&sha);
    ent_json json;
    ent_json_init(&json, (ent_sink){hash_bytes, &sha}, false);
    ent_json_begin_array(&json);
    ent_report_json_findings(&json, sheet, true);
    ent_report_json_coverage(&json, sheet, true);
    ent_json_end_array(&json);
    ent_status st = ent_json_finish(&json, err);
    ent_sha256_done(&sha, hex);
    return st;
}

static void files_member(ent_json *json, const ent_report_opts *opts)
{
    ent_json_key(json, "files");
    ent_json_begin_array(json);
    for (size_t i = 0; i < opts->file_count; i++) {
        ent_json_begin_object(json);
        ent_json_kstring(json, "name", opts->files[i].name);
        ent_json_kstring(json, "sha256", opts->files[i].sha256);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

static void members(ent_json *json, const ent_sheet *sheet, const char *answer)
{
    const ent_atlas *atlas = sheet->world->atlas;
    ent_json_kstring(json, "version", sheet->opts->version ? sheet->opts->version : "");
    files_member(json, sheet->opts);
    ent_json_kstring(json, "map", atlas ? ent_atlas_hash(atlas) : "");
    ent_json_kstring(json, "view", sheet->view);
    ent_json_kstring(json, "layer", ent_report_layer(sheet->judged.layer));
    ent_json_kstring(json, "edges", ent_report_edges(sheet->judged.edges));
    ent_report_json_time(json, "as_of", sheet->judged.as_of);
    ent_report_json_time(json, "as_known", sheet->judged.as_known);
    ent_report_json_texts(json, "assumptions", ent_judgement_assumptions(sheet->j));
    ent_json_kstring(json, "answer", answer);
}

static ent_status hash_members(const ent_sheet *sheet, const char *answer, char hex[65], ent_error *err)
{
    ent_sha256 sha;
    ent_sha256_init(&sha);
    ent_json json;
    ent_json_init(&json, (ent_sink){hash_bytes, &sha}, false);
    ent_json_begin_object(&json);
    members(&json, sheet, answer);
    ent_json_end_object(&json);
    ent_status st = json.failed ? ent_fail(err, ENT_E_NOMEM, "out of memory") : ENT_OK;
    ent_sha256_done(&sha, hex);
    return st;
}

ent_status ent_sheet_receipt_hash(const ent_sheet *sheet, char out_hex[65], ent_error *err)
{
    char answer[65];
    ent_status st = hash_answer(sheet, answer, err);
    return st == ENT_OK ? hash_members(sheet, answer, out_hex, err) : st;
}

ent_status ent_report_json_receipt(ent_json *json, const ent_sheet *sheet, ent_error *err)
{
    char answer[65], whole[65];
    ent_status st = hash_answer(sheet, answer, err);
    if (st == ENT_OK) st = hash_members(sheet, answer, whole, err);
    if (st != ENT_OK) return st;
    ent_json_begin_object(json);
    members(json, sheet, answer);
    ent_json_kstring(json, "sha256", whole);
    ent_json_end_object(json);
    return ENT_OK;
}

ent_status ent_report_receipt(const ent_judgement *judgement, const ent_report_opts *opts, ent_sink sink,
                              ent_error *err)
{
    ent_sheet sheet;
    ent_status st = ent_sheet_init(&sheet, judgement, opts, err);
    if (st != ENT_OK) return st;
    ent_json json;
    ent_json_init(&json, sink, false);
    st = ent_report_json_receipt(&json, &sheet, err);
    if (st == ENT_OK) st = ent_json_finish(&json, err);
    ent_sheet_done(&sheet);
    return st;
}

ent_status ent_report_receipt_sha256(const ent_judgement *judgement, const ent_report_opts *opts,
                                     char out_hex[65], ent_error *err)
{
    ent_sheet sheet;
    ent_status st = ent_sheet_init(&sheet, judgement, opts, err);
    if (st != ENT_OK) return st;
    st = ent_sheet_receipt_hash(&sheet, out_hex, err);
    ent_sheet_done(&sheet);
    return st;
}
