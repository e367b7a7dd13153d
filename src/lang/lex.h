/* lex.h: from the lines of a block to statements made of logical lines made of tokens. */
#ifndef ENT_LANG_LEX_H
#define ENT_LANG_LEX_H

#include "lang/text.h"
#include "lang/vec.h"

typedef enum ent_token_kind {
    ENT_T_END,    /* past the last token of a line */
    ENT_T_WORD,   /* a keyword, a name, a clause id such as IV.4 or 18.1.a */
    ENT_T_NUMBER, /* digits, perhaps a point and digits */
    ENT_T_DATE,   /* 1997-05-27, perhaps with a time */
    ENT_T_STRING, /* text is what stands between the quotes */
    ENT_T_PUNCT   /* one character: ( ) , . : + - * / = % */
} ent_token_kind;

typedef struct ent_token {
    ent_token_kind kind;
    bool glued; /* nothing between it and the token before */
    ent_str text;
    ent_span span;
} ent_token;

/* A logical line: tokens first .. first + count of the statement. */
typedef struct ent_line {
    size_t first, count;
    uint32_t indent;
    bool bad; /* something in it was reported already */
} ent_line;

typedef struct ent_statement {
    ent_vec tokens; /* ent_token */
    ent_vec lines;  /* ent_line; the first is the head */
    int depth;      /* open brackets at the end of the head */
} ent_statement;

typedef struct ent_lexer {
    const ent_text *text;
    ent_diags *diags;
    ent_arena *arena;    /* messages */
    uint32_t next, last; /* physical lines still to be read, from 0 */
    bool out_of_memory;
} ent_lexer;

void ent_statement_done(ent_statement *statement);
/* The next statement of the lexer's range, into a cleared `statement`. False at the end of the range or when
 * memory ran out. */
bool ent_lexer_next(ent_lexer *lexer, ent_statement *statement);
/* The tokens of one run of text that stands at `span` (a table cell), as one line. False when memory ran out.
 */
bool ent_lexer_cell(ent_lexer *lexer, ent_str text, ent_span span, ent_statement *statement);

#endif
