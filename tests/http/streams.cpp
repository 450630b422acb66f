#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include <veeam/http/streams.hpp>
#include <veeam/http/transport.hpp>
#include <veeam/http/validate.hpp>

#include "support/temporary_folder.hpp"

namespace {

std::string contents(std::string const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string read_all(veeam::body_source& source) {
    std::string out;
    char buffer[3];
    for (;;) {
        auto const got = source.read(buffer);
        if (!got) return got.error().text();
        if (*got == 0) return out;
        out.append(buffer, *got);
    }
}

struct collecting final : veeam::body_sink {
    std::string text{};
    bool ended{};
    std::optional<veeam::error> begin(int, veeam::headers const&) override {
        text = "begun:";
        return std::nullopt;
    }
    std::optional<veeam::error> write(std::string_view piece) override {
        text += piece;
        return std::nullopt;
    }
    std::optional<veeam::error> end() override {
        ended = true;
        return std::nullopt;
    }
};

struct simple_transport {
    veeam::result<veeam::response> send(veeam::request const&) { return veeam::response{}; }
};
struct denying_transport : simple_transport {
    static constexpr bool streams_bodies = false;
};
struct able_transport : simple_transport {
    static constexpr bool streams_bodies = true;
};
static_assert(veeam::transport<simple_transport> && !veeam::streaming_transport<simple_transport>);
static_assert(veeam::transport<denying_transport> && !veeam::streaming_transport<denying_transport>);
static_assert(veeam::streaming_transport<able_transport>);

}  // namespace

TEST_CASE("a transport that streams nothing is not given a source or a sink") {
    veeam::text_source source("x");
    collecting sink;
    veeam::request up{.target = "/"};
    up.upload = &source;
    veeam::request down{.target = "/"};
    down.download = &sink;
    for (veeam::request const& r : {up, down}) {
        CHECK(veeam::unsupported_stream(simple_transport{}, r).value().text() ==
              "invalid request: this transport streams no bodies: it is no veeam::streaming_transport");
        CHECK(veeam::unsupported_stream(simple_transport{}, r).value().was_sent() == veeam::sent::no);
        CHECK(!veeam::unsupported_stream(able_transport{}, r));
    }
    CHECK(!veeam::unsupported_stream(simple_transport{}, veeam::request{.target = "/"}));
}

TEST_CASE("a request has a body or a source") {
    veeam::text_source source("x");
    veeam::request r{.method = veeam::http_method::post, .target = "/"};
    r.upload = &source;
    CHECK(!veeam::validate(r));
    r.body = "y";
    CHECK(veeam::validate(r).value().text() == "invalid request: a request has a body or a source of one, not both");
}

TEST_CASE("a text and a file are read from the beginning as often as wanted") {
    test::temporary_folder const folder;
    std::string const path = folder.path("body");
    std::ofstream(path) << "0123456789";
    veeam::text_source text("0123456789");
    veeam::file_source file(path);
    for (veeam::body_source* source :
         {static_cast<veeam::body_source*>(&text), static_cast<veeam::body_source*>(&file)}) {
        CHECK(source->size() == 10u);
        for (int i = 0; i < 2; ++i) {
            CHECK(!source->rewind());
            CHECK(read_all(*source) == "0123456789");
        }
    }
}

TEST_CASE("a file that is not there is an error before anything is sent") {
    test::temporary_folder const folder;
    veeam::file_source file(folder.path("missing"));
    auto const problem = file.rewind();
    REQUIRE(problem.has_value());
    CHECK(problem->text() == "invalid request: the file cannot be read: " + folder.path("missing"));
    CHECK(problem->was_sent() == veeam::sent::no);
    CHECK(!file.size());
}

TEST_CASE("what a function gives or gets cannot begin again once it has begun") {
    veeam::callback_source source([](std::span<char>) -> veeam::result<std::size_t> { return 0u; });
    CHECK(!source.rewind());
    CHECK(!source.rewind());
    CHECK(read_all(source).empty());
    CHECK(source.rewind().value().kind() == veeam::error_kind::cancelled);
    std::string got;
    veeam::callback_sink sink([&](std::string_view piece) -> std::optional<veeam::error> {
        got += piece;
        return std::nullopt;
    });
    CHECK(!sink.begin(200, {}));
    CHECK(!sink.begin(200, {}));
    CHECK(!sink.write("a"));
    CHECK(sink.begin(200, {}).value().text() ==
          "cancelled: a part of the body has been delivered, so that it cannot begin again");
    CHECK(got == "a");
}

TEST_CASE("a file appears when it is complete, and a failed download leaves nothing") {
    test::temporary_folder const folder;
    std::string const path = folder.path("logs.zip");
    {
        veeam::file_sink sink(path);
        CHECK(!sink.begin(200, {}));
        CHECK(!sink.write("half"));
        CHECK(!std::filesystem::exists(path));
        CHECK(std::filesystem::exists(path + ".part"));
    }
    CHECK(!std::filesystem::exists(path + ".part"));
    veeam::file_sink sink(path);
    CHECK(!sink.begin(200, {}));
    CHECK(!sink.write("of an attempt that failed"));
    CHECK(!sink.begin(200, {}));
    CHECK(!sink.write("whole"));
    CHECK(!sink.end());
    CHECK(contents(path) == "whole");
    CHECK(!std::filesystem::exists(path + ".part"));
    veeam::file_sink nowhere(folder.path("no/such/folder"));
    CHECK(nowhere.begin(200, {}).value().text() ==
          "cancelled: the file cannot be written: " + folder.path("no/such/folder"));
}

TEST_CASE("a limit holds for what is announced and for what comes") {
    collecting to;
    veeam::bounded_sink bounded(to, 5);
    CHECK(bounded.begin(200, {{"Content-Length", "6"}}).value().text() == "decode: the body is larger than 5 bytes");
    CHECK(to.text.empty());
    CHECK(!bounded.begin(200, {}));
    CHECK(!bounded.write("123"));
    CHECK(!bounded.write("45"));
    CHECK(bounded.write("6").value().text() == "decode: the body is larger than 5 bytes");
    CHECK(to.text == "begun:12345");
    CHECK(!to.ended);
}

TEST_CASE("a body must have the length that was announced, unless it was compressed") {
    collecting to;
    veeam::bounded_sink bounded(to, 100);
    CHECK(!bounded.begin(200, {{"Content-Length", "5"}}));
    CHECK(!bounded.write("1234"));
    CHECK(bounded.end().value().text() == "decode: the body has 4 bytes, announced were 5");
    CHECK(!to.ended);
    CHECK(!bounded.begin(200, {{"Content-Length", "5"}}));
    CHECK(!bounded.write("12345"));
    CHECK(!bounded.end());
    CHECK(to.ended);
    CHECK(!bounded.begin(200, {{"Content-Length", "5"}, {"Content-Encoding", "gzip"}}));
    CHECK(!bounded.write("1234567"));
    CHECK(!bounded.end());
    CHECK(bounded.begin(200, {{"Content-Length", "5x"}}).value().kind() == veeam::error_kind::decode);
    CHECK(bounded.begin(200, {{"Content-Length", "99999999999999999999999"}}).has_value());
}
