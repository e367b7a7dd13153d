/* bench_ledger.c: how long does `entente status` take on a ledger of 20,000 entries, and of a million? The
 * whole program, from exec to exit; the median of five. Exit code 1 when a ceiling is broken.
 *
 *   ENTENTE=build/release/entente bench_ledger */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS 5

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int write_ledger(const char *path, int count)
{
    static const char *const kinds[] = {"proposal", "reply", "statement", "consultation"};
    FILE *file = fopen(path, "w");
    if (!file) return -1;
    (void)fprintf(file, "id,date,kind,speaker,to,forum,article,statement,source\n");
    for (int i = 0; i < count; i++)
        (void)fprintf(file, "E%d,20%02d-%02d-%02d,%s,%c%d,%c%d,%s,%d,\"What was said, and how\",a source\n",
                      i, 10 + (int)(10.0 * i / count), 1 + i % 12, 1 + i % 28, kinds[i % 4],
                      i % 4 ? 'Q' : 'P', i % 30, i % 4 ? 'P' : 'Q', i % 30, i % 4 == 3 ? "Council" : "",
                      i % 20);
    return fclose(file);
}

static double run_once(const char *program, const char *path)
{
    double begin = now();
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        if (null >= 0) (void)dup2(null, STDOUT_FILENO);
        (void)execl(program, "entente", "status", path, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return -1;
    return now() - begin;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int question(const char *program, int count, double seconds_max)
{
    char path[64];
    double took[RUNS];
    (void)snprintf(path, sizeof path, "/tmp/entente-bench-%ld.csv", (long)getpid());
    if (write_ledger(path, count) != 0) return 1;
    for (int i = 0; i < RUNS; i++) took[i] = run_once(program, path);
    (void)unlink(path);
    qsort(took, RUNS, sizeof *took, by_value);
    int broken = took[0] < 0 || took[RUNS / 2] > seconds_max;
    printf("ledger_status  entries %8d  seconds %.3f  at most %.3f%s\n", count, took[RUNS / 2], seconds_max,
           took[0] < 0 ? "  FAILED"
           : broken    ? "  TOO SLOW"
                       : "");
    return broken;
}

int main(void)
{
    const char *program = getenv("ENTENTE");
    if (!program) program = "build/release/entente";
    int broken = question(program, 20000, 0.1);
    broken |= question(program, 1000000, 2.5);
    return broken;
}
