/* internal.h: what the files of the verdict share. The flow is one way:
 *
 *   world (who is who, when, where on the map) -> value -> condition -> select -> act, limit, duty -> judge
 *
 * An `ent_env` is one case under judgement: one record (or none), one choice among rival figures, the binders
 * found so far, the moment. Conditions are evaluated in an env to an `ent_outcome`: truth, margins by unit,
 * reasons. */
#ifndef ENT_VERDICT_INTERNAL_H
#define ENT_VERDICT_INTERNAL_H

#include "base/arena.h"
#include "base/map.h"
#include "base/mem.h"
#include "entente/verdict.h"

#define ENT_BINDERS_MAX 8
#define ENT_PICKS_MAX 16
#define ENT_COMBINATIONS_MAX 1024 /* of rival figures judged one by one */
#define ENT_MARGINS_MAX 4
#define ENT_HOSTS_MAX 16

/* ---- texts kept in the judgement's arena ---- */
typedef struct ent_lines {
    const char **at;
    size_t count, cap;
    size_t telling; /* the first of them; behind them stand the plain ones */
} ent_lines;

/* ---- parties: an actor and when the agreement binds it ---- */
typedef struct ent_party {
    const char *code, *name;
} ent_party;

/* From when a force statement holds that counts from records: `actor` NULL: for whom it says itself. */
typedef struct ent_force_day {
    const char *actor;
    ent_time first, last; /* certainly from `last` on, perhaps from `first` */
} ent_force_day;
typedef struct ent_forces {
    ent_force_day *at;
    size_t count;
} ent_forces;

typedef struct ent_tree_entry ent_tree_entry;

typedef struct ent_record_list {
    const ent_record **at;
    size_t count, cap;
} ent_record_list;
typedef struct ent_kind_list ent_kind_list;
struct ent_kind_list { /* one kind of record that occurs */
    const char *kind;
    bool is_consent;
    ent_record_list idle; /* those that speak of nothing in particular */
    ent_kind_list *next;
};

typedef struct ent_presence { /* when a record holds: certainly, and at most */
    ent_time start_first, start_last, end_first, end_last;
} ent_presence;

typedef struct ent_timeline ent_timeline; /* timeline.h */

struct ent_judgement {
    ent_arena *arena;
    ent_world world;
    ent_judge_opts opts;
    const ent_document *doc, *case_doc;
    bool failed; /* memory ran out, or a call below failed: `error` says why */
    ent_error error;

    ent_party *parties;
    size_t party_count;
    ent_time *breaks; /* sorted moments at which memberships, duties or the map change */
    size_t break_count;
    ent_time *ticks; /* with those at which the world is closed or access denied */
    size_t tick_count;
    ent_time *tides; /* the same over all time, without the map: see ent_tide_of */
    size_t tide_count;
    ent_map *trees;    /* key -> ent_tree_entry */
    ent_map *hosts;    /* record and day -> ent_hosts */
    ent_map *codes;    /* name -> ent_identity */
    ent_map *caps;     /* code and day -> ent_cap */
    ent_map *pieces;   /* names of the disputed pieces */
    ent_map *members;  /* group, actor and tide -> ent_truth */
    ent_map *lists;    /* whom an actor expression may mean: node, tide and binders -> codes */
    ent_map *ranges;   /* position and shape -> ent_field_range of the distance */
    ent_time *changes; /* sorted moments at which some ground changes hands */
    size_t change_count;
    ent_tree_entry *tree_list;
    const struct ent_judgement *lender; /* whose trees and distances serve too; it outlives this one */
    struct ent_map_entry *map_list;
    ent_fields *fields;
    ent_groups *groups_known; /* those of the case as of as_known; NULL: all of them were known */

