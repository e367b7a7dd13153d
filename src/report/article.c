/* article.c: one article: each clause in plain English (clause.c), then its breaches, what is unclear, where
 * nothing is shown, what is exempt and kept; what its rival readings would change; whom it does not bind; the
 * sources.
 */
#include "report/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

#define PART_MAX 6  /* entries of a part that are all told in full */
#define PART_FULL 3 /* of a longer part, those told in full */

/* ---- grouping --------------------------------------------------------------------------------------- */

typedef struct ordered {
    const ent_subject *subject;
    size_t party, place;
} ordered;

static int by_name(const ordered *a, const ordered *b)
{
    int c = strcmp(a->subject->worst->party, b->subject->worst->party);
    return !c && a->subject->worst->clause->modality == ENT_LIMITS
               ? strcmp(a->subject->worst->target, b->subject->worst->target)
               : c;
}

static int by_party(const void *x, const void *y)
{
    const ordered *a = x, *b = y;
    if (a->party != b->party) return a->party < b->party ? -1 : 1;
    int c = by_name(a, b);
    if (c) return c;
    return (a->place > b->place) - (a->place < b->place);
}

/* Subjects of a clause's base in one state, by party in the order of the text. */
static const ent_subject **select(const ent_sheet *sheet, size_t clause, ent_state state, size_t *out_count)
{
    size_t from = sheet->clause_first[clause], to = sheet->clause_first[clause + 1], n = 0;
    ordered *all = ent_sheet_alloc(sheet, to - from + 1, sizeof *all);
    for (size_t i = from; all && i < to; i++) {
        const ent_subject *s = &sheet->subjects[i];
        if (s->state != state || *s->worst->reading || !ent_sheet_shows(sheet, s->worst)) continue;
        all[n] = (ordered){s, ent_sheet_party_index(sheet, s->worst->party), n};
        n++;
    }
    if (n) qsort(all, n, sizeof *all, by_party);
    const ent_subject **out = ent_sheet_alloc(sheet, n + 1, sizeof *out);
    for (size_t i = 0; out && i < n; i++) out[i] = all[i].subject;
    *out_count = out ? n : 0;
    return out;
}

static const char *joined(const ent_sheet *sheet, const char *text, ent_texts texts)
{
    for (size_t i = 0; i < texts.count; i++) text = ent_report_printf(sheet, "%s\n%s", text, texts.at[i]);
    return text;
}

/* Subjects with the same key are told together. */
static const char *group_key(const ent_sheet *sheet, const ent_subject *s, bool condensed)
{
    const ent_finding *f = s->worst;
    if (condensed) return joined(sheet, ent_report_reasons(sheet, f->reasons), f->settle);
    bool alone = s->count > 1 || f->record_count > 1; /* it has periods or records of its own to tell */
    if (alone || f->clause->modality == ENT_LIMITS)
        return ent_report_printf(sheet, "alone %zu", (size_t)(s - sheet->subjects));
    const char *key =
        f->record_count ? ent_report_printf(sheet, "%s %s %x", f->party, f->target, f->reasons)
                        : ent_report_printf(sheet, "%s %x", ent_report_period(sheet, f->period), f->reasons);
    return joined(sheet, joined(sheet, key, f->because), f->settle);
}

typedef struct group_list {
    ent_group *at;
    size_t count;
} group_list;

typedef struct building {
    const ent_subject **at;
    size_t count;
} building;

static group_list group(const ent_sheet *sheet, const ent_subject **subjects, size_t n, bool condensed)
{
    group_list list = {ent_sheet_alloc(sheet, n + 1, sizeof(ent_group)), 0};
    building *groups = ent_sheet_alloc(sheet, n + 1, sizeof *groups);
    size_t *of = ent_sheet_alloc(sheet, n + 1, sizeof *of);
    ent_map *map = ent_map_new();
    bool ok = list.at && groups && of && map;
    for (size_t i = 0; ok && i < n; i++) {
        ent_str key = ent_str_of(group_key(sheet, subjects[i], condensed));
        building *g = ent_map_get(map, key);
        if (!g) g = &groups[list.count++], ok = ent_map_put(map, key, g);
        of[i] = (size_t)(g - groups), g->count++;
    }
    for (size_t k = 0; ok && k < list.count; k++) {
        groups[k].at = ent_sheet_alloc(sheet, groups[k].count, sizeof *groups[k].at);
        ok = groups[k].at != NULL;
        groups[k].count = 0;
    }
    for (size_t i = 0; ok && i < n; i++) groups[of[i]].at[groups[of[i]].count++] = subjects[i];
    for (size_t k = 0; ok && k < list.count; k++) list.at[k] = (ent_group){groups[k].at, groups[k].count};
    ent_map_free(map);
    if (!ok) *sheet->failed = true, list.count = 0;
    return list;
}

