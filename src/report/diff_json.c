/* diff_json.c: a comparison as JSON, in the shape of docs/schema/diff.schema.json: what differs, and nothing
 * else. Areas are in square metres; marks of the prose are same, gone, new, moved-away and moved-here. */
#include "report/diff.h"

#include <string.h>

#define SCHEMA 1

/* ---- texts ------------------------------------------------------------------------------------------ */

static void article_name(ent_json *json, const char *key, const ent_document *d, size_t index)
{
    ent_json_key(json, key);
    if (index == ENT_NOWHERE) {
        ent_json_null(json);
        return;
    }
    ent_json_begin_object(json);
    ent_report_json_text(json, "number", d->articles[index].number);
    ent_json_kstring(json, "title", d->articles[index].title ? d->articles[index].title : "");
    ent_json_end_object(json);
}

static void pieces(ent_json *json, const ent_article_pair *p)
{
    static const char *const names[] = {"same", "gone", "new", "moved-away", "moved-here"};
    ent_json_key(json, "prose");
    ent_json_begin_array(json);
    bool any = false;
    for (size_t i = 0; i < p->piece_count; i++) any |= p->pieces[i].mark != ENT_MARK_SAME;
    for (size_t i = 0; any && i < p->piece_count; i++) {
        ent_json_begin_object(json);
        ent_json_kstring(json, "mark", names[p->pieces[i].mark]);
        ent_json_kstring(json, "text", p->pieces[i].text);
        if (p->pieces[i].move) ent_json_kint(json, "move", (int64_t)p->pieces[i].move);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

static void articles(ent_json *json, const ent_diff_sheet *s)
{
    const ent_redline *r = s->diff->redline;
    ent_json_key(json, "articles");
    ent_json_begin_array(json);
    for (size_t i = 0; i < ent_redline_article_count(r); i++) {
        const ent_article_pair *p = ent_redline_article_at(r, i);
        if (!p->is_changed) continue;
        ent_json_begin_object(json);
        article_name(json, "before", s->a, p->before);
        article_name(json, "after", s->b, p->after);
        ent_json_kdouble(json, "likeness", p->likeness);
        ent_json_kbool(json, "renumbered", p->renumbered);
        ent_json_kbool(json, "retitled", p->retitled);
        ent_json_kbool(json, "moved", p->reordered);
        pieces(json, p);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

static void model(ent_json *json, const ent_diff_sheet *s)
{
    const ent_redline *r = s->diff->redline;
    ent_json_key(json, "model");
    ent_json_begin_array(json);
    for (size_t i = 0; i < ent_redline_change_count(r); i++) {
        const ent_model_change *c = ent_redline_change_at(r, i);
        ent_json_begin_object(json);
        ent_json_key(json, "of");
        ent_json_begin_object(json);
        ent_report_json_text(json, "before", c->clause_before);
        ent_report_json_text(json, "after", c->clause_after);
        ent_json_end_object(json);
        ent_json_kstring(json, "line", c->line);
        ent_report_json_text(json, "label", c->label);
        ent_report_json_text(json, "before", c->before);
        ent_report_json_text(json, "after", c->after);
        ent_report_json_text(json, "context", c->context);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

/* ---- effect ----------------------------------------------------------------------------------------- */

static void margin(ent_json *json, const char *key, const ent_finding *f)
{
    ent_json_key(json, key);
    if (!f || !f->margin_count) {
        ent_json_null(json);
        return;
    }
    ent_json_begin_object(json);
    ent_json_kdouble(json, "lo", f->margins[0].lo);
    ent_json_kdouble(json, "hi", f->margins[0].hi);
    ent_report_json_text(json, "unit", f->margins[0].unit);
    ent_report_json_text(json, "condition", f->margins[0].condition);
    ent_json_end_object(json);
}

static void records(ent_json *json, const ent_finding *f)
{
    ent_json_key(json, "records");
    ent_json_begin_array(json);
    for (size_t i = 0; i < f->record_count; i++) ent_json_string(json, f->records[i]->id);
    ent_json_end_array(json);
}

static void verdicts(ent_json *json, const ent_effect *e, bool flips)
{
    ent_json_key(json, flips ? "flips" : "margins");
    ent_json_begin_array(json);
    for (size_t i = 0; i < ent_effect_verdict_count(e); i++) {
        const ent_verdict_change *c = ent_effect_verdict_at(e, i);
        const ent_finding *f = ent_diff_finding(c);
        if (c->flips != flips) continue;
        ent_json_begin_object(json);
        ent_json_kstring(json, "clause", f->clause->id);
        ent_report_json_text(json, "reading", f->reading);
        ent_report_json_text(json, "party", f->party);
        ent_report_json_text(json, "target", f->target);
        records(json, f);
        ent_json_kstring(json, "before", c->before ? ent_state_name(c->state_before) : NULL);
        ent_json_kstring(json, "after", c->after ? ent_state_name(c->state_after) : NULL);
        margin(json, "margin_before", c->before);
        margin(json, "margin_after", c->after);
        ent_json_kbool(json, "as_base", c->as_base);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

static void coverage(ent_json *json, const ent_effect *e)
{
    ent_json_key(json, "coverage");
    ent_json_begin_array(json);
    for (size_t i = 0; i < ent_effect_coverage_count(e); i++) {
        const ent_coverage_change *c = ent_effect_coverage_at(e, i);
        const ent_coverage *any = c->after ? c->after : c->before;
        ent_json_begin_object(json);
        ent_json_kstring(json, "clause", any->clause ? any->clause->id : NULL);
        ent_json_kstring(json, "party", any->party);
        ent_json_kstring(json, "before", c->before ? ent_state_name(c->before->state) : NULL);
        ent_json_kstring(json, "after", c->after ? ent_state_name(c->after->state) : NULL);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

static void ground(ent_json *json, const ent_effect *e)
{
    ent_json_key(json, "ground");
    ent_json_begin_array(json);
    for (size_t i = 0; i < ent_effect_ground_count(e); i++) {
        const ent_ground_change *g = ent_effect_ground_at(e, i);
        ent_json_begin_object(json);
        ent_json_kstring(json, "clause", g->clause);
        ent_json_kstring(json, "actor", g->actor);
        ent_json_kstring(json, "item", g->item);
        ent_report_json_text(json, "territory", g->territory);
        ent_json_kstring(json, "certainty", g->certain ? "certain" : "possible");
        if (!*g->territory) {
            ent_report_json_area(json, "before", g->before);
            ent_report_json_area(json, "after", g->after);
        }
        ent_report_json_area(json, "closed", g->closed);
        ent_report_json_area(json, "opened", g->opened);
        if (*g->territory) ent_json_kbool(json, "whole", g->is_whole);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
}

static ent_status side(ent_json *json, const char *key, const ent_sheet *sheet, ent_error *err)
{
    char hash[65];
    ent_status st = ent_sheet_receipt_hash(sheet, hash, err);
    ent_json_key(json, key);
    ent_json_begin_object(json);
    ent_report_json_time(json, "as_of", sheet->judged.as_of);
    ent_report_json_time(json, "as_known", sheet->judged.as_known);
    ent_json_kstring(json, "receipt", st == ENT_OK ? hash : NULL);
    ent_json_end_object(json);
    return st;
}

static ent_status effect(ent_json *json, const ent_diff_view *v, ent_error *err)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "view", v->b.view);
    ent_json_kstring(json, "layer", ent_report_layer(v->b.judged.layer));
    ent_status st = side(json, "before", &v->a, err);
    if (st == ENT_OK) st = side(json, "after", &v->b, err);
    ent_report_json_texts(json, "parties_won", ent_effect_parties_won(v->effect));
    ent_report_json_texts(json, "parties_lost", ent_effect_parties_lost(v->effect));
    verdicts(json, v->effect, true);
    verdicts(json, v->effect, false);
    coverage(json, v->effect);
    ent_json_kdouble(json, "tolerance_m", ent_effect_tolerance_m(v->effect));
    ground(json, v->effect);
    ent_json_end_object(json);
    return st;
}

static void summary(ent_json *json, const ent_diff_sheet *s)
{
    ent_diff_counts c = ent_diff_count(s);
    ent_json_key(json, "summary");
    ent_json_begin_object(json);
    ent_json_kint(json, "articles", (int64_t)c.articles);
    ent_json_kint(json, "words_gone", (int64_t)c.words_gone);
    ent_json_kint(json, "words_new", (int64_t)c.words_new);
    ent_json_kint(json, "moves", (int64_t)c.moves);
    ent_json_kint(json, "changes", (int64_t)c.changes);
    ent_json_kint(json, "flips", (int64_t)c.flips);
    ent_json_kint(json, "margins", (int64_t)c.margins);
    ent_json_kint(json, "coverage", (int64_t)c.coverage);
    ent_json_kstring(json, "text", ent_diff_summary(s));
    ent_json_end_object(json);
}

ent_status ent_report_diff_json(const ent_report_diff *diff, const ent_report_opts *opts, ent_sink sink,
                                ent_error *err)
{
    ent_diff_sheet s;
    ent_status st = ent_diff_sheet_init(&s, diff, opts, err);
    if (st != ENT_OK) return st;
    ent_json json;
    ent_json_init(&json, sink, true);
    ent_json_begin_object(&json);
    ent_json_kint(&json, "schema", SCHEMA);
    ent_json_kstring(&json, "before", diff->before_name);
    ent_json_kstring(&json, "after", diff->after_name);
    ent_report_json_texts(&json, "asked", diff->asked);
    ent_json_kbool(&json, "differs", ent_report_diff_differs(diff));
    articles(&json, &s);
    model(&json, &s);
    ent_json_key(&json, "effects");
    ent_json_begin_array(&json);
    for (size_t i = 0; i < s.view_count && st == ENT_OK; i++) st = effect(&json, &s.views[i], err);
    ent_json_end_array(&json);
    summary(&json, &s);
    ent_json_end_object(&json);
    if (st == ENT_OK) st = ent_diff_sheet_status(&s, err);
    if (st == ENT_OK) st = ent_json_finish(&json, err);
    ent_diff_sheet_done(&s);
    return st;
}
