#pragma once

#include <string>
#include <string_view>

#include <veeam/em/schemas/backup_job_session.hpp>
#include <veeam/em/schemas/job.hpp>

/// @file
/// The other libraries, each used as its users use it, into and out of the same structs as ours.

namespace bench {

using sessions = veeam::em::BackupJobSessionList;
using jobs = veeam::em::JobList;

/// nlohmann/json with what `NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT` expands to.
namespace nlohmann_peer {
bool parse(std::string_view text);
bool decode(std::string_view text, sessions& out);
bool encode(sessions const& value, std::string& out);
/// Writes a document that is built beforehand, and again and again.
class dumper {
public:
    explicit dumper(sessions const& value);
    ~dumper();
    bool dump(std::string& out) const;

private:
    struct state;
    state* state_;
};
}  // namespace nlohmann_peer

/// RapidJSON: `Document` with `FindMember`, and `Writer`.
namespace rapidjson_peer {
bool parse(std::string_view text);
bool decode(std::string_view text, sessions& out);
bool encode(sessions const& value, std::string& out);
}  // namespace rapidjson_peer

/// cpp-restsdk in the shape of the code that openapi-generator emits.
namespace cpprest_peer {
bool decode(std::string_view text, sessions& out);
bool encode(sessions const& value, std::string& out);
}  // namespace cpprest_peer

/// simdjson. Needs `padding` bytes behind the text, which it is given for nothing.
namespace simdjson_peer {
std::string_view version();
std::string_view processor();
extern std::size_t const padding;
bool parse(std::string_view text);
/// On-Demand, one pass over the fields, each compared with the names of the members.
bool decode_each_field(std::string_view text, sessions& out);
/// On-Demand, `object["name"]` in the order of the members.
bool decode_by_name(std::string_view text, sessions& out);
}  // namespace simdjson_peer

/// pugixml: `child("name")` and `attribute("name")`, and a tree that is saved.
namespace pugixml_peer {
bool parse(std::string_view text);
bool decode(std::string_view text, sessions& out);
bool decode(std::string_view text, jobs& out);
bool encode(sessions const& value, std::string& out);
bool encode(jobs const& value, std::string& out);
}  // namespace pugixml_peer

/// expat. Only parses: with handlers that count.
namespace expat_peer {
bool parse(std::string_view text);
}  // namespace expat_peer

/// CodeSynthesis XSD, whose parser for the tree of a schema fills types of its own; nothing copies them into ours.
namespace xsd_peer {
bool decode_sessions(std::string_view text, std::size_t& items);
bool decode_jobs(std::string_view text, std::size_t& items);
}  // namespace xsd_peer

}  // namespace bench
