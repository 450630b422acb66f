#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <support/examples.hpp>
#include <veeam/codec/table.hpp>

namespace veeam::inline v0::support {

/// What a round trip needs of a type; the test itself is no template, so that a hundred types cost little to compile.
struct document_type {
    field const* row{};
    std::shared_ptr<void> (*make)(){};
    bool (*equal)(void const*, void const*){};
};

/// `T` is a document of its own.
template <tabled T>
document_type document() {
    return {
        .row = &root_row<T>,
        .make = []() -> std::shared_ptr<void> { return std::make_shared<T>(); },
        .equal = [](void const* a, void const* b) { return *static_cast<T const*>(a) == *static_cast<T const*>(b); }};
}

/// Documents by `<api>/<example>`, for example `em/GetJob`.
using document_types = std::map<std::string, document_type>;

/// Adds the answers of operations.
template <class... Op>
void add_answers(document_types& types, std::string const& api) {
    (types.emplace(api + "/" + std::string(Op::facts.name), document<typename Op::response>()), ...);
}

/// The answers of Enterprise Manager's queries, in two halves that compile side by side.
void add_first_queries(document_types& types);
void add_second_queries(document_types& types);

}  // namespace veeam::inline v0::support
