#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "parse/diagnostics.hpp"
#include "parse/node.hpp"

namespace veeam::generator {

/// One specification file.
struct document {
    std::filesystem::path path{};  ///< Normalised.
    std::string name{};            ///< As messages print it.
    node root{};
};

/// A node and the file it is written in.
struct location {
    document const* file{};
    node const* at{};
    std::string pointer{};  ///< JSON pointer of `at` in `file`: `/components/schemas/Job`.

    explicit operator bool() const noexcept { return at != nullptr; }
};

/// Every file of a run, each read once; resolves `$ref` across them.
class documents {
public:
    /// `root`: the folder that no `$ref` may leave.
    documents(std::filesystem::path const& root, diagnostics& problems)
        : root_(root.lexically_normal()), problems_(problems) {}

    /// Null where the file is missing, empty or malformed; the reason is reported, once, at `asked_by`.
    document const* load(std::filesystem::path const& path, position const& asked_by);

    /// What the `$ref` text in `reference` points to, seen from `from`. Follows one step, not a chain.
    location resolve(document const& from, node const& reference);

    std::size_t size() const noexcept { return files_.size(); }

private:
    struct entry {
        document file{};
        bool usable{};  ///< Else its name still serves the messages about it.
    };

    bool read(document& file, position const& asked_by);
    bool is_below_root(std::filesystem::path const& path) const;

    std::filesystem::path root_;
    diagnostics& problems_;
    std::map<std::filesystem::path, entry> files_;
};

/// The last segment of a JSON pointer, decoded.
std::string last_segment(std::string_view pointer);

/// `pointer` with one more segment, encoded.
std::string append_segment(std::string_view pointer, std::string_view segment);

}  // namespace veeam::generator
