/* parse_case.c: the head of an agreement, the head of a case, and what a case assumes. */
#include "lang/parse.h"

#include <string.h>

/* land · land+sea: 0, 1; -1 when neither, reported. */
int ent_parse_layer(ent_parser *p)
{
    if (!ent_take(p, "land")) {
        ent_expected(p, "\"land\" or \"land+sea\"", NULL);
        return -1;
    }
    if (!ent_take(p, "+")) return 0;
    return ent_need(p, "sea", "after \"land+\"") ? 1 : -1;
}

static bool read_text(ent_parser *p, const char **out)
{
    const ent_node *text = ent_parse_string(p, "words in quotation marks");
    if (text) *out = text->text;
    return text != NULL;
}

/* draft 2021-12-17 · in force 1992-11-09: words, then perhaps a date */
static bool read_status(ent_parser *p, ent_document *d)
{
    const ent_token *first = ent_peek(p), *last = NULL;
    while (ent_peek(p)->kind == ENT_T_WORD) last = &p->tokens[p->pos++];
    if (!last) {
        bool quoted = ent_peek(p)->kind == ENT_T_STRING;
        ent_expected(p, "the status (draft, signed, in force, …)",
                     quoted ? "Write it without quotation marks: status in force 1992-11-09." : NULL);
        p->pos = p->end; /* once is enough */
        return false;
    }
    d->status =
        ent_copy(p, (ent_str){first->text.ptr, (size_t)(last->text.ptr + last->text.len - first->text.ptr)});
    if (ent_at_end(p)) return d->status != NULL;
    const ent_node *date = ent_parse_date(p);
    if (date) d->status_date = *date->when;
    return date && d->status;
}

static bool read_agreement_line(ent_parser *p, ent_document *d)
{
    if (ent_take(p, "code")) return ent_parse_id(p, "a code", &d->code);
    if (ent_take(p, "status")) return read_status(p, d);
    if (ent_take(p, "source")) return read_text(p, &d->locator);
    if (ent_take(p, "text")) return d->paraphrase = ent_need(p, "paraphrase", "or leave the line out");
    if (ent_take(p, "layer")) {
        int layer = ent_parse_layer(p);
        d->layer = layer < 0 ? d->layer : layer;
        return layer >= 0;
    }
    ent_expected(p, "\"code\", \"status\", \"source\", \"text\" or \"layer\"", NULL);
    return false;
}

static bool read_view(ent_parser *p, ent_document *d)
{
    const ent_node *name = ent_parse_name(p, "the name of a view");
    if (name) d->view = name->text, d->view_span = name->span;
    return name != NULL;
}

/* The day is one day: of a year or "about then" nobody can say what had happened by it. */
static bool read_day(ent_parser *p, ent_document *d)
{
    const ent_node *date = ent_parse_date(p);
    if (!date) return false;
    const ent_when *when = date->when;
    ent_span_time hull = ent_when_hull(when);
    if (when->count == 1 && !when->is_interval && !when->approximate && !when->uncertain &&
        hull.until.seconds - hull.from.seconds <= ENT_DAY_SECONDS) {
        d->day = when;
        return true;
    }
    ent_say(p, date->span,
            (ent_diag_text){ENT_SEV_ERROR, "day", "the day of the case is not one day", NULL,
                            "Write a day: \"day 2022-01-11\"."});
    return false;
}

/* records "PG:dbname=talks|layer=records" */
static bool read_records_from(ent_parser *p, ent_document *d)
{
    ent_span span = ent_here(p);
    const char *source = NULL;
    if (!read_text(p, &source)) return false;
    if (d->records_from_count == ENT_CASE_SOURCES_MAX || !*source) {
        ent_say(p, span,
                (ent_diag_text){ENT_SEV_ERROR, "records-from",
                                *source ? "more than 16 sources of records" : "the source has no name", NULL,
                                *source ? "Put them together."
                                        : "Name a file of the case, or a database: \"PG:dbname=talks\"."});
        return false;
    }
    d->records_from_span[d->records_from_count] = span;
    d->records_from[d->records_from_count++] = source;
    return true;
}

static bool read_case_line(ent_parser *p, ent_document *d)
{
    if (ent_take(p, "agreement")) return read_text(p, &d->agreement_file);
    if (ent_take(p, "view")) return read_view(p, d);
    if (ent_take(p, "records")) return read_records_from(p, d);
    if (ent_take(p, "day")) {
        return read_day(p, d);
    }
    if (ent_take(p, "layer")) {
        int layer = ent_parse_layer(p);
        d->case_layer = layer;
        return layer >= 0;
    }
    ent_expected(p, "\"agreement\", \"day\", \"view\", \"layer\" or \"records\"", NULL);
    return false;
}

static bool say_twice(ent_parser *p, const char *what)
{
    ent_diags_addf(p->diags, &p->doc->text.source, p->statement,
                   (ent_diag_text){ENT_SEV_ERROR, "statement-twice", NULL, NULL, "Keep one of them."},
                   "the document has more than one \"%s\" statement", what);
    return false;
}

