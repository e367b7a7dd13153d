/* check_ended.c: a clause that is over before it begins. Only dates of the text are compared: entry into
 * force counts where the text itself dates it, for whoever is bound first. */
#include "scenario/made.h"

static bool earliest_of(const ent_trial *t, const ent_node *node, ent_time *out);

/* When the text first comes into force, where it says so by dates alone. */
static bool earliest_force(const ent_trial *t, ent_time *out)
{
    const ent_document *d = ent_doc_view(t->doc);
    ent_time first = ENT_TIME_MAX, one;
    for (size_t i = 0; i < d->decl_count; i++) {
        if (d->decls[i].kind != ENT_DECL_FORCE || d->decls[i].op != 0) continue;
        const ent_node *body = d->decls[i].body;
        if (!body || ent_node_is(body, ENT_N_MOMENT) || !earliest_of(t, body, &one)) return false;
        if (one.seconds < first.seconds) first = one;
    }
    *out = first;
    return first.seconds != ENT_TIME_MAX.seconds;
}

/* No later than a clause begins. */
static bool earliest_of(const ent_trial *t, const ent_node *node, ent_time *out)
{
    if (!node || (node->kind == ENT_N_MOMENT && node->op == ENT_ENTRY)) return earliest_force(t, out);
    if (node->kind == ENT_N_OFFSET && node->op > 0) return earliest_of(t, node->kids[0], out);
    if (node->kind != ENT_N_DATE || !node->when || !node->when->count) return false;
    *out = ent_when_hull(node->when).from;
    return true;
}

/* The act a day after the clause should begin, judged as the text has itself in force; NULL: it is a breach.
 */
static const char *found_after(ent_trial *t, const ent_clause *c, ent_time begins, ent_made *made)
{
    ent_scenarios *said = ent_arena_alloc(t->arena, 1, sizeof *said);
    ent_wishes w = {.binder = ""};
    ent_solution s;
    ent_stage stage;
    ent_error err;
    char day[32];
    const char *found = NULL;
    ent_wish_add(&w, c->object, true);
    ent_wish_add(&w, c->when, true);
    ent_box_solve(t, &w, &s);
    if (!said || !ent_made_act_of(t, c, &s.box, 0, made)) return NULL;
    *said = (ent_scenarios){.of = "", .view = "", .source = "", .layer = -1};
    made->said = said, made->day = (ent_time){begins.seconds + 2 * ENT_DAY_SECONDS};
    ent_time_format((ent_time){begins.seconds + ENT_DAY_SECONDS}, day, sizeof day);
    ent_made_put(&made->acts[0], "from", ent_trial_text(t, "%s", day));
    if (ent_made_judge(t, made, &stage, &err) == ENT_OK && stage.judgement) {
        const ent_finding *f = ent_made_finding(made, &stage, c->id);
        if (!f || f->verdict != ENT_BREACH) found = ent_check_finding(t, f);
    }
    ent_stage_done(&stage);
    return found;
}

void ent_check_ended(ent_trial *t, const ent_clause *c)
{
    ent_time begins;
    ent_made made;
    char day[32];
    bool grants = c->modality == ENT_EXCEPTION || c->modality == ENT_PERMITS;
    if (grants || c->incomplete || !ent_node_is(c->until, ENT_N_DATE) || !earliest_of(t, c->from, &begins))
        return;
    ent_span_time ends = ent_when_hull(c->until->when);
    bool whole_day = ends.until.seconds - ends.from.seconds <= ENT_DAY_SECONDS;
    if (begins.seconds < (whole_day ? ends.from : ends.until).seconds) return;
    const char *found = found_after(t, c, begins, &made);
    if (!found) return;
    ent_time_format(begins, day, sizeof day);
    ent_trial_say(t, c->until->span,
                  (ent_diag_text){ENT_SEV_WARNING, "never-breached", NULL,
                                  ent_trial_text(t, "It does not begin before %s. Counter-example: %s: %s.",
                                                 day, ent_made_say(t, &made.acts[0]), found),
                                  "Change one of the dates."},
                  "clause %s is over before it begins", c->id);
}
