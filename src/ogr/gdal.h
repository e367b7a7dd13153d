/* gdal.h: GDAL and GEOS, loaded when they are first needed and not before.
 *
 * Linking libgdal brings 143 shared libraries into a process that mostly has no use for one of them: 75 of
 * the 80 ms in which a small command starts and ends. So nothing links it. The functions that this folder
 * uses are listed here, found by name once ent_gdal_open is called, and called through a table; the macros
 * below let code read as if it were linked. A function that is missing from the list fails to link, one
 * without its macro as well: add it to both.
 *
 * Include this instead of GDAL's own headers. A process has one GDAL, so the table is one a process; it is
 * filled once, whatever the number of threads, and only read from then on. */
#ifndef ENT_OGR_GDAL_H
#define ENT_OGR_GDAL_H

#include "entente/base.h"
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <geos_c.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

/* clang-format off */
#define ENT_GDAL_FUNCTIONS(X) \
    X(CPLGetErrorHandlerUserData) X(CPLGetLastErrorMsg) X(CPLPopErrorHandler) X(CPLPushErrorHandler) \
    X(CPLPushErrorHandlerEx) X(CPLQuietErrorHandler) X(CPLSetThreadLocalConfigOption) X(GDALAllRegister) X(GDALClose) \
    X(GDALCreate) X(GDALDatasetCreateLayer) X(GDALDatasetGetLayer) X(GDALDatasetGetLayerByName) \
    X(GDALDatasetGetLayerCount) X(GDALGetDriverByName) X(GDALGetDriverCount) X(GDALOpenEx) \
    X(OGR_FD_GetFieldCount) X(OGR_FD_GetFieldDefn) X(OGR_FD_GetFieldIndex) X(OGR_F_Create) \
    X(OGR_F_Destroy) X(OGR_F_GetFieldAsDateTimeEx) X(OGR_F_GetFieldAsDouble) \
    X(OGR_F_GetFieldAsDoubleList) X(OGR_F_GetFieldAsInteger64List) X(OGR_F_GetFieldAsIntegerList) \
    X(OGR_F_GetFieldAsString) X(OGR_F_GetFieldAsStringList) X(OGR_F_GetFieldDefnRef) \
    X(OGR_F_GetFieldIndex) X(OGR_F_GetGeometryRef) X(OGR_F_IsFieldSetAndNotNull) \
    X(OGR_F_SetFieldString) X(OGR_F_SetGeometryDirectly) X(OGR_Fld_Create) X(OGR_Fld_Destroy) \
    X(OGR_Fld_GetNameRef) X(OGR_Fld_GetType) X(OGR_GT_Flatten) X(OGR_GT_GetLinear) X(OGR_G_AddGeometry) \
    X(OGR_G_AddGeometryDirectly) X(OGR_G_AddPoint_2D) X(OGR_G_Boundary) X(OGR_G_Buffer) X(OGR_G_Clone) \
    X(OGR_G_Contains) X(OGR_G_CreateFromWkb) X(OGR_G_CreateGeometry) X(OGR_G_DestroyGeometry) \
    X(OGR_G_Difference) X(OGR_G_ExportToWkb) X(OGR_G_ForceTo) X(OGR_G_GetEnvelope) \
    X(OGR_G_GetGeometryCount) X(OGR_G_GetGeometryRef) X(OGR_G_GetGeometryType) X(OGR_G_GetPointCount) \
    X(OGR_G_GetSpatialReference) X(OGR_G_GetX) X(OGR_G_GetY) X(OGR_G_Intersection) X(OGR_G_Intersects) \
    X(OGR_G_IsEmpty) X(OGR_G_SetPoint_2D) X(OGR_G_TransformTo) X(OGR_G_UnionCascaded) X(OGR_G_WkbSize) \
    X(OGR_L_CreateFeature) X(OGR_L_CreateField) X(OGR_L_GetFeatureCount) X(OGR_L_GetLayerDefn) \
    X(OGR_L_GetName) X(OGR_L_GetNextFeature) X(OGR_L_ResetReading) X(OSRImportFromEPSG) X(OSRIsSameEx) \
    X(OSRNewSpatialReference) X(OSRRelease) X(OSRSetAxisMappingStrategy) \
    X(GDALDatasetStartTransaction) X(GDALDatasetCommitTransaction) X(OGR_F_SetFrom) X(OGR_F_SetFID) \
    X(VSIFileFromMemBuffer) X(VSIFCloseL) X(VSIUnlink) X(VSIGetMemFileBuffer) \
    X(OGR_L_GetGeometryColumn) X(OGR_F_SetFieldInteger) X(OGR_Fld_SetSubType)

