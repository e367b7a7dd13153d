/* Memory, arena, buffer, map, nearest name, UTF-8, SHA-256, text slices, files. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "cm.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void test_base_mem__the_chosen_allocation_fails_once(void **state)
{
    (void)state;
    ent_mem_fail_at(2);
    void *a = ent_alloc(0), *b = ent_alloc_zero(3, 3), *c = ent_realloc(NULL, 4, 4);
    assert_non_null(a);
    assert_null(b);
    assert_non_null(c);
    assert_int_equal(ent_mem_count(), 3);
    ent_mem_fail_at(0);
    assert_null(ent_alloc_zero(SIZE_MAX / 2, 3));
    assert_null(ent_realloc(c, SIZE_MAX / 2, 3));
    ent_free(a), ent_free(c), ent_free(NULL);
}

static void test_base_arena__blocks_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    ent_arena *arena = ent_arena_new();
    assert_non_null(arena);
    unsigned char *blocks[200];
    for (size_t i = 0; i < 200; i++) {
        size_t size = i * i * 13 % 9000 + (i % 50 == 49 ? 600000 : 0);
        blocks[i] = ent_arena_alloc(arena, size, 1);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < size; k++) assert_int_equal(blocks[i][k], 0);
        memset(blocks[i], (int)i, size);
    }
    for (size_t i = 1; i < 200; i++)
        for (size_t k = 0; k < i * i * 13 % 9000; k++) assert_int_equal(blocks[i][k], i);
    assert_true(ent_arena_bytes(arena) >= 4 * 600000);
    assert_string_equal(ent_arena_copy(arena, (ent_str){"abcdef", 3}), "abc");
    assert_string_equal(ent_arena_copy(arena, (ent_str){NULL, 0}), "");
    assert_string_equal(ent_arena_printf(arena, "%d-%s", 7, "x"), "7-x");
    ent_arena_free(arena);
    ent_arena_free(NULL);
}

static void test_base_arena__refuses_past_its_ceiling(void **state)
{
    (void)state;
    ent_arena *arena = ent_arena_new();
    assert_null(ent_arena_alloc(arena, ENT_ARENA_BYTES_MAX, 1));
    assert_null(ent_arena_alloc(arena, SIZE_MAX / 2, 4));
    assert_non_null(ent_arena_alloc(arena, 1, 1));
    ent_mem_fail_at(1);
    assert_null(ent_arena_alloc(arena, 500000, 1));
    ent_mem_fail_at(0);
    ent_arena_free(arena);
}

static void test_base_buf__grows_to_its_ceiling_and_remembers(void **state)
{
    (void)state;
    ent_buf buf;
    ent_buf_init(&buf, 100);
    for (int i = 0; i < 10; i++) ent_buf_printf(&buf, "%s%04d", "number", i);
    assert_int_equal(buf.len, 100);
    assert_false(buf.failed);
    assert_int_equal(strlen(buf.ptr), 100);
    ent_buf_addc(&buf, 'x');
    assert_true(buf.failed);
    ent_buf_add(&buf, ENT_STR(""));
    assert_int_equal(buf.len, 100);
    ent_buf_clear(&buf);
    ent_buf_adds(&buf, "again");
    ent_buf_adds(&buf, NULL);
    assert_false(buf.failed);
    assert_string_equal(buf.ptr, "again");
    ent_buf_done(&buf);
    ent_mem_fail_at(1);
    ent_buf_addc(&buf, 'x');
    ent_mem_fail_at(0);
    assert_true(buf.failed);
    ent_buf_done(&buf);
    ent_buf_done(NULL);
}

static void test_base_map__finds_what_was_put(void **state)
{
    (void)state;
    enum { COUNT = 5000 };
    static char names[COUNT][32];
    static int values[COUNT];
    ent_map *map = ent_map_new();
    assert_non_null(map);
    for (int i = 0; i < COUNT; i++) {
        snprintf(names[i], sizeof names[i], "%s%d", i % 2 ? "longer name " : "n", i);
        assert_true(ent_map_put(map, ent_str_of(names[i]), &values[i]));
    }
    assert_int_equal(ent_map_count(map), COUNT);
    for (int i = 0; i < COUNT; i++) assert_ptr_equal(ent_map_get(map, ent_str_of(names[i])), &values[i]);
    assert_null(ent_map_get(map, ENT_STR("absent")));
    assert_null(ent_map_get(map, ENT_STR("")));
    assert_true(ent_map_put(map, ent_str_of(names[3]), map));
    assert_ptr_equal(ent_map_get(map, ent_str_of(names[3])), map);
    assert_true(ent_map_put(map, (ent_str){NULL, 0}, map));
    assert_ptr_equal(ent_map_get(map, ENT_STR("")), map);
    assert_int_equal(ent_map_count(map), COUNT + 1);
    ent_map_free(map);
    ent_map_free(NULL);
}

static void test_base_map__lack_of_memory_keeps_what_is_there(void **state)
{
    (void)state;
    for (uint64_t n = 1; n <= 2; n++) {
        ent_mem_fail_at(n);
        assert_null(ent_map_new());
    }
    ent_mem_fail_at(0);
    static const char names[] = "abcdefghijklmnopqrstuvwxyz";
    ent_map *map = ent_map_new();
    ent_mem_fail_at(1);
    size_t put = 0;
    while (put < 26 && ent_map_put(map, (ent_str){names + put, 1}, map)) put++;
    ent_mem_fail_at(0);
    assert_true(put > 0 && put < 26);
    assert_int_equal(ent_map_count(map), put);
    for (size_t i = 0; i < put; i++) assert_non_null(ent_map_get(map, (ent_str){names + i, 1}));
    assert_true(ent_map_put(map, (ent_str){names + put, 1}, map));
    ent_map_free(map);
}

static void test_base_map__nearest_name(void **state)
{
    (void)state;
    const ent_str names[] = {ENT_STR("range"), ENT_STR("calibre"), ENT_STR("deployment"), ENT_STR("Łódź"),
                             ENT_STR("")};
    assert_int_equal(ent_nearest_name(ENT_STR("RNAGE"), names, 5), 0);
    assert_int_equal(ent_nearest_name(ENT_STR("caliber"), names, 5), 1);
    assert_int_equal(ent_nearest_name(ENT_STR("deploiment"), names, 5), 2);
    assert_int_equal(ent_nearest_name(ENT_STR("Łodź"), names, 5), 3);
    assert_int_equal(ent_nearest_name(ENT_STR("tonnage"), names, 5), -1);
    assert_int_equal(ent_nearest_name(ENT_STR("rnga"), names, 5), -1);
    assert_int_equal(ent_nearest_name(ENT_STR(""), names, 5), -1);
    assert_int_equal(ent_nearest_name(ENT_STR("x"), names, 0), -1);
    char longest[200];
    memset(longest, 'a', sizeof longest);
    ent_str same = {longest, sizeof longest};
    assert_int_equal(ent_nearest_name(same, &same, 1), -1);
}

static void expect_utf8(ent_str s, size_t bad_at)
{
    assert_int_equal(ent_utf8_check(s), bad_at);
}

static void test_base_utf8__is_strict(void **state)
{
    (void)state;
    expect_utf8(ENT_STR("abc"), 3);
    expect_utf8(ENT_STR("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"), 9);
    expect_utf8(ENT_STR("a\x80"), 1);     /* a tail alone */
    expect_utf8(ENT_STR("a\xC0\x80"), 1); /* overlong */
    expect_utf8(ENT_STR("a\xC1\xBF"), 1);
    expect_utf8(ENT_STR("\xE0\x9F\xBF"), 0);
    expect_utf8(ENT_STR("\xF0\x8F\xBF\xBF"), 0);
    expect_utf8(ENT_STR("\xED\xA0\x80"), 0); /* a surrogate */
    expect_utf8(ENT_STR("\xED\x9F\xBF"), 3);
    expect_utf8(ENT_STR("\xF4\x8F\xBF\xBF"), 4); /* the last code point */
    expect_utf8(ENT_STR("\xF4\x90\x80\x80"), 0);
    expect_utf8(ENT_STR("\xF8\x88\x80\x80\x80"), 0);
    expect_utf8(ENT_STR("ab\xE2\x82"), 2); /* cut short */
    uint32_t c = 0;
    assert_int_equal(ent_utf8_step(ENT_STR("\xF0\x9F\x98\x80"), &c), 4);
    assert_int_equal(c, 0x1F600);
    assert_int_equal(ent_utf8_step((ent_str){NULL, 0}, &c), 0);
}

