#include "em_state.hpp"

#include <utility>

#include "data.hpp"

namespace veeam::inline v0::simulation {

void em_state::put(std::string path, stored document) {
    std::lock_guard lock(mutex_);
    documents_.insert_or_assign(std::move(path), std::move(document));
}

void em_state::remove(std::string const& path) { put(path, {}); }

std::optional<em_state::stored> em_state::at(std::string_view path) const {
    std::lock_guard lock(mutex_);
    auto const found = documents_.find(path);
    return found == documents_.end() ? std::nullopt : std::optional(found->second);
}

em_state::documents em_state::below(std::string_view path) const {
    std::lock_guard lock(mutex_);
    documents out;
    for (auto const& [address, document] : documents_)
        if (address.starts_with(path) && address.size() > path.size() && address[path.size()] == '/' &&
            address.find('/', path.size() + 1) == address.npos)
            out.emplace(address, document);
    return out;
}

em::Job em_state::current(em::Job const& documented) const {
    auto const id = documented.uid.id();
    auto const changed = id ? at("/api/jobs/" + id->text()) : std::nullopt;
    if (!changed || changed->row != &root_row<em::Job>) return documented;
    return *static_cast<em::Job const*>(changed->value.get());
}

void em_state::add_session(em::BackupJobSession session) {
    std::lock_guard lock(mutex_);
    sessions_.push_back(std::move(session));
}

std::vector<em::BackupJobSession> em_state::sessions() const {
    std::lock_guard lock(mutex_);
    return sessions_;
}

em::Task em_state::start(std::string const& session, std::string operation, std::vector<em::Link> products,
                         std::function<void()> effect, bool fails) {
    std::lock_guard lock(mutex_);
    std::string const id = "task-" + std::to_string(++last_task_);
    em::Task task{};
    task.task_id = id;
    task.type = "Task";
    task.href = std::string(server_placeholder) + "/api/tasks/" + id;
    task.state = em::TaskState::Running;
    task.operation = std::move(operation);
    em::Link cancel{};
    cancel.rel = "Delete";
    cancel.type = "Task";
    cancel.href = task.href;
    task.links.emplace().push_back(std::move(cancel));
    running started{.document = task, .products = {}, .effect = {}, .fails = fails};
    if (!fails) {
        started.products = std::move(products);
        started.effect = std::move(effect);
    }
    tasks_[session].emplace(id, std::move(started));
    return task;
}

std::optional<em::Task> em_state::poll(std::string const& session, std::string_view id) {
    std::function<void()> effect;
    em::Task out;
    {
        std::lock_guard lock(mutex_);
        auto& mine = tasks_[session];
        auto const found = mine.find(id);
        if (found == mine.end()) return std::nullopt;
        running& task = found->second;
        ++task.polls;
        if (task.polls == 2) {
            task.document.state = em::TaskState::OperationFinished;
            task.document.result.emplace().success = !task.fails;
            task.document.result->message =
                task.fails ? "The backup server could not be reached." : "OperationFinished";
            effect = std::exchange(task.effect, {});
        } else if (task.polls == 3) {
            task.document.state = em::TaskState::Finished;
            if (!task.fails) task.document.result->message = "Ok";
            for (em::Link const& product : task.products) task.document.links->push_back(product);
        }
        out = task.document;
    }
    if (effect) effect();  // it asks this object for things
    return out;
}

std::vector<em::Task> em_state::tasks(std::string const& session) const {
    std::lock_guard lock(mutex_);
    std::vector<em::Task> out;
    if (auto const mine = tasks_.find(session); mine != tasks_.end())
        for (auto const& [id, task] : mine->second) out.push_back(task.document);
    return out;
}

bool em_state::forget(std::string const& session, std::string_view id) {
    std::lock_guard lock(mutex_);
    auto& mine = tasks_[session];
    auto const found = mine.find(id);
    if (found == mine.end()) return false;
    mine.erase(found);
    return true;
}

void em_state::clear() {
    std::lock_guard lock(mutex_);
    documents_.clear();
    sessions_.clear();
    tasks_.clear();
}

}  // namespace veeam::inline v0::simulation
