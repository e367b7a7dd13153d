/* write.h: the ways to say results, a file for each kind of reader. */
#ifndef ENT_SCENARIO_WRITE_H
#define ENT_SCENARIO_WRITE_H

#include "base/buf.h"
#include "entente/scenario.h"

bool ent_put(ent_sink sink, ent_buf *buf); /* write and clear; false when either failed */
ent_status ent_write_tap(const ent_trial *const *trials, size_t count, ent_sink sink,
                         ent_error *err) ENT_MUST_USE;
ent_status ent_write_junit(const ent_trial *const *trials, size_t count, ent_sink sink,
                           ent_error *err) ENT_MUST_USE;
ent_status ent_write_json(const ent_trial *const *trials, size_t count, ent_sink sink,
                          ent_error *err) ENT_MUST_USE;

#endif
