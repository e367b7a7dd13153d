/* status_html.c: where the talks stand as one page: a table of articles and parties first, then what is
 * unanswered since when, what was answered, meetings, red lines. No script, no font, no address outside the
 * page; light, dark and on paper. What a colour says, a word says too. */
#include "report/html.h"

#include <string.h>

#define PAGE_MAX ((size_t)1 << 30)

typedef struct writer {
    ent_html h;
    const ent_report_calendar *what;
    const ent_ledger_report *words;
} writer;

static const char style[] =
    ":root{color-scheme:light dark}"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c;"
    "background:#fff}h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid #bbb}"
    "h3{font-size:1rem;margin-bottom:0}p{margin:.3rem 0}.quiet{color:#555}.scroll{overflow-x:auto}"
    "table{border-collapse:collapse;margin:.5rem 0}th,td{text-align:left;vertical-align:top;"
    "padding:.25rem .7rem .25rem 0;border-bottom:1px solid #ddd}td.n{text-align:right}"
    ".sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"
    ".open,.breach{font-weight:bold;color:#9c1c1c}"
    ".skip{position:absolute;left:-99rem}.skip:focus{position:static}"
    "@media(prefers-color-scheme:dark){body{color:#ddd;background:#161616}.quiet{color:#aaa}"
    "h2{border-color:#555}th,td{border-color:#3a3a3a}.open,.breach{color:#ff9d9d}a{color:#9cc4ff}}"
    "@media print{body{max-width:none;margin:0;color:#000;background:#fff}.scroll{overflow:visible}"
    ".skip{display:none}tr,h2,h3{break-inside:avoid;break-after:auto}}";

/* ---- small words ---- */

static void names(ent_html *h, ent_name_list list)
{
    for (uint32_t i = 0; i < list.count; i++) {
        if (i) ent_html_raw(h, ", ");
        ent_html_text(h, list.at[i]);
    }
}

static void article_cell(writer *w, uint32_t article)
{
    const char *number = w->what->talks->articles[article];
    ent_html_element(&w->h, "th scope=\"row\"", *number ? number : "no article");
}

/* "proposal D01 of 2021-12-17" */
static void entry(ent_html *h, const ent_entry *e)
{
    ent_html_text(h, ent_entry_kind_name(e->kind));
    ent_html_raw(h, " ");
    ent_html_text(h, e->id);
    ent_html_raw(h, " of ");
    ent_html_text(h, e->date_text);
}

/* What was said, and the chain by which it is known. */
static void said(ent_html *h, const ent_entry *e)
{
    ent_html_text(h, *e->statement ? e->statement : e->about);
    if (!*e->agency && !*e->source) return;
    ent_html_raw(h, " <span class=\"quiet\">[");
    ent_html_text(h, *e->agency ? e->agency : e->source);
    if (*e->quoted_agency) ent_html_raw(h, ", quoting "), ent_html_text(h, e->quoted_agency);
    if (*e->agency && *e->source) ent_html_raw(h, "; "), ent_html_text(h, e->source);
    ent_html_raw(h, "]</span>");
}

static void days(ent_html *h, int64_t lo, int64_t hi)
{
    if (lo == hi)
        ent_buf_printf(&h->out, "%lld", (long long)hi);
    else
        ent_buf_printf(&h->out, "%lld to %lld", (long long)lo, (long long)hi);
}

static bool is_open(ent_talk_state state)
{
    return state == ENT_TALK_UNANSWERED || state == ENT_TALK_SILENT;
}

static void section(writer *w, const char *id, const char *title)
{
    ent_buf_printf(&w->h.out, "<section id=\"%s\" aria-labelledby=\"%s-title\"><h2 id=\"%s-title\">", id, id,
                   id);
    ent_html_text(&w->h, title);
    ent_html_raw(&w->h, "</h2>\n");
}

static void end_section(writer *w)
{
    ent_html_raw(&w->h, "</section>\n");
}

/* ---- articles and parties ---- */

static bool has_cell(const ent_talks *t, size_t party)
{
    for (size_t i = 0; i < t->cell_count; i++)
        if (t->cells[i].party == party) return true;
    return false;
}

