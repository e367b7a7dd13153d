/* witness.c: an act that a clause speaks of and that fits a box: its kind, an actor, a thing, figures inside
 * the intervals, a place that the conditions name. Who and where are tried in turn, and the engine says which
 * will do: this file guesses, it decides nothing. */
#include "scenario/made.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ACTORS_MAX 6
#define PLACES_MAX 8

/* ---- the day ---------------------------------------------------------------------------------------- */

static bool date_of(const ent_node *node, ent_time *out)
{
    if (!node || node->kind != ENT_N_DATE || !node->when || !node->when->count) return false;
    *out = ent_when_hull(node->when).from;
    return true;
}

static ent_time midnight(ent_time t, int days)
{
    return (ent_time){(ent_time_day(t) + days) * ENT_DAY_SECONDS};
}

ent_time ent_made_day(const ent_trial *t, const ent_clause *clause)
{
    const ent_document *d = ent_doc_view(t->doc);
    ent_time from;
    if (date_of(clause->from, &from)) return midnight(from, 30);
    if (date_of(clause->until, &from)) return midnight(from, -30);
    for (size_t i = 0; i < d->decl_count; i++)
        if (d->decls[i].kind == ENT_DECL_FORCE && d->decls[i].op == 0 && date_of(d->decls[i].body, &from))
            return midnight(from, 400);
    if (d->status_date.count) return midnight(ent_when_hull(&d->status_date).from, 400);
    return (ent_time){INT64_C(1592179200)}; /* 2020-06-15 */
}

/* ---- who -------------------------------------------------------------------------------------------- */

static void add_name(const char **names, size_t *count, size_t max, const char *name)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(names[i], name) == 0) return;
    if (*count < max && *name) names[(*count)++] = name;
}

/* The parties of the day; the names are kept in the trial. */
static size_t parties(ent_trial *t, ent_time day, const char **out, size_t max)
{
    ent_made nobody = {.day = day};
    ent_stage stage;
    ent_error err;
    size_t count = 0;
    if (ent_made_judge(t, &nobody, &stage, &err) == ENT_OK && stage.judgement) {
        ent_texts all = ent_judgement_parties(stage.judgement);
        for (size_t i = 0; i < all.count && count < max; i++)
            out[count++] = ent_trial_text(t, "%s", all.at[i]);
    }
    ent_stage_done(&stage);
    return count;
}

static void add_members(const ent_groups *groups, const char *group, const char **out, size_t *count)
{
    for (size_t i = 0; groups && i < ent_groups_count(groups); i++) {
        const ent_membership *m = ent_groups_at(groups, i);
        if (strcmp(m->group, group) == 0) add_name(out, count, ACTORS_MAX, m->member);
    }
}

static void add_group(const ent_trial *t, const char *group, const char **out, size_t *count)
{
    const ent_decl *decl = ent_doc_decl_find(t->doc, ENT_DECL_GROUP, ent_str_of(group));
    add_members(t->world.groups, group, out, count);
    add_members(t->atlas ? ent_atlas_groups(t->atlas) : NULL, group, out, count);
    for (uint32_t i = 0; decl && decl->body && i < decl->body->kid_count; i++)
        if (decl->body->kids[i]->kind == ENT_N_NAME)
            add_name(out, count, ACTORS_MAX, decl->body->kids[i]->text);
}

static void add_named(const ent_trial *t, const ent_node *node, const char **out, size_t *count)
{
    if (!node || node->kind == ENT_N_FILTER) return;
    if (node->kind == ENT_N_MEMBERS) add_group(t, node->text, out, count);
    if (node->kind == ENT_N_NAME && node->ref == ENT_REF_GROUP) add_group(t, node->text, out, count);
    if (node->kind == ENT_N_NAME && (node->ref == ENT_REF_COUNTRY || node->ref == ENT_REF_ACTOR))
        add_name(out, count, ACTORS_MAX, node->text);
    for (uint32_t i = 0; i < node->kid_count; i++) add_named(t, node->kids[i], out, count);
}

