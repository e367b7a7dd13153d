/* names.c: names of countries and waters where they fit. A country's name stands inside it, as large as its
 * ground allows; smaller countries come later, and a name that finds no room is left out: the map is no list.
 */
#include "base/mem.h"
#include "map/plate.h"
#include "map/text.h"
#include "map/waters.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define OWNERS_MAX 1024
#define LEAST_CELLS 20 /* below that a country is too small for a name inside */

typedef struct named {
    int country;
    size_t cells;
} named;

static int by_size(const void *left, const void *right)
{
    const named *a = left, *b = right;
    if (a->cells != b->cells) return a->cells > b->cells ? -1 : 1;
    return a->country - b->country;
}

static size_t owners_seen(const ent_plate *plate, named *out)
{
    size_t count = ent_atlas_country_count(plate->map->atlas), kept = 0;
    if (count > OWNERS_MAX) count = OWNERS_MAX;
    for (size_t k = 0; k < count; k++) out[k] = (named){(int)k, 0};
    for (size_t k = 0; k < plate->raster.columns * plate->raster.rows; k++) {
        const int32_t owner = plate->raster.owner[k];
        if (owner >= 0 && (size_t)owner < count) out[owner].cells++;
    }
    for (size_t k = 0; k < count; k++)
        if (out[k].cells >= LEAST_CELLS) out[kept++] = out[k];
    qsort(out, kept, sizeof *out, by_size);
    return kept;
}

/* ---- a place for a text ----------------------------------------------------------------------------- */

typedef struct lettering {
    ent_str text;
    const char *class_name;
    double size, spacing;
    double width; /* worked out */
} lettering;

static ent_rect box_of(const lettering *l, ent_xy at, double more)
{
    const double w = l->width / 2 + more, h = l->size * 0.42 + more;
    return (ent_rect){at.x - w, at.y - h, at.x + w, at.y + h};
}

static bool in_window(const ent_plate *plate, ent_rect b)
{
    return ent_plate_in_window(plate, (ent_xy){b.x0, b.y0}) &&
           ent_plate_in_window(plate, (ent_xy){b.x1, b.y0}) &&
           ent_plate_in_window(plate, (ent_xy){b.x0, b.y1}) &&
           ent_plate_in_window(plate, (ent_xy){b.x1, b.y1});
}

/* The best place for the text on the owner's squares: inside, with room around it, near the middle. */
static bool find_spot(const ent_plate *plate, const ent_tally *t, const lettering *l, double least,
                      ent_xy *out)
{
    const ent_rect w = plate->raster.window;
    double best = -INFINITY;
    for (size_t y = t->y0; y < t->y1; y++)
        for (size_t x = t->x0; x < t->x1; x++) {
            const ent_xy at = {w.x0 + ((double)x + 0.5) * ENT_RASTER_CELL,
                               w.y0 + ((double)y + 0.5) * ENT_RASTER_CELL};
            const ent_rect box = box_of(l, at, 1);
            const double share = ent_tally_share(t, box);
            if (share < least) continue;
            const double room = ent_tally_share(t, box_of(l, at, 8));
            const double off =
                hypot(at.x - t->middle.x, at.y - t->middle.y) / (20 + sqrt((double)t->count) * 2);
            const double score = 2 * share + room - 0.8 * off - 4 * ent_tally_share(&plate->lines_tally, box);
            if (score <= best || !in_window(plate, box) || !ent_labels_free_at(&plate->labels, box)) continue;
            best = score, *out = at;
        }
    return best > -INFINITY;
}

static void write_name(ent_plate *plate, const lettering *l, ent_xy at)
{
    const ent_svg_text how = {
        l->class_name, {at.x + l->spacing / 2, at.y + l->size * 0.35}, l->size, l->spacing, ENT_SVG_MIDDLE};
    ent_svg_write_text(&plate->out, &how, l->text);
    ent_labels_take(&plate->labels, box_of(l, at, 1.5));
}

/* ---- towns ------------------------------------------------------------------------------------------ */

#define TOWNS_REACH_DEG 16.0 /* maps that reach farther show none */
#define TOWNS_MAX 36
#define TOWNS_LOOKED_AT 60000
#define TOWN_SIZE 5.4

