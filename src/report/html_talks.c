/* html_talks.c: the register of the talks as a table, and the receipt. */
#include "report/html.h"

#include <string.h>

static void names(ent_html *h, const char *before, ent_name_list list)
{
    for (uint32_t i = 0; i < list.count; i++) {
        ent_html_raw(h, i ? ", " : before);
        ent_html_text(h, list.at[i]);
    }
}

static void entry(ent_html *h, const ent_entry *e)
{
    ent_html_raw(h, "<tr>");
    ent_html_element(h, "td", e->date_text);
    ent_html_raw(h, "<td>");
    names(h, "", e->speaker);
    names(h, " to ", e->to);
    ent_html_raw(h, "</td>");
    ent_html_element(h, "td", ent_entry_kind_name(e->kind));
    ent_html_raw(h, "<td>");
    names(h, "", e->articles);
    ent_html_raw(h, "</td>");
    ent_html_element(h, "td", e->statement);
    ent_html_element(h, "td class=\"quiet\"", e->source);
    ent_html_raw(h, "</tr>\n");
}

void ent_html_talks(ent_html *h)
{
    static const char *const heads[] = {"Date", "Who", "What", "Articles", "Words", "Source"};
    const ent_ledger *ledger = h->opts->ledger;
    if (!ledger || !ent_ledger_count(ledger)) return;
    ent_html_raw(h, "<section id=\"register\" aria-labelledby=\"register-title\"><h2 "
                    "id=\"register-title\">The talks</h2>\n");
    ent_html_table(h, "talks", "The register of the talks, by date", heads, 6);
    for (size_t i = 0; i < ent_ledger_count(ledger); i++) entry(h, ent_ledger_at(ledger, i));
    ent_html_end_table(h);
    ent_html_raw(h, "</section>\n");
}

void ent_html_receipt(ent_html *h)
{
    static const char *const heads[] = {"File", "SHA-256"};
    char hash[65];
    const ent_report_opts *opts = h->sheet->opts;
    if (ent_sheet_receipt_hash(h->sheet, hash, NULL) != ENT_OK) return;
    ent_html_raw(h, "<section id=\"receipt\" aria-labelledby=\"receipt-title\"><h2 "
                    "id=\"receipt-title\">Receipt</h2>\n<p>");
    ent_html_element(h, "code", hash);
    ent_html_text(h, ": the same input gives the same receipt, wherever the case lies.");
    ent_html_raw(h, "</p>\n");
    ent_html_table(h, "receipt", "Files of the case", heads, 2);
    for (size_t i = 0; i < opts->file_count; i++) {
        ent_html_raw(h, "<tr>");
        ent_html_element(h, "th scope=\"row\"", opts->files[i].name);
        ent_html_element(h, "td", opts->files[i].sha256);
        ent_html_raw(h, "</tr>\n");
    }
    ent_html_end_table(h);
    ent_html_raw(h, "</section>\n");
}
