/* parse_number.c: figures with their units, degrees of latitude and longitude. */
#include "base/map.h"
#include "lang/parse.h"

#include <string.h>

#define UNITS_MAX 64

/* The unit nearest to a word, or NULL. */
static const char *nearest_unit(ent_str word)
{
    ent_str names[UNITS_MAX];
    size_t count = ent_unit_count() < UNITS_MAX ? ent_unit_count() : UNITS_MAX;
    for (size_t i = 0; i < count; i++) names[i] = ent_str_of(ent_unit_at(i)->name);
    int found = ent_nearest_name(word, names, count);
    return found < 0 ? NULL : names[found].ptr;
}

static const char *all_units(ent_parser *p)
{
    const char *list = ent_unit_at(0)->name;
    for (size_t i = 1; i < ent_unit_count() && list; i++)
        list = ent_hint(p, "%s, %s", list, ent_unit_at(i)->name);
    return list ? ent_hint(p, "The units are %s.", list) : NULL;
}

/* "between 3 October": a day of the year where a figure is meant. */
static void say_month(ent_parser *p, const ent_token *t)
{
    const ent_token *day = p->pos ? t - 1 : t;
    ent_say(
        p, ent_span_join(day->span, t->span),
        (ent_diag_text){ENT_SEV_ERROR, "unit-unknown", "a day of the year stands where a figure is expected",
                        "Between two times of a due line stand lengths, and then what they are counted from.",
                        "Write \"due between 0 days and 30 days after 3 October of the year of start of E\"; "
                        "a date has four digits for its year: 2031-10-03."});
}

static void say_unknown_unit(ent_parser *p, const ent_token *t)
{
    if (ent_month_at(p, 0)) {
        say_month(p, t);
        return;
    }
    const char *near = nearest_unit(t->text);
    const char *hint =
        near ? ent_hint(p, "Did you mean \"%s\"?", near)
             : "A count stands without a unit; a further condition needs \"and\" or \"or\" before it.";
    ent_diags_addf(p->diags, &p->doc->text.source, t->span,
                   (ent_diag_text){ENT_SEV_ERROR, "unit-unknown", NULL, all_units(p), hint},
                   "unknown unit \"" ENT_STR_FMT "\"", ENT_STR_ARG(t->text));
}

/* A unit of two words glued by a stroke: km/h. */
static const ent_unit *unit_with_stroke(const ent_parser *p)
{
    const ent_token *a = ent_peek(p), *stroke = ent_peek_at(p, 1), *b = ent_peek_at(p, 2);
    if (!ent_token_is(stroke, "/") || !stroke->glued || b->kind != ENT_T_WORD || !b->glued) return NULL;
    size_t length = (size_t)(b->text.ptr + b->text.len - a->text.ptr);
    return ent_unit_find((ent_str){a->text.ptr, length});
}

/* The words that go on after a figure without a unit: not a unit misspelt. */
static bool may_follow_count(const ent_token *t)
{
    return ent_is_reserved(t->text) || ent_is_binder(t->text) || ent_token_is(t, "calendar");
}

/* The unit at the place; false when there is a word that is none, reported. */
static bool take_unit(ent_parser *p, const ent_unit **out)
{
    const ent_token *t = ent_peek(p);
    *out = NULL;
    if (ent_token_is(t, "%")) {
        *out = ent_unit_find(ENT_STR("percent"));
        p->pos++;
        return true;
    }
    if (t->kind != ENT_T_WORD) return true;
    const ent_unit *unit = unit_with_stroke(p);
    if (unit) {
        p->pos += 3, *out = unit;
        return true;
    }
    unit = ent_unit_find(t->text);
    if (unit) {
        p->pos++, *out = unit;
        return true;
    }
    if (may_follow_count(t)) return true;
    say_unknown_unit(p, t);
    return false;
}

