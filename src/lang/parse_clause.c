/* parse_clause.c: clauses, exceptions and readings: their heads, then their lines. A wrong line is left out
 * and reported, the clause stays: so that the checker can still say what else is wrong. It never reaches a
 * verdict, since a document with an error is not evaluated. */
#include "lang/parse.h"

#include "base/map.h"
#include <string.h>

static const struct {
    const char *word;
    ent_modality modality;
} modalities[] = {{"prohibits", ENT_PROHIBITS},
                  {"limits", ENT_LIMITS},
                  {"requires", ENT_REQUIRES},
                  {"permits", ENT_PERMITS},
                  {"recommends", ENT_RECOMMENDS}};
#define MODALITY_COUNT (sizeof modalities / sizeof *modalities)

static bool say_unknown_modality(ent_parser *p)
{
    const ent_token *t = ent_peek(p);
    ent_str names[MODALITY_COUNT];
    for (size_t i = 0; i < MODALITY_COUNT; i++) names[i] = ent_str_of(modalities[i].word);
    int near = t->kind == ENT_T_WORD ? ent_nearest_name(t->text, names, MODALITY_COUNT) : -1;
    ent_expected(p, "\"prohibits\", \"limits\", \"requires\", \"permits\" or \"recommends\"",
                 near < 0 ? NULL
                          : ent_hint(p, "Did you mean \"" ENT_STR_FMT "\"?", ENT_STR_ARG(names[near])));
    return false;
}

static bool parse_modality(ent_parser *p, ent_clause *c)
{
    for (size_t i = 0; i < MODALITY_COUNT; i++) {
        if (!ent_take(p, modalities[i].word)) continue;
        c->modality = modalities[i].modality;
        if (c->modality == ENT_PERMITS && ent_take(p, "only")) c->modality = ENT_PERMITS_ONLY;
        return true;
    }
    return say_unknown_modality(p);
}

/* The binder of the act, or of what does a duty: "requires notification N". */
static void take_binder(ent_parser *p, const ent_clause *c)
{
    const ent_node *binder = ent_parse_binder(p);
    if (binder) ent_node_edit(c->acts)->text = binder->text;
}

/* A list names each kind by one word: of "missile, heavy gun" nobody could tell what "heavy" goes with. */
static bool ends_object(ent_parser *p, const ent_node *object)
{
    if (!ent_node_is(object, ENT_N_OBJECT) || !object->kid_count) return true;
    bool listed = object->op == ENT_OBJECT_ANY;
    bool separated = ent_at(p, ",") || ent_at(p, "or");
    bool goes_on =
        listed ? ent_token_is_name(ent_peek(p)) : separated && ent_token_is_name(ent_peek_at(p, 1));
    if (!goes_on) return true;
    return ent_expected(p, "one word for each kind in a list",
                        "Where a kind needs several words, \"define\" a name for them, and list that.");
}

/* ACTS [BINDER] [of OBJECT] [to ACTORS] [in OPERAND] */
static bool parse_acts_head(ent_parser *p, ent_clause *c)
{
    if (!(c->acts = ent_parse_acts(p))) return false;
    take_binder(p, c);
    if (ent_take(p, "of") && (!(c->object = ent_parse_object(p)) || !ends_object(p, c->object))) return false;
    if (ent_take(p, "to") && !(c->to = ent_parse_actors(p))) return false;
    if (ent_at_ground(p) && !(c->in = ent_parse_ground(p))) return false;
    if (!c->object) c->object = ent_node_with(p, ent_node_new(p, ENT_N_OBJECT, c->acts->span), NULL, 0);
    return c->object != NULL;
}

/* What a sum among values may hold and the head of a limit may not: each has a line of its own there. */
static bool stand_as_lines(ent_parser *p, const ent_node *sum)
{
    static const struct {
        int kid;
        const char *message, *hint;
    } parts[] = {
        {3, "a limit has its conditions in lines of their own", "Write them below, behind \"when\"."},
        {4, "a limit has its place in a line of its own", "Write it below, behind \"where\"."},
        {5, "a limit has its keys in a line of their own", "Write them below, behind \"per\"."},
        {7, "a limit has its window in a line of its own",
         "Write a line \"in each calendar year\" or \"over any 90 days\"."},
    };
    bool good = true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const ent_node *part = sum->kids[parts[i].kid];
        if (part->kind == ENT_N_NONE) continue;
        ent_say(p, part->span,
                (ent_diag_text){ENT_SEV_ERROR, "line-misplaced", parts[i].message, NULL, parts[i].hint});
        good = false;
    }
    return good;
}

static bool say_greatest_is_limited(ent_parser *p)
{
    ent_say(p, ent_here(p),
            (ent_diag_text){ENT_SEV_ERROR, "limit-greatest",
                            "a limit is on a sum, not on the greatest of sums",
                            "A ceiling that holds for each sum holds for the greatest of them.",
                            "Write the sum in the head, and \"per …\" in a line below."});
    return false;
}

static bool parse_limits_head(ent_parser *p, ent_clause *c)
{
    if (ent_at2(p, "greatest", "of")) return say_greatest_is_limited(p);
    const ent_node *sum = c->aggregate = ent_parse_aggregate(p);
    if (!sum || !ends_object(p, sum->kids[1]) || !stand_as_lines(p, sum)) return false;
    c->acts = sum->kids[0], c->object = sum->kids[1];
    if (sum->kids[2]->kind == ENT_N_ACTORS) c->by = sum->kids[2];
    if (sum->kids[6]->kind == ENT_N_ACTORS) c->to = sum->kids[6];
    if (c->object->kind != ENT_N_OBJECT)
        c->object = ent_node_with(p, ent_node_new(p, ENT_N_OBJECT, c->acts->span), NULL, 0);
    return c->object != NULL;
}

