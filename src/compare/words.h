/* words.h: prose as words, and the shortest edit between two runs of them. */
#ifndef ENT_COMPARE_WORDS_H
#define ENT_COMPARE_WORDS_H

#include "base/arena.h"
#include "base/map.h"
#include "entente/compare.h"

typedef struct ent_words {
    ent_str *text; /* into the source, or static */
    uint32_t *id;  /* equal words have equal ids */
    ent_mark *mark;
    uint32_t *move;
    size_t count, cap;
} ent_words;

/* Ids of words, shared by both texts; they are given from 1. */
typedef struct ent_lexicon {
    ent_map *ids;
    uint32_t count;
    ent_arena *arena;
} ent_lexicon;

/* Append the words of a text; white space parts them, and an empty line becomes the word "\n\n". False: no
 * memory. */
bool ent_words_add(ent_words *words, ent_lexicon *lexicon, ent_str text);
/* Mark in `a` what is gone and in `b` what is new, by the shortest edit (Myers, in linear space); O((n + m)
 * d). */
bool ent_words_compare(ent_words *a, ent_words *b, ent_arena *arena);

#endif
