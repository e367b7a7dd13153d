/* column.c: beside the map: what it is, how to read it, how large the Earth is on it, where it comes from. */
#include "map/plate.h"
#include "map/text.h"

#include <math.h>
#include <string.h>

typedef struct setting {
    const char *class_name;
    double size, leading; /* from line to line */
    bool bold;
} setting;

static const setting title_set = {"title", 14, 16.5, true}, subtitle_set = {"subtitle", 8, 10.4, false},
                     legend_set = {"legend", 7, 8.8, false}, note_set = {"note", 5.6, 7, false};

/* Set a paragraph from `y` down; the y below it comes back. Stops at `end`. */
static double set_text(ent_plate *plate, const setting *s, ent_str text, double x, double y)
{
    text = ent_str_trim(text);
    while (text.len > 0) {
        const size_t length = ent_text_break(text, s->size, s->bold, plate->column.x1 - x);
        const ent_svg_text how = {s->class_name, {x, y + s->size * 0.8}, s->size, 0, ENT_SVG_START};
        ent_svg_write_text(&plate->out, &how, (ent_str){text.ptr, length});
        text = ent_str_trim((ent_str){text.ptr + length, text.len - length});
        y += s->leading;
    }
    return y;
}

static double lines_of(const ent_plate *plate, const setting *s, ent_str text, double x)
{
    double lines = 0;
    text = ent_str_trim(text);
    for (; text.len > 0; lines++) {
        const size_t length = ent_text_break(text, s->size, s->bold, plate->column.x1 - x);
        text = ent_str_trim((ent_str){text.ptr + length, text.len - length});
    }
    return lines;
}

static void rule(ent_plate *plate, double y)
{
    ent_svg_line(&plate->out, "rule", (ent_xy){plate->column.x0, y}, (ent_xy){plate->column.x1, y});
}

/* ---- legend ----------------------------------------------------------------------------------------- */

#define SAMPLE 24.0 /* width of a legend's sample */

static double entry(ent_plate *plate, double y, const char *text)
{
    const double end = set_text(plate, &legend_set, ent_str_of(text), plate->column.x0 + SAMPLE + 7, y + 1.2);
    return fmax(end, y + 10) + 2.6;
}

static void swatch(ent_plate *plate, double y, const char *class_name)
{
    const ent_rect r = {plate->column.x0, y, plate->column.x0 + SAMPLE, y + 9};
    ent_svg_rect(&plate->out, class_name, r);
}

static double line_entry(ent_plate *plate, double y, const char *class_name, const char *text)
{
    ent_svg_line(&plate->out, class_name, (ent_xy){plate->column.x0, y + 4.8},
                 (ent_xy){plate->column.x0 + SAMPLE, y + 4.8});
    return entry(plate, y, text);
}

static double zone_entries(ent_plate *plate, double y)
{
    for (size_t k = 0; k < plate->map->zone_count; k++) {
        const ent_map_zone *z = &plate->map->zones[k];
        if (!z->label) continue;
        const char *const sure[] = {"certain", "certain-hatch", "certain-edge"};
        const char *const may[] = {"possible", "possible-hatch", "possible-edge"};
        for (size_t i = 0; i < 3; i++) swatch(plate, y, z->possible ? may[i] : sure[i]);
        y = entry(plate, y, z->label);
    }
    for (size_t k = 0; k < plate->map->line_count; k++) {
        char class_name[24];
        ent_plate_line_class(k, class_name);
        if (plate->map->lines[k].label && plate->anchors[k].count > 0)
            y = line_entry(plate, y, class_name, plate->map->lines[k].label);
    }
    return y;
}

static double mark_entries(ent_plate *plate, double y)
{
    static const char *const words[ENT_MAP_LOOK_COUNT] = {"record",     "breach", "unclear",
                                                          "none shown", "kept",   "exempt"};
    for (int k = 1; k <= ENT_MAP_LOOK_COUNT; k++) {
        const int look = k % ENT_MAP_LOOK_COUNT;
        char text[64];
        if (plate->looks[look] == 0) continue;
        ent_plate_symbol(&plate->out, (ent_map_look)look, (ent_xy){plate->column.x0 + SAMPLE / 2, y + 4.8});
        snprintf(text, sizeof text, "%s (%zu)", words[look], plate->looks[look]);
        y = entry(plate, y, text);
    }
    if (plate->shows[ENT_SHOWN_DISC]) {
        ent_svg_circle(&plate->out, "disc", (ent_xy){plate->column.x0 + SAMPLE / 2, y + 4.8}, 4.6);
        y = entry(plate, y, "place known to a radius");
    }
    if (plate->shows[ENT_SHOWN_AREA]) {
        swatch(plate, y, "area");
        y = entry(plate, y, "area within which the place lies");
    }
    if (plate->shows[ENT_SHOWN_COARSER]) {
        ent_svg_circle(&plate->out, "coarser", (ent_xy){plate->column.x0 + SAMPLE / 2, y + 4.8}, 4.6);
        y = entry(plate, y, "coarser statement of the same place");
    }
    if (plate->shows[ENT_SHOWN_COUNTRY]) {
        swatch(plate, y, "country-only");
        ent_svg_circle(&plate->out, "somewhere", (ent_xy){plate->column.x0 + SAMPLE / 2, y + 4.8}, 4.2);
        y = entry(plate, y, "somewhere in this country: no more is known");
    }
    return y;
}

