/* probe.c: the case at one value: the text with the figure in it, judged, and its verdicts noted under their
 * topics. */
#include "compare/sweep.h"

#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DECIMALS 9

/* As the language writes figures: no exponent, no noughts at the end. */
static void write_value(const ent_sweep *s, double v, char *out, size_t size)
{
    int n = snprintf(out, size, "%.*f", DECIMALS, v);
    if (n < 0 || (size_t)n >= size) return;
    while (n > 0 && out[n - 1] == '0') out[--n] = '\0';
    if (n > 0 && out[n - 1] == '.') out[--n] = '\0';
    if (s->opts.unit && *s->opts.unit) (void)snprintf(out + n, size - (size_t)n, " %s", s->opts.unit);
}

ent_status ent_sweep_variant(ent_sweep *s, double v, ent_variant **out)
{
    char value[400] = "";
    if (!s->opts.label) return ENT_OK;
    write_value(s, v, value, sizeof value);
    ent_change change = {ent_str_of(s->opts.label), ent_str_of(value)};
    size_t errors = ent_diags_error_count(s->diags);
    ent_status st = ent_variant_new(&s->world, (ent_changes){&change, 1}, s->diags, out, s->err);
    if (st != ENT_OK || ent_diags_error_count(s->diags) == errors) return st;
    ent_variant_free(*out);
    *out = NULL;
    return ent_fail(s->err, ENT_E_FORMAT, "%s cannot be %s", s->opts.label, value);
}

ent_status ent_sweep_judge(ent_sweep *s, double v, ent_variant **out_variant, ent_judgement **out)
{
    ent_variant *variant = NULL;
    if (++s->probes > ENT_SWEEP_PROBES_MAX)
        return ent_fail(s->err, ENT_E_LIMIT, "more than %d judgements; vary less", ENT_SWEEP_PROBES_MAX);
    ent_status st = ent_sweep_variant(s, v, &variant);
    if (st != ENT_OK) return st;
    ent_judge_opts opts = s->judge_opts;
    if (!s->opts.label) opts.as_of.seconds = (int64_t)v * ENT_DAY_SECONDS;
    opts.with = s->base;
    st = ent_judge(variant ? ent_variant_world(variant) : &s->world, &opts, out, s->err);
    if (st == ENT_OK)
        *out_variant = variant;
    else
        ent_variant_free(variant);
    return st;
}

/* ---- snaps ------------------------------------------------------------------------------------------ */

static const char *keep(ent_sweep *s, const char *text)
{
    return ent_arena_copy(s->arena, ent_str_of(text));
}

static const char *record_names(ent_sweep *s, const ent_finding *f)
{
    const char *text = "";
    for (size_t i = 0; i < f->record_count && text; i++)
        text = ent_arena_printf(s->arena, "%s%s%s", text, i ? " " : "", f->records[i]->id);
    return text;
}

/* A topic is described once, however often it is met. */
static const ent_snap_row *known_topic(ent_sweep *s, const ent_finding *f, ent_buf *buffer)
{
    ent_topic_key(f, f->clause->id, buffer);
    if (buffer->failed) return NULL;
    ent_snap_row *row = ent_map_get(s->keys, ent_buf_str(buffer));
    if (row) return row;
    row = ent_arena_alloc(s->arena, 1, sizeof *row);
    if (!row) return NULL;
    *row = (ent_snap_row){.key = ent_arena_copy(s->arena, ent_buf_str(buffer)),
                          .clause = keep(s, f->clause->id),
                          .reading = keep(s, f->reading),
                          .party = keep(s, f->party),
                          .target = keep(s, f->target),
                          .records = record_names(s, f)};
    bool whole = row->key && row->clause && row->reading && row->party && row->target && row->records;
    return whole && ent_map_put(s->keys, ent_str_of(row->key), row) ? row : NULL;
}

static int by_key(const void *x, const void *y)
{
    const ent_snap_row *a = x, *b = y;
    int c = strcmp(a->key, b->key);
    return c ? c : (a->state > b->state) - (a->state < b->state);
}

/* Of several findings of one topic the gravest, which sorts first, counts. */
static void settle(ent_snap *snap)
{
    size_t kept = 0;
    if (snap->count) qsort(snap->rows, snap->count, sizeof *snap->rows, by_key);
    for (size_t i = 0; i < snap->count; i++)
        if (!kept || snap->rows[kept - 1].key != snap->rows[i].key) snap->rows[kept++] = snap->rows[i];
    snap->count = kept;
}

ent_status ent_sweep_probe(ent_sweep *s, double v, ent_snap *out)
{
    ent_variant *variant = NULL;
    ent_judgement *j = NULL;
    ent_status st = ent_sweep_judge(s, v, &variant, &j);
    if (st != ENT_OK) return st;
    ent_buf buffer;
    ent_buf_init(&buffer, ENT_LINE_BYTES_MAX);
    size_t n = ent_finding_count(j);
    ent_snap snap = {.rows = ent_arena_alloc(s->arena, n + 1, sizeof *snap.rows)};
    bool ok = snap.rows != NULL;
    for (size_t i = 0; i < n && ok; i++) {
        const ent_snap_row *row = known_topic(s, ent_finding_at(j, i), &buffer);
        ok = row != NULL;
        if (!ok) break;
        snap.rows[snap.count] = *row;
        snap.rows[snap.count++].state = ent_topic_state(ent_finding_at(j, i));
    }
    ent_buf_done(&buffer);
    ent_judgement_free(j);
    ent_variant_free(variant);
    if (!ok) return ent_fail(s->err, ENT_E_NOMEM, "out of memory");
    settle(&snap);
    *out = snap;
    return ENT_OK;
}

bool ent_snap_same(const ent_snap *a, const ent_snap *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->rows[i].key != b->rows[i].key || a->rows[i].state != b->rows[i].state) return false;
    return true;
}
