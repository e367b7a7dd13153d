/* bench_sums.c: how many records a second does a ceiling take, and how much memory beside the records? A
 * million synthetic records of two actors over thirty years, on the square world of the tests, judged three
 * times: at any moment, over any 90 days, in each calendar year. The same question is put to SQLite in the
 * same run, and to DuckDB on one thread when its library is there: their window functions over a table of
 * comings and goings that stands loaded in memory. All must agree on the greatest sums.
 *
 *   [ENTENTE_DUCKDB=libduckdb.so] bench_sums [RECORDS]
 *
 * Exit code 1 when a floor or a ceiling is broken, or the two disagree. */
#define _DEFAULT_SOURCE
#include "base/buf.h"
#include "entente/verdict.h"
#include "../tests/support/square_world.h"
#include "duckdb.h"

#include <malloc.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RECORDS_PER_SECOND_MIN 1e6
#define BYTES_PER_RECORD_MAX 64.0
#define FIRST_DAY 7670 /* 1991-01-01 */
#define DAYS 11300     /* until some day of 2021 */
#define CEILING 1e9

typedef struct question {
    const char *name, *line, *sql;
} question;

#define EVENTS(until)                                                                                        \
    "SELECT actor, max(s) FROM (SELECT actor, sum(q) OVER (PARTITION BY actor ORDER BY moment, q) AS s "     \
    "FROM ("                                                                                                 \
    "SELECT actor, start AS moment, quantity AS q FROM r UNION ALL SELECT actor, " until                     \
    ", -quantity FROM r) AS e) AS w GROUP BY actor ORDER BY actor"

static const question questions[] = {
    {"at any moment", "at any moment", EVENTS("finish")},
    {"over any 90 days", "over any 90 days", EVENTS("start + 90")},
    {"calendar year", "in each calendar year",
     "SELECT actor, max(s) FROM (SELECT actor, sum(quantity) AS s FROM r GROUP BY actor, year) AS y GROUP "
     "BY actor ORDER BY actor"},
};
#define QUESTIONS (sizeof questions / sizeof *questions)

/* Of this process on its one core: what else the machine does is not measured. */
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- memory: the peak of the resident set since it was last reset ------------------------------------- */

static double status_bytes(const char *field)
{
    char line[256];
    double value = NAN;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, field, strlen(field)) == 0) value = strtod(line + strlen(field) + 1, NULL) * 1024;
    if (f) fclose(f);
    return value;
}

static void reset_peak(void)
{
    malloc_trim(0);
    FILE *f = fopen("/proc/self/clear_refs", "w");
    if (!f) return;
    fputs("5", f);
    fclose(f);
}

/* ---- the records --------------------------------------------------------------------------------------- */

typedef struct sample {
    int actor, quantity, start, finish, year;
} sample;

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

static ent_civil civil_of(int day)
{
    return ent_time_to_civil((ent_time){(int64_t)day * ENT_DAY_SECONDS});
}

static sample make_sample(uint64_t *seed)
{
    sample s = {.actor = (int)(next_random(seed) % 2), .quantity = 1 + (int)(next_random(seed) % 20)};
    s.start = FIRST_DAY + (int)(next_random(seed) % (DAYS - 90));
    s.finish = s.start + 1 + (int)(next_random(seed) % 60);
    s.year = civil_of(s.start).year;
    return s;
}

static void write_date(ent_buf *csv, int day)
{
    ent_civil c = civil_of(day);
    ent_buf_printf(csv, ",%04d-%02d-%02d", (int)c.year, (int)c.month, (int)c.day);
}

static ent_status load(const sample *samples, size_t count, ent_records **out, ent_error *err)
{
    ent_buf csv;
    ent_diags *diags = NULL;
    ent_records *records = NULL;
    ent_buf_init(&csv, (size_t)1 << 32);
    ent_buf_adds(&csv, "id,kind,actor,quantity,unit,from,to,source\nlist,complete,,,,1990-01-01,,test\n");
    for (size_t i = 0; i < count; i++) {
        ent_buf_printf(&csv, "r%zu,deployment,%s,%d,men", i, samples[i].actor ? "BBB" : "AAA",
                       samples[i].quantity);
        write_date(&csv, samples[i].start);
        write_date(&csv, samples[i].finish - 1);
        ent_buf_adds(&csv, ",test\n");
    }
    ent_status st = ent_diags_new(&diags, err);
    if (st == ENT_OK) st = ent_records_new(&records, err);
    if (st == ENT_OK) st = ent_records_load_memory(records, "records", ent_buf_str(&csv), diags, err);
    if (st == ENT_OK) st = ent_records_finish(records, diags, err);
    if (st == ENT_OK && ent_records_count(records) != count + 1)
        st = ent_fail(err, ENT_E_FORMAT, "rows were left out");
    ent_buf_done(&csv);
    ent_diags_free(diags);
    if (st == ENT_OK) *out = records;
    return st;
}

