/* parse_lines.c: the lines below a clause's head, one function each, found through a table of line keywords.
 * Which line fits which modality is for the checker to say: here every line is read for every clause. */
#include "lang/parse.h"

#include "base/map.h"
#include <string.h>

#include <math.h>

typedef bool line_reader(ent_parser *p, ent_clause *c);

/* A line that may stand once only. False when it stood before, reported. */
static bool once(ent_parser *p, const void *before, const char *keyword)
{
    if (!before) return true;
    ent_diags_addf(p->diags, &p->doc->text.source, p->tokens[p->pos - 1].span,
                   (ent_diag_text){ENT_SEV_ERROR, "line-twice", NULL, NULL, "Keep one of them."},
                   "the clause has more than one \"%s\" line", keyword);
    return false;
}

/* Add a node to the list that `*list` is, making it if need be. */
static bool append(ent_parser *p, const ent_node **list, ent_node_kind kind, const ent_node *item)
{
    size_t mark = ent_kids_mark(p);
    if (!item) return false;
    ent_node *node = ent_node_new(p, kind, *list ? (*list)->span : item->span);
    for (uint32_t i = 0; *list && i < (*list)->kid_count; i++)
        if (!ent_kids_push(p, (*list)->kids[i])) return false;
    if (!ent_kids_push(p, item)) return false;
    const ent_node *whole = ent_kids_take(p, node, mark);
    if (whole) *list = whole;
    return whole != NULL;
}

static bool read_by(ent_parser *p, ent_clause *c)
{
    return once(p, c->by, "by") && (c->by = ent_parse_actors(p));
}

static bool read_binds(ent_parser *p, ent_clause *c)
{
    return once(p, c->binds, "binds") && (c->binds = ent_parse_actors(p));
}

static bool read_for(ent_parser *p, ent_clause *c)
{
    if (!once(p, c->trigger, "for")) return false;
    if (!ent_take(p, "any") && !ent_take(p, "each") && !ent_take(p, "every") && !ent_take(p, "an"))
        ent_take(p, "a");
    return (c->trigger = ent_parse_exists(p)) != NULL;
}

static bool read_when(ent_parser *p, ent_clause *c)
{
    return append(p, &c->when, ENT_N_AND, ent_parse_condition(p));
}

static bool read_where(ent_parser *p, ent_clause *c)
{
    return append(p, &c->where, ENT_N_AND, ent_parse_condition(p));
}

/* such that N.announced at most start of E */
static bool read_such(ent_parser *p, ent_clause *c)
{
    return ent_need(p, "that", "after \"such\"") && append(p, &c->such, ENT_N_AND, ent_parse_condition(p));
}

/* "from entry into force" says what holds anyway. */
static bool read_from(ent_parser *p, ent_clause *c)
{
    if (!once(p, c->from, "from")) return false;
    return (c->from = ent_parse_moment(p)) != NULL;
}

static bool read_until(ent_parser *p, ent_clause *c)
{
    return once(p, c->until, "until") && (c->until = ent_parse_moment(p));
}

static bool read_per(ent_parser *p, ent_clause *c)
{
    return once(p, c->per, "per") && (c->per = ent_parse_keys(p));
}

static bool ceiling(ent_parser *p, ent_clause *c, ent_compare op)
{
    if (!once(p, c->ceiling, "at most")) return false;
    c->ceiling_op = op;
    return (c->ceiling = ent_parse_value(p)) != NULL;
}

/* The keyword is "at": most, least, or "any moment". */
static bool read_at(ent_parser *p, ent_clause *c)
{
    if (ent_take(p, "most")) return ceiling(p, c, ENT_AT_MOST);
    if (ent_take(p, "least")) return ceiling(p, c, ENT_AT_LEAST);
    if (ent_take2(p, "any", "moment")) {
        c->window_kind = ENT_WINDOW_MOMENT, c->window_said = true;
        return true;
    }
    ent_expected(p, "\"most\", \"least\" or \"any moment\" after \"at\"", NULL);
    return false;
}

static bool read_less(ent_parser *p, ent_clause *c)
{
    return ent_need(p, "than", "after \"less\"") && ceiling(p, c, ENT_LESS_THAN);
}

