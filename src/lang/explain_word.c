/* explain_word.c: nouns, articles, plurals, figures and dates in English. */
#include "lang/explain.h"

#include "lang/vocabulary.h"
#include <string.h>

void ent_tell_list_mark(ent_saying *out, size_t index, size_t count, const char *last)
{
    if (index == 0) return;
    if (index + 1 < count) {
        ent_buf_adds(&out->buf, ", ");
        return;
    }
    ent_buf_printf(&out->buf, " %s ", last);
}

static bool ends_in(const char *noun, const char *end)
{
    size_t n = strlen(noun), m = strlen(end);
    return n >= m && strcmp(noun + n - m, end) == 0;
}

static bool is_invariant(const char *noun)
{
    static const char *const words[] = {"aircraft", "personnel",   "artillery", "mlrs",
                                        "acvs",     "infantry",    "equipment", "arms",
                                        "forces",   "information", "planning"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ends_in(noun, words[i])) return true;
    return false;
}

/* Short names of the vocabulary in full. */
const char *ent_noun_in_full(const char *noun)
{
    static const char *const words[][2] = {{"acv", "armoured-combat-vehicle"},
                                           {"acvs", "armoured-combat-vehicle"},
                                           {"apc", "armoured-personnel-carrier"},
                                           {"ifv", "infantry-fighting-vehicle"},
                                           {"hacv", "heavy-armament-combat-vehicle"},
                                           {"mlrs", "multiple-launch-rocket-system"},
                                           {"uav", "drone"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(noun, words[i][0]) == 0) return words[i][1];
    return noun;
}

/* Is it written in small letters alone, and not "non-deployed"? Then strokes only join its words. */
static bool is_joined(const char *word)
{
    return word[strspn(word, "abcdefghijklmnopqrstuvwxyz-")] == '\0' && strncmp(word, "non-", 4) != 0;
}

static bool is_short_form(const char *word, size_t n)
{
    return n == 4 && (strncmp(word, "icbm", 4) == 0 || strncmp(word, "slbm", 4) == 0);
}

/* "icbm-launcher" as "ICBM launcher"; "Tornado-S" and "9M729-2" keep their strokes. */
static void tell_joined(ent_saying *out, const char *word, size_t n)
{
    bool joined = is_joined(word);
    for (size_t i = 0; i < n; i++) {
        size_t part = joined ? strcspn(word + i, "-") : n;
        bool letters = joined && (i == 0 || word[i - 1] == '-') && is_short_form(word + i, part);
        if (letters && i + 4 <= n)
            ent_buf_adds(&out->buf, word[i] == 'i' ? "ICBM" : "SLBM"), i += 3;
        else
            ent_buf_addc(&out->buf, word[i] == '-' && joined ? ' ' : word[i]);
    }
}

void ent_tell_words(ent_saying *out, const char *word)
{
    tell_joined(out, word, strlen(word));
}

bool ent_noun_has_plural(const char *noun)
{
    return strcmp(noun, "aircraft") == 0 || ends_in(noun, "-aircraft") ||
           !is_invariant(ent_noun_in_full(noun));
}

bool ent_noun_is_plural(const char *noun)
{
    return !strchr(noun, '-') && ends_in(noun, "s") && !ends_in(noun, "ss") && !ends_in(noun, "us") &&
           !ends_in(noun, "is");
}

void ent_tell_noun(ent_saying *out, const char *noun, bool plural)
{
    noun = ent_noun_in_full(noun);
    size_t n = strlen(noun);
    if (!plural || n == 0 || is_invariant(noun)) {
        ent_tell_words(out, noun);
    } else if (ends_in(noun, "s") || ends_in(noun, "x") || ends_in(noun, "ch") || ends_in(noun, "sh")) {
        ent_tell_words(out, noun);
        ent_buf_adds(&out->buf, "es");
    } else if (n > 1 && noun[n - 1] == 'y' && !strchr("aeiou", noun[n - 2])) {
        tell_joined(out, noun, n - 1);
        ent_buf_adds(&out->buf, "ies");
    } else {
        ent_tell_words(out, noun);
        ent_buf_addc(&out->buf, 's');
    }
}

void ent_tell_article(ent_saying *out, const char *noun)
{
    noun = ent_noun_in_full(noun);
    bool vowel = noun[0] && strchr("aeiouAEIO", noun[0]) && strncmp(noun, "uni", 3) != 0 &&
                 strncmp(noun, "eu", 2) != 0;
    vowel = vowel || strncmp(noun, "slbm", 4) == 0;
    ent_buf_adds(&out->buf, vowel ? "an " : "a ");
}

void ent_tell_name(ent_saying *out, const char *name)
{
    bool quoted = strpbrk(name, " ,;:()") != NULL;
    ent_buf_printf(&out->buf, quoted ? "\"%s\"" : "%s", name);
}

/* ---- figures ---------------------------------------------------------------------------------------- */

/* Digits as written, with a comma before every third of the whole part. */
static void tell_digits(ent_saying *out, const char *text)
{
    size_t whole = strspn(text, "0123456789");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && whole > 3 && (whole - i) % 3 == 0) ent_buf_addc(&out->buf, ',');
        ent_buf_addc(&out->buf, text[i]);
    }
    ent_buf_adds(&out->buf, text + whole);
}

