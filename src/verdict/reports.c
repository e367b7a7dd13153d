/* reports.c: one act that several sources report is one finding. Records that name one another in `same_as`
 * are reports of one act, as the rival figures of one record are; so their findings under a clause are joined
 * as the choices among rivals are. What all of them show is certain. What one shows and none contradicts
 * is a breach; whether it is one where another report keeps the clause, cannot be told.
 *
 * Findings of one act are joined when each report has one alone, or when they say the same of times that
 * overlap. Nothing here depends on the order of the records: what a joined finding comes to is read off the
 * set of verdicts that went into it. */
#include "verdict/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BIT(n) (1u << (n))
#define TOLD_MAX 8 /* reports of which it is said what each of them shows */

typedef struct act act;
struct act { /* findings that are joined, in the order in which they were found */
    size_t *at, count, cap;
    act *next; /* another of the same reports */
};

/* ---- what they come to ------------------------------------------------------------------------------- */

static unsigned verdicts_of(const ent_judgement *j, const act *a)
{
    unsigned set = 0;
    for (size_t i = 0; i < a->count; i++) set |= BIT(j->findings[a->at[i]].verdict);
    return set;
}

static bool conflicts(unsigned verdicts)
{
    return verdicts & BIT(ENT_BREACH) && verdicts & (BIT(ENT_KEPT) | BIT(ENT_EXEMPT));
}

static ent_verdict verdict_of(unsigned verdicts)
{
    static const ent_verdict order[] = {ENT_BREACH, ENT_VERDICT_UNCLEAR, ENT_EXEMPT, ENT_KEPT};
    if (conflicts(verdicts)) return ENT_VERDICT_UNCLEAR;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (verdicts & BIT(order[i])) return order[i];
    return ENT_KEPT;
}

static uint32_t reasons_of(const ent_judgement *j, const act *a, unsigned verdicts)
{
    uint32_t reasons = 0;
    if (conflicts(verdicts)) return BIT(ENT_REASON_SOURCES_CONFLICT);
    for (size_t i = 0; i < a->count; i++) reasons |= j->findings[a->at[i]].reasons;
    return verdicts == BIT(ENT_VERDICT_UNCLEAR) ? reasons : reasons | BIT(ENT_REASON_SAME_EVENT);
}

/* ---- what is told of them ---------------------------------------------------------------------------- */

static bool has_text(const ent_texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->count; i++)
        if (strcmp(texts->at[i], text) == 0) return true;
    return false;
}

static size_t told(const act *a)
{
    return a->count < TOLD_MAX ? a->count : TOLD_MAX;
}

static bool all_say(const ent_judgement *j, const act *a, const char *text)
{
    bool all = true;
    for (size_t i = 0; i < told(a); i++) all &= has_text(&j->findings[a->at[i]].because, text);
    return all;
}

static void tell(ent_judgement *j, const act *a, ent_lines *because)
{
    ent_lines_addf(j, because, "%zu records are reports of one act, which counts once", a->count);
    for (size_t i = 0; i < told(a); i++) {
        const ent_finding *f = &j->findings[a->at[i]];
        for (size_t k = 0; k < f->because.count; k++) {
            const char *text = f->because.at[k];
            if (!all_say(j, a, text)) text = ent_judge_printf(j, "by record %s, %s", f->records[0]->id, text);
            (k < f->telling ? ent_lines_add : ent_lines_add_plain)(j, because, text);
        }
    }
}

static void tell_settling(ent_judgement *j, const act *a, bool conflict, ent_lines *settle)
{
    for (size_t i = 0; i < told(a); i++) {
        const ent_finding *f = &j->findings[a->at[i]];
        if (conflict)
            ent_lines_addf(j, settle, "which report is right: by record %s it is %s", f->records[0]->id,
                           ent_verdict_name(f->verdict));
        for (size_t k = 0; k < f->settle.count && !conflict; k++) ent_lines_add(j, settle, f->settle.at[k]);
    }
}

