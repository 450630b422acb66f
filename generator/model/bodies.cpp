#include <algorithm>
#include <utility>

#include "model/operations.hpp"

namespace veeam::generator {

namespace {

std::vector<std::string_view> const document_types{"application/json", "application/xml",          "text/json",
                                                   "text/xml",         "application/problem+json", "*/*"};
std::vector<std::string_view> const body_types{"application/json", "application/xml", "text/json", "text/xml",
                                               "application/x-www-form-urlencoded"};

std::string_view without_parameters(std::string_view media_type) {
    media_type = media_type.substr(0, media_type.find(';'));
    while (media_type.ends_with(' ')) media_type.remove_suffix(1);
    return media_type;
}

bool is_status(std::string_view key) {
    if (key.size() != 3 || key[0] < '1' || key[0] > '5') return false;
    return key.substr(1) == "XX" || (key[1] >= '0' && key[1] <= '9' && key[2] >= '0' && key[2] <= '9');
}

}  // namespace

location operation_reader::content_schema(location const& holder, std::vector<std::string_view> const& supported,
                                          std::string* chosen) {
    node_member const* const content = holder.at->find_member("content");
    if (content == nullptr || !content->value.is_map()) return {};
    std::string const pointer = append_segment(holder.pointer, "content");
    location found;
    bool any_supported = false;
    for (node_member const& m : content->value.members) {
        location const media{holder.file, &m.value, append_segment(pointer, m.key)};
        if (!check_keys(m.value, dialect::media_type, r_.api.official, r_.problems)) continue;
        check_examples(r_, media);
        std::string_view const type = without_parameters(m.key);
        if (std::find(supported.begin(), supported.end(), type) == supported.end()) continue;
        any_supported = true;
        node const* const schema = map_at(m.value, "schema");
        if (found || schema == nullptr) continue;
        found = {holder.file, schema, append_segment(media.pointer, "schema")};
        if (chosen != nullptr) *chosen = type;
    }
    if (content->value.members.empty()) return {};
    if (!any_supported)
        r_.problems.error(content->value.members.front().at,
                          "the media type '" + content->value.members.front().key + "' is not supported",
                          supported == body_types ? "use application/json, application/xml or "
                                                    "application/x-www-form-urlencoded"
                                                  : "use application/json or application/xml");
    else if (!found) r_.problems.error(content->at, "no media type has a schema", "add one to application/json");
    return found;
}

void operation_reader::read_body(operation& op, location const& owner) {
    node const* const source = map_at(*owner.at, "requestBody");
    if (source == nullptr) return;
    location const body =
        follow(r_, {owner.file, source, append_segment(owner.pointer, "requestBody")}, dialect::request_body);
    if (!body || !check_keys(*body.at, dialect::request_body, r_.api.official, r_.problems)) return;
    if (body.at->find("content") == nullptr)
        r_.problems.error(body.at->at, "the request body has no content", "add a media type with a schema");
    std::string media_type;
    location const schema = content_schema(body, body_types, &media_type);
    if (!schema) return;
    op.body = media_type == "application/x-www-form-urlencoded" ? body_form::form : body_form::document;
    op.body_required = flag_at(*body.at, "required");
    op.body_doc = read_documentation(r_, *body.at);
    op.body_type = schemas_.use(schema, op.name.text + "_Body");
    if (op.body_type.kind == value_kind::none) op.body = body_form::none;
    else if (op.body == body_form::form && op.body_type.kind != value_kind::object) {
        r_.problems.error(schema.at->at, "the body of a form is no object", "list its fields as properties");
    } else if (op.body_type.kind == value_kind::map) {
        r_.problems.error(schema.at->at, "a body that is a map is not supported", "put it into an object");
    }
}

void operation_reader::read_responses(operation& op, location const& owner, location const& inherited) {
    node_member const* const member = owner.at->find_member("responses");
    if (member == nullptr) {
        r_.problems.error(owner.at->at, (op.name.empty() ? "the operation" : op.name.text) + " has no responses",
                          "add what the server answers");
        return;
    }
    if (!member->value.is_map()) return;
    location const responses{owner.file, &member->value, append_segment(owner.pointer, "responses")};
    bool succeeds = false;
    bool has_content = false;
    for (node_member const& m : member->value.members) {
        if (m.key != "default" && !is_status(m.key)) {
            r_.problems.error(m.at, "'" + m.key + "' is no HTTP status", "write a status such as '200', or default");
            continue;
        }
        location const here =
            follow(r_, {owner.file, &m.value, append_segment(responses.pointer, m.key)}, dialect::response);
        if (!here || !check_keys(*here.at, dialect::response, r_.api.official, r_.problems)) continue;
        if (m.key[0] != '2') continue;
        succeeds = true;
        read_success(op, here, m, has_content);
    }
    if (!succeeds)
        r_.problems.error(member->at, (op.name.empty() ? "the operation" : op.name.text) + " has no success response",
                          "add '200', '201', '202' or '204'");
    if (read_error(op, responses)) return;
    node const* const outer = inherited ? map_at(*inherited.at, "responses") : nullptr;
    if (outer != nullptr && read_error(op, {inherited.file, outer, append_segment(inherited.pointer, "responses")}))
        return;
    r_.problems.error(member->at, (op.name.empty() ? "the operation" : op.name.text) + " has no error document",
                      "add a default response whose schema has x-error");
}

void operation_reader::read_success(operation& op, location const& response, node_member const& status,
                                    bool& has_content) {
    node const* const content = map_at(*response.at, "content");
    if (content != nullptr && content->members.size() == 1 &&
        without_parameters(content->members.front().key) == "application/octet-stream") {
        if (has_content || op.binary_response)
            r_.problems.error(status.at, "two success responses have different bodies",
                              "an operation has one response type; make two of it with x-variants");
        check_keys(content->members.front().value, dialect::media_type, r_.api.official, r_.problems);
        op.binary_response = true;
        op.response = {.kind = value_kind::text};
        has_content = true;
        return;
    }
    location const schema = content_schema(response, document_types, nullptr);
    if (!schema) return;
    type_use used = schemas_.use(schema, op.name.text + "_Response");
    if (used.kind == value_kind::none) return;
    if (has_content) {
        bool const same = used.kind == op.response.kind && used.named == op.response.named;
        if (!same)
            r_.problems.error(status.at, "two success responses have different bodies",
                              "an operation has one response type; make two of it with x-variants");
        return;
    }
    if (used.kind == value_kind::map) {
        r_.problems.error(schema.at->at, "a response that is a map is not supported", "put it into an object");
        return;
    }
    has_content = true;
    op.response = std::move(used);
    op.envelope = read_wire_path(r_, *response.at, "x-envelope");
}

bool operation_reader::read_error(operation& op, location const& responses) {
    node_member const* chosen = responses.at->find_member("default");
    for (node_member const& m : responses.at->members)
        if (chosen == nullptr && is_status(m.key) && (m.key[0] == '4' || m.key[0] == '5')) chosen = &m;
    if (chosen == nullptr) return false;
    location const here =
        follow(r_, {responses.file, &chosen->value, append_segment(responses.pointer, chosen->key)}, dialect::response);
    if (!here || !here.at->is_map()) return true;
    location const schema = content_schema(here, document_types, nullptr);
    if (!schema) return here.at->find("content") != nullptr;
    type_use const used = schemas_.use(schema, op.name.text + "_Error");
    if (used.kind == value_kind::none) return true;
    if (used.kind != value_kind::object || !used.named->is_error) {
        r_.problems.error(schema.at->at, "the error document has no x-error",
                          "say in its schema where message and code are: x-error: {message: Message}");
        return true;
    }
    op.error = used.named;
    return true;
}

}  // namespace veeam::generator
