/* texts.c: the judgement's own texts, in its arena. Running out of memory is remembered in the judgement; the
 * callers go on with empty texts and the judgement as a whole fails. */
#include "verdict/internal.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"

void ent_judge_fail(ent_judgement *j, ent_status status, const ent_error *err)
{
    if (j->failed) return;
    j->failed = true;
    if (err && err->status != ENT_OK)
        j->error = *err;
    else
        (void)ent_fail(&j->error, status, "%s while judging", ent_status_name(status));
}

void *ent_judge_alloc(ent_judgement *j, size_t count, size_t size)
{
    void *block = ent_arena_alloc(j->arena, count, size);
    if (!block) ent_judge_fail(j, ENT_E_NOMEM, NULL);
    return block;
}

struct ent_map_entry {
    ent_map *map;
    struct ent_map_entry *next;
};

ent_map *ent_judge_map(ent_judgement *j)
{
    struct ent_map_entry *entry = ent_judge_alloc(j, 1, sizeof *entry);
    ent_map *map = entry ? ent_map_new() : NULL;
    if (!map) {
        ent_judge_fail(j, ENT_E_NOMEM, NULL);
        return NULL;
    }
    *entry = (struct ent_map_entry){map, j->map_list};
    j->map_list = entry;
    return map;
}

void ent_judge_maps_free(ent_judgement *j)
{
    for (struct ent_map_entry *e = j->map_list; e; e = e->next) ent_map_free(e->map);
}

const char *ent_judge_printf(ent_judgement *j, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = ent_arena_vprintf(j->arena, format, args);
    va_end(args);
    if (text) return text;
    ent_judge_fail(j, ENT_E_NOMEM, NULL);
    return "";
}

/* Put in at a place, unless it is there. */
static bool insert(ent_judgement *j, ent_lines *lines, size_t place, const char *text)
{
    for (size_t i = 0; i < lines->count; i++)
        if (strcmp(lines->at[i], text) == 0) return false;
    if (lines->count == lines->cap) {
        size_t cap = lines->cap ? 2 * lines->cap : 8;
        const char **grown = ent_judge_alloc(j, cap, sizeof *grown);
        if (!grown) return false;
        if (lines->count) memcpy(grown, lines->at, lines->count * sizeof *grown);
        lines->at = grown, lines->cap = cap;
    }
    memmove(lines->at + place + 1, lines->at + place, (lines->count - place) * sizeof *lines->at);
    lines->at[place] = text, lines->count++;
    return true;
}

void ent_lines_add(ent_judgement *j, ent_lines *lines, const char *text)
{
    if (!lines) return;
    if (lines->telling > lines->count) lines->telling = lines->count; /* it was emptied */
    if (insert(j, lines, lines->telling, text)) lines->telling++;
}

void ent_lines_add_plain(ent_judgement *j, ent_lines *lines, const char *text)
{
    if (lines) (void)insert(j, lines, lines->count, text);
}

void ent_lines_addf(ent_judgement *j, ent_lines *lines, const char *format, ...)
{
    if (!lines) return;
    va_list args;
    va_start(args, format);
    char *text = ent_arena_vprintf(j->arena, format, args);
    va_end(args);
    if (text)
        ent_lines_add(j, lines, text);
    else
        ent_judge_fail(j, ENT_E_NOMEM, NULL);
}

ent_texts ent_lines_texts(const ent_lines *lines)
{
    return (ent_texts){lines->at, lines->count};
}

/* In plain English, without the comma that would lead on in a sentence. */
const char *ent_judge_say(ent_judgement *j, const ent_node *node)
{
    if (!node) return "";
    ent_buf buf;
    ent_buf_init(&buf, 1u << 20);
    ent_error err = {0};
    const char *text = "";
    if (ent_node_explain(node, ent_buf_sink(&buf), &err) == ENT_OK && !buf.failed)
        text = ent_judge_printf(j, "%.*s", (int)(buf.len - (buf.len && buf.ptr[buf.len - 1] == ',')),
                                buf.ptr ? buf.ptr : "");
    else
        ent_judge_fail(j, ENT_E_NOMEM, NULL);
    ent_buf_done(&buf);
    return text;
}

const char *ent_judge_say_date(ent_judgement *j, ent_time t)
{
    char buffer[32];
    ent_time_format(t, buffer, sizeof buffer);
    return ent_judge_printf(j, "%s", buffer);
}

/* Figures for people: no more digits than they carry. Metres below a kilometre whole, else one to three
 * decimals. */
const char *ent_judge_number(ent_judgement *j, double v)
{
    if (isinf(v)) return v > 0 ? "any" : "none";
    double size = fabs(v);
    const char *format = size == floor(size) && size < 1e15 ? "%.0f"
                         : size >= 1000                     ? "%.0f"
                         : size >= 10                       ? "%.1f"
                                                            : "%.3g";
    char text[64];
    (void)snprintf(text, sizeof text, format, v);
    return ent_judge_printf(j, "%s", strcmp(text, "-0") == 0 ? "0" : text);
}
