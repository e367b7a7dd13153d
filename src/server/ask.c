/* ask.c: the answers without a server. */
#include "entente/server.h"

#include "base/mem.h"
#include "server/answer.h"

struct ent_asker {
    ent_answers *answers;
};

ent_status ent_asker_new(const ent_server_opts *opts, ent_asker **out, ent_error *err)
{
    ent_asker *made = ent_alloc_zero(1, sizeof *made);
    if (!made) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    const ent_status st = ent_answers_new(opts, &made->answers, err);
    if (st != ENT_OK) return ent_free(made), st;
    *out = made;
    return ENT_OK;
}

void ent_asker_free(ent_asker *asker)
{
    if (!asker) return;
    ent_answers_free(asker->answers);
    ent_free(asker);
}

ent_status ent_ask(ent_asker *asker, const char *target, ent_sink sink, ent_error *err)
{
    ent_shared *body = NULL;
    ent_status st = ent_answers_ask(asker->answers, target, &body, err);
    if (st != ENT_OK) return st;
    if (!sink.write(sink.context, body->bytes, body->length))
        st = ent_fail(err, ENT_E_IO, "an answer could not be written");
    ent_shared_release(body);
    return st;
}
