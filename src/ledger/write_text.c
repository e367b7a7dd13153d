/* write_text.c: where the talks stand, for people: a table first, then each talk in words. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "ledger/status.h"

#include <string.h>

#define WIDTH 100
#define GAP 2
#define QUESTIONS_SHOWN 20 /* the oldest; programs get all */

typedef struct writer {
    ent_buf out;
    const ent_ledger_status *status;
    const ent_talks *talks;
    const ent_ledger_report *report;
    size_t width;
} writer;

/* ---- small words ---- */

static void pad(writer *w, const char *text, size_t columns)
{
    size_t used = ent_utf8_columns(ent_str_of(text));
    ent_buf_adds(&w->out, text);
    for (; used < columns; used++) ent_buf_addc(&w->out, ' ');
}

static void add_names(writer *w, ent_name_list names)
{
    for (uint32_t i = 0; i < names.count; i++) {
        if (i) ent_buf_adds(&w->out, ", ");
        ent_buf_adds(&w->out, names.at[i]);
    }
}

static void add_days(writer *w, int64_t lo, int64_t hi)
{
    if (lo == hi)
        ent_buf_printf(&w->out, "%lld day%s", (long long)hi, hi == 1 ? "" : "s");
    else
        ent_buf_printf(&w->out, "%lld to %lld days", (long long)lo, (long long)hi);
}

/* "proposal D01 of 2021-12-17" */
static void add_entry(writer *w, const ent_entry *e)
{
    ent_buf_printf(&w->out, "%s %s of %s", ent_entry_kind_name(e->kind), e->id, e->date_text);
}

/* "US State Department", "TASS, quoting the Russian MFA"; else the source. */
static void add_attribution(writer *w, const ent_entry *e)
{
    if (*e->agency)
        ent_buf_printf(&w->out, " [%s%s%s]", e->agency, *e->quoted_agency ? ", quoting " : "",
                       e->quoted_agency);
    else if (*e->source)
        ent_buf_printf(&w->out, " [%s]", e->source);
}

/* What was said, on a line of its own. */
static void add_statement(writer *w, const char *margin, const ent_entry *e)
{
    if (!*e->statement) return;
    ent_buf_printf(&w->out, "%s%s", margin, e->statement);
    add_attribution(w, e);
    ent_buf_addc(&w->out, '\n');
}

static const char *article_name(const char *article)
{
    return *article ? article : "none";
}

/* ---- the table ---- */

static void cell_text(const ent_talk_cell *cell, char text[64])
{
    const char *own = cell->proposed ? "proposed; " : "", *state = ent_talk_state_name(cell->state);
    bool is_open = cell->state == ENT_TALK_UNANSWERED || cell->state == ENT_TALK_SILENT;
    if (cell->state == ENT_TALK_NONE)
        snprintf(text, 64, "red line");
    else if (is_open)
        snprintf(text, 64, "%s%s %lld d", own, state, (long long)cell->days_hi);
    else
        snprintf(text, 64, "%s%s", cell->state == ENT_TALK_PROPOSED ? "" : own, state);
}

static const ent_talk_cell *find_cell(const ent_talks *t, size_t article, size_t party)
{
    size_t low = 0, high = t->cell_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const ent_talk_cell *c = &t->cells[middle];
        if (c->article < article || (c->article == article && c->party < party))
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < t->cell_count && t->cells[low].article == article && t->cells[low].party == party;
    return found ? &t->cells[low] : NULL;
}

/* Columns that a party takes; 0 when no cell is its own. */
static size_t party_columns(const ent_talks *t, size_t party)
{
    size_t widest = 0;
    for (size_t i = 0; i < t->cell_count; i++) {
        if (t->cells[i].party != party) continue;
        char text[64];
        cell_text(&t->cells[i], text);
        size_t columns = strlen(text);
        if (columns > widest) widest = columns;
    }
    size_t name = widest ? ent_utf8_columns(ent_str_of(t->parties[party])) : 0;
    return widest > name ? widest : name;
}

