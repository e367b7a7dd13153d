/* edtf.c: dates as they are known, read from EDTF (ISO 8601-2:2019; the Library of Congress, "Extended
 * Date/Time Format Specification").
 *
 *   text     = "" | date | end "/" end | "[" members "]" | "{" members "}"
 *   end      = "" | ".." | date
 *   members  = member { "," member }
 *   member   = date | date ".." [date] | ".." date
 *   date     = [q] ["-"] YYYY [q] ["-" [q] MM [q] ["-" [q] DD [q] ["T" time [q]]]]       with X for a digit
 * not known time     = hh [":" mm [":" ss ["." digits]]] zone                                 q = "?" | "~" |
 * "%"
 *
 * A date becomes a short sorted list of half-open spans: the days that fit its pattern, neighbours joined.
 * The pattern is walked year by year, month by month, day by day, whole months and years at once where
 * nothing below is said, and the walk stops at the first possibility past ENT_WHEN_SPANS; so even XXXX-XX-XX
 * costs some ten thousand steps. */
#include "entente/time.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define NO_VALUE (-1)

typedef struct parser {
    ent_str text;
    size_t at;
    bool uncertain, approximate;
    size_t bad_at;
    char reason[200];
} parser;

/* Up to four digits, 'X' for one not known; length 0: not there. */
typedef struct pattern {
    char digits[4];
    int length;
} pattern;

typedef struct date_pattern {
    bool negative;
    pattern year, month, day;
    size_t at, month_at, day_at;
} date_pattern;

typedef struct span_list {
    uint32_t count;
    bool overflow;
    ent_span_time spans[ENT_WHEN_SPANS];
} span_list;

static bool fail_at(parser *p, size_t at, const char *format, ...) ENT_PRINTF(3, 4);
static bool fail_at(parser *p, size_t at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(p->reason, sizeof p->reason, format, args);
    va_end(args);
    p->bad_at = at;
    return false;
}

static char peek(const parser *p)
{
    return p->at < p->text.len ? p->text.ptr[p->at] : '\0';
}
static bool is_end(const parser *p)
{
    return p->at == p->text.len;
}
static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool accept(parser *p, char c)
{
    if (is_end(p) || peek(p) != c) return false;
    p->at++;
    return true;
}

static bool accept_dots(parser *p)
{
    if (p->text.len - p->at < 2 || memcmp(p->text.ptr + p->at, "..", 2) != 0) return false;
    p->at += 2;
    return true;
}

static void accept_qualifier(parser *p)
{
    char c = peek(p);
    if (c != '?' && c != '~' && c != '%') return;
    p->at++;
    if (c != '~') p->uncertain = true;
    if (c != '?') p->approximate = true;
}

/* ---- lists of spans ----------------------------------------------------------------------------------- */

/* Spans come in order of time. Touching ones are joined when `join` is set, overlapping ones always. */
static void push(span_list *list, ent_span_time span, bool join)
{
    ent_span_time *last = list->count ? &list->spans[list->count - 1] : NULL;
    bool meets = last && (span.from.seconds < last->until.seconds ||
                          (join && span.from.seconds == last->until.seconds));
    if (meets) {
        if (span.until.seconds > last->until.seconds) last->until = span.until;
    } else if (list->count == ENT_WHEN_SPANS) {
        list->overflow = true;
    } else {
        list->spans[list->count++] = span;
    }
}

static ent_span_time hull_of(const span_list *list)
{
    return (ent_span_time){list->spans[0].from, list->spans[list->count - 1].until};
}

/* Both lists are in order; so is their union. */
static span_list merge(const span_list *a, const span_list *b, bool join)
{
    span_list both = {0};
    uint32_t i = 0, j = 0;
    while (i < a->count || j < b->count) {
        bool take_a = j == b->count || (i < a->count && a->spans[i].from.seconds <= b->spans[j].from.seconds);
        push(&both, take_a ? a->spans[i++] : b->spans[j++], join);
    }
    return both;
}

/* ---- patterns ----------------------------------------------------------------------------------------- */

