/* Diagnostics: the printed form to the byte, shortening, hostile text, order, limits, lack of memory. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cm.h"

#include <string.h>

static const char strait[] = "# Strait\n\n  within 12 of coast(Nordland)\r\nlast";

/* The span of the first `what` in `text`. */
static ent_span span_of(const char *text, const char *what)
{
    const char *p = strstr(text, what);
    assert_non_null(p);
    ent_span span = {(uint32_t)(p - text), (uint32_t)strlen(what), 1, 1};
    for (const char *q = text; q < p; q++) {
        if (*q == '\n')
            span.line++, span.column = 1;
        else if (((unsigned char)*q & 0xC0) != 0x80)
            span.column++;
    }
    return span;
}

static ent_diags *diags_new(void)
{
    ent_diags *diags = NULL;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    return diags;
}

static void expect_printed(ent_diags *diags, const char *expected)
{
    ent_buf buf;
    ent_buf_init(&buf, 1 << 20);
    assert_int_equal(ent_diags_write(diags, ent_buf_sink(&buf), false, NULL), ENT_OK);
    assert_string_equal(buf.ptr ? buf.ptr : "", expected);
    ent_buf_done(&buf);
}

static void test_base_diag__prints_place_caret_detail_and_hint(void **state)
{
    (void)state;
    ent_diags *diags = diags_new();
    ent_source source = {"strait.md", ent_str_of(strait)};
    ent_span span = span_of(strait, "12");
    ent_diags_add(diags, &source, span,
                  (ent_diag_text){ENT_SEV_ERROR, "distance-unit", "distance has no unit",
                                  "A distance is a number followed by m, km or nmi.",
                                  "Write \"12 nmi\" for nautical miles."});
    expect_printed(diags, "strait.md:3:10: error: distance has no unit [distance-unit]\n"
                          "    3 |   within 12 of coast(Nordland)\n"
                          "      |          ^^\n"
                          "detail: A distance is a number followed by m, km or nmi.\n"
                          "hint: Write \"12 nmi\" for nautical miles.\n");
    ent_diags_free(diags);
}

static void test_base_diag__span_over_lines_stops_at_the_line_end(void **state)
{
    (void)state;
    ent_diags *diags = diags_new();
    ent_source source = {"s", ent_str_of(strait)};
    ent_span span = span_of(strait, "(Nordland)\r\nlast");
    ent_diags_add(diags, &source, span, (ent_diag_text){ENT_SEV_WARNING, NULL, "odd", NULL, NULL});
    expect_printed(diags, "s:3:21: warning: odd\n"
                          "    3 |   within 12 of coast(Nordland)\n"
                          "      |                     ^^^^^^^^^^\n");
    ent_diags_free(diags);
}

static void test_base_diag__end_of_text_and_whole_file(void **state)
{
    (void)state;
    ent_diags *diags = diags_new();
    ent_source source = {"s", ENT_STR("ab\ncd")};
    ent_diags_add(diags, &source, (ent_span){5, 0, 2, 3},
                  (ent_diag_text){ENT_SEV_ERROR, "end", "ends", NULL, NULL});
    ent_diags_add(diags, &source, (ent_span){0}, (ent_diag_text){ENT_SEV_NOTE, "all", "whole", NULL, NULL});
    ent_diags_add(diags, NULL, (ent_span){99, 9, 0, 0},
                  (ent_diag_text){ENT_SEV_ERROR, "x", "no file", NULL, NULL});
    expect_printed(diags, "error: no file [x]\n"
                          "s: note: whole [all]\n"
                          "s:2:3: error: ends [end]\n"
                          "    2 | cd\n"
                          "      |   ^\n");
    ent_diags_free(diags);
}

static void test_base_diag__carets_count_terminal_columns(void **state)
{
    (void)state;
    static const char text[] =
        "\tM\xCC\x88 \xE6\x9D\xB1\xE4\xBA\xAC x"; /* tab, M with combining mark, two wide */
    ent_diags *diags = diags_new();
    ent_source source = {"s", ent_str_of(text)};
    ent_span span = span_of(text, "\xE6\x9D\xB1\xE4\xBA\xAC");
    ent_diags_add(diags, &source, span, (ent_diag_text){ENT_SEV_ERROR, NULL, "m", NULL, NULL});
    assert_int_equal(ent_diags_at(diags, 0)->caret, 4);
    assert_int_equal(ent_diags_at(diags, 0)->caret_length, 2);
    expect_printed(diags, "s:1:5: error: m\n"
                          "    1 |  M\xCC\x88 \xE6\x9D\xB1\xE4\xBA\xAC x\n"
                          "      |    ^^^^\n");
    ent_diags_free(diags);
}

