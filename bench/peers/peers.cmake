find_package(EXPAT REQUIRED)
find_package(simdjson REQUIRED)
find_package(XercesC REQUIRED)
find_package(Threads REQUIRED)
# Debian's package of its headers wants another Boost than ours, so scripts/bench unpacks them.
set(BENCH_CPPREST "" CACHE PATH "Where libcpprest-dev is unpacked")
find_library(cpprest_library libcpprest.so.2.10 REQUIRED)

add_executable(bench-codec codec.cpp)
add_executable(bench-memory codec.cpp allocations.cpp)
target_compile_definitions(bench-memory PRIVATE BENCH_MEMORY)
add_executable(bench-requests requests.cpp)
target_include_directories(bench-requests PRIVATE ../tests)
target_link_libraries(bench-requests PRIVATE veeam::httplib)
foreach(program IN ITEMS bench-codec bench-memory bench-requests)
    target_link_libraries(${program} PRIVATE bench-pages)
endforeach()

# Each library is a shared one that shows nothing but what peers.hpp declares: of an inline function that two of them
# have, each keeps the one that was compiled with its own options.
function(bench_add_peer name)
    add_library(bench-${name} SHARED peers/${name}.cpp)
    target_link_libraries(bench-${name} PRIVATE veeam::veeam ${ARGN})
    target_link_options(bench-${name} PRIVATE LINKER:--version-script=${CMAKE_CURRENT_SOURCE_DIR}/peers/symbols.map)
    foreach(program IN ITEMS bench-codec bench-memory bench-requests)
        target_link_libraries(${program} PRIVATE bench-${name})
    endforeach()
endfunction()

bench_add_peer(nlohmann nlohmann_json::nlohmann_json)
bench_add_peer(rapidjson)
bench_add_peer(cpprest ${cpprest_library} Threads::Threads)
target_include_directories(bench-cpprest SYSTEM PRIVATE ${BENCH_CPPREST}/usr/include)
bench_add_peer(simdjson simdjson::simdjson)
# On-Demand is compiled for one processor. This is the best that the packaged version has for x86.
target_compile_options(bench-simdjson PRIVATE -mavx2 -mbmi -mpclmul -mlzcnt)
bench_add_peer(pugixml pugixml::pugixml)
bench_add_peer(expat EXPAT::EXPAT)

add_executable(bench-schema schema.cpp)
target_link_libraries(bench-schema PRIVATE veeam::veeam)
set(schema ${CMAKE_CURRENT_BINARY_DIR}/bench-schema)
add_custom_command(OUTPUT ${schema}.cxx ${schema}.hxx
    COMMAND bench-schema ${schema}.xsd
    COMMAND xsdcxx cxx-tree --std c++11 --output-dir ${CMAKE_CURRENT_BINARY_DIR}
        --namespace-map http://www.veeam.com/ent/v1.0=xsd_em
        --root-element Jobs --root-element BackupJobSessions ${schema}.xsd
    DEPENDS bench-schema VERBATIM)
bench_add_peer(xsd XercesC::XercesC)
target_sources(bench-xsd PRIVATE ${schema}.cxx)
target_include_directories(bench-xsd SYSTEM PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
set_source_files_properties(${schema}.cxx PROPERTIES COMPILE_OPTIONS -w)
