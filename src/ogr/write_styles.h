/* write_styles.h: the style of a layer beside it. */
#ifndef ENT_OGR_WRITE_STYLES_H
#define ENT_OGR_WRITE_STYLES_H

#include "ogr/gdal.h"

typedef enum ent_style_kind { ENT_STYLE_POINTS, ENT_STYLE_LINES, ENT_STYLE_AREAS } ent_style_kind;

/* One row of `layer_styles` for a layer of findings or zones; the table is made when it is not there. false:
 * GDAL refused, or memory ran out. */
bool ent_ogr_write_style(GDALDatasetH target, OGRLayerH layer, ent_style_kind kind);

#endif
