/* check_clauses.c: does each line fit the kind of clause it stands in, and is nothing missing that the kind
 * needs. */
#include "lang/check.h"

#include <string.h>

static const char *const modality_names[] = {"prohibits",    "limits",     "requires",    "permits",
                                             "permits only", "recommends", "an exception"};

#define P (1u << ENT_PROHIBITS)
#define L (1u << ENT_LIMITS)
#define R (1u << ENT_REQUIRES)
#define G (1u << ENT_PERMITS)
#define O (1u << ENT_PERMITS_ONLY)
#define S (1u << ENT_RECOMMENDS)
#define E (1u << ENT_EXCEPTION)

static bool fits(const ent_clause *clause, unsigned modalities)
{
    return (modalities >> clause->modality & 1u) != 0;
}

typedef struct fit {
    const char *line;
    const ent_node *node;
    unsigned modalities;
    const char *hint;
} fit;

static void check_fit(ent_checker *c, const ent_clause *clause, const fit *f, ent_modality modality)
{
    ent_clause as = *clause;
    as.modality = modality;
    if (!f->node || fits(&as, f->modalities)) return;
    ent_complain(c, f->node->span, (ent_diag_text){ENT_SEV_ERROR, "line-misplaced", NULL, NULL, f->hint},
                 modality == ENT_EXCEPTION ? "\"%s\" does not belong in %s"
                                           : "\"%s\" does not belong in a clause that %s",
                 f->line, modality_names[modality]);
}

static void check_lines(ent_checker *c, const ent_clause *k, ent_modality modality)
{
    const char *window_hint = "Only a clause that limits sums over a period.";
    const fit fits_all[] = {
        {"for", k->trigger, R | S, "Only a duty has an event that gives rise to it."},
        {"due", k->due, R | S, "Only a duty has a deadline."},
        {"in", k->in, P | G | O, "Write the place in a \"where\" line."},
        {"such that", k->such, R | S, "Only what does a duty is asked to be such."},
        {"instead of", k->instead, R | S, "Only a duty replaces another one."},
        {"per", k->per, L, "Only a clause that limits makes sums."},
        {"at most", k->ceiling, L,
         "Only a clause that limits has a ceiling; a condition stands in a \"when\" line."},
        {"without", k->without, L, "Use \"unless\" to exempt an act."},
        {"over any", k->window, L, window_hint},
        {"binds", k->binds, P | L | R | G | O | S, "An exception binds nobody."},
    };
    for (size_t i = 0; i < sizeof fits_all / sizeof *fits_all; i++) check_fit(c, k, &fits_all[i], modality);
}

static void check_needed(ent_checker *c, const ent_clause *k)
{
    if (k->incomplete) return; /* what is missing may be what was wrong */
    if (k->modality == ENT_LIMITS && !k->ceiling)
        ent_complain(c, k->span,
                     (ent_diag_text){ENT_SEV_ERROR, "ceiling-missing", NULL, NULL,
                                     "Add a line \"at most …\" or \"at least …\"."},
                     "clause %s limits something but does not say to how much", k->id);
    if (k->modality == ENT_EXCEPTION && !k->when && !k->where && !k->by && !k->unless)
        ent_complain(c, k->span,
                     (ent_diag_text){ENT_SEV_ERROR, "exception-empty", NULL, "It would lift every verdict.",
                                     "Add a \"when\" or \"where\" line."},
                     "exception %s has no condition", k->id);
}

static bool is_date(const ent_node *node)
{
    return node && node->kind == ENT_N_DATE && node->when && node->when->count > 0;
}

static void check_period(ent_checker *c, const ent_node *from, const ent_node *until)
{
    if (!is_date(from) || !is_date(until)) return;
    if (ent_when_hull(from->when).from.seconds <= ent_when_hull(until->when).from.seconds) return;
    ent_complain(c, until->span,
                 (ent_diag_text){ENT_SEV_ERROR, "period-empty", NULL, "It would never run.",
                                 "Exchange the two dates."},
                 "the end %s is before the beginning %s", until->text, from->text);
}

static const ent_node *record_moment(const ent_node *node)
{
    if (!node || (node->kind == ENT_N_MOMENT && node->op != ENT_ENTRY)) return node;
    const ent_node *found = NULL;
    for (uint32_t i = 0; i < node->kid_count && !found; i++) found = record_moment(node->kids[i]);
    return found;
}

static const ent_node *open_day(const ent_node *node)
{
    if (!node || node->kind == ENT_N_PARAMETER) return node;
    const ent_node *found = NULL;
    for (uint32_t i = 0; i < node->kid_count && !found; i++) found = open_day(node->kids[i]);
    return found;
}

