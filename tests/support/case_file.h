/* case_file.h: *.case files: plain text that a lawyer can read and the tests can judge.
 *
 *   # Anything after a hash at the start of a line is a remark.
 *   agreement                         statements as in agreement.md, indented; what stands before the first
 * scene party AAA, BBB                  holds for every scene, what stands in a scene for that one alone
 *     clause 1 prohibits deployment of missile
 *       when range at least 500 km
 *   item Arrow   kind missile, launch ground, range_km 480..520
 *   place Camp   lon 8, lat 0, radius_km 5
 *   area Strip   9 -1, 11 -1, 11 1, 9 1             corners, longitude first
 *   line Front   10 -5, 10 5                        line Front for AAA …
 *   record r1    deployment, actor AAA, item Arrow, lon 8, lat 0, from 2021-01-01
 *   assume width = 25 km              as in case.md
 *   on 2022-01-11                     the day; also: view de-facto, layer land+sea, known 2021-06-01
 *
 *   scene "The range may be short of the threshold or past it"
 *     expect unclear clause 1 record r1 margin -20..20 km reason "value too coarse" settle "500 km"
 *     expect none    clause 2 record r1
 *     expect state   not-bound clause 1 party CCC
 *     expect article 1 breach
 *     expect findings 3                also: worst unclear, remark "…", assumption "…", unspoken 1
 *
 * A finding is chosen by clause, record (a+b: all of them), party, target, reading, and `at DATE` (its period
 * holds the date); there must be one, and all that are chosen must have the verdict and whatever else is
 * said: margin, target, reason, because, settle, period, none-shown. A record has the source "test" unless it
 * says otherwise. */
#ifndef ENT_TESTS_CASE_FILE_H
#define ENT_TESTS_CASE_FILE_H

#include "stage.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define CASE_LINES_MAX 4000
#define CASE_SCENES_MAX 200

typedef struct case_line {
    const char *text; /* without indentation and line end */
    size_t indent;
    int number;
} case_line;

typedef struct case_file {
    ent_arena *arena;
    const char *path;
    case_line lines[CASE_LINES_MAX];
    size_t line_count;
    size_t scenes[CASE_SCENES_MAX]; /* index of the line that opens each */
    size_t scene_count;
} case_file;

/* ---- reading ---------------------------------------------------------------------------------------- */

static inline bool case_starts(const char *text, const char *word)
{
    size_t n = strlen(word);
    return strncmp(text, word, n) == 0 && (!text[n] || isspace((unsigned char)text[n]));
}

static inline void case_add_line(case_file *f, ent_str raw, int number)
{
    size_t indent = 0;
    while (indent < raw.len && raw.ptr[indent] == ' ') indent++;
    ent_str text = ent_str_trim(raw);
    assert_true(f->line_count < CASE_LINES_MAX);
    f->lines[f->line_count] = (case_line){ent_arena_copy(f->arena, text), indent, number};
    if (case_starts(f->lines[f->line_count].text, "scene")) {
        assert_true(f->scene_count < CASE_SCENES_MAX);
        f->scenes[f->scene_count++] = f->line_count;
    }
    f->line_count++;
}

static inline void case_read(case_file *f, const char *path)
{
    ent_buf bytes;
    ent_error err;
    f->arena = ent_arena_new();
    f->path = path;
    if (ent_file_read(path, 1u << 22, &bytes, &err) != ENT_OK) fail_msg("%s", err.message);
    int number = 1;
    for (const char *at = bytes.ptr, *end = bytes.ptr + bytes.len; at < end; number++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop) stop = end;
        case_add_line(f, (ent_str){at, (size_t)(stop - at)}, number);
        at = stop + 1;
    }
    ent_buf_done(&bytes);
}

static inline void case_free(case_file *f)
{
    ent_arena_free(f->arena);
}

/* ---- words of a line -------------------------------------------------------------------------------- */

typedef struct case_words {
    case_file *file;
    const case_line *line;
    const char *at;
} case_words;

static inline void case_wrong(const case_words *w, const char *what)
{
    fail_msg("%s:%d: %s: %s", w->file->path, w->line->number, what, w->line->text);
}