/* ---- our answer ---------------------------------------------------------------------------------------- */

typedef struct answer {
    double greatest[2], seconds, bytes;
} answer;

static ent_status read_text(const question *q, const ent_world *world, ent_doc **out, ent_error *err)
{
    char text[512];
    ent_diags *diags = NULL;
    snprintf(text, sizeof text,
             "# A\n\n```entente\nparty AAA, BBB\nin force from 1990-01-01 for every party\n"
             "clause 1 limits number of deployment\n  by any party P\n  at most %.0f\n  %s\n```\n",
             CEILING, q->line);
    ent_status st = ent_diags_new(&diags, err);
    if (st == ENT_OK) st = ent_doc_parse("text", ent_str_of(text), diags, out, err);
    ent_names names = ent_world_names(world);
    if (st == ENT_OK) st = ent_doc_check(*out, &names, diags, err);
    if (st == ENT_OK) st = ent_diags_status(diags, err);
    ent_diags_free(diags);
    return st;
}

static ent_status ask_us(const question *q, ent_world world, answer *out, ent_error *err)
{
    ent_judgement *j = NULL;
    ent_judge_opts opts = {.as_of = {(int64_t)(FIRST_DAY + DAYS) * ENT_DAY_SECONDS},
                           .as_known = ENT_TIME_MAX};
    ent_status st = read_text(q, &world, &world.agreement, err);
    reset_peak();
    double before = status_bytes("VmRSS:"), start = now();
    if (st == ENT_OK) st = ent_judge(&world, &opts, &j, err);
    out->seconds = now() - start, out->bytes = status_bytes("VmHWM:") - before;
    for (size_t i = 0; st == ENT_OK && i < ent_finding_count(j); i++) {
        const ent_finding *f = ent_finding_at(j, i);
        int actor = strcmp(f->party, "BBB") == 0;
        if (f->margin_count) out->greatest[actor] = fmax(out->greatest[actor], f->margins[0].hi + CEILING);
    }
    ent_judgement_free(j);
    ent_doc_free(world.agreement);
    return st;
}

/* ---- SQLite's ------------------------------------------------------------------------------------------ */

static bool fill(sqlite3 *db, const sample *samples, size_t count)
{
    sqlite3_stmt *insert = NULL;
    bool ok = sqlite3_exec(db, "CREATE TABLE r(actor, quantity, start, finish, year); BEGIN", NULL, NULL,
                           NULL) == SQLITE_OK &&
              sqlite3_prepare_v2(db, "INSERT INTO r VALUES(?,?,?,?,?)", -1, &insert, NULL) == SQLITE_OK;
    for (size_t i = 0; ok && i < count; i++) {
        const int cells[] = {samples[i].actor, samples[i].quantity, samples[i].start, samples[i].finish,
                             samples[i].year};
        for (int c = 0; c < 5; c++) sqlite3_bind_int(insert, c + 1, cells[c]);
        ok = sqlite3_step(insert) == SQLITE_DONE && sqlite3_reset(insert) == SQLITE_OK;
    }
    sqlite3_finalize(insert);
    return ok && sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
}

static bool ask_sqlite(sqlite3 *db, const char *sql, answer *out)
{
    sqlite3_stmt *query = NULL;
    double start = now();
    bool ok = sqlite3_prepare_v2(db, sql, -1, &query, NULL) == SQLITE_OK;
    for (int actor = 0; ok && actor < 2; actor++) {
        ok = sqlite3_step(query) == SQLITE_ROW;
        if (ok) out->greatest[actor] = sqlite3_column_double(query, 1);
    }
    sqlite3_finalize(query);
    out->seconds = now() - start;
    return ok;
}

/* ---- DuckDB's ------------------------------------------------------------------------------------------ */

