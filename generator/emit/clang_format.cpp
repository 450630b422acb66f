#include "emit/clang_format.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>
#include <thread>
#include <utility>
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

/// Starts a command; nothing, with the reason in `problem`, where it could not be run at all.
std::optional<pid_t> start(std::vector<std::string> command, std::string& problem) {
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child{};
    int const failure = ::posix_spawnp(&child, arguments[0], nullptr, nullptr, arguments.data(), environ);
    if (failure == 0) return child;
    problem = std::strerror(failure);
    return std::nullopt;
}

/// The exit status of a command that was started.
int finish(pid_t child, std::string& problem) {
    int status{};
    while (::waitpid(child, &status, 0) == -1) {
        if (errno == EINTR) continue;
        problem = std::strerror(errno);
        return -1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// Runs `command` with the files as further arguments, in as many parts at a time as there are processors. The first
/// exit status that is not 0.
int run_on_all(std::vector<std::string> const& command, std::vector<std::string> const& files, std::string& problem) {
    constexpr std::size_t worth_a_process = 8;
    std::size_t const processors = std::max(1u, std::thread::hardware_concurrency());
    std::size_t const parts = std::min(processors, (files.size() + worth_a_process - 1) / worth_a_process);
    std::vector<std::vector<std::string>> commands(parts, command);
    for (std::size_t i = 0; i < files.size(); ++i) commands[i % parts].push_back(files[i]);
    std::vector<pid_t> children;
    for (std::vector<std::string>& one : commands)
        if (auto const child = start(std::move(one), problem)) children.push_back(*child);
    int first = 0;
    for (pid_t const child : children)
        if (int const status = finish(child, problem); first == 0) first = status;
    return first;
}

}  // namespace

std::optional<std::string> lay_out(file_set& files, std::string const& program, fs::path const& near) {
    if (files.empty()) return std::nullopt;
    scratch_folder const scratch;
    if (scratch.path().empty())
        return "there is no place for temporary files; set TMPDIR to a folder that can be written";
    std::vector<std::string> names;
    for (auto const& [path, text] : files) {
        // Flat names: the folders below do not matter to clang-format.
        fs::path const file = scratch.path() / (std::to_string(names.size()) + ".hpp");
        std::ofstream out(file, std::ios::binary);
        out << text;
        out.close();
        if (!out) return file.string() + ": cannot be written; make room for temporary files";
        names.push_back(file.string());
    }
    std::string problem;
    int const status = run_on_all({program, "-i", "--style=" + style_near(near)}, names, problem);
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
