/* parse_declare.c: what a document declares: parties, groups, actors, terms, kinds, attributes, parameters,
 * quantities, areas, lines, tables, force, and what is not formalised. */
#include "lang/parse.h"

#include <string.h>

static bool keep(ent_parser *p, const ent_decl *d)
{
    if (p->out_of_memory) return false;
    if (p->decls.count == ENT_DECLARATIONS_MAX) {
        if (p->declarations_told) return false;
        p->declarations_told = true;
        ent_diags_addf(p->diags, &p->doc->text.source, p->statement,
                       (ent_diag_text){ENT_SEV_ERROR, "declaration-count", NULL, NULL,
                                       "Split the agreement into several files."},
                       "the agreement has more than %d declarations", ENT_DECLARATIONS_MAX);
        return false;
    }
    if (ent_vec_push(&p->decls, d, sizeof *d)) return true;
    p->out_of_memory = true;
    return false;
}

static bool decl_name(ent_parser *p, ent_decl *d, const char *what)
{
    const ent_node *name = ent_parse_name(p, what);
    if (!name) return false;
    d->name = name->text, d->name_span = name->span;
    return true;
}

/* ---- lines below a declaration ---------------------------------------------------------------------- */

/* from DATE, until DATE, source "…", title "…" */
static bool read_decl_line(ent_parser *p, ent_decl *d)
{
    const ent_node *text;
    if (ent_take(p, "from")) return (d->from = ent_parse_moment(p)) && ent_line_end(p);
    if (ent_take(p, "until")) return (d->until = ent_parse_moment(p)) && ent_line_end(p);
    bool source = ent_take(p, "source");
    if (!source && !ent_take(p, "title")) {
        ent_expected(p, "\"from\", \"until\", \"title\" or \"source\"",
                     "To go on with the line above, indent deeper than it.");
        return false;
    }
    if (!(text = ent_parse_string(p, "words in quotation marks"))) return false;
    *(source ? &d->source : &d->title) = text->text;
    return ent_line_end(p);
}

static bool starts_decl_line(const ent_parser *p, const ent_line *line)
{
    static const char *const words[] = {"from", "until", "source", "title"};
    if (line->count == 0) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ent_token_is(&p->tokens[line->first], words[i])) return true;
    return false;
}

/* The head and the lines that go on with it, as one line; returns how many lines that are. */
static size_t join_head(const ent_parser *p, ent_lines lines, ent_line *out)
{
    size_t n = 1;
    *out = lines.at[0];
    for (; n < lines.count && !starts_decl_line(p, &lines.at[n]); n++) {
        out->count += lines.at[n].count;
        out->bad = out->bad || lines.at[n].bad;
    }
    return n;
}

/* ---- heads ------------------------------------------------------------------------------------------ */

static bool head_party(ent_parser *p, ent_decl *d)
{
    d->kind = ENT_DECL_PARTY, d->name = "";
    return (d->body = ent_parse_actors(p)) != NULL;
}

static bool need_is(ent_parser *p)
{
    return ent_need(p, "is", "after the name");
}

static bool head_group(ent_parser *p, ent_decl *d)
{
    d->kind = ENT_DECL_GROUP;
    return decl_name(p, d, "the name of the group") && need_is(p) && (d->body = ent_parse_actors(p));
}

static bool head_actor(ent_parser *p, ent_decl *d)
{
    d->kind = ENT_DECL_ACTOR;
    if (!decl_name(p, d, "the name of the actor")) return false;
    if (ent_peek(p)->kind != ENT_T_STRING) return true;
    const ent_node *title = ent_parse_string(p, "a title");
    if (title) d->title = title->text;
    return title != NULL;
}

static bool head_define(ent_parser *p, ent_decl *d)
{
    if (!decl_name(p, d, "the name that is defined") || !need_is(p)) return false;
    bool acts = ent_take(p, "acts");
    d->kind = acts ? ENT_DECL_ACTS : ENT_DECL_TERM;
    return (d->body = acts ? ent_parse_acts(p) : ent_parse_condition(p)) != NULL;
}

