#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <veeam/codec/table.hpp>
#include <veeam/core/open_enum.hpp>
#include <veeam/core/result.hpp>
#include <veeam/core/type_list.hpp>
#include <veeam/em/api.hpp>
#include <veeam/em/schemas/error.hpp>
#include <veeam/em/schemas/link.hpp>
#include <veeam/http/followed_target.hpp>
#include <veeam/http/one_line.hpp>
#include <veeam/http/operation.hpp>

namespace veeam::inline v0::em {

/// Relations of links that can be read. Servers add others; compare without regard to case.
namespace rel {
inline constexpr std::string_view up = "Up";
inline constexpr std::string_view down = "Down";
inline constexpr std::string_view related = "Related";
inline constexpr std::string_view alternate = "Alternate";
inline constexpr std::string_view first = "First";
inline constexpr std::string_view previous = "Previous";
inline constexpr std::string_view next = "Next";
inline constexpr std::string_view last = "Last";
}  // namespace rel

/// Reads what a link leads to. Made by `follow`, and sent like any other operation.
template <tabled T>
struct Linked {
    std::string target{};  ///< Path and query, as the server printed them.

    using response = T;
    using error_document = Error;
    static constexpr operation_facts facts{.name = table<T>::name,
                                           .method = http_method::get,
                                           .path = "",
                                           .api = &em::api,
                                           .idempotent = true,
                                           .secret_body = true};  // whatever `T` is, it may hold a password
};

}  // namespace veeam::inline v0::em

namespace veeam::inline v0 {

template <class T>
struct operation_of<em::Linked<T>> {
    static constexpr field target = row<std::string>(offsetof(em::Linked<T>, target), {});
    static constexpr operation_table value{.facts = &em::Linked<T>::facts, .target = &target};
};

}  // namespace veeam::inline v0

