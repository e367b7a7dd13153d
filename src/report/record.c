/* record.c: one clause and one record: the clause as it was understood, what the record says, and under the
 * base and each rival reading the verdict with every reason; or why there is no finding, as far as that can
 * be told. */
#include "report/internal.h"

#include <string.h>

static bool holds(const ent_finding *f, const ent_record *r)
{
    for (size_t i = 0; i < f->record_count; i++)
        if (f->records[i] == r) return true;
    return false;
}

static void record_lines(ent_page *page, const ent_sheet *sheet, const ent_record *r)
{
    ent_page_blank(page);
    ent_page_write(page, (ent_line){0, 2, ENT_STYLE_HEAD, ent_report_printf(sheet, "Record %s:", r->id)},
                   ent_report_record_line(sheet, r, NULL));
    const char *reported = ent_report_when(sheet, r->reported);
    if (*reported) ent_page_write(page, (ent_line){2, 11, ENT_STYLE_FAINT, "reported"}, reported);
    if (*r->part_of) ent_page_write(page, (ent_line){2, 11, ENT_STYLE_FAINT, "part of"}, r->part_of);
    if (*r->note) ent_page_write(page, (ent_line){2, 11, ENT_STYLE_FAINT, "note"}, r->note);
    ent_page_write(page, (ent_line){2, 11, ENT_STYLE_FAINT, "source"}, *r->source ? r->source : "none");
    ent_page_blank(page);
}

static size_t findings_of(ent_page *page, const ent_sheet *sheet, ent_notes *notes, const ent_clause *clause,
                          const ent_record *r)
{
    size_t n = 0;
    const char *reading = NULL;
    for (size_t i = 0; i < sheet->subject_count; i++) {
        const ent_subject *s = &sheet->subjects[i];
        if (strcmp(s->worst->clause->id, clause->id) != 0) continue;
        bool found = false;
        for (size_t k = 0; k < s->count; k++) found |= holds(s->every[k], r);
        if (!found) continue;
        if (!reading || strcmp(reading, s->worst->reading) != 0) {
            reading = s->worst->reading;
            ent_page_blank(page);
            const char *head =
                *reading ? ent_report_printf(sheet, "As read in \"%s\"", reading) : "As the clause stands";
            ent_page_write(page, (ent_line){2, 4, ENT_STYLE_HEAD, head}, "");
        }
        ent_page_write(page, (ent_line){4, 6, ENT_STYLE_PLAIN, ""}, ent_report_party(sheet, s->worst->party));
        ent_text_group(page, sheet, notes, &(ent_shared){.count = 0}, (ent_group){&s, 1});
        n++;
    }
    return n;
}

/* Some clauses give no findings, or none to what they leave out. */
static const char *speaks_not(const ent_clause *clause)
{
    switch (clause->modality) {
    case ENT_EXCEPTION: return "it is an exception: the clause that names it says whether it applies.";
    case ENT_PERMITS: return "it is a right, which nothing breaches.";
    case ENT_LIMITS: return "the clause does not sum this record, or leaves it out of its sums.";
    default: return "the clause does not speak of this record.";
    }
}

/* Reasons that can be told from outside: the actor is not bound, or the record begins after the day. */
static void why_not(ent_page *page, const ent_sheet *sheet, const ent_clause *clause, const ent_record *r)
{
    ent_page_write(page, (ent_line){2, 4, ENT_STYLE_HEAD, "No finding:"}, speaks_not(clause));
    for (size_t i = 0; i < ent_coverage_count(sheet->j); i++) {
        const ent_coverage *row = ent_coverage_at(sheet->j, i);
        if (!row->clause || strcmp(row->clause->id, clause->id) != 0 || row->state != ENT_STATE_NOT_BOUND)
            continue;
        if (r->actor.count != 1 || strcmp(r->actor.words[0], row->party) != 0) continue;
        ent_page_write(
            page, (ent_line){4, 6, ENT_STYLE_PLAIN, ""},
            ent_report_printf(sheet, "The clause does not bind %s.", ent_report_party(sheet, row->party)));
    }
    if (r->from->count &&
        ent_when_hull(r->from).from.seconds >= sheet->judged.as_of.seconds + ENT_DAY_SECONDS)
        ent_page_write(page, (ent_line){4, 6, ENT_STYLE_PLAIN, ""},
                       ent_report_printf(sheet, "It begins after %s, the day that is judged.",
                                         ent_report_day(sheet, sheet->judged.as_of)));
}

static ent_status find(const ent_sheet *sheet, const char *record_id, const ent_clause **out_clause,
                       const ent_record **out_record, ent_error *err)
{
    const char *id = sheet->opts->clause ? sheet->opts->clause : "";
    const ent_clause *clause = ent_doc_clause_find(sheet->world->agreement, ent_str_of(id));
    int64_t index = ent_records_find(sheet->world->records, ent_str_of(record_id));
    if (!clause) return ent_fail(err, ENT_E_NOT_FOUND, "the agreement has no clause \"%s\"", id);
    if (index < 0) return ent_fail(err, ENT_E_NOT_FOUND, "the case has no record \"%s\"", record_id);
    *out_clause = clause, *out_record = ent_records_at(sheet->world->records, (size_t)index);
    return ENT_OK;
}

static void write_record(ent_page *page, const ent_sheet *sheet, const ent_clause *clause,
                         const ent_record *r)
{
    ent_notes notes = {0};
    ent_text_clause(page, sheet, clause);
    record_lines(page, sheet, r);
    ent_page_write(
        page, (ent_line){0, 2, ENT_STYLE_HEAD, ent_report_printf(sheet, "On %s,", ent_report_days(sheet))},
        ent_report_printf(sheet, "under the view \"%s\", layer %s, edges %s:", sheet->view,
                          ent_report_layer(sheet->judged.layer), ent_report_edges(sheet->judged.edges)));
    if (!findings_of(page, sheet, &notes, clause, r)) why_not(page, sheet, clause, r);
    ent_text_sources(page, sheet, &notes, "Sources");
    ent_page_blank(page);
    ent_texts assumed = ent_judgement_assumptions(sheet->j);
    for (size_t i = 0; i < assumed.count; i++)
        ent_page_write(page, (ent_line){0, 9, ENT_STYLE_HEAD, "Assumed:"}, assumed.at[i]);
}

ent_status ent_report_record(const ent_judgement *judgement, const char *record_id,
                             const ent_report_opts *opts, ent_sink sink, ent_error *err)
{
    ent_report_opts full = *opts;
    full.verbose = true, full.verdicts = 0, full.party = NULL;
    ent_sheet sheet;
    const ent_clause *clause = NULL;
    const ent_record *record = NULL;
    ent_status st = ent_sheet_init(&sheet, judgement, &full, err);
    if (st != ENT_OK) return st;
    ent_page page;
    ent_page_init(&page, &full);
    st = find(&sheet, record_id, &clause, &record, err);
    if (st == ENT_OK) write_record(&page, &sheet, clause, record);
    if (st == ENT_OK) st = ent_sheet_status(&sheet, err);
    if (st == ENT_OK) st = ent_page_flush(&page, sink, err);
    ent_page_done(&page);
    ent_sheet_done(&sheet);
    return st;
}
