#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>

#include "../members.hpp"
#include "peers.hpp"
#include "values.hpp"

namespace bench::simdjson_peer {

namespace {

namespace ondemand = simdjson::ondemand;

bool read(ondemand::value from, bool& out) { return from.get_bool().get(out) == simdjson::SUCCESS; }
bool read(ondemand::value from, std::int64_t& out) { return from.get_int64().get(out) == simdjson::SUCCESS; }
template <textual T>
bool read(ondemand::value from, T& out) {
    std::string_view text;
    return from.get_string().get(text) == simdjson::SUCCESS && from_text(text, out);
}

/// How an object is gone through.
enum class way { each_field, by_name };

template <way Way, measured T>
bool read(ondemand::object from, T& out);
template <way Way, class T>
bool read_any(ondemand::value from, T& out) {
    if constexpr (is_optional<T>) {
        if (from.is_null()) return true;
        return read_any<Way>(from, out.emplace());
    } else if constexpr (is_list<T>) {
        ondemand::array items;
        if (from.get_array().get(items) != simdjson::SUCCESS) return false;
        for (auto found : items) {
            ondemand::value item;
            if (std::move(found).get(item) != simdjson::SUCCESS || !read_any<Way>(item, out.emplace_back()))
                return false;
        }
        return true;
    } else if constexpr (measured<T>) {
        ondemand::object object;
        return from.get_object().get(object) == simdjson::SUCCESS && read<Way>(object, out);
    } else {
        return read(from, out);
    }
}

template <way Way, measured T>
bool read(ondemand::object from, T& out) {
    bool ok = true;
    if constexpr (Way == way::by_name) {
        auto visit = [&]<class Name>(Name, auto& member) {
            ondemand::value value;
            auto const error = from[Name::json].get(value);
            if (error == simdjson::NO_SUCH_FIELD) return;
            ok = ok && error == simdjson::SUCCESS && read_any<Way>(value, member);
        };
        each_member(visit, out);
    } else {
        for (auto found : from) {
            ondemand::field field;
            if (std::move(found).get(field) != simdjson::SUCCESS) return false;
            ondemand::raw_json_string const key = field.key();
            bool met = false;
            auto visit = [&]<class Name>(Name, auto& member) {
                if (met || !(key == Name::json)) return;
                met = true;
                ok = ok && read_any<Way>(field.value(), member);
            };
            each_member(visit, out);
            if (!ok) return false;
        }
    }
    return ok;
}

template <way Way>
bool decode(std::string_view text, sessions& out) {
    static ondemand::parser parser;
    ondemand::document document;
    ondemand::object root;
    simdjson::padded_string_view const padded(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING);
    if (parser.iterate(padded).get(document) != simdjson::SUCCESS) return false;
    return document.get_object().get(root) == simdjson::SUCCESS && read<Way>(root, out);
}

}  // namespace

std::string_view version() { return SIMDJSON_STRINGIFY(SIMDJSON_VERSION); }
std::string_view processor() {
    static std::string const name = simdjson::builtin_implementation()->name();
    return name;
}
std::size_t const padding = simdjson::SIMDJSON_PADDING;

bool parse(std::string_view text) {
    static simdjson::dom::parser parser;
    return parser.parse(text.data(), text.size(), false).error() == simdjson::SUCCESS;
}
bool decode_each_field(std::string_view text, sessions& out) { return decode<way::each_field>(text, out); }
bool decode_by_name(std::string_view text, sessions& out) { return decode<way::by_name>(text, out); }

}  // namespace bench::simdjson_peer
