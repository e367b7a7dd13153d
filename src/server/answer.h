/* answer.h: from a request to the bytes that answer it. Knows no network. Any thread. */
#ifndef ENT_SERVER_ANSWER_H
#define ENT_SERVER_ANSWER_H

#include "entente/server.h"
#include "server/cache.h"
#include "server/request.h"

typedef struct ent_answers ent_answers;

ent_status ent_answers_new(const ent_server_opts *opts, ent_answers **out, ent_error *err) ENT_MUST_USE;
void ent_answers_free(ent_answers *answers);

/* The HTTP status, and in *out_body what to send, held for the caller; NULL when memory ran out. A question
 * that was answered before is answered from memory. */
int ent_answers_give(ent_answers *answers, const ent_request *request, ent_shared **out_body);
/* The same by the target of a request, without a server. */
ent_status ent_answers_ask(ent_answers *answers, const char *target, ent_shared **out_body,
                           ent_error *err) ENT_MUST_USE;
/* A refusal as JSON: {"error": why}. NULL when memory ran out. */
ent_shared *ent_answers_refusal(ent_answers *answers, const char *why);

#endif
