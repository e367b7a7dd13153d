/* html_files.c: the files of the web application, which the build has made into bytes (cmake/web.cmake). */
#include "entente/report.h"
#include "report/html_files.h"

ent_str ent_report_page_file(ent_str name)
{
    for (size_t i = 0; i < ent_web_file_count; i++)
        if (ent_str_is(name, ent_web_files[i].name))
            return (ent_str){(const char *)ent_web_files[i].bytes, ent_web_files[i].length};
    return (ent_str){NULL, 0};
}
