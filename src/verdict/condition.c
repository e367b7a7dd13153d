/* condition.c: conditions in three values, with margins.
 *
 * Independent conditions combine by Kleene's connectives; margins by minimum (and), maximum (or) and change
 * of sign (not), unit by unit, so that the margin of a whole is the least change, in that unit, that would
 * alter it. */
#include "base/figure.h"
#include "verdict/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define BIT(reason) (1u << (reason))

ent_outcome ent_outcome_of(ent_truth truth, uint32_t reasons)
{
    return (ent_outcome){.truth = truth, .reasons = ent_is_unclear(truth) ? reasons : 0};
}

/* Merge margins unit by unit: the lesser for `and`, the greater for `or`. */
static void merge_margin(ent_outcome *into, const ent_bounds *m, bool lesser)
{
    for (int i = 0; i < into->margin_count; i++) {
        ent_bounds *have = &into->margins[i];
        if (have->dimension != m->dimension || strcmp(have->unit_name, m->unit_name) != 0) continue;
        bool takes = lesser ? m->lo + m->hi < have->lo + have->hi : m->lo + m->hi > have->lo + have->hi;
        double lo = lesser ? fmin(have->lo, m->lo) : fmax(have->lo, m->lo);
        double hi = lesser ? fmin(have->hi, m->hi) : fmax(have->hi, m->hi);
        if (takes) *have = *m;
        have->lo = lo, have->hi = hi;
        return;
    }
    if (into->margin_count < ENT_MARGINS_MAX) into->margins[into->margin_count++] = *m;
}

/* Where one side decides alone, its margins are those of the whole: what holds beside it turns nothing over.
 */
static bool decides(ent_outcome a, ent_outcome b, bool conjunction)
{
    return conjunction ? ent_is_no(a.truth) && !ent_is_no(b.truth)
                       : ent_is_yes(a.truth) && !ent_is_yes(b.truth);
}

static ent_outcome combine(ent_outcome a, ent_outcome b, bool conjunction)
{
    if (decides(a, b, conjunction)) return a;
    if (decides(b, a, conjunction)) return b;
    ent_outcome o = a;
    o.truth = conjunction ? ent_and(a.truth, b.truth) : ent_or(a.truth, b.truth);
    o.reasons = ent_is_unclear(o.truth) ? a.reasons | b.reasons : 0;
    for (int i = 0; i < b.margin_count; i++) merge_margin(&o, &b.margins[i], conjunction);
    return o;
}

ent_outcome ent_outcome_and(ent_outcome a, ent_outcome b)
{
    return combine(a, b, true);
}
ent_outcome ent_outcome_or(ent_outcome a, ent_outcome b)
{
    return combine(a, b, false);
}

ent_outcome ent_outcome_not(ent_outcome a)
{
    a.truth = ent_not(a.truth);
    for (int i = 0; i < a.margin_count; i++) {
        double lo = a.margins[i].lo;
        a.margins[i].lo = -a.margins[i].hi, a.margins[i].hi = -lo;
    }
    return a;
}

/* ---- comparisons ------------------------------------------------------------------------------------ */

static const char *truth_word(ent_truth t)
{
    return ent_is_yes(t) ? "yes" : ent_is_no(t) ? "no" : "unclear";
}

/* Signed distance past the threshold, and whether the threshold itself is past it. */
typedef struct passing {
    ent_truth truth;
    double lo, hi;
} passing;

static passing at_least(ent_quantity a, ent_quantity b, bool strict)
{
    ent_moments_align(&a, &b);
    passing p = {ENT_UNCLEAR, ent_figure_past(a.lo, b.hi), ent_figure_past(a.hi, b.lo)};
    if (strict ? p.lo > 0 : p.lo >= 0) p.truth = ENT_YES;
    if (strict ? p.hi <= 0 : p.hi < 0) p.truth = ENT_NO;
    if (isnan(p.lo)) p.lo = -INFINITY;
    if (isnan(p.hi)) p.hi = INFINITY;
    return p;
}

static passing compare(ent_quantity a, ent_quantity b, int op)
{
    if (op == ENT_AT_LEAST || op == ENT_MORE_THAN) return at_least(a, b, op == ENT_MORE_THAN);
    if (op == ENT_AT_MOST || op == ENT_LESS_THAN) return at_least(b, a, op == ENT_LESS_THAN);
    passing p = {ENT_UNCLEAR, -INFINITY, INFINITY};
    double below = ent_figure_past(a.lo, b.hi), above = ent_figure_past(a.hi, b.lo);
    if (below == 0 && above == 0) p.truth = ENT_YES;
    if (above < 0 || below > 0) p.truth = ENT_NO;
    return p;
}

