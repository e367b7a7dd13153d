/* Everything that can be wrong with a table, each with its place, its words and its remedy. */
#include "cm.h"

#include "base/buf.h"
#include "entente/record.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef enum table { RECORDS, ITEMS, SITES } table;

static char *printed(table which, const char *text)
{
    static char out[32768];
    ent_diags *diags = NULL;
    ent_records *records = NULL;
    ent_items *items = NULL;
    ent_sites *sites = NULL;
    ent_str bytes = ent_str_of(text);
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    if (which == RECORDS) {
        assert_int_equal(ent_records_new(&records, NULL), ENT_OK);
        assert_int_equal(ent_records_load_memory(records, "t.csv", bytes, diags, NULL), ENT_OK);
        assert_int_equal(ent_records_finish(records, diags, NULL), ENT_OK);
        assert_int_equal(ent_records_count(records), 0); /* every row of these texts is wrong */
    }
    if (which == ITEMS) assert_int_equal(ent_items_load_memory("t.csv", bytes, diags, &items, NULL), ENT_OK);
    if (which == SITES) assert_int_equal(ent_sites_load_memory("t.csv", bytes, diags, &sites, NULL), ENT_OK);
    ent_buf buf;
    ent_buf_init(&buf, sizeof out - 1);
    assert_int_equal(ent_diags_write(diags, ent_buf_sink(&buf), false, NULL), ENT_OK);
    memcpy(out, buf.ptr ? buf.ptr : "", buf.len);
    out[buf.len] = '\0';
    ent_buf_done(&buf);
    ent_records_free(records);
    ent_items_free(items);
    ent_sites_free(sites);
    ent_diags_free(diags);
    return out;
}

/* One cell of a row: its column and its text; the caret must stand at the ^ in one of them. */
typedef struct cell {
    const char *column, *text;
} cell;

#define ROW(...) ((const cell[]){__VA_ARGS__, {NULL, NULL}})
#define FIRE                                                                                                 \
    {"id", "a"},                                                                                             \
    {                                                                                                        \
        "kind", "fire"                                                                                       \
    }

/* A file of one row; gives the column of the caret. */
static unsigned write_row(const cell *cells, char *text, size_t size)
{
    ent_buf head, row;
    ent_buf_init(&head, 1000), ent_buf_init(&row, 1000);
    unsigned caret = 0;
    for (const cell *c = cells; c->column; c++) {
        const char *mark = strchr(c->text, '^'), *quote = strchr(c->text, ',') ? "\"" : "";
        size_t before = mark ? (size_t)(mark - c->text) : strlen(c->text);
        ent_buf_printf(&head, "%s%s", c == cells ? "" : ",", c->column);
        ent_buf_printf(&row, "%s", c == cells ? "" : ",");
        if (mark) caret = (unsigned)(row.len + before + 1);
        ent_buf_printf(&row, "%s%.*s%s%s", quote, (int)before, c->text, mark ? mark + 1 : "", quote);
    }
    snprintf(text, size, "%s\n%s\n", head.ptr, row.ptr);
    ent_buf_done(&head), ent_buf_done(&row);
    return caret;
}

/* The row is refused with the message at the marked cell, and with the hint. */
static void assert_row(const cell *cells, const char *message, const char *hint)
{
    char text[2048], wanted[600];
    unsigned caret = write_row(cells, text, sizeof text);
    const char *out = printed(RECORDS, text);
    snprintf(wanted, sizeof wanted, "t.csv:2:%u: error: %s", caret, message);
    if (!strstr(out, wanted) || !strstr(out, hint)) print_message("%s\n%s", wanted, out);
    assert_non_null(strstr(out, wanted));
    assert_non_null(strstr(out, hint));
}

static void test_record_wrong__a_whole_diagnostic(void **state)
{
    (void)state;
    assert_string_equal(printed(RECORDS, "id,kind,lon,lat\na,deployment,24.4,95\n"),
                        "t.csv:2:19: error: the latitude 95 lies beyond 90 [latitude]\n"
                        "    2 | a,deployment,24.4,95\n"
                        "      |                   ^^\n"
                        "detail: Latitude runs from -90 at the south pole to 90 at the north pole.\n"
                        "hint: Are lon and lat swapped? Longitude stands in the column lon.\n");
}

