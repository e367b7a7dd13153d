# Warnings and floating-point rules that every target shares. No fused and no fast maths: the error bounds of
# docs/numerics.md are proved for plain IEEE double arithmetic.
add_library(ent_flags INTERFACE)
target_compile_options(ent_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes
  -ffp-contract=off -fno-math-errno -fno-strict-aliasing -fvisibility=hidden)
target_compile_definitions(ent_flags INTERFACE _POSIX_C_SOURCE=200809L)
if(ENT_WERROR)
  target_compile_options(ent_flags INTERFACE -Werror)
endif()
if(ENT_SANITIZE)
  # Every arena block a malloc of its own, so that the sanitizer sees one byte past its end (src/base/arena.h).
  target_compile_definitions(ent_flags INTERFACE ENT_ARENA_MALLOC)
  target_compile_options(ent_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(ent_flags INTERFACE -fsanitize=address,undefined)
endif()
if(ENT_TSAN)
  target_compile_options(ent_flags INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
  target_link_options(ent_flags INTERFACE -fsanitize=thread)
endif()
if(ENT_COVERAGE)
  target_compile_options(ent_flags INTERFACE --coverage)
  target_link_options(ent_flags INTERFACE --coverage)
endif()
if(ENT_FUZZ)
  target_compile_options(ent_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
