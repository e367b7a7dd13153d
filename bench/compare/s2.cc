// s2.cc: the works of the comparison by the S2 library (Debian libs2-dev), one thread.
//
//   s2 FOLDER LAND REACH_KM            decide by closest edge and by a covering of 10,000 cells; distances
//   s2 FOLDER LAND REACH_KM zone       the zone, by S2BufferOperation
//
// On the sphere of radius 6371.0088 km, as S2 has it; edges are geodesics of that sphere.
#include "exchange.h"

#include <memory>
#include <string>
#include <vector>

#include "s2/mutable_s2shape_index.h"
#include "s2/s2buffer_operation.h"
#include "s2/s2builder.h"
#include "s2/s2builderutil_s2polygon_layer.h"
#include "s2/s2builderutil_snap_functions.h"
#include "s2/s2cell_union.h"
#include "s2/s2closest_edge_query.h"
#include "s2/s2earth.h"
#include "s2/s2latlng.h"
#include "s2/s2polygon.h"
#include "s2/s2region_coverer.h"
#include "s2/s2shape_index_buffered_region.h"

namespace {

constexpr size_t kSlowPoints = 100000;  // for queries that take microseconds

S2Point PointOf(const double *lonlat) { return S2LatLng::FromDegrees(lonlat[1], lonlat[0]).ToPoint(); }

// Quantising has made some rings of the file touch or cross themselves, or turned them round; S2 needs them mended, and
// to say which side is inside: here the smaller one.
std::unique_ptr<S2Polygon> Mend(const std::vector<std::vector<S2Point>> &loops) {
  S2Builder::Options options{s2builderutil::IdentitySnapFunction(S1Angle::Zero())};
  options.set_split_crossing_edges(true);
  S2Builder builder(options);
  auto polygon = std::make_unique<S2Polygon>();
  polygon->set_s2debug_override(S2Debug::DISABLE);
  s2builderutil::S2PolygonLayer::Options layer;
  layer.set_edge_type(S2Builder::EdgeType::UNDIRECTED);
  builder.StartLayer(std::make_unique<s2builderutil::S2PolygonLayer>(polygon.get(), layer));
  for (const auto &loop : loops)
    for (size_t i = 0; i < loop.size(); i++) builder.AddEdge(loop[i], loop[(i + 1) % loop.size()]);
  builder.AddIsFullPolygonPredicate(S2Builder::IsFullPolygon(false));
  S2Error error;
  if (!builder.Build(&error)) {
    fprintf(stderr, "   s2: a polygon is left out: %s\n", error.text().c_str());
    return nullptr;
  }
  return polygon;
}

void AddLand(const std::string &folder, const std::string &land, MutableS2ShapeIndex *index) {
  FILE *file = exchange_open(folder.c_str(), (land + ".land").c_str(), "rb");
  uint32_t polygons = 0;
  if (!file || fread(&polygons, 4, 1, file) != 1) exit(1);
  for (uint32_t p = 0; p < polygons; p++) {
    uint32_t rings = 0;
    if (fread(&rings, 4, 1, file) != 1) exit(1);
    std::vector<std::vector<S2Point>> loops(rings);
    for (auto &loop : loops) {
      uint32_t n = 0;
      if (fread(&n, 4, 1, file) != 1) exit(1);
      std::vector<double> v(2 * n);
      if (fread(v.data(), 16, n, file) != n) exit(1);
      for (uint32_t i = n; i-- > 0;) {
        S2Point q = PointOf(&v[2 * i]);
        if (loop.empty() || loop.back() != q) loop.push_back(q);
      }
      while (loop.size() > 1 && loop.front() == loop.back()) loop.pop_back();
    }
    auto polygon = Mend(loops);
    if (polygon && !polygon->is_empty()) index->Add(std::make_unique<S2Polygon::OwningShape>(std::move(polygon)));
  }
  fclose(file);
}

struct Task {
  std::string folder, land;
  double reach_m;
  const MutableS2ShapeIndex *index;
  double build_s;
};

std::vector<S2Point> Points(const Task &t, const char *kind, size_t most) {
  size_t count = 0;
  double *v = static_cast<double *>(
      exchange_read(t.folder.c_str(), (t.land + "." + kind + ".points").c_str(), 16, &count));
  if (count > most) count = most;
  std::vector<S2Point> points(count);
  for (size_t i = 0; i < count; i++) points[i] = PointOf(v + 2 * i);
  free(v);
  return points;
}

void Write(const Task &t, const char *tool, const char *work, const char *kind, const void *answers, size_t size,
           size_t count, double build_s, double seconds) {
  char name[128];
  exchange_write(t.folder.c_str(), exchange_name(name, tool, work, t.land.c_str(), kind), answers, size, count);
  exchange_result(t.folder.c_str(), work_done{tool, work, t.land.c_str(), kind, count, build_s, seconds});
}

void ClosestEdge(const Task &t, const char *kind) {
  std::vector<S2Point> points = Points(t, kind, kSlowPoints);
  S2ClosestEdgeQuery query(t.index);
  S1ChordAngle limit(S2Earth::MetersToAngle(t.reach_m));
  std::vector<char> yes(points.size());
  double start = cpu_now();
  for (size_t i = 0; i < points.size(); i++) {
    S2ClosestEdgeQuery::PointTarget target(points[i]);
    yes[i] = query.IsDistanceLessOrEqual(&target, limit);
  }
  Write(t, "s2-edge", "decide", kind, yes.data(), 1, yes.size(), t.build_s, cpu_now() - start);
  std::vector<double> far(points.size());
  start = cpu_now();
  for (size_t i = 0; i < points.size(); i++) {
    S2ClosestEdgeQuery::PointTarget target(points[i]);
    far[i] = S2Earth::ToMeters(query.GetDistance(&target).ToAngle());
  }
  Write(t, "s2-edge", "distance", kind, far.data(), 8, far.size(), t.build_s, cpu_now() - start);
}

void Covering(const Task &t, const S2CellUnion &cells, double build_s, const char *kind) {
  std::vector<S2Point> points = Points(t, kind, 1000000);
  std::vector<char> yes(points.size());
  double start = cpu_now();
  for (size_t i = 0; i < points.size(); i++) yes[i] = cells.Contains(S2CellId(points[i]));
  Write(t, "s2-cover", "decide", kind, yes.data(), 1, yes.size(), build_s, cpu_now() - start);
}

S2CellUnion Cover(const Task &t, double *build_s) {
  double start = cpu_now();
  S2ShapeIndexBufferedRegion region(t.index, S2Earth::MetersToAngle(t.reach_m));
  S2RegionCoverer::Options options;
  options.set_max_cells(10000);
  S2CellUnion cells = S2RegionCoverer(options).GetCovering(region);
  *build_s = t.build_s + cpu_now() - start;
  return cells;
}

void Zone(const Task &t) {
  S2Polygon polygon;
  S2BufferOperation::Options options(S2Earth::MetersToAngle(t.reach_m));
  double start = cpu_now();
  S2BufferOperation operation(std::make_unique<s2builderutil::S2PolygonLayer>(&polygon), options);
  operation.AddShapeIndex(*t.index);
  S2Error error;
  if (!operation.Build(&error)) {
    fprintf(stderr, "   s2: %s\n", error.text().c_str());
    exit(1);
  }
  double seconds = cpu_now() - start;
  char name[128], km[32];
  snprintf(km, sizeof km, "%.0f", t.reach_m / 1000);
  FILE *file = exchange_open(t.folder.c_str(), exchange_name(name, "s2", "zone", t.land.c_str(), km), "w");
  size_t vertices = 0;
  for (int k = 0; k < polygon.num_loops(); k++, fputc('\n', file))
    for (int i = 0; i < polygon.loop(k)->num_vertices(); i++, vertices++) {
      S2LatLng q(polygon.loop(k)->vertex(i));
      fprintf(file, "%.12f %.12f\n", q.lng().degrees(), q.lat().degrees());
    }
  fclose(file);
  exchange_result(t.folder.c_str(), work_done{"s2", "zone", t.land.c_str(), km, vertices, t.build_s, seconds});
}

}  // namespace

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  MutableS2ShapeIndex index;
  AddLand(argv[1], argv[2], &index);
  double start = cpu_now();
  index.ForceBuild();
  Task task{argv[1], argv[2], atof(argv[3]) * 1000, &index, cpu_now() - start};
  if (argc > 4) {
    Zone(task);
    return 0;
  }
  double build_s = 0;
  S2CellUnion cells = Cover(task, &build_s);
  for (const char *kind : {"globe", "cap", "near", "hotspot"}) {
    ClosestEdge(task, kind);
    Covering(task, cells, build_s, kind);
  }
  return 0;
}
