/* explain_exception.c: what lifts, leaves out or replaces: the sentences behind a clause, and those of an
 * exception itself. An exception is said of what the clauses speak of that name it ("to any passage of a
 * warship"), so that "its" has something to belong to; letters that those clauses introduce are said to be
 * theirs. */
#include "lang/explain.h"

#include "lang/check.h"
#include <string.h>

static void stop(ent_saying *out)
{
    ent_buf_addc(&out->buf, '.');
}

/* ---- what an exception is said of ------------------------------------------------------------------- */

enum { ACTS_MAX = 3, NAMED_DEEP = 8 };

typedef struct speakers { /* who names an exception */
    const ent_doc *doc;
    const ent_node *acts[ACTS_MAX]; /* one word of the head each, all different */
    size_t act_count;
    const ent_node *object;
    bool many, objects_differ;
    const char *clause; /* its id, when there is one alone */
    size_t clause_count;
} speakers;

static void add_act(speakers *n, const ent_node *act)
{
    for (size_t i = 0; i < n->act_count; i++)
        if (strcmp(n->acts[i]->text, act->text) == 0) return;
    if (n->act_count == ACTS_MAX)
        n->many = true;
    else
        n->acts[n->act_count++] = act;
}

static const char *object_word(const ent_node *object)
{
    return ent_node_is(object, ENT_N_OBJECT) && object->kid_count == 1 ? object->kids[0]->text : "";
}

static void add_clause(speakers *n, const ent_clause *k)
{
    bool event = k->trigger != NULL;
    const ent_node *acts = event ? ent_node_kid(k->trigger, 0) : k->acts;
    const ent_node *object = event ? ent_node_kid(k->trigger, 5) : k->object;
    for (uint32_t i = 0; acts && i < acts->kid_count; i++) add_act(n, acts->kids[i]);
    if (n->clause_count++ == 0) n->object = object;
    n->objects_differ = n->objects_differ || strcmp(object_word(object), object_word(n->object)) != 0;
    n->clause = k->id;
}

static bool names(const ent_node *list, const char *id)
{
    for (uint32_t i = 0; list && i < list->kid_count; i++)
        if (list->kids[i]->kind == ENT_N_CLAUSE && strcmp(list->kids[i]->text, id) == 0) return true;
    return false;
}

static void look(speakers *n, const char *id, int deep)
{
    if (deep == NAMED_DEEP) return;
    for (const ent_namer *at = ent_doc_namers(n->doc, id); at; at = at->next) {
        const ent_clause *k = at->clause;
        if (!names(k->unless, id) && !names(k->without, id)) continue;
        if (k->modality == ENT_EXCEPTION)
            look(n, k->id, deep + 1);
        else
            add_clause(n, k);
    }
}

static speakers named_by(const ent_saying *out, const ent_clause *exception)
{
    speakers n = {.doc = out->doc};
    if (out->doc) look(&n, exception->id, 0);
    return n;
}

/* " to any passage or presence of a warship" */
static void tell_what(ent_saying *out, const speakers *n)
{
    if (n->clause_count == 0) return;
    ent_buf_adds(&out->buf, n->many ? " to any act" : " to any ");
    for (size_t i = 0; i < n->act_count && !n->many; i++) {
        ent_tell_list_mark(out, i, n->act_count, "or");
        ent_tell_noun(out, n->acts[i]->text, false);
    }
    if (n->objects_differ || !object_word(n->object)[0]) return;
    ent_buf_adds(&out->buf, " of "), ent_tell_an_object(out, n->object);
}

void ent_tell_exception_head(ent_saying *out, const ent_clause *exception)
{
    ent_buf_printf(&out->buf, "exception %s applies", exception->id);
    speakers n = named_by(out, exception);
    tell_what(out, &n);
    if (!exception->by) return;
    ent_buf_adds(&out->buf, n.clause_count ? " by " : " to what is done by ");
    ent_tell_actors(out, exception->by);
}

/* ---- letters of the clauses that name it ------------------------------------------------------------ */

static uint32_t letters(const ent_clause *exception, const ent_node *node)
{
    bool letter = node->text && node->text[0] >= 'A' && node->text[0] <= 'Z' && !node->text[1];
    bool used = letter && node->kind == ENT_N_NAME && node->ref == ENT_REF_BINDER;
    uint32_t found = used && !ent_binder_source(exception, node->text) ? 1u << (node->text[0] - 'A') : 0;
    for (uint32_t i = 0; i < node->kid_count; i++) found |= letters(exception, node->kids[i]);
    return found;
}

