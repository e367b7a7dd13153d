/* explain_value.c: values in English: "two thirds of the limit of clause 18.1.a". */
#include "lang/explain.h"

#include "lang/vocabulary.h"
#include <string.h>

/* "tanks" is short for their number; "quantity" is a number already. */
bool ent_is_count(const ent_saying *out, const char *attribute)
{
    ent_dimension dimension;
    bool known = ent_doc_attribute(out->doc, ent_str_of(attribute), &dimension);
    return known && dimension == ENT_DIM_NONE && strcmp(attribute, "quantity") != 0;
}

/* "announced", "conversion": the date of it, unless its name says so. */
static bool is_date(const ent_saying *out, const char *attribute)
{
    ent_dimension dimension;
    bool known = ent_doc_attribute(out->doc, ent_str_of(attribute), &dimension);
    return known && dimension == ENT_DIM_DATE && !strstr(attribute, "date") && !strstr(attribute, "day");
}

/* Attributes that are short for the number of something, in full. */
static void tell_counted(ent_saying *out, const char *attribute)
{
    static const char *const words[][2] = {{"acvs", "armoured combat vehicles"},
                                           {"artillery", "artillery pieces"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(attribute, words[i][0]) == 0) {
            ent_buf_adds(&out->buf, words[i][1]);
            return;
        }
    ent_tell_words(out, attribute);
}

static void tell_attribute_as(ent_saying *out, const ent_node *node, bool count)
{
    const ent_node *binder = ent_node_kid(node, 0);
    const char *of = ent_node_is(binder, ENT_N_NAME) ? binder->text : out->subject;
    ent_buf_adds(&out->buf, of ? count ? "the number of " : "the " : count ? "its number of " : "its ");
    if (count)
        tell_counted(out, node->text);
    else
        ent_tell_words(out, node->text);
    if (is_date(out, node->text)) ent_buf_adds(&out->buf, " date");
    if (of) ent_buf_printf(&out->buf, " of %s", of);
}

static void tell_attribute(ent_saying *out, const ent_node *node)
{
    tell_attribute_as(out, node, ent_is_count(out, node->text));
}

void ent_tell_count(ent_saying *out, const ent_node *attribute)
{
    size_t n = strlen(attribute->text);
    tell_attribute_as(out, attribute,
                      ent_is_count(out, attribute->text) || (n > 1 && attribute->text[n - 1] == 's'));
}

/* A binder by what it stands for: "party (P)". */
static void tell_key(ent_saying *out, const char *name)
{
    static const char *const nouns[] = {"party", "state", "non-party", "actor", "actor"};
    const ent_node *source = ent_binder_source(out->clause, name);
    if (source && source->kind == ENT_N_ACTORS)
        ent_buf_printf(&out->buf, "%s %s", nouns[source->op], name);
    else
        ent_tell_words(out, name);
}

void ent_tell_keys(ent_saying *out, const ent_node *keys)
{
    for (uint32_t i = 0; i < keys->kid_count; i++) {
        const ent_node *key = keys->kids[i];
        ent_tell_list_mark(out, i, keys->kid_count, "and");
        if (key->kind == ENT_N_ROLE) {
            static const char *const words[] = {"actor", "target", "host state", "owner", "participant"};
            ent_buf_adds(&out->buf, words[key->op]);
        } else {
            tell_key(out, key->text);
        }
    }
}

/* ---- moments ---------------------------------------------------------------------------------------- */

static void tell_moment_word(ent_saying *out, const ent_node *node)
{
    static const char *const words[] = {"the start", "the end", "the reporting", "entry into force"};
    const ent_node *of = ent_node_kid(node, 0);
    ent_buf_adds(&out->buf, words[node->op]);
    if (ent_node_is(of, ENT_N_NAME)) ent_buf_printf(&out->buf, " of %s", of->text);
}

/* "more than half of the parties" */
static void tell_whole(ent_saying *out, const ent_node *actors)
{
    static const char *const nouns[] = {"parties", "states", "non-parties"};
    bool plain = actors->kind == ENT_N_ACTORS && actors->op <= ENT_BASE_NON_PARTY && actors->kid_count == 0;
    bool before = out->whole;
    out->whole = true;
    if (plain)
        ent_buf_printf(&out->buf, "the %s", nouns[actors->op]);
    else
        ent_tell_actors(out, actors);
    out->whole = before;
}

static void tell_event(ent_saying *out, const ent_node *e)
{
    static const char *const words[] = {" by ", " by ", " by all of ", " by more than half of ", ""};
    ent_buf_adds(&out->buf, e->op == ENT_BY_EACH  ? "the day of a "
                            : e->op == ENT_BY_ANY ? "the day of the first "
                                                  : "the day on which there has been a ");
    ent_tell_acts(out, e->kids[0], "");
    if (ent_node_is(e->kids[1], ENT_N_OBJECT))
        ent_buf_adds(&out->buf, " of "), ent_tell_object(out, e->kids[1], false);
    if (e->op == ENT_BY_SOME)
        ent_buf_printf(&out->buf, " by %d of ", (int)e->number);
    else
        ent_buf_adds(&out->buf, words[e->op]);
    if (e->op == ENT_BY_EACH || e->op == ENT_BY_ANY)
        ent_tell_actors(out, e->kids[2]);
    else
        tell_whole(out, e->kids[2]);
}

static void tell_yearly(ent_saying *out, const ent_node *yearly)
{
    if (yearly->op == 2) {
        ent_buf_adds(&out->buf, "the last day of each year counted from ");
        ent_tell_moment(out, yearly->kids[0]);
        return;
    }
    uint32_t each = yearly->op == 1 ? 12 : 1, count = yearly->kid_count / each;
    for (uint32_t i = 0; i < count; i++) {
        ent_tell_list_mark(out, i, count, "and");
        ent_buf_adds(&out->buf, yearly->kids[i * each]->text);
    }
    ent_buf_adds(&out->buf, yearly->op == 1 ? " of each calendar month" : " of each calendar year");
}

/* "15 November of the second year before the start of E" */
static void tell_year_day(ent_saying *out, const ent_node *day)
{
    static const char *const words[] = {"",       "second ",  "third ",  "fourth ", "fifth ",
                                        "sixth ", "seventh ", "eighth ", "ninth ",  "tenth "};
    int count = (int)(day->number < 0 ? -day->number : day->number);
    ent_buf_printf(&out->buf, "%s of the %syear ", day->text,
                   count > 1 && count <= 10 ? words[count - 1] : "");
    ent_buf_adds(&out->buf, count == 0 ? "of " : day->number < 0 ? "before that of " : "after that of ");
    ent_tell_moment(out, day->kids[0]);
}

/* "transfer of authority (20 December 1995)" */
static void tell_open_day(ent_saying *out, const ent_node *day)
{
    const ent_decl *decl =
        out->doc ? ent_doc_decl_find(out->doc, ENT_DECL_PARAMETER, ent_str_of(day->text)) : NULL;
    ent_tell_words(out, day->text);
    if (!decl) return;
    ent_buf_adds(&out->buf, " (");
    if (decl->body)
        ent_tell_value(out, decl->body);
    else
        ent_buf_adds(&out->buf, "a day that the text leaves open");
    ent_buf_addc(&out->buf, ')');
}

void ent_tell_moment(ent_saying *out, const ent_node *moment)
{
    switch (moment->kind) {
    case ENT_N_PARAMETER: tell_open_day(out, moment); break;
    case ENT_N_EVENT: tell_event(out, moment); break;
    case ENT_N_YEARLY: tell_yearly(out, moment); break;
    case ENT_N_YEAR_DAY: tell_year_day(out, moment); break;
    case ENT_N_BETWEEN_MOMENTS:
        ent_tell_moment(out, moment->kids[0]);
        ent_buf_adds(&out->buf, ", and at the latest ");
        ent_tell_moment(out, moment->kids[1]);
        break;
    case ENT_N_MOMENT: tell_moment_word(out, moment); break;
    case ENT_N_OFFSET:
        ent_tell_value(out, moment->kids[1]);
        ent_buf_adds(&out->buf, moment->op < 0 ? " before " : " after ");
        ent_tell_moment(out, moment->kids[0]);
        break;
    default: ent_tell_value(out, moment); break;
    }
}

/* ---- sums ------------------------------------------------------------------------------------------- */

static void tell_objects(ent_saying *out, const char *word, const ent_node *object)
{
    if (!ent_node_is(object, ENT_N_OBJECT) || object->kid_count == 0) return;
    ent_buf_adds(&out->buf, word);
    ent_tell_object(out, object, true);
}

/* "inspections or evaluations" */
static void tell_acts_plural(ent_saying *out, const ent_node *acts)
{
    for (uint32_t i = 0; i < acts->kid_count; i++) {
        ent_tell_list_mark(out, i, acts->kid_count, "or");
        if (acts->kids[i]->ref == ENT_REF_TERM)
            ent_tell_name(out, acts->kids[i]->text);
        else
            ent_tell_noun(out, acts->kids[i]->text, true);
    }
}

static void tell_summand(ent_saying *out, const ent_node *node, bool some)
{
    const char *total = out->each ? "the " : "the total ";
    if (node->op != ENT_SUM)
        ent_buf_adds(&out->buf, some || out->each ? "the number" : "the total quantity");
    else if (ent_is_count(out, node->text))
        ent_buf_printf(&out->buf, "%snumber of ", total), tell_counted(out, node->text);
    else
        ent_buf_adds(&out->buf, total), ent_tell_words(out, node->text);
}

/* "the number of tanks, summed over every holding" */
static void tell_what_is_summed(ent_saying *out, const ent_node *node)
{
    const ent_node *object = ent_node_kid(node, 1);
    bool some = ent_node_is(object, ENT_N_OBJECT) && object->kid_count > 0;
    if (node->op == ENT_DURATION || node->op == ENT_RECORD_COUNT) {
        ent_buf_adds(&out->buf, node->op == ENT_DURATION ? "the duration of " : "the number of ");
        if (node->op == ENT_DURATION)
            ent_tell_acts(out, node->kids[0], "every");
        else
            tell_acts_plural(out, node->kids[0]);
        tell_objects(out, " of ", object);
        return;
    }
    tell_summand(out, node, some);
    tell_objects(out, " of ", object);
    ent_buf_adds(&out->buf, out->each ? " in " : ", summed over ");
    ent_tell_acts(out, node->kids[0], "every");
}

static void tell_span(ent_saying *out, const ent_node *span)
{
    if (!ent_node_is(span, ENT_N_SPAN)) return;
    if (span->op == ENT_SPAN_BEFORE)
        ent_buf_adds(&out->buf, " in the "), ent_tell_value(out, span->kids[0]),
            ent_buf_adds(&out->buf, " before it");
    else
        ent_buf_adds(&out->buf, span->op == ENT_SPAN_YEAR ? " in the same calendar year"
                                                          : " earlier in the same calendar year");
}

/* ", of the same category": a sum in a ceiling is of what the sum of the clause is of. */
static void tell_parted(ent_saying *out)
{
    const ent_node *keys = out->parted;
    for (uint32_t i = 0, told = 0; keys && i < keys->kid_count; i++)
        if (keys->kids[i]->kind == ENT_N_ATTRIBUTE) {
            ent_buf_adds(&out->buf, told++ ? " and " : ", of the same ");
            ent_tell_words(out, keys->kids[i]->text);
        }
}

/* By whom what is summed is done: what the sum says, else `by`; NULL: that is said elsewhere. */
static void tell_sum(ent_saying *out, const ent_node *node, const ent_node *by)
{
    tell_what_is_summed(out, node);
    if (node->kids[2]->kind == ENT_N_ACTORS) by = node->kids[2];
    if (by) ent_tell_by(out, node->kids[0], by);
    if (node->kids[6]->kind == ENT_N_ACTORS) ent_tell_to(out, node->kids[0], node->kids[6]);
    tell_span(out, node->kids[7]);
    const char *before = out->subject;
    out->subject = NULL;
    for (int i = 3; i < 5; i++) {
        if (node->kids[i]->kind == ENT_N_NONE) continue;
        ent_buf_adds(&out->buf, i == 3 ? " for which " : " of which ");
        ent_tell_inside(out, node->kids[i]);
    }
    out->subject = before;
}

void ent_tell_aggregate(ent_saying *out, const ent_node *node)
{
    tell_sum(out, node, NULL);
}

/* A sum among values is of everyone's, and the greatest of several is of the parties', unless they say whose.
 */
static void tell_sum_value(ent_saying *out, const ent_node *node)
{
    static const ent_node anyone = {.kind = ENT_N_ACTORS, .op = ENT_BASE_ANYONE, .text = ""},
                          party = {.kind = ENT_N_ACTORS, .op = ENT_BASE_PARTY, .text = ""};
    if (node->op != ENT_GREATEST) {
        tell_sum(out, node, &anyone);
        tell_parted(out);
        return;
    }
    ent_buf_adds(&out->buf, "the greatest, for any one ");
    ent_tell_keys(out, node->kids[5]);
    ent_buf_adds(&out->buf, ", of ");
    while (node->op == ENT_GREATEST) node = node->kids[0];
    tell_sum(out, node, &party);
}

/* ---- arithmetic ------------------------------------------------------------------------------------- */

static bool is_fraction(const ent_node *node)
{
    return node->kind == ENT_N_NUMBER && !node->unit && strchr(node->text, '/');
}

static void tell_part(ent_saying *out, const ent_node *node)
{
    bool bracket = node->kind == ENT_N_ARITH || node->kind == ENT_N_IF || node->kind == ENT_N_ROUND;
    if (bracket) ent_buf_addc(&out->buf, '(');
    ent_tell_value(out, node);
    if (bracket) ent_buf_addc(&out->buf, ')');
}

static void tell_arith(ent_saying *out, const ent_node *node)
{
    const char *word = node->op == '+'   ? " plus "
                       : node->op == '-' ? " less "
                       : node->op == '*' ? " times "
                                         : " divided by ";
    if (node->op == '*' && is_fraction(node->kids[0])) word = " of ";
    tell_part(out, node->kids[0]);
    if (node->kids[0]->kind == ENT_N_AGGREGATE) ent_buf_addc(&out->buf, ',');
    ent_buf_adds(&out->buf, word);
    tell_part(out, node->kids[1]);
}

static void tell_extreme(ent_saying *out, const ent_node *node)
{
    bool two = node->kid_count == 2, least = node->kind == ENT_N_MIN;
    if (node->op == 1) {
        ent_buf_adds(&out->buf, two ? (least ? "the earlier of " : "the later of ")
                                    : (least ? "the earliest of " : "the latest of "));
        for (uint32_t i = 0; i < node->kid_count; i++) {
            ent_tell_list_mark(out, i, node->kid_count, "and");
            ent_tell_moment(out, node->kids[i]);
        }
        return;
    }
    ent_buf_adds(&out->buf, two ? (least ? "the lesser of " : "the greater of ")
                                : (least ? "the least of " : "the greatest of "));
    for (uint32_t i = 0; i < node->kid_count; i++) {
        ent_tell_list_mark(out, i, node->kid_count, "and");
        tell_part(out, node->kids[i]);
    }
}

static void tell_if(ent_saying *out, const ent_node *node)
{
    ent_tell_value(out, node->kids[1]);
    ent_buf_adds(&out->buf, " if ");
    ent_tell_inside(out, node->kids[0]);
    ent_buf_adds(&out->buf, ", and ");
    ent_tell_value(out, node->kids[2]);
    if (node->kids[2]->kind != node->kind)
        ent_buf_adds(&out->buf, " otherwise"); /* the last says it for all */
}

/* Does this column pick the row: is it a key of the clause's sums, or whoever is bound? */
static bool picks_row(const ent_clause *clause, const char *column)
{
    if (strcmp(column, "party") == 0 || strcmp(column, "actor") == 0) return true;
    const ent_node *per = clause ? clause->per : NULL;
    for (uint32_t i = 0; per && i < per->kid_count; i++)
        if (strcmp(per->kids[i]->text, column) == 0) return true;
    return false;
}

/* "the figure for that category and day in the column "active" of the table "ceilings"" */
static void tell_cell(ent_saying *out, const ent_node *node)
{
    const ent_decl *decl =
        out->doc ? ent_doc_decl_find(out->doc, ENT_DECL_TABLE, ent_str_of(node->text)) : NULL;
    const ent_table *table = decl ? decl->table : NULL;
    bool dated = false, first = true;
    ent_buf_adds(&out->buf, "the figure");
    for (size_t i = 0; table && i < table->column_count; i++) {
        const char *column = table->columns[i];
        dated = dated || strcmp(column, "from") == 0 || strcmp(column, "until") == 0;
        if (!picks_row(out->clause, column)) continue;
        ent_buf_adds(&out->buf, first ? " for that " : " and "), ent_tell_words(out, column);
        first = false;
    }
    if (dated) ent_buf_adds(&out->buf, first ? " for that day" : " and day");
    ent_buf_adds(&out->buf, " in the column \""), ent_tell_words(out, node->kids[0]->text);
    ent_buf_printf(&out->buf, "\" of the table \"%s\"", node->text);
}

void ent_tell_value(ent_saying *out, const ent_node *node)
{
    switch (node->kind) {
    case ENT_N_NUMBER: ent_tell_number(out, node); break;
    case ENT_N_ABOUT:
        ent_buf_adds(&out->buf, "about ");
        ent_tell_value(out, node->kids[0]);
        break;
    case ENT_N_ATTRIBUTE: tell_attribute(out, node); break;
    case ENT_N_PARAMETER: ent_buf_printf(&out->buf, "the parameter \"%s\"", node->text); break;
    case ENT_N_QUANTITY: ent_buf_printf(&out->buf, "the quantity \"%s\"", node->text); break;
    case ENT_N_TABLE: tell_cell(out, node); break;
    case ENT_N_LIMIT_OF: ent_buf_printf(&out->buf, "the limit of clause %s", node->text); break;
    case ENT_N_BASELINE:
        ent_buf_adds(&out->buf, "what the same sum was on ");
        ent_tell_date(out, node->kids[0]);
        break;
    case ENT_N_ARITH: tell_arith(out, node); break;
    case ENT_N_MIN:
    case ENT_N_MAX: tell_extreme(out, node); break;
    case ENT_N_ROUND:
        ent_tell_value(out, node->kids[0]);
        ent_buf_printf(&out->buf, ", rounded %s to a whole number", node->op > 0 ? "up" : "down");
        break;
    case ENT_N_IF: tell_if(out, node); break;
    case ENT_N_AGGREGATE: tell_sum_value(out, node); break;
    case ENT_N_DATE: ent_tell_date(out, node); break;
    case ENT_N_MOMENT:
    case ENT_N_EVENT:
    case ENT_N_YEAR_DAY:
    case ENT_N_YEARLY:
    case ENT_N_BETWEEN_MOMENTS:
    case ENT_N_OFFSET: ent_tell_moment(out, node); break;
    case ENT_N_NAME: ent_tell_actor(out, node); break;
    case ENT_N_WORD: ent_tell_name(out, node->text); break;
    default: ent_tell_condition(out, node); break;
    }
}
