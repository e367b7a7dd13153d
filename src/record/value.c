/* value.c: one cell as a value. Alternatives parted by `|`, each
 *
 *     [~] number | [~] low..high | ..high | low.. | >=n | >n | <=n | <n
 *
 * and nothing else: no thousands separators, no units, no dashes for intervals. An excluded bound becomes the
 * next figure inside (base/figure.h), taken after scaling, so that `<300` in km excludes 300000 m exactly and an interval
 * stays a plain pair of inclusive ends. */
#include "record/value.h"
#include "base/figure.h"
#include "base/json.h"
#include "base/limits.h"

#include <math.h>
#include <string.h>

_Static_assert(ENT_VALUE_MAX == ENT_ALTERNATIVES_MAX, "the public ceiling is the limit");

static ent_str after(ent_str s, size_t n)
{
    return (ent_str){s.ptr + n, s.len - n};
}

static bool starts(ent_str s, const char *prefix)
{
    size_t n = strlen(prefix);
    return s.len >= n && memcmp(s.ptr, prefix, n) == 0;
}

/* How much of a text a message quotes: at most 60 bytes, whole code points. */
static int shown_bytes(ent_str s)
{
    size_t n = s.len < 60 ? s.len : 60;
    while (n < s.len && n > 0 && ((unsigned char)s.ptr[n] & 0xC0) == 0x80) n--;
    return (int)n;
}

/* ---- numbers ---- */

static bool read_bound(ent_str s, double scale, double *out)
{
    double written;
    if (!ent_str_to_double(ent_str_trim(s), &written)) return false;
    double scaled = written * scale;
    if (!isfinite(scaled)) return false;
    *out = scaled;
    return true;
}

/* `>=n`, `>n`, `<=n`, `<n`. */
static bool read_compared(ent_str s, double scale, ent_interval *out)
{
    bool low = s.ptr[0] == '>', inclusive = s.len > 1 && s.ptr[1] == '=';
    double bound;
    if (!read_bound(after(s, inclusive ? 2 : 1), scale, &bound)) return false;
    if (!inclusive) bound = ent_figure_beyond(bound, low);
    *out = low ? (ent_interval){bound, INFINITY} : (ent_interval){-INFINITY, bound};
    return true;
}

static bool read_range(ent_str low, ent_str high, double scale, ent_interval *out)
{
    ent_interval range = {-INFINITY, INFINITY};
    low = ent_str_trim(low), high = ent_str_trim(high);
    if (low.len == 0 && high.len == 0) return false;
    if (low.len && !read_bound(low, scale, &range.lo)) return false;
    if (high.len && !read_bound(high, scale, &range.hi)) return false;
    *out = range;
    return true;
}

static bool read_interval(ent_str s, double scale, ent_interval *out)
{
    if (s.len && (s.ptr[0] == '<' || s.ptr[0] == '>')) return read_compared(s, scale, out);
    for (size_t i = 0; i + 1 < s.len; i++)
        if (s.ptr[i] == '.' && s.ptr[i + 1] == '.')
            return read_range((ent_str){s.ptr, i}, after(s, i + 2), scale, out);
    double number;
    if (!read_bound(s, scale, &number)) return false;
    *out = (ent_interval){number, number};
    return true;
}

static ent_status read_one(ent_str s, ent_number_rules rules, ent_interval *out, bool *about, ent_error *err)
{
    ent_interval read;
    ent_str written = s;
    if (s.len && s.ptr[0] == '~') *about = true, s = ent_str_trim(after(s, 1));
    if (!read_interval(s, rules.scale, &read))
        return ent_fail(err, ENT_E_FORMAT, "\"%.*s\" is not a number", shown_bytes(written),
                        written.ptr ? written.ptr : "");
    if (read.lo > read.hi) return ent_fail(err, ENT_E_FORMAT, "the interval runs backwards");
    if (rules.not_negative && read.lo == -INFINITY && read.hi >= 0) read.lo = 0;
    if (rules.not_negative && read.lo < 0) return ent_fail(err, ENT_E_FORMAT, "the number is negative");
    *out = read;
    return ENT_OK;
}

/* The part of `s` before the next `|`; *rest is what follows it, *last says that none did. */
static ent_str cut_rival(ent_str s, ent_str *rest, bool *last)
{
    const char *bar = s.len ? memchr(s.ptr, '|', s.len) : NULL;
    size_t n = bar ? (size_t)(bar - s.ptr) : s.len;
    *last = bar == NULL;
    *rest = bar ? after(s, n + 1) : (ent_str){NULL, 0};
    return ent_str_trim((ent_str){s.ptr, n});
}

ent_status ent_value_parse_ruled(ent_str text, ent_number_rules rules, ent_interval storage[ENT_VALUE_MAX],
                                 ent_value *out, ent_error *err)
{
    ent_value value = {.kind = ENT_VALUE_NUMBER, .text = "", .source = "", .numbers = storage};
    for (bool last = false; !last;) {
        ent_str rival = cut_rival(text, &text, &last);
        if (value.count == ENT_VALUE_MAX)
            return ent_fail(err, ENT_E_FORMAT, "more than %d rival values", ENT_VALUE_MAX);
        ent_status st = read_one(rival, rules, &storage[value.count], &value.about, err);
        if (st != ENT_OK) return st;
        value.count++;
    }
    *out = value;
    return ENT_OK;
}

ent_status ent_value_parse_number(ent_str text, ent_interval storage[ENT_VALUE_MAX], ent_value *out,
                                  ent_error *err)
{
    return ent_value_parse_ruled(text, (ent_number_rules){.scale = 1}, storage, out, err);
}

