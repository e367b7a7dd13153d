/* map.h: maps as an atlas draws them: zones, records and borders as one SVG, and that SVG as PDF or PNG.
 *
 * A map is a list of what is to be seen. Nothing is judged or measured here, no file is opened but by the
 * libraries that render, and no clock is read: same map, same bytes. */
#ifndef ENTENTE_MAP_H
#define ENTENTE_MAP_H

#include "entente/atlas.h"
#include "entente/verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The ground inside an outline. What is possible is drawn as a broken line with sparse hatching, what is
 * certain as a solid line with dense hatching. */
typedef struct ent_map_zone {
    const ent_zone *zone;
    bool possible;
    const char *label; /* for the legend; NULL: none */
} ent_map_zone;

/* How a mark looks. */
typedef enum ent_map_look {
    ENT_MAP_PLAIN = 0,
    ENT_MAP_BREACH,     /* filled diamond */
    ENT_MAP_UNCLEAR,    /* half-filled square */
    ENT_MAP_NONE_SHOWN, /* open triangle */
    ENT_MAP_KEPT,       /* open circle */
    ENT_MAP_EXEMPT      /* cross */
} ent_map_look;
#define ENT_MAP_LOOK_COUNT 6

/* Something with a position that may be known only so far: a place with a radius, an area, or all of a
 * country. */
typedef struct ent_map_mark {
    ent_map_look look;
    const char *label; /* NULL or "": none */
    bool has_place;
    ent_lonlat place;
    double radius_m;                  /* 0: a point */
    const ent_rings *area;            /* NULL: none */
    bool area_is_line, area_geodesic; /* sides along geodesics, not straight in longitude and latitude */
    int country;                      /* only the country is known; -1: not so */
    bool coarser; /* another statement of a place that has a mark: drawn without a symbol of its own */
} ent_map_mark;

/* A line or the outline of an area that the map is about: a border, a contact line, a line of a file. Each of
 * the first six has a pattern of dashes of its own, then they come again. Borrowed. */
typedef struct ent_map_line {
    const ent_tree *shape;
    const char *label; /* for the legend and beside the line; NULL: none */
} ent_map_line;
#define ENT_MAP_LINES_MAX 64 /* on one map */

/* What of the Earth to show; all zero: what there is to be seen (records before zones that go round the
 * Earth). */
/* GLOBE: half of the Earth as from afar; WORLD: all of it. */
typedef enum ent_map_extent_kind {
    ENT_MAP_FIT = 0,
    ENT_MAP_BOX,
    ENT_MAP_GLOBE,
    ENT_MAP_WORLD
} ent_map_extent_kind;
typedef struct ent_map_extent {
    ent_map_extent_kind kind;
    double west_deg, south_deg, east_deg,
        north_deg; /* BOX; going east from west, across ±180 where need be */
} ent_map_extent;

typedef struct ent_map {
    const ent_atlas *atlas;
    ent_territory_query query;                  /* view, layer and day of the borders */
    const char *title, *subtitle, *description; /* NULL: none */
    const ent_map_zone *zones;
    size_t zone_count;
    bool zones_are_ground; /* what a clause speaks of, not what it closes: shown around the marks, if there
                              are any */
    const ent_map_mark *marks;
    size_t mark_count;
    const ent_map_line *lines;
    size_t line_count;
    const int *subject; /* countries drawn darker */
    size_t subject_count;
    const char *subject_label; /* for the legend; NULL: none */
    const char *const *notes;  /* paragraphs below the legend: sources, view, layer, date */
    size_t note_count;
    ent_map_extent extent;
    const char
        *projection; /* a PROJ string or the name of a coordinate system; NULL: chosen for the extent */
} ent_map;

#define ENT_MAP_WIDTH_PT 841.89 /* A4, landscape */
#define ENT_MAP_HEIGHT_PT 595.28

/* The map as SVG 1.1, texts as texts. ENT_E_USAGE: the projection is none, or does not show the extent.
 * ENT_E_DOMAIN: a place or an extent that is none, no such country or view. ENT_E_LIMIT: more than
 * ENT_MAP_MARKS_MAX marks, or an SVG over ENT_MAP_BYTES_MAX. ENT_E_NOMEM, ENT_E_IO. Some tenths of a second.
 */
ENT_API ent_status ent_map_svg(const ent_map *map, ent_sink sink, ent_error *err) ENT_MUST_USE;

/* The records that findings are about, each once with the worst verdict under the base readings (breach,
 * unclear, kept, exempt), as marks: of one clause, or with `clause` NULL of all. Where a record is comes from
 * ent_world_spots; of rival places each is a mark, and so is every coarser statement of the place. Marks are
 * in the order of the records; the list owns them, and borrows from the judgement. ENT_E_NOT_FOUND: no such
 * clause. ENT_E_LIMIT: more than ENT_MAP_MARKS_MAX.
 */
typedef struct ent_map_marks ent_map_marks;
ENT_API ent_status ent_map_marks_of(const ent_judgement *judgement, const char *clause, ent_map_marks **out,
                                    ent_error *err) ENT_MUST_USE;
ENT_API void ent_map_marks_free(ent_map_marks *marks);
ENT_API const ent_map_mark *ent_map_marks_at(const ent_map_marks *marks, size_t *out_count);
/* How many of the records say nothing of where they are. */
ENT_API size_t ent_map_marks_nowhere(const ent_map_marks *marks);

typedef enum ent_map_format { ENT_MAP_PNG = 0, ENT_MAP_PDF } ent_map_format;
#define ENT_MAP_DPI_MIN 10.0
#define ENT_MAP_DPI_MAX 1200.0
/* An SVG as PNG with `dpi` dots an inch (PDF: as vectors, whatever `dpi`). librsvg and Cairo are loaded when
 * first called for: ENT_E_UNSUPPORTED when they are not installed. ENT_E_FORMAT: it is no SVG. ENT_E_DOMAIN:
 * dpi out of range. ENT_E_LIMIT: a picture over 10,000 dots wide or high. Fonts are those of the machine. */
ENT_API ent_status ent_map_render(ent_str svg, ent_map_format format, double dpi, ent_sink sink,
                                  ent_error *err) ENT_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