    ent_presence *presences;                    /* one a record */
    ent_record_list closers, deniers, consents; /* complete, access-denied, and what is a consent */
    ent_kind_list *kinds;
    ent_timeline *timelines;          /* one for each ACTS of a sum in a condition */
    ent_map *sheets;                  /* what sums rest on: baselines and quantities, worked out once */
    ent_map *about, *parts, *by_kind; /* ids -> ent_record_list; kinds -> ent_kind_list */
    ent_finding *findings;
    size_t finding_count, finding_cap;
    ent_coverage *coverage;
    size_t coverage_count, coverage_cap;
    ent_lines assumptions, party_lines, remarks;
    ent_forces *forces;   /* one a declaration, or NULL: no statement counts from records */
    int asking_force;     /* while it is asked for whom the text is in force, a party is whoever is named */
    size_t *clause_first; /* one a clause, and one more: its findings stand together */
    size_t article_first; /* from here on: what clauses of one article come to together */
    const ent_reading *reading; /* the one in hand, or NULL */
    unsigned char *spoken;      /* one a record */
    bool has_reports;           /* some record is said to be the same as another */
    struct ent_memo **memos;    /* one a declaration and clause: see memo.c */
    uint64_t trial;
    struct ent_trials *tried; /* NULL: not wanted */
    size_t unsourced;
};

/* ---- helpers ---- */
void ent_lines_add(ent_judgement *j, ent_lines *lines, const char *text);
void ent_lines_addf(ent_judgement *j, ent_lines *lines, const char *format, ...) ENT_PRINTF(3, 4);
/* One that goes without saying: a condition on words that is as the clause wants it. */
void ent_lines_add_plain(ent_judgement *j, ent_lines *lines, const char *text);
ent_texts ent_lines_texts(const ent_lines *lines);
const char *ent_judge_printf(ent_judgement *j, const char *format, ...)
    ENT_PRINTF(2, 3);                                               /* "" when memory ran out */
void *ent_judge_alloc(ent_judgement *j, size_t count, size_t size); /* zeroed; NULL sets failed */
void ent_judge_maps_free(ent_judgement *j);
ent_map *ent_judge_map(ent_judgement *j); /* freed with the judgement; NULL sets failed */
void ent_judge_fail(ent_judgement *j, ent_status status, const ent_error *err);
/* A node in plain English, in the arena. */
const char *ent_judge_say(ent_judgement *j, const ent_node *node);
const char *ent_judge_say_date(ent_judgement *j, ent_time t);
const char *ent_judge_number(ent_judgement *j, double v);

/* ---- one case under judgement ---- */
typedef struct ent_binding {
    const char *name, *actor;
    const ent_record *record;
    const ent_node *node; /* an unnamed "any party": bound by where it stands */
} ent_binding;

/* One choice among rival figures. A value with rivals is picked from when it is first asked for, so that only
 * what the verdict rests on is tried both ways. */
typedef struct ent_pick {
    const ent_value *value;
    uint32_t index;
} ent_pick;
typedef struct ent_picks {
    ent_pick at[ENT_PICKS_MAX];
    int count;
    bool cut; /* there were too many: what was not tried may say otherwise */
} ent_picks;

typedef struct ent_env {
    ent_judgement *j;
    const ent_clause *clause;
    const ent_record *record;
    const ent_item *item;
    ent_time t;
    ent_span_time piece; /* the stretch of time that t stands for */
    ent_binding binders[ENT_BINDERS_MAX];
    int binder_count;
    ent_picks *picks; /* NULL: rivals count as one wide figure, and the first word stands for all */
    ent_lines *because, *settle; /* NULL: not wanted */
    uint32_t reasons;            /* of whatever was unclear on the way */
    const ent_clause *counts;    /* the exception whose way of counting days holds, or NULL: the clause */
    bool shown_only;             /* inside an exception: what is not shown is not there */
    int depth;
    const char *key, *host, *actor; /* the group of a sum in hand, for its baseline */
    bool whole; /* sums in its ceiling are not parted as it is: they stand in a quantity of their own */
    const char *chosen;  /* the actor that a binder in a condition on place is tried with */
    ent_lines *measured; /* where distances to the chosen are told, short */
    const char *owner;   /* whose lines and areas are meant, while one declared in the text is looked up */
    const struct ent_among *among; /* several actors that an expression stands for together, or NULL */
    const ent_node *granted;       /* a condition on place that is taken to hold while the rest is tried */
    bool denied;                   /* below a `not`: what holds here must not */
    bool certain;                  /* lists hold only who is certainly meant, not all who may be */
    bool wants_margin;             /* margins are shown, so what is settled otherwise is measured too */
    const ent_lonlat
        *spot;          /* the one place of the record's position that is asked about, or NULL: all of it */
    ent_span_time year; /* of a yearly duty: from the end of the day on which it was due before to the end of
                           this one; empty: of no such duty */
    ent_time
        year_late; /* of a yearly duty: the end of the next such day; what comes until then may be late */
    struct ent_tally *tally; /* where exceptions are counted choice by choice, or NULL */
    struct ent_shown *shown; /* the records of which an exception holds, while it is named, or NULL */
} ent_env;

