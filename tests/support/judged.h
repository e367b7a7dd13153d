/* judged.h: a judgement put together by hand, so that reports can be tested without a map and whatever the
 * engine says: an agreement, records, and findings that a test writes down. */
#ifndef ENT_TESTS_JUDGED_H
#define ENT_TESTS_JUDGED_H

#include "base/buf.h"
#include "cm.h"
#include "entente/report.h"
#include "verdict/internal.h"

#include <math.h>
#include <string.h>

static const char judged_agreement[] = "# Pact\n\n"
                                       "```entente\n"
                                       "agreement \"A small pact\"\n"
                                       "  code   PACT\n"
                                       "  status draft 2030-01-01\n"
                                       "party EST, LVA, RUS\n"
                                       "define ground-launched is launch is ground\n"
                                       "```\n\n"
                                       "## Article 1\n\nGood neighbours.\n\n"
                                       "```entente\n"
                                       "not formalised 1.1 because \"no record decides it\"\n"
                                       "```\n\n"
                                       "## Article 2\n\nExercises and men.\n\n"
                                       "```entente\n"
                                       "clause 2.1 prohibits exercise\n"
                                       "  title \"No exercises abroad\"\n"
                                       "  by    any party P\n"
                                       "  where position in territory of any party H other than P\n"
                                       "reading \"wide\" of 2.1 \"Activities are meant too\"\n"
                                       "  when  personnel at least 0\n"
                                       "  source \"a reader\"\n"
                                       "clause 2.2 limits number of deployment\n"
                                       "  title \"Men abroad\"\n"
                                       "  by    any party P\n"
                                       "  where position in territory of any party H other than P\n"
                                       "  per   P, H, unit\n"
                                       "  at most 500\n"
                                       "```\n\n"
                                       "## Article 3\n\nTo be kept in mind.\n";

static const char judged_records[] =
    "id,kind,actor,quantity,unit,place,territory,from,to,note,source\n"
    "ex-1,exercise,EST,,,,LVA,2030-03-01,2030-03-05,\"said by \"\"two\"\", at least\",\"Gazette, 2030\"\n"
    "ex-2,exercise,LVA,,,,EST,2030-03,,,unsourced\n"
    "men-1,deployment,LVA,450..560,personnel,,EST,2030-02-01,,,Echo\n"
    "men-2,deployment,LVA,~90,personnel,,EST,2030-02-01,,,Echo\n"
    "far,deployment,RUS,4,launchers,,RUS,2030-01-15,,,Post\n";

typedef struct judged {
    ent_diags *diags;
    ent_doc *doc;
    ent_records *records;
    ent_judgement j;
    ent_finding findings[16];
    ent_coverage coverage[16];
    const ent_record *parts[16][4];
    ent_margin margins[16][2];
} judged;

static inline ent_time judged_day(int year, int month, int day)
{
    ent_time t = {0};
    assert_true(ent_time_from_civil((ent_civil){year, (uint8_t)month, (uint8_t)day, 0, 0, 0}, &t));
    return t;
}

static inline void judged_init(judged *s)
{
    ent_error err = {0};
    memset(s, 0, sizeof *s);
    assert_int_equal(ent_diags_new(&s->diags, &err), ENT_OK);
    ent_str text = ent_str_of(judged_agreement), rows = ent_str_of(judged_records);
    assert_int_equal(ent_doc_parse("pact.md", text, s->diags, &s->doc, &err), ENT_OK);
    assert_int_equal(ent_doc_check(s->doc, NULL, s->diags, &err), ENT_OK);
    assert_int_equal(ent_records_new(&s->records, &err), ENT_OK);
    assert_int_equal(ent_records_load_memory(s->records, "records.csv", rows, s->diags, &err), ENT_OK);
    assert_int_equal(ent_records_finish(s->records, s->diags, &err), ENT_OK);
    assert_int_equal(ent_diags_error_count(s->diags), 0);
    ent_judgement *j = &s->j;
    j->arena = ent_arena_new();
    assert_non_null(j->arena);
    j->world = (ent_world){.agreement = s->doc, .records = s->records};
    j->doc = ent_doc_view(s->doc);
    j->opts = (ent_judge_opts){.as_of = judged_day(2030, 4, 30), .as_known = ENT_TIME_MAX};
    j->findings = s->findings, j->coverage = s->coverage;
    j->spoken = ent_arena_alloc(j->arena, 16, 1);
    j->unsourced = 1;
    ent_lines_add(j, &j->assumptions, "the text is taken to be in force from 2030-01-01 for every party");
    ent_lines_add(j, &j->party_lines, "EST");
    ent_lines_add(j, &j->party_lines, "LVA");
    ent_lines_add(j, &j->party_lines, "RUS");
}

static inline void judged_done(judged *s)
{
    ent_arena_free(s->j.arena);
    ent_records_free(s->records);
    ent_doc_free(s->doc);
    ent_diags_free(s->diags);
}