static void add_margin(ent_outcome *o, passing p, ent_quantity a, ent_quantity b, const ent_node *node)
{
    if (isinf(p.lo) && isinf(p.hi)) return;
    ent_dimension dim = b.dimension != ENT_DIM_NONE ? b.dimension : a.dimension;
    ent_bounds m = {p.lo, p.hi, dim, b.unit ? b.unit : a.unit, "", node};
    if (dim == ENT_DIM_DATE) m.unit = ent_unit_find(ENT_STR("days")), m.dimension = ENT_DIM_DURATION;
    if (dim == ENT_DIM_RANK) m.unit_name = "ranks";
    const ent_node *v = node->kid_count ? node->kids[0] : NULL;
    if (dim == ENT_DIM_NONE && v && v->kind == ENT_N_ATTRIBUTE) m.unit_name = v->text;
    merge_margin(o, &m, true);
}

static ent_quantity rank_of(ent_env *env, const ent_node *attribute, const ent_node *word)
{
    int rank = ent_doc_rank(env->j->world.agreement, ent_str_of(attribute->text), ent_str_of(word->text));
    if (rank < 0)
        return (ent_quantity){-INFINITY, INFINITY, ENT_DIM_RANK, NULL, BIT(ENT_REASON_VALUE_MISSING),
                              false,     false};
    return (ent_quantity){rank, rank, ENT_DIM_RANK, NULL, 0, false, false};
}

const char *ent_env_word_of(ent_env *env, const ent_node *attribute)
{
    const ent_record *record = env->record;
    if (attribute->kid_count && attribute->kids[0]->kind == ENT_N_NAME) {
        const ent_binding *bound = ent_env_find(env, attribute->kids[0]->text);
        record = bound ? bound->record : NULL;
    }
    if (!record) return "";
    if (strcmp(attribute->text, "act") == 0) return record->kind;
    if (strcmp(attribute->text, "unit") == 0) return record->unit;
    if (strcmp(attribute->text, "role") == 0 && *record->role) return record->role; /* else the item's */
    if (strcmp(attribute->text, "item") == 0) return ent_env_word(env, &record->item);
    return ent_env_word(env, ent_env_attribute(env, record, attribute->text, NULL));
}

static void say_figure(ent_env *env, const ent_node *node, ent_quantity a, ent_truth truth)
{
    if (!env->because) return;
    const char *have = ent_quantity_say(env->j, a, NULL);
    if (a.dimension == ENT_DIM_RANK && node->kids[0]->kind == ENT_N_ATTRIBUTE)
        have = ent_env_word_of(env, node->kids[0]);
    ent_lines_addf(env->j, env->because, "%s: it is %s, so %s%s", ent_judge_say(env->j, node), have,
                   truth_word(truth), env->denied ? ENT_MUST_NOT : "");
}

static const char *subject_of(ent_env *env, const ent_node *value)
{
    const char *what = value->kind == ENT_N_ATTRIBUTE ? value->text : ent_judge_say(env->j, value);
    if (value->kind != ENT_N_ATTRIBUTE && strncmp(what, "the ", 4) == 0) return what;
    const char *item = env->record ? ent_env_word(env, &env->record->item) : "";
    return *item && value->kind == ENT_N_ATTRIBUTE &&
                   !ent_record_attribute(env->record, ent_str_of(value->text))
               ? ent_judge_printf(env->j, "the %s of %s", what, item)
               : ent_judge_printf(env->j, "the %s", what);
}

static void settle_figure(ent_env *env, const ent_node *value, ent_quantity have, const char *threshold)
{
    if (!env->settle) return;
    ent_lines_addf(env->j, env->settle, "%s: %s (known: %s)", subject_of(env, value), threshold,
                   ent_quantity_say(env->j, have, NULL));
}

static const char *sides(ent_env *env, ent_quantity b, int op)
{
    const char *figure = ent_quantity_say(env->j, b, NULL);
    bool inclusive =
        op == ENT_AT_LEAST || op == ENT_LESS_THAN; /* the threshold itself lies on the upper side */
    if (op == ENT_EXACTLY) return ent_judge_printf(env->j, "whether it is %s", figure);
    return inclusive ? ent_judge_printf(env->j, "at or above %s, or below it", figure)
                     : ent_judge_printf(env->j, "above %s, or at or below it", figure);
}

