#include <string_view>

#include "plan/planner.hpp"

namespace veeam::generator {

namespace {

std::string as_sentence(std::string text) {
    auto const end = text.find_last_not_of(" \t\r\n");
    if (end == std::string::npos) return {};
    text.resize(end + 1);
    if (std::string_view(".!?:").find(text.back()) == std::string_view::npos) text += '.';
    return text;
}

}  // namespace

comment planner::type_comment(documentation const& doc) const {
    comment out;
    for (std::string const* const text : {&doc.summary, &doc.description})
        if (std::string sentence = as_sentence(*text); !sentence.empty()) out.paragraphs.push_back(std::move(sentence));
    if (!doc.since.empty()) out.notes.push_back("@since " + doc.since);
    if (!doc.until.empty()) out.notes.push_back("@note Exists until " + as_sentence(doc.until));
    if (doc.deprecated) out.notes.push_back("@deprecated The documentation says so.");
    if (!doc.unverified.empty()) out.notes.push_back("@note Unverified: " + as_sentence(doc.unverified));
    out.page = doc.page;
    return out;
}

comment planner::member_comment(documentation const& doc) const {
    // One text, since most members have room for it behind their declaration.
    std::string text = as_sentence(doc.description.empty() ? doc.summary : doc.description);
    auto const add = [&](std::string const& more) {
        if (more.empty()) return;
        if (!text.empty()) text += ' ';
        text += more;
    };
    if (!doc.since.empty()) add("Since " + as_sentence(doc.since));
    if (!doc.until.empty()) add("Until " + as_sentence(doc.until));
    if (doc.deprecated) add("Deprecated.");
    if (!doc.unverified.empty()) add("Unverified: " + as_sentence(doc.unverified));
    comment out;
    if (!text.empty()) out.paragraphs.push_back(std::move(text));
    return out;
}

}  // namespace veeam::generator
