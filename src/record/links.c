/* links.c: what records say of each other, followed once all files are in. A `part_of` chain that bites its
 * own tail would make every total infinite, so no record on or above such a circle is kept; one of `same_as`
 * leaves no report that the others are the same as.
 *
 * By then the text of the file is gone; it is read once more for the line under the caret, and only then. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "record/set.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

typedef struct follower {
    ent_records *records;
    ent_diags *diags;
    bool *is_bad;     /* one a record */
    ent_buf text;     /* of the file `text_of`, read again */
    uint32_t text_of; /* file_count: none yet */
} follower;

static ent_source source_of(follower *f, uint32_t file)
{
    const ent_record_file *of = &f->records->files[file];
    if (f->text_of != file) {
        ent_buf_done(&f->text);
        ent_buf_init(&f->text, ENT_TEXT_BYTES_MAX);
        f->text_of = file;
        ent_buf text;
        if (of->is_on_disk && ent_file_read(of->name, ENT_TEXT_BYTES_MAX, &text, NULL) == ENT_OK)
            f->text = text;
    }
    return (ent_source){of->name, ent_buf_str(&f->text)};
}

static void complain(follower *f, const ent_record_link *link, ent_diag_text text, const char *format,
                     const char *name)
{
    char message[300];
    snprintf(message, sizeof message, format, name);
    f->is_bad[link->record->index] = true;
    ent_source source = source_of(f, link->record->file);
    ent_span span = link->span;
    if (source.bytes.len == 0) span = (ent_span){0};
    text.message = message;
    char detail[200];
    snprintf(detail, sizeof detail, "Record \"%.60s\", column \"%s\".", link->record->id, link->column);
    if (!text.detail) text.detail = detail;
    ent_diags_add(f->diags, &source, span, text);
}

static ent_str nearest_id(const ent_records *records, const char *id, ent_str *ids)
{
    for (size_t i = 0; i < records->count; i++) ids[i] = ent_str_of(records->items[i]->id);
    int near = ent_nearest_name(ent_str_of(id), ids, records->count);
    return near < 0 ? (ent_str){NULL, 0} : ids[near];
}

static void complain_unknown(follower *f, const ent_record_link *link)
{
    ent_str *ids = ent_alloc_zero(f->records->count, sizeof *ids);
    ent_str near = ids ? nearest_id(f->records, link->to, ids) : (ent_str){NULL, 0};
    char hint[160] = "It must be the id of a record of this case.";
    if (near.len) snprintf(hint, sizeof hint, "Did you mean \"%.80s\"?", near.ptr);
    complain(f, link, (ent_diag_text){.code = "link-unknown", .hint = hint}, "there is no record \"%.80s\"",
             link->to);
    ent_free(ids);
}

static const char *next_of(const ent_record *record, bool is_part)
{
    return is_part ? record->part_of : record->same_as;
}

/* Follow a part_of or same_as chain from `link`. True when it ends within the limit. */
static bool ends(const ent_records *records, const ent_record_link *link, bool *out_circle)
{
    const ent_record *at = link->record;
    for (int depth = 0; depth <= ENT_NESTING_MAX; depth++) {
        const char *next = next_of(at, link->is_part);
        if (!*next) return true;
        at = ent_map_get(records->ids, ent_str_of(next));
        if (!at) return true; /* said elsewhere */
        *out_circle = at == link->record;
        if (*out_circle) return false;
    }
    return false;
}

static void complain_chain(follower *f, const ent_record_link *link, bool circle)
{
    if (link->is_part)
        complain(f, link,
                 (ent_diag_text){.code = circle ? "part-circle" : "part-depth",
                                 .hint = circle ? "Let the largest total stand without a part_of."
                                                : "Let the parts name the largest total."},
                 circle ? "part_of runs in a circle through \"%.80s\""
                        : "part_of from \"%.80s\" on has no end within 64 steps",
                 link->to);
    else
        complain(f, link,
                 (ent_diag_text){.code = circle ? "same-circle" : "same-depth",
                                 .hint = "Let one report stand without a same_as and the others name it."},
                 circle ? "same_as runs in a circle through \"%.80s\""
                        : "same_as from \"%.80s\" on has no end within 64 steps",
                 link->to);
}

static void follow(follower *f, const ent_record_link *link)
{
    const ent_record *to = ent_map_get(f->records->ids, ent_str_of(link->to));
    bool circle = false;
    bool was_dropped = !to && f->records->dropped && ent_map_get(f->records->dropped, ent_str_of(link->to));
    if (was_dropped) return; /* enough has been said about it */
    if (!to)
        complain_unknown(f, link);
    else if (to == link->record)
        complain(f, link, (ent_diag_text){.code = "link-self", .hint = "Leave the cell empty."},
                 link->is_part ? "\"%.80s\" is part of itself" : "\"%.80s\" names itself", link->to);
    else if (!ends(f->records, link, &circle))
        complain_chain(f, link, circle);
}

/* Take the bad rows out and number the rest anew. */
static bool take_out(ent_records *records, const bool *is_bad)
{
    ent_map *ids = ent_map_new();
    if (!ids) return false;
    size_t kept = 0;
    bool good = true;
    for (size_t i = 0; good && i < records->count; i++)
        if (!is_bad[i]) good = ent_map_put(ids, ent_str_of(records->items[i]->id), records->items[i]);
    if (!good) {
        ent_map_free(ids);
        return false;
    }
    for (size_t i = 0; i < records->count; i++) {
        if (is_bad[i]) continue;
        records->items[kept] = records->items[i];
        records->items[kept]->index = (uint32_t)kept;
        kept++;
    }
    records->count = kept;
    ent_map_free(records->ids);
    records->ids = ids;
    return true;
}

ent_status ent_records_finish(ent_records *records, ent_diags *diags, ent_error *err)
{
    assert(!records->finished);
    follower f = {.records = records, .diags = diags, .text_of = (uint32_t)records->file_count};
    f.is_bad = ent_alloc_zero(records->count ? records->count : 1, sizeof *f.is_bad);
    if (!f.is_bad) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    for (size_t i = 0; i < records->link_count; i++) follow(&f, &records->links[i]);
    bool any_bad = memchr(f.is_bad, true, records->count) != NULL;
    bool good = !any_bad || take_out(records, f.is_bad);
    ent_buf_done(&f.text);
    ent_free(f.is_bad);
    if (!good) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_free(records->links);
    records->links = NULL, records->link_count = records->link_cap = 0;
    records->finished = true;
    return ENT_OK;
}