static double ground_entries(ent_plate *plate, double y)
{
    if (plate->shows[ENT_SHOWN_SUBJECT] && plate->map->subject_label) {
        swatch(plate, y, "subject boxed");
        y = entry(plate, y, plate->map->subject_label);
    }
    if (plate->shows[ENT_SHOWN_BORDER]) y = line_entry(plate, y, "border", "border");
    if (plate->shows[ENT_SHOWN_DISPUTED])
        y = line_entry(plate, y, "disputed", "border not drawn in every view");
    if (plate->shows[ENT_SHOWN_ELSEWHERE])
        y = line_entry(plate, y, "elsewhere", "line that another view has as a border");
    if (plate->shows[ENT_SHOWN_SEA_LIMIT]) y = line_entry(plate, y, "sea-limit", "limit of territorial sea");
    return y;
}

/* ---- scale ------------------------------------------------------------------------------------------ */

/* Points a metre at a place of the map, along a parallel and a meridian, by geodesics; false off the map. */
static bool scale_at(const ent_plate *plate, ent_lonlat place, double out[2])
{
    const double azimuths[2] = {90, 0}, step_m = 5000;
    for (int k = 0; k < 2; k++) {
        ent_lonlat a, b;
        ent_xy pa, pb;
        ent_error ignored = {0};
        if (ent_geo_direct(place, azimuths[k], step_m, &a, &ignored) != ENT_OK) return false;
        if (ent_geo_direct(place, azimuths[k] + 180, step_m, &b, &ignored) != ENT_OK) return false;
        if (!ent_pane_at(&plate->pane, a, &pa) || !ent_pane_at(&plate->pane, b, &pb)) return false;
        out[k] = hypot(pa.x - pb.x, pa.y - pb.y) / (2 * step_m);
    }
    return true;
}

/* The least and greatest scale in the window, against the bar's. */
static void spread(const ent_plate *plate, double bar, double *out_least, double *out_most)
{
    const ent_rect w = plate->window;
    *out_least = INFINITY, *out_most = -INFINITY;
    for (int i = 0; i <= 16; i++)
        for (int k = 0; k <= 16; k++) {
            const ent_xy p = {w.x0 + (w.x1 - w.x0) * i / 16, w.y0 + (w.y1 - w.y0) * k / 16};
            ent_lonlat place;
            double s[2];
            if (!ent_plate_in_window(plate, p) || !ent_pane_back(&plate->pane, p, &place)) continue;
            if (!scale_at(plate, place, s)) continue;
            *out_least = fmin(*out_least, fmin(s[0], s[1]) / bar);
            *out_most = fmax(*out_most, fmax(s[0], s[1]) / bar);
        }
}

static double nice_length(double most_m)
{
    double step = pow(10, floor(log10(most_m)));
    if (step * 5 <= most_m) return step * 5;
    return step * 2 <= most_m ? step * 2 : step;
}

static void length_text(double metres, char *out, size_t size)
{
    if (metres >= 1000)
        snprintf(out, size, "%.10g km", metres / 1000);
    else
        snprintf(out, size, "%.10g m", metres);
}

static void place_text(ent_lonlat p, char *out, size_t size)
{
    const double lat = round(fabs(p.lat_deg) * 100) / 100, lon = round(fabs(p.lon_deg) * 100) / 100;
    snprintf(out, size, "%.10g°\xE2\x80\x89%c %.10g°\xE2\x80\x89%c", lat, p.lat_deg < 0 ? 'S' : 'N', lon,
             p.lon_deg < 0 ? 'W' : 'E');
}

/* To three figures: "10.2 million", "819 000". */
static void ratio_text(double ratio, char *out, size_t size)
{
    const double step = pow(10, floor(log10(ratio)) - 2), rounded = round(ratio / step) * step;
    if (rounded >= 1e6)
        snprintf(out, size, "%.10g million", rounded / 1e6);
    else if (rounded >= 1e4)
        snprintf(out, size, "%.0f %03.0f", floor(rounded / 1000), fmod(rounded, 1000));
    else
        snprintf(out, size, "%.0f", rounded);
}

/* "−0.4 % to +2.5 %", or "0.35 to 2.8 times as long" where that is more than a third. */
static void spread_text(double least, double most, char *out, size_t size)
{
    const double low = fabs(least - 1) < 5e-4 ? 0 : 100 * (1 - least),
                 high = fabs(most - 1) < 5e-4 ? 0 : 100 * (most - 1);
    if (low > 33 || high > 33)
        snprintf(out, size, "lengths elsewhere are drawn %.2g to %.2g times as long", least, most);
    else if (low == 0 && high == 0)
        snprintf(out, size, "nowhere on this map off by a tenth of a per cent");
    else
        snprintf(out, size, "lengths elsewhere are drawn shorter by up to %.1f %%, longer by up to %.1f %%",
                 low, high);
}