/* Those whom a clause may mean: named ones, parties, and a few that are likely to be none. */
static size_t actors_of(ent_trial *t, const ent_clause *clause, ent_time day, const char **out)
{
    const char *all[ACTORS_MAX];
    size_t count = 0, n;
    add_named(t, clause->by, out, &count);
    n = parties(t, day, all, ACTORS_MAX);
    if (clause->by && clause->by->kind == ENT_N_ACTORS && clause->by->op == ENT_BASE_NON_PARTY) n = 0;
    for (size_t i = 0; i < n && i < 3; i++) add_name(out, &count, ACTORS_MAX, all[i]);
    add_name(out, &count, ACTORS_MAX, "USA");
    add_name(out, &count, ACTORS_MAX, "CHE");
    return count;
}

/* ---- where ------------------------------------------------------------------------------------------ */

typedef struct place_guess {
    const char *column, *cell;
} place_guess;

static void add_place(place_guess *out, size_t *count, const char *column, const char *cell)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(out[i].column, column) == 0 && strcmp(out[i].cell, cell) == 0) return;
    if (*count < PLACES_MAX && *cell) out[(*count)++] = (place_guess){column, cell};
}

static void add_places(const ent_trial *t, const ent_node *node, place_guess *out, size_t *count)
{
    if (!node) return;
    if (node->kind == ENT_N_AREA) add_place(out, count, "area", node->text);
    if (node->kind == ENT_N_SITE) add_place(out, count, "place", node->text);
    if (node->kind == ENT_N_LINE) add_place(out, count, "line", node->text);
    if (node->kind == ENT_N_TERRITORY) {
        const char *names[ACTORS_MAX];
        size_t n = 0;
        add_named(t, node->kids[0], names, &n);
        for (size_t i = 0; i < n; i++) add_place(out, count, "territory", names[i]);
    }
    for (uint32_t i = 0; i < node->kid_count; i++) add_places(t, node->kids[i], out, count);
}

static size_t places_of(ent_trial *t, const ent_clause *clause, const char *const *actors, size_t actor_count,
                        place_guess *out)
{
    size_t count = 0;
    add_places(t, clause->where, out, &count);
    add_places(t, clause->when, out, &count);
    if (!clause->where) out[count++] = (place_guess){"", ""};
    for (size_t i = 0; i < actor_count; i++) add_place(out, &count, "territory", actors[i]);
    return count;
}

/* ---- what ------------------------------------------------------------------------------------------- */

/* A value inside, as near to the figure that the text has as one step allows. */
static double inside(const ent_box_range *r)
{
    double step = r->is_rank || !r->unit ? 1 : r->unit->scale;
    if (isfinite(r->lo) && isfinite(r->hi) && r->lo + step > r->hi)
        return r->lo_open || r->hi_open ? (r->lo + r->hi) / 2 : r->lo;
    if (isfinite(r->lo)) return r->lo_open ? r->lo + step : r->lo;
    if (isfinite(r->hi)) return fmax(r->hi_open ? r->hi - step : r->hi, r->hi > 0 ? 0 : r->hi - step);
    return 0;
}

static const char *rank_word(ent_trial *t, const char *attribute, double rank)
{
    static const char *const echelons[] = {"squad",   "platoon",  "company", "battalion", "regiment",
                                           "brigade", "division", "corps",   "army",      "army-group"};
    const ent_decl *decl = ent_doc_decl_find(t->doc, ENT_DECL_ATTRIBUTE, ent_str_of(attribute));
    size_t at = rank > 0 ? (size_t)rank : 0;
    if (decl && decl->body) return at < decl->body->kid_count ? decl->body->kids[at]->text : "";
    return strcmp(attribute, "echelon") == 0 && at < 10 ? echelons[at] : "";
}

static void put_range(ent_trial *t, ent_made_act *act, const ent_box_range *r)
{
    if (strchr(r->name, '.') || r->place) return; /* of another record; a distance is the place's */
    if (r->is_rank) {
        ent_made_put(act, r->name, rank_word(t, r->name, inside(r)));
        return;
    }
    const char *column = r->unit ? ent_trial_text(t, "%s_%s", r->name, r->unit->name) : r->name;
    ent_made_put(act, column, ent_made_figure(t, inside(r), r->unit));
}

