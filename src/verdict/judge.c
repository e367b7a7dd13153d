/* judge.c: one judgement from end to end: who the parties are, which moments matter, every clause under its
 * base and under each rival reading (one at a time, never the full product), then coverage. Start reading
 * here. */
#include "verdict/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- names ------------------------------------------------------------------------------------------ */

const char *ent_verdict_name(ent_verdict verdict)
{
    static const char *const names[ENT_VERDICT_COUNT] = {"breach", "kept", "unclear", "exempt"};
    return names[verdict];
}

const char *ent_state_name(ent_state state)
{
    static const char *const names[ENT_STATE_COUNT] = {"breach",    "unclear",       "not-due",   "kept",
                                                       "exempt",    "none-shown",    "no-record", "suspended",
                                                       "not-bound", "not-formalised"};
    return names[state];
}

const char *ent_reason_name(ent_reason reason)
{
    static const char *const names[ENT_REASON_COUNT] = {
        "value missing",  "value too coarse",       "sources conflict",       "access denied",
        "texts conflict", "words left open",        "parameter not set",      "readings differ",
        "views differ",   "perhaps the same event", "completeness not shown", "not yet due"};
    return names[reason];
}

/* What the world knows of names, for the checker of the text. */
static ent_ref find_name(void *context, ent_str name, const char **out_suggestion)
{
    const ent_world *w = context;
    if (out_suggestion) *out_suggestion = NULL;
    if (w->atlas && ent_atlas_country_find(w->atlas, name) >= 0) return ENT_REF_COUNTRY;
    if (w->groups && ent_groups_has(w->groups, name)) return ENT_REF_GROUP;
    if (w->atlas && ent_groups_has(ent_atlas_groups(w->atlas), name)) return ENT_REF_GROUP;
    if (out_suggestion && w->atlas) *out_suggestion = ent_atlas_country_suggest(w->atlas, name);
    return ENT_REF_NONE;
}

static bool has_geometry(void *context, ent_node_kind kind, ent_str name, const char **out_suggestion)
{
    const ent_world *w = context;
    ent_town town;
    if (out_suggestion) *out_suggestion = NULL;
    for (size_t i = 0; w->shapes && i < ent_shapes_count(w->shapes); i++) {
        const ent_shape *s = ent_shapes_at(w->shapes, i);
        if (s->is_line == (kind == ENT_N_LINE) && ent_str_is(name, s->name)) return true;
    }
    if (kind != ENT_N_SITE) return false;
    for (size_t i = 0; w->sites && i < ent_sites_count(w->sites); i++)
        if (ent_str_is(name, ent_sites_at(w->sites, i)->name)) return true;
    return w->atlas && ent_atlas_towns_find(w->atlas, name, &town, 1) > 0;
}

ent_names ent_world_names(const ent_world *world)
{
    return (ent_names){find_name, has_geometry, (void *)world};
}

/* ---- parties ----------------------------------------------------------------------------------------- */

#define PARTIES_MAX 400

/* Whoever is a party at some moment between entry into force and the day, in the order of the text. */
static void find_parties(ent_judgement *j)
{
    const char *codes[PARTIES_MAX];
    size_t n = 0;
    ent_env env;
    ent_env_start(&env, j, NULL, NULL);
    j->asking_force++;
    for (size_t i = 0; i < j->doc->decl_count; i++) {
        if (j->doc->decls[i].kind != ENT_DECL_PARTY) continue;
        for (size_t b = 0; b <= j->break_count; b++) {
            env.t = b < j->break_count ? j->breaks[b] : j->opts.as_of;
            const char *found[PARTIES_MAX];
            size_t m = ent_actor_list(&env, j->doc->decls[i].body, found, PARTIES_MAX);
            for (size_t k = 0; k < m && n < PARTIES_MAX; k++) {
                bool seen = false;
                for (size_t s = 0; s < n; s++) seen |= strcmp(codes[s], found[k]) == 0;
                if (!seen && !ent_is_no(ent_world_is_named(j, found[k], env.t))) codes[n++] = found[k];
            }
        }
    }
    j->asking_force--;
    j->parties = ent_judge_alloc(j, n + 1, sizeof *j->parties);
    for (size_t i = 0; j->parties && i < n; i++) {
        int index = ent_world_country(j, codes[i]);
        j->parties[i] = (ent_party){
            codes[i], index < 0 ? codes[i] : ent_atlas_country_at(j->world.atlas, (size_t)index).name};
        if (!ent_is_no(ent_world_is_party(j, codes[i], j->opts.as_of)))
            ent_lines_add(j, &j->party_lines, codes[i]);
    }
    j->party_count = j->parties ? n : 0;
}

