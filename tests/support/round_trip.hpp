#pragma once

#include <memory>

#include <veeam/codec/table.hpp>

namespace veeam::inline v0::support {

/// What a round trip needs of a type; the test itself is no template, so that a hundred types cost little to compile.
struct document_type {
    field const* row{};
    std::shared_ptr<void> (*make)(){};
    bool (*equal)(void const*, void const*){};
};

/// `T` is a document of its own.
template <class T>
document_type document() {
    return {
        .row = &root_row<T>,
        .make = []() -> std::shared_ptr<void> { return std::make_shared<T>(); },
        .equal = [](void const* a, void const* b) { return *static_cast<T const*>(a) == *static_cast<T const*>(b); }};
}

}  // namespace veeam::inline v0::support
