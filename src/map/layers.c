/* layers.c: the ground of a map: land and coast, borders, the net of meridians and parallels. */
#include "map/plate.h"
#include "map/text.h"
#include "base/mem.h"

#include <math.h>
#include <string.h>

#define LAND_TOLERANCE 0.22 /* points: by how much a coast may be straightened */

/* ---- rings ------------------------------------------------------------------------------------------ */

typedef struct rings {
    const ent_plate *plate;
    ent_ink *path;
    ent_ink *coast; /* NULL: not wanted */
    ent_lonlat far;
    bool inside_far; /* by crossings of the meridian from there to the north pole, where there is sea */
} rings;

static bool crosses_north_of(ent_lonlat far, ent_lonlat a, ent_lonlat b)
{
    const double from = ent_lon_near(a.lon_deg, far.lon_deg) - far.lon_deg;
    const double to = from + ent_lon_near(b.lon_deg - a.lon_deg, 0);
    /* The edge may reach the meridian a turn on. */
    for (int turn = -1; turn <= 1; turn++) {
        const double s = from + 360 * turn, t = to + 360 * turn;
        if ((s < 0) == (t < 0)) continue;
        if (a.lat_deg + (b.lat_deg - a.lat_deg) * s / (s - t) > far.lat_deg) return true;
    }
    return false;
}

static void take_ring(void *context, const ent_joined *line)
{
    rings *r = context;
    const size_t count = line->count;
    if (count < 3) return;
    for (size_t k = 0; k < count; k++)
        if (crosses_north_of(r->far, line->points[k ? k - 1 : count - 1], line->points[k]))
            r->inside_far = !r->inside_far;
    const ent_course course = {line->points, count, ENT_EDGE_STRAIGHT, true};
    ent_pane_ring(&r->plate->pane, course, r->path);
    if (r->coast) ent_pane_line(&r->plate->pane, course, r->coast);
}

static ent_status fill(ent_plate *plate, ent_ground_pick pick, ent_ink *out, ent_ink *coast, ent_error *err)
{
    rings r = {plate, out, coast, ent_projection_far(plate->projection), false};
    const ent_status st = ent_ground_join(&plate->ground, pick, (ent_joined_sink){take_ring, &r}, err);
    if (st != ENT_OK) return st;
    ent_pane_finish(&plate->pane, r.inside_far, out);
    ent_ink_simplify(out, LAND_TOLERANCE, true);
    return out->failed ? ent_fail(err, ENT_E_NOMEM, "out of memory for the ground of a map") : ENT_OK;
}

static bool is_coast(const void *context, const ent_stretch *s)
{
    (void)context;
    return (s->left == ENT_SIDE_SEA) != (s->right == ENT_SIDE_SEA);
}

/* The ground is loaded by the codes of its territories; a set of countries means theirs too. */
typedef struct set {
    const ent_ground *ground;
    const int *countries;
    size_t count;
} set;

static bool in_set(const set *s, int country)
{
    for (size_t k = 0; k < s->count && country >= 0; k++)
        if (s->countries[k] == country || s->countries[k] == s->ground->states[country]) return true;
    return false;
}

static bool bounds_set(const void *context, const ent_stretch *s)
{
    return in_set(context, s->left) != in_set(context, s->right);
}

ent_status ent_plate_rings_of(ent_plate *plate, const int *countries, size_t count, ent_ink *out,
                              ent_error *err)
{
    const set wanted = {&plate->ground, countries, count};
    return fill(plate, (ent_ground_pick){bounds_set, &wanted, true}, out, NULL, err);
}

