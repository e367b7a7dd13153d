/* schema.h: does JSON fit a schema of docs/schema? A small walker: types, required and additional keys, enum,
 * const, items, oneOf, $ref. What else a schema may say it does not know, so a schema may not say it. */
#ifndef ENT_TESTS_SCHEMA_H
#define ENT_TESTS_SCHEMA_H

#include "base/buf.h"
#include "cm.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static inline bool schema_fits_at(json_t *root, json_t *schema, json_t *value);

static inline bool schema_is_type(const char *type, json_t *v)
{
    return (strcmp(type, "object") == 0 && json_is_object(v)) ||
           (strcmp(type, "array") == 0 && json_is_array(v)) ||
           (strcmp(type, "string") == 0 && json_is_string(v)) ||
           (strcmp(type, "null") == 0 && json_is_null(v)) ||
           (strcmp(type, "boolean") == 0 && json_is_boolean(v)) ||
           (strcmp(type, "number") == 0 && json_is_number(v)) ||
           (strcmp(type, "integer") == 0 && json_is_integer(v));
}

static inline bool schema_fits_type(json_t *schema, json_t *v)
{
    json_t *type = json_object_get(schema, "type"), *one;
    size_t i;
    if (!type) return true;
    if (json_is_string(type)) return schema_is_type(json_string_value(type), v);
    json_array_foreach(type, i, one) if (schema_is_type(json_string_value(one), v)) return true;
    return false;
}

static inline bool schema_fits_values(json_t *schema, json_t *v)
{
    json_t *one, *list = json_object_get(schema, "enum"), *constant = json_object_get(schema, "const");
    size_t i;
    bool found = !list;
    json_array_foreach(list, i, one) found |= json_equal(one, v) != 0;
    return found && (!constant || json_equal(constant, v));
}

static inline bool schema_fits_keys(json_t *root, json_t *schema, json_t *v)
{
    json_t *properties = json_object_get(schema, "properties"),
           *more = json_object_get(schema, "additionalProperties"), *one;
    const char *key;
    size_t i;
    json_array_foreach(json_object_get(schema, "required"), i,
                       one) if (!json_object_get(v, json_string_value(one))) return false;
    json_object_foreach(v, key, one)
    {
        json_t *own = json_object_get(properties, key);
        if (own ? !schema_fits_at(root, own, one) : json_is_false(more)) return false;
        if (!own && json_is_object(more) && !schema_fits_at(root, more, one)) return false;
    }
    return true;
}

static inline bool schema_fits_one_of(json_t *root, json_t *schema, json_t *v)
{
    json_t *list = json_object_get(schema, "oneOf"), *one;
    size_t i, n = 0;
    json_array_foreach(list, i, one) n += schema_fits_at(root, one, v);
    return !list || n == 1;
}

static inline bool schema_fits_at(json_t *root, json_t *schema, json_t *v)
{
    json_t *ref = json_object_get(schema, "$ref"), *items = json_object_get(schema, "items"), *one;
    size_t i;
    if (ref) {
        json_t *defs = json_object_get(root, "$defs"),
               *target = json_object_get(defs, json_string_value(ref) + strlen("#/$defs/"));
        assert_non_null(target);
        if (!schema_fits_at(root, target, v)) return false;
    }
    if (!schema_fits_type(schema, v) || !schema_fits_values(schema, v) ||
        !schema_fits_one_of(root, schema, v))
        return false;
    json_array_foreach(json_is_array(v) && items ? v : NULL, i,
                       one) if (!schema_fits_at(root, items, one)) return false;
    return !json_is_object(v) || schema_fits_keys(root, schema, v);
}

static inline bool schema_fits(json_t *schema, json_t *value)
{
    return schema_fits_at(schema, schema, value);
}

/* docs/schema/NAME.schema.json */
static inline json_t *schema_load(const char *name)
{
    char path[512];
    json_error_t err;
    (void)snprintf(path, sizeof path, "%s/docs/schema/%s.schema.json", ENT_SOURCE_DIR, name);
    json_t *schema = json_load_file(path, 0, &err);
    if (!schema) fail_msg("%s: line %d: %s", path, err.line, err.text);
    return schema;
}

static inline json_t *schema_parse(const ent_buf *text)
{
    json_error_t err;
    json_t *root = json_loadb(text->ptr, text->len, 0, &err);
    if (!root) fail_msg("line %d: %s", err.line, err.text);
    return root;
}

#endif