/* Years are counted, memberships and force begin, on a day that the text itself gives. */
static void need_said_day(ent_checker *c, const ent_node *node, const char *what)
{
    const ent_node *of = open_day(node);
    if (!of) return;
    ent_complain(
        c, of->span,
        (ent_diag_text){ENT_SEV_ERROR, "moment-open", NULL,
                        "A parameter stands in the lines \"from\", \"until\" and \"due\" of a clause, and "
                        "in conditions.",
                        "Write the date here."},
        "%s is said by the text, not by the parameter \"%s\"", what, of->text);
}

/* A clause runs by the text, for all records alike, and its years are counted for all alike. */
static void check_runs(ent_checker *c, const ent_clause *k)
{
    bool years = k->calendar == ENT_CALENDAR_FROM, due = k->due && k->due->kind == ENT_N_YEARLY;
    const ent_node *all[] = {k->from, k->until, years ? k->window : NULL, due ? k->due : NULL};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const ent_node *of = record_moment(all[i]);
        if (of)
            ent_complain(
                c, of->span,
                (ent_diag_text){ENT_SEV_ERROR, "moment-of-record", NULL,
                                "When a clause runs, and from when its years are counted, is the same "
                                "for all records.",
                                "Write a date, \"entry into force\" or a parameter that is a date here; what "
                                "depends on a record is a condition: \"when start before start of E\"."},
                "a moment of a record does not say this");
        if (i >= 2) need_said_day(c, all[i], "from when years are counted");
    }
    if (k->from) ent_need_measure(c, k->from, ENT_DIM_DATE, "when it begins to run");
    if (k->until) ent_need_measure(c, k->until, ENT_DIM_DATE, "until when it runs");
    if (k->due) ent_need_measure(c, k->due, ENT_DIM_DATE, "when it is due");
}

static void check_assumed_days(ent_checker *c, const ent_assume *a)
{
    need_said_day(c, a->from, "from when it is in force");
    need_said_day(c, a->until, "until when it is in force");
}

static void check_days(ent_checker *c, const ent_decl *d)
{
    check_period(c, d->from, d->until);
    bool force = d->kind == ENT_DECL_FORCE; /* `from` is its body */
    need_said_day(c, d->from, force ? "from when the agreement is in force" : "from when it is so");
    need_said_day(c, d->until, force ? "until when the agreement is in force" : "until when it is so");
}

/* A duty that replaces another must name a duty. */
static void check_instead(ent_checker *c, const ent_clause *k)
{
    for (uint32_t i = 0; k->instead && i < k->instead->kid_count; i++) {
        const ent_node *ref = k->instead->kids[i];
        const ent_clause *other = ent_doc_clause_find(c->doc, ent_str_of(ref->text));
        if (!other || other->modality == ENT_REQUIRES || other->modality == ENT_RECOMMENDS) continue;
        ent_complain(c, ref->span,
                     (ent_diag_text){ENT_SEV_ERROR, "line-misplaced", NULL, NULL,
                                     "Only a duty can be replaced by another."},
                     "%s is not a duty", ref->text);
    }
}

/* A day that comes back every year is due of itself, not because something happened. */
static void check_yearly(ent_checker *c, const ent_clause *k)
{
    if (!k->due || k->due->kind != ENT_N_YEARLY || !k->trigger) return;
    ent_complain(
        c, k->due->span,
        (ent_diag_text){
            ENT_SEV_ERROR, "line-misplaced", NULL, "Such a duty comes back every year of itself.",
            "Leave out the \"for\" line, or count from the event: \"due 30 days after start of E\"."},
        "a duty with a \"for\" line is not due on a day of each calendar year");
}

static bool uses(const ent_node *node, const char *binder)
{
    if (node->kind == ENT_N_NAME && strcmp(node->text, binder) == 0) return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (uses(node->kids[i], binder)) return true;
    return false;
}

/* What is asked of the record that does a duty speaks of that record. */
static void check_such(ent_checker *c, const ent_clause *k)
{
    if (!k->such || !k->acts || (k->acts->text[0] && uses(k->such, k->acts->text))) return;
    ent_complain(c, k->such->span,
                 (ent_diag_text){ENT_SEV_ERROR, "such-that", NULL,
                                 "\"such that\" speaks of the record that does the duty.",
                                 "Name it in the head and use the name: \"requires notification N\", \"such "
                                 "that N.personnel at least …\"."},
                 "the line does not say which record is to be such");
}

