/* summary.c: the head of the page: first the answer, then what it rests on, then a table by article and
 * clause. Subjects are counted, each once, by their gravest verdict; readings are left to the articles. */
#include "report/internal.h"

#include <string.h>

#include "base/utf8.h"

#define LABEL_COLUMN 12

static void labelled(ent_page *page, const char *label, const char *text)
{
    if (*text) ent_page_write(page, (ent_line){2, LABEL_COLUMN, ENT_STYLE_HEAD, label}, text);
}

/* ---- the answer ------------------------------------------------------------------------------------- */

static const char *number_of(const ent_sheet *sheet, size_t n, const char *one, const char *many)
{
    return ent_report_printf(sheet, "%zu %s", n, n == 1 ? one : many);
}

/* "3 breaches, 12 unclear (31 more where nothing is shown), 5 kept" */
static const char *answer(const ent_sheet *sheet)
{
    size_t n[ENT_STATE_COUNT];
    ent_text_count(sheet, SIZE_MAX, n);
    const char *text = ent_report_printf(sheet, "%s, %zu unclear, %zu kept",
                                         number_of(sheet, n[ENT_STATE_BREACH], "breach", "breaches"),
                                         n[ENT_STATE_UNCLEAR], n[ENT_STATE_KEPT]);
    if (n[ENT_STATE_EXEMPT]) text = ent_report_printf(sheet, "%s, %zu exempt", text, n[ENT_STATE_EXEMPT]);
    if (n[ENT_STATE_NOT_DUE])
        text = ent_report_printf(sheet, "%s, %zu not yet due", text, n[ENT_STATE_NOT_DUE]);
    if (n[ENT_STATE_NONE_SHOWN])
        text = ent_report_printf(sheet, "%s, %zu where nothing is shown either way", text,
                                 n[ENT_STATE_NONE_SHOWN]);
    return text;
}

static void write_answer(ent_page *page, const ent_sheet *sheet, const char *lead)
{
    ent_verdict worst = ent_judgement_worst(sheet->j);
    ent_style style = worst == ENT_BREACH            ? ENT_STYLE_BREACH
                      : worst == ENT_VERDICT_UNCLEAR ? ENT_STYLE_UNCLEAR
                                                     : ENT_STYLE_KEPT;
    ent_page_write(page, (ent_line){0, 0, style, lead}, ent_report_printf(sheet, "%s.", answer(sheet)));
}

/* ---- who breaches ----------------------------------------------------------------------------------- */

static const char *plain_name(const ent_sheet *sheet, const char *code)
{
    const char *name = ent_report_party(sheet, code), *bracket = strrchr(name, '(');
    return bracket && bracket > name ? ent_report_printf(sheet, "%.*s", (int)(bracket - name - 1), name)
                                     : name;
}

static void add_offender(const ent_sheet *sheet, ent_listing *names, const char *name, size_t count)
{
    if (count)
        ent_listing_add(sheet, names,
                        count > 1 ? ent_report_printf(sheet, "%s" ENT_GLUE "%zu", name, count) : name);
}

/* Whoever is charged and is no single party ("the members of NATO"): such names come in runs of one clause.
 */
static void add_others(const ent_sheet *sheet, size_t clause, ent_listing *names)
{
    size_t parties = ent_judgement_parties(sheet->j).count, count = 0;
    const char *last = NULL;
    for (size_t i = sheet->clause_first[clause]; i < sheet->clause_first[clause + 1]; i++) {
        const ent_subject *s = &sheet->subjects[i];
        if (s->state != ENT_STATE_BREACH || *s->worst->reading ||
            ent_sheet_party_index(sheet, s->worst->party) < parties)
            continue;
        const char *name = ent_report_party(sheet, s->worst->party);
        if (last && strcmp(last, name) != 0) add_offender(sheet, names, last, count), count = 0;
        last = name, count++;
    }
    if (last) add_offender(sheet, names, last, count);
}

