#pragma once

#include <veeam/codec/codec.hpp>
#include <veeam/core/result.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/operation.hpp>

namespace veeam::inline v0 {

namespace detail {

result<request> to_request(operation_table const& op, void const* values, codec_ref const& codec);

}  // namespace detail

/// The request of an operation, without what a session adds.
///
/// `Accept` and `Content-Type` are both the codec's media type, since Enterprise Manager reads a body in the format
/// that `Accept` names; a form says so in `Content-Type`. Pure: it sends nothing. Errors: `invalid_request` for
/// parameters that cannot be sent (see `make_target`), `encode` for a body that has no form in the format; both name
/// the operation.
///
/// @par Example
/// @code
/// auto const request_of = [](veeam::operation auto const& op, veeam::codec auto const& codec) {
///     return veeam::to_request(op, codec);
/// };
/// @endcode
template <codec Codec>
result<request> to_request(operation_table const& op, void const* values, Codec const& codec) {
    return detail::to_request(op, values, codec);
}

template <operation Op, codec Codec>
result<request> to_request(Op const& op, Codec const& codec) {
    return to_request(operation_of<Op>::value, &op, codec);
}

}  // namespace veeam::inline v0

#ifndef VEEAM_COMPILED
#    include <veeam/http/to_request.ipp>
#endif
