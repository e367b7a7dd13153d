/* calendar.c: the periods of the calendar, numbered: years, quarters, months, weeks that begin on a Monday,
 * days; and years that begin on the anniversary of a day, such as that of entry into force. A window of so
 * many periods in a row is known by the number of its first. All in UTC. */
#include "verdict/sum.h"

#include "base/limits.h"

#define MONDAY_DAYS 3 /* 1 January 1970 was a Thursday: three days after one */

static int64_t floored(int64_t a, int64_t by)
{
    return a / by - (a % by < 0);
}

static int months_in(ent_calendar unit)
{
    return unit == ENT_CALENDAR_YEAR ? 12 : unit == ENT_CALENDAR_QUARTER ? 3 : 1;
}

ent_periods ent_periods_from(ent_judgement *j, const ent_node *moment)
{
    ent_time t = ent_moment_of(j, moment, ENT_TIME_MAX);
    ent_periods p = {ENT_CALENDAR_FROM, {floored(t.seconds, ENT_DAY_SECONDS) * ENT_DAY_SECONDS}, 1};
    return p;
}

ent_periods ent_periods_of(ent_judgement *j, const ent_clause *clause)
{
    const ent_node *n = clause->window;
    ent_periods p = {clause->calendar, {0}, 1};
    if (clause->calendar == ENT_CALENDAR_FROM) p = ent_periods_from(j, n->kids[0]);
    if (n && n->number >= 1 && n->number <= ENT_WINDOW_YEARS_MAX)
        p.count = (int32_t)(n->unit && n->unit->dimension == ENT_DIM_MONTHS ? n->number / 12 : n->number);
    return p;
}

/* So many years after the day from which they are counted; 28 February for the 29th. */
static ent_time anniversary(ent_time origin, int64_t years)
{
    return ent_time_add_months(origin, 12 * years);
}

/* A beginning that is not known, or that never comes, has one endless year. */
static bool is_dated(ent_time origin)
{
    return origin.seconds > ENT_TIME_MIN.seconds + ENT_DAY_SECONDS &&
           origin.seconds < ENT_TIME_MAX.seconds - ENT_DAY_SECONDS;
}

static int32_t years_since(ent_time origin, ent_time t)
{
    if (!is_dated(origin)) return 0;
    int32_t years = ent_time_to_civil(t).year - ent_time_to_civil(origin).year;
    return years - (t.seconds < anniversary(origin, years).seconds);
}

static int32_t index_of(ent_calendar unit, ent_time t)
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

int32_t ent_period_index(const ent_periods *p, ent_time t)
{
    return p->unit == ENT_CALENDAR_FROM ? years_since(p->origin, t) : index_of(p->unit, t);
}

bool ent_period_span(const ent_periods *p, int32_t index, ent_span_time *out)
{
    int64_t end = (int64_t)index + p->count;
    if (p->unit != ENT_CALENDAR_FROM)
        return start_of(p->unit, index, &out->from) && start_of(p->unit, end, &out->until);
    if (!is_dated(p->origin)) return false;
    ent_span_time span = {anniversary(p->origin, index), anniversary(p->origin, end)};
    bool good = span.from.seconds > ENT_TIME_MIN.seconds && span.until.seconds < ENT_TIME_MAX.seconds;
    if (good) *out = span;
    return good;
}
