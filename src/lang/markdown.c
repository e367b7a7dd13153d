/* markdown.c: cmark-gfm behind one function. Only top-level blocks are looked at: an agreement's headings,
 * blocks and tables are never inside a list or a quotation, and a statement block found there is reported
 * instead of read, since its lines would begin with marks that are not its own.
 *
 * cmark-gfm walks quotations that are nested a hundred thousand deep line by line again for each level. Texts
 * that people write never go past a few, so a line that opens more than ENT_NESTING_MAX is refused before
 * cmark sees it. */
#include "lang/markdown.h"
#include "base/buf.h"
#include "base/limits.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

typedef struct walk {
    const ent_text *text;
    ent_arena *arena;
    ent_vec *items;
    bool failed;
} walk;

/* The words of a node and all below it, marks left out. */
static char *plain_text(walk *w, cmark_node *node)
{
    ent_buf buf;
    ent_buf_init(&buf, ENT_LINE_BYTES_MAX * 4);
    cmark_iter *iter = cmark_iter_new(node);
    for (cmark_event_type e = cmark_iter_next(iter); e != CMARK_EVENT_DONE; e = cmark_iter_next(iter)) {
        cmark_node *n = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(n);
        if (e != CMARK_EVENT_ENTER) continue;
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) ent_buf_adds(&buf, cmark_node_get_literal(n));
        if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) ent_buf_addc(&buf, ' ');
    }
    cmark_iter_free(iter);
    char *copy = buf.failed ? NULL : ent_arena_copy(w->arena, ent_str_trim(ent_buf_str(&buf)));
    ent_buf_done(&buf);
    if (!copy) w->failed = true;
    return copy;
}

static void add(walk *w, const ent_md_item *item)
{
    if (!w->failed && !ent_vec_push(w->items, item, sizeof *item)) w->failed = true;
}

static ent_md_item item_of(walk *w, cmark_node *node, ent_md_kind kind)
{
    int first = cmark_node_get_start_line(node), last = cmark_node_get_end_line(node);
    ent_md_item item = {.kind = kind, .text = ""};
    item.first = first > 0 ? (uint32_t)first - 1 : 0;
    item.last = last > first ? (uint32_t)last : item.first + 1;
    if (item.last > w->text->line_count) item.last = w->text->line_count;
    if (item.first < w->text->line_count) item.span = ent_text_line_span(w->text, item.first);
    return item;
}

static ent_str fence_tag(cmark_node *node)
{
    ent_str info = ent_str_trim(ent_str_of(cmark_node_get_fence_info(node)));
    for (size_t i = 0; i < info.len; i++)
        if (info.ptr[i] == ' ' || info.ptr[i] == '\t') info.len = i;
    return info;
}

static uint32_t literal_lines(cmark_node *node)
{
    uint32_t count = 0;
    for (const char *p = cmark_node_get_literal(node); p && *p; p++) count += *p == '\n';
    return count;
}

static void add_code(walk *w, cmark_node *node)
{
    ent_str tag = fence_tag(node);
    if (tag.len == 0) return;
    ent_md_item item = item_of(w, node, ent_str_is(tag, "entente") ? ENT_MD_BLOCK : ENT_MD_FENCE);
    item.text = ent_arena_copy(w->arena, tag);
    if (!item.text) w->failed = true;
    item.first = item.first + 1;
    item.last = item.first + literal_lines(node);
    if (item.last > w->text->line_count) item.last = w->text->line_count;
    add(w, &item);
}

/* Statement blocks below a node that is not at the top. */
static void add_nested(walk *w, cmark_node *node)
{
    cmark_iter *iter = cmark_iter_new(node);
    for (cmark_event_type e = cmark_iter_next(iter); e != CMARK_EVENT_DONE; e = cmark_iter_next(iter)) {
        cmark_node *n = cmark_iter_get_node(iter);
        if (e != CMARK_EVENT_ENTER || cmark_node_get_type(n) != CMARK_NODE_CODE_BLOCK) continue;
        if (!ent_str_is(fence_tag(n), "entente")) continue;
        ent_md_item item = item_of(w, n, ENT_MD_NESTED);
        add(w, &item);
    }
    cmark_iter_free(iter);
}

