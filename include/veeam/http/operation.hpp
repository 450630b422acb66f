#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include <veeam/codec/member_path.hpp>
#include <veeam/codec/table.hpp>
#include <veeam/http/message.hpp>

namespace veeam::inline v0 {

/// Where a parameter stands in a request.
enum class parameter_place : std::uint8_t { path, query, header };

/// Collects query parameters; values are plain text, encoding is its business.
class query_sink {
public:
    virtual void add(std::string_view name, std::string_view value) = 0;

protected:
    ~query_sink() = default;
};

/// One parameter of an operation: a member of its struct.
struct parameter {
    std::string_view name{};  ///< On the wire.
    parameter_place place{parameter_place::query};
    field value{};  ///< Offset, kind and shape; its names are not used.
    /// How a filter or a sort order writes itself; null: by `value.kind`.
    void (*write)(void const* member, std::string_view name, query_sink& out){};
    std::int64_t minimum{std::numeric_limits<std::int64_t>::min()};
    std::int64_t maximum{std::numeric_limits<std::int64_t>::max()};
    bool comma_separated{};  ///< A list is one value with commas; else the parameter is repeated.
    bool keeps_slashes{};    ///< In a path: its slashes part segments, as those of a file's path do.
};

/// A query parameter with one fixed value, for example `format=Entity`.
struct fixed_parameter {
    std::string_view name{};
    std::string_view value{};
};

/// Everything needed to make a request from an operation. Emitted once for each.
struct operation_table {
    operation_facts const* facts{};
    std::span<parameter const> parameters{};
    std::span<fixed_parameter const> fixed{};
    field const* body{};    ///< The row of the body member; null: no body.
    field const* target{};  ///< A text that is path and query as they are; null: they are made of what stands above.
};

/// Specialised for every operation: `static operation_table const value`.
template <class Op>
struct operation_of;

/// The base of the generated ones, where `entry` is a template for the reason that `table_of` has.
template <class Op>
struct operation_table_of {
    static constexpr operation_table value = operation_of<Op>::template entry<Op>;
};

/// A struct whose members are the parameters of one REST operation.
///
/// Requirements:
/// 1. `Op::response` is what the server answers with: a generated struct, a list, a string, or `void`.
/// 2. `Op::error_document` is what it answers with when it refuses.
/// 3. `Op::facts` is a `static constexpr operation_facts`.
/// 4. `operation_of<Op>::value` describes the parameters.
template <class Op>
concept operation = requires {
    typename Op::response;
    typename Op::error_document;
    { Op::facts } -> std::convertible_to<operation_facts const&>;
    { operation_of<Op>::value } -> std::convertible_to<operation_table const&>;
};

/// How work goes on at a server after the answer to the request that started it.
enum class long_operation_kind : std::uint8_t {
    none,
    em_task,            ///< Enterprise Manager answers with a task, which has an id within the logon session.
    vspc_async_action,  ///< Service Provider Console answers 202 and says where the action can be asked about.
    session,            ///< The work is a session, which has an end and a result; the answer need not name it.
};

/// An operation that starts work which goes on after its answer: it says so by `static constexpr
/// long_operation_kind long_operation`.
template <class Op>
concept long_operation = operation<Op> && requires { requires Op::long_operation != long_operation_kind::none; };

/// What kind of work an operation starts.
template <long_operation Op>
inline constexpr long_operation_kind long_operation_kind_of = Op::long_operation;

/// Specialised by the generator for every error document: `message`, `code` and `retry_after`, in seconds, are
/// `member_path`s. The last two may be missing.
template <class Document>
struct error_members;

/// A parameter whose type writes itself: a filter or a sort order.
template <class M>
concept self_writing_parameter =
    requires(M const& m, std::string_view name, query_sink& out) { m.write_parameter(name, out); };

/// What a value must keep to, and how a list of values is written.
struct parameter_rules {
    std::int64_t minimum{std::numeric_limits<std::int64_t>::min()};
    std::int64_t maximum{std::numeric_limits<std::int64_t>::max()};
    bool comma_separated{};
    bool keeps_slashes{};
};

/// The parameter of a member of type `M` at `offset`.
template <class M>
constexpr parameter parameter_row(std::size_t offset, std::string_view name, parameter_place place,
                                  parameter_rules rules = {}) noexcept {
    parameter out{.name = name, .place = place, .minimum = rules.minimum, .maximum = rules.maximum};
    out.comma_separated = rules.comma_separated;
    out.keeps_slashes = rules.keeps_slashes;
    if constexpr (self_writing_parameter<M>) {
        out.value.offset = static_cast<std::uint32_t>(offset);
        out.write = [](void const* member, std::string_view as, query_sink& to) {
            static_cast<M const*>(member)->write_parameter(as, to);
        };
    } else {
        out.value = row<M>(offset, {});
    }
    return out;
}

}  // namespace veeam::inline v0
