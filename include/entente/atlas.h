/* atlas.h: the map of the world as one memory-mapped file: who owns which piece of ground, under which view,
 * since when; names and codes; a gazetteer; groups with dated membership.
 *
 * The ground is cut into disjoint *pieces* that share their borders vertex by vertex. A *view* says which
 * code owns which piece from when until when; nothing about a dispute is decided in code. The territory of a
 * code on a day is the union of the pieces it then owns, dissolved. A *state* may have territories with codes
 * of their own (France and New Caledonia); asked for a state one gets both unless `own_only` is set. Opened
 * once, then read-only; any thread. */
#ifndef ENTENTE_ATLAS_H
#define ENTENTE_ATLAS_H

#include "entente/time.h"
#include "entente/tree.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_atlas ent_atlas;

typedef enum ent_layer { ENT_LAYER_LAND = 0, ENT_LAYER_LAND_SEA } ent_layer;

/* Open an atlas file. ENT_E_IO; ENT_E_FORMAT when it is not one, is truncated or of another version. */
ENT_API ent_status ent_atlas_open(const char *path, ent_atlas **out, ent_error *err) ENT_MUST_USE;
ENT_API void ent_atlas_close(ent_atlas *atlas);
/* SHA-256 of the file's contents as hex, computed when built and stored in it. */
ENT_API const char *ent_atlas_hash(const ent_atlas *atlas);

/* What it was made of: one line a package, "npm @osm_borders/maritime_10m 1.1.0, ODbL, data of 2022-04-22".
 */
ENT_API size_t ent_atlas_source_count(const ent_atlas *atlas);
ENT_API const char *ent_atlas_source_at(const ent_atlas *atlas, size_t index);
/* Stated error of borders in metres (of the map itself, not of our arithmetic). */
ENT_API double ent_atlas_error_m(const ent_atlas *atlas);

/* ---- views ---- */
typedef struct ent_view {
    const char *name; /* "un", "de-facto", or the user's own */
    const char *note; /* what it follows, with its source */
} ent_view;
ENT_API size_t ent_atlas_view_count(const ent_atlas *atlas);
ENT_API ent_view ent_atlas_view_at(const ent_atlas *atlas, size_t view);
ENT_API int ent_atlas_view_find(const ent_atlas *atlas, ent_str name); /* -1 unknown */

/* A piece of ground that is never divided: a state without what is disputed, or a disputed part. Ground that
 * the source draws for several states at once is a piece "AUT+ITA", held by all of them. */
typedef struct ent_piece {
    const char *name, *title;
    double area_m2[2]; /* by ent_layer */
} ent_piece;
ENT_API size_t ent_atlas_piece_count(const ent_atlas *atlas);
ENT_API ent_piece ent_atlas_piece_at(const ent_atlas *atlas, size_t index);

/* One row of a view: `owner` holds `piece` during [from, until). */
typedef struct ent_holding {
    const char *piece, *piece_name, *owner, *note; /* owner "": nobody */
    ent_time from, until;
    double area_m2; /* of the piece, with its sea */
} ent_holding;
/* Rows of a view that are not the same in every view: the disputed pieces. */
ENT_API size_t ent_atlas_holding_count(const ent_atlas *atlas, size_t view);
ENT_API ent_holding ent_atlas_holding_at(const ent_atlas *atlas, size_t view, size_t index);

/* ---- codes and names ---- */
typedef struct ent_country {
    const char *code;      /* ISO 3166-1 alpha-3, or a user-assigned code that the docs list */
    const char *code2;     /* alpha-2, or "" */
    const char *name;      /* English short name */
    const char *full_name; /* official name, or "" */
    const char *state;     /* code of the state it belongs to; its own code for a state */
} ent_country;
ENT_API size_t ent_atlas_country_count(const ent_atlas *atlas);
ENT_API ent_country ent_atlas_country_at(const ent_atlas *atlas, size_t index);
/* By code (3 or 2 letters) or English name, ASCII case ignored; -1 unknown. */
ENT_API int ent_atlas_country_find(const ent_atlas *atlas, ent_str name);
/* The nearest known code or name to an unknown one, for "did you mean", or NULL. */
ENT_API const char *ent_atlas_country_suggest(const ent_atlas *atlas, ent_str name);

/* The first day, as "1991-12-26", on which the ground of a country (an index) was as the map draws it, but
 * for disputed pieces, which have dated owners. NULL: not changed since ENT_ATLAS_SILENT_UNTIL, before which
 * nothing is known of any. Static text; any thread. */
#define ENT_ATLAS_SILENT_UNTIL "1991-01-01"
ENT_API const char *ent_atlas_ground_since(const ent_atlas *atlas, int country);

