#include "emit/clang_format.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

namespace veeam::generator {

namespace {

namespace fs = std::filesystem;

/// What the `.clang-format` of this project says, for output that lies outside of it.
constexpr char const* own_style =
    "{BasedOnStyle: Google, Standard: c++20, ColumnLimit: 120, IndentWidth: 4, AccessModifierOffset: -4, "
    "AllowShortEnumsOnASingleLine: true, AlwaysBreakTemplateDeclarations: 'Yes', ConstructorInitializerIndentWidth: 4, "
    "ContinuationIndentWidth: 4, DerivePointerAlignment: false, IncludeBlocks: Preserve, "
    "SpacesBeforeTrailingComments: 2}";

/// A folder that goes away with everything in it.
class scratch_folder {
public:
    scratch_folder() {
        std::error_code failure;
        fs::path const base = fs::temp_directory_path(failure);
        std::string name = ((failure ? fs::path(".") : base) / "veeam-generate-XXXXXX").string();
        if (::mkdtemp(name.data()) != nullptr) path_ = name;
    }
    scratch_folder(scratch_folder const&) = delete;
    scratch_folder& operator=(scratch_folder const&) = delete;
    ~scratch_folder() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }

    fs::path const& path() const noexcept { return path_; }

private:
    fs::path path_;
};

std::string style_near(fs::path const& near) {
    std::error_code failure;
    fs::path folder = fs::weakly_canonical(near, failure);
    if (failure) folder = fs::current_path(failure);
    while (true) {
        if (fs::is_regular_file(folder / ".clang-format", failure))
            return "file:" + (folder / ".clang-format").string();
        fs::path const parent = folder.parent_path();
        if (parent == folder) return own_style;
        folder = parent;
    }
}

/// The exit status; the reason in `problem` where the program could not be run at all.
int run(std::vector<std::string> command, std::string& problem) {
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child{};
    int const failure = ::posix_spawnp(&child, arguments[0], nullptr, nullptr, arguments.data(), environ);
    if (failure != 0) {
        problem = std::strerror(failure);
        return -1;
    }
    int status{};
    while (::waitpid(child, &status, 0) == -1) {
        if (errno != EINTR) {
            problem = std::strerror(errno);
            return -1;
        }
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

std::optional<std::string> lay_out(file_set& files, std::string const& program, fs::path const& near) {
    if (files.empty()) return std::nullopt;
    scratch_folder const scratch;
    if (scratch.path().empty())
        return "there is no place for temporary files; set TMPDIR to a folder that can be written";
    std::vector<std::string> command{program, "-i", "--style=" + style_near(near)};
    for (auto const& [path, text] : files) {
        // Flat names: the folders below do not matter to clang-format.
        fs::path const file = scratch.path() / (std::to_string(command.size()) + ".hpp");
        std::ofstream out(file, std::ios::binary);
        out << text;
        out.close();
        if (!out) return file.string() + ": cannot be written; make room for temporary files";
        command.push_back(file.string());
    }
    std::string problem;
    std::size_t const first_file = command.size() - files.size();
    std::vector<std::string> const names(command.begin() + static_cast<std::ptrdiff_t>(first_file), command.end());
    int const status = run(std::move(command), problem);
    if (!problem.empty() || status == 127)
        return program + ": cannot be run" + (problem.empty() ? std::string{} : " (" + problem + ")") +
               "; install clang-format-16 or name it with --clang-format PATH";
    if (status != 0) return program + ": failed with exit status " + std::to_string(status) + "; see its message above";
    file_set laid_out;
    std::size_t i = 0;
    for (auto const& [path, text] : files) {
        std::ifstream in(names[i++], std::ios::binary);
        laid_out[path] = {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        if (!in || laid_out[path].empty()) return program + ": left nothing of " + path + "; try another clang-format";
    }
    files = std::move(laid_out);
    return std::nullopt;
}

}  // namespace veeam::generator
