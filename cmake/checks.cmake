# Tests that are not C programs: the command line, the rules of the house, the headers, the man pages, installing.
set(ENT_ATLAS ${CMAKE_SOURCE_DIR}/build/atlas/world.atlas CACHE FILEPATH "The map that the tests read")
set(test_env ENTENTE=$<TARGET_FILE:entente> SOURCE=${CMAKE_SOURCE_DIR} ENTENTE_ATLAS=${ENT_ATLAS})

file(GLOB cli_tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/cli/*/*.sh)
foreach(script ${cli_tests})
  file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR}/tests ${script})
  string(REPLACE ".sh" "" name ${name})
  add_test(NAME ${name} COMMAND sh ${CMAKE_SOURCE_DIR}/tests/cli/run ${script})
  set_tests_properties(${name} PROPERTIES LABELS cli SKIP_RETURN_CODE 77 ENVIRONMENT "${test_env}")
endforeach()

add_test(NAME editor COMMAND sh ${CMAKE_SOURCE_DIR}/tests/editor/run $<TARGET_FILE:entente>)
set_tests_properties(editor PROPERTIES LABELS cli SKIP_RETURN_CODE 77)

add_test(NAME tidy COMMAND sh ${CMAKE_SOURCE_DIR}/tools/tidy)
set_tests_properties(tidy PROPERTIES LABELS house)

set(module_libraries)
get_property(modules GLOBAL PROPERTY ent_modules)
foreach(module ${modules})
  list(APPEND module_libraries $<TARGET_FILE:${module}>)
endforeach()
add_test(NAME names COMMAND sh ${CMAKE_SOURCE_DIR}/tools/names ${module_libraries})
set_tests_properties(names PROPERTIES LABELS house)

# ENT_INSTALL_FROM is a release build: what users install, whatever build runs the tests.
set(ENT_INSTALL_FROM ${CMAKE_SOURCE_DIR}/build/release CACHE PATH "The build that the test of installing installs")
foreach(check headers manual install streams tidy_complains grammar rules)
  add_test(NAME ${check} COMMAND sh ${CMAKE_SOURCE_DIR}/tests/house/${check}.sh)
  set_tests_properties(${check} PROPERTIES LABELS house SKIP_RETURN_CODE 77
    ENVIRONMENT "${test_env};MAN_PAGES=${CMAKE_BINARY_DIR}/man;BUILD=${ENT_INSTALL_FROM}")
endforeach()
