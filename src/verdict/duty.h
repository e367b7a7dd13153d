/* duty.h: one duty of one party, between the files that find who owes it and the one that settles it. */
#ifndef ENT_VERDICT_DUTY_H
#define ENT_VERDICT_DUTY_H

#include "verdict/internal.h"

/* The end of the day of the judgement: what ends later is not due yet. */
double ent_duty_now(const ent_judgement *j);
bool ent_duty_is_yearly(const ent_clause *clause);
/* The duty of `r->party`, arisen for certain or perhaps, over the time for which the clause runs. */
void ent_duty_rule(ent_env *env, ent_ruling *r, ent_truth arises, ent_span_time span);
void ent_duty_emit(ent_env *env, const char *reading, ent_span_time period, const ent_ruling *r);

/* What arises of itself: once for a party, or on each of its days of the calendar. */
void ent_duty_of_party(ent_judgement *j, const ent_clause *clause, const char *reading, const char *party,
                       ent_span_time span);
void ent_duty_of_years(ent_judgement *j, const ent_clause *clause, const char *reading, const char *party,
                       ent_span_time span);

#endif
