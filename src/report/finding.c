/* finding.c: one subject, or several that are alike, as an entry below its party: what it is about on a line
 * of its own, then labelled rows: the verdict with its margin and period, the records, because, what would
 * settle it, what other periods say. Long lists are cut, and say so, unless all is asked for. */
#include "report/internal.h"

#include <string.h>

#define BECAUSE_MAX 6
#define SETTLE_MAX 4
#define RECORDS_MAX 12
#define ALSO_MAX 8 /* other periods of the same subject */
#define ENTRY 6    /* column of an entry */
#define LABEL 8    /* of its labels */
#define ROW 17     /* of what they label */

/* ---- sources ---------------------------------------------------------------------------------------- */

static size_t note_number(const ent_sheet *sheet, ent_notes *notes, const char *source)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->at[i], source) == 0) return i + 1;
    if (notes->count == notes->cap) {
        size_t cap = notes->cap ? 2 * notes->cap : 32;
        const char **grown = ent_sheet_alloc(sheet, cap, sizeof *grown);
        if (!grown) return 0;
        if (notes->count) memcpy(grown, notes->at, notes->count * sizeof *grown);
        notes->at = grown, notes->cap = cap;
    }
    notes->at[notes->count++] = source;
    return notes->count;
}

const char *ent_notes_mark(const ent_sheet *sheet, ent_notes *notes, ent_texts sources)
{
    const char *text = "";
    for (size_t i = 0; i < sources.count; i++) {
        const char *between = *text ? "," : " [";
        text = strcmp(sources.at[i], "unsourced") == 0
                   ? ent_report_printf(sheet, "%s%sunsourced", text, between)
                   : ent_report_printf(sheet, "%s%s%zu", text, between,
                                       note_number(sheet, notes, sources.at[i]));
    }
    return *text ? ent_report_printf(sheet, "%s]", text) : "";
}

/* ---- what it is about ------------------------------------------------------------------------------- */

static bool is_sum(const ent_finding *f)
{
    return f->clause->modality == ENT_LIMITS;
}

static void add_part(const ent_sheet *sheet, const char **text, const char *part)
{
    if (*part) *text = ent_report_printf(sheet, "%s%s%s", *text, **text ? ", " : "", part);
}

static const char *about(const ent_sheet *sheet, ent_group g)
{
    const ent_finding *f = g.at[0]->worst;
    if (g.count > 1) return f->record_count ? ent_report_printf(sheet, "%zu records", g.count) : "";
    if (!is_sum(f))
        return f->record_count ? ent_report_printf(sheet, "%s: %s", f->records[0]->id,
                                                   ent_report_record_line(sheet, f->records[0], f->party))
                               : "";
    const char *text = ent_report_target(sheet, f), *unit = f->margin_count ? f->margins[0].unit : "";
    while (*text == ' ' || *text == ',') text++;
    return ent_report_printf(sheet, "%s%s%s", text, *text && *unit ? ", " : "", unit);
}

/* ---- the verdict ------------------------------------------------------------------------------------ */

static const char *margins_words(const ent_sheet *sheet, const ent_finding *f)
{
    const char *text = "";
    for (size_t i = 0; i < f->margin_count; i++) {
        const ent_margin *m = &f->margins[i];
        add_part(sheet, &text, ent_report_margin(sheet, m, f->verdict));
        size_t n = m->condition ? strlen(m->condition) : 0;
        while (n && (m->condition[n - 1] == ',' || m->condition[n - 1] == ' ')) n--;
        if (n && !is_sum(f)) text = ent_report_printf(sheet, "%s (%.*s)", text, (int)n, m->condition);
    }
    return text;
}

static const char *target_words(const ent_sheet *sheet, const ent_finding *f)
{
    const char *text = is_sum(f) ? "" : ent_report_target(sheet, f);
    while (*text == ' ' || *text == ',') text++;
    return text;
}

static bool same_period(ent_group g)
{
    for (size_t i = 1; i < g.count; i++) {
        ent_span_time a = g.at[0]->worst->period, b = g.at[i]->worst->period;
        if (a.from.seconds != b.from.seconds || a.until.seconds != b.until.seconds) return false;
    }
    return true;
}

