/* cmd_map.c: `entente map`: zones and records drawn as an atlas draws them. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "cli/zones.h"
#include "entente/map.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define DPI 150.0
#define NOTES_MAX 24
#define TEXT_MAX 2048

/* Everything that a map borrows while it is drawn. */
typedef struct drawing {
    ent_cli *cli;
    ent_cli_zones z;
    ent_atlas *atlas; /* the zones' own for a case */
    bool owns_atlas;
    ent_map map;
    ent_map_zone zones[ENT_CLI_ZONES_MAX];
    ent_map_line lines[ENT_MAP_LINES_MAX];
    ent_tree *shapes[ENT_MAP_LINES_MAX]; /* of the lines of a case, owned */
    char line_names[ENT_MAP_LINES_MAX][96];
    ent_drawings *drawings;
    ent_map_marks *marks;
    ent_judgement *judgement;
    const char *notes[NOTES_MAX];
    char title[TEXT_MAX], subtitle[TEXT_MAX], description[3 * TEXT_MAX], ground[TEXT_MAX],
        sources[2 * TEXT_MAX];
    char labels[2][64], nowhere[128], empty[TEXT_MAX], subject[512], assumed[TEXT_MAX];
} drawing;

/* ---- options ---------------------------------------------------------------------------------------- */

/* --format, else what the name of the file says, svg when it says nothing; NULL for an ending of something
 * else. */
static const char *format_of(ent_cli *cli)
{
    static const char *const known[] = {"svg", "pdf", "png"};
    const ent_common *common = ent_cli_common(cli);
    if (ent_cli_has(cli, "format") || !common->output) return common->format;
    const char *slash = strrchr(common->output, '/'), *name = slash ? slash + 1 : common->output;
    const char *dot = strrchr(name, '.');
    if (!dot || dot == name) return "svg";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (ent_str_eq_nocase(ent_str_of(dot + 1), ent_str_of(known[i]))) return known[i];
    return NULL;
}

static int read_dpi(ent_cli *cli, double *out)
{
    const char *text = ent_cli_value(cli, "dpi");
    *out = DPI;
    if (!text) return ENT_EXIT_OK;
    if (ent_str_to_double(ent_str_of(text), out) && *out >= ENT_MAP_DPI_MIN && *out <= ENT_MAP_DPI_MAX)
        return ENT_EXIT_OK;
    return ent_cli_usage(cli, "--dpi %s: a number from %g to %g is wanted", text, ENT_MAP_DPI_MIN,
                         ENT_MAP_DPI_MAX);
}

/* "20,50,40,60": west, south, east, north; or "globe". */
static int read_extent(ent_cli *cli, ent_map_extent *out)
{
    const char *text = ent_cli_value(cli, "extent");
    double v[4];
    size_t count = 0;
    if (!text) return ENT_EXIT_OK;
    if (strcmp(text, "globe") == 0) out->kind = ENT_MAP_GLOBE;
    if (strcmp(text, "world") == 0) out->kind = ENT_MAP_WORLD;
    if (out->kind != ENT_MAP_FIT) return ENT_EXIT_OK;
    for (const char *at = text; count < 4; count++) {
        const size_t length = strcspn(at, ",");
        if (!ent_str_to_double(ent_str_trim((ent_str){at, length}), &v[count])) break;
        at += length;
        if (*at == '\0' && ++count) break;
        at++;
    }
    const bool good = count == 4 && fabs(v[0]) <= 360 && fabs(v[2]) <= 360 && v[1] >= -90 && v[3] <= 90 &&
                      v[1] < v[3] && v[0] != v[2];
    if (!good)
        return ent_cli_usage(
            cli, "--extent %s: WEST,SOUTH,EAST,NORTH in degrees is wanted, or globe, or world", text);
    *out = (ent_map_extent){ENT_MAP_BOX, v[0], v[1], v[2], v[3]};
    return ENT_EXIT_OK;
}

