/* The strict CSV reader. Each text is read twice, in memory and in reads of one to seven bytes, and must give
 * the same records and the same diagnostics both ways. */
#include "base/buf.h"
#include "base/csv.h"
#include "base/limits.h"
#include "base/mem.h"
#include "cm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct trickle {
    ent_str left;
    size_t step;
    bool fails_at_end;
} trickle;

static ptrdiff_t trickle_read(void *context, char *bytes, size_t size, char reason[200])
{
    trickle *t = context;
    size_t n = t->step < t->left.len ? t->step : t->left.len;
    if (n > size) n = size;
    if (n == 0 && t->fails_at_end) {
        snprintf(reason, 200, "the disk is on fire");
        return -1;
    }
    if (n) memcpy(bytes, t->left.ptr, n);
    t->left.ptr += n, t->left.len -= n;
    return (ptrdiff_t)n;
}

/* Columns and records as "a|b;1|2;", quoted cells in <>, each record led by its line when `lines` is set. */
static void describe(ent_buf *out, ent_csv *csv, bool lines)
{
    for (size_t i = 0; i < ent_csv_column_count(csv); i++)
        ent_buf_printf(out, ENT_STR_FMT "%s", ENT_STR_ARG(ent_csv_column_name(csv, i)),
                       i + 1 < ent_csv_column_count(csv) ? "|" : ";");
    const ent_cell_text *cells;
    while (ent_csv_next(csv, &cells)) {
        if (lines) ent_buf_printf(out, "%d:", (int)ent_csv_record_line(csv));
        for (size_t i = 0; i < ent_csv_column_count(csv); i++)
            ent_buf_printf(out, cells[i].quoted ? "<" ENT_STR_FMT ">%s" : ENT_STR_FMT "%s",
                           ENT_STR_ARG(cells[i].text), i + 1 < ent_csv_column_count(csv) ? "|" : ";");
    }
}

/* What was read, then the printed diagnostics. `step` 0: in memory. */
static void read_all(ent_str text, size_t step, bool lines, ent_buf *out)
{
    ent_csv *csv = NULL;
    ent_diags *diags = NULL;
    trickle t = {text, step, false};
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    ent_status st = step ? ent_csv_open_input("f.csv", (ent_csv_input){trickle_read, &t}, diags, &csv, NULL)
                         : ent_csv_open_memory("f.csv", text, diags, &csv, NULL);
    ent_buf_init(out, 1 << 22);
    ent_buf_adds(out, "");
    if (st == ENT_OK) {
        describe(out, csv, lines);
        assert_int_equal(ent_csv_status(csv, NULL), ENT_OK);
    } else {
        assert_int_equal(st, ENT_E_FORMAT);
        assert_null(csv);
        ent_buf_adds(out, "refused;");
    }
    if (ent_diags_count(diags)) ent_buf_adds(out, "\n");
    assert_int_equal(ent_diags_write(diags, ent_buf_sink(out), false, NULL), ENT_OK);
    ent_csv_close(csv);
    ent_diags_free(diags);
}

static void expect_bytes(ent_str text, bool lines, const char *expected)
{
    for (size_t step = 0; step <= 7; step++) {
        ent_buf out;
        read_all(text, step, lines, &out);
        if (strcmp(out.ptr, expected) != 0)
            fail_msg("reads of %zu: from\n%.*s\ngot\n%s\nnot\n%s", step, (int)text.len, text.ptr, out.ptr,
                     expected);
        ent_buf_done(&out);
    }
}

static void expect(const char *text, const char *expected)
{
    expect_bytes(ent_str_of(text), false, expected);
}

static void test_base_csv__reads_what_rfc_4180_describes(void **state)
{
    (void)state;
    expect("a,b\n1,2\n", "a|b;1|2;");
    expect("a,b\r\n1,2\r\n3,4", "a|b;1|2;3|4;");
    expect("\xEF\xBB\xBF"
           "a,b\n1,2\n",
           "a|b;1|2;");
    expect("a\n\"x\"\n\"\"\n", "a;<x>;<>;");
    expect("a,b\n\"x,y\",\"say \"\"so\"\"\"\n", "a|b;<x,y>|<say \"so\">;");
    expect("a,b\n\"\"\"\",\"\"\"\"\"\"\n", "a|b;<\">|<\"\">;");
    expect("a,b\n,\n \t,x y\n", "a|b;|; \t|x y;");
    expect("\"a\",\"b\"\"c\"\n1,2", "a|b\"c;1|2;");
    expect("\n\r\na\n\n\n1\n\r\n\n", "a;1;");
    expect("# a,b\n#1,2\n", "# a|b;#1|2;");
    expect("a,b\nKaliningrad \xD0\x9A,\xE6\x9D\xB1\n", "a|b;Kaliningrad \xD0\x9A|\xE6\x9D\xB1;");
    expect("a", "a;");
}

