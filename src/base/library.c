/* library.c: dlopen and dlsym, with a reason in words. */
#include "base/library.h"

#include <assert.h>
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

void *ent_library_open(const char *name, char why[ENT_LIBRARY_WHY])
{
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!library) snprintf(why, ENT_LIBRARY_WHY, "%s is not installed: %.200s", name, dlerror());
    return library;
}

/* POSIX promises that a pointer to a function has the bytes of one to an object; ISO C has no conversion. */
void ent_library_find(void *library, const char *what, const char *name, void *out, size_t size,
                      char why[ENT_LIBRARY_WHY])
{
    void *symbol = dlsym(library, name);
    if (!symbol && !*why) snprintf(why, ENT_LIBRARY_WHY, "the installed %s lacks %s", what, name);
    assert(size == sizeof symbol);
    memcpy(out, &symbol, size);
}
