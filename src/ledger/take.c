/* take.c: one row as an entry. All that is wrong with it is said before it is given up. */
#include "base/limits.h"
#include "ledger/ledger.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static ent_str text_of(const ent_ledger_reader *r, ent_ledger_column column)
{
    int at = r->columns[column];
    return at < 0 ? (ent_str){NULL, 0} : ent_str_trim(r->cells[at].text);
}

static void complain(ent_ledger_reader *r, ent_ledger_column column, ent_diag_text text, const char *format,
                     ...) ENT_PRINTF(4, 5);
static void complain(ent_ledger_reader *r, ent_ledger_column column, ent_diag_text text, const char *format,
                     ...)
{
    char message[300];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    text.message = message;
    int at = r->columns[column] < 0 ? 0 : r->columns[column];
    if (r->csv)
        ent_csv_complain(r->csv, &r->cells[at], text);
    else
        ent_diags_add(r->diags, r->source, r->cells[at].span, text);
    r->bad = true;
}

/* ---- what a column said lately ---- */

/* A slot by the length and the ends of the text; a clash only costs the slower way. */
static ent_ledger_memo *memo_of(ent_ledger_reader *r, ent_ledger_column column, ent_str text)
{
    unsigned h = (unsigned)text.len;
    for (size_t i = 0; i < 4 && i < text.len; i++)
        h = h * 31 + (unsigned char)text.ptr[i] + 7u * (unsigned char)text.ptr[text.len - 1 - i];
    return &r->memos[column][(h ^ h >> 6) % ENT_LEDGER_MEMO_SLOTS];
}

static bool is_memo(const ent_ledger_memo *memo, ent_str text)
{
    return memo->value && ent_str_eq(memo->key, text);
}

static const char *keep(ent_ledger_reader *r, ent_ledger_column column)
{
    ent_str text = text_of(r, column);
    if (text.len == 0) return "";
    ent_ledger_memo *memo = memo_of(r, column, text);
    if (is_memo(memo, text)) return memo->value;
    const char *kept = ent_ledger_text(r->ledger, text);
    if (kept)
        *memo = (ent_ledger_memo){{kept, text.len}, kept};
    else
        r->out_of_memory = true;
    return kept ? kept : "";
}

/* For texts that hardly repeat. */
static const char *copy(ent_ledger_reader *r, ent_ledger_column column)
{
    ent_str text = text_of(r, column);
    const char *kept = text.len ? ent_arena_copy(r->ledger->arena, text) : "";
    if (!kept) r->out_of_memory = true;
    return kept ? kept : "";
}

static ent_cell_mark mark(const ent_ledger_reader *r, ent_ledger_column column)
{
    int at = r->columns[column];
    if (at < 0) return (ent_cell_mark){0, 0};
    ent_span span = r->cells[at].span;
    uint32_t offset = span.offset - r->row.offset;
    if (offset > UINT16_MAX || span.length > UINT16_MAX) return (ent_cell_mark){0, 0};
    return (ent_cell_mark){(uint16_t)offset, (uint16_t)span.length};
}

static void take_id(ent_ledger_reader *r, ent_entry *e)
{
    ent_str id = text_of(r, ENT_LEDGER_ID);
    e->id = copy(r, ENT_LEDGER_ID);
    if (id.len == 0) {
        complain(r, ENT_LEDGER_ID,
                 (ent_diag_text){.code = "id-missing", .hint = "Any short name that no other entry has."},
                 "the entry has no id");
        return;
    }
    if (memchr(id.ptr, ';', id.len))
        complain(r, ENT_LEDGER_ID,
                 (ent_diag_text){.code = "id", .hint = "Semicolons part the ids in the column answers."},
                 "an id has no semicolon");
    const ent_ledger_row *other = ent_map_get(r->ledger->ids, id);
    if (!other) return;
    char detail[400];
    snprintf(detail, sizeof detail, "It is used in %.300s, line %u.",
             r->ledger->files[other->entry.file].name, (unsigned)other->entry.span.line);
    complain(r, ENT_LEDGER_ID,
             (ent_diag_text){.code = "id-twice", .detail = detail, .hint = "Give it an id of its own."},
             "the id \"%.60s\" is taken", e->id);
}