static bool read_pattern(parser *p, int length, const char *what, pattern *out)
{
    size_t start = p->at;
    for (out->length = 0; out->length < length; out->length++) {
        char c = peek(p);
        if (!is_digit(c) && c != 'X') {
            const char *wanted = length == 4 ? "four" : "two";
            return fail_at(p, start, "%s needs %s digits", what, wanted);
        }
        out->digits[out->length] = c;
        p->at++;
    }
    if (is_digit(peek(p)) || peek(p) == 'X')
        return fail_at(p, start, "%s has more than %s digits", what, length == 4 ? "four" : "two");
    return true;
}

static int pattern_bound(const pattern *x, char unknown)
{
    int v = 0;
    for (int i = 0; i < x->length; i++) v = v * 10 + ((x->digits[i] == 'X' ? unknown : x->digits[i]) - '0');
    return v;
}

static bool is_unknown(const pattern *x)
{
    for (int i = 0; i < x->length; i++)
        if (x->digits[i] != 'X') return false;
    return true;
}

static bool has_unknown(const pattern *x)
{
    for (int i = 0; i < x->length; i++)
        if (x->digits[i] == 'X') return true;
    return false;
}

static bool fits(const pattern *x, int value)
{
    for (int i = x->length - 1; i >= 0; i--, value /= 10)
        if (x->digits[i] != 'X' && x->digits[i] - '0' != value % 10) return false;
    return true;
}

/* ---- from a pattern to spans -------------------------------------------------------------------------- */

static ent_span_time months_span(int year, int month, int count)
{
    ent_time from = {0};
    ent_time_from_civil((ent_civil){.year = year, .month = (uint8_t)month, .day = 1}, &from);
    return (ent_span_time){from, ent_time_add_months(from, count)};
}

static void push_days(span_list *list, const pattern *day, int year, int month)
{
    if (day->length == 0 || is_unknown(day)) {
        push(list, months_span(year, month, 1), true);
        return;
    }
    int last = pattern_bound(day, '9') < 31 ? pattern_bound(day, '9') : 31;
    for (int d = pattern_bound(day, '0'); d <= last && !list->overflow; d++) {
        ent_time t;
        ent_civil civil = {.year = year, .month = (uint8_t)month, .day = (uint8_t)d};
        if (!fits(day, d) || !ent_time_from_civil(civil, &t)) continue;
        push(list, (ent_span_time){t, {t.seconds + ENT_DAY_SECONDS}}, true);
    }
}

static void push_months(span_list *list, const date_pattern *d, int year)
{
    bool any_day = d->day.length == 0 || is_unknown(&d->day);
    if (d->month.length == 0 || (is_unknown(&d->month) && any_day)) {
        push(list, months_span(year, 1, 12), true);
        return;
    }
    int last = pattern_bound(&d->month, '9') < 12 ? pattern_bound(&d->month, '9') : 12;
    for (int m = pattern_bound(&d->month, '0'); m <= last && !list->overflow; m++)
        if (m >= 1 && fits(&d->month, m)) push_days(list, &d->day, year, m);
}

/* The parts of a year by their EDTF numbers, from 21: first month and length. A part that runs over the end
 * of the year may be meant for either year. */
typedef struct year_part {
    signed char first, length;
} year_part;

static void push_part(span_list *list, int year, int number)
{
    static const year_part parts[] = {
        {3, 3}, {6, 3},  {9, 3}, {12, 3}, /* 21-24: spring, summer, autumn, winter */
        {3, 3}, {6, 3},  {9, 3}, {12, 3}, /* 25-28: of the northern hemisphere */
        {9, 3}, {12, 3}, {3, 3}, {6, 3},  /* 29-32: of the southern */
        {1, 3}, {4, 3},  {7, 3}, {10, 3}, /* 33-36: quarters */
        {1, 4}, {5, 4},  {9, 4},          /* 37-39: thirds */
        {1, 6}, {7, 6}};                  /* 40-41: halves */
    year_part part = parts[number - 21];
    if (part.first == 12) push(list, months_span(year, 1, 2), true);
    push(list, months_span(year, part.first, part.length), true);
}

