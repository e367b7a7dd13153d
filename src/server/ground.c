/* ground.c: eight answers, the oldest goes. A ground may be forgotten while a zone is being made of it, so
 * holders are counted. */
#include "server/ground.h"

#include "base/mem.h"
#include "server/changed.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#define KEPT 8
#define LENDERS 12
#define LONG_NS 40000000 /* an answer that takes longer has dissolved something */

struct ent_ground_held {
    ent_grounds *home;
    ent_variant *variant; /* NULL: the case as it stands */
    ent_closed *closed;
    ent_judge_opts judge;
    unsigned holders;
    char key[ENT_REQUEST_KEY_MAX];
};

struct ent_grounds {
    const ent_world *world;
    pthread_mutex_t lock;              /* of `kept` and of every `holders` */
    ent_ground_held *kept[KEPT];       /* the most recently asked for first */
    ent_ground_held *lenders[LENDERS]; /* each borrows from those before it */
    size_t lender_count;
};

ent_grounds *ent_grounds_new(const ent_world *world)
{
    ent_grounds *made = ent_alloc_zero(1, sizeof *made);
    if (!made) return NULL;
    made->world = world;
    if (pthread_mutex_init(&made->lock, NULL) == 0) return made;
    ent_free(made);
    return NULL;
}

static void let_go(ent_ground_held *held)
{
    if (!held || --held->holders > 0) return;
    ent_closed_free(held->closed);
    ent_variant_free(held->variant);
    ent_free(held);
}

void ent_grounds_free(ent_grounds *grounds)
{
    if (!grounds) return;
    for (size_t i = 0; i < KEPT; i++) let_go(grounds->kept[i]);
    while (grounds->lender_count) let_go(grounds->lenders[--grounds->lender_count]);
    pthread_mutex_destroy(&grounds->lock);
    ent_free(grounds);
}

static ent_ground_held *find(ent_grounds *grounds, const char *key)
{
    for (size_t i = 0; i < KEPT; i++) {
        ent_ground_held *held = grounds->kept[i];
        if (!held || strcmp(held->key, key) != 0) continue;
        memmove(grounds->kept + 1, grounds->kept, i * sizeof held);
        grounds->kept[0] = held;
        held->holders++;
        return held;
    }
    return NULL;
}

static void keep(ent_grounds *grounds, ent_ground_held *held)
{
    pthread_mutex_lock(&grounds->lock);
    let_go(grounds->kept[KEPT - 1]);
    memmove(grounds->kept + 1, grounds->kept, (KEPT - 1) * sizeof held);
    grounds->kept[0] = held;
    held->holders++;
    pthread_mutex_unlock(&grounds->lock);
}

/* The last of those on the same map and view: through it, the ones before. */
static const ent_closed *lender_for(const ent_grounds *grounds, const ent_judge_opts *judge)
{
    for (size_t i = grounds->lender_count; i-- > 0;) {
        const ent_judge_opts *had = &grounds->lenders[i]->judge;
        if (had->view == judge->view && had->layer == judge->layer && had->edges == judge->edges)
            return grounds->lenders[i]->closed;
    }
    return NULL;
}

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static ent_status make(ent_grounds *grounds, const ent_ground_question *question, ent_ground_held *held,
                       ent_error *err)
{
    ent_closed_query query = question->query;
    const int64_t begun = now_ns();
    query.with = lender_for(grounds, &question->judge);
    ent_status st = ent_changed_make(grounds->world, question->request, &held->variant, err);
    if (st == ENT_OK)
        st = ent_closed_find(ent_changed_world(grounds->world, held->variant), &question->judge, &query,
                             &held->closed, err);
    if (st != ENT_OK) return st;
    if (now_ns() - begun > LONG_NS && grounds->lender_count < LENDERS) {
        held->holders++;
        grounds->lenders[grounds->lender_count++] = held;
    }
    return ENT_OK;
}

ent_status ent_grounds_find(ent_grounds *grounds, const ent_ground_question *question, ent_ground_held **out,
                            ent_error *err)
{
    pthread_mutex_lock(&grounds->lock);
    ent_ground_held *held = find(grounds, question->key);
    pthread_mutex_unlock(&grounds->lock);
    if (held) return *out = held, ENT_OK;
    held = ent_alloc_zero(1, sizeof *held);
    if (!held) return ent_fail(err, ENT_E_NOMEM, "out of memory for a zone");
    held->home = grounds, held->holders = 1, held->judge = question->judge;
    memcpy(held->key, question->key, strlen(question->key) + 1);
    ent_status st = make(grounds, question, held, err);
    if (st != ENT_OK) return let_go(held), st;
    keep(grounds, held);
    *out = held;
    return ENT_OK;
}

const ent_closed *ent_ground_closed(const ent_ground_held *held)
{
    return held->closed;
}

void ent_ground_release(ent_ground_held *held)
{
    ent_grounds *grounds = held->home;
    pthread_mutex_lock(&grounds->lock);
    let_go(held);
    pthread_mutex_unlock(&grounds->lock);
}
