/* words.c: dates, figures, margins and names as people read them. Figures carry no more digits than they are
 * worth: whole numbers from a thousand on, three digits below; a figure that is not zero is never shown as
 * zero. */
#include "report/internal.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *ent_report_printf(const ent_sheet *sheet, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = ent_arena_vprintf(sheet->arena, format, args);
    va_end(args);
    if (!text) *sheet->failed = true;
    return text ? text : "";
}

/* ---- time ------------------------------------------------------------------------------------------- */

const char *ent_report_day(const ent_sheet *sheet, ent_time t)
{
    char buffer[32];
    ent_time_format(t, buffer, sizeof buffer);
    return ent_report_printf(sheet, "%s", buffer);
}

const char *ent_report_days(const ent_sheet *sheet)
{
    const char *day = ent_report_day(sheet, sheet->judged.as_of);
    if (sheet->judged.as_known.seconds >= ENT_TIME_MAX.seconds) return day;
    return ent_report_printf(sheet, "%s, as far as reported by %s", day,
                             ent_report_day(sheet, sheet->judged.as_known));
}

static bool is_midnight(ent_time t)
{
    return t.seconds % ENT_DAY_SECONDS == 0;
}
static bool is_open(ent_time t)
{
    return t.seconds <= ENT_TIME_MIN.seconds || t.seconds >= ENT_TIME_MAX.seconds;
}

/* The last day of a period that ends before `until`. */
static const char *last_day(const ent_sheet *sheet, ent_time until)
{
    if (is_open(until)) return ent_report_day(sheet, until);
    int64_t last = until.seconds - 1;
    return ent_report_day(sheet,
                          (ent_time){last - (last % ENT_DAY_SECONDS + ENT_DAY_SECONDS) % ENT_DAY_SECONDS});
}

const char *ent_report_period(const ent_sheet *sheet, ent_span_time p)
{
    int64_t now_ends = (sheet->judged.as_of.seconds / ENT_DAY_SECONDS + 1) * ENT_DAY_SECONDS;
    const char *from = ent_report_day(sheet, p.from);
    if (p.until.seconds - p.from.seconds <= ENT_DAY_SECONDS) return ent_report_printf(sheet, "on %s", from);
    bool goes_on = p.until.seconds >= now_ends;
    if (is_open(p.from))
        return goes_on ? "at any time" : ent_report_printf(sheet, "until %s", last_day(sheet, p.until));
    if (goes_on) return ent_report_printf(sheet, "since %s", from);
    return ent_report_printf(sheet, "%s to %s", from, last_day(sheet, p.until));
}

/* A span that is a year, a decade, a month or a day is named as such. */
static const char *span_words(const ent_sheet *sheet, ent_span_time s)
{
    ent_civil a = ent_time_to_civil(s.from), b = ent_time_to_civil(s.until);
    int64_t length = s.until.seconds - s.from.seconds;
    bool whole = is_midnight(s.from) && is_midnight(s.until);
    if (is_open(s.from) && is_open(s.until)) return "at an unknown time";
    if (is_open(s.from)) return ent_report_printf(sheet, "before %s", ent_report_day(sheet, s.until));
    if (is_open(s.until)) return ent_report_printf(sheet, "%s or later", ent_report_day(sheet, s.from));
    if (length == ENT_DAY_SECONDS || length <= 1) return ent_report_day(sheet, s.from);
    if (whole && a.day == 1 && b.day == 1 && a.month == 1 && b.month == 1) {
        if (b.year == a.year + 1) return ent_report_printf(sheet, "%04d", a.year);
        if (b.year == a.year + 10 && a.year % 10 == 0) return ent_report_printf(sheet, "the %ds", a.year);
        return ent_report_printf(sheet, "%04d to %04d", a.year, b.year - 1);
    }
    if (whole && a.day == 1 && ent_time_add_months(s.from, 1).seconds == s.until.seconds)
        return ent_report_printf(sheet, "%04d-%02d", a.year, a.month);
    return ent_report_printf(sheet, "%s to %s", ent_report_day(sheet, s.from), last_day(sheet, s.until));
}

const char *ent_report_when(const ent_sheet *sheet, const ent_when *w)
{
    const char *text = "";
    if (!w->count) return "";
    if (w->is_interval) {
        const char *start = span_words(sheet, w->start);
        text = w->end_open ? ent_report_printf(sheet, "%s on", start)
                           : ent_report_printf(sheet, "%s to %s", start, span_words(sheet, w->end));
    } else {
        for (uint32_t i = 0; i < w->count; i++)
            text = ent_report_printf(sheet, "%s%s%s", text, i ? (w->all_of ? " and " : " or ") : "",
                                     span_words(sheet, w->spans[i]));
    }
    return ent_report_printf(sheet, "%s%s%s", w->approximate ? "about " : "", text,
                             w->uncertain ? " (uncertain)" : "");
}

