#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <veeam/codec/codec.hpp>
#include <veeam/codec/json/emitter.hpp>
#include <veeam/codec/json/event_reader.hpp>
#include <veeam/codec/table.hpp>
#include <veeam/core/error.hpp>

namespace veeam::inline v0 {

namespace detail {

/// What nlohmann's parser calls, turned into events for `Receiver`: `event_reader` or `dom_receiver`.
template <class Json, class Receiver>
class nlohmann_events {
public:
    explicit nlohmann_events(Receiver& to) noexcept : to_(to) {}

    bool null() { return to_.value({.is = what::null}); }
    bool boolean(bool value) { return to_.value({.is = what::boolean, .boolean = value}); }
    bool number_integer(typename Json::number_integer_t value) {
        return to_.value({.is = what::integer, .integer = value});
    }
    bool number_unsigned(typename Json::number_unsigned_t value) {
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return to_.value({.is = what::large_integer, .large_integer = value});
        return number_integer(static_cast<std::int64_t>(value));
    }
    bool number_float(typename Json::number_float_t value, std::string_view text) {
        return to_.value({.is = what::number, .number = value, .text = text});
    }
    bool string(std::string_view value) { return to_.value({.is = what::string, .text = value}); }
    bool binary(typename Json::binary_t const&) { return to_.fail("expected a value of JSON, found binary data"); }
    bool discarded() { return to_.fail("expected a value of JSON, found a discarded one"); }
    bool start_object(std::size_t) { return to_.value({.is = what::object}); }
    bool key(std::string_view name) { return to_.key(name); }
    bool end_object() { return to_.end(true); }
    bool start_array(std::size_t) { return to_.value({.is = what::list}); }
    bool end_array() { return to_.end(false); }
    bool parse_error(std::size_t read, std::string const&, nlohmann::json::exception const& why) {
        offset_ = read == 0 ? 0 : read - 1;
        // What follows repeats the document, which may hold secrets and has any length.
        std::string_view const message(why.what());
        return to_.fail(
            std::string(message.substr(0, std::min(message.find("; last read"), message.find(" parsing '")))));
    }

    /// Where the text is not JSON; none for every other problem, since the parser does not tell.
    std::optional<std::uint64_t> offset() const noexcept { return offset_; }

private:
    using what = json::detail::event::what;

    Receiver& to_;
    std::optional<std::uint64_t> offset_;
};

/// Tells a DOM as if it were parsed. Ends at the depth limit of the receiver, so recursion is bounded.
template <class Json, class Receiver>
bool replay(Json const& j, nlohmann_events<Json, Receiver>& to) {
    switch (j.type()) {
        case Json::value_t::null: return to.null();
        case Json::value_t::boolean: return to.boolean(j.template get<bool>());
        case Json::value_t::number_integer: return to.number_integer(j.template get<std::int64_t>());
        case Json::value_t::number_unsigned: return to.number_unsigned(j.template get<std::uint64_t>());
        case Json::value_t::number_float: return to.number_float(j.template get<double>(), {});
        case Json::value_t::string: return to.string(j.template get_ref<std::string const&>());
        case Json::value_t::binary: return to.binary(j.get_binary());
        case Json::value_t::discarded: break;
        case Json::value_t::object:
            if (!to.start_object(j.size())) return false;
            for (auto const& [name, value] : j.template get_ref<typename Json::object_t const&>())
                if (!to.key(name) || !replay(value, to)) return false;
            return to.end_object();
        case Json::value_t::array:
            if (!to.start_array(j.size())) return false;
            for (Json const& value : j)
                if (!replay(value, to)) return false;
            return to.end_array();
    }
    return to.discarded();
}

template <class Json>
class dom_sink;

/// Passes the events of a parsed text on to a `dom_sink`.
template <class Json>
struct dom_receiver {
    dom_sink<Json>& to;

    bool value(json::detail::event const& e) {
        // The text of a number would be parsed again, and again end here.
        if (e.is == json::detail::event::what::large_integer) to.large_integer(e.large_integer);
        else if (e.is == json::detail::event::what::number) return to.number(e.number);
        else return json::detail::put(to, e);
        return true;
    }
    bool key(std::string_view name) { return to.key_text(name); }
    bool end(bool) {
        to.end_object();
        return true;
    }
    bool fail(std::string const&) { return false; }
};

/// Builds a DOM from the tokens of an `emitter`.
template <class Json>
class dom_sink {
public:
    explicit dom_sink(Json& root) noexcept : root_(root) {}

    void begin_object() { open(Json::object()); }
    void begin_list() { open(Json::array()); }
    void end_object() { open_.pop_back(); }
    void end_list() { open_.pop_back(); }
    void key(std::string_view name) { name_ = name; }
    bool key_text(std::string_view name) {
        key(name);
        return true;
    }
    void null() { place(nullptr); }
    void boolean(bool value) { place(value); }
    void integer(std::int64_t value) { place(value); }
    bool number(double value) {
        if (std::isfinite(value)) place(value);
        return std::isfinite(value);
    }
    void ascii(std::string_view value) { place(std::string(value)); }
    bool text(std::string_view value) {
        if (!json::detail::is_utf8(value)) return false;
        ascii(value);
        return true;
    }
    bool raw(std::string_view value) {
        dom_receiver<Json> receiver{*this};
        nlohmann_events<Json, dom_receiver<Json>> events(receiver);
        return Json::sax_parse(value.begin(), value.end(), &events);
    }
    void large_integer(std::uint64_t value) { place(value); }

private:
    template <class Value>
    Json& place(Value&& value) {
        if (open_.empty()) return root_ = std::forward<Value>(value);
        Json& around = *open_.back();
        if (around.is_array()) return around.emplace_back(std::forward<Value>(value));
        auto& members = around.template get_ref<typename Json::object_t&>();
        // A map in order looks through all members before it adds one; names are known to be different here.
        if constexpr (requires { members.emplace_back(name_, Json()); })
            return members.emplace_back(name_, std::forward<Value>(value)).second;
        else return members[name_] = std::forward<Value>(value);
    }
    void open(Json value) { open_.push_back(&place(std::move(value))); }

