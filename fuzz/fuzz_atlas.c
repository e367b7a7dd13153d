/* fuzz_atlas.c: any bytes as an atlas file; only its own length is put right. Whatever opens must answer
 * every question from inside its bytes, with bounds in order and owners that exist. */
#include "atlas/atlas_format.h"
#include "base/buf.h"
#include "entente/atlas.h"
#include "fuzz.h"
#include <math.h>
#include <string.h>
#include <unistd.h>

#define FILE_BYTES_MAX (1 << 20)

static void ask_territory(const ent_atlas *atlas, int country, ent_territory_query query)
{
    ent_tree *tree = NULL;
    ent_bounds_m near;
    const ent_lonlat place = {5, 5};
    if (ent_atlas_territory(atlas, &country, 1, query, &tree, NULL) == ENT_OK) {
        ent_bounds_m far;
        if (ent_tree_distance(tree, place, 0, &far, NULL) == ENT_OK) REQUIRE(far.lo_m <= far.hi_m);
        ent_tree_free(tree);
    }
    if (ent_atlas_distance(atlas, &country, 1, query, place, &near, NULL) == ENT_OK)
        REQUIRE(near.lo_m <= near.hi_m);
}

static void ask_ground(const ent_atlas *atlas)
{
    int found[4];
    for (size_t view = 0; view < ent_atlas_view_count(atlas) && view < 3; view++)
        for (int layer = 0; layer < 2; layer++) {
            const ent_territory_query query = {.view = view, .layer = (ent_layer)layer};
            for (size_t i = 0; i < ent_atlas_country_count(atlas) && i < 8; i++)
                ask_territory(atlas, (int)i, query);
            for (double lon = -1; lon < 22; lon += 2.5) {
                const int owner = ent_atlas_owner_at(atlas, query, (ent_lonlat){lon, 5});
                REQUIRE(owner >= -1 && owner < (int)ent_atlas_country_count(atlas));
            }
            (void)ent_atlas_owners_near(atlas, query, (ent_lonlat){9, 5}, 200000, found, 4);
        }
}

static void ask_tables(const ent_atlas *atlas)
{
    ent_town towns[3];
    for (size_t view = 0; view < ent_atlas_view_count(atlas) && view < 3; view++)
        for (size_t i = 0; i < ent_atlas_holding_count(atlas, view) && i < 20; i++)
            REQUIRE(strlen(ent_atlas_holding_at(atlas, view, i).note) < FILE_BYTES_MAX);
    for (size_t i = 0; i < ent_atlas_country_count(atlas) && i < 20; i++)
        REQUIRE(strlen(ent_atlas_country_at(atlas, i).name) < FILE_BYTES_MAX);
    for (size_t i = 0; i < ent_atlas_source_count(atlas) && i < 20; i++)
        REQUIRE(strlen(ent_atlas_source_at(atlas, i)) < FILE_BYTES_MAX);
    (void)ent_atlas_towns_find(atlas, ENT_STR("Newtown, Beta"), towns, 3);
    (void)ent_atlas_town_suggest(atlas, ENT_STR("Newtwn"));
    (void)ent_atlas_country_suggest(atlas, ENT_STR("Alpa"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    ent_atlas *atlas = NULL;
    if (size > FILE_BYTES_MAX) return 0;
    (void)snprintf(path, sizeof path, "/tmp/entente-fuzz-%ld.atlas", (long)getpid());
    ent_buf file;
    ent_buf_init(&file, FILE_BYTES_MAX + 1);
    ent_buf_add(&file, (ent_str){(const char *)data, size});
    if (file.len >= sizeof(ent_atlas_head)) { /* the length is the one number a mutation cannot guess */
        ent_atlas_head head;
        memcpy(&head, file.ptr, sizeof head);
        head.file_bytes = file.len;
        memcpy(file.ptr, &head, sizeof head);
    }
    if (!file.failed && ent_file_replace(path, ent_buf_str(&file), NULL) == ENT_OK &&
        ent_atlas_open(path, &atlas, NULL) == ENT_OK) {
        ask_ground(atlas);
        ask_tables(atlas);
    }
    ent_atlas_close(atlas);
    (void)unlink(path);
    ent_buf_done(&file);
    return 0;
}
