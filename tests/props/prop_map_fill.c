/* prop_map_fill.c: what is filled on paper is what lies inside on the Earth, whatever the projection cuts:
 * discs anywhere, of any size, around poles and across ±180, as rings of great circles, tested at random
 * points of the page. Points near an outline are left out: the ring is a polygon. */
#include "cm.h"
#include "map/ink.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define CORNERS 360

static uint64_t seed = 20301123;

static double any(double low, double high)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return low + (high - low) * (double)(seed >> 11) / 9007199254740992.0;
}

static bool holds(const ent_ink *path, ent_xy p)
{
    bool inside = false;
    for (size_t part = 0; part < path->part_count; part++) {
        const size_t start = path->starts[part], end = ent_ink_end(path, part);
        for (size_t k = start; k < end; k++) {
            const ent_xy a = path->points[k], b = path->points[k + 1 < end ? k + 1 : start];
            if ((a.y <= p.y) == (b.y <= p.y)) continue;
            if (a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y) > p.x) inside = !inside;
        }
    }
    return inside;
}

static ent_pane pane_of(const ent_projection *projection)
{
    return (ent_pane){.projection = projection,
                      .scale = 300.0 / 1.7e7,
                      .centre = {300, 300},
                      .clip = {-40, -40, 640, 640},
                      .tolerance = 0.05};
}

static void draw_disc(const ent_pane *pane, ent_unit3 centre, double radius_deg, ent_ink *out)
{
    ent_lonlat ring[CORNERS];
    for (size_t k = 0; k < CORNERS; k++)
        ring[k] = ent_unit3_place(ent_unit3_around(centre, 360.0 * (double)k / CORNERS, radius_deg));
    ent_pane_ring(pane, (ent_course){ring, CORNERS, ENT_EDGE_GREAT_CIRCLE, true}, out);
    const ent_unit3 far = ent_unit3_of(ent_projection_far(pane->projection));
    ent_pane_finish(pane, ent_unit3_angle_deg(far, centre) < radius_deg, out);
    assert_false(out->failed);
}

static void try_disc(const char *definition, const ent_pane *pane, ent_unit3 centre, double radius_deg)
{
    ent_ink path = {0};
    draw_disc(pane, centre, radius_deg, &path);
    for (int k = 0; k < 200; k++) {
        const ent_xy p = {any(0, 600), any(0, 600)};
        ent_lonlat place;
        if (!ent_pane_back(pane, p, &place)) continue;
        const double off = ent_unit3_angle_deg(ent_unit3_of(place), centre) - radius_deg;
        if (fabs(off) < 0.8) continue;
        if (holds(&path, p) != (off < 0)) {
            const ent_lonlat c = ent_unit3_place(centre);
            fail_msg("%s: disc of %.2f degrees around %.3f %.3f is wrong at %.3f %.3f (seed 20301123)",
                     definition, radius_deg, c.lon_deg, c.lat_deg, place.lon_deg, place.lat_deg);
        }
    }
    ent_ink_done(&path);
}

static void test_map_fill__what_is_inside(void **state)
{
    static const char *const definitions[] = {"+proj=aeqd +lat_0=52.1 +lon_0=19.3",
                                              "+proj=aeqd +lat_0=90 +lon_0=0",
                                              "+proj=laea +lat_0=-33.2 +lon_0=171.7",
                                              "+proj=ortho +lat_0=20.3 +lon_0=-100",
                                              "+proj=stere +lat_0=80.1 +lon_0=10.2",
                                              "+proj=gnom +lat_0=10 +lon_0=33",
                                              "+proj=nsper +h=3e6 +lat_0=40 +lon_0=5",
                                              "+proj=eqearth +lon_0=0",
                                              "+proj=robin +lon_0=150",
                                              "+proj=merc +lon_0=-100.3",
                                              "+proj=lcc +lat_1=30 +lat_2=60 +lon_0=10",
                                              "+proj=moll +lon_0=-170",
                                              "+proj=utm +zone=33",
                                              "+proj=eqc",
                                              "EPSG:3035"};
    (void)state;
    for (size_t d = 0; d < sizeof definitions / sizeof *definitions; d++) {
        ent_projection *projection = NULL;
        ent_error err = {0};
        if (ent_projection_new(definitions[d], &projection, &err) != ENT_OK) fail_msg("%s", err.message);
        ent_pane pane = pane_of(projection);
        ent_xy middle;
        if (ent_projection_folded(projection, ent_projection_domain(projection)->centre, &middle))
            pane.middle = middle;
        for (int k = 0; k < 60; k++) {
            ent_unit3 centre = ent_unit3_of((ent_lonlat){any(-180, 180), asin(any(-1, 1)) / ENT_DEGREE});
            if (k % 10 == 0) centre = ent_unit3_of((ent_lonlat){any(-180, 180), k % 20 ? 89.7 : -89.7});
            if (k % 10 == 1) centre = ent_unit3_of((ent_lonlat){179.9, any(-80, 80)});
            try_disc(definitions[d], &pane, centre, k % 3 ? any(2, 60) : any(60, 170));
        }
        ent_projection_free(projection);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_map_fill__what_is_inside)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