/* Parties with a breach of the clause, each with how many when there is more than one. */
static const char *offenders(const ent_sheet *sheet, size_t clause)
{
    ent_texts parties = ent_judgement_parties(sheet->j);
    size_t *counts = ent_sheet_alloc(sheet, parties.count + 1, sizeof *counts);
    ent_listing names = {.count = 0};
    for (size_t i = sheet->clause_first[clause]; counts && i < sheet->clause_first[clause + 1]; i++) {
        const ent_subject *s = &sheet->subjects[i];
        if (s->state == ENT_STATE_BREACH && !*s->worst->reading)
            counts[ent_sheet_party_index(sheet, s->worst->party)]++;
    }
    for (size_t p = 0; counts && p < parties.count; p++)
        add_offender(sheet, &names, plain_name(sheet, parties.at[p]), counts[p]);
    add_others(sheet, clause, &names);
    return ent_listing_text(sheet, &names);
}

static void write_offenders(ent_page *page, const ent_sheet *sheet)
{
    for (size_t c = 0; c < sheet->doc->clause_count; c++) {
        const ent_clause *clause = &sheet->doc->clauses[c];
        const char *names = offenders(sheet, c);
        const char *label =
            ent_report_printf(sheet, "%s%s%s:", clause->id, *clause->title ? ", " : "", clause->title);
        if (*names)
            ent_page_write(
                page,
                (ent_line){2, 4, ENT_STYLE_BREACH, ent_report_printf(sheet, "Breach of clause %s", label)},
                names);
    }
}

/* ---- what it rests on ------------------------------------------------------------------------------- */

static const char *text_words(const ent_sheet *sheet)
{
    const ent_document *d = sheet->doc;
    const char *text = d->title && *d->title ? d->title : d->source.file ? d->source.file : "";
    if (d->code && *d->code) text = ent_report_printf(sheet, "%s (%s)", text, d->code);
    if (d->status && *d->status) text = ent_report_printf(sheet, "%s; status: %s", text, d->status);
    const char *day = ent_report_when(sheet, &d->status_date);
    if (*day) text = ent_report_printf(sheet, "%s of %s", text, day);
    if (d->paraphrase) text = ent_report_printf(sheet, "%s; here in paraphrase", text);
    if (d->locator && *d->locator) text = ent_report_printf(sheet, "%s; official text: %s", text, d->locator);
    return text;
}

static const char *facts_words(const ent_sheet *sheet)
{
    size_t n = ent_records_count(sheet->world->records);
    return ent_report_printf(
        sheet, "%s, as of %s%s", number_of(sheet, n, "record", "records"), ent_report_days(sheet),
        sheet->judged.as_known.seconds < ENT_TIME_MAX.seconds ? "" : ", whenever they were reported");
}

static const char *join(const ent_sheet *sheet, ent_texts texts, const char *between)
{
    const char *all = "";
    for (size_t i = 0; i < texts.count; i++)
        all = ent_report_printf(sheet, "%s%s%s", all, i ? between : "", texts.at[i]);
    return all;
}

static const char *parties_words(const ent_sheet *sheet)
{
    ent_texts parties = ent_judgement_parties(sheet->j);
    if (!parties.count) return "nobody on that day";
    return ent_report_printf(sheet, "%s on that day: %s", number_of(sheet, parties.count, "party", "parties"),
                             join(sheet, parties, ", "));
}

/* Packages by name; the licence of what most of the borders are from is never left out. */
static const char *map_words(const ent_sheet *sheet)
{
    const ent_atlas *atlas = sheet->world->atlas;
    if (!atlas) return "none";
    const char *text = "";
    bool osm = false;
    for (size_t i = 0; i < ent_atlas_source_count(atlas); i++) {
        const char *source = ent_atlas_source_at(atlas, i);
        size_t n = sheet->opts->verbose ? strlen(source) : strcspn(source, ":");
        osm |= strstr(source, "OpenStreetMap") != NULL;
        text = ent_report_printf(sheet, "%s%s%.*s", text, i ? "; " : "", (int)n, source);
    }
    if (osm && !sheet->opts->verbose)
        text = ent_report_printf(sheet, "%s. Holds data (c) OpenStreetMap contributors, ODbL", text);
    return ent_report_printf(sheet, "%s. Borders are good to about %s m", text,
                             ent_report_figure(sheet, ent_atlas_error_m(atlas)));
}

