/* parse_event.c: moments that records or the calendar give: the deposits from which an agreement is in force,
 * the notice after which it ends; days that come back every year; deadlines with two ends. */
#include "lang/parse.h"

#include "base/limits.h"

#include <math.h>

/* ---- records that a force statement counts from ------------------------------------------------------ */

bool ent_at_event(const ent_parser *p)
{
    const ent_token *t = ent_peek(p);
    return p->events && t->kind == ENT_T_WORD && !ent_is_reserved(t->text);
}

/* each … · any … · all of … · more than half of … · 5 of … ; who they are follows. */
static bool parse_by(ent_parser *p, ent_node *event)
{
    event->op = ENT_BY_ALL;
    if (ent_at(p, "each")) return event->op = ENT_BY_EACH, true;
    if (ent_at(p, "any")) return event->op = ENT_BY_ANY, true;
    if (ent_take2(p, "all", "of")) return true;
    if (ent_take2(p, "more", "than")) {
        event->op = ENT_BY_HALF;
        return ent_need(p, "half", "after \"more than\"") && ent_need(p, "of", "after \"more than half\"");
    }
    if (ent_peek(p)->kind != ENT_T_NUMBER) return true;
    const ent_node *count = ent_parse_number(p);
    if (!count) return false;
    event->op = ENT_BY_SOME, event->number = count->number;
    if (!count->unit && count->number >= 1 && floor(count->number) == count->number)
        return ent_need(p, "of", "after the number");
    ent_say(p, count->span,
            (ent_diag_text){ENT_SEV_ERROR, "count", "that is no number of parties", NULL,
                            "Write a whole number, 1 or more: \"deposit by 5 of every party\"."});
    return false;
}

const ent_node *ent_parse_event(ent_parser *p)
{
    ent_node *event = ent_node_new(p, ENT_N_EVENT, ent_here(p));
    const ent_node *kids[3] = {ent_parse_acts(p)};
    if (!event || !kids[0]) return NULL;
    if (ent_take(p, "of") && !(kids[1] = ent_parse_object(p))) return NULL;
    if (!ent_need(p, "by", "and whose record it is") || !parse_by(p, event)) return NULL;
    if (!(kids[2] = ent_parse_actors(p))) return NULL;
    return ent_node_with(p, event, kids, 3);
}

/* ---- days of the calendar ------------------------------------------------------------------------------ */

static const struct {
    const char *name;
    int days;
} months[] = {{"January", 31},   {"February", 29}, {"March", 31},    {"April", 30},
              {"May", 31},       {"June", 30},     {"July", 31},     {"August", 31},
              {"September", 30}, {"October", 31},  {"November", 30}, {"December", 31}};

int ent_month_at(const ent_parser *p, size_t ahead)
{
    for (int m = 0; m < 12; m++)
        if (ent_token_is(ent_peek_at(p, ahead), months[m].name)) return m + 1;
    return 0;
}

/* "15 December": a day of the year. */
static bool at_day(const ent_parser *p)
{
    return ent_peek(p)->kind == ENT_T_NUMBER && ent_month_at(p, 1) > 0;
}

static bool at_last_day(const ent_parser *p)
{
    return ent_token_is(ent_peek_at(p, ent_at(p, "the")), "last");
}

/* "15 in each calendar month", "1 and 15 in each calendar month", "the last day of each calendar month" */
static bool at_monthly(const ent_parser *p)
{
    const ent_token *next = ent_peek_at(p, 1);
    bool goes_on = ent_token_is(next, "in") || ent_token_is(next, "and") || ent_token_is(next, ",") ||
                   ent_token_is(next, "of");
    return at_last_day(p) || (ent_peek(p)->kind == ENT_T_NUMBER && goes_on);
}

bool ent_at_yearly(const ent_parser *p)
{
    return at_day(p) || at_monthly(p);
}

static const ent_node *parse_day(ent_parser *p)
{
    if (!at_day(p)) return ent_expected(p, "a day of the year", "Write it as in \"15 December\".");
    const ent_token *t = ent_peek(p);
    double day = 0;
    int month = ent_month_at(p, 1);
    bool good =
        ent_str_to_double(t->text, &day) && day >= 1 && floor(day) == day && day <= months[month - 1].days;
    if (!good) {
        ent_say(p, t->span,
                (ent_diag_text){ENT_SEV_ERROR, "date", "the month has no such day", NULL,
                                "Write a day that it has, as in \"15 December\"."});
        return NULL;
    }
    const char *text = ent_hint(p, "%d %s", (int)day, months[month - 1].name);
    ent_node *node = text ? ent_node_text(p, ENT_N_WORD, ent_str_of(text), t->span) : NULL;
    p->pos += 2;
    if (node) node->op = 100 * month + (int)day;
    return node;
}

