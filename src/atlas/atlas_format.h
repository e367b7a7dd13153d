/* atlas_format.h: the bytes of an atlas file. Everything is little-endian and naturally aligned, so that a
 * mapped file is used as it lies; nothing is unpacked and only the pages that a question touches are ever
 * read.
 *
 *   head       64 bytes: magic, version, number of sections, SHA-256 of all that follows the head
 *   sections   24 bytes each: tag, offset, length
 *   bodies     each at a multiple of 16
 *
 * Text is an offset into the section "text", which ends in a NUL byte; so any offset inside it is a
 * terminated string. Numbers that point elsewhere (piece, arc, country, town) are checked where they are
 * used: a file made to hurt gives wrong answers or ENT_E_FORMAT, never a read outside the mapping. */
#ifndef ENT_ATLAS_FORMAT_H
#define ENT_ATLAS_FORMAT_H

#include "atlas/arrange.h"
#include <stdint.h>

#define ENT_ATLAS_MAGIC "ENTATLAS"
#define ENT_ATLAS_VERSION 1
#define ENT_ATLAS_ALIGN 16
#define ENT_ATLAS_NO_PIECE UINT16_MAX
#define ENT_ATLAS_NO_OWNER UINT32_MAX
#define ENT_ATLAS_ARC_POINTS 129 /* longer arcs are stored in stretches, so that their boxes stay small */
#define ENT_ATLAS_BANDS 1800     /* latitude bands of a tenth of a degree */

typedef struct ent_atlas_head {
    char magic[8];
    uint32_t version, section_count;
    unsigned char sha256[32];
    uint64_t file_bytes;
    uint64_t reserved;
} ent_atlas_head;

/* The order of the sections in the table is the order of this list. */
typedef enum ent_atlas_section {
    ENT_SECTION_TEXT,      /* bytes */
    ENT_SECTION_META,      /* one ent_meta_rec */
    ENT_SECTION_SOURCES,   /* u32 texts */
    ENT_SECTION_COUNTRIES, /* ent_country_rec, by code */
    ENT_SECTION_PIECES,    /* ent_piece_rec */
    ENT_SECTION_BORDERS,   /* u32 arc numbers; each piece has a stretch of them */
    ENT_SECTION_ARCS,      /* ent_arc_rec */
    ENT_SECTION_POINTS,    /* ent_grid_point */
    ENT_SECTION_BANDS,     /* u32, ENT_ATLAS_BANDS + 1 starts into the next */
    ENT_SECTION_BAND_ARCS, /* u32 arc numbers */
    ENT_SECTION_VIEWS,     /* ent_view_rec */
    ENT_SECTION_HOLDINGS,  /* ent_holding_rec, by view, then piece, then from */
    ENT_SECTION_GROUPS,    /* ent_group_rec */
    ENT_SECTION_TOWNS,     /* ent_town_rec, most populous first */
    ENT_SECTION_NAMES,     /* ent_name_rec, by folded name, then town */
    ENT_SECTION_COUNT
} ent_atlas_section;

typedef struct ent_section_rec {
    char tag[8];
    uint64_t offset, length;
} ent_section_rec;

typedef struct ent_meta_rec {
    double error_m;
} ent_meta_rec;

typedef struct ent_country_rec {
    uint32_t code, code2, name, full_name, other_names; /* texts */
    uint32_t state;                                     /* country */
} ent_country_rec;

typedef struct ent_piece_rec {
    uint32_t name, title; /* texts */
    uint32_t border_first, border_count;
    double area_m2[2]; /* land; land and sea */
    uint32_t gap;      /* 1: held by nobody, taken into a union that holds all around it */
    uint32_t reserved;
} ent_piece_rec;

/* A run of border. On each layer (0 land, 1 land and sea) it parts the piece on its left from that on its
 * right. */
typedef struct ent_arc_rec {
    uint32_t first, count; /* points */
    uint16_t left[2], right[2];
    ent_grid_point low, high; /* box */
} ent_arc_rec;

typedef struct ent_view_rec {
    uint32_t name, note; /* texts */
    uint32_t holding_first, holding_count;
} ent_view_rec;

typedef struct ent_holding_rec {
    int64_t from, until; /* seconds */
    uint32_t piece, owner, note;
    uint32_t differs; /* 1: the piece is not held alike in every view */
} ent_holding_rec;

typedef struct ent_group_rec {
    uint32_t group, member, from, until, source; /* texts */
} ent_group_rec;

typedef struct ent_town_rec {
    uint32_t name; /* text */
    ent_grid_point place;
    uint32_t population, id;
    char code2[4]; /* terminated */
} ent_town_rec;

typedef struct ent_name_rec {
    uint32_t folded; /* text */
    uint32_t town;
} ent_name_rec;

_Static_assert(sizeof(ent_atlas_head) == 64 && sizeof(ent_section_rec) == 24, "head of the atlas file");
_Static_assert(sizeof(ent_arc_rec) == 32 && sizeof(ent_holding_rec) == 32 && sizeof(ent_town_rec) == 24,
               "records");

#endif
