/* scenario.h: scenarios beside the clauses of an agreement, played: what each expects, what the engine finds,
 * and which conditions of the text no scenario decides. How they are written: docs/howto/scenarios.md. */
#ifndef ENTENTE_SCENARIO_H
#define ENTENTE_SCENARIO_H

#include "entente/verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_trial
    ent_trial; /* one agreement with its scenarios; owns all it has read; the atlas is borrowed */

/* One expectation and what became of it. Texts live as long as the trial. */
typedef struct ent_trial_result {
    const char *scenario, *clause;
    const char *expected; /* "breach, margin 3 km" */
    const char *found;    /* "unclear (value too coarse), margin -20..20 km" */
    const char *differs;  /* "the verdict differs"; NULL when it passed */
    ent_texts because, settle;
    ent_span span; /* of the cell that expects it */
} ent_trial_result;

/* A condition that no scenario lets hold and fail. */
typedef struct ent_undecided {
    const char *clause, *label, *text; /* "5", "5.range", "its range is 500 km to 5500 km" */
    const char *why;                   /* "it holds in every scenario that asks it" */
    ent_span span;
} ent_undecided;

/* Read the agreement at `path` with the items, groups, places, areas and lines beside it, and its scenarios;
 * play them. Wrong texts and wrong rows leave diagnostics and are left out: ENT_OK even then, ask
 * ent_diags_status; nothing is played then. ENT_E_IO, ENT_E_LIMIT, ENT_E_NOMEM. Any thread. A scenario takes
 * as long as judging its few records. */
ENT_API ent_status ent_trial_play(const char *path, const ent_atlas *atlas, ent_diags *diags, ent_trial **out,
                                  ent_error *err) ENT_MUST_USE;
ENT_API void ent_trial_free(ent_trial *trial);

ENT_API const char *ent_trial_path(const ent_trial *trial);
/* Have answers call the text `shown`, which is borrowed, instead of its path. After playing. */
ENT_API void ent_trial_rename(ent_trial *trial, const char *shown);
ENT_API const ent_document *ent_trial_document(const ent_trial *trial);
ENT_API size_t ent_trial_scenario_count(const ent_trial *trial);
ENT_API size_t ent_trial_result_count(const ent_trial *trial);
ENT_API const ent_trial_result *ent_trial_result_at(const ent_trial *trial, size_t index);
ENT_API size_t ent_trial_failed_count(const ent_trial *trial);
/* Of how many conditions in all. */
ENT_API size_t ent_trial_condition_count(const ent_trial *trial);
ENT_API size_t ent_trial_undecided_count(const ent_trial *trial);
ENT_API const ent_undecided *ent_trial_undecided_at(const ent_trial *trial, size_t index);

/* Checks on a text that the language alone cannot make, each a warning at its place with an act as
 * counter-example: a clause that no act can breach, an act that is always lifted, an exception that never
 * applies, two clauses that cannot both be kept, a deadline in days whose verdict hangs on how days are
 * counted. What excludes each other is worked out over intervals and words; the engine has to agree on the
 * act. `world` as for ent_judge, without regard to its records; its atlas must be there. */
ENT_API ent_status ent_text_check(const ent_world *world, ent_diags *diags, ent_error *err) ENT_MUST_USE;

/* Boundary scenarios for the figures of the text, at the limit and one step to either side, with the verdicts
 * that the engine gives, as Markdown to be read over and pasted. A figure for which no act could be made is
 * listed with the reason. */
ENT_API ent_status ent_trial_generate(ent_trial *trial, ent_sink sink, ent_error *err) ENT_MUST_USE;

/* The results of several agreements. ENT_E_IO when the sink stops. */
typedef enum ent_trial_format {
    ENT_TRIAL_TEXT,
    ENT_TRIAL_TAP,
    ENT_TRIAL_JUNIT,
    ENT_TRIAL_JSON
} ent_trial_format;
typedef struct ent_trial_opts {
    ent_trial_format format;
    bool verbose; /* text: what passed as well */
} ent_trial_opts;
ENT_API ent_status ent_trials_write(const ent_trial *const *trials, size_t count, ent_trial_opts opts,
                                    ent_sink sink, ent_error *err) ENT_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
