/* atlas_open.c: opening the file, and the small look-ups that need no more than an index.
 *
 * What is checked on opening: magic, byte order, version, that every section lies inside the file, is aligned
 * and holds whole records, that the text ends in a NUL, and every number in the small tables (countries,
 * pieces, views, holdings). Arcs, points, towns and names are many; their numbers are checked when they are
 * used, so that opening touches a few pages only. The stored hash is not recomputed here: it names the map,
 * it does not guard it. */
#include "atlas_file.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- mapping ----------------------------------------------------------------------------- */

static ent_status map_file(const char *path, ent_atlas *atlas, ent_error *err)
{
    int fd = -1;
    ent_status st = ent_file_open(path, false, &fd, err);
    if (st != ENT_OK) return st;
    struct stat info;
    if (fstat(fd, &info) != 0) {
        st = ent_fail(err, ENT_E_IO, "cannot read the atlas %s: %s", path, strerror(errno));
    } else if (!S_ISREG(info.st_mode) || (size_t)info.st_size < sizeof(ent_atlas_head)) {
        st = ent_fail(err, ENT_E_FORMAT, "%s is not an atlas", path);
    } else {
        void *bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (bytes == MAP_FAILED)
            st = ent_fail(err, ENT_E_IO, "cannot map the atlas %s: %s", path, strerror(errno));
        else
            atlas->bytes = bytes, atlas->byte_count = (size_t)info.st_size;
    }
    (void)close(fd);
    return st;
}

static ent_status check_head(const char *path, ent_atlas *atlas, ent_error *err)
{
    ent_atlas_head head;
    memcpy(&head, atlas->bytes, sizeof head);
    if (memcmp(head.magic, ENT_ATLAS_MAGIC, sizeof head.magic) != 0)
        return ent_fail(err, ENT_E_FORMAT, "%s is not an atlas", path);
    if (head.version != ENT_ATLAS_VERSION)
        return ent_fail(err, ENT_E_FORMAT,
                        "%s is an atlas of version %u; this program reads version %d: build it again with "
                        "`entente atlas build`",
                        path, head.version, ENT_ATLAS_VERSION);
    if (head.file_bytes != atlas->byte_count)
        return ent_fail(err, ENT_E_FORMAT, "%s is cut short: %zu of %llu bytes", path, atlas->byte_count,
                        (unsigned long long)head.file_bytes);
    if (head.section_count != ENT_SECTION_COUNT)
        return ent_fail(err, ENT_E_FORMAT, "%s has %u sections, not %d", path, head.section_count,
                        ENT_SECTION_COUNT);
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < 32; i++) {
        atlas->hash[2 * i] = digits[head.sha256[i] >> 4];
        atlas->hash[2 * i + 1] = digits[head.sha256[i] & 15];
    }
    return ENT_OK;
}

/* ---- sections ---------------------------------------------------------------------------- */

typedef struct section_slot {
    ent_atlas_section section;
    size_t record_bytes;
    const void **out;
    size_t *out_count;
} section_slot;

static ent_status place_section(const char *path, const ent_atlas *atlas, section_slot slot, ent_error *err)
{
    ent_section_rec rec;
    const size_t at = sizeof(ent_atlas_head) + (size_t)slot.section * sizeof rec;
    memcpy(&rec, atlas->bytes + at, sizeof rec);
    if (rec.offset % ENT_ATLAS_ALIGN != 0 || rec.offset > atlas->byte_count ||
        rec.length > atlas->byte_count - rec.offset || rec.length % slot.record_bytes != 0)
        return ent_fail(err, ENT_E_FORMAT, "%s: section %.8s is damaged", path, rec.tag);
    *slot.out = atlas->bytes + rec.offset;
    *slot.out_count = (size_t)(rec.length / slot.record_bytes);
    return ENT_OK;
}

