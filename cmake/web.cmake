# The web page: bundled from web/ by the packages in build/web (./dev installs them) and turned into bytes that are part
# of the report module. Without the packages the bytes are a page that says so.
set(ENT_WEB_PACKAGES ${CMAKE_SOURCE_DIR}/build/web CACHE PATH "Where tools/web-packages.sh has installed the page's packages")
set(web_files ${CMAKE_BINARY_DIR}/web/web_files.c)
file(GLOB web_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/src/*)
set(web_needs ${web_sources} ${CMAKE_SOURCE_DIR}/tools/web-bundle.sh)
if(EXISTS ${ENT_WEB_PACKAGES}/stamp)
  list(APPEND web_needs ${ENT_WEB_PACKAGES}/stamp)
endif()
add_custom_command(OUTPUT ${web_files}
  COMMAND sh ${CMAKE_SOURCE_DIR}/tools/web-bundle.sh ${ENT_WEB_PACKAGES} ${CMAKE_BINARY_DIR}/web
  DEPENDS ${web_needs} COMMENT "The web page" VERBATIM)
if(TARGET ent_report)
  target_sources(ent_report PRIVATE ${web_files})
endif()
