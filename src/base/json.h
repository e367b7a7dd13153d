/* json.h: the canonical writer. Same values, same bytes: keys in the order written, no spaces unless
 * `pretty`, numbers in the shortest form that reads back to the same double (integers without point or
 * exponent below 2^53), strings as UTF-8 with only the escapes JSON demands. Not-a-number and infinities are
 * written as null. */
#ifndef ENT_JSON_H
#define ENT_JSON_H

#include "entente/base.h"

#define ENT_JSON_WORDS 4
typedef struct ent_json {
    ent_sink sink;
    bool pretty, failed, after_key;
    int depth;
    uint64_t has_items[ENT_JSON_WORDS]; /* one bit a level; depth is at most 64 for each word */
} ent_json;

void ent_json_init(ent_json *json, ent_sink sink, bool pretty);
void ent_json_begin_object(ent_json *json);
void ent_json_end_object(ent_json *json);
void ent_json_begin_array(ent_json *json);
void ent_json_end_array(ent_json *json);
void ent_json_key(ent_json *json, const char *key);
void ent_json_str(ent_json *json, ent_str s);
void ent_json_string(ent_json *json, const char *terminated); /* NULL writes null */
void ent_json_double(ent_json *json, double v);
void ent_json_int(ent_json *json, int64_t v);
void ent_json_bool(ent_json *json, bool v);
void ent_json_null(ent_json *json);
/* Key and value in one: */
void ent_json_kstring(ent_json *json, const char *key, const char *terminated);
void ent_json_kstr(ent_json *json, const char *key, ent_str s);
void ent_json_kdouble(ent_json *json, const char *key, double v);
void ent_json_kint(ent_json *json, const char *key, int64_t v);
void ent_json_kbool(ent_json *json, const char *key, bool v);
ent_status ent_json_finish(ent_json *json,
                           ent_error *err) ENT_MUST_USE; /* final newline; ENT_E_IO if a write failed */

/* Shortest decimal that reads back to the same double, no locale; `buffer` of at least 32. */
void ent_double_format(double v, char *buffer);

#endif