static ent_status place_sections(const char *path, ent_atlas *a, ent_error *err)
{
    if (a->byte_count < sizeof(ent_atlas_head) + ENT_SECTION_COUNT * sizeof(ent_section_rec))
        return ent_fail(err, ENT_E_FORMAT, "%s is cut short", path);
    size_t metas = 0, band_starts = 0;
    const void *at[ENT_SECTION_COUNT] = {0};
    const section_slot slots[] = {
        {ENT_SECTION_TEXT, 1, &at[0], &a->text_bytes},
        {ENT_SECTION_META, sizeof(ent_meta_rec), &at[1], &metas},
        {ENT_SECTION_SOURCES, sizeof(uint32_t), &at[2], &a->source_count},
        {ENT_SECTION_COUNTRIES, sizeof(ent_country_rec), &at[3], &a->country_count},
        {ENT_SECTION_PIECES, sizeof(ent_piece_rec), &at[4], &a->piece_count},
        {ENT_SECTION_BORDERS, sizeof(uint32_t), &at[5], &a->border_count},
        {ENT_SECTION_ARCS, sizeof(ent_arc_rec), &at[6], &a->arc_count},
        {ENT_SECTION_POINTS, sizeof(ent_grid_point), &at[7], &a->point_count},
        {ENT_SECTION_BANDS, sizeof(uint32_t), &at[8], &band_starts},
        {ENT_SECTION_BAND_ARCS, sizeof(uint32_t), &at[9], &a->band_arc_count},
        {ENT_SECTION_VIEWS, sizeof(ent_view_rec), &at[10], &a->view_count},
        {ENT_SECTION_HOLDINGS, sizeof(ent_holding_rec), &at[11], &a->holding_count},
        {ENT_SECTION_GROUPS, sizeof(ent_group_rec), &at[12], &a->group_row_count},
        {ENT_SECTION_TOWNS, sizeof(ent_town_rec), &at[13], &a->town_count},
        {ENT_SECTION_NAMES, sizeof(ent_name_rec), &at[14], &a->name_count},
    };
    for (size_t i = 0; i < ENT_SECTION_COUNT; i++) {
        const ent_status st = place_section(path, a, slots[i], err);
        if (st != ENT_OK) return st;
    }
    a->text = at[0], a->meta = at[1], a->sources = at[2], a->countries = at[3], a->pieces = at[4];
    a->borders = at[5], a->arcs = at[6], a->points = at[7], a->bands = at[8], a->band_arcs = at[9];
    a->views = at[10], a->holdings = at[11], a->group_rows = at[12], a->towns = at[13], a->names = at[14];
    if (metas != 1 || band_starts != ENT_ATLAS_BANDS + 1 || a->text_bytes == 0 ||
        a->text[a->text_bytes - 1] != '\0' || a->piece_count >= ENT_ATLAS_NO_PIECE)
        return ent_fail(err, ENT_E_FORMAT, "%s: its tables are damaged", path);
    return ENT_OK;
}

static bool small_tables_are_sound(const ent_atlas *a)
{
    for (size_t i = 0; i < a->country_count; i++)
        if (a->countries[i].state >= a->country_count) return false;
    for (size_t i = 0; i < a->piece_count; i++)
        if (a->pieces[i].border_first > a->border_count ||
            a->pieces[i].border_count > a->border_count - a->pieces[i].border_first)
            return false;
    for (size_t i = 0; i < a->view_count; i++)
        if (a->views[i].holding_first > a->holding_count ||
            a->views[i].holding_count > a->holding_count - a->views[i].holding_first)
            return false;
    for (size_t i = 0; i < a->holding_count; i++) {
        const ent_holding_rec *h = &a->holdings[i];
        if (h->piece >= a->piece_count || (h->owner >= a->country_count && h->owner != ENT_ATLAS_NO_OWNER))
            return false;
    }
    for (size_t i = 0; i < ENT_ATLAS_BANDS; i++)
        if (a->bands[i] > a->bands[i + 1]) return false;
    return a->bands[ENT_ATLAS_BANDS] <= a->band_arc_count;
}

