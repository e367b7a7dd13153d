/* value.h: reading one cell as a value, for the table readers of this folder. */
#ifndef ENT_RECORD_VALUE_H
#define ENT_RECORD_VALUE_H

#include "entente/record.h"

/* How the numbers of a cell are taken. */
typedef struct ent_number_rules {
    double scale;      /* from the cell's unit to the unit that is kept; 1 for a bare number */
    bool not_negative; /* nothing below zero makes sense; an open low end is 0 */
} ent_number_rules;

/* As ent_value_parse_number, under rules. */
ent_status ent_value_parse_ruled(ent_str text, ent_number_rules rules, ent_interval storage[ENT_VALUE_MAX],
                                 ent_value *out, ent_error *err) ENT_MUST_USE;
/* Rival words. Slices of `text`, trimmed; false with a reason when one is empty or there are too many. */
ent_status ent_value_split_words(ent_str text, ent_str words[ENT_VALUE_MAX], uint32_t *out_count,
                                 ent_error *err) ENT_MUST_USE;
/* Does it start as a number does, so that failing to read it as one deserves a word? */
bool ent_value_looks_numeric(ent_str text);
/* Nothing but figures, with separators between thousands: a number written the wrong way, never a word. */
bool ent_value_is_parted_figure(ent_str text);
/* The remedy for a number cell that could not be read, static storage. */
const char *ent_value_number_hint(ent_str text);
/* A unit that may stand behind a number or end a column's name: its canonical spelling or a full word. One
 * letter and `min` are left to words: "series_a" is no count of years, "range_min" no duration. */
const ent_unit *ent_value_unit(ent_str name);
/* Cut "480..500 km" into number and unit; NULL, and *out_number = text, without one. */
const ent_unit *ent_value_cut_unit(ent_str text, ent_str *out_number);
/* Can a quantity of the dimension never be negative? */
bool ent_value_is_amount(ent_dimension dimension);
/* Widen every interval by `by` on both sides, in place. */
void ent_value_widen(ent_interval *numbers, uint32_t count, double by, bool not_negative);

#endif
