# What an installation holds: the program, one library (static and shared) made of the objects of every module, the
# public headers, pkg-config and CMake files, man pages, licences, and the map if it was built. Internal names are
# hidden in the shared library: what a header does not promise cannot be linked.
set(module_objects)
set(library_needs)
get_property(modules GLOBAL PROPERTY ent_modules)
foreach(module ${modules})
  list(APPEND module_objects $<TARGET_OBJECTS:${module}>)
  get_target_property(needs ${module} LINK_LIBRARIES)
  list(APPEND library_needs ${needs})
endforeach()
list(FILTER library_needs EXCLUDE REGEX "^ent_")
list(REMOVE_DUPLICATES library_needs)

add_library(entente_static STATIC EXCLUDE_FROM_ALL ${module_objects})
add_library(entente_shared SHARED EXCLUDE_FROM_ALL ${module_objects})
set_target_properties(entente_static entente_shared PROPERTIES OUTPUT_NAME entente LINKER_LANGUAGE C)
set_target_properties(entente_shared PROPERTIES VERSION ${PROJECT_VERSION}
  SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR} EXPORT_NAME entente)
target_link_libraries(entente_shared PRIVATE ent_flags ${library_needs})
target_include_directories(entente_shared INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
add_custom_target(dist DEPENDS entente man entente_static entente_shared)

# A static link of ours needs these by name, from the system's shared libraries. They are not "Requires.private": that
# would pull in what those libraries themselves were linked with, down to Kerberos, which nobody has to have installed.
set(private_libraries -lproj)
if(TARGET ent_ogr)
  list(APPEND private_libraries -ldl)
endif()
if(CMARK_GFM)
  list(APPEND private_libraries -lcmark-gfm-extensions -lcmark-gfm)
endif()
foreach(library jansson microhttpd)
  string(TOUPPER ${library} found)
  if(${found})
    list(APPEND private_libraries -l${library})
  endif()
endforeach()
list(APPEND private_libraries -lm -pthread)
list(JOIN private_libraries " " private_libraries)
file(RELATIVE_PATH pc_libdir_to_include ${CMAKE_INSTALL_FULL_LIBDIR} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
configure_file(cmake/entente.pc.in entente.pc @ONLY)

install(TARGETS entente RUNTIME)
install(TARGETS entente_static ARCHIVE)
install(TARGETS entente_shared EXPORT ententeTargets LIBRARY)
install(EXPORT ententeTargets NAMESPACE entente:: FILE ententeConfig.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/entente)
install(DIRECTORY include/entente TYPE INCLUDE FILES_MATCHING PATTERN "*.h")
install(FILES ${CMAKE_BINARY_DIR}/entente.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(FILES ${man_pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES LICENSE NOTICE TYPE DOC)
install(FILES ${CMAKE_SOURCE_DIR}/build/atlas/world.atlas DESTINATION ${CMAKE_INSTALL_DATADIR}/entente OPTIONAL)