/* Where the bar is true: the projection's centre, or the middle of the window where it is a strip. */
static ent_lonlat true_place(const ent_plate *plate)
{
    const ent_domain *d = ent_projection_domain(plate->projection);
    ent_lonlat place;
    if (d->azimuthal) return d->centre;
    return ent_pane_back(&plate->pane, plate->pane.centre, &place) ? place : d->centre;
}

static double draw_bar(ent_plate *plate, double y, double bar_m, double length)
{
    char text[32];
    const double x = plate->column.x0;
    for (int k = 0; k < 4; k++)
        ent_svg_rect(&plate->out, k % 2 ? "bar-white" : "bar-black",
                     (ent_rect){x + length * k / 4, y + 8, x + length * (k + 1) / 4, y + 10.6});
    ent_svg_write_text(&plate->out, &(ent_svg_text){"legend", {x, y + 6}, 6.2, 0, ENT_SVG_START},
                       ENT_STR("0"));
    length_text(bar_m / 2, text, sizeof text);
    text[strcspn(text, " ")] = 0;
    ent_svg_write_text(&plate->out,
                       &(ent_svg_text){"legend", {x + length / 2, y + 6}, 6.2, 0, ENT_SVG_MIDDLE},
                       ent_str_of(text));
    length_text(bar_m, text, sizeof text);
    ent_svg_write_text(&plate->out, &(ent_svg_text){"legend", {x + length, y + 6}, 6.2, 0, ENT_SVG_MIDDLE},
                       ent_str_of(text));
    return y + 15;
}

static const char *projection_words(const ent_plate *plate)
{
    static const struct {
        const char *proj, *words;
    } known[] = {
        {"+proj=laea", "Lambert azimuthal equal-area projection"},
        {"+proj=aeqd", "Azimuthal equidistant projection; true along every straight line from its centre"},
        {"+proj=ortho", "Orthographic projection"},
        {"+proj=eqearth", "Equal Earth projection"}};
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        if (strncmp(ent_projection_definition(plate->projection), known[k].proj, strlen(known[k].proj)) == 0)
            return known[k].words;
    return ent_projection_definition(plate->projection);
}

static double scale_entries(ent_plate *plate, double y)
{
    const ent_lonlat place = true_place(plate);
    double s[2], least, most;
    char where[64], text[320];
    place_text(place, where, sizeof where);
    if (scale_at(plate, place, s)) {
        const double scale = (s[0] + s[1]) / 2, bar_m = nice_length(130 / scale);
        y = draw_bar(plate, y, bar_m, bar_m * scale);
        spread(plate, scale, &least, &most);
        char elsewhere[128];
        spread_text(least, most, elsewhere, sizeof elsewhere);
        char ratio[48];
        ratio_text(72 / 0.0254 / scale, ratio, sizeof ratio);
        snprintf(text, sizeof text, "1 : %s, true at %s; %s", ratio, where, elsewhere);
        y = set_text(plate, &note_set, ent_str_of(text), plate->column.x0, y);
    }
    snprintf(text, sizeof text, "%s%s%s", projection_words(plate),
             ent_projection_domain(plate->projection)->azimuthal ? ", centre " : "",
             ent_projection_domain(plate->projection)->azimuthal ? where : "");
    return set_text(plate, &note_set, ent_str_of(text), plate->column.x0, y) + 4;
}

/* ---- the column ------------------------------------------------------------------------------------- */

static void notes(ent_plate *plate, double y)
{
    const ent_map *map = plate->map;
    double high = 0;
    for (size_t k = 0; k < map->note_count; k++)
        high +=
            lines_of(plate, &note_set, ent_str_of(map->notes[k]), plate->column.x0) * note_set.leading + 2;
    double at = fmax(y, plate->column.y1 - high);
    rule(plate, at - 4);
    for (size_t k = 0; k < map->note_count; k++)
        at = set_text(plate, &note_set, ent_str_of(map->notes[k]), plate->column.x0, at) + 2;
}

void ent_plate_column(ent_plate *plate)
{
    const ent_map *map = plate->map;
    double y = plate->column.y0;
    ent_buf_adds(&plate->out, "<g id=\"column\">\n");
    if (map->title) y = set_text(plate, &title_set, ent_str_of(map->title), plate->column.x0, y) + 2;
    if (map->subtitle) y = set_text(plate, &subtitle_set, ent_str_of(map->subtitle), plate->column.x0, y) + 3;
    rule(plate, y + 2);
    y = zone_entries(plate, y + 9);
    y = mark_entries(plate, y);
    y = ground_entries(plate, y);
    rule(plate, y + 2);
    y = scale_entries(plate, y + 9);
    notes(plate, y);
    ent_buf_adds(&plate->out, "</g>\n");
}
