/* time.c: the proleptic Gregorian calendar.
 *
 * Days are counted by whole cycles of 400 years (146,097 days, after which the calendar repeats) from 1 March
 * of the year 0, so that the leap day is the last of its year and the lengths of the months before it follow
 * one line: month m after March starts on day (153 m + 2) / 5. 1970-01-01 is day 719,468 of that count. */
#include "entente/time.h"

#include <stdio.h>

#define DAYS_IN_CYCLE 146097
#define DAYS_TO_1970 719468
#define YEAR_MAX 9999
/* Far beyond any date, well before a count of seconds could overflow. */
#define YEAR_SATURATED INT64_C(70000000000)

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int64_t year, int month)
{
    static const signed char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

static int64_t days_of(int64_t year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t cycle = floor_div(y, 400), year_of_cycle = y - cycle * 400;
    int64_t month_from_march = (month + 9) % 12;
    int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    int64_t day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    return cycle * DAYS_IN_CYCLE + day_of_cycle - DAYS_TO_1970;
}

typedef struct date {
    int64_t year;
    int month, day;
} date;

static date date_of(int64_t days)
{
    days += DAYS_TO_1970;
    int64_t cycle = floor_div(days, DAYS_IN_CYCLE), d = days - cycle * DAYS_IN_CYCLE;
    /* Take the leap days out of the day of the cycle: every 1,461 days, but for the centuries, but for the
     * cycle's end. */
    int64_t year_of_cycle = (d - d / 1460 + d / 36524 - d / 146096) / 365;
    int64_t day_of_year = d - (year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100);
    int month_from_march = (int)((5 * day_of_year + 2) / 153);
    int day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return (date){cycle * 400 + year_of_cycle + (month <= 2 ? 1 : 0), month, day};
}

bool ent_time_from_civil(ent_civil c, ent_time *out)
{
    if (c.year < -YEAR_MAX || c.year > YEAR_MAX || c.month < 1 || c.month > 12) return false;
    if (c.day < 1 || c.day > days_in_month(c.year, c.month)) return false;
    if (c.hour > 23 || c.minute > 59 || c.second > 59) return false;
    out->seconds =
        days_of(c.year, c.month, c.day) * ENT_DAY_SECONDS + c.hour * 3600 + c.minute * 60 + c.second;
    return true;
}

ent_civil ent_time_to_civil(ent_time t)
{
    int64_t first = days_of(-YEAR_MAX, 1, 1) * ENT_DAY_SECONDS;
    int64_t last = days_of(YEAR_MAX + 1, 1, 1) * ENT_DAY_SECONDS - 1;
    int64_t seconds = t.seconds < first ? first : t.seconds > last ? last : t.seconds;
    int64_t days = floor_div(seconds, ENT_DAY_SECONDS);
    int clock = (int)(seconds - days * ENT_DAY_SECONDS);
    date d = date_of(days);
    return (ent_civil){.year = (int32_t)d.year,
                       .month = (uint8_t)d.month,
                       .day = (uint8_t)d.day,
                       .hour = (uint8_t)(clock / 3600),
                       .minute = (uint8_t)(clock / 60 % 60),
                       .second = (uint8_t)(clock % 60)};
}

static bool is_since_ever(ent_time t)
{
    return t.seconds <= ENT_TIME_MIN.seconds;
}
static bool is_for_ever(ent_time t)
{
    return t.seconds >= ENT_TIME_MAX.seconds;
}

void ent_time_format(ent_time t, char *buffer, size_t size)
{
    if (is_since_ever(t) || is_for_ever(t)) {
        snprintf(buffer, size, "..");
        return;
    }
    int64_t days = floor_div(t.seconds, ENT_DAY_SECONDS);
    int clock = (int)(t.seconds - days * ENT_DAY_SECONDS);
    date d = date_of(days);
    long long year = d.year < 0 ? -d.year : d.year;
    const char *sign = d.year < 0 ? "-" : "", *prefix = year > YEAR_MAX ? "Y" : "";
    if (clock == 0)
        snprintf(buffer, size, "%s%s%04lld-%02d-%02d", prefix, sign, year, d.month, d.day);
    else
        snprintf(buffer, size, "%s%s%04lld-%02d-%02dT%02d:%02d:%02dZ", prefix, sign, year, d.month, d.day,
                 clock / 3600, clock / 60 % 60, clock % 60);
}

ent_time ent_time_add_months(ent_time t, int64_t months)
{
    if (is_since_ever(t)) return ENT_TIME_MIN;
    if (is_for_ever(t)) return ENT_TIME_MAX;
    if (months > 12 * 2 * YEAR_SATURATED) return ENT_TIME_MAX;
    if (months < -12 * 2 * YEAR_SATURATED) return ENT_TIME_MIN;
    int64_t days = floor_div(t.seconds, ENT_DAY_SECONDS), clock = t.seconds - days * ENT_DAY_SECONDS;
    date d = date_of(days);
    int64_t total = d.year * 12 + (d.month - 1) + months;
    int64_t year = floor_div(total, 12);
    int month = (int)(total - year * 12) + 1;
    if (year > YEAR_SATURATED) return ENT_TIME_MAX;
    if (year < -YEAR_SATURATED) return ENT_TIME_MIN;
    int longest = days_in_month(year, month);
    return (ent_time){days_of(year, month, d.day < longest ? d.day : longest) * ENT_DAY_SECONDS + clock};
}

int64_t ent_time_day(ent_time t)
{
    return t.seconds / ENT_DAY_SECONDS - (t.seconds % ENT_DAY_SECONDS < 0);
}

ent_time ent_time_add_seconds(ent_time t, int64_t seconds)
{
    if (is_since_ever(t)) return ENT_TIME_MIN;
    if (is_for_ever(t)) return ENT_TIME_MAX;
    if (seconds >= ENT_TIME_MAX.seconds - t.seconds) return ENT_TIME_MAX;
    if (seconds <= ENT_TIME_MIN.seconds - t.seconds) return ENT_TIME_MIN;
    return (ent_time){t.seconds + seconds};
}
