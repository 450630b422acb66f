#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace test {

/// A folder that goes when the test does.
class temporary_folder {
public:
    temporary_folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "veeam-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = pattern;
    }
    temporary_folder(temporary_folder const&) = delete;
    temporary_folder& operator=(temporary_folder const&) = delete;
    ~temporary_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::filesystem::path const& path() const noexcept { return path_; }
    std::string path(std::string const& name) const { return (path_ / name).string(); }

    /// Writes a file; its path.
    std::string write(std::string_view text, std::string const& name) const {
        std::ofstream out(path_ / name, std::ios::binary);
        out << text;
        out.close();
        if (!out) throw std::runtime_error("cannot write " + path(name));
        return path(name);
    }

private:
    std::filesystem::path path_{};
};

}  // namespace test
