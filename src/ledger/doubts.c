/* doubts.c: what a register may mean but hardly does: warnings, where check.c finds contradictions. A meeting
 * nobody else came to, a report that nobody made, an answer to what nobody asked, an entry made twice. And,
 * for who knows the agreement, articles that it does not have. */
#include "base/buf.h"
#include "base/limits.h"
#include "ledger/ledger.h"

#include <stdio.h>
#include <string.h>

#define WARNING .severity = ENT_SEV_WARNING

size_t ent_ledger_unsourced(const ent_ledger *ledger)
{
    size_t count = 0;
    for (size_t i = 0; i < ledger->count; i++)
        count += !*ledger->rows[i]->entry.source && !*ledger->rows[i]->entry.agency;
    return count;
}

/* ---- one entry by itself ---- */

static void check_meeting(ent_ledger_complainer *to, const ent_ledger_row *row)
{
    const ent_entry *e = &row->entry;
    if (e->kind != ENT_ENTRY_CONSULTATION) return;
    if (e->speaker.count + e->to.count < 2 && !*e->forum)
        ent_ledger_complain(
            to, row, ENT_MARK_KIND,
            (ent_diag_text){WARNING, .code = "meeting-alone",
                            .hint =
                                "Name who else took part in the column to, or the forum whose members met."},
            "a meeting of %.60s with nobody", e->speaker.at[0]);
    if (!*e->place && !*e->forum)
        ent_ledger_complain(
            to, row, ENT_MARK_KIND,
            (ent_diag_text){
                WARNING, .code = "meeting-where",
                .hint = "Fill in the column place or forum; a telephone call has a forum, \"presidents\"."},
            "the meeting has neither a place nor a forum");
}

/* Words that stand where a name should. */
static bool is_nobody(const char *name)
{
    static const char *const words[] = {"?", "-", "n/a", "nobody", "none", "unknown"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ent_str_eq_nocase(ent_str_of(name), ent_str_of(words[i]))) return true;
    return false;
}

static void check_attribution(ent_ledger_complainer *to, const ent_ledger_row *row)
{
    const ent_entry *e = &row->entry;
    if (e->reported->count && !*e->agency && !*e->source)
        ent_ledger_complain(to, row, ENT_MARK_REPORTED,
                            (ent_diag_text){WARNING, .code = "attribution",
                                            .hint = "Name who reports it in the column agency or source."},
                            "it was reported on %.60s, by nobody", e->reported_text);
    if (*e->agency && is_nobody(e->agency))
        ent_ledger_complain(to, row, ENT_MARK_AGENCY,
                            (ent_diag_text){WARNING, .code = "attribution",
                                            .hint = "agency is who can be asked for it: name it or leave it "
                                                    "empty and name a source."},
                            "\"%.60s\" is no name of who reports it", e->agency);
    if (!*e->quoted_agency) return;
    if (is_nobody(e->quoted_agency))
        ent_ledger_complain(to, row, ENT_MARK_QUOTED,
                            (ent_diag_text){WARNING, .code = "attribution",
                                            .hint = "Say whom, \"an official\" at least; with nobody quoted "
                                                    "leave it empty."},
                            "%.60s quotes nobody: \"%.60s\"", e->agency, e->quoted_agency);
    else if (strcmp(e->agency, e->quoted_agency) == 0)
        ent_ledger_complain(to, row, ENT_MARK_QUOTED,
                            (ent_diag_text){WARNING, .code = "attribution",
                                            .hint =
                                                "quoted_agency is whom the agency has it from; of what it "
                                                "says itself leave it empty."},
                            "%.60s quotes itself", e->agency);
}

/* ---- answers to what nobody asked ---- */

/* "X" and an article, as a key; `article` NULL: any. */
static ent_str asked_key(ent_buf *key, const char *asker, const char *article)
{
    ent_buf_clear(key);
    ent_buf_adds(key, asker);
    ent_buf_adds(key, article ? "\x1f" : "\x1f\x1f");
    if (article) ent_buf_adds(key, article);
    return ent_buf_str(key);
}

