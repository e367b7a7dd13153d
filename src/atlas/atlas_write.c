/* atlas_write.c: makes the atlas file out of plain content.
 *
 * Arcs are put in the order of the pieces they bound and cut into stretches of at most ENT_ATLAS_ARC_POINTS
 * points, so that the border of one country lies together in the file (few pages touched) and the box of each
 * stretch is small (few of them looked into when a place is located). Nothing that the machine adds (time,
 * path, version) is written. */
#include "atlas_write.h"
#include "atlas_format.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "fold.h"
#include <stdlib.h>
#include <string.h>

#define SECTION_BYTES_MAX ((size_t)1 << 31)

typedef struct writer {
    const ent_atlas_content *in;
    ent_buf sections[ENT_SECTION_COUNT];
    ent_map *country_numbers; /* code -> index + 1 */
    uint32_t *order;          /* countries by code */
    ent_buf borders_pairs;    /* piece and arc, before they are grouped */
} writer;

static ent_status no_memory(ent_error *err)
{
    return ent_fail(err, ENT_E_NOMEM, "out of memory while writing the atlas");
}

static void add(ent_buf *buf, const void *bytes, size_t length)
{
    ent_buf_add(buf, (ent_str){bytes, length});
}

static uint32_t text_slice(writer *w, ent_str s)
{
    ent_buf *text = &w->sections[ENT_SECTION_TEXT];
    if (s.len == 0) return 0; /* the section starts with an empty string */
    const uint32_t at = (uint32_t)text->len;
    ent_buf_add(text, s);
    ent_buf_addc(text, '\0');
    return at;
}

static uint32_t text(writer *w, const char *s)
{
    return text_slice(w, ent_str_of(s));
}

/* ---- countries --------------------------------------------------------------------------- */

static uint32_t country_number(const writer *w, const char *code)
{
    const uintptr_t found = (uintptr_t)ent_map_get(w->country_numbers, ent_str_of(code));
    return found == 0 ? ENT_ATLAS_NO_OWNER : (uint32_t)(found - 1);
}

typedef struct code_index {
    const char *code;
    uint32_t index;
} code_index;

static int compare_codes(const void *a, const void *b)
{
    return strcmp(((const code_index *)a)->code, ((const code_index *)b)->code);
}

static ent_status order_countries(writer *w, ent_error *err)
{
    const size_t n = w->in->country_count;
    code_index *list = ent_alloc_zero(n + 1, sizeof *list);
    w->order = ent_alloc_zero(n + 1, sizeof *w->order);
    w->country_numbers = ent_map_new();
    if (!list || !w->order || !w->country_numbers) {
        ent_free(list);
        return no_memory(err);
    }
    for (uint32_t i = 0; i < n; i++) list[i] = (code_index){w->in->countries[i].code, i};
    qsort(list, n, sizeof *list, compare_codes);
    ent_status st = ENT_OK;
    for (uint32_t i = 0; st == ENT_OK && i < n; i++) {
        w->order[i] = list[i].index;
        if (!ent_map_put(w->country_numbers, ent_str_of(list[i].code), (void *)(uintptr_t)(i + 1)))
            st = no_memory(err);
        else if (i > 0 && strcmp(list[i].code, list[i - 1].code) == 0)
            st = ent_fail(err, ENT_E_DOMAIN, "country code %s occurs twice", list[i].code);
    }
    ent_free(list);
    return st;
}

static ent_status write_countries(writer *w, ent_error *err)
{
    const ent_status st = order_countries(w, err);
    if (st != ENT_OK) return st;
    for (size_t i = 0; i < w->in->country_count; i++) {
        const ent_make_country *c = &w->in->countries[w->order[i]];
        const bool own = !c->state || !*c->state;
        const ent_country_rec rec = {
            text(w, c->code),      text(w, c->code2),       text(w, c->name),
            text(w, c->full_name), text(w, c->other_names), own ? (uint32_t)i : country_number(w, c->state)};
        if (rec.state == ENT_ATLAS_NO_OWNER)
            return ent_fail(err, ENT_E_DOMAIN, "%s belongs to %s, which is no country here", c->code,
                            c->state);
        add(&w->sections[ENT_SECTION_COUNTRIES], &rec, sizeof rec);
    }
    return ENT_OK;
}

