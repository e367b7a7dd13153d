/* write_json.c: where the talks stand, for programs. Cells and questions name entries by id; every entry
 * named is given once, at the end, so that a reader of the answer needs no ledger. */
#include "base/json.h"
#include "base/mem.h"
#include "ledger/status.h"

typedef struct writer {
    ent_json json;
    const ent_ledger_status *status;
    const ent_ledger_report *report;
    bool *is_named; /* one an entry */
} writer;

static void key_entry(writer *w, const char *key, const ent_entry *e)
{
    ent_json_kstring(&w->json, key, e ? e->id : NULL);
    if (e) w->is_named[e->index] = true;
}

static void key_text(writer *w, const char *key, const char *text)
{
    ent_json_kstring(&w->json, key, *text ? text : NULL);
}

static void key_names(writer *w, const char *key, ent_name_list names)
{
    ent_json_key(&w->json, key);
    ent_json_begin_array(&w->json);
    for (uint32_t i = 0; i < names.count; i++) ent_json_string(&w->json, names.at[i]);
    ent_json_end_array(&w->json);
}

static void write_head(writer *w)
{
    const ent_talks *t = &w->status->talks;
    ent_json_kint(&w->json, "schema", 1);
    key_text(w, "agreement", w->report->title);
    ent_json_kstring(&w->json, "as_of", w->report->as_of);
    ent_json_kstring(&w->json, "as_known", w->report->as_known);
    ent_json_key(&w->json, "articles");
    ent_json_begin_array(&w->json);
    for (size_t i = 0; i < t->article_count; i++) {
        const char *title =
            w->report->article_title ? w->report->article_title(w->report->context, t->articles[i]) : NULL;
        ent_json_begin_object(&w->json);
        ent_json_kstring(&w->json, "article", t->articles[i]);
        ent_json_kstring(&w->json, "title", title);
        ent_json_end_object(&w->json);
    }
    ent_json_end_array(&w->json);
    key_names(w, "parties", (ent_name_list){t->parties, (uint32_t)t->party_count});
}

static void write_talk(writer *w, const ent_talk *talk)
{
    ent_json_begin_object(&w->json);
    ent_json_kstring(&w->json, "asker", w->status->talks.parties[talk->asker]);
    ent_json_kstring(&w->json, "state", ent_talk_state_name(talk->state));
    key_entry(w, "asked", talk->asked);
    key_entry(w, "last_asked", talk->last_asked);
    key_entry(w, "answer", talk->answer);
    key_entry(w, "silence", talk->silence);
    key_entry(w, "reaction", talk->reaction);
    ent_json_kint(&w->json, "days_lo", talk->days_lo);
    ent_json_kint(&w->json, "days_hi", talk->days_hi);
    ent_json_kbool(&w->json, "overdue", talk->is_overdue);
    ent_json_end_object(&w->json);
}

static void write_cells(writer *w)
{
    const ent_talks *t = &w->status->talks;
    ent_json_key(&w->json, "cells");
    ent_json_begin_array(&w->json);
    for (size_t i = 0; i < t->cell_count; i++) {
        const ent_talk_cell *cell = &t->cells[i];
        ent_json_begin_object(&w->json);
        ent_json_kstring(&w->json, "article", t->articles[cell->article]);
        ent_json_kstring(&w->json, "party", t->parties[cell->party]);
        ent_json_kstring(&w->json, "state", ent_talk_state_name(cell->state));
        ent_json_kint(&w->json, "days", cell->days_hi);
        key_entry(w, "proposed", cell->proposed);
        key_entry(w, "red_line", cell->red_line);
        ent_json_key(&w->json, "talks");
        ent_json_begin_array(&w->json);
        for (uint32_t k = 0; k < cell->talk_count; k++) write_talk(w, cell->talks[k]);
        ent_json_end_array(&w->json);
        ent_json_end_object(&w->json);
    }
    ent_json_end_array(&w->json);
}

static void write_open(writer *w)
{
    const ent_talks *t = &w->status->talks;
    ent_json_key(&w->json, "open");
    ent_json_begin_array(&w->json);
    for (size_t i = 0; i < t->question_count; i++) {
        const ent_question *q = &t->questions[i];
        ent_json_begin_object(&w->json);
        key_entry(w, "entry", q->entry);
        ent_json_kstring(&w->json, "party", t->parties[q->party]);
        ent_json_key(&w->json, "articles");
        ent_json_begin_array(&w->json);
        for (uint32_t k = 0; k < q->open_count; k++) ent_json_string(&w->json, t->articles[q->open[k]]);
        ent_json_end_array(&w->json);
        ent_json_kint(&w->json, "of", q->article_count);
        ent_json_end_object(&w->json);
    }
    ent_json_end_array(&w->json);
}

