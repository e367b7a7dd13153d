/* Calendars read back by libical: what stands in them, that they keep to RFC 5545, and that nothing moves by
 * itself. */
#include "judged.h"

#include <libical/ical.h>

static const char rows[] =
    "id,date,kind,speaker,to,forum,place,article,about,answers,due,statement,agency,quoted_agency,reported,"
    "source\n"
    "P1,2022-01-03,proposal,RUS,USA,,,4;5,,,2022-01-20,\"A text, handed over; answer "
    "awaited\",TASS,Kremlin,2022-01-04,TASS 1\n"
    "M1,2022-01-12T10:00+01:00,consultation,NATO,RUS,\"Council, full\",Brussels,4,,,,,,,2022-01-05,NATO\n"
    "M2,2022-02,consultation,USA,RUS,,Geneva,,,,,\"Long words \xE2\x80\x94 "
    "\xD0\xBF\xD0\xB5\xD1\x80\xD0\xB5\xD0\xB3\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x80\xD1\x8B "
    "\xD0\xBE \xD0\xB3\xD0\xB0\xD1\x80\xD0\xB0\xD0\xBD\xD1\x82\xD0\xB8\xD1\x8F\xD1\x85 "
    "\xD0\xB1\xD0\xB5\xD0\xB7\xD0\xBE\xD0\xBF\xD0\xB0\xD1\x81\xD0\xBD\xD0\xBE\xD1\x81\xD1\x82\xD0\xB8\",,,"
    "2022-01-06,US\n"
    "M3,2022-01-10/2022-01-13,consultation,OSCE,RUS,Week,Vienna,,,,,,,,2022-01-01,OSCE\n"
    "M4,2022-03-01,consultation,OSCE,RUS,Later,Vienna,,,,,,,,2022-02-20,OSCE\n";

static ent_time day(int year, int month, int d)
{
    return judged_day(year, month, d);
}

static ent_buf write(const ent_judgement *j, ent_time as_of, const char *scope)
{
    ent_ledger *ledger = NULL;
    ent_ledger_status *status = NULL;
    ent_diags *diags = NULL;
    ent_error err = {0};
    ent_buf out;
    ent_ledger_query query = {{as_of.seconds + ENT_DAY_SECONDS}, {as_of.seconds + ENT_DAY_SECONDS}};
    assert_int_equal(ent_diags_new(&diags, &err), ENT_OK);
    assert_int_equal(ent_ledger_new(&ledger, &err), ENT_OK);
    assert_int_equal(ent_ledger_load_memory(ledger, "l.csv", ent_str_of(rows), diags, &err), ENT_OK);
    assert_int_equal(ent_ledger_finish(ledger, diags, &err), ENT_OK);
    assert_int_equal(ent_diags_error_count(diags), 0);
    assert_int_equal(ent_ledger_ask(ledger, query, &status, &err), ENT_OK);
    ent_report_calendar what = {ledger,         ent_ledger_talks(status), j,    as_of,
                                query.as_known, "A pact; in, draft",      scope};
    ent_buf_init(&out, 1 << 20);
    assert_int_equal(ent_report_ics(&what, ent_buf_sink(&out), &err), ENT_OK);
    ent_ledger_status_free(status);
    ent_ledger_free(ledger);
    ent_diags_free(diags);
    return out;
}

static icalcomponent *find(icalcomponent *all, const char *words)
{
    for (icalcomponent *e = icalcomponent_get_first_component(all, ICAL_VEVENT_COMPONENT); e;
         e = icalcomponent_get_next_component(all, ICAL_VEVENT_COMPONENT))
        if (strstr(icalcomponent_get_summary(e), words)) return e;
    return NULL;
}

static void starts(icalcomponent *e, int year, int month, int d, bool is_date)
{
    assert_non_null(e);
    struct icaltimetype t = icalcomponent_get_dtstart(e);
    assert_true(t.year == year && t.month == month && t.day == d && (t.is_date != 0) == is_date);
}