static size_t article_columns(const ent_talks *t)
{
    size_t widest = strlen("article");
    for (size_t i = 0; i < t->article_count; i++) {
        size_t columns = ent_utf8_columns(ent_str_of(t->articles[i]));
        if (columns > widest) widest = columns;
    }
    return widest;
}

static void end_line(writer *w)
{
    while (w->out.len && w->out.ptr[w->out.len - 1] == ' ') w->out.len--;
    ent_buf_addc(&w->out, '\n');
}

/* The table for the parties [from, until). */
static void add_block(writer *w, size_t from, size_t until, size_t first)
{
    const ent_talks *t = w->talks;
    pad(w, "article", first + GAP);
    for (size_t p = from; p < until; p++)
        if (party_columns(t, p)) pad(w, t->parties[p], party_columns(t, p) + GAP);
    end_line(w);
    for (size_t a = 0; a < t->article_count; a++) {
        pad(w, article_name(t->articles[a]), first + GAP);
        for (size_t p = from; p < until; p++) {
            size_t columns = party_columns(t, p);
            if (columns == 0) continue;
            char text[64] = "-";
            const ent_talk_cell *cell = find_cell(t, a, p);
            if (cell) cell_text(cell, text);
            pad(w, text, columns + GAP);
        }
        end_line(w);
    }
    ent_buf_addc(&w->out, '\n');
}

static void add_table(writer *w)
{
    const ent_talks *t = w->talks;
    size_t first = article_columns(t), used = first + GAP, from = 0;
    for (size_t p = 0; p < t->party_count; p++) {
        size_t columns = party_columns(t, p);
        if (columns && used > first + GAP && used + columns > w->width) {
            add_block(w, from, p, first);
            from = p, used = first + GAP;
        }
        if (columns) used += columns + GAP;
    }
    if (used > first + GAP) add_block(w, from, t->party_count, first);
}

/* ---- each talk in words ---- */

static void add_talk(writer *w, const ent_talk *talk)
{
    const ent_talks *t = w->talks;
    bool is_open = talk->state == ENT_TALK_UNANSWERED || talk->state == ENT_TALK_SILENT;
    ent_buf_printf(&w->out, "  %s ", t->parties[talk->party]);
    if (is_open) {
        ent_buf_printf(&w->out, "has not answered %s for ", t->parties[talk->asker]);
        add_days(w, talk->days_lo, talk->days_hi);
        ent_buf_adds(&w->out, talk->is_overdue ? ", past the due date: " : ": ");
        add_entry(w, talk->asked);
        if (*talk->asked->about) ent_buf_printf(&w->out, ", %s", talk->asked->about);
        if (talk->last_asked != talk->asked)
            ent_buf_adds(&w->out, "; last asked by "), add_entry(w, talk->last_asked);
        ent_buf_addc(&w->out, '\n');
        if (talk->silence) add_statement(w, "    silence on record: ", talk->silence);
    } else {
        ent_buf_printf(&w->out, "%s %s: ", ent_talk_state_name(talk->state), t->parties[talk->asker]);
        add_entry(w, talk->answer);
        if (talk->answer->answers.count)
            ent_buf_adds(&w->out, ", answering "), add_names(w, talk->answer->answers);
        ent_buf_addc(&w->out, '\n');
        add_statement(w, "    ", talk->answer);
    }
    if (!talk->reaction) return;
    ent_buf_printf(&w->out, "    since then, answering nothing: %s of %s", talk->reaction->id,
                   talk->reaction->date_text);
    ent_buf_addc(&w->out, '\n');
}

/* Is it told of among the answers? */
static bool is_answer(const ent_talk_cell *cell, const ent_entry *e)
{
    for (uint32_t i = 0; i < cell->talk_count; i++)
        if (cell->talks[i]->answer == e) return true;
    return false;
}