static bool fits_year(ent_parser *p, int days, ent_span span)
{
    if (days <= ENT_DUE_YEARLY_MAX) return true;
    const char *message = ent_hint(p, "a duty falls due on at most %d days of a year", ENT_DUE_YEARLY_MAX);
    ent_say(p, span,
            (ent_diag_text){ENT_SEV_ERROR, "date", message, NULL, "Write a second duty for the others."});
    return false;
}

/* The day of every month: 31 is the last, and what a month does not have is its last too. */
static bool parse_day_of_month(ent_parser *p, int *out)
{
    double day = 0;
    if (at_last_day(p)) {
        p->pos += ent_at(p, "the") ? 2 : 1;
        *out = 31;
        return ent_need(p, "day", "after \"the last\"");
    }
    const ent_token *t = ent_peek(p);
    bool good = t->kind == ENT_T_NUMBER && ent_str_to_double(t->text, &day) && day >= 1 && day <= 28 &&
                floor(day) == day;
    if (!good) {
        ent_say(p, t->span,
                (ent_diag_text){ENT_SEV_ERROR, "date", "not every month has such a day", NULL,
                                "Write a day from 1 to 28, or \"the last day of each calendar month\"."});
        return false;
    }
    p->pos++, *out = (int)day;
    return true;
}

/* Twelve days for each day of the month; the first tells how it was said. */
static bool push_months(ent_parser *p, int day, ent_span span)
{
    for (int m = 1; m <= 12; m++) {
        const char *text = day == 31 ? "the last day" : ent_hint(p, "day %d", day);
        ent_node *node = text ? ent_node_text(p, ENT_N_WORD, ent_str_of(text), span) : NULL;
        if (node) node->op = 100 * m + day;
        if (!ent_kids_push(p, node)) return false;
    }
    return true;
}

static bool at_years_from(const ent_parser *p)
{
    return ent_token_is(ent_peek_at(p, 1), "each") && ent_token_is(ent_peek_at(p, 2), "year") &&
           ent_token_is(ent_peek_at(p, 3), "from");
}

/* "of each year from entry into force": the last day before the year begins again */
static const ent_node *parse_last_of_years(ent_parser *p, ent_node *list)
{
    p->pos += 4;
    const ent_node *moment = ent_parse_moment(p);
    if (list) list->op = 2;
    return list && moment ? ent_node_with(p, list, &moment, 1) : NULL;
}

static const ent_node *parse_monthly(ent_parser *p)
{
    size_t mark = ent_kids_mark(p);
    ent_node *list = ent_node_new(p, ENT_N_YEARLY, ent_here(p));
    int day, days = 0;
    do {
        ent_span span = ent_here(p);
        bool good = parse_day_of_month(p, &day) && fits_year(p, 12 * ++days, span);
        if (!good || !push_months(p, day, span)) return ent_kids_drop(p, mark);
    } while (ent_take(p, "and") || ent_take(p, ","));
    if (days == 1 && day == 31 && at_years_from(p))
        return ent_kids_drop(p, mark), parse_last_of_years(p, list);
    bool said = ent_take(p, "of") || ent_need(p, "in", "and \"each calendar month\"");
    said = said && ent_need(p, "each", "after \"in\"") && ent_need(p, "calendar", "after \"in each\"") &&
           ent_need(p, "month", "after \"calendar\"");
    if (said && list) list->op = 1;
    return said ? ent_kids_take(p, list, mark) : ent_kids_drop(p, mark);
}

