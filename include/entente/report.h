/* report.h: a finished judgement as text for people, JSON, NDJSON and CSV, and its receipt. Pure functions
 * into a sink: they judge nothing, open no file and know no clock. Same judgements and options, same bytes.
 *
 * Findings stand in one order everywhere: article, clause, reading (the base first), period, records. Several
 * judgements of one case, each under another view, may be reported together; what the views answer
 * differently is then said as well. */
#ifndef ENTENTE_REPORT_H
#define ENTENTE_REPORT_H

#include "entente/compare.h"
#include "entente/verdict.h"
#include "entente/zone.h"
#include "entente/ledger.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A file that the case was read from: its name relative to the case, SHA-256 of its bytes in lower-case hex.
 */
typedef struct ent_report_file {
    const char *name, *sha256;
} ent_report_file;

/* The zero value of every member is the default. All is borrowed for the call. */
typedef struct ent_report_opts {
    const char *case_title;       /* NULL or "": the title of the agreement alone */
    const char *version;          /* of the program, for the receipt; NULL: "" */
    const ent_report_file *files; /* for the receipt, in the order read */
    size_t file_count;
    /* Which findings and coverage are shown; counts and the receipt are of all of them. NULL, "" or 0: all.
     */
    const char *clause; /* id of a clause */
    const char *party;  /* code of whoever is charged */
    unsigned verdicts;  /* bits 1 << ent_verdict */
    /* Text only. */
    int width;           /* columns of the page, 80 by default; at least 40 are used */
    bool color, verbose; /* verbose: what is kept or exempt in full, every reason, notes, defaults */
} ent_report_opts;

/* Text for a reader who has never seen the program: the answer, what it rests on, a table by article, then
 * every article with its breaches, what is unclear and what would settle it, what is kept. ENT_E_IO when the
 * sink stops, ENT_E_NOMEM. Time and memory grow with the text. At least one judgement; they share one world.
 */
ENT_API ent_status ent_report_text(const ent_judgement *const *judgements, size_t count,
                                   const ent_report_opts *opts, ent_sink sink, ent_error *err) ENT_MUST_USE;

/* One JSON object a judgement: an object for one, an array of objects for several
 * (docs/schema/check.schema.json). Open ends are null, dates ISO 8601, margins in the unit they name. */
ENT_API ent_status ent_report_json(const ent_judgement *const *judgements, size_t count,
                                   const ent_report_opts *opts, ent_sink sink, ent_error *err) ENT_MUST_USE;

/* The same, one object a line: for each judgement a line of type "judgement", then its findings, then its
 * coverage. */
ENT_API ent_status ent_report_ndjson(const ent_judgement *const *judgements, size_t count,
                                     const ent_report_opts *opts, ent_sink sink, ent_error *err) ENT_MUST_USE;

/* Findings as CSV (RFC 4180), a row each, the view in the first column; lists are joined with " | ". */
ENT_API ent_status ent_report_csv(const ent_judgement *const *judgements, size_t count,
                                  const ent_report_opts *opts, ent_sink sink, ent_error *err) ENT_MUST_USE;

/* Findings as features, one for each record of a finding and each place that it may have (see
 * ent_world_spots), or one without a geometry where nothing is said of the place: a point, a disc as a
 * polygon that holds it, an area, a line, or the territory where only that is known, outlined roughly.
 * Properties: `finding` (its number, the same for every feature of it), view, layer, as_of, article, clause,
 * title, reading, party, target, verdict, from, until, records, margin_lo, margin_hi, margin_unit,
 * margin_condition, reasons, because, settle, sources (lists joined with " | "), and of the record: record,
 * kind, actor, item, quantity, unit, position ("point", "disc", "area", "line", "territory", "none"),
 * radius_m, lon, lat, territory. GeoJSON as RFC 7946: cut at ±180, outer rings counter-clockwise. KML 2.2:
 * styled by verdict, the period as a TimeSpan. ENT_E_IO, ENT_E_NOMEM. */
ENT_API ent_status ent_report_geojson(const ent_judgement *const *judgements, size_t count,
                                      const ent_report_opts *opts, ent_sink sink,
                                      ent_error *err) ENT_MUST_USE;
ENT_API ent_status ent_report_kml(const ent_judgement *const *judgements, size_t count,
                                  const ent_report_opts *opts, ent_sink sink, ent_error *err) ENT_MUST_USE;

/* The receipt: canonical JSON without line breaks, of the files, the map, the view, layer, edges and days,
 * what is assumed, the version, `answer` (SHA-256 of all findings and coverage) and last `sha256`: that of
 * the object's bytes without this member. Independent of where the case lies and when it is judged. */
ENT_API ent_status ent_report_receipt(const ent_judgement *judgement, const ent_report_opts *opts,
                                      ent_sink sink, ent_error *err) ENT_MUST_USE;
