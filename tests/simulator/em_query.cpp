#include <algorithm>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/em/queries/backup_job_session.hpp>
#include <veeam/em/queries/job.hpp>
#include <veeam/filter/evaluate.hpp>
#include <veeam/filter/parse.hpp>

#include "em_reply.hpp"
#include "em_resources.hpp"
#include "world.hpp"

namespace veeam::inline v0::simulation {

namespace {

/// Where a page stands in a list.
struct page_place {
    std::size_t number{1};
    std::size_t size{100};
    std::size_t pages{1};
};

/// As older servers write addresses: spaces as `+`, everything else that is special with lower-case digits.
std::string dotnet_encode(std::string_view text) {
    std::string out;
    for (char const c : text) {
        std::string one = c == ' ' ? "+" : percent_encode({&c, 1});
        if (one.size() > 1) std::ranges::transform(one, one.begin(), detail::lower);
        out += one;
    }
    return out;
}

std::string page_address(call const& from, page_place const& place, std::size_t number) {
    std::string out = from.origin() + "/api/query?";
    for (auto const& [name, value] : from.query) {
        if (detail::equal_ignoring_case(name, "page") || detail::equal_ignoring_case(name, "pageSize")) continue;
        out.append(name).append("=").append(dotnet_encode(value)).append("&");
    }
    return out + "pageSize=" + std::to_string(place.size) + "&page=" + std::to_string(number);
}

em::PagingInfo paging_info(call const& from, page_place const& place) {
    em::PagingInfo info{};
    info.page_num = static_cast<std::int64_t>(place.number);
    info.page_size = static_cast<std::int64_t>(place.size);
    info.pages_count = static_cast<std::int64_t>(place.pages);
    auto& links = info.links.emplace();
    auto const add = [&](char const* relation, std::size_t number) {
        em::Link link{};
        link.rel = relation;
        link.href = page_address(from, place, number);
        links.push_back(std::move(link));
    };
    add("First", 1);
    if (place.number > 1) add("Previous", place.number - 1);
    if (place.number < place.pages) add("Next", place.number + 1);
    add("Last", place.pages);
    return info;
}

/// What a query asked for could not be done; answered with 400 and the words.
struct bad_query : std::runtime_error {
    using std::runtime_error::runtime_error;
};

page_place read_page(call const& from, std::size_t total) {
    page_place place;
    if (auto const size = from.parameter("pageSize")) {
        auto const number = whole_number(*size, 1);
        if (!number) throw bad_query("The parameter pageSize must be a number greater than 0.");
        place.size = *number;
    }
    if (auto const page = from.parameter("page")) {
        auto const number = whole_number(*page, 1);
        if (!number) throw bad_query("The parameter page must be a number greater than 0.");
        place.number = from.ignore_offset ? 1 : *number;
    }
    place.pages = std::max<std::size_t>(1, (total + place.size - 1) / place.size);
    return place;
}

template <class T>
T or_bad_query(result<T> parsed, std::string_view parameter) {
    if (parsed) return *std::move(parsed);
    std::string message = "The parameter " + std::string(parameter) + " is not valid: " + parsed.error().message();
    if (auto const offset = parsed.error().offset()) message += " (at character " + std::to_string(*offset) + ")";
    throw bad_query(message);
}

template <class Query>
sort<Query> read_sort(call const& from) {
    if (auto const key = from.parameter("sortAsc"))
        return or_bad_query(fiql::parse_sort<Query>(*key, false), "sortAsc");
    if (auto const key = from.parameter("sortDesc"))
        return or_bad_query(fiql::parse_sort<Query>(*key, true), "sortDesc");
    return {};
}

/// The entities that the filter selects, in the order asked for.
template <class Query>
std::vector<typename Query::entity> select(call const& from, std::vector<typename Query::entity> const& all) {
    filter<Query> condition;
    if (auto const text = from.parameter("filter"); text && !text->empty())
        condition = or_bad_query(fiql::parse<Query>(*text), "filter");
    std::vector<typename Query::entity> found;
    try {
        std::ranges::copy_if(all, std::back_inserter(found), filters::matcher<Query>(condition));
        if (auto const order = read_sort<Query>(from); !order.empty())
            std::ranges::stable_sort(found, filters::sorter<Query>(order));
    } catch (std::invalid_argument const& problem) {
        throw bad_query(std::string("The simulator cannot do this: ") + problem.what());
    }
    return found;
}

template <class Entity>
std::vector<Entity> page_of(std::vector<Entity> const& all, page_place const& place) {
    std::size_t const first = std::min(all.size(), (place.number - 1) * place.size);
    std::size_t const last = std::min(all.size(), first + place.size);
    return {all.begin() + static_cast<std::ptrdiff_t>(first), all.begin() + static_cast<std::ptrdiff_t>(last)};
}

em::JobQueryResult result_of(std::vector<em::Job> page) {
    em::JobQueryResult out{};
    out.entities.emplace().jobs = std::move(page);
    return out;
}

em::BackupJobSessionQueryResult result_of(std::vector<em::BackupJobSession> page) {
    em::BackupJobSessionQueryResult out{};
    out.entities.emplace().backup_job_sessions = std::move(page);
    return out;
}

template <class Query>
response answer_query(call const& from, std::vector<typename Query::entity> const& all) {
    try {
        auto const found = select<Query>(from, all);
        page_place const place = read_page(from, found.size());
        auto page = page_of(found, place);
        std::string_view const format = from.parameter("format").value_or("");
        if (detail::equal_ignoring_case(format, "Entities") || detail::equal_ignoring_case(format, "Entity")) {
            for (auto& entity : page) entity = writable(std::move(entity), from.wants_json());
            auto document = result_of(std::move(page));
            document.paging_info = paging_info(from, place);
            return document_reply(from, 200, document);
        }
        em::ReferenceQueryResult document{};
        auto& references = document.refs.emplace();
        for (auto const& entity : page) references.push_back(reference_to(entity));
        document.paging_info = paging_info(from, place);
        return document_reply(from, 200, document);
    } catch (bad_query const& problem) {
        return error_reply(from, 400, problem.what());
    }
}

response query(world& w, call const& from) {
    if (!session_of(from, w.em)) return unauthorized(from);
    std::string_view const type = from.parameter("type").value_or("");
    if (detail::equal_ignoring_case(type, "Job")) {
        std::vector<em::Job> jobs;
        for (em::Job const& job : w.content.jobs) jobs.push_back(w.enterprise.current(job));
        return answer_query<em::query::job::query>(from, jobs);
    }
    if (detail::equal_ignoring_case(type, "BackupJobSession")) {
        auto sessions = w.content.sessions;
        std::ranges::move(w.enterprise.sessions(), std::back_inserter(sessions));
        return answer_query<em::query::backup_job_session::query>(from, sessions);
    }
    if (type.empty()) return error_reply(from, 400, "The parameter type is missing.");
    return w.other_query(from);
}

}  // namespace

void add_queries(router& routes, world& w) {
    routes.add("GET", "/api/query", [&w](call const& from, arguments const&) { return query(w, from); });
}

}  // namespace veeam::inline v0::simulation
