/* positions.c: see positions.h. Rows are read into a batch, answered by as many threads as --jobs says, and
 * written in the order in which they came. */
#include "cli/positions.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/mem.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define BATCH_ROWS 32768
#define BATCH_BYTES_MAX ((size_t)64 << 20)
#define JOBS_MAX 64

typedef struct batch {
    ent_lonlat *places; /* of the rows that have one, without gaps */
    ent_cli_added *added;
    uint32_t *row_place; /* which of them a row has, or NO_PLACE */
    size_t *row_end;     /* in raw */
    ent_buf raw;
    size_t rows, place_count;
} batch;

#define NO_PLACE UINT32_MAX

typedef struct stream {
    ent_cli *cli;
    const ent_cli_answerer *answerer;
    ent_csv *csv;
    int lon, lat;
    batch b;
    ent_buf out;
    uint64_t rows, unplaced; /* rows without a position: kept, with empty cells */
} stream;

/* ---- reading ---------------------------------------------------------------------------------------- */

static bool read_cell(stream *s, const ent_cell_text *cell, double most, double *out)
{
    if (ent_str_to_double(ent_str_trim(cell->text), out) && fabs(*out) <= most) return true;
    ent_diag_text text = {ENT_SEV_ERROR, "position", "not a position", NULL,
                          "Longitude and latitude are decimal degrees, latitude from -90 to 90."};
    if (cell->text.len == 0) text.message = "position is missing";
    ent_csv_complain(s->csv, cell, text);
    return false;
}

static void take_row(stream *s, const ent_cell_text *cells)
{
    batch *b = &s->b;
    ent_lonlat place;
    bool good = read_cell(s, &cells[s->lon], 360, &place.lon_deg) &&
                read_cell(s, &cells[s->lat], 90.0, &place.lat_deg);
    b->row_place[b->rows] = good ? (uint32_t)b->place_count : NO_PLACE;
    if (good) b->places[b->place_count++] = place;
    s->unplaced += !good;
    ent_buf_add(&b->raw, ent_csv_record_text(s->csv));
    b->row_end[b->rows++] = b->raw.len;
}

static bool read_batch(stream *s)
{
    const ent_cell_text *cells;
    s->b.rows = s->b.place_count = 0;
    ent_buf_clear(&s->b.raw);
    while (s->b.rows < BATCH_ROWS && s->b.raw.len < BATCH_BYTES_MAX / 2 && ent_csv_next(s->csv, &cells))
        take_row(s, cells);
    return s->b.rows > 0;
}

/* ---- answering -------------------------------------------------------------------------------------- */

typedef struct share {
    const ent_cli_answerer *answerer;
    const ent_lonlat *places;
    size_t count;
    ent_cli_added *out;
    ent_status st;
    ent_error err;
    pthread_t thread;
    bool started;
} share;

static void *work(void *context)
{
    share *s = context;
    s->st = s->answerer->answer(s->answerer->context, s->places, s->count, s->out, &s->err);
    return NULL;
}

static ent_status answer_batch(stream *s, ent_error *err)
{
    share shares[JOBS_MAX];
    size_t jobs = s->answerer->jobs < 1 ? 1 : s->answerer->jobs > JOBS_MAX ? JOBS_MAX : s->answerer->jobs;
    size_t each = (s->b.place_count + jobs - 1) / jobs, from = 0;
    ent_status st = ENT_OK;
    for (size_t k = 0; k < jobs; k++, from += each) {
        size_t left = from < s->b.place_count ? s->b.place_count - from : 0;
        shares[k] = (share){.answerer = s->answerer,
                            .places = s->b.places + from,
                            .count = left < each ? left : each,
                            .out = s->b.added + from};
        if (k > 0 && left > 0)
            shares[k].started = pthread_create(&shares[k].thread, NULL, work, &shares[k]) == 0;
    }
    for (size_t k = 0; k < jobs; k++) { /* the first share, and any that got no thread, are done here */
        if (shares[k].started)
            pthread_join(shares[k].thread, NULL);
        else if (shares[k].count > 0)
            work(&shares[k]);
        if (shares[k].st != ENT_OK && st == ENT_OK) {
            st = shares[k].st;
            if (err) *err = shares[k].err;
        }
    }
    return st;
}

