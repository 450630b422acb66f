#pragma once

#include <functional>
#include <utility>

#include "data.hpp"
#include "em_state.hpp"
#include "identities.hpp"
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
    std::function<response(call const&)> other_query;  ///< Answers queries for types without data of their own.
    logon_sessions em;
    token_store vspc_v2;
    token_store vspc_v3;
    token_store vb365;
};

void add_enterprise_manager(router& routes, world& w);
void add_queries(router& routes, world& w);
void add_all_operations(router& routes, world& w);
void add_service_provider_console_v2(router& routes, world& w);
void add_service_provider_console_v3(router& routes, world& w);
void add_backup_for_microsoft_365(router& routes, world& w);

}  // namespace veeam::inline v0::simulation
