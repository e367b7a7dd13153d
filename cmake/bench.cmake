# bench/bench_QUESTION.c: one question of speed each, linked with everything; ./dev bench runs them in release.
# bench/compare/compare_entente.c is our side of ./dev bench compare.
file(GLOB bench_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/bench_*.c
     ${CMAKE_SOURCE_DIR}/bench/compare/compare_entente.c)
add_custom_target(bench)
find_library(JANSSON jansson) # the geometry of some questions comes as TopoJSON
find_library(SQLITE3 sqlite3) # what else would answer some questions
foreach(source ${bench_sources})
  get_filename_component(name ${source} NAME_WE)
  if(name STREQUAL bench_sums AND NOT SQLITE3)
    message(STATUS "${name}: no sqlite3, skipped")
    continue()
  endif()
  add_executable(${name} EXCLUDE_FROM_ALL ${source})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/src)
  target_compile_definitions(${name} PRIVATE ENT_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ent_flags)
  entente_link_all(${name})
  if(JANSSON)
    target_link_libraries(${name} PRIVATE ${JANSSON})
  endif()
  if(name STREQUAL bench_sums)
    target_link_libraries(${name} PRIVATE ${SQLITE3})
  endif()
  add_dependencies(bench ${name})
endforeach()
