/* occurrence.c: the names of a document and where they stand.
 *
 * The tree knows what a name means but keeps the place of the whole phrase it stands in ("limit of 18.1.b"),
 * so the name itself is looked for inside that phrase: the first run of its letters that is a word of its
 * own. */
#include "lang/occurrence.h"

#include "lang/check.h"
#include "lang/doc.h"

#include <string.h>

#define SAME_WITHIN 8 /* names of one condition */
#define LINES_BEHIND                                                                                         \
    2 /* a phrase may be known by its first word only: the rest of that line, and the next                   \
       */

typedef struct collector {
    const ent_doc *doc;
    ent_vec *out;
    size_t scope; /* whose binders are meant */
    bool failed;
} collector;

static size_t line_end(ent_str source, size_t at)
{
    while (at < source.len && source.ptr[at] != '\n') at++;
    return at;
}

/* ---- a name inside a phrase ------------------------------------------------------------------------- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (c & 0x80);
}

/* A point or a stroke joins a word only when a letter follows or precedes; an attribute stands behind its
 * binder's point, and a binder before it. */
static bool ends_word(ent_str text, size_t at, bool point_is_end)
{
    if (at >= text.len) return true;
    if (text.ptr[at] == '.' && point_is_end) return true;
    if ((text.ptr[at] == '.' || text.ptr[at] == '-') && at + 1 < text.len)
        return !is_letter(text.ptr[at + 1]);
    return !is_letter(text.ptr[at]);
}

static bool begins_word(ent_str text, size_t at, bool point_is_end)
{
    if (at == 0) return true;
    char before = text.ptr[at - 1];
    if (before == '.' && point_is_end) return true;
    if ((before == '.' || before == '-') && at > 1) return !is_letter(text.ptr[at - 2]);
    return !is_letter(before);
}

/* The name as a word inside `phrase`; false when it does not stand there as written. */
static bool find(ent_str source, ent_span phrase, const char *name, bool point_is_end, ent_span *out)
{
    size_t n = strlen(name), end = (size_t)phrase.offset + phrase.length;
    if (n == 0 || end > source.len) return false;
    for (size_t i = phrase.offset; i + n <= end; i++) {
        if (memcmp(source.ptr + i, name, n) != 0) continue;
        if (!begins_word(source, i, point_is_end) || !ends_word(source, i + n, point_is_end)) continue;
        ent_span found = {(uint32_t)i, (uint32_t)n, phrase.line, phrase.column};
        for (size_t k = phrase.offset; k < i; k++) {
            bool ends_line = source.ptr[k] == '\n';
            found.line += ends_line;
            found.column = ends_line ? 1 : found.column + ((source.ptr[k] & 0xC0) != 0x80);
        }
        *out = found;
        return true;
    }
    return false;
}

/* A line that is crossed stands in the tree once for each end of the way, and in the text once. */
static bool is_known(const collector *c, const ent_occurrence *occurrence)
{
    const ent_occurrence *all = c->out->ptr;
    for (size_t i = c->out->count; i > 0 && i + SAME_WITHIN > c->out->count; i--)
        if (all[i - 1].span.offset == occurrence->span.offset && all[i - 1].kind == occurrence->kind)
            return true;
    return false;
}

static void add(collector *c, ent_occurrence occurrence, ent_span phrase)
{
    ent_str source = c->doc->text.source.bytes;
    bool points = occurrence.kind == ENT_OCCURS_BINDER || occurrence.kind == ENT_OCCURS_OUTER;
    bool found = find(source, phrase, occurrence.name, points, &occurrence.span);
    for (int lines = 0; !found && lines < LINES_BEHIND; lines++) {
        phrase.length =
            (uint32_t)(line_end(source, (size_t)phrase.offset + phrase.length + (lines > 0)) - phrase.offset);
        found = find(source, phrase, occurrence.name, points, &occurrence.span);
    }
    if (!found || is_known(c, &occurrence)) return;
    uint32_t at = occurrence.span.offset;
    occurrence.quoted = at > 0 && source.ptr[at - 1] == '"';
    if (!ent_vec_push(c->out, &occurrence, sizeof occurrence)) c->failed = true;
}