namespace veeam::inline v0::em {

namespace detail {

using namespace veeam::detail;

/// Whether a link of the type `type` leads to what `known` (`type_table::link_types`) lists.
constexpr bool leads_to(std::string_view known, std::string_view type) noexcept {
    return any_word(known, [&](std::string_view one) {
        bool const is_ending = one.size() > 1 && one.front() == '*';
        return is_ending ? type.ends_with(one.substr(1)) : one == type;
    });
}

/// Whether a link to references leads to what they refer to once `format=Entity` is asked for: `JobReference` to a
/// `Job`, `JobReferenceList` to a `JobList`.
inline bool leads_to_whole(std::string_view known, std::string_view type) {
    constexpr std::string_view one = "Reference";
    constexpr std::string_view list = "ReferenceList";
    if (type.ends_with(one)) return leads_to(known, type.substr(0, type.size() - one.size()));
    return type.ends_with(list) && leads_to(known, std::string(type.substr(0, type.size() - list.size())) + "List");
}

inline bool is_readable(std::string_view relation) noexcept {
    for (std::string_view const r :
         {rel::up, rel::down, rel::related, rel::alternate, rel::first, rel::previous, rel::next, rel::last})
        if (equal_ignoring_case(relation, r)) return true;
    return false;
}

/// Whether the query of a target has a parameter of this name, in any case of its letters.
inline bool has_parameter(std::string_view target, std::string_view name) noexcept {
    std::size_t at = target.find('?');
    while (at != target.npos) {
        target.remove_prefix(at + 1);
        std::string_view const one = target.substr(0, target.find('&'));
        if (equal_ignoring_case(one.substr(0, one.find('=')), name)) return true;
        at = target.find('&');
    }
    return false;
}

inline error cannot_follow(std::string message) {
    return error({.kind = error_kind::invalid_request, .was_sent = sent::no, .message = std::move(message)});
}

/// The target of a link that must lead to what `type` describes.
inline result<std::string> link_target(Link const& link, type_table const& type) {
    std::string const name = link.rel.value_or("");
    if (!is_readable(name))
        return cannot_follow("a link \"" + one_line(name, 100) + "\" does something; it is not followed");
    std::string const to = link.type.value_or("");
    bool const whole = leads_to_whole(type.link_types, to);
    if (!whole && !leads_to(type.link_types, to))
        return cannot_follow("the link \"" + one_line(name, 100) + "\" leads to " +
                             (to.empty() ? std::string("nothing that it names") : one_line(to, 100)) + ", not to " +
                             std::string(type.name));
    if (!link.href || link.href->empty())
        return cannot_follow("the link \"" + one_line(name, 100) + "\" has no address");
    auto target = followed_target(*link.href, em::api.base_path);
    if (!target || !whole || has_parameter(*target, "format")) return target;
    std::size_t const query = target->find('?');
    char const* const between = query == target->npos ? "?" : query + 1 == target->size() ? "" : "&";
    return *target + between + "format=Entity";
}

/// The first link with this relation that leads to what `type` describes; if none does, why.
inline result<std::string> find_link(std::vector<Link> const& links, std::string_view relation,
                                     type_table const& type) {
    std::string others;
    std::optional<error> first;
    for (Link const& link : links) {
        if (!equal_ignoring_case(link.rel.value_or(""), relation)) {
            std::string const name = one_line(link.rel.value_or(""), 50);
            if (others.find(name) == others.npos) others += (others.empty() ? "" : ", ") + name;
            continue;
        }
        auto target = link_target(link, type);
        if (target) return target;
        if (!first) first = target.error();
    }
    if (first) return *std::move(first);
    return cannot_follow("there is no link \"" + one_line(relation, 100) + "\"" +
                         (others.empty() ? std::string(", nor any other") : "; there are " + others));
}

}  // namespace detail

/// The operation that reads what a link leads to.
///
/// The link's `Type` must be one that `T` answers at. A link to a reference is followed to the whole entity where `T`
/// is one, by `format=Entity`. Scheme and host of the address are left out, so that the request goes to the server the
/// client talks to and the session never leaves it.
/// Errors: `invalid_request` for a link that does something (`Delete`, `Start`), leads to something else or has no
/// address; `decode` for an address that leaves the interface.
///
/// @par Example
/// @code
/// #include <veeam/em/schemas/backup_server.hpp>
/// #include <veeam/em/schemas/job.hpp>
/// auto const show_server = [](auto& api, veeam::em::Job const& job) {
///     auto const up = veeam::em::follow<veeam::em::BackupServer>(job.links, veeam::em::rel::up);
///     if (!up) std::cerr << up.error() << '\n';
///     else if (auto const server = api(*up)) std::cout << server->name << '\n';
/// };
/// @endcode
/// @see https://helpcenter.veeam.com/docs/vbr/em_rest/mapping_link_types_to_xml_schema.html
template <tabled T>
result<Linked<T>> follow(Link const& link) {
    auto target = detail::link_target(link, table<T>::value);
    if (!target) return target.error();
    return Linked<T>{.target = *std::move(target)};
}

/// Likewise, for the first link with this relation that leads to a `T`. Relations are compared without regard to case.
/// Errors: as above, and `invalid_request` where no link has the relation; it names those that are there.
template <tabled T>
result<Linked<T>> follow(std::vector<Link> const& links, std::string_view relation) {
    auto target = detail::find_link(links, relation, table<T>::value);
    if (!target) return target.error();
    return Linked<T>{.target = *std::move(target)};
}

/// Likewise; no links at all are an error as a missing one is.
template <tabled T>
result<Linked<T>> follow(std::optional<std::vector<Link>> const& links, std::string_view relation) {
    return follow<T>(links ? *links : std::vector<Link>{}, relation);
}

/// The operation that reads what a finished task has made; `T` is one of `Op::task_results`, which may be left out
/// where there is one only.
///
/// Errors: those of `follow`; the links are there once the task is `Finished`.
///
/// @par Example
/// @code
/// auto const made = []<class Op>(Op const&, auto& api, veeam::em::Task const& task) {
///     return veeam::em::follow_result<Op>(task);
/// };
/// @endcode
template <class Op, tabled T>
result<Linked<T>> follow_result(auto const& task) {
    static_assert(Op::task_results::template holds<T>, "the task of this operation makes no such thing");
    auto made = follow<T>(task.links, rel::related);
    if (made) return made;
    auto below = follow<T>(task.links, rel::down);
    return below ? below : made;
}

template <class Op>
auto follow_result(auto const& task) {
    static_assert(
        requires { typename Op::task_results; }, "no page says what the task of this operation makes");
    static_assert(Op::task_results::size == 1, "this task may make several things: follow_result<Op, T>(task)");
    return []<class T>(type_list<T>, auto const& of) { return follow_result<Op, T>(of); }(typename Op::task_results{},
                                                                                          task);
}

}  // namespace veeam::inline v0::em