static void test_base_csv__knows_lines_and_columns(void **state)
{
    (void)state;
    expect_bytes(ENT_STR("a,b\n\n1,\"x\r\ny\n\"\n3,4\n"), true, "a|b;3:1|<x\r\ny\n>;6:3|4;");
    ent_diags *diags;
    ent_csv *csv;
    const ent_cell_text *cells;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    ent_str text = ENT_STR("a,b,c\n\"\xC3\xA9\n\xC3\xA9\",\"\xC3\xA9\",z\n");
    assert_int_equal(ent_csv_open_memory("f", text, diags, &csv, NULL), ENT_OK);
    assert_int_equal(ent_csv_column_find(csv, "b"), 1);
    assert_int_equal(ent_csv_column_find(csv, "B"), -1);
    assert_int_equal(ent_csv_column_span(csv, 2).column, 5);
    assert_true(ent_csv_next(csv, &cells));
    assert_memory_equal(&cells[0].span, (&(ent_span){6, 7, 2, 1}), sizeof(ent_span));
    assert_memory_equal(&cells[1].span, (&(ent_span){14, 4, 3, 4}), sizeof(ent_span));
    assert_memory_equal(&cells[2].span, (&(ent_span){19, 1, 3, 8}), sizeof(ent_span));
    assert_true(ent_str_eq(ent_csv_record_text(csv), (ent_str){text.ptr + 6, 14}));
    assert_int_equal(ent_csv_record_line(csv), 2);
    ent_csv_complain(csv, &cells[1], (ent_diag_text){ENT_SEV_ERROR, "c", "odd", NULL, NULL});
    ent_csv_complainf(csv, &cells[0], (ent_diag_text){ENT_SEV_ERROR, "c", NULL, NULL, NULL}, "odd %d", 2);
    ent_cell_text elsewhere = {.span = {0, 0, 9, 9}};
    ent_csv_complain(csv, &elsewhere, (ent_diag_text){ENT_SEV_NOTE, "c", "far", NULL, NULL});
    assert_false(ent_csv_next(csv, &cells));
    ent_buf out;
    ent_buf_init(&out, 9999);
    assert_int_equal(ent_diags_write(diags, ent_buf_sink(&out), false, NULL), ENT_OK);
    assert_string_equal(out.ptr, "f:2:1: error: odd 2 [c]\n    2 | \"\xC3\xA9\n      | ^^\n"
                                 "f:3:4: error: odd [c]\n    3 | \xC3\xA9\",\"\xC3\xA9\",z\n      |    ^^^\n"
                                 "f:9:9: note: far [c]\n");
    ent_buf_done(&out);
    ent_csv_close(csv);
    ent_diags_free(diags);
}

static void test_base_csv__quotes_out_of_place(void **state)
{
    (void)state;
    expect("a,b\n1,x\"y\n3,4\n",
           "a|b;3|4;\n"
           "f.csv:2:4: error: quote inside a bare cell [csv-quote-in-cell]\n"
           "    2 | 1,x\"y\n"
           "      |    ^\n"
           "detail: A cell that holds a quote is quoted as a whole, and the quotes inside it are doubled.\n"
           "hint: Write \"the \"\"Nord\"\" line\" for the \"Nord\" line.\n");
    expect("a,b\n\"1\"x,2\r\n3,4\n",
           "a|b;3|4;\n"
           "f.csv:2:4: error: text after the closing quote [csv-text-after-quote]\n"
           "    2 | \"1\"x,2\n"
           "      |    ^\n"
           "hint: Double the quote if it belongs to the text, or put a comma behind it.\n");
    expect("a,b\n1,\"x\n3,4\n5,\"6\"\n7,8\n",
           "a|b;3|4;5|<6>;7|8;\n"
           "f.csv:4:4: error: text after the closing quote [csv-text-after-quote]\n"
           "    4 | 5,\"6\"\n"
           "      |    ^\n"
           "detail: The cell's opening quote stands on line 2.\n"
           "hint: Double the quote if it belongs to the text, or put a comma behind it.\n");
    expect("a,b\n1,\"x\n3,4\n",
           "a|b;3|4;\n"
           "f.csv:2:3: error: quote is not closed [csv-quote-open]\n"
           "    2 | 1,\"x\n"
           "      |   ^\n"
           "detail: The cell would run to the end of the file or past the longest record allowed.\n"
           "hint: Close the quote, or double it if it belongs to the text.\n");
}