#define ENT_GEOS_FUNCTIONS(X) \
    X(GEOSFree_r) X(GEOSGeomFromWKB_buf_r) X(GEOSGeomToWKB_buf_r) X(GEOSGeom_destroy_r) \
    X(GEOSLineMerge_r) X(GEOS_finish_r) X(GEOS_init_r) \
    X(GEOSCoordSeq_copyFromBuffer_r) X(GEOSCoordSeq_getSize_r) X(GEOSCoordSeq_getXY_r) \
    X(GEOSGeomGetX_r) X(GEOSGeomGetY_r) X(GEOSGeomTypeId_r) \
    X(GEOSGeom_createCollection_r) X(GEOSGeom_createLinearRing_r) X(GEOSGeom_createPolygon_r) \
    X(GEOSGeom_getCoordSeq_r) X(GEOSGeom_transformXY_r) X(GEOSGetExteriorRing_r) \
    X(GEOSGetGeometryN_r) X(GEOSGetInteriorRingN_r) X(GEOSGetNumGeometries_r) \
    X(GEOSGetNumInteriorRings_r) X(GEOSIntersection_r) X(GEOSUnaryUnion_r) \
    X(GEOSisValidDetail_r) X(GEOSisValid_r)
/* clang-format on */

typedef struct ent_gdal {
#define X(name) __typeof__(name) *name;
    ENT_GDAL_FUNCTIONS(X)
    ENT_GEOS_FUNCTIONS(X)
#undef X
} ent_gdal;

/* Load the libraries and register GDAL's drivers. Call it in every door of this folder before anything else;
 * later calls cost nothing. ENT_E_UNSUPPORTED: a library is not installed. */
ent_status ent_gdal_open(ent_error *err) ENT_MUST_USE;
/* The table; only after ent_gdal_open returned ENT_OK. */
const ent_gdal *ent_gdal_table(void);