/* Only its `sha256`. */
ENT_API ent_status ent_report_receipt_sha256(const ent_judgement *judgement, const ent_report_opts *opts,
                                             char out_hex[65], ent_error *err) ENT_MUST_USE;

/* What opts->clause says about one record, as text: the clause in plain English, the record, and for each
 * reading the verdict, its margins, the chain of reasons and the sources; or that the clause does not speak
 * of it, and what it speaks of. ENT_E_NOT_FOUND when there is no such clause or record. */
ENT_API ent_status ent_report_record(const ent_judgement *judgement, const char *record_id,
                                     const ent_report_opts *opts, ent_sink sink, ent_error *err) ENT_MUST_USE;

/* ---- the page ---- */

/* What the web page shows, as JSON on one line each: `entente serve` answers with them (docs/api.md says what
 * is in them), `entente report` puts them into its file. */

/* The case: texts, articles, clauses with their figures and readings, items, parties, records with their
 * places, views and, if `ledger` is not NULL, the talks. ENT_E_IO, ENT_E_NOMEM, as all of these. */
ENT_API ent_status ent_report_page_case(const ent_judgement *judgement, const ent_ledger *ledger,
                                        const ent_report_opts *opts, ent_sink sink,
                                        ent_error *err) ENT_MUST_USE;
/* Findings and coverage that the options let through, and how many there are of each state. */
ENT_API ent_status ent_report_page_check(const ent_judgement *judgement, const ent_report_opts *opts,
                                         ent_sink sink, ent_error *err) ENT_MUST_USE;
/* What a changed figure turns over in the clause that the options name: the counts; [index, state] of the
 * findings whose state is another, by their place among the base's findings of the clause; those that are
 * gone; those that are new. */
ENT_API ent_status ent_report_page_step(const ent_judgement *base, const ent_judgement *step,
                                        const ent_report_opts *opts, ent_sink sink,
                                        ent_error *err) ENT_MUST_USE;
/* Coasts and borders under a view on a day, no finer than `tolerance_m`: for drawing, nothing may be measured
 * on it. */
ENT_API ent_status ent_report_land(const ent_atlas *atlas, ent_territory_query query, double tolerance_m,
                                   ent_sink sink, ent_error *err) ENT_MUST_USE;
/* The ground a clause closes. Zones NULL: it closes none, or all of it if the view says so. Outlines are
 * UNCUT, with as many decimals as the tolerance deserves: nearer than a tenth of it to the zone's own. */
ENT_API ent_status ent_report_page_zone(const ent_closed_view *closed, const ent_zone *certain,
                                        const ent_zone *possible, ent_sink sink, ent_error *err) ENT_MUST_USE;

/* One file of the web application that is built into the program: "page.html", "page.css", "page.js". Static
 * storage; ptr NULL for any other name. */
ENT_API ent_str ent_report_page_file(ent_str name);

/* ---- zones ---- */

/* A zone and what is said about it; texts may be NULL and are then left out. Borrowed for the call. */
typedef struct ent_report_zone {
    const ent_zone *zone;
    const char *name;      /* "within 500 km of RUS" */
    const char *certainty; /* "certain" or "possible", of two zones whose reach is an interval */
    const char *map, *view, *layer, *edges, *as_of, *as_known;
} ent_report_zone;

/* Zones as a GeoJSON FeatureCollection, one MultiPolygon each, with the properties area_m2_lo, area_m2_hi,
 * tolerance_m and those of the texts that are given. CUT: RFC 7946. UNCUT: for spherical readers (see
 * zone.h); the whole Earth is then {"type": "Sphere"}, as d3-geo has it. ENT_E_IO, ENT_E_NOMEM. */
ENT_API ent_status ent_report_zones_geojson(const ent_report_zone *zones, size_t count, ent_outline_kind kind,
                                            ent_sink sink, ent_error *err) ENT_MUST_USE;
/* The same zones as KML 2.2, a Placemark each, certain and possible styled apart. */
ENT_API ent_status ent_report_zones_kml(const ent_report_zone *zones, size_t count, ent_sink sink,
                                        ent_error *err) ENT_MUST_USE;

/* ---- comparisons ---- */

/* A comparison of two texts and of what they mean for a case, one effect a view (1 to 8). Borrowed for the
 * call. */
typedef struct ent_report_diff {
    const ent_redline *redline;
    const ent_effect *const *effects;
    size_t effect_count;
    const char *before_name, *after_name; /* what is compared; after NULL: the same case, changed as asked */
    ent_texts asked;                      /* "5.range.lo = 480 km", "party +UKR", "as of 2022-02-24" */
} ent_report_diff;

ENT_API bool ent_report_diff_differs(const ent_report_diff *diff);
/* What differs, for people, a line that sums it up last; as JSON (docs/schema/diff.schema.json); as a page of
 * HTML that needs nothing else, with ins and del. ENT_E_DOMAIN: no effect; ENT_E_IO, ENT_E_NOMEM. */
