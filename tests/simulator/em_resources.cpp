#include "em_resources.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace veeam::inline v0::simulation {

namespace {

/// The address of the reference, which is that of the entity without `?format=Entity`.
std::string without_query(std::string_view address) { return std::string(address.substr(0, address.find('?'))); }

template <class Entity>
em::EntityReference reference(Entity const& entity, std::string_view kind) {
    em::EntityReference out{};
    out.name = entity.name;
    out.uid = entity.uid;
    out.type = std::string(kind) + "Reference";
    out.links = entity.links;
    if (!entity.href) return out;
    out.href = without_query(*entity.href);
    if (!out.links) return out;
    // Each of the two forms names the other as its alternate; the rest of the links is the same.
    for (em::Link& link : *out.links) {
        if (link.rel != "Alternate") continue;
        link.type = std::string(kind);
        link.href = *out.href + "?format=Entity";
    }
    return out;
}

}  // namespace

em::EntityReference reference_to(em::Job const& job) { return reference(job, "Job"); }

em::EntityReference reference_to(em::BackupJobSession const& session) { return reference(session, "BackupJobSession"); }

void keep_writable(unknown_members& unknown, bool json) {
    unknown_members kept;
    for (unknown_member const& member : unknown)
        if ((member.format == unknown_member::form::json) == json) kept.push_back(member);
    unknown = std::move(kept);
}

}  // namespace veeam::inline v0::simulation
