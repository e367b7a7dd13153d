/* time.h: dates as they are known. A date in a record is an EDTF value (ISO 8601-2, levels 0 and 1, plus
 * sets); inside the program it is a set of half-open intervals of seconds.
 *
 * Seconds are counted from 1970-01-01T00:00:00Z in the proleptic Gregorian calendar without leap seconds. A
 * date without a time is a UTC day; a time without a zone is refused where a zone is needed, and said so. */
#ifndef ENTENTE_TIME_H
#define ENTENTE_TIME_H

#include "entente/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_time {
    int64_t seconds;
} ent_time;

#define ENT_TIME_MIN ((ent_time){INT64_MIN / 4}) /* "..": since ever */
#define ENT_TIME_MAX ((ent_time){INT64_MAX / 4}) /* "..": for ever */
#define ENT_DAY_SECONDS 86400

/* One stretch of time, [from, until). */
typedef struct ent_span_time {
    ent_time from, until;
} ent_span_time;

typedef struct ent_civil {
    int32_t year; /* astronomical: year 0 is 1 BC; -9999..9999 */
    uint8_t month, day, hour, minute, second;
} ent_civil;

/* The moment of a civil date and clock time, in UTC. False, and *out untouched, when it does not exist
 * (2022-02-29, 24:00:00, second 60) or the year is out of range. */
ENT_API bool ent_time_from_civil(ent_civil civil, ent_time *out);
/* The civil date and clock time of a moment, in UTC. Moments outside the years -9999..9999 give the first or
 * the last second of these years. */
ENT_API ent_civil ent_time_to_civil(ent_time t);
/* Whole days from 1970-01-01 to the day of a moment, in UTC; negative before. Any moment; exact. */
ENT_API int64_t ent_time_day(ent_time t);

#define ENT_WHEN_SPANS 16

/* What is known of when something was. `spans` are sorted, disjoint possibilities: the instant (or the day,
 * month, year …) lies in one of them. A set in braces `{a,b}` means all of them, in brackets `[a,b]` one of
 * them. Neighbours that touch are joined, except in braces, where each member stays a span of its own. */
typedef struct ent_when {
    uint32_t count; /* 0: nothing said */
    ent_span_time spans[ENT_WHEN_SPANS];
    bool uncertain;   /* "?" or "%", on any part */
    bool approximate; /* "~" or "%", on any part */
    bool all_of;      /* braces */
    bool is_interval; /* "a/b": spans[0] is the hull; start and end known to within these: */
    ent_span_time start,
        end; /* for an interval: bounds of its start and of its end (end: of its last moment) */
    bool start_open, end_open; /* ".." at that end: its bounds are both ENT_TIME_MIN (start) or _MAX (end) */
    bool start_unknown,
        end_unknown; /* empty at that end: its bounds reach from the other end to _MIN or _MAX */
} ent_when;

/* Parse an EDTF text. On failure returns ENT_E_FORMAT, `err` says why in one line, and *out_offset (which may
 * be NULL) is the byte at which it went wrong. The empty text is well-formed and says nothing (count 0).
 *
 * Accepts level 0 and 1 with years -9999..9999, and of level 2 the sets, "X" at any digit, "?~%" at any
 * component and the parts of a year 25 to 41. Times need a zone, Z or ±hh:mm, and may stop at the hour or
 * minute; fractions of a second are dropped. 24:00:00 is the next midnight. Refused with a reason: longer
 * years ("Y170000002"), significant digits ("1950S2"), anything with more than ENT_WHEN_SPANS separate
 * possibilities, an interval that ends before it starts.
 *
 * Seasons without a hemisphere (21 to 24) are the northern ones by whole months, spring being March to May.
 * Winter of a year may be either of the two winters that touch it, and so two spans: January and February,
 * December to February; likewise the southern summer. In braces and at the ends of intervals and ranges such
 * a date counts with its hull. A qualifier widens nothing by itself: who judges decides what "about" means.
 */
ENT_API ent_status ent_when_parse(ent_str text, ent_when *out, size_t *out_offset,
                                  ent_error *err) ENT_MUST_USE;

/* The earliest and the latest moment it may mean, [from, until). Empty value: everything. */
ENT_API ent_span_time ent_when_hull(const ent_when *when);
/* Has what it tells of come before the moment `end`: yes when all days that it may mean lie before it, no
 * when none does, else unclear. An empty one: no. */
ENT_API ent_truth ent_when_come(const ent_when *when, ent_time end);

/* "2022-01-11" for midnights, "2022-01-11T10:00:00Z" otherwise; ".." for the two ends and beyond. A year of
 * more than four digits is led by "Y". Buffer of at least 32. */
ENT_API void ent_time_format(ent_time t, char *buffer, size_t size);

/* Calendar arithmetic. The month rule: the same day number `months` later, or the last day of that month when
 * it is shorter (31 January + 1 month = 28 February), the clock time kept. Saturates at the two ends, where
 * it stays. */
ENT_API ent_time ent_time_add_months(ent_time t, int64_t months);
ENT_API ent_time ent_time_add_seconds(ent_time t, int64_t seconds);
/* Of two moments the later, the earlier one. */
static inline ent_time ent_time_later(ent_time a, ent_time b)
{
    return a.seconds > b.seconds ? a : b;
}
static inline ent_time ent_time_earlier(ent_time a, ent_time b)
{
    return a.seconds < b.seconds ? a : b;
}

#ifdef __cplusplus
}
#endif
#endif
