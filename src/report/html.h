/* html.h: what the files of the report in HTML share: a buffer that is written to, and a way to write into it
 * that cannot forget to escape. */
#ifndef ENT_HTML_H
#define ENT_HTML_H

#include "report/internal.h"

typedef struct ent_html {
    ent_buf out;
    const ent_sheet *sheet;
    const ent_report_html_opts *opts;
} ent_html;

/* ---- html_write.c ---- */
void ent_html_raw(ent_html *h, const char *markup); /* markup of our own */
void ent_html_text(ent_html *h, const char *text);  /* escaped */
void ent_html_string(ent_html *h, ent_str text);    /* escaped */
/* <tag attributes>text</tag>: `tag` is "td class=\"num\"". */
void ent_html_element(ent_html *h, const char *tag, const char *text);
/* A header row, and the end of a table that it began; the caption is for those who hear the page. */
void ent_html_table(ent_html *h, const char *class, const char *caption, const char *const *heads,
                    size_t count);
void ent_html_end_table(ent_html *h);
void ent_html_list(ent_html *h, const char *title, ent_texts texts); /* nothing when there is nothing */
void ent_html_state(ent_html *h, ent_state state);                   /* its mark and its word */
const char *ent_html_state_mark(ent_state state);
/* The hash of a text as a security policy names it: "sha256-..." in base64; `out` of at least 64. */
void ent_html_hash(ent_str text, char out[64]);

/* ---- the parts ---- */
void ent_html_summary(ent_html *h);  /* html_summary.c: the answer, a table by article, what it rests on */
void ent_html_coverage(ent_html *h); /* html_summary.c */
void ent_html_articles(ent_html *h); /* html_article.c: every finding, with reasons and sources */
void ent_html_talks(ent_html *h);    /* html_talks.c */
void ent_html_receipt(ent_html *h);  /* html_talks.c */

#endif
