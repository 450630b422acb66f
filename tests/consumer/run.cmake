# Installs the library into a folder of its own, then builds and runs the consumer against it.
# Variables: build (of the library), source (of this folder), work, compiler.
file(REMOVE_RECURSE ${work})

function(run)
    execute_process(COMMAND ${ARGV} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "${ARGV}\nfailed with ${status}:\n${output}")
    endif()
    set(output "${output}" PARENT_SCOPE)
endfunction()

run(${CMAKE_COMMAND} --install ${build} --prefix ${work}/prefix)
run(${CMAKE_COMMAND} -S ${source} -B ${work}/build -G Ninja -DCMAKE_PREFIX_PATH=${work}/prefix
    -DCMAKE_CXX_COMPILER=${compiler} "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wpedantic -Werror")
run(${CMAKE_COMMAND} --build ${work}/build)
foreach(consumer IN ITEMS consumer consumer_compiled)
    run(${work}/build/${consumer})
    if(NOT output STREQUAL "fcb1c775-edbb-4beb-830f-fb051ef9ab1b\n")
        message(FATAL_ERROR "${consumer} printed: ${output}")
    endif()
endforeach()
foreach(transport IN ITEMS httplib curl)
    run(${work}/build/consumer_${transport})
    if(NOT output MATCHES "^CreateToken: connect: ")
        message(FATAL_ERROR "the consumer printed: ${output}")
    endif()
endforeach()
