/* bench_near.c: how long does a ceiling take over records whose positions are discs near its line? A line of
 * 200 legs across the square world of the tests, discs of 5 to 20 km about it, most of them on neither side
 * of the limit for certain; a sum of what is within a distance of it, and of what is between two.
 *
 *   bench_near
 *
 * Exit code 1 when a ceiling is broken. */
#define _DEFAULT_SOURCE
#include "base/buf.h"
#include "entente/verdict.h"
#include "../tests/support/square_world.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#define LEGS 200

typedef struct sample {
    size_t records;
    double seconds_max;
} sample;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*seed >> 33) / 2147483648.0;
}

static ent_status draw_line(ent_shapes **out, ent_error *err)
{
    ent_lonlat points[LEGS];
    const uint32_t starts[] = {0, LEGS};
    uint64_t seed = 2;
    for (int i = 0; i < LEGS; i++)
        points[i] = (ent_lonlat){5 + 0.1 * i, sin(i / 9.0) + 0.1 * next_random(&seed)};
    ent_shape front = {.name = "front", .party = "", .source = "bench", .is_line = true};
    front.points = points, front.starts = starts, front.ring_count = 1;
    ent_status st = ent_shapes_new(out, err);
    return st == ENT_OK ? ent_shapes_add(*out, &front, err) : st;
}

static ent_status load(size_t count, ent_records **out, ent_diags *diags, ent_error *err)
{
    ent_buf csv;
    uint64_t seed = 1;
    ent_buf_init(&csv, (size_t)1 << 32);
    ent_buf_adds(&csv, "id,kind,actor,quantity,unit,lon,lat,radius_km,from,to,source\n");
    for (size_t i = 0; i < count; i++) {
        double lon = 5 + 20 * next_random(&seed), lat = 3 * next_random(&seed) - 1.5;
        ent_buf_printf(&csv, "r%zu,deployment,%s,%d,men,%.4f,%.4f,%d,", i, i % 2 ? "AAA" : "BBB",
                       1 + (int)(50 * next_random(&seed)), lon, lat, 5 + 5 * (int)(4 * next_random(&seed)));
        ent_buf_printf(&csv, "2021-%02d-%02d,2022-01-%02d,bench\n", 1 + (int)(12 * next_random(&seed)),
                       1 + (int)(28 * next_random(&seed)), 1 + (int)(28 * next_random(&seed)));
    }
    ent_status st = ent_records_new(out, err);
    if (st == ENT_OK) st = ent_records_load_memory(*out, "records", ent_buf_str(&csv), diags, err);
    if (st == ENT_OK) st = ent_records_finish(*out, diags, err);
    ent_buf_done(&csv);
    return st;
}

static ent_status judge(ent_world world, const char *where, ent_diags *diags, double *out_s, ent_error *err)
{
    char text[512];
    ent_judgement *j = NULL;
    ent_time day = {INT64_C(18993) * ENT_DAY_SECONDS}; /* 2022-01-01 */
    snprintf(text, sizeof text,
             "# A\n\n```entente\nparty AAA, BBB\nin force from 2020-01-01 for every party\n"
             "clause 1 limits number of deployment\n  by any party P\n  where %s\n  at most 1000\n```\n",
             where);
    ent_status st = ent_doc_parse("text", ent_str_of(text), diags, &world.agreement, err);
    ent_names names = ent_world_names(&world);
    if (st == ENT_OK) st = ent_doc_check(world.agreement, &names, diags, err);
    if (st == ENT_OK) st = ent_diags_status(diags, err);
    double start = now();
    if (st == ENT_OK)
        st = ent_judge(&world, &(ent_judge_opts){.as_of = day, .as_known = ENT_TIME_MAX}, &j, err);
    *out_s = now() - start;
    ent_judgement_free(j);
    ent_doc_free(world.agreement);
    return st;
}

static bool measure(const ent_world *base, sample s, ent_error *err)
{
    static const char *const questions[] = {"position within 50 km of line front",
                                            "position between 20 km and 50 km from line front"};
    ent_world world = *base;
    ent_records *records = NULL;
    ent_diags *diags = NULL;
    bool ok = ent_diags_new(&diags, err) == ENT_OK && load(s.records, &records, diags, err) == ENT_OK;
    world.records = records;
    for (size_t i = 0; ok && i < sizeof questions / sizeof *questions; i++) {
        double seconds;
        if (judge(world, questions[i], diags, &seconds, err) != ENT_OK) {
            ok = false;
            break;
        }
        printf("%6zu discs, %-48s %6.2f s (ceiling %.0f)\n", s.records, questions[i], seconds, s.seconds_max);
        ok &= seconds <= s.seconds_max;
    }
    ent_records_free(records);
    ent_diags_free(diags);
    return ok;
}

int main(void)
{
    static const sample samples[] = {{1600, 1}, {100000, 10}};
    ent_error err = {0};
    ent_shapes *shapes = NULL;
    ent_atlas *atlas = square_open();
    bool ok = atlas && draw_line(&shapes, &err) == ENT_OK;
    const ent_world world = {.atlas = atlas, .shapes = shapes};
    for (size_t i = 0; ok && i < sizeof samples / sizeof *samples; i++)
        ok = measure(&world, samples[i], &err);
    if (*err.message) fprintf(stderr, "bench_near: %s\n", err.message);
    ent_shapes_free(shapes);
    ent_atlas_close(atlas);
    return ok ? 0 : 1;
}
