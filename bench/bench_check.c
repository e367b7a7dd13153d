/* bench_check.c: how long does `entente check` take on the flagship case, and how much memory? Three numbers
 * against their ceilings: the whole program from exec to exit with everything in the page cache (median of
 * nine), the same after the kernel has been told to forget the atlas, the program and the records, and the
 * peak resident size.
 *
 *   ENTENTE=build/release/entente ENTENTE_ATLAS=build/atlas/world.atlas bench_check [CASE]
 *
 * Exit code 1 when a ceiling is broken. Forgetting is posix_fadvise, which needs no privilege; it is a
 * request, so the cold figure says "at least". */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WARM_RUNS 9
#define WARM_S_MAX 0.3
#define COLD_S_MAX 1.0
#define MEMORY_MIB_MAX 150.0

typedef struct sample {
    double seconds, mebibytes;
    int exit_code;
} sample;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static sample run_once(const char *program, const char *folder)
{
    sample s = {0, 0, -1};
    double start = now();
    pid_t child = fork();
    if (child < 0) return s;
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        if (null >= 0) dup2(null, STDOUT_FILENO);
        execl(program, program, "check", folder, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (wait4(child, &status, 0, &usage) != child) return s;
    s.seconds = now() - start;
    s.mebibytes = (double)usage.ru_maxrss / 1024;
    s.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return s;
}

static void forget(const char *path)
{
    int descriptor = open(path, O_RDONLY);
    if (descriptor < 0) return;
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
    close(descriptor);
}

static void forget_case(const char *folder)
{
    const char *files[] = {"case.md",    "agreement.md", "records.csv", "items.csv",
                           "groups.csv", "places.csv",   "ledger.csv"};
    char path[1024];
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        forget(path);
    }
}

static int by_seconds(const void *a, const void *b)
{
    double x = ((const sample *)a)->seconds, y = ((const sample *)b)->seconds;
    return (x > y) - (x < y);
}

static bool report(const char *what, double value, const char *unit, double ceiling)
{
    bool good = value <= ceiling;
    printf("%-28s %8.3f %-3s  at most %g %s%s\n", what, value, unit, ceiling, unit, good ? "" : "  TOO MUCH");
    return good;
}

int main(int argc, char **argv)
{
    const char *program = getenv("ENTENTE"), *atlas = getenv("ENTENTE_ATLAS");
    const char *folder = argc > 1 ? argv[1] : ENT_SOURCE_DIR "/examples/russia-nato-2021";
    if (!program || !atlas) {
        fprintf(stderr, "bench_check: ENTENTE and ENTENTE_ATLAS must name the program and the map\n");
        return 4;
    }
    sample warm[WARM_RUNS], first = run_once(program, folder);
    if (first.exit_code != 0 && first.exit_code != 1) {
        fprintf(stderr, "bench_check: check ended with exit code %d\n", first.exit_code);
        return 5;
    }
    for (int i = 0; i < WARM_RUNS; i++) warm[i] = run_once(program, folder);
    qsort(warm, WARM_RUNS, sizeof warm[0], by_seconds);
    forget(atlas);
    forget(program);
    forget_case(folder);
    sample cold = run_once(program, folder);
    double most = cold.mebibytes;
    for (int i = 0; i < WARM_RUNS; i++) most = warm[i].mebibytes > most ? warm[i].mebibytes : most;
    bool good = report("check, warm", warm[WARM_RUNS / 2].seconds, "s", WARM_S_MAX);
    good = report("check, cold", cold.seconds, "s", COLD_S_MAX) && good;
    good = report("check, peak memory", most, "MiB", MEMORY_MIB_MAX) && good;
    return good ? 0 : 1;
}
