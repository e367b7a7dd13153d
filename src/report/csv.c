/* csv.c: findings as a table, RFC 4180: a row each, lists and whatever needs it in quotes, lines ended by LF.
 */
#include "report/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define CSV_BYTES_MAX ((size_t)1 << 30)
#define BETWEEN " | "

static const char header[] =
    "view,article,clause,reading,party,target,verdict,state,from,until,records,margin_lo,margin_hi,"
    "margin_unit,margin_condition,reasons,settle,because,sources\n";

/* A cell, by pieces: it opens with its quote, since whether it needs one is not known before the end. */
static void open_cell(ent_buf *row)
{
    ent_buf_adds(row, ",\"");
}

static void add_quoted(ent_buf *row, const char *text)
{
    for (size_t n = strcspn(text, "\""); *text; n = strcspn(text, "\"")) {
        ent_buf_add(row, (ent_str){text, n});
        text += n;
        if (*text) ent_buf_adds(row, "\"\""), text++;
    }
}

static void first_cell(ent_buf *row, const char *text)
{
    bool plain = !strpbrk(text, ",\"\r\n") && *text != ' ';
    if (plain) {
        ent_buf_adds(row, text);
        return;
    }
    ent_buf_addc(row, '"');
    add_quoted(row, text);
    ent_buf_addc(row, '"');
}

static void cell(ent_buf *row, const char *text)
{
    ent_buf_addc(row, ',');
    first_cell(row, text);
}

static void number_cell(ent_buf *row, double v)
{
    char text[32] = "";
    if (isfinite(v)) ent_double_format(v, text);
    cell(row, text);
}

static void time_cell(ent_buf *row, ent_time t)
{
    char text[32];
    ent_time_format(t, text, sizeof text);
    cell(row, strcmp(text, "..") == 0 ? "" : text);
}

static void texts_cell(ent_buf *row, ent_texts texts)
{
    open_cell(row);
    for (size_t i = 0; i < texts.count; i++) {
        if (i) ent_buf_adds(row, BETWEEN);
        add_quoted(row, texts.at[i]);
    }
    ent_buf_addc(row, '"');
}

static void records_cell(ent_buf *row, const ent_finding *f)
{
    open_cell(row);
    for (size_t i = 0; i < f->record_count; i++) {
        if (i) ent_buf_adds(row, BETWEEN);
        add_quoted(row, f->records[i]->id);
    }
    ent_buf_addc(row, '"');
}

static void margin_cells(ent_buf *row, const ent_finding *f)
{
    const ent_margin *m = f->margin_count ? &f->margins[0] : NULL;
    number_cell(row, m ? m->lo : NAN);
    number_cell(row, m ? m->hi : NAN);
    cell(row, m && m->unit ? m->unit : "");
    bool is_figure = m && m->condition && m->condition[0] >= '0' && m->condition[0] <= '9';
    char limit[200];
    (void)snprintf(limit, sizeof limit, "the limit %.180s", is_figure ? m->condition : "");
    cell(row, is_figure ? limit : m && m->condition ? m->condition : "");
}

static void add_row(ent_buf *row, const ent_sheet *sheet, const ent_finding *f)
{
    const ent_article *a = f->article < sheet->doc->article_count ? &sheet->doc->articles[f->article] : NULL;
    first_cell(row, sheet->view);
    cell(row, !a ? "" : *a->number ? a->number : a->title);
    cell(row, f->clause->id);
    cell(row, f->reading);
    cell(row, f->party);
    cell(row, f->target);
    cell(row, ent_verdict_name(f->verdict));
    cell(row, ent_state_name(ent_finding_state(f)));
    time_cell(row, f->period.from);
    time_cell(row, f->period.until);
    records_cell(row, f);
    margin_cells(row, f);
    cell(row, ent_report_reasons(sheet, f->reasons));
    texts_cell(row, f->settle);
    texts_cell(row, f->because);
    texts_cell(row, f->sources);
    ent_buf_addc(row, '\n');
}

static ent_status flush(ent_buf *row, ent_sink sink, ent_error *err)
{
    if (row->failed) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    if (row->len && !sink.write(sink.context, row->ptr, row->len))
        return ent_fail(err, ENT_E_IO, "the table could not be written");
    ent_buf_clear(row);
    return ENT_OK;
}

ent_status ent_report_csv(const ent_judgement *const *judgements, size_t count, const ent_report_opts *opts,
                          ent_sink sink, ent_error *err)
{
    ent_buf row;
    ent_buf_init(&row, CSV_BYTES_MAX);
    ent_buf_adds(&row, header);
    ent_status st = flush(&row, sink, err);
    for (size_t i = 0; i < count && st == ENT_OK; i++) {
        ent_sheet sheet;
        st = ent_sheet_init(&sheet, judgements[i], opts, err);
        if (st != ENT_OK) break;
        for (size_t k = 0; k < sheet.finding_count && st == ENT_OK; k++) {
            if (!ent_sheet_shows(&sheet, sheet.findings[k])) continue;
            add_row(&row, &sheet, sheet.findings[k]);
            st = flush(&row, sink, err);
        }
        if (st == ENT_OK) st = ent_sheet_status(&sheet, err);
        ent_sheet_done(&sheet);
    }
    ent_buf_done(&row);
    return st;
}