static ent_status read_groups(const char *path, ent_atlas *a, ent_error *err)
{
    ent_status st = ent_groups_new(&a->groups, err);
    for (size_t i = 0; st == ENT_OK && i < a->group_row_count; i++) {
        const ent_group_rec *r = &a->group_rows[i];
        const ent_group_row row = {.group = ent_str_of(ent_atlas_text(a, r->group)),
                                   .member = ent_str_of(ent_atlas_text(a, r->member)),
                                   .from = ent_str_of(ent_atlas_text(a, r->from)),
                                   .until = ent_str_of(ent_atlas_text(a, r->until)),
                                   .source = ent_str_of(ent_atlas_text(a, r->source))};
        int wrong = 0;
        st = ent_groups_add(a->groups, &row, &wrong, err);
        if (st == ENT_E_FORMAT) st = ent_fail(err, ENT_E_FORMAT, "%s: a date in its groups is damaged", path);
    }
    return st;
}

ent_status ent_atlas_open(const char *path, ent_atlas **out, ent_error *err)
{
    ent_atlas *atlas = ent_alloc_zero(1, sizeof *atlas);
    if (!atlas) return ent_fail(err, ENT_E_NOMEM, "out of memory while opening the atlas");
    ent_status st = map_file(path, atlas, err);
    if (st == ENT_OK) st = check_head(path, atlas, err);
    if (st == ENT_OK) st = place_sections(path, atlas, err);
    if (st == ENT_OK && !small_tables_are_sound(atlas))
        st = ent_fail(err, ENT_E_FORMAT, "%s: its tables are damaged", path);
    if (st == ENT_OK) st = read_groups(path, atlas, err);
    if (st == ENT_OK) *out = atlas, atlas = NULL;
    ent_atlas_close(atlas);
    return st;
}

void ent_atlas_close(ent_atlas *atlas)
{
    if (!atlas) return;
    ent_groups_free(atlas->groups);
    if (atlas->bytes) (void)munmap((void *)(uintptr_t)atlas->bytes, atlas->byte_count);
    ent_free(atlas);
}

/* ---- plain look-ups ---------------------------------------------------------------------- */

const char *ent_atlas_text(const ent_atlas *atlas, uint32_t offset)
{
    return offset < atlas->text_bytes ? atlas->text + offset : "";
}

bool ent_atlas_arc_is_sound(const ent_atlas *atlas, const ent_arc_rec *arc)
{
    return arc->count >= 2 && arc->count <= ENT_ATLAS_ARC_POINTS && arc->first <= atlas->point_count &&
           arc->count <= atlas->point_count - arc->first;
}

const char *ent_atlas_hash(const ent_atlas *atlas)
{
    return atlas->hash;
}
size_t ent_atlas_source_count(const ent_atlas *atlas)
{
    return atlas->source_count;
}
const char *ent_atlas_source_at(const ent_atlas *atlas, size_t index)
{
    return ent_atlas_text(atlas, atlas->sources[index]);
}
double ent_atlas_error_m(const ent_atlas *atlas)
{
    return atlas->meta->error_m;
}
const ent_groups *ent_atlas_groups(const ent_atlas *atlas)
{
    return atlas->groups;
}

size_t ent_atlas_view_count(const ent_atlas *atlas)
{
    return atlas->view_count;
}

ent_view ent_atlas_view_at(const ent_atlas *atlas, size_t view)
{
    const ent_view_rec *rec = &atlas->views[view];
    return (ent_view){ent_atlas_text(atlas, rec->name), ent_atlas_text(atlas, rec->note)};
}

int ent_atlas_view_find(const ent_atlas *atlas, ent_str name)
{
    for (size_t i = 0; i < atlas->view_count; i++)
        if (ent_str_eq_nocase(ent_str_of(ent_atlas_text(atlas, atlas->views[i].name)), name)) return (int)i;
    return -1;
}

/* The index-th row of a view that differs, or NULL; and how many there are. */
static const ent_holding_rec *differing(const ent_atlas *atlas, size_t view, size_t index, size_t *out_count)
{
    const ent_view_rec *rec = &atlas->views[view];
    const ent_holding_rec *found = NULL;
    *out_count = 0;
    for (size_t i = rec->holding_first; i < (size_t)rec->holding_first + rec->holding_count; i++) {
        if (!atlas->holdings[i].differs) continue;
        if (*out_count == index) found = &atlas->holdings[i];
        (*out_count)++;
    }
    return found;
}