static void cell(ent_html *h, const ent_talk_cell *c)
{
    ent_html_raw(h, is_open(c->state) ? "<td class=\"open\">" : "<td>");
    if (c->proposed && c->state != ENT_TALK_PROPOSED) ent_html_raw(h, "proposed; ");
    ent_html_text(h, c->state == ENT_TALK_NONE ? "red line" : ent_talk_state_name(c->state));
    if (is_open(c->state)) {
        ent_html_raw(h, " for ");
        days(h, c->days_lo, c->days_hi);
        ent_html_raw(h, c->days_hi == 1 ? " day" : " days");
    }
    ent_html_raw(h, "</td>");
}

/* The heading of an article, "" when it says no more than "Article 5". */
static const char *title_of(const writer *w, const char *article)
{
    const char *title = w->words->article_title ? w->words->article_title(w->words->context, article) : NULL;
    if (!title) return "";
    const size_t all = strlen(title), end = strlen(article);
    bool bare = all == end + 8 && strncmp(title, "Article ", 8) == 0 && strcmp(title + 8, article) == 0;
    return bare ? "" : title;
}

static bool has_titles(const writer *w)
{
    const ent_talks *t = w->what->talks;
    for (size_t a = 0; a < t->article_count; a++)
        if (*title_of(w, t->articles[a])) return true;
    return false;
}

/* One row; cells stand in the order of parties, so a cursor goes along. */
static size_t table_row(writer *w, uint32_t article, size_t from, bool titles)
{
    const ent_talks *t = w->what->talks;
    if (from == t->cell_count || t->cells[from].article != article) return from; /* named at meetings alone */
    ent_html_raw(&w->h, "<tr>");
    article_cell(w, article);
    if (titles) ent_html_element(&w->h, "td", title_of(w, t->articles[article]));
    for (size_t p = 0; p < t->party_count; p++) {
        if (from < t->cell_count && t->cells[from].article == article && t->cells[from].party == p)
            cell(&w->h, &t->cells[from++]);
        else if (has_cell(t, p))
            ent_html_raw(&w->h, "<td>–</td>");
    }
    ent_html_raw(&w->h, "</tr>\n");
    return from;
}

static void table(writer *w)
{
    const ent_talks *t = w->what->talks;
    section(w, "table", "Articles and parties");
    ent_html_raw(&w->h, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"How each party "
                        "stands to each article\"><table>"
                        "<caption class=\"sr\">How each party stands to each article</caption><thead><tr>"
                        "<th scope=\"col\">Article</th>");
    const bool titles = has_titles(w);
    if (titles) ent_html_element(&w->h, "th scope=\"col\"", "Title");
    for (size_t p = 0; p < t->party_count; p++)
        if (has_cell(t, p)) ent_html_element(&w->h, "th scope=\"col\"", t->parties[p]);
    ent_html_raw(&w->h, "</tr></thead><tbody>\n");
    size_t from = 0;
    for (size_t a = 0; a < t->article_count; a++) from = table_row(w, (uint32_t)a, from, titles);
    ent_html_end_table(&w->h);
    end_section(w);
}

/* ---- what is open, what is answered ---- */

static void open_row(writer *w, const ent_talk *talk)
{
    const ent_talks *t = w->what->talks;
    ent_html_raw(&w->h, "<tr>");
    article_cell(w, talk->article);
    ent_html_element(&w->h, "td", t->parties[talk->party]);
    ent_html_element(&w->h, "td", t->parties[talk->asker]);
    ent_html_element(&w->h, "td", talk->asked->date_text);
    ent_html_raw(&w->h, "<td class=\"n\">");
    days(&w->h, talk->days_lo, talk->days_hi);
    ent_html_raw(&w->h, talk->is_overdue ? ", overdue</td><td>" : "</td><td>");
    entry(&w->h, talk->asked);
    if (talk->silence) ent_html_raw(&w->h, "; silence on record: "), entry(&w->h, talk->silence);
    ent_html_raw(&w->h, "</td></tr>\n");
}

static void answer_row(writer *w, const ent_talk *talk)
{
    const ent_talks *t = w->what->talks;
    ent_html_raw(&w->h, "<tr>");
    article_cell(w, talk->article);
    ent_html_element(&w->h, "td", t->parties[talk->party]);
    ent_html_element(&w->h, "td", t->parties[talk->asker]);
    ent_html_element(&w->h, "td", ent_talk_state_name(talk->state));
    ent_html_raw(&w->h, "<td>");
    entry(&w->h, talk->answer);
    ent_html_raw(&w->h, "</td><td>");
    said(&w->h, talk->answer);
    ent_html_raw(&w->h, "</td></tr>\n");
}

