# libcurl, OpenSSL and zlib, as one imported target `veeam_curl_dependencies`.

find_package(CURL 7.80 QUIET)
find_package(OpenSSL 3 QUIET)
find_package(ZLIB QUIET)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(veeam_curl_dependencies
    REQUIRED_VARS CURL_FOUND OPENSSL_FOUND ZLIB_FOUND
    REASON_FAILURE_MESSAGE
        "libcurl 7.80 over OpenSSL 3, and zlib, are needed for veeam::curl (Debian: libcurl4-openssl-dev libssl-dev zlib1g-dev)")

if(veeam_curl_dependencies_FOUND AND NOT TARGET veeam_curl_dependencies)
    add_library(veeam_curl_dependencies INTERFACE IMPORTED)
    target_link_libraries(veeam_curl_dependencies
        INTERFACE CURL::libcurl OpenSSL::SSL OpenSSL::Crypto ZLIB::ZLIB)
endif()