/* A finding about one record, charged to its actor, from a day to the end of the day that is judged. */
static inline ent_finding *judged_add(judged *s, const char *clause, const char *record, ent_verdict verdict)
{
    size_t n = s->j.finding_count++;
    ent_finding *f = &s->findings[n];
    const ent_clause *c = ent_doc_clause_find(s->doc, ent_str_of(clause));
    int64_t index = ent_records_find(s->records, ent_str_of(record));
    assert_non_null(c);
    assert_true(index >= 0);
    const ent_record *r = ent_records_at(s->records, (size_t)index);
    s->parts[n][0] = r;
    s->j.spoken[index] = 1;
    *f = (ent_finding){.clause = c,
                       .article = c->article,
                       .reading = "",
                       .period = {judged_day(2030, 3, 1), judged_day(2030, 5, 1)},
                       .records = s->parts[n],
                       .record_count = 1,
                       .party = r->actor.words[0],
                       .target = "",
                       .verdict = verdict,
                       .margins = s->margins[n]};
    return f;
}

static inline void judged_margin(ent_finding *f, double lo, double hi, const char *unit)
{
    ent_margin *m = (ent_margin *)f->margins;
    m[f->margin_count++] = (ent_margin){lo, hi, unit, "what is allowed"};
}

static inline ent_texts judged_texts(judged *s, const char *a, const char *b)
{
    ent_lines lines = {0};
    ent_lines_add(&s->j, &lines, a);
    if (b) ent_lines_add(&s->j, &lines, b);
    return ent_lines_texts(&lines);
}

static inline void judged_cover(judged *s, const char *clause, const char *party, ent_state state)
{
    const ent_clause *c = ent_doc_clause_find(s->doc, ent_str_of(clause));
    s->coverage[s->j.coverage_count++] =
        (ent_coverage){.clause = c, .article = c->article, .party = party, .state = state};
}

/* One of each: a breach with an earlier unclear period, an unclear sum, something kept, a reading that
 * differs. */
static inline void judged_fill(judged *s)
{
    ent_finding *f = judged_add(s, "2.1", "ex-2", ENT_BREACH);
    f->target = "EST", f->sources = judged_texts(s, "unsourced", NULL);
    f->because = judged_texts(s, "the position is in the territory of EST: yes", NULL);
    f = judged_add(s, "2.1", "ex-2", ENT_VERDICT_UNCLEAR);
    f->period = (ent_span_time){judged_day(2030, 2, 1), judged_day(2030, 3, 1)};
    f->reasons = 1u << ENT_REASON_VALUE_COARSE;
    f = judged_add(s, "2.1", "ex-1", ENT_KEPT);
    judged_margin(f, -40.25, -30, "km");
    f->sources = judged_texts(s, "Gazette, 2030", NULL);
    f = judged_add(s, "2.2", "men-1", ENT_VERDICT_UNCLEAR);
    s->parts[3][1] = ent_records_at(s->records, 3), f->record_count = 2, f->target = "EST";
    judged_margin(f, 40, INFINITY, "personnel");
    f->margins = s->margins[3];
    s->margins[3][0].lo = -50;
    f->reasons = 1u << ENT_REASON_VALUE_COARSE | 1u << ENT_REASON_COMPLETENESS;
    f->because = judged_texts(s, "recorded: 450 to 560 personnel in 2 records", "it may be at most 500");
    f->settle = judged_texts(s, "whether more stands there than is recorded", NULL);
    f->sources = judged_texts(s, "Echo", NULL);
    f = judged_add(s, "2.1", "ex-1", ENT_BREACH);
    f->reading = "wide", f->differs = true, f->sources = judged_texts(s, "Gazette, 2030", NULL);
    judged_cover(s, "2.1", "EST", ENT_STATE_KEPT);
    judged_cover(s, "2.1", "LVA", ENT_STATE_BREACH);
    judged_cover(s, "2.1", "RUS", ENT_STATE_NOT_BOUND);
    judged_cover(s, "2.2", "EST", ENT_STATE_NO_RECORD);
    judged_cover(s, "2.2", "LVA", ENT_STATE_UNCLEAR);
    const ent_document *d = s->j.doc;
    for (size_t i = 0; i < d->decl_count; i++)
        if (d->decls[i].kind == ENT_DECL_NOT_FORMALISED)
            s->coverage[s->j.coverage_count++] = (ent_coverage){.passage = &d->decls[i],
                                                                .article = d->decls[i].article,
                                                                .party = "",
                                                                .state = ENT_STATE_NOT_FORMALISED};
}

typedef ent_status judged_writer(const ent_judgement *const *judgements, size_t count,
                                 const ent_report_opts *opts, ent_sink sink, ent_error *err);

/* What a writer writes, for the caller to free with ent_buf_done. */
static inline ent_buf judged_write(judged *s, judged_writer *write, const ent_report_opts *opts)
{
    ent_buf buf;
    ent_error err = {0};
    const ent_judgement *list[] = {&s->j};
    ent_buf_init(&buf, 1 << 24);
    assert_int_equal(write(list, 1, opts, ent_buf_sink(&buf), &err), ENT_OK);
    assert_false(buf.failed);
    return buf;
}

#endif
