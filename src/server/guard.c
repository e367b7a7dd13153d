/* guard.c: the library under the server knows only how long a connection was idle. A client that sends a
 * header byte by byte is never idle and never done; so the deadline is kept here, and enforced by shutting
 * the socket down for both directions: the library then sees its end and cleans up. A socket is only touched
 * between `enter` and `leave`, under the lock, so its number cannot have become another's.
 *
 * Connections stand in a list by the moment they began to wait: the head is the one to go first. */
#include "server/guard.h"

#include "base/mem.h"
#include "server/limits.h"

#include <pthread.h>
#include <sys/socket.h>
#include <time.h>

#define SLOTS (2 * ENT_HTTP_CONNECTIONS_MAX)
#define LOOK_NS 250000000L /* how often it is looked who is overdue */

typedef struct slot {
    int socket;
    int before, after; /* in the order of waiting; -1 */
    int64_t since_ms;
    bool is_shut, is_working;
} slot;

struct ent_guard {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t thread;
    bool stopping;
    int64_t deadline_ms;
    int first, last, unused; /* unused ones are chained by `after` */
    size_t count;
    slot slots[SLOTS];
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the list; the lock is held --------------------------------------------------------------------- */

static void take_out(ent_guard *g, int i)
{
    slot *s = &g->slots[i];
    if (s->before >= 0)
        g->slots[s->before].after = s->after;
    else
        g->first = s->after;
    if (s->after >= 0)
        g->slots[s->after].before = s->before;
    else
        g->last = s->before;
}

static void put_last(ent_guard *g, int i)
{
    slot *s = &g->slots[i];
    s->before = g->last, s->after = -1;
    s->since_ms = now_ms();
    if (g->last >= 0)
        g->slots[g->last].after = i;
    else
        g->first = i;
    g->last = i;
}

static int find(const ent_guard *g, int socket)
{
    for (int i = g->last; i >= 0; i = g->slots[i].before)
        if (g->slots[i].socket == socket) return i;
    return -1;
}

static void shut(slot *s)
{
    if (s->is_shut) return;
    s->is_shut = true;
    (void)shutdown(s->socket, SHUT_RDWR);
}

static void shut_longest_waiting(ent_guard *g)
{
    for (int i = g->first; i >= 0; i = g->slots[i].after) {
        if (g->slots[i].is_shut || g->slots[i].is_working) continue;
        shut(&g->slots[i]);
        return;
    }
}

static void shut_overdue(ent_guard *g)
{
    const int64_t limit = now_ms() - g->deadline_ms;
    for (int i = g->first; i >= 0 && g->slots[i].since_ms <= limit; i = g->slots[i].after)
        if (!g->slots[i].is_working) shut(&g->slots[i]);
}

/* ---- the thread ------------------------------------------------------------------------------------- */

static void *watch(void *context)
{
    ent_guard *g = context;
    pthread_mutex_lock(&g->lock);
    while (!g->stopping) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += LOOK_NS;
        if (until.tv_nsec >= 1000000000L) until.tv_nsec -= 1000000000L, until.tv_sec++;
        pthread_cond_timedwait(&g->wake, &g->lock, &until);
        shut_overdue(g);
    }
    pthread_mutex_unlock(&g->lock);
    return NULL;
}

static bool start(ent_guard *g)
{
    pthread_condattr_t attributes;
    if (pthread_condattr_init(&attributes) != 0) return false;
    bool ok = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0 &&
              pthread_cond_init(&g->wake, &attributes) == 0;
    pthread_condattr_destroy(&attributes);
    if (!ok) return false;
    ok = pthread_mutex_init(&g->lock, NULL) == 0;
    if (ok && pthread_create(&g->thread, NULL, watch, g) == 0) return true;
    if (ok) pthread_mutex_destroy(&g->lock);
    pthread_cond_destroy(&g->wake);
    return false;
}

ent_guard *ent_guard_new(unsigned deadline_seconds)
{
    ent_guard *g = ent_alloc_zero(1, sizeof *g);
    if (!g) return NULL;
    g->deadline_ms = (int64_t)deadline_seconds * 1000;
    g->first = g->last = -1;
    for (int i = 0; i < SLOTS; i++) g->slots[i].after = i + 1 < SLOTS ? i + 1 : -1;
    if (start(g)) return g;
    ent_free(g);
    return NULL;
}

void ent_guard_free(ent_guard *g)
{
    if (!g) return;
    pthread_mutex_lock(&g->lock);
    g->stopping = true;
    pthread_cond_signal(&g->wake);
    pthread_mutex_unlock(&g->lock);
    pthread_join(g->thread, NULL);
    pthread_mutex_destroy(&g->lock);
    pthread_cond_destroy(&g->wake);
    ent_free(g);
}

/* ---- connections ------------------------------------------------------------------------------------ */

void ent_guard_enter(ent_guard *g, int socket)
{
    pthread_mutex_lock(&g->lock);
    const int i = g->unused;
    if (i < 0) { /* the library allows fewer connections than there are slots */
        (void)shutdown(socket, SHUT_RDWR);
    } else {
        g->unused = g->slots[i].after;
        g->slots[i] = (slot){.socket = socket};
        put_last(g, i);
        g->count++;
        if (g->count > ENT_HTTP_CROWDED) shut_longest_waiting(g);
    }
    pthread_mutex_unlock(&g->lock);
}

void ent_guard_leave(ent_guard *g, int socket)
{
    pthread_mutex_lock(&g->lock);
    const int i = find(g, socket);
    if (i >= 0) {
        take_out(g, i);
        g->slots[i].after = g->unused;
        g->unused = i;
        g->count--;
    }
    pthread_mutex_unlock(&g->lock);
}

static void restart(ent_guard *g, int socket, bool working)
{
    pthread_mutex_lock(&g->lock);
    const int i = find(g, socket);
    if (i >= 0) take_out(g, i), put_last(g, i), g->slots[i].is_working = working;
    pthread_mutex_unlock(&g->lock);
}

void ent_guard_working(ent_guard *g, int socket)
{
    restart(g, socket, true);
}

void ent_guard_answered(ent_guard *g, int socket)
{
    restart(g, socket, false);
}

size_t ent_guard_count(ent_guard *g)
{
    pthread_mutex_lock(&g->lock);
    const size_t count = g->count;
    pthread_mutex_unlock(&g->lock);
    return count;
}
