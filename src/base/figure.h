/* figure.h: figures with units, told apart as those who wrote them would.
 *
 * Figures are decimals, doubles are not: three times 0.1 t is a hair more than 0.3 t, and fifteen ships of
 * 35,000 long tons a hair more than 525,000 long tons once both are tonnes. A ceiling must not be broken by
 * that hair. So two figures are the same when they differ by less than a part in 2^42 (4.4e12): a millionfold
 * sum of doubles is right to a part in 2^47, and nobody writes thirteen digits. Whole numbers, counts and
 * seconds among them, are told apart exactly. */
#ifndef ENTENTE_BASE_FIGURE_H
#define ENTENTE_BASE_FIGURE_H

/* a - b, and exactly 0 where both are the same figure. NaN where the difference is; infinities as in a - b.
 */
double ent_figure_past(double a, double b);
/* The bound of "more than bound" (up) or "less than bound": the next figure, a part in 2^40 away, so that it
 * is not the same as `bound` in ent_figure_past. Infinities stay. */
double ent_figure_beyond(double bound, int up);

#endif