#define ENT_AMONG_MAX ENT_HOSTS_MAX
typedef struct ent_among {
    const ent_node *node;
    const char *code[ENT_AMONG_MAX];
    size_t count;
} ent_among;

/* ---- world.c ---- */
void ent_ground_free(ent_judgement *j);
/* Canonical code of an actor or country name ("Canada" -> "CAN"); the name itself when unknown. */
const char *ent_world_code(ent_judgement *j, const char *name);
bool ent_world_is_state(ent_judgement *j, const char *code);
/* "Ukraine (UKR)" for a code; a name that is no country's as it is. */
const char *ent_world_named(ent_judgement *j, const char *code);
/* Index of a country in the atlas, -1: none. */
int ent_world_country(ent_judgement *j, const char *name);
/* A cap around all ground of a country at t; radius negative when it has none. */
void ent_world_cap(ent_judgement *j, const char *code, ent_time t, ent_lonlat *out_centre,
                   double *out_radius_m);
/* Whose ground, and on which layer (-1: the default). */
typedef struct ent_ground {
    const char *const *codes;
    size_t count;
    int layer;
} ent_ground;
bool ent_world_distance(ent_judgement *j, ent_ground ground, ent_time t, ent_lonlat place, ent_bounds_m *out);
/* The territory as far as a disc is concerned: at the places of the disc it measures and holds like the
 * whole, and costs a fraction. */
const ent_tree *ent_world_territory_near(ent_judgement *j, ent_ground ground, ent_time t, ent_lonlat centre,
                                         double radius_m);
/* The disputed piece of that name and who holds it at t: the owner's code, or NULL. */
const char *ent_world_piece_owner(ent_judgement *j, const char *piece, ent_time t);
const ent_tree *ent_world_piece(ent_judgement *j, const char *piece);
ent_truth ent_world_in_group(ent_judgement *j, const char *group, const char *actor, ent_time t, int depth);
/* Is `actor` a party at `t`, and does the agreement bind it then? */
ent_truth ent_world_is_named(ent_judgement *j, const char *actor, ent_time t); /* by a `party` statement */
/* Named, and the agreement has begun and not ended for it; before it is in force for anyone, whoever is
 * named. */
ent_truth ent_world_is_party(ent_judgement *j, const char *actor, ent_time t);
ent_truth ent_world_binds(ent_judgement *j, const char *actor, ent_time t);
bool ent_world_suspended(ent_judgement *j, const char *actor, ent_time t);
/* First moment from which the agreement binds anyone: ENT_TIME_MAX when it never does. */
ent_time ent_world_force(ent_judgement *j);
/* Land or layer of one country, or of several dissolved; NULL on failure (j->failed). `layer` -1: the
 * default. */
const ent_tree *ent_world_territory(ent_judgement *j, const char *const *codes, size_t count, int layer,
                                    ent_time t);
const ent_tree *ent_world_border(ent_judgement *j, ent_ground a, ent_ground b, ent_time t);
/* Dated shape of the case by name, for a party or everyone; NULL when there is none then. */
const ent_tree *ent_world_shape(ent_judgement *j, const char *name, const char *party, bool line, ent_time t);
const ent_tree *ent_world_point(ent_judgement *j, ent_lonlat place);
/* A named place of the case or a town, as a point. */
const ent_tree *ent_world_site(ent_judgement *j, const char *name, ent_time t);
const ent_tree *ent_world_outline(ent_judgement *j, const char *name, const ent_node *outline, bool line);
/* What lies north (or east) of a line; NULL for one of several parts, or of none. */
const ent_tree *ent_world_side(ent_judgement *j, const ent_tree *line, bool is_east);
ent_time ent_date_of(const ent_node *node, ent_time otherwise);
ent_truth ent_covers(ent_judgement *j, const ent_node *actors, const char *actor,
                     ent_time t); /* NULL: everyone */