static void push_year(span_list *list, const date_pattern *d, int year)
{
    int number = has_unknown(&d->month) ? 0 : pattern_bound(&d->month, '0');
    if (number >= 21)
        push_part(list, year, number);
    else
        push_months(list, d, year);
}

static void expand(const date_pattern *d, span_list *list)
{
    int low = pattern_bound(&d->year, '0'), high = pattern_bound(&d->year, '9');
    for (int i = 0; i <= high - low && !list->overflow; i++) {
        int size = d->negative ? high - i : low + i; /* years before 0 run backwards */
        if (fits(&d->year, size) && !(d->negative && size == 0))
            push_year(list, d, d->negative ? -size : size);
    }
}

/* ---- reading a date ----------------------------------------------------------------------------------- */

static bool read_year(parser *p, date_pattern *d)
{
    accept_qualifier(p);
    d->at = p->at;
    if (peek(p) == 'Y') return fail_at(p, p->at, "years of more than four digits are not supported");
    d->negative = accept(p, '-');
    if (!read_pattern(p, 4, "year", &d->year)) return false;
    if (peek(p) == 'S') return fail_at(p, p->at, "significant digits are not supported");
    if (d->negative && pattern_bound(&d->year, '9') == 0) return fail_at(p, d->at, "there is no year -0000");
    accept_qualifier(p);
    return true;
}

static bool check_month(parser *p, const date_pattern *d)
{
    int low = pattern_bound(&d->month, '0'), high = pattern_bound(&d->month, '9');
    if (has_unknown(&d->month))
        return low <= 12 && high >= 1 ? true : fail_at(p, d->month_at, "no month fits %.2s", d->month.digits);
    bool ok = (low >= 1 && low <= 12) || (low >= 21 && low <= 41);
    return ok || fail_at(p, d->month_at, "there is no month %.2s", d->month.digits);
}

static bool read_month_and_day(parser *p, date_pattern *d)
{
    if (!accept(p, '-')) return true;
    accept_qualifier(p);
    d->month_at = p->at;
    if (!read_pattern(p, 2, "month", &d->month) || !check_month(p, d)) return false;
    accept_qualifier(p);
    if (!accept(p, '-')) return true;
    if (!has_unknown(&d->month) && pattern_bound(&d->month, '0') > 12)
        return fail_at(p, p->at, "a season has no days");
    accept_qualifier(p);
    d->day_at = p->at;
    if (!read_pattern(p, 2, "day", &d->day)) return false;
    accept_qualifier(p);
    return true;
}

/* Two digits up to `max`, or NO_VALUE with the reason noted. */
static int read_two(parser *p, int max, const char *what)
{
    pattern x = {.length = 0};
    size_t at = p->at;
    if (!read_pattern(p, 2, what, &x)) return NO_VALUE;
    if (has_unknown(&x)) return fail_at(p, at, "a time cannot have unknown digits"), NO_VALUE;
    int v = pattern_bound(&x, '0');
    if (v > max) return fail_at(p, at, "there is no %s %d", what, v), NO_VALUE;
    return v;
}

/* A zone's offset in seconds. The inhabited ones run from -12:00 to +14:00; -00:00 is no zone. */
static bool read_zone(parser *p, int *offset)
{
    size_t at = p->at;
    *offset = 0;
    if (accept(p, 'Z')) return true;
    char sign = peek(p);
    if (sign != '+' && sign != '-') return fail_at(p, at, "time has no zone: add Z or, say, +02:00");
    p->at++;
    if (p->text.len - p->at < 2 || !is_digit(p->text.ptr[p->at]) || !is_digit(p->text.ptr[p->at + 1]))
        return fail_at(p, at, "zone needs two digits for its hours");
    int hours = (p->text.ptr[p->at] - '0') * 10 + (p->text.ptr[p->at + 1] - '0'), minutes = 0;
    p->at += 2;
    if (accept(p, ':') || is_digit(peek(p))) minutes = read_two(p, 59, "minute");
    if (minutes == NO_VALUE) return false;
    int size = hours * 60 + minutes;
    if (sign == '-' && size == 0) return fail_at(p, at, "there is no zone -00:00");
    if (size > (sign == '-' ? 12 : 14) * 60) return fail_at(p, at, "there is no such zone");
    *offset = (sign == '-' ? -size : size) * 60;
    return true;
}

