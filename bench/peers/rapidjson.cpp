#include <cstdint>
#include <optional>
#include <string>

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "../members.hpp"
#include "peers.hpp"
#include "values.hpp"

namespace bench::rapidjson_peer {

namespace {

using value = rapidjson::Value;

bool read(value const& from, bool& out) {
    out = from.IsTrue();
    return from.IsBool();
}
bool read(value const& from, std::int64_t& out) {
    if (!from.IsInt64()) return false;
    out = from.GetInt64();
    return true;
}
template <textual T>
bool read(value const& from, T& out) {
    return from.IsString() && from_text({from.GetString(), from.GetStringLength()}, out);
}
template <measured T>
bool read(value const& from, T& out);
template <class T>
bool read(value const& from, std::vector<T>& out) {
    if (!from.IsArray()) return false;
    out.reserve(from.Size());
    for (value const& item : from.GetArray())
        if (!read(item, out.emplace_back())) return false;
    return true;
}
template <class T>
bool read(value const& from, std::optional<T>& out) {
    return from.IsNull() || read(from, out.emplace());
}
template <measured T>
bool read(value const& from, T& out) {
    if (!from.IsObject()) return false;
    bool ok = true;
    auto visit = [&]<class Name>(Name, auto& member) {
        auto const found = from.FindMember(rapidjson::StringRef(Name::json.data(), Name::json.size()));
        if (found != from.MemberEnd()) ok = ok && read(found->value, member);
    };
    each_member(visit, out);
    return ok;
}

using writer = rapidjson::Writer<rapidjson::StringBuffer>;

void write(writer& to, bool from) { to.Bool(from); }
void write(writer& to, std::int64_t from) { to.Int64(from); }
void write(writer& to, std::string const& from) {
    to.String(from.data(), static_cast<rapidjson::SizeType>(from.size()));
}
void write(writer& to, veeam::uid const& from) { write(to, from.text()); }
void write(writer& to, veeam::timestamp const& from) {
    char buffer[veeam::timestamp::max_size];
    to.String(buffer, static_cast<rapidjson::SizeType>(from.print(buffer)));
}
template <class E>
void write(writer& to, veeam::open_enum<E> const& from) {
    to.String(from.text().data(), static_cast<rapidjson::SizeType>(from.text().size()));
}
template <measured T>
void write(writer& to, T const& from);
template <class T>
void write(writer& to, std::vector<T> const& from) {
    to.StartArray();
    for (T const& item : from) write(to, item);
    to.EndArray();
}
template <measured T>
void write(writer& to, T const& from) {
    to.StartObject();
    auto visit = [&]<class Name>(Name, auto const& member) {
        auto const one = [&](auto const& present) {
            to.Key(Name::json.data(), static_cast<rapidjson::SizeType>(Name::json.size()));
            write(to, present);
        };
        if constexpr (is_optional<std::remove_cvref_t<decltype(member)>>) {
            if (member) one(*member);
        } else {
            one(member);
        }
    };
    each_member(visit, from);
    to.EndObject();
}

}  // namespace

bool parse(std::string_view text) {
    rapidjson::Document document;
    return !document.Parse(text.data(), text.size()).HasParseError();
}

bool decode(std::string_view text, sessions& out) {
    rapidjson::Document document;
    if (document.Parse<rapidjson::kParseValidateEncodingFlag>(text.data(), text.size()).HasParseError()) return false;
    return read(document, out);
}

bool encode(sessions const& value, std::string& out) {
    rapidjson::StringBuffer buffer;
    writer to(buffer);
    write(to, value);
    out.assign(buffer.GetString(), buffer.GetSize());
    return true;
}

}  // namespace bench::rapidjson_peer
