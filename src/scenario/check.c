/* check.c: checks on one clause by itself: can anything breach it, is everything lifted, does each exception
 * ever apply? Impossible is proved over intervals and words (box.c); then an act is made up that shows it,
 * and if the engine sees it otherwise nothing is said. */
#include "scenario/made.h"

#include <string.h>

static const char *words_of(ent_trial *t, const ent_node *node)
{
    ent_buf buf;
    ent_error err = {0};
    ent_buf_init(&buf, 1u << 20);
    bool good = ent_node_explain(node, ent_buf_sink(&buf), &err) == ENT_OK;
    size_t n = buf.len;
    while (n && (buf.ptr[n - 1] == ',' || buf.ptr[n - 1] == '\n')) n--;
    const char *text = good && buf.ptr ? ent_trial_text(t, "%.*s", (int)n, buf.ptr) : "";
    ent_buf_done(&buf);
    return text;
}

const char *ent_check_finding(ent_trial *t, const ent_finding *f)
{
    return f ? ent_finding_say(t, f) : "no finding";
}

/* A condition in quotation marks; a word of the clause's head as what it says of the thing. */
static const char *quoted(ent_trial *t, const ent_node *node)
{
    if (node->kind == ENT_N_NAME) return ent_trial_text(t, "that it is of kind \"%s\"", node->text);
    if (node->kind == ENT_N_ACTORS) return ent_trial_text(t, "that it is done by %s", words_of(t, node));
    return ent_trial_text(t, "\"%s\"", words_of(t, node));
}

static bool is_of_head(const ent_node *node)
{
    return node && (node->kind == ENT_N_NAME || node->kind == ENT_N_ACTORS);
}

/* "… and … exclude each other." */
static const char *clash_said(ent_trial *t, const ent_solution *s)
{
    if (!s->clash[0]) return NULL;
    if (!s->clash[1]) return ent_trial_text(t, "%s never holds.", quoted(t, s->clash[0]));
    const char *text =
        ent_trial_text(t, "%s and %s exclude each other.", quoted(t, s->clash[0]), quoted(t, s->clash[1]));
    return *text == 't' ? ent_trial_text(t, "T%s", text + 1) : text;
}

/* What selects an act for the clause, and what judges it. */
static void wish_head(const ent_clause *c, ent_wishes *w)
{
    const ent_node *object = c->object;
    if (c->trigger) {
        w->binder = c->trigger->text;
        object = c->trigger->kid_count > 5 ? c->trigger->kids[5] : NULL;
        ent_wish_add(w, c->trigger->kid_count > 4 ? c->trigger->kids[4] : NULL, true);
    } else if (c->by) {
        w->who = c->by->text;
        ent_wish_add(w, c->by, true);
    }
    ent_wish_add(w, object, true);
}

static void wish_lines(const ent_clause *c, ent_wishes *w)
{
    ent_wish_add(w, c->when, true);
    ent_wish_add(w, c->where, true);
}

typedef struct warning {
    const char *code, *message, *hint;
    ent_span span;
} warning;

/* Say it with the act and what the engine makes of it. */
static void warn(ent_trial *t, const warning *w, const char *why, const ent_made_act *act, const char *found)
{
    const char *detail = why ? why : "";
    if (act)
        detail = ent_trial_text(t, "%s%sCounter-example: %s: %s.", detail, *detail ? " " : "",
                                ent_made_say(t, act), found);
    ent_trial_say(t, w->span,
                  (ent_diag_text){ENT_SEV_WARNING, w->code, NULL, *detail ? detail : NULL, w->hint}, "%s",
                  w->message);
}

/* What the engine finds of the act nearest to a box, "" when it finds nothing; NULL when it finds the verdict
 * `not`. */
static const char *show(ent_trial *t, const ent_clause *c, const ent_box *box, ent_verdict not,
                        ent_made *made)
{
    ent_stage stage;
    ent_error err;
    const char *found = "";
    for (size_t n = 0; n < 8 && ent_made_act_of(t, c, box, n, made); n++) {
        if (ent_made_judge(t, made, &stage, &err) == ENT_OK && stage.judgement) {
            const ent_finding *f = ent_made_finding(made, &stage, c->id);
            if (f || !*found) found = ent_check_finding(t, f);
            if (f && f->verdict == not ) found = NULL;
            n = f ? 8 : n;
        }
        ent_stage_done(&stage);
    }
    return found;
}

