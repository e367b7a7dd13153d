/* diff.h: what the three forms of a comparison share. */
#ifndef ENT_REPORT_DIFF_H
#define ENT_REPORT_DIFF_H

#include "report/internal.h"

/* One effect with both judgements ready for words; `b` is that of the new text. */
typedef struct ent_diff_view {
    const ent_effect *effect;
    ent_sheet a, b;
} ent_diff_view;

typedef struct ent_diff_sheet {
    const ent_report_diff *diff;
    const ent_document *a, *b;
    ent_diff_view views[ENT_REPORT_VIEWS_MAX];
    size_t view_count;
    const ent_sheet *words; /* for names and figures */
} ent_diff_sheet;

/* How much differs: articles, model and the first view. */
typedef struct ent_diff_counts {
    size_t articles, words_gone, words_new, moves, changes;
    size_t flips, margins, coverage, parties;
} ent_diff_counts;

ent_status ent_diff_sheet_init(ent_diff_sheet *sheet, const ent_report_diff *diff,
                               const ent_report_opts *opts, ent_error *err) ENT_MUST_USE;
void ent_diff_sheet_done(ent_diff_sheet *sheet);
ent_status ent_diff_sheet_status(const ent_diff_sheet *sheet, ent_error *err) ENT_MUST_USE;
ent_diff_counts ent_diff_count(const ent_diff_sheet *sheet);
/* One line: what differs in words, in the model, and for the case. */
const char *ent_diff_summary(const ent_diff_sheet *sheet);
/* "Article 5: Missiles out of reach"; of the new text, else of the old one. */
const char *ent_diff_article(const ent_diff_sheet *sheet, const ent_article_pair *pair);
/* "was Article 4", "new", "gone", "moved"; "" when only its words differ. */
const char *ent_diff_article_note(const ent_diff_sheet *sheet, const ent_article_pair *pair);
/* "1,234,000 to 1,236,000 km2" */
const char *ent_diff_area(const ent_sheet *words, ent_area area);
bool ent_diff_area_is_nothing(ent_area area);
/* Rows of changed ground that belong together: [first, end) is the row for anywhere and those of its
 * territories; `items` are all whose rows are alike. Start with zeroes; false at the end. */
typedef struct ent_diff_ground {
    size_t first, end, next;
    const char *items; /* "9M728 and 9M729" */
} ent_diff_ground;
bool ent_diff_ground_next(const ent_sheet *words, const ent_effect *e, ent_diff_ground *ground);
/* The states that are closed, or opened, as a whole. */
typedef struct ent_diff_wholes {
    const char *codes; /* "ALB, AND" */
    size_t count;
    ent_area area;
} ent_diff_wholes;
ent_diff_wholes ent_diff_ground_wholes(const ent_sheet *words, const ent_effect *e,
                                       const ent_diff_ground *ground, bool opened);
/* "everywhere", "Russia (RUS)", "on no territory" */
const char *ent_diff_ground_where(const ent_sheet *words, const ent_ground_change *row);
/* "-100 to 0 km"; "" when there is none. */
const char *ent_diff_margin(const ent_sheet *words, const ent_finding *f);
const char *ent_diff_state(const ent_finding *f, ent_state state); /* "not spoken of" without a finding */
const ent_finding *ent_diff_finding(const ent_verdict_change *c);  /* the new one, else the old one */
/* Article index of a change's pair in the redline, for lists by article. */
const char *ent_diff_place(const ent_sheet *words, const ent_model_change *c); /* "5, when" */

/* diff_html.c: a comparison as a part of a larger page, its headings from h2 on. */
ent_status ent_diff_html_body(const ent_report_diff *diff, const ent_report_opts *opts, ent_buf *out,
                              ent_error *err) ENT_MUST_USE;

#endif