    Json& root_;
    std::vector<Json*> open_;
    std::string name_;
};

}  // namespace detail

/// Makes a DOM of a value; see `nlohmann_codec` for what it cannot hold.
///
/// @par Example
/// @code
/// nlohmann::ordered_json out;
/// std::vector<std::int64_t> const list{1, 2};
/// auto const problem = veeam::to_nlohmann(&list, veeam::root_row<std::vector<std::int64_t>>, out);
/// std::cout << out << '\n';  // [1,2]
/// @endcode
template <class Json>
std::optional<error> to_nlohmann(void const* value, field const& row, Json& out) {
    detail::dom_sink<Json> sink(out);
    return json::detail::emitter<detail::dom_sink<Json>>(sink).document(row, value);
}

/// Fills a newly made value from a DOM, with the checks of `json_codec`; errors name a path and no offset.
///
/// @par Example
/// @code
/// std::vector<std::int64_t> list;
/// if (auto why = veeam::from_nlohmann(nlohmann::json{1, 2}, veeam::root_row<std::vector<std::int64_t>>, &list))
///     std::cerr << *why << '\n';
/// @endcode
template <class Json>
std::optional<error> from_nlohmann(Json const& in, field const& row, void* value,
                                   json::read_options const& limits = {}) {
    json::detail::event_reader reader(row, value, limits);
    detail::nlohmann_events<Json, json::detail::event_reader> events(reader);
    if (detail::replay(in, events)) return std::nullopt;
    return reader.problem();
}

/// JSON through nlohmann/json, over the same tables and with the same results as `json_codec`. Models `codec`.
///
/// Slower; for programs that want one JSON parser only. Free-form and unknown values come back as nlohmann prints them:
/// without white space, and with numbers beyond 64 bits as doubles. Syntax errors have nlohmann's message.
///
/// @par Example
/// @code
/// static_assert(veeam::codec<veeam::nlohmann_codec>);
/// veeam::nlohmann_codec const codec;
/// std::int64_t number{};
/// if (auto why = codec.decode("[1]", &number, veeam::root_row<std::int64_t>)) std::cerr << *why << '\n';
/// @endcode
struct nlohmann_codec {
    json::read_options limits{};

    static constexpr std::string_view media_type() noexcept { return "application/json"; }

    std::optional<error> decode(std::string_view text, void* value, field const& row) const {
        json::detail::event_reader reader(row, value, limits);
        if (text.size() > limits.max_size) {
            reader.fail("the text is longer than " + std::to_string(limits.max_size) + " bytes");
            return reader.problem(0);
        }
        // nlohmann takes a zero for the end of the text; no JSON text has one.
        if (std::size_t const zero = text.find('\0'); zero != std::string_view::npos) {
            reader.fail("a zero byte in the text");
            return reader.problem(zero);
        }
        detail::nlohmann_events<nlohmann::json, json::detail::event_reader> events(reader);
        if (nlohmann::json::sax_parse(text.begin(), text.end(), &events)) return std::nullopt;
        return reader.problem(events.offset());
    }
    std::optional<error> encode(void const* value, field const& row, std::string& out) const {
        nlohmann::ordered_json dom;
        if (auto why = to_nlohmann(value, row, dom)) return why;
        out += dom.dump();
        return std::nullopt;
    }
};
static_assert(codec<nlohmann_codec>);

namespace detail {

template <class T>
struct is_open_enum : std::false_type {};
template <class E>
struct is_open_enum<open_enum<E>> : std::true_type {};

/// A type whose conversion to and from `nlohmann::json` is ours.
template <class T>
concept converted_by_table =
    tabled<T> || std::is_same_v<T, json_text> || std::is_same_v<T, timestamp> || std::is_same_v<T, time_of_day> ||
    std::is_same_v<T, uuid> || std::is_same_v<T, uid> || is_open_enum<T>::value;

}  // namespace detail

}  // namespace veeam::inline v0

/// `nlohmann::json j = job;` and `j.get<em::Job>()` for generated structs, free-form members and our value types.
///
/// Both throw `veeam::api_error`, with the path, for what `json_codec` would refuse.
///
/// @par Example
/// @code
/// nlohmann::json const j = veeam::uuid("cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10");
/// std::cout << j << ' ' << j.get<veeam::uuid>() << '\n';
/// @endcode
template <veeam::detail::converted_by_table T>
struct nlohmann::adl_serializer<T, void> {
    template <class Json>
    static void to_json(Json& j, T const& value) {
        // Called from the constructor of `j`, which would leak what it already holds if this throws.
        Json made;
        if (auto why = veeam::to_nlohmann(&value, veeam::root_row<T>, made)) throw veeam::api_error(*std::move(why));
        j = std::move(made);
    }
    template <class Json>
    static void from_json(Json const& j, T& value) {
        T read{};
        if (auto why = veeam::from_nlohmann(j, veeam::root_row<T>, &read)) throw veeam::api_error(*std::move(why));
        value = std::move(read);
    }
};