/* The span of a cell's words; cmark's columns count bytes. */
static ent_span cell_span(const ent_text *text, cmark_node *cell)
{
    int line = cmark_node_get_start_line(cell), column = cmark_node_get_start_column(cell);
    if (line <= 0 || (uint32_t)line > text->line_count) return (ent_span){0};
    ent_str whole = ent_text_line(text, (uint32_t)line - 1);
    size_t begin = column > 0 ? (size_t)column - 1 : 0, end = (size_t)cmark_node_get_end_column(cell);
    if (end > whole.len) end = whole.len;
    while (begin < end && whole.ptr[begin] == ' ') begin++;
    while (end > begin && whole.ptr[end - 1] == ' ') end--;
    ent_span span = {text->starts[line - 1] + (uint32_t)begin, end > begin ? (uint32_t)(end - begin) : 1,
                     (uint32_t)line, 1};
    for (size_t i = 0; i < begin && i < whole.len; i++)
        span.column += ((unsigned char)whole.ptr[i] & 0xC0) != 0x80;
    return span;
}

static void add_table(walk *w, cmark_node *node)
{
    ent_md_item item = item_of(w, node, ENT_MD_TABLE);
    item.column_count = cmark_gfm_extensions_get_table_columns(node);
    ent_vec cells = {0};
    for (cmark_node *row = cmark_node_first_child(node); row; row = cmark_node_next(row)) {
        size_t filled = 0;
        for (cmark_node *c = cmark_node_first_child(row); c && filled < item.column_count;
             c = cmark_node_next(c)) {
            ent_md_cell cell = {plain_text(w, c), cell_span(w->text, c)};
            if (!cell.text || !ent_vec_push(&cells, &cell, sizeof cell)) w->failed = true;
            filled++;
        }
        for (; filled < item.column_count; filled++) {
            ent_md_cell cell = {"", item.span};
            if (!ent_vec_push(&cells, &cell, sizeof cell)) w->failed = true;
        }
        item.row_count++;
    }
    item.cells = ent_vec_seal(&cells, w->arena, sizeof(ent_md_cell));
    ent_vec_done(&cells);
    if (!item.cells) w->failed = true;
    add(w, &item);
}

static void add_node(walk *w, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    ent_md_item item;
    if (type == CMARK_NODE_HEADING) {
        item = item_of(w, node, ENT_MD_HEADING);
        item.level = cmark_node_get_heading_level(node);
        item.text = plain_text(w, node);
        add(w, &item);
    } else if (type == CMARK_NODE_CODE_BLOCK) {
        add_code(w, node);
    } else if (strcmp(cmark_node_get_type_string(node), "table") == 0) {
        add_table(w, node);
    } else if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_LIST || type == CMARK_NODE_BLOCK_QUOTE) {
        item = item_of(w, node, ENT_MD_PROSE);
        add(w, &item);
        if (type != CMARK_NODE_PARAGRAPH) add_nested(w, node);
    }
}

/* How many quotations or lists the line may open at once. */
static unsigned container_marks(ent_str line)
{
    unsigned marks = 0;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if (c == '>' || c == '-' || c == '*' || c == '+')
            marks++;
        else if (c != ' ' && c != '\t' && !(c >= '0' && c <= '9') && c != '.' && c != ')')
            break;
    }
    return marks;
}

static bool is_rule(ent_str line) /* ---- or **** : a rule or the underline of a heading */
{
    ent_str t = ent_str_trim(line);
    for (size_t i = 1; i < t.len; i++)
        if (t.ptr[i] != t.ptr[0] && t.ptr[i] != ' ') return false;
    return t.len > 0 && t.ptr[0] != '>' && t.ptr[0] != '+';
}

/* The fence that a line opens or closes: its character and length; {0, 0} when it is none. */
typedef struct fence {
    char mark;
    size_t length;
} fence;

static fence fence_of(ent_str line)
{
    size_t at = 0, start;
    while (at < line.len && at < 3 && line.ptr[at] == ' ') at++;
    start = at;
    while (at < line.len && (line.ptr[at] == '`' || line.ptr[at] == '~') && line.ptr[at] == line.ptr[start])
        at++;
    return at - start >= 3 ? (fence){line.ptr[start], at - start} : (fence){0};
}

