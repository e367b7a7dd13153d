/* test_lsp.c: messages into the language server and what comes back, the stream around them, and what happens
 * when memory runs out. What a client makes of it is tests/editor. */
#include "base/buf.h"
#include "base/mem.h"
#include "cm.h"
#include "lsp/internal.h"

#include <string.h>

#define TEXT                                                                                                 \
    "# A\\n\\n```entente\\nparty RUS, POL\\ndefine far is range at least 500 km\\n\\n"                       \
    "clause 5 prohibits deployment of far missile\\n  by any party P\\n  unless 6\\n\\n"                     \
    "exception 6\\n  when there is consent C by every party other than P\\n```\\n"
#define OPEN                                                                                                 \
    "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"u\","  \
    "\"languageId\":\"entente\",\"version\":1,\"text\":\"" TEXT "\"}}}"
#define INITIALIZE "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{}}"

static ent_lsp *begun(void)
{
    ent_lsp *server = NULL;
    ent_buf out;
    ent_buf_init(&out, 1 << 20);
    assert_int_equal(ent_lsp_new(&server, NULL), ENT_OK);
    assert_int_equal(ent_lsp_handle(server, ent_str_of(INITIALIZE), ent_buf_sink(&out), NULL), ENT_OK);
    assert_non_null(strstr(out.ptr, "\"hoverProvider\":true"));
    ent_buf_done(&out);
    return server;
}

/* The answer to one message holds `part` (NULL: there is no answer). */
static void answers(ent_lsp *server, const char *message, const char *part)
{
    ent_buf out;
    ent_buf_init(&out, 1 << 22);
    assert_int_equal(ent_lsp_handle(server, ent_str_of(message), ent_buf_sink(&out), NULL), ENT_OK);
    if (part && (!out.ptr || !strstr(out.ptr, part)))
        fail_msg("%s\n  got %s\n  wanted %s", message, out.ptr, part);
    if (!part) assert_int_equal(out.len, 0);
    ent_buf_done(&out);
}

static void an_order_of_life_is_kept(void **state)
{
    (void)state;
    ent_lsp *server = NULL;
    bool orderly;
    assert_int_equal(ent_lsp_new(&server, NULL), ENT_OK);
    answers(server, "{\"id\":1,\"method\":\"textDocument/hover\"}", "-32002");
    answers(server, INITIALIZE, "\"capabilities\"");
    answers(server, INITIALIZE, "initialize comes once");
    answers(server, "{\"id\":\"x\",\"method\":\"no/such\"}", "\"id\":\"x\",\"error\":{\"code\":-32601");
    answers(server, "{\"method\":\"no/such\"}", NULL);
    answers(server, "{\"id\":3,\"method\":\"shutdown\"}", "\"result\":null");
    answers(server, "{\"id\":4,\"method\":\"textDocument/hover\"}", "-32600");
    assert_false(ent_lsp_is_over(server, &orderly));
    answers(server, "{\"method\":\"exit\"}", NULL);
    assert_true(ent_lsp_is_over(server, &orderly));
    assert_true(orderly);
    ent_lsp_free(server);
}

static void nonsense_is_answered(void **state)
{
    (void)state;
    ent_lsp *server = begun();
    answers(server, "", "-32700");
    answers(server, "{", "-32700");
    answers(server, "[1,2]", NULL);
    answers(server, "{\"id\":1}", "-32600");
    answers(server, "{\"id\":1,\"result\":2}", NULL);
    answers(server, "{\"method\":\"textDocument/didOpen\",\"params\":7}", NULL);
    answers(server, OPEN, "\"diagnostics\":[]");
    answers(server,
            "{\"id\":1,\"method\":\"textDocument/hover\",\"params\":{\"textDocument\":{\"uri\":\"v\"}}}",
            "not open");
    answers(server,
            "{\"id\":1,\"method\":\"textDocument/hover\",\"params\":{\"textDocument\":{\"uri\":\"u\"}}}",
            "-32602");
    answers(server,
            "{\"id\":1,\"method\":\"textDocument/hover\",\"params\":{\"textDocument\":{\"uri\":\"u\"},"
            "\"position\":{\"line\":-1,\"character\":0}}}",
            "-32602");
    answers(server,
            "{\"id\":1,\"method\":\"textDocument/hover\",\"params\":{\"textDocument\":{\"uri\":\"u\"},"
            "\"position\":{\"line\":9999999999,\"character\":9999999999}}}",
            "\"result\":");
    ent_lsp_free(server);
}

