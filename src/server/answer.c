/* answer.c: one function for each thing that can be asked; each writes into a buffer with a ceiling.
 *
 * Judging uses the agreement's own store of readings, so it is done one at a time, under `judging`. Zones are
 * built outside that lock: a field is immutable. The ground that clauses close is kept for a few questions,
 * because a zone is asked for twice, roughly while something is dragged and finely when it is let go. */
#include "server/answer.h"

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "server/changed.h"
#include "server/ground.h"
#include "server/pair.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#define JSON "application/json; charset=utf-8"
#define LAND_TOLERANCE_M 5000.0
#define ZONE_TOLERANCE_M 2000.0

/* A judgement of the case as it stands under one view, whose territories and distances serve for every other
 * day and text under it; of the whole ("") or of one clause. The second borrows from the first and measures
 * what it finds there in another way than it needs it: of a territory built whole meanwhile, say. */
#define LENDERS 32
typedef struct lender {
    ent_judgement *judgement;
    char clause[ENT_HTTP_VALUE_MAX];
} lender;

struct ent_answers {
    ent_server_opts opts;
    lender lenders[LENDERS]; /* under `judging`; each borrows from those before it */
    size_t lender_count;
    ent_cache *cache;
    ent_grounds *grounds;
    pthread_mutex_t judging;
};

/* What one question works with. */
typedef struct question {
    ent_answers *home;
    const ent_request *asked;
    ent_judge_opts judge;
    ent_buf out;
    const char *type;
    ent_error err;
} question;

/* ---- parameters ------------------------------------------------------------------------------------- */

static const char *value(const question *q, ent_param param)
{
    return q->asked->values[param];
}

static ent_status read_day(question *q, ent_param param, ent_time *out)
{
    ent_when when;
    const char *text = value(q, param);
    if (!*text) return ENT_OK;
    if (ent_when_parse(ent_str_of(text), &when, NULL, &q->err) != ENT_OK) return ENT_E_DOMAIN;
    const ent_span_time hull = ent_when_hull(&when);
    if (when.count != 1 || when.is_interval || hull.until.seconds - hull.from.seconds > ENT_DAY_SECONDS)
        return ent_fail(&q->err, ENT_E_DOMAIN, "\"%s\" is not one day, like 2022-01-11", text);
    *out = hull.from;
    return ENT_OK;
}

static ent_status read_view(question *q)
{
    const ent_atlas *atlas = ent_case_world(q->home->opts.loaded)->atlas;
    const char *text = value(q, ENT_PARAM_VIEW), *layer = value(q, ENT_PARAM_LAYER);
    const int view = *text ? ent_atlas_view_find(atlas, ent_str_of(text)) : (int)q->judge.view;
    if (view < 0) return ent_fail(&q->err, ENT_E_NOT_FOUND, "no view is called \"%s\"", text);
    q->judge.view = (size_t)view;
    if (strcmp(layer, "land") == 0)
        q->judge.layer = ENT_LAYER_LAND;
    else if (strcmp(layer, "land+sea") == 0)
        q->judge.layer = ENT_LAYER_LAND_SEA;
    else if (*layer)
        return ent_fail(&q->err, ENT_E_DOMAIN, "the layer is land or land+sea");
    return ENT_OK;
}

static ent_status read_when(question *q)
{
    q->judge = q->home->opts.judge;
    ent_status st = read_day(q, ENT_PARAM_AS_OF, &q->judge.as_of);
    if (st == ENT_OK) st = read_day(q, ENT_PARAM_AS_KNOWN, &q->judge.as_known);
    return st == ENT_OK ? read_view(q) : st;
}

/* A figure in metres, `least` at least; *out is left alone when nothing was said. */
static ent_status read_tolerance(question *q, double least, double *out)
{
    double v;
    const char *text = value(q, ENT_PARAM_TOLERANCE);
    if (!*text) return ENT_OK;
    if (!ent_str_to_double(ent_str_of(text), &v) || !(v > 0) || v > 1e6)
        return ent_fail(&q->err, ENT_E_DOMAIN, "the tolerance is a number of metres up to a million");
    *out = fmax(v, least);
    return ENT_OK;
}

