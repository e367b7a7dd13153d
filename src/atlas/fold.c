/* fold.c: see fold.h. The table covers the letters of every Latin-script language of Europe, of Vietnamese
 * and of the usual transliterations; other letters stay as they are, which only means that they must be typed
 * exactly. */
#include "fold.h"
#include "base/utf8.h"
#include "fold_table.h"

static void add_code_point(uint32_t c, ent_buf *out)
{
    if (c < 0x80) {
        ent_buf_addc(out, (char)c);
    } else if (c < 0x800) {
        ent_buf_addc(out, (char)(0xC0 | (c >> 6)));
        ent_buf_addc(out, (char)(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        ent_buf_addc(out, (char)(0xE0 | (c >> 12)));
        ent_buf_addc(out, (char)(0x80 | ((c >> 6) & 0x3F)));
        ent_buf_addc(out, (char)(0x80 | (c & 0x3F)));
    } else {
        ent_buf_addc(out, (char)(0xF0 | (c >> 18)));
        ent_buf_addc(out, (char)(0x80 | ((c >> 12) & 0x3F)));
        ent_buf_addc(out, (char)(0x80 | ((c >> 6) & 0x3F)));
        ent_buf_addc(out, (char)(0x80 | (c & 0x3F)));
    }
}

static uint32_t lower(uint32_t c)
{
    if (c >= 'A' && c <= 'Z') return c + 32;
    if (c >= 0x391 && c <= 0x3A9) return c + 32; /* Greek */
    if (c >= 0x410 && c <= 0x42F) return c + 32; /* Cyrillic */
    if (c >= 0x400 && c <= 0x40F) return c + 80; /* Cyrillic with marks: Ё, Є, Ї … */
    if ((c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) || (c >= 0x4D0 && c <= 0x52F)) return c | 1;
    if (c >= 0x531 && c <= 0x556) return c + 48; /* Armenian */
    return c;
}

/* Apostrophes in all their shapes vanish ("Xi'an" is "xian"), other separators are a space. */
static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == '`' || c == 0xB4 || c == 0x2018 || c == 0x2019 || c == 0x2BB || c == 0x2BC ||
           c == 0x2B9 || c == 0x2BF;
}

static bool is_separator(uint32_t c)
{
    return c == ' ' || c == '-' || c == '.' || c == ',' || c == '/' || c == '(' || c == ')' || c == '_' ||
           c == '"' || c == '\t' || c == 0xA0 || (c >= 0x2010 && c <= 0x2015) || c == 0x202F;
}

void ent_fold_name(ent_str name, ent_buf *out)
{
    bool space_due = false, empty = true;
    for (size_t i = 0; i < name.len;) {
        uint32_t c = 0;
        const size_t step = ent_utf8_step((ent_str){name.ptr + i, name.len - i}, &c);
        i += step > 0 ? step : 1;
        if (step == 0 || is_apostrophe(c) || (c >= 0x300 && c <= 0x36F)) continue;
        if (is_separator(c)) {
            space_due = !empty;
            continue;
        }
        if (space_due) ent_buf_addc(out, ' ');
        space_due = false, empty = false;
        if (c >= 0xC0 && c <= 0x17F)
            ent_buf_adds(out, latin_1_and_a[c - 0xC0]);
        else if (c >= 0x1E00 && c <= 0x1EFF)
            ent_buf_adds(out, latin_additional[c - 0x1E00]);
        else
            add_code_point(lower(c), out);
    }
}
