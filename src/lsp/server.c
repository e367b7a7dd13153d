/* server.c: the open documents, and each message to its answer.
 *
 * Requests have an id and get exactly one response; notifications have none and get none. Before `initialize`
 * everything else is refused, and after `shutdown` everything but `exit`. */
#include "base/mem.h"
#include "lsp/internal.h"

#include <string.h>

enum {
    PARSE_ERROR = -32700,
    INVALID_REQUEST = -32600,
    METHOD_NOT_FOUND = -32601,
    INVALID_PARAMS = -32602,
    INTERNAL_ERROR = -32603,
    NOT_INITIALIZED = -32002,
    REQUEST_FAILED = -32803
};

struct ent_lsp {
    ent_lsp_doc documents[ENT_LSP_DOCUMENTS_MAX];
    size_t count;
    bool initialized, asked_to_stop, over;
};

ent_status ent_lsp_new(ent_lsp **out, ent_error *err)
{
    ent_lsp *server = ent_alloc_zero(1, sizeof *server);
    if (!server) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    *out = server;
    return ENT_OK;
}

void ent_lsp_free(ent_lsp *server)
{
    if (!server) return;
    for (size_t i = 0; i < server->count; i++) ent_lsp_doc_done(&server->documents[i]);
    ent_free(server);
}

bool ent_lsp_is_over(const ent_lsp *server, bool *out_orderly)
{
    *out_orderly = server->over && server->asked_to_stop;
    return server->over;
}

/* ---- one exchange ----------------------------------------------------------------------------------- */

/* A message that came in and what goes out for it. */
typedef struct exchange {
    ent_lsp *server;
    const json_t *message, *id, *params; /* id NULL: a notification */
    ent_buf reply;                       /* JSON text of the message being written */
    ent_json json;
    ent_sink out;
    ent_error *err;
} exchange;

static ent_status send(exchange *x)
{
    ent_error quiet;
    char header[64];
    ent_status st = ent_json_finish(&x->json, &quiet);
    if (st != ENT_OK || x->reply.failed) return ent_fail(x->err, ENT_E_NOMEM, "out of memory");
    int n = snprintf(header, sizeof header, "Content-Length: %zu\r\n\r\n", x->reply.len);
    bool sent = x->out.write(x->out.context, header, (size_t)n) &&
                x->out.write(x->out.context, x->reply.ptr, x->reply.len);
    return sent ? ENT_OK : ent_fail(x->err, ENT_E_IO, "the editor does not listen any more");
}

static void begin(exchange *x)
{
    ent_buf_clear(&x->reply);
    ent_json_init(&x->json, ent_buf_sink(&x->reply), false);
    ent_json_begin_object(&x->json);
    ent_json_kstring(&x->json, "jsonrpc", "2.0");
}

static void write_id(exchange *x)
{
    ent_json_key(&x->json, "id");
    if (json_is_integer(x->id))
        ent_json_int(&x->json, json_integer_value(x->id));
    else
        ent_json_string(&x->json, json_string_value(x->id)); /* anything else: null */
}

static ent_status refuse(exchange *x, int code, const char *why)
{
    begin(x);
    write_id(x);
    ent_json_key(&x->json, "error");
    ent_json_begin_object(&x->json);
    ent_json_kint(&x->json, "code", code);
    ent_json_kstring(&x->json, "message", why);
    ent_json_end_object(&x->json);
    ent_json_end_object(&x->json);
    return send(x);
}

/* ---- what a message says ---------------------------------------------------------------------------- */

static const json_t *member(const json_t *object, const char *key)
{
    return json_is_object(object) ? json_object_get(object, key) : NULL;
}

static const char *uri_of(const exchange *x)
{
    return json_string_value(member(member(x->params, "textDocument"), "uri"));
}

static ent_lsp_doc *document_of(const exchange *x)
{
    const char *uri = uri_of(x);
    for (size_t i = 0; uri && i < x->server->count; i++)
        if (strcmp(x->server->documents[i].uri, uri) == 0) return &x->server->documents[i];
    return NULL;
}

static bool offset_of(const exchange *x, const ent_lsp_doc *doc, uint32_t *out)
{
    const json_t *place = member(x->params, "position"), *line = member(place, "line"),
                 *unit = member(place, "character");
    if (!json_is_integer(line) || !json_is_integer(unit)) return false;
    if (json_integer_value(line) < 0 || json_integer_value(unit) < 0) return false;
    ent_lsp_place at = {(size_t)json_integer_value(line), (size_t)json_integer_value(unit)};
    *out = ent_lsp_offset_of(doc, at);
    return true;
}

/* ---- documents -------------------------------------------------------------------------------------- */