/* ---- by verdict ------------------------------------------------------------------------------------- */

static void part_head(ent_page *page, const ent_sheet *sheet, ent_style style, const char *word, size_t n)
{
    ent_page_blank(page);
    ent_page_write(page, (ent_line){2, 2, style, ent_report_printf(sheet, "%s: %zu", word, n)}, "");
}

/* How often each sentence is among what would settle a group. NULL when memory ran out. */
static ent_map *count_wanted(const ent_sheet *sheet, group_list groups)
{
    ent_map *map = ent_map_new();
    bool ok = map != NULL;
    for (size_t g = 0; ok && g < groups.count; g++) {
        ent_texts settle = groups.at[g].at[0]->worst->settle;
        for (size_t i = 0; ok && i < settle.count; i++) {
            size_t *times = ent_map_get(map, ent_str_of(settle.at[i]));
            if (!times) {
                times = ent_sheet_alloc(sheet, 1, sizeof *times);
                ok = times && ent_map_put(map, ent_str_of(settle.at[i]), times);
            }
            if (ok) ++*times;
        }
    }
    if (ok) return map;
    *sheet->failed = true;
    ent_map_free(map);
    return NULL;
}

/* What would settle three entries or more is told once, above them. */
static ent_shared share(ent_page *page, const ent_sheet *sheet, group_list groups)
{
    ent_shared shared = {.count = 0};
    ent_map *wanted = count_wanted(sheet, groups);
    for (size_t g = 0; wanted && g < groups.count; g++) {
        ent_texts settle = groups.at[g].at[0]->worst->settle;
        for (size_t i = 0; i < settle.count && shared.count < ENT_SHARED_MAX; i++) {
            size_t *times = ent_map_get(wanted, ent_str_of(settle.at[i]));
            if (*times < 3) continue;
            *times = 0; /* told */
            const char *label = ent_report_printf(sheet, "settle (%c)", (char)('a' + shared.count));
            ent_page_write(page, (ent_line){4, 17, ENT_STYLE_FAINT, label}, settle.at[i]);
            shared.at[shared.count++] = settle.at[i];
        }
    }
    ent_map_free(wanted);
    return shared;
}

/* The heading of a party, unless the group before was the same party's. */
static void party_head(ent_page *page, const ent_sheet *sheet, ent_group group, const char **party)
{
    const char *next = ent_text_group_party(sheet, group);
    if (strcmp(*party, next) != 0) ent_page_write(page, (ent_line){4, 6, ENT_STYLE_HEAD, next}, "");
    *party = next;
}

static void in_full(ent_page *page, const ent_sheet *sheet, ent_notes *notes, group_list groups)
{
    const char *party = "";
    ent_shared shared = share(page, sheet, groups);
    for (size_t i = 0; i < groups.count; i++) {
        party_head(page, sheet, groups.at[i], &party);
        ent_text_group(page, sheet, notes, &shared, groups.at[i]);
    }
}

static void in_lines(ent_page *page, const ent_sheet *sheet, group_list groups, const char *clause)
{
    const char *party = "";
    ent_page_blank(page);
    ent_page_write(page, (ent_line){4, 4, ENT_STYLE_FAINT, ""},
                   ent_report_printf(
                       sheet, "%zu more, in brief; \"--clause %s\" tells all of it:", groups.count, clause));
    for (size_t i = 0; i < groups.count; i++) {
        party_head(page, sheet, groups.at[i], &party);
        ent_text_group_line(page, sheet, groups.at[i]);
    }
}

/* A long part is told by its first entries and a line for each of the others, unless the reader has asked for
 * this clause, one party, or everything. */
static void in_part(ent_page *page, const ent_sheet *sheet, ent_notes *notes, group_list groups)
{
    const ent_report_opts *opts = sheet->opts;
    bool asked = opts->verbose || (opts->clause && *opts->clause) || (opts->party && *opts->party);
    size_t full = asked || groups.count <= PART_MAX ? groups.count : PART_FULL;
    in_full(page, sheet, notes, (group_list){groups.at, full});
    if (full == groups.count) return;
    in_lines(page, sheet, (group_list){groups.at + full, groups.count - full},
             groups.at[0].at[0]->worst->clause->id);
}

