/* trial.c: an agreement on trial: read, its scenarios understood, each played by itself, the results kept. */
#include "scenario/internal.h"

#include <stdarg.h>
#include <string.h>

#include "base/limits.h"

const char *ent_trial_text(ent_trial *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = ent_arena_vprintf(t->arena, format, args);
    va_end(args);
    if (!text) t->out_of_memory = true;
    return text ? text : "";
}

void *ent_trial_room(ent_trial *t, void *array, size_t count, size_t *cap, size_t size)
{
    if (count < *cap) return array;
    size_t wanted = *cap ? 2 * *cap : 8;
    void *grown = ent_arena_alloc(t->arena, wanted, size);
    if (!grown) {
        t->out_of_memory = true;
        return NULL;
    }
    if (count) memcpy(grown, array, count * size);
    *cap = wanted;
    return grown;
}

void ent_trial_say(ent_trial *t, ent_span span, ent_diag_text text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text.message = ent_arena_vprintf(t->arena, format, args);
    va_end(args);
    if (!text.message)
        t->out_of_memory = true;
    else
        ent_diags_add(t->diags, &ent_doc_view(t->doc)->source, span, text);
}

static ent_status play(ent_trial *t, const ent_scene *scene, ent_error *err)
{
    ent_stage stage;
    ent_status st = ent_stage_play(t, scene, &stage, err);
    if (st == ENT_OK && stage.judgement) {
        for (size_t i = 0; i < scene->row_count; i++)
            if (!ent_expect_row(t, scene, scene->rows[i], &stage))
                st = ent_fail(err, ENT_E_NOMEM, "out of memory");
        ent_conditions_note(t, stage.judgement);
    }
    ent_stage_done(&stage);
    return st;
}

static ent_status play_all(ent_trial *t, ent_error *err)
{
    ent_status st = ENT_OK;
    for (size_t i = 0; i < t->scene_count; i++) ent_expect_check(t, &t->scenes[i]);
    if (ent_diags_error_count(t->diags)) return ENT_OK;
    for (size_t i = 0; i < t->scene_count && st == ENT_OK; i++)
        if (ent_diags_count(t->diags) < ENT_DIAGS_MAX) st = play(t, &t->scenes[i], err);
    return st;
}

static ent_status read_and_play(ent_trial *t, ent_error *err)
{
    ent_status st = ent_beside_load(t, err);
    if (st != ENT_OK || ent_diags_error_count(t->diags)) return st;
    if (t->atlas) st = ent_text_check(&t->world, t->diags, err);
    if (st != ENT_OK) return st;
    if (!ent_scenes_read(t) || !ent_conditions_list(t)) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    st = play_all(t, err);
    if (st == ENT_OK && (!ent_conditions_finish(t) || t->out_of_memory))
        st = ent_fail(err, ENT_E_NOMEM, "out of memory");
    return st;
}

static ent_status start(const char *path, const ent_trial *from, ent_trial **out, ent_error *err)
{
    ent_trial *t = ent_alloc_zero(1, sizeof *t);
    if (!t || !(t->arena = ent_arena_new())) {
        ent_trial_free(t);
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    }
    t->atlas = from->atlas, t->diags = from->diags, t->text = from->text;
    t->path = ent_trial_text(t, "%s", path);
    ent_status st = t->out_of_memory ? ent_fail(err, ENT_E_NOMEM, "out of memory") : read_and_play(t, err);
    t->diags = NULL, t->text = NULL;
    if (st == ENT_OK)
        *out = t;
    else
        ent_trial_free(t);
    return st;
}

ent_status ent_trial_play(const char *path, const ent_atlas *atlas, ent_diags *diags, ent_trial **out,
                          ent_error *err)
{
    const ent_trial from = {.atlas = atlas, .diags = diags};
    return start(path, &from, out, err);
}

ent_status ent_trial_rehearse(const char *name, ent_str text, ent_diags *diags, ent_trial **out,
                              ent_error *err)
{
    const ent_trial from = {.diags = diags, .text = &text};
    return start(name, &from, out, err);
}

void ent_trial_free(ent_trial *t)
{
    if (!t) return;
    ent_doc_free(t->doc);
    ent_items_free(t->items);
    ent_sites_free(t->sites);
    ent_shapes_free(t->shapes);
    ent_groups_free(t->groups);
    ent_arena_free(t->arena);
    ent_free(t);
}

const char *ent_trial_path(const ent_trial *t)
{
    return t->path;
}
void ent_trial_rename(ent_trial *t, const char *shown)
{
    t->path = shown;
}
const ent_document *ent_trial_document(const ent_trial *t)
{
    return ent_doc_view(t->doc);
}
size_t ent_trial_scenario_count(const ent_trial *t)
{
    return t->scene_count;
}
size_t ent_trial_result_count(const ent_trial *t)
{
    return t->result_count;
}
const ent_trial_result *ent_trial_result_at(const ent_trial *t, size_t index)
{
    return index < t->result_count ? &t->results[index] : NULL;
}
size_t ent_trial_failed_count(const ent_trial *t)
{
    return t->failed_count;
}
size_t ent_trial_condition_count(const ent_trial *t)
{
    return t->condition_count;
}
size_t ent_trial_undecided_count(const ent_trial *t)
{
    return t->undecided_count;
}
const ent_undecided *ent_trial_undecided_at(const ent_trial *t, size_t index)
{
    return index < t->undecided_count ? &t->undecided[index] : NULL;
}