/* The next word or "quoted words"; NULL at the end of the line. */
static inline const char *case_word(case_words *w)
{
    while (isspace((unsigned char)*w->at)) w->at++;
    if (!*w->at) return NULL;
    bool quoted = *w->at == '"';
    const char *start = quoted ? ++w->at : w->at;
    while (*w->at && (quoted ? *w->at != '"' : !isspace((unsigned char)*w->at))) w->at++;
    const char *word = ent_arena_copy(w->file->arena, (ent_str){start, (size_t)(w->at - start)});
    if (quoted && *w->at) w->at++;
    return word;
}

static inline const char *case_need(case_words *w, const char *what)
{
    const char *word = case_word(w);
    if (!word) case_wrong(w, what);
    return word;
}

/* The next field up to a comma: its first word, and what follows as the value (quoted or not). */
static inline bool case_field(case_words *w, const char **name, const char **value)
{
    while (*w->at == ',' || isspace((unsigned char)*w->at)) w->at++;
    if (!*w->at) return false;
    const char *start = w->at;
    while (*w->at && *w->at != ',' && !isspace((unsigned char)*w->at)) w->at++;
    *name = ent_arena_copy(w->file->arena, (ent_str){start, (size_t)(w->at - start)});
    while (isspace((unsigned char)*w->at)) w->at++;
    if (*w->at == '"') {
        *value = case_word(w);
        return true;
    }
    start = w->at;
    while (*w->at && *w->at != ',') w->at++;
    *value = ent_arena_copy(w->file->arena, ent_str_trim((ent_str){start, (size_t)(w->at - start)}));
    return true;
}

/* ---- setting the stage ------------------------------------------------------------------------------ */

typedef struct case_run {
    case_file *file;
    stage stage;
    const ent_atlas *atlas;
    ent_judge_opts opts;
    const ent_judgement *judgement;
} case_run;

static inline ent_time case_day(case_words *w)
{
    ent_when when;
    ent_error err;
    if (ent_when_parse(ent_str_of(case_need(w, "a date is missing")), &when, NULL, &err) != ENT_OK ||
        !when.count)
        case_wrong(w, "no date");
    return ent_when_hull(&when).from;
}

static inline void case_record(case_run *r, case_words *w)
{
    stage_table *t = &r->stage.records;
    size_t row = stage_row(&r->stage, t);
    const char *name = "", *value = "";
    stage_set(&r->stage, t, row, "id", case_need(w, "a record needs an id"));
    stage_set(&r->stage, t, row, "source", "test");
    if (!case_field(w, &name, &value) || *value) case_wrong(w, "a record needs a kind, then a comma");
    stage_set(&r->stage, t, row, "kind", name);
    while (case_field(w, &name, &value)) stage_set(&r->stage, t, row, name, value);
}

static inline void case_row(case_run *r, case_words *w, stage_table *t)
{
    size_t row = stage_row(&r->stage, t);
    const char *name = "", *value = "";
    stage_set(&r->stage, t, row, "name", case_need(w, "a name is missing"));
    stage_set(&r->stage, t, row, "source", "test");
    while (case_field(w, &name, &value)) stage_set(&r->stage, t, row, name, value);
}

static inline ent_when case_when(case_words *w)
{
    ent_when when;
    ent_error err;
    if (ent_when_parse(ent_str_of(case_need(w, "a date is missing")), &when, NULL, &err) != ENT_OK)
        case_wrong(w, err.message);
    return when;
}

static inline void case_shape(case_run *r, case_words *w, bool is_line)
{
    ent_lonlat points[STAGE_POINTS_MAX];
    ent_shape shape = {.party = "", .source = "test", .is_line = is_line, .points = points, .ring_count = 1};
    shape.name = case_need(w, "a name is missing");
    for (;;) {
        case_words before = *w;
        const char *word = case_word(w);
        if (word && strcmp(word, "for") == 0)
            shape.party = case_need(w, "whose?");
        else if (word && strcmp(word, "from") == 0)
            shape.from = case_when(w);
        else if (word && strcmp(word, "until") == 0)
            shape.until = case_when(w);
        else {
            *w = before;
            break;
        }
    }
    uint32_t starts[2] = {0, 0};
    const char *lon, *lat;
    while (case_field(w, &lon, &lat)) {
        assert_true(starts[1] < STAGE_POINTS_MAX);
        points[starts[1]++] = (ent_lonlat){atof(lon), atof(lat)};
    }
    shape.starts = starts;
    assert_int_equal(ent_shapes_add(r->stage.shapes, &shape, &r->stage.err), ENT_OK);
}