static void test_record_wrong__several_in_one_row(void **state)
{
    (void)state;
    const char *out = printed(RECORDS, "id,kind,lon,lat,radius_km,from\na,deploymant,400,95,-3,2022-13-01\n");
    assert_non_null(strstr(out, "t.csv:2:3: error: unknown kind \"deploymant\" [kind]"));
    assert_non_null(strstr(out, "hint: Did you mean \"deployment\"?"));
    assert_non_null(strstr(out, "t.csv:2:14: error: the longitude lies beyond 360 [longitude]"));
    assert_non_null(strstr(out, "t.csv:2:18: error: the latitude 95 lies beyond 90 [latitude]"));
    assert_non_null(strstr(out, "t.csv:2:21: error: the radius is negative [negative]"));
    assert_non_null(strstr(out, "[date]"));
}

static void test_record_wrong__ids_and_kinds(void **state)
{
    (void)state;
    assert_row(ROW({"id", "^"}, {"kind", "fire"}), "the record has no id [id-missing]", "Any short name");
    assert_row(ROW({"id", "a"}, {"kind", "^"}), "the record has no kind [kind]", "\"deployment\"");
    assert_row(ROW({"id", "a"}, {"kind", "^xyzzy"}), "unknown kind \"xyzzy\" [kind]",
               "an agreement may declare more");
    assert_row(ROW({"id", "a"}, {"kind", "complete"}, {"about", "^fier"}),
               "unknown kind of record \"fier\" [kind]", "Did you mean \"fire\"?");
}

static void test_record_wrong__numbers(void **state)
{
    (void)state;
    assert_row(ROW(FIRE, {"quantity", "^12x"}), "\"12x\" is not a number [number]", "Write \"480\"");
    assert_row(ROW(FIRE, {"quantity", "^12,700"}), "\"12,700\" is not a number [number]",
               "without separators");
    assert_row(ROW(FIRE, {"quantity", "^1,5"}), "\"1,5\" is not a number [number]",
               "decimal mark is a point");
    assert_row(ROW(FIRE, {"quantity", "^480-500"}), "\"480-500\" is not a number [number]", "\"480..500\"");
    assert_row(ROW(FIRE, {"quantity", "^500..480"}), "the interval runs backwards [number]", "480..500");
    assert_row(ROW(FIRE, {"quantity", "^-5"}), "the number is negative [number]", "Write");
    assert_row(ROW(FIRE, {"quantity", "^5|"}), "\"\" is not a number [number]", "480|2350");
    assert_row(ROW(FIRE, {"quantity", "^1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17"}),
               "more than 16 rival values [number]", "");
    assert_row(ROW(FIRE, {"range_km", "^30 nmi"}), "\"30 nmi\" is not a number [number]",
               "its unit ends the column's name");
    assert_row(ROW(FIRE, {"personnel", "^12,700"}), "\"12,700\" is not a number [number]",
               "without separators");
    assert_row(ROW(FIRE, {"quantity", "5"}, {"quantity.precision", "^-1"}),
               "the precision is no number of at least 0 [precision]", "its own unit");
}

static void test_record_wrong__words(void **state)
{
    (void)state;
    assert_row(ROW(FIRE, {"actor", "^CAN|"}), "a rival word is empty [value]", "\"CAN|USA\"");
    assert_row(ROW(FIRE, {"actor", "CAN"}, {"actor.precision", "^1"}), "a word has no precision [precision]",
               "as rivals");
}

static void test_record_wrong__places(void **state)
{
    (void)state;
    assert_row(ROW(FIRE, {"lon", "^24"}), "a longitude without a latitude [lonlat]", "Give both");
    assert_row(ROW(FIRE, {"lat", "^55"}), "a latitude without a longitude [lonlat]", "Give both");
    assert_row(ROW(FIRE, {"lon", "^24E"}, {"lat", "55"}), "the cell is not a number [number]",
               "decimal degrees");
    assert_row(ROW(FIRE, {"radius_km", "^5"}), "a radius around nothing [radius]", "Give lon and lat");
    assert_row(ROW(FIRE, {"distance_km", "^40"}), "a distance from no place [bearing]",
               "in the column place");
    assert_row(ROW(FIRE, {"place", "Kyiv"}, {"bearing_deg", "^45"}), "a bearing without a distance [bearing]",
               "distance_km");
    assert_row(ROW(FIRE, {"line", "^front"}), "a line without a distance from it [line]", "or neither");
    assert_row(ROW(FIRE, {"line_distance_km", "^15"}), "a distance from no line [line]", "or neither");
    assert_row(ROW(FIRE, {"lon", "24"}, {"lat", "^-91"}), "the latitude -91 lies beyond 90 [latitude]",
               "swapped?");
    assert_row(ROW(FIRE, {"lon", "95"}, {"lat", "^-91"}), "the latitude -91 lies beyond 90 [latitude]",
               "south negative");
}