/* ---- territories ---- */
typedef struct ent_territory_query {
    size_t view;
    ent_layer layer;
    ent_time day;    /* owners as of this moment */
    ent_edges edges; /* how the map's vertices are joined; PLANAR by default */
    bool own_only;   /* leave out territories with codes of their own */
} ent_territory_query;
/* The dissolved territory of the union of `count` countries (indexes), prepared for measuring. The caller
 * frees the tree; it does not borrow from the atlas. Territories without ground (none on this layer) give the
 * empty shape. */
ENT_API ent_status ent_atlas_territory(const ent_atlas *atlas, const int *countries, size_t count,
                                       ent_territory_query query, ent_tree **out,
                                       ent_error *err) ENT_MUST_USE;
/* Signed distance from the place to the border of that territory (negative inside), without building it: only
 * the runs of border that can be nearest are looked at. Exact to 1e-6 m, as ent_tree_distance; +infinity for
 * a territory without ground. For a handful of questions about many territories; for more about one, see
 * below. ENT_E_DOMAIN: no place, no such view. */
ENT_API ent_status ent_atlas_distance(const ent_atlas *atlas, const int *countries, size_t count,
                                      ent_territory_query query, ent_lonlat place, ent_bounds_m *out,
                                      ent_error *err) ENT_MUST_USE;

/* A territory as it lies in the atlas, to be asked many times: its runs of border without their edges, some
 * tens of kilobytes and a fraction of a millisecond to make, against a tree's megabytes. It borrows the
 * atlas. Immutable; any thread. With edges GEODESIC it is built whole. */
typedef struct ent_territory ent_territory;
ENT_API ent_status ent_territory_new(const ent_atlas *atlas, const int *countries, size_t count,
                                     ent_territory_query query, ent_territory **out,
                                     ent_error *err) ENT_MUST_USE;
ENT_API void ent_territory_free(ent_territory *territory);
/* As ent_atlas_distance. Some tens of microseconds. */
ENT_API ent_status ent_territory_distance(const ent_territory *territory, ent_lonlat place, ent_bounds_m *out,
                                          ent_error *err) ENT_MUST_USE;
/* The territory as far as a disc is concerned: at every place of the disc the tree measures and holds what
 * the whole territory's would, to the same bounds, and elsewhere it may not. Runs of border that cannot be
 * nearest to any place of the disc are drawn roughly, so that for a disc small against the territory it is a
 * hundred times cheaper. The caller frees the tree. ENT_E_DOMAIN: no place, radius negative or NaN. */
ENT_API ent_status ent_territory_near(const ent_territory *territory, ent_lonlat centre, double radius_m,
                                      ent_tree **out, ent_error *err) ENT_MUST_USE;

/* A piece by its name ("GEO-ABK", "UKR-43"); *out NULL-free; ENT_E_NOT_FOUND otherwise. */
ENT_API ent_status ent_atlas_piece(const ent_atlas *atlas, ent_str piece, ent_layer layer, ent_edges edges,
                                   ent_tree **out, ent_error *err) ENT_MUST_USE;
/* Index of the country whose ground (on the layer) holds the place, or -1 (sea, or no owner). */
ENT_API int ent_atlas_owner_at(const ent_atlas *atlas, ent_territory_query query, ent_lonlat place);

/* Every country whose ground (on the layer) comes within `radius_m` of the place: indexes, at most `max`;
 * returns how many there are (may exceed max). Radius 0: whose ground holds the place (more than one only on
 * a border). */
ENT_API size_t ent_atlas_owners_near(const ent_atlas *atlas, ent_territory_query query, ent_lonlat place,
                                     double radius_m, int *out, size_t max);
/* Does no border and no coast come within `radius_m` of the place? Then whoever owns the place owns the whole
 * disc. */
ENT_API bool ent_atlas_is_interior(const ent_atlas *atlas, ent_territory_query query, ent_lonlat place,
                                   double radius_m);
/* A cap that holds all ground of a country on the layer, whoever the view gives disputed pieces to: centre
 * and radius in metres; radius negative when it has none. Cheap: no territory is built. */
ENT_API void ent_atlas_country_cap(const ent_atlas *atlas, ent_territory_query query, int country,
                                   ent_lonlat *out_centre, double *out_radius_m);
/* The common border on land of two sets of countries, as a line (inner borders of either set left out).
 * `b_count` 0: the border with anyone. */
typedef struct ent_atlas_sides {
    const int *a;
    size_t a_count;
    const int *b;
    size_t b_count;
} ent_atlas_sides;
ENT_API ent_status ent_atlas_border(const ent_atlas *atlas, ent_atlas_sides sides, ent_territory_query query,
                                    ent_tree **out, ent_error *err) ENT_MUST_USE;

/* ---- runs of border, for drawing ---- */

/* The lines of the map as one view has them on a day. Immutable; any thread; borrows the atlas. */
typedef struct ent_runs ent_runs;
#define ENT_SIDE_SEA (-1)    /* no ground of the layer */
#define ENT_SIDE_NOBODY (-2) /* ground that nobody owns */
/* A run of border or coast: longitude and latitude by turns, in 1e-7 degrees, straight in longitude and
 * latitude between points; `left` and `right` are countries (their states, unless `own_only`) or ENT_SIDE_*.
 * It may have one owner on both sides; `views_parting` is in how many views it has two. Runs join at their
 * ends, exactly. Some lie along ±180 or at a pole, where the map is cut. */