/* What records do not share stands by each: source marks, margins, periods. */
static const char *verdict_words(const ent_sheet *sheet, ent_notes *notes, ent_group g)
{
    const ent_finding *f = g.at[0]->worst;
    bool alike = g.count == 1 || !f->record_count;
    const char *text = ent_report_reasons(sheet, f->reasons);
    add_part(sheet, &text, target_words(sheet, f));
    if (g.count == 1) add_part(sheet, &text, margins_words(sheet, f));
    if (g.count == 1 || same_period(g)) add_part(sheet, &text, ent_report_period(sheet, f->period));
    return alike ? ent_report_printf(sheet, "%s%s", text, ent_notes_mark(sheet, notes, f->sources)) : text;
}

/* ---- rows ------------------------------------------------------------------------------------------- */

static void row(ent_page *page, const char *label, const char *text)
{
    ent_page_write(page, (ent_line){LABEL, ROW, ENT_STYLE_FAINT, label}, text);
}

static size_t cut(const ent_sheet *sheet, size_t count, size_t most)
{
    return sheet->opts->verbose || count <= most + 1 ? count : most;
}

static void because(ent_page *page, const ent_sheet *sheet, const ent_finding *f)
{
    size_t all = sheet->opts->verbose || !f->telling ? f->because.count : f->telling,
           shown = cut(sheet, all, BECAUSE_MAX);
    const char *text = "";
    for (size_t i = 0; i < shown; i++)
        text = ent_report_printf(sheet, "%s%s%s", text, i ? "; " : "", f->because.at[i]);
    if (shown < all) text = ent_report_printf(sheet, "%s; and %zu more", text, all - shown);
    if (*text) row(page, "because", text);
}

/* The letters of what is told above; "" for a sentence that is not. */
static const char *letter(const ent_sheet *sheet, const ent_shared *shared, const char *text)
{
    for (size_t i = 0; i < shared->count; i++)
        if (strcmp(shared->at[i], text) == 0) return ent_report_printf(sheet, "(%c)", (char)('a' + i));
    return "";
}

static void settle(ent_page *page, const ent_sheet *sheet, const ent_shared *shared, const ent_finding *f)
{
    const char *letters = "", *label = "settle";
    size_t own = 0;
    for (size_t i = 0; i < f->settle.count; i++) {
        const char *one = letter(sheet, shared, f->settle.at[i]);
        add_part(sheet, &letters, one);
        own += !*one;
    }
    size_t shown = cut(sheet, own, SETTLE_MAX), told = 0;
    for (size_t i = 0; i < f->settle.count && told < shown; i++) {
        if (*letter(sheet, shared, f->settle.at[i])) continue;
        row(page, label, f->settle.at[i]);
        label = " ", told++;
    }
    if (shown < own) row(page, label, ent_report_printf(sheet, "and %zu more", own - shown)), label = " ";
    if (*letters) row(page, label, letters);
}

static void note(ent_page *page, const ent_sheet *sheet, const ent_record *r)
{
    if (sheet->opts->verbose && r->note && *r->note) row(page, "note", r->note);
}

static void record(ent_page *page, const ent_sheet *sheet, const ent_finding *f, size_t i, const char *after)
{
    const ent_record *r = f->records[i];
    row(page, "record",
        ent_report_printf(sheet, "%s: %s%s", r->id, ent_report_record_line(sheet, r, f->party), after));
    note(page, sheet, r);
}

static void records_of_one(ent_page *page, const ent_sheet *sheet, const ent_finding *f)
{
    size_t shown = cut(sheet, f->record_count, RECORDS_MAX),
           first = is_sum(f) ? 0 : 1; /* the first heads the entry */
    if (first && f->record_count) note(page, sheet, f->records[0]);
    for (size_t i = first; i < shown; i++) record(page, sheet, f, i, "");
    if (shown < f->record_count)
        row(page, " ", ent_report_printf(sheet, "and %zu more", f->record_count - shown));
}

/* Does the line of the record end with the very period of the finding? */
static bool says_period(const ent_sheet *sheet, const ent_finding *f)
{
    const char *period = ent_report_period(sheet, f->period),
               *line = ent_report_record_line(sheet, f->records[0], f->party);
    if (strncmp(period, "on ", 3) == 0) period += 3;
    size_t n = strlen(line), k = strlen(period);
    return n >= k && strcmp(line + n - k, period) == 0;
}