static ent_status find_clause(question *q, const ent_doc *doc, bool needed)
{
    const char *id = value(q, ENT_PARAM_CLAUSE);
    if (!*id && needed) return ent_fail(&q->err, ENT_E_DOMAIN, "clause is missing");
    if (*id && !ent_doc_clause_find(doc, ent_str_of(id)))
        return ent_fail(&q->err, ENT_E_NOT_FOUND, "no clause is called \"%s\"", id);
    return ENT_OK;
}

/* ---- judged answers --------------------------------------------------------------------------------- */

typedef ent_status write_answer(question *q, const ent_judgement *judgement, const ent_report_opts *opts);

static const ent_judgement *find_lender(const ent_answers *home, const ent_judge_opts *judge,
                                        const char *clause)
{
    for (size_t i = 0; i < home->lender_count; i++) {
        const ent_judge_opts had = ent_judgement_opts(home->lenders[i].judgement);
        if (had.view == judge->view && had.layer == judge->layer && had.edges == judge->edges &&
            strcmp(home->lenders[i].clause, clause) == 0)
            return home->lenders[i].judgement;
    }
    return NULL;
}

/* Under the lock. NULL: there is none; then everything is measured anew. */
static const ent_judgement *make_lender(ent_answers *home, const ent_judge_opts *judge, const char *clause,
                                        const ent_judgement *with)
{
    lender *made = &home->lenders[home->lender_count];
    ent_judge_opts opts = home->opts.judge;
    if (home->lender_count == LENDERS) return with;
    memcpy(made->clause, clause, strlen(clause) + 1);
    opts.view = judge->view, opts.layer = judge->layer, opts.edges = judge->edges;
    opts.clause = *clause ? made->clause : NULL, opts.with = with;
    if (ent_judge(ent_case_world(home->opts.loaded), &opts, &made->judgement, NULL) != ENT_OK) return with;
    home->lender_count++;
    return made->judgement;
}

static const ent_judgement *lender_for(ent_answers *home, const ent_judge_opts *judge, const char *clause)
{
    const ent_judgement *whole = find_lender(home, judge, "");
    if (!whole) whole = make_lender(home, judge, "", NULL);
    if (!*clause || !whole) return whole;
    const ent_judgement *own = find_lender(home, judge, clause);
    return own ? own : make_lender(home, judge, clause, whole);
}

/* Under the lock: the case, changed as asked, judged, and the answer written. */
static ent_status with_judgement(question *q, write_answer *write)
{
    const ent_world *world = ent_case_world(q->home->opts.loaded);
    ent_variant *variant = NULL;
    ent_judgement *judgement = NULL;
    ent_report_opts opts = q->home->opts.report;
    ent_status st = ent_changed_make(world, q->asked, &variant, &q->err);
    if (st != ENT_OK) return st;
    opts.clause = value(q, ENT_PARAM_CLAUSE);
    if (*opts.clause) q->judge.clause = opts.clause;
    st = find_clause(q, world->agreement, q->asked->route == ENT_ROUTE_STEP);
    if (st == ENT_OK) q->judge.with = lender_for(q->home, &q->judge, opts.clause);
    if (st == ENT_OK) st = ent_judge(ent_changed_world(world, variant), &q->judge, &judgement, &q->err);
    if (st == ENT_OK) st = write(q, judgement, &opts);
    ent_judgement_free(judgement);
    ent_variant_free(variant);
    return st;
}

static ent_status judged(question *q, write_answer *write)
{
    ent_status st = read_when(q);
    if (st != ENT_OK) return st;
    pthread_mutex_lock(&q->home->judging);
    st = with_judgement(q, write);
    pthread_mutex_unlock(&q->home->judging);
    return st;
}

static ent_status write_case(question *q, const ent_judgement *judgement, const ent_report_opts *opts)
{
    return ent_report_page_case(judgement, q->home->opts.ledger, opts, ent_buf_sink(&q->out), &q->err);
}

static ent_status write_check(question *q, const ent_judgement *judgement, const ent_report_opts *opts)
{
    if (strcmp(value(q, ENT_PARAM_FORMAT), "csv") != 0)
        return ent_report_page_check(judgement, opts, ent_buf_sink(&q->out), &q->err);
    q->type = "text/csv; charset=utf-8";
    return ent_report_csv(&judgement, 1, opts, ent_buf_sink(&q->out), &q->err);
}

