/* gdal.c: finds GDAL's and GEOS's functions by name. The names of the libraries are those that the build
 * found, with the number of their interface: another one would not be the one whose headers were read. */
#define ENT_GDAL_NO_MACROS
#include "ogr/gdal.h"

#include "base/library.h"

#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static ent_gdal table;
static char why_not[ENT_LIBRARY_WHY]; /* "": the table is filled */

static void fill(void)
{
    void *gdal = ent_library_open(ENT_GDAL_LIBRARY, why_not),
         *geos = gdal ? ent_library_open(ENT_GEOS_LIBRARY, why_not) : NULL;
    if (!geos) return;
#define X(name) ent_library_find(gdal, "GDAL or GEOS", #name, &table.name, sizeof table.name, why_not);
    ENT_GDAL_FUNCTIONS(X)
#undef X
#define X(name) ent_library_find(geos, "GDAL or GEOS", #name, &table.name, sizeof table.name, why_not);
    ENT_GEOS_FUNCTIONS(X)
#undef X
    if (!*why_not) table.GDALAllRegister();
}

ent_status ent_gdal_open(ent_error *err)
{
    pthread_once(&once, fill);
    return *why_not ? ent_fail(err, ENT_E_UNSUPPORTED, "%s", why_not) : ENT_OK;
}

const ent_gdal *ent_gdal_table(void)
{
    return &table;
}