/* ---- force.c ---- */
bool ent_forces_find(ent_judgement *j); /* once; false when no statement counts from records */
typedef struct ent_force {
    ent_truth bound, suspended;
} ent_force;
ent_force ent_force_at(ent_judgement *j, const char *actor, ent_time t);
ent_time ent_moment_of(ent_judgement *j, const ent_node *node, ent_time otherwise);

/* The i-th operand of a node, NULL where none is given; NULL has none. */
static inline const ent_node *ent_given_kid(const ent_node *node, uint32_t i)
{
    const ent_node *k = node && i < node->kid_count ? node->kids[i] : NULL;
    return k && k->kind != ENT_N_NONE ? k : NULL;
}

/* ---- actor.c ---- */
ent_truth ent_actor_in(ent_env *env, const char *actor, const ent_node *actors);
/* Everyone that `actors` may mean at env->t: codes, at most `max`; returns how many. */
size_t ent_actor_list(ent_env *env, const ent_node *actors, const char **out, size_t max);
bool ent_actor_list_is_sure(ent_env *env, const ent_node *actors); /* all of the list are certainly meant */
const ent_binding *ent_env_find(const ent_env *env, const char *name);
bool ent_env_bind(ent_env *env, const char *name, const char *actor, const ent_record *record);
/* The binding of an actor expression: by its binder's name, or by its place in the text when it has none. */
const ent_binding *ent_env_find_node(const ent_env *env, const ent_node *actors);
bool ent_env_bind_node(ent_env *env, const ent_node *actors, const char *actor);
/* Is it "the host" and nothing else? */
bool ent_actors_is_role(const ent_node *actors, ent_role role);
/* Who `binds` charges for the env's record: the host's code, or of several "AAA|BBB"; who is not bound then
 * is not charged. What names nobody by the record is said as it stands. */
const char *ent_world_answers_for(ent_env *env, const ent_node *binds);
/* The actor of a record under the env's choice of rivals; "" unknown. */
const char *ent_env_word(const ent_env *env, const ent_value *value);
const char *ent_env_actor(const ent_env *env, const ent_record *record);

/* ---- position.c ---- */
typedef struct ent_hosts {
    const char *code[ENT_HOSTS_MAX];
    size_t count;
    bool certain; /* exactly one, and it is certain */
    bool stated;  /* the record says the territory itself */
    bool inside;  /* no border and no coast comes near: the whole position is on the host's ground */
    bool many;    /* there are more than are listed */
    bool placed;  /* the map was asked */
} ent_hosts;
typedef struct ent_regions {
    ent_region at[ENT_POSITIONS_MAX + 1];
    size_t count;  /* 0: nothing is said about where */
    bool conflict; /* or what is said cannot all be true */
    const char *described;
} ent_regions;
/* False when nothing is known of the position. */
bool ent_position_regions(ent_env *env, ent_regions *out);
/* A territory as far as the record's position is concerned; the whole of it when that is not known. Only for
 * asking about this position, or parts of it. */
const ent_tree *ent_position_ground(ent_env *env, ent_ground ground);
/* Adds the ground of the territory that the record states beside its position; false when that says nothing
 * more. */
bool ent_position_narrow(ent_env *env, ent_regions *regions);
bool ent_position_may_narrow(ent_env *env, const ent_regions *regions); /* cheap: could it? */
/* Is the whole position on the ground of these, give or take a quay? */
bool ent_position_is_on(ent_env *env, const char *const *codes, size_t count);
/* May the records stand on common ground? */
bool ent_position_touches(ent_env *env, const ent_record *other);
bool ent_position_is_wide(
    const ent_env *env); /* only a country or an area is said: measuring it takes time */
