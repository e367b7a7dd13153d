/* fuzz_geojson: the scanner that says where a GeoJSON text breaks off and where a value stands. The first two
 * bytes are the feature and the index into its coordinates that are looked for. */
#include "fuzz.h"
#include "ogr/shapes_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) return 0;
    ent_source source = {"a.geojson", {(const char *)data + 2, size - 2}};
    ent_diags *diags = NULL;
    REQUIRE(ent_diags_new(&diags, NULL) == ENT_OK);
    bool good = ent_geojson_check(&source, diags);
    REQUIRE(ent_diags_count(diags) == (good ? 0 : 1));
    ent_geojson_finder finder = {.text = source.bytes};
    size_t path[] = {data[1] & 3u, data[1] >> 4};
    for (size_t feature = 0; good && feature <= (data[0] & 15u); feature++) {
        ent_span name = ent_geojson_property(&finder, feature, "name");
        ent_span place = ent_geojson_position(&finder, feature, path, 2);
        REQUIRE((name.line == 0 || name.offset <= source.bytes.len) &&
                (place.line == 0 || place.offset <= source.bytes.len));
        ent_geojson_finder fresh = {.text = source.bytes};
        REQUIRE(ent_geojson_property(&fresh, feature, "name").offset == name.offset);
    }
    ent_diags_free(diags);
    return 0;
}
