#pragma once

#include <map>

#include "model/common.hpp"
#include "model/schemas.hpp"

namespace veeam::generator {

/// Reads `x-query` schemas, each once.
class query_reader {
public:
    query_reader(reading& r, schema_reader& schemas) : r_(r), schemas_(schemas) {}

    /// The query type at `here`; null, reported, where there is none.
    query_type* read(location const& here);

    /// The query type that `reference`, a map with `$ref`, points to.
    query_type* referred(document const& file, node const& reference);

private:
    void read_field(query_type& query, location const& here, node_member const& member);
    void check_entity_member(query_type const& query, query_field const& field);

    reading& r_;
    schema_reader& schemas_;
    std::map<node const*, query_type*> queries_;
};

}  // namespace veeam::generator
