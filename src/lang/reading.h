/* reading.h: a clause as a reading has it. */
#ifndef ENT_LANG_READING_H
#define ENT_LANG_READING_H

#include "entente/lang.h"

/* The clause with the lines that the reading says in the place of its own; nothing is copied deeply. */
ent_clause ent_clause_merge(const ent_clause *clause, const ent_reading *reading);

#endif
