/* explain_defaults.c: the last line of an explanation: whatever holds only because the text does not say
 * otherwise. */
#include "lang/explain.h"

#include "lang/check.h"
#include <string.h>

typedef struct seen { /* what a clause makes use of */
    bool interval, members_undated, territory, place, within, own_line, duration, months, consent, about,
        sums, baseline, group;
} seen;

static bool is_time(const ent_node *node, ent_dimension dimension)
{
    return node->kind == ENT_N_NUMBER && node->unit && node->unit->dimension == dimension;
}

static void look(seen *s, const ent_node *node)
{
    switch (node->kind) {
    case ENT_N_BETWEEN: s->interval = s->interval || (node->op & 3) == 0; break;
    case ENT_N_MEMBERS:
        s->members_undated = s->members_undated || !ent_node_is(ent_node_kid(node, 0), ENT_N_DATE);
        break;
    case ENT_N_TERRITORY: s->territory = s->territory || node->op == 0; break;
    case ENT_N_BORDER:
    case ENT_N_COAST: s->territory = true; break;
    case ENT_N_PLACE:
        s->place = true;
        s->within = s->within || node->op == ENT_PLACE_WITHIN;
        break;
    case ENT_N_EXISTS: s->consent = s->consent || node->op == 1; break;
    case ENT_N_ABOUT: s->about = true; break;
    case ENT_N_LINE:
        s->own_line = s->own_line || !node->kid_count || node->kids[0]->kind == ENT_N_NONE;
        break;
    case ENT_N_BASELINE: s->baseline = true; break;
    case ENT_N_AGGREGATE: s->sums = s->sums || node->op == ENT_SUM; break;
    default: break;
    }
    s->duration = s->duration || is_time(node, ENT_DIM_DURATION);
    s->months = s->months || is_time(node, ENT_DIM_MONTHS);
    for (uint32_t i = 0; i < node->kid_count; i++) look(s, node->kids[i]);
}

static void say(ent_saying *out, bool holds, const char *words)
{
    if (!holds) return;
    ent_buf_adds(&out->buf, out->buf.len && out->buf.ptr[out->buf.len - 1] != ':' ? "; " : " ");
    ent_buf_adds(&out->buf, words);
}

static void say_layer(ent_saying *out, const ent_doc *doc, const seen *s)
{
    bool sea = doc && doc->document.layer == 1;
    say(out, s->territory,
        sea ? "territory means land and territorial sea" : "territory means land without territorial sea");
}

/* Whether the days named are in the period themselves; an hour of the clock speaks for itself. */
static void say_ends(ent_saying *out, const ent_clause *k)
{
    bool from = k->from && !(k->from->kind == ENT_N_DATE && strchr(k->from->text, 'T'));
    bool until = k->until && !(k->until->kind == ENT_N_DATE && strchr(k->until->text, 'T'));
    say(out, from, "the day from which it runs is in it");
    say(out, until, "the day until which it runs is not in it");
}

static void say_for_modality(ent_saying *out, const ent_clause *k)
{
    bool limits = k->modality == ENT_LIMITS, exception = k->modality == ENT_EXCEPTION;
    bool duty = k->modality == ENT_REQUIRES || k->modality == ENT_RECOMMENDS;
    say(out, !exception && !k->by, "it speaks of any party");
    bool nobody = k->by && k->by->kind == ENT_N_ACTORS && k->by->op == ENT_BASE_ANYONE;
    bool charged = !exception && k->modality != ENT_PERMITS && !k->binds;
    say(out, charged, nobody ? "nobody is charged with it" : "whoever acts answers for it");
    say(out, !exception && !k->from, "it runs from entry into force");
    say(out, !exception && !k->until, "it runs as long as the agreement is in force");
    say(out, !exception && k->object && k->object->kid_count == 0 && !duty, "whatever the act is done with");
    say(out, limits && !k->window_said, "the sum is taken at any moment");
    bool together = k->by && k->by->kind == ENT_N_ACTORS && k->by->number == 1;
    bool named = k->by && k->by->kind == ENT_N_ACTORS && k->by->op == ENT_BASE_NAMES && k->by->kid_count == 1;
    bool split = limits && !k->per && k->window_kind != ENT_WINDOW_EACH && !together && !named;
    say(out, split, "a sum is taken for each of them");
    static const char *const periods[] = {"a record belongs to the calendar year in which it began",
                                          "a record belongs to the calendar quarter in which it began",
                                          "a record belongs to the calendar month in which it began",
                                          "a record belongs to the week, from Monday on, in which it began",
                                          "a record belongs to the day on which it began",
                                          "a record belongs to the year in which it began"};
    bool periodic = limits && k->window_kind == ENT_WINDOW_CALENDAR;
    bool lasting = k->aggregate && k->aggregate->op == ENT_DURATION;
    say(out, periodic && lasting, "what lasts counts in each period for as much as lies in it");
    say(out, periodic && !lasting, periods[k->calendar]);
    say(out, lasting && k->counting == ENT_COUNT_ELAPSED,
        "what is known to the day began and ended at some hour of it");
    say(out, duty && !k->due, "there is no deadline");
    bool day = k->due && (k->due->kind == ENT_N_DATE || k->due->kind == ENT_N_YEARLY);
    say(out, duty && day, "the day itself is in time");
}

static void say_clock(ent_saying *out, const ent_clause *k)
{
    const ent_node *ends[] = {k->from, k->until, k->due};
    bool day = false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        day = day || (ends[i] && (ends[i]->kind == ENT_N_YEARLY ||
                                  (ends[i]->kind == ENT_N_DATE && !strchr(ends[i]->text, 'T'))));
    say(out, day, "a day without a clock is a day of universal time");
}

void ent_tell_defaults(ent_saying *out, const ent_doc *doc, const ent_clause *k)
{
    seen s = {0};
    const ent_node *roots[ENT_CLAUSE_ROOTS];
    size_t count = ent_clause_roots(k, roots);
    for (size_t i = 0; i < count; i++) look(&s, roots[i]);
    if (k->window) look(&s, k->window);
    ent_buf_adds(&out->buf, "Defaults:");
    say_for_modality(out, k);
    say_ends(out, k);
    say_clock(out, k);
    say_layer(out, doc, &s);
    say(out, s.interval, "both ends of an interval are in it");
    say(out, s.baseline, "the baseline is the same sum, by the same rule, as that day begins");
    say(out, s.sums, "a figure of an item counts once for each unit of the record's quantity");
    say(out, s.members_undated, "members are those of the day of the act");
    say(out, s.within, "a distance of exactly that much is within");
    say(out, s.own_line, "a line that differs by party is taken as it runs for whoever acts");
    say(out, s.place, "a place that is known only roughly is judged as a whole");
    say(out, s.duration && !k->counting_said, "time is counted as it elapses, not by calendar days");
    say(out, s.months, "a month later is the same day number, or the last day of a shorter month");
    say(out, s.consent, "each must have a record that was in effect when the act happened");
    say(out, s.about, "\"about\" needs a tolerance; without one, what lies within a tenth is unclear");
    say(out, k->unless || k->without, "an exception counts only when it is shown");
    say(out, k->without, "what is left out perhaps is in the sum perhaps");
    if (out->buf.len && out->buf.ptr[out->buf.len - 1] == ':') ent_buf_adds(&out->buf, " none");
    ent_buf_adds(&out->buf, ".\n");
}