static void test_base_csv__control_characters(void **state)
{
    (void)state;
    static const char told[] =
        "detail: Of the control characters only tabs and line ends may stand in a cell.\n"
        "hint: Take it out; an editor shows it as ^[ or \\x1b.\n";
    char want[600];
    snprintf(want, sizeof want,
             "a|b;4\t|5;\n"
             "f.csv:2:3: error: control character in text [csv-control]\n"
             "    2 | 1,\xEF\xBF\xBD[2J\n"
             "      |   ^^^^\n%s",
             told);
    expect("a,b\n1,\x1b[2J\n4\t,5\n", want);
}

static void test_base_csv__bytes_that_are_no_text(void **state)
{
    (void)state;
    expect_bytes(ENT_STR("a,b\n1,x\0y\n\"3\n\0\",4\n5,6\n"), false,
                 "a|b;5|6;\n"
                 "f.csv:2:4: error: NUL byte in text [csv-nul]\n"
                 "    2 | 1,x\xEF\xBF\xBDy\n"
                 "      |    ^\n"
                 "hint: Save the file as UTF-8 text; files in UTF-16 hold NUL bytes.\n"
                 "f.csv:4:1: error: NUL byte in text [csv-nul]\n"
                 "    4 | \xEF\xBF\xBD\",4\n"
                 "      | ^\n"
                 "hint: Save the file as UTF-8 text; files in UTF-16 hold NUL bytes.\n");
    expect("a,b\n\xC3\xA9\xE9,x\xFFy\n5,6\n\xE2\x82", "a|b;5|6;\n"
                                                      "f.csv:2:2: error: bytes are not UTF-8 [csv-encoding]\n"
                                                      "    2 | \xC3\xA9\xEF\xBF\xBD,x\xEF\xBF\xBDy\n"
                                                      "      |  ^\n"
                                                      "hint: Save the file as UTF-8 text.\n"
                                                      "f.csv:4:1: error: bytes are not UTF-8 [csv-encoding]\n"
                                                      "    4 | \xEF\xBF\xBD\xEF\xBF\xBD\n"
                                                      "      | ^\n"
                                                      "hint: Save the file as UTF-8 text.\n");
    expect("a,b\n1\r2,3\n\"1\r2\",3\n",
           "a|b;<1\r2>|3;\n"
           "f.csv:2:2: error: carriage return inside a bare cell [csv-return]\n"
           "    2 | 1\xEF\xBF\xBD"
           "2,3\n"
           "      |  ^\n"
           "detail: A line ends with a line feed, alone or after a carriage return.\n"
           "hint: Save the file with Unix or Windows line ends, or quote the cell.\n");
}

static void test_base_csv__cell_counts(void **state)
{
    (void)state;
    expect("a,b\n1\n1,2,3\n5,6\n\"x\ny\"\n",
           "a|b;5|6;\n"
           "f.csv:2:2: error: record has 1 cell, the header has 2 [csv-cell-count]\n"
           "    2 | 1\n"
           "      |  ^\n"
           "hint: Write a comma for each empty cell at the end.\n"
           "f.csv:3:5: error: record has 3 cells, the header has 2 [csv-cell-count]\n"
           "    3 | 1,2,3\n"
           "      |     ^\n"
           "hint: Quote a cell that holds a comma, or take the extra cells out.\n"
           "f.csv:6:3: error: record has 1 cell, the header has 2 [csv-cell-count]\n"
           "    6 | y\"\n"
           "      |   ^\n"
           "hint: Write a comma for each empty cell at the end.\n");
}

static void test_base_csv__headers(void **state)
{
    (void)state;
    expect("", "refused;\nf.csv: error: file has no header [csv-empty]\n"
               "hint: Write the column names into the first line.\n");
    expect("\n\n", "refused;\nf.csv: error: file has no header [csv-empty]\n"
                   "hint: Write the column names into the first line.\n");
    expect("a,b,a,\n1,2,3,4\n", "refused;\n"
                                "f.csv:1:5: error: column name stands twice [csv-column-name]\n"
                                "    1 | a,b,a,\n"
                                "      |     ^\n"
                                "hint: Give each column a name of its own.\n"
                                "f.csv:1:7: error: column has no name [csv-column-name]\n"
                                "    1 | a,b,a,\n"
                                "      |       ^\n"
                                "hint: Give each column a name.\n");
    expect("a\"b\n1\n",
           "refused;\n"
           "f.csv:1:2: error: quote inside a bare cell [csv-quote-in-cell]\n"
           "    1 | a\"b\n"
           "      |  ^\n"
           "detail: A cell that holds a quote is quoted as a whole, and the quotes inside it are doubled.\n"
           "hint: Write \"the \"\"Nord\"\" line\" for the \"Nord\" line.\n");
}

