# cpp-httplib and OpenSSL, as one imported target `veeam_httplib_dependencies`.
#
# Upstream installs a CMake package; Debian's package installs a pkg-config file and a compiled library instead.

find_package(httplib CONFIG QUIET)
find_package(OpenSSL 3 QUIET)
find_package(Threads QUIET)
find_package(ZLIB QUIET)
if(NOT httplib_FOUND)
    find_package(PkgConfig QUIET)
    if(PkgConfig_FOUND)
        pkg_check_modules(cpp_httplib QUIET IMPORTED_TARGET GLOBAL cpp-httplib)
    endif()
endif()

if(TARGET httplib::httplib)
    set(veeam_httplib_library httplib::httplib)
elseif(TARGET PkgConfig::cpp_httplib)
    set(veeam_httplib_library PkgConfig::cpp_httplib)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(veeam_httplib_dependencies
    REQUIRED_VARS veeam_httplib_library OPENSSL_FOUND Threads_FOUND
    REASON_FAILURE_MESSAGE "cpp-httplib and OpenSSL 3 are needed for veeam::httplib (Debian: libcpp-httplib-dev libssl-dev)")

if(veeam_httplib_dependencies_FOUND AND NOT TARGET veeam_httplib_dependencies)
    add_library(veeam_httplib_dependencies INTERFACE IMPORTED)
    target_link_libraries(veeam_httplib_dependencies
        INTERFACE ${veeam_httplib_library} OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
    # Where cpp-httplib was built with zlib, answers are asked for compressed, and our header calls zlib itself.
    if(ZLIB_FOUND)
        target_link_libraries(veeam_httplib_dependencies INTERFACE ZLIB::ZLIB)
    endif()
    # Debian compiles its library with TLS and compression; the header must be read the same way.
    target_compile_definitions(veeam_httplib_dependencies INTERFACE CPPHTTPLIB_OPENSSL_SUPPORT)
endif()
