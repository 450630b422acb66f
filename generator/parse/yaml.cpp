#include "parse/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <utility>
#include <vector>

namespace veeam::generator {

namespace {

class tree_builder final : public YAML::EventHandler {
public:
    tree_builder(std::string const& file, diagnostics& problems) : file_(file), problems_(problems) {}

    std::optional<node> root() && { return std::move(first_); }

    /// What follows is a second document, which has no place in a specification file.
    void begin_second() {
        first_ = std::move(root_);
        is_second_ = true;
    }

    void OnDocumentStart(YAML::Mark const& mark) override {
        if (is_second_) problems_.error(at(mark), "a second document begins here", "write one document in a file");
    }
    void OnDocumentEnd() override {}

    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override {
        node n = make(node_kind::null, mark, anchor);
        add(std::move(n));
    }
    void OnAlias(YAML::Mark const& mark, YAML::anchor_t) override {
        refuse_alias(at(mark));
        add(make(node_kind::null, mark, 0));
    }
    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& value) override {
        node n = make(node_kind::scalar, mark, anchor);
        n.text = value;
        n.quoted = tag == "!" || tag == "tag:yaml.org,2002:str";
        add(std::move(n));
    }
    void OnSequenceStart(YAML::Mark const& mark, std::string const&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(make(node_kind::sequence, mark, anchor));
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(YAML::Mark const& mark, std::string const&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(make(node_kind::map, mark, anchor));
    }
    void OnMapEnd() override { close(); }

private:
    struct level {
        node value{};
        bool has_key{};  ///< Of a map: the next value belongs to `key`.
        std::string key{};
        position key_at{};
    };

    position at(YAML::Mark const& mark) const { return {&file_, mark.line + 1, mark.column + 1}; }

    node make(node_kind kind, YAML::Mark const& mark, YAML::anchor_t anchor) {
        if (anchor != 0) refuse_alias(at(mark));
        node n;
        n.kind = kind;
        n.at = at(mark);
        return n;
    }

    void refuse_alias(position const& where) {
        problems_.error(where, "YAML anchors and aliases are not part of the dialect", "use $ref");
    }

    void open(node n) { open_.push_back({.value = std::move(n)}); }

    void close() {
        node n = std::move(open_.back().value);
        open_.pop_back();
        add(std::move(n));
    }

    void add(node n) {
        if (open_.empty()) {
            root_ = std::move(n);
            return;
        }
        level& top = open_.back();
        if (top.value.is_sequence()) {
            top.value.items.push_back(std::move(n));
        } else if (!top.has_key) {
            begin_member(top, std::move(n));
        } else {
            top.value.members.push_back({std::move(top.key), top.key_at, std::move(n)});
            top.has_key = false;
        }
    }

    void begin_member(level& top, node key) {
        if (key.kind != node_kind::scalar) {
            problems_.error(key.at, "a key is " + describe(key), "write a plain word or a quoted string");
        } else if (key.text == "<<" && !key.quoted) {
            problems_.error(key.at, "YAML merge keys are not part of the dialect", "use $ref");
        } else if (node_member const* const first = top.value.find_member(key.text)) {
            problems_.error(key.at, "the key '" + key.text + "' is already in line " + std::to_string(first->at.line),
                            "a key stands once in a map");
        }
        top.has_key = true;
        top.key = std::move(key.text);
        top.key_at = key.at;
    }

    std::string const& file_;
    diagnostics& problems_;
    std::vector<level> open_;
    std::optional<node> root_;
    std::optional<node> first_;
    bool is_second_{};
};

}  // namespace

std::optional<node> parse_yaml(std::string_view text, std::string const& file, diagnostics& problems) {
    std::istringstream in{std::string(text)};
    tree_builder builder(file, problems);
    try {
        YAML::Parser parser(in);
        if (!parser.HandleNextDocument(builder)) return node{};
        if (builder.begin_second(); parser.HandleNextDocument(builder)) return std::nullopt;
    } catch (YAML::Exception const& e) {
        // A mark of -1 stands for "no place"; the beginning of the file is the honest answer then.
        position const where{&file, e.mark.is_null() ? 1 : e.mark.line + 1, e.mark.is_null() ? 1 : e.mark.column + 1};
        problems.error(where, "not well-formed YAML: " + e.msg, "correct the syntax");
        return std::nullopt;
    }
    return std::move(builder).root();
}

}  // namespace veeam::generator