static bool parse_title(ent_parser *p, ent_clause *c)
{
    if (ent_peek(p)->kind != ENT_T_STRING) return true;
    const ent_node *title = ent_parse_string(p, "a title");
    if (title) c->title = title->text;
    return title != NULL;
}

static bool parse_head(ent_parser *p, ent_clause *c, bool exception)
{
    c->article = p->article, c->span = p->statement, c->title = "";
    p->pos++;
    for (size_t i = 0; i < MODALITY_COUNT; i++)
        if (ent_at(p, modalities[i].word))
            return ent_expected(p, "the id of the clause",
                                "A clause has an id before what it says: clause 5 prohibits …");
    if (!ent_parse_id(p, "the id of the clause", &c->id)) return false;
    c->modality = ENT_EXCEPTION;
    if (exception) return parse_title(p, c);
    if (!parse_title(p, c) || !parse_modality(p, c)) return false;
    p->in_head = true;
    bool good = c->modality == ENT_LIMITS ? parse_limits_head(p, c) : parse_acts_head(p, c);
    p->in_head = false;
    return good;
}

static bool too_many(ent_parser *p)
{
    if (p->clauses.count + p->readings.count < ENT_CLAUSES_MAX) return false;
    if (p->clauses.count + p->readings.count == ENT_CLAUSES_MAX)
        ent_diags_addf(p->diags, &p->doc->text.source, p->statement,
                       (ent_diag_text){ENT_SEV_ERROR, "clause-count", NULL, NULL,
                                       "Split the agreement into several files."},
                       "the agreement has more than %d clauses", ENT_CLAUSES_MAX);
    return true;
}

bool ent_parse_clause(ent_parser *p, ent_lines lines)
{
    ent_clause c = {0};
    if (too_many(p)) return false;
    bool exception = ent_str_is(p->tokens[0].text, "exception");
    bool good = ent_line_begin(p, &lines.at[0]) && parse_head(p, &c, exception) && ent_line_end(p);
    for (size_t i = 1; i < lines.count; i++)
        if (!ent_line_begin(p, &lines.at[i]) || !ent_parse_line_of_clause(p, &c)) c.incomplete = true;
    if (!good || p->out_of_memory) return ent_give_up(p, c.id);
    if (ent_vec_push(&p->clauses, &c, sizeof c)) return true;
    p->out_of_memory = true;
    return false;
}

/* ---- readings --------------------------------------------------------------------------------------- */

/* assume width = 25 km */
static bool parse_reading_assume(ent_parser *p, ent_reading *r)
{
    p->pos++;
    const ent_node *kids[2] = {ent_parse_name(p, "the name of a parameter")};
    if (!kids[0] || !ent_need(p, "=", "and the value") || !(kids[1] = ent_parse_value(p))) return false;
    ent_node_edit(kids[0])->kind = ENT_N_PARAMETER;
    ent_node *node = ent_node_new(p, ENT_N_COMPARE, kids[0]->span);
    if (node) node->op = ENT_EXACTLY;
    const ent_node *whole = ent_node_with(p, node, kids, 2);
    size_t mark = ent_kids_mark(p);
    for (uint32_t i = 0; r->assumes && i < r->assumes->kid_count; i++)
        if (!ent_kids_push(p, r->assumes->kids[i])) return false;
    if (!ent_kids_push(p, whole)) return false;
    r->assumes = ent_kids_take(p, ent_node_new(p, ENT_N_LIST, whole->span), mark);
    return r->assumes && ent_line_end(p);
}

static bool parse_reading_line(ent_parser *p, ent_reading *r)
{
    if (ent_at(p, "assume")) return parse_reading_assume(p, r);
    bool good = ent_parse_line_of_clause(p, &r->lines);
    if (good && r->lines.source) r->source = r->lines.source->text;
    return good;
}

static bool parse_reading_head(ent_parser *p, ent_reading *r)
{
    r->span = p->statement, r->note = r->source = "", r->lines.title = "";
    p->pos++;
    if (!ent_parse_id(p, "the name of the reading", &r->name) || !ent_need(p, "of", "and the clause"))
        return false;
    if (!ent_parse_id(p, "the id of the clause that is read", &r->of)) return false;
    if (ent_peek(p)->kind != ENT_T_STRING) return true;
    const ent_node *note = ent_parse_string(p, "a note");
    if (note) r->note = note->text;
    return note != NULL;
}

bool ent_parse_reading(ent_parser *p, ent_lines lines)
{
    ent_reading r = {0};
    if (too_many(p)) return false;
    bool good = ent_line_begin(p, &lines.at[0]) && parse_reading_head(p, &r) && ent_line_end(p);
    for (size_t i = 1; i < lines.count; i++)
        if (ent_line_begin(p, &lines.at[i])) parse_reading_line(p, &r);
    r.has_counting = r.lines.counting_said, r.has_window = r.lines.window_said,
    r.has_ceiling = r.lines.ceiling != NULL;
    r.lines.source = NULL;
    if (!good || p->out_of_memory) return false;
    r.lines.id = r.of, r.lines.span = r.span;
    if (ent_vec_push(&p->readings, &r, sizeof r)) return true;
    p->out_of_memory = true;
    return false;
}