bool ent_parse_agreement(ent_parser *p, ent_lines lines)
{
    ent_document *d = &p->doc->document;
    if (d->title[0]) return say_twice(p, "agreement");
    bool good = ent_line_begin(p, &lines.at[0]);
    if (good) p->pos++;
    good = good && read_text(p, &d->title) && ent_line_end(p);
    for (size_t i = 1; i < lines.count; i++)
        if (ent_line_begin(p, &lines.at[i])) good = read_agreement_line(p, d) && ent_line_end(p) && good;
    return good;
}

bool ent_parse_case(ent_parser *p, ent_lines lines)
{
    ent_document *d = &p->doc->document;
    if (d->case_title[0]) return say_twice(p, "case");
    bool good = ent_line_begin(p, &lines.at[0]);
    if (good) p->pos++;
    good = good && read_text(p, &d->case_title) && ent_line_end(p);
    for (size_t i = 1; i < lines.count; i++)
        if (ent_line_begin(p, &lines.at[i])) good = read_case_line(p, d) && ent_line_end(p) && good;
    return good;
}

/* ---- assumptions ------------------------------------------------------------------------------------ */

static bool assume_force(ent_parser *p, ent_assume *a)
{
    a->kind = ENT_ASSUME_FORCE;
    if (!ent_need(p, "force", "after \"in\"") || !ent_need(p, "from", "and the date")) return false;
    if (!(a->from = ent_parse_moment(p))) return false;
    if (ent_take(p, "until") && !(a->until = ent_parse_moment(p))) return false;
    return !ent_take(p, "for") || (a->actors = ent_parse_actors(p));
}

/* reading "R4b" of 4.1 */
static bool assume_reading(ent_parser *p, ent_assume *a)
{
    a->kind = ENT_ASSUME_READING, a->name_span = ent_here(p);
    return ent_parse_id(p, "the name of a reading", &a->name) && ent_need(p, "of", "and the clause") &&
           ent_parse_id(p, "the id of a clause", &a->of);
}

/* about within 10 percent */
static bool assume_tolerance(ent_parser *p, ent_assume *a)
{
    a->kind = ENT_ASSUME_TOLERANCE;
    if (!ent_need(p, "within", "after \"about\"") || !(a->body = ent_parse_number(p))) return false;
    if (a->body->unit && a->body->unit->dimension == ENT_DIM_FRACTION) return true;
    ent_say(p, a->body->span,
            (ent_diag_text){ENT_SEV_ERROR, "unit-missing", "the tolerance is not a percentage", NULL,
                            "Write \"10 percent\"."});
    return false;
}

/* "open words" holds, "open words" does not hold, NAME = VALUE */
static bool assume_name(ent_parser *p, ent_assume *a)
{
    const ent_node *name = ent_parse_name(p, "a parameter or open words");
    if (!name) return false;
    a->name = name->text, a->name_span = name->span;
    if (ent_take(p, "=")) {
        a->kind = ENT_ASSUME_PARAMETER;
        return (a->body = ent_parse_value(p)) != NULL;
    }
    a->kind = ENT_ASSUME_WORDS, a->op = 1;
    if (ent_take(p, "holds") || ent_take(p, "hold")) return true;
    if (ent_take2(p, "does", "not") || ent_take2(p, "do", "not")) {
        a->op = 0;
        return ent_need(p, "hold", "after \"not\"");
    }
    return ent_expected(p, "\"=\", \"holds\" or \"does not hold\"", NULL);
}

/* What stands behind "assume"; "in force" needs no such word below `scenarios`. */
bool ent_parse_assumption(ent_parser *p, ent_assume *a)
{
    if (ent_take(p, "in")) return assume_force(p, a);
    if (ent_at(p, "reading") && ent_token_is(ent_peek_at(p, 2), "of")) {
        p->pos++;
        return assume_reading(p, a);
    }
    if (ent_at2(p, "about", "within")) {
        p->pos++;
        return assume_tolerance(p, a);
    }
    return assume_name(p, a);
}

static bool read_assume(ent_parser *p, ent_assume *a)
{
    p->pos++;
    return ent_parse_assumption(p, a);
}

static bool read_source_line(ent_parser *p, ent_assume *a)
{
    return ent_need(p, "source", "line") && read_text(p, &a->source) && ent_line_end(p);
}

bool ent_parse_assume(ent_parser *p, ent_lines lines)
{
    ent_assume a = {.name = "", .of = "", .source = "", .span = p->statement};
    bool good = ent_line_begin(p, &lines.at[0]) && read_assume(p, &a) && ent_line_end(p);
    for (size_t i = 1; i < lines.count; i++)
        if (ent_line_begin(p, &lines.at[i])) read_source_line(p, &a);
    if (!good || p->out_of_memory) return false;
    if (ent_vec_push(&p->assumes, &a, sizeof a)) return true;
    p->out_of_memory = true;
    return false;
}