static void test_base_utf8__columns(void **state)
{
    (void)state;
    assert_int_equal(ent_utf8_columns(ENT_STR("Kalin\xC3\xADngrad")), 11);
    assert_int_equal(ent_utf8_columns(ENT_STR("e\xCC\x81")), 1);
    assert_int_equal(ent_utf8_columns(ENT_STR("\xE6\x9D\xB1")), 2);
    assert_int_equal(ent_utf8_columns(ENT_STR("\xF0\x9F\x98\x80")), 2);
    assert_int_equal(ent_utf8_columns(ENT_STR("\xD0\x9C\xD0\xB8\xD1\x80")), 3);
    assert_int_equal(ent_utf8_columns(ENT_STR("\xFF\xFE")), 2);
}

static void expect_hash(size_t length, char c, const char *expected)
{
    char *text = ent_alloc(length), hex[65];
    memset(text, c, length);
    for (size_t step = 1; step < 200; step = step * 3 + 1) {
        ent_sha256 s;
        ent_sha256_init(&s);
        for (size_t at = 0; at < length; at += step)
            ent_sha256_add(&s, text + at, length - at < step ? length - at : step);
        ent_sha256_done(&s, hex);
        assert_string_equal(hex, expected);
    }
    ent_free(text);
}

static void test_base_sha256__agrees_with_the_standard(void **state)
{
    (void)state;
    char hex[65];
    ent_sha256 s;
    ent_sha256_init(&s);
    ent_sha256_add(&s, "abc", 3);
    ent_sha256_done(&s, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ent_sha256_init(&s);
    ent_sha256_add(&s, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56);
    ent_sha256_done(&s, hex);
    assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    expect_hash(0, 'a', "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect_hash(1000000, 'a', "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    expect_hash(55, 'x', "d5e285683cd4efc02d021a5c62014694958901005d6f71e89e0989fac77e4072");
    expect_hash(56, 'x', "04c26261370ee7541549d16dee320c723e3fd14671e66a099afe0a377c16888e");
    expect_hash(63, 'x', "75220b47218278e656f2013bb8f0c455a25eaf01e86c64924e9d48d89776d6f2");
    expect_hash(64, 'x', "7ce100971f64e7001e8fe5a51973ecdfe1ced42befe7ee8d5fd6219506b5393c");
    expect_hash(65, 'x', "9537c5fdf120482f7d58d25e9ed583f52c02b4e304ea814db1633ad565aed7e9");
    expect_hash(119, 'x', "000b48d4edf0fa7bee3c6236ecd2785baa5db4eeb8bb54341b029e0d9fa5fb0c");
    expect_hash(120, 'x', "13f05a0b594787f5ecd315edc96141bd3243203d1b7d4f0836f37308b276ba98");
    expect_hash(128, 'x', "24da1b81d0b16df6428eee73c69fcb2a93c76bc6df706f0c6670fe6bfe800464");
}

static void test_base_str__compares_and_trims(void **state)
{
    (void)state;
    assert_true(ent_str_eq((ent_str){NULL, 0}, ENT_STR("")));
    assert_true(ent_str_is(ENT_STR("abc"), "abc") && !ent_str_is(ENT_STR("abc"), "ab"));
    assert_true(ent_str_eq_nocase(ENT_STR("Nato"), ENT_STR("NATO")));
    assert_false(ent_str_eq_nocase(ENT_STR("[a"), ENT_STR("{A")));
    assert_true(ent_str_cmp(ENT_STR("a"), ENT_STR("ab")) < 0 && ent_str_cmp(ENT_STR("b"), ENT_STR("ab")) > 0);
    assert_true(ent_str_cmp(ENT_STR("\xC3"), ENT_STR("a")) > 0 &&
                ent_str_cmp(ENT_STR("a"), ENT_STR("a")) == 0);
    assert_true(ent_str_is(ent_str_trim(ENT_STR(" \t\r\n a b \n")), "a b"));
    assert_int_equal(ent_str_trim(ENT_STR(" \n ")).len, 0);
    assert_int_equal(ent_str_trim((ent_str){NULL, 0}).len, 0);
    assert_int_equal(ent_str_of(NULL).len, 0);
}

static void test_base_error__is_one_line_of_utf8(void **state)
{
    (void)state;
    ent_error err;
    assert_int_equal(ent_fail(&err, ENT_E_IO, "%s: bad\n\x1b[2J\xff", "caf\xC3\xA9"), ENT_E_IO);
    assert_string_equal(err.message, "caf\xC3\xA9: bad  [2J?");
    ent_fail(&err, ENT_E_LIMIT, "outer: %s", err.message);
    assert_string_equal(err.message, "outer: caf\xC3\xA9: bad  [2J?");
    assert_int_equal(err.status, ENT_E_LIMIT);
    char longer[1200];
    for (size_t i = 0; i < sizeof longer; i++) longer[i] = i % 2 ? '\xA9' : '\xC3';
    ent_fail(&err, ENT_E_IO, "%.*s", (int)sizeof longer, longer);
    assert_int_equal(strlen(err.message), 511);
    assert_int_equal(ent_utf8_check(ent_str_of(err.message)), 511);
    assert_int_equal(ent_fail(NULL, ENT_E_IO, "x"), ENT_E_IO);
    for (int st = ENT_OK; st <= ENT_E_INTERNAL; st++)
        assert_string_not_equal(ent_status_name((ent_status)st), "unknown status");
}

static void test_base_truth__is_kleene(void **state)
{
    (void)state;
    const ent_truth all[] = {ENT_NO, ENT_UNCLEAR, ENT_YES};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(ent_not(all[i]).sign, -all[i].sign);
        for (int j = 0; j < 3; j++) {
            assert_int_equal(ent_and(all[i], all[j]).sign, all[i < j ? i : j].sign);
            assert_int_equal(ent_or(all[i], all[j]).sign, all[i > j ? i : j].sign);
        }
    }
    assert_true(ent_is_yes(ENT_YES) && ent_is_no(ENT_NO) && ent_is_unclear(ENT_UNCLEAR));
}

/* ---- files: in a fresh folder below the build's working directory ------------------------------------- */

static char folder[] = "/tmp/entente-test-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "%s/a.txt", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/link", folder);
    unlink(path);
    return rmdir(folder); /* fails, and so does the test, when a temporary file was left behind */
}