static ent_status publish(exchange *x, const char *uri, const ent_lsp_doc *doc)
{
    begin(x);
    ent_json_kstring(&x->json, "method", "textDocument/publishDiagnostics");
    ent_json_key(&x->json, "params");
    ent_json_begin_object(&x->json);
    ent_json_kstring(&x->json, "uri", uri);
    if (doc) ent_json_kint(&x->json, "version", doc->version);
    ent_json_key(&x->json, "diagnostics");
    if (doc) {
        ent_lsp_write_diagnostics(&x->json, doc);
    } else {
        ent_json_begin_array(&x->json);
        ent_json_end_array(&x->json);
    }
    ent_json_end_object(&x->json);
    ent_json_end_object(&x->json);
    return send(x);
}

static ent_status take_text(exchange *x, ent_lsp_doc *doc, const json_t *text)
{
    doc->version = json_integer_value(member(member(x->params, "textDocument"), "version"));
    ent_str bytes = {json_string_value(text), json_string_length(text)};
    ent_status st = ent_lsp_doc_read(doc, bytes, x->err);
    return st == ENT_OK ? publish(x, doc->uri, doc) : st;
}

static ent_lsp_doc *open_document(exchange *x, const char *uri)
{
    ent_lsp *server = x->server;
    if (server->count == ENT_LSP_DOCUMENTS_MAX) return NULL;
    size_t n = strlen(uri);
    char *copy = ent_alloc(n + 1);
    if (!copy) return NULL;
    memcpy(copy, uri, n + 1);
    ent_lsp_doc *doc = &server->documents[server->count++];
    *doc = (ent_lsp_doc){.uri = copy};
    return doc;
}

static ent_status did_open(exchange *x)
{
    const char *uri = uri_of(x);
    const json_t *text = member(member(x->params, "textDocument"), "text");
    if (!uri || !json_is_string(text)) return ENT_OK; /* a notification cannot be answered */
    ent_lsp_doc *doc = document_of(x);
    if (!doc) doc = open_document(x, uri);
    return doc ? take_text(x, doc, text) : ENT_OK;
}

/* Only whole texts were offered, so the last change is the text. */
static ent_status did_change(exchange *x)
{
    ent_lsp_doc *doc = document_of(x);
    const json_t *changes = member(x->params, "contentChanges");
    size_t count = json_array_size(changes);
    const json_t *text = count ? member(json_array_get(changes, count - 1), "text") : NULL;
    return doc && json_is_string(text) ? take_text(x, doc, text) : ENT_OK;
}

static ent_status did_close(exchange *x)
{
    ent_lsp_doc *doc = document_of(x);
    if (!doc) return ENT_OK;
    ent_status st = publish(x, doc->uri, NULL);
    ent_lsp_doc_done(doc);
    *doc = x->server->documents[--x->server->count];
    x->server->documents[x->server->count] = (ent_lsp_doc){0};
    return st;
}

/* ---- requests --------------------------------------------------------------------------------------- */

static void write_capabilities(ent_json *json)
{
    static const char *const simple[] = {"hoverProvider",          "definitionProvider",
                                         "referencesProvider",     "documentHighlightProvider",
                                         "documentSymbolProvider", "documentFormattingProvider"};
    ent_json_begin_object(json);
    ent_json_key(json, "capabilities");
    ent_json_begin_object(json);
    ent_json_kstring(json, "positionEncoding", "utf-16");
    ent_json_kint(json, "textDocumentSync", 1); /* whole texts */
    for (size_t i = 0; i < sizeof simple / sizeof *simple; i++) ent_json_kbool(json, simple[i], true);
    ent_json_key(json, "completionProvider");
    ent_json_begin_object(json);
    ent_json_end_object(json);
    ent_json_key(json, "renameProvider");
    ent_json_begin_object(json);
    ent_json_kbool(json, "prepareProvider", true);
    ent_json_end_object(json);
    ent_json_end_object(json);
    ent_json_key(json, "serverInfo");
    ent_json_begin_object(json);
    ent_json_kstring(json, "name", "entente");
    ent_json_end_object(json);
    ent_json_end_object(json);
}

static ent_status initialize(exchange *x)
{
    x->server->initialized = true;
    begin(x);
    write_id(x);
    ent_json_key(&x->json, "result");
    write_capabilities(&x->json);
    ent_json_end_object(&x->json);
    return send(x);
}

static ent_status shut_down(exchange *x)
{
    x->server->asked_to_stop = true;
    begin(x);
    write_id(x);
    ent_json_key(&x->json, "result");
    ent_json_null(&x->json);
    ent_json_end_object(&x->json);
    return send(x);
}

typedef enum question {
    HOVER,
    DEFINITION,
    REFERENCES,
    HIGHLIGHTS,
    OUTLINE,
    COMPLETION,
    PREPARE,
    RENAME,
    LAYOUT
} question;

static ent_status rename_name(exchange *x, const ent_lsp_doc *doc, uint32_t offset)
{
    const char *name = json_string_value(member(x->params, "newName"));
    const char *why = name ? ent_lsp_rename(&x->json, doc, offset, name) : "there is no new name";
    if (why) return refuse(x, REQUEST_FAILED, why);
    ent_json_end_object(&x->json);
    return send(x);
}

