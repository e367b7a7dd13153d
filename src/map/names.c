/* names.c: names of countries and waters where they fit. A country's name stands inside it, as large as its
 * ground allows; smaller countries come later, and a name that finds no room is left out: the map is no list.
 */
#include "base/mem.h"
#include "map/sheet.h"
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

static size_t owners_seen(const ent_sheet *sheet, named *out)
{
    size_t count = ent_atlas_country_count(sheet->map->atlas), kept = 0;
    if (count > OWNERS_MAX) count = OWNERS_MAX;
    for (size_t k = 0; k < count; k++) out[k] = (named){(int)k, 0};
    for (size_t k = 0; k < sheet->raster.columns * sheet->raster.rows; k++) {
        const int32_t owner = sheet->raster.owner[k];
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

static bool in_window(const ent_sheet *sheet, ent_rect b)
{
    return ent_sheet_in_window(sheet, (ent_xy){b.x0, b.y0}) &&
           ent_sheet_in_window(sheet, (ent_xy){b.x1, b.y0}) &&
           ent_sheet_in_window(sheet, (ent_xy){b.x0, b.y1}) &&
           ent_sheet_in_window(sheet, (ent_xy){b.x1, b.y1});
}

/* The best place for the text on the owner's squares: inside, with room around it, near the middle. */
static bool find_spot(const ent_sheet *sheet, const ent_tally *t, const lettering *l, double least,
                      ent_xy *out)
{
    const ent_rect w = sheet->raster.window;
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
            const double score = 2 * share + room - 0.8 * off - 4 * ent_tally_share(&sheet->lines_tally, box);
            if (score <= best || !in_window(sheet, box) || !ent_labels_free_at(&sheet->labels, box)) continue;
            best = score, *out = at;
        }
    return best > -INFINITY;
}

static void write_name(ent_sheet *sheet, const lettering *l, ent_xy at)
{
    const ent_svg_text how = {
        l->class_name, {at.x + l->spacing / 2, at.y + l->size * 0.35}, l->size, l->spacing, ENT_SVG_MIDDLE};
    ent_svg_write_text(&sheet->out, &how, l->text);
    ent_labels_take(&sheet->labels, box_of(l, at, 1.5));
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

/* Large ones in spaced capitals, the others as they are; the largest that fits. */
static bool try_sizes(ent_sheet *sheet, const ent_tally *t, ent_str name)
{
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
        if (!find_spot(sheet, t, &l, 0.97, &at)) continue;
        write_name(sheet, &l, at);
        return true;
    }
    return false;
}

static ent_status name_countries(ent_sheet *sheet, named *owners, ent_error *err)
{
    const size_t count = owners_seen(sheet, owners);
    for (size_t k = 0; k < count; k++) {
        ent_tally t;
        if (!ent_tally_make(&sheet->raster, owners[k].country, &t))
            return ent_fail(err, ENT_E_NOMEM, "out of memory for the names of a map");
        const ent_country country = ent_atlas_country_at(sheet->map->atlas, (size_t)owners[k].country);
        (void)try_sizes(sheet, &t, short_name(country.name));
        ent_tally_done(&t);
    }
    return ENT_OK;
}

/* ---- waters ----------------------------------------------------------------------------------------- */

static bool name_water(ent_sheet *sheet, const ent_tally *sea, const ent_water *water)
{
    static const double sizes[] = {10, 7.6, 6.4, 5.8, 5.4};
    static const int rings[] = {14, 4, 3, 2, 2}; /* how far from its anchor a name may stand */
    ent_xy anchor;
    if (!ent_pane_at(&sheet->pane, (ent_lonlat){water->lon_deg, water->lat_deg}, &anchor)) return false;
    lettering l = {.text = ent_str_of(water->name), .class_name = "sea", .size = sizes[water->rank]};
    l.spacing = l.size * (water->rank == 0 ? 0.25 : 0.1);
    l.width = ent_text_width(l.text, l.size, false, l.spacing) * 0.93;
    for (int ring = 0; ring < rings[water->rank]; ring++) /* around the anchor, farther out each time */
        for (int k = 0; k < (ring ? 8 : 1); k++) {
            const double far = 4.0 * ring, angle = k * 45 * ENT_DEGREE;
            const ent_xy at = {anchor.x + far * cos(angle), anchor.y + far * sin(angle) * 0.7};
            const ent_rect box = box_of(&l, at, 1.5);
            if (ent_tally_share(sea, box) < 0.995 || !in_window(sheet, box)) continue;
            if (!ent_labels_free_at(&sheet->labels, box)) continue;
            write_name(sheet, &l, at);
            return true;
        }
    return false;
}

ent_status ent_sheet_names(ent_sheet *sheet, ent_error *err)
{
    ent_tally sea;
    named *owners = ent_alloc_zero(OWNERS_MAX, sizeof *owners);
    ent_status st = owners ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory for the names of a map");
    ent_buf_adds(&sheet->out, "<g id=\"names\">\n");
    if (st == ENT_OK) st = name_countries(sheet, owners, err);
    ent_free(owners);
    if (st != ENT_OK) return st;
    if (!ent_tally_make(&sheet->raster, ENT_SIDE_SEA, &sea))
        return ent_fail(err, ENT_E_NOMEM, "out of memory for the names of a map");
    const char *last = ""; /* an ocean with two anchors is named once */
    for (int rank = 0; rank < 5; rank++)
        for (size_t k = 0; k < sizeof ent_waters / sizeof *ent_waters; k++) {
            const ent_water *water = &ent_waters[k];
            if (water->rank != rank || strcmp(water->name, last) == 0) continue;
            if (name_water(sheet, &sea, water)) last = water->name;
        }
    ent_tally_done(&sea);
    ent_buf_adds(&sheet->out, "</g>\n");
    return ENT_OK;
}