static void none_shown(ent_page *page, const ent_sheet *sheet, group_list groups)
{
    for (size_t g = 0; g < groups.count; g++) {
        const ent_group *one = &groups.at[g];
        ent_listing names = {.count = 0};
        for (size_t i = 0; i < one->count; i++)
            ent_listing_add(sheet, &names, ent_report_short(sheet, one->at[i]->worst));
        ent_page_write(page, (ent_line){4, 6, ENT_STYLE_PLAIN, ""}, ent_listing_text(sheet, &names));
        for (size_t i = 0; i < one->at[0]->worst->settle.count; i++)
            ent_page_write(page, (ent_line){8, 17, ENT_STYLE_FAINT, i ? " " : "settle"},
                           one->at[0]->worst->settle.at[i]);
    }
}

/* The one that the least change would turn over, of those measured in the same unit as the first. */
static const ent_subject *nearest(const ent_subject *const *at, size_t n)
{
    const ent_subject *best = NULL;
    for (size_t i = 0; i < n; i++) {
        const ent_finding *f = at[i]->worst;
        if (!f->margin_count || (best && strcmp(best->worst->margins[0].unit, f->margins[0].unit) != 0))
            continue;
        if (!best || f->margins[0].hi > best->worst->margins[0].hi) best = at[i];
    }
    return best;
}

static const char *margin_of(const ent_sheet *sheet, const ent_subject *s, bool among_others)
{
    const char *margin = ent_report_margin(sheet, &s->worst->margins[0], s->worst->verdict);
    if (!among_others) return ent_report_printf(sheet, "; %s", margin);
    return ent_report_printf(sheet, "; the nearest to a breach %s%s%s",
                             s->worst->record_count ? s->worst->records[0]->id : "",
                             s->worst->record_count ? ", " : "", margin);
}

/* One line a party: how many, which, and how near the nearest is. */
static void condensed(ent_page *page, const ent_sheet *sheet, const ent_subject **all, size_t n)
{
    for (size_t from = 0, end; from < n; from = end) {
        ent_listing ids = {.count = 0};
        for (end = from; end < n && strcmp(all[end]->worst->party, all[from]->worst->party) == 0; end++)
            for (size_t r = 0; r < all[end]->worst->record_count; r++)
                ent_listing_add(sheet, &ids, all[end]->worst->records[r]->id);
        const ent_subject *near = nearest(all + from, end - from);
        const char *margin = near ? margin_of(sheet, near, end - from > 1) : "";
        ent_page_write(page, (ent_line){4, 6, ENT_STYLE_PLAIN, ""},
                       ent_report_printf(sheet, "%s: %s%s", ent_report_party(sheet, all[from]->worst->party),
                                         ids.count ? ent_listing_text(sheet, &ids) : "no record needed",
                                         margin));
    }
}

typedef struct part {
    ent_state state;
    ent_style style;
    const char *word;
} part;

static const part parts[] = {
    {ENT_STATE_BREACH, ENT_STYLE_BREACH, "BREACH"},
    {ENT_STATE_UNCLEAR, ENT_STYLE_UNCLEAR, "UNCLEAR"},
    {ENT_STATE_NOT_DUE, ENT_STYLE_UNCLEAR, "NOT YET DUE"},
    {ENT_STATE_NONE_SHOWN, ENT_STYLE_UNCLEAR, "NONE SHOWN"},
    {ENT_STATE_EXEMPT, ENT_STYLE_KEPT, "EXEMPT"},
    {ENT_STATE_KEPT, ENT_STYLE_KEPT, "KEPT"},
};

/* A clause without findings says why. */
static void nothing_found(ent_page *page, const ent_sheet *sheet, size_t clause)
{
    size_t n[ENT_STATE_COUNT];
    if (ent_text_count(sheet, clause, n)) return;
    ent_page_blank(page);
    ent_page_write(page, (ent_line){2, 4, ENT_STYLE_HEAD, "NO FINDING:"},
                   ent_text_quiet_words(sheet, &sheet->doc->clauses[clause]));
}

static void clause_parts(ent_page *page, const ent_sheet *sheet, ent_notes *notes, size_t clause)
{
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        size_t n = 0;
        const ent_subject **all = select(sheet, clause, parts[p].state, &n);
        if (!n) continue;
        part_head(page, sheet, parts[p].style, parts[p].word, n);
        bool brief = !sheet->opts->verbose;
        if (brief && parts[p].state == ENT_STATE_NONE_SHOWN)
            none_shown(page, sheet, group(sheet, all, n, true));
        else if (brief && (parts[p].state == ENT_STATE_KEPT || parts[p].state == ENT_STATE_EXEMPT))
            condensed(page, sheet, all, n);
        else
            in_part(page, sheet, notes, group(sheet, all, n, false));
    }
}

