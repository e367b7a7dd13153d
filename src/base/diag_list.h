/* diag_list.h: the list behind ent_diags, shared by diag.c and diag_write.c alone. */
#ifndef ENT_DIAG_LIST_H
#define ENT_DIAG_LIST_H

#include "base/arena.h"

struct ent_diags {
    ent_arena *arena; /* all strings */
    ent_diag *items;
    size_t count, cap;
    size_t total, error_total; /* of all that were added, kept or not */
    bool out_of_memory;
};

#endif
