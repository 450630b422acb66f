#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <support/round_trip.hpp>
#include <veeam/codec/codec.hpp>
#include <veeam/core/type_list.hpp>
#include <veeam/http/operation.hpp>

namespace veeam::inline v0::support {

/// One operation of a specification, without its type, so that tests of all of them are no templates.
struct listed_operation {
    std::string api{};  ///< Folder of the specification: `em`
    operation_table const* table{};
    std::shared_ptr<void const> sample{};  ///< One with everything that is required.
    document_type answer{};                ///< Its row is null: no document answers.
    document_type body{};                  ///< Its row is null: no document is sent.
    document_type error{};
    bool starts_task{};                        ///< The answer is a task, which does the rest.
    std::vector<type_table const*> results{};  ///< What its task leads to.

    std::string name() const { return api + "/" + std::string(table->facts->name); }
};

template <class... T>
std::vector<type_table const*> tables_of(type_list<T...>) {
    return {&table<T>::value...};
}

using operation_list = std::vector<listed_operation>;

template <operation Op>
void add(operation_list& all, std::string api, Op op) {
    using response = typename Op::response;
    listed_operation out{
        .api = std::move(api), .table = &operation_of<Op>::value, .sample = std::make_shared<Op const>(std::move(op))};
    if constexpr (requires { typename Op::document; }) out.answer = document<typename Op::document>();
    else if constexpr (!std::is_void_v<response>)
        if constexpr (!Op::facts.binary_answer) out.answer = document<response>();
    if constexpr (requires { typename decltype(Op::body)::value_type; })
        if (Op::facts.body == body_format::document) out.body = document<typename decltype(Op::body)::value_type>();
    if constexpr (tabled<typename Op::error_document>) out.error = document<typename Op::error_document>();
    if constexpr (requires { Op::long_operation; })
        out.starts_task = Op::long_operation == long_operation_kind::em_task;
    if constexpr (requires { typename Op::task_results; }) out.results = tables_of(typename Op::task_results{});
    all.push_back(std::move(out));
}

/// Puts a value into a request as the operation's body; why it cannot be done.
template <codec Codec>
std::optional<error> set_body(request& r, listed_operation const& op, void const* value, Codec const& codec) {
    r.body.clear();
    r.headers.set("Content-Type", std::string(codec.media_type()));
    return codec.encode(value, *op.body.row, r.body);
}

/// Every operation of every specification. What defines it is written by `veeam-generate --operation-lists`.
operation_list const& all_operations();

}  // namespace veeam::inline v0::support
