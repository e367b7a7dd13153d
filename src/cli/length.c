/* length.c: see length.h. Units are read as the language reads them, capitals and all: "Mm" and "mm" are not
 * the same. What people write instead is known here for the hint alone. */
#include "cli/length.h"
#include "entente/units.h"

#include <stdio.h>
#include <string.h>

static bool read_number(ent_str text, double scale, double *out)
{
    double v;
    if (!ent_str_to_double(ent_str_trim(text), &v) || !(v >= 0)) return false;
    *out = v * scale;
    return true;
}

/* How much of the text is its number: up to the first letter that is not an exponent. */
static size_t number_length(ent_str text)
{
    size_t at = 0;
    while (at < text.len &&
           (strchr("0123456789.+- ", text.ptr[at]) != NULL ||
            ((text.ptr[at] | 32) == 'e' && at + 1 < text.len && strchr("0123456789+-", text.ptr[at + 1]))))
        at++;
    return at;
}

/* Where the two dots of an interval stand, or the length of a number that has none. */
static size_t dots_at(ent_str number)
{
    for (size_t k = 0; k + 1 < number.len; k++)
        if (number.ptr[k] == '.' && number.ptr[k + 1] == '.') return k;
    return number.len;
}

bool ent_cli_length(const char *text, double *out_lo_m, double *out_hi_m)
{
    ent_str all = ent_str_trim(ent_str_of(text));
    size_t number = number_length(all);
    const ent_unit *unit = ent_unit_find(ent_str_trim((ent_str){all.ptr + number, all.len - number}));
    if (unit == NULL || unit->dimension != ENT_DIM_LENGTH) return false;
    const size_t dots = dots_at((ent_str){all.ptr, number});
    if (dots < number)
        return out_hi_m != NULL && read_number((ent_str){all.ptr, dots}, unit->scale, out_lo_m) &&
               read_number((ent_str){all.ptr + dots + 2, number - dots - 2}, unit->scale, out_hi_m) &&
               *out_lo_m <= *out_hi_m;
    if (!read_number((ent_str){all.ptr, number}, unit->scale, out_lo_m)) return false;
    if (out_hi_m != NULL) *out_hi_m = *out_lo_m;
    return true;
}

/* ---- what is wrong with one --------------------------------------------------------------------------- */

static void name_units(char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < ent_unit_count() && used < size; i++) {
        const ent_unit *unit = ent_unit_at(i);
        if (unit->dimension != ENT_DIM_LENGTH) continue;
        used += (size_t)snprintf(out + used, size - used, "%s%s", used ? ", " : "", unit->name);
    }
}

/* The unit that was probably meant, or NULL: small letters for capitals, and names that are spelt out. */
static const char *likely_unit(ent_str name)
{
    static const char *const spelt[][2] = {
        {"kms", "km"},
        {"kilometer", "km"},
        {"kilometers", "km"},
        {"kilometre", "km"},
        {"kilometres", "km"},
        {"meter", "m"},
        {"meters", "m"},
        {"nmis", "nmi"},
        {"nautical mile", "nmi"},
        {"nautical miles", "nmi"},
        {"statute miles", "mi"},
        {"ms", "m"},
    };
    char small[24];
    if (name.len == 0 || name.len >= sizeof small) return NULL;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        small[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    const ent_str folded = {small, name.len};
    const ent_unit *unit = ent_unit_find(folded);
    if (unit && unit->dimension == ENT_DIM_LENGTH) return unit->name;
    for (size_t i = 0; i < sizeof spelt / sizeof *spelt; i++)
        if (ent_str_is(folded, spelt[i][0])) return spelt[i][1];
    return NULL;
}

int ent_cli_no_length(ent_cli *cli, const char *option, const char *text)
{
    char units[96], meant[120] = "";
    const ent_str all = ent_str_trim(ent_str_of(text));
    const size_t length = number_length(all);
    const ent_str number = ent_str_trim((ent_str){all.ptr, length});
    const ent_str name = ent_str_trim((ent_str){all.ptr + length, all.len - length});
    const ent_unit *unit = ent_unit_find(name);
    const char *likely = likely_unit(name);
    double value;
    if (number.len && number.ptr[0] == '-')
        return ent_cli_usage(cli, "--%s %s is no distance: it lies below 0", option, text);
    if (number.len && memchr(all.ptr, ',', all.len))
        return ent_cli_usage(cli,
                             "--%s %s is no distance: write a point for a decimal comma, and nothing "
                             "between thousands",
                             option, text);
    if (unit && unit->dimension == ENT_DIM_LENGTH && dots_at(number) < number.len)
        return ent_cli_usage(cli,
                             "--%s %s is no distance: an interval runs from the smaller to the greater "
                             "number, and stands with --reach alone",
                             option, text);
    name_units(units, sizeof units);
    if (likely && ent_str_to_double(number, &value))
        (void)snprintf(meant, sizeof meant, "; did you mean " ENT_STR_FMT "%s?", ENT_STR_ARG(number), likely);
    return ent_cli_usage(
        cli, "--%s %s is no distance: a number and a unit are wanted, as in 500km; units are %s%s", option,
        text, units, meant);
}
