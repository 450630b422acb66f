#pragma once

#include <cstddef>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/filter/filter.hpp>
#include <veeam/filter/grammar.hpp>
#include <veeam/filter/reject.hpp>
#include <veeam/filter/text.hpp>

namespace veeam::inline v0::filters {

/// A filter as a tree that is known at run time: what parsers make, and printers and evaluation read.
///
/// Knows no query type: keys and values are text. In normal form no group stands inside a group of its own kind, and a
/// group has at least two parts.
///
/// @code
/// using veeam::filters::op;
/// using veeam::filters::tree;
/// std::vector<tree> parts;
/// parts.push_back(tree::comparison("Result", op::eq, "Failed"));
/// parts.push_back(tree::comparison("JobName", op::ne, "Backup Job 2"));
/// std::cout << tree::group(veeam::filters::shape::all, std::move(parts)).text() << '\n';
/// // Result==Failed;JobName!="Backup Job 2"
/// @endcode
struct tree {
    shape form{shape::every};   ///< every: an empty filter; leaf; all; any
    std::string key{};          ///< Leaves only.
    op operation{};             ///< Leaves only.
    std::string value{};        ///< Leaves only; the value itself, without quotes.
    std::vector<tree> parts{};  ///< Groups only.

    static tree comparison(std::string key, op operation, std::string value) {
        tree out;
        out.form = shape::leaf;
        out.key = std::move(key);
        out.operation = operation;
        out.value = std::move(value);
        return out;
    }

    /// Parts joined by `how`, which is `all` or `any`, in normal form. Empty parts of an and are left out.
    ///
    /// Throws `std::invalid_argument` for an or that has no part, or an empty one.
    static tree group(shape how, std::vector<tree> parts) {
        tree out;
        out.form = how;
        if (how == shape::any && parts.empty()) detail::every_part_of_an_or_is_switched_off();
        for (tree& part : parts) {
            if (part.form == shape::every) {
                if (how == shape::any) detail::a_part_of_an_or_restricts_nothing();
                continue;
            }
            if (part.form == how)
                out.parts.insert(out.parts.end(), std::make_move_iterator(part.parts.begin()),
                                 std::make_move_iterator(part.parts.end()));
            else out.parts.push_back(std::move(part));
        }
        if (out.parts.empty()) return {};
        if (out.parts.size() > 1) return out;
        tree only = std::move(out.parts.front());
        return only;
    }

    template <class Out>
    void write(Out& out) const {
        if (form == shape::leaf) {
            out.put(key);
            out.put(symbol(operation));
            write_value(out, value);
        }
        for (tree const& part : parts) {
            if (&part != parts.data()) out.put(form == shape::all ? ';' : ',');
            bool const enclosed = part.form != shape::leaf;
            if (enclosed) out.put('(');
            part.write(out);
            if (enclosed) out.put(')');
        }
    }

    /// As FIQL.
    std::string text() const {
        std::string out;
        detail::string_sink sink{out};
        write(sink);
        return out;
    }

    friend bool operator==(tree const&, tree const&) = default;
};

/// A filter as a person would say it; for people only, it cannot be read back: `Result is Failed and (JobName is Daily
/// or JobName is "Backup Job 2")`.
///
/// @code
/// using veeam::filters::op;
/// std::cout << veeam::filters::words(veeam::filters::tree::comparison("Capacity", op::ge, "100")) << '\n';
/// // Capacity is at least 100
/// @endcode
inline std::string words(tree const& t) {
    constexpr std::string_view verbs[]{" is ",         " is not ",          " is less than ",
                                       " is at most ", " is greater than ", " is at least ",
                                       " contains ",   " does not contain "};
    std::string out;
    if (t.form == shape::leaf) {
        out.append(t.key).append(verbs[static_cast<std::size_t>(t.operation)]);
        bool plain = !t.value.empty();
        for (char const c : t.value) plain = plain && (detail::is_word(c) || c == '.' || c == ':' || c == '-');
        if (plain) out.append(t.value);
        else out.append("\"").append(t.value).append("\"");
    }
    for (tree const& part : t.parts) {
        if (&part != t.parts.data()) out.append(t.form == shape::all ? " and " : " or ");
        if (part.form == shape::leaf) out.append(words(part));
        else out.append("(").append(words(part)).append(")");
    }
    return out;
}

namespace detail {

/// Builds the tree of FIQL text.
class tree_handler : public syntax_handler {
public:
    problem comparison(raw_comparison const& c) {
        stack_.push_back(tree::comparison(std::string(c.key), c.operation, c.value.decode()));
        return {};
    }
    void group(shape how, std::size_t count) {
        auto const first = stack_.end() - static_cast<std::ptrdiff_t>(count);
        std::vector<tree> parts(std::make_move_iterator(first), std::make_move_iterator(stack_.end()));
        stack_.erase(first, stack_.end());
        stack_.push_back(tree::group(how, std::move(parts)));
    }
    tree take() { return std::move(stack_.back()); }

private:
    std::vector<tree> stack_;
};

/// Reads FIQL text without regard to a query type.
inline problem read_tree(std::string_view text, tree& out) {
    tree_handler handler;
    shape outer{};
    problem const found = fiql_reader<tree_handler>(text, handler).run(outer);
    if (!found.found()) out = handler.take();
    return found;
}

/// Reads the text of a filter, which can always be read: it is checked where the filter is made. Were it not, an empty
/// tree would select everything.
inline tree read_filter(std::string_view text) {
    tree out;
    if (!text.empty() && read_tree(text, out).found())
        throw std::logic_error("veeam::filter: the text of a filter cannot be read");
    return out;
}

}  // namespace detail

/// The tree of a filter.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace session = veeam::em::query::backup_job_session;
/// veeam::filter<session::query> const f = session::job_name == "Daily" || session::job_name == "Weekly";
/// std::cout << veeam::filters::words(veeam::filters::tree_of(f)) << '\n';  // JobName is Daily or JobName is Weekly
/// @endcode
template <class Query>
tree tree_of(filter<Query> const& f) {
    return detail::read_filter(f.text());
}
template <condition E>
tree tree_of(E const& e) {
    return tree_of(filter<typename E::query_type>(e));
}

}  // namespace veeam::inline v0::filters
