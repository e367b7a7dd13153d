/* ledger.c: the register in memory. Texts, lists of names and dates repeat from row to row and are kept once;
 * a row then costs its own statement and source only. */
#include "ledger/ledger.h"
#include "base/mem.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

bool ent_ledger_room(void *array_pointer, size_t count, size_t *cap, size_t size)
{
    if (count < *cap) return true;
    void *array;
    memcpy(&array, array_pointer, sizeof array);
    size_t wanted = *cap ? *cap * 2 : 16;
    array = ent_realloc(array, wanted, size);
    if (!array) return false;
    memcpy(array_pointer, &array, sizeof array);
    *cap = wanted;
    return true;
}

/* ---- the set ---- */

ent_status ent_ledger_new(ent_ledger **out, ent_error *err)
{
    ent_ledger *ledger = ent_alloc_zero(1, sizeof *ledger);
    if (!ledger) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ledger->arena = ent_arena_new();
    ledger->texts = ent_map_new(), ledger->lists = ent_map_new();
    ledger->dates = ent_map_new(), ledger->ids = ent_map_new();
    if (!ledger->arena || !ledger->texts || !ledger->lists || !ledger->dates || !ledger->ids) {
        ent_ledger_free(ledger);
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    }
    *out = ledger;
    return ENT_OK;
}

void ent_ledger_free(ent_ledger *ledger)
{
    if (!ledger) return;
    ent_map_free(ledger->texts);
    ent_map_free(ledger->lists);
    ent_map_free(ledger->dates);
    ent_map_free(ledger->ids);
    ent_free(ledger->rows);
    ent_free(ledger->files);
    ent_arena_free(ledger->arena);
    ent_free(ledger);
}

size_t ent_ledger_count(const ent_ledger *ledger)
{
    return ledger->count;
}
const ent_entry *ent_ledger_at(const ent_ledger *ledger, size_t index)
{
    return &ledger->rows[index]->entry;
}
const char *ent_ledger_file(const ent_ledger *ledger, size_t file)
{
    return ledger->files[file].name;
}

const ent_entry *ent_ledger_find(const ent_ledger *ledger, ent_str id)
{
    const ent_ledger_row *row = ent_map_get(ledger->ids, id);
    return row ? &row->entry : NULL;
}

/* ---- what is kept once ---- */

const char *ent_ledger_text(ent_ledger *ledger, ent_str text)
{
    if (text.len == 0) return "";
    const char *known = ent_map_get(ledger->texts, text);
    if (known) return known;
    char *copy = ent_arena_copy(ledger->arena, text);
    return copy && ent_map_put(ledger->texts, (ent_str){copy, text.len}, copy) ? copy : NULL;
}

/* The names between semicolons. */
static ent_status split(ent_str text, ent_str names[ENT_NAMES_MAX], uint32_t *out_count, ent_error *err)
{
    uint32_t count = 0;
    for (bool more = true; more;) {
        const char *mark = memchr(text.ptr, ';', text.len);
        size_t n = mark ? (size_t)(mark - text.ptr) : text.len;
        ent_str name = ent_str_trim((ent_str){text.ptr, n});
        if (name.len == 0) return ent_fail(err, ENT_E_FORMAT, "a name between semicolons is empty");
        if (count == ENT_NAMES_MAX) return ent_fail(err, ENT_E_FORMAT, "more than %d names", ENT_NAMES_MAX);
        names[count++] = name;
        more = mark != NULL;
        if (more) text = (ent_str){mark + 1, text.len - n - 1};
    }
    *out_count = count;
    return ENT_OK;
}

