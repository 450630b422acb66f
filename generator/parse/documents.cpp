#include "parse/documents.hpp"

#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "parse/json.hpp"
#include "parse/yaml.hpp"

namespace veeam::generator {

namespace {

/// `~1` is a slash and `~0` a tilde, and `%XX` a byte, since a pointer in a `$ref` is a URI fragment. Empty optional:
/// another `~` or an incomplete `%`.
std::optional<std::string> decode_segment(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '~') {
            if (i + 1 >= text.size() || (text[i + 1] != '0' && text[i + 1] != '1')) return std::nullopt;
            out += text[++i] == '0' ? '~' : '/';
        } else if (text[i] == '%') {
            unsigned byte{};
            char const* const digits = text.data() + i + 1;
            if (i + 2 >= text.size() || std::from_chars(digits, digits + 2, byte, 16).ptr != digits + 2)
                return std::nullopt;
            out += static_cast<char>(byte);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

node const* step(node const& from, std::string const& segment) {
    if (from.is_map()) return from.find(segment);
    if (!from.is_sequence()) return nullptr;
    std::size_t index{};
    auto const end = segment.data() + segment.size();
    auto const [stop, failure] = std::from_chars(segment.data(), end, index);
    return failure == std::errc{} && stop == end && index < from.items.size() ? &from.items[index] : nullptr;
}

std::vector<std::string_view> keys_of(node const& map) {
    std::vector<std::string_view> keys;
    for (node_member const& m : map.members) keys.emplace_back(m.key);
    return keys;
}

}  // namespace

document const* documents::load(std::filesystem::path const& path, position const& asked_by) {
    std::filesystem::path const normal = path.lexically_normal();
    auto const [found, is_new] = files_.try_emplace(normal);
    entry& e = found->second;
    if (is_new) {
        e.file.path = normal;
        e.file.name = normal.generic_string();
        e.usable = read(e.file, asked_by);
    }
    return e.usable ? &e.file : nullptr;
}

bool documents::is_below_root(std::filesystem::path const& path) const {
    std::filesystem::path const inside = path.lexically_normal().lexically_relative(root_);
    return !inside.empty() && *inside.begin() != "..";
}

bool documents::read(document& file, position const& asked_by) {
    std::error_code ignored;
    std::ifstream in(file.path, std::ios::binary);
    if (!std::filesystem::is_regular_file(file.path, ignored) || !in) {
        problems_.error(asked_by, "there is no file " + file.name, "correct the path or write the file");
        return false;
    }
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    bool const blank = text.find_first_not_of(" \t\r\n") == std::string::npos;
    std::optional<node> root;
    if (blank) root.emplace();
    else if (file.path.extension() == ".json") root = parse_json(text, file.name, problems_);
    else root = parse_yaml(text, file.name, problems_);
    if (!root) return false;
    if (root->is_null()) {
        problems_.error({&file.name, 1, 1}, "the file is empty", "write a document or remove the file");
        return false;
    }
    file.root = std::move(*root);
    return true;
}

location documents::resolve(document const& from, node const& reference) {
    std::string_view const text = reference.text;
    auto const hash = text.find('#');
    std::string_view const file_part = text.substr(0, hash);
    std::string_view const pointer = hash == std::string_view::npos ? std::string_view{} : text.substr(hash + 1);
    std::filesystem::path const path = from.path.parent_path() / std::filesystem::path(file_part);
    if (file_part.find("://") != std::string_view::npos || (!file_part.empty() && !is_below_root(path))) {
        problems_.error(reference.at, "$ref '" + reference.text + "' points out of the specification",
                        "refer to a file below the specification's folder");
        return {};
    }
    document const* const file = file_part.empty() ? &from : load(path, reference.at);
    if (file == nullptr) return {};
    if (!pointer.empty() && pointer.front() != '/') {
        problems_.error(reference.at, "'#" + std::string(pointer) + "' is not a JSON pointer",
                        "write '#/' and the keys on the way, joined by '/'");
        return {};
    }
    location here{file, &file->root, {}};
    std::string_view rest = pointer;
    while (!rest.empty()) {
        rest.remove_prefix(1);
        std::string_view const segment = rest.substr(0, rest.find('/'));
        rest.remove_prefix(segment.size());
        std::optional<std::string> const key = decode_segment(segment);
        if (!key) {
            problems_.error(reference.at, "'" + std::string(segment) + "' is not a segment of a JSON pointer",
                            "write '/' as ~1, '~' as ~0 and other bytes as %XX");
            return {};
        }
        node const* const next = step(*here.at, *key);
        if (next == nullptr) {
            problems_.error(reference.at,
                            "$ref '" + reference.text + "' points to nothing: " + file->name + " has no '" + *key +
                                "'" + (here.pointer.empty() ? std::string{} : " in " + here.pointer) +
                                did_you_mean(*key, keys_of(*here.at)),
                            "correct the reference or define what it names");
            return {};
        }
        here.at = next;
        here.pointer = append_segment(here.pointer, *key);
    }
    return here;
}

std::string last_segment(std::string_view pointer) {
    auto const slash = pointer.rfind('/');
    std::string_view const segment = slash == std::string_view::npos ? pointer : pointer.substr(slash + 1);
    return decode_segment(segment).value_or(std::string(segment));
}

std::string append_segment(std::string_view pointer, std::string_view segment) {
    std::string out(pointer);
    out += '/';
    for (char const c : segment) {
        if (c == '~') out += "~0";
        else if (c == '/') out += "~1";
        else if (c == '%') out += "%25";
        else out += c;
    }
    return out;
}

}  // namespace veeam::generator
