/* ground.h: the ground that clauses close, kept for the questions asked last, with the changed texts it came
 * from. */
#ifndef ENT_SERVER_GROUND_H
#define ENT_SERVER_GROUND_H

#include "entente/verdict.h"
#include "server/request.h"

typedef struct ent_grounds ent_grounds;
typedef struct ent_ground_held ent_ground_held;

ent_grounds *ent_grounds_new(const ent_world *world); /* NULL when memory ran out */
void ent_grounds_free(ent_grounds *grounds);
typedef struct ent_ground_question {
    const char *key; /* questions with one key have one answer */
    const ent_request *request;
    ent_judge_opts judge;
    ent_closed_query query;
} ent_ground_question;
/* The ground of a question, found or made, held for the caller. Not at the same time as another call on the
 * same world. */
ent_status ent_grounds_find(ent_grounds *grounds, const ent_ground_question *question, ent_ground_held **out,
                            ent_error *err) ENT_MUST_USE;
const ent_closed *ent_ground_closed(const ent_ground_held *held);
void ent_ground_release(ent_ground_held *held); /* any thread */

#endif