static void test_record_wrong__dates(void **state)
{
    (void)state;
    assert_row(ROW(FIRE, {"from", "2022-02-^30"}), "there is no day 30 in that month [date]",
               "2022-01-10/2022-01-25");
    assert_row(ROW(FIRE, {"from", "^11.01.2022"}), "", "A date is year-month-day");
    assert_row(ROW(FIRE, {"from", "2022-02"}, {"to", "^2022-01"}),
               "the end lies before the start, 2022-02-01 [period]", "from is the first day");
    assert_row(ROW(FIRE, {"from", "2022/2023"}, {"to", "^2023"}),
               "a period in from and an end in to [period]", "the last into to");
    assert_row(ROW(FIRE, {"from", "2022"}, {"to", "^2023/2024"}), "the end is a period [period]",
               "the last into to");
    assert_row(ROW(FIRE, {"from", "2022-02"}, {"from.precision", "^5 km"}),
               "the precision of a date is a duration [precision]", "3 days");
}

static void test_record_wrong__the_caret_stands_inside_a_cell(void **state)
{
    (void)state;
    assert_non_null(strstr(printed(RECORDS, "id,kind,actor,from\na,fire,\"Åland, \"\"x\"\"\", 2022-01-1x\n"),
                           "t.csv:2:"));
    assert_string_equal(
        printed(RECORDS, "id,kind,actor,from\na,fire,Åland,\" 2022-01-32\"\n"),
        "t.csv:2:24: error: there is no day 32 in that month [date]\n"
        "    2 | a,fire,Åland,\" 2022-01-32\"\n"
        "      |                        ^^\n"
        "hint: Write \"2022-01-11\", \"2022-01\", \"2022-01-10/2022-01-25\" or \"2022-01~\".\n");
}

static void test_record_wrong__links(void **state)
{
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "/tmp/entente-links-%ld.csv", (long)getpid());
    const char *text = "id,kind,part_of,same_as\na,fire,b,\nb,fire,c,\nc,fire,a,\nd,fire,d,\ne,fire,,aa\nf,"
                       "fire,,f\ng,fire,,\nh,fire,g,\n";
    assert_int_equal(ent_file_replace(path, ent_str_of(text), NULL), ENT_OK);
    ent_diags *diags = NULL;
    ent_records *records = NULL;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(ent_records_new(&records, NULL), ENT_OK);
    assert_int_equal(ent_records_load(records, path, diags, NULL), ENT_OK);
    assert_int_equal(ent_records_finish(records, diags, NULL), ENT_OK);
    unlink(path);
    static const char *const wanted[] = {"part_of runs in a circle through \"b\"",
                                         "part_of runs in a circle through \"c\"",
                                         "part_of runs in a circle through \"a\"",
                                         "\"d\" is part of itself",
                                         "there is no record \"aa\"",
                                         "\"f\" names itself"};
    assert_int_equal(ent_diags_count(diags), 6);
    for (size_t i = 0; i < 6; i++) {
        assert_string_equal(ent_diags_at(diags, i)->message, wanted[i]);
        assert_int_equal(ent_diags_at(diags, i)->span.line, i + 2);
        assert_int_equal(ent_diags_at(diags, i)->caret, i < 4 ? 7 : 8);
        assert_non_null(ent_diags_at(diags, i)->hint);
    }
    assert_string_equal(ent_diags_at(diags, 4)->hint, "Did you mean \"a\"?");
    assert_int_equal(ent_records_count(records), 2);
    assert_int_equal(ent_records_find(records, ENT_STR("h")), 1);
    assert_int_equal(ent_records_at(records, 1)->index, 1);
    assert_int_equal(ent_records_find(records, ENT_STR("a")), -1);
    ent_records_free(records);
    ent_diags_free(diags);
}

