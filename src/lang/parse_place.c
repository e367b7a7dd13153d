/* parse_place.c: where: what a position is compared with, by which distance, and outlines drawn in the text.
 */
#include "lang/parse.h"

/* ---- operands --------------------------------------------------------------------------------------- */

static const ent_node *parse_territory(ent_parser *p, ent_node *node)
{
    const ent_node *kid;
    node->op = 0;
    if (ent_take(p, "land")) node->op = 1;
    p->pos++;
    if (node->op == 0 && ent_take2(p, "with", "sea")) node->op = 2;
    if (!ent_need(p, "of", "and whose territory")) return NULL;
    kid = ent_parse_actors(p);
    return kid ? ent_node_with(p, node, &kid, 1) : NULL;
}

static const ent_node *parse_border(ent_parser *p, ent_node *node)
{
    const ent_node *kids[2] = {0};
    p->pos++;
    if (!ent_need(p, "of", "and whose border") || !(kids[0] = ent_parse_actors(p))) return NULL;
    if (ent_take(p, "with") && !(kids[1] = ent_parse_actors(p))) return NULL;
    return ent_node_with(p, node, kids, 2);
}

static const ent_node *parse_coast(ent_parser *p, ent_node *node)
{
    p->pos++;
    if (!ent_need(p, "of", "and whose coast")) return NULL;
    const ent_node *kid = ent_parse_actors(p);
    return kid ? ent_node_with(p, node, &kid, 1) : NULL;
}

/* area X [for P], line X [for P], place X */
static const ent_node *parse_named(ent_parser *p, ent_node *node, bool with_owner)
{
    p->pos++;
    const ent_node *name = ent_parse_name(p, "its name"), *owner = NULL;
    if (!name) return NULL;
    node->text = name->text, node->span = ent_span_join(node->span, name->span);
    if (with_owner && ent_take(p, "for")) {
        owner = ent_parse_binder(p);
        if (!owner) owner = ent_parse_name(p, "a party");
        if (!owner) return NULL;
    }
    return ent_node_with(p, node, &owner, 1);
}

static const ent_node *parse_circle(ent_parser *p, ent_node *node, const char *signs)
{
    p->pos++;
    const ent_node *number = ent_parse_degrees(p, signs);
    if (!number) return NULL;
    node->number = number->number, node->span = ent_span_join(node->span, number->span);
    return ent_node_with(p, node, &number, 1);
}

static const struct {
    const char *word;
    ent_node_kind kind;
} operands[] = {{"territory", ENT_N_TERRITORY}, {"border", ENT_N_BORDER},    {"coast", ENT_N_COAST},
                {"area", ENT_N_AREA},           {"line", ENT_N_LINE},        {"place", ENT_N_SITE},
                {"parallel", ENT_N_PARALLEL},   {"meridian", ENT_N_MERIDIAN}};

static int operand_at(const ent_parser *p)
{
    if (ent_at2(p, "land", "territory")) return 0;
    for (size_t i = 0; i < sizeof operands / sizeof *operands; i++)
        if (ent_at(p, operands[i].word)) return (int)i;
    return -1;
}

bool ent_at_operand(const ent_parser *p)
{
    return operand_at(p) >= 0 && !ent_at_comparator(p, 1);
}

const ent_node *ent_parse_operand(ent_parser *p, bool with_owner)
{
    ent_span start = ent_here(p);
    ent_take(p, "the");
    int which = operand_at(p);
    if (which < 0)
        return ent_expected(p, "a territory, an area, a line, a border, a coast or a place",
                            "Write \"territory of RUS\", \"area \"Black Sea\"\", \"line \"contact line\"\", "
                            "\"border of RUS\".");
    ent_node *node = ent_node_new(p, operands[which].kind, start);
    if (!node) return NULL;
    switch (operands[which].kind) {
    case ENT_N_TERRITORY: return parse_territory(p, node);
    case ENT_N_BORDER: return parse_border(p, node);
    case ENT_N_COAST: return parse_coast(p, node);
    case ENT_N_PARALLEL: return parse_circle(p, node, "NS");
    case ENT_N_MERIDIAN: return parse_circle(p, node, "EW");
    default: return parse_named(p, node, with_owner);
    }
}

/* ---- relations -------------------------------------------------------------------------------------- */

