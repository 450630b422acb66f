#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <string>

#include "program.hpp"

using namespace generator_test;

TEST_CASE("every positive specification gives exactly the expected headers") {
    bool const bless = std::getenv("VEEAM_BLESS") != nullptr;
    std::size_t cases = 0;
    for (auto const& entry : fs::directory_iterator(testdata / "positive")) {
        if (!entry.is_directory()) continue;
        ++cases;
        CAPTURE(entry.path().filename().string());
        fs::path const expected = entry.path() / "expected";
        if (bless) {
            fs::create_directories(expected);
            CHECK(run(entry.path(), "--specs specs --out expected").status == 0);
        }
        scratch const out;
        outcome const result = run(entry.path(), "--specs specs --out " + quoted(out.path().string()));
        CHECK(result.err == "");
        CHECK(result.out == "");
        REQUIRE(result.status == 0);
        auto const wanted = files_below(expected);
        auto const made = files_below(out.path());
        REQUIRE(!wanted.empty());
        for (auto const& [path, text] : wanted) {
            CAPTURE(path);
            REQUIRE(made.contains(path));
            CHECK(made.at(path) == text);
        }
        CHECK(made.size() == wanted.size());
        CHECK(run(entry.path(), "--specs specs --out " + quoted(out.path().string()) + " --check").status == 0);
    }
    CHECK(cases >= 3);
}

TEST_CASE("the committed headers are what the specifications produce") {
    fs::path const root = fs::path(VEEAM_GENERATOR_DIR).parent_path();
    outcome const result = run(root, "--specs specs --out include --check");
    CHECK(result.err == "");
    CHECK(result.out == "");
    CHECK(result.status == 0);
}