static ent_status write_step(question *q, const ent_judgement *judgement, const ent_report_opts *opts)
{
    if (!q->judge.with) return ent_fail(&q->err, ENT_E_NOMEM, "out of memory for a judgement");
    return ent_report_page_step(q->judge.with, judgement, opts, ent_buf_sink(&q->out), &q->err);
}

static ent_status write_record(question *q, const ent_judgement *judgement, const ent_report_opts *opts)
{
    ent_buf text;
    ent_json json;
    ent_buf_init(&text, 1u << 20);
    ent_status st = ent_report_record(judgement, value(q, ENT_PARAM_ID), opts, ent_buf_sink(&text), &q->err);
    ent_json_init(&json, ent_buf_sink(&q->out), false);
    ent_json_begin_object(&json);
    ent_json_kstring(&json, "id", value(q, ENT_PARAM_ID));
    ent_json_kstring(&json, "clause", opts->clause);
    ent_json_kstr(&json, "text", ent_buf_str(&text));
    ent_json_end_object(&json);
    if (st == ENT_OK) st = ent_json_finish(&json, &q->err);
    ent_buf_done(&text);
    return st;
}

/* ---- the map ---------------------------------------------------------------------------------------- */

static ent_status land(question *q)
{
    double tolerance_m = LAND_TOLERANCE_M;
    ent_status st = read_when(q);
    if (st == ENT_OK) st = read_tolerance(q, ENT_HTTP_LAND_MIN_M, &tolerance_m);
    if (st != ENT_OK) return st;
    const ent_territory_query query = {
        .view = q->judge.view, .layer = q->judge.layer, .day = q->judge.as_of, .edges = q->judge.edges};
    return ent_report_land(ent_case_world(q->home->opts.loaded)->atlas, query, tolerance_m,
                           ent_buf_sink(&q->out), &q->err);
}

/* ---- zones ------------------------------------------------------------------------------------------ */

/* "480..500" or "480", in kilometres. */
static ent_status read_range(question *q, ent_closed_query *query)
{
    const char *text = value(q, ENT_PARAM_RANGE), *dots = strstr(text, "..");
    double lo, hi;
    if (!*text) return ENT_OK;
    const ent_str low = {text, dots ? (size_t)(dots - text) : strlen(text)};
    if (!ent_str_to_double(low, &lo) || !ent_str_to_double(dots ? ent_str_of(dots + 2) : low, &hi) ||
        !(lo >= 0) || !(hi >= lo) || hi > 40000)
        return ent_fail(&q->err, ENT_E_DOMAIN, "the range is kilometres, like 480..500");
    query->range_lo_m = lo * 1000, query->range_hi_m = hi * 1000;
    return ENT_OK;
}

static const char *or_null(const char *text)
{
    return *text ? text : NULL;
}

static ent_status find_ground(question *q, ent_ground_held **out)
{
    ent_closed_query query = {.clause = value(q, ENT_PARAM_CLAUSE),
                              .reading = or_null(value(q, ENT_PARAM_READING)),
                              .item = or_null(value(q, ENT_PARAM_ITEM)),
                              .actor = or_null(value(q, ENT_PARAM_BY))};
    ent_status st = read_range(q, &query);
    if (st != ENT_OK) return st;
    char key[ENT_REQUEST_KEY_MAX];
    ent_request alike = *q->asked; /* the same ground whatever is drawn of it, and how */
    alike.values[ENT_PARAM_TOLERANCE][0] = alike.values[ENT_PARAM_NEAR][0] =
        alike.values[ENT_PARAM_FORMAT][0] = '\0';
    ent_request_key(&alike, key);
    pthread_mutex_lock(&q->home->judging);
    const ent_ground_question asked = {.key = key, .request = q->asked, .judge = q->judge, .query = query};
    st = ent_grounds_find(q->home->grounds, &asked, out, &q->err);
    pthread_mutex_unlock(&q->home->judging);
    return st;
}

