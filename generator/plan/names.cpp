#include "plan/names.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace veeam::generator {

namespace {

// The C locale's rules, whatever the locale of the process.
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_upper(c) || is_lower(c) || is_digit(c); }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

constexpr std::array keywords{
    "alignas",     "alignof",  "and",        "and_eq",    "asm",       "auto",         "bitand",
    "bitor",       "bool",     "break",      "case",      "catch",     "char",         "char16_t",
    "char32_t",    "char8_t",  "class",      "co_await",  "co_return", "co_yield",     "compl",
    "concept",     "const",    "const_cast", "consteval", "constexpr", "constinit",    "continue",
    "decltype",    "default",  "delete",     "do",        "double",    "dynamic_cast", "else",
    "enum",        "explicit", "export",     "extern",    "false",     "float",        "for",
    "friend",      "goto",     "if",         "inline",    "int",       "long",         "mutable",
    "namespace",   "new",      "noexcept",   "not",       "not_eq",    "nullptr",      "operator",
    "or",          "or_eq",    "private",    "protected", "public",    "register",     "reinterpret_cast",
    "requires",    "return",   "short",      "signed",    "sizeof",    "static",       "static_assert",
    "static_cast", "struct",   "switch",     "template",  "this",      "thread_local", "throw",
    "true",        "try",      "typedef",    "typeid",    "typename",  "union",        "unsigned",
    "using",       "virtual",  "void",       "volatile",  "wchar_t",   "while",        "xor",
    "xor_eq",
};

// Macros of libc, POSIX and <windows.h>, and names that the generated code itself leans on.
constexpr std::array macros{
    "BOOL",        "CALLBACK",  "CONST",     "DELETE",   "DIFFERENCE", "DOMAIN", "EOF",       "ERROR",
    "FALSE",       "FAR",       "GetObject", "HUGE",     "IGNORE",     "IN",     "INFINITE",  "INFINITY",
    "INT",         "INTERFACE", "INVALID",   "MAX_PATH", "NAN",        "NEAR",   "NO_ERROR",  "NULL",
    "OPTIONAL",    "OUT",       "OVERFLOW",  "PASCAL",   "RELATIVE",   "STRICT", "THIS",      "TRUE",
    "TRANSPARENT", "UNDERFLOW", "VOID",      "assert",   "errno",      "far",    "interface", "linux",
    "major",       "makedev",   "max",       "min",      "minor",      "near",   "offsetof",  "pascal",
    "signal",      "small",     "stderr",    "stdin",    "stdout",     "std",    "unix",      "veeam",
};

/// The words of `name`, in its own spelling.
std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words;
    std::string word;
    auto const finish = [&] {
        if (!word.empty()) words.push_back(std::move(word));
        word.clear();
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        char const c = name[i];
        if (!is_word(c)) {
            finish();
            continue;
        }
        if (is_upper(c) && !word.empty()) {
            char const previous = word.back();
            bool const next_lower = i + 1 < name.size() && is_lower(name[i + 1]);
            // `s` behind an acronym, and nothing small behind it, is its plural: `IDs`, `VMsCount`.
            bool const plural = next_lower && name[i + 1] == 's' && (i + 2 >= name.size() || !is_lower(name[i + 2]));
            if (!is_upper(previous)) {
                // One small letter belongs to the word behind it: `vCenter`, `iSCSI`.
                if (word.size() > 1 || is_digit(previous)) finish();
            } else if (next_lower && !plural && word.size() > 1) {
                // The last capital of several begins the next word: `IPAddress`. Of two it does not: `VCenter`.
                finish();
            }
        }
        word += c;
    }
    finish();
    return words;
}

template <std::size_t N>
bool contains(std::array<char const*, N> const& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

std::string joined(std::vector<std::string> const& texts, std::string_view between) {
    std::string out;
    for (std::size_t i = 0; i < texts.size(); ++i) out.append(i == 0 ? std::string_view{} : between).append(texts[i]);
    return out;
}

std::string snake_case(std::string_view name) {
    std::string out;
    for (std::string const& word : words_of(name)) {
        if (!out.empty()) out += '_';
        std::transform(word.begin(), word.end(), std::back_inserter(out), to_lower);
    }
    return out;
}

std::string pascal_case(std::string_view name) {
    std::string out;
    bool starts_word = true;
    for (char const c : name) {
        if (!is_word(c)) {
            starts_word = true;
            continue;
        }
        out += starts_word ? to_upper(c) : c;
        starts_word = false;
    }
    return out;
}

bool is_identifier(std::string_view name) {
    if (name.empty() || is_digit(name.front()) || name.front() == '_') return false;
    if (name.find("__") != std::string_view::npos) return false;
    return std::all_of(name.begin(), name.end(), [](char c) { return is_word(c) || c == '_'; });
}

bool is_reserved(std::string_view name) { return contains(keywords, name) || contains(macros, name); }

std::string unreserved(std::string name) {
    if (is_reserved(name)) name += '_';
    return name;
}

bool is_snake_case(std::string_view name) {
    return is_identifier(name) && is_lower(name.front()) && std::none_of(name.begin(), name.end(), is_upper);
}

bool is_pascal_case(std::string_view name) {
    return is_identifier(name) && is_upper(name.front()) && name.find('_') == std::string_view::npos;
}

}  // namespace veeam::generator