/* For an exception what is not shown is not there: so is a sum that is open because more may have been done.
 */
static ent_truth shown(const ent_env *env, ent_truth truth, uint32_t reasons)
{
    bool open = ent_is_unclear(truth) && reasons & BIT(ENT_REASON_COMPLETENESS);
    return env->shown_only && open ? ENT_NO : truth;
}

static ent_outcome eval_compare(ent_env *env, const ent_node *node)
{
    const ent_node *left = node->kids[0], *right = node->kids[1];
    ent_quantity a = ent_value_eval(env, left);
    ent_quantity b = right->kind == ENT_N_WORD && left->kind == ENT_N_ATTRIBUTE ? rank_of(env, left, right)
                                                                                : ent_value_eval(env, right);
    passing p = compare(a, b, node->op);
    uint32_t reasons = a.reasons | b.reasons;
    p.truth = shown(env, p.truth, reasons);
    ent_outcome o = ent_outcome_of(p.truth, reasons ? reasons : BIT(ENT_REASON_VALUE_COARSE));
    add_margin(&o, p, a, b, node);
    say_figure(env, node, a, p.truth);
    if (ent_is_unclear(p.truth) && !(b.reasons & BIT(ENT_REASON_PARAMETER_UNSET)))
        settle_figure(env, left, a,
                      right->kind == ENT_N_WORD ? ent_judge_say(env->j, node) : sides(env, b, node->op));
    return o;
}

static ent_outcome eval_between(ent_env *env, const ent_node *node)
{
    ent_quantity v = ent_value_eval(env, node->kids[0]);
    ent_quantity low = ent_value_eval(env, node->kids[1]), high = ent_value_eval(env, node->kids[2]);
    passing above = at_least(v, low, node->op & 1), below = at_least(high, v, node->op & 2);
    uint32_t reasons = v.reasons | low.reasons | high.reasons;
    above.truth = shown(env, above.truth, reasons), below.truth = shown(env, below.truth, reasons);
    ent_outcome o =
        ent_outcome_of(ent_and(above.truth, below.truth), reasons ? reasons : BIT(ENT_REASON_VALUE_COARSE));
    add_margin(&o, above, v, low, node);
    add_margin(&o, below, v, high, node);
    say_figure(env, node, v, o.truth);
    if (ent_is_unclear(above.truth))
        settle_figure(env, node->kids[0], v, sides(env, low, node->op & 1 ? ENT_MORE_THAN : ENT_AT_LEAST));
    if (ent_is_unclear(below.truth))
        settle_figure(env, node->kids[0], v, sides(env, high, node->op & 2 ? ENT_LESS_THAN : ENT_AT_MOST));
    return o;
}

/* ---- words ------------------------------------------------------------------------------------------ */

static bool is_kind_word(const char *attribute)
{
    return strcmp(attribute, "kind") == 0 || strcmp(attribute, "act") == 0;
}

static bool word_is(ent_env *env, const char *attribute, const char *have, const char *wanted)
{
    if (strcmp(have, wanted) == 0) return true;
    if (is_kind_word(attribute))
        return ent_doc_kind_is(env->j->world.agreement, ent_str_of(have), ent_str_of(wanted));
    return false;
}

/* One of several words, or of those that a table lists. */
static ent_outcome eval_is(ent_env *env, const ent_node *node)
{
    const ent_node *attribute = node->kids[0];
    const char *have = ent_env_word_of(env, attribute);
    if (!*have) {
        const char *item = env->record ? ent_env_word(env, &env->record->item) : "";
        if (*item && strcmp(attribute->text, "kind") == 0)
            ent_item_kind_open(env, item);
        else if (env->settle && env->record)
            ent_lines_addf(env->j, env->settle, "%s, which no source gives", subject_of(env, attribute));
        return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_VALUE_MISSING));
    }
    ent_truth truth = ENT_NO;
    if (node->kind == ENT_N_LISTED)
        truth = ent_table_lists(env, node->kids[1], have, is_kind_word(attribute->text));
    for (uint32_t i = 1; node->kind == ENT_N_IS && i < node->kid_count; i++)
        if (word_is(env, attribute->text, have, node->kids[i]->text)) truth = ENT_YES;
    if (ent_is_unclear(truth))
        ent_lines_addf(env->j, env->settle, "%s: whether a row of the table holds for it",
                       ent_judge_say(env->j, node));
    bool wanted = ent_is_yes(truth) != env->denied;
    if (env->because)
        (wanted ? ent_lines_add_plain : ent_lines_add)(
            env->j, env->because,
            ent_judge_printf(env->j, "%s: it is %s, so %s%s", ent_judge_say(env->j, node), have,
                             truth_word(truth), env->denied ? ENT_MUST_NOT : ""));
    return ent_outcome_of(truth, BIT(ENT_REASON_VALUE_MISSING));
}

