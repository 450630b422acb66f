#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include <veeam/codec/codec.hpp>
#include <veeam/core/compiled.hpp>
#include <veeam/core/result.hpp>
#include <veeam/http/form.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/operation.hpp>
#include <veeam/http/parameter_text.hpp>
#include <veeam/http/target.hpp>
#include <veeam/http/to_request.hpp>

namespace veeam::inline v0 {

namespace detail {

inline std::optional<error> add_header_parameters(headers& out, operation_table const& op, void const* values) {
    std::optional<error> problem;
    for (parameter const& p : op.parameters) {
        if (p.place != parameter_place::header) continue;
        std::string text;
        bool any = false;
        each_value(p.value, p.value.in(values), [&](void const* value) {
            if (!problem) problem = check_range(*op.facts, p, value);
            if (any) text.push_back(',');  // the only form of a list that a header has
            append_parameter_text(text, p.value, value);
            any = true;
        });
        if (problem) return problem;
        if (any) out.add(std::string(p.name), std::move(text));
    }
    return std::nullopt;
}

/// The body member as the codecs see it, and its row; null: it is not set.
inline void const* body_of(operation_table const& op, void const* values, field& row) {
    if (op.body == nullptr) return nullptr;
    row = *op.body;
    row.offset = 0;  // the pointer goes to the member, not to the operation
    void const* const member = op.body->in(values);
    if (row.shape != field_shape::optional && row.shape != field_shape::boxed) return member;
    // A document is a value; an optional would be a member.
    holder_ops const& holder = row.holder();
    row.shape = field_shape::single;
    return holder.size(member) == 0 ? nullptr : holder.at(member, 0);
}

VEEAM_DEFINE result<request> to_request(operation_table const& op, void const* values, codec_ref const& codec) {
    auto target = make_target(op, values);
    if (!target) return target.error();
    request out;
    out.method = op.facts->method;
    out.target = *std::move(target);
    out.facts = op.facts;
    std::string accept(codec.media_type());
    // Refusals still come as documents.
    if (op.facts->binary_answer) accept.insert(0, "application/octet-stream, ");
    out.headers.add("Accept", std::move(accept));
    if (auto problem = add_header_parameters(out.headers, op, values)) return *std::move(problem);
    field row;
    void const* const body = body_of(op, values, row);
    if (body == nullptr) return out;
    bool const is_form = op.facts->body == body_format::form;
    auto problem = is_form ? form::encode(body, row, out.body) : codec.encode(body, row, out.body);
    if (problem) return problem->in(op.facts->name);
    out.headers.add("Content-Type",
                    is_form ? std::string("application/x-www-form-urlencoded") : std::string(codec.media_type()));
    return out;
}

}  // namespace detail

}  // namespace veeam::inline v0
