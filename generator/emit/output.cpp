#include "emit/output.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "emit/header.hpp"

namespace veeam::generator {

namespace {

namespace fs = std::filesystem;

std::optional<std::string> read(fs::path const& path) {
    std::error_code ignored;
    std::ifstream in(path, std::ios::binary);
    if (!fs::is_regular_file(path, ignored) || !in) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

bool is_generated(fs::path const& path) {
    std::ifstream in(path, std::ios::binary);
    std::string line;
    return std::getline(in, line) && line.starts_with(banner);
}

/// Files that are written and not yet in place, and folders made for them: both go away unless all is done.
class unfinished {
public:
    unfinished() = default;
    unfinished(unfinished const&) = delete;
    unfinished& operator=(unfinished const&) = delete;
    ~unfinished() {
        std::error_code ignored;
        for (auto const& [from, to] : files_) fs::remove(from, ignored);
        for (auto folder = folders_.rbegin(); folder != folders_.rend(); ++folder) fs::remove(*folder, ignored);
    }

    bool make_folder(fs::path const& folder, std::error_code& failure) {
        if (folder.empty() || fs::is_directory(folder, failure)) return true;
        if (!make_folder(folder.parent_path(), failure)) return false;
        if (!fs::create_directory(folder, failure)) return false;
        folders_.push_back(folder);
        return true;
    }
    void add(fs::path from, fs::path to) { files_.emplace_back(std::move(from), std::move(to)); }
    bool commit(std::error_code& failure, fs::path& at) {
        while (!files_.empty()) {
            auto const& [from, to] = files_.back();
            fs::rename(from, to, failure);
            if (failure) {
                at = to;
                return false;
            }
            files_.pop_back();
        }
        folders_.clear();
        return true;
    }

private:
    std::vector<std::pair<fs::path, fs::path>> files_;
    std::vector<fs::path> folders_;
};

}  // namespace

differences compare(file_set const& files, fs::path const& root, std::vector<std::string> const& owned) {
    differences d;
    for (auto const& [path, text] : files) {
        std::optional<std::string> const there = read(root / path);
        if (!there) d.missing.push_back(path);
        else if (*there != text) d.changed.push_back(path);
    }
    std::error_code failure;
    fs::recursive_directory_iterator walk(root / "veeam", failure);
    for (; !failure && walk != fs::recursive_directory_iterator(); walk.increment(failure)) {
        std::error_code ignored;
        if (!walk->is_regular_file(ignored)) continue;
        std::string const path = walk->path().lexically_relative(root).generic_string();
        auto const owns = [&](std::string const& o) { return path == o || path.starts_with(o + "/"); };
        if (!owned.empty() && std::none_of(owned.begin(), owned.end(), owns)) continue;
        if (!files.contains(path) && is_generated(walk->path())) d.stale.push_back(path);
    }
    std::sort(d.stale.begin(), d.stale.end());
    return d;
}

bool replace(file_set const& files, differences const& d, fs::path const& root, std::ostream& problems) {
    unfinished work;
    std::vector<std::string> wanted = d.changed;
    wanted.insert(wanted.end(), d.missing.begin(), d.missing.end());
    for (std::string const& path : wanted) {
        fs::path const target = root / path;
        std::error_code failure;
        if (!work.make_folder(target.parent_path(), failure)) {
            problems << target.parent_path().generic_string() << ": cannot be made (" << failure.message()
                     << "); give --out a folder that can be written\n";
            return false;
        }
        fs::path const beside = target.parent_path() / ("." + target.filename().string() + ".new");
        errno = 0;
        std::ofstream out(beside, std::ios::binary);
        out << files.at(path);
        out.close();
        if (!out) {
            problems << target.generic_string() << ": cannot be written (" << std::strerror(errno)
                     << "); give --out a folder that can be written\n";
            fs::remove(beside, failure);
            return false;
        }
        work.add(beside, target);
    }
    std::error_code failure;
    fs::path at;
    if (!work.commit(failure, at)) {
        problems << at.generic_string() << ": cannot be replaced (" << failure.message()
                 << "); give --out a folder that can be written\n";
        return false;
    }
    for (std::string const& path : d.stale) {
        if (!fs::remove(root / path, failure)) {
            problems << (root / path).generic_string() << ": cannot be removed (" << failure.message()
                     << "); remove it by hand\n";
            return false;
        }
    }
    return true;
}

}  // namespace veeam::generator