static void test_record_wrong__a_chain_deeper_than_the_limit(void **state)
{
    (void)state;
    ent_buf text;
    ent_buf_init(&text, 1u << 16);
    ent_buf_adds(&text, "id,kind,part_of\nn0,fire,\n");
    for (int i = 1; i <= 66; i++) ent_buf_printf(&text, "n%d,fire,n%d\n", i, i - 1);
    ent_diags *diags = NULL;
    ent_records *records = NULL;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(ent_records_new(&records, NULL), ENT_OK);
    assert_int_equal(ent_records_load_memory(records, "t.csv", ent_buf_str(&text), diags, NULL), ENT_OK);
    assert_int_equal(ent_records_finish(records, diags, NULL), ENT_OK);
    assert_int_equal(ent_diags_count(diags), 2);
    assert_string_equal(ent_diags_at(diags, 0)->code, "part-depth");
    ent_records_free(records);
    ent_diags_free(diags);
    ent_buf_done(&text);
}

static void test_record_wrong__the_same_id_twice(void **state)
{
    (void)state;
    ent_diags *diags = NULL;
    ent_records *records = NULL;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(ent_records_new(&records, NULL), ENT_OK);
    assert_int_equal(ent_records_load_memory(records, "a.csv", ENT_STR("id,kind\nx,fire\n"), diags, NULL),
                     ENT_OK);
    assert_int_equal(
        ent_records_load_memory(records, "b.csv", ENT_STR("kind,id\nfire,y\nfire,x\n"), diags, NULL), ENT_OK);
    assert_int_equal(ent_diags_count(diags), 1);
    const ent_diag *d = ent_diags_at(diags, 0);
    assert_string_equal(d->message, "the id \"x\" is taken");
    assert_string_equal(d->detail, "It is used in a.csv, line 2.");
    assert_string_equal(d->file, "b.csv");
    assert_int_equal(d->span.line, 3);
    assert_int_equal(ent_records_count(records), 2);
    assert_int_equal(ent_records_file_count(records), 2);
    ent_records_free(records);
    ent_diags_free(diags);
}

static void assert_has(table which, const char *text, const char *message, const char *hint)
{
    const char *out = printed(which, text);
    if (!strstr(out, message) || !strstr(out, hint)) print_message("%s", out);
    assert_non_null(strstr(out, message));
    assert_non_null(strstr(out, hint));
}

static void test_record_wrong__headers(void **state)
{
    (void)state;
    assert_has(RECORDS, "id,actor\n", "t.csv:1:1: error: the column \"kind\" is missing [column-missing]",
               "The first line of a table");
    assert_has(RECORDS, "id,kind,range_km,range_nmi\n",
               "t.csv:1:18: error: columns \"range_km\" and \"range_nmi\" say the same [column-twice]",
               "Keep one");
    assert_has(RECORDS, "id,kind,radius\n",
               "t.csv:1:9: error: column \"radius\" has no unit of length [column-unit]", "\"radius_km\"");
    assert_has(RECORDS, "id,kind,radius_t\n",
               "t.csv:1:9: error: column \"radius_t\" has no unit of length [column-unit]", "\"radius_km\"");
    assert_has(RECORDS, "id,kind,quantity_t\n",
               "t.csv:1:9: error: column \"quantity_t\": quantity takes no unit in its name [column-unit]",
               "put the unit into the column");
    assert_has(RECORDS, "id,kind,range_km,rnage_km.source\n",
               "t.csv:1:18: error: there is no column \"rnage_km\" [column-facet]",
               "Did you mean \"range_km\"?");
    assert_has(RECORDS, "id,kind,kind.colour\n",
               "t.csv:1:9: error: a column's name ends with an unknown part [column-facet]",
               "\".precision\"");
    assert_has(RECORDS, "id,kind,territry\n",
               "t.csv:1:9: warning: column \"territry\" is read as an attribute [column-near]",
               "If \"territory\" is meant");
    assert_has(RECORDS, "", "t.csv: error: file has no header [csv-empty]", "");
}