static void take_kind(ent_ledger_reader *r, ent_entry *e)
{
    ent_str text = text_of(r, ENT_LEDGER_KIND), names[ENT_ENTRY_KIND_COUNT];
    int kind = ent_entry_kind_find(text);
    if (kind >= 0) {
        e->kind = (ent_entry_kind)kind;
        return;
    }
    for (int i = 0; i < ENT_ENTRY_KIND_COUNT; i++)
        names[i] = ent_str_of(ent_entry_kind_name((ent_entry_kind)i));
    int near = ent_nearest_name(text, names, ENT_ENTRY_KIND_COUNT);
    char hint[160] = "One of proposal, counter-proposal, request, red-line, consultation, statement, reply, "
                     "acceptance, refusal, silence.";
    if (near >= 0) snprintf(hint, sizeof hint, "Did you mean \"%s\"?", names[near].ptr);
    complain(r, ENT_LEDGER_KIND, (ent_diag_text){.code = "kind", .hint = hint},
             text.len ? "unknown kind \"%.*s\"" : "the entry has no kind%.*s",
             (int)(text.len < 60 ? text.len : 60), text.ptr ? text.ptr : "");
}

static void complain_names(ent_ledger_reader *r, ent_ledger_column column, const ent_error *err)
{
    if (err->status == ENT_E_NOMEM)
        r->out_of_memory = true;
    else
        complain(r, column, (ent_diag_text){.code = "names", .hint = "Several names are written \"4;5;6\"."},
                 "%s", err->message);
}

static void take_list(ent_ledger_reader *r, ent_ledger_column column, ent_name_list *out)
{
    ent_error err = {0};
    ent_str text = text_of(r, column);
    *out = (ent_name_list){NULL, 0};
    if (text.len == 0) return;
    ent_ledger_memo *memo = memo_of(r, column, text);
    if (is_memo(memo, text)) {
        *out = *(const ent_name_list *)memo->value;
        return;
    }
    const ent_name_list *list = NULL;
    if (ent_ledger_list(r->ledger, text, &list, &err) != ENT_OK) {
        complain_names(r, column, &err);
        return;
    }
    const char *key = ent_ledger_text(r->ledger, text);
    if (key) *memo = (ent_ledger_memo){{key, text.len}, list};
    *out = *list;
}

static void take_answers(ent_ledger_reader *r, ent_name_list *out)
{
    ent_error err = {0};
    *out = (ent_name_list){NULL, 0};
    ent_str text = text_of(r, ENT_LEDGER_ANSWERS);
    if (text.len && ent_ledger_list_fresh(r->ledger, text, out, &err) != ENT_OK)
        complain_names(r, ENT_LEDGER_ANSWERS, &err);
}

static const ent_ledger_when *find_date(ent_ledger_reader *r, ent_ledger_column column)
{
    ent_error err = {0};
    ent_str text = text_of(r, column);
    ent_ledger_memo *memo = memo_of(r, column, text);
    if (text.len && is_memo(memo, text)) return memo->value;
    const ent_ledger_when *date = NULL;
    size_t offset = 0;
    ent_status st = ent_ledger_date(r->ledger, text, &date, &offset, &err);
    if (st == ENT_E_NOMEM)
        r->out_of_memory = true;
    else if (st != ENT_OK)
        complain(r, column,
                 (ent_diag_text){.code = "date",
                                 .hint = "Write \"2022-01-11\", \"2022-01\" or \"2022-01-12T10:00+01:00\"."},
                 "%s", err.message);
    else
        *memo = (ent_ledger_memo){ent_str_of(date->text), date};
    return date;
}

static void take_date(ent_ledger_reader *r, ent_ledger_column column, const ent_when **out,
                      const char **out_text)
{
    static const ent_ledger_when none = {.text = ""};
    const ent_ledger_when *date = find_date(r, column);
    if (!date) date = &none;
    *out = &date->when, *out_text = date->text;
}

