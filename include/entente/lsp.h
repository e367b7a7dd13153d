/* lsp.h: the language server, spoken over two byte streams. */
#ifndef ENTENTE_LSP_H
#define ENTENTE_LSP_H

#include "entente/lang.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ENT_LSP_MESSAGE_BYTES_MAX (64u * 1024 * 1024) /* one message */
#define ENT_LSP_HEADER_BYTES_MAX 4096u                /* its header lines together */
#define ENT_LSP_DOCUMENTS_MAX 256u                    /* open at once */

/* Bytes from the editor: at most `most` into `buffer`; 0 at the end of the stream, negative when it broke. */
typedef struct ent_lsp_stream {
    long (*read)(void *context, char *buffer, size_t most);
    void *context;
    ent_sink out; /* bytes to the editor */
} ent_lsp_stream;

typedef struct ent_lsp ent_lsp; /* a server with its open documents */

ENT_API ent_status ent_lsp_new(ent_lsp **out, ent_error *err) ENT_MUST_USE;
ENT_API void ent_lsp_free(ent_lsp *server);
/* Answer one message (the JSON without its header) into the sink, framed; several messages may go out, or
 * none. ENT_OK even when the message is nonsense: the answer says so. ENT_E_IO when the sink stops,
 * ENT_E_NOMEM. */
ENT_API ent_status ent_lsp_handle(ent_lsp *server, ent_str message, ent_sink out,
                                  ent_error *err) ENT_MUST_USE;
/* The editor has said `exit`; and whether it said `shutdown` before. */
ENT_API bool ent_lsp_is_over(const ent_lsp *server, bool *out_orderly);
/* Answer until the stream ends or `exit` comes. *out_orderly: it was asked to shut down first, so that the
 * exit code is 0 (LSP 3.17, exit notification). ENT_E_FORMAT: a header that cannot be understood, after which
 * no message can be found; ENT_E_LIMIT: a message or header that is too long. */
ENT_API ent_status ent_lsp_serve(ent_lsp_stream stream, bool *out_orderly, ent_error *err) ENT_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
