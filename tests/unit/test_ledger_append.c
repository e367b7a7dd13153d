/* Adding to a ledger: several writers at once, writers killed at any moment, memory that runs out. Whatever
 * happens, the file reads without a complaint and holds every entry that was acknowledged. */
#define _POSIX_C_SOURCE 200809L
#include "cm.h"

#include "base/buf.h"
#include "base/mem.h"
#include "entente/ledger.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WRITERS 3
#define KILLS 60

static char folder[64], path[96];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/entente-ledger-%ld", (long)getpid());
    snprintf(path, sizeof path, "%s/ledger.csv", folder);
    return mkdir(folder, 0777);
}

/* The same for a ledger of one JSON object a line. */
static int make_folder_ndjson(void **state)
{
    int failed = make_folder(state);
    snprintf(path, sizeof path, "%s/ledger.ndjson", folder);
    return failed;
}

static int take_folder_away(void **state)
{
    (void)state;
    char fresh[112];
    snprintf(fresh, sizeof fresh, "%s.new", path);
    unlink(path);
    unlink(fresh);
    return rmdir(folder);
}

static ent_status add(const char *id, const char *statement)
{
    ent_diags *diags = NULL;
    ent_ledger_added added;
    const ent_ledger_cell cells[] = {{"date", ENT_STR("2022-01-10")},
                                     {"kind", ENT_STR("statement")},
                                     {"speaker", ENT_STR("X")},
                                     {"statement", ent_str_of(statement)},
                                     {"id", ent_str_of(id)}};
    ent_ledger_new_entry entry = {cells, *id ? 5 : 4};
    if (ent_diags_new(&diags, NULL) != ENT_OK) return ENT_E_NOMEM;
    ent_status st = ent_ledger_append(path, &entry, diags, &added, NULL);
    ent_diags_free(diags);
    return st;
}

static ent_ledger *read_back(void)
{
    ent_ledger *ledger = NULL;
    ent_diags *diags = NULL;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(ent_ledger_new(&ledger, NULL), ENT_OK);
    assert_int_equal(ent_ledger_load(ledger, path, diags, NULL), ENT_OK);
    assert_int_equal(ent_ledger_finish(ledger, diags, NULL), ENT_OK);
    assert_int_equal(ent_diags_count(diags), 0);
    ent_diags_free(diags);
    return ledger;
}

/* A child adds for ever and writes each acknowledged id, with its length fixed, into the pipe. */
static pid_t start_writer(int writer, int round, int pipe_out)
{
    pid_t child = fork();
    if (child != 0) return child;
    static char statement[20000];
    memset(statement, 'x', sizeof statement - 1); /* several pages, so that a write can be cut */
    for (int i = 0;; i++) {
        char id[32];
        snprintf(id, sizeof id, "%016llx",
                 (unsigned long long)writer << 48 | (unsigned long long)round << 32 | (unsigned)i);
        if (add(id, statement) != ENT_OK) _exit(1);
        if (write(pipe_out, id, 16) != 16) _exit(2);
    }
}

static void wait_a_little(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    struct timespec nap = {0, (long)(*seed >> 8) % 12000000L + 500000L};
    nanosleep(&nap, NULL);
}

static void kill_and_reap(pid_t child)
{
    assert_int_equal(kill(child, SIGKILL), 0);
    int how;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL);
}

static size_t check_acknowledged(const ent_ledger *ledger, int pipe_in)
{
    size_t count = 0;
    for (char id[16]; read(pipe_in, id, 16) == 16; count++) {
        if (!ent_ledger_find(ledger, (ent_str){id, 16})) fail_msg("%.16s was acknowledged and is lost", id);
    }
    return count;
}

static void test_ledger_append__writers_are_killed(void **state)
{
    (void)state;
    unsigned seed = (unsigned)time(NULL);
    print_message("seed %u\n", seed);
    size_t acknowledged = 0;
    for (int round = 0; round < KILLS / WRITERS; round++) {
        int ends[2];
        pid_t children[WRITERS];
        assert_int_equal(pipe(ends), 0);
        for (int w = 0; w < WRITERS; w++) children[w] = start_writer(w, round, ends[1]);
        for (int w = 0; w < WRITERS; w++) {
            wait_a_little(&seed);
            kill_and_reap(children[w]);
        }
        close(ends[1]);
        if (access(path, F_OK) == 0) {
            ent_ledger *ledger = read_back();
            size_t now = check_acknowledged(ledger, ends[0]);
            /* At most one entry a writer may be there without having been acknowledged. */
            assert_true(ent_ledger_count(ledger) <= now + WRITERS);
            acknowledged += now;
            ent_ledger_free(ledger);
            unlink(path);
        } else {
            char id;
            assert_int_equal(read(ends[0], &id, 1), 0);
        }
        close(ends[0]);
    }
    print_message("%zu entries acknowledged over %d kills\n", acknowledged, KILLS);
    assert_true(acknowledged > 0);
}

