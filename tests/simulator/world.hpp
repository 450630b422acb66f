#pragma once

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

#include "async_actions.hpp"
#include "data.hpp"
#include "em_state.hpp"
#include "identities.hpp"
#include "job_runs.hpp"
#include "options.hpp"
#include "router.hpp"

namespace veeam::inline v0::simulation {

/// What the services share.
struct world {
    explicit world(simulator_options given)
        : options(std::move(given)),
          content(load_data(options.specs)),
          em(options),
          vspc_v2(options),
          vspc_v3(options),
          vb365(options) {}

    simulator_options const options;
    data const content;
    em_state enterprise;
    /// The documented job with this identifier; null: there is none, or it is no identifier.
    em::Job const* job(std::string_view id) const {
        auto const wanted = uuid::parse(id);
        auto const found =
            std::ranges::find_if(content.jobs, [&](em::Job const& one) { return wanted && one.uid.id() == wanted; });
        return found == content.jobs.end() ? nullptr : &*found;
    }
    std::function<response(call const&)> other_query;  ///< Answers queries for types without data of their own.
    logon_sessions em;
    token_store vspc_v2;
    token_store vspc_v3;
    token_store vb365;
    async_actions actions;    ///< Of version 3 of Service Provider Console.
    changed_jobs agent_jobs;  ///< Of version 3 of Service Provider Console.
    changed_jobs m365_jobs;
    job_runs runs;  ///< Of Backup for Microsoft 365.
};

void add_enterprise_manager(router& routes, world& w);
void add_queries(router& routes, world& w);
void add_all_operations(router& routes, world& w);
void add_service_provider_console_v2(router& routes, world& w);
void add_service_provider_console_v3(router& routes, world& w);
void add_backup_for_microsoft_365(router& routes, world& w);

}  // namespace veeam::inline v0::simulation
