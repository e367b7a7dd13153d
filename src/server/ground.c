/* ground.c: eight answers, the oldest goes. A ground may be forgotten while a zone is being made of it, so
 * holders are counted. */
#include "server/ground.h"

#include "base/mem.h"
#include "server/variant.h"

#include <pthread.h>
#include <string.h>

#define KEPT 8

struct ent_ground_held {
    ent_grounds *home;
    ent_variant variant;
    ent_closed *closed;
    unsigned holders;
    char key[ENT_REQUEST_KEY_MAX];
};

struct ent_grounds {
    const ent_world *world;
    pthread_mutex_t lock;        /* of `kept` and of every `holders` */
    ent_ground_held *kept[KEPT]; /* the most recently asked for first */
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
    ent_variant_done(&held->variant);
    ent_free(held);
}

void ent_grounds_free(ent_grounds *grounds)
{
    if (!grounds) return;
    for (size_t i = 0; i < KEPT; i++) let_go(grounds->kept[i]);
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
    held->holders = 2; /* the caller's and this one */
    pthread_mutex_unlock(&grounds->lock);
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
    held->home = grounds, held->holders = 1;
    memcpy(held->key, question->key, strlen(question->key) + 1);
    ent_status st = ent_variant_make(grounds->world, question->request, &held->variant, err);
    if (st == ENT_OK)
        st = ent_closed_find(&held->variant.world, &question->judge, &question->query, &held->closed, err);
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