/* What selects by place stands beside no choice of whose ground it is; what gives rise to a duty is no pair.
 */
static void check_forms(ent_checker *c, const ent_clause *k)
{
    const ent_node *whose = k->in ? ent_node_kid(k->in->kids[1], 0) : NULL;
    if (ent_node_is(whose, ENT_N_ACTORS) && whose->text[0])
        ent_complain(c, whose->span,
                     (ent_diag_text){ENT_SEV_ERROR, "line-misplaced", NULL, NULL,
                                     "Write the place in a \"where\" line, or leave out the letter."},
                     "the place of a head binds nobody");
    const ent_node *same = k->trigger ? ent_node_kid(k->trigger, 6) : NULL;
    if (k->trigger && (k->trigger->number > 0 || ent_node_is(same, ENT_N_LIST)))
        ent_complain(c, k->trigger->span,
                     (ent_diag_text){ENT_SEV_ERROR, "line-misplaced", NULL,
                                     "The event that gives rise to a duty is set beside no other record.",
                                     "Write \"by\" and \"to\" in the \"for\" line."},
                     "\"between\", \"at that time\" and \"of the same\" belong behind \"there is\"");
}

static bool has_baseline(const ent_node *node)
{
    if (node->kind == ENT_N_BASELINE) return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (has_baseline(node->kids[i])) return true;
    return false;
}

/* "baseline" means the clause's own sum, so it stands in a ceiling alone. */
static void check_baseline(ent_checker *c, const ent_clause *k)
{
    const ent_node *roots[ENT_CLAUSE_ROOTS];
    size_t count = ent_clause_roots(k, roots);
    for (size_t i = 0; i < count; i++)
        if (roots[i] != k->ceiling && has_baseline(roots[i]))
            ent_complain(c, roots[i]->span,
                         (ent_diag_text){ENT_SEV_ERROR, "line-misplaced", NULL,
                                         "A baseline is the clause's own sum on another date.",
                                         "Write it behind \"at most\" in a clause that limits."},
                         "\"baseline\" stands in a ceiling only");
}

/* Does anything below count days? What it names may. */
static bool counts_days(const ent_node *node)
{
    if (node->kind == ENT_N_AGGREGATE && node->op == ENT_DURATION) return true;
    if (node->kind == ENT_N_TERM || node->kind == ENT_N_QUANTITY || node->kind == ENT_N_CLAUSE) return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (counts_days(node->kids[i])) return true;
    return false;
}

/* An exception has no deadline: its way of counting is that of the durations it speaks of. */
static void check_counting(ent_checker *c, const ent_clause *k)
{
    const ent_node *roots[ENT_CLAUSE_ROOTS];
    if (k->modality != ENT_EXCEPTION || !k->counting_said) return;
    size_t count = ent_clause_roots(k, roots);
    for (size_t i = 0; i < count; i++)
        if (counts_days(roots[i])) return;
    ent_complain(c, k->span,
                 (ent_diag_text){ENT_SEV_ERROR, "line-misplaced", NULL,
                                 "It has no deadline, and no \"duration of\" in its conditions.",
                                 "Write \"counting …\" in the clause whose deadline or window is meant."},
                 "exception %s says how days are counted, and counts none", k->id);
}

void ent_check_clauses(ent_checker *c)
{
    const ent_document *d = &c->doc->document;
    for (size_t i = 0; i < d->clause_count; i++) {
        const ent_clause *k = &d->clauses[i];
        check_lines(c, k, k->modality);
        check_needed(c, k);
        check_period(c, k->from, k->until);
        check_runs(c, k);
        check_instead(c, k);
        check_yearly(c, k);
        check_such(c, k);
        check_forms(c, k);
        check_baseline(c, k);
        check_counting(c, k);
    }
    for (size_t i = 0; i < d->reading_count; i++) {
        const ent_reading *r = &d->readings[i];
        const ent_clause *of = ent_doc_clause_find(c->doc, ent_str_of(r->of));
        if (of) check_lines(c, &r->lines, of->modality);
        check_period(c, r->lines.from, r->lines.until);
        check_runs(c, &r->lines);
    }
    for (size_t i = 0; i < d->decl_count; i++) check_days(c, &d->decls[i]);
    for (size_t i = 0; i < d->assume_count; i++) check_assumed_days(c, &d->assumes[i]);
    for (size_t i = 0; i < d->scenario_count; i++)
        for (size_t k = 0; k < d->scenarios[i].assume_count; k++)
            check_assumed_days(c, &d->scenarios[i].assumes[k]);
}
