/* entente.h: the whole of the public promise. One header a module; each may also be included alone. */
#ifndef ENTENTE_ENTENTE_H
#define ENTENTE_ENTENTE_H

#include "entente/atlas.h"
#include "entente/base.h"
#include "entente/case.h"
#include "entente/cell.h"
#include "entente/compare.h"
#include "entente/geo.h"
#include "entente/kinds.h"
#include "entente/lang.h"
#include "entente/ledger.h"
#include "entente/lsp.h"
#include "entente/map.h"
#include "entente/ogr.h"
#include "entente/record.h"
#include "entente/report.h"
#include "entente/scenario.h"
#include "entente/server.h"
#include "entente/time.h"
#include "entente/tree.h"
#include "entente/units.h"
#include "entente/verdict.h"
#include "entente/zone.h"

#endif
