#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include "program.hpp"

using namespace generator_test;

TEST_CASE("every wrong specification is refused with exactly the expected messages and nothing is written") {
    bool const bless = std::getenv("VEEAM_BLESS") != nullptr;
    std::size_t cases = 0;
    for (auto const& entry : fs::directory_iterator(testdata / "negative")) {
        if (!entry.is_directory()) continue;
        ++cases;
        CAPTURE(entry.path().filename().string());
        scratch const out;
        outcome const result = run(entry.path(), "--specs specs --out " + quoted(out.path().string()));
        if (bless) write(entry.path() / "expected.txt", result.err);
        CHECK(result.status == 1);
        CHECK(result.out == "");
        CHECK(result.err != "");
        CHECK(result.err == read(entry.path() / "expected.txt"));
        CHECK(fs::is_empty(out.path()));
    }
    CHECK(cases >= 40);
}