/* position [of launcher] [of E] */
static const ent_node *parse_position(ent_parser *p)
{
    ent_node *node = ent_node_new(p, ENT_N_POSITION, ent_here(p));
    const ent_node *binder = NULL;
    p->pos++;
    if (!node) return NULL;
    for (int i = 0; i < 2 && ent_take(p, "of"); i++) {
        binder = ent_parse_binder(p);
        if (binder) break;
        const ent_node *role = ent_parse_name(p, "the role of the position or an event");
        if (!role) return NULL;
        node->text = role->text;
    }
    return ent_node_with(p, node, &binder, 1);
}

typedef struct relation {
    ent_place_relation op;
    const ent_node *operand, *distance, *second;
} relation;

static const ent_node *finish(ent_parser *p, const ent_node *subject, const relation *r)
{
    ent_node *node = ent_node_new(p, ENT_N_PLACE, subject->span);
    const ent_node *kids[4] = {subject, r->operand, r->distance, r->second};
    if (node) node->op = (int)r->op;
    return r->operand ? ent_node_with(p, node, kids, 4) : NULL;
}

/* zone 50 km wide along line X */
static bool parse_band(ent_parser *p, relation *r)
{
    p->pos++;
    r->op = ENT_PLACE_IN_BAND;
    if (!(r->distance = ent_parse_value(p)) || !ent_need(p, "wide", "after the width") ||
        !ent_need(p, "along", "and a line"))
        return false;
    return (r->operand = ent_parse_operand(p, true)) != NULL;
}

static bool parse_in(ent_parser *p, relation *r)
{
    r->op = ENT_PLACE_IN;
    ent_take(p, "the");
    if (ent_at(p, "zone")) return parse_band(p, r);
    return (r->operand = ent_parse_operand(p, true)) != NULL;
}

static bool take_from(ent_parser *p)
{
    if (ent_take(p, "from") || ent_take(p, "of") || ent_take(p, "to")) return true;
    ent_expected(p, "\"from\" or \"of\"", NULL);
    return false;
}

/* A distance, then "from" or "of" and an operand. */
static bool parse_distance(ent_parser *p, relation *r, ent_place_relation op)
{
    r->op = op;
    if (!(r->distance = ent_parse_value(p)) || !take_from(p)) return false;
    return (r->operand = ent_parse_operand(p, true)) != NULL;
}

static bool parse_between(ent_parser *p, relation *r)
{
    r->op = ENT_PLACE_BETWEEN_DISTANCES;
    if (!(r->distance = ent_parse_value(p)) || !ent_need(p, "and", "and the greater distance")) return false;
    if (!(r->second = ent_parse_value(p)) || !take_from(p)) return false;
    return (r->operand = ent_parse_operand(p, true)) != NULL;
}

static bool parse_nearer(ent_parser *p, relation *r)
{
    if (ent_take(p, "than")) return parse_distance(p, r, ENT_PLACE_NEARER_THAN);
    if (!ent_need(p, "to", "or \"than\" after \"nearer\"")) return false;
    r->op = ENT_PLACE_NEARER_TO;
    if (!(r->operand = ent_parse_operand(p, true)) || !ent_need(p, "than", "and the other one") ||
        !ent_need(p, "to", "and the other one"))
        return false;
    return (r->second = ent_parse_operand(p, true)) != NULL;
}

/* north of 60.5 N · east of meridian 30 E · south of line L */
static bool parse_side(ent_parser *p, relation *r, int side)
{
    const char *signs = side < 2 ? "NS" : "EW";
    r->op = (ent_place_relation)(ENT_PLACE_NORTH_OF + side);
    if (!ent_need(p, "of", "and a parallel, a meridian or a line")) return false;
    if (ent_at(p, side < 2 ? "parallel" : "meridian") || ent_at(p, "line"))
        return (r->operand = ent_parse_operand(p, true)) != NULL;
    if (ent_peek(p)->kind != ENT_T_NUMBER) {
        ent_expected(p,
                     side < 2 ? "a latitude (60.5 N), a parallel or a line"
                              : "a longitude (20 E), a meridian or a line",
                     "Only a line has sides; of an area, say \"outside\" or draw the line.");
        return false;
    }
    ent_node *node = ent_node_new(p, side < 2 ? ENT_N_PARALLEL : ENT_N_MERIDIAN, ent_here(p));
    const ent_node *number = ent_parse_degrees(p, signs);
    if (!node || !number) return false;
    node->number = number->number;
    return (r->operand = ent_node_with(p, node, &number, 1)) != NULL;
}

