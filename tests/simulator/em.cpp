#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <openssl/evp.h>

#include <veeam/em/schemas/entity_reference.hpp>
#include <veeam/em/schemas/job.hpp>
#include <veeam/em/schemas/logon_session.hpp>

#include "em_reply.hpp"
#include "em_resources.hpp"
#include "world.hpp"

namespace veeam::inline v0::simulation {

namespace {

constexpr std::array<std::string_view, 5> versions{"latest", "v1_7", "v1_6", "v1_5", "v1_4"};

struct credentials {
    std::string user{};
    std::string password{};
};

/// What an `Authorization: Basic` header says.
std::optional<credentials> basic_credentials(std::string_view header) {
    static constexpr std::string_view scheme = "Basic ";
    if (header.size() <= scheme.size() || !detail::equal_ignoring_case(header.substr(0, scheme.size()), scheme))
        return std::nullopt;
    std::string_view const encoded = header.substr(scheme.size());
    std::string text(encoded.size(), '\0');  // more than enough
    int const size =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<unsigned char const*>(encoded.data()), static_cast<int>(encoded.size()));
    if (size < 0) return std::nullopt;
    text.resize(static_cast<std::size_t>(size));
    // OpenSSL decodes padding to zero bytes.
    for (std::size_t i = encoded.size(); i > 0 && encoded[i - 1] == '=' && !text.empty(); --i) text.pop_back();
    std::size_t const colon = text.find(':');
    if (colon == std::string::npos) return std::nullopt;
    return credentials{text.substr(0, colon), text.substr(colon + 1)};
}

/// What the body of a tenant's logon says.
std::optional<credentials> tenant_credentials(call const& from) {
    auto const spec = from.wants_json() ? json::read<em::LoginSpec>(from.body) : xml::read<em::LoginSpec>(from.body);
    if (!spec) return std::nullopt;
    if (auto const* const tenant = std::get_if<em::TenantLogon>(&spec->credentials))
        return credentials{tenant->username, tenant->password};
    if (auto const* const organization = std::get_if<em::VCloudOrganizationLogon>(&spec->credentials))
        return credentials{organization->login, organization->password};
    return std::nullopt;
}

std::optional<credentials> valid_credentials(world const& w, call const& from) {
    auto const header = from.headers.get("Authorization");
    auto found = header || from.body.empty() ? basic_credentials(header.value_or("")) : tenant_credentials(from);
    if (!found || !credentials_match(w.options, found->user, found->password)) return std::nullopt;
    return found;
}

response log_on(world& w, call const& from) {
    auto const who = valid_credentials(w, from);
    if (!who) return unauthorized(from);
    std::string const version(from.parameter("v").value_or("latest"));
    if (std::ranges::find(versions, version) == versions.end())
        return error_reply(from, 400, "The version " + version + " is not supported.");
    logon_sessions::session const opened = w.em.open(who->user);
    em::LogonSession document = writable(w.content.logon, from.wants_json());
    document.user_name = opened.user;
    document.session_id = opened.id;
    document.href = std::string(server_placeholder) + "/api/logonSessions/" + opened.id;
    response answer = document_reply(from, 201, document);
    answer.headers.set("X-RestSvcSessionId", opened.token);
    answer.headers.set("Set-Cookie", "X-RestSvcSessionId=" + opened.token + "; Path=/api; HttpOnly");
    return answer;
}

response log_off(world& w, call const& from, std::string const& id) {
    if (!session_of(from, w.em)) return unauthorized(from);
    if (!w.em.close(id)) return error_reply(from, 404, "There is no logon session " + id + ".");
    return empty_reply(204);
}

/// Whether the client wants resources whole, not references to them.
bool wants_entities(call const& from) {
    std::string_view const format = from.parameter("format").value_or("");
    return detail::equal_ignoring_case(format, "Entity") || detail::equal_ignoring_case(format, "Entities");
}

response list_jobs(world& w, call const& from) {
    if (!session_of(from, w.em)) return unauthorized(from);
    if (wants_entities(from)) {
        em::JobList list{};
        auto& jobs = list.jobs.emplace();
        for (em::Job const& job : w.content.jobs)
            jobs.push_back(writable(w.enterprise.current(job), from.wants_json()));
        return document_reply(from, 200, list);
    }
    em::EntityReferenceList list{};
    auto& references = list.refs.emplace();
    for (em::Job const& job : w.content.jobs) references.push_back(reference_to(job));
    return document_reply(from, 200, list);
}

response get_job(world& w, call const& from, std::string const& id) {
    if (!session_of(from, w.em)) return unauthorized(from);
    if (!uuid::parse(id)) return error_reply(from, 400, "The value '" + id + "' is not a valid identifier.");
    em::Job const* const found = w.job(id);
    if (found == nullptr) return error_reply(from, 404, "There is no job with ID " + id + ".");
    if (wants_entities(from))
        return document_reply(from, 200, writable(w.enterprise.current(*found), from.wants_json()));
    return document_reply(from, 200, reference_to(*found));
}

}  // namespace

void add_enterprise_manager(router& routes, world& w) {
    routes.add("GET", "/api", [&w](call const& from, arguments const&) {
        return document_reply(from, 200, writable(w.content.root, from.wants_json()));
    });
    routes.add("POST", "/api/sessionMngr", [&w](call const& from, arguments const&) { return log_on(w, from); });
    routes.add("DELETE", "/api/logonSessions/{}",
               [&w](call const& from, arguments const& ids) { return log_off(w, from, ids[0]); });
    routes.add("GET", "/api/jobs", [&w](call const& from, arguments const&) { return list_jobs(w, from); });
    routes.add("GET", "/api/jobs/{}",
               [&w](call const& from, arguments const& ids) { return get_job(w, from, ids[0]); });
}

}  // namespace veeam::inline v0::simulation