/* "lon,lat,km" */
static ent_status read_near(question *q, ent_pair_opts *opts)
{
    const char *text = value(q, ENT_PARAM_NEAR), *one = strchr(text, ','),
               *two = one ? strchr(one + 1, ',') : NULL;
    double km;
    if (!*text) return ENT_OK;
    if (!two || !ent_str_to_double((ent_str){text, (size_t)(one - text)}, &opts->centre.lon_deg) ||
        !ent_str_to_double((ent_str){one + 1, (size_t)(two - one - 1)}, &opts->centre.lat_deg) ||
        !ent_str_to_double(ent_str_of(two + 1), &km) || !(fabs(opts->centre.lat_deg) <= 90) ||
        !(fabs(opts->centre.lon_deg) <= 360) || !(km > 0) || km > 20100)
        return ent_fail(&q->err, ENT_E_DOMAIN,
                        "near is a longitude, a latitude and kilometres, like 20,50,3000");
    opts->near = true, opts->radius_m = km * 1000;
    return ENT_OK;
}

static ent_status write_geojson(question *q, const ent_closed_view *closed, const ent_zone *certain,
                                const ent_zone *possible)
{
    char day[32];
    const ent_atlas *atlas = ent_case_world(q->home->opts.loaded)->atlas;
    ent_time_format(q->judge.as_of, day, sizeof day);
    ent_report_zone model = {.name = closed->what,
                             .map = ent_atlas_hash(atlas),
                             .view = ent_atlas_view_at(atlas, q->judge.view).name,
                             .layer = q->judge.layer == ENT_LAYER_LAND ? "land" : "land+sea",
                             .as_of = day};
    ent_report_zone zones[2];
    size_t count = 0;
    const ent_zone *const both[] = {certain, possible};
    for (int k = 0; k < 2; k++) {
        if (!both[k]) continue;
        zones[count] = model;
        zones[count].zone = both[k];
        zones[count++].certainty = k == 0 ? "certain" : "possible";
    }
    q->type = "application/geo+json; charset=utf-8";
    return ent_report_zones_geojson(zones, count, ENT_OUTLINE_CUT, ent_buf_sink(&q->out), &q->err);
}

static ent_status write_zone(question *q, const ent_closed_view *closed, const ent_pair_opts *opts)
{
    ent_pair pair;
    ent_status st = ent_pair_build(closed, opts, &pair, &q->err);
    if (st != ENT_OK) return st;
    st = strcmp(value(q, ENT_PARAM_FORMAT), "geojson") == 0
             ? write_geojson(q, closed, pair.certain, pair.possible)
             : ent_report_page_zone(closed, pair.certain, pair.possible, ent_buf_sink(&q->out), &q->err);
    ent_pair_done(&pair);
    return st;
}

static ent_status zone(question *q)
{
    ent_pair_opts opts = {.tolerance_m = ZONE_TOLERANCE_M};
    ent_ground_held *held = NULL;
    ent_status st = read_when(q);
    if (st == ENT_OK) st = read_tolerance(q, ENT_HTTP_TOLERANCE_MIN_M, &opts.tolerance_m);
    if (st == ENT_OK) st = read_near(q, &opts);
    if (st == ENT_OK) st = find_clause(q, ent_case_world(q->home->opts.loaded)->agreement, true);
    if (st == ENT_OK) st = find_ground(q, &held);
    if (st != ENT_OK) return st;
    st = write_zone(q, ent_closed_of(ent_ground_closed(held)), &opts);
    ent_ground_release(held);
    return st;
}

/* ---- files ------------------------------------------------------------------------------------------ */

static ent_status file(question *q, const char *name, const char *type)
{
    q->type = type;
    ent_buf_add(&q->out, ent_report_page_file(ent_str_of(name)));
    return ENT_OK;
}

/* ---- the door --------------------------------------------------------------------------------------- */

static ent_status answer(question *q)
{
    switch (q->asked->route) {
    case ENT_ROUTE_PAGE: return file(q, "page.html", "text/html; charset=utf-8");
    case ENT_ROUTE_CSS: return file(q, "page.css", "text/css; charset=utf-8");
    case ENT_ROUTE_JS: return file(q, "page.js", "text/javascript; charset=utf-8");
    case ENT_ROUTE_CASE: return judged(q, write_case);
    case ENT_ROUTE_CHECK: return judged(q, write_check);
    case ENT_ROUTE_STEP: return judged(q, write_step);
    case ENT_ROUTE_RECORD: return judged(q, write_record);
    case ENT_ROUTE_ZONE: return zone(q);
    case ENT_ROUTE_LAND: return land(q);
    }
    return ent_fail(&q->err, ENT_E_INTERNAL, "no such route");
}