static void texts_come_change_and_go(void **state)
{
    (void)state;
    ent_lsp *server = begun();
    answers(server, OPEN, "\"diagnostics\":[]");
    answers(
        server,
        "{\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\"u\",\"version\":2},"
        "\"contentChanges\":[{\"text\":\"```entente\\nclaus 5\\n```\\n\"}]}}",
        "\"version\":2,\"diagnostics\":[{\"range\":{\"start\":{\"line\":1,\"character\":0}");
    answers(
        server,
        "{\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\"u\",\"version\":3},"
        "\"contentChanges\":[{\"text\":\"\\u0000\"}]}}",
        "text-refused");
    answers(
        server,
        "{\"id\":1,\"method\":\"textDocument/documentSymbol\",\"params\":{\"textDocument\":{\"uri\":\"u\"}}}",
        "\"result\":[]");
    answers(server, "{\"method\":\"textDocument/didClose\",\"params\":{\"textDocument\":{\"uri\":\"u\"}}}",
            "\"diagnostics\":[]");
    answers(
        server,
        "{\"id\":1,\"method\":\"textDocument/documentSymbol\",\"params\":{\"textDocument\":{\"uri\":\"u\"}}}",
        "not open");
    ent_lsp_free(server);
}

static void names_are_told_apart(void **state)
{
    (void)state;
    static const char at[] =
        "{\"id\":1,\"method\":\"textDocument/%s\",\"params\":{\"textDocument\":{\"uri\":\"u\"},"
        "\"newName\":\"%s\",\"position\":{\"line\":%d,\"character\":%d}}}";
    char message[512];
    ent_lsp *server = begun();
    answers(server, OPEN, "\"diagnostics\":[]");
    snprintf(message, sizeof message, at, "rename", "Q", 7,
             15); /* P of clause 5 is not that of exception 6 */
    answers(
        server, message,
        "\"u\":[{\"range\":{\"start\":{\"line\":7,\"character\":15},\"end\":{\"line\":7,\"character\":16}},"
        "\"newText\":\"Q\"}]");
    snprintf(message, sizeof message, at, "rename", "7.a", 8, 9);
    answers(server, message, "\"newText\":\"7.a\"},{\"range\":{\"start\":{\"line\":10");
    snprintf(message, sizeof message, at, "rename", "no way", 8, 9);
    answers(server, message, "a word of letters");
    snprintf(message, sizeof message, at, "rename", "PP", 7, 15);
    answers(server, message, "single capital letter");
    snprintf(message, sizeof message, at, "definition", "", 6, 34);
    answers(server, message, "\"start\":{\"line\":4,\"character\":7}");
    ent_lsp_free(server);
}

/* ---- the stream ------------------------------------------------------------------------------------- */

typedef struct tape {
    const char *bytes;
    size_t at, length, step;
} tape;

static long play(void *context, char *buffer, size_t most)
{
    tape *t = context;
    size_t n = t->length - t->at;
    if (n > t->step) n = t->step;
    if (n > most) n = most;
    memcpy(buffer, t->bytes + t->at, n);
    t->at += n;
    return (long)n;
}

