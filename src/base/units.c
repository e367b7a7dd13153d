/* units.c: one table of units. The names are those of the texts that agreements are written in; symbols
 * follow the SI brochure (BIPM, 9th edition). The nautical mile is 1852 m exactly, the yard 0.9144 m and the
 * pound 0.45359237 kg exactly (agreement of 1959), of which follow the foot, the inch, the mile, the long ton
 * of 2,240 lb, in which navies count, and the short one of 2,000 lb. "in" is a word of the language, so an
 * inch has no symbol. */
#include "entente/units.h"

static const ent_unit units[] = {
    {"m", ENT_DIM_LENGTH, 1},
    {"km", ENT_DIM_LENGTH, 1000},
    {"nmi", ENT_DIM_LENGTH, 1852},
    {"mm", ENT_DIM_LENGTH, 0.001},
    {"cm", ENT_DIM_LENGTH, 0.01},
    {"ft", ENT_DIM_LENGTH, 0.3048},
    {"inches", ENT_DIM_LENGTH, 0.0254},
    {"yd", ENT_DIM_LENGTH, 0.9144},
    {"mi", ENT_DIM_LENGTH, 1609.344},
    {"t", ENT_DIM_MASS, 1},
    {"kg", ENT_DIM_MASS, 0.001},
    {"kt", ENT_DIM_MASS, 1000},
    {"lb", ENT_DIM_MASS, 0.00045359237},
    {"long-tons", ENT_DIM_MASS, 1.0160469088},
    {"short-tons", ENT_DIM_MASS, 0.90718474},
    {"seconds", ENT_DIM_DURATION, 1},
    {"minutes", ENT_DIM_DURATION, 60},
    {"hours", ENT_DIM_DURATION, 3600},
    {"days", ENT_DIM_DURATION, 86400},
    {"weeks", ENT_DIM_DURATION, 604800},
    {"months", ENT_DIM_MONTHS, 1},
    {"years", ENT_DIM_MONTHS, 12},
    {"deg", ENT_DIM_ANGLE, 1},
    {"m/s", ENT_DIM_SPEED, 1},
    {"km/h", ENT_DIM_SPEED, 1 / 3.6},
    {"kn", ENT_DIM_SPEED, 1852.0 / 3600},
    {"kiloton", ENT_DIM_YIELD, 1},
    {"megaton", ENT_DIM_YIELD, 1000},
    {"percent", ENT_DIM_FRACTION, 0.01},
};

static const struct {
    const char *name, *canonical;
} spellings[] = {
    {"s", "seconds"},
    {"second", "seconds"},
    {"min", "minutes"},
    {"minute", "minutes"},
    {"h", "hours"},
    {"hour", "hours"},
    {"d", "days"},
    {"day", "days"},
    {"week", "weeks"},
    {"month", "months"},
    {"year", "years"},
    {"a", "years"},
    {"metres", "m"},
    {"metre", "m"},
    {"tonnes", "t"},
    {"tonne", "t"},
    {"tons", "t"},
    {"degrees", "deg"},
    {"kilotons", "kiloton"},
    {"megatons", "megaton"},
    {"nm", "nmi"},
    {"%", "percent"},
    {"knots", "kn"},
    {"feet", "ft"},
    {"foot", "ft"},
    {"inch", "inches"},
    {"mile", "mi"},
    {"miles", "mi"},
    {"yard", "yd"},
    {"yards", "yd"},
    {"pound", "lb"},
    {"pounds", "lb"},
    {"lbs", "lb"},
    {"long-ton", "long-tons"},
    {"short-ton", "short-tons"},
};

size_t ent_unit_count(void)
{
    return sizeof units / sizeof *units;
}

const ent_unit *ent_unit_at(size_t index)
{
    return index < ent_unit_count() ? &units[index] : NULL;
}

static const ent_unit *canonical(ent_str name)
{
    for (size_t i = 0; i < ent_unit_count(); i++)
        if (ent_str_is(name, units[i].name)) return &units[i];
    return NULL;
}

const ent_unit *ent_unit_find(ent_str name)
{
    const ent_unit *unit = canonical(name);
    for (size_t i = 0; !unit && i < sizeof spellings / sizeof *spellings; i++)
        if (ent_str_is(name, spellings[i].name)) unit = canonical(ent_str_of(spellings[i].canonical));
    return unit;
}

const char *ent_dimension_name(ent_dimension dimension)
{
    static const char *const names[] = {
        [ENT_DIM_NONE] = "count",        [ENT_DIM_LENGTH] = "length", [ENT_DIM_MASS] = "mass",
        [ENT_DIM_DURATION] = "duration", [ENT_DIM_MONTHS] = "months", [ENT_DIM_ANGLE] = "angle",
        [ENT_DIM_SPEED] = "speed",       [ENT_DIM_YIELD] = "yield",   [ENT_DIM_WORD] = "word",
        [ENT_DIM_RANK] = "rank",         [ENT_DIM_DATE] = "date",     [ENT_DIM_FRACTION] = "fraction",
    };
    return names[dimension];
}
