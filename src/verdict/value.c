/* value.c: values as intervals. A figure nobody gives is (-inf, inf) with the reason why; a figure said to be
 * "about" is widened by the tolerance that a reading or the case sets, else by a tenth. */
#include "base/figure.h"
#include "verdict/internal.h"
#include "verdict/sum.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ABOUT_TENTH 0.1
#define MONTHS_MAX 1e12 /* beyond any calendar */
#define BIT(reason) (1u << (reason))

static ent_quantity nothing(ent_reason reason)
{
    return (ent_quantity){-INFINITY, INFINITY, ENT_DIM_NONE, NULL, BIT(reason), false, false};
}

static double tolerance(const ent_judgement *j)
{
    for (size_t i = 0; j->case_doc && i < j->case_doc->assume_count; i++) {
        const ent_assume *a = &j->case_doc->assumes[i];
        if (a->kind == ENT_ASSUME_TOLERANCE && a->body) return fabs(a->body->number);
    }
    return ABOUT_TENTH;
}

static ent_quantity widen(ent_judgement *j, ent_quantity q)
{
    double t = tolerance(j);
    q.lo -= t * fabs(q.lo), q.hi += t * fabs(q.hi);
    q.reasons |= BIT(ENT_REASON_VALUE_COARSE);
    return q;
}

ent_quantity ent_value_of(ent_env *env, const ent_value *value, ent_dimension dimension)
{
    if (!value || value->kind != ENT_VALUE_NUMBER || !value->count) return nothing(ENT_REASON_VALUE_MISSING);
    ent_quantity q = {value->numbers[0].lo, value->numbers[0].hi, dimension, NULL, 0, false, false};
    int pick = value->count > 1 ? ent_env_pick(env, value) : -1;
    if (pick >= 0) q.lo = value->numbers[pick].lo, q.hi = value->numbers[pick].hi;
    for (uint32_t i = 1; pick < 0 && i < value->count; i++) { /* rivals nobody chose among: their hull */
        q.lo = fmin(q.lo, value->numbers[i].lo), q.hi = fmax(q.hi, value->numbers[i].hi);
        q.reasons |= BIT(ENT_REASON_SOURCES_CONFLICT);
    }
    if (q.lo < q.hi) q.reasons |= BIT(ENT_REASON_VALUE_COARSE);
    return value->about ? widen(env->j, q) : q;
}

/* ---- attributes ------------------------------------------------------------------------------------- */

static const ent_item *item_of(ent_env *env, const ent_record *record)
{
    if (record == env->record && env->item) return env->item;
    const char *name = ent_env_word(env, &record->item);
    return *name && env->j->world.items ? ent_items_find(env->j->world.items, ent_str_of(name)) : NULL;
}

const ent_value *ent_env_attribute(ent_env *env, const ent_record *record, const char *name,
                                   ent_dimension *out_dimension)
{
    ent_dimension dimension = ENT_DIM_NONE;
    const ent_attribute *a = record ? ent_record_attribute(record, ent_str_of(name)) : NULL;
    const ent_value *value = a ? &a->value : NULL;
    if (a) dimension = a->dimension;
    if (!value && record && strcmp(name, "quantity") == 0) {
        value = record->quantity.count ? &record->quantity : NULL;
        dimension = record->quantity_dimension;
    }
    if (!value && record && record->quantity.count && strcmp(record->unit, name) == 0)
        value = &record->quantity;
    const ent_item *item = !value && record ? item_of(env, record) : NULL;
    a = item ? ent_item_attribute(item, ent_str_of(name)) : NULL;
    if (a) value = &a->value, dimension = a->dimension;
    if (out_dimension) *out_dimension = dimension;
    return value;
}

static const ent_record *record_of(ent_env *env, const ent_node *name)
{
    if (!name || name->kind != ENT_N_NAME) return env->record;
    const ent_binding *bound = ent_env_find(env, name->text);
    return bound ? bound->record : NULL;
}

static ent_quantity between_times(ent_time lo, ent_time hi)
{
    uint32_t reasons = lo.seconds < hi.seconds ? BIT(ENT_REASON_VALUE_COARSE) : 0;
    return (ent_quantity){(double)lo.seconds, (double)hi.seconds, ENT_DIM_DATE, NULL, reasons, true, false};
}