static void add_columns(ent_buf *buf, int count)
{
    for (int i = 0; i < count; i++) ent_buf_printf(buf, "%sc%d", i ? "," : "", i);
    ent_buf_addc(buf, '\n');
}

static void test_base_csv__limit_of_columns(void **state)
{
    (void)state;
    for (int extra = 0; extra <= 1; extra++) {
        ent_buf text, out;
        ent_buf_init(&text, 1 << 20);
        add_columns(&text, ENT_CSV_COLUMNS_MAX + extra);
        add_columns(&text, ENT_CSV_COLUMNS_MAX + extra);
        add_columns(&text, ENT_CSV_COLUMNS_MAX + 300);
        read_all(ent_buf_str(&text), 1000, false, &out);
        if (extra)
            assert_non_null(
                strstr(out.ptr, "refused;\nf.csv:1:2451: error: more than 512 columns [csv-column-count]\n"));
        else
            assert_non_null(
                strstr(out.ptr, "error: record has 812 cells, the header has 512 [csv-cell-count]\n"));
        ent_buf_done(&out);
        ent_buf_done(&text);
    }
}

static void add_many(ent_buf *buf, char c, size_t count)
{
    for (size_t i = 0; i < count; i++) ent_buf_addc(buf, c);
}

/* One record of `size` bytes between two small ones. */
static void read_long(size_t size, bool quoted, size_t step, ent_buf *out)
{
    ent_buf text;
    ent_buf_init(&text, 1 << 23);
    ent_buf_adds(&text, quoted ? "a\n1\n\"" : "a\n1\n");
    add_many(&text, 'x', size / 2 - 1);
    ent_buf_addc(&text, quoted ? '\n' : 'x');
    add_many(&text, 'y', size - size / 2 - (quoted ? 2 : 0));
    ent_buf_adds(&text, quoted ? "\"\n2\n" : "\n2\n");
    read_all(ent_buf_str(&text), step, false, out);
    ent_buf_done(&text);
}

static void test_base_csv__limit_of_a_record(void **state)
{
    (void)state;
    ent_buf out;
    for (size_t step = 0; step <= 100000; step += 50000) {
        for (int quoted = 0; quoted <= 1; quoted++) {
            read_long(ENT_LINE_BYTES_MAX, quoted, step, &out);
            assert_null(strstr(out.ptr, "error"));
            assert_int_equal(out.len, ENT_LINE_BYTES_MAX + 7);
            ent_buf_done(&out);
        }
        read_long(ENT_LINE_BYTES_MAX + 1, false, step, &out);
        assert_non_null(strstr(out.ptr, "a;1;2;\nf.csv:3:1: error: record is longer than 1048576 bytes"));
        ent_buf_done(&out);
        read_long(ENT_LINE_BYTES_MAX * 3, false, step, &out);
        assert_non_null(strstr(out.ptr, "a;1;2;\nf.csv:3:1: error: record is longer than 1048576 bytes"));
        ent_buf_done(&out);
        read_long(ENT_LINE_BYTES_MAX + 1, true, step, &out);
        assert_non_null(strstr(out.ptr, "f.csv:3:1: error: quote is not closed"));
        ent_buf_done(&out);
    }
}

static void test_base_csv__goes_on_over_many_refills(void **state)
{
    (void)state;
    ent_buf text, expected;
    ent_buf_init(&text, 1 << 24);
    ent_buf_init(&expected, 1 << 24);
    ent_buf_adds(&text, "id,text\n");
    ent_buf_adds(&expected, "id|text;");
    for (int i = 0; i < 60000; i++) {
        ent_buf_printf(&text, i % 3 ? "%d,plain %d\n" : "%d,\"a \"\"b\"\", %d\"\r\n", i, i * 7);
        ent_buf_printf(&expected, i % 3 ? "%d|plain %d;" : "%d|<a \"b\", %d>;", i, i * 7);
    }
    static const size_t steps[] = {0, 997, 100000, 10000000};
    for (size_t i = 0; i < 4; i++) {
        ent_buf out;
        read_all(ent_buf_str(&text), steps[i], false, &out);
        assert_int_equal(out.len, expected.len);
        assert_memory_equal(out.ptr, expected.ptr, out.len);
        ent_buf_done(&out);
    }
    ent_buf_done(&text);
    ent_buf_done(&expected);
}