bool ent_position_is_known(const ent_env *env); /* cheap: does the record say anything of where? */
/* Whose ground it is; none and `certain`: nobody's. False when nothing is known of the position. */
bool ent_position_hosts(ent_env *env, ent_hosts *out);

/* ---- area.c ---- */
/* Where the area of that name is: drawn on the map or in the text, or wherever the condition that declares it
 * may hold. False when that is not known, or anywhere. */
bool ent_area_region(ent_env *env, const char *name, ent_region *out);
/* Does the record say that it is in this very AREA, and nothing against it? */
bool ent_area_is_said(ent_env *env, const ent_node *area);

/* ---- value.c ---- */
typedef struct ent_quantity {
    double lo, hi; /* in the unit of the dimension */
    ent_dimension dimension;
    const ent_unit *unit; /* to show it in; NULL for counts */
    uint32_t reasons;     /* why it is not a single number */
    bool is_time;         /* lo, hi are seconds since 1970 */
    bool is_day;          /* they are days, each by its first second: the hour is not said */
} ent_quantity;
/* All that a date may be: one that is only about so, or doubted, may lie as far again to either side. */
ent_span_time ent_when_reach(const ent_when *when);
ent_quantity ent_value_eval(ent_env *env, const ent_node *node);
/* Does a row of the TABLE node's column that holds now list the word? A kind is listed with its sorts.
 * Unclear where the record lacks a word by which the row is picked. */
ent_truth ent_table_lists(ent_env *env, const ent_node *table, const char *word, bool is_kind);
bool ent_quantity_is_of_days(ent_quantity length); /* so many whole days, weeks or months, not hours */
/* When a record began, as a moment: days where its date has no clock. */
ent_quantity ent_moment_start(const ent_judgement *j, const ent_record *record);
/* Two moments side by side: a day beside an hour may be any hour of it. */
void ent_moments_align(ent_quantity *a, ent_quantity *b);
/* A named attribute of a record or its item: NULL when nothing is said. *out_dimension as the vocabulary has
 * it. */
const ent_value *ent_env_attribute(ent_env *env, const ent_record *record, const char *name,
                                   ent_dimension *out_dimension);
ent_quantity ent_value_of(ent_env *env, const ent_value *value, ent_dimension dimension);
/* The unit to show it in: `as`, its own, or the usual one of its dimension; NULL for a count. */
const ent_unit *ent_quantity_unit(ent_quantity q, const ent_unit *as);
const char *ent_quantity_say(ent_judgement *j, ent_quantity q, const ent_unit *as);

/* ---- condition.c, where.c ---- */
#define ENT_MUST_NOT                                                                                         \
    " (the clause says: not)" /* behind what is told of a condition that stands under a `not` */
typedef struct ent_bounds {
    double lo, hi;
    ent_dimension dimension;
    const ent_unit *unit;
    const char *unit_name;
    const ent_node *node;
} ent_bounds;

typedef struct ent_outcome {
    ent_truth truth;
    ent_bounds margins[ENT_MARGINS_MAX];
    int margin_count;
    uint32_t reasons; /* of what is unclear; 0 when truth is certain */
} ent_outcome;

ent_outcome ent_outcome_of(ent_truth truth, uint32_t reasons);
ent_outcome ent_outcome_and(ent_outcome a, ent_outcome b);
ent_outcome ent_outcome_or(ent_outcome a, ent_outcome b);
ent_outcome ent_outcome_not(ent_outcome a);
/* A condition on the env's record, conditions on place judged over its whole position. NULL node: yes.
 * Binders that the condition introduces are tried one by one; *out_found (may be NULL) names those with which
 * it may hold. */
typedef struct ent_found {
    const char *code[ENT_HOSTS_MAX * 4];
    signed char sign[ENT_HOSTS_MAX * 4];
    size_t count;
    const ent_node *actors; /* the expression that introduced them */
} ent_found;
ent_outcome ent_condition_eval(ent_env *env, const ent_node *node, ent_found *out_found);
ent_outcome ent_condition_leaf(ent_env *env, const ent_node *node);
/* Without open binders: leaf by leaf, and where that leaves it open, jointly over the position. */
ent_outcome ent_condition_tree(ent_env *env, const ent_node *node);
/* Is the binder introduced below? */
bool ent_condition_introduces(const ent_node *node, const char *binder);

