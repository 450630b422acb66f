#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <sys/wait.h>

#include <support/temporary_folder.hpp>

/// @file
/// Runs the real veeam-generate, and looks at what it leaves behind.

namespace generator_test {

namespace fs = std::filesystem;

inline fs::path const testdata = fs::path(VEEAM_GENERATOR_DIR) / "testdata";

using scratch = test::temporary_folder;

inline std::string read(fs::path const& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline void write(fs::path const& file, std::string const& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

struct outcome {
    int status{};
    std::string out{};
    std::string err{};
};

inline std::string quoted(std::string const& word) { return "'" + word + "'"; }

/// Runs the program in `folder` with `arguments`, written as for a shell.
inline outcome run(fs::path const& folder, std::string const& arguments) {
    scratch const texts;
    std::string const command = "cd " + quoted(folder.string()) + " && " + quoted(VEEAM_GENERATE) + " " + arguments +
                                " >" + quoted((texts.path() / "out").string()) + " 2>" +
                                quoted((texts.path() / "err").string());
    int const status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(texts.path() / "out"), read(texts.path() / "err")};
}

/// Every file below `root`, by its path there.
inline std::map<std::string, std::string> files_below(fs::path const& root) {
    std::map<std::string, std::string> files;
    if (!fs::is_directory(root)) return files;
    for (auto const& entry : fs::recursive_directory_iterator(root))
        if (entry.is_regular_file()) files[entry.path().lexically_relative(root).generic_string()] = read(entry.path());
    return files;
}

}  // namespace generator_test
