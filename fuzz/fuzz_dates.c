/* fuzz_dates.c: any bytes as an EDTF text. What is accepted must be sorted, disjoint and not empty, its spans
 * must print, and a whole day must read back from its print; what is refused must say where and why. */
#include "entente/time.h"
#include "fuzz.h"

#include <string.h>

static void check_span(ent_span_time span)
{
    REQUIRE(span.from.seconds < span.until.seconds);
    REQUIRE(span.from.seconds >= ENT_TIME_MIN.seconds && span.until.seconds <= ENT_TIME_MAX.seconds);
    char text[32];
    ent_time_format(span.from, text, sizeof text);
    REQUIRE(strlen(text) > 0);
    if (span.until.seconds - span.from.seconds != ENT_DAY_SECONDS || span.from.seconds % ENT_DAY_SECONDS)
        return;
    ent_when day;
    REQUIRE(ent_when_parse(ent_str_of(text), &day, NULL, NULL) == ENT_OK);
    REQUIRE(day.count == 1 && day.spans[0].from.seconds == span.from.seconds);
    REQUIRE(day.spans[0].until.seconds == span.until.seconds);
}

static void check_accepted(const ent_when *w, size_t size)
{
    REQUIRE(w->count <= ENT_WHEN_SPANS);
    REQUIRE((w->count == 0) == (size == 0));
    for (uint32_t i = 0; i < w->count; i++) {
        check_span(w->spans[i]);
        if (i == 0) continue;
        int64_t before = w->spans[i - 1].until.seconds, from = w->spans[i].from.seconds;
        REQUIRE(w->all_of ? before <= from : before < from);
    }
    ent_span_time hull = ent_when_hull(w);
    REQUIRE(hull.from.seconds < hull.until.seconds);
    if (!w->is_interval) return;
    REQUIRE(w->count == 1 && !w->all_of);
    REQUIRE(w->start.from.seconds == hull.from.seconds && w->end.until.seconds == hull.until.seconds);
    REQUIRE(w->start.from.seconds <= w->start.until.seconds && w->end.from.seconds <= w->end.until.seconds);
}

static void check_months(ent_time t)
{
    for (int64_t months = -25; months <= 25; months += 5) {
        ent_time moved = ent_time_add_months(t, months);
        REQUIRE(months < 0 ? moved.seconds <= t.seconds : moved.seconds >= t.seconds);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ent_when when;
    ent_error err = {ENT_OK, ""};
    size_t offset = SIZE_MAX;
    ent_status st = ent_when_parse((ent_str){(const char *)data, size}, &when, &offset, &err);
    if (st == ENT_OK) {
        check_accepted(&when, size);
        if (when.count) check_months(when.spans[0].from);
        return 0;
    }
    REQUIRE(st == ENT_E_FORMAT && err.status == st);
    REQUIRE(err.message[0] != '\0');
    REQUIRE(offset <= size);
    return 0;
}
