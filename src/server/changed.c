/* changed.c: from set=LABEL=VALUE to a world that can be asked. What is wrong with a value is said by the
 * reader of the text, in its first complaint. */
#include "server/changed.h"

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

ent_status ent_changed_make(const ent_world *world, const ent_request *request, ent_variant **out,
                            ent_error *err)
{
    ent_change changes[ENT_HTTP_SETS_MAX];
    ent_diags *diags = NULL;
    ent_variant *made = NULL;
    if (!request->set_count) return *out = NULL, ENT_OK;
    for (size_t i = 0; i < request->set_count; i++)
        changes[i] = (ent_change){ent_str_of(request->sets[i].label), ent_str_of(request->sets[i].value)};
    ent_status st = ent_diags_new(&diags, err);
    if (st == ENT_OK)
        st = ent_variant_new(world, (ent_changes){changes, request->set_count}, diags, &made, err);
    if (st == ENT_OK && ent_diags_error_count(diags) > 0) st = wrong(diags, err);
    ent_diags_free(diags);
    if (st == ENT_OK)
        *out = made;
    else
        ent_variant_free(made);
    return st;
}

const ent_world *ent_changed_world(const ent_world *world, const ent_variant *variant)
{
    return variant ? ent_variant_world(variant) : world;
}