#ifndef ENT_GDAL_NO_MACROS
#define CPLGetErrorHandlerUserData ent_gdal_table()->CPLGetErrorHandlerUserData
#define CPLGetLastErrorMsg ent_gdal_table()->CPLGetLastErrorMsg
#define CPLPopErrorHandler ent_gdal_table()->CPLPopErrorHandler
#define CPLPushErrorHandler ent_gdal_table()->CPLPushErrorHandler
#define CPLQuietErrorHandler ent_gdal_table()->CPLQuietErrorHandler
#define CPLPushErrorHandlerEx ent_gdal_table()->CPLPushErrorHandlerEx
#define CPLSetThreadLocalConfigOption ent_gdal_table()->CPLSetThreadLocalConfigOption
#define GDALAllRegister ent_gdal_table()->GDALAllRegister
#define GDALClose ent_gdal_table()->GDALClose
#define GDALCreate ent_gdal_table()->GDALCreate
#define GDALDatasetCreateLayer ent_gdal_table()->GDALDatasetCreateLayer
#define GDALDatasetGetLayer ent_gdal_table()->GDALDatasetGetLayer
#define GDALDatasetGetLayerByName ent_gdal_table()->GDALDatasetGetLayerByName
#define GDALDatasetGetLayerCount ent_gdal_table()->GDALDatasetGetLayerCount
#define GDALGetDriverByName ent_gdal_table()->GDALGetDriverByName
#define GDALGetDriverCount ent_gdal_table()->GDALGetDriverCount
#define GDALOpenEx ent_gdal_table()->GDALOpenEx
#define GEOSCoordSeq_copyFromBuffer_r ent_gdal_table()->GEOSCoordSeq_copyFromBuffer_r
#define GEOSCoordSeq_getSize_r ent_gdal_table()->GEOSCoordSeq_getSize_r
#define GEOSCoordSeq_getXY_r ent_gdal_table()->GEOSCoordSeq_getXY_r
#define GEOSGeomGetX_r ent_gdal_table()->GEOSGeomGetX_r
#define GEOSGeomGetY_r ent_gdal_table()->GEOSGeomGetY_r
#define GEOSGeomTypeId_r ent_gdal_table()->GEOSGeomTypeId_r
#define GEOSGeom_createCollection_r ent_gdal_table()->GEOSGeom_createCollection_r
#define GEOSGeom_createLinearRing_r ent_gdal_table()->GEOSGeom_createLinearRing_r
#define GEOSGeom_createPolygon_r ent_gdal_table()->GEOSGeom_createPolygon_r
#define GEOSGeom_getCoordSeq_r ent_gdal_table()->GEOSGeom_getCoordSeq_r
#define GEOSGeom_transformXY_r ent_gdal_table()->GEOSGeom_transformXY_r
#define GEOSGetExteriorRing_r ent_gdal_table()->GEOSGetExteriorRing_r
#define GEOSGetGeometryN_r ent_gdal_table()->GEOSGetGeometryN_r
#define GEOSGetInteriorRingN_r ent_gdal_table()->GEOSGetInteriorRingN_r
#define GEOSGetNumGeometries_r ent_gdal_table()->GEOSGetNumGeometries_r
#define GEOSGetNumInteriorRings_r ent_gdal_table()->GEOSGetNumInteriorRings_r
#define GEOSIntersection_r ent_gdal_table()->GEOSIntersection_r
#define GEOSUnaryUnion_r ent_gdal_table()->GEOSUnaryUnion_r
#define GEOSisValidDetail_r ent_gdal_table()->GEOSisValidDetail_r
#define GEOSisValid_r ent_gdal_table()->GEOSisValid_r
#define GEOSFree_r ent_gdal_table()->GEOSFree_r
#define GEOSGeomFromWKB_buf_r ent_gdal_table()->GEOSGeomFromWKB_buf_r
#define GEOSGeomToWKB_buf_r ent_gdal_table()->GEOSGeomToWKB_buf_r
#define GEOSGeom_destroy_r ent_gdal_table()->GEOSGeom_destroy_r
#define GEOSLineMerge_r ent_gdal_table()->GEOSLineMerge_r
#define GEOS_finish_r ent_gdal_table()->GEOS_finish_r
#define GEOS_init_r ent_gdal_table()->GEOS_init_r
#define OGR_FD_GetFieldCount ent_gdal_table()->OGR_FD_GetFieldCount
#define OGR_FD_GetFieldDefn ent_gdal_table()->OGR_FD_GetFieldDefn
#define OGR_FD_GetFieldIndex ent_gdal_table()->OGR_FD_GetFieldIndex
#define OGR_F_Create ent_gdal_table()->OGR_F_Create
#define OGR_F_Destroy ent_gdal_table()->OGR_F_Destroy
#define OGR_F_GetFieldAsDateTimeEx ent_gdal_table()->OGR_F_GetFieldAsDateTimeEx
#define OGR_F_GetFieldAsDouble ent_gdal_table()->OGR_F_GetFieldAsDouble
#define OGR_F_GetFieldAsDoubleList ent_gdal_table()->OGR_F_GetFieldAsDoubleList
#define OGR_F_GetFieldAsInteger64List ent_gdal_table()->OGR_F_GetFieldAsInteger64List
#define OGR_F_GetFieldAsIntegerList ent_gdal_table()->OGR_F_GetFieldAsIntegerList
#define OGR_F_GetFieldAsString ent_gdal_table()->OGR_F_GetFieldAsString
#define OGR_F_GetFieldAsStringList ent_gdal_table()->OGR_F_GetFieldAsStringList
#define OGR_F_GetFieldDefnRef ent_gdal_table()->OGR_F_GetFieldDefnRef
#define OGR_F_GetFieldIndex ent_gdal_table()->OGR_F_GetFieldIndex
#define OGR_F_GetGeometryRef ent_gdal_table()->OGR_F_GetGeometryRef
#define OGR_F_IsFieldSetAndNotNull ent_gdal_table()->OGR_F_IsFieldSetAndNotNull
#define OGR_F_SetFieldString ent_gdal_table()->OGR_F_SetFieldString
#define OGR_F_SetGeometryDirectly ent_gdal_table()->OGR_F_SetGeometryDirectly
#define OGR_Fld_Create ent_gdal_table()->OGR_Fld_Create
#define OGR_Fld_Destroy ent_gdal_table()->OGR_Fld_Destroy
#define OGR_Fld_GetNameRef ent_gdal_table()->OGR_Fld_GetNameRef
#define OGR_Fld_GetType ent_gdal_table()->OGR_Fld_GetType
#define OGR_GT_Flatten ent_gdal_table()->OGR_GT_Flatten
#define OGR_GT_GetLinear ent_gdal_table()->OGR_GT_GetLinear
#define OGR_G_AddGeometry ent_gdal_table()->OGR_G_AddGeometry
#define OGR_G_AddGeometryDirectly ent_gdal_table()->OGR_G_AddGeometryDirectly
#define OGR_G_AddPoint_2D ent_gdal_table()->OGR_G_AddPoint_2D
#define OGR_G_Boundary ent_gdal_table()->OGR_G_Boundary
#define OGR_G_Buffer ent_gdal_table()->OGR_G_Buffer
#define OGR_G_Clone ent_gdal_table()->OGR_G_Clone
#define OGR_G_Contains ent_gdal_table()->OGR_G_Contains
#define OGR_G_CreateFromWkb ent_gdal_table()->OGR_G_CreateFromWkb
#define OGR_G_CreateGeometry ent_gdal_table()->OGR_G_CreateGeometry
#define OGR_G_DestroyGeometry ent_gdal_table()->OGR_G_DestroyGeometry
#define OGR_G_Difference ent_gdal_table()->OGR_G_Difference
#define OGR_G_ExportToWkb ent_gdal_table()->OGR_G_ExportToWkb
#define OGR_G_ForceTo ent_gdal_table()->OGR_G_ForceTo
#define OGR_G_GetEnvelope ent_gdal_table()->OGR_G_GetEnvelope
#define OGR_G_GetGeometryCount ent_gdal_table()->OGR_G_GetGeometryCount
#define OGR_G_GetGeometryRef ent_gdal_table()->OGR_G_GetGeometryRef
#define OGR_G_GetGeometryType ent_gdal_table()->OGR_G_GetGeometryType
#define OGR_G_GetPointCount ent_gdal_table()->OGR_G_GetPointCount
#define OGR_G_GetSpatialReference ent_gdal_table()->OGR_G_GetSpatialReference
#define OGR_G_GetX ent_gdal_table()->OGR_G_GetX
#define OGR_G_GetY ent_gdal_table()->OGR_G_GetY
#define OGR_G_Intersection ent_gdal_table()->OGR_G_Intersection
#define OGR_G_Intersects ent_gdal_table()->OGR_G_Intersects
#define OGR_G_IsEmpty ent_gdal_table()->OGR_G_IsEmpty
#define OGR_G_SetPoint_2D ent_gdal_table()->OGR_G_SetPoint_2D
#define OGR_G_TransformTo ent_gdal_table()->OGR_G_TransformTo
#define OGR_G_UnionCascaded ent_gdal_table()->OGR_G_UnionCascaded
#define OGR_G_WkbSize ent_gdal_table()->OGR_G_WkbSize
#define OGR_L_CreateFeature ent_gdal_table()->OGR_L_CreateFeature
#define OGR_L_CreateField ent_gdal_table()->OGR_L_CreateField
#define OGR_L_GetFeatureCount ent_gdal_table()->OGR_L_GetFeatureCount
#define OGR_L_GetLayerDefn ent_gdal_table()->OGR_L_GetLayerDefn
#define OGR_L_GetName ent_gdal_table()->OGR_L_GetName
#define OGR_L_GetNextFeature ent_gdal_table()->OGR_L_GetNextFeature
#define OGR_L_ResetReading ent_gdal_table()->OGR_L_ResetReading
#define OSRImportFromEPSG ent_gdal_table()->OSRImportFromEPSG
#define OSRIsSameEx ent_gdal_table()->OSRIsSameEx
#define OSRNewSpatialReference ent_gdal_table()->OSRNewSpatialReference
#define OSRRelease ent_gdal_table()->OSRRelease
#define OSRSetAxisMappingStrategy ent_gdal_table()->OSRSetAxisMappingStrategy
#define GDALDatasetStartTransaction ent_gdal_table()->GDALDatasetStartTransaction
#define GDALDatasetCommitTransaction ent_gdal_table()->GDALDatasetCommitTransaction
#define OGR_F_SetFrom ent_gdal_table()->OGR_F_SetFrom
#define OGR_F_SetFID ent_gdal_table()->OGR_F_SetFID
#define VSIFileFromMemBuffer ent_gdal_table()->VSIFileFromMemBuffer
#define VSIFCloseL ent_gdal_table()->VSIFCloseL
#define VSIUnlink ent_gdal_table()->VSIUnlink
#define VSIGetMemFileBuffer ent_gdal_table()->VSIGetMemFileBuffer
#define OGR_L_GetGeometryColumn ent_gdal_table()->OGR_L_GetGeometryColumn
#define OGR_F_SetFieldInteger ent_gdal_table()->OGR_F_SetFieldInteger
#define OGR_Fld_SetSubType ent_gdal_table()->OGR_Fld_SetSubType
#endif

#endif