typedef struct doubts {
    ent_ledger_complainer *to;
    ent_arena *arena;
    ent_map *asked, *seen;
    ent_buf key;
} doubts;

static bool put(doubts *d, ent_map *map, ent_str key, void *value)
{
    if (d->key.failed) return false;
    if (ent_map_get(map, key)) return true;
    const char *kept = ent_arena_copy(d->arena, key);
    return kept && ent_map_put(map, (ent_str){kept, key.len}, value);
}

static bool note_question(doubts *d, const ent_entry *e)
{
    bool asks = e->kind == ENT_ENTRY_PROPOSAL || e->kind == ENT_ENTRY_COUNTER || e->kind == ENT_ENTRY_REQUEST;
    bool good = true;
    for (uint32_t i = 0; asks && good && i < e->speaker.count; i++) {
        good = put(d, d->asked, asked_key(&d->key, e->speaker.at[i], NULL), d);
        if (good && !e->articles.count) good = put(d, d->asked, asked_key(&d->key, e->speaker.at[i], ""), d);
        for (uint32_t a = 0; good && a < e->articles.count; a++)
            good = put(d, d->asked, asked_key(&d->key, e->speaker.at[i], e->articles.at[a]), d);
    }
    return good;
}

/* Has any of those it is addressed to asked before about any of its articles? What was asked of no article
 * may have been about all of them. */
static bool was_asked(doubts *d, const ent_entry *e)
{
    for (uint32_t i = 0; i < e->to.count; i++) {
        const char *asker = e->to.at[i];
        if (ent_map_get(d->asked, asked_key(&d->key, asker, e->articles.count ? "" : NULL))) return true;
        for (uint32_t a = 0; a < e->articles.count; a++)
            if (ent_map_get(d->asked, asked_key(&d->key, asker, e->articles.at[a]))) return true;
    }
    return false;
}

static void check_asked(doubts *d, const ent_ledger_row *row)
{
    const ent_entry *e = &row->entry;
    bool answers =
        e->kind == ENT_ENTRY_REPLY || e->kind == ENT_ENTRY_ACCEPTANCE || e->kind == ENT_ENTRY_REFUSAL;
    if (!answers || row->names_answers) return;
    static const char hint[] =
        "Name the entry that it answers in the column answers, or call it a statement.";
    if (!e->to.count)
        ent_ledger_complain(d->to, row, ENT_MARK_KIND,
                            (ent_diag_text){WARNING, .code = "answers-nothing", .hint = hint},
                            "the %s answers nothing and nobody", ent_entry_kind_name(e->kind));
    else if (!was_asked(d, e))
        ent_ledger_complain(d->to, row, ENT_MARK_KIND,
                            (ent_diag_text){WARNING, .code = "answers-nothing", .hint = hint},
                            "the %s answers nothing that %.60s%s had asked by then",
                            ent_entry_kind_name(e->kind), e->to.at[0], e->to.count > 1 ? " and others" : "");
}

/* ---- entered twice ---- */

static void add_names(ent_buf *key, ent_name_list names)
{
    for (uint32_t i = 0; i < names.count; i++) ent_buf_adds(key, names.at[i]), ent_buf_addc(key, '\x1f');
    ent_buf_addc(key, '\x1e');
}

/* All that is said to have happened; not through whom it is known, for two reports of one act are one act. */
static ent_str content_key(ent_buf *key, const ent_entry *e)
{
    const char *const texts[] = {e->date_text, e->due_text, e->forum, e->place, e->about, e->statement};
    ent_buf_clear(key);
    ent_buf_adds(key, ent_entry_kind_name(e->kind));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ent_buf_addc(key, '\x1e'), ent_buf_adds(key, texts[i]);
    add_names(key, e->speaker), add_names(key, e->to), add_names(key, e->articles);
    add_names(key, e->answers);
    return ent_buf_str(key);
}