static void test_record_wrong__items_and_places(void **state)
{
    (void)state;
    assert_has(ITEMS, "name,kind\n,gun\n", "t.csv:2:1: error: the item has no name [item-name]", "9M729");
    assert_has(ITEMS, "item,kind\nA,gun\nA,gun\n",
               "t.csv:3:1: error: the item \"A\" is listed twice [item-twice]", "line 2 already");
    assert_has(SITES, "name,lon,lat\n,1,2\n", "t.csv:2:1: error: the place has no name [place-name]", "");
    assert_has(SITES, "name,lon,lat\nA,,\n", "t.csv:2:3: error: the place has no position [lonlat]",
               "Fill in lon and lat");
    assert_has(SITES, "name,lon,lat,from,until\nA,1,2,2015,2014\n",
               "t.csv:2:12: error: the end lies before the start [period]", "");
    assert_has(SITES, "name,lon,lat,from,until\nA,1,2,2015,\nA,1,2,,2015-06\n",
               "t.csv:3:1: error: the place \"A\" is listed twice for one time [place-twice]",
               "from and until");
}

static void test_record_wrong__files(void **state)
{
    (void)state;
    ent_error err = {0};
    ent_diags *diags = NULL;
    ent_records *records = NULL;
    ent_items *items = NULL;
    assert_int_equal(ent_diags_new(&diags, NULL), ENT_OK);
    assert_int_equal(ent_records_new(&records, NULL), ENT_OK);
    assert_int_equal(ent_records_load(records, "/nonexistent/records.csv", diags, &err), ENT_E_IO);
    assert_non_null(strstr(err.message, "/nonexistent/records.csv: cannot open"));
    assert_int_equal(ent_items_load("/nonexistent/items.csv", diags, &items, &err), ENT_E_IO);
    assert_null(items);
    assert_int_equal(ent_diags_count(diags), 0);
    ent_records_free(records);
    ent_diags_free(diags);
}

/* ---- what is known beside the table ---- */

static bool measure(void *context, ent_str attribute, ent_attribute_rule *out)
{
    (void)context;
    *out = (ent_attribute_rule){ENT_DIM_LENGTH, false};
    if (ent_str_is(attribute, "men")) *out = (ent_attribute_rule){ENT_DIM_NONE, true};
    if (ent_str_is(attribute, "size")) *out = (ent_attribute_rule){ENT_DIM_RANK, false};
    if (ent_str_is(attribute, "model")) *out = (ent_attribute_rule){ENT_DIM_WORD, false};
    return ent_str_is(attribute, "reach") || out->dimension != ENT_DIM_LENGTH;
}

static const char *rank_at(void *context, ent_str attribute, int index)
{
    (void)context, (void)attribute;
    static const char *const words[] = {"small", "middling", "large"};
    return index < 3 ? words[index] : NULL;
}

static int rank(void *context, ent_str attribute, ent_str word)
{
    for (int i = 0; i < 3; i++)
        if (ent_str_is(word, rank_at(context, attribute, i))) return i;
    return -1;
}

static bool knows(void *context, ent_name_use use, ent_str name, ent_name_answer *out)
{
    int *asked = context;
    ++*asked;
    if (use != ENT_NAME_ACTOR || ent_str_is(name, "RUS")) return true;
    *out = (ent_name_answer){.severity = ent_str_is(name, "odd") ? ENT_SEV_WARNING : ENT_SEV_ERROR,
                             .nearest = "RUS"};
    return false;
}

static ent_records *read_ruled(const char *text, int *asked, ent_diags **out_diags)
{
    ent_records *records = NULL;
    ent_record_rules rules = {measure, rank, rank_at, knows, asked};
    assert_int_equal(ent_diags_new(out_diags, NULL), ENT_OK);
    assert_int_equal(ent_records_new(&records, NULL), ENT_OK);
    ent_records_set_rules(records, &rules);
    assert_int_equal(ent_records_load_memory(records, "t.csv", ent_str_of(text), *out_diags, NULL), ENT_OK);
    assert_int_equal(ent_records_finish(records, *out_diags, NULL), ENT_OK);
    return records;
}