/* ---- writing ---------------------------------------------------------------------------------------- */

static ent_status put(stream *s, ent_error *err)
{
    ent_sink sink = ent_cli_out(s->cli);
    if (s->out.failed) return ent_fail(err, ENT_E_NOMEM, "out of memory for rows");
    bool written = sink.write(sink.context, s->out.ptr ? s->out.ptr : "", s->out.len);
    ent_buf_clear(&s->out);
    return written ? ENT_OK : ent_fail(err, ENT_E_IO, "cannot write");
}

/* Cells for a row without a position: as many commas as the columns have. */
static void add_empty(ent_buf *out, const char *columns)
{
    for (; *columns; columns++)
        if (*columns == ',') ent_buf_addc(out, ',');
}

static ent_status write_batch(stream *s, ent_error *err)
{
    const ent_str same = ent_str_of(s->answerer->same_cells);
    size_t from = 0;
    for (size_t k = 0; k < s->b.rows; k++) {
        ent_buf_add(&s->out, (ent_str){s->b.raw.ptr + from, s->b.row_end[k] - from});
        ent_buf_addc(&s->out, ',');
        if (s->b.row_place[k] == NO_PLACE)
            add_empty(&s->out, s->answerer->columns);
        else
            ent_buf_adds(&s->out, s->b.added[s->b.row_place[k]].text);
        ent_buf_add(&s->out, same);
        ent_buf_addc(&s->out, '\n');
        from = s->b.row_end[k];
    }
    return put(s, err);
}

static void add_quoted(ent_buf *out, ent_str name)
{
    bool plain = name.len > 0;
    for (size_t k = 0; k < name.len; k++) plain = plain && strchr(",\"\r\n", name.ptr[k]) == NULL;
    if (plain) {
        ent_buf_add(out, name);
        return;
    }
    ent_buf_addc(out, '"');
    for (size_t k = 0; k < name.len; k++) {
        if (name.ptr[k] == '"') ent_buf_addc(out, '"');
        ent_buf_addc(out, name.ptr[k]);
    }
    ent_buf_addc(out, '"');
}

static ent_status write_header(stream *s, ent_error *err)
{
    for (size_t k = 0; k < ent_csv_column_count(s->csv); k++) {
        add_quoted(&s->out, ent_csv_column_name(s->csv, k));
        ent_buf_addc(&s->out, ',');
    }
    ent_buf_adds(&s->out, s->answerer->columns);
    ent_buf_adds(&s->out, s->answerer->same_columns);
    ent_buf_addc(&s->out, '\n');
    return put(s, err);
}

/* ---- the stream ------------------------------------------------------------------------------------- */

/* Is one of the names in "edges,view" a column of the file already? */
static ent_status check_added(stream *s, const char *path, const char *names, ent_error *err)
{
    for (; *names; names += strcspn(names, ",")) {
        char name[ENT_CLI_CELL_SIZE];
        names += *names == ',';
        snprintf(name, sizeof name, "%.*s", (int)strcspn(names, ","), names);
        if (ent_csv_column_find(s->csv, name) >= 0)
            return ent_fail(err, ENT_E_FORMAT, "%s: has a column %s already", path, name);
    }
    return ENT_OK;
}

/* The column of either name; both of them would be two answers to one question. */
static ent_status find_column(const stream *s, const char *path, const char *const names[2], int *out,
                              ent_error *err)
{
    const int first = ent_csv_column_find(s->csv, names[0]), other = ent_csv_column_find(s->csv, names[1]);
    if (first >= 0 && other >= 0)
        return ent_fail(err, ENT_E_FORMAT,
                        "%.300s: it has a column %s and a column %s; rename the one that is not meant", path,
                        names[0], names[1]);
    *out = first >= 0 ? first : other;
    return ENT_OK;
}