static inline void case_view(case_run *r, case_words *w)
{
    int view = ent_atlas_view_find(r->atlas, ent_str_of(case_need(w, "which view?")));
    if (view < 0) case_wrong(w, "no such view");
    r->opts.view = (size_t)view;
}

/* Statements below a line "agreement": everything indented deeper. Returns the line after them. */
static inline size_t case_block(case_run *r, size_t i)
{
    const case_file *f = r->file;
    size_t indent = f->lines[i].indent;
    bool table = false;
    for (i++; i < f->line_count && (!*f->lines[i].text || f->lines[i].indent > indent); i++) {
        const char *text = f->lines[i].text;
        if (table && *text != '|') ent_buf_adds(&r->stage.agreement, "\n```entente\n");
        if (!table && *text == '|') ent_buf_adds(&r->stage.agreement, "```\n\n");
        table = *text == '|';
        if (case_starts(text, "##"))
            ent_buf_printf(&r->stage.agreement, "```\n\n%s\n\n```entente\n", text);
        else if (*text == '|')
            ent_buf_printf(&r->stage.agreement, "%s\n", text);
        else if (*text)
            ent_buf_printf(&r->stage.agreement, "%*s%s\n", (int)(f->lines[i].indent - indent - 2), "", text);
    }
    return i;
}

static inline bool case_is_remark(const case_line *line)
{
    return !*line->text || *line->text == '#' || case_starts(line->text, "scene");
}

static inline void case_set(case_run *r, const case_line *line)
{
    case_words w = {r->file, line, line->text};
    const char *word = case_word(&w);
    if (strcmp(word, "expect") == 0) return;
    if (strcmp(word, "record") == 0)
        case_record(r, &w);
    else if (strcmp(word, "item") == 0)
        case_row(r, &w, &r->stage.items);
    else if (strcmp(word, "place") == 0)
        case_row(r, &w, &r->stage.places);
    else if (strcmp(word, "area") == 0)
        case_shape(r, &w, false);
    else if (strcmp(word, "line") == 0)
        case_shape(r, &w, true);
    else if (strcmp(word, "assume") == 0)
        ent_buf_printf(&r->stage.assumes, "%s\n", line->text);
    else if (strcmp(word, "on") == 0)
        r->opts.as_of = case_day(&w);
    else if (strcmp(word, "known") == 0)
        r->opts.as_known = case_day(&w);
    else if (strcmp(word, "view") == 0)
        case_view(r, &w);
    else if (strcmp(line->text, "layer land+sea") == 0)
        r->opts.layer = ENT_LAYER_LAND_SEA;
    else
        case_wrong(&w, "what is this?");
}

static inline void case_set_lines(case_run *r, size_t from, size_t until)
{
    for (size_t i = from; i < until;) {
        const case_line *line = &r->file->lines[i];
        if (strcmp(line->text, "agreement") == 0) {
            i = case_block(r, i);
            continue;
        }
        if (!case_is_remark(line)) case_set(r, line);
        i++;
    }
}

/* ---- what is expected ------------------------------------------------------------------------------- */

typedef struct case_expect {
    const char *verdict, *clause, *records, *party, *reading, *target, *reason, *because, *settle, *margin,
        *unit, *period;
    ent_time at;
    bool has_at, none_shown;
} case_expect;

static inline bool case_has_record(const ent_finding *f, const char *id, size_t length)
{
    for (size_t i = 0; i < f->record_count; i++)
        if (strlen(f->records[i]->id) == length && strncmp(f->records[i]->id, id, length) == 0) return true;
    return false;
}

static inline bool case_has_records(const ent_finding *f, const char *ids)
{
    for (const char *at = ids; *at;) {
        size_t n = strcspn(at, "+");
        if (!case_has_record(f, at, n)) return false;
        at += n + (at[n] == '+');
    }
    return true;
}

static inline bool case_chosen(const case_expect *e, const ent_finding *f)
{
    if (e->clause && strcmp(f->clause->id, e->clause) != 0) return false;
    if (e->records && !case_has_records(f, e->records)) return false;
    if (e->party && strcmp(f->party, e->party) != 0) return false;
    if (e->target && strcmp(f->target, e->target) != 0) return false;
    if (e->has_at && (e->at.seconds < f->period.from.seconds || e->at.seconds >= f->period.until.seconds))
        return false;
    return strcmp(f->reading, e->reading ? e->reading : "") == 0;
}