static void write_meetings(writer *w)
{
    const ent_talks *t = &w->status->talks;
    ent_json_key(&w->json, "meetings");
    ent_json_begin_array(&w->json);
    for (size_t i = 0; i < t->meeting_count; i++) {
        ent_json_begin_object(&w->json);
        key_text(w, "forum", t->meetings[i].forum);
        key_entry(w, "last", t->meetings[i].last);
        key_entry(w, "next", t->meetings[i].next);
        ent_json_end_object(&w->json);
    }
    ent_json_end_array(&w->json);
    key_entry(w, "next_meeting", t->next_meeting);
}

static void write_near(ent_json *json, const ent_near *near)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "clause", near->clause);
    ent_json_kstring(json, "what", near->what);
    ent_json_kstring(json, "record", *near->record ? near->record : NULL);
    ent_json_kstring(json, "state", near->state);
    ent_json_key(json, "margin");
    if (near->unit) {
        ent_json_begin_object(json);
        ent_json_kdouble(json, "lo", near->margin_lo);
        ent_json_kdouble(json, "hi", near->margin_hi);
        ent_json_kstring(json, "unit", near->unit);
        ent_json_end_object(json);
    } else {
        ent_json_null(json);
    }
    ent_json_end_object(json);
}

/* "nearest" is null when nobody has judged, [] when nothing comes near. */
static void write_nearest(writer *w, const ent_entry *e)
{
    const bool judged = w->report->nearest != NULL;
    const ent_near_list list =
        judged ? w->report->nearest(w->report->context, e) : (ent_near_list){.count = 0};
    ent_json_key(&w->json, "nearest");
    if (judged) {
        ent_json_begin_array(&w->json);
        for (size_t i = 0; i < list.count; i++) write_near(&w->json, &list.at[i]);
        ent_json_end_array(&w->json);
    } else {
        ent_json_null(&w->json);
    }
    ent_json_kint(&w->json, "of", (int64_t)list.total);
}

static void write_red_lines(writer *w)
{
    ent_json_key(&w->json, "red_lines");
    ent_json_begin_array(&w->json);
    for (size_t i = 0; i < w->status->ledger->count; i++) {
        const ent_entry *e = &w->status->ledger->rows[i]->entry;
        if (e->kind != ENT_ENTRY_RED_LINE || !ent_ledger_shows(e, w->status->query)) continue;
        ent_json_begin_object(&w->json);
        key_entry(w, "entry", e);
        write_nearest(w, e);
        ent_json_end_object(&w->json);
    }
    ent_json_end_array(&w->json);
}

static void write_perhaps(writer *w)
{
    const ent_talks *t = &w->status->talks;
    ent_json_key(&w->json, "perhaps");
    ent_json_begin_array(&w->json);
    for (size_t i = 0; i < t->perhaps_count; i++) {
        ent_json_string(&w->json, t->perhaps[i]->id);
        w->is_named[t->perhaps[i]->index] = true;
    }
    ent_json_end_array(&w->json);
}

static void write_entry(writer *w, const ent_entry *e)
{
    ent_json_key(&w->json, e->id);
    ent_json_begin_object(&w->json);
    ent_json_kstring(&w->json, "kind", ent_entry_kind_name(e->kind));
    key_text(w, "date", e->date_text);
    key_names(w, "speaker", e->speaker);
    key_names(w, "to", e->to);
    key_text(w, "forum", e->forum);
    key_text(w, "place", e->place);
    key_names(w, "articles", e->articles);
    key_text(w, "about", e->about);
    key_names(w, "answers", e->answers);
    key_text(w, "due", e->due_text);
    key_text(w, "statement", e->statement);
    key_text(w, "agency", e->agency);
    key_text(w, "quoted_agency", e->quoted_agency);
    key_text(w, "reported", e->reported_text);
    key_text(w, "source", e->source);
    ent_json_end_object(&w->json);
}

ent_status ent_ledger_write_json(const ent_ledger_status *status, const ent_ledger_report *report,
                                 ent_sink sink, ent_error *err)
{
    const ent_ledger *ledger = status->ledger;
    writer w = {.status = status, .report = report};
    w.is_named = ent_alloc_zero(ledger->count + 1, sizeof *w.is_named);
    if (!w.is_named) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_json_init(&w.json, sink, true);
    ent_json_begin_object(&w.json);
    write_head(&w);
    write_cells(&w);
    write_open(&w);
    write_meetings(&w);
    write_red_lines(&w);
    write_perhaps(&w);
    ent_json_key(&w.json, "entries");
    ent_json_begin_object(&w.json);
    for (size_t i = 0; i < ledger->count; i++)
        if (w.is_named[i]) write_entry(&w, &ledger->rows[i]->entry);
    ent_json_end_object(&w.json);
    ent_json_end_object(&w.json);
    ent_free(w.is_named);
    return ent_json_finish(&w.json, err);
}