static const char *view_words(const ent_sheet *sheet)
{
    const char *note =
        sheet->world->atlas ? ent_atlas_view_at(sheet->world->atlas, sheet->judged.view).note : "";
    return ent_report_printf(sheet, "%s%s%s", sheet->view, note && *note ? ": " : "", note ? note : "");
}

static const char *ground_words(const ent_sheet *sheet)
{
    return ent_report_printf(
        sheet, "%s; borders between two vertices run %s",
        sheet->judged.layer == ENT_LAYER_LAND ? "\"territory\" is land, without territorial sea (layer land)"
                                              : "\"territory\" is land with territorial sea (layer land+sea)",
        sheet->judged.edges == ENT_EDGES_PLANAR ? "straight in longitude and latitude (edges planar)"
                                                : "along the shortest line (edges geodesic)");
}

void ent_text_head(ent_page *page, const ent_sheet *sheet)
{
    const char *title =
        sheet->opts->case_title && *sheet->opts->case_title ? sheet->opts->case_title : sheet->doc->title;
    ent_page_write(page, (ent_line){0, 0, ENT_STYLE_PLAIN, ""},
                   title && *title ? title : "Agreement without a title");
    ent_page_blank(page);
    write_answer(page, sheet,
                 ent_report_printf(sheet, "On %s, under the view \"%s\":",
                                   ent_report_day(sheet, sheet->judged.as_of), sheet->view));
    write_offenders(page, sheet);
    ent_page_blank(page);
    labelled(page, "Text", text_words(sheet));
    labelled(page, "Assumed",
             *join(sheet, ent_judgement_assumptions(sheet->j), "")
                 ? join(sheet, ent_judgement_assumptions(sheet->j), "; ")
                 : "nothing");
    labelled(page, "Facts", facts_words(sheet));
    labelled(page, "Bound", parties_words(sheet));
    labelled(page, "View", view_words(sheet));
    labelled(page, "Ground", ground_words(sheet));
    labelled(page, "Map", map_words(sheet));
    ent_page_blank(page);
    ent_page_write(page, (ent_line){2, LABEL_COLUMN, ENT_STYLE_HEAD, "Words"},
                   "breach and kept hold whatever the records leave open; exempt: an exception is shown to "
                   "apply; unclear: the records allow both, "
                   "and it is said what would settle it; none shown: nothing recorded points to a breach, "
                   "but nothing shows that all is recorded.");
    ent_page_blank(page);
}

/* ---- the table -------------------------------------------------------------------------------------- */

typedef struct column {
    ent_state state;
    int width;
    const char *head;
} column;

static const column columns[] = {
    {ENT_STATE_BREACH, 8, "breach"},          {ENT_STATE_UNCLEAR, 9, "unclear"},
    {ENT_STATE_NONE_SHOWN, 12, "none shown"}, {ENT_STATE_KEPT, 6, "kept"},
    {ENT_STATE_EXEMPT, 8, "exempt"},
};
#define COLUMNS (sizeof columns / sizeof *columns)
#define NUMBERS 43 /* their widths together */

size_t ent_text_count(const ent_sheet *sheet, size_t clause, size_t out[ENT_STATE_COUNT])
{
    bool all = clause == SIZE_MAX;
    size_t from = all ? 0 : sheet->clause_first[clause],
           to = all ? sheet->subject_count : sheet->clause_first[clause + 1], n = 0;
    memset(out, 0, ENT_STATE_COUNT * sizeof *out);
    for (size_t i = from; i < to; i++)
        if (!*sheet->subjects[i].worst->reading) out[sheet->subjects[i].state]++, n++;
    return n;
}