/* ---- what is assumed -------------------------------------------------------------------------------- */

static void say_assumption(ent_judgement *j, const ent_assume *a)
{
    const char *source = a->source && *a->source ? ent_judge_printf(j, " (%s)", a->source) : "";
    switch (a->kind) {
    case ENT_ASSUME_FORCE:
        ent_lines_addf(j, &j->assumptions, "the text is taken to be in force from %s for %s%s",
                       ent_judge_say_date(j, ent_moment_of(j, a->from, ENT_TIME_MIN)),
                       a->actors ? ent_judge_say(j, a->actors) : "every party", source);
        break;
    case ENT_ASSUME_PARAMETER:
        ent_lines_addf(j, &j->assumptions, "%s = %s%s", a->name, ent_judge_say(j, a->body), source);
        break;
    case ENT_ASSUME_WORDS:
        ent_lines_addf(j, &j->assumptions, "the words \"%s\" %s%s", a->name, a->op ? "hold" : "do not hold",
                       source);
        break;
    case ENT_ASSUME_READING:
        ent_lines_addf(j, &j->assumptions, "clause %s is read as in \"%s\"%s", a->of, a->name, source);
        break;
    case ENT_ASSUME_TOLERANCE:
        ent_lines_addf(j, &j->assumptions, "figures said to be about something are taken within %s of it%s",
                       ent_judge_say(j, a->body), source);
        break;
    }
}

/* ---- clauses and readings --------------------------------------------------------------------------- */

static void judge_clause(ent_judgement *j, const ent_clause *clause, const char *reading)
{
    size_t first = j->finding_count;
    switch (clause->modality) {
    case ENT_PROHIBITS:
    case ENT_PERMITS_ONLY: ent_judge_acts(j, clause, reading); break;
    case ENT_LIMITS: ent_judge_limit(j, clause, reading); break;
    case ENT_REQUIRES:
    case ENT_RECOMMENDS: ent_judge_duty(j, clause, reading); break;
    case ENT_PERMITS:
    case ENT_EXCEPTION: break;
    }
    bool of_acts = clause->modality == ENT_PROHIBITS || clause->modality == ENT_PERMITS_ONLY;
    if (of_acts || clause->trigger) ent_reports_join(j, first);
}

const ent_reading *ent_reading_of_case(const ent_judgement *j, const ent_clause *clause)
{
    for (size_t i = 0; j->case_doc && i < j->case_doc->assume_count; i++) {
        const ent_assume *a = &j->case_doc->assumes[i];
        if (a->kind != ENT_ASSUME_READING || strcmp(a->of, clause->id) != 0) continue;
        for (size_t r = 0; r < j->doc->reading_count; r++)
            if (strcmp(j->doc->readings[r].name, a->name) == 0 &&
                strcmp(j->doc->readings[r].of, clause->id) == 0)
                return &j->doc->readings[r];
    }
    return NULL;
}

const ent_clause *ent_clause_read_as(ent_judgement *j, const ent_clause *clause, const ent_reading *reading)
{
    const ent_clause *read = clause;
    ent_error err = {0};
    if (!reading) return clause;
    ent_status st = ent_clause_with_reading(j->world.agreement, clause, reading, &read, &err);
    if (st != ENT_OK) ent_judge_fail(j, st, &err);
    return read;
}

static bool same_subject(const ent_finding *a, const ent_finding *b)
{
    if (strcmp(a->party, b->party) != 0 || a->record_count != b->record_count) return false;
    for (size_t i = 0; i < a->record_count; i++)
        if (a->records[i] != b->records[i]) return false;
    return a->period.from.seconds < b->period.until.seconds &&
           b->period.from.seconds < a->period.until.seconds;
}

