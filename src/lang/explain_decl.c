/* explain_decl.c: declarations in English, one sentence each. */
#include "lang/explain.h"

#include <string.h>

static void tell_period(ent_saying *out, const ent_decl *d)
{
    if (d->from) ent_buf_adds(&out->buf, ", from "), ent_tell_moment(out, d->from);
    if (d->until) ent_buf_adds(&out->buf, d->from ? " until " : ", until "), ent_tell_moment(out, d->until);
}

/* A list of names that is meant as all of them: "A, B and C". */
static void tell_all(ent_saying *out, const ent_node *actors)
{
    static const char tail[] = ", taken together";
    const size_t length = sizeof tail - 1;
    ent_node all = *actors;
    if (actors->kind == ENT_N_ACTORS && actors->op == ENT_BASE_NAMES) all.number = 1;
    ent_tell_actors(out, &all);
    bool told =
        !out->buf.failed && out->buf.len >= length && strcmp(out->buf.ptr + out->buf.len - length, tail) == 0;
    if (told) out->buf.len -= length;
}

static void tell_party(ent_saying *out, const ent_decl *d)
{
    ent_buf_adds(&out->buf, "Bound by the text: ");
    tell_all(out, d->body);
    tell_period(out, d);
}

static void tell_dimension(ent_saying *out, const ent_decl *d)
{
    const char *name = ent_dimension_name(d->dimension);
    ent_tell_article(out, name);
    ent_buf_adds(&out->buf, name);
}

static void tell_attribute(ent_saying *out, const ent_decl *d)
{
    ent_buf_adds(&out->buf, "The attribute ");
    ent_tell_name(out, d->name);
    ent_buf_adds(&out->buf, " is ");
    tell_dimension(out, d);
    if (!d->body) return;
    ent_buf_adds(&out->buf,
                 d->dimension == ENT_DIM_RANK ? ", from the lowest to the highest: " : ", one of: ");
    for (uint32_t i = 0; i < d->body->kid_count; i++) {
        if (i > 0) ent_buf_adds(&out->buf, ", ");
        ent_tell_name(out, d->body->kids[i]->text);
    }
}

static void tell_parameter(ent_saying *out, const ent_decl *d)
{
    ent_buf_printf(&out->buf, "The parameter \"%s\" is ", d->name);
    tell_dimension(out, d);
    if (d->body)
        ent_buf_adds(&out->buf, ", taken to be "), ent_tell_value(out, d->body);
    else
        ent_buf_adds(&out->buf, " that the text leaves open");
}

static void tell_corner(ent_saying *out, const ent_node *vertex)
{
    ent_tell_degrees(out, vertex->kids[1]);
    ent_buf_addc(&out->buf, ' ');
    ent_tell_degrees(out, vertex->kids[0]);
}

/* "runs from A by the parallel to B, by geodesics to C and D": sides of one sort are said once. */
static void tell_outline(ent_saying *out, const ent_decl *d)
{
    static const char *const one[] = {"a geodesic", "a rhumb line", "the parallel", "the meridian",
                                      "a straight line of the chart"};
    static const char *const many[] = {"geodesics", "rhumb lines", "parallels", "meridians",
                                       "straight lines of the chart"};
    const ent_node *outline = d->body;
    bool area = d->kind == ENT_DECL_AREA;
    uint32_t corners = outline->kid_count, sides = area ? corners : corners - 1;
    ent_buf_adds(&out->buf, "runs from "), tell_corner(out, outline->kids[0]);
    for (uint32_t i = 0; i < sides; i++) {
        int side = outline->kids[i]->op;
        bool goes_on = i > 0 && outline->kids[i - 1]->op == side;
        bool more = i + 1 < sides && outline->kids[i + 1]->op == side;
        if (!goes_on) ent_buf_printf(&out->buf, ", by %s to ", more ? many[side] : one[side]);
        if (goes_on) ent_buf_adds(&out->buf, more ? ", " : " and ");
        if (i + 1 < corners)
            tell_corner(out, outline->kids[i + 1]);
        else
            ent_buf_adds(&out->buf, goes_on ? "back to where it began" : "where it began");
    }
}

static void tell_version(ent_saying *out, const ent_node *v)
{
    ent_tell_operand(out, v->kids[0]);
    if (v->kids[1]->kind == ENT_N_ACTORS) ent_buf_adds(&out->buf, " for "), tell_all(out, v->kids[1]);
    if (v->kids[2]->kind == ENT_N_DATE) ent_buf_adds(&out->buf, " from "), ent_tell_date(out, v->kids[2]);
    if (v->kids[3]->kind == ENT_N_DATE) ent_buf_adds(&out->buf, " until "), ent_tell_date(out, v->kids[3]);
}

