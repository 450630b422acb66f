#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <filter/independent.hpp>
#include <filter/random_filters.hpp>
#include <filter/sample_queries.hpp>
#include <veeam/codec/json.hpp>
#include <veeam/em/queries/job.hpp>
#include <veeam/http/operation.hpp>
#include <veeam/http/to_request.hpp>
#include <veeam/transport/curl.hpp>
#include <veeam/transport/httplib.hpp>

#include "support/servers.hpp"

namespace veeam::inline v0::sample {

inline constexpr api_facts wire_api{.name = "Sample", .base_path = "/api", .default_port = 9398};

/// A query as the generator writes it.
struct QueryJobs {
    veeam::filter<query::job::query> filter{};
    veeam::sort<query::job::query> sort{};
    veeam::page_size page_size{};
    std::optional<std::int64_t> page{};

    using response = void;
    using error_document = void;
    static constexpr veeam::operation_facts facts{
        .name = "QueryJobs", .method = http_method::get, .path = "/query", .api = &wire_api, .idempotent = true};
};

}  // namespace veeam::inline v0::sample

namespace veeam::inline v0 {

template <>
struct operation_of<sample::QueryJobs> {
    static constexpr parameter parameters[]{
        parameter_row<decltype(sample::QueryJobs::filter)>(offsetof(sample::QueryJobs, filter), "filter",
                                                           parameter_place::query),
        parameter_row<decltype(sample::QueryJobs::sort)>(offsetof(sample::QueryJobs, sort), "sort",
                                                         parameter_place::query),
        parameter_row<decltype(sample::QueryJobs::page_size)>(offsetof(sample::QueryJobs, page_size), "pageSize",
                                                              parameter_place::query),
        parameter_row<decltype(sample::QueryJobs::page)>(offsetof(sample::QueryJobs, page), "page",
                                                         parameter_place::query, {.minimum = 1}),
    };
    static constexpr fixed_parameter fixed[]{{"type", "Job"}, {"format", "Entities"}};
    static constexpr operation_table value{
        .facts = &sample::QueryJobs::facts, .parameters = parameters, .fixed = fixed, .body = nullptr};
};

}  // namespace veeam::inline v0

namespace {

namespace sample = veeam::sample;
namespace job = sample::query::job;

using parameters = std::vector<std::pair<std::string, std::string>>;

/// `%41` and nothing else, as RFC 3986 reads a query: a plus is a plus. None where a percent sign stands for nothing.
std::optional<std::string> decoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF0123456789abcdef";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out.push_back(text[i]);
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        std::size_t const high = digits.find(text[i + 1]);
        std::size_t const low = digits.find(text[i + 2]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        out.push_back(static_cast<char>(high % 16 * 16 + low % 16));
        i += 2;
    }
    return out;
}

/// The parameters of a target, read without the library.
std::optional<parameters> parameters_of(std::string_view target) {
    parameters out;
    std::size_t at = target.find('?');
    while (at != std::string_view::npos) {
        std::string_view const rest = target.substr(at + 1);
        std::string_view const one = rest.substr(0, rest.find('&'));
        std::size_t const equals = one.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        auto name = decoded(one.substr(0, equals));
        auto value = decoded(one.substr(equals + 1));
        if (!name || !value) return std::nullopt;
        out.emplace_back(*std::move(name), *std::move(value));
        at = target.find('&', at + 1);
    }
    return out;
}

/// Sends random filters beside other parameters, and looks at what arrived.
template <class Transport>
void check_filters_on_the_wire(std::uint64_t seed) {
    constexpr std::size_t count = 2'000;
    constexpr std::size_t longest_target = 8'000;  // the server answers 414 beyond 8,192
    test::http_server server([](test::arrival const&, httplib::Response& out) { out.status = 200; });
    Transport wire(server.url());
    random_filters::generator random(seed);
    std::vector<random_filters::specimen> sent;
    std::vector<std::string> targets;
    while (sent.size() < count) {
        random_filters::specimen s = random.next(2);
        sample::QueryJobs const op{
            .filter = s.filter, .sort = descending(job::next_run), .page_size = veeam::page_size::of(100), .page = 3};
        auto const request = veeam::to_request(op, veeam::json_codec{});
        REQUIRE(request.has_value());
        if (request->target.size() > longest_target) continue;
        auto const answer = wire.send(*request);
        if (!answer) FAIL(answer.error().text());
        REQUIRE(answer->status == 200);
        targets.push_back(request->target);
        sent.push_back(std::move(s));
    }
    auto const arrivals = server.arrivals();
    REQUIRE(arrivals.size() == count);
    for (std::size_t i = 0; i < count; ++i) {
        std::string const& target = arrivals[i].target;
        CAPTURE(target);
        REQUIRE(target == targets[i]);
        std::string const& text = sent[i].filter.text();
        parameters const expected{{"type", "Job"},         {"format", "Entities"}, {"filter", text},
                                  {"sortDesc", "NextRun"}, {"pageSize", "100"},    {"page", "3"}};
        REQUIRE(target.starts_with("/api/query?"));
        REQUIRE(parameters_of(target) == expected);
        REQUIRE(target.find('+') == std::string::npos);  // which servers that take a query for a form read as a space
        REQUIRE(independent::reader::read(text) == sent[i].expected);
    }
}

TEST_CASE("Random filters arrive byte for byte over cpp-httplib, and mean the same there") {
    check_filters_on_the_wire<veeam::httplib_transport>(20251201);
}

TEST_CASE("Random filters arrive byte for byte over libcurl, and mean the same there") {
    check_filters_on_the_wire<veeam::curl_transport>(20251202);
}

TEST_CASE("A page beyond 32 bits is refused before anything is sent") {
    veeam::em::QueryJobs op{.page = 2147483647};
    REQUIRE(veeam::to_request(op, veeam::json_codec{}).has_value());
    std::vector<std::pair<std::int64_t, std::string>> const wrong{
        {0, "0, less than 1"}, {-1, "-1, less than 1"}, {2147483648, "2147483648, more than 2147483647"}};
    for (auto const& [page, reason] : wrong) {
        op.page = page;
        auto const request = veeam::to_request(op, veeam::json_codec{});
        REQUIRE(request.has_error());
        CHECK(request.error().text() == "QueryJobs: invalid request: the parameter page is " + reason);
    }
}

}  // namespace
