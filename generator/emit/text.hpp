#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.hpp"

namespace veeam::generator {

/// The widest line of what is emitted.
inline constexpr std::size_t line_width = 120;

/// `text` in lines of at most `width` columns; a blank line or a line that begins with `- ` in `text` begins a new line
/// (a blank one a new paragraph, which is an empty line here).
///
/// No line ends with a backslash, which would swallow the next one, and no word is a command of the comment's reader.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// Columns that UTF-8 `text` takes.
std::size_t columns(std::string_view text);

/// `text` as a C++ string literal with quotes.
std::string literal(std::string_view text);

/// `c` as `///` lines, each behind `indent` spaces.
void print_comment(std::string& out, comment const& c, std::size_t indent);

/// The members of a struct: declarations with their comments, behind them where all fit, else above.
void print_members(std::string& out, std::vector<member_plan> const& members);

/// `&em::Job::info, &em::JobInfo::name`
std::string print_path(path_plan const& path, std::string const& prefix);

}  // namespace veeam::generator
