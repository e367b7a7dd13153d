/* markdown.h: the Markdown around the statements, as a flat list of what matters here, in order. The only
 * door to cmark-gfm. */
#ifndef ENT_LANG_MARKDOWN_H
#define ENT_LANG_MARKDOWN_H

#include "lang/text.h"
#include "lang/vec.h"

typedef enum ent_md_kind {
    ENT_MD_HEADING, /* text, level */
    ENT_MD_PROSE,   /* paragraph, list, quotation */
    ENT_MD_BLOCK,   /* fenced, tagged `entente`: content lines [first, last) */
    ENT_MD_NESTED,  /* such a block inside a list or a quotation, where it is not read */
    ENT_MD_FENCE,   /* fenced with another tag: text is the tag */
    ENT_MD_TABLE    /* rows of cells, the header first */
} ent_md_kind;

typedef struct ent_md_cell {
    const char *text; /* without marks */
    ent_span span;
} ent_md_cell;

typedef struct ent_md_item {
    ent_md_kind kind;
    int level;
    ent_span span;
    uint32_t first, last; /* lines from 0 */
    const char *text;
    size_t column_count, row_count;
    const ent_md_cell *cells; /* row-major */
} ent_md_item;

/* Read a text's structure; strings live in `arena`. cmark-gfm itself aborts the process when memory runs out.
 */
ent_status ent_md_read(const ent_text *text, ent_arena *arena, ent_vec *out_items,
                       ent_error *err) ENT_MUST_USE;

#endif
