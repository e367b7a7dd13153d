/* exchange.h: what the programs that are compared share: territories, positions and answers as plain files in
 * one folder, and the clock. C and C++.
 *
 *   LAND.land           uint32 polygons; for each, uint32 rings; for each, uint32 n and n times lon, lat
 * (double). Outer rings clockwise, as world-atlas has them; the first vertex is not repeated LAND.KIND.points
 * lon, lat (double), as many as there are TOOL.WORK.LAND.KIND the answers: for `decide` one byte a position
 * (1 within), for `distance` one double TOOL.zone.LAND.KM   "lon lat" lines, one ring after the other, parted
 * by empty lines results.tsv         TOOL WORK LAND KIND COUNT BUILD_S SECONDS, one line a work */
#ifndef ENT_BENCH_EXCHANGE_H
#define ENT_BENCH_EXCHANGE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static inline double cpu_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static inline FILE *exchange_open(const char *folder, const char *name, const char *mode)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, mode);
    if (!file && mode[0] != 'r') {
        perror(path);
        exit(1);
    }
    return file;
}

/* The whole of a file; NULL when it is not there. *out_count is in units of `size`. */
static inline void *exchange_read(const char *folder, const char *name, size_t size, size_t *out_count)
{
    FILE *file = exchange_open(folder, name, "rb");
    *out_count = 0;
    if (!file) return NULL;
    fseek(file, 0, SEEK_END);
    size_t bytes = (size_t)ftell(file);
    rewind(file);
    void *all = malloc(bytes + 1);
    if (!all || fread(all, 1, bytes, file) != bytes) exit(1);
    fclose(file);
    *out_count = bytes / size;
    return all;
}

static inline void exchange_write(const char *folder, const char *name, const void *bytes, size_t size,
                                  size_t count)
{
    FILE *file = exchange_open(folder, name, "wb");
    if (fwrite(bytes, size, count, file) != count || fclose(file) != 0) exit(1);
}

typedef struct work_done {
    const char *tool, *work, *land, *kind;
    size_t count;
    double build_s, seconds;
} work_done;

static inline void exchange_result(const char *folder, work_done w)
{
    FILE *file = exchange_open(folder, "results.tsv", "a");
    fprintf(file, "%s\t%s\t%s\t%s\t%zu\t%.4f\t%.4f\n", w.tool, w.work, w.land, w.kind, w.count, w.build_s,
            w.seconds);
    fclose(file);
    fprintf(stderr, "   %s, %s, %s, %s: %zu in %.3f s (built in %.3f s)\n", w.tool, w.work, w.land, w.kind,
            w.count, w.seconds, w.build_s);
}

static inline const char *exchange_name(char buffer[128], const char *tool, const char *work,
                                        const char *land, const char *kind)
{
    snprintf(buffer, 128, "%s.%s.%s.%s", tool, work, land, kind);
    return buffer;
}

#endif