/* Days, when both ends are whole days; else the seconds between. `last` is the first second of the last one.
 */
static ent_quantity between_days(ent_time first, ent_time last, bool days)
{
    ent_quantity q = between_times(first, last);
    q.is_day = days && first.seconds > ENT_TIME_MIN.seconds && last.seconds < ENT_TIME_MAX.seconds;
    return q;
}

static bool is_day_long(const ent_when *when)
{
    ent_span_time hull = ent_when_hull(when);
    return when->count && hull.until.seconds - hull.from.seconds >= ENT_DAY_SECONDS &&
           hull.from.seconds % ENT_DAY_SECONDS == 0 && hull.until.seconds % ENT_DAY_SECONDS == 0;
}

ent_quantity ent_moment_start(const ent_judgement *j, const ent_record *record)
{
    ent_presence p = ent_record_presence(j, record);
    return between_days(p.start_first, p.start_last, is_day_long(record->from));
}

/* An end that is a day is that day, not the one after it. */
static ent_quantity moment_end(const ent_judgement *j, const ent_record *record)
{
    ent_presence p = ent_record_presence(j, record);
    bool days = is_day_long(record->to->count ? record->to : record->from);
    if (!days || p.end_last.seconds >= ENT_TIME_MAX.seconds) return between_times(p.end_first, p.end_last);
    int64_t first = record->to->count ? p.end_first.seconds - ENT_DAY_SECONDS : p.start_first.seconds;
    return between_days((ent_time){first}, (ent_time){p.end_last.seconds - ENT_DAY_SECONDS}, true);
}

static ent_quantity moment_reported(const ent_record *record)
{
    if (!record->reported->count) return nothing(ENT_REASON_VALUE_MISSING);
    ent_span_time hull = ent_when_hull(record->reported);
    bool days = is_day_long(record->reported);
    return between_days(hull.from, (ent_time){hull.until.seconds - (days ? ENT_DAY_SECONDS : 1)}, days);
}

static void any_hour(ent_quantity *day)
{
    day->hi += ENT_DAY_SECONDS - 1, day->is_day = false;
    day->reasons |= BIT(ENT_REASON_VALUE_COARSE);
}

void ent_moments_align(ent_quantity *a, ent_quantity *b)
{
    if (!a->is_time || !b->is_time || a->is_day == b->is_day) return;
    any_hour(a->is_day ? a : b);
}

ent_quantity ent_quantity_lasting(ent_lasting l)
{
    const ent_unit *days = ent_unit_find(ENT_STR("days"));
    uint32_t reasons = l.lo < l.hi ? BIT(ENT_REASON_VALUE_COARSE) : 0;
    return (ent_quantity){l.lo, l.hi, ENT_DIM_DURATION, days, reasons, false, false};
}

static ent_quantity duration_of(ent_env *env, const ent_record *record)
{
    if (!record) return nothing(ENT_REASON_VALUE_MISSING);
    const ent_span_time ever = {ENT_TIME_MIN, ENT_TIME_MAX};
    return ent_quantity_lasting(ent_record_lasting(env->j, record, ENT_COUNT_ELAPSED, ever, ever));
}

/* Days, where the date has no clock; else the moment at which it begins. */
static ent_quantity date_of(const ent_when *when)
{
    ent_span_time hull = ent_when_reach(when);
    if (!is_day_long(when)) return between_times(hull.from, hull.from);
    return between_days(hull.from, (ent_time){hull.until.seconds - ENT_DAY_SECONDS}, true);
}

/* A date that a record or its item gives: kept as a word, since columns do not know what is a date. */
static ent_quantity date_in(ent_env *env, const ent_value *value)
{
    ent_when when;
    size_t at = 0;
    ent_error why;
    bool year = value && value->kind == ENT_VALUE_NUMBER && value->count == 1; /* "2011" */
    const char *word = year ? value->text : ent_env_word(env, value);
    if (!*word || ent_when_parse(ent_str_of(word), &when, &at, &why) != ENT_OK || !when.count)
        return nothing(ENT_REASON_VALUE_MISSING);
    return date_of(&when);
}

