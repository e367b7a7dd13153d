/* check_scenarios.c: do scenarios speak of a clause or an article that is there, and is what they assume
 * there to be assumed? And their assumptions as a case's. What the rows say is not read here. */
#include "lang/check.h"

#include "base/mem.h"
#include <string.h>

static bool is_article(const ent_document *d, const char *number)
{
    for (size_t i = 0; i < d->article_count; i++)
        if (strcmp(d->articles[i].number, number) == 0) return true;
    return false;
}

static void check_of(ent_checker *c, const ent_scenarios *s)
{
    if (!*s->of || ent_map_get(c->doc->clauses, ent_str_of(s->of)) || is_article(&c->doc->document, s->of) ||
        ent_map_get(c->doc->broken, ent_str_of(s->of)))
        return;
    ent_complain(c, s->of_span,
                 (ent_diag_text){ENT_SEV_ERROR, "clause-unknown", NULL,
                                 "Scenarios are of a clause, or of an article by its number.",
                                 ent_suggest_clause(c, ent_str_of(s->of))},
                 "there is no clause and no article \"%s\"", s->of);
}

void ent_check_scenarios(ent_checker *c)
{
    const ent_document *d = &c->doc->document;
    for (size_t i = 0; i < d->scenario_count && !c->out_of_memory; i++) {
        check_of(c, &d->scenarios[i]);
        ent_check_assumes(c, d, d->scenarios[i].assumes, d->scenarios[i].assume_count);
    }
}

ent_status ent_doc_case_of(const ent_doc *agreement, const ent_scenarios *s, ent_doc **out, ent_error *err)
{
    ent_doc *doc = ent_alloc_zero(1, sizeof *doc);
    if (!doc) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    doc->arena = ent_arena_new(), doc->clauses = ent_map_new();
    doc->decls = ent_map_new(), doc->broken = ent_map_new();
    if (!doc->arena || !doc->clauses || !doc->decls || !doc->broken) {
        ent_doc_free(doc);
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    }
    doc->document = (ent_document){.source = agreement->document.source,
                                   .title = "",
                                   .status = "",
                                   .code = "",
                                   .locator = "",
                                   .case_title = "",
                                   .view = s->view,
                                   .agreement_file = "",
                                   .day = s->day,
                                   .assumes = s->assumes,
                                   .assume_count = s->assume_count,
                                   .case_layer = s->layer};
    doc->checked = true;
    *out = doc;
    return ENT_OK;
}