static bool read_more(ent_parser *p, ent_clause *c)
{
    return ent_need(p, "than", "after \"more\"") && ceiling(p, c, ENT_MORE_THAN);
}

/* "no more than", "not more than", "no less than" */
static bool read_no(ent_parser *p, ent_clause *c)
{
    bool more = ent_take(p, "more");
    if (!more && !ent_take(p, "less") && !ent_take(p, "fewer")) {
        ent_expected(p, "\"more than\" or \"less than\"", NULL);
        return false;
    }
    return ent_need(p, "than", "here") && ceiling(p, c, more ? ENT_AT_MOST : ENT_AT_LEAST);
}

/* over any 90 days · over the whole period */
static bool read_over(ent_parser *p, ent_clause *c)
{
    if (ent_take(p, "the")) {
        c->window_kind = ENT_WINDOW_PERIOD, c->window_said = true;
        return ent_need(p, "whole", "after \"over the\"") &&
               ent_need(p, "period", "after \"over the whole\"");
    }
    if (!ent_need(p, "any", "after \"over\"")) return false;
    c->window_kind = ENT_WINDOW_SLIDING, c->window_said = true;
    return (c->window = ent_parse_number(p)) != NULL;
}

/* "in each year from entry into force", "in any 3 years from 2011-02-05"; the length has been read, if any */
static bool at_years_from(const ent_parser *p, const ent_node *length)
{
    if (!length) return ent_at2(p, "year", "from");
    return ent_at(p, "from") && length->unit && length->unit->dimension == ENT_DIM_MONTHS &&
           fmod(length->number, 12) == 0;
}

static bool read_years_from(ent_parser *p, ent_clause *c)
{
    const ent_node *length = c->window;
    ent_node *node = ent_node_new(p, ENT_N_YEARS_FROM, length ? length->span : ent_here(p));
    p->pos += length ? 1 : 2;
    const ent_node *moment = node ? ent_parse_moment(p) : NULL;
    if (!moment) return false;
    node->number = length ? length->number / 12 : 1;
    c->calendar = ENT_CALENDAR_FROM;
    return (c->window = ent_node_with(p, node, &moment, 1)) != NULL;
}

/* in each calendar year · in any 3 calendar months · in each year from entry into force */
static bool read_in(ent_parser *p, ent_clause *c)
{
    static const char *const units[][2] = {
        {"year", "years"}, {"quarter", "quarters"}, {"month", "months"}, {"week", "weeks"}, {"day", "days"}};
    c->window_kind = ENT_WINDOW_CALENDAR, c->window_said = true;
    if (!ent_take(p, "each") && !ent_take(p, "any")) {
        ent_expected(p, "\"each calendar month\" or \"any 3 calendar years\"", NULL);
        return false;
    }
    if (ent_at_figure(p) && !(c->window = ent_parse_number(p))) return false;
    if (at_years_from(p, c->window)) return read_years_from(p, c);
    if (!ent_take(p, "calendar")) {
        ent_expected(
            p, "\"calendar\"",
            "Write \"each calendar month\", or \"over any 1 months\" for one that may begin on any day.");
        return false;
    }
    for (int i = 0; i < 5; i++) {
        c->calendar = (ent_calendar)i;
        if (ent_take(p, units[i][0]) || ent_take(p, units[i][1])) return true;
    }
    ent_expected(p, "\"year\", \"quarter\", \"month\", \"week\" or \"day\"",
                 "A length of time that may begin on any day is \"over any 30 days\".");
    return false;
}

static bool read_each(ent_parser *p, ent_clause *c)
{
    c->window_kind = ENT_WINDOW_EACH, c->window_said = true;
    return ent_need(p, "record", "after \"each\"");
}

static bool read_due(ent_parser *p, ent_clause *c)
{
    if (!once(p, c->due, "due")) return false;
    if (ent_take(p, "between")) return (c->due = ent_parse_two_ends(p)) != NULL;
    if (!ent_take(p, "within") && !ent_take(p, "by") && !ent_take(p, "at")) ent_take(p, "on");
    if (ent_at_yearly(p) && !ent_at_year_day(p)) return (c->due = ent_parse_yearly(p)) != NULL;
    return (c->due = ent_parse_moment(p)) != NULL;
}

