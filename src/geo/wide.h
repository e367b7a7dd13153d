/* wide.h: ENT_WIDE marks a function whose loops are worth compiling twice: for every machine, and for those
 * with wider vectors (AVX2), chosen when the program starts. Contraction into fused operations is off
 * everywhere, so both give the same bits. Only where nothing is instrumented: sanitizers do not survive the
 * resolver. */
#ifndef ENT_GEO_WIDE_H
#define ENT_GEO_WIDE_H

#if defined(NDEBUG) && defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__)
#define ENT_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define ENT_WIDE
#endif

#endif
