/* topojson.h: the rings of countries in a TopoJSON file (world-atlas), for benchmarks. Arcs are delta-coded
 * integers; a negative arc index is an arc walked backwards (its bitwise complement). */
#ifndef ENT_BENCH_TOPOJSON_H
#define ENT_BENCH_TOPOJSON_H

#include "entente/geo.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

typedef struct topology {
    json_t *root, *arcs, *countries;
    double scale[2], translate[2];
} topology;

typedef struct rings_buffer {
    ent_lonlat *points;
    uint32_t *starts;
    size_t point_count, point_cap, ring_count, ring_cap;
} rings_buffer;

static inline bool topology_open(topology *t, const char *path)
{
    json_error_t error;
    t->root = json_load_file(path, 0, &error);
    if (!t->root) return false;
    t->arcs = json_object_get(t->root, "arcs");
    t->countries =
        json_object_get(json_object_get(json_object_get(t->root, "objects"), "countries"), "geometries");
    json_t *transform = json_object_get(t->root, "transform");
    for (size_t k = 0; k < 2; k++) {
        t->scale[k] = json_number_value(json_array_get(json_object_get(transform, "scale"), k));
        t->translate[k] = json_number_value(json_array_get(json_object_get(transform, "translate"), k));
    }
    return json_is_array(t->arcs) && json_is_array(t->countries);
}

static inline void rings_add_point(rings_buffer *b, ent_lonlat p)
{
    if (b->point_count == b->point_cap) {
        b->point_cap = b->point_cap ? 2 * b->point_cap : 4096;
        b->points = realloc(b->points, b->point_cap * sizeof *b->points);
    }
    b->points[b->point_count++] = p;
}

static inline void rings_end(rings_buffer *b)
{
    if (b->ring_count + 2 > b->ring_cap) {
        b->ring_cap = b->ring_cap ? 2 * b->ring_cap : 256;
        b->starts = realloc(b->starts, b->ring_cap * sizeof *b->starts);
        if (b->ring_count == 0) b->starts[0] = 0;
    }
    b->starts[++b->ring_count] = (uint32_t)b->point_count;
}

static inline void topology_add_arc(const topology *t, long long index, rings_buffer *b)
{
    const json_t *arc = json_array_get(t->arcs, (size_t)(index < 0 ? ~index : index));
    size_t from = b->point_count, n = json_array_size(arc);
    double x = 0, y = 0;
    for (size_t i = 0; i < n; i++) {
        const json_t *step = json_array_get(arc, i);
        x += json_number_value(json_array_get(step, 0)), y += json_number_value(json_array_get(step, 1));
        double lat = y * t->scale[1] + t->translate[1];
        rings_add_point(b, (ent_lonlat){x * t->scale[0] + t->translate[0], lat > 90    ? 90
                                                                           : lat < -90 ? -90
                                                                                       : lat});
    }
    if (index >= 0) return;
    for (size_t i = from, j = b->point_count; i + 1 < j; i++) {
        ent_lonlat p = b->points[i];
        b->points[i] = b->points[--j], b->points[j] = p;
    }
}

static inline void topology_add_polygon(const topology *t, const json_t *polygon, rings_buffer *b)
{
    for (size_t r = 0; r < json_array_size(polygon); r++) {
        const json_t *ring = json_array_get(polygon, r);
        for (size_t i = 0; i < json_array_size(ring); i++)
            topology_add_arc(t, json_integer_value(json_array_get(ring, i)), b);
        rings_end(b);
    }
}

/* Add the rings of the country with an ISO number, "643". */
static inline bool topology_add_country(const topology *t, const char *id, rings_buffer *b)
{
    for (size_t i = 0; i < json_array_size(t->countries); i++) {
        const json_t *country = json_array_get(t->countries, i);
        const char *its = json_string_value(json_object_get(country, "id"));
        if (!its || strcmp(its, id) != 0) continue;
        const json_t *arcs = json_object_get(country, "arcs");
        bool multi = strcmp(json_string_value(json_object_get(country, "type")), "MultiPolygon") == 0;
        if (!multi) topology_add_polygon(t, arcs, b);
        for (size_t k = 0; multi && k < json_array_size(arcs); k++)
            topology_add_polygon(t, json_array_get(arcs, k), b);
        return true;
    }
    return false;
}

#endif
