/* ics.c: what is ahead and what was, as iCalendar (RFC 5545): meetings, replies that are due, deadlines of
 * duties. No clock is read: DTSTAMP is the day asked for. A UID is the hash of what the entry is about, so a
 * calendar that reads the file again moves events instead of doubling them. A day that is not known exactly
 * is TENTATIVE. */
#include "base/sha256.h"
#include "report/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LINE_OCTETS 75

typedef struct calendar {
    ent_buf *out;
    const char *scope; /* of UIDs: the code of the agreement, or its title */
    char stamp[20];
} calendar;

/* One event; texts may be "". */
typedef struct event {
    const char *kind, *key; /* together with the scope the identity */
    ent_span_time span;
    bool is_tentative;
    const char *summary, *place, *description;
} event;

/* ---- lines ------------------------------------------------------------------------------------------ */

/* Commas, semicolons and backslashes are escaped, line ends become \n, other controls a space. */
static void escape(ent_buf *out, const char *text)
{
    for (const char *p = text; *p; p++) {
        if (*p == '\\' || *p == ';' || *p == ',') ent_buf_addc(out, '\\');
        if (*p == '\n')
            ent_buf_adds(out, "\\n");
        else
            ent_buf_addc(out, (unsigned char)*p < 0x20 || *p == 0x7F ? ' ' : *p);
    }
}

/* At most 75 octets a line, a continued line starts with a space, no character is cut. */
static void fold(ent_buf *out, ent_str line)
{
    size_t width = 0;
    for (size_t i = 0; i < line.len;) {
        size_t n = 1;
        while (i + n < line.len && ((unsigned char)line.ptr[i + n] & 0xC0) == 0x80) n++;
        if (width + n > LINE_OCTETS) ent_buf_adds(out, "\r\n "), width = 1;
        ent_buf_add(out, (ent_str){line.ptr + i, n});
        width += n, i += n;
    }
    ent_buf_adds(out, "\r\n");
}

static void property(calendar *c, const char *name, const char *text)
{
    ent_buf line;
    if (!*text) return;
    ent_buf_init(&line, (size_t)1 << 24);
    ent_buf_printf(&line, "%s:", name);
    escape(&line, text);
    if (line.failed)
        c->out->failed = true;
    else
        fold(c->out, ent_buf_str(&line));
    ent_buf_done(&line);
}

static void raw(calendar *c, const char *line)
{
    ent_buf_adds(c->out, line);
    ent_buf_adds(c->out, "\r\n");
}

static bool is_midnight(ent_time t)
{
    return t.seconds % ENT_DAY_SECONDS == 0;
}

static void moment(calendar *c, const char *name, ent_time t, bool days)
{
    ent_civil v = ent_time_to_civil(t);
    ent_buf_printf(c->out, days ? "%s;VALUE=DATE:%04d%02d%02d\r\n" : "%s:%04d%02d%02dT%02d%02d%02dZ\r\n",
                   name, v.year, v.month, v.day, v.hour, v.minute, v.second);
}

static void uid(calendar *c, const event *e)
{
    ent_sha256 sha;
    char hex[65];
    ent_sha256_init(&sha);
    const char *const parts[] = {c->scope, e->kind, e->key};
    for (size_t i = 0; i < 3; i++) ent_sha256_add(&sha, parts[i], strlen(parts[i]) + 1);
    ent_sha256_done(&sha, hex);
    ent_buf_printf(c->out, "UID:%.32s@entente\r\n", hex);
}

/* What has no end, or lies outside what four digits of a year can say, cannot stand in a calendar. */
static bool fits(ent_span_time s)
{
    ent_civil a = ent_time_to_civil(s.from), b = ent_time_to_civil(s.until);
    return s.from.seconds > ENT_TIME_MIN.seconds && s.until.seconds < ENT_TIME_MAX.seconds && a.year >= 0 &&
           b.year <= 9999;
}

