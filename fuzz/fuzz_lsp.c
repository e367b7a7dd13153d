/* fuzz_lsp.c: any bytes as messages of an editor, one a line, to a server that has been initialized; and the
 * same bytes as the raw stream. The server answers or stays silent, and stays up. */
#include "base/buf.h"
#include "fuzz.h"
#include "entente/lsp.h"

#include <string.h>

#define INPUT_BYTES_MAX (1u << 16)

static bool swallow(void *context, const char *bytes, size_t length)
{
    REQUIRE(bytes && length);
    *(size_t *)context += length;
    return true;
}

typedef struct tape {
    ent_str rest;
} tape;

static long play(void *context, char *buffer, size_t most)
{
    tape *t = context;
    size_t n = t->rest.len < most ? t->rest.len : most;
    if (n) memcpy(buffer, t->rest.ptr, n);
    t->rest.ptr += n, t->rest.len -= n;
    return (long)n;
}

static void as_stream(ent_str bytes, ent_sink out)
{
    bool orderly = false;
    ent_error err = {0};
    tape t = {bytes};
    ent_status st = ent_lsp_serve((ent_lsp_stream){play, &t, out}, &orderly, &err);
    REQUIRE(st == ENT_OK || st == ENT_E_FORMAT || st == ENT_E_LIMIT);
}

static void as_messages(ent_str bytes, ent_sink out)
{
    static const char initialize[] = "{\"id\":0,\"method\":\"initialize\"}";
    ent_lsp *server = NULL;
    ent_error err = {0};
    REQUIRE(ent_lsp_new(&server, &err) == ENT_OK);
    REQUIRE(ent_lsp_handle(server, ent_str_of(initialize), out, &err) == ENT_OK);
    while (bytes.len) {
        const char *end = memchr(bytes.ptr, '\n', bytes.len);
        size_t n = end ? (size_t)(end - bytes.ptr) : bytes.len;
        REQUIRE(ent_lsp_handle(server, (ent_str){bytes.ptr, n}, out, &err) == ENT_OK);
        n += end != NULL;
        bytes.ptr += n, bytes.len -= n;
    }
    ent_lsp_free(server);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t written = 0;
    ent_str bytes = {(const char *)data, size};
    if (size > INPUT_BYTES_MAX) return 0;
    as_messages(bytes, (ent_sink){swallow, &written});
    as_stream(bytes, (ent_sink){swallow, &written});
    return 0;
}
