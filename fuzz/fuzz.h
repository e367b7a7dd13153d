/* fuzz.h: what the fuzz targets share. A target is one door into the program: a file fuzz_NAME.c with
 * LLVMFuzzerTestOneInput, a line in cmake/fuzz.cmake and seeds in corpus/NAME. */
#ifndef ENT_FUZZ_H
#define ENT_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An invariant that is checked in every kind of build. */
#define REQUIRE(condition)                                                                                   \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #condition);                          \
            abort();                                                                                         \
        }                                                                                                    \
    } while (0)

#endif