/* ---- memo.c: what a name of the text came to, worked out once a trial ---- */
typedef ent_outcome (*ent_memo_rule)(ent_env *env, const void *what, const ent_node *body);
void ent_memo_forget(ent_judgement *j); /* another trial begins */
/* `what`: the declaration or clause; `rule` works it out. */
ent_outcome ent_memo_condition(ent_env *env, const void *what, const ent_node *body, ent_memo_rule rule);
ent_quantity ent_memo_value(ent_env *env, const void *what, const ent_node *body);

/* ---- select.c ---- */
bool ent_presences_find(ent_judgement *j); /* once, before anything is asked about a record */
ent_presence ent_record_presence(const ent_judgement *j, const ent_record *record);
/* The same, of how long it lasts: as time elapses, what is known to the day or less began and ended at some
 * moment of it; days that are counted are the same at whatever hour. */
ent_presence ent_record_stay(const ent_judgement *j, const ent_record *record, ent_counting counting);
/* How long a record lasted, in seconds; whole days where days are counted. `lo`: at least, within `must`;
 * `hi`: at most, within `may`. */
typedef struct ent_lasting {
    double lo, hi;
} ent_lasting;
ent_lasting ent_record_lasting(const ent_judgement *j, const ent_record *record, ent_counting counting,
                               ent_span_time must, ent_span_time may);
ent_quantity ent_quantity_lasting(ent_lasting l); /* value.c; in days */
/* Does a presence overlap [from, until)? */
ent_truth ent_presence_overlaps(ent_presence p, ent_span_time span);
ent_truth ent_record_known(const ent_judgement *j, const ent_record *record); /* by as_known */
bool ent_record_counts(const ent_judgement *j,
                       const ent_record *record); /* perhaps known by as_known, perhaps begun by as_of */
ent_time ent_judge_day_end(ent_time t);           /* the midnight after it */
ent_truth ent_select_acts(ent_env *env, const ent_node *acts, const ent_record *record);
ent_truth ent_select_object(ent_env *env, const ent_node *object);
/* Say what would settle it: what kind of thing the item of the record in hand is. */
void ent_item_kind_open(ent_env *env, const char *item);
/* Head and `by` of a clause against the env's record, binding what `by` names. */
ent_truth ent_select_head(ent_env *env, const ent_clause *clause, bool party_needed);
void ent_env_start(ent_env *env, ent_judgement *j, const ent_clause *clause, const ent_record *record);

/* ---- period.c: while a clause runs ---- */
/* All the time for which it may run; empty when it never does. */
ent_span_time ent_clause_period(ent_env *env, const ent_clause *clause);
/* Of that, the moments between which it is in doubt whether it runs: from a beginning that is not known to
 * the day, up to it, or to an end that is not. Returns how many of the two there are, empty ones left out. */
size_t ent_clause_doubts(ent_env *env, const ent_clause *clause, ent_span_time out[2]);
/* Does it run all through the stretch, which lies within its period? Unclear where that rests on a day that
 * is not known: env->reasons and env->settle say on which. */
ent_truth ent_clause_runs(ent_env *env, ent_span_time stretch);

/* ---- rivals.c ---- */
/* What a clause says of one case: an act, a duty. */
typedef struct ent_ruling {
    bool speaks;
    ent_verdict verdict;
    uint32_t reasons;
    ent_outcome outcome, asked; /* asked: of a duty, what its conditions came to */
    const char *party, *target;
    const ent_record *answer; /* of a duty */
    ent_span_time due;        /* of a duty: between its cause and its deadline; empty when it has none */
    ent_lines because, settle;
} ent_ruling;
typedef ent_ruling (*ent_rule)(ent_env *env, const void *context);
/* act.c: what the clause's exceptions make of a breach, or of what may be one. */
void ent_ruling_lift(ent_env *env, ent_ruling *r);
/* Rival figures: choices one by one. Start with *step = 0; false when done. */
bool ent_env_choose(ent_env *env, uint32_t *step);
/* Which of the rivals of `value` is in hand: its index, or -1 when none was chosen. */
int ent_env_pick(const ent_env *env, const ent_value *value);
/* The rule under every choice among the rival figures that it asks for: if all agree the ruling is certain,
 * if not it is unclear because sources conflict, with the verdict under each. */