ENT_API ent_status ent_report_diff_text(const ent_report_diff *diff, const ent_report_opts *opts,
                                        ent_sink sink, ent_error *err) ENT_MUST_USE;
ENT_API ent_status ent_report_diff_json(const ent_report_diff *diff, const ent_report_opts *opts,
                                        ent_sink sink, ent_error *err) ENT_MUST_USE;
ENT_API ent_status ent_report_diff_html(const ent_report_diff *diff, const ent_report_opts *opts,
                                        ent_sink sink, ent_error *err) ENT_MUST_USE;

/* What a figure or the day turns over, for people, as JSON (docs/schema/sweep.schema.json); the curve of
 * closed ground as CSV and as SVG, which are empty but for their head when none was asked for. ENT_E_IO,
 * ENT_E_NOMEM. */
ENT_API ent_status ent_report_sweep_text(const ent_sweep *sweep, const ent_report_opts *opts, ent_sink sink,
                                         ent_error *err) ENT_MUST_USE;
ENT_API ent_status ent_report_sweep_json(const ent_sweep *sweep, const ent_report_opts *opts, ent_sink sink,
                                         ent_error *err) ENT_MUST_USE;
ENT_API ent_status ent_report_sweep_csv(const ent_sweep *sweep, const ent_report_opts *opts, ent_sink sink,
                                        ent_error *err) ENT_MUST_USE;
ENT_API ent_status ent_report_sweep_svg(const ent_sweep *sweep, const ent_report_opts *opts, ent_sink sink,
                                        ent_error *err) ENT_MUST_USE;

/* ---- the report ---- */

/* What a report holds beside the judgement; may all be NULL or empty. Borrowed for the call. */
typedef struct ent_report_html_opts {
    const ent_ledger *ledger;
    const ent_report_diff *diff; /* another draft, as redlines */
    ent_str data; /* JSON for the page's application (docs/api.md, "In a report"); empty: there is none, only
                     text */
} ent_report_html_opts;
/* One file that needs nothing else: findings with reasons and sources as text and tables that need no script,
 * then whatever `data` lets the application show. Its security policy names the hash of each script and style
 * in it and allows nothing from outside. ENT_E_IO, ENT_E_NOMEM. */
ENT_API ent_status ent_report_html(const ent_judgement *judgement, const ent_report_html_opts *html,
                                   const ent_report_opts *opts, ent_sink sink, ent_error *err) ENT_MUST_USE;

/* ---- the talks ---- */

/* What a calendar is made from. Borrowed for the call. */
typedef struct ent_report_calendar {
    const ent_ledger *ledger;       /* meetings, red lines: all that was known */
    const ent_talks *talks;         /* what is unanswered */
    const ent_judgement *judgement; /* of the day, for duties; NULL: none are told */
    ent_time as_of, as_known;       /* the day, midnight; what was reported before this moment */
    const char *title, *scope;      /* of the calendar; of its UIDs: the code of the agreement */
} ent_report_calendar;
/* Meetings, replies due and deadlines of duties that are not past as iCalendar (RFC 5545). UIDs depend on the
 * scope and on ids alone, DTSTAMP on the day. What is not known to the day is TENTATIVE; what has no end is
 * left out. */
ENT_API ent_status ent_report_ics(const ent_report_calendar *what, ent_sink sink,
                                  ent_error *err) ENT_MUST_USE;
/* The three findings on the article of each red line of a ledger that come nearest to crossing it. It holds
 * on to the judgement. ENT_E_NOMEM. */
typedef struct ent_red_lines ent_red_lines;
ENT_API ent_status ent_red_lines_find(const ent_judgement *judgement, const ent_ledger *ledger,
                                      ent_red_lines **out, ent_error *err) ENT_MUST_USE;
ENT_API void ent_red_lines_free(ent_red_lines *lines); /* NULL is fine */
ENT_API ent_near_list ent_red_lines_at(const ent_red_lines *lines, const ent_entry *red_line);
/* Where the talks stand as one page of HTML that needs nothing else and has no script: articles by parties,
 * what is unanswered since when, answers, meetings, red lines with what comes nearest to them. ENT_E_IO,
 * ENT_E_NOMEM. */
ENT_API ent_status ent_report_status_html(const ent_report_calendar *what, const ent_ledger_report *words,
                                          ent_sink sink, ent_error *err) ENT_MUST_USE;
/* The red lines drawn by the day, each beside the three findings on its article that come nearest to crossing
 * it, as text; nothing when there is none. `judgement` must be there. */
ENT_API ent_status ent_report_red_lines(const ent_report_calendar *what, const ent_report_opts *opts,
                                        ent_sink sink, ent_error *err) ENT_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
