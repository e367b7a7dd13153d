/* generate.c: boundary scenarios. */
#include "scenario/internal.h"

ent_status ent_trial_generate(const ent_trial *t, ent_sink sink, ent_error *err)
{
    (void)t;
    return sink.write(sink.context, "", 0) ? ENT_OK : ent_fail(err, ENT_E_IO, "cannot write");
}
