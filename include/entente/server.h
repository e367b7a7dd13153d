/* server.h: a case answered over HTTP: the page, and a small JSON interface under /api (docs/api.md). Reading
 * only: nothing it is asked changes the case or the disk, and no path of a request ever becomes the name of a
 * file. */
#ifndef ENTENTE_SERVER_H
#define ENTENTE_SERVER_H

#include "entente/case.h"
#include "entente/ledger.h"
#include "entente/report.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_server ent_server;

/* All is borrowed and must outlive the server; nobody else may judge the same case meanwhile. */
typedef struct ent_server_opts {
    const ent_case *loaded;
    const ent_ledger *ledger; /* NULL: none */
    ent_judge_opts judge;     /* the day, view and so on that a question starts from */
    ent_report_opts report;   /* title, version, files */
    const char *address;      /* an IPv4 or IPv6 address to listen on; NULL: 127.0.0.1 */
    uint16_t port;            /* 0: any that is free */
    unsigned
        deadline_seconds; /* for a request as a whole, from its first byte to the last of the answer; 0: 10 */
} ent_server_opts;

/* Listen and answer, on threads of its own. ENT_E_IO: the address or port cannot be had; ENT_E_NOMEM;
 * ENT_E_DOMAIN: `address` is none. */
ENT_API ent_status ent_server_start(const ent_server_opts *opts, ent_server **out,
                                    ent_error *err) ENT_MUST_USE;
ENT_API uint16_t ent_server_port(const ent_server *server);
/* The same answers without a network, for a file that holds some of them: `target` is that of a request
 * ("/api/zone?clause=5"). The bytes are written to the sink. ENT_E_DOMAIN, ENT_E_NOT_FOUND and others with
 * the reason that a client would be told. One thread at a time. */
typedef struct ent_asker ent_asker;
ENT_API ent_status ent_asker_new(const ent_server_opts *opts, ent_asker **out, ent_error *err) ENT_MUST_USE;
ENT_API void ent_asker_free(ent_asker *asker);
ENT_API ent_status ent_ask(ent_asker *asker, const char *target, ent_sink sink, ent_error *err) ENT_MUST_USE;

/* Stops listening, lets running answers end, frees everything. */
ENT_API void ent_server_stop(ent_server *server);

#ifdef __cplusplus
}
#endif
#endif