static void tell_shape(ent_saying *out, const ent_decl *d)
{
    ent_buf_printf(&out->buf, "The %s \"%s\" ", d->kind == ENT_DECL_AREA ? "area" : "line", d->name);
    if (d->body->kind == ENT_N_OUTLINE) {
        tell_outline(out, d);
        return;
    }
    bool versions = d->body->kind == ENT_N_LIST;
    out->placed = !versions && ent_place_spoken_of(d->body) != NULL;
    ent_buf_adds(&out->buf, versions      ? "is "
                            : out->placed ? "takes in every place that is "
                                          : "is wherever ");
    if (!versions) ent_tell_condition(out, d->body);
    for (uint32_t i = 0; d->body->kind == ENT_N_LIST && i < d->body->kid_count; i++) {
        ent_tell_list_mark(out, i, d->body->kid_count, "and");
        tell_version(out, d->body->kids[i]);
    }
}

static void tell_force(ent_saying *out, const ent_decl *d)
{
    static const char *const words[] = {"is in force from ", "is suspended from ", "is in force again from ",
                                        "ends on "};
    const ent_node *event = d->body->kind == ENT_N_OFFSET ? d->body->kids[0] : d->body;
    bool length = d->op == 3 && d->body->kind == ENT_N_OFFSET;
    ent_buf_printf(&out->buf, "The agreement %s", length ? "ends " : words[d->op]);
    ent_tell_moment(out, d->body);
    if (d->until) ent_buf_adds(&out->buf, " until "), ent_tell_moment(out, d->until);
    bool counted = event->kind == ENT_N_EVENT || length;
    if (d->actors)
        ent_buf_adds(&out->buf, counted ? ", for " : " for "), tell_all(out, d->actors);
    else if (event->kind == ENT_N_EVENT && event->op == ENT_BY_EACH)
        ent_buf_adds(&out->buf, ", for that party");
    else if (event->kind == ENT_N_EVENT && d->op == 0)
        ent_buf_adds(&out->buf,
                     ", for those who have done so; for each of the others, from the day of its own");
}

static void tell_named(ent_saying *out, const char *before, const ent_decl *d, const char *after)
{
    ent_buf_adds(&out->buf, before);
    ent_tell_name(out, d->name);
    ent_buf_adds(&out->buf, after);
}

static void tell_meaning(ent_saying *out, const ent_decl *d, const char *verb)
{
    ent_buf_printf(&out->buf, "\"%s\"%s", d->name, verb);
}

static void tell_actor(ent_saying *out, const ent_decl *d)
{
    tell_named(out, "", d, " is an actor that is not a state");
    if (d->title[0]) ent_buf_printf(&out->buf, ": %s", d->title);
}

static void tell_kind(ent_saying *out, const ent_decl *d)
{
    tell_named(out, "", d, d->body ? " is a sort of " : " is a kind of its own");
    if (d->body) ent_tell_name(out, d->body->text);
}

static void tell(ent_saying *out, const ent_decl *d)
{
    switch (d->kind) {
    case ENT_DECL_PARTY: tell_party(out, d); break;
    case ENT_DECL_GROUP:
        ent_buf_adds(&out->buf, "The group "), tell_meaning(out, d, " is made up of "),
            tell_all(out, d->body);
        break;
    case ENT_DECL_ACTOR: tell_actor(out, d); break;
    case ENT_DECL_TERM: tell_meaning(out, d, " means that "), ent_tell_condition(out, d->body); break;
    case ENT_DECL_ACTS: tell_meaning(out, d, " means "), ent_tell_acts(out, d->body, "any"); break;
    case ENT_DECL_KIND: tell_kind(out, d); break;
    case ENT_DECL_ATTRIBUTE: tell_attribute(out, d); break;
    case ENT_DECL_PARAMETER: tell_parameter(out, d); break;
    case ENT_DECL_QUANTITY:
        ent_buf_printf(&out->buf, "The quantity \"%s\" is ", d->name);
        ent_tell_value(out, d->body);
        break;
    case ENT_DECL_AREA:
    case ENT_DECL_LINE: tell_shape(out, d); break;
    case ENT_DECL_TABLE: ent_tell_table(out, d); break;
    case ENT_DECL_FORCE: tell_force(out, d); break;
    case ENT_DECL_NOT_FORMALISED:
        ent_buf_printf(&out->buf, "%s is not formalised: %s", d->name, d->title);
        break;
    }
}

ent_status ent_decl_explain(const ent_decl *decl, ent_sink sink, ent_error *err)
{
    ent_saying out = {.codes = decl->kind == ENT_DECL_PARTY || decl->kind == ENT_DECL_GROUP};
    ent_buf_init(&out.buf, ENT_EXPLAIN_BYTES_MAX);
    tell(&out, decl);
    while (out.buf.len && out.buf.ptr[out.buf.len - 1] == '.') out.buf.len--;
    ent_buf_adds(&out.buf, ".\n");
    return ent_tell_end(&out, sink, err);
}
