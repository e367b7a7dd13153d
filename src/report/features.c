/* features.c: findings as features. A sum over several records has a feature for each of them; they share the
 * number of the finding. Territories that are all that is known are outlined once each. */
#include "base/mem.h"
#include "report/feature.h"
#include "report/internal.h"

#include <math.h>
#include <string.h>

#define SPOTS_MAX 16
#define BETWEEN " | "

typedef struct maker {
    ent_sheet sheet;
    ent_feature_taker taker;
    ent_geometry *countries; /* outlined so far, by country */
    bool *outlined;
    size_t country_count, number; /* of the finding */
} maker;

/* ---- words ------------------------------------------------------------------------------------------ */

static const char *time_text(const ent_sheet *sheet, ent_time t)
{
    char text[32];
    ent_time_format(t, text, sizeof text);
    return strcmp(text, "..") == 0 ? "" : ent_report_printf(sheet, "%s", text);
}

static const char *joined(const ent_sheet *sheet, ent_texts texts)
{
    size_t length = 1, at = 0;
    for (size_t k = 0; k < texts.count; k++) length += strlen(texts.at[k]) + sizeof BETWEEN;
    char *out = ent_sheet_alloc(sheet, length, 1);
    for (size_t k = 0; k < texts.count && out; k++)
        at += (size_t)snprintf(out + at, length - at, "%s%s", k ? BETWEEN : "", texts.at[k]);
    return out ? out : "";
}

static const char *record_ids(const ent_sheet *sheet, const ent_finding *f)
{
    const char **ids = ent_sheet_alloc(sheet, f->record_count + 1, sizeof *ids);
    for (size_t k = 0; k < f->record_count && ids; k++) ids[k] = f->records[k]->id;
    return ids ? joined(sheet, (ent_texts){ids, f->record_count}) : "";
}

static void text(ent_feature *f, const char *name, const char *value)
{
    f->properties[f->property_count++] = (ent_property){name, value, 0};
}

static void number(ent_feature *f, const char *name, double value)
{
    f->properties[f->property_count++] = (ent_property){name, NULL, value};
}

static void describe_finding(const maker *m, const ent_finding *f, ent_feature *out)
{
    const ent_sheet *s = &m->sheet;
    const ent_article *a = f->article < s->doc->article_count ? &s->doc->articles[f->article] : NULL;
    const ent_margin *margin = f->margin_count ? &f->margins[0] : NULL;
    number(out, "finding", (double)m->number);
    text(out, "view", s->view);
    text(out, "layer", ent_report_layer(s->judged.layer));
    text(out, "as_of", time_text(s, s->judged.as_of));
    text(out, "article", !a ? "" : *a->number ? a->number : a->title);
    text(out, "clause", f->clause->id);
    text(out, "title", f->clause->title);
    text(out, "reading", f->reading);
    text(out, "party", f->party);
    text(out, "target", f->target);
    text(out, "verdict", ent_verdict_name(f->verdict));
    text(out, "from", out->begin);
    text(out, "until", out->end);
    text(out, "records", record_ids(s, f));
    number(out, "margin_lo", margin ? margin->lo : NAN);
    number(out, "margin_hi", margin ? margin->hi : NAN);
    text(out, "margin_unit", margin && margin->unit ? margin->unit : "");
    text(out, "margin_condition", margin && margin->condition ? margin->condition : "");
    text(out, "reasons", ent_report_reasons(s, f->reasons));
    text(out, "because", joined(s, f->because));
    text(out, "settle", joined(s, f->settle));
    text(out, "sources", joined(s, f->sources));
}

static void describe_record(const ent_record *r, ent_feature *out)
{
    text(out, "record", r->id);
    text(out, "kind", r->kind);
    text(out, "actor", r->actor.text);
    text(out, "item", r->item.text);
    text(out, "quantity", r->quantity.text);
    text(out, "unit", r->unit);
}

/* ---- places ----------------------------------------------------------------------------------------- */

static ent_status outline_country(maker *m, int country, ent_error *err)
{
    const ent_sheet *s = &m->sheet;
    const ent_territory_query query = {s->judged.view, s->judged.layer, s->judged.as_of, s->judged.edges,
                                       false};
    ent_tree *tree = NULL;
    if (m->outlined[country]) return ENT_OK;
    ent_status st = ent_atlas_territory(s->world->atlas, &country, 1, query, &tree, err);
    if (st == ENT_OK) st = ent_geometry_inside(tree, &m->countries[country], err);
    ent_tree_free(tree);
    m->outlined[country] = st == ENT_OK;
    return st;
}