/* "9,000" and "9 000": three digits glued behind a comma, or behind a space. */
static bool is_grouped(const ent_parser *p)
{
    const ent_token *comma = ent_peek_at(p, 1), *rest = ent_peek_at(p, 2);
    if (ent_token_is(comma, ",") && comma->glued && rest->glued)
        return rest->kind == ENT_T_NUMBER && rest->text.len == 3;
    return comma->kind == ENT_T_NUMBER && comma->text.len == 3;
}

static void *say_grouped(ent_parser *p)
{
    const ent_token *t = ent_peek(p);
    size_t last = ent_token_is(ent_peek_at(p, 1), ",") ? 2 : 1;
    const ent_token *rest = ent_peek_at(p, last);
    ent_say(p, ent_span_join(t->span, rest->span),
            (ent_diag_text){ENT_SEV_ERROR, "number-grouping",
                            "the digits of a number are written without separators", NULL,
                            ent_hint(p, "Write " ENT_STR_FMT ENT_STR_FMT ".", ENT_STR_ARG(t->text),
                                     ENT_STR_ARG(rest->text))});
    return NULL;
}

/* "500km": digits and a unit run together. */
static void *say_run_together(ent_parser *p, const ent_token *t)
{
    size_t digits = 0;
    while (digits < t->text.len &&
           ((t->text.ptr[digits] >= '0' && t->text.ptr[digits] <= '9') || t->text.ptr[digits] == '.'))
        digits++;
    ent_str number = {t->text.ptr, digits}, rest = {t->text.ptr + digits, t->text.len - digits};
    ent_say(p, t->span,
            (ent_diag_text){ENT_SEV_ERROR, "number-unit-space", "a number and its unit are written apart",
                            NULL,
                            ent_hint(p, "Write \"" ENT_STR_FMT " " ENT_STR_FMT "\".", ENT_STR_ARG(number),
                                     ENT_STR_ARG(rest))});
    return NULL;
}

/* A single letter may be the end of an id (5a, 18.1.d) and is left to the checker. */
static bool is_run_together(const ent_token *t)
{
    if (t->kind != ENT_T_WORD || t->text.ptr[0] < '0' || t->text.ptr[0] > '9') return false;
    size_t at = 0;
    while (at < t->text.len && ((t->text.ptr[at] >= '0' && t->text.ptr[at] <= '9') || t->text.ptr[at] == '.'))
        at++;
    return t->text.len - at >= 2 && ent_unit_find((ent_str){t->text.ptr + at, t->text.len - at}) != NULL;
}

/* "1.2.3 km": alone it would be a clause id, but not before a unit. */
static bool is_pointed_twice(const ent_parser *p)
{
    const ent_token *t = ent_peek(p), *next = ent_peek_at(p, 1);
    if (t->kind != ENT_T_WORD || next->kind != ENT_T_WORD || !ent_unit_find(next->text)) return false;
    for (size_t i = 0; i < t->text.len; i++)
        if (t->text.ptr[i] != '.' && (t->text.ptr[i] < '0' || t->text.ptr[i] > '9')) return false;
    return true;
}

bool ent_at_figure(const ent_parser *p)
{
    return ent_peek(p)->kind == ENT_T_NUMBER || is_run_together(ent_peek(p)) || is_pointed_twice(p);
}

/* "2/3" in one piece is one figure. */
static bool take_fraction(ent_parser *p, double *number, ent_span *span)
{
    const ent_token *stroke = ent_peek(p), *below = ent_peek_at(p, 1);
    double divisor;
    if (!ent_token_is(stroke, "/") || !stroke->glued || below->kind != ENT_T_NUMBER || !below->glued)
        return true;
    if (!ent_str_to_double(below->text, &divisor)) return true;
    if (divisor == 0) {
        ent_say(p, below->span,
                (ent_diag_text){ENT_SEV_ERROR, "division-zero", "division by zero", NULL, NULL});
        return false;
    }
    *number /= divisor, *span = ent_span_join(*span, below->span);
    p->pos += 2;
    return true;
}

static void *say_bad_number(ent_parser *p, const ent_token *t)
{
    ent_say(p, t->span,
            (ent_diag_text){ENT_SEV_ERROR, "number", "this is not a number that can be read", NULL,
                            "Write it with digits and at most one point, below 1e308."});
    return NULL;
}

