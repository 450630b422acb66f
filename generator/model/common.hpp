#pragma once

#include <string>
#include <string_view>

#include "model/api.hpp"
#include "parse/diagnostics.hpp"
#include "parse/dialect.hpp"
#include "parse/documents.hpp"

namespace veeam::generator {

/// What every reader of the model needs.
struct reading {
    documents& files;
    diagnostics& problems;
    generator::api& api;
};

/// Follows `$ref` in `here`, through chains of pure references. Nothing, reported, where it dangles or goes round.
location follow(reading& r, location const& here, object_rule const& rule);

/// The text of `key` and its place.
spelled spelled_at(node const& object, std::string_view key);

/// The documentation keys of `object`; checks `externalDocs`.
documentation read_documentation(reading& r, node const& object);

/// `outer` where it says something, else `inner`: the siblings of a reference win.
documentation merged(documentation const& outer, documentation inner);

/// A name or a list of names.
wire_path read_wire_path(reading& r, node const& object, std::string_view key);

/// Reports `name` where it is no XML name.
void check_xml_name(reading& r, node const& name);

/// Whether `text` can name an element or attribute. What is not ASCII is taken for a letter.
bool is_xml_name(std::string_view text) noexcept;

/// Examples are data for tests; here only their references and keys are checked.
void check_examples(reading& r, location const& media_type);

}  // namespace veeam::generator
