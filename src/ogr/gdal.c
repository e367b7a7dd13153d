/* gdal.c: finds GDAL's and GEOS's functions by name. The names of the libraries are those that the build
 * found, with the number of their interface: another one would not be the one whose headers were read. */
#define ENT_GDAL_NO_MACROS
#include "ogr/gdal.h"

#include <assert.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static ent_gdal table;
static char why_not[300]; /* "": the table is filled */

static void *open_library(const char *name)
{
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!library) snprintf(why_not, sizeof why_not, "%s is not installed: %.200s", name, dlerror());
    return library;
}

/* ISO C has no conversion from an object pointer to a function pointer; POSIX promises that the bytes are the
 * same. */
static void find(void *library, const char *name, void *out, size_t size)
{
    void *symbol = dlsym(library, name);
    if (!symbol) snprintf(why_not, sizeof why_not, "the installed GDAL or GEOS lacks %s", name);
    assert(size == sizeof symbol);
    memcpy(out, &symbol, size);
}

static void fill(void)
{
    void *gdal = open_library(ENT_GDAL_LIBRARY), *geos = gdal ? open_library(ENT_GEOS_LIBRARY) : NULL;
    if (!geos) return;
#define X(name) find(gdal, #name, &table.name, sizeof table.name);
    ENT_GDAL_FUNCTIONS(X)
#undef X
#define X(name) find(geos, #name, &table.name, sizeof table.name);
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