/* Margins of one condition and unit cover those of every report that decides. */
static void widen(ent_margin *margins, size_t *count, const ent_finding *f)
{
    for (size_t i = 0; i < f->margin_count; i++) {
        const ent_margin *m = &f->margins[i];
        size_t k = 0;
        while (k < *count && (strcmp(margins[k].unit, m->unit) || strcmp(margins[k].condition, m->condition)))
            k++;
        if (k == ENT_MARGINS_MAX) continue;
        if (k == *count) margins[(*count)++] = *m;
        margins[k].lo = fmin(margins[k].lo, m->lo), margins[k].hi = fmax(margins[k].hi, m->hi);
    }
}

static int by_id(const void *a, const void *b)
{
    const ent_record *x = *(const ent_record *const *)a, *y = *(const ent_record *const *)b;
    return strcmp(x->id, y->id);
}

static void put_records(ent_judgement *j, const act *a, ent_finding *whole)
{
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < a->count; i++) count += j->findings[a->at[i]].record_count;
    const ent_record **all = ent_judge_alloc(j, count, sizeof *all);
    if (!all) return;
    count = 0;
    for (size_t i = 0; i < a->count; i++) {
        const ent_finding *f = &j->findings[a->at[i]];
        for (size_t k = 0; k < f->record_count; k++) all[count++] = f->records[k];
    }
    qsort(all, count, sizeof *all, by_id);
    for (size_t i = 0; i < count; i++)
        if (!i || all[i] != all[i - 1]) all[kept++] = all[i];
    whole->records = all, whole->record_count = kept;
}

/* Sources that name different actors charge "AAA|BBB". */
static const char *parties_of(ent_judgement *j, const act *a)
{
    ent_lines codes = {0};
    const char *text = "";
    for (size_t i = 0; i < a->count; i++)
        if (*j->findings[a->at[i]].party) ent_lines_add(j, &codes, j->findings[a->at[i]].party);
    for (size_t i = 0; i < codes.count; i++)
        text = ent_judge_printf(j, "%s%s%s", text, i ? "|" : "", codes.at[i]);
    return text;
}

/* One that stands alone, the other report being of no such act, or of another time. */
static ent_finding alone(ent_judgement *j, const ent_finding *f)
{
    ent_finding same = *f;
    ent_lines because = {0};
    if (!f->record_count || !*f->records[0]->same_as) return same;
    for (size_t i = 0; i < f->because.count; i++)
        (i < f->telling ? ent_lines_add : ent_lines_add_plain)(j, &because, f->because.at[i]);
    ent_lines_addf(j, &because, "perhaps the same event as record %s: the two may speak of one act",
                   f->records[0]->same_as);
    same.because = ent_lines_texts(&because), same.telling = because.telling;
    return same;
}

static ent_finding joined(ent_judgement *j, const act *a)
{
    ent_finding whole = j->findings[a->at[0]];
    if (a->count == 1) return alone(j, &whole);
    unsigned verdicts = verdicts_of(j, a);
    ent_lines because = {0}, settle = {0};
    ent_margin *margins = ent_judge_alloc(j, ENT_MARGINS_MAX, sizeof *margins);
    if (!margins) return whole;
    whole.verdict = verdict_of(verdicts), whole.margins = margins, whole.margin_count = 0;
    whole.party = parties_of(j, a);
    bool open = whole.verdict == ENT_VERDICT_UNCLEAR;
    whole.reasons = open ? reasons_of(j, a, verdicts) : 0;
    whole.none_shown = whole.reasons == BIT(ENT_REASON_COMPLETENESS);
    for (size_t i = 0; i < a->count; i++) {
        const ent_finding *f = &j->findings[a->at[i]];
        if (f->period.from.seconds < whole.period.from.seconds) whole.period.from = f->period.from;
        if (f->period.until.seconds > whole.period.until.seconds) whole.period.until = f->period.until;
        if (open || f->verdict == whole.verdict) widen(margins, &whole.margin_count, f);
        if (!*whole.target) whole.target = f->target;
    }
    tell(j, a, &because);
    if (open) tell_settling(j, a, conflicts(verdicts), &settle);
    ent_finding_texts(&whole, &because, &settle);
    put_records(j, a, &whole);
    ent_finding_sources(j, &whole);
    return whole;
}

