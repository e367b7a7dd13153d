/* fuzz_http: the target and the Host header of a request. Whatever the bytes, what is accepted is a known
 * route with UTF-8 values that end within their room; the same target parses the same way; the key of a
 * request tells requests apart exactly; and no Host that holds a letter outside "localhost" or an IPv6
 * address in brackets is ours. The first byte is the length of the Host. */
#include "base/utf8.h"
#include "fuzz.h"
#include "server/request.h"

#include <string.h>

static void look_at_text(const char *text, size_t room)
{
    const size_t n = strnlen(text, room);
    REQUIRE(n < room);
    REQUIRE(ent_utf8_check((ent_str){text, n}) == n);
    for (size_t i = 0; i < n; i++) REQUIRE((unsigned char)text[i] >= 32 && text[i] != 127);
}

static void look_at_request(const ent_request *r)
{
    REQUIRE(r->route <= ENT_ROUTE_RECORD && r->set_count <= ENT_HTTP_SETS_MAX);
    for (size_t p = 0; p < ENT_PARAM_COUNT; p++) look_at_text(r->values[p], sizeof r->values[p]);
    for (size_t s = 0; s < r->set_count; s++) {
        look_at_text(r->sets[s].label, sizeof r->sets[s].label);
        look_at_text(r->sets[s].value, sizeof r->sets[s].value);
        REQUIRE(r->sets[s].label[0] && r->sets[s].value[0] && !strchr(r->sets[s].label, '='));
    }
}

static void look_at_key(const ent_request *r)
{
    static char key[ENT_REQUEST_KEY_MAX], other[ENT_REQUEST_KEY_MAX];
    ent_request changed = *r;
    ent_request_key(r, key);
    REQUIRE(strnlen(key, sizeof key) < sizeof key);
    ent_request_key(&changed, other);
    REQUIRE(strcmp(key, other) == 0);
    const size_t n = strlen(changed.values[ENT_PARAM_CLAUSE]);
    changed.values[ENT_PARAM_CLAUSE][n ? n - 1 : 0] = n ? '\0' : 'x';
    ent_request_key(&changed, other);
    REQUIRE(strcmp(key, other) != 0);
}

static void look_at_target(ent_str target)
{
    ent_request first, second;
    const char *why = NULL;
    memset(&first, 0xA5, sizeof first);
    const int status = ent_request_parse(target, &first, &why);
    REQUIRE(status == 200 || status == 400 || status == 404 || status == 414);
    if (status != 200) {
        REQUIRE(why && *why);
        return;
    }
    REQUIRE(target.len <= ENT_HTTP_TARGET_MAX);
    look_at_request(&first);
    look_at_key(&first);
    REQUIRE(ent_request_parse(target, &second, &why) == 200 && second.route == first.route);
}

static void look_at_host(ent_str host)
{
    if (!ent_request_host_is_ours(host, 8462)) return;
    REQUIRE(host.len > 0);
    const bool bracketed = host.ptr[0] == '[';
    const bool named = (host.ptr[0] | 32) == 'l';
    for (size_t i = 0; i < host.len && !bracketed && !named; i++)
        REQUIRE((host.ptr[i] >= '0' && host.ptr[i] <= '9') || host.ptr[i] == '.' || host.ptr[i] == ':');
    if (named) REQUIRE(host.len == 9 || host.len == 14);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    const size_t host = data[0] < size - 1 ? data[0] : size - 1;
    look_at_host((ent_str){(const char *)data + 1, host});
    look_at_target((ent_str){(const char *)data + 1 + host, size - 1 - host});
    return 0;
}
