/* beside.c: an agreement and what lies beside it: items, groups, places, areas, lines. No records and no
 * case: scenarios bring their own. */
#include "scenario/internal.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "entente/ogr.h"

typedef ent_status reader(ent_trial *t, const char *path, ent_error *err);

static ent_status read_items(ent_trial *t, const char *path, ent_error *err)
{
    return ent_items_load(path, t->diags, &t->items, err);
}
static ent_status read_groups(ent_trial *t, const char *path, ent_error *err)
{
    return ent_groups_load(path, t->diags, &t->groups, err);
}
static ent_status read_sites(ent_trial *t, const char *path, ent_error *err)
{
    return ent_sites_load(path, t->diags, &t->sites, err);
}
static ent_status read_shapes(ent_trial *t, const char *path, ent_error *err)
{
    return ent_ogr_shapes_load(path, t->shapes, t->diags, err);
}

static const struct {
    const char *name;
    reader *read;
} parts[] = {
    {"items.csv", read_items},      {"groups.csv", read_groups}, {"places.csv", read_sites},
    {"areas.geojson", read_shapes}, {"areas.gpkg", read_shapes}, {"areas.kml", read_shapes},
    {"lines.geojson", read_shapes}, {"lines.gpkg", read_shapes}, {"lines.kml", read_shapes},
};

static bool exists(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

/* The folder of a path, "." for a bare name. */
static const char *folder_of(ent_trial *t)
{
    const char *slash = strrchr(t->path, '/');
    if (!slash) return ".";
    return ent_trial_text(t, "%.*s", slash == t->path ? 1 : (int)(slash - t->path), t->path);
}

static ent_status read_parts(ent_trial *t, ent_error *err)
{
    ent_status st = ENT_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && st == ENT_OK; i++) {
        const char *path = ent_trial_text(t, "%s/%s", t->folder, parts[i].name);
        if (!exists(path)) continue;
        st = parts[i].read(t, path, err);
        if (st == ENT_E_FORMAT) st = ENT_OK; /* the diagnostics say it */
    }
    return st;
}

ent_status ent_beside_load(ent_trial *t, ent_error *err)
{
    t->folder = folder_of(t);
    ent_status st = ent_shapes_new(&t->shapes, err);
    if (st == ENT_OK && t->text)
        st = ent_doc_parse(t->path, *t->text, t->diags, &t->doc, err);
    else if (st == ENT_OK)
        st = ent_doc_load(t->path, t->diags, &t->doc, err);
    if (st == ENT_OK && !t->text) st = read_parts(t, err);
    if (st != ENT_OK) return st;
    t->world = (ent_world){.atlas = t->atlas,
                           .agreement = t->doc,
                           .items = t->items,
                           .sites = t->sites,
                           .shapes = t->shapes,
                           .groups = t->groups};
    ent_names names = ent_world_names(&t->world);
    return ent_doc_check(t->doc, t->atlas ? &names : NULL, t->diags, err);
}