static ent_quantity attribute(ent_env *env, const ent_node *node)
{
    const ent_record *record = record_of(env, node->kid_count ? node->kids[0] : NULL);
    ent_dimension dimension;
    const ent_value *value = ent_env_attribute(env, record, node->text, &dimension);
    if (!value && strcmp(node->text, "duration") == 0) return duration_of(env, record);
    ent_dimension meant = ENT_DIM_NONE;
    bool declared = ent_doc_attribute(env->j->world.agreement, ent_str_of(node->text), &meant);
    if (declared && meant == ENT_DIM_DATE) {
        ent_quantity q = date_in(env, value);
        q.dimension = ENT_DIM_DATE, q.is_time = true;
        return q;
    }
    if (value && value->kind == ENT_VALUE_WORD) {
        int rank = ent_doc_rank(env->j->world.agreement, ent_str_of(node->text),
                                ent_str_of(ent_env_word(env, value)));
        if (rank >= 0) return (ent_quantity){rank, rank, ENT_DIM_RANK, NULL, 0, false, false};
    }
    return ent_value_of(env, value, dimension);
}

static ent_quantity moment(ent_env *env, const ent_node *node)
{
    if (node->op == ENT_ENTRY) return between_days(ent_world_force(env->j), ent_world_force(env->j), true);
    const ent_record *record = record_of(env, node->kid_count ? node->kids[0] : NULL);
    if (!record) return nothing(ENT_REASON_VALUE_MISSING);
    if (node->op == ENT_START) return ent_moment_start(env->j, record);
    return node->op == ENT_END ? moment_end(env->j, record) : moment_reported(record);
}

bool ent_quantity_is_of_days(ent_quantity q)
{
    if (q.dimension == ENT_DIM_MONTHS) return true;
    if (!isfinite(q.lo) || !isfinite(q.hi) || (q.unit && q.unit->scale < ENT_DAY_SECONDS)) return false;
    return fmod(q.lo, ENT_DAY_SECONDS) == 0 && fmod(q.hi, ENT_DAY_SECONDS) == 0;
}

/* A moment beyond the calendar is no moment: it lies for ever ahead, or behind. */
static ent_quantity within_calendar(ent_quantity q)
{
    if (!(q.lo > (double)ENT_TIME_MIN.seconds)) q.lo = -INFINITY;
    if (!(q.hi > (double)ENT_TIME_MIN.seconds)) q.hi = -INFINITY;
    if (!(q.lo < (double)ENT_TIME_MAX.seconds)) q.lo = INFINITY;
    if (!(q.hi < (double)ENT_TIME_MAX.seconds)) q.hi = INFINITY;
    if (!isfinite(q.lo) || !isfinite(q.hi)) q.is_day = false;
    return q;
}

static int64_t months_of(double months)
{
    return (int64_t)fmax(-MONTHS_MAX, fmin(MONTHS_MAX, months));
}

/* A day and so many days are a day; a day and so many hours may be any hour of it. */
static ent_quantity offset(ent_env *env, const ent_node *node)
{
    ent_quantity base = ent_value_eval(env, node->kids[0]), by = ent_value_eval(env, node->kids[1]);
    double sign = node->op < 0 ? -1 : 1;
    base.reasons |= by.reasons;
    if (!isfinite(base.lo) || !isfinite(base.hi) || !isfinite(by.lo) || !isfinite(by.hi)) {
        base.lo = -INFINITY, base.hi = INFINITY, base.is_day = false;
        return base;
    }
    if (by.dimension == ENT_DIM_MONTHS) {
        base.lo = (double)ent_time_add_months((ent_time){(int64_t)base.lo}, months_of(sign * by.lo)).seconds;
        base.hi = (double)ent_time_add_months((ent_time){(int64_t)base.hi}, months_of(sign * by.hi)).seconds;
        return within_calendar(base);
    }
    if (base.is_day && !ent_quantity_is_of_days(by)) any_hour(&base);
    base.lo += sign < 0 ? -by.hi : by.lo;
    base.hi += sign < 0 ? -by.lo : by.hi;
    return within_calendar(base);
}

/* A day of the year that lies so many years after that of a moment. */
static ent_time year_day(ent_time t, const ent_node *day)
{
    ent_time first;
    int32_t year = ent_time_to_civil(t).year + (int32_t)day->number;
    uint8_t month = (uint8_t)(day->op / 100), number = (uint8_t)(day->op % 100);
    if (!ent_time_from_civil((ent_civil){year, month, 1, 0, 0, 0}, &first))
        return day->number < 0 ? ENT_TIME_MIN : ENT_TIME_MAX;
    ent_time next = ent_time_add_months(first, 1),
             then = ent_time_add_seconds(first, (number - 1) * ENT_DAY_SECONDS);
    return then.seconds < next.seconds ? then
                                       : ent_time_add_seconds(next, -ENT_DAY_SECONDS); /* 29 February */
}