static bool place_town(ent_plate *plate, const char *name, ent_xy at)
{
    static const double dx[4] = {1, -1, 1, -1}, dy[4] = {0, 0, -1, 1};
    const ent_rect dot = {at.x - 1.6, at.y - 1.6, at.x + 1.6, at.y + 1.6};
    const double width = ent_text_width(ent_str_of(name), TOWN_SIZE, false, 0);
    if (!in_window(plate, (ent_rect){at.x - 3, at.y - 3, at.x + 3, at.y + 3})) return false;
    if (!ent_labels_free_at(&plate->labels, dot)) return false;
    for (int k = 0; k < 4; k++) {
        const double x = at.x + dx[k] * (2.8 + width / 2), y = at.y + dy[k] * 3.2;
        const ent_rect box = {x - width / 2 - 6, y - 5, x + width / 2 + 6, y + 5}; /* with air around it */
        if (!in_window(plate, box) || !ent_labels_free_at(&plate->labels, box)) continue;
        ent_labels_take(&plate->labels,
                        (ent_rect){x - width / 2 - 0.8, y - 2.8, x + width / 2 + 0.8, y + 2.8});
        ent_labels_take(&plate->labels, dot);
        ent_svg_circle(&plate->out, "town-dot", at, 1.1);
        const ent_svg_text how = {"town", {x, y + 1.9}, TOWN_SIZE, 0, ENT_SVG_MIDDLE};
        ent_svg_write_text(&plate->out, &how, ent_str_of(name));
        return true;
    }
    return false;
}

#define TOWNS_FIRST 10 /* the largest have their place before countries have theirs */

static void name_towns(ent_plate *plate, size_t most)
{
    const ent_atlas *atlas = plate->map->atlas;
    const size_t count = ent_atlas_town_count(atlas);
    const double least = cos(plate->focus.radius_deg * ENT_DEGREE);
    if (plate->focus.radius_deg > TOWNS_REACH_DEG) return;
    for (size_t k = 0, placed = 0; k < count && k < TOWNS_LOOKED_AT && placed < most; k++) {
        const ent_town town = ent_atlas_town_at(atlas, k);
        ent_xy at;
        if (ent_unit3_dot(ent_unit3_of(town.place), plate->focus.middle) < least) continue;
        if (ent_pane_at(&plate->pane, town.place, &at)) placed += place_town(plate, town.name, at);
    }
}

/* ---- countries -------------------------------------------------------------------------------------- */

static ent_str capitals(const char *name, char *out, size_t size)
{
    size_t length = 0;
    for (; name[length] && length + 1 < size; length++) {
        const unsigned char c = (unsigned char)name[length];
        out[length] = c < 128 ? (char)toupper(c) : (char)c;
    }
    return (ent_str){out, length};
}

/* Without what follows a comma or a bracket: "Moldova, Republic of". */
static ent_str short_name(const char *name)
{
    const size_t length = strcspn(name, ",(");
    ent_str text = {name, length};
    return ent_str_trim(text);
}

static bool is_ascii(ent_str s)
{
    for (size_t k = 0; k < s.len; k++)
        if ((unsigned char)s.ptr[k] >= 128) return false;
    return true;
}

/* A border of which a part is out of sight leaves rows of the raster open; the map itself knows better. Some
 * part of the name has to be on the ground it names: its middle may be a strait. */
static bool is_its_ground(const ent_plate *plate, int country, const lettering *l, ent_xy at)
{
    ent_territory_query query = plate->map->query;
    query.own_only = true;
    for (int k = -2; k <= 2; k++) {
        ent_lonlat place;
        const ent_xy part = {at.x + 0.2 * k * l->width, at.y};
        if (ent_pane_back(&plate->pane, part, &place) &&
            ent_atlas_owner_at(plate->map->atlas, query, place) == country)
            return true;
    }
    return false;
}