static bool head_kind(ent_parser *p, ent_decl *d)
{
    d->kind = ENT_DECL_KIND;
    if (!decl_name(p, d, "the name of the kind")) return false;
    if (!ent_take(p, "is")) return true;
    const ent_node *sort = ent_parse_name(p, "the kind it is a sort of");
    if (sort) ent_node_edit(sort)->kind = ENT_N_WORD;
    return (d->body = sort) != NULL;
}

static const struct {
    const char *word;
    ent_dimension dimension;
} dimensions[] = {{"count", ENT_DIM_NONE},    {"number", ENT_DIM_NONE},       {"length", ENT_DIM_LENGTH},
                  {"mass", ENT_DIM_MASS},     {"duration", ENT_DIM_DURATION}, {"angle", ENT_DIM_ANGLE},
                  {"speed", ENT_DIM_SPEED},   {"yield", ENT_DIM_YIELD},       {"word", ENT_DIM_WORD},
                  {"words", ENT_DIM_WORD},    {"rank", ENT_DIM_RANK},         {"date", ENT_DIM_DATE},
                  {"months", ENT_DIM_MONTHS}, {"fraction", ENT_DIM_FRACTION}};

static bool parse_dimension(ent_parser *p, ent_dimension *out)
{
    for (size_t i = 0; i < sizeof dimensions / sizeof *dimensions; i++) {
        if (!ent_take(p, dimensions[i].word)) continue;
        *out = dimensions[i].dimension;
        return true;
    }
    ent_expected(p, "what it measures",
                 "One of count, length, mass, duration, months, speed, angle, yield, fraction, date, word, "
                 "rank of ….");
    return false;
}

/* of a, b, c: the words of a rank, lowest first, or the words an attribute may be */
static const ent_node *parse_words(ent_parser *p)
{
    size_t mark = ent_kids_mark(p);
    ent_node *list = ent_node_new(p, ENT_N_LIST, ent_here(p));
    do {
        const ent_node *word = ent_parse_name(p, "a word");
        if (!word) return ent_kids_drop(p, mark);
        ent_node_edit(word)->kind = ENT_N_WORD;
        if (!ent_kids_push(p, word)) return ent_kids_drop(p, mark);
    } while (ent_take(p, ",") || ent_take(p, "or"));
    return ent_kids_take(p, list, mark);
}

static bool head_attribute(ent_parser *p, ent_decl *d)
{
    d->kind = ENT_DECL_ATTRIBUTE;
    if (!decl_name(p, d, "the name of the attribute") || !need_is(p) || !parse_dimension(p, &d->dimension))
        return false;
    bool words = d->dimension == ENT_DIM_RANK || (d->dimension == ENT_DIM_WORD && ent_at(p, "of"));
    if (!words) return true;
    return ent_need(p, "of", "and the words in order") && (d->body = parse_words(p));
}

static bool head_parameter(ent_parser *p, ent_decl *d)
{
    d->kind = ENT_DECL_PARAMETER;
    if (!decl_name(p, d, "the name of the parameter") || !need_is(p) || !parse_dimension(p, &d->dimension))
        return false;
    return !ent_take(p, "=") || (d->body = ent_parse_value(p));
}

static bool head_quantity(ent_parser *p, ent_decl *d)
{
    d->kind = ENT_DECL_QUANTITY;
    return decl_name(p, d, "the name of the quantity") && need_is(p) && (d->body = ent_parse_value(p));
}

/* ---- areas and lines -------------------------------------------------------------------------------- */