static ent_quantity day_of_year(ent_env *env, const ent_node *node)
{
    ent_quantity base = ent_value_eval(env, node->kids[0]);
    if (!isfinite(base.lo) || !isfinite(base.hi)) return base;
    base.lo = (double)year_day((ent_time){(int64_t)base.lo}, node).seconds;
    base.hi = (double)year_day((ent_time){(int64_t)base.hi}, node).seconds;
    base.is_day = true;
    if (base.lo == base.hi) base.reasons = 0;
    return within_calendar(base);
}

/* ---- parameters, tables ----------------------------------------------------------------------------- */

static ent_quantity parameter(ent_env *env, const ent_node *node)
{
    const ent_judgement *j = env->j;
    const ent_node *read = j->reading ? j->reading->assumes : NULL;
    for (uint32_t i = 0; read && i < read->kid_count; i++) /* what the reading in hand puts for it */
        if (strcmp(read->kids[i]->kids[0]->text, node->text) == 0)
            return ent_value_eval(env, read->kids[i]->kids[1]);
    for (size_t i = 0; j->case_doc && i < j->case_doc->assume_count; i++) {
        const ent_assume *a = &j->case_doc->assumes[i];
        if (a->kind == ENT_ASSUME_PARAMETER && strcmp(a->name, node->text) == 0)
            return ent_value_eval(env, a->body);
    }
    const ent_decl *decl = ent_doc_decl_find(j->world.agreement, ENT_DECL_PARAMETER, ent_str_of(node->text));
    if (decl && decl->body) return ent_memo_value(env, decl, decl->body);
    const char *mark = strchr(node->text, ' ') ? "\"" : "";
    ent_lines_addf(env->j, env->settle,
                   "the parameter \"%s\", which the text leaves open: set it in the case (assume %s%s%s = …)",
                   node->text, mark, node->text, mark);
    ent_quantity q = nothing(ENT_REASON_PARAMETER_UNSET);
    if (decl) q.dimension = decl->dimension;
    return q;
}

static int column_of(const ent_table *table, const char *name)
{
    for (size_t c = 0; c < table->column_count; c++)
        if (strcmp(table->columns[c], name) == 0) return (int)c;
    return -1;
}

/* Whose figure is asked for; NULL where nobody's, as in a sum over all of them. */
static const char *actor_in_hand(ent_env *env)
{
    const ent_node *by = env->clause ? env->clause->by : NULL;
    const ent_binding *bound = by ? ent_env_find_node(env, by) : NULL;
    if (bound && bound->actor) return bound->actor;
    if (env->actor || env->key || !env->record) return env->actor;
    const char *actor = ent_env_actor(env, env->record);
    return *actor ? actor : NULL;
}

/* What a column is for the record or group in hand, when it is named like a key of the group, like a name the
 * text binds, like a word that the record gives, or for the actor; NULL when it is not. */
static const char *key_of_column(ent_env *env, const char *column, bool *out_is_actor)
{
    const ent_binding *bound = ent_env_find(env, column);
    *out_is_actor = bound != NULL;
    if (bound) return bound->actor;
    const ent_node *per = env->clause && env->record ? env->clause->per : NULL;
    for (uint32_t i = 0; per && i < per->kid_count; i++) {
        const ent_node *key = per->kids[i];
        bool named = key->kind == ENT_N_ROLE
                         ? strcmp(column, key->op == ENT_ROLE_HOST ? "host" : "actor") == 0
                         : strcmp(column, key->text) == 0;
        *out_is_actor = named && key->kind == ENT_N_ROLE;
        if (named) return ent_group_part(env, key, env->host ? env->host : "");
    }
    *out_is_actor = strcmp(column, "actor") == 0 || strcmp(column, "party") == 0;
    if (*out_is_actor) return actor_in_hand(env);
    const ent_value *said =
        env->record && !env->key ? ent_env_attribute(env, env->record, column, NULL) : NULL;
    return said && said->kind == ENT_VALUE_WORD ? ent_env_word(env, said) : NULL;
}