static void test_base_diag__hostile_bytes_do_not_reach_the_terminal(void **state)
{
    (void)state;
    static const char text[] = "\x1b[2J\x07\xff\xc3 \xc2\x9b\xe2\x80\xae"
                               "abc\x00z";
    ent_diags *diags = diags_new();
    ent_source source = {"ev\x1bil\n.md", {text, sizeof text - 1}};
    ent_diags_add(diags, &source, (ent_span){0, 400, 1, 1},
                  (ent_diag_text){ENT_SEV_ERROR, "c", "two\nlines\x1b]0;x", "\x9b", "\xe2\x80\xa8"});
    ent_buf buf;
    ent_buf_init(&buf, 1 << 20);
    assert_int_equal(ent_diags_write(diags, ent_buf_sink(&buf), false, NULL), ENT_OK);
    assert_int_equal(ent_utf8_check(ent_buf_str(&buf)), buf.len);
    for (size_t i = 0; i < buf.len; i++) assert_true((unsigned char)buf.ptr[i] >= 0x20 || buf.ptr[i] == '\n');
    assert_null(strstr(buf.ptr, "\xc2\x9b"));
    assert_null(strstr(buf.ptr, "\xe2\x80\xae"));
    assert_null(strstr(buf.ptr, "\xe2\x80\xa8"));
    ent_buf_done(&buf);
    ent_diags_free(diags);
}

static void expect_window(size_t length, size_t at, size_t run)
{
    char *text = ent_alloc(length);
    assert_non_null(text);
    for (size_t i = 0; i < length; i++) text[i] = (char)('a' + i % 26);
    ent_diags *diags = diags_new();
    ent_source source = {"s", {text, length}};
    ent_diags_add(diags, &source, (ent_span){(uint32_t)at, (uint32_t)run, 1, (uint32_t)at + 1},
                  (ent_diag_text){ENT_SEV_ERROR, NULL, "m", NULL, NULL});
    const ent_diag *d = ent_diags_at(diags, 0);
    assert_true(ent_utf8_columns(ent_str_of(d->line)) <= 100);
    assert_true(ent_utf8_columns(ent_str_of(d->line)) >= (length < 100 ? length : 99));
    size_t byte = d->caret; /* one column a code point; an ellipsis in front takes two bytes more */
    if (strncmp(d->line, "\xE2\x80\xA6", 3) == 0) byte += 2;
    if (at < length) assert_int_equal(d->line[byte], text[at]);
    assert_true(d->caret_length >= 1 && d->caret_length <= 100 - d->caret + 1);
    ent_diags_free(diags);
    ent_free(text);
}

static void test_base_diag__long_lines_are_shortened_around_the_caret(void **state)
{
    (void)state;
    static const size_t lengths[] = {1, 60, 99, 100, 101, 150, 500, 5000, 2000000};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        static const size_t parts[] = {0, 10, 50, 51, 90, 99, 100, 101, 140, 400, 1500, 4990, 1000000};
        for (size_t j = 0; j < sizeof parts / sizeof parts[0]; j++)
            if (parts[j] < lengths[i]) expect_window(lengths[i], parts[j], 1 + parts[j] % 300);
        expect_window(lengths[i], lengths[i], 0);
    }
}

/* A long line of wide characters, every start of the window: a character that straddles the cut is left out
 * whole. */
static void test_base_diag__wide_characters_are_never_cut_in_half(void **state)
{
    (void)state;
    ent_buf text;
    ent_buf_init(&text, 1 << 16);
    for (int i = 0; i < 900; i++) ent_buf_adds(&text, i % 7 ? "\xE6\x9D\xB1" : "a");
    ent_source source = {"s", ent_buf_str(&text)};
    for (uint32_t offset = 0; offset < text.len; offset++) {
        if (((unsigned char)text.ptr[offset] & 0xC0) == 0x80) continue;
        ent_diags *diags = diags_new();
        ent_diags_add(diags, &source, (ent_span){offset, 3, 1, 1},
                      (ent_diag_text){ENT_SEV_ERROR, NULL, "m", NULL, NULL});
        const ent_diag *d = ent_diags_at(diags, 0);
        size_t columns = ent_utf8_columns(ent_str_of(d->line));
        assert_true(columns <= 100 && columns >= 97);
        assert_null(strstr(d->line, "\xEF\xBF\xBD"));
        ent_diags_free(diags);
    }
    ent_buf_done(&text);
}