/* ---- words ------------------------------------------------------------------------------------------ */

static void reach_text(double lo_m, double hi_m, char *out, size_t size)
{
    const bool km = hi_m >= 1000 || hi_m == 0;
    const double unit = km ? 1000 : 1;
    if (lo_m < hi_m)
        snprintf(out, size, "%.10g to %.10g %s", lo_m / unit, hi_m / unit, km ? "km" : "m");
    else
        snprintf(out, size, "%.10g %s", hi_m / unit, km ? "km" : "m");
}

/* Of a file its name without folder and ending. */
static void file_text(const char *text, bool is_file, char *out, size_t size)
{
    const char *slash = strrchr(text, '/'), *start = is_file && slash ? slash + 1 : text,
               *dot = strchr(start, '.');
    snprintf(out, size, "%.*s", is_file && dot && dot > start ? (int)(dot - start) : (int)strlen(start),
             start);
}

/* "Poland and Lithuania"; what was typed when that is many. */
static void subject_text(const drawing *d, char *out, size_t size)
{
    const ent_cli_ground *g = &d->z.grounds[0];
    file_text(ent_cli_value(d->cli, "of"), g->from_file, out, size);
    if (g->country_count == 0 || g->country_count > 3) return;
    size_t at = 0;
    for (size_t k = 0; k < g->country_count && at < size; k++) {
        const char *name = ent_atlas_country_at(d->atlas, (size_t)g->countries[k]).name;
        const char *joint = k == 0 ? "" : k + 1 == g->country_count ? " and " : ", ";
        at += (size_t)snprintf(out + at, size - at, "%s%s", joint, name);
    }
}

static void say_sources(drawing *d)
{
    size_t at = (size_t)snprintf(d->sources, sizeof d->sources, "Map: ");
    for (size_t k = 0; k < ent_atlas_source_count(d->atlas) && at < sizeof d->sources; k++)
        at += (size_t)snprintf(d->sources + at, sizeof d->sources - at, "%s%s", k ? "; " : "",
                               ent_atlas_source_at(d->atlas, k));
    if (at < sizeof d->sources)
        snprintf(d->sources + at, sizeof d->sources - at, ". Borders are good to about %g m.",
                 ent_atlas_error_m(d->atlas));
}

static void note(drawing *d, const char *text)
{
    if (d->map.note_count < NOTES_MAX && *text) d->notes[d->map.note_count++] = text;
}

/* View, layer and day stand on every map: another answer may be another map. */
static void say_ground(drawing *d)
{
    const ent_view view = ent_atlas_view_at(d->atlas, d->map.query.view);
    snprintf(d->ground, sizeof d->ground, "As of %s%s%s. Borders by the view \"%s\": %s. Territory means %s.",
             d->z.day, *d->z.known ? ", as far as reported by " : "", d->z.known, view.name, view.note,
             d->map.query.layer == ENT_LAYER_LAND ? "land (layer land)"
                                                  : "land and territorial sea (layer land+sea)");
    say_sources(d);
    note(d, d->ground);
}

static void add_zones(drawing *d, const char *sure, const char *may)
{
    snprintf(d->labels[0], sizeof d->labels[0], "%s", sure);
    snprintf(d->labels[1], sizeof d->labels[1], "%s", may);
    for (size_t k = 0; k < d->z.count; k++) {
        const bool possible = d->z.items[k].certainty && strcmp(d->z.items[k].certainty, "possible") == 0;
        double lo, hi;
        ent_zone_area(d->z.items[k].zone, &lo, &hi);
        if (hi <= 0) continue; /* nothing to be seen of it */
        d->zones[d->map.zone_count++] = (ent_map_zone){d->z.items[k].zone, possible, d->labels[possible]};
    }
    d->map.zones = d->zones;
}

/* ---- what is drawn ---------------------------------------------------------------------------------- */