ent_status ent_plate_land(ent_plate *plate, ent_error *err)
{
    ent_ink land = {0}, coast = {0}, subject = {0};
    /* In a strip a ring that is cut has edges that are no coast: the coast is then drawn by itself. */
    const bool strip = !ent_projection_domain(plate->projection)->azimuthal;
    ent_status st = fill(plate, (ent_ground_pick){is_coast, NULL, true}, &land, strip ? &coast : NULL, err);
    ent_ink_simplify(&coast, LAND_TOLERANCE, false);
    if (st == ENT_OK) ent_svg_path(&plate->out, strip ? "land inland" : "land", NULL, &land, true);
    if (st == ENT_OK) ent_svg_path(&plate->out, "land open", NULL, &coast, false);
    if (st == ENT_OK && plate->map->subject_count > 0)
        st = ent_plate_rings_of(plate, plate->map->subject, plate->map->subject_count, &subject, err);
    if (st == ENT_OK && subject.part_count > 0) {
        ent_svg_path(&plate->out, "subject", NULL, &subject, true);
        plate->shows[ENT_SHOWN_SUBJECT] = true;
    }
    ent_ink_done(&land);
    ent_ink_done(&coast);
    ent_ink_done(&subject);
    return st;
}

/* ---- borders ---------------------------------------------------------------------------------------- */

typedef struct lines {
    const ent_plate *plate;
    ent_ink *path;
} lines;

static void take_line(void *context, const ent_joined *line)
{
    lines *l = context;
    const ent_course course = {line->points, line->count, ENT_EDGE_STRAIGHT, false};
    ent_pane_line(&l->plate->pane, course, l->path);
}

static int state_of(const ent_ground *ground, int side)
{
    return side >= 0 ? ground->states[side] : side;
}

static bool is_land_border(const ent_stretch *s)
{
    return !s->rough && s->left != ENT_SIDE_SEA && s->right != ENT_SIDE_SEA && s->views_parting > 0;
}

/* In every view. */
static bool is_settled(const void *context, const ent_stretch *s)
{
    const ent_ground *g = context;
    return is_land_border(s) && state_of(g, s->left) != state_of(g, s->right) &&
           s->views_parting == g->view_count;
}

/* In this view, but not in all. */
static bool is_disputed(const void *context, const ent_stretch *s)
{
    const ent_ground *g = context;
    return is_land_border(s) && state_of(g, s->left) != state_of(g, s->right) &&
           s->views_parting < g->view_count;
}

/* Not in this view, but in another. */
static bool is_elsewhere(const void *context, const ent_stretch *s)
{
    (void)context;
    return is_land_border(s) && s->left == s->right;
}

#define SEEN 8.0 /* points: a line shorter than this in the window is not explained */

static bool is_seen(const ent_plate *plate, const ent_ink *path)
{
    double length = 0;
    for (size_t part = 0; part < path->part_count && length < SEEN; part++)
        for (size_t k = path->starts[part]; k + 1 < ent_ink_end(path, part); k++)
            if (ent_plate_in_window(plate, path->points[k]))
                length += hypot(path->points[k + 1].x - path->points[k].x,
                                path->points[k + 1].y - path->points[k].y);
    return length >= SEEN;
}

static ent_status draw_borders(ent_plate *plate, const char *class_name,
                               bool (*wants)(const void *, const ent_stretch *), bool *out_any,
                               ent_error *err)
{
    ent_ink path = {0};
    lines l = {plate, &path};
    const ent_ground_pick pick = {wants, &plate->ground, false};
    ent_status st = ent_ground_join(&plate->ground, pick, (ent_joined_sink){take_line, &l}, err);
    ent_ink_simplify(&path, LAND_TOLERANCE, false);
    if (st == ENT_OK && path.failed)
        st = ent_fail(err, ENT_E_NOMEM, "out of memory for the borders of a map");
    if (st == ENT_OK) ent_svg_path(&plate->out, class_name, NULL, &path, false);
    *out_any = !path.failed && is_seen(plate, &path);
    ent_ink_done(&path);
    return st;
}

ent_status ent_plate_borders(ent_plate *plate, ent_error *err)
{
    ent_status st = draw_borders(plate, "border", is_settled, &plate->shows[ENT_SHOWN_BORDER], err);
    if (st == ENT_OK)
        st = draw_borders(plate, "disputed", is_disputed, &plate->shows[ENT_SHOWN_DISPUTED], err);
    if (st == ENT_OK)
        st = draw_borders(plate, "elsewhere", is_elsewhere, &plate->shows[ENT_SHOWN_ELSEWHERE], err);
    return st;
}