static void add_cell(writer *w, const ent_talk_cell *cell)
{
    const ent_entry *own = cell->proposed;
    if (own && !is_answer(cell, own)) {
        ent_buf_printf(&w->out, "  %s ", w->talks->parties[cell->party]);
        ent_buf_adds(&w->out, own->kind == ENT_ENTRY_REQUEST ? "asked " : "proposed to ");
        add_names(w, own->to);
        if (own->to.count == 0) ent_buf_adds(&w->out, "nobody in particular");
        ent_buf_adds(&w->out, ": "), add_entry(w, own);
        if (*own->about) ent_buf_printf(&w->out, ", %s", own->about);
        ent_buf_addc(&w->out, '\n');
    }
    for (uint32_t i = 0; i < cell->talk_count; i++) add_talk(w, cell->talks[i]);
}

static void add_articles(writer *w)
{
    const ent_talks *t = w->talks;
    for (size_t i = 0; i < t->cell_count; i++) {
        const ent_talk_cell *cell = &t->cells[i];
        if (i == 0 || t->cells[i - 1].article != cell->article) {
            const char *number = t->articles[cell->article];
            const char *title =
                w->report->article_title ? w->report->article_title(w->report->context, number) : NULL;
            bool says_article = title && strncmp(title, "Article ", 8) == 0;
            if (!*number)
                ent_buf_adds(&w->out, "Without an article\n");
            else if (says_article)
                ent_buf_printf(&w->out, "%s\n", title);
            else
                ent_buf_printf(&w->out, "Article %s%s%s\n", number, title && *title ? ": " : "",
                               title ? title : "");
        }
        add_cell(w, cell);
        bool is_last = i + 1 == t->cell_count || t->cells[i + 1].article != cell->article;
        if (is_last) ent_buf_addc(&w->out, '\n');
    }
}

/* ---- questions ---- */

static void add_question(writer *w, const ent_question *q)
{
    ent_buf_adds(&w->out, "  ");
    add_entry(w, q->entry);
    ent_buf_printf(&w->out, " to %s: ", w->talks->parties[q->party]);
    if (q->open_count < q->article_count)
        ent_buf_printf(&w->out, "answered in part, %u of %u articles",
                       (unsigned)(q->article_count - q->open_count), (unsigned)q->article_count);
    else
        ent_buf_adds(&w->out, "unanswered");
    for (uint32_t i = 0; i < q->open_count && *w->talks->articles[q->open[i]]; i++)
        ent_buf_printf(&w->out, "%s%s", i ? ", " : "; open: ", w->talks->articles[q->open[i]]);
    ent_buf_addc(&w->out, '\n');
}

static void add_questions(writer *w)
{
    const ent_talks *t = w->talks;
    if (t->question_count) ent_buf_adds(&w->out, "Open questions\n");
    for (size_t i = 0; i < t->question_count && i < QUESTIONS_SHOWN; i++) add_question(w, &t->questions[i]);
    if (t->question_count > QUESTIONS_SHOWN)
        ent_buf_printf(&w->out, "  and %zu more\n", t->question_count - QUESTIONS_SHOWN);
    if (t->question_count) ent_buf_addc(&w->out, '\n');
}

/* ---- meetings, red lines ---- */

static void add_meeting_day(writer *w, const char *word, const ent_entry *e)
{
    if (!e) return;
    ent_buf_printf(&w->out, "%s%s (%s)", word, e->date_text, e->id);
}

static void add_meetings(writer *w)
{
    const ent_talks *t = w->talks;
    if (t->next_meeting) {
        const ent_entry *e = t->next_meeting;
        ent_buf_printf(&w->out, "Next meeting: %s, %s%s%s, ", e->date_text,
                       *e->forum ? e->forum : "no forum named", *e->place ? ", " : "", e->place);
        add_names(w, e->speaker);
        if (e->to.count) ent_buf_adds(&w->out, " and "), add_names(w, e->to);
        ent_buf_printf(&w->out, " (%s)\n\n", e->id);
    }
    if (t->meeting_count) ent_buf_adds(&w->out, "Meetings\n");
    for (size_t i = 0; i < t->meeting_count; i++) {
        const ent_meeting *m = &t->meetings[i];
        ent_buf_printf(&w->out, "  %s: ", *m->forum ? m->forum : "no forum named");
        add_meeting_day(w, "last ", m->last);
        if (m->last && m->next) ent_buf_adds(&w->out, ", ");
        add_meeting_day(w, "next ", m->next);
        ent_buf_addc(&w->out, '\n');
    }
    if (t->meeting_count) ent_buf_addc(&w->out, '\n');
}

