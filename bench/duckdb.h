/* duckdb.h: DuckDB asked by its C interface, from the library that its packages ship, when that is there; for
 * the benchmark alone. Only what is called here is declared: the package has no header. */
#ifndef BENCH_DUCKDB_H
#define BENCH_DUCKDB_H

#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct duck_result { /* passed by value: as large as in DuckDB 1 */
    uint64_t counts[3];
    void *columns, *error, *inner;
} duck_result;

typedef struct duck {
    void *library, *db, *connection;
    int (*open)(const char *path, void **out);
    int (*connect)(void *db, void **out);
    int (*query)(void *connection, const char *sql, duck_result *out);
    void *(*fetch_chunk)(duck_result result);
    uint64_t (*chunk_size)(void *chunk);
    void *(*chunk_vector)(void *chunk, uint64_t column);
    void *(*vector_data)(void *vector);
    void (*destroy_chunk)(void **chunk);
    void (*destroy_result)(duck_result *result);
    const char *(*version)(void);
    int (*appender_create)(void *connection, const char *schema, const char *table, void **out);
    int (*append_int)(void *appender, int32_t value);
    int (*end_row)(void *appender);
    int (*appender_destroy)(void **appender);
    void (*disconnect)(void **connection);
    void (*close)(void **db);
} duck;

static bool duck_find(duck *d, const char *name, void *out)
{
    void *found = dlsym(d->library, name);
    memcpy(out, &found, sizeof found);
    return found != NULL;
}

static bool duck_bind(duck *d)
{
    return duck_find(d, "duckdb_open", &d->open) && duck_find(d, "duckdb_connect", &d->connect) &&
           duck_find(d, "duckdb_query", &d->query) && duck_find(d, "duckdb_fetch_chunk", &d->fetch_chunk) &&
           duck_find(d, "duckdb_data_chunk_get_size", &d->chunk_size) &&
           duck_find(d, "duckdb_data_chunk_get_vector", &d->chunk_vector) &&
           duck_find(d, "duckdb_vector_get_data", &d->vector_data) &&
           duck_find(d, "duckdb_destroy_data_chunk", &d->destroy_chunk) &&
           duck_find(d, "duckdb_destroy_result", &d->destroy_result) &&
           duck_find(d, "duckdb_library_version", &d->version) &&
           duck_find(d, "duckdb_appender_create", &d->appender_create) &&
           duck_find(d, "duckdb_append_int32", &d->append_int) &&
           duck_find(d, "duckdb_appender_end_row", &d->end_row) &&
           duck_find(d, "duckdb_appender_destroy", &d->appender_destroy) &&
           duck_find(d, "duckdb_disconnect", &d->disconnect) && duck_find(d, "duckdb_close", &d->close);
}

/* One statement whose answer nobody wants. */
static bool duck_do(const duck *d, const char *sql)
{
    duck_result result = {{0}, NULL, NULL, NULL};
    bool ok = d->query(d->connection, sql, &result) == 0;
    d->destroy_result(&result);
    return ok;
}

/* The first column of the first rows, numbers: false unless there are `count`. */
static bool duck_ask(const duck *d, const char *sql, double *out, uint64_t count)
{
    duck_result result = {{0}, NULL, NULL, NULL};
    void *chunk = NULL;
    bool ok = d->query(d->connection, sql, &result) == 0 && (chunk = d->fetch_chunk(result)) != NULL &&
              d->chunk_size(chunk) == count;
    if (ok) memcpy(out, d->vector_data(d->chunk_vector(chunk, 0)), count * sizeof *out);
    if (chunk) d->destroy_chunk(&chunk);
    d->destroy_result(&result);
    return ok;
}

/* A database in memory, worked on by one thread. NULL path: none. The library stays loaded. */
static bool duck_open(duck *d, const char *path)
{
    *d = (duck){0};
    d->library = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
    if (path && !d->library) printf("SKIP: DuckDB: %s\n", dlerror());
    return d->library && duck_bind(d) && d->open(NULL, &d->db) == 0 &&
           d->connect(d->db, &d->connection) == 0 && duck_do(d, "SET threads = 1");
}

static void duck_close(duck *d)
{
    if (d->connection) d->disconnect(&d->connection);
    if (d->db) d->close(&d->db);
}

#endif