void ent_tell_letters(ent_saying *out, const ent_clause *exception)
{
    const ent_node *roots[ENT_CLAUSE_ROOTS];
    size_t count = ent_clause_roots(exception, roots), total = 0, index = 0;
    uint32_t found = 0;
    for (size_t i = 0; i < count; i++) found |= letters(exception, roots[i]);
    for (int i = 0; i < 26; i++) total += found >> i & 1u;
    if (total == 0) return;
    ent_buf_addc(&out->buf, ' ');
    for (int i = 0; i < 26; i++) {
        if (!(found >> i & 1u)) continue;
        ent_tell_list_mark(out, index++, total, "and");
        ent_buf_addc(&out->buf, (char)('A' + i));
    }
    speakers n = named_by(out, exception);
    ent_buf_adds(&out->buf, total == 1 ? " is that of " : " are those of ");
    if (n.clause_count == 1)
        ent_buf_printf(&out->buf, "clause %s.", n.clause);
    else
        ent_buf_adds(&out->buf, "the clause that names the exception.");
}

/* ---- what stands behind a clause -------------------------------------------------------------------- */

/* 'exception 4.2 ("Consent of every party")' */
static void tell_named(ent_saying *out, const char *id)
{
    const ent_clause *clause = out->doc ? ent_doc_clause_find(out->doc, ent_str_of(id)) : NULL;
    bool exception = !clause || clause->modality == ENT_EXCEPTION;
    ent_buf_printf(&out->buf, exception ? "exception %s" : "clause %s", id);
    if (clause && clause->title[0]) ent_buf_printf(&out->buf, " (\"%s\")", clause->title);
}

static void tell_unless(ent_saying *out, const char *words, const ent_node *list)
{
    if (!list || list->kid_count == 0) return;
    ent_buf_adds(&out->buf, words);
    for (uint32_t i = 0; i < list->kid_count; i++) {
        const ent_node *kid = list->kids[i], *next = ent_node_kid(list, i + 1);
        ent_tell_list_mark(out, i, list->kid_count, "or");
        if (kid->kind == ENT_N_CLAUSE)
            tell_named(out, kid->text);
        else if (list->kid_count > 1)
            ent_tell_inside(out, kid);
        else
            ent_tell_condition(out, kid);
        bool last = kid->kind == ENT_N_CLAUSE && !ent_node_is(next, ENT_N_CLAUSE);
        if (last) ent_buf_adds(&out->buf, " is shown to apply");
    }
    stop(out);
}

static void tell_left_out(ent_saying *out, const ent_node *condition)
{
    if (condition->kind == ENT_N_TERM)
        ent_buf_printf(&out->buf, "whatever is \"%s\"", condition->text);
    else
        ent_buf_adds(&out->buf, "whatever fits this: "), ent_tell_inside(out, condition);
}

static void tell_without(ent_saying *out, const ent_node *list)
{
    for (uint32_t i = 0; list && i < list->kid_count; i++) {
        const ent_node *kid = list->kids[i];
        bool named = kid->kind == ENT_N_CLAUSE, again = named && i && list->kids[i - 1]->kind == ENT_N_CLAUSE;
        if (i == 0) ent_buf_adds(&out->buf, " Left out of the sum is ");
        if (again)
            ent_tell_list_mark(out, i, list->kid_count, "or");
        else if (i > 0)
            ent_buf_adds(&out->buf, ", and ");
        if (named && !again) ent_buf_adds(&out->buf, "whatever is shown to fall under ");
        if (named)
            tell_named(out, kid->text);
        else
            tell_left_out(out, kid);
    }
    if (list && list->kid_count) stop(out);
}

static void tell_instead(ent_saying *out, const ent_node *list)
{
    if (!list || list->kid_count == 0) return;
    ent_buf_adds(&out->buf, " Where its own conditions hold, this takes the place of ");
    for (uint32_t i = 0; i < list->kid_count; i++) {
        ent_tell_list_mark(out, i, list->kid_count, "and");
        tell_named(out, list->kids[i]->text);
    }
    stop(out);
}

static const char *lifting(const ent_clause *k)
{
    return k->modality == ENT_EXCEPTION ? " It does not apply if "
           : k->modality == ENT_PERMITS ? " The right falls away if "
                                        : " This is lifted if ";
}

void ent_tell_lifted(ent_saying *out, const ent_clause *k)
{
    tell_unless(out, lifting(k), k->unless);
    tell_without(out, k->without);
    tell_instead(out, k->instead);
}