/* OPERAND [for ACTORS] [from DATE] [until DATE]: one version of an area or a line. */
static const ent_node *parse_version(ent_parser *p)
{
    const ent_node *kids[4] = {ent_parse_operand(p, false)};
    if (!kids[0]) return NULL;
    ent_node *node = ent_node_new(p, ENT_N_VERSION, kids[0]->span);
    if (ent_take(p, "for") && !(kids[1] = ent_parse_name(p, "whose line it is"))) return NULL;
    if (ent_take(p, "from") && !(kids[2] = ent_parse_date(p))) return NULL;
    if (ent_take(p, "until") && !(kids[3] = ent_parse_date(p))) return NULL;
    if (kids[1]) { /* ACTORS of one name */
        ent_node *actors = ent_node_new(p, ENT_N_ACTORS, kids[1]->span);
        if (actors) actors->op = ENT_BASE_NAMES;
        if (!(kids[1] = ent_node_with(p, actors, &kids[1], 1))) return NULL;
    }
    return ent_node_with(p, node, kids, 4);
}

static const ent_node *parse_versions(ent_parser *p)
{
    size_t mark = ent_kids_mark(p);
    ent_node *list = ent_node_new(p, ENT_N_LIST, ent_here(p));
    do
        if (!ent_kids_push(p, parse_version(p))) return ent_kids_drop(p, mark);
    while (ent_take(p, ","));
    return ent_kids_take(p, list, mark);
}

/* What follows "area X is": an outline, versions, or a condition on place. */
static const ent_node *parse_shape(ent_parser *p)
{
    if (ent_take(p, "from")) return ent_parse_outline(p);
    if (ent_at_operand(p)) return parse_versions(p);
    return ent_parse_condition(p);
}

/* A side along a parallel or a meridian must have both its ends on it: which of the two latitudes would it
 * follow? */
static bool check_sides(ent_parser *p, const ent_node *outline, bool is_area)
{
    bool good = true;
    uint32_t n = outline->kid_count, sides = is_area ? n : n ? n - 1 : 0;
    for (uint32_t i = 0; i < sides; i++) {
        const ent_node *a = outline->kids[i], *b = outline->kids[(i + 1) % n];
        double dlon = a->kids[0]->number - b->kids[0]->number, dlat = a->kids[1]->number - b->kids[1]->number;
        bool meridian = a->op == ENT_SIDE_MERIDIAN && dlon != 0 && dlon != 360 && dlon != -360;
        bool parallel = a->op == ENT_SIDE_PARALLEL && dlat != 0;
        if (!meridian && !parallel) continue;
        good = false;
        ent_say(
            p, a->span,
            (ent_diag_text){
                ENT_SEV_ERROR, "outline-side",
                meridian ? "a side along a meridian ends on another longitude"
                         : "a side along a parallel ends on another latitude",
                NULL,
                "Put a corner where it leaves the line, or write \"by rhumb line\" or \"by chart line\"."});
    }
    return good;
}

static bool head_area(ent_parser *p, ent_decl *d)
{
    d->kind = ENT_DECL_AREA;
    if (!decl_name(p, d, "the name of the area") || !need_is(p) || !(d->body = parse_shape(p))) return false;
    bool outline = d->body->kind == ENT_N_OUTLINE;
    if (outline && !check_sides(p, d->body, true)) return false;
    if (!outline || d->body->kid_count >= 3) return true;
    ent_say(
        p, d->body->span,
        (ent_diag_text){ENT_SEV_ERROR, "outline-points", "an area has at least three corners", NULL, NULL});
    return false;
}

static bool head_line(ent_parser *p, ent_decl *d)
{
    d->kind = ENT_DECL_LINE;
    if (!decl_name(p, d, "the name of the line") || !need_is(p) || !(d->body = parse_shape(p))) return false;
    bool outline = d->body->kind == ENT_N_OUTLINE;
    if (outline && !check_sides(p, d->body, false)) return false;
    if (!outline || d->body->kid_count >= 2) return true;
    ent_say(p, d->body->span,
            (ent_diag_text){ENT_SEV_ERROR, "outline-points", "a line has at least two points", NULL, NULL});
    return false;
}

