/* vary_place.c: positions on either side of where a condition on a distance turns. From the position of an
 * act one walks off in a few directions until the condition comes out otherwise, and halves the way back to
 * where it turns; then a step to either side. The engine alone says how it comes out. */
#include "scenario/generate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define BEARINGS 4
#define FIRST_M 1000.0
#define LAST_M 2.1e6
#define HALVINGS 24

typedef struct walk {
    ent_trial *t;
    const ent_figure *figure;
    ent_made made; /* whose position is moved */
    ent_lonlat start;
    double bearing;
} walk;

static void put_position(ent_trial *t, ent_made *made, ent_lonlat at)
{
    static const char *const others[] = {"place", "radius_km",        "radius_m",    "territory",  "area",
                                         "line",  "line_distance_km", "bearing_deg", "distance_km"};
    ent_made_act *act = &made->acts[made->look];
    for (size_t i = 0; i < act->count; i++)
        for (size_t k = 0; k < sizeof others / sizeof *others; k++)
            if (strcmp(act->columns[i], others[k]) == 0) act->cells[i] = "";
    ent_made_put(act, "lon", ent_trial_text(t, "%.5f", at.lon_deg));
    ent_made_put(act, "lat", ent_trial_text(t, "%.5f", at.lat_deg));
}

/* Does the condition hold (+1), fail (-1), or neither (0) that far off? */
static int holds_at(walk *w, double metres)
{
    ent_lonlat at;
    ent_error err;
    ent_stage stage;
    int sign = 0;
    if (ent_geo_direct(w->start, w->bearing, metres, &at, &err) != ENT_OK) return 0;
    put_position(w->t, &w->made, at);
    if (ent_made_judge(w->t, &w->made, &stage, &err) == ENT_OK && stage.judgement) {
        const ent_record *record = ent_made_record(&w->made, &stage, w->made.look);
        for (size_t i = 0; i < ent_tried_count(stage.judgement); i++) {
            const ent_tried *tried = ent_tried_at(stage.judgement, i);
            if (tried->condition == w->figure->in && tried->record == record)
                sign = tried->held ? 1 : tried->failed ? -1 : 0;
        }
    }
    ent_stage_done(&stage);
    return sign;
}

/* How far off it turns; negative when it does not. */
static double find_turn(walk *w)
{
    int here = holds_at(w, 0);
    double near = 0, far = FIRST_M;
    while (here && far < LAST_M && holds_at(w, far) == here) near = far, far *= 2;
    if (!here || far >= LAST_M || !holds_at(w, far)) return -1;
    for (int i = 0; i < HALVINGS && far - near > 0.5; i++) {
        double middle = (near + far) / 2;
        if (holds_at(w, middle) == here)
            near = middle;
        else
            far = middle;
    }
    return (near + far) / 2;
}

static bool start_of(const ent_made *base, ent_lonlat *out)
{
    const ent_made_act *act = &base->acts[base->look];
    return ent_str_to_double(ent_str_of(ent_made_get(act, "lon")), &out->lon_deg) &&
           ent_str_to_double(ent_str_of(ent_made_get(act, "lat")), &out->lat_deg);
}

void ent_vary_place(ent_trial *t, const ent_figure *f, const ent_made *base, ent_variants *out)
{
    walk *w = ent_alloc_zero(1, sizeof *w);
    if (!w) {
        t->out_of_memory = true;
        return;
    }
    w->t = t, w->figure = f, w->made = *base;
    double turn = -1, step = ent_figure_step(f->number);
    out->reason = start_of(base, &w->start)
                      ? NULL
                      : "no scenario of the clause gives a position by longitude and latitude";
    for (int i = 0; !out->reason && i < BEARINGS && turn < 0; i++) {
        w->bearing = i * 360.0 / BEARINGS;
        turn = find_turn(w);
    }
    if (!out->reason && turn < 0)
        out->reason = "within 2,000 km in four directions the condition does not turn";
    for (int side = -1; !out->reason && side <= 1; side += 2) {
        ent_lonlat at;
        ent_error err;
        if (ent_geo_direct(w->start, w->bearing, fmax(0, turn + side * step), &at, &err) != ENT_OK) continue;
        ent_variant *v =
            ent_variant_add(out, base, side < 0 ? "one step before it turns" : "one step behind");
        put_position(t, &v->made, at);
    }
    ent_free(w);
}
