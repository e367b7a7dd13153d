/* fuzz_csv.c: any bytes as a CSV file, read once in memory and once in small pieces (their size is the first
 * byte). Both must give the same records and the same diagnostics; each cell must be UTF-8 and lie where its
 * span says; what is printed must not be able to drive a terminal. */
#include "base/buf.h"
#include "base/csv.h"
#include "base/utf8.h"
#include "fuzz.h"

#include <string.h>

#define INPUT_BYTES_MAX 20000 /* small pieces make the second reading quadratic in a record */

typedef struct pieces {
    ent_str left;
    size_t step;
} pieces;

static ptrdiff_t read_piece(void *context, char *bytes, size_t size, char reason[200])
{
    pieces *p = context;
    (void)reason;
    size_t n = p->step < p->left.len ? p->step : p->left.len;
    if (n > size) n = size;
    if (n) memcpy(bytes, p->left.ptr, n);
    p->left.ptr += n, p->left.len -= n;
    return (ptrdiff_t)n;
}

static void check_cell(ent_str text, const ent_cell_text *cell)
{
    REQUIRE(ent_utf8_check(cell->text) == cell->text.len);
    REQUIRE(cell->text.len == 0 || !memchr(cell->text.ptr, '\0', cell->text.len));
    REQUIRE(cell->span.offset <= text.len && cell->span.length <= text.len - cell->span.offset);
    ent_str raw = {text.ptr + cell->span.offset, cell->span.length};
    if (!cell->quoted) {
        REQUIRE(ent_str_eq(raw, cell->text));
        return;
    }
    REQUIRE(raw.len >= 2 && raw.ptr[0] == '"' && raw.ptr[raw.len - 1] == '"');
    REQUIRE(cell->text.len <= raw.len - 2);
}

static void add_records(ent_csv *csv, ent_str text, ent_buf *out)
{
    const ent_cell_text *cells;
    while (ent_csv_next(csv, &cells)) {
        ent_buf_printf(out, "%d ", (int)ent_csv_record_line(csv));
        ent_buf_add(out, ent_csv_record_text(csv));
        for (size_t i = 0; i < ent_csv_column_count(csv); i++) {
            check_cell(text, &cells[i]);
            ent_buf_printf(out, "\n%u %u ", (unsigned)cells[i].span.line, (unsigned)cells[i].span.column);
            ent_buf_add(out, cells[i].text);
        }
        ent_csv_complain(csv, &cells[0], (ent_diag_text){ENT_SEV_NOTE, "seen", "seen", NULL, NULL});
    }
    REQUIRE(ent_csv_status(csv, NULL) == ENT_OK);
}

static void check_printed(ent_str printed)
{
    REQUIRE(ent_utf8_check(printed) == printed.len);
    for (size_t i = 0; i < printed.len; i++)
        REQUIRE((unsigned char)printed.ptr[i] >= 0x20 || printed.ptr[i] == '\n');
}

static void read_once(ent_str text, size_t step, ent_buf *out)
{
    ent_diags *diags = NULL;
    ent_csv *csv = NULL;
    pieces p = {text, step};
    ent_buf_init(out, (size_t)1 << 30);
    REQUIRE(ent_diags_new(&diags, NULL) == ENT_OK);
    ent_status st = step ? ent_csv_open_input("f", (ent_csv_input){read_piece, &p}, diags, &csv, NULL)
                         : ent_csv_open_memory("f", text, diags, &csv, NULL);
    REQUIRE(st == ENT_OK || (st == ENT_E_FORMAT && ent_diags_error_count(diags) > 0));
    if (st == ENT_OK) add_records(csv, text, out);
    size_t printed = out->len;
    REQUIRE(ent_diags_write(diags, ent_buf_sink(out), false, NULL) == ENT_OK);
    if (out->len > printed) check_printed((ent_str){out->ptr + printed, out->len - printed});
    ent_csv_close(csv);
    ent_diags_free(diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0 || size > INPUT_BYTES_MAX) return 0;
    ent_str text = {(const char *)data + 1, size - 1};
    ent_buf whole, pieced;
    read_once(text, 0, &whole);
    read_once(text, data[0] % 32 + 1u, &pieced);
    REQUIRE(!whole.failed && !pieced.failed);
    REQUIRE(ent_str_eq(ent_buf_str(&whole), ent_buf_str(&pieced)));
    ent_buf_done(&whole);
    ent_buf_done(&pieced);
    return 0;
}