static size_t columns_of(ent_str row)
{
    ent_str t = ent_str_trim(row);
    size_t bars = 0;
    for (size_t i = 1; i + 1 < t.len; i++) bars += t.ptr[i] == '|' && t.ptr[i - 1] != '\\';
    return bars + 1;
}

/* | --- | :-: | below a line of as many columns: a table, which is read row by row. */
static bool opens_table(ent_str head, ent_str row)
{
    for (size_t i = 0; i < row.len; i++)
        if (!strchr("|-: ", row.ptr[i])) return false;
    return row.len > 0 && row.ptr[0] == '|' && memchr(row.ptr, '-', row.len) &&
           columns_of(head) == columns_of(row);
}

typedef struct weight {
    fence open;      /* the fence that is open */
    bool table;      /* in a table */
    size_t bytes;    /* of the paragraph so far */
    size_t headings; /* at most: an underline may be a rule */
} weight;

/* "# Article 5", or the line below "Article 5" that underlines it. */
static bool is_heading(ent_str line)
{
    size_t marks = 0;
    while (marks < line.len && line.ptr[marks] == '#') marks++;
    return marks > 0 && marks < 7 && (marks == line.len || line.ptr[marks] == ' ');
}

static bool is_underline(ent_str before, ent_str line)
{
    ent_str t = ent_str_trim(line);
    for (size_t i = 0; i < t.len; i++)
        if (t.ptr[i] != t.ptr[0] || (t.ptr[i] != '=' && t.ptr[i] != '-')) return false;
    return t.len > 0 && ent_str_trim(before).len > 0;
}

static void weigh(weight *w, ent_str before, ent_str line)
{
    fence f = fence_of(line);
    if (w->open.mark) {
        if (f.mark == w->open.mark && f.length >= w->open.length) w->open = (fence){0};
        return;
    }
    bool heading = is_heading(line);
    w->headings += heading || is_underline(before, line);
    w->table = opens_table(before, line) || (w->table && line.len > 0 && line.ptr[0] == '|');
    w->bytes = f.mark || w->table || heading || ent_str_trim(line).len == 0 ? 0 : w->bytes + line.len + 1;
    w->open = f;
}

static ent_status refuse_heavy(const ent_text *text, ent_error *err)
{
    weight w = {0};
    ent_str before = {0};
    for (uint32_t i = 0; i < text->line_count; i++) {
        ent_str line = ent_text_line(text, i);
        if (container_marks(line) > ENT_NESTING_MAX && !is_rule(line))
            return ent_fail(err, ENT_E_LIMIT, "%s:%u: quotations or lists are nested more than %d deep",
                            text->source.file, i + 1, ENT_NESTING_MAX);
        weigh(&w, before, line);
        if (w.bytes > ENT_PARAGRAPH_BYTES_MAX)
            return ent_fail(err, ENT_E_LIMIT,
                            "%s:%u: a paragraph has more than %u bytes; part it by an empty line",
                            text->source.file, i + 1, ENT_PARAGRAPH_BYTES_MAX);
        if (w.headings > ENT_HEADINGS_MAX)
            return ent_fail(err, ENT_E_LIMIT, "%s:%u: the text has more than %d headings", text->source.file,
                            i + 1, ENT_HEADINGS_MAX);
        before = line;
    }
    return ENT_OK;
}

ent_status ent_md_read(const ent_text *text, ent_arena *arena, ent_vec *out_items, ent_error *err)
{
    ent_status st = refuse_heavy(text, err);
    if (st != ENT_OK) return st;
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_feed(parser, text->source.bytes.ptr, text->source.bytes.len);
    cmark_node *root = cmark_parser_finish(parser);
    walk w = {text, arena, out_items, false};
    for (cmark_node *n = cmark_node_first_child(root); n; n = cmark_node_next(n)) add_node(&w, n);
    cmark_node_free(root);
    cmark_parser_free(parser);
    return w.failed ? ent_fail(err, ENT_E_NOMEM, "%s: out of memory", text->source.file) : ENT_OK;
}
