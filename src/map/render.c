/* render.c: an SVG becomes a picture. librsvg and Cairo bring some forty libraries and a search for fonts,
 * which nobody shall pay who asks for no picture: so nothing links them, and their functions are found by
 * name when they are first called for. The names of the libraries are those of the interface whose headers
 * the build read.
 *
 * Neither writes a date: PNG has none, and a PDF's is set to the same moment always. */
#include "base/limits.h"
#include "base/buf.h"
#include "base/library.h"
#include "entente/map.h"

#include <cairo-pdf.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <pthread.h>

#define PAPER_DPI 72.0
#define PIXELS_MAX 10000

#define CAIRO_FUNCTIONS(X)                                                                                   \
    X(cairo_image_surface_create)                                                                            \
    X(cairo_pdf_surface_create_for_stream)                                                                   \
    X(cairo_pdf_surface_set_metadata)                                                                        \
    X(cairo_surface_write_to_png_stream)                                                                     \
    X(cairo_surface_destroy)                                                                                 \
    X(cairo_surface_finish)                                                                                  \
    X(cairo_surface_status)                                                                                  \
    X(cairo_create) X(cairo_set_source_rgb) X(cairo_paint) X(cairo_destroy) X(cairo_status)                  \
        X(cairo_status_to_string)
#define RSVG_FUNCTIONS(X) X(rsvg_handle_new_from_data) X(rsvg_handle_render_document) X(rsvg_handle_set_dpi)
#define GOBJECT_FUNCTIONS(X) X(g_object_unref)
#define GLIB_FUNCTIONS(X) X(g_error_free)

typedef struct painter {
#define X(name) __typeof__(name) *name;
    CAIRO_FUNCTIONS(X) RSVG_FUNCTIONS(X) GOBJECT_FUNCTIONS(X) GLIB_FUNCTIONS(X)
#undef X
} painter;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static painter table;
static char why_not[ENT_LIBRARY_WHY]; /* "": the table is filled */

static void fill(void)
{
    void *cairo = ent_library_open(ENT_CAIRO_LIBRARY, why_not),
         *rsvg = cairo ? ent_library_open(ENT_RSVG_LIBRARY, why_not) : NULL;
    if (!rsvg) return;
#define X(name) ent_library_find(cairo, "librsvg or Cairo", #name, &table.name, sizeof table.name, why_not);
    CAIRO_FUNCTIONS(X)
#undef X
    /* What librsvg itself links is found through it. */
#define X(name) ent_library_find(rsvg, "librsvg or Cairo", #name, &table.name, sizeof table.name, why_not);
    RSVG_FUNCTIONS(X) GOBJECT_FUNCTIONS(X) GLIB_FUNCTIONS(X)
#undef X
}

/* ---- painting --------------------------------------------------------------------------------------- */

typedef struct stream {
    ent_sink sink;
    bool failed;
} stream;

static cairo_status_t write_bytes(void *context, const unsigned char *bytes, unsigned int length)
{
    stream *s = context;
    if (!s->failed) s->failed = !s->sink.write(s->sink.context, (const char *)bytes, length);
    return s->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static ent_status cairo_failed(cairo_status_t status, const stream *s, ent_error *err)
{
    if (s->failed) return ent_fail(err, ENT_E_IO, "the picture could not be written");
    if (status == CAIRO_STATUS_NO_MEMORY) return ent_fail(err, ENT_E_NOMEM, "out of memory for a picture");
    return ent_fail(err, ENT_E_INTERNAL, "Cairo: %s", table.cairo_status_to_string(status));
}

static ent_status paint(RsvgHandle *handle, cairo_surface_t *surface, RsvgRectangle viewport, stream *s,
                        ent_error *err)
{
    GError *error = NULL;
    cairo_status_t status = table.cairo_surface_status(surface);
    if (status != CAIRO_STATUS_SUCCESS) return cairo_failed(status, s, err);
    cairo_t *cr = table.cairo_create(surface);
    table.cairo_set_source_rgb(cr, 1, 1, 1); /* paper, also below the last part of a dot */
    table.cairo_paint(cr);
    const gboolean good = table.rsvg_handle_render_document(handle, cr, &viewport, &error);
    status = table.cairo_status(cr);
    table.cairo_destroy(cr);
    if (!good) {
        (void)ent_fail(err, ENT_E_FORMAT, "librsvg: %.300s", error ? error->message : "it cannot draw this");
        if (error) table.g_error_free(error);
        return ENT_E_FORMAT;
    }
    return status == CAIRO_STATUS_SUCCESS ? ENT_OK : cairo_failed(status, s, err);
}

static ent_status paint_png(RsvgHandle *handle, double dpi, stream *s, ent_error *err)
{
    const double width = ceil(ENT_MAP_WIDTH_PT * dpi / PAPER_DPI),
                 height = ceil(ENT_MAP_HEIGHT_PT * dpi / PAPER_DPI);
    if (width > PIXELS_MAX || height > PIXELS_MAX)
        return ent_fail(err, ENT_E_LIMIT, "a picture of %.0f by %.0f dots: at most %d", width, height,
                        PIXELS_MAX);
    cairo_surface_t *surface = table.cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    ent_status st = paint(handle, surface, (RsvgRectangle){0, 0, width, height}, s, err);
    if (st == ENT_OK) {
        const cairo_status_t status = table.cairo_surface_write_to_png_stream(surface, write_bytes, s);
        if (status != CAIRO_STATUS_SUCCESS) st = cairo_failed(status, s, err);
    }
    table.cairo_surface_destroy(surface);
    return st;
}

static ent_status paint_pdf(RsvgHandle *handle, stream *s, ent_error *err)
{
    cairo_surface_t *surface =
        table.cairo_pdf_surface_create_for_stream(write_bytes, s, ENT_MAP_WIDTH_PT, ENT_MAP_HEIGHT_PT);
    table.cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00");
    ent_status st =
        paint(handle, surface, (RsvgRectangle){0, 0, ENT_MAP_WIDTH_PT, ENT_MAP_HEIGHT_PT}, s, err);
    table.cairo_surface_finish(surface);
    const cairo_status_t status = table.cairo_surface_status(surface);
    if (st == ENT_OK && status != CAIRO_STATUS_SUCCESS) st = cairo_failed(status, s, err);
    table.cairo_surface_destroy(surface);
    return st;
}

ent_status ent_map_render(ent_str svg, ent_map_format format, double dpi, ent_sink sink, ent_error *err)
{
    if (format == ENT_MAP_PNG && !(dpi >= ENT_MAP_DPI_MIN && dpi <= ENT_MAP_DPI_MAX))
        return ent_fail(err, ENT_E_DOMAIN, "%g dots an inch: from %g to %g", dpi, ENT_MAP_DPI_MIN,
                        ENT_MAP_DPI_MAX);
    pthread_once(&once, fill);
    if (*why_not) return ent_fail(err, ENT_E_UNSUPPORTED, "%s", why_not);
    GError *error = NULL;
    stream s = {sink, false};
    RsvgHandle *handle = table.rsvg_handle_new_from_data((const guint8 *)svg.ptr, svg.len, &error);
    if (!handle) {
        (void)ent_fail(err, ENT_E_FORMAT, "this is no SVG: %.300s", error ? error->message : "");
        if (error) table.g_error_free(error);
        return ENT_E_FORMAT;
    }
    table.rsvg_handle_set_dpi(handle, PAPER_DPI);
    const ent_status st =
        format == ENT_MAP_PNG ? paint_png(handle, dpi, &s, err) : paint_pdf(handle, &s, err);
    table.g_object_unref(handle);
    return st;
}
