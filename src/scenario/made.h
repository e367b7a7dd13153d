/* made.h: made-up acts: a few records thought up to try a clause, judged by the engine like any others. */
#ifndef ENT_SCENARIO_MADE_H
#define ENT_SCENARIO_MADE_H

#include "scenario/box.h"

#define ENT_MADE_FIELDS 28
#define ENT_MADE_ACTS 12

typedef struct ent_made_act { /* as a row of a table of scenarios: column and cell */
    const char *columns[ENT_MADE_FIELDS], *cells[ENT_MADE_FIELDS];
    size_t count;
} ent_made_act;

typedef struct ent_made {
    ent_made_act acts[ENT_MADE_ACTS];
    size_t count;
    size_t look; /* the act whose finding is asked for */
    ent_time day;
    const ent_scenarios *said; /* what is assumed; NULL: in force for every party */
} ent_made;

void ent_made_put(ent_made_act *act, const char *column, const char *cell); /* replaces */
const char *ent_made_get(const ent_made_act *act, const char *column);      /* "" */
/* "deployment, actor RUS, item.kind missile, range 400 km". */
const char *ent_made_say(ent_trial *t, const ent_made_act *act);

/* Judge them, the text taken to be in force for every party. ENT_OK with judgement NULL when the records were
 * refused. */
ent_status ent_made_judge(ent_trial *t, const ent_made *made, ent_stage *out, ent_error *err) ENT_MUST_USE;
/* The record that an act became, or NULL. */
const ent_record *ent_made_record(const ent_made *made, const ent_stage *stage, size_t act);
/* The gravest finding of a clause under its base reading on the act that is looked at, or NULL. */
const ent_finding *ent_made_finding(const ent_made *made, const ent_stage *stage, const char *clause);

/* An act of the clause's kind that fits the box, by the n-th of the actors and at the n-th of the places that
 * come into question; false when there is no n-th. */
bool ent_made_act_of(ent_trial *t, const ent_clause *clause, const ent_box *box, size_t n, ent_made *out);
/* The first of these with which the clause gives the verdict; *out_stage then holds its judgement. False:
 * none. */
bool ent_made_find(ent_trial *t, const ent_clause *clause, const ent_box *box, ent_verdict verdict,
                   ent_made *out);
/* A day on which the clause runs. */
ent_time ent_made_day(const ent_trial *t, const ent_clause *clause);
/* A figure in a unit, as a cell: "499.5". */
const char *ent_made_figure(ent_trial *t, double value, const ent_unit *unit);

#endif