#define SEA_M 22224.0 /* 12 nautical miles */
#define SEA_SEEN 2.0  /* points: closer to the coast a limit only blackens it */

/* The outer limits of territorial seas, and those between two of them: of the other layer, in its own ground.
 */
ent_status ent_plate_sea_limits(ent_plate *plate, ent_error *err)
{
    if (plate->map->query.layer != ENT_LAYER_LAND_SEA) return ENT_OK;
    if (SEA_M * plate->pane.scale < SEA_SEEN) return ENT_OK;
    const ent_ground land = plate->ground;
    ent_ground sea = {0};
    ent_status st = ent_ground_load(plate->map->atlas, plate->map->query, plate->focus, &sea, err);
    if (st != ENT_OK) return st;
    plate->ground = sea; /* joined from there */
    st = draw_borders(plate, "sea-limit", is_coast, &plate->shows[ENT_SHOWN_SEA_LIMIT], err);
    plate->ground = land;
    ent_ground_done(&sea);
    return st;
}

/* ---- the net ---------------------------------------------------------------------------------------- */

#define NET_SPACING 92.0 /* points, about */

static double net_step(double degrees)
{
    static const double steps[] = {0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20, 30};
    for (size_t k = 0; k < sizeof steps / sizeof *steps; k++)
        if (steps[k] >= degrees) return steps[k];
    return 30;
}

static void degrees_text(double value, const char *signs, char *out, size_t size)
{
    const double v = fabs(value);
    const char sign = v > 179.999 ? '\0' : value > 1e-9 ? signs[0] : value < -1e-9 ? signs[1] : 0;
    snprintf(out, size, "%.10g°%s%c", v < 1e-9 ? 0 : v, sign ? "\xE2\x80\x89" : "", sign ? sign : '\0');
}

/* Where a line leaves the window, its number stands, if there is room. */
static void number_end(ent_plate *plate, ent_xy in, ent_xy out, bool meridian, const char *text)
{
    const double width = ent_text_width(ent_str_of(text), 5.6, false, 0);
    const ent_rect *w = &plate->window;
    for (int k = 0; k < 30; k++) {
        const ent_xy middle = {(in.x + out.x) / 2, (in.y + out.y) / 2};
        if (ent_plate_in_window(plate, middle))
            in = middle;
        else
            out = middle;
    }
    ent_xy at = in; /* middle of the text */
    if (plate->round) {
        const double dx = in.x - plate->pane.centre.x, dy = in.y - plate->pane.centre.y;
        const double far = 1 + (3 + (width / 2 + 1) * fabs(dx) / plate->radius) / plate->radius;
        at = (ent_xy){plate->pane.centre.x + dx * far, plate->pane.centre.y + dy * far};
    } else {
        const bool at_side = in.x < w->x0 + 0.5 || in.x > w->x1 - 0.5;
        if (at_side == meridian)
            return; /* meridians have their numbers above and below, parallels at the sides */
        at.x = fmax(w->x0 + width / 2 + 3, fmin(w->x1 - width / 2 - 3, at.x));
        at.y = fmax(w->y0 + 6.5, fmin(w->y1 - 6.5, at.y));
    }
    const ent_rect box = {at.x - width / 2 - 1.5, at.y - 3.6, at.x + width / 2 + 1.5, at.y + 3.6};
    if (!ent_labels_free_at(&plate->labels, box)) return;
    ent_labels_take(&plate->labels, box);
    const ent_svg_text how = {"net-number", {at.x, at.y + 2}, 5.6, 0, ENT_SVG_MIDDLE};
    ent_svg_write_text(&plate->numbers, &how, ent_str_of(text));
}

static void number_line(ent_plate *plate, const ent_ink *path, bool meridian, const char *text)
{
    for (size_t part = 0; part < path->part_count; part++)
        for (size_t k = path->starts[part]; k + 1 < ent_ink_end(path, part); k++) {
            const bool here = ent_plate_in_window(plate, path->points[k]);
            const bool there = ent_plate_in_window(plate, path->points[k + 1]);
            if (here != there)
                number_end(plate, path->points[here ? k : k + 1], path->points[here ? k + 1 : k], meridian,
                           text);
        }
}