/* ---- figures ---------------------------------------------------------------------------------------- */

static const char *with_commas(const ent_sheet *sheet, const char *digits)
{
    char out[96];
    size_t whole = strcspn(digits, "."), n = 0;
    for (size_t i = 0; digits[i] && n + 2 < sizeof out; i++) {
        if (i && i < whole && (whole - i) % 3 == 0) out[n++] = ',';
        out[n++] = digits[i];
    }
    out[n] = '\0';
    return ent_report_printf(sheet, "%s", out);
}

/* Digits without the noughts at their end. */
static void trim_noughts(char *text)
{
    if (!strchr(text, '.')) return;
    char *end = text + strlen(text);
    while (end[-1] == '0') *--end = '\0';
    if (end[-1] == '.') end[-1] = '\0';
}

const char *ent_report_figure(const ent_sheet *sheet, double v)
{
    double size = fabs(v);
    const char *sign = v < 0 ? "-" : "";
    if (isinf(v) || isnan(v)) return "any";
    if (size == 0) return "0";
    if (size < 0.001) return ent_report_printf(sheet, "%sless than 0.001", sign);
    int decimals = size >= 1000 || size == floor(size) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    char text[64];
    if (size >= 1e15)
        ent_double_format(size, text);
    else
        (void)snprintf(text, sizeof text, "%.*f", decimals, size);
    trim_noughts(text);
    return ent_report_printf(sheet, "%s%s", sign, strchr(text, 'e') ? text : with_commas(sheet, text));
}

static const char *unit_words(const ent_sheet *sheet, const char *unit)
{
    return unit && *unit ? ent_report_printf(sheet, " %s", unit) : "";
}

