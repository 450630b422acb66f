#pragma once

#include <string>
#include <vector>

#include "model/common.hpp"
#include "model/queries.hpp"
#include "model/schemas.hpp"

namespace veeam::generator {

/// Reads path items into the operations of an API.
class operation_reader {
public:
    operation_reader(reading& r, schema_reader& schemas, query_reader& queries)
        : r_(r), schemas_(schemas), queries_(queries) {}

    /// `path` is the key in openapi.yaml, `item` the path item it stands for.
    void read_path(node_member const& path, location const& item);

private:
    struct context {
        node_member const& path;
        location item;
        std::string method{};
        location operation{};
    };

    void read_operation(context const& c);
    void read_variant(context const& c, location const& variant);
    operation common(context const& c, location const& source);
    void read_parameters(operation& op, location const& owner, bool path_only);
    void read_parameter(operation& op, location const& here, bool path_only);
    void read_schema_of(operation const& op, parameter& p, location const& here);
    void check_template(operation const& op, node_member const& path);
    void read_fixed(operation& op, node const& source);
    void read_body(operation& op, location const& owner);
    void read_responses(operation& op, location const& owner, location const& inherited);
    void read_success(operation& op, location const& response, node_member const& status, bool& has_content);
    bool read_error(operation& op, location const& responses);
    void read_pager(operation& op, node const& source);
    location content_schema(location const& holder, std::vector<std::string_view> const& supported,
                            std::string* chosen);

    reading& r_;
    schema_reader& schemas_;
    query_reader& queries_;
};

}  // namespace veeam::generator
