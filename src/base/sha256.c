/* sha256.c: SHA-256 after FIPS 180-4, section 6.2. About 200 MB/s: receipts hash files of some megabytes. The
 * round constants are the first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
#include "base/sha256.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static inline __attribute__((always_inline)) uint32_t rotate(uint32_t x, int by)
{
    return x >> by | x << (32 - by);
}

static void schedule(uint32_t w[64], const unsigned char block[64])
{
    for (int i = 0; i < 16; i++) {
        const unsigned char *b = block + 4 * i;
        w[i] = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
    }
    for (int i = 16; i < 64; i++) {
        uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
}

static void compress(uint32_t h[8], const unsigned char block[64])
{
    uint32_t w[64], v[8]; /* v: the working variables a to h */
    schedule(w, block);
    memcpy(v, h, sizeof v);
    for (int i = 0; i < 64; i++) {
        uint32_t s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
        uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
        uint32_t t1 = v[7] + s1 + choice + round_constants[i] + w[i];
        uint32_t s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
        uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        v[7] = v[6], v[6] = v[5], v[5] = v[4], v[4] = v[3] + t1, v[3] = v[2], v[2] = v[1], v[1] = v[0];
        v[0] = t1 + s0 + majority;
    }
    for (int i = 0; i < 8; i++) h[i] += v[i];
}

void ent_sha256_init(ent_sha256 *s)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    *s = (ent_sha256){0};
    memcpy(s->h, start, sizeof start);
}

void ent_sha256_add(ent_sha256 *s, const void *bytes, size_t length)
{
    const unsigned char *p = bytes;
    s->bytes += length;
    while (length > 0) {
        if (s->fill == 0 && length >= sizeof s->block) {
            compress(s->h, p);
            p += sizeof s->block, length -= sizeof s->block;
            continue;
        }
        size_t n = sizeof s->block - s->fill < length ? sizeof s->block - s->fill : length;
        memcpy(s->block + s->fill, p, n);
        s->fill += n, p += n, length -= n;
        if (s->fill < sizeof s->block) continue;
        compress(s->h, s->block);
        s->fill = 0;
    }
}

void ent_sha256_done(ent_sha256 *s, char hex[65])
{
    static const char digits[] = "0123456789abcdef";
    uint64_t bits = s->bytes * 8;
    unsigned char padding[72] = {0x80};
    size_t zeros_until = s->fill < 56 ? 56 - s->fill : 120 - s->fill;
    for (int i = 0; i < 8; i++) padding[zeros_until + (size_t)i] = (unsigned char)(bits >> (56 - 8 * i));
    ent_sha256_add(s, padding, zeros_until + 8);
    for (int i = 0; i < 32; i++) {
        unsigned byte = s->h[i / 4] >> (24 - 8 * (i % 4)) & 0xFF;
        hex[2 * i] = digits[byte >> 4];
        hex[2 * i + 1] = digits[byte & 15];
    }
    hex[64] = '\0';
}

ent_status ent_file_hash(const char *path, char out_hex[65], ent_error *err)
{
    int fd = -1;
    ent_status st = ent_file_open(path, false, &fd, err);
    if (st != ENT_OK) return st;
    ent_sha256 sha;
    ent_sha256_init(&sha);
    char block[65536];
    ssize_t n = 1;
    while (n > 0 || (n < 0 && errno == EINTR)) {
        n = read(fd, block, sizeof block);
        if (n > 0) ent_sha256_add(&sha, block, (size_t)n);
    }
    (void)close(fd);
    ent_sha256_done(&sha, out_hex);
    return n < 0 ? ent_fail(err, ENT_E_IO, "%s: cannot be read", path) : ENT_OK;
}