/* ---- whom it does not bind -------------------------------------------------------------------------- */

static void coverage_line(ent_page *page, const ent_sheet *sheet, const ent_clause *clause, ent_state state,
                          const char *label)
{
    ent_listing names = {.count = 0};
    const ent_rows rows = ent_sheet_rows_of(sheet, clause);
    for (size_t i = 0; i < rows.count; i++)
        if (rows.at[i]->state == state && ent_sheet_shows_coverage(sheet, rows.at[i]))
            ent_listing_add(sheet, &names, rows.at[i]->party);
    if (names.count)
        ent_page_write(page, (ent_line){2, 4, ENT_STYLE_HEAD, label}, ent_listing_text(sheet, &names));
}

static void coverage_lines(ent_page *page, const ent_sheet *sheet, const ent_clause *clause)
{
    ent_page_blank(page);
    coverage_line(page, sheet, clause, ENT_STATE_NOT_BOUND, "Not bound by it:");
    coverage_line(page, sheet, clause, ENT_STATE_SUSPENDED, "Suspended for:");
    coverage_line(page, sheet, clause, ENT_STATE_NO_RECORD, "No record it speaks of:");
}

/* ---- the article ------------------------------------------------------------------------------------ */

static void passages(ent_page *page, const ent_sheet *sheet, size_t article)
{
    const ent_rows rows = ent_sheet_passages_of(sheet, article);
    for (size_t i = 0; i < rows.count; i++) {
        const ent_coverage *row = rows.at[i];
        if (!ent_sheet_shows_coverage(sheet, row)) continue;
        const char *label = row->passage ? ent_report_printf(sheet, "%s  not formalised:", row->passage->name)
                                         : "not formalised";
        const char *reason = row->passage && row->passage->title ? row->passage->title : "";
        ent_page_write(page, (ent_line){0, 2, ENT_STYLE_PLAIN, label}, reason);
    }
}

void ent_text_sources(ent_page *page, const ent_sheet *sheet, const ent_notes *notes, const char *title)
{
    if (!notes->count) return;
    ent_page_blank(page);
    ent_page_write(page, (ent_line){2, 2, ENT_STYLE_HEAD, title}, "");
    for (size_t i = 0; i < notes->count; i++)
        ent_page_write(page, (ent_line){4, 9, ENT_STYLE_PLAIN, ent_report_printf(sheet, "[%zu]", i + 1)},
                       notes->at[i]);
}

/* What the article's clauses come to together. */
static void joint_lines(ent_page *page, const ent_sheet *sheet, size_t article)
{
    for (size_t i = sheet->joint_first; i < sheet->finding_count; i++) {
        const ent_finding *f = sheet->findings[i];
        if (f->article != article || !ent_sheet_shows(sheet, f)) continue;
        ent_page_blank(page);
        ent_page_write(page, (ent_line){2, 4, ENT_STYLE_BREACH, "BREACH"},
                       ent_report_printf(sheet, "of %s, whichever:", f->clause->id));
        ent_page_write(page, (ent_line){4, 6, ENT_STYLE_PLAIN, ""},
                       ent_report_printf(sheet, "%s: %s (%s): %s", ent_report_party(sheet, f->party),
                                         f->records[0]->id, ent_report_period(sheet, f->period),
                                         f->because.count ? f->because.at[0] : ""));
    }
}

void ent_text_article(ent_page *page, const ent_sheet *sheet, size_t article)
{
    const ent_article *a = &sheet->doc->articles[article];
    ent_notes notes = {0};
    if (!ent_text_shows_article(sheet, article)) return;
    ent_page_blank(page);
    ent_page_rule(page, a->title);
    passages(page, sheet, article);
    const ent_places own = ent_sheet_clauses_of(sheet, article);
    for (size_t i = 0; i < own.count; i++) {
        const size_t c = own.at[i];
        const ent_clause *clause = &sheet->doc->clauses[c];
        if (!ent_sheet_shows_clause(sheet, clause)) continue;
        ent_text_clause(page, sheet, clause);
        if (!ent_clause_is_judged(clause)) continue;
        nothing_found(page, sheet, c);
        clause_parts(page, sheet, &notes, c);
        ent_text_readings(page, sheet, c);
        coverage_lines(page, sheet, clause);
    }
    joint_lines(page, sheet, article);
    ent_text_sources(page, sheet, &notes, ent_report_printf(sheet, "Sources of %s", a->title));
}