static void write_event(calendar *c, const event *e)
{
    bool days = is_midnight(e->span.from) && is_midnight(e->span.until);
    if (!fits(e->span)) return;
    raw(c, "BEGIN:VEVENT");
    uid(c, e);
    ent_buf_printf(c->out, "DTSTAMP:%s\r\n", c->stamp);
    moment(c, "DTSTART", e->span.from, days);
    moment(c, "DTEND", e->span.until, days);
    raw(c, e->is_tentative ? "STATUS:TENTATIVE" : "STATUS:CONFIRMED");
    raw(c, "TRANSP:TRANSPARENT");
    property(c, "CATEGORIES", e->kind);
    property(c, "SUMMARY", e->summary);
    property(c, "LOCATION", e->place);
    property(c, "DESCRIPTION", e->description);
    raw(c, "END:VEVENT");
}

/* ---- the talks -------------------------------------------------------------------------------------- */

static bool is_one_day(ent_span_time s)
{
    return s.until.seconds - s.from.seconds <= ENT_DAY_SECONDS;
}

/* From a day to a day is known; some day within a month is not. */
static bool is_tentative(const ent_when *w)
{
    if (w->uncertain || w->approximate) return true;
    if (w->is_interval) return w->start_open || w->end_open || !is_one_day(w->start) || !is_one_day(w->end);
    return w->count > 1 ? !w->all_of : !is_one_day(ent_when_hull(w));
}

static void join(ent_buf *out, ent_name_list names)
{
    for (uint32_t i = 0; i < names.count; i++) ent_buf_printf(out, "%s%s", i ? ", " : "", names.at[i]);
}

/* What was said, who says so quoting whom, and where it stands. */
static void describe(ent_buf *out, const ent_entry *e)
{
    if (e->articles.count) ent_buf_adds(out, "Articles: "), join(out, e->articles), ent_buf_adds(out, "\n");
    if (*e->statement) ent_buf_printf(out, "%s\n", e->statement);
    if (*e->agency)
        ent_buf_printf(out, "Reported by %s%s%s\n", e->agency, *e->quoted_agency ? ", quoting " : "",
                       e->quoted_agency);
    if (*e->source) ent_buf_printf(out, "Source: %s\n", e->source);
    ent_buf_printf(out, "Ledger: %s", e->id);
}

/* A meeting that was perhaps not known of is tentative. */
static void write_meeting(calendar *c, const ent_entry *e, ent_time as_known)
{
    ent_truth known = ent_ledger_known(e, (ent_ledger_query){ENT_TIME_MAX, as_known});
    if (ent_is_no(known)) return;
    ent_buf summary, text;
    ent_buf_init(&summary, 1u << 20);
    ent_buf_init(&text, 1u << 22);
    ent_buf_printf(&summary, "%s", *e->forum ? e->forum : "Consultation");
    ent_buf_adds(&summary, ": ");
    join(&summary, e->speaker);
    if (e->to.count) ent_buf_adds(&summary, ", "), join(&summary, e->to);
    describe(&text, e);
    if (summary.failed || text.failed)
        c->out->failed = true;
    else
        write_event(c,
                    &(event){"meeting", e->id, ent_when_hull(e->date),
                             is_tentative(e->date) || !ent_is_yes(known), summary.ptr, e->place, text.ptr});
    ent_buf_done(&summary);
    ent_buf_done(&text);
}

static void write_question(calendar *c, const ent_talks *talks, const ent_question *q)
{
    ent_buf key, summary, text;
    const char *party = talks->parties[q->party];
    if (!q->entry->due->count) return;
    ent_buf_init(&key, 1u << 20);
    ent_buf_init(&summary, 1u << 20);
    ent_buf_init(&text, 1u << 22);
    ent_buf_printf(&key, "%s/%s", q->entry->id, party);
    ent_buf_printf(&summary, "Reply due: %s to ", party);
    join(&summary, q->entry->speaker);
    describe(&text, q->entry);
    if (key.failed || summary.failed || text.failed)
        c->out->failed = true;
    else
        write_event(c, &(event){"reply-due", key.ptr, ent_when_hull(q->entry->due),
                                is_tentative(q->entry->due), summary.ptr, "", text.ptr});
    ent_buf_done(&key);
    ent_buf_done(&summary);
    ent_buf_done(&text);
}

/* ---- duties ----------------------------------------------------------------------------------------- */

