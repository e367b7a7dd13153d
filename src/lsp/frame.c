/* frame.c: messages out of a stream. A message is header lines that end in CR LF, an empty line, and as many
 * bytes of JSON as Content-Length says (LSP 3.17, base protocol). A header that makes no sense ends the
 * session: nothing tells where the next message begins. */
#include "lsp/internal.h"

#include <string.h>

typedef struct reader {
    ent_lsp_stream stream;
    char chunk[16384];
    size_t at, end;
    bool broken;
} reader;

/* The next byte; -1 at the end of the stream. */
static int next_byte(reader *r)
{
    if (r->at == r->end) {
        long got = r->stream.read(r->stream.context, r->chunk, sizeof r->chunk);
        r->broken = got < 0;
        if (got <= 0) return -1;
        r->at = 0, r->end = (size_t)got;
    }
    return (unsigned char)r->chunk[r->at++];
}

/* A header line without its CR LF, terminated. False at the end of the stream or when it is too long. */
static bool read_line(reader *r, char *line, size_t size)
{
    size_t n = 0;
    for (int c = next_byte(r); c >= 0; c = next_byte(r)) {
        if (c == '\n') {
            if (n && line[n - 1] == '\r') n--;
            line[n] = '\0';
            return true;
        }
        if (n + 1 == size) return false;
        line[n++] = (char)c;
    }
    line[n] = '\0';
    return false;
}

static ent_status read_length(const char *line, int64_t *out, ent_error *err)
{
    static const char name[] = "content-length:";
    ent_str head = {line, strlen(line) < sizeof name - 1 ? strlen(line) : sizeof name - 1};
    if (!ent_str_eq_nocase(head, ent_str_of(name))) return ENT_OK;
    int64_t length;
    if (!ent_str_to_int64(ent_str_trim(ent_str_of(line + sizeof name - 1)), &length) || length < 0)
        return ent_fail(err, ENT_E_FORMAT, "the header's Content-Length is no number");
    if (length > (int64_t)ENT_LSP_MESSAGE_BYTES_MAX)
        return ent_fail(err, ENT_E_LIMIT, "a message has %lld bytes; at most %u are read", (long long)length,
                        ENT_LSP_MESSAGE_BYTES_MAX);
    *out = length;
    return ENT_OK;
}

/* The header: how many bytes of message follow; -1 at a clean end of the stream. */
static ent_status read_header(reader *r, int64_t *out_length, ent_error *err)
{
    char line[ENT_LSP_HEADER_BYTES_MAX];
    bool first = true;
    ent_status st = ENT_OK;
    *out_length = -1;
    while (st == ENT_OK) {
        if (!read_line(r, line, sizeof line)) {
            bool clean = first && !line[0] && !r->broken;
            return clean ? ENT_OK
                         : ent_fail(err, ENT_E_FORMAT,
                                    "the stream breaks off inside a header, or it is too long");
        }
        if (!line[0] && *out_length >= 0) return ENT_OK;
        if (!line[0]) return ent_fail(err, ENT_E_FORMAT, "a header without Content-Length");
        first = false;
        st = read_length(line, out_length, err);
    }
    return st;
}

static ent_status read_body(reader *r, int64_t length, ent_buf *body, ent_error *err)
{
    ent_buf_clear(body);
    while (length > 0) {
        size_t have = r->end - r->at;
        if (have == 0) {
            int c = next_byte(r);
            if (c < 0) return ent_fail(err, ENT_E_FORMAT, "the stream breaks off inside a message");
            ent_buf_addc(body, (char)c);
            length--;
            continue;
        }
        if ((int64_t)have > length) have = (size_t)length;
        ent_buf_add(body, (ent_str){r->chunk + r->at, have});
        r->at += have, length -= (int64_t)have;
    }
    return body->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory") : ENT_OK;
}

ent_status ent_lsp_serve(ent_lsp_stream stream, bool *out_orderly, ent_error *err)
{
    reader r = {.stream = stream};
    ent_buf body;
    ent_lsp *server = NULL;
    int64_t length = 0;
    bool orderly = false;
    ent_status st = ent_lsp_new(&server, err);
    if (st != ENT_OK) return st;
    ent_buf_init(&body, ENT_LSP_MESSAGE_BYTES_MAX + 1);
    while (st == ENT_OK && !ent_lsp_is_over(server, &orderly)) {
        st = read_header(&r, &length, err);
        if (st != ENT_OK || length < 0) break;
        st = read_body(&r, length, &body, err);
        if (st == ENT_OK) st = ent_lsp_handle(server, ent_buf_str(&body), stream.out, err);
    }
    if (st == ENT_OK) *out_orderly = orderly;
    ent_buf_done(&body);
    ent_lsp_free(server);
    return st;
}
