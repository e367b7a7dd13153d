/* sha256.h: SHA-256 (FIPS 180-4), for receipts. */
#ifndef ENT_SHA256_H
#define ENT_SHA256_H

#include "entente/base.h"

typedef struct ent_sha256 {
    uint32_t h[8];
    uint64_t bytes;
    unsigned char block[64];
    size_t fill;
} ent_sha256;

void ent_sha256_init(ent_sha256 *s);
void ent_sha256_add(ent_sha256 *s, const void *bytes, size_t length);
void ent_sha256_done(ent_sha256 *s, char hex[65]); /* lower-case hex, terminated */

/* Of a whole regular file, streaming. ENT_E_IO with the reason. */
ent_status ent_file_hash(const char *path, char out_hex[65], ent_error *err) ENT_MUST_USE;

#endif
