/* number.c: numbers from and to text, without the locale.
 *
 * Reading. A number of at most 15 significant digits whose power of ten lies within ±22 is one exact integer
 * times or over one exact power of ten: a single rounding, hence correct (Clinger's fast path). All others
 * are written anew as "digits e exponent", with no decimal point in it, and given to strtod, which then has
 * nothing left to ask the locale about. 800 digits decide every double (the longest exact midpoint has 767);
 * digits beyond them can matter only by not being zero, so a single 1 stands for them all.
 *
 * Writing. The shortest decimal that reads back to the same double, laid out as in RFC 8785: plain from 1e-6
 * to below 1e21, otherwise with an exponent. For a normal double 15 digits are the shortest whenever 15 or
 * fewer will do, so 15, 16 and 17 are tried; a subnormal one starts from 1. At a power of two the gap below
 * is half the gap above, and the nearest 16-digit decimal may miss while the one above it reads back
 * (2^-44: 5.684341886080802e-14); that neighbour is tried as well. */
#include "base/json.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS_KEPT 800
#define EXPONENT_CLIP 100000

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A decimal taken apart: 0.d1d2d3… has the digits d and `point` = 0. */
typedef struct decimal {
    bool negative;
    size_t count;  /* significant digits kept */
    int64_t point; /* the point stands after this many digits */
    bool more;     /* a dropped digit was not zero */
    char digits[DIGITS_KEPT + 1];
} decimal;

static void take_digit(decimal *d, char c)
{
    if (d->count == 0 && c == '0') return;
    if (d->count < DIGITS_KEPT)
        d->digits[d->count++] = c;
    else if (c != '0')
        d->more = true;
}

/* The digits before the exponent. False when there is none at all. */
static bool read_mantissa(ent_str s, size_t *at, decimal *d)
{
    bool any = false, after_point = false;
    for (; *at < s.len; (*at)++) {
        char c = s.ptr[*at];
        if (c == '.' && !after_point) {
            after_point = true;
            continue;
        }
        if (!is_digit(c)) break;
        any = true;
        take_digit(d, c);
        /* Before the point each digit from the first significant one moves it; after it, each zero in front
         * does. */
        if (!after_point && d->count > 0) d->point++;
        if (after_point && d->count == 0) d->point--;
    }
    return any;
}

static bool read_exponent(ent_str s, size_t *at, int64_t *exponent)
{
    *exponent = 0;
    if (*at == s.len) return true;
    if (s.ptr[*at] != 'e' && s.ptr[*at] != 'E') return false;
    (*at)++;
    bool negative = false;
    if (*at < s.len && (s.ptr[*at] == '+' || s.ptr[*at] == '-')) negative = s.ptr[(*at)++] == '-';
    if (*at == s.len) return false;
    for (; *at < s.len; (*at)++) {
        if (!is_digit(s.ptr[*at])) return false;
        /* Clipped far beyond the doubles; the mantissa's own shift is bounded by the text's length. */
        if (*exponent < INT64_MAX / 20) *exponent = *exponent * 10 + (s.ptr[*at] - '0');
    }
    if (negative) *exponent = -*exponent;
    return true;
}

static bool read_decimal(ent_str s, decimal *d)
{
    size_t at = 0;
    int64_t exponent;
    d->negative = false, d->more = false, d->count = 0, d->point = 0;
    if (s.len && (s.ptr[0] == '+' || s.ptr[0] == '-')) d->negative = s.ptr[at++] == '-';
    if (!read_mantissa(s, &at, d) || !read_exponent(s, &at, &exponent)) return false;
    d->point += exponent;
    if (d->point > EXPONENT_CLIP) d->point = EXPONENT_CLIP;
    if (d->point < -EXPONENT_CLIP) d->point = -EXPONENT_CLIP;
    return true;
}

static double decimal_slow(decimal *d)
{
    char text[DIGITS_KEPT + 32];
    size_t count = d->count;
    memcpy(text, d->digits, count);
    if (d->more) text[count++] = '1';
    snprintf(text + count, sizeof text - count, "e%lld", (long long)d->point - (long long)count);
    return strtod(text, NULL);
}

static double decimal_value(decimal *d)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (d->count == 0) return 0;
    while (d->digits[d->count - 1] == '0' && !d->more) d->count--; /* the first digit is never zero */
    int64_t exponent = d->point - (int64_t)d->count;
    if (d->count > 15 || exponent < -22 || exponent > 22) return decimal_slow(d);
    int64_t mantissa = 0;
    for (size_t i = 0; i < d->count; i++) mantissa = mantissa * 10 + (d->digits[i] - '0');
    return exponent < 0 ? (double)mantissa / powers[-exponent] : (double)mantissa * powers[exponent];
}

bool ent_str_to_double(ent_str s, double *out)
{
    decimal d; /* not cleared: 800 bytes a number would cost more than reading it */
    if (!read_decimal(s, &d)) return false;
    double v = decimal_value(&d);
    if (isinf(v)) return false;
    *out = d.negative ? -v : v;
    return true;
}