/* What is said below a row besides its counts. */
static const char *clause_note(const ent_sheet *sheet, size_t clause, const size_t n[ENT_STATE_COUNT])
{
    const char *text = "";
    uint32_t reasons = 0;
    for (size_t i = sheet->clause_first[clause]; i < sheet->clause_first[clause + 1]; i++) {
        const ent_subject *s = &sheet->subjects[i];
        if (s->state == ENT_STATE_UNCLEAR && !*s->worst->reading) reasons |= s->worst->reasons;
    }
    size_t changes = ent_text_reading_changes(sheet, clause);
    if (reasons) text = ent_report_printf(sheet, "unclear: %s", ent_report_reasons(sheet, reasons));
    if (n[ENT_STATE_NOT_DUE])
        text = ent_report_printf(sheet, "%s%s%zu not yet due", text, *text ? "; " : "", n[ENT_STATE_NOT_DUE]);
    if (changes)
        text = ent_report_printf(sheet, "%s%srival readings change %zu", text, *text ? "; " : "", changes);
    return text;
}

/* The state of a clause without findings: the first, in the order of states, that it has for any party. */
static ent_state quiet_state(const ent_sheet *sheet, const ent_clause *clause)
{
    ent_state best = ENT_STATE_NOT_BOUND;
    const ent_rows rows = ent_sheet_rows_of(sheet, clause);
    for (size_t i = 0; i < rows.count; i++)
        if (rows.at[i]->state < best) best = rows.at[i]->state;
    return best;
}

const char *ent_text_quiet_words(const ent_sheet *sheet, const ent_clause *clause)
{
    switch (quiet_state(sheet, clause)) {
    case ENT_STATE_KEPT: return "no record, and the list is complete: kept";
    case ENT_STATE_SUSPENDED: return "suspended";
    case ENT_STATE_NOT_BOUND: return "binds nobody then";
    default: return "no record that it speaks of";
    }
}

static int title_width(const ent_page *page)
{
    int width = page->width - NUMBERS;
    return width < 24 ? 24 : width > 56 ? 56 : width;
}

/* A title that is too long for its column stands on a line of its own. */
static void row(ent_page *page, const ent_sheet *sheet, const char *title, const size_t n[ENT_STATE_COUNT],
                const char *note)
{
    int width = title_width(page), columns_used = (int)ent_utf8_columns(ent_str_of(title));
    const char *line = ent_report_printf(sheet, "%*s", width, "");
    if (columns_used <= width)
        line = ent_report_printf(sheet, "%s%*s", title, width - columns_used, "");
    else
        ent_page_raw(page, ENT_STYLE_PLAIN, title);
    for (size_t c = 0; c < COLUMNS; c++) {
        size_t count = n[columns[c].state];
        line = count ? ent_report_printf(sheet, "%s%*zu", line, columns[c].width, count)
                     : ent_report_printf(sheet, "%s%*s", line, columns[c].width, "-");
    }
    ent_page_raw(page, ENT_STYLE_PLAIN, line);
    if (*note) ent_page_write(page, (ent_line){7, 7, ENT_STYLE_PLAIN, ""}, note);
}

static size_t passages(const ent_sheet *sheet, size_t article, bool *out_bare)
{
    size_t n = 0;
    *out_bare = false;
    const ent_rows rows = ent_sheet_passages_of(sheet, article);
    for (size_t i = 0; i < rows.count; i++) {
        if (rows.at[i]->state != ENT_STATE_NOT_FORMALISED) continue;
        if (rows.at[i]->passage)
            n++;
        else
            *out_bare = true;
    }
    return n;
}

/* The clauses of which some record breaches one or another; NULL when there are none. */
static const char *breached_jointly(const ent_sheet *sheet, size_t article)
{
    const char *text = NULL;
    for (size_t i = sheet->joint_first; i < sheet->finding_count; i++) {
        const ent_finding *f = sheet->findings[i];
        if (f->article != article || !ent_sheet_shows(sheet, f)) continue;
        if (text && strstr(text, f->clause->id)) continue;
        text = ent_report_printf(sheet, "%s%s, whichever",
                                 text ? ent_report_printf(sheet, "%s; ", text) : "breach of ", f->clause->id);
    }
    return text;
}

