/* closed.c: where a clause of a case closes ground to an item: what it certainly closes, and what it may; and
 * how near two territories come to each other.
 *
 *   cc closed.c $(pkg-config --cflags --libs entente)
 *   ./a.out /usr/local/share/entente/world.atlas examples/strait
 */
#include <entente/case.h>
#include <entente/zone.h>
#include <stdio.h>

static ent_status print_area(const char *what, const ent_field *field, ent_error *err)
{
    ent_zone *zone = NULL;
    double lo_m2, hi_m2;
    ent_status st = ent_zone_build(field, (ent_zone_opts){.tolerance_m = 100}, &zone, err);
    if (st != ENT_OK) return st;
    ent_zone_area(zone, &lo_m2, &hi_m2);
    printf("  %s: about %.0f thousand km2\n", what, (lo_m2 + hi_m2) / 2e9);
    ent_zone_free(zone);
    return ENT_OK;
}

/* The ground that clause 1 closes to a Skua of Estonia, which flies 60 to 75 km: its maker is not sure. */
static ent_status print_closed(const ent_atlas *atlas, const ent_case *strait, ent_error *err)
{
    const ent_judge_opts opts = {.as_of = ent_case_day(strait),
                                 .as_known = ENT_TIME_MAX,
                                 .view = (size_t)ent_atlas_view_find(atlas, ENT_STR("un")),
                                 .layer = ent_case_layer(strait)};
    const ent_closed_query query = {.clause = "1", .item = "Skua", .actor = "EST"};
    const ent_lonlat towns[] = {{24.75, 59.44}, {26.72, 58.38}}; /* Tallinn, Tartu */
    ent_closed *closed = NULL;
    ent_status st = ent_closed_find(ent_case_world(strait), &opts, &query, &closed, err);
    if (st != ENT_OK) return st;
    const ent_closed_view *view = ent_closed_of(closed);
    printf("%s\n", view->what);
    st = print_area("certainly", view->certain, err);
    if (st == ENT_OK) st = print_area("possibly", view->possible, err);
    for (size_t i = 0; i < view->settle.count; i++) printf("  would settle it: %s\n", view->settle.at[i]);
    for (size_t i = 0; i < 2 && st == ENT_OK; i++) {
        ent_bounds_m past; /* below 0: as far inside */
        st = ent_field_at(view->possible, towns[i], 1, &past, err);
        if (st == ENT_OK)
            printf("  %g %g: %s\n", towns[i].lon_deg, towns[i].lat_deg,
                   past.hi_m <= 0 ? "inside" : "outside");
    }
    ent_closed_free(closed);
    return st;
}

/* From area to area: the gulf between Finland and Estonia, and their ends. */
static ent_status print_pairs(const ent_atlas *atlas, ent_time day, ent_error *err)
{
    const int finland = ent_atlas_country_find(atlas, ENT_STR("FIN")),
              estonia = ent_atlas_country_find(atlas, ENT_STR("EST"));
    const ent_territory_query query = {.view = (size_t)ent_atlas_view_find(atlas, ENT_STR("un")), .day = day};
    ent_tree *north = NULL, *south = NULL;
    ent_place_pair nearest, farthest;
    ent_status st = ent_atlas_territory(atlas, &finland, 1, query, &north, err);
    if (st == ENT_OK) st = ent_atlas_territory(atlas, &estonia, 1, query, &south, err);
    if (st == ENT_OK) st = ent_tree_pairs(north, south, 1, &nearest, &farthest, err);
    if (st == ENT_OK)
        printf("Finland to Estonia: %.0f km at the nearest, %.0f km at the farthest\n",
               nearest.distance.hi_m / 1000, farthest.distance.hi_m / 1000);
    ent_tree_free(north);
    ent_tree_free(south);
    return st;
}

int main(int argc, char **argv)
{
    ent_error err = {0};
    ent_atlas *atlas = NULL;
    ent_diags *diags = NULL;
    ent_case *strait = NULL;
    if (argc < 3) {
        fprintf(stderr, "usage: %s ATLAS CASE\n", argv[0]);
        return 1;
    }
    ent_status st = ent_atlas_open(argv[1], &atlas, &err);
    if (st == ENT_OK) st = ent_diags_new(&diags, &err);
    if (st == ENT_OK) st = ent_case_load(argv[2], atlas, diags, &strait, &err);
    if (st == ENT_OK) st = ent_diags_status(diags, &err); /* is anything wrong with the texts? */
    if (st == ENT_OK) st = print_closed(atlas, strait, &err);
    if (st == ENT_OK) st = print_pairs(atlas, ent_case_day(strait), &err);
    if (st != ENT_OK) fprintf(stderr, "%s\n", err.message);
    ent_case_free(strait);
    ent_diags_free(diags);
    ent_atlas_close(atlas);
    return st == ENT_OK ? 0 : 1;
}
