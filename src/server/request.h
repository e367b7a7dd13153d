/* request.h: what a client asks, as a fixed-size value. Pure: bytes in, a struct or a reason out; no memory,
 * no network. */
#ifndef ENT_SERVER_REQUEST_H
#define ENT_SERVER_REQUEST_H

#include "entente/base.h"
#include "server/limits.h"

typedef enum ent_route {
    ENT_ROUTE_PAGE, /* "/" */
    ENT_ROUTE_CSS,
    ENT_ROUTE_JS,
    ENT_ROUTE_CASE,
    ENT_ROUTE_CHECK,
    ENT_ROUTE_ZONE,
    ENT_ROUTE_LAND,
    ENT_ROUTE_STEP,
    ENT_ROUTE_RECORD
} ent_route;

/* The parameters of a question, each at most once; "" when not given. */
typedef enum ent_param {
    ENT_PARAM_AS_OF,
    ENT_PARAM_AS_KNOWN,
    ENT_PARAM_VIEW,
    ENT_PARAM_LAYER,
    ENT_PARAM_CLAUSE,
    ENT_PARAM_READING,
    ENT_PARAM_ITEM,
    ENT_PARAM_BY,
    ENT_PARAM_RANGE,     /* "480..500": kilometres, in place of the item's own */
    ENT_PARAM_TOLERANCE, /* metres */
    ENT_PARAM_NEAR,      /* "lon,lat,km": only what lies that near */
    ENT_PARAM_ID,
    ENT_PARAM_FORMAT, /* "geojson", "csv" */
    ENT_PARAM_COUNT
} ent_param;

typedef struct ent_request {
    ent_route route;
    char values[ENT_PARAM_COUNT][ENT_HTTP_VALUE_MAX];
    /* set=LABEL=VALUE, in the order given: label and value, terminated. */
    struct {
        char label[ENT_HTTP_VALUE_MAX], value[ENT_HTTP_VALUE_MAX];
    } sets[ENT_HTTP_SETS_MAX];
    size_t set_count;
} ent_request;

/* Take a target ("/api/check?clause=5&set=5.range.lo%3D480") apart. 200 and *out filled in; else the HTTP
 * status to answer with (400, 404, 414) and in *out_why a sentence, static storage. Values are UTF-8 without
 * control characters. A path is one of a short list, byte for byte, or not found. */
int ent_request_parse(ent_str target, ent_request *out, const char **out_why);

/* May a request with this Host header be answered? An address of digits, or "localhost": a page of somebody
 * else that has its own name resolve to this machine (DNS rebinding) sends that name, and is refused. `port`
 * is the server's own; a Host may leave it out. */
bool ent_request_host_is_ours(ent_str host, uint16_t port);

/* A name for the answer that two requests share exactly when they ask the same: terminated, cut off never
 * (its longest is ENT_REQUEST_KEY_MAX). */
#define ENT_REQUEST_KEY_MAX ((ENT_PARAM_COUNT + 2 * ENT_HTTP_SETS_MAX) * ENT_HTTP_VALUE_MAX + 64)
void ent_request_key(const ent_request *request, char out[ENT_REQUEST_KEY_MAX]);

#endif
