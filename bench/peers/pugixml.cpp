#include <charconv>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include "../members.hpp"
#include "peers.hpp"
#include "values.hpp"

namespace bench::pugixml_peer {

namespace {

template <class T>
T value_type_of(std::optional<T> const&);
template <class T>
T value_type_of(T const&);

bool from_word(char const* text, bool& out) {
    out = std::strcmp(text, "true") == 0 || std::strcmp(text, "1") == 0;
    return out || std::strcmp(text, "false") == 0 || std::strcmp(text, "0") == 0;
}
bool from_word(char const* text, std::int64_t& out) {
    char const* const end = text + std::strlen(text);
    return std::from_chars(text, end, out).ptr == end;
}
template <textual T>
bool from_word(char const* text, T& out) {
    return from_text(text, out);
}

template <class T>
bool read(pugi::xml_node from, T& out) {
    if constexpr (measured<T>) {
        bool ok = true;
        auto visit = [&]<class Name>(Name, auto&& member) {
            using type = std::remove_cvref_t<decltype(member)>;
            if constexpr (is_alternative<type>) {
                if (pugi::xml_node const child = from.child(Name::xml)) ok = ok && read(child, member.emplace());
            } else if constexpr (Name::where == place::attribute) {
                pugi::xml_attribute const found = from.attribute(Name::xml);
                if constexpr (is_optional<type>) {
                    if (found) ok = ok && from_word(found.value(), member.emplace());
                } else {
                    ok = ok && found && from_word(found.value(), member);
                }
            } else if constexpr (Name::where == place::content) {
                if constexpr (is_optional<type>) ok = ok && from_word(from.child_value(), member.emplace());
                else ok = ok && from_word(from.child_value(), member);
            } else if constexpr (is_list<decltype(value_type_of(member))>) {
                if constexpr (Name::is_wrapped) {
                    pugi::xml_node const list = from.child(Name::xml);
                    if (!list) return;
                    auto& items = member.emplace();
                    for (pugi::xml_node const item : list.children(Name::xml_item))
                        ok = ok && read(item, items.emplace_back());
                } else {
                    for (pugi::xml_node const item : from.children(Name::xml)) {
                        if (!member) member.emplace();
                        ok = ok && read(item, member->emplace_back());
                    }
                }
            } else if constexpr (is_optional<type>) {
                if (pugi::xml_node const child = from.child(Name::xml)) ok = ok && read(child, member.emplace());
            } else {
                pugi::xml_node const child = from.child(Name::xml);
                ok = ok && child && read(child, member);
            }
        };
        each_member(visit, out);
        return ok;
    } else {
        return from_word(from.child_value(), out);
    }
}

std::string word(bool value) { return value ? "true" : "false"; }
std::string word(std::int64_t value) { return std::to_string(value); }
std::string word(veeam::time_of_day const& value) { return value.text(); }
template <textual T>
std::string word(T const& value) {
    return to_text(value);
}

template <class T>
void write(T const& from, pugi::xml_node to) {
    if constexpr (measured<T>) {
        auto visit = [&]<class Name>(Name, auto const& member) {
            using type = std::remove_cvref_t<decltype(member)>;
            if constexpr (is_alternative<type>) {
                if (auto const* value = member.get()) write(*value, to.append_child(Name::xml));
            } else {
                auto const one = [&](auto const& value) {
                    if constexpr (Name::where == place::attribute) {
                        to.append_attribute(Name::xml).set_value(word(value).c_str());
                    } else if constexpr (Name::where == place::content) {
                        to.text().set(word(value).c_str());
                    } else if constexpr (is_list<std::remove_cvref_t<decltype(value)>>) {
                        pugi::xml_node list = to;
                        if constexpr (Name::is_wrapped) list = to.append_child(Name::xml);
                        for (auto const& item : value)
                            write(item, list.append_child(Name::is_wrapped ? Name::xml_item : Name::xml));
                    } else {
                        write(value, to.append_child(Name::xml));
                    }
                };
                if constexpr (is_optional<type>) {
                    if (member) one(*member);
                } else {
                    one(member);
                }
            }
        };
        each_member(visit, from);
    } else {
        to.text().set(word(from).c_str());
    }
}

class text_writer : public pugi::xml_writer {
public:
    explicit text_writer(std::string& out) : out_(out) {}
    void write(void const* data, std::size_t size) override { out_.append(static_cast<char const*>(data), size); }

private:
    std::string& out_;
};

template <class T>
bool decode_document(std::string_view text, char const* root, T& out) {
    pugi::xml_document document;
    if (!document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8)) return false;
    pugi::xml_node const found = document.child(root);
    return found && read(found, out);
}
template <class T>
bool encode_document(T const& value, char const* root, std::string& out) {
    pugi::xml_document document;
    pugi::xml_node node = document.append_child(root);
    node.append_attribute("xmlns").set_value("http://www.veeam.com/ent/v1.0");
    write(value, node);
    text_writer to(out);
    out.clear();
    document.save(to, "", pugi::format_raw, pugi::encoding_utf8);
    return true;
}

}  // namespace

bool parse(std::string_view text) {
    pugi::xml_document document;
    return static_cast<bool>(document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8));
}
bool decode(std::string_view text, sessions& out) { return decode_document(text, "BackupJobSessions", out); }
bool decode(std::string_view text, jobs& out) { return decode_document(text, "Jobs", out); }
bool encode(sessions const& value, std::string& out) { return encode_document(value, "BackupJobSessions", out); }
bool encode(jobs const& value, std::string& out) { return encode_document(value, "Jobs", out); }

}  // namespace bench::pugixml_peer
