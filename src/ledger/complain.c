/* complain.c: a diagnostic about an entry after its file has been read and let go. The file is read once more
 * for the line under the caret; what is not on disk (standard input) is complained about without one. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "ledger/ledger.h"

#include <stdarg.h>
#include <stdio.h>

static ent_str text_of(ent_ledger_complainer *to, uint32_t file)
{
    const ent_ledger_file_name *of = &to->ledger->files[file];
    if (of->bytes.len) return of->bytes;
    if (to->text_file != file + 1) {
        ent_free(to->text);
        to->text = NULL, to->text_length = 0, to->text_file = file + 1;
        ent_buf text;
        if (of->is_on_disk && ent_file_read(of->name, ENT_TEXT_BYTES_MAX, &text, NULL) == ENT_OK)
            to->text = text.ptr, to->text_length = text.len; /* the buffer's memory changes hands */
    }
    return (ent_str){to->text, to->text_length};
}

/* The span of a cell of the row: its line and column found by walking the row. */
static ent_span cell_span(const ent_ledger_row *row, int mark, ent_str text)
{
    ent_span span = row->entry.span;
    ent_cell_mark cell = mark < 0 ? (ent_cell_mark){0, 0} : row->marks[mark];
    if (cell.length == 0 || (size_t)span.offset + cell.offset + cell.length > text.len) return span;
    const char *at = text.ptr + span.offset;
    for (uint32_t i = 0; i < cell.offset; i++) {
        if (at[i] == '\n')
            span.line++, span.column = 1;
        else if (((unsigned char)at[i] & 0xC0) != 0x80)
            span.column++;
    }
    span.offset += cell.offset, span.length = cell.length;
    return span;
}

void ent_ledger_complain(ent_ledger_complainer *to, const ent_ledger_row *row, int mark, ent_diag_text text,
                         const char *format, ...)
{
    char message[300], detail[120];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    snprintf(detail, sizeof detail, "Entry \"%.80s\".", row->entry.id);
    text.message = message;
    if (!text.detail) text.detail = detail;
    ent_str bytes = text_of(to, row->entry.file);
    ent_source source = {to->ledger->files[row->entry.file].name, bytes};
    ent_diags_add(to->diags, &source, bytes.len ? cell_span(row, mark, bytes) : (ent_span){0}, text);
}

void ent_ledger_complainer_done(ent_ledger_complainer *to)
{
    ent_free(to->text);
    to->text = NULL;
}