/* ---- statements ------------------------------------------------------------------------------------- */

/* Bytes of space at the start of the line at `at`; SIZE_MAX when there is nothing else on it. */
static size_t indent_of(ent_str source, size_t at)
{
    size_t spaces = 0;
    while (at + spaces < source.len && source.ptr[at + spaces] == ' ') spaces++;
    bool empty =
        at + spaces >= source.len || source.ptr[at + spaces] == '\n' || source.ptr[at + spaces] == '\r';
    return empty ? SIZE_MAX : spaces;
}

ent_span ent_doc_statement_span(const ent_doc *doc, ent_span first_word)
{
    ent_str source = doc->text.source.bytes;
    size_t end = line_end(source, first_word.offset), at = end;
    while (at < source.len) {
        size_t indent = indent_of(source, at + 1);
        if (indent != SIZE_MAX && indent + 1 <= first_word.column) break;
        at = line_end(source, at + 1);
        if (indent != SIZE_MAX) end = at;
    }
    first_word.length = (uint32_t)(end - first_word.offset);
    return first_word;
}

/* The line of a statement's first word, from that word on. */
static ent_span head_line(const ent_doc *doc, ent_span first_word)
{
    first_word.length = (uint32_t)(line_end(doc->text.source.bytes, first_word.offset) - first_word.offset);
    return first_word;
}

/* ---- uses ------------------------------------------------------------------------------------------- */

static void add_decl(collector *c, const ent_node *node)
{
    const ent_document *d = &c->doc->document;
    const ent_decl *decl = ent_map_get(c->doc->decls, ent_str_of(node->text));
    ent_occurrence o = {.kind = ENT_OCCURS_OUTER, .name = node->text, .node = node};
    if (decl) o.kind = ENT_OCCURS_DECL, o.index = (size_t)(decl - d->decls);
    add(c, o, node->span);
}

static void add_clause(collector *c, const char *id, ent_span phrase, const ent_node *node)
{
    const ent_clause *clause = ent_map_get(c->doc->clauses, ent_str_of(id));
    if (!clause) return;
    add(c,
        (ent_occurrence){.kind = ENT_OCCURS_CLAUSE,
                         .index = (size_t)(clause - c->doc->document.clauses),
                         .name = id,
                         .node = node},
        phrase);
}

static void add_binder(collector *c, const ent_node *node, bool defines)
{
    add(c,
        (ent_occurrence){.kind = ENT_OCCURS_BINDER,
                         .index = c->scope,
                         .name = node->text,
                         .node = node,
                         .defines = defines},
        node->span);
}

static void add_node(collector *c, const ent_node *node)
{
    if (!node->text[0]) return;
    switch (node->kind) {
    case ENT_N_ACTORS:
    case ENT_N_ACTS:
    case ENT_N_EXISTS: add_binder(c, node, true); return;
    case ENT_N_NAME:
        if (node->ref == ENT_REF_BINDER)
            add_binder(c, node, false);
        else
            add_decl(c, node);
        return;
    case ENT_N_CLAUSE:
    case ENT_N_LIMIT_OF: add_clause(c, node->text, node->span, node); return;
    case ENT_N_ATTRIBUTE:
    case ENT_N_PARAMETER:
    case ENT_N_QUANTITY:
    case ENT_N_TABLE:
    case ENT_N_TERM:
    case ENT_N_MEMBERS:
    case ENT_N_AREA:
    case ENT_N_LINE:
    case ENT_N_SITE:
    case ENT_N_WORD: add_decl(c, node); return;
    default: return;
    }
}

static void walk(collector *c, const ent_node *node)
{
    if (!node) return;
    add_node(c, node);
    for (uint32_t i = 0; i < node->kid_count; i++) walk(c, node->kids[i]);
}

static void walk_lines(collector *c, const ent_clause *clause, size_t scope)
{
    const ent_node *roots[ENT_CLAUSE_ROOTS];
    size_t count = ent_clause_roots(clause, roots);
    c->scope = scope;
    for (size_t i = 0; i < count; i++) walk(c, roots[i]);
}