static void test_ledger_append__ids_are_made_under_the_lock(void **state)
{
    (void)state;
    pid_t children[WRITERS];
    for (int w = 0; w < WRITERS; w++) {
        children[w] = fork();
        if (children[w] != 0) continue;
        for (int i = 0; i < 10; i++)
            if (add("", "text, with a comma") != ENT_OK) _exit(1);
        _exit(0);
    }
    for (int w = 0; w < WRITERS; w++) {
        int how;
        assert_int_equal(waitpid(children[w], &how, 0), children[w]);
        assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
    }
    ent_ledger *ledger = read_back();
    assert_int_equal(ent_ledger_count(ledger), 10 * WRITERS);
    assert_non_null(ent_ledger_find(ledger, ENT_STR("E1")));
    assert_non_null(ent_ledger_find(ledger, ENT_STR("E30")));
    ent_ledger_free(ledger);
    unlink(path);
}

static void test_ledger_append__nothing_is_half_written(void **state)
{
    (void)state;
    ent_buf before, after;
    assert_int_equal(add("first", "a"), ENT_OK);
    assert_int_equal(ent_file_read(path, 1u << 20, &before, NULL), ENT_OK);
    for (uint64_t n = 1; n < 10000; n++) {
        ent_mem_fail_at(n);
        ent_status st = add("second", "b");
        bool whole_run = ent_mem_count() < n;
        ent_mem_fail_at(0);
        if (whole_run) {
            assert_int_equal(st, ENT_OK);
            break;
        }
        if (st == ENT_OK) fail_msg("allocation %d was lost without a word", (int)n);
        assert_int_equal(ent_file_read(path, 1u << 20, &after, NULL), ENT_OK);
        assert_true(ent_str_eq(ent_buf_str(&before), ent_buf_str(&after)));
        ent_buf_done(&after);
    }
    ent_ledger *ledger = read_back();
    assert_int_equal(ent_ledger_count(ledger), 2);
    ent_ledger_free(ledger);
    ent_buf_done(&before);
    unlink(path);
}

static void test_ledger_append__keeps_mode_and_follows_links(void **state)
{
    (void)state;
    char link[112];
    struct stat info;
    snprintf(link, sizeof link, "%s/link.csv", folder);
    assert_int_equal(add("first", "a"), ENT_OK);
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(symlink("ledger.csv", link), 0);
    ent_diags *diags = NULL;
    ent_ledger_added added;
    const ent_ledger_cell cells[] = {{"date", ENT_STR("2022")},
                                     {"kind", ENT_STR("reply")},
                                     {"speaker", ENT_STR("Y")},
                                     {"to", ENT_STR("X")}};
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(ent_ledger_append(link, &(ent_ledger_new_entry){cells, 4}, diags, &added, NULL), ENT_OK);
    assert_string_equal(added.id, "E2");
    assert_int_equal(added.line, 3);
    assert_int_equal(lstat(link, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
    ent_diags_free(diags);
    unlink(link);
    unlink(path);
}

static void test_ledger_append__refuses(void **state)
{
    (void)state;
    ent_error err = {0};
    ent_diags *diags = NULL;
    ent_ledger_added added = {.line = 77};
    const ent_ledger_cell unknown[] = {{"colour", ENT_STR("red")}};
    const ent_ledger_cell cells[] = {
        {"date", ENT_STR("2022")}, {"kind", ENT_STR("reply")}, {"speaker", ENT_STR("Y")}};
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(ent_ledger_append(path, &(ent_ledger_new_entry){unknown, 1}, diags, &added, &err),
                     ENT_E_NOT_FOUND);
    assert_string_equal(err.message, "the ledger has no column \"colour\"");
    assert_int_equal(
        ent_ledger_append("/nonexistent/ledger.csv", &(ent_ledger_new_entry){cells, 3}, diags, &added, &err),
        ENT_E_IO);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(ent_file_replace(path, ENT_STR("id,date,kind,speaker\nq,2022-13,reply,X\n"), NULL),
                     ENT_OK);
    assert_int_equal(ent_ledger_append(path, &(ent_ledger_new_entry){cells, 3}, diags, &added, &err),
                     ENT_E_FORMAT);
    assert_int_equal(ent_diags_at(diags, 0)->span.line, 2); /* the ledger itself is wrong */
    assert_int_equal(added.line, 77);
    ent_diags_free(diags);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ledger_append__ids_are_made_under_the_lock),
        cmocka_unit_test(test_ledger_append__nothing_is_half_written),
        cmocka_unit_test(test_ledger_append__keeps_mode_and_follows_links),
        cmocka_unit_test(test_ledger_append__refuses),
        cmocka_unit_test(test_ledger_append__writers_are_killed),
    };
    const struct CMUnitTest ndjson[] = {
        cmocka_unit_test(test_ledger_append__ids_are_made_under_the_lock),
        cmocka_unit_test(test_ledger_append__nothing_is_half_written),
        cmocka_unit_test(test_ledger_append__writers_are_killed),
    };
    const int failed = cmocka_run_group_tests(tests, make_folder, take_folder_away);
    return failed + cmocka_run_group_tests(ndjson, make_folder_ndjson, take_folder_away);
}