static ent_status write_answer(exchange *x, const ent_lsp_doc *doc, question asked, uint32_t offset)
{
    const json_t *context = member(x->params, "context");
    switch (asked) {
    case HOVER: return ent_lsp_hover(&x->json, doc, offset, x->err);
    case DEFINITION: ent_lsp_definition(&x->json, doc, offset); return ENT_OK;
    case REFERENCES:
        ent_lsp_references(&x->json, doc, offset, json_is_true(member(context, "includeDeclaration")));
        return ENT_OK;
    case HIGHLIGHTS: ent_lsp_highlights(&x->json, doc, offset); return ENT_OK;
    case OUTLINE: ent_lsp_outline(&x->json, doc); return ENT_OK;
    case COMPLETION: ent_lsp_completion(&x->json, doc, offset); return ENT_OK;
    case PREPARE: ent_lsp_prepare_rename(&x->json, doc, offset); return ENT_OK;
    case LAYOUT: return ent_lsp_formatting(&x->json, doc, x->err);
    case RENAME: break;
    }
    return ENT_OK;
}

static ent_status answer(exchange *x, question asked)
{
    uint32_t offset = 0;
    const ent_lsp_doc *doc = document_of(x);
    if (!doc) return refuse(x, INVALID_PARAMS, "that document is not open");
    bool wants_place = asked != OUTLINE && asked != LAYOUT;
    if (wants_place && !offset_of(x, doc, &offset))
        return refuse(x, INVALID_PARAMS, "a position has a line and a character, both from 0");
    begin(x);
    write_id(x);
    ent_json_key(&x->json, "result");
    if (asked == RENAME) return rename_name(x, doc, offset);
    ent_status st = write_answer(x, doc, asked, offset);
    if (st != ENT_OK)
        return st == ENT_E_NOMEM ? st : refuse(x, INTERNAL_ERROR, x->err ? x->err->message : "failed");
    ent_json_end_object(&x->json);
    return send(x);
}

/* ---- dispatch --------------------------------------------------------------------------------------- */

static const struct {
    const char *method;
    question asked;
} questions[] = {{"textDocument/hover", HOVER},
                 {"textDocument/definition", DEFINITION},
                 {"textDocument/references", REFERENCES},
                 {"textDocument/documentHighlight", HIGHLIGHTS},
                 {"textDocument/documentSymbol", OUTLINE},
                 {"textDocument/completion", COMPLETION},
                 {"textDocument/prepareRename", PREPARE},
                 {"textDocument/rename", RENAME},
                 {"textDocument/formatting", LAYOUT}};

static ent_status notify(exchange *x, const char *method)
{
    if (strcmp(method, "exit") == 0) x->server->over = true;
    if (!x->server->initialized || x->server->asked_to_stop) return ENT_OK;
    if (strcmp(method, "textDocument/didOpen") == 0) return did_open(x);
    if (strcmp(method, "textDocument/didChange") == 0) return did_change(x);
    if (strcmp(method, "textDocument/didClose") == 0) return did_close(x);
    return ENT_OK; /* other notifications may be ignored */
}

static ent_status request(exchange *x, const char *method)
{
    if (x->server->asked_to_stop) return refuse(x, INVALID_REQUEST, "the server was asked to shut down");
    if (strcmp(method, "initialize") == 0)
        return x->server->initialized ? refuse(x, INVALID_REQUEST, "initialize comes once") : initialize(x);
    if (!x->server->initialized) return refuse(x, NOT_INITIALIZED, "initialize comes first");
    if (strcmp(method, "shutdown") == 0) return shut_down(x);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        if (strcmp(method, questions[i].method) == 0) return answer(x, questions[i].asked);
    return refuse(x, METHOD_NOT_FOUND, "this server does not know that method");
}

ent_status ent_lsp_handle(ent_lsp *server, ent_str message, ent_sink out, ent_error *err)
{
    json_error_t why;
    json_t *root = json_loadb(message.ptr ? message.ptr : "", message.len,
                              JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &why);
    exchange x = {.server = server, .message = root, .out = out, .err = err};
    ent_buf_init(&x.reply, 4 * (size_t)ENT_LSP_MESSAGE_BYTES_MAX);
    x.id = member(root, "id"), x.params = member(root, "params");
    const char *method = json_string_value(member(root, "method"));
    ent_status st;
    if (!root)
        st = refuse(&x, PARSE_ERROR, "the message is not JSON");
    else if (!method)
        st = x.id && !member(root, "result") && !member(root, "error")
                 ? refuse(&x, INVALID_REQUEST, "the message has no method")
                 : ENT_OK; /* a response to nothing we asked */
    else
        st = x.id ? request(&x, method) : notify(&x, method);
    ent_buf_done(&x.reply);
    json_decref(root);
    return st;
}