void ent_value_widen(ent_interval *numbers, uint32_t count, double by, bool not_negative)
{
    for (uint32_t i = 0; i < count; i++) {
        numbers[i].lo -= by, numbers[i].hi += by;
        if (not_negative && numbers[i].lo < 0) numbers[i].lo = 0;
    }
}

/* ---- what a text looks like ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool ent_value_looks_numeric(ent_str text)
{
    size_t at = 0;
    while (at < text.len && strchr("~<>=+-. ", text.ptr[at]) && text.ptr[at]) at++;
    return at < text.len && is_digit(text.ptr[at]);
}

/* Digits, then a comma or a space, then three digits: "12,700", "12 700". */
static bool has_separator(ent_str s)
{
    for (size_t i = 1; i + 3 < s.len; i++) {
        bool parted = s.ptr[i] == ',' || s.ptr[i] == ' ' || s.ptr[i] == '\'';
        if (parted && is_digit(s.ptr[i - 1]) && is_digit(s.ptr[i + 1]) && is_digit(s.ptr[i + 2]) &&
            is_digit(s.ptr[i + 3]))
            return true;
    }
    return false;
}

bool ent_value_is_parted_figure(ent_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_digit(text.ptr[i]) && !(text.ptr[i] && strchr("~<>=+-., '", text.ptr[i]))) return false;
    return has_separator(text);
}

/* A dash of any length between two figures. */
static bool has_dash(ent_str s)
{
    for (size_t i = 1; i < s.len; i++) {
        ent_str rest = after(s, i);
        bool dash = rest.ptr[0] == '-' || starts(rest, "\xE2\x80\x93") || starts(rest, "\xE2\x80\x94");
        if (dash && (is_digit(s.ptr[i - 1]) || s.ptr[i - 1] == ' ')) return true;
    }
    return false;
}

const ent_unit *ent_value_unit(ent_str name)
{
    const ent_unit *unit = ent_unit_find(name);
    bool certain = unit && (ent_str_is(name, unit->name) || name.len > 3 || ent_str_is(name, "day"));
    return certain ? unit : NULL;
}

const ent_unit *ent_value_cut_unit(ent_str text, ent_str *out_number)
{
    *out_number = text;
    size_t at = text.len;
    while (at > 0 && !is_digit(text.ptr[at - 1]) && text.ptr[at - 1] != '.' && text.ptr[at - 1] != ' ') at--;
    ent_str number = ent_str_trim((ent_str){text.ptr, at});
    const ent_unit *unit = at < text.len && number.len ? ent_value_unit(after(text, at)) : NULL;
    if (unit) *out_number = number;
    return unit;
}

const char *ent_value_number_hint(ent_str text)
{
    ent_str number;
    if (ent_value_cut_unit(text, &number))
        return "Write the figure alone: its unit ends the column's name, or stands in the column unit for a "
               "quantity.";
    if (has_separator(text)) return "Write figures without separators: \"12700\".";
    if (has_dash(text)) return "An interval is written with two points: \"480..500\".";
    if (memchr(text.ptr ? text.ptr : "", ',', text.len)) return "The decimal mark is a point: \"1.5\".";
    return "Write \"480\", \"480..500\", \"480|2350\", \"~5000\", \">=500\" or \"<300\".";
}

bool ent_value_is_amount(ent_dimension dimension)
{
    switch (dimension) {
    case ENT_DIM_LENGTH:
    case ENT_DIM_MASS:
    case ENT_DIM_DURATION:
    case ENT_DIM_MONTHS:
    case ENT_DIM_SPEED:
    case ENT_DIM_YIELD: return true;
    case ENT_DIM_NONE:
    case ENT_DIM_ANGLE:
    case ENT_DIM_WORD:
    case ENT_DIM_RANK:
    case ENT_DIM_DATE:
    case ENT_DIM_FRACTION: break;
    }
    return false;
}

/* ---- words ---- */

ent_status ent_value_split_words(ent_str text, ent_str words[ENT_VALUE_MAX], uint32_t *out_count,
                                 ent_error *err)
{
    uint32_t count = 0;
    for (bool last = false; !last;) {
        ent_str rival = cut_rival(text, &text, &last);
        if (rival.len == 0) return ent_fail(err, ENT_E_FORMAT, "a rival word is empty");
        if (count == ENT_VALUE_MAX)
            return ent_fail(err, ENT_E_FORMAT, "more than %d rival words", ENT_VALUE_MAX);
        words[count++] = rival;
    }
    *out_count = count;
    return ENT_OK;
}

/* ---- writing ---- */

static void write_text(ent_sink sink, const char *text, bool *ok)
{
    if (*ok) *ok = sink.write(sink.context, text, strlen(text));
}

static void write_number(ent_sink sink, double number, bool *ok)
{
    char digits[32];
    ent_double_format(number, digits);
    write_text(sink, digits, ok);
}

static void write_interval(ent_sink sink, ent_interval v, bool *ok)
{
    if (v.lo > -INFINITY) write_number(sink, v.lo, ok);
    if (v.lo == v.hi) return;
    write_text(sink, "..", ok);
    if (v.hi < INFINITY) write_number(sink, v.hi, ok);
}

ent_status ent_value_write(const ent_value *value, ent_sink sink, ent_error *err)
{
    bool ok = true;
    if (value->about) write_text(sink, "~", &ok);
    for (uint32_t i = 0; i < value->count; i++) {
        if (i) write_text(sink, "|", &ok);
        if (value->kind == ENT_VALUE_WORD) write_text(sink, value->words[i], &ok);
        if (value->kind == ENT_VALUE_NUMBER) write_interval(sink, value->numbers[i], &ok);
    }
    return ok ? ENT_OK : ent_fail(err, ENT_E_IO, "a value could not be written");
}
