/* server.c: libmicrohttpd around the answers. A few threads, each with its own connections; a request is
 * refused as early as it can be: by the library when its head is too long, by request.c when its target is
 * not known, here when it comes with a body, another method or a foreign Host. Every answer carries the same
 * strict headers. */
#include "entente/server.h"

#include "base/mem.h"
#include "server/answer.h"
#include "server/guard.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>

struct ent_server {
    ent_answers *answers;
    ent_guard *guard;
    struct MHD_Daemon *daemon;
    /* Known before the first thread starts unless the system chooses it: then no client knows it earlier. */
    _Atomic uint16_t port;
};

/* One request, from its first line to its end. */
typedef struct call {
    int status; /* of parsing the target */
    const char *why;
    ent_request request;
} call;

/* ---- headers ---------------------------------------------------------------------------------------- */

static const char *const headers[][2] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
     "img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Permissions-Policy", "geolocation=(), camera=(), microphone=()"},
    {"Cache-Control", "no-store"},
};

static void release(void *shared)
{
    ent_shared_release(shared);
}

static enum MHD_Result send_body(struct MHD_Connection *connection, int status, ent_shared *body)
{
    if (!body) return MHD_NO;
    struct MHD_Response *response =
        MHD_create_response_from_buffer_with_free_callback_cls(body->length, body->bytes, release, body);
    if (!response) return ent_shared_release(body), MHD_NO;
    bool ok = MHD_add_response_header(response, "Content-Type", body->type) == MHD_YES;
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++)
        ok = MHD_add_response_header(response, headers[i][0], headers[i][1]) == MHD_YES && ok;
    if (status == 405) ok = MHD_add_response_header(response, "Allow", "GET, HEAD") == MHD_YES && ok;
    const enum MHD_Result queued = ok ? MHD_queue_response(connection, (unsigned)status, response) : MHD_NO;
    MHD_destroy_response(response);
    return queued;
}

static enum MHD_Result refuse(ent_server *server, struct MHD_Connection *connection, int status,
                              const char *why)
{
    return send_body(connection, status, ent_answers_refusal(server->answers, why));
}

/* ---- a request -------------------------------------------------------------------------------------- */

typedef struct host_seen {
    const char *host;
    size_t count;
} host_seen;

static enum MHD_Result look_at_header(void *context, enum MHD_ValueKind kind, const char *name,
                                      const char *value)
{
    host_seen *seen = context;
    (void)kind;
    if (ent_str_eq_nocase(ent_str_of(name), ENT_STR("Host"))) seen->host = value, seen->count++;
    return MHD_YES;
}

static bool has_body(struct MHD_Connection *connection)
{
    const char *length = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
    if (MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Transfer-Encoding")) return true;
    return length && strcmp(length, "0") != 0;
}

static bool comes_from_here(const ent_server *server, struct MHD_Connection *connection)
{
    host_seen seen = {NULL, 0};
    (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, look_at_header, &seen);
    return seen.count == 1 && seen.host &&
           ent_request_host_is_ours(ent_str_of(seen.host), atomic_load(&server->port));
}

static int socket_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **state)
{
    ent_server *server = context;
    const call *c = *state;
    ent_shared *body = NULL;
    (void)url, (void)version, (void)upload, (void)upload_size;
    if (!c) return MHD_NO;
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return refuse(server, connection, 405, "only GET and HEAD are answered");
    if (has_body(connection)) return refuse(server, connection, 413, "a question has no body");
    if (!comes_from_here(server, connection))
        return refuse(server, connection, 421,
                      "the Host must be this server's address or localhost, with its port");
    if (c->status != 200) return refuse(server, connection, c->status, c->why);
    ent_guard_working(server->guard, socket_of(connection));
    const int status = ent_answers_give(server->answers, &c->request, &body);
    ent_guard_answered(server->guard,
                       socket_of(connection)); /* the client has the whole deadline to take it */
    return send_body(connection, status, body);
}

/* ---- its life --------------------------------------------------------------------------------------- */