static void article_rows(ent_page *page, const ent_sheet *sheet, size_t article)
{
    const ent_article *a = &sheet->doc->articles[article];
    bool bare = false;
    size_t left = passages(sheet, article, &bare);
    const char *note =
        left   ? ent_report_printf(sheet, "%s not formalised", number_of(sheet, left, "passage", "passages"))
        : bare ? "not formalised"
        : breached_jointly(sheet, article) ? breached_jointly(sheet, article)
                                           : "";
    ent_page_write(page, (ent_line){0, 2, ENT_STYLE_PLAIN, ""},
                   *note ? ent_report_printf(sheet, "%s: %s", a->title, note) : a->title);
    const ent_places own = ent_sheet_clauses_of(sheet, article);
    for (size_t i = 0; i < own.count; i++) {
        const size_t c = own.at[i];
        const ent_clause *clause = &sheet->doc->clauses[c];
        if (!ent_clause_is_judged(clause) || !ent_sheet_shows_clause(sheet, clause)) continue;
        size_t n[ENT_STATE_COUNT], total = ent_text_count(sheet, c, n);
        const char *title =
            ent_report_printf(sheet, "  %s%s%s", clause->id, *clause->title ? "  " : "", clause->title);
        row(page, sheet, title, n, total ? clause_note(sheet, c, n) : ent_text_quiet_words(sheet, clause));
    }
}

/* An article is shown when it has clauses that are, or passages; headings that only hold others are not. */
bool ent_text_shows_article(const ent_sheet *sheet, size_t article)
{
    bool bare = false;
    const ent_places own = ent_sheet_clauses_of(sheet, article);
    for (size_t i = 0; i < own.count; i++)
        if (ent_sheet_shows_clause(sheet, &sheet->doc->clauses[own.at[i]])) return true;
    return ent_sheet_shows_clause(sheet, NULL) && (passages(sheet, article, &bare) || bare);
}

void ent_text_summary(ent_page *page, const ent_sheet *sheet)
{
    const char *head = ent_report_printf(sheet, "%-*s", title_width(page), "Article and clause");
    for (size_t c = 0; c < COLUMNS; c++)
        head = ent_report_printf(sheet, "%s%*s", head, columns[c].width, columns[c].head);
    ent_page_raw(page, ENT_STYLE_HEAD, head);
    for (size_t a = 0; a < sheet->doc->article_count; a++)
        if (ent_text_shows_article(sheet, a)) article_rows(page, sheet, a);
    ent_page_blank(page);
}

/* ---- the end ---------------------------------------------------------------------------------------- */

static const char *left_over(const ent_sheet *sheet)
{
    size_t records = ent_records_count(sheet->world->records);
    size_t unspoken = ent_judgement_unspoken(sheet->j), unsourced = ent_judgement_unsourced(sheet->j);
    if (!records) return "no records";
    const char *left = unspoken ? ent_report_printf(sheet, "%zu of %s: no clause speaks of them", unspoken,
                                                    number_of(sheet, records, "record", "records"))
                                : "a clause speaks of every record";
    return unsourced
               ? ent_report_printf(sheet, "%s; %zu without a primary source (\"unsourced\")", left, unsourced)
               : ent_report_printf(sheet, "%s; each has a source", left);
}

void ent_text_close(ent_page *page, const ent_sheet *sheet, const char *receipt)
{
    ent_texts remarks = ent_judgement_remarks(sheet->j);
    ent_page_blank(page);
    ent_page_raw(page, ENT_STYLE_HEAD, "Remarks");
    for (size_t i = 0; i < remarks.count; i++)
        ent_page_write(page, (ent_line){2, 4, ENT_STYLE_PLAIN, "-"}, remarks.at[i]);
    ent_page_write(page, (ent_line){2, 4, ENT_STYLE_PLAIN, "-"}, left_over(sheet));
    ent_page_blank(page);
    write_answer(page, sheet,
                 ent_report_printf(sheet, "On %s, under the view \"%s\":",
                                   ent_report_day(sheet, sheet->judged.as_of), sheet->view));
    ent_page_write(page, (ent_line){0, 8, ENT_STYLE_FAINT, "Receipt"}, receipt);
    ent_page_write(
        page, (ent_line){8, 8, ENT_STYLE_PLAIN, ""},
        ent_report_printf(
            sheet,
            "SHA-256 over all of the above, the files and the map; entente %s. In full with --format json.",
            sheet->opts->version ? sheet->opts->version : ""));
}