static const struct {
    const char *first, *second;
    ent_place_relation op;
} distances[] = {{"within", NULL, ENT_PLACE_WITHIN},      {"beyond", NULL, ENT_PLACE_BEYOND},
                 {"at", "least", ENT_PLACE_AT_LEAST},     {"at", "most", ENT_PLACE_WITHIN},
                 {"more", "than", ENT_PLACE_BEYOND},      {"farther", "than", ENT_PLACE_BEYOND},
                 {"less", "than", ENT_PLACE_NEARER_THAN}, {"closer", "than", ENT_PLACE_NEARER_THAN}};

static bool parse_relation(ent_parser *p, relation *r)
{
    static const char *const sides[] = {"north", "south", "east", "west"};
    for (size_t i = 0; i < sizeof distances / sizeof *distances; i++) {
        bool two = distances[i].second != NULL;
        if (two ? ent_take2(p, distances[i].first, distances[i].second) : ent_take(p, distances[i].first))
            return parse_distance(p, r, distances[i].op);
    }
    for (int i = 0; i < 4; i++)
        if (ent_take(p, sides[i])) return parse_side(p, r, i);
    if (ent_take(p, "in")) return parse_in(p, r);
    if (ent_take(p, "outside") || ent_take2(p, "not", "in")) {
        bool good = parse_in(p, r);
        if (r->op == ENT_PLACE_IN) r->op = ENT_PLACE_OUTSIDE;
        return good;
    }
    if (ent_take(p, "between")) return parse_between(p, r);
    if (ent_take(p, "nearer")) return parse_nearer(p, r);
    ent_expected(p, "where the position is",
                 "Write \"in\", \"outside\", \"within 12 nmi of\", \"nearer than 15 km to\", \"between 5 km "
                 "and 20 km from\", "
                 "\"north of 60 N\".");
    return false;
}

/* "territory of T is within range of position": the operand stands first. */
static const ent_node *parse_turned(ent_parser *p)
{
    relation r = {.operand = ent_parse_operand(p, true)};
    if (!r.operand) return NULL;
    if (!ent_need(p, "is", "and how far")) return NULL;
    if (ent_take(p, "within"))
        r.op = ENT_PLACE_WITHIN;
    else if (ent_take2(p, "nearer", "than") || ent_take2(p, "closer", "than"))
        r.op = ENT_PLACE_NEARER_THAN;
    else if (ent_take(p, "beyond"))
        r.op = ENT_PLACE_BEYOND;
    else if (ent_take2(p, "at", "least"))
        r.op = ENT_PLACE_AT_LEAST;
    else
        return ent_expected(p, "\"within\", \"nearer than\", \"beyond\" or \"at least\"", NULL);
    if (!(r.distance = ent_parse_value(p)) || !take_from(p)) return NULL;
    if (!ent_at(p, "position")) return ent_expected(p, "\"position\"", "Only a position can stand there.");
    const ent_node *subject = parse_position(p);
    return subject ? finish(p, subject, &r) : NULL;
}

const ent_node *ent_parse_place(ent_parser *p)
{
    if (!ent_at(p, "position")) return parse_turned(p);
    const ent_node *subject = parse_position(p);
    relation r = {0};
    if (!subject) return NULL;
    ent_take(p, "is");
    return parse_relation(p, &r) ? finish(p, subject, &r) : NULL;
}

static int take_compass(ent_parser *p)
{
    static const char *const words[] = {"north", "south", "east", "west"};
    for (int i = 0; i < 4; i++)
        if (ent_take(p, words[i])) return i;
    ent_expected(p, "\"north\", \"south\", \"east\" or \"west\"", NULL);
    return -1;
}

/* position of origin south of line L: the line is read anew from where it stands. */
static const ent_node *end_of_crossing(ent_parser *p, const char *role, int side, size_t line_at)
{
    const ent_node *none = NULL;
    size_t behind = p->pos;
    ent_node *position = ent_node_text(p, ENT_N_POSITION, ent_str_of(role), ent_here(p));
    p->pos = line_at;
    relation r = {(ent_place_relation)(ENT_PLACE_NORTH_OF + side), ent_parse_operand(p, true), NULL, NULL};
    p->pos = behind;
    const ent_node *subject = ent_node_with(p, position, &none, 1);
    return subject ? finish(p, subject, &r) : NULL;
}

