#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/codec/json.hpp>
#include <veeam/codec/xml.hpp>

#include <support/exact_text.hpp>
#include <support/examples.hpp>
#include <support/mutations.hpp>

namespace veeam::inline v0::support {

enum class format : bool { json, xml };

/// An example, the value it stands for, and the means to decode variations of it.
template <tabled T>
class example_of {
public:
    example_of(std::filesystem::path const& specification, std::string_view name, support::format form, T expected,
               layout names = {})
        : text_(example_text(specification, name, form == format::json ? "json" : "xml")),
          expected_(std::move(expected)),
          names_(std::move(names)),
          form_(form) {
        while (text_.ends_with('\n')) text_.pop_back();
    }

    /// The example decodes to the expected value, down to spellings and digits; at the top all members are there
    /// but those named in `absent`.
    void check_values(std::string_view absent) const {
        result<T> const got = read(text_);
        REQUIRE_MESSAGE(got.has_value(), (got ? std::string() : got.error().text()));
        CHECK(*got == expected_);
        CHECK(exact_text(*got) == exact_text(expected_));
        CHECK(absent_members(*got) == absent);
    }

    /// `==` and the unknown members tell every change of a leaf, and the value has as many leaves as the document.
    void check_changes() const {
        findings const found = form_ == format::json ? change_json_leaves(text_, tries(), names_)
                                                     : change_xml_leaves(text_, tries(), names_);
        CHECK(found.wrong == "");
        if (names_.unknown.empty()) CHECK(found.leaves == leaves());
        else CHECK(found.leaves >= leaves());  // an unknown element is one leaf of the value, whatever is in it
    }

    /// Wrong types and early ends are told with the place.
    void check_damages() const {
        findings const found = form_ == format::json ? mistype_json_leaves(text_, tries(), names_)
                                                     : mistype_xml_leaves(text_, tries(), names_);
        CHECK(found.wrong == "");
        CHECK(found.leaves >= leaves());
        std::string const tight = form_ == format::json ? without_layout_json(text_) : without_layout_xml(text_);
        findings const cut = cut_everywhere(tight, tries());
        CHECK(cut.wrong == "");
        CHECK(cut.leaves == tight.size());
    }

private:
    result<T> read(std::string_view text) const {
        return form_ == format::json ? json::read<T>(text) : xml::read<T>(text);
    }
    decoder tries() const {
        return [this, whole = read(text_)](std::string_view text) -> outcome {
            result<T> const got = read(text);
            if (!got) return {.why = got.error()};
            return {.same = *got == *whole && unknown(*got) == unknown(*whole)};
        };
    }
    static std::string unknown(T const& value) { return exact_unknown(&value, table<T>::value); }
    std::size_t leaves() const {
        std::string const lines = exact_text(expected_);
        return static_cast<std::size_t>(std::ranges::count(lines, '\n'));
    }

    std::string text_;
    T expected_;
    layout names_;
    support::format form_;
};

}  // namespace veeam::inline v0::support
