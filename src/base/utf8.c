/* utf8.c: strict decoding after the table of well-formed byte sequences in the Unicode Standard (table 3-7),
 * and the width of a code point on a terminal. The width ranges follow Unicode's EastAsianWidth.txt (W and F)
 * and the general categories Mn, Me and Cf, joined into broad blocks: a caret one column off under a rare
 * script is the price of not carrying the whole table. */
#include "base/utf8.h"
#include <string.h>

static bool is_tail(unsigned char b)
{
    return (b & 0xC0) == 0x80;
}

static size_t step_three(const unsigned char *b, uint32_t *out)
{
    if (!is_tail(b[1]) || !is_tail(b[2])) return 0;
    uint32_t c = (uint32_t)(b[0] & 0x0F) << 12 | (uint32_t)(b[1] & 0x3F) << 6 | (b[2] & 0x3F);
    if (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF)) return 0;
    *out = c;
    return 3;
}

static size_t step_four(const unsigned char *b, uint32_t *out)
{
    if (!is_tail(b[1]) || !is_tail(b[2]) || !is_tail(b[3])) return 0;
    uint32_t c = (uint32_t)(b[0] & 0x07) << 18 | (uint32_t)(b[1] & 0x3F) << 12 |
                 (uint32_t)(b[2] & 0x3F) << 6 | (b[3] & 0x3F);
    if (c < 0x10000 || c > 0x10FFFF) return 0;
    *out = c;
    return 4;
}

size_t ent_utf8_step(ent_str s, uint32_t *out_code_point)
{
    const unsigned char *b = (const unsigned char *)s.ptr;
    if (s.len == 0) return 0;
    if (b[0] < 0x80) {
        *out_code_point = b[0];
        return 1;
    }
    if (b[0] >= 0xC2 && b[0] <= 0xDF && s.len >= 2 && is_tail(b[1])) {
        *out_code_point = (uint32_t)(b[0] & 0x1F) << 6 | (b[1] & 0x3F);
        return 2;
    }
    if ((b[0] & 0xF0) == 0xE0 && s.len >= 3) return step_three(b, out_code_point);
    if (b[0] >= 0xF0 && b[0] <= 0xF4 && s.len >= 4) return step_four(b, out_code_point);
    return 0;
}

size_t ent_utf8_check(ent_str s)
{
    size_t at = 0;
    while (at < s.len) {
        uint64_t eight = UINT64_MAX;
        if (s.len - at >= 8) memcpy(&eight, s.ptr + at, 8);
        if ((eight & UINT64_C(0x8080808080808080)) == 0) {
            at += 8; /* ASCII, as most of it is */
            continue;
        }
        if ((unsigned char)s.ptr[at] < 0x80) {
            at++;
            continue;
        }
        uint32_t c;
        size_t n = ent_utf8_step((ent_str){s.ptr + at, s.len - at}, &c);
        if (n == 0) return at;
        at += n;
    }
    return s.len;
}

typedef struct range {
    uint32_t first, last;
} range;

static bool is_within(uint32_t c, const range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last) return true;
    return false;
}

static bool is_zero_width(uint32_t c)
{
    static const range marks[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A},
                                  {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x06DF, 0x06E4},
                                  {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D}, {0x0E31, 0x0E31},
                                  {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
                                  {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064}, {0x20D0, 0x20FF},
                                  {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF}};
    return is_within(c, marks, sizeof marks / sizeof marks[0]);
}

static bool is_wide(uint32_t c)
{
    static const range wide[] = {
        {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
        {0x2648, 0x2653},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x2705, 0x2705},   {0x2753, 0x2755},
        {0x2757, 0x2757},   {0x2795, 0x2797},   {0x2B1B, 0x2B1C},   {0x2E80, 0x303E},   {0x3041, 0x33FF},
        {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x17000, 0x18CFF},
        {0x1B000, 0x1B2FF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F265}, {0x1F300, 0x1F320},
        {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3E0, 0x1F3F0},
        {0x1F400, 0x1F43E}, {0x1F440, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F550, 0x1F567}, {0x1F5FB, 0x1F64F},
        {0x1F680, 0x1F6C5}, {0x1F6D0, 0x1F6D7}, {0x1F6EB, 0x1F6EC}, {0x1F7E0, 0x1F7EB}, {0x1F90C, 0x1F9FF},
        {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD}};
    return c >= 0x1100 && is_within(c, wide, sizeof wide / sizeof wide[0]);
}

size_t ent_utf8_columns(ent_str s)
{
    size_t columns = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t c = 0xFFFD;
        size_t n = ent_utf8_step((ent_str){s.ptr + at, s.len - at}, &c);
        at += n ? n : 1;
        if (c < 0x300)
            columns++;
        else if (!is_zero_width(c))
            columns += is_wide(c) ? 2 : 1;
    }
    return columns;
}

static bool is_control(unsigned char before, unsigned char c)
{
    bool is_low = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
    return is_low || c == 0x7F || (before == 0xC2 && c >= 0x80 && c < 0xA0);
}

/* Runs over every byte of every table, so eight at a time: a byte below 0x20 borrows into its top bit, one
 * from 0x7F on carries into it or has it. Where no top bit is set, all eight are printable ASCII; elsewhere
 * they are looked at one by one. */
bool ent_utf8_has_control(ent_str s)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    unsigned char before = 0;
    for (size_t i = 0; i < s.len;) {
        uint64_t eight = 0;
        size_t some = s.len - i < 8 ? s.len - i : 8;
        if (some == 8) memcpy(&eight, s.ptr + i, 8);
        bool plain = some == 8 && (((eight - 0x20 * ones) | (eight + ones) | eight) & 0x80 * ones) == 0;
        for (size_t k = plain ? some : 0; k < some; k++) {
            unsigned char c = (unsigned char)s.ptr[i + k];
            if (is_control(before, c)) return true;
            before = c;
        }
        i += some;
        if (plain) before = 0;
    }
    return false;
}
