/* pair.c: a field is immutable, so the two zones are built by two threads at once. While something is
 * dragged, only the part in sight is asked for: cells beyond it are left after one look, which saves most of
 * an alliance's coasts. */
#include "server/pair.h"

#include "server/limits.h"

#include <pthread.h>

typedef struct job {
    const ent_field *field; /* NULL: nothing to do */
    double tolerance_m;
    ent_zone *zone;
    ent_status status;
    ent_error err;
} job;

static void *run(void *context)
{
    job *j = context;
    const ent_zone_opts opts = {.tolerance_m = j->tolerance_m, .cells_max = ENT_HTTP_ZONE_CELLS};
    if (j->field) j->status = ent_zone_build(j->field, opts, &j->zone, &j->err);
    return NULL;
}

static void run_both(job *a, job *b)
{
    pthread_t other;
    const bool apart = a->field && b->field && pthread_create(&other, NULL, run, b) == 0;
    run(a);
    if (apart)
        pthread_join(other, NULL);
    else
        run(b);
}

/* A disc to cut with; NULL when memory ran out. */
static const ent_field *disc(ent_pair *pair, const ent_pair_opts *opts, ent_error *err)
{
    uint32_t starts[2] = {0, 1};
    const ent_rings rings = {&opts->centre, starts, 1};
    const ent_tree_opts how = {.kind = ENT_SHAPE_POINTS};
    if (ent_fields_new(&pair->bag, err) != ENT_OK) return NULL;
    if (ent_tree_build(&rings, 1, how, &pair->point, err) != ENT_OK) return NULL;
    return ent_field_within(pair->bag, pair->point, opts->radius_m);
}

static ent_status choose(const ent_closed_view *closed, const ent_pair_opts *opts, ent_pair *pair,
                         job jobs[2], ent_error *err)
{
    jobs[0].field = closed->certain_empty ? NULL : closed->certain;
    jobs[1].field = closed->possible_empty || !closed->differ ? NULL : closed->possible;
    if (!opts->near) return ENT_OK;
    const ent_field *sight = disc(pair, opts, err);
    for (int k = 0; k < 2; k++) {
        if (!jobs[k].field) continue;
        jobs[k].field = ent_field_and(pair->bag, sight, jobs[k].field);
        if (!jobs[k].field) return ent_fail(err, ENT_E_NOMEM, "out of memory for a zone");
    }
    return ENT_OK;
}

ent_status ent_pair_build(const ent_closed_view *closed, const ent_pair_opts *opts, ent_pair *out,
                          ent_error *err)
{
    ent_pair pair = {.certain = NULL};
    job jobs[2] = {{.tolerance_m = opts->tolerance_m}, {.tolerance_m = opts->tolerance_m}};
    ent_status st = choose(closed, opts, &pair, jobs, err);
    if (st == ENT_OK) run_both(&jobs[0], &jobs[1]);
    pair.certain = jobs[0].zone, pair.possible = jobs[1].zone;
    for (int k = 0; k < 2 && st == ENT_OK; k++) {
        st = jobs[k].status;
        if (st != ENT_OK && err) *err = jobs[k].err;
    }
    if (st == ENT_OK)
        *out = pair;
    else
        ent_pair_done(&pair);
    return st;
}

void ent_pair_done(ent_pair *pair)
{
    ent_zone_free(pair->certain);
    ent_zone_free(pair->possible);
    ent_fields_free(pair->bag);
    ent_tree_free(pair->point);
    *pair = (ent_pair){.certain = NULL};
}
