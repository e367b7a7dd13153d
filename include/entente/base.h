/* base.h: what every part of entente shares: status and error, truth, text slices, diagnostics, sinks.
 *
 * Errors come in four kinds that are never mixed:
 *   1. a call failed            ent_status, with the caller's ent_error filled in;
 *   2. a text is wrong          an ent_diag with a place, a reason and a remedy, several per run;
 *   3. the world is not known   ent_truth unclear: no error at all;
 *   4. the program is wrong     assert.
 * The library never prints, never exits and keeps no global state beyond the allocation hook of the tests. */
#ifndef ENTENTE_BASE_H
#define ENTENTE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ENT_API __attribute__((visibility("default")))
#define ENT_MUST_USE __attribute__((warn_unused_result))
#define ENT_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define ENT_API
#define ENT_MUST_USE
#define ENT_PRINTF(fmt, args)
#endif

/* ---- 1. calls that fail ---------------------------------------------------------------------------- */

typedef enum ent_status {
    ENT_OK = 0,
    ENT_E_NOMEM,       /* memory ran out */
    ENT_E_IO,          /* a file or device could not be read or written */
    ENT_E_FORMAT,      /* a text or datum is wrong; the diagnostics say where */
    ENT_E_LIMIT,       /* an input exceeds a limit of src/base/limits.h */
    ENT_E_DOMAIN,      /* an argument lies outside its documented range, or is NaN */
    ENT_E_NOT_FOUND,   /* a name is not known */
    ENT_E_UNSUPPORTED, /* well-formed, but this build or version cannot do it */
    ENT_E_USAGE,       /* the command line is wrong */
    ENT_E_INTERNAL     /* a broken invariant was caught */
} ent_status;

/* The caller's storage for the reason of a failure; valid after a call returned something other than ENT_OK.
 */
typedef struct ent_error {
    ent_status status;
    char message[512]; /* one line, UTF-8, always terminated */
} ent_error;

/* Fill `err` (which may be NULL) and return `status`, so that `return ent_fail(err, ENT_E_IO, ...)` reads
 * well. */
ENT_API ent_status ent_fail(ent_error *err, ent_status status, const char *format, ...) ENT_PRINTF(3, 4);

/* A short name for the status ("out of memory"), static storage. */
ENT_API const char *ent_status_name(ent_status status);

/* ---- 3. three truth values -------------------------------------------------------------------------- */

/* -1 no, 0 unclear, +1 yes: a struct, so that `if (t)` does not compile. */
typedef struct ent_truth {
    signed char sign;
} ent_truth;

#define ENT_NO ((ent_truth){-1})
#define ENT_UNCLEAR ((ent_truth){0})
#define ENT_YES ((ent_truth){+1})

static inline bool ent_is_yes(ent_truth t)
{
    return t.sign > 0;
}
static inline bool ent_is_no(ent_truth t)
{
    return t.sign < 0;
}
static inline bool ent_is_unclear(ent_truth t)
{
    return t.sign == 0;
}
/* Kleene's strong connectives: minimum, maximum, negation. */
static inline ent_truth ent_and(ent_truth a, ent_truth b)
{
    return a.sign < b.sign ? a : b;
}
static inline ent_truth ent_or(ent_truth a, ent_truth b)
{
    return a.sign > b.sign ? a : b;
}
static inline ent_truth ent_not(ent_truth a)
{
    a.sign = (signed char)-a.sign;
    return a;
}

/* ---- text slices ------------------------------------------------------------------------------------ */

/* A borrowed run of bytes, not terminated. The empty slice may have ptr NULL. */
typedef struct ent_str {
    const char *ptr;
    size_t len;
} ent_str;

#define ENT_STR(literal) ((ent_str){"" literal "", sizeof(literal) - 1})
#define ENT_STR_FMT "%.*s"
#define ENT_STR_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : ""

