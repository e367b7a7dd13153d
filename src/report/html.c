/* html.c: a judgement as one file. First the page's application, if there is data for it, drawn into an
 * element that is empty without a script; below it everything as text, which needs none. The style and the
 * script stand in the file; its security policy names their hashes and allows nothing else, so that a file
 * that came by mail cannot call home, not even one that somebody has changed. */
#include "report/html.h"
#include "report/diff.h"

#include <string.h>

#define PAGE_MAX ((size_t)1 << 30)

/* ---- the head --------------------------------------------------------------------------------------- */

static void policy(ent_html *h, ent_str style, ent_str script)
{
    char style_hash[64], script_hash[64];
    ent_html_hash(style, style_hash);
    ent_html_hash(script, script_hash);
    ent_buf_printf(&h->out,
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src "
                   "'%s'; style-src "
                   "'%s'; img-src data: blob:; base-uri 'none'; form-action 'none'\">\n",
                   script_hash, style_hash);
}

static const char *title_of(const ent_sheet *sheet)
{
    const char *title = sheet->doc->title && *sheet->doc->title ? sheet->doc->title : sheet->opts->case_title;
    return title && *title ? title : "Agreement without a title";
}

static void assumed(ent_html *h)
{
    const ent_texts texts = ent_judgement_assumptions(h->sheet->j);
    const char *status = h->sheet->doc->status;
    const bool draft = status && strcmp(status, "draft") == 0;
    if (!draft && !texts.count) return;
    ent_html_raw(h, "<p class=\"assumed\">");
    if (draft) ent_html_raw(h, "A draft binds nobody. ");
    for (size_t i = 0; i < texts.count; i++) {
        ent_html_raw(h, i ? "; " : "<b>Assumed:</b> ");
        ent_html_text(h, texts.at[i]);
    }
    ent_html_raw(h, texts.count ? ".</p>\n" : "</p>\n");
}

static void header(ent_html *h)
{
    const ent_sheet *sheet = h->sheet;
    ent_html_raw(h, "<header class=\"top\"><p class=\"brand\">entente</p>");
    ent_html_element(h, "h1", title_of(sheet));
    ent_html_raw(h, "<p class=\"meta\">");
    if (sheet->opts->case_title && *sheet->opts->case_title)
        ent_html_element(h, "span", sheet->opts->case_title);
    ent_html_element(h, "span", ent_report_printf(sheet, "As of %s", ent_report_days(sheet)));
    ent_html_element(h, "span", ent_report_printf(sheet, "View %s", sheet->view));
    ent_html_element(h, "span",
                     ent_report_printf(sheet, "Territory is %s", ent_report_layer(sheet->judged.layer)));
    ent_html_raw(h, "</p>\n");
    assumed(h);
    ent_html_raw(h, "</header>\n");
}

static void head(ent_html *h, ent_str style, ent_str script)
{
    ent_html_raw(h, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    policy(h, style, script);
    ent_html_raw(h,
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                 "<meta name=\"color-scheme\" content=\"light dark\"><link rel=\"icon\" href=\"data:,\">\n");
    ent_html_element(h, "title", title_of(h->sheet));
    ent_html_raw(h, "<style>");
    ent_buf_add(&h->out, style);
    ent_html_raw(h, "</style></head>\n<body><a class=\"skip\" href=\"#summary\">Skip to the summary</a>\n");
}

/* ---- the parts -------------------------------------------------------------------------------------- */

/* JSON inside an element: "<" may stand in its strings only, where it can be written as an escape. */
static void data(ent_html *h)
{
    const ent_str json = h->opts->data;
    size_t from = 0;
    ent_html_raw(h, "<script type=\"application/json\" id=\"data\">");
    for (size_t i = 0; i < json.len; i++) {
        if (json.ptr[i] != '<') continue;
        ent_buf_add(&h->out, (ent_str){json.ptr + from, i - from});
        ent_html_raw(h, "\\u003c");
        from = i + 1;
    }
    ent_buf_add(&h->out, (ent_str){json.ptr + from, json.len - from});
    ent_html_raw(h, "</script>\n");
}

static ent_status redlines(ent_html *h, ent_error *err)
{
    if (!h->opts->diff) return ENT_OK;
    ent_html_raw(h, "<section id=\"redlines\" aria-labelledby=\"redlines-title\"><h2 "
                    "id=\"redlines-title\">Two drafts</h2>\n");
    const ent_status st = ent_diff_html_body(h->opts->diff, h->sheet->opts, &h->out, err);
    ent_html_raw(h, "</section>\n");
    return st;
}

static void contents(ent_html *h)
{
    ent_html_raw(h, "<nav class=\"contents\" aria-label=\"Contents\"><a href=\"#summary\">Summary</a> ");
    if (h->opts->diff) ent_html_raw(h, "<a href=\"#redlines\">Two drafts</a> ");
    ent_html_raw(h, "<a href=\"#cover\">Coverage</a> ");
    for (size_t a = 0; a < h->sheet->doc->article_count; a++) {
        if (!h->sheet->doc->articles[a].clause_count) continue;
        ent_buf_printf(&h->out, "<a href=\"#article-%zu\">", a);
        ent_html_text(h, h->sheet->doc->articles[a].title);
        ent_html_raw(h, "</a> ");
    }
    if (h->opts->ledger) ent_html_raw(h, "<a href=\"#register\">The talks</a> ");
    ent_html_raw(h, "<a href=\"#receipt\">Receipt</a></nav>\n");
}

static ent_status page(ent_html *h, ent_error *err)
{
    const ent_str style = ent_report_page_file(ENT_STR("page.css"));
    const ent_str script = h->opts->data.len ? ent_report_page_file(ENT_STR("page.js")) : (ent_str){NULL, 0};
    head(h, style, script);
    header(h);
    ent_html_raw(h, "<main>\n");
    contents(h);
    if (script.len) ent_html_raw(h, "<div id=\"app\"></div>\n");
    ent_html_summary(h);
    ent_status st = redlines(h, err);
    if (st != ENT_OK) return st;
    ent_html_coverage(h);
    ent_html_articles(h);
    ent_html_talks(h);
    ent_html_receipt(h);
    ent_html_raw(h, "</main>\n<footer><p>entente ");
    ent_html_text(h, h->sheet->opts->version ? h->sheet->opts->version : "");
    ent_html_raw(
        h,
        ". A verdict here says what the words of the text would mean for what is recorded; it is no finding "
        "of law.</p></footer>\n");
    if (script.len) {
        data(h);
        ent_html_raw(h, "<script>");
        ent_buf_add(&h->out, script);
        ent_html_raw(h, "</script>\n");
    }
    ent_html_raw(h, "</body></html>\n");
    return ENT_OK;
}

ent_status ent_report_html(const ent_judgement *judgement, const ent_report_html_opts *html,
                           const ent_report_opts *opts, ent_sink sink, ent_error *err)
{
    ent_sheet sheet;
    ent_status st = ent_sheet_init(&sheet, judgement, opts, err);
    if (st != ENT_OK) return st;
    ent_html h = {.sheet = &sheet, .opts = html};
    ent_buf_init(&h.out, PAGE_MAX);
    st = page(&h, err);
    if (st == ENT_OK) st = ent_sheet_status(&sheet, err);
    if (st == ENT_OK && h.out.failed) st = ent_fail(err, ENT_E_NOMEM, "out of memory for the report");
    if (st == ENT_OK && !sink.write(sink.context, h.out.ptr, h.out.len))
        st = ent_fail(err, ENT_E_IO, "the report could not be written");
    ent_buf_done(&h.out);
    ent_sheet_done(&sheet);
    return st;
}
