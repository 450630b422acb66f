// Types of 20 members: text, numbers, times, identifiers, enumerations and lists, as the vendor's have them.

const members = [
    ["text", ["name", "description", "hostName", "jobName", "path", "user"]],
    ["integer", ["size", "count", "total"]],
    ["boolean", ["enabled", "visible"]],
    ["number", ["progress", "speed"]],
    ["time", ["created", "ended"]],
    ["uuid", ["jobId", "serverId"]],
    ["state", ["state"]],
    ["texts", ["tags"]],
    ["next", ["next"]],
];
const each = (i, use) => members.flatMap(([kind, names]) => names.map((name) => use(kind, name, i)));
const numbered = (count, use) => Array.from({ length: count }, (_, i) => use(i));

const schema = {
    text: () => "{type: string}",
    integer: () => "{type: integer, format: int64}",
    boolean: () => "{type: boolean}",
    number: () => "{type: number}",
    time: () => "{type: string, format: date-time}",
    uuid: () => "{type: string, format: uuid}",
    state: (i) => `{$ref: '#/State${i}'}`,
    texts: () => "{type: array, items: {type: string, xml: {name: item}}}",
    next: (i) => (i === 0 ? "{type: string}" : `{$ref: '#/Type${i - 1}'}`),
};

/** A specification with `count` types, each with an operation that reads it. */
export function specOf(count) {
    const types = numbered(count, (i) => `State${i}: {type: string, enum: [Success, Warning, Failed]}
Type${i}:
  type: object
  x-xml-root: Type${i}
  xml: {namespace: 'urn:bench'}
  description: A type.
  properties:
${each(i, (kind, name) => `    ${name}: ${schema[kind](i)}`).join("\n")}
`).join("");
    const operations = numbered(count, (i) => `item${i}:
  get:
    operationId: GetType${i}
    summary: Reads one.
    externalDocs: {url: 'https://bench.example/docs'}
    parameters:
      - {name: id, in: path, required: true, description: Which., schema: {type: string}}
    responses:
      '200': {description: It., content: {application/json: {schema: {$ref: '../schemas/types.yaml#/Type${i}'}}}}
      default: {description: Why not., content: {application/json: {schema: {$ref: '../schemas/error.yaml#/Error'}}}}
`).join("");
    return {
        "bench/openapi.yaml": `openapi: 3.1.0
info: {title: Bench, version: '1'}
servers: [{url: 'https://bench.example/api'}]
x-cpp-namespace: bench
paths:
${numbered(count, (i) => `  /items${i}/{id}: {$ref: 'paths/items.yaml#/item${i}'}`).join("\n")}
`,
        "bench/paths/items.yaml": operations,
        "bench/schemas/types.yaml": types,
        "bench/schemas/error.yaml": `Error:
  type: object
  description: Why an operation failed.
  x-error: {message: message}
  properties:
    message: {type: string}
`,
    };
}

/** Reads and writes every type. */
export function veeamProgram(count, formats = ["json", "xml"]) {
    const uses = numbered(count, (i) => `    use<Type${i}>(text, out);`).join("\n");
    return `#include <string>

${formats.map((f) => `#include <veeam/codec/${f}.hpp>`).join("\n")}
#include <veeam/bench/schemas/types.hpp>

using namespace veeam::bench;

template <class T>
void use(std::string_view text, std::string& out) {
${formats.map((f) => `    if (auto value = veeam::${f}::read<T>(text)) out += veeam::${f}::write(*value).value();`).join("\n")}
}

void use_all(std::string_view text, std::string& out) {
${uses}
}
`;
}

const cpp = {
    text: () => "std::string",
    integer: () => "std::int64_t",
    boolean: () => "bool",
    number: () => "double",
    time: () => "std::chrono::sys_seconds",
    uuid: () => "std::array<std::uint8_t, 16>",
    state: (i) => `State${i}`,
    texts: () => "std::vector<std::string>",
    next: (i) => (i === 0 ? "std::string" : `std::shared_ptr<Type${i - 1}>`),
};

/** The structs of a program that has no generator, and what nlohmann/json needs for their types. */
function structs(count, after) {
    return `#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

template <class T>
struct nlohmann::adl_serializer<std::optional<T>> {
    static void to_json(json& j, std::optional<T> const& value) {
        if (value) j = *value;
        else j = nullptr;
    }
    static void from_json(json const& j, std::optional<T>& value) {
        if (j.is_null()) value.reset();
        else value = j.get<T>();
    }
};
template <class T>
struct nlohmann::adl_serializer<std::shared_ptr<T>> {
    static void to_json(json& j, std::shared_ptr<T> const& value) {
        if (value) j = *value;
        else j = nullptr;
    }
    static void from_json(json const& j, std::shared_ptr<T>& value) {
        value = j.is_null() ? nullptr : std::make_shared<T>(j.get<T>());
    }
};
template <>
struct nlohmann::adl_serializer<std::chrono::sys_seconds> {
    static void to_json(json& j, std::chrono::sys_seconds value) { j = value.time_since_epoch().count(); }
    static void from_json(json const& j, std::chrono::sys_seconds& value) {
        value = std::chrono::sys_seconds(std::chrono::seconds(j.get<std::int64_t>()));
    }
};

${numbered(count, (i) => `enum class State${i} { Success, Warning, Failed };
NLOHMANN_JSON_SERIALIZE_ENUM(State${i}, {{State${i}::Success, "Success"}, {State${i}::Warning, "Warning"}, {State${i}::Failed, "Failed"}})
struct Type${i} {
${each(i, (kind, name) => `    std::optional<${cpp[kind](i)}> ${name}{};`).join("\n")}
};
${after(i)}`).join("")}
template <class T>
void use(std::string_view text, std::string& out) {
    out += nlohmann::json(nlohmann::json::parse(text).get<T>()).dump();
}

void use_all(std::string_view text, std::string& out) {
${numbered(count, (i) => `    use<Type${i}>(text, out);`).join("\n")}
}
`;
}

/** Functions as people write them by hand: absent members stay absent. */
export function nlohmannFunctions(count) {
    return structs(count, (i) => `inline void to_json(nlohmann::json& j, Type${i} const& v) {
${each(i, (_, name) => `    if (v.${name}) j["${name}"] = *v.${name};`).join("\n")}
}
inline void from_json(nlohmann::json const& j, Type${i}& v) {
${each(i, (_, name) => `    if (auto it = j.find("${name}"); it != j.end()) it->get_to(v.${name});`).join("\n")}
}
`);
}

export function nlohmannMacros(count) {
    return structs(count, (i) => `NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Type${i}, ${each(i, (_, name) => name).join(", ")})
`);
}
