/* case.h: a case folder read into a world that can be judged: case.md, agreement.md, records, items, groups,
 * places, lines, areas. The ledger is read by ledger.h. */
#ifndef ENTENTE_CASE_H
#define ENTENTE_CASE_H

#include "entente/verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_case ent_case; /* owns everything it has read; the atlas is borrowed */

/* Read the case in `folder` (or an agreement file alone: then there are no records). Missing parts are empty;
 * agreement.md must be there. Wrong texts and data leave diagnostics and are left out: ENT_OK even then, ask
 * ent_diags_status. ENT_E_IO: no such folder, or a file that cannot be read; ENT_E_NOMEM. `atlas` NULL: names
 * of countries and groups are then not checked. */
ENT_API ent_status ent_case_load(const char *folder, const ent_atlas *atlas, ent_diags *diags, ent_case **out,
                                 ent_error *err) ENT_MUST_USE;
/* The same with its texts alone, case.md and the agreement: no records, nothing checked against a map. */
ENT_API ent_status ent_case_load_texts(const char *folder, ent_diags *diags, ent_case **out,
                                       ent_error *err) ENT_MUST_USE;
ENT_API void ent_case_free(ent_case *c);

/* What to give ent_judge; pointers into the case. */
ENT_API const ent_world *ent_case_world(const ent_case *c);
ENT_API const char *ent_case_folder(const ent_case *c);
/* What case.md says, else the default: the day (ENT_TIME_MAX: none said), the view ("" none), the layer. */
ENT_API ent_time ent_case_day(const ent_case *c);
ENT_API const char *ent_case_view_name(const ent_case *c);
ENT_API ent_layer ent_case_layer(const ent_case *c);
ENT_API const char *ent_case_title(const ent_case *c);

/* Every file read, with the SHA-256 of its bytes, for receipts; in the order read, names relative to the
 * folder. */
typedef struct ent_case_file {
    const char *name;
    const char *sha256;
} ent_case_file;
ENT_API size_t ent_case_file_count(const ent_case *c);
ENT_API ent_case_file ent_case_file_at(const ent_case *c, size_t index);
/* Full path of a part ("ledger.csv") if it is there, else NULL; owned by the case. */
ENT_API const char *ent_case_path(ent_case *c, const char *name);

/* What is known of attributes without any case: for a catalogue read by itself. */
ENT_API ent_record_rules ent_case_standard_rules(void);

/* Write a new case, small and commented, that checks as it stands: case.md, agreement.md, records.csv ... .
 * `folder` must not exist or be empty. All of it appears at once or nothing does. ENT_E_IO with the reason
 * otherwise. */
ENT_API ent_status ent_case_create(const char *folder, ent_error *err) ENT_MUST_USE;
/* The names of the files it writes, in order; NULL past the last. */
ENT_API size_t ent_case_template_file_count(void);
ENT_API const char *ent_case_template_file_at(size_t index);

#ifdef __cplusplus
}
#endif
#endif
