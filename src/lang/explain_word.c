/* explain_word.c: nouns, articles, plurals, figures and dates in English. */
#include "lang/explain.h"

#include "lang/vocabulary.h"
#include <string.h>

void ent_tell_list_mark(ent_buf *out, size_t index, size_t count, const char *last)
{
    if (index == 0) return;
    if (index + 1 < count) {
        ent_buf_adds(out, ", ");
        return;
    }
    ent_buf_printf(out, " %s ", last);
}

static bool ends_in(const char *noun, const char *end)
{
    size_t n = strlen(noun), m = strlen(end);
    return n >= m && strcmp(noun + n - m, end) == 0;
}

static bool is_invariant(const char *noun)
{
    static const char *const words[] = {"aircraft", "personnel", "artillery", "mlrs",
                                        "acvs",     "infantry",  "equipment"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ends_in(noun, words[i])) return true;
    return false;
}

void ent_tell_noun(ent_buf *out, const char *noun, bool plural)
{
    size_t n = strlen(noun);
    if (!plural || n == 0 || is_invariant(noun)) {
        ent_buf_adds(out, noun);
    } else if (ends_in(noun, "s") || ends_in(noun, "x") || ends_in(noun, "ch") || ends_in(noun, "sh")) {
        ent_buf_printf(out, "%ses", noun);
    } else if (n > 1 && noun[n - 1] == 'y' && !strchr("aeiou", noun[n - 2])) {
        ent_buf_add(out, (ent_str){noun, n - 1});
        ent_buf_adds(out, "ies");
    } else {
        ent_buf_printf(out, "%ss", noun);
    }
}

void ent_tell_article(ent_buf *out, const char *noun)
{
    bool vowel = noun[0] && strchr("aeiouAEIO", noun[0]) && strncmp(noun, "uni", 3) != 0 &&
                 strncmp(noun, "eu", 2) != 0;
    ent_buf_adds(out, vowel ? "an " : "a ");
}

void ent_tell_name(ent_buf *out, const char *name)
{
    bool quoted = strpbrk(name, " ,;:()") != NULL;
    ent_buf_printf(out, quoted ? "\"%s\"" : "%s", name);
}

/* ---- figures ---------------------------------------------------------------------------------------- */

/* Digits as written, with a comma before every third of the whole part. */
static void tell_digits(ent_buf *out, const char *text)
{
    size_t whole = strspn(text, "0123456789");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && whole > 3 && (whole - i) % 3 == 0) ent_buf_addc(out, ',');
        ent_buf_addc(out, text[i]);
    }
    ent_buf_adds(out, text + whole);
}

static const struct {
    const char *text, *words;
} fractions[] = {{"1/2", "one half"},    {"1/3", "one third"},      {"2/3", "two thirds"},
                 {"1/4", "one quarter"}, {"3/4", "three quarters"}, {"1/5", "one fifth"},
                 {"1/10", "one tenth"},  {"2/5", "two fifths"}};

static void tell_figure(ent_buf *out, const char *text)
{
    for (size_t i = 0; i < sizeof fractions / sizeof *fractions; i++)
        if (strcmp(fractions[i].text, text) == 0) {
            ent_buf_adds(out, fractions[i].words);
            return;
        }
    tell_digits(out, text);
}

static void tell_degrees(ent_buf *out, const ent_node *number)
{
    ent_buf_adds(out, number->text);
}

void ent_tell_number(ent_buf *out, const ent_node *number)
{
    const ent_unit *unit = number->unit;
    if (unit && unit->dimension == ENT_DIM_ANGLE && strpbrk(number->text, "NSEW")) {
        tell_degrees(out, number);
        return;
    }
    tell_figure(out, number->text);
    if (!unit) return;
    size_t n = strlen(unit->name);
    bool word = n > 3 && unit->name[n - 1] == 's' && !strchr(unit->name, '/');
    ent_buf_addc(out, ' ');
    if (word && number->written == 1)
        ent_buf_add(out, (ent_str){unit->name, n - 1});
    else
        ent_buf_adds(out, unit->name);
}

void ent_tell_date(ent_buf *out, const ent_node *date)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    const char *t = date->text;
    int64_t month = 0, day = 0;
    bool plain = strlen(t) == 10 && t[4] == '-' && t[7] == '-' &&
                 ent_str_to_int64((ent_str){t + 5, 2}, &month) &&
                 ent_str_to_int64((ent_str){t + 8, 2}, &day) && month >= 1 && month <= 12;
    if (plain)
        ent_buf_printf(out, "%d %s %.4s", (int)day, months[month - 1], t);
    else
        ent_buf_adds(out, t);
}

/* ---- acts and objects ------------------------------------------------------------------------------- */

void ent_tell_acts(ent_buf *out, const ent_node *acts, const char *article)
{
    for (uint32_t i = 0; i < acts->kid_count; i++) {
        ent_tell_list_mark(out, i, acts->kid_count, "or");
        if (i == 0 && strcmp(article, "a") == 0)
            ent_tell_article(out, acts->kids[0]->text);
        else if (i == 0 && article[0])
            ent_buf_printf(out, "%s ", article);
        ent_tell_name(out, acts->kids[i]->text);
    }
}

void ent_tell_object(ent_buf *out, const ent_node *object, bool plural)
{
    if (!object || object->kid_count == 0) return;
    for (uint32_t i = 0; i < object->kid_count; i++) {
        bool last = i + 1 == object->kid_count;
        if (i > 0) ent_buf_addc(out, ' ');
        const ent_node *name = object->kids[i];
        bool quality =
            name->ref == ENT_REF_TERM && !ent_item_kind_is(ent_str_of(name->text)); /* "long-range" */
        if (last && !quality && !strchr(name->text, ' '))
            ent_tell_noun(out, name->text, plural);
        else
            ent_tell_name(out, name->text);
        if (last && quality) ent_buf_adds(out, plural ? " items" : " item");
    }
}
