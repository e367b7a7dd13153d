/* library.h: a shared library that is loaded when it is first needed, and its functions found by name. For
 * libraries that bring many others along, which nobody shall pay who does not use them. */
#ifndef ENT_LIBRARY_H
#define ENT_LIBRARY_H

#include <stddef.h>

#define ENT_LIBRARY_WHY 300 /* bytes of a reason */

/* Open a library by the name with the number of its interface; it stays open. NULL, and in `why` a sentence
 * that says so, when it cannot be loaded. */
void *ent_library_open(const char *name, char why[ENT_LIBRARY_WHY]);
/* Store a function's address in the pointer to a function at `out`, of `size` bytes. When the library lacks
 * it, NULL is stored and, unless `why` has a reason already, "the installed `what` lacks `name`". */
void ent_library_find(void *library, const char *what, const char *name, void *out, size_t size,
                      char why[ENT_LIBRARY_WHY]);

#endif
