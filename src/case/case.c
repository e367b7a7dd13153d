/* case.c: which file of a case is read by which module. A part may be a CSV file or any source that OGR
 * reads: records.csv, or records.geojson, records.gpkg, records.kml; all that are there are read into one
 * set. */
#include "entente/case.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "case/rules.h"
#include "entente/ogr.h"

#define FILES_MAX 64

struct ent_case {
    ent_arena *arena;
    const char *folder;
    ent_doc *agreement, *case_doc;
    ent_records *records;
    ent_items *items;
    ent_sites *sites;
    ent_shapes *shapes;
    ent_groups *groups;
    ent_world world; /* what has been read so far */
    ent_case_rules rules;
    bool texts_only;
    ent_case_file files[FILES_MAX];
    size_t file_count;
};

/* Is anything of that name there? A folder or a link to nowhere is: reading it then fails, and says so. */
static bool exists(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

static char *join(ent_case *c, const char *name)
{
    return ent_arena_printf(c->arena, "%s/%s", c->folder, name);
}

const char *ent_case_path(ent_case *c, const char *name)
{
    char *path = join(c, name);
    return path && exists(path) ? path : NULL;
}

static ent_status note_hash(ent_case *c, const char *name, const char *hex, ent_error *err)
{
    if (c->file_count == FILES_MAX)
        return ent_fail(err, ENT_E_LIMIT, "%s: a case has at most %d files; put records together", c->folder,
                        FILES_MAX);
    ent_case_file file = {ent_arena_copy(c->arena, ent_str_of(name)),
                          ent_arena_copy(c->arena, ent_str_of(hex))};
    if (!file.name || !file.sha256) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    c->files[c->file_count++] = file;
    return ENT_OK;
}

static ent_status note_file(ent_case *c, const char *name, const char *path, ent_error *err)
{
    char hex[65];
    ent_status st = ent_file_hash(path, hex, err);
    return st == ENT_OK ? note_hash(c, name, hex, err) : st;
}

/* ---- parts that may be one of several formats ---- */

static const char *const formats[] = {"csv", "geojson", "gpkg", "kml"};

typedef ent_status (*reader)(ent_case *c, const char *path, ent_diags *diags, ent_error *err);

static ent_status read_records(ent_case *c, const char *path, ent_diags *diags, ent_error *err)
{
    if (ent_ogr_is_source(path)) return ent_ogr_records_load(path, c->records, c->shapes, diags, err);
    return ent_records_load(c->records, path, diags, err);
}

static ent_status read_items(ent_case *c, const char *path, ent_diags *diags, ent_error *err)
{
    ent_record_rules rules = ent_case_record_rules(&c->rules);
    return ent_items_load_ruled(path, &rules, diags, &c->items, err);
}

static ent_status read_sites(ent_case *c, const char *path, ent_diags *diags, ent_error *err)
{
    return ent_sites_load(path, diags, &c->sites, err);
}

static ent_status read_groups(ent_case *c, const char *path, ent_diags *diags, ent_error *err)
{
    return ent_groups_load_checked(path, (ent_group_checker){ent_case_check_member, &c->rules}, diags,
                                   &c->groups, err);
}

static ent_status read_shapes(ent_case *c, const char *path, ent_diags *diags, ent_error *err)
{
    return ent_ogr_shapes_load(path, c->shapes, diags, err);
}

typedef struct part {
    const char *stem;
    reader read;
    unsigned formats; /* how many of `formats`, from the first */
    bool csv;         /* may it be CSV at all? */
    ent_case_part
        names; /* what is named by what stands in it; ENT_CASE_PARTS: nothing that others speak of */
} part;

static const part parts[] = {
    {"items", read_items, 1, true, ENT_CASE_ITEMS},    {"groups", read_groups, 1, true, ENT_CASE_GROUPS},
    {"places", read_sites, 1, true, ENT_CASE_PLACES},  {"lines", read_shapes, 4, false, ENT_CASE_SHAPES},
    {"areas", read_shapes, 4, false, ENT_CASE_SHAPES}, {"records", read_records, 4, true, ENT_CASE_PARTS},
};

/* What the readers of the parts that follow may ask about. */
static void show_world(ent_case *c, const ent_atlas *atlas)
{
    c->world =
        (ent_world){atlas, c->agreement, c->case_doc, c->records, c->items, c->sites, c->shapes, c->groups};
}

static ent_status read_part(ent_case *c, const part *p, ent_diags *diags, ent_error *err)
{
    size_t errors_before = ent_diags_error_count(diags);
    for (unsigned f = p->csv ? 0 : 1; f < p->formats; f++) {
        char name[64];
        (void)snprintf(name, sizeof name, "%s.%s", p->stem, formats[f]);
        const char *path = ent_case_path(c, name);
        if (!path) continue;
        ent_status st = note_file(c, name, path, err);
        if (st == ENT_OK) st = p->read(c, path, diags, err);
        if (st != ENT_OK && st != ENT_E_FORMAT) return st;
    }
    if (p->names < ENT_CASE_PARTS && ent_diags_error_count(diags) > errors_before)
        c->rules.is_broken[p->names] = true;
    show_world(c, c->world.atlas);
    return ENT_OK;
}

/* ---- sources that case.md names ---- */

/* A connection such as "PG:dbname=talks", and no file. */
static bool is_connection(const char *source)
{
    size_t n = strspn(source, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    return n > 1 && source[n] == ':';
}

/* Connections carry passwords at times: an answer names them without. */
static const char *without_secrets(ent_case *c, const char *source)
{
    const char *at = strstr(source, "password=");
    if (!at) return source;
    at += strlen("password=");
    size_t n = *at == '\'' ? strcspn(at + 1, "'") + 1 : strcspn(at, " |");
    return ent_arena_printf(c->arena, "%.*s...%s", (int)(at - source), source, at + n);
}

static ent_status read_source(ent_case *c, const char *source, ent_diags *diags, ent_error *err)
{
    ent_ogr_into into = {.records = c->records, .shapes = c->shapes};
    if (is_connection(source)) {
        ent_status st = ent_ogr_records_read(source, &into, diags, err);
        const char *name = st == ENT_OK ? without_secrets(c, source) : NULL;
        if (st == ENT_OK && !name) st = ent_fail(err, ENT_E_NOMEM, "out of memory");
        return st == ENT_OK ? note_hash(c, name, into.sha256, err) : st;
    }
    const char *path = *source == '/' ? source : join(c, source);
    const char *bar = path ? strstr(path, "|layer=") : NULL;
    char *file =
        path ? ent_arena_copy(c->arena, (ent_str){path, bar ? (size_t)(bar - path) : strlen(path)}) : NULL;
    if (!file) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_status st = note_file(c, source, file, err);
    return st == ENT_OK ? read_records(c, path, diags, err) : st;
}

static ent_status read_sources(ent_case *c, ent_diags *diags, ent_error *err)
{
    const ent_document *d = c->case_doc ? ent_doc_view(c->case_doc) : NULL;
    ent_status st = ENT_OK;
    for (size_t i = 0; d && st == ENT_OK && i < d->records_from_count; i++)
        st = read_source(c, d->records_from[i], diags, err);
    return st == ENT_E_FORMAT ? ENT_OK : st;
}

/* ---- the texts ---- */

static ent_status read_case_text(ent_case *c, ent_diags *diags, ent_error *err)
{
    const char *path = ent_case_path(c, "case.md");
    if (!path) return ENT_OK;
    ent_status st = note_file(c, "case.md", path, err);
    return st == ENT_OK ? ent_doc_load(path, diags, &c->case_doc, err) : st;
}

static ent_status read_agreement(ent_case *c, const char *file, ent_diags *diags, ent_error *err)
{
    const char *name = file ? file : "agreement.md";
    if (!file && c->case_doc && ent_doc_view(c->case_doc)->agreement_file &&
        *ent_doc_view(c->case_doc)->agreement_file)
        name = ent_doc_view(c->case_doc)->agreement_file;
    const char *path = file || *name == '/' ? name : join(c, name);
    if (!path) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (!exists(path))
        return ent_fail(
            err, ENT_E_IO,
            "%s: there is no such agreement; a case folder needs one, `entente new CASE` writes a template",
            path);
    ent_status st = note_file(c, name, path, err);
    return st == ENT_OK ? ent_doc_load(path, diags, &c->agreement, err) : st;
}

/* ---- names in the texts ---- */

/* Where a part was read with errors, what it lacks may be among what was left out: the text is not to blame
 * for it. */
typedef struct lenient_names {
    ent_names known;
    const ent_case_rules *rules;
} lenient_names;

static ent_ref find_name(void *context, ent_str name, const char **out_suggestion)
{
    const lenient_names *n = context;
    ent_ref ref = n->known.find(n->known.context, name, out_suggestion);
    return ref == ENT_REF_NONE && n->rules->is_broken[ENT_CASE_GROUPS] ? ENT_REF_GROUP : ref;
}

static bool has_geometry(void *context, ent_node_kind kind, ent_str name, const char **out_suggestion)
{
    const lenient_names *n = context;
    if (n->rules->is_broken[kind == ENT_N_SITE ? ENT_CASE_PLACES : ENT_CASE_SHAPES]) return true;
    return n->known.has_geometry(n->known.context, kind, name, out_suggestion);
}

static void check_view(ent_case *c, ent_diags *diags)
{
    const ent_document *d = ent_doc_view(c->case_doc);
    const ent_atlas *atlas = c->world.atlas;
    if (!atlas || !*d->view || ent_atlas_view_find(atlas, ent_str_of(d->view)) >= 0) return;
    ent_str names[64];
    size_t n = 0;
    for (; n < ent_atlas_view_count(atlas) && n < 64; n++)
        names[n] = ent_str_of(ent_atlas_view_at(atlas, n).name);
    int near = ent_nearest_name(ent_str_of(d->view), names, n);
    char hint[120] = "\"entente view list\" names those of the map.";
    if (near >= 0) (void)snprintf(hint, sizeof hint, "Did you mean \"%.80s\"?", names[near].ptr);
    ent_diags_addf(diags, &d->source, d->view_span, (ent_diag_text){ENT_SEV_ERROR, "view", NULL, NULL, hint},
                   "the map has no view \"%.60s\"", d->view);
}

static ent_status check_texts(ent_case *c, ent_diags *diags, ent_error *err)
{
    lenient_names lenient = {ent_world_names(&c->world), &c->rules};
    ent_names names = {find_name, has_geometry, &lenient};
    const ent_names *known = c->world.atlas ? &names : NULL;
    ent_status st = c->agreement ? ent_doc_check(c->agreement, known, diags, err) : ENT_OK;
    if (st == ENT_OK && c->case_doc) st = ent_doc_check_case(c->case_doc, c->agreement, known, diags, err);
    if (st == ENT_OK && c->case_doc) check_view(c, diags);
    return st;
}

/* Kinds of record that the agreement declares may stand in records.csv. */
static ent_status allow_kinds(ent_case *c, ent_error *err)
{
    const ent_document *d = ent_doc_view(c->agreement);
    ent_status st = ENT_OK;
    for (size_t i = 0; st == ENT_OK && i < d->decl_count; i++)
        if (d->decls[i].kind == ENT_DECL_KIND)
            st = ent_records_allow_kind(c->records, ent_str_of(d->decls[i].name), err);
    return st;
}

static void warn_unlisted(ent_case *c, ent_diags *diags)
{
    size_t n = c->rules.unlisted;
    if (n <= ENT_CASE_UNLISTED_SHOWN) return;
    const char *path = join(c, "items.csv");
    const ent_source items = {.file = path ? path : "items.csv"};
    ent_diags_addf(diags, &items, (ent_span){0},
                   (ent_diag_text){ENT_SEV_WARNING, "name-unknown", NULL, NULL,
                                   "List them with their kinds: columns item, kind and source."},
                   "%zu items of the records are not listed; %d are named one by one", n,
                   ENT_CASE_UNLISTED_SHOWN);
}

static void set_rules(ent_case *c)
{
    show_world(c, c->world.atlas);
    ent_record_rules rules = ent_case_record_rules(&c->rules);
    ent_records_set_rules(c->records, &rules);
    ent_shapes_set_rules(c->shapes, &rules);
}

static ent_status read_all(ent_case *c, const char *path, ent_diags *diags, ent_error *err)
{
    ent_status st = ent_records_new(&c->records, err);
    if (st == ENT_OK) st = ent_shapes_new(&c->shapes, err);
    bool folder = ent_file_is_folder(path), parts_too = folder && !c->texts_only;
    if (st == ENT_OK && folder) st = read_case_text(c, diags, err);
    if (st == ENT_OK) st = read_agreement(c, folder ? NULL : path, diags, err);
    if (st == ENT_OK) st = allow_kinds(c, err);
    if (st == ENT_OK) set_rules(c);
    for (size_t i = 0; st == ENT_OK && parts_too && i < sizeof parts / sizeof *parts; i++)
        st = read_part(c, &parts[i], diags, err);
    if (st == ENT_OK && parts_too) st = read_sources(c, diags, err);
    if (st == ENT_OK) st = ent_records_finish(c->records, diags, err);
    if (st == ENT_OK) warn_unlisted(c, diags);
    return st;
}

typedef struct case_source {
    const char *folder;
    const ent_atlas *atlas;
    bool texts_only;
} case_source;

static ent_status load(case_source from, ent_diags *diags, ent_case **out, ent_error *err)
{
    const char *folder = from.folder;
    const ent_atlas *atlas = from.atlas;
    ent_case *c = ent_alloc_zero(1, sizeof *c);
    if (!c) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    c->texts_only = from.texts_only;
    ent_status st = ENT_OK;
    c->arena = ent_arena_new();
    c->folder = c->arena ? ent_arena_copy(c->arena, ent_str_of(folder)) : NULL;
    if (!c->folder) st = ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (st == ENT_OK && !ent_file_is_folder(folder) && !exists(folder))
        st = ent_fail(err, ENT_E_IO, "%s: there is no such case folder or agreement", folder);
    c->world.atlas = atlas, c->rules.world = &c->world;
    if (st == ENT_OK) st = read_all(c, folder, diags, err);
    show_world(c, atlas);
    if (st == ENT_OK) st = check_texts(c, diags, err);
    if (st == ENT_OK) {
        *out = c;
        return ENT_OK;
    }
    ent_case_free(c);
    return st;
}

ent_status ent_case_load(const char *folder, const ent_atlas *atlas, ent_diags *diags, ent_case **out,
                         ent_error *err)
{
    return load((case_source){folder, atlas, false}, diags, out, err);
}

ent_status ent_case_load_texts(const char *folder, ent_diags *diags, ent_case **out, ent_error *err)
{
    return load((case_source){folder, NULL, true}, diags, out, err);
}

void ent_case_free(ent_case *c)
{
    if (!c) return;
    ent_doc_free(c->agreement);
    ent_doc_free(c->case_doc);
    ent_records_free(c->records);
    ent_items_free(c->items);
    ent_sites_free(c->sites);
    ent_shapes_free(c->shapes);
    ent_groups_free(c->groups);
    ent_arena_free(c->arena);
    ent_free(c);
}

const ent_world *ent_case_world(const ent_case *c)
{
    return &c->world;
}
const char *ent_case_folder(const ent_case *c)
{
    return c->folder;
}
size_t ent_case_file_count(const ent_case *c)
{
    return c->file_count;
}
ent_case_file ent_case_file_at(const ent_case *c, size_t index)
{
    return c->files[index];
}

ent_time ent_case_day(const ent_case *c)
{
    const ent_document *doc = c->case_doc ? ent_doc_view(c->case_doc) : NULL;
    return doc && doc->day && doc->day->count ? ent_when_hull(doc->day).from : ENT_TIME_MAX;
}

const char *ent_case_view_name(const ent_case *c)
{
    const ent_document *doc = c->case_doc ? ent_doc_view(c->case_doc) : NULL;
    return doc && doc->view ? doc->view : "";
}

ent_layer ent_case_layer(const ent_case *c)
{
    const ent_document *doc = c->case_doc ? ent_doc_view(c->case_doc) : NULL;
    if (doc && doc->case_layer >= 0) return (ent_layer)doc->case_layer;
    return c->agreement ? (ent_layer)ent_doc_view(c->agreement)->layer : ENT_LAYER_LAND;
}

const char *ent_case_title(const ent_case *c)
{
    const ent_document *doc = c->case_doc ? ent_doc_view(c->case_doc) : NULL;
    return doc && doc->case_title ? doc->case_title : "";
}