/* As many decimals as are written count; "any" is an open end. */
static inline bool case_number_is(const char *text, size_t length, double value)
{
    char copy[64];
    assert_true(length < sizeof copy);
    memcpy(copy, text, length);
    copy[length] = '\0';
    if (strcmp(copy, "any") == 0) return isinf(value) != 0;
    const char *point = strchr(copy, '.');
    double slack = point ? 0.5000001 * pow(10, -(double)strlen(point + 1)) : 1e-6;
    return fabs(atof(copy) - value) <= slack;
}

static inline bool case_margin_is(const case_expect *e, const ent_finding *f)
{
    const char *dots = strstr(e->margin, "..");
    for (size_t i = 0; i < f->margin_count; i++) {
        const ent_margin *m = &f->margins[i];
        if (strcmp(m->unit, e->unit) != 0) continue;
        size_t n = dots ? (size_t)(dots - e->margin) : strlen(e->margin);
        const char *hi = dots ? dots + 2 : e->margin;
        return case_number_is(e->margin, n, m->lo) && case_number_is(hi, strlen(hi), m->hi);
    }
    return false;
}

static inline bool case_says(ent_texts texts, const char *wanted)
{
    for (size_t i = 0; i < texts.count; i++)
        if (strstr(texts.at[i], wanted)) return true;
    return false;
}

static inline bool case_has_reason(const ent_finding *f, const char *reason)
{
    for (unsigned i = 0; i < ENT_REASON_COUNT; i++)
        if (strcmp(reason, ent_reason_name((ent_reason)i)) == 0) return f->reasons & 1u << i;
    fail_msg("no such reason: %s", reason);
    return false;
}

static inline bool case_period_is(const char *wanted, const ent_finding *f)
{
    char from[32], until[32], text[80];
    ent_time_format(f->period.from, from, sizeof from);
    ent_time_format(f->period.until, until, sizeof until);
    (void)snprintf(text, sizeof text, "%s/%s", from, until);
    return strcmp(text, wanted) == 0;
}

static inline const char *case_mismatch(const case_expect *e, const ent_finding *f)
{
    if (strcmp(ent_verdict_name(f->verdict), e->verdict) != 0) return "the verdict differs";
    if (e->margin && !case_margin_is(e, f)) return "the margin differs";
    if (e->reason && !case_has_reason(f, e->reason)) return "the reason differs";
    if (e->because && !case_says(f->because, e->because)) return "it does not say so (because)";
    if (e->settle && !case_says(f->settle, e->settle)) return "it does not say so (settle)";
    if (e->period && !case_period_is(e->period, f)) return "the period differs";
    if (e->none_shown && !f->none_shown) return "it is not none-shown";
    return NULL;
}

static inline void case_differs(const case_run *r, const case_line *line, const char *what)
{
    ent_buf text;
    ent_buf_init(&text, 1u << 20);
    stage_say(r->judgement, &text);
    (void)fprintf(stderr, "%s:%d: %s\n    %s\n  but this was found:\n%s", r->file->path, line->number, what,
                  line->text, text.ptr ? text.ptr : "    nothing\n");
    ent_buf_done(&text);
    fail_msg("%s:%d: %s", r->file->path, line->number, what);
}

static inline void case_select(case_words *w, case_expect *e)
{
    for (const char *key; (key = case_word(w));) {
        if (strcmp(key, "none-shown") == 0) {
            e->none_shown = true;
            continue;
        }
        if (strcmp(key, "at") == 0) {
            e->at = case_day(w), e->has_at = true;
            continue;
        }
        const char *value = case_need(w, "something is missing at the end");
        if (strcmp(key, "clause") == 0)
            e->clause = value;
        else if (strcmp(key, "record") == 0)
            e->records = value;
        else if (strcmp(key, "party") == 0)
            e->party = value;
        else if (strcmp(key, "reading") == 0)
            e->reading = value;
        else if (strcmp(key, "target") == 0)
            e->target = value;
        else if (strcmp(key, "reason") == 0)
            e->reason = value;
        else if (strcmp(key, "because") == 0)
            e->because = value;
        else if (strcmp(key, "settle") == 0)
            e->settle = value;
        else if (strcmp(key, "period") == 0)
            e->period = value;
        else if (strcmp(key, "margin") == 0)
            e->margin = value, e->unit = case_need(w, "a margin needs its unit");
        else
            case_wrong(w, "what is this?");
    }
}

