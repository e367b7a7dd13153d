/* decide.c: the conditions of the text, and which of them no scenario decides.
 *
 * A condition is a leaf of the lines of a clause, of the event that gives rise to its duty and of the
 * exceptions; its label is that of its figure, else the clause's id, the line and an ordinal. Within one
 * record it counts as held when it held with some choice of binders, else as failed: "a party within reach"
 * fails when nobody is. The ceiling of a limit and the deadline of a duty are no conditions of a record; the
 * verdicts tell of them. */
#include "scenario/internal.h"

#include <string.h>

typedef struct lister {
    ent_trial *t;
    const ent_clause *clause;
    const char *line;
    unsigned ordinal;
} lister;

/* The label of the first figure below: "5.range" of 5.range.lo. */
static const char *figure_label(ent_trial *t, const ent_node *node)
{
    if (node->kind == ENT_N_NUMBER && node->label) {
        size_t n = strlen(node->label);
        bool end =
            n > 3 && (strcmp(node->label + n - 3, ".lo") == 0 || strcmp(node->label + n - 3, ".hi") == 0);
        return ent_trial_text(t, "%.*s", (int)(end ? n - 3 : n), node->label);
    }
    for (uint32_t i = 0; i < node->kid_count; i++) {
        const char *label = figure_label(t, node->kids[i]);
        if (label) return label;
    }
    return NULL;
}

static void add(lister *l, const ent_node *node, bool is_ceiling)
{
    ent_trial *t = l->t;
    ent_condition_seen *all =
        ent_trial_room(t, t->conditions, t->condition_count, &t->condition_cap, sizeof *all);
    if (!all) return;
    t->conditions = all;
    const char *label = node->kind == ENT_N_EXISTS ? NULL : figure_label(t, node);
    if (is_ceiling) label = ent_trial_text(t, "%s.%s", l->clause->id, l->line);
    if (!label)
        label = ent_trial_text(t, l->ordinal ? "%s.%s.%u" : "%s.%s", l->clause->id, l->line, l->ordinal + 1);
    l->ordinal++;
    t->conditions[t->condition_count++] =
        (ent_condition_seen){.clause = l->clause, .node = node, .label = label, .is_ceiling = is_ceiling};
}

static void list(lister *l, const ent_node *node)
{
    if (!node || node->kind == ENT_N_NONE || node->kind == ENT_N_BOOL) return;
    if (node->kind == ENT_N_CLAUSE) return; /* the exception's own lines are listed with it */
    if (node->kind != ENT_N_AND && node->kind != ENT_N_OR && node->kind != ENT_N_NOT &&
        node->kind != ENT_N_LIST) {
        add(l, node, false);
        return;
    }
    for (uint32_t i = 0; i < node->kid_count; i++) list(l, node->kids[i]);
}

static void list_line(ent_trial *t, const ent_clause *clause, const char *line, const ent_node *node)
{
    lister l = {t, clause, line, 0};
    list(&l, node);
}

static void list_clause(ent_trial *t, const ent_clause *c)
{
    list_line(t, c, "for", c->trigger && c->trigger->kid_count > 4 ? c->trigger->kids[4] : NULL);
    list_line(t, c, "when", c->when);
    list_line(t, c, "where", c->where);
    list_line(t, c, "such that", c->such);
    list_line(t, c, "unless", c->unless);
    list_line(t, c, "without", c->without);
    lister l = {t, c, c->ceiling ? "ceiling" : "due", 0};
    if (c->ceiling || c->due) add(&l, c->ceiling ? c->ceiling : c->due, true);
}

bool ent_conditions_list(ent_trial *t)
{
    const ent_document *d = ent_doc_view(t->doc);
    for (size_t i = 0; i < d->clause_count && !t->out_of_memory; i++)
        if (d->clauses[i].modality != ENT_PERMITS) list_clause(t, &d->clauses[i]);
    return !t->out_of_memory;
}

/* ---- what became of them ---------------------------------------------------------------------------- */

