#pragma once

#include <veeam/core/unknown_members.hpp>
#include <veeam/em/schemas/backup_job_session.hpp>
#include <veeam/em/schemas/entity_reference.hpp>
#include <veeam/em/schemas/job.hpp>

namespace veeam::inline v0::simulation {

/// The short form of an entity: its name, its identity and the link to the whole.
em::EntityReference reference_to(em::Job const& job);
em::EntityReference reference_to(em::BackupJobSession const& session);

/// Drops the unknown members that a format cannot carry: what was read from XML has no form in JSON.
void keep_writable(unknown_members& unknown, bool json);

/// A copy that can be written in the format.
template <class T>
T writable(T object, bool json) {
    keep_writable(object.unknown, json);
    // Where servers up to 9.5 put what the specification has elsewhere.
    if constexpr (requires { object.schedule_options->unknown; })
        if (object.schedule_options) keep_writable(object.schedule_options->unknown, json);
    return object;
}

}  // namespace veeam::inline v0::simulation