static void test_ics__is_read_back(void **state)
{
    (void)state;
    ent_buf text = write(NULL, day(2022, 1, 11), "PACT");
    icalcomponent *all = icalparser_parse_string(text.ptr);
    assert_non_null(all);
    assert_int_equal(icalcomponent_count_errors(all), 0);
    assert_int_equal(icalcomponent_count_components(all, ICAL_VEVENT_COMPONENT),
                     4); /* M4 was not known yet */
    icalcomponent *council = find(all, "Council"), *month = find(all, "Consultation"),
                  *week = find(all, "Week");
    starts(council, 2022, 1, 12, false);
    assert_int_equal(icalcomponent_get_dtstart(council).hour, 9);
    assert_string_equal(icalcomponent_get_summary(council), "Council, full: NATO, RUS");
    assert_string_equal(icalcomponent_get_location(council), "Brussels");
    assert_int_equal(icalcomponent_get_status(council), ICAL_STATUS_CONFIRMED);
    starts(month, 2022, 2, 1, true);
    assert_int_equal(icalcomponent_get_dtend(month).month, 3);
    assert_int_equal(icalcomponent_get_status(month), ICAL_STATUS_TENTATIVE);
    starts(week, 2022, 1, 10, true);
    assert_int_equal(icalcomponent_get_dtend(week).day, 14);
    assert_int_equal(icalcomponent_get_status(week), ICAL_STATUS_CONFIRMED);
    icalcomponent *due = find(all, "Reply due: USA to RUS");
    starts(due, 2022, 1, 20, true);
    assert_non_null(strstr(icalcomponent_get_description(due),
                           "A text, handed over; answer awaited\nReported by TASS, quoting Kremlin"));
    icalcomponent_free(all);
    ent_buf_done(&text);
}

static void test_ics__lines_are_folded_between_characters(void **state)
{
    (void)state;
    ent_buf text = write(NULL, day(2022, 1, 11), "PACT");
    size_t width = 0, folded = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\r') {
            assert_true(text.ptr[i + 1] == '\n' && width <= 75);
            bool goes_on = text.ptr[i + 2] == ' ';
            if (goes_on) assert_int_not_equal((unsigned char)text.ptr[i + 3] & 0xC0, 0x80);
            folded += goes_on;
            width = 0, i++;
        } else {
            assert_int_not_equal(text.ptr[i], '\n');
            width++;
        }
    }
    assert_true(folded > 0);
    icalcomponent *all = icalparser_parse_string(text.ptr);
    assert_non_null(strstr(icalcomponent_get_description(find(all, "Consultation")),
                           "\xD0\xB1\xD0\xB5\xD0\xB7\xD0\xBE\xD0\xBF\xD0\xB0\xD1\x81"));
    icalcomponent_free(all);
    ent_buf_done(&text);
}

/* The same entry has the same UID on another day, another one in another agreement; the stamp is the day. */
static void test_ics__uids_are_stable(void **state)
{
    (void)state;
    ent_buf a = write(NULL, day(2022, 1, 11), "PACT"), b = write(NULL, day(2022, 1, 15), "PACT"),
            c = write(NULL, day(2022, 1, 11), "OTHER");
    icalcomponent *x = icalparser_parse_string(a.ptr), *y = icalparser_parse_string(b.ptr),
                  *z = icalparser_parse_string(c.ptr);
    const char *uid = icalcomponent_get_uid(find(x, "Council"));
    assert_string_equal(uid, icalcomponent_get_uid(find(y, "Council")));
    assert_string_not_equal(uid, icalcomponent_get_uid(find(z, "Council")));
    assert_string_not_equal(uid, icalcomponent_get_uid(find(x, "Week")));
    assert_int_equal(icalcomponent_get_dtstamp(find(y, "Council")).day, 15);
    icalcomponent_free(x);
    icalcomponent_free(y);
    icalcomponent_free(z);
    ent_buf_done(&a);
    ent_buf_done(&b);
    ent_buf_done(&c);
}

/* At the end of 30 April it is ten days to the end of the deadline: 10 May. */
static void test_ics__deadlines_of_duties(void **state)
{
    (void)state;
    judged s;
    judged_init(&s);
    ent_finding *f = judged_add(&s, "2.1", "ex-1", ENT_VERDICT_UNCLEAR);
    ent_clause duty = *f->clause;
    duty.modality = ENT_REQUIRES;
    f->clause = &duty, f->reasons = 1u << ENT_REASON_NOT_DUE;
    judged_margin(f, -10, -10, "days");
    ent_buf text = write(&s.j, day(2030, 4, 30), "PACT");
    icalcomponent *all = icalparser_parse_string(text.ptr),
                  *e = find(all, "Due by EST: 2.1 No exercises abroad");
    starts(e, 2030, 5, 10, true);
    assert_int_equal(icalcomponent_get_dtend(e).day, 11);
    assert_int_equal(icalcomponent_get_status(e), ICAL_STATUS_CONFIRMED);
    icalcomponent_free(all);
    ent_buf_done(&text);
    judged_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ics__is_read_back),
        cmocka_unit_test(test_ics__lines_are_folded_between_characters),
        cmocka_unit_test(test_ics__uids_are_stable),
        cmocka_unit_test(test_ics__deadlines_of_duties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
