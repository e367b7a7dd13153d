/* calendar.c: the periods of the calendar, numbered: years, quarters, months, weeks that begin on a Monday,
 * days. A window of so many periods in a row is known by the number of its first. All in UTC. */
#include "verdict/sum.h"

#define MONDAY_DAYS 3 /* 1 January 1970 was a Thursday: three days after one */

static int64_t floored(int64_t a, int64_t by)
{
    return a / by - (a % by < 0);
}

static int months_in(ent_calendar unit)
{
    return unit == ENT_CALENDAR_YEAR ? 12 : unit == ENT_CALENDAR_QUARTER ? 3 : 1;
}

int32_t ent_calendar_index(ent_calendar unit, ent_time t)
{
    ent_civil c = ent_time_to_civil(t);
    ent_time within;
    if (unit != ENT_CALENDAR_WEEK && unit != ENT_CALENDAR_DAY)
        return (int32_t)floored((int64_t)c.year * 12 + c.month - 1, months_in(unit));
    c.hour = c.minute = c.second = 0;
    int64_t day = ent_time_from_civil(c, &within) ? floored(within.seconds, ENT_DAY_SECONDS) : 0;
    return (int32_t)(unit == ENT_CALENDAR_DAY ? day : floored(day + MONDAY_DAYS, 7));
}

static bool start_of(ent_calendar unit, int64_t index, ent_time *out)
{
    if (unit == ENT_CALENDAR_WEEK || unit == ENT_CALENDAR_DAY) {
        int64_t day = unit == ENT_CALENDAR_DAY ? index : index * 7 - MONDAY_DAYS;
        *out = (ent_time){day * ENT_DAY_SECONDS};
        return true;
    }
    int64_t month = index * months_in(unit), year = floored(month, 12);
    if (year < -9999 || year > 9999) return false;
    return ent_time_from_civil((ent_civil){(int32_t)year, (uint8_t)(month - year * 12 + 1), 1, 0, 0, 0}, out);
}

bool ent_calendar_span(ent_calendar unit, int32_t index, int32_t count, ent_span_time *out)
{
    return start_of(unit, index, &out->from) && start_of(unit, (int64_t)index + count, &out->until);
}