ENT_API ent_str ent_str_of(const char *terminated); /* NULL gives the empty slice */
ENT_API bool ent_str_eq(ent_str a, ent_str b);
ENT_API bool ent_str_is(ent_str a, const char *terminated);
ENT_API bool ent_str_eq_nocase(ent_str a, ent_str b); /* ASCII letters only */
ENT_API int ent_str_cmp(ent_str a, ent_str b);        /* bytewise order, for sorting */
ENT_API ent_str ent_str_trim(ent_str s);              /* without spaces, tabs, CR and LF at either end */
/* Parse a whole slice as a decimal number (sign, digits, one point, exponent; no locale, no hex, no inf/nan).
 * Correctly rounded. False, and *out untouched, when anything else is in it or it overflows. */
ENT_API bool ent_str_to_double(ent_str s, double *out);
ENT_API bool ent_str_to_int64(ent_str s, int64_t *out);

/* ---- 2. wrong texts --------------------------------------------------------------------------------- */

/* Where something stands in a text: byte offset and length, line and column from 1 (column in code points).
 */
typedef struct ent_span {
    uint32_t offset, length;
    uint32_t line, column;
} ent_span;

typedef enum ent_severity { ENT_SEV_ERROR, ENT_SEV_WARNING, ENT_SEV_NOTE } ent_severity;

typedef struct ent_diag {
    ent_severity severity;
    const char *code;      /* stable, kebab-case: "distance-unit" */
    const char *file;      /* as the user named it */
    ent_span span;         /* line 0: the file as a whole */
    const char *line;      /* the source line, terminated, possibly shortened; "" when there is none */
    uint32_t caret;        /* code points into `line` where the caret stands */
    uint32_t caret_length; /* code points of `line` under the caret, at least 1; may reach past its end */
    const char *message;   /* one line, no full stop: "distance has no unit" */
    const char *detail;    /* a sentence, or NULL */
    const char *hint;      /* the remedy, a sentence, or NULL */
} ent_diag;

typedef struct ent_diags ent_diags; /* a growing list; owns its strings; stops growing at ENT_DIAGS_MAX */

ENT_API ent_status ent_diags_new(ent_diags **out, ent_error *err) ENT_MUST_USE;
ENT_API void ent_diags_free(ent_diags *diags);
/* How many are kept, in the order they were added; of them all, kept or not, how many are errors. */
ENT_API size_t ent_diags_count(const ent_diags *diags);
ENT_API size_t ent_diags_error_count(const ent_diags *diags);
/* `index` below the count. Strings are UTF-8 on one line, without control characters, whatever the file held;
 * they live until the list is freed, the struct itself until the next one is added. */
ENT_API const ent_diag *ent_diags_at(const ent_diags *diags, size_t index);

/* One file's text, for spans and carets. `bytes` is borrowed and must outlive the diagnostics call only. */
typedef struct ent_source {
    const char *file;
    ent_str bytes;
} ent_source;

/* What is said about a span; any string is copied. Printf-style only through ent_diags_addf. Returns nothing:
 * running out of memory while reporting is remembered and turns up as ENT_E_NOMEM from ent_diags_status. */
typedef struct ent_diag_text {
    ent_severity severity;
    const char *code, *message, *detail, *hint;
} ent_diag_text;
ENT_API void ent_diags_add(ent_diags *diags, const ent_source *source, ent_span span, ent_diag_text text);
/* The same with a formatted message. */
ENT_API void ent_diags_addf(ent_diags *diags, const ent_source *source, ent_span span, ent_diag_text text,
                            const char *format, ...) ENT_PRINTF(5, 6);
/* ENT_OK; ENT_E_FORMAT when there is at least one error among them; ENT_E_NOMEM when one could not be kept.
 */
ENT_API ent_status ent_diags_status(const ent_diags *diags, ent_error *err);

/* ---- sinks ------------------------------------------------------------------------------------------ */

/* Where output goes. `write` returns false to stop; writers then return ENT_E_IO. */
typedef struct ent_sink {
    bool (*write)(void *context, const char *bytes, size_t length);
    void *context;
} ent_sink;

/* Print diagnostics as text with carets, in order of file and place. `color` adds terminal colours. */
ENT_API ent_status ent_diags_write(const ent_diags *diags, ent_sink sink, bool color, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
