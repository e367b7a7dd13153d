/* sweep.h: what the forms of a sweep share. */
#ifndef ENT_REPORT_SWEEP_H
#define ENT_REPORT_SWEEP_H

#include "report/internal.h"

/* "480.25", or the date of a day. */
void ent_sweep_value(const ent_sweep *sweep, double v, char out[64]);
const char *ent_sweep_unit(const ent_sweep *sweep); /* "km"; "" for a count and for days */
const char *ent_sweep_name(const ent_sweep *sweep); /* the label, or "as-of" */

#endif
