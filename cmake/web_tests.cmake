# Tests of the page in a browser, and of the server against clients that mean harm. They say so when they are skipped.
find_program(NODE node)
if(NODE)
  foreach(name looks page places report)
    add_test(NAME browser_${name} COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/tests/browser/${name}.mjs)
    set_tests_properties(browser_${name} PROPERTIES LABELS browser SKIP_RETURN_CODE 77 TIMEOUT 300 RUN_SERIAL ON
      ENVIRONMENT "${test_env};WEB_PACKAGES=${ENT_WEB_PACKAGES}")
  endforeach()
  add_test(NAME http_hostile COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/tests/http/hostile.mjs)
  set_tests_properties(http_hostile PROPERTIES LABELS http SKIP_RETURN_CODE 77 TIMEOUT 300 RUN_SERIAL ON
    ENVIRONMENT "${test_env};SANITIZED=$<BOOL:${ENT_SANITIZE}>")
endif()