/* ---- definitions ------------------------------------------------------------------------------------ */

static bool names_itself(const ent_decl *decl)
{
    return decl->kind != ENT_DECL_PARTY && decl->kind != ENT_DECL_FORCE &&
           decl->kind != ENT_DECL_NOT_FORMALISED;
}

static void walk_decl(collector *c, size_t index)
{
    const ent_decl *decl = &c->doc->document.decls[index];
    if (names_itself(decl))
        add(c, (ent_occurrence){.kind = ENT_OCCURS_DECL, .index = index, .name = decl->name, .defines = true},
            decl->name_span);
    c->scope = SIZE_MAX;
    walk(c, decl->body);
    walk(c, decl->actors);
    walk(c, decl->from);
    walk(c, decl->until);
}

bool ent_doc_occurrences(const ent_doc *doc, ent_vec *out)
{
    const ent_document *d = &doc->document;
    collector c = {.doc = doc, .out = out};
    for (size_t i = 0; i < d->clause_count; i++) {
        add(&c,
            (ent_occurrence){
                .kind = ENT_OCCURS_CLAUSE, .index = i, .name = d->clauses[i].id, .defines = true},
            head_line(doc, d->clauses[i].span));
        walk_lines(&c, &d->clauses[i], i);
    }
    for (size_t i = 0; i < d->reading_count; i++) {
        add_clause(&c, d->readings[i].of, head_line(doc, d->readings[i].span), NULL);
        walk_lines(&c, &d->readings[i].lines, d->clause_count + i);
    }
    for (size_t i = 0; i < d->decl_count; i++) walk_decl(&c, i);
    return !c.failed;
}

bool ent_occurrence_same(const ent_occurrence *a, const ent_occurrence *b)
{
    if (a->kind != b->kind || a->index != b->index) return false;
    return a->kind == ENT_OCCURS_CLAUSE || a->kind == ENT_OCCURS_DECL || strcmp(a->name, b->name) == 0;
}

/* ---- what stands at a place ------------------------------------------------------------------------- */

static bool covers(ent_span span, uint32_t offset)
{
    return offset >= span.offset && offset <= span.offset + span.length;
}

static void deepest(const ent_node *node, uint32_t offset, const ent_node **best)
{
    if (!node) return;
    bool smaller = !*best || node->span.length <= (*best)->span.length;
    if (node->kind != ENT_N_NONE && covers(node->span, offset) && smaller) *best = node;
    for (uint32_t i = 0; i < node->kid_count; i++) deepest(node->kids[i], offset, best);
}

static void deepest_of_clause(const ent_clause *clause, uint32_t offset, const ent_node **best)
{
    const ent_node *roots[ENT_CLAUSE_ROOTS];
    size_t count = ent_clause_roots(clause, roots);
    for (size_t i = 0; i < count; i++) deepest(roots[i], offset, best);
}

const ent_node *ent_doc_node_at(const ent_doc *doc, uint32_t offset)
{
    const ent_document *d = &doc->document;
    const ent_node *best = NULL;
    for (size_t i = 0; i < d->clause_count; i++) deepest_of_clause(&d->clauses[i], offset, &best);
    for (size_t i = 0; i < d->reading_count; i++) deepest_of_clause(&d->readings[i].lines, offset, &best);
    for (size_t i = 0; i < d->decl_count; i++) deepest(d->decls[i].body, offset, &best);
    return best;
}

const ent_clause *ent_doc_clause_at(const ent_doc *doc, uint32_t offset)
{
    for (size_t i = 0; i < doc->document.clause_count; i++)
        if (covers(ent_doc_statement_span(doc, doc->document.clauses[i].span), offset))
            return &doc->document.clauses[i];
    return NULL;
}

const ent_decl *ent_doc_decl_at(const ent_doc *doc, uint32_t offset)
{
    for (size_t i = 0; i < doc->document.decl_count; i++)
        if (covers(ent_doc_statement_span(doc, doc->document.decls[i].span), offset))
            return &doc->document.decls[i];
    return NULL;
}