static void talks(writer *w, bool open)
{
    static const char *const open_heads[] = {"Article", "Owes", "To", "Since", "Days", "Question"},
                             *const answer_heads[] = {"Article", "From", "To", "State", "Answer", "Words"};
    const ent_talks *t = w->what->talks;
    section(w, open ? "open" : "answers", open ? "Unanswered" : "Answered");
    ent_html_table(&w->h, "list",
                   open ? "Who owes whom an answer, since when" : "The last answer on each article",
                   open ? open_heads : answer_heads, 6);
    for (size_t i = 0; i < t->cell_count; i++)
        for (uint32_t k = 0; k < t->cells[i].talk_count; k++) {
            const ent_talk *talk = t->cells[i].talks[k];
            if (is_open(talk->state) != open) continue;
            if (open)
                open_row(w, talk);
            else
                answer_row(w, talk);
        }
    ent_html_end_table(&w->h);
    end_section(w);
}

/* ---- questions, meetings ---- */

static void questions(writer *w)
{
    static const char *const heads[] = {"Question", "Asked", "State", "Open articles"};
    const ent_talks *t = w->what->talks;
    section(w, "questions", "Open questions");
    ent_html_table(&w->h, "list", "Questions with something open", heads, 4);
    for (size_t i = 0; i < t->question_count; i++) {
        const ent_question *q = &t->questions[i];
        ent_html_raw(&w->h, "<tr><td>");
        entry(&w->h, q->entry);
        ent_html_raw(&w->h, "</td>");
        ent_html_element(&w->h, "td", t->parties[q->party]);
        ent_html_element(&w->h, "td", q->open_count < q->article_count ? "answered in part" : "unanswered");
        ent_html_raw(&w->h, "<td>");
        for (uint32_t k = 0; k < q->open_count; k++) {
            const char *number = t->articles[q->open[k]];
            if (k) ent_html_raw(&w->h, ", ");
            ent_html_text(&w->h, *number ? number : "none");
        }
        ent_html_raw(&w->h, "</td></tr>\n");
    }
    ent_html_end_table(&w->h);
    end_section(w);
}

static void meeting_cell(ent_html *h, const ent_entry *e)
{
    ent_html_raw(h, "<td>");
    if (e) {
        ent_html_text(h, e->date_text);
        if (*e->place) ent_html_raw(h, ", "), ent_html_text(h, e->place);
        ent_html_raw(h, " ("), ent_html_text(h, e->id), ent_html_raw(h, ")");
    }
    ent_html_raw(h, "</td>");
}

static void meetings(writer *w)
{
    static const char *const heads[] = {"Forum", "Last", "Next"};
    const ent_talks *t = w->what->talks;
    section(w, "meetings", "Meetings");
    ent_html_raw(&w->h, "<p><b>Next meeting:</b> ");
    if (t->next_meeting) {
        ent_html_text(&w->h, t->next_meeting->date_text);
        ent_html_raw(&w->h, ", ");
        ent_html_text(&w->h, *t->next_meeting->forum ? t->next_meeting->forum : "no forum named");
        ent_html_raw(&w->h, ".</p>\n");
    } else {
        ent_html_raw(&w->h, "none on record.</p>\n");
    }
    ent_html_table(&w->h, "list", "Meetings by forum", heads, 3);
    for (size_t i = 0; i < t->meeting_count; i++) {
        ent_html_raw(&w->h, "<tr>");
        ent_html_element(&w->h, "th scope=\"row\"",
                         *t->meetings[i].forum ? t->meetings[i].forum : "no forum named");
        meeting_cell(&w->h, t->meetings[i].last);
        meeting_cell(&w->h, t->meetings[i].next);
        ent_html_raw(&w->h, "</tr>\n");
    }
    ent_html_end_table(&w->h);
    end_section(w);
}

/* ---- red lines ---- */

static void nearest(writer *w, const ent_entry *e)
{
    static const char *const heads[] = {"Clause", "What", "State", "Margin"};
    if (!w->words->nearest) return;
    const ent_near_list list = w->words->nearest(w->words->context, e);
    if (!list.count) {
        ent_html_raw(&w->h, "<p class=\"quiet\">No record comes near it, or none is about it.</p>\n");
        return;
    }
    char caption[160];
    snprintf(caption, sizeof caption, "What comes nearest to crossing %.100s", e->id);
    ent_html_table(&w->h, "list", caption, heads, 4);
    for (size_t i = 0; i < list.count; i++) {
        const ent_near *near = &list.at[i];
        ent_html_raw(&w->h, "<tr>");
        ent_html_element(&w->h, "th scope=\"row\"", near->clause);
        ent_html_element(&w->h, "td", near->what);
        ent_html_element(&w->h, strcmp(near->state, "breach") == 0 ? "td class=\"breach\"" : "td",
                         near->state);
        ent_html_element(&w->h, "td", near->margin);
        ent_html_raw(&w->h, "</tr>\n");
    }
    ent_html_end_table(&w->h);
    if (list.total > list.count)
        ent_buf_printf(&w->h.out, "<p class=\"quiet\">and %zu more</p>\n", list.total - list.count);
}

