# Compiler settings that every target shares. Results must have the same bits everywhere, so floating point is kept
# strict: no contraction into fused multiply-add, no fast-math.
add_library(dietz_options INTERFACE)
target_compile_options(dietz_options INTERFACE
  -ffp-contract=off -fno-fast-math
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor
  -fstack-protector-strong -D_GLIBCXX_ASSERTIONS)
if(DIETZ_WERROR)
  target_compile_options(dietz_options INTERFACE -Werror)
endif()
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  target_compile_options(dietz_options INTERFACE -fcf-protection -fstack-clash-protection)
endif()
if(CMAKE_BUILD_TYPE MATCHES "Rel" AND NOT DIETZ_SANITIZE)
  target_compile_options(dietz_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
if(DIETZ_SANITIZE)
  target_compile_options(dietz_options INTERFACE -fsanitize=${DIETZ_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(dietz_options INTERFACE -fsanitize=${DIETZ_SANITIZE})
endif()
if(DIETZ_FUZZ)
  target_compile_options(dietz_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
target_link_options(dietz_options INTERFACE -Wl,-z,relro,-z,now)
include(CheckPIESupported)
check_pie_supported()