static inline void case_expect_finding(case_run *r, case_words *w, const char *verdict)
{
    case_expect e = {.verdict = verdict};
    case_select(w, &e);
    size_t found = 0;
    for (size_t i = 0; i < ent_finding_count(r->judgement); i++) {
        const ent_finding *f = ent_finding_at(r->judgement, i);
        if (!case_chosen(&e, f)) continue;
        found++;
        const char *what = strcmp(verdict, "none") == 0 ? "there should be none" : case_mismatch(&e, f);
        if (what) case_differs(r, w->line, what);
    }
    if (!found && strcmp(verdict, "none") != 0) case_differs(r, w->line, "there is no such finding");
}

static inline void case_expect_state(case_run *r, case_words *w)
{
    const char *state = case_need(w, "which state?");
    case_expect e = {0};
    case_select(w, &e);
    size_t found = 0;
    for (size_t i = 0; i < ent_coverage_count(r->judgement); i++) {
        const ent_coverage *c = ent_coverage_at(r->judgement, i);
        if (!c->clause || strcmp(c->clause->id, e.clause) != 0 || (e.party && strcmp(c->party, e.party) != 0))
            continue;
        found++;
        if (strcmp(ent_state_name(c->state), state) != 0) case_differs(r, w->line, "the state differs");
    }
    if (!found) case_differs(r, w->line, "there is no such row of coverage");
}

static inline void case_expect_article(case_run *r, case_words *w)
{
    const char *number = case_need(w, "which article?"), *state = case_need(w, "which state?");
    const ent_document *d = ent_doc_view(r->stage.agreement_doc);
    for (size_t a = 0; a < d->article_count; a++)
        if (strcmp(d->articles[a].number, number) == 0) {
            if (strcmp(ent_state_name(ent_judgement_article_state(r->judgement, a)), state) != 0)
                case_differs(r, w->line, ent_state_name(ent_judgement_article_state(r->judgement, a)));
            return;
        }
    case_wrong(w, "there is no such article");
}

static inline void case_expect_line(case_run *r, const case_line *line)
{
    case_words w = {r->file, line, line->text};
    (void)case_word(&w);
    const char *what = case_need(&w, "what is expected?");
    const ent_judgement *j = r->judgement;
    bool holds = true;
    if (strcmp(what, "state") == 0)
        case_expect_state(r, &w);
    else if (strcmp(what, "article") == 0)
        case_expect_article(r, &w);
    else if (strcmp(what, "findings") == 0)
        holds = (size_t)atol(case_need(&w, "how many?")) == ent_finding_count(j);
    else if (strcmp(what, "unspoken") == 0)
        holds = (size_t)atol(case_need(&w, "how many?")) == ent_judgement_unspoken(j);
    else if (strcmp(what, "worst") == 0)
        holds = strcmp(case_need(&w, "what?"), ent_verdict_name(ent_judgement_worst(j))) == 0;
    else if (strcmp(what, "remark") == 0)
        holds = case_says(ent_judgement_remarks(j), case_need(&w, "which?"));
    else if (strcmp(what, "assumption") == 0)
        holds = case_says(ent_judgement_assumptions(j), case_need(&w, "which?"));
    else
        case_expect_finding(r, &w, what);
    if (!holds) case_differs(r, line, "it is not so");
}

/* ---- one scene -------------------------------------------------------------------------------------- */

/* The lines [start, end) of a scene, after those that hold for all. */
static inline void case_play(case_file *file, size_t scene, const ent_atlas *atlas)
{
    size_t start = file->scenes[scene],
           end = scene + 1 < file->scene_count ? file->scenes[scene + 1] : file->line_count;
    case_run r = {.file = file, .atlas = atlas, .opts = {.as_known = ENT_TIME_MAX}};
    stage_init(&r.stage);
    case_set_lines(&r, 0, file->scenes[0]);
    case_set_lines(&r, start, end);
    r.judgement = stage_judge(&r.stage, atlas, r.opts);
    size_t expected = 0;
    for (size_t i = start; i < end; i++)
        if (case_starts(file->lines[i].text, "expect")) case_expect_line(&r, &file->lines[i]), expected++;
    if (!expected) fail_msg("%s:%d: the scene expects nothing", file->path, file->lines[start].number);
    stage_done(&r.stage);
}

#endif
