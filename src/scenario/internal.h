/* internal.h: what the files of the scenario module share. */
#ifndef ENT_SCENARIO_INTERNAL_H
#define ENT_SCENARIO_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "entente/scenario.h"

/* What a column of a table is for. */
typedef enum ent_role_of_column {
    ENT_COL_RECORD, /* a column of records: name is as in records.csv */
    ENT_COL_ITEM,   /* item.NAME: name is as in items.csv */
    ENT_COL_SCENARIO,
    ENT_COL_ID,
    ENT_COL_DAY,
    ENT_COL_EXPECT,
    ENT_COL_CLAUSE,
    ENT_COL_MARGIN,
    ENT_COL_REASON,
    ENT_COL_PARTY,
    ENT_COL_READING,
    ENT_COL_AT,
    ENT_COL_WHY,
    ENT_COL_COUNT
} ent_role_of_column;

typedef struct ent_scene_column {
    ent_role_of_column role;
    const char *name;
} ent_scene_column;

typedef struct ent_scene_table {
    const ent_scenarios *said;
    const ent_scene_column *columns;
    int at[ENT_COL_COUNT];         /* of the roles that stand once: the column, or -1 */
    int kind, item, actor, source; /* record columns asked for by name, or -1 */
    const char *act;               /* the kind of every row, when there is no column `kind` */
    size_t *every;                 /* rows that belong to every scenario */
    size_t every_count;
} ent_scene_table;

typedef struct ent_scene {
    const ent_scene_table *table;
    const char *name;
    size_t *rows; /* of the table, from 1: 0 is the header */
    size_t row_count, row_cap;
} ent_scene;

/* A condition of the text and what became of it so far. */
typedef struct ent_condition_seen {
    const ent_clause *clause;
    const ent_node *node; /* NULL: the ceiling or the deadline, by the findings */
    const char *label;
    bool is_ceiling;
    bool held, failed, unclear;
} ent_condition_seen;

/* A row of a scene whose finding was looked at: what boundary scenarios start from. */
typedef struct ent_scene_case {
    const ent_clause *clause;
    const ent_scene *scene;
    size_t row;
    ent_verdict verdict;
    ent_time day;
} ent_scene_case;

struct ent_trial {
    ent_arena *arena;
    const char *path, *folder;
    const ent_str *text; /* instead of a file, while it is read; NULL: from the file */
    const ent_atlas *atlas;
    ent_doc *doc;
    ent_items *items;
    ent_sites *sites;
    ent_shapes *shapes;
    ent_groups *groups;
    ent_world world;  /* without case and records */
    ent_diags *diags; /* of the caller; while reading and playing only */
    ent_scene_table *tables;
    size_t table_count;
    ent_scene *scenes;
    size_t scene_count, scene_cap;
    ent_trial_result *results;
    size_t result_count, result_cap, failed_count;
    ent_scene_case *cases;
    size_t case_count, case_cap;
    ent_condition_seen *conditions;
    size_t condition_count, condition_cap;
    ent_undecided *undecided;
    size_t undecided_count;
    bool out_of_memory;
};

/* ---- trial.c ---- */
const char *ent_trial_text(ent_trial *t, const char *format, ...)
    ENT_PRINTF(2, 3); /* "" when memory ran out */
/* Room for one more in an arena array; the array, grown, or NULL. */
void *ent_trial_room(ent_trial *t, void *array, size_t count, size_t *cap, size_t size);
void ent_trial_say(ent_trial *t, ent_span span, ent_diag_text text, const char *format, ...) ENT_PRINTF(4, 5);

/* A text in memory, with nothing beside it and no map: its scenarios are understood, their rows made records,
 * and nothing is judged. Otherwise as ent_trial_play. */
ENT_API ent_status ent_trial_rehearse(const char *name, ent_str text, ent_diags *diags, ent_trial **out,
                                      ent_error *err) ENT_MUST_USE;

/* ---- beside.c ---- */
/* The agreement and what lies beside it. */
ent_status ent_beside_load(ent_trial *t, ent_error *err) ENT_MUST_USE;

/* ---- table.c ---- */
ent_str ent_scene_cell(const ent_scene_table *table, size_t row, int column); /* empty for column -1 */
ent_span ent_scene_cell_span(const ent_scene_table *table, size_t row, int column);
bool ent_scenes_read(ent_trial *t); /* false: memory ran out */

/* ---- stage.c ---- */
/* The world of a scene, judged. Everything is owned by it and freed by ent_stage_done. */
typedef struct ent_stage {
    ent_records *records;
    ent_items *items;
    ent_doc *case_doc;
    ent_judgement *judgement;
} ent_stage;
/* Diagnostics for wrong cells; ENT_OK with judgement NULL then. */
ent_status ent_stage_play(ent_trial *t, const ent_scene *scene, ent_stage *out, ent_error *err) ENT_MUST_USE;
void ent_stage_done(ent_stage *stage);
/* The record that a row of the scene became, or NULL. */
const ent_record *ent_stage_record(const ent_stage *stage, const ent_scene *scene, size_t row);
/* "r1", "e2" or what the column id says. */
const char *ent_scene_id(ent_trial *t, const ent_scene_table *table, const ent_scene *scene, size_t row);

/* ---- expect.c ---- */
/* Compare what a row expects with what was found; false when memory ran out. Wrong cells leave diagnostics.
 */
bool ent_expect_row(ent_trial *t, const ent_scene *scene, size_t row, const ent_stage *stage);
/* Is every expectation of the scene well said? Diagnostics where not. */
void ent_expect_check(ent_trial *t, const ent_scene *scene);
const char *ent_finding_say(ent_trial *t, const ent_finding *f);

/* ---- check*.c ---- */
void ent_check_alone(ent_trial *t, const ent_clause *clause); /* one clause by itself */
void ent_check_pairs(ent_trial *t);                           /* two that cannot both be kept */
void ent_check_ended(ent_trial *t, const ent_clause *clause); /* over before it begins */
void ent_check_days(ent_trial *t, const ent_clause *clause);  /* how days are counted */
/* "kept, margin -1 km"; "no finding" of NULL. */
const char *ent_check_finding(ent_trial *t, const ent_finding *f);

/* ---- decide.c ---- */
bool ent_conditions_list(ent_trial *t);
void ent_conditions_note(ent_trial *t, const ent_judgement *j);
bool ent_conditions_finish(ent_trial *t);

#endif