typedef struct clock_time {
    int seconds;   /* since midnight */
    int precision; /* 3600, 60 or 1 */
} clock_time;

static bool read_clock(parser *p, clock_time *out)
{
    size_t at = p->at;
    int parts[3] = {0, 0, 0}, count = 0;
    static const char *const names[] = {"hour", "minute", "second"};
    do {
        parts[count] = read_two(p, count ? 59 : 24, names[count]);
        if (parts[count] == NO_VALUE) return false;
        count++;
    } while (count < 3 && accept(p, ':'));
    if (count == 3 && accept(p, '.')) {
        if (!is_digit(peek(p))) return fail_at(p, p->at, "a digit must follow the point");
        while (is_digit(peek(p))) p->at++;
    }
    out->seconds = parts[0] * 3600 + parts[1] * 60 + parts[2];
    out->precision = count == 1 ? 3600 : count == 2 ? 60 : 1;
    if (out->seconds > ENT_DAY_SECONDS) return fail_at(p, at, "a day ends at 24:00:00");
    return true;
}

static bool read_time(parser *p, const date_pattern *d, span_list *list)
{
    clock_time clock = {0, 1};
    int offset = 0;
    if (d->day.length == 0) return fail_at(p, p->at, "a time needs a whole date before it");
    if (has_unknown(&d->year) || has_unknown(&d->month) || has_unknown(&d->day))
        return fail_at(p, p->at, "a time needs a date without unknown digits");
    p->at++; /* T */
    if (!read_clock(p, &clock) || !read_zone(p, &offset)) return false;
    accept_qualifier(p);
    int64_t from = list->spans[0].from.seconds + clock.seconds - offset;
    list->spans[0] = (ent_span_time){{from}, {from + clock.precision}};
    return true;
}

static bool read_date(parser *p, span_list *list)
{
    date_pattern d = {.negative = false};
    list->count = 0, list->overflow = false;
    if (!read_year(p, &d) || !read_month_and_day(p, &d)) return false;
    expand(&d, list);
    if (list->overflow) return fail_at(p, d.at, "more than %d separate possibilities", ENT_WHEN_SPANS);
    if (list->count == 0) {
        if (has_unknown(&d.day)) return fail_at(p, d.day_at, "no day fits %.2s", d.day.digits);
        return fail_at(p, d.day_at, "there is no day %.2s in that month", d.day.digits);
    }
    return peek(p) == 'T' ? read_time(p, &d, list) : true;
}

/* ---- intervals ---------------------------------------------------------------------------------------- */

typedef enum end_kind { END_DATE, END_OPEN, END_UNKNOWN } end_kind;

static bool read_end(parser *p, end_kind *kind, ent_span_time *span)
{
    span_list list;
    *kind = END_DATE;
    if (accept_dots(p))
        *kind = END_OPEN;
    else if (is_end(p) || peek(p) == '/')
        *kind = END_UNKNOWN;
    else if (!read_date(p, &list))
        return false;
    else
        *span = hull_of(&list);
    return true;
}

static bool read_interval(parser *p, ent_when *out)
{
    end_kind start, end;
    if (!read_end(p, &start, &out->start)) return false;
    if (!accept(p, '/')) return fail_at(p, p->at, "unexpected text before the slash");
    size_t end_at = p->at;
    if (!read_end(p, &end, &out->end)) return false;
    if (peek(p) == '/') return fail_at(p, p->at, "an interval has one slash; dates are written 2022-01-11");
    if (start != END_DATE) out->start = (ent_span_time){ENT_TIME_MIN, ENT_TIME_MIN};
    if (end != END_DATE) out->end = (ent_span_time){ENT_TIME_MAX, ENT_TIME_MAX};
    if (start == END_UNKNOWN) out->start.until = out->end.until;
    if (end == END_UNKNOWN) out->end.from = out->start.from;
    if (out->start.from.seconds >= out->end.until.seconds)
        return fail_at(p, end_at, "the interval ends before it starts");
    out->is_interval = true;
    out->start_open = start == END_OPEN, out->end_open = end == END_OPEN;
    out->start_unknown = start == END_UNKNOWN, out->end_unknown = end == END_UNKNOWN;
    out->spans[0] = (ent_span_time){out->start.from, out->end.until};
    out->count = 1;
    return true;
}