static int http_status(ent_status st)
{
    switch (st) {
    case ENT_OK: return 200;
    case ENT_E_NOT_FOUND:
    case ENT_E_DOMAIN:
    case ENT_E_USAGE:
    case ENT_E_FORMAT: return 400;
    case ENT_E_LIMIT: return 422;
    case ENT_E_NOMEM: return 503;
    default: return 500;
    }
}

ent_shared *ent_answers_refusal(ent_answers *answers, const char *why)
{
    ent_buf out;
    ent_json json;
    ent_buf_init(&out, 1u << 16);
    ent_json_init(&json, ent_buf_sink(&out), false);
    ent_json_begin_object(&json);
    ent_json_kstring(&json, "error", why);
    ent_json_end_object(&json);
    const bool ok = ent_json_finish(&json, NULL) == ENT_OK && !out.failed;
    ent_shared *shared = ok ? ent_shared_new(answers->cache, out.ptr, out.len, JSON) : NULL;
    if (!ok) ent_buf_done(&out);
    return shared;
}

/* The answer from memory, or made now. */
static ent_status find_or_make(ent_answers *answers, const ent_request *request, ent_shared **out_body,
                               ent_error *err)
{
    char key[ENT_REQUEST_KEY_MAX];
    ent_request_key(request, key);
    *out_body = ent_cache_find(answers->cache, key);
    if (*out_body) return ENT_OK;
    question q = {.home = answers, .asked = request, .type = JSON};
    ent_buf_init(&q.out, ENT_HTTP_ANSWER_MAX);
    ent_status st = answer(&q);
    if (st == ENT_OK && q.out.failed) st = ent_fail(&q.err, ENT_E_NOMEM, "out of memory for the answer");
    if (st != ENT_OK) {
        ent_buf_done(&q.out);
        *err = q.err;
        return st;
    }
    *out_body = ent_cache_keep(answers->cache, key, q.out.ptr, q.out.len, q.type);
    return *out_body ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory for the answer");
}

ent_status ent_answers_ask(ent_answers *answers, const char *target, ent_shared **out_body, ent_error *err)
{
    ent_request request;
    const char *why = "";
    if (ent_request_parse(ent_str_of(target), &request, &why) != 200)
        return ent_fail(err, ENT_E_DOMAIN, "%s: %s", target, why);
    return find_or_make(answers, &request, out_body, err);
}

int ent_answers_give(ent_answers *answers, const ent_request *request, ent_shared **out_body)
{
    ent_error err = {0};
    const ent_status st = find_or_make(answers, request, out_body, &err);
    if (st == ENT_OK) return 200;
    *out_body = ent_answers_refusal(answers, err.message[0] ? err.message : ent_status_name(st));
    return *out_body ? http_status(st) : 503;
}

ent_status ent_answers_new(const ent_server_opts *opts, ent_answers **out, ent_error *err)
{
    ent_answers *made = ent_alloc_zero(1, sizeof *made);
    if (!made) return ent_fail(err, ENT_E_NOMEM, "out of memory for the server");
    made->opts = *opts;
    made->cache = ent_cache_new(ENT_HTTP_CACHE_BYTES, ENT_HTTP_CACHE_ENTRIES);
    made->grounds = ent_grounds_new(ent_case_world(opts->loaded));
    const bool locked = pthread_mutex_init(&made->judging, NULL) == 0;
    if (made->cache && made->grounds && locked) return *out = made, ENT_OK;
    if (locked) pthread_mutex_destroy(&made->judging);
    ent_cache_free(made->cache);
    ent_grounds_free(made->grounds);
    ent_free(made);
    return ent_fail(err, ENT_E_NOMEM, "out of memory for the server");
}

void ent_answers_free(ent_answers *answers)
{
    if (!answers) return;
    while (answers->lender_count) ent_judgement_free(answers->lenders[--answers->lender_count].judgement);
    pthread_mutex_destroy(&answers->judging);
    ent_cache_free(answers->cache);
    ent_grounds_free(answers->grounds);
    ent_free(answers);
}