static ent_status served(const char *bytes, size_t step, bool *orderly, ent_error *err)
{
    tape t = {bytes, 0, strlen(bytes), step};
    ent_buf out;
    ent_buf_init(&out, 1 << 20);
    ent_status st = ent_lsp_serve((ent_lsp_stream){play, &t, ent_buf_sink(&out)}, orderly, err);
    ent_buf_done(&out);
    return st;
}

static void streams_are_cut_into_messages(void **state)
{
    (void)state;
    static const char session[] =
        "Content-Length: 46\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\"}"
        "content-length:  30\r\nContent-Type: x\r\n\r\n{\"id\":1,\"method\":\"shutdown\"}  "
        "Content-Length: 17\n\n{\"method\":\"exit\"}";
    for (size_t step = 1; step < 40; step += 6) {
        bool orderly = false;
        assert_int_equal(served(session, step, &orderly, NULL), ENT_OK);
        assert_true(orderly);
    }
}

static void broken_streams_end_the_session(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        ent_status wanted;
    } cases[] = {{"", ENT_OK},
                 {"Content-Length: 5\r\n\r\n{", ENT_E_FORMAT},
                 {"Content-Length: 5", ENT_E_FORMAT},
                 {"Content-Length: -5\r\n\r\n", ENT_E_FORMAT},
                 {"Content-Length: many\r\n\r\n", ENT_E_FORMAT},
                 {"X: 1\r\n\r\n", ENT_E_FORMAT},
                 {"Content-Length: 99999999999\r\n\r\n", ENT_E_LIMIT}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool orderly = true;
        ent_error err = {0};
        assert_int_equal(served(cases[i].bytes, 7, &orderly, &err), cases[i].wanted);
        if (cases[i].wanted == ENT_OK) assert_false(orderly);
    }
    char *long_header = ent_alloc(2 * ENT_LSP_HEADER_BYTES_MAX);
    assert_non_null(long_header);
    memset(long_header, 'x', 2 * ENT_LSP_HEADER_BYTES_MAX - 1);
    long_header[2 * ENT_LSP_HEADER_BYTES_MAX - 1] = '\0';
    bool orderly;
    assert_int_equal(served(long_header, 100, &orderly, NULL), ENT_E_FORMAT);
    ent_free(long_header);
}

/* ---- memory ----------------------------------------------------------------------------------------- */

/* Whatever allocation of ours fails, the call says so or succeeds, and nothing leaks. */
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    static const char rename[] =
        "{\"id\":1,\"method\":\"textDocument/rename\",\"params\":{\"textDocument\":{\"uri\":\"u\"},"
        "\"newName\":\"so far\",\"position\":{\"line\":4,\"character\":8}}}";
    static const char hover[] =
        "{\"id\":1,\"method\":\"textDocument/hover\",\"params\":{\"textDocument\":{\"uri\":\"u\"},"
        "\"position\":{\"line\":6,\"character\":8}}}";
    const char *const messages[] = {OPEN, hover, rename};
    bool done = false;
    for (uint64_t n = 1; !done; n++) {
        ent_lsp *server = begun();
        ent_buf out;
        ent_buf_init(&out, 1 << 22);
        done = true;
        for (size_t m = 0; m < 3; m++) {
            ent_error err = {0};
            ent_mem_fail_at(n);
            ent_status st = ent_lsp_handle(server, ent_str_of(messages[m]), ent_buf_sink(&out), &err);
            done &= ent_mem_count() < n;
            ent_mem_fail_at(0);
            if (st != ENT_OK && st != ENT_E_NOMEM && st != ENT_E_IO)
                fail_msg("status %d at %zu", (int)st, (size_t)n);
        }
        ent_buf_done(&out);
        ent_lsp_free(server);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_order_of_life_is_kept),      cmocka_unit_test(nonsense_is_answered),
        cmocka_unit_test(texts_come_change_and_go),      cmocka_unit_test(names_are_told_apart),
        cmocka_unit_test(streams_are_cut_into_messages), cmocka_unit_test(broken_streams_end_the_session),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
