/* guard.c: the library under the server knows only how long a connection was idle. A client that sends a
 * header byte by byte is never idle and never done; and one whose request lies unread, because the thread
 * that serves it makes the answer of another, looks idle and is not. So the deadline is kept here, and
 * enforced by shutting the socket down for both directions: the library then sees its end and cleans up. A
 * socket is only touched between `enter` and `leave`, under the lock, so its number cannot have become
 * another's.
 *
 * A thread of the library serves its connections one after the other: while it makes an answer, the clocks of
 * all of them stand still. They are few, so they lie in an array in no order and are looked through. */
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
    pthread_t server;   /* the thread that entered it, and serves it until it leaves */
    int64_t since_ms;   /* when its clock began */
    int64_t held_at_ms; /* when its clock was stopped; of use while it is */
    bool is_held, is_shut;
} slot;

struct ent_guard {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t thread;
    bool stopping;
    int64_t deadline_ms;
    size_t count;
    slot slots[SLOTS];
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the connections; the lock is held -------------------------------------------------------------- */

static slot *find(ent_guard *g, int socket)
{
    for (size_t i = 0; i < g->count; i++)
        if (g->slots[i].socket == socket) return &g->slots[i];
    return NULL;
}

static void shut(slot *s)
{
    s->is_shut = true;
    (void)shutdown(s->socket, SHUT_RDWR);
}

static void shut_longest_waiting(ent_guard *g)
{
    slot *longest = NULL;
    for (size_t i = 0; i < g->count; i++) {
        slot *s = &g->slots[i];
        if (!s->is_shut && !s->is_held && (!longest || s->since_ms < longest->since_ms)) longest = s;
    }
    if (longest) shut(longest);
}

static void shut_overdue(ent_guard *g)
{
    const int64_t limit = now_ms() - g->deadline_ms;
    for (size_t i = 0; i < g->count; i++) {
        slot *s = &g->slots[i];
        if (!s->is_shut && !s->is_held && s->since_ms <= limit) shut(s);
    }
}

/* Stops the clocks of all that the same thread serves. */
static void hold(ent_guard *g, pthread_t server)
{
    const int64_t now = now_ms();
    for (size_t i = 0; i < g->count; i++) {
        slot *s = &g->slots[i];
        if (!s->is_held && pthread_equal(s->server, server)) s->is_held = true, s->held_at_ms = now;
    }
}

static void let_go(ent_guard *g, pthread_t server)
{
    const int64_t now = now_ms();
    for (size_t i = 0; i < g->count; i++) {
        slot *s = &g->slots[i];
        if (s->is_held && pthread_equal(s->server, server))
            s->is_held = false, s->since_ms += now - s->held_at_ms;
    }
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
    if (g->count == SLOTS) { /* the library allows fewer connections than there are slots */
        (void)shutdown(socket, SHUT_RDWR);
    } else {
        g->slots[g->count++] = (slot){.socket = socket, .server = pthread_self(), .since_ms = now_ms()};
        if (g->count > ENT_HTTP_CROWDED) shut_longest_waiting(g);
    }
    pthread_mutex_unlock(&g->lock);
}

void ent_guard_leave(ent_guard *g, int socket)
{
    pthread_mutex_lock(&g->lock);
    slot *s = find(g, socket);
    if (s) *s = g->slots[--g->count];
    pthread_mutex_unlock(&g->lock);
}

void ent_guard_working(ent_guard *g, int socket)
{
    pthread_mutex_lock(&g->lock);
    const slot *s = find(g, socket);
    if (s) hold(g, s->server);
    pthread_mutex_unlock(&g->lock);
}

void ent_guard_answered(ent_guard *g, int socket)
{
    pthread_mutex_lock(&g->lock);
    slot *s = find(g, socket);
    if (s) let_go(g, s->server), s->since_ms = now_ms();
    pthread_mutex_unlock(&g->lock);
}

size_t ent_guard_count(ent_guard *g)
{
    pthread_mutex_lock(&g->lock);
    const size_t count = g->count;
    pthread_mutex_unlock(&g->lock);
    return count;
}