static void test_base_csv__files_and_their_failures(void **state)
{
    (void)state;
    ent_error err;
    ent_csv *csv = NULL;
    ent_diags *diags;
    const ent_cell_text *cells;
    char path[] = "/tmp/entente-csv-XXXXXX";
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    int fd = mkstemp(path);
    assert_int_equal(write(fd, "a\n1\n", 4), 4);
    close(fd);
    assert_int_equal(ent_csv_open(path, diags, &csv, &err), ENT_OK);
    assert_true(ent_csv_next(csv, &cells) && ent_str_is(cells[0].text, "1"));
    assert_false(ent_csv_next(csv, &cells));
    assert_false(ent_csv_next(csv, &cells));
    ent_csv_close(csv);
    unlink(path);
    csv = NULL;
    assert_int_equal(ent_csv_open(path, diags, &csv, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "cannot open: No such file"));
    assert_int_equal(ent_csv_open("/", diags, &csv, &err), ENT_E_IO);
    assert_null(csv);
    trickle t = {ENT_STR("a\n1\n2"), 4, true};
    assert_int_equal(ent_csv_open_input("f", (ent_csv_input){trickle_read, &t}, diags, &csv, &err), ENT_OK);
    assert_true(ent_csv_next(csv, &cells));
    assert_false(ent_csv_next(csv, &cells));
    assert_int_equal(ent_csv_status(csv, &err), ENT_E_IO);
    assert_string_equal(err.message, "f: the disk is on fire");
    ent_csv_close(csv);
    ent_csv_close(NULL);
    ent_diags_free(diags);
}

/* One run with the n-th allocation failing. True when that allocation was reached. */
static bool run_failing(uint64_t n)
{
    ent_str text = ENT_STR("a,b\n1,\"x \"\"y\"\"\"\n1\n2,\"3\"4\n5,6\n");
    trickle t = {text, 6, false};
    ent_diags *diags = NULL;
    ent_csv *csv = NULL;
    ent_error err = {ENT_OK, ""};
    const ent_cell_text *cells;
    size_t records = 0;
    ent_mem_fail_at(n);
    ent_status st = ent_diags_new(&diags, &err);
    if (st == ENT_OK) st = ent_csv_open_input("f.csv", (ent_csv_input){trickle_read, &t}, diags, &csv, &err);
    while (st == ENT_OK && ent_csv_next(csv, &cells)) records++;
    bool reached = ent_mem_count() >= n;
    ent_mem_fail_at(0);
    if (st == ENT_OK) st = ent_csv_status(csv, &err);
    ent_status of_diags = diags ? ent_diags_status(diags, NULL) : ENT_E_NOMEM;
    if (reached) {
        assert_true(st == ENT_E_NOMEM || of_diags == ENT_E_NOMEM);
        if (st != ENT_OK) assert_int_equal(err.status, ENT_E_NOMEM);
    } else {
        assert_int_equal(st, ENT_OK);
        assert_int_equal(records, 2);
        assert_int_equal(of_diags, ENT_E_FORMAT);
    }
    ent_csv_close(csv);
    ent_diags_free(diags);
    return reached;
}

static void test_base_csv__every_failing_allocation_is_told(void **state)
{
    (void)state;
    uint64_t n = 1;
    while (run_failing(n)) n++;
    assert_true(n > 10); /* some were reached */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_base_csv__reads_what_rfc_4180_describes),
        cmocka_unit_test(test_base_csv__knows_lines_and_columns),
        cmocka_unit_test(test_base_csv__quotes_out_of_place),
        cmocka_unit_test(test_base_csv__control_characters),
        cmocka_unit_test(test_base_csv__bytes_that_are_no_text),
        cmocka_unit_test(test_base_csv__cell_counts),
        cmocka_unit_test(test_base_csv__headers),
        cmocka_unit_test(test_base_csv__limit_of_columns),
        cmocka_unit_test(test_base_csv__limit_of_a_record),
        cmocka_unit_test(test_base_csv__goes_on_over_many_refills),
        cmocka_unit_test(test_base_csv__files_and_their_failures),
        cmocka_unit_test(test_base_csv__every_failing_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
