/* since.c: since when the ground of a state has been as the map draws it.
 *
 * The map draws the borders of one day, and dated owners of disputed pieces; that a state was born, or parted
 * with ground, it cannot tell. So that nobody is given the Russia of today for the Soviet Union, the days
 * after 1990 on which states of the map came to be, gained or gave up ground are kept in data/since.csv, each
 * with its source; exchanges of villages and settled river lines are left out. */
#include "atlas_file.h"

#include <string.h>

typedef struct since {
    char code[4];
    const char *day;
} since;

static const since known[] = {
#include "since_rows.h"
};

const char *ent_atlas_ground_since(const ent_atlas *atlas, int country)
{
    const ent_country c = ent_atlas_country_at(atlas, (size_t)country);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(c.code, known[i].code) == 0) return known[i].day;
    return NULL;
}