ent_ruling ent_rule_rivals(ent_env *env, ent_rule rule, const void *context);

/* ---- pieces.c ---- */
/* A rule over a stretch of time: cut where what it rests on changes, neighbours that are ruled alike joined
 * again, each period emitted. It is certain only if `presence` certainly falls into the period. env->t and
 * env->piece say what is in hand. */
typedef struct ent_piecewise {
    ent_rule rule;
    const void *context;
    void (*emit)(ent_env *env, const char *reading, ent_span_time period, const ent_ruling *ruling);
    const char *reading;
    ent_presence presence;
} ent_piecewise;
void ent_rule_pieces(ent_env *env, ent_span_time span, const ent_piecewise *how);

/* ---- index.c: records by what they are and what they speak of ---- */
bool ent_index_build(ent_judgement *j);
const ent_record *const *ent_index_parts(const ent_judgement *j, const ent_record *whole, size_t *out_count);
const ent_record *const *ent_index_about(const ent_judgement *j, const char *about, size_t *out_count);

/* Does an `about` name the record, or another report of the same act? */
bool ent_index_is_of(const ent_judgement *j, const char *about, const ent_record *record);
/* One id for all reports of one act; NULL when no record of the case is said to be the same as another. */
const char *ent_index_reported_with(const ent_judgement *j, const ent_record *record);

/* ---- reports.c: of the findings of one clause from `first` on, those of one act become one ---- */
void ent_reports_join(ent_judgement *j, size_t first);

/* ---- shown.c ---- */
#define ENT_SHOWN_MAX 6
typedef struct ent_shown {
    const ent_record *at[ENT_SHOWN_MAX];
    size_t count; /* all there are, told or not */
} ent_shown;
void ent_shown_add(ent_env *env, const ent_record *record);
/* What stands in an `unless` or a `without`: 'exception 4.2 ("Consent of every party")'. */
const char *ent_exception_name(ent_judgement *j, const ent_node *node);
/* What of a list lifts, which it does, with the records that show it. */
const char *ent_exception_said(ent_env *env, const ent_node *list);

/* ---- exception.c ---- */
/* What exceptions do to a condition that holds with one choice of binders or another. */
typedef struct ent_tally {
    bool stands;   /* with some choice it holds and is not lifted */
    bool open;     /* with some it may hold, and is not lifted */
    bool doubtful; /* with some it is unclear whether it is lifted */
    bool lifted;   /* with some it is */
    uint32_t reasons;
    const char *by; /* what lifts it, or may */
} ent_tally;
void ent_exception_count(ent_env *env, const ent_outcome *held, ent_tally *tally);
ent_outcome ent_exception_eval(ent_env *env, const ent_node *list, const char **out_id);
ent_outcome ent_exists_eval(ent_env *env, const ent_node *node);
/* Does a sourced `complete` close these acts of that actor on that territory over the period? */
typedef struct ent_closing {
    const ent_node *acts;
    const char *actor, *where, *unit; /* NULL: anyone, anywhere, whatever is counted */
    ent_span_time span;
} ent_closing;
bool ent_world_closed(ent_judgement *j, ent_closing what);
/* The same of all whom `by` means as one (NULL: anyone), at every moment of the span: by a list of all of them, or
 * by a list of each where `by` names them or means parties. */
bool ent_world_closed_by(ent_env *env, const ent_node *by, ent_closing what);
/* Of what is not closed: why the lists that speak of it do not close it. */
void ent_world_say_open(ent_judgement *j, ent_closing what, ent_lines *settle);
/* Is there an access-denied record that touches the env's record? This one? One that touches a host's ground
 * (NULL: anywhere) and these acts? The first of them, or NULL. */
