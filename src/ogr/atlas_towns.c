/* atlas_towns.c: the gazetteer file of GeoNames: one place a line, nineteen columns parted by tabs, no
 * header, quotes are plain characters. Read by hand, because a CSV reader would take a quote for more than it
 * is. */
#include "ogr.h"
#include "base/mem.h"
#include <math.h>
#include <string.h>

#define TOWN_FILE_BYTES_MAX ((size_t)512 << 20)
#define COLUMNS 19
enum { ID, NAME, ASCII, OTHERS, LAT, LON, CLASS, CODE, COUNTRY, POPULATION = 14 };

static void split(ent_str line, ent_str cells[COLUMNS])
{
    size_t column = 0, start = 0;
    for (size_t i = 0; i <= line.len && column < COLUMNS; i++)
        if (i == line.len || line.ptr[i] == '\t') {
            cells[column++] = (ent_str){line.ptr + start, i - start};
            start = i + 1;
        }
    while (column < COLUMNS) cells[column++] = (ent_str){NULL, 0};
}

/* The file is ours alone, so cells are terminated in place. */
static const char *terminate(ent_str cell)
{
    if (!cell.ptr) return "";
    *(char *)(uintptr_t)(cell.ptr + cell.len) = '\0';
    return cell.ptr;
}

static ent_make_town *next_town(ent_town_list *list)
{
    if (list->count == list->cap) {
        const size_t cap = list->cap ? list->cap * 2 : 4096;
        ent_make_town *grown = ent_realloc(list->towns, cap, sizeof *grown);
        if (!grown) return NULL;
        list->towns = grown, list->cap = cap;
    }
    return &list->towns[list->count++];
}

static ent_status add_line(ent_town_list *list, ent_str line, size_t number, ent_error *err)
{
    ent_str cells[COLUMNS];
    split(line, cells);
    double lat, lon;
    int64_t id, population = 0;
    if (!ent_str_to_int64(cells[ID], &id) || !ent_str_to_double(cells[LAT], &lat) ||
        !ent_str_to_double(cells[LON], &lon) || !(fabs(lat) <= 90) || !(fabs(lon) <= 180) || id < 0 ||
        id > UINT32_MAX)
        return ent_fail(err, ENT_E_FORMAT, "line %zu of the gazetteer is not a place", number);
    if (!ent_str_to_int64(cells[POPULATION], &population) || population < 0 || population > UINT32_MAX)
        population = 0;
    ent_make_town *town = next_town(list);
    if (!town) return ent_fail(err, ENT_E_NOMEM, "out of memory for the gazetteer");
    /* The plain spelling goes in front of the other names: it ends where they begin, with one tab between. */
    ent_str others = {cells[ASCII].ptr, cells[ASCII].len + 1 + cells[OTHERS].len};
    ((char *)(uintptr_t)others.ptr)[cells[ASCII].len] = ',';
    *town = (ent_make_town){
        .name = terminate(cells[NAME]),
        .code2 = terminate(cells[COUNTRY]),
        .other_names = others,
        .place = {(int32_t)llround(lon * ENT_GRID_PER_DEGREE), (int32_t)llround(lat * ENT_GRID_PER_DEGREE)},
        .population = (uint32_t)population,
        .id = (uint32_t)id};
    return ENT_OK;
}

ent_status ent_town_list_load(const char *path, ent_town_list *list, ent_error *err)
{
    memset(list, 0, sizeof *list);
    ent_status st = ent_file_read(path, TOWN_FILE_BYTES_MAX, &list->file, err);
    if (st != ENT_OK) return st;
    size_t number = 0;
    for (size_t start = 0; st == ENT_OK && start < list->file.len;) {
        const char *end = memchr(list->file.ptr + start, '\n', list->file.len - start);
        const size_t length = end ? (size_t)(end - list->file.ptr) - start : list->file.len - start;
        if (length > 0) st = add_line(list, (ent_str){list->file.ptr + start, length}, ++number, err);
        start += length + 1;
    }
    return st;
}

void ent_town_list_done(ent_town_list *list)
{
    ent_buf_done(&list->file);
    ent_free(list->towns);
}
