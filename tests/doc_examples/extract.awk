# Turns the examples of doc comments (`@code` .. `@endcode`) into functions that a compiler can check.
# Usage: awk -f extract.awk -v root=<include dir> header.hpp ... > examples.cpp

function header_of(path) {
    sub("^" root "/", "", path)
    return path
}

BEGIN {
    split("algorithm array chrono cstddef cstdint functional iostream map memory optional ranges stdexcept " \
          "stop_token string string_view thread utility variant vector", standard, " ")
    for (i = 1; i in standard; ++i) print "#include <" standard[i] ">"
}

FNR == 1 { includes[++headers] = header_of(FILENAME); inside = 0 }

/^[ \t]*\/\/\/[ \t]*@code/ {
    inside = 1
    ++examples
    body[examples] = "// " header_of(FILENAME) ":" FNR "\n"
    next
}
/^[ \t]*\/\/\/[ \t]*@endcode/ { inside = 0; next }
inside {
    line = $0
    if (line !~ /^[ \t]*\/\/\//) {
        print FILENAME ":" FNR ": an example is not closed with @endcode" > "/dev/stderr"
        exit failed = 1
    }
    sub(/^[ \t]*\/\/\/ ?/, "", line)
    if (line ~ /^#include/) includes[++headers] = line
    else body[examples] = body[examples] line "\n"
}

END {
    if (failed) exit 1
    if (examples == 0) { print "no example found" > "/dev/stderr"; exit 1 }
    for (i = 1; i <= headers; ++i) print (includes[i] ~ /^#/ ? includes[i] : "#include <" includes[i] ">")
    for (i = 1; i <= examples; ++i) printf "\n[[maybe_unused]] static void example_%d() {\n%s}\n", i, body[i]
    printf "\n// %d examples\n", examples
}
