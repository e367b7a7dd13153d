/* progress.c: one line on standard error about what is under way. What is done within a second leaves no
 * trace: a line that flashes up says nothing and gets in the way. A second thread waits for that second,
 * because whoever works cannot look at the clock meanwhile; it starts with the first text and ends with the
 * command. */
#include "cli/frame.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define WAIT_SECONDS 1
#define TEXT_MAX 160

struct ent_cli_line {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t ended;
    struct timespec due;
    bool is_due, ending, shown;
    char text[TEXT_MAX]; /* "": nothing is under way */
};

/* The lock is held. */
static void show(struct ent_cli_line *line)
{
    if (!line->is_due || (!*line->text && !line->shown)) return;
    (void)fprintf(stderr, "\r\033[K%s", line->text);
    (void)fflush(stderr);
    line->shown = *line->text != '\0';
}

static void *wait_a_second(void *context)
{
    struct ent_cli_line *line = context;
    int code = 0;
    pthread_mutex_lock(&line->lock);
    while (!line->ending && code == 0) code = pthread_cond_timedwait(&line->ended, &line->lock, &line->due);
    if (!line->ending) line->is_due = true, show(line);
    pthread_mutex_unlock(&line->lock);
    return NULL;
}

static struct ent_cli_line *start(void)
{
    struct ent_cli_line *line = ent_alloc_zero(1, sizeof *line);
    if (!line) return NULL;
    (void)clock_gettime(CLOCK_REALTIME, &line->due);
    line->due.tv_sec += WAIT_SECONDS;
    if (pthread_mutex_init(&line->lock, NULL) != 0) return ent_free(line), NULL;
    if (pthread_cond_init(&line->ended, NULL) == 0) {
        if (pthread_create(&line->thread, NULL, wait_a_second, line) == 0) return line;
        pthread_cond_destroy(&line->ended);
    }
    pthread_mutex_destroy(&line->lock);
    ent_free(line);
    return NULL; /* then there is no line: nobody waits for it */
}

/* Of a command that does not take it, it was not given. */
static bool is_quiet(const ent_cli *cli)
{
    for (size_t k = 0; k < cli->given_count; k++)
        if (strcmp(cli->given[k].option->name, "quiet") == 0) return true;
    return false;
}

void ent_cli_progress(ent_cli *cli, const char *text)
{
    if (!text && !cli->line) return;
    if (is_quiet(cli) || !isatty(STDERR_FILENO)) return;
    if (!cli->line) cli->line = start();
    struct ent_cli_line *line = cli->line;
    if (!line) return;
    pthread_mutex_lock(&line->lock);
    (void)snprintf(line->text, sizeof line->text, "%s", text ? text : "");
    show(line);
    pthread_mutex_unlock(&line->lock);
}

void ent_cli_progress_end(ent_cli *cli)
{
    struct ent_cli_line *line = cli->line;
    if (!line) return;
    ent_cli_progress(cli, NULL);
    pthread_mutex_lock(&line->lock);
    line->ending = true;
    pthread_cond_signal(&line->ended);
    pthread_mutex_unlock(&line->lock);
    pthread_join(line->thread, NULL);
    pthread_cond_destroy(&line->ended);
    pthread_mutex_destroy(&line->lock);
    ent_free(line);
    cli->line = NULL;
}
