/* fuzz_scenario.c: an agreement with tables of scenarios, read without a map: headers, rows, records, items,
 * expectations. Every diagnostic must stand inside the text, and the same text must say the same twice. */
#include "fuzz.h"
#include "scenario/internal.h"

#include <string.h>

static size_t rehearse(ent_str text, size_t *out_scenes, size_t *out_results)
{
    ent_error err = {0};
    ent_diags *diags = NULL;
    ent_trial *trial = NULL;
    REQUIRE(ent_diags_new(&diags, &err) == ENT_OK);
    ent_status st = ent_trial_rehearse("text", text, diags, &trial, &err);
    REQUIRE(st == ENT_OK || st == ENT_E_LIMIT || st == ENT_E_FORMAT);
    *out_scenes = trial ? ent_trial_scenario_count(trial) : 0;
    *out_results = trial ? ent_trial_result_count(trial) : 0;
    REQUIRE(*out_results == 0); /* without a map nothing is judged */
    size_t count = ent_diags_count(diags);
    for (size_t i = 0; i < count; i++) {
        const ent_diag *d = ent_diags_at(diags, i);
        REQUIRE(d->message && d->message[0] && d->code && d->code[0]);
        REQUIRE(d->span.offset <= text.len && d->span.length <= text.len - d->span.offset + 1);
    }
    ent_trial_free(trial);
    ent_diags_free(diags);
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t scenes[2], results[2];
    ent_str text = {(const char *)data, size};
    if (size > 1u << 16) return 0;
    size_t first = rehearse(text, &scenes[0], &results[0]), second = rehearse(text, &scenes[1], &results[1]);
    REQUIRE(first == second && scenes[0] == scenes[1]);
    return 0;
}