/* ---- can anything breach it? ------------------------------------------------------------------------ */

static void check_breach(ent_trial *t, const ent_clause *c)
{
    ent_wishes w = {.binder = ""};
    ent_solution s;
    ent_made made;
    const char *found = NULL;
    wish_head(c, &w);
    if (c->modality == ENT_PERMITS_ONLY) {
        const ent_node *lines[2];
        ent_node all = {.kind = ENT_N_AND, .text = "", .kids = lines};
        if (c->when) lines[all.kid_count++] = c->when;
        if (c->where) lines[all.kid_count++] = c->where;
        ent_wish_add(&w, &all, false);
        if (!all.kid_count) return;
        ent_box_solve(t, &w, &s);
    } else {
        wish_lines(c, &w);
        ent_box_solve(t, &w, &s);
    }
    if (s.possible || !(found = show(t, c, &s.box, ENT_BREACH, &made))) return;
    bool duty = c->modality == ENT_REQUIRES || c->modality == ENT_RECOMMENDS;
    warning say = {
        "never-breached",
        ent_trial_text(t, duty ? "clause %s never asks for anything" : "no act can breach clause %s", c->id),
        "Change one of the conditions, or join them by \"or\".", s.clash[0] ? s.clash[0]->span : c->span};
    if (s.clash[1]) say.span = s.clash[1]->span;
    if (c->modality == ENT_PERMITS_ONLY || is_of_head(s.clash[0])) say.span = c->span;
    const char *why =
        c->modality == ENT_PERMITS_ONLY ? "Whatever it speaks of is on its list." : clash_said(t, &s);
    warn(t, &say, why, *found ? &made.acts[0] : NULL, found);
}

/* A sum is never less than nothing. */
static void check_floor(ent_trial *t, const ent_clause *c)
{
    bool idle = c->ceiling && c->ceiling->kind == ENT_N_NUMBER && c->ceiling->number <= 0 &&
                c->ceiling_op == ENT_AT_LEAST;
    ent_wishes w = {.binder = ""};
    ent_solution s;
    ent_made made;
    const char *found = "";
    if (!idle) return;
    ent_wish_add(&w, c->object, true);
    ent_box_solve(t, &w, &s);
    if (s.possible && !(found = show(t, c, &s.box, ENT_BREACH, &made))) return;
    warn(t,
         &(warning){"never-breached", ent_trial_text(t, "no act can breach clause %s", c->id),
                    "A floor above nothing, or a ceiling, is meant.", c->ceiling->span},
         "A sum is never less than 0.", *found ? &made.acts[0] : NULL, found);
}

/* ---- exceptions ------------------------------------------------------------------------------------- */

/* Whoever breaches is always lifted: then nothing breaches. */
static void check_lifted(ent_trial *t, const ent_clause *c)
{
    ent_wishes w = {.binder = ""};
    ent_solution plain, lifted;
    ent_made made;
    const char *found = NULL;
    if (!c->unless) return;
    wish_head(c, &w);
    wish_lines(c, &w);
    ent_box_solve(t, &w, &plain);
    ent_wish_add(&w, c->unless, false);
    ent_box_solve(t, &w, &lifted);
    if (!plain.possible || lifted.possible || !(found = show(t, c, &plain.box, ENT_BREACH, &made))) return;
    warn(t,
         &(warning){"always-lifted", ent_trial_text(t, "whatever breaches clause %s is lifted", c->id),
                    "Narrow the exception, or drop the clause.", c->unless->span},
         "Its exceptions cover all that it speaks of.", *found ? &made.acts[0] : NULL, found);
}