static bool ends_in(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

/* "1 day", "1 battery"; "1 personnel", "1 corps": the figure's own words, of which most are in the plural. */
static const char *one_of(const ent_sheet *sheet, const char *unit)
{
    static const char *const fixed[] = {"ss", "us", "is", "corps", "series", "headquarters", "forces"};
    size_t n = unit ? strlen(unit) : 0;
    if (n < 4 || unit[n - 1] != 's') return unit_words(sheet, unit);
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (ends_in(unit, fixed[i])) return unit_words(sheet, unit);
    if (ends_in(unit, "ies")) return ent_report_printf(sheet, " %.*sy", (int)n - 3, unit);
    bool es = ends_in(unit, "sses") || ends_in(unit, "xes") || ends_in(unit, "ches") || ends_in(unit, "shes");
    return ent_report_printf(sheet, " %.*s", (int)n - (es ? 2 : 1), unit);
}

/* "200 to 350 personnel", "750 personnel or more"; 0 <= lo <= hi. */
static const char *extent(const ent_sheet *sheet, double lo, double hi, const char *unit)
{
    const char *u = unit_words(sheet, unit), *low = ent_report_figure(sheet, lo),
               *high = ent_report_figure(sheet, hi);
    if (isinf(lo)) return "without measure";
    if (isinf(hi)) return lo > 0 ? ent_report_printf(sheet, "%s%s or more", low, u) : "any amount";
    if (strcmp(low, high) == 0)
        return ent_report_printf(sheet, "%s%s", low, strcmp(low, "1") == 0 ? one_of(sheet, unit) : u);
    return ent_report_printf(sheet, "%s to %s%s", low, high, u);
}

static const char *both_sides(const ent_sheet *sheet, const ent_margin *m)
{
    const char *u = unit_words(sheet, m->unit);
    if (isinf(m->lo) && isinf(m->hi)) return "not known on which side";
    const char *from = m->lo == 0     ? "from the edge of a breach"
                       : isinf(m->lo) ? "from any amount short of a breach"
                                      : ent_report_printf(sheet, "from %s%s short of a breach",
                                                          ent_report_figure(sheet, -m->lo), u);
    const char *to = m->hi == 0 ? "to its edge"
                     : isinf(m->hi)
                         ? "to any amount into it"
                         : ent_report_printf(sheet, "to %s%s into it", ent_report_figure(sheet, m->hi), u);
    return ent_report_printf(sheet, "%s %s", from, to);
}

const char *ent_report_margin(const ent_sheet *sheet, const ent_margin *m, ent_verdict verdict)
{
    bool decided = verdict == ENT_BREACH || verdict == ENT_KEPT;
    if (m->lo == 0 && m->hi == 0) return "exactly at the limit";
    if (m->lo > 0 || (m->lo == 0 && verdict == ENT_BREACH))
        return ent_report_printf(sheet, decided && verdict == ENT_BREACH ? "by %s" : "%s into a breach",
                                 extent(sheet, m->lo, m->hi, m->unit));
    if (m->hi < 0 || (m->hi == 0 && verdict == ENT_KEPT))
        return ent_report_printf(sheet, decided && verdict == ENT_KEPT ? "by %s" : "%s short of a breach",
                                 extent(sheet, -m->hi, -m->lo, m->unit));
    return both_sides(sheet, m);
}

/* ---- names ------------------------------------------------------------------------------------------ */

const char *ent_report_party(const ent_sheet *sheet, const char *code)
{
    if (!*code) return "nobody charged";
    bool is_code = strlen(code) == 3 && code[0] >= 'A' && code[0] <= 'Z';
    int index = is_code ? ent_world_country_find(sheet->world, ent_str_of(code)) : -1;
    if (index < 0) return code;
    return ent_report_printf(sheet, "%s (%s)", ent_atlas_country_at(sheet->world->atlas, (size_t)index).name,
                             code);
}

#define CODES_MAX 8

const char *ent_report_codes(const ent_sheet *sheet, const char *list)
{
    if (!strchr(list, ',')) return ent_report_party(sheet, list);
    const char *text = "";
    size_t count = 0, shown = 0;
    for (const char *p = list; *p; p++) count += *p == ',';
    count++;
    for (const char *p = list; *p;) {
        size_t n = strcspn(p, ",");
        if (!sheet->opts->verbose && count > CODES_MAX + 1 && shown == CODES_MAX)
            return ent_report_printf(sheet, "%s and %zu more", text, count - shown);
        text = ent_report_printf(sheet, "%s%s%.*s", text, *text ? ", " : "", (int)n, p);
        p += n + (p[n] == ','), shown++;
    }
    return text;
}

const char *ent_report_reasons(const ent_sheet *sheet, uint32_t reasons)
{
    const char *text = "";
    for (int r = 0; r < ENT_REASON_COUNT; r++)
        if (reasons >> r & 1u)
            text =
                ent_report_printf(sheet, "%s%s%s", text, *text ? ", " : "", ent_reason_name((ent_reason)r));
    return text;
}

/* Does a condition ask for being in a territory or area (rather than near it)? */
static bool asks_in(const ent_node *node, int depth)
{
    if (!node || depth > 64) return false;
    if (node->kind == ENT_N_PLACE) return node->op == ENT_PLACE_IN || node->op == ENT_PLACE_OUTSIDE;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (asks_in(node->kids[i], depth + 1)) return true;
    return false;
}

const char *ent_report_target(const ent_sheet *sheet, const ent_finding *f)
{
    if (!*f->target) return "";
    bool in = f->clause->modality == ENT_LIMITS || asks_in(f->clause->where, 0);
    return ent_report_printf(sheet, "%s %s", in ? " in" : ", concerning", ent_report_codes(sheet, f->target));
}

const char *ent_report_short(const ent_sheet *sheet, const ent_finding *f)
{
    const char *text = f->party;
    if (f->clause->modality == ENT_LIMITS) {
        const char *unit = f->margin_count ? f->margins[0].unit : "";
        if (*f->target) text = ent_report_printf(sheet, "%s in %s", text, f->target);
        return *unit ? ent_report_printf(sheet, "%s (%s)", text, unit) : text;
    }
    for (size_t i = 0; i < f->record_count; i++)
        text = ent_report_printf(sheet, "%s%s%s", text, *text ? " " : "", f->records[i]->id);
    return text;
}

/* ---- lists ------------------------------------------------------------------------------------------ */

#define NAMES_MAX 60

static bool grow(const ent_sheet *sheet, ent_listing *list, size_t more)
{
    if (list->length + more < list->cap) return true;
    size_t cap = 2 * (list->length + more) + 64;
    char *grown = ent_sheet_alloc(sheet, cap, 1);
    if (!grown) return false;
    if (list->length) memcpy(grown, list->text, list->length);
    list->text = grown, list->cap = cap;
    return true;
}

void ent_listing_add(const ent_sheet *sheet, ent_listing *list, const char *name)
{
    size_t n = strlen(name);
    list->count++;
    if ((!sheet->opts->verbose && list->count > NAMES_MAX) || !grow(sheet, list, n + 2)) {
        list->hidden++;
        return;
    }
    if (list->length) memcpy(list->text + list->length, ", ", 2), list->length += 2;
    memcpy(list->text + list->length, name, n);
    list->length += n;
}

const char *ent_listing_text(const ent_sheet *sheet, const ent_listing *list)
{
    const char *names = ent_report_printf(sheet, "%.*s", (int)list->length, list->text ? list->text : "");
    return list->hidden ? ent_report_printf(sheet, "%s and %zu more", names, list->hidden) : names;
}
