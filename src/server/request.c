/* request.c: a target taken apart by hand, so that every byte of it is looked at in one place. What is not
 * exactly known is refused: an unknown parameter, one given twice, an escape that is none, a byte that is not
 * UTF-8. There are no folders, so there is nothing that ".." could leave. */
#include "server/request.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *path;
    ent_route route;
    unsigned params; /* bits 1 << ent_param */
    bool sets;
} routes[] = {
#define P(name) (1u << ENT_PARAM_##name)
#define WHEN (P(AS_OF) | P(AS_KNOWN) | P(VIEW) | P(LAYER))
    {"/", ENT_ROUTE_PAGE, 0, false},
    {"/page.css", ENT_ROUTE_CSS, 0, false},
    {"/page.js", ENT_ROUTE_JS, 0, false},
    {"/api/case", ENT_ROUTE_CASE, WHEN, true},
    {"/api/check", ENT_ROUTE_CHECK, WHEN | P(CLAUSE) | P(FORMAT), true},
    {"/api/zone", ENT_ROUTE_ZONE,
     WHEN | P(CLAUSE) | P(READING) | P(ITEM) | P(BY) | P(RANGE) | P(TOLERANCE) | P(NEAR) | P(FORMAT), true},
    {"/api/land", ENT_ROUTE_LAND, P(AS_OF) | P(VIEW) | P(LAYER) | P(TOLERANCE), false},
    {"/api/step", ENT_ROUTE_STEP, WHEN | P(CLAUSE), true},
    {"/api/record", ENT_ROUTE_RECORD, WHEN | P(ID) | P(CLAUSE), true},
#undef WHEN
#undef P
};
#define ROUTE_COUNT (sizeof routes / sizeof routes[0])

static const char *const param_names[ENT_PARAM_COUNT] = {"as_of",   "as_known", "view",  "layer", "clause",
                                                         "reading", "item",     "by",    "range", "tolerance",
                                                         "near",    "id",       "format"};

/* ---- escapes ---------------------------------------------------------------------------------------- */

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_plain_text(ent_str s)
{
    if (ent_utf8_check(s) != s.len) return false;
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < 32 || s.ptr[i] == 127) return false;
    return true;
}

/* Undo %XX and "+" into a terminated text. */
static bool unescape(ent_str in, char out[ENT_HTTP_VALUE_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < in.len; i++) {
        if (n + 1 >= ENT_HTTP_VALUE_MAX) return false;
        char c = in.ptr[i] == '+' ? ' ' : in.ptr[i];
        if (c == '%') {
            if (i + 2 >= in.len) return false;
            const int high = hex(in.ptr[i + 1]), low = hex(in.ptr[i + 2]);
            if (high < 0 || low < 0) return false;
            c = (char)(high * 16 + low);
            i += 2;
        }
        out[n++] = c;
    }
    out[n] = '\0';
    return is_plain_text((ent_str){out, n});
}

/* ---- parameters ------------------------------------------------------------------------------------- */

static bool take_set(ent_request *out, ent_str escaped, const char **why)
{
    char text[ENT_HTTP_VALUE_MAX];
    if (out->set_count == ENT_HTTP_SETS_MAX)
        return *why = "at most 8 figures can be set in one question", false;
    if (!unescape(escaped, text)) return *why = "a value of set is too long or not UTF-8", false;
    const char *sign = strchr(text, '=');
    if (!sign || sign == text || sign[1] == '\0') return *why = "set wants LABEL=VALUE", false;
    const size_t label = (size_t)(sign - text);
    memcpy(out->sets[out->set_count].label, text, label);
    out->sets[out->set_count].label[label] = '\0';
    memcpy(out->sets[out->set_count].value, sign + 1, strlen(sign + 1) + 1);
    out->set_count++;
    return true;
}

static bool take_param(ent_request *out, size_t route, ent_str name, ent_str value, const char **why)
{
    if (ent_str_is(name, "set") && routes[route].sets) return take_set(out, value, why);
    for (size_t p = 0; p < ENT_PARAM_COUNT; p++) {
        if (!ent_str_is(name, param_names[p]) || !(routes[route].params >> p & 1u)) continue;
        if (out->values[p][0]) return *why = "a parameter is given twice", false;
        if (!unescape(value, out->values[p])) return *why = "a value is too long or not UTF-8", false;
        return true;
    }
    return *why = "a parameter is not known here; docs/api.md lists them", false;
}

