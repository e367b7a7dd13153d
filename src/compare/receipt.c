/* receipt.c: receipts read back and compared. The JSON is read by jansson; what is written again for the hash
 * is written as src/report/receipt.c writes it, key for key, and a test holds the two together. */
#include "entente/compare.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/sha256.h"

#include <jansson.h>
#include <string.h>

#define RECEIPTS_MAX 64

struct ent_receipts {
    ent_arena *arena;
    ent_receipt at[RECEIPTS_MAX];
    size_t count;
};

/* ---- reading ---------------------------------------------------------------------------------------- */

typedef struct reader {
    ent_receipts *out;
    ent_error *err;
    ent_status status;
} reader;

static void fail(reader *r, ent_status status, const char *what, const char *key)
{
    if (r->status == ENT_OK) r->status = ent_fail(r->err, status, "not a receipt: %s \"%s\"", what, key);
}

static const char *text(reader *r, const json_t *object, const char *key)
{
    const json_t *v = json_object_get(object, key);
    if (!json_is_string(v)) fail(r, ENT_E_FORMAT, "it has no text", key);
    const char *s = json_is_string(v) ? json_string_value(v) : "";
    if (strlen(s) != (json_is_string(v) ? json_string_length(v) : 0)) fail(r, ENT_E_FORMAT, "a NUL in", key);
    char *copy = ent_arena_copy(r->out->arena, ent_str_of(s));
    if (!copy) fail(r, ENT_E_NOMEM, "no memory for", key);
    return copy ? copy : "";
}

/* null: open. */
static ent_time moment(reader *r, const json_t *object, const char *key)
{
    const json_t *v = json_object_get(object, key);
    ent_when when;
    if (!v) fail(r, ENT_E_FORMAT, "it has no", key);
    if (!json_is_string(v)) return ENT_TIME_MAX;
    if (ent_when_parse(ent_str_of(json_string_value(v)), &when, NULL, NULL) == ENT_OK && when.count)
        return ent_when_hull(&when).from;
    fail(r, ENT_E_FORMAT, "no date in", key);
    return ENT_TIME_MAX;
}

static void read_files(reader *r, const json_t *object, ent_receipt *out)
{
    const json_t *list = json_object_get(object, "files");
    size_t n = json_array_size(list);
    if (!json_is_array(list)) fail(r, ENT_E_FORMAT, "it has no list", "files");
    ent_receipt_file *files = ent_arena_alloc(r->out->arena, n + 1, sizeof *files);
    if (!files) fail(r, ENT_E_NOMEM, "no memory for", "files");
    for (size_t i = 0; files && i < n; i++)
        files[i] = (ent_receipt_file){text(r, json_array_get(list, i), "name"),
                                      text(r, json_array_get(list, i), "sha256")};
    out->files = files, out->file_count = files ? n : 0;
}

static void read_assumptions(reader *r, const json_t *object, ent_receipt *out)
{
    const json_t *list = json_object_get(object, "assumptions");
    size_t n = json_array_size(list);
    if (!json_is_array(list)) fail(r, ENT_E_FORMAT, "it has no list", "assumptions");
    const char **at = ent_arena_alloc(r->out->arena, n + 1, sizeof *at);
    if (!at) fail(r, ENT_E_NOMEM, "no memory for", "assumptions");
    for (size_t i = 0; at && i < n; i++) {
        const char *s = json_string_value(json_array_get(list, i));
        at[i] = ent_arena_copy(r->out->arena, ent_str_of(s));
        if (!s || !at[i]) fail(r, s ? ENT_E_NOMEM : ENT_E_FORMAT, "what is no text in", "assumptions");
    }
    out->assumptions = (ent_texts){at, at ? n : 0};
}

static void read_one(reader *r, const json_t *object)
{
    if (r->out->count == RECEIPTS_MAX) {
        fail(r, ENT_E_LIMIT, "more than 64 of them, the last with", "receipt");
        return;
    }
    ent_receipt *out = &r->out->at[r->out->count++];
    *out = (ent_receipt){.version = text(r, object, "version"),
                         .map = text(r, object, "map"),
                         .view = text(r, object, "view"),
                         .layer = text(r, object, "layer"),
                         .edges = text(r, object, "edges"),
                         .answer = text(r, object, "answer"),
                         .sha256 = text(r, object, "sha256")};
    out->as_of = moment(r, object, "as_of");
    out->as_known = moment(r, object, "as_known");
    read_files(r, object, out);
    read_assumptions(r, object, out);
}

static void read_any(reader *r, const json_t *root)
{
    size_t i, n = json_is_array(root) ? json_array_size(root) : 1;
    if (!n) fail(r, ENT_E_FORMAT, "an empty list has no", "receipt");
    for (i = 0; i < n && r->status == ENT_OK; i++) {
        const json_t *one = json_is_array(root) ? json_array_get(root, i) : root,
                     *inner = json_object_get(one, "receipt");
        read_one(r, json_is_object(inner) ? inner : one);
    }
}