/* May the exception apply to an act that the clause speaks of? `plain`: without it. */
static bool may_apply(ent_trial *t, const ent_clause *c, const ent_node *exception, ent_solution *plain,
                      ent_solution *both)
{
    ent_wishes w = {.binder = ""};
    wish_head(c, &w);
    wish_lines(c, &w);
    ent_box_solve(t, &w, plain);
    ent_wish_add(&w, exception, true);
    ent_box_solve(t, &w, both);
    return !plain->possible || both->possible;
}

static bool list_names(const ent_node *list, const char *id)
{
    for (uint32_t i = 0; list && i < list->kid_count; i++)
        if (list->kids[i]->kind == ENT_N_CLAUSE && strcmp(list->kids[i]->text, id) == 0) return true;
    return false;
}

/* A named exception is dead only if it is so wherever it is named; it is then told of the first clause. */
static bool lives_elsewhere(ent_trial *t, const ent_clause *c, const ent_node *exception)
{
    const ent_document *d = ent_doc_view(t->doc);
    ent_solution plain, both;
    for (size_t i = 0; exception->kind == ENT_N_CLAUSE && i < d->clause_count; i++) {
        const ent_clause *other = &d->clauses[i];
        if (other == c ||
            !(list_names(other->unless, exception->text) || list_names(other->without, exception->text)))
            continue;
        if (other < c || may_apply(t, other, exception, &plain, &both)) return true;
    }
    return false;
}

static void check_exception(ent_trial *t, const ent_clause *c, const ent_node *exception, bool of_sum)
{
    ent_solution plain, both;
    ent_made made;
    const char *found = NULL;
    if (may_apply(t, c, exception, &plain, &both) || lives_elsewhere(t, c, exception) ||
        !(found = show(t, c, &plain.box, ENT_EXEMPT, &made)))
        return;
    const char *name = exception->kind == ENT_N_CLAUSE ? ent_trial_text(t, "exception %s", exception->text)
                                                       : "this exception";
    warning say = {"dead-exception", ent_trial_text(t, "%s never applies to clause %s", name, c->id),
                   "What it lifts must be something that the clause speaks of.", exception->span};
    if (of_sum) say.message = ent_trial_text(t, "%s leaves nothing out of the sum of clause %s", name, c->id);
    warn(t, &say, clash_said(t, &both), *found ? &made.acts[0] : NULL, found);
}

static void check_exceptions(ent_trial *t, const ent_clause *c)
{
    for (uint32_t i = 0; c->unless && i < c->unless->kid_count; i++)
        check_exception(t, c, c->unless->kids[i], false);
    for (uint32_t i = 0; c->without && i < c->without->kid_count; i++)
        check_exception(t, c, c->without->kids[i], true);
}

void ent_check_alone(ent_trial *t, const ent_clause *c)
{
    if (c->incomplete || c->modality == ENT_EXCEPTION || c->modality == ENT_PERMITS) return;
    if (c->modality == ENT_LIMITS)
        check_floor(t, c);
    else
        check_breach(t, c);
    if (c->modality == ENT_LIMITS && c->ceiling_op != ENT_AT_LEAST && c->ceiling_op != ENT_MORE_THAN)
        check_breach(t, c);
    if (c->modality == ENT_PROHIBITS) check_lifted(t, c);
    if (c->modality != ENT_PERMITS_ONLY) check_exceptions(t, c);
}

ent_status ent_text_check(const ent_world *world, ent_diags *diags, ent_error *err)
{
    ent_trial t = {.arena = ent_arena_new(),
                   .path = "made up",
                   .folder = "",
                   .atlas = world->atlas,
                   .doc = world->agreement,
                   .world = *world,
                   .diags = diags};
    if (!t.arena) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    const ent_document *d = ent_doc_view(world->agreement);
    for (size_t i = 0; i < d->clause_count && !t.out_of_memory; i++) {
        ent_check_alone(&t, &d->clauses[i]);
        ent_check_ended(&t, &d->clauses[i]);
        ent_check_days(&t, &d->clauses[i]);
    }
    if (!t.out_of_memory) ent_check_pairs(&t);
    ent_arena_free(t.arena);
    return t.out_of_memory ? ent_fail(err, ENT_E_NOMEM, "out of memory") : ENT_OK;
}