const ent_node *ent_parse_yearly(ent_parser *p)
{
    if (at_monthly(p)) return parse_monthly(p);
    size_t mark = ent_kids_mark(p);
    ent_node *list = ent_node_new(p, ENT_N_YEARLY, ent_here(p));
    int days = 0;
    do {
        ent_span span = ent_here(p);
        const ent_node *day = parse_day(p);
        if (!day || !fits_year(p, ++days, span) || !ent_kids_push(p, day)) return ent_kids_drop(p, mark);
    } while (ent_take(p, "and") || ent_take(p, ","));
    bool said = ent_need(p, "in", "and \"each calendar year\"") && ent_need(p, "each", "after \"in\"") &&
                ent_need(p, "calendar", "after \"in each\"") && ent_need(p, "year", "after \"calendar\"");
    return said ? ent_kids_take(p, list, mark) : ent_kids_drop(p, mark);
}

bool ent_at_year_day(const ent_parser *p)
{
    return at_day(p) && ent_token_is(ent_peek_at(p, 2), "of") && ent_token_is(ent_peek_at(p, 3), "the");
}

/* Which year before or after: "the year before" is the first. */
static int take_ordinal(ent_parser *p)
{
    static const char *const words[] = {"first", "second",  "third",  "fourth", "fifth",
                                        "sixth", "seventh", "eighth", "ninth",  "tenth"};
    for (int i = 0; i < 10; i++)
        if (ent_take(p, words[i])) return i + 1;
    return 0;
}

const ent_node *ent_parse_year_day(ent_parser *p)
{
    const ent_node *day = parse_day(p);
    if (!day) return NULL;
    p->pos += 2;
    int count = take_ordinal(p);
    if (!ent_need(p, "year", "after \"of the\"")) return NULL;
    ent_node *node = ent_node_edit(day);
    node->kind = ENT_N_YEAR_DAY;
    if (ent_take(p, "before"))
        node->number = -(count ? count : 1);
    else if (ent_take(p, "after"))
        node->number = count ? count : 1;
    else if (count || !ent_take(p, "of"))
        return ent_expected(p, count ? "\"before\" or \"after\"" : "\"before\", \"after\" or \"of\"",
                            "Say of what: 15 November of the second year before start of E.");
    if (!ent_enter(p)) return NULL;
    const ent_node *moment = ent_parse_moment(p);
    ent_leave(p);
    return moment ? ent_node_with(p, node, &moment, 1) : NULL;
}

/* ---- deadlines with two ends ----------------------------------------------------------------------------
 */

static double seconds_of(const ent_node *length)
{
    bool is_months = length->unit && length->unit->dimension == ENT_DIM_MONTHS;
    return is_months ? length->number * 30.436875 * 86400 : length->number;
}

static const ent_node *offset(ent_parser *p, const ent_node *length, const ent_node *moment, int op)
{
    ent_node *node = ent_node_new(p, ENT_N_OFFSET, length->span);
    if (node) node->op = op;
    const ent_node *kids[2] = {moment, length};
    return node ? ent_node_with(p, node, kids, 2) : NULL;
}

static bool is_length(ent_parser *p, const ent_node *n)
{
    if (n && n->unit && (n->unit->dimension == ENT_DIM_DURATION || n->unit->dimension == ENT_DIM_MONTHS))
        return true;
    if (n)
        ent_say(p, n->span,
                (ent_diag_text){ENT_SEV_ERROR, "duration", "a length of time has no unit of time", NULL,
                                "Write it as in \"due between 5 days and 36 hours before start of E\"."});
    return false;
}

/* The lengths may come in either order: before a moment the longer one is the earlier. */
const ent_node *ent_parse_two_ends(ent_parser *p)
{
    const ent_node *a = ent_parse_number(p);
    if (!is_length(p, a) || !ent_need(p, "and", "and the other end")) return NULL;
    const ent_node *b = ent_parse_number(p);
    if (!is_length(p, b)) return NULL;
    int op = ent_at(p, "before") ? -1 : 1;
    if (!ent_take(p, "before") && !ent_take(p, "after"))
        return ent_expected(p, "\"before\" or \"after\"",
                            "Say of what: between 5 days and 36 hours before start of E.");
    const ent_node *moment = ent_parse_moment(p);
    if (!moment) return NULL;
    bool a_first = op < 0 ? seconds_of(a) >= seconds_of(b) : seconds_of(a) <= seconds_of(b);
    const ent_node *kids[2] = {offset(p, a_first ? a : b, moment, op),
                               offset(p, a_first ? b : a, moment, op)};
    ent_node *node = ent_node_new(p, ENT_N_BETWEEN_MOMENTS, a->span);
    return node && kids[0] && kids[1] ? ent_node_with(p, node, kids, 2) : NULL;
}