ent_status ent_ledger_list_fresh(ent_ledger *ledger, ent_str text, ent_name_list *out, ent_error *err)
{
    ent_str names[ENT_NAMES_MAX];
    uint32_t count = 0;
    ent_status st = text.len ? split(text, names, &count, err) : ENT_OK;
    if (st != ENT_OK) return st;
    const char **at = ent_arena_alloc(ledger->arena, count ? count : 1, sizeof *at);
    bool good = at != NULL;
    for (uint32_t i = 0; good && i < count; i++)
        good = (at[i] = ent_arena_copy(ledger->arena, names[i])) != NULL;
    if (!good) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    *out = (ent_name_list){at, count};
    return ENT_OK;
}

ent_status ent_ledger_list(ent_ledger *ledger, ent_str text, const ent_name_list **out, ent_error *err)
{
    const ent_name_list *known = ent_map_get(ledger->lists, text);
    if (known) {
        *out = known;
        return ENT_OK;
    }
    ent_name_list fresh;
    ent_status st = ent_ledger_list_fresh(ledger, text, &fresh, err);
    if (st != ENT_OK) return st;
    ent_name_list *kept = ent_arena_alloc(ledger->arena, 1, sizeof *kept);
    const char *key = ent_ledger_text(ledger, text);
    if (!kept || !key || !ent_map_put(ledger->lists, (ent_str){key, text.len}, kept))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    *kept = fresh;
    *out = kept;
    return ENT_OK;
}

ent_status ent_ledger_date(ent_ledger *ledger, ent_str text, const ent_ledger_when **out, size_t *out_offset,
                           ent_error *err)
{
    const ent_ledger_when *known = ent_map_get(ledger->dates, text);
    if (known) {
        *out = known;
        return ENT_OK;
    }
    ent_when read = {0};
    ent_status st = text.len ? ent_when_parse(text, &read, out_offset, err) : ENT_OK;
    if (st != ENT_OK) return st;
    ent_ledger_when *kept = ent_arena_alloc(ledger->arena, 1, sizeof *kept);
    const char *key = ent_ledger_text(ledger, text);
    if (!kept || !key || !ent_map_put(ledger->dates, (ent_str){key, text.len}, kept))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    *kept = (ent_ledger_when){read, key};
    *out = kept;
    return ENT_OK;
}

/* ---- loading ---- */

static ent_status file_index(ent_ledger *ledger, const char *name, bool is_on_disk, uint32_t *out,
                             ent_error *err)
{
    const char *kept = ent_arena_copy(ledger->arena, ent_str_of(name));
    if (!kept ||
        !ent_ledger_room(&ledger->files, ledger->file_count, &ledger->file_cap, sizeof *ledger->files))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    *out = (uint32_t)ledger->file_count;
    ledger->files[ledger->file_count++] = (ent_ledger_file_name){.name = kept, .is_on_disk = is_on_disk};
    return ENT_OK;
}

static void complain_column(ent_ledger_reader *r, ent_span span, ent_diag_text text, const char *message)
{
    ent_cell_text cell = {.span = span};
    text.message = message;
    ent_csv_complain(r->csv, &cell, text);
}

static void check_unknown_column(ent_ledger_reader *r, size_t column)
{
    ent_str known[ENT_LEDGER_COLUMN_COUNT], name = ent_csv_column_name(r->csv, column);
    for (int i = 0; i < ENT_LEDGER_COLUMN_COUNT; i++) {
        known[i] = ent_str_of(ent_ledger_column_name((ent_ledger_column)i));
        if (ent_str_eq(known[i], name)) return;
    }
    int near = ent_nearest_name(name, known, ENT_LEDGER_COLUMN_COUNT);
    char hint[80] = "A ledger has no use for it.";
    if (near >= 0) snprintf(hint, sizeof hint, "Did you mean \"%s\"?", known[near].ptr);
    complain_column(r, ent_csv_column_span(r->csv, column),
                    (ent_diag_text){.severity = ENT_SEV_WARNING, .code = "column-unknown", .hint = hint},
                    "the column is passed over");
}

