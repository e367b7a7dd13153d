/* zone.c: the ground within a distance of a shape: how much it is, where its outline runs, and which
 * positions lie in it.
 *
 *   cc zone.c $(pkg-config --cflags --libs entente) && ./a.out
 */
#include <entente/zone.h>
#include <stdio.h>

/* A field of sea ice on both sides of 180 degrees, in longitude and latitude. */
static const ent_lonlat corners[] = {{178, 70}, {-178, 70}, {-178, 72}, {178, 72}};

static void print_zone(const ent_zone *zone, const ent_polygons *polygons)
{
    double lo_m2, hi_m2;
    ent_zone_area(zone, &lo_m2, &hi_m2);
    printf("area between %.0f and %.0f km2\n", lo_m2 / 1e6, hi_m2 / 1e6);
    for (size_t k = 0; k < ent_polygons_ring_count(polygons); k++) {
        ent_polygon_ring ring = ent_polygons_ring_at(polygons, k);
        printf("polygon %zu: %s, %s of 180 degrees\n", ring.polygon, ring.is_hole ? "hole" : "outer ring",
               ring.points[0].lon_deg > 0 ? "west" : "east");
    }
}

static ent_status print_places(const ent_zone *zone, ent_error *err)
{
    static const ent_lonlat places[] = {{180, 71}, {170, 71}, {-174.6, 71}};
    for (size_t k = 0; k < sizeof places / sizeof *places; k++) {
        ent_truth inside;
        ent_status st = ent_zone_contains(zone, places[k], &inside, err);
        if (st != ENT_OK) return st;
        printf("%g %g: %s\n", places[k].lon_deg, places[k].lat_deg,
               ent_is_yes(inside) ? "inside" : "outside");
    }
    return ENT_OK;
}

int main(void)
{
    const uint32_t starts[] = {0, 4};
    const ent_rings rings = {corners, starts, 1};
    ent_error err = {0};
    ent_tree *ice = NULL;
    ent_fields *fields = NULL;
    ent_zone *zone = NULL;
    ent_polygons *polygons = NULL;
    ent_status st = ent_tree_build(&rings, 1, (ent_tree_opts){.kind = ENT_SHAPE_AREA}, &ice, &err);
    if (st == ENT_OK) st = ent_fields_new(&fields, &err);
    if (st == ENT_OK) /* within 100 km of the ice, south of 72 north */
        st = ent_zone_build(ent_field_and(fields, ent_field_within(fields, ice, 100e3),
                                          ent_field_not(fields, ent_field_north_of(fields, 72))),
                            (ent_zone_opts){.tolerance_m = 10}, &zone, &err);
    if (st == ENT_OK) st = ent_zone_polygons(zone, ENT_OUTLINE_CUT, &polygons, &err);
    if (st == ENT_OK) print_zone(zone, polygons);
    if (st == ENT_OK) st = print_places(zone, &err);
    if (st != ENT_OK) fprintf(stderr, "%s\n", err.message);
    ent_polygons_free(polygons);
    ent_zone_free(zone);
    ent_fields_free(fields);
    ent_tree_free(ice);
    return st == ENT_OK ? 0 : 1;
}