/* ---- which belong together ---------------------------------------------------------------------------- */

static bool is_of(const ent_finding *a, const ent_finding *b)
{
    return a->records[0] == b->records[0] && strcmp(a->party, b->party) == 0;
}

/* Has its record no other finding here? Those of one record follow one another. */
static bool is_alone(const ent_judgement *j, size_t first, size_t i)
{
    const ent_finding *f = &j->findings[i];
    return !(i > first && f[-1].record_count && is_of(f - 1, f)) &&
           !(i + 1 < j->finding_count && f[1].record_count && is_of(f + 1, f));
}

static bool overlap(const ent_finding *a, const ent_finding *b)
{
    return a->period.from.seconds < b->period.until.seconds &&
           b->period.from.seconds < a->period.until.seconds;
}

static bool may_join(const ent_judgement *j, size_t first, size_t known, size_t i)
{
    const ent_finding *a = &j->findings[known], *b = &j->findings[i];
    if (a->records[0] == b->records[0]) return false;
    if (a->clause->trigger && strcmp(a->party, b->party) != 0) return false; /* each owes its own duty */
    if (a->verdict == b->verdict && overlap(a, b)) return true;
    return is_alone(j, first, known) && is_alone(j, first, i);
}

static void act_add(ent_judgement *j, act *a, size_t i)
{
    if (a->count == a->cap) {
        size_t cap = a->cap ? 2 * a->cap : 2, *grown = ent_judge_alloc(j, cap, sizeof *grown);
        if (!grown) return;
        if (a->count) memcpy(grown, a->at, a->count * sizeof *grown);
        a->at = grown, a->cap = cap;
    }
    a->at[a->count++] = i;
}

static act *act_new(ent_judgement *j, ent_map *known, const char *report)
{
    act *a = ent_judge_alloc(j, 1, sizeof *a);
    if (!a || !report) return a;
    a->next = ent_map_get(known, ent_str_of(report));
    if (!ent_map_put(known, ent_str_of(report), a)) ent_judge_fail(j, ENT_E_NOMEM, NULL);
    return a;
}

/* The act that a finding is of: one that is known, or a new one. */
static act *act_of(ent_judgement *j, ent_map *known, size_t first, size_t i)
{
    const ent_finding *f = &j->findings[i];
    const char *report = f->record_count ? ent_index_reported_with(j, f->records[0]) : NULL;
    act *a = report ? ent_map_get(known, ent_str_of(report)) : NULL;
    while (a && !may_join(j, first, a->at[0], i)) a = a->next;
    return a ? a : act_new(j, known, report);
}

void ent_reports_join(ent_judgement *j, size_t first)
{
    if (!j->has_reports || j->finding_count == first) return;
    size_t count = j->finding_count - first, kept = 0;
    ent_map *known = ent_judge_map(j);
    act **acts = ent_judge_alloc(j, count, sizeof(act *));
    for (size_t i = 0; known && acts && i < count && !j->failed; i++) {
        act *a = act_of(j, known, first, first + i);
        if (a && !a->count) acts[kept++] = a;
        if (a) act_add(j, a, first + i);
    }
    ent_finding *all = j->failed ? NULL : ent_judge_alloc(j, kept, sizeof *all);
    for (size_t i = 0; all && i < kept; i++) all[i] = joined(j, acts[i]);
    if (!all) return;
    memcpy(j->findings + first, all, kept * sizeof *all);
    j->finding_count = first + kept;
}