/* Does the cell name it: itself, or a group of which the actor certainly is? */
static bool cell_names(ent_env *env, const ent_node *cell, const char *key, bool is_actor)
{
    if (strcmp(cell->text, key) == 0 || strcmp(ent_world_code(env->j, cell->text), key) == 0) return true;
    return is_actor && *key && ent_is_yes(ent_world_in_group(env->j, cell->text, key, env->t, 0));
}

/* `but`: a column that is asked about, and picks no row; -1: none. */
static bool row_holds(ent_env *env, const ent_table *table, size_t row, int but)
{
    for (size_t c = 0; c < table->column_count; c++) {
        const ent_node *cell = table->cells[row * table->column_count + c];
        if (!cell || cell->kind == ENT_N_NONE || (int)c == but) continue;
        const char *column = table->columns[c];
        if (strcmp(column, "from") == 0 && ent_moment_of(env->j, cell, ENT_TIME_MIN).seconds > env->t.seconds)
            return false;
        if (strcmp(column, "until") == 0 &&
            ent_moment_of(env->j, cell, ENT_TIME_MAX).seconds <= env->t.seconds)
            return false;
        bool is_actor;
        const char *key = key_of_column(env, column, &is_actor);
        if (key && !cell_names(env, cell, key, is_actor)) return false;
    }
    return true;
}

/* Of several rows that hold none is the better one: the figure is told only where they all give the same. */
static ent_quantity table_value(ent_env *env, const ent_node *node)
{
    const ent_decl *decl = ent_doc_decl_find(env->j->world.agreement, ENT_DECL_TABLE, ent_str_of(node->text));
    if (!decl || !decl->table || !node->kid_count) return nothing(ENT_REASON_VALUE_MISSING);
    int column = column_of(decl->table, node->kids[0]->text);
    ent_quantity found = nothing(ENT_REASON_VALUE_MISSING);
    size_t rows = 0;
    for (size_t row = 0; column >= 0 && row < decl->table->row_count; row++) {
        const ent_node *cell = decl->table->cells[row * decl->table->column_count + (size_t)column];
        if (!cell || cell->kind != ENT_N_NUMBER || !row_holds(env, decl->table, row, -1)) continue;
        ent_quantity q = ent_value_eval(env, cell);
        if (rows++ == 0) found = q;
        if (q.lo == found.lo && q.hi == found.hi) continue;
        ent_lines_addf(env->j, env->settle,
                       "which figure of the table \"%s\" holds: several rows of the table hold; no column "
                       "picks one",
                       node->text);
        q = nothing(ENT_REASON_VALUE_MISSING), q.dimension = found.dimension, q.unit = found.unit;
        return q;
    }
    return found;
}

/* Is there a column by which a row is picked, and nothing to pick by, as where the record lacks the word? */
static bool row_is_open(ent_env *env, const ent_table *table, size_t row, int but)
{
    for (size_t c = 0; c < table->column_count; c++) {
        const ent_node *cell = table->cells[row * table->column_count + c];
        bool is_actor;
        ent_dimension d;
        if (!cell || cell->kind == ENT_N_NONE || (int)c == but) continue;
        if (key_of_column(env, table->columns[c], &is_actor)) continue;
        bool word = ent_doc_attribute(env->j->world.agreement, ent_str_of(table->columns[c]), &d) &&
                    d == ENT_DIM_WORD;
        if (is_actor || word) return true;
    }
    return false;
}

ent_truth ent_table_lists(ent_env *env, const ent_node *node, const char *word, bool is_kind)
{
    const ent_decl *decl = ent_doc_decl_find(env->j->world.agreement, ENT_DECL_TABLE, ent_str_of(node->text));
    int column = decl && decl->table ? column_of(decl->table, node->kids[0]->text) : -1;
    ent_truth any = ENT_NO;
    for (size_t row = 0; column >= 0 && row < decl->table->row_count; row++) {
        const ent_node *cell = decl->table->cells[row * decl->table->column_count + (size_t)column];
        if (!cell || cell->kind == ENT_N_NONE || !row_holds(env, decl->table, row, column)) continue;
        bool sort =
            is_kind && ent_doc_kind_is(env->j->world.agreement, ent_str_of(word), ent_str_of(cell->text));
        if (strcmp(cell->text, word) != 0 && !sort) continue;
        any = ent_or(any, row_is_open(env, decl->table, row, column) ? ENT_UNCLEAR : ENT_YES);
    }
    return any;
}