static void red_lines(writer *w)
{
    const ent_ledger_query query = {{w->what->as_of.seconds + ENT_DAY_SECONDS}, w->what->as_known};
    section(w, "red-lines", "Red lines");
    for (size_t i = 0; i < ent_ledger_count(w->what->ledger); i++) {
        const ent_entry *e = ent_ledger_at(w->what->ledger, i);
        if (e->kind != ENT_ENTRY_RED_LINE || !ent_ledger_shows(e, query)) continue;
        ent_html_raw(&w->h, "<h3>");
        names(&w->h, e->speaker);
        ent_html_raw(&w->h, ", ");
        ent_html_text(&w->h, e->date_text);
        if (e->articles.count) ent_html_raw(&w->h, ", article "), names(&w->h, e->articles);
        ent_html_raw(&w->h, "</h3><p>");
        said(&w->h, e);
        ent_html_raw(&w->h, "</p>\n");
        nearest(w, e);
    }
    end_section(w);
}

static void perhaps(writer *w)
{
    const ent_talks *t = w->what->talks;
    if (!t->perhaps_count) return;
    section(w, "perhaps", "Perhaps known by then, and not counted");
    for (size_t i = 0; i < t->perhaps_count; i++) {
        const ent_entry *e = t->perhaps[i];
        ent_html_raw(&w->h, "<h3>");
        names(&w->h, e->speaker);
        ent_html_raw(&w->h, ", ");
        ent_html_text(&w->h, e->date_text);
        ent_html_raw(&w->h, e->reported->count ? ", reported " : ", dated ");
        ent_html_text(&w->h, e->reported->count ? e->reported_text : e->date_text);
        ent_html_raw(&w->h, "</h3><p>");
        said(&w->h, e);
        ent_html_raw(&w->h, "</p>\n");
    }
    end_section(w);
}

/* ---- the page ---- */

static void head(writer *w)
{
    char hash[64];
    ent_html *h = &w->h;
    const char *title = *w->words->title ? w->words->title : "The talks";
    ent_html_hash(ent_str_of(style), hash);
    ent_html_raw(h, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    ent_buf_printf(
        &h->out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '%s'; "
        "img-src data:; base-uri 'none'; form-action 'none'\">\n",
        hash);
    ent_html_raw(h, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                    "<link rel=\"icon\" href=\"data:,\">\n");
    ent_html_element(h, "title", title);
    ent_buf_printf(&h->out, "<style>%s</style></head>\n<body><a class=\"skip\" href=\"#open\">", style);
    ent_html_raw(h, "Skip to what is unanswered</a>\n<header>");
    ent_html_element(h, "h1", title);
    ent_html_raw(h, "<p>The talks as of ");
    ent_html_text(h, w->words->as_of);
    ent_html_raw(h, w->words->as_known ? ", as far as was known on " : ", as far as is known");
    if (w->words->as_known) ent_html_text(h, w->words->as_known);
    ent_buf_printf(&h->out, " (%zu entries).</p></header>\n<main>\n", w->what->talks->entry_count);
}

ent_status ent_report_status_html(const ent_report_calendar *what, const ent_ledger_report *words,
                                  ent_sink sink, ent_error *err)
{
    writer w = {.what = what, .words = words};
    ent_buf_init(&w.h.out, PAGE_MAX);
    head(&w);
    table(&w);
    talks(&w, true);
    questions(&w);
    talks(&w, false);
    meetings(&w);
    red_lines(&w);
    perhaps(&w);
    ent_html_raw(&w.h, "</main></body></html>\n");
    ent_status st = w.h.out.failed ? ent_fail(err, ENT_E_NOMEM, "out of memory for the page") : ENT_OK;
    if (st == ENT_OK && !sink.write(sink.context, w.h.out.ptr, w.h.out.len))
        st = ent_fail(err, ENT_E_IO, "the page could not be written");
    ent_buf_done(&w.h.out);
    return st;
}