size_t ent_atlas_piece_count(const ent_atlas *atlas)
{
    return atlas->piece_count;
}

ent_piece ent_atlas_piece_at(const ent_atlas *atlas, size_t index)
{
    const ent_piece_rec *rec = &atlas->pieces[index];
    return (ent_piece){ent_atlas_text(atlas, rec->name),
                       ent_atlas_text(atlas, rec->title),
                       {rec->area_m2[ENT_LAYER_LAND], rec->area_m2[ENT_LAYER_LAND_SEA]}};
}

size_t ent_atlas_holding_count(const ent_atlas *atlas, size_t view)
{
    size_t count = 0;
    (void)differing(atlas, view, SIZE_MAX, &count);
    return count;
}

ent_holding ent_atlas_holding_at(const ent_atlas *atlas, size_t view, size_t index)
{
    size_t count = 0;
    const ent_holding_rec *rec = differing(atlas, view, index, &count);
    const ent_piece_rec *piece = &atlas->pieces[rec->piece];
    const bool nobody = rec->owner == ENT_ATLAS_NO_OWNER;
    return (ent_holding){.piece = ent_atlas_text(atlas, piece->name),
                         .piece_name = ent_atlas_text(atlas, piece->title),
                         .area_m2 = piece->area_m2[ENT_LAYER_LAND_SEA],
                         .owner = nobody ? "" : ent_atlas_text(atlas, atlas->countries[rec->owner].code),
                         .note = ent_atlas_text(atlas, rec->note),
                         .from = {rec->from},
                         .until = {rec->until}};
}

/* ---- countries --------------------------------------------------------------------------- */

size_t ent_atlas_country_count(const ent_atlas *atlas)
{
    return atlas->country_count;
}

ent_country ent_atlas_country_at(const ent_atlas *atlas, size_t index)
{
    const ent_country_rec *rec = &atlas->countries[index];
    return (ent_country){ent_atlas_text(atlas, rec->code), ent_atlas_text(atlas, rec->code2),
                         ent_atlas_text(atlas, rec->name), ent_atlas_text(atlas, rec->full_name),
                         ent_atlas_text(atlas, atlas->countries[rec->state].code)};
}

/* Is the name one of those parted by semicolons? */
static bool is_among(ent_str list, ent_str name)
{
    for (size_t start = 0, i = 0; i <= list.len; i++) {
        if (i < list.len && list.ptr[i] != ';') continue;
        if (i > start && ent_str_eq_nocase((ent_str){list.ptr + start, i - start}, name)) return true;
        start = i + 1;
    }
    return false;
}

static bool country_is(const ent_atlas *atlas, const ent_country_rec *rec, ent_str name)
{
    const uint32_t texts[] = {rec->code, rec->code2, rec->name, rec->full_name};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const ent_str known = ent_str_of(ent_atlas_text(atlas, texts[i]));
        if (known.len > 0 && ent_str_eq_nocase(known, name)) return true;
    }
    return is_among(ent_str_of(ent_atlas_text(atlas, rec->other_names)), name);
}

int ent_atlas_country_find(const ent_atlas *atlas, ent_str name)
{
    for (size_t i = 0; i < atlas->country_count; i++)
        if (country_is(atlas, &atlas->countries[i], name)) return (int)i;
    return -1;
}

const char *ent_atlas_country_suggest(const ent_atlas *atlas, ent_str name)
{
    ent_str *candidates = ent_alloc_zero(2 * atlas->country_count + 1, sizeof *candidates);
    if (!candidates) return NULL; /* a suggestion is a courtesy, not an answer */
    size_t count = 0;
    for (size_t i = 0; i < atlas->country_count; i++) {
        candidates[count++] = ent_str_of(ent_atlas_text(atlas, atlas->countries[i].name));
        if (name.len <= 3) candidates[count++] = ent_str_of(ent_atlas_text(atlas, atlas->countries[i].code));
    }
    const int nearest = ent_nearest_name(name, candidates, count);
    const char *found = nearest < 0 ? NULL : candidates[nearest].ptr;
    ent_free(candidates);
    return found;
}
