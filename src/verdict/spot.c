/* spot.c: where a record is, for showing. Judging takes every statement of a position at once (position.c);
 * who looks at a map wants the finest of them: a point before a named place, that before a bearing, an area
 * or a line, and the country when nothing else is said. Where sources give rival names each is a spot of its
 * own. */
#include "entente/verdict.h"

#include <math.h>
#include <string.h>

#define TOWN_RADIUS_M 5000.0 /* as in position.c */
#define TOWNS_MAX 16

typedef struct finder {
    const ent_world *world;
    const ent_record *record;
    ent_time day;
    ent_spot *out;
    size_t count, max;
} finder;

static void add(finder *f, ent_spot spot)
{
    if (f->count < f->max) f->out[f->count] = spot;
    f->count++;
}

static int country_of(const finder *f, const char *word)
{
    return *word ? ent_atlas_country_find(f->world->atlas, ent_str_of(word)) : -1;
}

static const char *first_word(const ent_value *value)
{
    return value->kind == ENT_VALUE_WORD && value->count > 0 ? value->words[0] : "";
}

/* The country that the record names beside its place, or -1. */
static int stated_country(const finder *f)
{
    int country = country_of(f, first_word(&f->record->territory));
    for (uint32_t k = 0; k < f->record->position_count && country < 0; k++)
        if (f->record->positions[k].kind == ENT_POSITION_TERRITORY)
            country = country_of(f, first_word(&f->record->positions[k].name));
    return country;
}

/* Of several towns of a name the one in the stated country, else the most populous. */
static bool find_town(const finder *f, const char *name, ent_town *out)
{
    ent_town towns[TOWNS_MAX];
    const size_t found = ent_atlas_towns_find(f->world->atlas, ent_str_of(name), towns, TOWNS_MAX);
    const int stated = stated_country(f);
    if (found == 0) return false;
    *out = towns[0];
    for (size_t k = 0; k < found && k < TOWNS_MAX && stated >= 0; k++)
        if (strcmp(towns[k].code2, ent_atlas_country_at(f->world->atlas, (size_t)stated).code2) == 0)
            return *out = towns[k], true;
    return true;
}

static bool find_site(const finder *f, const char *name, double radius_m, ent_spot *out)
{
    const ent_site *site = f->world->sites ? ent_sites_find(f->world->sites, ent_str_of(name), f->day) : NULL;
    ent_town town;
    if (site)
        *out = (ent_spot){ENT_SPOT_DISC, site->centre, site->radius_m + radius_m, NULL, -1, NULL};
    else if (find_town(f, name, &town))
        *out = (ent_spot){ENT_SPOT_DISC, town.place, radius_m > 0 ? radius_m : TOWN_RADIUS_M, NULL, -1, NULL};
    else
        return false;
    return true;
}

static const ent_shape *find_shape(const finder *f, const char *name, bool is_line)
{
    const size_t count = f->world->shapes ? ent_shapes_count(f->world->shapes) : 0;
    for (size_t k = 0; k < count; k++) {
        const ent_shape *s = ent_shapes_at(f->world->shapes, k);
        if (s->is_line != is_line || strcmp(s->name, name) != 0) continue;
        const ent_span_time from = ent_when_hull(&s->from), until = ent_when_hull(&s->until);
        if (from.from.seconds <= f->day.seconds &&
            (s->until.count == 0 || f->day.seconds < until.until.seconds))
            return s;
    }
    return NULL;
}

/* One that the agreement draws by its corners; what it defines by a condition has no outline to be shown. */
static const ent_decl *find_outline(const finder *f, const char *name, bool is_line)
{
    const ent_decl *decl =
        ent_doc_decl_find(f->world->agreement, is_line ? ENT_DECL_LINE : ENT_DECL_AREA, ent_str_of(name));
    return decl && decl->body && decl->body->kind == ENT_N_OUTLINE ? decl : NULL;
}

static bool one_number(const ent_value *value, ent_interval *out)
{
    if (value->kind != ENT_VALUE_NUMBER || value->count == 0) return false;
    *out = value->numbers[0];
    for (uint32_t k = 1; k < value->count; k++) {
        out->lo = fmin(out->lo, value->numbers[k].lo);
        out->hi = fmax(out->hi, value->numbers[k].hi);
    }
    return isfinite(out->hi);
}