/* Which column is which. False when a needed one is missing. */
static bool read_header(ent_ledger_reader *r)
{
    bool good = true;
    for (size_t i = 0; i < ent_csv_column_count(r->csv); i++) check_unknown_column(r, i);
    for (int i = 0; i < ENT_LEDGER_COLUMN_COUNT; i++) {
        const char *name = ent_ledger_column_name((ent_ledger_column)i);
        r->columns[i] = ent_csv_column_find(r->csv, name);
        bool needed =
            i == ENT_LEDGER_ID || i == ENT_LEDGER_DATE || i == ENT_LEDGER_KIND || i == ENT_LEDGER_SPEAKER;
        if (r->columns[i] >= 0 || !needed) continue;
        char message[80];
        snprintf(message, sizeof message, "the column \"%s\" is missing", name);
        complain_column(
            r, ent_csv_column_span(r->csv, 0),
            (ent_diag_text){.code = "column-missing", .hint = "A ledger needs id, date, kind and speaker."},
            message);
        good = false;
    }
    return good;
}

static ent_span row_span(const ent_ledger_reader *r)
{
    size_t last = ent_csv_column_count(r->csv) - 1;
    ent_span span = r->cells[0].span;
    span.length = r->cells[last].span.offset + r->cells[last].span.length - span.offset;
    return span;
}

static ent_status read_csv(ent_ledger_reader *r, const char *name, const ent_str *bytes, ent_error *err)
{
    bool is_on_disk = !bytes && strcmp(name, "-") != 0;
    ent_status st = bytes ? ent_csv_open_memory(name, *bytes, r->diags, &r->csv, err)
                          : ent_csv_open(name, r->diags, &r->csv, err);
    if (st != ENT_OK) return st == ENT_E_FORMAT ? ENT_OK : st;
    if (read_header(r)) {
        st = file_index(r->ledger, name, is_on_disk, &r->file, err);
        while (st == ENT_OK && ent_csv_next(r->csv, &r->cells)) {
            r->row = row_span(r);
            st = ent_ledger_take(r, err);
        }
        if (st == ENT_OK) st = ent_csv_status(r->csv, err);
    }
    ent_csv_close(r->csv);
    return st;
}

static ent_status read_ndjson(ent_ledger_reader *r, const char *name, const ent_str *bytes, ent_error *err)
{
    ent_buf text = {0};
    ent_status st = bytes ? ENT_OK : ent_file_read(name, ENT_LEDGER_BYTES_MAX, &text, err);
    const ent_source source = {name, bytes ? *bytes : ent_buf_str(&text)};
    if (st == ENT_OK) st = file_index(r->ledger, name, !bytes, &r->file, err);
    if (st == ENT_OK) st = ent_ledger_read_ndjson(r, &source, err);
    ent_buf_done(&text);
    return st;
}

static ent_status load(ent_ledger *ledger, const char *name, const ent_str *bytes, ent_diags *diags,
                       ent_error *err)
{
    assert(!ledger->finished);
    ent_ledger_reader *r = ent_alloc_zero(1, sizeof *r);
    if (!r) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    r->ledger = ledger, r->diags = diags;
    ent_status st =
        ent_ledger_is_ndjson(name) ? read_ndjson(r, name, bytes, err) : read_csv(r, name, bytes, err);
    ent_free(r);
    return st;
}
ent_status ent_ledger_load(ent_ledger *ledger, const char *path, ent_diags *diags, ent_error *err)
{
    return load(ledger, path, NULL, diags, err);
}

ent_status ent_ledger_load_memory(ent_ledger *ledger, const char *name, ent_str bytes, ent_diags *diags,
                                  ent_error *err)
{
    return load(ledger, name, &bytes, diags, err);
}

ent_status ent_ledger_load_held(ent_ledger *ledger, const char *name, ent_str bytes, ent_diags *diags,
                                ent_error *err)
{
    size_t before = ledger->file_count;
    ent_status st = load(ledger, name, &bytes, diags, err);
    if (st == ENT_OK && ledger->file_count > before) ledger->files[before].bytes = bytes;
    return st;
}
