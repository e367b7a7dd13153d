/* html_files.h: the table of embedded files that cmake/web.cmake writes. */
#ifndef ENT_HTML_FILES_H
#define ENT_HTML_FILES_H

#include <stddef.h>

typedef struct ent_web_file {
    const char *name;
    const unsigned char *bytes;
    size_t length;
} ent_web_file;
extern const ent_web_file ent_web_files[];
extern const size_t ent_web_file_count;

#endif