#define LIMB 2.5 /* points: a line that ends so near the limb has been cut by it */

/* Of a disc: a line that the horizon cuts ends in the window, on the limb. */
static void number_limb(ent_plate *plate, const ent_ink *path, const char *text)
{
    const ent_xy c = plate->pane.centre;
    for (size_t part = 0; plate->round && part < path->part_count; part++)
        for (int end = 0; end < 2; end++) {
            const ent_xy at = path->points[end ? ent_ink_end(path, part) - 1 : path->starts[part]];
            const double far = hypot(at.x - c.x, at.y - c.y);
            if (far > plate->radius || far < plate->radius - LIMB) continue;
            const ent_xy out = {c.x + (at.x - c.x) * 1.05, c.y + (at.y - c.y) * 1.05};
            number_end(plate, at, out, false, text);
        }
}

typedef struct net_line {
    bool meridian;
    double value, from, to;
} net_line;

static void draw_net_line(ent_plate *plate, net_line n, ent_ink *all)
{
    ent_lonlat points[73];
    char text[32];
    for (int k = 0; k <= 72; k++) {
        const double t = n.from + (n.to - n.from) * k / 72;
        points[k] = n.meridian ? (ent_lonlat){n.value, t} : (ent_lonlat){t, n.value};
    }
    ent_ink line = {0};
    ent_pane_line(&plate->pane, (ent_course){points, 73, ENT_EDGE_STRAIGHT, false}, &line);
    degrees_text(n.meridian ? ent_lon_near(n.value, 0) : n.value, n.meridian ? "EW" : "NS", text,
                 sizeof text);
    if (!line.failed) number_line(plate, &line, n.meridian, text), number_limb(plate, &line, text);
    ent_ink_simplify(&line, 0.05, false);
    for (size_t part = 0; part < line.part_count; part++) {
        ent_ink_start(all);
        for (size_t k = line.starts[part]; k < ent_ink_end(&line, part); k++)
            ent_ink_add(all, line.points[k]);
    }
    all->failed |= line.failed;
    ent_ink_done(&line);
}

void ent_plate_graticule(ent_plate *plate)
{
    const ent_lonlat middle = ent_unit3_place(plate->focus.middle);
    const double degrees = NET_SPACING / plate->pane.scale / 111195;
    const double lat_step = net_step(degrees * 0.7);
    const double narrow = fmax(0.15, cos(fmin(80, fabs(middle.lat_deg)) * ENT_DEGREE));
    const double lon_step = net_step(degrees * 0.7 / narrow);
    const double reach = plate->focus.radius_deg;
    const double south = fmax(-90, middle.lat_deg - reach), north = fmin(90, middle.lat_deg + reach);
    const bool polar = south <= -89 || north >= 89;
    const double half =
        polar ? 180 : fmin(180, reach / fmax(0.02, cos(fmax(fabs(south), fabs(north)) * ENT_DEGREE)) + 1);
    const double low = fmax(south, -90 + lat_step), high = fmin(north, 90 - lat_step);
    ent_ink all = {0};
    for (double v = ceil(low / lat_step) * lat_step; v <= high + 1e-9; v += lat_step)
        draw_net_line(plate, (net_line){false, v, middle.lon_deg - half, middle.lon_deg + half}, &all);
    for (double v = ceil((middle.lon_deg - half) / lon_step) * lon_step; v < middle.lon_deg + half - 1e-9;
         v += lon_step) {
        const bool whole = fmod(fabs(v), 90) < 1e-9; /* the others end short of the pole */
        draw_net_line(plate,
                      (net_line){true, v, whole ? south : fmax(south, -90 + lat_step),
                                 whole ? north : fmin(north, 90 - lat_step)},
                      &all);
    }
    ent_svg_path(&plate->out, "net", NULL, &all, false);
    ent_ink_done(&all);
}