static bool read_counting(ent_parser *p, ent_clause *c)
{
    static const struct {
        const char *first, *second;
        ent_counting counting;
    } ways[] = {{"elapsed", "time", ENT_COUNT_ELAPSED},
                {"calendar", "days", ENT_COUNT_CALENDAR_DAYS},
                {"inclusive", "days", ENT_COUNT_INCLUSIVE_DAYS}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (!ent_take2(p, ways[i].first, ways[i].second)) continue;
        c->counting = ways[i].counting, c->counting_said = true;
        return true;
    }
    ent_expected(p, "\"elapsed time\", \"calendar days\" or \"inclusive days\"", NULL);
    return false;
}

static bool read_conditions(ent_parser *p, const ent_node **list)
{
    do
        if (!append(p, list, ENT_N_LIST, ent_parse_condition(p))) return false;
    while (ent_take(p, ","));
    return true;
}

static bool read_unless(ent_parser *p, ent_clause *c)
{
    return read_conditions(p, &c->unless);
}

static bool read_without(ent_parser *p, ent_clause *c)
{
    return read_conditions(p, &c->without);
}

static bool read_instead(ent_parser *p, ent_clause *c)
{
    if (!ent_need(p, "of", "after \"instead\"")) return false;
    do {
        ent_node *node = ent_node_new(p, ENT_N_CLAUSE, ent_here(p));
        if (!node || !ent_parse_id(p, "the id of a clause", &node->text) ||
            !append(p, &c->instead, ENT_N_LIST, node))
            return false;
    } while (ent_take(p, ","));
    return true;
}

static bool read_title(ent_parser *p, ent_clause *c)
{
    const ent_node *text = ent_parse_string(p, "a title in quotation marks");
    if (text) c->title = text->text;
    return text != NULL;
}

static bool read_source(ent_parser *p, ent_clause *c)
{
    return once(p, c->source, "source") && (c->source = ent_parse_string(p, "a locator in quotation marks"));
}

static const struct {
    const char *keyword;
    line_reader *read;
} readers[] = {{"by", read_by},         {"binds", read_binds},     {"for", read_for},
               {"when", read_when},     {"where", read_where},     {"from", read_from},
               {"until", read_until},   {"per", read_per},         {"at", read_at},
               {"less", read_less},     {"more", read_more},       {"no", read_no},
               {"not", read_no},        {"over", read_over},       {"in", read_in},
               {"each", read_each},     {"due", read_due},         {"counting", read_counting},
               {"unless", read_unless}, {"without", read_without}, {"instead", read_instead},
               {"title", read_title},   {"source", read_source},   {"such", read_such}};
#define READER_COUNT (sizeof readers / sizeof *readers)

static void say_unknown_line(ent_parser *p, const ent_token *t)
{
    ent_str names[READER_COUNT];
    for (size_t i = 0; i < READER_COUNT; i++) names[i] = ent_str_of(readers[i].keyword);
    int near = ent_nearest_name(t->text, names, READER_COUNT);
    const char *hint =
        near < 0 ? NULL : ent_hint(p, "Did you mean \"" ENT_STR_FMT "\"?", ENT_STR_ARG(names[near]));
    ent_diags_addf(
        p->diags, &p->doc->text.source, t->span,
        (ent_diag_text){
            ENT_SEV_ERROR, "line-unknown", NULL,
            "A line of a clause begins with by, binds, for, when, where, from, until, per, at most, "
            "at least, over any, due, such that, counting, unless, without, instead of, title or source; to "
            "go "
            "on with the line above, indent deeper than it.",
            hint},
        "no line of a clause begins with \"" ENT_STR_FMT "\"", ENT_STR_ARG(t->text));
}

bool ent_parse_line_of_clause(ent_parser *p, ent_clause *clause)
{
    const ent_token *t = ent_peek(p);
    for (size_t i = 0; i < READER_COUNT; i++) {
        if (!ent_token_is(t, readers[i].keyword)) continue;
        p->pos++;
        return readers[i].read(p, clause) && ent_line_end(p);
    }
    say_unknown_line(p, t);
    return false;
}
