# The program. A command is src/cli/cmd_NAME.c with the page man/NAME.txt; tools/manual.awk makes from the pages the
# table of commands with their --help texts, and one man page each.
file(GLOB cli_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/cli/*.c)
file(GLOB manual_options CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/man/options/*.txt)
file(GLOB manual_texts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/man/*.txt)

set(manual_pages ${CMAKE_SOURCE_DIR}/man/entente.txt)
foreach(source ${cli_sources})
  get_filename_component(name ${source} NAME_WE)
  if(NOT name MATCHES "^cmd_(.+)$")
    continue()
  endif()
  string(REPLACE "_" "-" name ${CMAKE_MATCH_1})
  set(page ${CMAKE_SOURCE_DIR}/man/${name}.txt)
  if(page IN_LIST manual_texts)
    list(APPEND manual_pages ${page})
  else()
    message(WARNING "src/cli/cmd_${CMAKE_MATCH_1}.c is left out: its page man/${name}.txt is missing (see man/README.md)")
    list(REMOVE_ITEM cli_sources ${source})
  endif()
endforeach()
list(SORT manual_pages)

set(manual awk -f ${CMAKE_SOURCE_DIR}/tools/manual.awk)
set(manual_inputs ${manual_options} ${manual_pages})
set(manual_needs ${manual_inputs} ${CMAKE_SOURCE_DIR}/tools/manual.awk)
set(manual_c ${CMAKE_BINARY_DIR}/manual.c)
add_custom_command(OUTPUT ${manual_c}
  COMMAND ${manual} -v mode=c ${manual_inputs} > ${manual_c}.new
  COMMAND ${CMAKE_COMMAND} -E rename ${manual_c}.new ${manual_c}
  DEPENDS ${manual_needs} COMMENT "Table of commands from man/" VERBATIM)

set(man_pages)
foreach(page ${manual_pages})
  get_filename_component(name ${page} NAME_WE)
  set(title entente-${name})
  if(name STREQUAL entente)
    set(title entente)
  endif()
  set(out ${CMAKE_BINARY_DIR}/man/${title}.1)
  add_custom_command(OUTPUT ${out}
    COMMAND ${manual} -v mode=man -v page=${name} -v version=${ENT_VERSION} ${manual_inputs} > ${out}.new
    COMMAND ${CMAKE_COMMAND} -E rename ${out}.new ${out}
    DEPENDS ${manual_needs} COMMENT "Man page ${title}(1)" VERBATIM)
  list(APPEND man_pages ${out})
endforeach()
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/man)
add_custom_target(man ALL DEPENDS ${man_pages})

# The frame is a library of its own, so that unit tests can give it pages of theirs.
set(frame_sources ${cli_sources})
list(FILTER frame_sources EXCLUDE REGEX "/(cmd_[^/]*|main)\\.c$")
list(REMOVE_ITEM cli_sources ${frame_sources})
add_library(ent_cli STATIC ${frame_sources})
target_include_directories(ent_cli PUBLIC ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/src)
target_compile_definitions(ent_cli PRIVATE ENT_DATA_DIR="${CMAKE_INSTALL_FULL_DATADIR}/entente"
                                           ENT_VERSION="${ENT_VERSION}")
target_link_libraries(ent_cli PRIVATE ent_flags PUBLIC ent_atlas)

add_executable(entente ${cli_sources} ${manual_c})
target_include_directories(entente PRIVATE ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/src)
target_compile_definitions(entente PRIVATE ENT_VERSION="${ENT_VERSION}")
target_link_libraries(entente PRIVATE ent_flags ent_cli)
entente_link_all(entente)