static void assert_ruled(const char *text, const char *code, unsigned line, unsigned column)
{
    int asked = 0;
    ent_diags *diags = NULL;
    ent_records_free(read_ruled(text, &asked, &diags));
    assert_int_equal(ent_diags_count(diags), 1);
    assert_string_equal(ent_diags_at(diags, 0)->code, code);
    assert_int_equal(ent_diags_at(diags, 0)->span.line, line);
    assert_int_equal(ent_diags_at(diags, 0)->span.column, column);
    ent_diags_free(diags);
}

static void test_record_wrong__against_what_is_known(void **state)
{
    (void)state;
    assert_ruled("id,kind,reach_km\na,fire,7..6\n", "number", 2, 8);
    assert_ruled("id,kind,reach\na,fire,7\n", "unit-missing", 2, 8);
    assert_ruled("id,kind,reach\na,fire,7 t\n", "unit-missing", 2, 8);
    assert_ruled("id,kind,reach_parsec\na,fire,7\n", "column-unit", 1, 9);
    assert_ruled("id,kind,reach_t\na,fire,7\n", "column-unit", 1, 9);
    assert_ruled("id,kind,men\na,fire,-7\n", "number", 2, 8);
    assert_ruled("id,kind,men\na,fire,many\n", "number", 2, 8);
    assert_ruled("id,kind,size\na,fire,smal\n", "rank", 2, 8);
    assert_ruled("id,kind,odds\na,fire,~\n", "number", 2, 8);
    assert_ruled("id,kind,odds\na,fire,1e309\n", "number", 2, 8);
    assert_ruled("id,kind,odds\na,fire,NaN\n", "number", 2, 8);
    assert_ruled("id,kind,actor\na,fire,RUZ\n", "name-unknown", 2, 8);
}

static void test_record_wrong__unknown_names_leave_the_row(void **state)
{
    (void)state;
    int asked = 0;
    ent_diags *diags = NULL;
    ent_records *records = read_ruled(
        "id,kind,actor,model,part_of\na,fire,RUS,9,\nb,fire,RUS,x,a\nc,fire,RUZ,,b\nd,fire,odd,,c\n", &asked,
        &diags);
    assert_int_equal(asked, 3); /* each name once */
    assert_int_equal(ent_records_count(records), 4);
    assert_int_equal(ent_diags_count(diags), 2);
    assert_int_equal(ent_diags_error_count(diags), 1);
    const ent_attribute *model = ent_record_attribute(ent_records_at(records, 0), ENT_STR("model"));
    assert_int_equal(model->value.kind, ENT_VALUE_WORD);
    ent_records_free(records);
    ent_diags_free(diags);
}

static void test_record_wrong__circles_of_reports(void **state)
{
    (void)state;
    assert_ruled("id,kind,same_as\na,fire,\nc,fire,c\n", "link-self", 0,
                 0); /* of bytes in memory the line is gone */
    assert_has(RECORDS, "id,kind,same_as\na,fire,b\nb,fire,a\n",
               "t.csv: error: same_as runs in a circle through \"b\" [same-circle]", "Let one report stand");
    /* A row that was left out for another reason is not unknown besides. */
    assert_ruled("id,kind,part_of,men\na,fire,,-1\nb,fire,a,\n", "number", 2, 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_record_wrong__a_whole_diagnostic),
        cmocka_unit_test(test_record_wrong__several_in_one_row),
        cmocka_unit_test(test_record_wrong__ids_and_kinds),
        cmocka_unit_test(test_record_wrong__numbers),
        cmocka_unit_test(test_record_wrong__words),
        cmocka_unit_test(test_record_wrong__places),
        cmocka_unit_test(test_record_wrong__dates),
        cmocka_unit_test(test_record_wrong__the_caret_stands_inside_a_cell),
        cmocka_unit_test(test_record_wrong__links),
        cmocka_unit_test(test_record_wrong__a_chain_deeper_than_the_limit),
        cmocka_unit_test(test_record_wrong__the_same_id_twice),
        cmocka_unit_test(test_record_wrong__headers),
        cmocka_unit_test(test_record_wrong__items_and_places),
        cmocka_unit_test(test_record_wrong__files),
        cmocka_unit_test(test_record_wrong__against_what_is_known),
        cmocka_unit_test(test_record_wrong__unknown_names_leave_the_row),
        cmocka_unit_test(test_record_wrong__circles_of_reports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
