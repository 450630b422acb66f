#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "faults.hpp"
#include "message.hpp"

namespace veeam::inline v0::simulation {

/// The asynchronous actions of version 3 of Service Provider Console. Thread-safe.
///
/// An action runs until it is asked about a second time; only then is its operation carried out.
class async_actions {
public:
    enum class state { running, succeed, canceled, failed };

    /// Registers a request under the id it carries, or a random one; `what` carries it out.
    std::string start(call const& from, std::string operation, std::function<response()> what);
    /// What a client sees of an action; nothing: there is none.
    std::optional<nlohmann::ordered_json> look(std::string_view id);
    nlohmann::ordered_json list() const;
    /// What its operation has answered; nothing while it runs, and once that was forgotten.
    std::optional<response> result(std::string_view id) const;

    bool knows(std::string_view id) const;
    /// Whether it was running.
    bool cancel(std::string_view id);
    bool forget_result(std::string_view id);
    bool attach(std::string_view id, nlohmann::ordered_json const& request_data);

    void clear();

private:
    struct action {
        nlohmann::ordered_json document{};
        std::function<response()> what{};
        std::optional<fault_kind> fate{};
        std::optional<response> result{};
        state now{state::running};
        std::size_t looks{};
    };
    nlohmann::ordered_json shown(action const& one) const;

    mutable std::mutex mutex_;
    std::map<std::string, action, std::less<>> all_;
};

/// What clients have made of documented jobs, by identifier. Thread-safe.
class changed_jobs {
public:
    /// The job as clients have left it; nothing: they have deleted it.
    std::optional<nlohmann::ordered_json> current(std::string const& id, nlohmann::ordered_json documented) const;
    void put(std::string id, nlohmann::ordered_json job);
    void remove(std::string id);
    void clear();

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::optional<nlohmann::ordered_json>> all_;
};

}  // namespace veeam::inline v0::simulation