static int draw_around(drawing *d)
{
    const ent_cli_ground *g = &d->z.grounds[0];
    const ent_common *common = ent_cli_common(d->cli);
    char reach[64], far[64], sure[64];
    int code = ent_cli_open_atlas(d->cli, &d->atlas);
    if (code != ENT_EXIT_OK) return code;
    d->owns_atlas = true;
    ent_when day;
    ent_error err = {0};
    if (ent_when_parse(ent_str_of(d->z.day), &day, NULL, &err) != ENT_OK) return ent_cli_fail(d->cli, &err);
    d->map.query =
        (ent_territory_query){g->view, common->layer, ent_when_hull(&day).from, common->edges, false};
    subject_text(d, d->subject, sizeof d->subject);
    reach_text(d->z.reach_lo_m, d->z.reach_hi_m, reach, sizeof reach);
    const bool inside = d->z.reach_hi_m <= 0;
    snprintf(d->title, sizeof d->title, inside ? "%.0sInside %s" : "Within %s of %s", reach, d->subject);
    reach_text(d->z.reach_lo_m, d->z.reach_lo_m, sure, sizeof sure);
    reach_text(d->z.reach_hi_m, d->z.reach_hi_m, far, sizeof far);
    char labels[2][96];
    const bool two = d->z.reach_lo_m < d->z.reach_hi_m;
    snprintf(labels[0], sizeof labels[0],
             two      ? "certainly within: %s"
             : inside ? "inside%.0s"
                      : "within %s",
             sure);
    snprintf(labels[1], sizeof labels[1], "possibly within: %s", far);
    add_zones(d, labels[0], labels[1]);
    d->map.subject = g->countries, d->map.subject_count = g->country_count, d->map.subject_label = d->subject;
    d->lines[0] = (ent_map_line){g->tree, d->subject};
    if (g->from_file) d->map.lines = d->lines, d->map.line_count = 1;
    snprintf(d->description, sizeof d->description,
             "Map of all places within %s of %s, measured by geodesics on the WGS84 ellipsoid.", reach,
             d->subject);
    say_ground(d);
    return ENT_EXIT_OK;
}

static int add_marks(drawing *d)
{
    const char *clause = ent_cli_arg(d->cli, 1);
    ent_error err = {0};
    ent_judge_opts opts = d->z.opts;
    opts.clause = clause;
    ent_cli_progress(d->cli, "judging ...");
    ent_status st = ent_judge(ent_case_world(d->z.judged.loaded), &opts, &d->judgement, &err);
    ent_cli_progress(d->cli, NULL);
    if (st == ENT_OK) st = ent_map_marks_of(d->judgement, clause, &d->marks, &err);
    if (st == ENT_E_NOT_FOUND) return ent_cli_usage(d->cli, "%s", err.message);
    if (st != ENT_OK) return ent_cli_fail(d->cli, &err);
    d->map.marks = ent_map_marks_at(d->marks, &d->map.mark_count);
    const size_t nowhere = ent_map_marks_nowhere(d->marks);
    if (nowhere > 0)
        snprintf(d->nowhere, sizeof d->nowhere, "%zu record%s of no stated place %s not on the map.", nowhere,
                 nowhere == 1 ? "" : "s", nowhere == 1 ? "is" : "are");
    return ENT_EXIT_OK;
}

static ent_status add_line(drawing *d, ent_drawing drawn, ent_error *err)
{
    const size_t k = d->map.line_count;
    const ent_tree_opts how = {.kind = drawn.is_line ? ENT_SHAPE_LINE : ENT_SHAPE_AREA,
                               .edges = drawn.straight ? d->z.opts.edges : ENT_EDGES_GEODESIC};
    if (k >= ENT_MAP_LINES_MAX) return ENT_OK; /* never: there are as many in a list at most */
    const ent_status st = ent_tree_build(&drawn.rings, 1, how, &d->shapes[k], err);
    if (st != ENT_OK) return st;
    (void)snprintf(d->line_names[k], sizeof d->line_names[k], *drawn.party ? "%s (%s)" : "%s", drawn.name,
                   drawn.party);
    d->lines[k] = (ent_map_line){d->shapes[k], d->line_names[k]};
    d->map.line_count++;
    return ENT_OK;
}