typedef struct ent_run {
    const int32_t *points_e7; /* 2 * count; borrowed from the atlas */
    size_t count;             /* at least 2 */
    int left, right;
    size_t views_parting;
    int32_t low_e7[2], high_e7[2]; /* box */
} ent_run;
/* ENT_E_DOMAIN: no such view; ENT_E_NOMEM. Well under a millisecond. */
ENT_API ent_status ent_runs_new(const ent_atlas *atlas, ent_territory_query query, ent_runs **out,
                                ent_error *err) ENT_MUST_USE;
ENT_API void ent_runs_free(ent_runs *runs);
ENT_API size_t ent_runs_count(const ent_runs *runs);
/* False for a run that parts nothing on this layer, or is damaged. `index` below the count. */
ENT_API bool ent_runs_at(const ent_runs *runs, size_t index, ent_run *out);

/* ---- gazetteer ---- */
typedef struct ent_town {
    const char *name;
    ent_lonlat place;
    const char *code2; /* country code the gazetteer gives: a view too, not an answer about ownership */
    int64_t population;
    uint32_t id; /* of the gazetteer */
} ent_town;
/* All of them, most populous first; `index` below the count. */
ENT_API size_t ent_atlas_town_count(const ent_atlas *atlas);
ENT_API ent_town ent_atlas_town_at(const ent_atlas *atlas, size_t index);
/* Towns by any of their names (case and common diacritics ignored), most populous first, at most `max`; a
 * trailing
 * ", XX" or ", Name" restricts the country. Returns the number found (may exceed max). */
ENT_API size_t ent_atlas_towns_find(const ent_atlas *atlas, ent_str name, ent_town *out, size_t max);
/* The usual name of a town with a name near to an unknown one, for "did you mean", or NULL. */
ENT_API const char *ent_atlas_town_suggest(const ent_atlas *atlas, ent_str name);

/* ---- groups ---- */
typedef struct ent_groups ent_groups; /* the atlas's own, or a case's groups.csv */
typedef struct ent_membership {
    const char *group, *member;         /* member: a country code or the name of an actor */
    ent_when from, until;               /* EDTF; until empty: still */
    const char *from_text, *until_text; /* as written */
    const char *source;
    ent_when reported, until_reported; /* when it became known, and when its end did; empty: always known */
    bool unheard;                      /* not reported yet (ent_groups_known): it holds at no time */
    bool perhaps_unheard, perhaps_lasting; /* perhaps not yet; perhaps its end not yet */
} ent_membership;
/* The groups stored in the atlas; owned by it. */
ENT_API const ent_groups *ent_atlas_groups(const ent_atlas *atlas);
/* Read a groups.csv (columns group, member, from, until, source, and if there
 * reported, until_reported; further columns are kept by nobody). */
ENT_API ent_status ent_groups_load(const char *path, ent_diags *diags, ent_groups **out,
                                   ent_error *err) ENT_MUST_USE;
/* The same with each member looked at by somebody who knows names: false, with *out filled in, is an error at
 * its cell. */
typedef struct ent_group_fault {
    char message[200], hint[200]; /* hint "" for none */
} ent_group_fault;
typedef struct ent_group_checker {
    bool (*check)(void *context, ent_str group, ent_str member, ent_group_fault *out);
    void *context;
} ent_group_checker;
ENT_API ent_status ent_groups_load_checked(const char *path, ent_group_checker checker, ent_diags *diags,
                                           ent_groups **out, ent_error *err) ENT_MUST_USE;
ENT_API void ent_groups_free(ent_groups *groups);
/* The groups as far as was known before `t`: a membership that was reported later holds at no time, an end
 * that was reported later is left open. Row for row as in `groups`, which it borrows the texts of and which
 * must outlive it. ENT_E_NOMEM. */
ENT_API ent_status ent_groups_known(const ent_groups *groups, ent_time t, ent_groups **out,
                                    ent_error *err) ENT_MUST_USE;
ENT_API size_t ent_groups_count(const ent_groups *groups);
ENT_API const ent_membership *ent_groups_at(const ent_groups *groups, size_t index);
ENT_API bool ent_groups_has(const ent_groups *groups, ent_str group);
/* Does this one row hold at `t`? Unclear where its dates are too coarse to tell. */
ENT_API ent_truth ent_membership_holds(const ent_membership *membership, ent_time t);
/* Was `member` in `group` at `t`? Unclear where the dates are too coarse to tell. */
ENT_API ent_truth ent_groups_is_member(const ent_groups *groups, ent_str group, ent_str member, ent_time t);

#ifdef __cplusplus
}
#endif
#endif
