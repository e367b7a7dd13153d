/* sites.c: the named places of a case. A name may stand for several places, one after the other in time. */
#include "base/mem.h"
#include "record/set.h"
#include "record/table.h"

#include <stdio.h>

enum { K_NAME, K_LON, K_LAT, K_RADIUS, K_FROM, K_UNTIL, K_SOURCE, K_NOTE, K_COUNT };

static const ent_known_column known[K_COUNT] = {
    [K_NAME] = {"name", ENT_DIM_NONE, "place"},  [K_LON] = {"lon", ENT_DIM_NONE, NULL},
    [K_LAT] = {"lat", ENT_DIM_NONE, NULL},       [K_RADIUS] = {"radius", ENT_DIM_LENGTH, NULL},
    [K_FROM] = {"from", ENT_DIM_NONE, NULL},     [K_UNTIL] = {"until", ENT_DIM_NONE, "to"},
    [K_SOURCE] = {"source", ENT_DIM_NONE, NULL}, [K_NOTE] = {"note", ENT_DIM_NONE, NULL},
};

static const ent_table_kind site_table = {.what = "places",
                                          .known = known,
                                          .known_count = K_COUNT,
                                          .required = 1u << K_NAME | 1u << K_LON | 1u << K_LAT};

/* Sites of one name are chained from the newest row to the oldest. */
typedef struct site_row {
    ent_site site;
    uint32_t line;
    struct site_row *older;
} site_row;

struct ent_sites {
    ent_pool pool;
    site_row **at;
    size_t count, cap;
    ent_map *names;
};

/* Both ends as the widest that they may mean; an `until` is the last moment, as in records. */
static ent_span_time validity(const ent_site *site)
{
    ent_span_time span = {ENT_TIME_MIN, ENT_TIME_MAX};
    if (site->from.count) span.from = ent_when_hull(&site->from).from;
    if (site->until.count) span.until = ent_when_hull(&site->until).until;
    return span;
}

static void check_name(const ent_sites *sites, ent_row_reader *row, const ent_site *site)
{
    if (!*site->name) {
        ent_row_complain(row, K_NAME,
                         (ent_complaint){.code = "place-name", .hint = "Records name the place by it."},
                         "the place has no name");
        return;
    }
    ent_span_time span = validity(site);
    for (const site_row *other = ent_map_get(sites->names, ent_str_of(site->name)); other;
         other = other->older) {
        ent_span_time theirs = validity(&other->site);
        if (theirs.from.seconds >= span.until.seconds || span.from.seconds >= theirs.until.seconds) continue;
        char detail[80];
        snprintf(detail, sizeof detail, "It stands on line %u already.", (unsigned)other->line);
        ent_row_complain(row, K_NAME,
                         (ent_complaint){.code = "place-twice",
                                         .detail = detail,
                                         .hint = "Part them by from and until, or widen one by radius_km."},
                         "the place \"%.60s\" is listed twice for one time", site->name);
        return;
    }
}

static void take_times(ent_row_reader *row, ent_site *site)
{
    const ent_when *from, *until;
    ent_row_date(row, K_FROM, &from);
    ent_row_date(row, K_UNTIL, &until);
    site->from = *from, site->until = *until;
    ent_span_time span = validity(site);
    if (span.from.seconds >= span.until.seconds)
        ent_row_complain(row, K_UNTIL,
                         (ent_complaint){.code = "period", .hint = "from is the first day, until the last."},
                         "the end lies before the start");
}

static ent_status take(void *context, ent_row_reader *row, ent_span span, ent_error *err)
{
    ent_sites *sites = context;
    ent_site site = {.name = ent_row_word(row, K_NAME), .source = ent_row_word(row, K_SOURCE)};
    if (!ent_row_lonlat(row, K_LON, K_LAT, &site.centre) && !row->bad)
        ent_row_complain(
            row, K_LON, (ent_complaint){.code = "lonlat", .hint = "Fill in lon and lat, in decimal degrees."},
            "the place has no position");
    site.radius_m = ent_row_length(row, K_RADIUS);
    take_times(row, &site);
    if (!row->bad) check_name(sites, row, &site);
    if (!row->out_of_memory && row->bad) return ENT_OK;
    site_row *kept = row->out_of_memory ? NULL : ent_arena_alloc(sites->pool.arena, 1, sizeof *kept);
    if (!kept || !ent_record_room(&sites->at, sites->count, &sites->cap, sizeof *sites->at))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    *kept = (site_row){site, span.line, ent_map_get(sites->names, ent_str_of(site.name))};
    if (!ent_map_put(sites->names, ent_str_of(site.name), kept))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    sites->at[sites->count++] = kept;
    return ENT_OK;
}

static ent_status load(const char *path, const ent_str *bytes, ent_diags *diags, ent_sites **out,
                       ent_error *err)
{
    ent_sites *sites = ent_alloc_zero(1, sizeof *sites);
    ent_status st = ENT_E_NOMEM;
    if (sites && ent_pool_init(&sites->pool)) sites->names = ent_map_new();
    if (!sites || !sites->names) {
        (void)ent_fail(err, st, "out of memory");
        goto done;
    }
    ent_table table = {.kind = &site_table,
                       .path = path,
                       .bytes = bytes,
                       .pool = &sites->pool,
                       .take = take,
                       .context = sites};
    st = ent_table_read(&table, diags, err);
    if (st != ENT_OK) goto done;
    *out = sites, sites = NULL;
done:
    ent_sites_free(sites);
    return st;
}

ent_status ent_sites_load(const char *path, ent_diags *diags, ent_sites **out, ent_error *err)
{
    return load(path, NULL, diags, out, err);
}

ent_status ent_sites_load_memory(const char *name, ent_str bytes, ent_diags *diags, ent_sites **out,
                                 ent_error *err)
{
    return load(name, &bytes, diags, out, err);
}

void ent_sites_free(ent_sites *sites)
{
    if (!sites) return;
    ent_map_free(sites->names);
    ent_free(sites->at);
    ent_pool_done(&sites->pool);
    ent_free(sites);
}

size_t ent_sites_count(const ent_sites *sites)
{
    return sites->count;
}
const ent_site *ent_sites_at(const ent_sites *sites, size_t index)
{
    return &sites->at[index]->site;
}

const ent_site *ent_sites_find(const ent_sites *sites, ent_str name, ent_time at)
{
    for (const site_row *row = ent_map_get(sites->names, name); row; row = row->older) {
        ent_span_time span = validity(&row->site);
        if (span.from.seconds <= at.seconds && at.seconds < span.until.seconds) return &row->site;
    }
    return NULL;
}
