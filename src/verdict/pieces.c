/* pieces.c: a rule over a stretch of time.
 *
 * Memberships, duties, the map and consents change on days; between two such days one ruling holds. What was
 * ruled for a period is certain only if the act certainly falls into that period: an act of some day in the
 * year in which its actor joined may have come before that. */
#include "verdict/internal.h"

#include <string.h>

#define BIT(reason) (1u << (reason))

static bool is_alike(const ent_ruling *a, const ent_ruling *b)
{
    return a->speaks == b->speaks && a->verdict == b->verdict && a->reasons == b->reasons &&
           strcmp(a->target, b->target) == 0 && strcmp(a->party, b->party) == 0;
}

static void flush(ent_env *env, ent_span_time period, ent_ruling *r, const ent_piecewise *how)
{
    if (!r->speaks) return;
    if (!ent_is_yes(ent_presence_overlaps(how->presence, period))) {
        bool certain = r->verdict != ENT_VERDICT_UNCLEAR;
        r->verdict = ENT_VERDICT_UNCLEAR, r->reasons |= BIT(ENT_REASON_VALUE_COARSE);
        ent_lines_addf(env->j, &r->settle,
                       certain ? "the date: whether it falls into the time from %s to %s"
                               : "the date, first of all: whether it falls into the time from %s to %s",
                       ent_judge_say_date(env->j, period.from), ent_judge_say_date(env->j, period.until));
    }
    how->emit(env, how->reading, period, r);
}

void ent_rule_pieces(ent_env *env, ent_span_time span, const ent_piecewise *how)
{
    const ent_time *breaks = NULL;
    size_t n = ent_breaks_of(env, span, &breaks);
    ent_ruling run = {.target = "", .party = ""};
    ent_span_time period = {span.from, span.from};
    for (size_t k = 0; k <= n && !env->j->failed; k++) {
        env->piece = (ent_span_time){k ? breaks[k - 1] : span.from, k < n ? breaks[k] : span.until};
        env->t = env->piece.from;
        ent_ruling r = ent_rule_rivals(env, how->rule, how->context);
        if (k && is_alike(&r, &run)) {
            period.until = env->piece.until, run = r;
            continue;
        }
        if (k) flush(env, period, &run, how);
        run = r, period = env->piece;
    }
    flush(env, period, &run, how);
}