static void *begin_call(void *context, const char *uri, struct MHD_Connection *connection)
{
    (void)context, (void)connection;
    call *c = ent_alloc_zero(1, sizeof *c);
    if (c) c->status = ent_request_parse(ent_str_of(uri), &c->request, &c->why);
    return c;
}

static void end_call(void *context, struct MHD_Connection *connection, void **state,
                     enum MHD_RequestTerminationCode how)
{
    ent_server *server = context;
    (void)how;
    ent_free(*state);
    *state = NULL;
    ent_guard_answered(server->guard, socket_of(connection));
}

static void on_connection(void *context, struct MHD_Connection *connection, void **socket_state,
                          enum MHD_ConnectionNotificationCode what)
{
    ent_server *server = context;
    (void)socket_state;
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        ent_guard_enter(server->guard, socket_of(connection));
    else
        ent_guard_leave(server->guard, socket_of(connection));
}

/* ---- starting --------------------------------------------------------------------------------------- */

typedef union any_address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
} any_address;

static bool read_address(const char *text, uint16_t port, any_address *out)
{
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, text, &out->v4.sin_addr) == 1) {
        out->v4.sin_family = AF_INET;
        out->v4.sin_port = htons(port);
        return true;
    }
    if (inet_pton(AF_INET6, text, &out->v6.sin6_addr) != 1) return false;
    out->v6.sin6_family = AF_INET6;
    out->v6.sin6_port = htons(port);
    return true;
}

/* No timeout of the library's own: it would count the time that a request lies unread because of us. */
static struct MHD_Daemon *start_daemon(ent_server *server, const any_address *address)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD;
    if (address->any.sa_family == AF_INET6) flags |= MHD_USE_IPv6;
    return MHD_start_daemon(flags, 0, NULL, NULL, handle, server, MHD_OPTION_SOCK_ADDR, &address->any,
                            MHD_OPTION_THREAD_POOL_SIZE, (unsigned)ENT_HTTP_THREADS,
                            MHD_OPTION_CONNECTION_LIMIT, (unsigned)ENT_HTTP_CONNECTIONS_MAX,
                            MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)ENT_HTTP_PER_ADDRESS_MAX,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)ENT_HTTP_HEAD_MAX,
                            MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, begin_call, server,
                            MHD_OPTION_NOTIFY_COMPLETED, end_call, server, MHD_OPTION_NOTIFY_CONNECTION,
                            on_connection, server, MHD_OPTION_END);
}

ent_status ent_server_start(const ent_server_opts *opts, ent_server **out, ent_error *err)
{
    const char *where = opts->address ? opts->address : "127.0.0.1";
    const unsigned deadline = opts->deadline_seconds ? opts->deadline_seconds : ENT_HTTP_DEADLINE_S;
    any_address address;
    if (!read_address(where, opts->port, &address))
        return ent_fail(err, ENT_E_DOMAIN, "\"%s\" is no IPv4 or IPv6 address", where);
    ent_server *server = ent_alloc_zero(1, sizeof *server);
    if (!server) return ent_fail(err, ENT_E_NOMEM, "out of memory for the server");
    ent_status st = ent_answers_new(opts, &server->answers, err);
    if (st == ENT_OK && !(server->guard = ent_guard_new(deadline)))
        st = ent_fail(err, ENT_E_NOMEM, "out of memory for the server");
    atomic_store(&server->port, opts->port);
    if (st == ENT_OK && !(server->daemon = start_daemon(server, &address)))
        st = ent_fail(err, ENT_E_IO, "cannot listen on %s, port %u: it is in use, or not allowed", where,
                      (unsigned)opts->port);
    if (st != ENT_OK) return ent_server_stop(server), st;
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    if (info) atomic_store(&server->port, info->port);
    *out = server;
    return ENT_OK;
}

uint16_t ent_server_port(const ent_server *server)
{
    return atomic_load(&server->port);
}

void ent_server_stop(ent_server *server)
{
    if (!server) return;
    if (server->daemon) MHD_stop_daemon(server->daemon);
    ent_guard_free(server->guard);
    ent_answers_free(server->answers);
    ent_free(server);
}
