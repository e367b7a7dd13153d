/* fuzz_receipt.c: any bytes as a receipt. What is read compares equal to itself and has a hash; what is not
 * says why. */
#include "entente/compare.h"
#include "fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ent_receipts *r = NULL;
    ent_error err = {ENT_OK, ""};
    ent_status st = ent_receipts_parse((ent_str){(const char *)data, size}, &r, &err);
    if (st != ENT_OK) {
        REQUIRE(err.message[0] != '\0');
        return 0;
    }
    REQUIRE(ent_receipts_count(r) > 0);
    for (size_t i = 0; i < ent_receipts_count(r); i++) {
        char hash[65];
        ent_receipt_change change;
        REQUIRE(ent_receipt_hash(ent_receipts_at(r, i), hash, &err) == ENT_OK && strlen(hash) == 64);
        const ent_receipt *one = ent_receipts_at(r, i);
        for (size_t k = 0; k < one->file_count; k++)
            if (!*one->files[k].sha256) goto done; /* a file without a hash counts as gone */
        REQUIRE(ent_receipt_compare(one, one, &change, 1) <= one->file_count);
    }
done:
    ent_receipts_free(r);
    return 0;
}