static const ent_node *one_way(ent_parser *p, int from, int to, size_t line_at)
{
    const ent_node *ends[2] = {end_of_crossing(p, "origin", from, line_at),
                               end_of_crossing(p, "destination", to, line_at)};
    if (!ends[0] || !ends[1]) return NULL;
    return ent_node_with(p, ent_node_new(p, ENT_N_AND, ends[0]->span), ends, 2);
}

/* crosses line L from south to north · crosses line L between south and north: either way */
const ent_node *ent_parse_crossing(ent_parser *p)
{
    size_t line_at = ++p->pos;
    const ent_node *line = ent_parse_operand(p, true);
    if (!line) return NULL;
    bool both = ent_take(p, "between");
    if (!both && !ent_need(p, "from", "or \"between\" and the sides of the line")) return NULL;
    int from = take_compass(p);
    if (from < 0 || !ent_need(p, both ? "and" : "to", "the other side")) return NULL;
    int to = take_compass(p);
    if (to < 0) return NULL;
    ent_node_kind circle = from < 2 ? ENT_N_PARALLEL : ENT_N_MERIDIAN;
    if ((from ^ 1) != to || (line->kind != ENT_N_LINE && line->kind != circle))
        return ent_expected(p, "a line and two sides of it that lie opposite",
                            "Write \"crosses line L from south to north\" or \"between east and west\".");
    const ent_node *ways[2] = {one_way(p, from, to, line_at), both ? one_way(p, to, from, line_at) : NULL};
    if (!ways[0] || !both) return ways[0];
    return ways[1] ? ent_node_with(p, ent_node_new(p, ENT_N_OR, ways[0]->span), ways, 2) : NULL;
}

bool ent_at_ground(const ent_parser *p)
{
    const ent_token *t = ent_peek_at(p, 1);
    return (ent_at(p, "in") || ent_at(p, "outside")) &&
           (ent_token_is(t, "area") || ent_token_is(t, "territory") || ent_token_is(t, "land"));
}

const ent_node *ent_parse_ground(ent_parser *p)
{
    const ent_node *none = NULL;
    ent_node *position = ent_node_new(p, ENT_N_POSITION, ent_here(p));
    const ent_node *subject = ent_node_with(p, position, &none, 1);
    relation r = {0};
    return subject && parse_relation(p, &r) ? finish(p, subject, &r) : NULL;
}

/* ---- outlines --------------------------------------------------------------------------------------- */

static const struct {
    const char *word;
    ent_side side;
} sides[] = {{"geodesic", ENT_SIDE_GEODESIC},
             {"rhumb", ENT_SIDE_RHUMB},
             {"parallel", ENT_SIDE_PARALLEL},
             {"meridian", ENT_SIDE_MERIDIAN},
             {"chart", ENT_SIDE_CHART}};

/* [by rhumb [line]]: how the side to the next point runs; geodesic when not said. */
static bool parse_side_kind(ent_parser *p, int *out)
{
    *out = ENT_SIDE_GEODESIC;
    if (!ent_take(p, "by")) return true;
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        if (!ent_take(p, sides[i].word)) continue;
        *out = (int)sides[i].side;
        ent_take(p, "line");
        return true;
    }
    ent_expected(p, "\"geodesic\", \"rhumb\", \"parallel\", \"meridian\" or \"chart\"", NULL);
    return false;
}

/* 35 N 75 W */
static const ent_node *parse_vertex(ent_parser *p)
{
    ent_node *node = ent_node_new(p, ENT_N_VERTEX, ent_here(p));
    const ent_node *kids[2] = {0};
    if (!(kids[1] = ent_parse_degrees(p, "NS")) || !(kids[0] = ent_parse_degrees(p, "EW"))) return NULL;
    if (!node || !parse_side_kind(p, &node->op)) return NULL;
    return ent_node_with(p, node, kids, 2);
}

const ent_node *ent_parse_outline(ent_parser *p)
{
    size_t mark = ent_kids_mark(p);
    ent_node *node = ent_node_new(p, ENT_N_OUTLINE, ent_here(p));
    do {
        if (ent_take(p, "start")) break; /* "back to start" */
        if (!ent_kids_push(p, parse_vertex(p))) return ent_kids_drop(p, mark);
        ent_take(p, "back");
    } while (ent_take(p, "to"));
    return ent_kids_take(p, node, mark);
}