/* A margin in days says how long before the deadline the day asked for ends. */
static bool deadline_of(const ent_judgement *j, const ent_finding *f, ent_span_time *out)
{
    double now = floor((double)ent_judgement_opts(j).as_of.seconds / ENT_DAY_SECONDS + 1) * ENT_DAY_SECONDS;
    if (*f->reading || !(f->reasons >> ENT_REASON_NOT_DUE & 1u) || !f->margin_count) return false;
    const ent_margin *m = &f->margins[0];
    if (!isfinite(m->lo) || !isfinite(m->hi) || strcmp(m->unit, "days") != 0) return false;
    double first = now - m->hi * ENT_DAY_SECONDS, last = now - m->lo * ENT_DAY_SECONDS;
    out->from.seconds = (int64_t)floor((first - 1) / ENT_DAY_SECONDS) * ENT_DAY_SECONDS;
    out->until.seconds = (int64_t)ceil(last / ENT_DAY_SECONDS) * ENT_DAY_SECONDS;
    return out->until.seconds > out->from.seconds;
}

static void write_duty(calendar *c, const ent_finding *f, ent_span_time span)
{
    ent_buf key, summary, text;
    ent_buf_init(&key, 1u << 20);
    ent_buf_init(&summary, 1u << 20);
    ent_buf_init(&text, 1u << 22);
    ent_buf_printf(&key, "%s/%s", f->clause->id, f->party);
    for (size_t i = 0; i < f->record_count; i++) ent_buf_printf(&key, "/%s", f->records[i]->id);
    ent_buf_printf(&summary, "Due by %s: %s %s", f->party, f->clause->id,
                   f->clause->title ? f->clause->title : "");
    for (size_t i = 0; i < f->settle.count; i++)
        ent_buf_printf(&text, "%s%s", i ? "\n" : "", f->settle.at[i]);
    if (key.failed || summary.failed || text.failed)
        c->out->failed = true;
    else
        write_event(
            c, &(event){"duty", key.ptr, span, !is_one_day(span), summary.ptr, "", text.ptr ? text.ptr : ""});
    ent_buf_done(&key);
    ent_buf_done(&summary);
    ent_buf_done(&text);
}

/* ---- the whole -------------------------------------------------------------------------------------- */

static void write_all(calendar *c, const ent_report_calendar *what)
{
    for (size_t i = 0; i < ent_ledger_count(what->ledger); i++) {
        const ent_entry *e = ent_ledger_at(what->ledger, i);
        if (e->kind == ENT_ENTRY_CONSULTATION) write_meeting(c, e, what->as_known);
    }
    for (size_t i = 0; i < what->talks->question_count; i++)
        write_question(c, what->talks, &what->talks->questions[i]);
    for (size_t i = 0; what->judgement && i < ent_finding_count(what->judgement); i++) {
        const ent_finding *f = ent_finding_at(what->judgement, i);
        ent_span_time span;
        bool duty = f->clause->modality == ENT_REQUIRES || f->clause->modality == ENT_RECOMMENDS;
        if (duty && deadline_of(what->judgement, f, &span)) write_duty(c, f, span);
    }
}

ent_status ent_report_ics(const ent_report_calendar *what, ent_sink sink, ent_error *err)
{
    ent_buf out;
    ent_buf_init(&out, (size_t)1 << 30);
    calendar c = {.out = &out, .scope = what->scope ? what->scope : ""};
    ent_civil day = ent_time_to_civil(what->as_of);
    (void)snprintf(c.stamp, sizeof c.stamp, "%04d%02d%02dT000000Z", day.year < 0 ? 0 : day.year % 10000,
                   day.month, day.day);
    raw(&c, "BEGIN:VCALENDAR");
    raw(&c, "VERSION:2.0");
    raw(&c, "PRODID:-//entente//status//EN");
    raw(&c, "CALSCALE:GREGORIAN");
    property(&c, "X-WR-CALNAME", what->title ? what->title : "");
    write_all(&c, what);
    raw(&c, "END:VCALENDAR");
    ent_status st = out.failed ? ent_fail(err, ENT_E_NOMEM, "out of memory") : ENT_OK;
    if (st == ENT_OK && !sink.write(sink.context, out.ptr, out.len))
        st = ent_fail(err, ENT_E_IO, "the calendar could not be written");
    ent_buf_done(&out);
    return st;
}