/* ---- arithmetic ------------------------------------------------------------------------------------- */

static double least4(double a, double b, double c, double d)
{
    return fmin(fmin(a, b), fmin(c, d));
}
static double most4(double a, double b, double c, double d)
{
    return fmax(fmax(a, b), fmax(c, d));
}
static double product(double a, double b)
{
    return a == 0 || b == 0 ? 0 : a * b;
}

static ent_quantity arith(ent_quantity a, ent_quantity b, int op)
{
    ent_quantity q = {0,
                      0,
                      a.dimension != ENT_DIM_NONE ? a.dimension : b.dimension,
                      a.unit ? a.unit : b.unit,
                      a.reasons | b.reasons,
                      a.is_time || b.is_time,
                      false};
    if (op == '+') q.lo = a.lo + b.lo, q.hi = a.hi + b.hi;
    if (op == '-') q.lo = ent_figure_past(a.lo, b.hi), q.hi = ent_figure_past(a.hi, b.lo);
    if (op == '*') {
        double w = product(a.lo, b.lo), x = product(a.lo, b.hi), y = product(a.hi, b.lo),
               z = product(a.hi, b.hi);
        q.lo = least4(w, x, y, z), q.hi = most4(w, x, y, z);
    }
    if (op == '/') {
        if (b.lo <= 0 && b.hi >= 0)
            return (ent_quantity){
                -INFINITY, INFINITY, q.dimension, q.unit, q.reasons | BIT(ENT_REASON_VALUE_MISSING),
                false,     false};
        q.lo = least4(a.lo / b.lo, a.lo / b.hi, a.hi / b.lo, a.hi / b.hi);
        q.hi = most4(a.lo / b.lo, a.lo / b.hi, a.hi / b.lo, a.hi / b.hi);
    }
    return q;
}

static ent_quantity arithmetic(ent_env *env, const ent_node *node)
{
    ent_quantity a = ent_value_eval(env, node->kids[0]), b = ent_value_eval(env, node->kids[1]);
    if (node->op == '/' && b.lo <= 0 && b.hi >= 0 && env->settle)
        ent_lines_addf(env->j, env->settle, "what is divided by: it must not be zero (%s is %s)",
                       ent_judge_say(env->j, node->kids[1]), ent_quantity_say(env->j, b, NULL));
    return arith(a, b, node->op);
}

static ent_quantity extreme(ent_env *env, const ent_node *node)
{
    ent_quantity q = ent_value_eval(env, node->kids[0]);
    for (uint32_t i = 1; i < node->kid_count; i++) {
        ent_quantity k = ent_value_eval(env, node->kids[i]);
        bool least = node->kind == ENT_N_MIN;
        if (q.is_time && k.is_time) ent_moments_align(&q, &k);
        q.lo = least ? fmin(q.lo, k.lo) : fmax(q.lo, k.lo);
        q.hi = least ? fmin(q.hi, k.hi) : fmax(q.hi, k.hi);
        q.reasons |= k.reasons;
        if (!q.unit) q.unit = k.unit;
        if (q.dimension == ENT_DIM_NONE) q.dimension = k.dimension;
    }
    if (q.lo == q.hi) q.reasons = 0;
    return q;
}

/* What is a whole number but for the last bits of its division stays what it is. */
static double whole(double v, int op)
{
    double near = round(v);
    if (fabs(v - near) <= 1e-9 * fmax(1, fabs(v))) return near;
    return op > 0 ? ceil(v) : floor(v);
}

static ent_quantity rounded(ent_quantity q, int op)
{
    q.lo = whole(q.lo, op), q.hi = whole(q.hi, op);
    if (q.lo == q.hi) q.reasons = 0;
    return q;
}

static ent_quantity choice(ent_env *env, const ent_node *node)
{
    ent_outcome o = ent_condition_eval(env, node->kids[0], NULL);
    if (ent_is_yes(o.truth)) return ent_value_eval(env, node->kids[1]);
    if (ent_is_no(o.truth)) return ent_value_eval(env, node->kids[2]);
    ent_quantity a = ent_value_eval(env, node->kids[1]), b = ent_value_eval(env, node->kids[2]);
    a.lo = fmin(a.lo, b.lo), a.hi = fmax(a.hi, b.hi);
    a.reasons |= b.reasons | o.reasons;
    return a;
}