static void records_of_all(ent_page *page, const ent_sheet *sheet, ent_notes *notes, ent_group g)
{
    for (size_t i = 0; i < g.count; i++) {
        const ent_finding *f = g.at[i]->worst;
        const char *margin = f->margin_count ? ent_report_printf(sheet, "; %s", margins_words(sheet, f)) : "";
        const char *period = same_period(g) || says_period(sheet, f)
                                 ? ""
                                 : ent_report_printf(sheet, "; %s", ent_report_period(sheet, f->period));
        const char *after =
            ent_report_printf(sheet, "%s%s%s", margin, period, ent_notes_mark(sheet, notes, f->sources));
        for (size_t k = 0; k < f->record_count; k++)
            record(page, sheet, f, k, k + 1 < f->record_count ? "" : after);
    }
}

/* What the same subject was found to be at other times. */
static void other_periods(ent_page *page, const ent_sheet *sheet, const ent_subject *s)
{
    size_t shown = cut(sheet, s->count - 1, ALSO_MAX), told = 0;
    for (size_t i = 0; i < s->count && told < shown; i++) {
        const ent_finding *f = s->every[i];
        if (f == s->worst) continue;
        told++;
        const char *text = ent_report_reasons(sheet, f->reasons);
        if (f->verdict == ENT_BREACH || sheet->opts->verbose) add_part(sheet, &text, margins_words(sheet, f));
        row(page, "also",
            ent_report_printf(sheet, "%s: %s%s%s", ent_report_period(sheet, f->period),
                              ent_verdict_name(f->verdict), *text ? ", " : "", text));
    }
    if (shown + 1 < s->count)
        row(page, " ", ent_report_printf(sheet, "and %zu more periods", s->count - 1 - shown));
}

void ent_text_group(ent_page *page, const ent_sheet *sheet, ent_notes *notes, const ent_shared *shared,
                    ent_group group)
{
    static const ent_style styles[ENT_VERDICT_COUNT] = {ENT_STYLE_BREACH, ENT_STYLE_KEPT, ENT_STYLE_UNCLEAR,
                                                        ENT_STYLE_KEPT};
    const ent_finding *f = group.at[0]->worst;
    const char *head = about(sheet, group);
    if (*head) ent_page_write(page, (ent_line){ENTRY, LABEL, ENT_STYLE_PLAIN, ""}, head);
    ent_page_write(page, (ent_line){LABEL, ROW, styles[f->verdict], ent_verdict_name(f->verdict)},
                   verdict_words(sheet, notes, group));
    because(page, sheet, f);
    if (group.count == 1)
        records_of_one(page, sheet, f);
    else
        records_of_all(page, sheet, notes, group);
    settle(page, sheet, shared, f);
    for (size_t i = 0; i < group.count; i++) other_periods(page, sheet, group.at[i]);
}

/* What it is about, the records, the margin or else the reasons, the period. */
void ent_text_group_line(ent_page *page, const ent_sheet *sheet, ent_group group)
{
    const ent_finding *f = group.at[0]->worst;
    ent_listing ids = {.count = 0};
    for (size_t i = 0; i < group.count; i++)
        for (size_t r = 0; r < group.at[i]->worst->record_count; r++)
            ent_listing_add(sheet, &ids, group.at[i]->worst->records[r]->id);
    const char *what = group.count == 1 && is_sum(f) ? about(sheet, group) : "", *text = "";
    if (group.count == 1) add_part(sheet, &text, margins_words(sheet, f));
    if (!*text) add_part(sheet, &text, ent_report_reasons(sheet, f->reasons));
    if (same_period(group)) add_part(sheet, &text, ent_report_period(sheet, f->period));
    if (ids.count) text = ent_report_printf(sheet, "%s: %s", ent_listing_text(sheet, &ids), text);
    if (*what) text = ent_report_printf(sheet, "%s: %s", what, text);
    ent_page_write(page, (ent_line){ENTRY, LABEL, ENT_STYLE_PLAIN, ""}, text);
}

const char *ent_text_group_party(const ent_sheet *sheet, ent_group group)
{
    const char *first = group.at[0]->worst->party, *all = "";
    bool same = true;
    for (size_t i = 0; i < group.count; i++) {
        same &= strcmp(group.at[i]->worst->party, first) == 0;
        add_part(sheet, &all, group.at[i]->worst->party);
    }
    return same ? ent_report_party(sheet, first)
                : ent_report_printf(sheet, "%zu parties: %s", group.count, all);
}