static const struct {
    const char *text, *words;
} fractions[] = {{"1/2", "one half"},    {"1/3", "one third"},      {"2/3", "two thirds"},
                 {"1/4", "one quarter"}, {"3/4", "three quarters"}, {"1/5", "one fifth"},
                 {"1/10", "one tenth"},  {"2/5", "two fifths"}};

static void tell_figure(ent_saying *out, const char *text)
{
    for (size_t i = 0; i < sizeof fractions / sizeof *fractions; i++)
        if (strcmp(fractions[i].text, text) == 0) {
            ent_buf_adds(&out->buf, fractions[i].words);
            return;
        }
    tell_digits(out, text);
}

/* "60 41.0 N" with its signs. */
void ent_tell_degrees(ent_saying *out, const ent_node *number)
{
    static const char *const signs[] = {"\u00b0", "\u2032", "\u2033"};
    ent_str rest = ent_str_of(number->text);
    for (size_t i = 0; rest.len; i++) {
        size_t n = 0;
        while (n < rest.len && rest.ptr[n] != ' ') n++;
        if (i) ent_buf_addc(&out->buf, ' ');
        ent_buf_add(&out->buf, (ent_str){rest.ptr, n});
        bool digits = n && rest.ptr[n - 1] >= '0' && rest.ptr[n - 1] <= '9';
        if (digits && i < 3) ent_buf_adds(&out->buf, signs[i]);
        while (n < rest.len && rest.ptr[n] == ' ') n++;
        rest = (ent_str){rest.ptr + n, rest.len - n};
    }
}

void ent_tell_number(ent_saying *out, const ent_node *number)
{
    const ent_unit *unit = number->unit;
    if (unit && unit->dimension == ENT_DIM_ANGLE && strpbrk(number->text, "NSEW")) {
        ent_tell_degrees(out, number);
        return;
    }
    tell_figure(out, number->text);
    if (!unit) return;
    size_t n = strlen(unit->name);
    bool word = n > 3 && unit->name[n - 1] == 's' && !strchr(unit->name, '/');
    ent_buf_addc(&out->buf, ' ');
    if (word && number->written == 1)
        ent_buf_add(&out->buf, (ent_str){unit->name, n - 1});
    else
        ent_buf_adds(&out->buf, unit->name);
}

/* The month of "1997-05…" as a word, NULL when there is none. */
static const char *month_of(const char *t)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int64_t month = 0;
    bool good = strlen(t) >= 7 && t[4] == '-' && ent_str_to_int64((ent_str){t + 5, 2}, &month) &&
                month >= 1 && month <= 12;
    return good ? months[month - 1] : NULL;
}

/* 27 May 1997; a clock time behind it as it is written; what is no day of a calendar, as it is. */
void ent_tell_date(ent_saying *out, const ent_node *date)
{
    const char *t = date->text, *month = month_of(t);
    size_t n = strlen(t);
    int64_t day = 0;
    bool plain = month && (n == 10 || (n > 10 && t[10] == 'T')) && t[7] == '-' &&
                 ent_str_to_int64((ent_str){t + 8, 2}, &day);
    if (!plain && !(month && n == 7)) {
        ent_buf_adds(&out->buf, t);
        return;
    }
    if (day) ent_buf_printf(&out->buf, "%d ", (int)day);
    ent_buf_printf(&out->buf, "%s %.4s", month, t);
    if (n > 10) ent_buf_printf(&out->buf, ", %.5s", t + 11);
    if (n > 16) ent_buf_printf(&out->buf, strcmp(t + 16, "Z") == 0 ? " UTC" : " (%s)", t + 16);
}