ent_quantity ent_value_eval(ent_env *env, const ent_node *node)
{
    if (!node || ++env->depth > 64) return nothing(ENT_REASON_VALUE_MISSING);
    ent_quantity q = nothing(ENT_REASON_VALUE_MISSING);
    switch (node->kind) {
    case ENT_N_NUMBER:
        q = (ent_quantity){
            node->number, node->number, node->unit ? node->unit->dimension : ENT_DIM_NONE, node->unit, 0,
            false,        false};
        break;
    case ENT_N_ABOUT: q = widen(env->j, ent_value_eval(env, node->kids[0])); break;
    case ENT_N_ATTRIBUTE: q = attribute(env, node); break;
    case ENT_N_PARAMETER: q = parameter(env, node); break;
    case ENT_N_TABLE: q = table_value(env, node); break;
    case ENT_N_ARITH: q = arithmetic(env, node); break;
    case ENT_N_MIN:
    case ENT_N_MAX: q = extreme(env, node); break;
    case ENT_N_IF: q = choice(env, node); break;
    case ENT_N_DATE:
        if (node->when) q = date_of(node->when);
        break;
    case ENT_N_MOMENT: q = moment(env, node); break;
    case ENT_N_OFFSET: q = offset(env, node); break;
    case ENT_N_YEAR_DAY: q = day_of_year(env, node); break;
    case ENT_N_ROUND: q = rounded(ent_value_eval(env, node->kids[0]), node->op); break;
    case ENT_N_WORD: break;
    default: q = ent_limit_value(env, node); break; /* sums: quantity, baseline, limit of, aggregate */
    }
    env->depth--;
    return q;
}

/* ---- saying ----------------------------------------------------------------------------------------- */

const ent_unit *ent_quantity_unit(ent_quantity q, const ent_unit *as)
{
    if (as && as->dimension == q.dimension) return as;
    if (q.unit && q.unit->dimension == q.dimension) return q.unit;
    if (q.dimension == ENT_DIM_LENGTH)
        return ent_unit_find(fabs(q.hi) >= 1000 && isfinite(q.hi) ? ENT_STR("km") : ENT_STR("m"));
    if (q.dimension == ENT_DIM_MASS) return ent_unit_find(ENT_STR("t"));
    if (q.dimension == ENT_DIM_DURATION) return ent_unit_find(ENT_STR("days"));
    if (q.dimension == ENT_DIM_MONTHS) return ent_unit_find(ENT_STR("months"));
    return NULL;
}

const char *ent_quantity_say(ent_judgement *j, ent_quantity q, const ent_unit *as)
{
    if (q.is_time && isinf(q.lo) && q.lo > 0) return "a day beyond the calendar";
    if (q.is_time && isinf(q.hi) && q.hi < 0) return "a day before the calendar";
    if (q.is_time) {
        const char *lo = ent_judge_say_date(j, (ent_time){(int64_t)q.lo});
        return q.lo == q.hi
                   ? lo
                   : ent_judge_printf(j, "%s to %s", lo, ent_judge_say_date(j, (ent_time){(int64_t)q.hi}));
    }
    if (isinf(q.lo) && isinf(q.hi) && q.lo < 0 && q.hi > 0) return "not said";
    const ent_unit *unit = ent_quantity_unit(q, as);
    double scale = unit ? unit->scale : 1;
    const char *name = unit ? unit->name : "", *space = unit ? " " : "";
    if (isinf(q.hi))
        return ent_judge_printf(j, "at least %s%s%s", ent_judge_number(j, q.lo / scale), space, name);
    if (isinf(q.lo))
        return ent_judge_printf(j, "at most %s%s%s", ent_judge_number(j, q.hi / scale), space, name);
    if (q.lo == q.hi) return ent_judge_printf(j, "%s%s%s", ent_judge_number(j, q.lo / scale), space, name);
    return ent_judge_printf(j, "%s to %s%s%s", ent_judge_number(j, q.lo / scale),
                            ent_judge_number(j, q.hi / scale), space, name);
}