static bool fill_duck(duck *d, const sample *samples, size_t count)
{
    void *rows = NULL;
    bool ok = duck_do(d, "CREATE TABLE r(actor INT, quantity INT, start INT, finish INT, year INT)") &&
              d->appender_create(d->connection, NULL, "r", &rows) == 0;
    for (size_t i = 0; ok && i < count; i++) {
        const int cells[] = {samples[i].actor, samples[i].quantity, samples[i].start, samples[i].finish,
                             samples[i].year};
        for (int c = 0; ok && c < 5; c++) ok = d->append_int(rows, cells[c]) == 0;
        ok = ok && d->end_row(rows) == 0;
    }
    return rows && d->appender_destroy(&rows) == 0 && ok;
}

static bool ask_duck(const duck *d, const char *sql, answer *out)
{
    char text[1024];
    snprintf(text, sizeof text, "SELECT m::DOUBLE FROM (%s) AS t(actor, m) ORDER BY actor", sql);
    double start = now();
    bool ok = duck_ask(d, text, out->greatest, 2);
    out->seconds = now() - start;
    return ok;
}

/* ---- all of them
 * --------------------------------------------------------------------------------------------- */

static bool agree(const char *name, const answer *ours, const answer *theirs)
{
    if (ours->greatest[0] == theirs->greatest[0] && ours->greatest[1] == theirs->greatest[1]) return true;
    printf("  they disagree: %.0f and %.0f, %s %.0f and %.0f\n", ours->greatest[0], ours->greatest[1], name,
           theirs->greatest[0], theirs->greatest[1]);
    return false;
}

static bool compare(const question *q, const ent_world *world, sqlite3 *db, const duck *d, size_t count)
{
    answer ours = {0}, theirs = {0}, ducks = {0};
    ent_error err = {0};
    if (ask_us(q, *world, &ours, &err) != ENT_OK) return printf("%s: %s\n", q->name, err.message), false;
    if (!ask_sqlite(db, q->sql, &theirs)) return printf("%s: %s\n", q->name, sqlite3_errmsg(db)), false;
    double rate = (double)count / ours.seconds, bytes = ours.bytes / (double)count;
    printf("%-17s %6.2f M records/s (floor %.0f)  %5.1f bytes a record (ceiling %.0f)  SQLite %6.2f M/s",
           q->name, rate / 1e6, RECORDS_PER_SECOND_MIN / 1e6, bytes, BYTES_PER_RECORD_MAX,
           (double)count / theirs.seconds / 1e6);
    bool asked = d->connection && ask_duck(d, q->sql, &ducks);
    if (asked) printf("  DuckDB %6.2f M/s", (double)count / ducks.seconds / 1e6);
    printf("\n");
    bool same =
        agree("SQLite", &ours, &theirs) && (!d->connection || (asked && agree("DuckDB", &ours, &ducks)));
    return same && rate >= RECORDS_PER_SECOND_MIN && bytes <= BYTES_PER_RECORD_MAX;
}

int main(int argc, char **argv)
{
    size_t count = argc > 1 ? (size_t)strtoull(argv[1], NULL, 10) : 1000000;
    uint64_t seed = 1;
    ent_error err = {0};
    ent_records *records = NULL;
    sqlite3 *db = NULL;
    ent_atlas *atlas = square_open();
    duck d;
    bool ducks = duck_open(&d, getenv("ENTENTE_DUCKDB"));
    sample *samples = calloc(count + 1, sizeof *samples);
    bool ok = atlas && samples && sqlite3_open(":memory:", &db) == SQLITE_OK;
    for (size_t i = 0; ok && i < count; i++) samples[i] = make_sample(&seed);
    ok = ok && load(samples, count, &records, &err) == ENT_OK && fill(db, samples, count) &&
         (!ducks || fill_duck(&d, samples, count));
    if (!ok) fprintf(stderr, "bench_sums: %s\n", err.message);
    free(samples);
    const ent_world world = {.atlas = atlas, .records = records};
    printf("%zu records of two actors over thirty years; SQLite %s, DuckDB %s\n", count, sqlite3_libversion(),
           ducks ? d.version() : "is not here: SKIP");
    for (size_t i = 0; records && i < QUESTIONS; i++) ok &= compare(&questions[i], &world, db, &d, count);
    sqlite3_close(db);
    duck_close(&d);
    ent_records_free(records);
    ent_atlas_close(atlas);
    return ok ? 0 : 1;
}