/* ---- tables, force, not formalised ------------------------------------------------------------------ */

static bool head_table(ent_parser *p, ent_decl *d)
{
    d->kind = ENT_DECL_TABLE;
    if (!decl_name(p, d, "the name of the table")) return false;
    if (!p->table || p->table_used) {
        ent_say(
            p, d->name_span,
            (ent_diag_text){
                ENT_SEV_ERROR, "table-missing", "no Markdown table follows the block",
                "A table statement names the table that comes next below its block; one statement a block.",
                "Put the table right below the closing fence."});
        return false;
    }
    p->table_used = true;
    return (d->table = ent_parse_table(p, p->table)) != NULL;
}

static const ent_node *for_actors(ent_parser *p)
{
    return ent_take(p, "for") ? ent_parse_actors(p) : NULL;
}

/* in force from DATE for ACTORS; suspended, resumed, ended likewise; the keyword is at the place. */
static bool head_force(ent_parser *p, ent_decl *d)
{
    static const char *const words[] = {"in", "suspended", "resumed", "ended"};
    d->kind = ENT_DECL_FORCE, d->name = "";
    while (d->op < 3 && !ent_at(p, words[d->op])) d->op++;
    p->pos++;
    if (d->op == 0 && !ent_need(p, "force", "after \"in\"")) return false;
    p->events = true;
    bool begun = ent_need(p, "from", "and the date") && (d->body = d->from = ent_parse_moment(p));
    p->events = false;
    if (!begun) return false;
    if (ent_at(p, "until")) {
        p->pos++;
        if (!(d->until = ent_parse_moment(p))) return false;
    }
    bool names = ent_at(p, "for");
    d->actors = for_actors(p);
    return !names || d->actors;
}

static bool head_not_formalised(ent_parser *p, ent_decl *d)
{
    d->kind = ENT_DECL_NOT_FORMALISED;
    if (!ent_need(p, "formalised", "after \"not\"") ||
        !ent_parse_id(p, "the number or the words of the passage", &d->name))
        return false;
    if (!ent_need(p, "because", "and the reason")) return false;
    const ent_node *reason = ent_parse_string(p, "the reason in quotation marks");
    if (reason) d->title = reason->text;
    return reason != NULL;
}

typedef bool head_reader(ent_parser *p, ent_decl *d);
static const struct {
    const char *keyword;
    bool stays; /* the reader looks at the keyword itself */
    head_reader *read;
} heads[] = {{"party", false, head_party},         {"group", false, head_group},
             {"actor", false, head_actor},         {"define", false, head_define},
             {"kind", false, head_kind},           {"attribute", false, head_attribute},
             {"parameter", false, head_parameter}, {"quantity", false, head_quantity},
             {"area", false, head_area},           {"line", false, head_line},
             {"table", false, head_table},         {"in", true, head_force},
             {"suspended", true, head_force},      {"resumed", true, head_force},
             {"ended", true, head_force},          {"not", false, head_not_formalised}};

bool ent_parse_declaration(ent_parser *p, const char *keyword, ent_lines lines)
{
    ent_decl d = {.name = "", .title = "", .source = "", .article = p->article, .span = p->statement};
    ent_line head;
    size_t joined = join_head(p, lines, &head);
    head_reader *read = NULL;
    d.name_span = p->statement;
    bool good = ent_line_begin(p, &head);
    for (size_t i = 0; good && i < sizeof heads / sizeof *heads; i++) {
        if (strcmp(heads[i].keyword, keyword) != 0) continue;
        read = heads[i].read;
        if (!heads[i].stays) p->pos++;
    }
    good = good && read && read(p, &d) && ent_line_end(p);
    for (size_t i = joined; i < lines.count; i++)
        if (ent_line_begin(p, &lines.at[i])) read_decl_line(p, &d);
    return good ? keep(p, &d) : ent_give_up(p, d.name);
}
