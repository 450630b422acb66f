#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <cpprest/json.h>

#include "../members.hpp"
#include "peers.hpp"
#include "values.hpp"

// The shape of ModelBase and of the models of openapi-generator's cpp-restsdk: a value is read into a local one, which
// a setter copies; names become strings at each look-up.

namespace bench::cpprest_peer {

namespace {

using web::json::value;

bool from_json(value const& from, bool& out) {
    out = !from.is_null() && from.as_bool();
    return !from.is_null() && from.is_boolean();
}
bool from_json(value const& from, std::int64_t& out) {
    out = !from.is_number() ? std::int64_t{0} : from.as_number().to_int64();
    return from.is_number();
}
template <textual T>
bool from_json(value const& from, T& out) {
    return from.is_string() && from_text(from.as_string(), out);
}
template <measured T>
bool from_json(value const& from, T& out);
template <class T>
bool from_json(value const& from, std::vector<T>& out) {
    bool ok = true;
    if (from.is_array()) {
        for (auto const& json_item : from.as_array()) {
            T item{};
            ok = ok && from_json(json_item, item);
            out.push_back(item);
        }
    } else {
        ok = false;
    }
    return ok;
}
template <class T>
void set(std::optional<T>& member, T const& from) {
    member = from;
}
template <class T>
void set(T& member, T const& from) {
    member = from;
}
template <class T>
T value_type_of(std::optional<T> const&);
template <class T>
T value_type_of(T const&);

template <measured T>
bool from_json(value const& from, T& out) {
    bool ok = true;
    auto visit = [&]<class Name>(Name, auto& member) {
        if (from.has_field(utility::conversions::to_string_t(Name::json.data()))) {
            value const& field_value = from.at(utility::conversions::to_string_t(Name::json.data()));
            if (!field_value.is_null()) {
                decltype(value_type_of(member)) ref_val{};
                ok = ok && from_json(field_value, ref_val);
                set(member, ref_val);
            }
        }
    };
    each_member(visit, out);
    return ok;
}

value to_json(bool from) { return value::boolean(from); }
value to_json(std::int64_t from) { return value::number(from); }
template <textual T>
value to_json(T const& from) {
    return value::string(to_text(from));
}
template <measured T>
value to_json(T const& from);
template <class T>
value to_json(std::vector<T> const& from) {
    std::vector<value> out;
    for (T const& item : from) out.push_back(to_json(item));
    return value::array(out);
}
template <measured T>
value to_json(T const& from) {
    value out = value::object();
    auto visit = [&]<class Name>(Name, auto const& member) {
        if constexpr (is_optional<std::remove_cvref_t<decltype(member)>>) {
            if (member) out[utility::conversions::to_string_t(Name::json.data())] = to_json(*member);
        } else {
            out[utility::conversions::to_string_t(Name::json.data())] = to_json(member);
        }
    };
    each_member(visit, from);
    return out;
}

}  // namespace

bool decode(std::string_view text, sessions& out) { return from_json(value::parse(std::string(text)), out); }

bool encode(sessions const& value, std::string& out) {
    out = to_json(value).serialize();
    return true;
}

}  // namespace bench::cpprest_peer