static void expect_file(const char *path, const char *expected)
{
    ent_buf buf;
    assert_int_equal(ent_file_read(path, 1000, &buf, NULL), ENT_OK);
    assert_string_equal(buf.ptr, expected);
    assert_int_equal(buf.len, strlen(expected));
    ent_buf_done(&buf);
}

static void test_base_file__replace_and_read(void **state)
{
    (void)state;
    char path[64], link_path[64];
    snprintf(path, sizeof path, "%s/a.txt", folder);
    snprintf(link_path, sizeof link_path, "%s/link", folder);
    assert_int_equal(ent_file_replace(path, ENT_STR("one"), NULL), ENT_OK);
    expect_file(path, "one");
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(symlink("a.txt", link_path), 0);
    assert_int_equal(ent_file_replace(link_path, ENT_STR("two"), NULL), ENT_OK);
    expect_file(path, "two");
    struct stat st;
    assert_int_equal(lstat(link_path, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0640);
    assert_int_equal(ent_file_replace(path, (ent_str){NULL, 0}, NULL), ENT_OK);
    expect_file(path, "");
}

static void test_base_file__ceiling_is_exact(void **state)
{
    (void)state;
    char path[64];
    ent_error err;
    snprintf(path, sizeof path, "%s/a.txt", folder);
    assert_int_equal(ent_file_replace(path, ENT_STR("12345"), NULL), ENT_OK);
    ent_buf buf = {.max = 99};
    assert_int_equal(ent_file_read(path, 4, &buf, &err), ENT_E_LIMIT);
    assert_int_equal(buf.max, 99); /* untouched */
    assert_non_null(strstr(err.message, "larger than 4 bytes"));
    assert_int_equal(ent_file_read(path, 5, &buf, &err), ENT_OK);
    ent_buf_done(&buf);
    ent_mem_fail_at(1);
    assert_int_equal(ent_file_read(path, 5, &buf, &err), ENT_E_NOMEM);
    ent_mem_fail_at(0);
}

static void test_base_file__failures_are_told(void **state)
{
    (void)state;
    ent_error err;
    ent_buf buf;
    char path[64];
    snprintf(path, sizeof path, "%s/none/a.txt", folder);
    assert_int_equal(ent_file_read(path, 5, &buf, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "cannot open: No such file"));
    assert_int_equal(ent_file_replace(path, ENT_STR("x"), &err), ENT_E_IO);
    assert_int_equal(ent_file_read(folder, 5, &buf, &err), ENT_E_IO);
    assert_int_equal(ent_file_replace(folder, ENT_STR("x"), &err), ENT_E_IO);
    assert_int_equal(ent_file_replace("/dev/null", ENT_STR("x"), &err), ENT_OK);
    ent_sink sink = ent_file_sink(stderr);
    assert_true(sink.write(sink.context, "", 0));
}

static void test_base_utf8__control_characters(void **state)
{
    (void)state;
    assert_false(ent_utf8_has_control(ENT_STR("plain\ttext\r\n, \xC2\xA0 and \xC3\x80")));
    assert_false(ent_utf8_has_control((ent_str){NULL, 0}));
    assert_true(ent_utf8_has_control(ENT_STR("\x1b[2J")));
    assert_true(ent_utf8_has_control(ENT_STR("a\x7F")));
    assert_true(ent_utf8_has_control(ENT_STR("a\xC2\x85")));
    assert_true(ent_utf8_has_control((ent_str){"a\0b", 3}));
}

/* It passes eight bytes of ASCII at once: wherever the bad byte stands, it is found there. */
static void test_base_utf8__bad_byte_anywhere(void **state)
{
    (void)state;
    for (size_t length = 0; length < 26; length++)
        for (size_t at = 0; at < length; at++) {
            char text[32];
            memset(text, 'a', sizeof text);
            text[at] = '\xFF';
            assert_int_equal(ent_utf8_check((ent_str){text, length}), at);
            text[at] = '\xC3'; /* half a letter, or a whole one */
            text[at + 1] = '\xA9';
            assert_int_equal(ent_utf8_check((ent_str){text, length}), at + 1 < length ? length : at);
        }
}

/* It looks at eight bytes at a time: wherever the control character stands, and whatever stands around it. */
static void test_base_utf8__control_characters_anywhere(void **state)
{
    (void)state;
    static const char *const fills[] = {"a", "~", " ", "\t", "\xC3\x80", "\xE2\x82\xAC"};
    for (size_t f = 0; f < sizeof fills / sizeof *fills; f++) {
        char text[64], bad[64];
        size_t n = strlen(fills[f]);
        for (size_t i = 0; i < 10; i++) memcpy(text + i * n, fills[f], n);
        assert_false(ent_utf8_has_control((ent_str){text, 10 * n}));
        for (size_t at = 0; at <= 10 * n; at += n) {
            static const char *const controls[] = {"\x01", "\x1F", "\x7F", "\xC2\x80", "\xC2\x9F"};
            for (size_t c = 0; c < sizeof controls / sizeof *controls; c++) {
                size_t m = strlen(controls[c]);
                memcpy(bad, text, at);
                memcpy(bad + at, controls[c], m);
                memcpy(bad + at + m, text + at, 10 * n - at);
                assert_true(ent_utf8_has_control((ent_str){bad, 10 * n + m}));
            }
        }
    }
}

static size_t files_in(const char *path)
{
    size_t count = 0;
    DIR *dir = opendir(path);
    assert_non_null(dir);
    while (readdir(dir)) count++;
    closedir(dir);
    return count;
}

static void test_base_file__written_piece_by_piece(void **state)
{
    (void)state;
    ent_new_file *file = NULL;
    char path[64], line[100];
    snprintf(path, sizeof path, "%s/a.txt", folder);
    assert_int_equal(ent_file_replace(path, ENT_STR("old"), NULL), ENT_OK);
    size_t before = files_in(folder);
    assert_int_equal(ent_new_file_open(path, &file, NULL), ENT_OK);
    memset(line, 'x', sizeof line);
    for (int i = 0; i < 10000; i++)
        assert_int_equal(ent_new_file_write(file, (ent_str){line, sizeof line}, NULL), ENT_OK);
    expect_file(path, "old");
    ent_new_file_drop(file);
    expect_file(path, "old");
    assert_int_equal(files_in(folder), before);

    assert_int_equal(ent_new_file_open(path, &file, NULL), ENT_OK);
    char *large = ent_alloc(1000000);
    assert_non_null(large);
    memset(large, 'y', 1000000);
    assert_int_equal(ent_new_file_write(file, ENT_STR("first,"), NULL), ENT_OK);
    assert_int_equal(ent_new_file_write(file, (ent_str){large, 1000000}, NULL), ENT_OK);
    assert_int_equal(ent_new_file_write(file, ENT_STR(",last"), NULL), ENT_OK);
    ent_free(large);
    assert_int_equal(ent_new_file_finish(file, NULL), ENT_OK);
    ent_buf buf;
    assert_int_equal(ent_file_read(path, 2000000, &buf, NULL), ENT_OK);
    assert_int_equal(buf.len, 1000011);
    assert_memory_equal(buf.ptr, "first,y", 7);
    assert_memory_equal(buf.ptr + buf.len - 6, "y,last", 6);
    ent_buf_done(&buf);
    assert_int_equal(files_in(folder), before);
}

static void test_base_file__full_disk_is_told_once(void **state)
{
    (void)state;
    ent_new_file *file = NULL;
    ent_error err = {0}, again = {0};
    if (access("/dev/full", W_OK) != 0) skip();
    assert_int_equal(ent_new_file_open("/dev/full", &file, NULL), ENT_OK);
    assert_int_equal(ent_new_file_write(file, ENT_STR("small"), &err), ENT_OK); /* held */
    char large[300000] = {0};
    assert_int_equal(ent_new_file_write(file, (ent_str){large, sizeof large}, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "/dev/full: cannot write: No space left on device"));
    assert_int_equal(ent_new_file_write(file, ENT_STR("x"), &again), ENT_E_IO);
    assert_string_equal(again.message, err.message);
    assert_int_equal(ent_new_file_finish(file, &again), ENT_E_IO);
    assert_string_equal(again.message, err.message);
    assert_int_equal(ent_file_replace("/dev/full", ENT_STR("small"), &err), ENT_E_IO);
}

static void test_base_file__only_what_ends_is_read(void **state)
{
    (void)state;
    ent_error err = {0};
    ent_buf buf;
    char path[200];
    int fd = -1;
    snprintf(path, sizeof path, "/tmp/entente-pipe-%ld", (long)getpid());
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(ent_file_read(path, 5, &buf, &err), ENT_E_IO); /* at once, though nobody writes */
    assert_non_null(strstr(err.message, "it is a pipe"));
    assert_int_equal(ent_file_open(path, true, &fd, &err), ENT_OK);
    char byte;
    assert_int_equal(read(fd, &byte, 1), 0);
    close(fd);
    unlink(path);
    assert_int_equal(ent_file_read("/dev/zero", 5, &buf, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "it is a device"));
    assert_int_equal(ent_file_read("/tmp", 5, &buf, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "it is a folder"));
    assert_int_equal(ent_file_open("/dev/zero", true, &fd, &err), ENT_E_IO);
    assert_int_equal(ent_file_open("/proc/self/cmdline", false, &fd, &err), ENT_OK);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_base_mem__the_chosen_allocation_fails_once),
        cmocka_unit_test(test_base_arena__blocks_are_zeroed_aligned_and_apart),
        cmocka_unit_test(test_base_arena__refuses_past_its_ceiling),
        cmocka_unit_test(test_base_buf__grows_to_its_ceiling_and_remembers),
        cmocka_unit_test(test_base_map__finds_what_was_put),
        cmocka_unit_test(test_base_map__lack_of_memory_keeps_what_is_there),
        cmocka_unit_test(test_base_map__nearest_name),
        cmocka_unit_test(test_base_utf8__is_strict),
        cmocka_unit_test(test_base_utf8__columns),
        cmocka_unit_test(test_base_sha256__agrees_with_the_standard),
        cmocka_unit_test(test_base_str__compares_and_trims),
        cmocka_unit_test(test_base_error__is_one_line_of_utf8),
        cmocka_unit_test(test_base_truth__is_kleene),
        cmocka_unit_test(test_base_file__replace_and_read),
        cmocka_unit_test(test_base_file__ceiling_is_exact),
        cmocka_unit_test(test_base_file__failures_are_told),
        cmocka_unit_test(test_base_file__only_what_ends_is_read),
        cmocka_unit_test(test_base_utf8__control_characters),
        cmocka_unit_test(test_base_utf8__control_characters_anywhere),
        cmocka_unit_test(test_base_utf8__bad_byte_anywhere),
        cmocka_unit_test(test_base_file__written_piece_by_piece),
        cmocka_unit_test(test_base_file__full_disk_is_told_once),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
