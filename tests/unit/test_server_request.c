/* test_server_request.c: targets and hosts, taken apart. */
#include "cm.h"
#include "server/request.h"

#include <string.h>

static int parse(const char *target, ent_request *out)
{
    const char *why = "";
    return ent_request_parse(ent_str_of(target), out, &why);
}

static void test_request__a_question_is_taken_apart(void **state)
{
    ent_request r;
    (void)state;
    assert_int_equal(
        parse("/api/check?clause=5&set=5.range.lo%3D480+km&set=width=%31%30&as_of=2022-01-11", &r), 200);
    assert_int_equal(r.route, ENT_ROUTE_CHECK);
    assert_string_equal(r.values[ENT_PARAM_CLAUSE], "5");
    assert_string_equal(r.values[ENT_PARAM_AS_OF], "2022-01-11");
    assert_string_equal(r.values[ENT_PARAM_VIEW], "");
    assert_int_equal(r.set_count, 2);
    assert_string_equal(r.sets[0].label, "5.range.lo");
    assert_string_equal(r.sets[0].value, "480 km");
    assert_string_equal(r.sets[1].label, "width");
    assert_string_equal(r.sets[1].value, "10");
}

static void test_request__what_is_not_known_is_refused(void **state)
{
    static const char *const wrong[] = {"/api/check?x=1",        "/api/check?clause=1&clause=2",
                                        "/api/check?clause=%",   "/api/check?clause=%4",
                                        "/api/check?clause=%00", "/api/check?clause=%ff",
                                        "/api/check?set=a",      "/api/check?set=%3Db",
                                        "/api/land?clause=5",    "/api/land?set=a%3Db",
                                        "/api/check?item=x",     "/api/check?clause=%0a"};
    ent_request r;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) assert_int_equal(parse(wrong[i], &r), 400);
}

static void test_request__a_path_is_one_of_a_few(void **state)
{
    static const char *const wrong[] = {"",
                                        "*",
                                        "/.",
                                        "/..",
                                        "//",
                                        "/api",
                                        "/api/",
                                        "/api/check/",
                                        "/API/check",
                                        "/%61pi/check",
                                        "/page.css/..",
                                        "/../page.css",
                                        "http://localhost/",
                                        "/page.html"};
    ent_request r;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) assert_int_equal(parse(wrong[i], &r), 404);
    assert_int_equal(parse("/", &r), 200);
    assert_int_equal(parse("/?whatever=%zz", &r), 200);
    assert_int_equal(parse("/page.js", &r), 200);
}

static void test_request__lengths_are_bounded(void **state)
{
    static char target[ENT_HTTP_TARGET_MAX + 64];
    ent_request r;
    (void)state;
    memcpy(target, "/api/check?clause=", 18);
    memset(target + 18, 'x', ENT_HTTP_VALUE_MAX - 1);
    assert_int_equal(parse(target, &r), 200);
    target[18 + ENT_HTTP_VALUE_MAX - 1] = 'x';
    assert_int_equal(parse(target, &r), 400);
    memset(target + 18, 'x', sizeof target - 19);
    assert_int_equal(parse(target, &r), 414);
    assert_int_equal(parse("/api/check?set=a=b&set=a=b&set=a=b&set=a=b&set=a=b&set=a=b&set=a=b&set=a=b", &r),
                     200);
    assert_int_equal(
        parse("/api/check?set=a=b&set=a=b&set=a=b&set=a=b&set=a=b&set=a=b&set=a=b&set=a=b&set=a=b", &r), 400);
}

static void test_request__out_is_left_alone_when_refused(void **state)
{
    ent_request r = {.route = ENT_ROUTE_LAND, .set_count = 7};
    (void)state;
    assert_int_equal(parse("/api/check?clause=5&set=", &r), 400);
    assert_int_equal(r.route, ENT_ROUTE_LAND);
    assert_int_equal(r.set_count, 7);
}

static void test_request__only_addresses_and_localhost_are_ours(void **state)
{
    static const char *const ours[] = {"localhost",      "LOCALHOST:8462", "127.0.0.1",  "127.0.0.1:8462",
                                       "192.0.2.7:8462", "[::1]",          "[::1]:8462", "[fe80::1]:8462"};
    static const char *const others[] = {"",
                                         ":",
                                         ":8462",
                                         "evil.example",
                                         "localhost.evil.example",
                                         "127.0.0.1.evil.example",
                                         "localhost:1",
                                         "127.0.0.1:",
                                         "localhost:+8462",
                                         "localhost:08462",
                                         "127.0.0.1:84620",
                                         "[::1",
                                         "::1]",
                                         "[evil]",
                                         "[]",
                                         "localhost:8462:8462",
                                         "127.0.0.1 evil"};
    (void)state;
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
        assert_true(ent_request_host_is_ours(ent_str_of(ours[i]), 8462));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(ent_request_host_is_ours(ent_str_of(others[i]), 8462));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_request__a_question_is_taken_apart),
        cmocka_unit_test(test_request__what_is_not_known_is_refused),
        cmocka_unit_test(test_request__a_path_is_one_of_a_few),
        cmocka_unit_test(test_request__lengths_are_bounded),
        cmocka_unit_test(test_request__out_is_left_alone_when_refused),
        cmocka_unit_test(test_request__only_addresses_and_localhost_are_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