static void note_one(ent_condition_seen *c, const ent_judgement *j)
{
    for (size_t i = 0; i < ent_tried_count(j); i++) {
        const ent_tried *tried = ent_tried_at(j, i);
        if (tried->condition != c->node) continue;
        c->held = c->held || tried->held;
        c->failed = c->failed || (tried->failed && !tried->held && !tried->unclear);
        c->unclear = c->unclear || tried->unclear;
    }
}

/* What is only recommended is exempt when it was not followed: the side that fails, here. */
static bool is_not_followed(const ent_finding *f)
{
    const ent_texts *why = &f->because;
    return f->clause->modality == ENT_RECOMMENDS && f->verdict == ENT_EXEMPT && why->count &&
           strcmp(why->at[why->count - 1], "recommended, and not followed") == 0;
}

static void note_ceiling(ent_condition_seen *c, const ent_judgement *j)
{
    for (size_t i = 0; i < ent_finding_count(j); i++) {
        const ent_finding *f = ent_finding_at(j, i);
        if (strcmp(f->clause->id, c->clause->id) != 0 || *f->reading) continue;
        c->failed = c->failed || f->verdict == ENT_BREACH || is_not_followed(f);
        c->held = c->held || f->verdict == ENT_KEPT || f->none_shown;
        c->unclear = c->unclear || (f->verdict == ENT_VERDICT_UNCLEAR && !f->none_shown);
    }
}

void ent_conditions_note(ent_trial *t, const ent_judgement *j)
{
    for (size_t i = 0; i < t->condition_count; i++) {
        ent_condition_seen *c = &t->conditions[i];
        if (c->is_ceiling)
            note_ceiling(c, j);
        else
            note_one(c, j);
    }
}

/* Words left open are decided when a scenario meets them: how they are to be taken is not the text's to say.
 */
static bool is_decided(const ent_condition_seen *c)
{
    if (c->node->kind == ENT_N_OPEN) return c->held || c->failed || c->unclear;
    return c->held && c->failed;
}

static const char *why(const ent_condition_seen *c)
{
    if (c->is_ceiling && !c->held && !c->failed)
        return c->unclear ? "it is unclear wherever it is asked" : "no scenario asks it";
    if (c->is_ceiling) return c->held ? "no scenario breaches it" : "no scenario keeps it";
    if (c->held) return "it holds wherever it is asked: no scenario lets it fail";
    if (c->failed) return "it fails wherever it is asked: no scenario lets it hold";
    return c->unclear ? "it is unclear wherever it is asked" : "no scenario asks it";
}

static const char *said(ent_trial *t, const ent_node *node)
{
    ent_buf buf;
    ent_error err = {0};
    ent_buf_init(&buf, 1u << 20);
    bool good = ent_node_explain(node, ent_buf_sink(&buf), &err) == ENT_OK;
    size_t n = buf.len;
    while (n && (buf.ptr[n - 1] == ',' || buf.ptr[n - 1] == '\n')) n--;
    const char *text = good ? ent_trial_text(t, "%.*s", (int)n, buf.ptr ? buf.ptr : "") : "";
    ent_buf_done(&buf);
    return text;
}

/* A ceiling with its comparison, a deadline with its keyword. */
static const char *condition_said(ent_trial *t, const ent_condition_seen *c)
{
    static const char *const ops[] = {"at least", "more than", "at most", "less than", "exactly"};
    const char *text = said(t, c->node);
    if (!c->is_ceiling) return text;
    const char *due = ent_node_is(c->node, ENT_N_BETWEEN_MOMENTS) ? "due not earlier than" : "due";
    return ent_trial_text(t, "%s %s", c->clause->ceiling ? ops[c->clause->ceiling_op] : due, text);
}

bool ent_conditions_finish(ent_trial *t)
{
    t->undecided = ent_arena_alloc(t->arena, t->condition_count + 1, sizeof *t->undecided);
    if (!t->undecided) return false;
    for (size_t i = 0; i < t->condition_count; i++) {
        const ent_condition_seen *c = &t->conditions[i];
        if (is_decided(c)) continue;
        t->undecided[t->undecided_count++] =
            (ent_undecided){c->clause->id, c->label, condition_said(t, c), why(c), c->node->span};
    }
    return !t->out_of_memory;
}