static void test_base_diag__too_many_are_counted_not_kept(void **state)
{
    (void)state;
    ent_diags *diags = diags_new();
    for (unsigned i = 0; i < ENT_DIAGS_MAX + 7; i++)
        ent_diags_addf(diags, NULL, (ent_span){0}, (ent_diag_text){ENT_SEV_ERROR, "c", NULL, NULL, NULL},
                       "number %u", i);
    assert_int_equal(ent_diags_count(diags), ENT_DIAGS_MAX);
    assert_int_equal(ent_diags_error_count(diags), ENT_DIAGS_MAX + 7);
    ent_buf buf;
    ent_buf_init(&buf, 1 << 20);
    assert_int_equal(ent_diags_write(diags, ent_buf_sink(&buf), true, NULL), ENT_OK);
    assert_non_null(strstr(buf.ptr, "note: 7 more not shown\n"));
    assert_non_null(strstr(buf.ptr, "\x1b[1;31merror:\x1b[0m number 0 [c]\n"));
    ent_buf_done(&buf);
    ent_diags_free(diags);
}

static void test_base_diag__status_names_the_first_error(void **state)
{
    (void)state;
    ent_error err;
    ent_diags *diags = diags_new();
    ent_diags_add(diags, NULL, (ent_span){0},
                  (ent_diag_text){ENT_SEV_WARNING, "w", "only a warning", NULL, NULL});
    assert_int_equal(ent_diags_status(diags, &err), ENT_OK);
    ent_source source = {"a.md", ENT_STR("text")};
    ent_diags_add(diags, &source, (ent_span){1, 1, 1, 2},
                  (ent_diag_text){ENT_SEV_ERROR, "e", "bad", NULL, NULL});
    assert_int_equal(ent_diags_status(diags, &err), ENT_E_FORMAT);
    assert_string_equal(err.message, "a.md:1:2: bad");
    ent_diags_add(diags, &source, (ent_span){1, 1, 1, 2},
                  (ent_diag_text){ENT_SEV_ERROR, "e", "bad", NULL, NULL});
    assert_int_equal(ent_diags_status(diags, &err), ENT_E_FORMAT);
    assert_string_equal(err.message, "a.md:1:2: bad (and 1 more error)");
    ent_diags_free(diags);
}

static bool refuse(void *context, const char *bytes, size_t length)
{
    (void)context, (void)bytes, (void)length;
    return false;
}

static void test_base_diag__a_refusing_sink_is_an_io_error(void **state)
{
    (void)state;
    ent_diags *diags = diags_new();
    ent_diags_add(diags, NULL, (ent_span){0}, (ent_diag_text){ENT_SEV_NOTE, "n", "note", NULL, NULL});
    assert_int_equal(ent_diags_write(diags, (ent_sink){refuse, NULL}, false, NULL), ENT_E_IO);
    ent_diags_free(diags);
}

static void test_base_diag__every_failing_allocation_is_remembered(void **state)
{
    (void)state;
    bool failed = true;
    for (uint64_t n = 1; failed; n++) {
        assert_true(n < 500);
        ent_mem_fail_at(n);
        ent_diags *diags = NULL;
        ent_error err;
        ent_status st = ent_diags_new(&diags, &err);
        failed = st == ENT_E_NOMEM;
        ent_source source = {"strait.md", ent_str_of(strait)};
        for (unsigned i = 0; diags && i < 20; i++)
            ent_diags_addf(diags, &source, span_of(strait, "12"),
                           (ent_diag_text){ENT_SEV_ERROR, "code", NULL, "detail", "hint"}, "message %u", i);
        uint64_t used = ent_mem_count();
        ent_mem_fail_at(0);
        if (diags) {
            failed = used >= n;
            assert_int_equal(ent_diags_status(diags, &err), failed ? ENT_E_NOMEM : ENT_E_FORMAT);
            for (size_t i = 0; i < ent_diags_count(diags); i++)
                assert_non_null(ent_diags_at(diags, i)->message);
        }
        ent_diags_free(diags);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_base_diag__prints_place_caret_detail_and_hint),
        cmocka_unit_test(test_base_diag__span_over_lines_stops_at_the_line_end),
        cmocka_unit_test(test_base_diag__end_of_text_and_whole_file),
        cmocka_unit_test(test_base_diag__carets_count_terminal_columns),
        cmocka_unit_test(test_base_diag__hostile_bytes_do_not_reach_the_terminal),
        cmocka_unit_test(test_base_diag__long_lines_are_shortened_around_the_caret),
        cmocka_unit_test(test_base_diag__wide_characters_are_never_cut_in_half),
        cmocka_unit_test(test_base_diag__too_many_are_counted_not_kept),
        cmocka_unit_test(test_base_diag__status_names_the_first_error),
        cmocka_unit_test(test_base_diag__a_refusing_sink_is_an_io_error),
        cmocka_unit_test(test_base_diag__every_failing_allocation_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
