#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <veeam/codec/table.hpp>
#include <veeam/em/schemas/backup_job_session.hpp>
#include <veeam/em/schemas/job.hpp>
#include <veeam/em/schemas/task.hpp>

namespace veeam::inline v0::simulation {

/// What clients of Enterprise Manager have changed. Thread-safe.
class em_state {
public:
    /// A document at an address; no value: it was deleted.
    struct stored {
        field const* row{};
        std::shared_ptr<void const> value{};
    };
    using documents = std::map<std::string, stored, std::less<>>;

    /// `path` in lower case and without the query: `/api/jobs/5658281f`.
    void put(std::string path, stored document);
    void remove(std::string const& path);
    std::optional<stored> at(std::string_view path) const;
    /// What has changed one level below `path`, by address.
    documents below(std::string_view path) const;

    /// A job as clients have left it.
    em::Job current(em::Job const& documented) const;
    void add_session(em::BackupJobSession session);
    std::vector<em::BackupJobSession> sessions() const;

    /// Something a session has asked for. It runs until it is asked about a second time, when it takes effect; the
    /// third answer has its products. One that fails has neither.
    em::Task start(std::string const& session, std::string operation, std::vector<em::Link> products,
                   std::function<void()> effect, bool fails = false);
    std::optional<em::Task> poll(std::string const& session, std::string_view id);
    std::vector<em::Task> tasks(std::string const& session) const;
    bool forget(std::string const& session, std::string_view id);

    void clear();

private:
    struct running {
        em::Task document{};
        std::vector<em::Link> products{};
        std::function<void()> effect{};
        bool fails{};
        std::size_t polls{};
    };

    mutable std::mutex mutex_;
    documents documents_;
    std::vector<em::BackupJobSession> sessions_;
    std::map<std::string, std::map<std::string, running, std::less<>>> tasks_;  // by token, by id
    std::size_t last_task_{};
};

}  // namespace veeam::inline v0::simulation
