#include "parse/json.hpp"

#include <nlohmann/json.hpp>

#include <utility>
#include <vector>

namespace veeam::generator {

namespace {

/// Follows nlohmann's events through the text a second time, since the events carry no places.
class cursor {
public:
    cursor(std::string_view text, std::string const& file) : text_(text), file_(file) {}

    /// The place of the next token.
    position next() {
        while (at_ < text_.size() && is_between(text_[at_])) step();
        return {&file_, line_, column_};
    }
    void pass_bracket() {
        next();
        step();
    }
    void pass_string() {
        next();
        step();
        while (at_ < text_.size() && text_[at_] != '"') {
            if (text_[at_] == '\\') step();
            step();
        }
        step();
    }
    void pass_word() {
        next();
        while (at_ < text_.size() && !is_between(text_[at_]) && text_[at_] != ']' && text_[at_] != '}') step();
    }
    /// The place of byte `offset`.
    position place_of(std::size_t offset) {
        at_ = 0;
        line_ = 1;
        column_ = 1;
        while (at_ < offset && at_ < text_.size()) step();
        return {&file_, line_, column_};
    }

private:
    static bool is_between(char c) noexcept {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ':';
    }
    void step() noexcept {
        if (at_ >= text_.size()) return;
        if (text_[at_++] == '\n') {
            ++line_;
            column_ = 1;
        } else {
            ++column_;
        }
    }

    std::string_view text_;
    std::string const& file_;
    std::size_t at_{};
    int line_{1};
    int column_{1};
};

class tree_builder {
public:
    using json = nlohmann::json;

    tree_builder(std::string_view text, std::string const& file, diagnostics& problems)
        : cursor_(text, file), problems_(problems) {}

    std::optional<node> root() && { return std::move(root_); }

    bool null() { return word("null"); }
    bool boolean(bool value) { return word(value ? "true" : "false"); }
    bool number_integer(json::number_integer_t value) { return word(std::to_string(value)); }
    bool number_unsigned(json::number_unsigned_t value) { return word(std::to_string(value)); }
    bool number_float(json::number_float_t, std::string const& text) { return word(text); }
    bool binary(json::binary_t&) { return false; }
    bool string(std::string& value) {
        node n = make(node_kind::scalar);
        n.text = std::move(value);
        n.quoted = true;
        cursor_.pass_string();
        return add(std::move(n));
    }
    bool key(std::string& value) {
        level& top = open_.back();
        top.key_at = cursor_.next();
        cursor_.pass_string();
        if (node_member const* const first = top.value.find_member(value)) {
            problems_.error(top.key_at, "the key '" + value + "' is already in line " + std::to_string(first->at.line),
                            "a key stands once in a map");
        }
        top.key = std::move(value);
        return true;
    }
    bool start_object(std::size_t) { return open(node_kind::map); }
    bool start_array(std::size_t) { return open(node_kind::sequence); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool parse_error(std::size_t offset, std::string const&, nlohmann::detail::exception const& e) {
        std::string_view const what = e.what();
        auto const detail = what.rfind(": ");
        problems_.error(
            cursor_.place_of(offset == 0 ? 0 : offset - 1),
            "not well-formed JSON: " + std::string(detail == std::string_view::npos ? what : what.substr(detail + 2)),
            "correct the syntax");
        root_.reset();
        return false;
    }

private:
    struct level {
        node value{};
        std::string key{};
        position key_at{};
    };

    node make(node_kind kind) {
        node n;
        n.kind = kind;
        n.at = cursor_.next();
        return n;
    }
    bool word(std::string text) {
        node n = make(node_kind::scalar);
        n.text = std::move(text);
        cursor_.pass_word();
        return add(std::move(n));
    }
    bool open(node_kind kind) {
        open_.push_back({.value = make(kind)});
        cursor_.pass_bracket();
        return true;
    }
    bool close() {
        cursor_.pass_bracket();
        node n = std::move(open_.back().value);
        open_.pop_back();
        return add(std::move(n));
    }
    bool add(node n) {
        if (open_.empty()) root_ = std::move(n);
        else if (level& top = open_.back(); top.value.is_sequence()) top.value.items.push_back(std::move(n));
        else top.value.members.push_back({std::move(top.key), top.key_at, std::move(n)});
        return true;
    }

    cursor cursor_;
    diagnostics& problems_;
    std::vector<level> open_;
    std::optional<node> root_;
};

}  // namespace

std::optional<node> parse_json(std::string_view text, std::string const& file, diagnostics& problems) {
    tree_builder builder(text, file, problems);
    nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    return std::move(builder).root();
}

}  // namespace veeam::generator
