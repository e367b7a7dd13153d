/* test_server_cache.c: answers kept, and connections that wait too long. */
#include "base/mem.h"
#include "cm.h"
#include "server/cache.h"
#include "server/guard.h"

#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static ent_shared *keep(ent_cache *cache, const char *key, size_t length)
{
    char *bytes = ent_alloc(length);
    assert_non_null(bytes);
    memset(bytes, key[0], length);
    return ent_cache_keep(cache, key, bytes, length, "text/plain");
}

static void test_cache__finds_what_was_kept(void **state)
{
    ent_cache *cache = ent_cache_new(1000, 10);
    (void)state;
    ent_shared_release(keep(cache, "a", 10));
    ent_shared *found = ent_cache_find(cache, "a");
    assert_non_null(found);
    assert_int_equal(found->length, 10);
    assert_null(ent_cache_find(cache, "b"));
    ent_shared_release(found);
    ent_cache_free(cache);
}

static void test_cache__forgets_the_least_recently_used(void **state)
{
    ent_cache *cache = ent_cache_new(1000, 3);
    (void)state;
    for (const char *const *key = (const char *const[]){"a", "b", "c", NULL}; *key; key++)
        ent_shared_release(keep(cache, *key, 10));
    ent_shared_release(ent_cache_find(cache, "a"));
    ent_shared_release(keep(cache, "d", 10));
    assert_null(ent_cache_find(cache, "b"));
    ent_shared *a = ent_cache_find(cache, "a");
    assert_non_null(a);
    ent_shared_release(a);
    ent_cache_free(cache);
}

static void test_cache__bytes_live_while_they_are_held(void **state)
{
    ent_cache *cache = ent_cache_new(400, 10);
    (void)state;
    ent_shared *held = keep(cache, "a", 100);
    for (char key[2] = "b"; key[0] < 'k'; key[0]++) ent_shared_release(keep(cache, key, 100));
    assert_null(ent_cache_find(cache, "a"));
    assert_int_equal(held->bytes[99], 'a');
    ent_shared_release(held);
    ent_shared *large = keep(cache, "z", 101); /* more than a quarter: not kept, but answered */
    assert_non_null(large);
    assert_null(ent_cache_find(cache, "z"));
    ent_shared_release(large);
    ent_cache_free(cache);
}

static void pause_ms(long ms)
{
    const struct timespec t = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&t, NULL);
}

static bool is_open(int socket)
{
    char c;
    return recv(socket, &c, 1, MSG_DONTWAIT | MSG_PEEK) != 0;
}

static void test_guard__closes_at_the_deadline_whatever_is_sent(void **state)
{
    int ends[2];
    ent_guard *guard = ent_guard_new(1);
    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    ent_guard_enter(guard, ends[0]);
    pause_ms(600);
    assert_true(is_open(ends[1]));
    ent_guard_answered(guard, ends[0]); /* the next request has the whole deadline */
    pause_ms(700);
    assert_true(is_open(ends[1]));
    pause_ms(900);
    assert_false(is_open(ends[1]));
    assert_int_equal(ent_guard_count(guard), 1);
    ent_guard_leave(guard, ends[0]);
    assert_int_equal(ent_guard_count(guard), 0);
    ent_guard_free(guard);
    close(ends[0]), close(ends[1]);
}

static void test_guard__no_deadline_runs_while_an_answer_is_made(void **state)
{
    int ends[2];
    ent_guard *guard = ent_guard_new(1);
    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    ent_guard_enter(guard, ends[0]);
    ent_guard_working(guard, ends[0]);
    pause_ms(1600);
    assert_true(is_open(ends[1]));
    ent_guard_answered(guard, ends[0]); /* from here on the client is waited for again */
    pause_ms(500);
    assert_true(is_open(ends[1]));
    pause_ms(1100);
    assert_false(is_open(ends[1]));
    ent_guard_leave(guard, ends[0]);
    ent_guard_free(guard);
    close(ends[0]), close(ends[1]);
}

typedef struct served {
    ent_guard *guard;
    int socket;
} served;

static void *enter_elsewhere(void *context)
{
    const served *s = context;
    ent_guard_enter(s->guard, s->socket);
    return NULL;
}

static void test_guard__waiting_behind_anothers_answer_is_not_the_clients_time(void **state)
{
    int busy[2], behind[2], elsewhere[2];
    ent_guard *guard = ent_guard_new(1);
    pthread_t other;
    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, busy), 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, behind), 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, elsewhere), 0);
    served apart = {guard, elsewhere[0]};
    ent_guard_enter(guard, busy[0]);
    ent_guard_enter(guard, behind[0]);
    pause_ms(500); /* half of its second is gone */
    assert_int_equal(pthread_create(&other, NULL, enter_elsewhere, &apart), 0);
    assert_int_equal(pthread_join(other, NULL), 0);
    ent_guard_working(guard, busy[0]);
    pause_ms(1600);
    assert_true(is_open(behind[1]));
    assert_false(
        is_open(elsewhere[1])); /* another thread was free to serve it: it was the client that waited */
    ent_guard_answered(guard, busy[0]);
    pause_ms(200);
    assert_true(is_open(behind[1])); /* the rest of its second is left, and no more */
    pause_ms(700);
    assert_false(is_open(behind[1]));
    for (int *const *pair = (int *const[]){busy, behind, elsewhere, NULL}; *pair; pair++) {
        ent_guard_leave(guard, (*pair)[0]);
        close((*pair)[0]), close((*pair)[1]);
    }
    assert_int_equal(ent_guard_count(guard), 0);
    ent_guard_free(guard);
}

static void test_guard__when_crowded_the_longest_waiting_goes(void **state)
{
    static int ends[201][2];
    ent_guard *guard = ent_guard_new(60);
    (void)state;
    for (int i = 0; i < 193; i++) {
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends[i]), 0);
        ent_guard_enter(guard, ends[i][0]);
    }
    assert_false(is_open(ends[0][1]));
    assert_true(is_open(ends[1][1]));
    assert_true(is_open(ends[192][1]));
    for (int i = 0; i < 193; i++) {
        ent_guard_leave(guard, ends[i][0]);
        close(ends[i][0]), close(ends[i][1]);
    }
    ent_guard_free(guard);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cache__finds_what_was_kept),
        cmocka_unit_test(test_cache__forgets_the_least_recently_used),
        cmocka_unit_test(test_cache__bytes_live_while_they_are_held),
        cmocka_unit_test(test_guard__closes_at_the_deadline_whatever_is_sent),
        cmocka_unit_test(test_guard__no_deadline_runs_while_an_answer_is_made),
        cmocka_unit_test(test_guard__waiting_behind_anothers_answer_is_not_the_clients_time),
        cmocka_unit_test(test_guard__when_crowded_the_longest_waiting_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
