/* html_write.c: markup, one element at a time. */
#include "report/html.h"

#include "base/sha256.h"

#include <string.h>

void ent_html_raw(ent_html *h, const char *markup)
{
    ent_buf_adds(&h->out, markup);
}

static const char *entity(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    default: return NULL;
    }
}

void ent_html_string(ent_html *h, ent_str text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *instead = entity(text.ptr[i]);
        if (!instead) continue;
        ent_buf_add(&h->out, (ent_str){text.ptr + from, i - from});
        ent_buf_adds(&h->out, instead);
        from = i + 1;
    }
    ent_buf_add(&h->out, (ent_str){text.len ? text.ptr + from : NULL, text.len - from});
}

void ent_html_text(ent_html *h, const char *text)
{
    ent_html_string(h, ent_str_of(text));
}

void ent_html_element(ent_html *h, const char *tag, const char *text)
{
    ent_buf_printf(&h->out, "<%s>", tag);
    ent_html_text(h, text);
    ent_buf_printf(&h->out, "</%.*s>", (int)strcspn(tag, " "), tag);
}

void ent_html_table(ent_html *h, const char *class, const char *caption, const char *const *heads,
                    size_t count)
{
    ent_buf_printf(
        &h->out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"%s\">",
        caption, class);
    ent_html_element(h, "caption class=\"sr\"", caption);
    ent_html_raw(h, "<thead><tr>");
    for (size_t i = 0; i < count; i++) ent_html_element(h, "th scope=\"col\"", heads[i]);
    ent_html_raw(h, "</tr></thead><tbody>\n");
}

void ent_html_end_table(ent_html *h)
{
    ent_html_raw(h, "</tbody></table></div>\n");
}

void ent_html_list(ent_html *h, const char *title, ent_texts texts)
{
    if (!texts.count) return;
    ent_html_element(h, "h5", title);
    ent_html_raw(h, "<ul>");
    for (size_t i = 0; i < texts.count; i++) ent_html_element(h, "li", texts.at[i]);
    ent_html_raw(h, "</ul>\n");
}

/* The same marks as on the page (web/src/util.js). */
const char *ent_html_state_mark(ent_state state)
{
    static const char *const marks[ENT_STATE_COUNT] = {"■", "◆", "◇", "●", "○", "△", "·", "‖", "×", "¶"};
    return marks[state];
}

/* "none-shown" is a word of the vocabulary; people read "none shown". */
void ent_html_state(ent_html *h, ent_state state)
{
    const char *name = ent_state_name(state);
    ent_buf_printf(&h->out, "<span class=\"state s-%s\"><span class=\"mark\" aria-hidden=\"true\">%s</span> ",
                   name, ent_html_state_mark(state));
    for (const char *p = name; *p; p++) ent_buf_addc(&h->out, *p == '-' ? ' ' : *p);
    ent_html_raw(h, "</span>");
}

static unsigned hex(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void ent_html_hash(ent_str text, char out[64])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    ent_sha256 sha;
    char hexed[65];
    ent_sha256_init(&sha);
    ent_sha256_add(&sha, text.ptr, text.len);
    ent_sha256_done(&sha, hexed);
    size_t n = 7;
    memcpy(out, "sha256-", n);
    for (size_t i = 0; i < 64;
         i += 6) { /* three bytes are six digits in, four out; the last group has two bytes */
        unsigned bits = 0;
        for (size_t k = 0; k < 6; k++) bits = bits << 4 | (i + k < 64 ? hex(hexed[i + k]) : 0);
        for (int shift = 18; shift >= 0; shift -= 6) out[n++] = digits[bits >> shift & 63u];
    }
    out[n - 1] = '=';
    out[n] = '\0';
}