static void put_words(ent_trial *t, ent_made_act *act, const ent_box_words *w)
{
    if (strchr(w->name, '.') || strcmp(w->name, "act") == 0) return;
    bool kind = strcmp(w->name, "kind") == 0;
    if (!w->is_count && strcmp(w->name, "actor") == 0) return; /* anyone else: as they are tried */
    const char *word = w->is_count ? w->is[0] : kind ? "thing" : ent_trial_text(t, "not-%s", w->isnt[0]);
    ent_made_put(act, kind ? "item.kind" : w->name, word);
}

static const char *act_word(const ent_trial *t, const ent_clause *clause)
{
    const ent_node *acts = clause->acts;
    if (clause->trigger && clause->trigger->kid_count) acts = clause->trigger->kids[0];
    const char *word = acts && acts->kid_count ? acts->kids[0]->text : "activity";
    const ent_decl *decl = ent_doc_decl_find(t->doc, ENT_DECL_ACTS, ent_str_of(word));
    return decl && decl->body && decl->body->kid_count ? decl->body->kids[0]->text : word;
}

static void put_place(ent_trial *t, ent_made_act *act, const ent_box *box, place_guess place)
{
    if (!*place.column) return;
    ent_made_put(act, place.column, place.cell);
    if (strcmp(place.column, "line") != 0) return;
    double away = 0;
    for (size_t i = 0; i < box->range_count; i++)
        if (box->ranges[i].place && strcmp(box->ranges[i].place->kids[1]->text, place.cell) == 0)
            away = inside(&box->ranges[i]);
    ent_made_put(act, "line_distance_km", ent_made_figure(t, away / 1000, NULL));
}

static const char *target_of(const ent_trial *t, const ent_clause *clause)
{
    const char *names[ACTORS_MAX];
    size_t n = 0;
    if (!clause->to || clause->trigger) return "";
    for (uint32_t i = 0; i < clause->to->kid_count; i++)
        if (clause->to->kids[i]->kind == ENT_N_NAME && clause->to->kids[i]->ref == ENT_REF_GROUP)
            return clause->to->kids[i]->text;
    add_named(t, clause->to, names, &n);
    return n ? names[0] : "";
}

bool ent_made_act_of(ent_trial *t, const ent_clause *clause, const ent_box *box, size_t n, ent_made *out)
{
    const char *actors[ACTORS_MAX];
    place_guess places[PLACES_MAX + 1];
    char day[32];
    *out = (ent_made){.day = ent_made_day(t, clause), .count = 1};
    size_t actor_count = actors_of(t, clause, out->day, actors);
    size_t place_count = places_of(t, clause, actors, actor_count, places);
    if (!actor_count || !place_count || n >= actor_count * place_count) return false;
    ent_made_act *act = &out->acts[0];
    ent_made_put(act, "kind", act_word(t, clause));
    ent_made_put(act, "actor", actors[n / place_count]);
    if (*target_of(t, clause)) ent_made_put(act, "target", target_of(t, clause));
    for (size_t i = 0; i < box->word_count; i++) put_words(t, act, &box->words[i]);
    for (size_t i = 0; i < box->range_count; i++) put_range(t, act, &box->ranges[i]);
    put_place(t, act, box, places[n % place_count]);
    ent_time_format(midnight(out->day, -2), day, sizeof day);
    ent_made_put(act, "from", ent_trial_text(t, "%s", day));
    return true;
}

#define GUESSES_MAX 24

bool ent_made_find(ent_trial *t, const ent_clause *clause, const ent_box *box, ent_verdict verdict,
                   ent_made *out)
{
    ent_made *made = ent_alloc_zero(1, sizeof *made);
    bool found = false;
    if (!made) t->out_of_memory = true;
    for (size_t n = 0; made && n < GUESSES_MAX && !found && ent_made_act_of(t, clause, box, n, made); n++) {
        ent_stage stage;
        ent_error err;
        if (ent_made_judge(t, made, &stage, &err) == ENT_OK) {
            const ent_finding *f = ent_made_finding(made, &stage, clause->id);
            found = f && f->verdict == verdict;
        }
        ent_stage_done(&stage);
    }
    if (found) *out = *made;
    ent_free(made);
    return found;
}
