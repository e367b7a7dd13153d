/* page.c: lines that fit a page. Text is broken at spaces only; a word longer than a line stands alone.
 * Widths are those of a terminal (a combining mark has none). Nothing is said by colour alone: a style only
 * adds to a word. */
#include "report/internal.h"

#include <string.h>

#include "base/utf8.h"

#define WIDTH_DEFAULT 80
#define WIDTH_MIN 40
#define PAGE_BYTES_MAX ((size_t)1 << 30)

void ent_page_init(ent_page *page, const ent_report_opts *opts)
{
    *page = (ent_page){.width = opts->width ? opts->width : WIDTH_DEFAULT, .color = opts->color};
    if (page->width < WIDTH_MIN) page->width = WIDTH_MIN;
    ent_buf_init(&page->text, PAGE_BYTES_MAX);
}

void ent_page_done(ent_page *page)
{
    ent_buf_done(&page->text);
}

ent_status ent_page_flush(ent_page *page, ent_sink sink, ent_error *err)
{
    if (page->text.failed) return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ent_str all = ent_buf_str(&page->text);
    if (all.len && !sink.write(sink.context, all.ptr, all.len))
        return ent_fail(err, ENT_E_IO, "the report could not be written");
    page->begun |= all.len > 0;
    ent_buf_clear(&page->text);
    return ENT_OK;
}

static bool ends_with(const ent_page *page, const char *tail)
{
    size_t n = strlen(tail);
    return page->text.len >= n && memcmp(page->text.ptr + page->text.len - n, tail, n) == 0;
}

void ent_page_blank(ent_page *page)
{
    bool first = page->text.len == 0;
    if (first ? page->begun : !ends_with(page, "\n\n")) ent_buf_addc(&page->text, '\n');
}

/* Text of the case may hold anything: a control character, which a terminal would obey, becomes a question
 * mark. A glue becomes the space that it is. */
static void put(ent_page *page, ent_str text)
{
    for (size_t i = 0, step; i < text.len; i += step) {
        uint32_t c = 0;
        step = ent_utf8_step((ent_str){text.ptr + i, text.len - i}, &c);
        if (!step) step = 1, c = 0x80;
        bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
        if (!control)
            ent_buf_add(&page->text, (ent_str){text.ptr + i, step});
        else
            ent_buf_addc(&page->text, c == (uint32_t)ENT_GLUE[0] ? ' ' : '?');
    }
}

static void styled(ent_page *page, ent_style style, const char *text)
{
    static const char *const codes[] = {"", "\033[1m", "\033[1;31m", "\033[1;33m", "\033[32m", "\033[2m"};
    bool on = page->color && style != ENT_STYLE_PLAIN;
    if (on) ent_buf_adds(&page->text, codes[style]);
    put(page, ent_str_of(text));
    if (on) ent_buf_adds(&page->text, "\033[0m");
}

static void spaces(ent_page *page, int count)
{
    for (int i = 0; i < count; i++) ent_buf_addc(&page->text, ' ');
}

static int columns(const char *text)
{
    return (int)ent_utf8_columns(ent_str_of(text));
}

/* The next word of *text, which is moved past it; empty at the end. */
static ent_str next_word(const char **text)
{
    const char *p = *text;
    while (*p == ' ' || *p == '\n') p++;
    const char *from = p;
    while (*p && *p != ' ' && *p != '\n') p++;
    *text = p;
    return (ent_str){from, (size_t)(p - from)};
}

void ent_page_write(ent_page *page, ent_line line, const char *text)
{
    int at = line.indent + columns(line.label ? line.label : ""), hang = line.hang;
    if (hang > page->width / 2) hang = page->width / 2;
    spaces(page, line.indent);
    if (line.label) styled(page, line.style, line.label);
    bool fresh = at == line.indent;            /* nothing stands on this line yet */
    bool labelled = line.label && *line.label; /* text alone starts at the indent */
    if (labelled && at < hang) spaces(page, hang - at), at = hang, fresh = true;
    for (ent_str word = next_word(&text); word.len; word = next_word(&text)) {
        int width = (int)ent_utf8_columns(word);
        if (!fresh && at + 1 + width > page->width) {
            ent_buf_addc(&page->text, '\n');
            spaces(page, hang);
            at = hang, fresh = true;
        }
        if (!fresh) ent_buf_addc(&page->text, ' '), at++;
        put(page, word);
        at += width, fresh = false;
    }
    while (page->text.len && page->text.ptr[page->text.len - 1] == ' ')
        page->text.ptr[--page->text.len] = '\0';
    ent_buf_addc(&page->text, '\n');
}

void ent_page_raw(ent_page *page, ent_style style, const char *text)
{
    styled(page, style, text);
    ent_buf_addc(&page->text, '\n');
}

void ent_page_rule(ent_page *page, const char *title)
{
    ent_page_write(page, (ent_line){0, 0, ENT_STYLE_HEAD, title}, "");
    for (int i = 0, n = columns(title); i < n && i < page->width; i++) ent_buf_addc(&page->text, '-');
    ent_buf_addc(&page->text, '\n');
}