static bool names_area(const ent_node *node, const char *name)
{
    if (!node) return false;
    if (node->kind == ENT_N_AREA && strcmp(node->text, name) == 0) return true;
    for (uint32_t k = 0; k < node->kid_count; k++)
        if (names_area(node->kids[k], name)) return true;
    return false;
}

/* Frames that another area of the text is cut by say little once the ground is hatched as it is. */
static bool is_seen(const drawing *d, ent_drawing drawn)
{
    const char *id = ent_cli_arg(d->cli, 1);
    const ent_clause *c =
        id ? ent_doc_clause_find(ent_case_world(d->z.judged.loaded)->agreement, ent_str_of(id)) : NULL;
    if (drawn.is_line || !d->z.scope || d->z.count == 0 || !c) return true;
    return names_area(c->in, drawn.name) || names_area(c->where, drawn.name) ||
           names_area(c->when, drawn.name);
}

/* The contact lines and drawn areas that the clause names. */
static int add_lines(drawing *d)
{
    ent_error err = {0};
    ent_status st = ent_drawings_find(ent_case_world(d->z.judged.loaded), ent_cli_arg(d->cli, 1),
                                      d->z.opts.as_of, &d->drawings, &err);
    for (size_t k = 0; st == ENT_OK && k < ent_drawings_count(d->drawings); k++)
        if (is_seen(d, ent_drawings_at(d->drawings, k)))
            st = add_line(d, ent_drawings_at(d->drawings, k), &err);
    d->map.lines = d->lines;
    return st == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(d->cli, &err);
}

/* As a sentence. */
static void assume(drawing *d, const char *text)
{
    const size_t used = strlen(d->assumed);
    const size_t left = sizeof d->assumed - used;
    const int upper = *text >= 'a' && *text <= 'z' ? *text - 'a' + 'A' : *text;
    if (*text)
        snprintf(d->assumed + used, left, "%s%c%s.", used ? " " : "Assumed: ", used ? upper : *text,
                 text + 1);
}

/* What a reader looks for and does not find: hatching that there is no ground for, or anything at all. */
static void say_empty(drawing *d)
{
    if (d->z.count > 0 && d->map.zone_count == 0)
        (void)snprintf(d->empty, sizeof d->empty, "Nothing is hatched: no %s were found.", d->z.name);
    else if (d->map.zone_count + d->map.mark_count + d->map.line_count == 0)
        (void)snprintf(
            d->empty, sizeof d->empty,
            "Only the ground: there is no record with a place, no ground that is closed and no line.");
    note(d, d->empty);
}

/* The case's own title, else the agreement's, else its first heading. */
static const char *title_of(const drawing *d)
{
    const char *title = ent_case_title(d->z.judged.loaded);
    const ent_document *doc = ent_doc_view(ent_case_world(d->z.judged.loaded)->agreement);
    if (title && *title) return title;
    if (doc->title && *doc->title) return doc->title;
    return doc->article_count > 0 ? doc->articles[0].title : "";
}