const ent_record *ent_world_denied(ent_env *env, ent_span_time span);
bool ent_world_denies(ent_env *env, const ent_record *denial, ent_span_time span);
const ent_record *ent_world_denied_to(ent_judgement *j, const char *host, const ent_node *acts,
                                      ent_span_time span);
void ent_world_say_denied(ent_judgement *j, const ent_record *denial, ent_lines *settle);

/* The word that an ATTRIBUTE node has in the env, "" when no source gives it. */
const char *ent_env_word_of(ent_env *env, const ent_node *attribute);

const char *ent_clause_scope(const ent_clause *clause);

/* ---- act.c, limit.c, duty.c, coverage.c ---- */
void ent_judge_acts(ent_judgement *j, const ent_clause *clause, const char *reading);
void ent_judge_limit(ent_judgement *j, const ent_clause *clause, const char *reading);
void ent_judge_duty(ent_judgement *j, const ent_clause *clause, const char *reading);
ent_quantity ent_limit_value(ent_env *env, const ent_node *node);
/* A sum in a condition that hangs on the act in hand (reckon.c). */
bool ent_sum_hangs(const ent_env *env, const ent_node *aggregate);
ent_quantity ent_sum_reckon(ent_env *env, const ent_node *aggregate);
/* Does a value change with what is recorded, and not only with the law? */
bool ent_value_moves(const ent_judgement *j, const ent_node *node, int depth);
/* The judgement's ticks, and the moments at which what a value sums comes and goes: sorted, each once. */
size_t ent_value_ticks(ent_judgement *j, const ent_node *node, const ent_time **out);
void ent_judge_coverage(ent_judgement *j);
void ent_judge_articles(ent_judgement *j); /* after every clause: what they say together */

/* ---- tried.c ---- */
bool ent_tried_begin(ent_judgement *j);
ent_outcome ent_tried_note(ent_env *env, const ent_node *condition, ent_outcome outcome); /* gives it back */

/* ---- finding.c ---- */
ent_finding *ent_finding_add(ent_judgement *j);
void ent_finding_margins(ent_judgement *j, ent_finding *f, const ent_outcome *outcome);
void ent_finding_sources(ent_judgement *j, ent_finding *f);
void ent_finding_texts(ent_finding *f, const ent_lines *because, const ent_lines *settle);
void ent_breaks_find_changes(ent_judgement *j); /* of the map, then of everything */
void ent_breaks_find(ent_judgement *j);
void ent_ticks_find(ent_judgement *j);
/* Who is a member of what, and a party, is the same at any two moments of one tide. */
void ent_tides_find(ent_judgement *j);
size_t ent_tide_of(const ent_judgement *j, ent_time t);
/* How many of them there are up to t: the number of the stretch between two of them that t lies in. */
size_t ent_breaks_before(const ent_judgement *j, ent_time t);
/* Moments inside (from, until) at which memberships, duties or the map change. */
size_t ent_breaks_in(const ent_judgement *j, ent_span_time span, const ent_time **out_first);
/* With those at which a consent to the env's record begins or ends, or access to it is denied. */
size_t ent_breaks_of(ent_env *env, ent_span_time span, const ent_time **out_first);
size_t ent_times_sort_once(ent_time *at, size_t count); /* sorted, each once; how many are left */

/* ---- judge.c: a judgement before anything is judged, for questions that need no record ---- */
ent_status ent_judgement_open(const ent_world *world, const ent_judge_opts *opts, ent_judgement **out,
                              ent_error *err);
/* Territories are kept under their codes, layer and last change, distances under trees and places: with the
 * same records, map, view, layer and edges they are the same for another text and another day. */
bool ent_judgement_may_lend(const ent_judgement *a, const ent_judgement *b);
ent_status ent_judgement_status(const ent_judgement *j,
                                ent_error *err); /* what failed on the way, if anything */
/* The reading that the case assumes, or NULL; the clause as a reading has it (NULL: as it stands). */
const ent_reading *ent_reading_of_case(const ent_judgement *j, const ent_clause *clause);
const ent_clause *ent_clause_read_as(ent_judgement *j, const ent_clause *clause, const ent_reading *reading);

#endif
