#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include <veeam/core/result.hpp>
#include <veeam/http/message.hpp>

namespace veeam::inline v0 {

/// Sends one request and returns the answer, whatever its status.
///
/// Requirements on `t.send(r)`:
/// 1. It sends `r.target` byte for byte, and every header of `r.headers`; it adds `Host` and `Content-Length`, which
///    is its own business even where `r.headers` has one.
/// 2. It returns every answer as a value: 404 and 500 are answers. An error means that there is no complete answer.
/// 3. An error says whether the server may have seen the request: `error_info::was_sent`.
/// 4. It follows no redirect and keeps no cookies, and sends nothing twice.
/// 5. It gives up at `r.deadline` and soon after `r.stop` is requested.
///
/// Not required: being copyable, being usable from several threads at once (then neither is the client), streaming
/// bodies (see `streaming_transport`). <veeam/transport/conformance.hpp> checks all this on a transport of yours.
///
/// @par Exemplar
/// @code
/// struct my_transport {
///     veeam::result<veeam::response> send(veeam::request const& r) {
///         return veeam::response{.status = 200, .headers = {}, .body = std::string(r.target)};
///     }
/// };
/// static_assert(veeam::transport<my_transport>);
/// @endcode
template <class T>
concept transport = requires(T& t, request const& r) {
    { t.send(r) } -> std::same_as<result<response>>;
};

namespace detail {

template <class T>
concept has_send = requires(T& t, request const& r) { t.send(r); };

/// Says what a type lacks to be a `transport`, where a constraint would list every candidate instead.
template <class T>
constexpr bool require_transport() {
    static_assert(has_send<T>,
                  "not a veeam::transport: it has no member send that can be called with a veeam::request const&");
    static_assert(!has_send<T> || transport<T>,
                  "not a veeam::transport: its member send does not return veeam::result<veeam::response>");
    return true;
}

}  // namespace detail

/// A transport that also takes bodies piece by piece: `request::upload` and `request::download`.
///
/// It says so by `static constexpr bool streams_bodies = true;`, since a transport that does not know these members
/// would send no body and drop the download. Layers pass the value of the transport they wrap on. Its `send` keeps to
/// what `body_source` and `body_sink` say.
///
/// @par Example
/// @code
/// auto const download = [](veeam::streaming_transport auto& wire, std::string target, veeam::body_sink& into) {
///     veeam::request r;
///     r.target = std::move(target);
///     r.download = &into;
///     return wire.send(r);
/// };
/// @endcode
template <class T>
concept streaming_transport = transport<T> && requires { requires T::streams_bodies; };

/// Why a transport cannot send this request: it has a source or a sink, and the transport streams no bodies. None: it
/// can. What clients and layers ask before `send`.
///
/// @par Example
/// @code
/// auto const send = [](veeam::transport auto& wire, veeam::request const& r) -> veeam::result<veeam::response> {
///     if (auto problem = veeam::unsupported_stream(wire, r)) return *problem;
///     return wire.send(r);
/// };
/// @endcode
template <transport T>
std::optional<error> unsupported_stream([[maybe_unused]] T const& wire, request const& r) {
    if constexpr (!streaming_transport<T>) {
        if (r.upload != nullptr || r.download != nullptr)
            return error({.kind = error_kind::invalid_request,
                          .operation = std::string(detail::operation_name(r)),
                          .message = "this transport streams no bodies: it is no veeam::streaming_transport"});
    }
    return std::nullopt;
}

}  // namespace veeam::inline v0
