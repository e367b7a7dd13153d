/* atlas_codes.c: ISO 3166-1 out of the JSON file of iso-codes: one list of flat objects whose values are all
 * strings. A scanner for just that is shorter than a binding to a JSON library: it looks for "key": "value"
 * pairs and takes a closing brace as the end of a country. */
#include "ogr.h"
#include "base/utf8.h"
#include <string.h>

#define CODES_BYTES_MAX ((size_t)16 << 20)

typedef struct scan {
    const char *at, *end;
    ent_arena *arena;
} scan;

static uint32_t hex4(const char *p)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        const char c = p[i];
        const uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : ((uint32_t)c | 32u) - 'a' + 10;
        value = value * 16 + (digit & 15);
    }
    return value;
}

/* \uXXXX below U+10000 is all the file uses. */
static char *add_unicode(char *out, uint32_t c)
{
    if (c < 0x80) {
        *out++ = (char)c;
    } else if (c < 0x800) {
        *out++ = (char)(0xC0 | (c >> 6));
        *out++ = (char)(0x80 | (c & 0x3F));
    } else {
        *out++ = (char)(0xE0 | (c >> 12));
        *out++ = (char)(0x80 | ((c >> 6) & 0x3F));
        *out++ = (char)(0x80 | (c & 0x3F));
    }
    return out;
}

/* The string whose opening quote is at s->at; moves past its closing quote. NULL at the end or without
 * memory. */
static char *read_string(scan *s)
{
    const char *p = s->at + 1;
    char *text = ent_arena_alloc(s->arena, (size_t)(s->end - p) < 512 ? (size_t)(s->end - p) + 4 : 512, 1);
    if (!text) return NULL;
    char *out = text;
    while (p < s->end && *p != '"' && out - text < 500) {
        if (*p == '\\' && p + 5 < s->end && p[1] == 'u') {
            out = add_unicode(out, hex4(p + 2));
            p += 6;
        } else if (*p == '\\' && p + 1 < s->end) {
            *out++ = p[1];
            p += 2;
        } else {
            *out++ = *p++;
        }
    }
    s->at = p < s->end ? p + 1 : p;
    return text;
}

static bool skip_to(scan *s, char c)
{
    while (s->at < s->end && *s->at != c) s->at++;
    return s->at < s->end;
}

typedef struct iso_entry {
    const char *alpha2, *alpha3, *name, *common, *official;
} iso_entry;

static void keep(iso_entry *entry, const char *key, const char *value)
{
    if (strcmp(key, "alpha_2") == 0)
        entry->alpha2 = value;
    else if (strcmp(key, "alpha_3") == 0)
        entry->alpha3 = value;
    else if (strcmp(key, "name") == 0)
        entry->name = value;
    else if (strcmp(key, "common_name") == 0)
        entry->common = value;
    else if (strcmp(key, "official_name") == 0)
        entry->official = value;
}

static ent_status add_country(ent_tables *tables, const iso_entry *entry, ent_error *err)
{
    if (!entry->alpha3 || !entry->name) return ENT_OK;
    ent_make_country *country = ent_tables_add_country(tables);
    if (!country) return ent_fail(err, ENT_E_NOMEM, "out of memory for country codes");
    *country = (ent_make_country){entry->alpha3,
                                  entry->alpha2 ? entry->alpha2 : "",
                                  entry->common ? entry->common : entry->name,
                                  entry->official ? entry->official : "",
                                  "",
                                  ""};
    return ENT_OK;
}

static ent_status read_entry(scan *s, ent_tables *tables, ent_error *err)
{
    iso_entry entry = {0};
    while (s->at < s->end && *s->at != '}') {
        if (*s->at != '"') {
            s->at++;
            continue;
        }
        const char *key = read_string(s);
        if (!key || !skip_to(s, '"')) break;
        const char *value = read_string(s);
        if (!value) return ent_fail(err, ENT_E_NOMEM, "out of memory for country codes");
        keep(&entry, key, value);
    }
    return add_country(tables, &entry, err);
}

ent_status ent_codes_load(const char *path, ent_tables *tables, ent_error *err)
{
    ent_buf file = {0};
    ent_status st = ent_file_read(path, CODES_BYTES_MAX, &file, err);
    if (st != ENT_OK) return st;
    scan s = {file.ptr, file.ptr + file.len, tables->arena};
    if (skip_to(&s, '[')) s.at++;
    while (st == ENT_OK && skip_to(&s, '{')) {
        s.at++;
        st = read_entry(&s, tables, err);
    }
    ent_buf_done(&file);
    if (st == ENT_OK && tables->country_count < 200)
        st = ent_fail(err, ENT_E_FORMAT, "%s lists %zu countries only", path, tables->country_count);
    return st;
}