/* ---- sets --------------------------------------------------------------------------------------------- */

static bool starts_member_end(const parser *p)
{
    return peek(p) == ',' || peek(p) == ']' || peek(p) == '}';
}

/* A range a..b: from the first moment of a to the last of b. */
static bool read_range(parser *p, span_list *list, bool has_start)
{
    ent_span_time range = {ENT_TIME_MIN, ENT_TIME_MAX};
    if (has_start) range.from = hull_of(list).from;
    size_t at = p->at;
    bool has_end = !has_start || !(is_end(p) || starts_member_end(p));
    if (has_end) {
        if (!read_date(p, list)) return false;
        range.until = hull_of(list).until;
    }
    if (range.from.seconds >= range.until.seconds) return fail_at(p, at, "the range ends before it starts");
    *list = (span_list){.count = 1, .spans = {range}};
    return true;
}

static bool read_member(parser *p, span_list *list)
{
    if (accept_dots(p)) return read_range(p, list, false);
    if (!read_date(p, list)) return false;
    return accept_dots(p) ? read_range(p, list, true) : true;
}

static bool read_set(parser *p, ent_when *out)
{
    span_list all = {0}, member;
    bool all_of = peek(p) == '{';
    p->at++;
    do {
        while (accept(p, ' ')) {}
        size_t at = p->at;
        if (!read_member(p, &member)) return false;
        if (all_of) member = (span_list){.count = 1, .spans = {hull_of(&member)}};
        all = merge(&all, &member, !all_of);
        if (all.overflow) return fail_at(p, at, "more than %d separate possibilities", ENT_WHEN_SPANS);
    } while (accept(p, ','));
    if (!accept(p, all_of ? '}' : ']'))
        return fail_at(p, p->at, "expected a comma or the closing %s", all_of ? "brace" : "bracket");
    out->all_of = all_of;
    out->count = all.count;
    memcpy(out->spans, all.spans, sizeof all.spans);
    return true;
}

/* ---- the door ----------------------------------------------------------------------------------------- */

static bool read_text(parser *p, ent_when *out)
{
    span_list list;
    if (is_end(p)) return true;
    if (peek(p) == '[' || peek(p) == '{') {
        if (!read_set(p, out)) return false;
    } else if (memchr(p->text.ptr, '/', p->text.len)) {
        if (!read_interval(p, out)) return false;
    } else {
        if (!read_date(p, &list)) return false;
        out->count = list.count;
        memcpy(out->spans, list.spans, sizeof list.spans);
    }
    if (!is_end(p)) return fail_at(p, p->at, "unexpected text after the date");
    out->uncertain = p->uncertain, out->approximate = p->approximate;
    return true;
}

ent_status ent_when_parse(ent_str text, ent_when *out, size_t *out_offset, ent_error *err)
{
    parser p = {.text = text};
    ent_when when = {0};
    if (read_text(&p, &when)) {
        *out = when;
        return ENT_OK;
    }
    if (out_offset) *out_offset = p.bad_at;
    return ent_fail(err, ENT_E_FORMAT, "%s", p.reason);
}

ent_span_time ent_when_hull(const ent_when *when)
{
    if (when->count == 0) return (ent_span_time){ENT_TIME_MIN, ENT_TIME_MAX};
    return (ent_span_time){when->spans[0].from, when->spans[when->count - 1].until};
}

ent_truth ent_when_come(const ent_when *when, ent_time end)
{
    ent_span_time hull = ent_when_hull(when);
    if (when->count == 0 || hull.from.seconds >= end.seconds) return ENT_NO;
    return hull.until.seconds <= end.seconds ? ENT_YES : ENT_UNCLEAR;
}