static void add_red_lines(writer *w)
{
    bool any = false;
    for (size_t i = 0; i < w->status->ledger->count; i++) {
        const ent_entry *e = &w->status->ledger->rows[i]->entry;
        if (e->kind != ENT_ENTRY_RED_LINE || !ent_status_happened(w->status, e) ||
            !ent_status_known(w->status, e))
            continue;
        if (!any) ent_buf_adds(&w->out, "Red lines\n");
        any = true;
        ent_buf_adds(&w->out, "  ");
        add_names(w, e->speaker);
        ent_buf_printf(&w->out, ", %s (%s)", e->date_text, e->id);
        if (e->articles.count) ent_buf_adds(&w->out, ", article "), add_names(w, e->articles);
        ent_buf_addc(&w->out, '\n');
        add_statement(w, "    ", e);
    }
    if (any) ent_buf_addc(&w->out, '\n');
}

static void add_head(writer *w)
{
    const ent_ledger_report *r = w->report;
    ent_buf_printf(&w->out, "%s%sthe talks as of %s, ", r->title, *r->title ? ": " : "", r->as_of);
    if (r->as_known)
        ent_buf_printf(&w->out, "as far as was known on %s", r->as_known);
    else
        ent_buf_adds(&w->out, "as far as is known");
    size_t count = w->talks->entry_count;
    ent_buf_printf(&w->out, " (%zu entr%s)\n\n", count, count == 1 ? "y" : "ies");
}

static void add_perhaps(writer *w)
{
    const ent_talks *t = w->talks;
    if (t->perhaps_count) ent_buf_adds(&w->out, "Perhaps known by then, and not counted\n");
    for (size_t i = 0; i < t->perhaps_count; i++) {
        const ent_entry *e = t->perhaps[i];
        ent_buf_adds(&w->out, "  ");
        add_names(w, e->speaker);
        ent_buf_printf(&w->out, ", %s, %s (%s), ", ent_entry_kind_name(e->kind), e->date_text, e->id);
        ent_buf_printf(&w->out, "%s %s\n", e->reported->count ? "reported" : "dated",
                       e->reported->count ? e->reported_text : e->date_text);
    }
    if (t->perhaps_count) ent_buf_addc(&w->out, '\n');
}

static void add_summary(writer *w)
{
    size_t open = 0;
    const ent_talks *t = w->talks;
    for (size_t i = 0; i < t->cell_count; i++)
        if (t->cells[i].state == ENT_TALK_UNANSWERED || t->cells[i].state == ENT_TALK_SILENT) open++;
    ent_buf_printf(&w->out, "%zu open question%s; a party owes an answer on an article %zu time%s.\n",
                   t->question_count, t->question_count == 1 ? "" : "s", open, open == 1 ? "" : "s");
}

ent_status ent_ledger_write_text(const ent_ledger_status *status, const ent_ledger_report *report,
                                 ent_sink sink, ent_error *err)
{
    writer w = {.status = status,
                .talks = &status->talks,
                .report = report,
                .width = report->width ? report->width : WIDTH};
    ent_buf_init(&w.out, ENT_ARENA_BYTES_MAX);
    add_head(&w);
    add_table(&w);
    add_articles(&w);
    add_questions(&w);
    add_meetings(&w);
    add_red_lines(&w);
    add_perhaps(&w);
    add_summary(&w);
    ent_status st = w.out.failed ? ent_fail(err, ENT_E_NOMEM, "out of memory") : ENT_OK;
    if (st == ENT_OK && !sink.write(sink.context, w.out.ptr, w.out.len))
        st = ent_fail(err, ENT_E_IO, "the answer could not be written");
    ent_buf_done(&w.out);
    return st;
}