static ent_status no_columns(const stream *s, const char *path, ent_error *err)
{
    char has[160] = "";
    size_t used = 0;
    for (size_t k = 0; k < ent_csv_column_count(s->csv) && used < sizeof has; k++) {
        const ent_str name = ent_csv_column_name(s->csv, k);
        used += (size_t)snprintf(has + used, sizeof has - used, "%s" ENT_STR_FMT, k ? ", " : "",
                                 ENT_STR_ARG(name));
    }
    return ent_fail(err, ENT_E_FORMAT, "%.300s: no columns lon and lat; it has: %s%s", path, has,
                    used < sizeof has ? "" : " ...");
}

static ent_status check_columns(stream *s, const char *path, ent_error *err)
{
    ent_status st = find_column(s, path, (const char *const[2]){"lon", "longitude"}, &s->lon, err);
    if (st == ENT_OK) st = find_column(s, path, (const char *const[2]){"lat", "latitude"}, &s->lat, err);
    if (st == ENT_OK && (s->lon < 0 || s->lat < 0)) st = no_columns(s, path, err);
    if (st == ENT_OK) st = check_added(s, path, s->answerer->columns, err);
    return st == ENT_OK ? check_added(s, path, s->answerer->same_columns, err) : st;
}

static ent_status set_up(stream *s, ent_error *err)
{
    ent_buf_init(&s->b.raw, BATCH_BYTES_MAX);
    ent_buf_init(&s->out, 2 * BATCH_BYTES_MAX);
    s->b.places = ent_alloc_zero(BATCH_ROWS, sizeof *s->b.places);
    s->b.added = ent_alloc_zero(BATCH_ROWS, sizeof *s->b.added);
    s->b.row_place = ent_alloc_zero(BATCH_ROWS, sizeof *s->b.row_place);
    s->b.row_end = ent_alloc_zero(BATCH_ROWS, sizeof *s->b.row_end);
    bool good = s->b.places && s->b.added && s->b.row_place && s->b.row_end;
    return good ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory for rows");
}

static void clear(stream *s)
{
    ent_csv_close(s->csv);
    ent_buf_done(&s->b.raw);
    ent_buf_done(&s->out);
    ent_free(s->b.places);
    ent_free(s->b.added);
    ent_free(s->b.row_place);
    ent_free(s->b.row_end);
}

static ent_status run(stream *s, ent_error *err)
{
    ent_status st = write_header(s, err);
    while (st == ENT_OK && read_batch(s)) {
        char text[64];
        if (s->b.raw.failed) return ent_fail(err, ENT_E_LIMIT, "rows too long to keep");
        st = answer_batch(s, err);
        if (st == ENT_OK) st = write_batch(s, err);
        s->rows += s->b.rows;
        snprintf(text, sizeof text, "%llu rows", (unsigned long long)s->rows);
        ent_cli_progress(s->cli, text);
    }
    ent_cli_progress(s->cli, NULL);
    return st == ENT_OK ? ent_csv_status(s->csv, err) : st;
}

int ent_cli_positions(ent_cli *cli, const char *path, const ent_cli_answerer *answerer)
{
    stream s = {.cli = cli, .answerer = answerer};
    ent_diags *diags = NULL;
    ent_error err = {0};
    int code = ENT_EXIT_OK;
    if (strcmp(path, "-") != 0)
        ent_cli_rests_on(cli, path, NULL, NULL);
    else if (ent_cli_wants_receipt(cli))
        return ent_cli_usage(cli, "--receipt: standard input cannot be read again; give a file");
    ent_status st = ent_diags_new(&diags, &err);
    if (st == ENT_OK) st = set_up(&s, &err);
    if (st == ENT_OK) st = ent_csv_open_stream(path, diags, &s.csv, &err);
    if (st == ENT_OK) st = check_columns(&s, path, &err);
    if (st == ENT_OK) st = run(&s, &err);
    /* Any other error is a row that was dropped, or the end: what was written is not the whole answer. */
    if (st != ENT_OK || ent_diags_error_count(diags) > s.unplaced) ent_cli_keep_file(cli);
    if (diags != NULL) code = ent_cli_diags(cli, diags);
    if (st != ENT_OK && (code == ENT_EXIT_OK || st != ENT_E_FORMAT)) code = ent_cli_fail(cli, &err);
    clear(&s);
    ent_diags_free(diags);
    return code;
}