const ent_node *ent_parse_number(ent_parser *p)
{
    const ent_token *t = ent_peek(p);
    if (is_run_together(t)) return say_run_together(p, t);
    if (is_pointed_twice(p)) return say_bad_number(p, t);
    if (t->kind != ENT_T_NUMBER) return ent_expected(p, "a number", NULL);
    if (is_grouped(p)) return say_grouped(p);
    double number;
    if (!ent_str_to_double(t->text, &number)) return say_bad_number(p, t);
    ent_span span = t->span;
    p->pos++;
    if (!take_fraction(p, &number, &span)) return NULL;
    const ent_unit *unit;
    size_t before = p->pos;
    if (!take_unit(p, &unit)) return NULL;
    ent_str bytes = p->doc->text.source.bytes;
    ent_node *node = ent_node_text(p, ENT_N_NUMBER, (ent_str){bytes.ptr + span.offset, span.length}, span);
    if (!node) return NULL;
    if (p->pos > before) node->span = ent_span_join(span, p->tokens[p->pos - 1].span);
    node->written = number, node->unit = unit;
    node->number = unit ? number * unit->scale : number;
    return node;
}

/* ---- degrees ---------------------------------------------------------------------------------------- */

static int sign_of(const ent_token *t, const char *signs)
{
    if (t->kind != ENT_T_WORD || t->text.len != 1) return 0;
    if (t->text.ptr[0] == signs[0]) return signs[0] == 'N' || signs[0] == 'E' ? 1 : -1;
    if (t->text.ptr[0] == signs[1]) return -1;
    return 0;
}

bool ent_at_degrees(const ent_parser *p)
{
    size_t i = 0;
    while (i < 3 && ent_peek_at(p, i)->kind == ENT_T_NUMBER) i++;
    const ent_token *t = ent_peek_at(p, i);
    return i > 0 && (sign_of(t, "NS") || sign_of(t, "EW"));
}

static void *say_out_of_range(ent_parser *p, ent_span span, const char *signs)
{
    bool latitude = signs[0] == 'N';
    ent_say(p, span,
            (ent_diag_text){ENT_SEV_ERROR, "degrees-range",
                            latitude ? "there is no such latitude" : "there is no such longitude",
                            latitude
                                ? "Latitudes go from 90 S to 90 N; minutes and seconds stay below 60."
                                : "Longitudes go from 180 W to 180 E; minutes and seconds stay below 60.",
                            NULL});
    return NULL;
}

const ent_node *ent_parse_degrees(ent_parser *p, const char *signs)
{
    ent_span span = ent_here(p);
    double degrees = 0, scale = 1;
    bool fits = true;
    int parts = 0;
    for (; parts < 3 && ent_peek(p)->kind == ENT_T_NUMBER; parts++, scale /= 60) {
        double part;
        if (!ent_str_to_double(ent_peek(p)->text, &part)) return say_bad_number(p, ent_peek(p));
        fits = fits && (parts == 0 || part < 60);
        degrees += part * scale;
        span = ent_span_join(span, ent_peek(p)->span);
        p->pos++;
    }
    int sign = sign_of(ent_peek(p), signs);
    if (parts == 0 || sign == 0)
        return ent_expected(p, signs[0] == 'N' ? "a latitude (60.5 N or 12 S)" : "a longitude (20 E or 75 W)",
                            "Degrees, minutes and seconds are numbers, then one of N S E W.");
    span = ent_span_join(span, ent_peek(p)->span);
    p->pos++;
    if (!fits || degrees > (signs[0] == 'N' ? 90 : 180)) return say_out_of_range(p, span, signs);
    ent_node *node = ent_node_text(p, ENT_N_NUMBER,
                                   (ent_str){p->doc->text.source.bytes.ptr + span.offset, span.length}, span);
    if (!node) return NULL;
    node->unit = ent_unit_find(ENT_STR("deg"));
    node->written = node->number = degrees * sign;
    return node;
}
