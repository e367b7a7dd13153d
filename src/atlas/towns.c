/* towns.c: the gazetteer: towns by any name they have, found by binary search in a table of folded names. */
#include "atlas_file.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "fold.h"
#include <string.h>

#define NAME_BYTES_MAX 1024
#define NEAR_NAMES_MAX 20000

static ent_str name_at(const ent_atlas *atlas, size_t index)
{
    return ent_str_of(ent_atlas_text(atlas, atlas->names[index].folded));
}

static size_t first_not_below(const ent_atlas *atlas, ent_str name)
{
    size_t low = 0, high = atlas->name_count;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;
        if (ent_str_cmp(name_at(atlas, mid), name) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static ent_town town_at(const ent_atlas *atlas, uint32_t index)
{
    const ent_town_rec *rec = &atlas->towns[index];
    return (ent_town){
        ent_atlas_text(atlas, rec->name),
        {rec->place.x / (double)ENT_GRID_PER_DEGREE, rec->place.y / (double)ENT_GRID_PER_DEGREE},
        rec->code2[3] == '\0' ? rec->code2 : "",
        rec->population,
        rec->id};
}

/* The towns with exactly this folded name, in the order of the table, which is that of their population. */
static size_t find_folded(const ent_atlas *atlas, ent_str folded, ent_str code2, ent_town *out, size_t max)
{
    size_t found = 0;
    for (size_t i = first_not_below(atlas, folded);
         i < atlas->name_count && ent_str_eq(name_at(atlas, i), folded); i++) {
        if (atlas->names[i].town >= atlas->town_count) continue;
        const ent_town town = town_at(atlas, atlas->names[i].town);
        if (code2.len > 0 && !ent_str_eq_nocase(ent_str_of(town.code2), code2)) continue;
        if (found < max) out[found] = town;
        found++;
    }
    return found;
}

static size_t find_name(const ent_atlas *atlas, ent_str name, ent_str code2, ent_town *out, size_t max)
{
    ent_buf folded;
    ent_buf_init(&folded, NAME_BYTES_MAX);
    ent_fold_name(name, &folded);
    const size_t found =
        folded.failed || folded.len == 0 ? 0 : find_folded(atlas, ent_buf_str(&folded), code2, out, max);
    ent_buf_done(&folded);
    return found;
}

/* The last comma parts the town from its country; a name with a comma of its own is tried whole first. */
size_t ent_atlas_towns_find(const ent_atlas *atlas, ent_str name, ent_town *out, size_t max)
{
    const size_t whole = find_name(atlas, name, (ent_str){NULL, 0}, out, max);
    size_t comma = name.len;
    while (comma > 0 && name.ptr[comma - 1] != ',') comma--;
    if (whole > 0 || comma == 0) return whole;
    const ent_str country = ent_str_trim((ent_str){name.ptr + comma, name.len - comma});
    const int index = country.len == 0 ? -1 : ent_atlas_country_find(atlas, country);
    if (index < 0) return 0;
    const ent_str code2 = ent_str_of(ent_atlas_country_at(atlas, (size_t)index).code2);
    return code2.len == 0 ? 0 : find_name(atlas, (ent_str){name.ptr, comma - 1}, code2, out, max);
}

/* Candidates share the first two bytes and about the length; with many of them every n-th would be a lottery,
 * so the first NEAR_NAMES_MAX are taken. */
static size_t near_names(const ent_atlas *atlas, ent_str folded, ent_str *candidates, uint32_t *towns)
{
    const ent_str prefix = {folded.ptr, folded.len < 2 ? folded.len : 2};
    size_t count = 0;
    for (size_t i = first_not_below(atlas, prefix); i < atlas->name_count && count < NEAR_NAMES_MAX; i++) {
        const ent_str name = name_at(atlas, i);
        if (name.len < prefix.len || memcmp(name.ptr, prefix.ptr, prefix.len) != 0) break;
        const size_t gap = name.len > folded.len ? name.len - folded.len : folded.len - name.len;
        if (gap > 2 || atlas->names[i].town >= atlas->town_count) continue;
        candidates[count] = name;
        towns[count++] = atlas->names[i].town;
    }
    return count;
}

const char *ent_atlas_town_suggest(const ent_atlas *atlas, ent_str name)
{
    ent_str *candidates = ent_alloc_zero(NEAR_NAMES_MAX, sizeof *candidates);
    uint32_t *towns = ent_alloc_zero(NEAR_NAMES_MAX, sizeof *towns);
    ent_buf folded;
    ent_buf_init(&folded, NAME_BYTES_MAX);
    ent_fold_name(name, &folded);
    const char *found = NULL;
    if (candidates && towns && !folded.failed && folded.len > 0) {
        const size_t count = near_names(atlas, ent_buf_str(&folded), candidates, towns);
        const int nearest = ent_nearest_name(ent_buf_str(&folded), candidates, count);
        if (nearest >= 0) found = town_at(atlas, towns[nearest]).name;
    }
    ent_buf_done(&folded);
    ent_free(candidates);
    ent_free(towns);
    return found;
}

size_t ent_atlas_town_count(const ent_atlas *atlas)
{
    return atlas->town_count;
}

ent_town ent_atlas_town_at(const ent_atlas *atlas, size_t index)
{
    return town_at(atlas, (uint32_t)index);
}