static ent_outcome eval_open(ent_env *env, const ent_node *node)
{
    const ent_judgement *j = env->j;
    for (size_t i = 0; j->case_doc && i < j->case_doc->assume_count; i++) {
        const ent_assume *a = &j->case_doc->assumes[i];
        if (a->kind == ENT_ASSUME_WORDS && strcmp(a->name, node->text) == 0)
            return ent_outcome_of(a->op ? ENT_YES : ENT_NO, 0);
    }
    ent_lines_addf(env->j, env->settle, "how the words \"%s\" are to be taken", node->text);
    return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_WORDS_OPEN));
}

static ent_outcome eval_body(ent_env *env, const void *what, const ent_node *body)
{
    (void)what;
    return ent_condition_eval(env, body, NULL);
}

static ent_outcome eval_term(ent_env *env, const ent_node *node)
{
    const ent_decl *decl = ent_doc_decl_find(env->j->world.agreement, ENT_DECL_TERM, ent_str_of(node->text));
    if (decl) return ent_memo_condition(env, decl, decl->body, eval_body);
    decl = ent_doc_decl_find(env->j->world.agreement, ENT_DECL_ACTS, ent_str_of(node->text));
    if (decl && env->record)
        return ent_outcome_of(ent_select_acts(env, decl->body, env->record), BIT(ENT_REASON_VALUE_MISSING));
    return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_WORDS_OPEN));
}

/* ---- who -------------------------------------------------------------------------------------------- */

static ent_truth host_in(ent_env *env, const ent_node *actors)
{
    ent_hosts hosts;
    if (!ent_position_hosts(env, &hosts)) return ENT_UNCLEAR;
    ent_truth all = ENT_YES, any = ENT_NO;
    for (size_t i = 0; i < hosts.count; i++) {
        ent_truth in = ent_actor_in(env, hosts.code[i], actors);
        all = ent_and(all, in), any = ent_or(any, in);
    }
    if (ent_is_no(any) && !hosts.many) return ENT_NO;
    if (!ent_is_yes(all) || hosts.many) return ENT_UNCLEAR;
    return hosts.certain || ent_position_is_on(env, hosts.code, hosts.count) ? ENT_YES : ENT_UNCLEAR;
}

static ent_outcome eval_actor_in(ent_env *env, const ent_node *node)
{
    const ent_node *who = node->kids[0];
    ent_truth truth = ENT_UNCLEAR;
    if (who->kind == ENT_N_ROLE && who->op == ENT_ROLE_HOST) {
        truth = host_in(env, node->kids[1]);
    } else {
        const char *found[2] = {"", ""};
        size_t n = ent_actor_list(env, who, found, 2);
        if (n == 1 && *found[0]) truth = ent_actor_in(env, found[0], node->kids[1]);
    }
    if (env->because && !ent_is_yes(truth))
        ent_lines_addf(env->j, env->because, "%s: %s", ent_judge_say(env->j, node), truth_word(truth));
    return ent_outcome_of(truth, BIT(ENT_REASON_VALUE_MISSING));
}

ent_outcome ent_condition_leaf(ent_env *env, const ent_node *node)
{
    const char *lifted = NULL;
    switch (node->kind) {
    case ENT_N_COMPARE: return eval_compare(env, node);
    case ENT_N_BETWEEN: return eval_between(env, node);
    case ENT_N_IS:
    case ENT_N_LISTED: return eval_is(env, node);
    case ENT_N_ACTOR_IN: return eval_actor_in(env, node);
    case ENT_N_EXISTS: return ent_exists_eval(env, node);
    case ENT_N_TERM: return eval_term(env, node);
    case ENT_N_OPEN: return eval_open(env, node);
    case ENT_N_CLAUSE: return ent_exception_eval(env, node, &lifted);
    case ENT_N_BOOL: return ent_outcome_of(node->number != 0 ? ENT_YES : ENT_NO, 0);
    default: return ent_outcome_of(ENT_UNCLEAR, BIT(ENT_REASON_VALUE_MISSING));
    }
}