static bool take_query(ent_request *out, size_t route, ent_str query, const char **why)
{
    while (query.len) {
        const char *end = memchr(query.ptr, '&', query.len);
        const size_t len = end ? (size_t)(end - query.ptr) : query.len;
        const char *sign = memchr(query.ptr, '=', len);
        const size_t name = sign ? (size_t)(sign - query.ptr) : len;
        const ent_str value = sign ? (ent_str){sign + 1, len - name - 1} : (ent_str){query.ptr + len, 0};
        if (len > 0 && !take_param(out, route, (ent_str){query.ptr, name}, value, why)) return false;
        query.ptr += len + (end != NULL), query.len -= len + (end != NULL);
    }
    return true;
}

int ent_request_parse(ent_str target, ent_request *out, const char **out_why)
{
    ent_request parsed = {.route = ENT_ROUTE_PAGE};
    if (target.len > ENT_HTTP_TARGET_MAX) return *out_why = "the address is longer than 2,048 bytes", 414;
    const char *mark = target.len ? memchr(target.ptr, '?', target.len) : NULL;
    const ent_str path = {target.ptr, mark ? (size_t)(mark - target.ptr) : target.len};
    for (size_t r = 0; r < ROUTE_COUNT; r++) {
        if (!ent_str_is(path, routes[r].path)) continue;
        parsed.route = routes[r].route;
        const ent_str query = mark ? (ent_str){mark + 1, target.len - path.len - 1} : (ent_str){NULL, 0};
        /* The page takes whatever stands behind it: permalinks may be decorated by those who pass them on. */
        if (routes[r].params && !take_query(&parsed, r, query, out_why)) return 400;
        *out = parsed;
        return 200;
    }
    return *out_why = "there is nothing at this address", 404;
}

/* ---- Host ------------------------------------------------------------------------------------------- */

/* As the server itself writes it: no sign, no noughts before it. */
static bool is_port(ent_str s, uint16_t port)
{
    char ours[8];
    (void)snprintf(ours, sizeof ours, "%u", (unsigned)port);
    return ent_str_is(s, ours);
}

/* Digits and points; not more is asked, since only a name can be made to point elsewhere. */
static bool is_digits(ent_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] != '.' && (s.ptr[i] < '0' || s.ptr[i] > '9')) return false;
    return s.len > 0;
}

static bool is_bracketed(ent_str s)
{
    if (s.len < 3 || s.ptr[0] != '[' || s.ptr[s.len - 1] != ']') return false;
    for (size_t i = 1; i + 1 < s.len; i++)
        if (s.ptr[i] != ':' && s.ptr[i] != '.' && hex(s.ptr[i]) < 0) return false;
    return true;
}

bool ent_request_host_is_ours(ent_str host, uint16_t port)
{
    size_t colon = host.len;
    while (colon > 0 && host.ptr[colon - 1] != ':' && host.ptr[colon - 1] != ']') colon--;
    ent_str name = host;
    if (colon > 0 && host.ptr[colon - 1] == ':') {
        name.len = colon - 1;
        if (!is_port((ent_str){host.ptr + colon, host.len - colon}, port)) return false;
    }
    return ent_str_eq_nocase(name, ENT_STR("localhost")) || is_digits(name) || is_bracketed(name);
}

/* ---- the same question ------------------------------------------------------------------------------ */

/* Texts have no control characters, so a line feed parts them. */
static size_t add(char *out, size_t at, const char *text)
{
    const size_t n = strlen(text);
    memcpy(out + at, text, n);
    out[at + n] = '\n';
    return at + n + 1;
}

void ent_request_key(const ent_request *request, char out[ENT_REQUEST_KEY_MAX])
{
    size_t at = (size_t)snprintf(out, 16, "%d\n", (int)request->route);
    for (size_t p = 0; p < ENT_PARAM_COUNT; p++) at = add(out, at, request->values[p]);
    for (size_t s = 0; s < request->set_count; s++) {
        at = add(out, at, request->sets[s].label);
        at = add(out, at, request->sets[s].value);
    }
    out[at] = '\0';
}
