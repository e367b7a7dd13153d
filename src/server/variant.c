/* variant.c: a label belongs to the agreement or to the case's own text; each text is written with its
 * changes and read again by the one reader there is. Some milliseconds for a text of a hundred clauses. */
#include "server/variant.h"

#include "base/buf.h"

#include <stdio.h>

#define TEXT_MAX (8u << 20)

/* The first thing that is wrong with a changed text, in one line. */
static ent_status wrong(const ent_diags *diags, ent_error *err)
{
    for (size_t i = 0; i < ent_diags_count(diags); i++) {
        const ent_diag *d = ent_diags_at(diags, i);
        if (d->severity == ENT_SEV_ERROR)
            return ent_fail(err, ENT_E_FORMAT, "with this value the text is wrong: %s%s%s", d->message,
                            d->detail ? "; " : "", d->detail ? d->detail : "");
    }
    return ent_fail(err, ENT_E_FORMAT, "with this value the text is wrong");
}

/* The changes of one text. */
typedef struct changes {
    ent_change at[ENT_HTTP_SETS_MAX];
    size_t count;
} changes;

static ent_status read_changed(const ent_doc *doc, const changes *asked, ent_diags *diags, ent_doc **out,
                               ent_error *err)
{
    ent_buf text;
    ent_buf_init(&text, TEXT_MAX);
    ent_status st = ent_doc_edit(doc, asked->at, asked->count, ent_buf_sink(&text), err);
    if (st == ENT_OK && text.failed) st = ent_fail(err, ENT_E_NOMEM, "out of memory for a changed text");
    if (st == ENT_OK) st = ent_doc_parse(ent_doc_view(doc)->source.file, ent_buf_str(&text), diags, out, err);
    ent_buf_done(&text);
    if (st == ENT_OK && ent_diags_error_count(diags) > 0) st = wrong(diags, err);
    return st;
}

static ent_status change_agreement(ent_variant *v, const changes *asked, ent_diags *diags, ent_error *err)
{
    ent_status st = read_changed(v->world.agreement, asked, diags, &v->agreement, err);
    if (st != ENT_OK) return st;
    const ent_names names = ent_world_names(&v->world);
    st = ent_doc_check(v->agreement, &names, diags, err);
    if (st == ENT_OK && ent_diags_error_count(diags) > 0) st = wrong(diags, err);
    v->world.agreement = v->agreement;
    return st;
}

static ent_status change_case(ent_variant *v, const changes *asked, ent_diags *diags, ent_error *err)
{
    ent_status st = read_changed(v->world.case_doc, asked, diags, &v->case_doc, err);
    if (st != ENT_OK) return st;
    const ent_names names = ent_world_names(&v->world);
    st = ent_doc_check_case(v->case_doc, v->world.agreement, &names, diags, err);
    if (st == ENT_OK && ent_diags_error_count(diags) > 0) st = wrong(diags, err);
    v->world.case_doc = v->case_doc;
    return st;
}

/* Whose is each label? */
static ent_status part(const ent_world *world, const ent_request *request, changes *of_text, changes *of_case,
                       ent_error *err)
{
    for (size_t i = 0; i < request->set_count; i++) {
        const ent_change change = {ent_str_of(request->sets[i].label), ent_str_of(request->sets[i].value)};
        if (ent_doc_has_label(world->agreement, change.label))
            of_text->at[of_text->count++] = change;
        else if (world->case_doc && ent_doc_has_label(world->case_doc, change.label))
            of_case->at[of_case->count++] = change;
        else
            return ent_fail(err, ENT_E_NOT_FOUND, "no figure of the agreement or the case is called \"%s\"",
                            request->sets[i].label);
    }
    return ENT_OK;
}

ent_status ent_variant_make(const ent_world *world, const ent_request *request, ent_variant *out,
                            ent_error *err)
{
    ent_variant v = {.world = *world};
    changes of_text = {.count = 0}, of_case = {.count = 0};
    ent_diags *diags = NULL;
    ent_status st = ent_diags_new(&diags, err);
    if (st == ENT_OK) st = part(world, request, &of_text, &of_case, err);
    if (st == ENT_OK && of_text.count) st = change_agreement(&v, &of_text, diags, err);
    if (st == ENT_OK && of_case.count) st = change_case(&v, &of_case, diags, err);
    ent_diags_free(diags);
    if (st == ENT_OK)
        *out = v;
    else
        ent_variant_done(&v);
    return st;
}

void ent_variant_done(ent_variant *variant)
{
    ent_doc_free(variant->case_doc);
    ent_doc_free(variant->agreement);
    *variant = (ent_variant){.agreement = NULL};
}