static void mark_differences(ent_judgement *j, size_t base_first, size_t base_end)
{
    for (size_t i = base_end; i < j->finding_count; i++) {
        ent_finding *f = &j->findings[i];
        f->differs = true;
        for (size_t k = base_first; k < base_end; k++)
            if (same_subject(f, &j->findings[k]) && f->verdict == j->findings[k].verdict) f->differs = false;
    }
}

static bool is_asked(const ent_judge_opts *opts, const char *id)
{
    bool listed = opts->clause_count == 0;
    for (size_t i = 0; i < opts->clause_count; i++) listed |= strcmp(opts->clauses[i], id) == 0;
    return listed && (!opts->clause || strcmp(opts->clause, id) == 0);
}

static void judge_all(ent_judgement *j)
{
    j->clause_first = ent_judge_alloc(j, j->doc->clause_count + 1, sizeof *j->clause_first);
    for (size_t c = 0; c < j->doc->clause_count && !j->failed; c++) {
        const ent_clause *clause = &j->doc->clauses[c];
        if (!is_asked(&j->opts, clause->id)) continue;
        size_t first = j->finding_count;
        const ent_reading *base = ent_reading_of_case(j, clause);
        j->reading = base;
        judge_clause(j, ent_clause_read_as(j, clause, base), "");
        size_t end = j->finding_count;
        for (size_t r = 0; r < j->doc->reading_count && !j->failed; r++) {
            const ent_reading *reading = &j->doc->readings[r];
            if (reading == base || strcmp(reading->of, clause->id) != 0) continue;
            j->reading = reading;
            judge_clause(j, ent_clause_read_as(j, clause, reading), reading->name);
        }
        j->reading = NULL;
        mark_differences(j, first, end);
        j->clause_first[c + 1] = j->finding_count;
    }
}

/* ---- the whole -------------------------------------------------------------------------------------- */

/* What would otherwise be silence. */
static void remark_on_text(ent_judgement *j)
{
    size_t judged = 0;
    for (size_t i = 0; i < j->doc->clause_count; i++) {
        const ent_clause *c = &j->doc->clauses[i];
        judged += c->modality != ENT_EXCEPTION && c->modality != ENT_PERMITS;
    }
    if (!judged)
        ent_lines_addf(j, &j->remarks,
                       "the agreement has no clause that can be checked: there is nothing to check");
}

static void count_unsourced(ent_judgement *j)
{
    for (size_t i = 0; i < ent_records_count(j->world.records); i++) {
        const ent_record *r = ent_records_at(j->world.records, i);
        j->unsourced += !*r->source || strcmp(r->source, "unsourced") == 0;
    }
}