static int draw_case(drawing *d)
{
    d->atlas = d->z.judged.atlas;
    d->map.query =
        (ent_territory_query){d->z.opts.view, d->z.opts.layer, d->z.opts.as_of, d->z.opts.edges, false};
    int code = add_marks(d);
    if (code == ENT_EXIT_OK) code = add_lines(d);
    if (code != ENT_EXIT_OK) return code;
    const ent_doc *doc = ent_case_world(d->z.judged.loaded)->agreement;
    const char *id = ent_cli_arg(d->cli, 1);
    const ent_clause *clause = id ? ent_doc_clause_find(doc, ent_str_of(id)) : NULL;
    snprintf(d->title, sizeof d->title, "%s", title_of(d));
    d->map.zones_are_ground = d->z.scope;
    if (d->z.scope)
        add_zones(d, "the clause speaks of this ground", "it may speak of this ground");
    else
        add_zones(d, "certainly a breach here", "possibly a breach here");
    const bool hatched = d->map.zone_count > 0;
    if (clause)
        snprintf(d->subtitle, sizeof d->subtitle, "Clause %s%s%s%s%s", clause->id, *clause->title ? ": " : "",
                 clause->title, hatched ? ". Hatched: " : "", hatched ? d->z.name : "");
    snprintf(d->description, sizeof d->description, "%s. %s", d->title,
             *d->subtitle ? d->subtitle : "All clauses");
    const ent_texts assumed = ent_judgement_assumptions(d->judgement);
    for (size_t k = 0; k < assumed.count; k++) assume(d, assumed.at[k]);
    note(d, d->assumed);
    note(d, d->nowhere);
    say_empty(d);
    say_ground(d);
    return ENT_EXIT_OK;
}

static int write_map(drawing *d)
{
    ent_buf svg;
    ent_error err = {0};
    const char *format = format_of(d->cli);
    double dpi;
    const int code = read_dpi(d->cli, &dpi);
    if (code != ENT_EXIT_OK) return code;
    note(d, d->sources);
    d->map.atlas = d->atlas, d->map.notes = d->notes, d->map.title = d->title,
    d->map.description = d->description;
    if (*d->subtitle) d->map.subtitle = d->subtitle;
    ent_buf_init(&svg, ENT_MAP_BYTES_MAX);
    ent_cli_progress(d->cli, "drawing ...");
    ent_status st = ent_map_svg(&d->map, ent_buf_sink(&svg), &err);
    ent_sink out = ent_cli_out(d->cli);
    if (st == ENT_OK && strcmp(format, "svg") == 0)
        (void)out.write(out.context, svg.ptr, svg.len);
    else if (st == ENT_OK)
        st = ent_map_render(ent_buf_str(&svg), strcmp(format, "pdf") == 0 ? ENT_MAP_PDF : ENT_MAP_PNG, dpi,
                            out, &err);
    ent_cli_progress(d->cli, NULL);
    ent_buf_done(&svg);
    return st == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(d->cli, &err);
}

static void done(drawing *d)
{
    for (size_t k = 0; k < ENT_MAP_LINES_MAX; k++) ent_tree_free(d->shapes[k]);
    ent_drawings_free(d->drawings);
    ent_map_marks_free(d->marks);
    ent_judgement_free(d->judgement);
    if (d->owns_atlas) ent_atlas_close(d->atlas);
    ent_cli_zones_done(&d->z);
    ent_free(d);
}

static int map(ent_cli *cli)
{
    if (!format_of(cli))
        return ent_cli_usage(cli, "--output \"%s\": a map is written as svg, pdf or png; end its name so",
                             ent_cli_common(cli)->output);
    ent_cli_took_format(cli, format_of(cli));
    drawing *d = ent_alloc_zero(1, sizeof *d);
    ent_error err = {ENT_E_NOMEM, "out of memory for a map"};
    if (!d) return ent_cli_fail(cli, &err);
    d->cli = cli;
    d->map.projection = ent_cli_value(cli, "projection");
    int code = read_extent(cli, &d->map.extent);
    if (code == ENT_EXIT_OK) code = ent_cli_zones_draw(cli, &d->z);
    if (code == ENT_EXIT_OK) code = ent_cli_arg_count(cli) > 0 ? draw_case(d) : draw_around(d);
    if (code == ENT_EXIT_OK) code = write_map(d);
    done(d);
    return code;
}

const ent_command ent_cmd_map = {.run = map};
