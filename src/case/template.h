/* template.h: the files of a new case, as text. */
#ifndef ENT_CASE_TEMPLATE_H
#define ENT_CASE_TEMPLATE_H

#include <stddef.h>

typedef struct ent_template_file {
    const char *name, *text;
} ent_template_file;

extern const ent_template_file ent_case_template[];
extern const size_t ent_case_template_count;

#endif