static void check_needed(ent_ledger_reader *r, const ent_entry *e)
{
    if (e->date->count == 0 && !r->bad)
        complain(r, ENT_LEDGER_DATE,
                 (ent_diag_text){.code = "date", .hint = "A coarse date will do: \"2021-12\"."},
                 "the entry has no date");
    if (e->speaker.count == 0 && !r->bad)
        complain(
            r, ENT_LEDGER_SPEAKER,
            (ent_diag_text){.code = "speaker", .hint = "Who says it: a state, a group, an organisation."},
            "the entry has no speaker");
    if (*e->quoted_agency && !*e->agency)
        complain(
            r, ENT_LEDGER_QUOTED_AGENCY,
            (ent_diag_text){
                .code = "agency",
                .hint =
                    "agency reports, quoted_agency is whom it quotes; with one alone, write it into agency."},
            "somebody is quoted by nobody");
    if (e->kind == ENT_ENTRY_SILENCE && e->answers.count == 0)
        complain(r, ENT_LEDGER_ANSWERS,
                 (ent_diag_text){.code = "silence", .hint = "Name the question in the column answers."},
                 "a silence to no question");
}

static const ent_ledger_column marked[ENT_MARK_COUNT] = {
    [ENT_MARK_DATE] = ENT_LEDGER_DATE,
    [ENT_MARK_KIND] = ENT_LEDGER_KIND,
    [ENT_MARK_ARTICLE] = ENT_LEDGER_ARTICLE,
    [ENT_MARK_ANSWERS] = ENT_LEDGER_ANSWERS,
    [ENT_MARK_DUE] = ENT_LEDGER_DUE,
    [ENT_MARK_AGENCY] = ENT_LEDGER_AGENCY,
    [ENT_MARK_QUOTED] = ENT_LEDGER_QUOTED_AGENCY,
    [ENT_MARK_REPORTED] = ENT_LEDGER_REPORTED,
};

static ent_status keep_row(ent_ledger_reader *r, const ent_entry *e, ent_error *err)
{
    ent_ledger *ledger = r->ledger;
    ent_ledger_row *row = ent_arena_alloc(ledger->arena, 1, sizeof *row);
    if (!row || !ent_ledger_room(&ledger->rows, ledger->count, &ledger->cap, sizeof *ledger->rows) ||
        !ent_map_put(ledger->ids, ent_str_of(e->id), row))
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    row->entry = *e;
    row->order = (uint32_t)ledger->count;
    row->from_seconds = ent_when_hull(e->date).from.seconds;
    row->names_answers = e->answers.count > 0;
    for (int i = 0; i < ENT_MARK_COUNT; i++) row->marks[i] = mark(r, marked[i]);
    ledger->rows[ledger->count++] = row;
    return ENT_OK;
}

ent_status ent_ledger_take(ent_ledger_reader *r, ent_error *err)
{
    if (r->ledger->count >= ENT_RECORDS_MAX)
        return ent_fail(err, ENT_E_LIMIT, "more than %d entries", ENT_RECORDS_MAX);
    ent_entry e = {.span = r->row, .file = r->file};
    r->bad = false;
    take_id(r, &e);
    take_kind(r, &e);
    take_date(r, ENT_LEDGER_DATE, &e.date, &e.date_text);
    take_date(r, ENT_LEDGER_DUE, &e.due, &e.due_text);
    take_date(r, ENT_LEDGER_REPORTED, &e.reported, &e.reported_text);
    take_list(r, ENT_LEDGER_SPEAKER, &e.speaker);
    take_list(r, ENT_LEDGER_TO, &e.to);
    take_list(r, ENT_LEDGER_ARTICLE, &e.articles);
    take_answers(r, &e.answers);
    e.forum = keep(r, ENT_LEDGER_FORUM), e.place = keep(r, ENT_LEDGER_PLACE),
    e.about = keep(r, ENT_LEDGER_ABOUT);
    e.statement = copy(r, ENT_LEDGER_STATEMENT);
    e.agency = keep(r, ENT_LEDGER_AGENCY), e.quoted_agency = keep(r, ENT_LEDGER_QUOTED_AGENCY),
    e.source = keep(r, ENT_LEDGER_SOURCE);
    check_needed(r, &e);
    if (r->out_of_memory) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    return r->bad ? ENT_OK : keep_row(r, &e, err);
}
