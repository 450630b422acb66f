#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace veeam::inline v0::support {

/// One example of a specification: what a server or a client sends.
struct example {
    std::string api{};         ///< Folder of the specification: `em`.
    std::string operation{};   ///< C++ name of the operation it stands under: `GetJob`. Empty in a shared response.
    std::string name{};        ///< Its key: `GetJob`, `GetJob.crm_backup`, `Error`.
    std::string variant{};     ///< What follows the dot in its key, where an operation has several: `crm_backup`.
    std::string place{};       ///< `request`, or the status of the response: `200`, `default`.
    std::string media_type{};  ///< `application/json`
    std::string text{};        ///< The document. JSON has the members in the order of the specification.
    std::string summary{};
    std::filesystem::path file{};  ///< Where its value is written.

    bool is_json() const noexcept { return media_type.ends_with("json"); }
    bool is_xml() const noexcept { return media_type.ends_with("xml"); }
    /// Whether it is what the server answers when the operation succeeds.
    bool is_answer() const noexcept { return place.starts_with("2"); }
};

/// Every example of one specification, in the order of its files.
/// Throws `std::runtime_error`, which names the file, for a file that is no YAML or a reference to nowhere.
std::vector<example> load_examples(std::filesystem::path const& api_folder);

/// Every example of every specification below `specs`.
std::vector<example> load_all_examples(std::filesystem::path const& specs);

/// The text of one example, read from `examples/<name>.<format>.yaml` alone, which takes a moment where all take
/// seconds. Throws as `load_examples` does.
std::string example_text(std::filesystem::path const& api_folder, std::string_view name, std::string_view format);

}  // namespace veeam::inline v0::support