static ent_status prepare(ent_judgement *j, ent_error *err)
{
    j->arena = ent_arena_new();
    if (!j->arena) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_map **const maps[] = {&j->trees,   &j->hosts, &j->codes, &j->caps,    &j->ranges, &j->pieces,
                              &j->members, &j->about, &j->parts, &j->by_kind, &j->sheets, &j->lists};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        if (!(*maps[i] = ent_judge_map(j))) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_status st = ent_fields_new(&j->fields, err);
    if (st == ENT_OK && j->world.groups && j->opts.as_known.seconds < ENT_TIME_MAX.seconds)
        st = ent_groups_known(j->world.groups, ent_judge_day_end(j->opts.as_known), &j->groups_known, err);
    if (st != ENT_OK) return st;
    if (j->groups_known) j->world.groups = j->groups_known;
    j->spoken = ent_judge_alloc(j, ent_records_count(j->world.records) + 1, 1);
    if (j->opts.trace && !ent_tried_begin(j)) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    return j->spoken && ent_presences_find(j) && ent_index_build(j)
               ? ENT_OK
               : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

bool ent_judgement_may_lend(const ent_judgement *a, const ent_judgement *b)
{
    const ent_world *one = &a->world, *other = &b->world;
    return one->atlas == other->atlas && one->records == other->records && one->sites == other->sites &&
           one->shapes == other->shapes && a->opts.view == b->opts.view && a->opts.layer == b->opts.layer &&
           a->opts.edges == b->opts.edges;
}

ent_status ent_judgement_open(const ent_world *world, const ent_judge_opts *opts, ent_judgement **out,
                              ent_error *err)
{
    ent_judgement *j = ent_alloc_zero(1, sizeof *j);
    if (!j) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    j->world = *world, j->opts = *opts;
    j->doc = ent_doc_view(world->agreement);
    j->case_doc = world->case_doc ? ent_doc_view(world->case_doc) : NULL;
    if (opts->with && ent_judgement_may_lend(opts->with, j)) j->lender = opts->with;
    ent_status st = prepare(j, err);
    if (st != ENT_OK) {
        ent_judgement_free(j);
        return st;
    }
    ent_tides_find(j);
    if (ent_forces_find(j)) { /* its days are moments at which memberships may change */
        j->members = ent_judge_map(j), j->lists = ent_judge_map(j);
        if (!j->members || !j->lists) st = ent_fail(err, ENT_E_NOMEM, "out of memory");
        ent_tides_find(j);
    }
    if (st != ENT_OK) {
        ent_judgement_free(j);
        return st;
    }
    ent_breaks_find_changes(j);
    for (size_t i = 0; j->case_doc && i < j->case_doc->assume_count; i++)
        say_assumption(j, &j->case_doc->assumes[i]);
    ent_breaks_find(j);
    ent_ticks_find(j);
    find_parties(j);
    *out = j;
    return ENT_OK;
}

ent_status ent_judgement_status(const ent_judgement *j, ent_error *err)
{
    if (!j->failed) return ENT_OK;
    if (err) *err = j->error;
    return j->error.status;
}

ent_status ent_judge(const ent_world *world, const ent_judge_opts *opts, ent_judgement **out, ent_error *err)
{
    ent_judgement *j = NULL;
    ent_status st = ent_judgement_open(world, opts, &j, err);
    if (st != ENT_OK) return st;
    judge_all(j);
    count_unsourced(j);
    remark_on_text(j);
    ent_judge_articles(j);
    ent_judge_coverage(j);
    st = ent_judgement_status(j, err);
    if (st == ENT_OK) *out = j, j = NULL;
    ent_judgement_free(j);
    return st;
}

void ent_judgement_free(ent_judgement *j)
{
    if (!j) return;
    ent_ground_free(j);
    ent_judge_maps_free(j);
    ent_fields_free(j->fields);
    ent_groups_free(j->groups_known);
    ent_arena_free(j->arena);
    ent_free(j);
}

size_t ent_finding_count(const ent_judgement *j)
{
    return j->finding_count;
}
const ent_finding *ent_finding_at(const ent_judgement *j, size_t i)
{
    return i < j->finding_count ? &j->findings[i] : NULL;
}
size_t ent_coverage_count(const ent_judgement *j)
{
    return j->coverage_count;
}
const ent_coverage *ent_coverage_at(const ent_judgement *j, size_t i)
{
    return i < j->coverage_count ? &j->coverage[i] : NULL;
}
ent_texts ent_judgement_assumptions(const ent_judgement *j)
{
    return ent_lines_texts(&j->assumptions);
}
ent_texts ent_judgement_parties(const ent_judgement *j)
{
    return ent_lines_texts(&j->party_lines);
}
ent_texts ent_judgement_remarks(const ent_judgement *j)
{
    return ent_lines_texts(&j->remarks);
}
size_t ent_judgement_unsourced(const ent_judgement *j)
{
    return j->unsourced;
}
ent_judge_opts ent_judgement_opts(const ent_judgement *j)
{
    return j->opts;
}
const ent_world *ent_judgement_world(const ent_judgement *j)
{
    return &j->world;
}

size_t ent_judgement_unspoken(const ent_judgement *j)
{
    size_t n = 0, count = ent_records_count(j->world.records);
    for (size_t i = 0; i < count; i++) n += !j->spoken[i];
    return n;
}

ent_verdict ent_judgement_worst(const ent_judgement *j)
{
    ent_verdict worst = ENT_KEPT;
    for (size_t i = 0; i < j->finding_count; i++) {
        const ent_finding *f = &j->findings[i];
        if (*f->reading) continue;
        if (f->verdict == ENT_BREACH) return ENT_BREACH;
        if (f->verdict == ENT_VERDICT_UNCLEAR) worst = ENT_VERDICT_UNCLEAR;
    }
    return worst;
}