/* Large ones in spaced capitals, the others as they are; the largest that fits. */
static bool try_sizes(ent_plate *plate, const ent_tally *t, int country)
{
    const ent_str name = short_name(ent_atlas_country_at(plate->map->atlas, (size_t)country).name);
    char upper[128];
    const double side = sqrt((double)t->count) * ENT_RASTER_CELL;
    const double largest = fmin(10.5, fmax(5.6, side / 14));
    for (double size = largest; size > 4.9; size -= size > 8 ? 1 : 0.5) {
        const bool caps = size >= 6.5 && is_ascii(name);
        char copy[128];
        snprintf(copy, sizeof copy, ENT_STR_FMT, ENT_STR_ARG(name));
        lettering l = {
            .text = caps ? capitals(copy, upper, sizeof upper) : name, .class_name = "country", .size = size};
        if (caps) l.spacing = size * fmin(0.6, 0.08 + side / 1500);
        l.width = ent_text_width(l.text, size, false, l.spacing);
        ent_xy at = {0, 0};
        if (!find_spot(plate, t, &l, 0.97, &at)) continue;
        if (!is_its_ground(plate, country, &l, at)) return false;
        write_name(plate, &l, at);
        return true;
    }
    return false;
}

static ent_status name_countries(ent_plate *plate, named *owners, ent_error *err)
{
    const size_t count = owners_seen(plate, owners);
    for (size_t k = 0; k < count; k++) {
        ent_tally t;
        if (!ent_tally_make(&plate->raster, owners[k].country, &t))
            return ent_fail(err, ENT_E_NOMEM, "out of memory for the names of a map");
        (void)try_sizes(plate, &t, owners[k].country);
        ent_tally_done(&t);
    }
    return ENT_OK;
}

/* ---- waters ----------------------------------------------------------------------------------------- */

/* The first free place near the anchor; `calm`: one that no outline runs through. */
static bool place_water(ent_plate *plate, const ent_tally *sea, const lettering *l, ent_xy anchor, int rings,
                        bool calm)
{
    for (int ring = 0; ring < rings; ring++) /* around the anchor, farther out each time */
        for (int k = 0; k < (ring ? 8 : 1); k++) {
            const double far = 4.0 * ring, angle = k * 45 * ENT_DEGREE;
            const ent_xy at = {anchor.x + far * cos(angle), anchor.y + far * sin(angle) * 0.7};
            const ent_rect box = box_of(l, at, 1.5);
            if (ent_tally_share(sea, box) < 0.995 || !in_window(plate, box)) continue;
            if (calm && ent_tally_share(&plate->lines_tally, box) > 0) continue;
            if (!ent_labels_free_at(&plate->labels, box)) continue;
            write_name(plate, l, at);
            return true;
        }
    return false;
}

static bool name_water(ent_plate *plate, const ent_tally *sea, const ent_water *water)
{
    static const double sizes[] = {10, 7.6, 6.4, 5.8, 5.4};
    static const int rings[] = {14, 5, 3, 2, 2}; /* how far from its anchor a name may stand */
    ent_xy anchor;
    if (!ent_pane_at(&plate->pane, (ent_lonlat){water->lon_deg, water->lat_deg}, &anchor)) return false;
    lettering l = {.text = ent_str_of(water->name), .class_name = "sea", .size = sizes[water->rank]};
    l.spacing = l.size * (water->rank == 0 ? 0.25 : 0.1);
    l.width = ent_text_width(l.text, l.size, false, l.spacing) * 0.93;
    const int far = rings[water->rank];
    return place_water(plate, sea, &l, anchor, far, true) || place_water(plate, sea, &l, anchor, far, false);
}

ent_status ent_plate_names(ent_plate *plate, ent_error *err)
{
    ent_tally sea;
    named *owners = ent_alloc_zero(OWNERS_MAX, sizeof *owners);
    ent_status st = owners ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory for the names of a map");
    ent_buf_adds(&plate->out, "<g id=\"names\">\n");
    name_towns(plate, TOWNS_FIRST);
    if (st == ENT_OK) st = name_countries(plate, owners, err);
    ent_free(owners);
    if (st != ENT_OK) return st;
    if (!ent_tally_make(&plate->raster, ENT_SIDE_SEA, &sea))
        return ent_fail(err, ENT_E_NOMEM, "out of memory for the names of a map");
    const char *last = ""; /* an ocean with two anchors is named once */
    for (int rank = 0; rank < 5; rank++)
        for (size_t k = 0; k < sizeof ent_waters / sizeof *ent_waters; k++) {
            const ent_water *water = &ent_waters[k];
            if (water->rank != rank || strcmp(water->name, last) == 0) continue;
            if (name_water(plate, &sea, water)) last = water->name;
        }
    ent_tally_done(&sea);
    name_towns(plate, TOWNS_MAX - TOWNS_FIRST);
    ent_buf_adds(&plate->out, "</g>\n");
    return ENT_OK;
}