/* So far from a named place on a bearing: a disc around the middle of what that allows. */
static bool find_bearing(const finder *f, const ent_position *p, const char *name, ent_spot *out)
{
    ent_interval far, bearing;
    ent_error ignored = {0};
    if (!find_site(f, name, 0, out) || !one_number(&p->distance_m, &far)) return false;
    const double base = out->radius_m, middle = (fmax(far.lo, 0) + far.hi) / 2;
    out->radius_m = far.hi + base;
    if (!one_number(&p->bearing_deg, &bearing) || fabs(bearing.hi - bearing.lo) >= 60) return true;
    if (ent_geo_direct(out->centre, (bearing.lo + bearing.hi) / 2, middle, &out->centre, &ignored) != ENT_OK)
        return true;
    out->radius_m =
        base + (far.hi - middle) + far.hi * fabs(bearing.hi - bearing.lo) / 2 * 0.017453292519943295;
    return true;
}

static void add_named(finder *f, const ent_position *p, const char *name)
{
    ent_spot spot = {0};
    if (p->kind == ENT_POSITION_SITE && find_site(f, name, p->radius_m, &spot)) {
        add(f, spot);
    } else if (p->kind == ENT_POSITION_BEARING) {
        if (find_bearing(f, p, name, &spot)) add(f, spot);
    } else if (p->kind == ENT_POSITION_TERRITORY) {
        const int country = country_of(f, name);
        if (country >= 0) add(f, (ent_spot){.kind = ENT_SPOT_COUNTRY, .country = country});
    } else {
        const bool is_line = p->kind == ENT_POSITION_LINE;
        const ent_shape *shape = find_shape(f, name, is_line);
        const ent_decl *decl = shape ? NULL : find_outline(f, name, is_line);
        if (shape || decl)
            add(f, (ent_spot){is_line ? ENT_SPOT_LINE : ENT_SPOT_AREA, {0, 0}, 0, shape, -1, decl});
    }
}

static void add_position(finder *f, const ent_position *p)
{
    if (p->kind == ENT_POSITION_POINT)
        add(f, (ent_spot){ENT_SPOT_DISC, p->centre, p->radius_m, NULL, -1, NULL});
    else
        for (uint32_t k = 0; k < p->name.count && p->name.kind == ENT_VALUE_WORD; k++)
            add_named(f, p, p->name.words[k]);
}

static const ent_position_kind order[] = {ENT_POSITION_POINT, ENT_POSITION_SITE, ENT_POSITION_BEARING,
                                          ENT_POSITION_AREA,  ENT_POSITION_LINE, ENT_POSITION_TERRITORY};
#define KINDS (sizeof order / sizeof *order)

/* The kinds of statement from `from` on until one gives something; which one that was. */
static size_t add_first(finder *f, size_t from)
{
    for (size_t kind = from; kind < KINDS; kind++) {
        for (uint32_t k = 0; k < f->record->position_count; k++)
            if (f->record->positions[k].kind == order[kind]) add_position(f, &f->record->positions[k]);
        if (f->count > 0) return kind;
    }
    return KINDS;
}

size_t ent_world_spots(const ent_world *world, const ent_record *record, ent_time day, ent_spot *out,
                       size_t max)
{
    finder f = {world, record, day, out, 0, max};
    (void)add_first(&f, 0);
    for (uint32_t k = 0;
         k < record->territory.count && f.count == 0 && record->territory.kind == ENT_VALUE_WORD; k++) {
        const int country = country_of(&f, record->territory.words[k]);
        if (country >= 0) add(&f, (ent_spot){.kind = ENT_SPOT_COUNTRY, .country = country});
    }
    return f.count;
}

size_t ent_world_coarser_spots(const ent_world *world, const ent_record *record, ent_time day, ent_spot *out,
                               size_t max)
{
    finder f = {world, record, day, out, 0, max};
    size_t total = 0;
    for (size_t kind = add_first(&f, 0) + 1; kind < KINDS && order[kind] != ENT_POSITION_TERRITORY; kind++) {
        f.count = 0, f.out = out + (total < max ? total : max), f.max = total < max ? max - total : 0;
        for (uint32_t k = 0; k < record->position_count; k++)
            if (record->positions[k].kind == order[kind]) add_position(&f, &record->positions[k]);
        total += f.count;
    }
    return total;
}