ent_status ent_receipts_parse(ent_str json, ent_receipts **out, ent_error *err)
{
    json_error_t why;
    json_t *root = json_loadb(json.ptr ? json.ptr : "", json.len, JSON_REJECT_DUPLICATES, &why);
    if (!root) return ent_fail(err, ENT_E_FORMAT, "not JSON: line %d: %s", why.line, why.text);
    ent_receipts *receipts = ent_alloc_zero(1, sizeof *receipts);
    if (receipts) receipts->arena = ent_arena_new();
    reader r = {receipts, err, ENT_OK};
    if (!receipts || !receipts->arena)
        r.status = ent_fail(err, ENT_E_NOMEM, "out of memory");
    else
        read_any(&r, root);
    json_decref(root);
    if (r.status == ENT_OK)
        *out = receipts;
    else
        ent_receipts_free(receipts);
    return r.status;
}

void ent_receipts_free(ent_receipts *receipts)
{
    if (!receipts) return;
    ent_arena_free(receipts->arena);
    ent_free(receipts);
}

size_t ent_receipts_count(const ent_receipts *receipts)
{
    return receipts->count;
}
const ent_receipt *ent_receipts_at(const ent_receipts *receipts, size_t index)
{
    return &receipts->at[index];
}

/* ---- the hash --------------------------------------------------------------------------------------- */

static bool hash_bytes(void *context, const char *bytes, size_t length)
{
    ent_sha256_add(context, bytes, length);
    return true;
}

static void time_member(ent_json *json, const char *key, ent_time t)
{
    char buffer[32];
    ent_time_format(t, buffer, sizeof buffer);
    bool open = t.seconds <= ENT_TIME_MIN.seconds || t.seconds >= ENT_TIME_MAX.seconds;
    ent_json_kstring(json, key, open ? NULL : buffer);
}

static void members(ent_json *json, const ent_receipt *r)
{
    ent_json_kstring(json, "version", r->version);
    ent_json_key(json, "files");
    ent_json_begin_array(json);
    for (size_t i = 0; i < r->file_count; i++) {
        ent_json_begin_object(json);
        ent_json_kstring(json, "name", r->files[i].name);
        ent_json_kstring(json, "sha256", r->files[i].sha256);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
    ent_json_kstring(json, "map", r->map);
    ent_json_kstring(json, "view", r->view);
    ent_json_kstring(json, "layer", r->layer);
    ent_json_kstring(json, "edges", r->edges);
    time_member(json, "as_of", r->as_of);
    time_member(json, "as_known", r->as_known);
    ent_json_key(json, "assumptions");
    ent_json_begin_array(json);
    for (size_t i = 0; i < r->assumptions.count; i++) ent_json_string(json, r->assumptions.at[i]);
    ent_json_end_array(json);
    ent_json_kstring(json, "answer", r->answer);
}

ent_status ent_receipt_hash(const ent_receipt *receipt, char out_hex[65], ent_error *err)
{
    ent_sha256 sha;
    ent_sha256_init(&sha);
    ent_json json;
    ent_json_init(&json, (ent_sink){hash_bytes, &sha}, false);
    ent_json_begin_object(&json);
    members(&json, receipt);
    ent_json_end_object(&json);
    bool failed = json.failed;
    ent_sha256_done(&sha, out_hex);
    return failed ? ent_fail(err, ENT_E_NOMEM, "out of memory") : ENT_OK;
}

/* ---- comparing -------------------------------------------------------------------------------------- */

typedef struct list {
    ent_receipt_change *at;
    size_t count, max;
} list;

static void add(list *l, const char *what, const char *name, const char *was, const char *is)
{
    if (strcmp(was, is) == 0) return;
    if (l->count < l->max) l->at[l->count] = (ent_receipt_change){what, name, was, is};
    l->count++;
}

static const char *hash_of(const ent_receipt *r, const char *name)
{
    for (size_t i = 0; i < r->file_count; i++)
        if (strcmp(r->files[i].name, name) == 0) return r->files[i].sha256;
    return "";
}

static bool has(ent_texts texts, const char *one)
{
    for (size_t i = 0; i < texts.count; i++)
        if (strcmp(texts.at[i], one) == 0) return true;
    return false;
}

size_t ent_receipt_compare(const ent_receipt *was, const ent_receipt *is, ent_receipt_change *out, size_t max)
{
    list l = {out, 0, max};
    for (size_t i = 0; i < was->file_count; i++)
        add(&l, "file", was->files[i].name, was->files[i].sha256, hash_of(is, was->files[i].name));
    for (size_t i = 0; i < is->file_count; i++)
        if (!*hash_of(was, is->files[i].name)) add(&l, "file", is->files[i].name, "", is->files[i].sha256);
    add(&l, "map", "", was->map, is->map);
    add(&l, "version", "", was->version, is->version);
    add(&l, "view", "", was->view, is->view);
    add(&l, "layer", "", was->layer, is->layer);
    add(&l, "edges", "", was->edges, is->edges);
    if (was->as_of.seconds != is->as_of.seconds) add(&l, "as_of", "", "another day", "");
    if (was->as_known.seconds != is->as_known.seconds) add(&l, "as_known", "", "another day", "");
    for (size_t i = 0; i < was->assumptions.count; i++)
        if (!has(is->assumptions, was->assumptions.at[i]))
            add(&l, "assumption", "", was->assumptions.at[i], "");
    for (size_t i = 0; i < is->assumptions.count; i++)
        if (!has(was->assumptions, is->assumptions.at[i]))
            add(&l, "assumption", "", "", is->assumptions.at[i]);
    add(&l, "answer", "", was->answer, is->answer);
    return l.count;
}