static ent_status place(maker *m, const ent_spot *spot, ent_geometry *own, const ent_geometry **out,
                        ent_error *err)
{
    ent_status st = ENT_OK;
    *out = own;
    if (spot->kind == ENT_SPOT_COUNTRY) {
        *out = &m->countries[spot->country];
        return outline_country(m, spot->country, err);
    }
    if (spot->kind == ENT_SPOT_DISC) return ent_geometry_disc(spot->centre, spot->radius_m, own, err);
    ent_drawings *drawn = NULL;
    st = ent_spot_rings(spot, &drawn, err);
    if (st != ENT_OK) return st;
    const ent_rings rings = ent_drawings_at(drawn, 0).rings;
    st = spot->kind == ENT_SPOT_LINE ? ent_geometry_lines(&rings, own, err)
                                     : ent_geometry_area(&rings, own, err);
    ent_drawings_free(drawn);
    return st;
}

static const char *position_word(const ent_spot *spot)
{
    if (spot->kind == ENT_SPOT_COUNTRY) return "territory";
    if (spot->kind == ENT_SPOT_AREA) return "area";
    if (spot->kind == ENT_SPOT_LINE) return "line";
    return spot->radius_m > 0 ? "disc" : "point";
}

static ent_status give(maker *m, const ent_feature *base, const ent_spot *spot, size_t part, ent_error *err)
{
    ent_feature f = *base;
    ent_geometry own = {0};
    const ent_geometry *geometry = &own;
    ent_status st = spot ? place(m, spot, &own, &geometry, err) : ENT_OK;
    if (st == ENT_OK) {
        const bool disc = spot && spot->kind == ENT_SPOT_DISC;
        f.id = ent_report_printf(&m->sheet, "%zu.%zu.%zu", m->sheet.judged.view, m->number, part);
        f.geometry = geometry;
        text(&f, "position", spot ? position_word(spot) : "none");
        number(&f, "radius_m", disc ? spot->radius_m : NAN);
        number(&f, "lon", disc ? spot->centre.lon_deg : NAN);
        number(&f, "lat", disc ? spot->centre.lat_deg : NAN);
        text(&f, "territory",
             spot && spot->kind == ENT_SPOT_COUNTRY
                 ? ent_atlas_country_at(m->sheet.world->atlas, (size_t)spot->country).code
                 : "");
        st = m->taker.take(m->taker.context, &f, err);
    }
    ent_geometry_done(&own);
    return st;
}

static ent_status give_finding(maker *m, const ent_finding *f, ent_error *err)
{
    const ent_sheet *s = &m->sheet;
    ent_feature base = {.style = ent_verdict_name(f->verdict),
                        .begin = time_text(s, f->period.from),
                        .end = time_text(s, f->period.until),
                        .name = ent_report_printf(s, "%s: %s", f->clause->id, ent_report_short(s, f))};
    ent_status st = ENT_OK;
    size_t part = 0;
    m->number++;
    describe_finding(m, f, &base);
    for (size_t k = 0; k < f->record_count && st == ENT_OK; k++) {
        ent_spot spots[SPOTS_MAX];
        ent_feature one = base;
        describe_record(f->records[k], &one);
        size_t count = ent_world_spots(s->world, f->records[k], s->judged.as_of, spots, SPOTS_MAX);
        if (count > SPOTS_MAX) count = SPOTS_MAX;
        if (count == 0) st = give(m, &one, NULL, ++part, err);
        for (size_t i = 0; i < count && st == ENT_OK; i++) st = give(m, &one, &spots[i], ++part, err);
    }
    if (f->record_count == 0) st = give(m, &base, NULL, 1, err);
    return st == ENT_OK ? ent_sheet_status(s, err) : st;
}

static ent_status prepare(maker *m, ent_error *err)
{
    m->country_count = ent_atlas_country_count(m->sheet.world->atlas);
    m->countries = ent_alloc_zero(m->country_count + 1, sizeof *m->countries);
    m->outlined = ent_alloc_zero(m->country_count + 1, sizeof *m->outlined);
    return m->countries && m->outlined
               ? ENT_OK
               : ent_fail(err, ENT_E_NOMEM, "out of memory for the places of findings");
}

static void maker_done(maker *m)
{
    for (size_t k = 0; k < m->country_count && m->countries; k++) ent_geometry_done(&m->countries[k]);
    ent_free(m->countries);
    ent_free(m->outlined);
    ent_sheet_done(&m->sheet);
}

ent_status ent_features_of(const ent_judgement *judgement, const ent_report_opts *opts,
                           ent_feature_taker taker, ent_error *err)
{
    maker m = {.taker = taker};
    ent_status st = ent_sheet_init(&m.sheet, judgement, opts, err);
    if (st != ENT_OK) return st;
    st = prepare(&m, err);
    for (size_t k = 0; k < m.sheet.finding_count && st == ENT_OK; k++)
        if (ent_sheet_shows(&m.sheet, m.sheet.findings[k])) st = give_finding(&m, m.sheet.findings[k], err);
    maker_done(&m);
    return st;
}