bool ent_str_to_int64(ent_str s, int64_t *out)
{
    size_t at = 0;
    bool negative = false;
    if (s.len && (s.ptr[0] == '+' || s.ptr[0] == '-')) negative = s.ptr[at++] == '-';
    if (at == s.len) return false;
    int64_t v = 0; /* counted downwards, where there is room for one more */
    for (; at < s.len; at++) {
        if (!is_digit(s.ptr[at])) return false;
        int digit = s.ptr[at] - '0';
        if (v < (INT64_MIN + digit) / 10) return false;
        v = v * 10 - digit;
    }
    if (!negative && v == INT64_MIN) return false;
    *out = negative ? v : -v;
    return true;
}

/* ---- writing ------------------------------------------------------------------------------------------ */

/* v = 0.d1d2d3… × 10^point with `count` digits, no zero at the end. v is finite and above zero. */
typedef struct short_decimal {
    char digits[24];
    int count, point;
} short_decimal;

static void short_trim(short_decimal *d)
{
    while (d->count > 1 && d->digits[d->count - 1] == '0') d->count--;
}

/* Round to `count` digits. The point that "%e" writes belongs to the locale and may be several bytes: it is
 * skipped. */
static void short_round(double v, int count, short_decimal *d)
{
    char text[64];
    snprintf(text, sizeof text, "%.*e", count - 1, v);
    d->count = 0;
    const char *p = text;
    for (; *p && *p != 'e'; p++)
        if (is_digit(*p)) d->digits[d->count++] = *p;
    int exponent = 0;
    bool negative = *p == 'e' && p[1] == '-';
    for (; *p; p++)
        if (is_digit(*p)) exponent = exponent * 10 + (*p - '0');
    d->point = (negative ? -exponent : exponent) + 1;
}

static void short_step_up(short_decimal *d)
{
    int i = d->count - 1;
    while (i >= 0 && d->digits[i] == '9') d->digits[i--] = '0';
    if (i >= 0) {
        d->digits[i]++;
        return;
    }
    d->digits[0] = '1';
    d->point++;
}

static bool short_reads_back(const short_decimal *d, double v)
{
    decimal full = {.count = (size_t)d->count, .point = d->point};
    memcpy(full.digits, d->digits, (size_t)d->count);
    return decimal_value(&full) == v;
}

static void short_find(double v, short_decimal *d)
{
    int half;
    bool is_power_of_two = frexp(v, &half) == 0.5;
    for (int count = v < DBL_MIN ? 1 : 15; count < 17; count++) {
        short_round(v, count, d);
        if (short_reads_back(d, v)) return;
        if (!is_power_of_two) continue;
        short_step_up(d);
        if (short_reads_back(d, v)) return;
    }
    short_round(v, 17, d);
}

static char *put_digits(char *out, const char *digits, int count)
{
    memcpy(out, digits, (size_t)count);
    return out + count;
}

static char *put_zeros(char *out, int count)
{
    memset(out, '0', (size_t)count);
    return out + count;
}

/* At most three digits: a double lies between 1e-324 and 1e309. */
static void put_exponent(char *out, int exponent)
{
    int size = exponent < 0 ? -exponent : exponent;
    *out++ = 'e';
    *out++ = exponent < 0 ? '-' : '+';
    if (size >= 100) *out++ = (char)('0' + size / 100);
    if (size >= 10) *out++ = (char)('0' + size / 10 % 10);
    *out++ = (char)('0' + size % 10);
    *out = '\0';
}

static void short_write(const short_decimal *d, char *out)
{
    if (d->point > 21 || d->point <= -6) {
        *out++ = d->digits[0];
        if (d->count > 1) *out++ = '.';
        out = put_digits(out, d->digits + 1, d->count - 1);
        put_exponent(out, d->point - 1);
        return;
    }
    if (d->point <= 0) {
        *out++ = '0', *out++ = '.';
        out = put_zeros(out, -d->point);
        out = put_digits(out, d->digits, d->count);
    } else if (d->count <= d->point) {
        out = put_digits(out, d->digits, d->count);
        out = put_zeros(out, d->point - d->count);
    } else {
        out = put_digits(out, d->digits, d->point);
        *out++ = '.';
        out = put_digits(out, d->digits + d->point, d->count - d->point);
    }
    *out = '\0';
}

void ent_double_format(double v, char *buffer)
{
    if (isnan(v) || isinf(v)) {
        snprintf(buffer, 32, "%s", isnan(v) ? "nan" : v < 0 ? "-inf" : "inf");
        return;
    }
    if (v == floor(v) && fabs(v) < 9007199254740992.0) { /* 2^53 */
        snprintf(buffer, 32, "%lld", (long long)v);
        return;
    }
    short_decimal d;
    short_find(fabs(v), &d);
    short_trim(&d);
    if (v < 0) *buffer++ = '-';
    short_write(&d, buffer);
}