static bool check_twice(doubts *d, const ent_ledger_row *row, bool complain)
{
    ent_str key = content_key(&d->key, &row->entry);
    if (d->key.failed) return false;
    const ent_ledger_row *first = ent_map_get(d->seen, key);
    if (!first) return put(d, d->seen, key, (void *)(uintptr_t)row);
    char detail[160];
    snprintf(detail, sizeof detail, "\"%.60s\", in line %u, says the same.", first->entry.id,
             (unsigned)first->entry.span.line);
    if (complain)
        ent_ledger_complain(d->to, row, -1,
                            (ent_diag_text){WARNING, .code = "entry-twice", .detail = detail,
                                            .hint = "Leave one of the two out, or say how they differ."},
                            "the same is entered twice");
    return true;
}

/* ---- all of it ---- */

bool ent_ledger_doubt(ent_ledger_complainer *to, const ent_ledger_row *only)
{
    doubts d = {.to = to, .arena = ent_arena_new(), .asked = ent_map_new(), .seen = ent_map_new()};
    ent_buf_init(&d.key, ENT_TEXT_BYTES_MAX);
    bool good = d.arena && d.asked && d.seen;
    for (size_t i = 0; good && i < to->ledger->count; i++) {
        const ent_ledger_row *row = to->ledger->rows[i];
        bool wanted = !only || row == only;
        if (wanted) check_meeting(to, row), check_attribution(to, row), check_asked(&d, row);
        if (!only || row->from_seconds == only->from_seconds) good = check_twice(&d, row, wanted);
        good = good && !d.key.failed && note_question(&d, &row->entry);
    }
    ent_buf_done(&d.key);
    ent_map_free(d.asked);
    ent_map_free(d.seen);
    ent_arena_free(d.arena);
    return good;
}

/* ---- articles ---- */

static void complain_article(ent_ledger_complainer *to, const ent_ledger_row *row, const char *name,
                             const ent_articles *known)
{
    int near = ent_nearest_name(ent_str_of(name), known->at, known->count);
    char hint[160] = "It must be the number of an article or the id of a clause.";
    if (near >= 0 && name[1])
        snprintf(hint, sizeof hint, "Did you mean \"%.*s\"?", (int)(known->at[near].len % 100),
                 known->at[near].ptr);
    ent_ledger_complain(to, row, ENT_MARK_ARTICLE, (ent_diag_text){.code = "article-unknown", .hint = hint},
                        "the agreement has no article or clause \"%.60s\"", name);
}

/* A counter-proposal may bring in an article of its own, which the entries after it may name. */
static bool bring_in(ent_ledger_complainer *to, const ent_ledger_row *row, const char *name, ent_map *known)
{
    ent_ledger_complain(
        to, row, ENT_MARK_ARTICLE,
        (ent_diag_text){.severity = ENT_SEV_WARNING,
                        .code = "article-new",
                        .hint = "It is taken for an article of the counter-proposal's own; else mend "
                                "the number."},
        "the agreement has no article or clause \"%.60s\"", name);
    return ent_map_put(known, ent_str_of(name), to);
}

ent_status ent_ledger_check_articles(const ent_ledger *ledger, ent_articles known, ent_diags *diags,
                                     ent_error *err)
{
    ent_ledger_complainer to = {.ledger = ledger, .diags = diags};
    ent_map *set = ent_map_new();
    bool good = set != NULL;
    for (size_t i = 0; good && i < known.count; i++) good = ent_map_put(set, known.at[i], &to);
    for (size_t i = 0; good && i < ledger->count; i++) {
        const ent_ledger_row *row = ledger->rows[i];
        ent_name_list named = row->entry.articles;
        for (uint32_t k = 0; good && k < named.count; k++) {
            if (ent_map_get(set, ent_str_of(named.at[k]))) continue;
            if (row->entry.kind == ENT_ENTRY_COUNTER)
                good = bring_in(&to, row, named.at[k], set);
            else
                complain_article(&to, row, named.at[k], &known);
        }
    }
    ent_map_free(set);
    ent_ledger_complainer_done(&to);
    return good ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}