/* ---- arcs and pieces --------------------------------------------------------------------- */

typedef struct arc_key {
    uint16_t piece;
    uint32_t index;
} arc_key;

static int compare_arc_keys(const void *left, const void *right)
{
    const arc_key *a = left, *b = right;
    if (a->piece != b->piece) return a->piece < b->piece ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static uint16_t first_piece(const ent_make_arc *arc)
{
    uint16_t least = ENT_ATLAS_NO_PIECE;
    for (int layer = 0; layer < 2; layer++) {
        if (arc->left[layer] < least) least = arc->left[layer];
        if (arc->right[layer] < least) least = arc->right[layer];
    }
    return least;
}

typedef struct piece_arc {
    uint32_t piece, arc;
} piece_arc;

static void note_border(writer *w, const ent_make_arc *arc, uint32_t number)
{
    const uint16_t sides[4] = {arc->left[0], arc->right[0], arc->left[1], arc->right[1]};
    for (int i = 0; i < 4; i++) {
        bool seen = sides[i] == ENT_ATLAS_NO_PIECE;
        for (int j = 0; j < i; j++) seen = seen || sides[j] == sides[i];
        const piece_arc pair = {sides[i], number};
        if (!seen) add(&w->borders_pairs, &pair, sizeof pair);
    }
}

static void write_stretch(writer *w, const ent_make_arc *arc, uint32_t from, uint32_t count)
{
    ent_buf *points = &w->sections[ENT_SECTION_POINTS], *arcs = &w->sections[ENT_SECTION_ARCS];
    const ent_grid_point *p = arc->points + from;
    ent_arc_rec rec = {
        .first = (uint32_t)(points->len / sizeof *p), .count = count, .low = p[0], .high = p[0]};
    memcpy(rec.left, arc->left, sizeof rec.left);
    memcpy(rec.right, arc->right, sizeof rec.right);
    for (uint32_t i = 1; i < count; i++) {
        if (p[i].x < rec.low.x) rec.low.x = p[i].x;
        if (p[i].y < rec.low.y) rec.low.y = p[i].y;
        if (p[i].x > rec.high.x) rec.high.x = p[i].x;
        if (p[i].y > rec.high.y) rec.high.y = p[i].y;
    }
    note_border(w, arc, (uint32_t)(arcs->len / sizeof rec));
    add(points, p, count * sizeof *p);
    add(arcs, &rec, sizeof rec);
}

static ent_status write_arcs(writer *w, ent_error *err)
{
    const size_t n = w->in->arc_count;
    arc_key *keys = ent_alloc_zero(n + 1, sizeof *keys);
    if (!keys) return no_memory(err);
    for (uint32_t i = 0; i < n; i++) keys[i] = (arc_key){first_piece(&w->in->arcs[i]), i};
    qsort(keys, n, sizeof *keys, compare_arc_keys);
    for (size_t i = 0; i < n; i++) {
        const ent_make_arc *arc = &w->in->arcs[keys[i].index];
        for (uint32_t from = 0; from + 1 < arc->count; from += ENT_ATLAS_ARC_POINTS - 1) {
            const uint32_t left = arc->count - from;
            write_stretch(w, arc, from, left < ENT_ATLAS_ARC_POINTS ? left : ENT_ATLAS_ARC_POINTS);
        }
    }
    ent_free(keys);
    return ENT_OK;
}

static int compare_piece_arcs(const void *left, const void *right)
{
    const piece_arc *a = left, *b = right;
    if (a->piece != b->piece) return a->piece < b->piece ? -1 : 1;
    return (a->arc > b->arc) - (a->arc < b->arc);
}

static ent_status write_pieces(writer *w, ent_error *err)
{
    if (w->borders_pairs.failed) return no_memory(err);
    piece_arc *pairs = (piece_arc *)(void *)w->borders_pairs.ptr;
    const size_t count = w->borders_pairs.len / sizeof *pairs;
    if (count > 0) qsort(pairs, count, sizeof *pairs, compare_piece_arcs);
    size_t at = 0;
    for (uint32_t i = 0; i < w->in->piece_count; i++) {
        const ent_make_piece *piece = &w->in->pieces[i];
        ent_piece_rec rec = {.name = text(w, piece->name),
                             .title = text(w, piece->title),
                             .border_first = (uint32_t)at,
                             .area_m2 = {piece->area_m2[0], piece->area_m2[1]},
                             .gap = piece->gap};
        for (; at < count && pairs[at].piece == i; at++, rec.border_count++)
            add(&w->sections[ENT_SECTION_BORDERS], &pairs[at].arc, sizeof pairs[at].arc);
        add(&w->sections[ENT_SECTION_PIECES], &rec, sizeof rec);
    }
    return at == count ? ENT_OK : ent_fail(err, ENT_E_DOMAIN, "a border names a piece that is not there");
}

/* For each band of latitude the arcs whose box meets it. */
static void write_bands(writer *w)
{
    const ent_arc_rec *arcs = (const ent_arc_rec *)(const void *)w->sections[ENT_SECTION_ARCS].ptr;
    const size_t count = w->sections[ENT_SECTION_ARCS].len / sizeof *arcs;
    const int32_t height = (int32_t)((int64_t)180 * ENT_GRID_PER_DEGREE / ENT_ATLAS_BANDS),
                  south = -90 * ENT_GRID_PER_DEGREE;
    uint32_t total = 0;
    for (int32_t band = 0; band < ENT_ATLAS_BANDS; band++) {
        add(&w->sections[ENT_SECTION_BANDS], &total, sizeof total);
        const int32_t low = south + band * height, high = low + height;
        for (uint32_t i = 0; i < count; i++)
            if (arcs[i].low.y <= high && arcs[i].high.y >= low) {
                add(&w->sections[ENT_SECTION_BAND_ARCS], &i, sizeof i);
                total++;
            }
    }
    add(&w->sections[ENT_SECTION_BANDS], &total, sizeof total);
}

/* ---- views, groups, sources -------------------------------------------------------------- */

typedef struct holding_key {
    const ent_make_holding *holding;
    size_t index;
} holding_key;

static int compare_holdings(const void *left, const void *right)
{
    const holding_key *a = left, *b = right;
    if (a->holding->view != b->holding->view) return a->holding->view < b->holding->view ? -1 : 1;
    if (a->holding->piece != b->holding->piece) return a->holding->piece < b->holding->piece ? -1 : 1;
    if (a->holding->from.seconds != b->holding->from.seconds)
        return a->holding->from.seconds < b->holding->from.seconds ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static ent_status write_holding(writer *w, const ent_make_holding *h, ent_error *err)
{
    const bool nobody = !h->owner || !*h->owner;
    const ent_holding_rec rec = {h->from.seconds,  h->until.seconds,
                                 h->piece,         nobody ? ENT_ATLAS_NO_OWNER : country_number(w, h->owner),
                                 text(w, h->note), h->differs};
    if (!nobody && rec.owner == ENT_ATLAS_NO_OWNER)
        return ent_fail(err, ENT_E_DOMAIN, "a view gives a piece to %s, which is no country here", h->owner);
    if (h->piece >= w->in->piece_count || h->view >= w->in->view_count)
        return ent_fail(err, ENT_E_DOMAIN, "a view names a piece that is not there");
    add(&w->sections[ENT_SECTION_HOLDINGS], &rec, sizeof rec);
    return ENT_OK;
}

static ent_status write_views(writer *w, ent_error *err)
{
    const size_t n = w->in->holding_count;
    holding_key *keys = ent_alloc_zero(n + 1, sizeof *keys);
    if (!keys) return no_memory(err);
    for (size_t i = 0; i < n; i++) keys[i] = (holding_key){&w->in->holdings[i], i};
    qsort(keys, n, sizeof *keys, compare_holdings);
    ent_status st = ENT_OK;
    size_t at = 0;
    for (uint32_t view = 0; st == ENT_OK && view < w->in->view_count; view++) {
        ent_view_rec rec = {text(w, w->in->views[view].name), text(w, w->in->views[view].note), (uint32_t)at,
                            0};
        for (; st == ENT_OK && at < n && keys[at].holding->view == view; at++, rec.holding_count++)
            st = write_holding(w, keys[at].holding, err);
        add(&w->sections[ENT_SECTION_VIEWS], &rec, sizeof rec);
    }
    if (st == ENT_OK && at != n)
        st = ent_fail(err, ENT_E_DOMAIN, "a piece is held in a view that is not there");
    ent_free(keys);
    return st;
}

static void write_lists(writer *w)
{
    for (size_t i = 0; i < w->in->source_count; i++) {
        const uint32_t source = text(w, w->in->sources[i]);
        add(&w->sections[ENT_SECTION_SOURCES], &source, sizeof source);
    }
    for (size_t i = 0; i < w->in->group_count; i++) {
        const ent_make_group *g = &w->in->groups[i];
        const ent_group_rec rec = {text(w, g->group), text(w, g->member), text(w, g->from), text(w, g->until),
                                   text(w, g->source)};
        add(&w->sections[ENT_SECTION_GROUPS], &rec, sizeof rec);
    }
    const ent_meta_rec meta = {w->in->error_m};
    add(&w->sections[ENT_SECTION_META], &meta, sizeof meta);
}

/* ---- towns ------------------------------------------------------------------------------- */

static int compare_towns(const void *left, const void *right)
{
    const ent_make_town *a = left, *b = right;
    if (a->population != b->population) return a->population > b->population ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

typedef struct folded {
    uint32_t at, length, town; /* into the buffer of folded names */
    const char *base;
} folded;

static int compare_folded(const void *left, const void *right)
{
    const folded *a = left, *b = right;
    const int order =
        ent_str_cmp((ent_str){a->base + a->at, a->length}, (ent_str){b->base + b->at, b->length});
    return order != 0 ? order : (a->town > b->town) - (a->town < b->town);
}

static void fold_one(ent_str name, uint32_t town, ent_buf *names, ent_buf *list)
{
    const size_t at = names->len;
    ent_fold_name(name, names);
    if (names->len == at) return;
    const folded entry = {.at = (uint32_t)at, .length = (uint32_t)(names->len - at), .town = town};
    add(list, &entry, sizeof entry);
}

static void fold_town(const ent_make_town *town, uint32_t number, ent_buf *names, ent_buf *list)
{
    fold_one(ent_str_of(town->name), number, names, list);
    const ent_str others = town->other_names;
    for (size_t start = 0, i = 0; i <= others.len; i++)
        if (i == others.len || others.ptr[i] == ',') {
            if (i > start) fold_one((ent_str){others.ptr + start, i - start}, number, names, list);
            start = i + 1;
        }
}

/* Equal names share one text; a name that a town has twice is one entry. */
static void write_names(writer *w, folded *list, size_t count)
{
    uint32_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const bool same_text =
            i > 0 && list[i].length == list[i - 1].length &&
            memcmp(list[i].base + list[i].at, list[i].base + list[i - 1].at, list[i].length) == 0;
        if (same_text && list[i].town == list[i - 1].town) continue;
        if (!same_text) at = text_slice(w, (ent_str){list[i].base + list[i].at, list[i].length});
        const ent_name_rec rec = {at, list[i].town};
        add(&w->sections[ENT_SECTION_NAMES], &rec, sizeof rec);
    }
}

static void write_town(writer *w, const ent_make_town *t)
{
    ent_town_rec rec = {text(w, t->name), t->place, t->population, t->id, {0}};
    memcpy(rec.code2, t->code2, strnlen(t->code2, 3));
    add(&w->sections[ENT_SECTION_TOWNS], &rec, sizeof rec);
}

static ent_status write_towns(writer *w, ent_error *err)
{
    const size_t n = w->in->town_count;
    ent_make_town *towns = ent_alloc_zero(n + 1, sizeof *towns);
    if (!towns) return no_memory(err);
    if (n > 0) memcpy(towns, w->in->towns, n * sizeof *towns);
    qsort(towns, n, sizeof *towns, compare_towns);
    ent_buf names, list;
    ent_buf_init(&names, SECTION_BYTES_MAX);
    ent_buf_init(&list, SECTION_BYTES_MAX);
    for (size_t i = 0; i < n; i++) {
        write_town(w, &towns[i]);
        fold_town(&towns[i], (uint32_t)i, &names, &list);
    }
    const bool failed = names.failed || list.failed;
    if (!failed && list.len > 0) {
        folded *entries = (folded *)(void *)list.ptr;
        const size_t count = list.len / sizeof *entries;
        for (size_t i = 0; i < count; i++) entries[i].base = names.ptr;
        qsort(entries, count, sizeof *entries, compare_folded);
        write_names(w, entries, count);
    }
    ent_free(towns);
    ent_buf_done(&names);
    ent_buf_done(&list);
    return failed ? no_memory(err) : ENT_OK;
}

/* ---- the file ---------------------------------------------------------------------------- */

static const char *const tags[ENT_SECTION_COUNT] = {"text",    "meta",    "sources", "country", "pieces",
                                                    "borders", "arcs",    "points",  "bands",   "bandarc",
                                                    "views",   "holding", "groups",  "towns",   "names"};

static void pad(ent_buf *out)
{
    while (out->len % ENT_ATLAS_ALIGN) ent_buf_addc(out, '\0');
}

/* The hash as bytes, from its hexadecimal form. */
static void hash_bytes(const char hex[65], unsigned char out[32])
{
    for (int i = 0; i < 32; i++) {
        unsigned value = 0;
        for (int j = 0; j < 2; j++) {
            const char c = hex[2 * i + j];
            value = value * 16 + (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
        }
        out[i] = (unsigned char)value;
    }
}

static void assemble(const writer *w, ent_buf *file)
{
    ent_atlas_head head = {.version = ENT_ATLAS_VERSION, .section_count = ENT_SECTION_COUNT};
    memcpy(head.magic, ENT_ATLAS_MAGIC, sizeof head.magic);
    ent_section_rec table[ENT_SECTION_COUNT] = {0};
    uint64_t at = sizeof head + sizeof table;
    for (int i = 0; i < ENT_SECTION_COUNT; i++) {
        at = (at + ENT_ATLAS_ALIGN - 1) / ENT_ATLAS_ALIGN * ENT_ATLAS_ALIGN;
        memcpy(table[i].tag, tags[i], strlen(tags[i]));
        table[i].offset = at, table[i].length = w->sections[i].len;
        at += w->sections[i].len;
    }
    head.file_bytes = at;
    add(file, &head, sizeof head);
    add(file, table, sizeof table);
    for (int i = 0; i < ENT_SECTION_COUNT; i++) {
        pad(file);
        ent_buf_add(file, ent_buf_str(&w->sections[i]));
    }
    if (file->failed) return;
    ent_sha256 sha;
    char hex[65];
    ent_sha256_init(&sha);
    ent_sha256_add(&sha, file->ptr + sizeof head, file->len - sizeof head);
    ent_sha256_done(&sha, hex);
    hash_bytes(hex, head.sha256);
    memcpy(file->ptr, &head, sizeof head);
}

static ent_status write_all(writer *w, ent_error *err)
{
    ent_buf_addc(&w->sections[ENT_SECTION_TEXT], '\0');
    ent_status st = write_countries(w, err);
    if (st == ENT_OK) st = write_arcs(w, err);
    if (st == ENT_OK) st = write_pieces(w, err);
    if (st == ENT_OK) st = write_views(w, err);
    if (st == ENT_OK) st = write_towns(w, err);
    if (st != ENT_OK) return st;
    write_bands(w);
    write_lists(w);
    for (int i = 0; i < ENT_SECTION_COUNT; i++)
        if (w->sections[i].failed) return no_memory(err);
    return ENT_OK;
}

ent_status ent_atlas_write(const char *path, const ent_atlas_content *content, ent_error *err)
{
    if (content->piece_count >= ENT_ATLAS_NO_PIECE)
        return ent_fail(err, ENT_E_LIMIT, "more than %d pieces", ENT_ATLAS_NO_PIECE - 1);
    writer w = {.in = content};
    ent_buf file;
    ent_buf_init(&file, SECTION_BYTES_MAX * 2);
    ent_buf_init(&w.borders_pairs, SECTION_BYTES_MAX);
    for (int i = 0; i < ENT_SECTION_COUNT; i++) ent_buf_init(&w.sections[i], SECTION_BYTES_MAX);
    ent_status st = write_all(&w, err);
    if (st == ENT_OK) {
        assemble(&w, &file);
        st = file.failed ? no_memory(err) : ent_file_replace(path, ent_buf_str(&file), err);
    }
    for (int i = 0; i < ENT_SECTION_COUNT; i++) ent_buf_done(&w.sections[i]);
    ent_buf_done(&w.borders_pairs);
    ent_buf_done(&file);
    ent_map_free(w.country_numbers);
    ent_free(w.order);
    return st;
}
