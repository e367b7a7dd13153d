/* variant.c: a case with other words: what is not a text is shared, so that a hundred variants of a case cost
 * a hundred agreements and no records. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "entente/compare.h"

#include <string.h>

struct ent_variant {
    ent_doc *agreement, *case_doc; /* its own; NULL: those of the base */
    ent_world world;
};

static ent_status parse_changed(const ent_doc *doc, ent_changes changes, ent_diags *diags, ent_doc **out,
                                ent_error *err)
{
    ent_buf text;
    ent_buf_init(&text, ENT_AGREEMENT_BYTES_MAX);
    ent_status st = ent_doc_edit(doc, changes.at, changes.count, ent_buf_sink(&text), err);
    if (st == ENT_OK) st = ent_doc_parse(ent_doc_view(doc)->source.file, ent_buf_str(&text), diags, out, err);
    ent_buf_done(&text);
    return st;
}

/* What a case assumes is changed there: it stands above what the text says. */
static ent_status parse_both(const ent_world *base, ent_changes changes, ent_diags *diags, ent_variant *v,
                             ent_error *err)
{
    ent_change *own = ent_alloc_zero(2 * changes.count + 1, sizeof *own);
    if (!own) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_change *assumed = own + changes.count;
    size_t n = 0, m = 0;
    for (size_t i = 0; i < changes.count; i++) {
        ent_str label = changes.at[i].label;
        bool in_case = base->case_doc && label.len && ent_doc_has_label(base->case_doc, label);
        if (in_case)
            assumed[m++] = changes.at[i];
        else
            own[n++] = changes.at[i];
    }
    ent_status st = ENT_OK;
    if (n) st = parse_changed(base->agreement, (ent_changes){own, n}, diags, &v->agreement, err);
    if (st == ENT_OK && m)
        st = parse_changed(base->case_doc, (ent_changes){assumed, m}, diags, &v->case_doc, err);
    ent_free(own);
    return st;
}

static ent_status check(ent_variant *v, const ent_world *base, ent_diags *diags, ent_error *err)
{
    v->world = *base;
    if (v->agreement) v->world.agreement = v->agreement;
    if (v->case_doc) v->world.case_doc = v->case_doc;
    ent_names names = ent_world_names(&v->world);
    const ent_names *known = base->atlas ? &names : NULL;
    ent_status st = v->agreement ? ent_doc_check(v->agreement, known, diags, err) : ENT_OK;
    if (st == ENT_OK && v->case_doc)
        st = ent_doc_check_case(v->case_doc, v->world.agreement, known, diags, err);
    return st;
}

ent_status ent_variant_new(const ent_world *base, ent_changes changes, ent_diags *diags, ent_variant **out,
                           ent_error *err)
{
    ent_variant *v = ent_alloc_zero(1, sizeof *v);
    if (!v) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_status st = parse_both(base, changes, diags, v, err);
    if (st == ENT_OK) st = check(v, base, diags, err);
    if (st == ENT_OK) *out = v, v = NULL;
    ent_variant_free(v);
    return st;
}

ent_status ent_variant_load(const ent_world *base, const char *path, ent_diags *diags, ent_variant **out,
                            ent_error *err)
{
    ent_variant *v = ent_alloc_zero(1, sizeof *v);
    if (!v) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_status st = ent_doc_load(path, diags, &v->agreement, err);
    if (st == ENT_OK) st = check(v, base, diags, err);
    if (st == ENT_OK) *out = v, v = NULL;
    ent_variant_free(v);
    return st;
}

void ent_variant_free(ent_variant *v)
{
    if (!v) return;
    ent_doc_free(v->agreement);
    ent_doc_free(v->case_doc);
    ent_free(v);
}

const ent_world *ent_variant_world(const ent_variant *v)
{
    return &v->world;
}
